"""What goes to a page that shows muscles: how it stands, and thirty times a second what they do.

Summaries only: a state, a level and a trouble for each muscle, never samples. ``at_ms`` says when the newest
sample was taken, by this machine's clock; a page that has asked for the time (``ping``) knows how late it is.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from typing import Any, Final

from primemover.app.live_muscles import LiveMuscles, Part, Run
from primemover.errors import InvalidInput
from primemover.session.fields import is_uuid7
from primemover.terms import Muscle

MOST_TEXT: Final = 2000
_LONGEST_NAME: Final = 80
_GLUTES: Final = frozenset({"gluteus-maximus", "gluteus-medius"})
_GROUPS: Final = {
    "biceps-femoris": Muscle.HAMSTRINGS,
    "semitendinosus": Muscle.HAMSTRINGS,
    "vastus-lateralis": Muscle.VASTI,
    "vastus-medialis": Muscle.VASTI,
    "multifidus": Muscle.ERECTOR_SPINAE,
}
"""What exercise files call the muscles under some of the sites."""


class Teller:
    """What one page has been told so far."""

    def __init__(self) -> None:
        self._run: Run | None = None
        self._version = self._looks = -1
        self._told = 0
        self._said_none = False

    def news(self, run: Run | None) -> list[str]:
        """What this page does not know yet."""
        if run is not self._run:
            self._run, self._version, self._looks = run, -1, -1
            self._told = run.moments if run else 0
        if run is None:
            said, self._said_none = self._said_none, True
            return [] if said else [json.dumps({"kind": "stand", "stand": None})]
        news = []
        if run.version != self._version:
            self._version = run.version
            news.append(json.dumps(stand(run)))
        if run.looks != self._looks and run.heard is not None and not run.over:
            self._looks = run.looks
            news.append(json.dumps(self._now(run)))
        return news

    def _now(self, run: Run) -> dict[str, Any]:
        heard = run.heard
        assert heard is not None  # noqa: S101 - the caller has looked
        told = [moment for index, moment in list(run.told) if index >= self._told]
        self._told = run.moments
        return {
            "kind": "now",
            "at_ms": None if heard.newest_at is None else round(1000 * heard.newest_at, 1),
            "heard_s": round(heard.heard_s, 2),
            "lost": heard.lost,
            "silent_s": None if heard.silent_s is None else round(heard.silent_s),
            "muscles": [
                [str(now.state), round(now.level_db, 1), None if now.trouble is None else str(now.trouble)]
                for now in heard.muscles
            ],
            "told": [one for one in (_told(moment, run) for moment in told) if one],
        }


def stand(run: Run) -> dict[str, Any]:
    """How it stands with a run."""
    part = run.part
    return {
        "kind": "stand",
        "stand": str(run.stand),
        "works": [_works(row.muscle, row.side, part) for row in run.rows],
        "glutes": [row.muscle in _GLUTES for row in run.rows],
        "sides": [row.side for row in run.rows],
        "markers": [row.muscle == "marker" for row in run.rows],
        "names": _names(run),
        "brief": None if part is None else part.brief,
        "side": None if part is None else part.side,
        "cued": run.cued,
    }


def answer(message: str, muscles: LiveMuscles, owner: str) -> str | None:
    """Do what a page asks for; what goes back to it at once.

    Raises:
        InvalidInput: it asks for something else.
    """
    asked = _asked(message)
    match asked.get("kind"):
        case "ping":
            sent = asked.get("t")
            if isinstance(sent, bool) or not isinstance(sent, int | float):
                raise InvalidInput("A ping has a time.", where="t")
            return json.dumps({"kind": "pong", "t": sent, "server_ms": round(1000 * time.time(), 1)})
        case "part":
            muscles.part(owner, _part(asked.get("part")))
        case "cue":
            muscles.cue(owner, given=asked.get("given") is True)
        case _:
            raise InvalidInput("A page asks for ping, part or cue.", where="kind")
    return None


def _names(run: Run) -> list[str]:
    from primemover.app.moment_words import shown  # noqa: PLC0415 - somebody listens: it is loaded

    return [shown(channel) for channel in run.channels]


def _told(moment: Any, run: Run) -> dict[str, Any] | None:
    from primemover.app.listen import moment_json  # noqa: PLC0415 - see above
    from primemover.app.moment_words import moment_line, shown  # noqa: PLC0415

    line = moment_line(moment, run.channels, shown(run.channels[moment.channel]))
    kind = moment_json(moment, run.channels)["kind"]
    return {"kind": kind, "channel": moment.channel, "say": line}


def _works(muscle: str, side: str, part: Part | None) -> bool:
    if part is None:
        return False
    group = str(_GROUPS.get(muscle, muscle))
    return any(group == name and (not side or where is None or where == side) for name, where in part.works)


def _asked(message: str) -> dict[str, Any]:
    if len(message) > MOST_TEXT:
        raise InvalidInput(f"A message has at most {MOST_TEXT} characters.")
    try:
        asked = json.loads(message)
    except (ValueError, RecursionError) as error:
        raise InvalidInput("This is no JSON.") from error
    if not isinstance(asked, dict):
        raise InvalidInput("A message is a JSON object.")
    return asked


def _part(found: object) -> Part | None:
    if found is None:
        return None
    if not isinstance(found, dict) or not is_uuid7(found.get("session")):
        raise InvalidInput("A part belongs to a session.", where="part")
    works = found.get("works")
    rep = found.get("rep")
    return Part(
        session=found["session"],
        exercise=_name(found.get("exercise")) or "",
        phase=_name(found.get("phase")),
        side=_side(found.get("side")),
        rep=rep if isinstance(rep, int) and 0 < rep < 1000 else None,
        brief=_name(found.get("brief")) or "",
        works=tuple(_pairs(works if isinstance(works, list) else [])),
        held=found.get("held") is True,
    )


def _pairs(works: Iterable[object]) -> Iterable[tuple[str, str | None]]:
    for one in works:
        if isinstance(one, list) and len(one) == 2 and _name(one[0]):
            yield str(one[0]), _side(one[1])


def _name(value: object) -> str | None:
    return value if isinstance(value, str) and 0 < len(value) <= _LONGEST_NAME else None


def _side(value: object) -> str | None:
    return value if value in {"left", "right"} else None
