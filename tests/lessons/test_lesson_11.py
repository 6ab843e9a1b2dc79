"""What lesson 11 says of Doctolib, worked out by hand: a forfait, a full cost, a practice, a departure in a thousand."""

from statistics import NormalDist

import pytest

import bizmodels as bm

PLATFORM = bm.BookingPlatform()
# Half pay the diary at 129 €; 15 in a hundred the video at 79 €, and 1 % of 15 fees of 30 €.
ARPU = 0.5 * 129 + 0.15 * (79 + 0.01 * 15 * 30)
LEFT = ARPU - 120 * 0.10  # by practitioner and month


def fact(metric, when):
    return bm.fact("Doctolib", metric, when).value


def profits(months, churn=0.005, left=LEFT, fixed=28e6):
    """Profit month by month, counted: who stays, who comes, what each leaves."""
    customers, found = 400_000.0, []
    for _ in range(months):
        customers = customers * (1 - churn) + 5_000
        found.append(customers * left - 5_000 * 600 - fixed)
    return found


def cash(months, churn=0.005, left=LEFT, arpu=ARPU, fixed=28e6):
    """Cash month by month: profits, plus the fortnight paid in advance."""
    customers, earned, found = 400_000.0, 0.0, []
    for profit in profits(months, churn, left, fixed):
        customers = customers * (1 - churn) + 5_000
        earned += profit
        found.append(earned + 0.5 * arpu * (customers - 400_000))
    return found


def funding(churn=0.005, start=400_000.0, setup=0.0, fixed=28e6):
    """The trough of cash: profits, plus a fortnight of revenue paid in advance, which follows the customers."""
    customers, earned, low = start, -setup, -setup
    for _ in range(36):
        customers = customers * (1 - churn) + 5_000
        earned += customers * LEFT - 5_000 * 600 - fixed
        low = min(low, earned + 0.5 * ARPU * (customers - start))
    return -low


def test_one_appointment_more_costs_a_message_and_twice_as_many_share_a_flat_fee():
    assert PLATFORM.arpu == pytest.approx(ARPU) == pytest.approx(77.025)
    assert PLATFORM.margin_per_appointment == pytest.approx(LEFT / 120) == pytest.approx(0.541875)
    twice = PLATFORM.replace(appointments=240)
    assert twice.margin_per_appointment == pytest.approx((ARPU - 24) / 240) == pytest.approx(0.2209375)
    # « perd plus de la moitié », « un cinquième seulement »
    assert 0.5 < 1 - twice.margin_per_appointment / PLATFORM.margin_per_appointment < 0.6
    assert 1 - twice.margin_per_customer / LEFT == pytest.approx(12 / 65.025)


def test_the_published_cost_counted_as_variable_counts_salaries_twice():
    shared = (28e6 + 5_000 * 600) / (400_000 * 120)
    assert (
        PLATFORM.full_cost_per_appointment == pytest.approx(0.10 + shared) == pytest.approx(0.7458, abs=1e-4)
    )
    assert PLATFORM.replace(marginal_cost=0.80).full_cost_per_appointment == pytest.approx(0.80 + shared)
    spent = fact("revenue", 2022) - fact("net_result", 2022)
    counted = (
        fact("revenue", 2022) / fact("revenue_per_appointment", 2022) * fact("cost_per_appointment", 2022)
    )
    assert (spent, counted) == (385, pytest.approx(377.4, abs=0.1))
    # « à quelques pour cent près »: of the 385 M€ of the accounts, and of the 400 that the source writes.
    assert 1 - counted / spent == pytest.approx(0.02, abs=1e-3)
    assert 1 - counted / 400 < 0.06
    # « à peu près la perte divisée »: 168 M€ by 472 million appointments is 0.36, not 0.34.
    loss = -fact("net_result", 2022) * fact("revenue_per_appointment", 2022) / fact("revenue", 2022)
    assert loss == pytest.approx(0.356, abs=1e-3)


def test_a_year_whose_run_rate_grew_evenly():
    end = fact("arr", 2024)
    assert end == 348
    assert (end / 1.225, (end / 1.225 + end) / 2) == pytest.approx((284, 316), abs=0.2)
    # The rival start of the year, in the note of the fact: 311.
    assert end / 311 - 1 == pytest.approx(0.119, abs=5e-4)
    assert (end / 1.225 + end) / 2 / fact("revenue", 2022) - 1 == pytest.approx(0.46, abs=0.005)


def test_the_chair_of_the_practice():
    slots, minutes, price = 120 * 0.05 * 0.5 * 0.5 * 30, 120 * 3 / 60 * 20, 129 * 1.2
    assert (slots, minutes, price) == pytest.approx((45, 120, 154.8))
    assert PLATFORM.practice_gain == pytest.approx(slots + minutes)
    assert PLATFORM.customer_roi == pytest.approx(10.2 / 154.8)
    # A secretary paid by the month, whatever her hours: only the slots are left.
    assert (
        PLATFORM.replace(hour_value=0).customer_roi
        == pytest.approx(45 / 154.8 - 1)
        == pytest.approx(-0.71, abs=1e-3)
    )
    # The model's reminder makes people cancel: a slot given back is worth half a fee, not a whole one (90 €).
    assert PLATFORM.replace(minutes_saved=0, refill=1).practice_gain == pytest.approx(90)
    assert PLATFORM.replace(agenda_price=129 / 1.2).customer_roi == pytest.approx(165 / 129 - 1)
    dear = PLATFORM.replace(agenda_price=149)
    assert dear.customer_roi == pytest.approx(165 / 178.8 - 1)
    assert bm.goal_seek(dear, "customer_roi", 0, vary="minutes_saved") == pytest.approx((178.8 - 45) / 40)
    assert bm.goal_seek(PLATFORM, "customer_roi", 0, vary="agenda_price") == pytest.approx(137.5)


def test_a_departure_in_a_thousand_in_three_years_and_for_good():
    held, kept, lost = (profits(36, churn)[-1] for churn in (0.005, 0.004, 0.006))
    assert PLATFORM.profit_36 == pytest.approx(held)
    assert (kept - held, held - lost) == pytest.approx((0.985e6, 0.953e6), abs=1e3)
    for_good = 5_000 * LEFT * (1 / 0.004 - 1 / 0.005)
    assert for_good == pytest.approx(16.3e6, abs=5e4)
    assert PLATFORM.replace(churn=0.004).steady_state_profit - PLATFORM.steady_state_profit == pytest.approx(
        for_good
    )


def test_a_fine_is_paid_once_and_departures_every_month():
    fine = 1e6 * bm.fact("Doctolib", "antitrust_fine").value
    assert 365 * fine / 348e6 == pytest.approx(5, abs=0.2)
    today = funding()
    assert PLATFORM.funding_need == pytest.approx(today)
    assert funding(setup=fine) - today == pytest.approx(fine)
    assert funding(churn=0.006) - today == pytest.approx(12e6, abs=0.5e6)
    # « L’égalité serait à 0,44 départ sur mille »
    assert funding(churn=0.00544) - today == pytest.approx(fine, rel=0.01)
    # 5,000 new practitioners, ten by salesman and month: 500 salaries of 7,000 €, perhaps in both costs.
    assert PLATFORM.new_customers / 10 * 7_000 == 3.5e6
    assert (today, funding(fixed=28e6 - 3.5e6)) == pytest.approx((61e6, 4.2e6), abs=3e5)
    # A leak that drives away one practitioner in twenty at once, against the ceiling of 20 M€.
    leak = PLATFORM.replace(starting_customers=380_000)
    assert leak.funding_need - today == pytest.approx(35.5e6, abs=0.5e6)


def test_the_assistant_passes_the_price_at_month_90_and_doing_nothing_at_month_71():
    # 139 € for half of them, 0.6 % leave; the assistant: 2 M€ more a month, 0.4 % leave.
    price = profits(120, churn=0.006, left=LEFT + 5)
    assistant, today = profits(120, churn=0.004, fixed=30e6), profits(120)

    def passes(other):
        return next(month for month, (a, b) in enumerate(zip(assistant, other, strict=True), 1) if a > b)

    assert (passes(price), passes(today)) == (90, 71)


def test_cash_follows_years_later_and_doing_nothing_beats_two_projects_for_good():
    price = cash(200, churn=0.006, left=LEFT + 5, arpu=ARPU + 5)
    assistant, today = cash(200, churn=0.004, fixed=30e6), cash(200)

    def passes(other):
        behind = [month for month, (a, b) in enumerate(zip(assistant, other, strict=True), 1) if a <= b]
        return max(behind) + 1

    assert (passes(price), passes(today)) == (175, 139)
    # In steady state 5,000/churn practitioners: a million today, 1.25 million with the assistant.
    assert PLATFORM.steady_state_customers == pytest.approx(1e6)
    assert PLATFORM.replace(churn=0.004).steady_state_customers == pytest.approx(1.25e6)
    video = 0.47 * 129 + 0.25 * (79 + 0.01 * 15 * 30) - 12
    for_good = {
        name: (5_000 / churn * left - 5_000 * 600 - fixed) / 1e6
        for name, churn, left, fixed in (
            ("today", 0.005, LEFT, 28e6),
            ("price", 0.006, LEFT + 5, 28e6),
            ("video", 0.006, video, 28e6),
            ("assistant", 0.004, LEFT, 30e6),
        )
    }
    assert list(for_good.values()) == pytest.approx([34.0, 27.4, 26.9, 48.3], abs=0.05)
    for other in ("price", "video"):
        assert for_good["assistant"] / for_good[other] == pytest.approx(1.8, abs=0.05)
    assert PLATFORM.replace(
        teleconsultation_adoption=0.25, agenda_adoption=0.47, churn=0.006
    ).steady_state_profit / 1e6 == pytest.approx(for_good["video"])


def test_a_good_mean_and_four_losers_in_ten():
    drawn = bm.simulate(
        PLATFORM,
        {"minutes_saved": bm.between(0, 2, 7), "no_show_rate": bm.between(0.01, 0.05, 0.12)},
        draws=4_000,
    )["customer_roi"]
    # Means of the two triangles, (0 + 2 + 7)/3 and (0.01 + 0.05 + 0.12)/3: 3 minutes and 6 %.
    assert drawn.mean() == pytest.approx((120 * 0.06 * 0.25 * 30 + 120) / 154.8 - 1, abs=0.02)
    # « 40 points, trois fois la moyenne »: a normal law of the same mean and spread has 38 % of losers too,
    # so that no handful of great winners pulls the mean.
    assert drawn.std() == pytest.approx(0.40, abs=0.01)
    assert drawn.std() / drawn.mean() == pytest.approx(3.2, abs=0.15)
    assert NormalDist(drawn.mean(), drawn.std()).cdf(0) == pytest.approx(0.38, abs=0.01)
    assert (drawn.mean(), (drawn > 0).mean()) == pytest.approx((0.13, 0.58), abs=0.005)
