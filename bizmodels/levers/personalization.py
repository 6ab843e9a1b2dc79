"""Data about customers, from segments to decisions: RFM, experiments, ranking.

>>> sorted(name for name in bm.levers.personalization.__all__ if "size" in name)
['sample_size', 'sample_size_mean']
"""

from bizmodels.french import unknown_in
from bizmodels.levers.personalization_experiments import (
    ABTest,
    ArmsTest,
    ab_test,
    arms_test,
    peeking,
    sample_size,
    sample_size_mean,
)
from bizmodels.levers.personalization_ranking import ndcg
from bizmodels.levers.personalization_rfm import rfm, segments

__all__ = [
    "ABTest",
    "ArmsTest",
    "ab_test",
    "arms_test",
    "ndcg",
    "peeking",
    "rfm",
    "sample_size",
    "sample_size_mean",
    "segments",
]


def __getattr__(name: str):
    raise unknown_in("levers.personalization", name, __all__)
