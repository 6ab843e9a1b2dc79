"""The figures that lesson 24 says, worked out by hand or from the fact base."""

import math

import pytest

import bizmodels as bm

CAMILLE = {"own_product": 4, "cash": 1, "engineers": 0, "partners": 1, "density": 1, "professionals": 0}
WAYS = ["max", "min", "max"]
SHOP, SECOND_HAND = "Vente directe", "Seconde main entre particuliers"


def test_the_same_million_by_hand_for_the_refurbisher():
    # A first month weighs 1/f ordinary ones; customers leave at 1.5 % a month; the float of 35 days comes first.
    firm = bm.Recommerce()
    won, customers, cash, before = 20_000 / firm.cac, 0.0, 1e6, 0.0
    broke = None
    for month in range(1, 37):
        customers = customers * (1 - firm.churn) + won
        weighed = customers + won * (firm.first_month_weight - 1)
        held = firm.working_capital_days / 30 * weighed * firm.arpu
        cash += weighed * firm.margin_per_customer - 70_000 - (held - before)
        before = held
        broke = broke or (month if cash < 0 else None)
    found = bm.choose.same_means().loc["Reconditionné"]
    assert found["cash"] == pytest.approx(cash)
    assert found["broke"] == broke == 21
    assert cash == pytest.approx(-652e3, rel=1e-3)


def test_who_still_has_money_after_three_years():
    means = bm.choose.same_means()
    alive = means[means["broke"] > 36]
    assert list(alive.index) == [
        SECOND_HAND,
        "Deux canaux",
        SHOP,
        "Service à la demande",
        "Compte professionnel en ligne",
    ]
    ideal = [SHOP, "Place de marché", "Reconditionné", "Logiciel par abonnement"]
    assert [name for name in ideal if name in alive.index] == [SHOP]
    assert means["ltv_cac"].idxmax() == "Logiciel par abonnement"
    assert means.loc["Logiciel par abonnement", "ltv_cac"] == pytest.approx(42.6, abs=0.05)
    assert means.loc["Logiciel par abonnement", "broke"] == 19
    assert 12 * means.loc["Logiciel par abonnement", "new_customers"] == pytest.approx(1, abs=0.05)


def test_twice_the_advertising_saves_two_firms_and_hastens_three():
    once, twice = (bm.choose.same_means(acquisition=budget).sort_index() for budget in (20_000, 40_000))
    assert ((once["broke"] <= 36).sum(), (twice["broke"] <= 36).sum()) == (6, 4)
    sooner = twice["broke"] < once["broke"]
    assert set(sooner.index[sooner]) == {"Logiciel par abonnement", "Freemium", "Plateforme en réseau"}
    rich = bm.choose.same_means(2_000_000, 50_000, 80_000)
    for name in ("Reconditionné", "Logiciel par abonnement", "Place de marché"):
        assert math.isinf(rich.loc[name, "broke"])
    for budget in range(20_000, 100_001, 10_000):
        assert bm.choose.same_means(acquisition=budget).loc["Reconditionné", "broke"] <= 36


def test_what_keeps_the_refurbisher_above_minus_a_million():
    firm = bm.choose.started(bm.Recommerce(), 50_000, 20_000)

    def lowest(**change):
        return min(firm.replace(**change).path(36)["cash"])

    for name, enough, short in (
        ("fixed_costs", 31_000, 32_000),
        ("commission", 0.19, 0.18),
        ("new_customers", 3_000, 2_000),
    ):
        assert lowest(**{name: enough}) > -1e6 > lowest(**{name: short})
    assert lowest(orders_per_month=0.1) < -1e6
    assert 3_000 * firm.cac == 135_000


def test_six_months_say_little_of_sixty():
    names = {
        "À la demande": bm.OnDemand(),
        "Compte pro": bm.BusinessBanking(),
        "Rendez-vous": bm.BookingPlatform(),
    }
    paths = bm.choose.cash_paths(names, months=60)
    assert paths.loc[6].idxmin() == paths.loc[36].idxmax() == "À la demande"
    assert paths.loc[6].idxmax() == paths.loc[60].idxmax() == "Compte pro"
    assert names["À la demande"].cac == names["Compte pro"].cac == 300


def test_three_rankings_of_the_same_table():
    table = bm.choose.decision_table(CAMILLE)
    assert len(table) == 11
    score = bm.choose.weighted_score(table, [1, 1, 1], WAYS)["score"]
    assert score.index[0] == SHOP
    assert score.iloc[0] == pytest.approx(93, abs=0.5)
    assert score.iloc[0] - score.iloc[1] == pytest.approx(4.5, abs=0.1)
    # By hand: the best is 100, the worst 0, on each of the three.
    own = table.loc[SHOP]
    marks = [
        (own["cash"] - table["cash"].min()) / (table["cash"].max() - table["cash"].min()),
        (table["spent"].max() - own["spent"]) / (table["spent"].max() - table["spent"].min()),
        (own["fit"] - table["fit"].min()) / (table["fit"].max() - table["fit"].min()),
    ]
    assert score[SHOP] == pytest.approx(100 * sum(marks) / 3)
    alive = table[table["cash"] > 0]
    assert len(alive) == 5
    assert bm.choose.weighted_score(alive, [1, 1, 1], WAYS).index[0] == SECOND_HAND
    assert bm.choose.topsis(table, [1, 1, 1], WAYS).winner == SECOND_HAND


def test_how_fragile_the_first_place_is():
    table = bm.choose.decision_table(CAMILLE)
    found = bm.choose.fragility(table, [1, 1, 1], WAYS)
    assert found.shares[SHOP] == pytest.approx(0.59, abs=0.005)
    assert set(found.shares.index[found.shares > 0]) == {SHOP, SECOND_HAND}
    assert (found.criterion, found.rival) == ("fit", SECOND_HAND)
    assert found.new_weight == pytest.approx(0.231, abs=5e-4)
    for upper, first, score in (([2, 1 / 3, 1 / 5], SHOP, 96), ([2, 3, 2], SECOND_HAND, 94)):
        judged = bm.choose.ahp(bm.choose.judgements(["cash", "spent", "fit"], upper))
        assert judged.consistent
        ranked = bm.choose.weighted_score(table, judged.priorities, WAYS)["score"]
        assert ranked.index[0] == first
        assert ranked.iloc[0] == pytest.approx(score, abs=0.5)


def test_camille_without_stock():
    found = bm.choose.recommend(CAMILLE | {"no_stock": 4}).set_index("model")["score"]
    assert list(found.index[:2]) == ["Resale", "D2C"]
    assert list(found.iloc[:2].round()) == [66, 59]


def test_judgements_of_the_lesson():
    names = ["argent", "temps", "risque", "plaisir"]
    wrong = bm.choose.ahp(bm.choose.judgements(names, [2, 4, 8, 1 / 4, 4, 2]))
    assert set(wrong.review) == {"temps", "risque"}
    assert bm.choose.ahp(bm.choose.judgements(names, [2, 4, 8, 2, 4, 2])).consistency_ratio == pytest.approx(
        0, abs=1e-9
    )


def test_what_was_public_when_the_clock_stopped():
    meero = bm.stopped_clock("Meero", "2019")
    others = meero[~meero["origin"].isin(["entreprise", "Thomas Rebaud"])]
    assert (len(meero), len(others)) == (15, 3)
    assert {30.0, 150.0} < set(others["value"])
    slip = bm.stopped_clock("Le Slip Français", "2023")
    assert "net_result" not in set(slip["metric"])
    loss = bm.stopped_clock("Le Slip Français", "2023", "net_result", after=True)
    assert loss[loss["period"] == "2022"]["known_on"].tolist() == ["2024"]
    deezer = bm.stopped_clock("Deezer", "2015")
    assert deezer[deezer["metric"] == "net_result"]["value"].tolist() == [-27.2]
