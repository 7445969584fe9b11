"""Whatever the tests come to can be said, in full sentences and in the permitted words."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trial_days import LEFT, MONDAY, RIGHT, histories, run

from primemover.coach.field_test import EndReason, HoldTest, Moment, TestDay, read_day
from primemover.coach.gate import ExtensionTest, GateState, Method, Override, SessionPain, Standing, gate
from primemover.coach.response import response
from primemover.coach.trial import Arm
from primemover.coach.verdict import SideVerdict
from primemover.routine.prescription import Reason
from primemover.terms import CannotTell, Side
from primemover.texts import messages, text

VERDICTS = {
    SideVerdict.RESPONDS: "Responds to the routine",
    SideVerdict.NO_IMMEDIATE_GAIN: "No immediate gain",
    SideVerdict.NEEDS_BUILDING: "Needs building",
    SideVerdict.CANNOT_TELL: "Cannot tell yet",
    SideVerdict.EVEN_AND_HOLDING: "Even and holding",
}
CLAIMS = re.compile(
    r"diagnos|inhibit|prevent|treat|rehab|injur|nerve|weak|streak|score|badge|should have|fail|-0",
    re.IGNORECASE,
)


def said(reason: Reason) -> str:
    sentence = text(reason.message, **reason.values)
    assert sentence[0].isupper() or sentence[0].isdigit()
    assert sentence.endswith(".")
    assert "{" not in sentence
    assert not CLAIMS.search(sentence), sentence
    return sentence


def test_the_verdicts_are_the_permitted_words() -> None:
    assert {verdict: text(verdict.label) for verdict in SideVerdict} == VERDICTS


def test_every_name_has_words() -> None:
    for name in (*Arm, *Moment, *EndReason, *Standing):
        assert text(name.label)


def test_no_message_of_this_room_makes_a_claim() -> None:
    rooms = [
        form
        for message_id, message in messages().items()
        if message_id.startswith(("response.", "gate."))
        for form in ([message] if isinstance(message, str) else message.values())
    ]
    assert len(rooms) > 60
    assert not [sentence for sentence in rooms if CLAIMS.search(sentence)]


@given(histories(least=0))
def test_every_answer_can_be_said(days: list[TestDay]) -> None:
    answer = response(days)
    for side in (answer.left, answer.right):
        said(side.reason)
        if side.more:
            said(side.more)
        for message_id in side.also:
            said(Reason(message_id))
    for remark in answer.remarks:
        said(remark.reason)


ANY_HOLD = st.builds(
    HoldTest,
    st.sampled_from([LEFT, RIGHT]),
    st.timedeltas().map(lambda _: MONDAY),
    st.sampled_from(Moment),
    st.floats(-10, 1000) | st.just(float("nan")),
    st.sampled_from(EndReason),
)


@given(st.lists(ANY_HOLD, max_size=6), st.sampled_from([None, *Arm]), st.sampled_from([None, *Arm]))
def test_every_remark_on_any_day_can_be_said(
    holds: list[HoldTest], arm: Arm | None, drawn: Arm | None
) -> None:
    for remark in read_day(TestDay(tuple(holds), arm, drawn)).remarks:
        said(remark)


@pytest.mark.parametrize("side", [LEFT, RIGHT])
@pytest.mark.parametrize("method", Method)
def test_every_condition_of_the_gate_can_be_said(side: Side, method: Method) -> None:
    tests = {LEFT: ExtensionTest(-0.2, method), RIGHT: ExtensionTest(-9, method)}
    none: dict[Side, ExtensionTest] = {}
    old = {**tests, side: ExtensionTest(1, Method.HELPER, 120)}
    pains: list[tuple[SessionPain, ...]] = [(), (SessionPain(2),), (SessionPain(1, alarming=True),) * 3]
    for pain, extension in itertools.product(pains, (none, tests, old)):
        for difference in (
            CannotTell("response.cannot-tell.no-two-sides"),
            response(run("rwr", (50, 60, 52), (40, 60, 52))).difference,
        ):
            for condition in gate(GateState(1, pain, difference, extension)).conditions:
                said(condition.present)
                said(condition.opens)
                said(Reason(condition.why))


def test_passing_the_gate_by_is_said_in_the_persons_own_words() -> None:
    difference = CannotTell("response.cannot-tell.no-two-sides")
    passed = gate(GateState(1, (), difference, override=Override("I race on Sunday.", MONDAY))).passed_by
    assert passed is not None
    assert said(passed) == "You went on with a reason of your own: I race on Sunday."


def test_a_desk_bound_runner_reads_this() -> None:
    answer = response(run("rwrrrwwrrrwrrrwrrw", (38, 55, 40), (40, 58, 42)))
    assert said(answer.left.reason).startswith("After the routine you hold about 3")
