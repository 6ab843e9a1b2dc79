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
    for budget in range(20_000, 150_001, 10_000):
        broke = bm.choose.same_means(acquisition=budget)["broke"]
        assert (broke["Reconditionné"] <= 36) == (budget < 120_000)
        assert broke["Logiciel par abonnement"] <= 36
    # What lacks is not the million: with a smaller team the four of the article last three years.
    small = bm.choose.same_means(fixed_costs=30_000)["broke"]
    assert (small[[SHOP, "Reconditionné", "Logiciel par abonnement", "Place de marché"]] > 36).all()
    # The advice at the end: the CAC of the shop, at 40 k€ of advertising.
    dear = bm.choose.same_means(acquisition=40_000, models={"Boutique": bm.D2C(cac=24)})
    assert (bm.D2C().cac, dear.loc["Boutique", "broke"]) == (12, 26)


def test_what_keeps_the_refurbisher_above_minus_a_million():
    firm = bm.choose.started(bm.Recommerce(), 50_000, 20_000)

    def lowest(**change):
        return min(firm.replace(**change).path(36)["cash"])

    for name, enough, short in (
        ("fixed_costs", 31_000, 32_000),
        ("commission", 0.19, 0.18),
        ("new_customers", 2_500, 2_400),
        ("orders_per_month", 0.12, 0.11),
    ):
        assert lowest(**{name: enough}) > -1e6 > lowest(**{name: short})
    assert 2_500 * firm.cac == 112_500
    assert pytest.approx(3 * firm.orders_per_month) == 0.12
    # The two that are enough lie on their sliders, the two others beyond the end of theirs.
    sliders = bm.calculator(
        firm, sliders=["new_customers", "fixed_costs", "orders_per_month", "commission"]
    ).controls
    assert sliders["new_customers"].slider.max < 2_400
    assert sliders["orders_per_month"].slider.max < 0.12
    assert sliders["fixed_costs"].slider.min <= 31_000
    assert sliders["commission"].slider.max >= 19  # shown in %


def test_six_months_say_little_of_sixty():
    names = {
        "À la demande": bm.OnDemand(),
        "Compte pro": bm.BusinessBanking(),
        "Rendez-vous": bm.BookingPlatform(),
    }
    paths = bm.choose.cash_paths(names, months=60)
    assert paths.loc[6].idxmin() == paths.loc[36].idxmax() == "À la demande"
    assert paths.loc[6].idxmax() == paths.loc[60].idxmax() == "Compte pro"
    ahead = paths["Compte pro"] > paths["À la demande"]
    assert ahead.loc[49:].all()
    assert not ahead.loc[36:48].any()
    waits = [names[one].cac / names[one].margin_per_customer for one in ("Compte pro", "À la demande")]
    assert waits == pytest.approx([7.3, 3.0], abs=0.05)
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
    # Taking the same million from everybody changes the first of TOPSIS and no mark: the column is longer, its gaps weigh less.
    gains = table.assign(cash=table["cash"] - 1e6)
    assert bm.choose.topsis(gains, [1, 1, 1], WAYS).winner == SHOP
    assert bm.choose.weighted_score(gains, [1, 1, 1], WAYS)["score"][SHOP] == pytest.approx(score[SHOP])
    longer = ((gains["cash"] ** 2).sum() / (table["cash"] ** 2).sum()) ** 0.5
    assert longer == pytest.approx(1.9, abs=0.1)
    # And that division alone does it: the distances, on the marks from 0 to 1, leave the shop first.
    worst, best = table.min(), table.max()
    even = (table - worst) / (best - worst)
    even["spent"] = 1 - even["spent"]
    near = ((even**2).sum(axis=1) ** 0.5, ((1 - even) ** 2).sum(axis=1) ** 0.5)
    assert (near[0] / (near[0] + near[1])).idxmax() == SHOP


def test_the_weight_that_overturns_depends_on_the_scale():
    table = bm.choose.decision_table(CAMILLE)
    fixed = {"cash": (0, 1_000_000), "spent": (1_000_000, 0), "fit": (0, 100)}
    all_eleven = bm.choose.fragility(table, [1, 1, 1], WAYS)
    standing = bm.choose.fragility(table[table["cash"] > 0], [1, 1, 1], WAYS)
    scaled = bm.choose.fragility(table, [1, 1, 1], WAYS, scale=fixed)
    found = [one.new_weight for one in (all_eleven, standing, scaled)]
    assert found == pytest.approx([0.23, 0.47, 0.57], abs=0.005)
    assert {one.criterion for one in (all_eleven, standing, scaled)} == {"fit"}
    for one in (all_eleven, standing, scaled):
        assert set(one.shares.index[one.shares > 0]) == {SHOP, SECOND_HAND}
    # The two criteria of money say the same; without one of them the shop is first more often.
    assert table["cash"].corr(table["spent"]) < -0.99
    alone = bm.choose.fragility(table[["cash", "fit"]], [1, 1], "max")
    assert alone.shares[SHOP] == pytest.approx(0.73, abs=0.005)


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
    assert wrong.review == ("risque", "temps")
    assert wrong.implied == pytest.approx(1 / 2)
    assert "qui compterait 2 fois plus" in wrong.verdict
    accepted = [
        bm.choose.ahp(bm.choose.judgements(list("abc"), [3, third, 3])).consistent
        for third in (3, 3.2, 3.3, 9)
    ]
    assert accepted == [False, False, True, True]
    assert bm.choose.ahp(bm.choose.judgements(names, [2, 4, 8, 2, 4, 2])).consistency_ratio == pytest.approx(
        0, abs=1e-9
    )


def test_what_was_public_when_the_clock_stopped():
    meero = bm.stopped_clock("Meero", "2019")
    witnesses = meero[meero["origin"].str.startswith("témoignage")]
    assert len(meero) == 15
    assert set(witnesses["value"]) == {30.0, 150.0}
    assert witnesses["origin"].nunique() == 1
    assert set(meero["origin"]) - set(witnesses["origin"]) == {"entreprise", "Thomas Rebaud", "presse"}
    slip = bm.stopped_clock("Le Slip Français", "2023")
    assert "net_result" not in set(slip["metric"])
    sales = slip[slip["metric"].isin(["revenue", "revenue_company_statement"])]
    assert sales["period"].max() == "2021"
    loss = bm.stopped_clock("Le Slip Français", "2023", "net_result", after=True)
    assert loss[loss["period"] == "2022"]["known_on"].tolist() == ["2024"]
    deezer = bm.stopped_clock("Deezer", "2015")
    assert deezer[deezer["metric"] == "net_result"]["value"].tolist() == [-27.2]
    # A twentieth of the sales, then; but six times the loss of 2014 in between.
    lost = bm.load_companies().query("entity == 'Deezer' and metric == 'net_result'")
    assert lost["value"].min() / -27.2 == pytest.approx(6.2, abs=0.1)
    assert pytest.approx([0.19, 0.05], abs=0.003) == [27.2 / 141.9, 26 / 541]


def test_the_money_that_saves_refurbishing():
    left, short = (
        bm.choose.same_means(cash=cash, fixed_costs=50_000, acquisition=20_000)["broke"]["Reconditionné"]
        for cash in (1_660_000, 1_650_000)
    )
    assert left == float("inf")
    assert short == 36
