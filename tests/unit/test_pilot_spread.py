"""What spreads results, and what is told before the first quarter, on worths written by hand and on the default firm."""

import numpy as np
import pytest

import bizmodels as bm
from bizmodels import LearnerError
from bizmodels.pilot import briefing, debrief, flows, spread
from bizmodels.pilot.game import Game

GAME = Game(bm.D2C(), quarters=4, seed=5)


def ways(**worth):
    worth = {name: np.array(values, dtype=float) for name, values in worth.items()}
    return debrief.Ways(
        GAME, dict.fromkeys(worth, 0.0), worth, {name: values > 0 for name, values in worth.items()}
    )


def test_variance_shared_out_by_hand():
    # Means of the ways 2 and 4, of the worlds 1, 3, 5: variances 1 and 8/3; all of it 11/3, nothing left for both.
    shared = spread.shares(np.array([[[0.0], [2.0], [4.0]], [[2.0], [4.0], [6.0]]]))
    assert shared.decision == pytest.approx(3 / 11)
    assert shared.unknown == pytest.approx(8 / 11)
    assert shared.both == pytest.approx(0, abs=1e-12)
    assert shared.chance == 0
    # What suits one world and not the other: neither the way nor the world alone.
    assert spread.shares(np.array([[[0.0], [2.0]], [[2.0], [0.0]]])) == spread.Sources(0.0, 0.0, 1.0, 0.0)
    # Luck alone.
    assert spread.shares(np.array([[[0.0, 2.0]], [[0.0, 2.0]]])) == spread.Sources(0.0, 0.0, 0.0, 1.0)


def test_nothing_differs_is_no_share():
    assert np.isnan([*vars(spread.shares(np.full((2, 2, 2), 3.0))).values()]).all()


def test_four_sources_sum_to_one_and_chance_goes_with_chance():
    found = spread.sources(GAME, worlds=20, lucks=10)
    assert sum(vars(found).values()) == pytest.approx(1)
    assert min(vars(found).values()) > 0
    # One future in each world leaves nothing to chance.
    assert spread.sources(GAME, worlds=30, lucks=1).chance == 0


def test_intervals_are_in_millions():
    assert spread.intervals(ways(a=[2e6] * 5, mine=[9, 9])) == {
        "a": (2.0, 2.0)
    }  # of one way among fewer futures, none


def test_unknowns_say_ranges_and_no_truth():
    table = briefing.unknowns(GAME)
    assert (table["low"] <= table["published"]).all()
    assert (table["published"] <= table["high"]).all()
    assert not set(table.index) & set(GAME.rules.levers)
    # Another world is told the same.
    assert briefing.unknowns(Game(bm.D2C(), quarters=4, seed=6)).equals(table)
    assert table.shown().columns[-1] == "Son nom dans « test »"


def test_a_test_four_times_larger_is_twice_as_precise():
    table = briefing.tests(GAME, "churn")
    assert (table["asked"].to_numpy() / table["asked"].iloc[0]).tolist() == pytest.approx([1, 4, 16])
    assert (table["cost"].to_numpy() / table["cost"].iloc[0]).tolist() == pytest.approx([1, 4, 16])
    assert (table["error"].to_numpy() / table["error"].iloc[0]).tolist() == pytest.approx([1, 1 / 2, 1 / 4])
    with pytest.raises(LearnerError, match="Rien d’inconnu ne s’appelle .*Vouliez-vous dire"):
        briefing.tests(GAME, "chrun")


def test_accounts_start_with_the_same_money():
    accounts = briefing.accounts(GAME, futures=3)
    assert accounts.shape == (5, 3)
    assert (accounts.iloc[0] == GAME.rules.opening).all()
    # Futures that nobody plays: none is that of the seed.
    own = [float(state.bank[0]) for state in GAME.play([{}] * 4).states]
    assert not any(np.allclose(accounts[name], own) for name in accounts)


def test_monthly_flows_by_hand():
    assert flows.monthly(-10, more=2, blow=5, at=3, months=4)["flow"].tolist() == [-10, -8, -11, -4]
    assert flows.monthly(-10, more=2, months=2)["flow"].tolist() == [-10, -8]


def test_a_game_says_what_it_is():
    assert repr(GAME) == "Partie de 4\u00a0trimestres, graine 5\u00a0: Vente directe (D2C)"
