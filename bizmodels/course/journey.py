"""How far a learner is in the course: counted from the notebooks and from what his file holds."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from bizmodels import french
from bizmodels.course import folders, plan
from bizmodels.course.regions import source_of, tagged

DONE, BEGUN, TO_COME = "✓", "◐", "○"


class Kept(Protocol):
    """What is read of a record of the learner's file (``learner.Record``, a room above)."""

    bets: Mapping[str, Any]
    answers: Mapping[str, Any]
    read: str
    touched: str


def _notebook(room: str, number: str) -> Path | None:
    root = folders.notebooks_folder().parent
    return folders.lessons_in(root / room).get(number)


def _cells(path: Path | None) -> list[dict[str, Any]]:
    """The cells of a notebook; none where the file is no notebook (conflict marks, a cloud's empty placeholder)."""
    if path is None:
        return []
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return [
            cell
            for cell in cells
            if isinstance(cell["source"], str | list) and isinstance(cell["metadata"], dict)
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []


def bets_in(number: str) -> list[str]:
    """The names of the bets that a lesson asks, in its cells tagged « bet »; a cell without name counts under its place."""
    cells = [cell for cell in _cells(_notebook("notebooks", number)) if tagged(cell, "bet")]
    named = [re.search(r"""\bname=["']([0-9]{2}-[a-z0-9-]+)["']""", source_of(cell)) for cell in cells]
    return [found[1] if found else f"pari {place}" for place, found in enumerate(named, 1)]


def of_lesson(number: str, lesson: Kept | None) -> list[Any]:
    """The bets given that the lesson asks; a learner's own, asked in cells of his own, are none of them."""
    if lesson is None:
        return []
    names = bets_in(number)
    if any(name.startswith("pari ") for name in names):
        # Bets not named yet (lessons that the next issue names) are kept under a code.
        return list(lesson.bets.values())[: len(names)]
    return [bet for name, bet in lesson.bets.items() if name in names]


def given(number: str, lesson: Kept | None) -> int:
    """How many of a lesson's bets were given."""
    return len(of_lesson(number, lesson))


def questions_in(number: str) -> int:
    """How many questions the exercise of a lesson asks: its cells tagged « statement »."""
    return sum(tagged(cell, "statement") for cell in _cells(_notebook("exercises", number)))


def right(record: Kept | None) -> int:
    """How many questions of an exercise were answered right last."""
    return sum(one.state == "juste" for one in record.answers.values()) if record else 0


def mark(number: str, records: Mapping[str, Kept]) -> str:
    """« ✓ » for a lesson read to its end with all its bets, « ◐ » for one begun, « ○ » for another."""
    lesson, exercise = records.get(f"lecon_{number}"), records.get(f"exercice_{number}")
    if lesson and lesson.read and given(number, lesson) >= len(bets_in(number)):
        return DONE
    return BEGUN if (lesson and lesson.bets) or (exercise and exercise.answers) else TO_COME


def last(records: Mapping[str, Kept]) -> str:
    """The number of the lesson or exercise touched last; « » when nothing was."""
    touched = [
        (record.touched, name)
        for name, record in records.items()
        if name[-2:].isdigit() and (record.bets or record.answers)
    ]
    return max(touched)[1].rpartition("_")[2] if touched else ""


def ahead(number: str, records: Mapping[str, Kept]) -> str:
    """HTML of one line: where the learner is, and links to what comes next."""
    lesson, exercise = records.get(f"lecon_{number}"), records.get(f"exercice_{number}")
    parts = []
    if bets := bets_in(number):
        parts.append(f"{french.plural(given(number, lesson), 'pari')} sur {len(bets)}")
    if questions := questions_in(number):
        path = _notebook("exercises", number)
        words = f"exercice {right(exercise)} sur {questions}"
        parts.append(f'<a href="../exercises/{html.escape(path.name)}">{words}</a>')
    if then := following(number):
        one, path = then
        parts.append(
            f'ensuite : <a href="{html.escape(path.name)}">{one.number} · {html.escape(one.title)} →</a>'
        )
    head = f"Leçon {number} : " if number.isdigit() else ""
    return head + " · ".join(parts)


def following(number: str) -> tuple[plan.Lesson, Path] | None:
    """The next lesson that exists, and its file."""
    here = folders.lessons_in(folders.notebooks_folder())
    later = [one for one in plan.LESSONS if one.number > number and one.number in here]
    return (later[0], here[later[0].number]) if later else None
