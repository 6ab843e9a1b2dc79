"""Exercise 12 worked out by hand."""

import pytest

import bizmodels as bm
from bizmodels.exercises import engine

NAME = "12_hybride"
QUESTIONS = engine.declaration(NAME).questions


def test_answers_worked_out_by_hand():
    data = bm.exercise(NAME).data
    # 9 € of commission on 60 incl. VAT, that is on 50 without
    assert QUESTIONS[1](data) == pytest.approx(0.18)
    # 16.52 € on the site (exercise 00), less 9
    assert QUESTIONS[2](data) == pytest.approx(7.52)
    assert QUESTIONS[3](data) == pytest.approx(7.52 / 16.52)
    # 15 % of the whole is 31 % of the hosts
    assert QUESTIONS[5].number(data) == pytest.approx(15 / 31)
    # Site: 16.52 × (1 + 0.15 × 11.5) − 12 = 33.017. Marketplace: 7.52 × (1 + 0.15 × (1/0.15 − 1)) − 3 = 10.912.
    assert QUESTIONS[6](data) == pytest.approx(10.912 / 33.017)
    # For one customer of the site alone. All the range: (1 − 0.09) × 33.017 + 0.3 × 10.912 = 33.31907.
    # A part of it: (1 − 0.015) × 33.017 + 0.15 × 10.912 = 34.158545. 200,000 customers a year, 0.839475 € each.
    assert QUESTIONS[7].number(data) == pytest.approx(0.839475 * 200_000 / 12)


def test_choices_and_why():
    data = bm.exercise(NAME).data
    # c: the site leaves more an order (16.52 against 7.52) and over a life (45.02 against 13.91), but 13.912/3 = 4.6
    # is more than 45.017/12 = 3.8
    assert QUESTIONS[0](data) == "c"
    # d: the same volume, over all that consumers buy or over the sites that host a marketplace
    assert QUESTIONS[5].choice(data) == "d"
    # 13,991 € a month more with the reserved range
    assert QUESTIONS[7].choice(data) == "réservée"


def test_the_function_on_two_trials():
    brought = QUESTIONS[4](bm.exercise(NAME).data)
    # 100 orders leave 10 € each; 30, then 60 of them would have left 20
    assert brought(100, 10, 20, 0.3) == pytest.approx(400)
    assert brought(100, 10, 20, 0.6) == pytest.approx(-200)


@pytest.mark.parametrize("student", [None, "essai", "renard bleu"])
def test_answers_agree_with_the_model(student):
    session = bm.exercise(NAME, student=student)
    data, firm = session.data, session.firm
    assert QUESTIONS[2](data) == pytest.approx(firm.marketplace_order_margin)
    # At the limit of a life a customer of the marketplace adds nothing in steady state but its subscription.
    limit = firm.replace(cannibalization=QUESTIONS[6](data), channel_subscription=0)
    assert limit.steady_state_profit == pytest.approx(limit.replace(marketplace_share=0).steady_state_profit)
