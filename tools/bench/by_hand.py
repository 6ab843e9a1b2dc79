"""The course's models written by hand, without the course: what its generality is measured against.

``same_as_ours`` in ``simulation.py`` proves before timing that each gives the same numbers as the course.
"""

from __future__ import annotations

import numpy as np
import pandas as pd


def d2c_cash(churn, months=36):
    """Cumulative cash of the firm of D2C()'s defaults, month by month, in plain Python."""
    orders, basket, cogs, returned = 0.15, 60.0, 24.0, 0.10
    order = (1 - returned) * (basket / 1.2 - cogs) - returned * 0.2 * cogs - returned * 5 - 5 - 0.015 * basket
    won, customers, cash, path = 200_000 / 12, 150_000.0, 0.0, []
    for _ in range(months):
        customers = customers * (1 - churn) + won
        cash += (customers + won * (1 / orders - 1)) * orders * order - won * 12 - 450_000
        path.append(cash)
    return path
