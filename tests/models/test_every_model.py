"""What holds for any model: an eleventh file is tested by being there."""

import math
import re
import warnings

import numpy as np
import pytest

import bizmodels as bm
from bizmodels import analysis, models
from bizmodels.core import equations
from bizmodels.core.model import BusinessModel
from bizmodels.core.param import Constant
from bizmodels.facts import facts

MODELS = models.all_models()
# What a line that is cut at the defaults (a yield of 0 %) leaves without effect, and what opens it.
CUT = {"balance": {"balance_yield": 0.02}}
COMMON = ("churn", "new_customers", "starting_customers", "cac", "fixed_costs")
every_model = pytest.mark.parametrize("cls", MODELS.values(), ids=MODELS.keys())


@every_model
def test_it_is_public_and_described_in_french(cls):
    assert getattr(bm, cls.__name__) is cls
    assert cls.title
    assert cls.case
    assert cls.__doc__
    for name, figure in cls.__kpis__.items():
        assert figure.label, name
        assert figure.__doc__, name


@every_model
def test_defaults_give_finite_figures_without_a_warning(cls):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figures = cls().kpis()
    for name, value in figures.items():
        assert math.isfinite(float(value)), name


@every_model
def test_a_published_default_equals_its_source(cls):
    for name, param in cls.__params__.items():
        if param.source:
            fact = facts.fact_from_key(param.source)
            assert cls.model_fields[name].default == pytest.approx(fact.value * param.factor, rel=1e-12), name
    for name in dir(cls):
        constant = getattr(cls, name, None)
        if isinstance(constant, Constant) and constant.source:
            assert constant.value == pytest.approx(
                facts.fact_from_key(constant.source).value * constant.factor
            ), name


@every_model
def test_what_is_not_published_says_why(cls):
    silent = [n for n, p in cls.__params__.items() if not p.source and not p.help and n != "setup_cost"]
    assert not silent, f"hypotheses without a word: {silent}"


@every_model
def test_sliders_hold_the_default_and_common_bounds_are_wide(cls):
    for name, param in cls.__params__.items():
        assert param.soft is not None, name
        assert param.low <= param.soft[0] <= cls.model_fields[name].default <= param.soft[1] <= param.high, (
            name
        )
        steps = (param.soft[1] - param.soft[0]) / param.step
        assert 10 <= steps <= 2_000, (name, steps)
    for name in COMMON:
        param = cls.__params__[name]
        assert param.low == 0
        assert param.high == (1 if name == "churn" else math.inf)


@every_model
def test_presets_are_valid(cls):
    for name, changes in cls.presets.items():
        assert changes, name
        cls().replace(**changes).kpis()


@every_model
def test_extremes_never_warn(cls):
    base = cls()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name, param in cls.__params__.items():
            for value in {
                param.low,
                param.soft[0],
                param.soft[1],
                param.high if math.isfinite(param.high) else 1e9,
            }:
                model = base.replace(**{name: value})
                assert all(isinstance(v, float) for v in model.kpis())
                model.project(3)
                model.ledger()
        zeros = cls(**{n: p.low for n, p in cls.__params__.items()})
        assert all(isinstance(v, float) for v in zeros.kpis())


@every_model
def test_scalar_equals_vector(cls):
    """Draws of every parameter at once: row by row the same as one model after the other."""
    rng = np.random.default_rng(7)
    draws = {}
    for name, param in cls.__params__.items():
        low, high = param.soft
        draws[name] = rng.uniform(low, high, 7)
    block = cls(**draws)
    for i in range(7):
        one = cls(**{n: float(v[i]) for n, v in draws.items()})
        for name in cls.__kpis__:
            vector = np.broadcast_to(getattr(block, name), 7)[i]
            assert vector == pytest.approx(getattr(one, name), rel=1e-9, abs=1e-6, nan_ok=True), name


@every_model
def test_every_parameter_is_alive(cls):
    """No dead slider: it occurs in an equation that is not its own, or it changes the months."""
    used = set().union(*(equations.symbols_of(equations.expression(cls, n)) for n in cls.__kpis__))
    for name, param in cls.__params__.items():
        base = cls(**CUT.get(name, {}))
        months = base.project()
        low, high = param.soft
        other = high if getattr(base, name) != high else low
        if param.off:  # without limit at the defaults: a step that holds half of today's customers binds
            other = months["customers"].max() / 2
        changed = base.replace(**{name: other})
        moved = not np.allclose(changed.project()[months.columns], months) or any(
            getattr(changed, k) != getattr(base, k) for k in cls.__kpis__
        )
        assert moved, f"{name} does nothing at the defaults"
        assert name in used or not np.allclose(changed.project(), months), name


@every_model
def test_equations_exist_and_are_balanced(cls):
    sheet = cls().equations()
    assert len(sheet) >= 10
    for text in sheet["latex"]:
        assert text.count("{") == text.count("}")
        assert not re.search(r"\bnan\b", text)
        assert not re.search(r"si \} [01](?![\d{])", text), "a condition that is no comparison of symbols"
        assert "1{,}2 " not in text, "a bare 1.2 stands for a VAT rate without a name"


@every_model
def test_months_add_up(cls):
    model = cls().replace(setup_cost=1234.0, working_capital_days=-12.0)
    months = model.project(24)
    profit = (
        months["revenue"] - months["variable_costs"] - months["acquisition_costs"] - months["fixed_costs"]
    )
    np.testing.assert_allclose(months["profit"], profit, rtol=1e-9, atol=1e-6)
    # Days of revenue tied up, beyond those of the customers that were there.
    days = model.working_capital_days
    tied = days / 30 * (months["revenue"] - model.starting_customers * model.arpu)
    np.testing.assert_allclose(months["working_capital"], tied, rtol=1e-9, atol=1e-4)
    np.testing.assert_allclose(months["cash"], profit.cumsum() - 1234 - tied, rtol=1e-9, atol=1e-4)
    cash, lowest, need, last = model.sums(24)
    assert last == model.profit_36 == pytest.approx(model.project(36)["profit"].iloc[-1])
    assert cash == pytest.approx(months["cash"].iloc[-1], rel=1e-9)
    assert lowest == pytest.approx(min(-1234, months["cash"].min()), rel=1e-9)
    assert need == model.lowest_cash() == pytest.approx(min(-1234, min(model.path()["cash"])))
    assert model.funding_need == pytest.approx(max(0, -need))
    # The path of one firm and the running sums of many are one account.
    many = model.model_construct(**{**model.values(), "setup_cost": np.array([1234.0, 0.0])})
    assert many.sums(24).cash[0] == pytest.approx(cash, rel=1e-9)
    assert many.lowest_cash()[0] == pytest.approx(need, rel=1e-9)


@every_model
def test_the_ledger_sums_to_100(cls):
    amounts = cls().ledger()
    assert round(amounts.sum(), 9) == 100
    assert len(amounts) >= 3  # a subscription: State, cost of sales, margin
    for preset in cls.presets.values():
        assert round(cls().replace(**preset).ledger().sum(), 9) == 100


@every_model
def test_simulation_rows_are_models(cls):
    table = analysis.simulate(cls(), analysis.plausible(cls()), draws=40, seed=3)
    again = analysis.simulate(cls(), analysis.plausible(cls()), draws=40, seed=3)
    np.testing.assert_array_equal(table.to_numpy(), again.to_numpy())
    assert table.columns.is_unique
    names = list(analysis.plausible(cls()))
    assert len(names) >= 5, "« Incertitude » needs plausible ranges"
    row = table.loc[17]
    one = cls().replace(**{n: row[n] for n in names})
    assert one.ltv == pytest.approx(row["ltv"])
    assert one.funding_need == pytest.approx(row["funding_need"], rel=1e-9, abs=1e-6)
    assert one.project().cash.iloc[-1] == pytest.approx(row["cash"], rel=1e-9, abs=1e-4)


@every_model
def test_backtests_are_told_honestly(cls):
    lines = cls.backtests()
    assert lines, "each case has at least one line, be it « non testable »"
    for line in lines:
        assert line.inputs
        assert line.untestable or (line.published is not None and line.modelled is not None)
        for key in line.keys:
            facts.fact_from_key(key)
    first_years = [line for line in lines if line.table == "calibration"]
    assert len(first_years) <= 1
    for line in first_years:
        assert line.remark, "a calibration says where its gap comes from"
        size = {"M€": 1e6, "Md$": 1e9}[line.unit]
        assert line.modelled == pytest.approx(cls().project(12)["revenue"].sum() / size)


def test_no_other_file_knows_a_model_by_name():
    """The eleventh model must need no change elsewhere."""
    from pathlib import Path

    package = Path(bm.__file__).parent
    names = re.compile(r"\b(" + "|".join(MODELS) + r")\b")
    for path in package.rglob("*.py"):
        if "models" in path.parts or "exercises" in path.parts:
            continue
        code = re.sub(r'"""[\s\S]*?"""|#.*|"[^"\n]*"|\'[^\'\n]*\'', "", path.read_text(encoding="utf-8"))
        assert not names.search(code), f"{path.name}: {names.search(code)[0]}"


def test_the_folder_is_the_registry():
    assert {"D2C"} <= set(MODELS)
    assert all(issubclass(cls, BusinessModel) for cls in MODELS.values())
