"""Exercise 19 worked out by hand."""

import pytest

import bizmodels as bm
from bizmodels.exercises import engine
from bizmodels.exercises.result import REVIEW, RIGHT

NAME = "19_rgpd"
QUESTIONS = engine.declaration(NAME).questions
STUDENTS = [None, *(f"e{n}" for n in range(12))]


def test_answers_worked_out_by_hand():
    data = bm.exercise(NAME).data
    table = bm.load_sanctions()
    counted = [amount for amount, once in zip(table["amount_eur"], table["additive"], strict=True) if once]
    assert QUESTIONS[0](data) == pytest.approx(sum(amount <= 3_000_000 for amount in counted) / len(counted))
    assert QUESTIONS[1](data) == pytest.approx(30)  # 2 % of 1,500 M€ is more than 10 M€
    assert QUESTIONS[2].number(data) == pytest.approx(72 - 30)
    assert QUESTIONS[2].choice(data) == "deux"  # 47 hours to go for the inquiry
    assert QUESTIONS[3](data) == pytest.approx(24_000)  # 60 % of 40,000
    # 800 customers leave; each left 0.15 orders a month of 16.52 €, for 1/0.07 months
    assert QUESTIONS[5](data) == pytest.approx(800 * 0.15 * 16.52 / 0.07)
    # A fifth of 120,000 € with 40 chances in a hundred, less 12,000 €
    assert QUESTIONS[6].number(data) == pytest.approx(-2_400)
    # A breach costs 40,000 + 12,000 €; five in a hundred fewer, less 12 × 180 €
    assert QUESTIONS[7].number(data) == pytest.approx(0.05 * 52_000 - 2_160)


@pytest.mark.parametrize("student", STUDENTS)
def test_what_the_library_says_is_an_answer(student):
    data = bm.exercise(NAME, student=student).data
    privacy = bm.risks.privacy
    assert privacy.fine_ceiling(data.group * 1e6, tier=4) / 1e6 == pytest.approx(QUESTIONS[1](data))
    # At 5, 10, 15… per cent, so many equal costs as the share says
    severe = round(20 * data.severe_share)
    costs = [data.severe] * severe + [data.mild] * (20 - severe)
    now = privacy.expected_loss(data.breach, costs)
    after = privacy.expected_loss(data.after, costs)
    assert now.mean == pytest.approx(
        QUESTIONS[4](data)(data.breach, data.severe_share, data.severe, data.mild)
    )
    assert now.mean - after.mean - 12 * data.guard == pytest.approx(QUESTIONS[7].number(data))
    assert data.told < data.found < data.leak  # the three clocks, in their order


def test_the_function_on_one_trial():
    ex = bm.exercise(NAME)
    right = ex.q5.check(lambda chance, share, severe, mild: chance * (share * severe + (1 - share) * mild))
    assert right.state == RIGHT
    for wrong in (
        lambda chance, share, severe, mild: chance * share * severe,
        lambda chance, share, severe, mild: chance * (severe + mild) / 2,
        lambda chance, share, severe, mild: share * severe + (1 - share) * mild,
        lambda chance, share, severe, mild: chance * share * severe + (1 - share) * mild,
    ):
        result = ex.q5.check(wrong)
        assert result.state == REVIEW
        assert result.cause in {one.name for one in QUESTIONS[4].mistakes}


@pytest.mark.parametrize("student", STUDENTS)
def test_the_other_choice_is_told_why_not(student):
    ex = bm.exercise(NAME, student=student)
    for number in (3, 7, 8):
        question = QUESTIONS[number - 1]
        right = question.choice(ex.data)
        (other,) = set(question.choice.labels) - {right}
        text = ["quinze mots au moins et un chiffre, 3, pour dire ce que la moyenne ne dit pas du tout"]
        text = text if question.words else []
        value = question.number(ex.data)
        assert ex.questions[number - 1].check(right, value, *text).state == RIGHT
        assert ex.questions[number - 1].check(other, value, *text).state == REVIEW
