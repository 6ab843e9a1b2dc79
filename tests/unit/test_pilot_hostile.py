"""What a breaker did to the pilot: nothing is nan, nothing writes in the game, nothing is compared that cannot be."""

from __future__ import annotations

from typing import Annotated

import numpy as np
import pytest

import bizmodels as bm
from bizmodels.pilot import debrief
from bizmodels.pilot.game import Game


class Gym(bm.BusinessModel):
    """A student's model whose price is not called so."""

    fee: Annotated[float, bm.Param("Abonnement", "€", low=0)] = 30.0
    coach: Annotated[float, bm.Param("Coach", "€", low=0)] = 5.0

    @bm.kpi("ARPU", "€")
    def arpu(self):
        """The fee."""
        return self.fee

    @bm.kpi("Coût", "€")
    def cost_to_serve(self):
        """The coach."""
        return self.coach


class Free(bm.BusinessModel):
    """A model without any price: a share of something."""

    rate: Annotated[float, bm.Param("Taux", "%", low=0, high=1)] = 0.5

    @bm.kpi("ARPU", "€")
    def arpu(self):
        """A share of ten euros."""
        return 10 * self.rate

    @bm.kpi("Coût", "€")
    def cost_to_serve(self):
        """A euro."""
        return 1.0


def test_raised_none_raises_nothing():
    game = Game(bm.D2C(), quarters=2, seed=1)
    assert game.play([{"raised": None}, {}]) == game.play([{}, {}])


@pytest.mark.parametrize("write", ["price", "bank", "levers"])
def test_a_policy_cannot_write_in_the_game(write):
    game = Game(bm.D2C(), quarters=2, seed=2)

    def policy(seen):
        part = getattr(seen, write)
        part = next(iter(part.values())) if isinstance(part, dict) else part
        part[0] = 1
        return {}

    with pytest.raises(ValueError, match="read-only"):
        game.follow(policy)


def test_following_is_playing_what_was_decided():
    game = Game(bm.D2C(), quarters=4, seed=2)
    run = game.follow(lambda seen: {"price": seen.price * 1.02})
    assert game.play(run.decisions) == run
    assert run.quarters()["price"][0] == 1


@pytest.mark.parametrize(
    "changed", [{"churn": 0.0}, {"return_rate": 0.0}, {"orders_per_month": 0.3, "cac": 0.0}]
)
def test_what_has_no_range_is_known(changed):
    game = Game(bm.D2C(**changed), quarters=3, seed=1)
    zeros = {name for name, value in changed.items() if value == 0}
    assert not zeros & set(game.rules.subjects)
    assert np.isfinite(debrief.worth_of_tests(game, futures=30)["gain"]).all()


def test_a_students_price_is_found_and_moved():
    game = Game(Gym(starting_customers=500), quarters=2, seed=1)
    assert game.rules.prices == ("fee",)
    dearer = game.play([{"price": 1.1}, {}])
    assert dearer.states[1].settings["fee"][0] == pytest.approx(33)
    assert "coach" not in game.rules.prices
    assert np.isfinite(debrief.ways(game, futures=20).table()["mean"]).all()


def test_a_model_without_a_price_is_told_so_and_played():
    game = Game(Free(), quarters=2, seed=1)
    with pytest.raises(bm.LearnerError, match="pas de prix"):
        game.play([{"price": 1.1}])
    assert np.isfinite(debrief.ways(game, game.play([{}, {}]), futures=20).table()["mean"]).all()


@pytest.mark.parametrize("model", [bm.SaaS(seats=0), bm.SaaS(list_price=0)])
def test_a_firm_whose_figures_are_not_finite_is_not_piloted(model):
    with pytest.raises(bm.LearnerError, match="ne se pilote pas"):
        Game(model, quarters=2)


def test_many_firms_are_not_piloted():
    with pytest.raises(bm.LearnerError):
        Game(bm.D2C().with_draws({"cac": np.full(10, 12.0)}))


def test_a_ruined_firm_stands_still():
    game = Game(bm.D2C(), quarters=5, seed=1)
    run = game.play(
        [{"price": 0.5, "acquisition": 0}] * 4
        + [{"test": "cac", "raised": 1e6, "lever": "Programme de fidélité"}]
    )
    dead = next(n for n, state in enumerate(run.states) if not state.alive[0])
    assert dead < 5
    last, before = run.states[-1], run.states[dead]
    assert last.bank[0] == before.bank[0]
    assert last.flows.balance()[0] == 0
    assert (last.months["revenue"] == 0).all()
    assert last.levers["Programme de fidélité"][0] == before.levers["Programme de fidélité"][0]
    assert not np.isfinite(last.known["cac"][1][0])
    assert last.worth[0] == -before.debt[0]


def test_only_what_can_be_compared_is():
    game, other = Game(bm.D2C(), quarters=2, seed=1), Game(bm.SaaS(), quarters=2, seed=1)
    run = game.play([{}, {}])
    for call, said in (
        (lambda: debrief.ways(other, run, futures=20), "pas de ce jeu"),
        (lambda: debrief.ways(game, game.play([{}]), futures=20), "pas finie"),
        (lambda: debrief.ways(game, run, {"Ne rien faire": lambda seen: {}}, futures=20), "déjà"),
        (lambda: debrief.ways(game, run, [1], futures=20), "nommées"),
        (lambda: debrief.ways(game, run, {"x": 5}, futures=20), "fonction"),
        (lambda: debrief.ways(game, futures=0), "futures vaut 0"),
        (lambda: debrief.share(debrief.ways(game, futures=20)), "partie"),
    ):
        with pytest.raises(bm.LearnerError, match=said):
            call()


@pytest.mark.parametrize(
    "decision",
    [
        {"price": [0.95, 1.0]},
        {"price": []},
        {"channel": ["ouvrir", "fermer"]},
        {"size": ["petit", "grand"], "test": "churn"},
        {"raised": np.datetime64("2020")},
        {"raised": np.array(["1"])},
        {"price": np.bool_(True)},
        {"size": b"petit", "test": "churn"},
        {"price": 10**400},
        {"test": 3},
    ],
)
def test_one_future_takes_one_value_of_its_kind(decision):
    with pytest.raises(bm.LearnerError, match="Trimestre 1"):
        Game(bm.D2C(), quarters=2, seed=1).play([decision])


def test_a_policy_is_a_function_and_says_its_quarter():
    game = Game(bm.D2C(), quarters=2, seed=1)
    for wrong in (None, "x", 3):
        with pytest.raises(bm.LearnerError, match="fonction"):
            game.follow(wrong)
    policies = bm.pilot.policies
    assert (
        game.follow(policies.greedy)
        == game.follow(policies.greedy(game.rules))
        == game.follow(policies.REFERENCES[1])
    )
    with pytest.raises(bm.LearnerError, match="Trimestre 2"):
        game.follow(lambda seen: {"price": 9} if seen.quarter else {})


def test_a_misspelt_name_of_what_is_seen_is_told():
    game = Game(bm.D2C(), quarters=2, seed=1)
    with pytest.raises(bm.LearnerError, match="bank"):
        game.follow(lambda seen: {"price": seen.bankk})
    with pytest.raises(bm.LearnerError, match="churn"):
        game.follow(lambda seen: {"price": seen.estimates["chrun"]})


def test_the_row_of_a_policy_played_one_by_one_says_so():
    game = Game(bm.D2C(), quarters=2, seed=1)
    found = debrief.ways(
        game, more={"Mienne": lambda seen: {} if seen.bank > 0 else {"raised": 1}}, futures=300
    )
    assert "Mienne (200 futurs)" in str(found.table())
