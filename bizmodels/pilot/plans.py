"""Plans that are decided at the start and kept, without looking: what each part of a plan brings, and what the rival makes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from bizmodels import french
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError
from bizmodels.lazy import pd, tables
from bizmodels.pilot import debrief, play, policies
from bizmodels.pilot.decision import Decision
from bizmodels.pilot.game import Game
from bizmodels.pilot.policies import Policy
from bizmodels.pilot.rival import KINDS, STILL
from bizmodels.pilot.rules import Rules
from bizmodels.pilot.state import Seen

FUTURES = 4_000
QUIET = "un rival qui ne bouge jamais"


def kept(rules: Rules, price: float = 1.0, advertising: float = 1.0, levers: Sequence[str] = ()) -> Policy:
    """Price and advertising (times those of the start) set in the first quarter, one lever a quarter; those a firm lacks are left out."""
    names = [name for name in levers if name in rules.levers]

    def policy(seen: Seen) -> Decision:
        lever = names[seen.quarter] if seen.quarter < len(names) else ""
        if seen.quarter:
            return Decision(lever=lever)
        return Decision(
            price=price if rules.prices else None, acquisition=advertising * rules.budget, lever=lever
        )

    return policy


def parts(game: Game, plans: Mapping[str, Mapping[str, Any]], futures: int = FUTURES) -> pd.DataFrame:
    """What plans bring on average over doing nothing, in futures that nobody plays.

    Args:
        game: the firm.
        plans: French name -> ``{"price": …, "advertising": …, "levers": […]}``, as in ``kept``; what is left out does not change.
        futures: how many are played, the same for every plan.

    Returns:
        One row a plan: ``gain`` (€, mean worth less that of doing nothing), ``error`` (its standard error, €), ``better`` (share of
        the futures in which it does better than doing nothing), ``ruined`` (share of the futures).

    Raises:
        LearnerError: no plans, a price or a budget outside the rules.

    >>> game = bm.pilot.game.Game(bm.D2C(), seed=1)
    >>> bm.pilot.plans.parts(game, {"Rien": {}}, futures=50)["gain"].tolist()
    [0.0]
    """
    if not isinstance(plans, Mapping) or not plans or not all(isinstance(p, Mapping) for p in plans.values()):
        raise LearnerError(
            f"parts() attend des plans nommés, {{'Plus cher': {{'price': 1.05}}}}{french.NBSP}; reçu{french.NBSP}: {as_given(plans)}."
        )
    rules, fate = game.rules, debrief.others(game, futures)
    nothing, _ = play.worth(rules, fate, policies.nothing(rules))
    rows = {
        name: _against(nothing, *play.worth(rules, fate, kept(rules, **plan))) for name, plan in plans.items()
    }
    return _table(game, rows, "Plan gardé douze trimestres", futures)


def facing(game: Game, price: float = 1.0, advertising: float = 1.0, futures: int = FUTURES) -> pd.DataFrame:
    """What the same plan brings against each rival, the futures the same but for him.

    Returns:
        One row a rival, and one that never moves: columns as in ``parts``.

    >>> game = bm.pilot.game.Game(bm.D2C(), seed=1)
    >>> len(bm.pilot.plans.facing(game, advertising=2, futures=50))
    4
    """
    rules, fate, rows = game.rules, debrief.others(game, futures), {}
    for kind, name in (*enumerate(KINDS), (STILL, QUIET)):
        here = replace(fate, rival=np.full(fate.draws, kind))
        nothing, _ = play.worth(rules, here, policies.nothing(rules))
        rows[name] = _against(nothing, *play.worth(rules, here, kept(rules, price, advertising)))
    return _table(game, rows, "Face à", futures)


def _against(nothing: np.ndarray, worth: np.ndarray, alive: np.ndarray) -> dict[str, float]:
    more = worth - nothing
    return {
        "gain": float(more.mean()),
        "error": float(more.std() / np.sqrt(len(more))),
        "better": float(np.mean(more > 0)),
        "ruined": float(1 - alive.mean()),
    }


def _table(game: Game, rows: dict[str, dict[str, float]], title: str, futures: int) -> pd.DataFrame:
    currency = game.rules.firm.currency

    def shown(found: pd.DataFrame) -> pd.DataFrame:
        gains = [signed(gain, currency) for gain in found["gain"]]
        return pd.DataFrame(
            {
                "De plus que ne rien faire, en moyenne": gains,
                "Mieux que ne rien faire": [french.quantity(x, "%", 0) for x in found["better"]],
                "Ruine": [french.quantity(x, "%", 0) for x in found["ruined"]],
            },
            index=found.index,
        ).rename_axis(title)

    frame = pd.DataFrame.from_dict(rows, orient="index").rename_axis("plan")
    error = french.compact(float(f"{frame['error'].max():.0e}"), currency)
    note = f"{french.number(futures, 0)} futurs{french.NBSP}; moyennes à ± {error} près (écart-type). Hypothèses de cours."
    return tables.Table.of(frame, shown, note=note)


def signed(amount: float, currency: str) -> str:
    """An amount to two digits with its sign: +2,4 M€."""
    said = french.compact(float(f"{amount:.1e}"), currency)
    return f"+{said}" if amount > 0 else said
