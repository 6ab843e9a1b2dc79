"""Two pieces of advice, played: what they return, what must hold whatever the strengths of the game, what they refuse."""

import math

import numpy as np
import pytest

import bizmodels as bm
from bizmodels import LearnerError
from bizmodels.pilot import advice, debrief, play, policies
from bizmodels.pilot.rules import Rules

FEW = 300
BRAND = bm.D2C(starting_customers=0, new_customers=1_000, cac=25, fixed_costs=1_500)


def test_retention_first_is_its_policy_against_doing_nothing():
    found = advice.retention_first({"Vente directe": bm.D2C()}, futures=FEW, seed=7)
    rules = Rules(bm.D2C())
    fate = rules.fate(7 + debrief.OTHERS, FEW)
    nothing, lives = play.worth(rules, fate, policies.nothing(rules))
    kept, alive = play.worth(rules, fate, policies.retention_first(rules))
    row = found.loc["Vente directe"]
    assert row["retention"] == pytest.approx(kept.mean() / nothing.mean() - 1)
    assert row["better"] == np.mean(kept > nothing)
    assert (row["ruined_nothing"], row["ruined"]) == (1 - lives.mean(), 1 - alive.mean())


def test_every_model_of_the_course_has_its_row():
    found = advice.retention_first(futures=20)
    assert len(found) == 11
    assert found["retention"].is_monotonic_decreasing
    assert np.isfinite(found.to_numpy()).all()
    assert advice.retention_first(futures=20).equals(found)


@pytest.mark.parametrize("models", [{}, [bm.D2C()], bm.D2C(), {"a": 3}, "D2C"])
def test_firms_are_asked_for(models):
    with pytest.raises(LearnerError, match="attend des entreprises"):
        advice.retention_first(models)
    with pytest.raises(LearnerError, match="attend des entreprises"):
        advice.elsewhere(1.0, 1.0, models=models)


@pytest.mark.parametrize("futures", [0, -3, 2.5, math.nan, "200", None, True])
def test_futures_are_counted(futures):
    with pytest.raises(LearnerError, match="futures vaut"):
        advice.marketplace_first(BRAND, 100_000, futures=futures)


def test_no_change_gains_nothing_anywhere():
    found = advice.elsewhere(1.0, 1.0, models={"a": bm.D2C(), "b": bm.Freemium()}, futures=50)
    assert found["gain"].tolist() == [0, 0]
    assert found["better"].tolist() == [0, 0]


def test_a_lever_that_a_firm_lacks_is_left_out():
    firms = {"a": bm.D2C()}
    with_it = advice.elsewhere(1.0, 1.0, ["Offre avec pause"], firms, futures=50)
    assert with_it.equals(advice.elsewhere(1.0, 1.0, (), firms, futures=50))


def test_a_price_outside_the_rules_is_refused():
    with pytest.raises(LearnerError, match="price vaut 9"):
        advice.elsewhere(9.0, 1.0, models={"a": bm.D2C()}, futures=10)


def test_more_money_ruins_no_more_often():
    poor = advice.marketplace_first(BRAND, 60_000, futures=FEW)
    rich = advice.marketplace_first(BRAND, 150_000, futures=FEW)
    assert (rich["ruined"] <= poor["ruined"]).all()
    assert (poor["ruined"] > 0).any()
    assert (poor["first_year"] <= poor["ruined"]).all()


def test_curves_of_survival_end_where_the_table_does():
    ways = list(advice.WAYS_IN)
    curves = advice.survival(BRAND, 100_000, ways, futures=FEW)
    table = advice.marketplace_first(BRAND, 100_000, futures=FEW)
    assert (curves.iloc[0] == 100).all()
    assert (curves.diff().dropna() <= 1e-9).all().all()
    assert curves.iloc[-1].tolist() == pytest.approx((100 * (1 - table["ruined"])).tolist())
    assert curves.loc[advice.YEAR].tolist() == pytest.approx((100 * (1 - table["first_year"])).tolist())


def test_a_brand_that_waits_spends_less_than_one_that_advertises():
    found = advice.marketplace_first(BRAND, 100_000, futures=FEW)
    assert (
        found.loc["Rien un an, puis le site", "first_year"] < found.loc["Le site tout de suite", "first_year"]
    )


@pytest.mark.parametrize(
    "brand",
    [bm.D2C(), bm.SaaS(), bm.Hybrid(starting_customers=0), "D2C", None],
    ids=lambda b: type(b).__name__,
)
def test_the_brand_must_start(brand):
    with pytest.raises(LearnerError, match="attend une marque qui démarre"):
        advice.marketplace_first(brand, 100_000)


@pytest.mark.parametrize("money", [0, -1, math.nan, math.inf, "100000", None])
def test_money_is_a_positive_number(money):
    with pytest.raises(LearnerError, match="money vaut"):
        advice.marketplace_first(BRAND, money)


def test_a_brand_already_on_a_marketplace_is_refused():
    brand = bm.D2C(starting_customers=0, commission_rate=0.15)
    with pytest.raises(LearnerError, match="ne vend que sur son site"):
        advice.marketplace_first(brand, 100_000)


@pytest.mark.parametrize("ways", ["Le site tout de suite", []])
def test_ways_are_a_list(ways):
    with pytest.raises(LearnerError, match="une liste"):
        advice.survival(BRAND, 100_000, ways)
    with pytest.raises(LearnerError, match="Aucune façon de commencer"):
        advice.survival(BRAND, 100_000, ["Le site"])


def test_money_given_is_the_money_at_the_start():
    rules = Rules(BRAND, opening=12_345)
    assert rules.opening == 12_345
    assert rules.start(rules.fate(1)).bank[0] == 12_345
    assert Rules(BRAND).opening > 0
