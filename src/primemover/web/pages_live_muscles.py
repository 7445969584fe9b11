"""Muscles live: choose a source, see what the muscles do, correct their map, stop; the recording stays."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import parse_qsl

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from primemover.app.emg_sources import boards_can, found_sources, streams_can
from primemover.app.live_muscles import Stand
from primemover.app.muscle_rows import entries_of
from primemover.errors import InvalidInput, PrimeMoverError
from primemover.texts import messages_under, text
from primemover.web.api_live_muscles import Muscles
from primemover.web.forms import Form, FormBody
from primemover.web.lan.doorway import SECURE
from primemover.web.pages_sensors import Kept
from primemover.web.rendering import render
from primemover.web.visitor import Asking, Visitor

router = APIRouter(include_in_schema=False)
WORDS: Final = "live_muscles.page."
UNITS: Final = ("uV", "mV", "V", "counts")
_HERE_ONLY: Final = ("file", "file_anc", "file_aux")
"""Settings of a board that name a file of this machine: nobody else may read files through them."""


@router.get("/sensors/live")
def live_page(
    request: Request, asking: Asking, kept: Kept, muscles: Muscles, look: str | None = None
) -> Response:
    """The muscles, or what could be listened to."""
    return _page(request, asking, kept, muscles, look=look is not None)


@router.post("/sensors/live/start")
def start(request: Request, asking: Asking, kept: Kept, muscles: Muscles, form: FormBody) -> Response:
    """Listen to what was chosen."""
    try:
        source, title, replayed = _source(request, asking, kept, form)
        muscles.start(asking.person.id, source, title, replayed)
    except PrimeMoverError as problem:
        return _page(request, asking, kept, muscles, trouble=problem.said(), form=form)
    return RedirectResponse("/sensors/live", 303)


@router.post("/sensors/live/stop")
def stop(asking: Asking, muscles: Muscles) -> Response:
    """End it; what was recorded is there."""
    muscles.stop(asking.person.id)
    return RedirectResponse("/sensors/live", 303)


@router.post("/sensors/live/muscles")
def place(request: Request, asking: Asking, kept: Kept, muscles: Muscles, form: FormBody) -> Response:
    """Correct which channel is which muscle, while it runs."""
    from primemover.intake.emg import placed  # noqa: PLC0415 - it is loaded: somebody listens

    try:
        entries = map_entries(form)
        muscles.place(asking.person.id, entries, {name: placed(said, name) for name, said in entries.items()})
    except PrimeMoverError as problem:
        return _page(request, asking, kept, muscles, trouble=problem.line())
    return RedirectResponse("/sensors/live", 303)


def map_entries(form: Form) -> dict[str, str]:
    """The muscle map that a form says.

    Raises:
        InvalidInput: one of its lines is no muscle.
    """
    fields = [form.many(name) for name in ("channel", "muscle", "side", "unit")]
    return entries_of(zip(*fields, strict=False))


def map_choices() -> dict[str, Any]:
    """What the form of a muscle map offers."""
    from primemover.emg import Site  # noqa: PLC0415 - signal processing comes along

    sites = [(site.value, site.value.replace("-", " ").capitalize()) for site in Site]
    return {"sites": sites, "units": UNITS}


def _page(
    request: Request,
    asking: Visitor,
    kept: Kept,
    muscles: Muscles,
    *,
    look: bool = False,
    trouble: str | None = None,
    form: Form | None = None,
) -> Response:
    run = muscles.of(asking.person.id)
    running = run is not None and not run.over
    found = found_sources() if look and not running else None
    return render(
        request,
        "live_muscles.html",
        section="sensors",
        status=422 if trouble else 200,
        run=run,
        running=running,
        connecting=run is not None and run.stand is Stand.CONNECTING,
        names=_names(run) if run and run.channels else [],
        slow=any(channel.sampling_rate_hz < SLOWEST_HZ for channel in run.channels) if run else False,
        recordings=kept.recordings.of(asking.person.id),
        boards_can=boards_can(),
        streams_can=streams_can(),
        found=found,
        words=_words(),
        trouble=trouble,
        chosen=_chosen(form),
        **(map_choices() if running else {"sites": [], "units": ()}),
        **asking.shell,
    )


def _words() -> dict[str, str]:
    """The sentences that the page's script puts together itself."""
    own = {name: said for name, said in messages_under(WORDS).items() if isinstance(said, str)}
    counted = {
        "lost_one": text("live_muscles.lost", count=1),
        "lost_other": text("live_muscles.lost", count=2).replace("2", "{count}"),
    }
    states = {name: text(f"emg.live.{name}") for name in ("learning", "rest", "on", "untold")}
    troubles = {
        f"trouble.{name}": text(f"emg.live.trouble.{name}.short")
        for name in ("missing", "flat", "clipped", "hum", "jump")
    }
    silent = str(messages_under("emg.live.")["silent"]).replace("{seconds:.0f}", "{seconds}")
    running = text("live_muscles.stand.running")
    return own | counted | states | troubles | {"running": running, "silent": silent}


SLOWEST_HZ: Final = 500.0
"""Below it nothing is told; ``emg.live.muscle`` has the same figure."""


def _names(run: Any) -> list[str]:
    from primemover.app.moment_words import shown  # noqa: PLC0415 - it is loaded: somebody listens

    return [shown(channel) for channel in run.channels]


def _chosen(form: Form | None) -> dict[str, str]:
    return {
        name: (form.one(name) if form else None) or ""
        for name in ("kind", "recording", "stream", "board", "settings")
    }


def _source(request: Request, asking: Visitor, kept: Kept, form: Form) -> tuple[str, str, Any]:
    """The source, what to call it, and the recording where one is replayed."""
    match form.one("kind"):
        case "replay":
            one = kept.recordings.one(form.one("recording") or "", asking.person.id)
            return f"replay:{kept.recordings.signals(one)}", one.name, one
        case "lsl":
            name = (form.one("stream") or "").strip()
            if not name:
                raise InvalidInput(text("live_muscles.no_stream"), remedy=text("live_muscles.no_stream_do"))
            return f"lsl:{name}", name, None
        case "brainflow":
            board = (form.one("board") or "").strip()
            if not board:
                raise InvalidInput(text("live_muscles.no_board"), remedy=text("live_muscles.no_board_do"))
            settings = "&".join((form.one("settings") or "").split())
            only_from_here(request, settings)
            return f"brainflow:{board}?{settings}", board, None
        case _:
            raise InvalidInput(text("live_muscles.no_source"), remedy=text("live_muscles.no_source_do"))


def only_from_here(request: Request, settings: str) -> None:
    """Raises:
    InvalidInput: another device names a file of this machine.
    """
    names = {name for name, _ in parse_qsl(settings, keep_blank_values=True)}
    if request.scope["scheme"] in SECURE and names & set(_HERE_ONLY):
        raise InvalidInput(text("live_muscles.file_elsewhere"), remedy=text("live_muscles.file_elsewhere_do"))
