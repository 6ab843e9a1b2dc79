"""What ``working_capital_days`` is made of: who pays when, of what.

A firm's cash is not its profit as long as stock, unpaid invoices, suppliers' credit, payouts of a platform and VAT
wait between the two. ``CashTerms`` says each wait in the days of its own flow; ``days`` adds them up in days of revenue
excl. VAT, which is what the common parameter of a model holds.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from numbers import Real
from typing import Any

import numpy as np

from bizmodels import french
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError, told_at_call


@told_at_call
@dataclass(frozen=True)
class CashTerms:
    """Days that money waits, each counted in its own flow; all 0 means that everybody pays at once.

    Attributes:
        stock_days: days of cost of goods lying in stock.
        customer_days: days of revenue that customers owe; negative when they pay ahead.
        supplier_days: days of cost of goods that suppliers are owed: credit, counted against the need.
        payout_days: days that a platform keeps the money of its sellers: of revenue for the seller who waits; for the
            platform, negative days of what it pays out (``paid_out``, several times its own revenue).
        vat_days: days that the VAT on revenue is held before it goes to the State: credit too.

    Raises:
        LearnerError: a value that is no finite number, or a negative number of days of stock, suppliers or VAT.

    >>> shop = CashTerms(stock_days=60, supplier_days=30)
    >>> shop.days(goods_share=0.5)  # 60 × 0.5 − 30 × 0.5 days of revenue
    15.0
    >>> shop.balances(revenue=300, goods=150)  # a month: 30 days
    {'stock': 300.0, 'customers': 0.0, 'suppliers': -150.0, 'payouts': 0.0, 'vat': -0.0}
    >>> round(CashTerms(payout_days=-10).days(goods_share=0, paid_out_share=4.2), 1)  # sellers paid ten days later
    -42.0
    """

    stock_days: float = 0.0
    customer_days: float = 0.0
    supplier_days: float = 0.0
    payout_days: float = 0.0
    vat_days: float = 0.0

    def __post_init__(self) -> None:
        for field in fields(self):
            free = field.name in ("customer_days", "payout_days")
            allowed = "un nombre de jours" + ("" if free else ", au moins 0")
            _check(
                "CashTerms",
                field.name,
                getattr(self, field.name),
                -math.inf if free else 0.0,
                math.inf,
                allowed,
            )

    def balances(self, revenue: Any, goods: Any, vat: float = 0.20, paid_out: Any = None) -> dict[str, Any]:
        """What is tied up (€, credit negative) at the end of a month of so much ``revenue`` and cost of ``goods`` (€ HT).

        ``paid_out``: what passes through a platform to its sellers in the month (€), ``revenue`` by default. What customers
        owe is counted HT: the VAT of their invoices is in no line.
        """
        return {
            "stock": self.stock_days / 30 * goods,
            "customers": self.customer_days / 30 * revenue,
            "suppliers": -self.supplier_days / 30 * goods,
            "payouts": self.payout_days / 30 * (revenue if paid_out is None else paid_out),
            "vat": -self.vat_days / 30 * vat * revenue,
        }

    def days(self, goods_share: float, vat: float = 0.20, paid_out_share: float = 1.0) -> float:
        """All of them in days of revenue HT, which is what ``working_capital_days`` holds.

        ``goods_share``: cost of goods over revenue; ``paid_out_share``: what a platform pays out over its own revenue.
        """
        for name, value, most in (
            ("goods_share", goods_share, math.inf),
            ("vat", vat, 1.0),
            ("paid_out_share", paid_out_share, math.inf),
        ):
            allowed = "une part, au moins 0" if most > 1 else "une part entre 0 et 1"
            _check("CashTerms.days()", name, value, 0.0, most, allowed)
        return 30 * math.fsum(self.balances(1.0, goods_share, vat, paid_out_share).values())


def _check(where: str, name: str, value: Any, low: float, high: float, allowed: str) -> None:
    real = isinstance(value, Real) and not isinstance(value, bool | np.bool_)
    # Compared before it is turned into a float: 10**400 is none.
    if not (real and -1e300 < value < 1e300 and low <= value <= high):
        raise LearnerError(
            f"{where}{french.NBSP}: {name} vaut {as_given(value)}{french.NBSP}; valeur admise{french.NBSP}: {allowed}."
        )
