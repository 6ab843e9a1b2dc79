"""Steps of fixed costs, the month at which the steady state is near, and what the verdicts make of both."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import bizmodels as bm
from bizmodels import models
from tests.models.by_hand import FIRMS
from tests.models.test_long_run import CASES

MODELS = models.all_models()
WALKED = ("Freemium", "Hybrid", "NetworkPlatform")  # two stocks: no closed form
LINEAR = [name for name in MODELS if name not in ("NetworkPlatform", "OnDemand")]


# --- steps of fixed costs -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("capacity", "steps"), [(0, 1), (1_000, 1), (999, 2), (500, 2), (499.9, 3), (1e9, 1)]
)
def test_fixed_costs_are_paid_once_for_each_step_begun(capacity, steps):
    """1 000 customers, half leave and 500 come: 1 000 each month."""
    shop = bm.D2C(
        churn=0.5, new_customers=500, starting_customers=1_000, fixed_costs=70.0, channel_subscription=5.0,
        capacity=capacity,
    )  # fmt: skip
    frame = shop.project(6)
    assert frame["fixed_costs"].tolist() == [75.0 * steps] * 6
    free = shop.replace(capacity=0)
    assert free.profit_36 - shop.profit_36 == pytest.approx(75 * (steps - 1), abs=1e-6)
    assert free.steady_state_profit - shop.steady_state_profit == pytest.approx(75 * (steps - 1), abs=1e-6)


def test_an_empty_firm_pays_its_first_step():
    empty = bm.D2C(new_customers=0, starting_customers=0, capacity=10, fixed_costs=70.0)
    assert empty.project(2)["fixed_costs"].tolist() == [70.0, 70.0]
    assert empty.steady_state_profit == -70


@given(st.floats(1_000, 3e5), st.floats(0.02, 0.5), st.floats(0, 3e5))
def test_steps_over_the_months_by_a_loop(capacity, churn, start):
    shop = bm.D2C(capacity=capacity, churn=churn, starting_customers=start)
    customers, paid = start, []
    for _ in range(24):
        customers = customers * (1 - churn) + shop.new_customers
        steps = 1
        while steps * capacity < customers:
            steps += 1
        paid.append(450_000.0 * steps)
    assert shop.project(24)["fixed_costs"].tolist() == paid


@pytest.mark.parametrize("name", LINEAR)
def test_a_threshold_that_one_step_cannot_carry_is_never_reached(name):
    """k steps cost k·F and serve k times as many: where F/m exceeds one step, k·F/m exceeds k steps too."""
    model = MODELS[name]()
    for figure in ("break_even_customers", "break_even_renewal"):
        free = getattr(model, figure)
        assert math.isfinite(free)
        assert getattr(model.replace(capacity=free * 1.001), figure) == free
        assert getattr(model.replace(capacity=free * 0.999), figure) == math.inf
    tight = model.replace(capacity=model.break_even_renewal * 0.999)
    fixed = model.overheads
    each = fixed / model.break_even_renewal  # what a customer leaves, his renewal paid
    for steps in (1, 2, 3, 10, 1_000):
        assert steps * tight.capacity * each < steps * fixed
    assert bm.verdict(tight, "break_even_renewal").level == "bad"


# --- how far the steady state is ----------------------------------------------------------------------------


def first_month_near(customers, goal: float, start: float) -> float:
    """First month whose customers are within a tenth of ``goal``, counted."""
    if abs(start - goal) <= 0.1 * goal:
        return 0.0
    return next(
        (
            float(t)
            for t, now in zip(range(1, 5_000), customers, strict=False)
            if abs(now - goal) <= 0.1 * goal
        ),
        math.inf,
    )


@given(st.floats(0.002, 0.95), st.floats(0, 1e6), st.floats(1, 1e5))
def test_the_horizon_is_the_first_month_within_a_tenth(churn, start, new):
    shop = bm.D2C(churn=churn, starting_customers=start, new_customers=new)
    exact = shop.steady_state_horizon
    # Beyond what a float separates, either month may be the first.
    assume(abs(exact - round(exact)) > 1e-6 or exact == 0)
    assume(abs(abs(start - new / churn) / (0.1 * new / churn) - 1) > 1e-9)

    def customers():
        now = start
        while True:
            now = now * (1 - churn) + new
            yield now

    assert math.ceil(exact) == first_month_near(customers(), new / churn, start)


@pytest.mark.parametrize(("name", "changes"), [case for case in CASES if case.values[0] in WALKED])
def test_two_stocks_are_walked_to_their_horizon(name, changes):
    model = MODELS[name](**changes)
    firm = FIRMS[name](dict(model.values()))
    start = model.starting_customers
    if name == "Hybrid":
        start *= 1 - model.cannibalization * model.marketplace_share + model.marketplace_share
    walk = (month.customers for month in firm.months)
    assert model.steady_state_horizon == first_month_near(walk, model.steady_state_customers, start)


def test_near_already_is_zero_and_nobody_leaving_is_never():
    assert bm.D2C(starting_customers=100_000, new_customers=10_000, churn=0.1).steady_state_horizon == 0
    assert bm.D2C(starting_customers=109_900, new_customers=10_000, churn=0.1).steady_state_horizon == 0
    # 111 000 is 11 % above: 11 000 × 0.9^t = 10 000 before the first month is over.
    assert 0 < bm.D2C(starting_customers=111_000, new_customers=10_000, churn=0.1).steady_state_horizon < 1
    for name, cls in MODELS.items():
        if name != "NetworkPlatform":  # its members are bounded by the market, sleepers or not
            assert cls(churn=0).steady_state_horizon == math.inf, name
    # Everybody leaves and is won again: not near at the start, there after a month.
    assert bm.D2C(churn=1.0).project(1)["customers"].iloc[0] == bm.D2C(churn=1.0).steady_state_customers
    assert bm.D2C(churn=1.0).steady_state_horizon == 1
    # Nobody comes any more: a tenth of nobody is never near.
    assert bm.D2C(new_customers=0).steady_state_horizon == math.inf
    assert bm.D2C.steady_state_horizon.show(math.inf) == "jamais"


def test_a_network_that_nobody_leaves_fills_its_market():
    """Nobody falls asleep: everybody is active in the end, 135 of 150 million by the loop."""
    network = bm.NetworkPlatform(churn=0)
    walk = (month.customers for month in FIRMS["NetworkPlatform"](dict(network.values())).months)
    assert network.steady_state_horizon == first_month_near(walk, 150e6, 9e6)


# --- verdicts -----------------------------------------------------------------------------------------------


def sign(number: float) -> int:
    return (number > 0) - (number < 0)


@pytest.mark.parametrize(
    ("name", "changes", "now", "later", "level", "words"),
    [
        ("D2C", {}, 1, 1, "ok", "bénéficiaire"),
        ("D2C", {"fixed_costs": 2e6}, -1, -1, "bad", "à perte"),
        # 600 000 customers at the start who leave slowly, too few won: it earns, and will not.
        ("D2C", {"starting_customers": 600_000.0, "new_customers": 1_500.0, "churn": 0.01}, 1, -1, "warn", "ensuite"),
        ("D2C", {"starting_customers": 0.0, "churn": 0.01, "fixed_costs": 1.2e6, "cac": 45.0}, -1, 1, "warn", "plus tard"),
    ],
)  # fmt: skip
def test_the_verdict_on_month_36_looks_beyond_it(name, changes, now, later, level, words):
    firm = FIRMS[name](dict(MODELS[name](**changes).values()))
    account = firm.account(3_000)
    assert sign(account[35][1]) == now, account[35][1]
    assert sign(account[-1][1]) == later, account[-1][1]
    found = bm.verdict(MODELS[name](**changes), "profit_36")
    assert found.level == level
    assert words in found.words


def test_a_steady_state_beyond_five_years_is_no_ground_to_decide_on():
    """400 000 practitioners towards a million, 0.5 % leaving: ln(1/6)/ln(0.995) = 357 months, thirty years."""
    far = bm.BookingPlatform()
    assert far.steady_state_horizon == pytest.approx(math.log(1e5 / 6e5) / math.log(0.995))
    found = bm.verdict(far, "steady_state_profit")
    assert found.level == "warn"
    assert "30 ans" in found.words
    assert "mois 36" in found.words
    # Sixty months away: (1 000 000 − S)·0.995^60 = 100 000 at S = 864 912.
    assert bm.verdict(bm.BookingPlatform(starting_customers=866_000.0), "steady_state_profit").level == "ok"
    assert bm.verdict(bm.BookingPlatform(starting_customers=863_000.0), "steady_state_profit").level == "warn"
    # A loss at the end is a loss, however far.
    assert bm.verdict(bm.BookingPlatform(fixed_costs=1e9), "steady_state_profit").level == "bad"


def test_the_rule_of_three_says_what_the_discounted_figure_says():
    """An order leaves 0.9 × (50 − 24) − 0.48 − 0.5 − 5 − 0.9 = 16.52 €: life value 0.15 × 16.52 × (12.5 + 1/0.15 − 1)."""
    shop = bm.D2C()
    monthly = 1.1 ** (1 / 12)
    today = 0.15 * 16.52 * (math.fsum((0.92 / monthly) ** t for t in range(2_000)) + 1 / 0.15 - 1)
    assert shop.ltv_discounted == pytest.approx(today)
    found = bm.verdict(shop, "ltv_cac")
    assert f"{today / 12:.1f}".replace(".", ",") in found.words
    assert "10" in found.words
    assert found.level == "ok"
    # Between the two figures the rule is kept and today's money does not keep it.
    between = (shop.ltv + today) / 2 / 3
    assert bm.verdict(shop.replace(cac=between), "ltv_cac").level == "warn"
    assert "mais" in bm.verdict(shop.replace(cac=between), "ltv_cac").words
    assert bm.verdict(shop.replace(cac=between, discount_rate=0), "ltv_cac").level == "ok"
    assert bm.verdict(shop.replace(cac=today / 3 * 0.999), "ltv_cac").level == "ok"
    assert "SaaS" in found.words


def test_a_threshold_passed_today_and_not_for_long_is_said_so():
    """600 000 accounts shrink towards 6 000 / 0.015 = 400 000, below the 463 961 that pay for the firm."""
    bank = bm.BusinessBanking(new_customers=6_000.0)
    found = bm.verdict(bank, "break_even_renewal")
    assert (found.level, "plus à la longue" in found.words) == ("bad", True)
    assert "plafonne" in bm.verdict(bm.OnDemand(), "break_even_renewal").words


def test_a_payback_that_the_leavers_prevent_is_not_merely_long():
    shop = bm.D2C(cac=60.0)
    assert shop.ltv < 60
    assert math.isfinite(shop.cac_payback)
    assert bm.verdict(shop, "cac_payback").level == "bad"


def test_a_last_digit_begins_no_step_and_density_lets_a_later_step_pay():
    # 290 / 0.29 is 1000.0000000000001 for a float.
    shop = bm.D2C(churn=0.29, new_customers=290.0, starting_customers=1_000.0, capacity=1_000.0)
    assert shop.steady_state_profit == pytest.approx(shop.profit_36)
    network = bm.NetworkPlatform(capacity=7e6)
    cost = 2 * network.fixed_costs + network.new_customers * network.cac
    margin = network.searches * network.trip_margin
    members = network.break_even_renewal
    assert 7e6 < members <= 14e6
    assert margin * members**2 / (members + network.half_density) == pytest.approx(cost)


def test_month_36_says_when_the_steady_state_is_too_far_to_decide_on():
    assert "30 ans" in bm.verdict(bm.BookingPlatform(), "profit_36").words
    assert "régime" not in bm.verdict(bm.D2C(), "profit_36").words
