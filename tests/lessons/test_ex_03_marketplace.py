"""Exercise 03 worked out by hand; its other numbers stand in ``test_lesson_03``."""

import pytest

import bizmodels as bm
from bizmodels.exercises import engine

NAME = "03_marketplace"
QUESTIONS = engine.declaration(NAME).questions


def test_the_highest_cac_worked_out_by_hand():
    # Shop: 0.95 × (83.33 − 45) − 0.05 × (9 + 5) − 8 − 1.5 = 26.21667 an order, 1 + 0.1 × 19 = 2.9 orders: 76.02833 €.
    shop = (0.95 * (100 / 1.2 - 45) - 0.7 - 8 - 1.5) * 2.9
    # Window: 16.67 € of commission instead of the 1.5 of the bank: 11.05 an order, 1 + 0.1 × 4 = 1.4 orders: 15.47 €.
    # 120 customers × 15.47 − 500 − 100 = 1,256.40 a month; the shop must also pay its 2,500: 3,756.40/120 a customer.
    assert QUESTIONS[7].number(bm.exercise(NAME).data) == pytest.approx(shop - 3_756.4 / 120)


def test_choices_and_why():
    data = bm.exercise(NAME).data
    # b: a volume of 620 M€ is what buyers pay; the commissions are an eighth of it
    assert QUESTIONS[2].choice(data) == "b"
    # the shop pays 30 € for a customer, and could pay 44.73
    assert QUESTIONS[7].choice(data) == "boutique"


def test_the_function_on_one_trial():
    # 120 € incl. VAT are 100; 15 are left to the platform, 60 to the maker
    assert QUESTIONS[3](bm.exercise(NAME).data)(120, 60, 0.15) == pytest.approx(25)


def test_a_function_that_rounds_to_the_cent_is_told_so():
    result = bm.exercise(NAME).q4.check(
        lambda panier, cout, commission: round(panier / 1.2 * (1 - commission) - cout, 2)
    )
    assert result.cause == "arrondi trop tôt"


def test_a_figure_that_two_rows_hold_is_told_by_both():
    ex = bm.exercise(NAME)
    text = ex.q2.check(ex.data.vat).text
    assert "TVA" in text
    assert "Commission du vendeur" in text
