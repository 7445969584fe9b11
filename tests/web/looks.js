/* What a person meets on a page, as the tests measure it. Evaluated in the page. */
(() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };

  /* Relative luminance (WCAG 2.2). */
  const light = (colour) => {
    const [r, g, b] = colour.map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };

  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = rgba(getComputedStyle(one).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255];
  };

  const shown = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true });

  return {
    /* Text that is really seen, beyond the fold too. */
    seen() {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found = [];
      while (walker.nextNode()) {
        const range = document.createRange();
        range.selectNodeContents(walker.currentNode);
        const box = range.getBoundingClientRect();
        const own = walker.currentNode.parentElement;
        const drawn = box.width > 1 && box.height > 1 && box.bottom > 0;
        if (drawn && shown(own) && !own.closest(".sr, script, style")) found.push(walker.currentNode.textContent);
      }
      return found.join(" ");
    },

    /* Things to press that are smaller than a fingertip. Links inside a sentence are as large as the sentence. */
    small(least) {
      return [...document.querySelectorAll("button, a, input, select, textarea, summary")]
        .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".sr, p, [inert]"))
        .map((one) => one.closest("label") ?? one)
        .filter((one) => {
          const { width, height } = one.getBoundingClientRect();
          return width > 1 && (height < least || width < least);
        })
        .map((one) => one.outerHTML.slice(0, 120));
    },

    /* Words whose contrast is under `least`. */
    pale(least) {
      const found = [];
      for (const one of document.querySelectorAll("body *")) {
        const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
        if (!own || !shown(one) || one.closest(".sr, svg, option, [disabled]")) continue;
        const pair = [light(rgba(getComputedStyle(one).color)), light(behind(one))];
        const ratio = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
        if (ratio < least) found.push([Math.round(ratio * 100) / 100, one.textContent.trim().slice(0, 40)]);
      }
      return found;
    },
  };
})()
