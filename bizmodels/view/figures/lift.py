"""How often two products go together, against how often they would by chance."""

from __future__ import annotations

from typing import Any

import pandas as pd

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.view.figures.look import BLUE, ORANGE, bold_right, figure, finish_bars, name_rows, told
from bizmodels.view.figures.picture import INK, Picture

MOST = 8  # pairs: more would not be read
_NEEDED = {"confidence", "chance", "lift"}


def chance(rules: Any, title: str, source: str, answered: bool = True) -> Picture:
    """One bar a pair « A → B », the share of those who took A that also took B; a mark where chance would put it.

    Args:
        rules: what ``bm.levers.baskets.pairs(…)`` gives.
        title: the question the figure answers; what it found is computed and stands underneath.
        source: what is quoted underneath.
        answered: False draws the bars alone, without the marks: the question.

    Raises:
        LearnerError: not such a table, or more than eight pairs.

    >>> import pandas as pd
    >>> rules = pd.DataFrame({"confidence": [0.5], "chance": [0.1], "lift": [5.0]}, index=["Thé → Sucre"])
    >>> print(bm.figures.chance(rules, "Vont-ils ensemble ?", "Vingt tickets.").alt)
    Barres : Thé → Sucre, 50 %, 10 % par hasard.
    """
    if not isinstance(rules, pd.DataFrame) or not set(rules.columns) >= _NEEDED or not 0 < len(rules) <= MOST:
        raise LearnerError(f"chance() attend la table de bm.levers.baskets.pairs(…), de une à {MOST} paires.")
    with figure(title, 1.1 + 0.46 * len(rules)) as axes:
        for place, (confidence, by_chance, lift) in enumerate(
            zip(rules["confidence"], rules["chance"], rules["lift"], strict=True)
        ):
            axes.barh(place, confidence, 0.6, color=BLUE, alpha=0.85)
            text = _percent(confidence)
            if answered:
                axes.plot([by_chance] * 2, [place - 0.42, place + 0.42], color=ORANGE, linewidth=3.5)
                text = f"{text} : {_times(lift)}"
            bold_right(axes, french.typeset(text), (max(confidence, by_chance if answered else 0), place), 8)
        name_rows(axes, map(french.typeset, map(str, rules.index)), 40)
        axes.set_ylim(len(rules) - 0.4, -0.6)
        axes.set_xlim(0, rules["confidence"].max() * (1.42 if answered else 1.15))
        if answered:
            axes.set_xlabel(french.typeset("Trait orange : ce que donnerait le hasard"))
            axes.xaxis.label.set_color(INK)
        finish_bars(axes)
    each = [
        f"{name}, {_percent(row['confidence'])}"
        + (f", {_percent(row['chance'])} par hasard" if answered else "")
        for name, row in rules.iterrows()
    ]
    return told(axes, f"Barres : {' ; '.join(each)}.", source, _finding(rules) if answered else "")


def _finding(rules: pd.DataFrame) -> str:
    """The pair furthest above chance, and the one with the longest bar where that is another."""
    lifts = rules["lift"].round(9)
    far, sure = lifts.idxmax(), rules["confidence"].round(9).idxmax()
    found = f"Le plus loin du hasard : {far}, {_percent(rules.loc[far, 'confidence'])} au lieu de {_percent(rules.loc[far, 'chance'])}"
    if far == sure:
        return f"{found}."
    return f"{found}. La plus longue barre, {sure}, ne fait que {_times(lifts[sure])}."


def _percent(share: float) -> str:
    return french.quantity(share, "%", 0 if share >= 0.095 else 1)


def _times(lift: float) -> str:
    return f"{french.number(lift, 1)} fois le hasard"
