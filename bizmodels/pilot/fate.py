"""What chance holds for a run, drawn once and before the first quarter: the truth, the rival, the cards, the noise.

A fate knows nothing of decisions, so that two ways of playing meet the same world: what differs is what was decided. Each
thing has a stream of its own, whatever the others and however many futures are drawn beside it.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bizmodels.core.laws import quantile
from bizmodels.core.risk import Risk
from bizmodels.pilot.subjects import Subject

MONTHS = 3  # in a quarter
_STEPS = (np.arange(1_000) + 0.5) / 1_000


@dataclass(frozen=True)
class Card:
    """A risk of the course: quarter in which it strikes each future, quarter in which it is over, how hard."""

    risk: Risk
    begin: np.ndarray
    end: np.ndarray
    force: np.ndarray

    def acts(self, quarter: int) -> np.ndarray:
        """Whether it acts in that quarter, in each future."""
        return (self.begin <= quarter) & (quarter < self.end)


@dataclass(frozen=True)
class Fate:
    """One array of ``draws`` futures a thing; ``truth``: what is unknown -> its value; ``rival``: which kind (0, 1, 2).

    ``demand``: quarter, future -> times the new customers expected. ``noise``: what is measured -> quarter, future -> a
    standard normal error.
    """

    seed: int
    draws: int
    truth: dict[str, np.ndarray]
    rival: np.ndarray
    demand: np.ndarray
    noise: dict[str, np.ndarray]
    cards: tuple[Card, ...]

    def one(self, future: int) -> Fate:
        """The same, of one future only."""
        at = slice(future, future + 1)
        return Fate(
            self.seed,
            1,
            {name: value[at] for name, value in self.truth.items()},
            self.rival[at],
            self.demand[:, at],
            {name: value[:, at] for name, value in self.noise.items()},
            tuple(Card(c.risk, c.begin[at], c.end[at], c.force[at]) for c in self.cards),
        )


COUNTED, SHARE = "clients comptés", "part de marché"


def drawn(
    subjects: Sequence[Subject], risks: Sequence[Risk], quarters: int, seed: int, draws: int, kinds: int
) -> Fate:
    """``draws`` futures of that seed; the first of them is the run that one person plays."""
    truth = {one.name: _between(one, _uniform(seed, f"vrai {one.name}", draws)) for one in subjects}
    rival = np.minimum((kinds * _uniform(seed, "rival", draws)).astype(int), kinds - 1)
    demand = np.exp(0.05 * _normal(seed, "demande", quarters, draws) - 0.05**2 / 2)
    measured = [COUNTED, SHARE, *(one.name for one in subjects)]
    noise = {name: _normal(seed, f"mesure {name}", quarters, draws) for name in measured}
    cards = []
    for risk in risks:
        month = _struck(risk.probability, _uniform(seed, f"coup {risk.name}", draws))
        force = quantile_of(risk.severity, _uniform(seed, f"force {risk.name}", draws))
        begin = np.ceil(month / MONTHS)
        cards.append(Card(risk, begin, begin + np.ceil(risk.lasts / MONTHS), force))
    return Fate(seed, draws, truth, rival, demand, noise, tuple(cards))


def _uniform(seed: int, name: str, *shape: int) -> np.ndarray:
    # Drawn future by future, so that the first is the same however many there are.
    stream = np.random.default_rng([seed, zlib.crc32(name.encode())])
    return stream.random(shape[::-1]).T


def _normal(seed: int, name: str, *shape: int) -> np.ndarray:
    from scipy.special import ndtri

    return ndtri(np.clip(_uniform(seed, name, *shape), 1e-12, 1 - 1e-12))


def _struck(probability: float, luck: np.ndarray) -> np.ndarray:
    """Month in which a risk of that yearly probability strikes, inf for never."""
    if not 0 < probability < 1:
        return np.full(luck.shape, 1.0 if probability else np.inf)
    return 1 + np.floor(12 * np.log1p(-luck) / np.log1p(-probability))


def quantile_of(law: Any, share: np.ndarray) -> np.ndarray:
    """A law read backwards, between its thousandths: quick for many futures, the same for one."""
    return np.interp(share, _STEPS, [quantile(law, step) for step in _STEPS])


def _between(subject: Subject, share: np.ndarray) -> np.ndarray:
    """A triangular law, read backwards."""
    low, mode, high = subject.low, subject.middle, subject.high
    if not high > low:
        return np.full(share.shape, low)
    rising = (mode - low) / (high - low)
    below = low + np.sqrt(share * (high - low) * (mode - low))
    above = high - np.sqrt((1 - share) * (high - low) * (high - mode))
    return np.where(share <= rising, below, above)
