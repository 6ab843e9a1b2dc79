"""Fines, losses and deadlines of personal data: published ceilings, exact and drawn losses, what may be summed."""

from __future__ import annotations

import inspect
import math
from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import bizmodels as bm
from bizmodels.risks import privacy
from tests.oracles import oracle

GDPR = oracle("GDPR-01")
BAD_NUMBERS = [math.nan, math.inf, -1, True, "1", None, 1e400, [1]]


# --- the ceiling ---------------------------------------------------------------------------------------


def test_the_ceiling_is_the_published_one():
    cases = GDPR["inputs"]["cases_turnover_tier"]
    for (turnover, tier), expected in zip(cases, GDPR["expected"]["ceiling"], strict=True):
        assert privacy.fine_ceiling(turnover, tier) == pytest.approx(
            expected, abs=GDPR["tolerance"]["ceiling"]
        )
    for tier in (4, 5):
        assert privacy.ceiling_switch(tier) == GDPR["expected"]["turnover_above_which_the_percentage_binds"]


def test_british_airways_as_the_ico_announced_it():
    airline, expected = GDPR["inputs"]["BA"], GDPR["expected"]
    turnover = airline["proposed_fine_gbp_m"] / airline["share_of_turnover"]
    assert turnover == pytest.approx(
        expected["BA_turnover_gbp_m"], abs=GDPR["tolerance"]["BA_turnover_gbp_m"]
    )
    assert privacy.fine_ceiling(turnover * 1e6, 5) / 1e6 == pytest.approx(
        expected["BA_ceiling_gbp_m"], abs=GDPR["tolerance"]["BA_ceiling_gbp_m"]
    )


def test_amounts_and_shares_are_read_never_typed():
    source = inspect.getsource(privacy._tier) + inspect.getsource(privacy.fine_ceiling).split('"""')[2]
    assert not [word for word in ("10_000_000", "20_000_000", "0.02", "0.04", "1e7", "2e7") if word in source]


@pytest.mark.parametrize("tier", [3, 6, 4.5, "4", True, None, math.nan])
def test_another_tier_is_refused_as_given(tier):
    with pytest.raises(bm.LearnerError, match="^tier vaut .*4 .*5"):
        privacy.fine_ceiling(1e6, tier)
    with pytest.raises(bm.LearnerError, match="^tier vaut"):
        privacy.ceiling_switch(tier)


@pytest.mark.parametrize("turnover", BAD_NUMBERS)
def test_a_turnover_that_is_none_is_refused(turnover):
    with pytest.raises(bm.LearnerError, match="^turnover vaut"):
        privacy.fine_ceiling(turnover, 4)


def test_no_ceiling_before_the_regulation():
    with pytest.raises(bm.LearnerError, match="24 mai 2018"):
        privacy.fine_ceiling(1e6, 4, on="2018-05-24")


def test_the_ceilings_in_a_table():
    table = privacy.ceilings([0, 500_000, 2e9])
    assert table["tier_5"].tolist() == [2e7, 2e7, 8e7]
    assert table["share"].tolist() == [math.inf, 40, 0.04]
    assert table.shown().iloc[2, 2] == "4\u00a0%"
    with pytest.raises(bm.LearnerError, match="ligne 2"):
        privacy.ceilings([1, -1])


# --- what fines were -----------------------------------------------------------------------------------


def test_only_additive_rows_are_summed():
    found, table = privacy.sanctions_summary(), bm.load_sanctions()
    annulled = table["company"] == "Amazon Europe Core S.à r.l."  # by the Cour administrative, 12 March 2026
    once = table.loc[table["additive"] & ~annulled, "amount_eur"]
    assert annulled.sum() == 1
    assert (found.rows, found.count) == (len(table), len(once))
    assert found.total == once.sum()
    assert found.naive == table["amount_eur"].sum()
    assert found.double == table.loc[~table["additive"] | annulled, "amount_eur"].sum() > 0
    assert found.mean == pytest.approx(once.mean())
    assert found.median == once.median()
    assert (found.smallest, found.largest) == (once.min(), once.max())
    assert found.above_mean == (once > once.mean()).mean()


def test_an_appeal_counts_once():
    table = bm.load_sanctions()
    for name, final in (("Amazon France Logistique", 15e6), ("Optical Center", 200e3)):
        assert privacy.sanctions_summary(table[table["company"].str.contains(name)]).total == final
    pairs = privacy.appeals()
    assert pairs.loc["Amazon France Logistique", ["first", "final"]].tolist() == [32e6, 15e6]
    assert pairs.loc["Optical Center", ["first", "final"]].tolist() == [250e3, 200e3]
    assert pairs.loc["Amazon Europe Core", "cut"] == 0
    assert pairs.loc["Amazon France Logistique", "cut"] == pytest.approx(17 / 32)
    assert pairs["outcome"].value_counts().to_dict() == {
        "confirmée": 3,
        "réduite": 2,
        "annulée, à recalculer": 1,
    }
    assert pairs.loc["Amazon Europe Core S.à r.l.", ["final", "cut"]].isna().all()
    assert "Criteo" not in pairs.index  # judged; the table does not know how


def test_the_rows_that_repeat_others():
    table = bm.load_sanctions()
    assert "Optical Center" in repr(privacy.repeats())  # a row is called by its company
    assert privacy.repeats()["amount"].sum() == table.loc[~table["additive"], "amount_eur"].sum()


def test_an_annulled_fine_is_not_due():
    due, pronounced = privacy.data_fines(), privacy.data_fines(annulled=True)
    assert set(pronounced["amount_eur"]) - set(due["amount_eur"]) == {746e6}
    assert len(pronounced) == len(due) + 1
    with pytest.raises(bm.LearnerError, match="annulled vaut"):
        privacy.data_fines(annulled=1)


def test_a_fine_reduced_keeps_what_was_reproached():
    assert 15e6 in privacy.by_theme()["Sécurité et violations"]
    last = bm.load_sanctions().query("company == 'Amazon France Logistique (montant après recours)'")
    assert privacy.by_theme(last)["Information et droits"] == [15e6]


def test_fines_for_data_leave_other_laws_out():
    left = set(bm.load_sanctions()["company"]) - set(privacy.data_fines()["company"])
    assert {"Doctolib", "Infinite Style E-commerce LTD (Shein)", "TOTAL ANNUEL (21 sanctions)"} <= left
    assert "Infinite Styles Services (Shein)" not in left


def test_themes_overlap_and_every_fine_has_one():
    fines, found = privacy.data_fines(), privacy.themes()
    assert (found["count"] / len(fines)).tolist() == found["share"].tolist()
    cookies = fines["breaches"].str.contains("cookie|identifiant")
    assert found.loc["Cookies et traceurs", "count"] == cookies.sum()
    assert found.loc["Cookies et traceurs", "total"] == fines.loc[cookies, "amount_eur"].sum()
    none = privacy.themes(fines[fines["company"] == "Nestor"])
    assert none.loc["Durée de conservation", "count"] == 0
    assert none.loc["Prospection", "share"] == 1


@pytest.mark.parametrize("table", [[1], "x", pd.DataFrame({"amount_eur": [1]}), 3])
@pytest.mark.parametrize(
    "call", [privacy.sanctions_summary, privacy.data_fines, privacy.appeals, privacy.themes]
)
def test_another_table_is_refused(call, table):
    with pytest.raises(bm.LearnerError, match="load_sanctions"):
        call(table)


def test_nothing_to_sum_is_said():
    table = bm.load_sanctions()
    with pytest.raises(bm.LearnerError, match="additive"):
        privacy.sanctions_summary(table[~table["additive"]])
    with pytest.raises(bm.LearnerError, match="Aucune amende"):
        privacy.themes(table[table["company"] == "Doctolib"])


# --- what a year costs ---------------------------------------------------------------------------------


def test_one_year_is_exact_for_amounts():
    loss = privacy.expected_loss(0.2, [300, 100, 200, 400])
    assert (loss.mean, loss.no_loss, loss.if_hit) == (50, 0.8, 250)
    assert [loss.quantile(q) for q in (0, 0.5, 0.8, 0.81, 0.85, 0.9, 0.95, 0.99)] == [
        0,
        0,
        0,
        100,
        100,
        200,
        300,
        400,
    ]
    assert privacy.expected_loss(1, [1, 3]).quantile(0) == 1
    assert privacy.expected_loss(0, [1, 3]).worst_in_100 == 0
    for chance in (0.9, 0.8, 0.55, 0.3, 0.07):  # 1 − 0.9 is a little less than 0.1
        assert privacy.expected_loss(chance, 1_000).quantile(round(1 - chance, 2)) == 0


def test_one_year_is_exact_for_a_law():
    law = stats.lognorm(1.2, scale=40_000)
    loss = privacy.expected_loss(0.04, law)
    assert loss.mean == pytest.approx(0.04 * 40_000 * math.exp(0.72))  # mean of a lognormal law
    assert loss.worst_in_20 == 0
    assert loss.quantile(0.98) == pytest.approx(40_000)  # in half of the struck years


def test_the_laws_of_the_course_are_laws():
    between, heavy = bm.between(5_000, 15_000, 40_000), bm.core.laws.Heavy(1_000, 5_000)
    triangle = stats.triang(10 / 35, 5_000, 35_000)
    sigma = math.log(5) / stats.norm.ppf(0.95)
    for one, twin in ((between, triangle), (heavy, stats.lognorm(sigma, scale=1_000))):
        ours, theirs = privacy.expected_loss(0.3, one), privacy.expected_loss(0.3, twin)
        assert ours.mean == pytest.approx(theirs.mean)
        assert ours.quantile(0.9) == pytest.approx(theirs.quantile(0.9))
        long = [privacy.expected_loss(0.3, law, years=3).quantile(0.9) for law in (one, twin)]
        assert long[0] == pytest.approx(long[1], abs=0.02)
    assert privacy.expected_loss(0.5, stats.poisson(5)).mean == pytest.approx(2.5)


@pytest.mark.parametrize("law", [stats.lognorm, stats.cauchy(), stats.pareto(0.5), bm.between(-1, 0, 1)])
def test_a_law_without_parameters_or_mean_or_below_zero_is_refused(law):
    with pytest.raises(bm.LearnerError, match="^severity"):
        privacy.expected_loss(0.1, law)


def test_several_years_drawn_agree_with_what_is_exact():
    amounts = [10_000, 30_000, 80_000]
    loss = privacy.expected_loss(0.1, amounts, years=3, seed=7)
    assert loss.mean == pytest.approx(3 * 0.1 * 40_000)
    assert loss.no_loss == pytest.approx(0.9**3)
    drawn, size = loss._drawn, 100_000
    spread = drawn.std() / math.sqrt(size)
    assert abs(drawn.mean() - loss.mean) < 4 * spread
    assert abs((drawn == 0).mean() - loss.no_loss) < 4 * math.sqrt(0.729 * 0.271 / size)
    assert loss.quantile(0.7) == 0
    assert loss.quantile(0.75) == 10_000
    again = privacy.expected_loss(0.1, amounts, years=3, seed=7)
    assert np.array_equal(drawn, again._drawn)
    assert loss == again
    one = privacy.expected_loss(0.3, 1_000, years=10)  # binomial: exact quantiles
    for q in (0.1, 0.5, 0.9):
        assert one.quantile(q) == 1_000 * stats.binom(10, 0.3).ppf(q)


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        *(("probability", value) for value in [*BAD_NUMBERS, 1.01]),
        *(
            ("severity", value)
            for value in [math.nan, -1, True, "x", None, [], [1, -2], [1, math.nan], [[1]], stats.norm(0, 1)]
        ),
        *(("years", value) for value in [0, 1.5, True, "2", math.nan, 101]),
        *(("draws", value) for value in [10, "x"]),
        *(("seed", value) for value in [-1, 0.5, None]),
    ],
)
def test_a_bad_argument_is_named(name, bad):
    given = {"probability": 0.1, "severity": [1, 2]} | {name: bad}
    with pytest.raises(bm.LearnerError, match=name):
        privacy.expected_loss(**given)


@pytest.mark.parametrize("share", [1, -0.1, 1.5, math.nan, True, "0.5"])
def test_a_share_that_is_none_is_refused(share):
    with pytest.raises(bm.LearnerError, match="share vaut"):
        privacy.expected_loss(0.1, 1).quantile(share)


# --- deadlines -----------------------------------------------------------------------------------------


def test_a_prospect_is_kept_three_years_and_leap_days_do_not_fail():
    assert privacy.kept_until("2023-01-31") == date(2026, 1, 31)
    assert privacy.kept_until(date(2024, 2, 29)) == date(2027, 2, 28)
    assert privacy.to_erase(["2023-01-31"], on="2026-01-31") == 0  # the last day is still allowed
    assert privacy.to_erase(["2023-01-31"], on="2026-02-01") == 1
    assert privacy.to_erase(pd.to_datetime(pd.Series(["2020-01-01", "2025-01-01"])), on="2026-01-01") == 1


def test_a_breach_is_told_within_three_days_nights_and_sundays_included():
    assert privacy.notify_before("2026-01-13 18:00") == datetime(2026, 1, 16, 18)
    assert privacy.notify_before("2026-01-09 18:00") == datetime(2026, 1, 12, 18)  # the shorter reading
    with pytest.raises(bm.LearnerError, match="25 mai 2018"):
        privacy.notify_before("2018-01-01 10:00")


@pytest.mark.parametrize("day", ["2023-02-30", "hier", 2023, None, True, math.nan, pd.NaT])
def test_a_day_that_is_none_is_refused(day):
    for call in (privacy.kept_until, privacy.notify_before):
        with pytest.raises(bm.LearnerError, match="vaut"):
            call(day)
    with pytest.raises(bm.LearnerError, match="vaut"):
        privacy.to_erase([day], on="2026-01-01")


@pytest.mark.parametrize(
    "call",
    [
        lambda: bm.law("vat_rate_standard", on=pd.NaT),
        lambda: privacy.fine_ceiling(1e6, 4, on=pd.NaT),
        lambda: privacy.kept_until("9998-01-01"),
        lambda: privacy.kept_until("9999-01-01"),
        lambda: privacy.notify_before("9999-12-31 18:00"),
        lambda: privacy.notify_before(),
        lambda: privacy.fine_ceiling(1e6),
        lambda: privacy.expected_loss(0.1),
        lambda: bm.law(),
    ],
)
def test_what_python_would_say_in_english_is_said_in_french(call):
    with pytest.raises(bm.LearnerError, match="valeur admise|il manque"):
        call()


def test_only_a_rule_in_years_keeps_data():
    with pytest.raises(bm.LearnerError, match="se compte en heures"):
        privacy.kept_until("2023-01-01", "gdpr_breach_notification_hours")
    with pytest.raises(bm.LearnerError, match="liste de jours"):
        privacy.to_erase("2023-01-01", on="2026-01-01")


def test_the_law_as_a_table():
    rules = bm.load_legal().loc[lambda table: table["domain"] == "données", "parameter"]
    table = privacy.law_table(rules)
    assert len(table) == len(rules) == len(table.shown())
    assert table.loc["prospect_data_retention_years", "value"] == 3
    with pytest.raises(bm.LearnerError, match="liste"):
        privacy.law_table("gdpr_rights_response_months")
