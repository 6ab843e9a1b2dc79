"""Whether chance alone puts two articles in the same basket so often."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from bizmodels import french
from bizmodels.core import numbers
from bizmodels.errors import LearnerError
from bizmodels.french import typeset
from bizmodels.tables import Table

__all__ = ["ChanceTest", "against_chance", "lift_test"]


@dataclass(frozen=True)
class ChanceTest:
    """Two articles against chance: baskets ``expected`` with both, the ``lift`` found, and its ``p_value``.

    >>> print(bm.levers.cross_selling.lift_test(100, 20, 20, 5))
    5 paniers avec les deux, 4 attendus par hasard : lift 1,25 ; p = 0,365.
    """

    both: int
    expected: float
    lift: float
    p_value: float

    def __str__(self) -> str:
        p = "p < 0,001" if self.p_value < 0.001 else f"p = {french.number(self.p_value, 3)}"
        return typeset(
            f"{french.plural(self.both, 'panier')} avec les deux, {french.number(self.expected)} attendus par hasard : "
            f"lift {french.number(self.lift, 2)} ; {p}."
        )


def lift_test(baskets: int, first: int, second: int, both: int) -> ChanceTest:
    """Could chance put two articles together in ``both`` baskets or more? Fisher's exact test, one-sided.

    If the articles ignored each other, first·second/baskets baskets would hold both on average; p is the
    (hypergeometric) chance of at least ``both``. A small p does not make a rule useful, and among a thousand rules ten
    have p < 0.01 by chance: :func:`against_chance` corrects for that.

    Args:
        baskets: number of baskets, at least 1.
        first, second: baskets that hold the first, the second article.
        both: baskets that hold both.

    Returns:
        ``both``, ``expected``, ``lift`` (both/expected, nan when an article is in no basket), ``p_value``.

    Raises:
        LearnerError: numbers that are not whole or that no set of baskets can give.

    Source: Fisher (1935), The Design of Experiments, ch. 2.

    >>> test = bm.levers.cross_selling.lift_test(8, 4, 4, 4)  # the lady tasting tea: 1 chance in 70
    >>> test.expected, test.lift, round(1 / test.p_value)
    (2.0, 2.0, 70)
    """
    n = numbers.whole("baskets", baskets, 1)
    a, b = numbers.whole("first", first, 0, n), numbers.whole("second", second, 0, n)
    together = numbers.whole("both", both, max(0, a + b - n), min(a, b))
    expected = a * b / n
    p = float(_at_least(together, a, b, n))
    return ChanceTest(together, expected, together / expected if expected else float("nan"), p)


def against_chance(rules: pd.DataFrame, baskets: int) -> Table:
    """The rules of ``association_rules`` with what chance would give, and the p-value corrected for their number.

    Args:
        rules: *all* the rules that were looked at, not the best ones kept: the correction counts them.
        baskets: number of baskets they come from.

    Returns:
        The same rows with ``baskets`` (that hold both sides), ``expected`` (by chance), ``p_value`` (:func:`lift_test`)
        and ``adjusted``: p × number of different pairs of sides, at most 1 (Bonferroni). A rule and its reverse are one.

    Raises:
        LearnerError: not a table of rules, or supports that this number of baskets cannot give.

    >>> found = bm.levers.cross_selling.association_rules([["a", "b"]] * 4 + [["c"]] * 4, 0.5)
    >>> tested = bm.levers.cross_selling.against_chance(found, 8)
    >>> tested["expected"].tolist(), [round(1 / p) for p in tested["adjusted"]]  # one pair: 1 chance in 70
    ([2.0, 2.0], [70, 70])
    """
    needed = ["antecedents", "consequents", "antecedent_support", "consequent_support", "support"]
    if not isinstance(rules, pd.DataFrame) or not set(needed) <= set(rules.columns):
        raise LearnerError("against_chance() attend la table que donne association_rules().")
    n = numbers.whole("baskets", baskets, 1)
    counts = rules[needed[2:]].to_numpy(dtype=float) * n
    whole = np.rint(counts).astype(np.int64)
    a, b, together = whole.T
    if (
        (np.abs(counts - whole) > 1e-4).any()
        or (together > np.minimum(a, b)).any()
        or (a + b - n > together).any()
    ):
        raise LearnerError(
            typeset(
                f"Ces règles ne viennent pas de {french.plural(n, 'panier')} : donner le nombre de paniers lus."
            )
        )
    pairs = {frozenset(sides) for sides in zip(rules["antecedents"], rules["consequents"], strict=True)}
    p = _at_least(together, a, b, n)
    table = rules.assign(
        baskets=together, expected=a * b / n, p_value=p, adjusted=np.minimum(1.0, p * len(pairs))
    )
    return Table.of(pd.DataFrame(table), _in_french)


def _at_least(k: Any, a: Any, b: Any, n: int) -> Any:
    """P(X ≥ k), X hypergeometric: b baskets drawn of n, of which a hold the article; numbers or arrays."""
    from scipy.stats import hypergeom

    # Above 1 by a rounding error in some versions.
    return np.clip(hypergeom.sf(np.asarray(k) - 1, n, a, b), 0.0, 1.0)


def _in_french(table: pd.DataFrame) -> pd.DataFrame:
    first = table.head(20)
    shown = pd.DataFrame(
        {
            "Qui achète": [french.listing(sorted(map(str, one))) for one in first["antecedents"]],
            "achète aussi": [french.listing(sorted(map(str, one))) for one in first["consequents"]],
            "Paniers": [french.number(one, 0) for one in first["baskets"]],
            "Attendus par hasard": [french.number(one) for one in first["expected"]],
            "Lift": [french.number(one, 2) for one in first["lift"]],
            "p corrigée": [_p(one) for one in first["adjusted"]],
        }
    )
    if len(table) > len(first):
        rest = f"… et {french.number(len(table) - len(first), 0)} autres règles"
        shown.loc[len(shown)] = [rest, "", "", "", "", ""]
    return shown


def _p(value: float) -> str:
    return "< 0,001" if value < 0.001 else french.number(value, 3)
