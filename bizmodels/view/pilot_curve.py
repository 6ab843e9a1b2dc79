"""Curves of runs that have not reached the end of their axis: the account of the pilot, this run and the first try."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from bizmodels.view import svg


def unfinished(
    series: dict[str, Sequence[float]],
    groups: int,
    each: int,
    unit: str,
    label: str,
    floor: str,
    marks: Sequence[tuple[int, str]] = (),
) -> str:
    """Curves that have not reached the end of the axis, from 0 to ``groups`` × ``each`` months, each named where it ends.

    Args:
        series: name -> values, the first at month 0; the first one is drawn last, on top.
        groups: how many groups of months the axis counts (quarters).
        each: months in a group.
        unit: unit of the values.
        label: the sentence a screen reader says.
        floor: what is written on the line of zero, at its end.
        marks: month and words of what is marked across the picture (money raised: the jump is not earned).
    """
    ticks = svg.nice_ticks(min(0.0, *map(min, series.values())), max(0.0, *map(max, series.values())))
    wide, dy = (
        (svg.WIDTH - svg.RIGHT - svg.LEFT) / (groups * each),
        (svg.HEIGHT - svg.BOTTOM - svg.TOP) / (ticks[-1] - ticks[0]),
    )

    def y(value: float) -> float:
        return svg.TOP + (ticks[-1] - value) * dy

    ends = {name: (svg.LEFT + (len(values) - 1) * wide, y(values[-1])) for name, values in series.items()}
    places = svg._spread([y(0) + 4, *(place + 4 for _, place in ends.values())])
    parts = [
        f'<svg viewBox="0 0 {svg.WIDTH} {svg.HEIGHT}" role="img" aria-label="{escape(label)}">',
        svg._grid(tuple(ticks), unit),
    ]
    for group in range(1, groups + 1):
        at = svg.LEFT + (group - 0.5) * each * wide
        parts.append(f'<text x="{at:.0f}" y="{svg.HEIGHT - 20}" text-anchor="middle">{group}</text>')
    parts.append(
        f'<text x="{(svg.LEFT + svg.WIDTH - svg.RIGHT) / 2:.0f}" y="{svg.HEIGHT - 4}" text-anchor="middle">trimestre</text>'
    )
    for n, (month, text) in enumerate(marks):
        at, high = svg.LEFT + month * wide, svg.TOP + 10 + 13 * (n % 4)
        side, anchor = (4, "start") if at < svg.WIDTH * 0.6 else (-4, "end")
        parts.append(
            f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{svg.TOP}" y2="{svg.HEIGHT - svg.BOTTOM}" class="g" stroke-dasharray="2 3"/>'
            f'<text x="{at + side:.0f}" y="{high}" text-anchor="{anchor}" class="tg">{escape(text)}</text>'
        )
    for kind, (name, values) in reversed([*enumerate(series.items())]):
        path = "L".join(f"{svg.LEFT + i * wide:.1f} {y(v):.1f}" for i, v in enumerate(values))
        (x, end), place = ends[name], places[kind + 1]
        # Zero's own name stands at the far end: only a curve that ends there may meet it.
        place = place if x > svg.WIDTH - svg.RIGHT - 60 else end + (4 if len(series) == 1 else -8)
        parts.append(
            f'<path d="M{path}" class="l s{kind}"/><circle cx="{x:.1f}" cy="{end:.1f}" r="3.5" class="f{kind}"/>'
        )
        parts.append(
            f'<text x="{x + 8:.0f}" y="{place:.0f}" class="t{kind}">{escape(svg._short(name))}</text>'
        )
    parts.append(
        f'<text x="{svg.WIDTH - svg.RIGHT + 8}" y="{places[0]:.0f}" class="tg">{escape(floor)}</text></svg>'
    )
    return "".join(parts)
