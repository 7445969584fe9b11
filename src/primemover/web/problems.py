"""Every failure as a designed page, or as RFC 9457 problem details where a program asks; no tracebacks."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Scope

from primemover.errors import Conflict, InvalidInput, MissingPart, NotFound, PrimeMoverError, StorageProblem
from primemover.texts import text
from primemover.web.rendering import render

STATUS: dict[type[PrimeMoverError], int] = {
    InvalidInput: 422,
    NotFound: 404,
    Conflict: 409,
    StorageProblem: 503,
    MissingPart: 501,
}
_log = logging.getLogger("primemover.web")


def add_problem_handlers(app: FastAPI) -> None:
    """Let ``app`` answer every failure in our words."""
    app.add_exception_handler(PrimeMoverError, _told)
    app.add_exception_handler(RequestValidationError, _misread)
    app.add_exception_handler(HTTPException, _plain)
    app.add_exception_handler(Exception, _unexpected)


def answer_problem(scope: Scope, problem: PrimeMoverError, status: int | None = None) -> Response:
    """The answer to a request that ended in ``problem``."""
    request = Request(scope)
    code = status or next(
        (code for kind, code in STATUS.items() if isinstance(problem, kind)), HTTPStatus.INTERNAL_SERVER_ERROR
    )
    return _answer(request, int(code), problem.what, problem.remedy, where=problem.where)


def _answer(
    request: Request, status: int, what: str, remedy: str | None, *, where: str | None = None, **more: Any
) -> Response:
    if _wants_json(request):
        detail = " ".join(part for part in (what, remedy) if part)
        content = {
            "type": "about:blank",
            "title": HTTPStatus(status).phrase,
            "status": status,
            "detail": detail,
            "instance": request.url.path,
            "where": where,
            "remedy": remedy,
            **more,
        }
        return JSONResponse(
            {key: value for key, value in content.items() if value is not None},
            status,
            media_type="application/problem+json",
        )
    page = "problem.html"
    return render(request, page, status=status, what=what, remedy=remedy, code=status, **more)


def _wants_json(request: Request) -> bool:
    accepts = request.headers.get("accept", "")
    return request.url.path.startswith("/api/") or ("json" in accepts and "text/html" not in accepts)


async def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, PrimeMoverError)  # noqa: S101 - the handler is registered for nothing else
    return answer_problem(request.scope, error)


async def _misread(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - as above
    mistakes = [
        f"{'.'.join(str(part) for part in found['loc'][1:])}: {found['msg']}" for found in error.errors()
    ]
    return _answer(request, 422, text("web.problem.misread"), "; ".join(mistakes))


async def _plain(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - as above
    key = {404: "not_found", 405: "not_allowed"}.get(error.status_code, "other")
    return _answer(request, error.status_code, text(f"web.problem.{key}"), text(f"web.problem.{key}_do"))


async def _unexpected(request: Request, error: Exception) -> Response:
    # The moment is the reference: the server's log of mishaps is headed by it, and it tells nothing else.
    reference = datetime.now(UTC).isoformat(timespec="seconds")
    _log.error("mishap %s: %s", reference, type(error).__name__)
    return _answer(
        request,
        500,
        text("web.problem.unexpected"),
        text("web.problem.unexpected_do", reference=reference),
        reference=reference,
    )
