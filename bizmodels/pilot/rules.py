"""The rules of the game: a state and a decision give the next state. The screen, the policies, the tests and a class share them.

A quarter is three months of the course's own model, walked from the customers the last one left. All values are arrays, one
number a future: one person's run is an array of one.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any

import numpy as np

from bizmodels import french
from bizmodels.core.formulas import monthly_rate
from bizmodels.core.kpi import silently
from bizmodels.core.model import BusinessModel
from bizmodels.core.months import Account, noted
from bizmodels.core.reactions import Market, counted_as
from bizmodels.errors import LearnerError
from bizmodels.pilot import fate as fates
from bizmodels.pilot.channels import channel_of
from bizmodels.pilot.decision import CLOSE, OPEN, SIZES, Decision
from bizmodels.pilot.fate import MONTHS, Card, Fate
from bizmodels.pilot.legal import checked
from bizmodels.pilot.rival import KINDS, SIZE, STAY, Rival, pressure
from bizmodels.pilot.state import Flows, Seen, State, believed
from bizmodels.pilot.subjects import REACTION, REGULARS, SETTING, levers_of, price_settings, subjects_of
from bizmodels.risks import catalogue as risks

# Every strength below is a hypothesis of the course.
FALL = 0.25  # of that power when the price falls: a lower price keeps few of those who would leave
FEE, INTEREST = 0.05, 0.15  # of money raised: paid at once; per year, until the end
HOLD, _FUTURES = 0.98, 400
FAR = 36  # months that the present customers are followed one by one
COUNTED, SHARED = 0.03, 0.02  # standard errors: of the customers counted, in shares; of the market share


class Rules:
    """The game of one firm: what may be decided, what it costs, what a quarter makes of it.

    Args:
        model: the firm, at its settings; what the market answers is drawn, not asked.
        quarters: how many are played.
        opening: money in the bank at the start (€); None: what nearly all futures (``HOLD``) ask of who changes nothing.
    """

    def __init__(self, model: BusinessModel, quarters: int = 12, opening: float | None = None):
        self.model, self.quarters = model, quarters
        # The firm as it starts: what things cost is reckoned on it, not on the channel that it may open.
        self.billed = type(model)(**model._in_force())
        self.channel = channel_of(self.billed)
        self.firm = self.channel.firm
        self.prices = price_settings(self.firm)
        self.levers = {lever.name: lever for lever in levers_of(self.firm)}
        self.subjects = {one.name: one for one in (*subjects_of(self.firm), *self.channel.unknown)}
        self.risks = tuple(risk for risk in risks.ALL if risk.fits(self.firm))
        self.revenue = float(np.mean(self.billed.walked["revenue"][:12]))  # € a month
        self.budget = MONTHS * self.firm.new_customers * self.firm.cac * self._kept_at_start()  # € a quarter
        self.lever_costs = {name: lever.costs(self.billed)[1] for name, lever in self.levers.items()}
        self.opening, self._endless = 0.0, True
        self.opening, self._endless = self._opening() if opening is None else float(opening), False

    def _kept_at_start(self) -> float:
        values = self.channel.settings(self.firm.values(), self.channel.open_at_start, 1.0)
        return float(self.channel.kept(values))

    def _opening(self) -> float:
        """Money in the bank at the start (€): what nearly all futures (``HOLD``) ask of who changes nothing; two months of fixed costs at
        least. To two digits."""
        fate = self.fate(seed=0, draws=_FUTURES)
        state, lowest = self.start(fate), np.zeros(_FUTURES)
        for _ in range(self.quarters):
            state = self.step(fate, state, Decision())
            lowest = np.minimum(lowest, state.months["bank"].min(axis=0))
        if not (np.isfinite(lowest).all() and np.isfinite(state.worth).all()):
            raise LearnerError(
                f"{type(self.model).__name__} ne se pilote pas{french.NBSP}: avec ces réglages, sa trésorerie ou ce que valent ses clients "
                "n’est pas un nombre fini. Changez les réglages à zéro ou sans limite."
            )
        need = max(float(np.quantile(-lowest, HOLD)), 2 * float(self.firm.overheads), self.revenue / 2)
        return float(f"{need:.1e}")

    # --- a run ------------------------------------------------------------------------------------------

    def fate(self, seed: int, draws: int = 1) -> Fate:
        """What chance holds for ``draws`` futures of that seed."""
        return fates.drawn(tuple(self.subjects.values()), self.risks, self.quarters, seed, draws, len(KINDS))

    def start(self, fate: Fate) -> State:
        """The firm before the first quarter."""
        many = np.ones(fate.draws)
        firm = self._truth(fate)
        start = self.channel.start()
        customers = self.customers
        rival = SIZE * (customers or self.firm.steady_state_customers)
        rival = np.where(np.isfinite(rival), rival, 1.0) * many
        opened = np.full(fate.draws, self.channel.open_at_start)
        state = State(
            quarter=0, price=many, acquisition=self.budget * many, levers=dict.fromkeys(self.levers, many > 1), opened=opened,
            bank=self.opening * many, debt=0 * many, tied=0 * many, customers=customers * many,
            share=customers / (customers + rival), left=list, rival=Rival(many, many, rival),
            stock={name: value * many for name, value in start.items()}, settings=firm, known={}, ruined=np.zeros(fate.draws, int),
        )  # fmt: skip
        return replace(state, left=partial(self._value, fate, state, state.stock, state.settings))

    @silently
    def step(self, fate: Fate, state: State, decision: Decision) -> State:
        """The next quarter. An illegal decision raises a French ``LearnerError``, and nothing is lost: a state never changes."""
        checked(self, state, decision)
        quarter, many = state.quarter + 1, np.ones(fate.draws)
        price = state.price if decision.price is None else decision.price * many
        acquisition = state.acquisition if decision.acquisition is None else decision.acquisition * many
        levers = {name: on ^ (np.asarray(decision.lever) == name) for name, on in state.levers.items()}
        asked = np.asarray(decision.channel)
        opened = (state.opened | (asked == OPEN)) & (asked != CLOSE)
        spent = state.acquisition / self.budget if self.budget else many
        gained = state.share - self._share_at_start
        rival_price, rival_spent = state.rival.answer(fate.rival, state.price, spent, gained)
        after = replace(
            state, quarter=quarter, price=price, acquisition=acquisition, levers=levers, opened=opened,
            rival=replace(state.rival, price=rival_price, spent=rival_spent),
        )  # fmt: skip
        settings = self._settings(fate, after, opened, cards=quarter)
        firm, skipped = self._going_on(settings, state.stock, state.settings, state.quarter)
        stocks = list(islice(firm.stocks(), skipped, skipped + MONTHS))
        return self._booked(fate, state, after, decision, settings, stocks, Account(firm))

    def seen(self, fate: Fate, state: State) -> Seen:
        """What the head of the firm sees before the next quarter."""
        at, draws = state.quarter, fate.draws
        counted = shared = np.zeros(draws)
        if at:
            counted, shared = (
                COUNTED * fate.noise[fates.COUNTED][at - 1],
                SHARED * fate.noise[fates.SHARE][at - 1],
            )
        views = {name: believed(one, state.known.get(name), draws) for name, one in self.subjects.items()}
        return Seen.shown(
            quarter=at, quarters=self.quarters, bank=state.bank, debt=state.debt, customers=state.customers * (1 + counted),
            share=np.clip(state.share + shared, 0, 1), price=state.price, acquisition=state.acquisition, levers=state.levers,
            opened=state.opened, rival_price=state.rival.price, rival_spent=state.rival.spent,
            estimates={name: view[0] for name, view in views.items()}, errors={name: view[1] for name, view in views.items()},
            cards={card.risk.name: card.acts(at) & self._exposed(card, state) for card in fate.cards}, alive=state.alive,
        )  # fmt: skip

    def test_cost(self, size: Any) -> Any:
        """What asking that many customers costs (€): half a month's revenue of those who are asked."""
        return self.revenue / 2 * _asked(size)

    def test_error(self, name: str, size: Any) -> Any:
        """Standard error of a test: a quarter of the plausible range for 1 % of the customers, half as much for four times as many."""
        return self.subjects[name].width / 4 * np.sqrt(0.01 / np.maximum(_asked(size), 1e-9))

    # --- inside a quarter -------------------------------------------------------------------------------

    @property
    def customers(self) -> float:
        """Customers at the start: those of the channels that are open."""
        start = self.channel.start()
        return float(sum(value.sum() for value in start.values()) if start else self.firm.customers_at_start)

    @property
    def _share_at_start(self) -> float:
        return 1 / (1 + SIZE)

    def _truth(self, fate: Fate) -> dict[str, Any]:
        """The firm's settings, those unknown at their true value."""
        values = self.firm.values()
        return values | {
            one.name: fate.truth[one.name] for one in self.subjects.values() if one.kind == SETTING
        }

    def _reaction(self, fate: Fate, name: str, otherwise: float) -> Any:
        known = name in self.subjects and self.subjects[name].kind == REACTION
        return fate.truth[name] if known else otherwise

    def _settings(self, fate: Fate, state: State, opened: Any, cards: int | None) -> dict[str, Any]:
        """The firm's settings in a quarter: truth, budget, levers, blows, price, market, channel, rival.

        ``cards``: the quarter whose blows and rival are felt; None: a calm market, by which customers are valued.
        """
        values = self._truth(fate)
        params, cac = type(self.firm).__params__, values["cac"]
        for name, lever in self.levers.items():
            on = state.levers[name]
            if not on.any():
                continue
            force = fate.truth[name] * on
            for setting, shift in lever.moved(self.firm).items():
                values[setting] = np.clip(
                    shift.of(values[setting], force), params[setting].low, params[setting].high
                )
            values["fixed_costs"] = values["fixed_costs"] + self.lever_costs[name] * on
        if cards is not None:
            for card in fate.cards:
                if len(struck := np.flatnonzero(card.acts(cards) & self._exposed(card, state))):
                    values = self._blown(values, card, struck)
        values["new_customers"] = self._won(fate, state, cac, values["cac"])
        if cards is not None:
            values["new_customers"] = values["new_customers"] * fate.demand[cards - 1]
        values = self._priced(fate, state, values)
        if cards is not None:
            elasticity = self._reaction(fate, "price", 1.0)
            felt = pressure(state.rival.price, state.rival.spent, elasticity)
            values["new_customers"] = values["new_customers"] * felt
            values["churn"] = values["churn"] * state.rival.price**-STAY
        values = self.channel.settings(values, opened, fate.truth.get(self.channel.name, 1.0))
        values["churn"] = np.minimum(values["churn"], 1.0)
        won = MONTHS * values["new_customers"] * self.channel.kept(values)
        values["cac"] = np.where(won > 0, state.acquisition / np.where(won > 0, won, 1.0), cac)
        return values

    def _blown(self, values: dict[str, Any], card: Card, struck: np.ndarray) -> dict[str, Any]:
        """The settings after a blow: few futures are struck in a quarter, only theirs are reckoned."""
        few = {n: value[struck] if isinstance(value, np.ndarray) else value for n, value in values.items()}
        after = dict(values)
        moves = card.risk.moves(self.firm, few, card.force[struck])
        billed = card.risk.costs(self.billed)[1] - card.risk.costs(self.firm)[1]
        moves["fixed_costs"] = moves["fixed_costs"] + billed * card.force[struck]
        for name, moved in moves.items():
            if moved is not few[name]:
                after[name] = np.array(np.broadcast_to(values[name], card.begin.shape), dtype=float)
                after[name][struck] = moved
        return after

    def _won(self, fate: Fate, state: State, cac: Any, now: Any) -> Any:
        """New customers a month that the budget wins: n₀ (budget/budget₀)^b, at what each really costs."""
        expected, start = self.firm.new_customers, self.firm.cac
        if not self.budget:
            return expected * np.ones(fate.draws)
        wear = self._reaction(fate, "acquisition", 1.0)
        return expected * start / np.maximum(now, 1e-9) * (state.acquisition / self.budget) ** wear

    def _priced(self, fate: Fate, state: State, values: dict[str, Any]) -> dict[str, Any]:
        """The price moved, and what demand, sellers and those already there answer."""
        if not self.prices or (state.price == 1).all():
            return values
        params, cls = type(self.firm).__params__, type(self.firm)
        start, now = self.firm.model_construct(**values), dict(values)
        for name in self.prices:
            now[name] = np.clip(now[name] * state.price, params[name].low, params[name].high)
        power = self._reaction(fate, REGULARS, 0.0) * np.where(state.price > 1, 1.0, FALL)
        now["churn"] = np.minimum(now["churn"] * state.price**power, 1.0)
        for name in ("price", "sellers"):
            reaction = cls.reactions.get(name)
            if reaction is None or name not in self.subjects:
                continue
            strength = fate.truth[name]
            ratio = Market(start, ()).ratio(self.firm.model_construct(**now), reaction)
            for setting, power in reaction.moves.items():
                moved = now[setting] * counted_as(ratio) ** power(strength)
                now[setting] = np.clip(moved, params[setting].low, params[setting].high)
        return now

    def _going_on(
        self, settings: dict[str, Any], stock: dict[str, Any], before: dict[str, Any], quarter: int
    ):
        """The firm with these settings, from the customers that the quarter before left, and how many of its months are past."""
        firm = self.firm.model_construct(**settings)
        if type(firm).can_resume():
            return firm.resumed(stock, self.firm.model_construct(**before)), 0
        return firm, MONTHS * quarter  # a student's own months: those of a firm that has always been so

    def _booked(self, fate, state, after, decision, settings, stocks, account) -> State:
        """The accounts of the quarter, and what is learnt; a firm that was ruined stays as it was."""
        many = np.ones(fate.draws)
        revenue = [account.revenue(stock) * many for stock in stocks]
        variable = [account.variable_costs(stock) * many for stock in stocks]
        won = [stock.get("acquisition_costs", account.won) * many for stock in stocks]
        seen: list[dict[str, Any]] = []
        profit = [one * many for one in account.profits(noted(iter(stocks), seen))]
        fixed = [r - v - w - p for r, v, w, p in zip(revenue, variable, won, profit, strict=True)]
        one_off = self._paid_once(fate, state, after, decision)
        raised = np.asarray(decision.raised, dtype=float) * many
        held = account.held * (self._revenue_at_start(fate) if self.firm.working_capital_days else 0.0)
        tied = [account.held * one - held for one in revenue]
        opening = state.bank + raised - FEE * np.maximum(raised, 0) - one_off
        earned = np.cumsum(profit, axis=0)
        bank = opening + earned - np.array(tied) + state.tied
        empty = state.alive & (bank.min(axis=0) < 0) & (not self._endless)
        ruined = np.where(empty, after.quarter, state.ruined)
        stock = {name: value * many for name, value in stocks[-1].items()}
        customers = stock["customers"]
        rival = self._rival(fate, after)
        flows = Flows(
            *(sum(x) for x in (revenue, variable, won, fixed)),
            one_off,
            raised,
            FEE * np.maximum(raised, 0),
            tied[-1] - state.tied,
        )
        made = replace(
            after, bank=bank[-1], debt=state.debt * (1 + INTEREST) ** (1 / 4) + raised, tied=tied[-1], customers=customers,
            share=customers / np.maximum(customers + rival.customers, 1e-9), left=partial(self._value, fate, after, stock, settings), rival=rival,
            stock=stock, settings=settings,
            known=self._learnt(fate, after, decision), ruined=ruined, flows=flows,
            months={"bank": bank, "revenue": np.array(revenue), "profit": np.array(profit)},
        )  # fmt: skip
        return _held(state, made)

    def _paid_once(self, fate: Fate, state: State, after: State, decision: Decision) -> np.ndarray:
        """Test, channel and blows of the quarter (€)."""
        tested = np.asarray(decision.test) != ""
        paid = self.test_cost(decision.size) * tested * np.ones(fate.draws)
        paid = paid + self.channel.setup * (after.opened & ~state.opened)
        for card in fate.cards:
            once = card.risk.costs(self.billed)[0]
            if once:
                paid = paid + once * card.force * (card.begin == after.quarter) * self._exposed(card, after)
        return paid

    def _exposed(self, card: Card, state: State) -> np.ndarray:
        """Whether a risk can strike in each future: who does not sell elsewhere is not suspended there."""
        return state.opened | (not self.channel.concerns(card.risk))

    def _revenue_at_start(self, fate: Fate) -> Any:
        """A month's revenue of the customers of the start: what ties up money more than it, or less, moves the account."""
        firm = self.firm.model_construct(**self._truth(fate))
        return firm.starting_customers * firm.arpu if self.firm.starting_customers else 0.0

    def _rival(self, fate: Fate, after: State) -> Rival:
        """The rival's customers after three months: it wins by its price and its spending what the firm's own do not take."""
        rival, firm = after.rival, self.firm
        leave = np.minimum(self._truth(fate)["churn"], 1.0) * np.ones(fate.draws)
        elasticity, wear = self._reaction(fate, "price", 1.0), self._reaction(fate, "acquisition", 1.0)
        spent = after.acquisition / self.budget if self.budget else np.ones(fate.draws)
        base = SIZE * (firm.churn * self.customers or firm.new_customers)
        won = base * rival.price**-elasticity * rival.spent**wear * pressure(after.price, spent, elasticity)
        customers = rival.customers
        for _ in range(MONTHS):
            customers = customers * (1 - leave) + won
        return replace(rival, customers=customers)

    def _value(self, fate: Fate, state: State, stock: dict[str, Any], before: dict[str, Any]) -> np.ndarray:
        """What the present customers, and those they bring, will still leave, in today's money, their levers paid (€).

        The firm's own months go on, without a euro of advertising, until the last one is nearly worth nothing.
        """
        settings = self._settings(fate, state, state.opened, cards=None)
        alone = settings | {"new_customers": 0.0, "cac": 0.0}
        firm, skipped = self._going_on(alone, stock, before, state.quarter)
        account = Account(firm)
        keep = 1 / (1 + monthly_rate(firm.discount_rate))
        levers = settings["fixed_costs"] - self.firm.fixed_costs
        total, weight, left, most = 0.0, 1.0, 0.0, 1e-9
        for later in islice(firm.stocks(), skipped, skipped + FAR):
            weight, customers = weight * keep, later["customers"]
            most = np.maximum(most, customers)
            # A lever is paid for those whom it keeps: its bill fades as they do.
            left = account.revenue(later) - account.variable_costs(later) - levers * customers / most
            total = total + weight * left
        # Beyond, what the last month leaves fades as its customers do.
        stays = keep * np.maximum(1 - firm.fade, 0)
        total = total + weight * left * stays / np.maximum(1 - stays, 1e-9)
        return np.maximum(total, 0.0)

    def _learnt(
        self, fate: Fate, after: State, decision: Decision
    ) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        """What all tests so far say of each subject, the more precise weighing more."""
        known = dict(after.known)
        asked = np.asarray(decision.test)
        for name in {str(one) for one in np.unique(asked)} - {""}:
            here = (asked == name) & np.ones(fate.draws, bool)
            error = self.test_error(name, decision.size) * np.ones(fate.draws)
            said = fate.truth[name] + error * fate.noise[name][after.quarter - 1]
            before, variance = known.get(name, (np.zeros(fate.draws), np.full(fate.draws, np.inf)))
            both = 1 / (1 / variance + 1 / error**2)
            mixed = both * (np.where(np.isfinite(variance), before / variance, 0.0) + said / error**2)
            known[name] = np.where(here, mixed, before), np.where(here, both, variance)
        return known


def _asked(size: Any) -> Any:
    """Share of the customers that a test of that size asks."""
    return sum(np.where(np.asarray(size) == name, part, 0.0) for name, part in SIZES.items())


def _held(before: State, after: State) -> State:
    """The next state, save where the firm was ruined already: nothing moves there, nothing is learnt."""
    dead = ~before.alive
    if not dead.any():
        return after
    kept: dict[str, Any] = {}
    for name in ("bank", "debt", "tied", "customers", "share", "price", "acquisition", "opened"):
        kept[name] = np.where(dead, getattr(before, name), getattr(after, name))
    kept["levers"] = {name: np.where(dead, before.levers[name], on) for name, on in after.levers.items()}
    kept["flows"] = Flows(*(np.where(dead, 0.0, flow) for flow in vars(after.flows).values()))
    kept["months"] = {
        name: np.where(dead, before.bank if name == "bank" else 0.0, months)
        for name, months in after.months.items()
    }
    unknown = np.zeros(len(dead)), np.full(len(dead), np.inf)
    kept["known"] = {
        name: tuple(
            np.where(dead, old, new) for old, new in zip(before.known.get(name, unknown), found, strict=True)
        )
        for name, found in after.known.items()
    }
    return replace(after, **kept)
