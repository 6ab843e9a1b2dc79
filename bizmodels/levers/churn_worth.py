"""What fewer departures are worth to a firm, whatever they cost: one point of churn less, or one departure in ten."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from bizmodels import french
from bizmodels.core.model import BusinessModel
from bizmodels.core.months import MONTHS
from bizmodels.errors import LearnerError
from bizmodels.french import unknown_in
from bizmodels.tables import Table

__all__ = ["churn_worth"]

# A brand on two channels loses customers on both.
_SETTINGS = ("churn", "marketplace_churn")


def churn_worth(models: Mapping[str, BusinessModel], months: int = MONTHS) -> Table:
    """What one point of churn less, then one departure in ten less, add to the profit, for 100 € of revenue.

    Nothing is paid for it here: this is the most that one may pay. Profit and revenue are summed over the same months, not
    discounted, revenue without the change. Who has not a point of churn to lose gets NaN for it.

    Args:
        models: name -> model with single values.
        months: how many, ≥ 1.

    Returns:
        One row a model: ``churn`` (per month), ``point`` (€ gained for 100 € of revenue when churn falls by 0.01 a month),
        ``tenth`` (the same when it falls by a tenth of itself) and ``tenth_points`` (what that tenth is, in points).

    Raises:
        LearnerError: no model, something that is none, or no revenue.

    >>> shop = bm.D2C(starting_customers=100, new_customers=0, churn=0.1)
    >>> table = bm.levers.churn_worth.churn_worth({"Une boutique": shop}, months=2)
    >>> round(float(table.loc["Une boutique", "point"]) / (100 * shop.margin_rate), 4)  # 90 and 81 customers; 91 and 82.81
    0.0164
    >>> round(2.81 / 171, 4)
    0.0164
    """
    if not isinstance(models, Mapping) or not models:
        raise LearnerError(
            "churn_worth() attend des modèles nommés : churn_worth({'Ma boutique': bm.D2C()})."
        )
    rows = {}
    for name, model in models.items():
        if not isinstance(model, BusinessModel):
            raise LearnerError(f"churn_worth(), {french.quote(str(name))} : ce n’est pas un modèle du cours.")
        before = model.project(months)
        revenue, profit = float(before["revenue"].sum()), float(before["profit"].sum())
        if not revenue > 0:
            raise LearnerError(f"churn_worth(), {french.quote(str(name))} : aucun revenu à quoi comparer.")

        def gain(point: float, share: float, model=model, profit=profit, revenue=revenue) -> float:
            now = model.values()
            moved = {one: now[one] * (1 - share) - point for one in _SETTINGS if one in now}
            if min(moved.values()) < 0:
                return math.nan
            return 100 * (float(model.replace(**moved).project(months)["profit"].sum()) - profit) / revenue

        rows[name] = {
            "churn": float(model.churn),
            "point": gain(0.01, 0.0),
            "tenth": gain(0.0, 0.1),
            "tenth_points": 10 * float(model.churn),
        }
    frame = pd.DataFrame.from_dict(rows, orient="index")
    return Table.of(frame, _in_french)


def _in_french(table: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Attrition par mois": [french.quantity(value, "%", 1) for value in table["churn"]],
            "Un point de moins": [_euros(value) for value in table["point"]],
            "Un départ sur dix de moins": [_euros(value) for value in table["tenth"]],
        },
        index=pd.Index(table.index, name="Pour 100 € de chiffre d’affaires"),
    )


def _euros(value: Any) -> str:
    return "pas un point à perdre" if math.isnan(value) else f"+{french.quantity(value, '€', 1)}"


def __getattr__(name: str):
    raise unknown_in("levers.churn_worth", name, __all__)
