"""What may be asked of a table, a column, an array: the calculations of the exercises, nothing that reads, writes or draws."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from pandas.api.typing import DataFrameGroupBy, Expanding, Rolling, SeriesGroupBy

from bizmodels.classroom.interpreter.limits import Refused, at_most, weigh
from bizmodels.classroom.interpreter.operations import ARRAYS, CELLS, aligned, numbers_only
from bizmodels.classroom.interpreter.run import Run
from bizmodels.classroom.interpreter.values import INERT, Lazy, Module, Native, no_value

HELPERS = (DataFrameGroupBy, SeriesGroupBy, Rolling, Expanding)
_REDUCE = {"all", "any", "count", "first", "idxmax", "idxmin", "last", "max", "mean", "median", "min", "nunique", "prod",
           "quantile", "size", "std", "sum", "var"}  # fmt: skip
_CUMULATE = {"cummax", "cummin", "cumprod", "cumsum"}  # on texts, each would hold all those before
_METHODS = _REDUCE | _CUMULATE | {
    "abs", "add", "agg", "aggregate", "apply", "argmax", "argmin", "assign", "astype", "between", "clip", "copy", "corr",
    "describe", "diff", "div", "divide", "drop", "drop_duplicates", "dropna", "duplicated", "eq", "expanding", "fillna", "ge",
    "get", "groupby", "gt", "head", "isin", "isna", "isnull", "item", "items", "iterrows", "itertuples", "keys", "le", "lt",
    "map", "mask", "mode", "mul", "multiply", "ne", "nlargest", "notna", "notnull", "nsmallest", "pct_change", "rank", "rename",
    "rename_axis", "reset_index", "rolling", "round", "set_index", "shift", "sort_index", "sort_values", "squeeze", "sub",
    "subtract", "tail", "to_dict", "to_frame", "to_list", "to_numpy", "tolist", "transform", "truediv", "unique",
    "value_counts", "where",
}  # fmt: skip
_PROPERTIES = {
    "columns",
    "dtype",
    "empty",
    "hasnans",
    "index",
    "is_unique",
    "name",
    "names",
    "ndim",
    "shape",
    "size",
    "values",
}
_PLACES = {"loc", "iloc", "at", "iat"}
_SHOWN = {"plot", "style", "hist", "boxplot", "info"}
_NAMES_A_CALCULATION = {"agg", "aggregate", "apply", "transform"}
_REFUSED_ARGUMENTS = {"bins", "dtype", "engine", "engine_kwargs", "freq", "into", "like", "order", "out", "subok",
                      "win_type"}  # fmt: skip
_ALIGN = {"add", "clip", "corr", "div", "divide", "eq", "fillna", "ge", "gt", "le", "lt", "mask", "mul", "multiply", "ne",
          "sub", "subtract", "truediv", "where"}  # fmt: skip
_KINDS = {"int", "float", "str", "bool", "int64", "float64"}
_ARRAY_METHODS = {"all", "any", "argmax", "argmin", "argsort", "clip", "copy", "cumprod", "cumsum", "item", "max", "mean", "min",
                  "prod", "round", "std", "sum", "tolist", "var"}  # fmt: skip
_ARRAY_PROPERTIES = {"dtype", "ndim", "shape", "size"}
_COUNT = 1_000_000  # no shift, no head, no window is longer


class Place:
    """``table.loc`` and its kin, before their brackets."""

    __slots__ = ("kind", "owner")

    def __init__(self, owner: Any, kind: str):
        self.owner, self.kind = owner, kind

    def get(self, key: Any) -> Any:
        """What stands there; errors as pandas'."""
        return getattr(self.owner, self.kind)[key]

    def put(self, key: Any, value: Any) -> None:
        """Change what stands there; errors as pandas'."""
        getattr(self.owner, self.kind)[key] = value


def table_attribute(run: Run, value: Any, name: str) -> Any:
    """``table.name``: a column, a property, a method of the list.

    Raises:
        Refused: anything else that pandas has; AttributeError: what it has not.
    """
    if name in _PLACES and not isinstance(value, pd.Index):
        return Place(value, name)
    if name in _SHOWN:
        return INERT
    if name in _METHODS and hasattr(value, name):
        return Native(name, lambda given, named: _called(run, value, name, given, named))
    if name in _PROPERTIES and hasattr(value, name):
        if name in ("dtype", "values"):
            return value.dtype if name == "dtype" else _array_of(run, value)
        return getattr(value, name)
    columns = value.obj if isinstance(value, DataFrameGroupBy) else value
    if isinstance(columns, pd.DataFrame) and name in columns.columns and not hasattr(type(value), name):
        return value[name]
    if isinstance(value, pd.Series) and name in value.index and not hasattr(type(value), name):
        return value[name]
    getattr(value, name)  # pandas says what is missing
    raise Refused(f"`.{name}` d’un tableau n’est pas lu")


def _array_of(run: Run, value: Any) -> Any:
    if isinstance(value, pd.DataFrame):
        raise Refused("`.values` d’un tableau à deux dimensions n’est pas lu")
    return came_back(run, np.array(value))


def array_attribute(run: Run, value: np.ndarray, name: str) -> Any:
    """The same of an array of one dimension."""
    if name in _ARRAY_METHODS:
        return Native(name, lambda given, named: _called(run, value, name, given, named))
    if name in _ARRAY_PROPERTIES:
        return getattr(value, name)
    getattr(value, name)
    raise Refused(f"`.{name}` d’un tableau n’est pas lu")


def _called(run: Run, owner: Any, name: str, given: tuple, named: dict[str, Any]) -> Any:
    if wrong := named.keys() & _REFUSED_ARGUMENTS:
        raise Refused(f"`{min(wrong)}=` n’est pas lu")
    for one in given:
        _argument(run, name, one)
    for one in named.values():
        # « agg(total=("sales", "sum")) »: a column, then a calculation.
        column = isinstance(owner, DataFrameGroupBy) and type(one) is tuple and len(one) == 2
        _argument(run, name, one[1] if column else one)
    if name == "groupby":
        by = given[0] if given else named.get("by")
        at_most(len(by) if isinstance(by, list | tuple) else 1, 3)
    tables = [one for one in (owner, *given, *named.values()) if isinstance(one, ARRAYS)]
    if name in _ALIGN:
        aligned(tables)
    if name in _CUMULATE and isinstance(owner, ARRAYS) and not numbers_only(owner):
        raise Refused("ce cumul sur une colonne de textes n’est pas lu")
    if name == "corr" and isinstance(owner, pd.DataFrame):
        at_most(owner.shape[1], 300)
    if name in ("to_dict", "to_list", "tolist", "items"):
        at_most(owner.size, 200_000)
    run.budget.spend(20 + sum(one.size for one in tables) // 100)
    if name in ("map", "isin"):
        given = tuple(list(one.values) if type(one) is Lazy else one for one in given)
    if name in ("astype",):
        given, named = (
            tuple(_kind_of(one) for one in given),
            {key: _kind_of(one) for key, one in named.items()},
        )
    return came_back(run, getattr(owner, name)(*given, **named))


def _argument(run: Run, method: str, one: Any) -> None:
    """Look at an argument, and at what it holds."""
    no_value(one)
    kind = type(one)
    if kind is str:
        at_most(len(one), 1_000)  # it may be written in each line
        if method in _NAMES_A_CALCULATION and one not in _REDUCE:
            raise Refused(f'`.{method}("{one[:30]}")` n’est pas lu')
    elif kind in (list, tuple, set, dict):
        run.budget.spend(weigh(one) // 10)
        if method == "shift":
            raise Refused("ce décalage n’est pas lu")
        # A table renamed, grouped, described by a dictionary: its keys are columns.
        for part in one.values() if kind is dict else one:
            _argument(run, method, part)
    elif isinstance(one, int | np.integer) and abs(int(one)) > (30 if method == "round" else _COUNT):
        if method in (
            "round",
            "head",
            "tail",
            "shift",
            "diff",
            "rolling",
            "nlargest",
            "nsmallest",
            "pct_change",
        ):
            raise Refused("un nombre de lignes trop grand")
        if int(one).bit_length() > 63:
            raise Refused("un nombre trop grand pour un tableau")
    elif isinstance(one, range):
        at_most(len(one))


def _kind_of(one: Any) -> Any:
    named = getattr(one, "name", one)
    if isinstance(one, dict):
        return {key: _kind_of(kind) for key, kind in one.items()}
    if named not in _KINDS:
        raise Refused("ce changement de type n’est pas lu")
    return named


def came_back(run: Run, value: Any) -> Any:
    """What a library gives back, where it is a value to calculate with.

    Raises:
        Refused: an array of more than one dimension, or of Python's own objects; too large.
    """
    if isinstance(value, pd.api.extensions.ExtensionArray):
        value = np.asarray(value, dtype=object)
    if isinstance(value, np.ndarray):
        if value.ndim == 0:
            return value[()]
        if value.ndim > 1:
            raise Refused("un tableau à deux dimensions n’est pas lu")
        at_most(value.size, 1_000_000)
        run.budget.spend(value.size // 100)
        return value.tolist() if value.dtype.kind not in "biufmMU" else value
    if isinstance(value, ARRAYS):
        at_most(value.size, 10_000_000)
        run.budget.spend(value.size // 100)
    elif isinstance(value, list | dict | tuple):
        run.budget.spend(weigh(value) // 20)
    elif hasattr(value, "__next__"):
        return Lazy(value)
    return value


def groups(value: Any) -> bool:
    """Whether it is a table in groups, which ``for`` sees one by one."""
    return isinstance(value, DataFrameGroupBy | SeriesGroupBy)


def row_key(run: Run, key: Any) -> Any:
    """A key between brackets: names, numbers, slices, a column of truth values; no calculation, no new dimension.

    Raises:
        Refused: anything else.
    """
    if key is None or callable(key) or type(key) in (Module, Lazy):
        raise Refused("ces crochets ne sont pas lus")
    no_value(key)
    if isinstance(key, tuple):
        return tuple(row_key(run, one) for one in key)
    if isinstance(key, list | dict | set):
        run.budget.spend(weigh(key) // 10)
    if isinstance(key, ARRAYS):
        run.budget.spend(key.size // 100)
    return key


def table_item(run: Run, owner: Any, key: Any) -> Any:
    """``table[key]``, ``table.loc[key]``…; errors as pandas'.

    Raises:
        Refused: a key that is not read.
    """
    key = row_key(run, key)
    if isinstance(owner, np.ndarray) and (isinstance(key, tuple) or key is ...):
        raise Refused("ces crochets ne sont pas lus")
    table, by_name = (owner.owner, owner.kind in ("loc", "at")) if type(owner) is Place else (owner, True)
    if isinstance(table, pd.DataFrame | pd.Series):
        _room(table, key, by_name, type(owner) is Place)
    return came_back(run, owner.get(key) if type(owner) is Place else owner[key])


def _room(table: Any, key: Any, by_name: bool, place: bool) -> None:
    """Refuse a choice of lines and columns that repeats them into a table too large."""
    rows, columns = len(table), table.shape[1] if isinstance(table, pd.DataFrame) else 1
    parts = key if isinstance(key, tuple) else (key,)
    for at, one in enumerate(parts):
        if not isinstance(one, list | np.ndarray | pd.Series | pd.Index) or _is_mask(one):
            continue
        if isinstance(table, pd.DataFrame) and (at == 1 or not place):
            columns = max(columns, len(one)) * (1 if table.columns.is_unique else columns)
        else:
            rows = max(rows, len(one)) if not by_name or table.index.is_unique else rows * len(one)
    at_most(rows * columns, CELLS)


def _is_mask(one: Any) -> bool:
    return (
        type(one[0]) is bool
        if isinstance(one, list) and one
        else getattr(getattr(one, "dtype", None), "kind", "") == "b"
    )
