"""Figures that levers once computed with, wrongly or to a Python error: refused in French, or right."""

import math

import numpy as np
import pandas as pd
import pytest

import bizmodels as bm
from bizmodels.errors import LearnerError
from bizmodels.levers import network_effects, personalization, pricing
from bizmodels.levers import retention as ret

HUGE = 10**400
SCORED = pd.DataFrame({"recency": [1], "frequency": [1], "monetary": [1], "segment": ["Fidèles"]})
REFUSED = {
    "masked relevance": (lambda: personalization.ndcg(np.ma.array([0.0, 0, 1], mask=[0, 0, 1])), "ligne 3"),
    "masked count": (lambda: personalization.ab_test(np.ma.array([1, 2], mask=[0, 1]), [5, 5]), "ligne 2"),
    "rates as counts": (lambda: personalization.ab_test([0.05, 0.12], [1, 1]), "ligne 1"),
    "half a success": (lambda: personalization.ab_test([5, 5.5], [10, 10]), "ligne 2"),
    "half a person": (lambda: personalization.arms_test([5, 5], [10, 10.5]), "ligne 2"),
    "half a success, one sample": (lambda: personalization.ab_test(5.5, 10, value=0.5), "count"),
    "relevance not in ideal": (lambda: personalization.ndcg([0, 1], ideal=[3, 2]), "place 2"),
    "relevance twice": (lambda: personalization.ndcg([3, 3], ideal=[3, 2, 1]), "place 2"),
    "huge share": (lambda: personalization.sample_size(HUGE, 0.5), "p1"),
    "huge relevance": (lambda: personalization.ndcg([HUGE]), "ligne 1"),
    "huge k": (lambda: personalization.ndcg([1], k=HUGE), "k vaut"),
    "ragged relevance": (lambda: personalization.ndcg([1, [2, 3]]), "ligne 2"),
    "ragged lists": (lambda: personalization.ndcg([[1], [2, 3]]), "ligne 1"),
    "ragged count": (lambda: personalization.ab_test([[1], [2, 3]], [5, 5]), "ligne 1"),
    "ragged scores": (lambda: bm.levers.cross_selling.lift_curve([1, [2, 3]], [0, 1]), "ligne 2"),
    "masked purchase": (
        lambda: bm.levers.cross_selling.lift_curve([1, 2], np.ma.array([True, False], mask=[0, 1])),
        "ligne 2",
    ),
    "prices without order": (lambda: pricing.estimate_elasticity({1, 2, 4}, [4, 2, 1]), "price"),
    "segments as lists": (lambda: personalization.segments(SCORED.assign(segment=[["a"]])), "segment"),
    "ragged price": (lambda: pricing.estimate_elasticity([1, [2, 3], 4], [1, 2, 3]), "ligne 2"),
    "endless sales": (lambda: pricing.profit_by_price([1e-300, 2], 1, -5, 1, 100), "ligne 1"),
    "unequal times": (lambda: network_effects.bass([0.1, 0.2], 0.3, 100, [1, 2, 3]), "longueur"),
    "several members": (lambda: network_effects.match_with_rival([1, 2], 1, 4, 0.5), "members"),
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(("call", "said"), REFUSED.values(), ids=REFUSED)
def test_refused(call, said):
    with pytest.raises(LearnerError, match=said):
        call()


def test_an_array_masked_nowhere_is_a_list_like_another():
    assert personalization.ndcg(np.ma.array([3.0, 2, 1])) == 1


def test_what_is_worth_nothing_may_be_left_out_of_the_ideal_order():
    assert personalization.ndcg([0, 3], ideal=[3]) == pytest.approx(1 / math.log2(3))


def test_the_peak_of_a_product_that_nobody_advertises():
    assert network_effects.bass_peak(1e-300, 1e100, 1).time == pytest.approx(400 * math.log(10) / 1e100)


MOVES = pd.DataFrame(
    {
        "date": ["2024-01-01", "2024-02-01", "2024-02-02"],
        "movement": ["new_business", "churn", "expansion"],
        "amount": [100.0, -50.0, 10.0],
    }
)


@pytest.mark.parametrize("movement", ["New business", "départ", None, ["churn"]])
def test_an_unknown_movement_is_refused_not_dropped(movement):
    with pytest.raises(LearnerError, match=r"ligne 2.*movement"):
        ret.mrr_bridge(
            MOVES.assign(movement=pd.Series(["new_business", movement, "expansion"], dtype=object))
        )


@pytest.mark.parametrize("amount", [50, math.nan, math.inf, "-50", True])
def test_an_amount_that_is_no_loss_is_refused(amount):
    with pytest.raises(LearnerError, match=r"ligne 2.*amount"):
        ret.mrr_bridge(MOVES.assign(amount=pd.Series([100, amount, 10], dtype=object)))


def test_a_negative_gain_is_refused():
    with pytest.raises(LearnerError, match=r"ligne 3.*gain"):
        ret.mrr_bridge(MOVES.assign(amount=[100, -50, -10]))
