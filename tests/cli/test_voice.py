from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from primemover.cli.play.voice import Espeak

SPEAKER = """#!{python}
import sys, time
open({log!r}, "a").write(sys.argv[-1] + "\\n")
time.sleep(30)
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "said"


@pytest.fixture
def voice(tmp_path: Path, log: Path) -> Espeak:
    """A voice that takes half a minute for every word."""
    program = tmp_path / "speaker"
    program.write_text(SPEAKER.format(python=sys.executable, log=str(log)))
    program.chmod(0o700)
    return Espeak(str(program))


def said(log: Path, count: int) -> list[str]:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        lines = log.read_text().splitlines() if log.exists() else []
        if len(lines) >= count:
            return lines
        time.sleep(0.01)
    raise AssertionError(f"only {lines}")


def test_speaking_does_not_hold_the_session_up(voice: Espeak, log: Path) -> None:
    began = time.monotonic()
    voice.say("Lift the heel.", interrupts=True)
    assert time.monotonic() - began < 5
    assert said(log, 1) == ["Lift the heel."]
    voice.hush()


def test_a_new_instruction_takes_the_place_of_what_is_being_said(voice: Espeak, log: Path) -> None:
    voice.say("Lift the heel.", interrupts=True)
    said(log, 1)
    voice.say("Down. Let go.", interrupts=True)
    assert said(log, 2) == ["Lift the heel.", "Down. Let go."]
    voice.hush()


def test_a_count_is_dropped_while_something_is_being_said(voice: Espeak, log: Path) -> None:
    voice.say("Lift the heel.", interrupts=True)
    said(log, 1)
    voice.say("three", interrupts=False)
    voice.hush()
    assert said(log, 1) == ["Lift the heel."]


def test_words_that_look_like_an_option_are_said(voice: Espeak, log: Path) -> None:
    voice.say("--help", interrupts=True)
    assert said(log, 1) == ["--help"]
    voice.hush()
