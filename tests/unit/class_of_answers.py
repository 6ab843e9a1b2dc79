"""Hand-ins for the tests of the class kit, made of arguments: no file, no kernel."""

from __future__ import annotations

from pathlib import Path

from bizmodels.classroom.handin import Asked, HandIn
from bizmodels.classroom.judge import judge, session_of
from bizmodels.classroom.marking import Line, lines
from bizmodels.classroom.submissions import Submission
from bizmodels.exercises.decisions import Decision
from bizmodels.exercises.engine import declaration
from bizmodels.exercises.functions import Function
from bizmodels.exercises.questions import Choice

EX = "03_marketplace"
TEXT = "La limite dépasse 40 € et ma publicité coûte moins : la boutique gagne, mais {} me rappelle que tout dépend du panier."


def right(pseudonym: str, exercise: str = EX, text: str = "") -> dict[str, tuple]:
    """The right arguments of every question, for the firm of a pseudonym."""
    data = session_of(exercise, pseudonym).data
    text = text or TEXT.format(pseudonym or "personne")
    return {
        f"q{n}": _right(one, data, text) for n, one in enumerate(declaration(exercise).questions, 1)
    }  # fmt: skip


def _right(kind, data, text: str) -> tuple:
    if isinstance(kind, Decision):
        return (kind.choice(data), kind.number.truth(data), *([text] if kind.words else []))
    if isinstance(kind, Function):
        return (kind(data),)
    return (kind(data),) if isinstance(kind, Choice) else (kind.truth(data),)


def hand(
    pseudonym: str = "renard bleu", exercise: str = EX, saved=None, trouble="", notes=(), **changes
) -> HandIn:
    """A hand-in that is right everywhere but where said: a tuple of arguments, a text (why it is unread), None (absent)."""
    answers = right(pseudonym, exercise) | changes
    asked = {
        name: Asked(name, unread=given, source=f"ex.{name}.check()")
        if isinstance(given, str)
        else Asked(name, given, source=f"réponse = …\nex.{name}.check(réponse)")
        for name, given in answers.items()
        if given is not None
    }
    return HandIn(Path(f"{exercise}.ipynb"), exercise, pseudonym, asked, saved or {}, trouble, tuple(notes))


def marked_class(*hands: HandIn, names: tuple[str, ...] = (), numbers: bool = True) -> list[Line]:
    """Those hand-ins, judged, from students called « Nom 1 »… with Moodle's numbers 1001…"""
    names = names or tuple(f"Nom {n}" for n, _ in enumerate(hands, 1))
    sent = [
        Submission(name, str(1000 + n) if numbers else "", one.path, one.path.name)
        for n, (name, one) in enumerate(zip(names, hands, strict=True), 1)
    ]
    return lines(sent, map(judge, hands))
