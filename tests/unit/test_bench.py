"""What ``make bench`` measures must be the same job on both sides, whatever its speed: no time is tested here."""

import ast

import numpy as np
import pytest

import bizmodels as bm
from bizmodels import analysis, models
from tools.bench import by_hand, cells, imports, levers, report, runs
from tools.bench.measure import Line, Section, in_turn, ms, p90


@pytest.mark.parametrize("name", by_hand.SIMULATIONS)
@pytest.mark.parametrize("months", [60, 24])
def test_the_hand_written_simulation_gives_the_same_columns(name, months):
    model = models.all_models()[name]()
    ours = analysis.simulate(model, analysis.plausible(model), draws=500, months=months)
    hand = runs.hand_job(name, draws=500, months=months)()
    assert set(hand.columns) == set(ours.columns)
    np.testing.assert_allclose(
        hand[ours.columns].to_numpy(dtype=float), ours.to_numpy(), rtol=1e-6, atol=1e-3
    )


@pytest.mark.parametrize("churn", [0.0, 0.08, 0.3])
def test_the_peers_picture_shows_the_same_cash(churn):
    assert by_hand.d2c_cash(churn) == pytest.approx(bm.D2C(churn=churn).path()["cash"], rel=1e-9)
    assert "def d2c_cash" in cells.SEABORN


def test_the_plain_fit_climbs_to_the_same_top():
    ours = bm.levers.retention.ShiftedBetaGeometric.fit(levers.SURVIVORS)
    assert levers.plain_contract(levers.SURVIVORS) == pytest.approx(
        (ours.alpha, ours.beta, ours.loglik), rel=1e-3
    )


def test_the_cells_are_python():
    ast.parse(levers.WORKER)
    for cell in (cells.OURS, cells.FLOOR, cells.SEABORN.removeprefix("%matplotlib inline\n")):
        ast.parse(cell)


def test_a_calculator_loads_nothing_heavy():
    """Not even pandas, which comes with the first table."""
    assert imports.fresh(imports.JOBS["calculator"])[1] == []
    assert imports.fresh(imports.OURS)[1] == ["pandas"]
    assert imports.fresh("import scipy")[1] == ["scipy"]


def test_jobs_are_run_in_turn_and_summed_up():
    calls = []
    times = in_turn({"a": lambda: calls.append("a"), "b": lambda: calls.append("b")}, rounds=3)
    assert "".join(calls) == "ab" * 4  # one round to warm up
    assert {name: len(found) for name, found in times.items()} == {"a": 3, "b": 3}
    assert p90([*range(10)]) == 9
    assert ms(0.0123456) == "12.3 ms"


def test_the_report_says_what_was_missed_and_what_was_not_measured():
    lines = [
        Line("fast job", "1 ms", target="≤ 2 ms", met=True),
        Line("slow job", "9 ms", target="≤ 2 ms", met=False),
        Line("other job", "9 ms"),
    ]
    text = report.text([Section("Part", "How.", lines)], {"page": "no Chromium"}, before=0.0)
    assert "1 of 2 targets met" in text
    assert "Missed: slow job — 9 ms, target ≤ 2 ms" in text
    assert "Not measured: page (no Chromium)." in text
    assert "| slow job | 9 ms | — | — | ≤ 2 ms | **missed** |" in text
