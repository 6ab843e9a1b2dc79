"""The texts that only a person marks, side by side: question after question, with what the machine knows of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bizmodels.classroom.judge import UNREAD, Verdict, session_of, shown
from bizmodels.classroom.marking import Line
from bizmodels.classroom.same_answer import STAMP_HEAD, stamp
from bizmodels.exercises.answers import untouched
from bizmodels.exercises.decisions import Decision
from bizmodels.exercises.engine import declaration

NOTE, REMARK = "Votre note", "Votre remarque"
NOTE_HEAD = f"{NOTE} (de 0 à 1 : remplace le point de cette question ; chacune en vaut un)"
REMARK_HEAD = f"{REMARK} (elle va à l’étudiant)"
ACCORD = "Votre accord"
ACCORD_HEAD = f"{ACCORD} (« ok » : vous avez lu le code du cahier, sa note part)"
HEADS = ("Nom", "Pseudonyme", "Question", "Le choix", "Est-il juste ?", "Le nombre", "Est-il juste ?",
         "La justification", "Mots", "Mots demandés", "Verdict", NOTE_HEAD, REMARK_HEAD, STAMP_HEAD)  # fmt: skip


def rows(lines: Sequence[Line], exercise: str) -> list[tuple]:
    """One row a hand-in and a question that asks for a text; two columns are the teacher's; the last one ties his note to the answer.

    What is not read stands in the sheet « À lire », once.
    """
    found = []
    for line in lines:
        if line.exercise != exercise or line.marked.trouble:
            continue
        for verdict, kind in zip(line.marked.verdicts, declaration(line.exercise).questions, strict=True):
            if beside(line, verdict, kind):
                found.append((verdict.question, _row(line, verdict, kind)))
    found.sort(key=lambda one: int(one[0][1:]))
    return [row for _, row in found]


def asks_a_text(kind: Any) -> bool:
    """Whether a question asks for a justification."""
    return isinstance(kind, Decision) and bool(kind.words)


def beside(line: Line, verdict: Verdict, kind: Any) -> bool:
    """Whether an answer stands in « Justifications »: its text is read, even where no pseudonym is."""
    text_alone = bool(line.marked.handin.unnamed and verdict.justification)
    return asks_a_text(kind) and (verdict.state != UNREAD or text_alone)


def _row(line: Line, verdict: Verdict, kind: Decision) -> tuple:
    handin = line.marked.handin
    asked = handin.answers.get(verdict.question)
    choice, number, text = (*(asked.arguments if asked else ()), ..., ..., ...)[:3]
    data = session_of(handin.exercise, handin.pseudonym).data
    # Two numbers where one is asked, a decimal comma: what follows is not at its place.
    if asked and len(asked.arguments) > 3:
        return (line.name, handin.pseudonym, verdict.question, "", "", "", "", "", "", kind.words, whole(verdict), noted(verdict), verdict.remark, stamp(handin, verdict.question))  # fmt: skip
    words = len(re.findall(r"\S*\w\S*", verdict.justification))
    if handin.unnamed:  # the number was reckoned on figures that are not his
        number, parts = ..., ("", "")
    elif asked is None:
        parts = (verdict.state, verdict.state)
    else:
        parts = _part(kind.choice, data, choice), _part(kind.number, data, number)
    return (
        line.name,
        handin.pseudonym,
        verdict.question,
        "" if untouched(choice) else shown(choice),
        parts[0],
        "" if untouched(number) else shown(number),
        parts[1],
        verdict.justification or ("" if untouched(text) else shown(text)),
        words if verdict.justification else "",
        kind.words,
        whole(verdict),
        noted(verdict),
        verdict.remark,
        stamp(handin, verdict.question),
    )


def whole(verdict: Verdict) -> str:
    """« à revoir · TTC pris pour HT »: the state and the mistakes named."""
    return " · ".join((verdict.state, *verdict.causes))


def noted(verdict: Verdict) -> float | str:
    """The teacher's points, as a cell holds them."""
    return "" if verdict.points is None else verdict.points


def _part(part: Any, data: Any, answer: Any) -> str:
    """The state of one part of a decision, and its cause."""
    try:
        result = part.judge(data, answer)
    except Exception:  # an object that breaks the reading: the verdict says so already
        return "à lire"
    return f"{result.state.lower()} · {result.cause}" if result.cause else result.state.lower()
