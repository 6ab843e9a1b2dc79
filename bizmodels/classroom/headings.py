"""What the questions of an exercise are called: the headings of its notebook, which students have before their eyes."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from bizmodels import french
from bizmodels.classroom.judge import Marked
from bizmodels.course import folders, plan
from bizmodels.course.regions import source_of
from bizmodels.exercises.engine import declaration

_HEADING = re.compile(r"(?m)^##\s+(?:\d+\s*·\s*)?(.+?)(?:\s*·\s*\d+\s*min)?\s*$")
_CHECK = re.compile(r"(?m)^(?!\s*#).*\bex\.(q\d+)\.check\(")


@cache
def titles(exercise: str) -> dict[str, str]:
    """Title of each question: that of the notebook, else the label of its number, else « Question 3 »."""
    declared = declaration(exercise).questions
    made = {
        f"q{number}": getattr(one, "label", "") or f"Question {number}"
        for number, one in enumerate(declared, 1)
    }
    return made | {name: title for name, title in _written(exercise).items() if name in made}


def lesson_of(exercise: str) -> str:
    """« leçon 03, Place de marché »; empty where the plan has no such lesson."""
    found = plan.lesson(exercise[:2])
    return f"leçon {found.number}, {found.title}" if found else ""


def called(exercise: str) -> str:
    """« 03 (Place de marché) », as a student knows it."""
    return f"{exercise[:2]} ({declaration(exercise).title})"


def wrong_exercise(marked: Marked, exercise: str) -> str:
    """What is said to who handed in another exercise than the one asked for; empty where it is the right one."""
    own = marked.handin.exercise
    if not exercise or not own or own == exercise:
        return ""
    return french.typeset(
        f"Ce n’est pas l’exercice demandé, {called(exercise)} : vous avez remis l’exercice {called(own)}. "
        f"Remettez le cahier {exercise}.ipynb."
    )


def nameless() -> str:
    """What is said to who handed in a notebook whose pseudonym is not read."""
    return french.typeset(
        'Votre pseudonyme n’a pas été lu. Écrivez-le entre guillemets, dans sa cellule : pseudonyme = "renard bleu", '
        "avec le vôtre. Relancez toutes les cellules, enregistrez, et remettez le cahier."
    )


def _written(exercise: str) -> dict[str, str]:
    path = _notebook(exercise)
    if path is None:
        return {}
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, LookupError, TypeError):
        return {}
    found, last = {}, ""
    for cell in cells:
        if cell.get("cell_type") == "markdown":
            last = (_HEADING.findall(source_of(cell)) or [last])[-1]
        elif last and (check := _CHECK.search(source_of(cell))):
            found[check[1]], last = last, ""
    return found


def _notebook(exercise: str) -> Path | None:
    here = folders.current()
    places = [folders.checkout(), *([here, here.parent] if here else [])]
    paths = (place / room / f"{exercise}.ipynb" for place in places for room in ("exercises", "solutions"))
    return next((path for path in paths if path.is_file()), None)
