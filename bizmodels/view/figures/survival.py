"""Customers who stay, drawn: what was seen, what happened next, and what each way of counting promised."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.view.figures.look import (
    AMBER,
    BLANK,
    BLUE,
    DASHED,
    GREEN,
    ORANGE,
    apart,
    bold_right,
    figure,
    finish,
    french_numbers,
    note,
    rounded,
    told,
)
from bizmodels.view.figures.picture import INK, Picture

_LOOKS = ((ORANGE, AMBER, DASHED), (GREEN, GREEN, (0, (2, 1.5))), (INK, INK, "-."))
# Of a figure 3.7 inches high: its axes and a line of text, in points.
_POINTS, _LINE = 210, 14


def survival(
    observed: Any,
    title: str,
    source: str = "",
    curves: Mapping[str, Any] | None = None,
    known: int | None = None,
    until: int | None = None,
) -> Picture:
    """Of 100 customers won together, how many are still there: points seen, and the curves drawn through them.

    Args:
        observed: customers still there out of 100, by whole periods since the start: a Series or ``{0: 100, 1: 87}``.
        title: the question the figure answers; what it found is computed and stands underneath.
        source: what is quoted underneath.
        curves: name -> the same by period, up to three: what one forecasts from what was ``known``.
        known: the last period that the forecasts have seen; what happened later is drawn hollow.
        until: the last period of the axis, where it goes further than the points: a « ? » stands there.

    Raises:
        LearnerError: no such series, or more than three curves.

    >>> picture = bm.figures.survival({0: 100, 1: 80, 2: 70}, "Qui reste ?", until=4)
    >>> print(picture.alt)
    Points, clients encore là sur 100 : 100 à l’année 0, 70 à l’année 2.
    """
    points = _numbers(observed)
    lines = {str(name): _numbers(values) for name, values in (curves or {}).items()}
    if len(lines) > len(_LOOKS):
        raise LearnerError("survival() dessine au plus trois courbes.")
    seen = points if known is None else points[points.index <= known]
    later = points[points.index > seen.index[-1]]
    end = max([points.index[-1], until or 0, *(line.index[-1] for line in lines.values())])
    with figure(title, 3.7) as axes:
        axes.plot(seen.index, seen, "o", color=BLUE, markersize=7, zorder=3)
        axes.plot(
            later.index, later, "o", color=BLUE, markerfacecolor="white", markeredgewidth=2, markersize=7, zorder=3
        )  # fmt: skip
        named = {
            name: (line.index[-1], line.iloc[-1], look)
            for (name, line), look in zip(lines.items(), _LOOKS, strict=False)
        }
        if len(later):
            named["ce qui s’est passé"] = (later.index[-1], later.iloc[-1], (BLUE, BLUE, ""))
        heights = [_POINTS * value / 105 for _, value, _ in named.values()]
        for (name, (at, value, (_, ink, _))), height, place in zip(
            named.items(), heights, apart(heights, _LINE), strict=True
        ):
            bold_right(
                axes, french.typeset(name), (at, value), 11, round(place - height, 2), color=ink, annotation_clip=False
            )  # fmt: skip
        for name, line in lines.items():
            colour, _, dash = named[name][2]
            axes.plot(line.index, line, color=colour, linewidth=2.2, linestyle=dash)
        if until is not None and until > points.index[-1] and not lines:
            # Anywhere below those still seen: the mark alone would be read as a guess.
            axes.plot([until, until], [0, points.iloc[-1]], color=AMBER, linewidth=2, linestyle=(0, (2, 3)))
            note(
                axes,
                "?",
                (until, points.iloc[-1] / 2),
                (-16, 0),
                ha="center",
                va="center",
                fontsize=26,
                color=AMBER,
            )
        if len(later):
            axes.axvline(seen.index[-1] + 0.5, color=INK, linewidth=1, linestyle=(0, (3, 3)), zorder=1)
            note(axes, "vu", (seen.index[-1] + 0.5, 102), (-6, 0), ha="right", va="top", bbox=BLANK)
            note(axes, "à prévoir", (seen.index[-1] + 0.5, 102), (6, 0), ha="left", va="top", bbox=BLANK)
        axes.set_xlim(-0.3, end + 0.4)
        axes.set_ylim(0, 105)
        axes.set_xticks(range(int(end) + 1))
        french_numbers(axes.yaxis)
        axes.set(xlabel="Années depuis le contrat", ylabel="Clients encore là, sur 100")
        finish(axes)
    ends = [points.index[0], seen.index[-1], *([later.index[-1]] if len(later) else [])]
    said = [", ".join(f"{rounded(points[at])} à l’année {at}" for at in dict.fromkeys(ends))]
    said += [f"{name}, {rounded(line.iloc[-1])} à l’année {line.index[-1]}" for name, line in lines.items()]
    return told(
        axes, f"Points, clients encore là sur 100 : {' ; '.join(said)}.", source, _found(points, later, lines)
    )


def _found(points: pd.Series, later: pd.Series, lines: Mapping[str, pd.Series]) -> str:
    """How far each curve is from the last point, or how many were lost first and last."""
    if not lines or not len(later):
        return (
            f"La première année, {rounded(points.iloc[0] - points.iloc[1])} clients sur 100 s’en vont ; à l’année "
            f"{points.index[-1]}, il en reste {rounded(points.iloc[-1])}."
        )
    at, real = later.index[-1], later.iloc[-1]
    each = " ; ".join(f"{name}, {rounded(line[at])}" for name, line in lines.items() if at in line.index)
    return f"À l’année {at}, il reste {rounded(real)} clients sur 100. Ce qui était prévu : {each}."


def _numbers(values: Any) -> pd.Series:
    """The values by period.

    Raises:
        LearnerError: see ``survival``.
    """
    try:
        series = pd.Series(values).astype(float)
        right = (
            len(series) >= 2
            and bool(((series >= 0) & (series <= 100)).all())
            and series.index.is_monotonic_increasing
        )
    except (TypeError, ValueError):
        right = False
    if not right:
        raise LearnerError(
            "survival() attend, année par année, combien de clients sur 100 sont encore là : {0: 100, 1: 87, 2: 74}."
        )
    return series
