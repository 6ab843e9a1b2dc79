"""A score judged on others, counted by hand, and what it refuses."""

import numpy as np
import pandas as pd
import pytest

import bizmodels as bm
from bizmodels.errors import LearnerError
from bizmodels.levers import targeting
from bizmodels.levers.targeting import Ranking

TEN = Ranking(
    [10, 9, 8, 7, 6, 5, 4, 3, 2, 1], [True, True, False, True, False, False, False, False, False, False]
)


def test_buyers_at_the_head_of_the_list():
    assert [TEN.reached(share) for share in (0, 0.1, 0.2, 0.3, 0.4, 1)] == [0, 1, 2, 2, 3, 3]
    assert TEN.reached(0.15) == 1.5  # half of the second customer
    assert TEN.lift(0.2) == pytest.approx(2 / (0.2 * 3))
    assert TEN.lift(1) == 1
    assert TEN.right(7.5) == pytest.approx(0.8)  # one bought below, one did not above


def test_nobody_comes_first_within_a_tie():
    even = Ranking([1] * 4, [True, False, False, True])
    assert [even.reached(share) for share in (0.25, 0.5, 0.75)] == [0.5, 1, 1.5]
    turned = Ranking([1] * 4, [False, True, True, False])
    assert turned.curve(4) == even.curve(4) == {0: 0, 25: 25, 50: 50, 75: 75, 100: 100}


def test_the_curve_agrees_with_that_of_cross_selling():
    rng = np.random.default_rng(5)
    scores, bought = rng.integers(0, 8, 200), rng.integers(0, 2, 200) == 1
    table = bm.levers.cross_selling.lift_curve(scores, bought, parts=10)
    ranking = Ranking(scores, bought)
    assert table["buyers"].tolist() == pytest.approx([ranking.reached(part / 10) for part in range(1, 11)])


def test_a_campaign_by_hand():
    rows = targeting.campaign(TEN, cost=2, margin=5, shares=[0.2, 0.4, 1])
    assert rows["profit"].tolist() == pytest.approx([2 * 5 - 2 * 2, 3 * 5 - 4 * 2, 3 * 5 - 10 * 2])
    assert rows["last"].tolist() == pytest.approx([6, 1, -12])
    assert targeting.best_share(TEN, cost=2, margin=5) == 0.2 + 0.2
    assert targeting.best_share(TEN, cost=9, margin=5) == 0  # no contact pays
    assert targeting.best_share(TEN, cost=0, margin=5) == 0.4  # the smallest of those that reach everybody


def test_learned_on_one_half_judged_on_the_other():
    # What the first half learns by heart is turned round in the other.
    table = pd.DataFrame({"x": [1, 1, 2, 2] * 10, "bought": [True, False, False, True] * 10})
    judged = targeting.score(table, "bought", by_heart=True)
    assert judged.learned.right() == 1
    assert judged.others.right() == 0
    assert len(judged.learned.scores) == len(judged.others.scores) == 20


def test_the_nearest_share_their_answer():
    # Even rows: x = 0 (bought), 0 (not), 10 (not); the odd ones ask at 1, 9 and 2.
    table = pd.DataFrame({"x": [0, 1, 0, 9, 10, 2], "bought": [True, True, False, False, False, False]})
    assert targeting.score(table, "bought", by_heart=True).others.scores.tolist() == [0.5, 0, 0.5]


def test_the_optimum_of_the_regression_does_not_hang_on_the_order_of_the_columns():
    caravan = bm.load_rdataset("ISLR/Caravan")
    turned = caravan[list(reversed(caravan.columns))]
    one, other = (targeting.score(table, "Purchase").others for table in (caravan, turned))
    assert np.abs(one.scores - other.scores).max() <= 2e-6
    assert one.reached(0.1) == other.reached(0.1)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: Ranking([1, 2], [True]), "même longueur"),
        (lambda: Ranking([1, float("nan")], [True, False]), "ligne 2"),
        (lambda: Ranking([1, 2], [1, 0]), "vrai ou faux"),
        (lambda: TEN.reached(1.5), "1,5"),
        (lambda: Ranking([1], [False]).lift(0.5), "acheteurs"),
        (lambda: targeting.campaign(TEN, cost=-1, margin=5), "-1"),
        (lambda: targeting.campaign(TEN, cost=1, margin=True), "True"),
        (lambda: targeting.campaign([1], 1, 1), "classement"),
        (lambda: targeting.score(pd.DataFrame({"x": [1, 2]}), "bought"), "colonne"),
        (lambda: targeting.score(pd.DataFrame({"x": [1, 2], "b": [1, 0]}), "b"), "vrai ou faux"),
        (lambda: targeting.score(pd.DataFrame({"x": range(6), "b": [True, False] * 3}), "b"), "moitié"),
        (lambda: targeting.score(pd.DataFrame({"b": [True, True, False, False]}), "b"), "une colonne"),
        (
            lambda: targeting.score(pd.DataFrame({"x": ["a"] * 4, "b": [True, True, False, False]}), "b"),
            "nombres",
        ),
        (
            lambda: targeting.score(
                pd.DataFrame({"x": [1, 2, None, 4], "b": [True, True, False, False]}), "b"
            ),
            "ligne 3",
        ),
    ],
)
def test_what_is_refused(call, said):
    with pytest.raises(LearnerError) as refused:
        call()
    assert said in str(refused.value)
