"""One day of a service: providers at work, providers idle, and who waits, hour by hour."""

from __future__ import annotations

from typing import Any

from bizmodels import french
from bizmodels.levers.peaks import over_the_day
from bizmodels.view.figures import findings
from bizmodels.view.figures.look import (
    AMBER,
    BLUE,
    GREY,
    apart,
    bold_right,
    figure,
    finish,
    french_numbers,
    note,
    told,
)
from bizmodels.view.figures.picture import INK, MUTED, Picture

# Of a figure 3.9 inches high: its axes and a line of text, in points.
_POINTS, _LINE = 215, 15


def peaks(
    profile: Any, load: float, providers: float, title: str, who: str = "prestataires", source: str = ""
) -> Picture:
    """Demand that moves over the day against a pool that does not: one bar an hour, the share that waits above it.

    Args:
        profile, load, providers: as ``bm.levers.peaks.over_the_day`` takes them.
        title: the question the figure answers; what it found is computed and stands underneath.
        who: what the providers are called, in the plural; ``source``: what is quoted underneath.

    Raises:
        LearnerError: as ``over_the_day``.

    >>> print(bm.figures.peaks({8: 300, 12: 100}, 2, 4, "Qui attend, et quand ?").alt)
    Barres, prestataires occupés sur 4 et clients urgents qui attendent : à 8 h, 3,0 et 51 % ; à 12 h, 1,0 et 2 %.
    """
    day = over_the_day(profile, load, providers)
    places, hours = range(len(day)), [f"{french.exact(hour)} h" for hour in day.index]
    with figure(title, 3.9) as axes:
        axes.bar(places, providers, width=0.78, color=GREY, alpha=0.45, zorder=2)
        axes.bar(places, day["busy"], width=0.78, color=BLUE, zorder=3)
        top = providers * 1.2
        for place, waits in zip(places, day["waiting"], strict=True):
            text = french.quantity(waits, "%", 0)
            note(axes, text, (place, providers), (0, 7), ha="center", fontweight="bold", color=AMBER)
        axes.axhline(providers, color=INK, linewidth=1.2, zorder=4)
        last = day["busy"].iloc[-1]
        named = [("Occupés", last / 2, BLUE), ("Libres", (last + providers) / 2, MUTED)]
        named.append(("Clients qui\nattendent", providers * 1.12, AMBER))
        points = [_POINTS * height / top for _, height, _ in named]
        for (name, height, ink), at, moved in zip(named, points, apart(points, 1.5 * _LINE), strict=True):
            away = round(moved - at, 2)
            bold_right(axes, name, (len(day) - 0.55, height), 6, away, color=ink, annotation_clip=False)
        axes.set_xlim(-0.55, len(day) - 0.45)
        axes.set_ylim(0, top)
        axes.set_xticks(list(places), hours)
        french_numbers(axes.yaxis, whole=True)
        axes.set(xlabel="Heure", ylabel=f"{french.typeset(who).capitalize()} présents")
        finish(axes)
    said = [
        f"à {hour}, {french.number(busy, 1)} et {french.quantity(waits, '%', 0)}"
        for hour, busy, waits in zip(hours, day["busy"], day["waiting"], strict=True)
    ]
    alt = f"Barres, {who} occupés sur {french.exact(providers)} et clients urgents qui attendent : {' ; '.join(said)}."
    return told(axes, alt, source, findings.day(hours, day, providers))
