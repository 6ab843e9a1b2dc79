"""``rendre()``: the short code at the end of a lesson or an exercise, to copy or to download."""

from __future__ import annotations

import base64
import html
import re
import unicodedata
from typing import Any

from bizmodels import french, learner
from bizmodels.classroom import codes, gathered, in_use
from bizmodels.course import plan
from bizmodels.errors import LearnerError
from bizmodels.exercises.guard import is_a, plain
from bizmodels.exercises.result import TO_DO

_BOX = "border:1px solid var(--jp-border-color1,#d1d9e0);border-radius:10px;padding:12px 16px;max-width:760px"
_CODE = (
    "font:600 17px/1.7 ui-monospace,Consolas,monospace;background:var(--jp-layout-color2,#f6f8fa);"
    "color:var(--jp-content-font-color1,#1f2328);border:2px dashed #7a848e;border-radius:8px;"
    "padding:10px 14px;margin:8px 0;user-select:all;overflow-wrap:anywhere"
)


_FIRST = "un pari de la leçon, ou une question de l’exercice. Relancez ensuite cette cellule pour obtenir votre code."


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

    It holds your pseudonym, for your answers are judged on your firm; never write your real name in it. It takes the answers
    given under the pseudonym in use, and says which it leaves out.

    Args:
        lesson: its number, « 03 »; by default that of the notebook that runs.
        student: your pseudonym; by default the one that the exercise is loaded with, else the one used last.

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
    if pseudonym is None and number:
        written, pseudonym = in_use.pseudonym(number)
        if written:
            return _to_do(
                f"relancez la cellule qui suit votre pseudonyme : elle n’est pas encore réglée sur {french.quote(written)}. "
                "Relancez ensuite vos questions, puis celle-ci."
            )
    handed = gathered.gathered(number, pseudonym) if number else None
    if handed is None:
        return _to_do(_nothing(number, pseudonym) or _FIRST)
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


def _nothing(number: str, pseudonym: str | None) -> str:
    """Why there is no code for the pseudonym in use, where another has answered."""
    left = gathered.elsewhere(number, pseudonym or "") if number and pseudonym is not None else {}
    if not left:
        return ""
    whose = f"pour {french.quote(pseudonym)}" if pseudonym else "sans pseudonyme"
    return f"une question. Rien n’est à rendre {whose}, mais l’ordinateur garde {_others(left)}"


def _others(left: dict[str, int]) -> str:
    """« 6 réponses sous « renard bleu ». », and how they are handed in."""
    held = [
        f"{french.plural(count, 'réponse')} {f'sous {french.quote(name)}' if name else 'sans pseudonyme'}"
        for name, count in list(left.items())[:3]
    ]
    again = (
        " Pour les rendre, remettez ce pseudonyme dans sa cellule, relancez la suivante, puis celle-ci."
        if any(left)
        else ""
    )
    return f"{french.listing(held)}.{again}"


def _to_do(words: str) -> Code:
    words = french.typeset(words)
    return Code(f"{TO_DO} : {words}", f"<p><strong>{TO_DO}</strong>{french.NBSP}: {html.escape(words)}</p>")


def _shown(handed: codes.Handed, code: str) -> Code:
    cut = codes.grouped(code)
    held = french.listing(_held(handed))
    whose = f"pour {french.quote(handed.pseudonym)}" if handed.pseudonym else "sans pseudonyme"
    title = f"Votre code de la leçon {handed.lesson}"
    todo = "Copiez tout le code et collez-le là où votre enseignant le demande, ou envoyez-lui le fichier."
    notes = _notes(handed)
    text = f"{title} ({whose} : {held})\n\n{cut}\n\n{todo} {' '.join(notes)}"
    name = f"code_{handed.lesson}{_slug(handed.pseudonym)}.txt"
    file = base64.b64encode(f"{cut}\n".encode()).decode("ascii")
    below = "".join(f"<p style='margin:6px 0 0'>{html.escape(french.typeset(one))}</p>" for one in notes)
    page = (
        f'<div style="{_BOX}"><p style="margin:0"><strong>{html.escape(title)}</strong> ({html.escape(french.typeset(f"{whose} : {held}"))})</p>'
        f'<div style="{_CODE}">{cut}</div><p style="margin:0">{html.escape(todo)} '
        f'<a download="{html.escape(name)}" href="data:text/plain;charset=utf-8;base64,{file}">Télécharger le fichier</a>.</p>'
        f"{below}</div>"
    )
    return Code(text, page, code)


def _notes(handed: codes.Handed) -> list[str]:
    """What the code holds of who hands it in, which one counts, and what it leaves out."""
    notes = [
        "Il contient votre pseudonyme : n’y mettez jamais votre vrai nom."
        if handed.pseudonym
        else "Il ne contient aucun pseudonyme. L’exercice en demande un, inventé : écrivez-le dans sa cellule pour avoir votre entreprise."
    ]
    notes.append("Un seul code pour la leçon et son exercice : le dernier rendu compte.")
    if left := gathered.elsewhere(handed.lesson, handed.pseudonym):
        notes.append(f"Ce code laisse de côté {_others(left)}")
    return notes


def _held(handed: codes.Handed) -> list[str]:
    counts = ((len(handed.bets), "pari", "paris"), (len(handed.answers), "réponse", "réponses"))
    said = [french.plural(count, one, many) for count, one, many in counts if count]
    return [*said, *(["une partie du pilote"] if handed.run else [])]


def _slug(pseudonym: str) -> str:
    """« _renard_bleu »: a pseudonym as a file name holds it."""
    letters = unicodedata.normalize("NFD", pseudonym.casefold())
    kept = re.sub(r"[^a-z0-9]+", "_", "".join(one for one in letters if not unicodedata.combining(one)))
    return f"_{kept.strip('_')[:30]}" if kept.strip("_") else ""
