"""What a question answers: a state in words and the sentence that goes with it."""

from __future__ import annotations

import html
from collections.abc import Callable

from bizmodels.prose import to_html, typeset_markdown

TO_DO = "À faire"
REVIEW = "À revoir"
RIGHT = "Juste"

# A colour beside the word, never instead of it; JupyterLab's own variables follow the dark theme.
_BORDERS = {
    TO_DO: "var(--jp-info-color1, #1976d2)",
    REVIEW: "var(--jp-warn-color1, #b45f06)",
    RIGHT: "var(--jp-success-color1, #2e7d32)",
}
_BOX = "border-left: 4px solid {colour}; padding: 0.2em 0.8em; margin: 0.4em 0; max-width: 45em"


class Note:
    """A titled French text: shows itself in HTML (escaped) and in plain text; ``code`` is shown as code."""

    def __init__(self, title: str, text: str, code: str = ""):
        self.title, self.text, self.code = title, typeset_markdown(text), code

    def __repr__(self) -> str:
        return "\n\n".join(part for part in (f"{self.title} — {self.text}", self.code) if part)

    def _repr_html_(self) -> str:
        colour = _BORDERS.get(self.title, "var(--jp-border-color1, #757575)")
        code = f"<pre><code>{html.escape(self.code)}</code></pre>" if self.code else ""
        return (
            f'<div style="{_BOX.format(colour=colour)}"><strong>{html.escape(self.title)}</strong> — '
            f"{to_html(self.text)}{code}</div>"
        )


class Result(Note):
    """The outcome of a check: ``state`` is « À faire », « À revoir » or « Juste », ``cause`` the mistake named.

    ``below`` displays what stands under it in a notebook (the buttons of ``view/help.py``), where there is anything.
    """

    def __init__(self, state: str, text: str, cause: str = ""):
        super().__init__(state, text)
        self.state, self.cause = state, cause
        self.below: Callable[[], None] | None = None

    def _ipython_display_(self) -> None:
        if self.below is None:
            raise NotImplementedError  # IPython then shows it as any value
        from IPython.display import display

        display({"text/plain": repr(self), "text/html": self._repr_html_()}, raw=True)
        self.below()
