"""The tabs of a calculator, each declared once: its name, and what it draws of a ``Scene``.

A lever or a risk that shows itself adds one ``Tab`` to ``TABS``; nothing else knows the tabs by name.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from bizmodels import analysis, french
from bizmodels.core.model import BusinessModel
from bizmodels.view import lever_effects, sentences, svg
from bizmodels.view.scene import GHOST, Scene


@dataclass(frozen=True)
class Drawing:
    """Markup of the picture (SVG or table), the sentence that says what it shows, and formulas in LaTeX."""

    picture: str
    sentence: str
    formulas: str = ""


@dataclass(frozen=True)
class Tab:
    """``draw`` makes the drawing; ``of_target``: it is about one key figure, which the learner chooses.

    ``of_levers``: the cards of the levers stand above it.
    """

    name: str
    draw: Callable[[Scene], Drawing]
    of_target: bool = False
    of_levers: bool = False

    def label(self, currency: str) -> str:
        """The name in the currency of the firm, « 100 € », « 100 $ »; a long one breaks in two lines at most."""
        return self.name.replace("€", currency).replace(" et ", f"{french.NBSP}et ")


def _cash(scene: Scene) -> Drawing:
    reference = scene.reference()
    sentence = sentences.cash_sentence(scene.model, scene.path, reference, reference.walked["cash"])
    if scene.scenarios and reference.values() != scene.model.values():
        sentence += f" Comparé au scénario {french.quote(list(scene.scenarios)[-1])}, le dernier figé."
    return Drawing(
        svg.lines(scene.series("cash"), scene.model.currency, "Trésorerie cumulée par mois", GHOST), sentence
    )


def _customers(scene: Scene) -> Drawing:
    sentence = sentences.customers_sentence(scene.model, scene.path)
    return Drawing(svg.lines(scene.series("customers"), "", "Clients actifs par mois", GHOST), sentence)


def _ledger(scene: Scene) -> Drawing:
    amounts, unit = scene.model.of_hundred(), scene.model.currency
    picture = svg.shares(amounts, f"Où vont 100 {unit} TTC payés par le client", unit)
    return Drawing(picture, sentences.ledger_sentence(amounts, unit))


def _sensitivity(scene: Scene) -> Drawing:
    cls = type(scene.model)
    figure, value = cls.__kpis__[scene.target], getattr(scene.model, scene.target)
    moved = [s for s in analysis.swings(scene.model, scene.target) if s.spread > 0][:8]
    rows = [(cls.__params__[s.parameter].label, s.low, s.high) for s in moved]
    if not rows or not math.isfinite(value):
        return Drawing(
            "", f"{figure.label} : {figure.show(value)} ; aucun réglage ne la fait bouger de façon mesurable."
        )
    sentence = (
        f"Chaque réglage bouge de 20 % en moins (−) ou en plus (+), les autres restent. "
        f"Celui qui compte le plus pour « {figure.label} » : {rows[0][0]}."
    )

    def brief(moved: float) -> str:
        """The unit's first word is enough at each bar: the whole of it stands once, above."""
        text, unit = figure.parts(moved)
        return french.NBSP.join(filter(None, (text, re.split(r"[\s/]", unit)[0])))

    return Drawing(svg.tornado(rows, value, brief, sentence, whole=figure.show(value)), sentence)


def _uncertainty(scene: Scene) -> Drawing:
    from bizmodels.view.uncertainty import draw  # scipy's share of the first second is paid on demand

    return Drawing(*draw(scene.model))


def _breakable(value: str) -> str:
    """A figure whose unit may go to the next line: four scenarios stand side by side."""
    return html.escape(value.replace(french.NBSP, " "))


def _comparison(scene: Scene) -> Drawing:
    table = analysis.compare(scene.everyone(), scene.compared).shown()
    head = "".join(f'<th scope="col"><bdi>{html.escape(str(c))}</bdi></th>' for c in table.columns)
    body = "".join(
        f'<tr><th scope="row">{html.escape(label)}</th>{"".join(f"<td>{_breakable(v)}</td>" for v in row)}</tr>'
        for label, row in zip(table.index, table.itertuples(index=False), strict=True)
    )
    sentence = (
        "Chaque colonne est un scénario figé ; la dernière est le réglage actuel."
        if scene.scenarios
        else "Aucun scénario figé : « Figer ce scénario » garde le réglage actuel, puis on déplace un curseur."
    )
    return Drawing(
        f'<div class="wide"><table class="tab"><thead><tr><th scope="col">Grandeur</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>",
        sentence,
    )


def _equations(scene: Scene) -> Drawing:
    sentence = "Les équations sont écrites à partir du code du modèle, terme à terme."
    from bizmodels.core import equations

    answers = equations.answers(scene.model) if scene.model.reacts else []
    if answers:
        sentence += " En dernier, ce que le marché répond."
    return Drawing("", sentence, _formulas(type(scene.model)) + _typeset(text for _, text in answers))


@lru_cache(maxsize=32)
def _formulas(cls: type[BusinessModel]) -> str:
    from bizmodels.core.equations import sheet

    return _typeset(sheet(cls)["latex"])


def _typeset(formulas: Iterable[str]) -> str:
    return "".join(f"<p>$${html.escape(text)}$$</p>" for text in formulas)


def _levers(scene: Scene) -> Drawing:
    return Drawing(*lever_effects.draw(scene))


TABS = (
    Tab("Trésorerie", _cash),
    Tab("Clients", _customers),
    Tab("100 €", _ledger),
    Tab("Sensibilité", _sensitivity, of_target=True),
    Tab("Incertitude", _uncertainty),
    Tab("Comparer", _comparison),
    Tab("Équations", _equations),
    Tab("Leviers et risques", _levers, of_levers=True),
)
