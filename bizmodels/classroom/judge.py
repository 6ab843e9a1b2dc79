"""A hand-in judged by the questions' own code, on the student's own firm, in the instructor's process."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bizmodels import french
from bizmodels.classroom.handin import Asked, HandIn
from bizmodels.errors import LearnerError
from bizmodels.exercises.answers import untouched
from bizmodels.exercises.decisions import Decision
from bizmodels.exercises.engine import Session, declaration
from bizmodels.exercises.functions import Function
from bizmodels.exercises.given import look_alike, student_seed
from bizmodels.exercises.guard import is_a, kind_name, plain
from bizmodels.exercises.result import REVIEW, RIGHT, TO_DO
from bizmodels.prose import typeset_markdown

RIGHT_WORD, REVIEW_WORD, TO_DO_WORD = (state.lower() for state in (RIGHT, REVIEW, TO_DO))
ABSENT, UNREAD = "absente", "non lue"
STATES = (RIGHT_WORD, REVIEW_WORD, TO_DO_WORD, ABSENT, UNREAD)
UNREAD_LINE = "ligne non lue"  # how a function that was read says, when it is called, what could not be read
LONGEST = 400  # letters of an answer that are shown
# Of a student's text: what no page or sheet may hold, or what turns the letters around it.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
NAMELESS = "Pseudonyme non lu."
_GONE = "La cellule de cette question n’est plus dans le cahier."


@dataclass(frozen=True)
class Verdict:
    """What is said of one question.

    ``state`` is one of ``STATES``; ``cause`` the mistake named; ``sentence`` French with a little markdown, never with the
    right number; ``answer_shown`` what the student gave, ``justification`` his text where the question asks for one.
    ``also``: the cause and the sentence of a second mistake, the choice's where the number is wrong too. ``points``
    (0 to 1) and ``remark`` are a teacher's: they take the place of the question's point.
    """

    question: str
    state: str
    cause: str = ""
    sentence: str = ""
    answer_shown: str = ""
    justification: str = ""
    also: tuple[str, str] = ("", "")
    points: float | None = None
    remark: str = ""

    @property
    def worth(self) -> float:
        """Its share of the score: the teacher's points, else 1 where it is right."""
        return float(self.state == RIGHT_WORD) if self.points is None else self.points

    @property
    def waits(self) -> bool:
        """Whether nobody has read it yet."""
        return self.state == UNREAD and self.points is None

    @property
    def causes(self) -> tuple[str, ...]:
        """The mistakes named, one or two."""
        return tuple(one for one in (self.cause, self.also[0]) if one)

    @property
    def said(self) -> str:
        """The sentences of its mistakes."""
        return (
            f"{self.sentence} Votre choix aussi est à revoir. {self.also[1]}"
            if self.also[1]
            else self.sentence
        )


@dataclass(frozen=True)
class Marked:
    """A hand-in with its verdicts, one a question of its exercise; none where the exercise is not known.

    ``released``: the teacher has read the code that kept its mark back.
    """

    handin: HandIn
    title: str = ""
    verdicts: tuple[Verdict, ...] = ()
    trouble: str = ""
    released: bool = False

    def count(self, state: str) -> int:
        """How many questions are in that state."""
        return sum(one.state == state for one in self.verdicts)

    @property
    def whole(self) -> bool:
        """Whether every question could be read: only then is a score one."""
        return bool(self.verdicts) and not self.trouble and not self.waiting

    @property
    def waiting(self) -> int:
        """How many answers nobody has read yet."""
        return sum(one.waits for one in self.verdicts)

    @property
    def points(self) -> float:
        """One a right answer, and those that the teacher gave."""
        return sum(one.worth for one in self.verdicts)

    @property
    def score(self) -> str:
        """« 5 sur 8 », and never without what was not read: « 5 sur 8, 1 non lue »."""
        if self.trouble or not self.verdicts:
            return "non lu"
        unread = self.waiting
        told = f"{french.exact(round(self.points, 2))} sur {len(self.verdicts)}"
        return told + (f", {unread} {'non lue' if unread == 1 else 'non lues'}" if unread else "")

    @property
    def disagreements(self) -> tuple[str, ...]:
        """Questions whose state saved in the notebook is another one: run before a last change, or another version."""
        told = []
        for one in self.verdicts:
            saved = self.handin.saved.get(one.question, "").lower()
            if saved and one.state in STATES[:3] and saved != one.state:
                told.append(
                    french.typeset(
                        f"{one.question} : « {saved} » dans le cahier enregistré, « {one.state} » ici. La cellule a-t-elle changé après son exécution ?"
                    )
                )
        return tuple(told)


def judge(handin: HandIn) -> Marked:
    """Every question of the exercise, with the code that answers the student himself; nothing is kept of it.

    Never raises for what a student wrote: a file that is not read has « non lue » everywhere, and ``trouble`` says why.
    """
    try:
        declared = declaration(handin.exercise) if handin.exercise else None
    except LearnerError as error:
        return Marked(handin, trouble=str(error))
    if declared is None:
        why = handin.trouble or french.typeset("On ne sait pas de quel exercice il s’agit.")
        return Marked(handin, trouble=why)
    questions = [f"q{number}" for number, _ in enumerate(declared.questions, 1)]
    trouble = handin.trouble
    if not trouble:
        try:
            session = session_of(handin.exercise, handin.pseudonym)
        except LearnerError as error:
            trouble = str(error)
    if trouble:
        unread = tuple(Verdict(name, UNREAD, sentence=trouble) for name in questions)
        return Marked(handin, declared.title, unread, trouble)
    verdicts = tuple(
        _verdict(session, name, kind, handin)
        for name, kind in zip(questions, declared.questions, strict=True)
    )
    return Marked(handin, declared.title, verdicts)


def session_of(exercise: str, pseudonym: str) -> Session:
    """The exercise with the figures of that pseudonym (« » : the published ones); it writes in nobody's file.

    Raises:
        LearnerError: no such exercise, or a pseudonym that the course refuses.
    """
    return _session(exercise, student_seed(pseudonym, exercise) if look_alike(pseudonym) else None)


@lru_cache(maxsize=512)
def _session(exercise: str, seed: str | None) -> Session:
    return Session(exercise, declaration(exercise), seed, keep=lambda *_: None)


def _verdict(session: Session, name: str, kind: Any, handin: HandIn) -> Verdict:
    asked = handin.answers.get(name)
    if asked is None:
        return Verdict(name, ABSENT, sentence=_GONE)
    given = " · ".join(shown(one) for one in asked.arguments if not untouched(one))
    text = justification(kind, asked)
    if handin.unnamed and (asked.unread or given):  # without his firm, no answer is right or wrong
        return Verdict(name, UNREAD, sentence=NAMELESS, justification=text)
    if asked.unread:
        why = typeset_markdown(asked.unread)
        return Verdict(name, UNREAD, sentence=why, answer_shown=given, justification=text)
    if asked.slip[0]:
        sentence = typeset_markdown(asked.slip[1])
        return Verdict(name, REVIEW_WORD, asked.slip[0], sentence, given, text)
    functions = [_Watched(one) if callable(one) else one for one in asked.arguments]
    arguments = functions if isinstance(kind, Function) else asked.arguments
    try:
        result = getattr(session, name).check(*arguments)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # what no student is to pay for: said, and read by hand
        why = f"le cours n’a pas su juger cette réponse ({type(error).__name__}) : à lire."
        return Verdict(name, UNREAD, sentence=french.typeset(why), answer_shown=given, justification=text)
    refused = next((one.refused for one in functions if isinstance(one, _Watched) and one.refused), "")
    if refused:
        return Verdict(
            name, UNREAD, sentence=typeset_markdown(refused), answer_shown=given, justification=text
        )
    also = _second(session, kind, asked.arguments, result.cause)
    return Verdict(name, result.state.lower(), result.cause, result.text, given, text, also)


def _second(session: Session, kind: Any, given: tuple, said: str) -> tuple[str, str]:
    """The mistake of the choice where the number, which is judged first, is wrong too; two empty texts elsewhere.

    A learner is told one mistake at a time; a page that goes back says both.
    """
    if not said or not isinstance(kind, Decision) or len(given) < 2 or len(given) > 2 + bool(kind.words):
        return "", ""
    number, choice = kind.number.judge(session.data, given[1]), kind.choice.judge(session.data, given[0])
    if number.state != REVIEW or number.cause != said or choice.state != REVIEW:
        return "", ""
    return choice.cause, typeset_markdown(choice.text)


class _Watched:
    """A student's function as it was read: what stops it because it cannot be read is no mistake of his."""

    def __init__(self, function: Callable[..., Any]):
        self._function, self.refused = function, ""

    def __call__(self, *given: Any) -> Any:
        try:
            return self._function(*given)
        except LearnerError as error:
            if str(error).startswith(UNREAD_LINE):
                self.refused = str(error)
            raise


def justification(kind: Any, asked: Asked | None) -> str:
    """The text that goes with a decision; empty where none is asked for, or given."""
    if asked is None or not isinstance(kind, Decision) or not kind.words or len(asked.arguments) < 3:
        return ""
    text = asked.arguments[2]
    return plain(text) if is_a(text, str) else ""


def shown(value: Any) -> str:
    """A raw answer as a teacher reads it, on one line: « 16,6667 », « « b » », « une fonction »."""
    value = plain(value)
    if value is ...:
        return "…"
    if is_a(value, str):
        text = " ".join(value.split())
        return french.quote(text if len(text) <= LONGEST else f"{text[:LONGEST]}…")
    if is_a(value, bool):
        return str(value)
    if is_a(value, int, float):
        return _number(value)
    if is_a(value, tuple):
        return f"({' ; '.join(shown(one) for one in value[:10])})"
    return "une fonction" if callable(value) else f"valeur de type {kind_name(value)}"


def legible(text: str) -> str:
    """A text without the signs that break a file or turn the letters around them."""
    return _UNSEEN.sub("", text)


def _number(value: float) -> str:
    try:
        size = float(value)
    except OverflowError:
        return "un nombre trop grand pour être écrit"
    if not math.isfinite(size):
        return french.number(size)
    if size and not 1e-6 <= abs(size) < 1e15:
        return f"{size:.6g}".replace(".", ",").replace("-", french.MINUS)
    return french.exact(round(size, 2) if abs(size) >= 100_000 else float(f"{size:.6g}"))
