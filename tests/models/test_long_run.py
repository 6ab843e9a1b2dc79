"""Each model against months counted by hand (``by_hand``) until nothing moves any more, to 1e-9.

The closed forms (steady state, S*, life value and its discounted twin) and the walks (month 36, cash) must agree with a
loop that knows none of them, at the defaults and at three other settings of each model.
"""

import math

import pytest

from bizmodels import models
from tests.models.by_hand import FIRMS

MODELS = models.all_models()
LONG = 30_000  # SaaS forgets 0.13 % a month: after 30 000 months 1e-17 of the start is left
REL = 1e-9

# A price, a churn, new customers, cash terms, steps of fixed costs: each moves in at least one setting of each model.
SETTINGS = {
    "D2C": [
        {"basket": 75.0, "churn": 0.05, "working_capital_days": 40.0, "setup_cost": 250_000.0},
        {"new_customers": 9_000.0, "cac": 7.5, "discount_rate": 0.22, "commission_rate": 0.05, "channel_subscription": 900.0},
        {"capacity": 37_000.0, "starting_customers": 0.0, "working_capital_days": -12.0, "orders_per_month": 0.3},
    ],
    "Hybrid": [
        {"basket": 75.0, "churn": 0.05, "marketplace_churn": 0.2, "working_capital_days": 40.0, "setup_cost": 9e5},
        {"new_customers": 9_000.0, "marketplace_cac": 6.0, "discount_rate": 0.22, "marketplace_share": 0.8},
        {"capacity": 37_000.0, "starting_customers": 0.0, "working_capital_days": -12.0, "cannibalization": 0.9},
    ],
    "Marketplace": [
        {"commission_rate": 0.24, "churn": 0.03, "working_capital_days": 10.0, "setup_cost": 3e6},
        {"basket": 140.0, "new_customers": 90_000.0, "vat_in_base": 1.0, "discount_rate": 0.3},
        {"capacity": 900_000.0, "seller_subscription": 400.0, "buyers_per_seller": 300.0, "orders_per_month": 0.5},
    ],
    "Resale": [
        {"item_price": 250.0, "churn": 0.09, "working_capital_days": -60.0},
        {"new_customers": 25_000.0, "trust_effect": 0.1, "share_checked": 0.9, "discount_rate": 0.02},
        {"capacity": 333_000.0, "starting_customers": 50_000.0, "seller_fee": 0.2, "setup_cost": 1e6},
    ],
    "Recommerce": [
        {"price": 420.0, "churn": 0.04, "working_capital_days": 20.0},
        {"new_customers": 80_000.0, "cac": 20.0, "discount_rate": 0.0, "buyer_fee": 0.0},
        {"capacity": 4_000_000.0, "starting_customers": 1e6, "orders_per_month": 0.06, "setup_cost": 5e6},
    ],
    "SaaS": [
        {"list_price": 120.0, "churn": 0.02, "contraction": 0.004, "working_capital_days": 45.0},
        {"new_customers": 600.0, "expansion": 0.001, "discount_rate": 0.15, "discount": 0.1},
        {"capacity": 70_000.0, "starting_customers": 20_000.0, "churn": 0.03, "gross_margin": 0.6, "setup_cost": 4e8},
    ],
    "BusinessBanking": [
        {"price_smart": 29.0, "churn": 0.03, "working_capital_days": 25.0},
        {"new_customers": 7_000.0, "share_basic": 0.9, "balance_yield": 0.02, "discount_rate": 0.2},
        {"capacity": 210_000.0, "starting_customers": 30_000.0, "transfers_basic": 60.0, "setup_cost": 2e6},
    ],
    "Freemium": [
        {"price": 13.99, "churn": 0.035, "working_capital_days": 10.0, "setup_cost": 1e6},
        {"new_customers": 900_000.0, "conversion_rate": 0.05, "free_churn": 0.2, "discount_rate": 0.25},
        {"capacity": 2_000_000.0, "starting_customers": 1e6, "starting_free": 0.0, "partner_share": 0.1},
    ],
    "OnDemand": [
        {"price": 105.0, "churn": 0.05, "working_capital_days": -10.0, "providers_per_zone": 3.0},
        {"new_customers": 6_000.0, "providers_per_zone": 2.0, "lost_when_waiting": 0.6, "discount_rate": 0.3},
        {"capacity": 11_000.0, "starting_customers": 2_000.0, "missions_per_month": 1.2, "setup_cost": 3e5},
    ],
    "NetworkPlatform": [
        {"contribution": 25.0, "churn": 0.1, "working_capital_days": -15.0, "setup_cost": 4e6},
        {"new_customers": 900_000.0, "reactivation": 0.05, "word_of_mouth": 0.0, "discount_rate": 0.2},
        {"capacity": 4_000_000.0, "starting_customers": 1e5, "starting_members": 2e6, "word_of_mouth": 0.08},
    ],
    "BookingPlatform": [
        {"agenda_price": 99.0, "churn": 0.012, "working_capital_days": 20.0},
        {"new_customers": 2_500.0, "marginal_cost": 0.3, "discount_rate": 0.18, "teleconsultation_adoption": 0.6},
        {"capacity": 130_000.0, "starting_customers": 10_000.0, "agenda_adoption": 0.8, "setup_cost": 6e6},
    ],
}  # fmt: skip
CASES = [
    pytest.param(name, changes, id=f"{name}-{number}")
    for name, others in SETTINGS.items()
    for number, changes in enumerate([{}, *others])
]
every_case = pytest.mark.parametrize(("name", "changes"), CASES)


def both(name: str, changes: dict):
    """The model, and the same firm by hand."""
    model = MODELS[name](**changes)
    return model, FIRMS[name](dict(model.values()))


def test_every_model_is_here():
    assert set(FIRMS) == set(SETTINGS) == set(MODELS)
    for name, others in SETTINGS.items():
        moved = set().union(*others)
        assert {"churn", "new_customers", "capacity", "working_capital_days", "discount_rate"} <= moved, name


@every_case
def test_steady_state(name, changes):
    model, firm = both(name, changes)
    at_last = firm.last(LONG)
    assert model.steady_state_customers == pytest.approx(at_last.customers, rel=REL)
    assert model.steady_state_profit == pytest.approx(firm.profit(at_last), rel=REL)


@every_case
def test_life_value_and_its_discounted_twin(name, changes):
    model, firm = both(name, changes)
    assert model.ltv == pytest.approx(firm.worth(LONG), rel=REL)
    model, firm = both(name, changes)
    assert model.ltv_discounted == pytest.approx(firm.worth(LONG, model.discount_rate), rel=REL)
    assert (model.ltv_discounted < model.ltv) == (model.discount_rate > 0)
    assert model.replace(discount_rate=0).ltv_discounted == pytest.approx(model.ltv, rel=REL)


@every_case
def test_months_with_working_capital(name, changes):
    model, firm = both(name, changes)
    account = firm.account(60)
    frame = model.project(60)
    for column, values in {
        "customers": [month.customers for month, _, _ in account],
        "revenue": [month.revenue for month, _, _ in account],
        "variable_costs": [month.variable for month, _, _ in account],
        "acquisition_costs": [month.acquisition for month, _, _ in account],
        "fixed_costs": [firm.fixed * firm.steps(month.customers) for month, _, _ in account],
        "profit": [profit for _, profit, _ in account],
        "cash": [cash for _, _, cash in account],
    }.items():
        assert frame[column].tolist() == pytest.approx(values, rel=REL), column
    assert model.profit_36 == pytest.approx(account[35][1], rel=REL)
    lowest = min(-model.setup_cost, *(cash for _, _, cash in account[:36]))
    assert model.funding_need == pytest.approx(max(0, -lowest), rel=REL)


def at_threshold(model):
    """The settings under which the steady state of ``model`` is its own S*: what leaves there is won again."""
    threshold = model.break_even_renewal
    values = dict(model.values())
    match type(model).__name__:
        case "NetworkPlatform":
            # Nobody is won again: the sleepers come back. A full market with the balance of S* stays where it is.
            everybody = threshold * (1 + model.churn / model.reactivation)
            return values | {
                "starting_customers": threshold, "starting_members": everybody, "market": everybody,
            }  # fmt: skip
        case "Freemium":
            signed = (model.conversion_rate + model.free_churn) / model.conversion_rate
            return values | {"new_customers": threshold * model.churn * signed}
        case "Hybrid":
            # n brings n·kept/c customers of the site and n·s/k of the marketplace.
            kept = 1 - model.cannibalization * model.marketplace_share
            each = kept / model.churn + model.marketplace_share / model.marketplace_churn
            return values | {"new_customers": threshold / each}
        case _:
            return values | {"new_customers": threshold * model.churn}


@every_case
def test_the_steady_state_earns_nothing_at_s_star(name, changes):
    changes = {k: v for k, v in changes.items() if k != "capacity"}
    if name == "OnDemand":
        changes["providers_per_zone"] = 400.0  # nobody waits
    model = MODELS[name](**changes)
    threshold = model.break_even_renewal
    assert 0 < threshold < math.inf, "the setting must have a threshold, or nothing is tested"
    firm = FIRMS[name](at_threshold(model))
    at_last = firm.last(LONG)
    assert at_last.customers == pytest.approx(threshold, rel=REL)
    assert firm.profit(at_last) == pytest.approx(0, abs=REL * firm.fixed)
