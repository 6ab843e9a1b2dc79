"""Where one is and where one goes next: the first and the last cell of each lesson, exercise and solution.

``python -m bizmodels.course.navigation [--check] [FOLDER]`` writes them from the plan into ``notebooks/`` and
``solutions/`` (``exercises/`` are generated from these), or only says what is missing, stale or misplaced. Links are
relative, so that the three folders may stand anywhere; only what exists is linked. An exercise is copied from its
solution cell by cell: both hold the same line, which leads to exercises by the way through ``../exercises``.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bizmodels.course import folders, plan
from bizmodels.course.notebook import load, save
from bizmodels.course.regions import source_of, tagged
from bizmodels.prose import typeset_markdown

TAG, TOP, BOTTOM = "navigation", "navigation-haut", "navigation-bas"
# By the id of its cell: JupyterLab scrolls to a heading only in a notebook that is open already.
MAP_CELL = "accueil-carte"
MAP = f"{folders.WELCOME}#cell-id={MAP_CELL}"
WRITTEN = ("notebooks", "solutions")


def texts(path: Path) -> tuple[str, str]:
    """The line above and the line below a notebook of the course, in markdown, from the plan and the files there are."""
    course, number = path.parent.parent, path.name[:2]
    lessons = folders.lessons_in(course / "notebooks")
    # A class edition has no solutions; elsewhere exercises are made from them.
    exercises = folders.lessons_in(course / "solutions") or folders.lessons_in(course / "exercises")
    before = max((one for one in lessons if one < number), default="")
    after = min((one for one in lessons if one > number), default="")
    in_lesson = path.parent.name == "notebooks"
    to_lesson = "" if in_lesson else "../notebooks/"

    def lesson(of: str, text: str) -> str:
        return f"[{text}]({to_lesson}{lessons[of].name})" if of in lessons else ""

    def exercise(of: str, text: str) -> str:
        return f"[{text}](../exercises/{exercises[of].name})" if of in exercises else ""

    the_map = f"[plan du cours]({to_lesson}{MAP})" if lessons.get("00") else ""
    if in_lesson:
        last = max(plan.LESSONS[-1].number, number)
        top = (lesson(before, f"← {_named(before)}"), f"Leçon {number} sur {last}", the_map,
               lesson(after, f"{_named(after)} →"))  # fmt: skip
        bottom = (lesson(after, f"Leçon suivante : {_named(after)} →"), exercise(number, f"exercice {number}"), the_map,
                  lesson(before, f"← {_named(before)}"))  # fmt: skip
    else:
        next_one = min((one for one in exercises if one > number), default="")
        top = (lesson(number, f"← Leçon {_named(number)}"), f"Exercice {number}", the_map,
               exercise(next_one, f"exercice {next_one} →"))  # fmt: skip
        bottom = (lesson(after, f"Leçon suivante : {_named(after)} →"), exercise(next_one, f"exercice {next_one}"), the_map,
                  lesson(number, f"← revoir la leçon {_named(number)}"))  # fmt: skip
    return _line(top), _line(bottom) or _line(top)


def _named(number: str) -> str:
    known = plan.lesson(number)
    return f"{number} · {known.title}" if known else number


def _line(pieces: Sequence[str]) -> str:
    return typeset_markdown(" · ".join(piece for piece in pieces if piece))


def cells(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Both cells of a notebook."""
    first, last = (
        {"cell_type": "markdown", "id": name, "metadata": {"tags": [TAG]}, "source": text}
        for name, text in zip((TOP, BOTTOM), texts(path), strict=True)
    )
    return first, last


def put(notebook: dict[str, Any], path: Path) -> dict[str, Any]:
    """The notebook between its two lines; those that it had are left out wherever they stand."""
    first, last = cells(path)
    return notebook | {"cells": [first, *without(notebook["cells"]), last]}


def without(among: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The cells that are the notebook's own."""
    return [cell for cell in among if not _is_navigation(cell)]


def _is_navigation(cell: dict[str, Any]) -> bool:
    return tagged(cell, TAG) or cell.get("id") in {TOP, BOTTOM}


def problems(notebook: dict[str, Any], path: Path) -> list[str]:
    """What is missing, stale or misplaced in one notebook."""
    found = notebook["cells"]
    told = []
    for wanted, place, at in zip(cells(path), ("first", "last"), (0, len(found) - 1), strict=True):
        name = wanted["id"]
        here = [n for n, cell in enumerate(found) if cell.get("id") == name]
        if not here:
            told.append(f"« {name} » is missing")
        elif here != [at]:
            told.append(f"« {name} » is misplaced: cell {here[0] + 1} instead of the {place} one")
        elif source_of(found[at]) != wanted["source"] or not tagged(found[at], TAG):
            told.append(f"« {name} » is stale: « {source_of(found[at])} »")
    told += [
        f"cell {n}: tagged « {TAG} » but neither « {TOP} » nor « {BOTTOM} »"
        for n, cell in enumerate(found, 1)
        if tagged(cell, TAG) and cell.get("id") not in {TOP, BOTTOM}
    ]
    if path.name == folders.WELCOME and path.parent.name == "notebooks":
        told += (
            []
            if any(cell.get("id") == MAP_CELL for cell in found)
            else [f"no cell « {MAP_CELL} », to which every notebook links"]
        )
    return told


def written_in(course: Path) -> list[Path]:
    """The lessons and solutions of a course."""
    return [path for folder in WRITTEN for path in sorted(folders.lessons_in(course / folder).values())]


def link(course: Path, name: str) -> None:
    """Write the lines of one lesson, its solution and its exercise, those that exist."""
    for folder in folders.ROOMS:
        path = course / folder / f"{name}.ipynb"
        if path.is_file():
            save(path, put(load(path), path))


def main(arguments: Sequence[str]) -> int:
    """Write the lines, or only name what is wrong with ``--check``; 1 when something is."""
    given = [one for one in arguments if one != "--check"]
    course, wrong = Path(given[0]) if given else Path.cwd(), []
    for path in written_in(course.resolve()):
        notebook = load(path)
        if "--check" not in arguments:
            notebook = put(notebook, path)
            if save(path, notebook):
                print(f"{path.parent.name}/{path.name}: written")
        wrong += [f"{path.parent.name}/{path.name}: {one}" for one in problems(notebook, path)]
    for one in wrong:
        print(one, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    sys.stderr.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1:]))
