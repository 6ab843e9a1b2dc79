"""What a figure found, in one sentence: computed from what is drawn, never from its title, and no cause is given.

Two significant digits; where they would make two different values look alike, every digit.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bizmodels import french
from bizmodels.french import NBSP, quote
from bizmodels.view.figures.look import rounded

if TYPE_CHECKING:
    import pandas as pd


def two(value: float) -> float:
    """A value to two significant digits."""
    if not math.isfinite(value) or not value:
        return value
    return round(value, 1 - math.floor(math.log10(abs(value))))


def said(value: float, unit: str = "") -> str:
    """« 18 M€ », « −0,16 », « × 1,1 », the value to two digits; a « % » unit is no fraction here."""
    text = french.number(two(value))
    if unit == "×":
        return f"×{NBSP}{text}"
    return f"{text}{NBSP}{french.agreed(two(value), unit)}" if unit else text


def both(one: float, other: float, unit: str = "") -> tuple[str, str]:
    """Two values as ``said``, with every digit where two would make them look equal."""
    if one != other and two(one) == two(other):
        return tuple(f"{french.exact(value)}{NBSP}{unit}".rstrip() for value in (one, other))
    return said(one, unit), said(other, unit)


def times(small: float, large: float, words: str, unit: str = "") -> str:
    """« 3,5 fois moins », « 12 % de moins » (``words``: « plus » or « moins »); nothing where no ratio means anything.

    Per cents are compared by a factor only: « 10 % de moins » could be read as points.
    """
    if not 0 < small < large or math.isinf(large):
        return ""
    if large / small >= 1.95:
        return f"{said(large / small)} fois {words}"
    share = 100 * (large / small - 1 if words == "plus" else 1 - small / large)
    if unit.startswith("%") or share < 0.5:
        return ""
    return f"{said(share)}{NBSP}% de {words}"


def change(first: float, last: float, unit: str = "") -> str:
    """What separates two values, larger or smaller: « , soit 36 % de moins »."""
    gap = times(first, last, "plus", unit) if last > first else times(last, first, "moins", unit)
    return f", soit {gap}" if gap else ""


# --- a quantity along an axis ------------------------------------------------------------------------------


def course(label: str, points: Sequence[tuple[str, float, float]], unit: str) -> str:
    """Where a quantity starts, turns and ends.

    ``points``: when, in words (« en 2019 »), lowest and highest value published for that moment; they differ where
    sources disagree.
    """

    def told(point: tuple[str, float, float]) -> str:
        when, low, high = point
        if low == high:
            return f"{said(low, unit)} {when}"
        low_said, high_said = both(low, high)
        return f"{low_said} à {high_said}{NBSP}{unit} {when} (selon la source)"

    first, last = points[0], points[-1]
    if len(points) == 1:
        return f"{label} : {told(first)}."
    turns = []
    top, bottom = max(points, key=lambda one: one[2]), min(points, key=lambda one: one[1])
    if top[1] > max(first[2], last[2]):
        turns.append((points.index(top), f"un plus haut de {told(top)}"))
    if bottom[2] < min(first[1], last[1]):
        turns.append((points.index(bottom), f"un plus bas de {told(bottom)}"))
    if turns:
        steps = [text for _, text in sorted(turns)]
        return f"{label} : {told(first)}, {', puis '.join(steps)}, et {told(last)}."
    sure = first[1] == first[2] and last[1] == last[2]
    if sure and first[1] == last[1]:
        return f"{label} : {told(first)}, et autant {last[0]}."
    if sure:
        one, other = both(first[1], last[1], unit)
        return f"{label} : de {one} {first[0]} à {other} {last[0]}{change(first[1], last[1], unit)}."
    return f"{label} : {told(first)}, puis {told(last)}."


def shapes(curves: Mapping[str, Sequence[tuple[str, float]]], unit: str) -> str:
    """Several curves: where each is highest or lowest in between, or its two ends, or that it is flat; points are where (in words), value.

    Two curves that say the same say it once, and the two ends of the axis stand with the first that names them.
    """
    parts, ends = {}, set()
    for name, points in curves.items():
        (start, first), (end, last) = points[0], points[-1]
        top, bottom = max(points, key=lambda one: one[1]), min(points, key=lambda one: one[1])
        one, other = both(first, last, unit)
        if top[1] > max(first, last):
            said_of = f"un plus haut de {said(top[1], unit)} ({top[0]})"
        elif bottom[1] < min(first, last):
            said_of = f"un plus bas de {said(bottom[1], unit)} ({bottom[0]})"
        elif first == last:  # a price, a cap: it has no course
            said_of = f"toujours {said(first, unit)}"
        elif (same := f"de {one} ({start}) à {other} ({end})") in parts or (start, end) not in ends:
            said_of = same
            ends.add((start, end))
        else:
            said_of = f"de {one} à {other}"
        parts.setdefault(said_of, []).append(name)
    return f"{' ; '.join(f'{french.listing(names)}, {said_of}' for said_of, names in parts.items())}."


# --- things side by side -----------------------------------------------------------------------------------


def extremes(bars: Sequence[tuple[str, float, str]], unit: str) -> str:
    """The highest and the lowest of bars: name, value, every digit of it; no ``unit`` where none may be divided."""
    low, high = min(bars, key=lambda one: one[1]), max(bars, key=lambda one: one[1])
    least, most = both(low[1], high[1], unit) if unit and two(low[1]) != two(high[1]) else (low[2], high[2])
    if len(bars) == 1:
        return f"{low[0]} : {least}."
    if low[1] == high[1]:
        return f"Les {len(bars)} valeurs sont égales : {least}."
    gap = times(low[1], high[1], "moins", unit) if unit else ""
    return f"Le plus haut : {high[0]}, {most} ; le plus bas : {low[0]}, {least}{f', {gap}' if gap else ''}."


def kept(label: str, margins: Mapping[str, tuple[float, float]], unit: str) -> str:
    """What is left of a payment, scenario by scenario: name -> (paid, left)."""
    names = list(margins)
    if len(names) == 1:
        paid, left = margins[names[0]]
        share = f", {said(100 * left / paid)}{NBSP}% de ce qui est payé" if paid > 0 else ""
        return f"{label} : {said(left, unit)} sur {said(paid, unit)}{share}."
    if len(names) == 2:
        (_, first), (_, last) = margins.values()
        one, other = both(first, last, unit)
        sentence = f"{label} : de {one} ({names[0]}) à {other} ({names[1]})"
        return f"{sentence}{change(first, last, unit) if first != last else ', sans changement'}."
    return f"{label} : {' ; '.join(f'{name}, {said(left, unit)}' for name, (_, left) in margins.items())}."


def of_hundred(margins: Mapping[str, float]) -> str:
    """What each firm keeps of 100, whatever its currency."""
    low, high = min(margins, key=margins.__getitem__), max(margins, key=margins.__getitem__)
    if low == high:
        return f"{low} garde {said(margins[low])} sur 100 payés."
    least, most = both(margins[low], margins[high])
    return f"Sur 100 payés, il reste de {least} ({low}) à {most} ({high}) de marge."


def spans(rows: Mapping[str, tuple[float, float]], unit: str) -> str:
    """Which range is the widest, and whether one value suits them all; of values alone, the highest and the lowest."""
    if len(rows) > 1 and all(low == high for low, high in rows.values()):
        return extremes([(name, low, said(low, unit)) for name, (low, _) in rows.items()], unit)
    ratio = {name: (high / low if low > 0 else math.inf) for name, (low, high) in rows.items() if high > low}
    parts = []
    if ratio:
        widest = max(ratio, key=ratio.__getitem__)
        low, high = rows[widest]
        one, other, agreed = *both(low, high), french.agreed(max(abs(low), abs(high)), unit)
        wide = (
            f", {said(ratio[widest])} fois plus"
            if math.isfinite(ratio[widest]) and ratio[widest] >= 1.95
            else ""
        )
        parts.append(f"La fourchette la plus large : {widest}, de {one} à {other}{NBSP}{agreed}{wide}")
    if len(rows) > 1:
        low, high = max(low for low, _ in rows.values()), min(high for _, high in rows.values())
        if low > high:
            parts.append("aucune valeur ne convient à toutes les lignes")
        elif low == high:
            parts.append(f"seule {said(low, unit)} convient à toutes les lignes")
        else:
            parts.append("toutes se recoupent de {} à {}".format(*both(low, high, unit)))
    elif not ratio:
        name, (low, _) = next(iter(rows.items()))
        parts.append(f"{name} : {said(low, unit)}")
    sentence = " ; ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}."


def swings(rows: Sequence[tuple[str, float, str, str]]) -> str:
    """The longest bar of a tornado, its two ends, and how many times the next: rows are label, spread, low, high."""
    label, spread, low, high = rows[0]
    sentence = f"Plus long écart : {quote(label)}, de {low} à {high}"
    if len(rows) == 1:
        return f"{sentence}."
    following, next_spread = rows[1][:2]
    ratio = spread / next_spread
    if ratio < 1.05:
        return f"{sentence} ; {quote(following)} fait presque autant."
    return f"{sentence} : {said(ratio)} fois celui de {quote(following)}, qui vient ensuite."


# --- fitted curves and networks ----------------------------------------------------------------------------


def gap_of_lines(first: str, second: str, gap: float, means: float, x: str, unit: str) -> str:
    """Two kinds of goods: the gap of their plain means, then their gap at equal ``x``."""

    def told(value: float) -> str:
        return f"{said(abs(value), unit)} de {'plus' if value > 0 else 'moins'}"

    of = "d’" if x[:1].lower() in "aeiouyéèêàâîôûh" else "de "
    return f"En moyenne, {quote(second)} se paie {told(means)} que {quote(first)} ; à égalité {of}{x}, {told(gap)}."


def half_life(loss: float, step: str) -> str:
    """A constant loss, and how long until half is gone."""
    if loss <= 0:
        return f"La courbe ne perd rien : {said(-100 * loss)}{NBSP}% de plus par {step}."
    half = math.log(0.5) / math.log1p(-loss)
    steps = step if step.endswith("s") or half < 2 else f"{step}s"
    return f"La courbe perd {said(100 * loss)}{NBSP}% par {step} : à ce rythme, la moitié est perdue en {said(half)} {steps}."


def forecast(
    seen: Sequence[float], ceiling: float, later: Mapping[float, tuple[float, float]], unit: str
) -> str:
    """A fitted curve in S against what came: year -> (expected, published)."""
    if not later:
        return (
            f"La courbe plafonne à {said(ceiling)} {unit} ; le dernier comptage, {said(seen[-1])}, en fait "
            f"{said(100 * seen[-1] / ceiling)}{NBSP}%."
        )
    year, (expected, published) = max(later.items())
    gap = 100 * (expected / published - 1)
    way = "de plus" if gap > 0 else "de moins"
    # The digits written in the picture, and the base of the back-tests: what was published.
    return (
        f"Pour {math.floor(year)}, la courbe prévoit {rounded(expected)} {unit}, {said(abs(gap))}{NBSP}% {way} que ce qui a été "
        f"publié, {french.exact(published)}."
    )


def outcomes(found: Mapping[str, Sequence[float]]) -> str:
    """What becomes of a network at each price: the shares at which it tips and holds, or nothing."""
    parts = []
    for name, shares in found.items():
        if not shares:
            parts.append(f"{name} : personne ne reste")
            continue
        tips, holds = (french.quantity(one, "%", 0) for one in (shares[0], shares[-1]))
        parts.append(f"{name} : sous {tips} de membres le réseau se vide, au-dessus il va vers {holds}")
    return f"{' ; '.join(parts)}."


def planes(kept: Mapping[str, float], cover: Mapping[str, float], months: Mapping[str, float]) -> str:
    """Models in two planes: how many live, what they keep of 100, and who must advance most (months of fixed costs)."""
    alive, count = sum(value >= 1 for value in cover.values()), len(cover)
    living = f"{alive} sur {count} {'couvrent leurs' if alive > 1 else 'couvre ses'} coûts fixes"
    if not alive:
        living = f"aucun sur {count} ne couvre ses coûts fixes"
    low, high = min(kept, key=kept.__getitem__), max(kept, key=kept.__getitem__)
    least, most = both(kept[low], kept[high])
    range_ = (
        f"gardé sur 100 : {least} ({low})"
        if low == high
        else f"gardé sur 100 : de {least} ({low}) à {most} ({high})"
    )
    longest = max(months, key=months.__getitem__)
    return f"Modèles : {living} ; {range_} ; à avancer : jusqu’à {said(months[longest])} mois de coûts fixes ({longest})."


def keep_or_win(keep: pd.Series) -> str:
    """Which models gain more by keeping customers (True), which by winning some."""
    kept, won = list(keep.index[keep]), list(keep.index[~keep])
    if not won:
        return "Garder rapporte plus dans chacun de ces modèles."
    if not kept:
        return "Conquérir rapporte autant ou plus dans chacun de ces modèles."
    return f"Garder rapporte plus pour {french.listing(kept)}\u202f; conquérir, autant ou plus pour {french.listing(won)}."


def cohorts(shares: pd.DataFrame) -> str:
    """Between which shares the cohorts lie one month after the first order, at mid-course and at the last month known of all."""
    known = shares.dropna(axis=1)
    last = int(known.columns[-1])
    if not last:
        return "Aucun mois n’est encore connu de toutes les cohortes après le premier."
    places = sorted({1, (last + 1) // 2, last})
    first, *rest = (f"au mois {at}, {_spread(known[at])}" for at in places)
    return " ; ".join((f"{first[0].upper()}{first[1:]} des clients rachètent", *rest)) + "."


def _spread(column: pd.Series) -> str:
    low, high = (french.number(100 * value, 0) for value in (column.min(), column.max()))
    return f"{high}{NBSP}%" if low == high else f"de {low} à {high}{NBSP}%"


def day(hours: Sequence[str], rows: pd.DataFrame, providers: float) -> str:
    """The busiest and the calmest hour, then the whole day; ``rows``: ``load``, ``busy`` and ``waiting``, one an hour."""
    peak, trough = (
        f"à {hours[place]}, {french.quantity(rows['waiting'].iloc[place], '%', 0)}"
        for place in (rows["load"].argmax(), rows["load"].argmin())
    )
    waits = (rows["waiting"] * rows["load"]).sum() / rows["load"].sum()
    busy = rows["busy"].mean() / providers
    return (
        f"La pointe : {peak} des clients urgents attendent ; le creux : {trough}. "
        f"Sur la journée, {french.quantity(waits, '%', 0)} attendent, et les présents sont occupés {french.quantity(busy, '%', 0)} du temps."
    )
