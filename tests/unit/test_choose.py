"""Choosing a model: published values, properties of the rankings, and what is refused, in French."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bizmodels as bm
from bizmodels import LearnerError, choose
from bizmodels.choose.strengths import FITS, QUESTIONS
from bizmodels.models import all_models
from tests.oracles import oracle

MODELS = all_models()


def drinks():
    inputs = oracle("DEC-01")["inputs"]
    upper = [1 / float(one[2:]) if isinstance(one, str) else one for one in inputs["upper_triangle_by_rows"]]
    return choose.judgements(inputs["items"], upper)


# --- AHP ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [lambda m: m, lambda m: m.to_numpy(), lambda m: m.to_numpy().tolist()])
def test_ahp_gives_the_published_priorities(form):
    case = oracle("DEC-01")
    found = choose.ahp(form(drinks()))
    assert found.priorities.tolist() == pytest.approx(
        case["expected"]["priorities"], abs=case["tolerance"]["priorities"]
    )
    assert found.consistency_ratio == pytest.approx(case["expected"]["CR"], abs=case["tolerance"]["CR"])
    assert found.consistent


@given(st.lists(st.floats(1, 9), min_size=3, max_size=10))
def test_ahp_finds_again_the_weights_of_coherent_judgements(weights):
    weights = np.array(weights)
    found = choose.ahp(weights[:, None] / weights[None, :])
    assert found.priorities.tolist() == pytest.approx(weights / weights.sum(), rel=1e-6)
    assert found.lambda_max == pytest.approx(len(weights), abs=1e-6)
    assert found.consistent


def test_ahp_of_one_or_two_items_cannot_contradict_itself():
    assert choose.ahp([[1]]).consistency_ratio == 0
    two = choose.ahp([[1, 9], [1 / 9, 1]])
    assert (two.consistency_ratio, two.consistent, two.review) == (0, True, None)
    assert two.priorities.tolist() == pytest.approx([0.9, 0.1])


def test_an_order_kept_everywhere_is_still_incoherent():
    # 3 and 3 imply 9, 3 was said: λ of a 3 × 3 matrix is 1 + x + 1/x, x the cube root of 9/3.
    found = choose.ahp(choose.judgements(["a", "b", "c"], [3, 3, 3]))
    x = 3 ** (1 / 3)
    assert found.lambda_max == pytest.approx(1 + x + 1 / x)
    assert found.consistency_ratio == pytest.approx((x + 1 / x - 2) / 2 / 0.58)
    assert not found.consistent
    assert "non cohérents" in repr(found)
    assert "non cohérents" in found._repr_html_()


def test_the_judgement_to_look_at_again_is_the_one_that_was_spoilt():
    weights = {"argent": 8.0, "temps": 4.0, "risque": 2.0, "plaisir": 1.0}
    names = list(weights)
    good = pd.DataFrame({b: {a: weights[a] / weights[b] for a in names} for b in names})
    for first, second in (("argent", "risque"), ("temps", "plaisir"), ("risque", "plaisir")):
        bad = good.copy()
        bad.loc[first, second], bad.loc[second, first] = 1 / 7, 7
        found = choose.ahp(bad)
        assert set(found.review) == {first, second}
        assert not found.consistent
        assert found.said == pytest.approx(7)
        assert first in found.verdict


def test_a_rounded_reciprocal_is_read_by_its_larger_side():
    rounded = choose.ahp([[1, 3, 7], [0.33, 1, 2], [0.14, 0.5, 1]])
    assert rounded.lambda_max == choose.ahp([[1, 3, 7], [1 / 3, 1, 2], [1 / 7, 0.5, 1]]).lambda_max


@pytest.mark.parametrize(
    ("matrix", "said"),
    [
        ([[1, 2, 3], [0.5, 1, 2]], "carré"),
        ([[1, 2], [0.4, 1]], "n°\u00a01 face à n°\u00a02"),
        ([[1, 0], [1, 1]], "au-dessus de 0"),
        ([[1, -2], [-0.5, 1]], "au-dessus de 0"),
        ([[1, math.nan], [1, 1]], "manque"),
        ([[2, 1], [1, 1]], "diagonale"),
        (np.ones((11, 11)), "au plus 10"),
        ([[1, "3"], [1, 1]], "pas un nombre"),
        ([[1, True], [1, 1]], "pas un nombre"),
        ([[1, 2], [0.5]], "même longueur"),
        ([], "vide"),
        (3, "tableau"),
        ("abc", "tableau"),
        ([[1, math.inf], [0, 1]], "trop grand"),
        (pd.DataFrame([[1, 2], [0.5, 1]], index=["a", "b"], columns=["b", "a"]), "mêmes noms"),
    ],
)
def test_what_is_no_matrix_of_judgements_is_told(matrix, said):
    with pytest.raises(LearnerError, match=said):
        choose.ahp(matrix)


def test_the_pair_that_does_not_answer_is_named():
    with pytest.raises(LearnerError, match="temps.*risque"):
        choose.ahp(pd.DataFrame([[1, 2], [3, 1]], index=["temps", "risque"], columns=["temps", "risque"]))


@pytest.mark.parametrize("upper", [[], [3, 2, 1, 4], [0, 1, 1], [-3, 1, 1], ["a", 1, 1], 3])
def test_judgements_that_do_not_fit_are_told(upper):
    with pytest.raises(LearnerError):
        choose.judgements(["a", "b", "c"], upper)


# --- TOPSIS and scores ----------------------------------------------------------------------------


def test_topsis_gives_the_published_values():
    case = oracle("DEC-04")
    found = choose.topsis(**case["inputs"])
    for what, tolerance in case["tolerance"].items():
        assert getattr(found, what).tolist() == pytest.approx(case["expected"][what], abs=tolerance)
    assert found.closeness.index.tolist() == ["Corsa", "Clio", "Fiesta"]
    frame = pd.DataFrame.from_dict(case["inputs"]["matrix"], orient="index", columns=list("abcd"))
    again = choose.topsis(
        frame, dict(zip("abcd", [35, 25, 25, 15], strict=True)), case["inputs"]["direction"]
    )
    assert again.closeness.tolist() == pytest.approx(found.closeness.tolist())  # weights need not sum to 1
    assert found.winner == "Clio"


tables = st.integers(2, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(1, 50), min_size=width, max_size=width), min_size=2, max_size=6
    )
)


@given(tables, st.integers(0, 4))
def test_the_unit_of_a_criterion_does_not_matter(matrix, column):
    matrix = np.array(matrix, dtype=float)
    column %= matrix.shape[1]
    if (matrix == matrix[0]).all():
        return
    other = matrix.copy()
    other[:, column] *= 1000
    ones = np.ones(matrix.shape[1])
    assert choose.topsis(other, ones, "max").closeness.tolist() == pytest.approx(
        choose.topsis(matrix, ones, "max").closeness.tolist(), abs=1e-9
    )
    assert choose.weighted_score(other, ones, "max")["score"].to_dict() == pytest.approx(
        choose.weighted_score(matrix, ones, "max")["score"].to_dict(), abs=1e-6
    )


@given(tables)
def test_whoever_is_best_everywhere_is_first_everywhere(matrix):
    matrix = np.array([*matrix, np.max(matrix, axis=0) + 1], dtype=float)
    ones, best = np.ones(matrix.shape[1]), len(matrix) - 1
    assert choose.topsis(matrix, ones, "max").winner == best
    assert choose.weighted_score(matrix, ones, "max").index[0] == best
    found = choose.fragility(matrix, ones, "max", draws=200)
    assert (found.winner, found.criterion) == (best, None)
    assert found.shares[best] == 1
    assert "Aucun poids" in repr(found)


def test_the_points_of_each_criterion_add_up():
    found = choose.weighted_score(
        {"A": [3, 10, 5], "B": [1, 20, 5], "C": [2, 12, 5]}, [1, 2, 1], ["max", "min", "max"]
    )
    assert found.loc["C"].tolist() == pytest.approx(
        [12.5, 40, 0, 52.5]
    )  # 1/2 · 25, 8/10 · 50, nobody told apart
    assert "Score sur 100" in found._repr_html_()


@pytest.mark.parametrize("ranked", [choose.topsis, choose.weighted_score, choose.fragility])
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"weights": [1, -1]}, "au moins 0"),
        ({"weights": [0, 0]}, "tous les poids"),
        ({"weights": [1]}, "1"),
        ({"weights": {"x": 1, "z": 1}}, "z"),
        ({"weights": {"x": 1}}, "ne dit rien"),
        ({"weights": "max"}, "liste"),
        ({"weights": [1, math.nan]}, "manque"),
        ({"direction": ["max", "haut"]}, "haut"),
        ({"direction": ["max"]}, "direction"),
        ({"direction": ["max", True]}, "True"),
        ({"matrix": {"A": {"x": 1, "y": 2}}}, "au moins deux"),
        ({"matrix": {"A": {"x": 1, "y": 2}, "B": {"x": 1, "y": 2}}}, "égales"),
        ({"matrix": {"A": {"x": 1, "y": 2}, "B": {"x": 1}}}, "mêmes critères"),
        ({"matrix": {"A": {"x": 1, "y": "deux"}, "B": {"x": 1, "y": 2}}}, "« A ».*« y »".replace(" ", "\u00a0").replace("\u00a0».*", "\u00a0».*")),
    ],
)  # fmt: skip
def test_what_cannot_be_ranked_is_told(ranked, change, said):
    asked = {"matrix": {"A": {"x": 1, "y": 2}, "B": {"x": 2, "y": 1}}, "weights": [1, 1], "direction": "max"}
    with pytest.raises(LearnerError, match=said):
        ranked(**(asked | change))


def test_topsis_refuses_a_column_of_zeros_and_criteria_that_do_not_count():
    with pytest.raises(LearnerError, match="zéros"):
        choose.topsis([[0, 1], [0, 2]], [1, 1], "max")
    with pytest.raises(LearnerError, match="proximité"):
        choose.topsis([[1, 1], [1, 2]], [1, 0], "max")


# --- Fragility ------------------------------------------------------------------------------------


def test_fragility_of_two_criteria_by_hand():
    # A is better on the first by 1, B on the second: they meet where both weigh the same, half of all weightings each.
    found = choose.fragility({"A": [2, 1], "B": [1, 2]}, [3, 1], "max", draws=40_000)
    assert (found.winner, found.rival) == ("A", "B")
    assert (found.weight, found.new_weight) in [(pytest.approx(0.75), pytest.approx(0.5)), (pytest.approx(0.25), pytest.approx(0.5))]  # fmt: skip
    assert found.shares["A"] == pytest.approx(0.5, abs=0.01)


@given(tables.filter(lambda rows: len(rows) > 2), st.integers(0, 10**6))
def test_the_smallest_move_of_a_weight_brings_the_rival_level(matrix, seed):
    matrix = np.array(matrix, dtype=float)
    if (matrix == matrix[0]).all():
        return
    weights = np.random.default_rng(seed).dirichlet(np.ones(matrix.shape[1]))
    found = choose.fragility(matrix, weights, "max", draws=50)
    assert found.shares.sum() == pytest.approx(1)
    if found.criterion is None:
        return
    moved = weights * (1 - found.new_weight) / (1 - weights[found.criterion])
    moved[found.criterion] = found.new_weight
    score = choose.weighted_score(matrix, moved, "max")["score"]
    assert score[found.winner] == pytest.approx(score[found.rival], abs=1e-6)
    # No smaller move changes the winner: half-way there it is still first.
    half = (found.weight + found.new_weight) / 2
    near = weights * (1 - half) / (1 - weights[found.criterion])
    near[found.criterion] = half
    score = choose.weighted_score(matrix, near, "max")["score"]
    assert score[found.winner] == pytest.approx(score.max(), abs=1e-6)


def test_fragility_shares_a_tie_and_repeats_itself():
    asked = {"A": [2, 1], "B": [2, 1], "C": [1, 1.5]}
    one, two = (choose.fragility(asked, [1, 1], "max", draws=500) for _ in range(2))
    assert one.shares["A"] == one.shares["B"]
    assert one.shares.equals(two.shares)
    for wrong in ({"draws": 0}, {"draws": True}, {"draws": 2.5}, {"seed": -1}, {"seed": "a"}):
        with pytest.raises(LearnerError):
            choose.fragility(asked, [1, 1], "max", **wrong)


# --- Profile --------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", MODELS)
def test_every_model_is_first_for_some_profile(model):
    profile = {name: 4 if fit.weight > 0 else 0 for name, fit in FITS[model].items()}
    found = choose.recommend(profile)
    assert found.loc[0, "model"] == model
    assert found.loc[0, "score"] == 100 > found.loc[1, "score"]


def test_every_model_of_the_course_and_every_question_count():
    assert set(FITS) == set(MODELS)
    assert {name for fits in FITS.values() for name in fits} == set(QUESTIONS)
    for name in QUESTIONS:
        low, high = (choose.recommend({name: end}).set_index("model")["score"] for end in (0, 4))
        assert (low.reindex(high.index) != high).any()
    for fits in FITS.values():
        assert all(fit.weight in (-2, -1, 1, 2) and fit.why for fit in fits.values())


def test_a_profile_is_read_with_booleans_and_gaps():
    assert choose.recommend({"brand": True}).equals(choose.recommend({"brand": 4}))
    assert choose.recommend({"brand": False}).equals(choose.recommend({"brand": 0, "cash": 2}))
    neutral = choose.recommend()
    assert set(neutral["score"]) == {50.0}
    assert set(neutral["pour"]) == set(neutral["contre"]) == {"—"}
    shop = choose.recommend({"own_product": 4, "no_stock": 4}).set_index("model").loc["D2C"]
    assert "ne vend" in shop["pour"]
    assert "stocker" in shop["contre"]


@pytest.mark.parametrize(
    ("profile", "said"),
    [
        ({"brnd": 4}, "brand"),
        ({"brand": 5}, "de 0"),
        ({"brand": -1}, "de 0"),
        ({"brand": math.nan}, "nan"),
        ({"brand": "4"}, "de 0"),
        ({3: 4}, "force connue"),
        ([4], "dictionnaire"),
        ("brand", "dictionnaire"),
    ],
)
def test_a_profile_that_cannot_be_read_is_told(profile, said):
    with pytest.raises(LearnerError, match=said):
        choose.recommend(profile)


def test_a_model_of_a_student_is_left_out_and_told():
    class Abonnement(bm.SaaS):
        title = "Mon abonnement"

    found = choose.recommend({}, [bm.D2C, Abonnement])
    assert found["model"].tolist() == ["D2C"]
    assert found.attrs["left_out"] == ["Abonnement"]
    assert "Abonnement" in found._repr_html_()
    with pytest.raises(LearnerError, match="Abonnement"):
        choose.recommend({}, [Abonnement])
    for wrong in (3, "D2C", [3]):
        with pytest.raises(LearnerError, match="models"):
            choose.recommend({}, wrong)


# --- The same means -------------------------------------------------------------------------------


def test_same_means_by_hand_for_the_shop():
    shop = bm.D2C(working_capital_days=0)
    found = choose.same_means(100_000, 10_000, 6_000, 2, {"Boutique": shop}).loc["Boutique"]
    assert found["new_customers"] == 500
    month = 500 * shop.first_month_weight * shop.margin_per_customer - 16_000
    second = 500 * (1 - shop.churn) * shop.margin_per_customer + month
    assert found["cash"] == pytest.approx(100_000 + month + second)
    assert found["profit"] == pytest.approx(second)


def test_same_means_gives_everybody_the_same():
    found = choose.same_means()
    assert len(found) == len(MODELS)
    assert found["cash"].is_monotonic_decreasing
    # Nobody wins a customer without a budget: all pay the fixed costs only, but for the channel that has a subscription.
    idle = choose.same_means(acquisition=0)
    assert idle["cash"].max() == pytest.approx(1e6 - 36 * 50_000)
    assert (idle["customers"] == 0).all()
    assert ((found["broke"] < math.inf) == (found["lowest"] < 0)).all()


@pytest.mark.parametrize(
    "wrong", [{"cash": -1}, {"cash": "1"}, {"fixed_costs": math.nan}, {"acquisition": True}, {"months": 0}, {"models": {}}, {"models": {"A": bm.D2C}}]
)  # fmt: skip
def test_means_that_are_none_are_told(wrong):
    with pytest.raises(LearnerError):
        choose.same_means(**wrong)
    with pytest.raises(LearnerError):
        choose.started(bm.D2C, 1, 1)


def test_the_decision_table_puts_both_side_by_side():
    table = choose.decision_table({"own_product": 4})
    means, fits = choose.same_means(), choose.recommend({"own_product": 4})
    assert table["cash"].equals(means["cash"])
    assert (table["spent"] == (1e6 - means["lowest"]).clip(lower=0)).all()
    assert table["fit"].max() == fits["score"].max()
    assert "affinité" in choose.weighted_score(table, [1, 1, 1], ["max", "min", "max"])._repr_html_()


# --- The stopped clock ----------------------------------------------------------------------------


def test_the_clock_cuts_the_facts_in_two_and_hides_what_followed():
    before, after = (bm.stopped_clock("Meero", "2019", after=late) for late in (False, True))
    facts = bm.load_companies()
    dated = facts[(facts["entity"] == "Meero") & (facts["known_on"] != "")]
    assert len(before) + len(after) == len(dated)
    assert before["known_on"].str[:4].max() == "2019" < after["known_on"].str[:4].min()
    assert "2023" not in before._repr_html_()
    assert "Note" not in before.shown()
    assert "témoignage" in bm.stopped_clock("Meero", "2019", who=True)._repr_html_()


@pytest.mark.parametrize(
    "asked", [("Mero", 2019), ("Meero", "juin 2019"), ("Meero", 1990), ("Meero", 2019, "marge")]
)
def test_a_clock_that_cannot_be_stopped_is_told(asked):
    with pytest.raises(LearnerError):
        bm.stopped_clock(*asked)


# --- The form -------------------------------------------------------------------------------------


def test_the_form_ranks_as_recommend_does_and_shows_nothing_before_an_answer():
    form = bm.strengths()
    assert form._ranking() == form._live() == ""
    assert "score" not in form._first().casefold()
    form.fields["engineers"].value = 4
    form.fields["professionals"].value = 4
    best = choose.recommend(form.profile()).shown()["Modèle"].iloc[0]
    assert form._ranked.value.index(best) < form._ranked.value.index("<details>")
    form.back.click()
    assert form._ranking() == ""
    assert set(form.profile().values()) == {2}


def test_small_things_a_beginner_types_are_told():
    for call in (
        lambda: choose.decision_table({}, caisse=3),
        lambda: choose.recommend({}, []),
        lambda: choose.judgements(["a", "a"], [2]),
        lambda: choose.judgements([], []),
        lambda: bm.stopped_clock("legal", 2019),
        lambda: choose.recomend,
    ):
        with pytest.raises(LearnerError):
            call()
    assert bm.stopped_clock("France e-commerce", "2014")["known_on"].max() <= "2014-12"
    # Names on one side only: the other is counted.
    assert choose.ahp(pd.DataFrame([[1, 2], [0.5, 1]], index=["a", "b"])).priorities["a"] == pytest.approx(
        2 / 3
    )


# --- What a beginner gives, read right or refused ---------------------------------------------------

RANKED = (choose.topsis, choose.weighted_score, choose.fragility)
TWO = {"A": {"p": 1, "q": 2}, "B": {"p": 4, "q": 1}}


@pytest.mark.parametrize("ranked", RANKED)
def test_a_set_has_no_order_and_is_refused(ranked):
    for asked in (
        (TWO, [1, 2], {"max", "min"}),
        (TWO, {0.2, 0.8}, "max"),
        (TWO, frozenset({0.2, 0.8}), "max"),
        ([{1, 2}, {3, 4}], [1, 1], "max"),
        ({(1, 2), (3, 4)}, [1, 1], "max"),
    ):
        with pytest.raises(LearnerError, match="ordre"):
            ranked(*asked)


def test_a_set_of_items_is_refused_in_judgements():
    for items, upper in (({"a", "b"}, [3]), (["a", "b"], {3})):
        with pytest.raises(LearnerError, match="ordre"):
            choose.judgements(items, upper)


@pytest.mark.parametrize("ranked", RANKED)
def test_the_names_of_a_series_count_as_those_of_a_dictionary(ranked):
    right = ranked(TWO, {"q": 0.9, "p": 0.1}, "max")
    same = ranked(TWO, pd.Series({"q": 0.9, "p": 0.1}), "max")
    assert repr(right) == repr(same)
    counted = ranked(TWO, pd.Series([0.1, 0.9]), "max")  # no name: by place
    assert repr(counted) == repr(right)
    for weights in (
        {"q": 0.9, "P": 0.1},
        pd.Series({"q": 0.9, "P": 0.1}),
        pd.Series([0.9, 0.1], index=[2, 1]),
    ):
        with pytest.raises(LearnerError, match="critère"):
            ranked(TWO, weights, "max")
    with pytest.raises(LearnerError, match="critère"):
        ranked(TWO, [1, 1], pd.Series({"p": "max", "Q": "min"}))


def test_what_ahp_gives_is_read_as_weights():
    judged = choose.ahp(choose.judgements(["q", "p"], [9]))
    assert choose.weighted_score(TWO, judged, "max")["score"].to_dict() == pytest.approx({"A": 90, "B": 10})
    with pytest.raises(LearnerError, match="spnt"):
        choose.weighted_score(TWO, choose.ahp(choose.judgements(["q", "spnt"], [9])), "max")


def test_no_points_are_lost_to_a_name():
    for columns in (["score", "x"], ["Score sur 100", "x"]):
        with pytest.raises(LearnerError, match="Renommez"):
            choose.weighted_score(pd.DataFrame([[3, 1], [1, 9]], columns=columns), [1, 1], "max")
    twice = pd.DataFrame({"cash": [1, 2], "caisse à la fin": [2, 1]})
    twice.attrs["labels"] = {"cash": "caisse à la fin"}
    with pytest.raises(LearnerError, match="même nom"):
        choose.weighted_score(twice, [1, 1], "max")


def test_judgements_keep_to_their_scale():
    for upper in ([9.5], [100], [1 / 10], [1e-320], [0], [-3]):
        with pytest.raises(LearnerError, match="1/9"):
            choose.judgements(["a", "b"], upper)
    with pytest.raises(LearnerError, match="1/9"):
        choose.ahp([[1, 100], [0.01, 1]])
    for upper in ([9], [1 / 9], [0.11], [0.12]):
        assert choose.ahp(choose.judgements(["a", "b"], upper)).consistent
    with pytest.raises(LearnerError, match="simple"):
        choose.judgements([["a"], ["b"]], [3])


@pytest.mark.parametrize(
    ("there", "back"), [(8, 0.13), (8, 0.12), (7, 0.14), (6, 0.17), (9, 0.11), (3, 0.33)]
)
def test_a_reciprocal_of_two_decimals_is_read(there, back):
    assert choose.ahp([[1, there], [back, 1]]).priorities.iloc[0] == pytest.approx(there / (there + 1))


@given(st.lists(st.floats(1, 3), min_size=4, max_size=6), st.data())
def test_the_judgement_to_look_at_again_is_told_as_the_others_imply_it(weights, data):
    weights = np.array(weights)
    matrix = weights[:, None] / weights[None, :]
    i, j = sorted(data.draw(st.permutations(range(len(weights))))[:2])
    meant = matrix[i, j]
    matrix[i, j] = meant * 2.9
    matrix[j, i] = 1 / matrix[i, j]
    found = choose.ahp(matrix)
    assert set(found.review) == {i, j}
    assert found.implied == pytest.approx(meant if found.review == (i, j) else 1 / meant)


@pytest.mark.parametrize("ranked", RANKED)
def test_values_that_are_no_table_of_numbers_are_told(ranked):
    several = pd.DataFrame([[1, 2], [2, 1]], columns=pd.MultiIndex.from_tuples([("a", "x"), ("a", "y")]))
    for matrix in (np.array(5), [[10**400, 1], [1, 2]], [[pd.NA, 1], [1, 2]], several, pd.NaT):
        with pytest.raises(LearnerError):
            ranked(matrix, [1, 1], "max")
    with pytest.raises(LearnerError):
        ranked([[1, 2], [2, 1]], np.array(5), "max")
    with pytest.raises(LearnerError):
        choose.ahp(np.array(5))


def test_a_fixed_scale_does_not_depend_on_the_table():
    scale = {"p": (0, 10), "q": (4, 0)}
    found = choose.weighted_score(TWO, [1, 1], ["max", "min"], scale=scale)["score"]
    assert found.to_dict() == pytest.approx({"A": (10 + 50) / 2, "B": (40 + 75) / 2})
    more = TWO | {"C": {"p": -99, "q": 99}}
    again = choose.weighted_score(more, [1, 1], ["max", "min"], scale=scale)["score"]
    assert again.to_dict() == pytest.approx(found.to_dict() | {"C": 0})  # beyond the scale: 0
    fragile = choose.fragility(more, [1, 1], ["max", "min"], scale=scale)
    assert (fragile.winner, fragile.shares["C"]) == ("B", 0)
    for wrong in (
        3,
        {"P": (0, 1)},
        {"p": 5},
        {"p": (1, 1)},
        {"p": (10, 0)},
        {"q": (0, 4)},
        {"p": (0, math.nan)},
        {"p": {0, 10}},
    ):
        with pytest.raises(LearnerError, match="échelle|scale"):
            choose.weighted_score(TWO, [1, 1], ["max", "min"], scale=wrong)


def test_fragility_counts_rows_from_one_and_names_no_rival_that_never_leads():
    said = choose.fragility([[2, 1], [1, 2]], [3, 1], "max").verdict
    assert said.startswith("n°\u00a01 est premier")
    assert "n°\u00a02 le rejoigne" in said
    dominated = choose.fragility({"A": [1, 1], "B": [1, 0]}, [1, 1], "max")
    assert dominated.criterion is None
    assert "Aucun poids" in dominated.verdict


def test_recommend_keeps_every_model_and_knows_its_own_classes():
    with pytest.raises(LearnerError, match="même nom|le nom"):
        choose.recommend({}, [bm.D2C(cac=1), bm.D2C(cac=2)])
    with pytest.raises(LearnerError, match="le nom"):
        choose.recommend({}, {1: bm.D2C(), "1": bm.SaaS()})
    assert len(choose.recommend({}, {"A": bm.D2C(cac=1), "B": bm.D2C(cac=2)})) == 2
    false = type("D2C", (bm.SaaS,), {"title": "Le mien"})
    assert choose.recommend({}, {"le mien": false, "le vrai": bm.D2C}).attrs["left_out"] == ["le mien"]
    form = bm.strengths()
    form.fields["brand"].value = 4
    assert choose.recommend(form).equals(choose.recommend({"brand": 4}))
    with pytest.raises(LearnerError, match="brand"):
        choose.recommend({"marque connue": 4})


def test_the_clock_says_what_was_only_read_later():
    meero = bm.stopped_clock("Meero", "2019")
    assert meero[meero["read_later"]]["source"].tolist() == ["Maddyness, 2022"]
    assert "2022\u00a0*" in meero._repr_html_()
    assert "plus récent." in meero._repr_html_()
    assert not bm.stopped_clock("Meero", "2019", after=True)["read_later"].any()
    one = bm.stopped_clock("Deezer", 2015, (name for name in ["revenue"]))
    assert set(one["metric"]) == {"revenue"}
    for wrong in ({"after": "non"}, {"who": 1}, {"metrics": []}, {"metrics": 3}):
        with pytest.raises(LearnerError):
            bm.stopped_clock("Deezer", 2015, **wrong)
