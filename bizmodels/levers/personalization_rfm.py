"""RFM: customers scored by how recently, how often and for how much they bought."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from bizmodels import french
from bizmodels.core import frames, numbers
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError
from bizmodels.french import typeset
from bizmodels.tables import Table

__all__ = ["rfm", "segments"]

# Names looked for when none is given: those of the course (CDNOW), then those of The Complete Journey.
_KNOWN = {
    "customer": ("customer", "household_id"),
    "date": ("date", "transaction_timestamp"),
    "value": ("value", "sales_value"),
    "basket": ("basket", "basket_id"),
}
_GROUPS = 5
# A convention of this course: no published norm names the boxes of R × F.
SEGMENTS = (
    "Meilleurs clients",  # bought lately and often
    "Fidèles",
    "Nouveaux ou occasionnels",  # lately, seldom
    "À relancer",  # neither lately nor long ago, seldom
    "À ne pas perdre",  # often, but not lately
    "En recul",
    "Endormis",  # seldom, long ago
)


def rfm(
    orders: pd.DataFrame,
    end: Any = None,
    *,
    customer: str | None = None,
    date: str | None = None,
    value: str | None = None,
    basket: str | None = None,
) -> Table:
    """Recency, frequency and monetary value of each customer, each scored from 1 to 5, and a segment.

    A score is a fifth of the customers: 5 for the most recent, the most frequent, those who spent most. Who is equal
    is scored equal: n customers, of whom b are below and e equal, score 1 + ⌊5·(2b + e)/(2n)⌋, whole numbers only, so
    the same on every machine; fifths are uneven where many are equal (if all are, all score 3). Amounts are rounded to
    the cent before they are ranked.

    The segment comes from R and F: « Meilleurs clients » both ≥ 4; « Fidèles » both ≥ 3; R ≥ 4 alone « Nouveaux ou
    occasionnels »; R = 3 alone « À relancer »; R ≤ 2: « À ne pas perdre » (F ≥ 4), « En recul » (F = 3), « Endormis ».
    These names and limits are a convention of the course.

    Args:
        orders: one row an order, or a line of an order, in any order. Columns ``customer``, ``date`` (datetime or text
            « 2017-01-31 »), ``value`` (≥ 0), and ``basket`` where an order has several lines; the names of The Complete
            Journey (``household_id transaction_timestamp sales_value basket_id``) are known too.
        end: day from which recency is counted; the last day of the orders by default.
        customer, date, value, basket: other names of these columns.

    Returns:
        One row a customer (index ``customer``, sorted): ``recency`` (whole days from the last order to ``end``),
        ``frequency`` (orders: different baskets, or rows where there is no basket), ``monetary`` (total, unit of
        ``value``), ``r f m`` (1 to 5), ``segment``. Shown: the first ten.

    Raises:
        LearnerError: no table, an empty one, a column missing; a customer, date or value missing, a negative amount, a
            date after ``end`` or in the future: the row is named.

    >>> import pandas as pd
    >>> orders = pd.DataFrame({"customer": [1, 1, 2], "date": ["2017-01-01", "2017-01-31", "2017-01-21"],
    ...                        "value": [10, 20, 5]})
    >>> scored = bm.levers.personalization.rfm(orders)
    >>> scored[["recency", "frequency", "monetary"]].values.tolist()
    [[0.0, 2.0, 30.0], [10.0, 1.0, 5.0]]
    >>> scored["r"].tolist(), scored["segment"].tolist()  # two customers: the better and the worse half
    ([4, 2], ['Meilleurs clients', 'Endormis'])
    """
    who, days, amounts, carts, labels = _read(orders, customer, date, value, basket)
    last = _last_day(days, end, labels)
    codes, names = pd.factorize(who)
    rank, names = pd.factorize(names, sort=True)  # sorts the customers, not the rows
    codes, number = rank[codes], len(names)
    newest = np.full(number, days.min())
    np.maximum.at(newest, codes, days)
    spent = np.round(np.bincount(codes, weights=amounts, minlength=number), 2)
    table = pd.DataFrame(
        {"recency": last - newest, "frequency": _orders(codes, carts, number), "monetary": spent},
        index=pd.Index(names, name="customer"),
    )
    scores = {"r": -table["recency"], "f": table["frequency"], "m": table["monetary"]}
    for name, ranked in scores.items():
        table[name] = _fifth(ranked.to_numpy())
    table["segment"] = _segment(table["r"].to_numpy(), table["f"].to_numpy())
    return Table.of(table, _customers_in_french)


def segments(scored: pd.DataFrame) -> Table:
    """What each segment weighs: one row a segment of :func:`rfm`, in the order of ``SEGMENTS``, empty ones left out.

    Returns:
        ``customers``, ``share`` (of customers), ``revenue`` (unit of the amounts), ``revenue_share``, ``recency``
        (median, days) and ``frequency`` (mean). Shares are fractions, 0 where nobody paid anything.

    Raises:
        LearnerError: not a table of :func:`rfm`.

    >>> import pandas as pd
    >>> orders = pd.DataFrame({"customer": [1, 1, 2], "date": ["2017-01-01", "2017-01-31", "2017-01-21"],
    ...                        "value": [10, 20, 10]})
    >>> bm.levers.personalization.segments(bm.levers.personalization.rfm(orders))["revenue_share"].tolist()
    [0.75, 0.25]
    """
    needed = ["recency", "frequency", "monetary", "segment"]
    if not isinstance(scored, pd.DataFrame) or not set(needed) <= set(scored.columns):
        raise LearnerError(typeset("segments() attend la table que donne rfm()."))
    frames.columns_once(scored, needed)
    frames.comparable("segment", scored["segment"], scored.index)
    grouped = scored.groupby("segment")
    table = pd.DataFrame(
        {
            "customers": grouped.size(),
            "share": grouped.size() / len(scored),
            "revenue": grouped["monetary"].sum().round(2),
            "recency": grouped["recency"].median(),
            "frequency": grouped["frequency"].mean().round(9),
        }
    ).reindex([name for name in SEGMENTS if name in grouped.groups])
    total = table["revenue"].sum()
    table.insert(3, "revenue_share", table["revenue"] / total if total else 0.0)
    return Table.of(table, _segments_in_french)


def _orders(codes: np.ndarray, carts: Any, number: int) -> np.ndarray:
    if carts is None:
        return np.bincount(codes, minlength=number)
    if carts.dtype.kind not in "iu" or np.abs(carts).max() > 2**62 // number:
        carts = pd.factorize(carts)[0]
    pairs = pd.unique(
        carts.astype(np.int64) * number + codes
    )  # a basket of two customers is an order of each
    return np.bincount(pairs % number, minlength=number)


def _fifth(values: np.ndarray) -> np.ndarray:
    """Scores 1 to 5 by the middle rank of equals, in whole numbers."""
    _, place, equal = np.unique(values, return_inverse=True, return_counts=True)
    below = np.cumsum(equal) - equal
    return (1 + _GROUPS * (2 * below + equal) // (2 * len(values)))[place]


def _segment(r: np.ndarray, f: np.ndarray) -> np.ndarray:
    best, loyal, new, again, keep, fading, asleep = SEGMENTS
    conditions = [(r >= 4) & (f >= 4), (r >= 3) & (f >= 3), r >= 4, r == 3, f >= 4, f == 3]
    return np.select(conditions, [best, loyal, new, again, keep, fading], asleep).astype(object)


def _read(orders: Any, *names: str | None) -> tuple[pd.Series, np.ndarray, np.ndarray, Any, pd.Index]:
    """Customer, day (whole days since 1970), amount and basket of every row, and what the rows are called."""
    if not isinstance(orders, pd.DataFrame):
        raise LearnerError(
            "rfm() attend une table de commandes, avec les colonnes customer (client), date et value (montant)."
        )
    found = {role: _column(orders, role, name) for role, name in zip(_KNOWN, names, strict=True)}
    frames.columns_once(orders, [name for name in found.values() if name is not None])
    if orders.empty:
        raise LearnerError("Cette table ne contient aucune commande : il n’y a personne à noter.")
    for role in ("customer", "basket"):
        name = found[role]
        if name is not None and orders[name].isna().any():
            place = int(np.flatnonzero(orders[name].isna())[0])
            remedy = f"Retirer ces lignes, par exemple avec dropna(subset={[name]!r})."
            raise LearnerError(typeset(f"{numbers.row(orders.index, place)} : {name} est vide. {remedy}"))
        if name is not None:
            frames.comparable(name, orders[name], orders.index)
    given = orders[found["date"]]
    dates = frames.days(given)
    if (unread := dates.isna().to_numpy()).any():
        place = int(np.flatnonzero(unread)[0])
        value = given.iloc[place]
        was = "est vide" if pd.isna(value) else f"vaut {as_given(value)}"
        raise LearnerError(
            typeset(
                f"{numbers.row(orders.index, place)} : {found['date']} {was} ; écrire 2017-01-31, l’année d’abord."
            )
        )
    days = dates.to_numpy().astype("datetime64[D]").astype(np.int64)
    amounts = numbers.column(found["value"], orders[found["value"]], 0)
    carts = None if found["basket"] is None else orders[found["basket"]].to_numpy()
    return orders[found["customer"]].to_numpy(), days, amounts, carts, orders.index


def _column(orders: pd.DataFrame, role: str, name: str | None) -> str | None:
    known = [str(one) for one in orders.columns]
    if name is None:
        for one in _KNOWN[role]:
            if one in orders.columns:
                return one
        if role == "basket":
            return None
        name = _KNOWN[role][0]
    if not frames.is_name(name) or name not in orders.columns:
        raise LearnerError(
            typeset(
                f"Cette table n’a pas de colonne « {name} ».{french.nearest(str(name), known)} "
                f'Pour une colonne d’un autre nom : rfm(table, {role}="son nom").'
            )
        )
    return name


def _last_day(days: np.ndarray, end: Any, labels: pd.Index) -> int:
    today = int(pd.Timestamp.now().normalize().to_numpy().astype("datetime64[D]").astype(np.int64))
    if end is None:
        limit, why = today, "dans le futur"
        last = int(days.max())
    else:
        stamp = pd.NaT if isinstance(end, bool | int | float) else pd.to_datetime(end, errors="coerce")
        if not isinstance(stamp, pd.Timestamp) or pd.isna(stamp):
            raise LearnerError(typeset(f'end vaut {as_given(end)} ; valeur admise : une date, "2017-12-31".'))
        last = int(stamp.tz_localize(None).to_numpy().astype("datetime64[D]").astype(np.int64))
        limit, why = last, f"après end ({_day(last)})"
    if (late := days > limit).any():
        place = int(np.flatnonzero(late)[0])
        raise LearnerError(
            typeset(f"{numbers.row(labels, place)} : la date {_day(int(days[place]))} est {why}. ")
            + typeset("Retirer ces lignes, ou choisir une date de fin plus tardive.")
        )
    return last


def _day(number: int) -> str:
    return str(np.datetime64(number, "D"))


def _customers_in_french(table: pd.DataFrame) -> pd.DataFrame:
    first = table.head(10)
    shown = pd.DataFrame(
        {
            "Dernier achat (jours)": [french.number(one, 0) for one in first["recency"]],
            "Commandes": [french.number(one, 0) for one in first["frequency"]],
            "Montant": [french.number(one, 2) for one in first["monetary"]],
            "R": [str(one) for one in first["r"]],
            "F": [str(one) for one in first["f"]],
            "M": [str(one) for one in first["m"]],
            "Segment": list(first["segment"]),
        },
        index=pd.Index(first.index.astype(str), name="Client"),
    )
    if len(table) > len(first):
        rest = french.number(len(table) - len(first), 0)
        shown.loc[f"… et {rest} autres"] = ""
    return shown


def _segments_in_french(table: pd.DataFrame) -> pd.DataFrame:
    shown = pd.DataFrame(
        {
            "Clients": [french.number(one, 0) for one in table["customers"]],
            "Part des clients": [french.quantity(one, "%", 0) for one in table["share"]],
            "Part des ventes": [french.quantity(one, "%", 0) for one in table["revenue_share"]],
            "Dernier achat (jours, médiane)": [french.number(one, 0) for one in table["recency"]],
            "Commandes par client": [french.number(one, 1) for one in table["frequency"]],
        },
        index=table.index,
    )
    shown.index.name = "Segment"
    return shown
