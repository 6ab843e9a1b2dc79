"""Exercise 05 worked out by hand; its other numbers stand in ``test_lesson_05``."""

import pytest

import bizmodels as bm
from bizmodels.exercises import engine

NAME = "05_reconditionne"
QUESTIONS = engine.declaration(NAME).questions


def test_the_needed_loyalty_worked_out_by_hand():
    # A sale leaves 30 + 5.99/1.2 + 3 − 1.2 % of 305.99 − 0.08 × 12 − 0.05 × 15 = 32.60979; 0.08 × 35 = 2.80 less
    # once returns are centralised. Life: one purchase, then 0.04 × (1/0.015 − 1) = 2.62667.
    margin = 30 + 5.99 / 1.2 + 3 - 0.012 * 305.99 - 0.96 - 0.75
    fall = QUESTIONS[8].number(bm.exercise(NAME).data)
    later = 0.04 * (1 / (0.015 * (1 - fall)) - 1)
    assert (margin - 2.8) * (1 + later) == pytest.approx(margin * (1 + 0.04 * (1 / 0.015 - 1)))
    assert fall == pytest.approx(0.11327, abs=1e-5)


def test_choices_and_why():
    data = bm.exercise(NAME).data
    # b: 45 € of parts and labour, 44.20 for the refurbisher, 32.61 for the platform, 25 + 1 of VAT
    assert QUESTIONS[0](data) == "b"
    # c: a revenue of 230 M€ in 2018 would be most of the 320 M€ of 2023: what buyers pay, not what the platform earns
    assert QUESTIONS[3].choice(data) == "c"
    # 10 % fewer departures are promised, 11.3 are needed
    assert QUESTIONS[8].choice(data) == "non"


def test_the_function_on_two_trials():
    due = QUESTIONS[4](bm.exercise(NAME).data)
    # a sixth of a margin of 270 € incl. VAT; nothing on a loss
    assert due(60, 330) == pytest.approx(45)
    assert due(320, 300) == 0
