"""Demand over the day against a fixed pool: what the numbers say, and what the figure draws and tells."""

import math

import pandas as pd
import pytest

import bizmodels as bm
from bizmodels import LearnerError
from bizmodels.levers import peaks
from bizmodels.view import figures

DAY = {8: 30, 12: 10, 17: 50}


def waits(providers, load):
    """Erlang C from the probabilities of 0, 1, 2… providers asked for."""
    full = load**providers / math.factorial(providers) * providers / (providers - load)
    return full / (full + sum(load**k / math.factorial(k) for k in range(providers)))


def test_the_mean_load_is_spread_in_proportion():
    day = peaks.over_the_day(DAY, load=2, providers=4)
    assert day["load"].tolist() == pytest.approx([2, 2 / 3, 10 / 3])
    assert day["load"].mean() == pytest.approx(2)
    assert day["waiting"].tolist() == pytest.approx([waits(4, load) for load in (2, 2 / 3, 10 / 3)])
    assert list(day.index) == [8, 12, 17]
    # The unit of the profile does not matter.
    pd.testing.assert_frame_equal(day, peaks.over_the_day(pd.Series(DAY) * 1_000, load=2, providers=4))


def test_at_a_peak_beyond_the_pool_everybody_waits_and_nobody_works_more_than_all_day():
    day = peaks.over_the_day(DAY, load=3, providers=4)
    assert day.loc[17].tolist() == pytest.approx([5, 4, 1])


def test_the_fewest_providers_who_keep_the_wait_short():
    for load in (0.3, 1.86, 3.7, 12):
        number = peaks.providers_for(load)
        assert waits(number, load) <= 0.05
        assert number - 1 <= load or waits(number - 1, load) > 0.05
    assert peaks.providers_for(0) == 1
    assert peaks.providers_for(1.86, waiting=0.15) == 4


@pytest.mark.parametrize(
    ("profile", "load", "providers"),
    [
        ({}, 2, 4),
        ({8: 0}, 2, 4),
        ({8: -1, 9: 2}, 2, 4),
        ("midi", 2, 4),
        (DAY, -1, 4),
        (DAY, 2, 0),
        (DAY, math.nan, 4),
    ],
)
def test_what_is_no_day_is_refused(profile, load, providers):
    with pytest.raises(LearnerError):
        peaks.over_the_day(profile, load, providers)


@pytest.mark.parametrize(("load", "waiting"), [(-1, 0.05), (1, 0), (1, 2), (math.inf, 0.05)])
def test_no_number_of_providers_for_what_is_out_of_bounds(load, waiting):
    with pytest.raises(LearnerError):
        peaks.providers_for(load, waiting)


def test_the_figure_draws_the_pool_the_work_and_the_wait():
    picture = figures.peaks(DAY, 2, 4, "Qui attend ?", who="photographes", source="Source : essai.")
    pool, work = picture.axes.containers
    assert [bar.get_height() for bar in pool] == [4, 4, 4]
    assert [bar.get_height() for bar in work] == pytest.approx([2, 2 / 3, 10 / 3])
    texts = [text.get_text() for text in picture.axes.texts]
    assert [bm.french.quantity(waits(4, load), "%", 0) for load in (2, 2 / 3, 10 / 3)] == texts[:3]
    assert picture.axes.get_ylabel() == "Photographes présents"


def test_the_figure_says_the_peak_the_trough_and_the_day():
    said = figures.peaks(DAY, 2, 4, "Qui attend ?").finding.replace("\u00a0", " ").replace("\u202f", " ")
    by_hour = {hour: waits(4, load) for hour, load in ((8, 2), (12, 2 / 3), (17, 10 / 3))}
    mean = sum(by_hour[hour] * part for hour, part in ((8, 30), (12, 10), (17, 50))) / 90
    assert f"à 17 h, {100 * by_hour[17]:.0f} %" in said
    assert f"à 12 h, {100 * by_hour[12]:.0f} %" in said
    assert f"{100 * mean:.0f} % attendent" in said
    assert "occupés 50 % du temps" in said
