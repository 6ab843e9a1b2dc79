"""``bizmodels export-nbgrader DIR``: the exercises as sources of nbgrader assignments."""

from __future__ import annotations

import argparse
from pathlib import Path

from bizmodels.cli.say import say
from bizmodels.french import plural

NAME = "export-nbgrader"
HELP = "prépare les exercices pour nbgrader"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder, and which lessons."""
    parser.add_argument("folder", metavar="DOSSIER", help="dossier du cours nbgrader")
    parser.add_argument(
        "--lessons", metavar="NUMÉROS", help="leçons, séparées par des virgules : 03,05 (toutes)"
    )


def run(options: argparse.Namespace) -> int:
    """Write the sources and say what to do next."""
    from bizmodels.classroom.nbgrader import export

    wanted = (
        [one.strip().zfill(2) for one in options.lessons.split(",") if one.strip()]
        if options.lessons
        else None
    )
    *written, _ = export(Path(options.folder), wanted)
    say(
        f"{plural(len(written), 'exercice prêt', 'exercices prêts')} dans {options.folder}, avec nbgrader_config.py."
    )
    say(f"Ensuite : cd {options.folder}, puis nbgrader generate_assignment {written[0].stem}")
    say("nbgrader exécute les copies sur votre machine ; « bizmodels grade » les lit sans rien exécuter.")
    return 0
