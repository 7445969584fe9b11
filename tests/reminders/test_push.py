"""Messages to a browser: sealed as the standards say, sent when due, forgotten when nobody wants them."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from push_service import Service, push_service

from primemover.app.log import log
from primemover.app.preferences import choose
from primemover.app.reminders.coded import from_text
from primemover.app.reminders.outcome import Outcome
from primemover.app.reminders.pushing import Pushing
from primemover.app.reminders.reminder import Reminder, keep_reminder
from primemover.app.reminders.sealed import LARGEST, sealed, sender
from primemover.errors import InvalidInput
from primemover.journal import Journal
from primemover.texts import text

MONDAY = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
REMINDER = Reminder((0,), time(7, 30), "Europe/Berlin")


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    with push_service(tmp_path) as running:
        monkeypatch.setenv("SSL_CERT_FILE", str(running.certificate))
        yield running


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(f"sqlite:///{tmp_path / 'j.db'}") as opened:
        yield opened


@pytest.fixture
def pushing(journal: Journal, tmp_path: Path) -> Pushing:
    return Pushing(journal, tmp_path / "push" / "key.pem")


def test_the_published_example_comes_out_to_the_byte() -> None:
    # RFC 8291, section 5 and appendix A.
    private = int.from_bytes(from_text("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"))
    own = ec.derive_private_key(private, ec.SECP256R1())
    body = sealed(
        b"When I grow up, I want to be a watermelon",
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "BTBZMqHH6r4Tts7J_aSIgg",
        own=own,
        salt=from_text("DGv6ra1nlYgDCS1FRnbzlw"),
    )
    assert base64.urlsafe_b64encode(body).rstrip(b"=").decode() == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_a_message_that_does_not_fit_is_no_message() -> None:
    with pytest.raises(ValueError, match="too long"):
        sealed(b"x" * (LARGEST + 1), "", "")


def test_the_key_is_made_once_and_nobody_else_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "push" / "key.pem"
    first = sender(file)
    assert sender(file).public == first.public
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    file.write_text("broken")
    assert sender(file).public != first.public
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_browser_opens_the_message_and_knows_who_sent_it(
    journal: Journal, pushing: Pushing, service: Service
) -> None:
    person = journal.first_person("Me").id
    kept = pushing.subscribe(person, None, service.subscription(), MONDAY)
    assert pushing.remind(kept, MONDAY) is Outcome.SENT
    ((path, headers, message),) = service.got
    assert path == "/phone"
    assert message == {"title": "Prime Mover", "body": "Your session is planned for now."}
    assert headers["content-encoding"] == "aes128gcm"
    assert int(headers["ttl"]) > 0
    assert headers["topic"] == "reminder"
    parts = headers["authorization"].removeprefix("vapid ").split(", ")
    token, key = (part.partition("=")[2] for part in parts)
    assert key == pushing.sender.public
    head, claims, signature = token.split(".")
    who = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), from_text(key))
    r, s = (int.from_bytes(from_text(signature)[half : half + 32]) for half in (0, 32))
    signed = f"{head}.{claims}".encode()
    who.verify(encode_dss_signature(r, s), signed, ec.ECDSA(hashes.SHA256()))
    with pytest.raises(InvalidSignature):
        who.verify(encode_dss_signature(r, s), signed + b"x", ec.ECDSA(hashes.SHA256()))
    told = json.loads(from_text(claims))
    assert told["aud"] == service.address
    assert 0 < told["exp"] - MONDAY.timestamp() <= 24 * 3600
    assert told["sub"].startswith("mailto:")


def test_it_speaks_the_language_that_the_person_chose(
    journal: Journal, pushing: Pushing, service: Service
) -> None:
    person = journal.first_person("Me").id
    choose(journal, person, "de", None)
    pushing.remind(pushing.subscribe(person, None, service.subscription(), MONDAY), MONDAY)
    assert service.got[0][2]["body"] == text("reminder.say", "de") != text("reminder.say", "en")


def test_it_is_sent_when_due_and_once(journal: Journal, pushing: Pushing, service: Service) -> None:
    person = journal.first_person("Me").id
    keep_reminder(journal, person, REMINDER)
    pushing.subscribe(person, None, service.subscription(), MONDAY)
    sent = [pushing.look(MONDAY + timedelta(seconds=20 * i - 60)) for i in range(12)]
    assert sum(sent) == 1
    assert len(service.got) == 1
    assert sent.index(1) == 3


def test_nobody_is_reminded_without_days_or_after_a_session_that_day(
    journal: Journal, pushing: Pushing, service: Service
) -> None:
    one, other = journal.first_person("One").id, journal.add_person("Other").id
    keep_reminder(journal, one, REMINDER)
    for person in (one, other):
        pushing.subscribe(person, None, service.subscription(person), MONDAY)
    early = MONDAY - timedelta(hours=1)
    log(journal, one, routine="glute-activation", minutes=12, day=early.date(), now=early)
    pushing.look(MONDAY - timedelta(minutes=1))
    assert pushing.look(MONDAY) == 0
    assert service.got == []


@pytest.mark.parametrize(("slept", "sent"), [(timedelta(minutes=50), 1), (timedelta(hours=3), 0)])
def test_a_computer_that_slept_reminds_a_little_late_or_not_at_all(
    journal: Journal, pushing: Pushing, service: Service, slept: timedelta, sent: int
) -> None:
    person = journal.first_person("Me").id
    keep_reminder(journal, person, REMINDER)
    pushing.subscribe(person, None, service.subscription(), MONDAY)
    pushing.look(MONDAY - timedelta(minutes=5))
    assert pushing.look(MONDAY + slept) == sent


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_gave_up_is_forgotten(
    journal: Journal, pushing: Pushing, service: Service, status: int
) -> None:
    kept = pushing.subscribe(journal.first_person("Me").id, None, service.subscription(), MONDAY)
    service.status = status
    assert pushing.remind(kept, MONDAY) is Outcome.GONE
    assert journal.subscriptions() == ()


@pytest.mark.parametrize("status", [307, 403, 429, 500])
def test_a_refusal_is_told_and_forgets_nothing(
    journal: Journal, pushing: Pushing, service: Service, status: int
) -> None:
    kept = pushing.subscribe(journal.first_person("Me").id, None, service.subscription(), MONDAY)
    service.status = status
    assert pushing.remind(kept, MONDAY) is Outcome.REFUSED
    assert journal.subscriptions() == (kept,)
    assert [path for path, _, _ in service.got] == ["/phone"], "nobody is sent elsewhere"


def test_without_the_internet_it_says_so(journal: Journal, pushing: Pushing, service: Service) -> None:
    told = service.subscription() | {"endpoint": "https://127.0.0.1:9/nobody"}
    kept = pushing.subscribe(journal.first_person("Me").id, None, told, MONDAY)
    assert pushing.remind(kept, MONDAY) is Outcome.NO_INTERNET
    assert pushing.outcomes[kept.id][0] is Outcome.NO_INTERNET


def test_a_service_that_nobody_vouches_for_gets_nothing(
    journal: Journal, pushing: Pushing, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    assert "SSL_CERT_FILE" not in os.environ
    kept = pushing.subscribe(journal.first_person("Me").id, None, service.subscription(), MONDAY)
    assert pushing.remind(kept, MONDAY) is Outcome.NO_INTERNET
    assert service.got == []


def test_removing_a_device_or_a_person_removes_where_they_were_reached(
    journal: Journal, pushing: Pushing, service: Service
) -> None:
    me, other = journal.first_person("Me").id, journal.add_person("Other").id
    phone = journal.add_device("Phone", "0" * 64, MONDAY).id
    pushing.subscribe(me, phone, service.subscription("phone"), MONDAY)
    pushing.subscribe(me, None, service.subscription("here"), MONDAY)
    pushing.subscribe(other, None, service.subscription("theirs"), MONDAY)
    journal.remove_device(phone)
    assert {one.endpoint[-4:] for one in journal.subscriptions()} == {"here", "eirs"}
    journal.erase_person(other)
    assert [one.endpoint[-4:] for one in journal.subscriptions()] == ["here"]
    journal.erase_all()
    assert journal.subscriptions() == ()


def test_a_browser_that_tells_again_is_there_once(
    journal: Journal, pushing: Pushing, service: Service
) -> None:
    me = journal.first_person("Me").id
    for _ in range(2):
        pushing.subscribe(me, None, service.subscription(), MONDAY)
    assert len(journal.subscriptions()) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": "http://127.0.0.1/x"},
        {"endpoint": "file:///etc/passwd"},
        {"endpoint": "https:///"},
        {"endpoint": "https://" + "a" * 3000},
        {"endpoint": None},
        {"auth": "x"},
        {"auth": 5},
        {"p256dh": "AAAA"},
        {"p256dh": "é"},
    ],
)
def test_what_is_no_subscription_is_refused(
    journal: Journal, pushing: Pushing, service: Service, wrong: dict[str, object]
) -> None:
    with pytest.raises(InvalidInput):
        pushing.subscribe(journal.first_person("Me").id, None, service.subscription() | wrong, MONDAY)
    assert journal.subscriptions() == ()
