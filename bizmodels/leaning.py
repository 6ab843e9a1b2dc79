"""Which numbers a conclusion leans on: how far each may move inside its plausible range before the conclusion changes.

>>> found = bm.leaning.leanings({"Une boutique": bm.D2C()})
>>> found[0].parameter, found[0].standing  # the CAC of another firm
('cac', 'comparable')
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from bizmodels import french
from bizmodels.core.arguments import single
from bizmodels.core.model import BusinessModel
from bizmodels.core.param import Param
from bizmodels.errors import LearnerError
from bizmodels.facts.evidence import STANDINGS
from bizmodels.lazy import pd, tables
from bizmodels.priorities import models_of_table

__all__ = ["Leaning", "leaning_table", "leanings", "standing_table"]

# Key figure -> from where on the conclusion is a good one; what it becomes when it is lost, and when it is won.
CONCLUSIONS = {
    "profit_36": (0.0, "au mois 36, elle perd de l’argent", "au mois 36, elle ne perd plus d’argent"),
    "ltv_cac": (3.0, "LTV/CAC passe sous 3", "LTV/CAC atteint 3"),
}
_POINTS = 200  # steps from the setting to an end of its range; between two, a straight line
_ORDER = tuple(STANDINGS)

NOTE = (
    "Chemin : la part du trajet, du réglage du cours au bord de la plage plausible, au bout de laquelle la conclusion change, "
    "les autres réglages immobiles. 0 % : tout de suite ; 100 % : au bord. Les plages sont des hypothèses de cours."
)


@dataclass(frozen=True)
class Leaning:
    """One setting, and the first conclusion that it changes inside its plausible range.

    Attributes:
        model: French name of the model.
        parameter: its code name.
        param: its declaration (label, unit, range).
        standing: « publié », « déduit », « comparable », « à vérifier » or « hypothèse ».
        value: the setting of the model.
        way: share of the way to the end of the range after which a conclusion changes; infinite where none does.
        at: the value at which it changes; nan where none does.
        edge: the end of the range on that side; nan where none does.
        conclusion: key figure whose verdict changes, « » where none does.
        lost: whether the good conclusion is lost (else it is won).
    """

    model: str
    parameter: str
    param: Param
    standing: str
    value: float
    way: float = math.inf
    at: float = math.nan
    edge: float = math.nan
    conclusion: str = ""
    lost: bool = True

    @property
    def overturns(self) -> bool:
        """Whether a conclusion changes inside the plausible range."""
        return bool(self.conclusion)


def leanings(models: Mapping[str, BusinessModel] | None = None) -> list[Leaning]:
    """Every setting that has a plausible range, the one that changes a conclusion soonest first.

    Two conclusions are looked at: ``profit_36`` ≥ 0, and ``ltv_cac`` ≥ 3. One setting moves at a time.

    Args:
        models: name -> model; by default the eleven of the course, on their defaults.

    Returns:
        One ``Leaning`` a setting; those that change nothing come last, in the order of the models.

    Raises:
        LearnerError: no model, two names alike, a model of many draws, or no setting with a plausible range.

    >>> shop = bm.leaning.leanings({"Une boutique": bm.D2C()})
    >>> round(bm.D2C(cac=shop[0].at).ltv_cac, 2)  # where the first conclusion changes
    3.0
    """
    found = []
    for name, model in models_of_table(models, "leaning_table()").items():
        single(model, "leaning_table()")
        found += [
            _leaning(name, model, parameter, param)
            for parameter, param in type(model).__params__.items()
            if param.plausible is not None
        ]
    if not found:
        raise LearnerError(
            "Aucun réglage n’a de plage plausible : ajouter plausible=(bas, haut) à un paramètre."
        )
    return sorted(found, key=lambda one: one.way)


def leaning_table(
    models: Mapping[str, BusinessModel] | None = None, standing: str | None = None, most: int | None = None
) -> pd.DataFrame:
    """The settings that change a conclusion inside their plausible range, the most fragile first.

    Args:
        models: as for ``leanings``.
        standing: only those of this standing (« publié », « hypothèse »…).
        most: how many rows; all by default.

    Returns:
        One row a setting: ``model parameter standing value at edge way conclusion lost``; shown in French.

    Raises:
        LearnerError: as ``leanings``, or an unknown standing, or ``most`` below 1.

    >>> table = bm.leaning_table({"Une boutique": bm.D2C()}, standing="comparable")
    >>> table["parameter"].tolist()
    ['cac', 'return_rate']
    """
    if standing is not None and standing not in STANDINGS:
        raise LearnerError(
            f"standing={french.quote(standing)} n’existe pas.{french.nearest(str(standing), list(STANDINGS))}"
        )
    if most is not None and (isinstance(most, bool) or not isinstance(most, int) or most < 1):
        raise LearnerError("most est le nombre de lignes à montrer : un entier, au moins 1.")
    kept = [
        one for one in leanings(models) if one.overturns and (standing is None or one.standing == standing)
    ]
    kept = kept[:most]
    names = ("model", "parameter", "standing", "value", "at", "edge", "way", "conclusion", "lost")
    frame = pd.DataFrame({name: [getattr(one, name) for one in kept] for name in names})
    return tables.Table.of(frame, lambda _: _in_french(kept), note=NOTE)


def standing_table(models: Mapping[str, BusinessModel] | None = None) -> pd.DataFrame:
    """How many settings were moved, and how many change a conclusion, by what is known of them.

    Args:
        models: as for ``leanings``.

    Returns:
        One row a standing met: ``moved``, ``overturning`` (counts) and ``share`` (their ratio).

    Raises:
        LearnerError: as ``leanings``.

    >>> table = bm.leaning.standing_table({"Une boutique": bm.D2C()})
    >>> table.loc["comparable", ["moved", "overturning"]].tolist()
    [3, 2]
    """
    found = leanings(models)
    rows = {}
    for standing in _ORDER:
        moved = [one for one in found if one.standing == standing]
        if moved:
            overturning = _count(moved)
            rows[standing] = {
                "moved": len(moved),
                "overturning": overturning,
                "share": overturning / len(moved),
            }
    frame = pd.DataFrame.from_dict(rows, orient="index").rename_axis("standing")

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "Ce que cela veut dire": [STANDINGS[one] for one in table.index],
                "Réglages déplacés": [french.exact(v) for v in table["moved"]],
                "Retournent une conclusion": [french.exact(v) for v in table["overturning"]],
                "Part": [french.quantity(v, "%", 0) for v in table["share"]],
            },
            index=pd.Index(table.index, name="Statut"),
        )

    return tables.Table.of(frame, shown)


def _count(found: Iterable[Leaning]) -> int:
    return sum(one.overturns for one in found)


def _leaning(name: str, model: BusinessModel, parameter: str, param: Param) -> Leaning:
    """The setting with the first conclusion that it changes, on either side."""
    value = float(model.values()[parameter])
    start = Leaning(name, parameter, param, param.standing(type(model).case)[0], value)
    changes = [
        (way, value + way * (end - value), end, figure, lost)
        for end in param.plausible
        for figure, way, lost in _changes(model, parameter, value, end)
    ]
    if not changes:
        return start
    way, at, edge, figure, lost = min(changes, key=lambda one: one[0])
    return Leaning(name, parameter, param, start.standing, value, way, at, edge, figure, lost)


def _changes(model: BusinessModel, parameter: str, value: float, end: float) -> list[tuple[str, float, bool]]:
    """Each conclusion that changes between the setting and one end: key figure, share of the way, whether it is lost."""
    ways = np.linspace(0.0, 1.0, _POINTS + 1)
    with np.errstate(all="ignore"):
        moved = model.replace(**{parameter: value + ways * (end - value)})
        found = []
        for figure, (threshold, *_) in CONCLUSIONS.items():
            gap = np.broadcast_to(np.asarray(getattr(moved, figure), dtype=float) - threshold, ways.shape)
            good = gap >= 0  # nan is never good
            if good.all() or not good.any() or not (different := np.flatnonzero(good != good[0])).size:
                continue
            found.append((figure, _crossing(ways, gap, int(different[0])), bool(good[0])))
    return found


def _crossing(ways: Any, gap: Any, first: int) -> float:
    """Where the gap is nil between the last point before the change and the first one after it."""
    before, after = float(gap[first - 1]), float(gap[first])
    step = before / (before - after) if math.isfinite(before) and math.isfinite(after) else 1.0
    return float(ways[first - 1] + step * (ways[first] - ways[first - 1]))


def _in_french(kept: list[Leaning]) -> Any:
    if not kept:
        return pd.DataFrame({"Résultat": ["Aucun réglage ne retourne une conclusion dans sa plage."]})
    return pd.DataFrame(
        {
            "Modèle": [one.model for one in kept],
            "Le chiffre": [one.param.label for one in kept],
            "Son statut": [one.standing for one in kept],
            "Réglage": [one.param.show(one.value) for one in kept],
            "Change à": [one.param.show(_rounded(one.at, one.value)) for one in kept],
            "Bord de la plage": [one.param.show(one.edge) for one in kept],
            "Chemin": [french.quantity(one.way, "%", 0) for one in kept],
            "La conclusion qui change": [CONCLUSIONS[one.conclusion][1 if one.lost else 2] for one in kept],
        }
    )


def _rounded(at: float, value: float) -> float:
    """Three digits, and as many more as it takes to tell the value from the setting."""
    digits = 3 - math.floor(math.log10(abs(at))) - 1 if at else 2
    while round(at, digits) == value and digits < 12:
        digits += 1
    return round(at, digits)
