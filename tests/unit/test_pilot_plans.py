"""Plans kept, and a learner's policy tried once."""

import numpy as np
import pytest

import bizmodels as bm
from bizmodels import LearnerError
from bizmodels.pilot import debrief, plans, play, policies
from bizmodels.pilot.game import Game

GAME = Game(bm.D2C(), quarters=4, seed=5)


def test_a_plan_is_its_policy_against_doing_nothing():
    row = plans.parts(GAME, {"a": {"price": 1.1, "advertising": 2.0}}, futures=100).loc["a"]
    many = debrief.others(GAME, 100)
    nothing, _ = play.worth(GAME.rules, many, policies.nothing(GAME.rules))
    worth, alive = play.worth(GAME.rules, many, plans.kept(GAME.rules, 1.1, 2.0))
    assert row["gain"] == pytest.approx((worth - nothing).mean())
    assert row["error"] == pytest.approx((worth - nothing).std() / 10)
    assert row["better"] == np.mean(worth > nothing)
    assert row["ruined"] == 1 - alive.mean()


def test_nothing_gains_nothing_against_anybody():
    assert plans.facing(GAME, futures=50)["gain"].tolist() == [0, 0, 0, 0]


def test_a_plan_left_out_or_wrong():
    for given in ({}, [], {"a": 3}, None):
        with pytest.raises(LearnerError, match="attend des plans nommés"):
            plans.parts(GAME, given, futures=10)
    with pytest.raises(LearnerError, match="price vaut 9"):
        plans.parts(GAME, {"a": {"price": 9.0}}, futures=10)


def test_a_free_test_that_changes_nothing_is_worth_nothing():
    table = debrief.worth_of_tests(GAME, futures=100)
    assert table.loc["marketplace_cac", "value"] == pytest.approx(0, abs=1e-3)
    assert (table["gain"] == table["value"] - table["cost"]).all()
    assert GAME.rules.test_cost("moyen") > 0  # billed again afterwards


@pytest.mark.parametrize(
    ("policy", "told"),
    [
        (lambda vu: None, "ne rend jamais rien"),
        (lambda vu: {"acquisition": 900.000}, "écrivez 900_000"),
        (lambda vu: {} if bank < 3 else {}, "écrivez vu.bank"),  # noqa: F821
    ],
)
def test_a_slip_is_told(policy, told):
    with pytest.raises(LearnerError, match=told):
        debrief.ways(GAME, more={"Ma politique": policy}, futures=10)


def test_no_advertising_at_all_is_a_decision():
    assert debrief.ways(GAME, more={"Rien": lambda vu: {"acquisition": 0}}, futures=10).here["Rien"] != 0
