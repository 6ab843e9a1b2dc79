"""Three ways of reckoning one campaign, on customers whose answer is known."""

import pandas as pd
import pytest

from bizmodels.errors import LearnerError
from bizmodels.levers.campaigns import readings, spending


def lines(*rows):
    table = pd.DataFrame(rows, columns=["household_id", "transaction_timestamp", "sales_value"])
    return table.assign(transaction_timestamp=pd.to_datetime(table["transaction_timestamp"]))


JOURNAL = lines(
    (1, "2017-03-01 00:00", 4.0),
    (1, "2017-03-02 23:59", 5.0),
    (1, "2017-03-03 00:00", 6.0),
    (2, "2017-03-04 23:59", 7.0),
    (2, "2017-03-05 00:00", 99.0),
)


def test_the_days_before_are_as_many_and_both_ends_count():
    table = spending(JOURNAL, reached=[2, 8], start="2017-03-03", end="2017-03-04")
    assert table.to_dict("index") == {
        1: {"reached": False, "before": 9.0, "during": 6.0},
        2: {"reached": True, "before": 0.0, "during": 7.0},
    }


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (("2017-03-02", "2017-03-04"), "2017-03-01"),
        (("2017-03-04", "2017-03-03"), "avant start"),
        (("jeudi", "2017-03-04"), "jeudi"),
        ((3, "2017-03-04"), "start"),
    ],
)
def test_days_that_cannot_be_are_refused(days, said):
    with pytest.raises(LearnerError, match=said):
        spending(JOURNAL, [1], *days)
    with pytest.raises(LearnerError, match="sales_value"):
        spending(JOURNAL.drop(columns="sales_value"), [1], "2017-03-03", "2017-03-04")


def made(effect):
    """Twenty customers in fifths of four: one of four written to among the small, three of four among the large."""
    reached = [place % 4 == 0 for place in range(8)] + [place % 4 != 0 for place in range(12)]
    before = [10.0] * 8 + [100.0] * 12
    meanwhile = [20.0] * 8 + [90.0] * 12
    during = [value * (1 + effect * got) for value, got in zip(meanwhile, reached, strict=True)]
    return pd.DataFrame({"reached": reached, "before": before, "during": during}, index=range(1, 21))


def test_a_letter_without_any_effect_seems_to_have_one_when_it_went_to_the_best():
    found = readings(made(0))["change"]
    # Reached: 2 small and 9 large; the others: 6 small and 3 large. The small had fallen asleep and wake up anyway.
    assert found["others"] == pytest.approx((2 * 20 + 9 * 90) / 11 / ((6 * 20 + 3 * 90) / 9) - 1)
    assert found["growth"] == pytest.approx((2 * 20 + 9 * 90) / (20 + 900) - (6 * 20 + 3 * 90) / (60 + 300))
    assert found["alike"] == pytest.approx(0, abs=1e-12)


def test_customers_alike_give_the_effect_where_nothing_else_tells_them_apart():
    reached = [False, True] * 10
    before = [float(10 * (place // 2 + 1)) for place in range(20)]
    during = [value * (1.2 if got else 1) for value, got in zip(before, reached, strict=True)]
    table = pd.DataFrame({"reached": reached, "before": before, "during": during})
    assert readings(table)["change"].tolist() == pytest.approx([0.2, 0.2, 0.2])


def test_a_fifth_where_everybody_was_reached_has_nobody_to_compare_with():
    with pytest.raises(LearnerError, match="cinquièmes"):
        readings(
            pd.DataFrame({"reached": [False] * 4 + [True], "before": [1.0, 2, 3, 4, 5], "during": [1.0] * 5})
        )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reached": True}, "d’autres"),
        ({"reached": 1}, "True ou False"),
        ({"before": -1.0}, "ligne 1"),
        ({"during": float("nan")}, "during"),
        ({"before": 0.0}, "ne dépense rien"),
    ],
)
def test_tables_that_cannot_be_are_refused(change, said):
    with pytest.raises(LearnerError, match=said):
        readings(made(0).assign(**change))
    with pytest.raises(LearnerError, match="spending"):
        readings(made(0).drop(columns="during"))
