"""Laws of chance of the course's own: what needs no scipy, can be drawn (``rvs``) and read backwards (``ppf``).

Anything with ``.rvs(size, random_state)``, a frozen scipy distribution for one, may stand in their place.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np

from bizmodels import french
from bizmodels.core.numbers import is_number
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError, told_at_call

QUANTILES = 2_001  # drawn from a law that cannot be read backwards


@dataclass(frozen=True)
class Between:
    """A triangular distribution: the plausible range of a parameter, with its most likely value."""

    low: float
    mode: float
    high: float

    def rvs(self, size=None, random_state=None):
        """Draws, like a frozen scipy distribution. ``random_state``: numpy generator or seed."""
        if self.low == self.high:
            return np.full(size, self.low) if size else self.low
        generator = random_state
        if not hasattr(generator, "triangular"):
            generator = np.random.default_rng(random_state)
        return generator.triangular(self.low, self.mode, self.high, size)

    def ppf(self, share: float) -> float:
        """The value below which that share of the draws lies."""
        width = self.high - self.low
        if not width:
            return self.low
        rising = (self.mode - self.low) / width
        if share <= rising:
            return self.low + math.sqrt(share * width * (self.mode - self.low))
        return self.high - math.sqrt((1 - share) * width * (self.high - self.mode))


@told_at_call
@dataclass(frozen=True)
class Heavy:
    """A log-normal law: most blows are small, a few are many times the usual one.

    Args:
        median: half of the blows are smaller (> 0).
        high: one in twenty is larger (≥ ``median``).

    Raises:
        LearnerError: other values.

    >>> law = bm.core.laws.Heavy(median=1, high=5)
    >>> law.ppf(0.5), round(law.ppf(0.95), 6)
    (1.0, 5.0)
    """

    median: float
    high: float

    def __post_init__(self) -> None:
        if not (is_number(self.median) and is_number(self.high) and 0 < self.median <= self.high):
            raise LearnerError(
                f"Heavy(){french.NBSP}: median vaut {as_given(self.median)}, high {as_given(self.high)}{french.NBSP}; valeurs "
                f"admises{french.NBSP}: deux nombres plus grands que 0, le second au moins égal au premier."
            )

    @property
    def _spread(self) -> float:
        return math.log(self.high / self.median) / NormalDist().inv_cdf(0.95)

    def rvs(self, size=None, random_state=None):
        """Draws, like a frozen scipy distribution."""
        generator = random_state
        if not hasattr(generator, "standard_normal"):
            generator = np.random.default_rng(random_state)
        return self.median * np.exp(self._spread * generator.standard_normal(size))

    def ppf(self, share: float) -> float:
        """The value below which that share of the draws lies (0 to 1)."""
        if not 0 < share < 1:
            return math.inf if share >= 1 else 0.0
        return self.median * math.exp(self._spread * NormalDist().inv_cdf(share))


def quantile(law: Any, share: float) -> float:
    """The value of a law below which that share lies: exact where the law says it, else read among seeded draws."""
    if hasattr(law, "ppf"):
        return float(law.ppf(share))
    return float(np.quantile(law.rvs(size=QUANTILES, random_state=np.random.default_rng(0)), share))
