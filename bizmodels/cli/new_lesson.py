"""``bizmodels new-lesson 27_kiosque --model Kiosque``: a lesson that already passes the structure test."""

from __future__ import annotations

import argparse
from pathlib import Path

from bizmodels.cli import home
from bizmodels.cli.course import course_folder
from bizmodels.cli.say import say
from bizmodels.errors import LearnerError

NAME = "new-lesson"
HELP = "pose le squelette d’une leçon (auteurs)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.add_argument("name", metavar="NN_SUJET", help="nom de la leçon, par exemple 27_kiosque")
    parser.add_argument("--model", default="D2C", metavar="CLASSE", help="classe du modèle (D2C sinon)")
    parser.add_argument("--title", default="Titre à écrire", help="titre affiché")


def run(options: argparse.Namespace) -> int:
    """Write and execute ``notebooks/NN_SUJET.ipynb``; 0 when done."""
    from bizmodels.course import notebook, skeleton

    cls = skeleton.model_class(options.model)
    name, title = skeleton.check_name(options.name), skeleton.check_title(options.title)
    path = course_folder() / "notebooks" / f"{name}.ipynb"
    return laid([(path, notebook.dumps(skeleton.lesson(name, cls, title)))], execute=[path])


def laid(files: list[tuple[Path, str]], execute: list[Path]) -> int:
    """Write new files, execute the notebooks among them, and say what comes next; all or none of them.

    Raises:
        LearnerError: a file exists, or a notebook does not run.
    """
    from bizmodels.course import navigation, notebook, skeleton

    home.lend()
    skeleton.write_new(files)
    try:
        for path in execute:
            notebook.execute(path)
        navigation.link(course_folder(), execute[0].stem)
    except BaseException as error:  # Ctrl + C too: what stayed would be refused at the next try
        skeleton.take_away(path for path, _ in files)
        if isinstance(error, notebook.ExecutionFailed):
            raise LearnerError(f"le cahier ne s’exécute pas, rien n’a été gardé.\n{error}") from None
        raise
    for path, _ in files:
        say(f"[OK] {path.parent.name}/{path.name}")
    say(
        "La suite : remplacer chaque « À écrire », puis python -m bizmodels.course.contract sur le cahier (CONTRIBUTING.md). "
        "Pour que ses voisins y mènent : make exercises."
    )
    return 0
