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
    # six pieces at 20 €, 10 % off: 120 − 12
    assert QUESTIONS[3](data) == pytest.approx(108)


def test_a_rounded_answer_is_right_and_told_to_be_rounded():
    ex = bm.exercise(NAME)
    rounded, exact = ex.q1.check(71), ex.q1.check(71.25)
    assert rounded.state == exact.state == "Juste"
    assert "arrondi" in rounded.text
    assert "arrondi" not in exact.text


def test_a_number_typed_by_hand_is_not_praised_for_a_point():
    assert "point" not in bm.exercise(NAME).q3.check(16.5).text
