"""Who is asking: the person of the cookie, or the first one of the household."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, TypeAlias

from fastapi import Depends
from starlette.requests import HTTPConnection
from starlette.responses import Response

from primemover.app.people import household
from primemover.journal import Journal, Person
from primemover.texts import text

COOKIE = "person"
A_YEAR_S = 365 * 86_400


@dataclass(frozen=True, slots=True)
class Visitor:
    """One request's person, the journal it reads, and its moment in this machine's time zone."""

    journal: Journal
    person: Person
    people: tuple[Person, ...]
    now: datetime

    @property
    def shell(self) -> dict[str, Any]:
        """What the frame of a page shows of the person."""
        return {"person": self.person, "household": len(self.people) > 1}


def journal_of(request: HTTPConnection) -> Journal:
    """The journal that this server keeps."""
    journal = request.app.state.journal
    assert isinstance(journal, Journal)  # noqa: S101 - create_app puts it there
    return journal


def _visitor(request: HTTPConnection) -> Visitor:
    journal = journal_of(request)
    people = household(journal, text("web.people.first_name"))
    chosen = request.cookies.get(COOKIE)
    person = next((one for one in people if one.id == chosen), people[0])
    return Visitor(journal, person, people, datetime.now().astimezone())


def remember(response: Response, person_id: str) -> None:
    """Let this browser be this person's from now on."""
    response.set_cookie(COOKIE, person_id, max_age=A_YEAR_S, httponly=True, samesite="lax")


Asking: TypeAlias = Annotated[Visitor, Depends(_visitor)]
Kept: TypeAlias = Annotated[Journal, Depends(journal_of)]
