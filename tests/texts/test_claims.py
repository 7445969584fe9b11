"""No sentence of the product claims what EVIDENCE forbids: messages, files of words, documents, help."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

import claims
from primemover.cli.manual import manual
from primemover.routine.words import language_named
from primemover.texts import languages, messages

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "primemover"
FILES = sorted(
    [
        *PACKAGE.glob("routine/exercises/*.yaml"),
        *PACKAGE.glob("routine/routines/*.yaml"),
        *PACKAGE.glob("coach/*.toml"),
        *PACKAGE.glob("web/*.toml"),
        *(ROOT / "docs").glob("*.md"),
        *(ROOT / "docs" / "decisions").glob("*.md"),
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        ROOT / "pyproject.toml",
    ]
)
READERS = {language: claims.reader(language) for language in claims.lists() if language != "allowed"}
READ = READERS["en"]


def catalogue() -> Iterator[tuple[str, str, str]]:
    """(language, message id, sentence) of everything that can be said."""
    for language in languages():
        for message_id, message in messages(language).items():
            for form in [message] if isinstance(message, str) else message.values():
                yield language, message_id, form


def found_in(file: Path, read: claims.Reader) -> list[claims.Finding]:
    """What a file says; of data only keys and values, for comments are no part of the product."""
    written = file.read_text(encoding="utf-8")
    if file.suffix == ".toml":
        return claims.json_findings(read, file.name, tomllib.loads(written))
    if file.suffix == ".yaml":
        return claims.json_findings(read, file.name, YAML(typ="safe", pure=True).load(written))
    return read.said(file.name, written)


def reader_of(file: Path) -> claims.Reader:
    """The reader of the language in a file's name, as ``low-lunge.de.yaml``; else the English one."""
    return READERS[language_named(file) or "en"]


def test_no_message_in_any_language_claims_what_may_not_be_claimed() -> None:
    found = []
    for language, message_id, sentence in catalogue():
        found += READERS[language].said(f"{language} {message_id}", sentence)
        found += READERS[language].named(message_id, message_id)
    assert found == []


def test_every_language_has_a_list_of_its_own() -> None:
    assert set(languages()) <= set(claims.lists())


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_file_of_words_claims_what_may_not_be_claimed(file: Path) -> None:
    assert found_in(file, reader_of(file)) == []


def test_no_help_of_any_command_claims_what_may_not_be_claimed() -> None:
    # The manual is written from the commands themselves, all of them.
    helped = manual()
    assert helped.count("\n## `primemover") > 10
    assert READ.said("--help", helped) == []


def literals(file: Path) -> Iterator[str]:
    """Every string in a module that is no documentation: what it may say itself, and what it names things."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    documents = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents:
            yield node.value


def test_no_words_in_the_code_claim_what_may_not_be_claimed() -> None:
    found = []
    assert "Nothing of the batch was stored." in literals(PACKAGE / "app" / "record.py")
    for file in sorted(PACKAGE.rglob("*.py")):
        for words in literals(file):
            found += READ.said(file.name, words)
            found += READ.named(file.name, words) if " " not in words else []
    assert found == []


def test_no_words_in_the_scripts_of_pages_claim_what_may_not_be_claimed() -> None:
    scripts = sorted((PACKAGE / "web" / "static").glob("*.js"))
    assert scripts
    quoted = re.compile(r"""(["'`])((?:(?!\1)[^\\\n])*)\1""")
    for file in scripts:
        for _, words in quoted.findall(file.read_text(encoding="utf-8")):
            assert READ.said(file.name, words) + READ.named(file.name, words) == []


def test_no_name_of_a_file_of_words_claims_anything() -> None:
    assert [finding for file in FILES for finding in READ.named(str(file), file.stem)] == []


def test_whatever_is_cited_is_on_the_list_of_studies() -> None:
    studies = tomllib.loads((PACKAGE / "web" / "studies.toml").read_text(encoding="utf-8"))
    known = {str(study["cited"]) for study in studies.values()}
    unknown = {
        f"{file.name}: {one}"
        for file in FILES
        for one in claims.cited(file.read_text(encoding="utf-8"))
        if one not in known
    }
    assert unknown == set()


@pytest.mark.parametrize(
    ("language", "kind"),
    [(language, kind) for language, read in READERS.items() for kind in read.forbidden],
    ids=lambda one: one if isinstance(one, str) else one.id,
)
def test_each_kind_of_claim_is_found_where_it_is_planted(language: str, kind: claims.Forbidden) -> None:
    assert kind.id in {finding.kind for finding in claims.reader(language).said("planted", kind.planted)}
    assert kind.why
    assert kind.evidence


@pytest.mark.parametrize(
    "hidden",
    [
        "Seit heute:\nyour left glute\nis inhibited.",
        "| left | inhibited |",
        "- Diagnosed\n- today",
        "All is well. It TREATS pain! Sleep.",
    ],
)
def test_line_ends_tables_lists_and_capitals_hide_nothing(hidden: str) -> None:
    assert claims.reader().said("planted", hidden)


@pytest.mark.parametrize("name", ["muscle-diagnosis", "isInhibited", "/weak_side", "wrongMuscleOrder"])
def test_identifiers_are_read_as_words(name: str) -> None:
    assert claims.reader().named("planted", name)


def test_an_exception_is_exact_and_excuses_no_other_sentence() -> None:
    read = claims.reader()
    exact = claims.lists()["allowed"][0]["sentence"]
    assert read.said("page", exact) == []
    assert read.said("page", exact.replace("second", "left side"))
    assert read.said("page", f"{exact} You are diagnosed.")


def test_every_exception_is_needed_and_says_why() -> None:
    for language, message_id, sentence in catalogue():
        READERS[language].said(message_id, sentence)
    for file in FILES:
        found_in(file, reader_of(file))
    READ.said("--help", manual())
    on_pages = {entry["sentence"] for entry in claims.lists()["allowed"] if entry.get("only") == "pages"}
    used = set().union(*(read.used for read in READERS.values()))
    assert READ.allowed - used - on_pages == set()
    assert all(len(entry["why"]) > 10 for entry in claims.lists()["allowed"])


def test_the_words_are_where_they_are_looked_for() -> None:
    assert len(FILES) > 60
