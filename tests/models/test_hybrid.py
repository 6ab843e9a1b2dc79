"""A brand on two channels: two D2C accounts, diversion, averages, what the second channel brings."""

import math

import numpy as np
import pytest

import bizmodels as bm
from bizmodels import analysis
from bizmodels.core import equations

# Basket 60 TTC = 50 HT, goods 20, no return, carrier 5, card 1 % = 0.6: 24.4 on the site.
# Commission 20 % of 60 = 12: 12.4 on the marketplace. 100 customers: site 100 − 25 % × 40 = 90, marketplace 40.
SMALL = {
    "basket": 60, "orders_per_month": 0.5, "cogs": 20, "shipping": 5, "payment_fee": 0.01, "return_rate": 0,
    "commission_rate": 0.2, "marketplace_share": 0.4, "cannibalization": 0.25, "channel_subscription": 100,
    "churn": 0.1, "marketplace_churn": 0.25, "cac": 13, "marketplace_cac": 2.6, "new_customers": 200,
    "starting_customers": 1_000, "fixed_costs": 9_000,
}  # fmt: skip
LATE = ("ltv", "lifetime", "margin_per_customer", "arpu", "cost_to_serve", "order_margin")


@pytest.fixture(scope="module")
def small():
    return bm.Hybrid(**SMALL)


def test_worked_example(small):
    assert small.channel_share == pytest.approx(90 / 130)
    assert small.shop_order_margin == pytest.approx(24.4)
    assert small.marketplace_order_margin == pytest.approx(12.4)
    assert small.order_margin == pytest.approx((90 * 24.4 + 40 * 12.4) / 130)
    assert small.arpu == pytest.approx(0.5 * 50)  # the seller is the principal: the commission is a cost
    assert small.cost_to_serve == pytest.approx(0.5 * (25.6 + 40 / 130 * 12))
    assert small.average_churn == pytest.approx((90 * 0.1 + 40 * 0.25) / 130)
    assert small.average_cac == pytest.approx((90 * 13 + 40 * 2.6) / 130)  # 9.8
    # Lives: 0.5 × 24.4 × (10 + 2 − 1) = 134.2; 0.5 × 12.4 × (4 + 1) = 31.
    assert small.ltv == pytest.approx((90 * 134.2 + 40 * 31) / 130)
    assert small.ltv_cac == pytest.approx(small.ltv / 9.8)
    assert small.steady_state_customers == pytest.approx(200 * (0.9 / 0.1 + 0.4 / 0.25))
    assert small.steady_state_profit == pytest.approx(180 * (134.2 - 13) + 80 * (31 - 2.6) - 9_100)
    # Month 1: of 400 customers 300 stay and order 0.5 times, 80 come and order once: 230 × (12.4 − 25 % × 24.4).
    assert small.marketplace_orders == pytest.approx(230)
    assert small.incremental_margin == pytest.approx(230 * 6.3)
    assert small.bearable_cannibalization == pytest.approx(12.4 / 24.4)
    # A customer stays (90 × 10 + 40 × 4)/130 months and leaves his life value less 9.8: that a month pays 9 100.
    stay, left = (90 * 10 + 40 * 4) / 130, (90 * 134.2 + 40 * 31) / 130 - 9.8
    assert small.break_even_renewal == pytest.approx(9_100 * stay / left)


def test_cannibalization_is_a_setting_and_a_figure(small):
    assert small.cannibalization == 0.25
    assert small.kpis()["cannibalization"] == 0.25
    assert {"channel_share", "cannibalization"} <= set(small.kpis().index)
    assert analysis.compare({"a": small}).loc["cannibalization", "a"] == 0.25
    assert small.kpis().shown().loc["Cannibalisation", "Valeur"] == "25\u00a0%"
    assert equations.symbols_of(equations.expression(bm.Hybrid, "channel_share")) == {
        "cannibalization", "marketplace_share",
    }  # fmt: skip


def test_months_are_those_of_its_two_shops(small):
    """Nothing is rewritten: the columns are the sums of two D2C, one paying the commission."""
    # MODELS.md counts the working capital of the start on the customers of the shop alone: left out of the sum here.
    assert small.shop.working_capital_days == small.working_capital_days
    firm = small.replace(working_capital_days=0)
    shop, marketplace, both = firm.shop, firm.marketplace, firm.project(36)
    np.testing.assert_allclose(small.project(36)["profit"], both["profit"])
    assert type(shop) is type(marketplace) is bm.D2C
    a, b = shop.project(36), marketplace.project(36)
    for column in (
        "customers",
        "revenue",
        "variable_costs",
        "acquisition_costs",
        "fixed_costs",
        "profit",
        "cash",
    ):
        np.testing.assert_allclose(both[column], a[column] + b[column], atol=1e-6)
    np.testing.assert_allclose(both["shop_customers"], a["customers"])
    np.testing.assert_allclose(both["marketplace_customers"], b["customers"])
    assert "Clients du site" in both.shown().columns


@pytest.mark.parametrize("name", LATE)
def test_averages_are_weighted_sums_of_both_accounts(name):
    model = bm.Hybrid()
    weight = model.channel_share
    expected = weight * getattr(model.shop, name) + (1 - weight) * getattr(model.marketplace, name)
    assert getattr(model, name) == pytest.approx(expected)


def test_first_month_by_hand(small):
    first = small.project(1).loc[1]
    # Site 900 × 0.9 + 180 = 990, marketplace 400 × 0.75 + 80 = 380; a first order weighs one month more. 50 € HT each.
    assert first["customers"] == pytest.approx(1_370)
    assert first["revenue"] == pytest.approx(0.5 * 50 * (990 + 180 + 380 + 80))
    assert first["variable_costs"] == pytest.approx(0.5 * (25.6 * (990 + 180) + 37.6 * (380 + 80)))
    assert first["acquisition_costs"] == pytest.approx(180 * 13 + 80 * 2.6)


def test_without_a_marketplace_it_is_the_shop(small):
    alone, shop = bm.Hybrid(marketplace_share=0, channel_subscription=0), bm.D2C(working_capital_days=18)
    for name in bm.D2C.__kpis__:
        expected = getattr(shop, name)
        if name == "steady_state_horizon":  # two stocks are walked month by month: the first whole month
            expected = math.ceil(expected)
        assert getattr(alone, name) == pytest.approx(expected), name
    np.testing.assert_allclose(alone.project(36)["cash"], shop.project(36)["cash"])
    assert alone.channel_share == 1
    assert alone.incremental_margin == 0


def test_when_everything_moves_to_the_marketplace_it_is_a_seller_there(small):
    """s = 1 and δ = 1: all orders of the site are placed on the marketplace instead."""
    moved = small.replace(marketplace_share=1, cannibalization=1)
    seller = bm.D2C(
        **{n: SMALL[n] for n in SMALL if n in bm.D2C.model_fields and n not in ("churn", "cac")},
        churn=0.25,
        cac=2.6,
        working_capital_days=small.working_capital_days,
    )
    assert moved.channel_share == 0
    for name in ("ltv", "ltv_cac", "arpu", "order_margin", "break_even_renewal", "cac_payback_survival"):
        assert getattr(moved, name) == pytest.approx(getattr(seller, name)), name
    np.testing.assert_allclose(moved.project(24)["cash"], seller.project(24)["cash"])


def test_above_the_bearable_diversion_each_order_costs(small):
    edge = small.bearable_cannibalization
    assert small.replace(cannibalization=edge).incremental_margin == pytest.approx(0, abs=1e-9)
    assert small.replace(cannibalization=edge + 0.01).incremental_margin < 0
    # The trap: sales rise all the same.
    assert (
        small.replace(cannibalization=0.6).project(1)["revenue"].iloc[0]
        > small.replace(marketplace_share=0).project(1)["revenue"].iloc[0]
    )


def test_incremental_margin_is_the_difference_with_and_without(small):
    """In month 1, where both channels keep their customers alike: both channels minus the shop alone."""
    # The shop alone: 1 000 × 0.9 × 0.5 + 200 = 650 orders. With: 90 % of them, and 40 % as many on the marketplace.
    alike = small.replace(marketplace_churn=0.1)
    assert alike.marketplace_orders == pytest.approx(260)
    assert alike.incremental_margin == pytest.approx(585 * 24.4 + 260 * 12.4 - 650 * 24.4)
    # Where the marketplace loses customers faster, those it diverted are lost with them.
    assert small.incremental_margin > 585 * 24.4 + 230 * 12.4 - 650 * 24.4


def test_commission_on_ttc_weighs_more_than_it_says(small):
    """15 % of the price TTC are 18 % of the price HT."""
    model = bm.Hybrid(return_rate=0)
    gap = model.shop_order_margin - model.marketplace_order_margin
    assert gap / (model.basket / 1.2) == pytest.approx(0.18)


def test_ledger_by_hand(small):
    # An average order of 60 €: State 10, goods 20, carrier 5, bank 0.6, commission 40/130 × 12, the rest.
    commission = 40 / 130 * 12
    amounts = [10, 20, 5, 0.6, 0, commission, 24.4 - commission]
    assert small.ledger().tolist() == pytest.approx([100 * a / 60 for a in amounts], abs=0.02)


def test_no_brand_publishes_its_diverted_sales():
    (line,) = bm.Hybrid.backtests()
    assert "ventes détournées" in line.untestable
    assert line.published is None


def test_a_drawn_cannibalization_is_one_column_of_the_simulation():
    table = analysis.simulate(bm.Hybrid(), {"cannibalization": analysis.between(0.1, 0.3, 0.5)}, draws=50)
    assert table.columns.is_unique
    assert table["cannibalization"].between(0.1, 0.5).all()
    assert table["cannibalization"].nunique() == 50
