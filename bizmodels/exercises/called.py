"""Methods that a learner may forget to call."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from bizmodels.prose import typeset_markdown


class Call:
    """A method that, shown without its parentheses, asks for them instead of « <bound method…> »."""

    def __init__(self, function: Callable[..., Any]):
        self._function = function
        update_wrapper(self, function)

    def __get__(self, owner: Any, kind: type) -> Any:
        return self if owner is None else Called(self._function, owner)


class Called:
    """Such a method, bound: called, or shown."""

    def __init__(self, function: Callable[..., Any], owner: Any):
        self._function, self._owner = function, owner
        update_wrapper(self, function)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self._function(self._owner, *arguments, **named)

    def __repr__(self) -> str:
        return typeset_markdown(f"Ajoutez des parenthèses : `{self.__name__}()`.")
