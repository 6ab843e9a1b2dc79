"""Exercise 00 worked out by hand."""

import pytest

import bizmodels as bm
from bizmodels.exercises import engine

NAME = "00_bienvenue"
QUESTIONS = engine.declaration(NAME).questions


def test_answers_worked_out_by_hand():
    data = bm.exercise(NAME).data
    # three pieces at 25 €, 5 % off: 75 − 3.75
    assert QUESTIONS[0](data) == pytest.approx(71.25)
    # b: a number typed in a cell does nothing before the cell is run
    assert QUESTIONS[1](data) == "b"
    # 60 € incl. VAT are 50: 0.9 × (50 − 24) − 0.1 × 0.2 × 24 unsold − 0.1 × 5 of handling − 5 − 1.5 % of 60
    assert QUESTIONS[2](data) == pytest.approx(23.4 - 0.48 - 0.5 - 5 - 0.9)
