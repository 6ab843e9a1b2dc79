"""What a model is confronted with: one line of a back-test against a published figure."""

from __future__ import annotations

from dataclasses import dataclass

from bizmodels import french
from bizmodels.facts import facts


@dataclass(frozen=True)
class BackTest:
    """A published figure, what the model gives for it, and what « no change » would have given.

    Attributes:
        metric: French name of the figure.
        period: what it is about (« 2025 », « S1 2024 »).
        unit: unit of the three values.
        inputs: in French, the published figures that went in: none of them may contain the target.
        published: the value to reproduce; ``None`` when it was never published.
        modelled: what the model gives.
        naive: the forecast of who changes nothing; ``None`` where it makes no sense.
        untestable: in French, why no test is possible (then ``modelled`` is at most a bracket, in ``inputs``).
        keys: keys of the published figures used, target first.

    >>> line = bm.cases.BackTest("Chiffre d’affaires", "2025", "M€", published=100, modelled=104, naive=90)
    >>> round(line.error, 2), round(line.naive_error, 2)
    (0.04, -0.1)
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

    @property
    def error(self) -> float | None:
        """Relative error of the model (fraction)."""
        return _gap(self.modelled, self.published) if not self.untestable else None

    @property
    def naive_error(self) -> float | None:
        """Relative error of « no change » (fraction)."""
        return _gap(self.naive, self.published) if not self.untestable else None


def _gap(value: float | None, published: float | None) -> float | None:
    return value / published - 1 if value is not None and published else None


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
