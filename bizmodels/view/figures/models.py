"""What models say, drawn in bars: where the money goes, and what moves a key figure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from bizmodels import analysis, french
from bizmodels.core.model import BusinessModel
from bizmodels.errors import LearnerError
from bizmodels.view.figures import findings
from bizmodels.view.figures.look import (
    AMBER,
    BLANK,
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    bold_right,
    figure,
    finish,
    finish_bars,
    french_numbers,
    lower_first,
    name_rows,
    need_names,
    note,
    rounded,
    told,
)
from bizmodels.view.figures.picture import INK, MUTED, Picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Parts = list[tuple[str, float]]  # who receives, how much


def ledgers(scenarios: Mapping[str, BusinessModel], title: str, case: str | None = None) -> Picture:
    """Where the money of one customer goes, scenario by scenario: the margin is what is left.

    The two largest receivers are named, the others drawn together. One line a scenario: an order where the model
    counts by the order (D2C), a month elsewhere. ``case`` names the firm when it is not the model's own case.

    >>> baskets = {"À 60 €": bm.D2C(basket=60), "À 75 €": bm.D2C(basket=75)}
    >>> print(bm.figures.ledgers(baskets, "Que rapporte un panier plus gros ?").alt)
    Barres empilées : À 60 €, 54 € payés, marge sur coûts variables 17 € ; À 75 €, 68 € payés, marge sur
    coûts variables 28 €.
    """
    need_names(
        scenarios, "ledgers() attend des scénarios nommés : ledgers({'À 40 €': modele, 'À 25 €': autre}, …)."
    )
    shares = {name: model.shares() for name, model in scenarios.items()}
    rows = _largest_two(list(shares.values()))
    symbol = next(iter(scenarios.values())).currency
    last = list(next(iter(shares.values())))[-1]
    widest = max(sum(max(v, 0.0) for v in one.values()) for one in shares.values())
    looks = ((GREEN, "white"), (BLUE, "white"), (GREY, INK))
    with figure(title, 1.2 + 0.62 * len(shares)) as axes:
        for place, (*parts, (_, margin)) in enumerate(rows):
            at = 0.0
            for (who, value), (colour, ink) in zip(parts, looks, strict=False):
                axes.barh(place, value, 0.62, left=at, color=colour)
                _inside(axes, at, value, place, rounded(value), ink, min(4.0, widest / 25))
                if place == 0:
                    _above(axes, at + value / 2, who, colour if who != "Autres" else MUTED)
                at += value
            axes.barh(place, max(margin, 0.0), 0.62, left=at, color=ORANGE)
            bold_right(axes, f"{rounded(margin)}{french.NBSP}{symbol}", (max(at + margin, at), place))
            if place == 0:
                _above(axes, at + max(margin, 0) / 2, "Marge", AMBER)
        _frame(axes, scenarios, 22, widest * 1.1)
    said = [
        f"{name}, {rounded(sum(one.values()))} {symbol} payés, {lower_first(last)} {rounded(one[last])} {symbol}"
        for name, one in shares.items()
    ]
    margins = {name: (sum(one.values()), one[last]) for name, one in shares.items()}
    finding = findings.kept(last, margins, symbol)
    return told(axes, f"Barres empilées : {' ; '.join(said)}.", _of_models(scenarios, case, symbol), finding)


def hundred(scenarios: Mapping[str, BusinessModel], title: str) -> Picture:
    """« Où vont 100 € TTC ? », one bar a model whatever its kind: State, largest receiver by name, others, margin.

    A margin below zero is written and not drawn: the parts before it then go beyond 100.

    >>> print(bm.figures.hundred({"Marque": bm.D2C(), "Logiciel": bm.SaaS()}, "Où vont 100 € ?").alt)
    Barres de 100 € TTC : Marque, État 17 €, Fabricant 40 €, Autres 13 €, Marge sur coûts variables 31 € ;
    Logiciel, État 17 €, Hébergement et support 18 €, Autres 0 €, Marge sur coûts variables 65 €.
    """
    need_names(scenarios, "hundred() attend des modèles nommés : hundred({'Vente directe': bm.D2C()}, …).")
    rows = {name: _four_parts(model) for name, model in scenarios.items()}
    looks = (
        ("État", GREEN, "white", GREEN),
        ("Qui reçoit le plus", BLUE, "white", BLUE),
        ("Autres", GREY, INK, MUTED),
        ("Marge", ORANGE, INK, AMBER),
    )
    with figure(title, 1.1 + 0.58 * len(rows)) as axes:
        for place, parts in enumerate(rows.values()):
            at = 0.0
            for (who, value), (head, colour, ink, shade) in zip(parts, looks, strict=True):
                axes.barh(place, max(value, 0.0), 0.66, left=at, color=colour)
                text = f"{who.split(' (')[0]} {rounded(value)}"
                # A name is written where it fits: some 1.3 % of the bar a letter.
                fits = head == "Qui reçoit le plus" and len(text) * 1.3 < value
                _inside(axes, at, value, place, text if fits else rounded(value), ink)
                if place == 0 and value >= 4:
                    _above(axes, at + value / 2, head, shade)
                at += max(value, 0.0)
            if (margin := parts[-1][1]) < 4:  # too thin to bear its value inside
                bold_right(axes, f"{rounded(margin)}{french.NBSP}€", (at, place))
        _frame(axes, rows, 24, max(sum(max(v, 0.0) for _, v in parts) for parts in rows.values()) * 1.02)
    said = [
        f"{name}, {', '.join(f'{who} {rounded(value)} €' for who, value in parts)}"
        for name, parts in rows.items()
    ]
    cases = [type(model).case for model in scenarios.values() if type(model).case]
    source = f"Calcul des modèles ({french.listing(dict.fromkeys(cases))}), avec leurs réglages de départ ou les vôtres."
    finding = findings.of_hundred({name: parts[-1][1] for name, parts in rows.items()})
    return told(axes, f"Barres de 100 € TTC : {' ; '.join(said)}.", source, finding)


def tornado(model: BusinessModel, kpi: str, title: str, swing: float = 0.2, count: int = 7) -> Picture:
    """What a key figure becomes when each parameter moves alone by ±``swing``: the ``count`` that matter most.

    >>> print(bm.figures.tornado(bm.D2C(), "order_margin", "Quel réglage pèse le plus ?", count=1).alt)
    Barres : Marge par commande vaut 16,5 € au départ. Panier moyen TTC : 7,7 € avec 20 % de moins, 25,3 €
    avec 20 % de plus.
    """
    table = analysis.sensitivity(model, kpi, swing)
    shown, params = type(model).__kpis__[kpi], type(model).__params__
    base = getattr(model, kpi)
    rows = [r for r in table.itertuples() if r.spread > 0 and math.isfinite(r.low + r.high)][:count]
    if not rows or not math.isfinite(base):
        raise LearnerError(f"{french.quote(shown.label)} ne bouge de façon mesurable avec aucun réglage.")
    divisor, unit = french.scale(max(abs(v) for r in rows for v in (r.low, r.high)), shown.unit)
    start, sign = base / divisor, french.quantity(swing, "%")
    reach = max(abs(v - base) for r in rows for v in (r.low, r.high)) / divisor
    percent = 100 if unit.startswith("%") else 1  # a share is a fraction in code, a percentage on the axis
    with figure(title, 1.5 + 0.4 * len(rows)) as axes:
        for place, r in enumerate(rows):
            for value, colour, mark in ((r.low, ORANGE, french.MINUS), (r.high, BLUE, "+")):
                moved = (value - base) / divisor
                axes.barh(place, moved, 0.66, left=start, color=colour)
                away, side = ((5, 0), "left") if moved > 0 else ((-5, 0), "right")
                look = {"va": "center", "ha": side, "color": MUTED, "fontsize": 9, "bbox": BLANK}
                note(axes, f"{mark}{french.NARROW}{sign}", (value / divisor, place), away, **look)
        axes.axvline(start, color=INK, linewidth=1)
        axes.axvline(0, color=MUTED, linewidth=1, linestyle=(0, (3, 3)))
        note(axes, shown.show(base), (start, -0.5), (0, 4), ha="center", fontweight="bold", bbox=BLANK)
        name_rows(axes, [params[r.parameter].label for r in rows], 32)
        axes.set_ylim(len(rows) - 0.5, -1.0)
        axes.set_xlim(min(0, start - reach * 1.3), max(0, start + reach * 1.3))
        french_numbers(axes.xaxis, lambda value: french.number(round(value * percent, 6)))
        axes.set_xlabel(f"{shown.label} ({unit})")
        finish(axes, grid="x")
    text = " ; ".join(
        f"{params[r.parameter].label} : {shown.show(r.low)} avec {sign} de moins, {shown.show(r.high)} avec {sign} de plus"
        for r in rows[:2]
    )
    source = "Calcul du modèle : un seul réglage bouge à la fois, les autres restent."
    moves = [
        (
            params[r.parameter].label,
            r.spread,
            f"{shown.show(findings.two(r.low))} ({french.MINUS}{sign})",
            f"{shown.show(findings.two(r.high))} (+{sign})",
        )
        for r in rows
    ]
    alt = f"Barres : {shown.label} vaut {shown.show(base)} au départ. {text}."
    return told(axes, alt, source, findings.swings(moves))


# --- stacked bars ------------------------------------------------------------------------------------------


def _largest_two(shares: list[Mapping[str, float]]) -> list[Parts]:
    """Of each ledger the two receivers that are largest anywhere, all others together, and the margin."""
    last = list(shares[0])[-1]
    everyone = dict.fromkeys(who for one in shares for who in one if who != last)
    largest = sorted(everyone, key=lambda who: -max(one.get(who, 0.0) for one in shares))[:2]
    kept = [who for who in everyone if who in largest]
    return [
        [
            *((who, one.get(who, 0.0)) for who in kept),
            ("Autres", sum(v for who, v in one.items() if who not in (*kept, last))),
            (last, one[last]),
        ]
        for one in shares
    ]


def _four_parts(model: BusinessModel) -> Parts:
    """State, largest other receiver, all others together, margin, on 100."""
    *parts, margin = model.ledger().to_dict().items()
    state = sum(value for who, value in parts if who.startswith("État"))
    others = sorted(
        ((who, value) for who, value in parts if not who.startswith("État")), key=lambda one: -one[1]
    )
    if not others:
        others = [("Autres", 0.0)]
    return [("État", state), others[0], ("Autres", sum(value for _, value in others[1:])), margin]


def _frame(axes: Axes, names: Iterable[str], width: int, reach: float) -> None:
    """The names of the rows, room above the first for its heads, and no scale: each part bears its value."""
    name_rows(axes, map(french.typeset, names), width)
    axes.set_ylim(len(axes.get_yticks()) - 0.5, -0.85)
    axes.set_xlim(0, reach)
    finish_bars(axes)


def _inside(
    axes: Axes, left: float, width: float, place: float, text: str, colour: str, least: float = 4.0
) -> None:
    if width >= least:
        axes.text(left + width / 2, place, text, ha="center", va="center", color=colour)


def _above(axes: Axes, x: float, text: str, colour: Any) -> None:
    axes.text(x, -0.45, text.split(" (")[0], ha="center", va="bottom", color=colour, fontweight="bold")


def _of_models(scenarios: Mapping[str, BusinessModel], case: str | None, symbol: str) -> str:
    """« Calcul du modèle (Le Slip Français), en € TTC, retours déduits. », nothing for a firm without a name."""
    cases = {type(model).case for model in scenarios.values()} if case is None else {case}
    cases.discard("")
    returns = any("return_rate" in type(model).__params__ for model in scenarios.values())
    words = "retours déduits" if returns else "par mois"
    return f"Calcul du modèle ({french.listing(sorted(cases))}), en {symbol} TTC, {words}." if cases else ""
