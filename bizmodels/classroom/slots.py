"""The time of a session: how it is typed, and the lines of its timetable."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bizmodels.errors import LearnerError
from bizmodels.french import NBSP, plural, quote
from bizmodels.prose import typeset_markdown

LEAST, MOST = 20, 240  # minutes
LESSON, EXERCISE, OTHER = "lesson", "exercise", "other"
_HOURS = re.compile(r"(?:(\d{1,2})\s*h(?:eures?)?)?\s*(?:(\d{1,3})\s*(?:min|mn|minutes?)?)?", re.IGNORECASE)


@dataclass(frozen=True)
class Slot:
    """One line of the timetable; ``key``: the part of the lesson, or the question. ``cut``: begun, to be ended at home.

    ``most``: the most that spare minutes make of it; 0, none.
    """

    title: str
    minutes: int
    does: str
    kind: str = OTHER
    key: str = ""
    cut: bool = False
    most: int = 0


@dataclass(frozen=True)
class Timetable:
    """The slots in order, and what is to be done at home (French, one sentence a line)."""

    minutes: int
    slots: tuple[Slot, ...]
    home: tuple[str, ...]

    @property
    def clock(self) -> tuple[tuple[str, Slot], ...]:
        """Each slot with its offsets, « 0:00–0:05 »."""
        return clock_of(self.slots)

    def parts(self) -> set[str]:
        """Keys of the lesson's parts that are at least begun, the opening included."""
        return {slot.key for slot in self.slots if slot.kind == LESSON} | {"titre"}


def clock_of(slots: Sequence[Slot]) -> tuple[tuple[str, Slot], ...]:
    """Slots with their offsets from the start."""
    lines, now = [], 0
    for slot in slots:
        lines.append((f"{_clock(now)}–{_clock(now + slot.minutes)}", slot))
        now += slot.minutes
    return tuple(lines)


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


def read_minutes(text: str) -> int:
    """« 120 », « 2h », « 1h30 », « 90 min » as minutes.

    Raises:
        LearnerError: it is no such time, or not between 20 and 240 minutes.
    """
    found = _HOURS.fullmatch(text.strip().replace(NBSP, " ")) if text.strip() else None
    if not found or not (found[1] or found[2]):
        raise LearnerError(
            typeset_markdown(f"La durée {quote(text[:40])} ne se lit pas. Écrivez 120, 90min, 2h ou 1h30.")
        )
    minutes = 60 * int(found[1] or 0) + int(found[2] or 0)
    if not LEAST <= minutes <= MOST:
        raise LearnerError(
            typeset_markdown(
                f"Une séance dure de {LEAST} à {MOST} minutes ; reçu : {plural(minutes, 'minute')}."
            )
        )
    return minutes
