"""Prices: published results, hand-worked cases, the boundaries, and what is refused."""

import copy
import itertools
import math
import pickle

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bizmodels as bm
from bizmodels.errors import LearnerError
from bizmodels.levers import pricing
from tests.oracles import oracle

# --- published results --------------------------------------------------------------------------------------


def test_markup_oracle():
    case = oracle("PRI-01")
    for (elasticity, cost), price in zip(
        case["inputs"]["pairs_elasticity_mc"], case["expected"]["price"], strict=True
    ):
        assert pricing.markup_price(cost, elasticity) == pytest.approx(price, abs=case["tolerance"]["price"])


def test_bundle_oracle():
    case = oracle("PRI-02")
    given, expected = case["inputs"], case["expected"]
    screens = given["screens_per_chain"]
    chains = pd.DataFrame([given["wtp_chain1_X_Y"], given["wtp_chain2_X_Y"]], columns=["X", "Y"])
    found = pricing.bundle(chains)
    assert list(found.separate.prices) == [expected["price_X"], expected["price_Y"]]
    assert found.separate.revenue * screens == expected["separate_revenue"]
    assert float(found.pure.prices) == expected["bundle_price"]
    assert found.pure.revenue * screens == expected["bundle_revenue"]
    gain = 100 * (found.pure.revenue / found.separate.revenue - 1)
    assert gain == pytest.approx(expected["gain_pct"], abs=case["tolerance"]["gain_pct"])
    # The trap: the same tastes, Y swapped, and the bundle gains nothing.
    alike = pricing.bundle(pd.DataFrame({"X": [13000, 7000], "Y": [11000, 6000]}))
    assert (alike.pure.prices["lot"], alike.pure.revenue) == (13000, alike.separate.revenue)


def test_journals_oracle():
    case = oracle("PRI-05")
    journals = bm.load_rdataset("AER/Journals")
    found = pricing.estimate_elasticity(journals["price"] / journals["citations"], journals["subs"])
    for name, value in {
        "b0": found.intercept,
        "b1": found,
        "se_b1": found.standard_error,
        "R2": found.r2,
        "n": found.n,
    }.items():
        assert value == pytest.approx(case["expected"][name], abs=case["tolerance"][name])


def test_second_hand_auctions_oracle():
    case = oracle("C2C-02")
    sales = bm.load_rdataset("openintro/mariokart")
    sales = sales[sales["total_pr"] <= 100]
    sales = sales.assign(
        used=(sales["cond"] == "used").astype(int),
        new=(sales["cond"] == "new").astype(int),
    )
    models = {
        "m1": ["wheels"],
        "m2": ["wheels", "used"],
        "m3": ["new", "stock_photo", "duration", "wheels"],
    }
    for name, drivers in models.items():
        found = pricing.price_drivers(sales, "total_pr", drivers)
        assert found.coefficients.tolist() == pytest.approx(
            case["expected"][name], abs=case["tolerance"][name]
        )
        assert found.r2 == pytest.approx(case["expected"][f"R2_{name}"], abs=case["tolerance"][f"R2_{name}"])
        assert found.n == 141


def test_transaction_platform_oracle():
    case = oracle("NET-07")
    found = pricing.transaction_prices(highest=(1, 1), cost=case["inputs"]["cost_per_transaction"])
    expected, tolerance = case["expected"], case["tolerance"]
    assert found.prices == pytest.approx((expected["pB"], expected["pS"]), abs=tolerance["pB"])
    assert found.total == pytest.approx(expected["total_price"], abs=tolerance["total_price"])
    assert found.profit == pytest.approx(expected["profit"], abs=tolerance["profit"])


# --- elasticity ---------------------------------------------------------------------------------------------


def test_an_arc_is_the_same_both_ways():
    # Le Slip Français: 40 to 25 €, volumes × 3.5: (2.5/2.25)/(−15/32.5).
    there = pricing.arc_elasticity(q0=1, q1=3.5, p0=40, p1=25)
    assert there == pytest.approx((2.5 / 2.25) / (-15 / 32.5))
    assert pricing.arc_elasticity(q0=3.5, q1=1, p0=25, p1=40) == pytest.approx(there)
    assert pricing.arc_elasticity(q0=0, q1=5, p0=20, p1=10) == pytest.approx(2 / (-10 / 15))


@given(
    elasticity=st.floats(-6, -0.2),
    level=st.floats(0.1, 1e4),
    prices=st.lists(st.integers(1, 500), min_size=3, max_size=20, unique=True),
)
def test_a_constant_elasticity_is_found_again(elasticity, level, prices):
    quantity = level * np.array(prices, dtype=float) ** elasticity
    found = pricing.estimate_elasticity(prices, quantity)
    assert found == pytest.approx(elasticity, rel=1e-6)
    assert found.intercept == pytest.approx(math.log(level), rel=1e-6, abs=1e-6)
    assert found.r2 == pytest.approx(1)


def test_an_elasticity_is_a_number_that_says_how_sure_it_is():
    # Logs of 1, e, e² and of quantities: slope −1.5, residuals ±1/6 and −1/3: variance 1/6, of the slope 1/12.
    found = pricing.estimate_elasticity([1, math.e, math.e**2], [math.e**3, math.e, 1])
    assert found == pytest.approx(-1.5)
    assert found.standard_error == pytest.approx(math.sqrt(1 / 12))
    assert found.elasticity == float(found)
    assert pickle.loads(pickle.dumps(found)).r2 == copy.copy(found).r2 == found.r2
    with pytest.raises(AttributeError, match="ne se change pas"):
        found.n = 5
    assert "\u00a0" in repr(found)


@given(cost=st.floats(0.5, 500), elasticity=st.floats(-8, -1.1))
def test_no_price_earns_more_than_the_markup_price(cost, elasticity):
    best = pricing.markup_price(cost, elasticity)
    table = pricing.profit_by_price(
        [best * share for share in (0.9, 0.99, 1, 1.01, 1.1)],
        cost,
        elasticity,
        price=cost * 2,
        quantity=1_000,
    )
    assert table["profit"].to_numpy().argmax() == 2


def test_a_cheaper_product_moves_the_best_price():
    # 40 € costs 20 €, 25 € costs 10 €, elasticity −2: 100 × 20 against 256 × 15.
    table = pricing.profit_by_price([40, 25], [20, 10], -2, price=40, quantity=100, fixed=500)
    assert table.index.tolist() == [25, 40]
    assert table["profit"].tolist() == pytest.approx([256 * 15 - 500, 100 * 20 - 500])
    assert table.shown().loc["25,00\u00a0€", "Profit"] == "3\u202f340\u00a0€"
    assert pricing.volume_needed(40, 20, 25, 10) == pytest.approx(20 / 15)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: pricing.markup_price(100, -1), "aucun prix n’est le meilleur"),
        (lambda: pricing.markup_price(100, 0), "aucun prix n’est le meilleur"),
        (lambda: pricing.markup_price(100, 2), r"négative \(-2\)"),
        (lambda: pricing.markup_price(0, -2), "cost vaut 0"),
        (lambda: pricing.markup_price(True, -2), "cost vaut"),
        (lambda: pricing.markup_price(10, math.nan), "elasticity vaut NaN"),
        (lambda: pricing.markup_price(10, "-2"), "elasticity vaut"),
        (lambda: pricing.markup_price(10, (1, 5)), "virgule décimale"),
        (lambda: pricing.arc_elasticity(1, 2, 10, 10), "sans changement de prix"),
        (lambda: pricing.arc_elasticity(1, 2, 0, 10), "p0 vaut 0"),
        (lambda: pricing.arc_elasticity(-1, 2, 5, 10), "q0 vaut -1"),
        (lambda: pricing.arc_elasticity(0, 0, 5, 10), "sans vente"),
        (lambda: pricing.estimate_elasticity([1, 2, 0], [1, 2, 3]), r"ligne 3.*price vaut 0"),
        (lambda: pricing.estimate_elasticity([1, 2, 3], [1, math.nan, 3]), r"ligne 2.*quantity vaut NaN"),
        (lambda: pricing.estimate_elasticity([1, 2, math.inf], [1, 2, 3]), "ligne 3"),
        (lambda: pricing.estimate_elasticity([1, "2", 3], [1, 2, 3]), "ligne 2"),
        (lambda: pricing.estimate_elasticity([1, None, 3], [1, 2, 3]), "ligne 2"),
        (lambda: pricing.estimate_elasticity([1, True, 3.5, "x"], [1, 2, 3, 4]), "ligne 2"),
        (lambda: pricing.estimate_elasticity([True, False], [1, 2]), "ligne 1"),
        (lambda: pricing.estimate_elasticity([1, 2], [1, 2]), "au moins trois"),
        (lambda: pricing.estimate_elasticity([1, 2, 3], [1, 2]), "il en faut autant"),
        (lambda: pricing.estimate_elasticity([5, 5, 5], [1, 2, 3]), "le même à toutes les lignes"),
        (lambda: pricing.estimate_elasticity([], []), "price est vide"),
        (lambda: pricing.estimate_elasticity("123", [1, 2, 3]), "price attend une liste"),
        (lambda: pricing.estimate_elasticity([[1, 2], [3, 4]], [1, 2]), "dimensions"),
        (lambda: pricing.profit_by_price([10], 5, 2, 10, 100), "nombre négatif"),
        (lambda: pricing.profit_by_price([10, 20], [5], -2, 10, 100), "il en faut autant"),
        (lambda: pricing.volume_needed(40, 20, 15), "new_price vaut 15"),
        (lambda: pricing.volume_needed(20, 20, 25), "price vaut 20"),
        (lambda: pricing.price_drivers([1], "p", ["x"]), "tableau de ventes"),
        (lambda: pricing.price_drivers(pd.DataFrame({"p": [1, 2]}), "p", ["x"]), "pas de colonne"),
        (lambda: pricing.price_drivers(pd.DataFrame({"p": [1, 2], "x": [1, 2]}), "p", ["x"]), "plus de ventes"),
        (lambda: pricing.price_drivers(pd.DataFrame({"p": [1, 2, 4], "x": [1, 1, 1]}), "p", "x"), "retirez-la"),
        (lambda: pricing.price_drivers(pd.DataFrame({"p": [1, 2, 4], "x": [1, 2, 3]}), "p", ["p"]), "différentes"),
        (lambda: pricing.markup, "n’a pas de nom"),
    ],
)  # fmt: skip
def test_what_cannot_be_priced_is_told_in_french(call, said):
    with pytest.raises(ValueError, match=said) as told:
        call()
    assert isinstance(told.value, LearnerError)


def test_numbers_of_all_kinds_are_read():
    for price in (
        [1, 2, 4],
        (1.0, 2.0, 4.0),
        np.array([1, 2, 4]),
        pd.Series([1, 2, 4], index=[7, 7, 9], dtype="Int64"),
    ):
        assert pricing.estimate_elasticity(price, [4, 2, 1]) == pytest.approx(-1)
    with pytest.raises(LearnerError, match="ligne 2"):
        pricing.estimate_elasticity(pd.Series([1, None, 4], dtype="Int64"), [4, 2, 1])
    with pytest.raises(LearnerError, match="ligne 2"):
        pricing.estimate_elasticity(np.ma.array([1.0, 2, 4], mask=[0, 1, 0]), [4, 2, 1])


# --- the price survey ---------------------------------------------------------------------------------------

FOUR = ["too_cheap", "cheap", "expensive", "too_expensive"]


def answers(*rows):
    return pd.DataFrame(rows, columns=FOUR)


def test_the_package_s_curves_by_hand():
    """Three people; F is 0 at the lowest answer to a question, 1 at the highest, 2/3 at the one between."""
    three = answers((2, 6, 10, 14), (4, 8, 12, 16), (7, 9, 13, 20))
    curves = pricing.price_curves(three)
    assert curves.index.tolist() == [2, 4, 6, 7, 8, 9, 10, 12, 13, 14, 16, 20]
    assert curves["too_cheap"].tolist() == pytest.approx([1, 1 / 3, 1 / 3] + [0] * 9)
    assert curves["cheap"].tolist() == pytest.approx([1] * 3 + [2 / 3, 1 / 3] + [0] * 7)
    assert curves["expensive"].tolist() == pytest.approx([0] * 7 + [2 / 3] + [1] * 4)
    assert curves["too_expensive"].tolist() == pytest.approx([0] * 10 + [2 / 3, 1])
    found = pricing.van_westendorp(three)
    # Too cheap falls 1/3 -> 0 from 6 to 7 while « not cheap » rises 0 -> 1/3: half way. Cheap and expensive are both 0 at 9.
    assert found.marginal_cheapness == pytest.approx(6.5)
    assert found.indifference == 9
    assert found.optimal == (7, 14)
    # « Not expensive » is 0 from 13 on, too expensive 0 until 14.
    assert found.marginal_expensiveness == 13
    assert (found.valid, found.dropped) == (3, 0)


def test_the_inclusive_curves_by_hand():
    three = answers((2, 6, 10, 14), (4, 8, 12, 16), (7, 9, 13, 20))
    curves = pricing.price_curves(three, "I")
    assert curves["too_cheap"].tolist() == pytest.approx([1, 2 / 3, 1 / 3, 1 / 3] + [0] * 8)
    assert curves["cheap"].tolist() == pytest.approx([1, 1, 1, 2 / 3, 2 / 3, 1 / 3] + [0] * 6)
    assert curves["expensive"].tolist() == pytest.approx([0] * 6 + [1 / 3, 2 / 3] + [1] * 4)
    assert curves["too_expensive"].tolist() == pytest.approx([0] * 9 + [1 / 3, 2 / 3, 1])
    found = pricing.van_westendorp(three, convention="I")
    # At 7 both too cheap and not cheap are 1/3; expensive rises 0 -> 1/3 while cheap falls 1/3 -> 0 between 9 and 10.
    assert found.marginal_cheapness == 7
    assert found.indifference == pytest.approx(9.5)
    assert found.optimal == (8, 13)
    # Between 12 and 13 « not expensive » falls 1/3 -> 0: at 13 both are 0.
    assert found.marginal_expensiveness == 13


def test_a_crossing_between_two_answers():
    # Too cheap and too expensive overlap: F of too cheap goes 1 -> 0 over (10, 20) and too expensive 0 -> 1 over (18, 30).
    some = answers((10, 12, 16, 18), (20, 22, 26, 30))
    found = pricing.van_westendorp(some)
    # Between the answers 18 and 20 (grid 10 12 16 18 20…): too cheap is 1/2 at 18 (straight to 0 at 20), too expensive
    # 0 at 18 and 1/2 at 20: they meet half way, at 1/4.
    assert found.optimal == pytest.approx((19, 19))


def test_both_ranges():
    some = answers((1, 4, 5, 8), (2, 5, 7, 9), (3, 6, 9, 12))
    wide, tight = (pricing.van_westendorp(some, acceptable_range=kind) for kind in ("original", "narrower"))
    # Too cheap is 0 from 3 on, « not cheap » 0 until 4 and expensive 0 until 5: all meet at 3.
    assert wide.marginal_cheapness == tight.marginal_cheapness == 3
    # Too expensive leaves 0 at 8. « Not expensive » falls 1/3 -> 0 from 8 to 9, too expensive rises 0 -> 2/3: 1/3 of the way.
    assert wide.marginal_expensiveness == pytest.approx(8 + 1 / 3)
    assert tight.marginal_expensiveness == 6  # cheap is 0 from 6 on


def test_incoherent_answers_are_counted_and_left_out():
    some = answers((1, 2, 3, 4), (5, 4, 3, 2), (1, 1, 2, 3), (2, 3, 4, 5))
    found = pricing.van_westendorp(some)
    assert (found.valid, found.dropped) == (2, 2)
    assert found.optimal == pricing.van_westendorp(some.iloc[[0, 3]]).optimal


@pytest.mark.parametrize("people", [1, 5])
@pytest.mark.parametrize(("convention", "cheapest"), [("P", 20), ("I", None)])
def test_one_answer_however_often_it_is_given(people, convention, cheapest):
    found = pricing.van_westendorp(answers(*[(10, 20, 30, 40)] * people), convention)
    assert found.valid == people
    if cheapest:
        # R's package: each curve still stands at its lowest at the only answer, and jumps after it.
        assert (found.marginal_cheapness, found.optimal, found.marginal_expensiveness) == (20, (20, 40), 40)
        assert found.indifference == 30
    else:
        # Too cheap 1 -> 0 from 10 to 20, not cheap 0 until 20: at 20; cheap 1 -> 0 and expensive 0 -> 1 between 20 and 30.
        assert (found.marginal_cheapness, found.indifference, found.optimal) == (20, 25, (20, 30))
        assert found.marginal_expensiveness == 30


@st.composite
def people(draw):
    rows = draw(
        st.lists(st.lists(st.integers(1, 60), min_size=4, max_size=4, unique=True), min_size=1, max_size=12)
    )
    return answers(*map(sorted, rows))


@given(some=people(), convention=st.sampled_from("PI"))
def test_the_points_stay_among_the_answers_whatever_people_say(some, convention):
    found = pricing.van_westendorp(some, convention)
    low, high = some.to_numpy().min(), some.to_numpy().max()
    points = [found.marginal_cheapness, found.indifference, *found.optimal, found.marginal_expensiveness]
    assert all(low <= one <= high for one in points)
    assert found.optimal[0] <= found.optimal[1]
    # In another order of people, in cents: the same.
    again = pricing.van_westendorp(some.sample(frac=1, random_state=1) * 100, convention)
    assert again.indifference == pytest.approx(100 * found.indifference)
    # On the curves drawn straight, the two that cross there are equal.
    curves = pricing.price_curves(some, convention)
    at = [np.interp(found.optimal[0], curves.index, curves[name]) for name in ("too_cheap", "too_expensive")]
    assert at[0] == pytest.approx(at[1], abs=1e-9)


@pytest.mark.parametrize(
    ("table", "options", "said"),
    [
        (answers((1, 2, 3, 4), (1, 2, None, 4)), {}, "ligne 2.*expensive vaut NaN"),
        (answers((1, 2, 3, 4), (0, 2, 3, 4)), {}, "ligne 2.*too_cheap vaut 0"),
        (answers((1, 2, 3, -4)), {}, "ligne 1.*too_expensive vaut -4"),
        (answers((1, 2, 3, "4")), {}, "ligne 1"),
        (answers((4, 3, 2, 1)), {}, "La seule réponse"),
        (answers((4, 3, 2, 1), (1, 1, 1, 1)), {}, "Aucune des 2"),
        (answers((1, 2, 3, 4))[["cheap"]], {}, "pas de colonne « too_cheap »"),
        (answers(), {}, "vide"),
        ([(1, 2, 3, 4)], {}, "attend un tableau"),
        ({"too_cheap": [1], "cheap": [2, 3]}, {}, "attend un tableau"),
        (answers((1, 2, 3, 4)), {"convention": "R"}, "'P' ou 'I'"),
        (answers((1, 2, 3, 4)), {"acceptable_range": "wide"}, "'original' ou 'narrower'"),
    ],
)
def test_a_survey_that_cannot_be_read_is_told_in_french(table, options, said):
    with pytest.raises(LearnerError, match=said.replace("« ", "«\u00a0").replace(" »", "\u00a0»")):
        pricing.van_westendorp(table, **options)


# --- bundles and versions -----------------------------------------------------------------------------------


def test_mixed_bundling_beats_both_where_some_want_one_good_only():
    """Pindyck and Rubinfeld's picture: two buyers want one good, two want both a little."""
    found = pricing.bundle(pd.DataFrame({"one": [10, 40, 80, 90], "two": [90, 80, 40, 10]}))
    assert found.separate.revenue == 320  # 80 twice for each good
    assert (found.pure.prices["lot"], found.pure.revenue) == (100, 400)
    assert list(found.mixed.prices) == [90, 90, 120]
    assert found.mixed.revenue == 90 + 90 + 2 * 120


def brute(values: np.ndarray) -> float:
    """The best revenue over all whole prices; each buyer takes what he likes best, the dearest of equals."""
    top = int(values.max())
    best = 0.0
    for one, two, both in itertools.product(range(top + 1), range(top + 1), range(2 * top + 1)):
        total = 0.0
        for x, y in values:
            options = [
                (0, 0),
                (x - one, one),
                (y - two, two),
                (x + y - one - two, one + two),
                (x + y - both, both),
            ]
            total += max(options)[1]
        best = max(best, total)
    return best


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=4))
def test_mixed_prices_are_the_best_of_all(rows):
    values = np.array(rows)
    found = pricing.bundle(pd.DataFrame(values, columns=["a", "b"]))
    assert found.mixed.revenue == pytest.approx(brute(values))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 20)] * 3), min_size=1, max_size=4))
def test_mixed_is_never_worse_than_the_two_others(rows):
    found = pricing.bundle(pd.DataFrame(rows, columns=["a", "b", "c"]))
    assert found.mixed.revenue >= max(found.separate.revenue, found.pure.revenue) - 1e-9


def test_ties_go_to_what_the_seller_prefers():
    # One good at 10 and the bundle at 15, a buyer worth 10 and 5: a surplus of 0 both ways, and the seller gets 15.
    found = pricing.bundle(pd.DataFrame({"a": [10], "b": [5]}))
    assert found.mixed.revenue == found.pure.revenue == found.separate.revenue == 15
    # 5 × 2 = 10 × 1: the same revenue, fewer to serve at 10.
    assert pricing.bundle(pd.DataFrame({"a": [10, 5], "b": [0, 0]})).separate.prices["a"] == 10


def test_rows_without_names_are_read_too():
    rows = [[13, 6], [7, 11]]
    named = pricing.bundle(pd.DataFrame(rows, columns=["bien 1", "bien 2"]))
    for same in (rows, np.array(rows), {"bien 1": [13, 7], "bien 2": (6, 11)}):
        assert pricing.bundle(same) == named
    assert named.separate.prices["bien 2"] == 6
    assert pricing.versions([[10, 15]], [5, 9]).counts == {"version 1": 0, "version 2": 1, "aucune": 0}
    columns = {"too_cheap": [1], "cheap": [2], "expensive": [3], "too_expensive": [4]}
    assert pricing.van_westendorp(columns) == pricing.van_westendorp(pd.DataFrame(columns))


def test_alike_buyers_are_one_line():
    crowd = pd.DataFrame({"a": [10, 2] * 500, "b": [2, 10] * 500})
    assert pricing.bundle(crowd).pure.revenue == 12_000


def test_nobody_pays_anything():
    found = pricing.bundle(pd.DataFrame({"a": [0, 0], "b": [0, 0]}))
    assert (found.separate.revenue, found.pure.revenue, found.mixed.revenue) == (0, 0, 0)


def test_prices_answer_to_their_name():
    found = pricing.bundle(pd.DataFrame({"a": [1], "b": [2]})).separate.prices
    assert (found["a"], found[1], len(found)) == (1, 2, 2)
    assert pickle.loads(pickle.dumps(found))["b"] == 2
    with pytest.raises(LearnerError, match="Aucun prix"):
        _ = found["c"]
    with pytest.raises(LearnerError, match="2 prix"):
        float(found)


def test_a_premium_version_takes_from_the_simple_one():
    buyers = pd.DataFrame({"simple": [10, 10, 14, 4], "premium": [12, 24, 30, 9]})
    alone = pricing.versions(buyers[["simple"]], [10], [2])
    assert (alone.counts, alone.revenue, alone.margin, alone.arpu) == ({"simple": 3, "aucune": 1}, 30, 24, 10)
    # At 20 the second buyer gains 4 and 0, the third 10 and 4: both go up; the first stays.
    both = pricing.versions(buyers, {"premium": 20, "simple": 10}, {"premium": 9, "simple": 2})
    assert both.counts == {"simple": 1, "premium": 2, "aucune": 1}
    assert (both.revenue, both.margin, both.arpu) == (50, 8 + 22, pytest.approx(50 / 3))


def test_at_equal_surplus_a_buyer_takes_what_earns_the_seller_most():
    buyers = pd.DataFrame({"good": [10], "better": [15]})
    assert pricing.versions(buyers, [5, 10]).counts == {"good": 0, "better": 1, "aucune": 0}
    assert pricing.versions(buyers, [5, 10], [0, 8]).counts == {"good": 1, "better": 0, "aucune": 0}
    assert pricing.versions(buyers, [10, 16]).counts["good"] == 1  # a surplus of 0 buys
    nobody = pricing.versions(buyers, [11, 16])
    assert nobody.counts["aucune"] == 1
    assert math.isnan(nobody.arpu)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: pricing.bundle(pd.DataFrame({"a": [1, -2], "b": [1, 2]})), "ligne 2.*colonne a vaut -2"),
        (lambda: pricing.bundle(pd.DataFrame({"a": [1, math.nan], "b": [1, 2]})), "ligne 2"),
        (lambda: pricing.bundle(pd.DataFrame({"a": [1]})), "deux biens"),
        (lambda: pricing.bundle(pd.DataFrame({"a": [1], "lot": [1]})), "lot"),
        (lambda: pricing.bundle(pd.DataFrame()), "vide"),
        (lambda: pricing.bundle([1, 2]), "tableau"),
        (lambda: pricing.bundle([[1, 2], [3]]), "tableau"),
        (lambda: pricing.bundle([[1, -2]]), "colonne bien 2 vaut -2"),
        (lambda: pricing.bundle({"a": [1, 2], "b": [1]}), "tableau"),
        (lambda: pricing.bundle([[1, "2"]]), "ligne 1"),
        (lambda: pricing.bundle(pd.DataFrame([[1, 2]], columns=["a", "a"])), "même nom"),
        (
            lambda: pricing.bundle(pd.DataFrame({"a": np.arange(25) ** 2, "b": np.arange(25) ** 3})),
            "trop de prix",
        ),
        (lambda: pricing.versions(pd.DataFrame({"a": [1]}), [1, 2]), "un nombre par version"),
        (lambda: pricing.versions(pd.DataFrame({"a": [1]}), {"b": 1}), "il faut a"),
        (lambda: pricing.versions(pd.DataFrame({"a": [1]}), [-1]), "prices vaut -1"),
        (lambda: pricing.versions(pd.DataFrame({"aucune": [1]}), [1]), "Renommez"),
    ],
)
def test_offers_that_cannot_be_read_are_told_in_french(call, said):
    with pytest.raises(LearnerError, match=said):
        call()


def test_the_limits_said_are_those_refused():
    wide = np.random.default_rng(1).integers(1, 100, size=(24, 2))
    assert pricing.bundle(pd.DataFrame(wide, columns=["a", "b"])).mixed.revenue > 0
    three = np.random.default_rng(1).integers(1, 100, size=(5, 3))
    assert pricing.bundle(pd.DataFrame(three, columns=["a", "b", "c"])).mixed.revenue > 0
    with pytest.raises(LearnerError, match="5 pour trois"):
        pricing.bundle(pd.DataFrame(np.arange(18).reshape(6, 3), columns=["a", "b", "c"]))


# --- two sides ----------------------------------------------------------------------------------------------


@given(
    v=st.tuples(*[st.floats(-5, 20)] * 2),
    a=st.tuples(*[st.floats(-3, 0.95)] * 2),
    cost=st.tuples(*[st.floats(0, 10)] * 2),
    tried=st.tuples(*[st.floats(0, 20)] * 2),
)
def test_no_other_membership_earns_more(v, a, cost, tried):
    best = pricing.two_sided_prices(v, a, cost)
    # Participation holds where a side has members, and the profit is that of its prices.
    for side, other in ((0, 1), (1, 0)):
        assert best.members[side] >= 0
        assert best.members[side] == pytest.approx(
            v[side] + a[side] * best.members[other] - best.prices[side]
        )
    assert best.profit == pytest.approx(
        sum((p - c) * n for p, c, n in zip(best.prices, cost, best.members, strict=True))
    )
    n1, n2 = tried
    other = (v[0] + a[0] * n2 - n1 - cost[0]) * n1 + (v[1] + a[1] * n1 - n2 - cost[1]) * n2
    assert best.profit >= other - 1e-9 * max(1, abs(other))


def test_without_any_effect_each_side_is_its_own_monopoly():
    found = pricing.two_sided_prices((10, 6), (0, 0), 2)
    assert found.prices == (6, 4)
    assert found.members == (4, 2)
    assert found.profit == 16 + 4


def test_a_side_that_is_wanted_is_subsidised():
    # Side 1 values side 2 at 1.5 a head, side 2 pays little by itself.
    found = pricing.two_sided_prices((10, 1), (1.5, 0), (0, 0))
    # n1 = (20 + 1.5)/1.75, n2 = (2 + 15)/1.75; p2 = 1 − n2.
    assert found.members == pytest.approx((21.5 / 1.75, 17 / 1.75))
    assert found.prices[1] == pytest.approx(1 - 17 / 1.75)
    assert found.prices[1] < 0


def test_a_side_that_only_bothers_the_other_is_left_outside():
    found = pricing.two_sided_prices((10, 1), (-1.5, 0), (0, 0))
    assert found.members == (5, 0)
    assert found.prices == (5, 1)
    assert pricing.two_sided_prices((1, 1), (0, 0), (2, 2)).members == (0, 0)
    assert pricing.two_sided_prices((10, 8), (-2, -2), (0, 0)).members == (5, 0)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: pricing.two_sided_prices((1, 1), (1, 1), 0), "sans fin"),
        (lambda: pricing.two_sided_prices((1, 1), (2.5, 0), 0), "sans fin"),
        (lambda: pricing.two_sided_prices((1,), (0, 0), 0), "v attend deux nombres"),
        (lambda: pricing.two_sided_prices(5, (0, 0), 0), "v attend deux nombres"),
        (lambda: pricing.two_sided_prices((1, math.nan), (0, 0), 0), "v, côté 2 vaut NaN"),
        (lambda: pricing.two_sided_prices((1, 1), (0, 0), (-1, 0)), "cost, côté 1 vaut -1"),
        (lambda: pricing.transaction_prices((1, 1), 2), "aucune transaction"),
        (lambda: pricing.transaction_prices((1, 0), 0), "côté 2 vaut 0"),
        (lambda: pricing.transaction_prices((1, 1), -1), "cost vaut -1"),
    ],
)
def test_sides_that_cannot_be_priced_are_told_in_french(call, said):
    with pytest.raises(LearnerError, match=said):
        call()


@given(h=st.tuples(*[st.floats(0.5, 10)] * 2), moved=st.tuples(*[st.floats(-0.3, 0.3)] * 2))
def test_no_other_pair_of_prices_earns_more_a_transaction(h, moved):
    cost = 0.4
    best = pricing.transaction_prices(h, cost)
    near = [price + step for price, step in zip(best.prices, moved, strict=True)]
    demand = [max(0, top - price) for top, price in zip(h, near, strict=True)]
    assert best.profit >= (sum(near) - cost) * demand[0] * demand[1] - 1e-9
