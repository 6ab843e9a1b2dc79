"""Monthly recurring revenue: each change named, and the rates one reads from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from bizmodels import french
from bizmodels.core.frames import comparable
from bizmodels.errors import LearnerError
from bizmodels.levers.retention._given import column, dates, numbers, row_error, table
from bizmodels.tables import Table

__all__ = ["MrrRates", "mrr_bridge", "mrr_movements", "mrr_rates", "net_mrr_churn"]

MOVEMENTS = {
    "new_business": "nouveau client",
    "expansion": "expansion",
    "contraction": "contraction",
    "churn": "départ",
    "reactivation": "retour",
}


def mrr_movements(history: pd.DataFrame) -> Table:
    """Name each change of the accounts' monthly recurring revenue (MRR).

    An account that starts to pay is new business; one that pays again after having left is a reactivation, whatever it pays.
    Between two amounts above 0 a rise is an expansion, a fall a contraction; a fall to 0 is churn.

    Args:
        history: one row a change, columns ``date`` (datetime or text « 2024-01-31 »), ``customer`` and ``mrr``, what the
            account pays a month *after* the change, ≥ 0. Rows in any order; of the same date, the order given is kept.

    Returns:
        One row a change, in date order: ``date customer movement amount``, the amount being signed (churn and contraction
        negative): their sum is the MRR. A row that changes nothing gives no movement.

    Raises:
        LearnerError: a column missing, an empty table, a customer missing, a date unreadable or still to come, an MRR that is
            no number ≥ 0; the message names the row.

    >>> history = pd.DataFrame({"date": ["2024-01-01", "2024-02-01", "2024-03-01", "2024-05-01"], "customer": "A",
    ...                         "mrr": [100, 120, 0, 90]})
    >>> bm.levers.retention.mrr_movements(history)
       Date Client Mouvement Montant
    0 1er janvier 2024 A nouveau client +100
    1 1er février 2024 A expansion +20
    2 1er mars 2024 A départ −120
    3 1er mai 2024 A retour +90
    """
    rows = table("mrr_movements()", history, ("date", "customer", "mrr"))
    if rows["customer"].isna().any():
        row = int(np.argmax(rows["customer"].isna()))
        raise row_error(row, "customer", "", "le nom ou le numéro du client")
    comparable("customer", rows["customer"])
    rows = pd.DataFrame(
        {"date": dates("date", rows["date"]), "customer": rows["customer"], "mrr": column("mrr", rows["mrr"])}
    )
    rows = rows.sort_values("date", kind="stable")
    accounts = rows.groupby("customer", sort=False)["mrr"]
    before = accounts.shift(fill_value=0.0)
    paid_before = accounts.cummax().groupby(rows["customer"], sort=False).shift(fill_value=0.0) > 0
    after = rows["mrr"]
    change = (after - before).round(9)  # 0.1 + 0.2 is no rise from 0.3
    named = np.select(
        [change == 0, (before == 0) & ~paid_before, before == 0, after == 0, change > 0],
        ["", "new_business", "reactivation", "churn", "expansion"],
        "contraction",
    )
    found = rows.assign(movement=named, amount=change)[["date", "customer", "movement", "amount"]]
    return Table.of(found[named != ""].reset_index(drop=True), _movements_in_french)


@dataclass(frozen=True)
class MrrRates:
    """Rates of a period, as fractions of the MRR of its start.

    ``grr`` = 1 − ``gross_mrr_churn``: what is kept of it, never above 1. ``nrr`` = 1 − ``net_mrr_churn``: with what the same
    accounts bought more, above 1 when expansions outweigh losses.

    >>> bm.levers.retention.MrrRates(gross_mrr_churn=0.25, net_mrr_churn=-0.25, grr=0.75, nrr=1.25).nrr > 1
    True
    """

    gross_mrr_churn: float
    net_mrr_churn: float
    grr: float
    nrr: float


def mrr_rates(
    start: float,
    *,
    churn: float = 0.0,
    contraction: float = 0.0,
    expansion: float = 0.0,
    reactivation: float = 0.0,
    count_reactivation: bool = True,
) -> MrrRates:
    """Gross and net MRR churn, gross and net revenue retention of a period. New business is in none of them.

    Args:
        start: MRR at the start, > 0.
        churn, contraction: MRR lost, a positive amount (a negative one, as in the movements, is read as its opposite).
        expansion, reactivation: MRR gained from accounts that are not new, ≥ 0.
        count_reactivation: whether accounts that came back offset losses (ChartMogul's convention); several definitions
            of NRR leave them out.

    Raises:
        LearnerError: an amount that is no number, start not above 0, a gain below 0, a loss above start.

    Source: ChartMogul, MRR Churn Rate and Net MRR Churn Rate.

    >>> bm.levers.retention.mrr_rates(100, churn=25, expansion=50)
    MrrRates(gross_mrr_churn=0.25, net_mrr_churn=-0.25, grr=0.75, nrr=1.25)
    """
    start = _amount("start", start, above=True)
    lost = abs(_amount("churn", churn, low=-1e100)) + abs(_amount("contraction", contraction, low=-1e100))
    if lost > start * (1 + 1e-9):
        raise LearnerError(
            f"churn et contraction font {french.number(lost)}, plus que start, {french.number(start)}{french.NBSP}: on ne perd pas plus que ce qu’on avait au début."
        )
    gained = _amount("expansion", expansion)
    back = _amount("reactivation", reactivation)
    if count_reactivation:
        gained += back
    return MrrRates(
        lost / start, (lost - gained) / start, (start - lost) / start, (start - lost + gained) / start
    )


def net_mrr_churn(start: float, end: float, new_business: float = 0.0) -> float:
    """Net MRR churn from both ends of a period, without knowing its movements: (start + new business − end)/start.

    The other published formula (Shopify's). It equals that of :func:`mrr_rates` when the movements are complete and
    reactivations are counted.

    Args:
        start: MRR at the start, > 0. end: at the end. new_business: gained from accounts that never paid before.

    Raises:
        LearnerError: an amount below 0, or start not above 0.

    >>> bm.levers.retention.net_mrr_churn(start=100, end=160, new_business=10)  # grown by half: a negative churn
    -0.5
    """
    start, end = _amount("start", start, above=True), _amount("end", end)
    return (start + _amount("new_business", new_business) - end) / start


def mrr_bridge(movements: pd.DataFrame, freq: str = "M", count_reactivation: bool = True) -> Table:
    """From the MRR at the start of each month to that of its end, movement by movement, with its rates.

    What an account lost in the month in which it came counts as lost, as every other loss.

    Args:
        movements: what :func:`mrr_movements` gives.
        freq: ``"M"`` months, ``"Q"`` quarters, ``"Y"`` years.
        count_reactivation: as in :func:`mrr_rates`.

    Returns:
        One row a period (index ``period``), none left out between the first and the last: ``start``, the five movements
        (signed), ``end``, then ``gross_mrr_churn net_mrr_churn grr nrr``, nan where nothing was there at the start.

    Raises:
        LearnerError: not such a table, a freq that is none of the three; a movement that is none of the five, an amount that
            is no number or has the other sign (churn and contraction ≤ 0, the others ≥ 0): the message names the row.

    >>> history = pd.DataFrame({"date": ["2024-01-01", "2024-02-01"], "customer": "A", "mrr": [100, 75]})
    >>> bridge = bm.levers.retention.mrr_bridge(bm.levers.retention.mrr_movements(history))
    >>> bridge.loc["2024-02", ["start", "contraction", "end", "grr"]].tolist()
    [100.0, -25.0, 75.0, 0.75]
    """
    if freq not in ("M", "Q", "Y"):
        raise LearnerError(
            f'freq vaut {french.quote(freq)}{french.NBSP}; valeurs admises{french.NBSP}: "M" (mois), "Q" (trimestre), "Y" (année).'
        )
    rows = table("mrr_bridge()", movements, ("date", "movement", "amount"))
    periods = pd.PeriodIndex(dates("date", rows["date"]), freq=freq)
    every = pd.period_range(periods.min(), periods.max(), freq=freq, name="period")
    amounts = pd.Series(_signed_amounts(rows["movement"], rows["amount"]))
    sums = amounts.groupby([periods, rows["movement"]]).sum().unstack(fill_value=0.0)
    bridge = sums.reindex(index=every, columns=list(MOVEMENTS), fill_value=0.0).rename_axis(columns=None)
    bridge["end"] = bridge.sum(axis=1).cumsum()
    bridge.insert(0, "start", bridge["end"].shift(fill_value=0.0))
    start = bridge["start"].where(bridge["start"] > 0)
    lost = -(bridge["churn"] + bridge["contraction"])
    gained = bridge["expansion"] + (bridge["reactivation"] if count_reactivation else 0.0)
    bridge["gross_mrr_churn"], bridge["net_mrr_churn"] = lost / start, (lost - gained) / start
    bridge["grr"], bridge["nrr"] = (start - lost) / start, (start - lost + gained) / start
    return Table.of(bridge, _bridge_in_french)


def _signed_amounts(movements: pd.Series, amounts: pd.Series) -> np.ndarray:
    """The amounts, each with the sign of its movement."""
    for row, name in enumerate(movements):
        if not isinstance(name, str) or name not in MOVEMENTS:
            given = "" if name is None or name is pd.NA or name != name else name  # noqa: PLR0124
            raise row_error(row, "movement", given, french.listing(MOVEMENTS, "ou"))
    found = column("amount", amounts, signed=True)
    losses = movements.isin(["churn", "contraction"]).to_numpy()
    wrong = np.where(losses, found > 0, found < 0)
    if wrong.any():
        row = int(np.argmax(wrong))
        kind = "une perte, un nombre négatif ou nul" if losses[row] else "un gain, un nombre positif ou nul"
        raise row_error(row, "amount", float(found[row]), f"{kind} (movement vaut {movements.iloc[row]})")
    return found


def _amount(name: str, value: Any, low: float = 0.0, above: bool = False) -> float:
    found = numbers(name, value, low=low, above=above)
    if found.ndim:
        raise LearnerError(f"{name} attend un seul montant.")
    return float(found)


def _signed(value: float) -> str:
    text = french.number(value, 0 if float(value).is_integer() else 2)
    return f"+{text}" if value > 0 else text


def _movements_in_french(found: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Date": [french.period(f"{day:%Y-%m-%d}") for day in found["date"]],
            "Client": found["customer"].astype(str),
            "Mouvement": found["movement"].map(MOVEMENTS),
            "Montant": [_signed(amount) for amount in found["amount"]],
        }
    )


def _bridge_in_french(bridge: pd.DataFrame) -> pd.DataFrame:
    labels = {
        "start": "MRR au début",
        **{key: word.capitalize() for key, word in MOVEMENTS.items()},
        "end": "MRR à la fin",
    }
    rates = {
        "gross_mrr_churn": "Attrition brute",
        "net_mrr_churn": "Attrition nette",
        "grr": "GRR",
        "nrr": "NRR",
    }
    shown = pd.DataFrame(index=pd.Index([french.period(str(one)) for one in bridge.index], name="Période"))
    for name, label in labels.items():
        shown[label] = [
            french.number(v, 0) if name in ("start", "end") else _signed(round(v, 2)) for v in bridge[name]
        ]
    for name, label in rates.items():
        shown[label] = [french.quantity(v, "%", 1) if v == v else "—" for v in bridge[name]]
    return shown
