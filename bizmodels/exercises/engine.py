"""``exercise("02_d2c")``: the questions of one notebook, bound to the figures of one learner."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import EllipsisType, FrameType
from typing import Any

import pandas as pd

from bizmodels import french
from bizmodels.core.model import BusinessModel
from bizmodels.course.folders import solution_path
from bizmodels.course.regions import answer_shown
from bizmodels.errors import LearnerError
from bizmodels.exercises import closed, pseudonym, sheets
from bizmodels.exercises.called import Call
from bizmodels.exercises.given import Data, student_seed
from bizmodels.exercises.guard import FAULTS, TooLong, busy, kind_name, limited, plain, text_of
from bizmodels.exercises.kept import Count, Keeper, counted, keeper
from bizmodels.exercises.questions import Choice
from bizmodels.exercises.questions import Question as Declared
from bizmodels.exercises.result import REVIEW, RIGHT, TO_DO, Note, Result
from bizmodels.exercises.same_cell import value_from_elsewhere
from bizmodels.exercises.sheet import Exercise
from bizmodels.exercises.statements import asked, fill
from bizmodels.french import nearest
from bizmodels.prose import typeset_markdown

_PREFIX = "ex_"
_UNSIGNED = (
    "votre pseudonyme. Écrivez-le dans sa cellule, à la place de `...`, et relancez-la, puis celle qui la suit. "
    "D'ici là, les chiffres sont ceux de tout le monde."
)


@dataclass(frozen=True)
class Screen:
    """What only a view can draw: the ``help`` below the result of a question, the ``total`` of an exercise.

    A total is drawn ``again()`` after each answer.
    """

    help: Callable[[Question, Result], None]
    total: Callable[[Session], Any]


class Question:
    """One question as the learner meets it: ``check``, ``hint`` and ``solution``."""

    def __init__(
        self,
        name: str,
        declared: Declared,
        data: Data,
        notebook: str,
        keep: Keeper,
        screen: Screen | None,
        stale: Callable[[FrameType], str] = lambda _: "",
    ):
        self.name, self._stale = name, stale
        self._declared, self._data, self._notebook = declared, data, notebook
        self._keep, self._screen = keep, screen
        self._hints_given = 0

    @Call
    def check(self, *answer: Any) -> Result:
        """Say « À faire », « À revoir » or « Juste », and why; never raises, nor hangs, for what is given."""
        cell = sys._getframe(2)
        if stale := self._stale(cell):
            return Result(TO_DO, stale)
        if stale := value_from_elsewhere(cell):
            return self._with_help(stale)
        if (
            busy()
        ):  # an answer that checks answers: the first check keeps the time, and is the one that is kept
            return self._judged(answer)
        try:
            result = limited(self._judged, answer)
        except TooLong:
            result = self._declared.too_long()
        self._keep(self.name, answer, result)
        return self._with_help(result)

    def _with_help(self, result: Result) -> Result:
        if self._screen and result.state != RIGHT:
            result.below = partial(self._screen.help, self, result)
        return result

    def _judged(self, answers: tuple) -> Result:
        try:
            return self._declared.judge(self._data, *map(plain, answers))
        except FAULTS:
            kinds = french.listing(f"`{kind_name(one)}`" for one in answers[:3])
            return Result(
                REVIEW,
                f"Votre réponse (de type {kinds or 'inconnu'}) se lit mal. Réponse attendue : {self._declared.form}.",
                "réponse illisible",
            )

    @Call
    def hint(self) -> Note:
        """The next hint; each call goes one step further, the last one is repeated."""
        note = self.next_hint()
        more = (
            f"Pour le suivant : `ex.{self.name}.hint()`."
            if self._hints_given < self.hints
            else f"C'était le dernier. Le corrigé : `ex.{self.name}.solution()`."
        )
        return Note(note.title, f"{note.text}\n{more}")

    @property
    def hints(self) -> int:
        """How many hints there are."""
        return len(self._declared.clues)

    @property
    def hints_given(self) -> tuple[Note, ...]:
        """The hints asked for since the exercise was loaded."""
        return tuple(
            Note(f"Indice {number} sur {self.hints}", fill(clue, self._data))
            for number, clue in enumerate(self._declared.clues[: self._hints_given], 1)
        )

    def next_hint(self) -> Note:
        """One step further; the last one is repeated."""
        self._hints_given = min(self._hints_given + 1, self.hints)
        return self.hints_given[-1]

    @Call
    def solution(self) -> Note:
        """The answer as the executed solution notebook gives it, or where to find it."""
        path = solution_path(self._notebook)
        if path is None:
            return Note(
                "Corrigé",
                closed.sentence(self._notebook)
                or f"Le cahier `solutions/{self._notebook}.ipynb` n'est pas à côté de vos exercices. "
                "Demandez-le à votre enseignant, ou reprenez-le dans le dossier du cours.",
            )
        try:
            code, words = answer_shown(json.loads(path.read_text(encoding="utf-8")), self.name)
        except (LookupError, ValueError):
            return Note(
                "Corrigé",
                f"Le cahier `solutions/{path.name}` ne contient pas de réponse exécutée à {self.name}.",
            )
        if isinstance(self._declared, Choice) and (course := self._data.everybody):
            letter = self._declared(self._data)
            if letter != self._declared(course):
                words.append(f'Avec vos chiffres, la réponse est `"{letter}"`.')
        return Note("Corrigé", "\n".join([f"{self.name}, cahier `solutions/{path.name}`.", *words]), code)

    def __repr__(self) -> str:
        return repr(self.check(...))

    def _repr_html_(self) -> str:
        return self.check(...)._repr_html_()


class Session:
    """An exercise with its figures: ``q1``, ``q2``…, ``data``, ``firm``, ``table()``, ``total()``."""

    def __init__(
        self,
        name: str,
        declared: Exercise,
        seed: str | None,
        keep: Keeper | None = None,
        screen: Screen | None = None,
        count: Callable[[int], Count] | None = None,
        signed: bool = True,
        whose: Callable[[], str] = str,
    ):
        self.name, self.title, self._declared = name, declared.title, declared.questions
        self.unsigned = None if signed else Note(TO_DO, _UNSIGNED)  # what is still to be done, where it is
        self._counted = count or (lambda questions: counted(name, questions))
        self.data = declared.published() if seed is None else declared.drawn(seed)
        self.code = "" if seed is None else seed[:6]
        self._keep, self._screen, self._total = keep or keeper(name, None), screen, None
        self.whose = whose  # says the pseudonym, which no attribute holds
        self._stale = lambda cell: pseudonym.changed(cell, whose())
        self.questions = tuple(
            Question(f"q{number}", one, self.data, name, self._answered, screen, self._stale)
            for number, one in enumerate(declared.questions, 1)
        )
        self.__dict__.update({question.name: question for question in self.questions})

    @property
    def firm(self) -> BusinessModel:
        """The firm of the exercise, as a business model."""
        return self.data.firm

    @Call
    def table(self) -> pd.DataFrame:
        """The given figures: label, value, name in the code, origin; with a pseudonym, whose they are and the questions."""
        if not self.whose():
            return self.data.table(self.unsigned)
        heading = Note("Vos chiffres", pseudonym.heading(self.name, self.whose()))
        return self.data.table(heading, asked(self._declared, self.data))

    def _answered(self, question: str, answers: tuple, result: Result) -> None:
        self._keep(question, answers, result)
        if self._total is not None:
            self._total.again()

    @property
    def count(self) -> Count:
        """The questions that are right, to review, not yet tried, as the learner's file has them."""
        return self._counted(len(self.questions))

    @Call
    def total(self) -> Any:
        """« 5 sur 9 justes », what is to review and what comes next, read from the learner's file."""
        if stale := self._stale(sys._getframe(2)):
            return Note(TO_DO, stale)
        if self._screen:
            self._total = self._screen.total(self)
            return self._total
        count = self.count
        total = Note("Total", f"{len(count.right)} sur {count.total} justes.")
        return total if self.unsigned is None else Note("Total", f"{total.text} {self.unsigned!r}")

    @Call
    def unlock(self, word: str) -> Note:
        """Open the solutions of a class edition with the word that the instructor said.

        Raises:
            LearnerError: nothing is locked here, or by another word.
        """
        return Note("Corrigé", closed.unlock(self.name, plain(word)))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        known = [*(question.name for question in self.questions), "data", "firm", "table", "total"]
        raise _Unknown(f"L’exercice n’a pas de {french.quote(name)}.{nearest(name, known)}")

    def __repr__(self) -> str:
        firm = f", entreprise {self.code}" if self.code else ""
        count = french.plural(len(self.questions), "question")
        said = typeset_markdown(f"Exercice {self.name} : {self.title} ({count}{firm})")
        return said if self.unsigned is None else f"{said}\n{self.unsigned!r}"


class _Unknown(LearnerError, AttributeError):
    """A name an exercise does not have: hasattr() must still answer False."""


def available() -> list[str]:
    """Names of the exercises that exist: the files ``sheets/ex_NN_subject.py``."""
    return sorted(
        module.name.removeprefix(_PREFIX)
        for module in iter_modules(sheets.__path__)
        if module.name.startswith(_PREFIX)
    )


def sheet_path(name: str) -> Path:
    """The file that declares an exercise."""
    return Path(sheets.__path__[0]) / f"{_PREFIX}{name}.py"


def declaration(name: str) -> Exercise:
    """The declared exercise of that name.

    Raises:
        LearnerError: there is none; the sentence lists those that exist.
    """
    name = plain(name)
    if type(name) is not str or name not in available():
        raise LearnerError(
            f"L’exercice {french.quote(text_of(name, 60))} n’existe pas. "
            f"Exercices{french.NBSP}: {french.listing(french.quote(one) for one in available())}."
        )
    return import_module(f"{sheets.__name__}.{_PREFIX}{name}").EXERCISE


def exercise(name: str, student: str | EllipsisType | None = None, screen: Screen | None = None) -> Session:
    """The exercise of one notebook, without widgets; ``bm.exercise`` gives it a ``screen`` (``view/help.py``).

    ``student``: a pseudonym; None for the published figures; ``...``, a pseudonym still to be written: these figures too.

    Raises:
        LearnerError: unknown name, or a pseudonym that is no text.
    """
    declared, name = declaration(name), plain(name)
    if student is None or student is ...:
        return Session(name, declared, None, keeper(name, None), screen, signed=student is None)
    seed = student_seed(student, name)
    written = " ".join(plain(student).split())
    # The session itself names nobody.
    count = lambda questions: counted(name, questions, written)  # noqa: E731
    return Session(name, declared, seed, keeper(name, written), screen, count, whose=lambda: written)
