"""What a player needs beside its timeline, so that it needs no network from then on."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from primemover import coach
from primemover.routine import Prescription
from primemover.routine.prescription import EasierStep, PrescribedStep
from primemover.texts import ENGLISH, text


def figure_addresses(prescription: Prescription) -> dict[str, str]:
    """Exercise id → address of its figure set, for the tools of this plan."""
    easier = [step.easier for step in prescription.steps if step.easier]
    ways: list[PrescribedStep | EasierStep] = [*prescription.steps, *easier]
    # The language is part of the address, for what is kept by address must not say one thing in two.
    spoken = {} if prescription.language == ENGLISH else {"language": prescription.language}
    return {way.exercise: _address(way, spoken) for way in ways}


def _address(way: PrescribedStep | EasierStep, spoken: dict[str, str]) -> str:
    query = urlencode(({"tool": way.tool} if way.tool else {}) | spoken)
    return f"/api/figures/{way.exercise}" + (f"?{query}" if query else "")


def pain_words() -> dict[str, Any]:
    """The pain rule with its words in place of their ids."""
    table = coach.pain_table()
    named = {
        name: [one | {"label": text(one["label"])} for one in table[name]] for name in ("regions", "kinds")
    }
    flags = [
        flag | {key: text(flag[key]) for key in ("label", "detail", "advice", "urgency")}
        for flag in table["red_flags"]
    ]
    said = {entry["message"] for ladder in table["ladders"].values() for entry in ladder}
    return table | named | {"red_flags": flags, "messages": {message: text(message) for message in said}}
