"""Exercise 09 worked out by hand, and its decision against goal_seek."""

import pytest

import bizmodels as bm
from bizmodels.exercises import engine

NAME = "09_service_a_la_demande"
QUESTIONS = engine.declaration(NAME).questions


def test_answers_worked_out_by_hand():
    data = bm.exercise(NAME).data
    # 90 − 30 × 1 − 15 − 10 − 1.5 % of 90
    assert QUESTIONS[1].answer(data) == pytest.approx(33.65)
    # 62 accounts × 3 missions × 2 hours over 200 hours
    assert QUESTIONS[2].answer(data) == pytest.approx(1.86)
    # 186 missions × 30 € shared by four
    assert QUESTIONS[3].answer(data) == pytest.approx(1395)
    # Erlang C with N = 3 and A = 1.86: A³/3!·3/(3 − A) over itself + 1 + A + A²/2
    wait = 1.86**3 / 6 * 3 / 1.14
    assert QUESTIONS[5].answer(data) == pytest.approx(wait / (wait + 1 + 1.86 + 1.86**2 / 2))
    # 31,536,000 seconds / 25 = 1,261,440 shoots a year
    assert QUESTIONS[6].number.answer(data) == pytest.approx(105_120 / 58_000)
    assert QUESTIONS[7].answer(data) == pytest.approx(37.8432)


@pytest.mark.parametrize("student", [None, "essai", "renard bleu"])
def test_answers_agree_with_the_model(student):
    session = bm.exercise(NAME, student=student)
    data, firm = session.data, session.firm
    assert QUESTIONS[1].answer(data) == pytest.approx(firm.mission_margin)
    assert QUESTIONS[2].answer(data) == pytest.approx(firm.load)
    assert QUESTIONS[3].answer(data) == pytest.approx(firm.provider_income)
    better_paid = firm.replace(hourly_pay=data.hourly_pay + data.pay_rise)
    limit = bm.goal_seek(better_paid, "steady_state_profit", firm.steady_state_profit, vary="churn")
    assert QUESTIONS[8].number.answer(data) == pytest.approx(limit)
