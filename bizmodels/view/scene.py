"""What a calculator shows, without a widget: a starting scenario, the present one, the frozen ones and their months.

The pictures, the sentences, the saved page and the export read a ``Scene``; the widgets only change it. The names a
learner types are cleaned on entry, and none may hide or replace another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from bizmodels import analysis
from bizmodels.core.model import BusinessModel
from bizmodels.errors import LearnerError
from bizmodels.view import sentences

CURRENT = "Actuel"
FROZEN = 3
Path = dict[str, list[float]]
# Neither XML nor a line of a table can hold them: control characters, line separators, halves of a character.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_OVERRIDES = re.compile("[\u202a-\u202e]")
_ISOLATES = re.compile("[\u2066-\u2069]")


class Scene:
    """The scenarios of one calculator, and the key figure under study."""

    def __init__(self, base: BusinessModel):
        self.base = self.model = base
        self.scenarios: dict[str, BusinessModel] = {}
        self.target = type(base).cards[0]
        self.failures: list[LearnerError] = []

    # --- months -------------------------------------------------------------------------------------

    @property
    def path(self) -> Path:
        """The months of the present scenario."""
        return self.model.walked

    def series(self, column: str) -> dict[str, list[float]]:
        """One column of the months, by scenario; the present one first."""
        frozen = named({name: model.walked for name, model in self.scenarios.items()}, CURRENT)
        return {CURRENT: self.path[column], **{name: path[column] for name, path in frozen.items()}}

    def reference(self) -> BusinessModel:
        """What the present scenario is compared with: the last frozen one, else the start."""
        return list(self.scenarios.values())[-1] if self.scenarios else self.base

    # --- figures ------------------------------------------------------------------------------------

    def figures(self) -> list[tuple[str, str, str, analysis.Verdict]]:
        """Label, figure, unit and verdict of each card, for the present scenario; why one has none is in ``failures``."""
        self.failures = []
        return [self._card(name) for name in type(self.model).cards]

    def _card(self, name: str) -> tuple[str, str, str, analysis.Verdict]:
        figure = type(self.model).__kpis__[name]
        try:
            return (
                figure.label,
                *figure.parts(getattr(self.model, name)),
                analysis.verdict(self.model, name),
            )
        except LearnerError as error:
            self.failures.append(error)
            return figure.label, "—", "", analysis.Verdict("", "sans valeur avec ces réglages")

    def everyone(self) -> dict[str, BusinessModel]:
        """The frozen scenarios, then the present one."""
        return {**named(self.scenarios, CURRENT), CURRENT: self.model}

    # --- frozen scenarios ---------------------------------------------------------------------------

    def freeze(self, typed: str = "") -> str | None:
        """Keep the present settings under a name, and return it; None where no place is left."""
        name = clean(str(typed))
        name = beside(name, [CURRENT]) if name else self._free_name()
        if name not in self.scenarios and len(self.scenarios) >= FROZEN:
            return None
        self.scenarios[name] = self.model
        return name

    def _free_name(self) -> str:
        """A name that says what changed; numbered when other settings are already frozen under it."""
        name = made = beside(clean(sentences.short_change(self.model, self.base)), [CURRENT])
        count = 1
        while made in self.scenarios and not _same_firm(self.scenarios[made], self.model):
            count += 1
            made = f"{name} ({count})"
        return made


def _same_firm(a: BusinessModel, b: BusinessModel) -> bool:
    """The same settings in the same market."""
    return a.values() == b.values() and repr(a) == repr(b)


def clean(text: str) -> str:
    """A name on one line, without what reorders the text around it; French no-break spaces stay."""
    text = _OVERRIDES.sub("", _CONTROL.sub(" ", text))
    depth = 0
    for mark in _ISOLATES.findall(text):
        depth += -1 if mark == "\u2069" else 1
        if depth < 0:
            break
    if depth:
        text = _ISOLATES.sub("", text)
    text = re.sub(" {2,}", " ", text).strip()
    return text if any(letter.isprintable() and not letter.isspace() for letter in text) else ""


def beside(name: str, taken: Iterable[str]) -> str:
    """That name, marked « (figé) » when one of ``taken`` reads the same: no column hides another."""
    known = {_same(other) for other in taken}
    made, count = name, 1
    while _same(made) in known:
        made = f"{name} (figé)" if count == 1 else f"{name} (figé {count})"
        count += 1
    return made


def _same(name: str) -> str:
    return " ".join(name.split()).casefold()


def named(scenarios: dict[str, Any], *taken: str) -> dict[str, Any]:
    """The frozen scenarios under names that differ from those of the columns beside them."""
    made: dict[str, Any] = {}
    for name, model in scenarios.items():
        made[beside(clean(str(name)) or "Sans nom", (*taken, *made))] = model
    return made
