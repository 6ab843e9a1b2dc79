"""Exercise 21 worked out by hand."""

import itertools

import pytest

import bizmodels as bm
from bizmodels.exercises import engine

NAME = "21_dependance_plateforme"
SHEET = engine.declaration(NAME)
QUESTIONS = SHEET.questions


def test_answers_worked_out_by_hand():
    data = bm.exercise(NAME).data
    assert QUESTIONS[1](data)(62, 16, 22) == pytest.approx(10_000 / (3_844 + 256 + 484))
    # 480,000 € a year; once closed 335 days of 365 and 75 % of the sales are lost.
    kept = 335 / 365 * 0.75
    big, small = 480_000 * 0.62 * 0.06 * kept, 480_000 * 0.16 * 0.2 * kept
    assert QUESTIONS[2](data) == pytest.approx(big + small)
    assert QUESTIONS[3].number(data) == pytest.approx(big - small)
    # Of 1 € TTC, 0.8333 less the commission: 0.6833 before, 0.6533 after
    assert QUESTIONS[4](data) == pytest.approx(48 * 0.03 / (1 / 1.2 - 0.18))
    # 30 days at full pace, 70 at 1 − 0.62 × 0.75
    assert QUESTIONS[5](data) == pytest.approx(30 + 70 * 0.535)
    assert QUESTIONS[6](data) == pytest.approx(1 - 0.752**3)


def test_the_plan_month_by_month():
    data = bm.exercise(NAME).data
    moved, total = 0.0, 0.0
    for month in range(1, 37):
        sales = 40_000 * moved / 100  # those moved by the end of the month before
        total += (
            sales * (0.7 * 0.15 - 0.3 * 0.25 + 0.25 * 0.06 * 0.75) - 8 * moved
        )  # 8 € a point, its visitors
        if month <= 6:
            moved += 15.5 / 6
            total -= 400 * 15.5 / 6
    assert QUESTIONS[7].number(data) == pytest.approx(total)
    assert total < 0


def test_what_the_first_question_says_holds_for_every_firm():
    """Plan B moves more points, plan A lowers the index more for each."""
    for student in (None, *(f"e{n}" for n in range(40))):
        data = bm.exercise(NAME, student=student).data
        today = bm.risks.dependence.hhi([100 * data.big, 100 * data.small, 100 * (1 - data.big - data.small)])
        big, small, own, new = 100 * data.big, 100 * data.small, 100 * data.to_site, 100 * data.to_new
        plan_a = bm.risks.dependence.hhi([big - new, small, 100 - big - small, new])
        plan_b = bm.risks.dependence.hhi([big - own, small, 100 - big - small + own])
        assert own > new
        assert (today - plan_a) / new > (today - plan_b) / own


@pytest.mark.parametrize("student", [None, *(f"e{n}" for n in range(12))])
def test_the_stock_is_sold_on_the_last_day(student):
    data = bm.exercise(NAME, student=student).data
    left = bm.risks.dependence.stock_left(QUESTIONS[5](data), 100 * data.big, data.notice, data.recovered)
    assert left.lasts == pytest.approx(data.season)


def test_the_two_plans_never_concentrate_alike():
    """Two of the options say that the plans are equal, or that neither lowers the index: false whatever the figures."""
    ranges = {one.name: one for one in SHEET.given if one.low is not None}

    def steps(name):
        one = ranges[name]
        return [one.low + n * one.step for n in range(round((one.high - one.low) / one.step) + 1)]

    for big, small, new, own in itertools.product(*map(steps, ("big", "small", "to_new", "to_site"))):
        site = 1 - big - small
        today = big**2 + site**2
        plan_a = (big - new) ** 2 + new**2 + site**2
        plan_b = (big - own) ** 2 + (site + own) ** 2
        assert abs(plan_a - plan_b) > 1e-5
        assert max(plan_a, plan_b) < today - 1e-5
