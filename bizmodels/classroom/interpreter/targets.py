"""What stands at the left of ``=``: names, lists of names, places in a list, a dictionary or a table of the student's own."""

from __future__ import annotations

import ast
from typing import Any

import numpy as np
import pandas as pd

from bizmodels.classroom.interpreter.check import Asking, Ex
from bizmodels.classroom.interpreter.iteration import collected
from bizmodels.classroom.interpreter.limits import Refused, at_most, weigh
from bizmodels.classroom.interpreter.operations import key_of, only_numbers
from bizmodels.classroom.interpreter.run import Run
from bizmodels.classroom.interpreter.scope import Scope
from bizmodels.classroom.interpreter.tables import Place, row_key
from bizmodels.classroom.interpreter.values import Unreadable, no_value
from bizmodels.core.misuse import frozen
from bizmodels.core.model import BusinessModel
from bizmodels.exercises.given import Data


class Meddling(Refused):
    """An attribute of the course was to be changed."""


def assign(run: Run, target: ast.expr, value: Any, scope: Scope) -> None:
    """``target = value``.

    Raises:
        Refused: a target that is not read; Meddling: an attribute.
        Exception: as Python does.
    """
    if type(value) is Unreadable:
        raise Refused(value.reason)
    match target:
        case ast.Name():
            scope.store(target.id, value)
        case ast.Tuple() | ast.List():
            _unpack(run, target.elts, value, scope)
        case ast.Subscript():
            put(run, run.value(target.value, scope), run.value(target.slice, scope), value)
        case ast.Attribute():
            owner = run.value(target.value, scope)
            if isinstance(owner, Data):
                setattr(owner, target.attr, value)  # which refuses, as it refuses in a notebook
            if isinstance(owner, BusinessModel):
                raise frozen(target.attr, ...)
            if isinstance(owner, Ex):
                owner.changed.add(target.attr)
            if isinstance(owner, Asking | Ex):
                raise Meddling(f"elle change `{target.attr}`, que l’exercice donne")
            raise Refused(f"changer `.{target.attr}` n’est pas lu")
        case _:
            raise Refused("cette affectation n’est pas lue")


def _unpack(run: Run, targets: list[ast.expr], value: Any, scope: Scope) -> None:
    values = collected(run, value)
    star = next((place for place, one in enumerate(targets) if isinstance(one, ast.Starred)), None)
    if star is None:
        if len(values) > len(targets):
            raise ValueError(f"too many values to unpack (expected {len(targets)})")
        if len(values) < len(targets):
            raise ValueError(f"not enough values to unpack (expected {len(targets)}, got {len(values)})")
    else:
        after = len(targets) - star - 1
        if len(values) < star + after:
            raise ValueError(
                f"not enough values to unpack (expected at least {star + after}, got {len(values)})"
            )
        end = len(values) - after
        values = [*values[:star], values[star:end], *values[end:]]
        targets = [one.value if isinstance(one, ast.Starred) else one for one in targets]
    for one, held in zip(targets, values, strict=True):
        assign(run, one, held, scope)


def put(run: Run, owner: Any, key: Any, value: Any) -> None:
    """``owner[key] = value``; errors as Python's.

    Raises:
        Refused: an owner that is not read.
    """
    no_value(owner)
    if type(owner) is dict:
        at_most(len(owner) + 1)
        owner[key_of(key)] = value
    elif type(owner) is list and isinstance(key, int):
        owner[key] = value
    elif type(owner) is list and isinstance(key, slice):
        more = collected(run, value)
        at_most(len(owner) + len(more))
        run.budget.spend(len(owner) // 20)
        owner[key] = more
    elif type(owner) is np.ndarray:
        only_numbers(run.budget, value)
        key = row_key(run, key)
        if isinstance(key, tuple):
            raise Refused("ce changement n’est pas lu")
        run.budget.spend(owner.size // 100)
        owner[key] = value
    elif isinstance(owner, pd.DataFrame | pd.Series | Place):
        no_value(value)
        columns = owner.shape[1] if isinstance(owner, pd.DataFrame) else 10
        run.budget.spend(weigh(value) // 10 + 100 + 5 * columns)
        if isinstance(value, str):
            at_most(len(value), 1_000)  # it may be written in each line
        elif isinstance(value, list | tuple):
            at_most(len(value))
        if type(owner) is Place:
            owner.put(row_key(run, key), value)
        else:
            owner[row_key(run, key)] = value
    elif not hasattr(owner, "__setitem__"):
        raise TypeError(f"'{type(owner).__name__}' object does not support item assignment")
    else:
        raise Refused("ce changement n’est pas lu")


def forget(run: Run, target: ast.expr, scope: Scope) -> None:
    """``del target``; errors as Python's.

    Raises:
        Refused: a target that is not read.
    """
    match target:
        case ast.Name():
            scope.delete(target.id)
        case ast.Subscript():
            owner, key = run.value(target.value, scope), run.value(target.slice, scope)
            if type(owner) not in (dict, list, pd.DataFrame, pd.Series):
                raise Refused("ce `del` n’est pas lu")
            if isinstance(owner, pd.DataFrame | pd.Series) and not isinstance(key, str | int):
                raise Refused("ce `del` n’est pas lu")
            del owner[key_of(key) if type(owner) is dict else key]
        case _:
            raise Refused("ce `del` n’est pas lu")
