"""The words of an exercise or a routine in another language: a file beside it, ``ID.LANGUAGE.yaml``.

The English file stays the only place where an exercise is defined. What a file of words does not say is
said in English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any, Final

from primemover.routine.mistake import Path, key_of

Content = Mapping[str, Any]

_CODE: Final = re.compile(r"[a-z]{2}")
_NAMED: Final = re.compile(r".+\.([a-z]{2})\.ya?ml")
_PLAIN: Final = ("name", "label", "purpose", "working_side")
_SPOKEN: Final = ("get_ready", "switch")
_PHASE: Final = ("say", "brief", "tip")


def is_language(language: str) -> bool:
    """Whether ``language`` looks like the code of one (ISO 639-1), and may be part of a file's name."""
    return _CODE.fullmatch(language) is not None


def language_named(path: FilePath) -> str | None:
    """The language in the name of a file of words (``ID.de.yaml``); None for every other file."""
    named = _NAMED.fullmatch(path.name)
    return named[1] if named else None


def words_of(content: Content) -> dict[str, Any]:
    """Every word of an English file that a person reads or hears, laid out as a file of words has them."""
    words: dict[str, Any] = {key: content[key] for key in _PLAIN if key in content}
    words |= {key: content[key]["say"] for key in _SPOKEN if key in content}
    if "phases" in content:
        words["phases"] = {phase["id"]: _words_of_phase(phase) for phase in content["phases"]}
    if content.get("faults"):
        words["faults"] = {fault["id"]: fault["say"] for fault in content["faults"]}
    if "test" in content:
        words["test"] = content["test"]["fixed"]
    if content.get("sources"):
        words["sources"] = content["sources"]
    if content.get("variants"):
        variants = {tool: words_of(own) for tool, own in content["variants"].items()}
        words["variants"] = {tool: own for tool, own in variants.items() if own}
    return words


def with_words(content: Content, words: Content) -> Content:
    """The English ``content`` with the words of another language in place of its own, where there are any."""
    said: dict[str, Any] = {key: words.get(key, content[key]) for key in _PLAIN if key in content}
    for key in _SPOKEN:
        if key in content:
            said[key] = {**content[key], "say": words.get(key, content[key]["say"])}
    for key, replaced in (("phases", _phase_with), ("faults", _fault_with)):
        if content.get(key):
            own = words.get(key, {})
            said[key] = [replaced(one, own.get(one["id"])) for one in content[key]]
    if "test" in content:
        said["test"] = {**content["test"], "fixed": words.get("test", content["test"]["fixed"])}
    if content.get("sources"):
        said["sources"] = words.get("sources", content["sources"])
    if content.get("variants"):
        own = words.get("variants", {})
        said["variants"] = {
            tool: with_words(way, own.get(tool, {})) for tool, way in content["variants"].items()
        }
    return {**content, **said}


def left_in_english(content: Content, words: Content) -> list[str]:
    """The keys, as ``phases.lift.tip``, for which ``words`` has nothing and English is said."""
    return list(_missing(words_of(content), words, ()))


def _words_of_phase(phase: Content) -> dict[str, Any]:
    words: dict[str, Any] = {key: phase[key] for key in _PHASE if key in phase}
    if phase.get("cues"):
        words["cues"] = [cue["say"] for cue in phase["cues"]]
    return words


def _phase_with(phase: Content, words: Content | None) -> Content:
    own = words or {}
    said: dict[str, Any] = {key: own.get(key, phase[key]) for key in _PHASE if key in phase}
    if phase.get("cues"):
        says = own.get("cues") or [cue["say"] for cue in phase["cues"]]
        said["cues"] = [{**cue, "say": say} for cue, say in zip(phase["cues"], says, strict=True)]
    return {**phase, **said}


def _fault_with(fault: Content, say: str | None) -> Content:
    return fault if say is None else {**fault, "say": say}


def _missing(english: Content, words: object, path: Path) -> Iterator[str]:
    own = words if isinstance(words, Mapping) else {}
    for key, value in english.items():
        here = (*path, key)
        if isinstance(value, Mapping):
            yield from _missing(value, own.get(key), here)
        elif key not in own:
            yield key_of(here)
