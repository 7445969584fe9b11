"""Templates: the environment, and what every page may ask for."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from primemover.texts import spoken_language, text, writing
from primemover.web import assets, spoken

SHELL = {"person": None, "household": False, "section": None, "notice": None, "undo": None}
"""What the frame of a page looks for; a page that has no person (a failure) is shown without."""


@cache
def environment() -> Environment:
    """The Jinja environment; names that a page does not have are mistakes, not empty strings."""
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    templates.globals |= {
        "t": text,
        "static": assets.address,
        "camera_parts": assets.vendor_address,
    }
    templates.filters |= {
        "minutes": spoken.minutes,
        "seconds": spoken.seconds,
        "length_of": spoken.length,
        "day": spoken.day,
        "moment": spoken.moment,
        "clock": writing.clock_time,
        "second": spoken.second,
        "short_day": writing.short_day,
        "capital": writing.with_a_capital,
        "inside": writing.inside_a_sentence,
        "sentence": spoken.sentence,
    }
    return templates


def render(request: Request, template: str, /, *, status: int = 200, **context: Any) -> Response:
    """The page of ``template`` with its values."""
    page = environment().get_template(template)
    return HTMLResponse(
        page.render({**SHELL, "language": spoken_language(), **context, "path": request.url.path}), status
    )
