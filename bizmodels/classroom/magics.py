"""The lines that only Jupyter understands (`%time`, `!pip`, `prix?`): they are left out, and what they give is unread."""

from __future__ import annotations

import ast
import re
import warnings

_LINE = re.compile(r"^(\s*)(?:[%!?]|[\w.]+\s*\?{1,2}\s*$|([^\W\d]\w*)\s*=\s*[%!])")
_GIVEN = re.compile(r"([^\W\d]\w*)\s*=(?!=)")
# `0,05` is no pair of numbers for Python, which refuses whole numbers that begin with a zero; texts and remarks are skipped.
_COMMA = re.compile(
    r"""(\"{3}.*?\"{3}|'{3}.*?'{3}|"[^"\n]*"|'[^'\n]*'|\#[^\n]*)|(?<![\w.,])(\d+),(0\d+)(?![\w.])""", re.S
)
_TIMED = ("%%time", "%%capture")


def parse(source: str) -> ast.Module:
    """``ast.parse`` without the warnings that Python writes for a beginner's code.

    Raises:
        SyntaxError, ValueError, RecursionError, MemoryError: Python does not read it.
    """
    with warnings.catch_warnings(action="ignore"):
        return ast.parse(source)


def without_magics(source: str) -> tuple[str, list[str] | None]:
    """The code without those lines (each a ``pass``, so that the others keep their number), and the names they give.

    None where there is no such line. As Jupyter does, the margin of the first line and the prompts of a copied session are taken away.
    """
    if _is_read(source):
        return source, None
    source = _at_the_margin(source)
    if _is_read(source):
        return source, None
    lines, lost, found_one = source.split("\n"), [], False
    first = next((line for line in lines if line.strip()), "").strip()
    if first.startswith("%%") and not first.startswith(_TIMED):
        return "pass" + "\n" * (len(lines) - 1), _GIVEN.findall(source)
    for number, line in enumerate(lines):
        if found := _LINE.match(line):
            lost += _GIVEN.findall(line)
            lines[number] = f"{found[1]}pass"
            found_one = True
    return "\n".join(lines), lost if found_one else None


def _is_read(source: str) -> bool:
    try:
        parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _at_the_margin(source: str) -> str:
    lines = source.split("\n")
    if lines[0].startswith(">>> "):
        lines = [re.sub(r"^(?:>>>|\.\.\.)(?: |$)", "", line) for line in lines]
    margin = re.match(r"[ \t]*", lines[0])[0]
    return "\n".join(line.removeprefix(margin) for line in lines)


def without_commas(source: str) -> tuple[str, tuple[str, str]]:
    """The code with the decimal commas that Python refuses (`0,05`) as points, and the first one: « 0 », « 05 ».

    The source as it is, and two empty texts, where they are not all that Python refuses.
    """
    first: list[tuple[str, str]] = []

    def pointed(found: re.Match) -> str:
        if found[1] is not None:
            return found[1]
        first.append((found[2], found[3]))
        return f"{found[2]}.{found[3]}"

    better = _COMMA.sub(pointed, source)
    try:
        parse(better)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return source, ("", "")
    return (better, first[0]) if first else (source, ("", ""))
