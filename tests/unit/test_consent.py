"""What agreement is worth: bounds, orders, and what is refused."""

import pytest

from bizmodels.errors import LearnerError
from bizmodels.levers.consent import by_consent, campaign, worth_of_an_agreement

SHOP = [0, 10, 20, 30, 40]


@pytest.mark.parametrize("lean", [-1, -0.3, 0, 0.5, 1])
def test_whoever_agrees_nobody_holds_nothing_and_everybody_everything(lean):
    assert campaign(SHOP, 0, 0.1, lean=lean).share == 0
    assert campaign(SHOP, 1, 0.1, lean=lean).share == pytest.approx(1)


def test_the_largest_first_hold_more_than_lots_and_the_smallest_less():
    smallest, lots, largest = (campaign(SHOP, 0.4, 0.1, lean=lean).share for lean in (-1, 0, 1))
    assert (smallest, lots, largest) == pytest.approx((0.1, 0.4, 0.7))
    # In between, in proportion; between two customers too: 40 and half of 30.
    assert campaign(SHOP, 0.4, 0.1, lean=0.5).share == pytest.approx(0.55)
    assert campaign(SHOP, 0.3, 0.1, lean=1).share == pytest.approx(0.55)


def test_equal_customers_make_the_hypothesis_indifferent():
    shares = {campaign([7, 7, 7], 0.5, 0.1, lean=lean).share for lean in (-1, 0, 1)}
    assert max(shares) == pytest.approx(min(shares)) == pytest.approx(0.5)


def test_half_the_agreement_leaves_less_than_half_the_result_since_fixed_costs_stay():
    full = campaign(SHOP, 0.8, 0.5, margin_rate=0.5, contact_cost=1, fixed_cost=8)
    half = campaign(SHOP, 0.4, 0.5, margin_rate=0.5, contact_cost=1, fixed_cost=8)
    assert (full.gain, full.cost, full.result) == pytest.approx((20, 12, 8))
    assert (half.gain, half.cost, half.result) == pytest.approx((10, 10, 0))
    assert worth_of_an_agreement(SHOP, 0.4, 0.8, 0.5, 0.5, contact_cost=1) == pytest.approx(8 / 2)
    table = by_consent(SHOP, 0.5, {"lots": 0}, 0.5, 1, 8)
    assert list(table.index[[0, -1]]) == [0, 100]
    assert table.loc[[40, 80], "lots"].tolist() == pytest.approx([0, 8])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"consent": 1.5}, "1,5"),
        ({"consent": True}, "True"),
        ({"uplift": float("nan")}, "nan"),
        ({"margin_rate": "dix"}, "dix"),
        ({"contact_cost": -2}, "-2"),
        ({"lean": 2}, "lean"),
        ({"spending": []}, "spending"),
        ({"spending": [3, -1]}, "ligne 2"),
        ({"spending": [3, float("inf")]}, "ligne 2"),
        ({"spending": [0, 0]}, "personne"),
    ],
)
def test_what_cannot_be_is_refused_by_its_name(change, said):
    with pytest.raises(LearnerError, match=said):
        campaign(**{"spending": SHOP, "consent": 0.5, "uplift": 0.1} | change)


def test_an_agreement_that_gains_nobody_and_no_hypothesis_are_refused():
    with pytest.raises(LearnerError, match="hoped"):
        worth_of_an_agreement(SHOP, 0.5, 0.5, 0.1)
    with pytest.raises(LearnerError, match="nommées"):
        by_consent(SHOP, 0.1, {})
    for rates, said in (([], "au moins un taux"), ([50, 120], "120")):
        with pytest.raises(LearnerError, match=said):
            by_consent(SHOP, 0.1, {"lots": 0}, rates=rates)
