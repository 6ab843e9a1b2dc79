"""Meero: margin of a mission, waiting lines (Erlang C), what idle providers do, the bracket."""

import math

import numpy as np
import pytest

import bizmodels as bm
from bizmodels.core.formulas import (
    erlang_c,
    erlang_service_level,
    erlang_wait,
    positions_with_shrinkage,
    servers_needed,
)
from bizmodels.errors import LearnerError
from tests.oracles import oracle

# 120 − 25 × 2 − 12 − 1 % × 120 − 6.8 = 50 a mission; two missions a month.
# Load: 400 × 2 × (2 + 1)/(120 × 10) = 2 erlangs for 4 providers.
SMALL = {
    "price": 120, "missions_per_month": 2, "hourly_pay": 25, "mission_hours": 2, "travel_hours": 1,
    "open_hours": 120, "zones": 10, "providers_per_zone": 4, "income_target": 2_000, "idle_exit": 0.4,
    "editing_cost": 12, "payment_fee": 0.01, "support": 6.8, "churn": 0.1, "new_customers": 50,
    "starting_customers": 400, "cac": 190, "fixed_costs": 30_000,
}  # fmt: skip


@pytest.fixture(scope="module")
def small():
    return bm.OnDemand(**SMALL)


def blocked_by_the_textbook(n: int, a: float) -> float:
    """Erlang C as it is printed in textbooks, with factorials."""
    last = a**n / math.factorial(n) * n / (n - a)
    return last / (sum(a**k / math.factorial(k) for k in range(n)) + last)


def test_worked_example(small):
    assert small.mission_margin == pytest.approx(50)
    assert small.arpu == pytest.approx(240)  # principal: the whole price is revenue
    assert small.margin_per_customer == pytest.approx(100)
    assert small.first_month_weight == pytest.approx(0.5)
    assert small.ltv == pytest.approx(100 * (10 + 0.5 - 1))
    assert small.ltv_cac == pytest.approx(5)
    assert small.load == pytest.approx(2)
    assert small.utilization == pytest.approx(0.5)
    # Erlang C(4, 2): 2^4/4! × 2 = 4/3 over 1 + 2 + 2 + 4/3 + 4/3 = 4/23.
    assert small.waiting_probability == pytest.approx(4 / 23)
    assert small.average_wait == pytest.approx(4 / 23 * 3 / 2)
    # Half of 120 hours busy, two thirds of them paid 25 €: 1 000 €, half of what keeps a provider.
    assert small.provider_income == pytest.approx(1_000)
    assert small.provider_churn == pytest.approx(0.2)
    assert small.providers_to_recruit == pytest.approx(8)


def test_a_new_account_starts_with_one_mission(small):
    first = small.project(1).loc[1]
    # 400 × 0.9 + 50 = 410 accounts, of which the 50 new ones bring one mission instead of two: 770 asked for, 3 hours each
    # over 1 200 open ones, 1.925 erlangs for 4 providers. One in five of those that would wait is lost.
    lost = 770 * 0.2 * blocked_by_the_textbook(4, 1.925)
    assert first["customers"] == pytest.approx(410)
    assert first["lost_missions"] == pytest.approx(lost)
    assert first["missions"] == pytest.approx(770 - lost)
    assert first["revenue"] == pytest.approx((770 - lost) * 120)
    assert first["profit"] == pytest.approx((770 - lost) * 50 - 9_500 - 30_000)
    patient = small.replace(lost_when_waiting=0).project(1).loc[1]
    assert patient["profit"] == pytest.approx(770 * 50 - 9_500 - 30_000)


def test_fewer_providers_earn_less_and_no_hour_is_billed_twice(small):
    """1, 2 and 4 providers a zone no longer make the same profit."""
    served = {n: small.replace(providers_per_zone=n).project(1).loc[1] for n in (1, 2, 4)}
    # One provider has 1 200 hours, three a mission: 400 of the 770. Two would do 800: everybody nearly waits.
    assert served[1]["missions"] == pytest.approx(400)
    assert served[1]["lost_missions"] == pytest.approx(370)
    assert served[2]["missions"] == pytest.approx(770 * (1 - 0.2 * blocked_by_the_textbook(2, 1.925)))
    assert served[1]["profit"] < served[2]["profit"] < served[4]["profit"]
    # Of the 800 asked for in month 0 nobody is free for half.
    assert small.replace(providers_per_zone=1).lost_share == pytest.approx(0.5)
    assert small.lost_share == pytest.approx(0.2 * 4 / 23)
    assert small.replace(providers_per_zone=1).accounts_served == pytest.approx(200)


def test_months_against_their_closed_form(small):
    t = np.arange(1, 37)
    customers = 400 * 0.9**t + 50 * (1 - 0.9**t) / 0.1
    np.testing.assert_allclose(small.project(36)["customers"], customers)


def test_too_much_load_means_everybody_waits(small):
    full = small.replace(providers_per_zone=2)
    assert full.utilization == 1
    assert full.waiting_probability == 1
    assert full.average_wait == math.inf
    assert full.provider_income == pytest.approx(2_000)  # one cannot be busy more than always
    assert full.provider_churn == 0


def test_idle_providers_leave_and_cost_the_platform_nothing_directly(small):
    crowd = small.replace(providers_per_zone=40)
    assert crowd.utilization == pytest.approx(0.05)
    assert crowd.provider_income == pytest.approx(100)
    assert crowd.provider_churn == pytest.approx(0.4 * 0.95)
    # No mission is lost any more, and no provider is paid for waiting.
    np.testing.assert_allclose(crowd.project(), small.replace(lost_when_waiting=0).project())
    # Nobody waits, and nearly everybody goes: the two figures are read together.
    assert crowd.waiting_probability < 1e-6


def test_58_000_registered_are_not_58_000_available():
    """Published: 58,000 registered, 700 of them in France. All of them available would earn next to nothing."""
    model = bm.OnDemand()
    preset = next(changes for name, changes in model.presets.items() if "58" in name)
    everybody = model.replace(**preset)
    assert preset["providers_per_zone"] * model.zones == 58_000
    assert everybody.provider_income < 60
    assert everybody.provider_churn > 0.28


def test_ledger_by_hand(small):
    # 144 € TTC a mission: State 24, provider 50, editing 12, bank 1.2, support 6.8, margin 50.
    amounts = [24, 50, 12, 1.2, 6.8, 50]
    assert small.ledger().tolist() == pytest.approx([100 * a / 144 for a in amounts], abs=0.02)


def test_without_revenue_the_case_is_a_bracket():
    (line,) = bm.OnDemand.backtests()
    assert "vendue" in line.untestable
    # 365 × 86 400/25 = 1.26 M shoots; × 30 € = 38 M€; × 150 € = 189 M€.
    for amount in ("1,26", "38 M€", "189 M€"):
        assert amount in line.inputs


# --- Erlang C ---------------------------------------------------------------------------------------------


def test_erlang_oracle():
    case = oracle("OND-01")
    given, expected, tolerance = case["inputs"], case["expected"], case["tolerance"]
    load = given["calls"] / given["interval_min"] * given["aht_min"]
    handling, wait = given["aht_min"] * 60, given["target_wait_s"]
    assert load == expected["traffic_erlang"]
    agents = servers_needed(load, wait, handling, given["target_service_level"], given["max_occupancy"])
    assert agents == expected["agents"]
    assert erlang_c(agents, load) == pytest.approx(expected["P_wait"], abs=1e-10)
    assert erlang_service_level(agents, load, wait, handling) == pytest.approx(
        expected["service_level"], abs=1e-10
    )
    assert erlang_wait(agents, load, handling) == pytest.approx(expected["ASA_seconds"], abs=1e-9)
    assert load / agents == pytest.approx(expected["occupancy"], abs=1e-10)
    assert positions_with_shrinkage(agents, given["shrinkage"]) == expected["positions_with_shrinkage"]
    assert erlang_c(11, load) == pytest.approx(
        expected["P_wait_11_agents"], abs=tolerance["P_wait_11_agents"]
    )
    # Trap: 13 agents reach 79.6 % only, and the level is a promise of 20 s, not of no wait.
    assert erlang_service_level(13, load, wait, handling) == pytest.approx(0.796, abs=5e-4)
    assert erlang_service_level(14, load, 0, handling) == pytest.approx(1 - expected["P_wait"], abs=1e-10)


@pytest.mark.parametrize("n", [1, 2, 5, 20, 60])
@pytest.mark.parametrize("share", [0.05, 0.5, 0.9, 0.99])
def test_erlang_c_is_the_textbook_formula(n, share):
    assert erlang_c(n, n * share) == pytest.approx(blocked_by_the_textbook(n, n * share), rel=1e-10)


def test_one_queue_served_by_one_waits_as_often_as_it_is_busy():
    assert erlang_c(1, 0.37) == pytest.approx(0.37)


def test_scalars_and_arrays_agree_also_between_whole_numbers():
    rng = np.random.default_rng(5)
    n, a = rng.uniform(0, 40, 400), rng.uniform(0, 40, 400)
    n[:100] = np.floor(n[:100])
    together = erlang_c(n, a)
    assert together == pytest.approx(
        [erlang_c(float(x), float(y)) for x, y in zip(n, a, strict=True)], abs=1e-13
    )
    assert ((together >= 0) & (together <= 1)).all()
    grid = erlang_c(np.linspace(2.05, 9, 140), 2.0)
    assert (np.diff(grid) < 0).all()  # one server more never makes anybody wait more


def test_it_holds_where_factorials_overflow():
    assert erlang_c(1_000, 950) == pytest.approx(float(erlang_c(np.array([1_000.0]), 950.0)[0]))
    # Halfin and Whitt's limit for many servers, beta = (N − A)/√N.
    n, a = 10_000, 9_900
    beta = (n - a) / math.sqrt(n)
    normal = 0.5 * (1 + math.erf(beta / math.sqrt(2)))
    density = math.exp(-beta * beta / 2) / math.sqrt(2 * math.pi)
    assert erlang_c(n, a) == pytest.approx(1 / (1 + beta * normal / density), rel=0.01)
    assert (
        erlang_c(1e12, 5.0) < 1e-200
    )  # it stops as soon as nothing changes: a loop over 1e12 would never end
    assert erlang_c(np.array([1e12, 4.0]), 2.0).tolist() == pytest.approx([0, 4 / 23])


def test_edges_of_erlang_c():
    assert erlang_c(3, 0) == 0
    assert erlang_c(0, 0) == 1  # MODELS: 1 if A ≥ N
    assert erlang_c(3, 3) == 1
    assert erlang_c(3, math.inf) == 1
    assert math.isnan(erlang_c(3, math.nan))
    np.testing.assert_array_equal(erlang_c(np.array([3.0, 3.0, 0.0]), np.array([0.0, 7.0, 0.0])), [0, 1, 1])
    assert erlang_wait(3, 3, 60) == math.inf
    assert erlang_service_level(3, 4, 20, 60) == 0


def test_promises_nobody_keeps_are_refused_in_french():
    with pytest.raises(LearnerError, match="service_level"):
        servers_needed(10, 20, 180, 1.0)
    with pytest.raises(LearnerError, match="shrinkage"):
        positions_with_shrinkage(14, 1.0)
    assert positions_with_shrinkage(14, 0) == 14
    assert servers_needed(0, 20, 180, 0.8) == 1
