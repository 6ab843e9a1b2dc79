"""A subscription that can be suspended: who pauses has not left, and does not pay."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.french import unknown_in
from bizmodels.tables import Table

__all__ = ["pause_table", "paying_months"]


def paying_months(leave: float, pause: float = 0.0, back: float = 1.0, lost: float = 0.0) -> float:
    """Months that a new subscriber pays, in all, when he may suspend his subscription and come back.

    Each month a paying subscriber leaves for good (``leave``) or suspends (``pause``); a suspended one pays again
    (``back``) or leaves for good (``lost``). Of those who suspend back/(back + lost) come back, so that
    1/(leave + pause·lost/(back + lost)) months are paid: 1/leave where nobody suspends.

    Args:
        leave, pause: shares of the paying subscribers, per month, from 0 to 1, together at most 1.
        back, lost: shares of the suspended ones, per month, from 0 to 1, together at most 1 and not both 0.

    Returns:
        Months, the first one counted; infinite where nobody ever leaves.

    Raises:
        LearnerError: one of them is outside these bounds.

    >>> paying_months = bm.levers.pause.paying_months
    >>> paying_months(leave=0.02), paying_months(leave=0.01, pause=0.02, back=0.25, lost=0.25)  # half come back
    (50.0, 50.0)
    """
    leave, pause = _share("leave", leave), _share("pause", pause)
    back, lost = _share("back", back), _share("lost", lost)
    for names, total in (("leave + pause", leave + pause), ("back + lost", back + lost)):
        if total > 1 + 1e-12:
            raise LearnerError(
                f"{names} vaut {french.exact(total)}{french.NBSP}; valeur admise{french.NBSP}: au plus 1."
            )
    if back + lost == 0:
        raise LearnerError(
            f"back et lost valent 0{french.NBSP}: un abonné en pause n’en sortirait jamais. Donner l’un des deux."
        )
    gone = leave + pause * lost / (back + lost)
    return 1 / gone if gone else math.inf


def pause_table(services: dict[str, dict[str, float]]) -> Table:
    """Several services side by side: the churn that they announce, what it promises, and the months really paid.

    The announced churn counts who leaves for good from the paying subscribers, ``leave``: a suspended one is still an account.

    Args:
        services: name -> the arguments of :func:`paying_months`.

    Returns:
        One row a service; ``announced`` (share per month), ``promised`` = 1/announced and ``paid`` (months).

    Raises:
        LearnerError: no service, or as :func:`paying_months`.

    >>> bm.levers.pause.pause_table({"Sans pause": {"leave": 0.02}, "Avec": {"leave": 0.01, "pause": 0.02, "lost": 0.25,
    ...                                                                     "back": 0.25}})
      Attrition affichée Mois promis (1 ÷ attrition) Mois vraiment payés
    Sans pause  2,0 % par mois  50 mois  50 mois
    Avec  1,0 % par mois  100 mois  50 mois
    """
    if not isinstance(services, dict) or not services:
        raise LearnerError(
            'pause_table() attend des services nommés : pause_table({"Sans pause": {"leave": 0.02}}).'
        )
    rows = {
        name: {
            "announced": float(one["leave"]),
            "promised": paying_months(one["leave"]),
            "paid": paying_months(**one),
        }
        for name, one in services.items()
    }
    return Table.of(pd.DataFrame.from_dict(rows, orient="index"), _in_french)


def _in_french(table: pd.DataFrame) -> pd.DataFrame:
    months = [[french.quantity(value, "mois", 0) for value in table[name]] for name in ("promised", "paid")]
    announced = [f"{french.quantity(value, '%', 1)} par mois" for value in table["announced"]]
    columns = ("Attrition affichée", "Mois promis (1 ÷ attrition)", "Mois vraiment payés")
    return pd.DataFrame(dict(zip(columns, (announced, *months), strict=True)), index=table.index)


def _share(name: str, value: Any) -> float:
    right = isinstance(value, int | float | np.number) and not isinstance(value, bool)
    if not right or not 0 <= value <= 1:
        raise LearnerError(
            f"{name} vaut {value!r}{french.NBSP}; valeur admise{french.NBSP}: un nombre de 0 à 1 (0.02 pour 2 % par mois)."
        )
    return float(value)


def __getattr__(name: str):
    raise unknown_in("levers.pause", name, __all__)
