"""Pair a phone with this computer, see which are paired, and let one in no longer."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from primemover.app.pairing import Pairing
from primemover.errors import InvalidInput, NotFound
from primemover.texts import text
from primemover.web.forms import FormBody
from primemover.web.lan.doorway import SECURE, TOKEN, House
from primemover.web.rendering import render
from primemover.web.visitor import A_YEAR_S, Asking

router = APIRouter(include_in_schema=False)


@router.get("/pair")
def pair_page(request: Request, code: str = "") -> Response:
    """What pairing means, and the one button that does it."""
    return render(request, "pair.html", code=code, problem=None, name=_guessed_name(request))


@router.post("/pair")
def pair(request: Request, form: FormBody) -> Response:
    """Redeem the code: this device is let in from now on."""
    name = form.one("name") or _guessed_name(request)
    try:
        token = _pairing(request).pair(form.one("code") or "", name, datetime.now().astimezone())
    except InvalidInput as problem:
        code = form.one("code") or ""
        return render(request, "pair.html", status=422, code=code, problem=problem, name=name)
    answer = RedirectResponse("/", 303)
    secure = request.url.scheme in SECURE
    answer.set_cookie(TOKEN, token, max_age=A_YEAR_S, httponly=True, secure=secure, samesite="lax")
    return answer


@router.get("/settings/devices")
def devices_page(request: Request, asking: Asking) -> Response:
    """The code for another device, and every paired one."""
    house: House | None = request.app.state.house
    pairing = _pairing(request)
    address, drawing = None, None
    if house:
        address = f"{house.address}/pair?{urlencode({'code': pairing.code(asking.now).secret})}"
        drawing = _drawn(address)
    return render(
        request,
        "devices.html",
        section="settings",
        house=house,
        address=address,
        drawing=drawing,
        devices=pairing.devices(),
        own=pairing.device(request.cookies.get(TOKEN)),
        **asking.shell,
    )


@router.get("/settings/devices/trust")
def trust_page(request: Request, asking: Asking) -> Response:
    """How a phone comes to trust this computer, and what that means."""
    house: House | None = request.app.state.house
    authority = house.authority if house else None
    return render(
        request,
        "trust.html",
        section="settings",
        house=house,
        own=_authority(authority) if authority else None,
        platforms=("iphone", "android", "computer"),
        **asking.shell,
    )


@router.get("/settings/devices/authority.crt")
def authority_file(request: Request) -> Response:
    """The certificate of this house's authority, in the form that phones take in."""
    house: House | None = request.app.state.house
    if house is None or house.authority is None:
        raise NotFound(text("web.problem.not_found"), remedy=text("web.problem.not_found_do"))
    # imported here because only this file needs it
    from cryptography import x509  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415

    content = x509.load_pem_x509_certificate(house.authority.read_bytes()).public_bytes(Encoding.DER)
    headers = {"content-disposition": 'attachment; filename="prime-mover.crt"'}
    return Response(content, media_type="application/x-x509-ca-cert", headers=headers)


@router.post("/settings/devices/remove")
def remove(request: Request, form: FormBody) -> Response:
    """Let a device in no longer, from its next request on."""
    _pairing(request).unpair(form.one("device") or "")
    return RedirectResponse("/settings/devices", 303)


def _pairing(request: Request) -> Pairing:
    pairing = request.app.state.pairing
    assert isinstance(pairing, Pairing)  # noqa: S101 - create_app puts it there
    return pairing


def _authority(file: Path) -> str:
    """Its fingerprint."""
    # imported here because it loads the cryptography, which a start does without
    from primemover.web.lan.certificate import fingerprint  # noqa: PLC0415

    return fingerprint(file)


def _drawn(address: str) -> str:
    # imported here because only this page draws a code
    import segno  # noqa: PLC0415

    return segno.make_qr(address, error="m").svg_inline(
        border=2, omitsize=True, svgclass=None, lineclass=None
    )


def _guessed_name(request: Request) -> str:
    agent = request.headers.get("user-agent", "")
    kinds = ("iPhone", "iPad", "Android", "Windows", "Macintosh", "Linux")
    found = next((kind for kind in kinds if kind in agent), None)
    return found.replace("Macintosh", "Mac") if found else text("web.devices.some_device")
