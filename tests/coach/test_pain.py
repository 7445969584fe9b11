"""What happens after a pain report, for every region, kind and level."""

from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from primemover.coach import pain
from primemover.coach.pain import Kind, PainResponse, Response, next_day_counts, pain_table, respond
from primemover.errors import InvalidInput
from primemover.routine.library import library
from primemover.terms import Region
from primemover.texts import text

ALARMING_KINDS = (Kind.SHARP, Kind.RADIATING, Kind.NUMB, Kind.TINGLING)
ELSEWHERE = [region for region in Region if region is not Region.GROIN]
LEVELS = range(11)
SEVERITY = list(Response)


@pytest.mark.parametrize("region", ELSEWHERE)
@pytest.mark.parametrize(
    ("level", "response"),
    [(level, "go-on") for level in range(4)]
    + [(level, "easier") for level in (4, 5)]
    + [(level, "end") for level in range(6, 11)],
)
def test_a_muscular_pain_goes_on_eases_or_ends_by_its_level(
    region: Region, level: int, response: str
) -> None:
    answer = respond(region, Kind.MUSCULAR, level)
    assert (answer.response, answer.ask_red_flags) == (response, False)


@pytest.mark.parametrize("kind", ALARMING_KINDS)
@pytest.mark.parametrize("region", list(Region))
def test_what_is_not_muscular_ends_the_region_at_any_level(region: Region, kind: Kind) -> None:
    answers = [respond(region, kind, level) for level in LEVELS]
    assert [answer.response for answer in answers] == ["leave-out"] * 6 + ["end"] * 5
    assert all(answer.ask_red_flags for answer in answers)


@pytest.mark.parametrize("kind", list(Kind))
def test_the_groin_is_never_worked_through(kind: Kind) -> None:
    answers = [respond(Region.GROIN, kind, level) for level in LEVELS]
    assert [answer.response for answer in answers] == ["leave-out"] * 6 + ["end"] * 5
    assert all(answer.ask_red_flags for answer in answers)


@given(
    region=st.sampled_from(Region),
    kind=st.sampled_from(Kind),
    levels=st.tuples(st.integers(0, 10), st.integers(0, 10)).map(sorted),
)
def test_more_pain_is_never_answered_more_mildly(region: Region, kind: Kind, levels: list[int]) -> None:
    milder, stronger = (respond(region, kind, level) for level in levels)
    assert SEVERITY.index(milder.response) <= SEVERITY.index(stronger.response)
    assert milder.ask_red_flags <= stronger.ask_red_flags


@given(region=st.sampled_from(Region), kind=st.sampled_from(ALARMING_KINDS), level=st.integers(0, 10))
def test_an_alarming_kind_is_never_answered_more_mildly_than_a_muscular_one(
    region: Region, kind: Kind, level: int
) -> None:
    muscular, alarming = respond(region, Kind.MUSCULAR, level), respond(region, kind, level)
    assert SEVERITY.index(muscular.response) <= SEVERITY.index(alarming.response)


@pytest.mark.parametrize("level", [-1, 11, 3.5, "4", None, True])
def test_a_level_off_the_scale_is_refused(level: object) -> None:
    with pytest.raises(InvalidInput, match="level"):
        respond(Region.KNEE, Kind.MUSCULAR, level)  # type: ignore[arg-type]


def test_the_table_says_what_the_function_says() -> None:
    table = json.loads(json.dumps(pain_table()))
    for region, kind, level in itertools.product(Region, Kind, LEVELS):
        entry = table["ladders"][table["ladder_of"][region][kind]][level]
        said = PainResponse(Response(entry["response"]), entry["ask_red_flags"], entry["message"])
        assert said == respond(region, kind, level), (region, kind, level)


def test_the_table_asks_again_for_every_row_that_stops() -> None:
    rows = {row["id"] for row in pain_table()["red_flags"]}
    assert {"saddle", "legs", "chest", "calf", "bone-stress"} <= rows


def test_every_message_of_the_table_has_words() -> None:
    table = pain_table()
    ids = list(table["questions"].values())
    ids += [entry["label"] for entry in table["regions"] + table["kinds"]]
    ids += [entry["message"] for ladder in table["ladders"].values() for entry in ladder]
    ids += [row[key] for row in table["red_flags"] for key in ("label", "detail", "advice", "urgency")]
    assert all(text(message_id) for message_id in ids)


def test_the_ache_of_the_supported_release_is_capped_at_three() -> None:
    # Its easier form would be no release at all: the cap holds because "easier" leaves it out.
    release = library().exercise("supported-psoas-release")
    assert release.easier == ()
    assert pain.GO_ON_UP_TO == 3
    for region in release.regions:
        capped = [respond(region, Kind.MUSCULAR, level).response for level in LEVELS]
        assert all(response != "go-on" for response in capped[4:])
    assert Region.GROIN in release.regions


@pytest.mark.parametrize(
    ("region", "kind", "hours", "recruited", "counts"),
    [
        (Region.BUTTOCK, Kind.MUSCULAR, 0, True, False),
        (Region.BUTTOCK, Kind.MUSCULAR, 20, True, False),
        (Region.BUTTOCK, Kind.MUSCULAR, 48, True, False),
        (Region.BUTTOCK, Kind.MUSCULAR, 48.1, True, True),
        (Region.BUTTOCK, Kind.MUSCULAR, 20, False, True),
        (Region.BUTTOCK, Kind.TINGLING, 20, True, True),
        (Region.BUTTOCK, Kind.RADIATING, 20, True, True),
        (Region.KNEE, Kind.MUSCULAR, 20, True, True),
        (Region.KNEE, Kind.SHARP, 20, True, True),
        (Region.GROIN, Kind.MUSCULAR, 20, True, True),
        (Region.LOW_BACK, Kind.NUMB, 20, True, True),
    ],
)
def test_sore_buttocks_never_count_for_two_days_after_recruitment(
    region: Region, kind: Kind, hours: float, recruited: bool, counts: bool
) -> None:
    assert next_day_counts(region, kind, hours, recruited) is counts
