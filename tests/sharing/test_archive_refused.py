"""An archive is believed in nothing: what is wrong is said, and nothing of it is restored."""

import hashlib
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from event_samples import MORNING, whole_session
from primemover.errors import InvalidInput
from primemover.journal import Journal
from primemover.sharing import check_archive, restore_archive, write_archive
from primemover.sharing.layout import MEMBERS

Members = dict[str, bytes]


@pytest.fixture
def archive(journal: Journal, tmp_path: Path) -> Path:
    for name in ("Ana", "Ben"):
        person = journal.add_person(name)
        journal.append(whole_session(person.id))
        journal.save_answers(person.id, {"stop": []}, MORNING)
        journal.save_settings(person.id, {"voice": True})
    write_archive(journal, tmp_path / "good.zip", MORNING)
    return tmp_path / "good.zip"


def _rewritten(
    archive: Path, change: Callable[[Members, dict[str, Any]], None], is_sealed: bool = True
) -> Path:
    """A copy of the archive after a change; sealed, its manifest fits again."""
    with zipfile.ZipFile(archive) as before:
        members = {name: before.read(name) for name in before.namelist()}
    manifest = json.loads(members.pop("manifest.json"))
    change(members, manifest)
    if is_sealed:
        for name in set(members) & set(manifest["files"]):
            content = members[name]
            manifest["files"][name] = {
                "lines": content.count(b"\n"),
                "bytes": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
            }
    path = archive.with_name("changed.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        for name, content in {**members, "manifest.json": json.dumps(manifest).encode()}.items():
            after.writestr(name, content)
    return path


def _event_line(number: int, **wrong: object) -> Callable[[Members, dict[str, Any]], None]:
    def change(members: Members, _manifest: dict[str, Any]) -> None:
        lines = members["events.jsonl"].splitlines()
        lines[number] = json.dumps({**json.loads(lines[number]), **wrong}).encode()
        members["events.jsonl"] = b"\n".join(lines) + b"\n"

    return change


def _member(name: str, content: bytes | None) -> Callable[[Members, dict[str, Any]], None]:
    def change(members: Members, _manifest: dict[str, Any]) -> None:
        if content is None:
            del members[name]
        else:
            members[name] = content

    return change


def _manifest(**wrong: object) -> Callable[[Members, dict[str, Any]], None]:
    return lambda _members, manifest: manifest.update(wrong)


def _people_twice(members: Members, _manifest: dict[str, Any]) -> None:
    members["people.jsonl"] *= 2


def _one_person_less(members: Members, _manifest: dict[str, Any]) -> None:
    members["people.jsonl"] = members["people.jsonl"].splitlines(keepends=True)[0]


def _stranger_listed(_members: Members, manifest: dict[str, Any]) -> None:
    manifest["files"]["songs.jsonl"] = manifest["files"]["people.jsonl"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_event_line(3, at="today"), "events.jsonl, line 4: at: expected a UTC time"),
        (_event_line(0, kind="planed"), "line 1: kind: expected one of planned"),
        (_member("events.jsonl", b"not json\n"), "line 1: The line is not JSON"),
        (_member("events.jsonl", b"[]\n"), "not a JSON object"),
        (_member("events.jsonl", b"[" * 90_000 + b"\n"), "not JSON"),
        (_member("events.jsonl", b" " * 140_000 + b"\n"), "longer than"),
        (_member("events.jsonl", b"\xff\xfe\n"), "not JSON"),
        (_member("people.jsonl", b'{"id": 1}\n'), "people.jsonl, line 1: id: expected an id"),
        (_member("answers.jsonl", b'{"nonsense": 1}\n'), "nonsense: unknown"),
        (_member("settings.jsonl", b'{"person": 1, "data": NaN}\n'), "settings.jsonl, line 1"),
        (_people_twice, "twice"),
        (_one_person_less, "is not in the archive"),
        (_member("events.jsonl", None), "events.jsonl is missing"),
        (_member("../evil.txt", b"x"), "'../evil.txt' does not belong"),
        (_member("/etc/passwd", b"x"), "does not belong"),
        (_member("songs.jsonl", b""), "does not belong"),
        (_manifest(format="other"), "not an archive of Prime Mover"),
        (_manifest(version=3), "reads formats up to 2. Update"),
        (_manifest(version="1"), "version: expected a whole number"),
        (_manifest(files={}), "people.jsonl: missing"),
        (_manifest(made_at=None), "made_at"),
        (_stranger_listed, "songs.jsonl"),
    ],
)
def test_what_is_wrong_inside_is_said_and_nothing_restored(
    archive: Path, tmp_path: Path, change: Callable[[Members, dict[str, Any]], None], said: str
) -> None:
    changed = _rewritten(archive, change)
    with Journal.open(f"sqlite:///{tmp_path / 'new.db'}") as new:
        with pytest.raises(InvalidInput) as caught:
            restore_archive(new, changed)
        assert said in caught.value.line()
        assert str(changed) in caught.value.line()
        assert new.people() == ()


@pytest.mark.parametrize("name", MEMBERS)
def test_a_file_that_is_not_the_one_that_was_written_is_refused(archive: Path, name: str) -> None:
    def change(members: Members, _manifest: dict[str, Any]) -> None:
        members[name] = members[name].replace(b"7", b"8")

    with pytest.raises(InvalidInput, match=name):
        check_archive(_rewritten(archive, change, is_sealed=False))


def test_an_archive_of_an_earlier_version_is_read(archive: Path, tmp_path: Path) -> None:
    with Journal.open(f"sqlite:///{tmp_path / 'new.db'}") as new:
        assert restore_archive(new, _rewritten(archive, _manifest(version=1))).people == 2


def test_a_file_of_another_size_is_refused(archive: Path) -> None:
    with pytest.raises(InvalidInput, match="size"):
        check_archive(_rewritten(archive, _member("settings.jsonl", b"\n"), is_sealed=False))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damaged_bytes_are_refused_or_do_no_harm(archive: Path, data: st.DataObject) -> None:
    good = archive.read_bytes()
    at = data.draw(st.integers(0, len(good) - 1))
    spoilt = archive.with_name("spoilt.zip")
    if data.draw(st.booleans()):
        spoilt.write_bytes(good[:at])
    else:
        spoilt.write_bytes(good[:at] + bytes([good[at] ^ data.draw(st.integers(1, 255))]) + good[at + 1 :])
    try:
        check_archive(spoilt)
    except InvalidInput as error:
        assert "spoilt.zip" in error.line()


def test_a_bomb_is_refused_before_it_is_unpacked(archive: Path) -> None:
    path = archive.with_name("bomb.zip")
    with zipfile.ZipFile(archive) as before, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            if name != "events.jsonl":
                after.writestr(name, before.read(name))
        with after.open("events.jsonl", "w") as file:
            for _ in range(110):
                file.write(bytes(2**20))
    with pytest.raises(InvalidInput, match="would unpack to"):
        check_archive(path)


@pytest.mark.parametrize("content", [b"", b"no zip at all", random.Random(1).randbytes(4000)])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(InvalidInput, match="not an archive of Prime Mover"):
        check_archive(tmp_path / "a.zip")


def test_an_archive_that_was_cut_short_is_damaged(archive: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:500])
    with pytest.raises(InvalidInput, match="damaged"):
        check_archive(archive)


def test_another_zip_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as other:
        other.mkdir("photos")
    with pytest.raises(InvalidInput, match="photos"):
        check_archive(tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "b.zip", "w"):
        pass
    with pytest.raises(InvalidInput, match="no manifest"):
        check_archive(tmp_path / "b.zip")


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no such file"):
        check_archive(tmp_path / "a.zip")
