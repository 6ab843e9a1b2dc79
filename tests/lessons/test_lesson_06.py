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


def test_empty_seats_cost_42_percent_of_the_cash():
    def cash(seats):
        """36 months of margin, less accounts won and fixed costs, plus 120 days of the rise of revenue."""
        accounts, revenues = 150_000.0, []
        for _ in range(36):
            accounts = accounts * (1 - LEAVE + RISE) + 1_500
            revenues.append(accounts * seats * 115.5)
        profit = 0.78 * sum(revenues) - 36 * (1_500 * 250_000 + 1.2e9)
        return profit, 4 * (revenues[-1] - 150_000 * seats * 115.5)

    profit, advance = cash(150)
    assert profit + advance == pytest.approx(bm.SaaS().project(36)["cash"].iloc[-1])
    assert ((profit + advance) / 1e9, advance / 1e9) == pytest.approx((31.1, 3.2), abs=0.05)
    assert sum(cash(127.5)) / (profit + advance) - 1 == pytest.approx(-0.42, abs=0.005)
