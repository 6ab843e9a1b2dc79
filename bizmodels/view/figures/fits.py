"""An observed series with the curve that fits it best; the fits themselves are made in ``bizmodels.levers``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.french import nearest
from bizmodels.levers.network_effects import fit_bass_counts
from bizmodels.levers.resale_value import fit_decay, parallel_lines
from bizmodels.view.figures import findings
from bizmodels.view.figures.look import (
    AMBER,
    BLUE,
    DASHED,
    ORANGE,
    bold_right,
    figure,
    finish,
    french_numbers,
    lower_first,
    note,
    rounded,
    told,
)
from bizmodels.view.figures.picture import Picture


def two_groups(
    data: pd.DataFrame, x: str, y: str, group: str, title: str, names: Mapping[str, str], source: str = ""
) -> Picture:
    """Sales of two kinds of goods, and the two parallel straight lines that fit them best (least squares).

    The gap between the lines is what the second kind costs less at equal ``x``: often not the gap of the means.

    Args:
        data: one row a sale.
        x, y: columns of numbers; ``group``: column with two values.
        title: the question the figure answers; what it found is computed and stands underneath.
        names: axis and group names in French, by column or value; a unit stands in brackets, « Prix ($) ».
        source: what is quoted underneath.

    Raises:
        LearnerError: a column is missing, ``group`` does not hold two values, or what
            ``levers.resale_value.parallel_lines`` refuses.

    >>> import pandas as pd
    >>> rows = [(1, 10, "neuf"), (2, 12, "neuf"), (3, 14, "neuf"), (1, 7, "usagé"), (2, 9, "usagé")]
    >>> sales = pd.DataFrame(rows, columns=["bids", "price", "kind"])
    >>> names = {"price": "Prix ($)"}
    >>> print(bm.figures.two_groups(sales, "bids", "price", "kind", "Que vaut l’usagé ?", names).alt)
    Nuage de 5 points et deux droites parallèles : Prix monte de 2,00 $ à chaque pas ; à égalité, « usagé
    » est 3,00 $ au-dessous de « neuf ».
    """
    _need_columns(data, x, y, group)
    # The more frequent kind comes first, so that the order does not hang on that of the rows.
    kinds = list(data[group].value_counts().index)
    if len(kinds) != 2:
        raise LearnerError(
            f"La colonne {french.quote(group)} doit séparer deux sortes{french.NBSP}; elle en a {len(kinds)}."
        )
    lines = parallel_lines(data[x], data[y], data[group] == kinds[1])
    first, second = (names.get(kind, kind) for kind in kinds)
    ends = [data[x].min(), data[x].max()]
    looks = ((ORANGE, AMBER, "o", "-", 0.0, -0.06), (BLUE, BLUE, "D", DASHED, lines.gap, 0.06))
    with figure(title, 3.9) as axes:
        for kind, name, (colour, ink, marker, dash, lift, aside) in zip(
            kinds, (first, second), looks, strict=True
        ):
            rows = data[data[group] == kind]
            axes.plot(
                rows[x] + aside, rows[y], marker, color=colour, markersize=5, alpha=0.45, markeredgewidth=0
            )
            heights = [lines.start + lift + lines.slope * end for end in ends]
            axes.plot(ends, heights, color=ink, linewidth=2, linestyle=dash)
            bold_right(axes, name, (ends[1], heights[1]), 8, color=ink)
        axes.set_xlim(ends[0] - 0.4, ends[1] + 0.22 * (ends[1] - ends[0]))
        axes.set_ylim(0, data[y].max() * 1.1)
        axes.set_xticks(sorted(data[x].unique()) if data[x].nunique() < 10 else axes.get_xticks())
        axes.set(xlabel=names.get(x, x), ylabel=names.get(y, y))
        french_numbers(axes.yaxis)
        finish(axes)
    label, _, unit = names.get(y, y).partition(" (")
    unit = unit.rstrip(")")
    text = (
        f"Nuage de {french.number(len(data))} points et deux droites parallèles : {label} monte de "
        f"{french.quantity(lines.slope, unit, 2)} à chaque pas ; à égalité, « {second} » est "
        f"{french.quantity(abs(lines.gap), unit, 2)} {'au-dessus' if lines.gap > 0 else 'au-dessous'} de « {first} »."
    )
    means = data.groupby(group)[y].mean()
    finding = findings.gap_of_lines(
        first,
        second,
        lines.gap,
        means[kinds[1]] - means[kinds[0]],
        lower_first(names.get(x, x).partition(" (")[0]),
        unit,
    )
    return told(axes, text, source, finding)


def decay(
    data: pd.DataFrame,
    x: str,
    y: str,
    title: str,
    names: Mapping[str, str],
    step: str = "an",
    source: str = "",
) -> Picture:
    """Values of things of different ages, and the constant loss in per cent that fits them best.

    Least squares on the logarithms: the curve loses the same share at each step of ``x``.

    Args:
        data: one row a thing.
        x, y: columns of numbers, ``y`` above zero.
        title: the question the figure answers; what it found is computed and stands underneath.
        names: axis names in French, by column.
        step: what one step of ``x`` is called (« an », « mois »).
        source: what is quoted underneath.

    Raises:
        LearnerError: a column is missing, a value is not above zero, or what ``levers.resale_value.fit_decay`` refuses.

    >>> import pandas as pd
    >>> cars = pd.DataFrame({"age": [0, 1, 2], "price": [1000, 800, 640]})
    >>> print(bm.figures.decay(cars, "age", "price", "Que reste-t-il après un an ?", {"price": "Prix"}).alt)
    Nuage de 3 points et une courbe qui perd 20 % par an : 1 000 à l’âge zéro, 328 cinq pas plus loin
    (Prix).
    """
    _need_columns(data, x, y)
    ages, values = data[x].to_numpy(dtype=float), data[y].to_numpy(dtype=float)
    if not (len(values) and (values > 0).all()):
        raise LearnerError(
            f"La colonne {french.quote(y)} doit tenir des valeurs au-dessus de zéro{french.NBSP}: une part se perd, jamais tout."
        )
    fit = fit_decay(ages, values)
    line = np.linspace(ages.min(), ages.max(), 60)
    middle, loss = line[len(line) // 3], french.quantity(fit.loss, "%", 0)
    with figure(title, 3.6) as axes:
        axes.plot(ages, values, "o", color=BLUE, markersize=5, alpha=0.4, markeredgewidth=0)
        axes.plot(line, fit.value(line), color=ORANGE, linewidth=2.4)
        said = f"{french.MINUS}{loss} par {step}"
        note(axes, said, (middle, fit.value(middle)), (12, 26), color=AMBER, fontweight="bold")
        axes.set_ylim(0, values.max() * 1.1)
        axes.set(xlabel=names.get(x, x), ylabel=names.get(y, y))
        french_numbers(axes.xaxis, whole=True)
        french_numbers(axes.yaxis, whole=True)
        finish(axes)
    text = (
        f"Nuage de {french.number(len(values))} points et une courbe qui perd {loss} par {step} : "
        f"{french.number(fit.value(0), 0)} à l’âge zéro, {french.number(fit.value(5), 0)} cinq pas plus loin "
        f"({names.get(y, y)})."
    )
    return told(axes, text, source, findings.half_life(fit.loss, step))


def diffusion(
    times: Iterable[float],
    counts: Iterable[float],
    launch: float,
    title: str,
    later: Mapping[float, float] | None = None,
    unit: str = "millions d’inscrits",
    source: str = "",
) -> Picture:
    """Bass's curve fitted on cumulative counts, dashed beyond the last of them, and what was published since.

    Args:
        times: dates of the counts the curve is fitted on, in years (2015.7); four at least.
        counts: cumulative counts at these dates.
        launch: date of the start, in years.
        title: the question the figure answers; what it found is computed and stands underneath.
        later: date -> count published afterwards, which the curve has not seen.
        unit: what is counted. ``source``: what is quoted underneath.

    Raises:
        LearnerError: what ``levers.network_effects.fit_bass_counts`` refuses.

    >>> years = [1, 2, 4, 7, 9]
    >>> counts = [round(float(n), 1) for n in bm.levers.network_effects.bass(0.1, 0.4, 100, years)]
    >>> print(bm.figures.diffusion(years, counts, launch=0, title="Où s’arrête la courbe ?").alt)
    Courbe de Bass en S, ajustée sur 5 comptages, de 11,5 à 94,7 millions d’inscrits ; marché estimé : 100
    millions d’inscrits.
    """
    times, counts, later = list(times), list(counts), dict(later or {})
    fit = fit_bass_counts(times, counts, launch)
    expected = {time: float(fit.reached(time - launch)) for time in later}
    end = max([*times, *later]) + 1.5
    past, future = np.linspace(launch, max(times), 80), np.linspace(max(times), end, 40)
    with figure(title, 3.7) as axes:
        axes.plot(past, fit.reached(past - launch), color=BLUE, linewidth=2.2)
        axes.plot(future, fit.reached(future - launch), color=BLUE, linewidth=2.2, linestyle=(0, (4, 2)))
        for time, count in zip(times, counts, strict=True):
            axes.plot(time, count, "o", color=BLUE, markersize=7, zorder=3)
            note(axes, french.exact(count), (time, count), (-9, 4), ha="right")
        for time, count in later.items():
            axes.plot(time, count, "D", color=ORANGE, markersize=8, zorder=4)
            said, hoped = (
                f"publié{french.NBSP}: {french.exact(count)}",
                f"prévu{french.NBSP}: {rounded(expected[time])}",
            )
            note(
                axes,
                said,
                (time, count),
                (10, -15),
                ha="left",
                color=AMBER,
                fontweight="bold",
                annotation_clip=False,
            )
            note(axes, hoped, (time, expected[time]), (-8, 8), ha="right", color=BLUE, fontweight="bold")
        axes.set_xlim(launch - 0.3, end + 1.2)
        axes.set_ylim(0, max(float(fit.reached(end - launch)), *counts, *later.values()) * 1.14)
        french_numbers(axes.xaxis, "{:.0f}".format, whole=True)
        french_numbers(axes.yaxis)
        axes.set_ylabel(unit[0].upper() + unit[1:])
        finish(axes)
    text = f"Courbe de Bass en S, ajustée sur {len(times)} comptages, de {french.exact(counts[0])} à {french.exact(counts[-1])} {unit}"
    for time, count in later.items():
        text += f" ; elle prévoit {rounded(expected[time])}, on a publié {french.exact(count)}"
    finding = findings.forecast(counts, fit.m, {time: (expected[time], later[time]) for time in later}, unit)
    return told(axes, f"{text} ; marché estimé : {rounded(fit.m)} {unit}.", source, finding)


def _need_columns(data: pd.DataFrame, *wanted: str) -> None:
    if missing := [one for one in wanted if one not in data.columns]:
        raise LearnerError(
            f"Cette table n’a pas de colonne {french.quote(missing[0])}.{nearest(missing[0], list(data.columns))}"
        )
