"""Exercise 25 worked out by hand."""

import pytest

import bizmodels as bm
from bizmodels.exercises import engine
from bizmodels.exercises.given import student_seed
from bizmodels.pilot import flows
from bizmodels.pilot.rival import Rival

NAME = "25_piloter"
QUESTIONS = engine.declaration(NAME).questions
STUDENTS = [None, *(f"e{n}" for n in range(12))]


def test_answers_worked_out_by_hand():
    data = bm.exercise(NAME).data
    # 1,830 for the churn, 8,687 for advertising, 7,560 for the price; a test costs 4,100
    assert QUESTIONS[0](data) == "publicité"
    # a third of the error: nine times as many
    assert QUESTIONS[1](data)(150, 9, 3) == pytest.approx(1_350)
    # 92,000 at 15 % for two years and a half; 8,300 customers leave 27.50 € each
    assert QUESTIONS[2](data) == pytest.approx(186_400 - 92_000 * 1.15**2.5 + 8_300 * 27.5)
    # 5 % at once, then 15 % a year for seven quarters
    assert QUESTIONS[3].number(data) == pytest.approx(3_200 + 64_000 * (1.15**1.75 - 1))
    # aims at 0.88 to the power 1.875; seven eighths of the way
    assert QUESTIONS[4](data) == pytest.approx((1 - 0.88**1.875) * 7 / 8)
    assert QUESTIONS[5].number(data) == pytest.approx(37_500)
    # 64.5 thousand euros, 8.75 less the first month, 0.35 better each month, 11 more in month 5
    assert QUESTIONS[6](data) == 7
    rule = QUESTIONS[7](data)
    assert [rule(44_999, 20), rule(45_000, 28), rule(45_000, 28.5), rule(44_999, 40)] == [
        0,
        30_000,
        15_000,
        0,
    ]


@pytest.mark.parametrize("student", STUDENTS)
def test_the_rival_is_the_one_of_the_game(student):
    data = bm.exercise(NAME, student=student).data
    rival = Rival(price=1.0, spent=1.0, customers=1.0)
    for _ in range(int(data.answers)):
        price, spent = rival.answer(kind=0, price=1 - data.cut, spent=1.0, gained=0.0)
        rival = Rival(price=float(price), spent=float(spent), customers=1.0)
    assert rival.price == 1
    assert 1 - rival.spent == pytest.approx(QUESTIONS[4](data))


@pytest.mark.parametrize("student", STUDENTS)
def test_the_ruin_is_read_in_the_table_of_the_notebook(student):
    data = bm.exercise(NAME, student=student).data
    flux = flows.monthly(-data.burn, more=data.better, blow=data.blow, at=data.blow_month)
    account = data.opening + flux["flow"].cumsum()
    assert account[account < 0].index[0] == QUESTIONS[6](data)


def test_an_account_that_never_runs_dry_is_told_in_french():
    """The sign turned: no month is below zero, and pandas has no first row to give."""
    import ast

    from bizmodels.slips.place import Place
    from bizmodels.slips.run_errors import _nothing_kept

    place = Place.__new__(Place)
    place.line = "réponse = compte[compte < 0].index[0]"
    place.statement = ast.parse(place.line).body[0]
    assert "`compte[compte < 0]`" in _nothing_kept(place).sentence


def test_no_firm_ties_between_tests_and_every_one_pays_for_one():
    sheet = engine.declaration(NAME)
    for number in range(300):
        data = sheet.drawn(student_seed(f"élève {number}", NAME))
        gains = [
            data.churn_flips * data.churn_gain,
            data.ads_flips * data.ads_gain,
            data.price_flips * data.price_gain,
        ]
        assert abs(gains[1] - gains[2]) > 1e-6
        assert gains[0] < data.test_cost < max(gains)  # as the words below the answer say
        assert 1 < QUESTIONS[6](data) <= 18
        assert abs(QUESTIONS[3].number(data) - data.cut_loss) > 1e-6
