"""What ten thousand futures say of several ways of playing: which wins how often, and how much of the spread is decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.lazy import pd, tables
from bizmodels.pilot import play, policies
from bizmodels.pilot.debrief import Ways, others
from bizmodels.pilot.game import Game

WORLDS, LUCKS = 200, 20


@dataclass(frozen=True)
class Spread:
    """Of all that results differ by (their variance), the shares that the three sources make; they sum to 1.

    Attributes:
        decision: the way of playing, whatever the future.
        future: the future, whatever the way of playing.
        both: what suits one future and not another.
    """

    decision: float
    future: float
    both: float


def spread(found: Ways) -> Spread:
    """Variance of the worths, shared out: an analysis of variance with two factors, way and future.

    A way played on fewer futures than the others (a learner's policy) is left out. Nan where nothing differs.

    >>> game = bm.pilot(bm.D2C(), quarters=4, seed=1)
    >>> shared = bm.pilot.spread.spread(bm.pilot.debrief.ways(game, futures=100))
    >>> bool(shared.future > shared.decision)
    True
    """
    worth = _square(found)
    total = float(worth.var())
    if not total > 0:
        return Spread(np.nan, np.nan, np.nan)
    decision, future = float(worth.mean(axis=1).var()) / total, float(worth.mean(axis=0).var()) / total
    return Spread(decision, future, 1 - decision - future)


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
    worth = np.array([play.worth(game.rules, fate, way)[0] for way in ways]).reshape(-1, worlds, lucks)
    total, cells = float(worth.var()), worth.mean(axis=2)
    if not total > 0:
        return Sources(*[np.nan] * 4)
    decision, unknown = float(cells.mean(axis=1).var()) / total, float(cells.mean(axis=0).var()) / total
    chance = float(worth.var(axis=2).mean()) / total
    return Sources(decision, unknown, 1 - decision - unknown - chance, chance)


def winners(found: Ways) -> pd.DataFrame:
    """In which share of the futures each way does best, the most frequent first: one row a way, ``best`` and ``ruined``.

    A future that ruins every way has no winner: the shares then sum to less than 1.
    """
    worth, names = _square(found), _compared(found)
    first, any_left = worth.argmax(axis=0), worth.max(axis=0) > 0
    rows = {
        name: {"best": float(np.mean((first == n) & any_left)), "ruined": float(1 - found.alive[name].mean())}
        for n, name in enumerate(names)
    }
    frame = (
        pd.DataFrame.from_dict(rows, orient="index").sort_values("best", ascending=False).rename_axis("way")
    )

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        said = table.map(lambda value: french.quantity(value, "%", 0))
        return said.set_axis(["Gagne dans", "Ruinée dans"], axis=1).rename_axis("Façon de jouer")

    return tables.Table.of(frame, shown, note=f"{french.number(worth.shape[1], 0)} futurs.")


def beats(found: Ways, one: str, other: str) -> float:
    """Share of the futures in which one way ends higher than another; futures that ruin both count for neither.

    Raises:
        LearnerError: a way that was not played.
    """
    for name in (one, other):
        if name not in found.worth:
            raise LearnerError(
                f"Aucune façon de jouer ne s’appelle {french.quote(str(name))}.{french.nearest(str(name), list(found.worth))}"
            )
    a, b = found.worth[one], found.worth[other]
    few = min(len(a), len(b))
    return float(np.mean(a[:few] > b[:few]))


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
