"""The pictures of lesson 15: what they ask, what they find, what they refuse; and the tests they draw."""

import math

import numpy as np
import pandas as pd
import pytest

import bizmodels as bm
from bizmodels.errors import LearnerError
from bizmodels.levers.aa_tests import p_values

GROUPS = pd.DataFrame({"reached": [True, False], "before": [437.0, 143.0], "during": [471.0, 164.0]})


def test_the_question_tells_nothing_of_what_was_spent_before():
    asked = bm.figures.before_during(GROUPS, "Grâce à elle ?", "$", answered=False)
    answered = bm.figures.before_during(GROUPS, "Grâce à elle ?", "$")
    for said in (asked.svg(), asked.alt, asked.finding):
        assert "437" not in said
        assert "143" not in said
    assert "437" in answered.svg()
    assert "143" in answered.alt
    assert answered.finding.startswith("Ceux qui la reçoivent dépensaient 3,1 fois plus que les autres avant")


@pytest.mark.parametrize(
    ("before", "says"),
    [([100.0, 143.0], "30 % de moins"), ([143.0, 143.0], "autant"), ([143.2, 143.0], "à peine plus")],
)
def test_a_smaller_or_an_equal_group_is_told(before, says):
    found = bm.figures.before_during(GROUPS.assign(before=before), "Et avant ?").finding
    assert says in " ".join(found.split())


def test_a_square_with_few_customers_stays_empty():
    scores = pd.DataFrame({"r": [1] * 10 + [5] * 9, "f": [1] * 10 + [5] * 9})
    picture = bm.figures.segments(scores, [True] * 5 + [False] * 14, "Qui ?", "% choisis")
    assert "rares et anciens, 50" in picture.alt
    assert "fréquents" not in picture.alt


def test_tests_that_pass_under_the_threshold_are_counted_once_and_at_the_end():
    paths = {"A": [0.5, 0.01, 0.5], "B": [0.04, 0.5, 0.02], "C": [0.5, 0.5, 0.05]}  # 0.05 is not under
    found = bm.figures.wandering(paths, "Qui gagne ?").finding
    said = "Sur 3 essais, 2 passent sous 5 % au moins une fois ; au dernier regard, 1."
    assert found.split() == said.split()  # no-break spaces of any kind


def test_p_values_repeat_by_their_seed_and_are_those_of_the_test():
    one, again, other = (p_values(per_day=200, days=4, tests=3, seed=seed) for seed in (1, 1, 2))
    assert one.equals(again)
    assert not one.equals(other)
    # The first test by hand: whether each of 2 × 4 × 200 visitors buys, then the two-sided z-test with the pooled share.
    bought = (np.random.default_rng(1).random((2, 4, 200)) < 0.05).sum(axis=2).cumsum(axis=1)
    for day, (a, b) in enumerate(bought.T, 1):
        seen = 200 * day
        pooled = (a + b) / (2 * seen)
        z = (b - a) / seen / math.sqrt(2 * pooled * (1 - pooled) / seen)
        assert one.loc[day, "Essai 1"] == pytest.approx(math.erfc(abs(z) / math.sqrt(2)), abs=1e-9)
    nobody = p_values(rate=1e-9, per_day=10, days=2, tests=1)
    assert (nobody["Essai 1"] == 1).all()  # nobody bought: nothing tells them apart


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: bm.figures.before_during(GROUPS.iloc[:1], "?"), "deux groupes"),
        (lambda: bm.figures.before_during([1], "?"), "spending"),
        (lambda: bm.figures.segments(GROUPS, [True, False], "?", "%"), "rfm"),
        (lambda: bm.figures.segments(pd.DataFrame({"r": [1], "f": [6]}), [True], "?", "%"), "de 1 à 5"),
        (
            lambda: bm.figures.segments(pd.DataFrame({"r": [1], "f": [5]}), [True, False], "?", "%"),
            "chaque client",
        ),
        (lambda: bm.figures.segments(pd.DataFrame({"r": [1], "f": [5]}), [True], "?", "%"), "10 clients"),
        (lambda: bm.figures.wandering({"A": [0.5, 1.5]}, "?"), "0 à 1"),
        (lambda: bm.figures.wandering({"A": [0.5]}, "?"), "deux regards"),
        (lambda: bm.figures.wandering({"A": [0.5, 0.4]}, "?", alpha=5), "alpha"),
        (lambda: p_values(tests=41), "tests"),
        (lambda: p_values(days=1), "days"),
        (lambda: p_values(rate=5), "rate"),
        (lambda: p_values(per_day=10_000, days=366, tests=40), "per_day"),
    ],
)
def test_what_cannot_be_drawn_is_said(call, says):
    with pytest.raises(LearnerError, match=says):
        call()
