"""The figures that lesson 12 says of a second channel, of ten models and of the other chairs, worked out by hand."""

import pytest

import bizmodels as bm

BRAND, SHOP = bm.Hybrid(), bm.D2C()
# An order of 60 € incl. VAT leaves 16.52 € on the site; the marketplace takes 15 % of the 60.
SITE, PLACE = 16.52, 16.52 - 9


def test_the_opening():
    # 54 € are paid for an order of 60, a tenth returned: 7.52 € and 16.52 € on 54. Three in ten would have left the second.
    there, here = (100 * one / 54 for one in (PLACE, SITE))
    brand = BRAND.marketplace.of_hundred(), BRAND.shop.of_hundred()
    assert [one["Marge sur coûts variables"] for one in brand] == pytest.approx([there, here], abs=0.02)
    assert (round(there), round(here), round(0.7 * there)) == (14, 31, 10)
    assert there - 0.3 * here == pytest.approx(4.75, abs=0.01)  # a third of 13.9: two thirds are gone
    assert 0.3 * 150_000 == 45_000


def test_what_the_marketplace_adds_in_the_first_month():
    # 30 for 100 of 150,000 customers, 15 % of whom leave, 0.15 order a month each, then 5,000 new ones with their first order.
    orders = 0.15 * 0.3 * 150_000 * 0.85 + 0.3 * 200_000 / 12
    assert orders == pytest.approx(10_737.5)
    assert pytest.approx(5_737.5) == 0.15 * 0.3 * 150_000 * 0.85  # those of customers already won
    assert BRAND.marketplace_orders == pytest.approx(orders)
    assert BRAND.incremental_margin == pytest.approx(orders * (PLACE - 0.3 * SITE))
    assert round(BRAND.incremental_margin) == 27_531
    dear = BRAND.replace(commission_rate=0.20)
    assert round(dear.incremental_margin) == round(orders * (SITE - 12 - 0.3 * SITE)) == -4_682
    assert round(dear.replace(marketplace_share=1).incremental_margin) == -15_605
    # The site alone is better above these shares of diverted orders, and commissions.
    assert pytest.approx(0.455, abs=0.0005) == PLACE / SITE
    assert pytest.approx(0.193, abs=0.0005) == (0.7 * SITE) / 60


def test_a_life_not_an_order():
    # 0.15 order a month over a stay of 1/churn months, one whole order in the first; advertising paid.
    site = SITE * (1 + 0.15 * (1 / 0.08 - 1)) - 12
    place = PLACE * (1 + 0.15 * (1 / 0.15 - 1)) - 3
    assert (round(site), round(place, 1)) == (33, 10.9)
    limit = bm.goal_seek(BRAND, "steady_state_profit", SHOP.steady_state_profit, vary="cannibalization")
    assert limit == pytest.approx(place / site, abs=0.001)
    # Where the site has paid its 12 € all the same, a diverted customer costs it his whole life.
    assert place / (site + 12) == pytest.approx(0.242, abs=0.0005)
    # The commission at which 30 % of diverted customers are no more worth it: (16.52 − 60 c) × 1.85 − 3 = 0.3 × 33.017.
    dear = (SITE - (0.3 * site + 3) / 1.85) / 60
    assert bm.goal_seek(
        BRAND, "steady_state_profit", SHOP.steady_state_profit, vary="commission_rate"
    ) == pytest.approx(dear, abs=0.0005)
    # A marketplace that pays the card fee, 1.5 % of 60 €.
    free = PLACE + 0.9
    assert (round(free, 2), round(free / SITE, 3)) == (8.42, 0.510)
    assert (free * 1.85 - 3) / site == pytest.approx(0.381, abs=0.0005)
    assert BRAND.shop.ltv_cac == pytest.approx((site + 12) / 12)
    assert (round(BRAND.shop.ltv_cac, 2), round(BRAND.marketplace.ltv_cac, 2)) == (3.75, 4.64)


def test_closing_a_channel_that_loses_at_full_cost_loses_money():
    both, place = BRAND.steady_state_profit, BRAND.marketplace.steady_state_profit
    assert round(both / 1e3) == 105
    # Orders in steady state, first ones included: 0.91 of the site's 16,667 newcomers stay there, 5,000 elsewhere.
    new = 200_000 / 12
    at_place, at_site = (s * new * (1 + 0.15 * (1 / c - 1)) for s, c in ((0.3, 0.15), (0.91, 0.08)))
    borne = 450_000 * at_place / (at_place + at_site)
    assert (round(borne / 1e3), round((place - borne) / 1e3)) == (82, -28)
    # It leaves its margin, and takes with it 0.09 customer of the site for each.
    assert SHOP.steady_state_profit - both == pytest.approx(0.09 * new * 33.017 - place, abs=1)
    assert round((both - SHOP.steady_state_profit) / 1e3) == 5
    assert round((both - BRAND.shop.steady_state_profit) / 1e3) == 55
    # 1,500 newcomers a month are diverted: 18 k€ of advertising saved, without which closing would gain 13.
    saved = 0.09 * new * 12
    assert saved == pytest.approx(18_000)
    assert round((SHOP.steady_state_profit - (both - saved)) / 1e3) == 13


def test_levers_and_projects():
    reserved = BRAND.replace(cannibalization=0.15)
    assert (round(BRAND.profit_36), round(reserved.profit_36)) == (98_778, 123_218)
    assert BRAND.replace(marketplace_churn=0.09).profit_36 == pytest.approx(reserved.profit_36, rel=0.01)
    forgotten = BRAND.replace(marketplace_churn=0.30)
    assert (round(forgotten.incremental_margin), round(forgotten.profit_36)) == (24_935, 79_940)
    assert round(SHOP.profit_36) == 93_099
    cash = BRAND.replace(working_capital_days=0)
    alone = cash.replace(marketplace_share=0, channel_subscription=0)
    some = cash.replace(marketplace_share=0.20, cannibalization=0.10)
    assert (round(some.profit_36 / 1e3), round(alone.profit_36 / 1e3)) == (119, 93)
    assert round(alone.funding_need / 1e3) == 70
    assert some.funding_need == 0
    # Opened without customers of its own, beside a site that still has its 150,000.
    opened = some.marketplace.replace(starting_customers=0), some.shop.replace(starting_customers=150_000)
    assert round(-sum(one.project(36)["cash"] for one in opened).min() / 1e3) == 25
    assert alone.profit_36 == pytest.approx(SHOP.profit_36)
    assert some.replace(cannibalization=0.33).profit_36 > alone.profit_36
    assert some.replace(cannibalization=0.34).profit_36 < alone.profit_36


def test_two_ways_to_begin():
    site = bm.D2C(starting_customers=0, new_customers=4_500, fixed_costs=90_000)
    place = bm.D2C(
        starting_customers=0,
        new_customers=2_500,
        fixed_costs=15_000,
        commission_rate=0.15,
        churn=0.15,
        cac=3,
        working_capital_days=27,
    )
    assert [round(one.funding_need / 1e3) for one in (site, place)] == [518, 142]
    assert [round(one.steady_state_profit / 1e3) for one in (site, place)] == [59, 12]
    cash = place.project(120)["cash"]
    assert cash[66] < site.funding_need <= cash[67]  # nearly six years


def test_the_same_books():
    books = bm.load_rdataset("openintro/ucla_textbooks_f18")
    table = bm.levers.price_gap.gaps(books, {"Librairie": "bookstore_new", "Amazon": "amazon_new"})
    assert table["gap"].round(1).tolist()[:2] == [20.1, 3.6]
    assert table["first_count"].tolist() == [89, 68, 21]


def test_who_lives_and_what_would_save_the_others():
    music, demand = bm.Freemium(), bm.OnDemand()

    def cover(model):
        return round(bm.cases.overview({"a": model}).loc["a", "cover"], 2)

    assert (cover(music), cover(music.replace(churn=0.8 * music.churn))) == (0.73, 1.04)
    assert (cover(demand), cover(demand.replace(churn=0.8 * demand.churn))) == (0.57, 0.73)
    assert (
        cover(demand.replace(churn=0.57 * demand.churn))
        < 1
        < cover(demand.replace(churn=0.56 * demand.churn))
    )
    far = bm.cases.horizons(
        {"Compte": bm.BusinessBanking(), "Logiciel": bm.SaaS(), "Rdv": bm.BookingPlatform()}
    )
    assert (far["delay"] / 12).round().tolist() == [8, 13, 30]
    assert (far["cover_36"] < 2).all()


def test_the_least_received_is_the_provider():
    seats = bm.cases.chairs(
        {
            "Vendeur": bm.Marketplace(),
            "Reconditionneur": bm.Recommerce(),
            "Conducteur": bm.NetworkPlatform(),
            "Ayants droit": bm.Freemium(),
            "Prestataire": bm.OnDemand(),
        }
    )
    assert seats["received"].idxmin() == "Prestataire"
    assert seats["received"].idxmax() == "Conducteur"
    assert seats["received"].round(1).to_dict() == {
        "Vendeur": 64.9, "Reconditionneur": 80.1, "Conducteur": 83.3, "Ayants droit": 60.0, "Prestataire": 27.8,
    }  # fmt: skip
    assert seats["kept"].dropna().round(1).to_dict() == {"Reconditionneur": 14.4}


def test_one_forecast_is_blind():
    lines = bm.cases.backtest(["Salesforce", "Deezer", "BlaBlaCar"], table="dynamique")
    assert lines["case"].value_counts().to_dict() == {"Salesforce": 4, "Deezer": 2, "BlaBlaCar": 1}
    told = lines.groupby("case")["remark"].first()
    assert "postérieure aux chiffres prévus" in told["Salesforce"]
    assert "publiée avec la cible" in told["Deezer"]
    assert "trois paramètres pour quatre points" in told["BlaBlaCar"]
    (failed,) = lines[lines["error"].abs() > lines["trend"].abs()].index
    assert lines.loc[failed, "inputs"].startswith("chiffres d’affaires FY2015 et FY2020")


def test_two_chairs():
    now, dear = bm.Recommerce(), bm.Recommerce(commission=0.12)
    assert [round(one.refurbisher_margin, 1) for one in (now, dear)] == [44.2, 38.2]
    assert [round(one.order_margin, 1) for one in (now, dear)] == [32.6, 38.6]
    assert now.refurbisher_margin - dear.refurbisher_margin == pytest.approx(
        dear.order_margin - now.order_margin
    )
    assert (round(6 / now.refurbisher_margin, 2), round(6 / now.order_margin, 2)) == (0.14, 0.18)
    assert bm.goal_seek(dear, "refurbisher_margin", now.refurbisher_margin, vary="price") == pytest.approx(
        308, abs=0.5
    )
    back = [dear.replace(price=price).refurbisher_margin for price in (308, 310)]
    assert [round(one, 1) for one in back] == [43.9, 45.3]
    # Doctolib at its average full cost, 0.80 € an appointment, 120 a month: it would lose a fifth of what is paid.
    full = bm.BookingPlatform(marginal_cost=0.80).of_hundred()["Marge sur coûts variables"]
    assert full == pytest.approx(-20.5, abs=0.05)
