"""Lesson 18: what its texts say is what its engine gives."""

import pytest

import bizmodels as bm
from bizmodels.risks import guards
from bizmodels.risks.returns import (
    central_handling,
    graded_value,
    newsvendor_with_returns,
    return_cost,
    return_policy,
)


def test_fifty_four_orders_a_year():
    spend = bm.fact("France e-commerce", "annual_spend_per_buyer", 2022).value
    assert round(spend / bm.fact("France e-commerce", "average_basket", 2022).value) == 54


def test_the_range_of_the_institute_is_the_one_of_the_note():
    assert "26 à 50 %" in bm.fact("Europe (D-A-CH)", "return_rate_fashion_low", 2023).note
    assert "6 à 10 %" in bm.fact("Europe (D-A-CH)", "return_rate_fashion_low", 2023).note


def test_where_the_dresses_went():
    found = newsvendor_with_returns(1_000, 250, 50, 20, 10, return_rate=0.4, resold=0.5, return_cost=7)
    assert [round(n) for n in (found.quantity, found.shipped, found.sales, found.leftover)] == [
        862,
        934,
        561,
        302,
    ]
    assert found.returned - found.resold > found.leftover / 2  # « la plupart revenues trop tard »
    faster = newsvendor_with_returns(1_000, 250, 50, 20, 10, return_rate=0.4, resold=1.0, return_cost=7)
    assert faster.quantity < found.quantity
    assert faster.profit > found.profit


def test_the_policies():
    free = return_policy(0.024, 0.30, margin=20, return_cost=20)
    paid = return_policy(0.021, 0.24, margin=20, return_cost=20, fee=4)
    assert free.needed_conversion(paid) == pytest.approx(0.030, abs=0.0005)
    both = return_policy(1.05 * 0.024, 0.27, margin=20, return_cost=20).margin - free.margin
    assert round(150 / both * 100, -2) == 3_800


def test_the_model_where_nothing_is_left():
    assert bm.D2C(return_rate=0.157).profit_36 > 0 > bm.D2C(return_rate=0.159).profit_36


def test_the_cards_of_the_two_guards():
    def gain(guard, **given):
        shop = bm.D2C(**given)
        return guard.apply(shop).walked["cash"][-1] - shop.walked["cash"][-1]

    fashion = {"return_rate": 0.30, "return_cost": 10}
    assert gain(guards.PHOTOS, **fashion) == pytest.approx(1.26e6, abs=5e3)
    assert gain(guards.CENTRAL_RETURNS, **fashion) == pytest.approx(762e3, abs=500)
    assert bm.D2C(**fashion).walked["cash"][-1] < -10e6
    for cost, less, more in ((10, 0.069, 0.07), (5, 0.13, 0.132)):
        assert gain(guards.CENTRAL_RETURNS, return_rate=less, return_cost=cost) < 0
        assert gain(guards.CENTRAL_RETURNS, return_rate=more, return_cost=cost) > 0


def test_what_one_return_costs_here_and_in_the_calculator():
    slip, grades, worth = bm.D2C(), {"A": 0.70, "B": 0.20, "C": 0.10}, {"A": 1.00, "B": 0.60, "C": 0.10}
    left = graded_value(slip.cogs, grades, worth, days=35, daily_loss=0.005)
    one = return_cost(5, 4, 1, 1, 1.5, value_loss=slip.cogs - left, payment=0.90)
    assert round(one["total"], 2) == 20.69
    assert slip.payment_fee * slip.basket == pytest.approx(0.90)
    model = slip.shipping + slip.payment_fee * slip.basket + slip.return_cost + (1 - slip.resale) * slip.cogs
    assert model == pytest.approx(15.70)
    kept = slip.replace(return_rate=0).order_margin
    assert round(one["total"] - kept, 2) == 0.59
    assert slip.order_margin == pytest.approx(0.9 * kept - 0.1 * model)
    assert slip.order_margin - slip.replace(resale=0).order_margin == pytest.approx(1.92)


def test_where_a_week_is_worth_less_than_fewer_damaged_pieces():
    worth, now = {"A": 1.00, "B": 0.60, "C": 0.10}, {"A": 0.70, "B": 0.20, "C": 0.10}
    fewer = {"A": 0.75, "B": 0.20, "C": 0.05}
    for loss, week_wins in ((0.0074, False), (0.0076, True), (0.01, True)):
        week = graded_value(50, now, worth, days=28, daily_loss=loss)
        assert (week > graded_value(50, fewer, worth, days=35, daily_loss=loss)) is week_wins


def test_what_the_guards_protect():
    told = bm.protection_table(
        bm.D2C(), [guards.PHOTOS, guards.CENTRAL_RETURNS], [bm.risks.catalogue.RETURNS]
    )
    photos, place = told.loc[guards.PHOTOS.name], told.loc[guards.CENTRAL_RETURNS.name]
    assert [round(photos[name] / 1e3) for name in ("net", "avoided", "result")] == [117, 37, 80]
    assert round(photos["per_euro"], 2) == 0.32
    assert round(place["net"] / 1e3) == -16


def test_four_sellers_do_half():
    one = {"returns": 20, "sd": 10, "capacity_cost": 6}
    half = central_handling(sellers=1_800, **one).saving / 2
    assert central_handling(sellers=3, **one).saving < half < central_handling(sellers=4, **one).saving
