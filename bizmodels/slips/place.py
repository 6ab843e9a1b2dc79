"""Where in a learner's cell an error was raised, and how names that look alike are found."""

from __future__ import annotations

import ast
import difflib
import linecache
import unicodedata
from collections.abc import Iterable, Mapping
from types import FrameType
from typing import Any, NamedTuple


class Said(NamedTuple):
    """A sentence, and the line to copy when it is sure."""

    sentence: str
    code: str = ""


class Place:
    """Where in the cell the error was raised: the line, its syntax tree, and the values of names there.

    ``line`` holds the whole instruction when it runs over several lines. ``called`` is the frame of a library that
    the line called into, None when the cell itself raised.
    """

    def __init__(self, frame: FrameType, number: int, called: FrameType | None, known: dict[str, Any]):
        self.line = _instruction(linecache.getlines(frame.f_code.co_filename), number)
        self.frame, self.known, self.deepest = frame, known, called is None
        self.called = called
        self.in_function = frame.f_code.co_name != "<module>"
        try:
            self.statement = ast.parse(self.line).body[0]
        except (SyntaxError, IndexError, ValueError):
            self.statement = None

    def nodes(self, kind: type) -> list[Any]:
        """The nodes of that kind in the line, none when the line alone cannot be read."""
        return [one for one in ast.walk(self.statement) if isinstance(one, kind)] if self.statement else []

    def value(self, node: ast.AST) -> Any:
        """The value of a plain name, None for anything that has to be computed again."""
        return (
            self.frame.f_locals.get(node.id, self.known.get(node.id)) if isinstance(node, ast.Name) else None
        )

    def text(self, node: ast.AST) -> str:
        """How the node is written."""
        return ast.get_source_segment(self.line, node) or ""

    def with_(self, node: ast.AST, new: str) -> str:
        """The line with ``node`` replaced."""
        return self.with_all({node: new})

    def with_all(self, better: Mapping[ast.AST, str]) -> str:
        """The line with each of these nodes replaced; offsets of the syntax tree count bytes."""
        lines = [line.encode() for line in self.line.splitlines(keepends=True)]
        raw = b"".join(lines)
        starts = [sum(map(len, lines[:at])) for at in range(len(lines))]
        for node in sorted(better, key=lambda one: (-one.lineno, -one.col_offset)):
            first, last = starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1]
            raw = raw[:first] + better[node].encode() + raw[last + node.end_col_offset :]
        return raw.decode()


def _instruction(lines: list[str], number: int) -> str:
    """The line of that number, or all the lines of an instruction that runs over several."""
    try:
        cell = ast.parse("".join(lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        cell = None
    for node in ast.walk(cell) if cell else ():
        # An instruction with a body (`def`, `if`) is read line by line.
        simple = isinstance(node, ast.stmt) and not hasattr(node, "body")
        if simple and node.lineno <= number <= node.end_lineno > node.lineno:
            return "".join(lines[node.lineno - 1 : node.end_lineno]).strip()
    return lines[number - 1].strip() if 0 < number <= len(lines) else ""


def close(name: str, names: Iterable[str], count: int, cutoff: float) -> list[str]:
    """The names that look like ``name``, whatever their capitals and accents, the nearest first."""
    plain = {folded(one): one for one in names}
    return [plain[one] for one in difflib.get_close_matches(folded(name), plain, count, cutoff)]


def folded(text: str) -> str:
    """Without capitals or accents."""
    parts = unicodedata.normalize("NFD", str(text).casefold())
    return "".join(one for one in parts if not unicodedata.combining(one))
