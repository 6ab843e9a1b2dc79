"""What a class's codes of one lesson come to: each bet, each question, the mistakes made most; values are judged again here."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bizmodels import french, learner
from bizmodels.classroom import codes
from bizmodels.classroom.codes import Handed
from bizmodels.classroom.gathered import NOT_SENT, exercise_of, question_ident
from bizmodels.errors import LearnerError
from bizmodels.exercises import engine
from bizmodels.exercises.decisions import Decision
from bizmodels.exercises.functions import Function
from bizmodels.exercises.given import Data, student_seed
from bizmodels.exercises.guard import FAULTS
from bizmodels.exercises.questions import OTHER, Numeric, Question
from bizmodels.exercises.result import REVIEW, RIGHT, TO_DO, Result
from bizmodels.view.act import MOVES, OPENED, UNSURE, Act

NOT_JUDGED = "Non jugée ici"
CHANGED_NOTE = "cette question a changé depuis"
STATES = (RIGHT, REVIEW, TO_DO, NOT_JUDGED)
WORST = 3
_NO_MISTAKE = ("", OTHER, "réponse illisible")


@dataclass(frozen=True)
class BetTally:
    """One bet of the class.

    ``values``: numbers bet, in the unit of the bet, in the order of the codes. ``chosen``: label -> how many. ``right``,
    ``low``, ``high``: numbers judged right by the course, too low, too high; of choices, ``right`` only. ``moves``: sense -> how
    many. ``unsure``: « je ne sais pas »; ``tempted``: bets on the tempting mistake.
    """

    act: Act
    truth: float | str | None
    values: tuple[float, ...] = ()
    chosen: Mapping[str, int] | None = None
    right: int = 0
    low: int = 0
    high: int = 0
    moves: Mapping[str, int] | None = None
    unsure: int = 0
    opened: int = 0
    tempted: int = 0

    @property
    def count(self) -> int:
        """How many bet, « je ne sais pas » apart."""
        return len(self.values) + sum((self.chosen or {}).values())


@dataclass(frozen=True)
class QuestionTally:
    """One question of the exercise: its label, and how many are in each state (``STATES``)."""

    name: str
    label: str
    states: Mapping[str, int]


@dataclass(frozen=True)
class MistakeTally:
    """A mistake that several made: how many, in which question, and the sentence that undoes it (markdown)."""

    count: int
    question: QuestionTally
    cause: str
    sentence: str


@dataclass(frozen=True)
class LessonTally:
    """What the class handed in of a lesson. ``changed``: answers to questions that have changed since."""

    lesson: str
    codes: int
    bets: tuple[BetTally, ...]
    questions: tuple[QuestionTally, ...]
    mistakes: tuple[MistakeTally, ...]
    changed: int


def tally(lesson: str, handed: Sequence[Handed], asked: Mapping[str, Act]) -> LessonTally:
    """Count the codes of a lesson; ``asked``: its acts by the hash of their question (``lesson_bets.asked``)."""
    counted = tuple(
        one
        for key, act in asked.items()
        if (one := _bet(act, [dict(h.bets)[key] for h in handed if key in dict(h.bets)])) is not None
    )
    questions, mistakes, lost = _exercise(lesson, handed)
    strays = sum(key not in asked for one in handed for key, _ in one.bets)
    strays += sum(_said(asked[key], said) is None for one in handed for key, said in one.bets if key in asked)
    return LessonTally(lesson, len(handed), counted, questions, mistakes, strays + lost)


# --- bets ---------------------------------------------------------------------------------------------------


def _bet(act: Act, said: Sequence[Any]) -> BetTally | None:
    bets = [bet for one in said if (bet := _said(act, one)) is not None]
    if not bets:
        return None
    truth = act.judged(bets[0]).truth
    given = [one for one in bets if one.said not in (UNSURE, OPENED)]
    rights = [act.judged(one).right for one in given]
    values = tuple(one.value for one in given if one.value is not None and not act.options)
    low = high = 0
    for one, right in zip(given, rights, strict=True):
        if not right and isinstance(truth, float) and not act.options and one.value is not None:
            low, high = low + (one.value < truth), high + (one.value > truth)
    return BetTally(
        act, truth, values,
        chosen={one.label: sum(bet.said == one.label for bet in given) for one in act.options} if act.options else None,
        right=sum(right is True for right in rights), low=low, high=high,
        moves=_moves(act, values) if act.directions == MOVES else None,
        unsure=sum(one.said == UNSURE for one in bets), opened=sum(one.said == OPENED for one in bets),
        tempted=sum(_tempted(act, one, truth) for one in given),
    )  # fmt: skip


def _said(act: Act, said: Any) -> learner.Bet | None:
    """A bet as the learner's file would hold it; None for what is no bet on this act."""
    label, value = "", math.nan
    if said == codes.UNSURE:
        label = UNSURE
    elif said == codes.OPENED:
        label = OPENED
    elif act.options:
        option = next((one for one in act.options if _chosen(one, said)), None)
        if option is None:
            return None
        label, value = option.label, option.value
    elif said == codes.STILL and math.isfinite(act.today):
        label, value = MOVES[1], act.today
    elif _number(said):
        value = float(said)
        label = _sense(act, value)
    else:
        return None
    kept = value if math.isfinite(value) else None
    return learner.Bet(question=act.question, said=label, value=kept, unit=act.measure.unit)


def _number(said: Any) -> bool:
    return isinstance(said, int | float) and not isinstance(said, bool)


def _chosen(option: Any, said: Any) -> bool:
    if math.isfinite(option.value):
        return _number(said) and math.isclose(said, option.value, rel_tol=1e-5, abs_tol=1e-12)
    return said == codes.ident(option.label)


def _sense(act: Act, value: float) -> str:
    """The direction that a number says: a contradiction was refused when it was bet."""
    if act.directions == MOVES:
        return MOVES[2] if value > act.today else MOVES[0] if value < act.today else MOVES[1]
    return (act.directions[0] if value >= 0 else act.directions[1]) if act.directions else ""


def _moves(act: Act, values: Sequence[float]) -> dict[str, int]:
    senses = Counter(_sense(act, value) for value in values)
    return {move: senses[move] for move in MOVES}


def _tempted(act: Act, bet: learner.Bet, truth: Any) -> bool:
    if act.options:
        return bool(act.why.tempting) and bet.said == act.why.tempting
    trap = act.why.trap
    near = math.isfinite(trap) and bet.value is not None and isinstance(truth, float) and trap != truth
    return (
        near
        and abs(bet.value - trap) < abs(bet.value - truth)
        and act.measure.distance(bet.value, trap) != "loin"
    )


# --- the exercise -------------------------------------------------------------------------------------------


def _exercise(
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
            f"q{number}", french.typeset(_label(question)), {state: states[state] for state in STATES}
        )
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


def _label(question: Question) -> str:
    """A few words for a question: what it counts, the function it asks for, else the beginning of its text."""
    if isinstance(question, Decision):
        return question.number.label
    if isinstance(question, Numeric):
        return question.label
    if isinstance(question, Function):
        return f"fonction {question.name}"
    # A statement tells a case, with figures of the firm, then asks.
    asked = re.findall(r"[^.?!]+\?", re.sub(r"[*`]|\{[^}]*\}", "", question.statement))
    return " ".join(asked[-1].split()) if asked else "choix"


def _most(wrong: Sequence[tuple[QuestionTally, Result]]) -> tuple[MistakeTally, ...]:
    """The mistakes made most, first those of the first question where two are as frequent."""
    made = Counter((question.name, one.cause) for question, one in wrong)
    order = sorted(made, key=lambda key: (-made[key], int(key[0][1:]), key[1]))
    first: dict[tuple[str, str], MistakeTally] = {}
    for question, one in wrong:
        key = (question.name, one.cause)
        first.setdefault(key, MistakeTally(made[key], question, one.cause, one.text))
    return tuple(first[key] for key in order[:WORST])
