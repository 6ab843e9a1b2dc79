"""Questions to ask: numbers that fit another student's firm, a pseudonym used twice, the same justification.

Each is worded as a question. Nothing here is a verdict: two students may have worked together, or one shown his screen.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bizmodels import french
from bizmodels.classroom.judge import REVIEW_WORD, RIGHT_WORD, session_of
from bizmodels.classroom.marking import Line
from bizmodels.exercises.answers import read_number
from bizmodels.exercises.decisions import Decision
from bizmodels.exercises.engine import declaration
from bizmodels.exercises.given import Data, look_alike
from bizmodels.exercises.kept import NAME
from bizmodels.exercises.questions import OTHER, Numeric, shortened

THRESHOLD = 2  # wrong numbers that fit the same other firm; one alone may be chance
_DIGITS = range(3, 16)  # a copied number may have been rounded, to three digits at least
LEAST_WORDS = 8  # shorter justifications may be the same by chance


@dataclass(frozen=True)
class Doubt:
    """Hand-ins that have something in common (``who``: names as handed in), what it is, and what may be asked."""

    kind: str
    who: tuple[str, ...]
    sentence: str


@dataclass(frozen=True)
class _Given:
    """A number given: its question, the declared one, its value, its state, the cause named on the student's own firm."""

    question: str
    kind: Numeric
    value: float
    state: str
    cause: str


def doubts(lines: Sequence[Line]) -> list[Doubt]:
    """Everything worth a question, in the order of the names."""
    by_exercise = defaultdict(list)
    for line in lines:
        if line.exercise and not line.marked.trouble:
            by_exercise[line.exercise].append(line)
    found = []
    for exercise in sorted(by_exercise):
        same = by_exercise[exercise]
        found += [*_pseudonyms(same), *_numbers(same), *_justifications(same)]
    return found


def _pseudonyms(lines: Sequence[Line]) -> list[Doubt]:
    shared = defaultdict(list)
    for line in lines:
        if key := look_alike(line.marked.handin.pseudonym):
            shared[key].append(line)
    return [
        Doubt(
            "Même pseudonyme",
            tuple(one.name for one in group),
            french.typeset(
                f"Le pseudonyme « {group[0].marked.handin.pseudonym[:NAME]} » sert à {len(group)} remises, qui ont donc les mêmes chiffres. Est-ce un hasard, un travail à plusieurs ?"
            ),
        )
        for group in shared.values()
        if len(group) > 1
    ]


def _numbers(lines: Sequence[Line]) -> list[Doubt]:
    """Each wrong number is judged with every other student's firm."""
    datas = {id(line): _data(line) for line in lines}
    given = {id(line): _given_numbers(line) for line in lines}
    said = []
    for line in lines:
        own = datas[id(line)]
        mine = [one for one in given[id(line)] if one.state == REVIEW_WORD and not _explained(one, own)]
        if len(mine) < THRESHOLD:
            continue
        fits = []
        for other in lines:
            theirs = datas[id(other)]
            if other is line or theirs is own:
                continue
            known = {one.question: one for one in given[id(other)]}
            fitting = [one for one in mine if _fits(one, own, theirs, known.get(one.question))]
            if len(fitting) >= THRESHOLD:
                fits.append((fitting, other))
        # Firms share a figure here and there: only whom most of the numbers fit is named.
        most = max((len(fitting) for fitting, _ in fits), default=0)
        said += [_doubt(line, other, fitting) for fitting, other in fits if len(fitting) == most]
    return said


def _doubt(line: Line, other: Line, fitting: Sequence[_Given]) -> Doubt:
    asked = french.listing(one.question for one in fitting)
    return Doubt(
        "Nombres d’une autre entreprise",
        (line.name, other.name),
        french.typeset(
            f"Aux questions {asked}, les nombres de « {line.name} » ne vont pas avec son entreprise ; ils vont avec celle de « {other.name} ». Comment les a-t-il calculés ?"
        ),
    )


def _data(line: Line) -> Data:
    return session_of(line.exercise, line.marked.handin.pseudonym).data


def _given_numbers(line: Line) -> list[_Given]:
    found = []
    for verdict, kind in zip(line.marked.verdicts, declaration(line.exercise).questions, strict=True):
        asked = line.marked.handin.answers.get(verdict.question)
        if verdict.state not in {RIGHT_WORD, REVIEW_WORD} or asked is None:
            continue
        place = 1 if isinstance(kind, Decision) else 0
        number = kind.number if isinstance(kind, Decision) else kind
        if isinstance(number, Numeric) and len(asked.arguments) > place:
            reading = read_number(asked.arguments[place])
            if not reading.cause:
                found.append(_Given(verdict.question, number, reading.value, verdict.state, verdict.cause))
    return found


def _explained(wrong: _Given, own: Data) -> bool:
    """Whether the student's own firm, or the published figures, give that very number: nobody was needed."""
    name, _ = wrong.kind.diagnose(own, wrong.value)
    if not name:
        return True
    exact = any(math.isclose(wrong.value, one, rel_tol=1e-6) for one in wrong.kind.wrong_values(own).values())
    if name != OTHER and (exact or name not in wrong.kind.wrong_values(own)):
        return True
    course = own.everybody
    return course is not None and _known(wrong.kind, course, wrong.value)


def _known(kind: Numeric, data: Data, value: float) -> bool:
    wrongs = kind.wrong_values(data).values()
    return kind.right_value(data, value) or any(math.isclose(value, one, rel_tol=1e-6) for one in wrongs)


def _fits(wrong: _Given, own: Data, theirs: Data, same: _Given | None) -> bool:
    """Right for the other firm, or what the other gave himself, to the digit: being near is chance, in a class of thirty."""
    truth = wrong.kind.truth(theirs)
    if math.isclose(truth, wrong.kind.truth(own), rel_tol=1e-9):
        return False
    if same is not None and same.cause != OTHER and math.isclose(wrong.value, same.value, rel_tol=1e-9):
        return True
    if wrong.kind.whole and wrong.kind.right_value(theirs, wrong.value):
        return True
    return any(math.isclose(wrong.value, shortened(truth, digits), rel_tol=1e-9) for digits in _DIGITS)


def _justifications(lines: Sequence[Line]) -> list[Doubt]:
    written = defaultdict(list)
    for line in lines:
        for verdict in line.marked.verdicts:
            words = re.findall(r"[^\W_]+", look_alike(verdict.justification))
            if len(words) >= LEAST_WORDS:
                written[verdict.question, " ".join(words)].append(line)
    return [
        Doubt(
            "Même justification",
            tuple(one.name for one in group),
            french.typeset(
                f"À la question {question}, la même phrase dans {len(group)} remises. Qui l’a écrite, et que veut-elle dire ?"
            ),
        )
        for (question, _), group in written.items()
        if len(group) > 1
    ]
