"""What one can ask of any business model: compare, sensitivity, goal seek, simulation, verdict."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bizmodels import french
from bizmodels.core.arguments import single, told_apart, whole_months
from bizmodels.core.change import Lever, need_levers, together
from bizmodels.core.laws import Between
from bizmodels.core.model import BusinessModel
from bizmodels.core.months import MONTHS
from bizmodels.core.reactions import Market
from bizmodels.core.risk import Risk, need_risks
from bizmodels.core.struck import sums as struck_sums
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError
from bizmodels.french import nearest
from bizmodels.lazy import pd, tables

BLOCK = 5_000  # draws walked together: two even blocks for the usual 10,000, whose arrays stay in the cache
STRUCK = 10_000  # with risks, walks are many and short: what a month costs beside its draws counts more
SCAN = 201
FAR = 60  # months: a steady state further away is no ground to decide on
_LAST_BITS = 1e-12
_MOST = sys.float_info.max
LARGEST = 1e150  # beyond, the square of a width, which a draw needs, overflows
MEMORY = 4_000_000_000  # bytes that the table of a simulation may take


def compare(
    scenarios: Mapping[str, BusinessModel],
    kpis: Sequence[str] | None = None,
    levers: Sequence[Lever] = (),
) -> pd.DataFrame:
    """One column per scenario, one row per key figure; models of different classes are allowed.

    Args:
        scenarios: name -> model. A figure that a model does not have is nan.
        kpis: the key figures wanted, in that order; by default all.
        levers: each adds, after each scenario, a column « Base + Programme de fidélité »; several add one with all.

    Raises:
        LearnerError: nothing is given, a value is no model, a lever does not fit one, no model has a key figure of that name, or an
            amount is asked of models that report in different currencies.

    >>> table = bm.compare({"CAC de 12 €": bm.D2C(cac=12), "CAC de 24 €": bm.D2C(cac=24)}, ["ltv_cac"])
    >>> table.loc["ltv_cac"].round(2).to_dict()  # twice the cost, half the ratio
    {'CAC de 12 €': 3.75, 'CAC de 24 €': 1.88}
    """
    if not isinstance(scenarios, Mapping) or not scenarios:
        raise LearnerError(
            "compare() attend des scénarios nommés : compare({'Base': modele, 'Prix +10 %': autre})."
        )
    for name, model in scenarios.items():
        need_model(model, f"compare(), scénario {french.quote(name)},")
        single(model, f"compare(), scénario {french.quote(name)},")
    if levers:
        levers = need_levers(levers, "compare()")
        told_apart([lever.name for lever in levers], "compare()")
        scenarios = _with_levers(scenarios, levers)
    told_apart(scenarios, "compare()")
    if kpis is not None and not isinstance(kpis, Iterable):
        raise LearnerError(
            f"compare() attend une liste de grandeurs, ['ltv', 'ltv_cac']{french.NBSP}; reçu{french.NBSP}: {as_given(kpis)}."
        )
    known = {}
    for model in scenarios.values():
        known |= {name: k for name, k in type(model).__kpis__.items() if name not in known}
    wanted = list(known) if kpis is None else [kpis] if isinstance(kpis, str) else list(kpis)
    if unknown := [name for name in wanted if not isinstance(name, str) or name not in known]:
        raise LearnerError(
            f"compare(){french.NBSP}: aucun de ces modèles n’a de grandeur {french.quote(unknown[0])}."
            f"{nearest(str(unknown[0]), list(known))}"
        )
    # Shares, multiples and months have no currency: they compare across borders, amounts do not.
    currencies = {model.currency for model in scenarios.values()}
    amounts = [name for name in wanted if any(symbol in known[name].unit for symbol in currencies)]
    if len(currencies) > 1 and amounts:
        raise LearnerError(
            f"Ces modèles comptent en {french.listing(sorted(currencies))}{french.NBSP}: comparer "
            f"{french.quote(known[amounts[0]].label)} mélangerait les monnaies. Convertir d’abord, ou ne demander "
            "que des parts, des multiples et des durées."
        )
    frame = pd.DataFrame(
        {
            str(scenario): [getattr(m, name) if name in type(m).__kpis__ else math.nan for name in wanted]
            for scenario, m in scenarios.items()
        },
        index=pd.Index(wanted, name="kpi"),
    )

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        text = {c: [known[n].show(v) for n, v in table[c].items()] for c in table.columns}
        return pd.DataFrame(text, index=pd.Index([known[n].label for n in table.index], name="Grandeur"))

    return tables.Table.of(frame, shown)


def _with_levers(scenarios: Mapping[str, BusinessModel], levers: list[Lever]) -> dict[str, BusinessModel]:
    """The scenarios, each followed by itself with each lever, then with all of them."""
    found = {}
    for name, model in scenarios.items():
        found[name] = model
        for lever in levers:
            found[f"{name} + {lever.name}"] = lever.apply(model)
        if len(levers) > 1:
            found[f"{name} + les {french.number(len(levers), 0)} leviers"] = together(model, levers)
    return found


@dataclass(frozen=True)
class Swing:
    """What a key figure becomes when one parameter is lowered or raised; ``note`` says when it was cut."""

    parameter: str
    low: float
    high: float
    spread: float
    note: str


def swings(model: BusinessModel, kpi: str, swing: float = 0.2) -> list[Swing]:
    """The rows of ``sensitivity``, largest spread first."""
    need_model(model, "sensitivity()")
    _need_kpi(model, kpi)
    single(model, "sensitivity()")
    share = _finite(swing)
    if share is None or not 0 < share <= 1:
        raise LearnerError(
            f"swing vaut {as_given(swing)}{french.NBSP}; valeur admise{french.NBSP}: plus de 0 et au plus 1 (0.2 = 20 %)."
        )
    rows = []
    for name, param in type(model).__params__.items():
        value = model.values()[name]
        if param.off and value == 0:  # one step from « sans limite » would not be a small move
            rows.append(Swing(name, getattr(model, kpi), getattr(model, kpi), 0.0, param.off))
            continue
        move = abs(value) * share or param.step or 1.0
        ends = (max(param.low, -_MOST, value - move), min(param.high, _MOST, value + move))
        low, high = (getattr(model.replace(**{name: end}), kpi) for end in ends)
        spread = 0.0 if low == high else abs(high - low)
        if math.isfinite(spread) and spread <= _LAST_BITS * max(
            abs(low), abs(high)
        ):  # what rounding leaves is no influence
            spread = 0.0
        note = (
            "part de zéro : un cran"
            if value == 0
            else ("borné" if ends != (value - move, value + move) else "")
        )
        rows.append(Swing(name, low, high, math.inf if math.isnan(spread) else spread, note))
    # Equal spreads keep the order of the parameters: their last bits differ from one processor to another.
    return sorted(rows, key=lambda row: -float(f"{row.spread:.9g}"))


def sensitivity(model: BusinessModel, kpi: str, swing: float = 0.2) -> pd.DataFrame:
    """Tornado table: what ``kpi`` becomes when each parameter moves by ±``swing``, largest spread first.

    Args:
        model: any business model.
        kpi: name of a key figure.
        swing: relative move, 0 < swing ≤ 1. A value is cut at its hard bounds; a parameter at 0 moves by
            one step. The column ``note`` says so.

    Returns:
        Frame with columns ``parameter low high spread note``; ``low`` is the figure with the parameter
        lowered, ``high`` raised.

    >>> table = bm.sensitivity(bm.D2C(basket=60, cogs=24, return_rate=0, payment_fee=0), "order_margin")
    >>> table["parameter"].tolist()[:2]
    ['basket', 'cogs']
    >>> table["spread"].round(2).tolist()[:2]  # 40 % of 60 / 1.2, 40 % of 24
    [20.0, 9.6]
    """
    frame = pd.DataFrame(swings(model, kpi, swing))
    unit = type(model).__kpis__[kpi]

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        sign = french.quantity(swing, "%")
        return pd.DataFrame(
            {
                "Paramètre": [type(model).__params__[n].label for n in table["parameter"]],
                f"Si − {sign}": [unit.show(v) for v in table["low"]],
                f"Si + {sign}": [unit.show(v) for v in table["high"]],
                "Écart": [unit.show(v) for v in table["spread"]],
                "Note": table["note"],
            }
        )

    return tables.Table.of(frame, shown)


def goal_seek(model: BusinessModel, kpi: str, target: float, vary: str) -> float:
    """Value of the parameter ``vary`` for which ``kpi`` equals ``target``, nearest to the present value.

    Scans the hard interval (an open one is scanned to a thousand times its slider, a bound is approached to a
    billionth), then Brent's method on the sign changes, nearest first. A sign change without a solution (a pole, a step) is passed over: at the value
    returned, ``kpi`` is ``target`` to 1e-6 (relative beyond 1).

    Raises:
        LearnerError: unknown names, a target that is no number, or no solution found (the range seen is told).

    >>> round(bm.goal_seek(bm.D2C(), "ltv_cac", 3, vary="cac"), 2)
    15.01
    >>> round(bm.D2C().ltv / 3, 2)  # the same by hand
    15.01
    """
    need_model(model, "goal_seek()")
    _need_kpi(model, kpi)
    single(model, "goal_seek()")
    if not isinstance(vary, str) or vary not in type(model).__params__:
        raise LearnerError(
            f"{type(model).__name__} n’a pas de paramètre {french.quote(vary)}."
            f"{nearest(str(vary), list(type(model).__params__))}"
        )
    wanted = _finite(target)
    if wanted is None:
        raise LearnerError(f"L’objectif vaut {as_given(target)}{french.NBSP}: il doit être un nombre fini.")
    target = wanted
    param, present = type(model).__params__[vary], float(model.values()[vary])
    points = _scan(param, present)
    with np.errstate(all="ignore"):
        gaps = np.broadcast_to(getattr(model.replace(**{vary: points}), kpi) - target, points.shape)
    tolerance = 1e-6 * max(1.0, abs(target))

    def gap(x: float) -> float:
        return getattr(model.replace(**{vary: float(x)}), kpi) - target

    candidates = [float(x) for x in points[gaps == 0] if abs(gap(x)) <= tolerance]
    # A plateau (a need of 0 €) begins between two points tried.
    for at, beside in [(i, i + 1) for i in range(len(points) - 1)] + [
        (i + 1, i) for i in range(len(points) - 1)
    ]:
        if gaps[at] == 0 != gaps[beside]:
            candidates.append(_edge(gap, float(points[at]), float(points[beside])))
    crossings = [
        (points[i], points[i + 1])
        for i in range(len(points) - 1)
        # Signs, not their product: two amounts of 1e200 € would overflow.
        if np.isfinite(gaps[i : i + 2]).all() and np.sign(gaps[i]) * np.sign(gaps[i + 1]) < 0
    ]
    for a, b in sorted(crossings, key=lambda ends: min(abs(end - present) for end in ends)):
        nearest_end = min(abs(a - present), abs(b - present))
        if candidates and nearest_end >= min(abs(x - present) for x in candidates):
            break
        root = _root(gap, a, b, tolerance)
        if root is not None:
            candidates.append(root)
    if not candidates:
        raise LearnerError(_no_solution(model, kpi, target, vary, points, gaps + target))
    return min(candidates, key=lambda x: abs(x - present))


def _edge(gap, inside: float, outside: float) -> float:
    """The last value of a plateau, from a point on it towards one off it."""
    for _ in range(60):
        middle = (inside + outside) / 2
        if gap(middle) == 0:
            inside = middle
        else:
            outside = middle
    return inside


def _finite(value: Any) -> float | None:
    """A real, finite number as a float; None for anything else (a boolean, a text, an array, nan, 10**400)."""
    if isinstance(value, bool) or not isinstance(value, int | float | np.integer | np.floating):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _root(gap, a: float, b: float, tolerance: float) -> float | None:
    """Where ``gap`` crosses zero between ``a`` and ``b``; None where it only jumps over it (a pole, a step)."""
    from scipy.optimize import brentq

    for xtol in (1e-12, 1e-300):  # a steep curve needs every digit of x
        try:
            x = float(brentq(gap, a, b, xtol=xtol, maxiter=500))
        except (ValueError, RuntimeError):  # nan on the way, or another sign than on the scan
            return None
        if abs(gap(x)) <= tolerance:
            return x
    return None


def _scan(param, present: float) -> np.ndarray:
    """The values tried: even steps over the bounds and the slider, closer and closer to a bound, wider beyond the slider."""
    soft_low, soft_high = param.soft or (
        param.low if math.isfinite(param.low) else present - max(1.0, abs(present)),
        param.high if math.isfinite(param.high) else max(1.0, param.low + 1.0, 2 * present),
    )
    width = soft_high - soft_low
    away = np.geomspace(1, 1_000, SCAN // 4) - 1
    low, high = param.low, param.high
    points = [[present], np.linspace(soft_low, soft_high, SCAN)]
    if math.isinf(low):
        low = soft_low
        points.append(low - max(abs(low), width) * away)
    if math.isinf(high):
        high = soft_high
        points.append(high + max(abs(high), width) * away)
    points.append(np.linspace(low, high, SCAN))
    # A lifetime of 3,000 months is an attrition of 0.03 %: between the bound, where it is infinite, and the first step.
    near = (high - low) * np.geomspace(1e-9, 0.1, SCAN // 2)
    points += [
        bound for bound, end in ((low + near, param.low), (high - near, param.high)) if math.isfinite(end)
    ]
    close = width * np.geomspace(1e-6, 0.1, SCAN // 4)
    points += [present - close, present + close]
    found = np.unique(np.concatenate(points))
    return found[(found >= param.low) & (found <= param.high)]


def _no_solution(model, kpi: str, target: float, vary: str, points: np.ndarray, reached: np.ndarray) -> str:
    unit, param = type(model).__kpis__[kpi], type(model).__params__[vary]
    finite = reached[np.isfinite(reached)]
    text = (
        f"Aucune valeur trouvée pour que {french.quote(unit.label)} atteigne {unit.show(target)} en ne changeant que "
        f"{french.quote(param.label)}"
    )
    if finite.size:
        text += (
            f"{french.NBSP}: aux {french.number(points.size)} valeurs essayées, de {french.quantity(points[0], param.unit)} "
            f"à {french.quantity(points[-1], param.unit)}, cette grandeur va de {unit.show(finite.min())} à {unit.show(finite.max())}"
        )
        if finite.min() <= target <= finite.max():
            text += " et, de l’une à l’autre, saute par-dessus cet objectif sans le prendre"
    return f"{text}. Changer l’objectif ou faire varier un autre paramètre."


def between(low: float, mode: float, high: float) -> Between:
    """A triangular distribution from ``low`` to ``high``, most likely at ``mode``.

    >>> bm.between(0.03, 0.05, 0.08)
    Between(low=0.03, mode=0.05, high=0.08)
    """
    for name, value in (("low", low), ("mode", mode), ("high", high)):
        if _finite(value) is None:
            raise LearnerError(
                f"between(){french.NBSP}: {name} vaut {as_given(value)}, qui n’est pas un nombre fini."
            )
    if not low <= mode <= high:
        raise LearnerError(
            f"between() attend low ≤ mode ≤ high{french.NBSP}; reçu {french.exact(low)}, {french.exact(mode)}, {french.exact(high)}."
        )
    if max(abs(low), abs(high)) > LARGEST:
        raise LearnerError(
            f"between(){french.NBSP}: les bornes valent {as_given(low)} et {as_given(high)}{french.NBSP}; valeur admise{french.NBSP}: entre "
            f"-1e150 et 1e150."
        )
    return Between(float(low), float(mode), float(high))


def plausible(model: BusinessModel) -> dict[str, Between]:
    """The ranges declared on the parameters, moved in proportion when a value has left its default."""
    ranges = {}
    for name, param in type(model).__params__.items():
        if param.plausible is not None:
            value, default = float(model.values()[name]), type(model).model_fields[name].get_default()
            scale = value / default if default else 1.0
            # Sorted: where the value changed its sign, so did the two ends.
            low, high = sorted(
                min(max(float(end) * scale, param.low, -LARGEST), param.high, LARGEST)
                for end in param.plausible
            )
            ranges[name] = Between(min(low, value), value, max(high, value))
    return ranges


def draw(
    model: BusinessModel, distributions: Mapping[str, Any], draws: int, seed: int
) -> dict[str, np.ndarray]:
    """Draws of each named parameter; the same seed gives a parameter the same draws whatever the others."""
    params = type(model).__params__
    values = {}
    for name, distribution in distributions.items():
        if name not in params:
            raise LearnerError(
                f"{type(model).__name__} n’a pas de paramètre {french.quote(name)}.{nearest(str(name), list(params))}"
            )
        if not hasattr(distribution, "rvs"):
            raise LearnerError(
                f"La loi de {french.quote(name)} n’en est pas une{french.NBSP}: attendu between(bas, mode, haut) "
                "ou une loi de scipy.stats, par exemple scipy.stats.norm(0.05, 0.01)."
            )
        position = list(params).index(name)
        generator = np.random.default_rng([seed, position])
        values[name] = _drawn(name, distribution.rvs(size=draws, random_state=generator), draws)
    return values


def _drawn(name: str, values: Any, draws: int) -> np.ndarray:
    """What a distribution gave, as ``draws`` floats; anything else is refused in French."""
    array = None
    if isinstance(values, np.ma.MaskedArray):
        got = "un tableau masqué"
    else:
        try:
            array = np.asarray(values)
        except (TypeError, ValueError):
            got = f"un objet de type {type(values).__name__}"
    if array is not None:
        if array.dtype.kind == "b":
            got = "des booléens"
        elif array.dtype.kind not in "iuf":
            got = f"des valeurs qui ne sont pas des nombres réels ({array.dtype})"
        elif array.ndim == 0:
            got = "un seul nombre"
        elif array.ndim > 1:
            got = f"un tableau de forme {array.shape}"
        elif array.size != draws:
            got = french.plural(array.size, "valeur")
        else:
            return array.astype(float, copy=False)
    raise LearnerError(
        f"La loi de {french.quote(name)} a donné {got}{french.NBSP}; attendu{french.NBSP}: un tableau de "
        f"{french.plural(draws, 'nombre')}, un par tirage."
    )


def simulate(
    model: BusinessModel,
    distributions: Mapping[str, Any] | None = None,
    draws: int = 10_000,
    seed: int = 0,
    months: int = MONTHS,
    progress: bool | None = None,
    levers: Sequence[Lever] = (),
    risks: Sequence[Risk] = (),
) -> pd.DataFrame:
    """Many futures of one firm: each row a draw, with the drawn parameters, every key figure and final cash.

    Args:
        model: any business model.
        distributions: parameter name -> anything with ``.rvs(size, random_state)``; left out, the settings stay and only
            risks are drawn.
        draws: number of rows, at least 1.
        seed: whole number; the same seed gives the same table.
        months: horizon of ``cash`` (€, cumulative) and ``lowest_cash``.
        progress: show a bar; by default only for jobs of more than 2 million draw-months × 10.
        levers: pulled in that order. What is drawn is the firm *before* them: a drawn churn is lowered by a lever that
            lowers the churn. The columns drawn are those after.
        risks: who is struck, when and how hard is drawn too. From that month on the firm is the struck one, for as long as the
            risk lasts; ``cash``, ``lowest_cash``, ``funding_need`` and ``profit_36`` know it, the other figures are those
            of the firm before. A risk strikes at most once; levers that protect make it rarer. One more column a risk, under
            its name: the month in which it strikes, nan if never.

    Raises:
        LearnerError: a draw falls outside the hard bounds (their number is told), unknown names.

    >>> table = bm.simulate(bm.D2C(), {"cac": bm.between(10, 12, 20)}, draws=500)
    >>> len(table), bool(table["cac"].between(10, 20).all())
    (500, True)
    >>> table.equals(bm.simulate(bm.D2C(), {"cac": bm.between(10, 12, 20)}, draws=500))  # the same seed
    True
    """
    need_model(model, "simulate()")
    single(model, "simulate()")
    months = whole_months(months)
    if isinstance(draws, bool) or not isinstance(draws, int | np.integer) or draws < 1:
        raise LearnerError(
            f"draws vaut {as_given(draws)}{french.NBSP}; valeur admise{french.NBSP}: un entier à partir de 1."
        )
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or seed < 0:
        raise LearnerError(
            f"seed vaut {as_given(seed)}{french.NBSP}; valeur admise{french.NBSP}: un entier à partir de 0."
        )
    distributions = {} if distributions is None else distributions
    if not isinstance(distributions, Mapping):
        raise LearnerError(
            f"simulate() attend des lois nommées{french.NBSP}: simulate(modele, {{'churn': between(0.03, 0.05, 0.08)}}); "
            f"reçu{french.NBSP}: {type(distributions).__name__}."
        )
    kpis = list(type(model).__kpis__)
    levers, risks = need_levers(levers, "simulate()"), need_risks(risks, "simulate()")
    told_apart([risk.name for risk in risks], "simulate()")
    if taken := [
        risk.name for risk in risks if risk.name in (*kpis, *type(model).__params__, "cash", "lowest_cash")
    ]:
        raise LearnerError(
            f"simulate(){french.NBSP}: un risque s’appelle {french.quote(taken[0])}, comme une colonne du tableau. Lui donner un autre nom."
        )
    blows = [risk.guarded(levers) for risk in risks]
    names = list(  # a setting may be a figure too
        dict.fromkeys([*distributions, *kpis, "cash", "lowest_cash", *(risk.name for risk in risks)])
    )
    most = MEMORY // (8 * len(names))
    if draws > most:
        raise LearnerError(
            f"draws vaut {as_given(draws)}{french.NBSP}: le tableau ({len(names)} colonnes) ne tiendrait pas en mémoire"
            f"{french.NBSP}; valeur admise{french.NBSP}: de 1 à {french.number(most)}."
        )
    values = draw(model, distributions, int(draws), int(seed))
    before, drawn_before = model, values
    for lever in levers:
        model, values = _pulled(model, values, lever)
    for risk in risks:
        risk.moved(model)  # one that does not fit is told before anything runs
    struck = [risk.drawn(int(draws), int(seed)) for risk in blows]
    # One row a column, filled block by block and handed to pandas as it is: nothing is copied twice.
    columns = np.empty((len(names), draws))
    # Bounds are checked on all draws at once, so that the message counts them all; what comes back is read-only.
    checked = model.replace(**values)
    values = {name: checked.values()[name] for name in values}
    bar = _Progress(draws) if (progress if progress is not None else draws * months > 20_000_000) else None
    size = STRUCK if risks else BLOCK
    for start in range(0, draws, size):
        stop = min(start + size, draws)
        drawn = {n: v[start:stop] for n, v in values.items()}
        # Nothing drawn but the blows: the firm is held once a future all the same, for its figures are one a future.
        block = model.with_draws(
            drawn or ({"discount_rate": np.full(stop - start, model.discount_rate)} if risks else {})
        )
        if (
            model.reacts and not before.reacts
        ):  # the market answers each drawn firm from what it was without the levers
            start_of = before.with_draws({n: v[start:stop] for n, v in drawn_before.items()})
            block = Market(start_of, model.reacts.pairs).on(
                model.model_construct(**{**model.values(), **drawn})
            )
        hits = [(first[start:stop], hard[start:stop]) for first, hard in struck]
        figures = {**drawn, **_run(block, kpis, months, model, blows, hits, stop - start)}
        for column, name in zip(columns, names, strict=True):
            column[start:stop] = figures[name]
        if bar:
            bar.at(stop)
    return pd.DataFrame(columns.T, columns=names, copy=False)


def _pulled(
    model: BusinessModel, values: dict[str, np.ndarray], lever: Lever
) -> tuple[BusinessModel, dict[str, np.ndarray]]:
    """The firm with the lever, and what was drawn of the firm without it, as the lever changes it."""
    type(model)(**{**model.values(), **values})  # a draw out of bounds is told before the lever moves it
    return lever.apply(model), lever.moves(model, values)


def _run(
    block: BusinessModel,
    kpis: list[str],
    months: int,
    firm: BusinessModel,
    risks: list[Risk],
    hits: list,
    draws: int,
) -> dict[str, Any]:
    """Running sums and key figures of one block: the funding need reads the sums."""
    found = {}
    if any(np.isfinite(first).any() for first, _ in hits):
        for risk, (first, _) in zip(risks, hits, strict=True):
            found[risk.name] = np.where(first <= months, first, np.nan)
        if not block._is_many():  # nothing is drawn but the blows: the need of each draw is its own
            block = block.with_draws({"setup_cost": np.full(draws, float(block.setup_cost))})
        firsts, hard = zip(*hits, strict=True)
        block.keep(sums := struck_sums(block, firm, draws, risks, firsts, hard, months, MONTHS))
    else:
        found = {risk.name: np.nan for risk in risks}
        sums = block.sums(months)
    figures = {name: getattr(block, name) for name in kpis}
    return {**figures, "cash": sums.cash, "lowest_cash": sums.lowest, **found}


class _Progress:
    """One line rewritten in place on stderr: long jobs show that they live."""

    def __init__(self, total: int):
        self.total = total

    def at(self, done: int) -> None:

        end = "\n" if done == self.total else ""
        share = french.quantity(done / self.total, "%", 0)
        print(f"\rSimulation : {share}", end=end, file=sys.stderr, flush=True)


@dataclass(frozen=True)
class Verdict:
    """What a figure means, in words: ``level`` is « ok », « warn », « bad » or « » (no judgement)."""

    level: str
    words: str


def verdict(model: BusinessModel, kpi: str) -> Verdict:
    """The verdict on one key figure, with the rule it applies; no verdict where no rule exists.

    >>> bm.verdict(bm.D2C(cac=12), "ltv_cac").level, bm.verdict(bm.D2C(cac=60), "ltv_cac").level
    ('ok', 'bad')
    >>> print(bm.verdict(bm.D2C(cac=60), "ltv_cac").words)
    à perte : un client coûte plus qu’il ne rapporte
    """
    need_model(model, "verdict()")
    _need_kpi(model, kpi)
    value = getattr(model, kpi)
    if isinstance(value, np.ndarray):
        single(model, "verdict()")
    if (why := model.without_rule.get(kpi)) and not math.isnan(value):
        return Verdict("", why)
    rule = _RULES.get(kpi)
    if rule is None or math.isnan(value):
        return Verdict("", "")
    return rule(model, value)


def _ltv_cac(model: BusinessModel, value: float) -> Verdict:
    if value == math.inf:
        return Verdict("", "sans limite : la règle ne s’applique pas")
    if value < 1:
        return Verdict("bad", "à perte : un client coûte plus qu’il ne rapporte")
    # The rule knows no interest: what the same customer is worth today has the last word.
    today = model.ltv_discounted / model.cac_per_customer
    told = f"{french.number(today, 1)} actualisé à {french.quantity(model.discount_rate, '%')}"
    if value < 3:
        return Verdict("warn", f"fragile : sous 3 (règle du SaaS) ; {told}")
    if today < 3:
        return Verdict("warn", f"au moins 3 (règle du SaaS), mais {told}")
    return Verdict("ok", f"sain : au moins 3 (règle du SaaS) ; {told}")


def _payback(model: BusinessModel, value: float) -> Verdict:
    if math.isinf(value):
        return Verdict("bad", "jamais : le client ne rembourse pas son acquisition")
    if model.ltv <= model.cac_per_customer:
        return Verdict("bad", "trop long : le client part avant d’avoir remboursé")
    if value == 0:
        when = "le premier mois" if model.first_month_weight == 1 else "la première commande"
        return Verdict("ok", f"dès {when}")
    if value <= 12:
        return Verdict("ok", "sain : 12 mois au plus (règle du SaaS)")
    return Verdict("warn", "long : au-delà de 12 mois (règle du SaaS)")


def _steady(model: BusinessModel, value: float) -> Verdict:
    if value == math.inf:
        why = "ce que laisse un client grandit" if model.churn > 0 else "personne ne part"
        return Verdict("", f"sans limite : {why}, il n’y a pas de régime permanent")
    horizon = model.profit_horizon
    if value < 0:
        far = f", {_when(horizon)}" if FAR < horizon < math.inf else ""
        return Verdict("bad", f"à perte en régime permanent{far}")
    if horizon > FAR:
        return Verdict("warn", f"{_when(horizon)} : décider d’après le mois {MONTHS}")
    return Verdict("ok", "sain : les coûts fixes sont payés")


def _when(horizon: float) -> str:
    return (
        "régime jamais atteint"
        if math.isinf(horizon)
        else f"régime atteint en {french.number(horizon / 12, 0)} ans"
    )


def _profit_36(model: BusinessModel, value: float) -> Verdict:
    later = model.steady_state_profit
    if value == math.inf:  # it overflowed
        return Verdict("", "trop grand pour être jugé")
    if math.isnan(later):
        return Verdict("" if value >= 0 else "bad", "sans régime permanent" if value >= 0 else "à perte")
    horizon = model.profit_horizon
    far = f" ; {_when(horizon)}" if FAR < horizon < math.inf else ""
    if value < 0:
        level, words = (
            ("warn", "à perte encore, bénéficiaire plus tard") if later >= 0 else ("bad", "à perte")
        )
    else:
        level, words = (
            ("ok", "bénéficiaire") if later >= 0 else ("warn", "bénéficiaire, mais à perte ensuite")
        )
    return Verdict(level, words + far)


def _funding(model: BusinessModel, value: float) -> Verdict:
    if value == 0:
        return Verdict("ok", "sain : la trésorerie ne passe pas sous zéro")
    cash = model.walked["cash"]
    if min(cash) >= -model.setup_cost:
        return Verdict("warn", "à financer : creux au départ, la mise de fonds")
    month = cash.index(min(cash)) + 1
    if month == MONTHS:
        return Verdict("bad", f"à perte : la trésorerie baisse encore au mois {month}")
    return Verdict("warn", f"à financer : creux au mois {month}")


def _margin(model: BusinessModel, value: float) -> Verdict:
    if value <= 0:
        return Verdict("bad", "à perte : vendre plus creuse la perte")
    return Verdict("", f"{french.quantity(model.margin_rate, '%')} du chiffre d’affaires HT")


def _threshold(model: BusinessModel, value: float) -> Verdict:
    if math.isinf(value):
        if model.steady_state_profit == math.inf:
            return Verdict("", "sans objet : ce que laisse un client grandit sans limite")
        return Verdict("bad", "jamais atteint")
    if math.isnan(model.steady_state_profit):
        return Verdict("", "sans régime permanent")
    if value <= model.steady_state_customers:
        if (
            model.steady_state_profit < 0
        ):  # what the threshold leaves out: further steps, missions that nobody carries out
            steps = model.capacity and model.steady_state_customers > model.capacity
            why = "d’autres paliers de coûts fixes s’ajoutent" if steps else "tout n’est pas servi"
            return Verdict("bad", f"dépassé, mais à perte : {why}")
        if model.profit_horizon > FAR:
            return Verdict("warn", f"atteignable, mais {_when(model.profit_horizon)}")
        return Verdict("ok", "atteignable au rythme actuel")
    if value <= model.starting_customers:
        return Verdict("bad", "dépassé aujourd’hui, plus à la longue")
    return Verdict("bad", "hors de portée : le nombre de clients plafonne avant")


def _brings(model: BusinessModel, value: float) -> Verdict:
    # Only the loss is told: a month's gain does not see the customers leave later.
    return (
        Verdict("bad", "à perte : ses commandes coûtent plus qu’elles n’apportent")
        if value < 0
        else Verdict("", "")
    )


_RULES = {
    "ltv_cac": _ltv_cac,
    "cac_payback": _payback,
    "cac_payback_survival": _payback,
    "steady_state_profit": _steady,
    "profit_36": _profit_36,
    "funding_need": _funding,
    "order_margin": _margin,
    "margin_per_customer": _margin,
    "break_even_renewal": _threshold,
    "incremental_margin": _brings,
}


def need_model(model: Any, where: str) -> None:
    if not isinstance(model, BusinessModel):
        hint = f" (écrire {model.__name__}() avec ses parenthèses)" if isinstance(model, type) else ""
        raise LearnerError(
            f"{where} attend un modèle, par exemple D2C(){hint}{french.NBSP}; reçu{french.NBSP}: {type(model).__name__}."
        )


def _need_kpi(model: BusinessModel, kpi: str) -> None:
    if not isinstance(kpi, str) or kpi not in type(model).__kpis__:
        raise LearnerError(
            f"{type(model).__name__} n’a pas de grandeur {french.quote(kpi)}.{nearest(str(kpi), list(type(model).__kpis__))}"
        )
