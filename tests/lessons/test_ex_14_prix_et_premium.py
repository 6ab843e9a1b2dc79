"""Exercise 14 worked out by hand."""

import math

import pandas as pd
import pytest

import bizmodels as bm
from bizmodels.exercises import engine

NAME = "14_prix_et_premium"
QUESTIONS = engine.declaration(NAME).questions


def test_answers_worked_out_by_hand():
    data = bm.exercise(NAME).data
    # Logs of 12, 11.4 and 10 € against those of 2,000, 2,250 and 2,650: slope of the least squares.
    x = [math.log(p) for p in (12, 11.4, 10)]
    y = [math.log(q) for q in (2_000, 2_250, 2_650)]
    mean_x, mean_y = sum(x) / 3, sum(y) / 3
    slope = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True)) / sum(
        (a - mean_x) ** 2 for a in x
    )
    assert QUESTIONS[1](data) == pytest.approx(slope)
    # 5.30 € × 2.2/1.2 = 9.7167 € before tax, 20 % more with it
    assert QUESTIONS[3].number(data) == pytest.approx(11.66)
    # 12/1.2 − 5.3 = 4.7; 8.8/1.2 − 3.5 = 3.8333
    assert QUESTIONS[4](data) == pytest.approx(4.7 / (8.8 / 1.2 - 3.5))
    # Apart: coffee at 7 to both (14, more than 12), tea at 5 to both (10, more than 9). Together: 17 and 16, 32 at 16.
    assert QUESTIONS[6](data) == pytest.approx(32 - 14 - 10)
    # Premium leaves 22/1.2 − 12 = 6.3333, the simple one 15/1.2 − 8 = 4.5; 90 of 150 come from it
    assert QUESTIONS[7](data) == pytest.approx(150 * 22 / 1.2 - 150 * 12 - 90 * 4.5)
    # 3 of 100 pay, then 4: 75 are enough
    assert QUESTIONS[8].number(data) == pytest.approx(0.25)


def test_the_juice_counted_purchase_by_purchase():
    data = bm.exercise(NAME).data
    juice = bm.load_rdataset("ISLR/OJ").to_dict("records")
    dear = [row for row in juice if row["SalePriceMM"] >= 1.95]
    cheap = [row for row in juice if row["SalePriceMM"] < 1.95]
    assert len(dear) + len(cheap) == 1_070
    share = [sum(row["Purchase"] == "MM" for row in rows) / len(rows) for rows in (dear, cheap)]
    price = [sum(row["SalePriceMM"] for row in rows) / len(rows) for rows in (dear, cheap)]
    arc = ((share[1] - share[0]) / (share[1] + share[0])) / ((price[1] - price[0]) / (price[1] + price[0]))
    assert QUESTIONS[2](data) == pytest.approx(arc)
    assert -2.5 < arc < -1.5


def test_choices_and_why():
    data = bm.exercise(NAME).data
    # a: 6 € more a box, but at 2.5 a tenth dearer loses a fifth of the new customers
    assert QUESTIONS[0](data) == "a"
    dearer = data.firm.reacting(price=2.5).replace(basket=68)
    assert dearer.order_margin > data.firm.order_margin
    assert dearer.new_customers == pytest.approx(400 * (62 / 68) ** 2.5)
    assert dearer.profit_36 < data.firm.profit_36
    # b: 0.6 is below 1
    assert QUESTIONS[3].choice(data) == "b"
    # 30 % feared, 25 % bearable
    assert QUESTIONS[8].choice(data) == "non"


@pytest.mark.parametrize("student", [f"e{n}" for n in range(60)])
def test_the_gap_at_question_1_is_no_hair(student):
    """Whoever reads the table sees which column is higher, and the margin of an order always rises."""
    data = bm.exercise(NAME, student=student).data
    dearer = data.firm.reacting(price=data.reaction).replace(basket=data.dearer)
    assert dearer.order_margin > data.firm.order_margin
    shown = [bm.french.number(one, 0) for one in (dearer.profit_36, data.firm.profit_36)]
    assert shown[0] != shown[1]


def test_the_function_on_one_trial():
    # At 10 €: one of five doubts (11 ≥ 10), two of five find it too dear (9 and 10).
    low, high = pd.Series([4.0, 5, 6, 8, 11]), pd.Series([9.0, 10, 14, 16, 20])
    assert QUESTIONS[5](bm.exercise(NAME).data)(10, low, high) == pytest.approx(3 / 5)


@pytest.mark.parametrize("student", [None, "essai", "renard bleu"])
def test_answers_agree_with_the_library(student):
    data = bm.exercise(NAME, student=student).data
    buyers = pd.DataFrame({"café": [data.lea_coffee, data.max_coffee], "thé": [data.lea_tea, data.max_tea]})
    found = bm.levers.pricing.bundle(buyers)
    assert QUESTIONS[6](data) == pytest.approx(found.pure.revenue - found.separate.revenue)
    # Each premium subscriber a buyer of his own: the versions count the same margin.
    prices, costs = [data.sub_price / 1.2, data.premium_price / 1.2], [data.sub_cost, data.premium_cost]
    from_simple = round(data.takers * data.switchers)
    if from_simple == pytest.approx(data.takers * data.switchers):
        new = round(data.takers) - from_simple
        rows = pd.DataFrame(
            {"simple": [100] * from_simple + [0] * new, "premium": [200] * round(data.takers)}
        )
        before = bm.levers.pricing.versions(rows[["simple"]], prices[:1], costs[:1]).margin
        after = bm.levers.pricing.versions(rows, prices, costs).margin
        assert QUESTIONS[7](data) == pytest.approx(after - before)


@pytest.mark.parametrize("student", [None, "essai", "renard bleu"])
def test_slips_of_a_reader_are_named(student):
    ex = bm.exercise(NAME, student=student)
    data = ex.data
    elasticity, vat = data.elasticity, 1 + data.vat
    for question, answers, cause in (
        (ex.q4, ("b", data.cost / (1 - 1 / elasticity)), "TVA oubliée"),
        (ex.q4, ("b", data.cost / (1 + 1 / elasticity) * vat), "signe de l'élasticité"),
        (ex.q2, (-QUESTIONS[1](data),), "signe inversé"),
        (ex.q3, (-QUESTIONS[2](data),), "signe inversé"),
        (ex.q5, ((data.price - data.cost) / (data.new_price - data.new_cost),), "TTC pris pour HT"),
        (ex.q8, (data.takers * (data.premium_price / vat - data.premium_cost),), "cannibalisation oubliée"),
        (ex.q9, ("oui", 100 * (1 - data.conversion / data.conversion_after), "mot " * 15 + "3"), "pourcentage au lieu de fraction"),
    ):  # fmt: skip
        assert question.check(*answers).cause == cause


def test_an_elasticity_of_the_library_is_an_answer():
    """It is a number that carries its error: the check reads it like any other."""
    ex = bm.exercise(NAME)
    data = ex.data
    found = bm.levers.pricing.estimate_elasticity(
        [data.price, data.price_mid, data.price_low], [data.sold, data.sold_mid, data.sold_low]
    )
    assert ex.q2.check(found).state == "Juste"
