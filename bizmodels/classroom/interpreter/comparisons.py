"""Comparisons: sizes are looked at before Python compares, and what no two machines answer alike is refused."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from bizmodels.classroom.interpreter.limits import VIEWS, Budget, Refused, weigh
from bizmodels.classroom.interpreter.operations import ARRAYS, TABLES, aligned
from bizmodels.classroom.interpreter.values import no_value

_COMPARED: dict[type, Callable] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt,
    ast.GtE: operator.ge, ast.Is: operator.is_, ast.IsNot: operator.is_not,
}  # fmt: skip


def compare(kind: type, one: Any, other: Any, budget: Budget) -> Any:
    """``one < other`` and its kin, ``in`` too; errors as Python's.

    Raises:
        Refused: nested values that would be compared for ever.
    """
    no_value(one)
    no_value(other)
    if kind in (ast.In, ast.NotIn):
        found = _within(one, other, budget)
        return found if kind is ast.In else not found
    if kind in (ast.Is, ast.IsNot) and not _one_only(one, other):
        raise Refused("`is` entre deux valeurs n’est pas lu : `==` l’est")
    if any(isinstance(value, _DTYPES) for value in (one, other)) and not all(
        isinstance(value, (str, *_DTYPES)) for value in (one, other)
    ):
        raise Refused("cette comparaison avec un `dtype` n’est pas lue")
    for value in (one, other):
        if isinstance(value, (list, tuple, dict, set, frozenset, *VIEWS)):
            budget.spend(weigh(value) // 20)
        elif isinstance(value, ARRAYS):
            budget.spend(value.size // 100)
    if isinstance(one, ARRAYS) and isinstance(other, ARRAYS):
        aligned((one, other))
    return _COMPARED[kind](one, other)


_DTYPES = (np.dtype, pd.api.extensions.ExtensionDtype)
_CHANGING = (list, dict, set, *TABLES, np.ndarray)


def _one_only(one: Any, other: Any) -> bool:
    """Whether « is » depends on nothing but the values: None, True, or lists that are themselves."""
    alone = (None, True, False, ..., NotImplemented)
    return any(one is value or other is value for value in alone) or any(
        isinstance(value, _CHANGING) for value in (one, other)
    )


def _within(one: Any, other: Any, budget: Budget) -> bool:
    if isinstance(other, range) and type(one) is not int:
        raise Refused("cette recherche dans un `range` n’est pas lue")
    if isinstance(other, (list, tuple, dict, set, frozenset, *VIEWS)):
        budget.spend((weigh(one) + (weigh(other) if isinstance(other, (list, tuple, *VIEWS)) else 0)) // 20)
    elif not isinstance(other, (str, range, *ARRAYS)):
        raise (
            Refused("cette recherche n’est pas lue")
            if hasattr(other, "__iter__") or type(other).__name__ == "Lazy"
            else TypeError(f"argument of type '{type(other).__name__}' is not iterable")
        )
    return one in other
