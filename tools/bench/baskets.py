"""RFM and association rules on the whole Complete Journey, against plain pandas and mlxtend: time and memory."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pandas as pd

import bizmodels as bm
from tools.bench.measure import Line, Section, in_turn, median, ms

SUPPORT = 0.01
LIMIT = 1.5  # GiB
# A process of its own: ru_maxrss never goes down again. Reading the data is counted, the test's own needs are not.
MEMORY = """
import json, resource, sys
from tools.bench import baskets
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
data = baskets.{data}()
loaded = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
baskets.{job}(data)
unit = 1 if sys.platform == "darwin" else 1024
print(json.dumps([one * unit / 2**30 for one in
                  (before, loaded, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)]))
"""


# --- the same data, the same results ----------------------------------------------------------------------


def lines() -> pd.DataFrame:
    """Every line of every receipt."""
    return bm.load_complete_journey()


def categories() -> pd.DataFrame:
    """The category of every line that has one, beside its receipt: columns ``basket``, ``item``."""
    names = bm.load_complete_journey("products").set_index("product_id")["product_category"]
    receipts = lines()
    tidy = pd.DataFrame({"basket": receipts["basket_id"], "item": receipts["product_id"].map(names)})
    return tidy.dropna()


def rfm(receipts: pd.DataFrame) -> pd.DataFrame:
    """The course's."""
    return bm.levers.personalization.rfm(receipts)


def pandas_rfm(receipts: pd.DataFrame) -> pd.DataFrame:
    """Recency, frequency, amount and scores as a careful pandas user writes them: no check of the rows, no segment."""
    end = receipts["transaction_timestamp"].max().normalize()
    table = receipts.groupby("household_id").agg(
        recency=("transaction_timestamp", "max"),
        frequency=("basket_id", "nunique"),
        monetary=("sales_value", "sum"),
    )
    table["recency"] = (end - table["recency"].dt.normalize()).dt.days
    table["monetary"] = table["monetary"].round(2)
    for name, column in {"r": -table["recency"], "f": table["frequency"], "m": table["monetary"]}.items():
        middle = column.rank(method="average") - 0.5
        table[name] = (5 * middle / len(table)).astype(int) + 1
    return table


def tutorial_rfm(receipts: pd.DataFrame) -> pd.DataFrame:
    """The three columns alone with the lambdas that tutorials print."""
    end = receipts["transaction_timestamp"].max().normalize()
    return receipts.groupby("household_id").agg(
        {
            "transaction_timestamp": lambda dates: (end - dates.max().normalize()).days,
            "basket_id": lambda baskets: len(set(baskets)),
            "sales_value": lambda values: values.sum(),
        }
    )


def rules(tidy: pd.DataFrame) -> pd.DataFrame:
    """The course's, sets of any size."""
    return bm.levers.cross_selling.association_rules(tidy, SUPPORT)


def one_hot(tidy: pd.DataFrame) -> pd.DataFrame:
    """One row a basket, one column a category: what mlxtend asks for, made the fast way."""
    baskets, known = pd.factorize(tidy["basket"])
    items, names = pd.factorize(tidy["item"])
    held = np.zeros((len(known), len(names)), dtype=bool)
    held[baskets, items] = True
    return pd.DataFrame(held, columns=names)


def mlxtend_search(table: pd.DataFrame) -> pd.DataFrame:
    """Sets and rules of a one-hot table, by mlxtend."""
    from mlxtend.frequent_patterns import association_rules, fpgrowth

    sets = fpgrowth(table, min_support=SUPPORT, use_colnames=True)
    return association_rules(sets, metric="support", min_threshold=SUPPORT)


def mlxtend_rules(tidy: pd.DataFrame) -> pd.DataFrame:
    """The same from the same rows as the course."""
    return mlxtend_search(one_hot(tidy))


# --- the measure ------------------------------------------------------------------------------------------


def peak(data: str, job: str) -> tuple[float, float, float]:
    """GiB a fresh process holds at most: imports done, data read, job done."""
    code = MEMORY.format(data=data, job=job)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return tuple(json.loads(done.stdout.splitlines()[-1]))


def measure(quick: bool) -> Section:
    """Times in turn in this process, memory in processes of their own."""
    receipts, tidy = lines(), categories()
    few, many = (1, 3) if quick else (3, 15)
    segments = {
        "ours": lambda: rfm(receipts),
        "pandas": lambda: pandas_rfm(receipts),
        "tutorial": lambda: tutorial_rfm(receipts),
    }
    searches = {"ours": lambda: rules(tidy), "mlxtend": lambda: mlxtend_rules(tidy)}
    scored = {name: median(times) for name, times in in_turn(segments, many).items()}
    found = {name: median(times) for name, times in in_turn(searches, few).items()}
    measured = {
        job: peak(data, job)[2]
        for data, job in (
            ("lines", "rfm"),
            ("lines", "pandas_rfm"),
            ("categories", "rules"),
            ("categories", "mlxtend_rules"),
        )
    }
    counted = f"{len(receipts):,} lines"
    report = [
        Line(f"RFM of {counted}, scores and segments", ms(scored["ours"]), f"plain pandas: {ms(scored['pandas'])}",
             _ratio(scored["ours"], scored["pandas"])),
        Line("the same, against tutorials' lambdas", ms(scored["ours"]), f"three columns, no score: {ms(scored['tutorial'])}",
             _ratio(scored["ours"], scored["tutorial"])),
        Line(f"rules of {tidy['basket'].nunique():,} baskets, support {SUPPORT:g}, any size", ms(found["ours"]),
             f"mlxtend fpgrowth: {ms(found['mlxtend'])}", _ratio(found["ours"], found["mlxtend"])),
    ]  # fmt: skip
    for job, peer, name in (("rfm", "pandas_rfm", "RFM"), ("rules", "mlxtend_rules", "rules")):
        ours = measured[job]
        report.append(
            Line(f"peak memory, {name}", f"{ours:.2f} GiB", f"{measured[peer]:.2f} GiB", _ratio(ours, measured[peer]),
                 f"≤ {LIMIT:g} GiB", ours <= LIMIT)
        )  # fmt: skip
    method = (
        f"The whole Complete Journey, read once; median of {many} (RFM) and {few} (rules), in turn. Plain pandas gives the "
        "same recency, frequency, amounts and scores without checking a row; the tutorial's form gives three columns. "
        "mlxtend starts from the same rows and first makes its table of one column a category; it finds the same rules (tested). "
        "Memory: highest resident size of a fresh process, Python, libraries and the data themselves included."
    )
    return Section("Receipts of a whole year", method, report)


def _ratio(ours: float, peer: float) -> str:
    return f"{peer / ours:.1f} × less" if peer >= ours else f"{ours / peer:.2f} × more"
