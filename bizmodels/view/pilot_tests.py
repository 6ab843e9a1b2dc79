"""The choice of a test: a button that opens a list of buttons. JupyterLab takes ↓ and ↑ away from a drop-down; Tab and space it leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import ipywidgets as widgets

from bizmodels import french
from bizmodels.view.answering import answering
from bizmodels.view.controls import looks

NO_TEST = "aucun ce trimestre"


class Chooser:
    """``value`` is what is chosen, « » for nothing; ``box`` the widget; ``changed()`` is called when a person or a program chooses.

    Args:
        groups: heading -> names, in the order of the list.
        changed: called after a choice.
        tell: says in the page that something went wrong.
    """

    def __init__(
        self, groups: Mapping[str, list[str]], changed: Callable[[], None], tell: Callable[[str], None]
    ):
        self._value, self._changed, self._labels = "", changed, {"": NO_TEST}
        self.button = widgets.ToggleButton(tooltip="Ce que vous voulez mieux savoir", **looks("toggle"))
        self.buttons = {"": self._one("", tell)}
        rows: list[widgets.Widget] = [self.buttons[""]]
        for heading, names in groups.items():
            rows.append(widgets.HTML(f'<p class="mut">{heading}</p>', **looks("html")))
            for name in names:
                self.buttons[name] = self._one(name, tell)
                rows.append(self.buttons[name])
        self._list = widgets.Box(
            rows, layout=widgets.Layout(display="none"), _dom_classes=("bm-row", "bm-tests")
        )
        self.button.observe(answering(lambda change: self._open(change.new), tell), "value")
        head = widgets.Box([self.button], _dom_classes=("bm-row",))
        self.box = widgets.VBox([head, self._list])
        self._show()

    def _one(self, name: str, tell: Callable[[str], None]) -> widgets.Button:
        button = widgets.Button(**looks("button"))
        button.on_click(answering(lambda _: self._pressed(name), tell))
        return button

    @property
    def value(self) -> str:
        """What is chosen, « » for nothing."""
        return self._value

    @value.setter
    def value(self, name: str) -> None:
        if name not in self.buttons:
            raise KeyError(name)
        self._value = name
        self.button.value = False
        self._show()
        self._changed()

    def label(self, labels: Mapping[str, str]) -> None:
        """The words of each choice."""
        self._labels = {"": NO_TEST, **labels}
        for name, button in self.buttons.items():
            button.description = self._labels[name]
        self._show()

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """Words and name of every choice, nothing first."""
        return tuple((self._labels[name], name) for name in self.buttons)

    def _pressed(self, name: str) -> None:
        self.value = name
        self.button.focus()  # the button pressed is no more on the page

    def _open(self, wanted: bool) -> None:
        self._list.layout.display = None if wanted else "none"
        self._show()

    def _show(self) -> None:
        arrow = "▴" if self.button.value else "▾"
        self.button.description = (
            f"{french.typeset('Un test : ' + self._labels.get(self._value, ''))} {arrow}"
        )
