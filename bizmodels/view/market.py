"""« Le marché réagit »: the switch of a calculator, its sliders and what a sentence says of the market's answer."""

from __future__ import annotations

import html
from collections.abc import Callable

import ipywidgets as widgets

from bizmodels import french
from bizmodels.core.model import BusinessModel
from bizmodels.core.reactions import Market
from bizmodels.view.controls import Control, looks

OFF = "Éteint : ni clients ni vendeurs ne répondent."


class MarketSwitch:
    """A box to tick and, once it is, a slider for each reaction of the model; ``box`` is the widget.

    Changes are counted from the firm at the start: ``base``, or the one from which it was already reacting.
    """

    def __init__(self, base: BusinessModel, on_change: Callable[[], None]):
        self._reactions = type(base).reactions
        self._start: Market | None = base.reacts
        self.reference = base.reacts.reference if base.reacts else base
        self._on_change = on_change
        self.controls: dict[str, Control] = {}
        self.tick = widgets.Checkbox(
            value=self._start is not None, description="Le marché réagit", indent=False, **looks("tick")
        )
        self._note = widgets.HTML(f"<p class='note'>{OFF}</p>", **looks("html"))
        self.box = widgets.VBox([self.tick, self._note], _dom_classes=("bm-market",))
        if not self._reactions:  # a student's model may say that nothing answers
            self.box.layout = widgets.Layout(display="none")
        if self.on:
            self._show()
        self.tick.observe(self._ticked, "value")

    @property
    def on(self) -> bool:
        """Whether the market reacts."""
        return bool(self.tick.value)

    def strengths(self) -> dict[str, float]:
        """Reaction -> strength set."""
        return {name: control.value for name, control in self.controls.items()}

    def applied(self, model: BusinessModel) -> BusinessModel:
        """The settings of ``model``, in this market."""
        values = model.values()
        if not self.on:
            return type(model)(**values)
        return self.reference.reacting(**self.strengths()).replace(**values)

    def reset(self) -> None:
        """As at the start."""
        for name, control in self.controls.items():
            control.set(self._first(name))
        self.tick.value = self._start is not None

    def _first(self, name: str) -> float:
        if self._start is None:
            return self._reactions[name].start
        return self._start.strengths.get(name, self._reactions[name].neutral)

    def _ticked(self, change) -> None:
        self._show()
        self._on_change()

    def _show(self) -> None:
        """The sliders are made the first time they are wanted: the first screen opens without them."""
        if self.on and not self.controls:
            # What one thinks of first comes first: the price, then the two sides of a platform.
            names = sorted(self._reactions, key=lambda name: (name == "acquisition", name != "price"))
            self.controls = {
                name: Control(
                    name,
                    self._reactions[name].param,
                    self._first(name),
                    lambda _: self._on_change(),
                    self._reactions[name].start,
                )
                for name in names
            }
            self._evidence = widgets.HTML(f"<p class='note'>{self._ranges()}</p>", **looks("html"))
        shown = (
            [*(control.box for control in self.controls.values()), self._evidence]
            if self.on
            else [self._note]
        )
        self.box.children = [self.tick, *shown]

    def _ranges(self) -> str:
        """« Hypothèses : élasticité de 0,5 à 2,6 ; rendement de 0,3 à 0,9. »: what one may believe of each."""
        params = [control.param for control in self.controls.values()]
        ranges = [
            f"« {param.label} » de {french.exact(param.plausible[0])} à {french.exact(param.plausible[1])}"
            for param in params
            if param.plausible
        ]
        word = "Hypothèses" if len(ranges) > 1 else "Hypothèse"
        text = f"{word} : {' ; '.join(ranges)}, selon le métier. Le mot « hypothèse » survolé dit pourquoi."
        return html.escape(french.typeset(text))
