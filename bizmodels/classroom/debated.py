"""The questions of a debrief, and how the course answers them: read from the texts of a lesson."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bizmodels.course.regions import source_of, tagged
from bizmodels.prose import typeset_markdown

MOST_DEBATED = 2  # questions « Comparer »: the sentences that bets ask to complete stand beside them
LONGEST_ASKED, LONGEST_ANSWER, LONGEST_DECISION = 45, 30, 60  # words
_NOT_DEBATED = {"titre", "objectifs", "prerequis", "equations", "exercice", "retenir", "decision"}


@dataclass(frozen=True)
class Debated:
    """A question for the debrief and how the course answers it; ``part``: the key of its part."""

    question: str
    answer: str
    part: str


def debated(cells: dict[str, list[dict[str, Any]]], order: list[str]) -> tuple[Debated, ...]:
    """The last short question of each part that the course answers: those that conclude it."""
    found = []
    for key in order:
        here = [] if key in _NOT_DEBATED else _answered(key, cells.get(key, []))
        found += here[-1:]
    # Spread over the lesson rather than all at its start.
    while len(found) > MOST_DEBATED:
        found.pop(len(found) // 2)
    return tuple(found)


def _answered(part: str, cells: list[dict[str, Any]]) -> list[Debated]:
    pairs = []
    for place, cell in enumerate(cells):
        if not (cell["cell_type"] == "markdown" and tagged(cell, "question")):
            continue
        asked, _, inside = source_of(cell).partition("<details")
        # Where the class first runs a cell, the answer stands folded in a cell below.
        later = (source_of(one).partition("<details")[2] for one in cells[place + 1 : place + 3])
        answer = inside or next((one for one in later if one), "")
        question = _plain(asked)
        if answer and "?" in question and len(question.split()) <= LONGEST_ASKED:
            said = first_sentences(_plain(answer.partition("</summary>")[2]))
            pairs.append(Debated(question, said, part))
    return [one for one in pairs if one.answer]


def decision(cells: dict[str, list[dict[str, Any]]]) -> Debated | None:
    """The decision that the lesson asks; the lesson of welcome asks none."""
    texts = [source_of(cell) for cell in cells.get("decision", []) if cell["cell_type"] == "markdown"]
    if not texts:
        return None
    # The learner writes his decision in a cell of its own; what stands between is a table on other models.
    written = next((n for n, text in enumerate(texts) if re.search(r"[Dd]ouble-cliquez", text)), 0)
    asked = [one for one in map(_asks, dict.fromkeys((texts[0], texts[written]))) if one]
    folded = [_plain(one.partition("<details")[2].partition("</summary>")[2]) for one in texts[written:]]
    answers = [first_sentences(one, LONGEST_DECISION) for one in folded if one]
    return Debated(" ".join(asked), answers[0] if answers else "", "decision")


def _asks(text: str) -> str:
    """What a text asks or sets out: without its answer, its headings, and the form in which one writes."""
    question = _plain(text.partition("<details")[0])
    question = re.sub(r"[^.?!]*[Dd]ouble-cliquez[^.?!]*[.?!]", "", question).strip()
    return question if len(question.split()) <= 2 * LONGEST_ASKED else ""


def _plain(text: str) -> str:
    """A piece of a notebook as one paragraph: no headings, tables, quotations, tags nor links."""
    text = re.sub(r"```.*?```|\$\$.*?\$\$", " ", text, flags=re.DOTALL)
    text = re.sub(r"</?(?:details|summary)[^>]*>", " ", text)
    lines = [line for line in text.splitlines() if not re.match(r"\s*(#{1,6}\s|\||>)", line)]
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", " ".join(lines)).replace("**", "")
    return typeset_markdown(re.sub(r"[ \n]+", " ", text).strip())


def first_sentences(text: str, words: int = LONGEST_ANSWER) -> str:
    """As many whole sentences as make so many words, one at least."""
    kept: list[str] = []
    for sentence in re.split(r"(?<=[.!?…])\s+(?=[A-ZÀ-Ý«*0-9])", text):
        if kept and len(" ".join([*kept, sentence]).split()) > words:
            break
        kept.append(sentence)
    return " ".join(kept).strip()
