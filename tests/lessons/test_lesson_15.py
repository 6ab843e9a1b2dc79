"""The figures that lesson 15 says of a campaign, of tests, of a discount, of consent and of an order, worked out by hand."""

import math
from statistics import NormalDist

import pytest

import bizmodels as bm
from bizmodels.levers import personalization as data
from bizmodels.levers.aa_tests import p_values
from bizmodels.levers.consent import by_consent, campaign, worth_of_an_agreement


@pytest.fixture(scope="module")
def journey():
    lines, sent = bm.load_complete_journey(), bm.load_complete_journey("campaigns")
    reached = sent.loc[sent["campaign_id"] == 18, "household_id"]
    return lines, bm.levers.campaigns.spending(lines, reached, "2017-10-30", "2017-12-24")


def total(lines, low, high):
    """Spending by household from one day to another, the last not included, the long way round."""
    found = {}
    chosen = lines[(lines["transaction_timestamp"] >= low) & (lines["transaction_timestamp"] < high)]
    for household, amount in zip(chosen["household_id"], chosen["sales_value"], strict=True):
        found[household] = found.get(household, 0.0) + amount
    return found


def test_those_written_to_spent_three_times_as_much_before(journey):
    lines, table = journey
    sent = bm.load_complete_journey("campaigns")
    best = set(sent.loc[sent["campaign_id"] == 18, "household_id"])
    others = set(lines["household_id"]) - best
    assert (len(best), len(best | others)) == (1_133, 2_469)
    means = {}
    for period, days in (("before", ("2017-09-04", "2017-10-30")), ("during", ("2017-10-30", "2017-12-25"))):
        spent = total(lines, *days)  # eight weeks each
        for name, group in (("best", best), ("others", others)):
            means[name, period] = sum(spent.get(one, 0.0) for one in group) / len(group)
    found = [means[who, when] for who in ("best", "others") for when in ("before", "during")]
    assert found == pytest.approx([437, 471, 143, 164], abs=0.6)
    assert table[table["reached"]]["before"].mean() == pytest.approx(found[0])
    assert (found[0] / found[2], found[1] / found[3]) == pytest.approx((3.05, 2.88), abs=0.005)
    readings = bm.levers.campaigns.readings(table)["change"]
    assert readings["others"] == pytest.approx(found[1] / found[3] - 1) == pytest.approx(1.88, abs=0.005)
    assert readings["growth"] == pytest.approx(found[1] / found[0] - found[3] / found[2])
    assert readings["growth"] == pytest.approx(-0.06, abs=0.005)
    # The same four means: 8 % less 14 % of growth, and yet more dollars, since those start from three times as much.
    assert (found[1] / found[0] - 1, found[3] / found[2] - 1) == pytest.approx((0.08, 0.14), abs=0.005)
    gains = found[1] - found[0], found[3] - found[2]
    assert (*gains, gains[0] - gains[1]) == pytest.approx((34.7, 20.5, 14.2), abs=0.05)


def test_the_fourth_reading_finds_as_much_before_there_is_a_campaign(journey):
    lines, table = journey
    reached = set(table.index[table["reached"]])
    households = sorted(set(lines["household_id"]))
    before, during = total(lines, "2017-01-23", "2017-03-20"), total(lines, "2017-03-20", "2017-05-15")
    ranked = sorted(households, key=lambda one: round(before.get(one, 0.0), 9))  # equal ones keep their order
    expected = got = number = 0.0
    for start in range(5):
        part = ranked[2_469 * start // 5 : 2_469 * (start + 1) // 5]
        left = [during.get(one, 0.0) for one in part if one not in reached]
        kept = [during.get(one, 0.0) for one in part if one in reached]
        expected += len(kept) * sum(left) / len(left)
        got, number = got + sum(kept), number + len(kept)
    assert number == 1_133
    assert got / expected - 1 == pytest.approx(0.24, abs=0.005)


def test_other_coupons_reach_the_same_households_in_all_five_periods(journey):
    _, table = journey
    sent, dates = bm.load_complete_journey("campaigns"), bm.load_complete_journey("campaign_descriptions")
    days = {row.campaign_id: (str(row.start_date)[:10], str(row.end_date)[:10]) for row in dates.itertuples()}
    assert days[18] == ("2017-10-30", "2017-12-24")
    periods = {
        ("2017-03-20", "2017-05-14"): (0.79, 0.24),
        ("2017-05-15", "2017-07-09"): (0.77, 0.21),
        ("2017-07-10", "2017-09-03"): (0.80, 0.16),
        ("2017-09-04", "2017-10-29"): (0.83, 0.16),
        days[18]: (0.55, 0.09),  # another one, while this one runs
    }
    for (start, end), shares in periods.items():
        live = {number for number, (low, high) in days.items() if low <= end and high >= start} - {18}
        coupons = set(sent.loc[sent["campaign_id"].isin(live), "household_id"])
        for reached, share in zip((True, False), shares, strict=True):
            group = table.index[table["reached"] == reached]
            assert sum(one in coupons for one in group) / len(group) == pytest.approx(share, abs=0.005)


def test_the_middle_column_of_the_squares_and_the_empty_one(journey):
    lines, table = journey
    scores = data.rfm(lines[lines["transaction_timestamp"] < "2017-10-30"])
    reached = table.loc[scores.index, "reached"]
    found = [reached[(scores["r"] == late) & (scores["f"] == 3)].mean() for late in range(1, 6)]
    assert found == pytest.approx([0.41, 0.50, 0.56, 0.50, 0.34], abs=0.006)
    assert scores.groupby(["r", "f"]).size().lt(10).sum() == 1


def test_the_gap_is_smallest_where_most_letters_go(journey):
    _, table = journey
    ranked = table.sort_values("before", kind="stable")
    gap, share, expected, reached = [], [], 0.0, 0
    for start in range(5):  # 2,469 households: fifths end at 493, 987, 1,481, 1,975
        part = ranked.iloc[2_469 * start // 5 : 2_469 * (start + 1) // 5]
        got, left = part[part["reached"]]["during"], part[~part["reached"]]["during"]
        gap.append(got.mean() / left.mean() - 1)
        share.append(len(got) / len(part))
        expected, reached = expected + left.mean() * len(got), reached + len(got)
    assert gap == pytest.approx([0.29, 0.47, 0.33, 0.34, 0.14], abs=0.006)
    assert share == pytest.approx([0.10, 0.24, 0.45, 0.69, 0.81], abs=0.006)
    alike = table[table["reached"]]["during"].mean() / (expected / reached) - 1
    assert alike == pytest.approx(0.21, abs=0.005)
    assert bm.levers.campaigns.readings(table).loc["alike", "change"] == pytest.approx(alike)


def test_past_purchases_tell_who_uses_a_coupon(journey):
    lines, table = journey
    spent = total(lines, "2017-01-01", "2017-10-30")
    order = sorted(spent, key=spent.get)
    best, top = set(order[-len(order) // 5 :]), set(order[-2 * len(order) // 5 :])
    assert sum(spent[one] for one in best) / sum(spent.values()) == pytest.approx(0.55, abs=0.005)
    coupons = bm.load_complete_journey("coupon_redemptions")
    used = set(coupons.loc[coupons["campaign_id"] == 18, "household_id"])
    reached = set(table.index[table["reached"]])
    assert used <= reached
    assert len(used) / len(reached) == pytest.approx(0.19, abs=0.002)
    assert len(used & top) / len(used) == pytest.approx(0.90, abs=0.006)
    assert len(reached & top) / len(reached) == pytest.approx(0.73, abs=0.006)


def test_the_sleepers_weigh_6_percent_of_the_sales_and_the_best_53(journey):
    lines, _ = journey
    weights = data.segments(data.rfm(lines[lines["transaction_timestamp"] < "2017-10-30"]))["revenue_share"]
    assert weights["Endormis"] == pytest.approx(0.06, abs=0.005)
    assert weights["Meilleurs clients"] == pytest.approx(0.53, abs=0.005)


def visitors(p1, p2):
    """Per group: two-sided 5 %, four chances of five, the variance of the mean share if nothing changes."""
    mean, z = (p1 + p2) / 2, NormalDist().inv_cdf
    nothing, hoped = 2 * mean * (1 - mean), p1 * (1 - p1) + p2 * (1 - p2)
    return math.ceil((z(0.975) * math.sqrt(nothing) + z(0.8) * math.sqrt(hoped)) ** 2 / (p2 - p1) ** 2)


def test_half_the_gap_takes_almost_four_times_as_many(journey):
    assert visitors(0.05, 0.06) == data.sample_size(0.05, 0.06) == 8_158
    assert visitors(0.05, 0.055) == data.sample_size(0.05, 0.055) == 31_234
    assert pytest.approx(3.8, abs=0.05) == 31_234 / 8_158
    assert math.ceil(2 * 31_234 / 300) == 209  # days of a small shop
    # 15 % of the customers order in a month: 1.5 % more of them against 4.5 % more
    assert visitors(0.15225, 0.15675) == data.sample_size(0.15225, 0.15675) == 101_263 > 150_000 / 2
    reached = journey[1][journey[1]["reached"]]["before"]
    assert reached.std() == pytest.approx(359, abs=0.5)
    assert pytest.approx(21.85) == 0.05 * 437
    for more, said, size in ((0.05, 4_300, 4_324), (0.20, 270, 271)):
        assert math.ceil(16 * (reached.std() / (more * reached.mean())) ** 2) == size
        assert 16 * (359 / (more * 437)) ** 2 == pytest.approx(said, rel=0.006)  # with what is shown
    assert size <= 1_133 // 2 == 566
    # Each household against what it spent before: what is left of the spread once the past is known.
    rows = journey[1][journey[1]["reached"]]
    known = rows["before"].corr(rows["during"])
    assert 1 / (1 - known**2) == pytest.approx(3, abs=0.5)
    assert 4_324 * (1 - known**2) > 566


def test_looking_every_night_is_wrong_more_than_one_time_in_four():
    looks = data.peeking(rate=0.05, per_day=500, days=28, tests=2_000)
    assert looks["once"].iloc[-1] == pytest.approx(0.05, abs=0.015)
    # Twenty-eight looks that were independent would be wrong 1 − 0.95²⁸ = 76 % of the time: looks hang together.
    assert 0.25 < looks["ever"].iloc[-1] < 0.30
    drawn = p_values(rate=0.05, per_day=500, days=28, tests=20)
    assert ((drawn < 0.05).any().sum(), (drawn.iloc[-1] < 0.05).sum()) == (7, 0)


def test_a_real_effect_may_not_pay_its_message():
    for bought, ends in ((570, (0.08, 1.32)), (600, (0.37, 1.63))):
        a, b = 0.05, bought / 10_000
        half = 1.96 * math.sqrt(a * (1 - a) / 10_000 + b * (1 - b) / 10_000)
        assert (100 * (b - a - half), 100 * (b - a + half)) == pytest.approx(ends, abs=0.005)
        read = data.ab_test([500, bought], [10_000, 10_000]).interval
        assert [100 * end for end in read] == pytest.approx(ends, abs=0.005)
    pays = 100 * 0.05 / 16.5
    assert 0.08 < pays < 0.37
    assert pays == pytest.approx(0.30, abs=0.005)


def ltv(basket, orders, churn):
    """The first order, then one of ``orders`` in each month lived after the first; one order in ten comes back."""
    firm = bm.D2C(basket=basket)
    return firm.order_margin * (1 + orders * (1 / churn - 1))


def test_a_discount_for_all_costs_more_than_it_brings():
    start = ltv(60, 0.15, 0.08)
    assert start == pytest.approx(bm.D2C().ltv) == pytest.approx(45, abs=0.05)
    for_all = ltv(57, 0.1575, 0.076)
    assert for_all == pytest.approx(bm.D2C(basket=57, orders_per_month=0.1575, churn=0.076).ltv)
    assert for_all == pytest.approx(41.7, abs=0.05)
    assert start - for_all == pytest.approx(3.3, abs=0.05)
    before, after = bm.D2C().order_margin, bm.D2C(basket=57).order_margin
    assert (before, before - after, 1 - after / before) == pytest.approx((16.5, 2.2, 0.13), abs=0.05)
    needed = (start / after - 1) / (1 / 0.076 - 1)
    assert (needed, needed / 0.15) == pytest.approx((0.1764, 1.176), abs=0.0005)
    # The first order at full price, the others discounted: 9 % more orders would do.
    full_first = (start - before) / after / (1 / 0.076 - 1)
    assert (full_first, full_first / 0.15) == pytest.approx((0.164, 1.09), abs=0.005)
    # One customer in ten gets it, one of their orders in two uses it: 60 − 0.1 × 3.
    assert ltv(59.7, 0.15, 0.076) == pytest.approx(46, abs=0.05)
    assert ltv(59.7, 0.15, 0.079) < start < ltv(59.7, 0.15, 0.078)


def test_half_the_agreement_is_an_eighth_of_the_result(journey):
    spending = journey[1]["before"].tolist()
    costs = {"margin_rate": 0.25, "contact_cost": 0.5, "fixed_cost": 2_500}
    result = {}
    for share in (0.4, 0.8):
        gain, cost = 0.05 * 0.25 * share * sum(spending), 0.5 * share * 2_469 + 2_500
        result[share] = gain - cost
        assert campaign(spending, share, 0.05, **costs).result == pytest.approx(gain - cost)
    assert (result[0.8], result[0.4]) == pytest.approx((3_373, 436), abs=0.5)
    assert result[0.8] / result[0.4] == pytest.approx(7.7, abs=0.05)
    gains = [0.05 * 0.25 * share * sum(spending) for share in (0.8, 0.4)]
    assert gains == pytest.approx([6_860, 3_430], abs=0.5)
    assert pytest.approx(988, abs=0.5) == 0.4 * 2_469
    lots = worth_of_an_agreement(spending, 0.4, 0.8, 0.05, 0.25, 0.5)
    assert lots == pytest.approx((result[0.8] - result[0.4]) / 987.6) == pytest.approx(2.97, abs=0.005)
    largest = worth_of_an_agreement(spending, 0.4, 0.8, 0.05, 0.25, 0.5, lean=1)
    ranked = sorted(spending, reverse=True)
    later = sum(ranked[988:1_975]) * 0.05 * 0.25 - 987 * 0.5
    assert largest == pytest.approx(later / 987, abs=0.005) == pytest.approx(0.97, abs=0.005)
    assert (math.ceil(5 / lots), math.ceil(5 / largest)) == (2, 6)
    assert 600_000 / lots == pytest.approx(202_000, abs=500)


def test_with_the_largest_first_the_best_consent_is_not_everybody(journey):
    spending = journey[1]["before"].tolist()
    results = by_consent(spending, 0.05, {"large": 1}, 0.25, 0.5, 2_500)["large"]
    assert results.idxmax() == 75
    # The last one worth its 0.50 €: 0.05 × 0.25 × 40 €.
    worth_it = sum(one > 40 for one in spending) / len(spending)
    assert worth_it == pytest.approx(0.75, abs=0.03)


def test_the_worst_order_keeps_half_of_the_best():
    weights = [1 / math.log2(place + 1) for place in range(1, 6)]
    assert [1 / one for one in weights] == pytest.approx([1, 1.6, 2, 2.3, 2.6], abs=0.05)

    def note(order):
        best = 3 * weights[0] + 2 * weights[1] + weights[2]
        return sum(worth * weight for worth, weight in zip(order, weights, strict=True)) / best

    for order, said in (([0, 0, 1, 2, 3], 0.53), ([1, 2, 3, 0, 0], 0.79)):
        assert note(order) == pytest.approx(data.ndcg(order)) == pytest.approx(said, abs=0.005)
    chance = 6 * sum(weights) / 5 / (3 * weights[0] + 2 * weights[1] + weights[2])  # each ride anywhere
    assert chance == pytest.approx(0.74, abs=0.005)


def test_a_trial_before_the_launch_is_worth_130_000_euros_at_most():
    firm, offers = bm.D2C(), bm.levers.catalogue.OFFERS
    assert offers.changes[0]["orders_per_month"].factor == 1.03
    assert offers.changes[0]["churn"].factor == 0.97
    assert offers.band == (0.5, 1.5)

    # By hand: new customers order once in their first month, those who stay 0.15 times; discounted at 10 % a year.
    def margin(strength):
        stock, value = 150_000.0, 0.0
        for month in range(1, 37):
            orders = 0.15 * 1.03**strength * stock
            value += orders * firm.order_margin / 1.1 ** (month / 12)
            stock = (stock + firm.new_customers) * (1 - 0.08 * 0.97**strength)
        return value

    by_hand = {strength: margin(strength) - margin(0) for strength in (0.5, 1.5)}
    spent = bm.priorities.worth(firm, offers).spent
    gained = {s: bm.priorities.worth(firm, offers.at(s)).gained for s in by_hand}
    assert list(by_hand.values()) == pytest.approx(list(gained.values()), rel=0.05)
    assert list(gained.values()) == pytest.approx([337_000, 1_034_000], abs=500)
    assert spent == pytest.approx(600_000, rel=0.001)
    weak, strong = gained[0.5] - spent, gained[1.5] - spent
    assert (weak, strong) == pytest.approx((-263_000, 433_000), abs=600)
    assert ((weak + strong) / 2, strong / 2, -weak / 2) == pytest.approx((85_000, 217_000, 131_000), abs=600)
    # What the lesson says, to the ten: each figure can be redone from the ones before.
    low, high, paid = (round(one, -4) for one in (*gained.values(), spent))
    assert (low, high, paid, low - paid, high - paid) == (340_000, 1_030_000, 600_000, -260_000, 430_000)
    both = (low - paid + high - paid) / 2
    assert (both, (high - paid) / 2, (high - paid) / 2 - both) == (85_000, 215_000, 130_000)
    # It pays from 0.88 of the effect hoped for: 2.6 % more orders, between 1.5 % and 4.5 %.
    assert (
        bm.priorities.worth(firm, offers.at(0.87)).gained
        < spent
        < bm.priorities.worth(firm, offers.at(0.89)).gained
    )
    assert pytest.approx(2.6, abs=0.05) == 3 * 0.88


def test_half_the_effect_loses_half_of_the_models():
    table = bm.lever_table()
    offers = bm.levers.catalogue.OFFERS.name
    shown = table[offers].round(1)
    assert [int((shown[case] >= 1).sum()) for case in ("middle", "low")] == [8, 4]
    middle = table.xs("middle", axis=1, level="case")
    assert (middle.drop(columns=offers).max(axis=1) > middle[offers]).all()  # first of the nine nowhere


def test_the_tab_of_the_levers_with_and_without_loyalty():
    firm, (offers, loyalty) = bm.D2C(), (bm.levers.catalogue.OFFERS, bm.levers.catalogue.LOYALTY)
    found = bm.compare({"x": firm}, ["profit_36", "funding_need"], levers=[offers, loyalty])
    profit, need = found.loc["profit_36"].tolist(), found.loc["funding_need"].tolist()
    assert [profit[i] / 1e3 for i in (0, 1, 3)] == pytest.approx([93.1, 102.7, 136.1], abs=0.05)
    assert [need[i] / 1e3 for i in (0, 1, 3)] == pytest.approx([451, 488, 571], abs=0.5)
    assert (profit[2] - profit[0]) / (profit[3] - profit[0]) == pytest.approx(0.75, abs=0.03)


def test_who_agrees_moves_the_result_more_than_how_many(journey):
    ranked = sorted(journey[1]["before"])

    def result(spent, share, effect=0.05):
        return effect * 0.25 * spent - 0.5 * share * 2_469 - 2_500

    # 987.6 and 1,975.2 customers: a fraction of the next one counts.
    low = sum(ranked[:987]) + 0.6 * ranked[987]
    high = sum(ranked[-987:]) + 0.6 * ranked[-988]
    most = sum(ranked[-1_975:]) + 0.2 * ranked[-1_976]
    assert (result(low, 0.4), result(high, 0.4)) == pytest.approx((-2_551, 4_088), abs=0.6)
    assert result(most, 0.8) - result(high, 0.4) == pytest.approx(959, abs=1)
    lots = [result(share * sum(ranked), share, effect=0.03) for share in (0.6, 0.8)]
    assert lots[0] < 0 < lots[1]
    table = by_consent(ranked, 0.05, {"small": -1, "large": 1}, 0.25, 0.5, 2_500, rates=[40])
    assert table.loc[40].tolist() == pytest.approx([result(low, 0.4), result(high, 0.4)])
