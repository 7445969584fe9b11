"""A person with a keyboard and nothing else."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

SEEN = """() => {
  const own = document.activeElement;
  if (!own || own === document.body) return { name: "nowhere", lost: true };
  const drawn = [own, own.nextElementSibling, own.closest("label")].filter(Boolean);
  const ring = drawn.some((one) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  });
  // A heading that a dialog or veil puts the focus on is not pressed, and needs no ring.
  const place = own.tabIndex < 0;
  const held = own.closest("label") ?? own;
  const box = held.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 40));
  const covered = !top || !(held.contains(top) || top.contains(held));
  const name = own.ariaLabel || own.labels?.[0]?.innerText || own.innerText || own.id || own.tagName;
  return { name: name.trim(), id: own.id, tag: own.tagName, type: own.type ?? "", ring, place, covered };
}"""


class Keyboard:
    """Goes by keys alone, and looks after every key whether it can be seen where they are."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def press(self, key: str) -> None:
        """One key; wherever it leads, the focus is not lost."""
        self._page.keyboard.press(key)

    def here(self) -> dict[str, Any]:
        """Where the focus is: ``name``, ``id``; it is somewhere, seen, and under nothing."""
        seen: dict[str, Any] = self._page.evaluate(SEEN)
        assert not seen.get("lost"), f"{self._page.url}: the focus is nowhere"
        assert seen["ring"] or seen["place"], f"{self._page.url}: nothing shows that {seen} has the focus"
        assert not seen["covered"], f"{self._page.url}: {seen} has the focus and is covered"
        return seen

    def to(self, name: str, limit: int = 80) -> None:
        """Tab until what is called ``name`` (its words, or its id after a #) has the focus."""
        for _ in range(limit):
            self.press("Tab")
            if self._page.evaluate("document.activeElement === document.body"):
                continue  # past the last one, on the way round through the browser's own
            here = self.here()
            if f"#{here['id']}" == name or here["name"].startswith(name):
                return
        raise AssertionError(f"{self._page.url}: {name!r} is not reached by Tab")

    def leads(self, key: str = "Enter") -> None:
        """A key that leads to another page."""
        with self._page.expect_navigation():
            self.press(key)

    def round(self, limit: int = 150) -> list[str]:
        """Every stop of the page, from its top until the focus leaves it."""
        stops: list[str] = []
        for _ in range(limit):
            self.press("Tab")
            if self._page.evaluate("document.activeElement === document.body"):
                return stops
            stops.append(self.here()["name"])
        raise AssertionError(f"{self._page.url}: the focus never leaves the page")
