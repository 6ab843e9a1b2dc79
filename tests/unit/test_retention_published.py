"""Retention against published results: every reference value of the topic, by its id."""

import numpy as np
import pytest

import bizmodels as bm
from bizmodels.levers import retention as ret
from tests.oracles import oracle


def _near(oracle_id, key, found):
    entry = oracle(oracle_id)
    np.testing.assert_allclose(found, entry["expected"][key], rtol=0, atol=entry["tolerance"][key] + 1e-12)


@pytest.fixture(scope="module")
def cdnow():
    return bm.load_cdnow(summary=True)


def _high_end():
    return [1000, *(10 * share for share in oracle("RET-01")["inputs"]["survival_pct_years_1_7"])]


def test_ret_01_contract_fitted_on_seven_years():
    fit = ret.ShiftedBetaGeometric.fit(_high_end())
    _near("RET-01", "alpha", fit.alpha)
    _near("RET-01", "beta", fit.beta)
    _near("RET-01", "loglik_per_1000_customers", fit.loglik)


def test_ret_03_the_five_years_after():
    fit = ret.ShiftedBetaGeometric.fit(_high_end())
    _near("RET-03", "survival", fit.survival(oracle("RET-03")["inputs"]["project_years"]))


def test_the_residual_lifetime_of_the_same_customers_as_published():
    # 7.530 after seven renewals at 10 % with these rounded parameters: README of jdmaturen/shifted_beta_geometric_py, eq. 6 of
    # Fader and Hardie (2010).
    assert ret.ShiftedBetaGeometric(alpha=0.668, beta=3.806).derl(7, 0.10) == pytest.approx(7.530, abs=0.002)


def test_the_other_segment_of_the_same_firm():
    """Regular: α = 0.704, β = 1.182 (Fader and Hardie, 2007, from the survivors of their table 1)."""
    fit = ret.ShiftedBetaGeometric.fit([1000, 631, 468, 382, 326, 289, 262, 241])
    assert (fit.alpha, fit.beta) == (pytest.approx(0.704, abs=0.001), pytest.approx(1.182, abs=0.002))


def test_four_cohorts_as_published():
    """α = 3.80, β = 15.19: Fader and Hardie, Fitting the sBG Model to Multi-Cohort Data (test of jdmaturen's package)."""
    oldest = [10_000, 8_000, 6_480, 5_307, 4_391]
    fit = ret.ShiftedBetaGeometric.fit([oldest, oldest[:4], oldest[:3], oldest[:2]])
    assert (fit.alpha, fit.beta) == (pytest.approx(3.80, abs=0.01), pytest.approx(15.19, abs=0.01))


def test_ret_06_shop_fitted_on_cdnow(cdnow):
    fit = ret.BetaGeoNBD.fit(cdnow["frequency"], cdnow["recency"], cdnow["T"])
    for name in ("r", "alpha", "a", "b", "loglik"):
        _near("RET-06", name, getattr(fit, name))
    assert fit.loglik >= -9582.42557  # no worse than the peers


def test_ret_07_purchases_to_come():
    entry = oracle("RET-07")["inputs"]
    shop = ret.BetaGeoNBD(**entry["params"])
    one = entry["customer"]
    found = shop.expected_purchases(one["horizon"], frequency=one["x"], recency=one["t_x"], age=one["T"])
    _near("RET-07", "conditional_expectation", found)
    _near("RET-07", "E_X_t", shop.expected_purchases(entry["times_weeks"]))


def test_ret_11_spend_on_cdnow(cdnow):
    fit = ret.GammaGamma.fit(cdnow["frequency"], cdnow["spend"])
    for name in ("p", "q", "v"):
        _near("RET-11", name, getattr(fit, name))
    entry = oracle("RET-11")["inputs"]
    given = ret.GammaGamma(**entry["params_for_conditional"])
    found = given.expected_spend(entry["first_10_customers_x"], entry["first_10_customers_zbar"])
    _near("RET-11", "E_M", found)


def test_ret_13_margins_at_the_start():
    entry = oracle("RET-13")["inputs"]
    values, multipliers = [], []
    for case in entry["cases"]:
        margin = entry["price"] - entry["variable_cost"] - case["marketing_per_year"] / 12
        values.append(ret.clv(margin, 1 - case["attrition"], entry["d_month"], first="start"))
        multipliers.append(values[-1] / margin)
    _near("RET-13", "CLV", values)
    _near("RET-13", "multiplier", multipliers)
    assert (values[0] > values[1]) is oracle("RET-13")["expected"]["keep_spending"]


def test_ret_14_margins_one_period_later():
    entry = oracle("RET-14")["inputs"]
    margin = entry["price"] - entry["variable_cost"] - entry["loyalty_cost"]
    value = ret.clv(margin, entry["retention_month"], entry["i_month"])
    _near("RET-14", "CLV", value)
    # r such that the dearer programme leaves the same value: m′·r = value·(1 + d − r)
    dearer = margin - entry["extra_loyalty_cost"]
    needed = value * (1 + entry["i_month"]) / (dearer + value)
    assert ret.clv(dearer, needed, entry["i_month"]) == pytest.approx(value)
    _near("RET-14", "retention_needed_to_break_even", needed)


def test_ret_15_multiples_of_the_margin():
    entry = oracle("RET-15")["inputs"]
    found = ret.clv(1, entry["r"], np.array(entry["i"])[:, None])
    assert found.shape == (4, 4)
    _near("RET-15", "multiple", found)
    step = 1e-6
    slope = (ret.clv(1, 0.9 * (1 + step), 0.12) / ret.clv(1, 0.9, 0.12) - 1) / step
    _near("RET-15", "elasticity_r90_i12", slope)


def test_ret_18_two_groups_of_patients():
    entry = oracle("RET-18")["inputs"]
    times, seen = zip(*entry["group_A_time_event"], strict=True)
    others = entry["group_B_times_all_events"]
    curve = ret.survival_curve(times, seen)
    expected = oracle("RET-18")["expected"]["S_A_at"]
    found = [curve.loc[float(t), "survival"] for t in expected]
    np.testing.assert_allclose(found, list(expected.values()), rtol=0, atol=0.0005)
    _near("RET-18", "se_A_6", curve.loc[6, "standard_error"])
    _near("RET-18", "median_A", curve.median_time)
    _near("RET-18", "median_B", ret.survival_curve(others, [1] * len(others)).median_time)
    test = ret.logrank(
        [*times, *others], [*seen, *[1] * len(others)], ["A"] * len(times) + ["B"] * len(others)
    )
    _near("RET-18", "logrank_chi2", test.chi2)
    _near("RET-18", "expected_events_A", test.expected["A"])
    assert test.p_value == pytest.approx(4e-5, abs=0.5e-5)  # R: p 4e-05


def test_saas_01_two_formulas_of_net_churn():
    entry = oracle("SAAS-01")["inputs"]
    rates = ret.mrr_rates(
        entry["start_mrr"], **{k: entry[k] for k in ("churn", "contraction", "expansion", "reactivation")}
    )
    _near("SAAS-01", "gross_mrr_churn", rates.gross_mrr_churn)
    _near("SAAS-01", "net_mrr_churn", rates.net_mrr_churn)
    _near("SAAS-01", "GRR", rates.grr)
    _near("SAAS-01", "NRR", rates.nrr)
    _near("SAAS-01", "net_mrr_churn_shopify", ret.net_mrr_churn(**entry["shopify_day"]))
