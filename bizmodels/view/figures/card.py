"""A picture on its card: light paper with a frame of its own in both themes, the finding, then the source in small.

Styles stand on the elements: JupyterLab takes ``<style>`` away from a notebook it does not trust, and keeps these.
"""

from __future__ import annotations

import base64
import html

from bizmodels.french import FIRST_LINE
from bizmodels.view.style import LIGHT

_FRAME = (
    f"margin:2px 0 6px;max-width:{{width}}px;box-sizing:border-box;padding:14px 16px 12px;border:1px solid {LIGHT['line']};"
    f"border-radius:8px;background:{LIGHT['bg']};color:{LIGHT['fg']}"
)
# Narrower than this, the letters of a picture would be under 10 px: it scrolls in its box instead.
LEAST = 600


def card(
    svg: str, alt: str, finding: str = "", source: str = "", width: int = 780, least: int = LEAST
) -> str:
    """The HTML of a picture; ``width`` and ``least`` (px): the widest card, and the narrowest the picture becomes."""
    code = base64.b64encode(svg.encode("utf-8")).decode("ascii")
    image = (
        f'<img alt="{html.escape(alt)}" src="data:image/svg+xml;base64,{code}" '
        f'style="display:block;width:100%;max-width:none;min-width:{least}px"/>'
    )
    said = [
        f'<div style="{look}">{_text(words)}</div>'
        for words, look in (
            (finding, f"margin-top:8px;font-size:15px;line-height:1.4;color:{LIGHT['fg']}"),
            (source, f"margin-top:4px;font-size:12.5px;line-height:1.4;color:{LIGHT['mut']}"),
        )
        if words
    ]
    caption = f"<figcaption>{''.join(said)}</figcaption>" if said else ""
    return (
        f'{FIRST_LINE}<figure style="{_FRAME.format(width=width)}"><div style="overflow-x:auto">{image}</div>'
        f"{caption}</figure>"
    )


def _text(words: str) -> str:
    """Escaped; JupyterLab reads « 355 M$ en 2021, 725 M$ » as a formula unless told not to."""
    text = html.escape(words)
    return f'<span class="mathjax_ignore">{text}</span>' if "$" in words else text
