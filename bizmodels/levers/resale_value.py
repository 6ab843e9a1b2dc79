"""What a used good is worth: how fast it loses value, and how much less it fetches than a new one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.french import unknown_in

__all__ = ["ParallelLines", "ValueDecay", "fit_decay", "parallel_lines"]


@dataclass(frozen=True)
class ValueDecay:
    """A value that loses the same share at each step of age; made by :func:`fit_decay`.

    Attributes:
        log_start: logarithm of the value at age 0.
        log_slope: what is added to that logarithm by one step of age.

    >>> import math
    >>> phone = bm.levers.resale_value.ValueDecay(log_start=math.log(400), log_slope=math.log(0.5))
    >>> round(phone.loss, 6), round(float(phone.value(2)), 6)  # half is lost each year: 400, 200, 100
    (0.5, 100.0)
    """

    log_start: float
    log_slope: float

    @property
    def loss(self) -> float:
        """Share lost at each step (fraction); negative where the value grows."""
        return float(-np.expm1(self.log_slope))

    def value(self, age: Any) -> Any:
        """The value at ``age`` (steps; number or array, the result has its shape), in the unit of what was fitted."""
        return np.exp(self.log_start + self.log_slope * age)


class ParallelLines(NamedTuple):
    """Two lines of one slope: y = ``start`` + ``slope``·x for the first kind, ``gap`` higher for the second.

    ``start`` and ``gap`` are in the unit of y, ``slope`` in that unit for one unit of x.

    >>> bm.levers.resale_value.ParallelLines(start=8.0, slope=2.0, gap=-3.0).gap
    -3.0
    """

    start: float
    slope: float
    gap: float


def fit_decay(ages: Any, values: Any) -> ValueDecay:
    """The constant loss that fits values of different ages best: least squares on their logarithms.

    Args:
        ages: n ages, in steps (years, months…), at least two of them different.
        values: the n values, in one unit, all above zero: a share is lost, never everything.

    Raises:
        LearnerError: not as many numbers in both, one age only, or a value that is not above zero.

    Source: geometric depreciation, Hulten and Wykoff (1981), Journal of Econometrics 15(3).

    >>> found = bm.levers.resale_value.fit_decay([0, 1, 2], [400, 200, 100])
    >>> round(found.loss, 6)
    0.5
    """
    ages, values = _columns("fit_decay", ages, values)
    if not (values > 0).all() or len(np.unique(ages)) < 2:
        raise LearnerError(
            f"fit_decay() attend des valeurs au-dessus de zéro et au moins deux âges différents{french.NBSP}: une part se "
            "perd, jamais tout."
        )
    slope, start = np.polyfit(ages, np.log(values), 1)
    return ValueDecay(float(start), float(slope))


def parallel_lines(x: Any, y: Any, second: Any) -> ParallelLines:
    """The two parallel straight lines that fit two kinds of goods best (least squares).

    ``gap`` is what the second kind costs more (negative: less) at equal x: often not the gap of the two means.

    Args:
        x: n numbers, such as what is sold along with the good.
        y: the n prices, in one unit.
        second: n truths, whether the good is of the second kind.

    Raises:
        LearnerError: not as many numbers in all three, or no single answer (one kind only, x that never changes
            within a kind).

    Source: multiple regression with one indicator; checked against a published one (oracle C2C-02).

    >>> found = bm.figures.parallel_lines([1, 2, 3, 1, 2], [10, 12, 14, 7, 9], [0, 0, 0, 1, 1])
    >>> [round(one, 6) for one in found]  # 8 + 2x, and 3 less for the second kind
    [8.0, 2.0, -3.0]
    """
    x, y, second = _columns("parallel_lines", x, y, second)
    found, _, rank, _ = np.linalg.lstsq(np.column_stack([np.ones(len(x)), x, second]), y, rcond=None)
    if rank < 3:
        raise LearnerError(
            "parallel_lines() attend deux sortes, et un x qui change au sein d’une sorte au moins : sinon mille droites "
            "conviennent."
        )
    return ParallelLines(*map(float, found))


def _columns(asked: str, *columns: Any) -> list[np.ndarray]:
    """Columns of finite numbers, as long as each other."""
    try:
        found = [np.asarray(one, dtype=float) for one in columns]
    except (TypeError, ValueError):
        found = []
    if (
        not found
        or any(one.ndim != 1 or one.shape != found[0].shape for one in found)
        or not all(np.isfinite(one).all() for one in found)
    ):
        raise LearnerError(
            f"{asked}() attend des listes de nombres de même longueur, sans valeur manquante ni infinie."
        )
    return found


def __getattr__(name: str):
    raise unknown_in("levers.resale_value", name, __all__)
