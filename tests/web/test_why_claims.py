"""The pages under /why: every statement says where it comes from, and the figure keeps to its model."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from primemover.errors import InvalidInput, NotFound
from primemover.routine import library
from primemover.texts import messages
from primemover.web import why_lengths
from primemover.web.why import Label, Picture, _read, claim, studies, topic, topics
from primemover.web.why_figures import own, picture

CLAIMS = [said for one in topics() for section in one.sections for said in section.claims]
RESPONSE = Path(__file__).parents[2] / "docs" / "response.md"
TRIAL = ("sure.wrong", "sure.right", "limits.expectation")
STEPS = {place.step for place in library().routines["glute-activation"].items}


def test_every_statement_that_is_written_stands_on_a_page_with_a_label() -> None:
    written = {
        message_id
        for message_id in messages("en")
        if message_id.startswith(tuple(f"why.{one.id}." for one in topics()))
        and message_id.count(".") == 3
        and not message_id.endswith(".heading")
    }
    assert written == {said.message for said in CLAIMS}


def test_a_study_is_named_and_nothing_else_is_a_study() -> None:
    for said in CLAIMS:
        assert bool(said.cited) or said.label is not Label.STUDY, said.message
        assert not said.cited or said.label in {Label.STUDY, Label.COMPUTED}, said.message


def test_all_labels_are_used_and_the_gaps_are_shown() -> None:
    used = [said.label for said in CLAIMS]
    assert set(used) == set(Label)
    assert used.count(Label.NOT_ESTABLISHED) >= 8


def test_no_statement_names_a_study_in_its_words() -> None:
    # Studies come from the list, so that one that is not on it cannot be cited.
    year = re.compile(r"\b(?:19|20)\d\d\b")
    assert not [said.message for said in CLAIMS if year.search(str(messages("en")[said.message]))]


@pytest.mark.parametrize(
    "raw", [("said", "hearsay"), ("said", "study"), ("said", "study", "nobody-2001"), ("said", "")]
)
def test_a_statement_without_an_origin_is_refused(raw: tuple[str, ...]) -> None:
    with pytest.raises(InvalidInput, match=r"why\.x\.said"):
        claim("why.x", *raw)


def test_each_of_the_sources_steps_has_its_figure_what_it_says_and_what_is_ours() -> None:
    sections = {section.id: section for section in topic("order").sections}
    for step in STEPS:
        section = sections[f"step-{step}"]
        assert section.picture is not None
        assert picture(section.picture)
        labels = {said.label for said in section.claims}
        assert {Label.SOURCE, Label.OURS} <= labels


def test_every_figure_can_be_drawn_with_words_for_those_who_do_not_see_it() -> None:
    for one in topics():
        for section in one.sections:
            if section.picture and not section.picture.chart:
                shown = picture(section.picture)
                assert shown
                assert shown.marked
                drawn = str(shown.figure)
                assert re.search(r'aria-label="[^"]{10,}"', drawn), section.id
                assert "muscle" in drawn, section.id


def test_what_is_rolled_is_not_said_to_get_longer() -> None:
    shown = picture(Picture(exercise="release-quads"))
    assert shown
    assert [line for _, line in shown.marked] == ["Rolled: rectus femoris, vasti"]


def test_topics_lead_to_topics() -> None:
    for one in topics():
        for section in one.sections:
            for other in section.see:
                assert topic(other) is not one
    with pytest.raises(NotFound):
        topic("nothing")


def test_the_lengths_are_those_of_the_evidence() -> None:
    psoas = why_lengths.share_percent(why_lengths.PSOAS, 90)
    gluteus = why_lengths.share_percent(why_lengths.GLUTEUS, 90)
    assert psoas == pytest.approx((75, 79), abs=1)
    assert gluteus == pytest.approx((129, 134), abs=1)
    # Behind the body the models differ by 5 mm of 229, so a single number would be a pretence.
    low, high = why_lengths.share_percent(why_lengths.PSOAS, -20)
    assert low <= 103
    assert high >= 106


def test_the_figure_stays_where_the_fits_hold() -> None:
    assert (min(why_lengths.DOMAIN_DEG), max(why_lengths.DOMAIN_DEG)) == (-20, 110)
    assert set(why_lengths.TABLE_DEG) | set(why_lengths.SHOWN_DEG) <= set(why_lengths.DOMAIN_DEG)


def test_what_is_marked_as_longer_is_longer() -> None:
    behind, standing, sitting = (str(one.figure) for one in why_lengths.series())
    assert behind.count("lengthens") == sitting.count("lengthens") == 1
    assert "lengthens" not in standing
    assert why_lengths.share_percent(why_lengths.PSOAS, -20)[0] > 100
    assert why_lengths.share_percent(why_lengths.GLUTEUS, 90)[0] > 100


def test_our_own_postures_are_solved() -> None:
    assert "works" in own("push-off")
    assert "works" in own("landing")


def test_the_list_of_studies_holds_no_two_alike() -> None:
    cited = list(studies().values())
    assert len(cited) == len(set(cited))


def test_no_statement_rests_on_what_we_have_not_read() -> None:
    unread = {str(study["cited"]) for study in _read("studies.toml").values() if study["read"] == "not yet"}
    assert unread
    assert not [said.message for said in CLAIMS if unread & set(said.cited)]


def measured(row: str, column: int) -> list[float]:
    """Percentages in a column of the rows of docs/response.md that begin so."""
    lines = RESPONSE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("|") for line in lines if line.startswith(f"| {row}")]
    assert rows
    return [float(cells[column].strip().removesuffix(" %")) for cells in rows]


def test_what_is_said_of_simulated_runners_is_what_was_simulated() -> None:
    said = {
        name: messages("en")[f"why.trial.{name}"]
        for name in ("sure.wrong", "sure.right", "limits.expectation")
    }
    right, expecting = measured("gain 40%", 4), measured("expectation adds 20 %, gain 0%", 3)
    assert f"{min(right):.0f} to {max(right):.0f} in 100" in said["sure.right"]
    assert max(measured("gain 40%", 6)) <= 6
    assert f"{min(expecting):.0f} to {max(expecting):.0f} in 100" in said["limits.expectation"]
    wrong = re.search(
        r"to ≤ 2 % of those with no gain \| ([.\d]+) %[^|]*?; ([.\d]+) %",
        RESPONSE.read_text(encoding="utf-8"),
    )
    assert wrong
    assert max(map(float, wrong.groups())) < 2
    assert "fewer than 2 in 100" in said["sure.wrong"]
