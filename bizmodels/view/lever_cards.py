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
from bizmodels.view.cards import Cards
from bizmodels.view.controls import looks
from bizmodels.view.lever_effects import cost, effect, signed
from bizmodels.view.scene import Scene

NONE_ON = (
    "Chaque levier dépense 1\u00a0% du chiffre d’affaires. Sa carte dit ce qu’il change s’il est seul, coût payé. Activez-en un, "
    "puis un autre\u202f: leurs effets s’ajoutent-ils\u202f?"
)
OWN_COST = "Chaque levier coûte ce que dit sa carte, et ce qu’il change est compté coût payé."
NO_CARD = "Aucun levier du cours ne s’applique à ce modèle."


class LeverCards(Cards):
    """Each lever with what it brings alone; ``scene.levers`` are those that are on, in the order switched on."""

    def __init__(self, scene: Scene, levers: Sequence[Lever] | None, changed: Callable, frozen: Callable):
        super().__init__(scene, levers, changed)
        self._frozen = frozen
        self._summary = widgets.HTML("", **looks("html"))

    def offered(self) -> Sequence[Lever]:
        """Those of the catalogue."""
        from bizmodels.levers.catalogue import ALL

        return ALL

    def around(self, cards: list[widgets.Widget]) -> list[widgets.Widget]:
        """What they do together above them; below, the button that keeps it."""
        if not cards:
            return [self._summary]
        keep = widgets.Button(description="Figer avec ces leviers", **looks("button"))
        keep.on_click(lambda _: self._frozen())
        return [self._summary, *cards, keep]

    def refresh(self) -> None:
        """Each card, and what those that are on do together."""
        self.all = [self._at_the_same_cost(lever) for lever in self.all]
        self._scene.levers = [self._named(lever.name) for lever in self._scene.levers]
        super().refresh()
        self._summary.value = f'<p class="say" role="status">{html.escape(self._told())}</p>'

    def name(self) -> str:
        """« Programme de fidélité + Hausse de prix »."""
        return " + ".join(lever.name for lever in self._scene.levers)

    def switched(self, name: str, on: bool) -> None:
        """Their order counts: each is paid from what the ones before it leave."""
        others = [one for one in self._scene.levers if one.name != name]
        self._scene.levers = [*others, self._named(name)] if on else others

    def _at_the_same_cost(self, lever: Lever) -> Lever:
        """The levers of the course are declared at one cost; advertising, which spends as acquisition, is brought to it."""
        if self._given is not None or lever.revenue_share:
            return lever
        try:
            return priorities.brought_to(self._scene.model, lever)
        except LearnerError:  # nobody is won: no advertising spends anything
            return lever

    def _named(self, name: str) -> Lever:
        return next(lever for lever in self.all if lever.name == name)

    def words(self, lever: Lever) -> str:
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
        if not self.all:
            return NO_CARD
        if not self._scene.levers:
            return NONE_ON if self._given is None else OWN_COST
        cash, need = effect(model, self._scene.pulled())
        return (
            f"{self.name()}{french.NBSP}: {signed(cash, model)} à {MONTHS} mois, {signed(need, model)} à financer, coûts payés. "
            "Les curseurs et les grandeurs du haut restent ceux de l’entreprise sans levier."
        )
