"""Euros gained per euro spent, by hand; the map of retention against acquisition, by its closed form."""

import math

import pytest

import bizmodels as bm
from bizmodels.core.change import Lever, times
from bizmodels.errors import LearnerError
from bizmodels.levers.catalogue import ADVERTISING, ALL, LOYALTY
from bizmodels.priorities import lever_table, renewal_frontier, retention_map, worth


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
        if not lever.fits(shop):
            continue
        found = worth(shop, lever, budget=0.02)
        assert math.isclose(found.spent, 0.02 * revenue, rel_tol=1e-5), lever.name


@pytest.mark.parametrize("budget", [0.001, 0.01, 0.03])
@pytest.mark.parametrize("churn", [0.02, 0.06, 0.10])
def test_on_the_frontier_both_are_worth_the_same(budget, churn):
    # A subscription in its steady state, whose acquisition costs that share of revenue: 50 € a month, c·CAC = ρ·50.
    rho = renewal_frontier(budget)
    for share, wins in ((rho, None), (1.5 * rho, "retention"), (rho / 1.5, "acquisition")):
        firm = flat(
            churn=churn, cac=share * 50 / churn, new_customers=1_000, starting_customers=1_000 / churn
        )
        found = retention_map({"Firme": firm}, budget).loc["Firme"]
        assert found["renewal"] == pytest.approx(share)
        # 1 % of 50 € a customer, for the share of its departures that the programme avoids.
        kept = LOYALTY.effort(budget / 0.01).apply(firm)
        assert found["avoided"] == pytest.approx(budget * 50 / (churn - kept.churn))
        assert found["avoided_cacs"] == pytest.approx(found["avoided"] / firm.cac)
        if wins is None:  # to what a churn that falls compounds over 36 months
            assert found["ratio"] == pytest.approx(1, abs=0.12)
        else:
            assert (found["ratio"] > 1) == (wins == "retention")


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


def test_the_map_leaves_out_members_who_fall_asleep():
    found = retention_map()
    assert len(found) == 10
    assert "Plateforme en réseau" not in found.index


def test_a_firm_that_begins_pays_for_a_departure_what_an_old_one_pays():
    old, new = flat(starting_customers=5_000, churn=0.08), flat(starting_customers=0, churn=0.08)
    found = retention_map({"Ancienne": old, "Nouvelle": new})["avoided"]
    assert found["Nouvelle"] == pytest.approx(found["Ancienne"]) == pytest.approx(0.01 * 50 / (0.1 * 0.08))
