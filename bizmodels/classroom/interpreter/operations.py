"""Calculations that no value can turn into an endless one: sizes are looked at before Python calculates."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from bizmodels.classroom.interpreter.limits import (
    BITS,
    HELD,
    ITEMS,
    TEXT,
    TOO_LARGE,
    VIEWS,
    Budget,
    Refused,
    at_most,
    made,
    weigh,
)
from bizmodels.classroom.interpreter.values import no_value

_BINARY: dict[type, Callable] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.Pow: operator.pow, ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_, ast.BitXor: operator.xor, ast.LShift: operator.lshift, ast.RShift: operator.rshift,
}  # fmt: skip
_IN_PLACE: dict[type, Callable] = {
    ast.Add: operator.iadd, ast.Sub: operator.isub, ast.Mult: operator.imul, ast.Div: operator.itruediv,
    ast.FloorDiv: operator.ifloordiv, ast.Mod: operator.imod, ast.Pow: operator.ipow, ast.BitAnd: operator.iand,
    ast.BitOr: operator.ior, ast.BitXor: operator.ixor, ast.LShift: operator.ilshift, ast.RShift: operator.irshift,
}  # fmt: skip
_UNARY: dict[type, Callable] = {
    ast.UAdd: operator.pos, ast.USub: operator.neg, ast.Invert: operator.invert, ast.Not: operator.not_
}  # fmt: skip
_SEQUENCES = (str, list, tuple)
TABLES = (pd.Series, pd.DataFrame, pd.Index)
ARRAYS = (*TABLES, np.ndarray)
_SPEC = re.compile(r"(?:.?[<>=^])?[-+ ]?z?#?0?\d{0,3}[,_]?(?:\.\d{1,2})?[a-zA-Z%]?", re.DOTALL)
_PERCENT = re.compile(r"%(?:\(\w*\))?[-+ #0]*(?:\d{0,3})(?:\.\d{1,2})?[diouxXeEfFgGcrsa%]")


def in_place(kind: type, one: Any, other: Any, budget: Budget) -> Any:
    """``one += other`` and its kin: a list, a set, a dictionary, an array is changed, as every name of it sees.

    Raises:
        as ``binary``.
    """
    return binary(kind, one, other, budget, _IN_PLACE)


def binary(kind: type, one: Any, other: Any, budget: Budget, table: dict[type, Callable] = _BINARY) -> Any:
    """``one + other`` and its kin.

    Raises:
        Refused: an operator that is not read (`@`), or a result too large to be calculated.
        TypeError, ZeroDivisionError…: as Python does.
    """
    if type(one) is float and type(other) is float:
        return table[kind](one, other) if kind in table else _unknown()
    no_value(one)
    no_value(other)
    if kind not in _BINARY:
        _unknown()
    if isinstance(one, int) and isinstance(other, int):
        _whole_numbers(kind, int(one), int(other))
    elif isinstance(one, _SEQUENCES) or isinstance(other, _SEQUENCES):
        _sequences(kind, one, other, budget)
    if isinstance(one, ARRAYS) or isinstance(other, ARRAYS):
        _arrays(kind, one, other, budget)
    elif isinstance(one, np.generic) or isinstance(other, np.generic):
        _small_enough_for_numpy(one, other)
    if isinstance(one, (set, dict, *VIEWS)):
        many = weigh(one) + weigh(other)
        at_most(many, 2 * ITEMS)
        budget.spend(many // 20)
    return table[kind](one, other)


def _unknown() -> None:
    raise Refused("cet opérateur n’est pas lu")


def _whole_numbers(kind: type, one: int, other: int) -> None:
    bits = one.bit_length()
    if kind is ast.Pow:
        many = bits * max(other, 0) if bits > 1 else bits
    elif kind is ast.LShift:
        many = bits + max(other, 0)
    elif kind is ast.Mult:
        many = bits + other.bit_length()
    else:
        many = max(bits, other.bit_length())
    if many > BITS:
        raise Refused(TOO_LARGE)


def _sequences(kind: type, one: Any, other: Any, budget: Budget) -> None:
    if kind is ast.Mult:
        for sequence, times in ((one, other), (other, one)):
            if isinstance(sequence, _SEQUENCES) and isinstance(times, int | np.integer):
                many = len(sequence) * max(int(times), 0)
                at_most(many, TEXT if isinstance(sequence, str) else ITEMS)
                budget.spend(many // (20 if isinstance(sequence, str) else HELD))
    elif kind is ast.Add and isinstance(one, _SEQUENCES) and isinstance(other, _SEQUENCES):
        many = len(one) + len(other)
        at_most(many, TEXT if isinstance(one, str) else ITEMS)
        budget.spend(many // (20 if isinstance(one, str) else HELD))
    elif kind is ast.Mod and isinstance(one, str):
        if _PERCENT.sub("", one).count("%") or "%(" in one:
            raise Refused("cette façon de composer un texte n’est pas lue")
        budget.spend(weigh(other))


def _small_enough_for_numpy(*values: Any) -> None:
    # numpy gives a longer whole number back to Python, whose power then has no end.
    if any(isinstance(one, int) and one.bit_length() > 63 for one in values):
        raise Refused(TOO_LARGE)


def _arrays(kind: type, one: Any, other: Any, budget: Budget) -> None:
    aligned((one, other))
    _small_enough_for_numpy(one, other)
    for value in (one, other):
        if isinstance(value, ARRAYS):
            # In a column of objects a number or a text is Python's own: it may grow without end.
            if numbers_only(value):
                budget.spend(value.size // 100)
            elif kind in (ast.Mult, ast.Pow, ast.LShift, ast.Mod) or all(
                isinstance(it, ARRAYS) for it in (one, other)
            ):
                raise Refused("ce calcul sur une colonne de textes n’est pas lu")
            else:
                budget.spend(value.size)
        elif isinstance(value, _SEQUENCES):
            at_most(len(value) * (10 if isinstance(value, str) else 1), 10_000)


CELLS = 20_000_000  # of a table, before pandas makes it


def aligned(values: Any) -> None:
    """Refuse tables that pandas would match line by line many times over, or into one of endless columns.

    Raises:
        Refused: two indexes that differ, one of which says the same twice; too many cells.
    """
    found = [one for one in values if isinstance(one, pd.Series | pd.DataFrame)]
    for one in found[1:]:
        if not (one.index.equals(found[0].index) or (one.index.is_unique and found[0].index.is_unique)):
            raise Refused("deux tableaux dont les lignes ne se correspondent pas")
    frames = [one for one in found if isinstance(one, pd.DataFrame)]
    if frames and len(found) > 1:
        columns = sum(one.shape[1] if isinstance(one, pd.DataFrame) else len(one) for one in found)
        at_most(columns * sum(len(one) for one in frames), CELLS)


def numbers_only(value: Any) -> bool:
    """Whether a table or an array holds numbers, truth values or dates and nothing else."""
    kinds = value.dtypes if isinstance(value, pd.DataFrame) else [value.dtype]
    return all(getattr(one, "kind", "O") in "biufmM" for one in kinds)


def only_numbers(budget: Budget, values: Any) -> None:
    """Refuse what numpy would hold as Python's own objects, or as texts of one length.

    Raises:
        Refused: texts, whole numbers beyond 64 bits, tables of texts.
    """
    no_value(values)
    if isinstance(values, ARRAYS):
        budget.spend(values.size // 100)
        if not numbers_only(values):
            raise Refused("un tableau de textes n’est pas lu ici")
    elif isinstance(values, list | tuple | set):
        at_most(len(values))
        budget.spend(len(values) // 10)
        for one in values:
            if isinstance(one, list | tuple | set | dict | str | np.ndarray) or one is None:
                raise Refused("une suite qui ne contient pas que des nombres n’est pas lue ici")
            only_numbers(budget, one)
    elif isinstance(values, int):
        if values.bit_length() > 63:
            raise Refused("un nombre trop grand")
    elif (
        not isinstance(values, float | complex | str | np.generic)
        and values is not None
        and values is not ...
    ):
        raise Refused("une valeur qui n’est pas un nombre")


def unary(kind: type, one: Any) -> Any:
    """``-one`` and its kin; errors as Python's."""
    no_value(one)
    return _UNARY[kind](one)


def truth(one: Any) -> bool:
    """``bool(one)``; errors as Python's."""
    no_value(one)
    return bool(one)


def key_of(value: Any) -> Any:
    """A value that is to be a key, or one of a set: small enough to be hashed.

    Raises:
        Refused: too large, or no value.
    """
    no_value(value)
    if isinstance(value, tuple | frozenset):
        weigh(value, 1_000)
    return value


def text(value: Any, budget: Budget) -> str:
    """``str(value)``.

    Raises:
        Refused: too much to be written.
    """
    if type(value) is str:
        return value
    no_value(value)
    if isinstance(value, ARRAYS):
        at_most(value.size)
    else:
        budget.spend(weigh(value) // 10)
    written = str(value)
    at_most(len(written), TEXT)
    return made(budget, written)


def formatted(value: Any, spec: str, budget: Budget) -> str:
    """``f"{value:spec}"``; errors as Python's.

    Raises:
        Refused: a width or a digit too many, a value too large.
    """
    if not spec:
        return text(value, budget)
    no_value(value)
    if not _SPEC.fullmatch(spec):
        raise Refused("cette mise en forme n’est pas lue")
    if not isinstance(value, int | float | complex | str | np.number):
        raise TypeError(f"unsupported format string passed to {type(value).__name__}.__format__")
    return made(budget, format(value, spec))
