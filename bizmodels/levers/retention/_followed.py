"""Customers followed for unequal times: some have left, of the others one knows only that they are still there."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from bizmodels import french
from bizmodels.core.frames import comparable
from bizmodels.errors import LearnerError
from bizmodels.levers.retention._given import column, flags, numbers, plain, same_length
from bizmodels.tables import Table

__all__ = ["LogRank", "SurvivalCurve", "logrank", "survival_curve"]

_COLUMNS = {
    "survival": "Encore clients",
    "standard_error": "Erreur type",
    "at_risk": "Suivis juste avant",
    "events": "Départs",
    "censored": "Suivi arrêté",
}


class SurvivalCurve(Table):
    """What :func:`survival_curve` gives: one row a time, and the two questions one asks of it.

    >>> curve = bm.levers.retention.survival_curve([1, 2, 3], [1, 1, 1])
    >>> curve.median_time, round(curve.survival_at(2.5), 3)  # one of three is left from 2 to 3
    (2.0, 0.333)
    """

    @property
    def median_time(self) -> float:
        """First time at which half of the customers or fewer are left; infinite if that was not seen."""
        # Rounded: 0.5 reached by a product may miss its last digit.
        half = np.flatnonzero(self["survival"].to_numpy().round(9) <= 0.5)
        return float(self.index[half[0]]) if len(half) else math.inf

    def survival_at(self, t: Any) -> Any:
        """Share still there at ``t`` (number or array ≥ 0): the last step, nan after the last time seen unless it is 0."""
        t = numbers("t", t)
        times, shares = self.index.to_numpy(), self["survival"].to_numpy()
        found = shares[np.searchsorted(times, t, side="right") - 1]
        return plain(np.where((t > times[-1]) & (shares[-1] > 0), np.nan, found))


def survival_curve(durations: Any, observed: Any) -> SurvivalCurve:
    """Share of the customers still there after each time, those still followed counted as long as they were (Kaplan-Meier).

    At each time with d departures among n customers followed until then, the curve is multiplied by 1 − d/n. Who stops
    being followed at a time leaves the risk set after, not before, a departure at the same time.

    Args:
        durations: how long each customer was followed, ≥ 0.
        observed: 1 (True) if he left then, 0 (False) if he was still there.

    Returns:
        One row a time, 0 included, index ``time``: ``survival``, ``standard_error`` (Greenwood; nan where nobody is left),
        ``at_risk`` (n), ``events`` (d), ``censored``; and ``.median_time``, ``.survival_at(t)``.

    Raises:
        LearnerError: empty lists, lists of different lengths, a negative duration, a flag that is not 0 or 1; the message
            names the row.

    Source: Kaplan and Meier (1958), J. Am. Stat. Assoc. 53.

    >>> curve = bm.levers.retention.survival_curve([2, 3, 3, 5], [1, 1, 0, 0])
    >>> curve["survival"].tolist()  # 3/4, then × 2/3: the one whose follow-up ends at 3 still counts at 3
    [1.0, 0.75, 0.5, 0.5]
    """
    times, left = _followed(durations, observed)
    at, which = np.unique(np.append(times, 0.0), return_inverse=True)
    which = which[:-1]
    events = np.bincount(which[left], minlength=len(at))
    censored = np.bincount(which[~left], minlength=len(at))
    at_risk = len(times) - np.append(0, np.cumsum(events + censored)[:-1])
    survival = np.cumprod(1 - events / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        error = survival * np.sqrt(np.cumsum(events / (at_risk * (at_risk - events))))
    frame = pd.DataFrame(
        {
            "survival": survival,
            "standard_error": error,
            "at_risk": at_risk,
            "events": events,
            "censored": censored,
        },
        index=pd.Index(at, name="time"),
    )
    return SurvivalCurve.of(frame, _in_french)


@dataclass(frozen=True)
class LogRank:
    """Whether two groups leave at the same pace: ``chi2`` (one degree of freedom), ``p_value``, and by group the departures
    ``observed`` and those ``expected`` if both had the same curve.

    >>> test = bm.levers.retention.LogRank(chi2=0.0, p_value=1.0, observed={"A": 1, "B": 1}, expected={"A": 1.0, "B": 1.0})
    >>> test.observed["A"] > test.expected["A"]
    False
    """

    chi2: float
    p_value: float
    observed: dict[Any, int]
    expected: dict[Any, float]


def logrank(durations: Any, observed: Any, group: Any) -> LogRank:
    """Compare the departures of two groups of customers, each time among those still followed (log-rank test).

    Args:
        durations, observed: as in :func:`survival_curve`.
        group: the group of each customer, exactly two different ones.

    Raises:
        LearnerError: as there, a group missing or a number of groups other than two, or nobody who left.

    Source: Mantel (1966); R, survival::survdiff with rho = 0.

    >>> test = bm.levers.retention.logrank([1, 2, 1, 2], [1, 1, 1, 1], ["A", "A", "B", "B"])
    >>> test.chi2, test.expected  # the same departures: nothing to see
    (0.0, {'A': 2.0, 'B': 2.0})
    """
    times, left = _followed(durations, observed)
    if isinstance(group, str) or not hasattr(group, "__len__"):
        raise LearnerError("group attend une liste : le groupe de chaque client.")
    same_length(durations=times, group=group)
    comparable("group", list(group))
    codes, names = pd.factorize(pd.Series(list(group)), sort=False)
    if (codes < 0).any():
        raise LearnerError(
            f"ligne {int(np.argmax(codes < 0)) + 1}{french.NBSP}: group est vide{french.NBSP}; donner un groupe à chaque client."
        )
    if len(names) != 2:
        raise LearnerError(
            f"group contient {french.plural(len(names), 'groupe différent', 'groupes différents')}{french.NBSP}; logrank() en compare deux."
        )
    if not left.any():
        raise LearnerError(
            f"observed vaut 0 à toutes les lignes{french.NBSP}: personne n’est parti, il n’y a rien à comparer."
        )
    at = np.unique(times[left])
    risk = np.array([[((times >= t) & (codes == code)).sum() for t in at] for code in (0, 1)], dtype=float)
    events = np.array([[(left & (times == t) & (codes == code)).sum() for t in at] for code in (0, 1)])
    n, d = risk.sum(axis=0), events.sum(axis=0)
    share = risk[0] / n
    expected = float((d * share).sum())
    # Departures among n without replacement: hypergeometric, 0 where a single customer is left.
    variance = float((d * share * (1 - share) * (n - d) / np.maximum(n - 1, 1)).sum())
    gap = float(events[0].sum()) - expected
    chi2 = gap**2 / variance if variance > 0 else 0.0
    first, second = (name.item() if isinstance(name, np.generic) else name for name in names)
    return LogRank(
        chi2=chi2,
        p_value=math.erfc(math.sqrt(chi2 / 2)),
        observed={first: int(events[0].sum()), second: int(events[1].sum())},
        expected={first: expected, second: float(d.sum()) - expected},
    )


def _followed(durations: Any, observed: Any) -> tuple[np.ndarray, np.ndarray]:
    times, left = column("durations", durations), flags("observed", observed)
    same_length(durations=times, observed=left)
    return times.round(9), left  # 3 × 0.1 and 0.3 are one time


def _in_french(table: pd.DataFrame) -> pd.DataFrame:
    shown = pd.DataFrame(index=pd.Index([french.number(t) for t in table.index], name="Durée"))
    for name, label in _COLUMNS.items():
        share = name in ("survival", "standard_error")
        shown[label] = [french.quantity(v, "%", 1) if share else french.number(v, 0) for v in table[name]]
    return shown
