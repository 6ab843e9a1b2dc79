"""The debrief: how much was decided, how much was luck, what a test would have been worth, when it turned."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from bizmodels import french
from bizmodels.lazy import pd, tables
from bizmodels.pilot import play, policies
from bizmodels.pilot.decision import Decision
from bizmodels.pilot.fate import Fate
from bizmodels.pilot.game import Game, Run
from bizmodels.pilot.rival import KINDS, SAID
from bizmodels.pilot.subjects import LEVER

YOU = "Vous"
FUTURES = 10_000
FEW = 2_000  # futures in which each test is weighed
OTHERS = 1_000_003  # added to a seed: the futures that nobody plays


@dataclass(frozen=True)
class Ways:
    """Every way of playing on the same futures: name -> worth on the seed played, worth and survival on the others."""

    game: Game
    here: dict[str, float]
    worth: dict[str, np.ndarray]
    alive: dict[str, np.ndarray]

    def table(self) -> pd.DataFrame:
        """One row a way, best on average first: ``here mean low high ruined better``.

        ``here``: worth on the seed played; ``low``, ``high``: nine futures in ten lie between; ``ruined``: share of the futures;
        ``better``: share of the futures in which it does better than doing nothing.
        """
        nothing = self.worth[policies.REFERENCES[0].name]
        rows = {
            name: {
                "here": self.here[name],
                "mean": float(worth.mean()),
                "low": float(np.quantile(worth, 0.05)),
                "high": float(np.quantile(worth, 0.95)),
                "ruined": float(1 - self.alive[name].mean()),
                "better": float(np.mean(worth > nothing[: len(worth)])),
            }
            for name, worth in self.worth.items()
        }
        frame = pd.DataFrame.from_dict(rows, orient="index").sort_values("mean", ascending=False).rename_axis("way")
        return tables.Table.of(frame, self._shown)

    def _shown(self, frame: pd.DataFrame) -> pd.DataFrame:
        def money(value: float) -> str:
            return french.compact(value, self.game.rules.firm.currency)

        def share(value: float) -> str:
            return french.quantity(value, "%", 0)

        futures = french.number(len(next(iter(self.worth.values()))), 0)
        return pd.DataFrame(
            {
                f"Sur la graine {self.game.seed}": frame["here"].map(money),
                f"En moyenne, sur {futures} futurs": frame["mean"].map(money),
                "Neuf futurs sur dix": [f"de {money(a)} à {money(b)}" for a, b in zip(frame["low"], frame["high"], strict=True)],
                "Ruine": frame["ruined"].map(share),
                "Mieux que ne rien faire": frame["better"].map(share),
            }
        ).rename_axis("Façon de jouer")


def ways(
    game: Game,
    run: Run | None = None,
    more: Mapping[str, Callable[[Any], Any]] | None = None,
    futures: int = FUTURES,
) -> Ways:
    """The reference policies, the run (its decisions as they are) and policies of one's own, on the seed and on other futures."""
    rules, many = game.rules, others(game, futures)
    here, worth, alive = {}, {}, {}
    for reference in policies.REFERENCES:
        _weigh(game, many, reference.name, reference.of(rules), here, worth, alive)
    for name, policy in (more or {}).items():
        _weigh(game, many, name, policy, here, worth, alive)
    if run is not None:
        here[YOU] = run.worth
        last = play.listed(rules, many, run.decisions)[-1]
        worth[YOU], alive[YOU] = last.worth, last.alive
    return Ways(game, here, worth, alive)


def _weigh(game: Game, many: Fate, name: str, policy: Any, here: dict, worth: dict, alive: dict) -> None:
    here[name] = game.follow(policy).worth
    worth[name], alive[name] = play.worth(game.rules, many, policy)


def others(game: Game, futures: int = FUTURES) -> Fate:
    """Futures that nobody plays, the same for a whole class."""
    return game.rules.fate((game.seed + OTHERS) % 2**32, futures)


@dataclass(frozen=True)
class Share:
    """What a result owes to what: worth of doing nothing and of one's decisions over all futures, worth here, rank of one's luck."""

    nothing: float
    decided: float
    here: float
    luck_rank: float

    @property
    def decision(self) -> float:
        """What the decisions add, on average over all futures (€)."""
        return self.decided - self.nothing

    @property
    def luck(self) -> float:
        """What this future added to them (€)."""
        return self.here - self.decided


def share(found: Ways) -> Share:
    """How much of the result was decided, and how much was luck."""
    mine = found.worth[YOU]
    nothing = found.worth[policies.REFERENCES[0].name]
    return Share(
        float(nothing.mean()), float(mine.mean()), found.here[YOU], float(np.mean(mine <= found.here[YOU]))
    )


def turning(run: Run) -> pd.DataFrame:
    """What each quarter's decision was worth: the run's end, less that of the same run with nothing decided in that quarter.

    One row a quarter: ``gain`` (€). The quarter where it turned has the largest, either way.
    """
    rows = {}
    for quarter in range(1, len(run.decisions) + 1):
        without = list(run.decisions)
        without[quarter - 1] = Decision()
        rows[quarter] = run.worth - run.game.play(without).worth
    frame = pd.DataFrame({"gain": pd.Series(rows, dtype=float)}).rename_axis("quarter")
    currency = run.game.rules.firm.currency

    def shown(found: pd.DataFrame) -> pd.DataFrame:
        named = found.set_axis(["Ce que cette décision a rapporté"], axis=1).rename_axis("Trimestre")
        return named.map(lambda gain: french.compact(gain, currency))

    return tables.Table.of(frame, shown)


def test_values(game: Game, futures: int = FEW) -> pd.DataFrame:
    """What each test is worth: worth of who tests it first and chooses price and budget again, less that of who chooses without.

    One row a subject (levers apart), the most valuable first: ``label``, ``gain`` (€, cost of the test deducted), ``cost``.
    """
    rules, many = game.rules, others(game, futures)
    blind = play.worth(rules, many, policies.test_first(rules, ()))[0].mean()
    cost = float(rules.test_cost("moyen"))
    rows = []
    for name, one in rules.subjects.items():
        if one.kind != LEVER:
            informed = play.worth(rules, many, policies.test_first(rules, (name,)))[0].mean()
            rows.append((name, one.label, float(informed - blind), cost))
    frame = pd.DataFrame(rows, columns=["subject", "label", "gain", "cost"]).set_index("subject")
    # Tests that change no decision are worth the same but for the last bits, which depend on the processor.
    frame = frame.sort_values("gain", ascending=False, kind="stable", key=lambda gain: gain.round())
    currency = rules.firm.currency

    def shown(found: pd.DataFrame) -> pd.DataFrame:
        told = {
            "Ce que le test rapporte, son coût payé": [french.compact(x, currency) for x in found["gain"]],
            "Son coût": [french.compact(x, currency) for x in found["cost"]],
        }
        return pd.DataFrame(told, index=found["label"].to_list()).rename_axis("Ce qu’on ne sait pas")

    return tables.Table.of(frame, shown)


def truth(game: Game) -> pd.DataFrame:
    """What was hidden, told at the end: one row a subject: ``label published true``."""
    rules, fate = game.rules, game.fate
    rows = {name: (one.label, one.middle, float(fate.truth[name][0])) for name, one in rules.subjects.items()}
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=["label", "published", "true"]).rename_axis("subject")

    def shown(found: pd.DataFrame) -> pd.DataFrame:
        units = [rules.subjects[name].unit for name in found.index]
        return pd.DataFrame(
            {
                "Ce qu’on ne savait pas": found["label"].to_list(),
                "Chiffre du départ": [french.quantity(v, u) for v, u in zip(found["published"], units, strict=True)],
                "Vrai ici": [french.quantity(v, u) for v, u in zip(found["true"], units, strict=True)],
            }
        )

    return tables.Table.of(frame, shown)


def rival(game: Game) -> tuple[str, str]:
    """The rival of this seed: its name and its rule, in French."""
    name = KINDS[int(game.fate.rival[0])]
    return name, SAID[name]
