"""Exercise 26 worked out by hand."""

import pytest

import bizmodels as bm
from bizmodels.core.change import plus, times
from bizmodels.exercises import engine

NAME = "26_projet"
QUESTIONS = engine.declaration(NAME).questions
STUDENTS = [None, *(f"e{n}" for n in range(12))]


def at_36(churn=0.03, won=12, more=0.0):
    """What is in the bank after 36 months (€)."""
    customers, cash = 0.0, -15_000.0
    for _ in range(36):
        customers = customers * (1 - churn) + won
        cash += customers * 46 - won * 260 - 3_900 - more
    return cash


def test_answers_worked_out_by_hand():
    data = bm.exercise(NAME).data
    assert QUESTIONS[0](data)(96, 0.2) == pytest.approx(80)
    # 80 − 24 − 4 % of ten plants at 25 €
    assert QUESTIONS[1](data) == pytest.approx(46)
    assert QUESTIONS[2](data) == "churn"
    # 46 − 3 % of 260 = 38.20
    assert QUESTIONS[3](data) == pytest.approx(3_900 / 38.2)
    # 12 × 46 = 552 a month, over 3,900 + 12 × 260
    assert QUESTIONS[4](data) == pytest.approx(552 / 7_020)
    # one year in five, 400 offices, 3 € more a month, seven months
    assert QUESTIONS[5](data) == pytest.approx(0.2 * 400 * 3 * 7)
    # 400 € a month: a gardener who avoids 15 % of the departures, or one office more
    assert QUESTIONS[6].number(data) == pytest.approx(at_36(churn=0.0255, more=400) - at_36(won=13, more=140))
    assert QUESTIONS[6].choice(data) == "publicité"
    customers, cash, lowest = 0.0, -15_000.0, -15_000.0
    for _ in range(36):
        customers = customers * 0.97 + 12
        cash += customers * 46 - 12 * 260 - 3_900
        lowest = min(lowest, cash)
    assert QUESTIONS[7].number(data) == pytest.approx(-lowest)
    assert QUESTIONS[7].choice(data) == ("lancer" if cash >= 0 else "attendre")


@pytest.mark.parametrize("student", STUDENTS)
def test_the_model_gives_the_same(student):
    data = bm.exercise(NAME, student=student).data
    firm = data.firm
    assert QUESTIONS[1](data) == pytest.approx(firm.margin_per_customer)
    assert QUESTIONS[3](data) == pytest.approx(firm.break_even_renewal)
    assert QUESTIONS[4](data) == pytest.approx(bm.goal_seek(firm, "steady_state_profit", 0, vary="churn"))
    assert QUESTIONS[4](data) > data.churn
    lever, ad = both(data)
    gap = bm.priorities.worth(firm, lever).cash - bm.priorities.worth(firm, ad).cash
    assert QUESTIONS[6].number(data) == pytest.approx(gap)


def both(data):
    """The two levers as the course declares them."""
    keeps = bm.Lever(
        name="Jardinier", changes={"churn": times(1 - data.kept)}, monthly_cost=data.won * data.dear
    )
    wins = bm.Lever(
        name="Publicité",
        changes={"new_customers": plus(data.won)},
        monthly_cost=data.won * (data.dear - data.cac),
    )
    return keeps, wins


@pytest.mark.parametrize("student", [None, *(f"e{n}" for n in range(200))])
def test_the_key_is_what_worth_says_by_far_and_the_steady_state_says_otherwise(student):
    data = bm.exercise(NAME, student=student).data
    gardener, ad = (bm.priorities.worth(data.firm, one) for one in both(data))
    assert QUESTIONS[6].choice(data) == ("jardinier" if gardener.net > ad.net else "publicité")
    assert abs(gardener.net - ad.net) > 0.1 * max(gardener.gained, ad.gained)
    # « Bien plus tard, en régime permanent, c'est le jardinier »
    lever, wins = (one.apply(data.firm).steady_state_profit for one in both(data))
    assert lever > wins


def left_after_a_year(data, left):
    """What is in the bank at month 36 where ``left`` customers of 100 are still there after a year (€)."""
    return data.firm.replace(churn=1 - (left / 100) ** (1 / 12)).walked["cash"][-1]


@pytest.mark.parametrize("student", [None, *(f"e{n}" for n in range(200))])
def test_the_threshold_is_where_the_decision_changes(student):
    data = bm.exercise(NAME, student=student).data
    threshold = next(left for left in range(1, 100) if left_after_a_year(data, left) >= 0)
    assert left_after_a_year(data, threshold - 1) < 0 <= left_after_a_year(data, threshold)
    supposed = 100 * (1 - data.churn) ** 12
    assert (supposed >= threshold) <= (QUESTIONS[7].choice(data) == "lancer")
    assert (supposed < threshold - 1) <= (QUESTIONS[7].choice(data) == "attendre")


def test_the_threshold_that_the_solution_tells():
    data = bm.exercise(NAME).data
    assert data.firm.walked["cash"][-1] < 0
    assert left_after_a_year(data, 69) < 0 <= left_after_a_year(data, 70)
    assert pytest.approx(69, abs=0.5) == 100 * 0.97**12
    # « le hasard seul en déplace neuf »: 95 % of the draws of a hundred customers
    assert pytest.approx(9, abs=0.1) == 1.96 * (100 * 0.694 * 0.306) ** 0.5
    assert bm.levers.personalization.sample_size(0.69, 0.70) > 1_000  # « des milliers »


@pytest.mark.parametrize("student", STUDENTS)
def test_the_rise_costs_what_the_model_says(student):
    data = bm.exercise(NAME, student=student).data
    offices = data.new_customers / data.churn
    dearer = data.firm.replace(pot_cost=data.pot_cost * (1 + data.rise))
    monthly = data.firm.margin_per_customer - dearer.margin_per_customer
    assert QUESTIONS[5](data) == pytest.approx(data.rise_chance * offices * monthly * data.rise_months)


def test_students_do_not_all_decide_the_same():
    drawn = [bm.exercise(NAME, student=f"e{n}").data for n in range(40)]
    assert {QUESTIONS[6].choice(data) for data in drawn} == {"jardinier", "publicité"}
    assert {QUESTIONS[7].choice(data) for data in drawn} == {"lancer", "attendre"}


@pytest.mark.parametrize("student", STUDENTS)
def test_the_dossier_of_the_last_question_denies_a_launch_exactly_where_the_rule_does(student):
    data = bm.exercise(NAME, student=student).data
    found = bm.dossier(data.firm, decision="Lancer.").check()
    denied = found["sentence"].str.contains("mois 36").any()
    assert denied == (QUESTIONS[7].choice(data) == "attendre")


@pytest.mark.parametrize("student", [None, *(f"e{n}" for n in range(200))])
def test_attrition_is_to_be_measured_first_whatever_the_firm(student):
    """Question 3 has one right option: its firms must agree."""
    firm = bm.exercise(NAME, student=student).data.firm if student else bm.exercise(NAME).data.firm
    spread = bm.sensitivity(firm, "steady_state_profit").set_index("parameter")["spread"]
    assert spread[["visit_cost", "churn", "new_customers", "cac"]].idxmax() == "churn"
