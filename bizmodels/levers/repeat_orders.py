"""A shop without a contract, tested on its own past: what was known one day, what happened afterwards.

What the models of ``levers.retention`` are fitted on, the forecasts that anybody makes without them, and the two side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.french import unknown_in
from bizmodels.tables import Table

__all__ = ["back_test", "bought_later", "by_silence", "customer_base", "next_spend"]

_WEEK = 7  # days


def customer_base(orders: pd.DataFrame, until: Any) -> pd.DataFrame:
    """What a shop knows of each customer one evening, from the orders of that day and before.

    Several orders of a customer in one day are one.

    Args:
        orders: one row an order, columns ``customer``, ``date`` (datetime) and, for ``spend``, ``value``.
        until: the last day known, « 1997-09-30 » or a date.

    Returns:
        One row a customer (index ``customer``): ``frequency`` (days with a repeat order), ``recency`` and ``age`` (weeks
        from the first order to the last one and to ``until``), ``silence`` (weeks since the last order) and ``spend``
        (mean amount of a repeat day; 0 where there is none, or no ``value``).

    Raises:
        LearnerError: no such table, no order until that day, or a day that is no date.

    >>> import pandas as pd
    >>> orders = pd.DataFrame({"customer": [1, 1, 2], "date": pd.to_datetime(["1997-01-01", "1997-01-15", "1997-01-08"]),
    ...                        "value": [10, 30, 20]})
    >>> base = bm.levers.repeat_orders.customer_base(orders, "1997-01-29")
    >>> base.loc[1].tolist()  # one repeat order, two weeks after the first, four weeks known, two of silence, 30 spent
    [1.0, 2.0, 4.0, 2.0, 30.0]
    """
    days, end = _days(orders, until)
    known = days[days["date"] <= end]
    if known.empty:
        raise LearnerError(
            f"Aucune commande jusqu’au {end:%Y-%m-%d}{french.NBSP}: choisir une date plus tardive."
        )
    customers = known.groupby("customer")["date"]
    first, last, count = customers.min(), customers.max(), customers.size()
    repeats = known[known["date"] > known["customer"].map(first)]
    return pd.DataFrame(
        {
            "frequency": count - 1,
            "recency": (last - first).dt.days / _WEEK,
            "age": (end - first).dt.days / _WEEK,
            "silence": (end - last).dt.days / _WEEK,
            "spend": repeats.groupby("customer")["value"].mean().reindex(count.index).fillna(0.0),
        }
    )


def bought_later(orders: pd.DataFrame, until: Any) -> pd.Series:
    """Days with an order after ``until``, of each customer known that day (index ``customer``; 0 for who never came back).

    Raises:
        LearnerError: as :func:`customer_base`.

    >>> import pandas as pd
    >>> orders = pd.DataFrame({"customer": [1, 1, 2, 3], "date": pd.to_datetime(["1997-01-01", "1997-02-15", "1997-01-08",
    ...                                                                       "1997-02-20"])})
    >>> bm.levers.repeat_orders.bought_later(orders, "1997-01-29").tolist()  # the third one was not known yet
    [1, 0]
    """
    days, end = _days(orders, until)
    known = days.loc[days["date"] <= end, "customer"].unique()
    later = days[days["date"] > end].groupby("customer").size()
    return later.reindex(np.sort(known), fill_value=0).rename_axis("customer")


def next_spend(orders: pd.DataFrame, until: Any) -> pd.Series:
    """Mean amount of an order day after ``until``, of each customer who ordered again (index ``customer``).

    Raises:
        LearnerError: as :func:`customer_base`, or no column ``value``.

    >>> import pandas as pd
    >>> orders = pd.DataFrame({"customer": [1, 1, 1], "date": pd.to_datetime(["1997-01-01", "1997-02-15", "1997-02-20"]),
    ...                        "value": [10, 20, 40]})
    >>> bm.levers.repeat_orders.next_spend(orders, "1997-01-29").tolist()
    [30.0]
    """
    days, end = _days(orders, until)
    if "value" not in orders.columns:
        raise LearnerError("next_spend() lit le montant des commandes : il faut une colonne value.")
    return days[days["date"] > end].groupby("customer")["value"].mean()


def back_test(orders: pd.DataFrame, until: Any, weeks: float, expected: float, model: str = "Le modèle") -> Table:
    """Repeat orders of the weeks after ``until``: what happened, and what three forecasts made that evening said.

    All know the same orders. « Depuis le premier achat »: everybody keeps his own pace, frequency/age. « Des 13 dernières
    semaines »: the shop keeps the pace of its last quarter. Only customers known at ``until`` are counted.

    Args:
        orders, until: as :func:`customer_base`.
        weeks: how long the forecasts look, weeks.
        expected: what the model says, orders.
        model: its name in French.

    Returns:
        One row a forecast (index: its name), ``orders`` and ``error`` (share of what happened, positive when too high); the
        last row is what happened.

    Raises:
        LearnerError: as :func:`customer_base`, or nothing happened afterwards.

    >>> import pandas as pd
    >>> dates = ["1997-01-01", "1997-01-15", "1997-01-29", "1997-02-12", "1997-02-26"]
    >>> orders = pd.DataFrame({"customer": 1, "date": pd.to_datetime(dates)})
    >>> table = bm.levers.repeat_orders.back_test(orders, "1997-01-29", weeks=4, expected=3)
    >>> table["orders"].round(2).tolist()  # 2 repeats in 4 weeks; 2 in 13; the model; what happened
    [2.0, 0.62, 3.0, 2.0]
    """
    base, real = customer_base(orders, until), float(bought_later(orders, until).sum())
    if not real:
        raise LearnerError("Aucune commande après cette date : il n’y a rien à comparer.")
    days, end = _days(orders, until)
    repeats = days[days["date"] > days["customer"].map(days.groupby("customer")["date"].min())]
    quarter = repeats["date"].between(end - pd.Timedelta(weeks=13), end, inclusive="right").sum()
    pace = (base["frequency"] / base["age"].where(base["age"] > 0)).sum()
    rows = {
        "Chacun garde son rythme depuis son premier achat": float(pace * weeks),
        "La boutique garde le rythme des 13 dernières semaines": float(quarter) / 13 * weeks,
        model: float(expected),
        "Ce qui s’est passé": real,
    }
    frame = pd.DataFrame({"orders": rows})
    frame["error"] = frame["orders"] / real - 1

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        errors = ["" if name == "Ce qui s’est passé" else _signed(v) for name, v in table["error"].items()]
        orders = [french.number(round(value), 0) for value in table["orders"]]
        return pd.DataFrame({"Achats répétés": orders, "Écart": errors}, index=pd.Index(table.index, name=""))

    return Table.of(frame, shown)


def by_silence(
    base: pd.DataFrame, values: pd.Series, repeats: Sequence[int] = (1, 2, 3, 4, 5), least: int = 10
) -> pd.DataFrame:
    """Mean of a value by number of repeat orders and by weeks of silence.

    Args:
        base: of :func:`customer_base`; who never bought again is left out.
        values: one a customer of ``base`` (what a model expects, what was bought later…).
        repeats: the classes, in growing order; the last one holds all those above.
        least: a class with fewer customers is left empty (NaN).

    Returns:
        One row a number of repeat orders (index ``repeats``), one column a class of silence (« 0 à 6 », « 7 à 13 »…, weeks).

    Raises:
        LearnerError: values of other customers.

    >>> import pandas as pd
    >>> base = pd.DataFrame({"frequency": [1, 1, 2], "silence": [3.0, 3.0, 30.0]})
    >>> table = bm.levers.repeat_orders.by_silence(base, pd.Series([0.0, 1.0, 4.0]), repeats=(1, 2), least=1)
    >>> float(table.loc[1, "0 à 6"]), float(table.loc[2, "27 à 39"])
    (0.5, 4.0)
    """
    values = pd.Series(values)
    if len(values) != len(base):
        raise LearnerError(f"by_silence() : {len(base)} clients et {len(values)} valeurs.")
    kept = (base["frequency"] >= repeats[0]).to_numpy()
    classes = pd.cut(
        base["silence"].to_numpy()[kept], [-1, *_CLASSES.values()], labels=list(_CLASSES), right=True
    )
    number = np.minimum(base["frequency"].to_numpy()[kept], repeats[-1])
    grouped = pd.Series(values.to_numpy(float)[kept]).groupby([number, classes], observed=False)
    means = grouped.mean().where(grouped.size() >= least)
    table = means.unstack().reindex(list(repeats)).reindex(columns=list(_CLASSES))
    table.index.name, table.columns.name = "repeats", "silence"
    table.columns = table.columns.astype(str)
    return table


# Weeks of silence: label and the last day of the class.
_CLASSES = {"0 à 6": 6.5, "7 à 13": 13.5, "14 à 19": 19.5, "20 à 26": 26.5, "27 à 39": 39.5}


def _days(orders: Any, until: Any) -> tuple[pd.DataFrame, pd.Timestamp]:
    """One row a customer and day, amounts summed, and the last day known.

    Raises:
        LearnerError: see ``customer_base``.
    """
    if not isinstance(orders, pd.DataFrame) or not {"customer", "date"} <= set(orders.columns) or orders.empty:
        raise LearnerError("Il faut une table de commandes, avec les colonnes customer (client) et date.")
    if not pd.api.types.is_datetime64_any_dtype(orders["date"]) or orders["date"].isna().any():
        raise LearnerError(
            'La colonne date attend des dates, sans case vide : pd.to_datetime(commandes["date"]).'
        )
    try:
        end = pd.Timestamp(until)
    except (TypeError, ValueError):
        end = pd.NaT
    if isinstance(until, bool | int | float) or pd.isna(end):
        raise LearnerError(
            f"until vaut {until!r}{french.NBSP}; valeur admise{french.NBSP}: une date, « 1997-09-30 »."
        )
    frame = orders[["customer", "date"]].assign(value=orders["value"] if "value" in orders.columns else 0.0)
    return frame.groupby(["customer", "date"], as_index=False)["value"].sum(), end


def _signed(share: float) -> str:
    sign = "+" if share > 0 else ""
    return f"{sign}{french.quantity(share, '%', 0)}"


def __getattr__(name: str):
    raise unknown_in("levers.repeat_orders", name, __all__)
