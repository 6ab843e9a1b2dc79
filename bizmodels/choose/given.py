"""What the functions of ``choose`` are given: a table of numbers, weights and directions, read or refused in French."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from decimal import Decimal
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np

from bizmodels import french
from bizmodels.core.values import as_given, in_words
from bizmodels.errors import LearnerError
from bizmodels.french import NBSP
from bizmodels.lazy import pd

if TYPE_CHECKING:
    import pandas as pd

LARGEST = 1e12  # beyond, squares and sums lose the digits that tell two alternatives apart
DIRECTIONS = ("max", "min")


@dataclass(frozen=True, eq=False)
class Grid:
    """Alternatives × criteria: names of both (counted from 0 where none were given) and the values."""

    rows: list[Any]
    columns: list[Any]
    values: np.ndarray
    rows_named: bool
    columns_named: bool
    labels: Mapping[Any, str] = field(default_factory=dict)

    def row(self, at: int) -> str:
        """The row in a sentence: its name, else its place counted from 1."""
        return _said(self.rows, self.rows_named, at)

    def column(self, at: int) -> str:
        """The column in a sentence, as ``row``."""
        return _said([self.label(one) for one in self.columns], self.columns_named, at)

    def label(self, column: Any) -> str:
        """The name of a column on screen: a table of the course has French ones (``attrs``)."""
        return self.labels.get(column, title(column, self.columns_named))


def title(name: Any, named: bool) -> str:
    """A row or a column at the head of a table: its name, else its place counted from 1."""
    return str(name) if named else f"n°{NBSP}{name + 1}"


def _said(names: list[Any], named: bool, at: int) -> str:
    return french.quote(names[at]) if named else title(at, named)


def grid(matrix: Any, where: str) -> Grid:
    """A table of finite numbers: a frame, a dictionary of rows, a list of lists or an array.

    Raises:
        LearnerError: none of those, rows of several lengths, a value that is no finite number, two names alike.
    """
    rows, columns, cells = _cells(matrix, where)
    if not cells or not cells[0]:
        raise LearnerError(f"{where}{NBSP}: le tableau est vide.")
    for names in (rows, columns):
        if names is not None and len({str(one) for one in names}) != len(names):
            raise LearnerError(f"{where}{NBSP}: deux lignes ou deux colonnes portent le même nom.")
    labels = getattr(matrix, "attrs", {}).get("labels", {})
    if columns is not None and len({labels.get(one, str(one)) for one in columns}) != len(columns):
        raise LearnerError(f"{where}{NBSP}: deux colonnes s’affichent sous le même nom. Renommez-en une.")
    found = Grid(
        list(range(len(cells))) if rows is None else rows,
        list(range(len(cells[0]))) if columns is None else columns,
        np.empty((len(cells), len(cells[0]))),
        rows is not None,
        columns is not None,
        labels,
    )
    for i, line in enumerate(cells):
        for j, cell in enumerate(line):
            at = f"{where}, ligne {found.row(i)}, colonne {found.column(j)}"
            found.values[i, j] = number(cell, at)
    return found


def _cells(matrix: Any, where: str) -> tuple[list | None, list | None, list[list]]:
    """Names of the rows and of the columns, None where there are none, and what the cells hold."""
    if isinstance(matrix, pd.DataFrame):
        if matrix.index.nlevels > 1 or matrix.columns.nlevels > 1:
            raise LearnerError(
                f"{where}{NBSP}: le tableau a plusieurs étages de noms{NBSP}; gardez-en un seul."
            )
        names = [
            None if isinstance(one, pd.RangeIndex) else list(one) for one in (matrix.index, matrix.columns)
        ]
        rows, columns = names
        return rows, columns, [list(line) for line in matrix.to_numpy(dtype=object)]
    names: list | None = None
    if isinstance(matrix, Mapping):
        names, matrix = list(matrix), list(matrix.values())
    refuse_unordered(matrix, where)
    if not is_listed(matrix):
        raise LearnerError(
            f"{where} attend un tableau{NBSP}: une liste de lignes, un dictionnaire de lignes ou un DataFrame{NBSP}; reçu{NBSP}: {in_words(matrix)}."
        )
    lines = list(matrix)
    columns: list | None = None
    if lines and all(isinstance(line, Mapping) for line in lines):
        columns = list(lines[0])
        if any(set(line) != set(columns) for line in lines):
            raise LearnerError(f"{where}{NBSP}: toutes les lignes n’ont pas les mêmes critères.")
        lines = [[line[name] for name in columns] for line in lines]
    for line in lines:
        refuse_unordered(line, where)
    if any(isinstance(line, Mapping) or not is_listed(line) for line in lines):
        raise LearnerError(
            f"{where} attend une liste de lignes, chacune une liste de nombres{NBSP}: [[1, 2], [3, 4]]."
        )
    lines = [list(line) for line in lines]
    lengths = {len(line) for line in lines}
    if len(lengths) > 1:
        raise LearnerError(
            f"{where}{NBSP}: les lignes n’ont pas toutes la même longueur ({french.listing(map(str, sorted(lengths)), 'ou')})."
        )
    return names, columns, lines


def is_listed(value: Any) -> bool:
    """Whether the values stand one after the other; a text is one value, and so is an array without dimension."""
    return (
        isinstance(value, Iterable) and not isinstance(value, str | bytes) and getattr(value, "ndim", 1) > 0
    )


def refuse_unordered(value: Any, where: str) -> None:
    """A set has no order: read by place, it would give another result in another session."""
    if isinstance(value, Set) and not isinstance(value, Mapping):
        raise LearnerError(
            f"{where}{NBSP}: un ensemble {{…}} n’a pas d’ordre, et ici l’ordre compte. Écrivez une liste, entre crochets{NBSP}: […]."
        )


def number(value: Any, where: str) -> float:
    """A finite number of a reasonable size, or a French sentence."""
    if value is pd.NA or value is pd.NaT:
        value = float("nan")
    if isinstance(value, Decimal):
        value = float("nan") if value.is_nan() else float(value)
    if isinstance(value, bool | np.bool_) or not isinstance(value, Real):
        raise LearnerError(f"{where}{NBSP}: {in_words(value)} n’est pas un nombre.")
    if value != value:
        raise LearnerError(f"{where}{NBSP}: il manque une valeur (nan).")
    if abs(value) > LARGEST:
        raise LearnerError(
            f"{where}{NBSP}: {as_given(value)} est trop grand{NBSP}; au plus {french.number(LARGEST)}."
        )
    return float(value)


def weights_of(weights: Any, given: Grid, where: str) -> np.ndarray:
    """One weight ≥ 0 a criterion, in the order of the columns, brought to a sum of 1.

    Raises:
        LearnerError: another number of weights, a name that is no criterion, a weight below 0, all of them 0.
    """
    if isinstance(found := getattr(weights, "priorities", None), pd.Series):  # what ``ahp`` gives
        weights = found
    asked = _by_criterion(weights, given, "weights", where)
    found = np.array(
        [number(one, f"{where}, poids du critère {given.column(at)}") for at, one in enumerate(asked)]
    )
    if (found < 0).any():
        at = int(np.argmin(found))
        raise LearnerError(
            f"{where}{NBSP}: le poids du critère {given.column(at)} vaut {french.number(found[at])}{NBSP}; un poids est au moins 0. "
            "Un critère qu’on veut petit se déclare par direction, « min »."
        )
    if not found.any():
        raise LearnerError(f"{where}{NBSP}: tous les poids valent 0{NBSP}; il en faut au moins un au-dessus.")
    largest = found.max()
    return found / largest / (found / largest).sum()


def directions_of(direction: Any, given: Grid, where: str) -> np.ndarray:
    """True where more is better, one a criterion; a single word stands for all.

    Raises:
        LearnerError: a word other than « max » or « min », another number of them.
    """
    alone = isinstance(direction, str)
    asked = [direction] * len(given.columns) if alone else _by_criterion(direction, given, "direction", where)
    for at, one in enumerate(asked):
        if not isinstance(one, str) or one not in DIRECTIONS:
            raise LearnerError(
                f"{where}{NBSP}: la direction du critère {given.column(at)} vaut {as_given(one)}{NBSP}; valeurs admises{NBSP}: "
                "« max » (plus c’est grand, mieux c’est) ou « min »."
            )
    return np.array([one == "max" for one in asked])


def ends_of(
    scale: Any, given: Grid, better: np.ndarray, table: tuple[np.ndarray, np.ndarray], where: str
) -> tuple[np.ndarray, np.ndarray]:
    """Worst and best value of each criterion: those of the scale where it names them, else those of the table.

    Raises:
        LearnerError: no dictionary, a name that is no criterion, no pair of two different numbers, a pair the wrong way round.
    """
    worst, best = (end.astype(float) for end in table)
    if scale is None:
        return worst, best
    if not isinstance(scale, Mapping):
        raise LearnerError(
            f"{where}{NBSP}: scale attend un dictionnaire, {{'cash': (0, 1000000)}}{NBSP}; reçu{NBSP}: {in_words(scale)}."
        )
    for name, ends in scale.items():
        if name not in given.columns:
            raise LearnerError(
                f"{where}{NBSP}: scale parle de {french.quote(name)}, qui n’est pas un critère."
                f"{french.nearest(str(name), [str(one) for one in given.columns])}"
            )
        at = given.columns.index(name)
        said = f"{where}, échelle du critère {given.column(at)}"
        refuse_unordered(ends, said)
        pair = list(ends) if is_listed(ends) else []
        if len(pair) != 2:
            raise LearnerError(
                f"{said}{NBSP}: deux nombres, celui qui vaut 0 point et celui qui en vaut 100."
            )
        worst[at], best[at] = (number(one, said) for one in pair)
        if worst[at] == best[at] or (best[at] > worst[at]) != better[at]:
            raise LearnerError(
                f"{said}{NBSP}: le premier nombre vaut 0 point, le second 100{NBSP}; avec la direction "
                f"«{NBSP}{DIRECTIONS[0] if better[at] else DIRECTIONS[1]}{NBSP}», le second est le plus {'grand' if better[at] else 'petit'}."
            )
    return worst, best


def _by_criterion(asked: Any, given: Grid, what: str, where: str) -> list[Any]:
    """What is said of each criterion, by name or by place."""
    columns = given.columns
    refuse_unordered(asked, f"{where}, {what}")
    if isinstance(asked, Mapping) or (isinstance(asked, pd.Series) and not _counted(asked)):
        asked = dict(asked)
        if unknown := [name for name in asked if name not in columns]:
            raise LearnerError(
                f"{where}{NBSP}: {what} parle de {french.quote(unknown[0])}, qui n’est pas un critère."
                f"{french.nearest(str(unknown[0]), [str(one) for one in columns])}"
            )
        if missing := [name for name in columns if name not in asked]:
            raise LearnerError(f"{where}{NBSP}: {what} ne dit rien du critère {french.quote(missing[0])}.")
        return [asked[name] for name in columns]
    if not is_listed(asked):
        raise LearnerError(
            f"{where}{NBSP}: {what} attend une liste, un élément par critère{NBSP}; reçu{NBSP}: {in_words(asked)}."
        )
    asked = list(asked)
    if len(asked) != len(columns):
        raise LearnerError(
            f"{where}{NBSP}: {what} a {french.plural(len(asked), 'élément')} pour {french.plural(len(columns), 'critère')}."
        )
    return asked


def _counted(series: pd.Series) -> bool:
    """Whether the index only counts 0, 1, 2…: any other one names what each value speaks of."""
    return series.index.equals(pd.RangeIndex(len(series))) and isinstance(series.index, pd.RangeIndex)
