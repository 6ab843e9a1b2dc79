"""At every bound of every parameter, and every pair of bounds: finite money, numbers = arrays, nan and ∞ never « sain »."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from bizmodels import analysis
from bizmodels.models import all_models

MODELS = all_models()
OPEN = 1e9  # where a parameter has no ceiling


def ends(param) -> tuple[float, float]:
    return param.low, param.high if math.isfinite(param.high) else OPEN


def problems(model, names) -> list[str]:
    """What is wrong with one instance whose ``names`` stand at a bound."""
    where = ", ".join(f"{n}={getattr(model, n)}" for n in names)
    found = []
    path = model.path()
    if not all(map(math.isfinite, path["cash"])):
        found.append(f"{where}: cash {path['cash'][-1]}")
    for name in type(model).__kpis__:
        value, verdict = getattr(model, name), analysis.verdict(model, name)
        if not math.isfinite(value) and verdict.level == "ok":
            found.append(f"{where}: {name} = {value} « {verdict.words} »")
    return found


@pytest.mark.parametrize("cls", MODELS.values(), ids=list(MODELS))
def test_every_pair_of_bounds(cls):
    base, params = cls(), cls.__params__
    found = []
    for one, other in itertools.combinations(params, 2):
        for a, b in itertools.product(ends(params[one]), ends(params[other])):
            found += problems(base.replace(**{one: a, other: b}), (one, other))
    assert not found, f"{len(found)}: {found[:5]}"


@pytest.mark.parametrize("cls", MODELS.values(), ids=list(MODELS))
def test_a_number_and_an_array_agree_at_every_bound(cls):
    base = cls()
    for name, param in cls.__params__.items():
        for end in ends(param):
            one, many = base.replace(**{name: end}), base.replace(**{name: np.array([end, end])})
            for figure in cls.__kpis__:
                np.testing.assert_allclose(
                    np.broadcast_to(getattr(many, figure), (2,)), getattr(one, figure), rtol=1e-9, atol=1e-200, err_msg=f"{name}={end}: {figure}"
                )  # fmt: skip


@pytest.mark.parametrize("name", ["D2C", "Marketplace", "Recommerce", "Resale", "Hybrid"])
def test_nobody_orders(name):
    """Winning customers who never order costs their acquisition and the fixed costs, every month."""
    model = MODELS[name](orders_per_month=0.0)
    assert math.isfinite(model.ltv)  # a seller's subscription may remain
    assert analysis.verdict(model, "funding_need").level != "ok"
    assert analysis.verdict(model, "steady_state_profit").level == "bad"


def test_nobody_orders_from_the_shop():
    """The right figure: 400 000 € of fixed costs and 250 000 € of acquisition, 650 000 € lost each month."""
    model = MODELS["D2C"](orders_per_month=0.0)
    assert model.steady_state_profit == pytest.approx(-(model.fixed_costs + model.new_customers * model.cac))
    assert model.path()["profit"] == pytest.approx([-650_000.0] * 36)
