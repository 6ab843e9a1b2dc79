"""BlaBlaCar: Bass, density, critical mass, the fee's floor, the mileage scale, the back-tests."""

import numpy as np
import pytest

import bizmodels as bm
from bizmodels.core.formulas import bass, cost_sharing_ceiling
from bizmodels.facts import facts
from bizmodels.facts.evidence import noted, published
from tests.oracles import oracle

# Fee max(1, 15 % × 20) = 3 € TTC, 2.5 HT; a seat costs 0.5, margin 2. activity = 5/(5 + 20) = 20 %.
# 3 000 active: a search in four of 3 000/(3 000 + 9 000) finds; arpu = 2 × 1/4 × 2.5.
SMALL = {
    "contribution": 20, "service_fee": 0.15, "minimum_fee": 1, "searches": 2, "half_density": 9_000,
    "market": 100_000, "word_of_mouth": 0.05, "reactivation": 0.05, "trip_cost": 0.5, "churn": 0.2,
    "new_customers": 500, "starting_customers": 3_000, "starting_members": 15_000, "cac": 4, "fixed_costs": 4_000,
}  # fmt: skip


@pytest.fixture(scope="module")
def small():
    return bm.NetworkPlatform(**SMALL)


def test_worked_example(small):
    assert small.activity == pytest.approx(0.2)
    assert small.match_rate == pytest.approx(0.25)
    assert small.revenue_per_trip == pytest.approx(2.5)
    assert small.trip_margin == pytest.approx(2)
    assert small.arpu == pytest.approx(1.25)
    assert small.cost_to_serve == pytest.approx(0.25)
    assert small.ltv == pytest.approx(1 / 0.2)
    # a = 2 × 2 = 4; (4 000 + √(4 000² + 4 × 4 × 4 000 × 9 000))/8.
    assert small.critical_mass == pytest.approx((4_000 + (16e6 + 576e6) ** 0.5) / 8)
    assert small.steady_state_customers == pytest.approx(20_000)
    assert small.steady_state_profit == pytest.approx(4 * 20_000**2 / 29_000 - 2_000 - 4_000)


def test_critical_mass_is_where_the_margin_pays_the_fixed_costs(small):
    there = small.replace(starting_customers=small.critical_mass)
    assert there.critical_mass * there.margin_per_customer == pytest.approx(4_000)
    with_budget = small.replace(starting_customers=small.break_even_renewal)
    assert with_budget.starting_customers * with_budget.margin_per_customer == pytest.approx(4_000 + 2_000)
    assert small.replace(trip_cost=3).critical_mass == np.inf
    # Without density (h = 0) it is the plain threshold.
    assert small.replace(half_density=0).critical_mass == pytest.approx(4_000 / 4)


def test_a_step_of_fixed_costs_that_serves_too_few_never_pays():
    """At 7.9 M members a second step would be due, and 4 M leave 4 × 2.40 × 4/8 = 4.8 M€ of 12.5."""
    network = bm.NetworkPlatform()
    tight = network.replace(capacity=4e6)
    assert tight.critical_mass == tight.break_even_renewal == np.inf
    at_limit = 4e6 * 2.4 * 4 / 8
    assert at_limit < network.fixed_costs
    assert network.replace(capacity=8e6).break_even_renewal == network.break_even_renewal


def test_members_follow_bass(small):
    """15,000 registered stand behind 3,000 active; p = 500/100,000."""
    months = small.project(36)
    t = np.arange(1, 37)
    np.testing.assert_allclose(months["members"], bass(0.005, 0.05, 100_000, t, start=15_000))
    # One active in five falls asleep, one dormant in twenty wakes up; who registers is dormant until then.
    active, before, walked = 3_000.0, 15_000.0, []
    for members in months["members"]:
        active, before = active * 0.8 + (before - active) * 0.05, members
        walked.append(active)
    np.testing.assert_allclose(months["customers"], walked)
    np.testing.assert_allclose(months["dormant"], months["members"] - walked)
    active = months["customers"]
    np.testing.assert_allclose(months["trips"], 2 * active * active / (active + 9_000))
    np.testing.assert_allclose(months["profit"], 2 * months["trips"] - 2_000 - 4_000)


def test_the_closed_form_solves_the_differential_equation():
    """Small Euler steps of dN/dt = (p + q N/m)(m − N) from a start of 15,000."""
    members, step = 15_000.0, 1e-3
    for _ in range(12_000):
        members += step * (0.005 + 0.05 * members / 100_000) * (100_000 - members)
    assert bass(0.005, 0.05, 100_000, 12, start=15_000) == pytest.approx(members, rel=1e-4)
    assert bass(0.03, 0.4, 1_000, 0) == 0
    assert bass(0.0, 0.4, 1_000, 50) == 0  # nobody starts, nobody imitates
    assert bass(0.0, 0.0, 1_000, 50, start=10) == 10


def test_starting_further_on_the_curve_is_the_same_curve():
    later = bass(0.01, 0.3, 500, 7)
    assert bass(0.01, 0.3, 500, 5, start=later) == pytest.approx(bass(0.01, 0.3, 500, 12))


def test_no_slider_is_dead(small):
    """Advertising and churn act through p and activity."""
    silent = small.replace(new_customers=0)
    assert silent.project(12)["members"].iloc[-1] < small.project(12)["members"].iloc[-1]
    assert small.replace(churn=0.45).activity == pytest.approx(0.1)
    empty = small.replace(starting_customers=0, starting_members=0, new_customers=0)
    assert (empty.project(12)["customers"] == 0).all()
    assert empty.steady_state_customers == 0
    # A market smaller than those already there does not shrink them.
    assert (small.replace(market=1_000).project(12)["members"] == 15_000).all()


def test_nobody_is_created_nor_deleted_by_churn(small):
    """Churn moves members from active to dormant; who registers does not depend on it."""
    stressed, kept = small.replace(churn=0.4).project(24), small.project(24)
    np.testing.assert_array_equal(stressed["members"], kept["members"])
    np.testing.assert_allclose(stressed["customers"] + stressed["dormant"], stressed["members"])
    assert (stressed["customers"] < kept["customers"]).all()
    awake = small.replace(reactivation=0.1).project(24)
    np.testing.assert_array_equal(awake["members"], kept["members"])
    assert (awake["customers"] > kept["customers"]).all()


def test_the_bypass_of_the_lesson_loses_35_million_in_a_year():
    """Churn from 20 to 25 %, counted by hand on two stocks: about 35 M€, not the 7 of members that were created."""

    def year(churn):
        active, before, profit = 9e6, 100e6, 0.0
        for t in range(1, 13):
            active = active * (1 - churn) + (before - active) * 0.02
            before = bass(1e5 / 150e6, 0.03, 150e6, t, start=100e6)
            profit += active * active / (active + 4e6) * (3.0 - 0.6)
        return profit

    def modelled(churn):
        return bm.NetworkPlatform(churn=churn).project(12)["profit"].sum()

    loss = year(0.2) - year(0.25)
    assert loss == pytest.approx(35e6, rel=0.05)
    assert modelled(0.2) - modelled(0.25) == pytest.approx(loss)


def test_twice_the_members_more_than_double_the_trips(small):
    double = small.replace(starting_customers=6_000)
    assert double.match_rate == pytest.approx(0.4)
    assert 6_000 * double.match_rate > 3 * 3_000 * small.match_rate


def test_registered_are_not_active():
    """Trap 6: 100 M registered in October 2021; active members were refused."""
    model = bm.NetworkPlatform()
    assert "refuse de donner les membres actifs" in facts.fact("BlaBlaCar", "members", "2021-10").note
    assert model.registered == pytest.approx(published("BlaBlaCar/members/2021-10") * 1e6, rel=0.02)
    assert model.starting_customers < 0.1 * model.registered
    assert not model.__params__["starting_customers"].source


def test_the_fee_has_a_floor_and_the_driver_keeps_his_whole_share(small):
    short = small.replace(contribution=4)  # 15 % would be 0.60 €
    assert short.revenue_per_trip == pytest.approx(1 / 1.2)
    # 20 € to the driver, 3 € of fee TTC: State 0.5, costs 0.5, margin 2, of 23 €.
    assert small.ledger().tolist() == pytest.approx([100 * a / 23 for a in (20, 0.5, 0.5, 2)], abs=0.02)


def test_mileage_scale_oracle():
    case = oracle("CAR-01")
    rows = {6: "6 CV, <= 5000 km", 5: "5 CV, 5001-20000 km"}
    for (km, horsepower), euros in zip(case["inputs"]["cases_km_cv"], case["expected"]["euros"], strict=True):
        rate, fixed = case["inputs"]["rows_2022"][rows[horsepower]]
        assert cost_sharing_ceiling(km, rate, fixed) == pytest.approx(euros, abs=case["tolerance"]["euros"])
    # The driver counts as one person: three passengers carry three quarters at most.
    assert cost_sharing_ceiling(4_000, 0.631, passengers=3) == pytest.approx(0.75 * 2_524)
    assert cost_sharing_ceiling(280, 0.631, passengers=np.array([1, 3])).tolist() == pytest.approx(
        [88.34, 132.51]
    )


def test_a_seat_at_the_default_price_is_within_the_scale():
    """280 km with three passengers at the lowest rate of the oracle: 18 € a seat stays cost sharing."""
    rate = oracle("CAR-01")["inputs"]["rows_2022"]["5 CV, 5001-20000 km"][0]
    distance = published("BlaBlaCar/average_trip_distance/2021-10")
    assert bm.NetworkPlatform().contribution < cost_sharing_ceiling(distance, rate, passengers=3) / 3


def test_backtests_give_the_known_errors():
    first, members, near, far = bm.NetworkPlatform.backtests()
    assert (first.table, first.published) == ("calibration", 253)
    # 197 M€ in 2022 for 80/1.23 M passengers; 2023: 197 × 1.23 against 253.
    assert near.table == far.table == "ratio"
    assert near.modelled == pytest.approx(197 * 1.23)
    assert near.error == pytest.approx(-0.042, abs=0.005)
    assert far.modelled == pytest.approx(139 / 70 * 80)
    assert far.error == pytest.approx(-0.37, abs=0.005)
    assert members.table == "dynamique"
    assert 0.055 <= members.error <= 0.085
    assert members.naive_error == pytest.approx(87 / 100 - 1)
    assert members.trend == pytest.approx(87 + 17 * (2021 + 9.5 / 12 - 2020))
    assert members.trend_error == pytest.approx(0.18, abs=0.006)


def test_the_forecast_of_members_leans_on_a_date():
    """Four points, three parameters: reading « 2014 » at mid-year or at its end moves the answer by 3 points."""
    middle, _ = bm.NetworkPlatform.forecast_members()
    end, _ = bm.NetworkPlatform.forecast_members(start_2014=2015.0)
    assert middle - end == pytest.approx(2.6, abs=0.3)


def test_a_figure_of_a_note_is_read_from_the_note():
    assert noted("BlaBlaCar/passengers/2023", "+23 %") == 23
    with pytest.raises(LookupError):
        noted("BlaBlaCar/passengers/2023", "+24 %")
