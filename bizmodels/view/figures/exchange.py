"""The picture of one exchange between two persons: what one pays, what the other receives, and who gains what.

Like ``opening`` it is drawn without matplotlib: a question first, where every box is equally wide, then a bar from 0 €.
"""

from __future__ import annotations

import textwrap
from typing import Any

from bizmodels import french
from bizmodels.core.arguments import single
from bizmodels.core.model import BusinessModel
from bizmodels.errors import LearnerError
from bizmodels.view.figures.card import card
from bizmodels.view.figures.handmade import label, px
from bizmodels.view.figures.look import apart, rounded
from bizmodels.view.figures.picture import PAGE_FONTS
from bizmodels.view.style import LIGHT

WIDTH, EDGE = 760, 12  # px: the picture, and what is left free on each side of its bar
_SELLER, _FEES, _BUYER, _HELD, _PRICE = "#0b6e4f", LIGHT["b"], LIGHT["a"], LIGHT["mut"], LIGHT["mut"]
_LINE, _COLUMN, _TALL = 16, 104, 44  # px: from line to line, the least room of a name, the height of the bar

# What a model must say of an exchange to be drawn.
_FIGURES = ("value_created", "buyer_gain", "seller_gain", "fees_per_order")

Pieces = list[tuple[str, float, str]]  # what, how much (€), colour


class Exchange:
    """One sale between private persons: ``pieces`` of a bar that ends at ``marks``, or a question of three boxes."""

    def __init__(self, pieces: Pieces, marks: list[tuple[str, float]], alt: str, finding: str, source: str):
        self.pieces, self.marks = pieces, marks
        self.alt, self.finding, self.source = map(french.typeset, (alt, finding, source))

    def svg(self) -> str:
        """The drawing as an SVG text, the same bytes on every machine."""
        body, height = self._bar() if self.marks else self._boxes()
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
            f'viewBox="0 0 {WIDTH} {height}" font-family="{PAGE_FONTS}" font-weight="bold" text-anchor="middle">'
            f"{body}</svg>"
        )

    def _boxes(self) -> tuple[str, int]:
        """A box a person and one for the price: nothing gives the answer away."""
        wide = (WIDTH - 2 * EDGE) / len(self.pieces)
        drawn = []
        for place, (who, value, colour) in enumerate(self.pieces):
            middle = EDGE + (place + 0.5) * wide
            inside = _euros(value) if value == value else "?"
            drawn.append(label(middle, 20, who, colour, 14))
            drawn.append(
                f'<rect x="{px(middle - wide / 2 + 6)}" y="32" width="{px(wide - 12)}" height="66" rx="6" fill="{colour}" '
                f'fill-opacity=".07" stroke="{colour}" stroke-width="2" stroke-dasharray="6 4"/>'
            )
            drawn.append(label(middle, 74, inside, colour, 26))
        return "".join(drawn), 108

    def _bar(self) -> tuple[str, int]:
        """The pieces in true proportion from 0 €, each under its name; what stands at each mark below."""
        per_euro = (WIDTH - 2 * EDGE) / max(at for _, at in self.marks)
        names = [textwrap.wrap(who, 13, break_long_words=False) for who, *_ in self.pieces]
        top = 12 + _LINE * max(map(len, names))
        centres, at = [], 0.0
        for _, value, _ in self.pieces:
            centres.append(EDGE + per_euro * (at + value / 2))
            at += value
        drawn, left = [], float(EDGE)
        for lines, centre, (_, value, colour) in zip(names, self._spread(centres), self.pieces, strict=True):
            wide = per_euro * value
            for k, line in enumerate(lines):
                drawn.append(label(centre, top - 6 - _LINE * (len(lines) - 1 - k), line, colour, 13))
            drawn.append(label(centre, top + 20, _euros(value), colour, 19))
            corners = (
                (centre - 34, top + 28),
                (centre + 34, top + 28),
                (left + wide, top + 48),
                (left, top + 48),
            )
            points = " ".join(f"{px(x)},{y}" for x, y in corners)
            drawn.append(f'<polygon points="{points}" fill="{colour}" fill-opacity=".16"/>')
            drawn.append(
                f'<rect x="{px(left)}" y="{top + 48}" width="{px(max(0.0, wide - 1))}" height="{_TALL}" fill="{colour}"/>'
            )
            left += wide
        below = top + 48 + _TALL
        places = [EDGE + per_euro * at for _, at in self.marks]
        for (what, at), place, centre in zip(self.marks, places, self._spread(places), strict=True):
            drawn.append(
                f'<line x1="{px(place)}" y1="{below}" x2="{px(centre)}" y2="{below + 12}" stroke="{_PRICE}" stroke-width="1"/>'
            )
            drawn.append(label(centre, below + 28, _euros(at), _PRICE, 14))
            drawn.append(label(centre, below + 46, what, _PRICE, 12))
        return "".join(drawn), below + 54

    @staticmethod
    def _spread(places: list[float]) -> list[float]:
        """Where names stand: as near their places as they can without hiding one another, inside the picture."""
        spread = apart(places, _COLUMN)
        over = max(0.0, max(spread) - (WIDTH - _COLUMN / 2))
        return [max(_COLUMN / 2, place - over) for place in spread]

    def _repr_html_(self) -> str:
        return card(self.svg(), self.alt, self.finding, self.source, width=960)

    def __repr__(self) -> str:
        return "\n".join(part for part in (self.alt, self.finding, self.source) if part)


def exchange(model: BusinessModel, answered: bool = False, gains: bool = False, note: str = "") -> Exchange:
    """One sale from a seller to a buyer: « combien paie-t-elle, combien reçoit-elle ? », then the answer on a bar.

    Args:
        model: a platform between two persons, which says what each gains (``buyer_gain``, ``seller_gain``).
        answered: the price, the fees of each side and what is left, in true proportion; three boxes otherwise.
        gains: the bar of the answer, cut by who gains: what the item is worth to the seller, her gain, the fees, the
            buyer's gain, up to the most that the buyer would pay.
        note: what is added under the picture (« panier de 2016 »).

    Raises:
        LearnerError: no model of resale, a parameter that holds several values, or nothing paid.

    >>> print(bm.figures.exchange(bm.Resale()))
    Un sac affiché 385 € : combien reçoit la vendeuse, combien paie l’acheteuse ?
    Calcul du modèle, frais TTC
    >>> print(bm.figures.exchange(bm.Resale(), answered=True).finding)
    Il sort 419 € d’une poche, il en entre 335 dans l’autre : 84 € de frais.
    >>> print(bm.figures.exchange(bm.Resale(), gains=True).finding)
    L’échange crée 250 € : 85 pour la vendeuse, 81 pour l’acheteuse, 84 de frais.
    """
    if not isinstance(model, BusinessModel) or not set(_FIGURES) <= set(type(model).__kpis__):
        raise LearnerError("exchange() attend une plateforme de revente : exchange(bm.Resale()).")
    single(model, "exchange()")
    price, paid = float(model.item_price), float(model.paid_per_order)
    received = price * model.seller_keeps
    if paid <= 0:
        raise LearnerError("exchange() : l’acheteuse ne paie rien, il n’y a pas d’échange à dessiner.")
    source = " · ".join(part for part in ("Calcul du modèle, frais TTC", note) if part)
    if gains:
        return _gains(model, received, paid, source)
    if not answered:
        pieces = [
            ("La vendeuse reçoit", float("nan"), _SELLER),
            ("Prix affiché", price, _PRICE),
            ("L’acheteuse paie", float("nan"), _BUYER),
        ]
        asked = f"Un sac affiché {_euros(price)} : combien reçoit la vendeuse, combien paie l’acheteuse ?"
        return Exchange(pieces, [], asked, "", source)
    pieces = [
        ("La vendeuse reçoit", received, _SELLER),
        ("Frais de la vendeuse", price - received, _FEES),
        ("Frais de l’acheteuse", paid - price, "#7d4e00"),
    ]
    marks = [("reçu", received), ("affiché", price), ("payé", paid)]
    told = " ; ".join(f"{who}, {_euros(value)}" for who, value, _ in pieces)
    finding = (
        f"Il sort {_euros(paid)} d’une poche, il en entre {rounded(received)} dans l’autre : "
        f"{_euros(model.fees_per_order)} de frais."
    )
    return Exchange(pieces, marks, f"Barre de {_euros(paid)} payés : {told}.", finding, source)


def _gains(model: Any, received: float, paid: float, source: str) -> Exchange:
    held, most = float(model.seller_value), float(model.buyer_value)
    source = f"{source} · ce que la pièce vaut pour chacune est une hypothèse"
    if model.seller_gain < 0 or model.buyer_gain < 0:
        return _refused(model, received, paid, source)
    pieces = [
        ("Valeur chez la vendeuse", held, _HELD),
        ("Gain de la vendeuse", received - held, _SELLER),
        ("Frais", paid - received, _FEES),
        ("Gain de l’acheteuse", most - paid, _BUYER),
    ]
    marks = [("au moins", held), ("reçu", received), ("payé", paid), ("au plus", most)]
    told = " ; ".join(f"{who}, {_euros(value)}" for who, value, _ in pieces)
    finding = (
        f"L’échange crée {_euros(model.value_created)} : {rounded(model.seller_gain)} pour la vendeuse, "
        f"{rounded(model.buyer_gain)} pour l’acheteuse, {rounded(model.fees_per_order)} de frais."
    )
    return Exchange(pieces, marks, f"Barre de {_euros(most)} : {told}.", finding, source)


def _refused(model: Any, received: float, paid: float, source: str) -> Exchange:
    """The exchange that one of them refuses: what she gives, beside what she would have."""
    pieces = [("Reçu par la vendeuse", received, _SELLER), ("Frais", paid - received, _FEES)]
    marks = [("reçu", received), ("payé", paid)]
    why = (
        f"la vendeuse recevrait {_euros(received)}, elle tient au sac pour {_euros(model.seller_value)}"
        if model.seller_gain < 0
        else f"l’acheteuse paierait {_euros(paid)}, le sac en vaut {_euros(model.buyer_value)} pour elle"
    )
    return Exchange(
        pieces, marks, f"Barre de {_euros(paid)} payés.", f"L’échange ne se fait pas : {why}.", source
    )


def _euros(value: float) -> str:
    return f"{rounded(value)}{french.NBSP}€"
