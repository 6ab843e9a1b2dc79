"""Rules, chance and the order of contacts: published results, mlxtend and scipy, boundaries, and what is refused."""

import math
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

import bizmodels as bm
from bizmodels.errors import LearnerError
from bizmodels.levers.cross_selling import against_chance, association_rules, lift_curve, lift_test
from tests.oracles import oracle

BASKETS = oracle("XSELL-01")["inputs"]["baskets"]


def of(rules, left, right):
    """The row of one rule."""
    rows = (rules["antecedents"] == frozenset(left)) & (rules["consequents"] == frozenset(right))
    (found,) = rules[rows].to_dict("records")
    return found


def test_the_rules_of_the_mlxtend_page():
    known = oracle("XSELL-01")
    given, expected = known["inputs"], known["expected"]
    rules = association_rules(given["baskets"], given["min_support"])
    for place, (left, right) in enumerate(given["rules"]):
        row = of(rules, left, right)
        for name in ("support", "confidence", "lift"):
            assert row[name] == pytest.approx(expected[name][place], abs=known["tolerance"][name])
    assert (rules["lift"] >= given["lift_threshold"]).sum() == expected["rules_with_lift_at_least_1_2"]


def mlxtend_rules(baskets, support):
    from mlxtend.frequent_patterns import association_rules as their_rules
    from mlxtend.frequent_patterns import fpgrowth

    items = sorted({item for basket in baskets for item in basket})
    table = pd.DataFrame([[item in basket for item in items] for basket in baskets], columns=items)
    sets = fpgrowth(table, min_support=support, use_colnames=True)
    return their_rules(sets, metric="support", min_threshold=support)


@pytest.mark.parametrize("support", [0.05, 0.15, 0.25])
def test_all_rules_of_any_size_are_those_of_mlxtend(support):
    random = np.random.default_rng(7)
    baskets = [[item for item in "abcdefg" if random.random() < 0.5] for _ in range(130)]
    theirs, ours = mlxtend_rules(baskets, support), association_rules(baskets, support)
    keys = ["antecedents", "consequents"]
    both = theirs.merge(pd.DataFrame(ours), on=keys, suffixes=("_their", ""))
    assert len(both) == len(theirs) == len(ours) > 0
    for name in ("support", "confidence", "lift"):
        np.testing.assert_allclose(both[name], both[f"{name}_their"], rtol=1e-12)


def test_a_tidy_table_is_the_same_as_lists():
    tidy = pd.DataFrame(
        [(n, item) for n, basket in enumerate(BASKETS) for item in basket], columns=["basket", "item"]
    )
    listed = pd.DataFrame(association_rules(BASKETS, 0.6))
    pd.testing.assert_frame_equal(
        pd.DataFrame(association_rules(tidy.sample(frac=1, random_state=1), 0.6)), listed
    )
    renamed = tidy.set_axis(["ticket", "produit"], axis=1)
    pd.testing.assert_frame_equal(
        pd.DataFrame(association_rules(renamed, 0.6, basket="ticket", item="produit")), listed
    )
    assert len(association_rules(BASKETS, 0.6, max_size=2)) == (listed["antecedents"].map(len) + listed["consequents"].map(len) == 2).sum()  # fmt: skip


def test_boundaries():
    assert association_rules([["a"], ["b"]], 0.1).empty
    assert association_rules([["a"]], 1).empty
    assert association_rules([[], []], 0.5).empty
    assert association_rules([["a", "b"]] * 3, 1)["lift"].tolist() == [1, 1]  # all alike: nothing to learn
    halved = association_rules([["a", "b"], []], 0.5)  # an empty basket is a basket
    assert (halved["support"].tolist(), halved["lift"].tolist()) == ([0.5, 0.5], [2, 2])
    assert (
        of(association_rules([{1, 2}, (2, 1)], 1), [1], [2])["confidence"] == 1
    )  # other collections, other names


def test_supports_on_the_threshold_are_kept():
    for count, n in combinations(range(1, 40), 2):
        baskets = [["a", "b"]] * count + [["c"]] * (n - count)
        assert len(association_rules(baskets, count / n)) == 2
        if count < n:
            assert association_rules(baskets, (count + 0.5) / n).empty


def test_equal_rules_come_in_the_order_of_their_names():
    rules = association_rules([["z", "y"], ["b", "a"]], 0.5)
    assert [min(one) for one in rules["antecedents"]] == ["a", "b", "y", "z"]
    assert rules.shown()["Lift"].tolist() == ["2,00"] * 4


def test_too_many_rules_are_refused_before_they_are_made():
    with pytest.raises(LearnerError, match="max_size=2"):
        association_rules([list(range(60))] * 3, 0.5)
    assert len(association_rules([list(range(60))] * 3, 0.5, max_size=2)) == 60 * 59


def test_the_lady_tasting_tea():
    assert lift_test(8, 4, 4, 4).p_value == pytest.approx(1 / 70)
    assert lift_test(8, 4, 4, 3).p_value == pytest.approx(17 / 70)  # three right, or four
    assert lift_test(8, 4, 4, 0).p_value == 1


def test_articles_that_are_everywhere_or_nowhere_say_nothing():
    assert lift_test(10, 10, 4, 4).p_value == lift_test(10, 0, 4, 0).p_value == 1
    assert math.isnan(lift_test(10, 0, 4, 0).lift)
    assert lift_test(10, 10, 10, 10).lift == 1


def test_independent_articles_pass_for_chance():
    """A hundred pairs that ignore each other: some have p < 0.05, hardly any once corrected."""
    random = np.random.default_rng(0)
    baskets = [[item for item in range(15) if random.random() < 0.3] for _ in range(400)]
    rules = association_rules(baskets, 0.01, max_size=2)
    tested = against_chance(rules, 400)
    assert len(tested) == 15 * 14
    assert 0.01 < (tested["p_value"] < 0.05).mean() < 0.10
    assert (tested["adjusted"] < 0.05).sum() == 0
    assert (tested["adjusted"] >= tested["p_value"]).all()
    np.testing.assert_allclose(tested["lift"], tested["baskets"] / tested["expected"])
    assert against_chance(rules[:0], 400).empty


def test_the_whole_complete_journey():
    lines, products = bm.load_complete_journey(), bm.load_complete_journey("products")
    names = products.set_index("product_id")["product_category"]
    bought = pd.DataFrame({"basket": lines["basket_id"], "item": lines["product_id"].map(names)}).dropna()
    rules = association_rules(bought, 0.02)
    # mlxtend 0.23 finds as many sets of several articles, hence as many rules, in the same table
    assert len(rules) == 1_332
    tested = against_chance(rules, bought["basket"].nunique())
    assert (tested["adjusted"] < 0.001).mean() > 0.9


def test_a_question_answered_yes_or_no_is_a_score():
    """Three yes, of which two buy; one buyer of the two no."""
    yes, bought = [True, True, True, False, False], [1, 1, 0, 1, 0]
    assert lift_curve(yes, bought, parts=5)["buyers"].tolist() == pytest.approx([2 / 3, 4 / 3, 2, 2.5, 3])
    assert lift_curve(pd.Series(yes), bought, parts=5).equals(lift_curve([1, 1, 1, 0, 0], bought, parts=5))


def test_no_rule_is_said():
    shown = association_rules([["pain"], ["thé"]], 0.5).shown()
    assert shown.iloc[0, 0].startswith("Aucune paire")


def test_a_curve_by_hand():
    curve = lift_curve([0.9, 0.8, 0.7, 0.1], [True, False, True, False], parts=2)
    assert curve["buyers"].tolist() == [1, 2]
    assert curve["gain"].tolist() == [0.5, 1]
    assert curve["precision"].tolist() == [0.5, 0.5]
    assert curve.shown()["Part des acheteurs"].tolist() == ["50\u00a0%", "100\u00a0%"]
    tied = lift_curve([2, 1, 1, 1], [0, 1, 0, 0], parts=4)  # the only buyer is one of three equals
    assert tied["buyers"].tolist() == pytest.approx([0, 1 / 3, 2 / 3, 1])


def test_ties_do_not_depend_on_the_order_nor_on_rounding_errors():
    scores, bought = [0.3, 0.1 + 0.2, 0.2, 0.1], [1, 0, 0, 1]
    assert lift_curve(scores, bought, 4).equals(lift_curve(scores[::-1], bought[::-1], 4))
    assert lift_curve(scores, bought, 4)["gain"].iloc[0] == 0.25


def test_a_curve_at_its_boundaries():
    everyone = lift_curve([3, 2, 1], [1, 1, 1])
    np.testing.assert_allclose(everyone["lift"], 1)
    assert lift_curve([1], [1], parts=1)["gain"].tolist() == [1]
    perfect = lift_curve(range(100, 0, -1), [1] * 10 + [0] * 90)
    assert perfect["lift"].iloc[0] == pytest.approx(10)
    for random in map(np.random.default_rng, range(5)):
        curve = lift_curve(random.integers(0, 9, 83), random.integers(0, 2, 83), parts=7)
        assert curve["gain"].is_monotonic_increasing
        assert curve["gain"].iloc[-1] == pytest.approx(1)
        assert curve["lift"].iloc[-1] == pytest.approx(1)


TIDY = pd.DataFrame({"basket": [1, 1], "item": ["a", None]}, index=[4, 12])


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: association_rules(BASKETS, 0), "min_support vaut 0"),
        (lambda: association_rules(BASKETS, 60), "min_support vaut 60"),
        (lambda: association_rules(BASKETS, -0.1), "min_support vaut -0,1"),
        (lambda: association_rules(BASKETS, math.nan), "min_support vaut nan"),
        (lambda: association_rules([], 0.5), "aucun panier"),
        (lambda: association_rules([["a"], "pain"], 0.5), "ligne 2 : « pain » n’est pas un panier"),
        (lambda: association_rules("pain", 0.5), "une liste de paniers"),
        (lambda: association_rules([["a"], ["b", None]], 0.5), "ligne 2 : « None »"),
        (lambda: association_rules([["a"], [["b"]]], 0.5), "ligne 2"),
        (lambda: association_rules(TIDY, 0.5), "ligne d’index 12 : item est vide"),
        (lambda: association_rules(TIDY[["item"]], 0.5), "pas de colonne « basket »"),
        (lambda: association_rules(BASKETS, 0.5, max_size=1), "max_size vaut 1"),
        (lambda: lift_test(10, 4, 4, 5), "both vaut 5"),
        (lambda: lift_test(10, 8, 8, 5), "both vaut 5 ; valeur admise : un nombre entier, de 6 à 8"),
        (lambda: lift_test(10, 11, 4, 2), "first vaut 11"),
        (lambda: lift_test(0, 0, 0, 0), "baskets vaut 0"),
        (lambda: lift_test(10, 2.5, 4, 2), "first vaut 2,5"),
        (lambda: against_chance(TIDY, 10), "association_rules()"),
        (lambda: against_chance(association_rules(BASKETS, 0.6), 7), "ne viennent pas de 7 paniers"),
        (lambda: lift_curve([1, 2], [0, 0]), "Personne n’a acheté"),
        (lambda: lift_curve([1, 2], [1]), "scores donne 2 clients et bought 1"),
        (lambda: lift_curve([], []), "liste est vide"),
        (lambda: lift_curve([1, math.nan], [1, 0]), "ligne 2 : scores vaut nan"),
        (lambda: lift_curve([1, 2], [1, 2]), "ligne 2 : bought vaut 2"),
        (lambda: lift_curve([1, 2], [1, 0.5]), "ligne 2 : bought vaut 0,5 ; valeur admise : 0 (non) ou 1 (oui)"),
        (lambda: lift_curve([1, 2], ["oui", "non"]), "ligne 1 : bought vaut « oui »"),
        (lambda: lift_curve([1, 2], [1, 0], parts=0), "parts vaut 0"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_in_french(call, says):
    with pytest.raises(LearnerError) as error:
        call()
    assert says in str(error.value).replace("\u00a0", " ").replace("\u202f", " ")
