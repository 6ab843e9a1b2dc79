"""Is it a game? No way of playing wins everywhere, none is right whatever happens, and knowing is worth its price."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

import bizmodels as bm
from bizmodels.models import all_models
from bizmodels.pilot import debrief, play, policies
from bizmodels.pilot.decision import CLOSE, OPEN, Decision
from bizmodels.pilot.game import Game
from bizmodels.pilot.rules import Rules

FUTURES = 400
NOTHING, *OTHERS = [one.name for one in policies.REFERENCES[:-1]]  # the search is no policy of one firm
MODELS = sorted(all_models())


@cache
def rules_of(name: str) -> Rules:
    return Rules(all_models()[name]())


@cache
def ends(name: str) -> dict[str, np.ndarray]:
    """Worth of each reference policy, future by future."""
    rules = rules_of(name)
    fate = rules.fate(41, FUTURES)
    return {one.name: play.worth(rules, fate, one.of(rules))[0] for one in policies.REFERENCES[:-1]}


def test_no_policy_wins_on_every_model():
    best = {name: max(ends(name), key=lambda way: ends(name)[way].mean()) for name in MODELS}
    assert len(set(best.values())) >= 2, best


@pytest.mark.parametrize("name", MODELS)
def test_doing_nothing_is_never_best(name):
    found = ends(name)
    assert max(found[way].mean() for way in OTHERS) > found[NOTHING].mean()


def single_decisions(rules: Rules) -> list[Decision]:
    """What one may decide in the first quarter, one thing at a time."""
    moves = [Decision(price=k) for k in (0.8, 0.9, 1.1, 1.25)]
    moves += [Decision(acquisition=k * rules.budget) for k in (0.0, 0.5, 1.5, 2.0, 4.0)]
    moves += [Decision(lever=lever) for lever in rules.levers]
    moves += [Decision(channel=CLOSE if rules.channel.open_at_start else OPEN), Decision()]
    return moves


@pytest.mark.parametrize("name", MODELS)
def test_no_decision_dominates_at_every_seed(name):
    """Whatever is decided first, something else would have been better in some future."""
    rules = rules_of(name)
    fate = rules.fate(43, FUTURES)
    worth = []
    for first in single_decisions(rules):
        state = rules.step(fate, rules.start(fate), first)
        for _ in range(1, rules.quarters):
            state = rules.step(fate, state, Decision())
        worth.append(state.worth)
    alive = np.max(worth, axis=0) > 0
    best = np.argmax(worth, axis=0)[alive]
    most = np.bincount(best, minlength=len(worth)).max() / alive.sum()
    assert most < 0.98


def far(rules: Rules, fate) -> np.ndarray:
    """Futures whose truth is among the quarter furthest from what is published, on what decides price and budget."""
    asked = policies.Planner(rules).worth_knowing(rules.seen(rules.fate(0), rules.start(rules.fate(0))))[
        : policies.TESTS
    ]
    away = sum(
        ((fate.truth[name] - rules.subjects[name].middle) / rules.subjects[name].width) ** 2 for name in asked
    )
    return away >= np.quantile(away, 0.75)


@pytest.mark.parametrize("name", ["D2C", "Hybrid", "BookingPlatform", "OnDemand"])
def test_who_never_tests_loses_to_who_does_where_the_truth_is_far(name):
    rules = rules_of(name)
    fate = rules.fate(41, FUTURES)
    blind, tested = (ends(name)[way][far(rules, fate)] for way in ("Aux chiffres publiés", "Tester d’abord"))
    assert np.mean(tested > blind) > 0.5, (np.mean(tested > blind), np.mean(tested < blind))


def test_the_search_tries_other_futures_than_those_it_is_judged_on():
    rules = rules_of("D2C")
    assert rules.fate(policies.SEARCH_SEED, 1).truth["cac"][0] != rules.fate(41, 1).truth["cac"][0]


@pytest.fixture(scope="module")
def run():
    game = Game(bm.D2C(), seed=2026)
    return game.play([{"price": 1.05, "test": "cac"}, {"acquisition": 800_000}, *[{}] * 10])


def test_luck_and_decision_add_up(run):
    found = debrief.ways(run.game, run, futures=200)
    shared = debrief.share(found)
    assert shared.nothing + shared.decision + shared.luck == pytest.approx(run.worth)
    assert 0 <= shared.luck_rank <= 1
    table = found.table()
    assert debrief.YOU in table.index
    assert table.loc[NOTHING, "better"] == 0
    assert (table["low"] <= table["high"]).all()


def test_the_turning_quarter_is_a_counterfactual(run):
    gains = debrief.turning(run)["gain"]
    without = run.game.play([{}, {"acquisition": 800_000}, *[{}] * 10])
    assert gains[1] == pytest.approx(run.worth - without.worth)
    assert (gains[3:] == 0).all()  # nothing was decided, nothing is owed to it


def test_a_test_is_worth_what_it_changes(run):
    found = debrief.worth_of_tests(run.game, futures=300)
    assert found["gain"].is_monotonic_decreasing
    cost = float(run.game.rules.test_cost("moyen"))
    useless = found["gain"].iloc[-3:]  # a test that changes no decision costs its price and no more
    assert useless.min() > -3 * cost


def test_a_policy_written_for_one_future_is_played_one_by_one():
    """Plain ``if`` on numbers gives what the same policy written for arrays gives."""
    game = Game(bm.D2C(), seed=3)

    def plain(seen):
        if seen.bank < 8e6 and seen.quarter > 0:
            return {"acquisition": 300_000}
        return {}

    def arrays(seen):
        return {"acquisition": np.where((seen.bank < 8e6) & (seen.quarter > 0), 300_000, seen.acquisition)}

    many = debrief.others(game, 50)
    one_by_one, at_once = play.worth(game.rules, many, plain)[0], play.worth(game.rules, many, arrays)[0]
    assert one_by_one == pytest.approx(at_once, rel=1e-9)


def test_a_policy_that_decides_what_may_not_be_is_told_so():
    game = Game(bm.D2C(), seed=3)
    with pytest.raises(bm.LearnerError, match="price vaut 7"):
        debrief.ways(game, more={"Folle": lambda seen: {"price": 7}}, futures=20)


def test_the_truth_told_at_the_end_is_that_of_the_run(run):
    found = debrief.truth(run.game)
    assert found.loc["cac", "published"] == 12
    assert found.loc["cac", "true"] == run.game.fate.truth["cac"][0]
    assert debrief.rival(run.game)[0] in ("le calculateur", "l’imitateur", "l’installé")
