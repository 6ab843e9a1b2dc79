"""Cohorts worked out by hand, the real log, and what is refused."""

import datetime

import numpy as np
import pandas as pd
import pytest

import bizmodels as bm
from bizmodels.errors import LearnerError
from bizmodels.levers.retention import cohort_table

ORDERS = pd.DataFrame(
    [("a", "1997-01-31"), ("a", "1997-02-01"), ("a", "1997-02-28"), ("b", "1997-01-02"), ("b", "1997-04-09"),
     ("c", "1997-04-01")],
    columns=["customer", "date"],
)  # fmt: skip


def test_shares_and_counts_worked_out_by_hand():
    # a and b come in January, c in April. A day later is a month later; two orders in February are one customer; who
    # is missing in March is back in April; nothing is known of c after April.
    counts = cohort_table(ORDERS, counts=True)
    assert [str(month) for month in counts.index] == ["1997-01", "1997-04"]
    assert list(counts.columns) == [0, 1, 2, 3]
    expected = np.array([[2, 1, 0, 1], [1, np.nan, np.nan, np.nan]])
    np.testing.assert_array_equal(counts.to_numpy(), expected)
    np.testing.assert_array_equal(cohort_table(ORDERS).to_numpy(), expected / [[2], [1]])


def test_neither_the_order_of_the_rows_nor_what_stands_beside_them_counts():
    shuffled = ORDERS.sample(frac=1, random_state=1).assign(value=3.0)
    shuffled.index = [7, 7, 3, 3, 1, 0]
    pd.testing.assert_frame_equal(pd.DataFrame(cohort_table(shuffled)), pd.DataFrame(cohort_table(ORDERS)))


@pytest.mark.parametrize(
    "dates",
    [
        pd.to_datetime(ORDERS["date"]),
        pd.to_datetime(ORDERS["date"]).dt.tz_localize("Europe/Paris"),
        ORDERS["date"].map(datetime.date.fromisoformat),
        ORDERS["date"].str.replace("-", "").astype(int),
    ],
    ids=["datetime", "with a zone", "date", "19970131"],
)
def test_dates_are_read_however_they_are_kept(dates):
    found = cohort_table(ORDERS.assign(date=dates))
    pd.testing.assert_frame_equal(pd.DataFrame(found), pd.DataFrame(cohort_table(ORDERS)))


def test_shown_in_french_with_blanks_for_the_future():
    shown = cohort_table(ORDERS).shown()
    assert shown.loc["janvier 1997"].tolist() == ["100\u00a0%", "50\u00a0%", "0\u00a0%", "50\u00a0%"]
    assert shown.loc["avril 1997"].tolist() == ["100\u00a0%", "", "", ""]
    alone = cohort_table(ORDERS[5:], counts=True)  # one customer is no share of 100 %
    assert alone.shown().iloc[0, 0] == "1"


def test_the_whole_log_and_its_sample_tell_the_same():
    """The lesson draws one customer in ten; its finding is that of all 23,570."""
    sample, whole = (cohort_table(log, counts=True) for log in (bm.load_cdnow(sample=True), bm.load_cdnow()))
    assert sample[0].sum() == 2_357
    assert whole[0].sum() == 23_570
    for table in (sample, whole):
        share = table.sum(skipna=False) / table[0].sum()
        assert share[6] / share[1] == pytest.approx(0.53, abs=0.03)  # melts by half in five months…
        assert share[11] / share[6] > 0.85  # …and in five more hardly at all
        assert np.isnan(share[16])  # unknown of the last cohort
        later = table.iloc[:, 1:16].div(table[0], axis=0)
        assert (later[1] > 1.5 * later[15]).all()  # in every cohort, not only in their mean


@pytest.mark.parametrize(
    ("orders", "says"),
    [
        ([1, 2], "table de commandes"),
        (ORDERS[:0], "aucune commande"),
        (ORDERS.rename(columns={"customer": "customers"}), "customer"),
        (ORDERS.drop(columns="date"), "colonne «\u00a0date\u00a0»"),
        (ORDERS.assign(customer=["a", None, "a", "b", "b", "c"]), "1\u00a0commande sans client .*ligne 2"),
        (ORDERS.assign(date=["1997-01-31", None, "demain", "1997-01-02", "1997-04-09", "1997-04-01"]),
         "2\u00a0commandes sans date lisible .*ligne 2"),
    ],
)  # fmt: skip
def test_what_cannot_be_followed_is_said_in_french(orders, says):
    with pytest.raises(LearnerError, match=says):
        cohort_table(orders)
