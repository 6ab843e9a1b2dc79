"""Exercise 01 worked out by hand."""

import pytest

import bizmodels as bm
from bizmodels.exercises import engine

NAME = "01_panorama"
QUESTIONS = engine.declaration(NAME).questions


def test_answers_worked_out_by_hand():
    data = bm.exercise(NAME).data
    # 20 % on top of the price excl. VAT is a sixth of 11.99
    assert QUESTIONS[1](data) == pytest.approx(11.99 / 6)
    # 320 M€ declared of 2,200 M€ paid
    assert QUESTIONS[2](data) == pytest.approx(0.32 / 2.2)
    # 10 % of 2,200 M€ is 220 of the 320
    assert QUESTIONS[3].number(data) == pytest.approx(100)
    # 0.94 twelve times: 0.94⁴ = 0.78074896, and its cube
    assert QUESTIONS[4](data) == pytest.approx(0.78074896 * 0.78074896 * 0.78074896)
    # 6 % of 25 € replace those who leave: 2.50 € of the 4 are left to pay 30,000 €
    assert QUESTIONS[6](data) == pytest.approx(12_000)
    # In the shop an order leaves 16.52 € (exercise 00), 0.15 a month once the first is made, 12.5 months less that one:
    # 16.52 × (1 + 0.15 × 11.5) = 45.017, less 14 € of advertising.
    # On the marketplace 10.20 € go to the commission: 6.32 × (1 + 0.15 × (1/0.1 − 1)) = 6.32 × 2.35, nothing to pay.
    assert QUESTIONS[7].number(data) == pytest.approx(31.017 / 14.852)


def test_choices_and_why():
    data = bm.exercise(NAME).data
    # c: a share of 100 € says nothing of the sales it is multiplied by, nor of advertising and fixed costs
    assert QUESTIONS[0](data) == "c"
    # c: 14.5 % observed against 10 % displayed: revenue adds what buyers, trade-ins and services bring
    assert QUESTIONS[3].choice(data) == "c"
    # two and a half times the customers are promised, 2.09 are needed
    assert QUESTIONS[7].choice(data) == "place"


def test_the_function_on_one_trial():
    # (10 − 4) € a month for 1/0.02 = 50 months
    assert QUESTIONS[5](bm.exercise(NAME).data)(10, 4, 0.02) == pytest.approx(300)
