"""What many futures say of several ways of playing: between what they end, and how much of the spread is decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from bizmodels.pilot import play, policies
from bizmodels.pilot.debrief import Ways, others
from bizmodels.pilot.game import Game

WORLDS, LUCKS = 200, 20


@dataclass(frozen=True)
class Sources:
    """Of all that results differ by (their variance), the shares of what one decides, of what one does not know and of chance.

    Attributes:
        decision: the way of playing, whatever the world.
        unknown: the figures that are hidden, the same from the first day to the last: a test can tell part of them.
        both: what suits some hidden figures and not others.
        chance: rival, blows, demand of each quarter, errors of the tests: the hidden figures are the same, luck is drawn again.
    """

    decision: float
    unknown: float
    both: float
    chance: float


def sources(
    game: Game,
    more: Mapping[str, Callable[[Any], Any]] | None = None,
    worlds: int = WORLDS,
    lucks: int = LUCKS,
) -> Sources:
    """The four shares; they sum to 1. Each way is played in ``worlds`` firms that differ by their hidden figures, ``lucks`` times in each.

    Args:
        game: the firm.
        more: ways of playing beside the references, written for many futures at once.

    >>> game = bm.pilot.game.Game(bm.D2C(), quarters=4, seed=1)
    >>> found = bm.pilot.spread.sources(game, worlds=10, lucks=10)
    >>> round(found.decision + found.unknown + found.both + found.chance, 9)
    1.0
    """
    fate = others(game, worlds * lucks)
    same = np.repeat(np.arange(worlds), lucks)
    fate = replace(fate, truth={name: value[same] for name, value in fate.truth.items()})
    ways = [one.of(game.rules) for one in policies.REFERENCES] + [*(more or {}).values()]
    worth = np.array([play.worth(game.rules, fate, way)[0] for way in ways])
    return shares(worth.reshape(-1, worlds, lucks))


def shares(worth: np.ndarray) -> Sources:
    """Variance shared out between way (axis 0), world (axis 1), both, and luck (axis 2); nan where nothing differs."""
    total, cells = float(worth.var()), worth.mean(axis=2)
    if not total > 0:
        return Sources(*[np.nan] * 4)
    decision, unknown = float(cells.mean(axis=1).var()) / total, float(cells.mean(axis=0).var()) / total
    chance = float(worth.var(axis=2).mean()) / total
    return Sources(decision, unknown, 1 - decision - unknown - chance, chance)


def intervals(found: Ways) -> dict[str, tuple[float, float]]:
    """Way -> worth (millions) between which nine futures in ten lie."""
    return {
        name: (float(np.quantile(worth, 0.05)) / 1e6, float(np.quantile(worth, 0.95)) / 1e6)
        for name, worth in zip(_compared(found), _square(found), strict=True)
    }


def _compared(found: Ways) -> list[str]:
    most = max(len(worth) for worth in found.worth.values())
    return [name for name, worth in found.worth.items() if len(worth) == most]


def _square(found: Ways) -> np.ndarray:
    """Worth of each way (row) in each future (column)."""
    return np.array([found.worth[name] for name in _compared(found)])
