"""Whom to contact for a rare sale: how many buyers the best scores reach."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from bizmodels import french
from bizmodels.core import numbers
from bizmodels.errors import LearnerError
from bizmodels.french import typeset
from bizmodels.tables import Table

__all__ = ["lift_curve"]


def lift_curve(scores: Any, bought: Any, parts: int = 10) -> Table:
    """Buyers reached when customers are contacted from the highest score down (cumulative gains).

    Scores are rounded to 9 digits, so that equal ones are equal on every machine; among equals nothing says whom to
    contact first, and the table counts the buyers an even draw among them would reach: numbers may be fractional.

    Args:
        scores: one number a customer, the higher the likelier to buy; or the answer to one question, True or False.
        bought: 0 or 1 (or True, False) for each, in the same order.
        parts: steps of the table, 10 for deciles, 1 to 1,000.

    Returns:
        One row a step (index ``step``: 1 … parts): ``share`` contacted, ``contacted`` and ``buyers`` reached up to
        there, ``gain`` (share of all buyers), ``precision`` (buyers per contact), ``lift`` (precision against
        contacting anyone: 1 is no better than chance). All but the counts are fractions.

    Raises:
        LearnerError: empty or unequal lists, a missing score or a purchase other than 0 or 1 (the row is named), nobody
            who bought.

    >>> curve = bm.levers.cross_selling.lift_curve([0.9, 0.8, 0.2, 0.1], [1, 0, 1, 0], parts=4)
    >>> curve["lift"].round(2).tolist()  # the first contact buys: 1 against 2 in 4
    [2.0, 1.0, 1.33, 1.0]
    >>> bm.levers.cross_selling.lift_curve([5, 5, 5, 5], [1, 0, 0, 0], parts=2)["gain"].tolist()  # all equal: chance
    [0.5, 1.0]
    """
    steps = numbers.whole("parts", parts, 1, 1_000)
    ranked = np.round(numbers.column("scores", _counted(scores)), 9)
    sales = _flags(bought)
    if len(ranked) != len(sales):
        raise LearnerError(
            typeset(f"scores donne {len(ranked)} clients et bought {len(sales)} : il en faut le même nombre.")
        )
    if not len(ranked):
        raise LearnerError("La liste est vide : il n’y a personne à contacter.")
    if not sales.any():
        raise LearnerError("Personne n’a acheté : aucun classement ne peut être jugé.")
    _, place, equal = np.unique(-ranked, return_inverse=True, return_counts=True)
    contacted = np.concatenate([[0], np.cumsum(equal)])
    reached = np.concatenate([[0], np.cumsum(np.bincount(place, weights=sales, minlength=len(equal)))])
    step = np.arange(1, steps + 1)
    ends = len(ranked) * step / steps
    buyers = np.round(np.interp(ends, contacted, reached), 9)
    precision = buyers / ends
    table = pd.DataFrame(
        {
            "share": step / steps,
            "contacted": ends,
            "buyers": buyers,
            "gain": buyers / sales.sum(),
            "precision": precision,
            "lift": precision / sales.mean(),
        },
        index=pd.Index(step, name="step"),
    )
    return Table.of(table, _in_french)


def _counted(column: Any) -> Any:
    """True and False as 1 and 0: a yes is a number here."""
    if isinstance(column, pd.Series | np.ndarray) and column.dtype.kind == "b":
        return column.astype(float)
    if isinstance(column, list | tuple):
        return [int(one) if isinstance(one, bool | np.bool_) else one for one in column]
    return column


def _flags(bought: Any) -> np.ndarray:
    """Purchases as 0 and 1; booleans are welcome here."""
    if np.ma.isMA(bought) and bought.ndim:
        bought = bought.astype(object).filled(None).tolist()  # what is masked is missing
    flags = numbers.column("bought", _counted(bought), 0, 1)
    if len(wrong := np.flatnonzero((flags != 0) & (flags != 1))):
        labels = bought.index if isinstance(bought, pd.Series) else None
        where = numbers.row(labels, int(wrong[0]))
        raise LearnerError(
            typeset(
                f"{where} : bought vaut {french.exact(flags[wrong[0]])} ; valeur admise : 0 (non) ou 1 (oui)."
            )
        )
    return flags


def _in_french(table: pd.DataFrame) -> pd.DataFrame:
    shown = pd.DataFrame(
        {
            "Clients contactés": [french.number(one, 0) for one in table["contacted"]],
            "Acheteurs atteints": [french.number(one, 0) for one in table["buyers"]],
            "Part des acheteurs": [french.quantity(one, "%", 0) for one in table["gain"]],
            "Acheteurs par contact": [french.quantity(one, "%", 1) for one in table["precision"]],
            "Lift": [french.number(one, 2) for one in table["lift"]],
        },
        index=pd.Index([french.quantity(one, "%", 0) for one in table["share"]], name="Part contactée"),
    )
    return shown
