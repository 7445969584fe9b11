"""The manual of the command line, written from the commands themselves.

``python -m primemover.cli.manual > docs/command-line.md`` renews it; a test fails where it differs.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from primemover.cli.program import program

_OPENING = """\
# The command line

Without a command `primemover` starts on this machine, prints its address and opens the browser where there
is one. A result goes to standard output, everything else to standard error; `--json` prints one document and
nothing else. Exit status: 0 done, 1 we failed (or, for `doctor`, sessions cannot run here), 2 something that
you can mend, said in one line. `NO_COLOR` is honoured. Data live in the platform's data folder, or where
`PRIMEMOVER_DATABASE_URL` says.

Written from the commands themselves: `python -m primemover.cli.manual > docs/command-line.md`.
"""

_CLOSING = """
## Keys during `primemover play`

| key | does |
|---|---|
| Space | pause, go on |
| ← → | back and skip, one hold or one set at a time |
| r | again from the start of this one |
| s | slower ways between the holds; holds keep their seconds |
| p | something hurts: where, what kind, how much; then what the rules say |
| m | voice off and on |
| q, Esc | leave: go on later, or end here |

Ctrl-C leaves too; the session can be taken up again within 6 hours. Where standard output is no terminal, or
a plain one (`TERM=dumb`), there is one line for every cue instead of a picture. A small window shows words
instead of the figure. Without UTF-8 nothing is drawn.
"""


def manual() -> str:
    """The whole page, as Markdown."""
    root: Any = get_command(program)
    parts = [_OPENING, *_page(root, "primemover"), _CLOSING]
    return "\n".join(parts).replace("\n\n\n", "\n\n")


def _page(command: Any, name: str) -> Iterator[str]:
    """One command, then those below it."""
    yield f"## `{_usage(command, name)}`\n"
    yield inspect.cleandoc(command.help or "") + "\n"
    rows = [_row(parameter) for parameter in command.params if parameter.name != "help"]
    if rows:
        yield "\n".join(["| option | meaning |", "|---|---|", *rows]) + "\n"
    for below, child in sorted(getattr(command, "commands", {}).items()):
        yield from _page(child, f"{name} {below}")


def _usage(command: Any, name: str) -> str:
    arguments = [_argument(one) for one in command.params if not one.opts[0].startswith("-")]
    more = " COMMAND" if getattr(command, "commands", None) else ""
    return f"{name}{more}{''.join(f' {argument}' for argument in arguments)}"


def _argument(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name.upper())


def _row(parameter: Any) -> str:
    if not parameter.opts[0].startswith("-"):
        return f"| {_cell(_argument(parameter))} | {parameter.help} |"
    names = ", ".join(f"`{name}`" for name in (*parameter.opts, *parameter.secondary_opts))
    value = "" if getattr(parameter, "is_flag", False) else f" {_cell(_argument(parameter))}"
    needed = " Needed." if parameter.required else ""
    usual = f" Usual: `{parameter.default}`." if _has_default(parameter) else ""
    return f"| {names}{value} | {parameter.help}{needed}{usual} |"


def _cell(words: str) -> str:
    """As code in a table, whose columns a bare bar would split."""
    return f"`{words}`".replace("|", "\\|")


def _has_default(parameter: Any) -> bool:
    return not getattr(parameter, "is_flag", False) and parameter.default not in (None, "", [], ())


if __name__ == "__main__":
    sys.stdout.write(manual())
