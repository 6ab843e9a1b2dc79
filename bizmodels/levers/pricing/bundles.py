"""Several goods or several versions: sold one by one, together, or both."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from bizmodels import french
from bizmodels.core.values import as_given
from bizmodels.levers.pricing import checks

TOGETHER = "lot"
NOBODY = "aucune"
_MOST = 300_000  # price lists tried: about a second
_DIGITS = 9


class Prices(tuple):
    """Prices in the order of the goods, that also answer to their name; « lot » is the bundle.

    >>> prices = bm.levers.pricing.Prices([90.0, 120.0], ["film", "lot"])
    >>> prices["lot"], prices[0], list(prices)
    (120.0, 90.0, [90.0, 120.0])
    """

    names: tuple[str, ...]

    def __new__(cls, values: Any, names: Any):
        made = super().__new__(cls, (float(one) for one in values))
        made.names = tuple(names)
        return made

    def __getnewargs__(self):
        return tuple(self), self.names

    def __getitem__(self, at: Any) -> Any:
        if not isinstance(at, str):
            return super().__getitem__(at)
        if at not in self.names:
            raise checks.wrong(
                f"Aucun prix ne s’appelle {french.quote(at)}.{french.nearest(at, list(self.names))}"
            )
        return super().__getitem__(self.names.index(at))

    def __float__(self) -> float:
        if len(self) != 1:
            raise checks.wrong(
                f"Il y a {len(self)} prix : {french.listing(self.names)}. En choisir un par son nom."
            )
        return super().__getitem__(0)

    def __repr__(self) -> str:
        pairs = (f"{name} {french.exact(one)}" for name, one in zip(self.names, self, strict=True))
        return " · ".join(pairs)


@dataclass(frozen=True)
class Offer:
    """A way of selling: its ``prices`` and the ``revenue`` they bring, all buyers together.

    >>> bm.levers.pricing.Offer(bm.levers.pricing.Prices([18], ["lot"]), 36.0).prices["lot"]
    18.0
    """

    prices: Prices
    revenue: float


@dataclass(frozen=True)
class Bundles:
    """The best offer of each kind: ``separate``, ``pure`` (the bundle only), ``mixed`` (both side by side).

    >>> offer = bm.levers.pricing.Offer(bm.levers.pricing.Prices([18], ["lot"]), 36.0)
    >>> bm.levers.pricing.Bundles(separate=offer, pure=offer, mixed=offer).mixed.revenue
    36.0
    """

    separate: Offer
    pure: Offer
    mixed: Offer


@dataclass(frozen=True)
class Versions:
    """Who takes which version: ``counts`` by version (« aucune » last), ``revenue``, ``margin``, ``arpu`` (revenue a buyer who buys).

    >>> bm.levers.pricing.Versions(counts={"simple": 3, "aucune": 1}, revenue=30.0, margin=24.0, arpu=10.0).arpu
    10.0
    """

    counts: dict[str, int]
    revenue: float
    margin: float
    arpu: float


def bundle(valuations: pd.DataFrame) -> Bundles:
    """The best prices of goods sold one by one, as one bundle, or both side by side; serving one more costs nothing.

    Each buyer takes at most one of each good, keeps what leaves him most surplus, buys at a surplus of 0, and at equal surplus
    takes what the seller prefers. At equal revenue the higher prices are given (fewer to serve). The mixed prices are exact: on
    each side of the lines where a buyer changes his mind the revenue grows with the prices, so the best lies where as many
    of these lines meet as there are prices, and all these points are tried.

    Args:
        valuations: one row a buyer, one column a good: the most he would pay for it, ≥ 0 (a list of rows is read too). What he
            would pay for several goods is the sum. At least two goods.

    Returns:
        ``separate``, ``pure`` and ``mixed``, each with ``prices`` (by good; « lot » is the bundle) and ``revenue``.

    Raises:
        LearnerError: a value refused (row and column named), one good only, or too many different buyers for an exact
            search (24 with two goods, 5 with three).

    Source: Adams and Yellen (1976), Quarterly Journal of Economics 90(3); Samuelson and Marks, Managerial Economics, app. ch. 9.

    >>> buyers = pd.DataFrame({"X": [13, 7], "Y": [6, 11]})
    >>> found = bm.levers.pricing.bundle(buyers)
    >>> found.separate.prices, found.separate.revenue  # 2 × 7 + 2 × 6
    (X 7 · Y 6, 26.0)
    >>> found.pure.prices["lot"], found.pure.revenue  # 19 and 18: opposite tastes, alike together
    (18.0, 36.0)
    """
    table = checks.table("valuations", valuations, label="bien")
    goods = list(table.columns)
    if len(goods) < 2 or TOGETHER in goods:
        raise checks.wrong(
            "bundle() attend au moins deux biens, une colonne chacun (et aucune ne s’appelle « lot », le nom de l’ensemble)."
        )
    values, counts = np.unique(table.to_numpy(), axis=0, return_counts=True)
    single = [_best_price(values[:, at], counts) for at in range(len(goods))]
    separate = Offer(Prices([price for price, _ in single], goods), sum(revenue for _, revenue in single))
    price, revenue = _best_price(values.sum(axis=1), counts)
    pure = Offer(Prices([price], [TOGETHER]), revenue)
    return Bundles(separate, pure, _mixed(values, counts, goods))


def versions(valuations: pd.DataFrame, prices: Any, costs: Any = None) -> Versions:
    """Who takes which version of an offer (good, better, best): each buyer the one that leaves him most surplus, or none.

    Compare with and without a premium version: what it takes from the others is in ``counts``.

    Args:
        valuations: one row a buyer, one column a version: the most he would pay for it, ≥ 0.
        prices: price of each version, ≥ 0: a dictionary by version, or a list in the order of the columns.
        costs: what one buyer of each version costs, ≥ 0, in the same form; left out: nothing.

    Raises:
        LearnerError: a value refused (row and column named), prices that are not those of the columns.

    >>> buyers = pd.DataFrame({"simple": [10, 10, 12], "premium": [11, 25, 30]})
    >>> versions = bm.levers.pricing.versions
    >>> versions(buyers[["simple"]], [10]).revenue
    30.0
    >>> found = versions(buyers, {"simple": 10, "premium": 20})
    >>> found.counts, found.revenue  # two of three leave the simple one for the premium
    ({'simple': 1, 'premium': 2, 'aucune': 0}, 50.0)
    """
    table = checks.table("valuations", valuations, label="version")
    names = list(table.columns)
    if NOBODY in names:
        raise checks.wrong(
            "Une version s’appelle « aucune » : c’est le nom de ceux qui n’achètent pas. Renommez-la."
        )
    asked = _by_name("prices", prices, names)
    spent = np.zeros(len(names)) if costs is None else _by_name("costs", costs, names)
    surplus = np.round(table.to_numpy() - asked, _DIGITS)
    # At equal surplus, what the seller prefers; nothing at all where every surplus is negative.
    order = np.lexsort((np.broadcast_to(asked - spent, surplus.shape), surplus), axis=1)[:, -1]
    buys = surplus[np.arange(len(table)), order] >= 0
    taken = np.bincount(order[buys], minlength=len(names))
    revenue, sold = float(taken @ asked), int(buys.sum())
    return Versions(
        {**dict(zip(names, taken.tolist(), strict=True)), NOBODY: len(table) - sold},
        revenue,
        float(taken @ (asked - spent)),
        revenue / sold if sold else math.nan,
    )


def _by_name(what: str, values: Any, names: list[str]) -> np.ndarray:
    if isinstance(values, pd.Series):
        values = values.to_dict() if set(map(str, values.index)) == set(names) else values.tolist()
    if isinstance(values, Mapping):
        given = {str(name): one for name, one in values.items()}
        if set(given) != set(names):
            raise checks.wrong(f"{what} donne {french.listing(given)} ; il faut {french.listing(names)}.")
        return np.array([checks.number(f"{what}, version {name},", given[name], low=0) for name in names])
    if isinstance(values, str) or not hasattr(values, "__len__") or len(values) != len(names):
        raise checks.wrong(
            f"{what} attend un nombre par version ({french.listing(names)}) ; reçu : {as_given(values)}."
        )
    return checks.column(what, values, low=0)


def _best_price(values: np.ndarray, counts: np.ndarray) -> tuple[float, float]:
    """The price with the highest revenue among the valuations, the higher one at equal revenue, and that revenue."""
    candidates = np.unique(values)[::-1]
    revenues = np.array([price * counts[values >= price].sum() for price in candidates])
    at = int(np.argmax(np.round(revenues, _DIGITS)))
    return float(candidates[at]), float(revenues[at])


def _mixed(values: np.ndarray, counts: np.ndarray, goods: list[str]) -> Offer:
    lines, heights = _lines(values)
    size = len(goods) + 1
    if math.comb(len(lines), size) > _MOST:
        raise checks.wrong(
            f"{french.plural(len(values), 'acheteur')} différents et {len(goods)} biens : trop de prix à essayer pour une "
            "recherche exacte (24 acheteurs différents pour deux biens, 5 pour trois). Regroupez ceux qui se ressemblent."
        )
    best: tuple[float, tuple[float, ...]] = (-1.0, ())
    chosen = np.array(list(combinations(range(len(lines)), size)))
    for part in np.array_split(chosen, max(1, len(chosen) // 20_000)):
        square, right = lines[part], heights[part]
        meet = np.abs(np.linalg.det(square)) > 0.5  # whole numbers: 0 where lines are parallel
        prices = np.round(np.linalg.solve(square[meet], right[meet][..., None])[..., 0], _DIGITS)
        prices = prices[(prices >= 0).all(axis=1)]
        if not len(prices):
            continue
        revenues = np.round(_revenues(prices, values, counts), _DIGITS)
        at = int(np.lexsort((*prices.T[::-1], revenues))[-1])
        best = max(best, (float(revenues[at]), tuple(prices[at].tolist())))
    return Offer(Prices(best[1], [*goods, TOGETHER]), best[0])


def _lines(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where a buyer changes his mind: a·prices = b, a row a line. The last price is that of the bundle.

    He buys a good alone up to its value, and the bundle up to its value less what buying some goods alone would leave him.
    """
    many = values.shape[1]
    found = set()
    for buyer in values:
        for good in range(many):
            found.add((*(float(at == good) for at in range(many)), 0.0, float(buyer[good])))
        for size in range(many):
            for some in combinations(range(many), size):
                left = [float(-(at in some)) for at in range(many)]
                found.add((*left, 1.0, round(float(buyer.sum() - buyer[list(some)].sum()), _DIGITS)))
    lines = np.array(sorted(found))
    return lines[:, :-1], lines[:, -1]


def _revenues(prices: np.ndarray, values: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Revenue of each price list: one row a list, the bundle's price last."""
    alone, together = prices[:, None, :-1], prices[:, -1:]
    gain = np.round(values[None] - alone, _DIGITS)
    paid = np.where(gain >= 0, alone, 0.0).sum(axis=2)
    surplus = np.maximum(gain, 0).sum(axis=2)
    other = np.round(values.sum(axis=1)[None] - together - surplus, _DIGITS)
    takes = (other > 0) | ((other == 0) & (together >= paid))
    return np.where(takes, np.broadcast_to(together, paid.shape), paid) @ counts
