"""What depends on the learner's file: a widget shows what is his, the saved output says the same to everybody."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from bizmodels.view import fallback, style
from bizmodels.view.controls import looks


class Living(widgets.VBox):
    """An HTML panel drawn from the learner's file.

    Args:
        words: the plain text of the saved output.
        still: its HTML, constant: strict nbval compares it, whoever has bet.
        draw: the live HTML; called once now, and again by ``again()``.
    """

    def __init__(self, words: str, still: str, draw: Callable[[], str]):
        self._words, self._draw = words, draw
        self._panel = widgets.HTML(draw(), **looks("html"))
        super().__init__(
            [widgets.HTML(style.CSS, _dom_classes=("bm-none",), **looks("html")), self._panel],
            _dom_classes=("bm",),
        )
        self._still = fallback.Still(lambda: still, words)

    def again(self) -> None:
        """Draw what the file holds now."""
        self._panel.value = self._draw()

    @property
    def shown(self) -> str:
        """The live HTML."""
        return self._panel.value

    def __repr__(self) -> str:
        return self._words

    def _ipython_display_(self) -> None:
        from IPython.display import display

        self._still.show()
        display(super()._repr_mimebundle_() | {"text/plain": self._words}, raw=True)
