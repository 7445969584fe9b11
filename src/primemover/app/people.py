"""The people of a household: who is here, add, rename, remove."""

from __future__ import annotations

from pathlib import Path

from primemover.journal import Journal, Person


def household(journal: Journal, first_name: str = "Me") -> tuple[Person, ...]:
    """Everybody, the first one first. Where there is nobody yet, the first person is made in silence."""
    return journal.people() or (journal.first_person(first_name),)


def add(journal: Journal, name: str) -> Person:
    """Add a person. Raises ``InvalidInput`` for the name, ``Conflict`` where somebody has it."""
    return journal.add_person(name)


def rename(journal: Journal, person_id: str, name: str) -> Person:
    """Give a person another name; errors as for ``add``, and ``NotFound``."""
    return journal.rename_person(person_id, name)


def remove(journal: Journal, person_id: str) -> tuple[Path, ...]:
    """Erase a person with all that is theirs; return the copies that had to go too. Raises ``NotFound``."""
    return journal.erase_person(person_id)
