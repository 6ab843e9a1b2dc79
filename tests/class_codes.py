"""Thirty made codes of a class: realistic bets and answers of one lesson, some pilot runs; the same on every machine."""

from __future__ import annotations

import math
import random

from bizmodels.classroom import codes, gathered
from bizmodels.exercises import engine
from bizmodels.exercises.decisions import Decision
from bizmodels.exercises.functions import Function
from bizmodels.exercises.given import student_seed
from bizmodels.exercises.questions import Choice

ANIMALS = ("renard", "loutre", "héron", "lynx", "castor", "mésange", "blaireau", "chouette", "daim", "truite")
COLOURS = ("bleu", "agile", "discret")


def class_codes(lesson, acts, size=30, seed=1, runs=False):
    """The codes of ``size`` students who bet on ``acts`` (« {} »: exercise only), most of them under a pseudonym."""
    stream = random.Random(f"{lesson}-{seed}")
    return [
        codes.encode(student(lesson, acts, stream, pseudonym(n), runs and n % 8 != 7)) for n in range(size)
    ]


def pseudonym(number):
    """« renard bleu », another for each number; « » for the last ones of thirty."""
    return (
        ""
        if number in (28, 29)
        else f"{ANIMALS[number % 10]} {COLOURS[number // 10 % 3]}" + (f" {number}" if number >= 30 else "")
    )


def student(lesson, acts, stream, name, plays):
    """What one student hands in."""
    bets = [(key, said) for key, act in acts.items() if (said := bet(act, stream)) is not None]
    return codes.Handed(
        lesson, name, tuple(bets), tuple(answers(lesson, stream, name)), run(stream) if plays else None
    )


def bet(act, stream):
    """A bet: near the result, on the mistake, at today's value, unsure, or none."""
    chance = stream.random()
    if chance < 0.08:
        return None
    if chance < 0.16:
        return codes.UNSURE
    if act.options:
        option = stream.choice(act.options)
        return codes.short(option.value) if math.isfinite(option.value) else codes.ident(option.label)
    truth, trap, today = act._truth(), act.why.trap, act.today
    around = truth * stream.uniform(0.9, 1.1)
    if math.isfinite(today):
        around = stream.choice([truth, truth, today + (truth - today) * stream.uniform(-0.6, 1.7)])
    far = truth * stream.choice([0.4, 0.6, 0.8, 1.3, 1.6])
    value = stream.choice([around, around, trap if math.isfinite(trap) else far, far])
    return codes.short(min(max(value, act.within[0]), act.within[1]), 2)


def answers(lesson, stream, name):
    """Answers of a student: right, one of the named mistakes, another number, or none."""
    exercise = gathered.exercise_of(lesson)
    declared = engine.declaration(exercise)
    data = declared.drawn(student_seed(name, exercise)) if name else declared.published()
    for question in declared.questions:
        if stream.random() < 0.9:
            yield gathered.question_ident(question), answer(question, data, stream)


def answer(question, data, stream):
    """One raw answer, as a code holds it."""
    if isinstance(question, Function):
        return gathered.NOT_SENT
    if isinstance(question, Choice):
        return question(data) if stream.random() < 0.6 else stream.choice(list(question.labels))
    if isinstance(question, Decision):
        choice = question.choice(data) if stream.random() < 0.8 else stream.choice(list(question.options))
        return [choice, number(question.number, data, stream)]
    return number(question, data, stream)


def number(question, data, stream):
    """The right number, or what a named mistake gives."""
    chance = stream.random()
    value = question(data)
    if chance > 0.6 and question.mistakes:
        # The first mistakes are the tempting ones.
        mistake = question.mistakes[min(int(stream.expovariate(1.2)), len(question.mistakes) - 1)]
        value = mistake.formula(data, question.formula)
    elif chance > 0.52:
        value *= 1.37
    return codes.short(value) if math.isfinite(value) else 0


def run(stream):
    """A run of the pilot: D2C, seed 60, twelve quarters."""
    levers = ["Programme de fidélité", "Offre supérieure", "Vente croisée", "Relation client (CRM)"]
    tests = ["acquisition", "churn", "price", "cac"]
    decisions = []
    for quarter in range(12):
        given = {}
        if quarter == 0 and stream.random() < 0.7:
            given["price"] = stream.choice([0.9, 0.95, 1.05, 1.1])
            given["acquisition"] = stream.choice([300_000, 450_000, 600_000, 900_000])
        if quarter < 4 and stream.random() < 0.4:
            given["test"], given["size"] = tests[quarter], stream.choice(["petit", "moyen"])
        if quarter < 3 and stream.random() < 0.5:
            given["lever"] = levers[quarter]
        if quarter == 2 and stream.random() < 0.2:
            given["channel"] = "ouvrir"
        decisions.append(gathered._decision(given))
    return ["D2C", {}, 60, 12, decisions]
