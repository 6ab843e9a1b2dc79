"""The figures that lesson 17 says of quotes, tariffs, a payment page, failed payments and leaving, worked out by hand."""

from statistics import NormalDist

import pytest

import bizmodels as bm
from bizmodels.levers import tools
from bizmodels.levers.tools import Quote

CRM = Quote(monthly=1_750)
ANNUITY = sum(1.1 ** (-month / 12) for month in range(1, 37))  # 36 payments of 1 €, at 10 % a year
# A shop of the size of a hundredth of Le Slip Français: what an order of 60 € incl. VAT leaves, one order in ten returned.
ORDER = 0.9 * (50 - 24) - 0.1 * 0.2 * 24 - 5 - 0.1 * 5 - 0.015 * 60


def margins(won, start, churn, months=36, order=ORDER):
    """Margin of each month: who stays orders 0.15 times, who is won once."""
    customers, found = start, []
    for _ in range(months):
        customers = customers * (1 - churn) + won
        found.append(order * (0.15 * (customers - won) + won))
    return found


def today(flows):
    return sum(flow * 1.1 ** (-month / 12) for month, flow in enumerate(flows, 1))


def shop(part):
    return bm.D2C(
        new_customers=round(bm.D2C().new_customers / part),
        starting_customers=150_000 / part,
        fixed_costs=450_000 / part,
    )


@pytest.mark.parametrize(("part", "needed"), [(1, 0.0795), (10, 0.0756), (100, 0.0454)])
def test_the_same_quote_asks_a_hundred_times_more_of_a_small_shop(part, needed):
    model = shop(part)
    before = today(margins(model.new_customers, model.starting_customers, 0.08))

    def left(churn):
        return today(margins(model.new_customers, model.starting_customers, churn)) - before - 1_750 * ANNUITY

    low, high = 0.0, 0.08
    for _ in range(60):  # halved until it holds
        middle = (low + high) / 2
        low, high = (middle, high) if left(middle) > 0 else (low, middle)
    assert (
        tools.break_even_gain(model, CRM, "churn").needed
        == pytest.approx(low)
        == pytest.approx(needed, abs=5e-5)
    )


def test_a_quarter_of_the_margin_of_which_two_fifths_are_first_orders():
    all_of_it = margins(167, 1_500, 0.08)
    assert sum(all_of_it) == pytest.approx(254_700, rel=0.005)
    assert 63_000 / sum(all_of_it) == pytest.approx(0.25, abs=0.005)
    first_orders = 36 * 167 * ORDER  # one order each, whoever leaves afterwards
    assert first_orders / sum(all_of_it) == pytest.approx(0.39, abs=0.005)
    assert pytest.approx(54_600, abs=50) == 1_750 * ANNUITY


def test_a_customer_kept_costs_more_than_one_won():
    customers, held = 15_000.0, []
    for _ in range(36):
        customers = customers * 0.92 + 1_667
        held.append(customers)
    average = sum(held) / 36
    kept = average * (0.08 - 0.0756)
    assert (average, kept, 1_750 / kept) == pytest.approx((19_000, 84, 21), rel=0.01)
    monthly = 0.15 * ORDER
    assert monthly / 0.08 == pytest.approx(31, abs=0.05)
    # A first order, then 0.15 orders a month of those who stay: 1 − 8 % the second month, and so on.
    assert ORDER + monthly * (1 / 0.08 - 1) == pytest.approx(bm.D2C().ltv) == pytest.approx(45, abs=0.05)
    assert pytest.approx(16.5, abs=0.05) == ORDER


def test_more_customers_for_the_same_advertising():
    before, after = margins(1_667, 15_000, 0.08), margins(1.04 * 1_667, 15_000, 0.08)
    fixed = 45_000 + 1_667 * 12
    assert (after[-1] - fixed) / (before[-1] - fixed) == pytest.approx(1.31, abs=0.005)
    per_cent = (today(after) - today(before)) / ANNUITY / 4  # € a month that 1 % of conversion pays
    assert 1_750 / per_cent == pytest.approx(3.0, abs=0.02)
    assert (
        5_800 / per_cent < 9.95 < 10 < 5_850 / per_cent
    )  # the first of the field's steps that shows « 10 % »
    year, twelve = [today(margins(n, 15_000, 0.08, 12)) for n in (1_667, 1.01 * 1_667)]
    assert 1_750 * sum(1.1 ** (-m / 12) for m in range(1, 13)) / (twelve - year) == pytest.approx(
        4.0, abs=0.05
    )
    small = (today(margins(167, 1_500, 0.072)) - today(margins(167, 1_500, 0.08))) / ANNUITY
    assert small == pytest.approx(328, abs=0.5)
    assert 1_750 - small == pytest.approx(1_420, abs=5)
    assert 1 < small / 175 < 2


def test_a_seat_that_serves_costs_nearly_its_list_price():
    rise = bm.fact("Salesforce", "default_renewal_uplift").value / 100
    empty = bm.fact("Salesforce", "typical_shelfware_low").value / 100
    assert pytest.approx(175 * 0.7) == 122.5
    assert 175 * 0.7 * (1 + rise) ** 2 / (1 - empty) == pytest.approx(165.0, abs=0.05)


def test_the_tariff_without_subscription_is_dearer_from_sixty_orders():
    # Fees said of the price incl. VAT, on a basket excl. VAT: 1.5 % of 60 € is 1.8 % of 50 €.
    free, flat = Quote(revenue_share=0.018, per_order=0.25), Quote(monthly=40, revenue_share=0.0096)
    for basket, orders in ((60, 60), (15, 113), (300, 18)):
        by_hand = 40 / (0.007 * basket + 0.25)
        assert tools.same_cost(free, flat, basket / 1.2) == pytest.approx(by_hand)
        assert orders - 1 < by_hand <= orders
    assert (free.bill(400, 50), flat.bill(400, 50)) == pytest.approx((460, 232))
    assert 60 * bm.fact("legal", "interchange_cap_debit").value / 100 == pytest.approx(0.12)


def test_the_page_and_the_failed_payments():
    assert pytest.approx(0.25) == 1 / 0.8 - 1
    page = tools.funnel({"compte": 0.2, "adresse": 0.1, "carte": 0.15, "authentification": 0.1})
    assert page.loc["compte", "without"] / page["left"].iloc[-1] == pytest.approx(1.25)
    lost = 0.03 * 0.6 * 0.7 * 0.8
    before, after = 1 - 0.98 * 0.97, 1 - 0.98 * (1 - lost)
    assert (before, after) == pytest.approx((0.0494, 0.0299), abs=5e-5)
    assert (1 / before, 1 / after) == pytest.approx((20.2, 33.5), abs=0.05)
    assert 1 - lost / 0.03 == pytest.approx(2 / 3, abs=0.01)


def test_what_deezer_could_pay_for_one_departure_in_ten():
    deezer = bm.Freemium()
    kept, lost = deezer.replace(churn=0.018).project(36), deezer.project(36)
    worth = today(list(kept["profit"] - lost["profit"]))
    assert worth / ANNUITY == pytest.approx(308_000, abs=500)
    assert worth / ANNUITY / 1_750 == pytest.approx(176, abs=0.5)


def test_a_warehouse_paid_in_advance_by_parcels_that_come_later():
    customers, parcels = 15_000.0, []
    for _ in range(36):
        parcels.append(0.15 * customers * 0.92 + 1_667)
        customers = customers * 0.92 + 1_667
    assert sum(parcels) / 36 == pytest.approx(4_280, abs=5)
    assert pytest.approx(61_600, abs=50) == 4_280 * 0.40 * 36
    assert 0.40 * today(parcels) == pytest.approx(53_000, abs=200)
    assert 0.40 * 10 * today(parcels) > 60_000


def test_building_is_billed_less_and_brings_less():
    assert (30_000 + 27 * 300, 36 * 1_750) == (38_100, 63_000)
    late = ANNUITY - sum(1.1 ** (-m / 12) for m in range(1, 10))
    assert 3_200 * late - 30_000 < 1_750 * ANNUITY
    built, bought, month = -30_000.0, 0.0, 0
    while built < bought or month == 0:
        month += 1
        built += 3_200 * 1.1 ** (-month / 12) * (month > 9)
        bought += 1_750 * 1.1 ** (-month / 12)
    assert month == 49
    assert 3_200 * sum(1.1 ** (-m / 12) for m in (10, 11, 12)) == pytest.approx(8_800, abs=5)


def test_how_far_a_supplier_may_raise_its_price():
    both = sum(1.1 ** (-m / 12) for m in (1, 2, 3))
    cost, saving = 12_000 + 1_750 * both, 350 * ANNUITY
    assert cost == pytest.approx(17_000, abs=200)
    assert (cost - saving) / (ANNUITY - both) / 1_750 == pytest.approx(0.13, abs=0.005)
    # One rise after the other, the rival still at 1,400 €: leaving pays at last.
    assert pytest.approx(0.155, abs=0.0005) == 1.09 * 1.06 - 1
    for bill, leaves in ((1_750 * 1.09, False), (1_750 * 1.09 * 1.06, True)):
        assert ((bill - 1_400) * ANNUITY > 12_000 + bill * both) is leaves
    rises = bm.load_companies().query("entity == 'Salesforce' and metric == 'list_price_increase'")["value"]
    assert sorted(rises) == [6, 9]


def visitors(p, q):
    """In each half of a trial, to see a share go from p to q four times in five."""
    normal, mean = NormalDist(), (p + q) / 2
    spread = (
        normal.inv_cdf(0.975) * (2 * mean * (1 - mean)) ** 0.5
        + normal.inv_cdf(0.8) * (p * (1 - p) + q * (1 - q)) ** 0.5
    )
    return (spread / (q - p)) ** 2


def test_four_per_cent_take_a_year_to_be_seen():
    p = 0.02
    each = visitors(p, 0.0208)
    assert each == pytest.approx(490_000, abs=500)
    assert 1_667 / p == pytest.approx(83_000, rel=0.005)
    assert 2 * each / (1_667 / p) == pytest.approx(12, abs=0.5)


def test_the_three_quotes_of_the_decision_cost_alike():
    slip = bm.D2C()
    offers = [
        Quote(monthly=7_000, name="CRM").lever(churn=0.97),
        Quote(revenue_share=0.004, name="Page").lever(conversion=1.04),
        Quote(setup=120_000, monthly=3_500, name="Entrepôt").lever(shipping=0.92),
    ]
    table = tools.promises(slip, offers)
    assert table.loc["CRM", "spent"] == pytest.approx(7_000 * ANNUITY) == pytest.approx(218_000, abs=500)
    assert table.loc["Entrepôt", "spent"] == pytest.approx(120_000 + 3_500 * ANNUITY)
    assert table.loc["Page", "spent"] == pytest.approx(0.004 * slip.project(36)["revenue"].mean() * ANNUITY)
    assert table["spent"].max() < 240_500
    saved = 0.40 * sum(
        order * 1.1 ** (-month / 12)
        for month, order in enumerate(
            (0.15 * (c - slip.new_customers) + slip.new_customers for c in slip.walked["customers"]), 1
        )
    )
    assert table.loc["Entrepôt", "gained"] == pytest.approx(saved)
    assert table["enough"].idxmin() == "Page"
    # A trial of Le Slip Français sees the 4 % in five weeks; the third that is enough, in more than ten months.
    enough, seen = table.loc["Page", "enough"], slip.new_customers / 0.02
    assert 100 * (1.04**enough - 1) == pytest.approx(1.3, abs=0.05)
    assert 2 * visitors(0.02, 0.0208) / seen * 30 / 7 == pytest.approx(5, abs=0.1)
    assert 10 < 2 * visitors(0.02, 0.02 * 1.04**enough) / seen < 11


def test_what_a_crm_must_do_to_pay_and_where_half_of_it_pays():
    lever = bm.levers.catalogue.CRM
    # Le Slip Français with one departure and one euro of advertising in twenty less, 1 % of its sales paid each month.
    slip, left = bm.D2C(), []
    for churn, cac in ((0.08, 12.0), (0.076, 11.4)):
        flows = margins(slip.new_customers, 150_000, churn)
        left.append(today([flow - cac * slip.new_customers for flow in flows]))
    sales = sum(slip.walked["revenue"]) / 36
    per_euro = (left[1] - left[0]) / (0.01 * sales * ANNUITY)
    table = bm.lever_table(levers=[lever])[lever.name]
    assert table.loc["Vente directe", "middle"] == pytest.approx(per_euro, rel=0.05)
    assert f"{table.loc['Vente directe', 'middle']:.1f}" == "1.3"
    assert set(table.index[table["low"].round(1) >= 1]) == {
        "Place de marché",
        "Plateforme en réseau",
        "Reconditionné",
        "Seconde main entre particuliers",
    }
