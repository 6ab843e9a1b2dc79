"""What risks cost a firm, on average and in a bad year; which levers protect it, and which work against each other.

>>> table = bm.risk_table({"Une boutique": bm.D2C()}, [bm.risks.catalogue.LATE])
>>> table.columns.names
FrozenList(['risk', 'figure'])
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, combinations, pairwise
from typing import Any

import numpy as np

from bizmodels import french
from bizmodels.core.arguments import single, told_apart, whole_months
from bizmodels.core.change import Lever, need_levers, together
from bizmodels.core.formulas import monthly_rate
from bizmodels.core.laws import quantile
from bizmodels.core.model import BusinessModel
from bizmodels.core.months import MONTHS
from bizmodels.core.numbers import whole
from bizmodels.core.risk import YEAR, Risk, need_risks
from bizmodels.core.struck import cash as struck_cash
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError
from bizmodels.lazy import pd, tables
from bizmodels.priorities import models_of_table

__all__ = [
    "clashes",
    "cost_by_horizon",
    "cost_of_a_blow",
    "expected_cost",
    "protection_table",
    "risk_table",
    "worst_month",
]

RISK_NOTE = french.typeset(
    "D’abord le coût moyen d’un an, en part des ventes de l’année : la probabilité, multipliée par ce que perd une entreprise "
    "frappée, en moyenne selon la gravité, suivie 36 mois, en euros du jour du coup. Puis le pire mois de vingt ans, ce qui manque "
    "en caisse ce mois-là, en part de ses ventes : une entreprise sur deux en connaît un pire. « Plus rare » : plus d’une entreprise "
    "sur deux n’en connaît aucun ; « — » : ce modèle n’y est pas exposé. Un signe moins : ce coup-là fait économiser, sur 36 mois, "
    "plus de publicité qu’il ne fait perdre."
)
PROTECTION_NOTE = french.typeset(
    "Tout est par an. « Évité par € payé » ne compte que les factures du levier ; l’effet sur le résultat compte aussi les ventes qu’il "
    "fait gagner ou perdre, année sans coup. « Les deux ensemble », pertes évitées et effet sur le résultat, décident."
)
YEARS = 20  # over which the worst month is looked for
_POINTS = 400  # severities, evenly likely, over which a mean is taken
# Shares of the severities whose cost is walked, the two ends among them.
_KNOWN = (0.5 / _POINTS, 0.25, 0.5, 0.75, 0.95, 1 - 0.5 / _POINTS)
FIGURES = ("yearly_cost", "worst_month")


def cost_of_a_blow(model: BusinessModel, risk: Risk, severity: float = 1.0) -> float:
    """What a firm struck today loses over 36 months (€ of today, at its own rate; what it costs once included).

    Money that comes later is not lost: only its waiting is.

    Raises:
        LearnerError: the risk does not fit the model.

    >>> fire = bm.Risk(name="Incendie", changes={}, setup_cost=10_000)
    >>> round(bm.exposure.cost_of_a_blow(bm.D2C(), fire, severity=2))
    20000
    """
    _fits(model, risk)
    return _lost_today(model, risk, severity, MONTHS)[-1]


def expected_cost(model: BusinessModel, risk: Risk) -> float:
    """What a year of exposure costs on average (€): probability × mean cost of a blow, followed for 36 months.

    The mean is that of 400 severities, each as likely; the firm is walked for six of them, the cost in between is a straight
    line.

    Raises:
        LearnerError: the risk does not fit the model.

    >>> fire = bm.Risk(name="Incendie", changes={}, setup_cost=10_000, probability=0.1, band=(1, 1))
    >>> round(bm.exposure.expected_cost(bm.D2C(), fire))
    1000
    """
    _fits(model, risk)
    if not risk.probability:
        return 0.0
    known, severities = _severities_of(risk)
    costs = [cost_of_a_blow(model, risk, severity) for severity in known]
    return risk.probability * math.fsum(np.interp(severities, known, costs)) / _POINTS


def cost_by_horizon(model: BusinessModel, risks: Sequence[Risk], months: int = 60) -> pd.DataFrame:
    """What a year of exposure to each risk costs on average (€), by how long a struck firm is followed.

    ``risk_table`` follows it 36 months: what lasts for good goes on costing afterwards, what lasts a year does not, so that
    the order of the risks depends on the horizon.

    Args:
        model: one firm.
        risks: that fit it.
        months: how long it is followed at most, from the blow on.

    Returns:
        One row a month, index ``month`` from 1, one column a risk: probability × mean loss up to that month, in € of the day
        of the blow. The row 36 is ``expected_cost``.

    Raises:
        LearnerError: a risk that does not fit the model, or months that are none.

    >>> fire = bm.Risk(name="Incendie", changes={}, setup_cost=10_000, probability=0.1, band=(1, 1))
    >>> bm.exposure.cost_by_horizon(bm.D2C(), [fire], months=2)["Incendie"].round().tolist()
    [1000.0, 1000.0]
    """
    until, found = whole_months(months), {}
    for risk in need_risks(risks, "cost_by_horizon()"):
        _fits(model, risk)
        known, every = _severities_of(risk)
        each = np.array([_lost_today(model, risk, severity, until) for severity in known])
        found[risk.name] = [risk.probability * np.interp(every, known, column).mean() for column in each.T]
    return pd.DataFrame(found, index=pd.Index(range(1, until + 1), name="month"))


def worst_month(model: BusinessModel, risk: Risk, years: int = YEARS) -> float:
    """The worst month of so many years (€): one firm in two meets a worse one, the other half does not.

    A year brings a blow harder than x with probability p (1 − F(x)), and the years of one firm none at all with
    (1 − p (1 − F(x)))^years: a half, where F(x) = 1 − (1 − 2^(−1/years))/p. A risk that spares more than half of the firms
    has no such month: 0.

    Raises:
        LearnerError: the risk does not fit the model, or ``years`` is no whole number.

    >>> fire = bm.Risk(name="Incendie", changes={}, setup_cost=10_000, probability=0.1, band=(1, 1))
    >>> round(bm.exposure.worst_month(bm.D2C(), fire))
    10000
    >>> bm.exposure.worst_month(bm.D2C(), bm.Risk(name="Rare", changes={}, setup_cost=10_000, probability=0.01))
    0.0
    """
    _fits(model, risk)
    years = whole("years", years, 1)
    harder = 1 - 2 ** (-1 / years)  # probability in a year
    if risk.probability <= harder:
        return 0.0
    severity = quantile(risk.severity, 1 - harder / risk.probability)
    lost = _gaps(model, risk, severity)
    return max(now - before for before, now in pairwise([0.0, *lost]))


def risk_table(
    models: Mapping[str, BusinessModel] | None = None, risks: Sequence[Risk] | None = None
) -> pd.DataFrame:
    """What each risk costs each firm: on average in a year, and in the worst month of twenty years.

    Args:
        models: name -> model; by default the eleven of the course, on their defaults.
        risks: by default those of ``bm.risks.catalogue``.

    Returns:
        One row a model, columns (risk, « yearly_cost » | « worst_month ») in €; nan where the risk does not fit. It is shown
        as shares of the revenue of a year, and of a month, which compare a shop with a bank.

    Raises:
        LearnerError: no model, no risk, or two names alike.

    >>> table = bm.risk_table({"Une boutique": bm.D2C()}, [bm.risks.catalogue.RETURNS, bm.risks.catalogue.COMMISSION])
    >>> table.isna().iloc[0].tolist()  # a shop of its own pays no commission
    [False, False, True, True]
    """
    models = models_of_table(models, "risk_table()")
    risks = _risks(risks, "risk_table()")
    rows = {
        name: {
            (risk.name, figure): read(model, risk) if risk.fits(model) else math.nan
            for risk in risks
            for figure, read in zip(FIGURES, (expected_cost, worst_month), strict=True)
        }
        for name, model in models.items()
    }
    frame = pd.DataFrame.from_dict(rows, orient="index").rename_axis("model")
    frame.columns = pd.MultiIndex.from_tuples(frame.columns, names=["risk", "figure"])
    monthly = {name: math.fsum(model.walked["revenue"]) / MONTHS for name, model in models.items()}

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        columns = {
            risk.name: [
                _in_words(*(table.loc[name, (risk.name, one)] for one in FIGURES), monthly[name])
                for name in table.index
            ]
            for risk in risks
        }
        return pd.DataFrame(columns, index=pd.Index(table.index, name="Par an ; pire mois"))

    return tables.Table.of(frame, shown, note=RISK_NOTE)


def protection_table(
    model: BusinessModel, levers: Sequence[Lever] | None = None, risks: Sequence[Risk] | None = None
) -> pd.DataFrame:
    """Which lever buys how much protection: euros of expected cost avoided in a year, per euro that it costs in a year.

    Args:
        model: one firm.
        levers: by default those of ``bm.risks.guards`` that fit.
        risks: by default those of ``bm.risks.catalogue`` that fit.

    Returns:
        One row a lever: ``cost`` (€ a year), one column a risk (€ avoided a year), ``avoided`` (their sum), ``per_euro`` of
        that cost, ``result`` (change of the firm's mean yearly profit by the lever itself, its cost paid, no risk counted: sales
        won or lost are in it) and ``net`` (``avoided`` + ``result``: what decides).

    Raises:
        LearnerError: no model, no lever or no risk that fits.

    >>> table = bm.protection_table(bm.D2C(), [bm.risks.guards.SECURITY])
    >>> bool(table["avoided"].iloc[0] > 0)
    True
    """
    levers, risks = _that_fit(model, levers, risks, "protection_table()")
    before = {risk.name: expected_cost(model, risk) for risk in risks}
    rows = {}
    for lever in levers:
        after = lever.apply(model)
        once, monthly = lever.costs(model)
        cost = monthly * YEAR + once * YEAR / MONTHS
        avoided = {
            risk.name: before[risk.name] - expected_cost(after, risk.guarded([lever])) for risk in risks
        }
        total = math.fsum(avoided.values())
        rows[lever.name] = {
            "cost": cost,
            **avoided,
            "avoided": total,
            "per_euro": total / cost if cost else math.nan,
            "result": (change := _yearly(after) - _yearly(model)),
            "net": total + change,
        }
    frame = pd.DataFrame.from_dict(rows, orient="index").rename_axis("lever")

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        unit = model.currency
        columns = {
            "Coût par an": [french.compact(v, unit) for v in table["cost"]],
            "Pertes évitées par an": [french.compact(v, unit) for v in table["avoided"]],
            f"Évité par {unit} payé": [
                "—" if math.isnan(v) else french.quantity(v, unit, 2) for v in table["per_euro"]
            ],
            "Effet sur le résultat, sans coup": [french.compact(v, unit) for v in table["result"]],
            "Les deux ensemble": [french.compact(v, unit) for v in table["net"]],
        }
        return pd.DataFrame(columns, index=pd.Index(table.index, name="Levier"))

    return tables.Table.of(frame, shown, note=PROTECTION_NOTE)


def clashes(
    model: BusinessModel,
    levers: Sequence[Lever] | None = None,
    risks: Sequence[Risk] | None = None,
    worst: int | None = None,
) -> pd.DataFrame:
    """Pairs of levers by how they work together: what both bring in a year, risks counted, less what each brings alone.

    Args:
        model: one firm.
        levers: by default those of the guards and of the catalogue of levers that fit.
        risks: by default those of ``bm.risks.catalogue`` that fit.
        worst: how many pairs are given; all by default.

    Returns:
        One row a pair, the worst first: ``first``, ``second``, ``apart`` (sum of the two alone, € a year), ``together``,
        ``gap`` (together − apart; negative: they work against each other).

    Raises:
        LearnerError: as ``protection_table``.

    >>> guards = bm.risks.guards
    >>> table = bm.exposure.clashes(bm.D2C(), [guards.STRONG_AUTH, guards.SECURITY, guards.PHOTOS])
    >>> len(table)
    3
    """
    if levers is None:
        from bizmodels.levers.catalogue import ALL as pulled  # noqa: N811
        from bizmodels.risks.guards import ALL as guards  # noqa: N811

        levers = [lever for lever in (*guards, *pulled) if lever.fits(model)]
    levers, risks = _that_fit(model, levers, risks, "clashes()")

    def brings(some: Sequence[Lever]) -> float:
        after = together(model, some)
        return _yearly(after) - math.fsum(expected_cost(after, risk.guarded(some)) for risk in risks)

    start = brings([])
    alone = {lever.name: brings([lever]) - start for lever in levers}
    rows = []
    for first, second in combinations(levers, 2):
        apart, both = alone[first.name] + alone[second.name], brings([first, second]) - start
        rows.append(
            {
                "first": first.name,
                "second": second.name,
                "apart": apart,
                "together": both,
                "gap": both - apart,
            }
        )
    frame = pd.DataFrame(rows, columns=["first", "second", "apart", "together", "gap"])
    frame = frame.sort_values("gap", ignore_index=True, kind="stable")
    if worst is not None:
        frame = frame.head(whole("worst", worst, 1))

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        unit = model.currency
        heads = {"apart": "L’un plus l’autre", "together": "Ensemble", "gap": "Écart"}
        return pd.DataFrame(
            {
                "Deux leviers": [f"{a} + {b}" for a, b in zip(table["first"], table["second"], strict=True)],
                **{head: [french.compact(v, unit) for v in table[name]] for name, head in heads.items()},
            }
        ).set_index("Deux leviers")

    return tables.Table.of(frame, shown)


def _severities_of(risk: Risk) -> tuple[list[float], list[float]]:
    law = risk.severity
    return _severities(law) if isinstance(law, Hashable) else _severities.__wrapped__(law)


@lru_cache(maxsize=64)
def _severities(law: Any) -> tuple[list[float], list[float]]:
    """The severities of a law whose cost is walked, and all those over which a mean is taken."""
    every = [quantile(law, (rank + 0.5) / _POINTS) for rank in range(_POINTS)]
    return sorted({quantile(law, share) for share in _KNOWN}), every


def _gaps(model: BusinessModel, risk: Risk, severity: float, months: int = MONTHS) -> list[float]:
    """Cash lost since the blow, month by month (€)."""
    struck = struck_cash(model, risk, severity, months)
    return [before - now for before, now in zip(model.path(months)["cash"], struck, strict=True)]


def _lost_today(model: BusinessModel, risk: Risk, severity: float, months: int) -> list[float]:
    """The same in € of the day of the blow: what each month loses more is worth less, the later."""
    d, lost = monthly_rate(model.discount_rate), _gaps(model, risk, severity, months)
    flows = ((now - before) / (1 + d) ** month for month, (before, now) in enumerate(pairwise([0.0, *lost])))
    return list(accumulate(flows))


def _yearly(model: BusinessModel) -> float:
    """Mean profit of a year over 36 months (€), what was paid once spread over them."""
    return (math.fsum(model.walked["profit"]) - model.setup_cost) * YEAR / MONTHS


def _fits(model: Any, risk: Any) -> None:
    if not isinstance(risk, Risk):
        raise LearnerError(
            f"Attendu{french.NBSP}: un risque, bm.Risk(…){french.NBSP}; reçu{french.NBSP}: {as_given(risk)}."
        )
    risk.moved(model)
    single(model, "bm.exposure")


def _risks(risks: Any, where: str) -> list[Risk]:
    if risks is None:
        from bizmodels.risks.catalogue import ALL as risks  # noqa: N811
    found = need_risks(risks, where)
    if not found:
        raise LearnerError(f"{where} attend au moins un risque.")
    told_apart([risk.name for risk in found], where)
    return found


def _that_fit(model: Any, levers: Any, risks: Any, where: str) -> tuple[list[Lever], list[Risk]]:
    """Those given, which must fit, or those of the course that do."""
    if not isinstance(model, BusinessModel):
        raise LearnerError(
            f"{where} attend un modèle, par exemple bm.D2C(){french.NBSP}; reçu{french.NBSP}: {as_given(model)}."
        )
    single(model, where)
    if levers is None:
        from bizmodels.risks.guards import ALL as guards  # noqa: N811

        levers = [lever for lever in guards if lever.fits(model)]
    levers = need_levers(levers, where)
    given = risks is not None
    risks = [risk for risk in _risks(risks, where) if given or risk.fits(model)]
    told_apart([lever.name for lever in levers], where)
    for one in (*levers, *risks):
        one.moved(model)
    if not levers or not risks:
        raise LearnerError(f"{where} n’a aucun levier ou aucun risque qui s’applique à ce modèle.")
    return levers, risks


def _in_words(yearly: float, worst: float, monthly: float) -> str:
    """« 0,4 % ; 12 % »: of a year's revenue, of a month's."""
    if math.isnan(yearly) or not monthly > 0:
        return "—"
    share = yearly / (YEAR * monthly)
    head = french.quantity(share, "%", 2 if 0 < abs(share) < 0.001 else 1)
    return f"{head}{french.NBSP}; {'plus rare' if worst == 0 else french.quantity(worst / monthly, '%', 0)}"
