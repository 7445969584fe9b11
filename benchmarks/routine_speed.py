"""How long the routine room takes: library, plan, timeline, position, check. Nothing here is timed in a test.

Budget: a session is compiled in less than 50 ms.

    python -m benchmarks.routine_speed
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from primemover.routine import Control, ControlKind, library, plan, position, usual_prescription
from primemover.routine.checker import check_file
from primemover.routine.compiling import compile as lay_out_in_time
from primemover.routine.library import _COMPILED, _library

RUNS = 15


def best_ms(work: Callable[[], object]) -> float:
    """The best of several runs in milliseconds: what the machine can, not what it was doing besides."""
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times) * 1000


def read_anew(*, compiled: bool) -> None:
    """The library as a fresh process reads it, with or without the kept compilation."""
    if not compiled:
        _COMPILED.unlink(missing_ok=True)
    _library.cache_clear()
    library()


def main() -> None:
    """Prints one line for each measure."""
    read_anew(compiled=False)
    known = library()
    routine = known.routine("glute-activation")
    usual = usual_prescription(routine, known)
    timeline = lay_out_in_time(routine, usual, known)
    exercise = Path(_COMPILED.parent.parent) / "exercises" / "prone-recruitment.yaml"
    start = [Control(ControlKind.START, 0)]
    measures: dict[str, Callable[[], object]] = {
        "library, parsed": lambda: read_anew(compiled=False),
        "library, compiled": lambda: read_anew(compiled=True),
        "compile, usual doses": lambda: lay_out_in_time(routine, usual, known),
        "plan, 12 minutes": lambda: plan(routine, known, minutes=12, tools=None),
        "position, at half-time": lambda: position(timeline, start, timeline.total_s / 2),
        "check, one file": lambda: check_file(exercise, known),
    }
    for name, work in measures.items():
        print(f"{name:<24} {best_ms(work):8.2f} ms")


if __name__ == "__main__":
    main()
