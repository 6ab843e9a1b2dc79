"""The variant of thirty minutes: chosen backwards from the vote, so that what is debated has been seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bizmodels.classroom.nearness import nearness
from bizmodels.classroom.rehearsal import Rehearsed
from bizmodels.classroom.session import Part, Session
from bizmodels.classroom.slots import EXERCISE, LESSON, Slot
from bizmodels.classroom.timetable import (
    CLOSING,
    SPARED,
    START,
    of_part,
    of_question,
    spread,
    start,
    vote,
)

SHORT, OPENED, DEBATE = (
    30,
    1,
    5,
)  # minutes; one opens the exercise and chooses a pseudonym; two votes, two opinions
ENOUGH = 0.4  # of what the nearest part shares with the vote: below, a part is no matter of it


@dataclass(frozen=True)
class HalfHour:
    """Its slots, and the titles of parts that the class has to do before it (a run of the pilot)."""

    slots: tuple[Slot, ...]
    before: tuple[Part, ...]


def half_an_hour(session: Session) -> HalfHour:
    """The parts nearest to the vote, the decision where it fits, one question of the exercise, the vote."""
    question = next((one for one in reversed(session.questions) if one.decides), session.questions[-1])
    room = SHORT - START - DEBATE - OPENED - question.minutes - 1
    parts, room = _chosen(session, room)
    slots = [
        start(session),
        *_with_bet(session, parts),
        Slot("L’exercice", OPENED, "Chacun l’ouvre et choisit son pseudonyme", EXERCISE),
        of_question(question),
        vote(DEBATE),
        Slot("À retenir", 1, "Chacun relit, puis rend son code", LESSON, "retenir"),
    ]
    slots, room = spread(slots, room)
    slots = [replace(slot, minutes=slot.minutes + room) if slot.key == "debate" else slot for slot in slots]
    done = {slot.key for slot in slots if not slot.cut}
    return HalfHour(tuple(slots), tuple(part for part in session.parts if part.runs and part.key not in done))


def _chosen(session: Session, room: int) -> tuple[list[Slot], int]:
    """Parts in the order of the lesson, and the minutes left: the nearest one, begun at least, then what fits."""
    parts = [part for part in session.parts if part.key not in (*SPARED, *CLOSING)]
    ranked = sorted(parts, key=lambda part: -session.near.get(part.key, 0))
    first, *others = ranked
    near = [part for part in others if session.near[part.key] >= ENOUGH * session.near[first.key]]
    rest = [part for part in others if part.key == "decision" and part not in near]
    # A class that has no bet before its eyes has nothing to debate.
    asking = [] if any(part.bets for part in (first, *near)) else [part for part in others if part.bets][:1]
    kept = {first.key: replace(of_part(first), minutes=min(first.minutes, room), cut=first.minutes > room)}
    room -= kept[first.key].minutes
    for part in (*asking, *near, *rest):
        if part.key not in kept and part.minutes <= room:
            kept[part.key] = of_part(part)
            room -= part.minutes
    return [kept[part.key] for part in parts if part.key in kept], room


def _with_bet(session: Session, slots: Sequence[Slot]) -> list[Slot]:
    """The same slots; the nearest one that has a bet says the one that the vote needs most."""
    held = {slot.key: [bet for key, bet in session.bets if key == slot.key] for slot in slots}
    asking = [slot.key for slot in slots if held[slot.key]]
    if not asking:
        return list(slots)
    nearest = max(asking, key=lambda key: session.near.get(key, 0))
    bet = _nearest(session.splits, {one.name: one for one in held[nearest]})
    return [
        replace(slot, does=f"Le pari « {bet.question} »") if slot.key == nearest else slot for slot in slots
    ]


def _nearest(sentence: str, bets: Mapping[str, Rehearsed]) -> Rehearsed:
    texts = {name: f"{bet.question} {bet.mistake} {bet.complete} {bet.because}" for name, bet in bets.items()}
    near = nearness(sentence, texts)
    return bets[max(near, key=lambda name: near[name])]
