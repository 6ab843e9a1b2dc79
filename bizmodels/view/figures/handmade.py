"""What the pictures drawn without matplotlib share: a text, and a coordinate that has the same digits on every machine."""

from __future__ import annotations

import math
from html import escape


def label(x: float, y: float, words: str, colour: str, size: int) -> str:
    """A text of an SVG; where it stands by ``x`` is said by the picture (``text-anchor``)."""
    return f'<text x="{px(x)}" y="{px(y)}" fill="{colour}" font-size="{size}">{escape(words)}</text>'


def px(value: float) -> str:
    """A coordinate to the tenth of a pixel, moved off the ties where the last bit would decide."""
    return f"{math.floor(value * 10 + 0.5137) / 10:g}"
