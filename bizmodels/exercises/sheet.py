"""How a sheet of questions is written: ``exercises/sheets/ex_NN_subject.py`` declares one ``EXERCISE``.

The right answer comes first, then what is asked, what goes wrong, why, and the hints::

    EXERCISE = Exercise("La boutique", GIVEN, firm=D2C)

    @EXERCISE.number("Prix HT d'une pièce", "€", absolute=0.02)
    def net_price(data):
        return data.price / (1 + data.vat)

    net_price.asks("Une pièce se vend {price}. Combien en reste-t-il sans la TVA ?")
    net_price.wrong("taux retiré du prix", "la TVA se calcule sur le prix HT.", lambda data: data.price * (1 - data.vat))
    net_price.otherwise("divisez par un plus le taux.")
    net_price.why("Le reste est à l'État.")
    net_price.hints("Le prix affiché contient la TVA.", "Divisez par `1 + data.vat`.")

A declared question can be called like the formula it was: ``net_price(data)``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from bizmodels.core.model import BusinessModel
from bizmodels.exercises.decisions import Decision
from bizmodels.exercises.functions import Function
from bizmodels.exercises.given import Data, Given
from bizmodels.exercises.questions import Choice, Numeric, Question

_ATTEMPTS = 200


class Exercise:
    """A title, the given figures, the firm built from them, and the questions in the order of their declaration.

    Args:
        firm: a model class, whose settings are the given figures declared ``Given.of`` it; or a function of the
            data where more than that has to be said.
    """

    def __init__(
        self,
        title: str,
        given: tuple[Given, ...],
        firm: type[BusinessModel] | Callable[[Data], BusinessModel] | None = None,
    ):
        self.title, self.given, self.questions = title, given, []
        self._stories: list[Callable[[Data], bool]] = []
        self._course = cache(self.published)  # one for all students: what it answers is computed once
        names = [one.name for one in given]
        if twice := {name for name in names if names.count(name) > 1}:
            raise ValueError(f"{title}: given twice: {', '.join(sorted(twice))}")
        self.firm = self._of_given(firm) if isinstance(firm, type) else firm

    def _of_given(self, model: type[BusinessModel]) -> Callable[[Data], BusinessModel]:
        settings = [one.name for one in self.given if one.model and issubclass(model, one.model)]
        # A figure that bears the name of a setting and is not handed over: data and firm would disagree in silence.
        if lost := [
            one.name for one in self.given if one.name in model.__params__ and one.name not in settings
        ]:
            raise ValueError(f"{self.title}: declare with Given.of({model.__name__}, …): {', '.join(lost)}")
        if not settings:
            raise ValueError(f"{self.title}: no given figure is a setting of {model.__name__}")
        return lambda data: model(**{name: getattr(data, name) for name in settings})

    def _declare(self, kind: type[Question], **how: Any) -> Callable[[Callable], Any]:
        def declared(formula: Callable) -> Question:
            self.questions.append(kind(formula, **how))
            return self.questions[-1]

        return declared

    def number(self, label: str, unit: str, **tolerance: float) -> Callable[[Callable], Numeric]:
        """One number: the decorated function of the data gives it."""
        return self._declare(Numeric, label=label, unit=unit, **tolerance)

    def choice(self, formula: Callable[[Data], str] | None = None) -> Choice:
        """One of a few answers; without a function, the right one is the option that has no sentence."""
        return self._declare(Choice)(formula)

    def function(self, name: str) -> Callable[[Callable], Function]:
        """A function to write: the decorated one receives the data, then what the learner's one receives."""
        return self._declare(Function, name=name)

    def decision(
        self, label: str, unit: str, words: int = 0, **tolerance: float
    ) -> Callable[[Callable], Decision]:
        """A choice, and the number that supports it (the decorated function); ``words`` of justification."""
        return self._declare(Decision, label=label, unit=unit, words=words, **tolerance)

    def holds(self, story: Callable[[Data], bool]) -> Callable[[Data], bool]:
        """What the statements tell must be so for the firm drawn (« il accepte de garder moins »): else it is drawn again."""
        self._stories.append(story)
        return story

    def published(self) -> Data:
        """The figures everybody has without a pseudonym."""
        return Data(self.given, {one.name: one.published() for one in self.given}, self.firm)

    def numbers(self) -> list[Numeric]:
        """The questions, or parts of one, whose answer is a number."""
        parts = (one.number if isinstance(one, Decision) else one for one in self.questions)
        return [part for part in parts if isinstance(part, Numeric)]

    def confusions(self, data: Data) -> list[str]:
        """Figures of the table and answers of other questions that a question would take for its right answer."""
        numbers = self.numbers()
        others = {one.label: getattr(data, one.name) for one in self.given}
        others |= {part.label: part.truth(data) for part in numbers}
        return [
            f"{label} / {part.label}"
            for part in numbers
            for label, value in others.items()
            if label != part.label and part.takes(data, value)
        ]

    def drawn(self, seed: str) -> Data:
        """The figures of one student, drawn again until no two answers can be confused.

        Raises:
            RuntimeError: no draw of many keeps them apart: an interval or a mistake is badly declared.
        """
        for attempt in range(_ATTEMPTS):
            values = {one.name: one.draw(f"{seed}/{attempt}") for one in self.given}
            data = Data(self.given, values, self.firm, student=True, course=self._course)
            if not all(story(data) for story in self._stories):
                continue
            if not any(question.collisions(data) for question in self.questions) and not self.confusions(
                data
            ):
                return data
        pairs = {"an untrue story"} if not all(story(data) for story in self._stories) else set()
        pairs |= {pair for question in self.questions for pair in question.collisions(data)}
        pairs = sorted(pairs | set(self.confusions(data)))
        raise RuntimeError(f"{self.title}: answers collide in each of {_ATTEMPTS} draws ({'; '.join(pairs)})")
