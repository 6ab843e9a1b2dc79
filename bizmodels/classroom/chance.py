"""How often innocent firms agree: what two students' numbers have in common by chance alone.

The figures of an exercise are drawn on steps, some of them few: two firms often have the same rate, the same whole
number of orders. A fixed sample of firms of the exercise (``FIRMS`` made-up pseudonyms, the same on every machine) says
how rare each value is; all pairs of these firms say how often two of them agree as rarely as what was found, whichever
questions they agree on, and with all that the questions have in common.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from bizmodels.exercises.decisions import Decision
from bizmodels.exercises.engine import declaration
from bizmodels.exercises.given import Data, student_seed
from bizmodels.exercises.questions import Numeric, shortened

FIRMS = 300
PAIRS = FIRMS * (FIRMS - 1) // 2
FEWEST_DIGITS, MOST_DIGITS = 3, 15  # a number may have been rounded, to three digits at least


def digits_of(value: float) -> int:
    """With how many significant digits a number was written: three at least, nine or so where it was calculated."""
    counts = range(FEWEST_DIGITS, MOST_DIGITS)
    return next(
        (one for one in counts if math.isclose(value, shortened(value, one), rel_tol=1e-9)), MOST_DIGITS
    )


@dataclass(frozen=True)
class Agreement:
    """A number that fits another's firm: its question, its value, and the named mistake that gives it (« » : none)."""

    question: str
    value: float
    mistake: str = ""


def rarity(exercise: str, agreements: Sequence[Agreement]) -> float:
    """How much it says that two firms have all these values (−log of the share of firms that have each, added up).

    The two count among those that have them, as two firms of the sample do.
    """
    return sum(
        _weight(2 + len(_having(exercise, one)), _usual(exercise, one.question, digits_of(one.value)))
        for one in agreements
    )


def innocent(exercise: str, wrong: Mapping[str, float], agreements: Sequence[Agreement]) -> float:
    """The chance that a firm nobody copied agrees as much with ``wrong`` (the numbers by question); never 0.

    The larger of two: pairs of firms that agree on these questions as rarely, and firms that have these very values.
    """
    digits = tuple(sorted((question, digits_of(value)) for question, value in wrong.items()))
    found = rarity(exercise, agreements)
    pairs = (1 + sum(one >= found - 1e-9 for one in _spread(exercise, digits))) / (1 + PAIRS)
    same = frozenset.intersection(*(_having(exercise, one) for one in agreements))
    return max(pairs, len(same) / FIRMS)


def _having(exercise: str, one: Agreement) -> frozenset[int]:
    """The firms of the sample that have this value, as it was written."""
    kind, digits = _kind(exercise, one.question), digits_of(one.value)
    shown = _shown(kind, one.value, digits)
    values = _values(exercise, one.question, one.mistake)
    return frozenset(place for place, value in enumerate(values) if _shown(kind, value, digits) == shown)


@lru_cache(maxsize=256)
def _spread(exercise: str, digits: tuple[tuple[str, int], ...]) -> tuple[float, ...]:
    """For every pair of firms that agree anywhere, how much what they have in common says."""
    total: dict[tuple[int, int], float] = defaultdict(float)
    for question, count in digits:
        usual = _usual(exercise, question, count)
        for group in _alike(exercise, question, count):
            for pair in combinations(group, 2):
                total[pair] += _weight(len(group), usual)
    return tuple(total.values())


def _weight(firms: int, usual: float) -> float:
    """A common value says less than two firms that agree there usually do; a rare one no more.

    One too many at each question leads to rare values, and two such slips are no copy.
    """
    return -math.log(max(firms / FIRMS, usual))


@lru_cache(maxsize=512)
def _usual(exercise: str, question: str, digits: int) -> float:
    """The share of the pairs of firms that agree at a question."""
    return (1 + sum(math.comb(len(group), 2) for group in _alike(exercise, question, digits))) / (1 + PAIRS)


@lru_cache(maxsize=512)
def _alike(exercise: str, question: str, digits: int) -> tuple[tuple[int, ...], ...]:
    """The firms of the sample, those that have one value together."""
    kind, same = _kind(exercise, question), defaultdict(list)
    for place, value in enumerate(_values(exercise, question)):
        same[_shown(kind, value, digits)].append(place)
    return tuple(map(tuple, same.values()))


def _shown(kind: Numeric, value: float, digits: int) -> float:
    """A value as it would be typed: where a whole number is asked, the one that suffices."""
    return float(kind.enough(value)) if kind.whole else shortened(value, digits)


@lru_cache(maxsize=64)
def _firms(exercise: str) -> tuple[Data, ...]:
    """The sample, drawn as a student's firm is: with draws that the course refuses, two would agree less often."""
    declared = declaration(exercise)
    return tuple(
        declared.drawn(student_seed(f"entreprise témoin {number}", exercise)) for number in range(FIRMS)
    )


@lru_cache(maxsize=512)
def _values(exercise: str, question: str, mistake: str = "") -> tuple[float, ...]:
    """The right answer of each firm, or what a named mistake gives there."""
    kind = _kind(exercise, question)
    if not mistake:
        return tuple(float(kind(data)) for data in _firms(exercise))
    formula = next(one.formula for one in kind.named() if one.name == mistake)
    return tuple(float(formula(data, kind)) for data in _firms(exercise))


def _kind(exercise: str, question: str) -> Numeric:
    kind = declaration(exercise).questions[int(question[1:]) - 1]
    return kind.number if isinstance(kind, Decision) else kind
