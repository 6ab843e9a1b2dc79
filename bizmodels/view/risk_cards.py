"""« Leviers et risques »: the cards of what may befall the firm. Switched on, a risk strikes in the first month.

How often it does is written on the card; the curve says what it costs when it does, levers included.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

import ipywidgets as widgets

from bizmodels import french
from bizmodels.core.months import MONTHS
from bizmodels.core.risk import Risk
from bizmodels.core.struck import cash as struck_cash
from bizmodels.view.controls import looks
from bizmodels.view.lever_effects import signed
from bizmodels.view.scene import Scene

TITLE = '<p class="say">Et si un coup frappait dès le premier mois\u202f? Chaque carte dit sa fréquence et ce qu’il change.</p>'


class RiskCards:
    """One button a risk, with how often it strikes and what it then costs; ``scene.risks`` are those that are on."""

    def __init__(self, scene: Scene, risks: Sequence[Risk] | None, changed: Callable):
        self._scene, self._given, self._changed = scene, risks, changed
        self.buttons: dict[str, widgets.ToggleButton] = {}
        self._risks: list[Risk] = []
        self.box = widgets.VBox([], layout=widgets.Layout(display="none"), _dom_classes=("bm-levers",))

    def show(self, wanted: bool) -> None:
        """The cards are made the first time they are wanted."""
        self.box.layout.display = None if wanted else "none"
        if not wanted:
            return
        if not self.box.children:
            self._make()
        for risk in self._risks:
            words = self._words(risk)
            if self.buttons[risk.name].description != words:
                self.buttons[risk.name].description = words

    def reset(self) -> None:
        """None strikes."""
        for button in self.buttons.values():
            button.value = False

    def _make(self) -> None:
        given = self._given
        if given is None:
            from bizmodels.risks.catalogue import ALL as given  # noqa: N811
        self._risks = [risk for risk in given if risk.fits(self._scene.model)]
        for risk in self._risks:
            button = widgets.ToggleButton(tooltip=risk.why, **looks("toggle"))
            button.observe(lambda change, risk=risk: self._switched(risk, change.new), "value")
            self.buttons[risk.name] = button
        cards = widgets.Box(list(self.buttons.values()), _dom_classes=("bm-lever-cards",))
        self.box.children = (
            [widgets.HTML(TITLE, **looks("html")), cards] if self._risks else [widgets.HTML("")]
        )

    def _switched(self, risk: Risk, on: bool) -> None:
        names = {one.name for one in self._scene.risks} ^ {risk.name}
        self._scene.risks = [one for one in self._risks if one.name in names]  # their order is no choice
        self._changed()

    def _words(self, risk: Risk) -> str:
        """The risk, how often and for how long, what moves, what it changes at the last month and of the trough.

        The levers that are on are counted: they make it rarer, and the firm another.
        """
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
