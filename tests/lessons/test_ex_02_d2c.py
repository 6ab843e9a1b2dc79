"""Exercise 02 worked out by hand; its other numbers stand in ``test_exercises``."""

import pytest

import bizmodels as bm
from bizmodels.exercises import engine

NAME = "02_d2c"
QUESTIONS = engine.declaration(NAME).questions


def test_answers_worked_out_by_hand():
    data = bm.exercise(NAME).data
    # 16.52 € an order (exercise 00), the first one and 0.15 × 11.5 more: 45.017 € for 12 € of advertising
    assert QUESTIONS[6](data) == pytest.approx(45.017 / 12)
    # At 55 € incl. VAT: 0.9 × (55/1.2 − 24) − 0.48 − 0.5 − 5 − 0.825 = 12.845; × 2.725 orders − 12 € = 23.002625,
    # against 33.017 at 60 €. Fixed costs are the same.
    assert QUESTIONS[8].number(data) == pytest.approx(33.017 / 23.002625 - 1)


def test_choices_and_why():
    data = bm.exercise(NAME).data
    # b: of an order the maker gets 0.9 × 24 = 21.60 €, the brand 16.52, the State 0.9 × 10 = 9, the carrier 5
    assert QUESTIONS[0](data) == "b"
    # c: three times the pieces of one range, 13.5 % more euros of the whole firm
    assert QUESTIONS[5].choice(data) == "c"
    # 35 % more customers are promised, 43.5 % are needed
    assert QUESTIONS[8].choice(data) == "non"


def test_the_function_on_one_trial():
    # 60 and 48 € incl. VAT are 50 and 40: (50 − 20)/(40 − 15)
    assert QUESTIONS[4](bm.exercise(NAME).data)(60, 20, 48, 15) == pytest.approx(1.2)
