"""Commit, then see: the bet that opens a calculator, about a figure of its model."""

from __future__ import annotations

import hashlib
import math
from typing import Any

from bizmodels import learner
from bizmodels.core.arguments import single, whole_months
from bizmodels.core.model import BusinessModel
from bizmodels.core.months import MONTHS
from bizmodels.errors import LearnerError
from bizmodels.french import nearest
from bizmodels.lazy import pd, tables
from bizmodels.view.act import ASKED, INSTRUCTOR_WORD, MOVES, OPENED, SIGNS, UNSURE, Act, Why
from bizmodels.view.measure import Measure


class Forecast(Act):
    """The act whose result is a figure of ``model`` once ``change`` is made."""

    draws_line = False  # the calculator's first card says it, and its curve must stay on the screen

    def __init__(
        self,
        model: BusinessModel,
        target: str,
        change: dict[str, float],
        question: str,
        month: int | None = None,
        name: str = "",
        why: Why | None = None,
    ):
        kpis = type(model).__kpis__
        columns = type(model).columns
        if month is None and target == "cash":
            month = MONTHS
        known = ["cash", *kpis] if month is None else list(columns)
        if not isinstance(target, str) or target not in known:
            what = (
                "cette grandeur" if month is None else "cette colonne dans project(), à lire à un mois donné"
            )
            hint = nearest(str(target), known)
            if month is None and isinstance(target, str) and target in columns:
                hint = f" C’est une colonne de project() : dire à quel mois, month={MONTHS}."
            raise LearnerError(f"predict={target!r} : {type(model).__name__} n’a pas {what}.{hint}")
        self.month = None if month is None else whole_months(month, "month")
        if wrong := [name for name in change if not isinstance(name, str)]:
            raise LearnerError(
                f"change : {wrong[0]!r} n’est pas le nom d’un réglage.{nearest(str(wrong[0]), list(type(model).__params__))}"
            )
        self.model, self.after, self.target = model, model.replace(**change), target
        single(self.after, "calculator(), change,")
        if self.month is None:
            self.label, self.unit = kpis[target].label, kpis[target].unit
        else:
            label, unit = columns[target]
            label = "Trésorerie" if target == "cash" else label
            self.label, self.unit = f"{label} au mois {self.month}", unit.replace("€", model.currency)
        self.change = change
        question = question or self._plain_question()
        self.key = self._key()
        super().__init__(
            question,
            name or hashlib.sha256(repr(self.key).encode()).hexdigest()[:8],
            Measure(self.unit, kpis[target].show if self.month is None else None),
            lambda: self.value_of(self.after),
            today=self.value_of(self.model) if change else math.nan,
            directions=MOVES if change else SIGNS,
            why=why,
        )

    def _key(self) -> tuple[Any, ...]:
        """What is bet on: the model and its settings, the change, the figure. The words of the question may be mended."""
        plain = self.month is None or self.target == "cash" and self.month == MONTHS
        return (
            type(self.model).__name__ if self.model.reacts is None else repr(self.model),
            tuple(self.model.values().items()),
            tuple(sorted(self.change.items())),
            self.target if plain else f"{self.target} {self.month}",
        )

    def _plain_question(self) -> str:
        from bizmodels.view.sentences import change_words

        if self.change:
            return f"{change_words(self.after, self.model, limit=3)} : que devient « {self.label} » ?"
        return f"Avec les réglages de départ, combien vaut « {self.label} » ?"

    def value_of(self, model: BusinessModel) -> float:
        """The figure that is forecast."""
        if self.month is None:
            return getattr(model, self.target)
        path = model.walked if self.month <= MONTHS else model.path(self.month)  # walked once for all
        return path[self.target][self.month - 1]

    def show(self, value: float) -> str:
        """A value of that figure, in French."""
        return self.measure.show(value)

    def fallback(self, then: str = ", puis ouvrir le calculateur") -> str:
        """The question as the saved page shows it."""
        return super().fallback(then)


def forecasts() -> pd.DataFrame:
    """The bets of this notebook, in the order of their names: question, bet, result, gap and reason.

    >>> list(bm.forecasts().columns)
    ['question', 'said', 'value', 'truth', 'gap', 'unit', 'reason']
    """
    rows = []
    for notebook in dict.fromkeys(act.notebook for act in ASKED.values()):
        for bet in learner.of(notebook).bets.values():
            value, truth = _number(bet.value), _number(bet.truth)
            rows.append((bet.question, bet.said, value, truth, abs(value - truth), bet.unit, bet.reason))
    frame = pd.DataFrame(rows, columns=["question", "said", "value", "truth", "gap", "unit", "reason"])
    return tables.Table.of(frame, _shown)


def _number(value: float | str | None) -> float:
    return value if isinstance(value, float) else math.nan


def _shown(frame: pd.DataFrame) -> pd.DataFrame:
    if frame.empty:
        return pd.DataFrame({"Question": ["Aucun pari pour l’instant."]})
    measures = [Measure(unit) for unit in frame["unit"]]
    figures = {
        label: [m.show(v) for m, v in zip(measures, frame[column], strict=True)]
        for label, column in (("Pari", "value"), ("Résultat", "truth"))
    }
    gaps = [m.show_gap(v) for m, v in zip(measures, frame["gap"], strict=True)]
    return pd.DataFrame(
        {
            "Question": frame["question"],
            "Sens": frame["said"],
            **figures,
            "Écart": gaps,
            "Pourquoi ?": frame["reason"],
        }
    )


__all__ = ["INSTRUCTOR_WORD", "OPENED", "UNSURE", "Forecast", "forecasts"]
