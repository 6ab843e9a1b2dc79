"""A year paid in advance, customer by customer: what the bank holds month after month.

The shortcut of a model, a constant number of days of revenue (``working_capital_days``), is right once as many leave as come.
While a firm grows its customers have more months ahead of them than that: here each one is followed from the month he pays.
"""

from __future__ import annotations

from bizmodels.core.arguments import single, whole_months
from bizmodels.core.model import BusinessModel
from bizmodels.core.months import MONTHS
from bizmodels.errors import LearnerError
from bizmodels.french import typeset

__all__ = ["cash", "need"]
_YEAR = 12


def cash(model: BusinessModel, months: int = MONTHS) -> list[float]:
    """What is in the bank after each month when everybody pays twelve months at once, at the price of the model.

    Whoever leaves during the year is paid back the months he does not have, so that departures stay those of the model; whoever
    stays pays again after twelve months. Beside the plan paid month by month, the firm holds the months that it still owes: after
    t months, revenue per customer × Σ_j won × (1 − c)^j × (11 − j mod 12), j from 0 to t − 1 being the age of each month's
    customers.

    Args:
        model: a firm that starts without customers, wins as many each month and counts no working capital of its own.
        months: how long.

    Returns:
        One amount a month (€), the setup cost paid.

    Raises:
        LearnerError: no model, arrays of draws, customers at the start, or a working capital counted twice.

    >>> from bizmodels.levers.prepayment import cash
    >>> shop = bm.D2C(starting_customers=0, working_capital_days=0)
    >>> round(cash(shop, 1)[0] - shop.path(1)["cash"][0] - 11 * shop.new_customers * shop.arpu, 6)
    0.0
    """
    if not isinstance(model, BusinessModel):
        raise LearnerError("cash() attend un modèle, avec ses parenthèses.")
    single(model, "cash()")
    values = model.values()
    if values["starting_customers"] or values["working_capital_days"]:
        raise LearnerError(
            typeset(
                "cash() : l’avance se compte sans clients au départ et sans autre BFR (deux réglages à 0)."
            )
        )
    owed, found = 0.0, []
    stay = 1 - values["churn"]
    for age, plan in enumerate(model.path(whole_months(months))["cash"]):
        owed += values["new_customers"] * stay**age * (_YEAR - 1 - age % _YEAR)
        found.append(plan + float(model.arpu) * owed)
    return found


def need(model: BusinessModel, months: int = MONTHS) -> float:
    """What has to be found, at the lowest of those months (€, 0 where the bank is never below zero).

    >>> from bizmodels.levers.prepayment import need
    >>> shop = bm.D2C(starting_customers=0, working_capital_days=0)
    >>> need(shop) <= shop.funding_need
    True
    """
    before = -float(model.setup_cost) if isinstance(model, BusinessModel) else 0.0
    return max(0.0, -min([*cash(model, months), before]))
