"""Erase everything."""

from __future__ import annotations

from pathlib import Path

from primemover.journal import Journal


def erase(journal: Journal) -> tuple[Path, ...]:
    """Erase everybody with all that is theirs, from every file of ours; return the copies that went too.

    Archives outside the data folder are the person's own and stay.
    """
    return journal.erase_all()
