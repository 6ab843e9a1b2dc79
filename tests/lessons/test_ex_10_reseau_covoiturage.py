"""Exercise 10 worked out by hand; its numbers stand in ``test_lesson_10``."""

import pytest

import bizmodels as bm
from bizmodels.exercises import engine

NAME = "10_reseau_covoiturage"
QUESTIONS = engine.declaration(NAME).questions


def test_choices_and_why():
    data = bm.exercise(NAME).data
    # c: the contribution goes to the driver and a sixth of the fee to the State; what is left is revenue, margin or not
    assert QUESTIONS[0](data) == "c"
    # 2/22 of 87 million are active, 7.9; 70 million seats a year are 0.74 a month each, and 1.1 are looked for
    assert QUESTIONS[3].number(data) == pytest.approx(70 / (87 / 11) / 12)
    assert QUESTIONS[3].choice(data) == "compatibles"
    # 30 % of searches may be lost, the dearer seat bears 38.5
    assert QUESTIONS[7].choice(data) == "oui"


def test_the_function_on_one_trial():
    # 100 km at 0.40 € shared by the driver and one passenger
    assert QUESTIONS[4](bm.exercise(NAME).data)(100, 0.4, 1) == pytest.approx(20)
