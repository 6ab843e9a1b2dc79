"""The questions of a debrief, and how the course answers them: read from the texts of a lesson."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bizmodels.classroom.passages import Passage, Rows, in_line, passages, read_aloud, sentences
from bizmodels.course.regions import source_of, tagged

MOST_DEBATED = 2  # questions « Comparer »: the sentences that bets ask to complete stand beside them
LONGEST_ASKED, LONGEST_ANSWER, LONGEST_DECISION = 45, 75, 130  # words
_NOT_DEBATED = {"titre", "objectifs", "prerequis", "equations", "exercice", "retenir", "decision"}
# A question that is read from a table, a page or a cell is not asked of a class that has put it away.
_ON_SCREEN = re.compile(
    r"\b(?:[Cc]e|[Cc]ette|[Dd]ans le|[Dd]ans son) (?:tableau|calculateur|figure|courbe)|\b[Rr]elancez|`|\bVoici\b|question [A-C]\b"
)
_FORM = re.compile(
    r"\b[Dd]ouble-cliquez(?:[^.?!:]*\b(?:et remplacez )?les points de suspension)\s*(?:[.:]\s*(\w?)|$)"
)
_MORE = "*La suite est dans le cahier.*"


@dataclass(frozen=True)
class Debated:
    """A question for the debrief and how the course answers it; ``part``: the key of its part."""

    question: str
    answer: str
    part: str


@dataclass(frozen=True)
class Decided:
    """The decision that a lesson asks, as it sets it out, and what the course says of each choice."""

    asked: tuple[Passage, ...]
    answer: str


def debated(cells: dict[str, list[dict[str, Any]]], order: list[str]) -> tuple[Debated, ...]:
    """One short question of a few parts that the course answers: those that conclude them."""
    found = []
    for key in order:
        here = [] if key in _NOT_DEBATED else _answered(key, cells.get(key, []))
        found += [one for one in here if not _ON_SCREEN.search(one.question)][-1:] or here[-1:]
    aloud = [one for one in found if not _ON_SCREEN.search(one.question)]
    found = aloud if len(aloud) >= MOST_DEBATED else found
    # Spread over the lesson rather than all at its start.
    while len(found) > MOST_DEBATED:
        found.pop(len(found) // 2)
    return tuple(found)


def _answered(part: str, cells: list[dict[str, Any]]) -> list[Debated]:
    pairs = []
    for place, cell in enumerate(cells):
        if not (cell["cell_type"] == "markdown" and tagged(cell, "question")):
            continue
        source = source_of(cell)
        # Where the class first runs a cell, the answer stands folded in a cell below.
        later = (_folded(source_of(one)) for one in cells[place + 1 : place + 3])
        answer = _folded(source) or next((one for one in later if one), "")
        paragraphs = [one for one in passages(source.partition("<details")[0]) if isinstance(one, str)]
        question = re.sub(r"^Question\.\s+", "", " ".join(paragraphs))
        if answer and "?" in question and len(question.split()) <= LONGEST_ASKED:
            pairs.append(Debated(question, whole(answer), part))
    return pairs


def decision(cells: dict[str, list[dict[str, Any]]]) -> Decided | None:
    """The decision that the lesson asks; the lesson of welcome asks none."""
    texts = [source_of(cell) for cell in cells.get("decision", []) if cell["cell_type"] == "markdown"]
    if not texts:
        return None
    # The learner writes his decision in a cell of its own, which a heading may part from what stands before.
    written = next((n for n, text in enumerate(texts) if re.search(r"[Dd]ouble-cliquez", text)), 0)
    start = max((n for n in range(written + 1) if re.search(r"^#{2,3} ", texts[n], re.MULTILINE)), default=0)
    asked: list[Passage] = []
    for place in range(start, written + 1):
        said = [one for one in map(_asks, passages(texts[place])) if one]
        if place in (start, written) or ("<details" not in texts[place] and _lists(texts[place], said)):
            asked += said
    answers = [(_folded(text), text) for text in texts[written:] if _folded(text)]
    if not answers:
        return Decided(_once(asked), "")
    answer, text = answers[0]
    return Decided(
        _once(asked), whole(f"{answer} {_left_out(answer, text, asked)}".strip(), LONGEST_DECISION)
    )


def _left_out(answer: str, text: str, asked: list[Passage]) -> str:
    """What a second folded text says of a choice that the first does not name."""
    for title, said in re.findall(r"<summary>(.*?)</summary>(.*?)</details>", text, re.DOTALL)[1:]:
        named = re.findall(r"«\s*([^»]+?)\s*»", title)
        if any(one in str(asked) and one not in answer for one in named):
            return plain_text(said)
    return ""


def _lists(text: str, said: list[Passage]) -> bool:
    """Whether a text sets out choices, or asks in bold what one can answer without a screen."""
    bold = re.search(r"\*\*[^*]*\?\*\*", text) and not _ON_SCREEN.search(text)
    return bool(bold) or any(not isinstance(one, str) for one in said)


def _asks(passage: Passage) -> Passage:
    """A passage without the form in which one writes."""
    if not isinstance(passage, str):
        return passage
    left = _FORM.sub(lambda found: found[1].upper(), passage)
    said = read_aloud(left).strip()
    return said if left == passage else re.sub(r"\s*:$", ".", said)


def _once(asked: list[Passage]) -> tuple[Passage, ...]:
    """Without the bare « Que choisissez-vous ? » that repeats a question asked before."""
    kept: list[Passage] = []
    for one in asked:
        short = isinstance(one, str) and one.endswith("?") and len(one.split()) <= 5
        if not (short and any(isinstance(before, str) and "?" in before for before in kept)):
            kept.append(one)
    return tuple(kept)


def _folded(text: str) -> str:
    """What a text says once unfolded, on one line, tables apart."""
    found = re.search(r"</summary>(.*?)(?:</details>|\Z)", text, re.DOTALL)
    return plain_text(found[1]) if found else ""


def plain_text(text: str) -> str:
    """The paragraphs and lists of a text, on one line."""
    return " ".join(
        one if isinstance(one, str) else in_line(one) for one in passages(text) if not isinstance(one, Rows)
    )


def whole(text: str, words: int = LONGEST_ANSWER) -> str:
    """A text as it is; a very long one, its first whole sentences, and where the rest is."""
    if len(text.split()) <= words:
        return text
    kept: list[str] = []
    for sentence in sentences(text):
        if kept and len(" ".join([*kept, sentence]).split()) > words:
            break
        kept.append(sentence)
    said = " ".join(kept).strip()
    return said if said == text else f"{said} {_MORE}"
