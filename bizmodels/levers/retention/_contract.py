"""Contracts: customers who renew or leave once a period, each with his own constant probability of leaving."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from bizmodels import french
from bizmodels.core.numbers import aligned
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError
from bizmodels.levers.retention._beta import beta_mean
from bizmodels.levers.retention._climb import top
from bizmodels.levers.retention._given import numbers, plain, starts
from bizmodels.levers.retention._survivors import leavers

__all__ = ["ShiftedBetaGeometric"]

_SAME = 1e6  # α + β beyond which customers cannot be told apart: a constant churn


@dataclass(frozen=True, kw_only=True)
class ShiftedBetaGeometric:
    """Retention when each customer leaves with a probability of his own, which never changes, drawn from Beta(α, β).

    Nobody becomes more loyal; the others leave first, so that the retention of those who are left rises. ``loglik`` is the
    log-likelihood of the counts (nan for a record built by hand). α = 0: nobody ever leaves; β = 0: all leave at once.

    Source: Fader and Hardie (2007), How to Project Customer Retention, J. Interactive Marketing 21(1).

    >>> even = bm.levers.retention.ShiftedBetaGeometric(alpha=1, beta=1)  # S(t) = 1/(1 + t)
    >>> [round(float(share), 3) for share in even.survival([0, 1, 3])]
    [1.0, 0.5, 0.25]
    >>> round(even.retention_rate(1), 3), round(even.retention_rate(9), 3)  # 1/2, 9/10
    (0.5, 0.9)
    """

    alpha: float
    beta: float
    loglik: float = math.nan

    def __post_init__(self) -> None:
        for name in ("alpha", "beta"):
            value = numbers(name, getattr(self, name))
            if value.ndim:
                raise LearnerError(
                    f"{name} vaut {as_given(getattr(self, name))}{french.NBSP}; valeur admise{french.NBSP}: un seul nombre."
                )
            object.__setattr__(self, name, float(value))
        if self.alpha == self.beta == 0:
            raise LearnerError(
                f"alpha et beta valent 0{french.NBSP}; l’un des deux au moins est plus grand que 0."
            )

    @classmethod
    def fit(cls, survivors: Any, start: tuple[float, float] | None = None) -> ShiftedBetaGeometric:
        """The α and β under which these counts are most likely.

        Args:
            survivors: counts ``[n0, n1, …]`` at the start and after 1, 2, … periods (percentages will do, then ``loglik`` is
                that of 100 customers), or a list of such cohorts, each as long as it was followed, or a table of them,
                one cohort a row, blank (NaN) where not known yet.
            start: α and β to start from; by default from the data.

        Returns:
            The record with ``alpha``, ``beta`` and ``loglik`` (natural logarithm, survivors of the last period counted).
            Where the data show no difference between customers, α + β is a million: a constant churn. Where nobody leaves after
            the first period, it is a millionth: each customer leaves then or never.

        Raises:
            LearnerError: fewer than two periods, a count that is no number ≥ 0, survivors that grow, an empty cohort;
                the message names the row, and the cohort when there are several.

        >>> fit = bm.levers.retention.ShiftedBetaGeometric.fit([1000, 500, 333, 250, 200])  # 1/(1 + t)
        >>> round(fit.alpha, 2), round(fit.beta, 2)
        (1.0, 1.0)
        """
        left, at_risk = leavers(survivors)
        kept = at_risk - left
        if left.sum() == 0:
            return cls(alpha=0.0, beta=1.0, loglik=0.0)
        if kept.sum() == 0:
            return cls(alpha=1.0, beta=0.0, loglik=0.0)
        before, total = np.arange(len(left)), at_risk[0]

        # With μ = α/(α + β) and φ = 1/(α + β), the churn of period t is μ/(1 + φ(t − 1)): no gamma function, and a
        # constant churn is φ = 0 instead of two parameters that run away.
        def mean_loglik(point: np.ndarray) -> tuple[float, np.ndarray]:
            odds, phi = np.exp(point)
            mu = odds / (1 + odds)
            spread, stay = 1 + phi * before, 1 / (1 + odds) + phi * before
            value = left @ np.log(mu / spread) + kept @ np.log(stay / spread)
            by_mu = left.sum() / mu - (kept / stay).sum()
            by_phi = (kept * before / stay).sum() - (at_risk * before / spread).sum()
            return value / total, np.array([by_mu * mu / (1 + odds), by_phi * phi]) / total

        if start is None:
            first = left.sum() / at_risk.sum()
            odds, phi = first / (1 - first), 0.2
        else:
            one, other = starts(("alpha", "beta"), start)
            odds, phi = one / other, 1 / (one + other)
        alike = np.log([left.sum() / kept.sum(), 1 / _SAME])
        best = top(mean_loglik, np.log([odds, phi]))
        if (
            left[1:].sum() == 0
        ):  # some leave at once and nobody later: the limit where each either leaves or never does
            best = np.log([left[0] / kept[0], _SAME])
        elif np.exp(best[1]) < 1 / _SAME or mean_loglik(best)[0] < mean_loglik(alike)[0] + 1e-9:
            best = alike
        odds, phi = np.exp(best)
        loglik = total * mean_loglik(best)[0]
        return cls(
            alpha=float(odds / (1 + odds) / phi), beta=float(1 / (1 + odds) / phi), loglik=float(loglik)
        )

    def survival(self, t: Any) -> Any:
        """Share of the customers of the start who are still there after ``t`` periods, number or array ≥ 0.

        S(t) = B(α, β + t)/B(α, β), 1 at t = 0.
        """
        from scipy.special import gammaln

        t = numbers("t", t)
        if self.alpha == 0:
            return plain(np.ones_like(t))
        if self.beta == 0:
            return plain(np.where(t == 0, 1.0, 0.0))
        both = self.alpha + self.beta
        logs = gammaln(self.beta + t) - gammaln(self.beta) + gammaln(both) - gammaln(both + t)
        return plain(np.exp(logs))

    def retention_rate(self, t: Any) -> Any:
        """Share of those still there at t − 1 who are there at ``t`` (number or array ≥ 1): S(t)/S(t − 1)."""
        t = numbers("t", t, low=1)
        return plain((self.beta + (t - 1)) / (self.alpha + self.beta + (t - 1)))

    def derl(self, renewals: Any, discount: Any) -> Any:
        """Discounted expected residual lifetime: the payments still to come of a customer who has renewed ``renewals`` times.

        Seen just before the next renewal: S(k + 1)/S(k) + S(k + 2)/S(k)/(1 + d) + … The payment just made is not counted,
        the next one is at its face value. Times the margin of a period, it is what the customer is still worth.

        Args:
            renewals: k ≥ 0, number or array (0: the first period is paid, nothing renewed yet).
            discount: rate per period ≥ 0. At 0 the sum is finite only where α > 1, β/(α − 1) for a new customer; else inf.

        Source: Fader and Hardie (2010), Customer-Base Valuation in a Contractual Setting, Marketing Science 29(1), eq. 6.

        >>> new = bm.levers.retention.ShiftedBetaGeometric(alpha=3, beta=4)
        >>> round(new.derl(renewals=0, discount=0), 6)  # 4/(3 − 1)
        2.0
        """
        renewals, discount = aligned(
            renewals=numbers("renewals", renewals), discount=numbers("discount", discount)
        )
        both = self.alpha + self.beta + renewals
        staying = (self.beta + renewals) / both
        with np.errstate(divide="ignore"):
            # Where α = 0 nobody leaves, and a payment a period for ever is worth (1 + d)/d.
            forever = np.where(discount > 0, (1 + discount) / np.where(discount > 0, discount, 1.0), np.inf)
        if self.alpha == 0:
            return plain(forever)
        undiscounted = (
            (self.beta + renewals) / (self.alpha - 1) if self.alpha > 1 else np.full(renewals.shape, np.inf)
        )
        undiscounted = np.where(staying == 0, 0.0, undiscounted)
        rate = np.where(discount > 0, discount, 1.0)
        return plain(np.where(discount > 0, staying * self._payments(renewals, rate), undiscounted))

    def _payments(self, renewals: np.ndarray, rate: np.ndarray) -> np.ndarray:
        """1 + S(k + 2)/S(k + 1)/(1 + d) + …, the ₂F₁(1, β + k + 1; α + β + k + 1; 1/(1 + d)) of the source.

        For one customer it is (1 + d)/(d + θ): its mean over those who renew once more, θ of Beta(α, β + k + 1).
        """
        d, b = rate.ravel(), self.beta + renewals.ravel() + 1
        a = np.full(b.shape, self.alpha)
        size = np.log(a + b)
        mean = beta_mean(
            a, b, lambda rows, p: 1 / (d[rows, None] + p), np.minimum(np.log(d), -size) - 40, size + 40
        )
        return ((1 + d) * mean).reshape(rate.shape)
