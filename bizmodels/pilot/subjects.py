"""What the head of a firm does not know: how customers behave and how much a lever does. What suppliers charge, he reads.

Each subject has a published middle and a plausible range; the truth of a run is drawn from it. A test narrows it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bizmodels.core.change import Lever
from bizmodels.core.model import BusinessModel
from bizmodels.french import NBSP
from bizmodels.levers import catalogue

SETTING, REACTION, LEVER = "setting", "reaction", "lever"
# Customers already there leave as the price to that power: twice the rise, as the price lever of lesson 14 supposes, or more.
REGULARS = "regulars"
REACTIONS = ("price", "acquisition", "sellers")
# Taken with the price, or with the advertising budget: no cards.
_DECIDED = (catalogue.PRICE, catalogue.ADVERTISING)


@dataclass(frozen=True)
class Subject:
    """One thing unknown: its name in the code, its French label and unit, its range and its published middle."""

    name: str
    label: str
    unit: str
    low: float
    middle: float
    high: float
    kind: str

    @property
    def width(self) -> float:
        """Its plausible range, from end to end."""
        return self.high - self.low


def levers_of(model: BusinessModel) -> tuple[Lever, ...]:
    """The lever cards of a firm: those of the course that fit it, price and advertising apart."""
    return tuple(lever for lever in catalogue.ALL if lever not in _DECIDED and lever.fits(model))


def price_settings(model: BusinessModel) -> tuple[str, ...]:
    """The settings that the firm's price list moves; in a student's model, the amounts that make a customer bring more."""
    if catalogue.PRICE.fits(model):
        moved = catalogue.PRICE.moved(model)
        return tuple(name for name in moved if name != "churn")
    return tuple(
        name for name, param in type(model).__params__.items() if "€" in param.unit and _earns(model, name)
    )


def _earns(model: BusinessModel, name: str) -> bool:
    """Whether a customer brings more when that setting rises: a price, in a model that the course does not know."""
    value = model.values()[name]
    dearer = model.with_draws({name: np.array([1.01 * value])})
    return bool(np.all(dearer.arpu > model.arpu))


def subjects_of(model: BusinessModel) -> tuple[Subject, ...]:
    """Everything unknown about a firm: its customers, the market's answers, what its levers do."""
    params, prices, values = type(model).__params__, price_settings(model), model.values()
    found = []
    for name, param in params.items():
        # What suppliers charge is on their bills; new customers follow from the budget and the cac.
        billed = param.group == "Coûts" or name.endswith("_cost") or name.startswith("commission")
        known = billed or name in prices or name == "new_customers"
        if param.plausible and not known:
            found.append(_subject(name, param, values[name], SETTING))
    for name in REACTIONS:
        if (reaction := type(model).reactions.get(name)) and reaction.param.plausible and reaction.moves:
            found.append(_subject(name, reaction.param, reaction.start, REACTION))
    if prices:
        label = "Les clients installés partent quand le prix monte"
        found.append(Subject(REGULARS, label, "puissance du prix", 1.0, 2.0, 5.0, REACTION))
    for lever in levers_of(model):
        found.append(effect(lever.name, lever.band[1]))
    return tuple(one for one in found if one.width > 0)  # what has no range is known


def effect(name: str, high: float) -> Subject:
    """How much a lever really does, in times what is declared: from nothing, which happens, to what its declaration believes."""
    return Subject(name, f"Effet{NBSP}: {name}", "× l’effet déclaré", 0.0, 1.0, max(high, 1.5), LEVER)


def _subject(name: str, param, middle: float, kind: str) -> Subject:
    """A range that does not hold the firm's own value moves with it: the course's ranges are about the course's firms."""
    low, high = param.plausible
    if not low <= middle <= high:
        usual = (low + high) / 2 or 1.0
        low, high = sorted((middle * low / usual, middle * high / usual))
    return Subject(name, param.label, param.unit, float(low), float(middle), float(high), kind)
