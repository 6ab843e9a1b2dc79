"""What may be decided: an illegal decision is refused in French, all its faults at once, and nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bizmodels import french
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError
from bizmodels.pilot.decision import CLOSE, OPEN, SIZES, Decision

if TYPE_CHECKING:
    from bizmodels.pilot.rules import Rules
    from bizmodels.pilot.state import State

PRICES = (0.5, 2.0)  # times the price of the start
BUDGETS = 4.0  # times the advertising of the start
RAISED = 12.0  # months of fixed costs, or of revenue where they are larger, that may be raised in a quarter


class IllegalDecision(LearnerError):
    """A decision that cannot be taken; ``problems``: field -> French sentence."""

    def __init__(self, problems: dict[str, str], quarter: int = 0):
        when = f"Trimestre {quarter}{french.NBSP}: " if quarter else ""
        super().__init__(when + " ".join(problems.values()))
        self.problems = problems


def checked(rules: Rules, state: State, decision: Decision) -> None:
    """Raise ``IllegalDecision`` where something cannot be decided now."""
    if problems := faults(rules, state, decision):
        raise IllegalDecision(problems)


def faults(rules: Rules, state: State, decision: Decision) -> dict[str, str]:
    """Field -> what is wrong with it, in French; empty when all may be decided."""
    if state.quarter >= rules.quarters:
        return {
            "quarter": f"Les {rules.quarters} trimestres sont joués{french.NBSP}: il n’y a plus rien à décider."
        }
    found = {}
    for name in ("price", "acquisition", "lever", "test", "size", "channel", "raised"):
        if (many := np.size(getattr(decision, name))) not in (1, len(state.bank)):
            found[name] = (
                f"{name}{french.NBSP}: {many} valeurs reçues{french.NBSP}; une seule se décide par trimestre."
            )
    if found:
        return found
    if decision.price is not None and not rules.prices:
        found["price"] = f"price{french.NBSP}: ce modèle n’a pas de prix à changer."
    for name, (low, high), unit in bounds(rules, state):
        value = getattr(decision, name)
        if name not in found and value is not None and (wrong := _outside(value, low, high)) is not None:
            found[name] = (
                f"{name} vaut {wrong}{french.NBSP}; valeur admise{french.NBSP}: de {french.exact(low)} à {french.exact(high)}{french.NBSP}{unit}."
            )
    for name, known, empty in (
        ("lever", list(rules.levers), True),
        ("test", list(rules.subjects), True),
        ("size", list(SIZES), False),
        ("channel", [OPEN, CLOSE], True),
    ):
        value = getattr(decision, name)
        for one in _texts(value):
            if one not in known and not (empty and one == ""):
                found[name] = (
                    f"{name} vaut {as_given(str(one))}{french.NBSP}; valeurs admises{french.NBSP}: "
                    f"{french.listing([french.quote(k) for k in known], 'ou')}."
                )
    return found


def bounds(rules: Rules, state: State | None = None) -> list[tuple[str, tuple[float, float], str]]:
    """Field, lowest and highest value, unit; money raised may be given back, as far as one owes it and has it."""
    owed = np.zeros(1) if state is None else np.minimum(state.debt, np.maximum(state.bank, 0))
    back = float(np.nan_to_num(owed).min())
    return [
        ("price", PRICES, "fois le prix de départ"),
        ("acquisition", (0.0, BUDGETS * rules.budget), f"{rules.firm.currency} par trimestre"),
        ("raised", (-back, RAISED * max(float(rules.firm.overheads), rules.revenue)), rules.firm.currency),
    ]


def _outside(value: Any, low: float, high: float) -> str | None:
    """The first value that is no number between both, as given; None when there is none."""
    numbers = np.atleast_1d(np.asarray(value))
    if numbers.dtype.kind not in "iuf":  # a text, a yes or no, a date: no number
        return as_given(value)
    wrong = ~((numbers >= low - 1e-12 * abs(low)) & (numbers <= high * (1 + 1e-12)))
    return french.exact(float(numbers[wrong][0])) if wrong.any() else None


def _texts(value: Any) -> list[str]:
    """The different texts of a field; what is no text is told as it was given."""
    names = np.unique(np.atleast_1d(np.asarray(value))) if np.asarray(value).dtype.kind == "U" else [value]
    return [one if isinstance(one, str) else as_given(one) for one in names]
