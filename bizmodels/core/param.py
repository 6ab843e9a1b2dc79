"""What a model declares of its numbers: a parameter with its bounds and its source, a named constant."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from pydantic_core import core_schema

from bizmodels import french
from bizmodels.core.values import as_given, comma_hint
from bizmodels.errors import LearnerError, told_at_call
from bizmodels.facts import facts
from bizmodels.facts.evidence import is_about_another, label_of


class ParameterError(LearnerError):
    """One or more parameters are refused; ``problems`` maps each name to its French sentence.

    >>> from bizmodels import D2C, ParameterError
    >>> try:
    ...     D2C(churn=1.5, cac=-20)
    ... except ParameterError as error:
    ...     print(sorted(error.problems))
    ['cac', 'churn']
    """

    def __init__(self, problems: dict[str, str]):
        self.problems = problems
        super().__init__(" ".join(problems.values()))


@told_at_call
@dataclass(frozen=True, repr=False)
class Param:
    """Label, unit, bounds, help and provenance of one parameter.

    ``low``/``high`` are hard bounds: outside, the value is refused. ``soft`` and ``step`` say what the
    slider shows. ``plausible`` is the range from which « Incertitude » draws. ``source`` is the key of a
    published fact (``entity/metric/period``); ``factor`` times the fact gives the default (unit change,
    or a stated deduction explained in ``help``). Without a source the default is a teaching hypothesis.
    ``off`` is what 0 reads where it switches the setting off (« sans limite »).

    >>> from bizmodels import Param
    >>> discount = Param("Remise", "%", high=0.5)  # a fraction, that a slider shows × 100
    >>> discount.check(0.05), discount.digits(0.05)
    (0.05, '5')
    >>> Param("Prix", "€ TTC", low=1, high=50).range_text()
    'entre 1 et 50'
    """

    label: str
    unit: str = ""
    low: float = 0.0
    high: float = math.inf
    step: float | None = None
    soft: tuple[float, float] | None = None
    group: str = "Offre"
    help: str = ""
    source: str = ""
    factor: float = 1.0
    plausible: tuple[float, float] | None = None
    off: str = ""

    def __repr__(self) -> str:
        return f"Param({self.label!r}, {self.unit!r})"

    @property
    def is_share(self) -> bool:
        """Whether the value is a fraction shown × 100."""
        return self.unit.startswith("%")

    def standing(self, case: str = "") -> tuple[str, str]:
        """« publié », « déduit », « comparable », « à vérifier » or « hypothèse », and the sentence that says from where.

        ``case`` is the firm the model describes: a figure about another one is « comparable » at most, and the
        sentence begins with its name. Without a case only the law is « publié ».
        """
        if not self.source:
            return "hypothèse", french.typeset(
                f"Hypothèse de cours : {self.help}" if self.help else "Hypothèse de cours."
            )
        one = facts.fact_from_key(self.source)
        whose = f"{one.entity}, " if is_about_another(self.source, case) else ""
        where = f"{whose}{one}." + (f" {self.help}" if self.help else "")
        return label_of(self.source, self.factor, case), french.typeset(where)

    def digits(self, value: float) -> str:
        """The value as a field shows it, every digit kept: 0.035 -> « 3,5 »; from 100 on two decimals do."""
        shown = value * 100 if self.is_share else value
        return french.exact(round(shown, 2 if abs(shown) >= 100 else 6))

    def show(self, value: float) -> str:
        """The value with its unit: « 11,99 € TTC / mois », « 1 heure / mission »."""
        if self.off and value == 0:
            return self.off
        if not self.unit:
            return self.digits(value)
        return f"{self.digits(value)}{french.NBSP}{french.agreed(value, self.unit)}"

    def range_text(self) -> str:
        """« entre 0 et 1 (0 % et 100 %) », « au moins 0 »."""
        low, high = french.exact(self.low), french.exact(self.high)
        if math.isinf(self.high):
            return f"au moins {low}"
        text = f"entre {low} et {high}"
        if self.is_share:
            text += f" ({french.quantity(self.low, '%')} et {french.quantity(self.high, '%')})"
        return text

    def __get_pydantic_core_schema__(self, source_type: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.check)

    def check(self, value: Any) -> float | np.ndarray:
        """Return ``value`` as a float (or an array of floats), or raise with a French reason."""
        if value is ...:
            raise ValueError("est encore à remplir, un nombre à la place de `...`")
        if type(value) is float and self.low <= value <= self.high and math.isfinite(value):
            return value + 0.0  # -0.0 becomes 0.0: what divides by it would be -∞
        # float() would read digits in bytes, and a number of days in a date of numpy.
        if isinstance(value, bool | str | bytes | bytearray | memoryview | np.timedelta64) or (
            isinstance(value, np.generic) and not isinstance(value, np.integer | np.floating)
        ):
            raise ValueError(f"vaut {as_given(value)}, qui n’est pas un nombre{comma_hint(value)}")
        if isinstance(value, np.ndarray) and (
            value.ndim or value.dtype.kind not in "iuf" or np.ma.isMA(value)
        ):
            return self._check_array(value)
        try:
            number = float(value)
        except OverflowError:
            raise ValueError(f"vaut {as_given(value)}, trop grand pour être calculé") from None
        except (TypeError, ValueError):
            raise ValueError(f"vaut {as_given(value)}, qui n’est pas un nombre{comma_hint(value)}") from None
        if not math.isfinite(number):
            raise ValueError(f"vaut {as_given(value)}, qui n’est pas un nombre fini")
        if not self.low <= number <= self.high:
            share = f" (soit {french.quantity(number, '%')})" if self.is_share else ""
            raise ValueError(f"vaut {as_given(value)}{share}")
        return number + 0.0

    def _check_array(self, values: np.ndarray) -> np.ndarray:
        if np.ma.isMA(values):
            raise ValueError("reçoit un tableau masqué, où il manque des nombres")
        if values.dtype.kind not in "iuf":
            raise ValueError(f"reçoit un tableau qui ne contient pas que des nombres réels ({values.dtype})")
        array = np.array(
            values, dtype=float
        )  # a copy: what the caller does to his array later changes nothing
        wrong = ~((array >= self.low) & (array <= self.high) & np.isfinite(array))
        if wrong.any():
            raise ValueError(
                f"sort de son intervalle dans {int(wrong.sum())} tirages sur {array.size} (premier{french.NBSP}: "
                f"{french.exact(array[wrong][0])}). Resserrer la distribution"
            )
        array += 0.0
        array.setflags(write=False)
        return array


@told_at_call
class Constant:
    """A named constant of a model (the VAT rate), with the key of its source; a rate unless a unit is given.

    >>> from bizmodels import D2C, Constant
    >>> class Hungary(D2C):
    ...     vat = Constant("TVA", 0.27)
    >>> Hungary().vat, Hungary.vat.label
    (0.27, 'TVA')
    """

    def __init__(self, label: str, value: float, source: str = "", factor: float = 1.0, unit: str = "%"):
        self.label, self.value, self.source, self.factor, self.unit = label, value, source, factor, unit
        self.name = None

    def show(self) -> str:
        """The value with its unit, every digit kept: « 1,2 % », « 30 € »."""
        shown = self.value * 100 if self.unit.startswith("%") else self.value
        return f"{french.exact(shown)}{french.NBSP}{self.unit}" if self.unit else french.exact(shown)

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner=None):
        return self if instance is None else self.value


def refusal(name: str, param: Param, reason: object) -> str:
    """The sentence for a refused value: « Prix (`price`) vaut -3 ; valeur admise : au moins 0. »; ``reason`` is « vaut -3 »."""
    return f"{french.quote(param.label)} (`{name}`) {reason}{french.NBSP}; valeur admise{french.NBSP}: {param.range_text()}."
