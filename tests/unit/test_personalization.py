"""Experiments, ranking and RFM: published results, worked out by hand, boundaries, and what is refused."""

import math

import numpy as np
import pandas as pd
import pytest

import bizmodels as bm
from bizmodels.errors import LearnerError
from bizmodels.levers.personalization import (
    ab_test,
    arms_test,
    ndcg,
    peeking,
    rfm,
    sample_size,
    sample_size_mean,
    segments,
)
from tests.oracles import oracle


def test_the_rule_of_sixteen_gives_kohavis_sizes():
    known = oracle("EXP-01")
    given = known["inputs"]
    found = [
        sample_size_mean(given["sd"], change * given["mean_spend"]) for change in given["relative_changes"]
    ]
    assert found == pytest.approx(known["expected"]["n_per_variant"], abs=known["tolerance"]["n_per_variant"])


@pytest.mark.parametrize(
    ("p1", "p2", "power", "variance", "size"),
    [
        (0.50, 0.75, 0.90, "pooled", 77),  # R, help page of power.prop.test: 76.7
        (0.20, 0.25, 0.80, "baseline", 1_031),  # evanmiller.org: 1,030.2, shown rounded
        (0.10, 0.102, 0.80, "baseline", 354_139),  # the same calculator, stats.stackexchange 351344
        (0.30, 0.306, 0.80, "baseline", 91_725),
        (0.20, 0.25, 0.80, "unpooled", 1_091),  # 7.849 × (0.16 + 0.1875)/0.05²
    ],
)
def test_each_convention_gives_its_published_sizes(p1, p2, power, variance, size):
    assert sample_size(p1, p2, power=power, variance=variance) == size


def test_a_test_is_the_same_upside_down_and_dearer_for_less():
    for variance in ("pooled", "unpooled"):
        assert sample_size(0.2, 0.3, variance=variance) == sample_size(0.3, 0.2, variance=variance)
        assert sample_size(0.2, 0.3, variance=variance) == sample_size(0.8, 0.7, variance=variance)
    sizes = [sample_size(0.05, 0.05 + gain) for gain in (0.02, 0.01, 0.005)]
    assert sizes[0] < sizes[1] < sizes[2]
    assert sizes[2] / sizes[1] == pytest.approx(4, rel=0.1)  # half the change, four times the people
    assert sample_size(0, 1) >= 1
    assert sample_size_mean(3, 1, method="normal") < sample_size_mean(3, 1)
    assert sample_size_mean(3, 1, power=0.9, method="normal") > sample_size_mean(3, 1)


def test_the_z_tests_of_the_statsmodels_page():
    known = oracle("EXP-03")
    one, two = known["inputs"]["one"], known["inputs"]["two"]
    assert ab_test(**one).p_value == pytest.approx(
        known["expected"]["p_one"], abs=known["tolerance"]["p_one"]
    )
    assert ab_test(**two).p_value == pytest.approx(
        known["expected"]["p_two"], abs=known["tolerance"]["p_two"]
    )


def test_the_three_search_engines_of_openintro():
    known = oracle("EXP-04")
    new, old = (pd.Series(known["inputs"][name]) for name in ("new_search", "no_new_search"))
    found, expected, tolerance = arms_test(new, new + old), known["expected"], known["tolerance"]
    assert found.chi2 == pytest.approx(expected["chi2"], abs=tolerance["chi2"])
    assert found.df == expected["df"]
    assert found.p_value == pytest.approx(expected["p_value"], abs=tolerance["p_value"])
    assert found.expected[0] == pytest.approx(expected["expected_new_current"], abs=0.05)
    assert found.expected[1:] == pytest.approx([expected["expected_new_test"]] * 2, abs=0.05)
    assert found.share == pytest.approx(expected["share_new"], abs=1e-9)


def test_two_arms_by_chi_square_are_the_pooled_z_squared():
    test = ab_test([5, 12], [83, 99])
    assert arms_test([5, 12], [83, 99]).chi2 == pytest.approx(test.z**2)
    assert arms_test([5, 12], [83, 99]).p_value == pytest.approx(test.p_value)


def test_both_intervals_worked_out():
    # 56/70 against 48/80, Newcombe (1998), table II, example (a), as first minus second: 0.2 (0.0524, 0.3339) by
    # method 10 and (0.0575, 0.3425) by Wald.
    wald, newcombe = (ab_test([48, 56], [80, 70], interval=name) for name in ("wald", "newcombe"))
    assert wald.difference == pytest.approx(0.2)
    assert wald.interval == pytest.approx((0.0575, 0.3425), abs=5e-5)
    assert newcombe.interval == pytest.approx((0.0524, 0.3339), abs=5e-5)
    narrow = ab_test([48, 56], [80, 70], level=0.8)
    assert narrow.interval[0] > wald.interval[0]
    assert narrow.p_value == wald.p_value


@pytest.mark.parametrize("count", [0, 1], ids=["nobody", "everyone"])
def test_nobody_or_everyone_converts(count):
    """No certainty out of nothing: the interval is not a point, and nothing tells the arms apart."""
    test = ab_test([count * 40, count * 60], [40, 60])
    assert (test.difference, test.p_value, test.method) == (0, 1, "newcombe")
    assert test.interval[0] < 0 < test.interval[1]
    assert arms_test([count * 40, count * 60], [40, 60]).p_value == 1
    alone = ab_test(count * 40, 40, value=0.5)
    assert 0 < alone.p_value < 1e-6
    assert alone.interval[0] < alone.interval[1]


def test_an_effect_is_told_in_french():
    said = str(ab_test([20, 10], [100, 100]))
    assert (
        said == "Écart\u00a0: −10 points, de −19,8 à −0,2 points (intervalle à 95\u00a0%)\u202f; p = 0,048."
    )
    assert "p < 0,001" in str(ab_test([100, 300], [1_000, 1_000]))


def test_looking_every_day_cries_wolf():
    looks = peeking(days=28, tests=4_000, seed=1)
    # A look alone is wrong alpha of the time: 0.05 ± 4 standard errors of 4,000 tests.
    assert looks["once"].iloc[-1] == pytest.approx(0.05, abs=4 * math.sqrt(0.05 * 0.95 / 4_000))
    assert looks["ever"].is_monotonic_increasing
    assert (looks["ever"] >= looks["once"]).all()
    assert looks["ever"].iloc[-1] > 0.2
    pd.testing.assert_frame_equal(pd.DataFrame(looks), pd.DataFrame(peeking(days=28, tests=4_000, seed=1)))
    assert not looks.equals(peeking(days=28, tests=4_000, seed=2))


def test_five_looks_are_fourteen_percent():
    # Armitage, McPherson and Rowe (1969), table 2: 0.142 for five looks at 5 %.
    looks = peeking(days=5, per_day=2_000, rate=0.3, tests=20_000)
    assert looks["ever"].iloc[-1] == pytest.approx(0.142, abs=4 * math.sqrt(0.142 * 0.858 / 20_000))
    assert list(peeking(days=10, every=4, tests=10).index) == [4, 8, 10]


def test_the_draws_are_binomial():
    from scipy.stats import binom

    from bizmodels.levers.personalization_experiments import _binomial

    np.testing.assert_allclose(_binomial(40, 0.3), binom.cdf(range(40), 40, 0.3), rtol=1e-9)


def test_ndcg_agrees_with_scikit_learn():
    from sklearn.metrics import ndcg_score

    for shown in ([3, 2, 3, 0, 1, 2], [0, 0, 1], [1, 5, 2, 0, 0, 3]):
        places = [list(range(len(shown), 0, -1))]
        for k in (None, 1, 2, 10):
            assert ndcg(shown, k=k) == pytest.approx(ndcg_score([shown], places, k=k))


def test_ndcg_by_hand_and_at_its_boundaries():
    assert ndcg([3, 2, 1]) == ndcg([3, 3, 3]) == ndcg([7]) == 1
    assert ndcg([0, 0, 0]) == 0
    assert ndcg([0, 2], k=1) == 0
    # exponential: 0 + 3/log2(3) against 3 + 0
    assert ndcg([0, 2], gain="exponential") == pytest.approx(1 / math.log2(3))
    assert ndcg([1, 2], gain="exponential") < ndcg([1, 2])
    # Wikipedia: two more documents, of 3 and 2, existed and were not shown
    assert ndcg([3, 2, 3, 0, 1, 2], ideal=[3, 2, 3, 0, 1, 2, 3, 2]) == pytest.approx(0.785, abs=5e-4)


ORDERS = pd.DataFrame(
    {
        "customer": ["a", "a", "a", "b", "c", "c", "d", "e"],
        "date": ["2017-01-01", "2017-01-01", "2017-01-31", "2017-01-21", "2017-01-11", "2017-01-30", "2017-01-02",
                 "2017-01-02"],
        "value": [10, 5, 20, 5, 0.1, 0.2, 5, 5],
        "basket": [1, 1, 2, 3, 4, 5, 6, 7],
    }
)  # fmt: skip


def test_rfm_by_hand():
    scored = rfm(ORDERS)
    assert scored["recency"].to_dict() == {"a": 0, "b": 10, "c": 1, "d": 29, "e": 29}
    assert scored["frequency"].to_dict() == {"a": 2, "b": 1, "c": 2, "d": 1, "e": 1}
    assert scored["monetary"].to_dict() == {"a": 35, "b": 5, "c": 0.3, "d": 5, "e": 5}
    # d and e are equal, from the 1st to the 2nd of five: 1 + ⌊5·2/10⌋ = 2 both
    assert scored["r"].to_dict() == {"a": 5, "b": 3, "c": 4, "d": 2, "e": 2}
    assert scored["f"].to_dict() == {"a": 5, "b": 2, "c": 5, "d": 2, "e": 2}
    assert scored["segment"].to_dict() == {
        "a": "Meilleurs clients", "b": "À relancer", "c": "Meilleurs clients", "d": "Endormis", "e": "Endormis"
    }  # fmt: skip
    assert rfm(ORDERS, end="2017-02-10")["recency"]["a"] == 10
    assert rfm(ORDERS.drop(columns="basket"))["frequency"]["a"] == 3  # a row an order


def test_rfm_does_not_depend_on_the_order_nor_the_kind_of_the_columns():
    plain = pd.DataFrame(rfm(ORDERS))
    mixed = ORDERS.sample(frac=1, random_state=3)
    for other in (
        mixed,
        ORDERS.assign(date=pd.to_datetime(ORDERS["date"])),
        ORDERS.assign(basket=ORDERS["basket"].astype(str)),
        ORDERS.assign(basket=ORDERS["basket"] * 2**60 // 7),
    ):
        pd.testing.assert_frame_equal(pd.DataFrame(rfm(other)), plain)
    renamed = ORDERS.set_axis(["household_id", "transaction_timestamp", "sales_value", "basket_id"], axis=1)
    pd.testing.assert_frame_equal(pd.DataFrame(rfm(renamed)), plain)
    named = ORDERS.rename(columns={"value": "euros"})
    pd.testing.assert_frame_equal(pd.DataFrame(rfm(named, value="euros")), plain)


def test_equal_customers_are_scored_equal_and_fifths_are_fifths():
    alike = pd.DataFrame({"customer": range(7), "date": "2017-01-01", "value": 3.0})
    assert (rfm(alike)[["r", "f", "m"]] == 3).all(axis=None)
    apart = pd.DataFrame({"customer": range(50), "date": "2017-01-01", "value": np.arange(50.0)})
    assert rfm(apart)["m"].value_counts().to_dict() == dict.fromkeys(range(1, 6), 10)
    assert rfm(apart)["m"].is_monotonic_increasing
    alone = rfm(apart[:1])
    assert alone[["r", "f", "m", "recency", "frequency"]].values.tolist() == [[3, 3, 3, 0, 1]]


def test_rfm_of_the_whole_complete_journey_is_that_of_plain_pandas():
    lines = bm.load_complete_journey()
    scored = rfm(lines)
    plain = lines.groupby("household_id").agg(
        last=("transaction_timestamp", "max"), orders=("basket_id", "nunique"), spent=("sales_value", "sum")
    )
    end = lines["transaction_timestamp"].max().normalize()
    assert (scored["recency"] == (end - plain["last"].dt.normalize()).dt.days).all()
    assert (scored["frequency"] == plain["orders"]).all()
    assert (scored["monetary"] == plain["spent"].round(2)).all()
    table = segments(scored)
    assert table["customers"].sum() == 2_469
    assert table["share"].sum() == pytest.approx(1)
    assert table["revenue_share"].sum() == pytest.approx(1)
    best = table.loc["Meilleurs clients"]
    assert best["revenue_share"] > 1.5 * best["share"]


def test_tables_are_shown_in_french():
    shown = rfm(pd.DataFrame({"customer": range(12), "date": "2017-01-01", "value": 3.5})).shown()
    assert shown.loc["0"].tolist() == ["0", "1", "3,50", "3", "3", "3", "Fidèles"]
    assert shown.index[-1] == "… et 2 autres"
    assert segments(rfm(ORDERS)).shown().loc["Endormis", "Part des clients"] == "40\u00a0%"
    assert peeking(days=1, tests=10).shown().index.name == "Jour"


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: sample_size(5, 6), "p1 vaut 5 ; valeur admise : un nombre de 0 à 1"),
        (lambda: sample_size(0.05, "0.06"), "p2 vaut « 0.06 »"),
        (lambda: sample_size(0.05, 0.05), "écart nul"),
        (lambda: sample_size(True, 0.05), "p1 vaut « True »"),
        (lambda: sample_size(0.05, math.nan), "p2 vaut nan"),
        (lambda: sample_size(0.05, 0.06, power=1), "bornes exclues"),
        (lambda: sample_size(0.05, 0.06, alpha=0), "alpha vaut 0"),
        (lambda: sample_size(0.05, 0.06, variance="autre"), "'pooled', 'unpooled' ou 'baseline'"),
        (lambda: sample_size(0.5, 0.5 + 1e-12), "aucun test"),
        (lambda: sample_size_mean(0, 1), "sd vaut 0 ; valeur admise : un nombre plus grand que 0"),
        (lambda: sample_size_mean(1, 0), "delta vaut 0"),
        (lambda: sample_size_mean(1, 1, power=0.9), "La règle du 16"),
        (lambda: sample_size_mean(1, 1, method="16"), "method vaut '16'"),
        (lambda: ab_test([5, -1], [83, 99]), "ligne 2 : count vaut -1"),
        (lambda: ab_test([5, 100], [83, 99]), "ligne 2 : count vaut 100 et nobs 99"),
        (lambda: ab_test([0, 0], [10, 0]), "ligne 2 : nobs vaut 0"),
        (lambda: ab_test([5, None], [83, 99]), "ligne 2 : count vaut « None »"),
        (lambda: ab_test([5, 1, 2], [83, 99, 100]), "en reçoit 3"),
        (lambda: ab_test([5], [83, 99]), "count donne 1 variantes et nobs 2"),
        (lambda: ab_test(5, 83), "une liste de nombres"),
        (lambda: ab_test([5, 6], [83, 99], interval="exact"), "'wald' ou 'newcombe'"),
        (lambda: ab_test([True, False], [83, 99]), "ligne 1 : count vaut « True »"),
        (lambda: ab_test(pd.Series({"A": 5, "B": 200}), [83, 99]), "ligne d’index B"),
        (lambda: arms_test([5], [83]), "au moins deux"),
        (lambda: peeking(rate=0), "rate vaut 0"),
        (lambda: peeking(days=0), "days vaut 0"),
        (lambda: peeking(tests=1.5), "tests vaut 1,5"),
        (lambda: ndcg([]), "liste est vide"),
        (lambda: ndcg([1, -2]), "ligne 2 : relevance vaut -2"),
        (lambda: ndcg([1, 2], k=0), "k vaut 0"),
        (lambda: ndcg([1, 2], gain="log"), "'linear' ou 'exponential'"),
        (lambda: ndcg([3, 3], ideal=[1, 1]), "ideal doit contenir"),
        (lambda: ndcg("321"), "une liste de nombres"),
        (lambda: rfm([1, 2]), "table de commandes"),
        (lambda: rfm(ORDERS[:0]), "aucune commande"),
        (lambda: rfm(ORDERS.drop(columns="value")), "pas de colonne « value »"),
        (lambda: rfm(ORDERS, customer="client"), "pas de colonne « client »"),
        (lambda: rfm(ORDERS.assign(customer=["a", None, *"abcde", "f"])), "ligne d’index 1 : customer est vide"),
        (lambda: rfm(ORDERS.assign(date=["2017-01-31", "demain", *ORDERS["date"][2:]])), "ligne d’index 1 : date vaut « demain »"),
        (lambda: rfm(ORDERS.assign(value=[1, 2, -3, 4, 5, 6, 7, 8])), "ligne d’index 2 : value vaut -3"),
        (lambda: rfm(ORDERS.assign(value=[1, 2, math.nan, 4, 5, 6, 7, 8])), "ligne d’index 2 : value vaut nan"),
        (lambda: rfm(ORDERS, end="2017-01-20"), "ligne d’index 2 : la date 2017-01-31 est après end"),
        (lambda: rfm(ORDERS, end="hier"), "end vaut « hier »"),
        (lambda: rfm(ORDERS.assign(date="2999-01-01")), "ligne d’index 0 : la date 2999-01-01 est dans le futur"),
        (lambda: segments(ORDERS), "rfm()"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_in_french(call, says):
    with pytest.raises(LearnerError) as error:
        call()
    assert says in str(error.value).replace("\u00a0", " ").replace("\u202f", " ")
