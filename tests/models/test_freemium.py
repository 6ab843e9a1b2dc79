"""Deezer: two stocks, what a payer costs, what is announced, the ledger, the back-tests, Spotify's figures."""

import numpy as np
import pytest

import bizmodels as bm
from bizmodels import analysis
from bizmodels.facts import facts
from bizmodels.facts.evidence import published
from bizmodels.models import freemium
from tests.oracles import oracle

# Direct: 12 × 50 % / 1.2 = 5. arpu = 60 % × 5 + 40 % × 2.5 = 4.
# cost = 4 × (70 % + 1.2 % × 50 %) + 5 % × 60 % × 6 = 2.824 + 0.18 = 3.004; margin 0.996; ltv = 0.996/4 % = 24.9.
# v/(v + c_free) = 2/10; one payer costs 3/0.2 = 15 €. Free: 0.1 − 0.3 = −0.2 a month, −2 € over 1/10 %.
SMALL = {
    "price": 12, "price_realization": 0.5, "partner_share": 0.4, "partner_arpu": 2.5, "inactive_share": 0.5,
    "conversion_rate": 0.02, "free_churn": 0.08, "starting_free": 3_000, "ad_revenue": 0.1, "free_cost": 0.3,
    "royalties": 0.7, "france_share": 0.5, "payment_fee": 0.05, "churn": 0.04, "new_customers": 500,
    "starting_customers": 1_000, "cac": 3, "fixed_costs": 100,
}  # fmt: skip


@pytest.fixture(scope="module")
def small():
    return bm.Freemium(**SMALL)


def test_worked_example(small):
    assert small.direct_arpu == pytest.approx(5)
    assert small.arpu == pytest.approx(4)
    assert small.cost_to_serve == pytest.approx(3.004)
    assert small.ltv == pytest.approx(24.9)
    assert small.conversion_odds == pytest.approx(0.2)
    assert small.cac_per_customer == pytest.approx(15)
    assert small.ltv_cac == pytest.approx(24.9 / 15)
    assert small.cac_payback == pytest.approx(15 / 0.996)
    assert small.free_margin == pytest.approx(-0.2)
    assert small.ltv_free == pytest.approx(-2)
    assert small.conversion_value == pytest.approx(26.9)
    assert small.paying_share == pytest.approx(0.25)
    assert small.declared_subscribers == pytest.approx(2_000)
    assert small.blended_margin_rate == pytest.approx((996 - 600) / (4_000 + 300))
    assert small.steady_state_customers == pytest.approx(500 * 0.2 / 0.04)
    assert small.steady_state_profit == pytest.approx(500 * (0.2 * 24.9 - 2 - 3) - 100)
    assert small.break_even_renewal == np.inf  # 4 % × (3 + 2)/0.2 = 1 € a month of renewal, above 0.996
    assert small.replace(churn=0.02).break_even_renewal == pytest.approx(100 / (0.996 - 0.5))


def test_two_months_by_hand(small):
    months = small.project(2)
    # Month 1: payers 1 000 × 0.96 + 2 % × 3 000 = 1 020; free 3 000 × 0.9 + 500 = 3 200.
    first = months.loc[1]
    assert first["customers"] == pytest.approx(1_020)
    assert first["free_users"] == pytest.approx(3_200)
    assert first["revenue"] == pytest.approx(1_020 * 4 + 320)
    assert first["variable_costs"] == pytest.approx(1_020 * 3.004 + 960)
    assert first["acquisition_costs"] == pytest.approx(1_500)
    assert first["free_margin"] == pytest.approx(-640)
    assert months.loc[2, "customers"] == pytest.approx(1_020 * 0.96 + 64)
    assert "Utilisateurs gratuits" in months.shown().columns


def test_stocks_against_their_closed_form(small):
    """free(t) = F* + (f0 − F*) a^t; payers follow as a sum of past conversions that stayed."""
    months = small.project(36)
    steady, stay_free, stay = 500 / 0.1, 0.9, 0.96
    t = np.arange(37)
    free = steady + (3_000 - steady) * stay_free**t
    payers = [1_000 * stay**k + sum(0.02 * free[i] * stay ** (k - 1 - i) for i in range(k)) for k in t]
    np.testing.assert_allclose(months["free_users"], free[1:])
    np.testing.assert_allclose(months["customers"], payers[1:])


def test_converts_pay_from_the_month_after(small):
    months = small.replace(starting_customers=0, starting_free=0).project(3)
    assert months["customers"].tolist() == pytest.approx([0, 10, 10 * 0.96 + 0.02 * (500 * 0.9 + 500)])


def test_one_cohort_leaves_what_the_life_values_say(small):
    """Follow 1,000 sign-ups until nobody is left: the sum is 1,000 × (odds × ltv + ltv_free)."""
    cohort = small.replace(starting_customers=0, starting_free=1_000, new_customers=0, fixed_costs=0)
    first_month = 1_000 * small.free_margin  # they are free users in the month they sign up, before month 1
    total = first_month + cohort.project(900)["profit"].sum()
    assert total == pytest.approx(1_000 * (0.2 * 24.9 - 2), rel=1e-6)


def test_steady_state_is_reached_and_pays_what_it_says(small):
    last = small.project(2_000).iloc[-1]
    assert last["customers"] == pytest.approx(small.steady_state_customers)
    assert last["profit"] == pytest.approx(small.steady_state_profit)


@pytest.mark.parametrize("cac", [0.5, 1.5, 3.0])
def test_both_thresholds_agree(small, cac):
    model = small.replace(cac=cac)
    assert (model.steady_state_profit >= 0) == (model.steady_state_customers >= model.break_even_renewal)


def test_paying_share_is_a_stock_not_the_conversion(small):
    other = small.replace(conversion_rate=0.1)
    assert other.paying_share == small.paying_share
    assert len({small.paying_share, small.conversion_rate, small.conversion_odds}) == 3


def test_cac_per_payer_counts_those_who_never_pay(small):
    """3 € a sign-up looks cheap; dividing by it would multiply LTV/CAC by five."""
    assert small.ltv / small.cac == pytest.approx(5 * small.ltv_cac)
    assert small.replace(conversion_rate=0).ltv_cac == 0
    assert small.replace(conversion_rate=0).cac_payback == np.inf


def test_the_listed_price_is_not_the_arpu():
    model = bm.Freemium()
    assert model.direct_arpu == pytest.approx(published("Deezer/arpu_direct/2024-T1"), abs=0.01)
    assert model.direct_arpu < model.price / (1 + model.vat) / 1.9
    assert model.partner_arpu < model.arpu < model.direct_arpu


def test_inactive_subscribers_move_the_announcement_and_no_money():
    """June 2015: 6.34 M subscribers announced, 3.34 M inactive, 0.796 M of these paid for all the same."""
    total, inactive, direct = (
        published(f"Deezer/subscribers_{name}/2015-06")
        for name in ("total_declared", "inactive_bundle", "standalone")
    )
    assert "796 000" in facts.fact_from_key("Deezer/subscribers_inactive_bundle/2015-06").note
    paid = total - inactive + 0.796
    preset = next(changes for name, changes in bm.Freemium.presets.items() if "2015" in name)
    assert preset["starting_customers"] == pytest.approx(paid * 1e6)
    assert preset["inactive_share"] == pytest.approx(1 - paid / total, abs=5e-4)
    assert preset["partner_share"] == pytest.approx((paid - direct) / paid, abs=5e-4)
    model = bm.Freemium().replace(**preset)
    assert model.declared_subscribers == pytest.approx(total * 1e6, rel=2e-3)
    honest = model.replace(inactive_share=0)
    np.testing.assert_array_equal(model.project(), honest.project())
    assert model.declared_subscribers > 1.6 * honest.declared_subscribers


def test_streaming_tax_bears_on_french_revenue_only(small):
    assert bm.Freemium.streaming_tax.value == pytest.approx(0.012)
    gap = small.replace(france_share=1).cost_to_serve - small.replace(france_share=0).cost_to_serve
    assert gap == pytest.approx(0.012 * 4)
    assert "20 M€" in facts.fact("legal", "streaming_music_tax_rate").note
    assert "20 M€" in bm.Freemium.__params__["france_share"].help


def test_partners_pay_no_card_fee_and_ads_are_not_arpu(small):
    partners = small.replace(partner_share=1)
    assert partners.cost_to_serve == pytest.approx(2.5 * 0.706)
    assert small.replace(ad_revenue=1).arpu == small.arpu
    assert small.replace(ad_revenue=1).project(1)["revenue"].iloc[0] == pytest.approx(4_080 + 3_200)


def test_ledger_by_hand(small):
    # 4.8 € TTC: State 0.8, rights holders 2.8, streaming tax 0.024, bank 0.18, Deezer 0.996.
    expected = {
        "État (TVA)": 0.8,
        "Ayants droit": 2.8,
        "Taxe streaming": 0.024,
        "Banque et carte": 0.18,
        "Marge sur coûts variables": 0.996,
    }
    ledger = small.ledger()
    assert dict(ledger) == pytest.approx({who: 100 * v / 4.8 for who, v in expected.items()}, abs=0.02)
    assert round(ledger.sum(), 9) == 100


def test_more_leavers_than_users_leave_nobody(small):
    months = small.replace(conversion_rate=0.9, free_churn=0.9).project(6)
    assert (months["free_users"] >= 0).all()


def test_backtests_give_the_known_errors():
    first, growth, two_years, quarter, subscribers = bm.Freemium.backtests()
    assert (first.table, first.published) == ("calibration", 541)
    assert quarter.table == "ratio"  # it is given the subscribers of June
    assert quarter.published == pytest.approx(267.9 - 132.5)
    # 3 × (5.5 M × 5.1 + 5 M × 2.9) + (132.5 − 86 − 43.3) = 127.65 + 3.2
    assert quarter.modelled == pytest.approx(130.85)
    assert quarter.error == pytest.approx(-0.034, abs=0.005)
    assert "132" in quarter.inputs  # the first quarter copied, without the subscribers of June, is nearer
    assert growth.modelled == pytest.approx(0.75 * (11.99 / 10.99 - 1))
    assert growth.modelled == pytest.approx(0.068, abs=0.0005)
    assert growth.published == pytest.approx(0.064)
    # The rival knows the rise: everyone pays it at once, +9.1 % where +6.4 % is published.
    assert growth.naive == pytest.approx(11.99 / 10.99 - 1)
    assert growth.naive_error == pytest.approx(0.091 / 0.064 - 1, abs=0.005)
    assert "9,1" in growth.inputs
    assert two_years.modelled == pytest.approx(4.5 * (1 + 0.75 * (11.99 / 10.99 - 1)))
    assert two_years.error == pytest.approx(-0.057, abs=0.005)
    # 4.5 × 11.99/10.99 = 4.91: over two years the same rival comes nearer than the model.
    assert two_years.naive == pytest.approx(4.91, abs=0.005)
    assert two_years.naive_error == pytest.approx(-0.037, abs=0.0005)
    assert abs(growth.error) < abs(growth.naive_error)
    assert abs(two_years.error) > abs(two_years.naive_error)
    assert growth.target == two_years.target
    assert growth.fit == two_years.fit != ""
    assert subscribers.untestable


def test_the_growth_of_the_arpu_is_printed_in_the_note():
    note = facts.fact_from_key("Deezer/arpu_direct/2024-T1").note
    assert f"+{freemium.DIRECT_ARPU_GROWTH_2024 * 100:.1f} %".replace(".", ",") in note


def test_spotify_oracle():
    case = oracle("FRE-01")
    given, expected, tolerance = case["inputs"], case["expected"], case["tolerance"]
    free = given["mau_m"] - given["subs_m"]
    ads = given["ad_revenue_m_eur"] / 3 / free
    mean = (given["subs_m"] + given["subs_prior_quarter_m"]) / 2
    arpu = (
        given["premium_revenue_m_eur"] / 3 / given["subs_m"]
    )  # on the subscribers of the end, as the shares are
    model = bm.Freemium(
        price=arpu * 1.2, price_realization=1, partner_share=0, royalties=1 - given["premium_gross_margin"],
        france_share=0, payment_fee=0, ad_revenue=ads, free_cost=ads * (1 - given["ad_gross_margin"]),
        starting_customers=given["subs_m"] * 1e6, starting_free=free * 1e6,
    )  # fmt: skip
    assert model.paying_share == pytest.approx(expected["paying_share"], abs=tolerance["paying_share"])
    assert 100 * model.blended_margin_rate == pytest.approx(
        expected["blended_gross_margin_pct"], abs=tolerance["blended_gross_margin_pct"]
    )
    still = model.replace(churn=0, conversion_rate=0, free_churn=0, new_customers=0)
    assert still.project(3)["revenue"].sum() / 1e6 == pytest.approx(
        expected["total_revenue_m_eur"], abs=tolerance["total_revenue_m_eur"]
    )
    # The ARPU that Spotify publishes is over the mean number of subscribers of the quarter.
    assert model.arpu * given["subs_m"] / mean == pytest.approx(
        expected["premium_arpu_month_eur"], abs=tolerance["premium_arpu_month_eur"]
    )


def test_ten_thousand_futures():
    table = analysis.simulate(bm.Freemium(), analysis.plausible(bm.Freemium()), draws=10_000, seed=1)
    assert not table.isna().any(axis=None)
    assert 0 < (table["cash"] > 0).mean() < 0.5
