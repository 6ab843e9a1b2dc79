"""The line on which a bet, its result and today's value stand, and the look of an act."""

from __future__ import annotations

import math
from html import escape

from bizmodels.view.measure import Measure
from bizmodels.view.style import LIGHT

CSS = (
    "<style>"
    ".bm .bm-act{border:1px solid var(--bm-line);border-radius:10px;background:var(--bm-soft);padding:8px 14px;margin:2px 0 7px;overflow:visible}"
    ".bm .bm-act p{margin:2px 0}.bm .bm-act b{font-weight:650}.bm .bm-act .bm-row{margin:4px 0 0}"
    ".bm .bm-act .u{color:var(--bm-mut);margin:0 10px 0 -2px}"
    ".bm .bm-act .widget-toggle-buttons{width:auto;margin:0 8px 0 0}.bm .bm-act .widget-toggle-buttons button,.bm .bm-act button{margin:0 6px 6px 0}"
    ".bm .bm-act .widget-text{width:auto;margin:0 6px 6px 0}.bm .bm-act .widget-text input{width:104px;text-align:right}"
    ".bm .bm-act button.bm-go{background:var(--bm-a);border-color:var(--bm-a);color:var(--bm-bg)}"
    ".bm .bm-act .bm-why-row .widget-text{flex:1 1 420px;max-width:none;flex-flow:row wrap}"
    ".bm .bm-act .bm-why-row .widget-text input{flex:1 1 240px;width:240px;text-align:left}"
    ".bm .bm-act .bm-why-row .widget-label{white-space:normal;height:auto;line-height:1.4;max-width:100%}"
    ".bm .bm-act .because{border-left:3px solid var(--bm-a);padding:2px 0 2px 12px;margin:8px 0 4px;color:var(--bm-fg)}"
    ".bm .bm-act svg.line{max-width:660px;max-height:none;font-size:12.5px}"
    ".bm .bm-act img{max-width:100%}"
    ".bm .bm-act table{border-collapse:collapse;border:0;margin:8px 0 2px;font-size:13px}"
    ".bm .bm-act th,.bm .bm-act td{border:0;border-bottom:1px solid var(--bm-line);padding:5px 12px;text-align:right}"
    "</style>"
)
WIDTH, LEFT, RIGHT = 660, 40, 40


def line(measure: Measure, today: float, said: float, truth: float, then: str = "aujourd’hui") -> str:
    """SVG of the numbers on one scale, today's called ``then``; « » when there is nothing to compare with the result."""
    points = [("résultat", truth, "a", -16), ("vous", said, "b", 26), (then, today, "mut", 26)]
    points = [one for one in points if math.isfinite(one[1])]
    if len(points) < 2 or not math.isfinite(truth):
        return ""
    values = [value for _, value, _, _ in points]
    low, high = min(0.0, *values), max(0.0, *values)
    if high == low:
        return ""
    wide = (WIDTH - LEFT - RIGHT) / (high - low)

    def x(value: float) -> float:
        return LEFT + (value - low) * wide

    middle, lower = 40, 66
    drawn = [f'<path d="M{LEFT} {middle}H{WIDTH - RIGHT}" stroke="var(--bm-line)" stroke-width="3"/>']
    if math.isfinite(said) and abs(x(said) - x(truth)) > 16:
        a, b = sorted((x(said), x(truth)))
        drawn.append(f'<path d="M{a + 8:.1f} {middle}H{b - 8:.1f}" stroke="var(--bm-bad)" stroke-width="3"/>')
    rows: list[tuple[float, float, float]] = []  # left, right, height of the labels already below the line
    for what, value, colour, away in points:
        at, text = x(value), f"{what} {measure.short(value)}"
        half = 4.3 * len(text)  # of the widest fonts in use, bold
        centre = min(max(at, half + 2), WIDTH - half - 2)
        height = middle + away
        if away > 0:
            while any(
                centre - half < right and centre + half > left and height == row for left, right, row in rows
            ):
                height += 17
            rows.append((centre - half, centre + half, height))
            lower = max(lower, height)
        drawn.append(f'<circle cx="{at:.1f}" cy="{middle}" r="7" fill="var(--bm-{colour})"/>')
        drawn.append(
            f'<text x="{centre:.1f}" y="{height}" text-anchor="middle" font-weight="600" fill="var(--bm-{colour})">{escape(text)}</text>'
        )
    alt = escape(", ".join(f"{what} {measure.show(value)}" for what, value, _, _ in points))
    return f'<svg class="line" viewBox="0 0 {WIDTH} {lower + 8}" role="img" aria-label="{alt}">{"".join(drawn)}</svg>'


def fixed(picture: str) -> str:
    """The same picture with fixed colours, for a page without the styles of a widget."""
    for name, colour in LIGHT.items():
        picture = picture.replace(f"var(--bm-{name})", colour)
    return picture
