"""Dependence: published indices, losses and plans worked out by hand, and what is refused."""

import itertools
import math

import numpy as np
import pandas as pd
import pytest

import bizmodels as bm
from bizmodels.risks.dependence import (
    concentration,
    effective_channels,
    exit_plan,
    exposures,
    hhi,
    merger_delta,
    notice_days,
    revenue_at_risk,
    spread_over,
    stock_left,
)
from tests.oracles import oracle


def test_published_markets_and_mergers():
    reference = oracle("DEP-01")
    markets, expected = reference["inputs"]["markets"], reference["expected"]
    assert [hhi(shares) for shares in markets] == expected["HHI"]
    for year, key in ((2010, "class_2010"), (2023, "class_2023")):
        assert [concentration(hhi(shares), year) for shares in markets] == expected[key]
    mergers = reference["inputs"]["mergers_of_second"]
    assert [merger_delta(a, b) for _, a, b in mergers] == expected["delta"]
    after = [hhi([share for share in markets[1] if share not in (a, b)] + [a + b]) for _, a, b in mergers]
    assert after == expected["post_merger"]


@pytest.mark.parametrize(
    ("index", "found"),
    [(999, ("low", "low", "low")), (1_000, ("moderate", "low", "moderate")), (1_499, ("moderate", "low", "moderate")),
     (1_500, ("moderate",) * 3), (1_001, ("moderate", "low", "moderate")), (1_800, ("moderate",) * 3),
     (1_801, ("high", "moderate", "high")), (2_500, ("high", "moderate", "high")), (2_501, ("high",) * 3)],
)  # fmt: skip
def test_the_year_of_the_guidelines_changes_the_class(index, found):
    assert tuple(concentration(index, year) for year in (1992, 2010, 2023)) == found
    assert concentration(index, 1982) == found[0]


def test_equal_channels_are_their_own_number():
    for count in range(1, 9):
        assert effective_channels([100 / count] * count) == pytest.approx(count)
    assert hhi({"A": 70, "B": 20, "C": 10}) == 5_400
    assert hhi(pd.Series({"A": 70, "B": 20, "C": 10})) == hhi(np.array([70, 20, 10])) == 5_400
    assert hhi([33, 33, 33.5]) == pytest.approx(3_300.25)  # within half a point


@pytest.mark.parametrize(
    ("shares", "said"),
    [([70, 20], "90"), ([70, 20, 9.4], "99,4"), ([0.7, 0.2, 0.1], "de 0 à 1"), ([110, -10], "110"), ([-10, 60, 50], "-10"),
     ([], "0"), ("70", "'70'|« 70 »|70"), ([math.nan, 100], "nan"), ([True, 99], "True|vrai"), (None, "None|rien"), ([1], "de 0 à 1"),
     (["a", 30], "a"), (100, "100")],
)  # fmt: skip
def test_shares_refused(shares, said):
    with pytest.raises(bm.LearnerError, match="shares") as error:
        hhi(shares)
    assert any(one in str(error.value) for one in said.split("|"))


@pytest.mark.parametrize("index", [0.54, -1, 10_001, math.nan, True, "2600", None, [2_600]])
def test_indices_refused(index):
    with pytest.raises(bm.LearnerError, match="hhi vaut"):
        concentration(index)


@pytest.mark.parametrize("year", [2011, "2023", 2024, None, True, [2023]])
def test_years_refused(year):
    with pytest.raises(bm.LearnerError, match="guidelines vaut"):
        concentration(2_000, year)


def test_a_year_is_the_mean_of_all_that_can_happen():
    shares, chances, back = {"A": 60, "B": 30, "C": 10}, {"A": 0.2, "B": 0.05}, {"A": 0.25, "B": 0.5}
    found = revenue_at_risk(200_000, shares, chances, back, notice=73)
    takes = {"A": 200_000 * 0.6 * 0.75 * 0.8, "B": 200_000 * 0.3 * 0.5 * 0.8, "C": 200_000 * 0.1 * 0.8}
    assert found.losses == pytest.approx(takes)
    # Every combination of closed channels, one by one.
    mean = square = none = 0.0
    for closed in itertools.product((0, 1), repeat=3):
        weight = math.prod(
            chances.get(name, 0.0) if shut else 1 - chances.get(name, 0.0)
            for name, shut in zip(shares, closed, strict=True)
        )
        loss = sum(takes[name] for name, shut in zip(shares, closed, strict=True) if shut)
        mean, square = mean + weight * loss, square + weight * loss**2
        none += weight * (not any(closed))
    assert found.expected_loss == pytest.approx(mean)
    assert found.spread == pytest.approx(math.sqrt(square - mean**2))
    assert found.any_loss == pytest.approx(1 - none)
    assert (found.worst_channel, found.worst_loss) == ("A", pytest.approx(takes["A"]))


def test_another_channel_leaves_the_mean_and_lessens_the_spread():
    before = {"A": 70, "B": 20, "C": 10}
    after = spread_over(before, "D", 10, taken_from="A")
    one, two = (revenue_at_risk(1_000, shares, 0.1) for shares in (before, after))
    assert one.expected_loss == pytest.approx(two.expected_loss) == pytest.approx(100)
    assert one.spread == pytest.approx(1_000 * 0.3 * math.sqrt(5_400) / 100)
    assert two.spread < one.spread
    assert two.any_loss > one.any_loss
    assert (one.hhi, two.hhi) == (5_400, 4_200)


def test_names_are_kept_and_put_in_order():
    """A column of pandas 3 has an index of dtype str, one read from a file may be categorical or of objects."""
    for index in (["a", "b"], pd.Index(["a", "b"], dtype=object), pd.CategoricalIndex(["a", "b"])):
        shares = pd.Series([70, 30], index=index)
        for chances in (
            pd.Series({"b": 0.2, "a": 0.1}),
            {"b": 0.2, "a": 0.1},
            [0.1, 0.2],
            pd.Series([0.1, 0.2]),
        ):
            found = revenue_at_risk(1_000, shares, chances)
            assert found.expected_loss == pytest.approx(130)
            assert found.worst_channel == "a"
            assert list(found.losses) == ["a", "b"]
        assert revenue_at_risk(1_000, shares, {"a": 0.1}).expected_loss == pytest.approx(70)  # left out: 0
        assert revenue_at_risk(1_000, shares, pd.Series({"a": 0.1})).expected_loss == pytest.approx(70)
        with pytest.raises(bm.LearnerError, match="aucun canal"):
            revenue_at_risk(1_000, shares, pd.Series({"z": 0.1}))
    assert revenue_at_risk(1_000, [70, 30], pd.Series({"x": 0.1, "y": 0.2})).expected_loss == pytest.approx(
        130
    )
    table = exposures(1_000, {"un": pd.Series({"a": 70, "b": 30})}, pd.Series({"b": 0.2, "a": 0.1, "c": 0.5}))
    assert table["expected_loss"].iloc[0] == pytest.approx(130)
    frame = pd.DataFrame({"part": [70, 30]}, index=["a", "b"])
    assert hhi(frame["part"]) == 5_800
    for call in (lambda: hhi(frame), lambda: revenue_at_risk(1_000, [70, 30], frame)):
        with pytest.raises(bm.LearnerError, match="colonne"):
            call()
    with pytest.raises(bm.LearnerError, match="deux fois"):
        hhi(pd.Series([70, 30], index=["a", "a"]))


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"probability": 1.2}, "probability vaut 1,2"), ({"probability": [0.1]}, "1 valeur pour 2 canaux"),
     ({"probability": {"Z": 0.1}}, "aucun canal"), ({"probability": "0.1"}, "probability"), ({"recovered": -0.1}, "recovered"),
     ({"recovered": math.nan}, "recovered"), ({"notice": -1}, "notice"), ({"notice": 366}, "notice"), ({"revenue": -5}, "revenue"),
     ({"revenue": True}, "revenue"), ({"shares": [0.5, 0.5]}, "shares"), ({"probability": [0.1, 2]}, "ligne 2")],
)  # fmt: skip
def test_exposure_refused(changed, said):
    given = {"revenue": 100, "shares": {"A": 70, "B": 30}, "probability": 0.1} | changed
    with pytest.raises(bm.LearnerError) as error:
        revenue_at_risk(**given)
    assert said in str(error.value).replace("\u00a0", " ").replace("\u202f", " ")


def test_stock_day_by_day():
    stock, share, notice, back = 90.0, 70, 30, 0.2
    days = 0
    left = stock - notice
    while left > 1e-9:
        left -= 0.3 + 0.7 * back
        days += 1
    found = stock_left(stock, share, notice, back)
    assert found.days == 60
    assert days - 1 <= found.lasts <= days
    assert stock_left(20, 70, 30).days == stock_left(20, 100, 30).lasts == 0
    assert stock_left(60, 100, 30).lasts == math.inf
    for wrong in ({"stock": -1}, {"share": 0.7}, {"share": 120}, {"notice": -3}, {"recovered": 2}):
        with pytest.raises(bm.LearnerError, match=next(iter(wrong))):
            stock_left(**({"stock": 90, "share": 70, "notice": 30} | wrong))


def test_notices_are_those_of_the_law():
    legal = bm.load_legal()
    for kind, parameter in (
        ("termination", "p2b_suspension_notice_days"),
        ("terms", "p2b_terms_change_notice_days"),
    ):
        row = legal[legal["parameter"] == parameter]
        assert len(row) == 1
        assert notice_days(kind) == row["value"].iloc[0]
    assert notice_days() == notice_days("termination")
    with pytest.raises(bm.LearnerError, match="aucun préavis n’est dû"):
        notice_days("suspension")
    for wrong in ("autre", None, 3, ["terms"]):
        with pytest.raises(bm.LearnerError, match="kind"):
            notice_days(wrong)


def test_an_exit_month_by_month():
    given = {"sales": 50_000, "points": 20, "months": 8, "cost_per_point": 400, "commission": 0.15, "margin": 0.2,
             "follow": 0.7, "probability": 0.1, "recovered": 0.25, "horizon": 24, "upkeep": 5}  # fmt: skip
    total, seen = 0.0, []
    for month in range(1, 25):
        there = 50_000 * 0.2 * min(month - 1, 8) / 8
        # Expected margin with the plan less without it, on what was moved before this month.
        with_plan = there * 0.7 * (0.2 + 0.15)
        without = there * 0.2 * (1 - 0.1 * (1 - 0.25))
        total += with_plan - without - 5 * 20 * min(month - 1, 8) / 8 - (20 * 400 / 8 if month <= 8 else 0)
        seen.append(total)
    plan = exit_plan(**given)
    assert plan.months["cumulative"].tolist() == pytest.approx(seen)
    assert plan.net == pytest.approx(seen[-1])
    assert plan.cost == 8_000
    assert exit_plan(**given | {"months": 8.0, "horizon": 24.0}) == plan
    assert plan.monthly_cost == 1_000
    assert plan.payback == 1 + max(month for month, total in enumerate(seen, 1) if total < 0)
    assert exit_plan(**given | {"horizon": 12}).payback == math.inf
    assert exit_plan(**given | {"follow": 1.0}).payback < 24
    assert exit_plan(**given | {"cost_per_point": 0, "follow": 1.0, "upkeep": 0}).payback == 1


@pytest.mark.parametrize(
    "changed",
    [{"points": 101}, {"points": -1}, {"months": 0}, {"months": 2.5}, {"commission": 15}, {"follow": -0.1}, {"probability": 2},
     {"sales": math.nan}, {"cost_per_point": -3}, {"margin": True}, {"horizon": 3}, {"recovered": "tout"}, {"upkeep": -1}],
)  # fmt: skip
def test_exits_refused(changed):
    with pytest.raises(bm.LearnerError, match=next(iter(changed))):
        exit_plan(**({"sales": 100, "points": 10, "months": 5, "cost_per_point": 1} | changed))


def test_channels_refused():
    for wrong in ({"taken_from": "Z"}, {"share": 80}, {"name": "B"}):
        given = {"shares": {"A": 70, "B": 30}, "name": "C", "share": 10, "taken_from": "A"} | wrong
        with pytest.raises(bm.LearnerError, match=next(iter(wrong))):
            spread_over(**given)
    for wrong in ((-1, 5), (60, 60), ("a", 5), (math.nan, 2)):
        with pytest.raises(bm.LearnerError, match="first"):
            merger_delta(*wrong)
    with pytest.raises(AttributeError, match="hhi"):
        getattr(bm.risks.dependence, "hhii")  # noqa: B009


def test_side_by_side():
    before = {"A": 70, "site": 20, "B": 10}
    after = spread_over(before, "C", 10, taken_from="A")
    chances = {"A": 0.1, "B": 0.1, "C": 0.1}
    table = exposures(1_000_000, {"avant": before, "après": after}, chances, recovered=0.3, notice=30)
    for name, shares in (("avant", before), ("après", after)):
        alone = revenue_at_risk(
            1_000_000, shares, {who: one for who, one in chances.items() if who in shares}, 0.3, 30
        )
        for column in table.columns:
            assert table.loc[name, column] == pytest.approx(getattr(alone, column))
    assert "5\u202f400" in table._repr_html_()
    for wrong in ({}, [70, 30], None, {"a": [0.7, 0.3]}):
        with pytest.raises(bm.LearnerError):
            exposures(1_000, wrong)


def test_the_picture_asks_or_answers():
    given = {"La boutique": {"Place": 70, "Site": 20, "Autre": 10}}
    assert "1,9" in bm.figures.channels(given, "Combien ?").finding
    asked = bm.figures.channels(given, "Combien ?", answered=False)
    assert not asked.finding
    assert "70" in asked.alt
    for wrong in ({}, None, {"a": {}}, {"a": {"b": 0.7, "c": 0.3}}, {"a": dict.fromkeys("bcdefg", 100 / 6)}):
        with pytest.raises(bm.LearnerError):
            bm.figures.channels(wrong, "Combien ?")


def test_the_horizon_changes_the_order_of_the_blows():
    firm = bm.Hybrid(marketplace_share=1, new_customers=1_000, starting_customers=9_000, fixed_costs=25_000, working_capital_days=0)  # fmt: skip
    blows = [bm.risks.catalogue.COMMISSION, bm.risks.catalogue.RANKING, bm.risks.catalogue.SUSPENSION]
    table = bm.exposure.cost_by_horizon(firm, blows)
    assert len(table) == 60
    for blow in blows:
        assert table.loc[36, blow.name] == pytest.approx(bm.exposure.expected_cost(firm, blow), rel=1e-9)
    assert table.loc[36].idxmax() == "Déclassement"
    assert table.loc[60].idxmax() == "Hausse de commission"
    assert table.loc[3].idxmax() == "Suspension de compte"
    for wrong in (0, 2.5, True, "36"):
        with pytest.raises(bm.LearnerError, match="months"):
            bm.exposure.cost_by_horizon(firm, blows, months=wrong)
    with pytest.raises(bm.LearnerError):
        bm.exposure.cost_by_horizon(bm.D2C(), blows)
