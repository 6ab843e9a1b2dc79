"""How a quantity that is bet on is written, and how a number typed for it is read."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from bizmodels import french
from bizmodels.view.meant import meant

FAR = 50  # times today's value: beyond, a bet is repeated in words before it counts
NEAR, ROUGHLY = 0.05, 0.15  # share of the result: « vous y êtes », « à peu près »


_SIZED = re.compile(r"\d\s*(Md|M|k)\s*(?![a-zà-ÿ])|milli(er|on|ard)", re.IGNORECASE)
_AROUND = re.compile(
    r"\b(environ|à peu près|plus ou moins|disons)\b|[~≈]|\b(TTC|HT)\b|(?<=%)\s+d(e|u|es|e la)\s.*$",
    re.IGNORECASE,
)
_UNITS = ((r"Md(?=[€$])", 1e9), (r"M(?=[€$])", 1e6), (r"k(?=[€$])", 1e3), (r"milliards?\b\s*(d['’e]\s*)?", 1e9),
          (r"millions?\b\s*(d['’e]\s*)?", 1e6), (r"milliers?\b\s*(d['’e]\s*)?", 1e3))  # fmt: skip


def _size_of(unit: str) -> tuple[float, str]:
    """What a unit multiplies by, and the unit without it: « M€ » -> 1e6, « € »."""
    for pattern, size in _UNITS:
        if found := re.match(pattern, unit):
            return size, unit[found.end() :]
    return 1.0, unit


@dataclass(frozen=True)
class Measure:
    """A unit (a « % » unit holds fractions) and, where a model writes it otherwise, its way of writing."""

    unit: str = ""
    write: Callable[[float], str] | None = None

    def show(self, value: float) -> str:
        """A value, in French."""
        if self.write:
            return self.write(value)
        if not math.isfinite(value):
            return french.number(value)
        if self.unit.startswith(("€", "$")):
            return french.compact(value, self.unit)
        return french.quantity(value, french.agreed(value, self.unit))

    def short(self, value: float) -> str:
        """A value with its unit cut to the first word: « 20 € » for « € par commande »."""
        tail = self.unit.partition(" ")[2]
        return self.show(value).removesuffix(tail).rstrip() if tail else self.show(value)

    def show_gap(self, gap: float) -> str:
        """A difference: between two rates it is a number of points, not a rate."""
        if not self.unit.startswith("%"):
            return self.show(gap)
        if not math.isfinite(gap):
            return french.number(gap)
        return french.quantity(100 * gap, "points" if abs(100 * gap) >= 2 else "point")

    def read(self, typed: str, today: float, fits: Callable[[float], bool] | None = None) -> float:
        """The number typed, in the size of the figure beside it; of two readings, the one that ``fits`` the sense bet on.

        Raises:
            LearnerError: the text is no number, or has another unit.
        """
        # What people write around a number: « 57 € environ », « 21,50 € TTC », « 12 % des retours ».
        typed = _AROUND.sub("", typed).strip()
        size, base = _size_of(self.unit)
        if size == 1:
            return meant(typed, french.parse(typed, self.unit), today, self.show(today), self.unit, fits)
        word = self.unit.split(" ")[0].rstrip("s")
        # « 5,8 millions »: the word printed beside.
        if not base and typed.casefold().endswith((word, f"{word}s")):
            return french.parse(typed[: typed.casefold().rindex(word)], "")
        # « 600 M€ », « 600 » and « 600 000 k€ » are the same where the unit is M€.
        value = french.parse(typed, base)
        whole = _SIZED.search(typed) or (base[:1] in ("€", "$") and base[:1] in typed)
        return value / size if whole or (size >= 1e6 and abs(value) >= size / 10) else value

    def doubt(self, value: float, today: float, then: str = "aujourd’hui") -> str:
        """« Vous pariez 10 €, soit mille fois moins qu’aujourd’hui ? »; « » for a bet in the size of today's value."""
        if not (math.isfinite(today) and value * today > 0):  # « trente fois moins » has no sense across zero
            return ""
        power = math.log10(abs(value)) - math.log10(abs(today))
        if abs(power) < math.log10(FAR):
            return ""
        times = power > 0
        size = 10 ** abs(power)
        size = round(size, 1 - math.floor(math.log10(size)))
        words = {1e3: "mille", 1e6: "un million de"}.get(size, french.number(size))
        return (
            f"Vous pariez {self.show(value)}, soit {words} fois {'plus' if times else 'moins'} qu’{then} "
            f"({self.show(today)}){french.NBSP}? Pressez encore « Parier » si c’est bien cela."
        )

    def distance(self, said: float, truth: float, today: float = math.nan) -> str:
        """How far a bet is: « juste », « proche » or « loin ».

        Beside today's value it is the change that was to be guessed: 68 for 64 is twice too much when one starts from 60.
        A rate is also measured by what it leaves: 99 % is far from 90 %.
        """
        if said == truth or self.show(said) == self.show(truth):
            return "juste"
        if not math.isfinite(truth):
            return "loin"
        size = abs(truth - today) if math.isfinite(today) else abs(truth)
        if self.unit.startswith("%") and not math.isfinite(today) and 0 < truth < 1:
            size = min(truth, 1 - truth)
        gap = abs(said - truth)
        return "juste" if gap <= NEAR * size else "proche" if gap <= ROUGHLY * size else "loin"

    def forms(self, value: float) -> list[str]:
        """The texts by which the course could write a value: what a page must not show before the bet."""
        if not math.isfinite(value):
            return [self.show(value)]
        shown = value * 100 if self.unit.startswith("%") else value
        unit = self.unit.split("/")[0].strip().split(" ")[0] if self.unit else ""
        texts = {self.show(value), french.quantity(value, self.unit), f"{value:.3g}", f"{shown:.3g}"}
        sizes = [("", 1.0), ("k", 1e3), ("M", 1e6), ("Md", 1e9)] if unit in ("€", "$") else [("", 1.0)]
        for prefix, size in sizes:
            for decimals in (0, 1, 2):
                if abs(shown) >= size * 0.995 and (decimals or abs(shown) / size >= 1):
                    texts.add(f"{french.number(shown / size, decimals)}{french.NBSP}{prefix}{unit}".strip())
        return sorted(texts)
