"""The debrief: how much was decided, how much was luck, what a test would have been worth, when it turned."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from bizmodels import french
from bizmodels.core.numbers import is_number
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError
from bizmodels.lazy import pd, tables
from bizmodels.pilot import play, policies
from bizmodels.pilot.decision import Decision
from bizmodels.pilot.fate import Fate
from bizmodels.pilot.game import Game, Run
from bizmodels.pilot.legal import bounds
from bizmodels.pilot.rival import KINDS, SAID
from bizmodels.pilot.state import State
from bizmodels.pilot.subjects import LEVER, REACTION
from bizmodels.pilot.written import tried

YOU = "Vous"
FUTURES = 10_000
MOST = 100_000
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
        frame = (
            pd.DataFrame.from_dict(rows, orient="index")
            .sort_values("mean", ascending=False)
            .rename_axis("way")
        )
        return tables.Table.of(frame, self._shown)

    def _shown(self, frame: pd.DataFrame) -> pd.DataFrame:
        def money(value: float) -> str:
            return french.compact(value, self.game.rules.firm.currency)

        def share(value: float) -> str:
            return french.quantity(value, "%", 0)

        futures = french.number(len(next(iter(self.worth.values()))), 0)
        return (
            pd.DataFrame(
                {
                    f"Sur la graine {self.game.seed}": frame["here"].map(money),
                    f"En moyenne, sur {futures} futurs": frame["mean"].map(money),
                    "Neuf futurs sur dix": [
                        f"de {money(a)} à {money(b)}"
                        for a, b in zip(frame["low"], frame["high"], strict=True)
                    ],
                    "Ruine": frame["ruined"].map(share),
                    "Mieux que ne rien faire": [
                        "—" if name == policies.REFERENCES[0].name else share(better)
                        for name, better in frame["better"].items()
                    ],
                }
            )
            .rename_axis("Façon de jouer")
            .rename(self._with_fewer)
        )

    def _with_fewer(self, name: str) -> str:
        """The way, and how many futures it was played in where they are fewer than those of the others."""
        most, own = max(map(len, self.worth.values())), len(self.worth[name])
        return name if own == most else f"{name} ({french.number(own)} futurs)"


def ways(
    game: Game,
    run: Run | None = None,
    more: Mapping[str, Callable[[Any], Any]] | None = None,
    futures: int = FUTURES,
) -> Ways:
    """The reference policies, the run (its decisions as they are) and policies of one's own, on the seed and on other futures.

    Raises:
        LearnerError: the run of another game or an unfinished one, a name that is taken, no number of futures.
    """
    rules, many = game.rules, others(game, futures)
    _checked(game, run, more)
    here, worth, alive = {}, {}, {}
    for reference in policies.REFERENCES:
        _weigh(game, many, reference.name, reference.of(rules), here, worth, alive)
    for name, policy in (more or {}).items():
        tried(game, policy)
        _weigh(game, many, name, policy, here, worth, alive)
    if run is not None:
        here[YOU] = run.worth
        last = play.listed(rules, many, _elsewhere(run))[-1]
        worth[YOU], alive[YOU] = last.worth, last.alive
    return Ways(game, here, worth, alive)


def _checked(game: Any, run: Run | None, more: Any) -> None:
    """Only what can be compared is: the same game, played to its end, and ways that have names of their own."""
    if more is not None and not isinstance(more, Mapping):
        raise LearnerError(
            f"ways() attend des politiques nommées, {{'Ma politique': ma_politique}}{french.NBSP}; reçu{french.NBSP}: {as_given(more)}."
        )
    taken = {reference.name for reference in policies.REFERENCES} | {YOU}
    for name in more or {}:
        if name in taken:
            raise LearnerError(
                f"{french.quote(str(name))} est déjà une façon de jouer{french.NBSP}: donnez un autre nom à la vôtre."
            )
    if run is None:
        return
    if not isinstance(run, Run):
        raise LearnerError(
            f"ways() attend une partie, partie.play([…]){french.NBSP}; reçu{french.NBSP}: {as_given(run)}."
        )
    if not same(game, run.game):
        raise LearnerError(
            "Cette partie n’est pas de ce jeu : même entreprise, même graine et mêmes trimestres, sinon rien ne se compare."
        )
    if not run.done:
        raise LearnerError(
            f"Cette partie n’est pas finie ({len(run.decisions)} trimestres sur {game.rules.quarters}){french.NBSP}: jouez-la jusqu’au bout."
        )


def same(one: Any, other: Any) -> bool:
    """Whether two games are the same world: firm, seed, quarters."""
    worlds = [(game.seed, game.rules.quarters, repr(game.rules.model)) for game in (one, other)]
    return worlds[0] == worlds[1]


def _to_the_end(run: Run) -> list[Decision]:
    """Its decisions, then none: a ruin stops a run here, not in the other futures."""
    return [*run.decisions, *[Decision()] * (run.game.rules.quarters - len(run.decisions))]


def _elsewhere(run: Run) -> list[Decision]:
    """The same in other futures, nothing given back: one that is poorer there could not, and the rules refuse it for all."""
    return [one.replaced(raised=max(float(one.raised), 0.0)) for one in _to_the_end(run)]


def _owed(game: Game, decisions: list[Decision]) -> list[Decision]:
    """The same, no more given back than is owed: who did not borrow in one quarter has nothing to give back in the next."""
    state, kept = game.rules.start(game.fate), []
    if all(float(one.raised) >= 0 for one in decisions):
        return decisions
    for one in decisions:
        low = next(limits[0] for field, limits, _ in bounds(game.rules, state) if field == "raised")
        kept.append(one.replaced(raised=max(float(one.raised), low)))
        state = game.rules.step(game.fate, state, kept[-1])
    return kept


def _weigh(game: Game, many: Fate, name: str, policy: Any, here: dict, worth: dict, alive: dict) -> None:
    here[name] = game.follow(policy).worth
    worth[name], alive[name] = play.worth(game.rules, many, policy)


def others(game: Game, futures: int = FUTURES) -> Fate:
    """Futures that nobody plays, the same for a whole class."""
    if not is_number(futures) or futures != int(futures) or not 1 <= futures <= MOST:
        raise LearnerError(
            f"futures vaut {as_given(futures)}{french.NBSP}; valeur admise{french.NBSP}: un nombre entier de 1 à {french.number(MOST)}."
        )
    futures = int(futures)
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
    if YOU not in found.worth:
        raise LearnerError("share() partage le résultat d’une partie : ways(jeu, partie).")
    mine = found.worth[YOU]
    nothing = found.worth[policies.REFERENCES[0].name]
    return Share(
        float(nothing.mean()), float(mine.mean()), found.here[YOU], float(np.mean(mine <= found.here[YOU]))
    )


def turning(run: Run) -> pd.DataFrame:
    """What each quarter's decision was worth: the run's end, less that of the same run with nothing decided in that quarter.

    One row a quarter: ``decided`` (what changed, in French), ``gain`` (€). The quarter where it turned has the largest, either way.
    """
    rows = {}
    for quarter, before in enumerate(run.states[: len(run.decisions)], start=1):
        without = _to_the_end(run)
        without[quarter - 1] = Decision()
        gain = run.worth - run.game.play(_owed(run.game, without)).worth
        rows[quarter] = (_decided(run, run.decisions[quarter - 1], before), gain)
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=["decided", "gain"]).rename_axis("quarter")
    frame["gain"] = frame["gain"].astype(float)
    currency = run.game.rules.firm.currency

    def shown(found: pd.DataFrame) -> pd.DataFrame:
        said = [french.compact(gain, currency) for gain in found["gain"]]
        told = {"Décidé": found["decided"], "Ce que cette décision, seule ôtée, a rapporté": said}
        return pd.DataFrame(told, index=found.index).rename_axis("Trimestre")

    note = "0 € : la fin est la même sans elle ; deux fins ruinées se valent, aux dettes près."
    return tables.Table.of(frame, shown, note=french.typeset(note))


def _decided(run: Run, one: Decision, before: State) -> str:
    """What a decision changes, in a line."""
    rules, said = run.game.rules, []
    if one.price is not None and float(one.price) != float(before.price[0]):
        said.append(f"prix à {french.quantity(float(one.price), '%', 0)}")
    if one.acquisition is not None and float(one.acquisition) != float(before.acquisition[0]):
        said.append(f"publicité {french.compact(float(one.acquisition), rules.firm.currency)}")
    if one.lever:
        said.append(f"levier {one.lever}" + (" ôté" if before.levers[str(one.lever)][0] else ""))
    if one.test:
        said.append(f"test {one.size}{french.NBSP}: {rules.subjects[str(one.test)].label}")
    if one.channel:
        said.append(f"{one.channel} le second canal")
    if one.raised:
        amount = french.compact(abs(float(one.raised)), rules.firm.currency)
        said.append(f"{amount} {'levés' if one.raised > 0 else 'rendus'}")
    return ", ".join(said) or "—"


def worth_of_tests(game: Game, futures: int = FEW) -> pd.DataFrame:
    """What each test is worth: worth of who tests it first and chooses price and budget again, less that of who chooses again untold.

    Both choose twice, at the start and a quarter later, and are billed nothing for the test: a test that changes no decision is
    worth exactly nothing. One row a subject (levers apart), the most valuable first: ``label``, ``value`` (€), ``error`` (its
    standard error), ``changes`` (share of the futures in which the answer changes the end), ``cost`` (€), ``gain`` (value less cost).
    """
    many, free = others(game, futures), copy(game.rules)
    free.test_cost = lambda size: np.zeros(np.shape(size))
    blind, _ = play.worth(free, many, policies.information_first(free, ("",)))
    cost = float(game.rules.test_cost("moyen"))
    rows = []
    for name, one in game.rules.subjects.items():
        if one.kind != LEVER:
            more = play.worth(free, many, policies.information_first(free, (name,)))[0] - blind
            error = float(more.std() / np.sqrt(len(more)))
            rows.append((name, one.label, float(more.mean()), error, float(np.mean(np.abs(more) > 1)), cost))
    frame = pd.DataFrame(rows, columns=["subject", "label", "value", "error", "changes", "cost"])
    frame["gain"] = frame["value"] - frame["cost"]
    # Tests that change no decision are worth the same but for the last bits, which depend on the processor.
    frame = frame.set_index("subject").sort_values(
        "value", ascending=False, kind="stable", key=lambda value: value.round()
    )
    return tables.Table.of(
        frame, partial(_tests_shown, game.rules.firm.currency), note=_tests_noted(game, frame)
    )


def _tests_shown(currency: str, found: pd.DataFrame) -> pd.DataFrame:
    def money(column: str) -> list[str]:
        return [french.compact(float(f"{x:.1e}") if abs(x) >= 1 else 0.0, currency) for x in found[column]]

    told = {
        "Ce que rapporte de savoir": money("value"),
        "Son coût": money("cost"),
        "Il reste": money("gain"),
        "La réponse change la fin dans": [french.quantity(x, "%", 0) for x in found["changes"]],
    }
    return pd.DataFrame(told, index=found["label"].to_list()).rename_axis("Ce qu’on ne sait pas")


def _tests_noted(game: Game, frame: pd.DataFrame) -> str:
    error = french.compact(float(f"{frame['error'].max():.0e}"), game.rules.firm.currency)
    return f"À ± {error} près, au plus (écart-type). Test moyen, pour qui refixe ensuite prix et publicité, une fois."


def truth(game: Game) -> pd.DataFrame:
    """What was hidden, told at the end: one row a subject: ``label published true``."""
    rules, fate = game.rules, game.fate
    rows = {name: (one.label, one.middle, float(fate.truth[name][0])) for name, one in rules.subjects.items()}
    # « 1,5 élasticité » is no French: the unit of a power stands in its label.
    powers = {name for name, one in rules.subjects.items() if one.kind == REACTION}
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=["label", "published", "true"]).rename_axis(
        "subject"
    )

    def shown(found: pd.DataFrame) -> pd.DataFrame:
        units = ["" if name in powers else rules.subjects[name].unit for name in found.index]
        labels = [
            f"{label} ({rules.subjects[n].unit})" if n in powers else label
            for n, label in found["label"].items()
        ]
        return pd.DataFrame(
            {
                "Ce qu’on ne savait pas": labels,
                "Chiffre du départ": [
                    french.quantity(v, u) for v, u in zip(found["published"], units, strict=True)
                ],
                "Vrai ici": [french.quantity(v, u) for v, u in zip(found["true"], units, strict=True)],
            }
        )

    return tables.Table.of(frame, shown)


def rival(game: Game) -> tuple[str, str]:
    """The rival of this seed: its name and its rule, in French."""
    name = KINDS[int(game.fate.rival[0])]
    return name, SAID[name]
