"""A program that is killed at any moment has lost nothing that it had confirmed."""

import os
import random
import signal
import sqlite3
from multiprocessing.connection import Connection

from event_samples import event, hold_data, sample_id
from lives import LIVES
from primemover.journal import Journal
from primemover.session import Event, Status
from primemover.session.fields import is_uuid7

KILLS = 50


def _batches(person: str, session: str, life: int) -> list[list[Event]]:
    """A life's batches of one to three holds, each told by its own id."""
    first = 100_000 * (life + 1)
    holds = [
        event("hold", n, hold_data(n), id=sample_id(first + n), person=person, session=session)
        for n in range(400)
    ]
    sizes, batches = random.Random(life), []
    while holds:
        size = sizes.randint(1, 3)
        batches.append(holds[:size])
        holds = holds[size:]
    return batches


def _tell_until_killed(url: str, person: str, session: str, life: int, confirmed: Connection) -> None:
    batches = _batches(person, session, life)
    with Journal.open(url) as journal:
        confirmed.send_bytes(b"ready")
        for batch in batches:
            for id_ in journal.append(batch):
                os.write(confirmed.fileno(), f"{id_}\n".encode())


def _confirmed_before_death(url: str, person: str, session: str, life: int, after_s: float) -> list[str]:
    here, there = LIVES.Pipe(duplex=False)
    process = LIVES.Process(target=_tell_until_killed, args=(url, person, session, life, there))
    process.start()
    there.close()
    assert here.recv_bytes() == b"ready"
    process.join(after_s)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    told = b""
    while part := os.read(here.fileno(), 65_536):
        told += part
    here.close()
    return [id_ for id_ in told.decode().split("\n") if is_uuid7(id_)]


def _goes_on(url: str, person: str, session: str, life: int, confirmed: list[str]) -> None:
    """After a restart every confirmed event is there, no batch is half there, and the session goes on."""
    with Journal.open(url) as journal:
        (going_on,) = journal.append([event("start", 9999, person=person, session=session)])
        stored = {each.id for each in journal.events(session)} - {going_on}
        assert set(confirmed) <= stored
        for batch in _batches(person, session, life):
            assert len(stored & {each.id for each in batch}) in {0, len(batch)}
        (row,) = (found for found in journal.sessions(person, limit=KILLS) if found.id == session)
        assert (row.holds, row.status) == (len(stored), Status.RUNNING)


def test_fifty_kills_lose_nothing_that_was_confirmed(journal_url: str) -> None:
    moments = random.Random(50)
    with Journal.open(journal_url) as journal:
        person = journal.add_person("Ana").id
        assert journal.file
        file = journal.file
    confirmed: list[str] = []
    for life in range(KILLS):
        session = sample_id(10 + life)
        told = _confirmed_before_death(journal_url, person, session, life, moments.uniform(0, 0.06))
        _goes_on(journal_url, person, session, life, told)
        confirmed += told
    with sqlite3.connect(file) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        stored = {id_ for (id_,) in raw.execute("SELECT id FROM events")}
    raw.close()
    assert len(confirmed) > KILLS
    assert set(confirmed) <= stored
