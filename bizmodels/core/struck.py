"""The months of a firm that is struck on the way: from the month of a blow on it is another firm, with the same customers.

Months know nothing but the stocks they start from: a firm is therefore walked until the blow, and the struck firm from the
stocks then reached, its cash going on. A draw that is struck in month 7 and one that is in month 40 are walked side by side,
each from its own blow: as many walks as there are blows in the unluckiest draw, whatever the months.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

import numpy as np

from bizmodels.core.model import BusinessModel
from bizmodels.core.months import Account, Sums, noted
from bizmodels.core.reactions import Market
from bizmodels.core.risk import Risk

_MANY = 2_000  # draws: where so many are walked, those who go on for long are apart
_SHORT = 0.5  # of the months: less is not long


def cash(
    model: BusinessModel, risks: Risk | Sequence[Risk], severity: float = 1.0, months: int = 36
) -> list[float]:
    """Cumulative cash of one firm (€), month by month, struck in month 1 by each risk for as long as it lasts.

    >>> shop, fire = bm.D2C(), bm.Risk(name="Incendie", changes={}, setup_cost=10_000)
    >>> before, after = shop.path(36)["cash"], cash(shop, fire)
    >>> round(before[0] - after[0]), round(before[-1] - after[-1])
    (10000, 10000)
    """
    risks = [risks] if isinstance(risks, Risk) else risks
    now = _stressed(model, risks, severity)
    account, walk, total, stock, found = Account(now), now.stocks(), 0.0 - now.setup_cost, None, []
    held_at_start = account.held_at_start = Account(model).held_at_start
    ends = {int(risk.lasts) for risk in risks if risk.lasts < months}
    for month in range(months):
        if month in ends:
            after = _stressed(model, [risk for risk in risks if risk.lasts > month], severity)
            goes_on = type(model).can_resume()
            now = after.resumed(stock, now) if goes_on else after
            account, walk = Account(now), islice(now.stocks(), 0 if goes_on else month, None)
            account.held_at_start = held_at_start
        stock = next(walk)
        total += next(account.profits([stock]))
        found.append(total - account.working_capital(account.revenue(stock)))
    return found


def _stressed(model: BusinessModel, risks: Sequence[Risk], severity: float) -> BusinessModel:
    """The firm with all of them acting; what each costs is reckoned on the firm before any of them."""
    settings = model.values()
    for risk in risks:
        settings = risk.blow(severity).moves(model, settings)
    return model.replace(**{name: float(value) for name, value in settings.items()})


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
    if not type(model).can_resume():
        walk = _ByCalendar
    elif type(model).stocks is BusinessModel.stocks and Account(model).one_step:
        walk = _OneWalk
    else:
        walk = _Walk
    return walk(model, firm, draws, risks, struck, hard, horizon, need).run()


class _Walk:
    """All draws at once: ``total`` is the cash each has earned so far, before what is tied up, ``stock`` what it has (nan: it starts).

    Months are whole numbers here; ``never`` is the one after the last.
    """

    def __init__(self, model, firm, draws, risks, struck, hard, horizon, need):
        self.model, self.firm, self.draws = model, firm, draws
        self.read = ((horizon, ("cash", "lowest")), (need, ("profit", "need")))
        self.last = max(horizon, need)
        self.never = self.last + 1
        self.blows = []
        for risk, first, force in zip(risks, struck, hard, strict=True):
            begin = np.minimum(first, self.never).astype(np.int16)
            ends = np.minimum(begin + min(risk.lasts, self.never), self.never).astype(np.int16)
            self.blows.append((risk, begin, ends, force, risk.costs(firm)[0]))
        # Months at which something changes for a draw, in order: blows, ends of blows, nothing more.
        turns = [begin for _, begin, *_ in self.blows]
        turns += [ends for risk, _, ends, *_ in self.blows if risk.lasts < self.last]
        turns = np.sort(np.stack(turns), axis=0)
        self.turns = [*turns[(turns < self.never).any(axis=1)], np.full(draws, self.never, np.int16)]
        self.held_at_start = Account(model).held_at_start
        self.total, self.lowest = np.empty(draws), np.empty(draws)
        self.stock: dict[str, np.ndarray] = {}
        self.found = {name: np.empty(draws) for name in Sums._fields}

    def run(self) -> Sums:
        """Every draw until its first turn, then from each turn to the next."""
        self.total[:] = self.lowest[:] = 0.0 - self.model.setup_cost
        begin = np.ones(self.draws, np.int16)
        for piece in self._pieces(np.arange(self.draws), self.turns[0] - begin):
            start = self._answered(_rows(self.model, piece), piece)
            self._walk(start, piece, begin[piece], self.turns[0][piece])
        for begin, ends in zip(self.turns[:-1], self.turns[1:], strict=True):
            rows = np.flatnonzero(begin < ends)  # of two turns in one month, the second tells both
            for piece in self._pieces(rows, ends - begin):
                month = begin[piece]
                self.total[piece] -= self._once(piece, month)
                self._walk(self._struck(piece, month), piece, month, ends[piece])
        return self._finite()

    def _finite(self) -> Sums:
        """A cash that overflowed has no lowest point: ∞ − ∞ is nan."""
        return Sums(*(value - 0 * value for value in self.found.values()))

    def _pieces(self, rows: np.ndarray, length: np.ndarray) -> list[np.ndarray]:
        """Where they are many, those who go on for long apart from the others, who are not walked as far."""
        if len(rows) < _MANY:
            return [rows] if len(rows) else []
        short = length[rows] < _SHORT * self.last
        return [piece for piece in (rows[short], rows[~short]) if len(piece)]

    def _once(self, rows: np.ndarray, month: Any) -> np.ndarray:
        """What the blows of that month cost those draws once."""
        paid = np.zeros(len(rows))
        for _, begin, _, force, once in self.blows:
            if once:
                paid += once * force[rows] * (begin[rows] == month)
        return paid

    def _now(self, rows: np.ndarray, month: np.ndarray) -> BusinessModel:
        """The firm of those draws with the blows that act on it in that month."""
        values = _rows(self.model, rows)
        for risk, begin, ends, force, _ in self.blows:
            acts = (begin[rows] <= month) & (month < ends[rows])
            values = risk.moves(self.firm, values, force[rows] * acts)
        return self._answered(values, rows)

    def _struck(self, rows: np.ndarray, month: np.ndarray) -> BusinessModel:
        """The same, going on from the stocks that each has reached."""
        stock = {name: value[rows] for name, value in self.stock.items()}
        return self._now(rows, month).resumed(stock, self._now(rows, month - 1))

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
        length = ends - begin
        leave = _calendar(length * (ends < self.never), self.last)
        reads = [
            (_calendar((month + 1 - begin) * ((begin <= month) & (month < ends)), self.last), names)
            for month, names in self.read
        ]
        total, lowest = self.total[rows], self.lowest[rows]
        seen: list[dict[str, Any]] = []
        last = int(length.max())
        for month, profit in enumerate(account.profits(noted(model.stocks(), seen)), start=1):
            stock = seen.pop()
            total += profit
            now = total if free else total - account.working_capital(account.revenue(stock))
            np.minimum(lowest, now, out=lowest)
            for calendar, (first, second) in reads:
                if len(own := calendar(month)):
                    at = rows[own]
                    self.found[first][at] = _row(now if first == "cash" else profit, own)
                    self.found[second][at] = lowest[own]
            if len(own := leave(month)):
                at = rows[own]
                self.total[at], self.lowest[at] = total[own], lowest[own]
                for name, value in stock.items():
                    if name not in self.stock:
                        self.stock[name] = np.full(self.draws, np.nan)
                    self.stock[name][at] = _row(value, own)
            if month >= last:
                return


class _ByCalendar(_Walk):
    """The same for a model whose months do not ask what they go on from (a student's own, with stocks or seasons of its own).

    From the month of a blow on, its months are those of a firm that has been so from the start: a blow that changes nothing
    changes nothing, and one on who stays strikes at once as hard as it would in time.
    """

    def _pieces(self, rows: np.ndarray, length: np.ndarray) -> list[np.ndarray]:
        return [rows] if len(rows) else []

    def _struck(self, rows: np.ndarray, month: np.ndarray) -> BusinessModel:
        return self._now(rows, month)

    def _walk(self, model: BusinessModel, rows: np.ndarray, begin: np.ndarray, ends: np.ndarray) -> None:
        """All months from the first; those before ``begin`` and from ``ends`` on are not counted."""
        account = Account(model)
        account.held_at_start = _row(self.held_at_start, rows)
        total, lowest = self.total[rows], self.lowest[rows]
        seen: list[dict[str, Any]] = []
        for month, profit in enumerate(account.profits(noted(model.stocks(), seen)), start=1):
            counts = (begin <= month) & (month < ends)
            total = np.where(counts, total + profit, total)
            now = total - account.working_capital(account.revenue(seen.pop()))
            lowest = np.where(counts, np.minimum(lowest, now), lowest)
            for when, (first, second) in self.read:
                if when == month:
                    at = rows[counts]
                    self.found[first][at] = _row(
                        now if first == "cash" else np.broadcast_to(profit, len(rows)), counts
                    )
                    self.found[second][at] = lowest[counts]
            if month == self.last:
                break
        self.total[rows], self.lowest[rows] = total, lowest


class _OneWalk(_Walk):
    """The same for models whose months follow from their customers alone: one walk, in which a blow changes six rates."""

    def run(self) -> Sums:
        """Month by month, the rates of those who are struck, or freed, in it changed first."""
        rates = [np.array(np.broadcast_to(rate, self.draws)) for rate in self._rates(self.model, slice(None))]
        changes = []
        for begin, ends in zip(self.turns[:-1], self.turns[1:], strict=True):
            rows = np.flatnonzero(begin < ends)
            rows = rows[np.argsort(begin[rows], kind="stable")]
            month = begin[rows]
            changes.append((rows, _calendar(month, self.last), self._rates(self._now(rows, month), rows)))
        stay, won, margin, constant, tied, tied_first = rates
        customers = np.array(np.broadcast_to(self.model.starting_customers, self.draws), dtype=float)
        total = np.array(np.broadcast_to(0.0 - self.model.setup_cost, self.draws))
        lowest, now = total.copy(), np.empty(self.draws)
        for month in range(1, self.last + 1):
            for rows, calendar, after in changes:
                if len(own := calendar(month)):
                    at = rows[own]
                    for rate, value in zip(rates, after, strict=True):
                        rate[at] = _row(value, own)
                    total[at] -= self._once(at, month)
            customers *= stay
            customers += won
            total += (profit := customers * margin - constant)
            np.subtract(total, np.multiply(customers, tied, out=now), out=now)
            now -= tied_first
            np.minimum(lowest, now, out=lowest)
            for when, (first, second) in self.read:
                if when == month:
                    self.found[first][:] = now if first == "cash" else profit
                    self.found[second][:] = lowest
        return self._finite()

    def _rates(self, model: BusinessModel, rows: Any) -> tuple[Any, ...]:
        account = Account(model)
        return (
            1 - model.churn,
            model.new_customers,
            account.margin,
            account.won + account.fixed - account.first_margin,
            account.held * account.arpu,
            account.held * account.first_revenue - _row(self.held_at_start, rows),
        )


def _calendar(months: np.ndarray, last: int) -> Callable[[int], np.ndarray]:
    """Month 1 to ``last`` -> the draws it concerns; month 0 in ``months`` stands for those that none concerns."""
    order = np.argsort(months, kind="stable")  # of short whole numbers: a radix sort
    until = np.cumsum(np.bincount(months, minlength=last + 1)).tolist()
    return lambda month: order[until[month - 1] : until[month]]


def _row(value: Any, rows: np.ndarray) -> Any:
    return value[rows] if isinstance(value, np.ndarray) and value.ndim else value


def _rows(model: BusinessModel, rows: np.ndarray) -> dict[str, Any]:
    """The settings of some draws of a firm."""
    return {name: _row(value, rows) for name, value in model.values().items()}
