"""Doctolib: one side pays, marginal against full cost, the practice's own account, why nothing is testable."""

import numpy as np
import pytest

import bizmodels as bm
from bizmodels.facts import facts
from bizmodels.facts.evidence import published

# 60 % × 100 + 20 % × (40 + 2 % × 10 × 25) = 60 + 20 % × 45 = 69. Cost 90 × 0.1 = 9. Margin 60.
# Practice: 90 × 10 % × 40 % × 50 % × 25 = 45; 90 × 10/3 minutes = 5 h × 18 = 90; price TTC 120: (135 − 120)/120.
SMALL = {
    "agenda_price": 100, "agenda_adoption": 0.6, "teleconsultation_price": 40, "teleconsultation_adoption": 0.2,
    "teleconsultations": 10, "teleconsultation_fee": 0.02, "consultation_price": 25, "appointments": 90,
    "marginal_cost": 0.1, "no_show_rate": 0.1, "avoided_share": 0.4, "refill": 0.5, "minutes_saved": 10 / 3, "hour_value": 18,
    "churn": 0.01, "new_customers": 20, "starting_customers": 1_000, "cac": 500, "fixed_costs": 62_000,
}  # fmt: skip


@pytest.fixture(scope="module")
def small():
    return bm.BookingPlatform(**SMALL)


def test_worked_example(small):
    assert small.arpu_practitioner == pytest.approx(69)
    assert small.arpu == small.arpu_practitioner
    assert small.cost_to_serve == pytest.approx(9)
    assert small.margin_per_appointment == pytest.approx(60 / 90)
    assert small.ltv == pytest.approx(6_000)
    assert small.ltv_cac == pytest.approx(12)
    assert small.hours_saved == pytest.approx(5)
    assert small.practice_gain == pytest.approx(135)
    assert small.customer_roi == pytest.approx(0.125)
    # All that is spent: 62 000 + 10 000 over 90 000 appointments, and 0.1 each.
    assert small.full_cost_per_appointment == pytest.approx(0.9)


def test_months_against_their_closed_form(small):
    t = np.arange(1, 37)
    customers = 1_000 * 0.99**t + 20 * (1 - 0.99**t) / 0.01
    months = small.project(36)
    np.testing.assert_allclose(months["customers"], customers)
    np.testing.assert_allclose(months["profit"], 60 * customers - 72_000)


def test_the_full_cost_is_not_a_variable_cost():
    """Trap 17: 0.80 € × 472 M appointments = 377 M€, all the spending. As a variable cost it turns a margin into a loss."""
    cost, revenue = (published(f"Doctolib/{m}_per_appointment/2022") for m in ("cost", "revenue"))
    appointments = published("Doctolib/revenue/2022") / revenue
    assert appointments == pytest.approx(472, abs=1)
    assert appointments * cost == pytest.approx(377, abs=1)
    assert "Coût complet moyen" in facts.fact("Doctolib", "cost_per_appointment").note
    model = bm.BookingPlatform()
    assert model.margin_per_appointment > 0
    wrong = model.replace(**model.presets["Erreur : 0,80 € compté comme variable"])
    assert wrong.marginal_cost == cost
    assert wrong.margin_per_appointment < 0
    # The fixed costs are counted twice: the spending of a month nearly doubles.
    month, twice = (m.project(1).loc[1] for m in (model, wrong))
    spent, spent_twice = (row["revenue"] - row["profit"] for row in (month, twice))
    assert spent_twice > 1.8 * spent


def test_default_full_cost_has_the_published_order_of_magnitude():
    assert bm.BookingPlatform().full_cost_per_appointment == pytest.approx(0.80, rel=0.25)


def test_more_appointments_spread_the_same_fixed_costs(small):
    busy = small.replace(appointments=180)
    assert busy.full_cost_per_appointment == pytest.approx(0.5)
    assert busy.cost_to_serve == pytest.approx(18)


def test_the_practice_pays_ttc_and_gains_only_on_slots_filled_again(small):
    assert small.replace(refill=0).practice_gain == pytest.approx(90)
    assert small.replace(no_show_rate=0).customer_roi == pytest.approx((90 - 120) / 120)
    # Judging the price HT would flatter it by a fifth.
    assert small.practice_gain / small.agenda_price - 1 > small.customer_roi + 0.2
    # It is the account of one practice: who else takes the diary changes nothing.
    assert small.replace(agenda_adoption=1).customer_roi == small.customer_roi


def test_twice_the_appointments_save_twice_the_hours():
    """240 appointments: 240 × 5 % × 50 % × 50 % × 30 = 90 €, 12 hours at 20 €, 154.80 € TTC: 113 %, not 36 %."""
    busy = bm.BookingPlatform(appointments=240)
    assert busy.hours_saved == pytest.approx(12)
    assert busy.practice_gain == pytest.approx(90 + 240)
    assert busy.customer_roi == pytest.approx((330 - 154.8) / 154.8)
    assert busy.customer_roi == pytest.approx(1.13, abs=0.005)


def test_ledger_by_hand(small):
    # 82.8 € TTC: State 13.8, appointments 9, margin 60.
    assert small.ledger().tolist() == pytest.approx([100 * a / 82.8 for a in (13.8, 9, 60)], abs=0.01)


def test_arr_is_a_trend_not_a_test():
    """348/1.225 = 284 at the end of 2023; half a year at +22.5 % gives 314 against 300 (+5 %)."""
    first, arr, cost = bm.BookingPlatform.backtests()
    assert "ARR" in first.metric  # a year of revenue beside a pace at one date: the line says so
    assert first.published == published("Doctolib/arr/2024")
    assert bm.BookingPlatform.trend_mid_2024() == pytest.approx(348 / 1.225**0.5)
    assert bm.BookingPlatform.trend_mid_2024() / arr.published - 1 == pytest.approx(0.05, abs=0.005)
    assert "+4,8" in arr.inputs
    for line in (arr, cost):
        assert line.untestable
        assert line.error is None


def test_arr_is_not_revenue():
    """Trap 4: the ARR of the end of 2024 is 348 M€, the last revenue published 217 M€ (2022)."""
    assert "annualisé, et non chiffre d'affaires" in facts.fact("Doctolib", "arr", "2024-07").note
    assert published("Doctolib/revenue/2022") < published("Doctolib/arr/2024-07")
