"""Choosing a business model: judgements (AHP), scores (weighted, TOPSIS), how fragile a ranking is, and a profile of strengths.

Everything here ranks; nothing decides. Each function says what it supposes.

>>> bm.choose.recommend({"own_product": 4, "brand": 4}).loc[0, "model"]
'D2C'
"""

from inspect import isfunction as _isfunction

from bizmodels.choose.judgements import Priorities, ahp, judgements
from bizmodels.choose.means import cash_paths, decision_table, same_means, started
from bizmodels.choose.profile import QUESTIONS, recommend
from bizmodels.choose.scores import Closeness, topsis, weighted_score
from bizmodels.choose.weightings import Fragility, fragility
from bizmodels.errors import told_in_french as _told

__all__ = [
    "QUESTIONS",
    "Closeness",
    "Fragility",
    "Priorities",
    "ahp",
    "cash_paths",
    "decision_table",
    "fragility",
    "judgements",
    "recommend",
    "same_means",
    "started",
    "topsis",
    "weighted_score",
]

# A call with a value missing is told in French.
globals().update({name: _told(found) for name in __all__ if _isfunction(found := globals()[name])})


def __getattr__(name: str):
    from bizmodels.french import unknown_in

    raise unknown_in("choose", name, __all__)
