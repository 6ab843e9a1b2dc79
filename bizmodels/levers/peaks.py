"""Demand that varies over the day against providers whose number does not: who waits at the peak, who is idle in the trough."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from bizmodels.core.formulas import erlang_c
from bizmodels.errors import LearnerError

__all__ = ["over_the_day", "providers_for"]


def over_the_day(profile: Any, load: float, providers: float) -> pd.DataFrame:
    """The load of each hour, and the share of urgent requests that find nobody free.

    Each hour is read as if it lasted: nothing of the line is handed on to the next one. A mission longer than an hour
    makes real peaks milder.

    Args:
        profile: how the load is spread, any unit: a Series or a dictionary, hour -> amount ≥ 0.
        load: mean load over those hours, in erlangs (providers busy on average).
        providers: providers present, the same number at every hour.

    Returns:
        One row an hour, in the order given: ``load`` (erlangs), ``busy`` (providers at work, at most all of them),
        ``waiting`` (share that waits, Erlang C, 1 where the load is too much).

    Raises:
        LearnerError: no profile of positive mean, a negative load or no provider.

    >>> day = bm.levers.peaks.over_the_day({8: 300, 12: 100}, load=2, providers=4)
    >>> day["load"].tolist()  # three quarters of the calls in one hour of two
    [3.0, 1.0]
    >>> day["waiting"].round(2).tolist()
    [0.51, 0.02]
    """
    try:
        rows = pd.Series(dict(profile) if isinstance(profile, Mapping) else profile).astype(float)
    except (TypeError, ValueError):
        rows = pd.Series(dtype=float)
    if rows.empty or not np.isfinite(rows).all() or rows.min() < 0 or rows.sum() == 0:
        raise LearnerError("Le profil donne une quantité positive par heure : {8: 300, 12: 100}.")
    if not (math.isfinite(load) and load >= 0 and math.isfinite(providers) and providers > 0):
        raise LearnerError("La charge est un nombre positif, et il faut au moins un prestataire.")
    loads = load * rows / rows.mean()
    busy = np.minimum(loads, providers)
    return pd.DataFrame({"load": loads, "busy": busy, "waiting": erlang_c(providers, loads)})


def providers_for(load: float, waiting: float = 0.05) -> int:
    """The fewest providers with whom at most a share ``waiting`` of urgent requests waits (load in erlangs).

    Raises:
        LearnerError: a load or a share out of bounds.

    >>> bm.levers.peaks.providers_for(1)  # with three, 9 % wait; with four, 2 %
    4
    """
    if not (0 <= load <= 10_000 and 0 < waiting <= 1):
        raise LearnerError("La charge va de 0 à 10 000 erlangs, la part qui attend de 0 (exclu) à 1.")
    number = max(1, math.floor(load))
    while erlang_c(number, load) > waiting:
        number += 1
    return number
