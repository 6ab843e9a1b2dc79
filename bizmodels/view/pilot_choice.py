"""One number that one decides: the slider and the field of a calculator, in the words of a decision."""

from __future__ import annotations

import html
import math
from collections.abc import Callable
from dataclasses import replace

from bizmodels import french
from bizmodels.core.param import Param
from bizmodels.errors import LearnerError
from bizmodels.pilot.legal import PRICES, bounds
from bizmodels.pilot.rules import Rules
from bizmodels.pilot.state import State
from bizmodels.view.controls import Control

_LAST = "Le dernier résultat valable reste affiché."


class Choice(Control):
    """``moved`` tells whether one has decided something; ``error``, what is wrong with what is typed, « » when nothing is."""

    error, money = "", False

    def __init__(
        self,
        name: str,
        param: Param,
        value: float,
        changed: Callable[[str], None],
        still: str = "comme avant",
    ):
        self._words = still
        super().__init__(name, param, value, changed, default=value)
        # The badge of a calculator tells where a figure comes from: here it tells who decided.
        self.field.tooltip = param.label
        self.note.value = self._note("")

    @property
    def moved(self) -> bool:
        """Whether the value is another than before."""
        return self.value != self._default

    def bound(self, low: float, label: str) -> None:
        """Another lowest value for what is typed, and the label that says it."""
        if (low, label) == (self.param.low, self.param.label):
            return
        # The slider keeps its ends: it would answer new ones with its old value, which would be taken for a decision.
        self.param = replace(self.param, low=low, label=label)
        self.field.description = self.field.tooltip = french.typeset(label)

    def begin(self, value: float) -> None:
        """A new quarter begins: the value is what it was."""
        self._default = float(value)
        self.set(value)

    def _note(self, error: str) -> str:
        self.error = error
        badge = '<span class="src d">vous</span>' if self.moved else f'<span class="src">{self._words}</span>'
        return f'{badge}<span class="u">{html.escape(self.param.unit)}</span><span class="e" role="alert">{html.escape(error)}</span>'

    def _doubt(self, typed: str) -> str:
        return ""

    def _checked(self, value: float) -> float:
        low, high = self.param.low, self.param.high
        if low < 0 and 1.01 * low <= value < low:  # all that is owed, typed as it is written: rounded
            value = low
        try:
            return super()._checked(value)
        except LearnerError as error:
            if self.money:
                typed, least, most = (french.compact(one, self.param.unit) for one in (value, low, high))
                raise LearnerError(
                    f"{french.quote(self.param.label.partition(' (')[0])} ne peut pas valoir {typed}{french.NBSP}: il faut entre {least} et {most}. "
                    "Corrigez, ou déplacez le curseur."
                ) from None
            raise LearnerError(str(error).replace(_LAST, "Corrigez, ou déplacez le curseur.")) from None


def price(rules: Rules, changed: Callable[[str], None]) -> tuple[Choice, float] | None:
    """The price and what one time the price of the start is worth on it; None where no setting is a price.

    One setting is shown as it is, in its own unit; a whole price list in per cent of that of the start.
    """
    if not rules.prices:
        return None
    base, low, high = 1.0, *PRICES
    label, unit = "Prix, par rapport au départ", "% du départ"
    if len(rules.prices) == 1:
        param = type(rules.firm).__params__[rules.prices[0]]
        base, label, unit = float(getattr(rules.firm, rules.prices[0])), param.label, param.unit
        low, high = max(low * base, param.low), min(high * base, param.high)
    if not low < high:
        return None
    step = _step(base)
    soft = max(low, _round(0.7 * base, step)), min(high, _round(1.5 * base, step))
    return Choice("price", Param(label, unit, low=low, high=high, step=step, soft=soft), base, changed), base


def price_list(rules: Rules) -> str:
    """The prices that move together, at the start; « » when there is one at most."""
    params = type(rules.firm).__params__
    if len(rules.prices) < 2:
        return ""
    said = [
        f"{params[n].label} {french.quantity(getattr(rules.firm, n), params[n].unit.split(' ')[0])}"
        for n in rules.prices
    ]
    return f"Au départ{french.NBSP}: {', '.join(said)}."


def amount(
    rules: Rules,
    name: str,
    label: str,
    value: float,
    changed: Callable[[str], None],
    still: str = "comme avant",
) -> Choice | None:
    """An amount of money that one decides; None where the game allows none. ``still``: what its badge says of who decides nothing."""
    low, high = next(limits for field, limits, _ in bounds(rules) if field == name)
    if not (math.isfinite(high) and high > low):
        return None
    most = high / 2
    param = Param(label, rules.firm.currency, low=low, high=high, step=_step(most), soft=(low, most))
    made = Choice(name, param, value, changed, still)
    made.money = True
    return made


def owed(choice: Choice, rules: Rules, state: State) -> None:
    """Money may be given back once some is owed: the field goes below zero, and says so."""
    low = next(limits[0] for field, limits, _ in bounds(rules, state) if field == choice.name)
    low = min(low, 0.0)
    label = choice.param.label.split(" ; ")[0]
    if low < 0:
        back = french.compact(-low, rules.firm.currency)
        label += f" ; tapé avec un moins, argent rendu, {back} au plus"
    choice.bound(low, label)


def _step(value: float) -> float:
    """About a fiftieth of a value: 1, 2 or 5 times a power of ten, downwards."""
    raw = value / 50
    power = 10.0 ** math.floor(math.log10(raw)) if raw > 0 else 1.0
    return power * next(m for m in (5, 2, 1) if m * power <= raw * 1.0001)


def _round(value: float, step: float) -> float:
    return round(value / step) * step
