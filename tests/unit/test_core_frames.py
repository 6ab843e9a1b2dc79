"""Tables given by a learner: dates of two seasons, columns given twice, names that cannot be told apart."""

import pandas as pd
import pytest

import bizmodels as bm
from bizmodels.core import frames
from bizmodels.errors import LearnerError

SEASONS = [
    "2024-01-01T00:00+01:00",
    "2024-07-01T00:00+02:00",
    "2024-12-31T23:30Z",
    "2024-03-02",
    "2024-03-03 08:00",
]
ORDERS = pd.DataFrame(
    {"customer": ["a", "a", "b", "b", "c"], "date": SEASONS, "value": 1.0, "mrr": [1, 2, 3, 4, 5]}
)
READERS = {
    "cohort_table": bm.levers.retention.cohort_table,
    "customer_base": bm.levers.retention.customer_base,
    "mrr_movements": bm.levers.retention.mrr_movements,
    "rfm": bm.levers.personalization.rfm,
}


def test_a_day_is_that_of_the_shop_in_winter_and_in_summer():
    read = frames.days(pd.Series([*SEASONS, "+01:00", "2024-13-01T00:00Z", 20240101]))
    assert read.dt.strftime("%d/%m").tolist()[:5] == ["01/01", "01/07", "31/12", "02/03", "03/03"]
    assert read[5:7].isna().all()


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_an_export_across_two_seasons_is_read_as_its_days(read):
    naive = ORDERS.assign(date=["2024-01-01", "2024-07-01", "2024-12-31", "2024-03-02", "2024-03-03"])
    pd.testing.assert_frame_equal(pd.DataFrame(read(ORDERS)), pd.DataFrame(read(naive)))


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_a_column_given_twice_or_a_customer_that_is_a_list_is_refused(read):
    with pytest.raises(LearnerError, match="deux colonnes « customer »".replace(" ", "\\s")):
        read(pd.concat([ORDERS, ORDERS[["customer"]]], axis=1))
    with pytest.raises(LearnerError, match="customer vaut"):
        read(ORDERS.assign(customer=["a", ["b"], "c", "d", "e"]))


def test_amounts_given_twice_are_refused():
    with pytest.raises(LearnerError, match="deux colonnes"):
        bm.levers.retention.customer_base(pd.concat([ORDERS, ORDERS[["value"]]], axis=1))


def test_rules_groups_and_drivers_refuse_them_too():
    lines = pd.DataFrame({"basket": [1, 1, 2], "item": ["a", "b", "a"]})
    cases = [
        (bm.levers.cross_selling.association_rules, (pd.concat([lines, lines[["item"]]], axis=1), 0.5)),
        (bm.levers.cross_selling.association_rules, (lines.assign(item=["a", ["b"], "c"]), 0.5)),
        (bm.levers.cross_selling.association_rules, ([["a", pd.Series([1])]], 0.5)),
        (bm.levers.cross_selling.association_rules, ([["a", ("b", [])]], 0.5)),
        (bm.levers.retention.logrank, ([1, 2], [1, 1], [["a"], ["b"]])),
        (bm.levers.network_effects.network_value, (3, ["metcalfe"])),
        (bm.levers.pricing.price_drivers, (lines, "basket", None)),
        (bm.levers.pricing.price_drivers, (lines, ["basket"], ["item"])),
        (bm.levers.pricing.price_drivers, (pd.concat([lines, lines], axis=1), "basket", ["item"])),
    ]
    for call, given in cases:
        with pytest.raises(LearnerError):
            call(*given)
