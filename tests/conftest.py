"""What tests of several rooms share: a journal in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from primemover.journal import Journal


@pytest.fixture
def journal_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'data' / 'primemover.db'}"


@pytest.fixture
def journal(journal_url: str) -> Iterator[Journal]:
    with Journal.open(journal_url) as opened:
        yield opened
