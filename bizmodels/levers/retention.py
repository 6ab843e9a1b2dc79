"""Who comes back: customers followed by the month of their first purchase."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.tables import Table

__all__ = ["cohort_table"]


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
        LearnerError: no table, an empty one, a column missing, a customer or a date missing or unreadable.

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


def _read(orders: Any) -> tuple[pd.Series, pd.Series]:
    """Customer and month (a number, one more each month) of every order.

    Raises:
        LearnerError: see ``cohort_table``.
    """
    if not isinstance(orders, pd.DataFrame):
        raise LearnerError(
            "cohort_table() attend une table de commandes, avec les colonnes customer (client) et date."
        )
    for column in ("customer", "date"):
        if column not in orders.columns:
            raise LearnerError(
                f"Cette table n’a pas de colonne {french.quote(column)}."
                f"{french.nearest(column, [str(one) for one in orders.columns])} "
                f"cohort_table() lit customer (client) et date."
            )
    if orders.empty:
        raise LearnerError("Cette table ne contient aucune commande : il n’y a personne à suivre.")
    if missing := int(orders["customer"].isna().sum()):
        raise LearnerError(
            f"{french.plural(missing, 'commande')} sans client (colonne customer) : "
            "on ne sait pas qui suivre. Retirez ces lignes, par exemple avec dropna()."
        )
    dates = orders["date"]
    if not pd.api.types.is_datetime64_any_dtype(dates):  # a number would be read as nanoseconds since 1970
        dates = pd.to_datetime(dates.astype(str), format="ISO8601", errors="coerce")
    if unread := int(dates.isna().sum()):
        raise LearnerError(
            f"{french.plural(unread, 'commande')} sans date lisible (colonne date) : "
            "écrire 1997-01-31, l’année d’abord, ou retirer ces lignes."
        )
    months = (dates.dt.year - 1970) * 12 + dates.dt.month - 1
    return orders["customer"].reset_index(drop=True), months.reset_index(drop=True)


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
