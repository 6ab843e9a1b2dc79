"""The figures that lesson 14 says of prices, worked out by hand."""

import dataclasses
import math

import numpy as np
import pandas as pd
import pytest

import bizmodels as bm


def slope(x, y):
    x, y = np.log(x), np.log(y)
    return float(((x - x.mean()) * (y - y.mean())).sum() / ((x - x.mean()) ** 2).sum())


@pytest.fixture(scope="module")
def sodas():
    """Units and dollars of each soda of two litres, week by week, straight from the receipts."""
    lines, goods = (pd.DataFrame(bm.load_complete_journey(name)) for name in ("transactions", "products"))
    kind = goods.loc[goods["product_type"] == "SFT DRNK 2 LITER BTL CARB INCL", "product_id"]
    kept = lines[lines["product_id"].isin(kind) & (lines["quantity"] > 0) & (lines["sales_value"] > 0)]
    weeks = kept.pivot_table(
        index="product_id", columns="week", values=["quantity", "sales_value"], aggfunc="sum"
    )
    weeks = weeks[weeks["quantity"].notna().sum(axis=1) >= 40]
    national = weeks.index.isin(goods.loc[goods["brand"] == "National", "product_id"])
    return weeks["sales_value"] / weeks["quantity"], weeks["quantity"], weeks["sales_value"], national


def test_dearer_sodas_sell_more_and_each_sells_less_when_it_gets_dearer(sodas):
    price, units, paid, national = sodas
    assert (len(price), int(units.notna().sum().sum())) == (51, 2515)
    mean = paid.sum(axis=1) / units.sum(axis=1)
    assert mean[national].mean() / mean[~national].mean() == pytest.approx(1.99, abs=0.01)
    weekly = units.mean(axis=1)
    assert weekly[national].mean() / weekly[~national].mean() == pytest.approx(1.86, abs=0.01)
    moving = price.quantile(0.9, axis=1) > 1.2 * price.quantile(0.1, axis=1)
    own = [slope(price.loc[one].dropna(), units.loc[one].dropna()) for one in price.index[moving]]
    assert (len(own), sum(one > 0 for one in own)) == (28, 0)
    assert national[moving.to_numpy()].all()
    # « the shops hardly change theirs »: no own brand moves by more than an eighth between its cheap and its dear weeks
    apart = price.quantile(0.9, axis=1) / price.quantile(0.1, axis=1)
    assert apart[~national].max() < 1.125


def test_ten_per_cent_off_sells_a_quarter_more(sodas):
    price, units, _, _ = sodas
    x, y = np.log(price), np.log(units)
    all_x, all_y = x.stack(), y.stack()
    assert 0.9 ** slope(np.exp(all_x), np.exp(all_y)) - 1 == pytest.approx(-0.01, abs=0.005)
    # the cloud, one point a soda (mean logs)
    assert 0.9 ** slope(np.exp(x.mean(axis=1)), np.exp(y.mean(axis=1))) - 1 == pytest.approx(-0.03, abs=0.005)
    x, y = (one.sub(one.mean(axis=1), axis=0) for one in (x, y))
    within = float((x * y).sum().sum() / (x**2).sum().sum())
    assert within == pytest.approx(-2.14, abs=0.005)
    assert 0.9**within - 1 == pytest.approx(0.25, abs=0.005)


def test_below_one_the_rule_is_silent():
    journals = pd.DataFrame(bm.load_rdataset("AER/Journals"))
    by_citation = slope(journals["price"] / journals["citations"], journals["subs"])
    assert by_citation == pytest.approx(-0.53, abs=0.005)  # Kleiber and Zeileis (2008)
    assert slope(journals["price"], journals["subs"]) == pytest.approx(-0.41, abs=0.005)
    assert 100 * -by_citation / (-by_citation - 1) == pytest.approx(-114, abs=0.5)
    with pytest.raises(bm.LearnerError):
        bm.levers.pricing.markup_price(100, by_citation)


def rule(cost, force):
    return 1.2 * cost * force / (force - 1)


def test_the_rule_follows_the_cost():
    assert rule(8, 1.5) == pytest.approx(28.80)
    assert (rule(17.5, 2), rule(8, 2)) == pytest.approx((42, 19.20))
    assert (rule(8, 1.6), rule(17.5, 1.6)) == pytest.approx((25.6, 56), abs=0.01)
    assert 20 / 1.2 < 17.5  # four times the pieces, each at a loss
    assert pytest.approx(15.83, abs=0.005) == 40 / 1.2 - 17.5


def test_three_readings_of_one_fall():
    whole = math.log(2 * 21 / 18.5) / math.log(2)
    assert (2 * 21 / 18.5, 21 / 18.5, whole) == pytest.approx((2.27, 1.14, 1.18), abs=0.006)
    assert (round(rule(8, whole)), round(rule(8, math.log(10) / math.log(2)))) == (62, 14)
    assert bm.levers.pricing.arc_elasticity(q0=1, q1=4, p0=40, p1=20) == pytest.approx(-1.8)


def test_the_year_2024_alone_says_one_or_nothing():
    rows = bm.load_companies()
    sold = rows[
        (rows["entity"] == "Le Slip Français") & (rows["period"] == "2024") & (rows["metric"] == "revenue")
    ]["value"]
    assert sorted(sold) == [18.1, 19.8]
    assert [1 + math.log2(one / 18.5) for one in sorted(sold)] == pytest.approx([0.97, 1.10], abs=0.005)


def test_all_costs_told_the_best_price_is_near_thirty_one():
    shop = bm.D2C().reacting(price=2)
    assert (shop.basket, shop.cogs) == (60, 24)
    earned = {basket: shop.replace(basket=basket).profit_36 for basket in (57.6, *range(60, 131))}
    assert (earned[60] / 1e3, earned[57.6] / 1e3) == pytest.approx((93, 52), abs=0.5)
    top = max(earned, key=earned.get)
    assert top == 93
    assert earned[93] / 1e3 == pytest.approx(257, abs=0.5)
    kept = [basket for basket, profit in earned.items() if profit >= 0.95 * earned[93]]
    assert (min(kept), max(kept)) == (81, 111)  # from 27 to 37 € a piece
    assert (
        pytest.approx(12.92, abs=0.005) == 93 / 3 / 1.2 / 2
    )  # the rule read backwards: half the price without VAT


def test_what_a_survey_calls_best_is_not_what_earns_most():
    answers = bm.levers.simulated_answers.price_answers()
    found = bm.levers.pricing.van_westendorp(answers)
    assert (found.optimal, found.dropped, len(answers)) == ((11, 14), 40, 400)

    def left(people, price):
        ordered = (people["too_cheap"] < people["cheap"]) & (people["cheap"] < people["expensive"])
        ordered &= people["expensive"] < people["too_expensive"]
        return sum(most > price for most in people.loc[ordered, "too_expensive"]) * (price / 1.2 - 8)

    assert (round(left(answers, 12)), round(left(answers, 25))) == (720, 2_413)
    assert pytest.approx(left(answers, 25)) == 188 * (25 / 1.2 - 8)
    assert max(range(8, 41), key=lambda price: left(answers, price)) == 25
    # Of « too dear » drawn evenly from 14 to 40: (40 − p)(p/1.2 − 8) is highest halfway between 9.60 and 40.
    assert pytest.approx(24.8) == (9.6 + 40) / 2
    draws = [bm.levers.simulated_answers.price_answers(seed=seed) for seed in range(40)]
    best = sorted(max(range(8, 41), key=lambda price, one=one: round(left(one, price), 6)) for one in draws)
    assert (best[2], best[-3]) == (23, 26)  # nine draws in ten


def test_versions():
    alone = bm.fact("Deezer", "price_premium_individual", "2023-09").value
    family = bm.fact("Deezer", "price_family").value
    assert (family - alone, 2 * alone - family) == pytest.approx((8, 3.99))
    assert (family - alone) / alone == pytest.approx(2 / 3, abs=0.001)  # the gain, over the gain and the loss
    bank = bm.BusinessBanking()
    premium = bank.replace(share_smart=0.20, share_premium=0.10)
    assert (
        premium.arpu - bank.arpu
        == pytest.approx(0.05 * (39 - 19 - 0.40 * (110 - 100)))
        == pytest.approx(0.80)
    )
    cheaper = [one.replace(transfer_fee=0.20).arpu for one in (bank, premium)]
    assert cheaper[1] - cheaper[0] == pytest.approx(0.90)
    assert premium.replace(support=5.80).margin_per_customer == pytest.approx(bank.margin_per_customer)
    seat = bm.fact("Salesforce", "list_price_enterprise", "2023-08").value
    empty = bm.fact("Salesforce", "typical_shelfware_low").value
    assert seat * 0.70 / (1 - empty / 100) == pytest.approx(136, abs=0.5)


def best(values):
    return max(price * sum(value >= price for value in values) for price in values)


def test_a_bundle_wins_where_tastes_are_opposed():
    music = (12, 5)
    for books, together in (((4, 10), 30), ((10, 4), 22)):
        assert best(music) + best(books) == 22
        assert best([one + other for one, other in zip(music, books, strict=True)]) == together


def profit(first, second):
    """n1 = 100 + 0.2 n2 − p1 and n2 = 100 + n1 − p2, solved by hand."""
    n1 = (100 - first + 0.2 * (100 - second)) / (1 - 0.2)
    return first * n1 + second * (100 + n1 - second)


def test_the_seller_pays_alone():
    grid = {(one, other): profit(one, other) for one in range(-50, 151, 5) for other in range(-50, 151, 5)}
    assert max(grid, key=grid.get) == (0, 100)
    assert (grid[0, 100], grid[50, 50]) == pytest.approx((12_500, 10_000))


def test_direct_subscribers_did_not_move():
    france, world = (
        bm.fact("Deezer", f"subscribers_direct_{where}", "2023-12").value
        for where in ("france", "rest_of_world")
    )
    before = france / 1.059 + world / 0.906  # +5.9 % and −9.4 % over the year, in the notes of the same rows
    assert (france + world) / before - 1 == pytest.approx(0, abs=0.005)
    sold = [bm.fact("Salesforce", "revenue", year).value for year in ("FY2022", "FY2023", "FY2024", "FY2025")]
    growth = [after / before - 1 for before, after in zip(sold[:-1], sold[1:], strict=True)]
    assert growth == pytest.approx([0.18, 0.11, 0.09], abs=0.005)


def test_conversion_that_answers():
    firm = bm.Freemium()
    for kpi, stands, falls in (("profit_36", 1.7, 1.8), ("steady_state_profit", 0.8, 0.9)):
        dearer = [getattr(firm.reacting(price=force).replace(price=12.99), kpi) for force in (stands, falls)]
        assert dearer[0] > getattr(firm, kpi) > dearer[1]


def test_a_rise_earns_first_and_costs_later():
    shop = bm.D2C()
    dear = shop.reacting(price=1.5).replace(basket=72, churn=0.08 * 1.4)
    cost = 0.01 * shop.project(36)["revenue"].mean()  # of the announcement, the same every month
    before, after = shop.project(36)["profit"], dear.project(36)["profit"]
    assert (round(before[36] / 1000), round(after[36] / 1000)) == (93, 103)
    assert cost / 1000 == pytest.approx(19.2, abs=0.05)
    gap = after - before - cost
    assert gap[28] > 0 > gap[29]
    assert (after[36] - cost) / 1000 == pytest.approx(84, abs=0.5)


def ahead(departures):
    """Models where 5 % dearer is worth more than the better offer, if the customers there leave ``departures`` times more."""
    price, premium = bm.levers.catalogue.PRICE, bm.levers.catalogue.PREMIUM
    times = bm.core.change.times
    dearer = dataclasses.replace(price, changes=[one | {"churn": times(departures)} for one in price.changes])
    table = bm.lever_table(levers=[dearer, premium]).xs("middle", axis=1, level=1).round(1)
    return int((table[price.name] > table[premium.name]).sum())


def test_the_departures_decide_of_a_rise():
    price = bm.levers.catalogue.PRICE
    assert {one["churn"].factor for one in price.changes} == {1.10}
    assert [ahead(departures) for departures in (1.05, 1.10, 1.20)] == [7, 4, 1]


def test_the_lever_table_says_where_price_leads():
    table = bm.lever_table().xs("middle", axis=1, level=1).round(1)
    both = [bm.levers.catalogue.PRICE.name, bm.levers.catalogue.PREMIUM.name]
    lead = table[both].max(axis=1) >= table.max(axis=1)
    firsts = {name: set(row.index[row == row.max()]) for name, row in table[lead].iterrows()}
    assert firsts == {
        "Deux canaux": {both[0]},
        "Logiciel par abonnement": {both[0]},
        "Vente directe": {both[1]},
    }
    near = table.loc["Service à la demande"]
    assert (near[both[1]], near[bm.levers.catalogue.LOYALTY.name]) == (1.9, 2.0)
    others = {table.loc[name].idxmax() for name in table.index[~lead]}
    assert others <= {bm.levers.catalogue.LOYALTY.name, bm.levers.catalogue.CROSS_SELL.name}


def test_three_prices_under_four_elasticities():
    said = {
        1.2: (93, 136, 134, 352, 510),
        2: (93, 42, -27, 226, 256),
        2.5: (93, -10, -104, 158, 134),
        3.3: (93, -81, -200, 64, -15),
    }
    for force, row in said.items():
        shop = bm.D2C().reacting(price=force)
        ways = ((60, 0.08), (75, 0.12), (90, 0.16), (75, 0.08), (90, 0.08))
        earned = [shop.replace(basket=basket, churn=churn).profit_36 / 1000 for basket, churn in ways]
        assert tuple(map(round, earned)) == row
