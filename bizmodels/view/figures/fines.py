"""Amounts of very different sizes, one point each, on an axis where each step is ten times the one before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from bizmodels import french
from bizmodels.core import numbers
from bizmodels.errors import LearnerError
from bizmodels.view.figures.look import (
    BLUE,
    ORANGE,
    bold_right,
    figure,
    finish,
    name_rows,
    need_names,
    note,
    told,
)
from bizmodels.view.figures.picture import INK, Picture

_STEPS = 8  # points side by side before the next pile


def fines(
    groups: Mapping[str, Sequence[float]],
    title: str,
    source: str = "",
    named: Mapping[str, float] | None = None,
    answered: bool = True,
) -> Picture:
    """One row a group, one point an amount (€), on a scale of powers of ten; a bar at the median of each group.

    Args:
        groups: name -> amounts above 0, at least one each.
        title: the question the figure answers; what it found is computed and stands underneath.
        source: what is quoted underneath.
        named: name -> amount, of the points to name in the first row.
        answered: False draws the points alone, without medians: the question.

    Raises:
        LearnerError: no group, an empty one, or an amount that is no number above 0.

    >>> print(bm.figures.fines({"Amendes": [20_000, 300_000, 746e6]}, "Qui paie combien ?").alt)
    Points : Amendes, 3 de 20 k€ à 746 M€, la moitié sous 300 k€.
    """
    need_names(groups, "fines() attend des groupes nommés : fines({'Amendes': [20_000, 300_000]}, …).")
    amounts = {str(name): np.sort(numbers.column(str(name), values, 0)) for name, values in groups.items()}
    for name, values in amounts.items():
        if not len(values) or values[0] <= 0:
            raise LearnerError(f"fines(), {french.quote(name)} : il faut des montants plus grands que 0.")
    with figure(title, 1.3 + 0.62 * len(amounts)) as axes:
        for place, values in enumerate(amounts.values()):
            spread = np.array(
                [((rank * 3) % _STEPS - (_STEPS - 1) / 2) * 0.06 for rank in range(len(values))]
            )
            axes.plot(values, place + spread, "o", color=BLUE, alpha=0.65, markersize=7, markeredgewidth=0)
            if answered:
                middle = float(np.median(values))
                axes.plot([middle] * 2, [place - 0.36, place + 0.36], color=ORANGE, linewidth=3.5)
                bold_right(axes, french.compact(middle), (middle, place), 6, up=-19)
        for name, amount in (named or {}).items():
            note(axes, french.typeset(name), (amount, 0.0), (0, 20), ha="center", color=INK)
        name_rows(axes, map(french.typeset, amounts), 24)
        low, high = min(v[0] for v in amounts.values()), max(v[-1] for v in amounts.values())
        axes.set_xscale("log")
        axes.set_xlim(low / 2.2, high * 2.6)
        axes.set_ylim(len(amounts) - 0.4, -0.75)
        axes.minorticks_off()
        axes.xaxis.set_major_formatter(lambda value, _: french.compact(value))
        axes.tick_params(axis="x", labelcolor=INK)
        if answered:
            axes.set_xlabel("Trait orange : autant d’amendes en dessous qu’au-dessus")
            axes.xaxis.label.set_color(INK)
        finish(axes, grid="x", without=("bottom", "left"))
    said = [
        f"{name}, {len(values)} de {french.compact(values[0])} à {french.compact(values[-1])}"
        + (f", la moitié sous {french.compact(float(np.median(values)))}" if answered else "")
        for name, values in amounts.items()
    ]
    return told(axes, f"Points : {' ; '.join(said)}.", source, _finding(amounts) if answered else "")


def _finding(amounts: Mapping[str, np.ndarray]) -> str:
    """How far apart the medians are, or the mean and the median of the only group."""
    middles = {name: float(np.median(values)) for name, values in amounts.items()}
    if len(middles) == 1:
        (name,), mean = middles, float(np.mean(next(iter(amounts.values()))))
        return f"Au milieu, {french.compact(middles[name])} ; en moyenne, {french.compact(mean)}."
    top, low = max(middles, key=middles.get), min(middles, key=middles.get)
    return (
        f"Au milieu du groupe : {top}, {french.compact(middles[top])} ; {low}, {french.compact(middles[low])}, "
        f"{french.number(round(middles[top] / middles[low]))} fois moins."
    )
