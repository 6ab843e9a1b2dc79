"""A shop without contract: nobody resigns, so a silent customer may be gone or only slow."""

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
from bizmodels.levers.retention._given import (
    column,
    numbers,
    plain,
    row_error,
    same_length,
    starts,
)

__all__ = ["BetaGeoNBD"]

# Parameters of a fit, time in mean ages, from 1/150 to 150: customers no longer tell values beyond apart, and the
# functions they are given to lose their digits.
_FAR = 5.0


@dataclass(frozen=True, kw_only=True)
class BetaGeoNBD:
    """BG/NBD: each customer buys at a rate of his own until he leaves, with a probability of his own after each purchase.

    Rates are drawn from Gamma(r, α) (mean r/α per unit of time), probabilities of leaving from Beta(a, b). ``loglik`` is the
    log-likelihood of the customers it was fitted on (nan for a record built by hand).

    Source: Fader, Hardie and Lee (2005), Counting Your Customers the Easy Way, Marketing Science 24(2).

    >>> shop = bm.levers.retention.BetaGeoNBD(r=1, alpha=10, a=1, b=1)
    >>> round(shop.probability_alive(frequency=1, recency=10, age=30), 3)  # 1/(1 + 1 × ((10 + 30)/(10 + 10))²)
    0.2
    >>> shop.probability_alive(frequency=0, recency=0, age=30)  # one leaves after a repeat purchase only
    1.0
    """

    r: float
    alpha: float
    a: float
    b: float
    loglik: float = math.nan

    def __post_init__(self) -> None:
        for name in ("r", "alpha", "a", "b"):
            value = numbers(name, getattr(self, name), above=True)
            if value.ndim:
                raise LearnerError(
                    f"{name} vaut {as_given(getattr(self, name))}{french.NBSP}; valeur admise{french.NBSP}: un seul nombre."
                )
            object.__setattr__(self, name, float(value))

    @classmethod
    def fit(
        cls, frequency: Any, recency: Any, age: Any, start: tuple[float, ...] | None = None
    ) -> BetaGeoNBD:
        """The four parameters under which these customers are most likely.

        Args:
            frequency: repeat purchases of each customer (the first purchase is not one), whole numbers ≥ 0.
            recency: time from his first to his last purchase; not read where ``frequency`` is 0.
            age: time from his first purchase to the end of the observation, same unit, ≥ recency.
            start: r, alpha, a and b to start from; by default from the data.

        Returns:
            The record with ``r``, ``alpha`` (in the unit of time given), ``a``, ``b`` and ``loglik``.

        Raises:
            LearnerError: lists of different lengths, a value outside these bounds (the message names its row), fewer than
                two customers, or nobody who ever came back: then there is nothing to estimate.

        >>> base = bm.load_cdnow(summary=True)
        >>> shop = bm.levers.retention.BetaGeoNBD.fit(base["frequency"], base["recency"], base["T"])
        >>> round(shop.r, 3), round(shop.alpha, 2), round(shop.a, 2), round(shop.b, 2), round(shop.loglik, 1)
        (0.243, 4.41, 0.79, 2.43, -9582.4)
        """
        x, seen, lived = _customers(frequency, recency, age)
        if len(x) < 2:
            raise LearnerError(
                "fit() attend au moins deux clients : quatre paramètres ne se lisent pas sur un seul."
            )
        if not x.any():
            raise LearnerError(
                f"frequency vaut 0 à toutes les lignes{french.NBSP}: personne n’est revenu, il n’y a ni rythme ni départ à estimer."
            )
        # In mean ages, so that parameters are of ordinary size whatever the unit of time.
        unit = float(lived.mean())
        if start is None:
            start = (0.5, 0.5 * unit / x.mean(), 1.0, 2.0)
        begin = np.array(starts(("r", "alpha", "a", "b"), start))
        size = np.array([1.0, unit, 1.0, 1.0])
        mean_loglik = _Likelihood(x, seen / unit, lived / unit)
        point = top(mean_loglik, np.log(begin / size), far=_FAR)
        r, alpha, a, b = (float(one) for one in np.exp(point) * size)
        loglik = len(x) * mean_loglik(point)[0] - x.sum() * math.log(unit)
        return cls(r=r, alpha=alpha, a=a, b=b, loglik=float(loglik))

    def probability_alive(self, frequency: Any, recency: Any, age: Any) -> Any:
        """Probability that a customer with this past has not left; numbers or arrays, bounds of :meth:`fit`.

        1 where ``frequency`` is 0: in this model nobody leaves before a repeat purchase.
        """
        x, seen, lived = _pasts(frequency, recency, age)
        return plain(1 / (1 + self._gone(x, seen, lived)))

    def expected_purchases(self, t: Any, frequency: Any = None, recency: Any = None, age: Any = None) -> Any:
        """Purchases expected in the ``t`` units of time to come.

        With the past of a customer, those of the ``t`` after ``age``; without, the repeat purchases of a customer drawn at
        random in the ``t`` after his first. Numbers or arrays; the arguments are broadcast.

        Raises:
            LearnerError: a value outside the bounds of :meth:`fit`, or only a part of the past.

        >>> steady = bm.levers.retention.BetaGeoNBD(r=1, alpha=10, a=0.000001, b=1)  # nobody leaves: t × r/α
        >>> round(steady.expected_purchases(20), 3)
        2.0
        >>> round(steady.expected_purchases(20, frequency=3, recency=28, age=30), 3)  # 20 × (1 + 3)/(10 + 30)
        2.0
        """
        t = numbers("t", t)
        past = {"frequency": frequency, "recency": recency, "age": age}
        missing = [name for name, value in past.items() if value is None]
        if missing and len(missing) < 3:
            raise LearnerError(
                f"expected_purchases(){french.NBSP}: il manque {' et '.join(missing)}. Donner frequency, recency et age, ou aucun des "
                "trois pour un client pris au hasard."
            )
        if missing:
            return plain(self._later(t, np.float64(0), np.float64(0)))
        x, seen, lived = _pasts(frequency, recency, age)
        t, x, seen, lived = aligned(t=t, frequency=x, recency=seen, age=lived)
        return plain(self._later(t, x, lived) / (1 + self._gone(x, seen, lived)))

    def purchase_count_probability(self, n: Any, t: Any) -> Any:
        """Probability that a customer drawn at random makes exactly ``n`` repeat purchases in the ``t`` after his first.

        Args:
            n: whole number(s) ≥ 0.
            t: units of time, ≥ 0.

        >>> shop = bm.levers.retention.BetaGeoNBD(r=1, alpha=10, a=1, b=1)
        >>> round(shop.purchase_count_probability(0, t=10), 3)  # (10/(10 + 10))¹
        0.5
        """
        from scipy.special import betainc, betaln, gammaln

        n, t = aligned(n=numbers("n", n), t=numbers("t", t))
        if (n != np.floor(n)).any():
            raise LearnerError(f"n contient un nombre à virgule{french.NBSP}; un nombre d’achats est entier.")
        r, alpha, a, b = self.r, self.alpha, self.a, self.b
        some = n > 0
        k = np.where(some, n, 1.0)  # where n = 0 the second way to stop at n does not exist
        bought = t / (alpha + t)
        with np.errstate(divide="ignore"):
            tail = np.where(some, k * np.log(bought), 0.0)
        paced = gammaln(r + n) - gammaln(r) - gammaln(n + 1) + r * np.log(alpha / (alpha + t)) + tail
        still = np.exp(betaln(a, b + n) - betaln(a, b) + paced)
        left = np.exp(betaln(a + 1, b + k - 1) - betaln(a, b)) * betainc(k, r, bought)
        return plain(still + np.where(some, left, 0.0))

    def _gone(self, x: np.ndarray, seen: np.ndarray, lived: np.ndarray) -> np.ndarray:
        """Odds of having left: 0 where nothing was bought again."""
        some = x > 0
        silence = np.log((self.alpha + lived) / (self.alpha + seen))
        log_odds = np.log(self.a / (self.b + np.where(some, x, 1.0) - 1)) + (self.r + x) * silence
        return np.where(some, np.exp(np.minimum(log_odds, 700.0)), 0.0)

    def _later(self, t: np.ndarray, x: np.ndarray, lived: np.ndarray) -> np.ndarray:
        """Purchases in the next ``t`` of a customer who is alive after x purchases in ``lived``.

        Of one who buys λ per unit of time and leaves with probability p, (1 − e^(−λpt))/p, whose mean over the
        λ of Gamma(r + x, α + T) is (1 − (1 + pt/(α + T))^(−r−x))/p, with p of Beta(a, b + x). The published formula, a
        ₂F₁ that explodes times a number that vanishes, is its mean over p; a number of ordinary size is summed here.
        """
        t, x, lived = np.broadcast_arrays(t, x, lived)
        found = np.zeros(t.shape)
        some = t > 0
        if not some.any():
            return found
        times = np.stack([t[some], x[some], lived[some]], axis=1)
        (t, x, lived), which = _different(times)
        steps, b = self.r + x, self.b + x
        ahead = np.exp(np.clip(np.log(t) - np.log(self.alpha + lived), -300.0, 300.0))
        size = np.log(self.a + b)

        def weight(rows: np.ndarray, p: np.ndarray) -> np.ndarray:
            return -np.expm1(-steps[rows, None] * np.log1p(p * ahead[rows, None])) / p

        low = -40 - np.log(self.a + b) - np.log1p(steps * ahead)
        found[some] = beta_mean(
            np.full(b.shape, self.a), b, weight, low, np.logaddexp(size, np.log(steps)) + 40
        )[which]
        return found


def _different(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The different rows, one column each, and which of them each row is: many customers share a past."""
    distinct, which = np.unique(rows, axis=0, return_inverse=True)
    return distinct.T, which.ravel()


class _Likelihood:
    """Mean log-likelihood of the customers and its slope, in the logarithms of r, α, a and b.

    Those who never came back count once for each age, with their number; gamma functions are computed once for each number of
    purchases. Hardly two others share their whole past: looking for them costs more than it saves.
    """

    def __init__(self, x: np.ndarray, seen: np.ndarray, lived: np.ndarray):
        again = x > 0
        self.total, self.back = len(x), int(again.sum())
        self.idle_age, self.idle = np.unique(lived[~again], return_counts=True)
        self.x, self.seen, self.lived = x[again], seen[again], lived[again]
        self.counts, self.which, self.times = np.unique(self.x, return_inverse=True, return_counts=True)

    def __call__(self, point: np.ndarray) -> tuple[float, np.ndarray]:
        from scipy.special import gammaln, psi

        r, alpha, a, b = np.exp(point)
        idle_log = np.log(alpha + self.idle_age)
        log_lived, log_seen = np.log(alpha + self.lived), np.log(alpha + self.seen)
        silence, steps = log_lived - log_seen, r + self.x
        odds = np.log(a) - np.log(b + self.counts - 1)
        z = odds[self.which] + steps * silence
        gone = 1 / (1 + np.exp(-z))  # probability of having left
        k = self.counts
        by_count = (
            gammaln(r + k) - gammaln(r) + gammaln(a + b) + gammaln(b + k) - gammaln(b) - gammaln(a + b + k)
        )
        value = (
            r * np.log(alpha) * self.total
            - r * (self.idle @ idle_log)
            + self.times @ by_count
            + (np.logaddexp(0, z) - steps * log_lived).sum()
        )
        pulled = np.bincount(self.which, weights=gone)
        by_r = (
            self.total * np.log(alpha) - self.idle @ idle_log + self.times @ psi(r + k) - self.back * psi(r)
            - log_lived.sum() + gone @ silence
        )  # fmt: skip
        late = 1 / (alpha + self.lived)
        by_alpha = (
            r * self.total / alpha - r * (self.idle @ (1 / (alpha + self.idle_age))) - steps @ late
            + gone @ (steps * (late - 1 / (alpha + self.seen)))
        )  # fmt: skip
        together = self.back * psi(a + b) - self.times @ psi(a + b + k)
        by_a = together + pulled.sum() / a
        by_b = together + self.times @ psi(b + k) - self.back * psi(b) - pulled @ (1 / (b + k - 1))
        slope = np.array([by_r * r, by_alpha * alpha, by_a * a, by_b * b])
        return value / self.total, slope / self.total


def _customers(frequency: Any, recency: Any, age: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The three columns of a customer base, row by row; recency 0 where nothing was bought again."""
    x = column("frequency", frequency, whole=True)
    seen, lived = column("recency", recency), column("age", age)
    same_length(frequency=x, recency=seen, age=lived)
    seen = np.where(x > 0, seen, 0.0)
    late = seen > lived
    if late.any():
        row = int(np.argmax(late))
        raise row_error(row, "recency", float(seen[row]), f"au plus age, {as_given(float(lived[row]))}")
    return x, seen, lived


def _pasts(frequency: Any, recency: Any, age: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The same for numbers or arrays of any shape."""
    given = {"frequency": frequency, "recency": recency, "age": age}
    x, seen, lived = aligned(**{name: numbers(name, one) for name, one in given.items()})
    flat = _customers(x.ravel(), seen.ravel(), lived.ravel())
    x, seen, lived = (one.reshape(x.shape) for one in flat)
    return x, seen, lived
