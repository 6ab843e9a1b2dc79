"""Qonto: plan mix, what use brings in, interchange of commercial cards, the ledger, the bracket."""

import numpy as np
import pytest

import bizmodels as bm
from bizmodels.facts import facts
from bizmodels.facts.evidence import published

# Two plans in use, half and half: Basic 10 €, Business 90 €: 50 €.
# Use: 1 000 × 0.8 % = 8; Basic makes 40 transfers, 30 included: 50 % × 10 × 0.4 = 2; FX 50 × 1 % = 0.5;
# acquiring 300 × (0.9 − 0.6) % = 0.9. In all 11.4.
# Cost: 50 × 0.1 + 4 + 1 + 0.1 % × 1 000 = 11. arpu 61.4, margin 50.4.
SMALL = {
    "price_basic": 10, "price_business": 90, "share_basic": 0.4, "share_business": 0.4, "share_smart": 0,
    "share_premium": 0, "share_essential": 0, "share_enterprise": 0, "card_spend": 1_000, "interchange": 0.008,
    "transfers_basic": 40, "included_basic": 30, "transfers_smart": 500, "transfer_fee": 0.4, "fx_spend": 50,
    "fx_margin": 0.01, "acquired": 300, "acquiring_fee": 0.009, "acquiring_cost": 0.006, "transactions": 50,
    "transaction_cost": 0.1, "support": 4, "monitoring": 1, "fraud_rate": 0.001, "churn": 0.02, "cac": 252,
    "new_customers": 100, "starting_customers": 1_000, "fixed_costs": 30_000,
}  # fmt: skip


@pytest.fixture(scope="module")
def small():
    return bm.BusinessBanking(**SMALL)


def test_worked_example(small):
    assert small.subscription_arpu == pytest.approx(50)
    assert small.transfer_arpu == pytest.approx(2)
    assert small.usage_arpu == pytest.approx(11.4)
    assert small.arpu == pytest.approx(61.4)
    assert small.cost_to_serve == pytest.approx(11)
    assert small.margin_per_customer == pytest.approx(50.4)
    assert small.ltv == pytest.approx(2_520)
    assert small.ltv_cac == pytest.approx(10)
    assert small.cac_payback == pytest.approx(5)
    assert small.break_even_renewal == pytest.approx(30_000 / (50.4 - 0.02 * 252))


def test_months_against_their_closed_form(small):
    t = np.arange(1, 25)
    customers = 1_000 * 0.98**t + 100 * (1 - 0.98**t) / 0.02
    months = small.project(24)
    np.testing.assert_allclose(months["customers"], customers)
    np.testing.assert_allclose(months["profit"], customers * 50.4 - 25_200 - 30_000)


def test_the_shares_of_the_plans_are_brought_back_to_100(small):
    """They are six sliders: twice as much of each is the same mix."""
    double = small.replace(share_basic=0.8, share_business=0.8)
    assert double.subscription_arpu == pytest.approx(small.subscription_arpu)
    assert double.usage_arpu == pytest.approx(small.usage_arpu)
    nobody = small.replace(share_basic=0, share_business=0)
    assert np.isnan(nobody.subscription_arpu)


@pytest.mark.parametrize("plan", ["basic", "smart", "premium", "essential", "business", "enterprise"])
def test_an_all_in_one_plan_firm_earns_its_listed_price(plan):
    shares = {
        f"share_{p}": float(p == plan)
        for p in ("basic", "smart", "premium", "essential", "business", "enterprise")
    }
    assert bm.BusinessBanking(**shares).subscription_arpu == published(f"Qonto/plan_price_{plan}/2026-07")


def test_below_the_allowance_transfers_bring_nothing(small):
    assert small.replace(transfers_basic=29).transfer_arpu == 0
    smart = small.replace(share_smart=0.8)  # half of the accounts: 500 − 100 = 400 transfers beyond the plan
    assert smart.transfer_arpu == pytest.approx(0.4 * (0.25 * 10 + 0.5 * 400))


def test_interchange_caps_are_for_consumer_cards_only():
    """Trap 18: 0.2 and 0.3 % do not bind commercial cards; a preset shows what the mistake costs."""
    for cap in ("interchange_cap_debit", "interchange_cap_credit"):
        assert "consommateurs seulement" in facts.fact("legal", cap).note
    model = bm.BusinessBanking()
    assert model.interchange > published("legal/interchange_cap_credit") / 100
    preset = next(changes for name, changes in model.presets.items() if "interchange" in name)
    assert preset["interchange"] == published("legal/interchange_cap_debit") / 100
    assert model.replace(**preset).usage_arpu == pytest.approx(model.usage_arpu - 0.008 * model.card_spend)


def test_onboarding_is_paid_by_the_cac_not_by_the_service(small):
    dear = small.replace(cac=504)
    assert dear.cost_to_serve == small.cost_to_serve
    assert dear.ltv_cac == pytest.approx(5)
    assert "refusé" in bm.BusinessBanking.__params__["cac"].help


def test_ledger_by_hand(small):
    # In all 61.4 + VAT on 52 of subscriptions and transfers = 71.8.
    amounts = [10.4, 5, 4, 1, 1, 50.4]
    assert small.ledger().tolist() == pytest.approx([100 * a / 71.8 for a in amounts], abs=0.02)


def test_without_revenue_the_case_is_a_bracket():
    (line,) = bm.BusinessBanking.backtests()
    assert line.untestable
    assert line.published is None
    # 600 000 accounts × 9 € and × 199 € a month, × 99 € a year.
    for amount in ("65 M€", "1\u202f433 M€", "59 M€"):
        assert amount in line.inputs
