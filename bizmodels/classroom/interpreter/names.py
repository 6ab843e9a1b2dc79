"""The functions of Python that are known."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from bizmodels.classroom.interpreter.course_values import CourseClass
from bizmodels.classroom.interpreter.functions import Function, called
from bizmodels.classroom.interpreter.iteration import collected, each
from bizmodels.classroom.interpreter.limits import VIEWS, Refused, at_most, len_of_range, weigh
from bizmodels.classroom.interpreter.operations import ARRAYS, binary, key_of, text, truth
from bizmodels.classroom.interpreter.run import Run
from bizmodels.classroom.interpreter.values import Failure, Kind, Lazy, Native, fitted, no_value

_NUMBERS = (int, float, complex, np.number)
_FAILURES = (
    "ArithmeticError", "AssertionError", "AttributeError", "Exception", "IndexError", "KeyError", "LookupError", "NameError",
    "NotImplementedError", "OverflowError", "RecursionError", "RuntimeError", "StopIteration", "SyntaxError", "TypeError",
    "ValueError", "ZeroDivisionError",
)  # fmt: skip


def names_of_python(get: Callable[[], Run]) -> Mapping[str, Any]:
    """The table of them; ``get`` gives the notebook being read."""
    found: dict[str, Any] = {name: Failure(getattr(builtins, name)) for name in _FAILURES}
    for name, function in _FUNCTIONS.items():
        found[name] = Native(name, _bound(function, get))
    for name, (function, kinds) in _KINDS.items():
        found[name] = Kind(name, _bound(function, get), *kinds)
    return found


def _bound(function: Callable, get: Callable[[], Run]) -> Callable[[tuple, dict], Any]:
    return fitted(function, lambda: (get(),))


# --- values -------------------------------------------------------------------------------------------------


def _int(run: Run, value: Any = 0, /, *base: Any) -> int:
    no_value(value)
    if isinstance(value, str):
        at_most(len(value), 400)
    return int(value, *base[:1]) if len(base) < 2 else _unread()


def _float(run: Run, value: Any = 0.0, /) -> float:
    no_value(value)
    if isinstance(value, str):
        at_most(len(value), 400)
    return float(value)


def _str(run: Run, object: Any = "") -> str:
    return text(object, run.budget)


def _bool(run: Run, value: Any = False, /) -> bool:
    return truth(value)


def _list(run: Run, values: Any = (), /) -> list:
    return collected(run, values)


def _tuple(run: Run, values: Any = (), /) -> tuple:
    return tuple(collected(run, values))


def _set(run: Run, values: Any = (), /) -> set:
    return {key_of(one) for one in collected(run, values)}


def _dict(run: Run, pairs: Any = (), /, **named: Any) -> dict:
    if type(pairs) is dict:
        return {**pairs, **named}
    found = {}
    for pair in collected(run, pairs):
        if len(parts := collected(run, pair)) != 2:
            raise ValueError(f"dictionary update sequence element has length {len(parts)}; 2 is required")
        key, value = parts
        found[key_of(key)] = value
    return found | named


_KINDS: dict[str, tuple[Callable, tuple[type, ...]]] = {
    "int": (_int, (int,)), "float": (_float, (float,)), "str": (_str, (str,)), "bool": (_bool, (bool,)),
    "list": (_list, (list,)), "tuple": (_tuple, (tuple,)), "set": (_set, (set,)), "dict": (_dict, (dict,)),
}  # fmt: skip


# --- calculations -------------------------------------------------------------------------------------------


def _unread() -> Any:
    raise Refused("cette façon d’appeler une fonction de Python n’est pas lue")


def _abs(run: Run, value: Any, /) -> Any:
    no_value(value)
    return abs(value)


def _round(run: Run, number: Any, ndigits: Any = None) -> Any:
    no_value(number)
    if isinstance(ndigits, int | np.integer) and abs(int(ndigits)) > 300:
        raise Refused("un nombre de décimales trop grand")
    return round(number) if ndigits is None else round(number, ndigits)


def _pow(run: Run, base: Any, exp: Any) -> Any:
    return binary(ast.Pow, base, exp, run.budget)


def _divmod(run: Run, one: Any, other: Any, /) -> tuple:
    return binary(ast.FloorDiv, one, other, run.budget), binary(ast.Mod, one, other, run.budget)


def _sum(run: Run, values: Any, /, start: Any = 0) -> Any:
    if isinstance(start, str):
        raise TypeError("sum() can't sum strings [use ''.join(seq) instead]")
    values = list(each(run, values))
    if all(type(one) is float or (type(one) is int and one.bit_length() < 64) for one in (start, *values)):
        return sum(values, start)
    total = start
    for one in values:
        total = (
            total + one
            if isinstance(one, _NUMBERS) and isinstance(total, float)
            else binary(ast.Add, total, one, run.budget)
        )
    return total


def _best(function: Callable, name: str) -> Callable:
    def best(run: Run, first: Any, /, *others: Any, key: Any = None, **otherwise: Any) -> Any:
        values = (first, *others)
        if otherwise.keys() - {"default"}:
            _unread()
        if len(values) > 1 and otherwise:
            raise TypeError(f"Cannot specify a default for {name}() with multiple positional arguments")
        found = collected(run, values[0]) if len(values) == 1 else list(values)
        run.budget.spend(weigh(found) // 20)
        for one in found:
            no_value(one)
        return function(found, key=_key(run, key), **otherwise)

    return best


def _key(run: Run, key: Any) -> Any:
    return None if key is None else lambda one: called(run, key, (one,), {})


def _len(run: Run, value: Any, /) -> int:
    no_value(value)
    if isinstance(value, (str, list, tuple, dict, set, frozenset, range, *ARRAYS, *VIEWS)) or not hasattr(
        value, "__len__"
    ):
        return len(value)
    raise Refused("cette longueur n’est pas lue")


def _any(run: Run, values: Any, /) -> bool:
    return any(truth(one) for one in each(run, values))


def _all(run: Run, values: Any, /) -> bool:
    return all(truth(one) for one in each(run, values))


# --- one after the other ------------------------------------------------------------------------------------


def _range(run: Run, first: Any, /, *more: Any) -> range:
    found = range(first, *more) if len(more) < 3 else _unread()
    at_most(len_of_range(found), 10 * 100_000)
    return found


def _sorted(run: Run, values: Any, /, *, key: Any = None, reverse: Any = False) -> list:
    found = collected(run, values)
    run.budget.spend(weigh(found) // 5)
    return sorted(found, key=_key(run, key), reverse=bool(reverse))


def _reversed(run: Run, values: Any, /) -> Lazy:
    if type(values) is not range and not isinstance(values, list | tuple | str):
        _unread()
    return Lazy(each(run, values[::-1]) if type(values) is not list else reversed(values))


def _enumerate(run: Run, iterable: Any, start: int = 0) -> Lazy:
    return Lazy(enumerate(each(run, iterable), start), iterable)


def _zip(run: Run, *values: Any, strict: bool = False) -> Lazy:
    return Lazy(zip(*[each(run, one) for one in values], strict=bool(strict)), *values)


def _map(run: Run, function: Any, values: Any, /, *more: Any) -> Lazy:
    sources = [each(run, one) for one in (values, *more)]
    found = (called(run, function, given, {}) for given in zip(*sources, strict=False))
    return Lazy(found, values, *more)


def _filter(run: Run, function: Any, values: Any, /) -> Lazy:
    source = each(run, values)

    def kept() -> Iterator:
        for one in source:
            if truth(one if function is None else called(run, function, (one,), {})):
                yield one

    return Lazy(kept(), values)


def _iter(run: Run, values: Any, /) -> Lazy:
    return values if type(values) is Lazy else Lazy(each(run, values))


def _next(run: Run, values: Any, /, *otherwise: Any) -> Any:
    if len(otherwise) > 1:
        _unread()
    run.budget.spend()
    if type(values) is not Lazy:
        raise TypeError(f"'{type(values).__name__}' object is not an iterator")
    return next(values.values, *otherwise)


# --- the rest -----------------------------------------------------------------------------------------------


def _print(run: Run, *values: Any, sep: Any = " ", end: Any = "\n", flush: Any = False) -> None:
    # It really writes, where whoever reads has put a screen: « print au lieu de return » is seen by what was written.
    shown = [text(one, run.budget) if _is_value(one) else "" for one in values]
    print(*shown, sep=_separator(sep), end=_separator(end))


def _is_value(one: Any) -> bool:
    try:
        no_value(one)
    except Refused:
        return False
    return True


def _separator(one: Any) -> str:
    return one[:100] if type(one) is str else " "


def _display(run: Run, *values: Any, **named: Any) -> None:
    # Something shown, as by ``print``: « print au lieu de return ».
    print(*(" " for _ in values))


def _isinstance(run: Run, value: Any, kinds: Any, /) -> bool:
    no_value(value)
    wanted = kinds if type(kinds) is tuple else (kinds,)
    if any(type(one) not in (Kind, Failure) for one in wanted):
        raise Refused("ce `isinstance` n’est pas lu")
    return any(isinstance(value, one.kind if type(one) is Failure else one.kinds) for one in wanted)


def _callable(run: Run, value: Any, /) -> bool:
    return isinstance(value, Function | Native | Kind | CourseClass)


def _repr(run: Run, value: Any, /) -> str:
    return text([value], run.budget)[1:-1]


_FUNCTIONS: dict[str, Callable] = {
    "abs": _abs, "all": _all, "any": _any, "callable": _callable, "display": _display, "divmod": _divmod,
    "enumerate": _enumerate, "filter": _filter, "isinstance": _isinstance, "iter": _iter, "len": _len, "map": _map,
    "max": _best(max, "max"), "min": _best(min, "min"), "next": _next, "pow": _pow, "print": _print, "range": _range,
    "repr": _repr, "reversed": _reversed, "round": _round, "sorted": _sorted, "sum": _sum, "zip": _zip,
}  # fmt: skip
