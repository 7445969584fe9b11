"""The database open more than once: in one process, and in another beside it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from primemover.journal import Journal

ANOTHER = "import sys; from primemover.journal import Journal; Journal.open(sys.argv[1]).close()"


@pytest.mark.skipif(sys.platform == "win32", reason="locks are of the connection there, not of the process")
def test_what_is_opened_twice_here_and_once_elsewhere_still_reads_and_writes(
    journal: Journal, journal_url: str
) -> None:
    journal.add_person("Ana")
    with Journal.open(journal_url) as second:
        assert [person.name for person in second.people()] == ["Ana"]
    # The other program comes and goes: it must see that this one is still there, and leave its log alone.
    subprocess.run([sys.executable, "-c", ANOTHER, journal_url], check=True, timeout=240)
    journal.add_person("Bo")
    with Journal.open(journal_url) as third:
        assert [person.name for person in third.people()] == ["Ana", "Bo"]
