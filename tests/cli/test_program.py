"""The command line from outside: what is written where, and how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from terminal_home import Home

import primemover
from primemover.cli import mishap
from primemover.cli.manual import manual

DOCS = Path(__file__).parents[2] / "docs" / "command-line.md"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path)


def test_every_command_and_option_is_documented() -> None:
    assert DOCS.read_text("utf-8") == manual(), "python -m primemover.cli.manual > docs/command-line.md"


def test_the_version_is_one_line(home: Home) -> None:
    assert home.run("--version").stdout == f"primemover {primemover.__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("play", "--yes", "--routine", "glute-activatoin"),
        ("play", "--yes", "--tools", "hammer"),
        ("play", "--person", "Nobody"),
        ("history", "--person", "Nobody"),
        ("restore", "/nowhere/archive.zip"),
        ("erase",),
        ("serve", "--host", "no.such.host.invalid"),
        ("history", "--database-url", "mysql://somewhere"),
    ],
)
def test_a_mistake_is_one_line_with_a_way_out_and_status_2(home: Home, arguments: tuple[str, ...]) -> None:
    ended = home.run(*arguments)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert "Traceback" not in ended.stderr
    assert ended.stderr.count(". ") >= 1


def test_a_fault_of_ours_is_one_line_and_the_log_holds_nothing_of_the_person(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in home.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", ["primemover", "history"])
    monkeypatch.setattr("primemover.cli.past.show", _breaks)
    with pytest.raises(SystemExit) as ended:
        primemover_main()
    assert ended.value.code == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert str(mishap.log_path()) in told
    log = mishap.log_path().read_text()
    assert "_breaks" in log
    assert "Ada" not in log


def _breaks(*_: object, **__: object) -> None:
    name = "Ada"
    raise ValueError(f"the note of {name}")


def primemover_main() -> None:
    from primemover.cli import main

    main()


def test_a_fault_of_ours_shows_everything_on_demand(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["primemover", "--debug", "history"])
    monkeypatch.setattr("primemover.cli.past.show", _breaks)
    with pytest.raises(ValueError, match="the note of Ada"):
        primemover_main()


def test_history_is_one_json_document(home: Home) -> None:
    ended = home.run("history", "--json")
    assert json.loads(ended.stdout) == {"person": "Me", "sessions": []}
    assert ended.stderr == ""


def test_what_is_exported_comes_back_and_what_is_erased_is_gone(home: Home, tmp_path: Path) -> None:
    played = home.run("play", "--yes", "--minutes", "6", "--speed", "600", "--no-voice")
    assert played.returncode == 0
    archive = tmp_path / "all.zip"
    assert home.run("export", "archive", "--out", str(archive)).returncode == 0
    assert home.run("erase", "--yes").returncode == 0
    brought = home.run("restore", str(archive))
    assert brought.returncode == 0
    assert "Restored: 1 person and" in brought.stdout
    again = home.run("restore", str(archive))
    assert "0 people and 0 events are new" in again.stdout


def test_piped_output_is_a_line_for_every_cue_and_nothing_else(home: Home) -> None:
    ended = home.run("play", "--yes", "--minutes", "6", "--speed", "600", "--no-voice")
    lines = ended.stdout.splitlines()
    assert len(lines) > 60
    assert all(line[:5].strip().replace(":", "").isdigit() for line in lines)
    assert "\x1b" not in ended.stdout
    assert "Exercise" in ended.stderr


def test_without_answers_nothing_starts_and_the_way_out_is_named(home: Home) -> None:
    ended = home.run("play", "--minutes", "6")
    assert ended.returncode == 2
    assert "--yes" in ended.stderr


def test_a_blocking_answer_gives_its_advice_and_ends(home: Home) -> None:
    ended = home.run("play", "--minutes", "6", typed="3\n")
    assert ended.returncode == 2
    assert "No session today" in ended.stderr
    again = home.run("play", "--yes", "--minutes", "6", "--speed", "600")
    assert again.returncode == 2, "what blocks also blocks without questions"


def test_an_answer_that_blocked_may_be_given_anew_once_it_has_changed(home: Home) -> None:
    assert home.run("play", "--minutes", "6", typed="3\n").returncode == 2
    unchanged = home.run("play", "--minutes", "6", typed="2\n")
    assert "No session today" in unchanged.stderr
    anew = home.run("play", "--minutes", "6", "--speed", "600", "--no-voice", typed="1\n\n\n\n\n\n")
    assert anew.returncode == 0
    assert "Has that changed?" in anew.stderr


def test_nothing_that_help_does_not_need_is_loaded() -> None:
    code = (
        "import sys, primemover.cli\n"
        "heavy = {'fastapi', 'uvicorn', 'sqlalchemy', 'rich', 'jinja2', 'ruamel', 'primemover.web'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout == "[]\n"


def test_playing_does_not_load_the_web() -> None:
    code = (
        "import sys, primemover.cli.play.sitting\n"
        "print(sorted({'fastapi', 'uvicorn', 'jinja2', 'alembic'} & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout == "[]\n"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--routine", "glute-activaton"), "Did you mean glute-activation?"),
        (("--tools", "rollr"), "There is no tool 'rollr'"),
    ],
)
@pytest.mark.parametrize("asks", [("--yes",), ()])
def test_what_cannot_be_played_is_refused_before_anything_is_asked(
    home: Home, options: tuple[str, str], said: str, asks: tuple[str, ...]
) -> None:
    ended = home.run("play", *options, *asks)
    assert ended.returncode == 2
    assert said in ended.stderr
    assert ended.stderr.count("\n") == 1, "one line, and no list of questions before it"
