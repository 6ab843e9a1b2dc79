"""A lever: what it moves and costs, by hand; what does not fit, what never pays for nothing."""

import math
from dataclasses import replace

import numpy as np
import pytest

import bizmodels as bm
from bizmodels.core.change import Lever, plus, times, together
from bizmodels.errors import LearnerError
from bizmodels.levers import catalogue
from bizmodels.models import all_models

MODELS = {name: cls() for name, cls in all_models().items()}
PAIRS = [
    pytest.param(lever, model, id=f"{lever.name}-{name}")
    for lever in catalogue.ALL
    for name, model in MODELS.items()
    if lever.fits(model)
]


def test_settings_move_and_the_firm_pays():
    shop = bm.D2C(churn=0.10, cac=20, fixed_costs=1_000, setup_cost=500)
    lever = Lever(
        name="Essai", changes={"churn": times(0.8), "cac": plus(-5)}, setup_cost=300, monthly_cost=40
    )
    after = lever.apply(shop)
    assert (round(after.churn, 12), after.cac, after.fixed_costs, after.setup_cost) == (0.08, 15, 1_040, 800)
    assert (shop.churn, shop.fixed_costs) == (0.10, 1_000)


def test_half_the_strength_costs_as_much_and_twice_the_money_does_less_than_twice():
    shop, lever = bm.D2C(churn=0.10, fixed_costs=1_000), Lever(
        name="Essai", changes={"churn": times(0.81)}, monthly_cost=40
    )  # fmt: skip
    assert round(lever.at(0.5).apply(shop).churn, 12) == 0.09  # 0.10 × √0.81
    assert lever.at(0.5).apply(shop).fixed_costs == 1_040
    twice = lever.effort(2).apply(shop)  # 2 × 2 / 3 of the effect
    assert math.isclose(twice.churn, 0.10 * 0.81 ** (4 / 3))
    assert twice.fixed_costs == 1_080
    assert 1.95 < lever.effort(100).reach() < 2


def test_a_share_of_revenue_is_that_of_the_firm_without_the_lever():
    # Nobody leaves nor comes: 100 customers at 0.15 × (1 − 0.1) × 60 / 1.2 = 6.75 € a month.
    shop = bm.D2C(churn=0, new_customers=0, starting_customers=100, fixed_costs=0)
    lever = Lever(name="Essai", changes={"basket": times(2)}, revenue_share=0.02)
    assert math.isclose(lever.apply(shop).fixed_costs, 0.02 * 675)


def test_bounds_are_the_most_a_lever_can_do():
    everybody = Lever(name="Essai", changes={"churn": plus(-0.5)}).apply(bm.D2C(churn=0.08))
    assert everybody.churn == 0


def test_the_first_set_of_settings_that_the_model_has():
    lever = Lever(name="Essai", changes=[{"seats": times(2)}, {"basket": times(2), "cac": times(3)}])
    assert lever.apply(bm.SaaS(seats=10)).seats == 20
    shop = lever.apply(bm.D2C(basket=60, cac=5))
    assert (shop.basket, shop.cac) == (120, 15)
    with pytest.raises(LearnerError, match="ne s’applique pas à Freemium.*il lui manque seats ou basket"):
        lever.apply(bm.Freemium())
    assert not lever.fits(bm.Freemium())


def test_demand_answers_a_price_and_a_firm_that_reacts_keeps_its_own_strength():
    lever = Lever(name="Hausse", changes={"basket": times(1.25)}, answers={"price": 2, "sellers": 1})
    shop = bm.D2C(new_customers=1_000)
    assert math.isclose(lever.apply(shop).new_customers, 1_000 / 1.25**2)
    assert math.isclose(lever.apply(shop.reacting(price=1)).new_customers, 800)
    assert lever.apply(shop.reacting(acquisition=0.5)).reacts.strengths == {"price": 2, "acquisition": 0.5}


def test_the_ends_of_what_one_believes():
    lever = Lever(name="Essai", changes={"basket": times(1.21)}, band=(0.5, 2), answers={"price": None})
    shop = bm.D2C(basket=60)
    low, high = lever.apply(shop, "low"), lever.apply(shop, "high")
    assert (round(low.basket, 9), round(high.basket, 9)) == (66, round(60 * 1.21**2, 9))
    # The model's plausible elasticities are 0.5 to 2.6: the strongest answer is the bad news.
    assert low.reacts.strengths == {"price": 2.6}
    assert high.reacts.strengths == {"price": 0.5}


def test_levers_are_pulled_one_after_another():
    shop = bm.D2C(churn=0.10, fixed_costs=1_000)
    one = Lever(name="Un", changes={"churn": times(0.5)}, monthly_cost=10)
    two = Lever(name="Deux", changes={"churn": plus(0.01)}, monthly_cost=20)
    assert round(together(shop, [one, two]).churn, 12) == 0.06
    assert round(together(shop, [two, one]).churn, 12) == 0.055
    assert together(shop, [one, two]).fixed_costs == 1_030


def test_compare_and_simulate_accept_levers():
    shop = bm.D2C(fixed_costs=0)
    one = Lever(name="Un", changes={"churn": times(0.5)}, monthly_cost=10)
    two = Lever(name="Deux", changes={"cac": plus(-2)})
    table = bm.compare({"Base": shop}, ["ltv_cac"], levers=[one, two])
    assert list(table.columns) == ["Base", "Base + Un", "Base + Deux", "Base + les 2 leviers"]
    assert table.loc["ltv_cac", "Base + les 2 leviers"] == together(shop, [one, two]).ltv_cac
    ranges = {"churn": bm.between(0.04, 0.08, 0.12), "fixed_costs": bm.between(0, 5, 10)}
    before, after = (bm.simulate(shop, ranges, draws=400, levers=pulled) for pulled in ([], [one]))
    np.testing.assert_allclose(
        after["churn"], before["churn"] / 2
    )  # what is drawn is the firm before the lever
    np.testing.assert_allclose(after["fixed_costs"], before["fixed_costs"] + 10)
    alone = one.apply(shop.replace(churn=before["churn"][7], fixed_costs=before["fixed_costs"][7]))
    np.testing.assert_allclose(after["cash"][7], alone.project()["cash"].iloc[-1])


@pytest.mark.parametrize(
    ("lever", "model", "setting", "value"),
    [
        (catalogue.ADVERTISING, bm.D2C(), "new_customers", 20_000),
        (catalogue.ADVERTISING, bm.SaaS(), "new_customers", 1_800),
        (replace(catalogue.PRICE, revenue_share=0), bm.D2C(), "basket", 72),
        (replace(catalogue.PRICE, revenue_share=0), bm.OnDemand(), "price", 108),
    ],
    ids=lambda one: getattr(one, "name", None) or str(one)[:12],
)
def test_the_market_answers_each_drawn_firm_from_what_it_was(lever, model, setting, value):
    """A basket drawn at 72 € is no decision of the firm's: only the lever is."""
    near = {setting: bm.between(value * (1 - 1e-9), value, value * (1 + 1e-9))}
    without, pulled = (bm.simulate(model, near, draws=3, levers=levers)["cash"] for levers in ([], [lever]))
    firm = model.replace(**{setting: value})
    alone = lever.apply(firm).project()["cash"].iloc[-1] - firm.project()["cash"].iloc[-1]
    np.testing.assert_allclose(pulled - without, alone, rtol=1e-3)


def test_a_lever_of_the_course_cannot_be_changed_from_a_cell():
    with pytest.raises(TypeError):
        catalogue.LOYALTY.changes["churn"] = times(0.5)
    assert len({catalogue.LOYALTY, catalogue.PRICE, catalogue.LOYALTY}) == 2


@pytest.mark.parametrize(("lever", "model"), PAIRS)
def test_every_lever_moves_its_model_and_nothing_breaks(lever, model):
    after = lever.apply(model)
    assert type(after) is type(model)
    assert after.walked["cash"] != model.walked["cash"]
    assert math.isfinite(after.walked["cash"][-1])


@pytest.mark.parametrize(("lever", "model"), PAIRS)
def test_no_free_lunch(lever, model):
    """The best amount is not the largest believed: nobody gains without end. A lever that does says why."""
    # An elasticity is believed to four times the start: 28 rises of 5 %, 14 of 10 % of the audience.
    largest = {catalogue.PRICE.name: 28, catalogue.ADVERTISING.name: 14}.get(lever.name, 64)
    amounts = np.linspace(0, largest, 29)
    net = [bm.priorities.worth(model, lever.effort(float(amount))).net for amount in amounts]
    if lever.pure_gain:
        assert max(net) == net[-1]
    else:
        assert max(net) > net[-1]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": ""}, "a un nom"),
        ({"changes": {}}, "nomme des réglages"),
        ({"changes": {"churn": 0.9}}, "times\\(0.9\\)"),
        ({"monthly_cost": -5}, "monthly_cost vaut -5"),
        ({"setup_cost": math.nan}, "setup_cost vaut nan"),
        ({"revenue_share": 5}, "revenue_share vaut 5.*de 0 à 1"),
        ({"setup_cost": 10**400}, "setup_cost vaut"),
        ({"changes": None}, "nomme des réglages"),
        ({"changes": []}, "nomme des réglages"),
        ({"changes": {5: times(0.9)}}, "nomme des réglages"),
        ({"band": None}, "band vaut"),
        ({"answers": ["price"]}, "answers nomme des réactions"),
        ({"revenue_share": True}, "revenue_share vaut «\u00a0True"),
        ({"band": (1.2, 2)}, "band vaut"),
        ({"saturation": 0}, "saturation vaut 0"),
        ({"evidence": "Deezer/rien/2024"}, "Deezer"),
    ],
)
def test_what_is_no_lever_is_told(given, said):
    with pytest.raises(LearnerError, match=said):
        Lever(**({"name": "Essai", "changes": {"churn": times(0.9)}} | given))


def test_wrong_calls_are_told():
    lever = catalogue.LOYALTY
    for call, said in [
        (lambda: times(0), "plus grand que 0"),
        (lambda: plus("1"), "plus\\(\\) attend un nombre"),
        (lambda: lever.apply("D2C"), "s’applique à un modèle"),
        (lambda: lever.apply(bm.D2C(), "moyen"), "case vaut"),
        (lambda: lever.effort(-1), "amount vaut -1"),
        (lambda: lever.effort(1e308), "amount vaut"),
        (
            lambda: replace(lever, answers={"prix": None}).apply(bm.D2C()),
            "aucun modèle n’a de réaction.*price",
        ),
        (lambda: Lever(name="E", changes={"chrun": times(0.9)}).apply(bm.D2C()), "churn"),
        (lambda: bm.compare({"Base": bm.D2C()}, levers=[lever, lever]), "se lisent"),
        (lambda: bm.lever_table({"A": bm.D2C()}, [Lever(name="E", changes={"chrun": times(0.9)})]), "churn"),
        (lambda: bm.lever_table({"A": bm.D2C}), "leurs parenthèses"),
        (lambda: bm.priorities.retention_map({"A": 5}), "leurs parenthèses"),
        (lambda: lever.apply(bm.D2C(churn=np.array([0.1, 0.2]))), "suit une seule entreprise"),
        (lambda: bm.compare({"Base": bm.D2C()}, levers=["fidélité"]), "attend des leviers"),
    ]:
        with pytest.raises(LearnerError, match=said):
            call()


SUBSCRIPTIONS = [bm.SaaS(), bm.BusinessBanking(), bm.Freemium(), bm.BookingPlatform()]


@pytest.mark.parametrize("model", SUBSCRIPTIONS, ids=lambda model: type(model).__name__)
def test_who_may_suspend_pays_as_much_less_as_is_said(model):
    """« 2 % d’abonnement en moins »: of all that the subscription brings, not of one formula of six."""
    # Qonto's accounts and Doctolib's practitioners also pay by use, which nobody suspends.
    paid = "subscription_arpu" if hasattr(model, "subscription_arpu") else "arpu"
    lost = 1 - getattr(catalogue.PAUSE.apply(model), paid) / getattr(model, paid)
    assert lost == pytest.approx(0.02, abs=0.002)


def test_nothing_can_be_suspended_where_nobody_subscribes():
    fits = {name for name, model in MODELS.items() if catalogue.PAUSE.fits(model)}
    assert fits == {type(model).__name__ for model in SUBSCRIPTIONS}


def test_all_levers_of_the_course_cost_the_same():
    """One per cent of revenue; advertising spends it as acquisition."""
    for lever in catalogue.ALL:
        own = (lever.setup_cost, lever.monthly_cost, lever.revenue_share)
        assert own == ((0, 0, 0) if lever is catalogue.ADVERTISING else (0, 0, 0.01)), lever.name
