"""The French fraud rate of card payments on the web: two series that never meet, drawn as two."""

from __future__ import annotations

from bizmodels import french
from bizmodels.facts.facts import Fact, facts_of, load_market
from bizmodels.view.figures.look import (
    AMBER,
    BLANK,
    BLUE,
    ORANGE,
    bold_right,
    figure,
    finish,
    french_numbers,
    note,
    told,
)
from bizmodels.view.figures.picture import GRID, Picture

_HOME = ("fraud_rate_card_internet", "fraud_rate_card_remote")
_ALL = ("fraud_rate_card_internet_all_zones",)


def fraud_rates(title: str) -> Picture:
    """Fraud rate of French card payments on the web, one line a perimeter, cut where a year is missing.

    Domestic payments (until 2019) and payments of all zones (from 2019) are two measures: no line joins them. A hollow
    point is deduced.

    Args:
        title: the question the figure answers; what it found is computed and stands underneath.

    >>> print(bm.figures.fraud_rates("La fraude baisse-t-elle ?").finding)
    En 2019, les deux mesures diffèrent : 0,17 % en domestique, ≈ 0,25 % (déduit) toutes zones. Chacune se compare à
    elle-même seulement.
    """
    facts = load_market()
    rows = facts[facts["entity"] == "France paiements"]
    series = {
        "domestique": sorted(facts_of(rows[rows["metric"].isin(_HOME)]), key=lambda one: one.period),
        "toutes zones": sorted(facts_of(rows[rows["metric"].isin(_ALL)]), key=lambda one: one.period),
    }
    looks = {"domestique": (ORANGE, AMBER, "s"), "toutes zones": (BLUE, BLUE, "o")}
    shown = [one for group in series.values() for one in group]
    both = {name: {int(one.period): one for one in group} for name, group in series.items()}
    meet = sorted(set(both["domestique"]) & set(both["toutes zones"]))
    first, last = (end(int(one.period) for one in shown) for end in (min, max))
    with figure(title, 3.6) as axes:
        for year in meet:
            axes.axvline(year, color=GRID, linewidth=9, zorder=0)
            note(axes, "la mesure change", (year, 0), (0, 6), ha="center", bbox=BLANK)
        for name, group in series.items():
            colour, ink, marker = looks[name]
            years, values = [int(one.period) for one in group], [one.value for one in group]
            for k in range(1, len(years)):
                if years[k] == years[k - 1] + 1:  # a missing year cuts the line
                    axes.plot(years[k - 1 : k + 1], values[k - 1 : k + 1], color=colour, linewidth=2.2)
            for year, one in zip(years, group, strict=True):
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
                )
                near = [other.value for other in group if abs(int(other.period) - year) == 1]
                side = (
                    9 if near and max(near) > one.value and year != years[0] else 0
                )  # beside a line that falls
                note(axes, _figure(one), (year, one.value), (side, 8), ha="center", color=ink)
            if name == "domestique":  # named after each of its pieces, which lie far apart
                run = max(year for year in years if year not in meet)
                bold_right(axes, name, (run, both[name][run].value), 8, color=ink)
                note(
                    axes,
                    name,
                    (years[-1], values[-1]),
                    (-12, 0),
                    ha="right",
                    va="center",
                    fontweight="bold",
                    color=ink,
                )
            else:
                note(axes, name, (years[-2], values[-2]), (0, -22), ha="center", fontweight="bold", color=ink)
        axes.set_xlim(first - 0.8, last + 0.9)
        axes.set_ylim(0, 1.2 * max(one.value for one in shown))
        axes.set_xticks(range(first, last + 1))
        axes.set_xticklabels([str(year) for year in range(first, last + 1)])
        french_numbers(axes.yaxis)
        axes.set(xlabel="", ylabel="Fraude (% du montant payé)")
        finish(axes)
    said = " ; ".join(f"{name}, {_course(group)}" for name, group in series.items())
    sources = " ; ".join(sorted({one.source for one in shown}))
    ends = " ; ".join(
        f"En {year}, les deux mesures diffèrent : {_value(both['domestique'][year])} en domestique, "
        f"{_value(both['toutes zones'][year])} toutes zones"
        for year in meet
    )
    return told(
        axes,
        f"Deux séries sans lien : {said}. Point creux : chiffre déduit.",
        f"Domestique 2019 : paiements à distance. Point creux : déduit. Sources : {sources}",
        f"{ends}. Chacune se compare à elle-même seulement.",
    )


def _value(one: Fact) -> str:
    return f"{_figure(one)} % {one.standing}".rstrip()


def _figure(one: Fact) -> str:
    """As published; two decimals of what was deduced."""
    return f"≈ {french.number(one.value, 2)}" if one.standing else french.exact(one.value)


def _course(group: list[Fact]) -> str:
    return f"{_value(group[0])} en {group[0].period}, {_value(group[-1])} en {group[-1].period}"
