"""The kind of question whose answer is a function to write or to mend."""

from __future__ import annotations

import contextlib
import inspect
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from types import CoroutineType
from typing import Any

from bizmodels import french
from bizmodels.exercises.answers import Reading, read_number, untouched
from bizmodels.exercises.given import Data
from bizmodels.exercises.guard import FAULTS, SECONDS, Swallowed, is_a, kind_name, plain, text_of
from bizmodels.exercises.questions import OTHER, ROUNDED, Question
from bizmodels.exercises.result import REVIEW, Result


@dataclass(frozen=True)
class WrongFunction:
    """A function learners write by mistake (of the data, then its arguments), and the sentence that undoes it."""

    name: str
    sentence: str
    function: Callable[..., float]


class Function(Question):
    """A function to write or to mend, tried on several inputs.

    Args:
        formula: the right function, of the data and then of what the learner's one receives, under the same names.
        name: how the learner's function is called.
    """

    def __init__(self, formula: Callable[..., float], name: str, relative: float = 1e-6):
        super().__init__(formula)
        self.name, self.relative = name, relative
        self.arguments = tuple(inspect.signature(formula).parameters)[1:]
        self.mistakes: list[WrongFunction] = []
        self.start: Callable[..., float] | None = None
        self.first_step = ""

    def __call__(self, data: Data) -> Callable[..., float]:
        """The right function on these data."""
        return partial(self.formula, data)

    def tries(self, trials: Callable[[Data], Sequence[tuple[float, ...]]]) -> None:
        """The inputs it is tried on: tuples of arguments (five or so, all different)."""
        self.trials = trials

    def starts(self, function: Callable[..., float]) -> None:
        """The function given to be changed; as long as the answer behaves so, the question is « À faire »."""
        self.start = function

    def wrong(self, name: str, sentence: str, function: Callable[..., float]) -> None:
        """A function that learners write by mistake, and the sentence that undoes it."""
        self.mistakes.append(WrongFunction(name, sentence, function))

    def otherwise(self, first_step: str) -> None:
        """What to check first when no mistake fits."""
        self.first_step = first_step

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
        if self._same(values, self(data), trials):
            return self.right(data)
        if self.start is not None and self._same(values, partial(self.start, data), trials):
            return self.to_do(data, "\nLa fonction est encore celle de départ.")
        for wrong in self.mistakes:
            if self._same(values, partial(wrong.function, data), trials):
                return Result(REVIEW, f"`{self.name}` : {wrong.sentence}", wrong.name)
        if len(values) > 1 and max(values) == min(values):
            return Result(
                REVIEW,
                f"`{self.name}` rend toujours le même nombre : elle n'utilise pas ce qu'elle reçoit. Remplacez les nombres tapés par {french.listing(f'`{a}`' for a in self.arguments)}.",
                "nombres tapés dans la fonction",
            )
        rights = [self(data)(*trial) for trial in trials]
        if all(
            abs(right) >= 1 and abs(value - right) <= 0.00501
            for value, right in zip(values, rights, strict=True)
        ):
            return Result(
                REVIEW,
                f"`{self.name}` arrondit trop tôt : rendez le calcul entier, sans `round`.",
                ROUNDED,
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
        if is_a(error, TypeError) and "for ^" in text:
            return Result(REVIEW, "La puissance s'écrit `**` : `0.9 ** 2` est 0,9 × 0,9.", "puissance")
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
