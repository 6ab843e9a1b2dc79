"""To whom the second product is offered: a score learned on half of the customers, judged on the other half.

A rare event is badly served by « how often is it right »: whoever answers « never » is right nearly always. What counts is
the order: how many buyers stand at the head of the list, and whether a contact there pays for itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from bizmodels import french
from bizmodels.core import numbers
from bizmodels.errors import LearnerError
from bizmodels.french import unknown_in
from bizmodels.lazy import pd, tables

__all__ = ["Judged", "Ranking", "best_share", "campaign", "score"]

DIGITS = 6  # a score is read no further: the last bits hang on the processor


@dataclass(frozen=True)
class Ranking:
    """Customers with a score and what they did; made by :func:`score`.

    Attributes:
        scores: the higher, the sooner the customer is contacted.
        bought: whether he bought.

    >>> ranking = bm.levers.targeting.Ranking([0.9, 0.5, 0.5, 0.1], [True, True, False, False])
    >>> ranking.reached(0.25), ranking.reached(0.5), ranking.lift(0.25)  # of two that tie, each half
    (1.0, 1.5, 2.0)
    """

    scores: Any
    bought: Any

    def __post_init__(self) -> None:
        scores, bought = np.asarray(self.scores, dtype=float), np.asarray(self.bought)
        if scores.ndim != 1 or scores.shape != bought.shape or not len(scores):
            raise LearnerError("Ranking() attend deux listes de même longueur : les scores, et qui a acheté.")
        if bought.dtype != bool:
            raise LearnerError("Ranking() : bought se dit vrai ou faux, client par client.")
        if not np.isfinite(scores).all():
            at = int(np.flatnonzero(~np.isfinite(scores))[0])
            raise LearnerError(f"Ranking(), ligne {at + 1} : le score n’est pas un nombre.")
        object.__setattr__(self, "scores", np.round(scores, DIGITS))
        object.__setattr__(self, "bought", bought)

    @property
    def buyers(self) -> int:
        """How many bought."""
        return int(self.bought.sum())

    def reached(self, share: float) -> float:
        """Buyers among the ``share`` (0 to 1) of customers with the highest scores; customers who tie count alike.

        Raises:
            LearnerError: a share outside 0 to 1.
        """
        contacts = numbers.one("share", share, 0, 1) * len(self.scores)
        order = np.argsort(-self.scores, kind="stable")
        scores, bought = self.scores[order], self.bought[order]
        # Within a tie nobody comes first: a group is crossed in a straight line.
        starts = np.flatnonzero(np.r_[True, np.diff(scores) != 0])
        places = np.r_[starts, len(scores)]
        return round(float(np.interp(contacts, places, np.r_[0, np.cumsum(bought)][places])), 6)

    def lift(self, share: float) -> float:
        """How many times more buyers among the ``share`` contacted than among as many customers taken at random."""
        if not self.buyers or not share:
            raise LearnerError(
                "Le lift compare des acheteurs : il en faut au moins un, et un client contacté."
            )
        return self.reached(share) / (share * self.buyers)

    def right(self, threshold: float = 0.5) -> float:
        """Share of the customers about whom « buys if the score exceeds ``threshold`` » is right."""
        return float(((self.scores > threshold) == self.bought).mean())

    def curve(self, steps: int = 20) -> dict[float, float]:
        """Share of customers contacted (%) -> share of the buyers reached (%), the lift curve."""
        shares = [at / steps for at in range(steps + 1)]
        return {round(100 * share, 6): 100 * self.reached(share) / self.buyers for share in shares}


@dataclass(frozen=True)
class Judged:
    """The same score on the customers it has ``learned`` from and on the ``others``, two :class:`Ranking`.

    >>> known, new = (bm.levers.targeting.Ranking([2, 1], bought) for bought in ([True, False], [False, True]))
    >>> judged = bm.levers.targeting.Judged(learned=known, others=new)
    >>> judged.learned.reached(0.5), judged.others.reached(0.5)  # what it has learned holds for nobody else
    (1.0, 0.0)
    """

    learned: Ranking
    others: Ranking


def score(table: pd.DataFrame, bought: str, by_heart: bool = False) -> Judged:
    """A score fitted on the customers of even place (0, 2, 4…), judged on the others.

    Args:
        table: one row a customer, numbers only but for the column ``bought``.
        bought: name of the column that says true or false.
        by_heart: instead of a logistic regression, the memory of a parrot: the share of buyers among the customers
            learned whose answers are nearest, be there only one.

    Returns:
        Two rankings, on the half that was learned and on the other.

    Raises:
        LearnerError: no such table or column, or a half without a buyer or without anybody else.

    Source: scikit-learn, ``LogisticRegression`` (standardised columns, C = 0.01).

    >>> import pandas as pd
    >>> shop = pd.DataFrame({"visits": [9, 8, 1, 2] * 5, "bought": [True, True, False, False] * 5})
    >>> found = bm.levers.targeting.score(shop, "bought")
    >>> found.others.reached(0.5), found.others.right()  # who visits often buys: the head half holds all five
    (5.0, 1.0)
    """
    if not isinstance(table, pd.DataFrame) or bought not in table:
        raise LearnerError(
            "score() attend un tableau de clients, et le nom de la colonne qui dit s’ils ont acheté."
        )
    if table[bought].dtype != bool:
        raise LearnerError(f"score() : la colonne {french.quote(bought)} doit dire vrai ou faux.")
    known, truth = _numbers(table.drop(columns=bought)), table[bought].to_numpy()
    learned = np.arange(len(table)) % 2 == 0
    for half in (learned, ~learned):
        if len(set(truth[half])) < 2:
            raise LearnerError(
                "score() : il faut, dans chaque moitié, des clients qui ont acheté et d’autres non."
            )
    scored = (_nearest if by_heart else _logistic)(known[learned], truth[learned], known)
    return Judged(*(Ranking(scored[half], truth[half]) for half in (learned, ~learned)))


def campaign(ranking: Ranking, cost: float, margin: float, shares: Any = None) -> pd.DataFrame:
    """What contacting the head of the list brings in, for several shares of the customers.

    Args:
        ranking: the customers and their scores.
        cost: of one contact, €.
        margin: what one sale leaves before that cost, €.
        shares: shares contacted, 0 to 1; the ten tenths when left out.

    Returns:
        Frame indexed by share: ``contacts sales profit`` (€) and ``last``, what the last slice contacted adds (€).

    Raises:
        LearnerError: a negative cost or margin, or a share outside 0 to 1.

    >>> ranking = bm.levers.targeting.Ranking([4, 3, 2, 1], [True, False, True, False])
    >>> bm.levers.targeting.campaign(ranking, cost=2, margin=6, shares=[0.25, 0.5, 1])["profit"].tolist()
    [4.0, 2.0, 4.0]
    """
    if not isinstance(ranking, Ranking):
        raise LearnerError("campaign() attend un classement de clients, celui que rend score().")
    cost, margin = numbers.one("cost", cost, 0), numbers.one("margin", margin, 0)
    shares = (
        [at / 10 for at in range(1, 11)]
        if shares is None
        else [numbers.one("shares", one, 0, 1) for one in shares]
    )
    rows = pd.DataFrame(index=pd.Index(shares, name="share"))
    rows["contacts"] = [round(share * len(ranking.scores), 6) for share in shares]
    rows["sales"] = [ranking.reached(share) for share in shares]
    rows["profit"] = margin * rows["sales"] - cost * rows["contacts"]
    rows["last"] = rows["profit"].diff().fillna(rows["profit"])

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        def euros(values: Any) -> list[str]:
            return [french.quantity(value, "€", 0) for value in values]

        return pd.DataFrame(
            {
                "Clients contactés": [french.number(one, 0) for one in table["contacts"]],
                "Ventes": [french.number(one, 0) for one in table["sales"]],
                "Gain de la campagne": euros(table["profit"]),
                "Dont la dernière tranche": euros(table["last"]),
            },
            index=pd.Index([french.quantity(one, "%", 0) for one in table.index], name="Part contactée"),
        )

    return tables.Table.of(rows, shown)


def best_share(ranking: Ranking, cost: float, margin: float, steps: int = 10) -> float:
    """The share of the customers, in ``steps`` equal slices, whose contact brings in the most; the smallest on a tie, 0 if none.

    >>> ranking = bm.levers.targeting.Ranking([4, 3, 2, 1], [True, False, True, False])
    >>> bm.levers.targeting.best_share(ranking, cost=2, margin=6, steps=4)  # 4, 2, 6, then 4 €
    0.75
    """
    profits = campaign(ranking, cost, margin, [at / steps for at in range(steps + 1)])["profit"].round(6)
    return float(profits.idxmax())


# --- the two ways of learning ------------------------------------------------------------------------------


def _logistic(known: np.ndarray, truth: np.ndarray, asked: np.ndarray) -> np.ndarray:
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    # Newton goes to the optimum itself: the path, which hangs on the last bits, leaves no trace.
    model = LogisticRegression(C=0.01, solver="newton-cholesky", tol=1e-10, max_iter=200)
    return make_pipeline(StandardScaler(), model).fit(known, truth).predict_proba(asked)[:, 1]


def _nearest(known: np.ndarray, truth: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """Share of buyers among the known customers that are nearest (squared differences, exact for whole numbers)."""
    found, lengths = np.empty(len(asked)), (known**2).sum(axis=1)
    for start in range(0, len(asked), 500):  # 500 rows at a time: the table of distances stays small
        some = asked[start : start + 500]
        distances = lengths - 2 * some @ known.T
        near = distances <= distances.min(axis=1, keepdims=True) + 1e-9
        found[start : start + 500] = (near & truth).sum(axis=1) / near.sum(axis=1)
    return found


# --- what is refused ---------------------------------------------------------------------------------------


def _numbers(table: pd.DataFrame) -> np.ndarray:
    try:
        found = table.to_numpy(dtype=float)
    except (TypeError, ValueError):
        raise LearnerError(
            "score() : toutes les colonnes, sauf celle de l’achat, doivent être des nombres."
        ) from None
    if not found.shape[1]:
        raise LearnerError("score() : il faut au moins une colonne qui décrive les clients.")
    if not np.isfinite(found).all():
        at = int(np.flatnonzero(~np.isfinite(found).all(axis=1))[0])
        raise LearnerError(f"score(), ligne {at + 1} : une valeur manque.")
    return found


def __getattr__(name: str):
    raise unknown_in("levers.targeting", name, __all__)
