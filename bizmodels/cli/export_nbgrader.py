"""``bizmodels export-nbgrader 03 --out DOSSIER``: an exercise as an nbgrader assignment."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from bizmodels.cli.course import course_folder
from bizmodels.cli.say import say
from bizmodels.errors import LearnerError

NAME = "export-nbgrader"
HELP = "écrit un exercice pour nbgrader"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which exercise, and where."""
    parser.add_argument("exercise", metavar="EXERCICE", help="son numéro : 03")
    parser.add_argument("--out", metavar="DOSSIER", required=True, help="le dossier du cours nbgrader")


def run(options: argparse.Namespace) -> int:
    """Write the assignment and the setting it needs; 0 when done."""
    from bizmodels.classroom import nbgrader_export
    from bizmodels.course import folders

    found = folders.lessons_in(course_folder() / "exercises")
    path = found.get(options.exercise[:2].zfill(2))
    if path is None:
        raise LearnerError(f"il n’y a pas d’exercice « {options.exercise} ».")
    out = Path(options.out)
    target = out / "source" / path.stem / path.name
    config = out / "nbgrader_config.py"
    if target.exists():
        raise LearnerError(f"« {target} » existe déjà : déplacez-le, ou donnez un autre dossier.")
    target.parent.mkdir(parents=True, exist_ok=True)
    made = nbgrader_export.assignment(json.loads(path.read_text(encoding="utf-8")))
    target.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    say(f"Écrit : {target}.")
    if config.exists():
        say(f"« {config.name} » existe déjà ; il doit contenir : c.ClearSolutions.enabled = False")
    else:
        config.write_text(nbgrader_export.CONFIG, encoding="utf-8", newline="\n")
    say(f"Ensuite, dans ce dossier : nbgrader generate_assignment {path.stem} --create")
    return 0
