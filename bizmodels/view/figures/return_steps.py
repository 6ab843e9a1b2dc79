"""What one return costs, step by step, from the customer's door to the shelf."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from bizmodels import french
from bizmodels.core import numbers
from bizmodels.errors import LearnerError, told_in_french
from bizmodels.view.figures.look import (
    AMBER,
    BLUE,
    GREY,
    ORANGE,
    bold_right,
    figure,
    finish_bars,
    name_rows,
    need_names,
    told,
)
from bizmodels.view.figures.picture import Picture


@told_in_french
def return_steps(
    steps: Mapping[str, float] | Any, title: str, source: str, answered: bool = True, total: str = "En tout"
) -> Picture:
    """Costs that follow one another, each bar beginning where the one above ends, and their sum below.

    Args:
        steps: name of each step, in the order met, and what it costs, €; or what ``bm.risks.returns.return_cost`` gives.
        title: the question the figure answers; what it found is computed and stands underneath.
        source: what is quoted underneath.
        answered: False draws boxes of one width with « ? »: the question.
        total: what the sum is called.

    Raises:
        LearnerError: no named step, a cost that is no number, or a sum that is not above 0.

    >>> print(bm.figures.return_steps({"Colis": 5, "Tri": 2}, "Que coûte un retour ?", "Hypothèses.").alt)
    Barres en escalier : Colis, 5,00 € ; Tri, 2,00 € ; En tout, 7,00 €.
    """
    if isinstance(steps, pd.Series) and "outbound" in steps.index:
        shown = steps.shown() if hasattr(steps, "shown") else None
        names = list(shown.index[:-1]) if shown is not None else []
        values = steps[steps != 0].drop("total", errors="ignore").tolist()
        steps = dict(zip(names, values, strict=True))
    need_names(steps, "return_steps() attend des étapes nommées : return_steps({'Colis': 5, 'Tri': 2}, …).")
    costs = {str(name): numbers.one(str(name), value, -math.inf) for name, value in steps.items()}
    whole = sum(costs.values())
    if whole <= 0:
        raise LearnerError(
            f"return_steps() : la somme des étapes vaut {french.exact(whole)} ; il faut plus que 0."
        )
    with figure(title, 1.1 + 0.42 * (len(costs) + 1)) as axes:
        at = 0.0
        for place, cost in enumerate(costs.values()):
            if answered:
                axes.barh(place, cost, 0.62, left=at, color=BLUE if cost >= 0 else GREY)
                at += cost
                bold_right(axes, _euros(cost), (max(at, at - cost), place))
            else:
                _box(axes, place, BLUE)
        if answered:
            axes.barh(len(costs), whole, 0.62, color=ORANGE)
            bold_right(axes, _euros(whole), (whole, len(costs)), color=AMBER)
        else:
            _box(axes, len(costs), ORANGE)
        name_rows(axes, map(french.typeset, [*costs, total]))
        axes.set_ylim(len(costs) + 0.6, -0.6)
        axes.set_xlim(0, (1.18 * max(whole, at)) if answered else 1)
        finish_bars(axes)
    if not answered:
        return told(
            axes, f"Étapes, de la porte au rayon : {french.listing(costs)}. Combien chacune ?", source, ""
        )
    each = [f"{name}, {_euros(cost)}" for name, cost in [*costs.items(), (total, whole)]]
    largest = max(costs, key=costs.__getitem__)
    found = f"{largest} : {_euros(costs[largest])} sur {_euros(whole)}, la plus grosse part."
    return told(axes, f"Barres en escalier : {' ; '.join(each)}.", source, found)


def _box(axes: Any, place: int, colour: str) -> None:
    axes.barh(place, 0.4, 0.62, color="none", edgecolor=colour, linestyle=(0, (4, 3)), linewidth=1.5)
    axes.text(0.2, place, "?", ha="center", va="center", fontweight="bold", color=colour)


def _euros(value: float) -> str:
    return f"{french.number(value, 2)}{french.NBSP}€"
