"""A lever: what a firm decides to change, what that costs, and what the market answers. One record, for any model.

``lever.apply(model)`` gives a new model of the same class, so that every figure, month, comparison and simulation knows
the lever without a line of its own. Its costs are the firm's: the monthly one joins the fixed costs, the one-off one is
paid before month 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from numbers import Real
from types import MappingProxyType
from typing import Any, ClassVar, Self

import numpy as np

from bizmodels import french
from bizmodels.core.arguments import single
from bizmodels.core.model import BusinessModel
from bizmodels.core.months import MONTHS
from bizmodels.core.numbers import is_number
from bizmodels.core.reactions import market
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError, told_at_call
from bizmodels.facts import facts

HYPOTHESIS = "hypothèse"
LOW, MIDDLE, HIGH = CASES = ("low", "middle", "high")
LARGEST = 100.0  # times the declared effect or budget: beyond, nobody believes the declaration


@dataclass(frozen=True)
class Shift:
    """What becomes of one setting: ``value · factor + added``; at another strength ``value · factor^s + added · s``.

    >>> from bizmodels.core.change import plus, times
    >>> times(0.9).of(0.05), round(times(0.9).of(0.05, strength=2), 4), plus(3).of(10)
    (0.045000000000000005, 0.0405, 13.0)
    """

    factor: float = 1.0
    added: float = 0.0

    def of(self, value: Any, strength: float = 1.0) -> Any:
        """The setting once changed; ``value`` is a number or an array of draws."""
        return value * self.factor**strength + self.added * strength


def times(factor: float) -> Shift:
    """A setting multiplied by ``factor`` (> 0): ``times(0.9)`` is 10 % less."""
    if not is_number(factor) or not factor > 0:
        raise LearnerError(
            f"times() attend un nombre plus grand que 0 (0.9 pour 10{french.NBSP}% de moins){french.NBSP}; reçu{french.NBSP}: {as_given(factor)}."
        )
    return Shift(factor=float(factor))


def plus(added: float) -> Shift:
    """A setting to which ``added`` is added, in its own unit (a fraction where it is a share)."""
    if not is_number(added):
        raise LearnerError(f"plus() attend un nombre{french.NBSP}; reçu{french.NBSP}: {as_given(added)}.")
    return Shift(added=float(added))


@told_at_call
@dataclass(frozen=True, kw_only=True)
class Change:
    """What a lever and a risk have in common: settings that move, and who pays.

    Attributes:
        name: in French, as a card shows it.
        changes: setting -> ``times(…)`` or ``plus(…)``; or several such mappings, of which the first that the model has
            is taken (a basket here, a licence there).
        setup_cost: paid once, before month 1 (€).
        setup_months: also paid once, in months of the firm's own mean revenue over 36 months *without* the change: the same
            blow to a shop and to a bank.
        monthly_cost: paid each month (€).
        revenue_share: also paid each month, a share of the firm's own mean monthly revenue over 36 months *without* the
            lever: a budget decided beforehand, that says the same thing to a shop and to a bank.
        payer: who pays, in French.
        why: where the effect comes from, in French.
        evidence: key of a fact of ``data/``, or « hypothèse ».
        band: the strengths one believes in, around 1: at 0.5, half the effect for the same money.
        answers: reaction -> strength, or None for what the model itself proposes: how demand, sellers or the price of
            advertising answer. Those the model does not have are left out.
        saturation: how fast more of the same wears out: k times the budget does k (1 + s)/(k + s) times as much, never
            more than 1 + s. Infinite where the market itself answers (a price, an audience that wears out).
        pure_gain: why the lever has no best amount, in French, where that is so.
        amount: how many times the declared budget (``effort``).
        strength: how strong its effect is, 1 as declared (``at``).
    """

    name: str
    changes: Mapping[str, Shift] | Sequence[Mapping[str, Shift]]
    setup_cost: float = 0.0
    setup_months: float = 0.0
    monthly_cost: float = 0.0
    revenue_share: float = 0.0
    payer: str = "l’entreprise"
    why: str = ""
    evidence: str = HYPOTHESIS
    band: tuple[float, float] = (0.5, 1.5)
    answers: Mapping[str, float | None] = field(default_factory=dict)
    saturation: float = 1.0
    pure_gain: str = ""
    amount: float = 1.0
    strength: float = 1.0

    kind: ClassVar[str] = "Changement"  # what a sentence calls it
    costs_alone: ClassVar[bool] = False  # whether it may cost and move nothing
    strongest: ClassVar[float] = LARGEST

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name.strip():
            raise LearnerError(
                f"Un {self.kind.lower()} a un nom{french.NBSP}; reçu{french.NBSP}: {as_given(self.name)}."
            )
        self._freeze()
        for moved in self._alternatives():
            if (
                not isinstance(moved, Mapping)
                or not (moved or self.costs_alone)
                or not all(isinstance(name, str) for name in moved)
            ):
                raise LearnerError(
                    f"{self._called()}{french.NBSP}: changes nomme des réglages, {{'churn': times(0.9)}}{french.NBSP}; "
                    f"reçu{french.NBSP}: {as_given(moved)}."
                )
            for setting, shift in moved.items():
                if not isinstance(shift, Shift):
                    raise LearnerError(
                        f"{self._called()}, {french.quote(str(setting))}{french.NBSP}: écrire times(0.9) ou plus(-0.01)"
                        f"{french.NBSP}; reçu{french.NBSP}: {as_given(shift)}."
                    )
        most = {"revenue_share": 1.0, "amount": LARGEST, "strength": self.strongest}
        for cost in ("setup_cost", "setup_months", "monthly_cost", *most):
            value, top = getattr(self, cost), most.get(cost, math.inf)
            if not is_number(value) or not 0 <= value <= top:
                allowed = (
                    f"un nombre de 0 à {french.exact(top)}" if cost in most else "un nombre à partir de 0"
                )
                raise LearnerError(
                    f"{self._called()}{french.NBSP}: {cost} vaut {as_given(value)}{french.NBSP}; valeur admise{french.NBSP}: {allowed}."
                )
        if (
            isinstance(self.saturation, bool)
            or not isinstance(self.saturation, Real)
            or not self.saturation > 0
        ):
            raise LearnerError(
                f"{self._called()}{french.NBSP}: saturation vaut {as_given(self.saturation)}{french.NBSP}; valeur admise"
                f"{french.NBSP}: un nombre plus grand que 0."
            )
        if (
            not isinstance(self.band, tuple | list)
            or len(self.band) != 2
            or not all(map(is_number, self.band))
            or not 0 <= self.band[0] <= 1 <= self.band[1]
        ):
            raise LearnerError(
                f"{self._called()}{french.NBSP}: band vaut {as_given(self.band)}{french.NBSP}; valeur admise{french.NBSP}: deux "
                "forces autour de 1, par exemple (0.5, 1.5)."
            )
        if self.evidence != HYPOTHESIS:
            facts.fact_from_key(self.evidence)

    def _freeze(self) -> None:
        """Nobody changes a lever of the course from a cell: its mappings are read-only."""
        changes = self.changes
        if isinstance(changes, Mapping):
            changes = MappingProxyType(dict(changes))
        elif isinstance(changes, list | tuple) and changes:
            changes = tuple(
                MappingProxyType(dict(one)) if isinstance(one, Mapping) else one for one in changes
            )
        else:
            raise LearnerError(
                f"{self._called()}{french.NBSP}: changes nomme des réglages, {{'churn': times(0.9)}}{french.NBSP}; "
                f"reçu{french.NBSP}: {as_given(changes)}."
            )
        if not isinstance(self.answers, Mapping):
            raise LearnerError(
                f"{self._called()}{french.NBSP}: answers nomme des réactions, {{'price': 1.5}}{french.NBSP}; "
                f"reçu{french.NBSP}: {as_given(self.answers)}."
            )
        object.__setattr__(self, "changes", changes)
        object.__setattr__(self, "answers", MappingProxyType(dict(self.answers)))

    def __hash__(self) -> int:
        return hash(self.name)

    def __deepcopy__(self, memo: dict) -> Self:
        return self  # nothing in it changes

    def __reduce__(self) -> tuple:
        """Read-only mappings cannot be pickled: the declaration is."""
        given = {one.name: getattr(self, one.name) for one in fields(self)}
        for name, value in given.items():
            if isinstance(value, Mapping):
                given[name] = dict(value)
            elif name == "changes":
                given[name] = [dict(one) for one in value]
        return _declared, (type(self), given)

    # --- what it does to a model ----------------------------------------------------------------------

    def fits(self, model: BusinessModel) -> bool:
        """Whether the model has the settings that are changed."""
        return self._moved(type(model)) is not None

    def is_misspelt(self) -> bool:
        """Whether no model at all, a student's included, has what it changes."""
        known = _names("__params__")
        return all(any(name not in known for name in moved) for moved in self._alternatives())

    def moved(self, model: BusinessModel) -> Mapping[str, Shift]:
        """The settings of this model that are changed, and how.

        Raises:
            LearnerError: the model lacks them; they are named.
        """
        if not isinstance(model, BusinessModel):
            raise LearnerError(
                f"{self._called()} s’applique à un modèle, par exemple bm.D2C(){french.NBSP}; reçu{french.NBSP}: {as_given(model)}."
            )
        found = self._moved(type(model))
        if found is None:
            known = type(model).__params__
            lacks = [french.listing([n for n in moved if n not in known]) for moved in self._alternatives()]
            unknown = next(
                (n for moved in self._alternatives() for n in moved if n not in _names("__params__")), None
            )
            hint = french.nearest(unknown, list(known)) if unknown else ""
            raise LearnerError(
                f"{self._called()} ne s’applique pas à {type(model).__name__}{french.NBSP}: il lui manque "
                f"{' ou '.join(lacks)}.{hint}"
            )
        return found

    def reach(self) -> float:
        """Times the declared effect that ``amount`` times the budget has."""
        if math.isinf(self.saturation):
            return self.amount
        return self.amount * (1 + self.saturation) / (self.amount + self.saturation)

    def moves(self, model: BusinessModel, values: Mapping[str, Any], force: Any = 1.0) -> dict[str, Any]:
        """``values`` (setting -> number or array of draws), those that the lever changes or pays from moved.

        Kept within their hard bounds: no lever makes more than everybody stay. ``force``: so many times as hard and as dear,
        a number or one for each draw.
        """
        strength, params = self.strength * self.reach() * force, type(model).__params__
        found = dict(values)
        for name, shift in self.moved(model).items():
            if name in values:
                found[name] = np.clip(shift.of(values[name], strength), params[name].low, params[name].high)[
                    ()
                ]
        for name, cost in zip(("setup_cost", "fixed_costs"), self.costs(model), strict=True):
            if cost and name in values:
                found[name] = found[name] + cost * force
        return found

    def costs(self, model: BusinessModel) -> tuple[float, float]:
        """What it costs this firm: once, and each month (€)."""
        shares = self.revenue_share or self.setup_months
        revenue = math.fsum(model.walked["revenue"]) / MONTHS if shares else 0.0
        return (
            self.amount * (self.setup_cost + self.setup_months * revenue),
            self.amount * (self.monthly_cost + self.revenue_share * revenue),
        )

    def _changed(self, model: BusinessModel, case: str = MIDDLE) -> BusinessModel:
        self.moved(model)  # what is no model is told first
        single(model, f"{self._called()}.apply()")
        settings = self.moves(model, model.values())
        return _answering(model, self._answers(model, case)).replace(
            **{name: float(value) for name, value in settings.items()}
        )

    def _answers(self, model: BusinessModel, case: str) -> dict[str, float]:
        """Strength of each reaction that the model has: as declared, or the end of its plausible range that helps or harms."""
        known, found = type(model).reactions, {}
        for name, strength in self.answers.items():
            if name not in known:
                if name not in (declared := _names("reactions")):
                    raise LearnerError(
                        f"{self._called()}{french.NBSP}: aucun modèle n’a de réaction {french.quote(str(name))}."
                        f"{french.nearest(str(name), sorted(declared))}"
                    )
                continue
            reaction = known[name]
            ends = reaction.param.plausible
            if case == MIDDLE or strength is not None or ends is None:
                found[name] = reaction.start if strength is None else strength
            else:  # the further from « nothing reacts », the worse
                near, far = sorted(ends, key=lambda end: abs(end - reaction.neutral))
                found[name] = near if case == HIGH else far
        return found

    def _alternatives(self) -> Sequence[Mapping[str, Shift]]:
        return [self.changes] if isinstance(self.changes, Mapping) else list(self.changes)

    def _moved(self, cls: type[BusinessModel]) -> Mapping[str, Shift] | None:
        return next(
            (moved for moved in self._alternatives() if all(name in cls.__params__ for name in moved)), None
        )

    def _called(self) -> str:
        return f"{self.kind} {french.quote(str(self.name))}"


@told_at_call
@dataclass(frozen=True, kw_only=True)
class Lever(Change):
    """What a firm decides to change: its settings move, it pays, the market answers.

    Attributes:
        protects: name of a risk -> what is left of its probability (0.5: half as often), for the declared budget. Above 1 the
            lever makes it more likely.

    >>> from bizmodels.core.change import times
    >>> card = bm.Lever(name="Carte de fidélité", changes={"churn": times(0.75)}, monthly_cost=2_000)
    >>> shop = bm.D2C(churn=0.08, fixed_costs=10_000)
    >>> kept = card.apply(shop)
    >>> round(kept.churn, 4), kept.fixed_costs
    (0.06, 12000.0)
    >>> round(card.at(0.5).apply(shop).churn, 4)  # 0.08 × √0.75: half as strong, as dear
    0.0693
    >>> card.effort(3).reach()  # three times the money, one and a half times the effect
    1.5
    """

    protects: Mapping[str, float] = field(default_factory=dict)

    kind: ClassVar[str] = "Levier"
    __hash__ = Change.__hash__

    def __post_init__(self) -> None:
        Change.__post_init__(self)
        if not isinstance(self.protects, Mapping) or not all(
            isinstance(name, str) and is_number(left) and 0 <= left <= LARGEST
            for name, left in self.protects.items()
        ):
            raise LearnerError(
                f"{self._called()}{french.NBSP}: protects dit ce qui reste de la probabilité d’un risque, "
                f"{{'Vague de fraude': 0.5}}{french.NBSP}; reçu{french.NBSP}: {as_given(self.protects)}."
            )
        object.__setattr__(self, "protects", MappingProxyType(dict(self.protects)))

    def apply(self, model: BusinessModel, case: str = MIDDLE) -> BusinessModel:
        """A new model of the same class with the lever pulled.

        Args:
            model: any model that has the settings changed; it may already react.
            case: « middle »; « low » and « high » are the ends of ``band``, the market answering the most and the least.

        Raises:
            LearnerError: the model lacks a setting, or holds arrays of draws.
        """
        if case not in CASES:
            raise LearnerError(
                f"case vaut {as_given(case)}{french.NBSP}; valeurs admises{french.NBSP}: {french.listing(CASES)}."
            )
        ends = {LOW: self.band[0], MIDDLE: 1.0, HIGH: self.band[1]}
        return self.at(self.strength * ends[case])._changed(model, case)

    def at(self, strength: float) -> Self:
        """The same lever at the same price, whose effect is ``strength`` times as strong (≥ 0; 0: money for nothing)."""
        return replace(self, strength=strength)

    def effort(self, amount: float) -> Self:
        """``amount`` times the budget (≥ 0), for an effect that wears out."""
        return replace(self, amount=amount)


def together(model: BusinessModel, levers: Sequence[Lever]) -> BusinessModel:
    """The model with every lever pulled, in that order.

    The order matters little, and not never: each budget is a share of the revenue that the levers before it have made.
    """
    for lever in levers:
        model = lever.apply(model)
    return model


def need_levers(levers: Any, where: str) -> list[Lever]:
    """The levers given, one or several, or a French sentence."""
    return need(levers, Lever, f"{where} attend des leviers, levers=[bm.levers.catalogue.LOYALTY]")


def need(given: Any, kind: type[Change], asked: str) -> list[Any]:
    """One change of that kind or several, as a list; ``asked`` begins the French sentence of a refusal."""
    found = [given] if isinstance(given, kind) else given
    if (
        isinstance(found, str)
        or not isinstance(found, Sequence)
        or not all(isinstance(one, kind) for one in found)
    ):
        raise LearnerError(f"{asked}{french.NBSP}; reçu{french.NBSP}: {as_given(given)}.")
    return list(found)


def _answering(model: BusinessModel, wanted: dict[str, float]) -> BusinessModel:
    """The model in a market that also answers ``wanted``; what it already answers keeps its strength."""
    acting = model.reacts
    if acting is None:
        return model.reacting(**wanted) if wanted else model
    added = {name: strength for name, strength in wanted.items() if name not in acting.strengths}
    if not added:
        return model
    return market(acting.reference, {**acting.strengths, **added}).on(type(model)(**model.values()))


def _declared(cls: type[Change], given: dict[str, Any]) -> Change:
    return cls(**given)


def _names(what: str) -> set[str]:
    """Every setting (``__params__``) or reaction that some model declares, a student's too."""

    def models(cls: type[BusinessModel]) -> Iterator[type[BusinessModel]]:
        yield cls
        for one in cls.__subclasses__():
            yield from models(one)

    return {name for cls in models(BusinessModel) for name in getattr(cls, what, ())}
