"""The grammar of a solution notebook: what is kept back from the exercise, and what stands in its place.

In a code cell the lines between ``### BEGIN SOLUTION`` and ``### END SOLUTION`` are the answer; a cell tagged
``solution`` is one as a whole. Needs neither nbformat nor Jupyter: a learner's ``solution()`` uses it too.
"""

from __future__ import annotations

import ast
import re
import textwrap
from typing import Any

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
TAG = "solution"
_ALMOST = re.compile(r"#\s*(begin|end)\s*solution", re.IGNORECASE)


# What one learner's own bets and settings add to a saved output; nothing committed holds it.
LIVE = '<div class="bm-live mathjax_ignore">{}</div><!--bm-live-->'
HIDDEN = ' hidden="hidden"'  # on what stands there for everybody, once there is something of one's own
_LIVE = re.compile(HIDDEN + r'|<div class="bm-live[^>]*>.*?<!--bm-live-->', re.DOTALL)


class MalformedMark(ValueError):
    """A solution mark that cannot be trusted; the message names file and cell."""


def tagged(cell: dict[str, Any], tag: str = TAG) -> bool:
    """Whether a cell carries a tag."""
    tags = cell.get("metadata", {}).get("tags", [])
    return tag in tags if isinstance(tags, list) else False


def source_of(cell: dict[str, Any]) -> str:
    """The source of a cell, whether stored as one text or as a list of lines."""
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def without_live(text: str) -> str:
    """The HTML of a saved output without what was one learner's own."""
    return _LIVE.sub("", text)


def split(cell: dict[str, Any], where: str) -> list[tuple[bool, list[str]]]:
    """The lines of a cell as runs ``(inside a solution, lines)``, the marks left out.

    Raises:
        MalformedMark: a mark is misspelt, nested, unclosed, closed without being opened, empty or in prose.
    """
    runs: list[tuple[bool, list[str]]] = [(False, [])]
    for number, line in enumerate(source_of(cell).split("\n"), 1):
        mark = line.strip()
        inside = runs[-1][0]
        if not _ALMOST.search(line):
            runs[-1][1].append(line)
            continue
        spot = f"{where}, line {number}"
        if mark not in {BEGIN, END}:
            raise MalformedMark(f"{spot}: « {mark} » is no mark; write « {BEGIN} » or « {END} »")
        if cell["cell_type"] != "code":
            raise MalformedMark(f"{spot}: a mark in a text cell; tag the cell « {TAG} » instead")
        if tagged(cell):
            raise MalformedMark(f"{spot}: a mark in a cell tagged « {TAG} », which is dropped as a whole")
        if mark == BEGIN:
            if inside:
                raise MalformedMark(
                    f"{spot}: « {BEGIN} » inside a solution (nested, or the first is unclosed)"
                )
            runs.append((True, []))
        else:
            if not inside:
                raise MalformedMark(f"{spot}: « {END} » without « {BEGIN} »")
            if not any(part.strip() for part in runs[-1][1]):
                raise MalformedMark(f"{spot}: the solution is empty")
            runs.append((False, []))
    if runs[-1][0]:
        raise MalformedMark(f"{where}: « {BEGIN} » without « {END} »")
    return runs


def stub(lines: list[str]) -> str:
    """What replaces a solution: ``name = ...`` for the last name it assigns, else ``...``; indentation kept."""
    first = next(line for line in lines if line.strip())
    indent = first[: len(first) - len(first.lstrip())]
    try:
        body = ast.parse(textwrap.dedent("\n".join(lines))).body
    except SyntaxError:  # a piece of a larger statement
        body = []
    if any(isinstance(statement, ast.Return) for statement in body):
        return f"{indent}..."
    for statement in reversed(body):
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            return f"{indent}{statement.targets[0].id} = ..."
    return f"{indent}..."


def student_source(cell: dict[str, Any], where: str) -> str:
    """The source of a cell with every solution replaced by its stub."""
    lines: list[str] = []
    for inside, run in split(cell, where):
        lines += [stub(run)] if inside else run
    return "\n".join(lines)


def answer_shown(notebook: dict[str, Any], question: str) -> tuple[str, list[str]]:
    """Code and prose of the answer to one question, cut from an executed solution notebook.

    The code is the marked lines of the cell that checks the question, or that cell as a whole when it is
    tagged ``solution``; the prose is the tagged text cells that follow, up to the next question's code.

    Raises:
        LookupError: the notebook answers no such question, or the cell was never executed.
    """
    check = re.compile(rf"\b{question}\.check\(")
    any_check = re.compile(r"\bq\d+\.check\(")
    code, words, inside = None, [], False
    for cell in notebook["cells"]:
        source = source_of(cell)
        if cell["cell_type"] == "code" and any_check.search(source):
            inside = bool(check.search(source))
            if inside and (tagged(cell) or "BEGIN SOLUTION" in source):
                if not cell.get("execution_count"):
                    raise LookupError(f"the solution of {question} was never executed")
                runs = split(cell, question)
                code = source if tagged(cell) else "\n".join(_dedented(run) for mark, run in runs if mark)
        elif inside and cell["cell_type"] == "markdown" and tagged(cell):
            words.append(source)
    if code is None:
        raise LookupError(f"no solution of {question}")
    return code, words


def _dedented(lines: list[str]) -> str:
    return textwrap.dedent("\n".join(lines))
