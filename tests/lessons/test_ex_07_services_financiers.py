"""Exercise 07 worked out by hand."""

import pytest

import bizmodels as bm
from bizmodels.exercises import engine

NAME = "07_services_financiers"
QUESTIONS = engine.declaration(NAME).questions


def test_answers_worked_out_by_hand():
    data = bm.exercise(NAME).data
    # 60 × 9 + 25 × 49 + 15 × 99 = 540 + 1,225 + 1,485 for a hundred accounts
    assert QUESTIONS[1](data) == pytest.approx(32.5)
    # 12 transfers are within the 30 included; one account in four pays 40 × 0.40 = 16 €
    assert QUESTIONS[3](data) == pytest.approx(4)
    # 1,500 € × (1 − 0.2) % × 12
    assert QUESTIONS[4].number(data) == pytest.approx(144)
    # 600,000 × 9 € × 12
    assert QUESTIONS[5](data) == pytest.approx(64.8)
    # five files for three accounts: 200 + 5 × 60/3
    assert QUESTIONS[6](data) == pytest.approx(300)
    # 0.196 % to 0.155 %, both on the internet and in all areas
    assert QUESTIONS[7](data) == pytest.approx(41 / 196)
    # Subscriptions: 3.15 + 4.75 + 1.95 + 9.80 + 11.88 + 5.97 = 37.50 €. Use: 15 of cards, 0.4 × (0.35 × 5 + 0.25 × 10)
    # = 1.70 of transfers, 0.336 of exchange, 0.40 of acquiring. Costs: 6 + 5 + 2 + 0.795 of fraud. 41.141 € are left,
    # 42.641 with the machine: acquisition and fixed costs being the same, month 36 earns as much with 41.141/42.641 of
    # the accounts.
    assert accounts(QUESTIONS[8].number(data)) == pytest.approx(accounts(0.015) * 41.141 / 42.641)


def accounts(churn):
    """600,000 accounts and 15,000 new ones a month: how many in month 36 (those won in a month pay in it)."""
    stay = (1 - churn) ** 36
    return 600_000 * stay + 15_000 * (1 - stay) / churn


def test_choices_and_why():
    data = bm.exercise(NAME).data
    # a: 15 € of interchange, 1.70 of transfers, 0.34 of exchange, 0.40 of acquiring
    assert QUESTIONS[0](data) == "a"
    for student in map(str, range(50)):
        firm = bm.exercise(NAME, student=student).firm
        others = (
            firm.transfer_arpu,
            firm.fx_spend * firm.fx_margin,
            firm.acquired * (firm.acquiring_fee - firm.acquiring_cost),
        )
        assert firm.card_spend * firm.interchange > max(others)
    # c: both caps bind the cards of consumers, those of firms are commercial cards
    assert QUESTIONS[4].choice(data) == "c"
    # the trial measured 1.69 % of churn, 1.642 can be borne
    assert QUESTIONS[8].choice(data) == "analystes"


def test_the_function_on_two_trials():
    fee = QUESTIONS[2](bm.exercise(NAME).data)
    # 12 transfers beyond 30, at 0.40 €; none below
    assert fee(42, 30, 0.4) == pytest.approx(4.8)
    assert fee(12, 30, 0.4) == 0


@pytest.mark.parametrize("student", [None, "essai", "renard bleu"])
def test_the_decision_agrees_with_the_model(student):
    session = bm.exercise(NAME, student=student)
    data, firm = session.data, session.firm
    machine = firm.replace(monitoring=firm.monitoring - data.saving)
    limit = QUESTIONS[8].number(data)
    assert machine.replace(churn=limit).profit_36 == pytest.approx(firm.profit_36)
    # What the reason says: leavers add up, so the steady state bears less churn than month 36.
    later = bm.goal_seek(machine, "steady_state_profit", firm.steady_state_profit, vary="churn")
    assert firm.churn < later < limit
