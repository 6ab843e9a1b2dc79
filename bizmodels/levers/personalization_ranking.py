"""How good an order is: what is worth most should come first."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from bizmodels.core import numbers
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError
from bizmodels.french import typeset

__all__ = ["ndcg"]


def ndcg(relevance: Any, k: int | None = None, gain: str = "linear", ideal: Any = None) -> float:
    """Normalised discounted cumulative gain: 1 when the best come first, less when they are buried.

    DCG = Σ gain(i)/log2(i + 1) over the places i = 1, 2, …; nDCG = DCG / DCG of the ideal order.

    Args:
        relevance: worth of what is shown, *in the order shown*, each ≥ 0 (0: useless).
        k: only the first k places count, in the order shown and in the ideal one; all by default.
        gain: ``"linear"``, the relevance itself (Järvelin and Kekäläinen 2002; scikit-learn's ``ndcg_score``), or
            ``"exponential"``, 2^relevance − 1 (Burges et al. 2005; usual in web search), which favours the very best.
        ideal: worth of all that could have been shown, when more exists than what is shown (all of it above 0
            included); otherwise ``relevance``.

    Returns:
        A number from 0 to 1; 0 when nothing of it is worth anything (as scikit-learn).

    Raises:
        LearnerError: an empty list, a negative relevance (its row is named), a k below 1, an unknown gain.

    >>> ndcg = bm.levers.personalization.ndcg
    >>> ndcg([3, 2, 1]), round(ndcg([0, 1]), 3)  # the only useful one in second place: 1/log2(3)
    (1.0, 0.631)
    >>> round(ndcg([3, 2, 3, 0, 1, 2]), 3)  # Wikipedia's example: 6.861/7.141
    0.961
    """
    if isinstance(relevance, int | float):  # ndcg(2, 6, 4, 9): the second number would be taken for k
        raise LearnerError("ndcg() juge une liste : écrivez les nombres entre crochets, ndcg([2, 6, 4]).")
    if gain not in ("linear", "exponential"):
        raise LearnerError(typeset(f"gain vaut {gain!r} ; valeurs admises : 'linear' ou 'exponential'."))
    # Beyond 60, 2^relevance would drown all the others in rounding.
    highest = 60.0 if gain == "exponential" else numbers.LARGEST
    shown = numbers.column("relevance", relevance, 0, highest)
    best = shown if ideal is None else numbers.column("ideal", ideal, 0, highest)
    if not len(shown) or not len(best):
        raise LearnerError("La liste est vide : il n’y a pas d’ordre à juger.")
    if ideal is not None:
        _check_ideal(shown, best)
    places = len(best) if k is None else numbers.whole("k", k, 1)
    if k is None and ideal is not None:
        places = len(shown)  # what is not shown earns nothing; the ideal order has as many places
    perfect = _dcg(np.sort(best)[::-1], places, gain)
    reached = _dcg(shown, places, gain)
    return min(1.0, reached / perfect) if perfect else 0.0


def _check_ideal(shown: np.ndarray, best: np.ndarray) -> None:
    """Refuse an ideal list without something that is shown; what is worth 0 may be left out of it."""
    left = Counter(best.round(9).tolist())
    for place, worth in enumerate(shown.round(9).tolist()):
        if worth and not left[worth]:
            raise LearnerError(
                typeset(
                    f"ideal doit contenir au moins ce qui est montré : la place {place + 1} de relevance vaut "
                    f"{as_given(worth)}, que ideal ne contient pas ou pas assez de fois."
                )
            )
        left[worth] -= 1


def _dcg(relevance: np.ndarray, places: int, gain: str) -> float:
    kept = relevance[:places]
    worth = kept if gain == "linear" else np.exp2(kept) - 1
    return float((worth / np.log2(np.arange(len(kept)) + 2)).sum())
