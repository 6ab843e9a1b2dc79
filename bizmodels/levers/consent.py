"""What agreement is worth: the same campaign, sent to those who agreed to be written to."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from bizmodels import french
from bizmodels.core import numbers
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError
from bizmodels.french import unknown_in
from bizmodels.tables import Table

__all__ = ["Campaign", "by_consent", "campaign", "worth_of_an_agreement"]


@dataclass(frozen=True)
class Campaign:
    """One campaign: customers ``reached``, ``share`` of all spending that is theirs, ``gain``, ``cost``, ``result`` (€).

    >>> bm.levers.consent.Campaign(reached=50, share=0.5, gain=100, cost=60).result
    40
    """

    reached: float
    share: float
    gain: float
    cost: float

    @property
    def result(self) -> float:
        """What is left, €: gain − cost."""
        return self.gain - self.cost


def campaign(
    spending: Iterable[float],
    consent: float,
    uplift: float,
    margin_rate: float = 1.0,
    contact_cost: float = 0.0,
    fixed_cost: float = 0.0,
    lean: float = 0.0,
) -> Campaign:
    """The campaign with a share ``consent`` of the customers, who spend ``uplift`` more than they would have.

    gain = margin_rate × uplift × (spending of those who agreed); cost = contact_cost × (their number) + fixed_cost.
    Who agrees is a hypothesis, ``lean``: at 0 lots are drawn, and they hold a share ``consent`` of the spending; at 1 the
    largest spenders agree first, at −1 the smallest; in between, in proportion.

    Args:
        spending: what each customer spends over the time of the campaign without it, € ≥ 0, some of it above 0.
        consent: share of the customers who agree, 0 to 1.
        uplift: what the campaign adds to their spending, a fraction of it (0.05: 5 %), the same for all, ≥ −1.
        margin_rate: margin on variable costs, a fraction of the spending, 0 to 1.
        contact_cost: € per customer written to, ≥ 0; ``fixed_cost``: €, ≥ 0.
        lean: −1 to 1.

    Raises:
        LearnerError: one of them is outside these bounds, with its row for a spending.

    >>> shop = [10, 20, 30, 40]
    >>> bm.levers.consent.campaign(shop, consent=0.5, uplift=0.1).gain  # half of 100 €, a tenth more
    5.0
    >>> bm.levers.consent.campaign(shop, consent=0.5, uplift=0.1, lean=1).share  # 40 and 30, of 100
    0.7
    >>> bm.levers.consent.campaign(shop, 0.5, 0.1, contact_cost=1, fixed_cost=2).result  # 5 − 2 × 1 − 2
    1.0
    """
    values = _spending(spending)
    agreed = numbers.one("consent", consent, 0, 1)
    more, rate = numbers.one("uplift", uplift, -1), numbers.one("margin_rate", margin_rate, 0, 1)
    each, once = numbers.one("contact_cost", contact_cost, 0), numbers.one("fixed_cost", fixed_cost, 0)
    share = _share(values, agreed, numbers.one("lean", lean, -1, 1))
    reached = agreed * len(values)
    return Campaign(reached, share, rate * more * share * math.fsum(values), each * reached + once)


def by_consent(
    spending: Iterable[float],
    uplift: float,
    leans: Mapping[str, float],
    margin_rate: float = 1.0,
    contact_cost: float = 0.0,
    fixed_cost: float = 0.0,
    rates: Iterable[float] = range(0, 101, 5),
) -> Table:
    """The result (€) of :func:`campaign` rate by rate, one column a hypothesis on who agrees.

    Args:
        leans: name -> ``lean``, at least one.
        rates: shares of the customers who agree, in %, 0 to 100. The others are those of :func:`campaign`.

    Returns:
        Index ``consent`` in %, in the order given; euros.

    Raises:
        LearnerError: as :func:`campaign`, no named hypothesis, or no rate.

    >>> leans = {"Au hasard": 0, "Les gros d’abord": 1}
    >>> bm.levers.consent.by_consent([10, 20, 30, 40], 0.1, leans, rates=[50, 100])  # a tenth of 50 €, of 70 €; of 100 €
           Au hasard Les gros d’abord
    Clients d’accord
    50 %   5 €       7 €
    100 %  10 €      10 €
    """
    if not isinstance(leans, Mapping) or not leans:
        raise LearnerError(
            "by_consent() attend des hypothèses nommées : {'Au hasard': 0, 'Les meilleurs d’abord': 1}."
        )
    values, asked = list(spending), list(rates)
    if not asked:
        raise LearnerError("by_consent() attend au moins un taux d’accord, en % : rates=[40, 60, 80].")
    for rate in asked:
        numbers.one("rates", rate, 0, 100)
    columns = {
        name: [
            campaign(values, rate / 100, uplift, margin_rate, contact_cost, fixed_cost, lean).result
            for rate in asked
        ]
        for name, lean in leans.items()
    }
    return Table.of(pd.DataFrame(columns, index=pd.Index(asked, name="consent")), _in_french)


def _in_french(table: pd.DataFrame) -> pd.DataFrame:
    shown = table.map(lambda value: french.quantity(value, "€", 0))
    shown.index = pd.Index(
        [f"{french.exact(rate)}{french.NBSP}%" for rate in table.index], name="Clients d’accord"
    )
    shown.columns = [french.typeset(str(name)) for name in table.columns]
    return shown


def worth_of_an_agreement(
    spending: Iterable[float],
    now: float,
    hoped: float,
    uplift: float,
    margin_rate: float = 1.0,
    contact_cost: float = 0.0,
    lean: float = 0.0,
) -> float:
    """What one agreement more brings to one campaign, €: the most that getting it may cost, if it serves only once.

    (result at ``hoped`` − result at ``now``) ÷ customers gained; fixed costs are there either way and play no part.

    Args:
        now, hoped: shares of the customers who agree, ``hoped`` above ``now``; the others as in :func:`campaign`.

    Raises:
        LearnerError: as :func:`campaign`, or nobody gained.

    >>> worth = bm.levers.consent.worth_of_an_agreement
    >>> worth([10, 20, 30, 40], now=0.5, hoped=1, uplift=0.1)  # 5 € more from two customers more
    2.5
    >>> round(worth([10, 20, 30, 40], 0.5, 1, uplift=0.1, lean=1), 6)  # those left spend 10 and 20: 3 € for two
    1.5
    """
    values = list(spending)
    before = campaign(values, now, uplift, margin_rate, contact_cost, 0, lean)
    after = campaign(values, hoped, uplift, margin_rate, contact_cost, 0, lean)
    if after.reached <= before.reached:
        raise LearnerError(
            f"hoped vaut {as_given(hoped)}{french.NBSP}; valeur admise{french.NBSP}: plus que now ({as_given(now)})."
        )
    return (after.result - before.result) / (after.reached - before.reached)


def _share(values: np.ndarray, consent: float, lean: float) -> float:
    """Share of all spending that those who agree hold."""
    ordered = np.sort(values) if lean < 0 else np.sort(values)[::-1]
    held = np.concatenate([[0.0], np.cumsum(ordered)]) / math.fsum(values)
    # Between two customers, in proportion: a share of one customer.
    picked = float(np.interp(consent * len(values), np.arange(len(values) + 1), held))
    return (1 - abs(lean)) * consent + abs(lean) * picked


def _spending(spending: Any) -> np.ndarray:
    """The spendings as floats, or the row that is wrong."""
    given = list(spending) if isinstance(spending, Iterable) and not isinstance(spending, str | bytes) else []
    if not given:
        raise LearnerError(
            "spending attend la dépense de chaque client, une liste de nombres : [10, 20, 30]."
        )
    found = numbers.column("spending", given, 0)
    if not found.any():
        raise LearnerError(f"spending{french.NBSP}: personne ne dépense rien, il n’y a rien à partager.")
    return found


def __getattr__(name: str):
    raise unknown_in("levers.consent", name, __all__)
