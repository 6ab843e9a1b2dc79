"""The rival: a firm of the same trade that answers. Its rule is one of three, drawn with the run and told at its end.

Its price and its spending are in times those of the start. It sees what was decided the quarter before, never the truth.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

CROSS = 0.5  # of the own-price elasticity: how much of the rival's price is felt by the other
SPENT = 0.2  # power of the other's advertising
STAY = 0.5  # power of the rival's price in the departures of customers already there
SIZE = 1.5  # times the firm's customers at the start

BEST, COPY, INCUMBENT = KINDS = ("le calculateur", "l’imitateur", "l’installé")
SAID = {
    BEST: "Il cherche sa meilleure réponse : votre prix bouge de 10 %, le sien doit bouger de 2,5 %, sa publicité de la racine de "
    "la vôtre. Il fait chaque trimestre la moitié du chemin.",
    COPY: "Il copie, un trimestre plus tard, votre prix et votre publicité.",
    INCUMBENT: "Il ne bouge pas tant que vous ne le gênez pas. Prix plus bas que le départ d’au moins 5 %, ou deux points de part de "
    "marché gagnés : il baisse le sien de 10 % et dépense moitié plus, le temps qu’il faut.",
}


@dataclass(frozen=True)
class Rival:
    """Its price, its spending (times those of the start) and its customers."""

    price: np.ndarray
    spent: np.ndarray
    customers: np.ndarray

    def answer(self, kind: np.ndarray, price: Any, spent: Any, gained: Any) -> tuple[np.ndarray, np.ndarray]:
        """Price and spending of this quarter.

        Args:
            kind: index in ``KINDS``, one a future.
            price: the firm's price the quarter before, in times that of the start.
            spent: its advertising the quarter before, likewise.
            gained: share of the market gained since the start.
        """
        provoked = (price <= 0.95) | (gained >= 0.02)
        goal_price = [1 + CROSS / 2 * (price - 1), price, np.where(provoked, 0.9, 1.0)]
        goal_spent = [np.sqrt(spent), spent, np.where(provoked, 1.5, 1.0)]
        pace = np.choose(kind, [0.5, 1.0, 1.0])
        return (
            self.price + pace * (np.choose(kind, goal_price) - self.price),
            self.spent + pace * (np.choose(kind, goal_spent) - self.spent),
        )


def pressure(price: Any, spent: Any, elasticity: Any) -> np.ndarray:
    """Times the new customers that a firm wins when the other asks and spends so much."""
    return price ** (CROSS * elasticity) * np.maximum(spent, 0.05) ** -SPENT
