"""Which settings change a conclusion inside their plausible range: against goal_seek, and on toys worked out by hand."""

import math

import pytest

import bizmodels as bm
from bizmodels.leaning import CONCLUSIONS, leaning_table, leanings, standing_table
from bizmodels.models import all_models


@pytest.fixture(scope="module")
def found():
    return leanings()


def test_every_setting_with_a_range_is_moved_once(found):
    ranged = sum(
        param.plausible is not None for cls in all_models().values() for param in cls.__params__.values()
    )
    assert len(found) == ranged
    assert len({(one.model, one.parameter) for one in found}) == ranged


def test_the_most_fragile_stands_first(found):
    ways = [one.way for one in found]
    assert ways == sorted(ways)
    for one in found:
        assert one.overturns == (0 < one.way <= 1) == (not math.isnan(one.at))


def test_a_conclusion_changes_where_it_is_said_to(found):
    models = bm.priorities.models_of_table(None, "test")
    for one in (one for one in found if one.overturns):
        threshold, *_ = CONCLUSIONS[one.conclusion]
        model = models[one.model]

        def gap(value, model=model, one=one, threshold=threshold):
            return getattr(model.replace(**{one.parameter: value}), one.conclusion) - threshold

        step = 1e-3 * (one.at - one.value)
        assert (gap(one.at - step) >= 0) == one.lost
        assert (gap(one.at + step) >= 0) != one.lost
        low, high = one.param.plausible
        assert one.edge in (low, high)
        assert one.way == pytest.approx((one.at - one.value) / (one.edge - one.value))
        assert min(low, one.value) <= one.at <= max(high, one.value)


def test_a_setting_that_changes_nothing_changes_nothing_at_either_end(found):
    models = bm.priorities.models_of_table(None, "test")
    for one in (one for one in found if not one.overturns):
        model = models[one.model]
        for end in one.param.plausible:
            moved = model.replace(**{one.parameter: end})
            for figure, (threshold, *_) in CONCLUSIONS.items():
                assert (getattr(moved, figure) >= threshold) == (getattr(model, figure) >= threshold)


def test_fixed_costs_by_hand():
    # profit = margin − fixed costs: it is nil where they have risen by the profit.
    shop = bm.D2C()
    first = next(one for one in leanings({"Boutique": shop}) if one.parameter == "fixed_costs")
    assert first.at == pytest.approx(shop.fixed_costs + shop.profit_36)
    low, high = first.param.plausible
    assert first.way == pytest.approx(shop.profit_36 / (high - shop.fixed_costs))


def test_the_ratio_by_hand():
    # LTV/CAC = 3 where the CAC is a third of the LTV.
    shop = bm.D2C()
    first = next(one for one in leanings({"Boutique": shop}) if one.parameter == "cac")
    assert first.conclusion == "ltv_cac"
    assert first.at == pytest.approx(shop.ltv / 3, rel=1e-3)
    assert first.lost


def test_what_the_lesson_says_of_the_eleven_models(found):
    overturning = [one for one in found if one.overturns]
    assert (len(found), len(overturning)) == (137, 67)
    table = standing_table()
    assert table["overturning"].to_dict() == {
        "publié": 3, "déduit": 3, "comparable": 7, "à vérifier": 1, "hypothèse": 53,
    }  # fmt: skip
    assert table["moved"].to_dict() == {
        "publié": 6,
        "déduit": 7,
        "comparable": 9,
        "à vérifier": 1,
        "hypothèse": 114,
    }
    settings = sum(len(cls.__params__) for cls in all_models().values())
    assert settings == 251
    untouched = set(bm.priorities.models_of_table(None, "test")) - {one.model for one in overturning}
    assert untouched == {"Logiciel par abonnement", "Compte professionnel en ligne", "Plateforme en réseau"}
    assert overturning[0].model == "Reconditionné"
    assert overturning[0].parameter == "churn"


def test_tables_for_a_learner():
    table = leaning_table(standing="publié")
    assert len(table) == 3
    assert set(table["standing"]) == {"publié"}
    assert "au mois 36, elle perd de l’argent" in table.shown().to_string()
    assert len(leaning_table(most=5)) == 5
    shown = leaning_table(most=1).shown().iloc[0]
    assert shown["Réglage"] != shown["Change à"]


def test_a_firm_that_nothing_overturns_is_told_so():
    table = leaning_table({"Logiciel": bm.SaaS()})
    assert table.empty
    assert "Aucun réglage" in repr(table)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: leaning_table(standing="publie"), "publié"),
        (lambda: leaning_table(standing=3), "n’existe pas"),
        (lambda: leaning_table(most=0), "au moins 1"),
        (lambda: leaning_table(most=True), "au moins 1"),
        (lambda: leaning_table(most=2.5), "au moins 1"),
        (lambda: leaning_table({}), "modèles nommés"),
        (lambda: leaning_table({"Boutique": 3}), "des modèles"),
        (lambda: leanings({"Toy": bm.BusinessModel}), "parenthèses"),
    ],
)
def test_what_is_refused(call, said):
    with pytest.raises(bm.LearnerError, match=said):
        call()
