"""Vestiaire Collective: a worked example, TTC fees, trust, DAC7, the ledger, the back-test."""

import numpy as np
import pytest

import bizmodels as bm
from bizmodels import analysis, cases
from bizmodels.errors import LearnerError
from bizmodels.facts import facts
from bizmodels.facts.evidence import published
from tests.oracles import oracle

# f = 0.1 × (1 + 0.2 × 0.5) = 0.11. Fees of an order = (10 % + 5 %) × 200 + 2 = 32 € TTC = 26.667 HT.
# Paid by the buyer = 200 × 1.05 + 2 = 212. Costs = 10 × 0.5 + 2 % × 212 + 5 % × 20 = 5 + 4.24 + 1 = 10.24.
SMALL = {
    "item_price": 200, "orders_per_month": 0.1, "seller_fee": 0.1, "buyer_fee": 0.05, "fixed_fee": 2,
    "authentication": 10, "share_checked": 0.5, "trust_effect": 0.2, "payment_fee": 0.02, "dispute_rate": 0.05,
    "dispute_cost": 20, "churn": 0.1, "new_customers": 100, "starting_customers": 500, "cac": 20,
    "fixed_costs": 1_000,
}  # fmt: skip
MARGIN = 32 / 1.2 - 10.24  # 16.4267 € an order


@pytest.fixture(scope="module")
def small():
    return bm.Resale(**SMALL)


def test_worked_example(small):
    assert small.order_rate == pytest.approx(0.11)
    assert small.gmv_per_customer == pytest.approx(22)
    assert small.fees_per_order == pytest.approx(32)
    assert small.arpu == pytest.approx(0.11 * 32 / 1.2)
    assert small.cost_to_serve == pytest.approx(0.11 * 10.24)
    assert small.order_margin == pytest.approx(MARGIN)
    assert small.effective_take_rate == pytest.approx(32 / 1.2 / 200)
    assert small.ltv == pytest.approx(0.11 * MARGIN * (10 + 1 / 0.11 - 1))
    assert small.steady_state_profit == pytest.approx(100 * (small.ltv - 20) - 1_000)


def test_months_against_a_loop(small):
    """A new buyer buys once for sure in his first month; the others 0.11 times."""
    customers, rows = 500.0, []
    for _ in range(24):
        customers = customers * 0.9 + 100
        orders = (customers - 100) * 0.11 + 100
        rows.append((customers, orders * 32 / 1.2, orders * 10.24))
    months = small.project(24)
    np.testing.assert_allclose(months[["customers", "revenue", "variable_costs"]], rows)


def test_ledger_by_hand(small):
    expected = {
        "Vendeuse particulière": 180,
        "État (TVA sur les frais)": 32 / 6,
        "Vérification": 5,
        "Banque et carte": 4.24,
        "Litiges": 1,
        "Marge sur coûts variables": MARGIN,
    }
    ledger = small.ledger()
    assert sum(expected.values()) == pytest.approx(212)
    assert dict(ledger) == pytest.approx({who: 100 * v / 212 for who, v in expected.items()}, abs=0.02)
    assert round(ledger.sum(), 9) == 100


def test_fees_are_ttc_and_the_item_has_no_vat(small):
    """15 % and 2 € TTC are displayed; the platform keeps 13.3 % of the price, the State nothing of the item."""
    assert small.effective_take_rate == pytest.approx((0.15 + 2 / 200) / 1.2)
    no_fee = small.replace(seller_fee=0, buyer_fee=0, fixed_fee=0)
    assert no_fee.arpu == 0
    assert no_fee.ledger()["État (TVA sur les frais)"] == 0


def test_displayed_commission_is_not_the_observed_rate():
    observed = published("Vestiaire Collective/revenue/2024") / published("Vestiaire Collective/gmv/2024")
    assert observed == pytest.approx(published("Vestiaire Collective/take_rate/2024") / 100)
    sellers_only = bm.Resale(buyer_fee=0, fixed_fee=0)
    assert sellers_only.seller_fee == pytest.approx(0.13)
    assert sellers_only.effective_take_rate == pytest.approx(0.13 / 1.2)
    assert sellers_only.effective_take_rate < observed - 0.05


def test_authentication_is_pure_cost_unless_it_moves_purchases():
    blind = bm.Resale(trust_effect=0)
    assert blind.replace(share_checked=1).ltv < blind.replace(share_checked=0).ltv
    assert blind.replace(share_checked=1).order_rate == blind.order_rate
    trusted = bm.Resale()
    assert trusted.replace(share_checked=1).ltv > trusted.replace(share_checked=0).ltv
    assert trusted.replace(share_checked=1).order_margin < trusted.replace(share_checked=0).order_margin
    # The effect at which checking everything is worth nothing: found by goal seek between the two.
    nothing = trusted.replace(share_checked=0).margin_per_customer
    effect = analysis.goal_seek(
        trusted.replace(share_checked=1), "margin_per_customer", nothing, "trust_effect"
    )
    margin_all = trusted.replace(share_checked=1).order_margin
    assert effect == pytest.approx((margin_all + 12) / margin_all - 1)


def test_the_gain_of_an_exchange_is_shared_to_the_cent():
    """250 € of value: the price moves the gains from one side to the other, the fees take from both."""
    bag = bm.Resale(
        item_price=400, seller_fee=0.1, buyer_fee=0.05, fixed_fee=10, buyer_value=500, seller_value=250
    )
    assert (bag.value_created, bag.fees_per_order) == pytest.approx((250, 70))
    assert (bag.seller_gain, bag.buyer_gain) == pytest.approx((110, 70))  # 360 − 250 and 500 − 430
    assert bag.seller_gain + bag.buyer_gain + bag.fees_per_order == pytest.approx(bag.value_created)
    assert bag.captured_share == pytest.approx(0.28)
    dearer = bag.replace(item_price=420)
    assert dearer.value_created == bag.value_created
    assert (dearer.seller_gain, dearer.buyer_gain) == pytest.approx((128, 49))


def test_where_nothing_is_created_there_is_no_exchange():
    bag = bm.Resale(buyer_value=250, seller_value=250)
    assert bag.captured_share == np.inf
    assert bm.Resale.captured_share.show(bag.captured_share) == "pas d’échange"


def test_what_an_item_is_worth_moves_no_money():
    """The hypothesis says who gains; orders and profit stay those of the fees."""
    plain, loved = bm.Resale(), bm.Resale(buyer_value=900, seller_value=20)
    assert loved.project(36).equals(plain.project(36))


def test_members_are_not_buyers():
    members = published("Vestiaire Collective/members/2022") * 1e6
    assert bm.Resale().starting_customers < members / 10
    assert "inscrits" in bm.Resale.__params__["starting_customers"].help


def test_defaults_that_were_not_read_again_say_so():
    standing = cases.provenance("Vestiaire Collective").set_index("parameter")["standing"]
    assert standing["seller_fee"] == "à vérifier"
    assert standing["item_price"] == "publié"
    assert standing["trust_effect"] == standing["fixed_fee"] == "hypothèse"


def test_dac7_oracle():
    case = oracle("C2C-03")
    pairs = case["inputs"]["sales_count_and_eur"]
    assert [bm.Resale.reportable(sales, amount) for sales, amount in pairs] == case["expected"]["reportable"]
    sales, amount = np.array(pairs).T
    assert bm.Resale.reportable(sales, amount).tolist() == case["expected"]["reportable"]


def test_dac7_boundaries_and_services():
    count = facts.fact("legal", "dac7_exclusion_sales_count").value
    ceiling = facts.fact("legal", "dac7_exclusion_amount").value
    assert bm.Resale.reportable(count - 1, ceiling) is False
    assert bm.Resale.reportable(count - 1, ceiling + 0.01) is True
    assert bm.Resale.reportable(count, 0) is True
    assert bm.Resale.reportable(1, 10, goods=False) is True
    assert bm.Resale.reportable(0, 0, goods=False) is False
    with pytest.raises(LearnerError, match="négatif"):
        bm.Resale.reportable(-1, 10)


def test_backtest_is_circular_and_says_so():
    first, line = bm.Resale.backtests()
    assert (first.table, first.published) == ("calibration", line.published)
    assert line.published == published("Vestiaire Collective/revenue/2024")
    assert line.modelled is line.error is None
    assert "se déduit" in line.untestable
    # Sellers alone: 1 000 × 13 % / 1.2 = 108; with (13 % + 5 %) × 385 + 15 = 84.3 € TTC: 1 000 × 84.3/1.2/385 = 182.
    assert "108" in line.inputs
    assert "182" in line.inputs


def test_ten_thousand_futures():
    table = analysis.simulate(bm.Resale(), analysis.plausible(bm.Resale()), draws=10_000, seed=1)
    assert not table.isna().any(axis=None)
    assert 0.05 < (table["cash"] > 0).mean() < 0.95
