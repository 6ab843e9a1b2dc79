"""Pauses, repeat orders, what a departure is worth, and their pictures: the edges and what is refused."""

import math

import numpy as np
import pandas as pd
import pytest

import bizmodels as bm
from bizmodels.errors import LearnerError

pause, repeat, worth = bm.levers.pause, bm.levers.repeat_orders, bm.levers.churn_worth
ORDERS = pd.DataFrame(
    {
        "customer": [1, 1, 2, 3, 1, 2],
        "date": pd.to_datetime(
            ["1997-01-01", "1997-01-15", "1997-01-08", "1997-02-20", "1997-02-12", "1997-03-01"]
        ),
        "value": [10.0, 30.0, 20.0, 5.0, 50.0, 40.0],
    }
)
SHOP = bm.levers.retention.BetaGeoNBD(r=1, alpha=10, a=1, b=1)
PURSE = bm.levers.retention.GammaGamma(p=2, q=3, v=20)


def test_a_pause_from_which_all_come_back_costs_nobody():
    assert pause.paying_months(0.05, pause=0.3, back=1, lost=0) == pytest.approx(20)
    assert pause.paying_months(0.05, pause=0.3, back=0, lost=1) == pytest.approx(1 / 0.35)
    assert pause.paying_months(0) == math.inf


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: pause.paying_months(-0.1), "leave vaut -0.1"),
        (lambda: pause.paying_months(math.nan), "leave vaut nan"),
        (lambda: pause.paying_months(True), "leave vaut True"),
        (lambda: pause.paying_months(0.6, pause=0.6), "leave [+] pause vaut 1,2"),
        (lambda: pause.paying_months(0.1, pause=0.1, back=0, lost=0), "n’en sortirait jamais"),
        (lambda: pause.pause_table({}), "services nommés"),
        (lambda: worth.churn_worth({}), "modèles nommés"),
        (lambda: worth.churn_worth({"a": 3}), "pas un modèle"),
        (lambda: worth.churn_worth({"a": bm.D2C(starting_customers=0, new_customers=0)}), "aucun revenu"),
        (lambda: repeat.bought_later(ORDERS, "1996-01-01"), "aucune commande"),
        (lambda: repeat.bought_later(ORDERS, 12), "une date"),
        (lambda: repeat.next_spend(ORDERS.drop(columns="value"), "1997-01-29"), "colonne value"),
        (lambda: repeat.back_test(ORDERS, "1997-03-01", 4, 1), "rien à comparer"),
        (lambda: repeat.by_silence(pd.DataFrame({"frequency": [1], "recency": [1.0], "age": [2.0]}), [1, 2]), "2 valeurs"),
        (lambda: repeat.share_of_the_best([1, 2], [0, 0]), "rien à partager"),
        (lambda: repeat.share_of_the_best([1, 2], [1, 0], best=0), "best vaut 0"),
        (lambda: repeat.share_of_the_best([1, 2], [1]), "2 notes"),
        (lambda: repeat.outlook({}, SHOP, PURSE, 39), "clients nommés"),
        (lambda: repeat.outlook({"A": {"frequency": 1}}, SHOP, PURSE, 39), "recency, age et spend"),
        (lambda: bm.figures.survival({0: 100}, "t"), "année par année"),
        (lambda: bm.figures.survival({0: 100, 1: 120}, "t"), "année par année"),
        (lambda: bm.figures.survival({0: 100, 1: 80}, "t", curves=dict.fromkeys("abcd", {0: 100, 1: 80})), "trois courbes"),
        (lambda: bm.figures.silences(pd.DataFrame(), "t", "w"), "table de nombres"),
        (lambda: bm.figures.silences(pd.DataFrame({"a": ["x"]}), "t", "w"), "table de nombres"),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_is_refused_in_french(call, told):
    with pytest.raises(LearnerError, match=told):
        call()


def test_what_follows_stands_in_the_order_of_the_customers_known():
    base = bm.levers.retention.customer_base(ORDERS, "1997-01-29")
    assert base["customer"].tolist() == [1, 2]
    assert repeat.bought_later(ORDERS, "1997-01-29").tolist() == [1, 1]
    assert repeat.next_spend(ORDERS, "1997-01-29").tolist() == [50.0, 40.0]


def test_the_best_are_picked_by_score_and_ties_keep_their_order():
    later = pd.Series([5, 0, 3, 2])
    assert repeat.share_of_the_best([1, 1, 1, 1], later, best=0.5) == 0.5
    assert repeat.share_of_the_best([0, 0, 1, 0.9999999999999], later, best=0.5) == 0.5
    assert repeat.share_of_the_best([0, 1, 2, 3], later, best=1) == 1


def test_a_class_with_few_customers_is_left_empty():
    base = pd.DataFrame({"frequency": [1] * 10 + [0, 7], "recency": 30.0, "age": 39.0})
    table = repeat.by_silence(base, pd.Series(np.arange(12.0)))
    assert table.loc[1, "7 à 13"] == 4.5  # nine weeks of silence; who never came back again is not there
    assert math.isnan(table.loc[5, "7 à 13"])


def test_fewer_departures_never_cost_and_who_has_no_point_to_lose_has_none():
    found = worth.churn_worth({"Éditeur": bm.SaaS(), "Boutique": bm.D2C(), "Deux canaux": bm.Hybrid()})
    assert found["point"].isna().tolist() == [True, False, False]
    assert (found["tenth"] > 0).all()
    assert "pas un point à perdre" in repr(found)


def test_a_survival_that_is_known_to_the_end_says_what_had_been_promised():
    points = {0: 100, 1: 80, 2: 70, 3: 65}
    picture = bm.figures.survival(points, "Qui reste ?", curves={"constante": {0: 100, 3: 51}}, known=1)
    assert (
        picture.finding
        == "À l’année 3, il reste 65 clients sur 100. Ce qui était prévu\u00a0: constante, 51."
    )
    assert "constante, 51 à l’année 3" in picture.alt
