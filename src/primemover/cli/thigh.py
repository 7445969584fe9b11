"""``primemover thigh``: the extension test from a side photo."""

# A command imports what it runs when it runs, so that ``primemover --help`` answers at once.
# ruff: noqa: PLC0415

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer


def thigh(
    *,
    file: Annotated[Path, typer.Argument(metavar="PHOTO", help="A side photo of the test, JPEG or PNG.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
) -> None:
    """Read how far the thigh hangs in a photo of the extension test, with its error; nothing is kept."""
    from primemover.app.thigh import measure_photo
    from primemover.terms import CannotTell
    from primemover.texts import text

    found = measure_photo(file)
    if as_json:
        told: dict[str, object] = {"side": None, "deg": None, "error_deg": None}
        if isinstance(found, CannotTell):
            told["reason"] = found.reason
        else:
            told = {
                "side": found.side.value, "deg": round(found.deg, 1), "error_deg": round(found.error_deg, 1),
            }  # fmt: skip
        sys.stdout.write(json.dumps(told, indent=1) + "\n")
    elif isinstance(found, CannotTell):
        typer.echo(text(found.reason))
    else:
        side = text(f"session.side.{found.side}")
        said = text("motion.thigh.found", side=side, deg=f"{found.deg:z.0f}", error=f"{found.error_deg:.0f}")
        typer.echo(said.replace("-", "−"))
