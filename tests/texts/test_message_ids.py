"""Every message that the code asks for is there, and every message that is there is asked for."""

from __future__ import annotations

from message_use import HOLE, as_pattern, asked_for, endings, sent_whole, taken_by_scripts

from primemover.texts import languages, messages
from primemover.texts.catalogue import placeholders

KNOWN = messages("en")
TOPICS = {message_id.split(".")[0] for message_id in KNOWN}
USES = list(asked_for(TOPICS))


def test_every_message_that_the_code_asks_for_is_there() -> None:
    missing = [
        f"{file}: {candidate.replace(HOLE, '…')}"
        for file, candidate in USES
        if not any(map(as_pattern(candidate).fullmatch, KNOWN))
    ]
    assert not missing


def test_every_message_that_is_there_is_asked_for() -> None:
    patterns = [as_pattern(candidate) for _, candidate in USES]
    asked = {known for known in KNOWN if any(pattern.fullmatch(known) for pattern in patterns)}
    # An id with an ending put to it in code: f"{message}.do".
    behind = endings()
    asked |= {f"{known}{ending}" for known in asked for ending in behind}
    taken = taken_by_scripts()
    for start in sent_whole(TOPICS):
        own = {known for known in KNOWN if known.startswith(start)}
        asked |= {known for known in own if any(name.fullmatch(known.removeprefix(start)) for name in taken)}
    assert sorted(set(KNOWN) - asked) == []


def test_the_reader_of_the_code_finds_what_it_must() -> None:
    assert ("coach/pain.py", "pain.go-on") in USES
    assert ("coach/safety.py", f"safety.{HOLE}.label") in USES


def test_other_languages_translate_only_what_english_has_with_the_same_values() -> None:
    for language in languages()[1:]:
        for message_id, message in messages(language).items():
            assert message_id in KNOWN
            assert _values(message) == _values(KNOWN[message_id]), message_id


def _values(message: object) -> frozenset[str]:
    forms = [message] if isinstance(message, str) else list(message.values())  # type: ignore[attr-defined]
    return frozenset().union(*(placeholders(form) for form in forms))
