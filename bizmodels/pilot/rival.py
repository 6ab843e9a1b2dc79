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
ELASTICITY, WEAR = (
    1.5,
    0.6,
)  # what the rival believes of demand and of advertising: the middles that most models propose
SIZE = 1.5  # times the firm's customers at the start

BEST, COPY, INCUMBENT = KINDS = ("le calculateur", "l’imitateur", "l’installé")
STILL = len(KINDS)  # as one imagines it when one plans
SAID = {
    BEST: "Il cherche sa meilleure réponse. Quand la demande suit le prix avec une élasticité constante, son meilleur prix ne dépend pas du "
    "vôtre : il n’y touche pas. Mais si vous lui prenez des clients, chacun lui coûte plus cher : il dépense moins. Vous vous effacez, il "
    "dépense plus. Il fait chaque trimestre la moitié du chemin.",
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
            kind: index in ``KINDS``, one a future; ``STILL`` never moves.
            price: the firm's price the quarter before, in times that of the start.
            spent: its advertising the quarter before, likewise.
            gained: share of the market gained since the start.
        """
        provoked = (price <= 0.95) | (gained >= 0.02)
        goal_price = [np.ones_like(price, dtype=float), price, np.where(provoked, 0.9, 1.0), self.price]
        goal_spent = [best_spending(price, spent), spent, np.where(provoked, 1.5, 1.0), self.spent]
        pace = np.choose(kind, [0.5, 1.0, 1.0, 1.0])
        return (
            self.price + pace * (np.choose(kind, goal_price) - self.price),
            self.spent + pace * (np.choose(kind, goal_spent) - self.spent),
        )


def best_spending(price: Any, spent: Any) -> np.ndarray:
    """Spending that earns the rival most, in times that of the start, the other asking and spending so much.

    It wins n₀ · pressure · s^b customers worth the same each and spends s: the best s is pressure^(1/(1 − b)), from the start on,
    where it spends its best. It believes the published figures, and no more than four times either way.
    """
    return np.clip(pressure(price, spent, ELASTICITY) ** (1 / (1 - WEAR)), 0.25, 4.0)


def pressure(price: Any, spent: Any, elasticity: Any) -> np.ndarray:
    """Times the new customers that a firm wins when the other asks and spends so much."""
    return price ** (CROSS * elasticity) * np.maximum(spent, 0.05) ** -SPENT
