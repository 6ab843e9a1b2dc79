"""Exercise 16 worked out by hand."""

from math import comb

import pytest

import bizmodels as bm
from bizmodels.exercises import engine

NAME = "16_vente_croisee"
QUESTIONS = engine.declaration(NAME).questions


def test_answers_worked_out_by_hand():
    data = bm.exercise(NAME).data
    # 125 × 100 / 2,000 = 6.25 receipts by chance, 12 found
    assert QUESTIONS[1](data) == pytest.approx(1.92)
    # classes 6 to 8: 66 + 67 + 35 buyers of 901 + 474 + 426; 348 of all 5,822
    assert QUESTIONS[3](data) == pytest.approx((168 / 1_801) / (348 / 5_822))
    assert QUESTIONS[4](data) == pytest.approx(60 * 168 / 1_801)
    # 16.52 € an order (exercise 00) becomes 0.9 × (51.5 − 24.6) − 0.492 − 0.5 − 5 − 0.927 = 17.291
    before, after = 16.52 * (1 + 0.15 * (1 / 0.08 - 1)), 17.291 * (1 + 0.15 * (1 / 0.082 - 1))
    assert QUESTIONS[5](data) == pytest.approx(after - before)
    # 1.8 % of 40,000 would have bought anyway: 280 sales for 7,000 €
    assert QUESTIONS[7](data) == pytest.approx(25)
    # In today's money: each later order counts for less, at 10 % a year.
    month = 1.1 ** (1 / 12) - 1
    today = 16.52 * (1 + 0.15 * ((1 + month) / (month + 0.08) - 1))
    # A euro of offers: 5 sends, 5 % buy, 6 € each. A euro of advertising: 42.43 € for 10,000/360
    assert QUESTIONS[8].number(data) == pytest.approx(10_000 * (1.5 - today * 0.036))


def test_the_rules_that_chance_gives():
    data = bm.exercise(NAME).data
    ways = sum(comb(125, k) * comb(1_875, 100 - k) for k in range(12, 101))
    assert QUESTIONS[2].number(data) == pytest.approx(300 * ways / comb(2_000, 100))


def test_choices_and_why():
    data = bm.exercise(NAME).data
    # b: filters go with coffee twice as often as with anyone; milk is in eight baskets of ten, whoever buys
    assert QUESTIONS[0](data) == "b"
    # écarter: chance gives several rules as strong among 300
    assert QUESTIONS[2].choice(data) == "écarter"
    # publicité: 1.53 € a euro against 1.50
    assert QUESTIONS[8].choice(data) == "publicité"


def test_the_three_rules_of_the_first_question():
    coffee = [["café", "filtres", "lait"]] * 2 + [["café", "filtres"]] + [["café", "lait"]] * 2
    rules = bm.levers.cross_selling.association_rules(
        [*coffee, *[["pain", "lait"]] * 3, ["pain"], ["lait"]], 0.2, max_size=2
    )
    found = {
        (min(row.antecedents), min(row.consequents)): (row.confidence, row.lift) for row in rules.itertuples()
    }
    # four of five with coffee, as eight of all ten; three of five against three of ten; three of four against eight
    assert found["café", "lait"] == pytest.approx((0.8, 1))
    assert found["café", "filtres"] == pytest.approx((0.6, 2))
    assert found["pain", "lait"] == pytest.approx((0.75, 0.9375))


def test_the_function_on_two_trials():
    dear = QUESTIONS[6](bm.exercise(NAME).data)
    # 1,000 € more for 50 customers, where the first hundred cost 10 € each
    assert dear(1_000, 100, 2_000, 150) == pytest.approx(20)
    assert dear(1_000, 100, 1_500, 150) == pytest.approx(10)


@pytest.mark.parametrize("threshold", [5, 6, 7, 8])
def test_nine_customers_in_ten_do_not_buy(threshold):
    """What q4 says once it is right."""
    insured = bm.load_rdataset("ISLR/Caravan")
    assert insured.loc[insured["MKOOPKLA"] >= threshold, "Purchase"].mean() == pytest.approx(0.1, abs=0.02)


@pytest.mark.parametrize("student", [f"e{n}" for n in range(60)])
def test_what_is_said_is_true_of_every_firm(student):
    data = bm.exercise(NAME, student=student).data
    # The last customers cost more than the average, and some of the campaign's sales are its own, not all.
    last = (data.spend_after - data.spend_before) / (data.won_after - data.won_before)
    assert last > data.spend_after / data.won_after > data.spend_before / data.won_before
    anyway = data.exposed * data.sales_control / data.control
    assert 0.3 < anyway / data.sales_exposed < 0.9
    # The pair of the third question is stronger than chance, whatever its p.
    assert QUESTIONS[1](data) > 1
