"""Exercise 18 worked out by hand."""

import pytest

import bizmodels as bm
from bizmodels.exercises import engine
from bizmodels.exercises.result import REVIEW, RIGHT

NAME = "18_retours_et_logistique_inverse"
QUESTIONS = engine.declaration(NAME).questions
STUDENTS = [None, *(f"e{n}" for n in range(12))]


def test_answers_worked_out_by_hand():
    data = bm.exercise(NAME).data
    # 55 dresses in a hundred at 36 %, 45 others at 8 %: 19.8 and 3.6 come back
    assert QUESTIONS[0].number(data) == pytest.approx(0.234)
    assert QUESTIONS[0].choice(data) == "monte"  # from 40 × 0.38 + 60 × 0.10 = 21.2
    assert QUESTIONS[1](data) == pytest.approx(64.9)
    # After 6 days 88.58 % are left, after 18 days 69.51 %, of 400 × 40 €
    assert QUESTIONS[3](data) == pytest.approx(16_000 * (0.98**6 - 0.98**18))
    # Kept: 50 − 28; each order 5 + 0.90; each return loses 22, 40 % of 28, and 5
    assert QUESTIONS[4](data) == pytest.approx((22 - 5.9) / (22 + 11.2 + 5))
    # Free: 0.76 × 22 − 0.24 × (11.2 + 9.5) − 5.9 = 5.852; paid: 0.8 × 22 − 0.2 × 16.2 − 5.9 = 8.46
    assert QUESTIONS[5].number(data) == pytest.approx(3.2 * 5.852 - 2 * 8.46)
    # Less returned: 0.83 × 22 − 0.17 × 16.2 − 5.9 = 9.606; 42 € for 160 products
    assert QUESTIONS[7].number(data) == pytest.approx(
        12 * 20_000 * (0.021 * 9.606 - 0.02 * 8.46) - 6_720, rel=1e-9
    )


@pytest.mark.parametrize("student", STUDENTS)
def test_what_the_library_says_is_an_answer(student):
    ex = bm.exercise(NAME, student=student)
    data, firm = ex.data, ex.firm
    returns = bm.risks.returns
    assert returns.withdrawal_refund(data.basket, data.express, data.standard) == pytest.approx(
        QUESTIONS[1](data)
    )
    assert bm.goal_seek(firm, "order_margin", 0, vary="return_rate") == pytest.approx(
        QUESTIONS[4](data), rel=1e-6
    )
    bought = returns.newsvendor(
        data.demand, data.spread, data.dress / (1 + data.vat), data.dress_cost, data.salvage
    )
    assert bought.quantity == pytest.approx(QUESTIONS[6].number(data))
    assert (bought.critical_ratio > 0.5) == (QUESTIONS[6].choice(data) == "plus")
    assert 3 * data.spread <= data.demand  # as newsvendor asks
    lost = [
        returns.graded_value(data.item, {"A": 1.0}, {"A": 1.0}, days, data.decay)
        for days in (data.days_now, data.days_new)
    ]
    assert data.parcels * (lost[1] - lost[0]) == pytest.approx(QUESTIONS[3](data))


@pytest.mark.parametrize("student", STUDENTS)
def test_with_returns_one_buys_less_as_the_reason_says(student):
    data = bm.exercise(NAME, student=student).data
    price = data.dress / (1 + data.vat)
    again = bm.risks.returns.newsvendor_with_returns(
        data.demand, data.spread, price, data.dress_cost, data.salvage, return_rate=0.2
    )
    assert again.quantity < QUESTIONS[6].number(data)


def test_the_function_on_one_trial():
    ex = bm.exercise(NAME)
    assert (
        ex.q3.check(lambda out, back, work, goods, sold: out + back + work + goods * (1 - sold)).state
        == RIGHT
    )
    for wrong in (
        lambda out, back, work, goods, sold: out + back + work,
        lambda out, back, work, goods, sold: out + back + work + goods * sold,
        lambda out, back, work, goods, sold: (out + back + work + goods) * (1 - sold),
        lambda out, back, work, goods, sold: out + back + work + goods - sold,
    ):
        result = ex.q3.check(wrong)
        assert result.state == REVIEW
        assert result.cause in {one.name for one in QUESTIONS[2].mistakes}


@pytest.mark.parametrize("student", STUDENTS)
def test_the_other_choice_is_told_why_not(student):
    ex = bm.exercise(NAME, student=student)
    for number in (1, 6, 7, 8):
        question = QUESTIONS[number - 1]
        right = question.choice(ex.data)
        (other,) = set(question.choice.labels) - {right}
        text = ["quinze mots au moins et un chiffre, 3, pour dire ce que je ferais d'abord ici même"]
        text = text if question.words else []
        value = question.number(ex.data)
        assert ex.questions[number - 1].check(right, value, *text).state == RIGHT
        assert ex.questions[number - 1].check(other, value, *text).state == REVIEW
