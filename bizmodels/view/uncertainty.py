"""10,000 futures at slider speed: the band of the cash, and which parameter explains most of its spread."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from bizmodels import analysis, french
from bizmodels.core import months
from bizmodels.core.model import BusinessModel
from bizmodels.core.months import MONTHS
from bizmodels.view import svg

DRAWS = 10_000
BINS = 25
_QUANTILES = (0.05, 0.5, 0.95)


@lru_cache(maxsize=64)
def _uniform(position: int) -> tuple[np.ndarray, np.ndarray]:
    """Fixed uniform draws of one parameter and their order: only the shape of its range moves with a slider."""
    draws = np.random.default_rng([0, position]).random(DRAWS)
    return draws, np.argsort(draws, kind="stable")


def _triangular(u: np.ndarray, law: analysis.Between) -> np.ndarray:
    """Inverse of the triangular distribution function."""
    width = law.high - law.low
    if width == 0:
        return np.full_like(u, law.low)
    turn = (law.mode - law.low) / width
    rising = law.low + np.sqrt(u * width * (law.mode - law.low))
    return np.where(u < turn, rising, law.high - np.sqrt((1 - u) * width * (law.high - law.mode)))


@np.errstate(all="ignore")
def futures(model: BusinessModel) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Cumulative cash of each future, shape (36, 10 000), and the draws behind it."""
    names = list(type(model).__params__)
    values = {
        n: _triangular(_uniform(names.index(n))[0], law) for n, law in analysis.plausible(model).items()
    }
    for drawn in values.values():
        drawn.setflags(write=False)  # a figure that a learner wrote may change its own arrays, not these
    block = model.model_construct(**{**model.values(), **values})
    cash = np.empty((MONTHS, DRAWS))
    walk = months.cash(block)
    next(walk)  # month 0 is the same for all
    for month, total in zip(range(MONTHS), walk, strict=False):
        cash[month] = total
    return cash, values


def band(cash: np.ndarray) -> np.ndarray:
    """5 %, 50 % and 95 % quantiles of each month, shape (3, months)."""
    low, middle, high = (int(q * (cash.shape[1] - 1)) for q in _QUANTILES)
    lines = np.empty((3, len(cash)))
    for at, month in enumerate(cash):
        # One rank at a time, each in its half: three times faster than numpy's search of three ranks at once.
        halves = np.partition(month, middle)
        below, above = np.partition(halves[:middle], low), np.partition(halves[middle:], high - middle)
        lines[:, at] = below[low], halves[middle], above[high - middle]
    return lines


def first_order(result: np.ndarray, positions: dict[str, int]) -> dict[str, float]:
    """Share of the variance of ``result`` that each parameter explains alone (first-order Sobol index).

    Given-data estimator: variance of the means of ``result`` over 25 equal slices of the parameter's draws,
    less what noise alone would give. Source: Plischke, Borgonovo, Smith (2013), EJOR 226(3).
    """
    total = result.var()
    if total == 0:
        return dict.fromkeys(positions, 0.0)
    shares = {}
    for name, position in positions.items():
        slices = result[_uniform(position)[1]].reshape(BINS, -1)
        between, noise = slices.mean(axis=1).var(), slices.var(axis=1).mean() / slices.shape[1]
        shares[name] = max(0.0, (between - noise) / total)
    return dict(sorted(shares.items(), key=lambda item: -item[1]))


@np.errstate(all="ignore")
def draw(model: BusinessModel) -> tuple[str, str]:
    """Picture and sentence of the tab « Incertitude »."""
    params = type(model).__params__
    cash, values = futures(model)
    if not values:
        return (
            "",
            "Ce modèle ne déclare aucune plage plausible : ajouter plausible=(bas, haut) à ses paramètres.",
        )
    if not np.isfinite(cash[-1]).all():
        return (
            "",
            f"Les futurs n’ont pas de sens avec ces réglages{french.NBSP}: un montant est trop grand ou ne se calcule pas.",
        )
    low, middle, high = (line.tolist() for line in band(cash))
    positions = {n: list(params).index(n) for n in values}
    shares = first_order(cash[-1], positions)
    unit = model.currency
    below = float((cash[-1] < 0).mean())
    sentence = (
        f"Sur 10 000 futurs tirés dans les plages plausibles, 9 sur 10 finissent entre {french.compact(low[-1], unit)} "
        f"et {french.compact(high[-1], unit)} ; {french.quantity(below, '%', 0)} finissent sous zéro."
    )
    ranking = [(n, s) for n, s in shares.items() if s >= 0.01][:3]
    if ranking:
        words = french.listing(f"{params[n].label} ({french.quantity(s, '%', 0)})" for n, s in ranking)
        sentence += f" Ce qui explique l’écart entre ces futurs : {words}."
    picture = svg.band(low, middle, high, unit, "Trésorerie cumulée, bande de 10 000 futurs")
    return picture, sentence
