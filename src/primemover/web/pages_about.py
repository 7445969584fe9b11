"""The longer screening: sections of questions, each saved as it is filled in."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from primemover.app.about_you import About, Refused, about, tell_about
from primemover.app.preferences import Units
from primemover.coach.about import Amount, Answer, Question, QuestionKind, questions
from primemover.texts import text
from primemover.texts.writing import number
from primemover.web.forms import Form, FormBody
from primemover.web.rendering import render
from primemover.web.tongue import units_of
from primemover.web.visitor import Asking, Visitor

router = APIRouter(include_in_schema=False)
_KILOMETRES, _MILES = "km", "mi"
UNIT = "unit:"
"""What leads the name of the field that holds the unit of an amount."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One question as the page shows it."""

    asked: Question
    chosen: tuple[str, ...]
    """The choices that are ticked."""
    figure: str
    """What stands in the field of a number, as it was typed where it was refused."""
    unit: str
    refused: str | None
    """Why what was sent could not be kept, and what to do."""

    @property
    def is_answered(self) -> bool:
        """True where there is something to take back."""
        return bool(self.chosen or self.figure)


@dataclass(frozen=True, slots=True)
class Section:
    """Some questions under one heading."""

    name: str
    shown: tuple[Shown, ...]
    is_open: bool
    is_saved: bool

    @property
    def heading(self) -> str:
        """Message id of the heading."""
        return self.shown[0].asked.heading

    @property
    def answered(self) -> int:
        """How many of its questions are answered."""
        return sum(one.is_answered for one in self.shown)


@router.get("/about")
def about_page(request: Request, asking: Asking, saved: str | None = None) -> Response:
    """Every question with what was told so far."""
    found = about(asking.journal, asking.person.id, asking.now)
    known = {asked.section for asked in questions()}
    return _page(request, asking, found, saved=saved if saved in known else None)


@router.post("/about")
def tell(request: Request, asking: Asking, form: FormBody) -> Response:
    """Keep one section: what makes sense is saved, the rest comes back with what to do."""
    section = form.one("section") or ""
    given = {asked.id: given_of(asked, form) for asked in questions() if asked.section == section}
    refused = tell_about(asking.journal, asking.person.id, given, asking.now)
    if not refused:
        return RedirectResponse(f"/about?saved={section}#about-{section}", 303)
    found = about(asking.journal, asking.person.id, asking.now)
    return _page(request, asking, found, form=form, refused=refused)


def given_of(asked: Question, form: Form) -> object:
    """The answer that a form holds, in its stored form; None where it was left open."""
    if asked.kind is QuestionKind.SEVERAL:
        return form.many(asked.id)
    told = form.one(asked.id)
    if told is None or asked.kind is QuestionKind.ONE:
        return told
    figure = _as_figure(told)
    return (
        figure if asked.kind is QuestionKind.NUMBER else {"value": figure, "unit": form.one(UNIT + asked.id)}
    )


def _as_figure(told: str) -> object:
    try:
        return float(told.strip().replace(",", "."))
    except ValueError:
        return told


def _page(
    request: Request,
    asking: Visitor,
    found: About,
    *,
    saved: str | None = None,
    form: Form | None = None,
    refused: tuple[Refused, ...] = (),
) -> Response:
    wrong = {one.question: one for one in refused}
    usual = _MILES if units_of(request) is Units.IMPERIAL else _KILOMETRES
    shown = [_shown(asked, found, form, wrong.get(asked.id), usual) for asked in questions()]
    return render(
        request,
        "about.html",
        section="today",
        status=422 if refused else 200,
        about=found,
        count=len(shown),
        sections=_sections(shown, saved),
        unit_name=UNIT,
        **asking.shell,
    )


def _sections(shown: list[Shown], saved: str | None) -> list[Section]:
    """Open are what was saved just now, what was refused, and else the first that has a question open."""
    groups = [(name, tuple(group)) for name, group in groupby(shown, key=lambda one: one.asked.section)]
    opened = {name for name, group in groups if name == saved or any(one.refused for one in group)}
    waiting = (name for name, group in groups if not all(one.is_answered for one in group))
    if not opened:
        opened = {next(waiting, groups[0][0])}
    return [Section(name, group, name in opened, name == saved) for name, group in groups]


def _shown(asked: Question, found: About, form: Form | None, wrong: Refused | None, usual: str) -> Shown:
    answer: Answer | None = found.answers.get(asked.id)
    chosen = answer if isinstance(answer, tuple) else (answer,) if isinstance(answer, str) else ()
    figure = number(answer) if isinstance(answer, float) else ""
    unit = usual if usual in asked.bounds else next(iter(asked.bounds), "")
    if isinstance(answer, Amount):
        # An amount keeps the unit in which it was told: to convert it would change it at every save.
        figure, unit = number(answer.value), answer.unit
    if wrong is None or form is None:
        return Shown(asked, chosen, figure, unit, None)
    typed = form.one(asked.id) or ""
    why = text("web.about_you.refused", given=typed[:40], remedy=wrong.why.remedy or "")
    return Shown(asked, chosen, typed, form.one(UNIT + asked.id) or unit, why)
