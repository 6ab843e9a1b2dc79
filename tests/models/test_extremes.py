"""Numbers as large as a float holds, −0.0, arrays changed in place: a figure is right, infinite or nan, never reassuring."""

from __future__ import annotations

import math
import warnings

import numpy as np
import pytest

import bizmodels as bm
from bizmodels import analysis
from bizmodels.models import all_models
from bizmodels.view import sentences, uncertainty
from tests.unit.test_declaration import written

MODELS = all_models()
CASES = [(cls, name) for cls in MODELS.values() for name in cls.__params__]
IDS = [f"{cls.__name__}-{name}" for cls, name in CASES]


def both(model, **values):
    """The same model over numbers and over arrays of two draws."""
    return model.replace(**values), model.replace(**{n: np.full(2, v) for n, v in values.items()})


@pytest.mark.parametrize(("cls", "name"), CASES, ids=IDS)
def test_a_huge_number_and_its_array_say_the_same_without_a_warning(cls, name):
    param = cls.__params__[name]
    for value in {param.high} if math.isfinite(param.high) else {1e150, 1.7e308}:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            one, many = both(cls(), **{name: value})
            for figure in cls.__kpis__:
                np.testing.assert_allclose(
                    np.broadcast_to(getattr(many, figure), 2), getattr(one, figure), rtol=1e-6, atol=1e-200, err_msg=f"{value}: {figure}"
                )  # fmt: skip
                level = analysis.verdict(one, figure).level
                assert math.isfinite(getattr(one, figure)) or level != "ok", figure
            path, walked = one.path(), one.sums(36)
            assert math.isfinite(walked[0]) == math.isfinite(path["cash"][-1])
            for a, b in zip(walked, many.sums(36), strict=True):
                np.testing.assert_allclose(np.broadcast_to(b, 2), a, rtol=1e-6)
            if not math.isfinite(path["cash"][-1]):
                assert math.isnan(one.funding_need)
                assert analysis.verdict(one, "funding_need") == analysis.Verdict("", "")
            said = sentences.cash_sentence(one, path, cls(), cls().path()["cash"])
            assert ("n’a pas de sens" in said) == (not math.isfinite(path["cash"][-1]))
            assert "nan" not in sentences.customers_sentence(one, path)
            assert "nan" not in uncertainty.draw(one)[1]
            bm.simulate(one, {"churn": bm.between(0.1, 0.2, 0.3)}, draws=2)


def test_a_cash_without_meaning_is_not_sound():
    shop = bm.D2C(basket=1e308)
    assert math.isnan(shop.path()["cash"][-1])
    assert math.isnan(shop.funding_need)
    assert math.isnan(shop.lowest_cash())
    assert bm.verdict(shop, "funding_need").words == ""
    assert "n’a pas de sens" in sentences.cash_sentence(bm.D2C(), shop.path(), shop, shop.path()["cash"])
    back = sentences.cash_sentence(bm.D2C(), bm.D2C().path(), shop, shop.path()["cash"])
    assert "nan" not in back


@pytest.mark.parametrize("month", [1, 5, 36])
def test_the_stocks_of_a_learner_may_yield_nan(month):
    cls = written(
        "def stocks(self):\n    t = 0\n    while True:\n        t += 1\n"
        f"        yield {{'customers': self.cac * (np.nan if t == {month} else 1.0)}}"
    )
    one, many = both(cls(), cac=30.0)
    assert math.isnan(one.funding_need)
    assert np.isnan(many.funding_need).all()
    assert bm.verdict(one, "funding_need").level == ""
    assert bm.simulate(cls(), {"cac": bm.between(20, 30, 40)}, draws=3)["funding_need"].isna().all()


# --- −0.0 ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cls", MODELS.values(), ids=list(MODELS))
def test_minus_zero_is_zero(cls):
    for name, param in cls.__params__.items():
        if not param.low <= 0 <= param.high:
            continue
        zero, (minus, many) = cls().replace(**{name: 0.0}), both(cls(), **{name: -0.0})
        simulated = bm.simulate(cls(), {name: Fixed(-0.0)}, draws=2)
        for figure in cls.__kpis__:
            expected = getattr(zero, figure)
            assert math.copysign(1, getattr(minus, name)) == 1
            np.testing.assert_equal(getattr(minus, figure), expected)
            np.testing.assert_allclose(np.broadcast_to(getattr(many, figure), 2), expected, rtol=1e-9, atol=1e-200)  # fmt: skip
            np.testing.assert_allclose(simulated[figure], expected, rtol=1e-9, atol=1e-200)


class Fixed:
    """A law that always gives the same number."""

    def __init__(self, value):
        self.value = value

    def rvs(self, size=None, random_state=None):
        return np.full(size, self.value)


# --- what a learner's code changes in place -----------------------------------------------------------------

IN_PLACE = [
    "@kpi('X', '€')\ndef x(self):\n    r = self.cac\n    r *= 0.8\n    return r",
    "@kpi('X', '€')\ndef x(self):\n    r = self.arpu\n    r += 1\n    return r",
    "def stocks(self):\n    n = self.new_customers\n    while True:\n        n *= 1.1\n        yield {'customers': n}",
    "@property\ndef overheads(self):\n    r = self.fixed_costs\n    r *= 2\n    return r",
]


@pytest.mark.parametrize("body", IN_PLACE)
def test_a_change_in_place_never_reaches_the_draws(body):
    laws = {n: bm.between(20, 30, 40) for n in ("cac", "new_customers", "fixed_costs", "basket")}
    assert isinstance(written(body)().kpis()["ltv"], float)
    with pytest.raises(bm.LearnerError, match="r = r \\* 0.8"):
        bm.simulate(written(body)(), laws, draws=4)
    with pytest.raises(bm.LearnerError, match="r = r \\* 0.8"):
        uncertainty.draw(written(body + "\n@kpi('Y', '€')\ndef cost_to_serve(self): return getattr(self, 'x', self.cac)")())  # fmt: skip


def test_a_stock_may_change_in_place_the_array_it_made():
    cls = written(
        "def stocks(self):\n    n = self.starting_customers * np.ones_like(self.cac)\n    while True:\n        n += self.cac\n        yield {'customers': n}"
    )
    one, many = both(cls(), cac=30.0)
    np.testing.assert_allclose([v[0] for v in many.path()["customers"]], one.path()["customers"])


def test_the_largest_number_has_a_sensitivity_and_a_plausible_range():
    shop = bm.D2C(basket=1.7e308)
    assert bm.sensitivity(shop, "order_margin").set_index("parameter").loc["basket", "note"] == "borné"
    law = analysis.plausible(shop)["basket"]
    assert law.low <= law.mode <= law.high < math.inf
    assert "trop grand" in sentences.ledger_sentence(shop.of_hundred())
