"""Fraud and payment: published results, worked out by hand, marginals of the simulation, and what is refused."""

import math

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import roc_auc_score

import bizmodels as bm
from bizmodels.errors import LearnerError
from bizmodels.risks import fraud
from tests.oracles import oracle


@pytest.fixture(scope="module")
def payments():
    return fraud.simulated_payments()


# --- alerts -------------------------------------------------------------------------------------------------


def test_the_precision_of_an_alert_is_that_of_the_published_problems():
    known = oracle("FRA-01")
    given = known["inputs"]["prevalence_sensitivity_falsepositive"]
    expected, tolerance = known["expected"]["ppv"], known["tolerance"]["ppv"]
    assert [fraud.alert_precision(*one) for one in given] == pytest.approx(expected, abs=tolerance)
    assert fraud.alert_precision(*zip(*given, strict=True)) == pytest.approx(expected, abs=tolerance)
    assert fraud.alert_precision(0.01, 0.8, 0.096) == pytest.approx(0.008 / (0.008 + 0.09504))


def test_the_precision_is_that_of_scipy_and_moves_with_prevalence():
    rates = np.linspace(0, 1, 11)
    found = fraud.alert_precision(rates, 0.9, 0.05)
    assert found[0] == 0
    assert found[-1] == 1
    assert (np.diff(found) > 0).all()
    assert fraud.alert_precision(0.3, 0.5, 0.5) == pytest.approx(0.3)  # an alert that says nothing
    assert isinstance(fraud.alert_precision(0.3, 0.5, 0.5), float)


def test_the_table_counts_what_the_precision_says():
    counted = fraud.alert_table(0.01, 0.8, 0.096, orders=1_000)
    assert counted.loc["all", "all"] == pytest.approx(1_000)
    assert counted.loc["fraud", "alert"] / counted.loc["all", "alert"] == pytest.approx(
        fraud.alert_precision(0.01, 0.8, 0.096)
    )
    shown = counted.shown()
    assert shown.loc["Fraudes", "Alerte"] == "8"
    assert shown.loc["Commandes honnêtes", "Alerte"] == "95"


# --- thresholds ---------------------------------------------------------------------------------------------


def test_the_threshold_is_where_both_decisions_cost_as_much():
    draws = np.random.default_rng(20)
    for _ in range(50):
        c00, c11 = draws.normal(0, 10, 2)
        c10, c01 = c00 + draws.exponential(10), c11 + draws.exponential(10)
        p = fraud.decision_threshold(c00, c01, c10, c11)
        assert 0 < p < 1
        assert (1 - p) * c10 + p * c11 == pytest.approx((1 - p) * c00 + p * c01)
        # Elkan: only differences within one truth count.
        assert fraud.decision_threshold(c00 + 7, c01 - 3, c10 + 7, c11 - 3) == pytest.approx(p)


def test_equal_errors_make_one_half():
    assert fraud.decision_threshold(0, 1, 1, 0) == 0.5


@pytest.mark.parametrize(
    ("costs", "said"),
    [
        ((5, 30, 5, 0), "refuser ne coûte jamais plus"),
        ((5, 30, 0, 0), "refuser ne coûte jamais plus"),
        ((0, 0, 5, 0), "accepter ne coûte jamais plus"),
        ((0, -5, 5, 0), "accepter ne coûte jamais plus"),
        ((5, 0, 0, 5), "quand elle se trompe"),
        ((0, 0, 0, 0), "rien à décider"),
        ((0, math.nan, 5, 0), "c01"),
        ((0, True, 5, 0), "c01"),
        (("0", 1, 5, 0), "c00"),
    ],
)
def test_costs_without_a_threshold_are_told(costs, said):
    with pytest.raises(LearnerError, match=said):
        fraud.decision_threshold(*costs)


def test_the_cost_of_a_screening_adds_up():
    cost = fraud.screening_cost(0.002, 0.8, 0.01, fraud_cost=50, refusal_cost=20, review_cost=3)
    assert cost.fraud == pytest.approx(0.002 * 0.2 * 50)
    assert cost.refused == pytest.approx(0.998 * 0.01 * 20)
    assert cost.review == pytest.approx((0.002 * 0.8 + 0.998 * 0.01) * 3)
    assert cost.nothing == pytest.approx(0.1)
    assert cost.total == pytest.approx(cost.fraud + cost.refused + cost.review)
    assert cost.saved < 0  # a screening may cost more than the frauds
    nothing = fraud.screening_cost(0.002, 0, 0, 50, 20, 3)
    assert nothing.total == nothing.nothing == pytest.approx(0.1)


def test_the_best_threshold_beats_every_other(payments):
    best = fraud.best_threshold(payments, fraud_cost=265, refusal_cost=20, review_cost=2)
    costs = fraud.threshold_costs(payments, 265, 20, 2, thresholds=np.linspace(0, 1, 201))
    assert best.cost <= costs["total"].min() + 1e-12
    at = fraud.threshold_costs(payments, 265, 20, 2, thresholds=[best.threshold]).iloc[0]
    assert at["total"] == pytest.approx(best.cost)
    assert at["precision"] == pytest.approx(best.precision)
    assert best.nothing == pytest.approx(265 * payments["fraud"].mean())
    assert best.saved > 0


def test_a_calibrated_score_has_its_best_threshold_near_the_costs_own(payments):
    for fraud_cost, refusal_cost in ((265, 20), (45, 16), (40, 40)):
        wanted = fraud.decision_threshold(0, fraud_cost, refusal_cost, 0)
        best = fraud.best_threshold(payments, fraud_cost, refusal_cost)
        at = fraud.threshold_costs(payments, fraud_cost, refusal_cost, thresholds=[wanted])["total"].iloc[0]
        assert at <= best.cost * 1.06  # as cheap, within what some two hundred frauds can tell


def test_stopping_none_is_a_threshold_too():
    seen = pd.DataFrame({"score": [0.9, 0.1], "fraud": [False, True]})
    best = fraud.best_threshold(seen, fraud_cost=1, refusal_cost=100)
    assert best.threshold == math.inf
    assert math.isnan(best.precision)
    assert best.saved == 0


# --- the simulation -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [0, 20, 2024])
def test_the_simulation_meets_what_is_published(seed):
    seen = fraud.simulated_payments(seed=seed)
    rate = bm.fact("France paiements", "fraud_rate_card_internet_all_zones", "2024").value
    basket = bm.fact("France e-commerce", "average_basket", "2024-T2").value
    stolen = seen.loc[seen["fraud"], "amount"]
    assert 100 * stolen.sum() / seen["amount"].sum() == pytest.approx(rate, abs=1e-4)
    assert seen["amount"].mean() == pytest.approx(basket, abs=0.01)
    assert stolen.mean() / seen.loc[~seen["fraud"], "amount"].mean() == pytest.approx(1.5, abs=0.01)
    assert 100 * seen["fraud"].mean() < rate  # frauds are larger: fewer by number than by amount
    # Φ(3/√2) = 0.983
    assert roc_auc_score(seen["fraud"], seen["score"]) == pytest.approx(0.983, abs=0.006)


def test_a_score_is_the_chance_of_fraud(payments):
    for low, high in ((0, 0.01), (0.01, 0.1), (0.1, 0.4), (0.4, 1)):
        inside = payments[(payments["score"] > low) & (payments["score"] <= high)]
        expected = inside["score"].sum()
        assert inside["fraud"].sum() == pytest.approx(expected, abs=4 * math.sqrt(expected))


def test_the_simulation_is_the_same_each_time_and_says_what_it_is(payments):
    again = fraud.simulated_payments()
    pd.testing.assert_frame_equal(again, payments)
    assert "simulés" in payments.attrs["source"]
    assert list(payments.columns) == ["amount", "score", "fraud"]
    assert payments["score"].between(0, 1).all()
    assert (payments["amount"] > 0).all()
    assert not fraud.simulated_payments(seed=1)["score"].equals(payments["score"])
    assert payments["fraud"].iloc[:1000].sum() < 20  # shuffled


# --- strong authentication, fees ----------------------------------------------------------------------------


def test_the_sign_of_strong_authentication_flips_with_the_margin():
    given = {"fraud_rate": 0.005, "abandoned": 0.02, "avoided": 0.8, "fee": 15}
    limit = fraud.strong_authentication(100, 20, **given).break_even_margin
    assert fraud.strong_authentication(100, limit, **given).net == pytest.approx(0)
    assert fraud.strong_authentication(100, limit * 0.9, **given).net > 0
    assert fraud.strong_authentication(100, limit * 1.1, **given).net < 0
    assert fraud.strong_authentication(100, 20, 0.01, 0, 1).net > 0  # nobody gives up
    assert math.isnan(fraud.strong_authentication(100, 20, 0, 0, 1).break_even_margin)


def test_the_exemptions_are_those_of_the_law():
    law = bm.load_legal().set_index("parameter")
    small, total = (
        law.loc["sca_low_value_threshold", "value"],
        law.loc["sca_low_value_cumulative_cap", "value"],
    )
    assert fraud.exemption(small, 1).rule == "petit montant"
    assert fraud.exemption(small, 1, since_last_sca=total).exempt
    assert not fraud.exemption(small, 1, since_last_sca=total + 1).exempt
    assert not fraud.exemption(small + 0.01, 1).exempt
    for limit in (100, 250, 500):
        row = law.loc[f"sca_tra_fraud_cap_{limit}eur"]
        found = fraud.exemption(limit, row["value"] / 100)
        assert (found.exempt, found.rule, found.article) == (True, "risque analysé", row["legal_ref"])
        assert found.since == "2019-09-14"
        assert fraud.exempt_up_to(row["value"] / 100) == limit
        assert not fraud.exemption(limit + 1, row["value"] / 100).exempt
        assert not fraud.exemption(limit, row["value"] / 100 + 1e-6).exempt
    assert not fraud.exemption(501, 0).exempt
    # The French mean rate exempts nothing above the small amounts.
    mean = bm.fact("France paiements", "fraud_rate_card_internet_all_zones", "2024").value / 100
    assert fraud.exempt_up_to(mean) == 0
    assert "art. 16" in repr(fraud.exemption(10, 1))


def test_the_interchange_is_capped_by_the_regulation():
    assert fraud.interchange_cap("debit") == pytest.approx(0.002)
    assert fraud.interchange_cap("credit") == pytest.approx(0.003)
    fee = fraud.card_fee(40, rate=0.015, fixed=0.25)
    assert (fee.total, fee.interchange) == pytest.approx((0.85, 0.08))
    assert fee.interchange + fee.rest == pytest.approx(fee.total)
    assert fee.share == pytest.approx(0.08 / 0.85)
    assert fraud.card_fee(40, rate=0.001).share == 1  # a fee below the cap
    assert math.isnan(fraud.card_fee(40, rate=0).share)


def test_several_good_sales_pay_for_one_taken_back():
    shop = bm.D2C()
    gone = fraud.chargeback(shop.order_margin, shop.cogs, shop.shipping, 0.9, fee=15)
    assert gone.lost == pytest.approx(44.9)
    assert gone.sales == pytest.approx(44.9 / shop.order_margin)


# --- what is refused ----------------------------------------------------------------------------------------

GOOD = pd.DataFrame({"score": [0.1, 0.9], "fraud": [False, True]})


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: fraud.alert_precision(1.2, 0.5, 0.5), "prevalence vaut 1,2"),
        (lambda: fraud.alert_precision(0.1, -0.1, 0.5), "recall vaut -0,1"),
        (lambda: fraud.alert_precision(0.1, 0.5, "2 %"), "false_alarm vaut « 2 % »"),
        (lambda: fraud.alert_precision(True, 0.5, 0.5), "prevalence"),
        (lambda: fraud.alert_precision(math.nan, 0.5, 0.5), "prevalence"),
        (lambda: fraud.alert_precision([0.1, 1.5], 0.5, 0.5), "ligne 2"),
        (lambda: fraud.alert_precision([0.1, 0.2], [0.5, 0.5, 0.5], 0.5), "même longueur"),
        (lambda: fraud.alert_precision(0, 0.5, 0), "aucune commande"),
        (lambda: fraud.alert_table(0.1, 0.5, 0.5, orders=2.5), "orders"),
        (lambda: fraud.screening_cost(0.1, 0.5, 0.5, -1, 2), "fraud_cost vaut -1"),
        (lambda: fraud.screening_cost(0.1, 0.5, 2, 1, 2), "false_alarm vaut 2"),
        (lambda: fraud.threshold_costs([1, 2], 1, 2), "simulated_payments"),
        (lambda: fraud.threshold_costs(GOOD, 1, 2, thresholds=[1.5]), "thresholds"),
        (lambda: fraud.best_threshold(GOOD[:1], 1, 2), "aucune fraude"),
        (lambda: fraud.best_threshold(GOOD[1:], 1, 2), "aucun paiement honnête"),
        (lambda: fraud.best_threshold(GOOD.assign(score=[2, 0]), 1, 2), "score"),
        (lambda: fraud.best_threshold(GOOD.assign(fraud=[0, 1]), 1, 2), "True, False"),
        (lambda: fraud.best_threshold(GOOD, 1, math.inf), "refusal_cost"),
        (lambda: fraud.simulated_payments(10), "payments vaut 10"),
        (lambda: fraud.simulated_payments(seed=-1), "seed"),
        (lambda: fraud.strong_authentication(100, 120, 0.1, 0.1, 0.1), "margin vaut 120"),
        (lambda: fraud.strong_authentication(100, 20, 1.1, 0.1, 0.1), "fraud_rate"),
        (lambda: fraud.exemption(0, 0.001), "amount"),
        (lambda: fraud.exemption(20, 0.13, -1), "since_last_sca"),
        (lambda: fraud.exemption(20, 13), "psp_fraud_rate vaut 13"),
        (lambda: fraud.exempt_up_to("0,13 %"), "psp_fraud_rate"),
        (lambda: fraud.interchange_cap("business"), "debit"),
        (lambda: fraud.interchange_cap(3), "kind vaut 3"),
        (lambda: fraud.card_fee(-40, 0.01), "amount vaut -40"),
        (lambda: fraud.card_fee(40, 1.5), "rate vaut 1,5"),
        (lambda: fraud.chargeback(0, 24), "margin vaut 0"),
        (lambda: fraud.chargeback(10, -24), "goods vaut -24"),
        (lambda: fraud.no_such_name, "no_such_name"),
    ],
)
def test_bad_input_is_told_in_french(call, said):
    with pytest.raises(LearnerError) as told:
        call()
    assert said in str(told.value).replace("\u00a0", " ").replace("\u202f", " ")


def test_the_picture_of_the_fraud_rates_says_what_the_facts_say():
    picture = bm.figures.fraud_rates("La fraude baisse-t-elle ?")
    home, everywhere = (
        bm.fact("France paiements", metric, "2019")
        for metric in ("fraud_rate_card_remote", "fraud_rate_card_internet_all_zones")
    )
    assert f"{home.value:.2f}\xa0% en domestique".replace(".", ",") in picture.finding
    assert f"≈ {everywhere.value:.2f}\xa0% (déduit)".replace(".", ",") in picture.finding
    assert "2019" in picture.finding


def test_what_passes_in_spite_of_the_code_is_borne_by_the_bank_as_the_contract_says():
    given = {"price": 300, "margin": 19.6, "fraud_rate": 0.00155, "abandoned": 0.01, "fee": 15}
    kept = fraud.strong_authentication(**given, avoided=0.7)
    half = fraud.strong_authentication(**given, avoided=0.7, transferred=0.5)
    all_borne = fraud.strong_authentication(**given, avoided=0.7, transferred=1)
    assert all_borne == fraud.strong_authentication(**given, avoided=1)
    assert half.saved == pytest.approx((kept.saved + all_borne.saved) / 2)
    assert (100 * kept.net, 100 * all_borne.net) == pytest.approx((12.5, 26.2), abs=0.05)


def test_a_rate_typed_in_per_cent_is_told():
    assert fraud.exemption(120, 0.05).note.endswith("écrire 0.0005.")
    assert fraud.exemption(120, 0.0013).note == ""
    assert fraud.exemption(120, 0.0005).exempt


@pytest.mark.parametrize("call", [lambda: fraud.card_fee(100), lambda: fraud.strong_authentication(100), lambda: fraud.exemption(-1)])  # fmt: skip
def test_a_call_with_an_argument_missing_is_told_in_french(call):
    with pytest.raises(LearnerError, match="il manque"):
        call()


def test_the_table_of_exemptions_is_that_of_the_law():
    rules = fraud.exemption_table()
    for amount, rate in rules.loc["risque analysé", ["amount", "fraud_rate"]].itertuples(index=False):
        assert fraud.exemption(amount, rate).rule == "risque analysé"
        assert not fraud.exemption(amount, rate * 1.01).exempt
    assert fraud.exemption(rules.loc["petit montant", "amount"], 1.0).rule == "petit montant"
    shown = rules.shown()
    assert shown["Fraude du prestataire, au plus"].iloc[0] == "—"
    assert not shown.astype(str).apply(lambda column: column.str.contains("nan")).any().any()
