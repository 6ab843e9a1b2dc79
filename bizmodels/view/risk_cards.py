"""« Leviers et risques »: the cards of what may befall the firm. Switched on, a risk strikes in the first month.

How often it does is written on the card; the curve says what it costs when it does, levers included.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import ipywidgets as widgets

from bizmodels import french
from bizmodels.core.months import MONTHS
from bizmodels.core.risk import Risk
from bizmodels.core.struck import cash as struck_cash
from bizmodels.view.cards import Cards
from bizmodels.view.controls import looks
from bizmodels.view.lever_effects import signed

TITLE = '<p class="say">Et si un coup frappait dès le premier mois\u202f? Chaque carte dit sa fréquence et ce qu’il change.</p>'


class RiskCards(Cards):
    """Each risk with how often it strikes and what it then costs; ``scene.risks`` are those that have struck."""

    def offered(self) -> Sequence[Risk]:
        """Those of the catalogue."""
        from bizmodels.risks.catalogue import ALL

        return ALL

    def around(self, cards: list[widgets.Widget]) -> list[widgets.Widget]:
        """What the cards are about, above them; nothing where no risk fits."""
        return [widgets.HTML(TITLE if cards else "", **looks("html")), *cards]

    def switched(self, name: str, on: bool) -> None:
        """In the order of their cards: that of the clicks is no choice."""
        struck = {one.name for one in self._scene.risks} - {name} | ({name} if on else set())
        self._scene.risks = [one for one in self.all if one.name in struck]

    def words(self, risk: Risk) -> str:
        """The risk, how often (a lever that is on may make it rarer) and for how long, what moves, what it changes of the cash."""
        model, after = self._scene.model, risk.guarded(self._scene.levers)
        when = often(risk)
        if after.probability != risk.probability:
            when = f"{when}{french.NBSP}→ {often(after, alone=True)}"
        cash, struck = model.walked["cash"], struck_cash(model, risk)
        need = max(0.0, -min(struck)) - model.funding_need
        return (
            f"{risk.name}\n{when}\n{self._moves(risk)}\ncaisse à {MONTHS} mois{french.NBSP}: "
            f"{signed(struck[-1] - cash[-1], model)}\nà financer{french.NBSP}: {signed(need, model)}"
        )

    def _moves(self, risk: Risk) -> str:
        """« Nouveaux clients × 0,75 ; Coût d’acquisition × 1,20 »: what is struck, in few words."""
        model, said = self._scene.model, []
        for name, shift in risk.moved(model).items():
            param = type(model).__params__[name]
            head = param.label.split(" (")[0].split(",")[0]
            if shift.added:
                share = param.unit.startswith("%")
                points = french.plural(abs(shift.added) * 100, "point")
                more = points if share else french.quantity(abs(shift.added), param.unit)
                said.append(f"{head} {'+' if shift.added > 0 else '−'}{french.NBSP}{more}")
            elif shift.factor != 1:
                said.append(f"{head} ×{french.NBSP}{french.number(shift.factor, 2)}")
        return f"{french.NBSP}; ".join(said) or "une dépense, une fois"


def often(risk: Risk, alone: bool = False) -> str:
    """« 3 années sur 20, 6 mois », « jamais », « chaque année, pour de bon »; ``alone``: without how long."""
    if risk.probability == 0:
        return "jamais"
    years = Fraction(risk.probability).limit_denominator(1_000)
    if not years:
        when = f"moins d’une année sur {french.number(1_000)}"
    elif years == 1:
        when = "chaque année"
    else:
        when = f"{french.plural(years.numerator, 'année')} sur {years.denominator}"
    if alone or not risk.changes or all(not moved for moved in risk._alternatives()):
        return when
    months = "pour de bon" if risk.lasts == float("inf") else f"{french.number(risk.lasts)} mois"
    return f"{when}, {months}"
