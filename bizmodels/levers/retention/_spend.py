"""What a customer spends at each purchase, when only a few of them have been seen."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from bizmodels import french
from bizmodels.core.numbers import aligned
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError
from bizmodels.levers.retention._climb import top
from bizmodels.levers.retention._given import column, numbers, plain, same_length, starts

__all__ = ["GammaGamma"]


@dataclass(frozen=True, kw_only=True)
class GammaGamma:
    """Spending varies around a mean of each customer's own, Gamma(p, ν) with ν drawn from Gamma(q, v).

    The mean of all customers is p·v/(q − 1). It supposes that who buys often does not spend more each time: check it.

    Source: Fader and Hardie (2013), The Gamma-Gamma Model of Monetary Value, brucehardie.com/notes/025.

    >>> purse = bm.levers.retention.GammaGamma(p=2, q=3, v=20)
    >>> purse.expected_spend(frequency=0, spend=0)  # never seen again: the mean of all, 2 × 20/(3 − 1)
    20.0
    >>> purse.expected_spend(frequency=1, spend=50)  # half way between his 50 and the 20 of all
    35.0
    """

    p: float
    q: float
    v: float
    loglik: float = math.nan

    def __post_init__(self) -> None:
        for name in ("p", "q", "v"):
            value = numbers(name, getattr(self, name), above=True)
            if value.ndim:
                raise LearnerError(
                    f"{name} vaut {as_given(getattr(self, name))}{french.NBSP}; valeur admise{french.NBSP}: un seul nombre."
                )
            object.__setattr__(self, name, float(value))

    @classmethod
    def fit(cls, frequency: Any, spend: Any, start: tuple[float, float, float] | None = None) -> GammaGamma:
        """The p, q and v under which these mean amounts are most likely.

        Args:
            frequency: repeat purchases of each customer, whole numbers ≥ 0. Who has none tells nothing and is left out.
            spend: mean amount of his repeat purchases, ≥ 0. A mean of 0 (gifts) has no logarithm: left out too.
            start: p, q and v to start from; by default from the data.

        Returns:
            The record with ``p``, ``q``, ``v`` (unit of the amounts) and ``loglik``.

        Raises:
            LearnerError: lists of different lengths, a value outside these bounds (the message names its row), or fewer
                than two customers left.

        >>> base = bm.load_cdnow(summary=True)
        >>> purse = bm.levers.retention.GammaGamma.fit(base["frequency"], base["spend"])
        >>> round(purse.p, 1), round(purse.q, 1), round(purse.v)
        (6.2, 3.7, 15)
        """
        from scipy.special import gammaln, psi

        x, mean = column("frequency", frequency, whole=True), column("spend", spend)
        same_length(frequency=x, spend=mean)
        told = (x > 0) & (mean > 0)
        x, mean = x[told], mean[told]
        if len(x) < 2:
            raise LearnerError(
                "fit() attend au moins deux clients qui ont racheté et payé : sinon il n’y a pas de dépense à estimer."
            )
        log_x, log_mean, size = np.log(x), np.log(mean), len(x)

        def mean_loglik(point: np.ndarray) -> tuple[float, np.ndarray]:
            p, q, v = np.exp(point)
            px, total = p * x, np.log(v + x * mean)
            terms = gammaln(px + q) - gammaln(px) + (px - 1) * log_mean + px * log_x - (px + q) * total
            value = terms.sum() + size * (q * np.log(v) - gammaln(q))
            grown = psi(px + q)
            by_p = (x * (grown - psi(px) + log_mean + log_x - total)).sum()
            by_q = (grown - total).sum() + size * (np.log(v) - psi(q))
            by_v = size * q / v - ((px + q) / (v + x * mean)).sum()
            return value / size, np.array([by_p * p, by_q * q, by_v * v]) / size

        if start is None:
            start = (2.0, 2.0, float(mean.mean()) / 2)  # p·v/(q − 1) is the mean of the data
        point = top(mean_loglik, np.log(starts(("p", "q", "v"), start)))
        p, q, v = (float(one) for one in np.exp(point))
        return cls(p=p, q=q, v=v, loglik=float(size * mean_loglik(point)[0]))

    def expected_spend(self, frequency: Any, spend: Any) -> Any:
        """Mean amount of the purchases to come of a customer with this past: p·(v + x·spend)/(p·x + q − 1).

        Between his own mean and that of all, nearer to his own the more he was seen; that of all where ``frequency`` is 0,
        infinite there when q ≤ 1 (so few very large purses that the mean does not exist).

        Args:
            frequency: repeat purchases x, ≥ 0, number or array.
            spend: mean amount of these, ≥ 0; not read where ``frequency`` is 0.
        """
        x, mean = aligned(frequency=numbers("frequency", frequency), spend=numbers("spend", spend))
        below = self.p * x + self.q - 1
        found = self.p * (self.v + x * mean) / np.where(below > 0, below, 1.0)
        return plain(np.where(below > 0, found, np.inf))
