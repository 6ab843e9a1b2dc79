"""A shop without a contract, tested on its own past: what was known one day, what happened afterwards.

What the models of ``levers.retention`` are fitted on, the forecasts that anybody makes without them, and the two side by side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.french import unknown_in
from bizmodels.levers.retention import BetaGeoNBD, GammaGamma, customer_base
from bizmodels.tables import Table

__all__ = ["back_test", "bought_later", "by_silence", "next_spend", "outlook", "share_of_the_best"]


def bought_later(orders: pd.DataFrame, until: Any) -> pd.Series:
    """Days with an order after ``until``, of each customer known that day; 0 for who never came back.

    Args:
        orders: one row an order, columns ``customer`` and ``date`` (datetime).
        until: the last day known, « 1997-09-30 » or a date.

    Returns:
        Counts in the order of ``levers.retention.customer_base(orders, until)``, whose rows are numbered alike.

    Raises:
        LearnerError: as ``levers.retention.customer_base``.

    >>> import pandas as pd
    >>> orders = pd.DataFrame({"customer": [1, 1, 2, 3], "date": pd.to_datetime(["1997-01-01", "1997-02-15", "1997-01-08",
    ...                                                                       "1997-02-20"])})
    >>> bm.levers.repeat_orders.bought_later(orders, "1997-01-29").tolist()  # the third one was not known yet
    [1, 0]
    """
    known = customer_base(orders, until)["customer"]
    days, end = _days(orders, until)
    later = days[days["date"] > end].groupby("customer").size()
    return later.reindex(known, fill_value=0).reset_index(drop=True)


def next_spend(orders: pd.DataFrame, until: Any) -> pd.Series:
    """Mean amount of an order day after ``until``, of each customer known that day; NaN for who never came back.

    Returns:
        Amounts in the order of ``levers.retention.customer_base(orders, until)``.

    Raises:
        LearnerError: as ``levers.retention.customer_base``, or no column ``value``.

    >>> import pandas as pd
    >>> orders = pd.DataFrame({"customer": [1, 1, 1], "date": pd.to_datetime(["1997-01-01", "1997-02-15", "1997-02-20"]),
    ...                        "value": [10, 20, 40]})
    >>> bm.levers.repeat_orders.next_spend(orders, "1997-01-29").tolist()
    [30.0]
    """
    known = customer_base(orders, until)
    if "value" not in orders.columns:
        raise LearnerError("next_spend() lit le montant des commandes : il faut une colonne value.")
    days, end = _days(orders, until)
    later = days[days["date"] > end].groupby("customer")["value"].mean()
    return later.reindex(known["customer"]).reset_index(drop=True)


def back_test(
    orders: pd.DataFrame, until: Any, weeks: float, expected: float, model: str = "Le modèle"
) -> Table:
    """Repeat orders of the weeks after ``until``: what happened, and what three forecasts made that evening said.

    All know the same orders. « Depuis le premier achat »: everybody keeps his own pace, frequency/age. « Des 13 dernières
    semaines »: the shop keeps the pace of its last quarter. Only customers known at ``until`` are counted.

    Args:
        orders, until: as :func:`bought_later`.
        weeks: how long the forecasts look, weeks.
        expected: what the model says, orders.
        model: its name in French.

    Returns:
        One row a forecast (index: its name), ``orders`` and ``error`` (share of what happened, positive when too high); the
        last row is what happened.

    Raises:
        LearnerError: as :func:`bought_later`, or nothing happened afterwards.

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
        base: of ``levers.retention.customer_base``; who never bought again is left out.
        values: one a customer of ``base`` (what a model expects, what was bought later…).
        repeats: the classes, in growing order; the last one holds all those above.
        least: a class with fewer customers is left empty (NaN).

    Returns:
        One row a number of repeat orders (index ``repeats``), one column a class of silence (« 0 à 6 », « 7 à 13 »…, weeks).

    Raises:
        LearnerError: values of other customers.

    >>> import pandas as pd
    >>> base = pd.DataFrame({"frequency": [1, 1, 2], "recency": [36.0, 36.0, 9.0], "age": 39.0})
    >>> table = bm.levers.repeat_orders.by_silence(base, pd.Series([0.0, 1.0, 4.0]), repeats=(1, 2), least=1)
    >>> float(table.loc[1, "0 à 6"]), float(table.loc[2, "27 à 39"])
    (0.5, 4.0)
    """
    values = pd.Series(values)
    if len(values) != len(base):
        raise LearnerError(f"by_silence() : {len(base)} clients et {len(values)} valeurs.")
    kept = (base["frequency"] >= repeats[0]).to_numpy()
    silence = (base["age"] - base["recency"]).to_numpy()[kept]
    classes = pd.cut(silence, [-1, *_CLASSES.values()], labels=list(_CLASSES), right=True)
    number = np.minimum(base["frequency"].to_numpy()[kept], repeats[-1])
    grouped = pd.Series(values.to_numpy(float)[kept]).groupby([number, classes], observed=False)
    means = grouped.mean().where(grouped.size() >= least)
    table = means.unstack().reindex(list(repeats)).reindex(columns=list(_CLASSES))
    table.index.name, table.columns.name = "repeats", "silence"
    table.columns = table.columns.astype(str)
    return table


def outlook(
    customers: Mapping[str, Mapping[str, float]], shop: BetaGeoNBD, purse: GammaGamma, weeks: float
) -> Table:
    """What one may expect of customers without a contract: still there? how many orders? for how much?

    Args:
        customers: name -> ``frequency`` (repeat orders), ``recency`` and ``age`` (weeks from the first order to the last one
            and to today) and ``spend`` (mean amount of the repeat orders).
        shop: fitted on all customers: who is still there, and how often he buys.
        purse: fitted on them too: how much he spends.
        weeks: how far one looks, weeks.

    Returns:
        One row a customer: ``alive`` (probability), ``orders`` (expected in ``weeks``), ``spend`` (expected per order, unit of
        the amounts) and ``revenue`` = orders × spend, not discounted.

    Raises:
        LearnerError: no customer, a number missing, or one that the models refuse.

    >>> shop = bm.levers.retention.BetaGeoNBD(r=1, alpha=10, a=1, b=1)
    >>> purse = bm.levers.retention.GammaGamma(p=2, q=3, v=20)
    >>> table = bm.levers.repeat_orders.outlook({"A": dict(frequency=1, recency=10, age=30, spend=50)}, shop, purse, weeks=39)
    >>> round(float(table.loc["A", "alive"]), 3), float(table.loc["A", "spend"])  # 1/(1 + 2²); between his 50 and 20
    (0.2, 35.0)
    """
    if not isinstance(customers, Mapping) or not customers:
        raise LearnerError(
            "outlook() attend des clients nommés : outlook({'A': dict(frequency=2, recency=30, age=39, spend=40)}, …)."
        )
    rows = {}
    for name, one in customers.items():
        missing = [key for key in ("frequency", "recency", "age", "spend") if key not in one]
        if missing:
            raise LearnerError(f"outlook(), {french.quote(str(name))} : il manque {french.listing(missing)}.")
        past = one["frequency"], one["recency"], one["age"]
        orders = float(shop.expected_purchases(weeks, *past))
        spend = float(purse.expected_spend(one["frequency"], one["spend"]))
        alive = float(shop.probability_alive(*past))
        rows[str(name)] = {"alive": alive, "orders": orders, "spend": spend, "revenue": orders * spend}

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "Chances d’être encore client": [french.quantity(one, "%", 0) for one in table["alive"]],
                f"Achats en {french.exact(weeks)} semaines": [
                    french.number(one, 1) for one in table["orders"]
                ],
                "Montant d’un achat": [french.number(one, 0) for one in table["spend"]],
                "Revenu attendu": [french.number(one, 0) for one in table["revenue"]],
            },
            index=table.index,
        )

    return Table.of(pd.DataFrame.from_dict(rows, orient="index"), shown)


def share_of_the_best(scores: pd.Series, later: pd.Series, best: float = 0.1) -> float:
    """Of all that was bought later, the share bought by the customers with the highest scores.

    Args:
        scores: one a customer, what one ranks them by; equal scores (to 9 digits) keep the order given.
        later: orders of the same customers afterwards.
        best: share of the customers that is picked, above 0, at most 1.

    Returns:
        A fraction.

    Raises:
        LearnerError: other customers, nothing bought later, or a share outside these bounds.

    >>> import pandas as pd
    >>> bm.levers.repeat_orders.share_of_the_best(pd.Series([3, 1, 2, 0]), pd.Series([2, 1, 1, 0]), best=0.5)
    0.75
    """
    scores, later = pd.Series(scores), pd.Series(later)
    if len(scores) != len(later):
        raise LearnerError(f"share_of_the_best() : {len(scores)} notes et {len(later)} clients.")
    if isinstance(best, bool) or not isinstance(best, int | float) or not 0 < best <= 1:
        raise LearnerError(
            f"best vaut {best!r}{french.NBSP}; valeur admise{french.NBSP}: une part des clients, plus de 0 et au plus 1."
        )
    total = float(later.sum())
    if not total > 0:
        raise LearnerError("Aucun achat ensuite : il n’y a rien à partager.")
    order = np.argsort(-np.round(scores.to_numpy(float), 9), kind="stable")
    return float(later.to_numpy()[order[: round(best * len(order))]].sum()) / total


# Weeks of silence: label and the last day of the class.
_CLASSES = {"0 à 6": 6.5, "7 à 13": 13.5, "14 à 19": 19.5, "20 à 26": 26.5, "27 à 39": 39.5}


def _days(orders: Any, until: Any) -> tuple[pd.DataFrame, pd.Timestamp]:
    """One row a customer and day, amounts summed, and the last day known.

    What ``customer_base`` refuses has been refused already.
    """
    end = pd.Timestamp(str(until)).normalize()
    frame = orders[["customer"]].assign(
        date=pd.to_datetime(orders["date"]), value=orders["value"] if "value" in orders.columns else 0.0
    )
    return frame.groupby(["customer", "date"], as_index=False)["value"].sum(), end


def _signed(share: float) -> str:
    sign = "+" if share > 0 else ""
    return f"{sign}{french.quantity(share, '%', 0)}"


def __getattr__(name: str):
    raise unknown_in("levers.repeat_orders", name, __all__)
