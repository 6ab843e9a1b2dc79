"""The comment that Moodle shows to a student: his score, what is to be taken up again, his teacher's remarks."""

from __future__ import annotations

import html
from collections.abc import Mapping

from bizmodels import french
from bizmodels.classroom.headings import nameless, wrong_exercise
from bizmodels.classroom.judge import ABSENT, REVIEW_WORD, TO_DO_WORD, UNREAD, Marked, Verdict
from bizmodels.exercises.engine import declaration
from bizmodels.exercises.questions import OTHER


def comment(marked: Marked, exercise: str = "") -> str:
    """What the student reads in Moodle: the score, by question the mistakes named, the teacher's remarks.

    Nothing that he wrote himself. ``exercise``: the one that was asked for, where another was handed in.
    """
    return html.escape(french.typeset(_comment(marked, exercise)), quote=False)  # Moodle shows HTML


def _comment(marked: Marked, exercise: str) -> str:
    if marked.trouble or not marked.verdicts:
        return "Le fichier remis n’a pas pu être lu. Remettez le cahier (.ipynb)."
    if wrong := wrong_exercise(marked, exercise):
        return wrong
    unnamed = marked.handin.unnamed
    # Nothing is judged but what the teacher has marked: a score would say zero.
    told = [nameless()] if unnamed and not marked.whole else [f"{marked.score}."]
    if not marked.handin.pseudonym and not unnamed:
        told.append("Jugé avec les chiffres publiés, sans pseudonyme.")
    # Somebody has read what he gave points to: the state that the machine found is not repeated.
    left = [one for one in marked.verdicts if one.points is None]
    review = [f"{one.question}{_named(marked, one)}" for one in left if one.state == REVIEW_WORD]
    if review:
        told.append(f"À revoir : {', '.join(review)}.")
    for state, words in ((TO_DO_WORD, "À faire"), (ABSENT, "Absente"), (UNREAD, "À lire par l’enseignant")):
        named = [one.question for one in left if one.state == state and not unnamed]
        if named:
            told.append(f"{words} : {', '.join(named)}.")
    if marked.handin.dangers and not marked.released:
        told.append("Le cahier contient du code que votre enseignant doit lire.")
    given = [
        f"{one.question}, {french.exact(one.points)} sur 1"
        for one in marked.verdicts
        if one.points is not None
    ]
    if given:
        told.append(f"Noté par votre enseignant : {' ; '.join(given)}.")
    told += [f"Remarque sur {one.question} : {one.remark}" for one in marked.verdicts if one.remark]
    return " ".join(told)


def _named(marked: Marked, verdict: Verdict) -> str:
    """« (TTC pris pour HT) »: the mistakes that have a name; a choice is quoted as one."""
    options = declaration(marked.handin.exercise).questions[int(verdict.question[1:]) - 1].options
    labels = set(options.values()) if isinstance(options, Mapping) else set()
    told = [f"votre choix, « {one} »" if one in labels else one for one in verdict.causes if one != OTHER]
    return f" ({' ; '.join(told)})" if told else ""
