"""Van Westendorp's four questions: the prices that a group of people finds acceptable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from bizmodels import french
from bizmodels.levers.pricing import checks

ANSWERS = ("too_cheap", "cheap", "expensive", "too_expensive")
_CHEAP = ("too_cheap", "cheap")
_CLOSE = 1e-9  # shares nearer than that are equal: they are sums of the same 1/n


@dataclass(frozen=True)
class AcceptablePrices:
    """Where the curves of a price survey cross, in the unit of the answers.

    ``marginal_cheapness``: below it more people doubt the quality than find the price not cheap; ``indifference``: as many
    find it cheap as expensive; ``optimal``: (low, high), where as few as possible refuse it, one price when both are equal;
    ``marginal_expensiveness``: above it more people refuse the price than find it not expensive; ``valid``: answers kept,
    ``dropped``: answers left out because their four prices do not increase.

    >>> found = bm.levers.pricing.AcceptablePrices(8.0, 12.0, (10.0, 11.0), 15.0, valid=20, dropped=1)
    >>> found.optimal[1] - found.optimal[0]  # from 10 to 11 all prices are as good
    1.0
    """

    marginal_cheapness: float
    indifference: float
    optimal: tuple[float, float]
    marginal_expensiveness: float
    valid: int
    dropped: int = 0


def van_westendorp(
    answers: pd.DataFrame, convention: str = "P", acceptable_range: str = "original"
) -> AcceptablePrices:
    """The acceptable prices of Van Westendorp's price sensitivity meter, from four answers a person.

    Each question makes a curve over prices, straight between the sorted distinct answers of all four; where two curves
    cross first is a price. Answers that do not increase strictly (too cheap < cheap < expensive < too expensive) are
    dropped and counted.

    Args:
        answers: one row a person, columns ``too_cheap cheap expensive too_expensive``, prices > 0.
        convention: ``"P"``, that of R's ``pricesensitivitymeter``: F(p) = share of answers ≤ p, forced to 0 at the lowest
            answer to its question and to 1 at the highest; the two cheap curves are 1 − F. ``"I"``, inclusive, as
            spreadsheets count: cheap curves = share of answers ≥ p, the two others = share ≤ p. On few people they differ.
        acceptable_range: ``"original"`` (1976): too cheap × not cheap, too expensive × not expensive, « not » being
            1 − the curve; ``"narrower"``, as many websites have it: too cheap × expensive, too expensive × cheap.

    Raises:
        LearnerError: a column missing, a price that is 0, negative, missing or no number (row named), an unknown
            convention, nobody whose answers increase.

    Source: Van Westendorp (1976), ESOMAR Congress, 139–167; Alletsee, pricesensitivitymeter (CRAN).

    >>> answers = pd.DataFrame({"too_cheap": [10, 20], "cheap": [20, 30], "expensive": [30, 40], "too_expensive": [40, 50]})
    >>> found = bm.levers.pricing.van_westendorp(answers)
    >>> found.marginal_cheapness, found.optimal, found.marginal_expensiveness  # nobody says too much from 20 to 40
    (20.0, (20.0, 40.0), 40.0)
    >>> found.indifference, found.valid
    (30.0, 2)
    """
    kept, dropped = _kept(answers)
    if acceptable_range not in ("original", "narrower"):
        raise checks.wrong(
            f"acceptable_range vaut {acceptable_range!r} ; valeurs admises : 'original' ou 'narrower'."
        )
    curves = _curves(kept, convention)
    tight = acceptable_range == "narrower"
    not_cheap = curves["expensive"] if tight else 1 - curves["cheap"]
    not_expensive = curves["cheap"] if tight else 1 - curves["expensive"]
    return AcceptablePrices(
        marginal_cheapness=_crossing(not_cheap, curves["too_cheap"])[0],
        indifference=_crossing(curves["expensive"], curves["cheap"])[0],
        optimal=_crossing(curves["too_expensive"], curves["too_cheap"]),
        marginal_expensiveness=_crossing(curves["too_expensive"], not_expensive)[0],
        valid=len(kept),
        dropped=dropped,
    )


def price_curves(answers: pd.DataFrame, convention: str = "P") -> pd.DataFrame:
    """The four curves of :func:`van_westendorp`: share of people (0 to 1) who give each answer at a price.

    Returns:
        Index ``price`` (the sorted distinct answers), columns ``too_cheap cheap expensive too_expensive``; straight between.

    Raises:
        LearnerError: as :func:`van_westendorp`.

    >>> answers = pd.DataFrame({"too_cheap": [10, 20], "cheap": [20, 30], "expensive": [30, 40], "too_expensive": [40, 50]})
    >>> bm.levers.pricing.price_curves(answers, convention="I")["cheap"].to_dict()  # who says cheap at this price
    {10.0: 1.0, 20.0: 1.0, 30.0: 0.5, 40.0: 0.0, 50.0: 0.0}
    """
    return _curves(_kept(answers)[0], convention)


def increasing(answers: pd.DataFrame) -> pd.Series:
    """Which rows have four prices that increase."""
    found = pd.Series(True, index=answers.index)
    for low, high in zip(ANSWERS[:-1], ANSWERS[1:], strict=True):
        found &= answers[low] < answers[high]
    return found


def _kept(answers: Any) -> tuple[pd.DataFrame, int]:
    """The rows that increase, and how many do not."""
    if isinstance(answers, Mapping):
        answers = checks.framed(answers, "")
    if not isinstance(answers, pd.DataFrame):
        raise checks.wrong(
            "van_westendorp() attend un tableau, une ligne par personne, colonnes too_cheap, cheap, expensive et too_expensive."
        )
    for name in ANSWERS:
        if name not in answers.columns:
            raise checks.wrong(
                f"Ce tableau n’a pas de colonne {french.quote(name)} ; il faut too_cheap (trop bon marché), cheap (bon "
                "marché), expensive (cher) et too_expensive (trop cher)."
            )
    read = checks.table("answers", answers[list(ANSWERS)], above=0)
    kept = read[increasing(read)]
    if kept.empty:
        raise checks.wrong(
            f"Aucune des {french.plural(len(read), 'réponse')} ne va en croissant de « trop bon marché » à « trop cher » : "
            "vérifiez l’ordre des colonnes."
            if len(read) > 1
            else "La seule réponse ne va pas en croissant de « trop bon marché » à « trop cher » : vérifiez l’ordre des colonnes."
        )
    return kept, len(read) - len(kept)


def _curves(answers: pd.DataFrame, convention: str) -> pd.DataFrame:
    if convention not in ("P", "I"):
        raise checks.wrong(f"convention vaut {convention!r} ; valeurs admises : 'P' ou 'I'.")
    prices = np.unique(answers.to_numpy())
    curves = {}
    for name in ANSWERS:
        given = np.sort(answers[name].to_numpy())
        at_most = np.searchsorted(given, prices, side="right") / len(given)
        if convention == "I":
            at_least = 1 - np.searchsorted(given, prices, side="left") / len(given)
            curves[name] = at_least if name in _CHEAP else at_most
            continue
        # In this order: where everybody gives one price, it is both the lowest and the highest.
        at_most[prices >= given[-1]] = 1
        at_most[prices <= given[0]] = 0
        curves[name] = 1 - at_most if name in _CHEAP else at_most
    return pd.DataFrame(curves, index=pd.Index(prices, name="price"))


def _crossing(rising: pd.Series, falling: pd.Series) -> tuple[float, float]:
    """The first price where the rising curve reaches the falling one, and the last of the plateau that begins there."""
    prices, gap = rising.index.to_numpy(), (rising - falling).to_numpy(copy=True)
    gap[np.abs(gap) < _CLOSE] = 0
    at = int(np.argmax(gap >= 0))
    if gap[at] > 0:
        # At the lowest price everybody's « trop bon marché » is above, so a price before it exists.
        price = prices[at - 1] + (prices[at] - prices[at - 1]) * -gap[at - 1] / (gap[at] - gap[at - 1])
        return float(price), float(price)
    last = at
    while last + 1 < len(gap) and gap[last + 1] == 0:
        last += 1
    return float(prices[at]), float(prices[last])
