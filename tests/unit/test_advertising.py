"""From a budget to customers, and to those who would not have come: worked out by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bizmodels as bm
from bizmodels.errors import LearnerError
from bizmodels.levers.advertising import best_budget, control_group, spending


def test_a_quarter_of_the_power_by_hand():
    rows = spending(customers=50, budget=600, exponent=0.25, times=[1, 16])
    assert rows["customers"].tolist() == pytest.approx([50, 100])  # the fourth root of 16
    assert rows["mean_cac"].tolist() == pytest.approx([12, 96])
    assert rows["marginal_cac"].tolist() == pytest.approx([48, 384])


def test_the_marginal_cost_is_that_of_one_customer_more():
    more = spending(customers=1_000, budget=9_000, exponent=0.6, times=[1, 1 + 1e-6])
    slope = more["budget"].diff().iloc[1] / more["customers"].diff().iloc[1]
    assert slope == pytest.approx(9 / 0.6, rel=1e-5)


def test_the_same_as_the_reaction_of_the_models():
    firm = bm.Recommerce()
    more = firm.reacting(acquisition=0.6).replace(new_customers=2 * firm.new_customers)
    row = spending(firm.new_customers, firm.cac * firm.new_customers, 0.6, times=[2 ** (1 / 0.6)]).iloc[0]
    assert row["customers"] == pytest.approx(more.new_customers)
    assert row["mean_cac"] == pytest.approx(more.cac)


@given(
    value=st.floats(1, 1_000), customers=st.floats(10, 1e6), cac=st.floats(0.5, 500), b=st.floats(0.1, 0.9)
)
def test_no_budget_beside_the_best_leaves_more(value, customers, cac, b):
    budget = cac * customers
    best = best_budget(value, customers, budget, b)

    def left(times):
        return value * customers * times**b - budget * times

    top = left(best.times)
    assert all(left(best.times * step) <= top + 1e-9 * abs(top) for step in (0.5, 0.99, 1.01, 2))
    assert best.marginal_cac == pytest.approx(value)
    assert best.mean_cac == pytest.approx(b * value)


def test_who_would_have_come_by_hand():
    seen = control_group(shown=2_000, buyers=100, control=500, control_buyers=20, cost=1_000)
    assert (seen.attributed, seen.anyway, seen.incremental) == (100, 80, 20)
    assert (seen.attributed_cac, seen.incremental_cac) == (10, 50)
    spread = 1.96 * 2_000 * math.sqrt(0.05 * 0.95 / 2_000 + 0.04 * 0.96 / 500)
    assert seen.interval == pytest.approx((20 - spread, 20 + spread))
    worse = control_group(shown=1_000, buyers=10, control=1_000, control_buyers=30, cost=100)
    assert (worse.incremental, worse.incremental_cac) == (-20, math.inf)
    assert "∞" in worse.table().shown().to_string()


def test_the_two_ways_of_counting_in_french():
    shown = (
        control_group(shown=1_000, buyers=100, control=1_000, control_buyers=80, cost=2_000).table().shown()
    )
    assert shown["Coût par client"].tolist() == ["20\u00a0€", "100\u00a0€"]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: spending(0, 100, 0.5), "customers vaut 0"),
        (lambda: spending(10, -5, 0.5), "-5"),
        (lambda: spending(10, 100, 1.2), "1,2"),
        (lambda: spending(10, 100, 0), "exponent vaut 0"),
        (lambda: spending(10, 100, True), "True"),
        (lambda: spending(10, 100, 0.5, []), "multiple"),
        (lambda: spending(10, 100, 0.5, [math.nan]), "nan"),
        (lambda: best_budget(40, 10, 100, 1), "plus petit que 1"),
        (lambda: best_budget(math.inf, 10, 100, 0.5), "inf"),
        (lambda: control_group(0, 0, 10, 1, 5), "shown vaut 0"),
        (lambda: control_group(10, 11, 10, 1, 5), "11 acheteurs"),
        (lambda: control_group(10, 1.5, 10, 1, 5), "1,5"),
        (lambda: control_group(10, 1, 10, -1, 5), "-1"),
        (lambda: control_group(10, 1, 10, 1, -5), "-5"),
    ],
)
def test_what_is_refused(call, said):
    with pytest.raises(LearnerError) as refused:
        call()
    assert said in str(refused.value)
