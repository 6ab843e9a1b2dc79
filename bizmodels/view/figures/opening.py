"""The picture that opens a lesson: what a customer pays, and who shares it; how much each gets is asked, not told."""

from __future__ import annotations

import math
import textwrap

from bizmodels import french
from bizmodels.core.arguments import single
from bizmodels.core.model import BusinessModel
from bizmodels.errors import LearnerError
from bizmodels.view.figures.card import card
from bizmodels.view.figures.handmade import label, px
from bizmodels.view.figures.look import rounded
from bizmodels.view.figures.picture import PAGE_FONTS
from bizmodels.view.style import LIGHT

WIDTH = 760  # px, the width at which the letters have their size
BOXES = 6
_GAP, _LINE, _LETTER = 8, 16, 7.9  # px: between boxes, from line to line, an average bold letter of 13 px
_STATE, _FIRM = LIGHT["mut"], LIGHT["a"]
_OTHERS = (LIGHT["b"], LIGHT["d"], LIGHT["c"], "#a0306f", "#7d4e00")

Parts = list[tuple[str, float, str]]  # who, how much of 100, colour


class Opening:
    """What a lesson opens on: ``parts`` of 100, drawn as equal boxes with « ? », or ``answered`` in true proportion."""

    def __init__(self, parts: Parts, currency: str, answered: bool, note: str = ""):
        self.parts, self.currency, self.answered = parts, currency, answered
        paid = f"100 {currency} payés par un client"
        self.source = french.typeset(" · ".join(part for part in (paid, "calcul du modèle", note) if part))
        names = [who for who, *_ in parts]
        if answered:
            self.alt = french.typeset(
                f"{paid} : "
                + " ; ".join(f"{who}, {rounded(value)} {currency}" for who, value, _ in parts)
                + "."
            )
        else:
            self.alt = french.typeset(f"{paid}, à partager entre {french.listing(names)} : combien chacun ?")

    @property
    def finding(self) -> str:
        """What the answered picture shows, in one sentence; nothing before the answer."""
        if not self.answered:
            return ""
        *others, (keeper, kept, _) = self.parts
        who, most, _ = max(others, key=lambda part: part[1], default=("", 0.0, ""))
        kept_said = f"{keeper} : {rounded(kept)} {self.currency}"
        if kept > most:
            return french.typeset(f"{kept_said}, la plus grosse part.")
        return french.typeset(f"{who} : {rounded(most)} {self.currency}, la plus grosse part ; {kept_said}.")

    def svg(self) -> str:
        """The drawing as an SVG text, the same bytes on every machine."""
        column = (WIDTH + _GAP) / len(self.parts)
        room = max(8, int((column - _GAP) / _LETTER))
        heads = [
            textwrap.wrap(who, room, break_long_words=False, break_on_hyphens=False) for who, *_ in self.parts
        ]
        top = 8 + _LINE * max(map(len, heads))  # where the names end, on one line for all
        draw = self._proportions if self.answered else self._questions
        body, height = draw(column, top)
        names = "".join(
            label(
                place * column + (column - _GAP) / 2, top - 4 - _LINE * (len(lines) - 1 - k), line, colour, 13
            )
            for place, (lines, (_, _, colour)) in enumerate(zip(heads, self.parts, strict=True))
            for k, line in enumerate(lines)
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
            f'viewBox="0 0 {WIDTH} {height}" font-family="{PAGE_FONTS}" font-weight="bold" text-anchor="middle">'
            f"{names}{body}</svg>"
        )

    def _questions(self, column: float, top: int) -> tuple[str, int]:
        """Equal boxes: nothing gives the answer away."""
        tall = 64
        drawn = [
            f'<rect x="{px(place * column + 1)}" y="{top + 7}" width="{px(column - _GAP - 2)}" height="{tall}" rx="6" '
            f'fill="{colour}" fill-opacity=".07" stroke="{colour}" stroke-width="2" stroke-dasharray="6 4"/>'
            + label(place * column + (column - _GAP) / 2, top + 48, "?", colour, 26)
            for place, (_, _, colour) in enumerate(self.parts)
        ]
        return "".join(drawn), top + tall + 10

    def _proportions(self, column: float, top: int) -> tuple[str, int]:
        """The same names with their amounts, each tied to its piece of a bar of 100; a loss is written, not drawn."""
        start, end, tall = top + 32, top + 58, 40
        total = sum(max(0.0, value) for _, value, _ in self.parts)
        drawn, at = [], 0.0
        for place, (_, value, colour) in enumerate(self.parts):
            left, wide = place * column, max(0.0, value) / total * WIDTH
            amount = f"{rounded(value)}{french.NBSP}{self.currency}"
            drawn.append(label(left + (column - _GAP) / 2, top + 22, amount, colour, 19))
            corners = ((left, start), (left + column - _GAP, start), (at + wide, end), (at, end))
            points = " ".join(f"{px(x)},{y}" for x, y in corners)
            drawn.append(f'<polygon points="{points}" fill="{colour}" fill-opacity=".16"/>')
            drawn.append(
                f'<rect x="{px(at)}" y="{end}" width="{px(max(0.0, wide - 1))}" height="{tall}" fill="{colour}"/>'
            )
            at += wide
        return "".join(drawn), end + tall + 4

    def _repr_html_(self) -> str:
        return card(self.svg(), self.alt, self.finding, self.source, width=960)

    def __repr__(self) -> str:
        return "\n".join(part for part in (self.alt, self.finding, self.source) if part)


def opening(model: BusinessModel, answered: bool = False, keeper: str = "", note: str = "") -> Opening:
    """« 100 € payés par un client »: one box for each receiver, a « ? » in each; at most six boxes.

    All boxes are equally wide: the question does not give its answer away. The smallest receivers are drawn together.

    Args:
        model: the firm; what it keeps is its margin on variable costs, the last line of its ledger.
        answered: the same names with their amounts (currency of the model, of 100 incl. VAT), in true proportion.
        keeper: what the firm is called above its box (« La marque »); by default its case.
        note: what is added under the picture (« prix de 2024 »).

    Raises:
        LearnerError: no model, a parameter that holds several values, or a customer who pays nothing.

    >>> print(bm.figures.opening(bm.SaaS()))
    100 $ payés par un client, à partager entre État, Hébergement et support et Salesforce : combien chacun ?
    100 $ payés par un client · calcul du modèle
    >>> print(bm.figures.opening(bm.SaaS(), answered=True, keeper="L’éditeur"))
    100 $ payés par un client : État, 17 $ ; Hébergement et support, 18 $ ; L’éditeur, 65 $.
    L’éditeur : 65 $, la plus grosse part.
    100 $ payés par un client · calcul du modèle
    """
    if not isinstance(model, BusinessModel):
        raise LearnerError("opening() attend un modèle d’entreprise : opening(bm.D2C()).")
    single(model, "opening()")
    amounts = model.of_hundred()
    if not all(map(math.isfinite, amounts.values())):
        raise LearnerError("Ce client ne paie rien : il n’y a pas 100 € à partager.")
    return Opening(
        _coloured(amounts, keeper or type(model).case or "L’entreprise"), model.currency, answered, note
    )


def _coloured(amounts: dict[str, float], keeper: str) -> Parts:
    """The receivers in the order of the ledger, the smallest together, then who keeps the rest; a colour each."""
    *lines, (_, kept) = amounts.items()
    lines = [(who, value) for who, value in lines if abs(value) >= 0.005]
    if len(lines) > BOXES - 1:
        largest = sorted(lines, key=lambda line: -line[1])[: BOXES - 2]
        rest = sum(value for _, value in lines) - sum(value for _, value in largest)
        lines = [*(line for line in lines if line in largest), ("Autres", rest)]
    colours = iter(_OTHERS)
    parts = [
        (who.split(" (")[0], value, _STATE if who.startswith("État") else next(colours))
        for who, value in lines
    ]
    return [*parts, (keeper, kept, _FIRM)]
