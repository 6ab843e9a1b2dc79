"""Two ways of ranking the same table: a weighted score, and TOPSIS (near the best, far from the worst)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bizmodels import french
from bizmodels.choose.given import Grid, directions_of, ends_of, grid, title, weights_of
from bizmodels.errors import LearnerError
from bizmodels.french import NBSP
from bizmodels.lazy import pd, tables

if TYPE_CHECKING:
    import pandas as pd

_SAME = 1e-12
TOTAL = "Score sur 100"


@dataclass(frozen=True, eq=False)
class Closeness:
    """What ``topsis`` found: ``closeness`` by alternative (0 worst, 1 best), ``ideal`` and ``anti_ideal`` by criterion."""

    closeness: pd.Series
    ideal: pd.Series
    anti_ideal: pd.Series
    named: bool = True

    @property
    def winner(self) -> Any:
        """The alternative of the highest closeness."""
        return self.closeness.idxmax()

    def _shown(self) -> pd.DataFrame:
        ranked = self.closeness.sort_values(ascending=False, kind="stable")
        return pd.DataFrame(
            {"Proximité": [french.number(one, 3) for one in ranked]},
            index=pd.Index([title(one, self.named) for one in ranked.index], name="TOPSIS"),
        )

    def __repr__(self) -> str:
        return self._shown().to_string()

    def _repr_html_(self) -> str:
        return tables.to_html(self._shown())


def topsis(matrix: Any, weights: Any, direction: Any) -> Closeness:
    """Rank alternatives by how near they stand to the ideal and how far from the anti-ideal.

    Each column is divided by its Euclidean length, then multiplied by its weight; a criterion to minimise keeps its sign, and
    its ideal is the least value. Closeness = d⁻/(d⁺ + d⁻).

    That division supposes a true zero, as of a price or a weight. A column that changes sign, or whose zero is a convention
    (cash left, where the gain would say the same), may change the first when its zero moves: the answer is then that of the zero.

    Args:
        matrix: alternatives × criteria: a frame, a dictionary of rows, a list of lists.
        weights: one ≥ 0 a criterion, by place or by name; brought to a sum of 1.
        direction: « max » or « min » for each criterion, or one word for all.

    Raises:
        LearnerError: fewer than two alternatives, a column of zeros, alternatives that no weighted criterion tells apart
            (closeness undefined), weights or directions that do not fit.

    Source: Hwang C.L., Yoon K. (1981), Multiple attribute decision making.

    >>> found = bm.choose.topsis({"A": [3, 10], "B": [1, 20]}, [1, 1], ["max", "min"])
    >>> found.closeness.to_dict()
    {'A': 1.0, 'B': 0.0}
    """
    given = grid(matrix, "topsis()")
    share, better = weights_of(weights, given, "topsis()"), directions_of(direction, given, "topsis()")
    _two(given, "topsis()")
    largest = np.abs(given.values).max(axis=0)
    if not largest.all():
        empty = given.column(int(np.argmin(largest)))
        raise LearnerError(
            f"topsis(){NBSP}: le critère {empty} ne contient que des zéros. Retirez-le, il ne sépare personne."
        )
    scaled = given.values / largest  # first, so that no square overflows nor vanishes
    scaled = share * scaled / np.sqrt((scaled**2).sum(axis=0))
    top, low = scaled.max(axis=0), scaled.min(axis=0)
    ideal, anti = np.where(better, top, low), np.where(better, low, top)
    if ((top - low) <= _SAME * share).all():
        raise LearnerError(
            f"topsis(){NBSP}: les critères qui comptent ne séparent aucune ligne, toutes égales{NBSP}: la proximité n’est pas définie."
        )
    far, near = (np.sqrt(((scaled - end) ** 2).sum(axis=1)) for end in (ideal, anti))
    return Closeness(
        pd.Series(near / (far + near), index=pd.Index(given.rows), name="closeness"),
        pd.Series(ideal, index=pd.Index(given.columns), name="ideal"),
        pd.Series(anti, index=pd.Index(given.columns), name="anti_ideal"),
        given.rows_named,
    )


def weighted_score(matrix: Any, weights: Any, direction: Any, scale: Any = None) -> pd.DataFrame:
    """Rank alternatives by the weighted mean of their marks, 0 to 100 on each criterion.

    On a criterion the best alternative of the table has 100, the worst 0, the others in proportion; where all are equal
    nobody is told apart, and all have 0.

    Args:
        matrix, weights, direction: as for ``topsis``.
        scale: criterion -> (value that gets 0, value that gets 100), the same whatever the table holds; beyond either end a mark
            stays 0 or 100. A criterion left out is marked on the table.

    Returns:
        One row an alternative, best first: the points that each criterion brings, then ``score`` (0 to 100).

    Raises:
        LearnerError: as ``topsis``, zeros apart; a criterion called « score », the name of the total; a scale that
            names no criterion, is no pair of two numbers, or contradicts the direction.

    >>> bm.choose.weighted_score({"A": [3, 10], "B": [1, 20], "C": [2, 10]}, [1, 3], ["max", "min"])["score"].to_dict()
    {'A': 100.0, 'C': 87.5, 'B': 0.0}
    """
    given = grid(matrix, "weighted_score()")
    if given.columns_named and {"score", TOTAL} & {
        *map(str, given.columns),
        *map(given.label, given.columns),
    }:
        raise LearnerError(
            f"weighted_score(){NBSP}: un critère s’appelle « score », le nom de la note d’ensemble. Renommez ce critère."
        )
    share = weights_of(weights, given, "weighted_score()")
    points = (
        100
        * share
        * marks(given, directions_of(direction, given, "weighted_score()"), "weighted_score()", scale)
    )
    frame = pd.DataFrame(points, index=pd.Index(given.rows), columns=pd.Index(given.columns))
    frame["score"] = points.sum(axis=1).round(9)
    frame = frame.sort_values("score", ascending=False, kind="stable")

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        text = {
            TOTAL if name == "score" else given.label(name): [french.number(one, 1) for one in table[name]]
            for name in table.columns
        }
        rows = [title(one, given.rows_named) for one in table.index]
        return pd.DataFrame(text, index=pd.Index(rows, name="Points apportés"))

    return tables.Table.of(frame, shown)


def marks(given: Grid, better: np.ndarray, where: str, scale: Any = None) -> np.ndarray:
    """Marks from 0 to 1 of each alternative on each criterion: 1 the best of the table (or of the scale), 0 the worst."""
    _two(given, where)
    low, high = given.values.min(axis=0), given.values.max(axis=0)
    if not (high - low).any():
        raise LearnerError(f"{where}{NBSP}: aucun critère ne sépare les lignes, toutes égales.")
    worst, best = ends_of(
        scale, given, better, (np.where(better, low, high), np.where(better, high, low)), where
    )
    width = best - worst
    found = np.divide(given.values - worst, width, out=np.zeros_like(given.values), where=width != 0)
    return found.clip(0, 1)


def _two(given: Grid, where: str) -> None:
    if len(given.rows) < 2:
        raise LearnerError(f"{where} compare au moins deux lignes{NBSP}; reçu{NBSP}: {len(given.rows)}.")
