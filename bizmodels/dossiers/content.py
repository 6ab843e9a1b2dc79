"""All that a dossier prints, reckoned part by part: a part that cannot be computed says so, and the others stay."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bizmodels import analysis, exposure, french, priorities
from bizmodels.core.change import Lever
from bizmodels.core.model import BusinessModel
from bizmodels.core.risk import Risk
from bizmodels.dossiers import contradictions, own_class, rubric
from bizmodels.dossiers.cards import is_of_course
from bizmodels.dossiers.futures import Bands, bands
from bizmodels.dossiers.given import AGAINST, BROKEN, KINDS, LEVERS, RISKS, Given, Problem
from bizmodels.dossiers.origins import Origin, origins
from bizmodels.errors import LearnerError
from bizmodels.levers.catalogue import ALL as CATALOGUE  # noqa: N811
from bizmodels.risks.catalogue import ALL as RISK_CATALOGUE  # noqa: N811

KEY_FIGURES = ("ltv", "ltv_cac", "cac_payback", "profit_36", "steady_state_profit", "funding_need")
THRESHOLDS = ("break_even_customers", "break_even_renewal", "steady_state_customers")
DECIDES = "steady_state_profit"  # what settings are ranked by, here, in the tornado of lesson 26 and in its exercise
_WHY = {
    ZeroDivisionError: "une division par zéro.",
    OverflowError: "un nombre trop grand.",
    TypeError: "une valeur n’est pas un nombre.",
}
_FAULTS = (LearnerError, ArithmeticError, ValueError, TypeError)  # what a learner's own code may raise


@dataclass(frozen=True)
class LeverLine:
    """A lever, and what it brings over 36 months (today's money); ``proposed`` where the dossier chose it."""

    lever: Lever
    proposed: bool
    spent: float
    gained: float
    per_euro: float
    need: float


@dataclass(frozen=True)
class RiskLine:
    """A risk: what it costs on average in a year, and the firm once struck; ``proposed`` where the dossier chose it."""

    risk: Risk
    proposed: bool
    yearly: float
    profit: float
    need: float


@dataclass(frozen=True)
class Content:
    """What the page and the workbook print; a part is None, or empty, where it could not be computed.

    Attributes:
        hundred: who gets what of 100 €.
        months: the columns of ``project()``.
        figures: key figure -> value; those that the learner wrote come last.
        dates: French label -> month, or None where it never comes within the 36.
        swings: rows of ``sensitivity``, largest first.
    """

    given: Given
    origins: tuple[Origin, ...]
    hundred: dict[str, float]
    months: dict[str, list[float]]
    figures: dict[str, float]
    dates: dict[str, int | None]
    bands: Bands | None
    swings: tuple[analysis.Swing, ...]
    levers: tuple[LeverLine, ...]
    risks: tuple[RiskLine, ...]
    problems: tuple[Problem, ...]
    rubric: tuple[rubric.Criterion, ...]


def gather(given: Given) -> Content:
    """Everything of the dossier, what is missing and the rubric included.

    >>> from bizmodels.dossiers.content import gather
    >>> from bizmodels.dossiers.given import read
    >>> content = gather(read(bm.D2C(), "Ma boutique", "renard bleu"))
    >>> len(content.levers), all(line.proposed for line in content.levers), len(content.risks)
    (2, True, 3)
    """
    model, broken = given.model, []
    if old := own_class.renamed(model, own_class.current_cell()):
        broken.append(Problem(AGAINST, old))

    def tried(what: str, reckon: Callable[[], Any], otherwise: Any) -> Any:
        try:
            return reckon()
        except _FAULTS as error:
            said = (
                str(error) if isinstance(error, LearnerError) else _WHY.get(type(error), "un calcul échoue.")
            )
            broken.append(Problem(BROKEN, french.typeset(f"{what} : {said}")))
            return otherwise

    where, unsaid = origins(given)
    months = tried("Les 36 mois", lambda: dict(model.walked), {})
    parts = {
        "hundred": tried("Le partage de 100 €", lambda: _hundred(model), {}),
        "months": months,
        "figures": {
            name: value
            for name in (*KEY_FIGURES, *THRESHOLDS, *_own_figures(model))
            if (
                value := tried(
                    type(model).__kpis__[name].label, lambda name=name: float(getattr(model, name)), None
                )
            )
            is not None
        },
        "dates": _dates(months),
        "bands": tried("La bande des futurs", lambda: bands(model), None),
        "swings": tried("La sensibilité", lambda: tuple(_swings(model)), ()),
        "levers": tried("Les leviers", lambda: _levers(model, given.levers), ()),
        "risks": _risks(model, given.risks, tried),
    }
    denied = contradictions.denied(given, parts["months"], parts["figures"], parts["bands"])
    sources = contradictions.unsourced(where, parts["swings"])
    falling = contradictions.still_falling(months, model.currency)
    problems = _once([*broken, *given.problems, *denied, *falling, *sources, *unsaid])
    below = parts["bands"].below if parts["bands"] else None
    marks = rubric.marks(given, where, parts["swings"], bool(months), denied, below)
    return Content(given=given, origins=tuple(where), problems=problems, rubric=marks, **parts)


def _own_figures(model: BusinessModel) -> list[str]:
    """The key figures that the learner wrote in a model of his own."""
    cls = type(model)
    return [
        name
        for name, figure in cls.__kpis__.items()
        if not is_of_course(cls) and not str(figure.function.__module__).startswith("bizmodels.")
    ]


def _once(problems: list[Problem]) -> tuple[Problem, ...]:
    """Each cause once, the gravest first: one typing mistake stops several parts, and is told in the first."""
    found: dict[str, Problem] = {}
    for one in problems:
        cause = one.sentence.partition(f"{french.NBSP}: ")[2] if one.kind == BROKEN else one.sentence
        found.setdefault(cause, one)
    return tuple(sorted(found.values(), key=lambda one: KINDS.index(one.kind)))


def _hundred(model: BusinessModel) -> dict[str, float]:
    amounts = model.of_hundred()
    return amounts if all(map(math.isfinite, amounts.values())) else {}


def _dates(months: dict[str, list[float]]) -> dict[str, int | None]:
    if not months:
        return {}
    cash = months["cash"]
    lowest = cash.index(min(cash)) + 1 if min(cash) < 0 else None
    return {
        "Résultat positif, pour de bon, à partir du mois": _for_good(months["profit"]),
        "Trésorerie au plus bas au mois": lowest,
        "Argent avancé revenu au mois": _for_good(cash),
    }


def _for_good(values: list[float]) -> int | None:
    """First month from which none is below zero any more."""
    below = [month for month, value in enumerate(values, start=1) if not value >= 0]
    first = below[-1] + 1 if below else 1
    return first if first <= len(values) else None


def _swings(model: BusinessModel) -> list[analysis.Swing]:
    """What moves the figure, by 20 %: a setting at zero, moved by one step, compares with nothing."""
    found = analysis.swings(model, DECIDES)
    return [
        one for one in found if one.spread > 0 and math.isfinite(one.spread) and model.values()[one.parameter]
    ]


def _levers(model: BusinessModel, chosen: tuple[Lever, ...]) -> tuple[LeverLine, ...]:
    """Those chosen, then as many of the course as are missing: the largest gain once paid."""
    lines = [_lever_line(model, lever, False) for lever in chosen]
    if len(lines) < LEVERS:
        names = {lever.name for lever in chosen}
        others = [
            _lever_line(model, one, True) for one in CATALOGUE if one.fits(model) and one.name not in names
        ]
        lines += sorted(others, key=lambda line: line.spent - line.gained)[: LEVERS - len(lines)]
    return tuple(lines)


def _lever_line(model: BusinessModel, lever: Lever, proposed: bool) -> LeverLine:
    found = priorities.worth(model, lever)
    return LeverLine(lever, proposed, found.spent, found.gained, found.per_euro, found.need)


def _risks(model: BusinessModel, chosen: tuple[Risk, ...], tried: Callable) -> tuple[RiskLine, ...]:
    """Those chosen, then as many of the course as are missing: the dearest in an average year.

    One that cannot be computed is told where the learner chose it; the others stay.
    """
    found = [
        tried(f"Risque {french.quote(risk.name)}", lambda risk=risk: _risk_line(model, risk, False), None)
        for risk in chosen
    ]
    lines = [one for one in found if one is not None]
    if len(lines) < RISKS:
        names = {risk.name for risk in chosen}
        others = [
            _risk_or_none(model, one) for one in RISK_CATALOGUE if one.fits(model) and one.name not in names
        ]
        lines += sorted(filter(None, others), key=lambda line: -line.yearly)[: RISKS - len(lines)]
    return tuple(lines)


def _risk_or_none(model: BusinessModel, risk: Risk) -> RiskLine | None:
    """One that the course proposes, where it can be computed."""
    try:
        return _risk_line(model, risk, True)
    except _FAULTS:
        return None


def _risk_line(model: BusinessModel, risk: Risk, proposed: bool) -> RiskLine:
    struck = risk.stress(model)
    return RiskLine(
        risk, proposed, exposure.expected_cost(model, risk), struck.profit_36, struck.funding_need
    )
