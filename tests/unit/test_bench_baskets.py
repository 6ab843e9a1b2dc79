"""What the bench of receipts compares is the same job on both sides."""

import pandas as pd

from tools.bench import baskets


def some_receipts():
    """The receipts of one household in forty."""
    receipts = baskets.lines()
    return receipts[receipts["household_id"] % 40 == 0]


def test_plain_pandas_gives_the_same_scores():
    receipts = some_receipts()
    ours, theirs = baskets.rfm(receipts), baskets.pandas_rfm(receipts)
    assert len(ours) > 50
    for name in theirs:
        assert (ours[name] == theirs[name]).all(), name
    columns = baskets.tutorial_rfm(receipts)
    assert (columns["transaction_timestamp"] == ours["recency"]).all()
    assert (columns["basket_id"] == ours["frequency"]).all()


def test_mlxtend_finds_the_same_rules():
    tidy = baskets.categories()
    tidy = tidy[tidy["basket"] % 20 == 0]
    keys = ["antecedents", "consequents"]
    ours, theirs = pd.DataFrame(baskets.rules(tidy)), baskets.mlxtend_rules(tidy)
    both = ours.merge(theirs, on=keys, suffixes=("", "_their"))
    assert len(ours) == len(theirs) == len(both) > 1_000
    for name in ("support", "confidence", "lift"):
        assert (both[name] - both[f"{name}_their"]).abs().max() < 1e-9
