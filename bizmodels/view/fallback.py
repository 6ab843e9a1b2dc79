"""What a calculator leaves in a saved notebook: picture, table and sentence, readable without a kernel."""

from __future__ import annotations

import base64
import html

from bizmodels import french
from bizmodels.view import style, svg, wording
from bizmodels.view.scene import Scene


def image(picture: str, alt: str) -> str:
    """An SVG string as an ``<img>``: colours inside, no script, no style in the page."""
    if not picture.startswith("<svg"):
        return picture
    code = base64.b64encode(svg.standalone(picture, style.FIXED).encode("utf-8")).decode("ascii")
    return f'<img alt="{html.escape(alt)}" src="data:image/svg+xml;base64,{code}" style="max-width:640px;width:100%;background:#fff"/>'


def page(title: str, picture: str, rows: list[tuple[str, str, str]], sentence: str) -> str:
    """Title, picture, key figures (label, value, verdict) and the sentence."""
    body = "".join(
        f'<tr><th scope="row">{html.escape(a)}</th><td>{html.escape(b)}</td><td>{html.escape(c)}</td></tr>'
        for a, b, c in rows
    )
    return (
        f"<p><strong>{html.escape(title)}</strong> (scénario de départ ; exécuter la cellule pour déplacer les curseurs)</p>"
        f"{image(picture, sentence)}<table><tbody>{body}</tbody></table><p>{html.escape(sentence)}</p>"
    )


def of_start(scene: Scene) -> str:
    """The starting scenario of a scene: picture of the cash, cards with their verdicts, sentence."""
    model, cash = scene.base, scene.path_of(scene.base)["cash"]
    sentence = wording.cash_sentence(model, scene.path_of(model), model, cash)
    rows = [
        (label, french.NBSP.join(p for p in (text, unit) if p), v.words)
        for label, text, unit, v in scene.figures()
    ]
    title = type(model).title or type(model).__name__
    return page(title, svg.lines({"Départ": cash}, model.currency, sentence), rows, sentence)
