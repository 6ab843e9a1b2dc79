"""What a campaign seems to have done when nobody drew lots: who was written to, what they spent before and meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.french import unknown_in
from bizmodels.tables import Table

__all__ = ["by_fifth", "readings", "spending"]

_COLUMNS = ("household_id", "transaction_timestamp", "sales_value")
_PARTS = 5  # fifths of the customers, by what they spent before


def spending(lines: pd.DataFrame, reached: Iterable[Any], start: Any, end: Any) -> pd.DataFrame:
    """What each customer spends during a campaign, and during as many days just before it.

    Args:
        lines: one row a line of a receipt, columns ``household_id``, ``transaction_timestamp``, ``sales_value`` (those of
            ``bm.load_complete_journey()``); a customer without a line at the time spends 0.
        reached: the ``household_id`` of those who received the campaign; others than those of ``lines`` are left out.
        start, end: first and last day of the campaign, both counted (« 2017-10-30 »).

    Returns:
        One row a customer (index ``household_id``, sorted): ``reached`` (bool), ``before`` and ``during`` (in the
        currency of ``lines``).

    Raises:
        LearnerError: a column missing, no line, an unreadable day, an end before the start, or lines that do not
            reach back far enough to compare.

    >>> import pandas as pd
    >>> days = pd.to_datetime(["2017-01-01", "2017-01-02", "2017-01-03", "2017-01-04"])
    >>> lines = pd.DataFrame({"household_id": [1, 2, 1, 1], "transaction_timestamp": days, "sales_value": [5, 7, 1, 2]})
    >>> table = bm.levers.campaigns.spending(lines, reached=[1], start="2017-01-03", end="2017-01-04")
    >>> table["before"].tolist(), table["during"].tolist(), table["reached"].tolist()  # two days, two days
    ([5, 7], [3, 0], [True, False])
    """
    if not isinstance(lines, pd.DataFrame) or lines.empty or not {*_COLUMNS} <= {*lines.columns}:
        raise LearnerError(
            "spending() attend des lignes de ticket, avec les colonnes household_id, transaction_timestamp et sales_value : "
            "bm.load_complete_journey()."
        )
    first, last = _day("start", start), _day("end", end)
    if last < first:
        raise LearnerError(
            f"end vaut {end}, avant start ({start}) : la campagne finirait avant de commencer."
        )
    after = last + pd.Timedelta(days=1)
    earliest, when = first - (after - first), lines["transaction_timestamp"]
    if earliest < when.min().normalize():
        raise LearnerError(
            f"start vaut {start} : ces lignes ne remontent pas assez loin pour voir autant de jours avant la campagne "
            f"que pendant. Elles commencent le {when.min():%Y-%m-%d}."
        )
    known = np.sort(lines["household_id"].unique())

    def total(low: pd.Timestamp, high: pd.Timestamp) -> pd.Series:
        chosen = lines.loc[(when >= low) & (when < high), ["household_id", "sales_value"]]
        return chosen.groupby("household_id")["sales_value"].sum().reindex(known, fill_value=0)

    table = pd.DataFrame({"before": total(earliest, first), "during": total(first, after)})
    table.insert(0, "reached", table.index.isin(pd.Index(list(reached))))
    return table.rename_axis("household_id")


def readings(table: pd.DataFrame) -> Table:
    """One campaign, three usual ways of reckoning what it did; none of them is an effect unless lots were drawn.

    Args:
        table: what :func:`spending` gives: ``reached``, ``before``, ``during``, one row a customer.

    Returns:
        Index ``reading``, column ``change`` (fraction of the spending):

        * ``others``: those reached against the others, during the campaign;
        * ``growth``: the growth of those reached less the growth of the others (a difference of two rates);
        * ``alike``: those reached against others of the same fifth by spending before, the fifths weighted by their
          number of customers reached. Equal spendings keep the order of the index.

    Raises:
        LearnerError: not such a table, everybody or nobody reached, spendings that are negative, not finite or all
            zero, or a fifth of which nobody was left out.

    >>> import pandas as pd
    >>> reached = [False, True] * 5
    >>> before = [10, 10, 20, 20, 30, 30, 40, 40, 50, 50]
    >>> during = [10, 11, 20, 22, 30, 33, 40, 44, 50, 55]  # a tenth more wherever the letter came
    >>> made = pd.DataFrame({"reached": reached, "before": before, "during": during})
    >>> bm.levers.campaigns.readings(made)
      Écart
    Calcul
    Face aux autres  10 %
    Croissance, face à celle des autres  10 points
    Face à des clients comparables  10 %
    """
    rows = _checked(table)
    reached, others = rows[rows["reached"]], rows[~rows["reached"]]
    kept, spent = reached[["before", "during"]].mean(), others[["before", "during"]].mean()
    fifth = _fifth(rows)
    means = rows["during"].groupby([fifth, rows["reached"]]).mean().unstack()
    weights = fifth[rows["reached"]].value_counts().reindex(means.index, fill_value=0)
    if means[False][weights > 0].isna().any():
        raise LearnerError(
            "readings() : dans l’un des cinquièmes de clients, tout le monde a reçu la campagne. Il n’y a personne à qui "
            "les comparer."
        )
    alike = (means[False].fillna(0) * weights).sum() / weights.sum()
    found = {
        "others": kept["during"] / spent["during"] - 1,
        "growth": kept["during"] / kept["before"] - spent["during"] / spent["before"],
        "alike": kept["during"] / alike - 1,
    }
    index = pd.Index(found, name="reading")
    return Table.of(pd.DataFrame({"change": list(found.values())}, index=index), _in_french)


def by_fifth(table: pd.DataFrame) -> Table:
    """Those reached against the others, among customers who spent about as much before; the five lines of ``alike``.

    Args:
        table: as :func:`readings` takes it.

    Returns:
        Index ``fifth`` (1: spent least before, 5: most); ``reached_share`` (fraction of the fifth that was written to),
        ``reached`` and ``others`` (mean spending during the campaign), ``change`` (fraction). NaN where nobody is.

    Raises:
        LearnerError: as :func:`readings`, but for a fifth of which nobody was left out.

    >>> import pandas as pd
    >>> made = pd.DataFrame({"reached": [False, True] * 5, "before": [10, 10, 20, 20, 30, 30, 40, 40, 50, 50],
    ...                      "during": [10, 15, 20, 22, 30, 33, 40, 44, 50, 55]})
    >>> bm.levers.campaigns.by_fifth(made)["change"].round(6).tolist()
    [0.5, 0.1, 0.1, 0.1, 0.1]
    """
    rows = _checked(table)
    fifth = _fifth(rows)
    means = rows["during"].groupby([fifth, rows["reached"]]).mean().unstack()
    share = rows["reached"].groupby(fifth).mean()
    found = pd.DataFrame({"reached_share": share, "reached": means[True], "others": means[False]})
    found["change"] = found["reached"] / found["others"] - 1
    return Table.of(found.rename_axis("fifth").set_axis(found.index.astype(int)), _fifths_in_french)


def _fifth(rows: pd.DataFrame) -> pd.Series:
    """1 (spent least before) to 5; equal spendings keep their order."""
    order = rows["before"].round(9).rank(method="first")
    return np.ceil(_PARTS * order / len(rows))


def _fifths_in_french(table: pd.DataFrame) -> pd.DataFrame:
    def written(value: float, unit: str) -> str:
        return "" if pd.isna(value) else french.quantity(value, unit, 0)

    names = {1: "1 : dépensait le moins", len(table): f"{len(table)} : dépensait le plus"}
    shown = pd.DataFrame(
        {
            "Part visée": [written(one, "%") for one in table["reached_share"]],
            "Dépense des foyers visés": [written(one, "") for one in table["reached"]],
            "Dépense des autres": [written(one, "") for one in table["others"]],
            "Écart": [written(one, "%") for one in table["change"]],
        }
    )
    shown.index = pd.Index(
        [names.get(one, str(one)) for one in table.index], name="Cinquième, avant la campagne"
    )
    return shown


_READINGS = {
    "others": "Face aux autres",
    "growth": "Croissance, face à celle des autres",
    "alike": "Face à des clients comparables",
}


def _in_french(table: pd.DataFrame) -> pd.DataFrame:
    # The second one is a difference of two rates: points, not a rate.
    shown = pd.DataFrame(
        {
            "Écart": [
                french.quantity(100 * value, "points", 0)
                if name == "growth"
                else french.quantity(value, "%", 0)
                for name, value in table["change"].items()
            ]
        }
    )
    shown.index = pd.Index([_READINGS[one] for one in table.index], name="Calcul")
    return shown


def _day(name: str, value: Any) -> pd.Timestamp:
    read = pd.to_datetime(value, errors="coerce") if isinstance(value, str | pd.Timestamp) else pd.NaT
    if pd.isna(read):
        raise LearnerError(f"{name} vaut {value!r} ; écrire un jour, l’année d’abord : « 2017-10-30 ».")
    return read.normalize()


def _checked(table: Any) -> pd.DataFrame:
    """The table, its customers in order; see :func:`readings` for what is refused."""
    wanted = ("reached", "before", "during")
    if not isinstance(table, pd.DataFrame) or not {*wanted} <= {*table.columns}:
        raise LearnerError("readings() attend la table que donne bm.levers.campaigns.spending(…).")
    rows = table[[*wanted]].sort_index()
    if rows["reached"].dtype != bool:
        raise LearnerError("readings() : la colonne reached dit True ou False à chaque ligne.")
    if not 0 < rows["reached"].sum() < len(rows):
        raise LearnerError(
            "readings() : il faut des clients qui ont reçu la campagne, et d’autres qui ne l’ont pas reçue."
        )
    for column in ("before", "during"):
        values = pd.to_numeric(rows[column], errors="coerce")
        wrong = values.index[~(np.isfinite(values) & (values >= 0))]
        if len(wrong):
            raise LearnerError(
                f"readings() : la ligne {wrong[0]} a {rows[column].loc[wrong[0]]!r} dans {column} ; il faut une dépense "
                "positive ou nulle."
            )
        rows[column] = values.astype(float)
    if not (rows.groupby("reached")[["before", "during"]].sum() > 0).all(axis=None):
        raise LearnerError("readings() : un des deux groupes ne dépense rien, on ne peut pas comparer.")
    return rows


def __getattr__(name: str):
    raise unknown_in("levers.campaigns", name, __all__)
