"""What the calls of ``levers.retention`` accept: a row that cannot be read is named, with its value as given."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

from bizmodels import french
from bizmodels.core.frames import columns_once, days
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError

LARGEST = 1e100  # beyond, products of two of them leave what a float holds
COUNT = "un nombre positif ou nul"
FLAG = "0 ou 1, False ou True"


def column(
    name: str, values: Any, *, above: bool = False, whole: bool = False, signed: bool = False
) -> np.ndarray:
    """A list, series or array of numbers as floats, one a row.

    Args:
        above: > 0 instead of ≥ 0.
        whole: whole numbers only.
        signed: negative ones too.

    Raises:
        LearnerError: not a list, an empty one, or a row that is no such number.
    """
    rows = np.asarray(values) if _are_numbers(values) else _rows(name, values)
    array = _floats(rows)
    allowed = "un nombre plus grand que 0" if above else "un nombre" if signed else COUNT
    if whole:
        allowed = "un nombre entier, positif ou nul"
    if array is None or array.ndim != 1:
        first = next((i for i, one in enumerate(rows) if not _is_number(one)), 0)
        raise row_error(first, name, rows[first], allowed)
    good = (array > 0 if above else array >= (-LARGEST if signed else 0)) & (array <= LARGEST)
    if whole:
        good &= array == np.floor(array)
    if not good.all():
        first = int(np.argmin(good))
        raise row_error(first, name, rows[first], allowed)
    return array


def flags(name: str, values: Any) -> np.ndarray:
    """A list of 0 and 1, or of False and True, as booleans: the same errors."""
    rows = _rows(name, values)
    for row, one in enumerate(rows):
        if not (isinstance(one, bool | np.bool_) or (_is_number(one) and one in (0, 1))):
            raise row_error(row, name, one, FLAG)
    return np.asarray(rows, dtype=float).astype(bool)


def numbers(
    name: str, value: Any, *, low: float = 0.0, high: float = LARGEST, above: bool = False
) -> np.ndarray:
    """A number or an array of any shape as floats from ``low`` to ``high``; ``above``: greater than ``low``."""
    array = None if isinstance(value, bool | str) or value is None else _floats(value)
    if array is None or not ((array > low if above else array >= low) & (array <= high)).all():
        bound = f" plus grand que {french.number(low)}" if above else f" d’au moins {french.number(low)}"
        if high < LARGEST:
            bound = f" de {french.number(low)} à {french.number(high)}"
        allowed = "un nombre" if low == -LARGEST else f"un nombre{bound}"
        raise LearnerError(
            f"{name} vaut {as_given(value)}{french.NBSP}; valeur admise{french.NBSP}: {allowed}."
        )
    return array


def plain(value: np.ndarray) -> Any:
    """A lone number as a float, an array as it is."""
    return float(value) if np.ndim(value) == 0 else value


def starts(names: tuple[str, ...], start: Any) -> list[float]:
    """The parameters from which a fit starts, each > 0.

    Raises:
        LearnerError: not one number for each name.
    """
    listed = isinstance(start, list | tuple | pd.Series) or (isinstance(start, np.ndarray) and start.ndim)
    given = list(start) if listed else []
    if len(given) != len(names):
        raise LearnerError(
            f"start vaut {as_given(start)}{french.NBSP}; valeur admise{french.NBSP}: {len(names)} nombres, "
            f"{french.listing(names)}."
        )
    found = [numbers(f"start, {name},", one, above=True) for name, one in zip(names, given, strict=True)]
    if any(one.ndim for one in found):
        raise LearnerError(f"start attend un seul nombre pour chacun{french.NBSP}: {french.listing(names)}.")
    return [float(one) for one in found]


def same_length(**columns: Any) -> None:
    """Refuse columns that do not go together row by row."""
    (one, first), *others = columns.items()
    for other, values in others:
        if len(values) != len(first):
            raise LearnerError(
                f"{one} a {french.plural(len(first), 'ligne')} et {other} en a {french.number(len(values))}"
                f"{french.NBSP}: donner une valeur de chaque par ligne."
            )


def table(where: str, given: Any, columns: tuple[str, ...], optional: tuple[str, ...] = ()) -> pd.DataFrame:
    """A frame with these columns and at least one row, ``optional`` ones at most once; the index becomes 0, 1, …"""
    if not isinstance(given, pd.DataFrame):
        raise LearnerError(f"{where} attend une table avec les colonnes {', '.join(columns)}.")
    for name in columns:
        if name not in given.columns:
            raise LearnerError(
                f"{where}{french.NBSP}: cette table n’a pas de colonne {french.quote(name)}."
                f"{french.nearest(name, [str(one) for one in given.columns])}"
            )
    columns_once(given, (*columns, *optional))
    if given.empty:
        raise LearnerError(f"{where}{french.NBSP}: cette table est vide, il n’y a personne à suivre.")
    return given.reset_index(drop=True)


def dates(name: str, values: pd.Series) -> pd.Series:
    """Days without hour nor zone. A date that cannot be read, or that is still to come, names its row."""
    read = days(values)
    if read.isna().any():
        row = int(np.argmax(read.isna()))
        raise row_error(row, name, values.iloc[row], "une date comme 1997-01-31, l’année d’abord")
    late = read > pd.Timestamp(datetime.date.today())
    if late.any():
        row = int(np.argmax(late))
        raise row_error(row, name, values.iloc[row], "une date passée")
    return read


def row_error(row: int, name: str, value: Any, allowed: str) -> LearnerError:
    """The sentence about one row, the first being row 1."""
    value = value.item() if isinstance(value, np.generic) else value
    return LearnerError(
        f"ligne {row + 1}{french.NBSP}: {name} vaut {as_given(value)}{french.NBSP}; valeur admise{french.NBSP}: {allowed}."
    )


def _are_numbers(values: Any) -> bool:
    """A series or array that numpy keeps as numbers: read as a list, it would take longer than a fit."""
    kept = (
        isinstance(values, pd.Series | np.ndarray)
        and not np.ma.isMA(values)
        and isinstance(values.dtype, np.dtype)
    )
    return kept and values.dtype.kind in "iuf" and values.ndim == 1 and len(values) > 0


def _rows(name: str, values: Any) -> list:
    if isinstance(values, str | bytes | dict) or np.ma.isMA(values) or not isinstance(values, Iterable):
        raise LearnerError(
            f"{name} vaut {as_given(values)}{french.NBSP}; valeur admise{french.NBSP}: une liste de nombres."
        )
    if isinstance(values, np.ndarray) and values.ndim != 1:
        raise LearnerError(
            f"{name} est un tableau de {values.ndim} dimensions{french.NBSP}; valeur admise{french.NBSP}: une liste."
        )
    rows = list(values)
    if not rows:
        raise LearnerError(f"{name} est une liste vide{french.NBSP}: il n’y a rien à compter.")
    return rows


def _is_number(one: Any) -> bool:
    return isinstance(one, Real) and not isinstance(one, bool | np.bool_)


def _floats(values: Any) -> np.ndarray | None:
    """Real numbers as floats; None for texts, booleans or anything else."""
    if np.ma.isMA(values):
        return None
    if isinstance(values, list) and any(isinstance(one, bool | np.bool_) for one in values):
        return None  # numpy would read [True, 2] as numbers
    try:
        array = np.asarray(values)
        if array.dtype.kind == "O" and all(_is_number(one) for one in array.flat):
            array = array.astype(float)  # whole numbers of any size, fractions, a nullable column of pandas
    except (TypeError, ValueError, OverflowError):
        return None
    return array.astype(float) if array.dtype.kind in "iuf" else None
