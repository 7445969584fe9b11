"""Every language that is there says everything, in its own forms, within the room there is."""

from __future__ import annotations

import re

import pytest

from primemover.texts import ENGLISH, languages, messages, speaking, text
from primemover.texts.catalogue import Message, plural_category
from primemover.texts.negotiation import known_language, machine_language, negotiated
from primemover.texts.writing import number, percent, to_a_tenth, written_day

OTHERS = languages()[1:]
ENGLISH_MESSAGES = messages(ENGLISH)
FORM = re.compile(r"\{(\w+)(?:![rsa])?(:[^}]*)?\}")


def forms(message: Message) -> tuple[str, ...]:
    """Every sentence of a message."""
    return (message,) if isinstance(message, str) else tuple(message.values())


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_missing_and_nothing_is_unknown(language: str) -> None:
    own = messages(language)
    assert sorted(set(ENGLISH_MESSAGES) - set(own)) == [], "these are said in English until they are there"
    assert sorted(set(own) - set(ENGLISH_MESSAGES)) == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_takes_the_same_values_in_the_same_form(language: str) -> None:
    wrong = [
        message_id
        for message_id, message in messages(language).items()
        for english in [ENGLISH_MESSAGES.get(message_id)]
        if english is not None
        and {found for form in forms(message) for found in FORM.findall(form)}
        != {found for form in forms(english) for found in FORM.findall(form)}
    ]
    assert wrong == []


@pytest.mark.parametrize("language", OTHERS)
def test_what_has_forms_in_english_has_the_forms_of_the_language(language: str) -> None:
    wanted = {plural_category(language, count) for count in (0, 1, 1.5, 2, 5, 11, 21, 100)}
    for message_id, english in ENGLISH_MESSAGES.items():
        own = messages(language).get(message_id, english)
        assert isinstance(own, str) == isinstance(english, str), message_id
        if not isinstance(own, str):
            assert wanted <= set(own) or set(english) == {"other"}, message_id


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_is_empty_or_ends_in_space(language: str) -> None:
    wrong = [
        message_id
        for message_id, message in messages(language).items()
        for form in forms(message)
        if form != form.strip(" \n\t") and not _is_padded(message_id)
    ]
    assert wrong == []
    assert all(form for message in messages(language).values() for form in forms(message))


def _is_padded(message_id: str) -> bool:
    return any(form != form.strip() for form in forms(ENGLISH_MESSAGES[message_id]))


@pytest.mark.parametrize("language", languages())
def test_what_is_large_on_the_screen_is_short(language: str) -> None:
    for message_id in ("get_ready", "rest_brief", "switch_brief", "end_brief"):
        assert len(text(f"session.{message_id}", language)) <= 17, message_id


@pytest.mark.parametrize("language", languages())
def test_a_language_has_its_own_name(language: str) -> None:
    names = [text("language.name", one) for one in languages()]
    assert len(set(names)) == len(names)
    assert text("language.name", language)[0].isupper()


NUMBERS = {
    "en": ("2.4", "3", "+25%", "−30%", "1234.5"),
    "de": ("2,4", "3", "+25\u00a0%", "−30\u00a0%", "1234,5"),
    "es": ("2,4", "3", "+25\u00a0%", "−30\u00a0%", "1234,5"),
    "fr": ("2,4", "3", "+25\u00a0%", "−30\u00a0%", "1234,5"),
}


@pytest.mark.parametrize("language", languages())
def test_numbers_are_written_as_the_language_writes_them(language: str) -> None:
    with speaking(language):
        told = (to_a_tenth(2.44), to_a_tenth(3.0), percent(0.25), percent(-0.3), number(1234.5, 1))
    assert told == NUMBERS[language]


def test_a_number_inside_a_sentence_takes_the_mark_of_its_language() -> None:
    assert "1,5" in text("web.minutes", "de", count=1.5)
    assert "1.5" in text("web.minutes", "en", count=1.5)


DAYS = {
    "en": "Sunday 22 November 2026",
    "de": "Sonntag, 22. November 2026",
    "es": "domingo, 22 de noviembre de 2026",
    "fr": "dimanche 22 novembre 2026",
}


@pytest.mark.parametrize("language", languages())
def test_days_are_written_as_the_language_writes_them(language: str) -> None:
    from datetime import date

    with speaking(language):
        assert written_day(date(2026, 11, 22), with_year=True) == DAYS[language]


@pytest.mark.parametrize(
    ("language", "ones"), [("en", {1}), ("de", {1}), ("es", {1}), ("fr", {0, 0.5, 1, 1.5})]
)
def test_the_form_for_one_is_the_languages_own(language: str, ones: set[float]) -> None:
    counts = (0, 0.5, 1, 1.5, 2, 5, 11, 101)
    assert {count for count in counts if plural_category(language, count) == "one"} == ones


@pytest.mark.parametrize("tag", ["", " ", "-", "_", "xx", "d", "🙂", "../de", "de\0"])
def test_a_tag_that_means_nothing_is_no_language(tag: str) -> None:
    assert known_language(tag) is None
    assert negotiated(tag) == ENGLISH
    assert machine_language({"LANG": tag}) == ENGLISH
