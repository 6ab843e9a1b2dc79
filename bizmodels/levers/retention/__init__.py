"""Who stays, how long, and what he is worth: survival, churn and lifetime value from counts and from real orders."""

from bizmodels.french import unknown_in
from bizmodels.levers.retention._cohorts import cohort_table, customer_base
from bizmodels.levers.retention._contract import ShiftedBetaGeometric
from bizmodels.levers.retention._followed import LogRank, SurvivalCurve, logrank, survival_curve
from bizmodels.levers.retention._mrr import MrrRates, mrr_bridge, mrr_movements, mrr_rates, net_mrr_churn
from bizmodels.levers.retention._shop import BetaGeoNBD
from bizmodels.levers.retention._spend import GammaGamma
from bizmodels.levers.retention._value import clv, constant_churn

__all__ = [
    "BetaGeoNBD",
    "GammaGamma",
    "LogRank",
    "MrrRates",
    "ShiftedBetaGeometric",
    "SurvivalCurve",
    "clv",
    "cohort_table",
    "constant_churn",
    "customer_base",
    "logrank",
    "mrr_bridge",
    "mrr_movements",
    "mrr_rates",
    "net_mrr_churn",
    "survival_curve",
]


def __getattr__(name: str):
    raise unknown_in("levers.retention", name, __all__)
