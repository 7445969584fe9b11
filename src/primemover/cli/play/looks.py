"""The colours of the terminal: the same meaning as in the browser. Warm works, cool lengthens.

Ink is the terminal's own colour, so that light and dark windows both stay readable; nothing is told by
colour alone.
"""

from __future__ import annotations

from rich.style import Style

INK = Style.null()
STRONG = Style(bold=True)
QUIET = Style(dim=True)
WARM = Style(color="#f28c38")
COOL = Style(color="#2fa8b8")
NEAR = Style.null()
FAR = Style(color="bright_black")
PROP = Style(color="#a8894f")
WORKS_CELL, LENGTHENS_CELL = "█", "▒"
"""How a marked muscle is told from the body where there is no colour."""
