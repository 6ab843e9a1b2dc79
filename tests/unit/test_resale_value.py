"""What a used good is worth: both fits worked out by hand, and what they refuse."""

import math

import numpy as np
import pandas as pd
import pytest

import bizmodels as bm
from bizmodels.errors import LearnerError
from bizmodels.levers.resale_value import fit_decay, parallel_lines


def test_a_value_halved_at_each_step_loses_half():
    fit = fit_decay([0, 1, 2], [8, 4, 2])
    assert fit.loss == pytest.approx(0.5)
    assert fit.value(0) == pytest.approx(8)
    np.testing.assert_allclose(fit.value(np.array([1, 3])), [4, 1])


def test_the_best_loss_worked_out_by_hand():
    # At ages 0, 1, 2 the slope of the logarithms is half of ln 25 − ln 100: −ln 2. Their mean, ln(100·40·25)/3 =
    # 5 ln(10)/3, is reached at age 1, so the start is twice 10^(5/3).
    fit = fit_decay(pd.Series([0, 1, 2]), pd.Series([100, 40, 25]))
    assert fit.log_slope == pytest.approx(-math.log(2))
    assert fit.loss == pytest.approx(0.5)
    assert fit.value(0) == pytest.approx(2 * 10 ** (5 / 3))
    assert fit_decay([0, 1], [100, 110]).loss == pytest.approx(
        -0.1
    )  # what gains value loses less than nothing


def test_the_gap_at_equal_x_is_not_the_gap_of_the_means():
    # New: (0, 1) and (1, 3). Used: (1, 0) and (2, 4). Both means of y are 2. Within each kind x strays by ±1/2 and y
    # by ±1, then by ±2: slope (1 + 2)/(1/2 + 1/2) = 3. Start 2 − 3/2; the used ones lie one x further: gap 0 − 3.
    found = parallel_lines([0, 1, 1, 2], [1, 3, 0, 4], [False, False, True, True])
    assert found == pytest.approx((0.5, 3, -3))
    assert (found.start, found.slope, found.gap) == found


@pytest.mark.parametrize(
    ("ages", "values"),
    [
        ([0, 1], [10, 0]),
        ([0, 1], [10, -1]),
        ([3, 3], [10, 9]),
        ([], []),
        ([0, 1, 2], [10, 9]),
        ([0, math.nan], [10, 9]),
        ([0, 1], [10, math.inf]),
        (["a", "b"], [10, 9]),
        (0, 10),
    ],
)
def test_no_decay_is_made_up(ages, values):
    with pytest.raises(LearnerError, match="fit_decay"):
        fit_decay(ages, values)


@pytest.mark.parametrize(
    ("x", "y", "second"),
    [
        ([0, 1, 2], [1, 2, 3], [False, False, False]),  # one kind
        ([0, 0, 1, 1], [1, 2, 3, 4], [0, 0, 1, 1]),  # x tells the kinds apart by itself
        ([0, 1], [1, 2, 3], [0, 1]),
        ([0, 1, 2], [1, None, 3], [0, 1, 1]),
        ([], [], []),
        ("abc", [1, 2, 3], [0, 1, 1]),
    ],
)
def test_no_lines_are_made_up(x, y, second):
    with pytest.raises(LearnerError, match="parallel_lines"):
        parallel_lines(x, y, second)


def test_the_lever_is_reached_without_import():
    assert bm.levers.resale_value.fit_decay is fit_decay
    with pytest.raises(LearnerError, match="fit_decay"):
        bm.levers.resale_value.fit_deca  # noqa: B018
