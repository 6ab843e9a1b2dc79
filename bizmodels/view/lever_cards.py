"""« Leviers et risques »: the cards of a calculator that one switches on, and what the levers do together.

The sliders stay the firm without its levers: what is switched on is drawn beside it, and « Figer avec ces leviers »
makes it a scenario that every other tab shows.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence

import ipywidgets as widgets

from bizmodels import french, priorities
from bizmodels.core.change import Lever, together
from bizmodels.core.model import BusinessModel
from bizmodels.core.months import MONTHS
from bizmodels.errors import LearnerError
from bizmodels.view import svg
from bizmodels.view.controls import looks
from bizmodels.view.scene import CURRENT, Scene
from bizmodels.view.tabs import Drawing

WITH = "Avec les leviers"
BUDGET = 0.01  # the levers of the course are compared at the same cost
ALMOST = 0.05  # effects that add up to so much, add up almost
NONE_ON = (
    "Chaque levier dépense 1\u00a0% du chiffre d’affaires. Sa carte dit ce qu’il change s’il est seul, coût payé. Activez-en un, "
    "puis un autre\u202f: leurs effets s’ajoutent-ils\u202f? (Les risques viennent avec les leçons 18 à 22.)"
)
OWN_COST = "Chaque levier coûte ce que dit sa carte, et ce qu’il change est compté coût payé."


class LeverCards:
    """One button a lever, with what it brings alone; ``box`` is the widget, ``on`` the levers in the order chosen."""

    def __init__(self, scene: Scene, levers: Sequence[Lever] | None, changed: Callable, frozen: Callable):
        self._scene, self._given, self._changed, self._frozen = scene, levers, changed, frozen
        self.on: list[Lever] = []
        self.buttons: dict[str, widgets.ToggleButton] = {}
        self._levers: list[Lever] = []
        self._summary = widgets.HTML("", **looks("html"))
        self.box = widgets.VBox([], layout=widgets.Layout(display="none"), _dom_classes=("bm-levers",))

    def show(self, wanted: bool) -> None:
        """The cards are made the first time they are wanted: the first screen opens without them."""
        self.box.layout.display = None if wanted else "none"
        if not wanted:
            return
        if not self.buttons:
            self._make()
        self._levers = [self._at_the_same_cost(lever) for lever in self._levers]
        named = {lever.name: lever for lever in self._levers}
        self.on = [named[lever.name] for lever in self.on]
        for lever in self._levers:
            words = self._words(lever)
            if self.buttons[lever.name].description != words:
                self.buttons[lever.name].description = words

    def reset(self) -> None:
        """All off."""
        for button in self.buttons.values():
            button.value = False

    def _at_the_same_cost(self, lever: Lever) -> Lever:
        """A lever of the course at 1 % of the revenue; the learner's own as he declared it."""
        if self._given is not None:
            return lever
        try:
            return priorities.brought_to(self._scene.model, lever, BUDGET)
        except LearnerError:  # nobody is won: no advertising spends anything
            return lever

    def _make(self) -> None:
        given = self._given
        if given is None:
            from bizmodels.levers.catalogue import ALL as given  # noqa: N811
        self._levers = [lever for lever in given if lever.fits(self._scene.model)]
        for lever in self._levers:
            button = widgets.ToggleButton(tooltip=lever.why, **looks("toggle"))
            button.observe(lambda change, one=lever: self._switched(one, change.new), "value")
            self.buttons[lever.name] = button
        keep = widgets.Button(description="Figer avec ces leviers", **looks("button"))
        keep.on_click(lambda _: self._frozen())
        cards = widgets.Box(list(self.buttons.values()), _dom_classes=("bm-lever-cards",))
        self.box.children = [self._summary, cards, keep]

    def _switched(self, lever: Lever, on: bool) -> None:
        others = [one for one in self.on if one.name != lever.name]
        self.on = others + ([next(one for one in self._levers if one.name == lever.name)] if on else [])
        self._changed()

    def _words(self, lever: Lever) -> str:
        """Four lines: the lever, what it changes at the last month and of the trough, what it costs."""
        model = self._scene.model
        cash, need = _effect(model, lever.apply(model))
        return (
            f"{lever.name}\nà {MONTHS} mois{french.NBSP}: {_signed(cash, model)}\n"
            f"à financer{french.NBSP}: {_signed(need, model)}\ncoûte {_cost(lever, model)}"
        )

    def pulled(self) -> BusinessModel:
        """The present scenario with the levers that are on."""
        return together(self._scene.model, self.on)

    def name(self) -> str:
        """« Programme de fidélité + Hausse de prix »."""
        return " + ".join(lever.name for lever in self.on)

    def draw(self) -> Drawing:
        """Cash without and with the levers, one after another, and whether their effects add up."""
        model = self._scene.model
        if not self._levers:
            return Drawing("", "Aucun levier du cours ne s’applique à ce modèle.")
        if not self.on:
            words = NONE_ON if self._given is None else OWN_COST
            self._tell(words)
            path = {CURRENT: model.walked["cash"]}
            return Drawing(
                svg.lines(path, model.currency, "Trésorerie cumulée par mois"), "Aucun levier n’est activé."
            )
        after = self.pulled()
        cash, need = _effect(model, after)
        self._tell(
            f"{self.name()}{french.NBSP}: {_signed(cash, model)} à {MONTHS} mois, {_signed(need, model)} à financer, coûts payés. "
            "Les curseurs et les grandeurs du haut restent ceux de l’entreprise sans levier."
        )
        series = {CURRENT: model.walked["cash"], WITH: after.walked["cash"]}
        picture = svg.lines(series, model.currency, "Trésorerie cumulée par mois, sans et avec les leviers")
        return Drawing(self._steps() + picture, self._sentence(cash))

    def _tell(self, words: str) -> None:
        self._summary.value = f'<p class="say" role="status">{html.escape(words)}</p>'

    def _steps(self) -> str:
        """A table: each lever in the order switched on, alone and after those before it."""
        model, rows = self._scene.model, []
        now = model
        for rank, lever in enumerate(self.on, start=1):
            following = lever.apply(now)
            alone, after = _effect(model, lever.apply(model)), _effect(now, following)
            cells = (
                _cost(lever, now), _signed(alone[0], model), _signed(after[0], model), _signed(after[1], model),
            )  # fmt: skip
            head = html.escape(f"{rank}. {lever.name}")
            rows.append(
                f'<tr><th scope="row">{head}</th>{"".join(f"<td>{html.escape(c)}</td>" for c in cells)}</tr>'
            )
            now = following
        heads = ("Dans l’ordre", "Coût", f"Seul, à {MONTHS} mois", "Après les précédents", "À financer")
        head = "".join(f'<th scope="col">{name}</th>' for name in heads)
        return f'<div class="wide"><table class="tab"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'

    def _sentence(self, cash: float) -> str:
        """Whether the effects add up: what they would do one by one, beside what they do together."""
        model = self._scene.model
        if len(self.on) < 2:
            return f"Sans levier{french.NBSP}: trait plein. Avec{french.NBSP}: tirets."
        apart = sum(_effect(model, lever.apply(model))[0] for lever in self.on)
        gap, most = cash - apart, max(abs(cash), abs(apart))
        if abs(gap) < 0.005 * most:  # what rounding leaves is no interaction
            return "Leurs effets s’ajoutent."
        together_, one_by_one = (french.compact(value, model.currency) for value in (cash, apart))
        text = f"Ensemble{french.NBSP}: {together_}\u202f; un par un{french.NBSP}: {one_by_one} en tout."
        if abs(gap) < ALMOST * most:
            return f"{text} Leurs effets s’ajoutent presque."
        return f"{text} Leurs effets ne s’ajoutent pas{french.NBSP}: {french.compact(abs(gap), model.currency)} {'de plus' if gap > 0 else 'de moins'}."


def _effect(before: BusinessModel, after: BusinessModel) -> tuple[float, float]:
    """Change of the cash at the last month, and of the funding need (€)."""
    return after.walked["cash"][-1] - before.walked["cash"][-1], after.funding_need - before.funding_need


def _signed(value: float, model: BusinessModel) -> str:
    value = 0.0 if abs(value) < 0.5 else value
    sign = "+" if value > 0 else ""
    return f"{sign}{french.compact(value, model.currency)}"


def _cost(lever: Lever, model: BusinessModel) -> str:
    """« 20 k€ / mois », « 3 000 € + 200 € / mois »: its own costs and, on average, what it spends more on acquisition."""
    once, monthly = lever.costs(model)
    now, before = (one.walked["acquisition_costs"] for one in (lever.apply(model), model))
    monthly += max(0.0, (sum(now) - sum(before)) / MONTHS)
    parts = [french.compact(once, model.currency)] if once else []
    if monthly or not parts:
        parts.append(f"{french.compact(monthly, model.currency)} / mois")
    return " + ".join(parts)
