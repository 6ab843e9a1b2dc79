"""Who comes back: a log of orders as a triangle of cohorts, and as one line a customer."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from bizmodels import french
from bizmodels.core.frames import columns_once, comparable, days
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError
from bizmodels.levers.retention._given import column, dates, row_error, table
from bizmodels.tables import Table

__all__ = ["cohort_table", "customer_base"]


def cohort_table(orders: pd.DataFrame, counts: bool = False) -> Table:
    """Of the customers who first bought in one month, who buys again one month later, two, three…

    Months are those of the calendar: an order of 1 February counts one month after a first one of 31 January. Nobody
    resigns here: a customer missing one month may be back the next, so a line may rise. Who orders several times in a
    month counts once.

    Args:
        orders: one row an order, columns ``customer`` and ``date`` (datetime or text « 1997-01-31 »); others are left alone.
        counts: numbers of customers instead of shares.

    Returns:
        One row a cohort (index ``cohort``: months, ``pd.Period``), one column a month since the first order (``months``:
        0, 1, …). Shares are fractions of the cohort, 1 in column 0. What lies after the last month of ``orders`` is not
        known yet: NaN, which makes the triangle. A month with buyers of older cohorts only has no row.

    Raises:
        LearnerError: no table, an empty one, a column missing, a customer or a date missing,
            unreadable or still to come.

    >>> import pandas as pd
    >>> orders = pd.DataFrame({"customer": [1, 2, 1, 3, 2], "date": ["1997-01-05", "1997-01-20", "1997-02-01",
    ...                                                              "1997-02-10", "1997-03-03"]})
    >>> bm.levers.retention.cohort_table(orders)
      Mois 0  Mois 1  Mois 2
    Première commande
    janvier 1997  100 %  50 %  50 %
    février 1997  100 %  0 %
    """
    customers, months = _read(orders)
    first = months.groupby(customers).transform("min")
    bought = pd.DataFrame({"customer": customers, "cohort": first, "months": months - first})
    table = bought.drop_duplicates().groupby(["cohort", "months"]).size().unstack(fill_value=0)
    last = int(months.max())
    table = table.reindex(columns=range(last - int(first.min()) + 1), fill_value=0).astype(float)
    known = [[month + since <= last for since in table.columns] for month in table.index]
    table = table.where(pd.DataFrame(known, index=table.index, columns=table.columns))
    if not counts:
        table = table.div(table[0], axis=0)
    table.index = pd.PeriodIndex.from_ordinals(table.index, freq="M", name="cohort")
    table.columns = pd.RangeIndex(len(table.columns), name="months")
    return Table.of(table, partial(_in_french, shares=not counts))


def customer_base(orders: pd.DataFrame, end: Any = None) -> pd.DataFrame:
    """One line a customer: what :class:`BetaGeoNBD` and :class:`GammaGamma` read, from a log of orders.

    Several orders of a day are one purchase. The first purchase is not a repeat: its amount is not in ``spend``.

    Args:
        orders: one row an order, columns ``customer``, ``date`` and, for ``spend``, ``value`` (amount ≥ 0).
        end: last day of the observation, « 1997-09-30 »; later orders and customers who came later are left out. By default
            the day of the last order.

    Returns:
        Frame, customers in the order of their first row: ``customer``, ``frequency`` (days with a repeat purchase),
        ``recency`` (weeks from the first to the last purchase), ``age`` (weeks from the first purchase to ``end``) and, when
        ``orders`` has amounts, ``spend`` (mean of a repeat day, 0 when there is none).

    Raises:
        LearnerError: no table, an empty one, a column missing; a customer missing, a date unreadable or still to come, an amount
            that is no number ≥ 0: the message names the row. No order until ``end``.

    >>> orders = pd.DataFrame({"customer": ["a", "a", "b"], "date": ["2024-01-01", "2024-01-15", "2024-01-08"],
    ...                        "value": [50, 20, 30]})
    >>> bm.levers.retention.customer_base(orders, end="2024-01-29")
      customer  frequency  recency  age  spend
    0        a          1      2.0  4.0   20.0
    1        b          0      0.0  3.0    0.0
    """
    rows = table("customer_base()", orders, ("customer", "date"), ("value",))
    comparable("customer", rows["customer"])
    if rows["customer"].isna().any():
        row = int(np.argmax(rows["customer"].isna()))
        raise row_error(row, "customer", "", "le nom ou le numéro du client")
    log = pd.DataFrame({"customer": rows["customer"], "date": dates("date", rows["date"])})
    log["value"] = column("value", rows["value"]) if "value" in rows.columns else 0.0
    last_day = log["date"].max() if end is None else _day(end)
    log = log[log["date"] <= last_day]
    if log.empty:
        raise LearnerError(f"end vaut {as_given(str(end))}{french.NBSP}: aucune commande jusqu’à ce jour.")
    daily = log.groupby(["customer", "date"], sort=False, as_index=False)["value"].sum()
    customers = daily.groupby("customer", sort=False)
    first, last, frequency = customers["date"].min(), customers["date"].max(), customers.size() - 1
    repeats = (
        daily["value"]
        .where(daily["date"] > daily["customer"].map(first), 0.0)
        .groupby(daily["customer"], sort=False)
        .sum()
    )
    base = pd.DataFrame(
        {"frequency": frequency, "recency": (last - first).dt.days / 7, "age": (last_day - first).dt.days / 7}
    )
    if "value" in rows.columns:
        base["spend"] = repeats / frequency.clip(lower=1)
    return base.rename_axis("customer").reset_index()


def _day(end: Any) -> pd.Timestamp:
    """A day given as text or date."""
    read = (
        pd.NaT
        if isinstance(end, bool | int | float)
        else pd.to_datetime(str(end), format="ISO8601", errors="coerce")
    )
    if pd.isna(read):
        raise LearnerError(
            f'end vaut {as_given(end)}{french.NBSP}; valeur admise{french.NBSP}: une date comme "1997-09-30".'
        )
    return read.tz_localize(None).normalize()


def _read(orders: Any) -> tuple[pd.Series, pd.Series]:
    """Customer and month (a number, one more each month) of every order.

    Raises:
        LearnerError: see ``cohort_table``.
    """
    if not isinstance(orders, pd.DataFrame):
        raise LearnerError(
            "cohort_table() attend une table de commandes, avec les colonnes customer (client) et date."
        )
    for name in ("customer", "date"):
        if name not in orders.columns:
            raise LearnerError(
                f"Cette table n’a pas de colonne {french.quote(name)}."
                f"{french.nearest(name, [str(one) for one in orders.columns])} "
                f"cohort_table() lit customer (client) et date."
            )
    columns_once(orders, ("customer", "date"))
    if orders.empty:
        raise LearnerError("Cette table ne contient aucune commande : il n’y a personne à suivre.")
    if missing := int(orders["customer"].isna().sum()):
        raise LearnerError(
            f"{french.plural(missing, 'commande')} sans client (colonne customer, d’abord à la ligne {_first(orders['customer'])}) : "
            "on ne sait pas qui suivre. Retirez ces lignes, par exemple avec dropna()."
        )
    comparable("customer", orders["customer"])
    read = days(orders["date"])
    if unread := int(read.isna().sum()):
        raise LearnerError(
            f"{french.plural(unread, 'commande')} sans date lisible (colonne date, d’abord à la ligne {_first(read)}) : "
            "écrire 1997-01-31, l’année d’abord, ou retirer ces lignes."
        )
    read = dates("date", read.reset_index(drop=True))
    months = (read.dt.year - 1970) * 12 + read.dt.month - 1
    return orders["customer"].reset_index(drop=True), months.reset_index(drop=True)


def _first(values: pd.Series) -> int:
    """The row of the first missing value, the first being row 1."""
    return int(np.argmax(values.isna())) + 1


def _in_french(table: pd.DataFrame, shares: bool) -> pd.DataFrame:
    """The triangle as a reader sees it: months in words, shares in %, blanks for what is not known yet."""

    def written(value: float) -> str:
        if pd.isna(value):
            return ""
        return french.quantity(value, "%", 0) if shares else french.number(value, 0)

    shown = table.map(written)
    shown.index = pd.Index([french.period(str(month)) for month in table.index], name="Première commande")
    shown.columns = [f"Mois {since}" for since in table.columns]
    return shown
