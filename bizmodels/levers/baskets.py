"""Two products in the same basket: by chance, by the size of the basket, or because they go together?

``cross_selling.association_rules`` finds the rules; here some of them are put to the test.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from bizmodels import french
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError
from bizmodels.french import unknown_in
from bizmodels.lazy import pd, tables

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

__all__ = ["of_at_least", "pairs", "strongest_elsewhere"]

_MOST_NAMES = 10  # suggested for a name that no basket holds


def pairs(baskets: pd.DataFrame, named: Iterable[tuple[str, str]], same_size: bool = False) -> pd.DataFrame:
    """For each pair « who takes A takes B »: how often, and how often B would be there by chance.

    Args:
        baskets: one line for each product of each basket, columns ``basket`` and ``item``; a line given twice counts once.
        named: the pairs (A, B), names of ``item``.
        same_size: chance is that of baskets that hold as many products as those with A, instead of any basket.

    Returns:
        Frame indexed « A → B »: ``together`` (baskets that hold both), ``confidence`` (share of the baskets with A that
        hold B), ``chance`` (share of all baskets that hold B) and ``lift`` (confidence ÷ chance).

    Raises:
        LearnerError: not such a frame, no pair, or a product that no basket holds.

    >>> import pandas as pd
    >>> tills = pd.DataFrame({"basket": [1, 1, 2, 2, 3, 4], "item": ["pain", "lait", "pain", "lait", "lait", "thé"]})
    >>> row = bm.levers.baskets.pairs(tills, [("pain", "lait")]).loc["pain → lait"]
    >>> row[["confidence", "chance"]].tolist(), round(float(row["lift"]), 2)  # both with bread; three baskets in four
    ([1.0, 0.75], 1.33)
    >>> float(bm.levers.baskets.pairs(tills, [("pain", "lait")], same_size=True)["lift"].iloc[0])  # whoever takes two takes milk
    1.0
    """
    matrix, items = _matrix(baskets, "pairs()")
    named = [named] if isinstance(named, tuple) and named and isinstance(named[0], str) else list(named)
    if not named or any(not isinstance(one, tuple | list) or len(one) != 2 for one in named):
        raise LearnerError('pairs() attend des paires de produits : [("Pâtes", "Sauce")].')
    place = {name: at for at, name in enumerate(items)}
    sizes = np.asarray(matrix.sum(axis=1)).ravel() if same_size else np.zeros(matrix.shape[0], dtype=np.int64)
    alike = np.maximum(np.bincount(sizes), 1)  # baskets of each size
    rows = {}
    for pair in named:
        for name in pair:
            if name not in place:
                often = [
                    items[at] for at in np.argsort(-np.asarray(matrix.sum(axis=0)).ravel(), kind="stable")
                ]
                raise LearnerError(
                    f"pairs() : aucun panier ne contient {french.quote(str(name))}. {_neighbours(str(name), often)}"
                )
        first, second = (matrix[:, place[name]] for name in pair)
        together, one = int(first.multiply(second).sum()), int(first.sum())
        rate = np.bincount(sizes[second.nonzero()[0]], minlength=len(alike)) / alike
        by_chance = round(float(rate[sizes[first.nonzero()[0]]].mean()), 12)
        rows[" → ".join(pair)] = {
            "together": together,
            "confidence": together / one,
            "chance": by_chance,
            "lift": together / one / by_chance if by_chance else float("nan"),
        }
    return tables.Table.of(pd.DataFrame.from_dict(rows, orient="index").rename_axis("rule"), _shown)


def of_at_least(baskets: pd.DataFrame, items: int) -> pd.DataFrame:
    """The lines of the baskets that hold at least ``items`` different products.

    Raises:
        LearnerError: not such a frame, ``items`` no whole number from 1 on, or no basket that large.

    >>> import pandas as pd
    >>> tills = pd.DataFrame({"basket": [1, 1, 2], "item": ["pain", "lait", "pain"]})
    >>> bm.levers.baskets.of_at_least(tills, 2)["item"].tolist()
    ['pain', 'lait']
    """
    _need(baskets, "of_at_least()")
    if isinstance(items, bool) or not isinstance(items, int | np.integer) or items < 1:
        raise LearnerError(
            f"of_at_least() : items vaut {as_given(items)}{french.NBSP}; valeur admise{french.NBSP}: un entier à partir de 1."
        )
    lines = baskets.drop_duplicates(["basket", "item"])
    kept = lines[lines.groupby("basket")["item"].transform("size") >= items]
    if kept.empty:
        raise LearnerError(f"Aucun panier ne contient {french.number(items)} produits différents.")
    return kept


def strongest_elsewhere(
    baskets: pd.DataFrame, least: int, most: float = float("inf"), first: int = 20
) -> pd.DataFrame:
    """The strongest pairs of every other basket, and what they are worth in the baskets left aside.

    The baskets, in the order of their numbers, are dealt in turn to two halves. Of the pairs found together in ``least``
    to ``most`` baskets of the one, the ``first`` of highest lift are looked up in the other.

    Returns:
        Frame indexed « A, B », highest lift first: ``together`` and ``lift`` in the first half, ``together_there`` and
        ``lift_there`` in the other (0 where no basket holds both); columns of lift rounded to 9 digits.

    Raises:
        LearnerError: not such a frame, ``least`` below 1 or above ``most``, or no pair found as often.

    >>> import pandas as pd
    >>> tills = pd.DataFrame({"basket": [1, 1, 2, 3, 4], "item": ["pain", "lait", "pain", "thé", "lait"]})
    >>> found = bm.levers.baskets.strongest_elsewhere(tills, least=1)  # baskets 1 and 3, then 2 and 4
    >>> found["lift"].to_dict(), found["lift_there"].to_dict()
    ({'lait, pain': 2.0}, {'lait, pain': 0.0})
    """
    matrix, items = _matrix(baskets, "strongest_elsewhere()")
    if not 1 <= least <= most:
        raise LearnerError(
            f"strongest_elsewhere() : least vaut {as_given(least)}{french.NBSP}; valeur admise{french.NBSP}: un nombre de "
            "tickets à partir de 1, sans dépasser most."
        )
    here, there = matrix[0::2], matrix[1::2]
    (pairs, lifts), (pairs_there, lifts_there) = _pairs(here), _pairs(there)
    one, other = np.triu_indices(len(items), 1)
    counted = pairs[one, other]
    enough = np.flatnonzero((counted >= least) & (counted <= most))
    if not len(enough):
        raise LearnerError(
            "strongest_elsewhere() : aucune paire de produits ne se trouve dans ce nombre de tickets."
        )
    # Equal lifts in the order of the names: the same table on every machine.
    order = enough[np.lexsort((enough, -lifts[one, other][enough]))][:first]
    rows = [
        {
            "rule": f"{items[a]}, {items[b]}",
            "together": int(pairs[a, b]),
            "lift": lifts[a, b],
            "together_there": int(pairs_there[a, b]),
            "lift_there": lifts_there[a, b],
        }
        for a, b in zip(one[order], other[order], strict=True)
    ]
    return tables.Table.of(pd.DataFrame(rows).set_index("rule"), _shown)


# --- baskets as a matrix -----------------------------------------------------------------------------------


def _need(baskets: Any, where: str) -> None:
    if (
        not isinstance(baskets, pd.DataFrame)
        or not {"basket", "item"} <= set(baskets.columns)
        or baskets.empty
    ):
        raise LearnerError(
            f"{where} attend un tableau de colonnes basket et item, une ligne par produit du panier."
        )
    if baskets[["basket", "item"]].isna().to_numpy().any():
        at = int(np.flatnonzero(baskets[["basket", "item"]].isna().any(axis=1))[0])
        raise LearnerError(f"{where}, ligne {at + 1} : le panier ou le produit manque.")


def _matrix(baskets: pd.DataFrame, where: str) -> tuple[csr_matrix, list[str]]:
    """Baskets (rows, in the order of their numbers) by products (columns, in alphabetical order): 1 where it is there."""
    from scipy.sparse import csr_matrix

    _need(baskets, where)
    rows, numbers = pd.factorize(baskets["basket"], sort=True)
    columns, names = pd.factorize(baskets["item"].astype(str), sort=True)
    matrix = csr_matrix(
        (np.ones(len(rows), dtype=np.int64), (rows, columns)), shape=(len(numbers), len(names))
    )
    matrix.data[:] = 1  # lines given twice
    return matrix, [str(name) for name in names]


def _neighbours(name: str, items: list[str]) -> str:
    """Items that share a word with ``name``, then those spelled like it; the most frequent (the first) where none does."""
    wanted = _words(name)
    shared = [item for item in items if wanted & _words(item)]
    close = difflib.get_close_matches(name, items, n=_MOST_NAMES, cutoff=0.75)
    found = list(dict.fromkeys([*shared, *close]))[:_MOST_NAMES]
    if found:
        return (
            f"Vouliez-vous dire{french.NBSP}: {french.listing(map(french.quote, found), 'ou')}{french.NBSP}?"
        )
    return f"Les plus fréquents{french.NBSP}: {french.listing(map(french.quote, items[:_MOST_NAMES]))}."


def _words(name: str) -> set[str]:
    """« Œufs frais » -> {"oeuf", "frai"}: no case, accent nor plural, no word of two letters."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("œ", "oe"))
    letters = "".join(one if one.isalpha() else " " for one in plain if not unicodedata.combining(one))
    return {word.rstrip("sx") for word in letters.split() if len(word) > 2}


def _pairs(matrix: csr_matrix) -> tuple[np.ndarray, np.ndarray]:
    """Baskets that hold both products, and the lift, for every pair; lift 0 where one of them is in no basket."""
    pairs = (matrix.T @ matrix).toarray()
    alone = np.diag(pairs).astype(float)
    expected = np.outer(alone, alone) / max(matrix.shape[0], 1)
    return pairs, np.round(np.divide(pairs, expected, out=np.zeros(pairs.shape), where=expected > 0), 9)


# --- in French ---------------------------------------------------------------------------------------------

_LABELS = {
    "together": "Tickets avec les deux",
    "confidence": "Confiance",
    "chance": "Par hasard",
    "lift": "Lift",
    "together_there": "Autre moitié : tickets",
    "lift_there": "Autre moitié : lift",
}


def _shown(table: pd.DataFrame) -> pd.DataFrame:
    def written(column: str, value: float) -> str:
        if column in ("confidence", "chance"):
            return french.quantity(value, "%", 0 if value >= 0.1 else 1)
        whole = column.startswith("together") or value >= 20 or value == 0
        return french.number(value, 0 if whole else 1 if value >= 3 else 2)

    columns = {
        _LABELS[name]: [written(name, value) for value in table[name]] for name in _LABELS if name in table
    }
    return pd.DataFrame(columns, index=pd.Index(table.index, name="Règle"))


def __getattr__(name: str):
    raise unknown_in("levers.baskets", name, __all__)
