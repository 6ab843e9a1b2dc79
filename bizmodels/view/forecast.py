"""Commit, then see: a forecast is given before the calculator opens, kept, and shown again at the end."""

from __future__ import annotations

import html
import math
from dataclasses import dataclass, field
from typing import Any

import ipywidgets as widgets

from bizmodels import french
from bizmodels.core.arguments import single, whole_months
from bizmodels.core.model import BusinessModel
from bizmodels.core.months import MONTHS
from bizmodels.errors import LearnerError
from bizmodels.french import nearest
from bizmodels.lazy import pd, tables
from bizmodels.view.answering import answering
from bizmodels.view.controls import shared
from bizmodels.view.meant import meant

UNSURE = "je ne sais pas"
# Said aloud by the instructor when a class must go on: it opens every calculator without a forecast.
INSTRUCTOR_WORD = "ouvrir"


@dataclass
class Entry:
    """One forecast of the learner; ``reason`` is his answer to « pourquoi ? »."""

    question: str
    said: str
    value: float
    truth: float
    unit: str
    reason: str = field(default="")


# What is bet on: the model and its settings, the change, the figure. The words of the question may be mended.
Key = tuple[str, tuple[tuple[str, float], ...], tuple[tuple[str, float], ...], str]

# Forecasts live with the kernel: running the cell again finds them, closing the notebook drops them.
ENTRIES: dict[Key, Entry] = {}


class Forecast:
    """The question, its form and, once answered, the gap."""

    def __init__(
        self,
        model: BusinessModel,
        target: str,
        change: dict[str, float],
        question: str,
        month: int | None = None,
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
        self.question = question or self._plain_question()
        self.key: Key = (
            type(model).__name__ if model.reacts is None else repr(model),
            tuple(model.values().items()),
            tuple(sorted(change.items())),
            target
            if self.month is None or target == "cash" and self.month == MONTHS
            else f"{target} {self.month}",
        )
        self.opened = False
        self._open = lambda: None
        self._build()

    def _plain_question(self) -> str:
        from bizmodels.view.sentences import change_words

        if self.change:
            return f"{change_words(self.after, self.model, limit=3)} : que devient « {self.label} » ?"
        return f"Avec les réglages de départ, combien vaut « {self.label} » ?"

    def value_of(self, model: BusinessModel) -> float:
        """The figure that is forecast."""
        if self.month is None:
            return getattr(model, self.target)
        path = model.walked if self.month == MONTHS else model.path(self.month)
        return path[self.target][-1]

    def show(self, value: float) -> str:
        """A value of that figure, in French."""
        if self.month is None:
            return type(self.model).__kpis__[self.target].show(value)
        if not self.unit.startswith(("€", "$")):
            return french.quantity(value, self.unit)
        return french.compact(value, self.unit) if math.isfinite(value) else french.number(value)

    def show_gap(self, gap: float) -> str:
        """A difference in that figure: between two rates it is a number of points, not a rate."""
        return _points(gap) if self.unit.startswith("%") else self.show(gap)

    def _build(self) -> None:
        before = self.value_of(self.model)
        today = f"<p class='note'>Aujourd’hui : {html.escape(self.show(before))}.</p>" if self.change else ""
        self._head = widgets.HTML(
            f"<div class='panel'><h4>Votre pari d’abord</h4><p>{html.escape(self.question)}</p>{today}</div>",
            layout=widgets.Layout(), style=shared("html"),
        )  # fmt: skip
        options = (
            ["monte", "baisse", "ne bouge pas", UNSURE]
            if self.change
            else ["au-dessus de zéro", "sous zéro", UNSURE]
        )
        self.direction = widgets.ToggleButtons(options=options, value=None)
        self.number = widgets.Text(
            description=f"Valeur attendue ({self.unit})" if self.unit else "Valeur attendue",
            placeholder="un nombre", continuous_update=True,
        )  # fmt: skip
        self.number.on_msg(self._entered)
        self.word = widgets.Text(
            description="Mot de l’enseignant", placeholder="laisser vide", continuous_update=True
        )
        self.bet = widgets.Button(description="Je parie")
        self.bet.on_click(answering(lambda _: self.commit(), self._tell))
        self._answer = widgets.HTML("", layout=shared("layout"), style=shared("html"))
        self.reason = widgets.Text(description="Pourquoi ?", placeholder="parce que…", continuous_update=True)
        self.reason.observe(answering(self._keep_reason, self._tell), "value")
        self.reason.layout.display = "none"
        rows = []
        for content in ([self.direction], [self.number, self.word, self.bet]):
            row = widgets.Box(content)
            row.add_class("bm-row")
            rows.append(row)
        last = widgets.Box([self.reason])
        last.add_class("bm-row")
        last.add_class("bm-why-row")
        self._form = rows
        self.box = widgets.VBox([self._head, *rows, self._answer, last])

    def when_open(self, action) -> None:
        """Call ``action`` once the forecast is given; at once when this question was answered before."""
        self._open = action
        if self.key in ENTRIES:
            entry = ENTRIES[self.key]
            entry.truth = self.value_of(self.after)
            self.reason.value = entry.reason
            self._reveal(entry)

    def commit(self) -> None:
        """Keep the forecast and open the calculator; an incomplete one is told what is missing."""
        if self.word.value.strip().casefold() == INSTRUCTOR_WORD:
            self._finish("ouvert par l’enseignant", math.nan)
            return
        said = self.direction.value
        if said is None:
            self._tell("Choisir d’abord un sens, ou « je ne sais pas ».")
            return
        if said == UNSURE:
            self._finish(said, math.nan)
            return
        if not self.number.value.strip():
            self._tell("Il manque un nombre : un ordre de grandeur suffit.")
            return
        try:
            value = french.parse(self.number.value, self.unit)
        except LearnerError as error:
            self._tell(f"{error} Un ordre de grandeur suffit.")
            return
        value = self._meant(value)
        if not math.isfinite(value):
            self._tell("Le pari est un nombre fini, même approché.")
            return
        self._finish(said, value)

    def _contradicts(self, said: str, value: float) -> bool:
        """« baisse » with more than today's figure; a number is an order of magnitude, so « ne bouge pas » leaves 5 %."""
        before = self.value_of(self.model) if self.change else 0.0
        return {
            "monte": value
            <= before + 0.001 * abs(before),  # « 100 k€ » typed beside 100 040 € is that figure
            "baisse": value >= before - 0.001 * abs(before),
            "ne bouge pas": abs(value - before) > 0.05 * abs(before),
            "au-dessus de zéro": value < before,
            "sous zéro": value > before,
        }.get(said, False)

    def _entered(self, _widget: widgets.Text, content: dict[str, Any], _buffers: list) -> None:
        """Enter in the field bets, as the button does."""
        if content.get("event") == "submit":
            self.bet.click()

    def _meant(self, value: float) -> float:
        # Without a change nothing stands beside the question.
        today = self.value_of(self.model) if self.change else math.nan
        return meant(self.number.value, value, today, self.show(today), self.unit)

    def _tell(self, text: str) -> None:
        self._answer.value = f'<p class="bad" role="alert">{html.escape(text)}</p>'

    def _finish(self, said: str, value: float) -> None:
        entry = Entry(self.question, said, value, self.value_of(self.after), self.unit)
        ENTRIES[self.key] = entry
        self._reveal(entry)

    def _reveal(self, entry: Entry) -> None:
        for row in (self._head, *self._form):
            row.layout.display = "none"
        before, after = self.value_of(self.model), entry.truth
        text = f"Votre pari : {entry.said}" + (
            "" if math.isnan(entry.value) else f", {self.show(entry.value)}"
        )
        text += f". Résultat : {self.show(after)}"
        if self.change and math.isfinite(after - before):
            gap = after - before
            text += f", soit {'+' if gap > 0 else ''}{self.show_gap(gap)} par rapport à aujourd’hui"
        if not math.isnan(entry.value) and math.isfinite(after):
            text += f". Écart entre votre nombre et le résultat : {self.show_gap(abs(entry.value - after))}"
        right = self._right(entry.said, before, after)
        word = {True: " Le sens est juste.", False: " Le sens est à revoir.", None: ""}[right]
        if self._contradicts(entry.said, entry.value):
            word += f" Mais « {entry.said} » et {self.show(entry.value)} se contredisent."
        self._answer.value = (
            f'<p class="say" role="status"><span class="bet">{html.escape(self.question)}</span><br>'
            f"{html.escape(text)}.{word} Et pourquoi ?</p>"
        )
        self.reason.layout.display = None
        self.opened = True
        self._open()

    def _right(self, said: str, before: float, after: float) -> bool | None:
        if math.isnan(before) or math.isnan(after):
            return None
        still = after == before or (math.isfinite(before) and abs(after - before) <= 0.005 * abs(before))
        truths = {
            "monte": after > before and not still,
            "baisse": after < before and not still,
            "ne bouge pas": still,
            "au-dessus de zéro": after >= 0,
            "sous zéro": after < 0,
        }
        return truths.get(said)

    def _keep_reason(self, change: dict[str, Any]) -> None:
        if self.key in ENTRIES:
            ENTRIES[self.key].reason = change["new"]

    def given(self) -> str:
        """The bet, its result and its reason as the saved page keeps them; « » before it is given."""
        if not self.opened:
            return ""
        reason = self.reason.value.strip()
        why = f"<p>Pourquoi ? {html.escape(reason)}</p>" if reason else ""
        return f"{self._answer.value}{why}"

    def fallback(self) -> str:
        """The saved page shows the question only, never the answer."""
        return (
            f"<p><strong>Votre pari d’abord.</strong> {html.escape(self.question)}</p>"
            "<p>Exécuter la cellule pour parier, puis ouvrir le calculateur.</p>"
        )


def _points(gap: float) -> str:
    if not math.isfinite(gap):
        return french.number(gap)
    return french.quantity(100 * gap, "points" if abs(100 * gap) >= 2 else "point")


def forecasts() -> pd.DataFrame:
    """The forecasts given since the kernel started: question, forecast, result, gap and reason.

    >>> list(bm.forecasts().columns)
    ['question', 'said', 'value', 'truth', 'gap', 'unit', 'reason']
    """
    rows = [
        {
            "question": e.question,
            "said": e.said,
            "value": e.value,
            "truth": e.truth,
            "gap": abs(e.value - e.truth),
            "unit": e.unit,
            "reason": e.reason,
        }
        for e in ENTRIES.values()
    ]
    frame = pd.DataFrame(rows, columns=["question", "said", "value", "truth", "gap", "unit", "reason"])
    return tables.Table.of(frame, _shown)


def _shown(frame: pd.DataFrame) -> pd.DataFrame:
    if frame.empty:
        return pd.DataFrame(
            {"Question": ["Aucun pari pour l’instant : les calculateurs les demandent avant de s’ouvrir."]}
        )
    write = [french.compact if u.startswith(("€", "$")) else french.quantity for u in frame["unit"]]
    figures = {
        label: [w(v, u) for w, v, u in zip(write, frame[column], frame["unit"], strict=True)]
        for label, column in (("Pari", "value"), ("Résultat", "truth"), ("Écart", "gap"))
    }
    figures["Écart"] = [
        _points(gap) if unit.startswith("%") else shown
        for gap, unit, shown in zip(frame["gap"], frame["unit"], figures["Écart"], strict=True)
    ]
    return pd.DataFrame(
        {"Question": frame["question"], "Sens": frame["said"], **figures, "Pourquoi ?": frame["reason"]}
    )
