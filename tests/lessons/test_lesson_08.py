"""The figures that lesson 08 says of a price rise and of the share of payers, worked out by hand."""

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


@pytest.mark.parametrize(("conversion", "share"), [(0.03, 0.62), (0.06, 0.72)])
def test_the_share_of_payers_follows_the_conversion_late(conversion, share):
    payers, free = 10.5e6, 6e6
    for _ in range(24):
        payers, free = payers * 0.98 + conversion * free, free * (1 - conversion - 0.07) + 600_000
    assert payers / (payers + free) == pytest.approx(share, abs=0.005)
    table = bm.Freemium(conversion_rate=conversion).project(24)
    assert table["paying_share"].iloc[-1] == pytest.approx(payers / (payers + free))
