"""What a calculator leaves in a saved notebook: picture, table and sentence, readable without a kernel."""

from __future__ import annotations

import base64
import html

from bizmodels.view import style, svg


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
