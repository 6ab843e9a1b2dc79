"""Returns, against published numbers and worked out by hand."""

import math
import warnings

import numpy as np
import pandas as pd
import pytest

import bizmodels as bm
from bizmodels.errors import LearnerError
from bizmodels.risks import returns
from bizmodels.risks.returns import (
    central_handling,
    economic_order_quantity,
    graded_value,
    newsvendor,
    newsvendor_with_returns,
    return_cost,
    return_policy,
    return_share,
    simulated_returns,
    withdrawal,
    withdrawal_refund,
)
from tests.oracles import oracle


def test_the_published_newsvendors():
    case = oracle("OPS-02")
    rows = zip(
        case["inputs"]["cases_holding_stockout_mu_sd"],
        case["expected"]["S"],
        case["expected"]["cost"],
        strict=True,
    )
    for (holding, stockout, mu, sd), quantity, cost in rows:
        # A sale lost costs price − cost, a piece left cost − salvage: salvage 1, cost 1 + holding.
        found = newsvendor(mu, sd, price=1 + holding + stockout, cost=1 + holding, salvage=1)
        assert found.quantity == pytest.approx(quantity, rel=case["tolerance"]["S"])
        paid = holding * found.leftover + stockout * found.lost_sales
        assert paid == pytest.approx(cost, rel=case["tolerance"]["cost"])
        assert found.profit == pytest.approx(stockout * mu - cost)


def test_the_published_order_quantity():
    case = oracle("OPS-01")
    found = economic_order_quantity(**case["inputs"])
    assert found.quantity == pytest.approx(case["expected"]["Q"], rel=case["tolerance"]["Q"])
    assert found.cost == pytest.approx(case["expected"]["cost"], rel=case["tolerance"]["cost"])


def test_the_published_rates():
    case = oracle("OPS-04")
    given, expected, near = case["inputs"], case["expected"], case["tolerance"]
    rate = return_share(given["returns_bn"], given["sales_bn"])
    online = return_share(given["online_returns_bn"], given["online_sales_bn"])
    assert rate == pytest.approx(expected["return_rate"], abs=near["return_rate"])
    assert online == pytest.approx(expected["online_rate"], abs=near["online_rate"])
    fraud = 100 * return_share(given["fraud_bn"], given["returns_bn"])
    assert fraud == pytest.approx(
        expected["fraud_per_100_usd_returned"], abs=near["fraud_per_100_usd_returned"]
    )


def test_the_best_quantity_is_the_best():
    season = {"mu": 1_000, "sd": 250, "price": 50, "cost": 22, "salvage": 8}
    best = newsvendor(**season)
    assert best.in_stock == pytest.approx(best.critical_ratio)
    for other in (0.98, 1.02):
        assert newsvendor(**season, quantity=other * best.quantity).profit < best.profit
    season |= {"return_rate": 0.4, "resold": 0.6, "return_cost": 7}
    best = newsvendor_with_returns(**season)
    assert best.in_stock == pytest.approx(best.critical_ratio)
    for other in (0.98, 1.02):
        assert newsvendor_with_returns(**season, quantity=other * best.quantity).profit < best.profit


def test_without_returns_both_are_one():
    season = {"mu": 100, "sd": 20, "price": 50, "cost": 22, "salvage": 8}
    plain, with_none = newsvendor(**season), newsvendor_with_returns(**season, return_rate=0.0, resold=0.5)
    for name in ("critical_ratio", "quantity", "sales", "lost_sales", "leftover", "profit", "fill_rate"):
        assert getattr(with_none, name) == pytest.approx(getattr(plain, name))


def test_the_averages_are_those_of_many_seasons():
    draws, rate, again, bought = np.random.default_rng(18), 0.4, 0.5, 700
    demand = draws.normal(1_000, 150, 40_000)
    shipped = np.minimum(demand, bought / (1 - rate * again))
    back = rate * shipped
    kept = shipped - back
    profit = 50 * kept + 8 * (bought - kept) - 22 * bought - 5 * back
    found = newsvendor_with_returns(1_000, 150, 50, 22, 8, rate, again, 5, quantity=bought)
    assert found.profit == pytest.approx(profit.mean(), rel=0.002)
    assert found.shipped == pytest.approx(shipped.mean(), rel=0.002)
    assert found.leftover == pytest.approx(bought - found.sales)
    assert found.resold == pytest.approx(again * found.returned)


def test_the_quantity_with_returns_by_hand():
    # r 0.4, k 0.5: a piece serves 1/(1 − 0.2) orders; one order more leaves 0.6 × 40; the ratio is 1 − 10 × 0.8/24 = 2/3.
    found = newsvendor_with_returns(1_000, 250, 50, 20, 10, 0.4, 0.5)
    assert found.critical_ratio == pytest.approx(2 / 3)
    assert found.quantity == pytest.approx(0.8 * (1_000 + 250 * 0.430727), rel=1e-6)


def test_where_returns_eat_everything():
    season = {
        "mu": 100,
        "sd": 20,
        "price": 30,
        "cost": 20,
        "salvage": 5,
        "return_rate": 0.5,
        "return_cost": 10,
    }
    with pytest.raises(LearnerError, match="aucune quantité ne rapporte"):
        newsvendor_with_returns(**season)
    lossy = newsvendor_with_returns(**season, quantity=100)
    assert lossy.critical_ratio == 0
    assert lossy.profit < 0


def test_one_return_step_by_step():
    one = return_cost(outbound=5, label=4, reception=1, grading=0.5, refurbishing=2, value_loss=6)
    assert one["total"] == 18.5
    express = return_cost(outbound=9, delivery=10, standard=4)
    assert (express["kept_delivery"], express["total"]) == (-6, 3)
    assert return_cost(label=4, fee=4)["total"] == 0
    paid = return_cost(outbound=5, payment=0.9)
    assert paid["total"] == 5.9
    assert "Frais de carte" in repr(paid)
    assert return_cost(outbound=5, delivery=4)["total"] == 5  # the whole standard delivery goes back
    assert "Colis aller" in repr(one)
    assert "18,50" in repr(one)
    # The customer's refund and what the seller keeps share out what was paid.
    assert withdrawal_refund(60, 10, 4) - one["kept_delivery"] == 64
    assert withdrawal_refund(60, 10, 4) + -express["kept_delivery"] == 60 + 10


def test_the_law_says_the_delays():
    law = bm.load_legal().set_index("parameter")["value"]
    delays = withdrawal()
    assert delays.decide == law["withdrawal_period_days"]
    assert delays.away == law["withdrawal_period_days"] + law["withdrawal_return_deadline_days"]
    assert delays.refund == law["refund_deadline_days"]
    assert [article.split()[-1] for article in delays.articles] == ["221-18", "221-23", "221-24"]


def test_grades_and_days():
    shares, worth = {"A": 0.7, "B": 0.2, "C": 0.1}, {"A": 1.0, "B": 0.6, "C": 0.1}
    assert graded_value(100, shares, worth) == pytest.approx(83)
    assert graded_value(100, shares, worth, days=28, daily_loss=0.01) == pytest.approx(83 * 0.99**28)


def test_a_policy_and_the_conversion_that_equals_it():
    free = return_policy(0.025, 0.30, margin=22, return_cost=12)
    paid = return_policy(0.020, 0.22, margin=22, return_cost=12, fee=4)
    assert free.margin == pytest.approx(2.5 * (0.7 * 22 - 0.3 * 12))
    assert paid.margin == pytest.approx(2.0 * (0.78 * 22 - 0.22 * 8))
    needed = free.needed_conversion(paid)
    assert return_policy(needed, 0.30, margin=22, return_cost=12).margin == pytest.approx(paid.margin)
    with pytest.raises(LearnerError, match="perd de l’argent"):
        return_policy(0.02, 0.9, margin=5, return_cost=12).needed_conversion(paid)


def test_one_place_for_all():
    one = central_handling(sellers=1, returns=20, sd=5, capacity_cost=4, fixed=100)
    assert one.cost_central == pytest.approx(one.cost_alone)
    assert one.saving == pytest.approx(0)
    together = central_handling(sellers=25, returns=20, sd=5, capacity_cost=4, service=0.975)
    z = 1.959963984540054
    assert together.capacity_alone == pytest.approx(25 * (20 + 5 * z))
    assert together.capacity_central == pytest.approx(25 * 20 + 5 * 5 * z)
    all_at_once = central_handling(sellers=25, returns=20, sd=5, capacity_cost=4, correlation=1)
    assert all_at_once.saving == pytest.approx(0)


def test_the_simulated_orders_keep_to_the_published_rates():
    for seed in (18, 1, 2):
        rows = simulated_returns(seed=seed)
        for category, key in returns._PUBLISHED.items():
            entity, metric, period = key.split("/")
            of = rows[rows["category"] == category]
            assert of["returned"].mean() == pytest.approx(bm.fact(entity, metric, period).value / 100)
    assert rows["days"].max() <= withdrawal().away
    assert (rows["days"].ge(1) == rows["returned"]).all()
    assert (rows["grade"].ne("") == rows["returned"]).all()
    grades = simulated_returns(orders=20_000).query("returned")["grade"].value_counts(normalize=True)
    assert grades["A"] == pytest.approx(0.7, abs=0.01)
    assert grades["C"] == pytest.approx(0.1, abs=0.01)
    assert simulated_returns().equals(simulated_returns())
    assert "imulé" in rows.attrs["source"]
    assert "Rayon" in simulated_returns(orders=10)._repr_html_()


def test_the_draws_are_the_same_on_every_machine():
    rows = simulated_returns()
    assert (int(rows["basket"].sum()), int(rows["days"].sum())) == SUMS


SUMS = (90149, 4522)


def test_the_rates_of_a_table_of_orders():
    rows = simulated_returns(orders=10)
    found = returns.returns_by_category(rows)
    assert found.loc["Chaussures", ["orders", "returned", "rate"]].tolist() == [10, 5, 0.5]
    assert found.loc["Ensemble", "returned"] == rows["returned"].sum()
    paid = rows["basket"].sum()
    assert found.loc["Ensemble", "value_rate"] == pytest.approx(
        rows.loc[rows["returned"], "basket"].sum() / paid
    )
    assert "Taux, en euros" in found._repr_html_()
    # A filtered table is still said to be simulated.
    assert "Rayon (simulé)" in returns.returns_by_category(rows[rows["category"] != "Textile"])._repr_html_()
    with pytest.raises(LearnerError, match="attend une table de commandes"):
        returns.returns_by_category(rows[rows["basket"] > 1_000])


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("basket", "dix", "basket vaut"),
        ("basket", -1, "basket vaut -1"),
        ("category", None, "category vaut"),
        ("category", "Ensemble", "category vaut"),
        ("returned", "oui", "returned vaut"),
        ("returned", math.nan, "returned vaut"),
        ("days", "dix", "days vaut"),
    ],
)
def test_a_table_of_orders_that_is_none(column, value, said):
    rows = pd.DataFrame(simulated_returns(orders=10)).assign(**{column: value})
    with pytest.raises(LearnerError, match=f"igne d’index .*{said}"):
        returns.returns_by_category(rows)


def test_orders_that_cost_nothing_have_no_rate_in_euros():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = returns.returns_by_category(pd.DataFrame(simulated_returns(orders=10)).assign(basket=0))
    assert found["value_rate"].isna().all()
    assert "— %" not in found._repr_html_()
    assert found.loc["Ensemble", "orders"] == found.drop("Ensemble")["orders"].sum()
    with pytest.raises(LearnerError, match="attend une table"):
        returns.returns_by_category(pd.concat([simulated_returns(orders=10)] * 2, axis=1))


def test_the_vat_on_the_margin_of_draws():
    np.testing.assert_allclose(returns.margin_vat(np.array([80.0, 250.0]), 200, 0.2), [20, 0])
    np.testing.assert_allclose(returns.margin_vat(80, pd.Series([200, 320]), 0.2), [20, 40])


def test_a_demand_that_is_known_a_piece_that_is_free_a_price_far_away():
    known = newsvendor(50, 0, price=10, cost=5, salvage=1)
    assert (known.quantity, known.profit, known.lost_sales, known.in_stock) == (50, 250, 0, 1)
    short = newsvendor(50, 0, price=10, cost=5, salvage=1, quantity=30)
    assert (short.sales, short.lost_sales, short.in_stock) == (30, 20, 0)
    assert newsvendor(50, 8, price=10, cost=0, salvage=-10).quantity == pytest.approx(50)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        # Φ(8.757) leaves 1e-18 above it: sf(8.757290) = 1.0e-18.
        assert newsvendor(50, 8, 1e15, 1e-3, 0).quantity == pytest.approx(50 + 8 * 8.757290, abs=1e-4)


def test_the_picture_of_the_steps_asks_then_answers():
    steps = return_cost(outbound=5, label=4, reception=1)
    asked = bm.figures.return_steps(steps, "Que coûte un retour ?", "Hypothèses", answered=False)
    assert "5" not in asked.alt
    told = bm.figures.return_steps(steps, "Que coûte un retour ?", "Hypothèses")
    assert "En tout, 10,00" in told.alt
    assert "Colis aller" in told.finding
    with pytest.raises(LearnerError, match="étapes nommées"):
        bm.figures.return_steps({}, "Combien ?", "")
    with pytest.raises(LearnerError, match="plus que 0"):
        bm.figures.return_steps({"A": 0}, "Combien ?", "")


GOOD = {"mu": 100, "sd": 20, "price": 50, "cost": 20, "salvage": 5}
BAD = [math.nan, math.inf, "12", True, None, [1, 2]]


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("value", BAD)
def test_a_season_of_no_numbers(name, value):
    with pytest.raises(LearnerError, match=f"^{name} vaut"):
        newsvendor(**GOOD | {name: value})


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: newsvendor(**GOOD | {"price": 20}), "^price vaut 20"),
        (lambda: newsvendor(**GOOD | {"salvage": 20}), "^salvage vaut 20"),
        (lambda: newsvendor(**GOOD, quantity=-1), "^quantity vaut -1"),
        (lambda: newsvendor(**GOOD | {"sd": -1}), "^sd vaut -1"),
        (lambda: newsvendor(10, 100, 10, 9, 0), "^sd vaut 100.*négative"),
        (lambda: newsvendor(50, 8, 1e15, 1e-320, 0), "^sd vaut 8.*sans fin"),
        (lambda: newsvendor_with_returns(10, 100, 10, 9, 0, return_rate=0), "^sd vaut 100"),
        (lambda: newsvendor(), "il manque"),
        (lambda: returns.Newsvendor(), "il manque"),
        (lambda: return_policy(0.02, 0.1, 20, 5).needed_conversion(), "il manque"),
        (lambda: returns.margin_vat(80), "il manque"),
        (lambda: returns.margin_vat([80, 90], 200, 0.2), "^buy vaut"),
        (lambda: returns.margin_vat(80, "200", 0.2), "^sell vaut"),
        (lambda: returns.margin_vat(None, 200, 0.2), "^buy vaut"),
        (lambda: returns.margin_vat(math.nan, 200, 0.2), "^buy vaut"),
        (lambda: returns.margin_vat(True, 200, 0.2), "^buy vaut"),
        (lambda: returns.margin_vat(80, 200, 20), "^rate vaut 20"),
        (lambda: returns.margin_vat(80, 200, -0.2), "^rate vaut -0,2"),
        (lambda: returns.margin_vat(80, 200, -1), "^rate vaut -1"),
        (lambda: returns.margin_vat(np.array([80, math.nan]), 200, 0.2), "ligne 2.*buy vaut nan"),
        (lambda: returns.margin_vat(np.ones(2), np.ones(3), 0.2), "même longueur"),
        (lambda: return_cost(payment=-1), "^payment vaut -1"),
        (lambda: bm.figures.return_steps(), "il manque"),
        (lambda: newsvendor_with_returns(**GOOD, return_rate=1), "^return_rate vaut 1"),
        (lambda: newsvendor_with_returns(**GOOD, return_rate=30), "^return_rate vaut 30"),
        (lambda: newsvendor_with_returns(**GOOD, return_rate=0.3, resold=1.2), "^resold vaut 1.2"),
        (lambda: economic_order_quantity(8, 0, 100), "^holding_cost vaut 0"),
        (lambda: return_cost(label=4, fee=5), "^fee vaut 5"),
        (lambda: return_cost(grading=-1), "^grading vaut -1"),
        (lambda: graded_value(10, {"A": 0.7, "B": 0.2}, {"A": 1, "B": 0.5}), "^shares vaut"),
        (lambda: graded_value(10, {"A": 1}, {"A": 1, "B": 0.5}), "^worth vaut"),
        (lambda: graded_value(10, [0.5, 0.5], {"A": 1}), "^shares vaut"),
        (lambda: graded_value(10, {"A": 1}, {"A": 1}, days=-1), "^days vaut -1"),
        (lambda: return_policy(0, 0.1, 20, 5), "^conversion vaut 0"),
        (lambda: return_policy(0.02, 0.1, 20, 5, fee=6), "^fee vaut 6"),
        (lambda: return_policy(0.02, 0.1, 20, 5).needed_conversion(3), "^other vaut 3"),
        (lambda: return_share(12, 10), "^returned vaut 12"),
        (lambda: return_share(0, 0), "^sold vaut 0"),
        (lambda: central_handling(0, 10, 3, 5), "^sellers vaut 0"),
        (lambda: central_handling(2.5, 10, 3, 5), "^sellers vaut 2.5"),
        (lambda: central_handling(2, 10, 3, 5, service=1), "^service vaut 1"),
        (lambda: central_handling(2, 10, 3, 5, correlation=-0.1), "^correlation vaut -0.1"),
        (lambda: simulated_returns(seed=-1), "^seed vaut -1"),
        (lambda: simulated_returns(orders=True), "^orders vaut .*True"),
        (lambda: withdrawal_refund(-1), "^goods vaut -1"),
    ],
)
def test_what_cannot_be(call, said):
    with pytest.raises(LearnerError, match=said):
        call()
