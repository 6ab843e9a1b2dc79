"""The figures that lesson 22 says of cash, growth, thirteen weeks, advances and rates, worked out by hand."""

import math
from itertools import accumulate

import pytest

import bizmodels as bm
from bizmodels.risks import cash


def bank(growth, opening=0.0, months=36, margin=0.05, held=2.0):
    """What is in the bank after each month, sales of 100 k€ before the first (k€)."""
    sold = [100 * (1 + growth) ** month for month in range(months + 1)]
    return [opening + margin * sum(sold[1 : t + 1]) - held * (sold[t] - 100) for t in range(months + 1)]


def test_a_firm_that_earns_is_dry_in_month_twenty():
    left = bank(0.05, opening=150)
    assert next(month for month, amount in enumerate(left) if amount < 0) == 20
    # One more euro of sales ties up two, 5 % of all sales come in: half of what the growth asks.
    assert pytest.approx(0.5, abs=0.03) == 0.05 * 1.05 / (2 * 0.05)


def test_twice_the_growth_six_times_the_need():
    slow, fast = bank(0.05, months=24), bank(0.10, months=24)
    assert -min(slow) == pytest.approx(211, abs=0.5)
    assert -min(fast) == pytest.approx(1_283, abs=0.5)
    assert min(fast) / min(slow) == pytest.approx(6, abs=0.1)
    earned = [0.05 * sum(100 * (1 + g) ** t for t in range(1, 25)) for g in (0.05, 0.10)]
    assert earned == pytest.approx([234, 487], abs=0.5)
    assert pytest.approx([3.2, 9.8], abs=0.05) == [1.05**24, 1.10**24]


def test_the_growth_that_pays_for_itself_and_two_ways_to_raise_it():
    assert pytest.approx(0.026, abs=5e-4) == 0.05 / (2 - 0.05)
    assert 0.10 / (2 - 0.10) == pytest.approx(0.05 / (1 - 0.05)) == pytest.approx(0.053, abs=5e-4)


def test_the_need_of_the_firm_of_the_calculator():
    slip = bm.D2C()
    profits = list(slip.project(36)["profit"])
    assert [month for month, profit in enumerate(profits, 1) if profit < 0] == [1, 2, 3, 4]

    def need(days):
        sold = [150_000 * slip.arpu, *slip.project(36)["revenue"]]
        held = [days / 30 * (now - sold[0]) for now in sold[1:]]
        left = [total - tied for total, tied in zip(accumulate(profits), held, strict=True)]
        return -min(left), left.index(min(left)) + 1

    assert need(15) == pytest.approx((451_169, 5), abs=0.5)
    assert need(45)[0] == pytest.approx(1_250_677, abs=0.5)
    assert need(60) == pytest.approx((1_665_562, 9), abs=0.5)
    assert pytest.approx(1.34e6, abs=5e3) == 4 * 334_500  # of which month 1 books, at sixty days
    assert need(-3)[0] <= 0 < need(-2)[0]
    # The first orders, 6.7 ordinary months each, begin in month 1: half a month of that revenue is tied up at once.
    first, rest = slip.project(36).loc[1, "working_capital"], slip.project(36)["revenue"]
    assert first == pytest.approx(334_500)
    assert first / need(15)[0] == pytest.approx(0.74, abs=0.005)
    already = [total - 0.5 * (now - rest[1]) for total, now in zip(accumulate(profits), rest, strict=True)]
    assert -min(already) == pytest.approx(need(15)[0] - first) == pytest.approx(116_669, abs=1)
    twice = slip.replace(new_customers=2 * slip.new_customers)
    assert twice.profit_36 / slip.profit_36 == pytest.approx(6.6, abs=0.05)
    assert twice.funding_need > slip.funding_need


def test_the_plan_of_the_shop():
    sales = [12_000] * 7 + [30_000, 24_000] + [16_000] * 4
    goods = [4_000] * 4 + [9_000] * 2 + [4_000] * 7

    # VAT paid in weeks 3 and 7 (20 October, 20 November): all of September; October, the purchases of whose last five
    # days (27 to 31) are still 4,000 a week.
    taxes = {3: 30 * (2_000 - 800) / 7, 7: 31 * (2_000 - 800) / 7}
    for wait, lowest in ((2, 4_843), (4, 10_843)):
        left, closing = 25_000, []
        for week in range(1, 11):
            left -= 1.2 * (goods[week - 1 - wait] if week > wait else 4_000) + 2_500
            if week % 2 == 0:  # two weeks of sales, of which the last is two weeks old
                left += sum(sales[at - 1] if at > 0 else 12_000 for at in (week - 3, week - 2))
            left -= 14_000 if week in (4, 8) else 0  # the 28th of October and of November
            left -= taxes.get(week, 0)
            closing.append(left)
        assert min(closing) == closing[8] == pytest.approx(lowest, abs=1)
        found = cash.thirteen_weeks(
            25_000, sales, goods, 14_000, 2_500, receipt_weeks=2, payout_every=2, supplier_weeks=wait,
            start="2025-10-06",
        )  # fmt: skip
        assert found["closing"].tolist()[:10] == pytest.approx(closing)
        assert cash.lowest_week(found) == 9
        if wait == 2:
            assert found.loc[10, "receipts"] == 42_000
            assert found.loc[10, "closing"] - 42_000 == pytest.approx(-2_457, abs=1)


def test_a_round_that_lasts_half_as_long():
    left, month = 230.0, 0
    while left >= 5 * 1.05**month:
        left -= 5 * 1.05**month
        month += 1
    assert month == 24
    assert pytest.approx(3 * 5, rel=0.1) == 5 * 1.05**24  # the burn tripled
    assert cash.runway(230, 5, 0.05) == pytest.approx(24.5, abs=0.05)


def test_the_price_of_two_months_free():
    low, high = 0.0, 0.1
    for _ in range(60):
        middle = (low + high) / 2
        paid = sum(100 / (1 + middle) ** month for month in range(1, 12))
        low, high = (middle, high) if paid > 900 else (low, middle)
    assert low == pytest.approx(0.035, abs=5e-5)
    assert (1 + low) ** 12 - 1 == pytest.approx(0.51, abs=5e-3)
    # Whoever would have left has not to be paid back: (1 + r)·0.97.
    assert ((1 + low) * 0.97) ** 12 - 1 == pytest.approx(0.049, abs=5e-4)
    assert sum(100 * 0.97**month for month in range(1, 12)) == pytest.approx(920, abs=1)
    assert 1 - 1 / (1 + low) == pytest.approx(0.034, abs=5e-4)  # departures above which the seller gains


def test_the_publisher_who_is_paid_ahead():
    def months(price, churn, held=0.0):
        customers, left, lowest = 500.0, 0.0, 0.0
        for _ in range(36):
            customers = customers * (1 - churn) + 60
            profit = customers * (price - 20) - 60 * 400 - 40_000
            left += profit
            lowest = min(lowest, left - held * price * (customers - 500))
        return profit, -lowest

    assert months(100, 0.03) == pytest.approx((55_917, 73_027), abs=1)
    # Monthly customers pay 10.2 months of twelve on average: ten are 2 % less.
    expected = sum(0.97**month for month in range(12))
    assert expected == pytest.approx(10.2, abs=0.01)
    assert 10 / expected == pytest.approx(0.98, abs=1e-3)
    assert months(1_000 / expected, 0.03, -5.5) == pytest.approx((52_902, 0), abs=1)
    # Reimbursed when they leave, they pay 83 dollars a month like those who stay.
    assert months(1_000 / 12, 0.03, -5.5) == pytest.approx((30_934, 23_468), abs=1)


def test_rates_and_values():
    assert pytest.approx(1_307, abs=0.5) == -10_000 + 3_000 / 1.1 + 4_200 / 1.1**2 + 6_800 / 1.1**3
    for rate in (0.10, 0.20):
        assert -100 + 230 / (1 + rate) - 132 / (1 + rate) ** 2 == pytest.approx(0, abs=1e-9)
    assert -100 + 230 / 1.05 - 132 / 1.05**2 < 0
    assert pytest.approx(0.2345, abs=5e-5) == (100 / 98) ** (365 / 35) - 1
    rate = 0.005
    assert 150_000 * rate / (1 - (1 + rate) ** -36) == pytest.approx(4_563, abs=0.5)
    assert math.isclose(121 / 1.1**2, 100)


def test_days_of_the_cycle():
    assert [round(365 / turns) for turns in (18.65, 9.46, 3.48)] == [20, 39, 105]
    assert round(83_300 / 1_000_000 * 365) == 30


def test_nine_futures_in_ten_ask_more_than_the_plan():
    catalogue, slip = bm.risks.catalogue, bm.D2C()
    risks = [catalogue.LATE, catalogue.RETURNS, catalogue.RANKING]

    def nine_in_ten(firm, levers=()):
        futures = bm.simulate(firm, {}, risks=risks, levers=levers, draws=4_000, seed=22)
        return cash.funding_distribution(firm, futures)

    need = nine_in_ten(slip)
    assert need.plan == pytest.approx(451_169, abs=1)
    assert need.at(0.9) == pytest.approx(1_607_000, rel=1e-3)
    assert need.short == pytest.approx(0.59, abs=0.005)
    line = nine_in_ten(slip, [bm.risks.guards.CREDIT_LINE])
    assert need.at(0.9) - line.at(0.9) == pytest.approx(127_000, rel=0.005)
    assert line.needs.min() == pytest.approx(460_790, abs=1)  # the line itself has to be paid
    assert nine_in_ten(slip.replace(working_capital_days=5.0)).at(0.9) == pytest.approx(1_332_000, rel=1e-3)
    # By hand: fifteen days late, from month 1, on sales that do not move.
    assert catalogue.LATE.stress(slip).working_capital_days == 30
