"""Two groups of customers, before a campaign and during it: what « before » hides when it is not shown."""

from __future__ import annotations

from typing import Any

import pandas as pd

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.view.figures.findings import times
from bizmodels.view.figures.look import AMBER, BLUE, GREY, bold_right, figure, finish_bars, note, told
from bizmodels.view.figures.picture import INK, MUTED, Picture

_GROUPS = ((True, "Ont reçu la campagne", BLUE, BLUE), (False, "Ne l’ont pas reçue", GREY, MUTED))
_PERIODS = (("before", "Avant la campagne"), ("during", "Pendant la campagne"))


def before_during(
    table: Any, title: str, unit: str = "€", source: str = "", answered: bool = True
) -> Picture:
    """What a customer spends on average, before and during a campaign: who received it, who did not.

    Args:
        table: what ``bm.levers.campaigns.spending(…)`` gives.
        title: the question the figure answers; what it found is computed and stands underneath.
        unit: currency of the spending; ``source``: what is quoted underneath.
        answered: False draws a « ? » in place of what was spent before, and finds nothing: the question.

    Raises:
        LearnerError: not such a table, or a group that holds nobody.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"reached": [True, False], "before": [30.0, 10.0], "during": [40.0, 20.0]})
    >>> print(bm.figures.before_during(table, "Qui dépense ?").alt)
    Barres, dépense moyenne : avant la campagne, 30 € pour ceux qui la reçoivent et 10 € pour les autres ;
    pendant la campagne, 40 € et 20 €.
    """
    means = _means(table)
    top = means.max().max()
    with figure(title, 3.3) as axes:
        for place, (period, name) in enumerate(_PERIODS):
            asked = period == "before" and not answered
            for side, (group, _, colour, ink) in enumerate(_GROUPS):
                x, height = place + 0.36 * (side - 0.5), means.at[group, period]
                if asked:
                    axes.bar(
                        x,
                        top * 0.6,
                        width=0.32,
                        facecolor="none",
                        edgecolor=ink,
                        linestyle=(0, (4, 3)),
                        linewidth=1.6,
                    )
                    note(
                        axes,
                        "?",
                        (x, top * 0.3),
                        (0, 0),
                        ha="center",
                        va="center",
                        fontsize=22,
                        fontweight="bold",
                        color=ink,
                    )
                else:
                    axes.bar(x, height, width=0.32, color=colour)
                    text = french.quantity(height, unit, 0)
                    note(axes, text, (x, height), (0, 5), ha="center", fontweight="bold", color=INK)
            note(axes, name, (place, 0), (0, -16), ha="center", va="top", color=AMBER if asked else INK)
        axes.set_xlim(-0.5, 2.05)
        axes.set_ylim(0, top * 1.12)
        for group, name, _, ink in _GROUPS:  # at the right of the last bars
            height = means.at[group, "during"] * (0.92 if group else 0.5)
            bold_right(axes, name, (1.38, height), 4, color=ink, annotation_clip=False)
        finish_bars(axes)
        axes.set_yticks([])
    return told(axes, _alt(means, unit, answered), source, _finding(means) if answered else "")


def _alt(means: pd.DataFrame, unit: str, answered: bool) -> str:
    got, left = (
        [french.quantity(means.at[group, period], unit, 0) for period, _ in _PERIODS]
        for group in (True, False)
    )
    meanwhile = (
        f"pendant la campagne, {got[1]} {'et' if answered else 'pour ceux qui la reçoivent et'} {left[1]}"
    )
    if not answered:
        return f"Barres, dépense moyenne : {meanwhile} pour les autres ; avant la campagne, deux points d’interrogation."
    return (
        f"Barres, dépense moyenne : avant la campagne, {got[0]} pour ceux qui la reçoivent et {left[0]} pour les autres ; "
        f"{meanwhile}."
    )


def _finding(means: pd.DataFrame) -> str:
    """« Avant, ils dépensaient 3 fois plus que les autres ; pendant, 2,9 fois plus. »"""
    before, during = (_against(means.at[True, period], means.at[False, period]) for period, _ in _PERIODS)
    return (
        f"Ceux qui la reçoivent dépensaient {before} que les autres avant la campagne, et {during} pendant."
    )


def _against(value: float, other: float) -> str:
    if value > other:
        return times(other, value, "plus") or "à peine plus"
    return times(value, other, "moins") or ("autant" if value == other else "à peine moins")


def _means(table: Any) -> pd.DataFrame:
    """Mean spending of the two groups (index: reached), before and during.

    Raises:
        LearnerError: see ``before_during``.
    """
    if not isinstance(table, pd.DataFrame) or not {"reached", "before", "during"} <= {*table.columns}:
        raise LearnerError("before_during() attend la table que donne bm.levers.campaigns.spending(…).")
    means = table.groupby("reached")[["before", "during"]].mean()
    if {*means.index} != {True, False}:
        raise LearnerError(
            "before_during() compare deux groupes : il faut des clients qui ont reçu la campagne, et d’autres."
        )
    return means.astype(float)
