"""The figures that lesson 19 says of fines, breaches and protections, worked out by hand."""

from dataclasses import replace

import pytest

import bizmodels as bm
from bizmodels.core.struck import cash
from bizmodels.risks import privacy

SHOP = bm.D2C(new_customers=417, starting_customers=3_750, fixed_costs=11_250)


def test_the_shop_sells_for_a_little_more_than_half_a_million():
    assert 500_000 < sum(SHOP.walked["revenue"]) / 3 < 600_000


def test_the_sums_of_the_table():
    table, fines = bm.load_sanctions(), privacy.data_fines()
    assert (len(table), len(fines)) == (46, 39)
    assert table["amount_eur"].sum() / 1e9 == pytest.approx(2.39, abs=0.005)
    assert fines["amount_eur"].sum() / 1e9 == pytest.approx(1.434, abs=0.0005)
    assert fines["amount_eur"].mean() / 1e6 == pytest.approx(36.8, abs=0.05)
    assert fines["amount_eur"].median() == 5e6
    assert (fines["amount_eur"] > fines["amount_eur"].mean()).sum() == 11
    two = fines.nlargest(2, "amount_eur")
    assert [name.split()[0] for name in two["company"]] == ["Google", "Uber"]
    assert 0.4 < two["amount_eur"].sum() / fines["amount_eur"].sum() < 0.45
    assert fines["articles"].str.contains("RGPD art").sum() == 22
    before = privacy.data_fines(annulled=True)["amount_eur"]
    assert before.mean() / 1e6 == pytest.approx(54, abs=0.5)
    assert before.median() == 6.5e6
    assert before.max() == 746e6 == pytest.approx(before.sum() / 3, rel=0.03)
    assert table.loc[~table["additive"], "amount_eur"].sum() / 1e6 == pytest.approx(169, abs=0.5)
    themes = privacy.themes()
    ratio = themes.loc["Cookies et traceurs", "median"] / themes.loc["Sécurité et violations", "median"]
    assert ratio == pytest.approx(45)


def test_the_eleven_that_the_table_lacks():
    fines = privacy.data_fines()
    known = fines[(fines["date"].dt.year == 2022) & fines["authority"].str.startswith("CNIL")]["amount_eur"]
    assert len(known) == 10
    assert known.sum() / 1e6 == pytest.approx(98.13, abs=0.005)
    total = bm.load_sanctions().set_index("company").loc["TOTAL ANNUEL (21 sanctions)", "amount_eur"]
    assert total / 1e6 == pytest.approx(101.28, abs=0.005)
    assert (total - known.sum()) / 1e6 == pytest.approx(3.15, abs=0.005)
    assert total / 21 / 1e6 == pytest.approx(4.8, abs=0.05)


def test_a_hundred_euros_a_year():
    assert pytest.approx(100, abs=1) == 21 / 52_000 * 250_000
    assert bm.fact("France e-commerce", "merchant_sites_census", 2023).value == 52_000
    assert pytest.approx(1_950, abs=5) == 101.2779e6 / 52_000  # the mean of all of 2022
    assert bm.risks.catalogue.SANCTION.probability / (21 / 52_000) == pytest.approx(25, abs=0.5)
    assert pytest.approx(25, abs=0.5) == 520 / 21  # cheats, if one shop in a hundred is one


def test_the_insurance_costs_more_than_the_mean():
    loss = privacy.expected_loss(0.05, [5_000, 15_000, 60_000])
    assert loss.mean == pytest.approx(0.05 * 80_000 / 3) == pytest.approx(1_333, abs=0.5)
    assert (loss.no_loss, loss.worst_in_20, loss.worst_in_100) == (0.95, 0, 60_000)
    assert 24 * SHOP.profit_36 < 60_000


def test_two_euros_a_contract_and_a_friday_evening():
    fines = privacy.data_fines()
    free = fines[(fines["date"] == "2026-01-08") & fines["company"].str.startswith("Free")]
    assert sorted(free["amount_eur"]) == [15e6, 27e6]
    assert privacy.notify_before("2026-01-13 18:00").strftime("%d %H") == "16 18"


def test_three_of_five_prospects_leave_and_the_fourth_the_next_day():
    contacts = ["2021-03-15", "2022-11-30", "2023-01-31", "2023-02-01", "2025-06-30"]
    assert [privacy.to_erase(contacts, on=f"2026-02-0{day}") for day in (1, 2)] == [3, 4]


def test_cheating_brings_four_thousand_euros_a_year():
    sales, costs = sum(SHOP.walked["revenue"]), sum(SHOP.walked["variable_costs"])
    gain = 0.4 * 0.05 * (sales - costs) / 3
    assert gain == pytest.approx(4_200, abs=50)
    assert gain / 20_000 == pytest.approx(0.21, abs=0.005)


def test_what_a_blow_costs_and_what_security_avoids():
    risks, guards = bm.risks.catalogue, bm.risks.guards
    for risk, lost in ((risks.BREACH, 15_500), (risks.SANCTION, 9_600)):  # as the cards say: not discounted
        assert SHOP.walked["cash"][-1] - cash(SHOP, risk)[-1] == pytest.approx(lost, abs=50)
    deep = [-min(cash(SHOP, risk)) for risk in (risks.BREACH, risks.SANCTION)]
    assert deep[0] < deep[1]  # « à financer » says the contrary
    assert risks.BREACH.probability / risks.SANCTION.probability == pytest.approx(5)
    table = bm.protection_table(SHOP, [guards.SECURITY], [risks.BREACH, risks.SANCTION])
    assert table["per_euro"].iloc[0] < 0.5
    assert table["cost"].iloc[0] < 1_800
    for chance, pays in ((0.14, False), (0.15, True)):
        often = [replace(risks.BREACH, probability=chance), risks.SANCTION]
        assert (bm.protection_table(SHOP, [guards.SECURITY], often)["per_euro"].iloc[0] > 1) == pays


def test_commissions_suffer_most_from_a_breach():
    table = bm.risk_table(risks=[bm.risks.catalogue.BREACH])
    breach = bm.risks.catalogue.BREACH.name
    cost = {
        name: table.loc[name, (breach, "yearly_cost")] / sum(model.walked["revenue"])
        for name, model in bm.priorities._course().items()
    }
    worst = sorted(cost, key=cost.get)[-3:]
    assert set(worst) == {"Plateforme en réseau", "Place de marché", "Seconde main entre particuliers"}
    # Because many leave and each leaves a large margin: the blow multiplies the churn.
    course = bm.priorities._course()
    margin = {
        name: 1 - sum(model.walked["variable_costs"]) / sum(model.walked["revenue"])
        for name, model in course.items()
    }
    hurt = {name: model.churn * margin[name] for name, model in course.items()}
    assert set(sorted(hurt, key=hurt.get)[-3:]) == set(worst)
    assert all(0.05 <= course[name].churn <= 0.2 and 0.79 < margin[name] < 0.82 for name in worst)
    assert (course["Vente directe"].churn, round(margin["Vente directe"], 2)) == (0.08, 0.37)
    assert round(margin["Logiciel par abonnement"], 2) == 0.78
