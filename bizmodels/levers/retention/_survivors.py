"""Counts of survivors, one cohort or several, as the leavers of each period: what a contract model is fitted on."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from bizmodels import french
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError
from bizmodels.levers.retention._given import column


def leavers(survivors: Any, periods: int = 2) -> tuple[np.ndarray, np.ndarray]:
    """Of all cohorts together, who left in period 1, 2, … and who could have left then.

    Args:
        survivors: counts ``[n0, n1, …]``, a list of such cohorts, or a table with one cohort a row, blank to the right.
        periods: how many at least one cohort must have lived (unless nobody is left before).

    Raises:
        LearnerError: a count that is no number ≥ 0, survivors that grow, an empty cohort, too few periods.
    """
    cohorts = _cohorts(survivors)
    longest = max(len(one) for one in cohorts) - 1
    left, at_risk = np.zeros(max(longest, 0)), np.zeros(max(longest, 0))
    for one in cohorts:
        left[: len(one) - 1] -= np.diff(one)
        at_risk[: len(one) - 1] += one[:-1]
    lived = int((at_risk > 0).sum())
    emptied = lived >= 1 and at_risk[lived - 1] == left[lived - 1]
    if lived < periods and not emptied:
        raise LearnerError(
            f"survivors s’arrête après {french.plural(lived, 'période')}{french.NBSP}: il en faut au moins {periods}, "
            f"donc {periods + 1} effectifs comme {[100, 80, 70][: periods + 1]}."
        )
    return left[:lived], at_risk[:lived]


def _cohorts(survivors: Any) -> list[np.ndarray]:
    if isinstance(survivors, pd.DataFrame):
        survivors = [_without_blanks(row) for row in survivors.to_numpy()]
    if isinstance(survivors, np.ndarray) and survivors.ndim == 2:
        survivors = list(survivors)
    several = isinstance(survivors, list | tuple) and any(
        isinstance(one, list | tuple | np.ndarray | pd.Series) for one in survivors
    )
    cohorts = list(survivors) if several else [survivors]
    return [
        _checked(one, f"cohorte {which}{french.NBSP}: " if several else "")
        for which, one in enumerate(cohorts, 1)
    ]


def _without_blanks(row: np.ndarray) -> np.ndarray:
    """A row of a triangle without what lies after its last known count."""
    known = np.flatnonzero(~pd.isna(row))
    return row[: known[-1] + 1] if len(known) else row


def _checked(cohort: Any, where: str) -> np.ndarray:
    try:
        counts = column("survivors", cohort)
    except LearnerError as error:
        raise LearnerError(f"{where}{error}") from None
    if counts[0] == 0:
        raise LearnerError(
            f"{where}ligne 1{french.NBSP}: survivors vaut 0{french.NBSP}; une cohorte commence avec au moins un client."
        )
    grown = np.flatnonzero(np.diff(counts) > 1e-9 * counts[0])  # shares multiplied may miss their last digit
    if len(grown):
        row = int(grown[0]) + 1
        before, after = (as_given(float(one)) for one in counts[row - 1 : row + 1])
        raise LearnerError(
            f"{where}ligne {row + 1}{french.NBSP}: survivors passe de {before} à {after}{french.NBSP}; ceux qui restent ne peuvent pas "
            "devenir plus nombreux. Ne compter que les clients du départ."
        )
    return np.minimum.accumulate(counts)
