"""Any events of a session, for laws: in any order, contradictions and all."""

from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from event_samples import MORNING, PERSON, SESSION, event_mapping, hold_data, sample_id, told_hold
from primemover.coach.field_test import SIDES, Moment
from primemover.coach.field_test import EndReason as HoldEnd
from primemover.coach.pain import Kind as PainKind
from primemover.coach.pain import Response as PainResponse
from primemover.coach.trial import Arm
from primemover.session import Event, parse_event
from primemover.session.fields import time_text
from primemover.session.kinds import CONTROLS, EndReason, Even, Kind, Part
from primemover.terms import Muscle, Region, Side

Data = st.SearchStrategy[dict[str, Any]]

_values = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=9)
)


def json_objects() -> Data:
    """Any JSON object, small."""
    inner = st.recursive(
        _values,
        lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=5), part, max_size=3),
    )
    return st.dictionaries(st.text(max_size=8), inner, max_size=4)


def _word_of(words: Sequence[str]) -> st.SearchStrategy[str]:
    return st.sampled_from([str(word) for word in words])


_names = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20)
_seconds = st.floats(0, 3600).map(lambda seconds: round(seconds, 3))
_scale = st.integers(0, 10)
_minutes = st.integers(1, 60)
_past = st.datetimes(max_value=MORNING.replace(tzinfo=None), timezones=st.just(UTC)).map(time_text)
_muscles = st.lists(_word_of(list(Muscle)), max_size=3)

_days = st.integers(0x30, 0x33).map(sample_id)

DATA: Mapping[Kind, Data] = {
    Kind.PLANNED: st.fixed_dictionaries(
        {
            "routine": _names,
            "minutes": _minutes,
            "prescription": json_objects(),
            "total_s": _seconds,
            "app_version": _names,
        },
        optional={"test": st.none() | st.fixed_dictionaries({"day": _days, "part": _word_of(list(Part))})},
    ),
    Kind.LOGGED: st.fixed_dictionaries(
        {"routine": _names, "minutes": _minutes, "done_at": _past}, optional={"note": st.none() | _names}
    ),
    Kind.PACE: st.fixed_dictionaries({"factor": st.floats(0.5, 1)}),
    Kind.LEAVE_OUT: st.fixed_dictionaries(
        {"regions": st.lists(_word_of(list(Region)), min_size=1, max_size=3)}
    ),
    Kind.REBASE: st.fixed_dictionaries({"track": _names, "at_s": _seconds}),
    Kind.END: st.fixed_dictionaries({"reason": _word_of(list(EndReason))}),
    Kind.HOLD: st.builds(
        hold_data,
        st.integers(0, 3),
        side=_word_of(list(Side)),
        rep=st.none() | st.integers(1, 12),
        held_s=_seconds,
        skipped=st.booleans(),
    ),
    Kind.PAIN: st.fixed_dictionaries(
        {
            "region": _word_of(list(Region)),
            "kind": _word_of(list(PainKind)),
            "level": _scale,
            "response": _word_of(list(PainResponse)),
        },
        optional={"exercise": st.none() | _names, "side": st.none() | _word_of(list(Side))},
    ),
    Kind.SEEN: st.fixed_dictionaries(
        {
            "track": _names,
            "block": st.integers(0, 500),
            "exercise": _names,
            "side": _word_of(list(Side)),
            "set": st.integers(1, 20),
            "counted": st.integers(0, 100),
            "waited_s": _seconds,
            "faults": st.lists(_names, max_size=3),
        },
        optional={"planned": st.none() | st.integers(1, 100)},
    ),
    Kind.AWAY: st.fixed_dictionaries({"seconds": _seconds}),
    Kind.CLOSING: st.fixed_dictionaries(
        {},
        optional={
            "effort": st.none() | _scale,
            "pain": _scale,
            "even": _word_of(list(Even)),
            "note": _names,
            "felt": st.fixed_dictionaries({"left": _muscles, "right": _muscles}),
        },
    ),
    Kind.TEST: st.builds(
        told_hold,
        day=_days,
        moment=_word_of(list(Moment)),
        side=_word_of(SIDES),
        began_at=_past,
        held_s=_seconds,
        end_reason=_word_of(list(HoldEnd)),
        felt=st.none() | _muscles,
    ),
    Kind.DRAWN: st.fixed_dictionaries(
        {"day": _days, "index": st.integers(0, 99), "arm": _word_of(list(Arm))}
    ),
    Kind.MORNING: st.fixed_dictionaries(
        {
            "sore": st.lists(
                st.fixed_dictionaries(
                    {"region": _word_of(list(Region)), "kind": _word_of(list(PainKind)), "level": _scale}
                ),
                max_size=3,
            )
        }
    ),
}
"""Right data of each kind that has any; ``corrected`` needs the ids it may name."""


def _corrections(ids: Sequence[str]) -> Data:
    new = (
        st.fixed_dictionaries({"held_s": _seconds})
        | st.fixed_dictionaries({"effort": _scale})
        | st.fixed_dictionaries({"end_reason": _word_of(list(HoldEnd))})
        | json_objects()
    )
    return st.fixed_dictionaries({"event": st.sampled_from(ids), "data": new})


@st.composite
def sessions_told(
    draw: st.DrawFn, person: str = PERSON, session: str = SESSION, most: int = 14
) -> list[Event]:
    """Any events of one session. Ids hold the session's last digits, so that two sessions share none."""
    first = (UUID(session).int & 0xFFFF) << 16
    ids = [sample_id(first + number) for number in range(draw(st.integers(1, most)))]
    events = []
    for id_ in ids:
        kind = draw(st.sampled_from(Kind))
        data = _corrections(ids) if kind is Kind.CORRECTED else DATA.get(kind, st.just({}))
        other: dict[str, Any] = {
            "t_s": draw(_seconds if kind in CONTROLS else st.none() | _seconds),
            "window": draw(st.sampled_from([None, "page-1", "page-2"])),
            "person": person,
            "session": session,
        }
        told = event_mapping(str(kind), draw(st.integers(0, 60)), draw(data), id=id_, **other)
        events.append(parse_event(told))
    return draw(st.permutations(events))
