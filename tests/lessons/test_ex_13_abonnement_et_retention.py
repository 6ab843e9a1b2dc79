"""Exercise 13 worked out by hand."""

import pandas as pd
import pytest

import bizmodels as bm
from bizmodels.exercises import engine, questions

NAME = "13_abonnement_et_retention"
QUESTIONS = engine.declaration(NAME).questions


def test_answers_worked_out_by_hand():
    data = bm.exercise(NAME).data
    # 1,000 then 660, 500 and 412: 588 left, of 1,000 + 660 + 500 who could
    assert QUESTIONS[1](data) == pytest.approx(1_000 * (1572 / 2160) ** 12)
    # 16 of 20 stay; of the 13 followed beyond month 2, 10
    assert QUESTIONS[4](data) == pytest.approx(16 / 20 * 10 / 13)
    # 30/1.2 − 16 = 9 € a month: 9/0.05 − 9/0.06 = 30 € for each of 36,000
    assert QUESTIONS[6](data) == pytest.approx(1.08)
    # 16,000/40 = 400 more beside 2,400: the base is 7/6 of what it was, so the churn must be 6/7 of what it was
    assert QUESTIONS[8].number(data) == pytest.approx(1 / 7)


def test_the_model_of_the_cohort_fits_its_three_months():
    """Two parameters and three churns: nearly exact, and far above the constant churn after a year."""
    ex = bm.exercise(NAME)
    fit = bm.levers.retention.ShiftedBetaGeometric.fit([1000, 660, 500, 412])
    assert [1000 * one for one in fit.survival([1, 2, 3])] == pytest.approx([660, 500, 412], abs=4)
    assert QUESTIONS[2](ex.data) == pytest.approx(1000 * fit.survival(12))
    assert QUESTIONS[2](ex.data) > 5 * QUESTIONS[1](ex.data)


def test_a_customer_of_cdnow_by_the_published_parameters():
    """Table 2 of Fader, Hardie and Lee: r = 0.243, α = 4.414, a = 0.793, b = 2.426; 4 repeats, the last in week 12 of 38."""
    odds = 0.793 / (2.426 + 4 - 1) * ((4.414 + 38) / (4.414 + 12)) ** (0.243 + 4)
    assert QUESTIONS[5](bm.exercise(NAME).data) == pytest.approx(1 / (1 + odds), abs=1e-3)


def test_choices():
    data = bm.exercise(NAME).data
    # 66 %, 75.8 %, 82.4 %: it rises
    assert 660 / 1000 < 500 / 660 < 412 / 500
    assert QUESTIONS[0](data) == "b"
    assert QUESTIONS[7](data) == "c"
    # 12 % of the departures are promised, 14.3 % are needed
    assert QUESTIONS[8].choice(data) == "publicité"


def test_advertising_that_wears_out_is_a_known_answer():
    data = bm.exercise(NAME).data
    # 16,000 € beside 2,400 × 40 = 96,000: a sixth more, at an efficiency of 0.6
    wears = 1 - (6 / 7) ** 0.6
    result = bm.exercise(NAME).q9.check("publicité", wears, "un essai sur un groupe témoin " * 4 + "9 %")
    assert result.cause == "publicité qui s'use"
    assert wears < QUESTIONS[8].number(data)


def test_the_function_on_one_trial():
    # 10 × 0.8/(1.01 − 0.8)
    assert QUESTIONS[3](bm.exercise(NAME).data)(10, 0.8, 0.01) == pytest.approx(8 / 0.21)
    assert bm.levers.retention.clv(10, 0.8, 0.01) == pytest.approx(8 / 0.21)


@pytest.mark.parametrize("student", [f"e{n}" for n in range(60)])
def test_the_retention_rises_in_every_firm_and_the_silent_customer_is_the_less_alive(student):
    data = bm.exercise(NAME, student=student).data
    one = data.start - data.lost_1
    two = one - data.lost_2
    assert one / data.start < two / one < (two - data.lost_3) / two
    shop = bm.levers.retention.BetaGeoNBD(r=0.243, alpha=4.414, a=0.793, b=2.426)
    # Whole subscribers are right, although twenty of them tell more than the usual half per cent.
    assert QUESTIONS[1].judge(data, round(QUESTIONS[1](data))).state == questions.RIGHT
    assert QUESTIONS[5](data) < 0.4 < 0.7 < shop.probability_alive(data.repeats, data.last_a, data.age_weeks)


@pytest.mark.parametrize("student", [None, "essai", "renard bleu"])
def test_equal_customers_are_equal_profits_at_the_same_cost(student):
    """The decision by the model: both ways spend the budget, with that churn the same profit in the long run."""
    ex = bm.exercise(NAME, student=student)
    data, firm = ex.data, ex.firm
    more = firm.replace(new_customers=data.new_customers + data.budget / data.cac)
    fewer = data.churn * (1 - QUESTIONS[8].number(data))
    kept = firm.replace(churn=fewer, fixed_costs=firm.fixed_costs + data.budget)
    assert kept.steady_state_profit == pytest.approx(more.steady_state_profit)


@pytest.mark.parametrize("student", [None, "essai", "renard bleu"])
def test_answers_agree_with_the_room_of_retention(student):
    data = bm.exercise(NAME, student=student).data
    followed = [
        *[(2, 1)] * int(data.left_early), *[(2, 0)] * int(data.cut_off), *[(5, 1)] * int(data.left_late),
    ]  # fmt: skip
    followed += [(6, 0)] * int(data.followed - len(followed))
    curve = bm.levers.retention.survival_curve(*zip(*followed, strict=True))
    assert QUESTIONS[4](data) == pytest.approx(curve.loc[5, "survival"])
    margin = data.basket / 1.2 - data.cogs
    assert bm.exercise(NAME, student=student).firm.ltv == pytest.approx(margin / data.churn)


@pytest.mark.parametrize(
    "calculation", ["marge * retention / 1 + taux - retention", "marge * retention / (1 + taux) - retention"]
)
def test_a_denominator_without_its_parentheses_is_named(calculation):
    result = bm.exercise(NAME).q4.check(eval(f"lambda marge, retention, taux: {calculation}"))
    assert result.cause == "parenthèses oubliées"


def test_the_movement_of_the_office_is_what_the_room_says():
    history = {
        "date": ["2024-01-01", "2024-02-01", "2024-03-01", "2024-06-01"],
        "customer": "bureau",
        "mrr": [100, 140, 0, 60],
    }

    last = bm.levers.retention.mrr_movements(pd.DataFrame(history)).iloc[-1]
    assert (last["movement"], last["amount"]) == ("reactivation", 60)
