"""Sales against price, worked out by hand: goods apart, each good with itself, and what is refused."""

import math

import pandas as pd
import pytest

import bizmodels as bm
from bizmodels.errors import LearnerError
from bizmodels.levers.shelf_prices import (
    PriceSlopes,
    constant_elasticity,
    own_prices,
    price_slopes,
    weekly_prices,
)
from bizmodels.levers.simulated_answers import buyers, price_answers

# Each good keeps an eighth of its sales when its price doubles (slope −3); the one four times dearer sells twice as much.
SHELF = pd.DataFrame(
    {
        "product": [1, 1, 2, 2],
        "week": [1, 2, 1, 2],
        "price": [1.0, 2.0, 4.0, 8.0],
        "quantity": [8.0, 1.0, 16.0, 2.0],
        "brand": ["Private", "Private", "National", "National"],
    }
)


def test_within_a_good_the_sign_is_the_other_one():
    found = price_slopes(SHELF)
    assert found.within == pytest.approx(-3)
    assert found.across == pytest.approx(math.log(2) / math.log(4))
    # In powers of two: prices 0 1 2 3, sales 3 0 4 1; means 1.5 and 2; covariance −1, variance 5.
    assert found.raw == pytest.approx(-1 / 5)
    assert (found.goods, found.weeks) == (2, 4)
    assert found.change(-0.5) == pytest.approx(7)


def test_the_table_says_what_each_slope_would_announce():
    shown = PriceSlopes(raw=0.5, across=1.0, within=-2.0, goods=2, weeks=4).table(price=-0.5).shown()
    assert list(shown.iloc[:, 1]) == ["−29\u00a0%", "−50\u00a0%", "+300\u00a0%"]
    assert "baisse de 50\u00a0%" in shown.columns[1]


def test_one_good_alone():
    goods = own_prices(SHELF)
    assert goods.loc[1, ["price", "quantity"]].tolist() == pytest.approx([(8 * 1 + 1 * 2) / 9, 4.5])
    assert goods["slope"].tolist() == pytest.approx([-3, -3])
    still = own_prices(SHELF.assign(price=[1, 1, 4, 8.0]))
    assert still.loc[1, "slope"] == 0


def test_receipts_become_weeks():
    lines = pd.DataFrame(
        {
            "product_id": [1, 1, 1, 1, 2, 3],
            "week": [1, 1, 2, 2, 1, 1],
            "quantity": [2, 2, 1, 0, 5, 1],
            "sales_value": [3.0, 1.0, 2.0, 0.0, 5.0, 9.0],
        }
    )
    goods = pd.DataFrame(
        {"product_id": [1, 2, 3], "product_type": ["a", "a", "b"], "brand": ["National"] * 3}
    )
    table = weekly_prices(lines, goods, "a", weeks=2)
    assert table[["product", "week", "price", "quantity"]].to_numpy().tolist() == [[1, 1, 1, 4], [1, 2, 2, 1]]
    with pytest.raises(LearnerError, match="« c »"):
        weekly_prices(lines, goods, "c", weeks=1)
    with pytest.raises(LearnerError, match="brand"):
        weekly_prices(lines, goods.drop(columns="brand"), "a")


@pytest.mark.parametrize("wrong", [0, -1.0, float("nan"), float("inf"), "2", True, None])
def test_a_price_or_a_quantity_that_is_none_is_named_by_its_row(wrong):
    for column in ("price", "quantity"):
        bad = SHELF.astype({column: object})
        bad.loc[2, column] = wrong
        with pytest.raises(LearnerError, match="ligne 3"):
            price_slopes(bad)


@pytest.mark.parametrize(
    "table",
    [
        SHELF.assign(price=1.0),
        SHELF[SHELF["product"] == 1],
        SHELF.drop(columns="quantity"),
        [1, 2],
        SHELF[:0],
    ],
)
def test_what_says_nothing_of_price_is_refused(table):
    with pytest.raises(LearnerError):
        price_slopes(table)


def test_two_multipliers():
    assert constant_elasticity(price=0.5, sales=8) == pytest.approx(3)
    assert constant_elasticity(price=2, sales=0.25) == pytest.approx(2)
    for price, sales in ((1, 2), (0, 2), (0.5, -1), (0.5, True), (float("nan"), 2), ("0.5", 2)):
        with pytest.raises(LearnerError):
            constant_elasticity(price, sales)
    with pytest.raises(LearnerError, match="100"):
        price_slopes(SHELF).change(-1)


def test_simulated_answers_are_always_the_same_and_one_in_ten_contradicts_itself():
    answers = price_answers(people=30)
    assert answers.equals(price_answers(people=30))
    mixed = answers["cheap"] >= answers["expensive"]
    assert mixed[mixed].index.tolist() == [9, 19, 29]
    assert bm.levers.pricing.van_westendorp(answers).dropped == 3
    assert buyers(answers, price=0) == 30
    assert buyers(answers, price=answers["too_expensive"].max()) == 0
    for people in (0, -1, 2.5, True, "4"):
        with pytest.raises(LearnerError):
            price_answers(people=people)


def test_the_pictures_say_what_they_show():
    asked, told = (bm.figures.shelf(SHELF, "Plus cher ?", answered=answered) for answered in (False, True))
    assert "mieux" not in asked.alt + asked.finding
    assert "aucun" in told.finding
    best = bm.figures.profit_by_price({"Pièce à 10 €": (10, 3)}, "Quel prix ?", start=20)
    assert "18\u00a0€" in best.finding  # 10 × 3/2, and the VAT
    for cost, elasticity, start in ((0, 2, 20), (10, 1, 20), (10, 2, 0)):
        with pytest.raises(LearnerError):
            bm.figures.profit_by_price({"x": (cost, elasticity)}, "?", start=start)
    for case in ((8, 1, 6), 8, (8,), ("8", 2), (True, 2), (8, float("nan"))):
        with pytest.raises(LearnerError, match="«\u00a0x\u00a0»"):
            bm.figures.profit_by_price({"x": case}, "?", start=20)
    with pytest.raises(LearnerError, match="nommés"):
        bm.figures.profit_by_price({}, "?", start=20)
    survey = pd.DataFrame(
        {"too_cheap": [10, 20], "cheap": [20, 30], "expensive": [30, 40], "too_expensive": [40, 50]}
    )
    assert "entre 20 et 40\u00a0€" in bm.figures.acceptable_prices(survey, "Combien ?").finding
