"""The figures that lesson 20 says of alerts, refusals, thresholds, strong authentication and rates, worked out by hand."""

import pytest

import bizmodels as bm
from bizmodels.risks import fraud

RATE = 0.00155
BRAND = 24 + 5 + 0.90 + 15  # what a fraud takes from it
PHONE = 270 + 5 + 5.40 + 15


@pytest.fixture(scope="module")
def payments():
    return fraud.simulated_payments()


def test_of_two_hundred_alerts_fourteen_are_frauds():
    found, wrong = 10_000 * RATE * 0.9, 10_000 * (1 - RATE) * 0.02
    assert (round(found), round(wrong)) == (14, 200)
    assert fraud.alert_precision(RATE, 0.9, 0.02) == pytest.approx(found / (found + wrong))
    assert pytest.approx(640, rel=0.01) == (1 - RATE) / RATE  # honest orders for one fraud
    assert 14 < wrong / found < 15
    assert fraud.alert_precision(0.02 / 0.92, 0.9, 0.02) == pytest.approx(0.5)


def test_fifteen_phones_pay_for_one_and_less_than_three_orders_of_the_brand():
    assert pytest.approx(19.60) == 300 - 270 - 5 - 5.40
    assert pytest.approx(15.07, abs=0.01) == PHONE / 19.60
    assert bm.D2C().order_margin == pytest.approx(16.5, abs=0.05)
    assert pytest.approx(45, abs=0.2) == BRAND
    assert 2.5 < BRAND / bm.D2C().order_margin < 3
    assert pytest.approx(5.5, abs=0.1) == 15.07 / 2.72  # « cinq fois plus lourde »


def test_the_filter_costs_the_brand_nine_times_the_frauds():
    shop = bm.D2C()
    refused = (shop.order_margin + shop.ltv) / 2
    assert refused == pytest.approx(31, abs=0.3)
    nothing = 100 * RATE * BRAND
    with_it = 0.1 * nothing + 100 * (1 - RATE) * 0.02 * refused
    assert nothing == pytest.approx(7, abs=0.05)
    assert with_it / nothing == pytest.approx(8.9, abs=0.1)


def test_thresholds_are_ratios_of_two_costs():
    assert pytest.approx(1 / 16, abs=0.001) == 19.60 / (19.60 + PHONE)
    assert pytest.approx(0.41, abs=0.005) == 31 / (31 + 45)
    assert 60 / 75 == 0.80
    assert pytest.approx(0.10, abs=0.002) == 90 / 890
    assert pytest.approx(0.09, abs=0.002) == 4 / 44


def test_the_brands_filter_saves_a_fifth_and_at_two_per_cent_quadruples(payments):
    rows = fraud.threshold_costs(payments, 45, 31, thresholds=[0.02, 0.41])
    nothing = 100 * payments["fraud"].mean() * 45
    assert nothing == pytest.approx(4.65, abs=0.02)
    assert 100 * rows.loc[0.41, "total"] == pytest.approx(3.80, abs=0.05)
    assert 100 * rows.loc[0.02, "total"] > 4 * nothing
    # The decision: a code costs a hundredth of the refusals, and stays ahead where the bank bears nothing of the frauds it lets by.
    code = fraud.threshold_costs(payments, 45, 31 / 100, thresholds=[0.02]).iloc[0]
    weaker = 100 * (code["total"] + 0.3 * code["recall"] * payments["fraud"].mean() * 45)
    assert (100 * code["total"], weaker, 100 * rows.loc[0.41, "total"]) == pytest.approx(
        (1.56, 2.55, 3.83), abs=0.006
    )
    assert fraud.exemption(60, 0.001).exempt
    best = [fraud.best_threshold(payments, *costs).threshold for costs in ((45, 31), (295.4, 19.6))]
    assert best == pytest.approx([0.485, 0.05], abs=0.006)
    assert payments["fraud"].sum() / 2 == pytest.approx(103, abs=1)  # in 100,000


def test_one_point_of_fees_and_five_per_cent():
    assert bm.D2C(payment_fee=0.025).profit_36 / bm.D2C().profit_36 == pytest.approx(0.71, abs=0.01)
    assert bm.D2C(payment_fee=0.048).profit_36 > 0 > bm.D2C(payment_fee=0.051).profit_36
    assert pytest.approx(0.054, abs=0.001) == 19.60 / 360
    assert pytest.approx(0.275, abs=0.001) == bm.D2C().order_margin / 60


def test_rates_and_amounts_of_the_bank_of_france():
    def rate(metric, period):
        return bm.fact("France paiements", metric, period).value

    zones = "fraud_rate_card_internet_all_zones"
    assert 1 - rate(zones, "2024") / rate(zones, "2019") == pytest.approx(0.37, abs=0.005)
    assert rate("fraud_rate_card_internet", "2013") == 0.229
    assert pytest.approx(1 / 3, abs=0.02) == 1 - 0.155 / 0.229
    assert rate("fraud_amount_card", "2024") / rate("fraud_amount_card", "2023") == pytest.approx(
        1.046, abs=0.001
    )
    assert rate(zones, "2024") / rate("fraud_rate_card_all_channels", "2024") == pytest.approx(3, abs=0.1)
    assert rate("fraud_rate_card_moto", "2024") * 45 == pytest.approx(12, abs=0.3)


def test_the_code_pays_for_phones_alone_and_no_average_provider_is_exempt():
    given = {"fraud_rate": RATE, "abandoned": 0.01, "avoided": 0.70, "fee": 15, "transferred": 1}
    assert (
        fraud.strong_authentication(300, 19.60, **given).net
        > 0
        > fraud.strong_authentication(50, 16.52, **given).net
    )
    assert [fraud.exempt_up_to(rate) for rate in (RATE, 0.0007, 0.0005)] == [0, 100, 250]
    paid = [fraud.exemption(25, 0.01, since_last_sca=25 * week).exempt for week in range(7)]
    assert paid == [True] * 5 + [False] * 2


def test_a_review_is_worth_three_euros_to_the_brand_and_nineteen_for_phones():
    precision = fraud.alert_precision(RATE, 0.9, 0.02)
    assert 2.50 < 45 * precision < 3
    simulated = fraud.alert_precision(0.00103, 0.9, 0.02)
    assert (simulated, 45 * simulated, PHONE * simulated) == pytest.approx((0.044, 2, 13.1), abs=0.02)
    assert PHONE * precision == pytest.approx(19, abs=0.5)


def test_the_code_for_all_avoids_less_than_it_costs_the_brand():
    table = bm.protection_table(bm.D2C(), [bm.risks.guards.STRONG_AUTH], [bm.risks.catalogue.FRAUD]).iloc[0]
    assert table["avoided"] == pytest.approx(18_000, rel=0.03)  # « près de 18 k€ »
    assert table["result"] == pytest.approx(-166_000, rel=0.01)
    assert table["result"] + table["avoided"] == pytest.approx(-148_000, rel=0.01)
