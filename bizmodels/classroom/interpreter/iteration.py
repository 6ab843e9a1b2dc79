"""One value after the other, each for a step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from bizmodels.classroom.interpreter.limits import VIEWS, Refused, at_most
from bizmodels.classroom.interpreter.run import Run
from bizmodels.classroom.interpreter.tables import groups
from bizmodels.classroom.interpreter.values import Lazy, no_value

_PLAIN = (
    str,
    list,
    tuple,
    dict,
    set,
    frozenset,
    range,
    np.ndarray,
    pd.Series,
    pd.DataFrame,
    pd.Index,
    *VIEWS,
)


def each(run: Run, value: Any) -> Iterator:
    """What ``for`` sees; what cannot be gone through is said at once, as ``iter`` does.

    Raises:
        TypeError: it holds no values; Refused: it is not known how.
    """
    no_value(value)
    if type(value) is Lazy:
        values: Any = value.values
    elif isinstance(value, _PLAIN) or groups(value):
        values = iter(value)
    elif hasattr(value, "__iter__"):
        raise Refused(f"une valeur de type `{type(value).__name__}` ne se parcourt pas ici")
    else:
        raise TypeError(f"'{type(value).__name__}' object is not iterable")
    return _counted(run, values)


def _counted(run: Run, values: Iterator) -> Iterator:
    for one in values:
        run.budget.spend()
        yield one


def collected(run: Run, value: Any) -> list:
    """All of them, in a list.

    Raises:
        Refused: too many. Otherwise as ``each``.
    """
    if hasattr(value, "__len__") and not isinstance(value, range):
        at_most(len(value))
    found = []
    for one in each(run, value):
        found.append(one)
        at_most(len(found))
    return found
