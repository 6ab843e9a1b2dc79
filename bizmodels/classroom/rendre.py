"""``rendre()``: the short code at the end of a lesson or an exercise, to copy or to download."""

from __future__ import annotations

import base64
import html
import re
import unicodedata
from typing import Any

from bizmodels import french, learner
from bizmodels.classroom import codes, gathered
from bizmodels.course import plan
from bizmodels.errors import LearnerError
from bizmodels.exercises.guard import is_a, plain
from bizmodels.exercises.result import TO_DO

_BOX = "border:1px solid var(--jp-border-color1,#d1d9e0);border-radius:10px;padding:12px 16px;max-width:760px"
_CODE = (
    "font:600 17px/1.7 ui-monospace,Consolas,monospace;background:#f6f8fa;color:#1f2328;border:2px dashed #59636e;border-radius:8px;"
    "padding:10px 14px;margin:8px 0;user-select:all;overflow-wrap:anywhere"
)


class Code:
    """The code of a learner, or what is still to be done: HTML in a notebook, else text."""

    def __init__(self, text: str, page: str, code: str = ""):
        self.code, self._text, self._page = code, french.typeset(text), page

    def __repr__(self) -> str:
        return self._text

    def _repr_html_(self) -> str:
        return self._page


def rendre(lesson: Any = None, student: Any = None) -> Code:
    """The code that hands in your bets and answers of a lesson: to copy, or to download as a file.

    It holds your pseudonym, for your answers are judged on your firm; never write your real name in it.

    Args:
        lesson: its number, « 03 »; by default that of the notebook that runs.
        student: your pseudonym; by default the one that the exercise was loaded with last.

    Raises:
        LearnerError: no lesson has that number, or the pseudonym is no text.

    >>> bm.rendre("03")
    À faire : un pari de la leçon, ou une question de l’exercice. Relancez ensuite cette cellule pour obtenir votre code.
    """
    number = _lesson(lesson)
    pseudonym = plain(student)
    if pseudonym is ... or pseudonym is None:
        pseudonym = None
    elif not is_a(pseudonym, str):
        raise LearnerError(
            'rendre() : student est votre pseudonyme, un texte entre guillemets. Exemple : student="renard bleu".'
        )
    handed = gathered.gathered(number, pseudonym) if number else None
    if handed is None:
        return _to_do()
    try:
        code = codes.encode(handed)
    except ValueError:
        raise LearnerError(
            "rendre() : votre travail ne tient pas dans un code. Rendez le cahier lui-même."
        ) from None
    return _shown(handed, code)


def _lesson(lesson: Any) -> str:
    """The number of the lesson that is meant; « » outside the course."""
    given = plain(lesson)
    if given is None:
        number = learner.notebook_of().rpartition("_")[2]
        return number if number.isdigit() else ""
    if not is_a(given, str) or plan.lesson(given) is None:
        raise LearnerError(
            'rendre() : aucune leçon ne porte ce numéro. Écrivez par exemple bm.rendre("03"), avec les guillemets.'
        )
    return given


def _to_do() -> Code:
    words = "un pari de la leçon, ou une question de l’exercice. Relancez ensuite cette cellule pour obtenir votre code."
    return Code(f"{TO_DO} : {words}", f"<p><strong>{TO_DO}</strong>{french.NBSP}: {html.escape(words)}</p>")


def _shown(handed: codes.Handed, code: str) -> Code:
    cut = codes.grouped(code)
    held = french.listing(_held(handed))
    whose = f"pour {french.quote(handed.pseudonym)}" if handed.pseudonym else "sans pseudonyme"
    title = f"Votre code de la leçon {handed.lesson}"
    todo = "Copiez tout le code et collez-le là où votre enseignant le demande, ou envoyez-lui le fichier."
    never = "Il contient votre pseudonyme, jamais votre vrai nom."
    text = f"{title} ({whose} : {held})\n\n{cut}\n\n{todo} {never}"
    name = f"code_{handed.lesson}{_slug(handed.pseudonym)}.txt"
    file = base64.b64encode(f"{cut}\n".encode()).decode("ascii")
    page = (
        f'<div style="{_BOX}"><p style="margin:0"><strong>{html.escape(title)}</strong> ({html.escape(french.typeset(f"{whose} : {held}"))})</p>'
        f'<div style="{_CODE}">{cut}</div><p style="margin:0">{html.escape(todo)} '
        f'<a download="{html.escape(name)}" href="data:text/plain;charset=utf-8;base64,{file}">Télécharger le fichier</a>. '
        f"{html.escape(never)}</p></div>"
    )
    return Code(text, page, code)


def _held(handed: codes.Handed) -> list[str]:
    counts = ((len(handed.bets), "pari", "paris"), (len(handed.answers), "réponse", "réponses"))
    said = [french.plural(count, one, many) for count, one, many in counts if count]
    return [*said, *(["une partie du pilote"] if handed.run else [])]


def _slug(pseudonym: str) -> str:
    """« _renard_bleu »: a pseudonym as a file name holds it."""
    letters = unicodedata.normalize("NFD", pseudonym.casefold())
    kept = re.sub(r"[^a-z0-9]+", "_", "".join(one for one in letters if not unicodedata.combining(one)))
    return f"_{kept.strip('_')[:30]}" if kept.strip("_") else ""
