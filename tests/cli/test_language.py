"""The command line answers in the language that is asked for, else in the machine's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from terminal_home import Home

import primemover
from primemover.texts import languages, text

OTHERS = languages()[1:]
UNSET = {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "", "PRIMEMOVER_LANGUAGE": ""}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home.at(tmp_path)
    return Home(home.path, {**home.environment, **UNSET})


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        (("--language", "de"), {"LANG": "fr_FR.UTF-8"}, "de"),
        ((), {"PRIMEMOVER_LANGUAGE": "es", "LANG": "fr_FR.UTF-8"}, "es"),
        ((), {"LANG": "fr_FR.UTF-8"}, "fr"),
        ((), {"LC_ALL": "de_AT.UTF-8", "LANG": "fr_FR.UTF-8"}, "de"),
        ((), {"LC_MESSAGES": "es_ES", "LANG": "fr_FR.UTF-8"}, "es"),
        ((), {"LANG": "nl_NL.UTF-8"}, "en"),
        ((), {"LANG": "C.UTF-8"}, "en"),
        ((), {}, "en"),
        (("--language", "de-AT"), {}, "de"),
    ],
)
def test_it_answers_in_the_language_asked_for_or_the_machines(
    home: Home, arguments: tuple[str, ...], environment: dict[str, str], language: str
) -> None:
    said = home.run(*arguments, "history", PYTHONIOENCODING="utf-8", **environment)
    assert said.returncode == 0, said.stderr
    assert said.stdout.strip() == text("cli.history.empty", language)


@pytest.mark.parametrize("wrong", ["tlh", "../en", "x" * 200])
def test_a_language_that_does_not_exist_is_told_with_those_there_are(home: Home, wrong: str) -> None:
    said = home.run("--language", wrong, "history")
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.count("\n") == 1
    assert all(language in said.stderr for language in languages())


def test_a_document_for_programs_is_the_same_in_every_language(home: Home) -> None:
    documents = {
        language: json.loads(home.run("--language", language, "history", "--json").stdout)
        for language in languages()
    }
    assert all(document["sessions"] == [] for document in documents.values())
    keys = [
        _shape(json.loads(home.run("--language", language, "status", "--json").stdout))
        for language in languages()
    ]
    assert all(one == keys[0] for one in keys)


def _shape(value: object) -> object:
    """A document without its sentences and its moment: those alone may differ."""
    if isinstance(value, dict):
        return {key: _shape(inner) for key, inner in value.items() if key != "at"}
    if isinstance(value, list):
        return [_shape(inner) for inner in value]
    return "…" if isinstance(value, str) and " " in value else value


@pytest.mark.parametrize("language", OTHERS)
def test_a_session_in_the_terminal_speaks_it(home: Home, language: str) -> None:
    said = home.run(
        "--language", language, "play", "--yes", "--no-voice", "--speed", "600", "--minutes", "6",
        PYTHONIOENCODING="utf-8",
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    assert text("session.end", language) in said.stdout
    assert text("session.end", "en") not in said.stdout


def test_a_file_of_words_is_checked_and_what_stays_english_is_told(home: Home) -> None:
    english = Path(primemover.__file__).parent / "routine" / "exercises" / "squat.yaml"
    (home.path / "squat.yaml").write_bytes(english.read_bytes())
    words = home.path / "squat.de.yaml"
    words.write_text("format: 1\nid: squat\nlanguage: de\nname: Kniebeuge\n", encoding="utf-8")
    said = home.run("routine", "check", str(words))
    assert said.returncode == 0
    assert "label" in said.stdout.split("English:")[1]
    assert "name" not in said.stdout.split("English:")[1]
    told = json.loads(home.run("routine", "check", str(words), "--json").stdout)
    assert "purpose" in told["left_in_english"]
