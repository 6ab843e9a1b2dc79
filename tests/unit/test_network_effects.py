"""Bass, its fit, and self-fulfilling adoption."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizmodels.core.formulas import bass_sales
from bizmodels.errors import LearnerError
from bizmodels.levers.network_effects import (
    BassFit,
    adoption_equilibria,
    adoption_path,
    bass,
    bass_peak,
    fit_bass,
    fit_bass_counts,
    highest_price,
    match_with_rival,
    network_value,
    sustained_fees,
)
from tests.oracles import oracle


def test_video_recorders_oracle():
    """NET-01: sales of video recorders, 1980–89, R's nls."""
    case = oracle("NET-01")
    expected, tolerance = case["expected"], case["tolerance"]
    fit = fit_bass(case["inputs"]["sales"])
    for letter in "PQM":
        assert getattr(fit, letter.lower()) == pytest.approx(expected[letter], abs=tolerance[letter])
        assert getattr(fit, f"{letter.lower()}_error") == pytest.approx(
            expected["se"][letter], abs=tolerance["se"][letter]
        )
    assert fit.residual_error == pytest.approx(expected["residual_se"], abs=tolerance["residual_se"])
    assert bass_peak(fit.p, fit.q, fit.m).time == pytest.approx(7.09, abs=0.005)


def test_least_squares_find_the_curve_they_came_from():
    fit = fit_bass(bass_sales(0.02, 0.45, 5_000.0, np.arange(1, 13)).tolist())
    assert (fit.p, fit.q, fit.m) == pytest.approx((0.02, 0.45, 5_000), rel=1e-5)
    assert fit.residual_error == pytest.approx(0, abs=1e-3)


def test_bass_s_own_regression_finds_the_recursion_it_assumes():
    """S(t) = (p + q·Y/m)(m − Y), step by step from Y = 0."""
    reached, sales = 0.0, []
    for _ in range(10):
        sales.append((0.03 + 0.4 * reached / 900) * (900 - reached))
        reached += sales[-1]
    fit = fit_bass(sales, method="ols")
    assert (fit.p, fit.q, fit.m) == pytest.approx((0.03, 0.4, 900), rel=1e-8)
    assert math.isnan(fit.p_error)


def test_a_fit_draws_its_own_curve():
    # p = 0.1, q = 0: advertising alone, 100 (1 − e^−0.1·5) after five periods; nobody at the launch.
    fit = BassFit(p=0.1, q=0, m=100)
    np.testing.assert_allclose(fit.reached([0, 5]), [0, 100 * (1 - math.exp(-0.5))])
    with pytest.raises(LearnerError, match="t vaut"):
        fit.reached(-1)


def test_the_curve_by_hand():
    # p = 0.1, q = 0.3, e^−0.4·5 = e^−2: 100 (1 − e^−2)/(1 + 3 e^−2).
    assert bass(0.1, 0.3, 100, 5) == pytest.approx(100 * (1 - math.exp(-2)) / (1 + 3 * math.exp(-2)))
    assert bass(0.1, 0, 100, 5) == pytest.approx(100 * (1 - math.exp(-0.5)))  # advertising alone
    np.testing.assert_allclose(bass(0.1, 0.3, 100, [0, 1_000]), [0, 100])


@given(p=st.floats(0.001, 0.2), q=st.floats(0.001, 1.5))
def test_the_peak_is_where_the_curve_is_steepest(p, q):
    peak = bass_peak(p, q, 1_000)
    t = np.linspace(0, peak.time + 20, 4_001)
    steep = bass_sales(p, q, 1_000.0, t)
    assert steep.max() <= peak.sales * (1 + 1e-9)
    assert bass_sales(p, q, 1_000.0, peak.time) == pytest.approx(peak.sales)
    # Half of those whom imitation reaches: F(t*) = 1/2 − p/(2q).
    if q > p:
        assert bass(p, q, 1_000, peak.time) == pytest.approx(1_000 * (0.5 - p / (2 * q)), abs=1e-6)
    else:
        assert (peak.time, peak.sales) == (0, pytest.approx(1_000 * p))


def test_sales_are_the_slope_of_the_curve():
    h = 1e-5
    slope = (bass(0.02, 0.4, 1_000, 6 + h) - bass(0.02, 0.4, 1_000, 6 - h)) / (2 * h)
    assert bass_sales(0.02, 0.4, 1_000, 6) == pytest.approx(slope, rel=1e-6)


def test_adoption_oracle():
    """NET-05, and each root fulfils the expectation: z (1 − z) = price."""
    case = oracle("NET-05")
    for price, expected in zip(case["inputs"]["prices"], case["expected"]["equilibria"], strict=True):
        price = 2 / 9 if price == "2/9" else price
        roots = adoption_equilibria(price)
        assert roots == pytest.approx(expected, abs=case["tolerance"]["equilibria"])
        assert all(z * (1 - z) == pytest.approx(price) for z in roots[1:])
    highest = case["expected"]["max_price_with_positive_adoption"]
    assert len(adoption_equilibria(highest)) == 2
    assert adoption_equilibria(highest + 1e-9) == [0]


def test_the_lower_root_is_the_tipping_point():
    """Expect a little more than the lower root and more come; a little less and all leave."""
    low, high = adoption_equilibria(0.16)[1:]
    for start, end in ((low + 0.01, high), (low - 0.01, 0.0), (high + 0.1, high)):
        z = start
        for _ in range(500):
            z = max(0.0, 1 - 0.16 / z) if z > 0 else 0.0  # those with (1 − x)·z ≥ price
        assert z == pytest.approx(end, abs=1e-6)


@pytest.mark.parametrize("price", [0, -1, math.nan, math.inf, "0,16", None, True])
def test_a_price_that_is_none_is_refused(price):
    with pytest.raises(LearnerError, match="price vaut"):
        adoption_equilibria(price)


def test_what_cannot_be_fitted_is_told_in_french():
    with pytest.raises(LearnerError, match="quatre"):
        fit_bass([1, 2, 3])
    with pytest.raises(LearnerError, match="quatre"):
        fit_bass([1, 2, -3, 4])
    with pytest.raises(LearnerError, match="'nls' ou 'ols'"):
        fit_bass([1, 2, 3, 4], method="mle")
    with pytest.raises(LearnerError, match="fléchissent"):
        fit_bass([1, 2, 4, 8, 16, 32], method="ols")  # doubling for ever: no market in sight
    with pytest.raises(LearnerError, match="q vaut -1"):
        bass(0.1, -1, 100, 5)
    with pytest.raises(LearnerError, match="personne"):
        bass_peak(0, 0.4, 100)


def test_records_are_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        bass_peak(0.03, 0.4, 100).time = 3


def test_the_lever_loads_on_first_use():
    import bizmodels as bm

    assert bm.levers.network_effects.bass is bass
    assert "network_effects" in dir(bm.levers)
    with pytest.raises(AttributeError, match="magic"):
        bm.levers.magic  # noqa: B018


def test_counts_at_irregular_dates_give_back_their_curve():
    """Counts read on a known curve, at dates a firm might announce them, with a launch that is not zero."""
    dates = [2010.3, 2013.0, 2014.6, 2019.0, 2021.8]
    counts = [bass(0.002, 0.5, 130, date - 2006) for date in dates]
    fit = fit_bass_counts(dates, counts, launch=2006)
    assert (fit.p, fit.q, fit.m) == pytest.approx((0.002, 0.5, 130), rel=1e-6)
    assert fit.residual_error < 1e-6


def test_the_launch_hardly_moves_a_fit_and_the_first_count_does():
    """Lesson 10: the founding date in conflict moves the forecast of 2021 by less than 0.1, dating « 2014 » by 2.7."""

    def forecast(launch, first):
        fit = fit_bass_counts([first, 2015.7, 2019, 2020], [10, 20, 70, 87], launch=launch)
        return bass(fit.p, fit.q, fit.m, 2021.8 - launch)

    assert abs(forecast(2006, 2014.5) - forecast(2004, 2014.5)) < 0.1
    assert forecast(2006, 2014.5) - forecast(2006, 2015) == pytest.approx(2.7, abs=0.3)


@pytest.mark.parametrize(
    ("times", "counts", "launch"),
    [([1, 2, 3], [1, 2, 3], 0), ([1, 2, 3, 4], [1, 2, 3], 0), ([1, 2, 3, 4], [1, 2, 3, 0], 0), ([1, 2, 3, 4], [1, 2, 3, 4], 1)],
)  # fmt: skip
def test_counts_that_cannot_be_fitted_are_told_in_french(times, counts, launch):
    with pytest.raises(LearnerError, match="attend"):
        fit_bass_counts(times, counts, launch)


# --- adoption round after round -----------------------------------------------------------------------------


@given(price=st.floats(0.05, 0.24), above=st.booleans())
def test_a_path_ends_where_its_side_of_the_tipping_point_leads(price, above):
    nobody, tips, holds = adoption_equilibria(price)
    start = tips * 1.02 if above else tips * 0.98
    assert adoption_path(price, start, 400).iloc[-1] == pytest.approx(holds if above else nobody, abs=1e-3)


def test_an_equilibrium_stays_and_an_empty_network_stays_empty():
    assert adoption_path(0.16, 0.8, 3).tolist() == pytest.approx([0.8] * 4)
    assert adoption_path(0.16, 0, 2).tolist() == [0, 0, 0]
    assert adoption_path(0.3, 1, 0).tolist() == [1]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((0, 0.2, 3), "price"),
        ((0.1, 1.2, 3), "start"),
        ((0.1, 0.2, -1), "rounds"),
        ((0.1, 0.2, 1.5), "rounds"),
    ],
)
def test_a_path_says_what_is_wrong(given, said):
    with pytest.raises(LearnerError, match=f"{said} vaut"):
        adoption_path(*given)


# --- two networks at once -----------------------------------------------------------------------------------


def test_drivers_on_both_are_seen_on_both():
    # Nobody on both: 9/13 and 1/5. Half: 9.5 and 5.5 seen.
    assert match_with_rival(9, 1, 4, 0) == pytest.approx((9 / 13, 1 / 5))
    assert match_with_rival(9, 1, 4, 0.5) == pytest.approx((9.5 / 13.5, 5.5 / 9.5))


@given(
    m=st.floats(0, 50), r=st.floats(0, 50), h=st.floats(0.1, 20), less=st.floats(0, 1), more=st.floats(0, 1)
)
def test_sharing_drivers_never_lowers_a_chance_and_closes_the_gap(m, r, h, less, more):
    less, more = sorted((less, more))
    before, after = match_with_rival(m, r, h, less), match_with_rival(m, r, h, more)
    assert all(one >= other - 1e-12 for one, other in zip(after, before, strict=True))
    assert abs(after[0] - after[1]) <= abs(before[0] - before[1]) + 1e-12


@given(
    value=st.floats(10, 60),
    here=st.floats(0.05, 1),
    there=st.floats(0, 1),
    asked=st.floats(0, 10),
    cost=st.floats(0, 5),
)
def test_at_the_highest_price_both_searches_are_worth_the_same(value, here, there, asked, cost):
    price = highest_price(value, here, there, asked, cost)
    assert price <= value
    elsewhere = there * (value - asked) - cost
    # Where nothing is to be gained elsewhere, the ride's own worth is the limit.
    assert here * (value - price) == pytest.approx(max(0, elsewhere), abs=1e-9)


def test_fees_that_hold_by_hand():
    fees = sustained_fees(9, 1, half_density=4, value=30, contribution=18)
    # 30 − (0.2/(9/13))·12 = 26.53 € at first; everybody on both: the rival's 18 €.
    assert fees[0] == pytest.approx(100 * ((30 - 0.2 * 13 / 9 * 12) / 18 - 1))
    assert fees[100] == pytest.approx(0)
    assert (fees.diff().dropna() < 0).all()
    changing = sustained_fees(9, 1, half_density=4, value=30, contribution=18, switching_cost=2)
    assert changing[100] == pytest.approx(100 * 2 / (10 / 14) / 18)
    dearer = sustained_fees(9, 1, half_density=4, value=30, contribution=18, rival_fee=1.8)
    assert dearer[100] == pytest.approx(10)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: match_with_rival(9, 1, 0, 0.5), "half_density vaut 0"),
        (lambda: match_with_rival(9, 1, 4, 50), "both vaut 50"),
        (lambda: match_with_rival(9, 1, 4, True), "both vaut True"),
        (lambda: match_with_rival(-9, 1, 4, 0), "members vaut"),
        (lambda: highest_price(30, 0, 0.5, 18), "match vaut 0"),
        (lambda: highest_price(30, 0.5, 0.5, 40), "rival_price dépasse"),
        (lambda: sustained_fees(9, 1, 4, 30, 0), "contribution vaut 0"),
    ],
)
def test_two_networks_say_what_is_wrong(call, said):
    with pytest.raises(LearnerError, match=said):
        call()


def test_a_network_that_doubles_oracle():
    """NET-04: four times the value by Metcalfe, hardly more than twice by n log n; directed links of a small one."""
    case = oracle("NET-04")
    given, expected, tolerance = case["inputs"], case["expected"], case["tolerance"]
    for law, key in (("metcalfe", "metcalfe"), ("log", "n_log_n")):
        ratio = network_value(given["n1"], law) / network_value(given["n0"], law)
        assert given["value0"] * ratio == pytest.approx(expected[key], abs=tolerance[key])
    assert list(network_value(given["small"], "links")) == expected["directed_links_small"]


@pytest.mark.parametrize(
    ("members", "law"), [(0, "log"), (-1, "metcalfe"), ([5, 0], "links"), (10, "sarnoff")]
)
def test_no_network_has_no_value(members, law):
    with pytest.raises(LearnerError, match="members vaut|law vaut"):
        network_value(members, law)
