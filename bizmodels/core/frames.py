"""Tables that a function is given: each column once, names that can be told apart, dates as days."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from bizmodels.core.numbers import row
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError
from bizmodels.french import quote, typeset

# 2024-07-01T00:00+02:00, …Z: what follows the hour of the place.
_ZONE = r"^(\d{4}-?\d\d-?\d\d[T ]\d\d\S*?)\s*(?:Z|[+-](?:0\d|1[0-4])(?::?\d\d)?)$"


def days(values: pd.Series) -> pd.Series:
    """The day of each date as it is written, without hour nor zone; NaT where it cannot be read.

    An export of a French shop is at +01:00 in winter and +02:00 in summer: the day is that of the shop in both.

    Args:
        values: dates, or texts « 2024-01-31 », « 2024-07-01T00:00+02:00 », « 2024-01-01T00:00Z », mixed at will.
    """
    if not pd.api.types.is_datetime64_any_dtype(values):  # a number would be read as nanoseconds since 1970
        text = values.astype(str)
        if text.str.len().max() > len("1997-01-31"):
            text = text.str.replace(_ZONE, r"\1", regex=True)
        values = pd.to_datetime(text, format="ISO8601", errors="coerce")
    if values.dt.tz is not None:
        values = values.dt.tz_localize(None)
    return values.dt.normalize()


def columns_once(table: pd.DataFrame, names: Iterable[Any]) -> None:
    """Refuse a table in which one of ``names`` is the name of two columns.

    Raises:
        LearnerError: naming it.
    """
    twice = set(table.columns[table.columns.duplicated()])
    for name in names:
        if name in twice:
            raise LearnerError(
                typeset(
                    f"Cette table a deux colonnes {quote(name)} : renommer ou retirer celle qui est de trop."
                )
            )


def comparable(name: str, values: Any, labels: Any = None) -> None:
    """Refuse lists, sets and dictionaries where a name or a number is expected.

    Args:
        labels: index of the table, to name the row; a list is counted from 1.

    Raises:
        LearnerError: naming the first row.
    """
    kind = getattr(values, "dtype", None)
    if kind is not None and kind != np.dtype(object):
        return
    for place, one in enumerate(values):
        if not is_name(one):
            raise LearnerError(
                typeset(
                    f"{row(labels, place)} : {name} vaut {as_given(one)} ; valeur admise : un nom ou un numéro."
                )
            )


def is_name(value: Any) -> bool:
    """Whether ``value`` can be the name of a column, of a customer, of an article: found again among others."""
    try:
        hash(value)
    except TypeError:
        return False
    return True
