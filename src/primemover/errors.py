"""The one family of errors: what is wrong, where, and what to do about it.

Raised where the fact is known. The faces translate: ``web`` into a page or an RFC 9457 problem,
``cli`` into one line and exit status 2. Nobody who uses the product ever sees a traceback.
"""

from __future__ import annotations

import shlex
import sys


class PrimeMoverError(Exception):
    """A problem told to a person.

    ``what`` says what is wrong, ``where`` names the file, row or field, ``remedy`` says what to do.
    """

    def __init__(self, what: str, *, where: str | None = None, remedy: str | None = None) -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(self.line())

    def line(self) -> str:
        """All of it on one line, as a terminal shows it."""
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.said()}"

    def said(self) -> str:
        """What is wrong and what to do, for a page on which the place is seen."""
        return f"{self.what} {self.remedy}" if self.remedy else self.what


class InvalidInput(PrimeMoverError):
    """What a person, a file or a page sent does not make sense as it stands."""


class NotFound(PrimeMoverError):
    """What was asked for is not here."""


class Conflict(PrimeMoverError):
    """Two things want the same place: a port, a session, an id with different content."""


class StorageProblem(PrimeMoverError):
    """The disk is full, or the database is locked, damaged or from a newer version."""


class MissingPart(PrimeMoverError):
    """A part of the machine or an extra package is not installed; ``remedy`` names the command."""


def getting(extra: str) -> str:
    """The command that installs an extra, such as ``report``, beside this very program."""
    return f"{shlex.quote(sys.executable)} -m pip install 'primemover[{extra}]'"
