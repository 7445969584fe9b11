"""Processes that are killed and started again, fifty times over.

A server process forks each life with the program imported, so that fifty do not cost fifty starts of Python.
"""

import multiprocessing
from typing import Final

LIVES: Final = multiprocessing.get_context("forkserver")
LIVES.set_forkserver_preload(
    ["event_samples", "primemover.journal", "primemover.cli.serving", "primemover.web.application", "uvicorn"]
)
