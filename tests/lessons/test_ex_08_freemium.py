"""Exercise 08 worked out by hand, and the figure that only a note prints."""

import pytest

import bizmodels as bm
from bizmodels.exercises import engine
from bizmodels.exercises.given import Given

QUESTIONS = engine.declaration("08_freemium").questions


def test_answers_worked_out_by_hand():
    data = bm.exercise("08_freemium").data
    # 5.1 € excl. VAT is 6.12 € incl. VAT, of 11.99 €.
    assert QUESTIONS[1](data) == pytest.approx(6.12 / 11.99)
    # (5.5 × 5.1 + 5 × 2.9)/10.5 = (28.05 + 14.5)/10.5
    assert QUESTIONS[2](data) == pytest.approx(42.55 / 10.5)
    # 6.34 declared − 3.34 inactive + 0.796 inactive and paid for
    assert QUESTIONS[3].number(data) == pytest.approx(3.796)
    # 3/(3 + 7) of the sign-ups pay one day: 6 €/0.3; 600,000 × 0.3/0.02 = 9 million.
    assert QUESTIONS[5](data) == pytest.approx(20)
    assert QUESTIONS[6](data) == pytest.approx(9)
    # 4 % of 42.55 M€ a month
    assert QUESTIONS[7](data) == pytest.approx(1.702)


def test_the_decision_worked_out_by_hand():
    data = bm.exercise("08_freemium").data
    # A direct subscriber pays 6.12 € of 11.99 and will pay 6.12 × 12.99/11.99 of 12.99, the State takes a sixth,
    # the bank 2 %; of what is left, the rights holders get 72 %, the tax on streaming 1.2 % of 60 %.
    # A partner's brings 2.90 €. 5.5 million of the first, 5 of the second.
    today, dearer = 6.12, 6.12 * 12.99 / 11.99
    before, after = (
        (5.5 * paid / 1.2 + 14.5) * (1 - 0.72 - 0.0072) - 5.5 * 0.02 * paid for paid in (today, dearer)
    )
    assert QUESTIONS[8].number(data) == pytest.approx(after / before - 1)


def test_choices_and_why():
    data = bm.exercise("08_freemium").data
    # d: of 4.05 € without VAT Deezer keeps 1.04, the State adds 0.81, the bank gets 0.06
    assert QUESTIONS[0](data) == "d"
    # c: nobody says how many of the subscribers of 2024 are inactive
    assert QUESTIONS[3].choice(data) == "c"
    # 10 % more departures are feared, 5.3 can be borne
    assert QUESTIONS[8].choice(data) == "non"


def test_the_function_on_one_trial():
    # 2 € incl. VAT, 80 % collected, of nine subscribers in ten
    mended = QUESTIONS[4](bm.exercise("08_freemium").data)
    assert mended(2, 0.8, 0.1) == pytest.approx(1.2)


def test_the_decision_agrees_with_goal_seek():
    session = bm.exercise("08_freemium", student="essai")
    data, firm = session.data, session.firm
    dearer = firm.replace(price=data.price + data.price_rise)
    limit = bm.goal_seek(dearer, "steady_state_profit", firm.steady_state_profit, vary="churn")
    assert QUESTIONS[8].number(data) == pytest.approx(limit / firm.churn - 1)


def test_a_figure_of_a_note_is_published_and_read_not_typed():
    key = "Deezer/subscribers_inactive_bundle/2015-06"
    given = Given("paid", "payés", "millions", source=key, noted="796 000", factor=1e-6)
    assert given.published() == 0.796
    assert given.origin(student=False).startswith("publié")
    with pytest.raises(LookupError, match="does not print"):
        Given("paid", "payés", source=key, noted="797 000").published()
