"""Write docs/safety.md from the safety rows, the pain rule and the real plans.

    python scripts/make_safety_document.py

A test fails where the document and the product say different things.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

from primemover.coach.pain import (
    EASIER_UP_TO,
    GO_ON_UP_TO,
    WORST,
    Kind,
    PainResponse,
    Response,
    respond,
)
from primemover.coach.prescription import prescribe
from primemover.coach.safety import Action, FollowUp, List, Row, checklist
from primemover.coach.screening import Screening, screen
from primemover.coach.standing import RENEW_AFTER
from primemover.routine.exercise import Tool
from primemover.routine.library import library
from primemover.terms import Region, Side
from primemover.texts import text

TARGET = Path(__file__).parent.parent / "docs" / "safety.md"
ROUTINE = "glute-activation"
WORDS = {
    Action.BLOCK_EMERGENCY: "Everything is blocked.",
    Action.BLOCK_URGENT: "Everything is blocked.",
    Action.REFER_BLOCK: "Everything is blocked.",
    Action.REFER_UNTIL_CLEARED: "Blocked until a clinician has cleared it.",
    Action.ADAPT: "The plan is changed.",
    Action.ADVISE: "Passes, with advice.",
}
CLEARED = "Cleared."
INTRODUCTION = f"""# Safety

*Written by `scripts/make_safety_document.py` from the rows, the pain rule and the real plans; don't edit it
by hand.*

Prime Mover guides movement for people who are well enough to move. It asks before it starts, in two short
checklists, each with "None of these", and never takes silence for a no: a list that was not answered holds
everything up. Answers hold for {RENEW_AFTER.days} days, then the list is asked again. A session that a script
starts without questions (`--yes`) is recorded as one, and what is known to block still blocks.

The rows are data (`src/primemover/coach/safety.toml`), their words too
(`src/primemover/texts/safety.en.toml`). A row takes *needs* away, as lying on the belly; an exercise is done
only while all of its needs are met, so a new exercise is safe from its first day if its file names its needs.
Nobody is ever asked to hop.

These questions are our own. They find reasons not to start; they find nothing out about a body, and their
words are advice to be seen, not a finding. "Design" marks a choice of this product rather than something that
is known.
"""
HEADINGS = {
    List.STOP: "Any of these: stop",
    List.ADAPT: "Any of these: we adapt",
    List.LATER: "Asked after the first session",
}
LAST_PART = """
"Left out" means the step in which it happened and every later step that loads the region; nothing takes its
place. The page decides by itself, without a network, from the table that the rule writes
(`coach.pain_table`). The ache that the supported psoas release may bring is capped by the same rule at 3 of
10, since that exercise has no easier form, and it is never accepted in the groin. A pulling feeling in a
stretch is no pain to report.

The same rule is applied before the start to what somebody says is sore. Muscle soreness of the buttocks is
expected for 48 hours after the lifts and never counts against the routine; pain in a joint or a nerve does.

It is stricter than the pain-monitoring models of Thomeé and of Silbernagel (2007): a choice of this product,
which cannot see the person.
"""
RESPONSES = {
    Response.GO_ON: "Go on",
    Response.EASIER: "The easier form; without one, left out",
    Response.LEAVE_OUT: "Left out",
    Response.END: "The session ends",
}


def document() -> str:
    """The whole document."""
    parts = [INTRODUCTION]
    for which, heading in HEADINGS.items():
        lines = "\n".join(_line(row) for row in checklist(which))
        head = "| You report | What happens | Glute activation then | Why | Source |\n|---|---|---|---|---|"
        parts.append(f"## {heading}\n\n{head}\n{lines}\n")
    parts.append("## Pain during a session\n\n" + "\n".join(_pain_lines()) + "\n" + LAST_PART)
    return "\n".join(parts)


def _line(row: Row) -> str:
    reported = f"**{text(row.label)}**<br>{text(row.detail)}"
    urgency = [text(row.urgency.words)] if row.urgency else []
    happens = "<br>".join([WORDS[row.action], *urgency, text(row.advice), *_questions(row)])
    plans = "<br>".join(_plans(row)) or "–"
    return f"| {reported} | {happens} | {plans} | {text(row.reason)} | {row.source} |"


def _questions(row: Row) -> Iterator[str]:
    for question in row.follow_ups:
        yield f"*{text(question.question)}*"
        for answer, effect in question.answers.items():
            outcome = (
                [CLEARED if effect.action is Action.ADAPT else WORDS[effect.action]] if effect.action else []
            )
            outcome += [text(effect.urgency.words)] if effect.urgency else []
            outcome += [text(effect.advice)] if effect.advice else []
            if outcome:
                yield f"{text(question.label(answer))}: {' '.join(outcome)}"


def _plans(row: Row) -> Iterator[str]:
    """What the plan of 20 minutes with every tool becomes, for each way of answering that lets it start."""
    for said in _ways_to_answer(row.follow_ups):
        answers: dict[str, object] = {"stop": ["none"], "adapt": ["none"]}
        answers |= {row.list.value: [row.id], "follow_ups": said}
        screening = screen(answers)
        if screening.may_start:
            deciding = [
                text(question.label(said[question.id])) for question in row.follow_ups if _decides(question)
            ]
            led = f"*{', '.join(deciding)}:* " if deciding else ""
            yield led + _changes(screening)


def _ways_to_answer(questions: tuple[FollowUp, ...]) -> Iterator[dict[str, str]]:
    for said in product(*(question.answers for question in questions)):
        yield {question.id: answer for question, answer in zip(questions, said, strict=True)}


def _decides(question: FollowUp) -> bool:
    return any(effect.unmet for effect in question.answers.values())


def _changes(screening: Screening) -> str:
    known = library()
    plan = prescribe(
        known.routine(ROUTINE), known, screening, minutes=20, tools=set(Tool), first_side=Side.RIGHT
    )
    names = {exercise.id: exercise.name for exercise in known.exercises.values()}
    changed = [
        f"{names[step.place]} → {names[step.exercise]}" for step in plan.steps if step.place != step.exercise
    ]
    changed += [f"{names[out.place]} left out" for out in plan.left_out]
    return "; ".join(changed) or "unchanged"


def _pain_lines() -> Iterator[str]:
    yield "| Level | Muscle ache, not in the groin | Sharp, radiating, numb, tingling, or in the groin |"
    yield "|---|---|---|"
    for low, high in ((0, GO_ON_UP_TO), (GO_ON_UP_TO + 1, EASIER_UP_TO), (EASIER_UP_TO + 1, WORST)):
        plain = _response(respond(Region.BUTTOCK, Kind.MUSCULAR, high))
        alarming = _response(respond(Region.GROIN, Kind.SHARP, high))
        yield f"| {low}–{high} | {plain} | {alarming} |"


def _response(answer: PainResponse) -> str:
    flags = " The stop list is asked again." if answer.ask_red_flags else ""
    return f'{RESPONSES[answer.response]}. "{text(answer.message)}"{flags}'


if __name__ == "__main__":
    TARGET.write_text(document(), encoding="utf-8")
