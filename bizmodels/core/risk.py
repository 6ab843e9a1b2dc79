"""A risk: what may befall a firm, how often, how hard, for how long. To models what a lever is: one record, for any model.

``risk.stress(model)`` gives the firm as it is once struck. ``simulate(model, …, risks=[…])`` draws who is struck, when and
how hard, and walks the months accordingly (``core.struck``).
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

from bizmodels import french
from bizmodels.core.change import Change, Lever, need
from bizmodels.core.laws import Between
from bizmodels.core.model import BusinessModel
from bizmodels.core.months import Account
from bizmodels.core.numbers import is_number
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError, told_at_call

YEAR = 12
HARDEST = 1_000.0  # times the declared blow: beyond, nobody believes the declaration


@told_at_call
@dataclass(frozen=True, kw_only=True)
class Risk(Change):
    """What may befall a firm: its settings move against it, and it pays.

    Attributes:
        probability: that it strikes within a year (0 to 1). It strikes at most once over the months followed.
        severity: how hard, 1 as declared: a law with ``.rvs(size, random_state)``; by default triangular over ``band``.
            At 2 the settings move as by two such blows, and what it costs is doubled.
        lasts: months after which the settings are again what they were; infinite where they stay. What is lost meanwhile,
            customers for one, does not come back by itself.

    >>> from bizmodels.core.change import times
    >>> delisted = bm.Risk(name="Déclassement", changes={"new_customers": times(0.7)}, probability=0.2, lasts=6)
    >>> delisted.stress(bm.D2C(new_customers=1_000)).new_customers
    700.0
    >>> round(delisted.monthly, 4)  # 1 − 0.8^(1/12)
    0.0184
    """

    probability: float = 0.1
    severity: Any = None
    lasts: float = math.inf

    kind: ClassVar[str] = "Risque"
    costs_alone: ClassVar[bool] = True
    strongest: ClassVar[float] = HARDEST
    __hash__ = Change.__hash__

    def __post_init__(self) -> None:
        Change.__post_init__(self)
        if not is_number(self.probability) or not 0 <= self.probability <= 1:
            raise LearnerError(
                f"{self._called()}{french.NBSP}: probability vaut {as_given(self.probability)}{french.NBSP}; valeur admise"
                f"{french.NBSP}: un nombre de 0 à 1, par an (0.05 pour une année sur vingt)."
            )
        whole = is_number(self.lasts) and self.lasts == int(self.lasts) and self.lasts >= 1
        for_good = isinstance(self.lasts, float) and self.lasts == math.inf
        if not (whole or for_good):
            raise LearnerError(
                f"{self._called()}{french.NBSP}: lasts vaut {as_given(self.lasts)}{french.NBSP}; valeur admise{french.NBSP}: "
                "un nombre entier de mois à partir de 1, ou math.inf."
            )
        self._need_what_strikes()
        if self.severity is None:
            object.__setattr__(self, "severity", Between(self.band[0], 1.0, self.band[1]))
        elif not hasattr(self.severity, "rvs"):
            raise LearnerError(
                f"{self._called()}{french.NBSP}: severity vaut {as_given(self.severity)}{french.NBSP}; valeur admise"
                f"{french.NBSP}: une loi, par exemple bm.between(0.5, 1, 2)."
            )

    def _need_what_strikes(self) -> None:
        """A blow moves what is to come: the past, a reaction or a dose are a lever's."""
        for moved in self._alternatives():
            for name in moved:
                if name == "setup_cost" or name.startswith("starting_"):
                    raise LearnerError(
                        f"{self._called()}{french.NBSP}: {french.quote(name)} est une valeur de départ, qu’un coup ne change pas"
                        f"{french.NBSP}; ce qu’il coûte une fois se dit setup_cost=… (€) ou setup_months=… (mois de chiffre d’affaires)."
                    )
        if self.answers or self.amount != 1:
            raise LearnerError(
                f"{self._called()}{french.NBSP}: answers et amount sont ceux d’un levier{french.NBSP}; un coup dit sa force par severity."
            )

    @property
    def monthly(self) -> float:
        """Probability that it strikes in a given month, if it has not: 1 − (1 − p)^(1/12)."""
        return 1.0 if self.probability == 1 else -math.expm1(math.log1p(-self.probability) / YEAR)

    def costs(self, model: BusinessModel) -> tuple[float, float]:
        """What it costs this firm: once, and each month (€), in proportion to its strength."""
        once, monthly = Change.costs(self, model)
        return once * self.strength, monthly * self.strength

    def stress(self, model: BusinessModel, severity: float = 1.0) -> BusinessModel:
        """A new model of the same class, struck from its first month on, for good.

        What a longer wait for money ties up at once is paid before month 1 (``setup_cost``), as a firm that is struck on
        the way pays it. ``simulate`` and ``bm.exposure`` also know how long the risk lasts.

        Args:
            model: any model that has the settings changed.
            severity: how hard (≥ 0), 1 as declared.

        Raises:
            LearnerError: the model lacks a setting, or holds arrays of draws; a severity that is none.
        """
        after = self.blow(severity)._changed(model)
        held = Account(after).held_at_start - Account(model).held_at_start
        return after.replace(setup_cost=after.setup_cost + held) if held > 0 else after

    def blow(self, severity: float) -> Risk:
        """The same risk, so many times as hard: its effect and its costs follow."""
        if not is_number(severity) or not 0 <= severity * self.strength <= HARDEST:
            raise LearnerError(
                f"{self._called()}{french.NBSP}: severity vaut {as_given(severity)}{french.NBSP}; valeur admise{french.NBSP}: "
                f"un nombre de 0 à {french.exact(HARDEST)}."
            )
        return replace(self, strength=self.strength * float(severity))

    def guarded(self, levers: Sequence[Lever]) -> Risk:
        """The same risk, as often as the levers leave it (``Lever.protects``)."""
        left = 1.0
        for lever in levers:
            if self.name in lever.protects:
                left *= lever.protects[self.name] ** (lever.strength * lever.reach())
        return replace(self, probability=min(1.0, self.probability * left))

    def drawn(self, draws: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
        """Month in which it strikes each draw (inf: never), and how hard.

        The same seed gives a risk the same draws whatever the others. A rarer risk strikes the same draws later.
        """
        generator = np.random.default_rng([seed, zlib.crc32(self.name.encode())])
        luck = generator.random(draws)
        hard = self._hardness(draws, generator)
        if self.probability == 0:
            return np.full(draws, np.inf), hard
        if self.probability == 1:
            return np.ones(draws), hard
        return 1 + np.floor(YEAR * np.log1p(-luck) / math.log1p(-self.probability)), hard

    def _hardness(self, draws: int, generator: np.random.Generator) -> np.ndarray:
        """Draws of the severity; what a law with a long tail gives beyond what anybody believes is cut there."""
        try:
            hard = np.asarray(self.severity.rvs(size=draws, random_state=generator), dtype=float)
        except (TypeError, ValueError):
            hard = np.empty(0)
        if hard.shape != (draws,) or not (hard >= 0).all():
            raise LearnerError(
                f"{self._called()}{french.NBSP}: sa loi severity, severity.rvs(size=…, random_state=…), doit donner "
                f"{french.plural(draws, 'nombre')} à partir de 0, un par tirage."
            )
        return np.minimum(hard, HARDEST / max(1.0, self.strength))


def need_risks(risks: Any, where: str) -> list[Risk]:
    """The risks given, one or several, or a French sentence."""
    return need(risks, Risk, f"{where} attend des risques, risks=[bm.risks.catalogue.BREACH]")
