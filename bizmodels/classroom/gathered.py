"""What the learner's file holds of one lesson and its exercise, as a code hands it in."""

from __future__ import annotations

import ast
import math
import re
from typing import Any

from bizmodels import french, learner
from bizmodels.classroom import codes
from bizmodels.exercises import engine, kept
from bizmodels.exercises.decisions import Decision
from bizmodels.exercises.questions import Choice, Question
from bizmodels.view.act import MOVES, OPENED, UNSURE

TEXT = 16  # letters of an answer that is no choice: enough to say that it is a text
NOT_SENT: dict = {}  # a function, a table: no code can hold them
_LITERAL = re.compile(
    r"""\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|True|False|\(?[-+]?[0-9][-+0-9.e, ]*\)?(?=$|,))\s*(?:,|$)"""
)
_PART = re.compile(r"[-+0-9.e]+")


def exercise_of(lesson: str) -> str:
    """The exercise of a lesson: « 03 » -> « 03_marketplace »; « » where there is none."""
    return next((name for name in engine.available() if name.startswith(f"{lesson}_")), "")


def question_ident(question: Question) -> str:
    """What stands for a question of an exercise: its text, its unit and the answers that it offers."""
    options = "|".join(f"{key}:{label}" for key, label in question.options.items())
    number = question.number if isinstance(question, Decision) else question
    return codes.ident(f"{question.statement}|{getattr(number, 'unit', '')}|{options}")


def bet_ident(question: str, unit: str) -> str:
    """What stands for a bet: its question, its unit."""
    return codes.ident(f"{french.typeset(question)}|{unit}")


def gathered(lesson: str, student: str | None = None) -> codes.Handed | None:
    """What is kept of a lesson; None while it is nothing.

    Args:
        lesson: its number, « 03 ».
        student: the pseudonym whose answers are meant; by default the one used last.
    """
    bets = learner.of(f"{learner.LESSON}_{lesson}")
    exercise = learner.of(f"{learner.EXERCISE}_{lesson}")
    pseudonym = exercise.pseudonym if student is None else kept.signed(" ".join(student.split()))
    answers = exercise.answers if pseudonym == exercise.pseudonym else exercise.others.get(pseudonym, {})
    handed = codes.Handed(
        lesson,
        pseudonym,
        tuple((bet_ident(one.question, one.unit), _bet(one)) for one in bets.bets.values()),
        tuple(_answers(lesson, answers)),
        _run(bets),
    )
    return handed if handed.bets or handed.answers or handed.run else None


def elsewhere(lesson: str, pseudonym: str) -> dict[str, int]:
    """Answers of the exercise that a code of this pseudonym leaves out: by the pseudonym they were given under, how many."""
    record = learner.of(f"{learner.EXERCISE}_{lesson}")
    every = record.others | {record.pseudonym: record.answers}
    return {name: len(answers) for name, answers in sorted(every.items()) if answers and name != pseudonym}


# --- bets ---------------------------------------------------------------------------------------------------


def _bet(bet: learner.Bet) -> Any:
    if bet.said == UNSURE:
        return codes.UNSURE
    if bet.said == OPENED:
        return codes.OPENED
    if bet.said == MOVES[1]:
        return codes.STILL
    if bet.value is None:
        return codes.ident(bet.said)
    return codes.short(bet.value)


# --- answers ------------------------------------------------------------------------------------------------


def _answers(lesson: str, answers: dict[str, learner.Answer]):
    name = exercise_of(lesson)
    if not name:
        return
    for number, question in enumerate(engine.declaration(name).questions, 1):
        if answer := answers.get(f"q{number}"):
            yield question_ident(question), _value(question, answer.answer)


def _value(question: Question, written: str) -> Any:
    """The raw answer, from the text that the learner's file keeps of it (``exercises/kept.py``)."""
    given = _literals(written)
    if isinstance(question, Decision):
        given = given[:2]  # the justification is for the instructor's eyes, not for a code
    choice = question.choice if isinstance(question, Decision) else question
    if given and isinstance(choice, Choice) and isinstance(given[0], str):
        given[0] = choice.read(given[0]) or given[0][:TEXT]
    given = [one[:TEXT] if isinstance(one, str) and one not in question.options else one for one in given]
    if not given or (isinstance(question, Decision) and len(given) < 2):
        return NOT_SENT
    return given[0] if len(given) == 1 else given[:8]


def _literals(written: str) -> list[Any]:
    """The plain values at the beginning of « 'b', 12.5, 'Parce que… »: texts and numbers, nothing that would be run."""
    found, at = [], 0
    while part := _LITERAL.match(written, at):
        at = part.end()
        text = part[1]
        if text[0] in "'\"":
            try:
                found.append(ast.literal_eval(text))
            except (ValueError, SyntaxError):  # a file written by hand
                break
        elif text in ("True", "False"):
            found.append(text == "True")
        else:
            found += [number for one in _PART.findall(text) if (number := _number(one)) is not None]
    return found


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return codes.short(value) if math.isfinite(value) and abs(value) <= codes.BIGGEST else None


# --- the pilot ----------------------------------------------------------------------------------------------


def _run(record: learner.Record) -> Any:
    """The last run that was played to its end, else the last one: model, settings, seed, quarters, decisions."""
    runs = [one for name in sorted(record.runs) for one in record.runs[name] if one.decisions]
    done = [one for one in runs if one.done] or runs
    if not done:
        return None
    run = done[-1]
    settings = {name: codes.short(v) if isinstance(v, float) else v for name, v in run.settings.items()}
    return [run.model, settings, run.seed, run.quarters, [_decision(one) for one in run.decisions]]


def _decision(given: dict[str, Any]) -> list[Any]:
    """Price, advertising, lever, test, size, channel, money: what was left out at the end is left out; no reason given."""
    price, spent = given.get("price"), given.get("acquisition")
    line = [
        None if price is None else codes.short(float(price)),
        None if spent is None else codes.short(float(spent)),
        codes.ident(given["lever"]) if given.get("lever") else 0,
        codes.ident(given["test"]) if given.get("test") else 0,
        {"petit": 1, "grand": 2}.get(given.get("size", ""), 0),
        {"ouvrir": 1, "fermer": 2}.get(given.get("channel", ""), 0),
        codes.short(float(given.get("raised") or 0.0)),
    ]
    while line and not line[-1]:
        line.pop()
    return line
