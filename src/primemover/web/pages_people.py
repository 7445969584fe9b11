"""The people of a household: choose, add, rename, remove."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from primemover.app import people
from primemover.web.forms import FormBody
from primemover.web.rendering import render
from primemover.web.visitor import Asking, remember

router = APIRouter(include_in_schema=False)


@router.get("/people")
def people_page(request: Request, asking: Asking) -> Response:
    """Everybody, and who this browser is."""
    return render(
        request, "people.html", section="settings", people=asking.people, mistyped=None, **asking.shell
    )


@router.post("/people/choose")
def choose(asking: Asking, form: FormBody) -> Response:
    """Be another person from now on."""
    person = asking.journal.person(form.one("person") or "")
    answer = RedirectResponse("/", 303)
    remember(answer, person.id)
    return answer


@router.post("/people/add")
def add(asking: Asking, form: FormBody) -> Response:
    """Add a person, and be them: they answer the questions next."""
    person = people.add(asking.journal, form.one("name") or "")
    answer = RedirectResponse("/", 303)
    remember(answer, person.id)
    return answer


@router.post("/people/rename")
def rename(asking: Asking, form: FormBody) -> Response:
    """Give a person another name."""
    people.rename(asking.journal, form.one("person") or "", form.one("name") or "")
    return RedirectResponse("/people", 303)


@router.post("/people/remove")
def remove(request: Request, asking: Asking, form: FormBody) -> Response:
    """Erase a person with all that is theirs, once the name is typed."""
    person = asking.journal.person(form.one("person") or "")
    if (form.one("name") or "").strip().casefold() != person.name.casefold():
        return render(
            request,
            "people.html",
            status=422,
            section="settings",
            people=asking.people,
            mistyped=person.id,
            **asking.shell,
        )
    people.remove(asking.journal, person.id)
    return RedirectResponse("/people", 303)
