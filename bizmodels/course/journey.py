"""How far a learner is in the course: counted from the notebooks and from what his file holds."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from bizmodels import french
from bizmodels.course import folders, plan
from bizmodels.course.regions import tagged

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
    if path is None:
        return []
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [cell for cell in cells if isinstance(cell, dict)]


def bets_in(number: str) -> int:
    """How many bets a lesson asks: its cells tagged « bet »; 0 for a lesson that is not here."""
    return sum(tagged(cell, "bet") for cell in _cells(_notebook("notebooks", number)))


def questions_in(number: str) -> int:
    """How many questions the exercise of a lesson asks: its cells tagged « statement »."""
    return sum(tagged(cell, "statement") for cell in _cells(_notebook("exercises", number)))


def right(record: Kept | None) -> int:
    """How many questions of an exercise were answered right last."""
    return sum(one.state == "juste" for one in record.answers.values()) if record else 0


def mark(number: str, records: Mapping[str, Kept]) -> str:
    """« ✓ » for a lesson read to its end with all its bets, « ◐ » for one begun, « ○ » for another."""
    lesson, exercise = records.get(f"lecon_{number}"), records.get(f"exercice_{number}")
    if lesson and lesson.read and len(lesson.bets) >= bets_in(number):
        return DONE
    return BEGUN if (lesson and lesson.bets) or (exercise and exercise.answers) else TO_COME


def last(records: Mapping[str, Kept]) -> str:
    """The number of the lesson or exercise touched last; « » when nothing was."""
    touched = [(record.touched, name) for name, record in records.items() if record.bets or record.answers]
    return max(touched)[1].rpartition("_")[2] if touched else ""


def ahead(number: str, records: Mapping[str, Kept]) -> str:
    """HTML of one line: where the learner is, and links to what comes next."""
    lesson, exercise = records.get(f"lecon_{number}"), records.get(f"exercice_{number}")
    parts = []
    if bets := bets_in(number):
        parts.append(f"{french.plural(len(lesson.bets) if lesson else 0, 'pari')} sur {bets}")
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
