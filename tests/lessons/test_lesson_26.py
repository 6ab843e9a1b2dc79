"""The figures that lesson 26 says of its workshop, worked out by hand; and what its dossiers say."""

import json
from itertools import accumulate
from pathlib import Path

import pytest

import bizmodels as bm

NOTEBOOK = Path(__file__).resolve().parents[2] / "notebooks" / "26_projet.ipynb"


@pytest.fixture(scope="module")
def setup():
    """What the set-up cell gives: the class and the example, as the notebook writes them."""
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    source = "".join(next(cell["source"] for cell in cells if cell["id"] == "pro-pret"))
    names: dict = {}
    exec(compile(source, "pro-pret", "exec"), names)
    return names


@pytest.fixture(scope="module")
def exemple(setup):
    return setup["exemple"]


def bank(months, margin=7.0, fixed=4_800.0, won=60, cac=35.0, churn=0.04, setup=18_000.0):
    """What is in the bank after each month (€)."""
    customers, profits = 0.0, []
    for _ in range(months):
        customers = customers * (1 - churn) + won
        profits.append(customers * margin - won * cac - fixed)
    return list(accumulate(profits, initial=-setup))[1:]


def test_the_model_takes_fifteen_lines(setup):
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    source = "".join(next(cell["source"] for cell in cells if cell["id"] == "pro-pret"))
    body = source.split("class Atelier")[1].split("exemple =")[0]
    assert len([line for line in body.splitlines() if line.strip()]) <= 15


def test_five_times_the_outlay_and_six_years(exemple):
    assert exemple.margin_per_customer == pytest.approx(15 / 1.2 - 0.25 * 22) == pytest.approx(7)
    assert exemple.ltv == pytest.approx(7 / 0.04) == pytest.approx(175)
    assert exemple.ltv_cac == pytest.approx(5)
    cash = bank(96)
    assert list(exemple.project(96)["cash"]) == pytest.approx(cash)
    assert next(month for month, left in enumerate(cash, 1) if left >= 0) == 72
    assert cash[35] == pytest.approx(-82_400, abs=50)
    assert -min(bank(36)) == pytest.approx(89_200, abs=50) == pytest.approx(exemple.funding_need, abs=50)


def test_the_threshold_with_and_without_those_who_leave(exemple):
    assert exemple.break_even_customers == pytest.approx(4_800 / 7) == pytest.approx(686, abs=0.5)
    assert exemple.break_even_renewal == pytest.approx(4_800 / (7 - 0.04 * 35)) == pytest.approx(857, abs=0.5)
    assert exemple.break_even_renewal / exemple.break_even_customers == pytest.approx(1.25)


def test_two_visits_more_lose_everything(exemple):
    assert exemple.steady_state_profit == pytest.approx(60 * (175 - 35) - 4_800) == pytest.approx(3_600)
    five = exemple.replace(revisions=5 / 12)
    assert five.margin_per_customer == pytest.approx(12.5 - 22 * 5 / 12) == pytest.approx(3.33, abs=5e-3)
    assert five.steady_state_profit < 0
    # 60 (m/0.04 − 35) = 4,800 where m = 4.60
    assert pytest.approx(4.3, abs=0.02) == 12 * (12.5 - 4.6) / 22
    assert 12 * bm.goal_seek(exemple, "steady_state_profit", 0, vary="revisions") == pytest.approx(
        12 * 7.9 / 22
    )
    assert pytest.approx(6.8, abs=0.02) == 12 * 12.5 / 22


def test_only_the_price_kills_at_a_fifth(exemple):
    worse = {
        "new_customers": 48,
        "churn": 0.048,
        "cac": 42,
        "cout_revision": 26.4,
        "revisions": 0.3,
        "fixed_costs": 5_760,
    }
    left = {name: exemple.replace(**{name: value}).steady_state_profit for name, value in worse.items()}
    assert min(left.values()) > 0
    assert left["new_customers"] == pytest.approx(1_920)
    assert (
        exemple.replace(prix=12).steady_state_profit
        == pytest.approx(60 * (4.5 / 0.04 - 35) - 4_800)
        == pytest.approx(-150)
    )


def test_the_euro_of_a_life_of_36_months_and_the_next_one(exemple):
    more = bm.priorities.worth(exemple, bm.levers.catalogue.ADVERTISING)
    average = bm.priorities.average_euro(exemple)
    assert more.per_euro == pytest.approx(1.36, abs=0.005)
    assert average == pytest.approx(2.35, abs=0.005)
    # « pour 10 % d’abonnés de plus, il faut 17 % de publicité de plus »: the gain is a tenth of what 36 months bring
    assert 0.1 * average / more.per_euro == pytest.approx(0.17, abs=0.005)


def test_a_year_in_advance_and_its_gift(exemple):
    ahead, gift = bm.levers.prepayment.need(exemple), bm.levers.prepayment.need(exemple.replace(prix=12.5))
    assert ahead == pytest.approx(28_900, abs=50)
    assert pytest.approx(2.08, abs=5e-3) == 2.5 / 1.2
    assert pytest.approx(0.30, abs=0.005) == 2.5 / 1.2 / 7
    brought, left = exemple.funding_need - ahead, exemple.funding_need - gift
    assert 1 - left / brought == pytest.approx(0.6, abs=0.01)
    cash = bm.levers.prepayment.cash(exemple.replace(prix=12.5), 48)
    assert min(cash) < min(cash[:36]) == cash[35]  # « la quatrième année creuse encore »


def test_what_it_takes_to_measure(exemple):
    size = bm.levers.personalization.sample_size
    # The same 2,100 € bring 300 visitors, of whom 60 sign up at 15 €; n at 19 € are worth n × margin / churn, less the same
    margin = 19 / 1.2 - 0.25 * 22

    def earned(won):
        return exemple.replace(prix=19, new_customers=won, cac=2_100 / won).steady_state_profit

    assert earned(41) == pytest.approx(41 * margin / 0.04 - 2_100 - 4_800)
    assert earned(40) < exemple.steady_state_profit < earned(41)
    assert earned(0.135 * 300) < exemple.steady_state_profit < earned(0.136 * 300)
    assert size(0.20, 0.136) == 535
    assert 2 * size(0.20, 0.136) == 1_070
    assert size(0.25, 0.36) == 274
    # The months of a hundred subscribers; the threshold of the attrition: 60 (7/c − 35) = 4,800
    assert pytest.approx(0.061, abs=5e-4) == 7 / (4_800 / 60 + 35)
    assert size(0.04, 0.061) == 1_706

    def months_of(months, churn):
        return sum(100 * (1 - churn) ** month for month in range(months))

    assert months_of(3, 0.04) == pytest.approx(288, abs=0.5)
    assert months_of(3, 0.061) > 274
    assert months_of(28, 0.04) < 1_706 < months_of(29, 0.04)
    assert 100 / 0.0609 < 1_706  # at 6,1 %, never


def test_the_cases_in_which_a_launch_can_be_defended(exemple):
    for price, lent, until in ((15, 90_000, 72), (18, 65_000, 40)):
        firm = exemple.replace(prix=price)
        cash = firm.path(120)["cash"]
        assert next(month for month in range(1, 121) if min(cash[month - 1 :]) >= 0) == until
        assert 0.95 * lent < firm.funding_need <= lent
        said = f"Lancer : la banque avance {lent:_} € jusqu’au mois {until}.".replace("_", "\u202f")
        found = bm.dossier(firm, decision=said).check()
        assert not found["sentence"].str.startswith("La décision").any(), found["sentence"].tolist()


def test_the_threshold_of_a_firm_that_grows(exemple):
    assert pytest.approx(986, abs=0.5) == (4_800 + 60 * 35) / exemple.margin_per_customer


def test_one_ranking_in_the_lesson_and_in_the_dossier(exemple):
    content = bm.dossier(exemple).content
    assert [one.parameter for one in content.swings[:3]] == ["prix", "churn", "new_customers"]
    spread = {one.parameter: one.spread for one in content.swings}
    assert spread["revisions"] == pytest.approx(spread["cout_revision"])
    assert spread["revisions"] == pytest.approx(spread["new_customers"], rel=0.02)  # « se valent presque »
    assert bm.sensitivity(exemple, "steady_state_profit")["parameter"].tolist()[:3] == [
        "prix",
        "churn",
        "new_customers",
    ]


def test_the_cell_of_the_learner_copies_the_workshop_and_leaves_it_alone(setup, exemple):
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    cell = next(cell for cell in cells if cell["id"] == "pro-mien")
    names = {"bm": bm}
    exec(compile("".join(cell["source"]), "pro-mien", "exec"), names)
    mine = names["mon_projet"]
    assert not {"exemple", "Atelier"} & set(names)
    assert cell["metadata"]["jupyter"]["source_hidden"]
    assert mine.values() == exemple.values()
    for name in ("arpu", "cost_to_serve", "ltv_cac", "funding_need", "steady_state_profit"):
        assert getattr(mine, name) == pytest.approx(getattr(exemple, name))
    found = bm.dossier(
        mine,
        "Vélo en forme",
        "renard bleu",
        names["sources"],
        names["leviers"],
        names["risques"],
        names["choix"],
        names["doute"],
    )
    assert "se contredit" not in found.check()["what"].tolist()


def test_a_plan_in_the_green_and_futures_in_the_red(exemple):
    dear = exemple.replace(prix=20)
    assert dear.walked["cash"][-1] == pytest.approx(27_100, abs=50)
    below = bm.dossier(dear).content.bands.below
    assert 0.25 < below < 0.35
    laws = {
        name: bm.between(0.8 * v, v, 1.2 * v)
        for name, v in dear.values().items()
        if v and name not in ("discount_rate", "capacity")
    }
    drawn = bm.simulate(dear, laws, draws=4_000, seed=1)
    assert float((drawn["cash"] < 0).mean()) == pytest.approx(below, abs=0.03)
    cheaper = exemple.replace(prix=18).walked["cash"][-1]
    assert dear.walked["cash"][-1] - cheaper == pytest.approx(43_800, abs=50)


def test_the_hasty_dossier_and_what_it_is_told(exemple):
    hasty = exemple.replace(cac=0, fixed_costs=9_000)
    sources = {"prix": "internet", "revision": "un ami", "fixed_costs": "Devis de loyer, mars 2026"}
    found = bm.dossier(
        hasty, "Vélo en forme", "renard pressé", sources, decision="Lancer tout de suite."
    ).check()
    kinds = found["what"].tolist()
    assert kinds.count("se contredit") >= 2
    assert kinds[0] == "se contredit"
    assert any("« revisions »" in one.replace("\u00a0", " ") for one in found["sentence"])
