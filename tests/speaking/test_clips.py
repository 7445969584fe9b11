"""Sentences as small recordings: what is in them, where they lie, and what happens where nobody speaks."""

from __future__ import annotations

import shutil
import struct
import sys
from pathlib import Path

import numpy as np
import pytest

from primemover.app.speaking import engine, small
from primemover.app.speaking.clips import LONGEST_WORDS, Clips
from primemover.app.speaking.engine import VOICES, Engine, NoVoice, Recording
from primemover.errors import InvalidInput

WORDS = {
    "en": "Hips stay low.",
    "de": "Die Hüfte bleibt unten.",
    "es": "La cadera queda abajo.",
    "fr": "Les hanches restent en bas.",
}
program = pytest.mark.skipif(shutil.which(engine.PROGRAM) is None, reason="espeak-ng is not installed")


def tone(rate_hz: int, seconds: float, *, silent_s: float = 0.4) -> Recording:
    """A swelling tone of 440 Hz between two silences."""
    t = np.arange(round(seconds * rate_hz)) / rate_hz
    sounding = 20_000 * np.sin(np.pi * t / seconds) * np.sin(2 * np.pi * 440 * t)
    silence = np.zeros(round(silent_s * rate_hz))
    whole = np.concatenate([silence, sounding, silence])
    return Recording(whole.astype("<i2").tobytes(), rate_hz)


def levels(content: bytes) -> np.ndarray:
    """The samples of a µ-law file, by the definition of G.711."""
    (size,) = struct.unpack("<I", content[54:58])
    codes = ~np.frombuffer(content, np.uint8, size, 58)
    loudness = ((((codes & 0x0F).astype(int) << 3) + 0x84) << ((codes & 0x70) >> 4)) - 0x84
    return np.where(codes & 0x80, -loudness, loudness)


def test_a_tone_comes_back_as_it_was_without_its_silence() -> None:
    back = levels(small.wav(tone(22_050, 1.0)))
    assert len(back) / small.RATE_HZ == pytest.approx(1.0, abs=0.06)
    t = np.arange(len(back)) / small.RATE_HZ
    # The place of the tone in the file: where it fits best.
    wave = np.exp(2j * np.pi * 440 * t)
    fit = (
        2
        * np.abs(np.mean(back * wave * np.sin(np.pi * np.arange(len(back)) / len(back))))
        / np.mean(np.sin(np.pi * np.arange(len(back)) / len(back)) ** 2)
    )
    assert fit == pytest.approx(20_000, rel=0.02)
    power = np.abs(np.fft.rfft(back)) ** 2
    loud = slice(round(430 * len(back) / small.RATE_HZ), round(450 * len(back) / small.RATE_HZ))
    assert power[loud].sum() / power.sum() > 0.999, "µ-law keeps 30 dB"


def test_the_file_says_of_itself_what_it_is() -> None:
    content = small.wav(tone(22_050, 0.5))
    kind, channels, rate_hz, _, block, bits = struct.unpack("<HHIIHH", content[20:36])
    assert (kind, channels, rate_hz, block, bits) == (7, 1, 16_000, 1, 8)
    assert struct.unpack("<I", content[4:8])[0] == len(content) - 8


def test_silence_is_an_empty_file() -> None:
    assert len(levels(small.wav(Recording(b"\0\0" * 1000, 22_050)))) == 0


@program
@pytest.mark.parametrize("language", VOICES)
def test_every_language_is_spoken_differently_and_in_the_time_that_the_timeline_leaves(
    tmp_path: Path, language: str
) -> None:
    clips = Clips(tmp_path / "voice")
    content = clips.clip(WORDS[language], language)
    seconds = len(levels(content)) / small.RATE_HZ
    assert 0.5 < seconds <= len(WORDS[language].split()) / 2.5 + 0.6
    assert np.abs(levels(content)).max() > 3000, "it can be heard"
    other = clips.clip(WORDS[language], "en" if language != "en" else "de")
    assert other != content


@program
def test_a_sentence_is_spoken_once_and_read_from_then_on(tmp_path: Path) -> None:
    clips = Clips(tmp_path / "voice")
    first = clips.clip("Lift.", "en")
    (file,) = (tmp_path / "voice").iterdir()
    file.write_bytes(first + b"kept")
    assert clips.clip("Lift.", "en") == first + b"kept"


@program
def test_the_oldest_go_when_there_are_too_many(tmp_path: Path) -> None:
    clips = Clips(tmp_path / "voice", largest_bytes=40_000)
    for words in ("one", "two", "three", "four", "five", "six", "seven"):
        clips.clip(words, "en")
    kept = list((tmp_path / "voice").iterdir())
    assert 0 < sum(file.stat().st_size for file in kept) <= 40_000


@program
def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "voice").write_text("a file in the way")
    assert Clips(tmp_path / "voice").clip("Lift.", "en").startswith(b"RIFF")


@program
@pytest.mark.parametrize("words", ["", "  ", "a" * (LONGEST_WORDS + 1)])
def test_no_words_and_too_many_are_refused(tmp_path: Path, words: str) -> None:
    with pytest.raises(InvalidInput):
        Clips(tmp_path).clip(words, "en")


def test_a_language_without_a_voice_says_so(tmp_path: Path) -> None:
    clips = Clips(tmp_path)
    assert clips.edition("xx") is None
    with pytest.raises(NoVoice):
        clips.clip("Lift.", "xx")


def test_a_machine_without_the_program_and_without_the_package_has_no_voice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(engine, "LIBRARY", "a_package_that_nobody_has")
    assert Clips(tmp_path).edition("en") is None


@pytest.mark.parametrize("program_text", ["print('no sound')", "raise SystemExit(3)"])
def test_a_program_that_fails_is_told_and_not_kept(tmp_path: Path, program_text: str) -> None:
    broken = Engine((sys.executable, "-c", program_text), "broken")
    with pytest.raises(NoVoice):
        broken.speak("Lift.", "en")


@pytest.mark.skipif(not engine.has_library(), reason="the extra 'voice' is not installed")
def test_the_library_speaks_as_the_program_does() -> None:
    library = Engine((sys.executable, "-m", "primemover.app.speaking.library"), engine.LIBRARY)
    spoken = library.speak("Hips stay low.", "en")
    assert 0.5 < len(spoken.samples) / 2 / spoken.rate_hz < 2.5
