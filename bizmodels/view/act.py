"""One act: a question, a bet that is kept, the result beside it, and why. ``bet`` and ``calculator`` put it on a page.

Nothing of the answer is in the page before the bet. A bet once given holds: the learner's file (``learner``) finds it
again after a restart, under its name; the words of the question may be mended meanwhile.
"""

from __future__ import annotations

import asyncio
import html
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets

from bizmodels import french, learner
from bizmodels.errors import LearnerError
from bizmodels.view import act_line
from bizmodels.view.answering import answering
from bizmodels.view.controls import looks
from bizmodels.view.measure import Measure

LARGEST = 1e15  # beyond, a number is a slip
STILL = 0.001  # share of today's value within which nothing moves
ENTER = 0.4  # seconds that a value may come after its Enter
STALE = "Ce pari ne répond plus. Relancez sa cellule (Maj + Entrée)."
UNSURE = "je ne sais pas"
# Said aloud by the instructor when a class must go on: typed in the field, it opens an act without a bet.
INSTRUCTOR_WORD = "ouvrir"
OPENED = "ouvert par l’enseignant"
MOVES, SIGNS = ("baisse", "ne bouge pas", "monte"), ("au-dessus de zéro", "sous zéro")

# The acts asked since the kernel started, by name, in their order.
ASKED: dict[str, Act] = {}


@dataclass(frozen=True)
class Why:
    """What follows a bet: a sentence to ``complete``, how it ends (``because``), the tempting mistake, a picture."""

    complete: str = ""
    because: str = ""
    mistake: str = ""
    shows: str = ""
    # The number that the mistake gives: a bet nearer to it than to the result has followed it.
    trap: float = math.nan
    # Or the choice that it makes.
    tempting: str = ""

    def sentence(self) -> str:
        """The whole sentence, its end filled in: what would have helped."""
        text = f"{self.complete} {self.because.removeprefix('…').strip()}".strip()
        # « parce que » before a vowel, whatever each half began with.
        text = re.sub(r"\b([Pp]arce qu)e (?=[aeiouyéèêàâîôûhœ])", r"\1’", text)
        return text[:1].upper() + text[1:]

    def explained(self, followed: bool = True) -> str:
        """The explanation as HTML; « » when there is none. ``followed``: the learner may have made the mistake himself."""
        ending = self.sentence() if self.complete and self.because else self.because
        mistake = self.mistake
        if mistake and not followed:
            first = (
                mistake[0] if mistake[1:2].isupper() else mistake[0].lower()
            )  # « TVA oubliée » keeps its letters
            mistake = f"D’autres s’y trompent{french.NBSP}: {first}{mistake[1:]}"
        text = " ".join(part for part in (ending, mistake) if part)
        told = f"<p class='because'>{html.escape(text)}</p>" if text else ""
        return f"{told}{self.shows}"


@dataclass(frozen=True)
class Option:
    """One button: its label, whether it is right, and the number it stands for, if any."""

    label: str
    right: bool
    value: float = math.nan


class Act:
    """The question, its form and, once answered, the gap and the reason.

    Args:
        question: French, one unknown.
        name: « 02-marge »; under it the bet is kept.
        measure: how the quantity is written and read.
        truth: gives the result, a number (or the right option's label).
        today: the present value, nan where there is none: with it a bet is a direction and a number.
        options: the buttons to choose from, instead of a number.
        directions: the senses to choose from, « » for none.
        within: the least and the most that the result can be: a bet outside is no bet.
        year: that of ``today`` when it is past, 0 when it is the present.
    """

    draws_line = True  # the bet, the result and today's value on one scale

    def __init__(
        self,
        question: str,
        name: str,
        measure: Measure,
        truth: Callable[[], float | str],
        today: float = math.nan,
        options: tuple[Option, ...] = (),
        directions: tuple[str, ...] = (),
        why: Why | None = None,
        within: tuple[float, float] = (-math.inf, math.inf),
        year: int = 0,
    ):
        self.within = within
        # What « today » is called on screen: « aujourd’hui », or the year of a past value.
        self.then, self.beside = (f"en {year}", str(year)) if year else ("aujourd’hui", "aujourd’hui")
        self.question, self.name, self.measure, self._truth = french.typeset(question), name, measure, truth
        self.today, self.options, self.directions = today, options, directions
        self.why = why or Why()
        self.notebook = learner.notebook_of(name)
        self.given_bet: learner.Bet | None = None
        self._open: Callable[[], None] = lambda: None
        self._later: Callable[[], None] = lambda: None
        self._sure: float | None = None
        self._pressed = False
        self._due: asyncio.TimerHandle | None = None
        self._build()
        ASKED.pop(name, None)
        ASKED[name] = self
        kept = learner.of(self.notebook).bets.get(name)
        self._trouble.value = _note(learner.trouble(self.notebook))
        if kept is not None:
            self.reason.value = kept.reason
            now = self.judged(kept)
            if (now.truth, now.right) != (kept.truth, kept.right):  # the model has changed since
                learner.amend(self.notebook, name, truth=now.truth, right=now.right)
            self._reveal(now)

    # --- the form -----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._head = _html(f"<p><b>Pari.</b> {html.escape(self.question)}</p>")
        self.direction = widgets.ToggleButtons(options=[*self.directions, UNSURE], value=None)
        self.number = widgets.Text(
            description="Votre nombre",
            # Sent when Enter is pressed or the field left: keys sent one by one may come after the Enter that follows them.
            continuous_update=False,
            **looks("text"),
        )
        self.number.tooltip = f"Votre nombre{f' ({self.measure.unit})' if self.measure.unit else ''}"
        self.number.observe(answering(self._value_came, self._tell), "value")
        self.bet = _button("Parier ⏎", "bm-go")
        self.bet.on_click(answering(lambda _: self.commit(), self._tell))
        self.number.on_msg(self._on_enter(self.bet))
        self.unsure = _button("Je ne sais pas")
        self.unsure.on_click(answering(lambda _: self._finish(UNSURE, math.nan), self._tell))
        self.buttons = [_button(option.label) for option in self.options]
        for option, button in zip(self.options, self.buttons, strict=True):
            button.on_click(answering(lambda _, o=option: self.choose(o.label), self._tell))
        self.direction.observe(answering(self._unsure_chosen, self._tell), "value")
        if self.options:
            row = [*self.buttons, self.unsure]
        else:
            unit = _html(f"<span class='u'>{html.escape(self.measure.unit)}</span>")
            row = [*([self.direction] if self.directions else []), self.number, unit, self.bet]
            row += [] if self.directions else [self.unsure]
        self._form = _row(row)
        self._before = _html(self._today_line())
        self._answer = _html("")
        self.reason = widgets.Text(
            description=f"Complétez{french.NBSP}: {self.why.complete}" if self.why.complete else "Pourquoi ?",
            placeholder="…" if self.why.complete else "parce que…", continuous_update=False, **looks("text"),
        )  # fmt: skip
        self.reason.observe(answering(self._keep_reason, self._tell), "value")
        self.compare = _button("Comparer")
        self.compare.on_click(answering(lambda _: self._compare(), self._tell))
        self.reason.on_msg(self._on_enter(self.compare))
        self.reason.observe(answering(self._value_came, self._tell), "value")
        explains = bool(self.why.because or self.why.mistake)
        self._reasons = _row(
            [self.reason, *([self.compare] if self.why.complete and explains else [])], "bm-why-row"
        )
        self._reasons.layout.display = "none"
        self._explained = _html("")
        self._trouble = _html("")
        self._stale = _html(f"<p class='stale'>{STALE}</p>")
        self.box = widgets.VBox(
            [_html(act_line.CSS, "bm-none"), self._stale, self._head, self._form, self._before, self._answer, self._reasons,
             self._explained, self._trouble],
            _dom_classes=("bm-act",),
        )  # fmt: skip

    def _today_line(self) -> str:
        if not math.isfinite(self.today):
            return ""
        return f"<p class='note'>{self.then.capitalize()}{french.NBSP}: {html.escape(self.measure.show(self.today))}.</p>"

    # --- what the learner does ----------------------------------------------------------------------

    @property
    def opened(self) -> bool:
        """Whether the bet is given."""
        return self.given_bet is not None

    @property
    def said_value(self) -> float:
        """The number that was bet, nan when none was."""
        value = self.given_bet.value if self.given_bet else None
        return math.nan if value is None else value

    def when_open(self, action: Callable[[], None]) -> None:
        """Call ``action`` once the bet is given; at once when it was given before."""
        self._open = action
        if self.opened:
            action()

    def when_changed(self, action: Callable[[], None]) -> None:
        """Call ``action`` whenever what the saved page should hold has changed."""
        self._later = action

    def choose(self, label: str) -> None:
        """Bet on one of the options.

        Raises:
            LearnerError: there is no such option.
        """
        option = next((one for one in self.options if one.label == french.typeset(label)), None)
        if option is None:
            known = french.listing(one.label for one in self.options)
            raise LearnerError(f"{french.quote(label)} n’est pas un choix. Choix{french.NBSP}: {known}.")
        self._finish(option.label, option.value)

    def commit(self) -> None:
        """Keep the bet as typed; an incomplete or a doubtful one is told first."""
        if self.opened:
            return
        typed = self.number.value.strip()
        if typed.casefold() == INSTRUCTOR_WORD:
            self._finish(OPENED, math.nan)
            return
        said = self.direction.value
        if said == UNSURE:
            self._finish(UNSURE, math.nan)
            return
        if self.directions and said is None:
            self._tell("Choisir d’abord un sens, ou « je ne sais pas ».")
            return
        if not typed and said == MOVES[1] and math.isfinite(self.today):
            self._finish(said, self.today)  # today's value is printed beside the form
            return
        if not typed:
            self._tell("Il manque un nombre : un ordre de grandeur suffit.")
            return
        try:
            value = self.measure.read(typed, self.today, lambda one: not self._contradiction(said, one))
        except LearnerError as error:
            self._tell(f"{error} Un ordre de grandeur suffit.")
            return
        if not abs(value) <= LARGEST or 0 < abs(value) < 1 / LARGEST:
            self._tell("Le pari est un nombre fini, même approché.")
            return
        if not self.within[0] <= value <= self.within[1]:
            low, high = map(self.measure.show, self.within)
            self._tell(
                f"{self.measure.show(value)} ne se peut pas{french.NBSP}: le résultat est entre {low} et {high}."
            )
            return
        if doubt := self._contradiction(said, value) or self._fraction(typed, value) or self._doubt(value):
            self._tell(doubt)
            return
        self._finish(said or "", value)

    def _fraction(self, typed: str, value: float) -> str:
        """« 0,33 » beside « % », as exercises write 33 %: asked before it counts."""
        percent = self.measure.unit.startswith("%") and "%" not in typed
        if not percent or not 0 < abs(value) < 0.01 or math.isfinite(self.today) or self._sure == value:
            return ""
        self._sure = value
        return (
            f"{self.measure.show(value)}, ou {self.measure.show(100 * value)}{french.NBSP}? Écrivez le signe %, ou pressez encore "
            f"« Parier » si c’est bien {self.measure.show(value)}."
        )

    def _doubt(self, value: float) -> str:
        """A bet in another size than today's value counts once it was pressed twice."""
        doubt = "" if self._sure == value else self.measure.doubt(value, self.today, self.then)
        self._sure = value
        return doubt

    def _contradiction(self, said: str | None, value: float) -> str:
        """« baisse » with more than today's figure; a number is an order of magnitude, so « ne bouge pas » leaves 5 %."""
        before = self.today if self.directions == MOVES else 0.0
        slack = STILL * abs(before)  # « 100 k€ » typed beside 100 040 € is that figure
        wrong = {
            "monte": value <= before + slack,
            "baisse": value >= before - slack,
            "ne bouge pas": abs(value - before) > 0.05 * abs(before),
            "au-dessus de zéro": value < 0,
            "sous zéro": value > 0,
        }.get(said or "", False)
        if not wrong or not math.isfinite(before):
            return ""
        beside = (
            f" ({self.then}{french.NBSP}: {self.measure.show(before)})" if self.directions == MOVES else ""
        )
        return (
            f"{french.quote(said)} et {self.measure.show(value)} se contredisent{beside}{french.NBSP}: "
            "corrigez l’un ou l’autre."
        )

    def _on_enter(self, button: widgets.Button) -> Callable[..., None]:
        """Enter in a field presses ``button`` once the value has come that the browser sends just after it."""

        def entered(_widget: widgets.Text, content: dict[str, Any], _buffers: list) -> None:
            if content.get("event") != "submit":
                return
            self._press = button
            try:
                self._due = asyncio.get_running_loop().call_later(ENTER, self._pressed_now)
            except RuntimeError:  # no event loop: a program plays the learner
                button.click()

        return entered

    def _value_came(self, _change: Any) -> None:
        if self._due is not None:
            self._pressed_now()

    def _pressed_now(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None
        self._press.click()

    def _unsure_chosen(self, change: Any) -> None:
        if change["new"] == UNSURE and not self.opened:
            self._finish(UNSURE, math.nan)

    def _tell(self, text: str) -> None:
        self._answer.value = f'<p class="bad" role="alert">{html.escape(french.typeset(text))}</p>'

    # --- once it is given ---------------------------------------------------------------------------

    def _finish(self, said: str, value: float) -> None:
        if self.opened:
            return
        bet = learner.Bet(
            question=self.question, said=said, value=_finite(value), unit=self.measure.unit,
            choice=bool(self.options), at=learner.now(),
        )  # fmt: skip
        held = learner.give(self.notebook, self.name, self.judged(bet))
        self._trouble.value = _note(learner.trouble(self.notebook))
        self._reveal(self.judged(held))  # another tab may have bet before
        self._open()
        self._later()

    def result(self) -> float | str:
        """The number to guess, or the right option's label, as it is computed now."""
        return self._truth()

    def judged(self, bet: learner.Bet) -> learner.Bet:
        """The bet beside the result as it is computed now."""
        truth = self._truth()
        value = math.nan if bet.value is None else bet.value
        kept = truth if isinstance(truth, str) else _finite(truth)
        return bet.model_copy(update={"truth": kept, "right": self._right(bet.said, value, truth)})

    def _amend(self, **fields: Any) -> None:
        if self.given_bet is not None:
            self.given_bet = self.given_bet.model_copy(update=fields)
            learner.amend(self.notebook, self.name, **fields)
            self._trouble.value = _note(learner.trouble(self.notebook))
            self._later()

    def _right(self, said: str, value: float, truth: float | str) -> bool | None:
        if said in (UNSURE, OPENED):
            return None
        if self.options:
            return next((one.right for one in self.options if one.label == said), None)
        if isinstance(truth, str) or math.isnan(truth) or (not self.directions and math.isinf(truth)):
            return None
        if self._trapped(value, truth):
            return False
        if not self.directions:
            return self.measure.distance(value, truth) != "loin"
        sense = self._sense_is_right(said, truth)
        if not sense or self.directions != MOVES or not math.isfinite(truth):
            return sense
        # The sense alone is one chance in two: a bet that counts as right has the size too.
        return self.measure.distance(value, truth, self.today) != "loin"

    def _sense_is_right(self, said: str, truth: float) -> bool | None:
        before = self.today
        still = truth == before or (math.isfinite(before) and abs(truth - before) <= STILL * abs(before))
        return {
            "monte": truth > before and not still,
            "baisse": truth < before and not still,
            "ne bouge pas": still,
            "au-dessus de zéro": truth >= 0,
            "sous zéro": truth < 0,
        }.get(said)

    def _trapped(self, value: float, truth: float | str) -> bool:
        """Whether a bet is the number of the tempting mistake rather than the result."""
        trap = self.why.trap
        if isinstance(truth, str) or not all(map(math.isfinite, (trap, value, truth))) or trap == truth:
            return False
        return abs(value - trap) < abs(value - truth) and self.measure.distance(value, trap) != "loin"

    def _followed(self) -> bool:
        """Whether the tempting mistake may be this learner's: not when he was right, or went another way than its number."""
        bet, truth, trap = self.given_bet, self._truth(), self.why.trap
        if bet is None or bet.right or self._moved_away(bet):
            return False
        if self.why.tempting:
            return bet.said == self.why.tempting
        if bet.right is None or not isinstance(truth, float) or not math.isfinite(trap) or bet.value is None:
            return True
        return (bet.value - truth) * (trap - truth) > 0  # on the same side of the result

    def _moved_away(self, bet: learner.Bet) -> bool:
        """Whether the mistake is that nothing moves, and the learner bet on a move."""
        return self.directions == MOVES and self.why.trap == self.today and bet.said != MOVES[1]

    def _waits_for_a_reason(self) -> bool:
        """Whether a sentence is still to be completed and compared."""
        explains = bool(self.why.because or self.why.mistake)
        return bool(self.why.complete and explains) and not (self.given_bet and self.given_bet.compared)

    def _explanation(self) -> str:
        return self.why.explained(self._followed())

    def _reveal(self, bet: learner.Bet) -> None:
        self.given_bet = bet
        self._form.layout.display = "none"
        self._before.value = ""
        if not self._waits_for_a_reason():  # a finished bet has nothing more to answer
            self._stale.value = ""
        truth = self._truth()
        drawn = self.draws_line and not isinstance(truth, str)
        line = act_line.line(self.measure, self.today, self.said_value, truth, self.then) if drawn else ""
        self._answer.value = f'{line}<p class="told" role="status">{self._told(bet, truth)}</p>'
        if self.why.complete or not (self.why.because or self.why.mistake or self.why.shows):
            self._reasons.layout.display = None
        if not self.why.complete or bet.compared:
            self._explained.value = self._explanation()

    def _told(self, bet: learner.Bet, truth: float | str) -> str:
        show, said = self.measure.short, bet.said
        result = french.quote(truth) if isinstance(truth, str) else show(truth)
        value = self.said_value
        if said == UNSURE:
            head, rest = f"C’est {result}.", "Vous ne saviez pas : vous savez."
        elif said == OPENED:
            head, rest = f"C’est {result}.", "Ouvert par l’enseignant, sans pari."
        elif self.options:
            mine = french.quote(said) if math.isnan(value) else said
            exact = isinstance(truth, str) or show(value) == result
            if bet.right and exact:
                head, rest = f"Vous pariez {mine}{french.NBSP}: c’est cela.", ""
            else:
                head = f"Vous pariez {mine}, c’est {result}."
                rest = "C’était le plus proche." if bet.right else ""
        else:
            head = f"Vous pariez {show(value)}, c’est {result}."
            rest = self._sense(bet, value, truth)
        if self.directions == MOVES and not isinstance(truth, str) and math.isfinite(truth - self.today):
            rest = f"{rest} {self._moved(truth)}".strip()
        head, rest = (html.escape(french.typeset(text)) for text in (head, rest))
        return f"<b>{head}</b> {rest}".strip()

    def _sense(self, bet: learner.Bet, value: float, truth: float | str) -> str:
        if isinstance(truth, str):
            return ""
        if not math.isfinite(truth):
            sense = self._sense_is_right(bet.said, truth)
            return {True: "Le sens est juste.", False: "Le sens est à revoir.", None: ""}[sense]
        if self._trapped(value, truth) and not self._moved_away(bet):
            same = self.measure.show(value) == self.measure.show(self.why.trap)
            return f"Votre nombre est {'celui' if same else 'proche de celui'} que donne l’erreur tentante."
        near = self.measure.distance(value, truth, self.today if self.directions == MOVES else math.nan)
        if bet.said and self._sense_is_right(bet.said, truth) is False:
            return "Le sens est à revoir."
        if near == "juste":
            return "Le sens est juste, et vous y êtes." if bet.said else "Vous y êtes."
        gap = f"à {self._short_gap(abs(value - truth))} près"
        if near == "proche":
            return (
                f"Le sens est juste, et l’ampleur aussi, {gap}."
                if bet.said
                else f"Vous y êtes presque, {gap}."
            )
        return "Le sens est juste, l’ampleur non." if bet.said else "L’ordre de grandeur est à revoir."

    def _short_gap(self, gap: float) -> str:
        shares = self.measure.unit.startswith("%")
        return self.measure.show_gap(gap) if shares else self.measure.short(gap)

    def _moved(self, truth: float) -> str:
        """What the quantity did, against today."""
        gap = truth - self.today
        if not gap:
            return f"{self.then.capitalize()} aussi{french.NBSP}: {self.measure.show(self.today)}."
        sign = "+" if gap > 0 else ""
        text = f"Par rapport à {self.beside} ({self.measure.short(self.today)}){french.NBSP}: {sign}{self._short_gap(gap)}"
        if self.today > 0 and truth > 0 and not self.measure.unit.startswith("%"):
            ratio = gap / self.today
            text += f", soit {sign}{french.quantity(ratio, '%', 0)}" if abs(ratio) >= 0.01 else ""
        return f"{text}."

    def _keep_reason(self, change: dict[str, Any]) -> None:
        if self.given_bet is not None and self.given_bet.reason != change["new"]:
            self._amend(reason=change["new"])

    def _compare(self) -> None:
        if self.given_bet is None or not (self.why.because or self.why.mistake):
            return
        if not re.search(r"\w{2}", self.reason.value) and not self._pressed:
            self._pressed = True
            self._explained.value = (
                '<p class="warn" role="alert">Écrivez d’abord votre fin de phrase, même courte ; '
                "pressez encore « Comparer » pour la lire sans écrire.</p>"
            )
            return
        self._amend(compared=True)
        self._stale.value = ""
        self._explained.value = self._explanation()

    # --- the saved page -----------------------------------------------------------------------------

    def given(self) -> str:
        """The bet, its result and its reason as the saved page keeps them; « » before it is given."""
        if self.given_bet is None:
            return ""
        reason = self.reason.value.strip()
        asked = f"{self.why.complete} " if self.why.complete else "Pourquoi ? "
        why = f"<p>{html.escape(asked + reason)}</p>" if reason else ""
        told = self._told(self.given_bet, self._truth())
        seen = self._explanation() if self.given_bet.compared or not self.why.complete else ""
        return f"<p><strong>Pari.</strong> {html.escape(self.question)}</p><p>{told}</p>{why}{seen}"

    def fallback(self, then: str = "") -> str:
        """The saved page shows the question only, never the answer."""
        labels = " · ".join(one.label for one in self.options)
        choices = f"<p>{html.escape(labels)}</p>" if labels else ""
        return (
            f"<p><strong>Pari.</strong> {html.escape(self.question)}</p>{choices}"
            f"<p><em>Exécutez cette cellule (Maj + Entrée) pour parier{then}.</em></p>"
        )

    def truth_forms(self) -> list[str]:
        """The texts by which a page could tell the truth before the bet."""
        truth = self._truth()
        return [truth] if isinstance(truth, str) else self.measure.forms(truth)


def _finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _note(text: str) -> str:
    return f'<p class="warn" role="status">{html.escape(text)}</p>' if text else ""


def _html(value: str, *names: str) -> widgets.HTML:
    return widgets.HTML(value, _dom_classes=names, **looks("html"))


def _button(words: str, *names: str) -> widgets.Button:
    return widgets.Button(description=words, _dom_classes=names, **looks("button"))


def _row(children: list[widgets.Widget], *names: str) -> widgets.Box:
    return widgets.Box(children, _dom_classes=("bm-row", *names))
