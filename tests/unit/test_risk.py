"""Risks: one record like a lever, and months of a firm that is struck on the way, beside a plain month-by-month walk."""

import copy
import math
import pickle
from dataclasses import dataclass

import numpy as np
import pytest

import bizmodels as bm
from bizmodels.core.change import plus, times
from bizmodels.core.laws import Between, Heavy, quantile
from bizmodels.core.months import Account
from bizmodels.core.struck import cash as struck_cash
from bizmodels.errors import LearnerError
from bizmodels.risks import catalogue, guards
from bizmodels.view.risk_cards import often

THREE = [
    bm.Risk(name="Départs", changes={"churn": times(1.3)}, probability=0.2),
    bm.Risk(
        name="Publicité",
        changes={"new_customers": times(0.7), "cac": times(1.3)},
        probability=0.2,
        setup_cost=1_000,
        monthly_cost=50,
        lasts=9,
    ),
    bm.Risk(name="Délais", changes={"working_capital_days": plus(15)}, probability=0.2, lasts=12),
]
MODELS = [cls() for cls in bm.models.all_models().values()]


def one_by_one(model, firm, risks, firsts, hards, months):
    """Cash and its lowest point of one draw, by rebuilding the firm each month that something changes."""
    total = low = 0.0 - model.setup_cost
    held_at_start, acting, stock, before = Account(model).held_at_start, None, None, None
    for month in range(1, months + 1):
        now = tuple(first <= month < first + risk.lasts for risk, first in zip(risks, firsts, strict=True))
        if now != acting:
            values = model.values()
            for risk, acts, hard in zip(risks, now, hards, strict=True):
                if acts:
                    for name, shift in risk.moved(model).items():
                        param = type(model).__params__[name]
                        values[name] = float(np.clip(shift.of(values[name], hard), param.low, param.high))
                    values["fixed_costs"] += hard * risk.costs(firm)[1]
            made = type(model)(**values)
            walker = made if stock is None else made.resumed(stock, before)
            account, walk, before, acting = Account(walker), walker.stocks(), made, now
            account.held_at_start = held_at_start
        for risk, first, hard in zip(risks, firsts, hards, strict=True):
            total -= hard * risk.costs(firm)[0] * (first == month)
        stock = next(walk)
        total += next(account.profits([stock]))
        cash = total - account.working_capital(account.revenue(stock))
        low = min(low, cash)
    return cash, low


@pytest.mark.parametrize("model", MODELS, ids=lambda one: type(one).__name__)
def test_each_draw_is_the_firm_walked_month_by_month(model):
    table = bm.simulate(model, {"churn": Between(0.02, 0.05, 0.08)}, draws=120, months=48, risks=THREE)
    drawn = [risk.drawn(120, 0) for risk in THREE]
    for row in range(120):
        firm = model.replace(churn=float(table["churn"][row]))
        firsts, hards = [first[row] for first, _ in drawn], [hard[row] for _, hard in drawn]
        expected = one_by_one(firm, model, THREE, firsts, hards, 48)
        assert (table["cash"][row], table["lowest_cash"][row]) == pytest.approx(expected, rel=1e-9, abs=1e-3)


def test_a_blow_of_the_first_month_starts_from_the_start():
    always = bm.Risk(name="Toujours", changes={"churn": times(2)}, probability=1, band=(1, 1))
    for model in MODELS:
        cash = bm.simulate(model, {}, draws=2, risks=[always])["cash"][0]
        assert cash == pytest.approx(always.stress(model).path(36)["cash"][-1], rel=1e-9)


def test_risks_alone_may_be_drawn():
    alone = bm.simulate(bm.D2C(), risks=[THREE[0]], draws=50)
    assert alone.equals(bm.simulate(bm.D2C(), {}, risks=[THREE[0]], draws=50))
    assert alone["Départs"].notna().any()


def test_without_a_strike_nothing_changes():
    never = bm.Risk(name="Jamais", changes={"churn": times(2)}, probability=0)
    plain = bm.simulate(bm.D2C(), {"cac": bm.between(10, 12, 20)}, draws=50)
    table = bm.simulate(bm.D2C(), {"cac": bm.between(10, 12, 20)}, draws=50, risks=[never])
    assert table["Jamais"].isna().all()
    assert table.drop(columns="Jamais").equals(plain)


def test_the_share_struck_is_that_of_the_probability():
    risk = THREE[0]
    table = bm.simulate(bm.D2C(), {}, draws=20_000, months=60, risks=[risk])
    assert table["Départs"].notna().mean() == pytest.approx(1 - 0.8**5, abs=0.01)
    assert (table["Départs"] <= 12).mean() == pytest.approx(0.2, abs=0.01)


def test_the_same_seed_strikes_the_same_draws_whatever_the_others():
    alone = bm.simulate(bm.D2C(), {}, draws=500, risks=[THREE[0]])["Départs"]
    both = bm.simulate(bm.D2C(), {}, draws=500, risks=[THREE[2], THREE[0]])["Départs"]
    assert alone.equals(both)
    assert not alone.equals(bm.simulate(bm.D2C(), {}, draws=500, seed=1, risks=[THREE[0]])["Départs"])


def test_the_funding_need_knows_the_blows():
    late = bm.Risk(name="Retard", changes={"working_capital_days": plus(60)}, probability=1, band=(1, 1))
    table = bm.simulate(bm.D2C(), {}, draws=3, risks=[late])
    assert table["funding_need"].tolist() == pytest.approx((-table["lowest_cash"]).clip(lower=0).tolist())
    assert table["funding_need"][0] > bm.D2C().funding_need


def test_levers_that_protect_make_a_risk_rarer():
    guarded = catalogue.BREACH.guarded([guards.SECURITY])
    assert guarded.probability == pytest.approx(0.025)
    assert catalogue.LATE.guarded([guards.SECURITY]) == catalogue.LATE
    plain = bm.simulate(bm.D2C(), {}, draws=4_000, months=60, risks=[catalogue.BREACH])
    kept = bm.simulate(
        bm.D2C(), {}, draws=4_000, months=60, risks=[catalogue.BREACH], levers=[guards.SECURITY]
    )
    assert kept["Fuite de données"].count() < 0.7 * plain["Fuite de données"].count()


def test_a_market_that_reacts_goes_on_reacting():
    firm = bm.D2C().reacting(acquisition=0.6)
    dearer = bm.Risk(name="Objectif", changes={"new_customers": times(1.2)}, probability=1, band=(1, 1))
    cash = bm.simulate(firm, {}, draws=2, risks=[dearer])["cash"][0]
    assert cash == pytest.approx(dearer.stress(firm).path(36)["cash"][-1], rel=1e-9)


def test_a_blow_that_ends_leaves_its_customers_lost():
    model = bm.D2C()
    short = bm.Risk(name="Trou", changes={"new_customers": times(0.01)}, lasts=3)
    struck = struck_cash(model, short)
    assert struck[-1] < model.path(36)["cash"][-1]
    assert struck[-1] > struck_cash(model, bm.Risk(name="Trou", changes={"new_customers": times(0.01)}))[-1]


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"probability": 1.5}, "probability"), ({"probability": -0.1}, "probability"), ({"probability": math.nan}, "probability"),
        ({"probability": "5 %"}, "probability"), ({"lasts": 0}, "lasts"), ({"lasts": 2.5}, "lasts"), ({"lasts": True}, "lasts"),
        ({"severity": 2}, "severity"), ({"setup_months": -1}, "setup_months"), ({"changes": {"churn": 2}}, "churn"),
    ],
)  # fmt: skip
def test_a_wrong_declaration_is_told(wrong, name):
    with pytest.raises(LearnerError, match=name) as told:
        bm.Risk(**{"name": "Essai", "changes": {"churn": times(2)}, **wrong})
    assert "Risque «\u00a0Essai\u00a0»" in str(told.value)


def test_a_risk_that_does_not_fit_is_told_before_anything_runs():
    with pytest.raises(LearnerError, match="commission_rate"):
        bm.simulate(bm.SaaS(), {}, draws=2, risks=[catalogue.COMMISSION])
    with pytest.raises(LearnerError, match="attend des risques"):
        bm.simulate(bm.D2C(), {}, draws=2, risks="fraude")
    with pytest.raises(LearnerError, match="severity"):
        catalogue.BREACH.stress(bm.D2C(), severity=-1)


def test_a_law_says_its_quantiles():
    law = Between(0, 1, 4)
    drawn = law.rvs(200_000, np.random.default_rng(1))
    for share in (0.05, 0.3, 0.5, 0.9):
        assert quantile(law, share) == pytest.approx(np.quantile(drawn, share), abs=0.02)
    heavy = Heavy(1, 10)
    assert np.quantile(heavy.rvs(200_000, np.random.default_rng(1)), 0.95) == pytest.approx(10, rel=0.02)
    with pytest.raises(LearnerError, match="median"):
        Heavy(2, 1)


def test_how_often_is_said_in_years():
    assert often(catalogue.RANKING) == "3\u00a0années sur 20, 12 mois"
    assert often(catalogue.SANCTION) == "1\u00a0année sur 100"
    assert often(catalogue.COMMISSION) == "3\u00a0années sur 20, pour de bon"


def test_every_risk_of_the_course_fits_a_model_and_costs_it():
    for risk in catalogue.ALL:
        fits = [model for model in MODELS if risk.fits(model)]
        assert fits, risk.name
        assert not risk.is_misspelt()
        for model in fits:
            if risk is not catalogue.RANKING:  # a network's newcomers bring nothing in three years
                assert bm.exposure.expected_cost(model, risk) > 0, (risk.name, type(model).__name__)


def test_the_table_is_the_eleven_models_by_the_risks():
    table = bm.risk_table()
    assert table.shape == (11, 16)
    boutique = table.loc["Vente directe"]
    assert boutique["Fuite de données", "yearly_cost"] == pytest.approx(
        bm.exposure.expected_cost(bm.D2C(), catalogue.BREACH)
    )
    assert math.isnan(boutique["Hausse de commission", "yearly_cost"])


def test_the_worst_month_is_met_by_one_firm_in_two():
    risk = bm.Risk(name="Coup", changes={}, probability=0.2, setup_cost=1_000, band=(0, 2))
    generator = np.random.default_rng(0)
    struck = generator.random((20_000, 20)) < 0.2
    hard = risk.severity.rvs((20_000, 20), generator) * 1_000
    assert bm.exposure.worst_month(bm.D2C(), risk) == pytest.approx(
        np.median((struck * hard).max(axis=1)), rel=0.02
    )


def test_the_expected_cost_is_what_many_simulated_years_cost():
    risk = catalogue.RANKING
    cost = np.mean([bm.exposure.cost_of_a_blow(bm.D2C(), risk, s) for s in risk.drawn(400, 3)[1]])
    assert bm.exposure.expected_cost(bm.D2C(), risk) == pytest.approx(risk.probability * cost, rel=0.02)


def test_a_guard_buys_what_it_says():
    table = bm.protection_table(bm.D2C(), [guards.SECURITY])
    row = table.loc["Sécurité des données"]
    assert row["Fuite de données"] == pytest.approx(
        bm.exposure.expected_cost(bm.D2C(), catalogue.BREACH) / 2, rel=0.02
    )
    assert row["per_euro"] == pytest.approx(row["avoided"] / row["cost"])


def test_two_levers_may_work_against_each_other():
    table = bm.exposure.clashes(
        bm.D2C(), [guards.STRONG_AUTH, bm.levers.catalogue.ADVERTISING, guards.SECURITY]
    )
    assert len(table) == 3
    assert table["gap"].is_monotonic_increasing
    assert table["gap"].iloc[0] < 0
    assert (table["together"] - table["apart"]).tolist() == pytest.approx(table["gap"].tolist())


# --- what a stranger broke ---------------------------------------------------------------------------------


def sure(name, changes, **more):
    return bm.Risk(name=name, changes=changes, probability=1, band=(1, 1), **more)


PRICES = {"D2C": "basket", "SaaS": "list_price", "Hybrid": "basket", "Freemium": "price", "OnDemand": "price"}


@pytest.mark.parametrize("name", PRICES)
def test_a_blow_on_the_price_and_one_that_does_nothing(name):
    model = getattr(bm, name)()
    price = {PRICES[name]: times(0.8)}
    for lasts in (6, math.inf):
        blow, nothing = sure("Prix", price, lasts=lasts), sure("Rien", {"churn": times(1)}, lasts=9)
        expected = struck_cash(model, blow)[-1]
        for risks in ([blow], [blow, nothing], [nothing, blow]):
            cash = bm.simulate(model, {}, draws=2, risks=risks)["cash"][0]
            assert cash == pytest.approx(expected, rel=1e-9)


class Queue(bm.D2C):
    """A student's shop: visitors wait a month, and December is good."""

    def stocks(self):
        customers, waiting, month = self.starting_customers, 5_000.0, 0
        while True:
            month += 1
            customers, waiting = (
                customers * (1 - self.churn) + 0.1 * waiting,
                0.9 * waiting + self.new_customers,
            )
            yield {"customers": customers * (1.5 if month % 12 == 0 else 1.0)}


def test_a_students_model_is_struck_without_starting_again():
    model = Queue()
    nothing = sure("Rien", {"churn": times(1)}, lasts=5)
    plain = model.path(36)["cash"][-1]
    assert struck_cash(model, nothing)[-1] == pytest.approx(plain)
    assert bm.exposure.expected_cost(model, nothing) == pytest.approx(0, abs=1e-3)
    rare = bm.Risk(name="Rien", changes={"churn": times(1)}, probability=0.5, lasts=5)
    table = bm.simulate(model, {"cac": bm.between(10, 12, 20)}, draws=60, risks=[rare])
    quiet = bm.simulate(model, {"cac": bm.between(10, 12, 20)}, draws=60)
    assert table["cash"].tolist() == pytest.approx(quiet["cash"].tolist())
    assert table["lowest_cash"].tolist() == pytest.approx(quiet["lowest_cash"].tolist())
    dearer = sure("Port", {"shipping": plus(2)}, lasts=7)
    assert bm.simulate(model, {}, draws=2, risks=[dearer])["cash"][0] == pytest.approx(
        struck_cash(model, dearer)[-1]
    )


def test_a_long_tail_strikes_no_learner_down():
    for seed in (368, 469, 709):
        assert len(bm.simulate(bm.D2C(), {}, seed=seed, months=1, risks=[catalogue.SANCTION])) == 10_000
    assert catalogue.BREACH.stress(bm.D2C(), 1_000).churn == 1
    assert (
        bm.exposure.expected_cost(
            bm.D2C(), bm.Risk(name="Queue", changes={}, setup_cost=1, severity=Heavy(1, 20))
        )
        > 0
    )


def test_a_blow_is_the_same_risk_harder():
    risk = bm.Risk(name="Départs", changes={"churn": times(1.5)}, monthly_cost=10, setup_cost=5)
    twice, model = risk.blow(2), bm.D2C(churn=0.08, fixed_costs=0)
    assert twice.stress(model) == risk.stress(model, 2)
    assert risk.stress(model, 2).churn == pytest.approx(0.18)
    assert twice.costs(model) == (10, 20)
    assert bm.simulate(model, {}, draws=50, risks=[twice])["cash"].tolist() == pytest.approx(
        bm.simulate(
            model,
            {},
            draws=50,
            risks=[bm.Risk(name="Départs", changes={"churn": times(1.5**2)}, monthly_cost=20, setup_cost=10)],
        )["cash"].tolist(),
        rel=1e-9,
    )


def test_stress_pays_at_once_what_a_longer_wait_ties_up():
    for model in MODELS:
        for risk in (catalogue.LATE, sure("Délais", {"working_capital_days": plus(30)})):
            lasting = bm.Risk(name="Délais", changes=risk.changes)
            assert lasting.stress(model).path(36)["cash"] == pytest.approx(
                struck_cash(model, lasting), rel=1e-9
            )


def test_two_blows_cost_the_same_in_both_orders():
    shop, (first, second) = bm.D2C(), (catalogue.RANKING, catalogue.SANCTION)
    assert struck_cash(shop, [first, second]) == pytest.approx(struck_cash(shop, [second, first]))
    always = [sure("Un", first.changes, lasts=12), sure("Deux", {}, setup_months=0.2)]
    cash = bm.simulate(shop, {}, draws=2, risks=always)["cash"][0]
    assert cash == pytest.approx(struck_cash(shop, always)[-1])
    calc = bm.calculator(shop)
    calc._tabs.value = "Leviers et risques"
    for name in (second.name, first.name):
        calc.risks.buttons[name].value = True
    assert calc.scene.struck() == pytest.approx(struck_cash(shop, [first, second]))


@pytest.mark.parametrize("name", ["cash", "ltv", "churn", "lowest_cash", "funding_need"])
def test_a_risk_hides_no_column(name):
    with pytest.raises(LearnerError, match="colonne"):
        bm.simulate(bm.D2C(), {}, draws=2, risks=[sure(name, {"cac": times(2)})])


@pytest.mark.parametrize(
    "more",
    [{"changes": {"starting_customers": times(0.5)}}, {"changes": {"setup_cost": times(2)}}, {"answers": {"price": None}}, {"amount": 2.0}],
)  # fmt: skip
def test_what_a_blow_cannot_move_is_refused(more):
    with pytest.raises(LearnerError, match="Risque"):
        bm.Risk(**{"name": "Essai", "changes": {"churn": times(2)}, **more})


def test_a_risk_can_be_copied_and_kept():
    for one in (catalogue.FRAUD, guards.SECURITY):
        assert copy.deepcopy(one) == one
        again = pickle.loads(pickle.dumps(one))
        assert (again.name, again.band) == (one.name, one.band)
        assert again.fits(bm.D2C())


def test_a_law_of_ones_own_is_told_or_taken():
    class Words:
        def rvs(self, size, random_state):
            return ["beaucoup"] * size

    class Wrong:
        def rvs(self, number):
            return np.ones(number)

    @dataclass
    class Plain:
        level: float = 1.0

        def rvs(self, size=None, random_state=None):
            return np.full(size, self.level)

    for law in (Words(), Wrong()):
        with pytest.raises(LearnerError, match="severity"):
            bm.simulate(
                bm.D2C(), {}, draws=3, risks=[bm.Risk(name="Loi", changes={}, setup_cost=1, severity=law)]
            )
    one = bm.Risk(name="Loi", changes={}, setup_cost=1_000, severity=Plain(), probability=0.5)
    assert bm.exposure.expected_cost(bm.D2C(), one) == pytest.approx(500)


def test_a_very_rare_risk_is_said_to_be():
    assert (
        often(bm.Risk(name="Rare", changes={}, setup_cost=1, probability=0.0004))
        == "moins d’une année sur 1\u202f000"
    )
    assert bm.Risk(name="Rare", changes={}, setup_cost=1, probability=1e-17).drawn(5, 0)[0].min() > 1e6
