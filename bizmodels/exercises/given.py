"""The figures a learner starts from: published by default, or drawn for one student from a pseudonym."""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from bizmodels import french
from bizmodels.core.model import BusinessModel
from bizmodels.errors import LearnerError
from bizmodels.exercises.guard import is_a, plain
from bizmodels.facts.evidence import label_of, noted
from bizmodels.facts.facts import fact_from_key
from bizmodels.french import nearest
from bizmodels.tables import Table

_SEPARATOR = "\x1f"
_PLACEHOLDERS = {
    "votre pseudonyme",
    "mon pseudonyme",
    "pseudonyme",
    "...",
    "none",
}  # an instruction copied as it is
_INVISIBLE = {"Cc", "Cf"}
# Apostrophes of every keyboard, hyphens, and the marks without width that are no « format » for Unicode.
_SAME_LOOK = {
    **dict.fromkeys(map(ord, "’‘‛ʼʻʹ′´`＇ꞌ՚"), "'"),
    **dict.fromkeys(map(ord, "‐‑‒−﹣－"), "-"),
    **dict.fromkeys((0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0), ""),
    **dict.fromkeys((0x2800,), " "),
}


@dataclass(frozen=True)
class Given:
    """One figure of an exercise.

    Without ``source`` (key of a published fact, times ``factor``) it is a teaching hypothesis: ``default``,
    or a function giving it. ``noted``: the figure as only the note of that fact prints it. ``model``: the one it is a setting of. ``low``, ``high``, ``step``: the values a student's firm may take; without them
    everybody has the default. A unit that starts with « % » means a fraction shown × 100.
    """

    name: str
    label: str
    unit: str = ""
    source: str = ""
    factor: float = 1.0
    default: float | Callable[[], float] | None = None
    low: float | None = None
    high: float | None = None
    step: float = 1.0
    note: str = ""
    noted: str = ""
    model: type[BusinessModel] | None = None

    def __post_init__(self) -> None:
        if self.name.startswith("_") or self.name in {*dir(Data), "firm", "options"}:
            raise ValueError(f"{self.name}: this name is taken by the data themselves")
        if self.source and self.default is not None or self.default is not None and self.factor != 1:
            raise ValueError(
                f"{self.name}: a figure is published (source, factor) or supposed (default), not both"
            )
        if (self.low is None) != (self.high is None):
            raise ValueError(f"{self.name}: low and high go together")
        if self.low is not None:
            steps = (self.high - self.low) / self.step
            if steps < 0 or abs(steps - round(steps)) > 1e-6:
                raise ValueError(
                    f"{self.name}: from {self.low} to {self.high} is no whole number of steps of {self.step}"
                )

    @classmethod
    def of(cls, model: type[BusinessModel], name: str, **choices: Any) -> Given:
        """The parameter ``name`` of a model: its label, unit, default and source are not written again."""
        param = model.__params__[name]
        if param.source and "default" in choices:
            raise ValueError(f"{name}: its figure is published, it has no default of its own")
        if param.source:
            origin = {"source": param.source, "factor": param.factor}
        else:
            origin = {"default": model.model_fields[name].default}
        return cls(name, param.label, param.unit, model=model, **origin, **choices)

    def published(self) -> float:
        """The value everybody has without a pseudonym."""
        if self.source:
            # The factor is 1/100 or 1/12: rounding keeps 0.1 from reading 0.10000000000000001.
            value = noted(self.source, self.noted) if self.noted else fact_from_key(self.source).value
            return round(value * self.factor, 10)
        return float(self.default() if callable(self.default) else self.default)

    def origin(self, student: bool) -> str:
        """Where the value comes from, in French: « publié : CB News, 2024 », « hypothèse », « tiré pour vous ».

        A setting of a model is judged by the model's case. Any other figure names in its label whom it is about:
        it is published about him.
        """
        if student and self.low is not None:
            # A row may name who published the figure: what stands in it is not his.
            return "tiré pour vous : ce n’est pas le chiffre publié" if self.source else "tiré pour vous"
        if not self.source:
            return french.typeset(f"hypothèse : {self.note}" if self.note else "hypothèse")
        one = fact_from_key(self.source)
        case = self.model.case if self.model else one.entity
        return f"{label_of(self.source, self.factor, case)}{french.NBSP}: {one.source}"

    def show(self, value: float) -> str:
        """The value with every digit and its unit: « 25 € TTC », « 8 % / mois », « × 3 »."""
        if self.unit == "×":
            return f"×{french.NBSP}{french.exact(value)}"
        text = french.exact(round(value * 100, 10) if self.unit.startswith("%") else value)
        # « 1 heure / mission », « 0,8 million »; « mois » has no singular of its own.
        one = abs(value) < 2 and not re.match(r"(mois|fois|\w{1,4}|avis|cours|repas|colis)\b", self.unit)
        unit = re.sub(r"^(\w+)s\b", r"\1", self.unit) if one else self.unit
        return f"{text}{french.NBSP}{unit}" if unit else text

    def draw(self, seed: str) -> float:
        """A value on the steps of the interval: the same for the same seed on any machine."""
        if self.low is None:
            return self.published()
        steps = round((self.high - self.low) / self.step)
        digest = hashlib.sha256(f"{seed}{_SEPARATOR}{self.name}".encode()).digest()
        fraction = int.from_bytes(digest[:8], "big") / 2**64
        return round(self.low + int(fraction * (steps + 1)) * self.step, 10)


class _Unknown(LearnerError, AttributeError):
    """A name the data do not have: hasattr() must still answer False."""


class Data:
    """The given figures by name (``data.price_after``), and the firm built from them (``data.firm``)."""

    def __init__(
        self,
        givens: Sequence[Given],
        values: dict[str, float],
        build: Callable[[Data], BusinessModel] | None = None,
        student: bool = False,
        course: Callable[[], Data] | None = None,
    ):
        self.__dict__.update(
            _givens=tuple(givens), _values=dict(values), _build=build, _student=student, _course=course
        )

    def __getattr__(self, name: str) -> float:
        if name.startswith("_"):
            raise AttributeError(name)
        if name in self._values:
            return self._values[name]
        raise _Unknown(
            f"Les données n’ont pas de {french.quote(name)}.{nearest(name, [*self._values, 'firm'])}"
        )

    def __setattr__(self, name: str, value: Any) -> None:
        raise LearnerError(
            f"Les données de l’exercice se lisent, elles ne se changent pas{french.NBSP}: rangez votre valeur dans un nom à vous."
        )

    def __dir__(self) -> list[str]:
        return [*self._values, "firm", "replace", "shown", "table"]

    @property
    def givens(self) -> tuple[Given, ...]:
        """What each figure is: label, unit, source."""
        return self._givens

    @property
    def firm(self) -> BusinessModel:
        """The business model with these figures."""
        if self._build is None:
            raise _Unknown("Cet exercice n’a pas de modèle d’entreprise.")
        if "_firm" not in self.__dict__:
            self.__dict__["_firm"] = self._build(self)
        return self.__dict__["_firm"]

    @property
    def everybody(self) -> Data | None:
        """The published figures, beside those of a student; None where these are the published ones."""
        if not self._student:
            return None
        if "_everybody" not in self.__dict__:
            self.__dict__["_everybody"] = self._course() if self._course else self._published()
        return self.__dict__["_everybody"]

    def _published(self) -> Data:
        return Data(self._givens, {one.name: one.published() for one in self._givens}, self._build)

    def holding(self, value: float) -> list[Given]:
        """The figures of the table equal to ``value``, in its order; asked for every answer."""
        if "_sorted" not in self.__dict__:
            at = {one.name: place for place, one in enumerate(self._givens)}
            self.__dict__["_sorted"] = sorted((held, at[name]) for name, held in self._values.items())
        near = 2e-9 * abs(value)
        first = bisect_left(self._sorted, (value - near,))
        found = []
        for held, place in self._sorted[first:]:
            if held > value + near:
                break
            if math.isclose(held, value):
                found.append(place)
        return [self._givens[place] for place in sorted(found)]

    def replace(self, **changes: float) -> Data:
        """The same data with some figures changed (how the named mistakes are computed)."""
        for name in changes:
            getattr(self, name)
        return Data(self._givens, self._values | changes, self._build, self._student, self._course)

    def shown(self) -> dict[str, str]:
        """Each figure as a learner reads it; asked for every text."""
        if "_shown" not in self.__dict__:
            self.__dict__["_shown"] = {one.name: one.show(self._values[one.name]) for one in self._givens}
        return dict(self._shown)

    def table(self, above: object = None, below: str = "") -> pd.DataFrame:
        """One row a figure: label, value, name in the code, origin; ``above``, ``below`` (HTML): displayed around them."""
        frame = pd.DataFrame({"value": self._values}).rename_axis("name")

        def shown(_: pd.DataFrame) -> pd.DataFrame:
            return pd.DataFrame(
                {
                    "Valeur": list(self.shown().values()),
                    "Nom dans le code": [f"data.{given.name}" for given in self._givens],
                    "Origine": [given.origin(self._student) for given in self._givens],
                },
                index=pd.Index([given.label for given in self._givens], name="Donnée"),
            )

        return Table.of(frame, shown, above=above, below=below)

    def _repr_html_(self) -> str:
        return self.table()._repr_html_()

    def __repr__(self) -> str:
        return repr(self.table())


def student_seed(pseudonym: Any, exercise: str) -> str:
    """Hash of a pseudonym and an exercise; the pseudonym itself is kept in the learner's file only.

    Names that look the same are the same: case, spaces, apostrophes, invisible marks and the way accents are
    encoded do not count.

    Raises:
        LearnerError: the pseudonym is no text, or is empty.
    """
    name = look_alike(plain(pseudonym)) if is_a(pseudonym, str) else ""
    if is_a(pseudonym, str) and not name:
        raise LearnerError(
            'Le pseudonyme est vide : écrivez-en un entre les guillemets, par exemple pseudonyme = "renard bleu". '
            "Ne donnez pas votre vrai nom."
        )
    if not name:
        raise LearnerError(
            'Le pseudonyme est un texte entre guillemets, par exemple pseudonyme = "renard bleu". '
            "Ne donnez pas votre vrai nom."
        )
    if name in _PLACEHOLDERS:
        raise LearnerError(
            f'Remplacez {french.quote(plain(pseudonym).strip())} par un pseudonyme à vous, par exemple pseudonyme = "renard bleu".'
        )
    return hashlib.sha256(f"{name}{_SEPARATOR}{exercise}".encode(errors="surrogatepass")).hexdigest()


def look_alike(text: str) -> str:
    """The one spelling of all texts that look like ``text``: small letters, plain spaces, apostrophes, hyphens.

    A text typed plainly only loses its capitals, its accents' encoding and its spare spaces.
    """
    shown = unicodedata.normalize("NFKC", text.translate(_SAME_LOOK))
    shown = unicodedata.normalize("NFKC", shown.casefold()).translate(_SAME_LOOK)
    kept = (one for one in shown if one.isspace() or unicodedata.category(one) not in _INVISIBLE)
    return unicodedata.normalize("NFC", " ".join("".join(kept).split()))
