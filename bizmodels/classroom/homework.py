"""The questions of an exercise as its instructor reads them: what is asked, what goes wrong, the first hint."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bizmodels.course.reading import Notebook, headings
from bizmodels.exercises import engine
from bizmodels.exercises.decisions import Decision
from bizmodels.exercises.functions import Function
from bizmodels.exercises.given import Data
from bizmodels.exercises.questions import Choice, Numeric, Question
from bizmodels.exercises.statements import fill, said
from bizmodels.prose import typeset_markdown
from bizmodels.view.measure import Measure

MOST_MISTAKES = 2
MOST_WORDS = 35  # of what is asked: the notebook says it whole


@dataclass(frozen=True)
class Asked:
    """One question: ``form`` says what one gives (« Un nombre »), ``answer`` holds on the published figures.

    ``mistakes`` are pairs of a name and the sentence that undoes it.
    """

    name: str
    title: str
    minutes: int
    form: str
    statement: str
    answer: str
    mistakes: tuple[tuple[str, str], ...]
    hint: str
    decides: bool = False


def asked_in(name: str, notebook: Notebook) -> tuple[Asked, ...]:
    """The questions of the exercise « 03_marketplace », with the titles and minutes of its notebook."""
    sheet = engine.declaration(name)
    data = sheet.published()
    found = [
        re.fullmatch(r"\d+\s*·\s*(.+?)\s*·\s*(\d+)\s*min", text)
        for _, _, level, text in headings(notebook)
        if level == 2
    ]
    titled = [(one[1], int(one[2])) for one in found if one]
    return tuple(
        Asked(
            f"q{number}",
            title,
            minutes,
            _form(question),
            _statement(question, data),
            typeset_markdown(_answer(question, data)),
            _mistakes(question, data)[:MOST_MISTAKES],
            typeset_markdown(fill(question.clues[0], data)) if question.clues else "",
            isinstance(question, Decision),
        )
        for number, (question, (title, minutes)) in enumerate(zip(sheet.questions, titled, strict=True), 1)
    )


def _statement(question: Question, data: Data) -> str:
    """What is asked, in one paragraph: the sentences that ask, where the whole would be long."""
    asked = said(question, data)
    for key, label in question.options.items():
        asked = asked.replace(f'`"{key}"` : {label}', "")
    text = re.sub(r"[ \n]+", " ", asked).strip()
    if len(text.split()) > MOST_WORDS:
        sentences = re.split(r"(?<=[.!?…:])\s+(?=[A-ZÀ-Ý«*`])", text)
        asking = [one for one in sentences if "?" in one]
        text = " ".join(asking) or " ".join(sentences[:2])
    return typeset_markdown(text)


def _form(question: Question) -> str:
    if isinstance(question, Decision):
        return "Un choix, un nombre et une justification" if question.words else "Un choix et un nombre"
    if isinstance(question, Choice):
        return "Un choix"
    return "Une fonction" if isinstance(question, Function) else "Un nombre"


def _answer(question: Question, data: Data) -> str:
    """The right answer on the published figures; a function has none to print."""
    if isinstance(question, Decision):
        return f"{_answer(question.choice, data)} ; {_answer(question.number, data)}"
    if isinstance(question, Choice):
        key = question(data)
        return f"{key}) {question.labels[key]}" if question.by_letter else question.labels[key]
    if isinstance(question, Numeric):
        shown = Measure(question.unit).show(question.truth(data))
        return f"{shown}, puis l'entier au-dessus" if question.whole else shown
    return "une fonction à écrire, voir le corrigé" if isinstance(question, Function) else ""


def _mistakes(question: Question, data: Data) -> tuple[tuple[str, str], ...]:
    """Named mistakes in the order of the sheet; of a decision, one of its number, then one of its choice."""
    if isinstance(question, Decision):
        number, choice = _mistakes(question.number, data), _mistakes(question.choice, data)
        return (*number[:1], *choice[:1], *number[1:])
    if isinstance(question, Choice):
        # On another firm the other choice may be the right one.
        said_of = question.sentences.items()
        pairs = [
            (question.labels[key], sentence)
            for key, sentence in said_of
            if sentence and key != question(data)
        ]
    else:
        pairs = [(one.name, one.sentence) for one in question.mistakes]
    return tuple((typeset_markdown(name), typeset_markdown(_sentence(text))) for name, text in pairs)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
