"""The gap between two sellers' prices, worked out by hand, and what it refuses."""

import math

import pandas as pd
import pytest

import bizmodels as bm
from bizmodels.errors import LearnerError
from bizmodels.levers.price_gap import gaps

SELLERS = {"Ici": "here", "Là": "there"}


def test_the_same_goods_or_not():
    # The dear good is sold here only: all mixed, 40 − 12; of what both sell, 15 − 12.
    shelf = pd.DataFrame({"here": [10, 20, 90], "there": [8, 16, None], "name": ["a", "b", "c"]})
    table = gaps(shelf, SELLERS)
    assert table["gap"].tolist()[:2] == pytest.approx([40 - 12, 15 - 12])
    assert math.isnan(table["gap"].iloc[2])
    assert table["first"].tolist() == pytest.approx([40, 15, 90])
    assert table["first_count"].tolist() == [3, 2, 1]
    assert table["second_count"].tolist() == [2, 2, 0]
    assert table.shown().loc["Ici seulement"].tolist() == ["90,0\u00a0€ (1)", "—", "—"]


def test_where_both_sell_everything_the_two_gaps_agree():
    table = gaps(pd.DataFrame({"here": [1.0, 3.0], "there": [2.0, 1.0]}), SELLERS, "$")
    assert table["gap"].tolist()[:2] == pytest.approx([0.5, 0.5])
    assert "$" in table._repr_html_()


@pytest.mark.parametrize(
    ("prices", "sellers"),
    [
        (pd.DataFrame({"here": [1]}), SELLERS),
        (pd.DataFrame({"here": [1], "there": [1]}), {"Ici": "here"}),
        ([1, 2], SELLERS),
        (pd.DataFrame(), None),
    ],
)
def test_what_it_refuses(prices, sellers):
    with pytest.raises(LearnerError):
        bm.levers.price_gap.gaps(prices, sellers)
