"""``bizmodels new-exercise 27_kiosque``: questions, solution and exercise that already pass their tests."""

from __future__ import annotations

import argparse
from pathlib import Path

from bizmodels.cli import new_lesson
from bizmodels.cli.course import course_folder
from bizmodels.errors import LearnerError

NAME = "new-exercise"
HELP = "pose le squelette d’un exercice (auteurs)"
add_arguments = new_lesson.add_arguments


def run(options: argparse.Namespace) -> int:
    """Write the module of questions, the solution and the exercise that it gives; 0 when done."""
    from bizmodels.course import notebook, skeleton
    from bizmodels.exercises import generate, sheets

    cls = skeleton.model_class(options.model)
    name, title = skeleton.check_name(options.name), skeleton.check_title(options.title)
    course = course_folder()
    room = Path(sheets.__file__).parent
    if course.resolve() not in room.resolve().parents:
        raise LearnerError(
            f"bizmodels est installé dans « {room.parents[1]} », hors du cours : un exercice s’écrit dans une copie du dépôt. "
            "Dans le dossier du cours : pip install -e ."
        )
    questions = room / f"ex_{name}.py"
    solution = course / generate.SOURCE / f"{name}.ipynb"
    exercise = course / generate.TARGET / f"{name}.ipynb"
    answers = skeleton.solution(name, title)
    return new_lesson.laid(
        [
            (questions, skeleton.questions(name, cls, title)),
            (solution, notebook.dumps(answers)),
            (exercise, generate.exercise_of(answers, f"{generate.SOURCE}/{name}.ipynb")),
        ],
        execute=[solution],
    )
