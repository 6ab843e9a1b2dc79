"""A student's function with everything it can see, as it stands when it is checked: nothing done later changes it."""

from __future__ import annotations

import ast
from typing import Any

import numpy as np
import pandas as pd

from bizmodels.classroom.interpreter.functions import Function
from bizmodels.classroom.interpreter.limits import VIEWS, Refused, weigh
from bizmodels.classroom.interpreter.scope import Scope
from bizmodels.classroom.interpreter.tables import Place
from bizmodels.classroom.interpreter.values import Lazy, Native, Unreadable

_LATER = "une valeur qui change d’un appel à l’autre"


def snapshot(function: Any, notebook: Scope) -> tuple[Any, dict[str, Any]]:
    """Deep copies of a function and of the names of the notebook that it reaches; what is one value stays one value."""
    memo: dict[int, Any] = {id(notebook): notebook}
    copied = _copy(function, memo)
    names: dict[str, Any] = {}
    if "*" in notebook.names:
        names["*"] = notebook.names["*"]
    waiting, done = [function], set()
    while waiting:
        one = waiting.pop()
        for name in _asked(one, done):
            if name in notebook.names and name not in names:
                value = notebook.names[name]
                names[name] = _copy(value, memo)
                waiting.append(value)
    return copied, names


def again(function: Any, names: dict[str, Any], notebook: Scope) -> tuple[Any, dict[str, Any]]:
    """A copy of what ``snapshot`` gave, to be used and thrown away."""
    memo: dict[int, Any] = {id(notebook): notebook}
    return _copy(function, memo), {name: _copy(one, memo) for name, one in names.items()}


def _asked(value: Any, done: set[int]) -> set[str]:
    """The names that the functions held by a value may look for."""
    found: set[str] = set()
    for one in functions_in(value, done):
        found |= {node.id for node in ast.walk(one.node) if isinstance(node, ast.Name)}
        found |= {name for node in ast.walk(one.node) if isinstance(node, ast.Global) for name in node.names}
    return found


def functions_in(value: Any, done: set[int]) -> list[Function]:
    """The student's functions that a value holds, those of their closures and defaults too."""
    found, waiting = [], [value]
    while waiting:
        one = waiting.pop()
        if id(one) in done:
            continue
        if isinstance(one, list | tuple | set | frozenset):
            done.add(id(one))
            waiting.extend(one)
        elif isinstance(one, dict):
            done.add(id(one))
            waiting.extend(one.values())
        elif type(one) is Function:
            done.add(id(one))
            found.append(one)
            waiting.extend(one.defaults.values())
            scope = one.scope
            while scope.outer is not None:
                waiting.extend(scope.names.values())
                scope = scope.outer
    return found


def copy_of(value: Any) -> Any:
    """A deep copy of one value."""
    return _copy(value, {})


def _copy(value: Any, memo: dict[int, Any]) -> Any:
    if id(value) in memo:
        return memo[id(value)]
    kind = type(value)
    if kind is Function:
        memo[id(value)] = found = value.twin()
        found.scope = _copy(value.scope, memo)
        found.defaults = {name: _copy(one, memo) for name, one in value.defaults.items()}
        return found
    if kind is Scope:
        return _scope(value, memo)
    if isinstance(value, pd.DataFrame | pd.Series | np.ndarray):
        found = value.copy()
    elif kind in (list, tuple, set, frozenset, dict):
        try:
            weigh(value)
        except Refused as why:
            return Unreadable(str(why))
        return _held(value, memo)
    elif kind is Place:
        found = Place(_copy(value.owner, memo), value.kind)
    elif kind is Lazy or isinstance(value, VIEWS) or (kind is Native and value.bound):
        found = Unreadable(_LATER)
    else:
        return value
    memo[id(value)] = found
    return found


def _held(value: Any, memo: dict[int, Any]) -> Any:
    if type(value) is dict:
        memo[id(value)] = made = {}
        made.update((key, _copy(one, memo)) for key, one in value.items())
        return made
    if type(value) is list:
        memo[id(value)] = rows = []
        rows.extend(_copy(one, memo) for one in value)
        return rows
    if type(value) is set:
        memo[id(value)] = members = set(value)
        return members
    parts = [_copy(one, memo) for one in value]
    return value if all(one is old for one, old in zip(parts, value, strict=True)) else type(value)(parts)


def _scope(value: Scope, memo: dict[int, Any]) -> Scope:
    outer = _copy(value.outer, memo) if value.outer is not None else None
    memo[id(value)] = found = Scope(outer, value.own)
    found.builtins = value.builtins
    found.elsewhere = {name: _copy(one, memo) for name, one in value.elsewhere.items()}
    found.names = {name: _copy(one, memo) for name, one in value.names.items()}
    return found
