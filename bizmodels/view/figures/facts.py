"""Published figures, drawn: unit, standing and source of each are those of its ``Fact``."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.facts.facts import Fact, facts_of, metric_label
from bizmodels.french import nearest
from bizmodels.view.figures import findings
from bizmodels.view.figures.look import (
    AMBER,
    BLUE,
    ORANGE,
    bold_right,
    figure,
    finish,
    finish_bars,
    folded,
    french_numbers,
    name_rows,
    note,
    told,
)
from bizmodels.view.figures.picture import GRID, INK, Picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Years = Mapping[int, Sequence[Fact]]  # year -> its facts, lowest value first


def timeline(facts: pd.DataFrame, title: str, metrics: str | Iterable[str]) -> Picture:
    """A published figure year after year; where sources disagree, every value is a point of its own.

    The line is cut at a missing year and at a year with several values: nothing is averaged or guessed. A hollow
    point is deduced or not verified. Fiscal years (« FY2025 ») keep their name; they never stand beside calendar years.

    Args:
        facts: rows of ``load_companies()`` or ``load_market()``, one entity.
        title: the question the figure answers; what it found is computed and stands underneath.
        metrics: indicator, or several names of the same quantity, in one unit and yearly.

    Raises:
        LearnerError: no table of facts, several entities or units, an unknown indicator, no yearly value.

    >>> facts = bm.load_companies()
    >>> facts = facts[facts["entity"] == "BlaBlaCar"]
    >>> print(bm.figures.timeline(facts, "A-t-il encore grandi ?", "passengers").alt)
    Courbe : Passagers, 70 ou 71 millions en 2019 ; 80 millions en 2023. Sources en désaccord, plusieurs
    points : 70 ou 71 millions en 2019.
    """
    import seaborn as sns

    found, (metric, *_) = _asked(facts, metrics)
    fiscal, years = _yearly(found, metric)
    shown = [one for group in years.values() for one in group]
    symbol = _symbol(shown)
    single = {year: group[0].value for year, group in years.items() if len(group) == 1}
    span = range(min(years), max(years) + 1)
    with figure(title, 3.5) as axes:
        for run in _runs(single):
            sns.lineplot(x=run, y=[single[year] for year in run], color=BLUE, linewidth=2.2, ax=axes)
        for year, group in years.items():
            _mark(axes, year, group)
        low, high = min(0.0, *(one.value for one in shown)), max(0.0, *(one.value for one in shown))
        axes.set_ylim(
            low * 1.06, high * 1.22 - low * 0.16
        )  # room for the values, which stand above their points
        if low < 0:
            axes.axhline(0, color=GRID, linewidth=1)
        axes.set_xlim(span[0] - 0.7, span[-1] + 0.7)
        axes.set_xticks(span, [f"{fiscal}{year}" for year in span])
        french_numbers(axes.yaxis)
        axes.set(xlabel="", ylabel=folded(f"{metric_label(metric)} ({symbol})", 38))
        finish(axes)
    found_said = findings.course(
        metric_label(metric),
        [(f"en {fiscal}{year}", group[0].value, group[-1].value) for year, group in sorted(years.items())],
        symbol,
    )
    words = _timeline_words(metric, years, symbol, fiscal)
    return told(axes, words, f"{_key(years)}{_sources(shown)}", found_said)


def bars(
    facts: pd.DataFrame, title: str, metrics: str | Iterable[str] | None = None, highlight: str = ""
) -> Picture:
    """Published figures of one unit side by side, from zero: one bar a value, in the order asked for.

    Args:
        facts: rows of ``load_companies()``, ``load_market()`` or ``conflicts()``, one entity.
        title: the question the figure answers; what it found is computed and stands underneath.
        metrics: indicators wanted; by default all, in the order of the table.
        highlight: the indicator drawn in the second colour.

    Raises:
        LearnerError: no table of facts, several entities or units, an unknown indicator.

    >>> facts = bm.load_companies()
    >>> facts = facts[facts["entity"] == "BlaBlaCar"]
    >>> print(bm.figures.bars(facts, "Combien a-t-il levé ?", "funding_round").alt)
    Barres : Levée de fonds, juillet 2014 : 100 M$ ; Levée de fonds, septembre 2015 : 200 M$ ; Levée de
    fonds, avril 2021 : 115 M$.
    """
    import seaborn as sns

    found, wanted = _asked(facts, metrics)
    unit = _symbol(found)
    if found[0].unit in ("année", "booléen") or found[0].unit.startswith("article"):
        unit = ""  # what cannot be divided
    shown = [one for metric in wanted for one in found if one.metric == metric]
    names = [f"{metric_label(one.metric)}, {one.when} {one.standing}".rstrip() for one in shown]
    values, places = [one.value for one in shown], list(range(len(shown)))
    colours = {place: ORANGE if one.metric == highlight else BLUE for place, one in enumerate(shown)}
    with figure(title, 1.1 + 0.46 * len(shown)) as axes:
        sns.barplot(
            x=values,
            y=places,
            hue=places,
            orient="h",
            palette=colours,
            width=0.62,
            saturation=1,
            legend=False,
            ax=axes,
        )
        name_rows(axes, names)
        for place, one in enumerate(shown):
            bold_right(axes, one.text, (max(one.value, 0), place))
        axes.set_xlim(min(0, *values), max(0, *values) * 1.12)
        axes.set(xlabel="", ylabel="")
        losses = min(values) < 0
        finish_bars(axes, ("bottom", "left") if losses else ("bottom",))
        if losses:  # the left edge is not zero then: zero is drawn where it is
            axes.axvline(0, color=GRID, linewidth=1)
    said = [f"{name} : {one.text}" for name, one in zip(names, shown, strict=True)]
    pieces = [(name, one.value, one.text) for name, one in zip(names, shown, strict=True)]
    return told(axes, f"Barres : {' ; '.join(said)}.", _sources(shown), findings.extremes(pieces, unit))


# --- what is drawn -----------------------------------------------------------------------------------------


def _asked(facts: Any, metrics: str | Iterable[str] | None) -> tuple[list[Fact], list[str]]:
    """The facts of the metrics in the order of the table, and the metrics; a French sentence when there are none."""
    if not isinstance(facts, pd.DataFrame) or not {"metric", "value", "unit", "period"} <= set(facts.columns):
        raise LearnerError(
            "Cette figure attend une table de chiffres publiés, par exemple bm.load_companies()."
        )
    known = list(dict.fromkeys(facts["metric"]))
    wanted = known if metrics is None else [metrics] if isinstance(metrics, str) else list(metrics)
    if not wanted:
        raise LearnerError(f"Cette table est vide{french.NBSP}: il n’y a rien à dessiner.")
    missing = [one for one in wanted if one not in known]
    if missing:
        raise LearnerError(
            f"Cette table n’a pas d’indicateur {french.quote(missing[0])}."
            f"{nearest(str(missing[0]), difflib.get_close_matches(str(missing[0]), known, n=12, cutoff=0.1))}"
        )
    found = facts_of(facts[facts["metric"].isin(wanted)])
    if len(entities := {one.entity for one in found}) > 1:
        raise LearnerError(
            f"Cette table mêle {french.listing(sorted(entities))}. Garder une seule entreprise d’abord."
        )
    return found, wanted


def _symbol(facts: Iterable[Fact]) -> str:
    """The one unit of the facts, as on an axis."""
    units = {one.unit: one.symbol for one in facts}
    if len(units) > 1:
        raise LearnerError(
            f"Ces chiffres n’ont pas la même unité ({french.listing(sorted(units))}) : ils ne se comparent pas."
        )
    return next(iter(units.values()))


def _yearly(found: Iterable[Fact], metric: str) -> tuple[str, Years]:
    """« FY » or nothing, and the facts of each year in their order; other periods are left out."""
    yearly = [one for one in found if re.fullmatch(r"(FY)?\d{4}", one.period)]
    kinds = {one.period[:-4] for one in yearly}
    if len(kinds) > 1:
        raise LearnerError(
            "timeline() ne mêle pas exercices décalés (FY) et années civiles : choisir les uns ou les autres."
        )
    if not kinds:
        raise LearnerError(f"Aucun chiffre annuel de {french.quote(metric_label(metric))} dans cette table.")
    years: dict[int, list[Fact]] = {}
    for one in sorted(yearly, key=lambda one: (one.period, one.value)):
        years.setdefault(int(one.period[-4:]), []).append(one)
    return kinds.pop(), years


def _runs(single: Iterable[int]) -> list[list[int]]:
    """Consecutive years, cut at each gap."""
    runs: list[list[int]] = []
    for year in single:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return runs


def _mark(axes: Axes, year: int, group: Sequence[Fact]) -> None:
    """The points of one year, and above the highest their values: a diamond each where sources disagree."""
    alone = len(group) == 1
    colour, marker = (BLUE, "o") if alone else (ORANGE, "D")
    for one in group:
        face = "white" if one.standing else colour
        axes.plot(
            year,
            one.value,
            marker,
            color=colour,
            markersize=6.5,
            markeredgewidth=1.8,
            markerfacecolor=face,
            zorder=3,
            clip_on=False,
        )
    # One value a line: a wide label would run into its neighbours.
    *others, top = [french.exact(one.value) for one in group]
    text = "\n".join([*others, f"ou {top}" if others else top])
    look = {"color": INK, "fontweight": "normal"} if alone else {"color": AMBER, "fontweight": "bold"}
    note(axes, text, (year, group[-1].value), (0, 8), ha="center", linespacing=1.05, **look)


# --- what is said ------------------------------------------------------------------------------------------


def _sources(facts: Iterable[Fact]) -> str:
    """« Sources : Le Monde, 2018 ; RTL, 2018. »"""
    words = sorted({one.source for one in facts})
    return f"{'Source' if len(words) == 1 else 'Sources'} : {' ; '.join(words)}."


def _doubts(years: Years) -> tuple[list[int], bool]:
    """The years on which sources disagree, and whether a value was deduced or not verified."""
    disputed = [year for year, group in years.items() if len(group) > 1]
    return disputed, any(one.standing for group in years.values() for one in group)


def _key(years: Years) -> str:
    """What the marks of a timeline mean, only where they occur."""
    disputed, hollow = _doubts(years)
    diamond = "Losanges : sources en désaccord, un point par source. " if disputed else ""
    return diamond + ("Point creux : chiffre déduit ou à vérifier. " if hollow else "")


def _timeline_words(metric: str, years: Years, symbol: str, fiscal: str) -> str:
    def said(year: int) -> str:
        values = french.listing([french.exact(one.value) for one in years[year]], "ou")
        return f"{values}{french.NBSP}{symbol} en {fiscal}{year}"

    first, last = min(years), max(years)
    top = max(years, key=lambda year: years[year][-1].value)
    middle = [said(top)] if top not in (first, last) else []
    text = f"Courbe : {metric_label(metric)}, {' ; '.join([said(first), *middle, said(last)])}."
    disputed, hollow = _doubts(years)
    if disputed:
        text += f" Sources en désaccord, plusieurs points : {' ; '.join(map(said, disputed))}."
    return text + (" Point creux : chiffre déduit ou à vérifier." if hollow else "")
