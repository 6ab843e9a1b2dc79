"""Ways of playing: a policy is a function that is given what the head sees and returns a decision.

It is written once for one future or for ten thousand: what it reads are arrays, one number a future. A learner's policy may
be written with plain ``if``: it is then played one future after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from bizmodels.pilot.decision import OPEN, Decision
from bizmodels.pilot.fate import COUNTED, SHARE, Fate
from bizmodels.pilot.rival import STILL
from bizmodels.pilot.rules import Rules
from bizmodels.pilot.state import Seen
from bizmodels.pilot.subjects import LEVER

Policy = Callable[[Seen], Decision]
PRICES = (0.85, 0.95, 1.0, 1.05, 1.15, 1.3)
BUDGETS = (0.4, 0.7, 1.0, 1.5, 2.2)  # times the advertising of the start
TESTS = 3
PLANS, TRIED, SEARCH_SEED = 200, 100, 20_230_401
SPARE = 0.25  # of the account at the start: less is no plan
AHEAD = 4  # quarters that a plan looks ahead; beyond, what the customers will leave


@dataclass(frozen=True)
class Reference:
    """A policy of the course: its French name, what it does in a sentence, and what makes it for a firm."""

    name: str
    said: str
    of: Callable[[Rules], Policy]


def nothing(rules: Rules) -> Policy:
    """Everything stays as it is."""
    return lambda seen: Decision()


def greedy(rules: Rules) -> Policy:
    """Price and budget by the published figures, then the levers that pay by them, one a quarter; no test."""
    plan, levers = Planner(rules), []

    def policy(seen: Seen) -> Decision:
        if seen.quarter:
            return Decision(lever=_nth(levers, seen.quarter))
        seen = plan.published(seen)
        levers[:] = plan.levers(seen)
        price, budget = plan.best(seen)
        return Decision(price=price, acquisition=budget, lever=_nth(levers, 0))

    return policy


def retention_first(rules: Rules) -> Policy:
    """The levers that keep customers, one a quarter, paid by a quarter less advertising."""
    keep = [name for name, lever in rules.levers.items() if "churn" in lever.moved(rules.firm)]

    def policy(seen: Seen) -> Decision:
        return Decision(
            lever=_nth(keep, seen.quarter), acquisition=0.75 * rules.budget if seen.quarter == 0 else None
        )

    return policy


def channel_first(rules: Rules) -> Policy:
    """The second channel at once, two thirds of the advertising for a year, then all of it."""

    def policy(seen: Seen) -> Decision:
        if seen.quarter == 0:
            opens = "" if rules.channel.open_at_start else OPEN
            return Decision(channel=opens, acquisition=2 / 3 * rules.budget)
        return Decision(acquisition=rules.budget if seen.quarter == 4 else None)

    return policy


def information_first(rules: Rules, subjects: Sequence[str] | None = None) -> Policy:
    """A test a quarter, of the three unknowns that would change the plan most; price and budget are chosen again after each."""
    plan, levers, asked = Planner(rules), [], []

    def policy(seen: Seen) -> Decision:
        if seen.quarter == 0:
            levers[:] = plan.levers(seen)
            asked[:] = plan.worth_knowing(seen)[:TESTS] if subjects is None else subjects
        price, budget = plan.best(seen) if seen.quarter <= len(asked) else (None, None)
        return Decision(
            price=price, acquisition=budget, test=_nth(asked, seen.quarter), lever=_nth(levers, seen.quarter)
        )

    return policy


_found: WeakKeyDictionary[Rules, Policy] = WeakKeyDictionary()  # a search asks for a second


def searched(rules: Rules) -> Policy:
    """The best on average of some hundred plans drawn at random, tried on futures that nobody plays: no test, no answer."""
    if rules not in _found:
        _found[rules] = _best_plan(rules)
    return _found[rules]


def _best_plan(rules: Rules) -> Policy:
    has_price = bool(rules.prices)  # the policy that is kept holds no rules
    fate = rules.fate(SEARCH_SEED, PLANS * TRIED)
    stream = np.random.default_rng(SEARCH_SEED)
    names = [*rules.levers]
    orders = [stream.permutation([*names, *[""] * len(names)])[: rules.quarters] for _ in range(PLANS)]
    price, budget = stream.choice(PRICES, PLANS), stream.choice(BUDGETS, PLANS) * rules.budget
    opens = np.where(stream.random(PLANS) < 0.5, OPEN, "")

    def plan(quarter: int, at: Any) -> Decision:
        lever = np.array([order[quarter] if quarter < len(order) else "" for order in orders])[at]
        if quarter:
            return Decision(lever=lever)
        return Decision(
            price=price[at] if has_price else None, acquisition=budget[at], channel=opens[at], lever=lever
        )

    state, each = rules.start(fate), np.repeat(np.arange(PLANS), TRIED)
    for quarter in range(rules.quarters):
        state = rules.step(fate, state, plan(quarter, each))
    best = int(state.worth.reshape(PLANS, TRIED).mean(axis=1).argmax())

    def policy(seen: Seen) -> Decision:
        chosen = plan(seen.quarter, best)
        return chosen.replaced(lever=str(chosen.lever), channel=str(chosen.channel))

    return policy


def _nth(names: list[str], place: int) -> str:
    return names[place] if place < len(names) else ""


class Planner:
    """The price, the budget and the levers that one would choose if what one believes were true, and the rival and chance quiet."""

    def __init__(self, rules: Rules):
        self.rules = rules
        prices = PRICES if rules.prices else (1.0,)
        self.cells = [(price, budget) for price in prices for budget in BUDGETS]
        self._levers: list[str] | None = None

    def best(self, seen: Seen) -> tuple[np.ndarray | None, np.ndarray]:
        """Price (times that of the start) and budget (€ a quarter), one a future."""
        draws = len(seen.bank)
        if seen.quarter == 0:  # the same opinion, the same firm in every future
            seen = _first(seen)
        chosen = np.array(self.cells)[self._cells(seen).argmax(axis=0)]
        price, budget = np.broadcast_to(chosen[:, 0], draws), np.broadcast_to(chosen[:, 1], draws)
        return price if self.rules.prices else None, budget * self.rules.budget

    def published(self, seen: Seen) -> Seen:
        """The same, by who takes the published figures for the truth."""
        middle = {name: np.full(len(seen.bank), one.middle) for name, one in self.rules.subjects.items()}
        return replace(seen, estimates=middle)

    def worth_knowing(self, seen: Seen) -> list[str]:
        """The unknowns, those first that would make one change price or budget for most euros, were they at an end of their range."""
        seen, gains = _first(seen), {}
        blind = self._cells(seen).argmax(axis=0)[0]
        for name, one in self.rules.subjects.items():
            if one.kind == LEVER:
                continue
            gains[name] = 0.0
            for end in (one.low, one.high):
                worth = self._cells(replace(seen, estimates=seen.estimates | {name: np.array([end])}))[:, 0]
                gains[name] += worth.max() - worth[blind]
        return sorted(gains, key=gains.get, reverse=True)

    def levers(self, seen: Seen) -> list[str]:
        """The levers that pay by the published figures, the best first."""
        seen = _first(seen)
        start = self._worth(seen, Decision(), 1)[0]
        gains = {name: self._worth(seen, Decision(lever=name), 1)[0] - start for name in self.rules.levers}
        return [name for name in sorted(gains, key=gains.get, reverse=True) if gains[name] > 0]

    def _cells(self, seen: Seen) -> np.ndarray:
        """Worth of each price and budget of ``cells`` (row), in each future (column)."""
        many = len(seen.bank)
        decision = Decision(
            price=np.repeat([price for price, _ in self.cells], many) if self.rules.prices else None,
            acquisition=np.repeat([budget * self.rules.budget for _, budget in self.cells], many),
        )
        return self._worth(seen, decision, len(self.cells)).reshape(len(self.cells), many)

    def _worth(self, seen: Seen, first: Decision, cells: int) -> np.ndarray:
        """Worth some quarters after that decision, in a world that is as one believes, with a still rival and no blow."""
        rules, draws = self.rules, cells * len(seen.bank)
        truth = {name: np.tile(value, cells) for name, value in seen.estimates.items()}
        none = np.zeros((AHEAD, draws))
        fate = Fate(
            0,
            draws,
            truth,
            np.full(draws, STILL),
            none + 1,
            dict.fromkeys((COUNTED, SHARE, *truth), none),
            (),
        )
        state = replace(
            rules.start(fate),
            bank=np.tile(seen.bank, cells),
            debt=np.tile(seen.debt, cells),
            levers={name: np.tile(on, cells) for name, on in seen.levers.items()},
            opened=np.tile(seen.opened, cells),
        )
        for quarter in range(min(AHEAD, rules.quarters)):
            state = rules.step(fate, state, first if quarter == 0 else Decision())
        # As long again at the pace of the last quarter, half as bad: a plan that then owes money is none.
        later = state.bank + AHEAD / 2 * np.minimum(state.flows.balance(), 0)
        return np.where(later < SPARE * rules.opening, np.minimum(later, 0), state.worth)


def _first(seen: Seen) -> Seen:
    """What is seen in the first future only."""

    def cut(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: cut(one) for name, one in value.items()}
        return value[:1] if isinstance(value, np.ndarray) else value

    return replace(seen, **{one.name: cut(getattr(seen, one.name)) for one in fields(seen)})


REFERENCES: tuple[Reference, ...] = (
    Reference("Ne rien faire", "Tout reste comme au départ.", nothing),
    Reference(
        "Aux chiffres publiés",
        "Prix et publicité les meilleurs si les chiffres du départ sont vrais, un levier par trimestre ; aucun test.",
        greedy,
    ),
    Reference(
        "La rétention d’abord",
        "Un levier qui retient les clients à chaque trimestre, un quart de publicité en moins.",
        retention_first,
    ),
    Reference(
        "Le second canal d’abord",
        "Le second canal tout de suite, deux tiers de la publicité pendant un an, puis toute.",
        channel_first,
    ),
    Reference(
        "Tester d’abord",
        "Prix et publicité pour le milieu des fourchettes ; un test par trimestre, trois fois, sur ce qui changerait le plus le plan, et prix et "
        "publicité refixés après chacun ; un levier par trimestre.",
        information_first,
    ),
    Reference(
        "Le meilleur d’une recherche",
        "Le meilleur en moyenne de 200 plans tirés au hasard, essayés sur d’autres futurs que celui-ci.",
        searched,
    ),
)
