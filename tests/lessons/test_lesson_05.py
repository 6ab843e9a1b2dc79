"""What lesson 05 rests on: a constant loss found again, one device worked out by hand, and its exercise."""

import pandas as pd
import pytest

import bizmodels as bm
from bizmodels import LearnerError
from bizmodels.exercises import engine
from bizmodels.view import figures


def test_decay_finds_the_loss_that_made_the_values():
    things = pd.DataFrame({"age": [0, 1, 2, 5], "value": [100 * 0.8**age for age in (0, 1, 2, 5)]})
    picture = figures.decay(things, "age", "value", "Titre", {"value": "Valeur"})
    assert "perd 20\u00a0% par an" in picture.alt
    # 100 × 0.8⁵ = 32.768
    assert "100 à l’âge zéro, 33 cinq pas plus loin" in picture.alt


def test_decay_refuses_what_it_cannot_draw():
    things = pd.DataFrame({"age": [0, 1], "value": [10.0, 0.0]})
    with pytest.raises(LearnerError, match="au-dessus de zéro"):
        figures.decay(things, "age", "value", "Titre", {})
    with pytest.raises(LearnerError, match="age"):
        figures.decay(things, "ages", "value", "Titre", {})


# --- the exercise -----------------------------------------------------------------------------------------

QUESTIONS = engine.declaration("05_reconditionne").questions


def test_answers_worked_out_by_hand():
    data = bm.exercise("05_reconditionne").data
    # 150 € of margin incl. VAT hold 150 × 20/120 = 25 € of VAT.
    assert QUESTIONS[1](data) == pytest.approx(25)
    # 300 − 25 − 150 − 45 − 30 of commission − 0.08 × 35 − 0.05 × 60 = 50 − 2.8 − 3
    assert QUESTIONS[2](data) == pytest.approx(44.2)
    # 230 × 320/2,200
    assert QUESTIONS[3].number(data) == pytest.approx(33.4545, abs=1e-3)
    # (44.2 − 30) × 1.2 = 17.04 € more than 150 €
    assert QUESTIONS[5](data) == pytest.approx(167.04)
    # 0.97⁴ = 0.88529: the price falls by 34.412 €, of which 1 − 0.1 − 1/6 = 11/15 is margin.
    assert QUESTIONS[6](data) == pytest.approx(34.412 * 11 / 15, abs=1e-2)
    # 5.99/1.2/300
    assert QUESTIONS[7](data) == pytest.approx(0.016639, abs=1e-5)


@pytest.mark.parametrize("student", [None, "essai"])
def test_hand_made_answers_agree_with_goal_seek(student):
    session = bm.exercise("05_reconditionne", student=student)
    data, firm = session.data, session.firm
    buy = bm.goal_seek(firm, "refurbisher_margin", data.wanted, vary="buy")
    assert QUESTIONS[5](data) == pytest.approx(buy)
    waited = firm.replace(price=data.price * (1 - data.decay) ** data.wait)
    assert QUESTIONS[6](data) == pytest.approx(firm.refurbisher_margin - waited.refurbisher_margin)
    central = firm.replace(return_cost=data.return_cost + data.return_loss, return_loss=0)
    limit = bm.goal_seek(central, "steady_state_profit", firm.steady_state_profit, vary="churn")
    assert QUESTIONS[8].number(data) == pytest.approx(1 - limit / firm.churn, abs=1e-9)
