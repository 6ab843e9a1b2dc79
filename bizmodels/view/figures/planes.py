"""Any models side by side, as points in two planes that hold no currency."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from bizmodels import cases, french
from bizmodels.core.model import BusinessModel
from bizmodels.errors import LearnerError
from bizmodels.view.figures import findings
from bizmodels.view.figures.look import BLANK, BLUE, ORANGE, figure, finish, french_numbers, note, told
from bizmodels.view.figures.picture import INK, MUTED, Picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Annotation

Box = tuple[float, float, float, float]  # left, bottom, right, top (px)

_COVERS = (0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)  # ticks on the logarithmic scale
_MONTHS = (0, 1, 2, 5, 10, 15, 20, 50, 100)  # ticks on the root scale


def overview(scenarios: Mapping[str, BusinessModel], title: str) -> Picture:
    """Any models in two planes without currency: share kept against scale, fixed costs covered against money to advance.

    Sizes are on a logarithmic scale, months on a root scale. Each point bears its name, put where it hides no other.

    Args:
        scenarios: name -> model; several currencies are allowed, since no amount is drawn.
        title: the question the figure answers; what it found is computed and stands underneath.

    >>> models = {"Marque": bm.D2C(), "Logiciel": bm.SaaS(), "Musique": bm.Freemium()}
    >>> print(bm.figures.overview(models, "Qui vit, qui avance ?").alt)
    Deux nuages de points : Marque, 31 gardés sur 100, coûts fixes couverts 1,2 fois, 1,0 mois à avancer ;
    Logiciel, 65 gardés sur 100, coûts fixes couverts 13,0 fois, 0,0 mois à avancer ; Musique, 21 gardés
    sur 100, coûts fixes couverts 0,7 fois, 4,9 mois à avancer.
    """
    rows = _drawable(scenarios)
    planes = (("customers", "kept", 100), ("cover", "months", 1))
    with figure(title, 8.2) as first:
        first.set_subplotspec(first.figure.add_gridspec(2, 1)[0])
        second = first.figure.add_subplot(first.figure.axes[0].get_gridspec()[1])
        for axes, (x, y, factor) in zip((first, second), planes, strict=True):
            _plane(axes, rows[x], factor * rows[y], 0.01 * factor, rows["cover"] >= 1)
        first.set(xlabel="Clients en régime permanent (échelle multiplicative)", ylabel="Gardé sur 100 TTC")
        _cover_axes(second, rows)
        first.figure.draw_without_rendering()
        for axes, (x, y, factor), walls in zip((first, second), planes, ((), (1,)), strict=True):
            name_points(axes, {name: (row[x], factor * row[y]) for name, row in rows.iterrows()}, walls)
    said = [
        f"{name}, {french.number(100 * row['kept'], 0)} gardés sur 100, coûts fixes couverts "
        f"{french.number(row['cover'], 1)} fois, {french.number(row['months'], 1)} mois à avancer"
        for name, row in rows.iterrows()
    ]
    names = [type(model).case for model in scenarios.values() if type(model).case]
    source = (
        "Losange : les clients gagnés ne paient pas les coûts fixes. Calcul des modèles "
        f"({french.listing(dict.fromkeys(names))}) ; coûts fixes, attrition et CAC sont surtout des hypothèses."
    )
    finding = findings.planes(
        (100 * rows["kept"]).to_dict(), rows["cover"].to_dict(), rows["months"].to_dict()
    )
    return told(first, f"Deux nuages de points : {' ; '.join(said)}.", source, finding)


def _drawable(scenarios: Mapping[str, BusinessModel]) -> pd.DataFrame:
    """The models that have a place on both planes, one row each: the columns of ``cases.overview``."""
    table = pd.DataFrame(cases.overview(scenarios))
    rows = table[[all(map(math.isfinite, row)) for row in table.to_numpy()]]
    rows = rows[(rows["customers"] > 0) & (rows["cover"] > 0)]
    if rows.empty:
        raise LearnerError("Aucun de ces modèles n’a toutes ses grandeurs : il n’y a rien à dessiner.")
    return rows


def _plane(axes: Axes, x: pd.Series, y: pd.Series, least: float, good: pd.Series) -> None:
    """One point a model, a diamond where it is not ``good``; ``least``: the lowest top of the plane."""
    for some, colour, mark in ((good, BLUE, "o"), (~good, ORANGE, "D")):
        if (
            some.any()
        ):  # an unclipped line of no point counts as one in the corner of the page: no room is left
            axes.plot(x[some], y[some], mark, color=colour, markersize=8, clip_on=False)
    axes.set_xscale("log")
    axes.margins(x=0.16)
    axes.set_ylim(0, 1.15 * max(y.max(), least))
    french_numbers(axes.xaxis)
    french_numbers(axes.yaxis)
    axes.xaxis.set_minor_formatter(lambda value, _: "")
    finish(axes, without=())


def _cover_axes(axes: Axes, rows: pd.DataFrame) -> None:
    """Ticks, scale and labels of the second plane, and the line where the fixed costs are just covered."""
    axes.set(
        xlabel="Coûts fixes couverts par les clients gagnés (fois, échelle multiplicative)",
        ylabel="À avancer (mois de coûts fixes,\néchelle resserrée vers le haut)",
    )
    lowest, highest = rows["cover"].min() / 2, rows["cover"].max() * 2
    axes.set_xticks([one for one in _COVERS if lowest < one < highest])
    # Most firms need little and few need much: a root scale keeps both readable, and shows the zero.
    axes.set_yscale("function", functions=(lambda v: np.sqrt(np.maximum(v, 0)), np.square))
    axes.set_yticks([one for one in _MONTHS if one < 1.15 * max(rows["months"].max(), 1)])
    axes.axvline(1, color=INK, linewidth=1, linestyle=(0, (5, 3)))


# --- names beside points -----------------------------------------------------------------------------------

_NEAR = [(9, 0), (-9, 0), (0, 10), (0, -10)]  # pt right, pt up
_FURTHER = [(side * dx, dy) for dy in (12, -12, 26, -26, 40) for dx in (8, 20) for side in (1, -1)]


def name_points(axes: Axes, points: Mapping[str, tuple[float, float]], walls: Sequence[float] = ()) -> None:
    """Write each name beside its point, at the nearest place where it covers no point, no name, no frame and no wall.

    ``walls`` are the vertical lines of the plane (x).

    A name that must stand further off is tied to its point by a thin line.
    """
    spots = {name: axes.transData.transform(point) for name, point in points.items()}
    marks = {name: (x - 6, y - 6, x + 6, y + 6) for name, (x, y) in spots.items()}
    frame = axes.get_window_extent().extents
    lines = [axes.transData.transform((x, 0))[0] for x in walls]
    taken = [(x - 1, frame[1], x + 1, frame[3]) for x in lines]
    for name, point in points.items():
        others = [*(mark for other, mark in marks.items() if other != name), *taken]
        for away in (*_NEAR, *_FURTHER):
            text, spot = _named(axes, name, point, away)
            if _within(spot, frame) and not any(_overlap(spot, other) for other in others):
                break
            text.remove()
        else:  # where no place is free, beside the point after all
            away = _NEAR[0]
            text, spot = _named(axes, name, point, away)
        if away[0] and abs(away[1]) > 9:
            line = {"arrowstyle": "-", "color": MUTED, "linewidth": 0.7, "shrinkA": 0, "shrinkB": 4}
            note(axes, "", point, away, arrowprops=line, zorder=1)
        taken.append(spot)


def _named(
    axes: Axes, name: str, point: tuple[float, float], away: tuple[float, float]
) -> tuple[Annotation, Box]:
    """The name written ``away`` from its point, and the room it takes."""
    right, up = away
    text = note(
        axes,
        french.typeset(name),
        point,
        away,
        ha="left" if right > 0 else "right" if right < 0 else "center",
        va="bottom" if up > 0 else "top" if up < 0 else "center",
        fontsize=9.5,
        bbox=BLANK | {"pad": 0.6},
    )
    left, bottom, right, top = text.get_window_extent().extents
    return text, (left - 3, bottom - 1, right + 3, top + 1)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _within(box: Box, frame: Box) -> bool:
    return frame[0] <= box[0] and box[2] <= frame[2] and frame[1] <= box[1] and box[3] <= frame[3]
