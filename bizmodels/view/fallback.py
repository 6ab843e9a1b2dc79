"""What a calculator leaves in a saved notebook: picture, table and sentence, readable without a kernel.

JupyterLab saves a widget only while its kernel lives, and afterwards shows « Error displaying widget: model not found »
in its place, even beside a picture in the same output. So a calculator is two outputs: a ``Still``, then the widget,
whose style hides the first as long as it is on the page (docs/decisions.md).
"""

from __future__ import annotations

import asyncio
import base64
import html
from collections.abc import Callable, Sequence
from typing import Any

from bizmodels import french
from bizmodels.course import regions
from bizmodels.view import sentences, style, svg
from bizmodels.view.scene import Scene

STALE = "Relancez cette cellule (Maj + Entrée) pour que les curseurs répondent."
PAUSE = 0.8  # seconds without a move before the still picture is written again
# The place of the widget when there is none: empty, or JupyterLab's English error.
_NO_WIDGET = ".jp-OutputArea-child:has(.bm-saved)+.jp-OutputArea-child:not(:has(.bm))"
_RULES = f"{_NO_WIDGET}{{display:none}}"


def image(picture: str, alt: str) -> str:
    """An SVG string as an ``<img>``: colours inside, no script, no style in the page."""
    if not picture.startswith("<svg"):
        return picture
    code = base64.b64encode(svg.standalone(picture, style.FIXED).encode("utf-8")).decode("ascii")
    return f'<img alt="{html.escape(alt)}" src="data:image/svg+xml;base64,{code}" style="max-width:640px;width:100%;background:#fff"/>'


def page(scene: Scene, picture: str, sentence: str, state: str, above: str = "") -> str:
    """Title with the state it shows, picture, cards of the scene with their verdicts, and the sentence."""
    title = type(scene.model).title or type(scene.model).__name__
    body = "".join(
        f'<tr><th scope="row">{html.escape(label)}</th>'
        f"<td>{html.escape(french.NBSP.join(part for part in (text, unit) if part))}</td>"
        f"<td>{html.escape(sentences.beside(verdict.words, bet))}</td></tr>"
        for label, text, unit, verdict, bet in scene.figures()
    )
    return (
        f"<p><strong>{html.escape(title)}</strong> ({state})</p>{above}"
        f"{image(picture, sentence)}<table><tbody>{body}</tbody></table><p>{html.escape(sentence)}</p>"
    )


def of_start(base: Any, cards: Sequence[str] | None = None) -> str:
    """The starting scenario of a model: picture of its cash, cards with their verdicts, sentence."""
    scene = Scene(base, cards)
    sentence = sentences.cash_sentence(base, scene.path, base, scene.path["cash"])
    picture = svg.lines({"Départ": scene.path["cash"]}, base.currency, sentence)
    return page(
        scene, picture, sentence, "scénario de départ ; exécuter la cellule pour déplacer les curseurs"
    )


def of_now(scene: Scene, picture: str, sentence: str, bet: str = "") -> str:
    """The present scenario as the learner left it, under his bet, and what to do to move it again."""
    return page(scene, picture, sentence, "vos derniers réglages", f"<p><em>{STALE}</em></p>{bet}")


class Still:
    """The output that a saved notebook keeps in the place of a widget, written again once the learner has done something.

    What the cell displays first is the same for everybody: strict nbval compares it. What is the learner's own stands
    beside it in a mark of its own (``regions.LIVE``), which nbval leaves out (tests/nbval_sanitize.cfg).

    Args:
        start: HTML of the first display.
        live: HTML of the learner's own state; « » while there is none.
        words: the plain text.
    """

    def __init__(self, start: Callable[[], str], live: Callable[[], str], words: str):
        self._start, self._live, self._words = start, live, words
        self._handle: Any = None
        self._due: Any = None
        self._shown = ""
        self._written = False

    # Two « $ » in a paragraph are no formula (« mathjax_ignore »).
    def _bundle(self, live: str) -> dict[str, str]:
        own = regions.LIVE.format(live) if live else ""
        # An attribute too: a notebook that JupyterLab does not trust loses its styles.
        hidden = regions.HIDDEN if live else ""
        body = f'<style>{_RULES}</style><div class="bm-saved mathjax_ignore"{hidden}>{self._shown}</div>{own}'
        return {"text/plain": self._words, "text/html": body}

    def show(self) -> None:
        """Display it in the running cell."""
        from IPython.display import display

        self._shown = self._start()
        self._handle = display(self._bundle(""), raw=True, display_id=True)

    def later(self) -> None:
        """Write it again in a moment: never during a drag, which it would slow down."""
        if self._handle is None:
            return
        if self._due is not None:
            self._due.cancel()
        try:
            self._due = asyncio.get_running_loop().call_later(PAUSE, self.write)
        except RuntimeError:  # no event loop: a program moves the widget, nobody will save it
            self._due = None

    def write(self) -> None:
        """Write what is the learner's own, now; nothing is sent while there is none."""
        self._due = None
        live = self._live() if self._handle is not None else ""
        if live or self._written:
            self._written = bool(live)
            self._handle.update(self._bundle(live), raw=True)
