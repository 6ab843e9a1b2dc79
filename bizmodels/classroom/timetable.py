"""The minutes of a session: which parts of a lesson and which questions of its exercise fit, and what is left for home.

The minutes are those that the notebooks state. What is added around them is the same for every lesson: a start, a debate,
the debrief of the exercise, a break after each ninety minutes. The slots always add up to the time given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from heapq import heapify, heappop, heappush

from bizmodels.classroom.homework import Asked
from bizmodels.classroom.session import Part, Session
from bizmodels.classroom.slots import EXERCISE, LESSON, Slot, Timetable
from bizmodels.french import listing, plural, quote
from bizmodels.prose import typeset_markdown

START, DEBATE, DEBRIEF, BREAK, HALF, SHORT = 3, 3, 5, 10, 90, 30
ROOM = {"start": 5, "debate": 10, "debrief": 15}  # the most that spare minutes make of them
STRETCH = 1.5  # a class takes up to half as long again as one reader
AGAIN, BEGUN = 15, 3  # minutes worth opening another lesson, a part of this one
# Heard at the start, done at home, or read in a glance: what a very short session leaves out first.
_SPARED = ("objectifs", "prerequis", "equations")
_CLOSING = ("exercice", "retenir")
_VOTE = "Vote à main levée, deux avis, puis vos trois lignes"


def timetable(session: Session, minutes: int) -> Timetable:
    """The session in so many minutes.

    The lesson comes first, up to ``stop_at`` at least, as far as it fits; then the exercise, question after question;
    spare minutes go to the debates, to a slower pace, then to the next lesson.
    """
    pauses = (minutes - 1) // HALF
    left = minutes - pauses * BREAK
    body = [part for part in session.parts if part.key not in _CLOSING]
    closing = [part for part in session.parts if part.key in _CLOSING]
    around = START + DEBATE + sum(part.minutes for part in closing)
    lesson, left = _lesson(body, session.stop_at, left - around)
    asked, left = _exercise(session, left) if _whole(lesson, body) else ([], left)
    slots = [
        _start(session),
        *lesson,
        Slot("Tableau et question qui partage", DEBATE, _VOTE, key="debate"),
        *_end(closing, asked),
    ]
    slots, left = _spread(slots, left)
    slots += _more(session, left)
    return Timetable(minutes, tuple(_with_breaks(slots, pauses)), _home(session, lesson, asked))


def _whole(lesson: Sequence[Slot], body: Sequence[Part]) -> bool:
    return len(lesson) == len(body) and not any(slot.cut for slot in lesson)


# --- what fits --------------------------------------------------------------------------------------------


def _lesson(body: Sequence[Part], stop_at: str, left: int) -> tuple[list[Slot], int]:
    """Parts in their order as far as they fit.

    Where not even those up to ``stop_at`` do, the class spares some; only before that place is a part begun that does not
    fit: after it, the lesson ends on a whole part.
    """
    stop = next(n for n, part in enumerate(body) if part.key == stop_at)
    if sum(part.minutes for part in body[: stop + 1]) > left:
        body = [part for part in body if part.key == stop_at or part.key not in _SPARED]
    slots: list[Slot] = []
    for part in body:
        if part.minutes > left:
            before = stop_at not in {slot.key for slot in slots}
            if before and left >= BEGUN:
                slots.append(replace(_part(part), minutes=left, cut=True))
                left = 0
            break
        slots.append(_part(part))
        left -= part.minutes
    return slots, left


def _exercise(session: Session, left: int) -> tuple[list[Slot], int]:
    """Instructions and questions in their order as far as they fit, with a debrief; nothing where none fits."""
    room = left - DEBRIEF - session.instructions_minutes
    slots: list[Slot] = []
    for question in session.questions:
        if question.minutes > room:
            break
        slots.append(_question(question))
        room -= question.minutes
    if not slots:
        return [], left
    if session.instructions_minutes:
        slots.insert(
            0, Slot("Mode d’emploi", session.instructions_minutes, "Chacun choisit son pseudonyme", EXERCISE)
        )
    if len(slots) == len(session.questions) + 1 and session.end_minutes and session.end_minutes <= room:
        slots.append(
            Slot("Et maintenant ?", session.end_minutes, "Chacun lit son total et rend son code", EXERCISE)
        )
        room -= session.end_minutes
    slots.append(
        Slot(
            "Débriefing",
            DEBRIEF,
            "Le tableau de la classe projeté, trois erreurs nommées",
            EXERCISE,
            "debrief",
        )
    )
    return slots, room


def _start(session: Session) -> Slot:
    first = "et donne le premier pari" if any(key == "titre" for key, _ in session.bets) else ""
    return Slot("Ouverture", START, f"Chacun ouvre le cahier {first}".strip(), key="start")


@cache
def _part(part: Part) -> Slot:
    counted = [
        plural(count, *words)
        for count, words in (
            (part.bets, ("pari", "paris")),
            (part.questions, ("question", "questions")),
            (part.calculators, ("calculateur", "calculateurs")),
            (part.runs, ("partie du pilote", "parties du pilote")),
        )
        if count
    ]
    return Slot(part.title, part.minutes, listing(counted) if counted else "Lecture", LESSON, part.key)


@cache
def _question(question: Asked) -> Slot:
    return Slot(question.title, question.minutes, question.form, EXERCISE, question.name)


def _end(closing: Sequence[Part], asked: list[Slot]) -> list[Slot]:
    """The end of the lesson, around the exercise where the class does it."""
    last = [
        replace(_part(part), does="Chacun relit, puis rend son code")
        for part in closing
        if part.key == "retenir"
    ]
    given = [
        replace(_part(part), does="La classe ouvre l’exercice" if asked else "À faire pour la fois prochaine")
        for part in closing
        if part.key == "exercice"
    ]
    return [*given, *asked, *last]


# --- minutes to spare -------------------------------------------------------------------------------------


def _spread(slots: list[Slot], left: int) -> tuple[list[Slot], int]:
    """Spare minutes, one at a time, to what is the least full: debates and debrief first, then parts and questions."""
    minutes, most = [slot.minutes for slot in slots], [_most(slot) for slot in slots]

    def waits(n: int) -> tuple[bool, float, int]:
        return slots[n].key not in ROOM, minutes[n] / most[n], n

    growing = [waits(n) for n in range(len(slots)) if minutes[n] < most[n]]
    heapify(growing)
    while left and growing:
        _, _, n = heappop(growing)
        minutes[n] += 1
        left -= 1
        if minutes[n] < most[n]:
            heappush(growing, waits(n))
    longer = zip(slots, minutes, strict=True)
    return [slot if slot.minutes == now else replace(slot, minutes=now) for slot, now in longer], left


def _most(slot: Slot) -> int:
    if slot.key in ROOM:
        return ROOM[slot.key]
    # A minute's text stays a minute's text.
    return int(STRETCH * slot.minutes) if slot.minutes > 2 else slot.minutes


def _more(session: Session, left: int) -> list[Slot]:
    """What fills a session longer than the lesson and its exercise: the lessons that follow, then a second firm each."""
    slots = []
    for title, minutes in session.after:
        if left < AGAIN:
            break
        whole = START + minutes + DEBATE
        does = "Jusqu’à la fin" if whole <= left else "Ouverture, premier pari, puis jusqu’où le temps va"
        slots.append(Slot(f"Leçon suivante : {title}", min(whole, left), does))
        left -= slots[-1].minutes
    if left >= AGAIN:
        slots.append(Slot("Second tour", left, "L’exercice avec un autre pseudonyme, donc d’autres chiffres"))
    elif left:
        slots.append(Slot("Réserve", left, "Questions de la classe"))
    return slots


def _with_breaks(slots: Sequence[Slot], pauses: int) -> list[Slot]:
    """Breaks where the session divides best, between two slots: never beside its ends, nor just after a start of a minute."""
    lines, total = list(slots), sum(slot.minutes for slot in slots)
    starts = [sum(slot.minutes for slot in slots[:n]) for n in range(len(slots))]
    for number in range(pauses, 0, -1):
        aim = total * number / (pauses + 1)
        place = min(
            range(1, len(slots)), key=lambda n: (abs(starts[n] - aim) + AGAIN * (slots[n - 1].minutes < 2), n)
        )
        lines.insert(place, Slot("Pause", BREAK, "", key="break"))
    return lines


def _home(session: Session, lesson: Sequence[Slot], asked: Sequence[Slot]) -> tuple[str, ...]:
    """What the class ends at home."""
    done = {slot.key for slot in lesson if not slot.cut}
    begun = {slot.key for slot in lesson if slot.cut}
    left = [part for part in session.parts if part.key not in done and part.key not in _CLOSING]
    told = []
    if left:
        named = listing(
            f"{quote(part.title)} ({'à finir' if part.key in begun else f'{part.minutes} min'})"
            for part in left
        )
        told.append(f"Dans le cahier de la leçon : {named}.")
    answered = {slot.key for slot in asked}
    open_ = [one for one in session.questions if one.name not in answered]
    if len(open_) == len(session.questions):
        told.append(f"L’exercice {session.number} en entier : {session.exercise_minutes} min.")
    elif open_:
        minutes = sum(one.minutes for one in open_)
        told.append(f"La fin de l’exercice : {listing(one.name for one in open_)} ({minutes} min).")
    return tuple(map(typeset_markdown, told))


def half_an_hour(session: Session) -> tuple[Slot, ...]:
    """The variant of thirty minutes: the opening, the act of the lesson, one question of the exercise, the debate.

    What leads to the act, and the decision that ends the lesson, as far as they fit.
    """
    at = next(n for n, part in enumerate(session.parts) if part.key == "manipuler")
    act = session.parts[at]
    bet = next((bet for key, bet in session.bets if key == act.key), None)
    question = next((one for one in reversed(session.questions) if one.decides), session.questions[-1])
    room = SHORT - START - DEBATE - question.minutes - 1
    done = replace(_part(act), minutes=min(act.minutes, room), cut=act.minutes > room)
    if bet:
        done = replace(done, does=f"Le pari « {bet.question} »")
    room -= done.minutes
    added: dict[str, Slot] = {}
    for part in (*session.parts[at - 1 : at], *(one for one in session.parts if one.key == "decision")):
        if part.minutes <= room:
            added[part.key] = _part(part)
            room -= part.minutes
    slots = [
        _start(session),
        *(slot for key, slot in added.items() if key != "decision"),
        done,
        *(slot for key, slot in added.items() if key == "decision"),
        _question(question),
        Slot("Tableau et question qui partage", DEBATE, _VOTE, key="debate"),
        Slot("À retenir", 1, "Chacun relit, puis rend son code", LESSON, "retenir"),
    ]
    slots, room = _spread(slots, room)
    return tuple(
        replace(slot, minutes=slot.minutes + room) if slot.key == "debate" else slot for slot in slots
    )
