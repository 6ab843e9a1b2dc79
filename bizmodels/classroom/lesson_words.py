"""What a lesson's own file says of its bets on the board: the number of each, and the situation that it is asked in."""

from __future__ import annotations

from pathlib import Path

from bizmodels.classroom.passages import sentences
from bizmodels.classroom.situations import ENOUGH, FIGURE, situations
from bizmodels.course import bets
from bizmodels.course.reading import cells_of_parts, read
from bizmodels.course.regions import tagged

MOST = 320  # letters of a situation on a screen, three lines


def told(path: Path | None) -> dict[str, tuple[int, str]]:
    """By name of bet, its number in the lesson (from 1) and what is told before it; none without a file."""
    if path is None:
        return {}
    lesson = read(path)
    names = [bet.name for cell in lesson["cells"] if tagged(cell, bets.TAG) for bet in bets.bets_in(cell)]
    before = situations(cells_of_parts(lesson))
    return {name: (number, _short(before.get(name, ""))) for number, name in enumerate(names, 1)}


def _short(text: str) -> str:
    """The whole situation but for the figure, and the question it ends on, which the bet asks; none where it is long."""
    kept = sentences(text.removesuffix(FIGURE).strip())
    stated = list(kept)
    while stated and stated[-1].rstrip("»* ").endswith("?"):
        stated.pop()
    told = " ".join(stated if len(" ".join(stated).split()) >= ENOUGH else kept)
    return told if len(told) <= MOST else ""
