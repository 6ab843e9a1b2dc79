"""Fast pictures: SVG strings of lines, bands and bars. Text stays text, nothing but the standard library.

Drawing takes a fraction of a millisecond, against a hundred for a seaborn figure, so a picture can follow a
slider. Colours are classes (``view/style.py``), every label is escaped.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape

from bizmodels import french

WIDTH, HEIGHT = 640, 250
LEFT, RIGHT, TOP, BOTTOM = 72, 150, 14, 38
NAMES = 186  # room for the names of the bars
PIECES = 7  # fills of a shared sum that can be told apart, beside that of what is left


def nice_ticks(low: float, high: float, count: int = 5) -> list[float]:
    """Round values that cover [low, high]: steps of 1, 2, 2.5 or 5 × a power of ten."""
    if not (math.isfinite(low) and math.isfinite(high)):
        low, high = 0.0, 1.0
    if high - low < 1e-9 * max(1.0, abs(high), abs(low)):
        low, high = (low - 1, high + 1) if low else (0.0, 1.0)
    raw = (high - low) / (count - 1)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= raw * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [i * step for i in range(first, last + 1)]


def _frame(ticks: list[float], months: int, unit: str, label: str, title: str = "mois"):
    """Grid and axes; returns the markup and the two scales."""
    low, high = ticks[0], ticks[-1]
    dx, dy = (WIDTH - RIGHT - LEFT) / max(1, months - 1), (HEIGHT - BOTTOM - TOP) / (high - low)

    def x(month: float) -> float:
        return LEFT + (month - 1) * dx

    def y(value: float) -> float:
        return TOP + (high - value) * dy

    head = f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}">'
    return [head, _grid(tuple(ticks), unit), _months_axis(months, title)], x, y


@lru_cache(maxsize=64)
def _grid(ticks: tuple[float, ...], unit: str) -> str:
    """Lines and values of the vertical axis; most moves of a slider leave them as they are."""
    low, high = ticks[0], ticks[-1]
    dy = (HEIGHT - BOTTOM - TOP) / (high - low)
    divisor, shown = french.scale(max(abs(low), abs(high)), unit)
    parts = []
    for tick in ticks:
        at = TOP + (high - tick) * dy
        kind = "z" if abs(tick) < 1e-12 else "g"
        text = french.number(tick / divisor) + (f"{french.NBSP}{shown}" if shown else "")
        parts.append(
            f'<path d="M{LEFT} {at:.0f}H{WIDTH - RIGHT}" class="{kind}"/>'
            f'<text x="{LEFT - 7}" y="{at + 4:.0f}" text-anchor="end">{text}</text>'
        )
    return "".join(parts)


@lru_cache(maxsize=16)
def _months_axis(months: int, title: str) -> str:
    """The marks under a picture, the same at each move of a slider."""
    right, step = WIDTH - RIGHT, max(1, round(months / 6))
    dx = (right - LEFT) / max(1, months - 1)
    texts = [
        f'<text x="{LEFT + (m - 1) * dx:.0f}" y="{HEIGHT - 20}" text-anchor="middle">{m}</text>'
        for m in (1, *(m for m in range(step, months + 1, step) if m > 1))
    ]
    middle = (
        f'<text x="{(LEFT + right) / 2:.0f}" y="{HEIGHT - 4}" text-anchor="middle">{escape(title)}</text>'
    )
    return "".join(texts) + middle


def _path(values: Sequence[float], y, start: int = 1) -> str:
    right = WIDTH - RIGHT
    dx = (right - LEFT) / max(1, len(values) - 1)
    return "M" + "L".join(
        [f"{LEFT + i * dx:.0f} {y(v):.1f}" for i, v in enumerate(values) if -1e300 < v < 1e300]
    )


def _spread(places: list[float], gap: float = 14) -> list[float]:
    """Push labels apart so that none covers another, keeping their order."""
    order = sorted(range(len(places)), key=places.__getitem__)
    for before, after in zip(order, order[1:], strict=False):
        if places[after] - places[before] < gap:
            places[after] = places[before] + gap
    overflow = max(places, default=0) - (HEIGHT - BOTTOM + 8)
    if overflow > 0:
        places = [p - overflow for p in places]
    return places


def _letter(letter: str) -> float:
    """Rough width (px of the picture) of a letter of 11.5 px, nearly bold."""
    if letter in "iljtfrI.,;:'’! ()" + french.NBSP + french.NARROW:
        return 3.9
    return 10.6 if letter in "mwMW%@—" else 8.4 if letter.isupper() else 7.1


def _wide(text: str) -> float:
    return sum(map(_letter, text))


def _short(text: str, room: float = (RIGHT - 12) * 0.85) -> str:
    """The text, cut with « … » where it would leave its room; letters are larger on a narrow page (``view/style.py``)."""
    used = 0.0
    for place, letter in enumerate(text):
        used += _letter(letter)
        if used > room:
            return text[: max(place - 1, 1)].rstrip() + "…"
    return text


def _two_lines(text: str, room: float) -> list[str]:
    """The text on one line or, where it is wider than its room, on two as even as its spaces allow."""
    breaks = [i for i, letter in enumerate(text) if letter == " "]
    if _wide(text) <= room or not breaks:
        return [_short(text, room)]
    at = min(breaks, key=lambda i: max(_wide(text[:i]), _wide(text[i + 1 :])))
    return [_short(text[:at], room), _short(text[at + 1 :], room)]


def lines(series: dict[str, Sequence[float]], unit: str, label: str, ghost: str = "") -> str:
    """Up to four curves over the months 1..n, each with its name at its end.

    Args:
        series: name -> values; the first is drawn last, on top.
        unit: unit of the values (« € », « » …).
        label: the sentence a screen reader says.
        ghost: name of the curve that is only recalled, dashed in grey: it takes no colour from the others.
    """
    finite = [v for values in series.values() for v in values if math.isfinite(v)]
    ticks = nice_ticks(min([0.0, *finite]), max([0.0, *finite]))
    months = max(map(len, series.values()))
    parts, x, y = _frame(ticks, months, unit, label)
    names = list(series)[:4]
    places = _spread([y(series[n][-1]) + 4 if math.isfinite(series[n][-1]) else TOP + 10 for n in names])
    kinds = ["g" if name == ghost else str(k) for k, name in enumerate(names)]
    for name, kind in reversed([*zip(names, kinds, strict=True)]):
        parts.append(f'<path d="{_path(series[name], y)}" class="l s{kind}"/>')
    end = x(months)
    for name, kind, place in zip(names, kinds, places, strict=True):
        parts.append(f'<text x="{end + 8:.0f}" y="{place:.0f}" class="t{kind}">{escape(_short(name))}</text>')
    return "".join(parts) + "</svg>"


def band(low: Sequence[float], middle: Sequence[float], high: Sequence[float], unit: str, label: str) -> str:
    """A band (from ``low`` to ``high``) with its middle curve, over the months 1..n."""
    ticks = nice_ticks(min(0.0, *low), max(0.0, *high))
    parts, x, y = _frame(ticks, len(middle), unit, label)
    back = "L".join(f"{x(i + 1):.0f} {y(low[i]):.1f}" for i in reversed(range(len(low))))
    parts.append(
        f'<path d="{_path(high, y)}L{back}Z" class="band"/><path d="{_path(middle, y)}" class="l s0"/>'
    )
    end = x(len(middle)) + 8
    ends = _spread([y(high[-1]) + 4, y(middle[-1]) + 4, y(low[-1]) + 4])
    names = ("5 % au-dessus", "futur médian", "5 % au-dessous")
    for place, name, kind in zip(ends, names, ("", "t0", ""), strict=True):
        parts.append(f'<text x="{end:.0f}" y="{place:.0f}" class="{kind}">{name}</text>')
    return "".join(parts) + "</svg>"


def tornado(
    rows: Sequence[tuple[str, float, float]], base: float, show, label: str, signs=("−", "+"), whole: str = ""
) -> str:
    """Bars of what a figure becomes when each parameter is lowered or raised.

    Args:
        rows: name, figure when it is lowered, figure when it is raised.
        base: the figure as it is.
        show: writes a value at the end of its bar.
        label: the sentence a screen reader says.
        signs: what tells lowered from raised.
        whole: the figure as it is with its whole unit, above the bars; without it as ``show`` writes it.
    """
    rows = [r for r in rows if math.isfinite(r[1]) and math.isfinite(r[2])]
    if not rows or not math.isfinite(base):
        return f'<p class="note">{escape(label)}</p>'
    labels = [_ends(lowered, raised, base, show, signs) for _, lowered, raised in rows]
    # What the longest label takes on either side, in the larger letters of a narrow page, leaves the rest to the bars.
    left = NAMES + 10 + 1.15 * max(_wide(one[0]) for one in labels)
    right = WIDTH - 6 - max(30.0, *(1.15 * _wide(one[1]) for one in labels))
    height = 30 + 28 * len(rows)
    low = min(base, *(min(a, b) for _, a, b in rows))
    high = max(base, *(max(a, b) for _, a, b in rows))
    scale = max(60.0, right - left) / ((high - low) or 1.0)

    def x(value: float) -> float:
        return left + (value - low) * scale

    parts = [f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(label)}">']
    for i, ((name, lowered, raised), (below, above)) in enumerate(zip(rows, labels, strict=True)):
        at = 20 + 28 * i
        written = _two_lines(name, NAMES * 0.9)
        for line, text in enumerate(written):
            high_of = at + 13 + (13 * line - 6.5 if len(written) == 2 else 0)
            parts.append(f'<text x="{NAMES}" y="{high_of}" text-anchor="end" class="x">{escape(text)}</text>')
        for value, kind in ((lowered, "f1"), (raised, "f0")):
            a, b = sorted((x(base), x(value)))
            parts.append(
                f'<rect x="{a:.1f}" y="{at}" width="{max(b - a, 0.5):.1f}" height="18" class="{kind}"/>'
            )
        if below:
            a = min(x(lowered), x(raised))
            parts.append(f'<text x="{a - 4:.0f}" y="{at + 13}" text-anchor="end">{escape(below)}</text>')
        if above:
            b = max(x(lowered), x(raised))
            parts.append(f'<text x="{b + 4:.0f}" y="{at + 13}">{escape(above)}</text>')
    parts.append(
        f'<path d="M{x(base):.1f} 16V{height - 4}" class="z"/><text x="{x(base):.0f}" y="11" text-anchor="middle" class="x">'
        f"{escape(whole or show(base))}</text></svg>"
    )
    return "".join(parts)


def _ends(lowered: float, raised: float, base: float, show, signs: tuple[str, str]) -> tuple[str, str]:
    """What is written left and right of a pair of bars; both on one side share one label, that none covers the other."""
    said = ["", ""]
    for value, sign in sorted(((lowered, signs[0]), (raised, signs[1]))):
        if show(value) != show(base):
            side = value > base
            said[side] += (f"{french.NARROW}; " if said[side] else "") + f"{sign}{french.NBSP}: {show(value)}"
    return said[0], said[1]


def shares(amounts: dict[str, float], label: str, unit: str = "€") -> str:
    """« Où vont 100 € ? »: one bar of 100 €, each piece named and priced below; losses are said in words."""
    items = [(who, v) for who, v in amounts.items() if math.isfinite(v) and abs(v) >= 0.005]
    total = sum(v for _, v in items if v > 0) or 1.0
    rows = math.ceil(len(items) / 2)
    parts = [f'<svg viewBox="0 0 {WIDTH} {66 + 24 * rows}" role="img" aria-label="{escape(label)}">']
    at = 8.0
    for k, (who, value) in enumerate(items):
        # The last line is what is left: always the same green.
        kind = "pm" if k == len(items) - 1 else f"p{k % PIECES}"
        wide = max(0.0, value) / total * (WIDTH - 16)
        parts.append(_piece(kind, at, 6, max(0, wide - 2), 34))
        col, row = divmod(k, rows)
        bx, by = 8 + col * (WIDTH / 2), 60 + 24 * row
        parts.append(_piece(kind, bx, by, 12, 12))
        parts.append(
            f'<text x="{bx + 19:.0f}" y="{by + 11}" class="x">{escape(who)} : {french.quantity(value, unit, 2)}</text>'
        )
        at += wide
    return "".join(parts) + "</svg>"


def _piece(kind: str, x: float, y: float, wide: float, high: float) -> str:
    return f'<rect x="{x:.1f}" y="{y}" width="{wide:.1f}" height="{high}" class="{kind}"/>'


def standalone(svg: str, css: str) -> str:
    """The same picture as a document of its own, colours inside (for an <img>)."""
    head, rest = svg.split(">", 1)
    width, height = re.search(r'viewBox="0 0 (\d+) (\d+)"', head).groups()
    return f'{head} width="{width}" height="{height}" xmlns="http://www.w3.org/2000/svg"><style>{css}</style>{rest}'
