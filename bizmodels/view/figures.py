"""The lessons' own figures (seaborn): a title that says the result, direct labels, source underneath.

Each function takes what a loader or a model gives and returns a ``Picture``: the Axes, the alternative text and
the source. It shows itself as an ``<img>`` of SVG, so a saved notebook keeps the picture and its alt text, and
strict nbval compares both. Figures are made without pyplot: none stays open, nothing is drawn twice.

>>> picture = bm.figures.ranges({"Abonnés": (9, 11)}, "Entre 9 et 11 millions", "millions", "Deux sources.")
>>> print(picture)  # what a screen reader says, then the source
Fourchettes : Abonnés, de 9 à 11 millions.
Deux sources.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pandas as pd

from bizmodels import analysis, cases, french
from bizmodels.data import metric_label
from bizmodels.declaration import unknown_in
from bizmodels.errors import LearnerError
from bizmodels.model import BusinessModel, nearest
from bizmodels.view.picture import GRID, INK, MUTED, Picture, drawing

if TYPE_CHECKING:
    from matplotlib.axes import Axes

AMBER = "#8f5300"  # the palette's orange, dark enough to be read as text
_BLANK = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}


@contextmanager
def _figure(title: str, height: float):
    """A figure whose title is typeset and folded."""
    with drawing(_folded(french.typeset(title), 80), height) as axes:
        yield axes


def _palette() -> list[tuple[float, float, float]]:
    import seaborn as sns

    blue, orange, green, _, purple = sns.color_palette("colorblind")[:5]
    return [blue, orange, green, purple]


def _need_rows(facts: Any, metrics: str | Iterable[str] | None) -> tuple[pd.DataFrame, list[str]]:
    """The rows of the metrics, in the order asked for; a French sentence when there are none."""
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
    rows = facts[facts["metric"].isin(wanted)].copy()
    if len(set(rows["entity"])) > 1:
        raise LearnerError(
            f"Cette table mêle {french.listing(sorted(set(rows['entity'])))}. Garder une seule entreprise d’abord."
        )
    return rows, wanted


def _unit(rows: pd.DataFrame) -> str:
    units = sorted(set(rows["unit"]))
    if len(units) > 1:
        raise LearnerError(
            f"Ces chiffres n’ont pas la même unité ({french.listing(units)}) : ils ne se comparent pas."
        )
    return {
        "millions EUR": "M€",
        "milliards EUR": "Md€",
        "milliards USD": "Md$",
        "millions USD": "M$",
        "EUR": "€",
        "x": "×",
    }.get(units[0], units[0])


def _write(value: float, unit: str) -> str:
    return (
        f"×{french.NBSP}{french.exact(value)}" if unit == "×" else f"{french.exact(value)}{french.NBSP}{unit}"
    )


def _sources(rows: pd.DataFrame) -> str:
    """« Sources : Le Monde, 2018 ; RTL, 2018. »"""
    words = {
        f"{publisher}, {'sans date' if pd.isna(year) else year}"
        for publisher, year in zip(rows["source_publisher"], rows["source_year"], strict=True)
    }
    return french.typeset(f"{'Source' if len(words) == 1 else 'Sources'} : {' ; '.join(sorted(words))}.")


def timeline(facts: pd.DataFrame, title: str, metrics: str | Iterable[str]) -> Picture:
    """A published figure year after year; where sources disagree, every value is a point of its own.

    The line is cut at a missing year and at a year with several values: nothing is averaged or guessed. A hollow
    point is deduced or not verified. Fiscal years (« FY2025 ») keep their name; they never stand beside calendar years.

    Args:
        facts: rows of ``load_companies()`` or ``load_market()``, one entity.
        title: what the figure shows, as a sentence.
        metrics: indicator, or several names of the same quantity, in one unit and yearly.

    Raises:
        LearnerError: no table of facts, several entities or units, an unknown indicator, no yearly value.

    >>> facts = bm.load_companies()
    >>> facts = facts[facts["entity"] == "BlaBlaCar"]
    >>> print(bm.figures.timeline(facts, "De 70 à 80 millions", "passengers").alt)
    Courbe : Passagers, 70 ou 71 millions en 2019 ; 80 millions en 2023. Sources en désaccord, plusieurs
    points : 70 ou 71 millions en 2019.
    """
    import seaborn as sns

    rows, wanted = _need_rows(facts, metrics)
    rows = rows[rows["period"].str.fullmatch(r"(FY)?\d{4}")]
    if len(set(rows["period"].str[:-4])) > 1:
        raise LearnerError(
            "timeline() ne mêle pas exercices décalés (FY) et années civiles : choisir les uns ou les autres."
        )
    if rows.empty:
        raise LearnerError(
            f"Aucun chiffre annuel de {french.quote(metric_label(wanted[0]))} dans cette table."
        )
    unit = _unit(rows)
    rows["year"] = rows["period"].str[-4:].astype(int)
    fiscal = rows["period"].iloc[0][:-4]
    rows = rows.sort_values(["year", "value"], kind="stable")
    years = dict(iter(rows.groupby("year")))
    single = {year: float(group["value"].iloc[0]) for year, group in years.items() if len(group) == 1}
    blue, orange, *_ = _palette()
    with _figure(title, 3.5) as axes:
        for run in _runs(single):
            sns.lineplot(x=run, y=[single[year] for year in run], color=blue, linewidth=2.2, ax=axes)
        for year, group in years.items():
            colour, marker = (blue, "o") if year in single else (orange, "D")
            for value, status in zip(group["value"], group["status"], strict=True):
                axes.plot(year, value, marker, color=colour, markersize=6.5, markeredgewidth=1.8,
                          markerfacecolor=colour if status == "seen" else "white", zorder=3, clip_on=False)  # fmt: skip
            # Above the highest point, one value a line: a wide label would run into its neighbours.
            *others, top = [french.exact(value) for value in group["value"]]
            text = "\n".join([*others, f"ou {top}" if others else top])
            axes.annotate(text, (year, group["value"].max()), xytext=(0, 8), textcoords="offset points", ha="center",
                          linespacing=1.05, **_said(year in single))  # fmt: skip
        axes.set_ylim(0, rows["value"].max() * 1.22)
        axes.set_xlim(min(years) - 0.7, max(years) + 0.7)
        axes.set_xticks(
            range(min(years), max(years) + 1), [f"{fiscal}{y}" for y in range(min(years), max(years) + 1)]
        )
        axes.tick_params(length=0)
        axes.yaxis.set_major_formatter(lambda value, _: french.number(value))
        axes.set_ylabel(f"{metric_label(wanted[0])} ({unit})")
        axes.set_xlabel("")
        sns.despine(ax=axes, left=True)
        axes.grid(axis="y")
        axes.set_axisbelow(True)
    return Picture(axes, _timeline_words(wanted[0], years, unit, fiscal), f"{_key(years)}{_sources(rows)}")


def _said(alone: bool) -> dict[str, str]:
    return {"color": INK, "fontweight": "normal"} if alone else {"color": AMBER, "fontweight": "bold"}


def _key(years: Mapping[int, pd.DataFrame]) -> str:
    """What the marks of a timeline mean, only where they occur."""
    words = []
    if any(len(group) > 1 for group in years.values()):
        words.append("Losanges : sources en désaccord, un point par source.")
    if any((group["status"] != "seen").any() for group in years.values()):
        words.append("Point creux : chiffre déduit ou à vérifier.")
    return french.typeset("".join(f"{one} " for one in words))


def _runs(single: Mapping[int, float]) -> list[list[int]]:
    """Consecutive years, cut at each gap."""
    runs: list[list[int]] = []
    for year in single:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return runs


def _timeline_words(metric: str, years: Mapping[int, pd.DataFrame], unit: str, fiscal: str = "") -> str:
    def said(year: int) -> str:
        values = french.listing([french.exact(v) for v in years[year]["value"]], "ou")
        return f"{values}{french.NBSP}{unit} en {fiscal}{year}"

    first, last = min(years), max(years)
    top = max(years, key=lambda year: years[year]["value"].max())
    middle = [said(top)] if top not in (first, last) else []
    text = f"Courbe : {metric_label(metric)}, {' ; '.join([said(first), *middle, said(last)])}."
    doubtful = [year for year, group in years.items() if len(group) > 1]
    if doubtful:
        text += f" Sources en désaccord, plusieurs points : {' ; '.join(map(said, doubtful))}."
    if any((group["status"] != "seen").any() for group in years.values()):
        text += " Point creux : chiffre déduit ou à vérifier."
    return french.typeset(text)


def bars(
    facts: pd.DataFrame, title: str, metrics: str | Iterable[str] | None = None, highlight: str = ""
) -> Picture:
    """Published figures of one unit side by side, from zero: one bar a value, in the order asked for.

    Args:
        facts: rows of ``load_companies()``, ``load_market()`` or ``conflicts()``, one entity.
        title: what the figure shows, as a sentence.
        metrics: indicators wanted; by default all, in the order of the table.
        highlight: the indicator drawn in the second colour.

    Raises:
        LearnerError: no table of facts, several entities or units, an unknown indicator.

    >>> facts = bm.load_companies()
    >>> facts = facts[facts["entity"] == "BlaBlaCar"]
    >>> print(bm.figures.bars(facts, "Des levées de fonds", "funding_round").alt)
    Barres : Levée de fonds, juillet 2014 : 100 M$ ; Levée de fonds, septembre 2015 : 200 M$ ; Levée de
    fonds, avril 2021 : 115 M$.
    """
    import seaborn as sns

    rows, wanted = _need_rows(facts, metrics)
    unit = _unit(rows)
    rows = pd.concat([rows[rows["metric"] == one] for one in wanted])
    names = [
        f"{metric_label(row.metric)}, {french.period(row.period)}"
        + ("" if row.status == "seen" else " (déduit)" if row.origin == "calcul" else " (à vérifier)")
        for row in rows.itertuples()
    ]
    blue, orange, *_ = _palette()
    with _figure(title, 1.1 + 0.46 * len(rows)) as axes:
        places = list(range(len(rows)))
        colours = {
            place: orange if metric == highlight else blue for place, metric in enumerate(rows["metric"])
        }
        sns.barplot(x=rows["value"].to_numpy(), y=places, hue=places, orient="h", palette=colours, width=0.62,
                    saturation=1, legend=False, ax=axes)  # fmt: skip
        axes.set_yticks(places, [_folded(name) for name in names])
        for place, value in zip(places, rows["value"], strict=True):
            axes.annotate(_write(value, unit), (max(value, 0), place), xytext=(6, 0), textcoords="offset points",
                          va="center", fontweight="bold")  # fmt: skip
        axes.set_xlim(min(0, rows["value"].min()), max(0, rows["value"].max()) * 1.12)
        axes.set_xticks([])
        axes.tick_params(length=0, labelcolor=INK)
        axes.set(xlabel="", ylabel="")
        losses = bool(rows["value"].min() < 0)
        sns.despine(ax=axes, bottom=True, left=losses)
        if losses:  # the left edge is not zero then: zero is drawn where it is
            axes.axvline(0, color=GRID, linewidth=1)
    said = [f"{name} : {_write(value, unit)}" for name, value in zip(names, rows["value"], strict=True)]
    return Picture(axes, french.typeset(f"Barres : {' ; '.join(said)}."), _sources(rows))


def ledgers(scenarios: Mapping[str, BusinessModel], title: str, case: str | None = None) -> Picture:
    """Where the money of one customer goes, scenario by scenario, in euros: the margin is what is left.

    The two largest receivers are named, the others drawn together. One line a scenario: an order where the model
    counts by the order (D2C), a month elsewhere. ``case`` names the firm when it is not the model's own case.

    >>> baskets = {"À 60 €": bm.D2C(basket=60), "À 75 €": bm.D2C(basket=75)}
    >>> print(bm.figures.ledgers(baskets, "Un panier plus gros").alt)
    Barres empilées : À 60 €, 54 € payés, marge sur coûts variables 17 € ; À 75 €, 68 € payés, marge sur
    coûts variables 28 €.
    """
    if not isinstance(scenarios, Mapping) or not scenarios:
        raise LearnerError(
            "ledgers() attend des scénarios nommés : ledgers({'À 40 €': modele, 'À 25 €': autre}, …)."
        )
    shares = {name: model.shares() for name, model in scenarios.items()}
    last = list(next(iter(shares.values())))[-1]
    everyone = dict.fromkeys(who for one in shares.values() for who in one if who != last)
    largest = sorted(everyone, key=lambda who: -max(one.get(who, 0.0) for one in shares.values()))[:2]
    kept = [who for who in everyone if who in largest]
    blue, orange, green, _ = _palette()
    tones = [(green, "white"), (blue, "white"), ("#b8c0c8", INK)]
    widest = max(sum(max(v, 0.0) for v in one.values()) for one in shares.values())
    with _figure(title, 1.2 + 0.62 * len(shares)) as axes:
        for place, one in enumerate(shares.values()):
            pieces = [(who, one.get(who, 0.0)) for who in kept]
            pieces.append(("Autres", sum(v for who, v in one.items() if who not in (*kept, last))))
            at = 0.0
            for (who, value), (colour, ink) in zip(pieces, tones, strict=False):
                axes.barh(place, value, 0.62, left=at, color=colour)
                _inside(axes, at, value, place, _round(value), ink, min(4.0, widest / 25))
                if place == 0:
                    _above(axes, at + value / 2, who, colour if who != "Autres" else MUTED)
                at += value
            margin = one[last]
            axes.barh(place, max(margin, 0.0), 0.62, left=at, color=orange)
            axes.annotate(f"{_round(margin)}{french.NBSP}€", (max(at + margin, at), place), xytext=(6, 0),
                          textcoords="offset points", va="center", fontweight="bold")  # fmt: skip
            if place == 0:
                _above(axes, at + max(margin, 0) / 2, "Marge", AMBER)
        axes.set_yticks(range(len(shares)), [_folded(french.typeset(name), 22) for name in shares])
        axes.set_ylim(len(shares) - 0.5, -0.85)
        axes.set_xlim(0, widest * 1.1)
        axes.set_xticks([])
        axes.tick_params(length=0, labelcolor=INK)
        for side in ("bottom", "left"):
            axes.spines[side].set_visible(False)
    said = [
        f"{name}, {_round(sum(one.values()))} € payés, {_lower(last)} {_round(one[last])} €"
        for name, one in shares.items()
    ]
    cases = {type(model).case for model in scenarios.values()} if case is None else {case}
    cases.discard("")
    returns = any("return_rate" in type(model).__params__ for model in scenarios.values())
    words = "retours déduits" if returns else "par mois"
    source = f"Calcul du modèle ({french.listing(sorted(cases))}), en € TTC, {words}." if cases else ""
    return Picture(axes, french.typeset(f"Barres empilées : {' ; '.join(said)}."), source)


def _round(value: float) -> str:
    """Two significant digits are enough on a bar: 34, 8,4, 1,3."""
    return french.number(value, 0 if abs(value) >= 9.95 or abs(value - round(value)) < 0.05 else 1)


def _inside(
    axes: Axes, left: float, width: float, place: float, text: str, colour: str, least: float = 4.0
) -> None:
    if width >= least:
        axes.text(left + width / 2, place, text, ha="center", va="center", color=colour)


def _above(axes: Axes, x: float, text: str, colour: Any) -> None:
    axes.text(x, -0.45, text.split(" (")[0], ha="center", va="bottom", color=colour, fontweight="bold")


def _lower(label: str) -> str:
    return label[0].lower() + label[1:]


def tornado(model: BusinessModel, kpi: str, title: str, swing: float = 0.2, count: int = 7) -> Picture:
    """What a key figure becomes when each parameter moves alone by ±``swing``: the ``count`` that matter most.

    >>> print(bm.figures.tornado(bm.D2C(), "order_margin", "Le panier pèse le plus", count=1).alt)
    Barres : Marge par commande vaut 16,5 € au départ. Panier moyen TTC : 7,7 € avec 20 % de moins, 25,3 €
    avec 20 % de plus.
    """
    table = analysis.sensitivity(model, kpi, swing)
    figure, params = type(model).__kpis__[kpi], type(model).__params__
    base = getattr(model, kpi)
    rows = [r for r in table.itertuples() if r.spread > 0 and math.isfinite(r.low + r.high)][:count]
    if not rows or not math.isfinite(base):
        raise LearnerError(f"{french.quote(figure.label)} ne bouge de façon mesurable avec aucun réglage.")
    blue, orange, *_ = _palette()
    divisor, unit = french.scale(max(abs(v) for r in rows for v in (r.low, r.high)), figure.unit)
    sign = french.quantity(swing, "%")
    with _figure(title, 1.5 + 0.4 * len(rows)) as axes:
        reach = max(abs(v - base) for r in rows for v in (r.low, r.high)) / divisor
        for place, r in enumerate(rows):
            for value, colour, mark in ((r.low, orange, french.MINUS), (r.high, blue, "+")):
                shown = (value - base) / divisor
                axes.barh(place, shown, 0.66, left=base / divisor, color=colour)
                right = shown > 0
                axes.annotate(f"{mark}{french.NARROW}{sign}", (value / divisor, place), xytext=(5 if right else -5, 0),
                              textcoords="offset points", va="center", ha="left" if right else "right",
                              color=MUTED, fontsize=9, bbox=_BLANK)  # fmt: skip
        axes.axvline(base / divisor, color=INK, linewidth=1)
        axes.axvline(0, color=MUTED, linewidth=1, linestyle=(0, (3, 3)))
        axes.annotate(figure.show(base), (base / divisor, -0.5), xytext=(0, 4), textcoords="offset points", ha="center",
                      fontweight="bold", bbox=_BLANK)  # fmt: skip
        axes.set_yticks(range(len(rows)), [_folded(params[r.parameter].label, 32) for r in rows])
        axes.set_ylim(len(rows) - 0.5, -1.0)
        axes.set_xlim(min(0, base / divisor - reach * 1.3), max(0, base / divisor + reach * 1.3))
        percent = (
            100 if unit.startswith("%") else 1
        )  # a share is a fraction in code, a percentage on the axis
        axes.xaxis.set_major_formatter(lambda value, _: french.number(round(value * percent, 6)))
        axes.tick_params(length=0)
        axes.tick_params(axis="y", labelcolor=INK)
        axes.set_xlabel(f"{figure.label} ({unit})")
        axes.grid(axis="x")
        axes.set_axisbelow(True)
        axes.spines["left"].set_visible(False)
    first, second = rows[0], rows[min(1, len(rows) - 1)]
    text = f"Barres : {figure.label} vaut {figure.show(base)} au départ. "
    text += " ; ".join(
        f"{params[r.parameter].label} : {figure.show(r.low)} avec {sign} de moins, {figure.show(r.high)} avec {sign} de plus"
        for r in dict.fromkeys((first, second))
    )
    source = "Calcul du modèle : un seul réglage bouge à la fois, les autres restent."
    return Picture(axes, french.typeset(f"{text}."), french.typeset(source))


def _folded(text: str, width: int = 34) -> str:
    """A label on at most two lines, cut at the space nearest its middle."""
    if len(text) <= width:
        return text
    spaces = [place for place, letter in enumerate(text) if letter == " "]
    if not spaces:
        return text
    cut = min(spaces, key=lambda place: abs(place - len(text) / 2))
    return f"{text[:cut]}\n{text[cut + 1 :]}"


def hundred(scenarios: Mapping[str, BusinessModel], title: str) -> Picture:
    """« Où vont 100 € TTC ? », one bar a model whatever its kind: State, largest receiver by name, others, margin.

    A margin below zero is written and not drawn: the parts before it then go beyond 100.

    >>> print(bm.figures.hundred({"Marque": bm.D2C(), "Logiciel": bm.SaaS()}, "Où vont 100 € ?").alt)
    Barres de 100 € TTC : Marque, État 17 €, Fabricant 40 €, Autres 13 €, Marge sur coûts variables 31 € ;
    Logiciel, État 17 €, Hébergement et support 18 €, Autres 0 €, Marge sur coûts variables 65 €.
    """
    if not isinstance(scenarios, Mapping) or not scenarios:
        raise LearnerError("hundred() attend des modèles nommés : hundred({'Vente directe': bm.D2C()}, …).")
    rows = {name: _four_parts(model) for name, model in scenarios.items()}
    blue, orange, green, _ = _palette()
    tones = [(green, "white"), (blue, "white"), ("#b8c0c8", INK), (orange, INK)]
    heads = (("État", green), ("Qui reçoit le plus", blue), ("Autres", MUTED), ("Marge", AMBER))
    with _figure(title, 1.1 + 0.58 * len(rows)) as axes:
        for place, parts in enumerate(rows.values()):
            at = 0.0
            for (who, value), (colour, ink), (head, shade) in zip(parts, tones, heads, strict=True):
                axes.barh(place, max(value, 0.0), 0.66, left=at, color=colour)
                text = f"{who.split(' (')[0]} {_round(value)}"
                # A name is written where it fits: some 1.3 % of the bar a letter.
                fits = head == "Qui reçoit le plus" and len(text) * 1.3 < value
                _inside(axes, at, value, place, text if fits else _round(value), ink)
                if place == 0 and value >= 4:
                    _above(axes, at + value / 2, head, shade)
                at += max(value, 0.0)
            if parts[-1][1] < 4:
                axes.annotate(f"{_round(parts[-1][1])}{french.NBSP}€", (at, place), xytext=(6, 0),
                              textcoords="offset points", va="center", fontweight="bold")  # fmt: skip
        axes.set_yticks(range(len(rows)), [_folded(french.typeset(name), 24) for name in rows])
        axes.set_ylim(len(rows) - 0.5, -0.85)
        axes.set_xlim(0, max(sum(max(v, 0.0) for _, v in parts) for parts in rows.values()) * 1.02)
        axes.set_xticks([])
        axes.tick_params(length=0, labelcolor=INK)
        for side in ("bottom", "left"):
            axes.spines[side].set_visible(False)
    said = [
        f"{name}, {', '.join(f'{who} {_round(value)} €' for who, value in parts)}"
        for name, parts in rows.items()
    ]
    cases = [type(model).case for model in scenarios.values() if type(model).case]
    source = f"Calcul des modèles ({french.listing(dict.fromkeys(cases))}), avec leurs réglages de départ ou les vôtres."
    return Picture(axes, french.typeset(f"Barres de 100 € TTC : {' ; '.join(said)}."), french.typeset(source))


def _four_parts(model: BusinessModel) -> list[tuple[str, float]]:
    """State, largest other receiver, all others together, margin, on 100."""
    *parts, margin = model.ledger().to_dict().items()
    state = sum(value for who, value in parts if who.startswith("État"))
    others = sorted(
        ((who, value) for who, value in parts if not who.startswith("État")), key=lambda one: -one[1]
    )
    if not others:
        others = [("Autres", 0.0)]
    return [("État", state), others[0], ("Autres", sum(value for _, value in others[1:])), margin]


def two_groups(
    data: pd.DataFrame, x: str, y: str, group: str, title: str, names: Mapping[str, str], source: str = ""
) -> Picture:
    """Sales of two kinds of goods, and the two parallel straight lines that fit them best (least squares).

    The gap between the lines is what the second kind costs less at equal ``x``: often not the gap of the means.

    Args:
        data: one row a sale.
        x, y: columns of numbers; ``group``: column with two values.
        title: what the figure shows, as a sentence.
        names: axis and group names in French, by column or value; a unit stands in brackets, « Prix ($) ».
        source: what is quoted underneath.

    Raises:
        LearnerError: a column is missing, or ``group`` does not hold two values.

    >>> import pandas as pd
    >>> rows = [(1, 10, "neuf"), (2, 12, "neuf"), (3, 14, "neuf"), (1, 7, "usagé"), (2, 9, "usagé")]
    >>> sales = pd.DataFrame(rows, columns=["bids", "price", "kind"])
    >>> names = {"price": "Prix ($)"}
    >>> print(bm.figures.two_groups(sales, "bids", "price", "kind", "L’usagé vaut 3 $ de moins", names).alt)
    Nuage de 5 points et deux droites parallèles : Prix monte de 2,00 $ à chaque pas ; à égalité, « usagé
    » est 3,00 $ au-dessous de « neuf ».
    """
    import seaborn as sns

    if missing := [one for one in (x, y, group) if one not in data.columns]:
        raise LearnerError(
            f"Cette table n’a pas de colonne {french.quote(missing[0])}.{nearest(missing[0], list(data.columns))}"
        )
    # The more frequent kind comes first, so that the order does not hang on that of the rows.
    kinds = list(data[group].value_counts().index)
    if len(kinds) != 2:
        raise LearnerError(
            f"La colonne {french.quote(group)} doit séparer deux sortes{french.NBSP}; elle en a {len(kinds)}."
        )
    start, slope, gap = parallel_lines(data[x], data[y], data[group] == kinds[1])
    said = {one: names.get(one, one) for one in (x, y, *kinds)}
    label, _, unit = said[y].partition(" (")
    unit = unit.rstrip(")")
    ends = [data[x].min(), data[x].max()]
    blue, orange, *_ = _palette()
    with _figure(title, 3.9) as axes:
        for kind, colour, ink, marker, dash, lift in (
            (kinds[0], orange, AMBER, "o", "-", 0.0),
            (kinds[1], blue, blue, "D", (0, (5, 2)), gap),
        ):
            rows = data[data[group] == kind]
            axes.plot(rows[x] + (0.06 if kind == kinds[1] else -0.06), rows[y], marker, color=colour, markersize=5,
                      alpha=0.45, markeredgewidth=0)  # fmt: skip
            axes.plot(
                ends, [start + lift + slope * end for end in ends], color=ink, linewidth=2, linestyle=dash
            )
            axes.annotate(said[kind], (ends[1], start + lift + slope * ends[1]), xytext=(8, 0), va="center",
                          textcoords="offset points", color=ink, fontweight="bold")  # fmt: skip
        axes.set_xlim(ends[0] - 0.4, ends[1] + 0.22 * (ends[1] - ends[0]))
        axes.set_ylim(0, data[y].max() * 1.1)
        axes.set_xticks(sorted(data[x].unique()) if data[x].nunique() < 10 else axes.get_xticks())
        axes.set(xlabel=said[x], ylabel=said[y])
        axes.yaxis.set_major_formatter(lambda value, _: french.number(value))
        axes.tick_params(length=0)
        sns.despine(ax=axes, left=True)
        axes.grid(axis="y")
        axes.set_axisbelow(True)
    text = (
        f"Nuage de {french.number(len(data))} points et deux droites parallèles : {label} monte de "
        f"{french.quantity(slope, unit, 2)} à chaque pas ; à égalité, « {said[kinds[1]]} » est {french.quantity(abs(gap), unit, 2)} "
        f"{'au-dessus' if gap > 0 else 'au-dessous'} de « {said[kinds[0]]} »."
    )
    return Picture(axes, french.typeset(text), french.typeset(source))


def parallel_lines(x: Any, y: Any, second: Any) -> tuple[float, float, float]:
    """Least squares of y on x with one slope for two kinds: start and slope of the first, gap of the second.

    >>> found = bm.figures.parallel_lines([1, 2, 3, 1, 2], [10, 12, 14, 7, 9], [0, 0, 0, 1, 1])
    >>> [round(one, 6) for one in found]  # 8 + 2x, and 3 less for the second kind
    [8.0, 2.0, -3.0]
    """
    import numpy as np

    columns = np.column_stack([np.ones(len(x)), x, np.asarray(second, dtype=float)])
    found, *_ = np.linalg.lstsq(columns, np.asarray(y, dtype=float), rcond=None)
    return tuple(map(float, found))


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
        title: what the figure shows, as a sentence.
        names: axis names in French, by column.
        step: what one step of ``x`` is called (« an », « mois »).
        source: what is quoted underneath.

    Raises:
        LearnerError: a column is missing, or a value is not above zero.

    >>> import pandas as pd
    >>> cars = pd.DataFrame({"age": [0, 1, 2], "price": [1000, 800, 640]})
    >>> print(bm.figures.decay(cars, "age", "price", "Un cinquième par an", {"price": "Prix"}).alt)
    Nuage de 3 points et une courbe qui perd 20 % par an : 1 000 à l’âge zéro, 328 cinq pas plus loin
    (Prix).
    """
    import numpy as np
    import seaborn as sns

    if missing := [one for one in (x, y) if one not in data.columns]:
        raise LearnerError(
            f"Cette table n’a pas de colonne {french.quote(missing[0])}.{nearest(missing[0], list(data.columns))}"
        )
    ages, values = data[x].to_numpy(dtype=float), data[y].to_numpy(dtype=float)
    if not (len(values) and (values > 0).all()):
        raise LearnerError(
            f"La colonne {french.quote(y)} doit tenir des valeurs au-dessus de zéro{french.NBSP}: une part se perd, jamais tout."
        )
    slope, start = np.polyfit(ages, np.log(values), 1)
    loss, line = float(-np.expm1(slope)), np.linspace(ages.min(), ages.max(), 60)
    said = f"{french.MINUS}{french.quantity(loss, '%', 0)} par {step}"
    blue, orange, *_ = _palette()
    with _figure(title, 3.6) as axes:
        axes.plot(ages, values, "o", color=blue, markersize=5, alpha=0.4, markeredgewidth=0)
        axes.plot(line, np.exp(start + slope * line), color=orange, linewidth=2.4)
        middle = line[len(line) // 3]
        axes.annotate(said, (middle, np.exp(start + slope * middle)), xytext=(12, 26), textcoords="offset points",
                      color=AMBER, fontweight="bold")  # fmt: skip
        axes.set_ylim(0, values.max() * 1.1)
        axes.set(xlabel=names.get(x, x), ylabel=names.get(y, y))
        for axis in (axes.xaxis, axes.yaxis):
            axis.get_major_locator().set_params(integer=True)
            axis.set_major_formatter(lambda value, _: french.number(value))
        axes.tick_params(length=0)
        sns.despine(ax=axes, left=True)
        axes.grid(axis="y")
        axes.set_axisbelow(True)
    text = (
        f"Nuage de {french.number(len(values))} points et une courbe qui perd {french.quantity(loss, '%', 0)} par {step} : "
        f"{french.number(np.exp(start), 0)} à l’âge zéro, {french.number(np.exp(start + 5 * slope), 0)} cinq pas plus loin "
        f"({names.get(y, y)})."
    )
    return Picture(axes, french.typeset(text), french.typeset(source))


def tipping(prices: Mapping[str, float], title: str) -> Picture:
    """Whether a network takes off: what the marginal member would pay, against each price (Rohlfs).

    The arch is z·(1 − z), what the last of a share z of members values a network of that size. Where it crosses a
    price, nobody wants to come or go: the hollow point is the tipping point (unstable), the full one holds.

    Args:
        prices: name -> price as a share of what the first adopter would pay if all others were there; above 1/4
            nobody stays, and the price has no point but zero.
        title: what the figure shows, as a sentence.

    Raises:
        LearnerError: no named price, or a price that is not positive.

    >>> print(bm.figures.tipping({"Prix 0,16": 0.16, "Prix 0,30": 0.30}, "Trop cher, personne ne reste").alt)
    Arche z (1 − z), et un trait par prix : Prix 0,16, bascule à 20 % et équilibre stable à 80 % ; Prix
    0,30, personne ne reste.
    """
    import numpy as np
    import seaborn as sns

    from bizmodels.levers.network_effects import adoption_equilibria

    if not isinstance(prices, Mapping) or not prices:
        raise LearnerError("tipping() attend des prix nommés : tipping({'Prix 0,16': 0.16}, …).")
    equilibria = {name: adoption_equilibria(price)[1:] for name, price in prices.items()}
    share = np.linspace(0, 1, 101)
    blue, orange, green, purple = _palette()
    with _figure(title, 3.7) as axes:
        axes.plot(share, share * (1 - share), color=INK, linewidth=2)
        for (name, price), colour, dash in zip(
            prices.items(),
            (blue, orange, green, purple),
            ("-", (0, (5, 2)), (0, (1, 1.5)), "-."),
            strict=False,
        ):
            axes.axhline(price, color=colour, linewidth=1.6, linestyle=dash)
            axes.annotate(french.typeset(name), (1.02, price), va="center", annotation_clip=False,
                          color=AMBER if colour == orange else colour, fontweight="bold")  # fmt: skip
            for place, one in enumerate(equilibria[name]):
                hollow = place == 0
                axes.plot(one, price, "o", color=colour, markersize=9, markeredgewidth=2,
                          markerfacecolor="white" if hollow else colour, zorder=4)  # fmt: skip
                axes.annotate(french.quantity(one, "%", 0), (one, price), xytext=(-10 if hollow else 10, 9),
                              textcoords="offset points", ha="right" if hollow else "left", bbox=_BLANK | {"pad": 0.2})  # fmt: skip
        axes.set_xlim(0, 1)
        axes.set_ylim(0, max(0.29, *(price * 1.15 for price in prices.values())))
        axes.xaxis.set_major_formatter(lambda value, _: french.quantity(value, "%", 0))
        axes.yaxis.set_major_formatter(lambda value, _: french.number(round(value, 6)))
        axes.set(xlabel="Part des gens qui sont membres", ylabel="Ce que paierait le dernier venu")
        axes.tick_params(length=0)
        sns.despine(ax=axes, left=True)
        axes.grid(axis="y")
        axes.set_axisbelow(True)

    def said(name: str) -> str:
        found = equilibria[name]
        if not found:
            return f"{name}, personne ne reste"
        words = f"{name}, bascule à {french.quantity(found[0], '%', 0)}"
        return f"{words} et équilibre stable à {french.quantity(found[-1], '%', 0)}"

    text = f"Arche z (1 − z), et un trait par prix : {' ; '.join(map(said, prices))}."
    source = "Calcul : valeur d’un réseau selon Rohlfs (1974). Point creux : bascule ; point plein : équilibre qui tient."
    return Picture(axes, french.typeset(text), french.typeset(source))


def diffusion(
    times: Iterable[float], counts: Iterable[float], launch: float, title: str, later: Mapping[float, float] | None = None,
    unit: str = "millions d’inscrits", source: str = "",
) -> Picture:  # fmt: skip
    """Bass's curve fitted on cumulative counts, dashed beyond the last of them, and what was published since.

    Args:
        times: dates of the counts the curve is fitted on, in years (2015.7); four at least.
        counts: cumulative counts at these dates.
        launch: date of the start, in years.
        title: what the figure shows, as a sentence.
        later: date -> count published afterwards, which the curve has not seen.
        unit: what is counted. ``source``: what is quoted underneath.

    Raises:
        LearnerError: what ``levers.network_effects.fit_bass_counts`` refuses.

    >>> years = [1, 2, 4, 7, 9]
    >>> counts = [round(float(n), 1) for n in bm.levers.network_effects.bass(0.1, 0.4, 100, years)]
    >>> print(bm.figures.diffusion(years, counts, launch=0, title="Une courbe en S").alt)
    Courbe de Bass en S, ajustée sur 5 comptages, de 11,5 à 94,7 millions d’inscrits ; marché estimé : 100
    millions d’inscrits.
    """
    import numpy as np
    import seaborn as sns

    from bizmodels.levers.network_effects import bass, fit_bass_counts

    times, counts, later = list(times), list(counts), dict(later or {})
    fit = fit_bass_counts(times, counts, launch)

    def curve(when):
        return bass(fit.p, fit.q, fit.m, np.asarray(when, dtype=float) - launch)

    end = max([*times, *later]) + 1.5
    blue, orange, *_ = _palette()
    with _figure(title, 3.7) as axes:
        past, future = np.linspace(launch, max(times), 80), np.linspace(max(times), end, 40)
        axes.plot(past, curve(past), color=blue, linewidth=2.2)
        axes.plot(future, curve(future), color=blue, linewidth=2.2, linestyle=(0, (4, 2)))
        for time, count in zip(times, counts, strict=True):
            axes.plot(time, count, "o", color=blue, markersize=7, zorder=3)
            axes.annotate(
                french.exact(count), (time, count), xytext=(-9, 4), textcoords="offset points", ha="right"
            )
        for time, count in later.items():
            axes.plot(time, count, "D", color=orange, markersize=8, zorder=4)
            axes.annotate(f"publié{french.NBSP}: {french.exact(count)}", (time, count), xytext=(10, -15), ha="left",
                          textcoords="offset points", color=AMBER, fontweight="bold", annotation_clip=False)  # fmt: skip
            axes.annotate(f"prévu{french.NBSP}: {_round(float(curve(time)))}", (time, float(curve(time))), xytext=(-8, 8),
                          ha="right", textcoords="offset points", color=blue, fontweight="bold")  # fmt: skip
        axes.set_xlim(launch - 0.3, end + 1.2)
        axes.set_ylim(0, max(float(curve(end)), *counts, *later.values()) * 1.14)
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0f}")
        axes.yaxis.set_major_formatter(lambda value, _: french.number(value))
        axes.set_ylabel(unit[0].upper() + unit[1:])
        axes.tick_params(length=0)
        sns.despine(ax=axes, left=True)
        axes.grid(axis="y")
        axes.set_axisbelow(True)
    text = f"Courbe de Bass en S, ajustée sur {len(times)} comptages, de {french.exact(counts[0])} à {french.exact(counts[-1])} {unit}"
    for time, count in later.items():
        text += f" ; elle prévoit {_round(float(curve(time)))}, on a publié {french.exact(count)}"
    text += f" ; marché estimé : {_round(fit.m)} {unit}."
    return Picture(axes, french.typeset(text), french.typeset(source))


def overview(scenarios: Mapping[str, BusinessModel], title: str) -> Picture:
    """Any models in two planes without currency: share kept against scale, fixed costs covered against money to advance.

    Sizes are on a logarithmic scale, months on a root scale. Each point bears its name, put where it hides no other.

    Args:
        scenarios: name -> model; several currencies are allowed, since no amount is drawn.
        title: what the figure shows, as a sentence.

    >>> models = {"Marque": bm.D2C(), "Logiciel": bm.SaaS(), "Musique": bm.Freemium()}
    >>> print(bm.figures.overview(models, "Trois métiers").alt)
    Deux nuages de points : Marque, 31 gardés sur 100, coûts fixes couverts 1,2 fois, 0,2 mois à avancer ;
    Logiciel, 65 gardés sur 100, coûts fixes couverts 13,0 fois, 0,0 mois à avancer ; Musique, 21 gardés
    sur 100, coûts fixes couverts 0,7 fois, 4,6 mois à avancer.
    """
    import numpy as np

    table = pd.DataFrame(cases.overview(scenarios))
    rows = table[pd.Series([all(map(math.isfinite, row)) for row in table.to_numpy()], index=table.index)]
    rows = rows[(rows["customers"] > 0) & (rows["cover"] > 0)]
    if rows.empty:
        raise LearnerError("Aucun de ces modèles n’a toutes ses grandeurs : il n’y a rien à dessiner.")
    blue, orange, *_ = _palette()
    with _figure(title, 8.2) as first:
        first.set_subplotspec(first.figure.add_gridspec(2, 1)[0])
        second = first.figure.add_subplot(first.figure.axes[0].get_gridspec()[1])
        for axes, x, y, factor in ((first, "customers", "kept", 100), (second, "cover", "months", 1)):
            good = rows["cover"] >= 1
            for some, colour, mark in ((good, blue, "o"), (~good, orange, "D")):
                axes.plot(
                    rows[x][some], factor * rows[y][some], mark, color=colour, markersize=8, clip_on=False
                )
            axes.set_xscale("log")
            axes.margins(x=0.16)
            axes.set_ylim(0, 1.15 * factor * max(rows[y].max(), 0.01))
            axes.yaxis.set_major_formatter(lambda value, _: french.number(value))
            axes.xaxis.set_major_formatter(lambda value, _: french.number(value))
            axes.xaxis.set_minor_formatter(lambda value, _: "")
            axes.tick_params(length=0)
            axes.grid(axis="y")
            axes.set_axisbelow(True)
        first.set(xlabel="Clients en régime permanent (échelle multiplicative)", ylabel="Gardé sur 100 TTC")
        second.set(xlabel="Coûts fixes couverts par les clients gagnés (fois)", ylabel="À avancer (mois de coûts fixes)")  # fmt: skip
        ticks = [one for one in (0.2, 0.5, 1, 2, 5, 10, 20, 50, 100) if rows["cover"].min() / 2 < one < rows["cover"].max() * 2]  # fmt: skip
        second.set_xticks(ticks)
        # Most firms need little and few need much: a root scale keeps both readable, and shows the zero.
        second.set_yscale("function", functions=(lambda v: np.sqrt(np.maximum(v, 0)), np.square))
        second.set_yticks(
            [one for one in (0, 1, 2, 5, 10, 15, 20, 50, 100) if one < 1.15 * max(rows["months"].max(), 1)]
        )
        second.axvline(1, color=INK, linewidth=1, linestyle=(0, (5, 3)))
        first.figure.draw_without_rendering()
        for axes, x, y, factor in ((first, "customers", "kept", 100), (second, "cover", "months", 1)):
            _name_points(axes, {n: (r[x], factor * r[y]) for n, r in rows.iterrows()})
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
    return Picture(
        first, french.typeset(f"Deux nuages de points : {' ; '.join(said)}."), french.typeset(source)
    )


def _name_points(axes: Axes, points: Mapping[str, tuple[float, float]]) -> None:
    """Write each name beside its point, at the nearest place where it covers no point, no name and no frame.

    A name that must stand further off is tied to its point by a thin line.
    """
    spots = {name: axes.transData.transform(point) for name, point in points.items()}
    marks = {name: (x - 6, y - 6, x + 6, y + 6) for name, (x, y) in spots.items()}
    frame, taken = axes.get_window_extent(), []
    places = [(9, 0), (-9, 0), (0, 10), (0, -10)]
    places += [(side * dx, dy) for dy in (12, -12, 26, -26, 40) for dx in (8, 20) for side in (1, -1)]
    for name, point in points.items():
        others = [mark for other, mark in marks.items() if other != name]
        for dx, dy in (*places, places[0]):  # where no place is free, beside the point after all
            text = axes.annotate(
                french.typeset(name),
                point,
                xytext=(dx, dy),
                textcoords="offset points",
                ha="left" if dx > 0 else "right" if dx < 0 else "center",
                va="bottom" if dy > 0 else "top" if dy < 0 else "center",
                fontsize=9.5,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6},
            )
            box = text.get_window_extent()
            spot = (box.x0 - 3, box.y0 - 1, box.x1 + 3, box.y1 + 1)
            free = not any(
                spot[0] < b[2] and b[0] < spot[2] and spot[1] < b[3] and b[1] < spot[3]
                for b in (*others, *taken)
            )
            if (
                free
                and frame.x0 <= spot[0]
                and spot[2] <= frame.x1
                and frame.y0 <= spot[1]
                and spot[3] <= frame.y1
            ):
                break
            text.remove()
        else:
            axes.add_artist(text)
        if dx and abs(dy) > 9:
            line = {"arrowstyle": "-", "color": MUTED, "linewidth": 0.7, "shrinkA": 0, "shrinkB": 4}
            axes.annotate("", point, xytext=(dx, dy), textcoords="offset points", arrowprops=line, zorder=1)
        taken.append(spot)


def curves(table: Any, title: str, x: str, y: str, source: str = "") -> Picture:
    """Quantities of one unit against one other, each curve named at its right end.

    Args:
        table: one column a curve, the index is the abscissa: a DataFrame, or ``{name: {abscissa: value}}``.
        title: what the figure shows, as a sentence.
        x, y: axis labels in French, with their units; ``source``: what is quoted underneath.

    Raises:
        LearnerError: not a table of numbers, empty, or more curves than colours (four).

    >>> cash = {"Trésorerie": {0: 0, 6: -50, 12: 30}}
    >>> print(bm.figures.curves(cash, "Un creux au mois 6", "Mois", "Trésorerie (k€)").alt)
    Courbes, trésorerie (k€) selon mois : Trésorerie, de 0 à 30, au plus haut 30 pour 12.
    """
    import seaborn as sns

    try:
        rows = pd.DataFrame(table).astype(float)
    except (TypeError, ValueError):
        rows = pd.DataFrame()
    if rows.empty or rows.shape[1] > 4:
        raise LearnerError("curves() attend une table de nombres, d’une à quatre colonnes.")
    ends = rows.index[0], rows.index[-1]
    blue, orange, green, purple = _palette()
    looks = [
        (blue, blue, "-"),
        (orange, AMBER, (0, (5, 2))),
        (green, green, (0, (2, 1.5))),
        (purple, purple, "-."),
    ]
    with _figure(title, 3.7) as axes:
        for (name, values), (colour, ink, dash) in zip(rows.items(), looks, strict=False):
            axes.plot(rows.index, values, color=colour, linewidth=2.2, linestyle=dash)
            axes.annotate(french.typeset(str(name)), (ends[1], values.iloc[-1]), xytext=(8, 0), va="center",
                          textcoords="offset points", color=ink, fontweight="bold", annotation_clip=False)  # fmt: skip
        axes.set_xlim(*ends)
        axes.set_ylim(min(0, rows.min().min()), rows.max().max() * 1.08)
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.xaxis.set_major_formatter(lambda value, _: french.number(value))
        axes.yaxis.set_major_formatter(lambda value, _: french.number(value))
        axes.set(xlabel=x, ylabel=y)
        axes.tick_params(length=0)
        sns.despine(ax=axes, left=True)
        axes.grid(axis="y")
        axes.set_axisbelow(True)
    said = [
        f"{name}, de {_round(values.iloc[0])} à {_round(values.iloc[-1])}, au plus haut {_round(values.max())} "
        f"pour {french.exact(values.idxmax())}"
        for name, values in rows.items()
    ]
    axis = f"{_lower(y)} selon {_lower(x)}"
    return Picture(axes, french.typeset(f"Courbes, {axis} : {' ; '.join(said)}."), french.typeset(source))


def ranges(rows: Mapping[str, float | tuple[float, float]], title: str, unit: str, source: str) -> Picture:
    """What is not known exactly: one line a way of bounding it, from its low to its high value, from zero.

    Args:
        rows: name -> (low, high), or one value where there is no range (a point).
        title: what the figure shows, as a sentence.
        unit: of every value, written once on the axis and after each upper value.
        source: where the values come from, in French.

    Raises:
        LearnerError: nothing is given, or a range whose low is above its high.

    >>> spans = {"Abonnés": (9, 11), "Clients": 4}
    >>> print(bm.figures.ranges(spans, "Une fourchette, un point", "millions", "Deux sources.").alt)
    Fourchettes : Abonnés, de 9 à 11 millions ; Clients, 4 millions.
    """
    import seaborn as sns

    if not isinstance(rows, Mapping) or not rows:
        raise LearnerError(
            "ranges() attend des fourchettes nommées : ranges({'Abonnements': (65, 1433)}, …)."
        )
    spans = {
        str(name): (float(v[0]), float(v[1])) if isinstance(v, tuple | list) else (float(v), float(v))
        for name, v in rows.items()
    }
    if bad := [name for name, (low, high) in spans.items() if not low <= high]:
        raise LearnerError(f"ranges(), {french.quote(bad[0])} : le bas dépasse le haut. Écrire (bas, haut).")
    blue, orange, *_ = _palette()
    top, said = max(high for _, high in spans.values()), []
    with _figure(title, 1.2 + 0.5 * len(spans)) as axes:
        for place, (name, (low, high)) in enumerate(spans.items()):
            colour = blue if high > low else orange
            axes.plot(
                [low, high], [place, place], color=colour, linewidth=7, alpha=0.45, solid_capstyle="butt"
            )
            axes.plot([low, high], [place, place], "o" if high > low else "D", color=colour, markersize=7)
            text = f"{french.number(high, 0)}{french.NBSP}{unit}"
            axes.annotate(text, (high, place), xytext=(9, 0), textcoords="offset points", va="center", fontweight="bold")  # fmt: skip
            if high > low:
                axes.annotate(french.number(low, 0), (low, place), xytext=(0, 8), textcoords="offset points",
                              ha="center", fontweight="bold")  # fmt: skip
                text = f"de {french.number(low, 0)} à {text}"
            said.append(f"{name}, {text}")
        axes.set_yticks(range(len(spans)), [_folded(french.typeset(name)) for name in spans])
        axes.set_ylim(len(spans) - 0.5, -0.7)
        axes.set_xlim(0, top * 1.16 or 1)
        axes.xaxis.set_major_formatter(lambda value, _: french.number(value))
        axes.set_xlabel(unit)
        axes.tick_params(length=0, labelcolor=INK)
        sns.despine(ax=axes, bottom=True)
        axes.grid(axis="x")
        axes.set_axisbelow(True)
    return Picture(axes, french.typeset(f"Fourchettes : {' ; '.join(said)}."), french.typeset(source))


def __getattr__(name: str):
    mine = [n for n, made in globals().items() if getattr(made, "__module__", "") == __name__ and n.islower()]
    raise unknown_in("figures", name, [n for n in mine if not n.startswith("_")])
