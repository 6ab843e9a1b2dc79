"""Prices of a platform with two sides: by membership (Armstrong), by transaction (Rochet and Tirole)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bizmodels import french
from bizmodels.levers.pricing import checks


@dataclass(frozen=True)
class TwoSidedPrices:
    """``prices`` and ``members`` of both sides (in the units of v and of its members), and the platform's ``profit``.

    >>> bm.levers.pricing.TwoSidedPrices(prices=(6.0, -1.0), members=(4.0, 3.0), profit=21.0).prices[1] < 0  # side 2 is paid
    True
    """

    prices: tuple[float, float]
    members: tuple[float, float]
    profit: float


@dataclass(frozen=True)
class TransactionPrices:
    """``prices`` of a transaction for (buyer, seller), their ``total``, the number of ``transactions`` and the ``profit``.

    >>> bm.levers.pricing.TransactionPrices((0.4, 0.4), 0.8, 0.36, 0.18).total
    0.8
    """

    prices: tuple[float, float]
    total: float
    transactions: float
    profit: float


def two_sided_prices(v: Any, a: Any, cost: Any) -> TwoSidedPrices:
    """The two membership prices that earn a monopoly platform most, when each side comes for the other.

    Linear participation: n1 = v1 + a1·n2 − p1 and n2 = v2 + a2·n1 − p2. The profit (p1 − c1)·n1 + (p2 − c2)·n2 is highest at
    n1 = (2(v1 − c1) + s(v2 − c2))/(4 − s²), s = a1 + a2, and likewise n2. A price may lie below its cost, even below 0: one
    side is subsidised for what the other pays. Where a side would be negative, or each side flees the other (s ≤ −2), the
    platform keeps one side only (or none), at a price that leaves the other outside.

    Args:
        v: (v1, v2), members who come at price 0 for the service itself; one unit of price turns one member away.
        a: (a1, a2), what one more member of the other side is worth to a member of this one (< 0: it bothers him).
        cost: (c1, c2), cost of a member of each side, ≥ 0; one number for both.

    Raises:
        LearnerError: a1 + a2 ≥ 2 (each new member brings more than one: no price is the best), or a value refused.

    Source: Armstrong (2006), Competition in Two-Sided Markets, RAND Journal of Economics 37(3), section 3.

    >>> found = bm.levers.pricing.two_sided_prices(v=(8, 4), a=(0, 1), cost=(0, 0))  # side 2 comes for side 1
    >>> [round(one, 3) for one in found.members]  # (16 + 4)/3 and (8 + 8)/3
    [6.667, 5.333]
    >>> [round(one, 3) for one in found.prices]  # 8 − 20/3, 4 + 20/3 − 16/3
    [1.333, 5.333]
    """
    (v1, v2), (a1, a2) = checks.pair("v", v), checks.pair("a", a)
    c1, c2 = (checks.number("cost", cost, low=0),) * 2 if _single(cost) else checks.pair("cost", cost, low=0)
    s = a1 + a2
    if s >= 2:
        raise checks.wrong(
            f"a1 + a2 vaut {french.number(s)} : chaque membre de plus en attire plus d’un autre, et le profit grandit sans fin. "
            "Aucun couple de prix n’est le meilleur ; valeur admise : une somme plus petite que 2."
        )
    d1, d2 = v1 - c1, v2 - c2
    candidates = [(max(0.0, d1 / 2), 0.0), (0.0, max(0.0, d2 / 2))]
    if s > -2:
        # Rounded to nothing where one side just vanishes.
        inner = (2 * d1 + s * d2) / (4 - s * s), (2 * d2 + s * d1) / (4 - s * s)
        if min(inner) >= 0:
            candidates.insert(0, inner)

    def outcome(members: tuple[float, float]) -> TwoSidedPrices:
        n1, n2 = members
        p1, p2 = v1 + a1 * n2 - n1, v2 + a2 * n1 - n2
        return TwoSidedPrices((p1, p2), members, (p1 - c1) * n1 + (p2 - c2) * n2)

    return max(map(outcome, candidates), key=lambda one: one.profit)


def transaction_prices(highest: Any, cost: float) -> TransactionPrices:
    """The two prices of a transaction that earn a monopoly platform most, buyers × sellers meeting at random.

    Demands (h_B − p_B) and (h_S − p_S), one transaction for each pair: the profit (p_B + p_S − cost)·D_B·D_S is highest where
    p_B + p_S − cost = h_B − p_B = h_S − p_S, hence a margin of (h_B + h_S − cost)/3. Only the sum of both prices follows the
    cost; how it is shared follows who would pay most. A price below 0 pays that side.

    Args:
        highest: (h_B, h_S), the price at which nobody of that side comes any more, > 0.
        cost: of a transaction, ≥ 0.

    Raises:
        LearnerError: a value refused, or a cost that both sides together would never pay.

    Source: Rochet and Tirole (2003), Platform Competition in Two-Sided Markets, JEEA 1(4), proposition 1.

    >>> found = bm.levers.pricing.transaction_prices(highest=(5, 2), cost=1)  # margin (5 + 2 − 1)/3 = 2
    >>> found.prices, found.transactions, found.profit
    ((3.0, 0.0), 4.0, 8.0)
    """
    buyer, seller = checks.pair("highest", highest, above=0)
    spent = checks.number("cost", cost, low=0)
    margin = (buyer + seller - spent) / 3
    if margin <= 0:
        raise checks.wrong(
            f"cost vaut {checks.shown(spent)} : les deux côtés ensemble paieraient au plus {french.number(buyer + seller)}, "
            "aucune transaction ne couvre son coût."
        )
    prices = buyer - margin, seller - margin
    return TransactionPrices(prices, sum(prices), margin * margin, margin**3)


def _single(value: Any) -> bool:
    return not isinstance(value, list | tuple) and not hasattr(value, "__len__")
