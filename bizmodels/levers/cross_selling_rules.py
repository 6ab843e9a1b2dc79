"""Association rules: what is often in one basket together.

Written here rather than called from mlxtend: on the whole Complete Journey (155,659 baskets, 302 categories) mlxtend
needs a table of one column a category and several seconds (``make bench`` measures both), and baskets that are all
alike make it run without end. The results are the same; a test compares them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from bizmodels import french
from bizmodels.core import frames, numbers
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError
from bizmodels.french import typeset
from bizmodels.tables import Table

__all__ = ["association_rules"]

_MOST_RULES = 200_000


def association_rules(
    baskets: Any,
    min_support: float,
    *,
    max_size: int | None = None,
    basket: str = "basket",
    item: str = "item",
) -> Table:
    """Rules « who buys A also buys B » between sets of articles found together in enough baskets.

    support = share of baskets that hold A and B; confidence = support / share that hold A; lift = confidence / share
    that hold B: 1 is what independence gives. Lift and support are the same both ways, confidence is not. An article
    twice in a basket counts once; an empty basket counts as a basket.

    Args:
        baskets: a list of baskets, each a list of articles; or a table of one row an article, with the columns
            ``basket`` and ``item`` (a basket without article cannot exist there).
        min_support: share of the baskets that must hold all articles of a rule, above 0, at most 1.
        max_size: most articles in a rule, both sides together; all by default.
        basket, item: other names of the two columns.

    Returns:
        One row a rule, highest lift first (equal ones: highest support, then by name): ``antecedents`` and
        ``consequents`` (frozensets), ``antecedent_support``, ``consequent_support``, ``support``, ``confidence``,
        ``lift``. No row when no two articles are together often enough. Shown: the first twenty.

    Raises:
        LearnerError: no basket, a text in the place of a basket or an article missing (the row is named), a min_support
            of 0 or above 1, more than 200,000 rules.

    Source: Agrawal and Srikant (1994) for the rules; Zaki (2000), Eclat, for the search.

    >>> rules = bm.levers.cross_selling.association_rules([["pain", "beurre"], ["pain", "beurre"], ["pain"], ["thé"]], 0.5)
    >>> rules[["support", "confidence"]].round(2).values.tolist()  # both in 2 baskets of 4; 2 of the 3 with pain
    [[0.5, 1.0], [0.5, 0.67]]
    >>> round(float(rules["lift"].iloc[0]), 2)  # 1 / (3/4)
    1.33
    """
    share = numbers.one("min_support", min_support, 0, 1)
    if share == 0:
        raise LearnerError(
            typeset(
                "min_support vaut 0 ; valeur admise : un nombre plus grand que 0, au plus 1 "
                "(0.01 : ensemble dans un panier sur cent)."
            )
        )
    largest = None if max_size is None else numbers.whole("max_size", max_size, 2)
    places, codes, names, number = _read(baskets, basket, item)
    # Rounded, so that 0.6 × 5 is 3 and not a hair more.
    enough = max(1, math.ceil(round(share * number, 9)))
    found = _frequent(places, codes, len(names), number, enough, largest)
    return Table.of(_rules(found, names, number), _in_french)


def _frequent(
    places: np.ndarray, codes: np.ndarray, items: int, baskets: int, enough: int, largest: int | None
) -> dict[tuple[int, ...], int]:
    """Every set of articles in ``enough`` baskets, with its count: one bit a basket, a set is the « and » of its articles."""
    counts = np.bincount(codes, minlength=items)
    kept = np.flatnonzero(counts >= enough)
    bits = np.zeros((len(kept), -(-baskets // 64) * 8), dtype=np.uint8)
    order = np.argsort(codes, kind="stable")
    ends = np.cumsum(counts)
    for line, code in enumerate(kept):
        held = np.zeros(baskets, dtype=bool)
        held[places[order[ends[code] - counts[code] : ends[code]]]] = True
        packed = np.packbits(held)
        bits[line, : len(packed)] = packed
    found = {(int(code),): int(counts[code]) for code in kept}
    rules = 0
    for members, count in _larger((), kept, bits.view(np.uint64), enough, largest):
        found[members] = count
        rules += 2 ** len(members) - 2
        if rules > _MOST_RULES:
            raise LearnerError(
                typeset(
                    f"Il y a plus de {french.number(_MOST_RULES)} règles. Relever min_support, ou limiter la taille : "
                    "max_size=2 ne garde que les paires."
                )
            )
    return found


def _larger(
    prefix: tuple[int, ...], codes: np.ndarray, bits: np.ndarray, enough: int, largest: int | None
) -> Iterator[tuple[tuple[int, ...], int]]:
    """Sets that add two or more articles to ``prefix``, whose articles are ``codes``: depth first, little memory."""
    if largest is not None and len(prefix) + 2 > largest:
        return
    for line in range(len(codes) - 1):
        both = bits[line] & bits[line + 1 :]
        counts = np.bitwise_count(both).sum(axis=1, dtype=np.int64)
        frequent = counts >= enough
        members = (*prefix, int(codes[line]))
        later = codes[line + 1 :][frequent]
        for code, count in zip(later, counts[frequent], strict=True):
            yield (*members, int(code)), int(count)
        if len(later) > 1:
            yield from _larger(members, later, both[frequent], enough, largest)


def _rules(found: dict[tuple[int, ...], int], names: list[Any], baskets: int) -> pd.DataFrame:
    """Both sides of every split of every set."""
    rows = []
    for members, together in found.items():
        for size in range(1, len(members)):
            for left in combinations(members, size):
                right = tuple(code for code in members if code not in left)
                a, b = found[left], found[right]
                # Ranked by whole numbers: lift = together·n/(a·b), rounded so that equal ones are equal everywhere.
                rows.append((-round(together * baskets / (a * b), 9), -together, left, right, a, b))
    rows.sort()  # codes are in the order of the names
    columns = list(zip(*rows, strict=True)) or [()] * 6
    _, together, left, right, a, b = columns
    together, a, b = (np.array(one, dtype=float) for one in (together, a, b))
    return pd.DataFrame(
        {
            "antecedents": [frozenset(names[code] for code in side) for side in left],
            "consequents": [frozenset(names[code] for code in side) for side in right],
            "antecedent_support": a / baskets,
            "consequent_support": b / baskets,
            "support": -together / baskets,
            "confidence": -together / a,
            "lift": -together * baskets / (a * b),
        }
    )


def _read(baskets: Any, basket: str, item: str) -> tuple[np.ndarray, np.ndarray, list[Any], int]:
    """Basket and article (numbers) of every distinct pair, the names of the articles in order, how many baskets."""
    if isinstance(baskets, pd.DataFrame):
        for name in (basket, item):
            if not frames.is_name(name) or name not in baskets.columns:
                known = [str(one) for one in baskets.columns]
                raise LearnerError(
                    typeset(
                        f"Cette table n’a pas de colonne « {name} ».{french.nearest(str(name), known)} "
                        'Autres noms : association_rules(table, 0.01, basket="…", item="…").'
                    )
                )
            frames.columns_once(baskets, [name])
            frames.comparable(name, baskets[name], baskets.index)
            if (empty := baskets[name].isna().to_numpy()).any():
                where = numbers.row(baskets.index, int(np.flatnonzero(empty)[0]))
                raise LearnerError(
                    typeset(
                        f"{where} : {name} est vide. Retirer ces lignes, par exemple avec dropna(subset={[name]!r})."
                    )
                )
        owners, known = pd.factorize(baskets[basket])
        articles, number = baskets[item], len(known)
    else:
        owners, articles, number = _listed(baskets)
    if not number:
        raise LearnerError("Il n’y a aucun panier : rien ne peut être acheté ensemble.")
    codes, names = pd.factorize(articles)
    order = sorted(range(len(names)), key=lambda code: (str(names[code]), str(type(names[code]))))
    rank = np.empty(len(names), dtype=np.int64)
    rank[order] = np.arange(len(names))
    pairs = pd.unique(owners.astype(np.int64) * max(1, len(names)) + rank[codes])
    return pairs // max(1, len(names)), pairs % max(1, len(names)), [names[code] for code in order], number


def _listed(baskets: Any) -> tuple[np.ndarray, pd.Series, int]:
    if isinstance(baskets, str | bytes | dict) or not hasattr(baskets, "__iter__"):
        raise LearnerError(
            typeset(
                f"baskets vaut {as_given(baskets)} ; valeur admise : une liste de paniers, ou une table basket, item."
            )
        )
    owners, articles, number = [], [], 0
    for number, held in enumerate(baskets, start=1):
        if isinstance(held, str | bytes | dict) or not hasattr(held, "__iter__"):
            raise LearnerError(
                typeset(f'ligne {number} : {as_given(held)} n’est pas un panier ; écrire ["pain", "beurre"].')
            )
        for article in held:
            if not frames.is_name(article) or article is None or article != article:  # noqa: PLR0124
                raise LearnerError(
                    typeset(
                        f"ligne {number} : {as_given(article)} n’est pas un article ; valeur admise : un nom."
                    )
                )
            owners.append(number - 1)
            articles.append(article)
    return np.array(owners, dtype=np.int64), pd.Series(articles, dtype=object), number


def _in_french(table: pd.DataFrame) -> pd.DataFrame:
    if table.empty:
        said = typeset("Aucune paire n’est dans autant de paniers : baisser min_support.")
        return pd.DataFrame({"Règles": [said]})
    first = table.head(20)
    shown = pd.DataFrame(
        {
            "Qui achète": [_names(one) for one in first["antecedents"]],
            "achète aussi": [_names(one) for one in first["consequents"]],
            "Support": [french.quantity(one, "%", 1) for one in first["support"]],
            "Confiance": [french.quantity(one, "%", 0) for one in first["confidence"]],
            "Lift": [french.number(one, 2) for one in first["lift"]],
        }
    )
    if len(table) > len(first):
        shown.loc[len(shown)] = [
            f"… et {french.number(len(table) - len(first), 0)} autres règles",
            "",
            "",
            "",
            "",
        ]
    return shown


def _names(articles: frozenset) -> str:
    return french.listing(sorted(map(str, articles)))
