"""The catalogue gives the right sentence in the right form, and says clearly when it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from primemover.errors import InvalidInput, NotFound
from primemover.texts import catalogue, languages, messages, messages_under, speaking, spoken_language, text


@pytest.fixture
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A catalogue of our own, so that languages that are not there yet can be tried."""
    monkeypatch.setattr(catalogue, "files", lambda _: tmp_path)
    messages.cache_clear()
    languages.cache_clear()
    (tmp_path / "en.toml").write_text(
        '[greet]\nhello = "Hello {name}"\nbye = "Bye"\n'
        '[greet.sessions]\none = "{count} session"\nother = "{count} sessions"\n'
    )
    (tmp_path / "fr.toml").write_text(
        '[greet]\nhello = "Bonjour {name}"\n'
        '[greet.sessions]\none = "{count} séance"\nother = "{count} séances"\n'
    )
    yield tmp_path
    messages.cache_clear()
    languages.cache_clear()


def test_a_sentence_takes_its_values(in_folder: Path) -> None:
    assert text("greet.hello", name="Ada") == "Hello Ada"
    assert text("greet.hello", "fr", name="Ada") == "Bonjour Ada"


def test_a_message_that_a_language_lacks_is_given_in_english(in_folder: Path) -> None:
    assert text("greet.bye", "fr") == "Bye"
    assert text("greet.bye", "xx") == "Bye"


def test_a_message_that_english_lacks_is_an_error(in_folder: Path) -> None:
    with pytest.raises(NotFound, match=r"greet\.nobody"):
        text("greet.nobody", "fr")


@pytest.mark.parametrize(
    ("language", "count", "sentence"),
    [
        ("en", 0, "0 sessions"),
        ("en", 1, "1 session"),
        ("en", 2, "2 sessions"),
        ("fr", 0, "0 séance"),
        ("fr", 1, "1 séance"),
        ("fr", 1.5, "1.5 séance"),
        ("fr", 2, "2 séances"),
        ("xx", 1, "1 session"),
    ],
)
def test_a_count_chooses_the_form_of_the_language_that_is_spoken(
    in_folder: Path, language: str, count: float, sentence: str
) -> None:
    assert text("greet.sessions", language, count=count) == sentence


def test_german_and_spanish_say_one_only_for_one() -> None:
    categories = [catalogue.plural_category(language, n) for language in ("de", "es") for n in (0, 1, 2)]
    assert categories == ["other", "one", "other"] * 2


def test_plural_forms_without_a_count_are_an_error(in_folder: Path) -> None:
    with pytest.raises(InvalidInput, match="count"):
        text("greet.sessions")


def test_a_value_that_was_not_given_is_named(in_folder: Path) -> None:
    with pytest.raises(InvalidInput, match="name"):
        text("greet.hello")


def test_topics_are_merged(in_folder: Path) -> None:
    (in_folder / "safety.en.toml").write_text('[safety]\nstop = "Stop"\n')
    assert text("safety.stop") == "Stop"
    assert text("greet.bye") == "Bye"


def test_an_id_in_two_files_is_an_error(in_folder: Path) -> None:
    (in_folder / "other.en.toml").write_text('[greet]\nbye = "Farewell"\n')
    with pytest.raises(InvalidInput, match=r"greet\.bye"):
        messages("en")


def test_an_entry_that_is_no_sentence_is_an_error(in_folder: Path) -> None:
    (in_folder / "other.en.toml").write_text("[other]\nnumber = 3\n")
    with pytest.raises(InvalidInput, match=r"other\.number"):
        messages("en")


def test_languages_are_found_by_their_files(in_folder: Path) -> None:
    (in_folder / "safety.de.toml").write_text('[safety]\nstop = "Halt"\n')
    assert languages() == ("en", "de", "fr")


def test_what_is_said_is_in_the_language_of_the_moment(in_folder: Path) -> None:
    with speaking("fr"):
        assert text("greet.hello", name="Ada") == "Bonjour Ada"
        assert text("greet.sessions", count=0) == "0 séance"
        assert text("greet.hello", "en", name="Ada") == "Hello Ada"
        with speaking("en"):
            assert text("greet.hello", name="Ada") == "Hello Ada"
        assert text("greet.hello", name="Ada") == "Bonjour Ada"
    assert text("greet.hello", name="Ada") == "Hello Ada"


def test_an_error_on_the_way_leaves_no_language_behind(in_folder: Path) -> None:
    with pytest.raises(NotFound), speaking("fr"):
        text("greet.nobody")
    assert spoken_language() == "en"


def test_all_messages_of_a_topic_fall_back_one_by_one(in_folder: Path) -> None:
    assert messages_under("greet.", "fr")["hello"] == "Bonjour {name}"
    assert messages_under("greet.", "fr")["bye"] == "Bye"
