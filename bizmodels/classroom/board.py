"""``board(codes)``: what the class bet and answered, from its codes, on one page for the projector."""

from __future__ import annotations

import json
from typing import Any

from bizmodels import french
from bizmodels.classroom import board_page, board_told, inbox, lesson_bets, lesson_words
from bizmodels.classroom.board_page import LessonBoard
from bizmodels.classroom.board_pilot import pilot_tally
from bizmodels.classroom.tally import tally
from bizmodels.errors import LearnerError


class Board:
    """The board of a class: ``page()`` is the document to project; in a notebook it shows itself."""

    def __init__(self, received: inbox.Inbox, lessons: tuple[LessonBoard, ...]):
        self.inbox, self.lessons = received, lessons

    def page(self) -> str:
        """One self-contained HTML document: no script, no network."""
        return board_page.page(self.inbox, self.lessons)

    def told(self) -> list[str]:
        """What the one who gathers the codes has to know, and the class need not see: a French sentence each."""
        return board_told.told(self.inbox, [one.tally.lesson for one in self.lessons])

    def __repr__(self) -> str:
        count = sum(one.tally.codes for one in self.lessons)
        names = french.listing(one.tally.lesson for one in self.lessons)
        unread = len(self.inbox.unread)
        lost = f", {french.plural(unread, 'illisible', 'illisibles')}" if unread else ""
        if self.inbox.replaced:
            lost += f", {french.plural(self.inbox.replaced, 'remplacé', 'remplacés')} par un plus récent du même pseudonyme"
        lesson = "leçons" if len(self.lessons) > 1 else "leçon"
        return f"Tableau de la classe, {lesson} {names}{french.NBSP}: {french.plural(count, 'code lu', 'codes lus')}{lost}"

    def _repr_html_(self) -> str:
        return board_page.inside(self.inbox, self.lessons)


def board(codes: Any, lesson: str | None = None) -> Board:
    """What the class bet and answered: dots of each bet, answers judged again, frequent mistakes, runs of the pilot.

    Args:
        codes: codes of ``rendre()``: a text pasted as it came, a list of texts, a text file, a folder of files, or the
            zip of Moodle (« texte en ligne »).
        lesson: the number of one lesson, « 03 »; by default every lesson there are codes of.

    Raises:
        LearnerError: no code there, or none of that lesson.

    >>> bm.board("Voici mon code : BM1A5 Z4N7Q WABVW W4GKQ I6KXY THSRN QWAA")
    Tableau de la classe, leçon 03 : 1 code lu
    """
    found = inbox.received(codes)
    wanted = found.lessons if lesson is None else [lesson] if lesson in found.lessons else []
    if not wanted:
        there = f" Les codes lus sont de la leçon {french.listing(found.lessons)}." if found.lessons else ""
        broken = (
            f" {french.plural(len(found.unread), 'code illisible', 'codes illisibles')}."
            if found.unread
            else ""
        )
        which = f"de la leçon {french.quote(lesson)}" if lesson is not None else "lisible"
        raise LearnerError(french.typeset(f"board() : aucun code {which}.{there}{broken}"))
    return Board(found, tuple(_lesson(found, number) for number in wanted))


def _lesson(found: inbox.Inbox, number: str) -> LessonBoard:
    handed = found.of(number)
    wanted = frozenset(key for one in handed for key, _ in one.bets)
    asked = lesson_bets.asked(number, wanted) if wanted else lesson_bets.Asked({}, 0)
    missing = ""
    if wanted and lesson_bets.own_lesson(number) is None:
        missing = "Les paris ne se comptent pas ici : le paquet est installé sans les cahiers. Installez-le depuis le dossier du cours (pip install -e .)."
    elif asked.failed:
        count = french.plural(asked.failed, "pari ne se calcule pas", "paris ne se calculent pas")
        missing = f"{count} ici : une bibliothèque manque, « bizmodels check » la nomme."
    told = lesson_words.told(lesson_bets.own_lesson(number)) if wanted else {}
    return LessonBoard(tally(number, handed, asked.acts, told), _splits(number), pilot_tally(handed), missing)


def _splits(number: str) -> str:
    """The question that splits the class, from the lesson's notes for the instructor; « » in a class's own edition."""
    path = lesson_bets.own_lesson(number)
    try:
        notes = (
            json.loads(path.read_text(encoding="utf-8"))["metadata"]["bizmodels"]["instructor"]
            if path
            else {}
        )
        return str(notes.get("splits_the_class", ""))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ""
