"""The figures that lesson 08 says of a price rise, of the share of payers and of cohorts, worked out by hand."""

import pytest

import bizmodels as bm


def test_eleven_departures_wipe_out_one_euro_of_price():
    after, before = bm.Freemium(), bm.Freemium(price=10.99)
    # 1 € incl. VAT × 51 % collected × 52 % of direct subscribers; 72.72 % of the net part goes to rights and tax,
    # 2 % of what is collected to the bank.
    cents = 0.51 * 0.52 / 1.2 * (1 - 0.72 - 0.012 * 0.6) - 0.51 * 0.52 * 0.02
    assert after.margin_per_customer - before.margin_per_customer == pytest.approx(cents)
    assert cents == pytest.approx(0.055, abs=0.0001)
    assert before.ltv == pytest.approx(49.2, abs=0.05)
    limit = bm.goal_seek(after, "steady_state_profit", before.steady_state_profit, vary="churn")
    assert 10_000 * (limit - 0.02) == pytest.approx(10_000 * cents / before.ltv)
    assert round(10_000 * (limit - 0.02)) == 11
    sooner = bm.goal_seek(after, "profit_36", before.profit_36, vary="churn")
    assert round(10_000 * (sooner - 0.02)) == 21  # those who leave have not finished to add up


@pytest.mark.parametrize(("conversion", "share"), [(0.03, 0.62), (0.06, 0.72), (0.12, 0.82)])
def test_the_share_of_payers_follows_the_conversion_late(conversion, share):
    payers, free = 10.5e6, 6e6
    for _ in range(24):
        payers, free = payers * 0.98 + conversion * free, free * (1 - conversion - 0.07) + 600_000
    assert payers / (payers + free) == pytest.approx(share, abs=0.005)
    table = bm.Freemium(conversion_rate=conversion).project(24)
    assert table["paying_share"].iloc[-1] == pytest.approx(payers / (payers + free))


@pytest.mark.parametrize("conversion", [0.01, 0.03, 0.06])
def test_a_steady_share_of_payers_says_nothing_of_the_conversion(conversion):
    # Steady: payers × churn = conversion × free, so payers/(payers + free) = conversion/(conversion + churn).
    churn = conversion * 0.6 / 0.4
    free = 600_000 / (conversion + 0.07)
    payers = conversion * free / churn
    service = bm.Freemium(
        conversion_rate=conversion, churn=churn, starting_free=free, starting_customers=payers
    )
    assert service.project(120)["paying_share"].tolist() == pytest.approx([0.4] * 120)


def test_faithful_and_curious_stay_longer_than_their_mean_churn_says():
    faithful, curious, stay = 50.0, 50.0, 0.0
    for _ in range(5_000):
        stay += faithful + curious
        faithful, curious = faithful * 0.99, curious * 0.97
    assert stay / 100 == pytest.approx(66.7, abs=0.05)
    # As many of each arrive every month: the faithful end up three times as many, and 1.5 % of all leave.
    for _ in range(5_000):
        faithful, curious = faithful * 0.99 + 1, curious * 0.97 + 1
    assert faithful / curious == pytest.approx(3)
    assert (0.01 * faithful + 0.03 * curious) / (faithful + curious) == pytest.approx(0.015)


def test_half_a_point_of_churn_passes_the_rule_of_three_until_it_is_discounted():
    twice, longer = bm.Freemium(), bm.Freemium(churn=0.015)
    assert (round(twice.ltv_cac, 1), round(longer.ltv_cac, 1)) == (2.6, 3.5)
    discounted = [one.ltv_discounted / one.cac_per_customer for one in (twice, longer)]
    assert [round(one, 1) for one in discounted] == [1.9, 2.3]
    assert [round(one.ltv_discounted) for one in (twice, longer)] == [37, 46]


def test_price_first_then_churn():
    today = bm.Freemium().project(120)["profit"]
    dearer = bm.Freemium(price=1.2 * 11.99).project(120)["profit"] - today
    kept = bm.Freemium(churn=0.016).project(120)["profit"] - today
    first = int((kept > dearer).idxmax())
    assert 36 < first <= 48  # « from the fourth year »
    assert (dearer[36] > kept[36], dearer[120] < kept[120]) == (True, True)


def test_a_demand_that_answers_turns_the_price_rise_into_a_loss():
    today = bm.Freemium()
    market = today.reacting(price=1).replace(price=14.39)
    assert 1 - market.conversion_rate / today.conversion_rate == pytest.approx(0.17, abs=0.005)
    assert market.profit_36 - today.profit_36 == pytest.approx(0.54e6, abs=0.01e6)
    assert today.replace(price=14.39).profit_36 - today.profit_36 == pytest.approx(1.28e6, abs=0.01e6)
    assert market.steady_state_profit == pytest.approx(-2.17e6, abs=0.005e6)
    assert market.steady_state_profit < today.steady_state_profit


@pytest.mark.parametrize(
    ("name", "value"),
    [("price", 14.41), ("churn", 0.0155), ("conversion_rate", 0.041), ("partner_share", 0.20)],
)
def test_four_roads_to_nothing_lost_in_month_36(name, value):
    assert bm.goal_seek(bm.Freemium(), "profit_36", 0, vary=name) == pytest.approx(value, rel=0.005)


@pytest.mark.parametrize(
    ("accident", "three_years", "at_length"),
    [({"royalties": 0.76}, 58.5, 1.46), ({"churn": 0.025}, 32.1, 1.87), ({"partner_arpu": 2.4}, 23.5, 0.59)],
)
def test_what_an_accident_costs(accident, three_years, at_length):
    today, hit = bm.Freemium(), bm.Freemium(**accident)
    assert (hit.funding_need - today.funding_need) / 1e6 == pytest.approx(three_years, abs=0.06)
    assert (today.steady_state_profit - hit.steady_state_profit) / 1e6 == pytest.approx(at_length, abs=0.006)


def test_what_is_said_of_cdnow():
    log = bm.load_cdnow(sample=True)
    counts = bm.levers.retention.cohort_table(log, counts=True)
    share = 100 * counts.sum(skipna=False) / counts[0].sum()
    assert [round(share[age]) for age in (1, 6, 11)] == [15, 8, 7]
    assert share[6] ** 2 / share[1] == pytest.approx(4, abs=0.1)  # melting at one pace for five months more
    # March 1998 stands above the month before and the month after in each line.
    for line, age in ((0, 14), (1, 13), (2, 12)):
        around = counts.iloc[line]
        assert around[age] > max(around[age - 1], around[age + 1])
    # Days and months by hand: who is away in month 6, and who ever came back in another month.
    month = log["date"].dt.year * 12 + log["date"].dt.month
    age = month - month.groupby(log["customer"]).transform("min")
    everyone = set(log["customer"])
    away = everyone - set(log["customer"][age == 6])
    again = away & set(log["customer"][(age >= 7) & (age <= 15)])
    assert len(again) / len(away) == pytest.approx(0.26, abs=0.005)
    assert 1 - len(set(log["customer"][age > 0])) / len(everyone) == pytest.approx(0.55, abs=0.005)


def test_a_sixth_less_for_the_rights_is_nearly_half_more_for_the_firm():
    today, less = bm.Freemium(), bm.Freemium(royalties=0.60)
    # Of 100 € incl. VAT: 100/1.2 × 72 % = 60 € of rights; 12 points of the net part are 10 €, on 21.42 €.
    assert today.of_hundred()["Ayants droit"] == pytest.approx(60)
    left = today.of_hundred()["Marge sur coûts variables"]
    assert left == pytest.approx(21.42, abs=0.005)
    assert less.margin_per_customer / today.margin_per_customer - 1 == pytest.approx(10 / left, abs=0.0005)
    assert 10 / left == pytest.approx(0.467, abs=0.0005)
    # Adjusted gross margin of the first half of 2022, said beside the 24.1 % published for 2024.
    gross, revenue = (
        bm.fact("Deezer", name, "2022-S1").value for name in ("gross_profit_adjusted_h1", "revenue_h1")
    )
    assert gross / revenue == pytest.approx(0.207, abs=0.0005)
    assert bm.fact("Deezer", "gross_margin_adjusted", "2024-S1").value == 24.1


def test_the_subscribers_of_an_operator_leave_and_nothing_remains():
    table, cash, payers = bm.Freemium().project(600), 0.0, 1_500_000.0
    margin = 2.4 * (1 - 0.72 - 0.012 * 0.6)
    together, lowest = [], 0.0
    for month in range(1, 601):
        payers *= 0.98
        together.append(table["profit"][month] + payers * margin)
        cash += payers * margin
        if month <= 36:
            lowest = min(lowest, table["cash"][month] + cash)
    assert together[35] == pytest.approx(-0.821e6, abs=1e3)
    assert together[-1] == pytest.approx(bm.Freemium().steady_state_profit, abs=100)
    assert -lowest == pytest.approx(11.9e6, abs=0.05e6)
    assert (10.5 * 0.48 + 1.5) / 12 > 0.5  # more than one subscriber out of two comes from an operator


def test_two_falls_two_starting_points():
    falls = bm.load_companies()
    falls = falls[(falls["entity"] == "Deezer") & (falls["metric"] == "share_price_drop_since_listing")]
    smaller, larger = sorted(-falls["value"] / 100)
    # 100 € on the first day, 35 left; 43 % lost since another day: 61 € that day.
    assert 100 * (1 - larger) == pytest.approx(35)
    assert 100 * (1 - larger) / (1 - smaller) == pytest.approx(61, abs=0.5)
