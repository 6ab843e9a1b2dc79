"""Exercise 11 worked out by hand."""

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
    # c: from −20 to +20 %, the price moves 165/154.80 by 165/123.84 − 165/185.76 = 0.44; the hours saved by 48/154.80,
    # missed appointments and fees by 18/154.80 each
    assert QUESTIONS[0](data) == "c"
    # d: 377 M€ for all appointments, of 217 + 168 = 385 spent in the year
    assert QUESTIONS[2].choice(data) == "d"
    # the trial measured 0.42 % of churn, 0.458 is enough
    assert QUESTIONS[7].choice(data) == "lancer"


def test_the_function_on_one_trial():
    # 10 × 0.4 × 60 = 240 € for 129 × 1.2 = 154.80 €
    assert QUESTIONS[3](bm.exercise(NAME).data)(10, 0.4, 60, 0, 129) == pytest.approx(85.2 / 154.8)


@pytest.mark.parametrize("student", [None, "essai", "renard bleu"])
def test_answers_agree_with_goal_seek(student):
    session = bm.exercise(NAME, student=student)
    data, firm = session.data, session.firm
    assert QUESTIONS[4](data) == pytest.approx(bm.goal_seek(firm, "customer_roi", 0, vary="agenda_price"))
    helped = firm.replace(fixed_costs=firm.fixed_costs + data.module_cost * 1e6)
    limit = bm.goal_seek(helped, "steady_state_profit", firm.steady_state_profit, vary="churn")
    assert QUESTIONS[7].number(data) == pytest.approx(limit)
