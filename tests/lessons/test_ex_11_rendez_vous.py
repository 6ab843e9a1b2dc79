"""Exercise 11 worked out by hand, and what lesson 11 decides on."""

import pytest

import bizmodels as bm
from bizmodels.exercises import engine

NAME = "11_rendez_vous"
QUESTIONS = engine.declaration(NAME).questions


def test_answers_worked_out_by_hand():
    data = bm.exercise(NAME).data
    # 217 M€ at 0.46 € each
    assert QUESTIONS[1](data) == pytest.approx(217 / 0.46)
    # as many at 0.80 €
    assert QUESTIONS[2].number(data) == pytest.approx(217 / 46 * 80)
    # 120 × 5 % = 6 missed, a quarter of them refilled at 30 € = 45 €; 6 hours at 20 € = 120 €; 165 € incl. VAT
    assert QUESTIONS[4](data) == pytest.approx(165 / 1.2)
    # 348 at the end, 348/1.225 = 284.08 at the beginning
    assert QUESTIONS[5](data) == pytest.approx((348 + 284.081633) / 2)
    # 30 of the 45 in a hundred who use a service
    assert QUESTIONS[6](data) == pytest.approx(2 / 3)
    # A practitioner leaves 64.50 + 0.15 × (79 + 4.50) − 12 = 65.025 €; 5,000 a month over 0.5 % of churn bring
    # 65.025 M€, and 6 more are needed.
    assert QUESTIONS[7].number(data) == pytest.approx(0.325125 / 71.025)


def test_choices_and_why():
    data = bm.exercise(NAME).data
    # c: from −20 to +20 %, the price moves 165/154.80 by 165/123.84 − 165/185.76 = 0.44; the minutes saved by 48/154.80,
    # missed appointments and fees by 18/154.80 each
    assert QUESTIONS[0](data) == "c"
    # d: 377 M€ for all appointments, of 217 + 168 = 385 spent in the year
    assert QUESTIONS[2].choice(data) == "d"
    # the trial measured 0.42 % of churn, 0.458 is enough
    assert QUESTIONS[7].choice(data) == "oui"


def test_the_function_on_one_trial():
    # 10 × 0.4 × 60 = 240 € for 129 × 1.2 = 154.80 €
    assert QUESTIONS[3](bm.exercise(NAME).data)(10, 0.4, 60, 0, 129) == pytest.approx(85.2 / 154.8)


def test_the_assistant_still_costs_at_month_36_whatever_firm_is_drawn():
    """What the question's last sentence says: the steady state it decides on is more than twenty years away."""
    for number in range(500):
        session = bm.exercise(NAME, student=f"élève {number}")
        data, firm = session.data, session.firm
        helped = firm.replace(fixed_costs=firm.fixed_costs + data.module_cost * 1e6, churn=data.measured)
        assert helped.profit_36 < firm.profit_36
        assert firm.steady_state_horizon > 240


@pytest.mark.parametrize("student", [None, "essai", "renard bleu"])
def test_answers_agree_with_goal_seek(student):
    session = bm.exercise(NAME, student=student)
    data, firm = session.data, session.firm
    assert QUESTIONS[4](data) == pytest.approx(bm.goal_seek(firm, "customer_roi", 0, vary="agenda_price"))
    helped = firm.replace(fixed_costs=firm.fixed_costs + data.module_cost * 1e6)
    limit = bm.goal_seek(helped, "steady_state_profit", firm.steady_state_profit, vary="churn")
    assert QUESTIONS[7].number(data) == pytest.approx(limit)


# --- the lesson -------------------------------------------------------------------------------------------


def profits(months, price, churn, fixed):
    """Month by month, by hand: 400,000 practitioners, 5,000 won a month at 600 €, 12 € of messages each."""
    margin = 0.5 * price + 0.15 * (79 + 0.01 * 15 * 30) - 12
    customers, found = 400_000, []
    for _ in range(months):
        customers = customers * (1 - churn) + 5_000
        found.append(customers * margin - 5_000 * 600 - fixed)
    return found


def test_the_assistant_wins_in_the_end_and_loses_for_years():
    today = profits(120, 129, 0.005, 28e6)
    price = profits(120, 139, 0.006, 28e6)
    helped = profits(120, 129, 0.004, 30e6)
    firm = bm.BookingPlatform()
    dearer = firm.replace(agenda_price=139, churn=0.006)
    helper = firm.replace(minutes_saved=4.5, fixed_costs=30e6, churn=0.004)
    for model, by_hand in ((firm, today), (dearer, price), (helper, helped)):
        assert model.project(120)["profit"].tolist() == pytest.approx(by_hand)
        assert model.profit_36 == pytest.approx(by_hand[35])
    assert helper.profit_36 < firm.profit_36 < dearer.profit_36
    assert helper.steady_state_profit > firm.steady_state_profit > dearer.steady_state_profit
    assert min(month for month in range(1, 121) if helped[month - 1] > today[month - 1]) == 71
    assert min(month for month in range(1, 121) if helped[month - 1] > price[month - 1]) == 90


def test_twice_the_appointments_twice_the_hours():
    busy = bm.BookingPlatform(appointments=240)
    # 240 × 5 % × a quarter × 30 € = 90 €, 240 × 3 minutes = 12 hours at 20 € = 240 €, for 129 × 1.2 = 154.80 €
    assert busy.customer_roi == pytest.approx(330 / 154.8 - 1)
    assert busy.customer_roi == pytest.approx(1.13, abs=0.005)


def test_churn_comes_first_in_the_end_and_not_at_month_36():
    firm = bm.BookingPlatform()
    assert bm.sensitivity(firm, "steady_state_profit")["parameter"].iloc[0] == "churn"
    assert "churn" not in bm.sensitivity(firm, "profit_36")["parameter"].iloc[:7].tolist()
