"""A run: the decisions of one person in one future, and what became of them. A run is its decisions: the rest is computed again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from bizmodels import french
from bizmodels.analysis import need_model
from bizmodels.core.arguments import single
from bizmodels.core.numbers import is_number
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError
from bizmodels.lazy import pd, tables
from bizmodels.pilot import play
from bizmodels.pilot.decision import Decision
from bizmodels.pilot.fate import Fate
from bizmodels.pilot.rules import Rules
from bizmodels.pilot.state import State

LONGEST = 40  # quarters


class Game:
    """Twelve quarters at the head of a firm, without a screen: what the screen, the policies, the tests and a class share.

    The same model, quarters and seed give the same world to everybody. ``play`` changes nothing in the game.
    """

    def __init__(self, model: Any, quarters: int = 12, seed: int = 0):
        need_model(model, "pilot()")
        single(model, "pilot()")
        if not is_number(quarters) or quarters != int(quarters) or not 1 <= quarters <= LONGEST:
            raise LearnerError(
                f"pilot(){french.NBSP}: quarters vaut {as_given(quarters)}{french.NBSP}; valeur admise{french.NBSP}: un nombre entier de "
                f"1 à {LONGEST}."
            )
        if not is_number(seed) or seed != int(seed) or not 0 <= seed < 2**32:
            raise LearnerError(
                f"pilot(){french.NBSP}: seed vaut {as_given(seed)}{french.NBSP}; valeur admise{french.NBSP}: un nombre entier de 0 à {french.number(2**32 - 1)}."
            )
        self.seed = int(seed)
        self.rules = Rules(model, int(quarters))

    def __repr__(self) -> str:
        return f"Partie de {french.plural(self.rules.quarters, 'trimestre')}, graine {self.seed}{french.NBSP}: {type(self.rules.model).title}"

    @cached_property
    def fate(self) -> Fate:
        """What chance holds for this seed."""
        return self.rules.fate(self.seed)

    def play(self, decisions: Iterable[Decision | Mapping[str, Any] | None] = ()) -> Run:
        """The run of these decisions, one a quarter; fewer leave it unfinished.

        Args:
            decisions: ``Decision``, mapping (``{"price": 0.95, "test": "churn"}``) or None (nothing changes).

        Raises:
            LearnerError: an illegal decision, with its quarter and what is allowed.

        >>> run = bm.pilot(bm.D2C(), quarters=2, seed=1).play([{"price": 1.02}, {}])
        >>> len(run.states), run.done
        (3, True)
        """
        if isinstance(decisions, str | Mapping) or not isinstance(decisions, Iterable):
            raise LearnerError(
                f"play() attend une liste de décisions, une par trimestre, [{{'price': 0.95}}, {{}}]{french.NBSP}; reçu{french.NBSP}: "
                f"{as_given(decisions)}."
            )
        taken = tuple(decisions)
        states = play.listed(self.rules, self.fate, taken)
        return Run(self, tuple(Decision.of(one) for one in taken), tuple(states))

    def follow(self, policy: Callable[[Any], Any]) -> Run:
        """The run of a policy on this seed."""
        taken: list[Decision] = []
        policy = play.callable_policy(self.rules, policy)

        def noted(seen: Any) -> Decision:
            taken.append(Decision.of(policy(seen)).plain())
            return taken[-1]

        states = play.followed(self.rules, self.fate, noted)
        return Run(self, tuple(taken), tuple(states))


@dataclass(frozen=True, eq=False)
class Run:
    """The decisions taken and the states they led to, the start first."""

    game: Game
    decisions: tuple[Decision, ...]
    states: tuple[State, ...]

    def __eq__(self, other: object) -> bool:
        """The same decisions, and the same account to the last bit."""
        if not isinstance(other, Run):
            return NotImplemented
        mine, its = (np.array([state.worth[0] for state in run.states]) for run in (self, other))
        return self.decisions == other.decisions and np.array_equal(mine, its)

    def __repr__(self) -> str:
        played = f"{french.plural(len(self.decisions), 'trimestre')} sur {self.game.rules.quarters}"
        if not self.alive:
            return f"Partie ruinée au trimestre {int(self.states[-1].ruined[0])}"
        end = (
            f"{french.NBSP}: l’entreprise vaut {french.compact(self.worth, self.game.rules.firm.currency)}"
            if self.done
            else ""
        )
        return f"Partie de {played}{end}"

    @property
    def done(self) -> bool:
        """Whether there is nothing left to decide: the last quarter is played, or the firm ruined."""
        return len(self.decisions) >= self.game.rules.quarters or not self.alive

    @property
    def alive(self) -> bool:
        """Whether the firm still exists."""
        return bool(self.states[-1].alive[0])

    @property
    def worth(self) -> float:
        """What it is worth at the end (€): account, less debt, and what its customers will still leave."""
        return float(self.states[-1].worth[0])

    def quarters(self) -> pd.DataFrame:
        """What was seen, quarter by quarter: one row a quarter from 0, the start. Nothing of the hidden truth.

        Columns ``bank debt revenue profit customers share price acquisition rival_price`` (€; customers and share as counted).
        """
        rows = []
        for state in self.states:
            seen, months = self.game.rules.seen(self.game.fate, state), state.months
            rows.append(
                {
                    "bank": float(state.bank[0]),
                    "debt": float(state.debt[0]),
                    "revenue": float(months["revenue"].sum()) if months else np.nan,
                    "profit": float(months["profit"].sum()) if months else np.nan,
                    "customers": float(seen.customers[0]),
                    "share": float(seen.share[0]),
                    "price": float(state.price[0]),
                    "acquisition": float(state.acquisition[0]),
                    "rival_price": float(state.rival.price[0]),
                }
            )
        frame = pd.DataFrame(rows, index=pd.RangeIndex(len(rows), name="quarter"))
        return tables.Table.of(frame, self._shown)

    def _shown(self, frame: pd.DataFrame) -> pd.DataFrame:
        currency = self.game.rules.firm.currency

        def money(value: float) -> str:
            return "—" if np.isnan(value) else french.compact(value, currency)

        shown = pd.DataFrame(
            {
                "En banque": frame["bank"].map(money),
                "Dû": frame["debt"].map(money),
                "Ventes": frame["revenue"].map(money),
                "Résultat": frame["profit"].map(money),
                "Clients comptés": frame["customers"].map(lambda n: french.number(float(f"{n:.2e}"), 0)),
                "Part de marché": frame["share"].map(lambda s: french.quantity(s, "%", 0)),
                "Prix": frame["price"].map(lambda p: french.quantity(p, "%", 0)),
                "Publicité": frame["acquisition"].map(money),
                "Prix du rival": frame["rival_price"].map(lambda p: french.quantity(p, "%", 0)),
            }
        )
        return shown.rename_axis("Trimestre")
