"""Draw every phase of every exercise on one sheet, light and dark: docs/figures/contact-sheet-*.png.

Run it after a change of a posture or of the drawing, and look at the sheets: each phase should be
recognised without its name. PNGs need `rsvg-convert` (librsvg); without it only the SVGs are written.

    python scripts/contact_sheet.py [--out docs/figures] [--columns 6] [EXERCISE …]
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple

from primemover.body import Mark, Posture, postures, svg
from primemover.body.svg import stylesheet
from primemover.routine import library
from primemover.routine.exercise import Exercise
from primemover.routine.figures import marks_of

CARD_WIDTH, CARD_HEIGHT, CAPTION = 300, 196, 30
SCHEMES = {"light": ("#E9EDE7", "#16202A"), "dark": ("#131B20", "#EFF3F1")}


class Card(NamedTuple):
    """One posture with what is lit in it."""

    name: str
    posture: Posture
    works: tuple[Mark, ...]
    lengthens: tuple[Mark, ...]


def cards(exercises: Iterable[Exercise]) -> Iterator[Card]:
    """Every phase of the exercises, and every start that is not also a phase."""
    for exercise in exercises:
        for way in exercise.variants or (exercise,):
            yield from _cards_of(way)


def _cards_of(way: Exercise) -> Iterator[Card]:
    solved = postures(way.start, [(phase.id, phase.posture) for phase in way.phases])
    phases = {phase.id: phase for phase in way.phases}
    title = " · ".join(filter(None, (way.name, way.tool)))
    for key, posture in solved.items():
        phase = phases.get(key.rstrip("+~"))
        if phase is not None:
            lit = tuple(marks_of(phase.works)), tuple(marks_of(phase.lengthens))
            yield Card(f"{title} · {key}", posture, *lit)
        elif all(posture is not solved[later] for later in phases):
            yield Card(f"{title} · {key}", posture, (), ())


def sheet(drawn: list[Card], scheme: str, columns: int) -> str:
    """All the cards as one SVG document in one colour scheme."""
    ground, ink = SCHEMES[scheme]
    rows = -(-len(drawn) // columns)
    width, height = columns * CARD_WIDTH, rows * CARD_HEIGHT
    style = f"{stylesheet(scheme)} text{{font:11px Inter,sans-serif;fill:{ink}}}"
    body = "".join(_placed(card, index, columns) for index, card in enumerate(drawn))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"><style>{style}</style>'
        f'<rect width="100%" height="100%" fill="{ground}"/>{body}</svg>'
    )


def _placed(card: Card, index: int, columns: int) -> str:
    x, y = index % columns * CARD_WIDTH, index // columns * CARD_HEIGHT
    figure = svg(
        card.posture, card.works, card.lengthens, title=card.name, standalone=False, identity=f"figure{index}"
    )
    size = f'x="{x + 12}" y="{y + 8}" width="{CARD_WIDTH - 24}" height="{CARD_HEIGHT - CAPTION - 8}"'
    caption = f'<text x="{x + 14}" y="{y + CARD_HEIGHT - 11}">{escape(card.name)}</text>'
    return figure.replace("<svg ", f"<svg {size} ", 1) + caption


def write(folder: Path, drawn: list[Card], columns: int) -> list[Path]:
    """Write the sheets; the files that were written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for scheme in SCHEMES:
        file = folder / f"contact-sheet-{scheme}.svg"
        file.write_text(sheet(drawn, scheme, columns), encoding="utf-8")
        if shutil.which("rsvg-convert"):
            picture = file.with_suffix(".png")
            subprocess.run(["rsvg-convert", "--zoom", "0.8", str(file), "-o", str(picture)], check=True)
            file.unlink()
            file = picture
        written.append(file)
    return written


def main() -> None:
    """Parse the arguments and draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("exercises", nargs="*", help="ids; without them all")
    parser.add_argument("--out", type=Path, default=Path("docs/figures"))
    parser.add_argument("--columns", type=int, default=6)
    wanted = parser.parse_args()
    known = library().exercises
    chosen = [library().exercise(one) for one in wanted.exercises] or list(known.values())
    for file in write(wanted.out, list(cards(chosen)), wanted.columns):
        print(file)


if __name__ == "__main__":
    main()
