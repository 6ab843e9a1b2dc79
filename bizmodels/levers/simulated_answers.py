"""Simulated answers to a price survey: what a class that has not answered yet reads instead, and it is said so."""

from __future__ import annotations

from bizmodels.errors import LearnerError
from bizmodels.french import NBSP, unknown_in
from bizmodels.lazy import pd

__all__ = ["buyers", "price_answers"]

_LOW, _HIGH = 14, 40  # € TTC: from where on the thriftiest, and the keenest, would no longer buy
_CARELESS = 10  # one person in ten mixes two questions up


def price_answers(people: int = 400, seed: int = 14) -> pd.DataFrame:
    """Four prices a person (€ TTC), simulated: « trop cher » drawn evenly, the three others shares of it, one in ten mixed up.

    « Cher » is about four fifths of « trop cher », « bon marché » a half, « trop bon marché » a quarter. Nobody was asked: the
    shares are a hypothesis, the draws whole numbers of numpy's PCG64 generator. Forty draws would move the price that earns
    most from 22 to 30 €; four hundred, from 23 to 26 €.

    Args:
        people: how many, at least 1.
        seed: of the draws.

    Returns:
        One row a person, columns ``too_cheap cheap expensive too_expensive``, as ``van_westendorp`` reads them; a picture
        of them says that they are simulated (``attrs["source"]``).

    Raises:
        LearnerError: ``people`` is no whole number from 1 on.

    >>> answers = bm.levers.simulated_answers.price_answers(people=20)
    >>> len(answers), bm.levers.pricing.van_westendorp(answers).dropped  # the tenth and the twentieth
    (20, 2)
    """
    import numpy as np

    if isinstance(people, bool) or not isinstance(people, int) or people < 1:
        raise LearnerError(
            f"price_answers() : people vaut {people!r}{NBSP}; valeur admise{NBSP}: un nombre de personnes, au moins 1."
        )
    draws = np.random.default_rng(seed)
    most = draws.integers(_LOW, _HIGH + 1, people)
    rows = pd.DataFrame(
        {
            "too_cheap": np.maximum(1, most // 4 + draws.integers(-1, 2, people)),
            "cheap": most // 2 + draws.integers(-1, 2, people),
            "expensive": 4 * most // 5 + draws.integers(-1, 2, people),
            "too_expensive": most,
        }
    )
    mixed = rows.index % _CARELESS == _CARELESS - 1
    rows.loc[mixed, ["cheap", "expensive"]] = rows.loc[mixed, ["expensive", "cheap"]].to_numpy()
    rows.attrs["source"] = "Réponses simulées"
    return rows


def buyers(answers: pd.DataFrame, price: float) -> int:
    """How many of those who answered would still buy at ``price``: for whom it is not yet « trop cher ».

    Args:
        answers: a column ``too_expensive``, in the unit of ``price``.
        price: at or above it a person's « trop cher », she does not buy.

    >>> import pandas as pd
    >>> bm.levers.simulated_answers.buyers(pd.DataFrame({"too_expensive": [10, 20, 30]}), price=20)
    1
    """
    return int((answers["too_expensive"] > price).sum())


def __getattr__(name: str):
    raise unknown_in("levers.simulated_answers", name, __all__)
