"""``bizmodels forget``: the learner's bets and answers are deleted, for the next one on the same machine."""

from __future__ import annotations

import argparse

from bizmodels.cli.say import say
from bizmodels.french import plural

NAME = "forget"
HELP = "efface vos paris et vos réponses gardés sur cette machine"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No option: everything goes."""


def run(options: argparse.Namespace) -> int:
    """Delete the learner's files and say which."""
    from bizmodels import learner

    gone = learner.forget()
    if not gone:
        say(f"Rien à effacer : {learner.folder()} ne contient ni pari ni réponse.")
    else:
        say(
            f"{plural(len(gone), 'fichier effacé', 'fichiers effacés')} dans {learner.folder()} : {', '.join(gone)}."
        )
    return 0
