"""Questions to ask: numbers that fit another student's firm, a pseudonym used twice, the same justification.

Each is worded as a question. Nothing here is a verdict: two students may have worked together, or one shown his screen.
Numbers of another's firm are said only where chance would hardly make them (``chance.py``). Measured on 300 made classes of
thirty each, of exercise 03: an honest student whose numbers are those of a pseudonym left since is named with somebody in
0.3 % of them (60 % without that filter; 0 to 1.3 % in eight other exercises), one too many at both whole numbers in none. A whole copy is found in
98 of 100, three copied numbers among right ones in 35: many firms share such figures. Two are seldom enough.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bizmodels import french
from bizmodels.classroom import chance
from bizmodels.classroom.judge import REVIEW_WORD, RIGHT_WORD, session_of
from bizmodels.classroom.marking import Line
from bizmodels.exercises.answers import read_number
from bizmodels.exercises.decisions import Decision
from bizmodels.exercises.engine import declaration
from bizmodels.exercises.given import Data, look_alike
from bizmodels.exercises.kept import NAME
from bizmodels.exercises.questions import OTHER, Numeric, shortened

THRESHOLD = 2  # wrong numbers that fit the same other firm; one alone may be chance
# Innocent classmates whom the numbers of one student would fit as well, at most. The sample estimates it: half of the
# hundredth that is wanted keeps the measured rate below that.
EXPECTED = 0.005
_DIGITS = range(chance.FEWEST_DIGITS, chance.MOST_DIGITS + 1)
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
        if line.exercise and not line.marked.trouble and not line.marked.handin.unnamed:
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
                f"Le pseudonyme « {group[0].marked.handin.pseudonym[:NAME]} » sert à {len(group)} remises, qui ont donc les mêmes chiffres. Est-ce un hasard ou un travail à plusieurs ?"
            ),
        )
        for group in shared.values()
        if len(group) > 1
    ]


def _numbers(lines: Sequence[Line]) -> list[Doubt]:
    """Each wrong number is judged with every other student's firm; what chance alone may do is not said."""
    datas = {id(line): _data(line) for line in lines}
    given = {id(line): given_numbers(line) for line in lines}
    said = []
    for line in lines:
        own = datas[id(line)]
        wrong = [one for one in given[id(line)] if one.kind.diagnose(own, one.value)[0]]
        mine = [one for one in wrong if one.state == REVIEW_WORD and not _explained(one, own)]
        if len(mine) < THRESHOLD:
            continue
        others = [other for other in lines if other is not line and datas[id(other)] is not own]
        fits = []
        for other in others:
            known = {one.question: one for one in given[id(other)]}
            fitting = _fitting(mine, own, datas[id(other)], known)
            if len(fitting) >= THRESHOLD:
                shared = [_agreement(one, known.get(one.question)) for one in fitting]
                fits.append((chance.rarity(line.exercise, shared), shared, other))
        # Firms share a figure here and there: only whom the rarest numbers fit is named.
        most = max((rarity for rarity, *_ in fits), default=0.0)
        numbers = {one.question: one.value for one in mine}
        said += [
            _doubt(line, other, shared, len(wrong))
            for rarity, shared, other in fits
            if math.isclose(rarity, most)
            and len(others) * chance.innocent(line.exercise, numbers, shared) < EXPECTED
        ]
    return said


def _fitting(mine: Sequence[_Given], own: Data, theirs: Data, known: Mapping[str, _Given]) -> list[_Given]:
    return [one for one in mine if _fits(one, own, theirs, known.get(one.question))]


def _agreement(wrong: _Given, same: _Given | None) -> chance.Agreement:
    """The other's own named mistake, to the digit, is as rare as what that mistake gives."""
    named = same is not None and same.cause in {mistake.name for mistake in wrong.kind.named()}
    copied = named and math.isclose(wrong.value, same.value, rel_tol=1e-9)
    return chance.Agreement(wrong.question, wrong.value, same.cause if copied else "")


def _doubt(line: Line, other: Line, shared: Sequence[chance.Agreement], wrong: int) -> Doubt:
    asked = french.listing(one.question for one in shared)
    count = f"{len(shared)} de ses {wrong}" if len(shared) < wrong else f"ses {wrong}"
    return Doubt(
        "Nombres d’une autre entreprise",
        (line.name, other.name),
        french.typeset(
            f"« {line.name} » : {count} nombres faux ({asked}) vont avec l’entreprise de « {other.name} ». Comment ont-ils été calculés ?"
        ),
    )


def _data(line: Line) -> Data:
    return session_of(line.exercise, line.marked.handin.pseudonym).data


def given_numbers(line: Line) -> list[_Given]:
    """The numbers of a hand-in that could be read, those of decisions too."""
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
