"""Exercise 15 worked out by hand."""

import math

import pytest

import bizmodels as bm
from bizmodels.exercises import engine

NAME = "15_donnees_et_personnalisation"
QUESTIONS = engine.declaration(NAME).questions


def test_answers_worked_out_by_hand():
    data = bm.exercise(NAME).data
    # From 4 to 4.4 %: 2.8016² × 0.08047 / 0.004² = 39,475 a version, twice, 2,000 a day
    assert QUESTIONS[2](data) == pytest.approx(2 * 39_475 / 2_000, rel=1e-3)
    # 4.35 − 4 % is 0.0035; its standard error √((0.0384 + 0.04160775)/20,000) = 0.0020001
    assert QUESTIONS[3].number(data) == pytest.approx(10_000 * (0.0035 - 1.96 * 0.0020001), abs=0.01)
    # 2 + 6/1.585 + 4/2 + 9/2.3219 on 9 + 6/1.585 + 4/2 + 2/2.3219
    assert QUESTIONS[5](data) == pytest.approx(11.6617 / 15.6469, rel=1e-4)
    # 20 % of 50,000 more; 2 % of them leave 16.52 € (exercise 00), less 12 cents a message
    assert QUESTIONS[7](data) == pytest.approx(10_000 * (0.3304 - 0.12))
    # 30,000 customers gain 20 cents more; nine segments more at 700 €
    assert QUESTIONS[8].number(data) == pytest.approx(6_000 - 6_300)


def test_choices_and_why():
    data = bm.exercise(NAME).data
    # b: the best fifth for recency holds customers of more than three months ago
    assert QUESTIONS[0](data) == "b"
    scored = bm.levers.personalization.rfm(bm.load_cdnow(sample=True))
    best = bm.levers.personalization.segments(scored).loc["Meilleurs clients"]
    assert 92 < best["recency"] < 184
    # non: the interval starts below 0
    assert QUESTIONS[3].choice(data) == "non"
    # trois: 300 € a year less with twelve
    assert QUESTIONS[8].choice(data) == "trois"


def test_the_share_of_good_customers_in_plain_pandas():
    log = bm.load_cdnow(sample=True)
    spent = log.groupby("customer")["value"].agg(["size", "sum"])
    good = spent["size"] >= 4
    assert QUESTIONS[1](bm.exercise(NAME).data) == pytest.approx(
        spent["sum"][good].sum() / spent["sum"].sum()
    )


def test_the_function_on_two_trials():
    left = QUESTIONS[6](bm.exercise(NAME).data)
    # 400, then 600 messages, each leaving 5 % of 20 € less 10 cents
    assert left(1_000, 0.4, 0.05, 20, 0.1) == pytest.approx(400 * 0.9)
    assert left(1_000, 0.6, 0.05, 20, 0.1) == pytest.approx(600 * 0.9)


@pytest.mark.parametrize("days", [14, 21, 28])
@pytest.mark.parametrize("rate", [0.03, 0.04, 0.06])
def test_looking_every_evening_multiplies_the_risk_by_four_to_six(days, rate):
    """What q5 says once it is right."""
    looks = bm.levers.personalization.peeking(rate=rate, per_day=1_000, days=days, tests=4_000)
    assert 4 < looks["ever"].iloc[-1] / 0.05 < 6


def test_half_the_change_four_times_as_long():
    """What q3 says once it is right."""
    size = bm.levers.personalization.sample_size
    assert size(0.04, 0.042) / size(0.04, 0.044) == pytest.approx(4, rel=0.05)


@pytest.mark.parametrize("student", ["essai", "renard bleu", "loup"])
def test_consent_that_was_wrung_is_worth_less(student):
    data = bm.exercise(NAME, student=student).data
    naive = QUESTIONS[7].wrong_values(data)["nouveaux traités comme les anciens"]
    assert QUESTIONS[7](data) < naive
    # What is proportional to consent is the naive value: the present campaign, rule of three.
    now = data.customers * data.consent * (data.buy_yes * data.firm.order_margin - data.send)
    assert naive == pytest.approx(now * (data.goal - data.consent) / data.consent)
    assert math.isfinite(naive)


def test_a_whole_number_of_days_and_the_two_ends_of_an_interval_are_told():
    data = bm.exercise(NAME).data
    # 39.475 days: the fortieth is needed, thirty-nine do not suffice
    states = [QUESTIONS[2].judge(data, days).state for days in (39.475, 40, 39, 41)]
    assert states[0] == states[1] != states[2] == states[3]
    ends = QUESTIONS[3].number.judge(data, (-0.00042, 0.00742))
    assert "deux bornes" in ends.text
    comma = QUESTIONS[3].number.judge(data, (-4, 2))
    assert "point" in comma.text


def test_the_sign_of_a_small_gap_is_written():
    data = bm.exercise(NAME).data
    read = bm.levers.personalization.ab_test([data.bought_a, data.bought_b], [data.seen, data.seen])
    assert "de −0,042 à +0,7 point " in str(read).replace("\u00a0", " ")
    small = bm.figures.ranges({"Écart": (0.08, 1.32), "Seuil": 0.3}, "Combien ?", "points", "Calcul.")
    assert "de 0,1 à 1,3 point" in small.alt.replace("\u00a0", " ")
    assert "1,3 points" not in small.alt.replace("\u00a0", " ")
