"""Lesson 18: what its texts say is what its engine gives."""

import pytest

import bizmodels as bm
from bizmodels.risks import guards
from bizmodels.risks.returns import central_handling, newsvendor_with_returns, return_policy


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
    shop = bm.D2C(return_rate=0.30, return_cost=10)
    gains = [
        guard.apply(shop).profit_36 - shop.profit_36 for guard in (guards.PHOTOS, guards.CENTRAL_RETURNS)
    ]
    assert [round(gain, -3) for gain in gains] == [38_000, 22_000]
    for cost, rate in ((10, 0.07), (5, 0.125)):
        shop = bm.D2C(return_rate=rate, return_cost=cost)
        assert guards.CENTRAL_RETURNS.apply(shop).profit_36 > shop.profit_36


def test_four_sellers_do_half():
    one = {"returns": 20, "sd": 10, "capacity_cost": 6}
    half = central_handling(sellers=1_800, **one).saving / 2
    assert central_handling(sellers=3, **one).saving < half < central_handling(sellers=4, **one).saving
