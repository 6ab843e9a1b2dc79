"""Many futures of a learner's firm, month by month: the band of its profit and of its cash."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

import numpy as np

from bizmodels import analysis
from bizmodels.core.laws import Between
from bizmodels.core.model import BusinessModel
from bizmodels.core.months import MONTHS, Account
from bizmodels.dossiers.cards import is_by_hand, is_of_course

DRAWS, SEED, AROUND = 4_000, 26, 0.2
_SHARES = (0.05, 0.5, 0.95)
_NOT_DRAWN = ("discount_rate", "capacity")  # a rate that moves no month; a step that is an option


@dataclass(frozen=True)
class Bands:
    """Low, middle and high line of each month (5 %, 50 % and 95 % of the futures), in the currency of the model.

    Attributes:
        profit: three lines of 36 numbers.
        cash: the same, cumulated.
        below: share of the futures whose cash is below zero at the end.
        declared: how many settings are drawn within a range that their card declares; the others within ± 20 %.
        drawn: how many settings are drawn.
    """

    profit: tuple[list[float], list[float], list[float]]
    cash: tuple[list[float], list[float], list[float]]
    below: float
    declared: int
    drawn: int


def ranges(model: BusinessModel) -> dict[str, Between]:
    """What each setting may be: the plausible range of its card, or 20 % on either side; what is zero stays zero.

    In a model of the learner's own, the ranges of the cards that he did not write say nothing of his firm.

    >>> from bizmodels.dossiers.futures import ranges
    >>> ranges(bm.D2C(fixed_costs=10_000, cac=10))["cac"].mode
    10.0
    """
    declared, found = _declared(model), {}
    for name, param in type(model).__params__.items():
        value = float(model.values()[name])
        if not value or name in _NOT_DRAWN:
            continue
        away = AROUND * abs(value)
        law = declared.get(name) or Between(
            max(param.low, value - away), value, min(param.high, value + away)
        )
        if law.low < law.high:
            found[name] = law
    return found


def _declared(model: BusinessModel) -> dict[str, Between]:
    cls = type(model)
    own = is_of_course(cls)
    return {name: law for name, law in analysis.plausible(model).items() if own or is_by_hand(cls, name)}


@np.errstate(all="ignore")
def bands(model: BusinessModel) -> Bands | None:
    """The bands of 4 000 futures, seeded; None where a month is not finite, or nothing can be drawn.

    >>> from bizmodels.dossiers.futures import bands
    >>> found = bands(bm.D2C())
    >>> len(found.cash[1]), found.cash[0][-1] < found.cash[1][-1] < found.cash[2][-1]
    (36, True)
    """
    laws = ranges(model)
    if not laws:
        return None
    block = model.with_draws(analysis.draw(model, laws, DRAWS, SEED))
    months = islice(Account(block).cash(block.stocks(), 0.0 - block.setup_cost), MONTHS)
    cash, profit = zip(
        *((now + np.zeros(DRAWS), earned + np.zeros(DRAWS)) for now, earned in months), strict=True
    )
    cash, profit = np.array(cash), np.array(profit)
    if len(cash) < MONTHS or not (np.isfinite(cash).all() and np.isfinite(profit).all()):
        return None
    declared = _declared(model)
    return Bands(
        profit=_lines(profit),
        cash=_lines(cash),
        below=float((cash[-1] < 0).mean()),
        declared=sum(name in declared for name in laws),
        drawn=len(laws),
    )


def _lines(months: np.ndarray) -> tuple[list[float], list[float], list[float]]:
    ranked = np.sort(months, axis=1)
    low, middle, high = (ranked[:, int(share * (DRAWS - 1))].tolist() for share in _SHARES)
    return low, middle, high
