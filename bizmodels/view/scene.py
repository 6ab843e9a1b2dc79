"""What a calculator shows, without a widget: a starting scenario, the present one, the frozen ones and their months.

The pictures, the sentences, the saved page and the export read a ``Scene``; the widgets only change it. The names a
learner types are cleaned on entry, and none may hide or replace another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from bizmodels import analysis, french
from bizmodels.core.change import Lever, together
from bizmodels.core.model import BusinessModel
from bizmodels.core.risk import Risk
from bizmodels.core.struck import cash as struck_cash
from bizmodels.errors import LearnerError
from bizmodels.view import sentences

CURRENT = "Actuel"
GHOST = "Départ"
FROZEN = 3
CURVES = 4
CARDS = 5  # what fits on one line beside the sliders
Path = dict[str, list[float]]
# Neither XML nor a line of a table can hold them: control characters, line separators, halves of a character.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_OVERRIDES = re.compile("[\u202a-\u202e]")
_ISOLATES = re.compile("[\u2066-\u2069]")


class Card(NamedTuple):
    """What a card shows: label, figure, unit, verdict, and the learner's bet on it."""

    label: str
    text: str
    unit: str
    verdict: analysis.Verdict
    bet: str = ""


@dataclass
class Bet:
    """What the learner bet on: a key figure, or a column of the months at one of them; ``said`` is his number.

    ``value_of`` reads it in a model, ``show`` writes it in French.
    """

    target: str
    month: int | None
    label: str
    value_of: Callable[[BusinessModel], float]
    show: Callable[[float], str]
    said: str = ""
    at: BusinessModel | None = (
        None  # the settings that were bet on: elsewhere the card says nothing of the bet
    )


class Scene:
    """The scenarios of one calculator, its cards, and the key figure under study."""

    def __init__(self, base: BusinessModel, cards: Sequence[str] | None = None, bet: Bet | None = None):
        self.base = self.model = base
        self.bet = bet
        self.scenarios: dict[str, BusinessModel] = {}
        self.levers: list[Lever] = []  # those switched on, in that order
        self.risks: list[Risk] = []  # those that have struck
        self.cards = self._chosen(cards or type(base).cards)
        # Cards chosen for a lesson are the words taught so far: nothing else is compared.
        self.compared = list(self.cards) if cards else None
        self.target = self.cards[0]
        self.failures: list[LearnerError] = []

    def _chosen(self, names: Sequence[str]) -> tuple[str, ...]:
        """The key figures of the cards; the one bet on comes first, and the last one leaves where there are too many."""
        if self.bet is None:
            return tuple(names)
        if self.bet.month is not None:  # its card is no key figure
            return tuple(names[: CARDS - 1])
        first = self.bet.target
        return (first, *(n for n in names if n != first))[:CARDS]

    def pulled(self) -> BusinessModel:
        """The present scenario with the levers that are on."""
        return together(self.model, self.levers)

    def struck(self) -> list[float]:
        """Its cash, month by month, when every risk that is on strikes in the first (€)."""
        return struck_cash(self.pulled(), self.risks)

    # --- months -------------------------------------------------------------------------------------

    @property
    def path(self) -> Path:
        """The months of the present scenario."""
        return self.model.walked

    def series(self, column: str) -> dict[str, list[float]]:
        """One column of the months, by scenario: the present one first, the start last while it is another curve."""
        ghost = self._ghost() and self.base.walked[column] != self.path[column]
        taken = (CURRENT, GHOST) if ghost else (CURRENT,)
        frozen = named({name: model.walked for name, model in self.scenarios.items()}, *taken)
        shown = {CURRENT: self.path[column], **{name: path[column] for name, path in frozen.items()}}
        return shown | ({GHOST: self.base.walked[column]} if ghost else {})

    def _ghost(self) -> bool:
        """Whether the start is a curve of its own, and has a place."""
        drawn = [self.model, *self.scenarios.values()]
        return len(drawn) < CURVES and not any(_same_firm(self.base, model) for model in drawn)

    def reference(self) -> BusinessModel:
        """What the present scenario is compared with: the last frozen one, else the start."""
        return list(self.scenarios.values())[-1] if self.scenarios else self.base

    # --- figures ------------------------------------------------------------------------------------

    def figures(self) -> list[Card]:
        """Each card for the present scenario, what was bet on first; why one has no figure is in ``failures``."""
        self.failures = []
        cards = [self._card(name) for name in self.cards]
        if self.bet is None:
            return cards
        if self.bet.month is not None:
            cards = [self._bet_card(self.bet), *cards]
        there = self.bet.at is None or self.model.values() == self.bet.at.values()
        return [cards[0]._replace(bet=self.bet.said if there else ""), *cards[1:]]

    def _card(self, name: str) -> Card:
        figure = type(self.model).__kpis__[name]
        try:
            parts = figure.parts(getattr(self.model, name))
            return Card(figure.label, *parts, analysis.verdict(self.model, name))
        except LearnerError as error:
            return self._failed(figure.label, error)

    def _bet_card(self, bet: Bet) -> Card:
        try:
            text, _, unit = bet.show(bet.value_of(self.model)).partition(french.NBSP)
        except LearnerError as error:
            return self._failed(bet.label, error)
        return Card(bet.label, text, unit, analysis.Verdict("", ""))

    def _failed(self, label: str, error: LearnerError) -> Card:
        self.failures.append(error)
        return Card(label, "—", "", analysis.Verdict("", "sans valeur avec ces réglages"))

    def everyone(self) -> dict[str, BusinessModel]:
        """The frozen scenarios, then the present one."""
        return {**named(self.scenarios, CURRENT), CURRENT: self.model}

    # --- frozen scenarios ---------------------------------------------------------------------------

    def freeze(self, typed: str = "", model: BusinessModel | None = None) -> str | None:
        """Keep the present settings, or ``model``, under a name, and return it; None where no place is left."""
        name = clean(str(typed))
        name = beside(name, [CURRENT]) if name else self._free_name()
        if name not in self.scenarios and len(self.scenarios) >= FROZEN:
            return None
        self.scenarios[name] = self.model if model is None else model
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
