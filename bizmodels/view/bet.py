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
from bizmodels.core.values import as_given
from bizmodels.errors import LearnerError
from bizmodels.french import NBSP
from bizmodels.view import fallback, style
from bizmodels.view.act import MOVES, OPENED, UNSURE, Act, Option, Why
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
    trap: float | str | None = None,
    shows: Any = None,
    within: tuple[float, float] | None = None,
    year: int | None = None,
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
        trap: the number that this mistake gives: whoever bets it is told so, however near it lies. Of ``choices``, the one
            that it chooses: whoever chose another reads « D’autres s’y trompent ».
        shows: a picture or a table, shown once the bet is given.
        within: the least and the most that the number can be, (0, 11) of eleven firms: a bet outside is told and not spent.
        year: the year of ``today`` when it is past: « En 2014 » then stands for « Aujourd’hui ».

    Raises:
        LearnerError: no question, no way to tell the right answer, a year without ``today``, or a name not made as « 02-marge ».

    >>> shop = bm.D2C()
    >>> guess = bm.bet("Sur 100 €, que reste-t-il ?", shop.of_hundred()["Marge sur coûts variables"],
    ...                choices=[15, 30, 60], unit="€")
    >>> guess
    Pari « Sur 100 €, que reste-t-il ? »
    >>> guess.choose("60 €")  # what a click on the button does
    >>> guess.act.given_bet.right
    False
    """
    for what, text in (("question", question), ("unit", unit)):
        if not isinstance(text, str):
            raise LearnerError(f"bet() : {what} est un texte entre guillemets.")
    if not question.strip():
        raise LearnerError("bet() attend une question : bet('Combien reste-t-il ?', resultat, unit='€').")
    check_name(name, "bet()")
    measure = Measure(unit)
    options = choices_of(choices, truth, measure)
    tempting = _tempting(trap, options) if options else ""
    why = reasons("bet()", complete, because, mistake, None if tempting else trap, _shown(shows), tempting)
    if options and (truth is None or isinstance(truth, str)):
        truth = next(one.label for one in options if one.right)
    elif not options or truth is not None:
        truth = number("truth", truth, "le nombre que le code calcule, ou le bon choix parmi choices")
    before = math.nan if today is None else number("today", today, "la valeur d’aujourd’hui, un nombre")
    if today is not None and not math.isfinite(before):
        raise LearnerError(f"bet() : today vaut {french.number(before)}{NBSP}; il faut un nombre fini.")
    if year is not None and (today is None or type(year) is not int or not 1900 <= year <= 2100):
        raise LearnerError(
            f"bet() : year est l’année de today, 2014 par exemple{NBSP}; reçu : {as_given(year)}."
        )
    directions = () if options or today is None else MOVES
    key = name or hashlib.sha256(question.encode("utf-8", "replace")).hexdigest()[:8]
    limits = (-math.inf, math.inf) if within is None else _limits(within, truth, options)
    return Bet(
        Act(question, key, measure, lambda: truth, before, options, directions, why, limits, year or 0)
    )


def _tempting(trap: Any, options: tuple[Option, ...]) -> str:
    """The label of the choice that the mistake makes; « » where it is none of them."""
    if isinstance(trap, str):
        found = next((one for one in options if one.label == french.typeset(trap)), None)
        if found is None or found.right:
            raise LearnerError(f"bet() : trap est l’un des mauvais choix{NBSP}; reçu : {as_given(trap)}.")
        return found.label
    return next((one.label for one in options if one.value == trap and not one.right), "")


def _limits(within: Any, truth: Any, options: tuple[Option, ...]) -> tuple[float, float]:
    """The two ends of a bet, around its result."""
    try:
        low, high = within
    except (TypeError, ValueError):
        low = high = None
    low, high = (number("within", end, "deux nombres, (0, 11)") for end in (low, high))
    if options or isinstance(truth, str) or not low <= truth <= high:
        raise LearnerError(f"bet() : within entoure le nombre à deviner{NBSP}; reçu : {as_given(within)}.")
    return low, high


def check_name(name: Any, where: str) -> None:
    """Refuse what is no name of a bet.

    Raises:
        LearnerError: it is neither « » nor made as « 02-marge ».
    """
    if not isinstance(name, str) or (name and not _NAME.fullmatch(name)):
        raise LearnerError(
            f"{where} : name={name!r} ; un nom de pari s’écrit comme 02-marge, le numéro de la leçon d’abord."
        )


def reasons(
    where: str, complete: Any, because: Any, mistake: Any, trap: Any, shows: str = "", tempting: str = ""
) -> Why:
    """What follows a bet, its texts typeset.

    Raises:
        LearnerError: one of them is no text, or ``trap`` no number.
    """
    for what, text in (("complete", complete), ("because", because), ("mistake", mistake)):
        if not isinstance(text, str):
            raise LearnerError(f"{where} : {what} est un texte entre guillemets.")
    texts = (french.typeset(text) for text in (complete, because, mistake))
    return Why(
        *texts,
        shows,
        math.nan if trap is None else number("trap", trap, "le nombre que donne l’erreur", where),
        tempting,
    )


def number(what: str, value: Any, asked: str, where: str = "bet()") -> float:
    """A plain number, of numpy too.

    Raises:
        LearnerError: it is none, or too large to be one.
    """
    try:
        if not isinstance(value, Real) or isinstance(value, bool):
            raise TypeError
        return float(value)
    except (TypeError, OverflowError, ValueError):
        raise LearnerError(f"{where} : {what} est {asked}{NBSP}; reçu : {as_given(value)}.") from None


def choices_of(choices: Any, truth: Any, measure: Measure) -> tuple[Option, ...]:
    if choices is None:
        return ()
    if isinstance(choices, Mapping):
        options = _told_apart(choices, truth)
    elif isinstance(choices, str | set | frozenset) or not isinstance(choices, Iterable):
        raise LearnerError(
            f"bet() : choices attend une liste, [15, 30, 60]{NBSP}; reçu : {as_given(choices)}."
        )
    else:
        options = _listed(list(choices), truth, measure)
    labels = [one.label for one in options]
    if len(set(labels)) != len(labels) or len(labels) < 2:
        raise LearnerError("bet() : il faut au moins deux choix, tous différents.")
    if any(label.casefold() in (UNSURE, OPENED) for label in labels):
        raise LearnerError("bet() : « je ne sais pas » est déjà offert sous chaque pari.")
    if sum(one.right for one in options) != 1:
        raise LearnerError(
            f"bet() : un choix et un seul doit être juste{NBSP}; ici {french.listing(one.label for one in options if one.right) or 'aucun'}."
        )
    return options


def _told_apart(choices: Mapping[Any, Any], truth: Any) -> tuple[Option, ...]:
    """Labels, each with what says whether it is right."""
    if truth is not None:
        raise LearnerError("bet() : un dictionnaire de choix dit lui-même lequel est juste : pas de truth.")
    for label, right in choices.items():
        if type(right).__name__ not in ("bool", "bool_"):
            raise LearnerError(
                f"bet() : le choix {french.quote(label)} doit valoir vrai ou faux, par une comparaison{NBSP}; reçu : {as_given(right)}."
            )
    return tuple(Option(french.typeset(str(label)), bool(right)) for label, right in choices.items())


def _listed(choices: list[Any], truth: Any, measure: Measure) -> tuple[Option, ...]:
    if all(isinstance(one, Real) for one in choices) and isinstance(truth, Real):
        if not math.isfinite(float(truth)):
            raise LearnerError(
                f"bet() : truth vaut {french.number(float(truth))}{NBSP}: aucun de ces choix n’en est proche."
            )
        gaps = [abs(float(one) - float(truth)) for one in choices]
        return tuple(
            Option(measure.show(float(one)), gap == min(gaps), float(one))
            for one, gap in zip(choices, gaps, strict=True)
        )
    if truth is not None and not isinstance(truth, str):
        raise LearnerError(f"bet() : truth est le bon choix parmi choices{NBSP}; reçu : {as_given(truth)}.")
    return tuple(Option(french.typeset(str(one)), one == truth) for one in choices)


def _shown(thing: Any) -> str:
    if thing is None or isinstance(thing, str):
        return thing or ""
    if not callable(getattr(thing, "_repr_html_", None)):
        raise LearnerError(f"bet() : shows attend une image ou un tableau{NBSP}; reçu : {as_given(thing)}.")
    # A wide table scrolls in its act and gives no other line its width: it would be cut at its edge, or stretch the texts.
    return f"<div class='shows' style='overflow-x:auto;width:0;min-width:100%'>{thing._repr_html_()}</div>"
