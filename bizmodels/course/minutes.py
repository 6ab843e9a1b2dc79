"""How long a lesson takes, computed from what it holds: ``python -m bizmodels.course.minutes FILE…`` prints it by part.

The measures are those of a first-year student who worked lessons through with a watch: ``WORDS_A_MINUTE`` of prose, less
attention for what is folded or in a table, and a fixed time for each thing to do.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bizmodels.course import bets, navigation
from bizmodels.course.bets import bets_in
from bizmodels.course.reading import headings, minutes_of, part_of, read, stated_minutes, words_in
from bizmodels.course.regions import source_of, tagged
from bizmodels.prose import without_markup

WORDS_A_MINUTE = 170
FOLDED, IN_TABLE = 1 / 2, 1 / 3  # of what the same words take in sight
A_BET, A_QUESTION, A_CALCULATOR = 25 / 60, 40 / 60, 2.5  # minutes
A_RUN = 12  # minutes: twelve quarters of the pilot, one a minute
MOST, TOLERANCE = 60, 0.10
DRAFT = "À écrire"  # what a skeleton says in place of a text (course/skeleton.py)


@dataclass
class Time:
    """What one part holds; ``words``: read at once, ``folded``: behind a click, ``cells``: words in tables."""

    words: float = 0
    folded: float = 0
    cells: float = 0
    bets: int = 0
    questions: int = 0
    calculators: int = 0
    runs: int = 0

    @property
    def minutes(self) -> float:
        """All of it in minutes."""
        read_words = self.words + FOLDED * self.folded + IN_TABLE * self.cells
        return (
            read_words / WORDS_A_MINUTE
            + A_BET * self.bets
            + A_QUESTION * self.questions
            + A_CALCULATOR * self.calculators
            + A_RUN * self.runs
        )

    def add(self, cell: dict[str, Any]) -> None:
        """Count one cell in."""
        source = source_of(cell)
        if cell["cell_type"] == "markdown":
            self.questions += tagged(cell, "question")
            for shown, text in _seen_and_folded(source):
                self._read(text, seen=shown)
            return
        self.calculators += bool(re.search(r"\bcalculator\(|\bbm\.(?:quote|strengths)\(", source))
        self.runs += bool(re.search(r"^bm\.pilot\(", source, re.MULTILINE))  # shown, not only named
        if tagged(cell, bets.TAG):
            self.bets += 1
            for bet in bets_in(cell):
                for name, text in bet.texts.items():
                    self._read(text, seen=name == "question")

    def _read(self, text: str, *, seen: bool) -> None:
        prose = without_markup(text)
        table = sum(
            bool(re.search(r"\w", word))
            for line in prose.splitlines()
            if line.lstrip().startswith("|")
            for word in line.split()
        )
        if seen:
            self.words += words_in(prose)
            self.cells += table
        else:
            self.folded += words_in(prose) + IN_TABLE * table


def _seen_and_folded(source: str) -> Iterator[tuple[bool, str]]:
    """The pieces of a text cell: in sight, and inside its <details> (whose summary is in sight)."""
    text = re.sub(r"```.*?```", "", source, flags=re.DOTALL)
    first, *rest = re.split(r"<details\b", text)
    yield True, first
    for one in rest:
        inside, _, after = one.partition("</details>")
        # The attributes of the tag are left over by the split; without_markup needs its opening bracket.
        yield False, f"<details{inside}"
        yield True, after


def by_part(notebook: dict[str, Any]) -> dict[str, Time]:
    """What each part holds, in order, by the key that it has in :func:`reading.minutes_of`; the title's own time too."""
    opened = {id(cell): text for _, cell, level, text in headings(notebook) if level == 2}
    parts: dict[str, Time] = {}
    key = "titre"
    for cell in navigation.without(notebook["cells"]):
        key = part_of(cell) or opened.get(id(cell)) or key
        parts.setdefault(key, Time()).add(cell)
    return parts


def computed(notebook: dict[str, Any]) -> float:
    """Minutes of the whole notebook."""
    return sum(part.minutes for part in by_part(notebook).values())


def problems(notebook: dict[str, Any]) -> list[str]:
    """The total that the title says is the computed one, within a tenth, and an hour at most; a draft may say what it will be."""
    if any(DRAFT in source_of(cell) for cell in notebook["cells"]):
        return []
    stated, found = stated_minutes(notebook), computed(notebook)
    told = []
    if stated is not None and stated > MOST:
        told.append(f"{stated} minutes are announced, {MOST} at most")
    if stated is not None and abs(stated - found) > TOLERANCE * found:
        told.append(f"{stated} minutes are announced, what the lesson holds takes {found:.1f}")
    return told


def table(notebook: dict[str, Any]) -> str:
    """Part, minutes stated and computed, words, bets, questions, calculators: one line a part, then the total."""
    stated, parts = minutes_of(notebook)[0], by_part(notebook)
    rows = [
        ("part", "stated", "computed", "words", "folded", "in tables", "bets", "questions", "calculators")
    ]

    def row(name: str, said: object, times: list[Time]) -> tuple[str, ...]:
        def total(what: str) -> str:
            return f"{sum(getattr(one, what) for one in times):.0f}"

        took = f"{sum(one.minutes for one in times):.1f}"
        counted = ("words", "folded", "cells", "bets", "questions", "calculators")
        return (name, str(said), took, *map(total, counted))

    rows += [row(key, stated.get(key, "–"), [part]) for key, part in parts.items()]
    said = stated_minutes(notebook)
    rows.append(row("total", "–" if said is None else said, list(parts.values())))
    widths = [max(len(line[n]) for line in rows) for n in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            text.ljust(width) if not n else text.rjust(width)
            for n, (text, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in rows
    )


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    for name in sys.argv[1:]:
        print(f"{name}\n{table(read(Path(name)))}\n")
