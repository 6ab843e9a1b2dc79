"""When a number that is bet counts as right: the interval, and the sentence that says it to the class."""

from __future__ import annotations

import math
from collections.abc import Callable

from bizmodels import french
from bizmodels.view.act import MOVES, SIGNS, STILL, Act
from bizmodels.view.measure import ROUGHLY

_STEPS = 60  # of a bisection: more than a number has bits


def band(act: Act, truth: float | str | None) -> tuple[float, float] | None:
    """The least and the most that the course counts as right, in the unit of the bet; None where it is no interval."""
    if act.options or not isinstance(truth, float) or not math.isfinite(truth) or _still(act, truth):
        return None
    if act.directions == SIGNS:
        return (0.0, math.inf) if truth >= 0 else (-math.inf, 0.0)
    today = act.today if act.directions == MOVES else math.nan

    def counts(value: float) -> bool:
        trap = act.why.trap
        nearer = math.isfinite(trap) and trap != truth and abs(value - trap) < abs(value - truth)
        if nearer and act.measure.distance(value, trap) != "loin":
            return False
        return act.measure.distance(value, truth, today) != "loin"

    reach = max(abs(truth), 2 * abs(truth - today) if math.isfinite(today) else 0.0, 1e-9)
    return _edge(counts, truth, truth - reach), _edge(counts, truth, truth + reach)


def rule(act: Act, truth: float | str | None) -> str:
    """« Juste : de 8,8 à 13,3 €, soit le résultat à 15 % du mouvement près » ; « » where the choice says it."""
    if act.options or not isinstance(truth, float) or not math.isfinite(truth):
        return ""
    if _still(act, truth):
        return french.typeset("Compte comme juste : « ne bouge pas ».")
    if act.directions == SIGNS:
        return french.typeset("Compte comme juste : le bon côté de zéro.")
    low, high = band(act, truth) or (truth, truth)
    percent = french.quantity(ROUGHLY, "%")
    if act.directions == MOVES:
        near = f"le bon sens, et l’ampleur du mouvement à {percent} près"
    elif act.measure.unit.startswith("%") and 0.5 < truth < 1:
        near = f"le résultat à {percent} près de ce qui manque à 100{french.NBSP}%"
    else:
        near = f"le résultat à {percent} près"
    short = act.measure.short
    if truth.is_integer() and act.measure.unit[:1] not in ("", "€", "$", "%", "×"):  # a count
        low, high = math.ceil(low), math.floor(high)
    within = f"de {short(low)} à {short(high)}, {near}" if low < high else f"{short(low)}, {near}"
    return french.typeset(f"Compte comme juste (bande bleue) : {within}.")


def _still(act: Act, truth: float) -> bool:
    """Whether nothing moves, so that no number but today's is right."""
    return act.directions == MOVES and abs(truth - act.today) <= STILL * abs(act.today)


def _edge(counts: Callable[[float], bool], inside: float, outside: float) -> float:
    """Where ``counts`` ends, between a value that counts and one that does not."""
    if counts(outside):
        return outside
    for _ in range(_STEPS):
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if counts(middle) else (inside, middle)
    return inside
