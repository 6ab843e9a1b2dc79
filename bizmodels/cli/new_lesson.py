"""``bizmodels new-lesson 27_kiosque --model Kiosque``: a lesson that already passes the structure test."""

from __future__ import annotations

import argparse
from pathlib import Path

from bizmodels.cli.course import course_folder
from bizmodels.cli.say import say

NAME = "new-lesson"
HELP = "pose le squelette d’une leçon (auteurs)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.add_argument("name", metavar="NN_SUJET", help="nom de la leçon, par exemple 27_kiosque")
    parser.add_argument("--model", default="D2C", metavar="CLASSE", help="classe du modèle (D2C sinon)")
    parser.add_argument("--title", default="Titre à écrire", help="titre affiché")


def run(options: argparse.Namespace) -> int:
    """Write and execute ``notebooks/NN_SUJET.ipynb``; 0 when done."""
    from bizmodels.exercises import notebook, skeleton

    cls = skeleton.model_class(options.model)
    name = skeleton.check_name(options.name)
    path = course_folder() / "notebooks" / f"{name}.ipynb"
    return laid([(path, notebook.dumps(skeleton.lesson(name, cls, options.title)))], execute=[path])


def laid(files: list[tuple[Path, str]], execute: list[Path]) -> int:
    """Write new files, execute the notebooks among them, and say what comes next."""
    from bizmodels.exercises import notebook, skeleton

    skeleton.write_new(files)
    for path in execute:
        notebook.execute(path)
    for path, _ in files:
        say(f"[OK] {path.parent.name}/{path.name}")
    say(
        "La suite : remplacer chaque « À écrire », puis python tests/lessons.py sur le cahier (CONTRIBUTING.md)."
    )
    return 0
