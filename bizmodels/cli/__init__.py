"""The command line: ``bizmodels lab`` opens the course, ``bizmodels check`` looks at the machine.

A command is a module of this package with ``NAME``, ``HELP``, ``add_arguments(parser)`` and
``run(options) -> exit code``; adding one means adding its module to ``COMMANDS``. Each module imports
what is heavy inside ``run``, so that ``bizmodels --help`` is immediate.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence

from bizmodels.cli import check, forget, grade, lab, new_exercise, new_lesson
from bizmodels.cli.parser import FrenchParser
from bizmodels.cli.say import say
from bizmodels.errors import LearnerError

COMMANDS = (lab, check, grade, forget, new_lesson, new_exercise)


def build_parser() -> FrenchParser:
    """The parser of every command; the chosen module is in ``options.command``."""
    parser = FrenchParser(
        prog="bizmodels", description="Le cours « modèles d’affaires du commerce connecté »."
    )
    subparsers = parser.add_subparsers(title="commandes", metavar="COMMANDE")
    for command in COMMANDS:
        sub = subparsers.add_parser(command.NAME, help=command.HELP, description=command.HELP)
        command.add_arguments(sub)
        sub.set_defaults(command=command)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command (by default the words typed after ``bizmodels``) and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A cp1252 console or a pipe under Windows cannot write U+202F, which French typography needs.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    parser = build_parser()
    options = parser.parse_args(arguments)
    if not hasattr(options, "command"):
        parser.print_help()
        return 0
    try:
        return options.command.run(options)
    except LearnerError as error:
        say(f"À corriger — {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("\nArrêté.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever read the output has left (« | head »): nobody is there to be told, nor at Python's own last flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        where = f" sur « {error.filename} »" if error.filename else ""
        say(f"À corriger — {reason(error)}{where}.", file=sys.stderr)
        return 1


_REASONS = {
    errno.ENOSPC: "le disque est plein",
    getattr(errno, "EDQUOT", None): "votre quota de disque est atteint",  # Windows has no such number
    errno.EACCES: "l’accès est refusé",
    errno.EPERM: "l’accès est refusé",
    errno.EROFS: "ce dossier est en lecture seule",
    errno.ENOENT: "fichier ou dossier introuvable",
    errno.EADDRINUSE: "ce port est déjà pris",
    errno.ENOTDIR: "un fichier porte le nom attendu pour un dossier",
    errno.EEXIST: "un fichier porte le nom attendu pour un dossier",  # only folders are made without looking first
    errno.EISDIR: "un dossier porte le nom attendu pour un fichier",
}


def reason(error: OSError) -> str:
    """What the machine refused, in French; the system's own words where there are no others."""
    return _REASONS.get(error.errno, f"la machine a refusé ({error.strerror or type(error).__name__})")
