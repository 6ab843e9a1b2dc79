"""An exercise with its buttons: a hint or the solution by click below a result, and the total that its file holds."""

from __future__ import annotations

import html
from functools import partial
from types import EllipsisType

import ipywidgets as widgets

from bizmodels import french, learner
from bizmodels.course import journey
from bizmodels.exercises import engine, pseudonym
from bizmodels.exercises.kept import notebook_of
from bizmodels.exercises.result import TO_DO, Result
from bizmodels.view import fallback, style
from bizmodels.view.answering import answering
from bizmodels.view.controls import looks
from bizmodels.view.living import Living

ASK, NEXT, READ, SOLUTION = "Un indice", "Indice suivant", "Indices lus", "Le corrigé"


class Help(widgets.VBox):
    """Buttons below the result of a check, and the text they bring: hints, and the solution once one has answered."""

    def __init__(self, question: engine.Question, result: Result):
        self._question, self._answered = question, result.state != TO_DO
        # The saved page says the same to everybody; its words start as the result does.
        self._words = f"{result.state} — {self._offered()}, en un clic"
        self._said = widgets.HTML("", **looks("html"))
        self.hint = widgets.Button(description=ASK, **looks("button"))
        self.hint.on_click(answering(lambda _: self._next_hint(), self._tell))
        self.solution = widgets.Button(description=SOLUTION, **looks("button"))
        self.solution.on_click(answering(lambda _: self._show_solution(), self._tell))
        self._hints = self._solved = ""
        buttons = [self.hint, *([self.solution] if self._answered else [])]
        stale = f"<p class='stale'>{self._rerun()}</p>"
        super().__init__(
            [
                widgets.HTML(style.CSS, _dom_classes=("bm-none",), **looks("html")),
                widgets.HTML(stale, **looks("html")),
                widgets.Box(buttons, _dom_classes=("bm-row",)),
                self._said,
            ],
            _dom_classes=("bm", "bm-help"),
        )
        again = f"<p><em>{self._rerun()}</em></p>"
        self._still = fallback.Still(lambda: again, lambda: self._live_html(again), self._words)

    def _offered(self) -> str:
        return "un indice ou le corrigé" if self._answered else "un indice"

    def _rerun(self) -> str:
        return f"Pour {self._offered()}{french.NBSP}: relancez cette cellule (Maj + Entrée)."

    def _next_hint(self) -> None:
        self._question.next_hint()
        given = self._question.hints_given
        self._hints = "".join(note._repr_html_() for note in given)
        self.hint.description = NEXT if len(given) < self._question.hints else READ
        self._show()

    def _show_solution(self) -> None:
        self._solved = self._question.solution()._repr_html_()
        self._show()

    def _show(self) -> None:
        self._said.value = f'<div role="status">{self._hints}{self._solved}</div>'
        self._still.later()

    def _tell(self, text: str) -> None:
        self._said.value = f'<p class="bad" role="alert">{html.escape(text)}</p>'

    def _live_html(self, again: str) -> str:
        said = f"{self._hints}{self._solved}"
        return f"{said}{again}" if said else ""

    @property
    def shown(self) -> str:
        """The hints and the solution asked for, as HTML."""
        return self._said.value

    def __repr__(self) -> str:
        return self._words

    def _ipython_display_(self) -> None:
        from IPython.display import display

        self._still.show()
        display(super()._repr_mimebundle_() | {"text/plain": self._words}, raw=True)


def below(question: engine.Question, result: Result) -> None:
    """Display the buttons in the running cell."""
    Help(question, result)._ipython_display_()


def total(session: engine.Session) -> Living:
    """« 5 sur 9 justes », drawn from the learner's file and again after each answer."""
    count = french.plural(len(session.questions), "question")
    words = f"Total de l’exercice {session.name[:2]}{french.NBSP}: {count}"
    still = f"<p><em>{words}. Exécutez cette cellule pour voir où vous en êtes.</em></p>"
    return Living(words, still, partial(_total_html, session))


def _total_html(session: engine.Session) -> str:
    unsigned = session.unsigned
    return ("" if unsigned is None else unsigned._repr_html_()) + _counted_html(session)


def _counted_html(session: engine.Session) -> str:
    count = session.count
    whose = session.whose()
    if len(count.left) == count.total and not whose:
        return ""
    right = french.plural(len(count.right), "juste").split()[-1]
    owner = french.typeset(f", pour {french.quote(whose)}") if whose else ""
    lines = [f"<p><b>{len(count.right)} sur {count.total} {right}</b>{html.escape(owner)}</p>"]
    if kept := pseudonym.elsewhere(session.name, whose):
        lines.append(f"<p>{html.escape(french.typeset(kept))}.</p>")
    if len(count.right) == count.total:
        lines.append("<p>Une question juste une fois le reste, même si vous l’essayez encore.</p>")
    if count.review:
        lines.append(f"<p>À revoir{french.NBSP}: {_questions(count.review)}.</p>")
    if count.left:
        lines.append(f"<p>Pas encore essayé{french.NBSP}: {_questions(count.left)}.</p>")
    lines.append(f"<p>{_onward(session, count.review, count.left)}</p>")
    if trouble := learner.trouble(notebook_of(session.name)):
        lines.append(f"<p ><em>{html.escape(trouble)}</em></p>")
    return "".join(lines)


def _questions(numbers: tuple[int, ...]) -> str:
    word = "question" if len(numbers) == 1 else "questions"
    return f"{word} {french.listing(str(one) for one in numbers)}"


def _onward(session: engine.Session, review: tuple[int, ...], left: tuple[int, ...]) -> str:
    if review:
        return f"Reprenez la question {review[0]}{french.NBSP}: sous son message, un indice vous attend."
    if left:
        return f"Continuez par la question {left[0]}."
    following = journey.following(session.name[:2])
    if following is None:
        return "Tout est juste. C’était le dernier exercice."
    one, path = following
    link = f'<a href="../notebooks/{html.escape(path.name)}">{one.number} · {html.escape(one.title)}</a>'
    return f"Tout est juste. La suite{french.NBSP}: {link}."


def exercise(name: str, student: str | EllipsisType | None = None) -> engine.Session:
    """The exercise of one notebook, with its buttons.

    Args:
        name: number and subject, as the notebook is called: ``"02_d2c"``.
        student: a pseudonym; the same one always gives the same firm, another one another firm, equally hard.
            Without it (None) the figures are the published ones; so they are for ``...``, which says « À faire ».
            It is written with the answers in the learner's file.

    Raises:
        LearnerError: unknown name, or a pseudonym that is no text.

    >>> ex = bm.exercise("02_d2c", student="camille")
    >>> ex.name, ex.q1.name
    ('02_d2c', 'q1')
    >>> ex.code == bm.exercise("02_d2c", student="camille").code  # the same pseudonym, the same firm
    True
    >>> ex.code == bm.exercise("02_d2c", student="sacha").code
    False
    """
    return engine.exercise(name, student, engine.Screen(below, total))
