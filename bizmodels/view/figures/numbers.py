"""Numbers that a lesson gives by name, drawn: curves, ranges, and the prices of a network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.levers.network_effects import adoption_equilibria
from bizmodels.view.figures import findings
from bizmodels.view.figures.look import (
    AMBER,
    BLANK,
    BLUE,
    DASHED,
    GREEN,
    ORANGE,
    PURPLE,
    apart,
    bold_right,
    figure,
    finish,
    french_numbers,
    lower_first,
    name_rows,
    need_names,
    note,
    rounded,
    told,
)
from bizmodels.view.figures.picture import GRID, INK, Picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Of a figure of curves 3.7 inches high: its axes and a line of text, in points.
_POINTS, _LINE = 210, 14


def curves(table: Any, title: str, x: str, y: str, source: str = "", mark: float | None = None) -> Picture:
    """Quantities of one unit against one other, each curve named at its right end.

    Args:
        table: one column a curve, the index is the abscissa: a DataFrame, or ``{name: {abscissa: value}}``.
        title: the question the figure answers; what it found is computed and stands underneath.
        x, y: axis labels in French, with their units; ``source``: what is quoted underneath.
        mark: an abscissa of the index that the question is about: a line stands there, the values are said underneath.

    Raises:
        LearnerError: not a table of numbers, empty, more curves than colours (four), or a mark that is no abscissa.

    >>> cash = {"Trésorerie": {0: 0, 6: -50, 12: 30}}
    >>> print(bm.figures.curves(cash, "Combien faut-il avancer ?", "Mois", "Trésorerie (k€)").alt)
    Courbes, trésorerie (k€) selon mois : Trésorerie, de 0 à 30, au plus haut 30 pour 12.
    """
    try:
        rows = pd.DataFrame(table).astype(float)
    except (TypeError, ValueError):
        rows = pd.DataFrame()
    if rows.empty or rows.shape[1] > 4:
        raise LearnerError("curves() attend une table de nombres, d’une à quatre colonnes.")
    if mark is not None and mark not in rows.index:
        raise LearnerError(
            f"curves(), mark={french.exact(mark)} : aucune courbe n’a de valeur à cette abscisse."
        )
    ends = rows.index[0], rows.index[-1]
    looks = (
        (BLUE, BLUE, "-"),
        (ORANGE, AMBER, DASHED),
        (GREEN, GREEN, (0, (2, 1.5))),
        (PURPLE, PURPLE, "-."),
    )
    with figure(title, 3.7) as axes:
        low, high = _limits(rows)
        points = [_POINTS * (value - low) / (high - low or 1) for value in rows.iloc[-1]]
        for (name, values), at, place, (colour, ink, dash) in zip(
            rows.items(), points, apart(points, _LINE), looks, strict=False
        ):
            axes.plot(rows.index, values, color=colour, linewidth=2.2, linestyle=dash)
            end = (ends[1], values.iloc[-1])
            # Names of curves that end together would hide one another.
            bold_right(
                axes,
                french.typeset(str(name)),
                end,
                8,
                round(place - at, 2),
                color=ink,
                annotation_clip=False,
            )
        axes.set_xlim(*ends)
        axes.set_ylim(low, high)
        if low < 0:  # the frame below is no longer zero
            axes.axhline(0, color=INK, linewidth=0.8, zorder=1)
        if mark is not None:
            axes.axvline(mark, color=INK, linewidth=1, linestyle=(0, (3, 3)), zorder=1)
            note(axes, _place(mark, x), (mark, high), (0, -4), ha="center", va="top", bbox=BLANK | {"pad": 1})
        french_numbers(axes.xaxis, lambda value: _abscissa(value, x), whole=True)
        french_numbers(axes.yaxis)
        axes.set(xlabel=x, ylabel=y)
        finish(axes)
    said = [
        f"{name}, de {rounded(values.iloc[0])} à {rounded(values.iloc[-1])}, au plus haut {rounded(values.max())} "
        f"pour {_abscissa(values.idxmax(), x)}"
        for name, values in rows.items()
    ]
    alt = f"Courbes, {lower_first(y)} selon {lower_first(x)} : {' ; '.join(said)}."
    found = _curves_finding(rows, x, y)
    return told(
        axes, alt, source, found if mark is None else f"{_marked(rows.loc[mark], mark, x, y)} {found}"
    )


def _limits(rows: pd.DataFrame) -> tuple[float, float]:
    """The lower and upper end of the axis: zero is on it, the curves touch neither end (but zero).

    Below zero there is room for a graduation: matplotlib writes none in a strip.
    """
    bottom, top = min(0.0, rows.min().min()), max(0.0, rows.max().max())
    if bottom == 0:
        return 0.0, top * 1.08
    room = top - bottom
    return min(bottom - 0.08 * room, -0.22 * room), top + 0.08 * room


def _place(at: float, x: str) -> str:
    """« mois 36 »."""
    head, _, unit = x.partition(" (")
    return f"{lower_first(head)} {_abscissa(at, x)} {unit.removesuffix(')')}".rstrip()


def _marked(values: pd.Series, at: float, x: str, y: str) -> str:
    """What each curve is worth at the mark: « Au repère (mois 36) : Gagner, 0,92 Md$ ; Garder, −0,16 Md$. »"""
    unit = y.partition(" (")[2].removesuffix(")")
    each = " ; ".join(f"{name}, {findings.said(value, unit)}" for name, value in values.dropna().items())
    return f"Au repère ({_place(at, x)}) : {each}."


def _abscissa(value: float, x: str) -> str:
    """A place on the axis named ``x``, every digit; the year of a calendar is no quantity: « 2021 », not « 2 021 »."""
    year = x.startswith(("Année", "Exercice")) and value in range(1900, 2101)
    return str(int(value)) if year else french.exact(value)


def _curves_finding(rows: pd.DataFrame, x: str, y: str) -> str:
    """The course of one curve, or the shape of each of several."""
    unit = y.partition(" (")[2].removesuffix(")")
    head, _, of_x = x.partition(" (")

    def at(value: float) -> str:
        return f"{lower_first(head)} : {_abscissa(value, x)} {of_x.removesuffix(')')}".rstrip()

    if rows.shape[1] == 1:
        points = [(f"({at(place)})", value, value) for place, value in rows.iloc[:, 0].dropna().items()]
        return findings.course(str(rows.columns[0]), points, unit)
    curves = {str(name): [(at(x), v) for x, v in column.dropna().items()] for name, column in rows.items()}
    return findings.shapes({name: points for name, points in curves.items() if points}, unit)


def ranges(rows: Mapping[str, float | tuple[float, float]], title: str, unit: str, source: str) -> Picture:
    """What is not known exactly: one line a way of bounding it, from its low to its high value, from zero.

    Args:
        rows: name -> (low, high), or one value where there is no range (a point).
        title: the question the figure answers; what it found is computed and stands underneath.
        unit: of every value, written once on the axis and after each upper value.
        source: where the values come from, in French.

    Written to the unit, or to one decimal where no value reaches 3.

    Raises:
        LearnerError: nothing is given, or a range whose low is above its high.

    >>> spans = {"Abonnés": (9, 11), "Clients": 4}
    >>> print(bm.figures.ranges(spans, "Combien sont-ils ?", "millions", "Deux sources.").alt)
    Fourchettes : Abonnés, de 9 à 11 millions ; Clients, 4 millions.
    """
    need_names(rows, "ranges() attend des fourchettes nommées : ranges({'Abonnements': (65, 1433)}, …).")
    spans = {
        str(name): (float(v[0]), float(v[1])) if isinstance(v, tuple | list) else (float(v), float(v))
        for name, v in rows.items()
    }
    if bad := [name for name, (low, high) in spans.items() if not low <= high]:
        raise LearnerError(f"ranges(), {french.quote(bad[0])} : le bas dépasse le haut. Écrire (bas, haut).")
    # Of small values a whole number would hide most: « de 0 à 1 point » for 0.1 to 1.3.
    digits = 1 if max(max(abs(low), abs(high)) for low, high in spans.values()) < 3 else 0
    with figure(title, 1.2 + 0.5 * len(spans)) as axes:
        said = [
            f"{name}, {_bracket(axes, place, low, high, unit, digits)}"
            for place, (name, (low, high)) in enumerate(spans.items())
        ]
        name_rows(axes, map(french.typeset, spans))
        axes.set_ylim(len(spans) - 0.5, -0.7)
        lowest = min(0, *(low for low, _ in spans.values()))
        axes.set_xlim(lowest * 1.2, max(0, *(high for _, high in spans.values())) * 1.16 or 1)
        if lowest < 0:  # the left edge is not zero then: zero is drawn where it is
            axes.axvline(0, color=GRID, linewidth=1.6)
            axes.locator_params(axis="x", nbins=6)
        french_numbers(axes.xaxis)
        axes.set_xlabel(unit)
        axes.tick_params(axis="x", labelcolor=INK)
        finish(axes, grid="x", without=("bottom",))
    return told(axes, f"Fourchettes : {' ; '.join(said)}.", source, findings.spans(spans, unit))


def _bracket(axes: Axes, place: int, low: float, high: float, unit: str, digits: int) -> str:
    """One range, or a diamond where both ends are the same; gives what it says."""
    wide = high > low
    colour, marker = (BLUE, "o") if wide else (ORANGE, "D")
    axes.plot([low, high], [place, place], color=colour, linewidth=7, alpha=0.45, solid_capstyle="butt")
    axes.plot([low, high], [place, place], marker, color=colour, markersize=7)
    text = f"{french.number(high, digits)}{french.NBSP}{french.agreed(max(abs(low), abs(high)), unit)}"
    bold_right(axes, text, (high, place), 9)
    if not wide:
        return text
    note(axes, french.number(low, digits), (low, place), (0, 8), ha="center", fontweight="bold")
    return f"de {french.number(low, digits)} à {text}"


def tipping(prices: Mapping[str, float], title: str) -> Picture:
    """Whether a network takes off: what the marginal member would pay, against each price (Rohlfs).

    The arch is z·(1 − z), what the last of a share z of members values a network of that size. Where it crosses a
    price, nobody wants to come or go: the hollow point is the tipping point (unstable), the full one holds.

    Args:
        prices: name -> price as a share of what the first adopter would pay if all others were there; above 1/4
            nobody stays, and the price has no point but zero.
        title: the question the figure answers; what it found is computed and stands underneath.

    Raises:
        LearnerError: no named price, or a price that is not positive.

    >>> print(bm.figures.tipping({"Prix 0,16": 0.16, "Prix 0,30": 0.30}, "Qui reste, à quel prix ?").alt)
    Arche z (1 − z), et un trait par prix : Prix 0,16, bascule à 20 % et équilibre stable à 80 % ; Prix
    0,30, personne ne reste.
    """
    need_names(prices, "tipping() attend des prix nommés : tipping({'Prix 0,16': 0.16}, …).")
    equilibria = {name: adoption_equilibria(price)[1:] for name, price in prices.items()}
    share = np.linspace(0, 1, 101)
    top = max(0.29, *(price * 1.15 for price in prices.values()))
    points = [_POINTS * price / top for price in prices.values()]
    looks = (
        (BLUE, BLUE, "-"),
        (ORANGE, AMBER, DASHED),
        (GREEN, GREEN, (0, (1, 1.5))),
        (PURPLE, PURPLE, "-."),
    )
    with figure(title, 3.7) as axes:
        axes.plot(share, share * (1 - share), color=INK, linewidth=2)
        for (name, price), at, place, (colour, ink, dash) in zip(
            prices.items(), points, apart(points, _LINE), looks, strict=False
        ):
            axes.axhline(price, color=colour, linewidth=1.6, linestyle=dash)
            # Names of prices close to each other would hide one another.
            up = round(place - at, 2)
            bold_right(axes, french.typeset(name), (1, price), 8, up, color=ink, annotation_clip=False)
            _crossings(
                axes, equilibria[name], price, colour, len(prices) > 1 and price == min(prices.values())
            )
        axes.set_xlim(0, 1)
        axes.set_ylim(0, top)
        french_numbers(axes.xaxis, lambda value: french.quantity(value, "%", 0))
        french_numbers(axes.yaxis, lambda value: french.number(round(value, 6)))
        axes.set(xlabel="Part des gens qui sont membres", ylabel="Ce que paierait le dernier venu")
        finish(axes)
    said = [f"{name}, {_outcome(found)}" for name, found in equilibria.items()]
    source = "Calcul : valeur d’un réseau selon Rohlfs (1974). Point creux : bascule ; point plein : équilibre qui tient."
    alt = f"Arche z (1 − z), et un trait par prix : {' ; '.join(said)}."
    return told(axes, alt, source, findings.outcomes(equilibria))


def _crossings(axes: Axes, shares: list[float], price: float, colour: str, inside: bool) -> None:
    """Where the arch crosses a price: the tipping point hollow and named on its left, the stable one full.

    ``inside``: named under the arch, so that two prices close to each other do not hide one another's names.
    """
    looks = (("white", (-10, 9), "right"), (colour, (10, 9), "left"))
    if inside:
        looks = (("white", (10, -18), "left"), (colour, (-10, -18), "right"))
    for one, (face, away, side) in zip(shares, looks, strict=False):
        axes.plot(
            one, price, "o", color=colour, markersize=9, markeredgewidth=2, markerfacecolor=face, zorder=4
        )
        note(axes, french.quantity(one, "%", 0), (one, price), away, ha=side, bbox=BLANK | {"pad": 0.2})


def _outcome(shares: list[float]) -> str:
    if not shares:
        return "personne ne reste"
    tips, holds = (french.quantity(one, "%", 0) for one in (shares[0], shares[-1]))
    return f"bascule à {tips} et équilibre stable à {holds}"
