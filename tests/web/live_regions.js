/* Everything that a page gives to a screen reader by itself, in order: what changed in a live region that is
   there for it. Put in before the page's own scripts. */
(() => {
  const LIVE = { status: "polite", log: "polite", alert: "assertive" };
  const REGIONS = "[aria-live], [role=status], [role=log], [role=alert]";
  window.announced = [];

  const politeness = (region) => region.getAttribute("aria-live") ?? LIVE[region.getAttribute("role")] ?? "off";
  const hears = (region) =>
    region.checkVisibility({ visibilityProperty: true }) && !region.closest("[aria-hidden=true], [inert]");

  /** What each region said last. */
  const said = new WeakMap();

  const listen = (node) => {
    const region = (node instanceof Element ? node : node.parentElement)?.closest(REGIONS);
    if (!region || politeness(region) === "off") return;
    const text = hears(region) ? region.innerText.trim() || region.textContent.trim() : "";
    if (text === (said.get(region) ?? "")) return;
    said.set(region, text);
    if (text) window.announced.push({ region: region.id, how: politeness(region), text });
  };

  const observer = new MutationObserver((changes) => {
    const touched = new Set();
    for (const { target, type } of changes) {
      touched.add(target);
      // What was hidden with a region in it may be there now.
      if (type === "attributes") for (const one of target.querySelectorAll(REGIONS)) touched.add(one);
    }
    for (const one of touched) listen(one);
  });
  observer.observe(document, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["hidden", "open", "inert"],
  });
})();
