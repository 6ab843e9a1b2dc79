"""« Leviers et risques »: the cards of a calculator that one switches on. What the levers do together is in ``lever_effects``.

The sliders stay the firm without its levers: what is switched on is drawn beside it, and « Figer avec ces leviers »
makes it a scenario that every other tab shows.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence

import ipywidgets as widgets

from bizmodels import french, priorities
from bizmodels.core.change import Lever
from bizmodels.core.months import MONTHS
from bizmodels.errors import LearnerError
from bizmodels.view.controls import looks
from bizmodels.view.lever_effects import cost, effect, signed
from bizmodels.view.scene import Scene

NONE_ON = (
    "Chaque levier dépense 1\u00a0% du chiffre d’affaires. Sa carte dit ce qu’il change s’il est seul, coût payé. Activez-en un, "
    "puis un autre\u202f: leurs effets s’ajoutent-ils\u202f?"
)
OWN_COST = "Chaque levier coûte ce que dit sa carte, et ce qu’il change est compté coût payé."
NO_CARD = "Aucun levier du cours ne s’applique à ce modèle."


class LeverCards:
    """One button a lever, with what it brings alone; ``box`` is the widget, ``scene.levers`` those that are on."""

    def __init__(self, scene: Scene, levers: Sequence[Lever] | None, changed: Callable, frozen: Callable):
        self._scene, self._given, self._changed, self._frozen = scene, levers, changed, frozen
        self.buttons: dict[str, widgets.ToggleButton] = {}
        self._levers: list[Lever] = []
        self._summary = widgets.HTML("", **looks("html"))
        self.box = widgets.VBox([], layout=widgets.Layout(display="none"), _dom_classes=("bm-levers",))

    def show(self, wanted: bool) -> None:
        """The cards are made the first time they are wanted: the first screen opens without them."""
        self.box.layout.display = None if wanted else "none"
        if not wanted:
            return
        if not self.box.children:
            self._make()
        self._levers = [self._at_the_same_cost(lever) for lever in self._levers]
        self._scene.levers = [self._named(lever.name) for lever in self._scene.levers]
        for lever in self._levers:
            words = self._words(lever)
            if self.buttons[lever.name].description != words:
                self.buttons[lever.name].description = words
        self._summary.value = f'<p class="say" role="status">{html.escape(self._told())}</p>'

    def reset(self) -> None:
        """All off."""
        for button in self.buttons.values():
            button.value = False

    def name(self) -> str:
        """« Programme de fidélité + Hausse de prix »."""
        return " + ".join(lever.name for lever in self._scene.levers)

    def _at_the_same_cost(self, lever: Lever) -> Lever:
        """The levers of the course are declared at one cost; advertising, which spends as acquisition, is brought to it."""
        if self._given is not None or lever.revenue_share:
            return lever
        try:
            return priorities.brought_to(self._scene.model, lever)
        except LearnerError:  # nobody is won: no advertising spends anything
            return lever

    def _make(self) -> None:
        given = self._given
        if given is None:
            from bizmodels.levers.catalogue import ALL as given  # noqa: N811
        self._levers = [lever for lever in given if lever.fits(self._scene.model)]
        for lever in self._levers:
            button = widgets.ToggleButton(tooltip=lever.why, **looks("toggle"))
            button.observe(lambda change, name=lever.name: self._switched(name, change.new), "value")
            self.buttons[lever.name] = button
        keep = widgets.Button(description="Figer avec ces leviers", **looks("button"))
        keep.on_click(lambda _: self._frozen())
        cards = widgets.Box(list(self.buttons.values()), _dom_classes=("bm-lever-cards",))
        self.box.children = [self._summary, cards, keep] if self._levers else [self._summary]

    def _named(self, name: str) -> Lever:
        return next(lever for lever in self._levers if lever.name == name)

    def _switched(self, name: str, on: bool) -> None:
        others = [one for one in self._scene.levers if one.name != name]
        self._scene.levers = [*others, self._named(name)] if on else others
        self._changed()

    def _words(self, lever: Lever) -> str:
        """Four lines: the lever, what it changes at the last month and of the trough, what it costs."""
        model = self._scene.model
        after = lever.apply(model)
        cash, need = effect(model, after)
        return (
            f"{lever.name}\ncaisse à {MONTHS} mois{french.NBSP}: {signed(cash, model)}\n"
            f"à financer{french.NBSP}: {signed(need, model)}\ncoûte {cost(lever, model, after)}"
        )

    def _told(self) -> str:
        """What stands above the cards: what to do, or what those that are on do together."""
        model = self._scene.model
        if not self._levers:
            return NO_CARD
        if not self._scene.levers:
            return NONE_ON if self._given is None else OWN_COST
        cash, need = effect(model, self._scene.pulled())
        return (
            f"{self.name()}{french.NBSP}: {signed(cash, model)} à {MONTHS} mois, {signed(need, model)} à financer, coûts payés. "
            "Les curseurs et les grandeurs du haut restent ceux de l’entreprise sans levier."
        )
