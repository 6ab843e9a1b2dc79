"""What lesson 25 says of ways of playing, of tests and of advice, computed again; each named cause is taken out, and the effect goes."""

from copy import copy
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

import bizmodels as bm
from bizmodels.pilot import advice, debrief, plans, play, policies, spread
from bizmodels.pilot.game import Game
from bizmodels.pilot.rival import ELASTICITY, KINDS, STILL, WEAR, best_spending, pressure

SEED = 60
NOTHING, PUBLISHED, TEST, BLIND = (
    "Ne rien faire",
    "Aux chiffres publiés",
    "Tester d’abord",
    "Au milieu, sans test",
)
BRAND = bm.D2C(starting_customers=0, new_customers=1_000, cac=15, fixed_costs=1_500)


@cache
def game():
    return Game(bm.D2C(), seed=SEED)


def blind():
    return {BLIND: policies.information_first(game().rules, ())}


@cache
def found():
    return debrief.ways(game(), more=blind(), futures=4_000)


def levers():
    return [one.lever for one in game().follow(policies.greedy(game().rules)).decisions if one.lever]


def test_results_are_mostly_what_one_ignores():
    shared = spread.sources(game(), more=blind())
    assert 0.05 < shared.chance < 0.15  # « un dixième », far from « un quart »
    assert shared.unknown == pytest.approx(0.77, abs=0.03)
    assert shared.decision < 0.05
    # Without blows, with a rival that never moves, demand and tests as they are, chance makes less still.
    many = debrief.others(game(), 4_000)
    same = replace(many, truth={name: np.full(4_000, value[0]) for name, value in many.truth.items()})
    nothing = policies.nothing(game().rules)
    drawn, fixed = (play.worth(game().rules, fate, nothing)[0].var() for fate in (many, same))
    assert fixed < 0.2 * drawn


def test_the_money_and_the_published_cost_at_the_edge_of_its_range():
    rules = game().rules
    assert rules.opening == 12_000_000
    cac = rules.subjects["cac"]
    assert (cac.low, cac.middle, cac.high) == (12, 12, 28)
    assert (cac.low + cac.middle + cac.high) / 3 == pytest.approx(17, abs=0.5)
    true = debrief.others(game(), 4_000).truth["cac"]
    assert 1 / np.mean(12 / true) - 1 > 1 / 3  # « plus d’un tiers de clients de trop »
    assert rules.test_cost("moyen") == pytest.approx(36_000, rel=0.01)
    assert float(rules.test_error("price", "moyen")) == pytest.approx(0.26, abs=0.005)
    assert pytest.approx(-0.13, abs=0.005) == 1.1**-1.5 - 1
    assert pytest.approx(1.5, abs=0.02) == 2**0.6
    assert pytest.approx(0.21) == 1.1**2 - 1


def test_the_calculator_spends_less_against_a_cut():
    spent = np.linspace(0.1, 3, 100_001)
    profit = pressure(0.9, 1.0, ELASTICITY) * spent**WEAR / WEAR - spent
    assert spent[profit.argmax()] == pytest.approx(float(best_spending(0.9, 1.0)), abs=1e-3)
    assert (1 - best_spending(0.9, 1.0)) * (1 - 0.5**4) == pytest.approx(0.17, abs=0.005)


def test_who_wins_who_dies():
    table = found().table()
    mean = table.loc[[PUBLISHED, TEST, BLIND, NOTHING], "mean"] / 1e6
    assert mean.tolist() == pytest.approx([11.4, 11.3, 10.4, 9.0], abs=0.05)
    ruined = table.loc[[PUBLISHED, TEST, BLIND, NOTHING], "ruined"]
    assert ruined.tolist() == pytest.approx([0.21, 0.10, 0.11, 0.04], abs=0.006)
    assert (table.loc[[TEST, NOTHING], "here"] / 1e6).tolist() == pytest.approx([15.9, 10.2], abs=0.05)
    error = max(worth.std() / np.sqrt(len(worth)) for worth in found().worth.values())
    assert error == pytest.approx(150_000, abs=5_000)
    for name, count in ((policies.greedy, 6), (policies.information_first, 2)):
        run = game().follow(name(game().rules))
        assert len([one for one in run.decisions if one.lever]) == count


def test_a_plan_is_more_than_its_parts():
    bare = {"price": 1.05, "advertising": 2.2}
    first = game().follow(policies.greedy(game().rules)).decisions[0]
    assert (first.price, first.acquisition / game().rules.budget) == pytest.approx((1.05, 2.2))
    cut = {"leviers": {"levers": levers()}, "règles": bare, "plan": bare | {"levers": levers()}}
    gains = plans.parts(game(), cut)["gain"] / 1e6
    assert gains.tolist() == pytest.approx([0.6, -0.3, 2.4], abs=0.05)
    # It is no tale of ruin: with money without end, the parts and the whole stay what they are.
    rich = Game(bm.D2C(), seed=SEED)
    rich.rules.opening = 1e8
    assert (plans.parts(rich, cut)["gain"] / 1e6).tolist() == pytest.approx([0.6, -0.3, 2.4], abs=0.1)


def test_doubling_the_advertising_depends_on_the_rival():
    gains = plans.facing(game(), advertising=2)["gain"] / 1e6
    assert gains.tolist() == pytest.approx([2.6, -1.8, -1.4, 1.1], abs=0.06)


def with_rival(kind):
    one = Game(bm.D2C(), seed=SEED)
    one.__dict__["fate"] = replace(game().fate, rival=np.array([kind]))
    return one


def test_the_tester_of_that_seed_and_its_rival():
    assert KINDS[int(game().fate.rival[0])] == "l’imitateur"
    run = game().follow(policies.information_first(game().rules))
    assert run.alive
    gains = debrief.turning(run)["gain"]
    assert (gains[3], gains[4]) == pytest.approx((0.5e6, -0.5e6), abs=0.05e6)
    assert debrief.turning(run)["decided"][4] == "publicité 1,32\u00a0M€"
    taken = [one.given() for one in run.decisions]
    bare = [{name: value for name, value in one.items() if name != "price"} for one in taken]
    spending, dearer = [], []
    for kind in (1, STILL, 0):
        end = with_rival(kind).play(taken).worth
        spending.append((end - with_rival(kind).play(taken[:3] + [{}] + taken[4:]).worth) / 1e6)
        dearer.append((end - with_rival(kind).play(bare).worth) / 1e6)
    assert spending == pytest.approx([-0.5, 0.6, 1.1], abs=0.05)
    assert dearer[:2] == pytest.approx([6.5, 1.6], abs=0.05)


def test_what_is_worth_testing():
    table = debrief.worth_of_tests(game())
    assert table["value"].idxmax() == "acquisition"
    assert table.loc["acquisition", "value"] / table.loc["churn", "value"] == pytest.approx(6, abs=0.7)
    assert table.loc["churn", "gain"] > 0
    shop = ["marketplace_share", "cannibalization", "marketplace_churn", "marketplace_cac"]
    assert (table.loc[shop, "value"].abs() < 1e-3).all()
    assert set(table.index[table["value"].abs() < 1]) == set(shop)


@pytest.mark.parametrize(("name", "low", "high"), [("acquisition", 0.4, 2.2), ("churn", 2.2, 1.0)])
def test_the_budget_that_an_answer_decides(name, low, high):
    plan, rules = policies.Planner(game().rules), game().rules
    seen = rules.seen(game().fate, rules.start(game().fate))
    budgets = []
    for value in (rules.subjects[name].low, rules.subjects[name].high):
        told = replace(seen, estimates=seen.estimates | {name: np.array([value])})
        budgets.append(float(plan.best(told)[1][0]) / rules.budget)
    assert budgets == pytest.approx([low, high])


def test_the_same_decisions_elsewhere():
    three = ["Programme de fidélité", "Relation client (CRM)", "Offre supérieure"]
    rows = advice.elsewhere(1.15, 1.5, three)
    assert rows.loc[bm.D2C.title, ["gain", "ruined"]].tolist() == pytest.approx([0.09, 0.10], abs=0.01)
    assert rows.loc[bm.Freemium.title, "ruined"] > 0.6


def test_retention_first():
    rows = advice.retention_first(futures=1_000)
    won = rows[rows["retention"] > 0.05]
    assert len(won) == 8
    assert (won["retention"].min(), won["retention"].max()) == pytest.approx((0.08, 0.27), abs=0.006)
    assert (won["ruined"] <= won["ruined_nothing"] + 0.005).all()
    few = rows.drop(index=won.index)
    assert set(few.index) == {bm.D2C.title, bm.BookingPlatform.title, bm.Hybrid.title}
    assert (few["ruined"] > few["ruined_nothing"]).all()
    assert few.loc[bm.BookingPlatform.title, "retention"] == pytest.approx(0, abs=0.005)
    assert rows.loc[bm.D2C.title, ["retention", "keeping"]].tolist() == pytest.approx(
        [-0.03, 0.06], abs=0.006
    )
    assert (rows["keeping"] > -0.005).all()  # « publicité gardée, plus aucune perte »
    assert (rows["levers"] > rows["retention"]).all()  # « restent devant dans les onze »
    assert set(rows[rows["retention"] > rows["tested"]].index) == {bm.Freemium.title}
    assert bm.BookingPlatform().churn == 0.005


def test_what_the_levers_cost_and_the_cut_saves():
    ratios = []
    for cls in bm.models.all_models().values():
        rules = bm.pilot.rules.Rules(cls())
        keep = [name for name, lever in rules.levers.items() if "churn" in lever.moved(rules.firm)]
        ratios.append(sum(rules.lever_costs[name] for name in keep) / (rules.budget / 12))
    assert (min(ratios), max(ratios)) == pytest.approx((1 / 3, 5.3), abs=0.05)


def test_the_marketplace_first():
    rows = advice.marketplace_first(BRAND, 60_000, futures=4_000)
    shop, both, closed, wait = (rows.loc[name, "ruined"] for name in list(advice.WAYS_IN)[:4])
    assert (shop, both, closed, wait) == pytest.approx((0.13, 0.59, 0.34, 0.47), abs=0.006)
    assert (rows["first_year"].iloc[0], rows["first_year"].iloc[1]) == pytest.approx((0.11, 0.08), abs=0.006)
    half = rows.loc["Le site à demi-publicité un an"]
    assert half["ruined"] == pytest.approx(0.02, abs=0.006)
    assert half["mean"] == pytest.approx(rows["mean"].iloc[0], rel=0.02)
    assert advice._young(BRAND, 60_000).budget == 45_000


def ruined(rules, fate, name):
    last = play.followed(rules, fate, advice._starts(rules, *advice.WAYS_IN[name]))[-1]
    return float(np.mean(last.ruined > 0))


def test_why_the_marketplace_ruins():
    rules = advice._young(BRAND, 60_000)
    fate = rules.fate(SEED + debrief.OTHERS, 4_000)
    open_, closed = "La place de marché, puis le site", "La même, place fermée quand le site ouvre"
    # Its three effects taken out, a marketplace that stays open ruins no more than one that closes.
    bare = replace(
        fate,
        truth=fate.truth | {"cannibalization": np.full(4_000, 1e-6)},
        cards=tuple(card for card in fate.cards if not rules.channel.concerns(card.risk)),
    )
    at_once = copy(rules)
    at_once.channel = copy(rules.channel)
    at_once.channel.waits = 0
    assert ruined(at_once, bare, open_) == pytest.approx(ruined(rules, fate, closed), abs=0.01)
    # All figures as announced and no blow: nobody is ruined; each of both alone leaves ruins.
    told = {name: np.full(4_000, one.middle) for name, one in rules.subjects.items()}
    told = replace(fate, truth=fate.truth | told)
    for name in advice.WAYS_IN:
        assert ruined(rules, replace(told, cards=()), name) == 0
    assert 0.1 < ruined(rules, told, open_) < 0.5
    assert 0.1 < ruined(rules, replace(fate, cards=()), open_) < 0.5
    # A year of costs less on the account ruins a shop that opens at once as well.
    assert ruined(advice._young(BRAND, 42_000), fate, "Le site tout de suite") > 0.3


def policy(first):
    def mine(vu):
        if vu.quarter == 0:
            return first
        if vu.quarter == 1 and vu.estimates["acquisition"] > 0.6:
            return {"acquisition": 900_000}
        return {"acquisition": 300_000} if vu.bank < 3_000_000 else {}

    return mine


def test_the_policy_given_loses_and_its_first_line_is_why():
    mine = {"donnée": policy({"price": 0.95, "test": "acquisition"}), "sans": policy({"test": "acquisition"})}
    means = debrief.ways(game(), more=mine, futures=200).table()["mean"]
    assert means["donnée"] < means[NOTHING] - 1e6
    assert means["sans"] > means[NOTHING] + 0.2e6
