"""« Leviers et risques »: the cards of a calculator that one switches on, and what the levers do together.

The sliders stay the firm without its levers: what is switched on is drawn beside it, and « Figer avec ces leviers »
makes it a scenario that every other tab shows.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence

import ipywidgets as widgets

from bizmodels import french
from bizmodels.core.change import Lever, together
from bizmodels.core.model import BusinessModel
from bizmodels.core.months import MONTHS
from bizmodels.view import svg
from bizmodels.view.controls import looks
from bizmodels.view.scene import CURRENT, Scene
from bizmodels.view.tabs import Drawing

WITH = "Avec les leviers"


class LeverCards:
    """One button a lever, with what it brings alone; ``box`` is the widget, ``on`` the levers in the order chosen."""

    def __init__(self, scene: Scene, levers: Sequence[Lever] | None, changed: Callable, frozen: Callable):
        self._scene, self._given, self._changed, self._frozen = scene, levers, changed, frozen
        self.on: list[Lever] = []
        self.buttons: dict[str, widgets.ToggleButton] = {}
        self._levers: list[Lever] = []
        self.box = widgets.VBox([], layout=widgets.Layout(display="none"), _dom_classes=("bm-levers",))

    def show(self, wanted: bool) -> None:
        """The cards are made the first time they are wanted: the first screen opens without them."""
        self.box.layout.display = None if wanted else "none"
        if not wanted:
            return
        if not self.buttons:
            self._make()
        for lever in self._levers:
            words = self._words(lever)
            if self.buttons[lever.name].description != words:
                self.buttons[lever.name].description = words

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
        self.box.children = [cards, keep]

    def _switched(self, lever: Lever, on: bool) -> None:
        self.on = [one for one in self.on if one is not lever] + ([lever] if on else [])
        self._changed()

    def _words(self, lever: Lever) -> str:
        """Three lines: the lever, what it changes at the last month, what it changes of the trough."""
        model = self._scene.model
        cash, need = _effect(model, lever.apply(model))
        return (
            f"{lever.name}\nà {MONTHS} mois{french.NBSP}: {_signed(cash, model)}\n"
            f"à financer{french.NBSP}: {_signed(need, model)}"
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
            return Drawing(
                svg.lines({CURRENT: model.walked["cash"]}, model.currency, "Trésorerie cumulée par mois"),
                "Chaque carte dit ce que le levier change s’il est seul, son coût payé. Activez-en un, puis un autre : "
                "leurs effets s’ajoutent-ils ?",
            )
        after = self.pulled()
        series = {CURRENT: model.walked["cash"], WITH: after.walked["cash"]}
        picture = svg.lines(series, model.currency, "Trésorerie cumulée par mois, sans et avec les leviers")
        return Drawing(picture + self._steps(), self._sentence(after))

    def _steps(self) -> str:
        """A table: each lever in the order switched on, alone and after those before it."""
        model, rows = self._scene.model, []
        now = model
        for rank, lever in enumerate(self.on, start=1):
            following = lever.apply(now)
            alone, after = _effect(model, lever.apply(model)), _effect(now, following)
            once, monthly = lever.costs(now)
            cells = (
                _per_month(monthly, once, model), _signed(alone[0], model), _signed(after[0], model), _signed(after[1], model),
            )  # fmt: skip
            head = html.escape(f"{rank}. {lever.name}")
            rows.append(
                f'<tr><th scope="row">{head}</th>{"".join(f"<td>{html.escape(c)}</td>" for c in cells)}</tr>'
            )
            now = following
        heads = ("Dans l’ordre", "Coût", f"Seul, à {MONTHS} mois", "Après les précédents", "À financer")
        head = "".join(f'<th scope="col">{name}</th>' for name in heads)
        return f'<div class="wide"><table class="tab"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'

    def _sentence(self, after: BusinessModel) -> str:
        model = self._scene.model
        cash, need = _effect(model, after)
        text = f"{self.name()}{french.NBSP}: {_signed(cash, model)} à {MONTHS} mois, {_signed(need, model)} à financer, coûts payés."
        if len(self.on) > 1:
            apart = sum(_effect(model, lever.apply(model))[0] for lever in self.on)
            gap = cash - apart
            # What rounding leaves is no interaction.
            if abs(gap) < 0.005 * max(abs(cash), abs(apart)):
                text += " Leurs effets s’ajoutent."
            else:
                word = "de plus" if gap > 0 else "de moins"
                text += (
                    f" Seuls, ils feraient {_signed(apart, model)} en tout{french.NBSP}: ensemble, "
                    f"{french.compact(abs(gap), model.currency)} {word}. Leurs effets ne s’ajoutent pas."
                )
        return text


def _effect(before: BusinessModel, after: BusinessModel) -> tuple[float, float]:
    """Change of the cash at the last month, and of the funding need (€)."""
    return after.walked["cash"][-1] - before.walked["cash"][-1], after.funding_need - before.funding_need


def _signed(value: float, model: BusinessModel) -> str:
    value = 0.0 if abs(value) < 0.5 else value
    sign = "+" if value > 0 else ""
    return f"{sign}{french.compact(value, model.currency)}"


def _per_month(monthly: float, once: float, model: BusinessModel) -> str:
    parts = []
    if once:
        parts.append(french.compact(once, model.currency))
    if monthly:
        parts.append(f"{french.compact(monthly, model.currency)} / mois")
    return " + ".join(parts) or "dans l’acquisition"
