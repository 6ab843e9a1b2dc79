"""Whose figures an exercise shows: what its cell says now, what an invented name looks like, what other names hold."""

from __future__ import annotations

import re
from types import FrameType

from bizmodels import french, learner
from bizmodels.course.first_cell import PSEUDONYM
from bizmodels.exercises.given import look_alike
from bizmodels.exercises.guard import is_a, plain
from bizmodels.exercises.kept import notebook_of, signed

_FIRST_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+(?:[ -][A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+){0,2}")


def changed(frame: FrameType | None, pseudonym: str) -> str:
    """What to do when the notebook's cell names another pseudonym than the exercise was loaded with; « » when it does not.

    ``frame`` is that of the cell that asks. A cell that names nobody (``...``) asks for nothing.
    """
    now = plain(frame.f_globals.get(PSEUDONYM)) if frame is not None else None
    if not is_a(now, str) or look_alike(now) == look_alike(pseudonym):
        return ""
    until = f"l’entreprise de {french.quote(pseudonym)}" if pseudonym else "les chiffres publiés"
    return (
        f"Votre pseudonyme est maintenant {french.quote(now[:80])}, l’exercice en est encore à {until}. Relancez la cellule "
        "qui suit celle du pseudonyme (elle contient `student=pseudonyme`), puis celle-ci."
    )


def doubt(pseudonym: str) -> str:
    """A soft question to whoever may have written a real name: words that each begin with a capital, and nothing else."""
    if not _FIRST_NAME.fullmatch(pseudonym):
        return ""
    return (
        f"{french.quote(pseudonym)} ressemble à un vrai nom. Si c’est le vôtre, inventez-en un autre maintenant, "
        'par exemple "renard bleu".'
    )


def elsewhere(exercise: str, pseudonym: str) -> str:
    """« 3 réponses gardées sous « tortue 7 » »: what the learner's file holds for other firms of this exercise, or « »."""
    record = learner.of(notebook_of(exercise))
    held = {**record.others, record.pseudonym: record.answers}
    held.pop(signed(pseudonym), None)
    said = [
        f"{french.plural(len(answers), 'réponse gardée', 'réponses gardées')} "
        + (f"sous {french.quote(name)}" if name else "sur les chiffres publiés")
        for name, answers in sorted(held.items())
        if answers
    ]
    return french.listing(said)


def heading(exercise: str, pseudonym: str) -> str:
    """What stands above the figures of a firm: whose they are, and what becomes of the answers given before."""
    parts = [f"Entreprise de {french.quote(pseudonym)}."]
    if kept := elsewhere(exercise, pseudonym):
        parts.append(f"{kept} : gardez un seul pseudonyme. Avec celui-ci, relancez chaque question.")
    return " ".join([*parts, doubt(pseudonym)]).strip()
