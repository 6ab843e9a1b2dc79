"""Customers sorted twice, by their last purchase and by their number of purchases: what is found in each square."""

from __future__ import annotations

from typing import Any

import pandas as pd

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.view.figures.look import BLUE, figure, finish, told
from bizmodels.view.figures.picture import INK, MUTED, Picture

LEAST = 10  # customers: with fewer a share says nothing
_DARK = 0.72  # opacity from which white is read better than ink on the blue
_SCORES = range(1, 6)


def segments(scores: Any, chosen: Any, title: str, what: str, source: str = "") -> Picture:
    """Twenty-five squares of customers: the darker, the larger the share that ``chosen`` holds.

    Args:
        scores: one row a customer, scores ``r`` and ``f`` from 1 to 5 (5: bought last, bought most often), as
            ``bm.levers.personalization.rfm(…)`` gives them.
        chosen: whether each customer is one of those asked about: booleans in the same order.
        title: the question the figure answers; what it found is computed and stands underneath.
        what: what is in the squares, in words (« % qui reçoivent la campagne »); ``source``: what is quoted underneath.

    A square of fewer than ten customers stays empty.

    Raises:
        LearnerError: not such a table, other scores, or not one boolean a customer.

    >>> import pandas as pd
    >>> scores = pd.DataFrame({"r": [1] * 10 + [5] * 10, "f": [1] * 10 + [5] * 10})
    >>> print(bm.figures.segments(scores, [False] * 10 + [True] * 10, "Qui ?", "% choisis"))
    Vingt-cinq cases, % choisis : rares et anciens, 0 ; fréquents et récents, 100.
    De 0 % (achats : 1, dernier achat : 1) à 100 % (achats : 5, dernier achat : 5).
    """
    from matplotlib.patches import Rectangle

    shares = _shares(scores, chosen)
    with figure(title, 3.9) as axes:
        for (late, often), share in shares.items():
            opacity = 0.05 + 0.95 * share
            axes.add_patch(
                Rectangle((often - 0.48, late - 0.46), 0.96, 0.92, facecolor=BLUE, alpha=opacity, linewidth=0)
            )
            axes.text(
                often, late, french.number(100 * share, 0), ha="center", va="center", fontsize=12, fontweight="bold",
                color="white" if opacity > _DARK else INK,
            )  # fmt: skip
        axes.set_xlim(0.4, 5.6)
        axes.set_ylim(0.4, 5.6)
        axes.set_xticks(_SCORES, ["1\nrares", "2", "3", "4", "5\nfréquents"])
        axes.set_yticks(_SCORES, ["ancien  1", "2", "3", "4", "récent  5"])
        axes.tick_params(labelcolor=INK)
        axes.set_xlabel(f"Nombre d’achats (dans chaque case : {french.typeset(what)})")
        axes.set_ylabel("Dernier achat")
        axes.yaxis.label.set_color(MUTED)
        finish(axes, without=("left", "bottom"))
        axes.grid(visible=False)
    told_ends = [
        f"{name}, {french.number(100 * shares[place], 0)}"
        for name, place in (("rares et anciens", (1, 1)), ("fréquents et récents", (5, 5)))
        if place in shares.index
    ]
    low, high = shares.idxmin(), shares.idxmax()
    finding = f"De {_place(low, shares[low])} à {_place(high, shares[high])}."
    return told(axes, f"Vingt-cinq cases, {what} : {' ; '.join(told_ends)}.", source, finding)


def _place(at: tuple[int, int], share: float) -> str:
    return f"{french.quantity(share, '%', 0)} (achats : {at[1]}, dernier achat : {at[0]})"


def _shares(scores: Any, chosen: Any) -> pd.Series:
    """Share chosen by (recency, frequency), of the squares that hold enough customers.

    Raises:
        LearnerError: see ``segments``.
    """
    if not isinstance(scores, pd.DataFrame) or not {"r", "f"} <= {*scores.columns}:
        raise LearnerError("segments() attend les notes r et f que donne bm.levers.personalization.rfm(…).")
    given = list(chosen)
    asked = pd.Series(given, index=scores.index if len(given) == len(scores) else None)
    if len(asked) != len(scores) or asked.dtype != bool:
        raise LearnerError("segments() : chosen dit True ou False pour chaque client, dans le même ordre.")
    if not (scores["r"].isin(_SCORES) & scores["f"].isin(_SCORES)).all():
        raise LearnerError("segments() : r et f sont des notes, des entiers de 1 à 5.")
    groups = asked.groupby([scores["r"].astype(int), scores["f"].astype(int)])
    shares = groups.mean()[groups.size() >= LEAST]
    if shares.empty:
        raise LearnerError(f"segments() : aucune case ne compte {LEAST} clients.")
    return shares.round(9)
