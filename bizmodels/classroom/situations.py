"""What an instructor tells before a bet or a run of the pilot: the text that stands before it in its lesson."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bizmodels.classroom.passages import Passage, Rows, in_line, passages, read_aloud, sentences
from bizmodels.course import bets
from bizmodels.course.regions import source_of, tagged

LEAST, ENOUGH, MOST = (
    8,
    14,
    75,
)  # words: too few to be told; to do without the paragraph before; the last ones told
_TABLE = 40  # words of the longest table that is told
_FIGURE = "À l’écran : la figure du cahier."


_PILOT = re.compile(r"^bm\.pilot\(.*?(?:seed=(\d+).*?)?\)$", re.MULTILINE)


@dataclass(frozen=True)
class Game:
    """A run of the pilot that the class plays: key of its part, seed (« » where the pilot's own), rules to tell."""

    part: str
    seed: str
    rules: tuple[str, ...]


def game(cells: dict[str, list[dict[str, Any]]]) -> Game | None:
    """The first run that a lesson asks, where it asks one."""
    for part, held in cells.items():
        for place, cell in enumerate(held):
            run = _PILOT.search(source_of(cell)) if cell["cell_type"] == "code" else None
            if run:
                told = [
                    one
                    for one in held[:place]
                    if one["cell_type"] == "markdown" and not tagged(one, "question")
                ]
                rules = [
                    _rule(one) for text in told for one in passages(source_of(text)) if isinstance(one, str)
                ]
                return Game(part, run[1] or "", tuple(rules))
    return None


def _rule(paragraph: str) -> str:
    """A paragraph without the sentence that announces what a cell shows."""
    return " ".join(one for one in sentences(paragraph) if not one.endswith(":"))


def situations(cells: dict[str, list[dict[str, Any]]]) -> dict[str, str]:
    """A few sentences by name of bet; none where the bet before, in the same part, has just set it out."""
    return {
        bet.name: _before(part, held[:place])
        for part, held in cells.items()
        for place, cell in enumerate(held)
        if tagged(cell, bets.TAG)
        for bet in bets.bets_in(cell)
    }


def _before(part: str, cells: list[dict[str, Any]]) -> str:
    told = ""
    for cell in reversed(cells):
        if tagged(cell, bets.TAG):
            break
        if cell["cell_type"] != "markdown":
            continue
        for passage in reversed(passages(source_of(cell))):
            told = f"{_statement(passage, asks=tagged(cell, 'question'))} {told}".strip()
            if len(told.split()) >= ENOUGH:
                break
        if len(told.split()) >= ENOUGH:
            break
    # The lesson opens on a figure, between its first words and its first bet.
    told = told if len(told.split()) >= LEAST else ""
    shown = part == "titre" and any(cell["cell_type"] == "code" for cell in cells[1:])
    return f"{_last(told)} {_FIGURE if shown else ''}".strip()


def _statement(passage: Passage, asks: bool) -> str:
    """What a passage states: without its orders, the minutes of a lesson, and the questions of a cell that ``asks`` some."""
    if isinstance(passage, Rows):
        rows = " ; ".join(" : ".join(row) for row in passage.rows)
        return f"{rows}." if len(rows.split()) <= _TABLE else ""
    if isinstance(passage, tuple):
        return in_line(passage)
    kept = [one for one in sentences(read_aloud(passage)) if "vous saurez" not in one]
    return " ".join(one for one in kept if not (asks and "?" in one))


def _last(text: str) -> str:
    kept: list[str] = []
    for sentence in reversed(sentences(text)):
        if kept and len(" ".join([sentence, *kept]).split()) > MOST:
            break
        kept.insert(0, sentence)
    return " ".join(kept)
