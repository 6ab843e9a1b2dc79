"""Prices drawn: a shelf's goods that change theirs, what customers accept, and the profit that each price leaves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from bizmodels import french
from bizmodels.core.values import as_given
from bizmodels.levers.pricing import checks, price_curves, van_westendorp
from bizmodels.levers.shelf_prices import own_prices
from bizmodels.view.figures.look import (
    AMBER,
    BLANK,
    BLUE,
    DASHED,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    apart,
    bold_right,
    figure,
    finish,
    french_numbers,
    need_names,
    note,
    told,
)
from bizmodels.view.figures.picture import INK, Picture

# Of a figure 3.7 inches high: its axes and a line of text, in points.
_POINTS, _LINE = 210, 14
MOVES = 0.2  # a good's price has moved when its dear weeks stand a fifth above its cheap ones (deciles)
_TICKS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)


def shelf(
    table: Any,
    title: str,
    unit: str = "$",
    what: str = "bouteilles",
    source: str = "",
    answered: bool = False,
) -> Picture:
    """Goods of one kind: price against weekly sales, one point a good; ``answered`` adds how each moves with its own price.

    Goods whose price hardly moves have no line of their own: a tenth of its weeks are dearer than its dear end, a
    tenth cheaper than its cheap one, and these two ends must be a fifth apart.

    Args:
        table: as ``bm.levers.shelf_prices.weekly_prices`` gives: columns ``product week price quantity brand``.
        title: the question the figure answers; what it found is computed and stands underneath.
        unit: of the prices; ``what``: what is sold, in the plural; ``source``: what is quoted underneath.
        answered: draw each good's own line.

    Raises:
        LearnerError: as ``price_slopes``, or a table without brands.

    >>> import pandas as pd
    >>> weeks = pd.DataFrame({"product": [1, 1, 2, 2], "week": [1, 2, 1, 2], "price": [1, 2, 4, 8], "quantity": [4, 1, 64, 16],
    ...                       "brand": ["National"] * 4})
    >>> print(bm.figures.shelf(weeks, "Plus cher, mieux vendu ?", answered=True).alt)
    Nuage de 2 produits, ventes selon le prix ; 2 ont un prix qui bouge, dont 0 se vend mieux quand il monte.
    """
    goods = own_prices(table)
    moving = goods[goods["dear"] > (1 + MOVES) * goods["cheap"]]
    rising = int((moving["slope"] > 0).sum())
    with figure(title, 3.9) as axes:
        axes.set_yscale("log")
        for brand, colour, marker, name in (
            ("Private", ORANGE, "D", "Marques de\ndistributeur"),
            ("National", BLUE, "o", "Grandes\nmarques"),
        ):
            some = goods[goods["brand"] == brand]
            if some.empty:
                continue
            axes.plot(
                some["price"],
                some["quantity"],
                marker,
                color=colour,
                markersize=6,
                alpha=0.75,
                markeredgewidth=0,
            )
            place = (some["price"].mean(), some["quantity"].max())
            ink = AMBER if colour == ORANGE else BLUE
            note(axes, name, place, (0, 10), ha="center", va="bottom", fontweight="bold", color=ink)
            if not answered:
                mean, reach = some["quantity"].mean(), 0.05 * goods["price"].max()
                axes.plot([place[0] - reach, place[0] + reach], [mean, mean], color=ink, linewidth=3)
                text = f"{french.number(mean, 0)} en moyenne"
                bold_right(axes, text, (place[0] + reach, mean), 6, color=ink, annotation_clip=False)
        if answered:
            for one in moving.itertuples():
                ends = np.array([one.cheap, one.dear])
                axes.plot(
                    ends, one.quantity * (ends / one.price) ** one.slope, color=BLUE, linewidth=1.3, alpha=0.8
                )
        high = max(goods["dear"].max() if answered else 0, goods["price"].max())
        axes.set_xlim(0, 1.1 * high)
        low, top = goods["quantity"].min() / 2, goods["quantity"].max() * 3
        axes.set_ylim(low, top)
        axes.set_yticks([tick for tick in _TICKS if low <= tick <= top])
        axes.minorticks_off()
        french_numbers(axes.xaxis)
        french_numbers(axes.yaxis)
        axes.set(xlabel=f"Prix moyen payé ({unit})", ylabel=f"{what.capitalize()} par semaine")
        finish(axes)
    alt = f"Nuage de {len(goods)} produits, ventes selon le prix"
    if not answered:
        return told(axes, f"{alt}.", source, _brands(goods, unit, what))
    alt += f" ; {len(moving)} ont un prix qui bouge, dont {rising} se vend mieux quand il monte."
    found = (
        "aucun ne se vend mieux"
        if not rising
        else f"{french.plural(rising, 'se vend mieux', 'se vendent mieux')}"
    )
    return told(
        axes,
        alt,
        source,
        f"Des {len(moving)} produits dont le prix bouge, {found} les semaines où il est plus cher.",
    )


def _brands(goods: pd.DataFrame, unit: str, what: str) -> str:
    means = goods.groupby("brand")[["price", "quantity"]].mean()
    if not {"National", "Private"} <= set(means.index):
        return ""
    said = [
        f"{name}, {french.quantity(means.loc[brand, 'price'], unit, 2)} et {french.number(means.loc[brand, 'quantity'], 0)} {what} "
        "par semaine"
        for brand, name in (("Private", "marques de distributeur"), ("National", "grandes marques"))
    ]
    return f"En moyenne : {' ; '.join(said)}."


def acceptable_prices(answers: Any, title: str, unit: str = "€", source: str = "") -> Picture:
    """The four curves of a price survey (Van Westendorp), each named, and the two crossings that bound what is accepted.

    Args:
        answers: as ``bm.levers.pricing.van_westendorp`` takes them.
        title: the question the figure answers; what it found is computed and stands underneath.
        unit: of the prices; ``source``: what is quoted underneath; left out, what the answers say of themselves
            (``attrs["source"]``: simulated, or a class's own).

    Raises:
        LearnerError: as ``van_westendorp``.

    >>> import pandas as pd
    >>> answers = pd.DataFrame({"too_cheap": [10, 20], "cheap": [20, 30], "expensive": [30, 40], "too_expensive": [40, 50]})
    >>> print(bm.figures.acceptable_prices(answers, "Combien demander ?").alt)
    Quatre courbes de 2 réponses selon le prix : accepté de 20 à 40 € ; « trop cher » croise « trop bon
    marché » entre 20 et 40 €.
    """
    if callable(answers):  # « sondage.answers » without its parentheses
        answers = answers()
    found, shares = van_westendorp(answers), 100 * price_curves(answers)
    source = source or getattr(answers, "attrs", {}).get("source", "")
    if found.dropped:
        left_out = (
            f"{french.plural(found.dropped, 'se contredit', 'se contredisent')} et ne "
            f"{'compte' if found.dropped == 1 else 'comptent'} pas."
        )
        source = f"{source} ; {left_out}" if source else left_out
    looks = (
        ("too_cheap", "trop bon marché", ORANGE, AMBER, DASHED, 0.25),
        ("cheap", "bon marché", GREEN, GREEN, (0, (2, 1.5)), 0.88),
        ("expensive", "cher", PURPLE, PURPLE, "-.", 0.88),
        ("too_expensive", "trop cher", BLUE, BLUE, "-", 0.25),
    )
    with figure(title, 3.9) as axes:
        axes.axvspan(
            found.marginal_cheapness, found.marginal_expensiveness, color=GREY, alpha=0.35, linewidth=0
        )
        for column, name, colour, ink, dash, height in looks:
            curve = shares[column]
            axes.plot(curve.index, curve, color=colour, linewidth=2.2, linestyle=dash)
            rising = curve.iloc[-1] > curve.iloc[0]
            points = (curve.to_numpy(), curve.index.to_numpy())
            at = float(
                np.interp(100 * height, *points)
                if rising
                else np.interp(-100 * height, -points[0], points[1])
            )
            # The corners below are empty of curves, and so is the middle above.
            right = rising == (height < 0.5)
            away, side = ((8, 0), "left") if right else ((-8, 0), "right")
            look = {"ha": side, "va": "center", "fontweight": "bold", "color": ink, "bbox": BLANK}
            note(axes, name, (at, 100 * height), away, **look)
        axes.set_xlim(0, 1.05 * shares.index[-1])
        axes.set_ylim(0, 104)
        french_numbers(axes.xaxis)
        french_numbers(axes.yaxis)
        axes.set(xlabel=f"Prix ({unit})", ylabel="Part des réponses (%)")
        finish(axes)
    low, high = map(_euros, (found.marginal_cheapness, found.marginal_expensiveness))
    first, last = map(_euros, found.optimal)
    where = f"à {first} {unit}" if first == last else f"entre {first} et {last} {unit}"
    accepted = f"accepté de {low} à {high} {unit}"
    alt = (
        f"Quatre courbes de {french.plural(found.valid, 'réponse')} selon le prix : {accepted} ; « trop cher » croise "
        f"« trop bon marché » {where}."
    )
    finding = f"En gris, ce qui est accepté : de {low} à {high} {unit}. « Trop cher » croise « trop bon marché » {where}."
    return told(axes, alt, source, finding)


def profit_by_price(
    cases: Mapping[str, tuple[float, float]],
    title: str,
    start: float,
    vat: float = 0.2,
    span: tuple[float, float] = (0.3, 2.0),
) -> Picture:
    """What each price leaves once demand has answered, one curve a case, its best price marked.

    100 pieces are sold at ``start``; at another price, 100 × (price / start)^−elasticity. Each leaves its price
    without VAT less its cost.

    Args:
        cases: name -> (cost of a piece in € HT, elasticity above 1 as a positive number).
        title: the question the figure answers; what it found is computed and stands underneath.
        start: price in € TTC at which 100 pieces are sold.
        vat: rate of VAT (fraction).
        span: how far the prices go, as shares of ``start``.

    Raises:
        LearnerError: no named case, a cost or price not above zero, or an elasticity of 1 or less: no best price then.

    >>> print(bm.figures.profit_by_price({"Élasticité 2": (10, 2)}, "Quel prix laisse le plus ?", start=20).alt)
    Courbes, marge selon le prix TTC : Élasticité 2, au plus haut à 24 €.
    """
    need_names(
        cases, "profit_by_price() attend des cas nommés : profit_by_price({'Pièce à 8 €': (8, 2)}, …)."
    )
    where = "profit_by_price()"
    checks.number(f"{where} : start", start, above=0)
    for name, case in cases.items():
        if not isinstance(case, tuple | list) or len(case) != 2:
            raise checks.wrong(
                f"{where}, {french.quote(name)} : il faut deux nombres, un coût et une élasticité, (8, 2) ; reçu : {as_given(case)}. "
                "Une décimale s’écrit avec un point : (8, 1.6)."
            )
        checks.number(f"{where}, {french.quote(name)} : le coût", case[0], above=0)
        checks.number(f"{where}, {french.quote(name)} : l’élasticité (sans signe)", case[1], above=1)
    prices = np.linspace(span[0] * start, span[1] * start, 171)
    looks = ((BLUE, BLUE, "-"), (ORANGE, AMBER, DASHED), (GREEN, GREEN, (0, (2, 1.5))))
    said, ends = [], []
    with figure(title, 3.7) as axes:
        for (name, (cost, elasticity)), (colour, ink, dash) in zip(cases.items(), looks, strict=False):
            best = (1 + vat) * cost * elasticity / (elasticity - 1)

            def left(price: Any, cost: float = cost, elasticity: float = elasticity) -> Any:
                return 100 * (price / start) ** -elasticity * (price / (1 + vat) - cost)

            axes.plot(prices, left(prices), color=colour, linewidth=2.2, linestyle=dash)
            if prices[0] <= best <= prices[-1]:
                axes.plot(best, left(best), "o", color=colour, markersize=9, zorder=4)
                text = f"{_euros(best)}{french.NBSP}€"
                note(
                    axes,
                    text,
                    (best, left(best)),
                    (0, 9),
                    ha="center",
                    fontweight="bold",
                    color=ink,
                    bbox=BLANK,
                )
            ends.append((french.typeset(name), float(left(prices[-1])), ink))
            said.append(f"{name}, au plus haut à {_euros(best)} €")
        axes.axhline(0, color=INK, linewidth=0.8, zorder=1)
        top = axes.get_ylim()[1] * 1.12
        axes.set_xlim(prices[0], prices[-1])
        axes.set_ylim(-0.45 * top, top)
        heights = [_POINTS * height / (1.45 * top) for _, height, _ in ends]
        for (name, height, ink), at, moved in zip(ends, heights, apart(heights, _LINE), strict=True):
            up = round(moved - at, 2)
            bold_right(axes, name, (prices[-1], height), 8, up, color=ink, annotation_clip=False)
        french_numbers(axes.xaxis)
        french_numbers(axes.yaxis)
        axes.set(xlabel="Prix affiché (€ TTC)", ylabel=f"Marge (€), 100 pièces à {french.exact(start)} €")
        finish(axes)
    alt = f"Courbes, marge selon le prix TTC : {' ; '.join(said)}."
    return told(
        axes,
        alt,
        "Calcul : élasticité constante, une seule dépense par pièce.",
        f"Le plus de marge : {' ; '.join(said)}.",
    )


def _euros(price: float) -> str:
    """« 42 », « 19,20 »."""
    return french.number(price, 0 if abs(price - round(price)) < 0.005 else 2)
