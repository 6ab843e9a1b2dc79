"""Exercise 23 worked out by hand."""

import pytest

import bizmodels as bm
from bizmodels.exercises import engine
from bizmodels.exercises.given import student_seed

NAME = "23_marche_francais"
QUESTIONS = engine.declaration(NAME).questions
STUDENTS = [None, *(f"e{n}" for n in range(12))]


def test_answers_worked_out_by_hand():
    data = bm.exercise(NAME).data
    # 1,160 / 1.15 = 1,008.7 is less than 1,040
    assert QUESTIONS[0](data) == "baisse"
    assert QUESTIONS[1](data)(100, 104, 115) == pytest.approx(11 / 104)
    # 362 × 3,160 over 310 × 3,360
    assert QUESTIONS[2](data) == pytest.approx(1_143_920 / 1_041_600 - 1)
    assert QUESTIONS[3](data) == pytest.approx(7 / 105)
    # 12 for 20: 38 become 22.8 % of 1,160
    assert QUESTIONS[4](data) == pytest.approx(264.48)
    # 9 / 4 % = 225, a third of which
    assert QUESTIONS[5](data) == pytest.approx(75)
    # from 52 to 75, on the way to 98
    assert QUESTIONS[6](data)(52, 75, 98) == pytest.approx(23 / 46)
    assert QUESTIONS[7].number(data) == pytest.approx(6_500)


@pytest.mark.parametrize("student", STUDENTS)
def test_what_the_statements_say_holds_for_every_firm(student):
    data = bm.exercise(NAME, student=student).data
    restated = data.after / (1 + data.announced)
    assert abs(restated / data.published - 1) > 0.01
    assert (QUESTIONS[0](data) == "baisse") == (restated < data.published)
    # Fewer buyers, more spent by each: less once counted alike, and still a rise.
    assert 0 < QUESTIONS[2](data) < data.spend_after / data.spend_before - 1
    assert 0 < QUESTIONS[3](data) < data.growth - data.inflation
    assert data.market_then < data.panel_then < data.panel_now
    # The conclusion holds today and is lost inside the range.
    assert data.margin / data.churn / data.cac > 3
    assert data.cac < QUESTIONS[5](data) < data.cac_edge
    assert QUESTIONS[7].number(data) != data.study


@pytest.mark.parametrize("student", STUDENTS)
def test_the_threshold_is_where_the_ratio_is_three(student):
    data = bm.exercise(NAME, student=student).data
    assert data.margin / data.churn / QUESTIONS[5](data) == pytest.approx(3)


def test_both_choices_are_right_for_some_student():
    sheet = engine.declaration(NAME)
    drawn = [sheet.drawn(student_seed(f"élève {n}", NAME)) for n in range(60)]
    assert {QUESTIONS[0](data) for data in drawn} == {"baisse", "hausse"}
    assert {QUESTIONS[7].number(data) > data.study for data in drawn} == {True, False}
