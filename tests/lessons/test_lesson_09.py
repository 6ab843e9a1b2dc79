"""The figures that lesson 09 says of pay, peaks, growth and plans, worked out by hand (queues: test_ex_09, test_peaks)."""

import math

import pytest

import bizmodels as bm

MEERO = bm.OnDemand()
MISSIONS = 62 * 3  # of one of 500 zones in a month
MARGIN = 90 - 30 - 15 - 0.015 * 90 - 10


def waits(providers, load):
    """Erlang C from the probabilities of 0, 1, 2… providers asked for; 1 where the load is too much."""
    if load >= providers:
        return 1.0
    states = [load**k / math.factorial(k) for k in range(providers)]
    full = load**providers / math.factorial(providers) * providers / (providers - load)
    return full / (full + sum(states))


def steady_state(won=3_500, leave=0.08, zones=500, providers=4, fixed=5e6, margin=MARGIN):
    """Profit of a month once as many leave as are won; a first month is one mission of three."""
    asked = 3 * won / leave - 2 * won
    load = 2 * asked / zones / 200
    served = min(asked * (1 - 0.2 * waits(providers, load)), providers * 200 * zones / 2)
    return served * margin - 300 * won - fixed


def test_a_registered_photographer_has_less_than_two_shoots_a_month():
    shoots = 365 * 24 * 3600 / 25 / 12
    assert shoots == pytest.approx(105_000, rel=0.002)
    assert shoots / 58_000 == pytest.approx(1.81, abs=0.005)
    assert 30 * shoots / 58_000 == pytest.approx(54, abs=0.5)
    assert MISSIONS * 500 == 93_000
    assert pytest.approx(48, abs=0.5) == 93_000 * 30 / 58_000  # if all of them were available
    # Revenue of a year at one hour a shoot, in M€: paid like the photographer, like his own price.
    assert (12 * shoots * 30 / 1e6, 12 * shoots * 150 / 1e6) == pytest.approx((38, 189), abs=0.5)
    assert pytest.approx(26, abs=0.5) == 5_000 / 189
    assert MEERO.project(12)["revenue"].sum() / 1e6 == pytest.approx(105, abs=0.5)


def test_thirty_euros_an_hour_are_seven_for_an_hour_available():
    month = MISSIONS * 30 / 4
    assert MEERO.provider_income == pytest.approx(month) == pytest.approx(1_395)
    assert month / 200 == pytest.approx(6.975)
    assert pytest.approx(0.465) == MISSIONS * 2 / 200 / 4
    assert MEERO.replace(hourly_pay=150).mission_margin == pytest.approx(MARGIN - 120)
    assert pytest.approx(-86, abs=0.5) == MARGIN - 120
    assert pytest.approx(-0.80, abs=0.005) == -86.35 / (90 * 1.2)


def test_half_as_many_photographers_multiply_the_wait_by_six():
    assert (waits(4, 1.86), waits(2, 1.86)) == pytest.approx((0.14, 0.90), abs=0.005)
    # Mean wait, those served at once included: C × 2 hours / (N − A)
    assert 60 * waits(4, 1.86) * 2 / (4 - 1.86) == pytest.approx(8, abs=0.5)
    assert waits(2, 1.86) * 2 / (2 - 1.86) == pytest.approx(12.8, abs=0.05)


def test_better_paid_photographers_who_come_along_earn_what_they_did():
    paid = MEERO.reacting(providers=1).replace(hourly_pay=40)
    assert paid.provider_income == pytest.approx(MISSIONS * 40 / (4 * 40 / 30)) == pytest.approx(1_395)
    assert paid.mission_margin == pytest.approx(MARGIN - 10)
    assert MEERO.replace(hourly_pay=40).provider_income == pytest.approx(1_860)


def test_density_divides_the_wait_by_thirty_at_the_same_occupation():
    assert waits(4, 1.86) / waits(16, 4 * 1.86) == pytest.approx(31, abs=0.5)
    # 125 zones: which numbers serve both sides?
    both = [n for n in range(8, 25) if waits(n, 7.44) < 0.05 and 4 * MISSIONS * 30 / n >= 1_500]
    assert both == [13, 14]
    assert [125 * n for n in both] == [1_625, 1_750]
    assert (waits(14, 7.44), 4 * MISSIONS * 30 / 14) == pytest.approx((0.023, 1_594), rel=0.01)


def test_one_desk_of_69_serves_better_than_ten_of_eight():
    load = 31_000 * 3 * 0.5 / 730
    assert (waits(69, load), waits(8, load / 10)) == pytest.approx((0.41, 0.45), abs=0.005)
    assert waits(68, load) > waits(8, load / 10) > waits(69, load)


def test_serving_the_peak_costs_the_margin_of_a_mission():
    rentals = bm.load_bikeshare()
    rentals = rentals[~rentals["weekday"].isin(["samedi", "dimanche"]) & rentals["hour"].between(8, 17)]
    mean = {
        hour: (day["casual"] + day["registered"]).sum() / day["hours"].sum()
        for hour, day in rentals.groupby("hour")
    }
    loads = {hour: 1.86 * value / (sum(mean.values()) / 10) for hour, value in mean.items()}
    assert max(loads, key=loads.__getitem__) == 17
    assert loads[17] / 1.86 == pytest.approx(2, abs=0.05)
    assert waits(4, loads[17]) == pytest.approx(0.83, abs=0.005)
    assert waits(8, loads[17]) < 0.05 < waits(7, loads[17])
    assert waits(5, 1.86) < 0.05 < waits(4, 1.86)
    missing = [(n * 1_500 - MISSIONS * 30) / MISSIONS for n in (8, 5)]
    assert missing == pytest.approx([34.5, 10.3], abs=0.05)
    assert [MARGIN - one for one in missing] == pytest.approx([-0.9, 23.3], abs=0.05)
    # The eighth: 1,500 € over the missions, for those who wait at 17 h.
    assert pytest.approx(8, abs=0.1) == 1_500 / MISSIONS
    assert (waits(7, loads[17]), waits(8, loads[17])) == pytest.approx((0.09, 0.04), abs=0.005)
    assert pytest.approx(0.23, abs=0.005) == 1.86 / 8  # free 77 % of the time
    assert rentals["registered"].sum() > 4 * rentals["casual"].sum()


def test_growth_paid_in_salaries_and_keeping_without_photographers():
    assert steady_state() / 1e6 == pytest.approx(-2.13, abs=0.005)
    assert MEERO.steady_state_profit == pytest.approx(steady_state())
    grown = {"won": 7_000}
    assert [steady_state(fixed=fixed, **grown) / 1e6 for fixed in (9.2e6, 5e6)] == pytest.approx(
        [-4.61, -0.41], abs=0.005
    )
    eight = [steady_state(providers=8, fixed=fixed, **grown) / 1e6 for fixed in (9.2e6, 5e6)]
    assert eight == pytest.approx([-3.2, 1.0], abs=0.05)
    assert (2 * (steady_state() + 5e6) - 9.2e6) / 1e6 == pytest.approx(-3.5, abs=0.05)
    kept = [steady_state(leave=0.05, providers=n) / 1e6 for n in (4, 8)]
    assert kept == pytest.approx([-0.59, 0.69], abs=0.005)
    # What keeping is worth at four a zone, and at eight: the same photographers before and after.
    left = [steady_state(providers=n) / 1e6 for n in (4, 8)]
    assert [after - before for after, before in zip(kept, left, strict=True)] == pytest.approx(
        [1.55, 2.57], abs=0.005
    )
    # 70,000 accounts ask 4.06 photographers of four, 43,750 asked 2.485: a new one orders once in his first month.
    loads = [(3 * accounts - 2 * 3_500) * 2 / 200 / 500 for accounts in (70_000, 43_750)]
    assert loads == pytest.approx([4.06, 2.485])
    assert [waits(4, one) for one in loads] == pytest.approx([1, 0.31], abs=0.005)
    assert pytest.approx(0.50, abs=0.005) == 0.31 * 1.6
    assert pytest.approx(1.6) == 70_000 / 43_750
    arrived = MEERO.replace(churn=0.05, starting_customers=203_000 / 3)
    assert (arrived.load, arrived.lost_share) == pytest.approx((4.06, 0.2))
    # 87,500 accounts won by growth ask 4.97 of four.
    assert pytest.approx(4.97) == (3 * 87_500 - 2 * 7_000) * 2 / 200 / 500


def finds_all_busy(photographers, load, leave=0.2):
    """Share that finds every photographer taken where one in five then leaves: the states of the line, one by one."""
    states = [1.0]
    for present in range(1, 400):  # each arrival joins, save one in five once all are taken
        joins = 1 if present <= photographers else 1 - leave
        states.append(states[-1] * joins * load / min(present, photographers))
    return sum(states[photographers:]) / sum(states)


def test_a_line_that_each_departure_shortens_loses_less():
    """Those who leave no longer lengthen the line: what loyalty is worth, with that line on both sides."""
    assert finds_all_busy(4, 2.485, leave=0) == pytest.approx(waits(4, 2.485))
    taken = {accounts: finds_all_busy(4, load) for accounts, load in ((203_000, 4.06), (124_250, 2.485))}
    assert (taken[203_000], 0.2 * taken[203_000]) == pytest.approx((0.71, 0.14), abs=0.005)
    kept, today = (asked * (1 - 0.2 * busy) * MARGIN - 300 * 3_500 - 5e6 for asked, busy in taken.items())
    assert (kept / 1e6, today / 1e6) == pytest.approx((-0.19, -2.08), abs=0.005)
    assert (steady_state(leave=0.05) / 1e6, steady_state() / 1e6) == pytest.approx((-0.59, -2.13), abs=0.005)
    assert (kept - today) / 1e6 == pytest.approx(1.89, abs=0.005)


def test_an_income_shown_counts_the_missions_that_are_lost():
    for providers, shown, served in ((2, 2_790, 2_290), (3, 1_860, 1_718), (4, 1_395, 1_356)):
        zone = MEERO.replace(providers_per_zone=providers)
        assert zone.provider_income == pytest.approx(MISSIONS * 30 / providers) == pytest.approx(shown)
        paid = MISSIONS * 30 / providers * (1 - 0.2 * waits(providers, 1.86))
        assert paid == pytest.approx(served, abs=0.6)
        assert paid == pytest.approx(zone.provider_income * (1 - zone.lost_share))


def test_two_hundred_hours_a_month_are_told_once():
    """The help of the setting says the month of « À 17 heures » : twenty days of ten hours, from 8 to 18."""
    hours = bm.OnDemand.__params__["open_hours"]
    assert MEERO.open_hours == 20 * (18 - 8)
    assert "Dix heures par jour, vingt jours par mois" in hours.help


def test_eight_photographers_with_the_accounts_of_2019():
    assert pytest.approx(698, abs=0.6) == MISSIONS * 30 / 8


def test_the_pay_that_costs_what_the_leak_costs():
    leak = MEERO.replace(churn=0.10)
    assert (MEERO.funding_need / 1e6, leak.funding_need / 1e6) == pytest.approx((90.5, 106.3), abs=0.05)
    pay = bm.goal_seek(MEERO, "funding_need", leak.funding_need, vary="hourly_pay")
    assert pay == pytest.approx(34.1, abs=0.05)
    # Nobody reacts: each euro of pay is one euro a mission served over three years.
    missions = MEERO.project(36)["missions"].sum()
    assert leak.funding_need - MEERO.funding_need == pytest.approx((pay - 30) * missions, rel=0.001)
    # 60 € from hand to hand, of which he pays the editing.
    aligned = MEERO.replace(hourly_pay=60 - 15)
    assert aligned.mission_margin == pytest.approx(MARGIN - 15) == pytest.approx(18.65)
    more = (aligned.funding_need - MEERO.funding_need) / (leak.funding_need - MEERO.funding_need)
    assert more == pytest.approx(3.65, abs=0.05)
    halved = [MISSIONS / 2 * wage / 4 for wage in (30, 40)]
    assert halved == pytest.approx([698, 930], abs=0.6)


def test_nine_hundred_euros_of_pictures():
    shop = bm.D2C(
        basket=80,
        return_rate=0.25,
        fixed_costs=4000,
        cac=25,
        churn=0.06,
        new_customers=400,
        starting_customers=2000,
    )
    order, life = shop.order_margin, shop.ltv
    assert (order, life - 25) == pytest.approx((23.35, 53.2), abs=0.05)
    assert 900 / (life - 25) == pytest.approx(16.9, abs=0.05)
    assert 900 / order == pytest.approx(39, abs=0.5)
    paid = shop.replace(fixed_costs=4900)
    returns = bm.goal_seek(paid, "steady_state_profit", shop.steady_state_profit, vary="return_rate")
    assert 100 * (0.25 - returns) == pytest.approx(1.3, abs=0.05)


def test_the_three_plans_and_what_would_save_the_first():
    dense = {"zones": 125, "won": 3_150, "fixed": 4e6}
    assert steady_state(providers=14, **dense) / 1e6 == pytest.approx(-1.25, abs=0.005)
    plan = MEERO.replace(
        zones=125, providers_per_zone=14, starting_customers=27_900, new_customers=3150, fixed_costs=4e6
    )
    assert plan.profit_36 / 1e6 == pytest.approx(-1.3, abs=0.05)
    assert plan.replace(price=102.15).profit_36 > 0 > plan.replace(price=102.1).profit_36
    assert plan.replace(fixed_costs=2.7e6).profit_36 > 0
    kept = plan.replace(churn=0.05)
    assert (kept.profit_36 / 1e6, kept.replace(providers_per_zone=20).profit_36 / 1e6) == pytest.approx(
        (-0.24, 0.58), abs=0.005
    )
    assert pytest.approx(1_004, abs=0.5) == 27_900 * 3 * 30 / 125 / 20
    desk = MEERO.replace(
        price=25, hourly_pay=0, editing_cost=4, support=2, fixed_costs=1.5e6, setup_cost=10e6, zones=1
    )
    desk = desk.replace(providers_per_zone=110, mission_hours=0.5, travel_hours=0, open_hours=730, cac=200)
    desk = desk.replace(starting_customers=15_000, new_customers=2500, churn=0.06)
    assert desk.profit_36 > 0 > desk.replace(price=24.3).profit_36
    # Posts held day and night: more than 500 people at 150 hours a month.
    assert desk.providers_per_zone * desk.open_hours / 150 == pytest.approx(535, abs=0.5)
    assert desk.replace(editing_cost=5).profit_36 < 0 > desk.replace(churn=0.07).profit_36
    # Four euros a lot, shared among those people, at the start; and what 1,500 € each would leave at month 36.
    people = desk.providers_per_zone * desk.open_hours / 150
    assert 15_000 * 3 * 4 / people == pytest.approx(336, abs=0.5)
    assert desk.replace(editing_cost=0).profit_36 - 1_500 * people == pytest.approx(-0.28e6, abs=0.01e6)
    kept = MEERO.replace(price=85, churn=0.05, providers_per_zone=6)
    assert kept.provider_income == pytest.approx(MISSIONS * 30 / 6) == pytest.approx(930)


def test_half_of_which_staff():
    assert [350 / staff for staff in (700, 350 + 450, 350 + 400)] == pytest.approx(
        [0.5, 0.44, 0.47], abs=0.005
    )
    staff = bm.load_companies()
    staff = staff[(staff["entity"] == "Meero") & (staff["metric"] == "employees")]
    assert set(staff["value"]) == {700, 600, 450, 400}
