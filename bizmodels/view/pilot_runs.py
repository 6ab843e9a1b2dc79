"""The runs of one game in the learner's file: kept quarter by quarter, found again, played again to the last cent."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from bizmodels import learner
from bizmodels.core.model import BusinessModel
from bizmodels.errors import LearnerError
from bizmodels.pilot.decision import Decision
from bizmodels.pilot.game import Game, Run


def settings_of(model: BusinessModel) -> dict[str, float | str]:
    """The settings that differ from the model's own."""
    own = {name: field.default for name, field in type(model).model_fields.items()}
    return {name: value for name, value in model._in_force().items() if value != own[name]}


@dataclass(frozen=True)
class Notebook:
    """Where the runs of a game are kept: the file of its lesson, under the name of the pilot."""

    game: Game
    name: str

    @property
    def file(self) -> str:
        """The notebook whose file it is: « lecon_25 »."""
        return learner.notebook_of(self.name)

    def all(self) -> list[learner.KeptRun]:
        """The runs of this firm, seed and number of quarters, the one played last at the end."""
        return [one for one in learner.of(self.file).runs.get(self.name, []) if self._same(one)]

    def last(self) -> learner.KeptRun | None:
        """The last run that is not finished, else the last one; None where there is none."""
        runs = self.all()
        return next((one for one in reversed(runs) if not one.done), runs[-1] if runs else None)

    def first(self, but: str) -> learner.KeptRun | None:
        """The first try: the oldest run that was finished, one played from its start if there is; None where it is ``but``, the one shown."""
        done = sorted((one for one in self.all() if one.done), key=lambda one: one.from_quarter > 0)
        return done[0] if done and done[0].key != but else None

    def keep(self, run: Run, key: str, from_quarter: int) -> None:
        """Write a run as it now stands; its worth only once there is nothing left to decide."""
        game = self.game
        kept = learner.KeptRun(
            key=key, model=type(game.rules.model).__name__, settings=settings_of(game.rules.model), seed=game.seed,
            quarters=game.rules.quarters, decisions=[one.plain().given() for one in run.decisions], done=run.done,
            worth=run.worth if run.done else None, from_quarter=from_quarter, at=learner.now(),
        )  # fmt: skip
        learner.keep_run(self.file, self.name, kept)

    def played(self, kept: learner.KeptRun) -> Run | None:
        """The run again; None where its decisions cannot be taken (a file written by hand, a class that was changed)."""
        try:
            return played(self.game, kept)
        except LearnerError:
            return None

    def _same(self, one: learner.KeptRun) -> bool:
        game = self.game
        firm = type(game.rules.model).__name__, settings_of(game.rules.model)
        return (one.model, one.settings, one.seed, one.quarters) == (*firm, game.seed, game.rules.quarters)


def played(game: Game, kept: learner.KeptRun) -> Run:
    """The run of the decisions kept.

    Raises:
        LearnerError: a decision that this game does not allow.
    """
    return game.play([Decision.of(one) for one in kept.decisions])


def new_key() -> str:
    """What tells a run from the others."""
    return secrets.token_hex(4)
