"""Values that are given or computed: whether they are numbers, and if not what they are, in words."""

from __future__ import annotations

import math
import types
from collections.abc import Callable
from decimal import Decimal
from numbers import Real
from typing import Any

import numpy as np

from bizmodels import french
from bizmodels.errors import LearnerError


def as_given(value: Any) -> str:
    """A refused value as it was given, minus sign included: 1,5 · -3 · « abc » · « True »; dots left are to fill in."""
    if value is ...:
        return "`...`, encore à remplir"
    if isinstance(value, bool | np.bool_) or not isinstance(value, int | float | np.number):
        return french.quote(value)
    if isinstance(value, int) and abs(value) >= 10**30:
        return f"un entier de {math.floor(math.log10(abs(value))) + 1} chiffres"
    return f"{value.item() if isinstance(value, np.number) else value!r}".replace(".", ",")


def comma_hint(value: Any) -> str:
    """The end of a refusal when ``1,5`` was typed for ``1.5``, which Python reads as two numbers; otherwise nothing."""
    if isinstance(value, tuple) and len(value) == 2:
        return f" (en Python, la virgule décimale est un point{french.NBSP}: {value[0]}.{value[1]})"
    return ""


def in_words(value: Any) -> str:
    """A refused value in words: « `None` (rien) », « le texte « douze » », « une liste »."""
    if value is None:
        return "`None` (rien)"
    if value is ...:
        return "`...` (encore à remplir)"
    if isinstance(value, bool | np.bool_):
        return f"{value} (vrai ou faux)"
    if isinstance(value, str):
        return f"le texte {french.quote(value[:40])}"
    if isinstance(value, complex | np.complexfloating):
        return f"le nombre complexe {value:.4g}"
    if isinstance(value, np.ndarray):
        return f"un tableau de {value.size} valeurs ({value.dtype})"
    if isinstance(value, types.GeneratorType):
        return "un générateur (`yield` au lieu de `return`)"
    names = {list: "une liste", tuple: "un n-uplet", dict: "un dictionnaire", set: "un ensemble"}
    if type(value) in names:
        count = len(value)
        return f"{names[type(value)]} de {count} valeur{'s' * (count > 1)}"
    if isinstance(value, type):
        return f"la classe {value.__name__} (il manque les parenthèses{french.NBSP}: {value.__name__}())"
    if callable(value):
        return "une fonction (il manque les parenthèses de l’appel)"
    return f"un objet {type(value).__name__}"


def _remedy(value: Any) -> str:
    if value is None:
        return "Il manque sans doute `return`."
    if isinstance(value, bool | np.bool_) or (isinstance(value, np.ndarray) and value.dtype.kind == "b"):
        return "Écrire np.where(condition, 1.0, 0.0)."
    if isinstance(value, tuple) and len(value) == 2:
        return f"En Python, la virgule décimale est un point{french.NBSP}: {value[0]}.{value[1]}."
    return "Rendre un seul nombre."


def as_number(value: Any, instance: Any, what: Callable[[], str], remedy: str = "") -> Any:
    """A float, or the array of one value per draw; anything else is refused with what it is."""
    if isinstance(value, np.ndarray) and not np.ma.isMA(value) and value.dtype.kind in "fiu":
        if not value.ndim:
            return float(value)
        if instance is not None and _fits(value.shape, instance):
            return value
    elif isinstance(value, Real | Decimal | np.integer | np.floating) and not isinstance(value, bool):
        try:
            return float(value)
        except OverflowError:
            raise LearnerError(f"{what()} donne un nombre trop grand pour être calculé.") from None
    raise LearnerError(f"{what()} donne {in_words(value)} au lieu d’un nombre. {remedy or _remedy(value)}")


def _fits(shape: tuple, instance: Any) -> bool:
    """Whether an array has the shape of the draws: that of a parameter, or of several broadcast together."""
    shapes = {
        v.shape
        for n, v in instance.__dict__.items()
        if n in type(instance).__params__ and isinstance(v, np.ndarray)
    }
    if shape in shapes:
        return True
    try:
        full = np.broadcast_shapes(*shapes)
        return len(shape) == len(full) and np.broadcast_shapes(shape, full) == full
    except ValueError:
        return False
