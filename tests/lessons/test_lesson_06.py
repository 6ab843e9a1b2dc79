"""The figures that lesson 06 says of an account's life, of selling and of cash, worked out by hand."""

import pytest

import bizmodels as bm

LEAVE, RISE = 1 - 0.92 ** (1 / 12), 1.07 ** (1 / 12) - 1  # 8 % a year leave, those who stay rise by 7 %
MRR = 150 * 165 * 0.70  # seats × price × what is left after the discount


def test_a_tiny_net_fade_makes_the_undiscounted_ratio():
    margin, firm = 0.78 * MRR, bm.SaaS()
    assert firm.ltv_cac == pytest.approx(margin / (LEAVE - RISE) / 250_000) == pytest.approx(42.6, abs=0.05)
    assert firm.replace(expansion=0).ltv_cac == pytest.approx(margin / LEAVE / 250_000)
    # The same months, each worth 1/1.1 of the same month a year before: enough of them for the rest to be dust.
    today = sum(margin * (1 - LEAVE + RISE) ** t / 1.1 ** (t / 12) for t in range(3_000))
    assert firm.ltv_discounted / 250_000 == pytest.approx(today / 250_000) == pytest.approx(5.9, abs=0.05)


def test_neither_the_renewal_nor_the_magic_number_sees_the_discount():
    low, high = bm.SaaS(discount=0.2), bm.SaaS(discount=0.4)
    assert low.nrr == high.nrr
    assert low.magic_number == pytest.approx(high.magic_number)
    # Month t earns stock·k^t + what is signed; 35 % of the revenue of three months is spent on selling.
    keep, months = 1 - LEAVE + RISE, []
    for _ in range(6):
        months.append((months[-1] if months else 150_000) * keep + 1_500)
    gained = 4 * (sum(months[3:]) - sum(months[:3]))
    assert (
        low.magic_number == pytest.approx(gained / (0.35 * sum(months[:3]))) == pytest.approx(0.29, abs=0.005)
    )


def cash_after(months, seats=150, won=1_500, fixed=1.2e9, leave=LEAVE):
    """Margin of ``months``, less accounts won and fixed costs; and the monthly revenue at the start and at the end."""
    stock, revenues = 150_000.0, []
    for _ in range(months):
        stock = stock * (1 - leave + RISE) + won
        revenues.append(stock * seats * 115.5)
    return 0.78 * sum(revenues) - months * (won * 250_000 + fixed), 150_000 * seats * 115.5, revenues[-1]


def test_empty_seats_cost_45_percent_without_the_advance_and_47_with_it():
    full, before, grown = cash_after(36)
    fewer, _, left = cash_after(36, seats=127.5)
    assert (full / 1e9, fewer / 1e9) == pytest.approx((27.9, 15.2), abs=0.05)
    assert bm.SaaS(working_capital_days=0).project(36)["cash"].iloc[-1] == pytest.approx(full)
    assert fewer / full - 1 == pytest.approx(-0.45, abs=0.006)
    assert 0.85 * full / 1e9 == pytest.approx(23.7, abs=0.05)  # the rule of three
    # Four months of revenue are held: they grow with it, from what the 150 seats had paid before.
    with_advance, all_told = full + 4 * (grown - before), fewer + 4 * (left - before)
    assert (with_advance / 1e9, 4 * (grown - before) / 1e9) == pytest.approx((31.1, 3.2), abs=0.05)
    assert bm.SaaS().project(36)["cash"].iloc[-1] == pytest.approx(with_advance)
    assert (all_told / 1e9, 4 * 0.15 * before / 1e9) == pytest.approx((16.4, 1.6), abs=0.05)
    assert all_told / with_advance - 1 == pytest.approx(-0.47, abs=0.005)
    # What the calculator shows: it starts again from the advance of fewer seats.
    assert bm.SaaS(seats=127.5).project(36)["cash"].iloc[-1] / 1e9 == pytest.approx(17.9, abs=0.05)


def more_cash(days, months=36, **change):
    """What spending 100 M$ more a month adds to the cash (Md$), the customers' advance being ``days`` of revenue."""
    gains = []
    for one in ({}, change):
        profit, before, after = cash_after(months, **one)
        gains.append(profit - days / 30 * (after - before))
    return (gains[1] - gains[0]) / 1e9


WIN = {"won": 1_900}
KEEP_6, KEEP_5 = ({"fixed": 1.3e9, "leave": 1 - stay ** (1 / 12)} for stay in (0.94, 0.95))


def test_winning_pays_in_three_years_because_customers_pay_ahead():
    assert [more_cash(days, **WIN) for days in (-120, -60, -30, 0)] == pytest.approx(
        [0.92, 0.44, 0.19, -0.05], abs=0.005
    )
    assert [more_cash(days, **KEEP_6) for days in (-120, 0)] == pytest.approx([-0.16, -0.94], abs=0.005)
    # The same by the model.
    for days in (-120, 0):
        start = bm.SaaS(working_capital_days=days)
        gained = start.replace(new_customers=1_900).project(36)["cash"] - start.project(36)["cash"]
        assert gained.iloc[-1] / 1e9 == pytest.approx(more_cash(days, **WIN))
    firm = bm.SaaS()
    assert (4 * firm.arpu, firm.margin_per_customer) == pytest.approx((69_300, 13_500), rel=0.002)


def test_what_else_would_change_a_financial_officers_mind():
    for months in (36, 60):  # at 5 % a year, keeping is ahead at both horizons
        assert more_cash(-120, months, **KEEP_5) > more_cash(-120, months, **WIN) > 0
    assert more_cash(-120, 60, **KEEP_6) > 0  # later, keeping pays too
    at_54 = {"fixed": 1.3e9, "leave": 1 - (1 - 0.054) ** (1 / 12)}
    assert more_cash(-120, **at_54) == pytest.approx(more_cash(-120, **WIN), rel=0.05)
    # 400 accounts a month, each dearer than 250,000 $ by what they bring in 36 months.
    dearest = [250_000 + more_cash(days, **WIN) * 1e9 / (36 * 400) for days in (-120, 0)]
    assert dearest == pytest.approx([314_000, 246_000], abs=500)


def test_a_three_year_contract_and_a_life_do_not_rank_the_offers_alike():
    paid_a, paid_b = [12 * 115.5 * 1.07**year for year in range(5)], [12 * 123.75] * 5
    assert (sum(paid_a[:3]), sum(paid_b[:3])) == pytest.approx((4_456, 4_455), abs=0.5)
    assert (sum(paid_a), sum(paid_b)) == pytest.approx((7_971, 7_425), abs=0.5)
    # Paid month by month, 8 % a year gone and 10 % a year of interest; A's price rises once a year.
    today = [
        sum(paid[t // 12] / 12 * (0.92 / 1.1) ** (t / 12) for t in range(36)) for paid in (paid_a, paid_b)
    ]
    assert today == pytest.approx([3_447, 3_474], abs=0.5)
    # In the model the rise is a little every month: the order is the other one.
    smooth = sum(115.5 * (1 - LEAVE + RISE) ** t / 1.1 ** (t / 12) for t in range(36))
    assert smooth == pytest.approx(3_555, abs=0.5)
    life = 150 * 0.78 * sum(115.5 * (1 - LEAVE + RISE) ** t / 1.1 ** (t / 12) for t in range(3_000))
    assert life == pytest.approx(bm.SaaS().ltv_discounted)  # the same convention, without end
    indexed, firm = bm.SaaS(), bm.SaaS(discount=0.25, expansion=0)
    assert 100 * (indexed.nrr - firm.nrr) == pytest.approx(6.5, abs=0.05)
    assert (indexed.ltv_discounted / 1e6, firm.ltv_discounted / 1e6) == pytest.approx((1.47, 0.98), abs=0.005)


def test_three_times_the_cac_depends_on_which_dollars():
    ratios = [bm.SaaS(expansion=0).ltv_cac]
    ratios += [bm.SaaS(expansion=0, discount_rate=rate).ltv_discounted / 250_000 for rate in (0.10, 0.15)]
    by_hand = [
        sum(0.78 * MRR * 0.92 ** (t / 12) / (1 + r) ** (t / 12) for t in range(4_000)) for r in (0, 0.1, 0.15)
    ]
    assert ratios == pytest.approx([one / 250_000 for one in by_hand])
    assert ratios == pytest.approx([7.8, 3.7, 2.9], abs=0.05)


def test_the_models_margin_of_the_rule_of_40_is_that_of_its_second_year():
    first, second = (bm.SaaS().revenue_between(*months) for months in ((1, 12), (13, 24)))
    spent = 12 * (1_500 * 250_000 + 1.2e9)
    assert (0.78 - spent / first, 0.78 - spent / second) == pytest.approx((0.206, 0.257), abs=0.0005)
    assert bm.SaaS().rule_of_40 == pytest.approx(100 * (second / first - 1 + 0.78 - spent / second))
    assert bm.SaaS().rule_of_40 == pytest.approx(35.5, abs=0.05)


def test_forecasts_of_the_model_and_of_the_straight_line():
    published = {
        year: bm.fact("Salesforce", "revenue", f"FY{year}").value for year in (2015, 2020, 2021, 2022, 2025)
    }

    def errors(early, late):
        known = {year: published[year] for year in (early, late)}
        line = known[late] + (known[late] - known[early]) / (late - early) * (2025 - late)
        return [one / published[2025] - 1 for one in (bm.SaaS.forecast(known, 2025), line)]

    assert errors(2021, 2022) == pytest.approx([0.05, 0.11], abs=0.005)
    assert errors(2015, 2020) == pytest.approx([-0.345, -0.24], abs=0.005)


def test_hand_help_moves_two_of_the_three_lines():
    """« L’État : 16,67 dollars », « le dépannage monte à 33,33 dollars, et la marge descend à 50 »."""
    parts = bm.SaaS(gross_margin=0.60).of_hundred()
    # 100 incl. VAT is 83.33; 60 % of it is 50
    assert list(parts.values()) == [16.67, 33.33, 50.0]
    assert parts["État (TVA récupérable)"] == bm.SaaS().of_hundred()["État (TVA récupérable)"]
