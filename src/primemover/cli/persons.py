"""Whose session, history or data a command is about."""

from __future__ import annotations

from primemover.app import people
from primemover.errors import NotFound
from primemover.journal import Journal, Person
from primemover.texts import text


def person_named(journal: Journal, name: str | None) -> Person:
    """The person of this name in any case; without a name the first of the household.

    Raises ``NotFound`` that names who is here.
    """
    household = people.household(journal)
    if name is None:
        return household[0]
    for person in household:
        if person.name.casefold() == name.strip().casefold():
            return person
    here = ", ".join(person.name for person in household)
    raise NotFound(
        text("cli.person.unknown", name=name),
        where="--person",
        remedy=text("cli.person.unknown.do", here=here),
    )
