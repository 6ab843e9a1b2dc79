"""What moves a young brand's account month by month, made of a few figures: the exercise reads a ruin in it."""

from __future__ import annotations

import numpy as np

from bizmodels import french
from bizmodels.lazy import pd, tables

MONTHS = 18


def monthly(first: float, more: float, blow: float = 0.0, at: int = 0, months: int = MONTHS) -> pd.DataFrame:
    """What comes in less what goes out each month (€): column ``flow``, one row a month from 1.

    Args:
        first: of month 1, negative when the brand spends more than it earns; ``more``: by how much each month is better.
        blow: what a blow costs, in month ``at`` (0: none).
        months: how many.

    >>> bm.pilot.flows.monthly(-900, more=100, blow=500, at=2, months=3)["flow"].tolist()
    [-900.0, -1300.0, -700.0]
    """
    month = np.arange(1, months + 1)
    flow = first + more * (month - 1.0) - blow * (month == at)
    frame = pd.DataFrame({"flow": flow}, index=pd.Index(month, name="month"))

    def shown(found: pd.DataFrame) -> pd.DataFrame:
        said = found["flow"].map(lambda euros: french.quantity(euros, "€", 0))
        return pd.DataFrame({"Entrées − sorties": said}).rename_axis("Mois")

    return tables.Table.of(frame, shown)
