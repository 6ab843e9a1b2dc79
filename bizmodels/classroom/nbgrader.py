"""Exercises as nbgrader wants them, for an instructor whose class uses it already: one test cell below each question.

The exercise notebook is the source, so nothing is to be cleared from it (``ClearSolutions.enabled = False``). nbgrader then
*runs* what students hand in; ``bizmodels grade`` does not.
"""

from __future__ import annotations

import ast
import copy
import json
import re
from pathlib import Path
from typing import Any

from bizmodels.course import folders, navigation
from bizmodels.course.reading import Notebook, read
from bizmodels.course.regions import source_of
from bizmodels.errors import LearnerError
from bizmodels.exercises.result import RIGHT
from bizmodels.prose import typeset_markdown

CONFIG = """# nbgrader_config.py, fait par « bizmodels export-nbgrader » / made by it
import os
import tempfile

os.environ.setdefault("BIZMODELS_LEARNER", tempfile.mkdtemp())  # les copies n'écrivent pas dans votre dossier
c = get_config()
c.CourseDirectory.course_id = "bizmodels"
c.ClearSolutions.enabled = False  # la source est l'énoncé : rien à y effacer
"""
_CHECK = re.compile(r"(?m)^(?!\s*#).*\bex\.(q\d+)\.check\(")
# A lambda, because check() refuses a value that another cell has left.
_TEST = "état = (lambda: ex.{name}.check({answers}))().state\nassert état == {right!r}, état"
# In an assignment there is no course beside: a link to it keeps its words.
_LINK = re.compile(r"\[([^\]]+)\]\(\.\./[^)]*\)")


def assignment(exercise: Notebook) -> Notebook:
    """The source of an nbgrader assignment: answer cells marked, one locked test cell of one point below each."""
    cells = []
    for cell in navigation.without(exercise["cells"]):
        cell = copy.deepcopy(cell)
        source = cell["source"] = _LINK.sub(r"\1", source_of(cell))
        cells.append(cell)
        asked = _CHECK.search(source) if cell["cell_type"] == "code" else None
        if asked:
            name = asked[1]
            cell["metadata"]["nbgrader"] = _marks(f"{name}-reponse", solution=True)
            cells.append(_test(cell["id"], name, _answers(source, name)))
    return dict(exercise, cells=cells)


def _test(beside: str, name: str, answers: str) -> dict[str, Any]:
    marks = _marks(name, grade=True, locked=True) | {"points": 1}
    return {
        "cell_type": "code",
        "id": f"{beside}-note",
        "metadata": {"nbgrader": marks, "jupyter": {"source_hidden": True}},
        "source": _TEST.format(name=name, answers=answers, right=RIGHT),
        "execution_count": None,
        "outputs": [],
    }


def _marks(
    ident: str, *, grade: bool = False, solution: bool = False, locked: bool = False
) -> dict[str, Any]:
    return {
        "grade_id": ident,
        "grade": grade,
        "solution": solution,
        "locked": locked,
        "task": False,
        "schema_version": 3,
    }


def _answers(source: str, name: str) -> str:
    """What a cell gives to ``ex.q1.check``: « choix, limite »."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    call = next(one for one in calls if ast.unparse(one.func) == f"ex.{name}.check")
    return ", ".join(map(ast.unparse, call.args))


def export(folder: Path, numbers: list[str] | None = None) -> list[Path]:
    """Write ``source/03_marketplace/03_marketplace.ipynb`` for each lesson (all by default), and nbgrader's settings.

    Raises:
        LearnerError: a number is no lesson's.
    """
    found = folders.lessons_in(folders.notebooks_folder().parent / "exercises")
    if unknown := sorted(set(numbers or ()) - set(found)):
        raise LearnerError(typeset_markdown(f"Aucun exercice de ce numéro : {', '.join(unknown)[:60]}."))
    written = []
    for number in sorted(set(numbers or found)):
        path = folder / "source" / found[number].stem / found[number].name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(assignment(read(found[number])), ensure_ascii=False, indent=1)
        path.write_text(f"{text}\n", encoding="utf-8", newline="\n")
        written.append(path)
    settings = folder / "nbgrader_config.py"
    settings.write_text(CONFIG, encoding="utf-8", newline="\n")
    return [*written, settings]
