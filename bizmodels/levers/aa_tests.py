"""Tests in which nothing changes, one by one: the p-value of each, day after day, to be drawn."""

from __future__ import annotations

import numpy as np
import pandas as pd

from bizmodels.core import numbers
from bizmodels.french import unknown_in
from bizmodels.levers.personalization_experiments import ab_test

__all__ = ["p_values"]

_DRAWS = 20_000_000  # visitors drawn in one call: a few seconds


def p_values(
    rate: float = 0.05, per_day: int = 500, days: int = 28, tests: int = 20, seed: int = 0
) -> pd.DataFrame:
    """The p-value of simulated A/A tests, look after look: what ``bm.levers.personalization.peeking`` counts, line by line.

    Both variants convert at ``rate``; at the end of each day all that was seen so far is put to the two-sided z-test with
    the pooled share. Whether a visitor buys is drawn visitor by visitor, so the draws are not those of ``peeking``.

    Args:
        rate: conversion of both variants, strictly between 0 and 1.
        per_day: visitors of each variant a day, 1 to 10,000.
        days: 2 to 366; tests: 1 to 40.
        seed: of the draws; the same gives the same table on every machine.

    Returns:
        Index ``day`` (1, 2, …), one column a test (« Essai 1 »…), p-values from 0 to 1, rounded to nine digits.

    Raises:
        LearnerError: an argument outside these bounds, or more than 20 million visitors in all.

    >>> looks = bm.levers.aa_tests.p_values(per_day=100, days=3, tests=2)
    >>> looks.shape, bool(((looks >= 0) & (looks <= 1)).all(axis=None))
    ((3, 2), True)
    """
    share = numbers.one("rate", rate, 0, 1, inside=True)
    each, last = numbers.whole("per_day", per_day, 1, 10_000), numbers.whole("days", days, 2, 366)
    many, start = numbers.whole("tests", tests, 1, 40), numbers.whole("seed", seed, 0)
    numbers.whole("2 × tests × days × per_day", 2 * many * last * each, 1, _DRAWS)
    random = np.random.default_rng(start)
    columns = {}
    for test in range(1, many + 1):
        bought = (random.random((2, last, each)) < share).sum(axis=2).cumsum(axis=1)
        columns[f"Essai {test}"] = [
            round(ab_test(seen, [each * day] * 2).p_value, 9) for day, seen in enumerate(bought.T, 1)
        ]
    return pd.DataFrame(columns, index=pd.RangeIndex(1, last + 1, name="day"))


def __getattr__(name: str):
    raise unknown_in("levers.aa_tests", name, __all__)
