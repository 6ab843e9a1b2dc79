"""Why a cell stops, in a few French words: what an instructor reads beside « non lue »."""

from __future__ import annotations

import re

from bizmodels.errors import LearnerError
from bizmodels.slips.syntax_words import syntax_words

_LONGEST = 200


def syntax_error_words(source: str, error: SyntaxError) -> str:
    """What Python refuses in a cell, with its line."""
    try:
        said = syntax_words(source, error)[0]
    except Exception:  # a guess gone wrong must not hide the question
        said = f"Ligne {error.lineno or 1} : Python ne peut pas la lire."
    return _cut(said)


def error_words(error: Exception) -> str:
    """What an error says, without its final point."""
    text = str(error)
    match error:
        case LearnerError():
            return _cut(text).rstrip(".")
        case NameError():
            return f"le nom `{error.name}` n’existe pas"
        case ZeroDivisionError():
            return "une division par zéro"
        case KeyError():
            return f"{_cut(text)} n’est pas dans le tableau ou le dictionnaire"
        case IndexError():
            return "un numéro de ligne ou de place n’existe pas"
        case TypeError() if "ellipsis" in text:
            return "il reste un `...` à remplacer"
        case TypeError() if "tuple" in text:
            return "un calcul reçoit deux nombres au lieu d’un, souvent à cause d’une virgule décimale"
        case TypeError() if "not callable" in text:
            return "des parenthèses suivent une valeur qui n’est pas une fonction"
        case TypeError() if "argument" in text:
            return "une fonction reçoit trop ou trop peu de valeurs"
        case TypeError():
            return "un calcul mêle des valeurs qui ne vont pas ensemble"
        case AttributeError():
            name = re.search(r"attribute '(\w+)'", text)
            return f"`.{name[1]}` n’existe pas" if name else "un nom après un point n’existe pas"
        case RecursionError():
            return "une fonction s’appelle elle-même sans fin"
        case AssertionError():
            return "une vérification (`assert`) n’est pas remplie"
        case OverflowError():
            return "un nombre devient trop grand"
        case ValueError():
            return "une valeur n’est pas admise"
    return f"erreur de type `{type(error).__name__}`"


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
