"""Exercise 20 worked out by hand."""

import pytest

import bizmodels as bm
from bizmodels.exercises import engine

NAME = "20_fraude_et_paiement"
QUESTIONS = engine.declaration(NAME).questions


def test_answers_worked_out_by_hand():
    data = bm.exercise(NAME).data
    # 96 € TTC are 80 € HT; goods 44.80, parcel 5: 30.20 is left. A fraud: 44.80 + 5 + 15 = 64.80.
    margin, lost = 30.20, 64.80
    # Of 100,000 orders, 1,000 frauds of which 700 are seen, 99,000 honest of which 2,475 are.
    assert QUESTIONS[1](data)(0.01, 0.7, 0.025) == pytest.approx(700 / 3_175)
    assert QUESTIONS[2](data) == pytest.approx(2_475 / 700)
    # An honest customer refused: 30.20 + 0.3 × 30 = 39.20
    assert QUESTIONS[3](data) == pytest.approx(39.2 / 104)
    assert QUESTIONS[5](data) == pytest.approx(margin / (margin + lost)) == pytest.approx(30.2 / 95)
    # Interchange: 0.3 × 0.3 % + 0.7 × 0.2 % = 0.23 %; 96 × 1.17 % + 0.30 = 1.4232 € a payment, 1,500 times
    assert QUESTIONS[6](data) == pytest.approx(1_500 * 1.4232)
    # A code: 0.01 × 0.8 × 64.80 saved, 0.99 × 0.013 × 30.20 lost
    assert QUESTIONS[7].number(data) == pytest.approx(1_500 * (0.5184 - 0.388674))


def test_the_frauds_that_pass_counted_one_by_one():
    data = bm.exercise(NAME).data
    paid = bm.risks.fraud.simulated_payments()
    passed = total = 0.0
    for amount, score, fraud in paid.itertuples(index=False):
        total += amount * fraud
        passed += amount * (fraud and score < data.cut)
    assert QUESTIONS[4](data) == pytest.approx(passed / total)


@pytest.mark.parametrize(("basket", "rate", "letter"), [(99, 0.0013, "b"), (99, 0.0014, "c"), (102, 0.0007, "c"), (102, 0.0006, "b")])  # fmt: skip
def test_the_exemption_follows_the_amount_and_the_provider(basket, rate, letter):
    data = bm.exercise(NAME).data.replace(basket=basket, psp_rate=rate)
    assert QUESTIONS[0](data) == letter


@pytest.mark.parametrize("student", [f"e{n}" for n in range(12)])
def test_no_basket_is_a_small_amount(student):
    # « Les petits montants » is told to be wrong whatever the figures.
    data = bm.exercise(NAME, student=student).data
    assert data.basket > data.small
