"""A mean over Beta-distributed probabilities, where hypergeometric functions lose their digits or give no number."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

_TAIL = 45.0  # e⁻⁴⁵ of the highest point is below the last digit
_LEAST, _MOST = -690.0, 690.0  # log-odds between which a probability is an ordinary float
_SURE = 1e-8  # spread of the log-odds below which all are one: the correction is its square
_CELLS = 1_000_000


def beta_mean(
    a: np.ndarray,
    b: np.ndarray,
    weight: Callable[[np.ndarray, np.ndarray], np.ndarray],
    low: np.ndarray,
    high: np.ndarray,
) -> np.ndarray:
    """Mean of ``weight(p)`` where p is drawn from Beta(a, b), one a row.

    Equal steps in the log-odds of p (trapezoids): the integrand is analytic there, so that 100 steps give all digits. Weights
    share their rounding errors with the total they are divided by. Beyond ``low`` and ``high`` both are geometric series,
    whose sum is known.

    Args:
        a, b: > 0, arrays of one dimension.
        weight: from rows (numbers of the lines of ``a``) and their p (two dimensions), a positive weight that falls as p rises,
            no faster than 1/p.
        low, high: log-odds below and above which p^a(1 − p)^b times the weight is e^(as) and e^(−bs) up to a factor.
    """
    found = weight(np.arange(len(a)), (a / (a + b))[:, None])[:, 0]
    spread = np.sqrt(1 / a + 1 / b)
    rows = np.flatnonzero(spread > _SURE)
    if not len(rows):
        return found
    low, high = np.clip(low, _LEAST, 0.0), np.clip(high, 0.0, _MOST)
    left, right = _ends(a[rows], b[rows], lambda p: weight(rows, p), low[rows], high[rows])
    steps = np.ceil((right - left) / np.minimum(0.25, spread[rows] / 2.5)).astype(int) + 1
    order = np.argsort(steps, kind="stable")  # rows of like length together
    per_part = max(1, _CELLS // int(steps.max()))
    for some in np.split(order, range(per_part, len(order), per_part)):
        one, here = rows[some], np.arange(steps[some].max() + 1)
        step = (right - left)[some] / here[-1]
        odds = left[some][:, None] + step[:, None] * here
        logs = _log_density(a[one], b[one], odds)
        dense = np.exp(logs - logs.max(axis=1, keepdims=True))
        dense[:, 0] /= -np.expm1(-np.maximum(a[one] * step, 1e-290))
        dense[:, -1] /= -np.expm1(-np.maximum(b[one] * step, 1e-290))
        dense /= dense.max(axis=1, keepdims=True)
        found[one] = (dense * weight(one, _probability(odds))).sum(axis=1) / dense.sum(axis=1)
    return found


def _ends(
    a: np.ndarray, b: np.ndarray, weight: Callable, low: np.ndarray, high: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Log-odds between which all that counts lies: to the left with the weight, to the right without."""
    start = np.clip(np.log(a) - np.log(b), low, high)
    ends = []
    for side, limit in ((-1, low), (1, high)):
        away = np.minimum(np.sqrt(1 / a + 1 / b), 1.0)
        highest = np.full(len(a), -np.inf)
        while True:
            at = start + side * away
            here = _log_density(a, b, at[:, None])[:, 0]
            if side < 0:
                here = here + np.log(weight(_probability(at[:, None]))[:, 0])
            highest = np.maximum(highest, here)
            short = (here > highest - _TAIL) & (side * (limit - at) > 0)
            if not short.any():
                break
            away = np.where(short, 2 * away, away)
        ends.append(side * np.minimum(side * at, side * limit))
    return ends[0], ends[1]


def _log_density(a: np.ndarray, b: np.ndarray, odds: np.ndarray) -> np.ndarray:
    return a[:, None] * odds - (a + b)[:, None] * np.logaddexp(0, odds)


def _probability(odds: np.ndarray) -> np.ndarray:
    return np.exp(-np.logaddexp(0, -odds))
