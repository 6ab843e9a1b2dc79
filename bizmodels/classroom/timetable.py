"""The minutes of a session: which parts of a lesson and which questions of its exercise fit, and what is left for home.

The minutes are those that the notebooks state. What is added around them is the same for every lesson: a start, a debate,
the debrief of the exercise, a break after each ninety minutes. The slots always add up to the time given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from heapq import heapify, heappop, heappush
from math import ceil

from bizmodels.classroom.homework import Asked
from bizmodels.classroom.session import Part, Session
from bizmodels.classroom.slots import EXERCISE, LESSON, Slot, Timetable
from bizmodels.french import listing, plural, quote
from bizmodels.prose import typeset_markdown

START, DEBATE, CODES, DEBRIEF, BREAK, HALF = 3, 3, 2, 5, 10, 90
ROOM = {"start": 5, "debate": 10, "codes": 5, "debrief": 15}  # the most that spare minutes make of them
STRETCH = 1.5  # a class takes up to half as long again as one reader…
EACH = 1.5  # … and so many minutes for each bet, question or calculator, where they are many
AGAIN, BEGUN = 15, 3  # minutes worth opening another lesson, a part of this one
# Heard at the start, done at home, or read in a glance: what a very short session leaves out first.
SPARED = ("objectifs", "prerequis", "equations")
CLOSING = ("exercice", "retenir")


def timetable(session: Session, minutes: int) -> Timetable:
    """The session in so many minutes.

    The lesson comes first, up to ``stop_at`` at least, as far as it fits; then the exercise, question after question;
    spare minutes go to the debates and to a slower lesson, then to the exercise, then to the next lesson.
    """
    pauses = (minutes - 1) // HALF
    left = minutes - pauses * BREAK
    body = [part for part in session.parts if part.key not in CLOSING]
    closing = [part for part in session.parts if part.key in CLOSING]
    around = START + DEBATE + sum(part.minutes for part in closing)
    lesson, left = _lesson(body, session.stop_at, left - around)
    asked, left = _exercise(session, left) if _whole(lesson, body) else ([], left)
    slots = [
        start(session),
        *lesson,
        vote(),
        *_end(closing, asked),
    ]
    slots, left = spread(slots, left)
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
        body = [part for part in body if part.key == stop_at or part.key not in SPARED]
    slots: list[Slot] = []
    for part in body:
        if part.minutes > left:
            before = stop_at not in {slot.key for slot in slots}
            if before and left >= BEGUN:
                slots.append(replace(of_part(part), minutes=left, cut=True))
                left = 0
            break
        slots.append(of_part(part))
        left -= part.minutes
    return slots, left


def _exercise(session: Session, left: int) -> tuple[list[Slot], int]:
    """Instructions and questions in their order as far as they fit, with a debrief; nothing where none fits."""
    room = left - DEBRIEF - CODES - session.instructions_minutes
    slots: list[Slot] = []
    for question in session.questions:
        if question.minutes > room:
            break
        slots.append(of_question(question))
        room -= question.minutes
    if not slots:
        return [], left
    if session.instructions_minutes:
        slots.insert(
            0, Slot("Mode d’emploi", session.instructions_minutes, "Chacun choisit son pseudonyme", EXERCISE)
        )
    handed = "Chacun lit son total et rend son code ; vous faites la page des résultats"
    slots.append(Slot("Les codes", CODES, handed, EXERCISE, "codes", most=ROOM["codes"]))
    slots.append(
        Slot(
            "Débriefing",
            DEBRIEF,
            "Les résultats de la classe projetés, trois erreurs nommées",
            EXERCISE,
            "debrief",
            most=ROOM["debrief"],
        )
    )
    return slots, room


def start(session: Session) -> Slot:
    """The opening, with the first bet where the lesson opens on one."""
    first = "et fait le premier pari" if any(key == "titre" for key, _ in session.bets) else ""
    return Slot(
        "Ouverture", START, f"Chacun ouvre le cahier {first}".strip(), key="start", most=ROOM["start"]
    )


def vote(minutes: int = DEBATE) -> Slot:
    """The question that splits the class, then the instructor's three lines."""
    does = "Vote à main levée, deux avis, second vote, puis vos trois lignes"
    return Slot("La question qui partage", minutes, does, key="debate", most=ROOM["debate"])


@cache
def of_part(part: Part) -> Slot:
    """A part of the lesson, with the minutes of its heading."""
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
    # A minute's text stays a minute's text; each bet waits for everyone.
    paced = int(STRETCH * part.minutes) if part.minutes > 2 else part.minutes
    most = max(paced, ceil(EACH * (part.bets + part.questions + part.calculators)))
    does = listing(counted) if counted else "Lecture"
    return Slot(part.title, part.minutes, does, LESSON, part.key, most=most)


@cache
def of_question(question: Asked) -> Slot:
    """A question of the exercise."""
    most = int(STRETCH * question.minutes)
    return Slot(question.title, question.minutes, question.form, EXERCISE, question.name, most=most)


def _end(closing: Sequence[Part], asked: list[Slot]) -> list[Slot]:
    """The end of the lesson, around the exercise where the class does it."""
    there = {part.key: part for part in closing}

    def slot(key: str, does: str) -> list[Slot]:
        return [replace(of_part(there[key]), does=does, most=there[key].minutes)] if key in there else []

    given = slot("exercice", "La classe ouvre l’exercice" if asked else "À faire pour la fois prochaine")
    last = slot("retenir", "Chacun relit" if asked else "Chacun relit, puis rend son code")
    return [*given, *asked, *last]


# --- minutes to spare -------------------------------------------------------------------------------------


def spread(slots: list[Slot], left: int) -> tuple[list[Slot], int]:
    """Spare minutes, one at a time, to what is the least full: debates and the lesson first, then the exercise."""
    minutes = [slot.minutes for slot in slots]

    def waits(n: int) -> tuple[bool, float, int]:
        return slots[n].kind == EXERCISE and slots[n].key not in ROOM, minutes[n] / slots[n].most, n

    growing = [waits(n) for n, slot in enumerate(slots) if minutes[n] < slot.most and not slot.cut]
    heapify(growing)
    while left and growing:
        _, _, n = heappop(growing)
        minutes[n] += 1
        left -= 1
        if minutes[n] < slots[n].most:
            heappush(growing, waits(n))
    longer = zip(slots, minutes, strict=True)
    return [slot if slot.minutes == now else replace(slot, minutes=now) for slot, now in longer], left


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
    """Breaks where the session divides best: between two slots, never beside its ends."""
    lines, total = list(slots), sum(slot.minutes for slot in slots)
    starts = [sum(slot.minutes for slot in slots[:n]) for n in range(len(slots))]
    for number in range(pauses, 0, -1):
        aim = total * number / (pauses + 1)
        place = min(
            range(1, len(slots)), key=lambda n: (abs(starts[n] - aim) + _parted(slots[n - 1], slots[n]), n)
        )
        lines.insert(place, Slot("Pause", BREAK, "", key="break"))
    return lines


def _parted(before: Slot, after: Slot) -> int:
    """What a break between two slots costs, in minutes away from the middle."""
    if before.minutes < 2 or before.key in ("start", "q1") or after.key == "codes":
        return AGAIN
    # Within the exercise one loses one's thread; before it, none.
    return AGAIN // 2 if before.kind == after.kind == EXERCISE else 0


def _home(session: Session, lesson: Sequence[Slot], asked: Sequence[Slot]) -> tuple[str, ...]:
    """What the class ends at home."""
    done = {slot.key for slot in lesson if not slot.cut}
    begun = {slot.key for slot in lesson if slot.cut}
    left = [part for part in session.parts if part.key not in done and part.key not in CLOSING]
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
