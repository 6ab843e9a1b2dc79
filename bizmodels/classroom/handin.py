"""One handed-in notebook: its exercise, its pseudonym, the raw arguments of each check. Nothing of it is run.

The code of the cells goes through ``classroom/interpreter``, from top to bottom, as « Exécuter toutes les cellules » would
go through it. What cannot be read is said, question by question, and is no answer.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bizmodels import french
from bizmodels.classroom.answers_read import Answers
from bizmodels.classroom.files import Cell, NotRead, opened
from bizmodels.classroom.interpreter.functions import Kept
from bizmodels.classroom.interpreter.limits import TOO_LONG
from bizmodels.classroom.perils import dangers, places
from bizmodels.classroom.pseudonym import pseudonym_of
from bizmodels.classroom.setup import setup_for
from bizmodels.classroom.whose import exercise_of, setup_of
from bizmodels.exercises import engine
from bizmodels.exercises.functions import Function
from bizmodels.exercises.guard import FAULTS, TooLong, limited
from bizmodels.exercises.result import REVIEW, RIGHT, TO_DO
from bizmodels.prose import typeset_markdown

_NAMES = re.compile(r"^\s*pseudonyme\s*[:=]|\bexercise\s*\(", re.MULTILINE)
_SAVED = re.compile(rf"\s*({TO_DO}|{REVIEW}|{RIGHT}) — ")


@dataclass(frozen=True)
class Asked:
    """The last check of one question, as the student's file has it.

    Args:
        question: « q1 ».
        arguments: raw values, as ``Question.judge`` takes them: numbers, texts, ``...``, functions that read the student's
            code within a budget of steps.
        unread: why they could not be read, in French; « » when they could.
        source: the code of the cell.
        slip: the mistake named and its sentence, where Python refuses the cell for a reason that is known (a decimal
            comma); the arguments are then those that were meant.
    """

    question: str
    arguments: tuple = ()
    unread: str = ""
    source: str = ""
    slip: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class HandIn:
    """One handed-in notebook; ``trouble`` says in French why the file as a whole is not read.

    Args:
        exercise: « 03_marketplace »; ``pseudonym``: « » for the published figures.
        answers: by question, in their order; a question that the file does not check is not there.
        saved: the state that the notebook's saved outputs show, by question: « Juste », « À revoir », « À faire ».
        notes: remarks in French.
        dangers: what it would do to the machine or the course if it were run, in French (``perils``).
        places: the cells and the lines that would.
        unnamed: why its pseudonym is not read, in French: no answer of it can be judged, and a teacher reads them.
    """

    path: Path
    exercise: str = ""
    pseudonym: str = ""
    answers: Mapping[str, Asked] = field(default_factory=dict)
    saved: Mapping[str, str] = field(default_factory=dict)
    trouble: str = ""
    notes: tuple[str, ...] = ()
    dangers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    unnamed: str = ""


def read(path: Path) -> HandIn:
    """Read one notebook; never raises for what a student wrote or handed in."""
    try:
        notebook = opened(path)
    except NotRead as why:
        return HandIn(path, trouble=typeset_markdown(str(why)))
    setup, risky = setup_of(notebook.cells), dangers(notebook.cells)
    exercise, notes = exercise_of(notebook, setup)
    if not exercise:
        why = typeset_markdown("Aucun exercice du cours n’y est reconnu.")
        return HandIn(path, trouble=why, dangers=risky)
    pseudonym, more, unknown = pseudonym_of(notebook, exercise)
    cells = notebook.cells
    if unknown:  # the texts are read, for the teacher; the published figures stand for the student's, and judge nothing
        cells = tuple(cell for cell in cells if cell is not setup and not _NAMES.search(cell.source))
    found = Answers(setup_for(exercise, pseudonym), setup)
    found.read(cells)
    declared = engine.declaration(exercise).questions
    known = [f"q{number}" for number in range(1, len(declared) + 1)]
    asked = {one: found.asked[one] for one in known if one in found.asked}
    answers = {
        question: Asked(question, one.arguments, typeset_markdown(one.unread), one.source, one.slip)
        for question, one in asked.items()
    }
    for number, question in enumerate(known):
        if question in answers and isinstance(declared[number], Function):
            answers[question] = _tried(answers[question], declared[number], found.data)
    lost = [one for one in known if one not in asked]
    if lost:
        what = french.listing(lost) if asked else "une question"
        notes = [*notes, f"Aucune cellule ne vérifie {what}."]
    saved = {question: state for question, one in asked.items() if (state := _saved(one.cell))}
    said = tuple(dict.fromkeys(typeset_markdown(note) for note in [*notes, *more, *found.notes]))
    return HandIn(
        path,
        exercise,
        pseudonym,
        answers,
        saved,
        "",
        said,
        risky,
        places=places(notebook.cells),
        unnamed=typeset_markdown(unknown),
    )


def _saved(cell: Cell) -> str:
    """The state that the cell showed last."""
    states = [found[1] for text in cell.shown if (found := _SAVED.match(text))]
    return states[-1] if states else ""


def _given(function: Callable[..., object], trial: tuple) -> str:
    """What a call gives, or its error, as something to compare."""
    try:
        return repr(function(*trial))
    except FAULTS as error:
        return f"{type(error).__name__} {error}"


def _tried(asked: Asked, declared: Function, data: object) -> Asked:
    """A function is tried as the question will try it: what is refused in it is then known, and is no mistake."""
    if len(asked.arguments) != 1 or not isinstance(asked.arguments[0], Kept):
        return asked
    function = asked.arguments[0]

    def tries() -> None:
        lasting = function.lasting()
        for trial in declared.trials(data):
            if _given(lasting, trial) != _given(function, trial) and not function.refused:
                function.refused = "elle change quelque chose d’un appel à l’autre"
            if function.refused:
                return

    try:
        limited(tries)
    except TooLong:
        if not function.endless:
            function.refused = TOO_LONG
    if not function.refused:
        return asked
    return dataclasses.replace(
        asked, arguments=(), unread=typeset_markdown(f"La fonction : {function.refused}.")
    )
