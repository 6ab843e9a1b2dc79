"""Which exercise a notebook is: read in its code, never in its file's name."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from bizmodels import french
from bizmodels.classroom.files import Cell, Notebook
from bizmodels.classroom.magics import parse
from bizmodels.course.folders import checkout
from bizmodels.course.regions import source_of
from bizmodels.exercises import engine

_EXERCISE = re.compile(r"^[^#\n]*\bexercise\(\s*[\"']([^\"'\n]{1,80})[\"']", re.MULTILINE)
_CHECKS = re.compile(r"\bq\d+\s*\.\s*check\b")
_DEF = re.compile(r"^def (\w+)\(", re.MULTILINE)
_LONGEST = 80


def parsed(source: str) -> ast.Module | None:
    """The code of a cell, None where Python refuses it."""
    try:
        return parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def setup_of(cells: tuple[Cell, ...]) -> Cell | None:
    """The cell that loads the exercise: the last one before the first check, or the first one."""
    found = [cell for cell in cells if cell.kind == "code" and _loaded(cell.source)]
    first = next(
        (at for at, cell in enumerate(cells) if cell.kind == "code" and _CHECKS.search(cell.source)),
        len(cells),
    )
    before = [cell for cell in found if any(cell is one for one in cells[: first + 1])]
    return before[-1] if before else found[0] if found else None


def _loaded(source: str) -> str:
    """The name given to ``bm.exercise(…)``, an empty text where there is none."""
    tree = parsed(source)
    if tree is None:
        found = _EXERCISE.search(source)
        return found[1] if found else ""
    for call in calls_of(tree):
        if call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str):
            return call.args[0].value[:_LONGEST] or " "
        for one in call.keywords:
            if one.arg == "name" and isinstance(one.value, ast.Constant) and isinstance(one.value.value, str):
                return one.value.value[:_LONGEST] or " "
    return ""


def calls_of(tree: ast.AST) -> Iterator[ast.Call]:
    """The calls of ``exercise(…)``."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="exercise") | ast.Name(id="exercise")):
                yield node


# --- the exercise -------------------------------------------------------------------------------------------


def exercise_of(notebook: Notebook, setup: Cell | None) -> tuple[str, list[str]]:
    """The name of the exercise (« 03_marketplace »), empty where none is recognised; and what is to be said of it."""
    names = engine.available()
    if setup is not None:
        asked = _loaded(setup.source).strip().removesuffix(".ipynb").lower()
        if asked in names:
            others = {_loaded(cell.source).strip() for cell in notebook.cells if cell.kind == "code"} - {
                "",
                asked,
            }
            several = (
                [f"Le cahier charge aussi {french.listing(map(french.quote, sorted(others)))}."]
                if others
                else []
            )
            return asked, several
        number = re.match(r"\d{1,2}", asked)
        alike = [one for one in names if number and one.startswith(f"{int(number[0]):02d}_")]
        if alike:
            return alike[0], [f"L’exercice y est appelé {french.quote(asked)}."]
    found = _recognised(notebook)
    if found and setup is None:
        return found, ["La cellule de préparation manque : l’exercice est reconnu à ses questions."]
    return found, [
        "La préparation ne nomme aucun exercice du cours : il est reconnu à ses questions."
    ] if found else []


@cache
def course_notebooks() -> dict[str, dict[str, Any]]:
    """The exercises of the course, where its folder is there: name -> notebook."""
    found = {}
    for name in engine.available():
        path = checkout() / "exercises" / f"{name}.ipynb"
        if path.is_file():
            found[name] = json.loads(path.read_text(encoding="utf-8"))
    return found


@cache
def _marks() -> dict[str, tuple[frozenset[str], frozenset[str], str]]:
    """By exercise: the functions it asks and its statements; its text cells' ids; what its metadata says."""
    found = {}
    for name, notebook in course_notebooks().items():
        code = [source_of(cell) for cell in notebook["cells"] if cell["cell_type"] == "code"]
        prose = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
        own = {one for source in code for one in _DEF.findall(source)} | {
            _bare(source_of(cell)) for cell in prose
        }
        ids = {str(cell.get("id")) for cell in prose}
        found[name] = (
            frozenset(own),
            frozenset(ids),
            json.dumps(notebook["metadata"].get("bizmodels"), sort_keys=True),
        )
    return found


def _bare(text: str) -> str:
    return " ".join(text.split())


def _recognised(notebook: Notebook) -> str:
    code = [cell.source for cell in notebook.cells if cell.kind == "code"]
    if not any(_CHECKS.search(source) for source in code):
        return ""
    prose = [cell for cell in notebook.cells if cell.kind == "markdown"]
    own = {one for source in code for one in _DEF.findall(source)} | {_bare(cell.source) for cell in prose}
    ids, said = {cell.id for cell in prose}, json.dumps(notebook.metadata.get("bizmodels"), sort_keys=True)
    scores = sorted(
        ((len(own & marks), len(ids & their_ids), said == their_said and said != "null"), name)
        for name, (marks, their_ids, their_said) in _marks().items()
    )
    best = scores[-1:] if scores and any(scores[-1][0]) else []
    return best[0][1] if best and (len(scores) < 2 or scores[-2][0] < best[0][0]) else ""
