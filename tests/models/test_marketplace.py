"""ManoMano: a worked example, the definition traps, the ledger, the months, the back-test."""

import numpy as np
import pytest

import bizmodels as bm
from bizmodels import analysis, cases
from bizmodels.facts.evidence import published

# gmv = 0.5 × 60 = 30 € TTC = 25 € HT a month.
# arpu = 12 % × 25 + 50/500 + 2 % × 25 = 3 + 0.1 + 0.5 = 3.6
# cost of an order = 2 % × 60 + 1 + 10 % × 20 % × 60 = 1.2 + 1 + 1.2 = 3.4, a month 0.5 × 3.4 = 1.7
SMALL = {
    "basket": 60, "orders_per_month": 0.5, "commission_rate": 0.12, "seller_subscription": 50,
    "buyers_per_seller": 500, "ads_rate": 0.02, "payment_fee": 0.02, "support": 1, "refund_rate": 0.1,
    "guarantee_share": 0.2, "churn": 0.1, "new_customers": 1_000, "starting_customers": 10_000, "cac": 10,
    "fixed_costs": 20_000,
}  # fmt: skip


@pytest.fixture(scope="module")
def small():
    return bm.Marketplace(**SMALL)


def test_worked_example(small):
    assert small.gmv_per_customer == pytest.approx(30)
    assert small.arpu == pytest.approx(3.6)
    assert small.cost_to_serve == pytest.approx(1.7)
    assert small.order_margin == pytest.approx(1.9 / 0.5)
    assert small.effective_take_rate == pytest.approx(3.6 / 30)
    assert small.take_rate_excl_vat == pytest.approx(3.6 / 25)
    assert small.first_month_weight == pytest.approx(2)
    # Ten months of 1.9, and a first order that brings a month more, without the 0.1 that sellers pay by the month.
    assert small.ltv == pytest.approx(1.9 * 10 + 1.8)
    assert small.ltv_cac == pytest.approx(2.08)
    assert small.cac_payback == pytest.approx((10 - 1.8) / 1.9)
    assert small.steady_state_profit == pytest.approx(1_000 * (20.8 - 10) - 20_000)
    assert small.break_even_renewal == pytest.approx(20_000 / (1.9 + 0.1 * 1.8 - 0.1 * 10))


def test_months_against_a_loop(small):
    """New buyers order once for sure, the others f times; sellers pay 50 € for each 500 buyers, whatever is ordered."""
    customers, rows = 10_000.0, []
    for _ in range(12):
        customers = customers * 0.9 + 1_000
        orders = (customers - 1_000) * 0.5 + 1_000 * 0.5 + 1_000 * (1 - 0.5)
        rows.append((customers, orders * 3.5 / 0.5 + customers / 500 * 50, orders * 1.7 / 0.5))
    months = small.project(12)
    np.testing.assert_allclose(months[["customers", "revenue", "variable_costs"]], rows)
    assert months["profit"].iloc[0] == pytest.approx(39_500 - 18_700 - 10_000 - 20_000)


def test_ledger_by_hand(small):
    # Of 30 € TTC: State 5, seller 25 − 3.6 = 21.4, bank 0.6, support 0.5, guarantee 0.6, platform 1.9.
    expected = {
        "État (TVA)": 5,
        "Vendeur": 21.4,
        "Banque et carte": 0.6,
        "Service client": 0.5,
        "Garantie de remboursement": 0.6,
        "Marge sur coûts variables": 1.9,
    }
    ledger = small.ledger()
    assert dict(ledger) == pytest.approx({who: 100 * v / 30 for who, v in expected.items()}, abs=0.02)
    assert round(ledger.sum(), 9) == 100


def test_ten_percent_of_the_price_ttc_is_twelve_of_the_seller_s_revenue():
    """10 % HT computed on a TTC price: 12 % of what the seller keeps of it HT (Sellermania)."""
    alone = bm.Marketplace(commission_rate=0.1, seller_subscription=0, ads_rate=0)
    fact = published("Places de marché/commission_base_effect/2021") / 100
    assert alone.replace(vat_in_base=1).take_rate_excl_vat == pytest.approx(fact)
    assert alone.take_rate_excl_vat == pytest.approx(0.10)
    assert alone.effective_take_rate == pytest.approx(0.1 / 1.2)
    assert alone.replace(vat_in_base=1).effective_take_rate == pytest.approx(0.1)


def test_volume_is_not_revenue(small):
    """620 M€ and 1.2 Md€ were printed as revenue; the platform's is a fraction of what it carries."""
    months = small.project(12)
    buyers = months["customers"] + 1_000 * (small.first_month_weight - 1)
    subscriptions = months["customers"] / 500 * 50
    np.testing.assert_allclose((months["revenue"] - subscriptions) / (buyers * 30), 3.5 / 30)
    default = bm.Marketplace()
    assert 0.12 < default.effective_take_rate < 0.25


def test_the_rate_observed_is_above_the_displayed_commission_in_ht(small):
    assert small.take_rate_excl_vat > small.commission_rate
    assert small.replace(seller_subscription=0, ads_rate=0).take_rate_excl_vat == pytest.approx(0.12)


def test_sellers_enter_by_their_subscription_only(small):
    other = small.replace(buyers_per_seller=250)
    assert other.arpu - small.arpu == pytest.approx(50 / 250 - 50 / 500)
    assert small.replace(seller_subscription=0).arpu == pytest.approx(3.5)


def test_backtest_says_that_no_revenue_was_published():
    (line,) = bm.Marketplace.backtests()
    assert line.published is line.modelled is line.error is None
    assert "aucun document lu" in line.untestable
    # 1 200 M€ TTC / 1.2 × 15 % = 150, × 25 % = 250.
    assert "de 150 à 250" in line.inputs
    assert "non testable" in cases.backtest("ManoMano").shown()["Verdict"].iloc[0]


def test_published_defaults():
    standing = cases.provenance("ManoMano").set_index("parameter")["standing"]
    assert standing["seller_subscription"] == "publié"
    assert standing["commission_rate"] == "déduit"
    low, high = (published(f"ManoMano/commission_rate_{end}/2023") / 100 for end in ("min", "max"))
    assert bm.Marketplace().commission_rate == pytest.approx((low + high) / 2)
    assert {"basket", "cac", "churn", "starting_customers"} <= set(standing[standing == "hypothèse"].index)


def test_ten_thousand_futures():
    table = analysis.simulate(bm.Marketplace(), analysis.plausible(bm.Marketplace()), draws=10_000, seed=1)
    assert not table.isna().any(axis=None)
    assert 0.05 < (table["cash"] > 0).mean() < 0.95
