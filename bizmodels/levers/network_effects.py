"""Network effects: how adoption spreads, and from which size it holds by itself."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

from bizmodels import french
from bizmodels.core import formulas, numbers
from bizmodels.errors import LearnerError
from bizmodels.french import unknown_in

__all__ = [
    "BassFit",
    "BassPeak",
    "adoption_equilibria",
    "adoption_path",
    "bass",
    "bass_peak",
    "fit_bass",
    "fit_bass_counts",
    "highest_price",
    "match_with_rival",
    "network_value",
    "sustained_fees",
]


@dataclass(frozen=True)
class BassPeak:
    """The best period: ``time`` in periods since launch, ``sales`` in the unit of m per period.

    >>> bm.levers.network_effects.bass_peak(p=0.1, q=0.1, m=100)  # no better period than the launch
    BassPeak(time=0.0, sales=10.0)
    """

    time: float
    sales: float


@dataclass(frozen=True)
class BassFit:
    """Fitted ``p`` and ``q`` (per period) and ``m`` (unit of the adoptions), with what they are worth.

    ``p_error``, ``q_error``, ``m_error`` and ``residual_error`` are standard errors; nan where the method
    gives none.

    >>> fit = bm.levers.network_effects.BassFit(p=0.03, q=0.38, m=100)
    >>> fit.q > fit.p, fit.m_error  # word of mouth is stronger than advertising; no standard error given
    (True, nan)
    """

    p: float
    q: float
    m: float
    p_error: float = math.nan
    q_error: float = math.nan
    m_error: float = math.nan
    residual_error: float = math.nan

    def reached(self, t: Any) -> Any:
        """Cumulative adopters on the fitted curve ``t`` periods after the launch: :func:`bass`, unit and errors alike."""
        return bass(self.p, self.q, self.m, t)


def bass(p: float, q: float, m: float, t: Any) -> Any:
    """Cumulative adopters at time ``t`` by Bass's curve m·(1 − e^−(p+q)t)/(1 + (q/p)·e^−(p+q)t).

    Args:
        p: coefficient of innovation, per period, ≥ 0 (0: nobody starts, the curve stays at 0).
        q: coefficient of imitation, per period, ≥ 0.
        m: market potential; the result has its unit.
        t: periods since launch, number or array, ≥ 0.

    Raises:
        LearnerError: a negative or non-finite argument.

    Source: Bass (1969), Management Science 15(5).

    >>> bass = bm.levers.network_effects.bass
    >>> [round(float(reached), 1) for reached in bass(p=0.1, q=0.4, m=100, t=[0, 3, 30])]
    [0.0, 41.0, 100.0]
    >>> round(float(bass(p=0.1, q=0, m=100, t=10)), 1)  # nobody imitates: 100 × (1 − 1/e)
    63.2
    """
    p, q, m, t = _positive(p=p, q=q, m=m, t=t)
    numbers.aligned(p=p, q=q, m=m, t=t)
    return formulas.bass(p, q, m, t)[()]


def bass_peak(p: float, q: float, m: float) -> BassPeak:
    """When adoptions per period are highest, and how high.

    time = ln(q/p)/(p + q), sales = m·(p + q)²/(4q). When advertising is stronger than word of mouth (q ≤ p) the
    launch is the peak: time 0, sales m·p.

    Raises:
        LearnerError: a negative argument, or p = 0 (nobody ever starts).

    >>> peak = bm.levers.network_effects.bass_peak(p=0.1, q=0.4, m=100)
    >>> round(peak.time, 2), round(peak.sales, 3)  # ln 4 / 0.5 and 100 × 0.25 / 1.6
    (2.77, 15.625)
    >>> bm.levers.network_effects.bass_peak(p=0.02, q=0.01, m=1_000)  # the launch: 1,000 × 0.02
    BassPeak(time=0.0, sales=20.0)
    """
    found = _positive(p=p, q=q, m=m)
    if any(one.ndim for one in found):
        raise LearnerError("bass_peak() suit un seul marché : donner un seul nombre à p, à q et à m.")
    p, q, m = map(float, found)
    if p == 0:
        raise LearnerError(
            f"p vaut 0{french.NBSP}: sans premiers adoptants, personne n’imite et il n’y a pas de pic. Donner un p positif."
        )
    if q <= p:
        return BassPeak(0.0, m * p)
    ratio = q / p
    grown = math.log(ratio) if math.isfinite(ratio) else math.log(q) - math.log(p)
    return BassPeak(grown / (p + q), m * (p + q) ** 2 / (4 * q))


def fit_bass(adoptions: Sequence[float], method: str = "nls") -> BassFit:
    """Bass's p, q and m from adoptions per period, the first period of the product being the first.

    Args:
        adoptions: new adopters (first purchases, not repeats) of periods 1, 2, …, at least four, all ≥ 0.
        method: ``"nls"``, least squares on the slope of the curve at t = 1, 2, … with standard errors;
            ``"ols"``, Bass's own regression of the adoptions on what was reached before,
            S(t) = a + b·Y(t−1) + c·Y(t−1)², whence m = (−b − √(b² − 4ac))/(2c), p = a/m, q = −c·m.

    Raises:
        LearnerError: too few or negative adoptions, an unknown method, or a regression without a market
            (adoptions that do not bend yet: no data can tell m).

    Source: Bass (1969); Srinivasan and Mason (1986), Marketing Science 5(2), for least squares.

    >>> sales = [10, 12.6, 14.74, 15.62, 14.67]  # 10 + 0.3 Y − 0.004 Y², Y being what was sold before
    >>> fit = bm.levers.network_effects.fit_bass(sales, method="ols")
    >>> round(fit.p, 2), round(fit.q, 2), round(fit.m)
    (0.1, 0.4, 100)
    """
    sales = _numbers(adoptions)
    if (
        sales is None
        or sales.ndim != 1
        or len(sales) < 4
        or not ((sales >= 0) & (sales <= _LARGEST)).all()
        or not sales.any()
    ):
        raise LearnerError(
            f"fit_bass() attend au moins quatre ventes par période, positives{french.NBSP}: trois paramètres ne se lisent "
            "pas sur trois points."
        )
    if method == "ols":
        return _regression(sales)
    if method != "nls":
        raise LearnerError(
            f"method vaut {method!r}{french.NBSP}; valeurs admises{french.NBSP}: 'nls' ou 'ols'."
        )
    found, errors, residual = formulas.fit_bass_curve(
        formulas.bass_sales, np.arange(1, len(sales) + 1), sales
    )
    return BassFit(*map(float, found), *map(float, errors), residual)


def fit_bass_counts(times: Sequence[float], counts: Sequence[float], launch: float = 0.0) -> BassFit:
    """Bass's p, q and m from *cumulative* counts at any dates, such as the members a firm announces now and then.

    Args:
        times: date of each count, in periods (2015.7 is a year and 0.7); they need not be regular.
        counts: cumulative adopters at these times, > 0, at least four (three parameters and nothing to judge
            them by are no fit).
        launch: date of the start, before all the others; the curve counts its time t from there.

    Raises:
        LearnerError: too few counts, lists of different lengths, a date not after the launch, a count not positive.

    Source: Bass (1969); least squares on :func:`bass`.

    >>> years = [1, 2, 4, 7, 9]
    >>> counts = bm.levers.network_effects.bass(0.1, 0.4, 100, years)
    >>> fit = bm.levers.network_effects.fit_bass_counts(years, counts)
    >>> round(fit.p, 2), round(fit.q, 2), round(fit.m)  # what the counts were made of
    (0.1, 0.4, 100)
    """
    when, reached, start = map(_numbers, (times, counts, launch))
    if start is None or start.ndim or not np.isfinite(start):
        raise LearnerError(
            f"launch vaut {launch!r}{french.NBSP}; valeur admise{french.NBSP}: une date en nombre, 2006."
        )
    if when is not None:
        when = when - start
    if when is None or reached is None or when.ndim != 1 or when.shape != reached.shape or len(when) < 4:
        raise LearnerError(
            f"fit_bass_counts() attend au moins quatre dates et autant de comptages{french.NBSP}: trois paramètres ne se lisent "
            "pas sur trois points."
        )
    if not ((when > 0) & (when <= _LARGEST) & (reached > 0) & (reached <= _LARGEST)).all():
        raise LearnerError(
            "fit_bass_counts() attend des dates après le lancement et des comptages cumulés plus grands que 0."
        )
    found, errors, residual = formulas.fit_bass_curve(formulas.bass, when, reached)
    return BassFit(*map(float, found), *map(float, errors), residual)


def _regression(sales: np.ndarray) -> BassFit:
    before = np.concatenate([[0.0], np.cumsum(sales)[:-1]])
    c, b, a = np.polyfit(before, sales, 2)
    inside = b * b - 4 * a * c
    # A market a thousand times what was reached is rounding noise on a straight line, not an estimate.
    if c >= 0 or inside < 0 or a <= 0 or -c * 1_000 * sales.sum() < b:
        raise LearnerError(
            "La régression de Bass ne trouve pas de marché : les ventes ne fléchissent pas encore, ou ne partent pas de zéro. "
            "Essayer method='nls', ou attendre d’autres périodes."
        )
    m = float((-b - math.sqrt(inside)) / (2 * c))
    return BassFit(float(a) / m, float(-c) * m, m)


def adoption_equilibria(price: float) -> list[float]:
    """Shares z of adopters that fulfil their own expectation, lowest first.

    A person x in [0, 1] values the service at r(x)·f(z) with r(x) = 1 − x and f(z) = z: if a share z is
    expected, those who pay are exactly z when z·(1 − z) = price. z = 0 always holds; above a price of 1/4 nothing
    else does. Of the two others the *lower* is the tipping point (Rohlfs's critical mass, unstable) and the
    upper is stable.

    Raises:
        LearnerError: ``price`` is not a positive finite number (a free service is adopted by all who hear of it).

    Source: Easley and Kleinberg (2010), Networks, Crowds, and Markets, ch. 17; Rohlfs (1974).

    >>> [round(share, 2) for share in bm.levers.network_effects.adoption_equilibria(0.16)]  # 0.2 × 0.8
    [0.0, 0.2, 0.8]
    >>> bm.levers.network_effects.adoption_equilibria(0.30)  # above 1/4
    [0.0]
    """
    if isinstance(price, bool) or not isinstance(price, int | float | np.number) or not 0 < price < math.inf:
        raise LearnerError(
            f"price vaut {price!r}{french.NBSP}; valeur admise{french.NBSP}: un nombre plus grand que 0 (1 = ce que paierait le "
            "premier adoptant si tous les autres y étaient)."
        )
    inside = 1 - 4 * float(price)
    if inside < 0:
        return [0.0]
    root = math.sqrt(inside)
    return [0.0, *dict.fromkeys(((1 - root) / 2, (1 + root) / 2))]


def adoption_path(price: float, start: float, rounds: int) -> pd.Series:
    """Share of adopters round after round when everybody expects what he saw the round before.

    The world of :func:`adoption_equilibria`: at an expected share z come those who pay at most r(x)·f(z), that is
    max(0, 1 − price/z), and nobody where z = 0. Below the tipping point the network empties, above it fills.

    Args:
        price: > 0, 1 being what the keenest would pay in a full network.
        start: share of adopters at round 0, from 0 to 1.
        rounds: how many, ≥ 0; the result has ``rounds`` + 1 shares, its index is their round.

    Raises:
        LearnerError: one of them is outside these bounds.

    >>> path = bm.levers.network_effects.adoption_path
    >>> [round(share, 2) for share in path(price=0.16, start=0.19, rounds=2)]  # 1 − 0.16/0.19, then nobody
    [0.19, 0.16, 0.0]
    >>> float(path(price=0.16, start=0.8, rounds=1)[1])  # the stable share stays
    0.8
    """
    adoption_equilibria(price)  # refuses what is no price
    share = _share("start", start)
    if isinstance(rounds, bool) or not isinstance(rounds, int | np.integer) or not 0 <= rounds <= 1_000:
        raise LearnerError(
            f"rounds vaut {rounds!r}{french.NBSP}; valeur admise{french.NBSP}: un nombre de tours, de 0 à 1000."
        )
    path = [share]
    for _ in range(rounds):
        share = max(0.0, 1 - float(price) / share) if share > 0 else 0.0
        path.append(share)
    return pd.Series(path)


def network_value(members: Any, law: str = "metcalfe") -> Any:
    """What a network of n members is worth, up to a constant that no law gives: only ratios mean something.

    Args:
        members: n, number or array, > 0.
        law: "metcalfe", n² (each may reach each); "links", n·(n − 1), the directed links there are; "log", n·ln n
            (the k-th most useful contact is worth 1/k of the first).

    Raises:
        LearnerError: n is not above 0, or an unknown law.

    Source: Briscoe, Odlyzko and Tilly (2006), Metcalfe's Law is Wrong, IEEE Spectrum, July 2006.

    >>> value = bm.levers.network_effects.network_value
    >>> float(value(200) / value(100)), round(float(value(200, "log") / value(100, "log")), 2)  # twice the members
    (4.0, 2.3)
    >>> float(value(3, "links"))
    6.0
    """
    (n,) = _positive(members=members)
    if not (n > 0).all():
        raise LearnerError(
            f"members vaut {members!r}{french.NBSP}; valeur admise{french.NBSP}: un nombre plus grand que 0."
        )
    laws = {"metcalfe": lambda: n**2, "links": lambda: n * (n - 1), "log": lambda: n * np.log(n)}
    if not isinstance(law, str) or law not in laws:
        raise LearnerError(
            f"law vaut {law!r}{french.NBSP}; valeurs admises{french.NBSP}: {french.listing(map(repr, laws), 'ou')}."
        )
    return laws[law]()[()]


def match_with_rival(members: float, rival: float, half_density: float, both: float) -> tuple[float, float]:
    """Chance that a search finds a ride here, and at a rival's, when some drivers offer their ride in both places.

    Multi-homing: a share ``both`` of the members of each network shows its rides in the other one too. Here
    M + both·R members are seen, there R + both·M, and a search succeeds with probability seen/(seen + h).

    Args:
        members, rival: active members of each network (M, R), ≥ 0.
        half_density: members seen for one search in two to succeed (h), > 0, the same in both places.
        both: share of the drivers of each network who are on both, from 0 (none) to 1 (all).

    Raises:
        LearnerError: one of them is outside these bounds.

    >>> here, there = bm.levers.network_effects.match_with_rival(9, 1, half_density=4, both=1)
    >>> here == there, round(here, 3)  # everybody is seen everywhere: 10/14
    (True, 0.714)
    """
    m, r, h = _single(members=members, rival=rival, half_density=half_density)
    if h == 0:
        raise LearnerError("half_density vaut 0 ; valeur admise : un nombre plus grand que 0.")
    share = _share("both", both)
    here, there = m + share * r, r + share * m
    return here / (here + h), there / (there + h)


def highest_price(
    value: float, match: float, rival_match: float, rival_price: float, switching_cost: float = 0.0
) -> float:
    """The highest price of a ride at which a passenger who searches in one place still searches here.

    A search here is worth match·(value − price), at the rival's rival_match·(value − rival_price), less what
    changing costs him (an account to open, no reviews yet). Both are equal at
    value − (rival_match·(value − rival_price) − switching_cost)/match, and nobody pays more than ``value``.

    Args:
        value: what the ride is worth to him, € (what he would pay otherwise, by train), ≥ 0.
        match, rival_match: chance that a search succeeds here (> 0) and at the rival's, from 0 to 1.
        rival_price: what the rival asks for the same ride, € from 0 to ``value``.
        switching_cost: what changing costs, € per search, ≥ 0.

    Raises:
        LearnerError: one of them is outside these bounds.

    >>> price = bm.levers.network_effects.highest_price
    >>> price(value=30, match=0.5, rival_match=0.5, rival_price=18)  # nothing better here: the rival's price
    18.0
    >>> price(value=30, match=0.5, rival_match=0.25, rival_price=18)  # one search in two against one in four
    24.0
    >>> price(value=30, match=0.5, rival_match=0.5, rival_price=18, switching_cost=1)
    20.0
    """
    worth, asked, cost = _single(value=value, rival_price=rival_price, switching_cost=switching_cost)
    here, there = _share("match", match), _share("rival_match", rival_match)
    if here == 0 or asked > worth:
        what = "match vaut 0" if here == 0 else "rival_price dépasse value"
        raise LearnerError(
            f"{what}{french.NBSP}: il faut qu’une recherche puisse aboutir ici, et que le concurrent demande au plus ce que "
            "vaut le trajet."
        )
    return min(worth, worth - (there * (worth - asked) - cost) / here)


def sustained_fees(
    members: float,
    rival: float,
    half_density: float,
    value: float,
    contribution: float,
    rival_fee: float = 0.0,
    switching_cost: float = 0.0,
) -> pd.Series:
    """The highest fee (% of the contribution) that keeps passengers here, by the drivers who are on both networks (%).

    :func:`highest_price` at every per cent of drivers on both, 0 to 100, the chances being those of
    :func:`match_with_rival`; the index is that per cent. A fee below 0 % is a fee that one would have to pay the passenger.

    Args:
        members, rival, half_density: as in :func:`match_with_rival`.
        value: what the ride is worth to a passenger, €.
        contribution: what the driver gets for it in both places, €, > 0.
        rival_fee: the rival's fee, € on top of it, ≥ 0.
        switching_cost: what changing costs a passenger, € per search, ≥ 0.

    Raises:
        LearnerError: as these two functions, or a contribution of 0.

    >>> fees = bm.levers.network_effects.sustained_fees(9, 1, half_density=4, value=30, contribution=18)
    >>> round(fees[0]), round(fees[50]), round(fees[100])  # nobody on both, half of them, everybody
    (47, 12, 0)
    """
    given, fee = _single(contribution=contribution, rival_fee=rival_fee)
    if given == 0:
        raise LearnerError("contribution vaut 0 ; valeur admise : un nombre plus grand que 0.")
    fees = []
    for both in range(101):
        here, there = match_with_rival(members, rival, half_density, both / 100)
        price = highest_price(value, here, there, given + fee, switching_cost)
        fees.append(100 * (price / given - 1))
    return pd.Series(fees)


_LARGEST = 1e100  # beyond, products of two of them leave what a float holds


def __getattr__(name: str):
    raise unknown_in("levers.network_effects", name, __all__)


def _positive(**values: Any) -> list[np.ndarray]:
    """The values as floats, each positive or zero."""
    found = []
    for name, value in values.items():
        array = _numbers(value)
        if array is None or not ((array >= 0) & (array <= _LARGEST)).all():
            raise LearnerError(
                f"{name} vaut {value!r}{french.NBSP}; valeur admise{french.NBSP}: un nombre positif ou nul, au plus 1e100."
            )
        found.append(array)
    return found


def _single(**values: Any) -> list[float]:
    """The same, each one number."""
    found = _positive(**values)
    for name, array in zip(values, found, strict=True):
        if array.ndim:
            raise LearnerError(f"{name} attend un seul nombre, non une liste.")
    return [float(one) for one in found]


def _share(name: str, value: Any) -> float:
    """A share from 0 to 1, or a sentence."""
    array = _numbers(value)
    if array is None or array.ndim or not 0 <= array <= 1:
        raise LearnerError(
            f"{name} vaut {value!r}{french.NBSP}; valeur admise{french.NBSP}: un nombre de 0 à 1 (0.5 pour 50 %)."
        )
    return float(array)


def _numbers(value: Any) -> np.ndarray | None:
    """Real numbers as floats; None for a text, booleans, a masked array or anything else."""
    if np.ma.isMA(value):
        return None
    try:
        array = np.asarray(value)
        if array.dtype.kind == "O" and all(
            isinstance(one, Real) and not isinstance(one, bool) for one in array.flat
        ):
            array = array.astype(float)  # whole numbers of any size, fractions, a nullable column of pandas
    except (TypeError, ValueError, OverflowError):
        return None
    return array.astype(float) if array.dtype.kind in "iuf" else None
