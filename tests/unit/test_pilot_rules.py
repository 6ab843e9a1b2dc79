"""The rules of the pilot: the course's own months, money conserved, the same run every time, illegal decisions refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bizmodels as bm
from bizmodels.models import all_models
from bizmodels.pilot.decision import CLOSE, OPEN, SIZES, Decision
from bizmodels.pilot.fate import Fate
from bizmodels.pilot.game import Game
from bizmodels.pilot.legal import BUDGETS, PRICES, RAISED, IllegalDecision
from bizmodels.pilot.rival import ELASTICITY, KINDS, WEAR, best_spending, pressure
from bizmodels.pilot.rules import FEE, INTEREST, Rules
from bizmodels.pilot.subjects import REGULARS

MODELS = sorted(all_models().items())
GAMES = {name: Game(cls(), seed=7) for name, cls in MODELS}


def quiet(rules: Rules, **truth: float) -> Fate:
    """A world as published, where nothing happens; some of the truth changed."""
    fate = rules.fate(0)
    middle = {name: np.array([one.middle]) for name, one in rules.subjects.items()}
    return replace(
        fate,
        truth=middle | {name: np.array([value]) for name, value in truth.items()},
        demand=fate.demand * 0 + 1,
        noise={name: noise * 0 for name, noise in fate.noise.items()},
        cards=(),
        rival=np.zeros(1, int),
    )


def played(rules: Rules, fate: Fate, decisions) -> list:
    states = [rules.start(fate)]
    for one in decisions:
        states.append(rules.step(fate, states[-1], Decision.of(one)))
    return states


@pytest.mark.parametrize(("name", "cls"), MODELS)
def test_a_quiet_world_gives_the_months_of_the_model(name, cls):
    """Nothing decided, nothing drawn: the account is that of ``project``, month by month."""
    model = cls()
    rules = Rules(model)
    states = played(rules, quiet(rules), [None] * 12)
    bank = np.concatenate([state.months["bank"][:, 0] for state in states[1:]])
    expected = rules.opening + np.array(model.path(36)["cash"]) + model.setup_cost
    assert bank == pytest.approx(expected, rel=1e-9, abs=1e-6 * abs(expected).max())
    assert states[-1].customers[0] == pytest.approx(model.path(36)["customers"][-1], rel=1e-9)


def test_a_second_quarter_at_another_price_is_the_model_at_that_price():
    """The rules move a price as lesson 14's elasticity does: checked by hand on a shop, one quarter at 10 % more."""
    shop = bm.D2C(working_capital_days=0)
    rules = Rules(shop)
    fate = quiet(rules, price=2.0, regulars=3.0)
    state = played(rules, fate, [{"price": 1.1}])[-1]
    won = shop.new_customers * 1.1**-2
    leave = shop.churn * 1.1**3
    customers, bank = shop.starting_customers, rules.opening
    margin = shop.replace(basket=shop.basket * 1.1).order_margin * shop.orders_per_month
    for _ in range(3):
        customers = customers * (1 - leave) + won
        bank += (
            (customers + won * (1 / shop.orders_per_month - 1)) * margin - rules.budget / 3 - shop.overheads
        )
    assert state.bank[0] == pytest.approx(bank, rel=1e-9)
    assert state.customers[0] == pytest.approx(customers, rel=1e-12)


def test_the_budget_wears_out():
    rules = Rules(bm.D2C())
    fate = quiet(rules, acquisition=0.5)
    once, four = (played(rules, fate, [{"acquisition": k * rules.budget}])[-1] for k in (1, 4))
    assert four.settings["new_customers"][0] == pytest.approx(2 * once.settings["new_customers"][0], rel=1e-9)
    assert four.flows.acquisition[0] == pytest.approx(4 * rules.budget, rel=1e-9)


def test_dearer_customers_are_fewer_for_the_same_money():
    rules = Rules(bm.D2C())
    state = played(rules, quiet(rules, cac=24.0), [None])[-1]
    assert state.settings["new_customers"][0] == pytest.approx(bm.D2C().new_customers / 2)
    assert state.flows.acquisition[0] == pytest.approx(rules.budget)


def some_decision(rules: Rules):
    """Any legal decision."""
    return st.builds(
        Decision,
        price=st.none() | st.floats(*PRICES),
        acquisition=st.none() | st.floats(0, BUDGETS * rules.budget),
        lever=st.sampled_from(["", *rules.levers]),
        test=st.sampled_from(["", *rules.subjects]),
        size=st.sampled_from(list(SIZES)),
        channel=st.sampled_from(["", OPEN, CLOSE]),
        raised=st.sampled_from([0.0, 0.5 * RAISED * float(rules.firm.overheads)]),
    )


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_money_is_conserved_and_customers_are_counted(data):
    """The account moves by what its flows say; nobody is owed; a ruined firm stays as it was."""
    name = data.draw(st.sampled_from([name for name, _ in MODELS]))
    game = Game(all_models()[name](), quarters=4, seed=data.draw(st.integers(0, 2**32 - 1)))
    decisions = data.draw(st.lists(some_decision(game.rules), min_size=4, max_size=4))
    states = game.play(decisions).states
    for before, after, decision in zip(states[:-1], states[1:], decisions, strict=True):
        assert after.customers[0] >= 0
        assert after.rival.customers[0] >= 0
        assert all(np.isfinite(value).all() for value in (after.bank, after.value, after.share, after.worth))
        assert 0 <= after.share[0] <= 1
        if before.alive[0]:
            scale = 1e-9 * (abs(after.flows.revenue[0]) + abs(before.bank[0]) + 1)
            assert after.bank[0] - before.bank[0] == pytest.approx(after.flows.balance()[0], abs=scale)
            assert after.debt[0] == pytest.approx(before.debt[0] * (1 + INTEREST) ** 0.25 + decision.raised)
            assert after.flows.fee[0] == pytest.approx(FEE * decision.raised)
        else:
            assert after.bank[0] == before.bank[0]
            assert after.worth[0] == -after.debt[0]
        assert after.worth[0] == pytest.approx(
            (after.bank[0] + after.value[0] if after.alive[0] else 0) - after.debt[0]
        )


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_the_same_decisions_give_the_same_run_to_the_last_bit(data):
    """Whoever plays it, alone or among other futures: the learner's file needs hold decisions only."""
    name = data.draw(st.sampled_from([name for name, _ in MODELS]))
    seed = data.draw(st.integers(0, 10_000))
    rules = GAMES[name].rules
    decisions = data.draw(st.lists(some_decision(rules), min_size=3, max_size=3))
    run = Game(all_models()[name](), quarters=3, seed=seed).play(decisions)
    again = Game(all_models()[name](), quarters=3, seed=seed).play([one.given() for one in decisions])
    assert run == again
    many = run.game.rules.fate(seed, draws=5)
    among = played(run.game.rules, many, decisions)[-1]
    assert among.worth[0] == pytest.approx(run.worth, rel=1e-12)


def test_an_unfinished_run_is_the_beginning_of_the_whole_one():
    game = GAMES["D2C"]
    whole, begun = game.play([{"price": 1.05}, {}, {}]), game.play([{"price": 1.05}])
    assert whole.states[1].bank == begun.states[1].bank
    assert not begun.done


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        ({"price": 3}, "price vaut 3"),
        ({"price": float("nan")}, "price vaut"),
        ({"price": True}, "price vaut"),
        ({"price": "cher"}, "price vaut « cher »"),
        ({"acquisition": -1}, "acquisition vaut −1"),
        ({"acquisition": 1e99}, "acquisition vaut"),
        ({"raised": -5}, "raised vaut −5"),
        ({"lever": "Fidélité"}, "lever vaut « Fidélité »"),
        ({"test": "chrun"}, "churn"),
        ({"size": "énorme"}, "« petit »"),
        ({"channel": "vendre"}, "« ouvrir »"),
        ({"prix": 1}, "price"),
        (3, "reçu"),
        ("price", "reçu"),
    ],
)
def test_an_illegal_decision_is_refused_in_french_and_loses_nothing(decision, said):
    game = GAMES["D2C"]
    before = game.play([{}])
    with pytest.raises(bm.LearnerError, match="Trimestre 2") as refused:
        game.play([{}, decision])
    assert said in str(refused.value).replace("\u00a0", " ")
    assert game.play([{}]) == before


def test_all_faults_are_told_at_once():
    rules = GAMES["D2C"].rules
    fate = rules.fate(0)
    with pytest.raises(IllegalDecision) as refused:
        rules.step(fate, rules.start(fate), Decision(price=9, lever="x", raised=-1))
    assert set(refused.value.problems) == {"price", "lever", "raised"}


def test_no_quarter_after_the_last():
    with pytest.raises(bm.LearnerError, match="sont joués"):
        bm.pilot(bm.D2C(), quarters=1, seed=0).play([{}, {}])


@pytest.mark.parametrize(
    "wrong", [{"quarters": 0}, {"quarters": 1.5}, {"quarters": "douze"}, {"seed": -1}, {"seed": "a"}]
)
def test_a_game_that_cannot_be(wrong):
    with pytest.raises(bm.LearnerError, match="valeur admise"):
        bm.pilot(bm.D2C(), **wrong)


def test_a_game_without_a_model():
    with pytest.raises(bm.LearnerError):
        bm.pilot("D2C")


def test_the_world_does_not_depend_on_what_is_decided():
    game = GAMES["Hybrid"]
    one, two = game.play([{"price": 0.9}] * 3), game.play([{"test": REGULARS}] * 3)
    assert one.game.fate is two.game.fate
    lone, many = game.rules.fate(7, 1), game.rules.fate(7, 50)
    for name in lone.truth:
        assert lone.truth[name][0] == many.truth[name][0]
    assert [card.begin[0] for card in lone.cards] == [card.begin[0] for card in many.cards]
    assert [card.force[0] for card in lone.cards] == [card.force[0] for card in many.cards]


def test_four_times_as_many_people_halve_the_error_and_cost_four_times():
    rules = GAMES["D2C"].rules
    for small, large in (("petit", "moyen"), ("moyen", "grand")):
        assert rules.test_error("churn", large) == pytest.approx(rules.test_error("churn", small) / 2)
        assert rules.test_cost(large) == pytest.approx(4 * rules.test_cost(small))


def test_a_test_measures_the_truth_and_two_tests_better_than_one():
    """Over many futures the error is the one announced."""
    rules = GAMES["D2C"].rules
    fate = rules.fate(3, draws=4_000)
    once = rules.step(fate, rules.start(fate), Decision(test="cac", size="grand"))
    twice = rules.step(fate, once, Decision(test="cac", size="grand"))
    error = float(rules.test_error("cac", "grand"))
    for state, expected in ((once, error), (twice, error / 2**0.5)):
        said, variance = state.known["cac"]
        assert np.std(said - fate.truth["cac"]) == pytest.approx(expected, rel=0.06)
        assert variance[0] == pytest.approx(expected**2)
    seen = rules.seen(fate, twice)
    blind = rules.seen(fate, rules.start(fate))
    gap = [np.mean((one.estimates["cac"] - fate.truth["cac"]) ** 2) for one in (blind, seen)]
    assert gap[1] < gap[0] / 4
    assert (seen.errors["cac"] < blind.errors["cac"]).all()


def test_what_is_seen_holds_no_truth():
    """Neither the state of the world nor a number equal to it."""
    game = GAMES["D2C"]
    run = game.play([{"price": 1.1}, {}])
    seen = game.rules.seen(game.fate, run.states[-1])
    told = [
        float(np.ravel(value)[0])
        for part in (vars(seen), seen.estimates, seen.errors)
        for value in part.values()
        if not isinstance(value, dict)
    ]
    hidden = [float(value[0]) for name, value in game.fate.truth.items() if game.rules.subjects[name].width]
    assert not set(told) & set(hidden)
    assert float(run.states[-1].customers[0]) not in told


def test_a_blow_strikes_from_its_quarter_to_its_end():
    rules = GAMES["D2C"].rules
    fate = rules.fate(11, draws=400)
    returns = next(card for card in fate.cards if card.risk.name == "Vague de retours")
    assert (returns.end - returns.begin == 2).all()  # six months
    early = np.mean(returns.begin <= 4)
    assert early == pytest.approx(returns.risk.probability, abs=0.06)  # per year


@pytest.mark.parametrize("kind", range(len(KINDS)))
def test_each_rival_answers_by_its_rule(kind):
    rules = Rules(bm.D2C())
    fate = replace(quiet(rules), rival=np.array([kind]))
    states = played(rules, fate, [{"price": 0.9}, {}, {}])
    prices = [float(state.rival.price[0]) for state in states]
    assert prices == pytest.approx({0: [1, 1, 1, 1], 1: [1, 1, 0.9, 0.9], 2: [1, 1, 0.9, 0.9]}[kind])
    spent = [float(state.rival.spent[0]) for state in states]
    best = (0.9**0.75) ** 2.5
    assert spent == pytest.approx(
        {0: [1, 1, 1 + 0.5 * (best - 1), 1 + 0.75 * (best - 1)], 1: [1, 1, 1, 1], 2: [1, 1, 1.5, 1.5]}[kind]
    )


@pytest.mark.parametrize(("price", "spent"), [(0.9, 1.0), (1.2, 1.0), (1.0, 2.0), (0.95, 0.5)])
def test_the_calculators_answer_is_its_best(price, spent):
    """No other spending, nor another price, earns it more in the demand that it believes."""
    margin = 1 / ELASTICITY  # of its price, where its price is the best at the start
    base = WEAR  # worth of the customers of the start, where its spending is the best at the start

    def earns(own_price, own_spent):
        won = own_price**-ELASTICITY * own_spent**WEAR * pressure(price, spent, ELASTICITY)
        return won * (own_price - (1 - margin)) / margin / base - own_spent

    best = earns(1.0, float(best_spending(price, spent)))
    for other_price in (0.9, 0.97, 1.0, 1.03, 1.1):
        for other in (0.5, 0.9, 0.99, 1.01, 1.1, 1.5):
            assert best >= earns(other_price, other * float(best_spending(price, spent))) - 1e-12


def test_a_cheaper_rival_takes_customers():
    rules = Rules(bm.D2C())
    fate = replace(quiet(rules), rival=np.array([1]))
    after = played(rules, fate, [{"price": 0.9}, {"price": 1.0}])[-1]
    alone = played(rules, fate, [{}, {}])[-1]
    assert after.settings["new_customers"][0] < alone.settings["new_customers"][0]
    assert after.settings["churn"][0] > alone.settings["churn"][0]


def test_a_brand_that_opens_the_marketplace_is_the_hybrid_of_lesson_12():
    """The first month's sales are those of ``Hybrid`` whose marketplace begins."""
    rules = Rules(bm.D2C())
    fate = quiet(rules)
    state = played(rules, fate, [{"channel": OPEN}])[-1]
    hybrid = bm.Hybrid()
    came = hybrid.marketplace_share * hybrid.new_customers
    expected = sum(came * (1 - hybrid.marketplace_churn) ** n for n in range(3))
    assert state.stock["marketplace_customers"][0] == pytest.approx(expected)
    assert state.flows.one_off[0] == pytest.approx(rules.channel.setup)
    closed = played(rules, fate, [{"channel": OPEN}, {"channel": CLOSE}])[-1]
    assert closed.stock["marketplace_customers"][0] == pytest.approx(
        expected * (1 - hybrid.marketplace_churn) ** 3
    )


def test_marketplace_customers_come_whatever_the_site_spends():
    rules = Rules(bm.D2C())
    fate = quiet(rules)
    low, high = (
        played(rules, fate, [{"channel": OPEN, "acquisition": k * rules.budget}])[-1].stock[
            "marketplace_customers"
        ][0]
        for k in (0.5, 1.0)
    )
    assert low == pytest.approx(high)
    none = played(rules, fate, [{"channel": OPEN, "acquisition": 0}])[-1]
    assert none.stock["marketplace_customers"][0] == pytest.approx(high)
    assert np.isfinite(none.bank[0])


def test_a_lever_is_switched_on_then_off():
    rules = GAMES["D2C"].rules
    name = next(iter(rules.levers))
    fate = quiet(rules)
    states = played(rules, fate, [{"lever": name}, {}, {"lever": name}])
    assert [bool(state.levers[name][0]) for state in states] == [False, True, True, False]


class Press(bm.BusinessModel):
    """A student's own model, with months of its own that do not ask where they go on from."""

    price: Annotated[float, bm.Param("Prix", "€ / mois")] = 9.0

    @bm.kpi("Revenu par client", "€ / mois")
    def arpu(self):
        """Monthly price."""
        return self.price

    @bm.kpi("Coût par client", "€ / mois")
    def cost_to_serve(self):
        """Printing."""
        return 3.0

    def stocks(self):
        """Readers that grow in steps."""
        for month in range(10_000):
            yield {"customers": 1_000.0 + 10 * month}


def test_a_students_model_is_piloted():
    game = bm.pilot(Press(), seed=1)
    run = game.play([{}, {"acquisition": 0}])
    assert run.states[-1].customers[0] == 1_050
    assert run.quarters()["bank"].notna().all()


def test_who_does_not_sell_elsewhere_is_not_suspended():
    """A risk of the marketplace costs nothing, and is not announced, while the channel is closed."""
    rules = Rules(bm.D2C())
    fate = rules.fate(0)
    suspension = next(card for card in fate.cards if card.risk.name == "Suspension de compte")
    struck = replace(fate, cards=(replace(suspension, begin=np.array([2.0]), end=np.array([3.0])),))
    free = replace(fate, cards=())
    closed = [played(rules, world, [{}, {}, {}])[-1].bank[0] for world in (struck, free)]
    assert closed[0] == closed[1]
    opened = [played(rules, world, [{"channel": OPEN}, {}, {}])[-1].bank[0] for world in (struck, free)]
    assert opened[0] < opened[1]
    seen = [rules.seen(struck, played(rules, struck, [{"channel": c}, {}])[-1]).cards for c in ("", OPEN)]
    assert [bool(one["Suspension de compte"][0]) for one in seen] == [False, True]


def test_money_raised_is_given_back_without_a_fee():
    """As far as one owes it and has it."""
    rules = GAMES["D2C"].rules
    fate = quiet(rules)
    states = played(rules, fate, [{"raised": 1e6}, {"raised": -5e5}])
    assert states[2].debt[0] == pytest.approx(1e6 * (1 + INTEREST) ** 0.25 - 5e5)
    assert states[2].flows.fee[0] == 0
    with pytest.raises(IllegalDecision, match="raised"):
        rules.step(fate, states[2], Decision(raised=-6e5))
    with pytest.raises(IllegalDecision, match="raised"):
        rules.step(fate, states[0], Decision(raised=-1))


def test_a_ruined_firm_still_owes():
    """Ruin does not wipe a debt: living on is worth more."""
    rules = GAMES["D2C"].rules
    fate = quiet(rules)
    states = played(rules, fate, [{"raised": 1e6}, *[{"price": 0.5, "acquisition": 4 * rules.budget}] * 11])
    assert not states[-1].alive[0]
    assert states[-1].worth[0] == -states[-1].debt[0] < 0


def test_a_brand_pays_for_what_it_has_not_for_the_channel_it_might_open():
    """Levers, tests and blows are reckoned on the brand as given."""
    shop, rules = bm.D2C(), GAMES["D2C"].rules
    assert rules.revenue == pytest.approx(np.mean(shop.walked["revenue"][:12]))
    for name, lever in rules.levers.items():
        assert rules.lever_costs[name] == lever.costs(shop)[1]
    assert rules.customers == shop.starting_customers
