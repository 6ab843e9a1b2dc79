"""The bets of a notebook, read from the code of their cells."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bizmodels.course.regions import source_of

TAG, REVEAL = "bet", "reveal"
# The first line of a bet's folded cell, which JupyterLab shows.
INVITATION = "# Votre pari : Maj + Entrée pour le donner"
LATER = ("complete", "because", "mistake")


@dataclass(frozen=True)
class Bet:
    """One call of ``bm.bet`` or of a calculator with ``predict=``: its name, its texts by argument, whether one chooses."""

    name: str
    texts: dict[str, str]
    chosen: bool = False

    @property
    def asks_why(self) -> bool:
        """Whether a sentence to complete or an explanation follows."""
        return bool({"complete", "because"} & set(self.texts))


def bets_in(cell: dict[str, Any]) -> list[Bet]:
    """The bets that a code cell asks; a cell that is no Python has none.

    Texts may be pieces, f-strings, or names given in the same cell: what is written in the code is taken, one space
    for what is computed.
    """
    if cell["cell_type"] != "code":
        return []
    try:
        tree = ast.parse(source_of(cell))
    except SyntaxError:
        return []
    given = {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return [
        _bet(call, given)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and (called(call) == "bet" or any(word.arg == "predict" for word in call.keywords))
    ]


def _bet(call: ast.Call, given: dict[str, ast.expr]) -> Bet:
    arguments = {word.arg: word.value for word in call.keywords if word.arg}
    if called(call) == "bet" and call.args:
        arguments["question"] = call.args[0]
    name = " ".join(_strings(arguments["name"], given)) if "name" in arguments else ""
    texts = {
        one: " ".join(_strings(arguments[one], given)) for one in ("question", *LATER) if one in arguments
    }
    return Bet(name, texts, chosen="choices" in arguments)


def called(call: ast.Call) -> str:
    """The last name of what is called: « calculator » of ``bm.calculator(…)``."""
    node = call.func
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _strings(node: ast.expr, given: dict[str, ast.expr]) -> Iterable[str]:
    if isinstance(node, ast.Name) and node.id in given:
        node = given[node.id]
    return [
        one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)
    ]
