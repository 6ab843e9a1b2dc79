"""No term before it is defined: where the lessons define the words of the glossary, and where they use them.

A cell defines a word where it calls ``bm.word("LTV")``, or says so: ``{"bizmodels": {"defines": ["LTV"]}}`` in the metadata
of a text that explains it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from bizmodels import words
from bizmodels.course import bets, opened
from bizmodels.course.regions import source_of
from bizmodels.errors import LearnerError


def defines(cell: Mapping[str, Any]) -> tuple[set[str], list[str]]:
    """Keys of the words that a cell defines, and the names that the glossary does not know."""
    names = [*cell["metadata"].get("bizmodels", {}).get("defines", []), *_called(cell)]
    known, unknown = set(), []
    for name in names:
        try:
            known.add(words.find(name).key)
        except LearnerError:
            unknown.append(name)
    return known, unknown


def _called(cell: Mapping[str, Any]) -> Iterator[str]:
    if cell["cell_type"] != "code":
        return
    try:
        tree = ast.parse(source_of(cell))
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and bets.called(node) == "word":
            yield from (one.value for one in node.args if isinstance(one, ast.Constant))


# A calculator's cards start their « ? » with the definition, the glossary is made of them, sources are quoted as they stand.
_DEFINED_ON_THE_SPOT = re.compile(r"\b(calculator|glossary|provenance|sources_of)\(")


@cache
def _jargon() -> dict[str, re.Pattern[str]]:
    """How the jargon of each word is found: an abbreviation in capitals, the rest in any letters."""

    def form(text: str) -> str:
        written = re.escape(text).replace("’", "['’]").replace(r"\ ", r"\s+")
        return written if text.isupper() else f"(?i:{written})"

    return {
        word.key: re.compile(rf"(?<!\w)(?:{'|'.join(map(form, word.jargon))})(?!\w)")
        for word in words.WORDS
        if word.jargon
    }


def uses(text: str) -> dict[str, str]:
    """Key of each word whose jargon stands in a text, and the form found."""
    found = {key: pattern.search(text) for key, pattern in _jargon().items()}
    return {key: hit[0] for key, hit in found.items() if hit}


def said(cell: Mapping[str, Any], seen: opened.Seen) -> str:
    """What a cell tells a learner: text in sight, the questions of its bets, its outputs even if they wait."""
    asked = [text for bet in bets.bets_in(cell) for text in bet.texts.values()]
    on_the_spot = _DEFINED_ON_THE_SPOT.search(source_of(cell))
    shown = opened.outputs(cell) if cell["cell_type"] == "code" and not on_the_spot else ""
    return "\n".join((seen.prose, *asked, shown))


def too_early(lessons: Sequence[tuple[str, Mapping[str, Any]]]) -> list[str]:
    """Where a term stands before its definition.

    Args:
        lessons: name and notebook, in the order of the course.
    """
    known: set[str] = set()
    problems = []
    for name, notebook in lessons:
        for cell, seen in zip(notebook["cells"], opened.opened(notebook), strict=True):
            here, unknown = defines(cell)
            problems += [
                f"{name}, cell {seen.place}: defines « {one} », no word of the glossary" for one in unknown
            ]
            known |= here
            problems += [
                f'{name}, cell {seen.place}: « {form} » before it is defined (bm.word("{key}"))'
                for key, form in uses(said(cell, seen)).items()
                if key not in known
            ]
    return problems
