"""What a customer is worth when each period keeps the same share of them."""

from __future__ import annotations

from typing import Any

import numpy as np

from bizmodels import french
from bizmodels.core.numbers import aligned
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError
from bizmodels.levers.retention._given import LARGEST, numbers, plain

__all__ = ["clv", "constant_churn"]


def clv(margin: Any, retention: Any, discount: Any, horizon: Any = None, first: str = "end") -> Any:
    """Value of a customer under a constant retention, by one of two conventions that differ by one payment.

    With q = r/(1 + d): ``first="end"`` counts a margin at the end of each period, the first one period from now and only
    from those who stayed, m·(q + q² + …) = m·r/(1 + d − r). ``first="start"`` counts today's margin too,
    m·(1 + q + q² + …) = m·(1 + d)/(1 + d − r): exactly one margin more, and m/churn when d = 0.

    Args:
        margin: m, € per period and customer; it may be negative.
        retention: r, share of the customers kept each period, 0 to 1.
        discount: d, rate per period, ≥ 0, of the *same* period as retention.
        horizon: number of margins counted, a whole number ≥ 1; None for all.
        first: ``"end"`` or ``"start"``.

    Returns:
        €, a number or an array (the arguments are broadcast). Nobody leaves and nothing is discounted (r = 1, d = 0): the
        sum has no end, infinite without a horizon (0 for a margin of 0).

    Raises:
        LearnerError: an argument outside these bounds.

    Source: Gupta and Lehmann (2003), J. Interactive Marketing 17(1), for « end »; Farris and others, Marketing Metrics,
    for « start ».

    >>> clv = bm.levers.retention.clv
    >>> clv(10, retention=0.75, discount=0), clv(10, retention=0.75, discount=0, first="start")  # 10 × 3, 10 × 4
    (30.0, 40.0)
    >>> clv(10, retention=0.5, discount=0, horizon=2), clv(10, retention=1, discount=0)  # 5 + 2.5
    (7.5, inf)
    """
    margin = numbers("margin", margin, low=-LARGEST)
    retention, discount = numbers("retention", retention, high=1), numbers("discount", discount)
    if not isinstance(first, str) or first not in ("end", "start"):
        raise LearnerError(
            f'first vaut {as_given(first)}{french.NBSP}; valeurs admises{french.NBSP}: "end" ou "start".'
        )
    given = {"margin": margin, "retention": retention, "discount": discount}
    if horizon is not None:
        given["horizon"] = numbers("horizon", horizon, low=1)
    margin, retention, discount, *counts = aligned(**given)
    kept = retention / (1 + discount)
    lost = (1 + discount - retention) / (1 + discount)  # 1 − q without losing its last digits
    if horizon is None:
        with np.errstate(divide="ignore"):
            periods = np.divide(1.0, lost)
    else:
        (count,) = counts
        if (count != np.floor(count)).any():
            raise LearnerError(
                f"horizon vaut {as_given(horizon)}{french.NBSP}; valeur admise{french.NBSP}: un nombre entier de périodes."
            )
        one = lost == 0
        # (1 − q^n)/(1 − q): expm1 keeps its digits when nearly nobody leaves, where the limit is n.
        with np.errstate(divide="ignore"):
            gone = -np.expm1(count * np.log1p(-lost))
        periods = np.where(one, count, gone / np.where(one, 1.0, lost))
    if first == "end":
        periods = periods * kept
    return plain(np.where(margin == 0, 0.0, np.where(margin == 0, 1.0, margin) * periods))


def constant_churn(survivors: Any) -> float:
    """The one churn per period that fits counts of survivors best: all who left / all who could leave.

    Args:
        survivors: as in :meth:`ShiftedBetaGeometric.fit`, one cohort or several, here from one period on.

    Returns:
        A fraction per period, the maximum-likelihood estimate if every customer left with the same probability.

    Raises:
        LearnerError: as there.

    >>> bm.levers.retention.constant_churn([100, 80, 70])  # 30 left out of 100 + 80
    0.16666666666666666
    """
    from bizmodels.levers.retention._survivors import leavers

    left, at_risk = leavers(survivors, periods=1)
    return float(left.sum() / at_risk.sum())
