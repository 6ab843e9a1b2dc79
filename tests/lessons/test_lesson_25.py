"""What lesson 25 says of ways of playing, of tests and of advice, computed again."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

import bizmodels as bm
from bizmodels.pilot import advice, debrief, policies, spread
from bizmodels.pilot.game import Game

NOTHING, PUBLISHED, TEST = "Ne rien faire", "Aux chiffres publiés", "Tester d’abord"


@cache
def game():
    return Game(bm.D2C(), seed=2026)


@cache
def found():
    return debrief.ways(game(), futures=4_000)


def test_results_are_mostly_luck():
    shared = spread.spread(found())
    assert shared.decision < 0.05  # far from the next choice, a quarter
    assert shared.future > 0.8  # « plus des huit dixièmes »


def test_the_money_and_the_published_cost_at_the_edge_of_its_range():
    assert game().rules.opening == 12_000_000
    cac = game().rules.subjects["cac"]
    assert (cac.low, cac.middle, cac.high) == (12, 12, 28)
    assert (cac.low + cac.middle + cac.high) / 3 == pytest.approx(17, abs=0.5)
    assert pytest.approx(0.45, abs=0.02) == 17.3 / 12 - 1  # « presque moitié plus »
    assert game().rules.test_cost("moyen") == pytest.approx(42_000, rel=0.01)


def test_who_wins_who_dies():
    table = found().table()
    assert table["mean"].idxmax() == TEST
    assert (table.loc[[TEST, NOTHING], "mean"] / 1e6).tolist() == pytest.approx([11, 9], abs=0.3)
    assert table.loc[TEST, "mean"] / table.loc[NOTHING, "mean"] == pytest.approx(1.2, abs=0.03)
    assert table.loc[[TEST, PUBLISHED, NOTHING], "ruined"].tolist() == pytest.approx(
        [0.08, 0.24, 0.04], abs=0.006
    )
    assert table.loc[TEST, "better"] == pytest.approx(2 / 3, abs=0.02)
    assert (table.loc[TEST, "here"], table.loc[NOTHING, "here"] > 0) == (0, True)
    assert 0.4 < spread.beats(found(), NOTHING, PUBLISHED) < 0.5  # « à peine mieux »


def test_the_published_plan_doubles_its_advertising():
    run = game().follow(policies.greedy(game().rules))
    assert run.decisions[0].acquisition / game().rules.budget == pytest.approx(2.2)


def test_what_is_worth_testing():
    gains = debrief.worth_of_tests(game())["gain"]
    cost = float(game().rules.test_cost("moyen"))
    assert gains[["acquisition", "churn", "return_rate", "orders_per_month"]].idxmax() == "acquisition"
    assert gains["churn"] < -cost
    same = gains[gains.round() == gains["resale"].round()]
    assert set(same.index) == {
        "resale",
        "marketplace_share",
        "cannibalization",
        "marketplace_churn",
        "marketplace_cac",
    }
    assert same.iloc[0] == pytest.approx(-cost, rel=0.15)


def test_the_budget_that_the_wear_decides():
    plan = policies.Planner(game().rules)
    seen = game().rules.seen(game().fate, game().rules.start(game().fate))
    wear = game().rules.subjects["acquisition"]
    budgets = []
    for value in (wear.low, wear.high):
        told = replace(seen, estimates=seen.estimates | {"acquisition": np.array([value])})
        budgets.append(float(plan.best(told)[1][0]))
    assert budgets[1] / budgets[0] > 5  # « plus du quintuple »


def test_the_tester_of_that_seed():
    run = game().follow(policies.information_first(game().rules))
    assert not run.alive
    assert debrief.turning(run)["gain"][1] == pytest.approx(-2.2e6, rel=0.02)
    truth = debrief.truth(game())["true"]
    assert (truth["cac"], truth["orders_per_month"]) == pytest.approx((21, 0.11), rel=0.02)


def test_the_same_decisions_elsewhere():
    levers = ["Programme de fidélité", "Relation client (CRM)", "Offre supérieure"]
    rows = advice.elsewhere(1.15, 1.5, levers)
    assert rows.loc[bm.D2C.title, "gain"] > 0.05
    assert rows.loc[bm.D2C.title, "ruined"] < 0.15
    assert rows.loc[bm.Freemium.title, "ruined"] > 0.6


def test_retention_first():
    rows = advice.retention_first(futures=1_000)
    won = rows[rows["retention"] > 0.05]
    assert len(won) == 8
    assert (won["retention"].min(), won["retention"].max()) == pytest.approx((0.09, 0.29), abs=0.006)
    assert (won["ruined"] <= won["ruined_nothing"] + 0.005).all()
    few = rows.drop(index=won.index)
    assert set(few.index) == {bm.D2C.title, bm.BookingPlatform.title, bm.Hybrid.title}
    assert (few["ruined"] > few["ruined_nothing"]).all()
    assert few.loc[bm.BookingPlatform.title, "retention"] == pytest.approx(0, abs=0.005)
    assert (few["retention"].drop(index=bm.BookingPlatform.title) < -0.02).all()
    assert set(rows[rows["retention"] > rows["tested"]].index) == {bm.Freemium.title}
    assert bm.BookingPlatform().churn == 0.005
    for lever in bm.levers.catalogue.ALL:
        assert not lever.fits(bm.Hybrid()) or "marketplace_churn" not in lever.moved(bm.Hybrid())


def test_the_marketplace_first():
    brand = bm.D2C(starting_customers=0, new_customers=1_000, cac=25, fixed_costs=1_500)
    rows = advice.marketplace_first(brand, 100_000, futures=4_000)
    shop, place, half = (rows.iloc[n] for n in (0, 1, 4))
    assert (shop["first_year"] > 0.1, place["first_year"] < 0.02) == (True, True)
    assert place["ruined"] > 1.5 * shop["ruined"]
    assert half["first_year"] < 0.01
    assert half["ruined"] == pytest.approx(0.03, abs=0.006)
    assert rows["mean"].idxmax() == half.name
    assert rows.loc["Rien un an, puis le site", "first_year"] < 0.01
    dear = advice.marketplace_first(brand.replace(cac=40), 150_000, futures=4_000)
    alone = dear.loc["La place de marché seule"]
    assert alone["ruined"] < 0.01
    assert alone["mean"] == pytest.approx(150_000, rel=0.04)
    assert (dear.drop(index=alone.name)["ruined"] > 0.75).all()
