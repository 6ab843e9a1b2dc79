"""The months of a firm that is struck on the way: from the month of a blow on it is another firm, with the same customers.

Months know nothing but the stocks they start from: a firm is therefore walked until the blow, and the struck firm from the
stocks then reached, its cash going on. A draw that is struck in month 7 and one that is in month 40 are walked side by side,
each from its own blow: as many walks as there are blows in the unluckiest draw, whatever the months.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from bizmodels.core.model import BusinessModel
from bizmodels.core.months import Account, Sums
from bizmodels.core.reactions import Market
from bizmodels.core.risk import Risk

_PIECES = 3  # of one walk: the draws that have few months left are not walked as long as the others


def cash(model: BusinessModel, risk: Risk, severity: float = 1.0, months: int = 36) -> list[float]:
    """Cumulative cash of one firm (€), month by month, struck in month 1 and for as long as the risk lasts.

    >>> shop, fire = bm.D2C(), bm.Risk(name="Incendie", changes={}, setup_cost=10_000)
    >>> before, after = shop.path(36)["cash"], cash(shop, fire)
    >>> round(before[0] - after[0]), round(before[-1] - after[-1])
    (10000, 10000)
    """
    struck = risk.stress(model, severity)
    length = int(min(risk.lasts, months))
    account = Account(struck)
    account.held_at_start = held_at_start = Account(model).held_at_start
    total, stock, found = 0.0 - struck.setup_cost, None, []
    walk = struck.stocks()
    for month in range(months):
        if month == length:
            after = model.resumed(stock, struck)
            account, walk = Account(after), after.stocks()
            account.held_at_start = held_at_start
        stock = next(walk)
        total += next(account.profits([stock]))
        found.append(total - account.working_capital(account.revenue(stock)))
    return found


def sums(
    model: BusinessModel,
    firm: BusinessModel,
    draws: int,
    risks: Sequence[Risk],
    struck: Sequence[np.ndarray],
    hard: Sequence[np.ndarray],
    horizon: int,
    need: int,
) -> Sums:
    """Running sums of ``draws`` firms, as ``months.sums``, each struck by its own risks in its own months.

    Args:
        model: the firm, whose settings may hold ``draws`` values.
        firm: the same without draws, whose revenue says what a blow costs.
        draws: how many.
        risks: those that may strike.
        struck: for each risk, the month in which it strikes each draw (inf: never).
        hard: for each risk, how hard.
        horizon: month at which ``cash`` and ``lowest`` are read.
        need: month to which ``need`` and ``profit`` are read.
    """
    return _Walk(model, firm, draws, risks, struck, hard, horizon, need).run()


class _Walk:
    """All draws at once: ``total`` is the cash each has earned so far, before what is tied up, ``stock`` what it has."""

    def __init__(self, model, firm, draws, risks, struck, hard, horizon, need):
        self.model, self.draws, self.horizon, self.need = model, draws, horizon, need
        self.blows = [
            (risk, first, force, *risk.costs(firm))
            for risk, first, force in zip(risks, struck, hard, strict=True)
        ]
        self.last = max(horizon, need)
        # Months at which something changes for a draw, in order: blows, ends of blows, nothing more (inf).
        turns = [first for _, first, *_ in self.blows]
        turns += [first + risk.lasts for risk, first, *_ in self.blows if risk.lasts < math.inf]
        turns = np.stack(turns)
        turns = np.sort(np.where(turns <= self.last, turns, np.inf), axis=0)
        self.turns = [*turns[np.isfinite(turns).any(axis=1)], np.full(draws, np.inf)]
        self.held_at_start = Account(model).held_at_start
        self.total, self.lowest = np.empty(draws), np.empty(draws)
        self.stock: dict[str, np.ndarray] = {}
        self.found = {name: np.empty(draws) for name in Sums._fields}

    def run(self) -> Sums:
        """Every draw until its first turn, then from each turn to the next."""
        start = 0.0 - self.model.setup_cost
        self.total[:] = self.lowest[:] = start
        self._walk(self.model, np.arange(self.draws), np.ones(self.draws), self.turns[0])
        for begin, ends in zip(self.turns[:-1], self.turns[1:], strict=True):
            rows = np.flatnonzero(begin < ends)  # of two turns in one month, the second tells both
            for piece in self._pieces(rows, np.minimum(ends, self.last + 1) - begin):
                month = begin[piece]
                self._pay(piece, month)
                self._walk(self._struck(piece, month), piece, month, ends[piece])
        return Sums(*(value - 0 * value for value in self.found.values()))

    def _pieces(self, rows: np.ndarray, length: np.ndarray) -> Iterator[np.ndarray]:
        order = rows[np.argsort(length[rows], kind="stable")]
        return (piece for piece in np.array_split(order, _PIECES) if len(piece))

    def _pay(self, rows: np.ndarray, month: np.ndarray) -> None:
        """What blows of that month cost once."""
        for _, first, force, once, _ in self.blows:
            if once:
                self.total[rows] -= once * np.where(first[rows] == month, force[rows], 0.0)

    def _struck(self, rows: np.ndarray, month: np.ndarray) -> BusinessModel:
        """The firm of those draws with the blows that act on it in that month, going on from its stocks."""
        params, values = type(self.model).__params__, _rows(self.model, rows)
        for risk, first, force, _, monthly in self.blows:
            acts = (first[rows] <= month) & (month < first[rows] + risk.lasts)
            if not acts.any():
                continue
            strength = np.where(acts, force[rows], 0.0)
            for name, shift in risk.moved(self.model).items():
                values[name] = np.clip(shift.of(values[name], strength), params[name].low, params[name].high)
            if monthly:
                values["fixed_costs"] = values["fixed_costs"] + monthly * strength
        stock = {name: value[rows] for name, value in self.stock.items()}
        return self._answered(values, rows).resumed(stock, self._answered(_rows(self.model, rows), rows))

    def _answered(self, values: dict[str, Any], rows: np.ndarray) -> BusinessModel:
        """A firm of those settings, in the market of the model."""
        made = self.model.model_construct(**values)
        if not self.model.reacts:
            return made
        start = self.model.reacts.reference
        return Market(start.model_construct(**_rows(start, rows)), self.model.reacts.pairs).on(made)

    def _walk(self, model: BusinessModel, rows: np.ndarray, begin: np.ndarray, ends: np.ndarray) -> None:
        """Months ``begin`` to before ``ends`` of those draws, side by side, each from its own beginning."""
        account = Account(model)
        account.held_at_start = _row(self.held_at_start, rows)
        free = account.cash_is_profit and not np.any(account.held_at_start)
        stops = np.minimum(ends, self.last + 1) - begin  # months walked
        leave = _calendar(np.where(np.isfinite(ends), stops, np.inf))
        at_horizon, at_need = (
            _calendar(np.where(month - begin + 1 <= stops, month - begin + 1, np.inf))
            for month in (self.horizon, self.need)
        )
        total, lowest = self.total[rows], self.lowest[rows]
        seen: list[dict[str, Any]] = []
        for month, profit in enumerate(account.profits(_noted(model.stocks(), seen)), start=1):
            stock = seen.pop()
            total = total + profit
            now = total if free else total - account.working_capital(account.revenue(stock))
            lowest = np.minimum(lowest, now)
            if (own := at_horizon.get(month)) is not None:
                self.found["cash"][rows[own]], self.found["lowest"][rows[own]] = now[own], lowest[own]
            if (own := at_need.get(month)) is not None:
                self.found["need"][rows[own]], self.found["profit"][rows[own]] = (
                    lowest[own],
                    _row(profit, own),
                )
            if (own := leave.get(month)) is not None:
                self.total[rows[own]], self.lowest[rows[own]] = total[own], lowest[own]
                for name, value in stock.items():
                    self.stock.setdefault(name, np.empty(self.draws))[rows[own]] = _row(value, own)
            if month >= stops.max():
                return


def _noted(stocks: Iterator[dict[str, Any]], seen: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for stock in stocks:
        seen.append(stock)
        yield stock


def _calendar(months: np.ndarray) -> dict[int, np.ndarray]:
    """Month -> which draws it concerns; those of a month that never comes (inf, or before the first) are left out."""
    order = np.argsort(months, kind="stable")
    values, starts = np.unique(months[order], return_index=True)
    parts = np.split(order, starts[1:])
    return {int(month): part for month, part in zip(values, parts, strict=True) if 1 <= month < math.inf}


def _row(value: Any, rows: np.ndarray) -> Any:
    return value[rows] if isinstance(value, np.ndarray) and value.ndim else value


def _rows(model: BusinessModel, rows: np.ndarray) -> dict[str, Any]:
    """The settings of some draws of a firm."""
    return {name: _row(value, rows) for name, value in model.values().items()}
