"""``strengths()``: ten questions on a firm as a form, and the models ranked beside it, with the reasons."""

from __future__ import annotations

import html
from typing import Any

import ipywidgets as widgets

from bizmodels import french
from bizmodels.choose.profile import MOST, NEUTRAL, NOTE, recommend
from bizmodels.choose.strengths import QUESTIONS
from bizmodels.view import fallback, style
from bizmodels.view.answering import answering
from bizmodels.view.controls import looks

STALE = "Relancez cette cellule (Maj + Entrée) pour continuer."
_WORDS = ("pas du tout", "plutôt non", "ni oui ni non", "plutôt oui", "tout à fait")
_SCALE = f"0 : {_WORDS[0]} · {NEUTRAL} : {_WORDS[NEUTRAL]} · {MOST} : {_WORDS[MOST]}"
_READ_FIRST = 4  # models shown with their reasons; the others follow folded
_CSS = (
    "<style>.bm .bm-strengths .widget-toggle-buttons{width:auto;height:auto;margin:1px 0;display:flex;flex-wrap:wrap;align-items:center;gap:2px 10px}"
    ".bm .bm-strengths .widget-label{width:min(470px,62cqw);text-align:left;white-space:normal;height:auto;line-height:1.35}"
    ".bm .bm-strengths .widget-toggle-buttons button{width:34px!important;min-width:34px!important;padding:0!important;margin:0 3px 0 0!important;font-size:13.5px!important}"
    ".bm-strengths meter{width:88px;vertical-align:middle}.bm .bm-strengths .panel td,.bm .bm-strengths .panel th{text-align:left!important}.bm .bm-strengths .panel td:nth-of-type(1){white-space:nowrap}"
    "@container (max-width:700px){.bm .bm-strengths .widget-label{width:100%}}</style>"
)


class Strengths(widgets.VBox):
    """The form as a widget; made by ``strengths()``. ``fields[strength].value`` is what a click sets."""

    def __init__(self) -> None:
        self.fields = {
            name: widgets.ToggleButtons(
                options=[(str(one), one) for one in range(MOST + 1)], value=NEUTRAL,
                description=french.typeset(asked), tooltips=[french.typeset(f"{asked} {one}") for one in _WORDS], style={"button_width": "34px"},
            )
            for name, (_, asked) in QUESTIONS.items()
        }  # fmt: skip
        self._quiet = False
        for field in self.fields.values():
            field.observe(answering(self._changed, self._tell), "value")
        self.back = widgets.Button(description="Tout remettre à 2", **looks("button"))
        self.back.on_click(answering(lambda _: self._reset(), self._tell))
        self._said, self._ranked = (widgets.HTML("", **looks("html")) for _ in range(2))
        head = widgets.HTML(
            f"<p><b>Votre entreprise.</b> <span class='sub'>{french.typeset(_SCALE)}</span></p><p class='stale'>{STALE}</p>",
            **looks("html"),
        )
        row = widgets.Box([self.back], _dom_classes=("bm-row",))
        box = widgets.VBox(
            [head, *self.fields.values(), row, self._said, self._ranked],
            _dom_classes=("bm-act", "bm-strengths"),
        )
        super().__init__(
            [widgets.HTML(style.CSS + _CSS, _dom_classes=("bm-none",), **looks("html")), box],
            _dom_classes=("bm",),
        )
        self._still = fallback.Still(self._first, self._live, repr(self))
        self._show()

    def profile(self) -> dict[str, int]:
        """The answers, 0 to 4 by strength, as ``bm.choose.recommend`` reads them."""
        return {name: field.value for name, field in self.fields.items()}

    def _changed(self, _change: Any) -> None:
        if not self._quiet:
            self._said.value = ""
            self._show()
            self._still.later()

    def _reset(self) -> None:
        self._quiet = True
        try:
            for field in self.fields.values():
                field.value = NEUTRAL
        finally:
            self._quiet = False
        self._changed(None)

    def _tell(self, text: str) -> None:
        self._said.value = f'<p class="bad" role="alert">{html.escape(french.typeset(text))}</p>'

    def _show(self) -> None:
        self._ranked.value = (
            self._ranking()
            or '<p class="note">Changez une réponse : les modèles se rangent sous les questions.</p>'.replace(
                " :", f"{french.NBSP}:"
            )
        )

    def _ranking(self) -> str:
        """The models in order, the first with their reasons; nothing while every answer is neutral."""
        if all(value == NEUTRAL for value in self.profile().values()):
            return ""
        table = recommend(self.profile())
        rows = [
            f'<tr><th scope="row">{html.escape(name)}</th><td><meter min="0" max="100" value="{score:.0f}"></meter> {score:.0f}</td>'
            f"<td>{html.escape(pro)}</td><td>{html.escape(con)}</td></tr>"
            for name, score, pro, con in zip(
                table.shown()["Modèle"], table["score"], table["pour"], table["contre"], strict=True
            )
        ]
        head = "<thead><tr><th scope='col'>Modèle</th><th scope='col'>Score</th><th scope='col'>Pour</th><th scope='col'>Contre</th></tr></thead>"
        first, rest = "".join(rows[:_READ_FIRST]), "".join(rows[_READ_FIRST:])
        return (
            f'<div class="panel"><table>{head}<tbody>{first}</tbody></table>'
            f"<details><summary>Les {len(rows) - _READ_FIRST} autres modèles</summary><table>{head}<tbody>{rest}</tbody></table></details>"
            f'<p class="note">{html.escape(french.typeset(NOTE))}</p></div>'
        )

    def _first(self) -> str:
        """What the saved page shows to everybody: the questions."""
        lines = "".join(f"<li>{html.escape(asked)}</li>" for _, asked in QUESTIONS.values())
        return french.typeset(
            f"<p><strong>Votre entreprise.</strong> De 0 ({_WORDS[0]}) à 4 ({_WORDS[MOST]}) :</p><ol>{lines}</ol>"
            "<p><em>Exécuter la cellule (Maj + Entrée) pour répondre.</em></p>"
        )

    def _live(self) -> str:
        shown = self._ranking()
        return f"<p><em>{STALE}</em></p>{shown}" if shown else ""

    def __repr__(self) -> str:
        return f"Questionnaire des forces ({len(QUESTIONS)} questions)"

    def _ipython_display_(self) -> None:
        from IPython.display import display

        self._still.show()
        display(super()._repr_mimebundle_() | {"text/plain": ""}, raw=True)


def strengths() -> Strengths:
    """Ten questions on a firm, 0 to 4 each, and the models ranked by ``bm.choose.recommend`` as one answers.

    Nothing is kept: the form starts neutral each time. ``.profile()`` gives the answers.

    >>> form = bm.strengths()
    >>> form
    Questionnaire des forces (10 questions)
    >>> form.fields["engineers"].value = 4  # what a click on « 4 » does
    >>> form.profile()["engineers"]
    4
    """
    return Strengths()
