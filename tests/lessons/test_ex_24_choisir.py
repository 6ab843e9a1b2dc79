"""Exercise 24 worked out by hand."""

import pytest

import bizmodels as bm
from bizmodels.exercises import engine

NAME = "24_choisir"
QUESTIONS = engine.declaration(NAME).questions
STUDENTS = [None, *(f"e{n}" for n in range(12))]


def test_answers_worked_out_by_hand():
    data = bm.exercise(NAME).data
    assert QUESTIONS[0](data) == "d"
    # 51 lies 28 above 23, of 74; 334 − 166 = 168 of 262
    assert QUESTIONS[1](data) == pytest.approx(100 * 28 / 74)
    assert QUESTIONS[2](data) == pytest.approx(54 * 28 / 74 + 46 * 168 / 262)
    weight = QUESTIONS[3](data)
    assert weight == pytest.approx(weight * 28 / 74 + (1 - weight) * 168 / 262)
    assert QUESTIONS[4](data)(166, 334, 72) == pytest.approx(100 * 168 / 262)
    assert QUESTIONS[5].number(data) == 6
    # 68,000 a month at 11.50 a customer: 5,913 customers, 182.6 won a month
    assert QUESTIONS[6](data) == pytest.approx(68_000 / 11.5 / (21_000 / 115))
    assert QUESTIONS[7].number(data) == pytest.approx(54 - 46)


@pytest.mark.parametrize("student", STUDENTS)
def test_the_calls_of_the_package_give_the_same(student):
    data = bm.exercise(NAME, student=student).data
    table = {name: [getattr(data, f"margin_{name}"), getattr(data, f"spent_{name}")] for name in "abc"}
    weights, ways = [data.weight, 1 - data.weight], ["max", "min"]
    assert QUESTIONS[2](data) == pytest.approx(
        bm.choose.weighted_score(table, weights, ways)["score"]["b"], abs=1e-6
    )
    two = bm.choose.weighted_score({name: table[name] for name in "ab"}, weights, ways)["score"]
    assert QUESTIONS[7].number(data) == pytest.approx(two["a"] - two["b"], abs=1e-6)
    # At the weight of question 4 the two are level, on the scale of three.
    level = QUESTIONS[3](data)
    scores = bm.choose.weighted_score(table, [level, 1 - level], ways)["score"]
    assert scores["a"] == pytest.approx(scores["b"], abs=1e-6)


@pytest.mark.parametrize("student", STUDENTS)
def test_the_coherent_judgement_has_a_ratio_of_zero(student):
    data = bm.exercise(NAME, student=student).data
    third = QUESTIONS[5].number(data)
    judged = bm.choose.judgements(["a", "b", "c"], [data.first, third, data.second])
    found = bm.choose.ahp(judged)
    assert found.consistency_ratio == pytest.approx(0, abs=1e-9)
    assert found.priorities.iloc[0] / found.priorities.iloc[2] == pytest.approx(third)


@pytest.mark.parametrize("student", STUDENTS)
def test_the_wait_month_by_month(student):
    data = bm.exercise(NAME, student=student).data
    customers, month = 0.0, 0
    while customers * data.monthly < data.team + data.advertising:
        customers += data.advertising / data.cac
        month += 1
    assert month - 1 < QUESTIONS[6](data) <= month
