"""An error of Python inside a student's code, told in French with its line."""

from __future__ import annotations

import difflib
from typing import Any

from bizmodels import french
from bizmodels.core.place import at_error
from bizmodels.errors import LearnerError

_CAUSES = {
    ZeroDivisionError: "divise par zéro quels que soient les réglages",
    OverflowError: "donne un nombre trop grand",
    RecursionError: "s’appelle elle-même sans fin",
    AttributeError: "demande à un objet ce qu’il n’a pas",
    KeyError: "cherche une clé absente",
    IndexError: "cherche un rang absent",
    ImportError: "importe un module absent",
    TypeError: "mêle des choses qui ne se calculent pas ensemble",
    ValueError: "reçoit une valeur qui ne convient pas",
}


def known_names(cls: type) -> list[str]:
    """The parameters and key figures of a model, by their names in the code."""
    return [*cls.__params__, *cls.__kpis__]


def figure_name(figure: Any, cls: type) -> str:
    """« La grandeur « LTV » (`ltv`) de K »."""
    return f"La grandeur {french.quote(figure.label)} (`{figure.name}`) de {cls.__name__}"


def failure(what: str, error: BaseException, known: list[str] = (), draws: bool = False) -> LearnerError:
    """The sentence for an error of Python inside the student's code."""
    place = at_error(error)
    if isinstance(error, LearnerError):
        text = str(error)
        return LearnerError(text if not place or place in text else f"{text}{place}")
    if isinstance(error, NameError) and error.name:
        close = difflib.get_close_matches(error.name, known, n=1, cutoff=0.6)
        hint = f" Vouliez-vous dire `self.{close[0]}`{french.NBSP}?" if close else ""
        return LearnerError(
            f"{what} emploie {french.quote(error.name)}, qui n’est défini nulle part{place}.{hint}"
        )
    cause = next(
        (text for kind, text in _CAUSES.items() if isinstance(error, kind)), "s’arrête sur une erreur"
    )
    said = (
        ""
        if isinstance(error, RecursionError | ZeroDivisionError)
        else f" Python dit{french.NBSP}: {french.quote(f'{type(error).__name__}: {error}'[:160])}."
    )
    hint = ""
    if isinstance(error, ValueError) and "read-only" in str(error):
        cause = "change sur place un tableau de tirages"
        hint = f" Écrire `r = r * 0.8` au lieu de `r *= 0.8`{french.NBSP}: un nouveau tableau, le premier reste ce qu’il est."
    elif isinstance(error, TypeError | ValueError) and draws:
        hint = " Un paramètre est ici un tableau de tirages : écrire np.where, np.sqrt, np.maximum, np.round plutôt que if, math, max, round ou int."
    return LearnerError(f"{what} {cause}{place}.{said}{hint}")
