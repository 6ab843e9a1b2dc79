"""What a model is confronted with: one line of a back-test against a published figure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.facts import facts

# What a line is worth. The three tables are never added up: the first two errors have nothing in common.
CALIBRATION, DYNAMICS, RATIO, UNTESTABLE = TABLES = ("calibration", "dynamique", "ratio", "non testable")


class Model(Protocol):
    """What a calibration asks of a model (``core`` lies above)."""

    def path(self, months: int = ...) -> dict[str, list[float]]:
        """The months, column by column."""


@dataclass(frozen=True)
class BackTest:
    """A published figure, what the model gives for it, and what two forecasts without a model would have given.

    Attributes:
        metric: French name of the figure.
        period: what it is about (« 2025 », « S1 2024 »).
        unit: unit of the values.
        inputs: in French, what went in: none of it may contain the target, save in a calibration.
        published: the value to reproduce; ``None`` when it was never published.
        modelled: what the model gives.
        naive: the forecast of who changes nothing, *knowing what the model knows*; ``None`` where it makes no sense.
        untestable: in French, why no test is possible (then ``modelled`` is at most a bracket, in ``inputs``).
        keys: keys of the published figures used, target first.
        table: « calibration » (the model's first year on its defaults: no test, no naive forecast), « dynamique »
            (the model's own movement, without the target), « ratio » (a past ratio × the actual volume of the target:
            who changes nothing and gets the same volume computes the very same thing, so ``naive`` is ``None``).
        trend: the forecast of who prolongs a straight line through the same inputs.
        fit: in French, what was fitted or assumed once for several lines; they fail or pass together.
        since: in French and in a few words, what a « dynamique » line starts from, for a brief table.
        remark: in French, where the gap of a calibration comes from; elsewhere, what is not independent.

    >>> line = bm.cases.BackTest("Chiffre d’affaires", "2024", "M€", published=100, modelled=104, naive=90, trend=99)
    >>> round(line.error, 2), round(line.naive_error, 2), round(line.trend_error, 2)  # the straight line wins
    (0.04, -0.1, -0.01)
    """

    metric: str
    period: str
    unit: str = ""
    inputs: str = ""
    published: float | None = None
    modelled: float | None = None
    naive: float | None = None
    untestable: str = ""
    keys: tuple[str, ...] = ()
    table: str = DYNAMICS
    trend: float | None = None
    fit: str = ""
    remark: str = ""
    since: str = ""

    def __post_init__(self) -> None:
        if self.untestable:
            object.__setattr__(self, "table", UNTESTABLE)
        elif self.table not in TABLES[:3]:
            raise LearnerError(
                f"BackTest : table={french.quote(self.table)} n’existe pas.{french.nearest(str(self.table), list(TABLES[:3]))}"
            )
        elif self.table != DYNAMICS and (self.naive is not None or self.trend is not None):
            raise LearnerError(
                f"BackTest, table {french.quote(self.table)} : aucune prévision naïve n’y a la même information que le modèle."
            )

    @property
    def target(self) -> str:
        """What two lines share when they aim at the same published figure."""
        return self.keys[0] if self.keys else f"{self.metric}/{self.period}"

    @property
    def error(self) -> float | None:
        """Relative error of the model (fraction)."""
        return _gap(self.modelled, self.published) if not self.untestable else None

    @property
    def naive_error(self) -> float | None:
        """Relative error of « no change » (fraction)."""
        return _gap(self.naive, self.published) if not self.untestable else None

    @property
    def trend_error(self) -> float | None:
        """Relative error of the straight line (fraction)."""
        return _gap(self.trend, self.published) if not self.untestable else None


def _gap(value: float | None, published: float | None) -> float | None:
    return value / published - 1 if value is not None and published else None


def straight_line(known: dict[float, float], at: float) -> float:
    """The value at time ``at`` on the line through the two points of ``known`` (time -> value)."""
    (first, low), (second, high) = sorted(known.items())
    return low + (high - low) * (at - first) / (second - first)


def first_year(
    model: Model, key: str, size: float, remark: str, metric: str = "Chiffre d’affaires", unit: str = "M€"
) -> BackTest:
    """Calibration: what a model brings in over months 1–12 against a published revenue.

    Args:
        model: the model on its defaults.
        key: key of the published revenue; the period shown is its own.
        size: how many units of the model (€, $) make one ``unit``.
        remark: in French, where the gap comes from.
        metric: French name of the figure.
        unit: unit of the published figure.
    """
    return BackTest(
        metric=metric,
        period=french.period(facts.fact_from_key(key).period),
        unit=unit,
        inputs="réglages par défaut, mois 1 à 12",
        published=published(key),
        modelled=math.fsum(model.path(12)["revenue"]) / size,
        keys=(key,),
        table=CALIBRATION,
        remark=remark,
    )


def published(key: str) -> float:
    """The value of a published figure, by its key (``entity/metric/period``)."""
    return facts.fact_from_key(key).value


def noted(key: str, text: str) -> float:
    """A figure that only the note of a published fact prints (« +23 % »), as the number written.

    Args:
        key: key of the fact whose note holds it.
        text: the figure as the note prints it.

    Raises:
        LookupError: the note does not hold it (any more): nothing is typed twice.
    """
    note = facts.fact_from_key(key).note
    if text not in note:
        raise LookupError(f"the note of {key} does not print {text!r}: {note}")
    return french.parse(text)


# The word beside each setting, and what it says of the figure; lesson 00 explains them.
STANDINGS = {
    "publié": french.typeset("un document lu le dit de cette entreprise, ou c'est la loi"),
    "déduit": french.typeset("calculé à partir d'un chiffre publié de cette entreprise"),
    "comparable": french.typeset("publié, mais sur quelqu'un d'autre"),
    "à vérifier": french.typeset("le document n'a pas été relu"),
    "hypothèse": french.typeset("aucun document lu ne le donne"),
}

# A factor that only changes the unit leaves a published figure published; any other makes it « déduit ».
_UNIT_FACTORS = (1.0, 0.01, 0.001, 1e-6, 1e3, 1e6, 1e9)


def label_of(key: str, factor: float = 1.0, case: str = "") -> str:
    """The standing of a default that is a published figure times ``factor``, in a model of the firm ``case``.

    « à vérifier » when nobody has read the document; « comparable » when the figure is neither about the case nor
    the law, deduced or not; else « déduit » or « publié ».

    >>> from bizmodels.facts.evidence import label_of
    >>> label_of("Etam/return_rate/2018", 0.01, case="Le Slip Français")
    'comparable'
    """
    one = facts.fact_from_key(key)
    if one.label == "à vérifier":
        return one.label
    if is_about_another(key, case):
        return "comparable"
    return "déduit" if one.label == "publié" and factor not in _UNIT_FACTORS else one.label


def is_about_another(key: str, case: str) -> bool:
    """Whether a figure was published about somebody else than the firm ``case``; the law is about everybody."""
    return facts.fact_from_key(key).entity not in (case, facts.LEGAL)
