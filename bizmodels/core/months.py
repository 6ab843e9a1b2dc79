"""The account of the months: what the stocks of a model earn, month after month, and what is then in the bank.

One rule, ``Account``, read in two ways: ``path`` keeps every column of one firm (picture, table, verdict), ``sums``
keeps running sums only, for a firm or for thousands of draws at once. Both start from minus the setup cost.

Cash is not profit: what stock, customers' and suppliers' credit tie up, ``working_capital_days`` of revenue, is in no
bank. ``core.cash`` tells what those days are made of.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bizmodels.core.formulas import further_steps

if TYPE_CHECKING:
    from bizmodels.core.model import BusinessModel

MONTHS = 36  # how long a firm is followed unless one says otherwise
LONGEST = 1_200  # months after which a steady state that has not come is said never to come
# French label and unit of each column; a model with stocks of its own adds them.
COLUMNS = {
    "customers": ("Clients actifs", ""),
    "revenue": ("Chiffre d’affaires HT", "€"),
    "variable_costs": ("Coûts variables", "€"),
    "acquisition_costs": ("Coûts d’acquisition", "€"),
    "fixed_costs": ("Coûts fixes", "€"),
    "profit": ("Résultat du mois", "€"),
    "working_capital": ("Variation du BFR depuis le départ", "€"),
    "cash": ("Trésorerie cumulée", "€"),
}


class Sums(NamedTuple):
    """Running sums after a walk (€): numbers, or arrays of draws.

    ``cash`` and ``lowest`` are read at the horizon; ``need``, the lowest cash, and ``profit``, that of the last month,
    at the month that a funding need counts to.
    """

    cash: Any
    lowest: Any
    need: Any
    profit: Any


class Account:
    """What one month's stocks are worth: revenue less variable costs, acquisition and fixed costs.

    A stock may bring its own ``revenue``, ``variable_costs`` or ``acquisition_costs``; what it leaves out follows from
    its customers, the newly won weighing ``first_month_weight`` months. Fixed costs are paid once for each ``capacity``
    customers begun.
    """

    def __init__(self, model: BusinessModel):
        self.arpu, self.cost, self.fixed = model.arpu, model.cost_to_serve, model.overheads
        self.margin, self.capacity = model.margin_per_customer, model.capacity
        self.won = model.new_customers * model.cac
        # What the month's new customers bring and cost beyond an ordinary month.
        self.first_revenue = model.new_customers * model.first_month_revenue
        self.first_cost = model.new_customers * model.first_month_cost
        self.first_margin = model.new_customers * model.first_month_margin
        self.held = model.working_capital_days / 30
        self.held_at_start = self.held * _revenue_at_start(model.starting_customers, self.arpu)
        # Nothing is tied up and one step is enough for most firms: their months need no more than a product.
        self.cash_is_profit = _is_zero(model.working_capital_days)
        self.one_step = _is_zero(model.capacity)

    def profits(self, stocks: Iterable[dict[str, Any]]) -> Iterator[Any]:
        """Profit of each month (€)."""
        # One product a month where all follows from the customers: (customers + first) × margin − won − fixed.
        constant = self.won + self.fixed - self.first_margin
        for stock in stocks:
            if len(stock) == 1:
                profit = stock["customers"] * self.margin - constant
            else:
                profit = (
                    self.revenue(stock)
                    - self.variable_costs(stock)
                    - stock.get("acquisition_costs", self.won)
                    - self.fixed
                )
            yield profit if self.one_step else profit - self.further_costs(stock["customers"])

    def revenue(self, stock: dict[str, Any]) -> Any:
        """Revenue of the month (€ HT)."""
        return stock["revenue"] if "revenue" in stock else stock["customers"] * self.arpu + self.first_revenue

    def variable_costs(self, stock: dict[str, Any]) -> Any:
        """Variable costs of the month (€)."""
        if "variable_costs" in stock:
            return stock["variable_costs"]
        return stock["customers"] * self.cost + self.first_cost

    def further_costs(self, customers: Any) -> Any:
        """Fixed costs of the steps beyond the first (€)."""
        return self.fixed * further_steps(customers, self.capacity)

    def working_capital(self, revenue: Any) -> Any:
        """What is tied up more than at the start (€), for a month's revenue."""
        return self.held * revenue - self.held_at_start

    def cash(self, stocks: Iterable[dict[str, Any]], before: Any) -> Iterator[tuple[Any, Any]]:
        """Cumulative cash after each month and profit of that month (€), from ``before`` on."""
        total = before
        if self.cash_is_profit:
            for profit in self.profits(stocks):
                total = total + profit
                yield total, profit
            return
        seen: list[dict[str, Any]] = []
        for profit in self.profits(noted(stocks, seen)):
            total = total + profit
            yield total - self.working_capital(self.revenue(seen.pop())), profit

    def columns(self, stocks: list[dict[str, Any]]) -> dict[str, list[Any]]:
        """The same, every column of every month; the model's own stocks last."""
        # No call a month: this is what a slider waits for.
        first, customers = stocks[0], [stock["customers"] for stock in stocks]
        arpu, more, cost, more_cost, paid = (
            self.arpu,
            self.first_revenue,
            self.cost,
            self.first_cost,
            self.fixed,
        )
        revenue = (
            [s["revenue"] for s in stocks] if "revenue" in first else [n * arpu + more for n in customers]
        )
        costs = (
            [s["variable_costs"] for s in stocks]
            if "variable_costs" in first
            else [n * cost + more_cost for n in customers]
        )
        won = (
            [s["acquisition_costs"] for s in stocks]
            if "acquisition_costs" in first
            else [self.won] * len(stocks)
        )
        if self.one_step:
            fixed = [paid] * len(stocks)
            if len(first) == 1:  # as in `profits`: one product, and no ∞ − ∞ where both have overflowed
                margin, constant = self.margin, self.won + paid - self.first_margin
                profit = [n * margin - constant for n in customers]
            else:
                profit = [r - c - w - paid for r, c, w in zip(revenue, costs, won, strict=True)]
        else:
            fixed = [paid + self.further_costs(count) for count in customers]
            profit = list(self.profits(stocks))
        held, start = self.held, self.held_at_start
        tied = [0.0] * len(stocks) if self.cash_is_profit else [held * r - start for r in revenue]
        own = [name for name in stocks[0] if name not in COLUMNS]
        return {
            "customers": customers,
            "revenue": revenue,
            "variable_costs": costs,
            "acquisition_costs": won,
            "fixed_costs": fixed,
            "profit": profit,
            "working_capital": tied,
            **{name: [stock[name] for stock in stocks] for name in own},
        }


def _is_zero(value: Any) -> bool:
    return not isinstance(value, np.ndarray) and value == 0


def _revenue_at_start(customers: Any, arpu: Any) -> Any:
    """Nobody pays nothing, also where the revenue of one customer is not defined (a network without members)."""
    if isinstance(customers, np.ndarray):
        return np.where(customers > 0, customers * arpu, 0.0)
    return customers * arpu if customers else 0.0


def noted(stocks: Iterable[dict[str, Any]], seen: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The same stocks, each left in ``seen`` for who needs it again: the months are walked once."""
    for stock in stocks:
        seen.append(stock)
        yield stock


def cash(model: BusinessModel) -> Iterator[Any]:
    """Cumulative cash (€) at month 0, that is minus the setup cost, then after each month, without end."""
    start = 0.0 - model.setup_cost
    yield start
    for now, _ in Account(model).cash(model.stocks(), start):
        yield now


def path(model: BusinessModel, months: int) -> dict[str, list[Any]]:
    """Every column of the months, ``cash`` after ``working_capital``, as plain lists."""
    columns = Account(model).columns(list(islice(model.stocks(), months)))
    earned = list(accumulate(columns["profit"], initial=0.0 - model.setup_cost))[1:]
    made = {}
    for name, values in columns.items():
        made[name] = values
        if name == "working_capital":
            made["cash"] = [total - tied for total, tied in zip(earned, values, strict=True)]
    return made


def sums(model: BusinessModel, horizon: int, need: int) -> Sums:
    """Running sums at month ``horizon``, and the lowest cash and the profit at month ``need``.

    Parameters are finite: a cash that is not once overflowed, and has no lowest point (0 × ∞ is nan).
    """
    now = lowest = 0.0 - model.setup_cost
    walk = Account(model).cash(model.stocks(), now)
    kept = low = last = None
    for month, (now, profit) in zip(range(1, max(horizon, need) + 1), walk, strict=False):
        lowest = np.minimum(lowest, now) if isinstance(now, np.ndarray) else min(lowest, now)
        if month == horizon:
            kept = now - 0 * now, lowest - 0 * now
        if month == need:
            low, last = lowest - 0 * now, profit
    return Sums(*kept, low, last)


def months_to(model: BusinessModel, start: Any, goal: Any, near: float = 0.1) -> Any:
    """First month whose customers are within a share ``near`` of ``goal`` (0 at ``start``), by walking the stocks.

    For models whose customers do not follow one geometric path. inf when ``goal`` is infinite or not met within
    ``LONGEST`` months.
    """
    if not model._is_many():
        goal = float(goal)
        if not math.isfinite(goal):
            return math.inf
        if abs(start - goal) <= near * goal:
            return 0.0
        walk = zip(range(1, LONGEST + 1), model.stocks(), strict=False)
        return next(
            (float(t) for t, stock in walk if abs(stock["customers"] - goal) <= near * goal), math.inf
        )
    start, goal = np.broadcast_arrays(np.asarray(start, dtype=float), np.asarray(goal, dtype=float))
    close, known = near * goal, np.isfinite(goal)
    # A month is counted for each draw that still waits; |∞ − start| ≤ ∞: an infinite goal would seem to be met.
    waiting = known & ~(np.abs(start - goal) <= close)
    found = 1.0 * waiting
    for _, stock in zip(range(LONGEST), model.stocks(), strict=False):
        # Not in place: the draws may be in the stocks alone.
        waiting = waiting & ~(np.abs(stock["customers"] - goal) <= close)
        if not waiting.any():
            break
        found = found + waiting
    return np.where(waiting | ~known, np.inf, found)
