"""Answers that raise, hang, quit, print without end, lie about their type, or say more than one thing."""

from __future__ import annotations

import gc
import hashlib
import signal
import subprocess
import sys
import threading
import time
import unicodedata
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

import bizmodels as bm
from bizmodels import LearnerError
from bizmodels.exercises import engine, guard
from bizmodels.exercises.answers import read_number
from bizmodels.exercises.decisions import Decision
from bizmodels.exercises.given import student_seed
from bizmodels.exercises.questions import Choice
from bizmodels.exercises.result import REVIEW, RIGHT, TO_DO, Result

TEXT = "La hausse nécessaire dépasse de 8 points ce que l'on promet, donc la baisse détruit du résultat."
KINDS = {"Numeric": "q2", "Choice": "q1", "Function": "q5", "Decision": "q9"}
SPECIAL = [
    "__str__", "__repr__", "__eq__", "__ne__", "__hash__", "__bool__", "__float__", "__int__", "__index__",
    "__array__", "__len__", "__iter__", "__getitem__", "__contains__", "__getattr__", "__getattribute__",
    "__call__", "__format__", "__lt__", "__abs__", "__sub__", "__rsub__", "__trunc__", "__complex__",
]  # fmt: skip
PROPERTIES = ["__class__", "shape", "iloc", "dtype", "size", "strip", "casefold", "__dict__", "__doc__"]


def breaking(error, base=object):
    """A class whose every special method and property raises ``error``."""

    def fail(*_, **__):
        raise error

    names = dict.fromkeys(SPECIAL, fail) | dict.fromkeys(PROPERTIES, property(fail))
    names.pop("__dict__")
    if base is not object:
        names.pop("__getattribute__")
    return type("Hostile", (base,), names)


def hostile():
    for error in (RuntimeError("non"), SystemExit(3), GeneratorExit(), RecursionError("x"), MemoryError()):
        yield breaking(error)()
        for base, value in ((str, "a"), (int, 3), (float, 3.0), (tuple, (1, 2)), (list, [1]), (dict, {})):
            yield breaking(error, base)(value)
        yield breaking(error, Decimal)("1.5")
        yield breaking(error, type)("Lying", (), {})
        yield np.zeros(2).view(breaking(error, np.ndarray))

    class Lying:
        iloc, shape, __class__ = 1, (), float

        def __float__(self):
            return 4.75

    class Text:
        __class__ = str

    yield Lying()
    yield Text()


def answers_of(question, answer, session):
    """The answer in each of the places the question has."""
    if question != "q9":
        return [(answer,)]
    declared = engine.declaration("02_d2c").questions[8]
    choice, number = declared.choice(session.data), declared.number(session.data)
    return [(answer, number, TEXT), (choice, answer, TEXT), (choice, number, answer)]


@pytest.mark.parametrize("question", KINDS.values(), ids=KINDS)
def test_no_object_breaks_a_check(question, capsys):
    session = bm.exercise("02_d2c")
    for answer in hostile():
        for answers in [*answers_of(question, answer, session), (answer, answer)]:
            result = getattr(session, question).check(*answers)
            assert type(result) is Result
            assert result.state in {TO_DO, REVIEW, RIGHT}
            assert repr(result)
            assert result._repr_html_()
    assert not capsys.readouterr().out


def test_an_object_that_claims_to_be_a_number_is_none():
    class Lying:
        __class__ = float

        def __float__(self):
            return 4.75

    assert read_number(Lying()).cause == "pas un nombre"


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (b"12", "nombre en texte"),
        (bytearray(b"abc"), "texte"),
        (np.complex128(1), "pas un nombre"),
        (complex(1, 0), "pas un nombre"),
        (np.timedelta64(3, "D"), "pas un nombre"),
        (np.datetime64("2024"), "pas un nombre"),
        (pd.Timestamp("2024"), "pas un nombre"),
        (pd.Timedelta(3), "pas un nombre"),
        (pd.NaT, "pas un nombre"),
        (pd.NA, "pas un nombre"),
        (np.array(None), "pas un nombre"),
        (np.array(True), "booléen"),
        (np.array("12"), "nombre en texte"),
        (np.array(1j), "pas un nombre"),
        (np.ma.masked, "plusieurs valeurs"),
        (Decimal("NaN"), "pas fini"),
        (Decimal("sNaN"), "pas un nombre"),
        (Decimal("1e999"), "pas fini"),
        (Fraction(10**400), "pas fini"),
        (-(10**400), "pas fini"),
        (np.float32("inf"), "pas fini"),
        (pd.Series([2.0]), "plusieurs valeurs"),
    ],
)
def test_what_is_no_number_says_so(answer, cause):
    assert read_number(answer).cause == cause


@pytest.mark.parametrize(
    "answer",
    [np.array(2), np.array(Decimal(2)), np.longdouble(2), np.uint8(2), np.float16(2), pd.Series([2.0])[0]],
)
def test_what_is_a_number_is_read(answer):
    assert read_number(answer).value == 2.0


def test_a_table_of_one_value_says_how_to_take_it():
    assert ".item()" in read_number(pd.Series([2.0])).sentence
    assert ".iloc[0, 0]" in read_number(pd.DataFrame({"a": [2.0]})).sentence


# --- functions that do not come back ----------------------------------------------------------------------


def forever(*_):
    while True:
        pass


def forever_and_caught(*_):
    while True:
        try:
            sum(range(100))
        except BaseException:
            continue


def forever_printing(*_):
    while True:
        print("x" * 10**6)


def forever_sleeping(*_):
    time.sleep(60)


def recursive(*given):
    return recursive(*given)


def checking_itself(*_):
    return bm.exercise("02_d2c").q5.check(checking_itself)


class HangingText(Exception):
    def __str__(self):
        return forever()


def hanging_error(*_):
    raise HangingText


# Windows has no such timer: there another thread interrupts, and a sleep is not interrupted.
with_timer = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer on this system")


@pytest.fixture
def short(monkeypatch):
    """A limit of a fifth of a second."""
    gc.collect()  # a ring inside the destructor of another test's object would be lost
    monkeypatch.setattr(guard.limited, "__kwdefaults__", {"seconds": 0.2})


@with_timer
@pytest.mark.parametrize(
    "function",
    [forever, forever_and_caught, forever_printing, forever_sleeping, hanging_error, checking_itself],
)
def test_a_function_without_end_is_interrupted(function, short, capsys):
    handler, screen = signal.getsignal(signal.SIGALRM), sys.stdout
    result = bm.exercise("02_d2c").q5.check(function)
    assert (result.state, result.cause) == (REVIEW, "boucle sans fin")
    assert "ne s’arrête pas" in result.text
    assert signal.getsignal(signal.SIGALRM) is handler
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert sys.stdout is screen
    assert not capsys.readouterr().out


def test_the_limit_is_five_seconds():
    assert guard.SECONDS == guard.limited.__kwdefaults__["seconds"] == 5.0


@pytest.mark.parametrize("function", [forever, forever_and_caught, forever_printing])
def test_it_is_interrupted_in_another_thread_too(function, short):
    found = []
    thread = threading.Thread(target=lambda: found.append(bm.exercise("02_d2c").q5.check(function)))
    thread.start()
    thread.join(20)
    assert [one.cause for one in found] == ["boucle sans fin"]


TRACED = """
import sys
from bizmodels.exercises import guard
def forever():
    while True: pass
assert guard._with_watchdog(lambda: 3, (), 0.2) == 3
if sys.argv[1] == "interrupted":
    try:
        guard._with_watchdog(forever, (), 0.2)
        raise SystemExit("not interrupted")
    except guard.TooLong:
        pass
def seen(): return 1
sys.settrace(lambda *_: None)  # what a debugger does
seen()
sys.settrace(None)
print("fini")
"""


@pytest.mark.parametrize("call", ["finished", "interrupted"])
def test_a_debugger_still_works_after_a_check_in_a_thread(call):
    """An exception withdrawn by PyThreadState_SetAsyncExc(id, NULL) makes CPython 3.11 spin for ever under a trace."""
    done = subprocess.run([sys.executable, "-c", TRACED, call], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "fini", done.stderr


@with_timer
def test_the_timer_of_somebody_else_still_rings(short):
    rung = []
    handler = signal.signal(signal.SIGALRM, lambda *_: rung.append(1))
    try:
        for wait in (0.05, 0.6):
            signal.setitimer(signal.ITIMER_REAL, wait)
            assert bm.exercise("02_d2c").q5.check(forever).cause == "boucle sans fin"
            time.sleep(max(0.0, wait + 0.3 - 0.2))
        assert rung == [1, 1]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)


def test_an_answer_that_cannot_be_read_in_time_says_so(short):
    class Slow(Decimal):
        def __float__(self):
            return forever()

    assert bm.exercise("02_d2c").q2.check(Slow("1")).cause == "réponse sans fin"


def quits(*_):
    sys.exit(1)


def closes(*_):
    raise GeneratorExit


def fails_unsaid(*_):
    class Unsaid(Exception):
        def __str__(self):
            raise SystemExit

    raise Unsaid


async def later(*_):
    return 1.0


@pytest.mark.parametrize(
    ("function", "cause"),
    [
        (recursive, "récursion sans fin"),
        (quits, "fonction qui quitte"),
        (closes, "erreur dans la fonction"),
        (fails_unsaid, "erreur dans la fonction"),
        (later, "pas un nombre"),
        (lambda *_: 10**5000, "pas fini"),
        (lambda *_: b"12", "nombre en texte"),
    ],
)
def test_a_function_that_quits_or_fails_is_explained(function, cause, recwarn):
    result = bm.exercise("02_d2c").q5.check(function)
    assert (result.state, result.cause) == (REVIEW, cause)
    assert not [one for one in recwarn if "await" in str(one.message)]


def test_control_c_still_stops():
    def interrupted(*_):
        signal.raise_signal(signal.SIGINT)
        time.sleep(1)

    # Whoever starts the tests in the background of a shell has Ctrl + C ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            bm.exercise("02_d2c").q5.check(interrupted)
    finally:
        signal.signal(signal.SIGINT, before)


# --- choices and texts ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", engine.available())
def test_a_choice_is_read_however_it_is_dressed_and_nothing_more(name):
    data = bm.exercise(name).data
    for declared in engine.declaration(name).questions:
        choice = declared.choice if isinstance(declared, Decision) else declared
        if not isinstance(choice, Choice):
            continue
        letters = list(choice.options)
        for letter, label in choice.options.items():
            bare = "".join(c for c in unicodedata.normalize("NFD", label) if not unicodedata.combining(c))
            dressed = [
                letter.upper(),
                f" {letter}\u00a0",
                f"{letter}.",
                f"{letter})",
                f"({letter})",
                f'"{letter}"',
            ]
            dressed += [f"« {letter} »", f"'{letter}'", f"“{letter}”", f"\u200b{letter}\ufeff", f"{letter} !"]
            dressed += [
                label,
                label.upper(),
                f"{label}.",
                bare,
                label.replace("'", "’"),
                label.replace(" ", "\u00a0"),
            ]
            dressed += [f"{letter}) {label}", f"{letter} : {label}", unicodedata.normalize("NFD", label)]
            for one in dressed:
                assert choice.read(one) == letter, one
            other = next(one for one in letters if one != letter)
            for one in (
                f"pas {letter}", f"ce n'est pas {letter}", f"{letter} ou {other}", f"{letter}, {other}",
                f"{letter}{other}", f"{letter} {other}", f"sauf {label}", f"{label} {choice.options[other]}",
                "\n".join(choice.options.values()), f"{letter}x", f"{letter}) {choice.options[other]}", f"-{letter}", f"{letter}?",
            ):  # fmt: skip
                assert choice.read(one) is None, one
            assert choice.judge(data, f"pas {letter}").cause == "réponse illisible"


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        (
            "La vente en B2C et en D2C détruit du résultat, comme le montre la question q9 du cahier.",
            "sans chiffre",
        ),
        (": ; ! ? — … - « » / ( ) 1 . , ' : ; : ;", "trop courte"),
        ("non 8 " * 20, "répétée"),
        ("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16", "répétée"),
    ],
)
def test_a_justification_that_says_nothing_is_not_taken(text, cause):
    session = bm.exercise("02_d2c")
    declared = engine.declaration("02_d2c").questions[8]
    choice, number = declared.choice(session.data), declared.number(session.data)
    assert session.q9.check(choice, number, text).cause == f"justification {cause}"
    assert session.q9.check(choice, number, TEXT).state == RIGHT


@pytest.mark.parametrize("name", engine.available())
def test_the_question_pasted_is_no_justification(name):
    session = bm.exercise(name)
    for declared, question in zip(engine.declaration(name).questions, session.questions, strict=True):
        if isinstance(declared, Decision) and declared.words:
            choice, number = declared.choice(session.data), declared.number(session.data)
            pasted = question.check().text.split("\nIl manque")[0]
            result = question.check(choice, number, pasted)
            assert result.state == REVIEW
            assert result.cause.startswith("justification")


# --- pseudonyms and names ---------------------------------------------------------------------------------


def seed_of_0_2_0(pseudonym, exercise):
    """As release 0.2.0 computes it: firms already drawn must not change."""
    name = unicodedata.normalize("NFC", unicodedata.normalize("NFC", pseudonym).strip().casefold())
    return hashlib.sha256(f"{name}\x1f{exercise}".encode()).hexdigest()


@pytest.mark.parametrize(
    "pseudonym",
    [
        "renard bleu", "Renard", "zoé", "Éric", "E\u0301ric", "Ψ-17", "Jeanne Durand", "l'ours", "loup_42", "essai",
        "Straße", "ŒUVRE", "naïve.fox", "élève 12", "jean-luc", "Nguyễn", "鈴木", "🦊", "0", "a+b@c", "Ирина", "  x ",
    ],
)  # fmt: skip
def test_the_firm_of_an_ordinary_pseudonym_is_the_one_of_0_2_0(pseudonym):
    assert student_seed(pseudonym, "02_d2c") == seed_of_0_2_0(pseudonym, "02_d2c")


@pytest.mark.parametrize(
    "same",
    [
        ["l'ours bleu", "l’ours bleu", "lʼours bleu", "l‘ours bleu", "L＇OURS bleu", " l'ours  bleu "],
        [
            "l'ours bleu",
            "l'ours\u00a0bleu",
            "l'ours\u202fbleu",
            "l'ours\u2003bleu",
            "l'ours\u3000bleu",
            "l'ours\tbleu",
        ],
        [
            "renard",
            "ren\u200bard",
            "\ufeffrenard",
            "ren\u00adard",
            "ren\u2060ard",
            "renard\u200e",
            "ｒｅｎａｒｄ",
        ],
        ["\u200b renard", "renard", "renard \u200b", "ren\u034fard", "re\u200dnard"],
        ["jean-luc", "jean‐luc", "jean‑luc", "jean\u00ad-luc"],
        ["ﬁn", "fin"],
    ],
)
def test_pseudonyms_that_look_equal_give_one_firm(same):
    assert len({student_seed(one, "02_d2c") for one in same}) == 1
    assert len({str(bm.exercise("02_d2c", student=one).data.shown()) for one in same}) == 1


@pytest.mark.parametrize("student", ["\u200b", "\ufeff \u00ad", b"renard"])
def test_a_pseudonym_that_shows_nothing_is_refused(student):
    with pytest.raises(LearnerError, match="pseudonyme"):
        bm.exercise("02_d2c", student=student)


def test_other_pseudonyms_and_names_do_not_break():
    assert bm.exercise("02_d2c", student="\ud800").code
    assert bm.exercise("02_d2c", student=breaking(RuntimeError("x"), str)("renard")).code
    with pytest.raises(LearnerError, match="pseudonyme"):
        bm.exercise("02_d2c", student=breaking(RuntimeError("x"))())
    with pytest.raises(LearnerError, match="02_d2c"):
        bm.exercise(breaking(RuntimeError("x"))())


@pytest.mark.parametrize(("room", "module"), [("levers", "network_effects"), ("risks", "returns")])
def test_a_module_is_reached_without_import(room, module):
    code = f"import bizmodels as bm; print(bm.{room}.{module}.__name__, {module!r} in dir(bm.{room}))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == f"bizmodels.{room}.{module} True\n"
    with pytest.raises(LearnerError, match=f"(?s)bizmodels.{room} n’a pas.*{module}"):
        getattr(getattr(bm, room), module[:-1])
    assert not hasattr(getattr(bm, room), "nothing")
    assert not hasattr(getattr(bm, room), "__wrapped__")


def test_a_decimal_comma_inside_a_function_is_told_in_french():
    def fois_plus(prix_avant, cout_avant, prix_apres, cout_apres):
        tva = 1, 2
        return prix_avant / tva

    result = bm.exercise("02_d2c").q5.check(fois_plus)
    assert result.cause == "virgule décimale"
    assert "tuple" not in result.text


def test_a_figure_without_data_inside_a_function_is_told():
    result = bm.exercise("02_d2c").q5.check(lambda *_: vat)  # noqa: F821
    assert "`data.vat`" in result.text
