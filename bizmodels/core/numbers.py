"""Numbers that a function is given: one inside its bounds, or a column of them; else a French sentence naming which."""

from __future__ import annotations

import math
from collections.abc import Sequence
from numbers import Real
from typing import Any

import numpy as np

from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError
from bizmodels.french import NARROW, NBSP, exact, listing, typeset

SHARE = "un nombre de 0 à 1 (0.05 pour 5 %)"
LARGEST = 1e15  # beyond, neighbouring whole numbers are one float


def is_number(value: Any) -> bool:
    """Whether ``value`` is one finite real number: no boolean, no text, no NaN, nothing too large to compute with."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, Real | np.number):
        return False
    return bool(np.isrealobj(value) and abs(value) <= LARGEST)  # False for NaN; no float of 10**400


def one(name: str, value: Any, low: float, high: float = math.inf, *, inside: bool = False) -> float:
    """``value`` as a float when it lies from ``low`` to ``high`` (``inside``: strictly between them).

    Raises:
        LearnerError: it does not, or is no number.
    """
    fits = is_number(value) and (low < value < high if inside else low <= value <= high)
    if not fits:
        raise LearnerError(_said(name, value, _interval(low, high, inside)))
    return float(value)


def whole(name: str, value: Any, low: int, high: int | None = None) -> int:
    """``value`` as a whole number from ``low`` to ``high``.

    Raises:
        LearnerError: it is no whole number, or lies outside.
    """
    if not is_number(value) or value != int(value) or value < low or (high is not None and value > high):
        up_to = f"au moins {exact(low)}" if high is None else f"de {exact(low)} à {exact(high)}"
        raise LearnerError(_said(name, value, f"un nombre entier, {up_to}"))
    return int(value)


def column(name: str, values: Any, low: float = -math.inf, high: float = math.inf) -> np.ndarray:
    """A list or a column of finite numbers from ``low`` to ``high``, as floats; it may be empty.

    Raises:
        LearnerError: no list, or a value outside: « ligne 3 » is the third of a list, « ligne d’index 12 » of a frame.
    """
    if np.ma.isMA(values) and values.ndim:
        values = values.astype(object).filled(None).tolist()  # what is masked is missing
    listed = isinstance(values, Sequence) or getattr(values, "ndim", 0) > 0
    if isinstance(values, str | bytes) or not listed:
        raise LearnerError(_said(name, values, "une liste de nombres"))
    index = getattr(values, "index", None)
    labels = None if index is None or callable(index) else index
    array = values if isinstance(values, np.ndarray) else None
    if labels is not None and getattr(values.dtype, "kind", "O") in "iuf":
        array = values.to_numpy()
    if array is None or array.dtype.kind not in "iuf" or array.ndim != 1:
        listed = list(values)
        wrong = [place for place, value in enumerate(listed) if not is_number(value)]
        if wrong:
            refuse(name, labels, wrong[0], listed[wrong[0]], low, high)
        array = np.array(listed, dtype=float)
    numbers = array.astype(float)
    wrong = np.flatnonzero(~((numbers >= low) & (numbers <= high) & (np.abs(numbers) <= LARGEST)))
    if len(wrong):
        refuse(name, labels, int(wrong[0]), array[wrong[0]], low, high)
    return numbers


def aligned(**arrays: np.ndarray) -> list[np.ndarray]:
    """The arrays in one shape, a lone number repeated.

    Raises:
        LearnerError: their lengths differ.
    """
    try:
        return list(np.broadcast_arrays(*arrays.values()))
    except ValueError:
        raise LearnerError(
            f"{listing(arrays)} n’ont pas la même longueur{NBSP}: donner un seul nombre, ou autant de valeurs "
            "dans chaque liste."
        ) from None


def row(labels: Any, place: int) -> str:
    """How a row is called: « ligne 3 » of a list, counted from 1; « ligne d’index 12 » of a frame."""
    return f"ligne {place + 1}" if labels is None else f"ligne d’index {labels[place]}"


def refuse(name: str, labels: Any, place: int, value: Any, low: float, high: float) -> None:
    """Raise for one value of a column.

    Raises:
        LearnerError: always.
    """
    raise LearnerError(f"{row(labels, place)}{NBSP}: {_said(name, value, _interval(low, high))}")


def _said(name: str, value: Any, allowed: str) -> str:
    """« rate vaut 2 ; valeur admise : … »: only the course's own words are typeset, the value stands as it was given."""
    return f"{name} vaut {as_given(value)}{NARROW}; valeur admise{NBSP}: {typeset(allowed)}."


def _interval(low: float, high: float, inside: bool = False) -> str:
    if (low, high) == (0, 1):
        return "un nombre entre 0 et 1, bornes exclues (0.05 pour 5 %)" if inside else SHARE
    if high == math.inf:
        if low == -math.inf:
            return "un nombre"
        return f"un nombre {'plus grand que' if inside else 'au moins égal à'} {exact(low)}"
    return f"un nombre de {exact(low)} à {exact(high)}" + (" (bornes exclues)" if inside else "")
