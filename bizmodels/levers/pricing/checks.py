"""What a price function accepts: numbers, columns of numbers and tables of numbers, or a sentence that names the row."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

from bizmodels import french
from bizmodels.core.values import as_given, comma_hint
from bizmodels.errors import LearnerError

LARGEST = 1e15  # beyond, the product of two of them loses the cents


def wrong(sentence: str) -> LearnerError:
    """The error to raise, its no-break spaces put in."""
    return LearnerError(french.typeset(sentence))


def number(name: str, value: Any, low: float = -LARGEST, above: float | None = None) -> float:
    """A plain finite number, ≥ ``low`` and > ``above``.

    Raises:
        LearnerError: naming the argument, the value as given and what is allowed.
    """
    found = _plain(value)
    if found is None or not _allowed(found, low, above):
        raise wrong(f"{name} vaut {shown(value)}{comma_hint(value)} ; {_asked(low, above)}.")
    return found


def pair(name: str, value: Any, low: float = -LARGEST, above: float | None = None) -> tuple[float, float]:
    """Two numbers, one for each side.

    Raises:
        LearnerError: there are not two of them, or one is refused.
    """
    given = list(value) if isinstance(value, list | tuple | np.ndarray | pd.Series) else None
    if given is None or len(given) != 2:
        raise wrong(
            f"{name} attend deux nombres, un par côté de la plateforme : {name}=(2, 1) ; reçu : {as_given(value)}."
        )
    first, second = (number(f"{name}, côté {side}", one, low, above) for side, one in enumerate(given, 1))
    return first, second


def column(name: str, values: Any, low: float = -LARGEST, above: float | None = None) -> np.ndarray:
    """A list, an array or a column of finite numbers.

    Raises:
        LearnerError: no list, an empty one, or a value refused: the sentence names its row, the first being 1.
    """
    if np.ma.isMA(values):
        values = values.filled(np.nan) if values.dtype.kind == "f" else values.tolist()
    if isinstance(values, str | bytes | Mapping | pd.DataFrame | set | frozenset) or not isinstance(
        values, Iterable
    ):
        raise wrong(f"{name} attend une liste ou une colonne de nombres ; reçu : {as_given(values)}.")
    try:
        array = np.asarray(values)
    except ValueError:  # lists of different lengths in the list
        array = None
    if array is None or array.dtype.kind not in "iuf":
        given = list(values)
        found = [_plain(one) for one in given]
        for row, one in enumerate(found):
            if one is None:
                raise wrong(_refused(name, row, given[row], low, above))
        array = np.array(found, dtype=float)
    if array.ndim != 1:
        raise wrong(f"{name} attend une seule colonne de nombres, pas un tableau de {array.ndim} dimensions.")
    if not array.size:
        raise wrong(f"{name} est vide : il faut au moins une valeur.")
    array = array.astype(float)
    good = np.isfinite(array) & (array >= low) & (array <= LARGEST)
    if above is not None:
        good &= array > above
    if not good.all():
        row = int(np.argmin(good))
        raise wrong(_refused(name, row, float(array[row]), low, above))
    return array


def table(
    name: str, values: Any, low: float = 0.0, above: float | None = None, label: str = "colonne"
) -> pd.DataFrame:
    """A table of finite numbers with text column names, one row a person.

    A dictionary of columns is read too, and rows without names (a list of lists, an array), whose columns are then called
    « ``label`` 1 », « ``label`` 2 »…

    Raises:
        LearnerError: no table, an empty one, two columns of one name, or a value refused (row and column named).
    """
    values = framed(values, label)
    if not isinstance(values, pd.DataFrame):
        raise wrong(
            f"{name} attend un tableau (DataFrame), une ligne par personne ; reçu : {as_given(values)}."
        )
    if values.empty:
        raise wrong(f"{name} est vide : il faut au moins une ligne et une colonne.")
    names = [str(one) for one in values.columns]
    if len(set(names)) < len(names):
        raise wrong(f"{name} a deux colonnes du même nom : {french.listing(names)}.")
    return pd.DataFrame(
        {
            column_name: column(f"colonne {column_name}", values.iloc[:, at], low, above)
            for at, column_name in enumerate(names)
        }
    )


def framed(values: Any, label: str) -> Any:
    """A frame made of columns or of rows; anything else as it is."""
    try:
        if isinstance(values, Mapping):
            return pd.DataFrame({str(one): list(column) for one, column in values.items()})
        if isinstance(values, list | tuple | np.ndarray):
            rows = np.array(values, dtype=object)
            if rows.ndim == 2:
                return pd.DataFrame(rows, columns=[f"{label} {at + 1}" for at in range(rows.shape[1])])
    except (TypeError, ValueError):  # columns or rows of different lengths
        return values
    return values


def _plain(value: Any) -> float | None:
    if isinstance(value, bool | np.bool_) or not isinstance(value, Real):
        return None
    try:
        return float(value)
    except (OverflowError, TypeError, ValueError):
        return None


def _allowed(value: float, low: float, above: float | None) -> bool:
    return math.isfinite(value) and low <= value <= LARGEST and (above is None or value > above)


def _refused(name: str, row: int, value: Any, low: float, above: float | None) -> str:
    return f"ligne {row + 1} : {name} vaut {shown(value)} ; {_asked(low, above)}."


def shown(value: Any) -> str:
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return "NaN (valeur manquante)"
    if isinstance(value, float) and value.is_integer() and abs(value) < LARGEST:
        return as_given(int(value))
    return as_given(value)


def _asked(low: float, above: float | None) -> str:
    if above is not None:
        return f"valeur admise : un nombre plus grand que {french.number(above)}"
    if low == 0:
        return "valeur admise : un nombre positif ou nul"
    return "valeur admise : un nombre fini"
