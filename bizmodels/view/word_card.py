"""One word of the glossary: definition, formula and, where sliders make it move, the formula written out with live numbers."""

from __future__ import annotations

import html
from typing import Any

import ipywidgets as widgets

from bizmodels import french, words
from bizmodels.core.model import BusinessModel
from bizmodels.view import fallback, style
from bizmodels.view.answering import answering
from bizmodels.view.controls import Control, shared
from bizmodels.view.word_demos import DEMOS


class WordCard(widgets.VBox):
    """Term, definition and formula; made by ``word("NRR")``."""

    def __init__(self, entry: words.Word):
        self.entry = entry
        css = _html(style.CSS)
        css.add_class("bm-none")
        # Shown by the style where the kernel is gone: a figure that no slider moves would be a false one.
        stale = _html(f"<p class='stale'>{html.escape(fallback.STALE)}</p>")
        super().__init__([css, _html(self._head()), stale])
        self.add_class("bm")

    def _head(self) -> str:
        entry = self.entry
        term = french.typeset(entry.term)
        # « EBITDA (EBITDA) » says nothing.
        english = "" if entry.english == entry.term else f" <small>({html.escape(entry.english)})</small>"
        return (
            f"<h3>{html.escape(term[0].upper() + term[1:])}{english}</h3>"
            f"<p>{html.escape(entry.definition)}</p>"
            f"<p class='sub'>{html.escape(' · '.join([entry.formula, *self._case()]))}</p>"
        )

    def _case(self) -> list[str]:
        return []

    def __repr__(self) -> str:
        return f"Mot « {self.entry.term} »"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        bundle = super()._repr_mimebundle_(**kwargs)
        # Where this card answers a bet, JupyterLab shows its first line before the bet.
        bundle["text/html"] = french.FIRST_LINE + self._head() + self._saved()
        return bundle

    def _saved(self) -> str:
        """What a page without a kernel shows below the definition."""
        return ""


class MovingWordCard(WordCard):
    """The same with sliders on the left, figures and sentence on the right; made by ``word("CAC")``."""

    def __init__(self, entry: words.Word):
        self.demo = DEMOS[entry.key]
        self.base = self.model = self.demo.start()
        super().__init__(entry)
        cls, values = type(self.model), self.model.values()
        self.controls = {
            n: Control(
                n, cls.__params__[n], values[n], answering(self._moved, self._tell), values[n], cls.case
            )
            for n in self.demo.sliders
        }
        reset = widgets.Button(description="Réinitialiser")
        reset.on_click(answering(lambda _: self.reset(), self._tell))
        row = _box([reset], "bm-row", widgets.Box)
        left = _box([*(control.box for control in self.controls.values()), row], "bm-left")
        self._figures = _html("")
        self._say = _html("")
        grid = _box([left, _box([self._figures, self._say], "bm-right")], "bm-grid", widgets.Box)
        self.children = (*self.children, grid)
        self._draw()

    def _case(self) -> list[str]:
        cls = type(self.base)
        country = ", en dollars" if cls.currency != "€" else ""
        return [f"Cas : {cls.case}{country}"]

    def _moved(self, name: str) -> None:
        self.model: BusinessModel = self.model.replace(**{name: self.controls[name].value})
        self._draw()

    def reset(self) -> None:
        """Back to the settings of the case."""
        self.model = self.base
        for name, control in self.controls.items():
            control.set(getattr(self.base, name))
        self._draw()

    def sentence(self, model: BusinessModel) -> str:
        """The formula written out with the numbers of ``model``."""
        return french.typeset(self.demo.line(model))

    def _draw(self) -> None:
        before, now = self.demo.read(self.base), self.demo.read(self.model)
        cards = "".join(
            f'<div class="card"><div class="n">{html.escape(label)}</div>'
            f'<div class="v" style="white-space:normal">{html.escape(value)}<small> {html.escape(unit)}</small></div>'
            f'<div class="w">{_start(value, first)}</div></div>'
            for (label, value, unit), (_, first, _) in zip(now, before, strict=True)
        )
        fit = "grid-template-columns:repeat(auto-fit,minmax(132px,1fr));grid-auto-rows:auto"
        self._figures.value = f'<div class="cards" style="{fit}">{cards}</div>'
        self._tell(self.sentence(self.model))

    def _tell(self, text: str) -> None:
        self._say.value = f'<p class="say" aria-live="polite">{html.escape(text)}</p>'

    def _saved(self) -> str:
        rows = "".join(
            f'<tr><th scope="row">{html.escape(label)}</th><td>{html.escape(f"{value} {unit}".strip())}</td></tr>'
            for label, value, unit in self.demo.read(self.base)
        )
        return (
            "<p>(exécuter la cellule pour déplacer les curseurs)</p>"
            f"<table><tbody>{rows}</tbody></table><p>{html.escape(self.sentence(self.base))}</p>"
        )


def _start(now: str, first: str) -> str:
    """What the figure was at first, once it has changed."""
    return "&nbsp;" if now == first else html.escape(f"au départ : {first}")


def _html(value: str) -> widgets.HTML:
    return widgets.HTML(value, layout=shared("layout"), style=shared("html"))


def _box(children: list[widgets.Widget], name: str, kind: type = widgets.VBox) -> widgets.Box:
    box = kind(children)
    box.add_class(name)
    return box


def word(name: str) -> WordCard:
    """A word of the glossary, with the sliders that make it move where it has some.

    Args:
        name: key, French or English term: ``"CAC"``, ``"attrition"``, ``"churn"``.

    Raises:
        LearnerError: the word is not in the glossary; the nearest is told.

    >>> card = bm.word("churn")
    >>> card
    Mot « attrition »
    >>> list(card.controls), card.entry.lesson
    (['churn'], '06')
    >>> bm.word("rétention nette")
    Mot « rétention nette du revenu (NRR) »
    """
    entry = words.find(name)
    return MovingWordCard(entry) if entry.key in DEMOS else WordCard(entry)
