"""Experiments: how many people a test needs, what it says, and what looking at it every day costs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd

from bizmodels import french
from bizmodels.core import numbers
from bizmodels.errors import LearnerError
from bizmodels.french import typeset
from bizmodels.tables import Table

__all__ = ["ABTest", "ArmsTest", "ab_test", "arms_test", "peeking", "sample_size", "sample_size_mean"]

_VARIANCES = ("pooled", "unpooled", "baseline")


# --- before the test ----------------------------------------------------------------------------------------


def sample_size(
    p1: float, p2: float, power: float = 0.8, alpha: float = 0.05, variance: str = "pooled"
) -> int:
    """People needed *in each variant* to see the share go from ``p1`` to ``p2``, two-sided test, rounded up.

    n = (z(1 − alpha/2)·s0 + z(power)·s1)² / (p2 − p1)², s1² = p1·q1 + p2·q2 (q = 1 − p) being twice the variance under
    the change hoped for. The conventions differ only in s0², twice the variance if nothing changed:

    - ``"pooled"``: 2·p̄·q̄ with p̄ = (p1 + p2)/2. Fleiss, Levin and Paik, Statistical Methods for Rates and
      Proportions, ch. 4 (without their continuity correction); ``power.prop.test`` of R, whose page gives 76.7 for
      0.50 against 0.75 at a power of 0.90.
    - ``"unpooled"``: p1·q1 + p2·q2, so that n = (z + z)²·(p1·q1 + p2·q2)/(p2 − p1)². Chow, Shao and Wang, Sample
      Size Calculations in Clinical Research.
    - ``"baseline"``: 2·p1·q1, what is known before the test. Evan Miller's online calculator (1,030.2 for 0.20
      against 0.25, which it rounds to 1,030).

    Args:
        p1: share today, from 0 to 1.
        p2: share to be detected, another than ``p1``; absolute, not a gain in %.
        power: chance to see that change if it is real, strictly between 0 and 1.
        alpha: chance to see one if there is none, strictly between 0 and 1.
        variance: one of the three above.

    Raises:
        LearnerError: a share outside 0 to 1, two equal shares, an unknown convention.

    >>> size = bm.levers.personalization.sample_size
    >>> size(0.50, 0.75, power=0.90), size(0.20, 0.25, variance="baseline")
    (77, 1031)
    >>> size(0.5, 0.6, power=0.5), size(0.5, 0.6, power=0.5, variance="unpooled")  # 1.96² × 0.495/0.01, × 0.49/0.01
    (191, 189)
    """
    before, after = numbers.one("p1", p1, 0, 1), numbers.one("p2", p2, 0, 1)
    if variance not in _VARIANCES:
        allowed = french.listing([repr(one) for one in _VARIANCES], "ou")
        raise LearnerError(typeset(f"variance vaut {variance!r} ; valeurs admises : {allowed}."))
    if before == after:
        raise LearnerError(
            typeset(
                f"p1 et p2 valent tous deux {french.exact(before)} : aucun effectif ne montre un écart nul. "
                "p2 est le taux que vous voulez savoir reconnaître."
            )
        )
    hoped = before * (1 - before) + after * (1 - after)
    mean = (before + after) / 2
    nothing = {"pooled": 2 * mean * (1 - mean), "unpooled": hoped, "baseline": 2 * before * (1 - before)}[
        variance
    ]
    z_alpha, z_power = _quantiles(power, alpha)
    spread = max(0.0, z_alpha * math.sqrt(nothing) + z_power * math.sqrt(hoped))
    return _rounded_up((spread / (after - before)) ** 2)


def sample_size_mean(
    sd: float, delta: float, power: float = 0.8, alpha: float = 0.05, method: str = "rule"
) -> int:
    """People needed *in each variant* to see a mean (a spend, a number of orders) move by ``delta``, rounded up.

    ``"rule"`` is 16·sd²/delta², for a power of 0.80 and an alpha of 0.05 only; ``"normal"`` is
    2·(z(1 − alpha/2) + z(power))²·sd²/delta², of which 16 is the rounding (15.7).

    Args:
        sd: standard deviation of one person, in the unit of the mean, > 0.
        delta: absolute change to detect, same unit, not 0.
        power, alpha: as in :func:`sample_size`.
        method: ``"rule"`` or ``"normal"``.

    Raises:
        LearnerError: sd or delta of 0, an unknown method, or the rule asked for at another power or alpha.

    Source: van Belle, Statistical Rules of Thumb, ch. 2 (Lehr's rule, 1992); Kohavi's example: a spend of 1.25 whose
    standard deviation is 3, a change of 5 %.

    >>> bm.levers.personalization.sample_size_mean(sd=3, delta=0.05 * 1.25)
    36864
    >>> bm.levers.personalization.sample_size_mean(sd=10, delta=10)  # 16 × 1
    16
    """
    spread = numbers.one("sd", sd, 0, inside=True)
    change = numbers.one("delta", delta, -math.inf)
    z_alpha, z_power = _quantiles(power, alpha)
    if change == 0:
        raise LearnerError(
            typeset("delta vaut 0 ; valeur admise : l’écart absolu à reconnaître, autre que 0.")
        )
    if method not in ("rule", "normal"):
        raise LearnerError(typeset(f"method vaut {method!r} ; valeurs admises : 'rule' ou 'normal'."))
    if method == "normal":
        return _rounded_up(2 * ((z_alpha + z_power) * spread / change) ** 2)
    if (power, alpha) != (0.8, 0.05):
        raise LearnerError(
            typeset(
                "La règle du 16 vaut pour power=0.8 et alpha=0.05. Pour d’autres valeurs : method='normal'."
            )
        )
    return _rounded_up(16 * (spread / change) ** 2)


def _quantiles(power: Any, alpha: Any) -> tuple[float, float]:
    power, alpha = (
        numbers.one("power", power, 0, 1, inside=True),
        numbers.one("alpha", alpha, 0, 1, inside=True),
    )
    return NormalDist().inv_cdf(1 - alpha / 2), NormalDist().inv_cdf(power)


def _rounded_up(size: float) -> int:
    """The next whole number, at least 1; a rounding error above a whole number does not count."""
    if size > numbers.LARGEST:
        raise LearnerError("L’écart à reconnaître est si petit qu’aucun test n’y suffirait.")
    return max(1, math.ceil(size * (1 - 1e-12)))


# --- after the test -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ABTest:
    """A test read: ``difference`` of the shares, its ``interval`` (low, high), the ``p_value``, all as fractions.

    ``rates``: share of each variant (or the share and the value it is compared with); ``z``: the statistic behind the
    p-value; ``level``: of the interval; ``method``: ``"wald"`` or ``"newcombe"``, how the interval was computed.

    >>> test = bm.levers.personalization.ab_test([10, 20], [100, 100])
    >>> print(test)  # twice the buyers, and yet
    Écart : +10 points, de +0,2 à +19,8 points (intervalle à 95 %) ; p = 0,048.
    """

    difference: float
    interval: tuple[float, float]
    p_value: float
    rates: tuple[float, float]
    z: float
    level: float = 0.95
    method: str = "wald"

    def __str__(self) -> str:
        low, high = (_points(end) for end in self.interval)
        widest = 100 * max(map(abs, self.interval))
        p = "p < 0,001" if self.p_value < 0.001 else f"p = {french.number(self.p_value, 3)}"
        return typeset(
            f"Écart : {_points(self.difference)} {french.agreed(100 * self.difference, 'points')}, "
            f"de {low} à {high} {french.agreed(widest, 'points')} "
            f"(intervalle à {french.quantity(self.level, '%')}) ; {p}."
        )


def _points(share: float) -> str:
    """« +10 », « −0,042 »: tenths of a point, or two digits where that would hide the sign."""
    value = 100 * share
    if 1e-9 < abs(value) < 0.05:
        text = french.number(round(value, 1 - math.floor(math.log10(abs(value)))))
    else:
        value = round(value, 1)
        text = french.number(value, 1).removesuffix(",0")
    return text if value < 0 else f"+{text}"


def ab_test(
    count: Any, nobs: Any, value: float | None = None, level: float = 0.95, interval: str = "wald"
) -> ABTest:
    """Two variants compared: second share minus first, its interval, and the p-value of « nothing changed ».

    The p-value is that of the two-sided z-test with the *pooled* share in the variance. The interval does not suppose
    that nothing changed, so it is not pooled: ``"wald"``, difference ± z·√(p1·q1/n1 + p2·q2/n2); or ``"newcombe"``
    (hybrid score), better below some ten successes an arm. Where each arm is at 0 % or 100 %, Wald would claim a
    certainty: Newcombe's interval is given instead, and ``method`` says so. The two may disagree at the margin.

    With ``value``, one sample (``count`` and ``nobs`` are one number each) is compared with a known share: difference
    count/nobs − value, Wald's interval, and the *sample* share in the variance of the p-value (statsmodels' default);
    at 0 % or 100 %, where that variance is 0, the share ``value`` in its place and Wilson's interval.

    Args:
        count: successes (buyers) of the first and the second variant: ``[5, 12]``.
        nobs: people who saw each: ``[83, 99]``.
        value: known share to compare one sample with.
        level: of the interval, strictly between 0 and 1.
        interval: ``"wald"`` or ``"newcombe"``.

    Raises:
        LearnerError: not two variants, a negative count or a rate in its place, more successes than people, nobody; the row is named.

    Source: statsmodels, ``proportions_ztest`` (p-values); Newcombe (1998), Statistics in Medicine 17, methods 10 and 3.

    >>> test = bm.levers.personalization.ab_test([5, 12], [83, 99])
    >>> round(test.p_value, 3), round(test.difference, 3), [round(end, 3) for end in test.interval]
    (0.159, 0.061, [-0.021, 0.143])
    >>> round(bm.levers.personalization.ab_test(5, 83, value=0.05).p_value, 3)
    0.695
    """
    level = numbers.one("level", level, 0, 1, inside=True)
    if interval not in ("wald", "newcombe"):
        raise LearnerError(typeset(f"interval vaut {interval!r} ; valeurs admises : 'wald' ou 'newcombe'."))
    z_level = NormalDist().inv_cdf((1 + level) / 2)
    if value is not None:
        return _one_sample(count, nobs, numbers.one("value", value, 0, 1, inside=True), level, z_level)
    won, seen = _arms(count, nobs)
    if len(won) != 2:
        raise LearnerError(
            typeset(
                f"ab_test() compare deux variantes et en reçoit {len(won)}. Pour trois et plus : arms_test() ; "
                "pour un échantillon face à un taux connu : ab_test(5, 83, value=0.05)."
            )
        )
    (x1, x2), (n1, n2) = won.tolist(), seen.tolist()
    p1, p2 = x1 / n1, x2 / n2
    pooled = (x1 + x2) / (n1 + n2)
    error = math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    z = (p2 - p1) / error if error else 0.0  # all or nobody in both arms: nothing tells them apart
    wald = math.sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2)
    if interval == "newcombe" or wald == 0:
        method, ends = "newcombe", _newcombe(p1, n1, p2, n2, z_level)
    else:
        method, ends = "wald", (p2 - p1 - z_level * wald, p2 - p1 + z_level * wald)
    return ABTest(p2 - p1, ends, _two_sided(z), (p1, p2), z, level, method)


def _one_sample(count: Any, nobs: Any, value: float, level: float, z_level: float) -> ABTest:
    won, seen = (float(numbers.whole(*one, 0)) for one in (("count", count), ("nobs", nobs)))
    _check_arms([won], [seen], None)
    p = won / seen
    error = math.sqrt(p * (1 - p) / seen)
    if error:
        z, ends, method = (p - value) / error, (p - z_level * error, p + z_level * error), "wald"
    else:
        z = (p - value) / math.sqrt(value * (1 - value) / seen)
        ends, method = _wilson(p, seen, z_level), "wilson"
    return ABTest(p - value, (ends[0] - value, ends[1] - value), _two_sided(z), (value, p), z, level, method)


@dataclass(frozen=True)
class ArmsTest:
    """Several variants compared at once: ``chi2`` with ``df`` degrees of freedom, its ``p_value``.

    ``share``: of successes, all arms together; ``expected``: successes of each arm if all had that share.

    >>> bm.levers.personalization.arms_test([10, 10, 10], [50, 50, 50]).p_value  # all alike
    1.0
    """

    chi2: float
    df: int
    p_value: float
    share: float
    expected: tuple[float, ...]


def arms_test(count: Any, nobs: Any) -> ArmsTest:
    """Pearson's chi-square test that two or more variants have the same share, without continuity correction.

    A small p-value says that they are not all alike, not which one is better: comparing them two by two afterwards is
    several tests, each of which needs a stricter threshold (alpha divided by their number).

    Args:
        count: successes of each variant.
        nobs: people who saw each; arms need not be equal.

    Raises:
        LearnerError: as :func:`ab_test`; fewer than two variants.

    Source: Pearson's test; OpenIntro Statistics, test for independence in two-way tables.

    >>> test = bm.levers.personalization.arms_test([30, 10], [100, 100])
    >>> test.expected, test.df, test.chi2  # 20 each: 4 × 10²... (100/20 + 100/80) × 2
    ((20.0, 20.0), 1, 12.5)
    """
    from scipy.special import chdtrc

    won, seen = _arms(count, nobs)
    if len(won) < 2:
        raise LearnerError("arms_test() compare au moins deux variantes.")
    share = float(won.sum() / seen.sum())
    expected = share * seen
    df = len(won) - 1
    if share in (0, 1):
        chi2 = 0.0  # all or nobody everywhere: nothing tells the arms apart
    else:
        chi2 = float(((won - expected) ** 2 / expected + (won - expected) ** 2 / (seen - expected)).sum())
    return ArmsTest(chi2, df, float(chdtrc(df, chi2)), share, tuple(map(float, expected)))


def _arms(count: Any, nobs: Any) -> tuple[np.ndarray, np.ndarray]:
    won, seen = _people("count", count), _people("nobs", nobs)
    if len(won) != len(seen):
        raise LearnerError(
            typeset(f"count donne {len(won)} variantes et nobs {len(seen)} : il en faut le même nombre.")
        )
    _check_arms(won, seen, getattr(count, "index", None))
    return won, seen


def _people(name: str, values: Any) -> np.ndarray:
    """A column of whole numbers of people."""
    found = numbers.column(name, values, 0)
    if len(parts := np.flatnonzero(found != np.floor(found))):
        labels = getattr(values, "index", None)
        where = numbers.row(None if callable(labels) else labels, int(parts[0]))
        raise LearnerError(
            typeset(
                f"{where} : {name} vaut {french.exact(found[parts[0]])} ; valeur admise : un nombre entier de personnes, "
                "non un taux."
            )
        )
    return found


def _check_arms(won: Any, seen: Any, labels: Any) -> None:
    labels = None if callable(labels) else labels
    for place, (successes, people) in enumerate(zip(won, seen, strict=True)):
        said = ""
        if people == 0:
            said = "nobs vaut 0 ; valeur admise : au moins une personne."
        elif successes > people:
            said = (
                f"count vaut {french.exact(successes)} et nobs {french.exact(people)} ; "
                "il ne peut pas y avoir plus de succès que de personnes."
            )
        if said:
            raise LearnerError(typeset(f"{numbers.row(labels, place)} : {said}"))


def _two_sided(z: float) -> float:
    return math.erfc(abs(z) / math.sqrt(2))


def _wilson(p: float, n: float, z: float) -> tuple[float, float]:
    middle, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)


def _newcombe(p1: float, n1: float, p2: float, n2: float, z: float) -> tuple[float, float]:
    (low1, high1), (low2, high2) = _wilson(p1, n1, z), _wilson(p2, n2, z)
    difference = p2 - p1
    return (
        difference - math.hypot(p2 - low2, high1 - p1),
        difference + math.hypot(high2 - p2, p1 - low1),
    )


# --- during the test ----------------------------------------------------------------------------------------


def peeking(
    rate: float = 0.05,
    per_day: int = 500,
    days: int = 28,
    alpha: float = 0.05,
    tests: int = 2_000,
    seed: int = 0,
    every: int = 1,
) -> Table:
    """Simulated tests in which *nothing* changes (A/A), looked at again and again: how many cry victory.

    Both variants convert at ``rate``. Each look is a two-sided z-test (pooled) on all that was seen so far, and a firm
    that stops at the first p < alpha keeps that victory. Whoever looks once, at the end, is wrong alpha of the time.

    Args:
        rate: conversion of both variants, strictly between 0 and 1.
        per_day: visitors of each variant a day, 1 to 100,000.
        days: length of the test, 1 to 1,000.
        alpha: threshold of each look.
        tests: tests simulated, 1 to 100,000.
        seed: of the draws; the same gives the same table on every machine.
        every: days between two looks; the last day is always one.

    Returns:
        One row a look (index ``day``): ``once``, share of tests with p < alpha on that very day; ``ever``, share with
        p < alpha on that day or at an earlier look. Shares are fractions.

    Raises:
        LearnerError: an argument outside these bounds.

    Source: the effect is that of Armitage, McPherson and Rowe (1969), JRSS A 132: five looks at 5 % are 14 %.

    >>> looks = bm.levers.personalization.peeking(days=5, tests=2_000)
    >>> bool(looks["once"].iloc[-1] < looks["ever"].iloc[-1])  # one look at the end, five looks
    True
    """
    rate = numbers.one("rate", rate, 0, 1, inside=True)
    per_day, days = numbers.whole("per_day", per_day, 1, 100_000), numbers.whole("days", days, 1, 1_000)
    tests, seed = numbers.whole("tests", tests, 1, 100_000), numbers.whole("seed", seed, 0)
    every = numbers.whole("every", every, 1)
    z_alpha, _ = _quantiles(0.5, alpha)
    random = np.random.default_rng(seed)
    cumulated = _binomial(per_day, rate)
    won = np.zeros((2, tests))
    ever = np.zeros(tests, dtype=bool)
    rows = {}
    for day in range(1, days + 1):
        won += np.searchsorted(cumulated, random.random((2, tests)), side="right")
        if day % every and day != days:
            continue
        seen = day * per_day
        pooled = won.sum(axis=0) / (2 * seen)
        # (p2 − p1)² > z²·variance, without dividing: before the first buyer there is nothing to see
        over = ((won[1] - won[0]) / seen) ** 2 > z_alpha**2 * pooled * (1 - pooled) * 2 / seen
        ever |= over
        rows[day] = {"once": over.mean(), "ever": ever.mean()}
    table = pd.DataFrame.from_dict(rows, orient="index")
    table.index.name = "day"
    return Table.of(table, _looks_in_french)


def _binomial(n: int, p: float) -> np.ndarray:
    """P(X ≤ k), k = 0 … n − 1. Draws by inversion: numpy's own binomial is not promised the same everywhere."""
    k = np.arange(n)
    logs = [math.lgamma(n + 1) - math.lgamma(i + 1) - math.lgamma(n - i + 1) for i in range(n)]
    return np.cumsum(np.exp(np.array(logs) + k * math.log(p) + (n - k) * math.log1p(-p)))


def _looks_in_french(table: pd.DataFrame) -> pd.DataFrame:
    shown = table.map(lambda share: french.quantity(share, "%", 1))
    shown.columns = ["Gagnant ce jour-là", "Gagnant ce jour-là ou avant"]
    shown.index = pd.Index([french.number(day) for day in table.index], name="Jour")
    return shown
