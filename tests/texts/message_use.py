"""Which message ids the code asks for: literals, and f-strings and template literals as patterns."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "src" / "primemover"
SEGMENT = r"[a-z0-9_~+-]+"
FULL_ID = re.compile(rf"{SEGMENT}(?:\.{SEGMENT})+")
QUOTED = re.compile(r"""(["'`])((?:\$\{[^}]*\}|[^"'`\s\\])+)\1(\s*[~+])?""")
HOLE_JS = re.compile(r"\$\{[^}]*\}")
HOLE = "\0"


def asked_for(topics: Iterable[str], folder: Path = PACKAGE) -> Iterator[tuple[str, str]]:
    """(file, id or pattern) of every string in Python, templates and scripts that starts with a topic.

    In a pattern ``\\0`` stands for what is filled in at run time.
    """
    starts = tuple(f"{topic}." for topic in topics)
    for file in sorted(folder.rglob("*")):
        if file.suffix not in {".py", ".html", ".js", ".jinja"} or "vendor" in file.parts:
            continue
        found = _in_python(file) if file.suffix == ".py" else _in_other(file)
        for candidate in found:
            if candidate.startswith(starts) and _is_id(candidate):
                yield str(file.relative_to(folder)), candidate


def endings(folder: Path = PACKAGE) -> set[str]:
    """What the code puts behind a whole message id, as ``.do`` in ``f"{message}.do"``."""
    joined = (text for file in folder.rglob("*.py") for text in _in_python(file))
    return {text[1:] for text in joined if re.fullmatch(rf"{HOLE}(?:\.{SEGMENT})+", text)}


def sent_whole(topics: Iterable[str], folder: Path = PACKAGE) -> set[str]:
    """Beginnings of ids, as ``web.player_words.``, whose messages Python sends to a page all at once."""
    starts = tuple(f"{topic}." for topic in topics)
    constants = (text for file in folder.rglob("*.py") for text in _in_python(file))
    return {
        text
        for text in constants
        if text.startswith(starts) and re.fullmatch(rf"(?:{SEGMENT}\.){{2,}}", text)
    }


def taken_by_scripts(folder: Path = PACKAGE) -> list[re.Pattern[str]]:
    """What a page's scripts may take out of such messages: every name and every quoted pattern."""
    sources = [file.read_text(encoding="utf-8") for file in folder.rglob("*.js")]
    names = {name for source in sources for name in re.findall(r"[A-Za-z_]+", source)}
    quoted = {HOLE_JS.sub(HOLE, text) for source in sources for _, text, _ in QUOTED.findall(source)}
    return [re.compile("|".join(sorted(names))), *(as_pattern(text) for text in quoted if f"{HOLE}_" in text)]


def as_pattern(candidate: str) -> re.Pattern[str]:
    """A pattern that matches the ids that ``candidate`` may become."""
    return re.compile(".+".join(re.escape(part) for part in candidate.split(HOLE)))


def _is_id(candidate: str) -> bool:
    filled = candidate.replace(HOLE, "x")
    return bool(FULL_ID.fullmatch(filled)) and not filled.endswith(
        (".js", ".py", ".toml", ".css", ".html", ".json")
    )


def _in_python(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else HOLE for part in node.values)


def _in_other(file: Path) -> Iterator[str]:
    for _, quoted, joined in QUOTED.findall(file.read_text(encoding="utf-8")):
        # Jinja joins with ~ and JavaScript with +: of "web.felt_" ~ side only the beginning is known.
        yield HOLE_JS.sub(HOLE, quoted) + (HOLE if joined else "")
