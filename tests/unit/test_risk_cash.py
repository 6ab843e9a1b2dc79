"""Cash: published numbers, what is worked out by hand, and what is refused."""

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bizmodels as bm
from bizmodels.errors import LearnerError
from bizmodels.risks import cash
from tests.oracles import oracle

FIN, DELL = oracle("FIN-01"), oracle("CASH-02")


def near(name):
    return pytest.approx(FIN["expected"][name], abs=FIN["tolerance"][name])


def test_dells_cycle_over_six_years():
    given, found = DELL["inputs"], []
    for stock, customers, suppliers in zip(
        given["inventory_turnover"], given["receivables_turnover"], given["payables_turnover"], strict=True
    ):
        goods = 1_000.0
        cycle = cash.cash_conversion_cycle(customers, goods, goods / stock, 1, goods / suppliers)
        found.append(cycle.rounded().ccc)
    assert found == DELL["expected"]["CCC_from_rounded_days"]


def test_rounding_each_number_of_days_moves_a_sum():
    cycle = cash.cash_conversion_cycle(8.2, 16.67, 1, 1, 16.67 / 4.28)
    assert round(cycle.ccc, 2) == -18.87
    assert cycle.rounded().ccc == -18


def test_a_software_firm_has_no_goods():
    cycle = cash.cash_conversion_cycle(1_200, 0, 0, 100, 0, days=360)
    assert (cycle.dio, cycle.dso, cycle.dpo, cycle.ccc) == (0, 30, 0, 30)
    assert repr(cycle) == "CashCycle(dio=0.0, dso=30.0, dpo=0.0, ccc=30.0)"
    assert cash.cash_conversion_cycle(1_200, 0, 0, 100, 0, days=720).ccc == 60


def test_npv_in_both_conventions():
    given = FIN["inputs"]["npv"]
    assert cash.npv(given["rate"], given["flows"]) == near("npv_excel")
    assert cash.npv(given["rate"], given["flows"], "numpy") == near("npv_numpy_convention")
    shoe = FIN["inputs"]["npv_shoe"]
    assert cash.npv(shoe["rate"], shoe["flows"]) + shoe["initial"] == near("shoe")
    assert cash.npv(shoe["rate"], [*shoe["flows"], shoe["sixth"]]) + shoe["initial"] == near(
        "shoe_with_sixth"
    )


def test_irr_xirr_xnpv_pmt():
    flows = FIN["inputs"]["irr"]
    assert cash.irr(flows) == near("irr_5")
    assert cash.irr(flows[:5]) == near("irr_4")
    assert cash.irr(flows[:3]) == near("irr_2")
    dates, amounts = zip(*FIN["inputs"]["xirr"], strict=True)
    assert cash.xirr(amounts, dates) == near("xirr")
    assert cash.xnpv(FIN["inputs"]["xnpv_rate"], amounts, dates) == near("xnpv")
    loan = FIN["inputs"]["pmt"]
    assert cash.pmt(loan["rate"] / 12, loan["months"], loan["pv"]) == near("pmt")


@given(st.floats(-0.9, 9), st.lists(st.floats(1, 1e6), min_size=1, max_size=60))
def test_the_internal_rate_is_the_one_that_leaves_nothing(rate, received):
    paid = cash.npv(rate, received)
    if not 1e-3 < paid < 1e12:
        return
    assert cash.irr([-paid, *received]) == pytest.approx(rate, rel=1e-7, abs=1e-8)


def test_two_rates_are_told():
    with pytest.raises(LearnerError, match="2 taux.*10.*20"):
        cash.irr([-100, 230, -132])  # (1.1/x − 1)(1 − 1.2/x)
    with pytest.raises(LearnerError, match="2 taux"):
        cash.irr([-1_000, 2_200.2, -1_210.2199])  # 10 % and 10.01 %: between two points of the grid
    assert cash.irr([1, -2, 1]) == pytest.approx(0, abs=1e-6)  # it touches 0 once


@pytest.mark.parametrize("flows", [[100, 20], [-1, -2], [0, 0], [-100, 0]])
def test_no_change_of_sign(flows):
    with pytest.raises(LearnerError, match="même signe"):
        cash.irr(flows)


def test_a_rate_out_of_reach_is_said():
    with pytest.raises(LearnerError, match="aucun taux"):
        cash.irr([100, -230, 200])  # two changes of sign, no real root


def test_a_single_change_of_sign_has_one_rate_however_large():
    assert cash.irr([-100, 1_200]) == pytest.approx(11)
    assert cash.irr([-1, 100]) == pytest.approx(99)
    assert cash.irr([-1, 0.001]) == pytest.approx(-0.999)
    assert cash.irr([0, 0, -100, 1_200]) == pytest.approx(11)  # months in which nothing moves
    # A month of 31 days: 1.3^(365/31) − 1.
    assert cash.xirr([-100, 130], ["2025-01-01", "2025-02-01"]) == pytest.approx(1.3 ** (365 / 31) - 1)
    assert 10 / (1 + cash.advance(10, paid=1.0001).monthly_rate) == pytest.approx(0.001, rel=1e-3)
    with pytest.raises(LearnerError, match="trop grand"):
        cash.xirr([-1, 1e9], ["2025-01-01", "2025-01-02"])
    with pytest.raises(LearnerError, match="même jour"):
        cash.xirr([-100, 130], ["2025-01-01", "2025-01-01"])


def test_flows_of_one_day_are_one():
    days = ["2025-01-01", "2025-01-01", "2026-01-01"]
    assert cash.xirr([50, -150, 110], days) == pytest.approx(0.1)


@pytest.mark.parametrize(
    "day",
    [
        "01/03/2008",
        "now",
        "today",
        "2025",
        "20250131",
        "2025-02-30",
        "9999-12-20",
        "0001-01-01",
        np.datetime64("NaT"),
    ],
    ids=str,
)
def test_only_a_day_that_reads_one_way_is_a_date(day):
    for call in (
        lambda: cash.xirr([-10, 12], ["2008-03-01", day]),
        lambda: cash.xnpv(0.1, [-10, 12], ["2008-03-01", day]),
        lambda: cash.thirteen_weeks(1, 1, start=day),
    ):
        with pytest.raises(LearnerError, match="une date, année d’abord"):
            call()


def test_a_tiny_or_a_ruinous_rate_still_pays_the_loan():
    for rate in (1e-17, 1e-15, -1e-15, 5e-324):
        assert cash.pmt(rate, 10, 1_000) == pytest.approx(-100, rel=1e-14)
        assert cash.pmt(rate, 10, 1_000, fv=-100) == pytest.approx(-90, rel=1e-14)
    assert cash.pmt(-0.999, 1_000, 1_000) == pytest.approx(0, abs=1e-300)
    # (1 + r)² · 1,000 = −pay · ((1 + r) + 1)
    assert cash.pmt(-0.5, 2, 1_000) == pytest.approx(-1_000 * 0.25 / 1.5)


def test_dates_may_be_anything_that_is_a_date():
    import pandas as pd

    days = [date(2025, 1, 1), pd.Timestamp("2026-01-01")]
    assert cash.xirr([-100, 110], days) == pytest.approx(0.1)
    assert cash.xnpv(0.1, [-100, 110], pd.Series(days)) == pytest.approx(0, abs=1e-9)


def test_pmt_pays_the_loan_back():
    paid = cash.pmt(0.01, 24, 5_000)
    assert cash.npv(0.01, [paid] * 24) == pytest.approx(-5_000)
    assert cash.pmt(0.01, 24, 5_000, due="start") == pytest.approx(paid / 1.01)
    with_rest = cash.pmt(0.01, 24, 5_000, fv=-1_000)
    assert cash.npv(0.01, [with_rest] * 23 + [with_rest - 1_000]) == pytest.approx(-5_000)
    assert cash.pmt(0.01, 100_000, 5_000) == pytest.approx(-50)  # a loan for ever


@given(st.floats(1, 1e6), st.floats(1, 1e5), st.floats(-0.2, 0.5))
def test_the_runway_spends_it_all(held, burn, growth):
    months = cash.runway(held, burn, growth)
    if months == math.inf:
        assert growth < 0
        assert burn / -growth <= held * (1 + 1e-9)
    else:
        spent = (
            burn * math.expm1(months * math.log1p(growth)) / growth if abs(growth) > 1e-9 else burn * months
        )
        assert spent == pytest.approx(held, rel=1e-5)


def test_runway_at_its_ends():
    assert cash.runway(0, 10) == 0
    assert cash.runway(100, -5) == math.inf
    assert cash.runway(100, 10, -0.1) == math.inf  # 10 + 9 + 8.1 + … = 100, never more


def test_growth_cash_is_the_rule_of_the_months():
    """The same as a model whose customers grow: cash is profits less what revenue ties up."""
    table = cash.growth_cash(1_000, 0.1, 0.05, 60, months=3, opening=500)
    sold = [1_000, 1_100, 1_210, 1_331]
    assert table["revenue"].tolist() == pytest.approx(sold)
    by_hand = [500 + 0.05 * sum(sold[1 : t + 1]) - 2 * (sold[t] - 1_000) for t in range(4)]
    assert table["cash"].tolist() == pytest.approx(by_hand)


@given(st.floats(0.001, 0.5), st.floats(1, 300))
def test_at_the_growth_that_pays_for_itself_cash_stands_still(margin, days):
    growth = cash.self_funded_growth(margin, days)
    if not growth < 1:
        return
    still = cash.growth_cash(1_000, growth, margin, days, months=6)["cash"]
    assert np.abs(still).max() < 1e-6 * 1_000 * (1 + growth) ** 6 * max(1, days)
    assert cash.growth_cash(1_000, growth * 1.1 + 1e-6, margin, days, months=6)[
        "cash"
    ].is_monotonic_decreasing


def test_growth_that_pays_for_itself_at_its_ends():
    assert cash.self_funded_growth(0.05, 0) == math.inf
    assert cash.self_funded_growth(0, 30) == 0
    assert cash.self_funded_growth(-0.1, 30) == 0


def test_two_months_free_is_a_loan():
    loan = cash.advance(100)
    flows = [900] + [-100] * 11
    assert cash.npv(loan.monthly_rate, flows, "numpy") == pytest.approx(0, abs=1e-6)
    assert loan.yearly_rate == pytest.approx((1 + loan.monthly_rate) ** 12 - 1)
    assert cash.advance(100, paid=12).monthly_rate == pytest.approx(0, abs=1e-12)
    leaving = cash.advance(100, churn=0.03)
    assert leaving.forgone == pytest.approx(sum(100 * 0.97**k for k in range(1, 12)))
    # Each month of the loan is worth (1 − c) as much: the rate falls by as much.
    assert 1 + leaving.monthly_rate == pytest.approx((1 + loan.monthly_rate) * 0.97)


def test_thirteen_weeks_by_hand():
    plan = cash.thirteen_weeks(
        1_000, sales=120, goods=50, wages=200, other=10, receipt_weeks=1, supplier_weeks=4, sales_before=240,
        start="2025-09-03",
    )  # fmt: skip
    assert plan.index.tolist() == list(range(1, 14))
    assert plan["starts"].iloc[0] == date(2025, 9, 1)  # the Monday
    assert plan["receipts"].tolist() == [240] + [120] * 12
    assert plan["suppliers"].tolist() == pytest.approx([60] * 13)
    # The 28th of September, October and November 2025: a Sunday, a Tuesday, a Friday.
    assert plan.index[plan["wages"] > 0].tolist() == [4, 9, 13]
    # The 20th: Saturday of week 3, Monday of week 8, Thursday of week 12.
    assert plan.index[plan["vat"] > 0].tolist() == [3, 8, 12]
    assert plan.loc[3, "vat"] == pytest.approx(31 * (40 - 10) / 7)  # August, before week 1
    assert plan.loc[8, "vat"] == pytest.approx(30 * (20 - 10) / 7)  # September: 30 days
    net = plan["receipts"] - plan[["suppliers", "wages", "vat", "other"]].sum(axis=1)
    assert plan["closing"].tolist() == pytest.approx((1_000 + net.cumsum()).tolist())
    assert cash.lowest_week(plan) == int(plan["closing"].idxmin())


def test_a_platform_pays_every_four_weeks_what_fell_due():
    plan = cash.thirteen_weeks(
        0, sales=list(range(1, 14)), receipt_weeks=1, payout_every=4, vat=0, sales_before=9
    )
    paid = plan["receipts"]
    assert paid[paid > 0].to_dict() == {4: 9 + 1 + 2 + 3, 8: 4 + 5 + 6 + 7, 12: 8 + 9 + 10 + 11}


def test_vat_beyond_what_is_due_is_carried_over():
    plan = cash.thirteen_weeks(0, sales=0, goods=0, sales_before=0, goods_before=70, start="2025-09-01")
    assert plan["vat"].sum() == 0
    sold = [1_200] * 4 + [0] * 9
    later = cash.thirteen_weeks(0, sales=sold, goods_before=700, goods=0, sales_before=0, start="2025-09-01")
    assert later.loc[8, "vat"] == pytest.approx(4 * 200 - 31 * 20)  # September less August's credit


def test_the_plan_speaks_french():
    told = cash.thirteen_weeks(100, sales=120).shown()
    assert told.columns.tolist()[:3] == ["Lundi", "Encaissé", "Fournisseurs"]
    assert told.index.name == "Semaine"
    assert "€" in told["En banque"].iloc[0]


def test_a_need_over_many_futures():
    firm = bm.D2C(setup_cost=1e6)
    futures = bm.simulate(firm, {"cac": bm.between(8, 12, 30)}, draws=300, seed=4)
    drawn = cash.funding_distribution(firm, futures)
    assert drawn.plan == pytest.approx(firm.funding_need)
    assert drawn.needs.tolist() == sorted(-futures["lowest_cash"])
    assert (drawn.needs <= drawn.at(0.9)).mean() >= 0.9
    assert (drawn.needs < drawn.at(0.9)).mean() < 0.9
    assert drawn.short == (drawn.needs > drawn.plan + 1).mean()
    assert "90" in drawn.table().shown().index[2]
    rich = cash.funding_distribution(bm.Marketplace(), bm.simulate(bm.Marketplace(), {}, draws=3))
    assert (rich.plan, rich.at(1)) == (0, 0)


@pytest.mark.parametrize("months", [3, 24, 36, 60])
def test_futures_and_plan_are_followed_as_long(months):
    firm, catalogue = bm.D2C(), bm.risks.catalogue
    futures = bm.simulate(
        firm, {}, risks=[catalogue.LATE, catalogue.RETURNS], draws=200, seed=3, months=months
    )
    need = cash.funding_distribution(firm, futures, months)
    assert need.needs.min() == pytest.approx(need.plan)
    if months < 36:  # longer, it is seen only where a blow after month 36 goes deeper
        with pytest.raises(LearnerError, match="autre nombre de mois"):
            cash.funding_distribution(firm, futures)


@pytest.mark.parametrize("cls", [bm.D2C, bm.Marketplace, bm.SaaS, bm.Freemium])
def test_a_plan_of_which_only_the_blows_are_drawn(cls):
    """The same futures as with a parameter drawn that does not move."""
    firm, late = cls(), bm.risks.catalogue.LATE
    alone = bm.simulate(firm, {}, risks=[late], draws=200)
    still = bm.simulate(
        firm, {"cac": bm.between(firm.cac, firm.cac, firm.cac + 1e-9)}, risks=[late], draws=200
    )
    assert alone[late.name].notna().any()
    assert alone["lowest_cash"].tolist() == pytest.approx(still["lowest_cash"].tolist(), rel=1e-6, abs=1)
    need = cash.funding_distribution(firm, alone)
    assert need.needs.max() >= need.plan


BAD = (math.nan, math.inf, True, "dix", None, 10**400)


@pytest.mark.parametrize("bad", BAD, ids=str)
def test_what_is_no_number_is_refused(bad):
    calls = (
        lambda: cash.cash_conversion_cycle(bad, 1, 1, 1, 1),
        lambda: cash.cash_conversion_cycle(1, 1, bad, 1, 1),
        lambda: cash.npv(bad, [1]),
        lambda: cash.npv(0.1, [1, bad]),
        lambda: cash.irr([-1, bad]),
        lambda: cash.pmt(bad, 1, 1),
        lambda: cash.pmt(0.1, bad, 1),
        lambda: cash.runway(bad, 1),
        lambda: cash.runway(1, bad),
        lambda: cash.runway(1, 1, bad),
        lambda: cash.self_funded_growth(bad, 1),
        lambda: cash.growth_cash(1, bad, 0.1, 1),
        lambda: cash.advance(bad),
        lambda: cash.thirteen_weeks(bad, 1),
        lambda: cash.thirteen_weeks(1, bad),
        lambda: cash.thirteen_weeks(1, [1] * 12 + [bad]),
        lambda: cash.thirteen_weeks(1, 1, vat_day=bad),
    )
    for call in calls:
        with pytest.raises(LearnerError, match="valeur admise"):
            call()


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: cash.cash_conversion_cycle(0, 1, 1, 1, 1), "revenue vaut 0"),
        (lambda: cash.cash_conversion_cycle(1, 1, -1, 1, 1), "inventory vaut"),
        (lambda: cash.cash_conversion_cycle(1, 0, 1, 1, 0), "cogs vaut 0"),
        (lambda: cash.cash_conversion_cycle(1, 1, 1, 1, 1, days=0), "days vaut 0"),
        (lambda: cash.npv(-1, [1]), "rate vaut"),
        (lambda: cash.npv(0.1, []), "au moins un flux"),
        (lambda: cash.npv(0.1, [1], "Excel"), "convention vaut"),
        (lambda: cash.npv(0.1, "1, 2"), "flows vaut"),
        (lambda: cash.npv(-0.999, [1] * 200), "lointains"),
        (lambda: cash.xnpv(0.1, [1, 2], ["2025-01-01"]), "même longueur"),
        (lambda: cash.xnpv(0.1, [1, 2], ["2025-01-01", "2024-12-31"]), "avant la première"),
        (lambda: cash.xnpv(0.1, [1], ["lundi"]), "une date"),
        (lambda: cash.xnpv(0.1, [1], [2025]), "une date"),
        (lambda: cash.xnpv(0.1, [1], "2025-01-01"), "liste de dates"),
        (lambda: cash.pmt(0.1, 0, 1), "periods vaut"),
        (lambda: cash.pmt(0.1, 1, 1, due="fin"), "due vaut"),
        (lambda: cash.runway(-1, 1), "cash vaut"),
        (lambda: cash.runway(1, 1, -1), "growth vaut"),
        (lambda: cash.growth_cash(1, 1e9, 0.1, 1), "ne se calcule plus"),
        (lambda: cash.growth_cash(1, 0.1, 2, 1), "margin vaut"),
        (lambda: cash.advance(1, paid=1), "paid vaut 1"),
        (lambda: cash.advance(1, paid=13), "paid vaut"),
        (lambda: cash.advance(1, churn=1), "churn vaut 1"),
        (lambda: cash.thirteen_weeks(1, [1] * 12), "12 valeurs"),
        (lambda: cash.thirteen_weeks(1, -1), "sales vaut"),
        (lambda: cash.thirteen_weeks(1, 1, payout_every=0), "payout_every vaut"),
        (lambda: cash.thirteen_weeks(1, 1, start="lundi"), "start vaut"),
        (lambda: cash.lowest_week([1]), "plan vaut"),
        (lambda: cash.funding_distribution(1, None), "model vaut"),
        (lambda: cash.funding_distribution(bm.D2C(), [1]), "futures vaut"),
        (lambda: cash.FundingNeed(1.0, np.ones(2)).at(2), "share vaut"),
        (lambda: cash.npv(), "il manque"),
    ],
)
def test_what_is_refused_is_named(call, told):
    with pytest.raises(LearnerError, match=told):
        call()
