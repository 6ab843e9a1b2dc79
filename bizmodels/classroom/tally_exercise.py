"""The exercise of a class: each question's states, what was chosen, the mistakes made most; values are judged again here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bizmodels import french
from bizmodels.classroom.codes import Handed
from bizmodels.classroom.gathered import NOT_SENT, exercise_of, question_ident
from bizmodels.errors import LearnerError
from bizmodels.exercises import engine
from bizmodels.exercises.decisions import Decision
from bizmodels.exercises.functions import Function
from bizmodels.exercises.given import Data, student_seed
from bizmodels.exercises.guard import FAULTS
from bizmodels.exercises.questions import OTHER, Choice, Numeric, Question, choice_key
from bizmodels.exercises.result import REVIEW, RIGHT, TO_DO, Result

NOT_JUDGED = "Non jugée ici"
STATES = (RIGHT, REVIEW, TO_DO, NOT_JUDGED)
WORST, SEVERAL = 3, 2  # mistakes told; how many make one frequent
_NO_MISTAKE = ("", OTHER, "réponse illisible")


@dataclass(frozen=True)
class QuestionTally:
    """One question of the exercise: its label, how many are in each state (``STATES``).

    ``asked``: the sentence that asks; ``chosen``: of a choice or a decision, what was chosen, « a) Le titre » -> how many; ``common``: the label that is right for
    every firm, « » where it depends on the figures.
    """

    name: str
    label: str
    states: Mapping[str, int]
    chosen: Mapping[str, int] = field(default_factory=dict)
    common: str = ""
    asked: str = ""

    @property
    def judged(self) -> bool:
        """Whether the board can tell anything of it: a function never comes in a code."""
        return any(self.states[state] for state in (RIGHT, REVIEW))


@dataclass(frozen=True)
class MistakeTally:
    """A mistake that several made: how many, in which question, and the sentence that undoes it (markdown)."""

    count: int
    question: QuestionTally
    cause: str
    sentence: str


def exercise(
    lesson: str, handed: Sequence[Handed]
) -> tuple[tuple[QuestionTally, ...], tuple[MistakeTally, ...], int]:
    """States by question, mistakes made most, answers to questions that are no more. Codes without any answer are not counted."""
    name, answering = exercise_of(lesson), [one for one in handed if one.answers]
    if not name or not answering:
        return (), (), 0
    declared = engine.declaration(name)
    keys = [question_ident(one) for one in declared.questions]
    firms = [_firm(name, one.pseudonym) for one in answering]
    tallies, wrong = [], []
    for number, (key, question) in enumerate(zip(keys, declared.questions, strict=True), 1):
        results = [
            judged(question, data, dict(one.answers)[key]) if key in dict(one.answers) else None
            for one, data in zip(answering, firms, strict=True)
        ]
        states = Counter(TO_DO if one is None else one.state for one in results)
        counted = QuestionTally(
            f"q{number}", french.typeset(_label(question)), {state: states[state] for state in STATES},
            *_choices(question, [dict(one.answers)[key] for one in answering if key in dict(one.answers)]),
            asked=french.typeset(_asked(question)),
        )  # fmt: skip
        tallies.append(counted)
        wrong += [
            (counted, one) for one in results if one and one.state == REVIEW and one.cause not in _NO_MISTAKE
        ]
    lost = sum(key not in keys for one in answering for key, _ in one.answers)
    return tuple(tallies), _most(wrong), lost


def _firm(exercise: str, pseudonym: str) -> Data | None:
    """The figures of a pseudonym; None where it is none (a text that no exercise takes)."""
    declared = engine.declaration(exercise)
    if not pseudonym:
        return declared.published()
    try:
        return declared.drawn(student_seed(pseudonym, exercise))
    except (LearnerError, RuntimeError):
        return None


def judged(question: Question, data: Data | None, value: Any) -> Result:
    """The verdict of the question's own code on a value of a code; never on code of a student's, which no code holds.

    A function, a table, a question whose justification is to be read: « Non jugée ici ».
    """
    arguments = value if isinstance(value, list) else [value]
    if data is None or isinstance(question, Function) or any(one == NOT_SENT for one in arguments):
        return Result(NOT_JUDGED, "")
    if any(isinstance(one, list | dict) for one in arguments):
        return Result(NOT_JUDGED, "")
    try:
        if isinstance(question, Decision):
            return _decided(question, data, arguments)
        return question.judge(data, *arguments)
    except FAULTS:  # no answer that a code can hold is known to bring one
        return Result(NOT_JUDGED, "")


def _decided(question: Decision, data: Data, arguments: Sequence[Any]) -> Result:
    """The choice and the number of a decision; its justification stays with the student's notebook."""
    choice, number = [*arguments, ..., ...][:2]
    for part, answer in ((question.number, number), (question.choice, choice)):
        result = part.judge(data, answer)
        if result.state != RIGHT:
            return result
    return result


def _choices(question: Question, values: Sequence[Any]) -> tuple[dict[str, int], str]:
    """What was chosen, by the words of each option in the order of the question; and the option right for all firms."""
    choice = question.choice if isinstance(question, Decision) else question
    if not isinstance(choice, Choice):
        return {}, ""
    words = {key: french.typeset(_option(choice, key)) for key in choice.labels}
    first = [one[0] if isinstance(one, list) and one else one for one in values]
    read = Counter(choice.read(one) for one in first)
    return {words[key]: read[key] for key in choice.labels}, words[
        choice.plainly_right()
    ] if choice.is_common else ""


def _option(choice: Choice, key: str) -> str:
    label = choice.labels[key]
    return (
        f"{key}) {label}"
        if choice.by_letter
        else label
        if choice_key(key) in choice_key(label)
        else f"{key} : {label}"
    )


def _label(question: Question) -> str:
    """A few words for a question: what it counts, the function it asks for, else the beginning of its text."""
    if isinstance(question, Decision):
        return question.number.label
    if isinstance(question, Numeric):
        return question.label
    if isinstance(question, Function):
        return f"fonction {question.name}"
    return _asked(question)


def _asked(question: Question) -> str:
    """The sentence of a statement that asks to choose, without what is quoted of the firm.

    Lettered answers follow the first question, that on the number comes after them; « oui » or « non » ends the statement.
    """
    text = re.sub(r"[*`]|\{[^}]*\}", "", question.statement)
    asked = re.findall(r"[^.?!]+\?", re.sub(r"\s*\(\s*\)", "", text))
    letters = isinstance(question, Decision) and question.choice.by_letter
    return " ".join(asked[0 if letters else -1].split()) if asked else "choix"


def _most(wrong: Sequence[tuple[QuestionTally, Result]]) -> tuple[MistakeTally, ...]:
    """The mistakes made most, first those of the first question where two are as frequent."""
    made = Counter((question.name, one.cause) for question, one in wrong)
    order = sorted(made, key=lambda key: (-made[key], int(key[0][1:]), key[1]))
    first: dict[tuple[str, str], MistakeTally] = {}
    for question, one in wrong:
        key = (question.name, one.cause)
        first.setdefault(key, MistakeTally(made[key], question, one.cause, one.text))
    return tuple(first[key] for key in order[:WORST] if made[key] >= SEVERAL)
