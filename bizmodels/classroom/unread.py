"""The answers that nobody has judged: what a person reads, and where he writes its points."""

from __future__ import annotations

from collections.abc import Sequence

from bizmodels.classroom.headings import titles
from bizmodels.classroom.judge import UNREAD, Verdict
from bizmodels.classroom.justifications import NOTE_HEAD, REMARK_HEAD, beside, noted
from bizmodels.classroom.marking import Line
from bizmodels.classroom.same_answer import STAMP_HEAD, stamp
from bizmodels.exercises.engine import declaration
from bizmodels.prose import to_text

HEADS = (
    "Nom",
    "Pseudonyme",
    "Question",
    "Titre",
    "Pourquoi elle n’est pas lue",
    "La cellule",
    NOTE_HEAD,
    REMARK_HEAD,
    STAMP_HEAD,
)
_LONGEST = 4_000  # letters of a cell


def rows(lines: Sequence[Line], exercise: str) -> list[tuple]:
    """One row an unread answer of a file that is read; those that got points while they were unread keep their row."""
    found = []
    for line in lines:
        if not line.marked.verdicts:
            continue
        own = line.exercise == exercise and not line.marked.trouble
        for verdict, kind in zip(line.marked.verdicts, declaration(line.exercise).questions, strict=True):
            touched = verdict.points is not None or verdict.remark
            elsewhere = own and beside(line, verdict, kind)
            if ((own and verdict.state == UNREAD) or touched) and not elsewhere:
                found.append(_row(line, verdict))
    return found


def _row(line: Line, verdict: Verdict) -> tuple:
    handin = line.marked.handin
    asked = handin.answers.get(verdict.question)
    why = to_text(verdict.sentence) if verdict.state == UNREAD else f"Elle l’est : {verdict.state}."
    source = asked.source.strip()[:_LONGEST] if asked else ""
    title = titles(line.exercise).get(verdict.question, "")
    tied = stamp(handin, verdict.question)
    return (line.name, handin.pseudonym, verdict.question, title, why, source, noted(verdict), verdict.remark, tied)  # fmt: skip
