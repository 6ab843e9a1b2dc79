"""« 130 » typed beside « 100 k€ » means 130 k€: a number is read in the size of the figure that it stands beside."""

from __future__ import annotations

import math
import re

_SIZES = (("Md", 1e9), ("M", 1e6), ("k", 1e3))


def meant(typed: str, value: float, today: float, shown: str, unit: str) -> float:
    """The reading of a typed number nearest to today's figure.

    Args:
        typed: the text as typed; one that names a size or a currency (« 130 k€ », « 130 € ») is taken at its word.
        value: the number read in it.
        today: the figure beside it; ``shown``: that figure as displayed, in « k€ » or « M€ » where it is large.
        unit: unit of the figure (« € / mois »).
    """
    size = next((s for prefix, s in _SIZES if f"{prefix}{unit[:1]}" in shown), 1.0)
    if not (value and today and size > 1 and re.fullmatch(r"[^a-zA-Z€$]*", typed)):
        return value
    return min(value, value * size, key=lambda v: abs(math.log10(abs(v)) - math.log10(abs(today))))
