"""A market that reacts: demand answers the price, the cost of a customer answers how many are wanted.

A reaction is declared by a model like a parameter. ``model.reacting(price=1.5)`` gives the same model, whose settings
stay what one chose and whose *effects* follow: when the basket is raised, ``new_customers`` falls. What moves is moved
once, before any equation, so that every figure, month, simulation and search knows it without a line of its own.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np

from bizmodels import french
from bizmodels.core.formulas import plain
from bizmodels.core.kpi import silently
from bizmodels.core.param import Param, ParameterError, refusal
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError, told_at_call

if TYPE_CHECKING:
    from bizmodels.core.model import BusinessModel

# A constant elasticity is measured around a price. Further than a quarter or four times it, nothing is known: the change is
# counted as that much, and said to be.
LEAST, MOST = 0.25, 4.0


@told_at_call
@dataclass(frozen=True)
class Reaction:
    """One thing of the market that answers another.

    Attributes:
        param: label, unit (« élasticité »), bounds, slider and evidence of its strength.
        of: the setting or figure of the model that is answered, compared with its value at the start.
        moves: setting -> power of the strength e: it becomes setting · (of / of at the start) ** power(e). Empty where the
            model's months read the strength themselves.
        held: settings kept as at the start when ``of`` is read: a price answers the price list, not who buys what.
        start: strength that the calculator proposes.
        neutral: strength at which nothing reacts.
        said: how a sentence calls what is answered and what answers, each with its article, singular.
        who: who does, in words, where the two others leave it open.
        answer: the setting that the months move, where ``moves`` is empty.

    >>> from bizmodels import D2C
    >>> reaction = D2C.reactions["price"]
    >>> reaction.of, list(reaction.moves), reaction.neutral
    ('basket', ['new_customers'], 0.0)
    """

    param: Param
    of: str
    moves: dict[str, Callable[[float], float]]
    start: float
    neutral: float = 0.0
    said: tuple[str, str] = ("le prix", "la demande")
    held: tuple[str, ...] = ()
    who: str = ""
    answer: str = ""


def inverse(e: float) -> float:
    """Power of a constant elasticity of demand: the dearer, the fewer."""
    return -e


def follows(e: float) -> float:
    """Power of what rises with what it answers."""
    return e


def wears_out(b: float) -> float:
    """Power of the cost of a customer when n = n₀ (budget/budget₀)^b: budget/n rises like n^(1/b − 1)."""
    return 1 / b - 1


ACQUISITION = Reaction(
    Param("La publicité s’use", "rendement", low=0.01, high=1, step=0.05, soft=(0.2, 1), plausible=(0.3, 0.9), group="Le marché réagit",
          help="Exposant b de n = n₀ (budget / budget₀)^b : à 0,6, deux fois plus de clients demandent 3,2 fois le budget ; "
          "à 1, chaque client de plus coûte comme les premiers. Les ventes d’une marque "
          "établie, elles, répondent bien moins encore à la publicité (0,12 en moyenne à court terme, Sethuraman et autres, "
          "2011)."),
    of="new_customers",
    moves={"cac": wears_out},
    start=0.6,
    neutral=1.0,
    said=("le nombre de nouveaux clients voulus", "le coût d’acquisition"),
)  # fmt: skip


_WHO = {
    "new_customers": "seuls les nouveaux clients répondent, les autres ne changent rien",
    "conversion_rate": "seuls les gratuits répondent, les abonnés ne changent rien",
}
_REGULARS = "ce sont les clients installés qui répondent"


def price(of: str, moves: str, why: str = "", held: tuple[str, ...] = (), start: float = 1.5) -> Reaction:
    """Demand follows the price ``of`` with a constant elasticity: ``moves`` is multiplied by (price/price₀)^−e."""
    study = (
        "Sur 1 851 mesures, souvent de produits courants, la moyenne est de 2,6 (Bijmolt et autres, 2005)."
    )
    return Reaction(
        Param("La demande suit le prix", "élasticité", high=10, step=0.1, soft=(0, 4), plausible=(0.5, 2.6), group="Le marché réagit",
              help=f"À 1,5, un prix plus haut de 1 % fait perdre 1,5 % de la demande ; à 0, elle ne bouge pas. {study} {why}".strip()),
        of=of,
        moves={moves: inverse},
        start=start,
        held=held,
        who=_WHO.get(moves, _REGULARS),
    )  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """One reaction at work: what it answers was multiplied by ``ratio``, counted as ``counted``, what answers by ``factor``."""

    name: str
    ratio: float
    counted: float
    factor: float


@dataclass(frozen=True)
class Market:
    """What reacts, how much, and to changes from which firm."""

    reference: BusinessModel
    pairs: tuple[tuple[str, float], ...]

    @property
    def strengths(self) -> dict[str, float]:
        """Reaction -> strength; a copy, nobody changes a market."""
        return dict(self.pairs)

    def on(self, model: Any) -> Any:
        """``model``, freshly built from its settings, with the market's answer to them."""
        settings = model.values()
        model.__dict__.update(self.effects(model))
        model.__dict__["_set"], model.__dict__["_market"] = settings, self
        return model

    def answers(self, model: BusinessModel) -> list[Answer]:
        """What each reaction makes of the settings of ``model`` (one firm); those that nothing has moved are left out."""
        found: list[Answer] = []
        self.effects(model.model_construct(**model.values()), found)
        return [
            answer for answer in found if answer.ratio != 1 or not type(model).reactions[answer.name].moves
        ]

    @silently
    def effects(self, model: BusinessModel, told: list[Answer] | None = None) -> dict[str, Any]:
        """The settings of ``model`` that the market moves, and what they become; ``told`` is filled with the ratios."""
        cls, moved = type(model), {}
        settings = {name: model.__dict__[name] for name in cls.__params__}
        now = cls.model_construct(**settings)  # a copy: what is read here is not kept by the model
        for name, strength in self.strengths.items():
            reaction = cls.reactions[name]
            if strength == reaction.neutral:
                continue
            ratio = self.ratio(now, reaction)
            counted = counted_as(ratio)
            if told is not None:
                power = exponent(reaction, strength)
                told.append(Answer(name, float(ratio), float(counted), float(counted**power)))
            for parameter in reaction.moves:
                param = cls.__params__[parameter]
                value = now.__dict__[parameter] * counted ** exponent(reaction, strength, parameter)
                value = np.minimum(np.maximum(value, param.low), min(param.high, sys.float_info.max))
                if isinstance(value, np.ndarray) and value.ndim:
                    value.setflags(write=False)
                moved[parameter] = plain(value)
            now = cls.model_construct(**{**settings, **moved})
        return moved

    def ratio(self, model: BusinessModel, reaction: Reaction) -> Any:
        """What ``reaction`` answers, over its value at the start; 1 where it has none to be compared with."""
        start = self.reference
        if reaction.held:
            names = type(model).__params__
            kept = {name: start.__dict__[name] for name in reaction.held}
            model = model.model_construct(**{**{name: model.__dict__[name] for name in names}, **kept})
        before, now = getattr(start, reaction.of), getattr(model, reaction.of)
        if isinstance(before, np.ndarray):  # each draw answers from its own start
            moved = (before > 0) & (now != before)
            return np.where(moved, now / np.where(moved, before, 1.0), 1.0)
        if not before > 0:
            return 1.0
        if isinstance(now, np.ndarray):
            return np.where(now == before, 1.0, now / before)
        return 1.0 if now == before else now / before  # also where both have overflowed

    def strength(self, name: str) -> float:
        """Strength of a reaction, neutral where it was not asked for."""
        return self.strengths.get(name, type(self.reference).reactions[name].neutral)


def exponent(reaction: Reaction, strength: float, parameter: str = "") -> float:
    """Power of the change at that strength, for ``parameter`` or the first setting moved; a student's may be no number."""
    power = reaction.moves[parameter] if parameter else next(iter(reaction.moves.values()), follows)
    try:
        value = power(strength)
    except Exception as error:
        reason = f"ne se calcule pas ({error})"
    else:
        if isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value):
            return float(value)
        reason = f"vaut {as_given(value)}, qui n’est pas un nombre fini"
    raise LearnerError(
        f"Réaction {french.quote(reaction.param.label)}{french.NBSP}: à {french.exact(strength)}, sa puissance {reason}."
    )


def counted_as(ratio: Any) -> Any:
    """The change as far as an elasticity is believed: between a quarter and four times the start."""
    if isinstance(ratio, np.ndarray):
        return np.minimum(np.maximum(ratio, LEAST), MOST)
    return min(max(float(ratio), LEAST), MOST)


def unanswered(model: BusinessModel, start: BusinessModel) -> set[str]:
    """The reactions of a firm in a market that does not react which would have answered what has changed since ``start``."""
    if type(model) is not type(start):
        return set()
    still = Market(start, ())
    return {name for name, reaction in type(model).reactions.items() if still.ratio(model, reaction) != 1}


def market(model: BusinessModel, strengths: dict[str, Any]) -> Market:
    """The market of ``model.reacting(**strengths)``, or a refusal in French."""
    known = type(model).reactions
    if not known and strengths:
        raise LearnerError(f"{type(model).__name__} ne déclare aucune réaction du marché.")
    for name in strengths:
        if name not in known:
            raise LearnerError(
                f"{type(model).__name__}.reacting() ne connaît pas {french.quote(name)}.{french.nearest(str(name), list(known))}"
            )
    problems, kept = {}, {}
    for name, value in strengths.items():
        param = known[name].param
        try:
            if isinstance(value, np.ndarray) and value.ndim:
                raise ValueError("reçoit un tableau, et non un nombre")
            kept[name] = param.check(value)
        except ValueError as reason:
            problems[name] = refusal(name, param, reason)
    if problems:
        raise ParameterError(problems)
    # In the order of their declaration: what the budget has to win is read before the price changes it.
    return Market(model, tuple((name, kept[name]) for name in known if name in kept))
