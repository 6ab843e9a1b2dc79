"""Read what a learner typed as one number, or say in French why it is none."""

from __future__ import annotations

import ast
import math
import sys
import warnings
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.exercises.guard import FAULTS, is_a, kind_name, plain
from bizmodels.lazy import pd

_SHOWN = 40
_SEVERAL = (tuple, list, dict, set, frozenset, np.ndarray)


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
    Fraction. Text, truth values and collections come back with a cause and a French sentence, and so does
    an object that only claims to be a number.
    """
    try:
        return _read(plain(answer))
    except FAULTS:  # any object may stand here, also one whose conversion is broken
        return _no_number(answer)


def _read(answer: Any) -> Reading:
    if is_a(answer, bool, np.bool_):
        return Reading(
            cause="booléen",
            sentence=f"`{bool(answer)}` est un vrai ou faux, pas un nombre. Donnez la valeur calculée, pas le résultat d'un test.",
        )
    if is_a(answer, str):
        return _text(answer)
    if is_a(answer, bytes, bytearray):
        return _text(bytes(answer[: sys.int_info.default_max_str_digits]).decode("utf-8", "replace"))
    if is_a(answer, tuple) and len(answer) == 2 and all(_digits(part) for part in answer):
        return comma(str(answer[0]), str(answer[1]))
    if is_a(answer, tuple) and len(answer) == 2 and all(_broken(part) for part in answer):
        # A decimal comma leaves whole digits at its right; two fractions are the ends of an interval.
        return Reading(
            cause="plusieurs valeurs",
            sentence=f"Vous donnez deux nombres, `{answer[0]:.6g}` et `{answer[1]:.6g}` ; la réponse attendue en est un seul. Un intervalle a deux "
            "bornes : `[0]` prend la première, la plus basse, et `[1]` la seconde.",
        )
    if is_a(answer, tuple) and len(answer) == 2 and all(_real(part) for part in answer):
        return Reading(
            cause="virgule décimale",
            sentence=f"La virgule a coupé votre calcul en deux nombres, `{answer[0]:.6g}` et `{answer[1]:.6g}`. "
            "En Python, la virgule décimale est un point, comme dans `25 / 1.2`.",
        )
    if is_a(answer, tuple) and 2 < len(answer) < _SHOWN and all(_real(part) for part in answer):
        return Reading(
            cause="virgule décimale",
            sentence="Les virgules ont coupé votre calcul en plusieurs nombres. En Python, la virgule décimale est un point : "
            "remplacez chaque `,` par un `.`, comme dans `25 / 1.2`.",
        )
    if is_a(answer, np.ndarray) and not is_a(answer, np.ma.MaskedArray) and _alone(answer):
        return read_number(np.ndarray.item(answer))
    if is_a(answer, *_SEVERAL, pd.Series, pd.DataFrame, pd.Index):
        return _several(answer)
    if not _one_number(answer):
        if callable(answer):
            return Reading(
                cause="fonction",
                sentence="Vous donnez une fonction, pas son résultat. Ajoutez les parenthèses et les valeurs entre elles.",
            )
        return _no_number(answer)
    try:
        value = float(answer)
    except OverflowError:
        return _not_finite("un nombre trop grand pour être une réponse")
    if math.isnan(value):
        return _not_finite("« pas un nombre » (nan) : un calcul n'a pas abouti, souvent 0 divisé par 0")
    if math.isinf(value):
        return _not_finite("un nombre infini : un calcul divise par zéro")
    return Reading(value)


def _broken(part: Any) -> bool:
    """Whether ``part`` is a number with decimals."""
    return is_a(part, float, np.floating) and math.isfinite(part) and part != int(part)


def _alone(answer: np.ndarray) -> bool:
    # Zero dimensions, read where a subclass cannot lie.
    return np.ndarray.shape.__get__(answer) == ()


def _one_number(answer: Any) -> bool:
    # A timedelta of numpy calls itself an integer, a complex number has a float() of its own.
    if is_a(answer, np.timedelta64):
        return False
    return is_a(answer, int, float, np.integer, np.floating, Decimal, Fraction)


def _several(answer: Any) -> Reading:
    alone = ""
    if is_a(answer, pd.Series, pd.DataFrame, pd.Index, np.ndarray) and answer.size == 1:
        alone = " Elle n'a qu'une valeur : prenez-la avec `.item()`."
        if is_a(answer, pd.DataFrame):
            alone = " Il n'a qu'une case : prenez-la avec `.iloc[0, 0]`."
    return Reading(
        cause="plusieurs valeurs",
        sentence="La réponse attendue est un seul nombre ; vous en donnez une liste ou un tableau. "
        + (alone.strip() or "Choisissez la valeur voulue, par exemple avec `.loc[...]`."),
    )


def _no_number(answer: Any) -> Reading:
    return Reading(
        cause="pas un nombre",
        sentence=f"Une valeur de type `{kind_name(answer, _SHOWN)}` n'est pas un nombre. Donnez un nombre, par exemple `12.5`.",
    )


def comma(whole: str, decimals: str) -> Reading:
    """The explanation of a decimal comma; nothing typed is lost, it is written back with its point."""
    return Reading(
        cause="virgule décimale",
        sentence=f"`{whole},{decimals}` se lit ici comme deux nombres. En Python, la virgule décimale est un point : `{whole}.{decimals}`.",
    )


def _digits(part: Any) -> bool:
    # A longer integer could not even be printed (Python refuses to), and is no decimal part.
    return is_a(part, int) and not is_a(part, bool) and abs(part) < 10**12


def _real(part: Any) -> bool:
    return _one_number(part) and not is_a(part, bool, Decimal, Fraction) and bool(abs(part) < 10**12)


def _not_finite(what: str) -> Reading:
    return Reading(
        cause="pas fini", sentence=f"Vous donnez {what}. Vérifiez le dénominateur de votre formule."
    )


def _is_code(text: str) -> bool:
    """Whether a text is a calculation or a reading in Python: « firm.order_margin », « 25 / 1.2 »; « prix-moyen » is not."""
    if len(text) > 3 * _SHOWN:
        return False
    try:
        with warnings.catch_warnings(action="ignore"):
            nodes = list(ast.walk(ast.parse(text.strip(), mode="eval")))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    reads = any(isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name) for one in nodes)
    numbers = any(isinstance(one, ast.Constant) and type(one.value) in (int, float) for one in nodes)
    return reads or (numbers and any(isinstance(one, ast.BinOp) for one in nodes))


def _text(answer: str) -> Reading:
    shown = answer.strip()
    shown = shown[:_SHOWN] + ("…" if len(shown) > _SHOWN else "")
    try:
        value = french.parse(answer[: sys.int_info.default_max_str_digits])
    except LearnerError:
        value = math.nan
    if not math.isfinite(value) and _is_code(answer):
        return Reading(
            cause="calcul entre guillemets",
            sentence=f"Entre guillemets, votre calcul n'est qu'un texte : Python ne le fait pas. Enlevez les guillemets : `{answer.strip()}`.",
        )
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
