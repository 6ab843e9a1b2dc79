"""Answers as they leave the cage: plain JSON of values, written inside, read outside with suspicion.

A number, a text, a truth value or ``None`` stands for itself; everything else is an object of one key that says what
it is: ``{"dots": 1}``, ``{"tuple": […]}``, ``{"float": "nan"}``, ``{"function": {…}}``, ``{"other": "Ticket"}``.
A function leaves as what it answered to the trial inputs of its question, never as code.
"""

from __future__ import annotations

import builtins
import json
import math
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import Any

import numpy as np

from bizmodels.errors import LearnerError
from bizmodels.exercises.guard import FAULTS, TooLong, is_a, kind_name, plain, text_of
from bizmodels.lazy import pd

DEEP = 4  # a tuple in a list in a tuple…
MANY = 60  # parts of a collection; more says nothing more to a question
TEXT = 20_000  # letters
TRIALS = 50  # inputs of a function
_HUGE = 10**330  # no float: any integer beyond is judged as this one
_TABLES = ("Series", "DataFrame", "Index", "ndarray")
_COLLECTIONS: dict[str, Callable[[list], Any]] = {"tuple": tuple, "list": list}
_NOT_FINITE = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}


# --- inside -----------------------------------------------------------------------------------------------


def pack(value: Any, deep: int = 0) -> Any:
    """What JSON holds of ``value``; never raises for what a learner made."""
    try:
        return _packed(plain(value), deep)
    except FAULTS:
        return {"other": kind_name(value)}


def _packed(value: Any, deep: int) -> Any:
    if value is None or is_a(value, bool):
        return value
    if value is ...:
        return {"dots": 1}
    if is_a(value, str):
        return value[:TEXT].encode("utf-8", "replace").decode()
    if is_a(value, np.bool_):
        return bool(value)
    if is_a(value, bytes, bytearray):
        return bytes(value[:TEXT]).decode("utf-8", "replace")
    if is_a(value, int, np.integer) and not is_a(value, np.timedelta64):
        return max(-_HUGE, min(_HUGE, int(value)))
    if is_a(value, float, np.floating, Decimal, Fraction):
        return _real(float(value))
    if is_a(value, np.ndarray) and value.shape == ():
        return _packed(plain(value.item()), deep)
    if is_a(value, np.ndarray, pd.Series, pd.DataFrame, pd.Index):
        name = next(name for name in _TABLES if is_a(value, getattr(np if name == "ndarray" else pd, name)))
        cells = np.asarray(value).ravel()[:MANY]
        return {"table": [name, *(pack(one, DEEP) for one in cells)]}
    if is_a(value, tuple, list, set, frozenset, dict) and deep < DEEP:
        # A set or a dictionary is to a question what a list is: several values.
        parts = [pack(one, deep + 1) for one in islice(value, MANY)]
        return {"tuple" if is_a(value, tuple) else "list": parts}
    return {"other": kind_name(value)}


def _real(value: float) -> Any:
    return value if math.isfinite(value) else {"float": str(value)}


def pack_error(error: BaseException) -> dict[str, Any]:
    """An exception as the sentences of a question need it: its kind, its text, the name that was missing."""
    kinds = [kind.__name__ for kind in type(error).__mro__ if getattr(builtins, kind.__name__, None) is kind]
    name = NameError.name.__get__(error) if is_a(error, NameError) else None
    return {
        "raised": [kinds[0], kind_name(error), text_of(error, 300), name if type(name) is str else ""],
    }


# --- outside ----------------------------------------------------------------------------------------------


class Unreadable(ValueError):
    """What came out of the cage is none of the forms above."""


class Answered:
    """A learner's function as the cage tried it: the inputs of its question, and what it did with each.

    Called with another input it raises ``LearnerError``: nothing of the learner's is run here.
    """

    def __init__(self, name: str, outcomes: dict[str, dict[str, Any]]):
        self.__name__, self._outcomes = name, outcomes

    def __call__(self, *trial: Any) -> Any:
        outcome = self._outcomes.get(_key(pack(trial)))
        if outcome is None:
            raise LearnerError("Cette fonction n’a pas été essayée sur ces valeurs.")
        if outcome["printed"]:
            print("…")  # noqa: T201 -- « print au lieu de return » is told by something being printed
        if outcome["endless"]:
            raise TooLong
        if outcome["error"] is not None:
            raise outcome["error"]
        return outcome["value"]

    def __repr__(self) -> str:
        return f"<fonction {self.__name__}>"


def unpack(packed: Any, deep: int = 0) -> Any:
    """The value that ``packed`` stands for.

    Raises:
        Unreadable: another form, too deep, too long, or a name that is no name.
    """
    if packed is None or type(packed) in (bool, float):
        return packed
    if type(packed) is int and abs(packed) <= _HUGE:
        return packed
    if type(packed) is str and len(packed) <= TEXT:
        return packed
    if type(packed) is not dict or len(packed) != 1 or deep > DEEP + 1:
        raise Unreadable(text_of(packed))
    ((kind, held),) = packed.items()
    match kind:
        case "dots":
            return ...
        case "float" if type(held) is str and held in _NOT_FINITE:
            return _NOT_FINITE[held]
        case "tuple" | "list" if type(held) is list and len(held) <= MANY:
            return _COLLECTIONS[kind]([unpack(one, deep + 1) for one in held])
        case "table" if type(held) is list and len(held) <= MANY + 1 and held and held[0] in _TABLES:
            return _table(held[0], [unpack(one, DEEP) for one in held[1:]])
        case "function" if type(held) is dict:
            return _function(held)
        case "other" if _is_name(held):
            return type(held, (), {})()
    raise Unreadable(text_of(packed))


def _is_name(text: Any) -> bool:
    return type(text) is str and len(text) <= 60 and text.isidentifier()


def _table(name: str, cells: list) -> Any:
    if name == "ndarray":
        return np.array(cells, dtype=object)
    return getattr(pd, name)(cells, dtype=object)


def _function(held: dict[str, Any]) -> Answered:
    name, tried = held.get("name"), held.get("tried")
    if not _is_name(name) or type(tried) is not list or len(tried) > TRIALS:
        raise Unreadable(text_of(held))
    outcomes = {}
    for one in tried:
        if type(one) is not list or len(one) != 2 or type(one[1]) is not dict:
            raise Unreadable(text_of(one))
        outcomes[_key(one[0])] = _outcome(one[1])
    return Answered(name, outcomes)


def _key(packed: Any) -> str:
    """An input as its text: a column of numbers has no hash."""
    return json.dumps(packed)


def _outcome(held: dict[str, Any]) -> dict[str, Any]:
    raised = held.get("raised")
    return {
        "printed": held.get("printed") is True,
        "endless": held.get("endless") is True,
        "error": None if raised is None else _error(raised),
        "value": unpack(held.get("value")),
    }


def _error(raised: Any) -> BaseException:
    if type(raised) is not list or len(raised) != 4 or any(type(one) is not str for one in raised):
        raise Unreadable(text_of(raised))
    kind, called, text, missing = raised
    found = getattr(builtins, kind, None)
    # A Ctrl+C of the learner's, or the end of a generator, would go through the judge.
    if not (isinstance(found, type) and issubclass(found, FAULTS)) or not _is_name(called):
        found = Exception
    if found.__name__ != called and _is_name(called):
        found = type(called, (found,), {})
    try:
        error = found(text[:300])
    except TypeError:  # UnicodeDecodeError and its kin want five arguments
        error = Exception(text[:300])
    if isinstance(error, NameError):
        error.name = missing[:60]
    return error
