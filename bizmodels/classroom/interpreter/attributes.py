"""What may be asked of a value with a point or between brackets: a list for each kind of value, and nothing else."""

from __future__ import annotations

import ast
from string import Formatter
from typing import Any

import numpy as np
import pandas as pd

from bizmodels.classroom.interpreter import tables
from bizmodels.classroom.interpreter.check import Asking, Ex
from bizmodels.classroom.interpreter.comparisons import compare
from bizmodels.classroom.interpreter.course_values import CourseClass, course_attribute, is_of_course
from bizmodels.classroom.interpreter.iteration import collected
from bizmodels.classroom.interpreter.limits import TEXT, Refused, at_most, made, weigh
from bizmodels.classroom.interpreter.operations import ARRAYS, TABLES, formatted, key_of, text
from bizmodels.classroom.interpreter.run import Run
from bizmodels.classroom.interpreter.tables import Place
from bizmodels.classroom.interpreter.values import INERT, Inert, Module, Native, fitted, no_value

_TEXTS = {"capitalize", "casefold", "count", "endswith", "find", "isalpha", "isdigit", "isnumeric", "lower", "lstrip",
          "removeprefix", "removesuffix", "rstrip", "split", "splitlines", "startswith", "strip", "title", "upper"}  # fmt: skip
_LISTS = {"clear", "copy", "pop", "reverse"}
_DICTS = {"clear", "copy", "popitem"}
_SETS = {"clear", "copy", "difference", "intersection", "isdisjoint", "issubset", "issuperset", "symmetric_difference",
         "union"}  # fmt: skip
_NUMBERS = {"conjugate", "is_integer", "item"}
_DATES = {"day", "days", "month", "quarter", "year"}


def attribute(run: Run, value: Any, name: str) -> Any:
    """``value.name``.

    Raises:
        Refused: it is not in the list of what may be asked of such a value.
        AttributeError: the value has nothing of that name.
    """
    if name.startswith("_") or "__" in name:
        raise Refused(f"`{name}` est un nom réservé à Python")
    kind = type(value)
    if kind is Inert:
        return INERT
    no_value_but_module(value)
    if kind is Module:
        return value.find(name)
    if kind in (Ex, Asking, CourseClass):
        return value.attribute(name)
    if isinstance(value, (*TABLES, *tables.HELPERS)):
        return tables.table_attribute(run, value, name)
    if kind is np.ndarray:
        return tables.array_attribute(run, value, name)
    if is_of_course(value):
        return course_attribute(run, value, name)
    if (method := _method(run, value, kind, name)) is not None:
        return method
    if type(value).__module__.startswith("bizmodels.") or hasattr(value, name):
        raise Refused(f"`.{name}` n’est pas lu")
    raise AttributeError(f"'{kind.__name__}' object has no attribute '{name}'")


def no_value_but_module(value: Any) -> None:
    """Refuse what has nothing to ask of."""
    if type(value) is not Module:
        no_value(value)


def _method(run: Run, value: Any, kind: type, name: str) -> Any:
    if isinstance(value, int | float | np.number) and name in ("real", "imag"):
        return getattr(value, name)
    if isinstance(value, pd.Timestamp | pd.Timedelta | pd.Period) and name in _DATES:
        return getattr(value, name)
    if isinstance(value, tuple) and name in getattr(kind, "_fields", ()):
        return getattr(value, name)
    plain = {str: _TEXTS, list: _LISTS, dict: _DICTS, set: _SETS, frozenset: _SETS}.get(kind, set())
    if name in plain or (isinstance(value, int | float | np.number) and name in _NUMBERS):
        changing = kind in (list, dict, set)
        call = lambda given, named: _called(run, value, name, given, named)  # noqa: E731
        return Native(name, call, owner=value if changing else None)
    own = {str: _TEXT_CALLS, list: _LIST_CALLS, dict: _DICT_CALLS, set: _SET_CALLS}.get(kind, {})
    if name in own:
        return Native(name, fitted(own[name], lambda: (run, value)), owner=None if kind is str else value)
    return None


def _called(run: Run, value: Any, name: str, given: tuple, named: dict) -> Any:
    for one in (*given, *named.values()):
        run.budget.spend(weigh(key_of(one)) // 10)
    run.budget.spend(weigh(value) // 20)
    found = getattr(value, name)(*given, **named)
    if name not in ("pop", "popitem"):  # which give what was there already
        made(run.budget, found)
    return found


# --- methods that could grow, or call what a student wrote --------------------------------------------------


def _join(run: Run, by: str, values: Any, /) -> str:
    parts = collected(run, values)
    many = sum(len(one) + len(by) for one in parts if isinstance(one, str))
    at_most(many, TEXT)
    run.budget.spend(many // 20)
    return by.join(parts)


def _replace(run: Run, value: str, old: str, new: str, count: int = -1, /) -> str:
    at_most(len(value) + (len(value) + 1) * len(new), 10 * TEXT)
    return made(run.budget, value.replace(old, new, count))


def _zfill(run: Run, value: str, width: int, /) -> str:
    at_most(width, 1_000)
    return made(run.budget, value.zfill(width))


def _wide(name: str) -> Any:
    def padded(run: Run, value: str, width: int, fill: str = " ", /) -> str:
        at_most(width, 1_000)
        return made(run.budget, getattr(value, name)(width, fill))

    return padded


def _format(run: Run, value: str, /, *given: Any, **named: Any) -> str:
    """``"{} et {:.2f}".format(…)``: what fills the braces is a place or a name, and nothing is asked of it."""
    found, place = [], 0
    for before, name, spec, conversion in Formatter().parse(value):
        found.append(before)
        if name is None:
            continue
        if conversion or "{" in (spec or "") or not (name == "" or name.isdecimal() or name.isidentifier()):
            raise Refused("cette façon de composer un texte n’est pas lue")
        if name == "" and place >= 0:
            held, place = given[place], place + 1
        elif name.isdecimal() and place <= 0:
            held, place = given[int(name)], -1
        elif name.isidentifier():
            held = named[name]
        else:
            raise Refused("cette façon de composer un texte n’est pas lue")
        found.append(formatted(held, spec or "", run.budget))
    at_most(sum(map(len, found)), TEXT)
    return made(run.budget, "".join(found))


def _append(run: Run, value: list, one: Any, /) -> None:
    at_most(len(value) + 1)
    value.append(one)


def _extend(run: Run, value: list, more: Any, /) -> None:
    more = collected(run, more)
    at_most(len(value) + len(more))
    value.extend(more)


def _insert(run: Run, value: list, place: int, one: Any, /) -> None:
    at_most(len(value) + 1)
    run.budget.spend(len(value) // 100)
    value.insert(place, one)


def _index(run: Run, value: list, one: Any, start: int = 0, /, *stop: int) -> int:
    for place in range(*slice(start, *stop[:1] or (None,)).indices(len(value))):
        run.budget.spend()
        held = value[place]
        if compare(ast.Eq, held, one, run.budget):
            return place
    raise ValueError(f"{text(one, run.budget)} is not in list")


def _remove(run: Run, value: list, one: Any, /) -> None:
    try:
        place = _index(run, value, one)
    except ValueError:
        raise ValueError("list.remove(x): x not in list") from None
    del value[place]


def _count(run: Run, value: list, one: Any, /) -> int:
    return sum(bool(compare(ast.Eq, held, one, run.budget)) for held in value)


def _sort(run: Run, value: list, /, *, key: Any = None, reverse: bool = False) -> None:
    run.budget.spend(weigh(value) // 5)
    value.sort(key=key, reverse=bool(reverse))


def _get(run: Run, value: dict, key: Any, otherwise: Any = None, /) -> Any:
    return value.get(key_of(key), otherwise)


def _pop(run: Run, value: dict, key: Any, /, *otherwise: Any) -> Any:
    return value.pop(key_of(key), *otherwise)


def _setdefault(run: Run, value: dict, key: Any, otherwise: Any = None, /) -> Any:
    at_most(len(value) + 1)
    return value.setdefault(key_of(key), otherwise)


def _update(run: Run, value: dict, more: Any = (), /, **named: Any) -> None:
    pairs = dict(more) if type(more) is dict else dict([collected(run, one) for one in collected(run, more)])
    at_most(len(value) + len(pairs) + len(named))
    for key, held in {**pairs, **named}.items():
        value[key_of(key)] = held


def _viewed(what: str) -> Any:
    return lambda run, value: getattr(value, what)()


def _add(run: Run, value: set, one: Any, /) -> None:
    at_most(len(value) + 1)
    value.add(key_of(one))


def _discard(run: Run, value: set, one: Any, /) -> None:
    value.discard(key_of(one))


def _take_away(run: Run, value: set, one: Any, /) -> None:
    value.remove(key_of(one))


def _union(run: Run, value: set, more: Any, /) -> None:
    for one in collected(run, more):
        _add(run, value, one)


_TEXT_CALLS = {
    "join": _join,
    "replace": _replace,
    "zfill": _zfill,
    "format": _format,
    **{name: _wide(name) for name in ("ljust", "rjust", "center")},
}
_LIST_CALLS = {"append": _append, "extend": _extend, "insert": _insert, "index": _index, "remove": _remove,
               "count": _count, "sort": _sort}  # fmt: skip
_DICT_CALLS = {"get": _get, "pop": _pop, "setdefault": _setdefault, "update": _update,
               **{what: _viewed(what) for what in ("items", "keys", "values")}}  # fmt: skip
_SET_CALLS = {"add": _add, "discard": _discard, "remove": _take_away, "update": _union}


# --- brackets -----------------------------------------------------------------------------------------------


def item(run: Run, owner: Any, key: Any) -> Any:
    """``owner[key]``; errors as Python's.

    Raises:
        Refused: brackets after a value that is not known to have some.
    """
    if type(owner) is Inert:
        return INERT
    no_value(owner)
    if isinstance(owner, str | list | tuple | range):
        found = owner[_plain_key(key)]
        return made(run.budget, found) if isinstance(key, slice) else found
    if type(owner) is dict:
        return owner[key_of(key)]
    if isinstance(owner, (*ARRAYS, Place, *tables.HELPERS)):
        return tables.table_item(run, owner, key)
    if hasattr(owner, "__getitem__"):
        raise Refused("ces crochets ne sont pas lus")
    raise TypeError(f"'{type(owner).__name__}' object is not subscriptable")


def _plain_key(key: Any) -> Any:
    no_value(key)
    return key
