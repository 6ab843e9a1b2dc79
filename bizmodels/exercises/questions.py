"""The kinds of questions: a number, a choice, a function to write, a decision to justify.

A question declares what is asked, the right formula, the mistakes it can name, hints, and ``why`` the right
answer is right. ``judge`` compares answers with the formula on the given data and never raises for what a
learner typed; its sentences never hold the right number. Texts may quote a figure as ``{price_after}``.
"""

from __future__ import annotations

import contextlib
import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import CoroutineType
from typing import Any

from bizmodels import french
from bizmodels.exercises import mistakes as library
from bizmodels.exercises.answers import Reading, read_number, untouched
from bizmodels.exercises.given import Data, look_alike
from bizmodels.exercises.guard import FAULTS, SECONDS, Swallowed, is_a, kind_name, plain, text_of
from bizmodels.exercises.mistakes import Mistake
from bizmodels.exercises.result import REVIEW, RIGHT, TO_DO, Result

APART = 3  # two answers closer than this many tolerances could be taken for one another
OTHER = "autre cause"

_FORMS = {
    "€": "un nombre en euros, sans guillemets ni unité, par exemple `12.5`",
    "%": "une fraction, sans guillemets : 5 % s'écrit `0.05`",
    "×": "un nombre de fois, sans guillemets, par exemple `2.5`",
}


class Question:
    """What every kind has: ``prompt``, ``hints``, ``why`` and ``form`` (how the answer is written)."""

    prompt: str
    why: str
    hints: tuple[str, ...]
    form: str

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
        return Result(TO_DO, f"{fill(self.prompt, data)}{extra}\nRéponse attendue : {self.form}.")

    def right(self, data: Data) -> Result:
        """The right answer: why it is right, and what it opens."""
        return Result(RIGHT, fill(self.why, data))


def fill(text: str, data: Data) -> str:
    """A declared text with its figures: « {price_after} » becomes « 25 € TTC »."""
    return text.format_map(data.shown())


_LETTER_MARK = re.compile(r"(?<=\w)\s*[).:,–-]+\s+")
_UNITS = "%€$£×‰"


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


def displayed(shown: float, value: float, unit: str) -> bool:
    """Whether ``shown`` is ``value`` rounded as the course prints it.

    That is three significant digits, and for a percentage or points one decimal or none, as long as two significant
    digits are left: 2 % says too little of 1.6 % to stand for it.
    """
    size = abs(value)
    if not size or not math.isfinite(size):
        return False
    steps = [10.0 ** (math.floor(math.log10(size)) - 2)]
    # In per cent, a hundredth is a point; of 36 typed for 0.36 (a named mistake), a point is 1.
    points = (0.001, 0.01, 0.1, 1.0) if unit.startswith("%") else (0.1, 1.0) if unit == "points" else ()
    steps += [step for step in points if step <= size / 10]
    return any(
        abs(shown - value) <= step * (0.5 + 1e-9) and abs(shown / step - round(shown / step)) < 1e-6
        for step in steps
    )


@dataclass(frozen=True)
class Numeric(Question):
    """One number.

    Args:
        label: the quantity in French (« Prix HT d'une pièce »); ``unit``: « € », « × », or « % » for a fraction.
        answer: right value from the data. ``mistakes``: the wrong formulas that are named; a wrong sign,
            × 100 where the unit is « % », and euros where it is « k€ », « M€ » or « Md€ » are added.
        first_step: what to check first when no mistake fits.
        relative, absolute: tolerance, the larger of the two counts (``absolute`` in the unit). The answer rounded as
            the course displays it is right too, unless a named mistake lies nearer or the table holds that figure.
    """

    prompt: str
    label: str
    unit: str
    answer: Callable[[Data], float]
    mistakes: Sequence[Mistake]
    first_step: str
    why: str
    hints: tuple[str, ...]
    relative: float = 0.005
    absolute: float = 0.0

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

    def wrong_values(self, data: Data) -> dict[str, float]:
        """What each named mistake gives on these data."""
        return {mistake.name: float(mistake.formula(data, self.answer)) for mistake in self.named()}

    def collisions(self, data: Data) -> list[str]:
        """Answers nearer to each other than three tolerances."""
        values = {"réponse juste": float(self.answer(data)), **self.wrong_values(data)}
        names = list(values)
        return [
            f"{a} / {b}"
            for i, a in enumerate(names)
            for b in names[i + 1 :]
            if not abs(values[a] - values[b])
            > APART * max(self.tolerance(values[a]), self.tolerance(values[b]))
        ]

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
            return self.right(data)
        return Result(REVIEW, f"{self.label} ({self.unit}) : {sentence}", name)

    def copied(self, data: Data, value: float) -> bool:
        """Whether ``value`` is a figure of the table in the same unit: copied, not rounded."""
        return any(
            given.unit[:1] == self.unit[:1] and math.isclose(getattr(data, given.name), value)
            for given in data.givens
        )

    def diagnose(self, data: Data, value: float) -> tuple[str, str]:
        """Name and sentence of the mistake that gives ``value``; two empty texts when it is right."""
        truth = float(self.answer(data))
        if abs(value - truth) <= self.tolerance(truth):
            return "", ""
        wrongs = list(zip(self.named(), self.wrong_values(data).values(), strict=True))
        found = [
            (abs(value - wrong), mistake)
            for mistake, wrong in wrongs
            if abs(value - wrong) <= self.tolerance(wrong)
        ]
        if found:
            mistake = min(found, key=lambda pair: pair[0])[1]
            return mistake.name, mistake.sentence
        # A number copied from the screen is rounded more than the tolerance allows: it stands for the nearest answer.
        nearest, meant = min([(None, truth), *wrongs], key=lambda pair: abs(value - pair[1]))
        if displayed(value, meant, self.unit) and not self.copied(data, value):
            return (nearest.name, nearest.sentence) if nearest else ("", "")
        return (
            OTHER,
            f"votre nombre ne correspond à aucune erreur courante. Premier point à vérifier : {self.first_step}",
        )


@dataclass(frozen=True)
class Choice(Question):
    """One of a few labelled answers: ``options`` maps a letter to (label, sentence said when it is wrong)."""

    prompt: str
    options: dict[str, tuple[str, str]]
    answer: Callable[[Data], str]
    why: str
    hints: tuple[str, ...]
    form: str = 'une lettre entre guillemets, par exemple `"a"`'

    def listed(self) -> str:
        """The options, one a line."""
        return "\n".join(f'`"{letter}"` : {label}' for letter, (label, _) in self.options.items())

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
            for letter, (label, _) in self.options.items()
            if given in {choice_key(letter), choice_key(label), choice_key(f"{letter} {label}")}
            or _LETTER_MARK.sub(" ", given, count=1) == choice_key(f"{letter} {label}")
        ]
        return meant[0] if len(meant) == 1 else None

    def judge(self, data: Data, *answers: Any) -> Result:
        """State and sentence of the chosen option."""
        if not answers or untouched(answers[0]):
            return self.to_do(data, f"\n{self.listed()}")
        letter = self.read(answers[0])
        if letter is None or len(answers) > 1:
            letters = french.listing((f'"{one}"' for one in self.options), "ou")
            return Result(
                REVIEW, f"Répondez par une seule lettre entre guillemets : {letters}.", "réponse illisible"
            )
        if letter == self.answer(data):
            return self.right(data)
        label, sentence = self.options[letter]
        return Result(REVIEW, f"{letter}) {label} : {sentence}", label)


@dataclass(frozen=True)
class WrongFunction:
    """A function learners write by mistake, and the sentence that undoes it."""

    name: str
    sentence: str
    function: Callable[..., float]


@dataclass(frozen=True)
class Function(Question):
    """A function to write or to mend, tried on several inputs.

    Args:
        name, arguments: what the learner defines. ``answer``: from the data, the reference function.
        trials: from the data, the tuples of arguments tried (five or so, all different).
        start: the function given to be changed; as long as it behaves so, the question is « À faire ».
    """

    prompt: str
    name: str
    arguments: tuple[str, ...]
    answer: Callable[[Data], Callable[..., float]]
    trials: Callable[[Data], Sequence[tuple[float, ...]]]
    mistakes: Callable[[Data], Sequence[WrongFunction]]
    first_step: str
    why: str
    hints: tuple[str, ...]
    start: Callable[..., float] | None = None
    relative: float = 1e-6

    @property
    def form(self) -> str:
        """How the answer is written."""
        return f"le nom de votre fonction, sans parenthèses : `check({self.name})`. Elle reçoit {french.listing(f'`{a}`' for a in self.arguments)} et se termine par `return`"

    def too_long(self) -> Result:
        """What is said of a function that never comes to its end."""
        return Result(
            REVIEW,
            f"Votre fonction ne s'arrête pas : après {SECONDS:.0f} secondes, elle a été interrompue. "
            "Vérifiez qu'une boucle `while` ou `for` finit toujours.",
            "boucle sans fin",
        )

    def judge(self, data: Data, *answers: Any) -> Result:
        """State and sentence after trying the function on every input."""
        answer = answers[0] if len(answers) == 1 else (answers or ...)
        if untouched(answer):
            return self.to_do(data)
        if not callable(answer):
            return Result(
                REVIEW,
                f"Donnez la fonction elle-même, sans parenthèses ni valeurs : `check({self.name})`.",
                "résultat au lieu de la fonction",
            )
        trials = list(self.trials(data))
        printed, values = Swallowed(), []
        with contextlib.redirect_stdout(printed):
            for trial in trials:
                try:
                    values.append(plain(answer(*trial)))
                except FAULTS as error:  # the learner's own code: whatever it raises is explained
                    return self._broken(data, error)
                if is_a(values[-1], CoroutineType):
                    values[-1].close()
        if any(value is ... for value in values) or all(value is None for value in values):
            if printed.used:
                return Result(
                    REVIEW,
                    "`print` affiche le résultat, il ne le rend pas. Remplacez `print(…)` par `return …`.",
                    "print au lieu de return",
                )
            return self.to_do(data, "\nVotre fonction ne rend rien : le `return` manque-t-il ?")
        readings = [read_number(value) for value in values]
        if bad := next((one for one in readings if one.cause), None):
            return self._unreadable(values, bad)
        return self._compare(data, trials, [one.value for one in readings])

    def _unreadable(self, values: list[Any], bad: Reading) -> Result:
        if any(value is None for value in values):
            return Result(
                REVIEW,
                "Votre fonction ne rend rien dans certains cas. Vérifiez que chaque chemin finit par `return`.",
                "return oublié dans un cas",
            )
        return Result(REVIEW, f"Ce que rend votre fonction : {bad.sentence}", bad.cause)

    def _compare(self, data: Data, trials: list[tuple[float, ...]], values: list[float]) -> Result:
        if self._same(values, self.answer(data), trials):
            return self.right(data)
        if self.start is not None and self._same(values, self.start, trials):
            return self.to_do(data, "\nLa fonction est encore celle de départ.")
        for wrong in self.mistakes(data):
            if self._same(values, wrong.function, trials):
                return Result(REVIEW, f"`{self.name}` : {wrong.sentence}", wrong.name)
        if len(values) > 1 and max(values) == min(values):
            return Result(
                REVIEW,
                f"`{self.name}` rend toujours le même nombre : elle n'utilise pas ce qu'elle reçoit. Remplacez les nombres tapés par {french.listing(f'`{a}`' for a in self.arguments)}.",
                "nombres tapés dans la fonction",
            )
        return Result(
            REVIEW,
            f"`{self.name}` ne correspond à aucune erreur courante. Premier point à vérifier : {self.first_step}",
            OTHER,
        )

    def _same(
        self, values: Sequence[float], function: Callable[..., float], trials: Sequence[tuple[float, ...]]
    ) -> bool:
        return all(
            math.isclose(value, function(*trial), rel_tol=self.relative, abs_tol=1e-9)
            for value, trial in zip(values, trials, strict=True)
        )

    def _broken(self, data: Data, error: BaseException) -> Result:
        text = text_of(error)
        if is_a(error, SystemExit):
            return Result(
                REVIEW,
                "Votre fonction quitte Python au lieu de rendre un nombre. Remplacez `exit()` ou `sys.exit()` par `return …`.",
                "fonction qui quitte",
            )
        if is_a(error, RecursionError):
            return Result(
                REVIEW,
                f"Votre fonction ne s'arrête pas : elle s'appelle elle-même sans fin. `{self.name}` ne doit pas figurer dans son propre calcul.",
                "récursion sans fin",
            )
        if is_a(error, TypeError) and "ellipsis" in text:
            return self.to_do(data, "\nIl reste un `...` à remplacer dans la fonction.")
        if is_a(error, TypeError) and "tuple" in text:
            return Result(
                REVIEW,
                "Votre fonction calcule avec une suite de nombres au lieu d'un seul, souvent à cause d'une virgule. "
                "En Python, la virgule décimale est un point : `1.2`.",
                "virgule décimale",
            )
        if is_a(error, TypeError) and "positional argument" in text:
            count = french.plural(len(self.arguments), "valeur")
            return Result(
                REVIEW,
                f"Votre fonction doit recevoir {count}, dans cet ordre : {french.listing(f'`{a}`' for a in self.arguments)}.",
                "nombre de paramètres",
            )
        if is_a(error, NameError):
            missing = text_of(NameError.name.__get__(error) or "?")
            known = f" Il s'écrit `data.{missing}`." if missing in dir(data) else ""
            return Result(
                REVIEW,
                f"Votre fonction emploie un nom qui n'existe pas : `{missing}`.{known} Vérifiez son orthographe, ou qu'il figure entre les parenthèses du `def`.",
                "nom inconnu",
            )
        if is_a(error, ZeroDivisionError):
            return Result(
                REVIEW,
                "Votre fonction divise par zéro avec l'un des essais. Vérifiez son dénominateur.",
                "division par zéro",
            )
        return Result(
            REVIEW,
            f"Votre fonction s'arrête sur une erreur ({kind_name(error)} : {text}). Essayez-la seule, avec des nombres simples.",
            "erreur dans la fonction",
        )


@dataclass(frozen=True)
class Decision(Question):
    """Decide and justify: a choice, the number that supports it, a text.

    The number is judged first, then whether the choice agrees with it. The text is judged only for its
    length (``words``, 0 for none) and for holding a figure: the teacher reads the rest.
    """

    prompt: str
    choice: Choice
    number: Numeric
    why: str
    hints: tuple[str, ...]
    words: int = 0
    form: str = field(default="")

    def __post_init__(self) -> None:
        parts = [self.choice.form, self.number.form]
        if self.words:
            parts.append(f"un texte entre guillemets d'au moins {self.words} mots, avec un chiffre")
        object.__setattr__(self, "form", "dans l'ordre de la cellule, " + " ; ".join(parts))

    def collisions(self, data: Data) -> list[str]:
        """Those of the number."""
        return self.number.collisions(data)

    def judge(self, data: Data, *answers: Any) -> Result:
        """State and sentence: what misses, then the number, then the choice, then the text."""
        wanted = ["le choix", "le nombre"] + (["la justification"] if self.words else [])
        if len(answers) > len(wanted):
            return Result(
                REVIEW,
                f"Donnez {len(wanted)} réponses : {french.listing(wanted)}. "
                "Une virgule dans un nombre compte pour deux : en Python, elle s'écrit avec un point, `0.05`.",
                "trop de réponses",
            )
        given = [*answers, *[...] * (len(wanted) - len(answers))]
        missing = [name for name, answer in zip(wanted, given, strict=True) if untouched(answer)]
        if missing:
            return self.to_do(data, f"\n{self.choice.listed()}\nIl manque : {french.listing(missing)}.")
        for question, answer in ((self.number, given[1]), (self.choice, given[0])):
            result = question.judge(data, answer)
            if result.state != RIGHT:
                return result
        return self._text(data, given[2]) if self.words else self.right(data)

    def _text(self, data: Data, text: Any) -> Result:
        if not is_a(text, str):
            return Result(
                REVIEW,
                'La justification est un texte entre guillemets : `justification = "…"`.',
                "justification illisible",
            )
        # A unit or a figure counts for a word: the learner counts so too.
        words = [
            word for word in look_alike(plain(text)).split() if any(c.isalnum() or c in _UNITS for c in word)
        ]
        count = len(words)
        if count < self.words:
            return Result(
                REVIEW,
                f"Votre choix et votre nombre se tiennent. La justification a {french.plural(count, 'mot')}, il en faut au moins {self.words} : dites ce que montre le nombre et ce que vous en faites.",
                "justification trop courte",
            )
        # The figure of « B2C » or « Q9 » is none.
        if not re.search(r"(?<![^\W\d_])(?<!\w[\d_])\d", text):
            return Result(
                REVIEW,
                "Votre choix et votre nombre se tiennent. La justification ne contient aucun chiffre : citez celui qui vous a décidé.",
                "justification sans chiffre",
            )
        if len(set(words)) < self.words / 2 or 2 * sum(word.isalpha() for word in _pieces(text)) < self.words:
            return Result(
                REVIEW,
                "Votre choix et votre nombre se tiennent. La justification répète les mêmes mots ou n'aligne que des nombres : dites en une phrase ce qui vous a décidé.",
                "justification répétée",
            )
        if self._pasted(data, text):
            return Result(
                REVIEW,
                "Votre choix et votre nombre se tiennent. La justification recopie la question : dites avec vos mots ce qui vous a décidé.",
                "justification recopiée",
            )
        return self.right(data)

    def _pasted(self, data: Data, text: str) -> bool:
        # Copied in one piece, from the question or whole into the text with nothing else.
        asked = _pieces(f"{fill(self.prompt, data)} {self.choice.listed()} {self.form}")
        return f" {' '.join(_pieces(text))} " in f" {' '.join(asked)} "


def _pieces(text: str) -> list[str]:
    """The words and figures of a text, without punctuation or case."""
    return re.findall(r"[^\W_]+", look_alike(plain(text)))
