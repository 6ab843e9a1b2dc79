"""The figures that lesson 16 says, worked out from the raw data or by hand, without the levers that it teaches."""

import numpy as np
import pandas as pd
import pytest

import bizmodels as bm

AISLES = {
    "FLUID MILK PRODUCTS": "milk",
    "COLD CEREAL": "cereal",
    "LAUNDRY DETERGENTS": "detergent",
    "LAUNDRY ADDITIVES": "softener",
    "DIAPERS & DISPOSABLES": "diapers",
    "BEERS/ALES": "beer",
    "CIGARETTES": "cigarettes",
    "SOFT DRINKS": "soda",
    "BAKED BREAD/BUNS/ROLLS": "bread",
    "HOT DOGS": "hot dogs",
    "YOGURT": "yogurt",
}


@pytest.fixture(scope="module")
def baskets():
    """Basket -> aisles it holds, from the two files as they are; and the number of aisles."""
    aisles = bm.load_complete_journey("products").dropna(subset=["product_category"])
    aisles = aisles[aisles["product_category"] != "COUPON/MISC ITEMS"]
    lines = pd.DataFrame(bm.load_complete_journey("transactions")[["basket_id", "product_id"]])
    lines["aisle"] = lines["product_id"].map(
        dict(zip(aisles["product_id"], aisles["product_category"], strict=True))
    )
    lines = lines.dropna(subset=["aisle"]).drop_duplicates(["basket_id", "aisle"])
    table = pd.DataFrame({"size": lines.groupby("basket_id").size()})
    for code, name in AISLES.items():
        table[name] = table.index.isin(lines.loc[lines["aisle"] == code, "basket_id"])
    return table


def lift(table, first, second):
    return table.loc[table[first], second].mean() / table[second].mean()


def test_what_goes_together_and_what_does_not(baskets):
    assert len(baskets) == 142_302
    assert baskets.loc[baskets["cereal"], "milk"].mean() == pytest.approx(0.67, abs=0.005)
    assert baskets["milk"].mean() == pytest.approx(0.28, abs=0.005)
    assert lift(baskets, "cereal", "milk") == pytest.approx(2.4, abs=0.05)
    assert lift(baskets, "detergent", "softener") == pytest.approx(12.6, abs=0.05)
    assert (baskets["detergent"] & baskets["softener"]).sum() == 1_068
    assert lift(baskets, "diapers", "beer") == pytest.approx(0.9, abs=0.02)
    assert lift(baskets, "cigarettes", "yogurt") == pytest.approx(0.49, abs=0.005)
    assert baskets.loc[baskets["hot dogs"], "bread"].mean() == pytest.approx(0.70, abs=0.005)
    assert baskets["bread"].mean() == pytest.approx(0.24, abs=0.005)


def test_large_baskets_hold_everything(baskets):
    large = baskets[baskets["size"] >= 10]
    assert large["milk"].mean() == pytest.approx(0.60, abs=0.005)
    assert large.loc[large["cereal"], "milk"].mean() == pytest.approx(0.74, abs=0.005)
    assert large.loc[~large["cereal"], "milk"].mean() == pytest.approx(0.54, abs=0.005)
    assert lift(large, "cereal", "milk") == pytest.approx(1.24, abs=0.005)
    assert lift(large, "soda", "milk") == pytest.approx(1.0, abs=0.05)
    assert lift(large, "detergent", "softener") == pytest.approx(5.0, abs=0.05)


def by_size(table, first, second):
    """Baskets that would hold both if those with ``first`` were like any basket of as many aisles; and the spread of that."""
    rate = table.groupby("size")[second].mean()
    alike = table.loc[table[first], "size"].map(rate)
    return alike.sum(), np.sqrt((alike * (1 - alike)).sum())


def test_diapers_and_beer_by_chance_then_at_the_same_size(baskets):
    """144 against 158: chance goes as low once in eight. Against 191 it does not."""
    both = (baskets["diapers"] & baskets["beer"]).sum()
    assert both == 144
    there, draws, total = baskets["beer"].sum(), baskets["diapers"].sum(), len(baskets)
    assert there * draws / total == pytest.approx(158, abs=0.5)
    below = bm.levers.cross_selling.lift_test(total, int(there), int(draws), 145).p_value
    assert 1 - below == pytest.approx(1 / 8, abs=0.01)
    expected, spread = by_size(baskets, "diapers", "beer")
    assert (expected, both / expected) == pytest.approx((191, 0.75), abs=0.5)
    assert both / expected == pytest.approx(0.75, abs=0.005)
    assert (both - expected) / spread < -3
    milk, _ = by_size(baskets, "cereal", "milk")
    assert (baskets["cereal"] & baskets["milk"]).sum() / milk == pytest.approx(1.23, abs=0.005)


def test_the_strongest_of_the_rare_pairs_are_luck():
    found = bm.levers.baskets.strongest_elsewhere(bm.levers.grocery.tickets(), least=3, most=5)
    assert (found["lift_there"] >= found["lift"] / 2).sum() == 8
    assert (found["lift"].min(), found["lift"].max()) == pytest.approx((37, 237), abs=0.5)
    often = bm.levers.baskets.strongest_elsewhere(bm.levers.grocery.tickets(), least=500)
    assert (often["lift_there"] >= often["lift"] / 2).all()


def test_never_is_right_and_a_score_finds_buyers():
    caravan = bm.load_rdataset("ISLR/Caravan")
    bought, known = caravan["Purchase"].to_numpy(), caravan.drop(columns="Purchase").to_numpy(float)
    learned = np.arange(len(caravan)) % 2 == 0
    assert (len(caravan), bought[learned].sum(), bought[~learned].sum()) == (5_822, 169, 179)
    never = 1 - bought[~learned].mean()
    assert never == pytest.approx(0.939, abs=0.0005)
    # The same optimum by another road: Newton's steps written out.
    mean, spread = known[learned].mean(axis=0), known[learned].std(axis=0)
    rows = np.c_[np.ones(len(known)), (known - mean) / np.where(spread == 0, 1, spread)]
    weights, ridge = np.zeros(rows.shape[1]), np.diag(np.r_[0, np.full(known.shape[1], 100.0)])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-rows[learned] @ weights))
        slope = rows[learned].T @ (bought[learned] - chance) - ridge @ weights
        bend = (rows[learned].T * (chance * (1 - chance))) @ rows[learned] + ridge
        weights += np.linalg.solve(bend, slope)
    order = np.argsort(-np.round(rows[~learned] @ weights, 6), kind="stable")
    tenth = bought[~learned][order][:291].sum()
    score = bm.levers.targeting.score(caravan, "Purchase")
    assert score.others.reached(0.1) == pytest.approx(tenth, abs=1) == pytest.approx(59, abs=1)
    assert score.others.reached(0.4) / 179 == pytest.approx(0.75, abs=0.005)
    parrot = bm.levers.targeting.score(caravan, "Purchase", by_heart=True)
    assert (parrot.learned.reached(0.1), parrot.others.reached(0.1)) == pytest.approx((169, 27), abs=0.5)
    # One customer apart: the score says yes to three, and is right of one.
    right = [round(2_911 * one) for one in (never, score.others.right(), parrot.others.right())]
    assert right == [2_732, 2_731, 2_610]
    said = score.others.scores > 0.5
    assert (said.sum(), (said & score.others.bought).sum()) == (3, 1)
    # One question on the same half: a big car premium, 40 % of the customers.
    big, buyers = (caravan["PPERSAUT"] == 6)[~learned], bought[~learned]
    reached = buyers[big].sum() * 0.4 / big.mean()
    assert (reached, reached / 179) == pytest.approx((142, 0.79), abs=0.5)
    assert reached / 179 == pytest.approx(0.79, abs=0.005)
    assert reached / 4 == pytest.approx(36, abs=0.5)
    assert score.others.reached(0.4) == pytest.approx(134, abs=0.5)


def test_what_a_contact_must_bring():
    assert pytest.approx(1 / 16.7, rel=0.01) == 348 / 5_822  # sixteen letters and a little more for one sale
    score = bm.levers.targeting.score(bm.load_rdataset("ISLR/Caravan"), "Purchase")
    halves = (score.learned, score.others)

    def profit(half, share, cost):
        return 20 * half.reached(share) - cost * share * len(half.bought)

    # However finely the list is cut, both halves stop between a tenth and a fifth.
    for steps in (5, 10, 20, 100):
        for half in halves:
            best = max(range(steps + 1), key=lambda at: profit(half, at / steps, 2))
            assert 0.1 <= best / steps <= 0.2
    chosen = [max(range(11), key=lambda tenth: profit(half, tenth / 10, 0.5)) for half in halves]
    assert chosen == [7, 6]
    assert all(
        profit(score.others, share, 0.5) == pytest.approx(2_350, rel=0.01) for share in (0.5, 0.6, 0.7, 0.8)
    )
    assert [profit(score.others, share, 0.5) for share in (0.7, 1)] == pytest.approx([2_341, 2_124], abs=1)


def test_a_quarter_more_orders_is_not_a_quarter_more_value():
    firm = bm.Recommerce()
    order = firm.margin_per_customer / 0.04  # margin of one order

    def value(orders, churn=0.015):
        return order * (
            1 + orders * (1 - churn) / churn
        )  # the first order, then those of the months that follow

    assert firm.ltv == pytest.approx(value(0.04)) == pytest.approx(118, abs=0.5)
    assert (
        firm.replace(orders_per_month=0.05).ltv == pytest.approx(value(0.05)) == pytest.approx(140, abs=0.5)
    )
    assert 1.25 * value(0.04) == pytest.approx(148, abs=0.5)
    assert value(0.04, 0.012) == pytest.approx(value(0.05), rel=0.01)


def test_the_budget_stops_where_the_last_customer_costs_what_he_is_worth():
    worth = bm.Recommerce().ltv_discounted
    assert worth == pytest.approx(89, abs=0.5)
    assert 0.6 * worth == pytest.approx(53, abs=0.5)
    assert worth / 0.6 == pytest.approx(148, abs=0.5)
    assert pytest.approx(3.2, abs=0.03) == 2 ** (1 / 0.6)
    assert 200_000 * (0.6 * worth / 45) ** (0.6 / 0.4) == pytest.approx(257_000, rel=0.003)
    cash, steady = {}, {}
    for won in (150_000, 200_000, 257_000):
        firm = bm.Recommerce(new_customers=won, cac=45 * (won / 200_000) ** (1 / 0.6 - 1))
        cash[won], steady[won] = firm.project(36)["cash"].iloc[-1] / 1e6, firm.steady_state_profit / 1e6
    assert list(cash.values()) == pytest.approx([29, 3, -54], abs=0.5)
    assert list(steady.values()) == pytest.approx([-1.3, 1.2, 3.2], abs=0.06)
    # A flat top: half as much budget again, 4 % more.
    left = [won * worth - 9e6 * (won / 200_000) ** (1 / 0.6) for won in (200_000, 257_000)]
    assert left == pytest.approx([8.7e6, 9.1e6], abs=0.05e6)
    assert left[1] / left[0] == pytest.approx(1.04, abs=0.005)
    assert pytest.approx(1.5, abs=0.02) == (257 / 200) ** (1 / 0.6)
    later = [
        bm.Recommerce(new_customers=won, cac=45 * (won / 200_000) ** (1 / 0.6 - 1))
        .project(120)["cash"]
        .iloc[-1]
        / 1e6
        for won in (200_000, 257_000)
    ]
    assert later == pytest.approx([53, 38], abs=0.6)


def test_firms_of_the_case():
    assert 8 - 0.5 * (19 - 9) == 3
    assert pytest.approx([6.25, 15]) == [2.5 / 0.4, 6 / 0.4]  # BlaBlaCar: four of ten were to be won
    assert pytest.approx((21.7, 1.26), abs=0.01) == (0.081 * 267.9, 10.5 * 0.02 * 6)
    assert pytest.approx(17, abs=0.3) == 21.7 / 1.26
    assert pytest.approx(72.5) == 348e6 / 400_000 / 12
    assert pytest.approx(0.56, abs=0.005) == 72.5 / 129


def test_how_many_must_see_nothing():
    # Two shares compared: (1.96 + 0.84)² · (p1 q1 + p2 q2) / (p1 − p2)².
    for share, people in ((0.019, 300_000), (0.016, 17_000)):
        needed = (1.96 + 0.8416) ** 2 * (0.02 * 0.98 + share * (1 - share)) / (0.02 - share) ** 2
        assert needed == pytest.approx(people, rel=0.03)


def test_where_cross_selling_beats_advertising():
    table = bm.lever_table()
    catalogue = bm.levers.catalogue
    crossed, ads = (table[lever.name] for lever in (catalogue.CROSS_SELL, catalogue.ADVERTISING))
    assert crossed["middle"].notna().sum() == 9
    assert (crossed["middle"] > ads["middle"]).sum() == 6
    sure = crossed.index[crossed["low"] > 1]
    heads = ("Logiciel", "Place de marché", "Plateforme de rendez-vous", "Reconditionné", "Seconde main")
    assert len(sure) == len(heads)
    assert all(any(name.startswith(head) for name in sure) for head in heads)


def test_a_quarter_of_the_effect_pays_nearly_nowhere():
    weak = bm.levers.catalogue.CROSS_SELL.at(0.25)
    paid = bm.lever_table(levers=[weak])[weak.name, "middle"].dropna()
    assert (paid > 1).sum() == 1


def test_at_qonto_an_option_for_everybody_costs_more_than_it_brings():
    bank = bm.BusinessBanking()
    months = bank.project(36)
    budget = 0.01 * months["revenue"].mean()
    assert budget == pytest.approx(381_000, rel=0.001)
    before = months["cash"].iloc[-1]
    crossed = bm.levers.catalogue.CROSS_SELL.apply(bank).project(36)["cash"].iloc[-1]
    assert (crossed - before) / 1e6 == pytest.approx(-8, abs=0.5)
    # Advertising at the same cost: customers at the power that the model proposes, the budget spent on them.
    power = bank.reactions["acquisition"].start
    spent = bank.cac * bank.new_customers
    more = (1 + budget / spent) ** power
    ads = bank.replace(
        new_customers=more * bank.new_customers, cac=(spent + budget) / (more * bank.new_customers)
    )
    assert (ads.project(36)["cash"].iloc[-1] - before) / 1e6 == pytest.approx(4, abs=0.5)
