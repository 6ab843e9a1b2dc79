"""``pilot()``: twelve quarters at the head of a firm. (The screen is being built: see ``pilot.game.Game``.)"""

from __future__ import annotations

from typing import Any

from bizmodels.errors import told_in_french
from bizmodels.pilot.game import Game


@told_in_french
def pilot(model: Any, quarters: int = 12, seed: int = 0) -> Game:
    """The game of a firm."""
    return Game(model, quarters, seed)
