"""What a cell shows before it is read: the questions that it checks, how deep it is, what a set-up may hold."""

from __future__ import annotations

import ast
import re

_CHECK = re.compile(r"\b(q\d+)\s*\.\s*check\b(\s*\()?")


def is_usual(statement: ast.stmt) -> bool:
    """What a set-up cell may hold besides the course's own: the exercise loaded, a pseudonym, an import, a display."""
    match statement:
        case ast.Import() | ast.ImportFrom() | ast.Expr():
            return True
        case ast.Assign(value=ast.Call(func=ast.Attribute(attr="exercise") | ast.Name(id="exercise"))):
            return True
        case ast.Assign(value=ast.Constant()):
            return True
    return False


def checks_in(source: str) -> dict[str, int]:
    """The questions that a cell that is not read checks, with their line."""
    lines = [line.split("#")[0] for line in source.split("\n")]
    return {found[1]: number for number, line in enumerate(lines, 1) for found in _CHECK.finditer(line)}


def checks_of(tree: ast.Module, source: str) -> dict[str, int]:
    """The questions that a cell checks, with the line of the last check."""
    found = {}
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(
                value=ast.Attribute(attr=question) | ast.Name(id=question), attr="check", ctx=ast.Load()
            ) if re.fullmatch(r"q\d+", question):
                found[question] = max(node.lineno, found.get(question, 0))
    return found


def depth(tree: ast.AST) -> int:
    """How many nodes stand inside one another."""
    deepest, waiting = 0, [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting.extend((child, depth + 1) for child in ast.iter_child_nodes(node))
    return deepest
