"""What depends on the learner's file: the cell shows what is his, its committed output says the same to everybody."""

from __future__ import annotations

from collections.abc import Callable

from bizmodels.view import fallback


class Living:
    """An HTML panel drawn from the learner's file. An ordinary output, so that its links open in JupyterLab.

    Args:
        words: the plain text of the saved output.
        still: its HTML, constant: strict nbval compares it, whoever has bet.
        draw: the learner's own HTML; « » while his file holds nothing.
    """

    def __init__(self, words: str, still: str, draw: Callable[[], str]):
        self.words, self.draw = words, draw
        self._still = fallback.Still(lambda: still, draw, words)

    def again(self) -> None:
        """Draw what the file holds now."""
        self._still.write()

    @property
    def shown(self) -> str:
        """What the learner's file makes of it now, as HTML."""
        return self.draw()

    def __repr__(self) -> str:
        return self.words

    def show(self) -> None:
        """Display it in the running cell."""
        self._ipython_display_()

    def _ipython_display_(self) -> None:
        self._still.show()
        self._still.write()
