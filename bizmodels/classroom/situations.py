"""The situation of each bet: the text that stands before it in its lesson, so that its question can be read aloud."""

from __future__ import annotations

from typing import Any

from bizmodels.classroom.passages import Passage, Rows, passages, read_aloud, sentences
from bizmodels.course import bets
from bizmodels.course.regions import source_of, tagged

ENOUGH, MOST = 14, 75  # words: below, the paragraph before is told too; above, only the last sentences are
_TABLE = 40  # words of a table that is told whole
_FIGURE = "À l’écran : la figure du cahier."


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
            told = f"{_statement(passage)} {told}".strip()
            if len(told.split()) >= ENOUGH:
                break
        if len(told.split()) >= ENOUGH:
            break
    # The lesson opens on a figure, between its first words and its first bet.
    shown = part == "titre" and any(cell["cell_type"] == "code" for cell in cells[1:])
    return f"{_last(told)} {_FIGURE if shown else ''}".strip()


def _statement(passage: Passage) -> str:
    """What a passage states: without its questions, its orders, and the minutes of a lesson."""
    if isinstance(passage, Rows):
        rows = [" : ".join(row) for row in passage.rows]
        short = rows if len(" ".join(rows).split()) <= _TABLE else [row[0] for row in passage.rows]
        return f"{' ; '.join(short)}."
    if isinstance(passage, tuple):
        return " ; ".join(one.rstrip(" ;.") for one in passage) + "."
    kept = [one for one in sentences(read_aloud(passage)) if "?" not in one and "vous saurez" not in one]
    return " ".join(kept)


def _last(text: str) -> str:
    kept: list[str] = []
    for sentence in reversed(sentences(text)):
        if kept and len(" ".join([sentence, *kept]).split()) > MOST:
            break
        kept.insert(0, sentence)
    return " ".join(kept)
