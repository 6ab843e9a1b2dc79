"""A market that reacts: to changes only, by the stated law, and known to all that reads a model."""

from __future__ import annotations

import io
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

import bizmodels as bm
from bizmodels import LearnerError, ParameterError, analysis, models
from bizmodels.core import reactions
from bizmodels.view import export

MODELS = models.all_models()
every_model = pytest.mark.parametrize("cls", MODELS.values(), ids=list(MODELS))
SEEDS = {"draws": 60, "seed": 5}


def neutral(cls):
    return {name: reaction.neutral for name, reaction in cls.reactions.items()}


def strong(cls):
    starts = {name: reaction.start for name, reaction in cls.reactions.items()}
    return {name: 0.5 if at == cls.reactions[name].neutral else at for name, at in starts.items()}


def at_once(cls):
    """Those that answer a change of settings; what answers the density works from month to month, change or not."""
    return {name: strength for name, strength in strong(cls).items() if cls.reactions[name].moves}


def moved(model):
    """Another firm: each plausible setting at the low end of its range."""
    return {name: law.low for name, law in analysis.plausible(model).items()}


def same_to_the_bit(a, b):
    np.testing.assert_array_equal(a.kpis().to_numpy(), b.kpis().to_numpy())
    np.testing.assert_array_equal(a.project(48).to_numpy(), b.project(48).to_numpy())
    assert a.sums(36) == b.sums(36)


# --- what does not react ------------------------------------------------------------------------------------


@every_model
def test_neutral_strengths_change_nothing_to_the_bit(cls):
    plain = cls()
    still = plain.reacting(**neutral(cls))
    same_to_the_bit(still, plain)
    same_to_the_bit(still.replace(**moved(plain)), plain.replace(**moved(plain)))
    laws = analysis.plausible(plain)
    ours, theirs = (analysis.simulate(m, laws, **SEEDS) for m in (still, plain))
    np.testing.assert_array_equal(ours.to_numpy(), theirs.to_numpy())


@every_model
def test_settings_that_do_not_change_meet_no_reaction_to_the_bit(cls):
    same_to_the_bit(cls().reacting(**at_once(cls)), cls())
    elsewhere = cls(**moved(cls()))
    same_to_the_bit(elsewhere.reacting(**at_once(cls)), elsewhere)
    same_to_the_bit(cls().reacting(), cls())


@every_model
def test_there_and_back_is_the_start_to_the_bit(cls):
    start = cls().reacting(**at_once(cls))
    away = start.replace(**moved(start))
    assert not np.array_equal(away.kpis(), cls(**moved(start)).kpis(), equal_nan=True)  # it did react
    same_to_the_bit(away.replace(**start.values()), cls())
    # The way does not matter: all at once, or one setting after the other.
    steps = start
    for name, value in moved(start).items():
        steps = steps.replace(**{name: value})
    same_to_the_bit(steps, away)


# --- the laws, by hand --------------------------------------------------------------------------------------

# model, reaction, strength, settings changed, and what becomes of which settings.
BY_HAND = [
    ("D2C", "price", 1.5, {"basket": 75.0}, {"new_customers": 200_000 / 12 * 1.25**-1.5}),
    ("Hybrid", "price", 2.0, {"basket": 30.0}, {"new_customers": 200_000 / 12 * 4}),
    ("Marketplace", "price", 1.0, {"basket": 125.0}, {"orders_per_month": 0.2 / 1.25}),
    # Of 20 € TTC a month, 16.67 HT, the platform takes 3.33 + 0.1 + 0.25, 22.1 %; at 24.2 % of commission 26.3.
    ("Marketplace", "sellers", 0.5, {"commission_rate": 0.242},
     {"buyers_per_seller": 1_000 * (0.737 / 0.779) ** -0.5, "orders_per_month": 0.2 * (0.737 / 0.779) ** 0.5}),
    # 385 × 1.05 + 15 = 419.25 € for an order; at 5 % more of the item and no fixed fee 423.5.
    ("Resale", "price", 2.0, {"item_price": 385.0, "buyer_fee": 0.10, "fixed_fee": 0.0}, {"orders_per_month": 0.15 * (419.25 / 423.5) ** 2}),
    ("Resale", "sellers", 0.3, {"seller_fee": 0.26}, {"orders_per_month": 0.15 * (0.74 / 0.87) ** 0.3}),
    ("Recommerce", "price", 1.5, {"price": 270.0}, {"new_customers": 200_000 * 0.9**-1.5}),
    ("Recommerce", "sellers", 2.0, {"commission": 0.19}, {"new_customers": 200_000 * 0.81}),  # they keep 81 %, not 90
    ("SaaS", "price", 0.8, {"discount": 0.44}, {"new_customers": 1_500 * 0.8**-0.8}),
    # 0.35 × 9 + 0.25 × 19 + 0.05 × 39 + 0.2 × 49 + 0.12 × 99 + 0.03 × 199 = 37.5 €; ten more for a quarter: 40.
    ("BusinessBanking", "price", 1.0, {"price_smart": 29.0}, {"new_customers": 15_000 * 37.5 / 40}),
    ("Freemium", "price", 1.0, {"price": 11.99 * 1.5}, {"conversion_rate": 0.02}),
    ("OnDemand", "price", 1.0, {"price": 120.0}, {"missions_per_month": 2.25}),
    ("OnDemand", "providers", 2.0, {"hourly_pay": 45.0}, {"providers_per_zone": 9.0}),
    # 18 € and 20 % are 21.60 €; at 30 % 23.40.
    ("NetworkPlatform", "price", 1.0, {"service_fee": 0.30}, {"searches": 21.6 / 23.4}),
    ("NetworkPlatform", "drivers", 0.5, {"contribution": 18 * 1.44}, {"half_density": 4e6 / 1.2}),
    # 64.50 + 0.15 × (79 + 0.01 × 15 × 30) = 77.025 €; a diary 21 € dearer for one in two 87.525.
    ("BookingPlatform", "price", 0.8, {"agenda_price": 150.0}, {"new_customers": 5_000 * (87.525 / 77.025) ** -0.8}),
    # A price answers the price list: who takes which module, plan or seat moves nothing.
    ("BookingPlatform", "price", 0.8, {"agenda_adoption": 1.0, "teleconsultations": 40.0}, {}),
    ("BusinessBanking", "price", 1.0, {"share_basic": 0.9}, {}),
    ("SaaS", "price", 0.8, {"seats": 10.0}, {}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "reaction", "strength", "changes", "effects"),
    BY_HAND,
    ids=[f"{c[0]}-{c[1]}-{n}" for n, c in enumerate(BY_HAND)],
)
def test_each_reaction_by_hand(name, reaction, strength, changes, effects):
    plain = MODELS[name]()
    after = plain.reacting(**{reaction: strength}).replace(**changes)
    expected = plain.values() | changes | effects
    assert {n: getattr(after, n) for n in expected} == pytest.approx(expected, rel=1e-12)
    assert after.values() == plain.values() | changes  # what was set stays what one chose
    same = MODELS[name](**{n: getattr(after, n) for n in expected})
    same_to_the_bit(after, same)  # the equations read the effects and know no more


def test_every_reaction_is_tested_by_hand():
    declared = {(name, one) for name, cls in MODELS.items() for one in cls.reactions if one != "acquisition"}
    # How searches answer the density is counted month by month, in the next test.
    assert {(name, reaction) for name, reaction, *_ in BY_HAND} | {("NetworkPlatform", "density")} == declared
    assert all("acquisition" in cls.reactions and len(cls.reactions) > 1 for cls in MODELS.values())


@pytest.mark.parametrize("changes", [{}, {"starting_customers": 12e6, "churn": 0.15}])
def test_searches_answer_the_density_of_each_month(changes):
    """Of the members found at the start 9/13 of the searches succeed; (match/start)^0.5 as many are made."""
    network = bm.NetworkPlatform().reacting(density=0.5).replace(**changes)
    still = bm.NetworkPlatform(**changes)
    usual, fee = 9 / 13, 18 * 0.2 / 1.2

    def trips(active):
        match = active / (active + 4e6)
        return active * match * (match / usual) ** 0.5

    frame = network.project(600)
    assert frame["customers"].tolist() == still.project(600)["customers"].tolist()
    assert frame["trips"].tolist() == pytest.approx(
        [trips(active) for active in frame["customers"]], rel=1e-9
    )
    assert frame["revenue"].tolist() == pytest.approx([fee * one for one in frame["trips"]], rel=1e-9)
    start = network.starting_customers
    assert network.arpu == pytest.approx(fee * trips(start) / start)
    assert network.steady_state_profit == pytest.approx(frame["profit"].iloc[-1], rel=1e-6)
    for threshold, due in ((network.critical_mass, 12e6), (network.break_even_renewal, 12.5e6)):
        assert trips(threshold) * (fee - 0.6) == pytest.approx(due, rel=1e-9)


@every_model
@pytest.mark.parametrize("b", [0.25, 0.5, 0.6])
def test_a_bigger_budget_wins_fewer_and_fewer(cls, b):
    """n = n₀ (budget/budget₀)^b."""
    plain = cls()
    n0, budget0 = plain.new_customers, plain.new_customers * plain.cac
    for times in (0.5, 2.0, 3.0):
        more = plain.reacting(acquisition=b).replace(new_customers=n0 * times)
        budget = more.new_customers * more.cac
        assert more.new_customers == n0 * times
        assert n0 * (budget / budget0) ** b == pytest.approx(more.new_customers)
        assert budget / budget0 == pytest.approx(times ** (1 / b))


def test_both_channels_of_a_brand_wear_out():
    more = bm.Hybrid().reacting(acquisition=0.5).replace(new_customers=200_000 / 12 * 3)
    assert (more.cac, more.marketplace_cac) == pytest.approx((36, 9))


@given(st.floats(10, 500), st.floats(10, 500), st.floats(0, 10))
def test_demand_has_a_constant_elasticity(before, after, e):
    shop = bm.D2C(basket=before).reacting(price=e).replace(basket=after)
    n0 = bm.D2C().new_customers
    expected = n0 * min(max(after / before, 0.25), 4) ** -e
    assert shop.new_customers == pytest.approx(expected, rel=1e-12)
    assert shop.basket == after


@given(st.floats(1_000, 1e5), st.floats(0.05, 1))
def test_each_customer_more_costs_at_least_as_much(n, b):
    reacting = bm.D2C(new_customers=20_000, cac=12).reacting(acquisition=b)
    one, more = reacting.replace(new_customers=n), reacting.replace(new_customers=1.1 * n)
    assert more.cac >= one.cac
    assert (one.cac >= 12 * (1 - 1e-12)) == (n >= 20_000) or b == pytest.approx(1, abs=0.01)


def test_a_price_near_nothing_does_not_promise_the_whole_world():
    """Beyond a quarter and four times the start the answer stops; so it does at the bound of a setting."""
    shop = bm.D2C().reacting(price=2)
    assert shop.replace(basket=15).new_customers == pytest.approx(16 * bm.D2C().new_customers)
    assert shop.replace(basket=0).new_customers == shop.replace(basket=15).new_customers
    assert shop.replace(basket=240).new_customers == pytest.approx(bm.D2C().new_customers / 16)
    assert shop.replace(basket=900).new_customers == shop.replace(basket=240).new_customers
    assert bm.Freemium().reacting(price=3).replace(price=1.0).conversion_rate == 1.0


def test_what_had_no_value_is_not_compared():
    free = bm.D2C(basket=0.0).reacting(price=1.5).replace(basket=60.0)
    assert free.new_customers == bm.D2C().new_customers


def test_the_budget_is_read_before_the_price_moves_the_demand():
    """A price 44 % higher at elasticity 0.5 wins 1/1.2 as many: the customers wanted were the same, so was their cost."""
    shop = bm.D2C().reacting(price=0.5, acquisition=0.5)
    dear = shop.replace(basket=60 * 1.44)
    assert dear.cac == 12
    assert dear.new_customers == pytest.approx(200_000 / 12 / 1.2)
    both = shop.replace(basket=60 * 1.44, new_customers=200_000 / 6)
    assert both.cac == pytest.approx(24)
    assert both.new_customers == pytest.approx(200_000 / 6 / 1.2)


# --- where it starts from -----------------------------------------------------------------------------------


def test_reacting_again_starts_from_the_values_it_has_now():
    once = bm.D2C(new_customers=1_000).reacting(price=2.0).replace(basket=120.0)
    again = once.reacting(price=1.0)
    assert again.values()["new_customers"] == again.new_customers == pytest.approx(250)
    same_to_the_bit(again, once)
    assert again.replace(basket=240.0).new_customers == pytest.approx(125)
    assert once.replace(basket=240.0).new_customers == pytest.approx(1_000 / 16)  # its own start was 60 €


@every_model
def test_its_text_builds_it_again(cls):
    there = cls().reacting(**strong(cls)).replace(**moved(cls()))
    again = eval(repr(there), {cls.__name__: cls})
    same_to_the_bit(again, there)
    assert again.values() == there.values()
    assert repr(again) == repr(there)
    assert ".reacting(price=1.5)" in repr(bm.D2C().reacting(price=1.5))
    assert "replace" not in repr(bm.D2C().reacting(price=1.5))


def test_a_reacting_model_does_not_change():
    shop = bm.D2C().reacting(price=1.5)
    shop.values()["basket"] = 1.0
    assert shop.values()["basket"] == shop.basket == 60
    with pytest.raises(LearnerError, match="replace"):
        shop.basket = 70.0
    assert bm.D2C().reacts is None
    assert shop.reacts.strengths == {"price": 1.5}
    assert shop.replace(basket=75).replace(churn=0.1).reacts.strengths == {"price": 1.5}


# --- who knows it -------------------------------------------------------------------------------------------


def test_simulation_rows_are_firms_that_react():
    for cls in MODELS.values():
        model = cls().reacting(**strong(cls))
        laws = analysis.plausible(model)
        table = analysis.simulate(model, laws, draws=12, seed=2, months=50)
        for _, row in table.iterrows():
            one = model.replace(**{name: row[name] for name in laws})
            for figure in cls.__kpis__:
                if figure not in laws:
                    assert row[figure] == pytest.approx(
                        getattr(one, figure), rel=1e-9, abs=1e-6, nan_ok=True
                    ), figure
            assert row["cash"] == pytest.approx(one.path(50)["cash"][-1], rel=1e-9, abs=1e-3)
        still = analysis.simulate(cls(), laws, draws=12, seed=2, months=50)
        assert not np.allclose(still["cash"], table["cash"], rtol=1e-4)  # and it matters


@given(st.lists(st.floats(1, 400), min_size=2, max_size=5), st.floats(0, 5), st.floats(0.05, 1))
def test_arrays_of_draws_equal_a_loop_of_single_firms(baskets, e, b):
    model = bm.D2C().reacting(price=e, acquisition=b)
    wanted = [1_000.0 + 10 * basket for basket in baskets]
    many = model.replace(basket=np.array(baskets), new_customers=np.array(wanted))
    for place, (basket, n) in enumerate(zip(baskets, wanted, strict=True)):
        one = model.replace(basket=basket, new_customers=n)
        for name in (
            "new_customers",
            "cac",
            "ltv",
            "ltv_cac",
            "steady_state_profit",
            "profit_36",
            "funding_need",
        ):
            found = np.broadcast_to(getattr(many, name), len(baskets))[place]
            assert found == pytest.approx(getattr(one, name), rel=1e-9, abs=1e-3), name


def test_sensitivity_by_hand():
    """± 20 % on the basket: the customers of the steady state follow at −1.5."""
    shop = bm.D2C().reacting(price=1.5)
    row = bm.sensitivity(shop, "steady_state_customers").set_index("parameter").loc["basket"]
    steady = 200_000 / 12 / 0.08
    assert (row["low"], row["high"]) == pytest.approx((steady * 0.8**-1.5, steady * 1.2**-1.5))
    assert (
        bm.sensitivity(bm.D2C(), "steady_state_customers").set_index("parameter").loc["basket", "spread"] == 0
    )


def test_goal_seek_by_hand():
    """Twice the customers at elasticity 2 want a price divided by √2."""
    shop = bm.D2C().reacting(price=2.0)
    found = bm.goal_seek(shop, "steady_state_customers", 2 * 200_000 / 12 / 0.08, vary="basket")
    assert found == pytest.approx(60 / math.sqrt(2))


def test_equations_tell_the_answer_of_the_market():
    shop = bm.D2C().reacting(price=1.5, acquisition=1.0)
    sheet, plain = shop.equations(), bm.D2C().equations()
    (added,) = [name for name in sheet.index if name not in plain.index]
    latex = sheet.loc[added, "latex"]
    assert "new_customers" in added
    assert "Nouveaux clients" in latex
    assert r"^{-1{,}5}" in latex
    assert "{60}" in latex  # from which price
    assert list(sheet.index[: len(plain)]) == list(plain.index)
    for name, cls in MODELS.items():
        answers = cls().reacting(**strong(cls)).equations().iloc[len(cls().equations()) :]
        assert len(answers) == sum(len(one.moves) or 1 for one in cls.reactions.values()), name
        assert all(text.count("{") == text.count("}") for text in answers["latex"])


def test_excel_tells_what_reacts_and_what_became_of_the_settings():
    shop = bm.D2C().reacting(price=2.0).replace(basket=120.0)
    book = load_workbook(io.BytesIO(export.workbook(bm.D2C(), shop, {})))
    rows = {row[0]: row for row in book["Paramètres"].iter_rows(values_only=True)}
    assert rows["Le marché réagit : La demande suit le prix"][1:5] == (2.0, "élasticité", 0.0, "hypothèse")
    n0 = 200_000 / 12
    assert rows["Nouveaux clients"][1] == pytest.approx(n0)
    assert rows["Nouveaux clients, après réaction"][1] == pytest.approx(n0 / 4)
    figures = {row[0]: row[2] for row in book["Grandeurs"].iter_rows(values_only=True)}
    assert figures["Clients en régime permanent"] == pytest.approx(n0 / 4 / 0.08)
    bare = load_workbook(io.BytesIO(export.workbook(bm.D2C(), bm.D2C(), {})))
    assert not any("réagit" in str(row[0]) for row in bare["Paramètres"].iter_rows(values_only=True))


# --- refusals -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("strengths", "words"),
    [
        ({"prix": 1.5}, ["« prix »", "price"]),
        ({"sellers": 0.5}, ["« sellers »"]),
        ({"price": -0.1}, ["La demande suit le prix", "-0,1", "entre 0 et 10"]),
        ({"price": 11}, ["entre 0 et 10"]),
        ({"acquisition": 0}, ["entre 0,01 et 1"]),
        ({"acquisition": 1.01}, ["entre 0,01 et 1"]),
        ({"price": "1,5"}, ["pas un nombre"]),
        ({"price": True}, ["pas un nombre"]),
        ({"price": (1, 5)}, ["virgule"]),
        ({"price": math.nan}, ["fini"]),
        ({"price": np.array([1.0, 2.0])}, ["tableau"]),
    ],
)
def test_a_refused_reaction_is_told_in_french(strengths, words):
    with pytest.raises(LearnerError) as refused:
        bm.D2C().reacting(**strengths)
    for word in words:
        assert word.replace("\u00a0", " ") in str(refused.value).replace("\u00a0", " ")


def test_all_wrong_strengths_are_told_at_once():
    with pytest.raises(ParameterError) as refused:
        bm.D2C().reacting(price=-1, acquisition=5)
    assert set(refused.value.problems) == {"price", "acquisition"}


def test_settings_are_still_checked_and_draws_cannot_react_from():
    shop = bm.D2C().reacting(price=1.5)
    with pytest.raises(ParameterError, match="churn"):
        shop.replace(churn=2)
    with pytest.raises(LearnerError, match="reacting"):
        bm.D2C(basket=np.array([50.0, 60.0])).reacting(price=1.5)


@every_model
def test_a_reaction_is_declared_whole(cls):
    """Its strength can be proposed, it names what exists, and it says where its evidence lies."""
    for name, reaction in cls.reactions.items():
        assert reaction.param.check(reaction.start) == reaction.start, name
        # What months read by themselves would move the start when the box is ticked: it waits at 0.
        assert (reaction.start != reaction.neutral) == bool(reaction.moves), name
        assert reaction.param.check(reaction.neutral) == reaction.neutral
        assert set(reaction.moves) <= set(cls.__params__)
        assert getattr(cls(), reaction.of) > 0
        assert reaction.param.help
        assert all(reaction.said)
        for power in reaction.moves.values():
            assert power(reaction.neutral) == 0, "a neutral strength is a power of 0"
    assert cls.reactions["acquisition"].neutral == reactions.ACQUISITION.neutral == 1
