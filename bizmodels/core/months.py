"""The account of the months: what the stocks of a model earn, month after month, and what is then in the bank.

One rule, ``Account``, read in two ways: ``path`` keeps every column of one firm (picture, table, verdict), ``sums``
keeps running sums only, for a firm or for thousands of draws at once. Both start from minus the setup cost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from bizmodels.core.model import BusinessModel

MONTHS = 36  # how long a firm is followed unless one says otherwise
# French label and unit of each column; a model with stocks of its own adds them.
COLUMNS = {
    "customers": ("Clients actifs", ""),
    "revenue": ("Chiffre d’affaires HT", "€"),
    "variable_costs": ("Coûts variables", "€"),
    "acquisition_costs": ("Coûts d’acquisition", "€"),
    "fixed_costs": ("Coûts fixes", "€"),
    "profit": ("Résultat du mois", "€"),
    "cash": ("Trésorerie cumulée", "€"),
}


class Sums(NamedTuple):
    """Running sums after a walk (€): numbers, or arrays of draws.

    ``cash`` and ``lowest`` are read at the horizon, ``need`` is the lowest cash of the months that a funding need counts.
    """

    cash: Any
    lowest: Any
    need: Any


class Account:
    """What one month's stocks are worth: revenue less variable costs, acquisition and fixed costs.

    A stock may bring its own ``revenue``, ``variable_costs`` or ``acquisition_costs``; what it leaves out follows from
    its customers, the newly won weighing ``first_month_weight`` months.
    """

    def __init__(self, model: BusinessModel):
        self.arpu, self.cost, self.fixed = model.arpu, model.cost_to_serve, model.overheads
        self.won = model.new_customers * model.cac
        self.first = model.new_customers * (model.first_month_weight - 1)

    def profits(self, stocks: Iterable[dict[str, Any]], margin: Any) -> Iterator[Any]:
        """Profit of each month (€); ``margin``: what a customer leaves in an ordinary month."""
        # One product a month where all follows from the customers: (customers + first) × margin − won − fixed.
        constant = self.won + self.fixed - self.first * margin
        for stock in stocks:
            if len(stock) == 1:
                yield stock["customers"] * margin - constant
                continue
            billed = stock["customers"] + self.first
            revenue = stock["revenue"] if "revenue" in stock else billed * self.arpu
            variable = stock["variable_costs"] if "variable_costs" in stock else billed * self.cost
            yield revenue - variable - stock.get("acquisition_costs", self.won) - self.fixed

    def columns(self, stocks: list[dict[str, Any]]) -> dict[str, list[Any]]:
        """The same, every column of every month; the model's own stocks last."""
        own = {name: [stock[name] for stock in stocks] for name in stocks[0]}
        customers = own.pop("customers")
        revenue = own.pop("revenue", None) or [(n + self.first) * self.arpu for n in customers]
        variable = own.pop("variable_costs", None) or [(n + self.first) * self.cost for n in customers]
        won = own.pop("acquisition_costs", None) or [self.won] * len(stocks)
        return {
            "customers": customers,
            "revenue": revenue,
            "variable_costs": variable,
            "acquisition_costs": won,
            "fixed_costs": [self.fixed] * len(stocks),
            "profit": [r - v - w - self.fixed for r, v, w in zip(revenue, variable, won, strict=True)],
            **own,
        }


def flows(model: BusinessModel, profits: Iterator[Any]) -> Iterator[Any]:
    """What each month changes in the bank. Everybody pays at once here, so that it is the month's profit.

    This is the place where cash stops being profit: terms of payment, stock and VAT delay or bring forward what
    ``profits`` counts.
    """
    return profits


def profits(model: BusinessModel) -> Iterator[Any]:
    """Profit of each month (€), without end."""
    return Account(model).profits(model.stocks(), model.margin_per_customer)


def cash(model: BusinessModel) -> Iterator[Any]:
    """Cumulative cash (€) at month 0, that is minus the setup cost, then after each month, without end."""
    return accumulate(flows(model, profits(model)), initial=0.0 - model.setup_cost)


def path(model: BusinessModel, months: int) -> dict[str, list[Any]]:
    """Every column of the months, ``cash`` after ``profit``, as plain lists."""
    columns = Account(model).columns(list(islice(model.stocks(), months)))
    bank = list(accumulate(flows(model, iter(columns["profit"])), initial=0.0 - model.setup_cost))[1:]
    made = {}
    for name, values in columns.items():
        made[name] = values
        if name == "profit":
            made["cash"] = bank
    return made


def sums(model: BusinessModel, horizon: int, need: int) -> Sums:
    """Running sums at month ``horizon``, and the lowest cash up to month ``need``.

    Parameters are finite: a cash that is not once overflowed, and has no lowest point (0 × ∞ is nan).
    """
    walk = cash(model)
    now = lowest = next(walk)
    kept = low = None
    for month, now in zip(range(1, max(horizon, need) + 1), walk, strict=False):
        lowest = np.minimum(lowest, now) if isinstance(now, np.ndarray) else min(lowest, now)
        if month == horizon:
            kept = now - 0 * now, lowest - 0 * now
        if month == need:
            low = lowest - 0 * now
    return Sums(*kept, low)
