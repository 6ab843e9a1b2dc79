"""Exercise 22 worked out by hand."""

import pytest

import bizmodels as bm
from bizmodels.exercises import engine
from bizmodels.exercises.given import student_seed

NAME = "22_tresorerie"
QUESTIONS = engine.declaration(NAME).questions
STUDENTS = [None, *(f"e{n}" for n in range(12))]


def test_answers_worked_out_by_hand():
    data = bm.exercise(NAME).data
    # 11 × 480 = 5,280, 6 × 973 = 5,838, 10 × 480 = 4,800 thousand euros a year times days
    assert QUESTIONS[0](data) == "clients"
    # 58 at 3 days and 32 at 55: 174 + 1,760 over 90
    assert QUESTIONS[1](data)(58, 3, 32, 55) == pytest.approx(1_934 / 90)
    # HT, customers owe 70 thousand and suppliers are owed 65
    assert QUESTIONS[2](data) == pytest.approx(365 * (110 - 65) / 480 + 365 * 70 / 973)
    # 11,000 less 1,800 a month, three times
    assert QUESTIONS[3].number(data) == pytest.approx(27_600)
    # 98.5 become 100 in 35 days
    assert 0.985 * (1 + QUESTIONS[4].number(data)) ** (35 / 365) == pytest.approx(1)
    # 2,000 − 300 a month at 1.5 %, against three quarters of 24,000
    assert QUESTIONS[5].number(data) == pytest.approx(sum(1_700 / 1.015**n for n in range(1, 13)) - 18_000)
    # 1 % of 30,000, against 12,000 less four months at 6 % a year
    assert QUESTIONS[7].number(data) == pytest.approx(300 / (12_000 - 600))


@pytest.mark.parametrize("student", STUDENTS)
def test_the_contract_day_by_day(student):
    data = bm.exercise(NAME, student=student).data
    cash, lowest = 0.0, 0.0
    for month in range(24):
        if month >= data.wait:
            cash += data.order * (1 - data.deposit)
        cash += data.order * data.deposit - data.order_cost
        lowest = min(lowest, cash)
    assert QUESTIONS[3].number(data) == pytest.approx(-lowest)
    assert data.bank != -lowest
    assert cash > 0  # it pays


@pytest.mark.parametrize("student", STUDENTS)
def test_the_calls_of_the_engine_give_the_same(student):
    data, cash = bm.exercise(NAME, student=student).data, bm.risks.cash
    vat = 1 + data.vat
    cycle = cash.cash_conversion_cycle(
        data.revenue, data.purchases, data.stock, data.receivables / vat, data.payables / vat
    )
    assert QUESTIONS[2](data) == pytest.approx(cycle.ccc)
    paid = [-(1 - data.early), 1]
    days = ["2025-01-01", str(_later(data.days_early))]
    assert QUESTIONS[4].number(data) == pytest.approx(cash.xirr(paid, days))
    kept = cash.npv(data.money, [data.sleeping / 12 - data.storage] * 12)
    assert QUESTIONS[5].number(data) == pytest.approx(kept - data.sleeping * (1 - data.markdown))


def _later(days):
    from datetime import date, timedelta

    return date(2025, 1, 1) + timedelta(days=int(days))


@pytest.mark.parametrize("student", STUDENTS)
def test_the_plan_of_the_season(student):
    data = bm.exercise(NAME, student=student).data
    plan = bm.risks.cash.thirteen_weeks(
        data.opening,
        sales=data.sales_season,
        sales_before=data.sales_before,
        receipt_weeks=4,
        goods=data.goods,
        wages=data.wages,
        other=1_000,
    )
    asked = QUESTIONS[6](data)
    assert (plan["closing"] + asked).min() == pytest.approx(data.cushion)
    # As the words below the answer say: a week inside the quarter, which ends well; and there is something to ask for.
    assert 1 < plan["closing"].idxmin() < 13
    assert plan["closing"].iloc[-1] > data.opening
    assert asked > 0


def test_no_two_ways_of_freeing_cash_are_worth_the_same():
    sheet = engine.declaration(NAME)
    for number in range(300):
        data = sheet.drawn(student_seed(f"élève {number}", NAME))
        ways = {
            data.stock_cut * data.purchases,
            data.customer_cut * data.revenue,
            data.supplier_more * data.purchases,
        }
        assert len(ways) == 3


@pytest.mark.parametrize("student", STUDENTS)
def test_a_line_at_its_threshold_costs_what_it_saves(student):
    data = bm.exercise(NAME, student=student).data
    risk = QUESTIONS[7].number(data)
    interest = data.line * data.interest * data.late_months / 12
    assert data.fee * data.line + risk * interest == pytest.approx(risk * data.hole)
    assert 0 < risk < 1
    assert risk != data.probability
