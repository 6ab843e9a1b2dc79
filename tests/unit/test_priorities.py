"""Euros gained per euro spent, by hand; the map of retention against acquisition, by its closed form."""

import math

import pytest

import bizmodels as bm
from bizmodels.core.change import Lever, times
from bizmodels.errors import LearnerError
from bizmodels.levers.catalogue import ADVERTISING, ALL, LOYALTY
from bizmodels.priorities import lever_table, retention_map, worth


def flat(**settings) -> bm.D2C:
    """A shop without fixed costs, returns nor discount: a customer pays 50 € a month and costs 30."""
    return bm.D2C(
        **(
            {
                "basket": 60, "orders_per_month": 1, "cogs": 30, "shipping": 0, "payment_fee": 0, "return_rate": 0,
                "fixed_costs": 0, "working_capital_days": 0, "discount_rate": 0, "cac": 10,
            }
            | settings
        )
    )  # fmt: skip


def test_a_gain_by_hand():
    # 100 customers, nobody comes: 10 % leave each month, or 5 %. Margin 20 €, two months: 100 + 90, or 100·0.95 …
    shop = flat(churn=0.10, new_customers=0, starting_customers=100)
    found = worth(
        shop, Lever(name="Essai", changes={"churn": times(0.5)}, setup_cost=50, monthly_cost=10), months=2
    )
    assert math.isclose(found.spent, 50 + 2 * 10)
    assert math.isclose(found.gained, 20 * (95 + 90.25 - 90 - 81))
    assert math.isclose(found.net, found.cash)  # nothing is discounted
    assert math.isclose(found.per_euro, found.gained / 70)


def test_today_a_later_euro_is_worth_less():
    shop = flat(churn=0, new_customers=0, starting_customers=100, discount_rate=0.21)
    saved = Lever(name="Essai", changes={"cogs": times(29 / 30)}, setup_cost=1)
    # 100 € saved each month: an annuity at (1.21)^(1/12) − 1.
    d = 1.21 ** (1 / 12) - 1
    assert math.isclose(worth(shop, saved, months=24).gained, 100 * (1 - 1.21**-2) / d)


def test_advertising_bought_by_a_lever_is_money_spent():
    shop = flat(churn=0.10, new_customers=100, starting_customers=0)
    more = Lever(name="Essai", changes={"new_customers": times(1.2)})
    assert math.isclose(worth(shop, more, months=1).spent, 20 * 10)
    assert math.isclose(worth(shop, more, months=1).gained, 20 * 20)


def test_each_lever_is_brought_to_the_same_budget():
    shop = flat(churn=0.05, new_customers=500, starting_customers=10_000)
    revenue = sum(shop.project()["revenue"])
    for lever in ALL:
        found = worth(shop, lever, budget=0.02)
        assert math.isclose(found.spent, 0.02 * revenue, rel_tol=1e-5), lever.name


def test_the_closed_form_of_the_map():
    # A small budget, a subscription in its steady state: retention over acquisition is
    # (departures avoided per share of revenue) · churn · CAC / ARPU / b.
    for churn, cac in ((0.02, 300), (0.06, 120), (0.10, 15)):
        firm = flat(churn=churn, cac=cac, new_customers=1_000, starting_customers=1_000 / churn)
        found = retention_map({"Firme": firm}, budget=1e-6).loc["Firme"]
        b = type(firm).reactions["acquisition"].start
        saved = -math.log(LOYALTY.changes["churn"].factor) * (1 + LOYALTY.saturation) / LOYALTY.saturation
        expected = saved / LOYALTY.revenue_share * churn * cac / firm.arpu / b
        assert found["renewal"] == pytest.approx(churn * cac / 50)
        assert found["ratio"] == pytest.approx(expected, rel=0.01)


def test_the_table_shows_the_band_and_a_dash_where_nothing_fits():
    table = lever_table(
        {"Boutique": bm.D2C(), "Écoute": bm.Freemium()}, [LOYALTY, bm.levers.catalogue.CROSS_SELL]
    )
    assert math.isnan(table.loc["Écoute", ("Vente croisée", "middle")])
    shown = table.shown()
    assert shown.loc["Écoute", "Vente croisée"] == "—"
    low, middle, high = table.loc["Boutique", "Programme de fidélité"]
    assert low < middle < high
    assert shown.loc["Boutique", "Programme de fidélité"].count(",") == 3


def test_the_whole_table_has_the_eleven_models_and_every_lever():
    table = lever_table()
    assert table.shape == (11, 3 * len(ALL))
    assert table["Publicité ciblée", "middle"].notna().all()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: lever_table({}), "modèles nommés"),
        (lambda: lever_table({"A": bm.D2C()}, []), "au moins un levier"),
        (lambda: lever_table({"A": bm.D2C()}, "fidélité"), "attend des leviers"),
        (lambda: lever_table({"A": bm.D2C()}, [LOYALTY, LOYALTY]), "se lisent"),
        (lambda: lever_table({"A": bm.D2C()}, budget=1), "budget vaut 1"),
        (lambda: worth(bm.D2C(), "fidélité"), "attend un levier"),
        (lambda: worth(bm.D2C(), LOYALTY, months=0), "months vaut 0"),
        (lambda: worth(bm.D2C(new_customers=0), ADVERTISING, budget=0.01), "ne dépense pas"),
    ],
)
def test_what_is_refused_is_told(call, said):
    with pytest.raises(LearnerError, match=said):
        call()
