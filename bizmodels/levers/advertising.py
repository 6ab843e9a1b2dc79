"""Advertising: from what is spent to the customers it wins, and how many of them would have come anyway.

The audience wears out: n = n₀·(budget/budget₀)^b, the reaction ``acquisition`` of the models (``core/reactions.py``).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from bizmodels import french
from bizmodels.core import numbers
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError
from bizmodels.french import unknown_in
from bizmodels.lazy import pd, tables

__all__ = ["BestBudget", "Incremental", "best_budget", "control_group", "spending"]


def spending(
    customers: float, budget: float, exponent: float, times: Iterable[float] = (0.25, 0.5, 1, 2, 4)
) -> pd.DataFrame:
    """Customers won for several budgets, what each costs on average, and what the last one costs.

    Args:
        customers: won with ``budget``, > 0.
        budget: spent today, €, > 0.
        exponent: b, above 0 and up to 1 (1: each customer costs like the first ones).
        times: multiples of today's budget, > 0; up to four is as far as an exponent is believed.

    Returns:
        Frame indexed by multiple: ``budget`` (€), ``customers``, ``mean_cac`` = budget ÷ customers and ``marginal_cac`` =
        mean_cac ÷ b (€), what one more customer costs there.

    Raises:
        LearnerError: an argument outside these bounds.

    >>> rows = bm.levers.advertising.spending(customers=100, budget=1_000, exponent=0.5, times=[1, 4])
    >>> rows["customers"].tolist(), rows["mean_cac"].tolist(), rows["marginal_cac"].tolist()  # √4 = 2
    ([100.0, 200.0], [10.0, 20.0], [20.0, 40.0])
    """
    customers, budget, b = (
        numbers.one("customers", customers, 0, inside=True),
        numbers.one("budget", budget, 0, inside=True),
        _exponent(exponent),
    )
    ratios = [numbers.one("times", one, 0, inside=True) for one in times]
    if not ratios:
        raise LearnerError("spending() : times attend au moins un multiple du budget, [1, 2].")
    rows = pd.DataFrame(index=pd.Index(ratios, name="times"))
    rows["budget"] = [budget * ratio for ratio in ratios]
    rows["customers"] = [customers * ratio**b for ratio in ratios]
    rows["mean_cac"] = rows["budget"] / rows["customers"]
    rows["marginal_cac"] = rows["mean_cac"] / b

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "Budget par mois": [french.compact(one) for one in table["budget"]],
                "Nouveaux clients": [french.number(one, 0) for one in table["customers"]],
                "CAC moyen": [french.quantity(one, "€", 0) for one in table["mean_cac"]],
                "Le client de plus": [french.quantity(one, "€", 0) for one in table["marginal_cac"]],
            },
            index=pd.Index([f"× {french.exact(one)}" for one in table.index], name="Budget"),
        )

    return tables.Table.of(rows, shown)


@dataclass(frozen=True)
class BestBudget:
    """Where one more euro brings in just one euro: ``times`` today's budget, ``budget`` (€), ``customers``, the two CAC (€).

    >>> best = bm.levers.advertising.BestBudget(times=2.0, budget=800, customers=40, mean_cac=20, marginal_cac=40)
    >>> best.customers * best.marginal_cac - best.budget  # what is left when a customer is worth what the last one costs
    800
    """

    times: float
    budget: float
    customers: float
    mean_cac: float
    marginal_cac: float


def best_budget(value: float, customers: float, budget: float, exponent: float) -> BestBudget:
    """The budget that leaves the most, customers × value − budget: there the *last* customer costs what one is worth.

    Args:
        value: margin that one customer leaves over its life, €, > 0.
        customers, budget: won and spent today, > 0.
        exponent: b, above 0 and below 1.

    Raises:
        LearnerError: an argument outside these bounds; at b = 1 every euro brings in the same and no budget is the best.

    >>> best = bm.levers.advertising.best_budget(value=40, customers=100, budget=1_000, exponent=0.5)
    >>> best.times, best.mean_cac, best.marginal_cac  # at b = 1/2 the mean is half of what the last one costs
    (4.0, 20.0, 40.0)
    """
    value, customers, budget = (
        numbers.one("value", value, 0, inside=True),
        numbers.one("customers", customers, 0, inside=True),
        numbers.one("budget", budget, 0, inside=True),
    )
    b = _exponent(exponent)
    if b == 1:
        raise LearnerError(
            f"exponent vaut 1{french.NBSP}: chaque client coûte comme les premiers, aucun budget n’est le meilleur. Donner un "
            "exposant plus petit que 1."
        )
    times = (b * value * customers / budget) ** (1 / (1 - b))
    won = customers * times**b
    return BestBudget(times, budget * times, won, budget * times / won, budget * times / won / b)


@dataclass(frozen=True)
class Incremental:
    """What a control group says of a campaign; made by :func:`control_group`.

    Attributes:
        attributed: buyers among those who were shown it.
        anyway: how many of them would have bought without it, at the rate of the control group.
        incremental: the difference, negative where the campaign put people off.
        interval: (low, high) of ``incremental``, at 95 %.
        attributed_cac, incremental_cac: € for each attributed, for each incremental buyer (infinite where there is none).

    >>> found = bm.levers.advertising.control_group(shown=100, buyers=10, control=100, control_buyers=10, cost=50)
    >>> found.incremental, found.attributed_cac, found.incremental_cac  # nobody came because of it
    (0.0, 5.0, inf)
    """

    attributed: float
    anyway: float
    incremental: float
    interval: tuple[float, float]
    attributed_cac: float
    incremental_cac: float

    def table(self) -> pd.DataFrame:
        """The two ways of counting, one row each: columns ``customers``, ``low`` and ``high`` (95 %), ``cac`` (€).

        >>> seen = bm.levers.advertising.control_group(shown=1_000, buyers=100, control=500, control_buyers=40, cost=400)
        >>> seen.table()["cac"].tolist()
        [4.0, 20.0]
        """
        rows = pd.DataFrame(
            {
                "customers": [self.attributed, self.incremental],
                "low": [self.attributed, self.interval[0]],
                "high": [self.attributed, self.interval[1]],
                "cac": [self.attributed_cac, self.incremental_cac],
            },
            index=pd.Index(["attributed", "incremental"], name="counted"),
        )
        return tables.Table.of(rows, _shown)


def control_group(shown: int, buyers: int, control: int, control_buyers: int, cost: float) -> Incremental:
    """What a campaign brought in, judged by people drawn at random who were not shown it.

    Args:
        shown, buyers: people who were shown the campaign, and how many of them bought.
        control, control_buyers: the same for those drawn to see nothing.
        cost: of the campaign, €.

    Returns:
        Buyers attributed, anyway and incremental; the interval is that of a difference of two shares (normal
        approximation, 95 %).

    Raises:
        LearnerError: an empty group, more buyers than people, a negative number, or one that is not whole.

    >>> seen = bm.levers.advertising.control_group(shown=1_000, buyers=100, control=500, control_buyers=40, cost=400)
    >>> seen.attributed_cac, seen.anyway, seen.incremental, seen.incremental_cac  # 8 % buy anyway: 80 of the 100
    (4.0, 80.0, 20.0, 20.0)
    """
    for name, people, some in (("shown", shown, buyers), ("control", control, control_buyers)):
        for what, count, least in (
            (name, people, 1),
            ("buyers" if name == "shown" else "control_buyers", some, 0),
        ):
            if isinstance(count, bool) or not isinstance(count, int | np.integer) or count < least:
                raise LearnerError(
                    f"{what} vaut {as_given(count)}{french.NBSP}; valeur admise{french.NBSP}: un entier à partir de {least}."
                )
        if some > people:
            raise LearnerError(
                f"control_group() : {french.number(some)} acheteurs sur {french.number(people)} personnes, c’est trop."
            )
    cost = numbers.one("cost", cost, 0)
    rate, other = buyers / shown, control_buyers / control
    found = buyers - other * shown
    spread = 1.96 * shown * math.sqrt(rate * (1 - rate) / shown + other * (1 - other) / control)
    return Incremental(
        attributed=buyers,
        anyway=round(other * shown, 9),
        incremental=round(found, 9),
        interval=(found - spread, found + spread),
        attributed_cac=cost / buyers if buyers else math.inf,
        incremental_cac=cost / round(found, 9) if round(found, 9) > 0 else math.inf,
    )


def _shown(table: pd.DataFrame) -> pd.DataFrame:
    attributed, incremental = table.index
    doubt = f"de {french.number(table.loc[incremental, 'low'], 0)} à {french.number(table.loc[incremental, 'high'], 0)}"
    return pd.DataFrame(
        {
            "Clients": [french.number(one, 0) for one in table["customers"]],
            "À 95 %": ["", french.typeset(doubt)],
            "Coût par client": [french.quantity(one, "€", 0) for one in table["cac"]],
        },
        index=pd.Index(["Attribués à la campagne", "Qui ne seraient pas venus"], name="Comptés"),
    )


# --- what is refused ---------------------------------------------------------------------------------------


def _exponent(value: Any) -> float:
    number = numbers.one("exponent", value, 0)
    if not 0 < number <= 1:
        raise LearnerError(
            f"exponent vaut {as_given(value)}{french.NBSP}; valeur admise{french.NBSP}: un nombre plus grand que 0, jusqu’à 1."
        )
    return number


def __getattr__(name: str):
    raise unknown_in("levers.advertising", name, __all__)
