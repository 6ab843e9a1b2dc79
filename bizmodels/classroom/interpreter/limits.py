"""How much a hand-in may ask: steps, sizes; and what is raised beyond. Every reason is a French sentence without its point."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from bizmodels.exercises.guard import TooLong

STEPS = 300_000
TEXT = 100_000  # characters
ITEMS = 100_000  # of a list, a range, an array
TREE = 200_000  # what a nested value holds in all
NESTED = 50  # lists inside lists: Python's own C code goes down as deep
BITS = 4_096  # of a whole number
DEEP = 500  # calls of a student's functions inside one another

HELD = 4  # items of a new list, for one step
NEST = 20  # `map`, `zip`, generators inside one another
VIEWS = (type({}.keys()), type({}.values()), type({}.items()))
TOO_LONG = "trop long pour être lu sans l’exécuter"

UNREAD = "ligne non lue : "  # how a student's function says, when a question calls it, that it is not read
TOO_LARGE = "une valeur devient trop grande"


class Refused(BaseException):
    """What is not read, and why; no ``Exception``, so that no ``try`` of a student or of a library keeps it."""


class Endless(TooLong):
    """Too long, and for ever: a loop « while True » that nothing leaves."""


class Budget:
    """The steps that are left.

    Raises:
        TooLong: spent more than there were.
    """

    __slots__ = ("_given", "left")

    def __init__(self) -> None:
        self._given = self.left = STEPS

    @property
    def spent(self) -> int:
        """The steps taken."""
        return self._given - self.left

    def spend(self, steps: int = 1) -> None:
        """Take some steps away."""
        self.left -= steps
        if self.left < 0:
            raise TooLong


def weigh(value: Any, most: int = TREE) -> int:
    """How much a value holds, what is held twice counted twice: what comparing, printing or hashing it would cost.

    Raises:
        Refused: more than ``most``, or too deep: a list that holds itself included.
    """
    waiting, total = [(value, 0)], 0
    while waiting:
        one, depth = waiting.pop()
        kind = type(one)
        total += 1
        if kind is str:
            total += len(one) // 20
        elif isinstance(one, (list, tuple, set, frozenset, *VIEWS)) and (total := total + len(one)) <= most:
            waiting.extend((part, depth + 1) for part in one)
        elif isinstance(one, dict) and (total := total + 2 * len(one)) <= most:
            waiting.extend((part, depth + 1) for part in (*one, *one.values()))
        elif kind is range:
            total += len_of_range(one)
        elif isinstance(one, np.ndarray | pd.Series | pd.DataFrame | pd.Index):
            total += one.size // 10
        if total > most or depth > NESTED:
            raise Refused(TOO_LARGE)
    return total


def made(budget: Budget, value: Any) -> Any:
    """A new value, whose size is spent: what a notebook holds in all is bounded by its steps.

    Raises:
        TooLong: no steps are left.
    """
    if isinstance(value, str):
        budget.spend(len(value) // 20)
    elif isinstance(value, list | tuple | set | frozenset | dict):
        budget.spend(len(value) // HELD)
    return value


def len_of_range(values: range) -> int:
    """``len`` of a range too long for ``len``, too."""
    return max(0, (values.stop - values.start + values.step - (values.step > 0)) // values.step)


def at_most(count: float, most: int = ITEMS) -> None:
    """Refuse a size.

    Raises:
        Refused: more than ``most``.
    """
    if count > most:
        raise Refused(TOO_LARGE)
