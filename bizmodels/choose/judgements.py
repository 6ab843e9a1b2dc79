"""AHP: priorities from judgements two by two, how coherent these are, and which one to look at again."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bizmodels import french
from bizmodels.choose.given import Grid, grid, is_listed, refuse_unordered, title
from bizmodels.core.values import in_words
from bizmodels.errors import LearnerError
from bizmodels.french import NBSP
from bizmodels.lazy import pd, tables

if TYPE_CHECKING:
    import pandas as pd

# Saaty (1980): mean consistency index of random matrices of 1, 2… 10 items.
RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)
LIMIT = 0.10
MOST = len(RANDOM_INDEX)
_RECIPROCAL, _ROUNDED = 0.025, 0.005  # 3 and 0.33, 8 and 0.13: a rounded reciprocal is no contradiction
# Saaty's scale: from 1/9 to 9.
SCALE = 9
_LEAST, _MOST = 0.11, 1 / 0.11  # 1/9 written with two decimals, and its reciprocal


@dataclass(frozen=True, eq=False)
class Priorities:
    """What ``ahp`` found.

    ``priorities`` (a series, sum 1), ``lambda_max``, ``consistency_ratio``, ``consistent`` (ratio at most 0.10);
    ``review``: the two items whose judgement is furthest from what the others imply (None when all agree), ``said`` its
    value and ``implied`` the one that the other judgements give.
    """

    priorities: pd.Series
    lambda_max: float
    consistency_ratio: float
    consistent: bool
    review: tuple[Any, Any] | None
    said: float
    implied: float
    named: bool = True

    @property
    def verdict(self) -> str:
        """In words: coherent or not, and which judgement to look at again."""
        ratio = f"Ratio de cohérence{NBSP}: {french.number(self.consistency_ratio, 3)}"
        if self.consistent:
            return f"{ratio}. Jugements cohérents (au plus {french.number(LIMIT, 2)})."
        wrong = f"{ratio}, au-dessus de {french.number(LIMIT, 2)}{NBSP}: jugements non cohérents."
        if len(self.priorities) == 3:
            return f"{wrong} À trois, rien n’en désigne un plus que les autres{NBSP}: relisez-les ensemble."
        first, second = (french.quote(one) if self.named else title(one, self.named) for one in self.review)
        rather = (
            f"ce serait plutôt {_times(self.implied)}."
            if self.implied >= 1
            else f"c’est {second} qui compterait {_times(1 / self.implied)} fois plus."
        )
        return f"{wrong} À revoir d’abord{NBSP}: {first} face à {second}, jugé {_times(self.said)}{NBSP}; d’après les autres jugements, {rather}"

    def _shown(self) -> pd.DataFrame:
        return pd.DataFrame(
            {"Priorité": [french.quantity(one, "%", 1) for one in self.priorities]},
            index=pd.Index([title(one, self.named) for one in self.priorities.index], name="Critère"),
        )

    def __repr__(self) -> str:
        return f"{self._shown().to_string()}\n{self.verdict}"

    def _repr_html_(self) -> str:
        look = "" if self.consistent else ' style="font-weight:600"'
        return f"{tables.to_html(self._shown())}<p{look}>{html.escape(self.verdict)}</p>"


def _times(value: float) -> str:
    """A judgement of at least 1 as it is said: « 3 », « 2,5 »."""
    return french.number(value, 0 if abs(value - round(value)) < 1e-9 else 1)


def judgements(items: Iterable[Any], upper: Iterable[float]) -> pd.DataFrame:
    """The full matrix from the judgements above its diagonal, row by row: the reciprocals are filled in.

    Args:
        items: names of what is compared, n of them.
        upper: n (n − 1)/2 numbers from 1/9 to 9; the first says how many times the first item matters more than the second.

    Returns:
        Square frame, ``items`` in rows and columns.

    Raises:
        LearnerError: no item, two of the same name, another number of judgements, one out of 1/9–9.

    >>> bm.choose.judgements(["marge", "risque"], [4])["marge"].tolist()
    [1.0, 0.25]
    """
    names, numbers = _listed(items, "items"), _listed(upper, "upper")
    if not names or len({str(one) for one in names}) < len(names):
        raise LearnerError(f"judgements(){NBSP}: il faut au moins un élément, et des noms tous différents.")
    wanted = len(names) * (len(names) - 1) // 2
    if len(numbers) != wanted:
        raise LearnerError(
            f"judgements(){NBSP}: {french.plural(len(names), 'élément')} se comparent en {french.plural(wanted, 'jugement')}{NBSP}; "
            f"reçu{NBSP}: {french.number(len(numbers))}."
        )
    matrix = np.eye(len(names))
    if numbers:
        above = grid([numbers], "judgements()").values[0]
        out = above[~((above >= _LEAST) & (above <= _MOST))]
        if out.size:
            raise LearnerError(
                f"judgements(){NBSP}: un jugement va de 1/9 à {SCALE}{NBSP}; reçu{NBSP}: {french.number(out[0])}. "
                f"« Trois fois moins important » s’écrit 1/3."
            )
        at = np.triu_indices(len(names), 1)
        matrix[at] = above
        matrix.T[at] = 1 / above
    return pd.DataFrame(matrix, index=names, columns=names)


def _listed(given: Any, what: str) -> list:
    refuse_unordered(given, f"judgements(), {what}")
    if not is_listed(given):
        raise LearnerError(
            f"judgements(){NBSP}: {what} attend une liste{NBSP}; reçu{NBSP}: {in_words(given)}."
        )
    found = list(given)
    if wrong := [one for one in found if is_listed(one)]:
        raise LearnerError(
            f"judgements(){NBSP}: {what} attend une liste simple, sans liste dedans{NBSP}; reçu{NBSP}: {in_words(wrong[0])}."
        )
    return found


def ahp(matrix: Any) -> Priorities:
    """Priorities of the items compared two by two (Saaty's analytic hierarchy process).

    The priorities are the principal eigenvector of the matrix; its eigenvalue λ, at least n, gives the consistency ratio
    ((λ − n)/(n − 1))/RI, RI being Saaty's random index. Up to two items nothing can contradict itself: the ratio is 0.
    The judgement to look at again is the one furthest from what the others say of the same pair: the mean, in proportion, of the
    ways from i to j through each other item (i to k, then k to j). Saaty (2008) compares it with wi/wj instead, which it has itself bent.

    Args:
        matrix: square, n ≤ 10; row i, column j says how many times i matters more than j: list of lists, array or frame.
            A reciprocal may be rounded (3 and 0.33): the number ≥ 1 of the pair is the one that counts. Each from 1/9 to 9.

    Raises:
        LearnerError: not square, more than 10 items, a diagonal other than 1, a value missing or out of 1/9–9, a pair that
            is not reciprocal (named).

    Source: Saaty T.L. (2008), Decision making with the analytic hierarchy process, IJSSCI 1(1):83-98.

    >>> found = bm.choose.ahp([[1, 2, 6], [1/2, 1, 3], [1/6, 1/3, 1]])
    >>> found.priorities.round(2).tolist(), round(found.consistency_ratio, 6)
    ([0.6, 0.3, 0.1], 0.0)
    """
    given = grid(matrix, "ahp()")
    values = _reciprocal(given)
    n = len(values)
    eigenvalues, vectors = np.linalg.eig(values)
    first = int(np.argmax(eigenvalues.real))
    weights = np.abs(vectors[:, first].real)
    weights = weights / weights.sum()
    lambda_max = max(float(eigenvalues[first].real), float(n))  # never below n but by rounding
    ratio = 0.0 if n < 3 else (lambda_max - n) / (n - 1) / RANDOM_INDEX[n - 1]
    ratio = 0.0 if ratio < 1e-12 else ratio
    review, said, implied = _furthest(given, values, ratio)
    return Priorities(
        pd.Series(weights, index=pd.Index(given.rows), name="priorities"),
        lambda_max,
        ratio,
        bool(ratio <= LIMIT),
        review,
        said,
        implied,
        given.rows_named,
    )


def _reciprocal(given: Grid) -> np.ndarray:
    """The matrix, each pair exactly reciprocal; anything that is no matrix of judgements is refused."""
    values, n = given.values, len(given.values)
    if values.shape != (n, n):
        raise LearnerError(
            f"ahp() attend un tableau carré, autant de lignes que de colonnes{NBSP}; reçu{NBSP}: {n} × {values.shape[1]}."
        )
    if n > MOST:
        raise LearnerError(
            f"ahp() compare au plus {MOST} éléments{NBSP}; reçu{NBSP}: {n}. Au-delà, regroupez-les par familles."
        )
    if (
        given.rows_named
        and given.columns_named
        and list(map(str, given.rows)) != list(map(str, given.columns))
    ):
        raise LearnerError(
            f"ahp(){NBSP}: lignes et colonnes doivent porter les mêmes noms, dans le même ordre."
        )
    found = np.ones((n, n))
    for i in range(n):
        if abs(values[i, i] - 1) > 1e-9:
            raise LearnerError(
                f"ahp(){NBSP}: sur la diagonale, {given.row(i)} face à lui-même vaut 1{NBSP}; reçu{NBSP}: {french.number(values[i, i])}."
            )
        for j in range(i + 1, n):
            found[i, j], found[j, i] = _pair(
                values[i, j], values[j, i], f"{given.row(i)} face à {given.row(j)}"
            )
    return found


def _pair(there: float, back: float, pair: str) -> tuple[float, float]:
    for one in (there, back):
        if not _LEAST <= one <= _MOST:
            raise LearnerError(
                f"ahp(){NBSP}: {pair} vaut {french.number(one)}{NBSP}; un jugement va de 1/9 à {SCALE}, toujours au-dessus de 0."
            )
    off = abs(1 / max(there, back) - min(there, back))
    if abs(there * back - 1) > _RECIPROCAL and off > _ROUNDED + 1e-9:
        raise LearnerError(
            f"ahp(){NBSP}: {pair} vaut {french.number(there)}, et l’inverse {french.number(back)}. "
            f"Les deux doivent se répondre{NBSP}: si l’un vaut 3, l’autre vaut 1/3."
        )
    return (there, 1 / there) if there >= back else (1 / back, back)


def _furthest(given: Grid, values: np.ndarray, ratio: float) -> tuple[tuple | None, float, float]:
    """The pair that the other judgements contradict most, said by the side that was judged more important."""
    if ratio == 0:
        return None, float("nan"), float("nan")
    logs = np.log(values)
    n = len(logs)
    # Row i plus column j: the way through each item; through i and j themselves it is the judgement judged.
    others = (logs.sum(axis=1)[:, None] + logs.sum(axis=0)[None, :] - 2 * logs) / (n - 2)
    gaps = np.triu(np.abs(logs - others), 1)
    i, j = np.unravel_index(int(np.argmax(gaps.round(12))), gaps.shape)
    if values[i, j] < 1:
        i, j = j, i
    return (given.rows[i], given.rows[j]), float(values[i, j]), float(np.exp(others[i, j]))
