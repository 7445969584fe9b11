"""What a form sent, read strictly."""

from __future__ import annotations

from typing import Annotated, TypeAlias
from urllib.parse import parse_qs, urlencode

from fastapi import Depends
from starlette.requests import Request

from primemover.errors import InvalidInput
from primemover.texts import text

LARGEST_FORM = 100_000


class Form:
    """The fields of one form, each with all its values."""

    def __init__(self, fields: dict[str, list[str]]) -> None:
        self._fields = fields

    def many(self, name: str) -> list[str]:
        """All values of a field."""
        return self._fields.get(name, [])

    def one(self, name: str) -> str | None:
        """The value of a field, or None where it was left empty."""
        return next((value for value in self.many(name) if value.strip()), None)

    def whole(self, name: str) -> int | None:
        """The value as a whole number, or None where it was left empty.

        Raises:
            InvalidInput: it is something else.
        """
        value = self.one(name)
        if value is None:
            return None
        try:
            return int(value)
        except ValueError:
            raise InvalidInput(text("web.problem.not_a_number", name=name), where=name) from None

    def encoded(self) -> str:
        """The fields as the query of an address."""
        return urlencode(self._fields, doseq=True)

    def led_by(self, prefix: str) -> dict[str, str]:
        """Single values of the fields whose name begins with ``prefix``, by the rest of the name."""
        return {
            name.removeprefix(prefix): values[0]
            for name, values in self._fields.items()
            if name.startswith(prefix) and values
        }


async def _read(request: Request) -> Form:
    body = await request.body()
    if len(body) > LARGEST_FORM:
        raise InvalidInput(text("web.problem.too_long"))
    try:
        return Form(parse_qs(body.decode(), keep_blank_values=True, max_num_fields=500))
    except ValueError:
        raise InvalidInput(text("web.problem.misread")) from None


FormBody: TypeAlias = Annotated[Form, Depends(_read)]
