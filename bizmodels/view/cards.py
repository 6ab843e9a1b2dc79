"""A row of cards that one switches on, made when it is first wanted: the levers, the risks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as widgets

from bizmodels.core.change import Change
from bizmodels.view.controls import looks
from bizmodels.view.scene import Scene


class Cards:
    """One button a change that fits the model; ``box`` is the widget, ``all`` what has a card.

    A kind of cards says what the course offers (``offered``), what a card says (``words``), and what switching one on does
    to the scene (``switched``).
    """

    def __init__(self, scene: Scene, given: Sequence[Change] | None, changed: Callable):
        self._scene, self._given, self._changed = scene, given, changed
        self.buttons: dict[str, widgets.ToggleButton] = {}
        self.all: list[Any] = []
        self.box = widgets.VBox([], layout=widgets.Layout(display="none"), _dom_classes=("bm-levers",))

    def offered(self) -> Sequence[Change]:
        """The changes of the course, where none is given."""
        raise NotImplementedError

    def words(self, one: Any) -> str:
        """What its card says, a line each."""
        raise NotImplementedError

    def switched(self, name: str, on: bool) -> None:
        """Tell the scene."""
        raise NotImplementedError

    def around(self, cards: list[widgets.Widget]) -> list[widgets.Widget]:
        """The cards, with what stands above and below them."""
        raise NotImplementedError

    def show(self, wanted: bool) -> None:
        """The cards are made the first time they are wanted: the first screen opens without them."""
        self.box.layout.display = None if wanted else "none"
        if not wanted:
            return
        if not self.box.children:
            self._make()
        self.refresh()

    def refresh(self) -> None:
        """What each card says of the present scenario."""
        for one in self.all:
            words = self.words(one)
            if self.buttons[one.name].description != words:
                self.buttons[one.name].description = words

    def reset(self) -> None:
        """All off."""
        for button in self.buttons.values():
            button.value = False

    def _make(self) -> None:
        given = self.offered() if self._given is None else self._given
        self.all = [one for one in given if one.fits(self._scene.model)]
        for one in self.all:
            button = widgets.ToggleButton(tooltip=one.why, **looks("toggle"))
            button.observe(lambda change, name=one.name: self._turned(name, change.new), "value")
            self.buttons[one.name] = button
        made = (
            [widgets.Box(list(self.buttons.values()), _dom_classes=("bm-lever-cards",))] if self.all else []
        )
        self.box.children = self.around(made)

    def _turned(self, name: str, on: bool) -> None:
        self.switched(name, on)
        self._changed()
