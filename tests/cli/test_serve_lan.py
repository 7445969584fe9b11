"""``primemover serve --lan`` as a process: who is let in over TLS, who is not, and how it ends."""

from __future__ import annotations

import re
import signal
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from terminal_home import PROGRAM, Home

from primemover.errors import InvalidInput
from primemover.web.lan.certificate import LASTS, given_certificate, own_certificate

PAGE = {"accept": "text/html"}


@dataclass
class House:
    """A running server: its process, the computer's own address, and the pairing address of its code."""

    process: subprocess.Popen[str]
    own: str
    pair: str
    folder: Path

    @property
    def outside(self) -> str:
        return self.pair.partition("/pair")[0]

    @property
    def code(self) -> str:
        return self.pair.partition("code=")[2]

    def device(self) -> httpx.Client:
        """A device that trusts this computer's certificate, as a person does who compared it."""
        trust = ssl.create_default_context(cafile=str(self.folder / "certificate.pem"))
        return httpx.Client(base_url=self.outside, verify=trust, headers=PAGE)


@contextmanager
def house_of(home: Home, *arguments: str) -> Iterator[House]:
    process = subprocess.Popen(
        [*PROGRAM, "serve", "--lan", "--host", "127.0.0.1", "--port", "0", *arguments],
        env=home.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        own = re.search(r"http://\S+", process.stdout.readline())
        pair = re.search(r"https://\S+", process.stdout.readline())
        assert own and pair
        folder = next(home.path.rglob("certificate.pem")).parent
        yield House(process, own[0].rstrip("/"), pair[0], folder)
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with house_of(Home.at(tmp_path)) as running:
        yield running


def test_a_stranger_gets_nothing(house: House) -> None:
    with house.device() as stranger:
        for path in ("/", "/history", "/settings", "/settings/devices", "/api/openapi.json", "/people"):
            answer = stranger.get(path)
            assert answer.status_code == 403, path
            assert "not paired" in answer.text
        assert stranger.post("/api/events", json={"events": []}).status_code == 403
        assert stranger.get("/api/openapi.json", headers={"accept": "*/*"}).status_code == 401
        wrong = stranger.post("/pair", data={"code": "guessed", "name": "Stranger"})
        assert wrong.status_code == 422
        assert stranger.get("/").status_code == 403


def test_the_code_pairs_one_device_once(house: House) -> None:
    with house.device() as phone, house.device() as second:
        assert phone.get(house.pair).status_code == 200, "the page with the button"
        assert phone.get("/").status_code == 403, "looking at it pairs nothing"
        assert phone.post("/pair", data={"code": house.code, "name": "Phone"}).status_code == 303
        assert phone.get("/").status_code == 200
        again = second.post("/pair", data={"code": house.code, "name": "Second"})
        assert again.status_code == 422
        assert "used up or too old" in again.text
        assert second.get("/").status_code == 403


def test_a_removed_device_is_out_at_once(house: House) -> None:
    with house.device() as phone, httpx.Client(base_url=house.own, headers=PAGE) as computer:
        phone.post("/pair", data={"code": house.code, "name": "Old phone"})
        page = computer.get("/settings/devices").text
        assert "Old phone" in page
        device = re.search(r'name="device" value="([^"]+)"', page)
        assert device
        computer.post("/settings/devices/remove", data={"device": device[1]})
        assert phone.get("/").status_code == 403
        assert "Old phone" not in computer.get("/settings/devices").text


def test_a_paired_device_stays_paired_over_a_restart(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    with house_of(home) as first, first.device() as phone:
        phone.post("/pair", data={"code": first.code, "name": "Phone"})
        token = phone.cookies["device"]
        shown = (first.folder / "certificate.pem").read_bytes()
    with house_of(home) as second, second.device() as phone:
        phone.cookies.set("device", token)
        assert phone.get("/").status_code == 200
        assert (second.folder / "certificate.pem").read_bytes() == shown, "the phone must not warn again"


def test_erasing_everything_lets_no_device_in(house: House) -> None:
    with house.device() as phone, httpx.Client(base_url=house.own, headers=PAGE) as computer:
        phone.post("/pair", data={"code": house.code, "name": "Phone"})
        assert computer.post("/settings/erase", data={"word": "erase"}).status_code == 200
        assert phone.get("/").status_code == 403


def test_the_token_leaves_the_device_only_over_tls_and_to_no_script(house: House) -> None:
    with house.device() as phone:
        cookie = phone.post("/pair", data={"code": house.code, "name": "Phone"}).headers["set-cookie"]
    for word in ("HttpOnly", "Secure", "SameSite=lax"):
        assert word in cookie


def test_it_ends_well(house: House) -> None:
    house.process.send_signal(signal.SIGTERM)
    _, told = house.process.communicate(timeout=20)
    assert house.process.returncode == 0
    assert "Stopped. Everything is kept." in told
    assert "Traceback" not in told


def test_a_certificate_without_its_key_is_refused(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    asked = [*PROGRAM, "serve", "--lan", "--host", "127.0.0.1", "--certificate", str(tmp_path / "c.pem")]
    ended = subprocess.run(
        asked, env=home.environment, capture_output=True, text=True, timeout=240, check=False
    )
    assert ended.returncode == 2
    assert "needs its key" in ended.stderr


def test_a_certificate_is_renewed_when_it_ends_or_the_address_changes(tmp_path: Path) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    first = own_certificate(tmp_path, ["192.168.1.20"], now)
    assert own_certificate(tmp_path, ["192.168.1.20"], now + LASTS / 2) == first
    moved = own_certificate(tmp_path, ["192.168.1.21"], now)
    assert moved.fingerprint != first.fingerprint
    renewed = own_certificate(tmp_path, ["192.168.1.21"], now + LASTS - timedelta(days=3))
    assert renewed.fingerprint != moved.fingerprint
    given = given_certificate(renewed.file, renewed.key_file)
    assert given.fingerprint == renewed.fingerprint
    assert given.authority is None, "somebody else vouches for it"


def test_a_file_that_is_no_certificate_is_named(tmp_path: Path) -> None:
    wrong = tmp_path / "letter.pem"
    wrong.write_text("Dear server,")
    with pytest.raises(InvalidInput, match="not a certificate"):
        given_certificate(wrong, wrong)
