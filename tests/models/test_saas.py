"""Salesforce: recurring revenue, retention, the rules of the trade, dollars, the back-tests."""

import itertools

import numpy as np
import pytest

import bizmodels as bm
from bizmodels import analysis, cases
from bizmodels.core.formulas import rule_of_40
from bizmodels.errors import LearnerError
from bizmodels.facts.evidence import published
from tests.oracles import oracle

# mrr = 10 × 50 × (1 − 20 %) = 400 $; cost 25 % = 100; margin 300.
SMALL = {
    "seats": 10, "list_price": 50, "discount": 0.2, "gross_margin": 0.75, "churn": 0.02, "contraction": 0.01,
    "expansion": 0.015, "new_customers": 10, "starting_customers": 100, "cac": 1_200, "fixed_costs": 20_000,
}  # fmt: skip


@pytest.fixture(scope="module")
def small():
    return bm.SaaS(**SMALL)


def test_worked_example(small):
    assert small.mrr_per_account == pytest.approx(400)
    assert small.arpu == small.mrr_per_account
    assert small.cost_to_serve == pytest.approx(100)
    # What leaves net of expansion is 2 + 1 − 1.5 = 1.5 % a month.
    assert small.ltv == pytest.approx(300 / 0.015)
    assert small.ltv_cac == pytest.approx(20_000 / 1_200)
    # An account of an old firm pays 2/1.5 of what a new one does, and 2 % of 1 200 $ renews it.
    assert small.break_even_renewal == pytest.approx(20_000 / (300 * 2 / 1.5 - 24))
    assert small.cac_payback == pytest.approx(4)
    assert small.grr == pytest.approx(0.97**12)
    assert small.nrr == pytest.approx(0.985**12)
    # 10 × 300/0.015 − 12 000 − 20 000.
    assert small.steady_state_profit == pytest.approx(200_000 - 32_000)


def test_two_months_by_hand(small):
    first, second = (row for _, row in small.project(2).iterrows())
    # 100 × 0.98 + 10 accounts; MRR 40 000 × 0.985 + 4 000.
    assert first["customers"] == pytest.approx(108)
    assert first["revenue"] == pytest.approx(43_400)
    assert first["variable_costs"] == pytest.approx(10_850)
    assert first["profit"] == pytest.approx(43_400 - 10_850 - 12_000 - 20_000)
    assert second["revenue"] == pytest.approx(43_400 * 0.985 + 4_000)


def test_months_against_their_closed_form(small):
    months = small.project(36)
    t = np.arange(1, 37)
    np.testing.assert_allclose(months["customers"], 100 * 0.98**t + 10 * (1 - 0.98**t) / 0.02)
    np.testing.assert_allclose(months["revenue"], 40_000 * 0.985**t + 4_000 * (1 - 0.985**t) / 0.015)


def test_magic_number_and_rule_of_40_on_an_independent_loop(small):
    mrr, revenue = 40_000.0, []
    for _ in range(24):
        mrr = mrr * 0.985 + 4_000
        revenue.append(mrr)
    assert small.magic_number == pytest.approx(
        4 * (sum(revenue[3:6]) - sum(revenue[:3])) / (0.35 * sum(revenue[:3]))
    )
    # All selling counts: the 36 000 $ of acquisition alone would flatter it.
    assert small.replace(cac=0).magic_number == small.magic_number
    year1, year2 = sum(revenue[:12]), sum(revenue[12:])
    margin = (0.75 * year2 - 12 * (12_000 + 20_000)) / year2
    assert small.rule_of_40 == pytest.approx(100 * (year2 / year1 - 1 + margin))


def test_without_anything_lost_or_gained_revenue_stands_still(small):
    still = small.replace(churn=0, contraction=0, expansion=0, new_customers=0)
    assert set(still.project(24)["revenue"]) == {40_000.0}
    assert still.grr == still.nrr == 1
    assert small.replace(churn=1, contraction=1).grr == 0  # nothing is left, not (−1)^12 = 1


def test_expansion_that_outruns_the_leaving_has_no_ceiling(small):
    growing = small.replace(expansion=0.05)
    assert growing.nrr > 1
    assert growing.steady_state_profit == np.inf


def test_eight_percent_a_year_is_not_eight_percent_over_twelve():
    """Trap: 0.08/12 a month would make 7.7 % a year; the default compounds to 8 % exactly."""
    model = bm.SaaS()
    assert 1 - (1 - model.churn) ** 12 == pytest.approx(0.08, abs=1e-12)
    assert (1 + model.expansion) ** 12 == pytest.approx(1.07, abs=1e-12)
    assert model.contraction == 0  # attrition in value already holds it: not counted twice
    assert model.grr == pytest.approx(0.92)


def test_list_price_is_not_what_is_paid(small):
    assert small.replace(discount=0).mrr_per_account == pytest.approx(500)
    assert bm.SaaS().arpu < 0.75 * bm.SaaS().seats * bm.SaaS().list_price


def test_it_counts_in_dollars_and_never_silently_beside_euros(small):
    assert bm.SaaS.ltv.unit == "$"
    assert bm.SaaS.margin_per_customer.unit == "$ / mois"
    assert bm.D2C.ltv.unit == "€"
    assert "€" not in "".join(p.unit for p in bm.SaaS.__params__.values())
    assert small.ledger().shown().columns.tolist() == ["Sur 100 $ TTC"]
    assert small.project(1).shown().loc[1, "Chiffre d’affaires HT"].endswith("$")
    with pytest.raises(LearnerError, match="monnaies"):
        analysis.compare({"Salesforce": small, "Le Slip": bm.D2C()})


def test_ledger_by_hand(small):
    # 480 $ with VAT: State 80, cost of sales 100, margin 300.
    assert small.ledger().tolist() == pytest.approx([16.67, 20.83, 62.50], abs=0.006)


def test_mrr_churn_oracle():
    """SAAS-01: a month that starts with 100 and loses 10, shrinks by 10, expands by 10."""
    case = oracle("SAAS-01")
    given, expected = case["inputs"], case["expected"]
    start = given["start_mrr"]
    model = bm.SaaS(
        seats=1, list_price=1, discount=0, starting_customers=start, new_customers=0,
        churn=given["churn"] / start, contraction=given["contraction"] / start, expansion=given["expansion"] / start,
    )  # fmt: skip
    assert 1 - model.churn - model.contraction == pytest.approx(1 - expected["gross_mrr_churn"])
    assert model.grr == pytest.approx(expected["GRR"] ** 12)
    assert model.nrr == pytest.approx(expected["NRR"] ** 12)
    assert model.project(1)["revenue"].iloc[0] == pytest.approx(start * (1 - expected["net_mrr_churn"]))
    # « Shopify formula »: what the stock became without the new accounts, 100 → 120 of which 10 are new.
    day = given["shopify_day"]
    grown = model.replace(
        churn=0,
        contraction=0,
        expansion=-expected["net_mrr_churn_shopify"],
        new_customers=day["new_business"],
    )
    assert grown.project(1)["revenue"].iloc[0] == pytest.approx(day["end"])


def test_public_saas_oracle():
    """SAAS-03: Salesforce, third quarter of FY2025."""
    case = oracle("SAAS-03")
    q3, nine, expected, tolerance = (
        case["inputs"]["q3"], case["inputs"]["nine_months"], case["expected"], case["tolerance"],
    )  # fmt: skip
    growth = q3["revenue"] / q3["revenue_prior"] - 1
    assert rule_of_40(growth, case["inputs"]["operating_margin_q3"]) == pytest.approx(
        expected["rule_of_40_gaap"], abs=tolerance["rule_of_40_gaap"]
    )
    assert 100 * growth == pytest.approx(expected["growth_q3_pct"], abs=tolerance["growth_q3_pct"])
    assert 100 * (nine["revenue"] / nine["revenue_prior"] - 1) == pytest.approx(
        expected["growth_9m_pct"], abs=tolerance["growth_9m_pct"]
    )
    margin = 100 * q3["gross_profit"] / q3["revenue"]
    assert margin == pytest.approx(expected["gross_margin_pct"][0], abs=tolerance["gross_margin_pct"])
    assert bm.SaaS().gross_margin == expected["gross_margin_pct"][0] / 100


def test_backtests_give_the_known_errors():
    first, near, fy24, fy25, far = bm.SaaS.backtests()
    assert (first.table, first.published) == ("calibration", 37.9)
    assert near.error == pytest.approx(-0.002, abs=0.005)
    assert fy24.error == pytest.approx(0.024, abs=0.005)
    assert fy25.error == pytest.approx(0.048, abs=0.005)
    assert fy25.naive_error == pytest.approx(-0.30, abs=0.005)
    assert far.error == pytest.approx(-0.345, abs=0.005)
    # By hand: 26.5 = 21.3 × 0.92 + A; then twice and three times the same recursion.
    signed = 26.5 - 21.3 * 0.92
    years = list(itertools.accumulate(range(3), lambda revenue, _: revenue * 0.92 + signed, initial=26.5))
    assert [near.modelled, fy24.modelled, fy25.modelled] == pytest.approx(years[1:])
    # Five years apart: 17.1 = 5.37 × 0.92^5 + A (1 − 0.92^5)/0.08.
    keep = 0.92**5
    signed = (17.1 - 5.37 * keep) * 0.08 / (1 - keep)
    assert far.modelled == pytest.approx(17.1 * keep + signed * (1 - keep) / 0.08)


def test_a_straight_line_loses_over_three_years_and_wins_over_five():
    """The trend is computed here from data/ alone: 2 × last − first a year further on, and so on."""
    _, *lines = bm.SaaS.backtests()
    revenue = {
        year: published(f"Salesforce/revenue/FY{year}") for year in (2015, 2020, 2021, 2022, 2023, 2024, 2025)
    }
    rise, slow = revenue[2022] - revenue[2021], (revenue[2020] - revenue[2015]) / 5
    by_hand = [revenue[2022] + years * rise for years in (1, 2, 3)] + [revenue[2020] + 5 * slow]
    assert [line.trend for line in lines] == pytest.approx(by_hand)
    assert [round(100 * line.trend_error, 1) for line in lines] == [1.1, 5.9, 11.1, -23.9]
    *near, far = lines
    assert all(abs(line.error) < abs(line.trend_error) for line in near)
    assert abs(far.trend_error) < abs(far.error)
    verdicts = cases.backtest("Salesforce", table="dynamique").shown()["Verdict"].tolist()
    assert verdicts == ["à moins de 10\N{NO-BREAK SPACE}%"] * 3 + ["ne bat pas la tendance"]


def test_no_target_is_among_its_inputs():
    for line in bm.SaaS.backtests():
        assert line.keys[0] not in line.keys[1:]
        assert line.published not in (line.naive, line.modelled)
