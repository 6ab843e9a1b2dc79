"""``bizmodels edition --class DIR --lessons 03,05``: the course as a class receives it, without its solutions."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from bizmodels import french
from bizmodels.cli.course import course_folder
from bizmodels.cli.say import say
from bizmodels.errors import LearnerError

NAME = "edition"
HELP = "fait le zip d’une classe, sans corrigés"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command."""
    parser.add_argument("--class", dest="target", required=True, metavar="DOSSIER", help="où l’écrire")
    parser.add_argument("--lessons", default="", metavar="03,05", help="leçons données (toutes sinon)")
    parser.add_argument("--word", default="", metavar="MOT", help="mot qui ouvrira les corrigés")
    parser.add_argument(
        "--opens",
        default="",
        metavar="AAAA-MM-JJ",
        help="jour annoncé aux étudiants (rien ne s’ouvre tout seul)",
    )


def run(options: argparse.Namespace) -> int:
    """Write folder and zips, and say what to do with each; 0 when done."""
    from bizmodels.classroom import edition

    lessons = [one.zfill(2) for one in options.lessons.replace(",", " ").split()]
    made = edition.make(course_folder(), Path(options.target), lessons, options.word, _day(options.opens))
    lent, size = french.plural(len(made.lessons), "leçon"), made.archive.stat().st_size / 1e6
    say(f"Édition de classe : {lent} ({', '.join(made.lessons)}), sans corrigés.")
    for number, lacking in made.lacking.items():
        say(
            f"  la leçon {number} part de ce que donnent les leçons {french.listing(lacking)}, que ce zip n’a pas : "
            "ajoutez-les, ou rappelez-les"
            if len(lacking) > 1
            else f"  la leçon {number} part de ce que donne la leçon {lacking[0]}, que ce zip n’a pas : ajoutez-la, ou rappelez-la"
        )
    say(f"  à déposer sur Moodle : {made.archive} ({french.number(size, 1)} Mo)")
    say(f"  le même, en dossier : {made.folder}")
    if options.word.strip():
        say(f'  corrigés : le mot dit, la classe exécutera ex.unlock("{options.word.strip()}")')
        say("    les majuscules ne comptent pas, les accents et traits d’union comptent")
        say("    ces fichiers les ouvrent aussi, sans le mot ; ne publiez que l’un des deux :")
    else:
        say("  corrigés, à publier quand vous voudrez :")
    say(f"    {', '.join(path.name for path in made.corrections)}")
    say(
        "Les formules des questions restent dans le paquet : fermé veut dire que le corrigé ne s’affiche pas."
    )
    return 0


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise LearnerError(
            f"« {text} » n’est pas un jour : écrivez par exemple --opens 2026-12-05."
        ) from None
