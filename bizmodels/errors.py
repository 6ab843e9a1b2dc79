"""The one kind of error a learner meets: a French sentence, without a traceback."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")


class LearnerError(ValueError):
    """A mistake that its author can mend: the message says what, where and how, in French.

    In a notebook IPython calls ``_render_traceback_`` and shows only the sentence; in a program it is
    an ordinary ``ValueError``.

    >>> try:
    ...     bm.goal_seek(bm.D2C(), "ltv_cac", "trois", vary="cac")
    ... except bm.LearnerError as error:
    ...     print(error)
    L’objectif vaut « trois » : il doit être un nombre fini.
    """

    def _render_traceback_(self) -> list[str]:
        return [f"À corriger — {self}"]


class UnknownName(LearnerError, AttributeError):
    """A name that does not exist: ``hasattr()`` must still answer False."""


def told_in_french(function: Callable[_Given, _Result]) -> Callable[_Given, _Result]:
    """The same function; a call with missing or unexpected arguments raises ``LearnerError`` instead of ``TypeError``."""

    @wraps(function)
    def call(*args: _Given.args, **named: _Given.kwargs) -> _Result:
        try:
            return function(*args, **named)
        except TypeError:
            # Looked at only now, so that a good call costs nothing; an error inside the function stays itself.
            if wrong := _wrong_call(function, args, named):
                raise LearnerError(wrong) from None
            raise

    return call


def told_at_call(cls: type) -> type:
    """A class whose wrong call (a missing label, a misspelt option) is a French sentence."""
    original = cls.__init__

    @wraps(original)
    def __init__(self, *args: Any, **named: Any) -> None:  # noqa: N807
        try:
            original(self, *args, **named)
        except TypeError:
            if wrong := _wrong_call(type(self), args, named):
                raise LearnerError(wrong) from None
            raise

    cls.__init__ = __init__
    return cls


def _wrong_call(function: Callable, args: tuple, named: dict) -> str:
    """What is missing or too much in a call, or an empty text when the arguments fit."""
    signature = inspect.signature(function)
    try:
        signature.bind(*args, **named)
    except TypeError:
        pass
    else:
        return ""
    kinds = inspect.Parameter
    places = [one for one in signature.parameters.values() if one.kind is not kinds.VAR_KEYWORD]
    by_place = [
        one.name for one in places if one.kind in (kinds.POSITIONAL_ONLY, kinds.POSITIONAL_OR_KEYWORD)
    ]
    taken = by_place[: len(args)]
    missing = [
        one.name
        for one in places
        if one.default is kinds.empty
        and one.kind is not kinds.VAR_POSITIONAL
        and one.name not in taken
        and one.name not in named
    ]
    needed = ", ".join(
        one.name if one.default is kinds.empty else f"{one.name}={one.default!r}" for one in places
    )
    faults = [f"il manque {_names(missing)}"] if missing else []
    if unknown := [name for name in named if name not in signature.parameters]:
        faults.append(f"{_names(unknown)} n’est pas attendu")
    if twice := [name for name in named if name in taken]:
        faults.append(f"{_names(twice)} est donné deux fois")
    if len(args) > len(by_place):
        faults.append(f"{len(args)} valeurs sans nom sont données, {len(by_place)} au plus sont attendues")
    name = function.__name__
    return f"{name}()\u00a0: {', '.join(faults)}. Écriture attendue\u00a0: `{name}({needed})`."


def _names(names: list[str]) -> str:
    return " et ".join(f"`{name}`" for name in names)
