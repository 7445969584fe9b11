"""The words keep to what may be said: no diagnosis, no promise, no borrowed questionnaire."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from primemover.texts import languages, messages

ROUTINE = Path(__file__).parents[2] / "src" / "primemover" / "routine"
FORBIDDEN = re.compile(
    r"diagnosed|inhibited|inhibition|prevents? injur\w*|\btreats\b|rehab\w*|PAR-?Q|\bstreaks?\b|\bbadges?\b"
    r"|\bhop\b|failed you|should have",
    re.IGNORECASE,
)
FILES = sorted([*ROUTINE.glob("exercises/*.yaml"), *ROUTINE.glob("routines/*.yaml")])


def sentences() -> list[tuple[str, str]]:
    """(where, sentence) of the whole catalogue in every language."""
    found = []
    for language in languages():
        for message_id, message in messages(language).items():
            forms = [message] if isinstance(message, str) else list(message.values())
            found += [(f"{language} {message_id}", form) for form in forms]
    return found


def test_no_message_says_what_may_not_be_said() -> None:
    assert not [(where, sentence) for where, sentence in sentences() if FORBIDDEN.search(sentence)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_exercise_file_says_what_may_not_be_said(file: Path) -> None:
    assert not FORBIDDEN.findall(file.read_text(encoding="utf-8"))


def test_the_exercise_files_are_found() -> None:
    assert len(FILES) > 10


@pytest.mark.parametrize(
    "claim",
    [
        "You are diagnosed",
        "your muscle is inhibited",
        "This prevents injury",
        "It treats pain",
        "rehab",
        "PAR-Q+",
    ],
)
def test_the_reader_of_words_sees_what_it_must(claim: str) -> None:
    assert FORBIDDEN.search(claim)
