"""An exercise for nbgrader: the same notebook, with one test cell of one point after each question.

What nbgrader does is its own: it runs what students hand in, and gives no point to a cell that stops it (docs).
"""

from __future__ import annotations

import ast
import copy
from typing import Any

from bizmodels.course.regions import source_of

# nbgrader looks for solutions to clear: an exercise has none.
CONFIG = "c = get_config()\nc.ClearSolutions.enabled = False\n"


def assignment(notebook: dict[str, Any]) -> dict[str, Any]:
    """The exercise notebook with its test cells; the notebook given is left as it is."""
    cells = []
    for cell in copy.deepcopy(notebook["cells"]):
        cells.append(cell)
        if cell["cell_type"] == "code" and (found := _check(source_of(cell))):
            cells.append(_test(*found))
    return notebook | {"cells": cells}


def _check(source: str) -> tuple[str, list[str]] | None:
    """The question that a cell checks, and the names it gives to it."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(attr="check", value=ast.Attribute(attr=question))):
                return question, [ast.unparse(one) for one in node.args]
    return None


def _test(question: str, names: list[str]) -> dict[str, Any]:
    # A check takes only what its own cell gives a value: each name is given its own again.
    given = [f"{name} = {name}" for name in names]
    source = "\n".join([*given, f'assert ex.{question}.check({", ".join(names)}).state == "Juste"'])
    graded = {"grade": True, "grade_id": f"{question}-note", "locked": True, "points": 1, "schema_version": 3}
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": f"{question}-note",
        "metadata": {"nbgrader": graded | {"cell_type": "code", "solution": False, "task": False}},
        "outputs": [],
        "source": source,
    }
