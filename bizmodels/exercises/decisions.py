"""The kind of question that decides: a choice, the number that supports it, and often a text to justify both."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bizmodels import french
from bizmodels.exercises.answers import read_number, untouched
from bizmodels.exercises.given import Data, look_alike
from bizmodels.exercises.guard import is_a, plain
from bizmodels.exercises.questions import Choice, Numeric, Question
from bizmodels.exercises.result import REVIEW, RIGHT, Result
from bizmodels.exercises.statements import fill, said

_UNITS = "%€$£×‰"


class Decision(Question):
    """Decide and justify: declared by the right number, it holds two plain parts, ``number`` and ``choice``.

    The number is judged first, then whether the choice agrees with it. The text is judged only for its
    length (``words``, 0 for none) and for holding a figure: the teacher reads the rest.
    """

    def __init__(
        self,
        formula: Callable[[Data], float],
        label: str,
        unit: str,
        relative: float = 0.005,
        absolute: float = 0.0,
        words: int = 0,
    ):
        super().__init__(formula)
        self.number = Numeric(formula, label, unit, relative, absolute)
        self.choice = Choice()
        self.words = words
        # Declared here, said by the part that judges it.
        self.wrong, self.otherwise, self.option = self.number.wrong, self.number.otherwise, self.choice.option

    def follows(self, yes: Callable[[Data], bool], beside: str = "", **sides: tuple[str, str]) -> None:
        """The choice follows from the number: the first of two ``sides`` where ``yes``, else the second.

        A side is its label and why the number speaks against it: « votre nombre est juste, mais la promesse est plus
        petite. Comparez-le à `data.loyalty`. » (``beside`` names that figure.)
        """
        first, second = sides
        compare = f" Comparez-le à `{beside}`." if beside else ""
        for key, (label, against) in sides.items():
            self.option(key, label, f"votre nombre est juste, {against}.{compare}")
        self.choice.formula, self.choice.is_common = (lambda data: first if yes(data) else second), False

    @property
    def form(self) -> str:
        """How the three answers are written."""
        parts = [self.choice.form, self.number.form]
        if self.words:
            parts.append(f"un texte entre guillemets d'au moins {self.words} mots, avec un chiffre")
        return "entre les parenthèses de `check`, dans cet ordre : " + " ; ".join(parts)

    @property
    def common(self) -> str:
        """That of the choice."""
        return self.choice.common

    @property
    def options(self) -> dict[str, str]:
        """Those of the choice."""
        return self.choice.options

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
            return self.to_do(data, f"\nIl manque : {french.listing(missing)}.")
        for part, answer in ((self.number, given[1]), (self.choice, given[0])):
            result = part.judge(data, answer)
            if result.state != RIGHT:
                return result
        if not self.words:
            return self.right(data)
        result = self._text(data, given[2])
        if result.state == RIGHT and (more := self._cites_another(data, plain(given[2]), given[1])):
            return Result(RIGHT, f"{fill(self.reason, data)} {more}")
        return result

    def _cites_another(self, data: Data, text: str, number: Any) -> str:
        """A word on the one percentage of a justification that is neither the answer nor a figure of the table."""
        cited = re.findall(r"(?<![\d.,])\d{1,4}(?:[.,]\d{1,4})?(?=\s?%)", text)
        if len(cited) != 1 or not self.number.unit.startswith("%"):
            return ""
        own, value = read_number(number).value, float(cited[0].replace(",", ".")) / 100
        known = [own, *(getattr(data, one.name) for one in data.givens if one.unit.startswith("%"))]
        if any(abs(value - one) <= 0.006 for one in known):
            return ""
        return f"Votre phrase cite {french.quantity(value, '%')}, votre calcul donne {french.quantity(own, '%')} : relisez-la."

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
        asked = _pieces(f"{said(self, data)} {self.form}")
        return f" {' '.join(_pieces(text))} " in f" {' '.join(asked)} "


def _pieces(text: str) -> list[str]:
    """The words and figures of a text, without punctuation or case."""
    return re.findall(r"[^\W_]+", look_alike(plain(text)))
