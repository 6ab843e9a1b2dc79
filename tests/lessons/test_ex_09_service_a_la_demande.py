"""What lesson 09 rests on: its figure, what its prose says of the model, and its exercise worked out by hand."""

import pytest

import bizmodels as bm
from bizmodels import LearnerError
from bizmodels.exercises import engine
from bizmodels.view import figures

NAME = "09_service_a_la_demande"
QUESTIONS = engine.declaration(NAME).questions


def test_answers_worked_out_by_hand():
    data = bm.exercise(NAME).data
    # 90 − 30 × 1 − 15 − 10 − 1.5 % of 90
    assert QUESTIONS[1](data) == pytest.approx(33.65)
    # 62 accounts × 3 missions × 2 hours over 200 hours
    assert QUESTIONS[2](data) == pytest.approx(1.86)
    # 186 missions × 30 € shared by four
    assert QUESTIONS[3](data) == pytest.approx(1395)
    # Erlang C with N = 3 and A = 1.86: A³/3!·3/(3 − A) over itself + 1 + A + A²/2
    wait = 1.86**3 / 6 * 3 / 1.14
    assert QUESTIONS[5](data) == pytest.approx(wait / (wait + 1 + 1.86 + 1.86**2 / 2))
    # 31,536,000 seconds / 25 = 1,261,440 shoots a year
    assert QUESTIONS[6].number(data) == pytest.approx(105_120 / 58_000)
    assert QUESTIONS[7](data) == pytest.approx(37.8432)
    # An account orders once, then 3 × (1/0.08 − 1) = 34.5 missions: 35.5 × 33.65 = 28.65 × 41.69546, the pay raised
    # by 5 €, that is 40.69546/3 months after the first.
    assert QUESTIONS[8].number(data) == pytest.approx(1 / (1 + 40.69546 / 3))


def test_choices_and_why():
    data = bm.exercise(NAME).data
    # d: of 108 € incl. VAT Meero keeps 33.65, the photographer gets 30, the State 18, the editing 15
    assert QUESTIONS[0](data) == "d"
    # b: 1.8 missions a month is a mean over forms filled in; who is active, and where, is not published
    assert QUESTIONS[6].choice(data) == "b"
    # 7 % of churn is hoped for, 6.87 is needed
    assert QUESTIONS[8].choice(data) == "non"


def test_the_function_on_one_trial():
    # 100 missions of two hours, over 200 hours, shared by two
    assert QUESTIONS[4](bm.exercise(NAME).data)(100, 1, 1, 2) == pytest.approx(0.5)


@pytest.mark.parametrize("student", [None, "essai", "renard bleu"])
def test_answers_agree_with_the_model(student):
    session = bm.exercise(NAME, student=student)
    data, firm = session.data, session.firm
    assert QUESTIONS[1](data) == pytest.approx(firm.mission_margin)
    assert QUESTIONS[2](data) == pytest.approx(firm.load)
    assert QUESTIONS[3](data) == pytest.approx(firm.provider_income)
    better_paid = firm.replace(hourly_pay=data.hourly_pay + data.pay_rise)
    limit = bm.goal_seek(better_paid, "steady_state_profit", firm.steady_state_profit, vary="churn")
    assert QUESTIONS[8].number(data) == pytest.approx(limit)


# --- the lesson -------------------------------------------------------------------------------------------


def test_no_number_of_providers_pleases_both_sides_but_density_does():
    meero = bm.OnDemand()
    for n in range(1, 151):
        zone = meero.replace(providers_per_zone=n)
        assert zone.waiting_probability > 0.05 or zone.provider_income < zone.income_target
    dense = meero.replace(zones=125, providers_per_zone=14)
    assert dense.waiting_probability < 0.05
    assert dense.provider_income > dense.income_target
    assert dense.zones * dense.providers_per_zone < meero.zones * meero.providers_per_zone


def test_growth_paid_in_salaries_costs_more_than_it_brings_and_loyalty_does_not():
    meero = bm.OnDemand()
    grown = meero.replace(new_customers=7000, fixed_costs=9_200_000)
    # 87,500 accounts × 100.95 − 7,000 × (300 + 67.3, two thirds of a month less) − 9.2 M€
    assert grown.steady_state_profit == pytest.approx(87_500 * 100.95 - 7000 * 367.3 - 9.2e6)
    assert grown.steady_state_profit < meero.steady_state_profit < 0
    assert meero.replace(churn=0.05).steady_state_profit > 0


def test_curves_say_where_each_is_highest():
    picture = figures.curves({"Une": {1: 4.0, 2: 9.0, 3: 6.0}, "Deux": {1: 1.0, 2: 1.0, 3: 2.0}}, "Titre", x="Heure", y="Clients")  # fmt: skip
    assert "Une, de 4 à 6, au plus haut 9 pour 2" in picture.alt
    assert [list(line.get_ydata()) for line in picture.axes.lines] == [[4, 9, 6], [1, 1, 2]]


@pytest.mark.parametrize("wrong", [{}, {"a": {1: "x"}}, {str(n): {1: n} for n in range(5)}])
def test_curves_refuse_what_they_cannot_draw(wrong):
    with pytest.raises(LearnerError, match="une à quatre colonnes"):
        figures.curves(wrong, "Titre", x="x", y="y")
