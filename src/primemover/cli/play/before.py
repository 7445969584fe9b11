"""What is settled before a session: the checklists, what is sore, tools; and the plan that comes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from rich.console import Console
from rich.table import Table
from rich.text import Text

from primemover.app.begin import FRESH, Begun, Wishes
from primemover.app.lately import Lately
from primemover.app.morning import morning_due, tell_morning
from primemover.app.screen import screen, standing_answers
from primemover.cli.play.questions import Questions
from primemover.cli.play.scene import clock_time
from primemover.coach import NONE_OF_THESE, PainKind, Screening, Verdict
from primemover.coach import screen as judge
from primemover.coach.pain import WORST
from primemover.coach.safety import GATING, List, checklist
from primemover.coach.soreness import Sore, ask_red_flags
from primemover.errors import InvalidInput
from primemover.journal import Journal
from primemover.routine import Library
from primemover.routine.exercise import Tool
from primemover.terms import Region
from primemover.texts import text


def answer_checklists(journal: Journal, person_id: str, questions: Questions) -> None:
    """Ask the lists that have no standing answer, with what follows from them.

    Raises ``InvalidInput`` with the advice where an answer blocks.
    """
    for which in _lists_to_ask(journal, person_id, questions):
        if ask_list(journal, person_id, which, questions).verdict is Verdict.BLOCKED:
            break
    screening = judge(standing_answers(journal, person_id, datetime.now(UTC)).answers)
    _tell(screening, questions.console)
    if screening.verdict is Verdict.BLOCKED:
        raise InvalidInput(text("cli.before.blocked"), remedy=text("cli.before.blocked.do"))


def _lists_to_ask(journal: Journal, person_id: str, questions: Questions) -> list[List]:
    """Those without an answer; and all of them where the answers so far stop everything but have changed."""
    standing = standing_answers(journal, person_id, datetime.now(UTC))
    screening = judge(standing.answers)
    if screening.verdict is Verdict.BLOCKED:
        _tell(screening, questions.console)
        answers = [text("cli.before.changed.yes"), text("cli.before.changed.no")]
        return list(GATING) if questions.must_choose(text("cli.before.changed"), answers) == 0 else []
    return [which for which in GATING if which not in standing.given]


def ask_list(journal: Journal, person_id: str, which: List, questions: Questions) -> Screening:
    """One list and the questions that its ticked rows bring, kept together."""
    rows = checklist(which)
    ticked = questions.tick(
        text(f"cli.before.{which}"), [text(row.label) for row in rows], text("cli.ask.several")
    )
    answers: dict[str, object] = {str(which): [rows[index].id for index in ticked] or [NONE_OF_THESE]}
    follow_ups: dict[str, str] = {}
    for row in (rows[index] for index in ticked):
        questions.console.print(Text(f"  {text(row.detail)}", "dim"))
        for question in row.follow_ups:
            choices = list(question.answers)
            labels = [text(question.label(choice)) for choice in choices]
            follow_ups[question.id] = choices[questions.must_choose(text(question.question), labels)]
    if follow_ups:
        answers["follow_ups"] = follow_ups
    return screen(journal, person_id, answers, datetime.now(UTC))


def _tell(screening: Screening, console: Console) -> None:
    """What the answers change, and why."""
    for finding in (*screening.blocks, *screening.notices):
        console.print(Text(f"\n{text(finding.label)}", "bold"))
        for line in (*finding.advice, finding.reason):
            console.print(Text(f"  {text(line)}"))


def hear_the_morning_after(journal: Journal, person_id: str, questions: Questions) -> None:
    """Ask what was sore the morning after the last session, where nobody has told yet."""
    now = datetime.now(UTC)
    due = morning_due(Lately(journal, person_id), now)
    if due is not None:
        sore = _places(text("cli.before.morning"), questions)
        tell_morning(journal, person_id, due.session_id, sore, now)


def what_is_sore(journal: Journal, person_id: str, questions: Questions) -> tuple[Sore, ...]:
    """What hurts today, one after the other; the stop list is asked again where it is alarming."""
    sore = _places(text("cli.before.sore"), questions)
    asked_at = standing_answers(journal, person_id, datetime.now(UTC)).given.get(List.STOP)
    stale = asked_at is None or datetime.now(UTC) - asked_at > FRESH - timedelta(minutes=1)
    if ask_red_flags(sore) and stale:
        screening = ask_list(journal, person_id, List.STOP, questions)
        if screening.verdict is Verdict.BLOCKED:
            _tell(screening, questions.console)
            raise InvalidInput(text("cli.before.blocked"), remedy=text("cli.before.blocked.do"))
    return sore


def _places(heading: str, questions: Questions) -> tuple[Sore, ...]:
    """Where, of which kind and how much, until nothing more is told."""
    sore: list[Sore] = []
    regions, kinds = list(Region), list(PainKind)
    labels = [text(f"pain.region.{region}") for region in regions]
    while (where := questions.one_of(heading, labels, text("cli.ask.one_or_none"))) is not None:
        kind = questions.must_choose(text("pain.kind-question"), [text(f"pain.kind.{one}") for one in kinds])
        level = questions.number(text("pain.level-question"), 0, WORST, text("cli.ask.zero_to_ten"))
        if level is not None:
            sore.append(Sore(regions[where], kinds[kind], level))
    return tuple(sore)


def tools_at_hand(wishes: Wishes, given: str | None, questions: Questions | None) -> Wishes:
    """The wishes with the tools named by ``--tools``, remembered from before, or asked for."""
    if given is not None:
        return _with_tools(wishes, named_tools(given))
    if wishes.tools is not None or questions is None:
        return wishes
    names = [*(str(tool) for tool in Tool), PROFESSIONAL]
    labels = [text(f"cli.tool.{name}") for name in names]
    ticked = questions.tick(text("cli.before.tools"), labels, text("cli.ask.several"))
    return _with_tools(wishes, {names[index] for index in ticked})


PROFESSIONAL = "professional"
NO_TOOL = "none"


def named_tools(given: str) -> set[str]:
    """The names that ``--tools`` lists. Raises ``InvalidInput`` for one that is no tool."""
    told = set(given.replace(",", " ").split()) - {NO_TOOL}
    unknown = told - {*Tool, PROFESSIONAL}
    if unknown:
        known = ", ".join([*Tool, PROFESSIONAL, NO_TOOL])
        raise InvalidInput(
            text("cli.before.no_tool", name=sorted(unknown)[0]),
            where="--tools",
            remedy=text("cli.before.no_tool.do", known=known),
        )
    return told


def _with_tools(wishes: Wishes, told: set[str]) -> Wishes:
    tools = frozenset(Tool(name) for name in told - {PROFESSIONAL})
    return replace(wishes, tools=tools, done_by_professional=PROFESSIONAL in told)


def say_what_nobody_asked(journal: Journal, person_id: str, console: Console) -> None:
    """For a session that asks nothing: the stop list in full where its questions stand open."""
    given = standing_answers(journal, person_id, datetime.now(UTC)).given
    console.print(Text(text("cli.before.questions_skipped"), "bold"))
    if List.STOP not in given:
        console.print(Text(text("cli.before.unasked"), "bold"))
        for row in checklist(List.STOP):
            console.print(Text(f"  · {text(row.label)}"))
    if List.ADAPT not in given:
        console.print(Text(text("cli.before.unasked_adapt")))


def show_plan(begun: Begun, library: Library, console: Console) -> None:
    """What will be done, in order, with its length and why it differs from the usual."""
    table = Table.grid(padding=(0, 2))
    for step, prescribed in zip(begun.timeline.steps, begun.prescription.steps, strict=True):
        name = Text(step.name)
        for reason in prescribed.reasons:
            name.append(f"\n{reason.words}", "dim")
        table.add_row(f"  {step.index + 1}", name, clock_time(step.end_s - step.start_s))
    whole = text("cli.before.plan", time=clock_time(begun.timeline.total_s))
    console.print(Text(f"\n{whole}", "bold"))
    console.print(table)
    for out in begun.prescription.left_out:
        why = " ".join(reason.words for reason in out.reasons)
        console.print(Text(f"  –  {library.exercise(out.place).name}: {why}", "dim"))
    for reason in begun.prescription.reasons:
        console.print(Text(f"  {reason.words}", "dim"))
