"""``bet()``: one act on its own, a question whose truth the cell computes."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterable, Mapping
from numbers import Real
from typing import Any

import ipywidgets as widgets

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.french import NBSP
from bizmodels.view import fallback, style
from bizmodels.view.act import MOVES, Act, Option, Why
from bizmodels.view.controls import looks
from bizmodels.view.measure import Measure

STALE = "Relancez cette cellule (Maj + Entrée) pour continuer."
_NAME = re.compile(r"[0-9]{2}-[a-z0-9]+(-[a-z0-9]+)*")


class Bet(widgets.VBox):
    """The act as a widget; made by ``bet()``. ``choose(label)`` or ``number`` and ``commit()`` do what a learner does."""

    def __init__(self, act: Act):
        self.act = act
        super().__init__(
            [widgets.HTML(style.CSS, _dom_classes=("bm-none",), **looks("html")), act.box],
            _dom_classes=("bm",),
        )
        self._still = fallback.Still(act.fallback, self._live_html, repr(self))
        act.when_changed(self._still.later)

    def __getattr__(self, name: str) -> Any:
        if name in (
            "choose",
            "commit",
            "direction",
            "number",
            "opened",
            "reason",
            "compare",
            "options",
            "buttons",
        ):
            return getattr(self.act, name)
        raise AttributeError(name)

    def _live_html(self) -> str:
        given = self.act.given()
        return f"<p><em>{STALE}</em></p>{given}" if given else ""

    def __repr__(self) -> str:
        return f"Pari {french.quote(self.act.question)}"

    def _ipython_display_(self) -> None:
        from IPython.display import display

        self._still.show()
        # The words stand in the HTML above: where no widget can be drawn they would stand there twice.
        display(super()._repr_mimebundle_() | {"text/plain": ""}, raw=True)
        if self.act.opened:
            self._still.later()


def bet(
    question: str,
    truth: float | str | None = None,
    *,
    choices: Iterable[float | str] | Mapping[str, Any] | None = None,
    unit: str = "",
    today: float | None = None,
    name: str = "",
    complete: str = "",
    because: str = "",
    mistake: str = "",
    trap: float | None = None,
    shows: Any = None,
) -> Bet:
    """A question to bet on before the answer is shown, as a widget.

    Args:
        question: one sentence, one unknown.
        truth: the result, computed by the cell: a number in ``unit``, or the right one of ``choices``.
        choices: the answers to choose from: numbers (the one nearest to ``truth`` is right), labels, or a dictionary
            of labels and what each says (``{"plus": a > b, "moins": a <= b}``: exactly one is true, no ``truth`` then).
        unit: « € », « € / mois », « % » (the number is a fraction then)…
        today: the present value, when something changes: the bet is a direction and a number.
        name: « 02-marge », the lesson's number first: under it the bet is kept in the learner's file.
        complete: the beginning of a sentence to complete once the bet is given (« …, parce que »).
        because: how it ends, shown after the learner's own ending (at once without ``complete``).
        mistake: a sentence that names the tempting mistake.
        trap: the number that this mistake gives: whoever bets it is told so, however near it lies.
        shows: a picture or a table, shown once the bet is given.

    Raises:
        LearnerError: no question, no way to tell the right answer, or a name not made as « 02-marge ».

    >>> shop = bm.D2C()
    >>> guess = bm.bet("Sur 100 €, que reste-t-il ?", shop.of_hundred()["Marge sur coûts variables"],
    ...                choices=[15, 30, 60], unit="€")
    >>> guess
    Pari « Sur 100 €, que reste-t-il ? »
    >>> guess.choose("60 €")  # what a click on the button does
    >>> guess.act.given_bet.right
    False
    """
    for what, text in (("question", question), ("unit", unit), ("name", name), ("complete", complete),
                       ("because", because), ("mistake", mistake)):  # fmt: skip
        if not isinstance(text, str):
            raise LearnerError(f"bet() : {what} est un texte entre guillemets.")
    if not question.strip():
        raise LearnerError("bet() attend une question : bet('Combien reste-t-il ?', resultat, unit='€').")
    if name and not _NAME.fullmatch(name):
        raise LearnerError(
            f"bet() : name={name!r} ; un nom de pari s’écrit comme 02-marge, le numéro de la leçon d’abord."
        )
    measure = Measure(unit)
    options = _options(choices, truth, measure)
    if options and (truth is None or isinstance(truth, str)):
        truth = next(one.label for one in options if one.right)
    elif isinstance(truth, Real) and not isinstance(truth, bool):
        truth = float(truth)
    elif not options:
        raise LearnerError("bet() : truth est le nombre que le code calcule, ou le bon choix parmi choices.")
    before = math.nan if today is None else float(today)
    directions = () if options or today is None else MOVES
    texts = (french.typeset(text) for text in (complete, because, mistake))
    why = Why(*texts, _shown(shows), math.nan if trap is None else float(trap))
    key = name or hashlib.sha256(question.encode()).hexdigest()[:8]
    return Bet(Act(question, key, measure, lambda: truth, before, options, directions, why))


def _options(choices: Any, truth: Any, measure: Measure) -> tuple[Option, ...]:
    if choices is None:
        return ()
    if isinstance(choices, Mapping):
        options = tuple(Option(french.typeset(str(label)), bool(right)) for label, right in choices.items())
    elif isinstance(choices, str) or not isinstance(choices, Iterable):
        raise LearnerError(f"bet() : choices attend une liste, [15, 30, 60]{NBSP}; reçu : {choices!r}.")
    else:
        options = _listed(list(choices), truth, measure)
    labels = [one.label for one in options]
    if len(set(labels)) != len(labels) or len(labels) < 2:
        raise LearnerError("bet() : il faut au moins deux choix, tous différents.")
    if sum(one.right for one in options) != 1:
        raise LearnerError(
            f"bet() : un choix et un seul doit être juste{NBSP}; ici {french.listing(one.label for one in options if one.right) or 'aucun'}."
        )
    return options


def _listed(choices: list[Any], truth: Any, measure: Measure) -> tuple[Option, ...]:
    if all(isinstance(one, Real) for one in choices) and isinstance(truth, Real):
        nearest = min(choices, key=lambda one: abs(one - truth))
        return tuple(Option(measure.show(one), one == nearest, float(one)) for one in choices)
    return tuple(Option(french.typeset(str(one)), one == truth) for one in choices)


def _shown(thing: Any) -> str:
    if thing is None or isinstance(thing, str):
        return thing or ""
    return f"<div class='shows'>{thing._repr_html_()}</div>"
