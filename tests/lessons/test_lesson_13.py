"""The figures that lesson 13 says of contracts, of shops without one and of what a departure is worth, worked out by hand."""

import math

import pandas as pd
import pytest

import bizmodels as bm

HIGH = [100, 86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1, 46.8, 44.5, 42.7, 40.9, 39.4]
REGULAR = [100, 63.1, 46.8, 38.2, 32.6, 28.9, 26.2, 24.1, 22.3, 20.7, 19.4, 18.3, 17.3]
END = "1997-09-30"


def survival(alpha, beta, t):
    """S(t) by its own recurrence: each period keeps (β + k)/(α + β + k) of those still there."""
    return math.prod((beta + k) / (alpha + beta + k) for k in range(t))


@pytest.fixture(scope="module")
def known():
    """CDNOW on the last day known: one line a customer, and the repeat days that followed, from the log alone."""
    log = bm.load_cdnow().drop_duplicates(["customer", "date"])
    end = pd.Timestamp(END)
    before, after = log[log["date"] <= end], log[log["date"] > end]
    first, last = before.groupby("customer")["date"].min(), before.groupby("customer")["date"].max()
    base = pd.DataFrame({"n": before.groupby("customer").size() - 1, "age": (end - first).dt.days / 7})
    base["silence"] = (end - last).dt.days / 7
    base["later"] = after.groupby("customer").size().reindex(base.index, fill_value=0)
    return base


def test_the_table_holds_what_was_published():
    still = bm.load_contract_survival()
    assert still["high_end"].tolist() == HIGH
    assert still["regular"].tolist() == REGULAR
    assert still["year"].tolist() == list(range(13))


def test_constant_churn_buries_a_third_of_those_who_stay():
    left = 100 - HIGH[7]
    churn = left / sum(HIGH[:7])  # departures over all the renewals that could have failed
    assert churn == pytest.approx(bm.levers.retention.constant_churn(HIGH[:8]))
    assert 100 * (1 - churn) ** 12 == pytest.approx(27.0, abs=0.05)
    rates = [100 * (1 - after / before) for before, after in zip(HIGH, HIGH[1:], strict=False)]
    assert [round(rates[at]) for at in (0, 6, 11)] == [13, 5, 4]
    assert rates[1] == pytest.approx(14.5, abs=0.05)
    assert pytest.approx(12.6) == 100 * 126 / 1000


def test_two_numbers_are_1_6_away_and_three_years_do_not_suffice():
    law = bm.levers.retention.ShiftedBetaGeometric.fit(HIGH[:8])
    assert 100 * survival(law.alpha, law.beta, 12) == pytest.approx(37.8, abs=0.05)
    short = bm.levers.retention.ShiftedBetaGeometric.fit(HIGH[:4])
    assert 100 * survival(short.alpha, short.beta, 12) == pytest.approx(22, abs=0.5)


def test_a_law_that_only_falls_was_warned_and_three_years_do_where_churn_falls_at_once():
    losses = [
        [round(100 * (1 - after / before), 1) for before, after in zip(seen, seen[1:4], strict=False)]
        for seen in (HIGH, REGULAR)
    ]
    assert losses[0] == [13.1, 14.5, 12.1]  # a rise, that α/(α + β + k) cannot give
    assert losses[1] == sorted(losses[1], reverse=True)
    short = bm.levers.retention.ShiftedBetaGeometric.fit(REGULAR[:4])
    assert 100 * survival(short.alpha, short.beta, 12) == pytest.approx(15.6, abs=0.05)
    assert REGULAR[12] == 17.3


def test_the_regular_segment_pays_4_4_times_where_the_first_year_promises_2_7():
    assert sum(REGULAR[:12]) / 100 == pytest.approx(4.4, abs=0.05)
    assert pytest.approx(2.7, abs=0.05) == 1 / (1 - 0.631)
    assert 1 - 2.71 / 4.406 > 1 / 3  # « plus d’un tiers »
    best = (100 - REGULAR[7]) / sum(REGULAR[:7])
    assert (best, 1 / best) == pytest.approx((0.226, 4.4), abs=0.05)
    rates = [100 * (1 - after / before) for before, after in zip(REGULAR, REGULAR[1:], strict=False)]
    assert [round(rates[at]) for at in (0, 1, 4, 10)] == [37, 26, 11, 6]


def test_a_paused_subscriber_is_an_account_that_does_not_pay():
    # Paying months x: the first one, then stay with 1 − 2.4 %, or come back from a pause with 30/50 of 1.2 %.
    assert bm.levers.pause.paying_months(0.012, 0.012, 0.30, 0.20) == pytest.approx(1 / (0.012 + 0.012 * 0.4))
    months, paying, paused = 0.0, 1.0, 0.0
    for _ in range(5_000):
        months += paying
        paying, paused = paying * (1 - 0.024) + paused * 0.30, paused * 0.50 + paying * 0.012
    assert (
        bm.levers.pause.paying_months(0.012, 0.012, 0.30, 0.20)
        == pytest.approx(months)
        == pytest.approx(59.5, abs=0.05)
    )
    assert pytest.approx(83.3, abs=0.05) == 1 / 0.012


def test_a_box_in_ten_skipped_must_save_a_departure_in_ten():
    margin = 30 / 1.2 - 11 - 5 - 0.015 * 30
    box = bm.D2C(basket=30, orders_per_month=1, churn=0.12, cogs=11, return_rate=0)
    assert box.ltv == pytest.approx(margin / 0.12) == pytest.approx(71, abs=0.5)
    free = box.replace(orders_per_month=0.9, churn=0.10)
    # Every month 0.9 box, but the first month a whole one: nobody subscribes to skip.
    assert free.ltv == pytest.approx(0.9 * margin / 0.10 + 0.1 * margin) == pytest.approx(78, abs=0.5)
    assert free.replace(churn=0.11).ltv < box.ltv < free.replace(churn=0.109).ltv


def test_those_who_left_after_14_months_are_not_the_life_of_all():
    file = bm.load_rdataset("modeldata/wa_churn")
    monthly = file[file["contract"] == "Month-to-month"]
    gone = monthly[monthly["churn"]]
    assert (len(monthly), round(len(gone) / len(monthly), 2), round(gone["tenure"].mean())) == (
        3875,
        0.43,
        14,
    )
    still, half = 1.0, None
    for month in range(73):
        at_risk = (monthly["tenure"] >= month).sum()
        still *= 1 - ((gone["tenure"] == month).sum() / at_risk)
        if half is None and still <= 0.5:
            half = month
    assert half == 35 == bm.levers.retention.survival_curve(monthly["tenure"], monthly["churn"]).median_time


def test_half_the_departures_double_the_value_not_what_it_is_worth_today():
    bank = bm.BusinessBanking()
    half = bank.replace(churn=0.0075)
    margin = bank.margin_per_customer

    def today(churn):
        return sum(margin * (1 - churn) ** t / 1.1 ** (t / 12) for t in range(5_000))

    assert (bank.ltv, half.ltv) == pytest.approx((margin / 0.015, margin / 0.0075))
    assert (bank.ltv, half.ltv) == pytest.approx((2743, 5485), abs=1)
    assert (bank.ltv_discounted, half.ltv_discounted) == pytest.approx((today(0.015), today(0.0075)))
    assert half.ltv_discounted / bank.ltv_discounted - 1 == pytest.approx(0.48, abs=0.006)
    assert round(1 / 1.1**11, 2) == 0.35
    assert half.replace(discount_rate=0).ltv_discounted == pytest.approx(half.ltv)
    assert (bank.profit_36 / 1e6, half.profit_36 / 1e6) == pytest.approx((10.1, 16.9), abs=0.05)


def test_two_conventions_and_one_per_cent_of_retention():
    assert pytest.approx(100) == 100 * 1.1 / 0.3 - 100 * 0.8 / 0.3
    value = bm.levers.retention.clv
    assert value(100, 0.8, 0.1) == pytest.approx(267, abs=0.5)
    assert value(100, 0.8, 0.1, first="start") == pytest.approx(367, abs=0.5)
    # r/(1 + i − r), then with the margin of the first day, (1 + i)/(1 + i − r)
    assert value(1, 0.909, 0.12) / value(1, 0.9, 0.12) - 1 == pytest.approx(0.053, abs=0.0005)
    assert pytest.approx(0.053, abs=0.0005) == 0.909 / 0.211 / (0.9 / 0.22) - 1
    assert pytest.approx(0.043, abs=0.0005) == 0.22 / 0.211 - 1
    assert pytest.approx(0.09) == 1 - 9.1 / 10


def test_no_constant_leak_gives_the_january_line():
    line = bm.levers.retention.cohort_table(bm.load_cdnow()).iloc[0]
    pace = (line[4] / line[1]) ** (1 / 3)
    assert (round(100 * line[1]), round(100 * line[4])) == (15, 9)
    assert round(100 * line[1] * pace**16) == 1
    assert round(100 * line[17]) == 6


def test_the_model_buries_120_customers_who_buy_129_times(known):
    dead = known[(known["n"] >= 3) & (known["silence"] > 26)]
    assert (len(dead), int(dead["later"].sum()), int((dead["later"] > 0).sum())) == (120, 129, 49)


def test_a_rule_of_three_beats_the_model_on_the_total(known):
    base = bm.levers.retention.customer_base(bm.load_cdnow(), END)
    past = base["frequency"], base["recency"], base["age"]
    expected = bm.levers.retention.BetaGeoNBD.fit(*past).expected_purchases(39, *past)
    table = bm.levers.repeat_orders.back_test(bm.load_cdnow(), END, 39, expected.sum())
    naive, quarter, model, real = table["orders"]
    assert real == known["later"].sum() == 19_684
    assert known["n"].sum() == 24_337
    assert naive == pytest.approx((known["n"] / known["age"]).sum() * 39) == pytest.approx(29_011, abs=1)
    assert abs(quarter - real) < abs(model - real) < abs(naive - real) / 3
    later = bm.levers.repeat_orders.bought_later(bm.load_cdnow(), END)
    best = bm.levers.repeat_orders.share_of_the_best
    assert (best(expected, later), best(base["frequency"], later)) == pytest.approx((0.46, 0.44), abs=0.005)


def test_counting_the_last_13_weeks_ranks_as_well_as_the_model():
    log = bm.load_cdnow().drop_duplicates(["customer", "date"])
    end = pd.Timestamp(END)
    log = log[log["date"] > log["customer"].map(log.groupby("customer")["date"].min())]
    before = log[log["date"] <= end]
    recent = before[before["date"] > end - pd.Timedelta(weeks=13)].groupby("customer").size()
    base = bm.levers.retention.customer_base(bm.load_cdnow(), END)
    score = 1_000 * base["customer"].map(recent).fillna(0) + base["frequency"]  # equal: those of before
    later = bm.levers.repeat_orders.bought_later(bm.load_cdnow(), END)
    assert bm.levers.repeat_orders.share_of_the_best(score, later) == pytest.approx(0.46, abs=0.005)


def test_a_large_purse_seen_once_is_mostly_luck():
    log = bm.load_cdnow()
    days = log.groupby(["customer", "date"], as_index=False)["value"].sum()
    first = days["customer"].map(days.groupby("customer")["date"].min())
    repeats = (
        days[(days["date"] > first) & (days["date"] <= END)]
        .groupby("customer")["value"]
        .agg(["mean", "size"])
    )
    later = days[days["date"] > END].groupby("customer")["value"].mean()
    once = repeats[(repeats["size"] == 1) & (repeats["mean"] >= 80) & (repeats["mean"] < 150)].join(
        later, how="inner"
    )
    assert (len(once), round(once["mean"].mean()), round(once["value"].mean())) == (101, 105, 62)


def test_who_was_kept_pays_less_than_half_of_who_stayed():
    law = bm.levers.retention.ShiftedBetaGeometric.fit(REGULAR[:8])

    def payments(alpha, beta):  # the renewal just paid, then those to come at 10 % a year
        return sum(survival(alpha, beta, t) / 1.1**t for t in range(400))

    assert payments(law.alpha, law.beta + 1) == pytest.approx(4.7, abs=0.05)
    assert payments(law.alpha + 1, law.beta) == pytest.approx(1.96, abs=0.01)
    assert (law.alpha + 1) / (law.alpha + 1 + law.beta) == pytest.approx(0.59, abs=0.005)
    assert law.alpha / (law.alpha + law.beta + 1) == pytest.approx(0.24, abs=0.005)


def test_one_point_is_not_one_departure_in_ten():
    firms = {
        "Qonto": bm.BusinessBanking(),
        "BlaBlaCar": bm.NetworkPlatform(),
        "Doctolib": bm.BookingPlatform(),
    }
    worth = bm.levers.churn_worth.churn_worth(firms)
    bank, moved = firms["Qonto"].project(36), firms["Qonto"].replace(churn=0.005).project(36)
    gain = 100 * (moved["profit"].sum() - bank["profit"].sum()) / bank["revenue"].sum()
    assert worth.loc["Qonto", "point"] == pytest.approx(gain) == pytest.approx(12.5, abs=0.05)
    assert worth.loc["Qonto", "point"] > worth.loc["BlaBlaCar", "point"]
    assert worth.loc["Qonto", "tenth"] < worth.loc["BlaBlaCar", "tenth"]
    assert math.isnan(worth.loc["Doctolib", "point"])
    net = firms["BlaBlaCar"]
    profits = [net.replace(churn=churn).profit_36 / 1e6 for churn in (0.20, 0.19, 0.18)]
    assert profits == pytest.approx([7.9, 9.1, 10.4], abs=0.05)


@pytest.fixture(scope="module")
def read():
    """The map as a learner reads it: euros to the cent, prices in tenths of a CAC."""
    found = bm.priorities.retention_map()
    assert len(found) == 10
    return found.assign(
        **found[["retention", "acquisition"]].round(2), avoided_cacs=found["avoided_cacs"].round(1)
    )


def test_the_expert_is_right_in_seven_of_ten_and_in_three_if_the_lever_is_half_as_strong(read):
    assert (read["retention"] > read["acquisition"]).sum() == 7
    half = read[read["retention"] / 2 > read["acquisition"]]
    assert set(half.index) == {"Freemium", "Place de marché", "Reconditionné"}


def test_a_departure_avoided_has_a_price_and_at_one_cac_three_models_change_sides(read):
    assert read["avoided_cacs"].min() == 0.2 == read.loc["Reconditionné", "avoided_cacs"]
    assert read["avoided_cacs"].max() == 2.6 == read.loc["Plateforme de rendez-vous", "avoided_cacs"]
    # 1 % of the revenue of a customer over a tenth of the churn
    for model, name, price, cac in (
        (bm.BusinessBanking(), "Compte professionnel en ligne", 366, 300),
        (bm.D2C(), "Vente directe", 8.44, 12),
    ):
        assert (
            0.01 * model.arpu / (0.1 * model.churn)
            == pytest.approx(price, abs=0.3)
            == read.loc[name, "avoided"]
        )
        assert model.cac == cac
    at_one = (read["retention"] * read["avoided_cacs"] > read["acquisition"]) != (
        read["retention"] > read["acquisition"]
    )
    assert set(at_one[at_one].index) == {
        "Plateforme de rendez-vous",
        "Reconditionné",
        "Seconde main entre particuliers",
    }


def test_the_loyalty_programme_is_first_in_six_models_none_at_half_its_effect_seven_at_half_more():
    found = bm.lever_table().round(1)
    loyalty = bm.levers.catalogue.LOYALTY.name
    middle = found.xs("middle", axis=1, level="case")
    others = middle.drop(columns=loyalty).max(axis=1)
    assert (middle[loyalty] >= others).sum() == 6
    tied = middle.index[middle[loyalty] == others]
    assert {name: others[name] for name in tied} == {"Freemium": 0.9, "Seconde main entre particuliers": 3.6}
    assert (found[loyalty, "low"] >= others).sum() == 0
    assert (found[loyalty, "high"] >= others).sum() == 7
    price = middle[bm.levers.catalogue.PRICE.name]
    assert price["Plateforme de rendez-vous"] > middle.loc["Plateforme de rendez-vous", loyalty]
    assert middle.loc["Plateforme de rendez-vous", bm.levers.catalogue.PAUSE.name] < 0


def test_a_pause_added_to_loyalty_loses_money():
    bank, levers = bm.BusinessBanking(), bm.levers.catalogue

    def cash(model):
        return model.path(36)["cash"][-1] / 1e6

    alone = [cash(one.apply(bank)) - cash(bank) for one in (levers.LOYALTY, levers.PAUSE)]
    both = cash(levers.PAUSE.apply(levers.LOYALTY.apply(bank))) - cash(bank)
    assert [round(one, 1) for one in (*alone, both)] == [10.3, 3.1, 10.1]


def test_a_price_rise_loses_cash_by_month_36_and_pays_once_discounted():
    """It gains first and loses later: discounted, the late losses weigh less."""
    bank, price = bm.BusinessBanking(), bm.levers.catalogue.PRICE
    before, after = bank.path(36), price.apply(bank).path(36)
    assert after["profit"][0] > before["profit"][0]
    assert after["profit"][-1] < before["profit"][-1]
    assert (after["cash"][-1] - before["cash"][-1]) / 1e3 == pytest.approx(-764, abs=0.5)
    for rate, per_euro in ((bank.discount_rate, 1.1), (0, 0.9)):
        table = bm.lever_table({"Qonto": bank.replace(discount_rate=rate)}, [price])
        assert round(float(table.loc["Qonto", (price.name, "middle")]), 1) == per_euro


def test_customers_who_differ_take_three_tenths_off_what_loyalty_saves():
    def months(groups, kept):
        """Customer-months of 36 months; each group is fed what it lost, so that without a programme nothing moves."""
        total = 0.0
        for stock, churn in groups:
            here = stock
            for _ in range(36):
                here = here * (1 - churn * kept) + stock * churn
                total += here
        return total

    alike, unlike = [(3, 0.08)], [(1, 0.20), (2, 0.02)]
    gain = [months(groups, 0.9) - months(groups, 1.0) for groups in (alike, unlike)]
    assert gain[1] / gain[0] == pytest.approx(0.71, abs=0.005)


def test_twice_the_budget_turns_the_verdict_at_le_slip():
    levers, shop = bm.levers.catalogue, {"Le Slip": bm.D2C()}

    def euros(budget):
        table = bm.lever_table(shop, [levers.LOYALTY, levers.ADVERTISING], budget=budget)
        return [
            round(float(table.loc["Le Slip", (one.name, "middle")]), 1)
            for one in (levers.LOYALTY, levers.ADVERTISING)
        ]

    assert (euros(0.005), euros(0.01), euros(0.02)) == ([2.1, 1.6], [1.6, 1.6], [1.1, 1.6])
    avoided = [bm.priorities.retention_map(shop, budget)["avoided"].iloc[0] for budget in (0.005, 0.02)]
    assert [round(float(one), 1) for one in avoided] == [6.2, 12.9]


def test_what_followed_turns_the_choice_between_two_customers(known):
    group = known[(known["n"] >= 5) & known["silence"].between(19.6, 26.5)]["later"]
    silent = group.mean()
    assert (len(group), round(group.std() / len(group) ** 0.5, 1)) == (40, 0.3)
    calm = known[(known["n"] == 2) & (known["silence"] <= 6.5)]["later"].mean()
    base = bm.levers.retention.customer_base(bm.load_cdnow(), END)
    shop = bm.levers.retention.BetaGeoNBD.fit(base["frequency"], base["recency"], base["age"])
    purse = bm.levers.retention.GammaGamma.fit(base["frequency"], base["spend"])
    two = {"calm": {"frequency": 2, "recency": 33, "age": 37, "spend": 30}}
    two["silent"] = {"frequency": 6, "recency": 15, "age": 37, "spend": 60}
    told = bm.levers.repeat_orders.outlook(two, shop, purse, weeks=39)
    assert told["revenue"].round().tolist() == [42, 23]
    assert (round(calm, 1), round(silent, 1)) == (2.0, 1.4)
    spend = told["spend"].round()
    assert (round(2.0 * spend["calm"]), round(1.4 * spend["silent"])) == (62, 81)
