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
    assert (shared.decision, shared.future, shared.both) == pytest.approx((0.05, 0.84, 0.11), abs=0.005)


def test_the_money_and_the_published_cost_at_the_edge_of_its_range():
    assert game().rules.opening == 12_000_000
    cac = game().rules.subjects["cac"]
    assert (cac.low, cac.middle, cac.high) == (12, 12, 28)
    assert (cac.low + cac.middle + cac.high) / 3 == pytest.approx(17, abs=0.5)
    assert pytest.approx(0.45, abs=0.02) == 17.3 / 12 - 1  # « presque moitié plus »
    assert game().rules.test_cost("moyen") == pytest.approx(42_000, rel=0.01)


def test_who_wins_who_dies():
    table, first = found().table(), spread.winners(found())["best"]
    assert first.idxmax() == PUBLISHED
    assert (first[PUBLISHED], first[TEST]) == pytest.approx((0.42, 0.30), abs=0.005)
    assert table["mean"].idxmax() == TEST
    assert (table.loc[[TEST, NOTHING], "mean"] / 1e6).tolist() == pytest.approx([12, 9], abs=0.3)
    assert table.loc[TEST, "mean"] / table.loc[NOTHING, "mean"] == pytest.approx(1.31, abs=0.02)
    assert table.loc[[TEST, PUBLISHED, NOTHING], "ruined"].tolist() == pytest.approx(
        [0.09, 0.21, 0.05], abs=0.006
    )
    assert spread.beats(found(), TEST, PUBLISHED) == pytest.approx(0.46, abs=0.005)
    assert spread.beats(found(), PUBLISHED, TEST) == pytest.approx(0.46, abs=0.005)


def test_what_is_worth_testing():
    gains = debrief.worth_of_tests(game())["gain"]
    assert gains.idxmax() == "acquisition"
    assert gains["churn"] < 0
    cost = float(game().rules.test_cost("moyen"))
    lost = gains[np.isclose(gains, -cost, rtol=0.02)]
    assert set(lost.index) == {
        "resale",
        "marketplace_share",
        "cannibalization",
        "marketplace_churn",
        "marketplace_cac",
    }


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
    assert run.worth == pytest.approx(2.9e6, rel=0.02)
    gains = debrief.turning(run)["gain"]
    assert gains[3] == pytest.approx(-100_000, rel=0.02)
    assert (gains[4:] == 0).all()
    assert float(game().fate.truth["cac"][0]) == pytest.approx(21, abs=0.5)


def test_the_same_decisions_elsewhere():
    levers = ["Programme de fidélité", "Relation client (CRM)", "Offre supérieure"]
    rows = advice.elsewhere(1.15, 1.5, levers)
    assert rows.loc[bm.D2C.title, "gain"] == pytest.approx(0.16, abs=0.005)
    assert rows.loc[bm.D2C.title, "ruined"] == pytest.approx(0.09, abs=0.005)
    assert rows.loc[bm.Freemium.title, "ruined"] > 0.6


def test_retention_first():
    rows = advice.retention_first(futures=1_000)
    assert (rows["retention"] < rows["tested"]).all()
    assert (rows["retention"] > 0).sum() == 10
    many = rows[rows["retention"] >= 0.195]
    assert len(many) == 8
    assert many["retention"].max() == pytest.approx(0.56, abs=0.005)
    assert (many["ruined"] <= many["ruined_nothing"] + 0.005).all()
    few = rows[rows["retention"] < 0.05]
    assert set(few.index) == {bm.D2C.title, bm.BookingPlatform.title, bm.Hybrid.title}
    assert (few["ruined"] > few["ruined_nothing"]).all()
    assert bm.BookingPlatform().churn == 0.005
    for lever in bm.levers.catalogue.ALL:
        assert not lever.fits(bm.Hybrid()) or "marketplace_churn" not in lever.moved(bm.Hybrid())


def test_the_marketplace_first():
    brand = bm.D2C(starting_customers=0, new_customers=1_000, cac=25, fixed_costs=1_500)
    rows = advice.marketplace_first(brand, 100_000, futures=4_000)
    shop, place, half = (rows.iloc[n] for n in (0, 1, 4))
    assert (shop["first_year"], place["first_year"]) == pytest.approx((0.22, 0.01), abs=0.006)
    assert (shop["ruined"], place["ruined"]) == pytest.approx((0.26, 0.42), abs=0.006)
    assert (half["first_year"], half["ruined"]) == pytest.approx((0.01, 0.05), abs=0.006)
    assert rows["mean"].idxmax() == half.name
    dear = advice.marketplace_first(brand.replace(cac=40), 150_000, futures=4_000)
    alone = dear.loc["La place de marché seule"]
    assert alone["ruined"] < 0.01
    assert alone["mean"] == pytest.approx(160_000, rel=0.04)
    assert (dear.drop(index=alone.name)["ruined"] > 0.79).all()
