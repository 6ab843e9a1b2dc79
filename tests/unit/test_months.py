"""One account of the months: read by the picture, the verdict and the funding need alike."""

from __future__ import annotations

import numpy as np
import pytest

import bizmodels as bm
from bizmodels import analysis
from bizmodels.core import months
from bizmodels.view import sentences
from bizmodels.view.scene import Scene
from tests.toys import Kiosk


@pytest.fixture
def walks(monkeypatch):
    """How many times the months of any model were walked."""
    seen = []
    for cls in (bm.BusinessModel, bm.D2C, Kiosk):
        if "stocks" in cls.__dict__:
            walk = cls.stocks
            monkeypatch.setattr(cls, "stocks", lambda self, walk=walk: seen.append(1) or walk(self))
    return seen


def test_a_move_of_a_slider_walks_the_months_once(walks):
    scene = Scene(bm.D2C())
    scene.figures()
    walks.clear()
    scene.model = bm.D2C(churn=0.12)
    scene.figures()
    scene.series("cash")
    sentences.cash_sentence(scene.model, scene.path, scene.base, scene.base.walked["cash"])
    analysis.verdict(scene.model, "funding_need")
    assert len(walks) == 1


def test_a_simulation_walks_its_draws_once(walks):
    bm.simulate(bm.D2C(), {"churn": bm.between(0.05, 0.08, 0.1)}, draws=50)
    assert len(walks) == 1


def test_the_trough_counts_what_was_spent_before_month_1():
    gaining = {"new_customers": 60_000.0, "starting_customers": 500_000.0, "working_capital_days": 0.0}
    for changes, words in (
        ({}, "creux au mois 5"),
        ({"working_capital_days": 0.0}, "creux au mois 4"),
        ({"setup_cost": 10_000.0}, "creux au mois 5"),
        ({"setup_cost": 10_000.0, **gaining}, "la mise de fonds"),
    ):
        shop = bm.D2C(**changes)
        setup = shop.setup_cost
        assert shop.funding_need == pytest.approx(max(0, -min(-setup, *shop.path()["cash"])))
        assert analysis.verdict(shop, "funding_need").words.endswith(words)


def test_a_fall_before_month_1_is_said():
    shop = bm.D2C(setup_cost=5e6, new_customers=60_000.0, working_capital_days=0)
    cash = shop.path()["cash"]
    assert min(cash) > -5e6
    assert "mise de fonds" in analysis.verdict(shop, "funding_need").words
    said = sentences.cash_sentence(shop, shop.path(), shop, cash)
    assert "part de −5" in said
    assert "mise de départ" in said


def test_what_a_learner_gets_is_a_copy():
    shop = bm.D2C()
    shop.path()["cash"][-1] = 0.0
    assert shop.walked["cash"][-1] != 0
    assert shop.path()["cash"][-1] == shop.walked["cash"][-1]


def test_the_shortcut_of_one_product_is_the_account():
    shop = bm.D2C()
    account = months.Account(shop)
    stocks = [
        {"customers": 1234.5},
        {"customers": 1234.5, "revenue": 10.0, "variable_costs": 4.0, "acquisition_costs": 1.0},
    ]
    one, own = account.profits(stocks)
    assert one == pytest.approx(account.columns(stocks[:1])["profit"][0], rel=1e-12)
    assert own == 5.0 - account.fixed == account.columns(stocks[1:])["profit"][0]


def test_cash_begins_with_the_setup_cost():
    walk = months.cash(bm.D2C(setup_cost=500.0))
    assert next(walk) == -500
    np.testing.assert_allclose([next(walk) for _ in range(3)], bm.D2C(setup_cost=500.0).path(3)["cash"])
