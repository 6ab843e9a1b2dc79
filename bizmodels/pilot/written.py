"""A learner's policy, tried once before it is played in hundreds of futures: its slips are told in French, where they are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import numpy as np

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.pilot import play
from bizmodels.pilot.decision import Decision
from bizmodels.pilot.game import Game
from bizmodels.pilot.state import Seen

SMALL = 0.01  # of the start's advertising: less, and not nothing, is « 900.000 » typed for 900 000


def tried(game: Game, policy: Callable[[Any], Any]) -> None:
    """Play the policy once, on the seed of the game.

    Raises:
        LearnerError: it never returns anything (``print`` for ``return``), spends a few hundred euros where hundreds of thousands
            are meant, or reads ``bank`` where ``vu.bank`` is.
    """
    try:
        taken = _returned(game, policy)
    except NameError as error:
        name = getattr(error, "name", None)
        if name in {one.name for one in fields(Seen)}:
            raise LearnerError(
                f"{french.quote(name)} se lit dans ce que voit le patron{french.NBSP}: écrivez vu.{name}, avec le nom que votre fonction "
                "donne à ce qu’elle reçoit."
            ) from None
        raise
    if all(one is None for one in taken):
        raise LearnerError(
            "Votre politique ne rend jamais rien. print affiche une décision, il ne la rend pas : écrivez return {…}, sur la dernière ligne "
            "de la fonction aussi."
        )
    for one in taken:
        _spends(game, Decision.of(one).acquisition)


def _returned(game: Game, policy: Callable[[Any], Any]) -> list[Any]:
    """What the policy returns, quarter after quarter."""
    taken: list[Any] = []
    policy = play.callable_policy(game.rules, policy)

    def noted(seen: Any) -> Any:
        taken.append(policy(seen))
        return taken[-1]

    play.followed(game.rules, game.fate, noted)
    return taken


def _spends(game: Game, amount: Any) -> None:
    if amount is not None and 0 < (spent := float(np.asarray(amount).flat[0])) < SMALL * game.rules.budget:
        usual = french.number(game.rules.budget, 0)
        raise LearnerError(
            f"acquisition vaut {french.exact(spent)}{french.NBSP}€, pour {usual}{french.NBSP}€ par trimestre au départ. En Python, "
            "900.000 vaut 900{nbsp}: écrivez 900_000.".replace("{nbsp}", french.NBSP)
        )
