"""What a class's codes of one lesson come to: each bet, each question, the mistakes made most; values are judged again here."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from bizmodels import learner
from bizmodels.classroom import codes
from bizmodels.classroom.codes import Handed
from bizmodels.classroom.tally_exercise import MistakeTally, QuestionTally, exercise
from bizmodels.exercises.questions import shortened
from bizmodels.view.act import MOVES, OPENED, UNSURE, Act

CHANGED_NOTE = "cette question a changé depuis"


@dataclass(frozen=True)
class BetTally:
    """One bet of the class: its ``number`` in the lesson and what the lesson says just before it.

    ``values``: numbers bet, in the unit of the bet, in the order of the codes. ``chosen``: label -> how many. ``right``,
    ``low``, ``high``: numbers judged right by the course, too low, too high; of choices, ``right`` only. ``moves``: sense -> how
    many. ``unsure``: « je ne sais pas »; ``tempted``: bets at the number (or on the choice)
    of the tempting mistake.
    """

    act: Act
    truth: float | str | None
    values: tuple[float, ...] = ()
    chosen: Mapping[str, int] | None = None
    right: int = 0
    low: int = 0
    high: int = 0
    moves: Mapping[str, int] | None = None
    unsure: int = 0
    opened: int = 0
    tempted: int = 0
    number: int = 1
    situation: str = ""

    @property
    def count(self) -> int:
        """How many bet, « je ne sais pas » apart."""
        return len(self.values) + sum((self.chosen or {}).values())


@dataclass(frozen=True)
class LessonTally:
    """What the class handed in of a lesson.

    ``changed``: answers to questions that have changed since; ``nameless``: codes without a pseudonym, on the published figures.
    """

    lesson: str
    codes: int
    bets: tuple[BetTally, ...]
    questions: tuple[QuestionTally, ...]
    mistakes: tuple[MistakeTally, ...]
    changed: int
    nameless: int = 0


def tally(
    lesson: str,
    handed: Sequence[Handed],
    asked: Mapping[str, Act],
    told: Mapping[str, tuple[int, str]] = MappingProxyType({}),
) -> LessonTally:
    """Count the codes of a lesson.

    ``asked``: its acts by the hash of their question (``lesson_bets.asked``); ``told``: by name of bet, its number in the lesson
    and its situation (``lesson_words.told``).
    """
    counted = []
    for place, (key, act) in enumerate(asked.items(), 1):
        found = _bet(act, [dict(h.bets)[key] for h in handed if key in dict(h.bets)])
        if found is not None:
            number, situation = told.get(act.name, (place, ""))
            counted.append(replace(found, number=number, situation=situation))
    questions, mistakes, lost = exercise(lesson, handed)
    strays = sum(key not in asked for one in handed for key, _ in one.bets)
    strays += sum(_said(asked[key], said) is None for one in handed for key, said in one.bets if key in asked)
    nameless = sum(not one.pseudonym for one in handed)
    return LessonTally(lesson, len(handed), tuple(counted), questions, mistakes, strays + lost, nameless)


# --- bets ---------------------------------------------------------------------------------------------------


def _bet(act: Act, said: Sequence[Any]) -> BetTally | None:
    bets = [bet for one in said if (bet := _said(act, one)) is not None]
    if not bets:
        return None
    truth = act.judged(bets[0]).truth
    given = [one for one in bets if one.said not in (UNSURE, OPENED)]
    rights = [act.judged(one).right for one in given]
    values = tuple(one.value for one in given if one.value is not None and not act.options)
    low = high = 0
    for one, right in zip(given, rights, strict=True):
        if not right and isinstance(truth, float) and not act.options and one.value is not None:
            low, high = low + (one.value < truth), high + (one.value > truth)
    return BetTally(
        act, truth, values,
        chosen={one.label: sum(bet.said == one.label for bet in given) for one in act.options} if act.options else None,
        right=sum(right is True for right in rights), low=low, high=high,
        moves=_moves(act, values) if act.directions == MOVES else None,
        unsure=sum(one.said == UNSURE for one in bets), opened=sum(one.said == OPENED for one in bets),
        tempted=sum(_tempted(act, one, truth) for one in given),
    )  # fmt: skip


def _said(act: Act, said: Any) -> learner.Bet | None:
    """A bet as the learner's file would hold it; None for what is no bet on this act."""
    label, value = "", math.nan
    if said == codes.UNSURE:
        label = UNSURE
    elif said == codes.OPENED:
        label = OPENED
    elif act.options:
        option = next((one for one in act.options if _chosen(one, said)), None)
        if option is None:
            return None
        label, value = option.label, option.value
    elif said == codes.STILL and math.isfinite(act.today):
        label, value = MOVES[1], act.today
    elif _number(said):
        value = float(said)
        label = _sense(act, value)
    else:
        return None
    kept = value if math.isfinite(value) else None
    return learner.Bet(question=act.question, said=label, value=kept, unit=act.measure.unit)


def _number(said: Any) -> bool:
    return isinstance(said, int | float) and not isinstance(said, bool)


def _chosen(option: Any, said: Any) -> bool:
    if math.isfinite(option.value):
        return _number(said) and math.isclose(said, option.value, rel_tol=1e-5, abs_tol=1e-12)
    return said == codes.ident(option.label)


def _sense(act: Act, value: float) -> str:
    """The direction that a number says: a contradiction was refused when it was bet."""
    if act.directions == MOVES:
        return MOVES[2] if value > act.today else MOVES[0] if value < act.today else MOVES[1]
    return (act.directions[0] if value >= 0 else act.directions[1]) if act.directions else ""


def _moves(act: Act, values: Sequence[float]) -> dict[str, int]:
    senses = Counter(_sense(act, value) for value in values)
    return {move: senses[move] for move in MOVES}


def _tempted(act: Act, bet: learner.Bet, truth: Any) -> bool:
    """Whether a bet is the tempting mistake itself: its choice, its number, or that number rounded by a mind in a hurry.

    Nearness alone says little: 16 is as likely a guess as 20 where the rule of three gives 18.
    """
    if act.options:
        return bool(act.why.tempting) and bet.said == act.why.tempting
    trap, value = act.why.trap, bet.value
    if value is None or not isinstance(truth, float) or not math.isfinite(trap) or trap == truth:
        return False
    if not abs(value - trap) < abs(value - truth):
        return False
    moved = act.today if act.directions == MOVES and act.today != trap else math.nan
    rounded = any(math.isclose(value, shortened(trap, digits)) for digits in (2, 3))
    return rounded or act.measure.distance(value, trap, moved) == "juste"
