"""What this machine has for Prime Mover, what it lacks, and how to get it."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path

from sqlalchemy import URL

from primemover.app import camera_parts
from primemover.app.speaking import engine
from primemover.errors import PrimeMoverError, getting
from primemover.journal.engine import open_engines
from primemover.journal.place import database_file, database_url
from primemover.journal.problems import damaged, told_plainly
from primemover.journal.schema import REVISION, stored_revision

INSTALL = "make setup"
UPDATE = f"git pull && {INSTALL}"
OLDEST_PYTHON = (3, 11)
LEAST_FREE_MB = 50
"""Years of sessions take a few megabytes; below this the disk is about to be full for everybody."""


class State(StrEnum):
    """How it stands with one part."""

    GOOD = "good"
    ABSENT = "absent"
    """Not here, and sessions run without it."""
    BROKEN = "broken"
    """Sessions cannot run until it is mended."""


class Purpose(StrEnum):
    """What a part is for."""

    SESSIONS = "sessions"
    VOICE = "voice"
    CAMERA = "camera"
    VIDEOS = "videos"
    PAGES = "pages"
    DEVELOPMENT = "development"


@dataclass(frozen=True, slots=True)
class Check:
    """One part of the machine. ``found`` is a fact (a version, a path), ``remedy`` a command or an action."""

    part: str
    purpose: Purpose
    state: State
    found: str
    remedy: str | None = None


def examine(url: str | None = None) -> tuple[Check, ...]:
    """Every check of this machine, what sessions need first. Nothing is changed or made."""
    return tuple(_checks(url))


def sessions_can_run(checks: tuple[Check, ...]) -> bool:
    """True where nothing that sessions need is broken."""
    return all(check.state is not State.BROKEN for check in checks)


def _checks(url: str | None) -> Iterator[Check]:
    yield _python()
    yield _packages()
    yield _sqlite()
    try:
        place = database_url(url)
    except PrimeMoverError as problem:
        yield _broken("database", problem.what, problem.remedy)
    else:
        file = database_file(place)
        if file is not None:
            yield _folder(file.parent)
            yield _room(file.parent)
        yield _database(place, file)
    yield _voice()
    yield _camera()
    yield _videos()
    yield _program("node", Purpose.DEVELOPMENT, "nodejs", "node")
    yield _program(
        "chromium", Purpose.DEVELOPMENT, "chromium", "chromium", "chromium-browser", "google-chrome"
    )


def _broken(part: str, found: str, remedy: str | None) -> Check:
    return Check(part, Purpose.SESSIONS, State.BROKEN, found, remedy)


def _good(part: str, found: str, remedy: str | None = None) -> Check:
    return Check(part, Purpose.SESSIONS, State.GOOD, found, remedy)


def _python() -> Check:
    found = f"{platform.python_version()} ({sys.executable})"
    if sys.version_info[:2] < OLDEST_PYTHON:
        return _broken("python", found, "Install Python 3.11 or newer.")
    return _good("python", found)


def _packages() -> Check:
    """The packages that this one names as needed, in the versions that are installed."""
    try:
        required = metadata.requires("primemover") or []
    except metadata.PackageNotFoundError:
        return _broken("packages", "primemover is not installed", INSTALL)
    names = [re.split(r"[^\w.-]", line)[0] for line in required if "extra ==" not in line]
    versions = {name: _version(name) for name in names}
    missing = [name for name, version in versions.items() if version is None]
    if missing:
        return _broken("packages", f"missing: {', '.join(missing)}", INSTALL)
    return _good("packages", ", ".join(f"{name} {version}" for name, version in versions.items()))


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _sqlite() -> Check:
    return _good("sqlite", sqlite3.sqlite_version)


def _folder(folder: Path) -> Check:
    """The data folder, or where it will be made."""
    nearest = _nearest(folder)
    if not (nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)):
        return _broken("data folder", f"{folder}: not writable", f"chmod u+rwx '{nearest}'")
    return _good("data folder", str(folder) if folder.exists() else f"{folder} (made when first needed)")


def _nearest(path: Path) -> Path:
    return next(place for place in (path, *path.parents) if place.exists())


def _room(folder: Path) -> Check:
    free_mb = shutil.disk_usage(_nearest(folder)).free / 1e6
    found = f"{free_mb / 1000:.1f} GB free" if free_mb >= 1000 else f"{free_mb:.0f} MB free"
    if free_mb < LEAST_FREE_MB:
        return _broken("disk", found, "Make room on this disk.")
    return _good("disk", found)


def _database(place: URL, file: Path | None) -> Check:
    if file is None:
        return _server(place)
    if not file.exists() or file.stat().st_size == 0:
        return _good("database", f"{file} (made when first needed)")
    try:
        revision, mode = _read(file)
    except sqlite3.Error as error:
        return _broken("database", f"{file}: {error}", damaged(str(file)).remedy)
    return _revision_check(str(file), revision, f"; {mode.upper()}")


def _read(file: Path) -> tuple[str | None, str]:
    """The revision and the journal mode, from a connection that cannot change a byte."""
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        (sound,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if sound != "ok":
            raise sqlite3.DatabaseError(sound)
        (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
        table = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
        if connection.execute(table).fetchone() is None:
            return None, mode
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return (row[0] if row else None), mode


def _server(place: URL) -> Check:
    shown = place.render_as_string()
    try:
        with told_plainly(place):
            reader, _ = open_engines(place, busy_timeout_s=1.0)
            with reader.connect() as connection:
                revision = stored_revision(connection)
            reader.dispose()
    except PrimeMoverError as problem:
        return _broken("database", f"{shown}: {problem.what}", problem.remedy)
    return _revision_check(shown, revision, "")


def _revision_check(place: str, revision: str | None, more: str) -> Check:
    # Revisions are numbers of four digits, so that they sort as text.
    if revision is not None and revision > REVISION:
        return _broken("database", f"{place}: revision {revision}, from a newer version", UPDATE)
    later = "" if revision == REVISION else f", brought up to {REVISION} at the next start"
    return _good("database", f"{place} (revision {revision or 'none'}{later}{more})")


def _voice() -> Check:
    """Who speaks in the terminal, and for browsers that have no voice; the library does only the second."""
    program = _program("espeak-ng", Purpose.VOICE, "espeak-ng", engine.PROGRAM)
    if program.state is State.ABSENT and engine.has_library():
        return Check("espeak-ng", Purpose.VOICE, State.GOOD, f"{engine.LIBRARY}, for pages only")
    return program


def _camera() -> Check:
    """The library and the networks that the page needs to see a person."""
    parts = camera_parts.found()
    if parts is None:
        return Check("camera", Purpose.CAMERA, State.ABSENT, "", "make setup (with Node 20 or newer)")
    found = ", ".join(f"{name} {version}" for name, version in parts.versions.items())
    return Check("camera", Purpose.CAMERA, State.GOOD, found)


def _videos() -> Check:
    """The packages of the extra that ``watch`` needs for videos."""
    versions = {name: _version(name) for name in ("mediapipe", "av", "pillow")}
    if None in versions.values():
        return Check("videos", Purpose.VIDEOS, State.ABSENT, "", getting("mediapipe"))
    if camera_parts.found() is None:
        return Check("videos", Purpose.VIDEOS, State.ABSENT, "", "make setup (with Node 20 or newer)")
    found = ", ".join(f"{name} {version}" for name, version in versions.items())
    return Check("videos", Purpose.VIDEOS, State.GOOD, found)


def _program(part: str, purpose: Purpose, package: str, *names: str) -> Check:
    """An executable that is good to have, under any of ``names``."""
    found = next((path for path in map(shutil.which, names) if path), None)
    if found is None:
        return Check(part, purpose, State.ABSENT, "", _how_to_install(package))
    return Check(part, purpose, State.GOOD, found)


def _how_to_install(package: str) -> str:
    """The command of this system's own package manager, where we know it."""
    managers = {
        "brew": f"brew install {package}",
        "apt-get": f"sudo apt-get install {package}",
        "dnf": f"sudo dnf install {package}",
        "pacman": f"sudo pacman -S {package}",
        "apk": f"sudo apk add {package}",
        "winget": f"winget install {package}",
    }
    return next((line for tool, line in managers.items() if shutil.which(tool)), f"install {package}")
