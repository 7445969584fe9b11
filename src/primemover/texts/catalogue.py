"""The catalogue: every sentence by message id and language, read from TOML files beside this module.

A file is named ``<language>.toml`` or ``<topic>.<language>.toml``; all files of a language are merged,
and the keys of their nested tables, joined by dots, are the message ids. A table that has ``other``
and otherwise only plural categories (Unicode CLDR: zero, one, two, few, many, other) is one message
whose form is chosen by the value ``count``.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, TypeAlias

from primemover.errors import InvalidInput, NotFound
from primemover.texts.speaking import ENGLISH, spoken_language

PLURAL_CATEGORIES: Final = frozenset({"zero", "one", "two", "few", "many", "other"})

Message: TypeAlias = str | Mapping[str, str]
"""A sentence, or its plural forms by category."""


def text(message_id: str, language: str | None = None, /, **values: object) -> str:
    """The sentence of ``message_id`` in ``language``, else in that of the moment, with ``values`` put in.

    Where the language has no such message the English one is given, so that a half translated
    language still works. A message with plural forms needs the value ``count``.

    Raises:
        NotFound: English has no such message either.
        InvalidInput: a value that the sentence names was not given.
    """
    wanted = language or spoken_language()
    spoken = wanted if message_id in messages(wanted) else ENGLISH
    try:
        message = messages(spoken)[message_id]
    except KeyError:
        raise NotFound(
            f"there is no message '{message_id}'.",
            where="texts",
            remedy="Add it to an English file of texts.",
        ) from None
    sentence = message if isinstance(message, str) else _form(message_id, message, spoken, values)
    try:
        return sentence.format_map({name: _written(value, spoken) for name, value in values.items()})
    except KeyError as missing:
        raise InvalidInput(
            f"the message '{message_id}' needs the value {missing}.",
            where="texts",
            remedy="Pass it to text().",
        ) from None


@cache
def messages(language: str = ENGLISH) -> Mapping[str, Message]:
    """All messages of one language by id; empty where the language has no file.

    Reading is done once per process.

    Raises:
        InvalidInput: two files of the language define the same id.
    """
    merged: dict[str, Message] = {}
    for name in _file_names(language):
        content = tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))
        for message_id, message in _flattened(content):
            if message_id in merged:
                raise InvalidInput(
                    f"the message '{message_id}' stands in two files.",
                    where=name,
                    remedy="Take one of them out.",
                )
            merged[message_id] = message
    return MappingProxyType(merged)


def messages_under(start: str, language: str | None = None) -> dict[str, Message]:
    """Every message whose id begins with ``start``, by the rest of its id, as ``text`` would say it."""
    found = {**messages(ENGLISH), **messages(language or spoken_language())}
    return {known.removeprefix(start): said for known, said in found.items() if known.startswith(start)}


@cache
def languages() -> tuple[str, ...]:
    """The languages that have at least one file, English first. Looked up once per process."""
    found = {
        entry.name.split(".")[-2] for entry in files(__package__).iterdir() if entry.name.endswith(".toml")
    }
    return (ENGLISH, *sorted(found - {ENGLISH}))


def placeholders(sentence: str) -> frozenset[str]:
    """The names of the values that a sentence asks for."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(sentence) if name)


def plural_category(language: str, count: float) -> str:
    """The CLDR category of ``count`` among those that English, German, Spanish and French use.

    French counts 0 and 1.5 as one; the others only exactly 1. The category ``many`` of French and
    Spanish begins at a million, which nothing here counts to.
    """
    if language == "fr":
        return "one" if 0 <= count < 2 else "other"
    return "one" if count == 1 else "other"


class _Written(float):
    """A number with decimals: its mark, and how a per cent stands, are its language's in whatever form."""

    mark = "."
    percent = "{number}%"

    def __format__(self, form: str, /) -> str:
        written = (float.__format__(self, form) if form else str(float(self))).replace(".", self.mark)
        return self.percent.format(number=written[:-1]) if form.endswith("%") else written


def _written(value: object, language: str) -> object:
    if not isinstance(value, float):
        return value
    written = _Written(value)
    written.mark = str(messages(language).get("language.form.decimal", "."))
    written.percent = str(messages(language).get("language.form.percent", "{number}%"))
    return written


def _form(message_id: str, forms: Mapping[str, str], language: str, values: Mapping[str, object]) -> str:
    count = values.get("count")
    if not isinstance(count, int | float):
        raise InvalidInput(
            f"the message '{message_id}' has plural forms.", where="texts", remedy="Pass a number as count."
        )
    return forms.get(plural_category(language, count), forms["other"])


def _file_names(language: str) -> list[str]:
    names = [entry.name for entry in files(__package__).iterdir()]
    return sorted(name for name in names if name == f"{language}.toml" or name.endswith(f".{language}.toml"))


def _flattened(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, Message]]:
    for key, value in table.items():
        message_id = f"{prefix}{key}"
        if isinstance(value, str):
            yield message_id, value
        elif isinstance(value, dict) and _is_plural(value):
            yield message_id, MappingProxyType(value)
        elif isinstance(value, dict):
            yield from _flattened(value, f"{message_id}.")
        else:
            raise InvalidInput(f"the message '{message_id}' is not a sentence.", remedy="Put it in quotes.")


def _is_plural(table: Mapping[str, object]) -> bool:
    return "other" in table and set(table) <= PLURAL_CATEGORIES
