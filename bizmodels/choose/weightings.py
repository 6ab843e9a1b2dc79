"""How fragile a ranking is: thousands of other weightings, and the smallest change of one weight that dethrones the first."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bizmodels import french
from bizmodels.choose.given import directions_of, grid, title, weights_of
from bizmodels.choose.scores import marks
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError
from bizmodels.french import NBSP
from bizmodels.lazy import pd, tables

if TYPE_CHECKING:
    import pandas as pd

DRAWS, MOST_DRAWS = 10_000, 1_000_000
_TIE = 1e-12


@dataclass(frozen=True, eq=False)
class Fragility:
    """What ``fragility`` found.

    ``winner``; ``shares``: share of the weightings drawn in which each alternative is first (sum 1); ``criterion``: the one
    whose weight, moved from ``weight`` to ``new_weight``, brings ``rival`` level with the smallest move, and puts it first
    beyond (None and nan where no weight alone can); ``label``: that criterion on screen, ``named``: whether the rows have names.
    """

    winner: Any
    shares: pd.Series
    criterion: Any
    weight: float
    new_weight: float
    rival: Any
    label: str = ""
    named: bool = True

    @property
    def verdict(self) -> str:
        """In words: how often the winner stays first, and what is enough to dethrone it."""
        first = (
            f"{self._row(self.winner)} est premier dans {french.quantity(self.shares[self.winner], '%', 1)} "
            f"des pondérations tirées."
        )
        if (never := int((self.shares == 0).sum())) > 0:
            first += f" {'Un autre ne l’est' if never == 1 else f'{never} autres ne le sont'} jamais."
        if self.criterion is None:
            return f"{first} Aucun poids, changé seul, ne lui prend la première place."
        return (
            f"{first} Il suffit de passer le poids de {self.label} de {french.quantity(self.weight, '%', 1)} "
            f"à {french.quantity(self.new_weight, '%', 1)} pour que {self._row(self.rival)} le rejoigne."
        )

    def _row(self, name: Any) -> str:
        return french.quote(name) if self.named else title(name, self.named)

    def _shown(self) -> pd.DataFrame:
        ranked = self.shares[self.shares > 0].sort_values(ascending=False, kind="stable")
        return pd.DataFrame(
            {"Premier dans": [french.quantity(one, "%", 1) for one in ranked]},
            index=pd.Index([title(one, self.named) for one in ranked.index], name="Pondérations au hasard"),
        )

    def __repr__(self) -> str:
        return f"{self._shown().to_string()}\n{self.verdict}"

    def _repr_html_(self) -> str:
        return f"{tables.to_html(self._shown())}<p>{html.escape(self.verdict)}</p>"


def fragility(
    matrix: Any, weights: Any, direction: Any, draws: int = DRAWS, seed: int = 24, scale: Any = None
) -> Fragility:
    """How fragile the first place of ``weighted_score`` is.

    Weightings are drawn evenly among all that sum to 1 (Dirichlet, all parameters 1); a tie for the first place is shared.
    The smallest change of one weight is exact: the others keep their proportions.

    Args:
        matrix, weights, direction, scale: as for ``weighted_score``.
        draws: weightings drawn, from 1 to a million.
        seed: whole number ≥ 0; the same gives the same shares.

    Raises:
        LearnerError: as ``weighted_score``, or draws or a seed that are no such number.

    >>> found = bm.choose.fragility({"A": [3, 10], "B": [1, 5]}, [3, 1], ["max", "min"])
    >>> found.winner, found.criterion, round(found.new_weight, 3), found.rival  # the two meet at equal weights
    ('A', 0, 0.5, 'B')
    """
    given = grid(matrix, "fragility()")
    share = weights_of(weights, given, "fragility()")
    found = marks(given, directions_of(direction, given, "fragility()"), "fragility()", scale)
    rng = np.random.default_rng(_whole("seed", seed, 0, 2**63 - 1))
    drawn = rng.dirichlet(np.ones(len(given.columns)), _whole("draws", draws, 1, MOST_DRAWS))
    scores = drawn @ found.T
    first = scores >= scores.max(axis=1, keepdims=True) - _TIE
    shares = (first / first.sum(axis=1, keepdims=True)).mean(axis=0)
    winner = int(np.argmax((found @ share).round(12)))
    criterion, new, rival = _smallest(found, share, winner)
    return Fragility(
        given.rows[winner],
        pd.Series(shares, index=pd.Index(given.rows), name="shares"),
        None if criterion is None else given.columns[criterion],
        float("nan") if criterion is None else float(share[criterion]),
        new,
        None if rival is None else given.rows[rival],
        "" if criterion is None else given.column(criterion),
        given.rows_named,
    )


def _smallest(found: np.ndarray, share: np.ndarray, winner: int) -> tuple[int | None, float, int | None]:
    """Criterion, new weight and rival of the smallest move of one weight that brings a rival level with the winner.

    With the weight of criterion j at t, the winner leads by t·d + (1 − t)·r: d its lead on j, r on the others, which keep
    their proportions. The lead is 0 at t = r/(r − d). A rival level at one end only, and nowhere ahead, dethrones nobody.
    """
    lead = found[winner] - np.delete(found, winner, axis=0)  # rivals × criteria
    rivals = np.delete(np.arange(len(found)), winner)
    rest = 1 - share
    whole = lead @ share
    # A weight of 1 leaves no proportions to keep: the others are then shared out evenly.
    alone = (lead.sum(axis=1, keepdims=True) - lead) / max(1, len(share) - 1)
    others = np.where(rest > _TIE, (whole[:, None] - lead * share) / np.where(rest > _TIE, rest, 1), alone)
    slope = others - lead
    meeting = np.divide(others, slope, out=np.full_like(others, np.nan), where=np.abs(slope) > _TIE)
    ahead = np.minimum(others, lead) < -_TIE
    move = np.where(ahead & (meeting >= 0) & (meeting <= 1), np.abs(meeting - share), np.inf)
    if not np.isfinite(move).any():
        return None, float("nan"), None
    i, j = np.unravel_index(int(np.argmin(move)), move.shape)
    return int(j), float(meeting[i, j]), int(rivals[i])


def _whole(name: str, value: Any, low: int, high: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or not low <= value <= high:
        raise LearnerError(
            f"fragility(){NBSP}: {name} vaut {as_given(value)}{NBSP}; valeur admise{NBSP}: un entier entre {low} et {french.number(high)}."
        )
    return int(value)
