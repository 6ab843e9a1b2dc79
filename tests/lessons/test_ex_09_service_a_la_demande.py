"""What lesson 09 rests on: its figure, what its prose says of the model, and its exercise worked out by hand."""

import math

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
    # The churn that pays a rise of 5 € and a team of 100,000 €: the steady state of one of 500 zones is worked out below.
    limit = QUESTIONS[8].number(data)
    team = 100_000 / 500
    assert zone_profit(pay=35, churn=limit) - team == pytest.approx(zone_profit(pay=30, churn=0.08), abs=0.01)
    # 6.33 %: accounts stay longer, wait more, and the waiting eats a part of what they bring
    assert 0.0633 < limit < 0.0634


def erlang_c(providers, load):
    """Share that waits, from the probabilities of 0, 1, 2… providers asked for (load below providers)."""
    states = [load**k / math.factorial(k) for k in range(providers)]
    full = load**providers / math.factorial(providers) * providers / (providers - load)
    return full / (full + sum(states))


def zone_profit(pay, churn):
    """Steady state of one of 500 zones, overheads left out: 7 accounts won a month at 300 €, 3 missions each, 4 providers."""
    asked = 3 * (7 / churn - 7) + 7  # a first month is one mission
    served = asked * (1 - 0.20 * erlang_c(4, asked * 2 / 200))
    return served * (90 - pay - 15 - 1.35 - 10) - 7 * 300


def test_choices_and_why():
    data = bm.exercise(NAME).data
    # d: of 108 € incl. VAT Meero keeps 33.65, the photographer gets 30, the State 18, the editing 15
    assert QUESTIONS[0](data) == "d"
    # b: 1.8 missions a month is a mean over forms filled in; who is active, and where, is not published
    assert QUESTIONS[6].choice(data) == "b"
    # 7 % of churn is hoped for, 6.33 is needed
    assert QUESTIONS[8].choice(data) == "non"


def test_the_churn_hoped_for_is_lower_than_today_s_for_every_firm():
    firms = [bm.exercise(NAME, student=f"pseudonyme {number}").data for number in range(300)]
    assert all(firm.hoped_churn < firm.churn for firm in firms)
    assert len({(firm.churn, firm.hoped_churn) for firm in firms}) > 4


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
    better_paid = better_paid.replace(fixed_costs=firm.fixed_costs + data.team)
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


def test_each_provider_more_pays_the_platform_and_not_the_providers():
    zones = [bm.OnDemand(providers_per_zone=n) for n in (1, 2, 3, 4, 5, 6)]
    profits = [zone.steady_state_profit for zone in zones]
    incomes = [zone.provider_income for zone in zones]
    assert profits == sorted(profits)
    assert len(set(profits)) == 6
    assert incomes == sorted(incomes, reverse=True)
    assert len(set(incomes)) == 6
    # four a zone: what the 500 zones leave, less 5 M€
    assert profits[3] == pytest.approx(500 * zone_profit(pay=30, churn=0.08) - 5e6)


def test_growth_paid_in_salaries_costs_more_than_it_brings_and_loyalty_does_not():
    meero = bm.OnDemand()
    grown = meero.replace(new_customers=7000, fixed_costs=9_200_000)
    # 87,500 accounts ask 3 × 87,500 − 2 × 7,000 missions, 4.97 providers of work for 4: everybody waits, one in five gives up
    assert grown.steady_state_profit == pytest.approx(0.8 * 248_500 * 33.65 - 7000 * 300 - 9.2e6)
    assert grown.steady_state_profit < meero.steady_state_profit < 0
    # without the salaries: a loss with four a zone, a profit with eight
    assert meero.replace(new_customers=7000).steady_state_profit < 0
    assert meero.replace(new_customers=7000, providers_per_zone=8).steady_state_profit > 0
    # 70,000 accounts ask 203,000 missions: 4.06 for 4
    kept = meero.replace(churn=0.05)
    assert kept.steady_state_profit == pytest.approx(0.8 * 203_000 * 33.65 - 3500 * 300 - 5e6)
    assert kept.steady_state_profit - meero.steady_state_profit > 1.5e6


def test_providers_are_not_among_the_seven_settings_drawn():
    settings = bm.sensitivity(bm.OnDemand(), "steady_state_profit")["parameter"].tolist()
    assert settings[0] == "price"
    assert "providers_per_zone" not in settings[:7]


def test_only_the_retouching_plan_ends_up_earning():
    meero = bm.OnDemand()
    kept = meero.replace(price=85, churn=0.05, providers_per_zone=6)
    assert meero.steady_state_profit / kept.steady_state_profit == pytest.approx(3.75, abs=0.05)
    desk = meero.replace(
        price=25, hourly_pay=0, editing_cost=4, support=2, fixed_costs=1.5e6, setup_cost=10e6
    )
    desk = desk.replace(zones=1, providers_per_zone=110, mission_hours=0.5, travel_hours=0, open_hours=730)
    desk = desk.replace(starting_customers=15_000, new_customers=2500, churn=0.06, cac=200)
    assert desk.profit_36 > 0 > kept.profit_36
    # 3 × 41,667 − 2 × 2,500 = 120,000 sets of pictures at 25 × 98.5 % − 6 €, nearly all served by 110 posts held day and night
    assert desk.steady_state_profit == pytest.approx(120_000 * 18.625 - 500_000 - 1.5e6, rel=0.01)


def test_curves_say_where_each_is_highest():
    picture = figures.curves({"Une": {1: 4.0, 2: 9.0, 3: 6.0}, "Deux": {1: 1.0, 2: 1.0, 3: 2.0}}, "Titre", x="Heure", y="Clients")  # fmt: skip
    assert "Une, de 4 à 6, au plus haut 9 pour 2" in picture.alt
    assert [list(line.get_ydata()) for line in picture.axes.lines] == [[4, 9, 6], [1, 1, 2]]


@pytest.mark.parametrize("wrong", [{}, {"a": {1: "x"}}, {str(n): {1: n} for n in range(5)}])
def test_curves_refuse_what_they_cannot_draw(wrong):
    with pytest.raises(LearnerError, match="une à quatre colonnes"):
        figures.curves(wrong, "Titre", x="x", y="y")
