"""Read what a learner typed as one number, or say in French why it is none."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from typing import Any

import numpy as np

from bizmodels import french
from bizmodels.errors import LearnerError

_SHOWN = 40


@dataclass(frozen=True)
class Reading:
    """A number, or the name of what is wrong (``cause``) with the sentence that explains it."""

    value: float = math.nan
    cause: str = ""
    sentence: str = ""


def untouched(answer: Any) -> bool:
    """Whether the stub still stands: ``...`` or ``None``."""
    return answer is ... or answer is None


def read_number(answer: Any) -> Reading:
    """Read ``answer`` as a finite number; never raises, whatever it is.

    Only what a program may hand over as one number is accepted: int, float, their numpy kin, Decimal,
    Fraction. Text, truth values and collections come back with a cause and a French sentence.
    """
    if isinstance(answer, bool | np.bool_):
        return Reading(
            cause="booléen",
            sentence=f"`{answer}` est un vrai ou faux, pas un nombre. Donnez la valeur calculée, pas le résultat d'un test.",
        )
    if isinstance(answer, str):
        return _text(answer)
    if isinstance(answer, tuple) and len(answer) == 2 and all(_digits(part) for part in answer):
        return comma(str(answer[0]), str(answer[1]))
    if isinstance(answer, tuple) and len(answer) == 2 and all(_real(part) for part in answer):
        return Reading(
            cause="virgule décimale",
            sentence=f"La virgule a coupé votre calcul en deux nombres, `{answer[0]:.6g}` et `{answer[1]:.6g}`. "
            "En Python, la virgule décimale est un point : écrivez `25 / 1.2`, pas `25 / 1,2`.",
        )
    if isinstance(answer, tuple | list | dict | set | frozenset | np.ndarray) or hasattr(answer, "iloc"):
        if getattr(answer, "shape", None) != ():
            return Reading(
                cause="plusieurs valeurs",
                sentence="La réponse attendue est un seul nombre ; vous en donnez une liste ou un tableau. "
                "Choisissez la valeur voulue, par exemple avec `.loc[...]`.",
            )
    elif callable(answer):
        return Reading(
            cause="fonction",
            sentence="Vous donnez une fonction, pas son résultat. Ajoutez les parenthèses et les valeurs entre elles.",
        )
    try:
        value = float(answer)
    except OverflowError:
        return _not_finite("un nombre trop grand pour être une réponse")
    except Exception:  # any object may stand here, also one whose conversion is broken
        return Reading(
            cause="pas un nombre",
            sentence=f"Une valeur de type `{type(answer).__name__[:_SHOWN]}` n'est pas un nombre. Donnez un nombre, par exemple `12.5`.",
        )
    if math.isnan(value):
        return _not_finite("« pas un nombre » (nan) : un calcul n'a pas abouti, souvent 0 divisé par 0")
    if math.isinf(value):
        return _not_finite("un nombre infini : un calcul divise par zéro")
    return Reading(value)


def comma(whole: str, decimals: str) -> Reading:
    """The explanation of a decimal comma; nothing typed is lost, it is written back with its point."""
    return Reading(
        cause="virgule décimale",
        sentence=f"`{whole},{decimals}` se lit ici comme deux nombres. En Python, la virgule décimale est un point : `{whole}.{decimals}`.",
    )


def _digits(part: Any) -> bool:
    # A longer integer could not even be printed (Python refuses to), and is no decimal part.
    return isinstance(part, int) and not isinstance(part, bool) and abs(part) < 10**12


def _real(part: Any) -> bool:
    number = isinstance(part, int | float | np.integer | np.floating) and not isinstance(part, bool)
    return number and abs(part) < 10**12


def _not_finite(what: str) -> Reading:
    return Reading(
        cause="pas fini", sentence=f"Vous donnez {what}. Vérifiez le dénominateur de votre formule."
    )


def _text(answer: str) -> Reading:
    shown = answer.strip()
    shown = shown[:_SHOWN] + ("…" if len(shown) > _SHOWN else "")
    try:
        value = french.parse(answer[: sys.int_info.default_max_str_digits])
    except LearnerError:
        value = math.nan
    if not math.isfinite(value):
        return Reading(
            cause="texte",
            sentence=f"« {shown or '(vide)'} » est un texte, pas un nombre. Écrivez un nombre sans guillemets, par exemple `12.5`.",
        )
    if "%" in answer:
        return Reading(
            cause="pourcentage en texte",
            sentence=f"« {shown} » est un texte. Un pourcentage s'écrit comme une fraction, sans guillemets : `{value / 100:.12g}`.",
        )
    point = " La virgule décimale est un point." if "," in answer else ""
    return Reading(
        cause="nombre en texte",
        sentence=f"« {shown} » est un texte, à cause des guillemets.{point} Écrivez `{value:.12g}`, sans guillemets ni unité.",
    )
