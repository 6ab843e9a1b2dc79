"""``bizmodels board CODES``: the class's codes become one page for the projector."""

from __future__ import annotations

import argparse
from pathlib import Path

from bizmodels.cli.say import say
from bizmodels.errors import LearnerError

NAME = "board"
HELP = "montre les paris et réponses de la classe"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the codes are, the page to write, one lesson."""
    parser.add_argument(
        "codes",
        metavar="CODES",
        type=Path,
        help="un fichier de texte, un dossier de fichiers, ou le zip de Moodle (devoir « texte en ligne »)",
    )
    parser.add_argument("--out", metavar="FICHIER", type=Path, help="la page à écrire (tableau.html sinon)")
    parser.add_argument("--lesson", metavar="NN", help="une seule leçon, 03 par exemple")


def run(options: argparse.Namespace) -> int:
    """Write the page and say what was read; 0 when done."""
    from bizmodels.classroom.board import board

    if not options.codes.exists():
        raise LearnerError(
            f"« {options.codes} » n’existe pas : donnez un fichier de texte, un dossier ou le zip de Moodle."
        )
    say("Lecture des codes, puis calcul des résultats de la leçon…")
    made = board(options.codes, options.lesson)
    out = options.out or Path("tableau.html")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(made.page(), encoding="utf-8", newline="\n")
    say(f"{made!r}.")
    for one in made.told():
        say(f"  {one}")
    say(
        f"La page : {out}. Ouvrez-la dans un navigateur, F11 pour le plein écran ; « suite » en bas à droite, ou ↓."
    )
    return 0
