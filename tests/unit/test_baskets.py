"""Pairs of products against chance, in baskets small enough to count by hand, and what is refused."""

import pandas as pd
import pytest

import bizmodels as bm
from bizmodels.errors import LearnerError
from bizmodels.levers import baskets, grocery

# Ten tills: bread in 5, butter in 4, both in 3; tea alone in 4; the first line is given twice.
TILLS = (
    {1: "pain beurre", 2: "pain beurre", 3: "pain beurre thé", 4: "pain", 5: "pain", 6: "beurre"}
    | dict.fromkeys((7, 8, 9), "thé")
    | {10: "sel"}
)
LINES = pd.DataFrame(
    [(1, "pain"), *((number, item) for number, items in TILLS.items() for item in items.split())],
    columns=["basket", "item"],
)


def test_a_pair_counted_by_hand():
    row = baskets.pairs(LINES, [("pain", "beurre"), ("beurre", "pain"), ("pain", "sel")])
    assert row["together"].tolist() == [3, 3, 0]
    assert row["confidence"].tolist() == pytest.approx([3 / 5, 3 / 4, 0])
    assert row["chance"].tolist() == pytest.approx([4 / 10, 5 / 10, 1 / 10])
    assert row["lift"].tolist() == pytest.approx([1.5, 1.5, 0])  # the same both ways
    assert row.shown().loc["pain → beurre"].tolist() == ["3", "60\u00a0%", "40\u00a0%", "1,50"]


def test_the_same_as_the_rules_found_by_themselves():
    rules = bm.levers.cross_selling.association_rules(LINES, min_support=0.3)
    found = {
        (*one, *other): lift
        for one, other, lift in zip(rules["antecedents"], rules["consequents"], rules["lift"], strict=True)
    }
    assert found[("pain", "beurre")] == pytest.approx(
        baskets.pairs(LINES, ("pain", "beurre"))["lift"].iloc[0]
    )


def test_the_order_of_the_lines_changes_nothing():
    turned = LINES.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(
        pd.DataFrame(baskets.strongest_elsewhere(turned, 1)),
        pd.DataFrame(baskets.strongest_elsewhere(LINES, 1)),
    )


def test_chance_at_the_same_size():
    row = baskets.pairs(LINES, [("pain", "beurre")], same_size=True).iloc[0]
    # Sizes: two products in baskets 1 and 2, three in 3, one elsewhere: butter is alone in one of those seven.
    assert row["chance"] == pytest.approx((1 + 1 + 1 + 1 / 7 + 1 / 7) / 5)
    assert row["lift"] == pytest.approx((3 / 5) / (23 / 35))


@pytest.mark.parametrize(
    ("given", "near"),
    [
        ("Pain", "Pain de mie"),
        ("Champignon", "Champignons"),
        ("Jouets", "Jouets et jeux"),
        ("Biere", "Bière"),
    ],
)
def test_a_name_not_found_is_answered_by_its_neighbours(given, near):
    with pytest.raises(LearnerError) as told:
        baskets.pairs(grocery.tickets(), [(given, "Lait")])
    assert f"« {near} »" in str(told.value).replace("\u00a0", " ")
    assert str(told.value).count("«") <= 11  # the name given, ten at most


def test_every_aisle_has_a_french_name_of_its_own():
    aisles = set(bm.load_complete_journey("products")["product_category"].dropna()) - {"COUPON/MISC ITEMS"}
    assert aisles == set(grocery.NAMES)
    assert len(set(grocery.NAMES.values())) == len(aisles)


def test_large_baskets_only():
    kept = baskets.of_at_least(LINES, 2)
    assert sorted(kept["basket"].unique()) == [1, 2, 3]  # the line given twice makes no second product
    assert sorted(baskets.of_at_least(LINES, 3)["item"]) == ["beurre", "pain", "thé"]


def test_what_is_strong_in_one_half_is_looked_up_in_the_other():
    found = baskets.strongest_elsewhere(LINES, least=1)
    # Tills 1, 3, 5, 7, 9: bread in 3, butter in 2, both in 2, tea in 3 of which one with bread and butter.
    assert found.loc["beurre, pain", "lift"] == pytest.approx(2 * 5 / (2 * 3))
    assert found.loc["beurre, thé", "lift"] == pytest.approx(1 * 5 / (2 * 3))
    # Tills 2, 4, 6, 8, 10: bread in 2, butter in 2, both in 1; tea never with butter.
    assert found.loc["beurre, pain", ["together_there", "lift_there"]].tolist() == pytest.approx(
        [1, 1 * 5 / (2 * 2)]
    )
    assert found.loc["beurre, thé", "lift_there"] == 0
    assert found.index[0] == "beurre, pain"
    assert baskets.strongest_elsewhere(LINES, least=1, most=1).index.tolist() == ["beurre, thé", "pain, thé"]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: baskets.pairs(LINES, [("pain", "beure")]), "beure"),
        (lambda: baskets.pairs(LINES, []), "paires"),
        (lambda: baskets.pairs([["pain"]], [("pain", "thé")]), "basket"),
        (
            lambda: baskets.pairs(pd.DataFrame({"basket": [1, None], "item": "pain"}), ("pain", "pain")),
            "ligne 2",
        ),
        (lambda: baskets.of_at_least(LINES, 0), "0"),
        (lambda: baskets.of_at_least(LINES, True), "True"),
        (lambda: baskets.of_at_least(LINES, 9), "9"),
        (lambda: baskets.strongest_elsewhere(LINES, least=3, most=2), "3"),
        (lambda: baskets.strongest_elsewhere(LINES, least=50), "aucune paire"),
    ],
)
def test_what_is_refused(call, said):
    with pytest.raises(LearnerError) as refused:
        call()
    assert said in str(refused.value)


def test_two_aisles_never_bear_the_same_name():
    assert len(set(grocery.NAMES.values())) == len(grocery.NAMES)


def test_the_copy_of_the_tickets_is_the_learners():
    mine = grocery.tickets()
    mine["item"] = "tout"
    assert grocery.tickets()["item"].nunique() > 200
