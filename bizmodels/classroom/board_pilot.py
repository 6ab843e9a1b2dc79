"""The pilot on the board: the runs of a class played again in their common world, beside the course's own ways of playing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bizmodels import french
from bizmodels.classroom import codes
from bizmodels.classroom.codes import Handed
from bizmodels.errors import LearnerError
from bizmodels.models import all_models
from bizmodels.pilot import policies
from bizmodels.pilot.decision import OPEN, Decision
from bizmodels.pilot.game import Game, Run

SIZES, CHANNELS = ("moyen", "petit", "grand"), ("", "ouvrir", "fermer")
# The search for the best of many plans takes longer than a class waits.
BESIDE = (policies.nothing, policies.greedy, policies.information_first)


@dataclass(frozen=True)
class Played:
    """One run: whose (« »: no pseudonym), the run itself, whether it is one of the course's own."""

    name: str
    run: Run
    reference: bool = False

    @property
    def stopped(self) -> int:
        """The quarter after which it was left, 0 for a game played to its end or to its ruin."""
        return 0 if self.run.done or not self.run.alive else len(self.run.decisions)

    @property
    def banks(self) -> list[float]:
        """The account at the start and after each quarter (€); what follows a ruin is left out."""
        states = self.run.states
        last = int(states[-1].ruined[0]) or len(states)
        return [float(state.bank[0]) for state in states[: last + 1]]


@dataclass(frozen=True)
class PilotTally:
    """The runs of a class, those played to their end from the best, those left halfway, the ruined; those of the course among them.

    ``elsewhere``: runs of another world (firm, seed), or not legal.
    """

    game: Game
    played: tuple[Played, ...]
    elsewhere: int


def pilot_tally(handed: Sequence[Handed]) -> PilotTally | None:
    """Play the class's runs again in the world that most of them share; None where there is none."""
    runs = [one for one in handed if one.run is not None]
    worlds = {_world(one.run): one.run for one in runs if _world(one.run)}
    often = Counter(_world(one.run) for one in runs)
    found, world = None, ""
    for world in sorted(worlds, key=lambda key: (-often[key], key)):
        if (found := _course(worlds[world])) is not None:
            break
    if found is None:
        return None
    (game, references), played, elsewhere = found, [], 0
    for one in runs:
        again = _again(game, one.run[4]) if _world(one.run) == world else None
        if again is None:
            elsewhere += 1
        else:
            played.append(Played(one.pseudonym, again))
    if not played:
        return None
    played += references
    # A game left halfway is worth what it is worth halfway: it stands below those that were played to their end.
    played.sort(key=lambda one: (not one.run.alive, one.stopped > 0, -one.run.worth, one.name))
    return PilotTally(game, tuple(played), elsewhere)


def _world(run: Any) -> str:
    """Model, settings, seed and quarters as one text; « » for what is no run."""
    if not (isinstance(run, list) and len(run) == 5 and isinstance(run[4], list)):
        return ""
    model, settings, seed, quarters = run[:4]
    plain = isinstance(model, str) and isinstance(settings, dict)
    return (
        repr((model, sorted(settings.items()), seed, quarters))
        if plain and type(seed) is type(quarters) is int
        else ""
    )


def _course(run: Any) -> tuple[Game, tuple[Played, ...]] | None:
    """The world of a run and the course's own ways of playing it; None where the course has no such firm (a student's own class)."""
    model, settings, seed, quarters = run[:4]
    try:
        return _known(model, tuple(sorted(settings.items())), seed, quarters)
    except (KeyError, TypeError, ValueError, LearnerError):
        return None


@lru_cache(maxsize=4)
def _known(model: str, settings: tuple, seed: int, quarters: int) -> tuple[Game, tuple[Played, ...]]:
    game = Game(all_models()[model](**dict(settings)), quarters, seed)
    return game, tuple(
        Played(one.name, game.follow(one.of(game.rules)), True)
        for one in policies.REFERENCES
        if one.of in BESIDE
    )


def _again(game: Game, decisions: Sequence[Any]) -> Run | None:
    """The run of decisions read from a code; None where the game does not allow one."""
    levers = {codes.ident(name): name for name in game.rules.levers}
    subjects = {codes.ident(name): name for name in game.rules.subjects}
    try:
        taken = [_decision(one, levers, subjects) for one in decisions[: game.rules.quarters]]
        return game.play(taken)
    except (LearnerError, KeyError, IndexError, TypeError, ValueError):
        return None


def _decision(line: Sequence[Any], levers: dict[str, str], subjects: dict[str, str]) -> Decision:
    if not isinstance(line, list):
        raise TypeError(line)
    price, spent, lever, test, size, channel, raised = [*line, *[None, None, 0, 0, 0, 0, 0][len(line) :]]
    if not all(one is None or type(one) in (int, float) for one in (price, spent, raised)):
        raise TypeError(line)  # a list would decide for many futures at once
    return Decision(
        price=price, acquisition=spent, lever=levers[lever] if lever else "", test=subjects[test] if test else "",
        size=SIZES[size], channel=CHANNELS[channel], raised=raised,
    )  # fmt: skip


# --- what is read of a run ------------------------------------------------------------------------------------


def policy(one: Played, game: Game) -> list[str]:
    """What a way of playing did, one cell a column of ``COLUMNS``."""
    run, taken = one.run, one.run.decisions
    prices = [float(state.price[0]) for state in run.states[1:]] or [1.0]
    spent = [float(state.acquisition[0]) for state in run.states[1:]] or [game.rules.budget]
    tests, levers = sum(bool(one.test) for one in taken), sum(bool(one.lever) for one in taken)
    raised = sum(float(one.raised or 0.0) for one in taken)
    currency = game.rules.firm.currency
    ruined = int(run.states[-1].ruined[0])
    end = f"ruine, T{ruined}" if ruined else french.compact(run.worth, currency)
    return [
        f"{end} (arrêt T{one.stopped})" if one.stopped else end,
        _span(min(prices) - 1, max(prices) - 1),
        f"× {french.number(sum(spent) / len(spent) / game.rules.budget, 1)}",
        str(levers) if levers else "—",
        str(tests) if tests else "—",
        "oui" if any(one.channel == OPEN for one in taken) else "—",
        french.compact(raised, currency) if raised else "—",
    ]


COLUMNS = ("Vaut", "Prix", "Publicité", "Leviers", "Tests", "2ᵉ canal", "Levé")


def _span(low: float, high: float) -> str:
    """« +5 % », « de −10 à +5 % »: the changes of price of a run."""
    low, high = round(100 * low), round(100 * high)
    signed = lambda n: f"+{n}" if n > 0 else french.number(n)  # noqa: E731
    text = signed(high) if low == high else f"{signed(low)} à {signed(high)}"
    return f"{text}{french.NBSP}%"
