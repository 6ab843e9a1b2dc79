"""One amount beside others that dwarf it or not: squares in true proportion, the same small square inside each.

Drawn without matplotlib, like ``opening``: one must see at a glance what a quote weighs.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping
from typing import Any

from bizmodels import french
from bizmodels.core.model import BusinessModel
from bizmodels.core.months import MONTHS
from bizmodels.errors import LearnerError
from bizmodels.levers.tools import Quote
from bizmodels.view.figures.card import card
from bizmodels.view.figures.handmade import label, px
from bizmodels.view.figures.picture import PAGE_FONTS
from bizmodels.view.style import LIGHT

WIDTH, EDGE, GAP = 760, 12, 34  # px
TALLEST = 180  # px: the side of the largest square
MOST = 4
_FIRM, _PART = LIGHT["a"], LIGHT["bad"]
_LINE, _LETTER, _NARROWEST = 16, 7.6, 136  # px: line height, a letter of 13 px, the least room of a name


class ToScale:
    """Squares whose areas are ``amounts``, each holding one of ``part``; ``title`` asks what it weighs."""

    def __init__(
        self, amounts: dict[str, float], part: tuple[str, float], title: str, source: str, unit: str
    ):
        self.amounts, self.part, self.unit = amounts, part, unit
        self.title, self.source = french.typeset(title), french.typeset(source)
        told = " ; ".join(f"{name}, {french.compact(value, unit)}" for name, value in amounts.items())
        self.alt = french.typeset(
            f"{title} Carrés à l’échelle : {told} ; dans chacun, le même carré de {french.compact(part[1], unit)} ({part[0]})."
        )

    @property
    def finding(self) -> str:
        """What the part is of each amount; a lesson that asks it shows ``asking()``."""
        shares = [
            f"{french.quantity(self.part[1] / value, '%', _digits(self.part[1] / value))} ({name})"
            for name, value in self.amounts.items()
        ]
        return french.typeset(f"{self.part[0]} : {french.listing(shares)}.")

    def asking(self) -> ToScale:
        """The same picture without its finding, where reading it is the question."""
        return _Asking(self.amounts, self.part, self.title, self.source, self.unit)

    def svg(self) -> str:
        """The drawing as an SVG text, the same bytes on every machine."""
        name, value = self.part
        sides = self._sides()
        small = self._side(value)
        rooms = [max(side, small, _NARROWEST) for side in sides]
        title = textwrap.wrap(self.title, 84)
        top = 8 + 20 * len(title) + 10
        base = top + max(*sides, small)
        free = WIDTH - 2 * EDGE - sum(rooms)
        gap = min(3.0 * GAP, free / max(1, len(rooms) - 1)) if len(rooms) > 1 else 0.0
        drawn = [
            f'<text x="{EDGE}" y="{22 + 20 * k}" fill="{LIGHT["fg"]}" font-size="15">{_escaped(line)}</text>'
            for k, line in enumerate(title)
        ]
        x = float(EDGE)
        for (who, amount), side, room in zip(self.amounts.items(), sides, rooms, strict=True):
            drawn.append(
                f'<rect x="{px(x)}" y="{px(base - side)}" width="{px(side)}" height="{px(side)}" rx="3" fill="{_FIRM}" '
                f'fill-opacity=".14" stroke="{_FIRM}" stroke-width="1.6"/>'
                f'<rect x="{px(x)}" y="{px(base - small)}" width="{px(small)}" height="{px(small)}" fill="{_PART}"/>'
            )
            lines = [*textwrap.wrap(who, max(12, int(room / _LETTER))), french.compact(amount, self.unit)]
            for k, line in enumerate(lines):
                drawn.append(label(x, base + 20 + _LINE * k, line, _FIRM, 13))
            x += room + gap
        rows = max(
            len(textwrap.wrap(who, max(12, int(room / _LETTER))))
            for who, room in zip(self.amounts, rooms, strict=True)
        )
        below = base + 20 + _LINE * (rows + 1) + 12
        drawn.append(
            f'<rect x="{EDGE}" y="{px(below - 11)}" width="12" height="12" fill="{_PART}"/>'
            + label(EDGE + 19, below, f"{name} : {french.compact(value, self.unit)}", _PART, 13)
        )
        high = px(below + 10)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{high}" viewBox="0 0 {WIDTH} {high}" '
            f'font-family="{PAGE_FONTS}" font-weight="bold">{"".join(drawn)}</svg>'
        )

    def _side(self, amount: float) -> float:
        return TALLEST * math.sqrt(amount / max(*self.amounts.values(), self.part[1]))

    def _sides(self) -> list[float]:
        return [self._side(amount) for amount in self.amounts.values()]

    def _repr_html_(self) -> str:
        return card(self.svg(), self.alt, self.finding, self.source)

    def __repr__(self) -> str:
        return "\n".join(part for part in (self.alt, self.finding, self.source) if part)


class _Asking(ToScale):
    """It asks: what was found is not said."""

    @property
    def finding(self) -> str:
        return ""


def to_scale(
    amounts: Mapping[str, float], part: tuple[str, float], title: str, source: str = "", unit: str = "€"
) -> ToScale:
    """Amounts as squares in true proportion, the same part drawn inside each.

    Args:
        amounts: name -> amount, > 0, one to four, in ``unit``.
        part: name and amount of what stands in each, > 0.
        title: the question the picture asks; what it found is computed and stands underneath.
        source: what is quoted underneath.

    Raises:
        LearnerError: no amount, too many, one that is not above 0, a part that is none.

    >>> picture = bm.figures.to_scale({"Grande": 400, "Petite": 100}, ("Devis", 20), "Que pèse le devis ?")
    >>> print(picture.finding)
    Devis : 5,0 % (Grande) et 20 % (Petite).
    >>> picture.asking().finding
    ''
    """
    if not isinstance(amounts, Mapping) or not 1 <= len(amounts) <= MOST:
        raise LearnerError(f"to_scale() attend de un à {MOST} montants, {{'Petite': 100}}.")
    if not isinstance(part, tuple) or len(part) != 2:
        raise LearnerError("to_scale() : part attend un nom et un montant, ('Devis', 25).")
    for name, value in [*amounts.items(), part]:
        if not _positive(value):
            raise LearnerError(
                f"to_scale(), {french.quote(str(name))} : il faut un montant plus grand que 0."
            )
    # « ÷ 100 » is one word: a line never ends on its sign.
    kept = {
        french.typeset(str(name)).replace("÷ ", f"÷{french.NBSP}"): float(value)
        for name, value in amounts.items()
    }
    return ToScale(kept, (french.typeset(str(part[0])), float(part[1])), title, source, unit)


def quote_to_scale(
    firms: Mapping[str, BusinessModel], quote: Quote, title: str, months: int = MONTHS
) -> ToScale:
    """A quote beside what the customers of several firms leave over the months, before fixed costs and advertising.

    Args:
        firms: name -> model, one to four, of one currency.
        quote: paid by the month, the same for all of them.
        title: the question the picture asks.
        months: how long.

    Raises:
        LearnerError: as :func:`to_scale`, or a quote that depends on what is sold.

    >>> print(bm.figures.quote_to_scale({"Le Slip Français": bm.D2C()}, bm.levers.tools.Quote(monthly=1_000), "Que pèse-t-il ?").source)
    Marge sur coûts variables de 36 mois, calcul du modèle ; devis de 36 mois, non actualisé
    """
    if not isinstance(quote, Quote) or quote.revenue_share or quote.per_order:
        raise LearnerError("quote_to_scale() attend un devis payé au mois, Quote(monthly=1_750).")
    if not isinstance(firms, Mapping) or not all(isinstance(one, BusinessModel) for one in firms.values()):
        raise LearnerError("quote_to_scale() attend des noms et leurs modèles, {'La marque': bm.D2C()}.")
    left = {}
    for name, model in firms.items():
        path = model.path(months)
        left[name] = sum(path["revenue"]) - sum(path["variable_costs"])
    currency = next((one.currency for one in firms.values()), "€")
    source = f"Marge sur coûts variables de {months} mois, calcul du modèle ; devis de {months} mois, non actualisé"
    return to_scale(left, (quote.name, quote.setup + months * quote.monthly), title, source, currency)


def _positive(value: Any) -> bool:
    try:
        return not isinstance(value, bool | str) and 0 < float(value) < 1e15
    except (TypeError, ValueError, OverflowError):
        return False


def _digits(share: float) -> int:
    """Decimals of a percentage that leave two significant digits."""
    return max(0, -1 - math.floor(math.log10(share)))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
