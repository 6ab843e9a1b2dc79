"""The libraries that a student may import: the calculations of numpy, pandas, math and statistics that are known."""

from __future__ import annotations

import ast
import math
import statistics
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from bizmodels.classroom.interpreter import tables
from bizmodels.classroom.interpreter.iteration import collected
from bizmodels.classroom.interpreter.limits import Refused, at_most, weigh
from bizmodels.classroom.interpreter.names import names_of_python
from bizmodels.classroom.interpreter.operations import CELLS, TABLES, aligned, binary, only_numbers
from bizmodels.classroom.interpreter.run import Run
from bizmodels.classroom.interpreter.values import INERT, Module, Native, fitted, no_value

_MATH = (
    "acos", "asin", "atan", "atan2", "ceil", "cos", "cosh", "degrees", "exp", "expm1", "fabs", "floor", "fmod", "fsum",
    "gcd", "hypot", "isclose", "isfinite", "isinf", "isnan", "isqrt", "log", "log10", "log1p", "log2", "modf", "pow",
    "radians", "sin", "sinh", "sqrt", "tan", "tanh", "trunc",
)  # fmt: skip
_COUNTED = ("comb", "factorial", "perm")
_STATISTICS = ("fmean", "geometric_mean", "harmonic_mean", "mean", "median", "median_high", "median_low", "mode", "pstdev",
               "pvariance", "quantiles", "stdev", "variance")  # fmt: skip
_NUMPY = (
    "abs", "absolute", "add", "all", "any", "argmax", "argmin", "argsort", "array", "asarray", "average", "ceil", "clip",
    "concatenate", "corrcoef", "cumprod", "cumsum", "diff", "divide", "exp", "expm1", "floor", "isclose", "isfinite", "isinf",
    "isnan", "log", "log10", "log1p", "log2", "max", "maximum", "mean", "median", "min", "minimum", "mod", "multiply",
    "nanmean", "nansum", "percentile", "polyfit", "power", "prod", "quantile", "round", "sign", "sort", "sqrt", "square", "std",
    "subtract", "sum", "trunc", "unique", "var", "where",
)  # fmt: skip
_NUMPY_ARGUMENTS = {"a_max", "a_min", "axis", "ddof", "decimals", "rtol", "atol", "weights", "return_counts"}
_NUMPY_KINDS = {"float64": np.float64, "int64": np.int64}


def modules(get: Callable[[], Run], course: Module) -> Mapping[str, Any]:
    """What ``import`` gives, by name; ``get`` gives the notebook being read."""
    displayed = dict.fromkeys(("matplotlib", "seaborn", "IPython", "warnings", "plotly", "ipywidgets"), INERT)
    return {
        **displayed,
        "bizmodels": course,
        "math": Module("math", _math(get)),
        "numpy": Module("np", _numpy(get)),
        "pandas": Module("pd", _pandas(get)),
        "statistics": Module("statistics", _statistics(get)),
        "builtins": Module("builtins", {}),
    }


# --- math, statistics ---------------------------------------------------------------------------------------


def _math(get: Callable[[], Run]) -> Mapping[str, Any]:
    found: dict[str, Any] = {name: getattr(math, name) for name in ("e", "inf", "nan", "pi", "tau")}
    for name in _MATH:
        found[name] = Native(name, _plain(get, getattr(math, name)))
    for name in _COUNTED:
        found[name] = Native(name, _plain(get, getattr(math, name), most=300))
    found["prod"] = Native("prod", fitted(_product, lambda: (get(),)))
    return found


def _plain(
    get: Callable[[], Run], function: Callable, most: float = math.inf
) -> Callable[[tuple, dict], Any]:
    def call(given: tuple, named: dict) -> Any:
        run, values = get(), []
        for one in given:
            no_value(one)
            if isinstance(one, int | float) and abs(one) > most:
                raise Refused("un nombre trop grand")
            values.append(
                one
                if isinstance(one, int | float | np.number | str)
                else collected(run, one)
                if _many(one)
                else one
            )
        for one in named.values():
            no_value(one)
        return function(*values, **named)

    return call


def _many(one: Any) -> bool:
    return not isinstance(one, pd.DataFrame) and (hasattr(one, "__iter__") or type(one).__name__ == "Lazy")


def _product(run: Run, values: Any, /, *, start: Any = 1) -> Any:
    total = start
    for one in collected(run, values):
        total = binary(ast.Mult, total, one, run.budget)
    return total


def _statistics(get: Callable[[], Run]) -> Mapping[str, Any]:
    def read(function: Callable) -> Callable[[tuple, dict], Any]:
        def call(given: tuple, named: dict) -> Any:
            run = get()
            lists = [collected(run, one) if _many(one) else one for one in given]
            run.budget.spend(sum(weigh(one) for one in lists) * 2)
            for one in [*lists, *named.values()]:
                only_numbers(run.budget, one)
                if isinstance(one, int) and abs(one) > 1_000:
                    raise Refused("un nombre trop grand")
            return function(*lists, **named)

        return call

    return {name: Native(name, read(getattr(statistics, name))) for name in _STATISTICS}


# --- numpy --------------------------------------------------------------------------------------------------


def _numpy(get: Callable[[], Run]) -> Mapping[str, Any]:
    found: dict[str, Any] = {name: getattr(np, name) for name in ("e", "inf", "nan", "pi")}
    for name in _NUMPY:
        found[name] = Native(name, _calculation(get, name))
    for name, kind in _NUMPY_KINDS.items():
        found[name] = Native(name, fitted(_number, lambda kind=kind: (kind,)))
    for name, of in (("zeros", 0.0), ("ones", 1.0)):
        found[name] = Native(name, fitted(_filled, lambda of=of: (get(), of)))
    found["full"] = Native("full", fitted(_full, lambda: (get(),)))
    found["arange"] = Native("arange", fitted(_steps, lambda: (get(),)))
    found["linspace"] = Native("linspace", fitted(_spread, lambda: (get(),)))
    found["ndarray"] = Native("ndarray", lambda given, named: _no("np.ndarray"))
    return found


def _number(kind: type, value: Any = 0, /) -> Any:
    if not isinstance(value, int | float | np.number):
        raise Refused(f"ce `np.{kind.__name__}` n’est pas lu")
    return kind(value)


def _no(name: str) -> Any:
    raise Refused(f"`{name}` n’est pas lu")


def _calculation(get: Callable[[], Run], name: str) -> Callable[[tuple, dict], Any]:
    function = getattr(np, name)

    def call(given: tuple, named: dict) -> Any:
        run = get()
        if wrong := named.keys() - _NUMPY_ARGUMENTS:
            raise Refused(f"`{min(wrong)}=` n’est pas lu")
        values = tuple(collected(run, one) if type(one).__name__ == "Lazy" else one for one in given)
        if name == "concatenate" and values and isinstance(values[0], list | tuple):
            at_most(sum(len(one) if hasattr(one, "__len__") else 1 for one in values[0]))
            for one in values[0]:
                only_numbers(run.budget, one)
        else:
            for one in (*values, *named.values()):
                if not (isinstance(one, str) and name == "where"):
                    only_numbers(run.budget, one)
        if name in ("round", "polyfit") and any(
            isinstance(one, int) and abs(one) > 30 for one in (*values[-1:], *named.values())
        ):
            raise Refused("un nombre trop grand")
        aligned([one for one in values if isinstance(one, TABLES)])
        return tables.came_back(run, function(*values, **named))

    return call


def _filled(run: Run, of: float, shape: Any) -> np.ndarray:
    if type(shape) is not int:
        raise Refused("un tableau à plusieurs dimensions n’est pas lu")
    at_most(shape)
    run.budget.spend(shape // 100)
    return np.full(shape, of, dtype=float)


def _full(run: Run, shape: Any, fill_value: Any) -> np.ndarray:
    if type(shape) is not int or not isinstance(fill_value, int | float):
        raise Refused("un tableau à plusieurs dimensions n’est pas lu")
    at_most(shape)
    run.budget.spend(shape // 100)
    only_numbers(run.budget, fill_value)
    return np.full(shape, fill_value)


def _steps(run: Run, /, *given: Any) -> np.ndarray:
    if not 1 <= len(given) <= 3 or not all(isinstance(one, int | float | np.number) for one in given):
        raise Refused("ce `arange` n’est pas lu")
    first, last, step = (0, given[0], 1) if len(given) == 1 else (*given, 1)[:3]
    many = (last - first) / step
    at_most(many if math.isfinite(many) else math.inf)
    run.budget.spend(max(0, int(many)) // 100)
    return np.arange(*given)


def _spread(run: Run, start: Any, stop: Any, num: Any = 50, endpoint: Any = True) -> np.ndarray:
    if type(num) is not int or not all(isinstance(one, int | float | np.number) for one in (start, stop)):
        raise Refused("ce `linspace` n’est pas lu")
    at_most(num)
    run.budget.spend(num // 100)
    return np.linspace(start, stop, num, endpoint=bool(endpoint))


# --- pandas -------------------------------------------------------------------------------------------------


def _pandas(get: Callable[[], Run]) -> Mapping[str, Any]:
    return {
        "DataFrame": Native("DataFrame", lambda given, named: _built(get(), pd.DataFrame, given, named)),
        "Series": Native("Series", lambda given, named: _built(get(), pd.Series, given, named)),
        "concat": Native("concat", fitted(_stacked, lambda: (get(),))),
        "isna": Native("isna", fitted(lambda one, /: tables.came_back(get(), pd.isna(_value(one))), tuple)),
        "notna": Native(
            "notna", fitted(lambda one, /: tables.came_back(get(), pd.notna(_value(one))), tuple)
        ),
        "NA": pd.NA,
        "options": INERT,
        "set_option": INERT,
    }


def _value(one: Any) -> Any:
    no_value(one)
    return one


def _built(run: Run, kind: type, given: tuple, named: dict) -> Any:
    if wrong := named.keys() - {"data", "index", "columns", "name"}:
        raise Refused(f"`{min(wrong)}=` n’est pas lu")
    for one in (*given, *named.values()):
        no_value(one)
        run.budget.spend(weigh(one) // 10)
        _simple(one)
    _room(*given[:3], **named)
    return tables.came_back(run, kind(*given, **named))


def _room(data: Any = None, index: Any = None, columns: Any = None, name: Any = None) -> None:
    """Refuse lines by columns that make a table too large."""
    parts = list(data.values()) if isinstance(data, dict) else data if isinstance(data, list) else []
    sizes = [len(one) for one in parts if hasattr(one, "__len__") and not isinstance(one, str)]
    # Dictionaries and columns bring their own labels, each of which may be a line or a column more.
    labelled = any(isinstance(one, dict | pd.Series) for one in parts)
    inner = sum(sizes) if labelled else max(sizes, default=1)
    outer = len(parts) if sizes or isinstance(data, dict) else 1
    if isinstance(data, list) and not sizes:
        inner = len(parts)
    given = [len(one) for one in (index, columns) if hasattr(one, "__len__")]
    at_most(
        max(
            inner * outer,
            math.prod(given),
            max(given, default=1) * outer,
            max(given, default=1) * inner if sizes else 0,
        ),
        CELLS,
    )


def _simple(one: Any, deep: int = 0) -> None:
    """A table is built of numbers and texts, in lists and dictionaries no deeper than a table is."""
    no_value(one)
    if isinstance(one, dict | list | tuple | set):
        if deep == 2:
            raise Refused("un tableau dont une case contient une suite n’est pas lu")
        for part in one.values() if isinstance(one, dict) else one:
            _simple(part, deep + 1)
    elif isinstance(one, str):
        at_most(len(one), 1_000)
    elif isinstance(one, range):
        at_most(len(one))
    elif callable(one) or type(one).__name__ == "Lazy":
        raise Refused("un tableau de fonctions n’est pas lu")


def _stacked(run: Run, objs: Any, *, axis: Any = 0, ignore_index: Any = False) -> Any:
    found = collected(run, objs)
    if not all(isinstance(one, pd.Series | pd.DataFrame) for one in found):
        raise Refused("ce `concat` n’est pas lu")
    at_most(sum(len(one) for one in found) * sum(one.size // max(len(one), 1) for one in found), CELLS)
    return tables.came_back(run, pd.concat(found, axis=axis, ignore_index=bool(ignore_index)))


__all__ = ["modules", "names_of_python"]
