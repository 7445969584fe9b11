"""What the fields of an event's data may hold, and how a mistake in one is said."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from primemover.errors import InvalidInput

_UTC_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|\+00:00)")
_CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Field:
    """One field: what it expects, in words, and whether a value is that.

    An optional field may be absent or null.
    """

    expected: str
    accepts: Callable[[object], bool]
    optional: bool = False

    def mistake(self, value: object) -> str | None:
        """What is wrong with ``value``, or None."""
        if (value is None and self.optional) or self.accepts(value):
            return None
        return f"expected {self.expected}, found {shown(value)}"


def shown(value: object) -> str:
    """A value as a message quotes it: short."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def optional(field: Field) -> Field:
    """The same field, which may also be absent or null."""
    return replace(field, optional=True)


def text(longest: int, shortest: int = 1) -> Field:
    """Text of ``shortest`` to ``longest`` characters, without control characters but line breaks."""

    def accepts(value: object) -> bool:
        return isinstance(value, str) and shortest <= len(value) <= longest and is_clean(value)

    return Field(f"text of {shortest} to {longest} characters", accepts)


def is_clean(value: str) -> bool:
    """True where text holds nothing that a database or a file of UTF-8 cannot hold."""
    return _CONTROL_CHARACTERS.search(value) is None


def number(low: float, high: float) -> Field:
    """A number in ``[low, high]``."""
    return Field(f"a number from {low:g} to {high:g}", lambda value: _is_number(value, low, high))


def whole(low: int, high: int) -> Field:
    """A whole number in ``[low, high]``."""
    return Field(
        f"a whole number from {low} to {high}",
        lambda value: isinstance(value, int) and _is_number(value, low, high),
    )


def _is_number(value: object, low: float, high: float) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) and low <= value <= high


def one_of(choices: Iterable[str]) -> Field:
    """One word of a list."""
    words = tuple(choices)
    return Field(f"one of {', '.join(words)}", lambda value: isinstance(value, str) and value in words)


def true_or_false() -> Field:
    """A truth value."""
    return Field("true or false", lambda value: isinstance(value, bool))


def list_of(field: Field, most: int = 64) -> Field:
    """A list of at most ``most`` values, each right by itself."""

    def accepts(value: object) -> bool:
        return isinstance(value, list) and len(value) <= most and all(map(field.accepts, value))

    return Field(f"a list, each {field.expected}", accepts)


def named_values() -> Field:
    """A JSON object of any content."""
    return Field("named values", lambda value: isinstance(value, dict))


def record(fields: Mapping[str, Field]) -> Field:
    """A JSON object with these fields and no others, each right by itself."""

    def accepts(value: object) -> bool:
        return isinstance(value, dict) and not mistakes_in(value, fields)

    parts = ", ".join(f"{name} ({field.expected})" for name, field in fields.items())
    return Field(parts, accepts)


def per_side(field: Field) -> Field:
    """A JSON object with ``left`` and ``right``, each right by itself."""

    def accepts(value: object) -> bool:
        return (
            isinstance(value, dict)
            and set(value) == {"left", "right"}
            and all(map(field.accepts, value.values()))
        )

    return Field(f"left and right, each {field.expected}", accepts)


def utc_time() -> Field:
    """A moment as ``2026-01-31T08:15:00.000Z``."""
    return Field("a UTC time such as 2026-01-31T08:15:00.000Z", lambda value: parse_time(value) is not None)


def parse_time(value: object) -> datetime | None:
    """A UTC ISO 8601 time cut to whole milliseconds, or None where it is none."""
    if not isinstance(value, str) or not _UTC_TIME.fullmatch(value):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment.astimezone(UTC).replace(microsecond=moment.microsecond // 1000 * 1000)


def known_time(value: object) -> datetime:
    """A UTC time that a check has let through. Raises ``InvalidInput`` where there was no check."""
    moment = parse_time(value)
    if moment is None:
        raise InvalidInput(f"{shown(value)} is not a UTC time.")
    return moment


def time_text(moment: datetime) -> str:
    """A UTC moment as ``2026-01-31T08:15:00.000Z``."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def uuid7() -> Field:
    """An id made on the client: a UUID of version 7 (RFC 9562) in its usual form."""
    return Field("an id (UUID version 7)", is_uuid7)


def is_uuid7(value: object) -> bool:
    """True for a version-7 UUID in lower case with hyphens, so that one id has one spelling."""
    if not isinstance(value, str):
        return False
    try:
        parsed = UUID(value)
    except ValueError:
        return False
    return parsed.version == 7 and str(parsed) == value


def mistakes_in(found: Mapping[str, object], fields: Mapping[str, Field], prefix: str = "") -> list[str]:
    """Every mistake of a mapping against its fields, each led by the field's name."""
    mistakes = []
    for name, field in fields.items():
        if name not in found and not field.optional:
            mistakes.append(f"{prefix}{name}: missing, expected {field.expected}")
        elif said := field.mistake(found.get(name)):
            mistakes.append(f"{prefix}{name}: {said}")
    return mistakes + [_unknown(name, fields, prefix) for name in found if name not in fields]


def _unknown(name: object, fields: Mapping[str, Field], prefix: str) -> str:
    close = difflib.get_close_matches(str(name), fields, n=1)
    return f"{prefix}{shown(name)[1:-1]}: unknown" + (f", did you mean {close[0]}?" if close else "")
