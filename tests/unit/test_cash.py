"""Cash is not profit: what working capital ties up, and what its days are made of."""

from __future__ import annotations

import math
from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bizmodels as bm
from bizmodels import LearnerError, models
from bizmodels.core.cash import CashTerms

every_model = pytest.mark.parametrize("cls", models.all_models().values(), ids=list(models.all_models()))
FLOWS = ("stock_days", "customer_days", "supplier_days", "payout_days", "vat_days")


@every_model
@pytest.mark.parametrize("days", [45.0, -60.0])
def test_cash_is_the_profits_less_what_the_revenue_ties_up(cls, days):
    """By hand from the columns: BFR(t) − BFR(0), BFR being so many thirtieths of a month's revenue."""
    model = cls(working_capital_days=days, setup_cost=777.0)
    frame = model.project(48)
    at_start = model.starting_customers * model.arpu
    tied = [days * (revenue - at_start) / 30 for revenue in frame["revenue"]]
    assert frame["working_capital"].tolist() == pytest.approx(tied, rel=1e-9, abs=1e-6)
    cash, left = [], -777.0
    for profit, held in zip(frame["profit"], tied, strict=True):
        left += profit
        cash.append(left - held)
    assert frame["cash"].tolist() == pytest.approx(cash, rel=1e-9, abs=1e-6)
    assert model.funding_need == pytest.approx(max(0, 777, -min(cash[:36])), rel=1e-9)


@every_model
def test_days_move_cash_and_nothing_else(cls):
    late, early = cls(working_capital_days=90.0), cls(working_capital_days=0.0)
    frame = late.project().drop(columns=["cash", "working_capital"])
    np.testing.assert_array_equal(frame, early.project().drop(columns=["cash", "working_capital"]))
    moved = {name for name in cls.__kpis__ if getattr(late, name) != getattr(early, name)}
    assert moved <= {"funding_need"}
    assert late.path()["cash"] != early.path()["cash"]


@every_model
@pytest.mark.parametrize("setup", [0.0, 1234.5])
def test_without_days_cash_is_the_sum_of_profits_to_the_bit(cls, setup):
    model = cls(working_capital_days=0.0, setup_cost=setup)
    path = model.path(60)
    assert path["cash"] == list(accumulate(path["profit"], initial=-setup))[1:]
    assert path["working_capital"] == [0.0] * 60
    assert model.sums(60).cash == path["cash"][-1]
    table = bm.simulate(model, {"fixed_costs": bm.between(*[model.fixed_costs] * 3)}, draws=3, months=60)
    assert table["cash"].tolist() == pytest.approx([path["cash"][-1]] * 3, rel=1e-12)


def test_a_firm_that_grows_lends_its_stock_and_a_firm_paid_ahead_borrows():
    """1 000 customers at the start, as many won as leave: revenue grows by the first orders only, 500 × (1/0.5 − 1)."""
    shop = bm.D2C(
        basket=60, return_rate=0, orders_per_month=0.5, churn=0.5, starting_customers=1_000, new_customers=500
    )
    first = {days: shop.replace(working_capital_days=days).project(2).loc[1] for days in (30, 0, -30)}
    more = 500 * (1 / 0.5 - 1) * 0.5 * 50  # 12 500 € HT a month
    assert first[30]["working_capital"] == pytest.approx(more)
    assert first[-30]["cash"] - first[0]["cash"] == pytest.approx(more)
    # The second month sells as much: nothing more is tied up.
    assert shop.replace(working_capital_days=30).project(2).loc[2, "working_capital"] == pytest.approx(more)


@given(
    days=st.floats(-400, 400),
    churn=st.floats(0, 1),
    start=st.floats(0, 1e6),
    new=st.floats(0, 1e5),
    basket=st.floats(1, 500),
)
def test_draws_and_one_firm_keep_the_same_cash(days, churn, start, new, basket):
    settings = {
        "churn": churn, "starting_customers": start, "new_customers": new, "basket": basket,
        "working_capital_days": days,
    }  # fmt: skip
    one = bm.D2C(**settings)
    many = bm.D2C(**{name: np.array([value, value]) for name, value in settings.items()})
    sums = many.sums(36)
    scale = 1e-9 * (1 + max(map(abs, one.path()["cash"])))
    assert sums.cash == pytest.approx([one.path()["cash"][-1]] * 2, rel=1e-9, abs=scale)
    assert many.funding_need == pytest.approx([one.funding_need] * 2, rel=1e-9, abs=scale)


# --- the days opened ----------------------------------------------------------------------------------------

TERMS = [
    CashTerms(stock_days=60, supplier_days=30),
    CashTerms(customer_days=45, vat_days=20),
    CashTerms(stock_days=90, customer_days=-15, supplier_days=45, payout_days=14, vat_days=36),
    CashTerms(payout_days=-10),
    CashTerms(),
]


@pytest.mark.parametrize("terms", TERMS)
def test_the_sum_in_days_is_what_the_model_holds(terms):
    """The five balances of a shop, month by month, give the cash that ``working_capital_days`` alone gives."""
    shop = bm.D2C(return_rate=0.0, basket=72.0, cogs=21.0)
    share = 21 / (72 / 1.2)  # goods over revenue HT: 35 %
    revenue_at_start = shop.starting_customers * 0.15 * 60
    frame = shop.replace(working_capital_days=terms.days(share)).project(40)
    goods = [share * revenue for revenue in frame["revenue"]]
    # Stock and suppliers are days of goods, customers and payouts days of revenue, VAT days of 20 % of it.
    start = (terms.stock_days - terms.supplier_days) / 30 * share * revenue_at_start
    start += (terms.customer_days + terms.payout_days - 0.2 * terms.vat_days) / 30 * revenue_at_start
    cash, earned = [], 0.0
    for profit, balances in zip(frame["profit"], map(terms.balances, frame["revenue"], goods), strict=True):
        earned += profit
        cash.append(earned - (sum(balances.values()) - start))
    assert frame["cash"].tolist() == pytest.approx(cash, rel=1e-9)


def test_each_flow_in_its_own_unit():
    """300 € of revenue and 120 € of goods a month: 10 € and 4 € a day."""
    balances = CashTerms(60, 30, 45, 14, 20).balances(300, 120)
    assert balances == pytest.approx(
        {"stock": 240, "customers": 300, "suppliers": -180, "payouts": 140, "vat": -40}
    )
    assert CashTerms(60, 30, 45, 14, 20).days(0.4) == pytest.approx(46)  # 460 € of 10 € a day
    assert CashTerms(vat_days=30).days(0.4, vat=0.055) == pytest.approx(-1.65)


def test_the_shop_s_days_are_those_of_its_help():
    """Sixty days of stock, thirty of suppliers, goods worth half the revenue."""
    assert bm.D2C().working_capital_days == pytest.approx(CashTerms(60, supplier_days=30).days(0.5))


@given(st.tuples(*[st.floats(0, 400)] * 5), st.floats(0, 1), st.floats(0.01, 1e6))
def test_days_and_balances_tell_the_same(values, share, revenue):
    terms = CashTerms(*values)
    held = sum(terms.balances(revenue, share * revenue).values())
    assert held == pytest.approx(terms.days(share) / 30 * revenue, rel=1e-9, abs=1e-9 * revenue)


@pytest.mark.parametrize("name", FLOWS)
@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, True, "30", None, [30], np.array([1.0])])
def test_what_is_no_number_of_days_is_refused_in_french(name, value):
    with pytest.raises(LearnerError, match="nombre de jours") as refused:
        CashTerms(**{name: value})
    assert f"{name} vaut" in str(refused.value)


@pytest.mark.parametrize("name", FLOWS)
def test_only_who_pays_ahead_has_negative_days(name):
    if name in ("customer_days", "payout_days"):
        assert CashTerms(**{name: -12}).days(0.5) == pytest.approx(-12)
        return
    with pytest.raises(LearnerError, match="au moins 0"):
        CashTerms(**{name: -0.5})


def test_the_days_of_a_model_are_checked_like_any_setting():
    for wrong in (-3_651, math.nan, "quinze"):
        with pytest.raises(LearnerError, match="BFR"):
            bm.D2C(working_capital_days=wrong)
