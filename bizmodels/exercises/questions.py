"""What every question has, and the two plain kinds: a number, a choice.

A question is declared by the function that gives the right answer from the data, then says what it asks, the
mistakes it can name, why the right answer is right, and its hints (``exercises/sheet.py`` shows one whole).
``judge`` compares answers with the formula on the given data and never raises for what a learner typed; its
sentences never hold the right number. Statement, reason and hints may quote a figure as ``{price_after}``.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from bizmodels import french
from bizmodels.exercises import mistakes as library
from bizmodels.exercises.answers import read_number, untouched
from bizmodels.exercises.given import Data, look_alike
from bizmodels.exercises.guard import is_a, plain
from bizmodels.exercises.mistakes import Mistake
from bizmodels.exercises.result import REVIEW, RIGHT, TO_DO, Result
from bizmodels.exercises.statements import fill, said

APART = 3  # two answers closer than this many tolerances could be taken for one another
OTHER = "autre cause"
PUBLISHED = "chiffres publiés"
_PUBLISHED = (
    "c'est la réponse pour les chiffres publiés. Les vôtres, tirés pour vous, sont dans le tableau : "
    "employez leurs noms, `data.…`."
)
ROUNDED = "arrondi trop tôt"
TOO_FEW = "entier qui ne suffit pas"
_COUNTS = {2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six"}

_FORMS = {
    "€": "un nombre en euros, sans guillemets ni unité, par exemple `12.5`",
    "%": "une fraction, sans guillemets : 5 % s'écrit `0.05`",
    "×": "un nombre de fois, sans guillemets, par exemple `2.5`",
}


class Question:
    """What every kind has: the right answer, the statement, the reason, the hints, and how an answer is written."""

    def __init__(self, formula: Callable[..., Any]):
        self.formula = formula
        self.statement, self.reason, self.clues = "", "", ()

    def __call__(self, data: Data) -> Any:
        """The right answer on these data."""
        return self.formula(data)

    def asks(self, statement: str) -> None:
        """The question, as the notebook and an untouched check state it (``exercises/statements.py``)."""
        self.statement = statement

    def why(self, reason: str) -> None:
        """Why the right answer is right, and what it opens."""
        self.reason = reason

    def hints(self, *clues: str) -> None:
        """Each goes one step further than the one before."""
        self.clues = clues

    @property
    def form(self) -> str:
        """How the answer is written, in French."""
        raise NotImplementedError

    @property
    def options(self) -> dict[str, str]:
        """The answers to choose from: what is typed, and its label; none for a number."""
        return {}

    @property
    def common(self) -> str:
        """Said by an untouched check where the same choice is right whatever the figures."""
        return ""

    def gesture(self, data: Data) -> str:
        """What the notebook says below the statement: how to write the answer, where that is not plain."""
        return ""

    def judge(self, data: Data, *answers: Any) -> Result:
        """State and sentence for what the learner gave."""
        raise NotImplementedError

    def collisions(self, data: Data) -> list[str]:
        """Pairs of answers that these data do not tell apart; a student's firm has none."""
        return []

    def too_long(self) -> Result:
        """What is said of an answer that keeps the check busy without end."""
        return Result(
            REVIEW,
            f"La lecture de votre réponse ne s'arrête pas : elle a été interrompue. Réponse attendue : {self.form}.",
            "réponse sans fin",
        )

    def to_do(self, data: Data, extra: str = "") -> Result:
        """The untouched stub: the question and the expected form are said again."""
        return Result(TO_DO, f"{said(self, data)}{extra}\nRéponse attendue : {self.form}.{self.common}")

    def right(self, data: Data) -> Result:
        """The right answer: why it is right, and what it opens."""
        return Result(RIGHT, fill(self.reason, data))


_LETTER_MARK = re.compile(r"(?<=\w)\s*[).:,–-]+\s+")


def choice_key(text: str) -> str:
    """What counts in a chosen letter or label: no case, no quotes around it, no final point, no accents on words."""
    key = (
        look_alike(plain(text))
        .replace('"', " ")
        .replace("«", " ")
        .replace("»", " ")
        .replace("“", " ")
        .replace("”", " ")
    )
    key = " ".join(key.split()).strip("'( ").rstrip(").:;,!' ")
    # « à » is no « a », but « reservee » is « réservée ».
    if len(key) > 1:
        key = "".join(c for c in unicodedata.normalize("NFD", key) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", key)


ENOUGH = 25  # « 28 » stands for 27.7 points, « 15 % » says too little of 14.7 % to be the right answer


def displayed(shown: float, value: float, unit: str, steps_in: int = 10) -> bool:
    """Whether ``shown`` is ``value`` rounded as the course prints it.

    That is three significant digits, and for a percentage or points one decimal or none, as long as ``steps_in`` such
    steps go into it: 2 % says too little of 1.6 % to stand for it.
    """
    size = abs(value)
    if not size or not math.isfinite(size):
        return False
    steps = [10.0 ** (math.floor(math.log10(size)) - 2)]
    # In per cent, a hundredth is a point; of 36 typed for 0.36 (a named mistake), a point is 1.
    points = (0.001, 0.01, 0.1, 1.0) if unit.startswith("%") else (0.1, 1.0) if unit == "points" else ()
    steps += [step for step in points if step <= size / steps_in]
    return any(
        abs(shown - value) <= step * (0.5 + 1e-9) and abs(shown / step - round(shown / step)) < 1e-6
        for step in steps
    )


def shortened(value: float, digits: int) -> float:
    """``value`` rounded to so many significant digits."""
    return float(f"{value:.{digits}g}") if math.isfinite(value) else value


def written(shown: float, value: float, unit: str) -> bool:
    """Whether ``shown`` is ``value`` to the digits given: three at least, or as the course prints it."""
    if displayed(shown, value, unit):
        return True
    return any(math.isclose(shown, shortened(value, digits), rel_tol=1e-9) for digits in range(4, 16))


class _Known(NamedTuple):
    """What a question knows of one learner's data: computed once, asked at each answer."""

    truth: float
    wrongs: list[
        tuple[Mistake, float, float]
    ]  # what each mistake gives, and the half-width of what is taken for it
    shorter: list[float]  # the right answer with two digits, three…, six; one too for 0.07 or 8


class Numeric(Question):
    """One number.

    Args:
        formula: right value from the data.
        label: the quantity in French (« Prix HT d'une pièce »); ``unit``: « € », « × », or « % » for a fraction.
        relative, absolute: tolerance, the larger of the two counts (``absolute`` in the unit). The answer rounded as
            the course displays it is right too, unless a named mistake lies nearer or the table holds that figure.
        whole: ``"up"`` where a whole number is asked that suffices (« combien de commandes faut-il ») : the calculation
            itself is right, and the next whole number; the one below is told not to suffice.
    """

    def __init__(
        self,
        formula: Callable[[Data], float],
        label: str,
        unit: str,
        relative: float = 0.005,
        absolute: float = 0.0,
        whole: Literal["", "up"] = "",
    ):
        super().__init__(formula)
        self.label, self.unit, self.relative, self.absolute, self.whole = (
            label,
            unit,
            relative,
            absolute,
            whole,
        )
        self.mistakes: list[Mistake] = []
        self.first_step = ""

    def wrong(
        self,
        name: str | Mistake,
        sentence: str = "",
        gives: Callable[[Data], float] | None = None,
        **inputs: Callable[[Data], float] | float,
    ) -> None:
        """A named mistake, its sentence, and what it ``gives``: a formula, or the right one on wrong ``inputs``.

        A wrong sign, × 100 where the unit is « % », and euros where it is « k€ », « M€ » or « Md€ » need not be said.
        """
        if (name.name if isinstance(name, Mistake) else name) in {one.name for one in self.mistakes}:
            raise ValueError(f"the mistake {name!r} is declared twice")
        if isinstance(name, Mistake):
            self.mistakes.append(name)
        elif gives is None:
            self.mistakes.append(library.changing(name, sentence, **inputs))
        else:
            self.mistakes.append(Mistake(name, sentence, lambda data, right: gives(data)))

    def otherwise(self, first_step: str) -> None:
        """What to check first when no mistake fits."""
        self.first_step = first_step

    @property
    def form(self) -> str:
        """How the answer is written."""
        return _FORMS.get(self.unit[:1], f"un nombre ({self.unit}), sans guillemets, par exemple `12.5`")

    def tolerance(self, value: float) -> float:
        """Half-width of what is taken for ``value``."""
        return max(self.absolute, self.relative * abs(value))

    def named(self) -> list[Mistake]:
        """The declared mistakes, then those that any number can show."""
        shared = [library.sign()] + ([library.percent_for_fraction()] if self.unit.startswith("%") else [])
        if in_euros := library.euros_for(self.unit):
            shared.append(in_euros)
        declared = {mistake.name for mistake in self.mistakes}
        return [*self.mistakes, *(one for one in shared if one.name not in declared)]

    def _known(self, data: Data) -> _Known:
        """The right value and the wrong ones; computed once for the data of a learner."""
        known = data.__dict__.setdefault("_known", {})
        if self not in known:
            truth = float(self(data))
            gives = [(mistake, float(mistake.formula(data, self))) for mistake in self.named()]
            wrongs = [(mistake, wrong, self._wrong_tolerance(wrong, truth)) for mistake, wrong in gives]
            # Nobody rounds 82.5 to 80.
            fewest = 1 if abs(truth) < 10 else 2
            known[self] = _Known(truth, wrongs, [shortened(truth, digits) for digits in range(fewest, 7)])
        return known[self]

    def truth(self, data: Data) -> float:
        """The right value, computed once for the data of a learner."""
        return self._known(data).truth

    def wrong_values(self, data: Data) -> dict[str, float]:
        """What each named mistake gives on these data."""
        return {mistake.name: wrong for mistake, wrong, _ in self._known(data).wrongs}

    def _wrong_tolerance(self, wrong: float, truth: float) -> float:
        """As wide for a mistake as for the truth; narrower for one of another size (a share where euros are asked)."""
        size = min(1.0, abs(wrong / truth)) if truth and math.isfinite(wrong) else 1.0
        return max(self.absolute * size, self.relative * abs(wrong), 1e-9)

    def right_value(self, data: Data, value: float) -> bool:
        """Whether ``value`` is near enough to the right answer, its own rounding left aside."""
        truth = self._known(data).truth
        if self.whole:
            # The quotient of rounded numbers, 9.05 for 9.0498, is no whole number and no mistake.
            near = value != int(value) and abs(value - truth) <= self.tolerance(truth)
            return near or math.isclose(value, truth, rel_tol=1e-9) or value == self.enough(truth)
        return abs(value - truth) <= self.tolerance(truth)

    def published(self, data: Data, value: float) -> bool:
        """Whether ``value`` answers everybody's figures and not these, whatever else it may be."""
        return not self.right_value(data, value) and self._published(data, value)

    @staticmethod
    def enough(truth: float) -> int:
        """The first whole number that suffices; 10000.000000001 is 10000."""
        return math.ceil(truth - 1e-9 * max(1.0, abs(truth)))

    def collisions(self, data: Data) -> list[str]:
        """Answers nearer to each other than three tolerances."""
        truth, wrongs, _ = self._known(data)
        values = [("réponse juste", truth, self._wrong_tolerance(truth, truth))]
        values += [(mistake.name, wrong, width) for mistake, wrong, width in wrongs]
        found = [
            f"{a} / {b}"
            for i, (a, one, wide) in enumerate(values)
            for b, other, as_wide in values[i + 1 :]
            if not abs(one - other) > APART * max(wide, as_wide)
        ]
        if self.whole:
            # A mistake that gives the whole number itself, or the one that misses by one.
            near = self.enough(truth) - 1, self.enough(truth)
            found += [f"entier / {mistake.name}" for mistake, wrong, _ in wrongs if wrong in near]
        return found

    def judge(self, data: Data, *answers: Any) -> Result:
        """State and sentence; two positional numbers are a decimal comma, as in ``check(12,5)``."""
        answer = answers[0] if len(answers) == 1 else (answers or ...)
        if untouched(answer):
            return self.to_do(data)
        reading = read_number(answer)
        if reading.cause:
            return Result(REVIEW, reading.sentence, reading.cause)
        name, sentence = self.diagnose(data, reading.value)
        if not name:
            right, truth = self.right(data), self._known(data).truth
            if self.whole or abs(reading.value - truth) <= 0.001 * abs(truth):
                return right
            return Result(
                RIGHT,
                f"{fill(self.reason, data)} (Votre nombre est arrondi : il est accepté ; le calcul, lui, garde tous ses chiffres.)",
            )
        unit = "fraction" if self.unit.startswith("%") else self.unit  # what is written, not how it is read
        if not sentence[1:2].isupper():  # « TVA » keeps its capitals after the colon
            sentence = sentence[:1].lower() + sentence[1:]
        return Result(REVIEW, f"{self.label} ({unit}) : {sentence}", name)

    def takes(self, data: Data, value: float) -> bool:
        """Whether ``value``, another figure than the right answer, would be judged right."""
        truth = self._known(data).truth
        # No rounding goes farther; the whole number that suffices may be one away.
        near = abs(value - truth) <= max(0.05 * abs(truth), self.tolerance(truth), 1 if self.whole else 0)
        return near and not math.isclose(value, truth, rel_tol=1e-9) and not self.diagnose(data, value)[0]

    def copied(self, data: Data, value: float) -> bool:
        """Whether ``value`` is a figure of the table in the same unit: copied, not rounded."""
        return any(given.unit[:1] == self.unit[:1] for given in data.holding(value))

    def diagnose(self, data: Data, value: float) -> tuple[str, str]:
        """Name and sentence of the mistake that gives ``value``; two empty texts when it is right."""
        known = self._known(data)
        truth = known.truth
        if self.right_value(data, value):
            return "", ""
        if self.whole and value == self.enough(truth) - 1:
            return (
                TOO_FEW,
                "avec ce nombre entier, il manque encore un peu : refaites le compte pour lui, puis pour le suivant.",
            )
        wrongs = known.wrongs
        found = [
            (abs(value - wrong), mistake) for mistake, wrong, width in wrongs if abs(value - wrong) <= width
        ]
        copied, shortens = self.copied(data, value), self._shortens(value, known)
        if found:
            gap, mistake = min(found, key=lambda pair: pair[0])
            exact = math.isclose(gap, 0.0, abs_tol=1e-9 * abs(value))
            meant = next(wrong for one, wrong, _ in wrongs if one is mistake)
            if not (exact or copied or written(value, meant, self.unit)) and self._published(data, value):
                return PUBLISHED, _PUBLISHED
            # Near that mistake, but exactly a figure of the table or the right answer with fewer digits.
            if exact or not (copied or shortens):
                return mistake.name, mistake.sentence
        if self.whole:
            # Whoever counts wrong rounds up too.
            up = [one for one, wrong, _ in wrongs if math.isfinite(wrong) and self.enough(wrong) == value]
            if len(up) == 1 and not copied:
                if self._published(data, value):
                    return PUBLISHED, _PUBLISHED
                return up[0].name, up[0].sentence
        # A number copied from the screen is rounded more than the tolerance allows: it stands for the nearest answer,
        # unless it could as well be the right one.
        nearest, meant, _ = min([(None, truth, 0.0), *wrongs], key=lambda one: abs(value - one[1]))
        if nearest and displayed(value, meant, self.unit) and not copied and not shortens:
            return nearest.name, nearest.sentence
        # Three digits are always enough: a firm whose table holds that very figure is drawn again.
        enough = not copied or math.isclose(value, shortened(truth, 3))
        if not nearest and displayed(value, truth, self.unit, ENOUGH) and enough and not self.whole:
            return "", ""
        course = None if copied else data.everybody
        if course and self.right_value(course, value):
            return PUBLISHED, _PUBLISHED
        near = self.whole and abs(value - truth) <= self.tolerance(truth)
        # 18 for 18.5 is as near as 19: cut instead of rounded.
        cut = abs(truth) >= 10 and value == int(truth)
        if (near or cut or shortens) and not copied:
            return ROUNDED, f"arrondi trop tôt : {self._digits_wanted(data)}."
        same = data.holding(value)
        if same:
            rows = french.listing((french.quote(one.label) for one in same), "ou de")
            return (
                OTHER,
                f"votre nombre est celui de {rows}, dans le tableau. La question demande autre chose. "
                f"Premier point à vérifier : {self.first_step}",
            )
        return (
            OTHER,
            f"votre nombre ne correspond à aucune erreur courante. Premier point à vérifier : {self.first_step}",
        )

    def _published(self, data: Data, value: float) -> bool:
        """Whether ``value`` is, to the digits given, the right answer of everybody's figures and not of these."""
        course = data.everybody
        if course is None:
            return False
        truth = self._known(course).truth
        return value == self.enough(truth) if self.whole else written(value, truth, self.unit)

    @staticmethod
    def _shortens(value: float, known: _Known) -> bool:
        """Whether ``value`` is the right answer with fewer digits, two at least where it has a whole ten."""
        return bool(value) and any(math.isclose(value, one, rel_tol=1e-9) for one in known.shorter)

    def _digits_wanted(self, data: Data) -> str:
        """« gardez au moins trois chiffres »: the fewest that, and all that more, give the right answer."""
        if self.whole:
            return "donnez l'entier exact, à l'unité près"
        truth = self._known(data).truth
        enough = [
            not self._near(data, shortened(truth, digits)) for digits in _COUNTS
        ]  # True where it is not enough
        wanted = max((digits + 1 for digits, short in zip(_COUNTS, enough, strict=True) if short), default=3)
        zeros = ", sans compter les zéros de tête" if abs(truth) < 0.1 else ""
        return f"gardez au moins {_COUNTS.get(wanted, 'six')} chiffres{zeros}"

    def _near(self, data: Data, value: float) -> bool:
        truth, wrongs, _ = self._known(data)
        meant = min([truth, *(wrong for _, wrong, _ in wrongs)], key=lambda one: abs(value - one))
        return self.right_value(data, value) or (
            meant == truth and displayed(value, truth, self.unit, ENOUGH) and not self.copied(data, value)
        )


class Choice(Question):
    """One of a few labelled answers. Without a formula the right one is the option that has no sentence."""

    def __init__(self, formula: Callable[[Data], str] | None = None):
        super().__init__(formula or (lambda data: self.plainly_right()))
        self.is_common = formula is None
        self.labels: dict[str, str] = {}
        self.sentences: dict[str, str] = {}

    def option(self, key: str, label: str, sentence: str = "") -> None:
        """An answer: its letter or word, its label, and the sentence said when it is wrong."""
        if key in self.labels:
            raise ValueError(f"the option {key!r} is declared twice")
        self.labels[key], self.sentences[key] = label, sentence

    def plainly_right(self) -> str:
        """The one option that is never wrong."""
        (key,) = (key for key, sentence in self.sentences.items() if not sentence)
        return key

    @property
    def by_letter(self) -> bool:
        """Whether the answers are letters, not words."""
        return all(len(key) == 1 for key in self.labels)

    @property
    def form(self) -> str:
        """How the answer is written."""
        if self.by_letter:
            return f'une lettre entre guillemets, par exemple `"{next(iter(self.labels))}"`'
        words = french.listing((f'`"{key}"`' for key in self.labels), "ou")
        return f"{words}, entre guillemets"

    def gesture(self, data: Data) -> str:
        """How to write a letter, shown on a wrong one; a word is written as the statement lists it."""
        if not self.by_letter:
            return 'Écrivez ce mot entre guillemets : `réponse = "…"`.'
        example = next(key for key in self.labels if key != self(data))
        return f'Écrivez la lettre entre guillemets : `réponse = "{example}"`.'

    @property
    def common(self) -> str:
        """Said where the same option is right whatever the figures: nobody is to look for his own letter."""
        return " Le bon choix est le même pour toutes les entreprises." if self.is_common else ""

    @property
    def options(self) -> dict[str, str]:
        """What is typed, and its label."""
        return dict(self.labels)

    def read(self, answer: Any) -> str | None:
        """The letter meant by « B », « b) », « b. », the whole label or both; None when it is none of them.

        Case, quotes, spaces and a final point do not count, nor do the accents of a word; the whole answer must
        be that letter or that label, so a sentence that only holds one (« pas b », « a ou b ») is no choice.
        """
        if not is_a(answer, str) or len(answer) > 1000:
            return None
        given = choice_key(answer)
        meant = [
            letter
            for letter, label in self.labels.items()
            if given in {choice_key(letter), choice_key(label), choice_key(f"{letter} {label}")}
            or _LETTER_MARK.sub(" ", given, count=1) == choice_key(f"{letter} {label}")
        ]
        return meant[0] if len(meant) == 1 else None

    def judge(self, data: Data, *answers: Any) -> Result:
        """State and sentence of the chosen option."""
        if not answers or untouched(answers[0]):
            return self.to_do(data)
        letter = self.read(answers[0])
        if letter is None or len(answers) > 1:
            letters = french.listing((f'"{one}"' for one in self.labels), "ou")
            one = "une seule lettre" if self.by_letter else "un seul mot"
            return Result(REVIEW, f"Répondez par {one} entre guillemets : {letters}.", "réponse illisible")
        if letter == self(data):
            return self.right(data)
        label, sentence = self.labels[letter], self.sentences[letter]
        shown = f"{letter}) {label}" if self.by_letter else label  # a word says its label already
        return Result(REVIEW, f"{shown} : {sentence}", label)
