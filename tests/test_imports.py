"""The house's one-way street: a room may import only rooms below it, in-function imports included."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "primemover"

GROUND = {"errors", "terms", "texts"}
BODY = GROUND | {"body"}
ROUTINE = BODY | {"routine"}
MOTION = ROUTINE | {"motion"}
COACH = MOTION | {"emg", "coach"}
SESSION = COACH | {"session"}
STORES = SESSION | {"intake", "journal", "sharing"}
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "terms": set(),
    "texts": {"errors", "terms"},
    "body": GROUND,
    "routine": BODY,
    "motion": ROUTINE,
    "emg": GROUND,
    "coach": MOTION | {"emg"},
    "session": COACH,
    "intake": SESSION,
    "journal": SESSION,
    "sharing": SESSION | {"journal"},
    "app": STORES,
    "web": STORES | {"app"},
    "cli": STORES | {"app", "web"},
}
PURE = ("body", "routine", "motion", "emg", "coach", "session")
OUTSIDE_WORLD = {"sqlite3", "sqlalchemy", "alembic", "fastapi", "starlette", "socket", "logging", "urllib"}
CLOCKS = {"time", "perf_counter", "monotonic", "now", "today", "utcnow"}


def _room(file: Path) -> str:
    first = file.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def _imported(file: Path) -> list[tuple[int, str]]:
    """Every module that a file imports, absolute, with the line."""
    found: list[tuple[int, str]] = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                package = ("primemover", *file.relative_to(PACKAGE).parts[: -node.level])
                found.append((node.lineno, ".".join([*package, node.module or ""]).rstrip(".")))
            elif node.module == "primemover":
                found += [(node.lineno, f"primemover.{alias.name}") for alias in node.names]
            else:
                found.append((node.lineno, node.module or ""))
    return found


FILES = sorted(file for file in PACKAGE.rglob("*.py") if file.parent != PACKAGE or file.stem in MAY_IMPORT)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_imports_run_one_way(file: Path) -> None:
    room = _room(file)
    allowed = MAY_IMPORT[room] | {room, "__version__"}
    wrong = [
        f"line {line}: {module}"
        for line, module in _imported(file)
        if module.startswith("primemover.") and module.split(".")[1] not in allowed
    ]
    assert not wrong, f"{room} may import {sorted(allowed)}; found {wrong}"


@pytest.mark.parametrize(
    "file", [file for file in FILES if _room(file) in PURE], ids=lambda file: str(file.relative_to(PACKAGE))
)
def test_the_pure_rooms_neither_ask_the_time_nor_touch_the_world(file: Path) -> None:
    outside = [module for _, module in _imported(file) if module.split(".")[0] in OUTSIDE_WORLD | {"time"}]
    assert not outside, f"{file.name} imports {outside}"
    asked = [
        f"line {node.lineno}: .{node.func.attr}()"
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
    ]
    assert not asked, f"time is an argument here; {file.name} asks for it: {asked}"


def test_every_room_stands_on_the_list() -> None:
    rooms = {_room(file) for file in FILES} | {
        path.name for path in PACKAGE.iterdir() if any(path.rglob("*.py"))
    }
    assert rooms - {"__pycache__"} <= set(MAY_IMPORT)


def test_the_import_reader_sees_what_it_must(tmp_path: Path) -> None:
    # The test of the test: an import inside a function, relative or plain, is found.
    file = PACKAGE / "body" / "__init__.py"
    assert _room(file) == "body"
    source = tmp_path / "x.py"
    source.write_text("def f():\n    from primemover.web import app\n    import primemover.cli.play\n")
    assert _imported(source) == [(2, "primemover.web"), (3, "primemover.cli.play")]
