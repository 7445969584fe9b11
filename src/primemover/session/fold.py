"""The fold: from the events of a session to what it is.

It does not depend on the order in which events arrive, nor on how often. Where events contradict:

- **A hold after the end** counts: it was done. The status stays what the first end says, and controls
  after that end change nothing.
- **Two ends, two plans, two logs, two draws:** the first counts. **Two closings, two mornings:** the last
  counts as a whole. Of holds of a test every one is kept; ``coach.field_test`` says which counts.
- **Two windows told the same hold** (same track and segment): the one from the window that held the
  session at that moment counts. A hold that only the other window told counts too.
- **A correction** replaces the fields it names. One for an event that is not there, may not be
  corrected or would no longer make sense changes nothing.
- **Deleted** holds, whatever else is told, until it is undone; the last of the two counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from primemover.coach.field_test import EndReason as HoldEnd
from primemover.coach.field_test import Moment
from primemover.coach.pain import Kind as PainKind
from primemover.coach.pain import Response as PainResponse
from primemover.coach.soreness import Sore
from primemover.coach.trial import Arm
from primemover.errors import InvalidInput, NotFound
from primemover.session.events import Event, in_order
from primemover.session.fields import known_time
from primemover.session.kinds import (
    CONTROLS,
    CORRECTABLE,
    EndReason,
    Even,
    Kind,
    Part,
    mistakes_in_data,
)
from primemover.session.state import (
    Closing,
    Drawn,
    Hold,
    Logged,
    Morning,
    Pain,
    Plan,
    PlannedTest,
    Seen,
    SessionState,
    Status,
    Tested,
)
from primemover.terms import Muscle, Region, Side

T = TypeVar("T")


def fold(events: Iterable[Event]) -> SessionState:
    """The state of one session.

    Raises ``NotFound`` without any event, ``InvalidInput`` for events of several sessions or people,
    ``Conflict`` where one id has two contents.
    """
    told = in_order(events)
    _must_be_one_session(told)
    ordered = corrected(told)
    controls = _controls(ordered)
    logged = _first(ordered, Kind.LOGGED, _logged)
    end = next((event for event in controls if event.kind is Kind.END), None)
    started_at = logged.done_at if logged else _started_at(ordered)
    return SessionState(
        id=ordered[0].session,
        person=ordered[0].person,
        status=_status(controls, end, started_at, logged),
        plan=_first(ordered, Kind.PLANNED, _plan),
        planned_at=_first(ordered, Kind.PLANNED, lambda event: event.at),
        logged=logged,
        started_at=started_at,
        ended_at=end.at if end else None,
        end_reason=EndReason(end.data["reason"]) if end else None,
        last_at=ordered[-1].at,
        last_t_s=max((event.t_s for event in ordered if event.t_s is not None), default=0.0),
        controls=controls,
        holds=tuple(map(_hold, _holds_once(ordered))),
        pains=tuple(_pain(event) for event in ordered if event.kind is Kind.PAIN),
        seen=tuple(_seen(event) for event in ordered if event.kind is Kind.SEEN),
        away_s=sum(event.data["seconds"] for event in ordered if event.kind is Kind.AWAY),
        closing=_first(ordered[::-1], Kind.CLOSING, _closing),
        tests=tuple(_tested(event) for event in ordered if event.kind is Kind.TEST),
        drawn=_first(ordered, Kind.DRAWN, _drawn),
        morning=_first(ordered[::-1], Kind.MORNING, _morning),
        window=_holder(ordered),
        corrected=tuple(new.id for old, new in zip(told, ordered, strict=True) if old != new),
        deleted=_is_deleted(ordered),
    )


def _first(ordered: tuple[Event, ...], kind: Kind, read: Callable[[Event], T]) -> T | None:
    return next((read(event) for event in ordered if event.kind is kind), None)


def _must_be_one_session(ordered: tuple[Event, ...]) -> None:
    if not ordered:
        raise NotFound("This session has no events.")
    if len({(event.session, event.person) for event in ordered}) > 1:
        raise InvalidInput("These events belong to more than one session or person.")


def corrected(ordered: tuple[Event, ...]) -> tuple[Event, ...]:
    """The same events with the corrections among them applied, oldest first."""
    by_id = {event.id: event for event in ordered}
    for event in ordered:
        if event.kind is Kind.CORRECTED and (target := by_id.get(event.data["event"])):
            by_id[target.id] = with_correction(target, event)
    return tuple(by_id[event.id] for event in ordered)


def with_correction(target: Event, correction: Event) -> Event:
    """``target`` with the fields that ``correction`` names replaced; unchanged where that makes no sense."""
    if target.kind not in CORRECTABLE:
        return target
    data = {**target.data, **correction.data["data"]}
    if mistakes_in_data(target.kind, data):
        return target
    if target.kind is Kind.LOGGED and known_time(data["done_at"]) > correction.at:
        return target
    return replace(target, data=data)


def _controls(ordered: tuple[Event, ...]) -> tuple[Event, ...]:
    # By the session's own clock first: the time of day may jump while a session runs.
    controls = [event for event in ordered if event.kind in CONTROLS]
    return tuple(sorted(controls, key=lambda event: (event.t_s or 0.0, event.at, event.id)))


def _status(
    controls: tuple[Event, ...], end: Event | None, started_at: datetime | None, logged: Logged | None
) -> Status:
    if logged:
        return Status.DONE
    if end:
        return Status.DONE if end.data["reason"] == EndReason.DONE else Status.STOPPED
    if started_at is None:
        return Status.PLANNED
    turns = [event.kind for event in controls if event.kind in {Kind.START, Kind.PAUSE, Kind.RESUME}]
    return Status.PAUSED if turns and turns[-1] is Kind.PAUSE else Status.RUNNING


def _started_at(ordered: tuple[Event, ...]) -> datetime | None:
    play = {Kind.START, Kind.RESUME, Kind.HOLD, Kind.TEST}
    return next((event.at for event in ordered if event.kind in play), None)


def _is_deleted(ordered: tuple[Event, ...]) -> bool:
    told = [event.kind for event in ordered if event.kind in {Kind.DELETED, Kind.UNDELETED}]
    return bool(told) and told[-1] is Kind.DELETED


def _holders(ordered: tuple[Event, ...]) -> Iterator[str | None]:
    """After each event, the window that holds the session: the first that told anything, until another
    takes over."""
    holder: str | None = None
    for event in ordered:
        if event.window and (holder is None or event.kind is Kind.WINDOW):
            holder = event.window
        yield holder


def _holder(ordered: tuple[Event, ...]) -> str | None:
    return list(_holders(ordered))[-1]


def _holds_once(ordered: tuple[Event, ...]) -> list[Event]:
    holds = [(e, h) for e, h in zip(ordered, _holders(ordered), strict=True) if e.kind is Kind.HOLD]
    own = {_place(event) for event, holder in holds if event.window in {None, holder}}
    return [event for event, holder in holds if event.window in {None, holder} or _place(event) not in own]


def _place(hold: Event) -> tuple[str, int]:
    return hold.data["track"], hold.data["segment"]


def _plan(event: Event) -> Plan:
    test = event.data.get("test")
    part_of = PlannedTest(test["day"], Part(test["part"])) if test else None
    return Plan(**{**event.data, "test": part_of})


def _logged(event: Event) -> Logged:
    data = event.data
    return Logged(event.id, data["routine"], data["minutes"], known_time(data["done_at"]), data.get("note"))


def _hold(event: Event) -> Hold:
    data = {"phase": None, "rep": None, **event.data}
    return Hold(event=event.id, at=event.at, **{**data, "side": Side(data["side"])})


def _seen(event: Event) -> Seen:
    data = event.data
    return Seen(data["exercise"], Side(data["side"]), data["set"], data.get("planned"), data["counted"])


def _pain(event: Event) -> Pain:
    data = event.data
    return Pain(
        event=event.id,
        at=event.at,
        region=Region(data["region"]),
        kind=PainKind(data["kind"]),
        level=data["level"],
        exercise=data.get("exercise"),
        phase=data.get("phase"),
        side=Side(data["side"]) if data.get("side") else None,
        response=PainResponse(data["response"]),
    )


def _closing(event: Event) -> Closing:
    data = event.data
    felt = data.get("felt") or {"left": [], "right": []}
    return Closing(
        event=event.id,
        at=event.at,
        effort=data.get("effort"),
        felt_left=tuple(map(Muscle, felt["left"])),
        felt_right=tuple(map(Muscle, felt["right"])),
        pain=data.get("pain"),
        even=Even(data["even"]) if data.get("even") else None,
        note=data.get("note"),
    )


def _tested(event: Event) -> Tested:
    data = event.data
    felt = data.get("felt")
    return Tested(
        event=event.id,
        at=event.at,
        day=data["day"],
        protocol=data["protocol"],
        moment=Moment(data["moment"]),
        side=Side(data["side"]),
        began_at=known_time(data["began_at"]),
        held_s=data["held_s"],
        end_reason=HoldEnd(data["end_reason"]),
        felt=None if felt is None else tuple(map(Muscle, felt)),
    )


def _drawn(event: Event) -> Drawn:
    return Drawn(event.id, event.at, event.data["day"], event.data["index"], Arm(event.data["arm"]))


def _morning(event: Event) -> Morning:
    sore = (
        Sore(Region(told["region"]), PainKind(told["kind"]), told["level"]) for told in event.data["sore"]
    )
    return Morning(event.id, event.at, tuple(sore))
