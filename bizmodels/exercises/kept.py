"""The answers of one exercise in the learner's file: what was judged, and the total read back from it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from types import FunctionType
from typing import Any

from bizmodels import learner
from bizmodels.course import folders
from bizmodels.exercises.guard import FAULTS, is_a, kind_name, plain
from bizmodels.exercises.result import RIGHT, TO_DO, Result

LONGEST = 200  # letters of an answer that are kept
NAME = 80  # and of a pseudonym
_PLAIN = (str, int, float, tuple)
Keeper = Callable[[str, tuple, Result], None]


def notebook_of(exercise: str) -> str:
    """The file of an exercise: « 02_d2c » -> « exercice_02 »."""
    return f"{learner.EXERCISE}_{exercise[:2]}"


def keeper(exercise: str, pseudonym: str | None) -> Keeper:
    """How a judged answer of this exercise goes to the learner's file, with the pseudonym and nothing else of his."""

    named = signed(pseudonym)

    def keep(question: str, answers: tuple, result: Result) -> None:
        if result.state == TO_DO or _in_solution():
            return
        state, answer = result.state.lower(), written(answers)

        def change(record: learner.Record) -> None:
            if record.pseudonym != named:  # another firm: its answers are others
                if record.answers:
                    record.others[record.pseudonym] = record.answers
                record.answers = record.others.pop(named, {})
                record.pseudonym = named
            before = record.answers.get(question)
            again = before is not None and (before.state, before.cause, before.answer) == (
                state,
                result.cause,
                answer,
            )
            tries = before.tries + (not again) if before else 1
            if before and before.state == RIGHT.lower() != state:
                before.tries = tries  # once right it stays so: a mistake made on purpose takes nothing away
            else:
                at = before.at if before and again else learner.now()
                record.answers[question] = learner.Answer(
                    state=state, cause=result.cause, answer=answer, tries=tries, at=at
                )

        learner.keep(notebook_of(exercise), change)

    return keep


def signed(pseudonym: str | None) -> str:
    """The pseudonym as the file holds it; « » without one."""
    return (pseudonym or "")[:NAME].encode("utf-8", "replace").decode()


def _in_solution() -> bool:
    """Whether a solution notebook runs, in its own folder as every front end does: its answers are not the learner's."""
    here = folders.current()
    return here is not None and here.name == "solutions"


def written(answers: tuple) -> str:
    """The answers as text, the code of a function; never a method of what the learner gave."""
    texts = [_one(plain(answer)) for answer in answers]
    return ", ".join(texts)[:LONGEST].encode("utf-8", "replace").decode()


def _one(answer: Any) -> str:
    try:
        if is_a(answer, str):
            return repr(answer[:LONGEST])
        if type(answer) in (bool, int, float):
            return repr(answer)
        if type(answer) is tuple:
            return f"({', '.join(_one(part) for part in answer[:10])})"
        if type(answer) is FunctionType:
            return inspect.getsource(answer)
    except FAULTS:  # no source, or an integer too long to be printed
        pass
    return f"<{kind_name(answer)}>"


@dataclass(frozen=True)
class Count:
    """Where the learner stands: numbers of the questions that are right, to review, not yet tried."""

    right: tuple[int, ...]
    review: tuple[int, ...]
    left: tuple[int, ...]

    @property
    def total(self) -> int:
        """How many questions there are."""
        return len(self.right) + len(self.review) + len(self.left)


def counted(exercise: str, questions: int, pseudonym: str | None = None) -> Count:
    """The count of an exercise of so many questions, read from the learner's file: for the firm of this pseudonym."""
    record = learner.of(notebook_of(exercise))
    named = signed(pseudonym)
    answers = record.answers if record.pseudonym == named else record.others.get(named, {})
    states = {
        number: answers[f"q{number}"].state for number in range(1, questions + 1) if f"q{number}" in answers
    }
    every = range(1, questions + 1)
    right = tuple(n for n in every if states.get(n) == RIGHT.lower())
    left = tuple(n for n in every if n not in states)
    return Count(right, tuple(n for n in every if n not in right and n not in left), left)
