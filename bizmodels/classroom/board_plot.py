"""Pictures of the board: the class's bets as dots on a line, choices as bars, states of a question as one bar.

One unit of a picture is one pixel of a projector of 1280 × 720: texts are never under 20. Every text is escaped.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape

from bizmodels import french
from bizmodels.classroom.bet_rule import band
from bizmodels.classroom.tally import BetTally
from bizmodels.view import svg
from bizmodels.view.measure import Measure
from bizmodels.view.style import LIGHT

WIDTH, SIDE = 1200, 70
BINS, TEXT = 46, 21
_MARKS, _AXIS = 66, 44  # above the dots: two lines of names; below: the scale
INK, MUTE, BLUE, AMBER, LINE = (LIGHT[name] for name in ("fg", "mut", "a", "b", "line"))


def dots(bet: BetTally, height: int) -> str:
    """One dot a bet, stacked where bets are near; « aujourd’hui » and « résultat » across."""
    measure, act = bet.act.measure, bet.act
    truth = bet.truth if isinstance(bet.truth, float) else math.nan
    ticks = _scale(bet)
    low, high = ticks[0], ticks[-1]

    def x(value: float) -> float:
        # What is off the scale stands beside it.
        share = -0.035 if value < low else 1.035 if value > high else (value - low) / (high - low)
        return SIDE + share * (WIDTH - 2 * SIDE)

    base = height - _AXIS
    parts = [
        _open(height, _told(bet)),
        _band(x, band(act, bet.truth), (low, high), base),
        f'<line x1="{SIDE}" x2="{WIDTH - SIDE}" y1="{base}" y2="{base}" stroke="{MUTE}" stroke-width="2"/>',
    ]
    for tick in ticks:
        parts.append(
            f'<line x1="{x(tick):.0f}" x2="{x(tick):.0f}" y1="{base}" y2="{base + 7}" stroke="{MUTE}" stroke-width="2"/>'
        )
        parts.append(_text(x(tick), base + 30, measure.short(tick), MUTE))
    parts += _marks(x, measure, act.today, act.beside, truth, base)
    width = (WIDTH - 2 * SIDE) / BINS
    stacks = Counter(round((x(value) - SIDE) / width) for value in bet.values)
    room = base - _MARKS - 12
    step = min(width - 2, room / max(stacks.values(), default=1))
    size = min((width - 3) / 2, max(step, 8) / 2 + 1.5)
    for at, count in sorted(stacks.items()):
        for n in range(count):
            parts.append(
                f'<circle cx="{SIDE + at * width:.1f}" cy="{base - 4 - size - n * step:.1f}" r="{size:.1f}" fill="{AMBER}" stroke="#fff"/>'
            )
    return "".join(parts) + "</svg>"


def _band(x, right: tuple[float, float] | None, scale: tuple[float, float], base: int) -> str:
    """What counts as right, behind the dots: its two ends are drawn, where they are on the scale."""
    if right is None or right[1] < scale[0] or right[0] > scale[1]:
        return ""
    left, end = x(max(right[0], scale[0])), x(min(right[1], scale[1]))
    sides = "".join(
        f'<line x1="{x(at):.1f}" x2="{x(at):.1f}" y1="{_MARKS}" y2="{base}" stroke="{BLUE}" stroke-width="1.5" stroke-dasharray="3 4"/>'
        for at in right
        if scale[0] <= at <= scale[1]
    )
    return f'<rect x="{left:.1f}" y="{_MARKS}" width="{end - left:.1f}" height="{base - _MARKS}" fill="{BLUE}" opacity=".12"/>{sides}'


def off_scale(bet: BetTally) -> int:
    """How many numbers lie beyond the two ends of the picture, beside which they are drawn."""
    ticks = _scale(bet)
    return sum(not ticks[0] <= value <= ticks[-1] for value in bet.values)


def _scale(bet: BetTally) -> list[float]:
    known = [one for one in (bet.truth, bet.act.today) if isinstance(one, float) and math.isfinite(one)]
    ticks = svg.nice_ticks(*_ends(bet.values, known), 6)
    # « 1,25 modèle » is no count: where the result is a whole number the scale has whole ticks.
    if not all(float(one).is_integer() for one in known) or all(float(one).is_integer() for one in ticks):
        return ticks
    step = 1 if ticks[1] - ticks[0] < 2 else 2
    low, high = math.floor(ticks[0] / step), math.ceil(ticks[-1] / step)
    return [float(step * one) for one in range(low, high + 1)]


def _ends(values: Sequence[float], known: Sequence[float]) -> tuple[float, float]:
    """The scale: what is known, and the bets save a few that would crush the others."""
    ordered = sorted(values)
    cut = len(ordered) // 12
    kept = ordered[cut : len(ordered) - cut] if cut else ordered
    low, high = min([*kept, *known]), max([*kept, *known])
    # A bet that does not lie far beyond them is shown at its place.
    spread = (high - low) or abs(high) or 1.0
    inside = [value for value in ordered if low - 0.6 * spread <= value <= high + 0.6 * spread]
    return min([low, *inside]), max([high, *inside])


def _marks(x, measure: Measure, today: float, beside: str, truth: float, base: int) -> list[str]:
    """The two lines across, their names at two heights: they may be near."""
    found = []
    if math.isfinite(today):
        found.append((today, f"{beside}{french.NBSP}: {measure.short(today)}", MUTE, "8 6", 3, 52))
    if math.isfinite(truth):
        found.append((truth, f"résultat{french.NBSP}: {measure.short(truth)}", BLUE, "", 5, 24))
    parts, names = [], []
    for value, words, colour, dash, wide, high in found:
        at, half = x(value), 6.6 * len(words)
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        parts.append(
            f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{high + 7}" y2="{base}" stroke="{colour}" stroke-width="{wide}"{dashed}/>'
        )
        place = at
        if value is today and math.isfinite(truth) and abs(at - x(truth)) < half + 8:
            # Beside the line of the result, on the side that it leaves free.
            place = x(truth) + (half + 12) * (1 if at >= x(truth) else -1)
        names.append(_text(min(max(place, half), WIDTH - half), high, words, colour, weight=700))
    return parts + names


def bars(bet: BetTally, height: int) -> str:
    """One bar a choice, with how many chose it; the right one and the tempting one are named."""
    chosen = bet.chosen or {}
    step = min(108.0, height / max(1, len(chosen)))
    thick = max(12.0, step - 42)
    height = math.ceil(step * len(chosen))
    most = max([*chosen.values(), 1])
    right = {one.label for one in bet.act.options if one.right}
    parts = [_open(height, _told(bet))]
    for row, (label, count) in enumerate(chosen.items()):
        y, wide = row * step, max(3.0, 760 * count / most)
        told = "✓ résultat" if label in right else "erreur tentante" if label == bet.act.why.tempting else ""
        name = label if len(label) <= 90 else f"{label[:89]}…"
        colour = BLUE if label in right else AMBER
        parts.append(
            _text(0, y + 20, name, BLUE if label in right else INK, "start", 700 if label in right else 400)
        )
        parts.append(
            f'<rect x="0" y="{y + 28:.0f}" width="{wide:.0f}" height="{thick:.0f}" fill="{colour}" rx="3"/>'
        )
        shown = f"{count} — {told}" if told else str(count)
        parts.append(_text(wide + 14, y + 28 + thick / 2 + 8, shown, INK, "start", 700))
    return "".join(parts) + "</svg>"


def shares(
    states: Mapping[str, int], looks: Mapping[str, tuple[str, str, str]], width: int, height: int
) -> str:
    """One bar of all the answers: each state its colour, its pattern and its number (fill, colour of its text, dash of its edge)."""
    total = sum(states.values()) or 1
    words = french.listing(
        f"{state.lower()}{french.NBSP}: {count}" for state, count in states.items() if count
    )
    parts = [
        f'<svg width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(words)}">'
    ]
    at = 1.0
    for state, count in states.items():
        wide = count / total * (width - 2)
        fill, ink, dash = looks[state]
        if count:
            edge = f'stroke="{INK}" stroke-width="1.5"' + (f' stroke-dasharray="{dash}"' if dash else "")
            parts.append(
                f'<rect x="{at:.1f}" y="1" width="{wide:.1f}" height="{height - 2}" fill="{fill}" {edge}/>'
                + (
                    _text(at + wide / 2, height / 2 + 8, str(count), ink, weight=700)
                    if wide >= 16 * len(str(count))
                    else ""
                )
            )
        at += wide
    return "".join(parts) + "</svg>"


def choices(chosen: Mapping[str, int], common: str, height: int) -> str:
    """What a question of the exercise had chosen, one bar an option; the one right for every firm is named."""
    step = height / max(1, len(chosen))
    thick = max(10.0, step - 40)
    most = max([*chosen.values(), 1])
    words = french.listing(f"{label}{french.NBSP}: {count}" for label, count in chosen.items())
    parts = [_open(height, words)]
    for row, (label, count) in enumerate(chosen.items()):
        y, wide, right = row * step, max(3.0, 760 * count / most), label == common
        name = label if len(label) <= 96 else f"{label[:95]}…"
        parts.append(_text(0, y + 20, name, BLUE if right else INK, "start", 700 if right else 400))
        parts.append(
            f'<rect x="0" y="{y + 28:.0f}" width="{wide:.0f}" height="{thick:.0f}" fill="{BLUE if right else AMBER}" rx="3"/>'
        )
        shown = f"{count} — ✓ juste" if right else str(count)
        parts.append(_text(wide + 14, y + 28 + thick / 2 + 8, shown, INK, "start", 700))
    return "".join(parts) + "</svg>"


def curves(lines: Sequence[tuple[str, Sequence[float], str]], unit: str, height: int, label: str) -> str:
    """Curves by quarter; ``lines``: name (« »: not named, one of the class), values from the start, colour."""
    right = 330
    every = [value for _, values, _ in lines for value in values]
    ticks = svg.nice_ticks(min(0.0, *every), max(0.0, *every), 5)
    quarters = max(2, *(len(values) for _, values, _ in lines)) - 1
    left, base, top = 120, height - 58, 14
    x = lambda n: left + n / quarters * (WIDTH - left - right)  # noqa: E731
    y = lambda value: base - (value - ticks[0]) / (ticks[-1] - ticks[0]) * (base - top)  # noqa: E731
    parts = [_open(height, label)]
    for tick in ticks:
        heavy = f'stroke="{MUTE}" stroke-width="2"' if tick == 0 else f'stroke="{LINE}"'
        parts.append(
            f'<line x1="{left}" x2="{WIDTH - right}" y1="{y(tick):.0f}" y2="{y(tick):.0f}" {heavy}/>'
            + _text(left - 12, y(tick) + 7, french.compact(tick, unit), MUTE, "end")
        )
    for n in range(0, quarters + 1, 1 if quarters <= 12 else 4):
        parts.append(_text(x(n), base + 26, str(n), MUTE))
    parts.append(_text((left + WIDTH - right) / 2, base + 52, "trimestre", MUTE))
    named = [(name, values) for name, values, _ in lines if name]
    places = _apart([y(values[-1]) + 7 for _, values in named], 26)
    for name, values, colour in lines:
        path = "L".join(f"{x(n):.1f} {y(value):.1f}" for n, value in enumerate(values))
        wide, dash = (5, "") if name else (2, ' opacity=".75"')
        parts.append(
            f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="{wide}"{dash}/>'
            f'<circle cx="{x(len(values) - 1):.1f}" cy="{y(values[-1]):.1f}" r="{wide + 1}" fill="{colour}"/>'
        )
    for (name, values), place in zip(named, places, strict=True):
        colour = next(one for other, _, one in lines if other == name)
        parts.append(_text(x(len(values) - 1) + 14, place, name, colour, "start", 700))
    return "".join(parts) + "</svg>"


def _apart(places: Sequence[float], gap: float) -> list[float]:
    """The places, in their order, moved down where two would touch."""
    found = [0.0] * len(places)
    before = -math.inf
    for at in sorted(range(len(places)), key=places.__getitem__):
        before = found[at] = max(places[at], before + gap)
    return found


def tempted(bet: BetTally) -> str:
    """« 3 paris à 18 millions ou tout près : l’erreur tentante. »; « » where nobody made it."""
    if not bet.tempted:
        return ""
    count = french.plural(bet.tempted, "pari", "paris")
    if bet.act.options:
        return french.typeset(f"{count} sur l’erreur tentante. ")
    return french.typeset(
        f"{count} à {bet.act.measure.short(bet.act.why.trap)} ou tout près : l’erreur tentante. "
    )


def _told(bet: BetTally) -> str:
    """What the picture says, for who does not see it."""
    said = f"{french.plural(bet.count, 'pari', 'paris')}, dont {french.plural(bet.right, 'juste', 'justes')}"
    return f"{bet.act.question} {said}."


def _open(height: int, label: str) -> str:
    return f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(label)}" font-size="{TEXT}">'


def _text(x: float, y: float, words: str, colour: str, anchor: str = "middle", weight: int = 400) -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" fill="{colour}" text-anchor="{anchor}" font-weight="{weight}">{escape(words)}</text>'
