"""« 130 » typed beside « 100 k€ » means 130 k€: a number is read in the size of the figure that it stands beside."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

_SIZES = (("Md", 1e9), ("M", 1e6), ("k", 1e3))
_NEAR = 2.0  # powers of ten: farther from today's figure, a number is taken at its word


def meant(
    typed: str, value: float, today: float, shown: str, unit: str, fits: Callable[[float], bool] | None = None
) -> float:
    """What a typed number stands for, in the unit of the figure (a fraction where that is « % »).

    Args:
        typed: the text as typed; one that names its size, currency or « % » is taken at its word.
        value: the number read in it.
        today: the figure beside it, nan where there is none; ``shown``: that figure as displayed (« 100 k€ »).
        unit: unit of the figure (« € / mois »).
        fits: whether a reading goes with the rest of the bet, its sense.
    """
    if unit.startswith("%"):
        if "%" in typed or abs(value) > 1:
            return value / 100
        # « 0,4 » beside « 38 % » is 40 %; « baisse » and 1 beside « 19 % » is 1 %, since 100 % is no fall.
        if fits and fits(value / 100) and not fits(value):
            return value / 100
        return _nearer(value / 100, value, today)
    size = next((s for prefix, s in _SIZES if f"{prefix}{unit[:1]}" in shown), 1.0)
    if size == 1 or not re.fullmatch(r"[^a-zA-Z€$]*", typed):
        return value
    return _nearer(value, value * size, today)


def _nearer(plain: float, scaled: float, today: float) -> float:
    """The reading nearest to today's figure; the plain one where that says nothing."""
    if not all(map(math.isfinite, (plain, scaled, today))) or not (plain and scaled and today):
        return plain
    gaps = [abs(math.log10(abs(v)) - math.log10(abs(today))) for v in (plain, scaled)]
    return scaled if gaps[1] < gaps[0] and gaps[1] <= _NEAR else plain
