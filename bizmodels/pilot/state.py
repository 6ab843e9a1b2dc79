"""Where a run stands, and what its head sees of it: the first holds the truth, the second does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

import numpy as np

from bizmodels import french
from bizmodels.errors import LearnerError, UnknownName
from bizmodels.pilot.rival import Rival
from bizmodels.pilot.subjects import Subject


@dataclass(frozen=True)
class Flows:
    """What moved the bank account in one quarter (€): it rises by what comes in, less what goes out."""

    revenue: np.ndarray
    variable_costs: np.ndarray
    acquisition: np.ndarray
    fixed_costs: np.ndarray
    one_off: np.ndarray  # tests, channel, blows
    raised: np.ndarray
    fee: np.ndarray
    tied: np.ndarray  # more working capital than the quarter before

    def balance(self) -> np.ndarray:
        """By how much the account rose."""
        spent = (
            self.variable_costs + self.acquisition + self.fixed_costs + self.one_off + self.fee + self.tied
        )
        return self.revenue + self.raised - spent


@dataclass(frozen=True)
class State:
    """The firm of each future after ``quarter`` quarters. Every value is an array, one number a future.

    ``settings``: those of the quarter just played, truth included; ``stock``: what its months ended with; ``value``: what its
    present customers will still leave (€); ``known``: subject -> what tests said and their variance; ``ruined``: quarter
    in which the account was empty, 0 if never.
    """

    quarter: int
    price: np.ndarray
    acquisition: np.ndarray
    levers: dict[str, np.ndarray]
    opened: np.ndarray
    bank: np.ndarray
    debt: np.ndarray
    tied: np.ndarray
    customers: np.ndarray
    share: np.ndarray
    left: Callable[[], np.ndarray]  # reckons ``value``, which few states are asked for
    rival: Rival
    stock: dict[str, np.ndarray]
    settings: dict[str, Any]
    known: dict[str, tuple[np.ndarray, np.ndarray]]
    ruined: np.ndarray
    flows: Flows | None = None
    months: dict[str, np.ndarray] = field(default_factory=dict)  # bank, revenue, profit: month, future

    @property
    def alive(self) -> np.ndarray:
        """Whether the firm still exists."""
        return self.ruined == 0

    @cached_property
    def value(self) -> np.ndarray:
        """What its present customers will still leave (€)."""
        with np.errstate(all="ignore"):
            return self.left()

    @property
    def worth(self) -> np.ndarray:
        """What the firm is worth (€): the account, less what is owed, and what its customers will still leave.

        Once ruined, only what is owed is left: whoever lent is still to be paid.
        """
        return np.where(self.alive, self.bank + self.value, 0.0) - self.debt


@dataclass(frozen=True)
class Seen:
    """What the head of the firm sees before a quarter: the account to the cent, the rest with its error.

    ``estimates``: subject -> what one may believe, the mean of its range corrected by the tests; ``cards``: names of the
    risks that act -> whether, in each future.
    """

    quarter: int
    quarters: int
    bank: np.ndarray
    debt: np.ndarray
    customers: np.ndarray
    share: np.ndarray
    price: np.ndarray
    acquisition: np.ndarray
    levers: dict[str, np.ndarray]
    opened: np.ndarray
    rival_price: np.ndarray
    rival_spent: np.ndarray
    estimates: dict[str, np.ndarray]
    errors: dict[str, np.ndarray]
    cards: dict[str, np.ndarray]
    alive: np.ndarray

    @classmethod
    def shown(cls, **parts: Any) -> Seen:
        """The same with arrays of its own that nobody can write in: a policy that did would move the game."""
        return cls(**{name: _read_only(part) for name, part in parts.items()})

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        known = [one.name for one in fields(type(self))]
        raise UnknownName(
            f"Ce que voit le dirigeant n’a pas de nom {french.quote(name)}.{french.nearest(name, known)} Noms connus"
            f"{french.NBSP}: {french.listing(known)}."
        )


class _Known(dict):
    """A mapping whose missing name is told in French."""

    def __missing__(self, name: Any) -> Any:
        raise LearnerError(f"{french.quote(str(name))} n’est pas ici.{french.nearest(str(name), list(self))}")


def _read_only(part: Any) -> Any:
    if isinstance(part, dict):
        return _Known({name: _read_only(one) for name, one in part.items()})
    if isinstance(part, np.ndarray):
        part = part.copy()
        part.setflags(write=False)
    return part


def believed(
    subject: Subject, known: tuple[np.ndarray, np.ndarray] | None, draws: int
) -> tuple[np.ndarray, np.ndarray]:
    """What one may believe of a subject, and how wrong that is: the mean of its range, then each test weighed by its error."""
    low, middle, high = subject.low, subject.middle, subject.high
    mean = (low + middle + high) / 3
    variance = (low**2 + middle**2 + high**2 - low * middle - low * high - middle * high) / 18
    if known is None:
        return np.full(draws, mean), np.full(draws, np.sqrt(variance))
    said, error = known
    tested = np.isfinite(error)
    weight = np.where(tested, variance / (variance + np.where(tested, error, 1.0)), 0.0)
    best = mean + weight * (np.where(tested, said, 0.0) - mean)
    return best, np.sqrt(variance * (1 - weight))
