"""Exercise 03 worked out by hand, and by the generic solver."""

import pytest

import bizmodels as bm
from bizmodels.exercises import engine


def answers(student=None):
    """Right answers of the numeric questions, by place, and the data."""
    declared = engine.declaration("03_marketplace")
    data = bm.exercise("03_marketplace", student=student).data
    numbers = [getattr(question, "number", question) for question in declared.questions]
    return {n: q(data) for n, q in enumerate(numbers, 1) if n != 4}, data


def test_answers_worked_out_by_hand():
    found, _ = answers()
    # 20 % of 83.33 € HT, 1.5 % of it for ads, and 100 € over 1 000 buyers who order once in five months.
    assert found[1] == pytest.approx(100 / 1.2 * 0.215 + 0.1 / 0.2)
    assert found[2] == pytest.approx(0.17 * 1.2)
    assert found[3] == pytest.approx(77.5)
    # Seller: 95 % × (83.33 − 45) − 5 % × (9 + 5) − 8 of carrier − 16.67 of commission.
    margin = 0.95 * (100 / 1.2 - 45) - 0.05 * 14 - 8 - 20 / 1.2
    assert found[5] == pytest.approx(100 / margin)
    assert found[6] == pytest.approx(1.8)
    assert found[7] == pytest.approx(5 / 1.2 / margin)


@pytest.mark.parametrize("student", [None, "renard bleu", "castor"])
def test_the_highest_cac_agrees_with_goal_seek(student):
    found, data = answers(student)
    shop = data.firm
    window = shop.replace(
        commission_rate=data.commission / (1 + data.vat),
        channel_subscription=data.seller_subscription,
        payment_fee=0,
        cac=0,
        churn=0.20,
        fixed_costs=500,
    )
    target = window.steady_state_profit
    assert found[8] == pytest.approx(bm.goal_seek(shop, "steady_state_profit", target, vary="cac"))
