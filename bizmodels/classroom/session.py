"""What the teaching note of a lesson holds, read from the lesson's notebook, its exercise and the exercise's sheet.

Nothing is written here for one lesson: a sentence of the note is a sentence of the course. Texts are French, typeset;
those that end in ``_markdown`` may hold *emphasis* and `code`, the others are plain.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bizmodels.classroom import class_lock, rehearsal
from bizmodels.classroom.debated import Debated, Decided, debated, decision
from bizmodels.classroom.homework import Asked, asked_in
from bizmodels.classroom.nearness import nearness
from bizmodels.classroom.rehearsal import Rehearsed
from bizmodels.classroom.situations import Game, game, situations
from bizmodels.course import bets, folders, minutes, plan
from bizmodels.course.reading import (
    Notebook,
    cells_of_parts,
    headings,
    minutes_of,
    part_of,
    read,
    stated_minutes,
    title_of,
)
from bizmodels.course.regions import source_of, tagged
from bizmodels.errors import LearnerError
from bizmodels.french import quote
from bizmodels.prose import typeset_markdown


@dataclass(frozen=True)
class Part:
    """One part of the lesson: minutes as its heading says, and what it makes the class do."""

    key: str
    title: str
    minutes: int
    bets: int = 0
    questions: int = 0
    calculators: int = 0
    runs: int = 0


@dataclass(frozen=True)
class Wrong:
    """An expected wrong answer, the sentence that answers it, and the key of the part that it is most about."""

    answer: str
    sentence: str
    part: str = ""


@dataclass(frozen=True)
class Session:
    """Everything the note may say of one lesson, whatever the time given.

    ``bets`` in the order of the lesson, each with the key of its part; ``situations``: what is told before each, by name;
    ``near``: how much each part speaks of the question that splits the class, by key; ``cited``: numbers of the lessons
    that it sends back to; ``extras``: packages of real data it reads; ``prints``: whether one prints a dossier; ``after``:
    titles and minutes of the lessons that follow.
    """

    number: str
    title: str
    heading: str
    promise: str
    minutes: int
    objectives: tuple[str, ...]
    parts: tuple[Part, ...]
    stop_at: str
    board: tuple[str, ...]
    splits: str
    wrong: tuple[Wrong, ...]
    bets: tuple[tuple[str, Rehearsed], ...]
    situations: Mapping[str, str]
    game: Game | None
    near: Mapping[str, float]
    debated: tuple[Debated, ...]
    decision: Decided | None
    cited: tuple[str, ...]
    exercise: str
    exercise_minutes: int
    instructions_minutes: int
    end_minutes: int
    questions: tuple[Asked, ...]
    extras: tuple[str, ...]
    prints: bool
    files: tuple[str, ...]
    after: tuple[tuple[str, int], ...]


def session(number: str) -> Session:
    """The content of a lesson's note.

    Args:
        number: « 03 », or « 3 ».

    Raises:
        LearnerError: the course has no such lesson, or its notebook or exercise is missing.
    """
    known = _lesson(number)
    lesson, lesson_path = _notebook("notebooks", known)
    exercise, exercise_path = _notebook("exercises", known)
    notes = lesson["metadata"]["bizmodels"]["instructor"]
    cells = cells_of_parts(lesson)
    order = list(minutes_of(lesson)[0])
    asked = _parts_of_bets(cells, order)
    texts = _texts(cells, order)
    rehearsed = rehearsal.of_lesson(known.number, lesson)
    parts = _parts(lesson)
    timed = minutes_of(exercise)[0]
    around = [value for key, value in timed.items() if not re.match(r"\d", key)]
    return Session(
        number=known.number,
        title=known.title,
        heading=_heading(title_of(lesson)),
        promise=_promise(title_of(lesson)),
        minutes=stated_minutes(lesson) or sum(part.minutes for part in parts),
        objectives=_bullets(cells.get("objectifs", [])),
        parts=parts,
        stop_at=notes["stop_at"],
        board=tuple(map(typeset_markdown, notes["board"])),
        splits=typeset_markdown(notes["splits_the_class"]),
        wrong=tuple(
            Wrong(
                typeset_markdown(one["answer"]),
                typeset_markdown(one["sentence"]),
                _nearest(f"{one['answer']} {one['sentence']}", texts),
            )
            for one in notes["wrong_answers"]
        ),
        bets=tuple((asked[name], bet) for name, bet in rehearsed.items()),
        situations=situations(cells),
        game=game(cells),
        near=nearness(notes["splits_the_class"], texts),
        debated=debated(cells, order),
        decision=decision(cells),
        cited=_cited(lesson, known.number),
        exercise=_heading(title_of(exercise)),
        exercise_minutes=stated_minutes(exercise) or sum(timed.values()),
        instructions_minutes=around[0] if around else 0,
        end_minutes=sum(around[1:]),
        questions=asked_in(exercise_path.stem, exercise),
        extras=tuple(class_lock.data_packages(folders.notebooks_folder().parent, [known.number])),
        prints="bm.dossier(" in _code(lesson),
        files=(f"notebooks/{lesson_path.name}", f"exercises/{exercise_path.name}"),
        after=tuple(
            (f"{one.number} · {one.title}", one.minutes)
            for one in plan.LESSONS
            if one.number > known.number and one.minutes
        ),
    )


def _lesson(number: str) -> plan.Lesson:
    known = plan.lesson(number.strip().zfill(2)) if re.fullmatch(r"\s*\d{1,2}\s*", number) else None
    if known is None:
        last = plan.LESSONS[-1].number
        raise LearnerError(
            typeset_markdown(
                f"Le cours n’a pas de leçon {quote(number[:40])}. Donnez un numéro de {plan.LESSONS[0].number} à {last}."
            )
        )
    return known


def _notebook(room: str, known: plan.Lesson) -> tuple[Notebook, Path]:
    path = folders.lessons_in(folders.notebooks_folder().parent / room).get(known.number)
    if path is None:
        raise LearnerError(
            typeset_markdown(f"Le cahier de la leçon {known.number} n’est pas dans le dossier {room}/.")
        )
    try:
        return read(path), path
    except (OSError, ValueError):
        raise LearnerError(
            typeset_markdown(f"Le cahier {room}/{path.name} ne se lit pas. Reprenez-le dans le cours.")
        ) from None


# --- texts of the lesson ----------------------------------------------------------------------------------


def _heading(cell: dict[str, Any]) -> str:
    return re.search(r"^# (.+)$", source_of(cell), re.MULTILINE)[1].strip()


def _promise(cell: dict[str, Any]) -> str:
    """What one will know: the sentence of the title cell that says the minutes, its figure left out."""
    found = re.search(r"\bvous saurez ([^\n]+?)[.\n]", source_of(cell) + "\n")
    return typeset_markdown(f"vous saurez {found[1]}.") if found else ""


def _bullets(cells: list[dict[str, Any]]) -> tuple[str, ...]:
    text = "\n".join(source_of(cell) for cell in cells if cell["cell_type"] == "markdown")
    return tuple(typeset_markdown(one.strip()) for one in re.findall(r"^- (.+)$", text, re.MULTILINE))


def _parts(lesson: Notebook) -> tuple[Part, ...]:
    stated, held = minutes_of(lesson)[0], minutes.by_part(lesson)
    titles = {
        part_of(cell) or text: re.sub(r"\s*·\s*\d+\s*min$", "", text)
        for _, cell, level, text in headings(lesson)
        if level == 2
    }
    return tuple(
        Part(key, titles[key], said, time.bets, time.questions, time.calculators, time.runs)
        for key, said in stated.items()
        for time in (held[key],)
    )


def _parts_of_bets(cells: dict[str, list[dict[str, Any]]], order: list[str]) -> dict[str, str]:
    """Key of the part that asks each bet, by its name; « titre » for the one that opens the lesson."""
    return {
        bet.name: key if key in order else "titre"
        for key, held in cells.items()
        for cell in held
        if tagged(cell, bets.TAG)
        for bet in bets.bets_in(cell)
    }


def _texts(cells: dict[str, list[dict[str, Any]]], order: list[str]) -> dict[str, str]:
    """The whole text of each part that has something to discuss, by its key."""
    around = {"objectifs", "prerequis", "equations", "exercice", "retenir"}
    return {key: " ".join(map(source_of, cells[key])) for key in order if key not in around}


def _nearest(sentence: str, texts: dict[str, str]) -> str:
    near = nearness(sentence, texts)
    return max(near, key=lambda key: near[key]) if near and max(near.values()) else ""


def _cited(lesson: Notebook, number: str) -> tuple[str, ...]:
    """Lessons before this one that its texts send back to."""
    text = " ".join(source_of(cell) for cell in lesson["cells"] if cell["cell_type"] == "markdown")
    found = re.findall(r"(?:leçon|vu en|défini en|définie en)\s+(\d\d)\b", text)
    return tuple(sorted({one for one in found if one < number}))


def _code(notebook: Notebook) -> str:
    return "\n".join(source_of(cell) for cell in notebook["cells"] if cell["cell_type"] == "code")
