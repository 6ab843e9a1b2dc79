"""argparse speaking French: its own words are English and cannot be configured."""

from __future__ import annotations

import argparse
import re
import sys
from typing import NoReturn

from bizmodels.cli.say import say, typeset

_FRENCH_ERRORS = (
    (r"^argument COMMANDE: ", ""),
    (r"^argument (\S+): ", r"option \1 : "),
    (r"invalid choice: '?(.*?)'? \(choose from (.*)\)", r"« \1 » n’est pas connu ; choix : \2"),
    (r"unrecognized arguments: (.*)", r"ceci n’est pas compris : « \1 »"),
    (r"expected one argument", "il manque sa valeur"),
    (r"expected at least one argument", "il manque au moins une valeur"),
    (r"the following arguments are required: (.*)", r"il manque : \1"),
    (r"ambiguous option: (\S+) could match (.*)", r"« \1 » peut vouloir dire : \2"),
    (r"ignored explicit argument '?(.*?)'?$", r"cette option ne prend pas de valeur, reçu « \1 »"),
    (r"invalid \S+ value: '?(.*?)'?$", r"« \1 » n’est pas une valeur admise"),
    (r"not allowed with argument (\S+)", r"ne va pas avec \1"),
)


class FrenchParser(argparse.ArgumentParser):
    """An ``ArgumentParser`` whose help and errors are in French; its subparsers are of the same class."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, add_help=False, **kwargs)
        self._optionals.title, self._positionals.title = "options", "arguments"
        self.add_argument("-h", "--help", action="help", help="affiche cette aide")

    def format_usage(self) -> str:
        """The usage line, in French."""
        return _translate_usage(super().format_usage())

    def format_help(self) -> str:
        """The whole help, in French."""
        return _translate_usage(super().format_help())

    def error(self, message: str) -> NoReturn:
        """Say in French what was not understood, and how to ask for help; exit code 2."""
        for english, french in _FRENCH_ERRORS:
            message = re.sub(english, french, message)
        say(f"À corriger — {message}.", file=sys.stderr)
        say(f"Aide : {self.prog} --help", file=sys.stderr)
        sys.exit(2)


def _translate_usage(text: str) -> str:
    return typeset(text.replace("usage: ", "Emploi : ", 1))
