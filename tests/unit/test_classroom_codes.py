"""The code that a student hands in: it comes back whole through any chat, and no damage is taken for an answer."""

from __future__ import annotations

import base64
import html
import math
import random
import re
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bizmodels as bm
from bizmodels import LearnerError, learner
from bizmodels.classroom import codes, gathered, in_use
from bizmodels.classroom.codes import Handed, Unread, Unreadable
from bizmodels.classroom.tally_exercise import judged
from bizmodels.exercises import engine
from bizmodels.exercises.decisions import Decision
from bizmodels.exercises.given import student_seed
from bizmodels.exercises.questions import Numeric

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
WHOLE = Handed(
    "03",
    "renard bleu",
    (("a1b2", 250), ("0c3d", 0.55), ("ffff", codes.UNSURE), ("0000", "9f3a"), ("1234", codes.STILL)),
    (("77aa", 14.9123), ("beef", "b"), ("dead", ["oui", 0.215]), ("f00d", {}), ("c0de", True)),
    ["D2C", {"churn": 0.07}, 60, 12, [[0.95], [], [None, 900000, "a1b2", 0, 2]]],
)
CODE = codes.encode(WHOLE)


def found(text):
    return list(codes.find(text))


# --- whole through anything ---------------------------------------------------------------------------------

values = st.none() | st.booleans() | st.floats(-1e15, 1e15, allow_nan=False) | st.text(max_size=20)
hashes = st.integers(0, 65_535).map("{:04x}".format)
pairs = st.lists(st.tuples(hashes, values | st.lists(values, max_size=3)), max_size=6).map(tuple)


@settings(max_examples=40)
@given(st.text(max_size=40), pairs, pairs)
def test_a_code_comes_back_as_it_went(pseudonym, bets, answers):
    handed = Handed("14", pseudonym.encode("utf-8", "replace").decode(), bets, answers)
    try:
        code = codes.encode(handed)
    except ValueError:
        return  # a lone half of an emoji has no UTF-8, and nobody's pseudonym is kept with one
    assert codes.decode(code) == handed


NOISE = {
    "as shown": codes.grouped(CODE),
    "small letters": CODE.lower(),
    "wrapped": "\n".join(re.findall(".{1,20}", CODE)),
    "quoted by a mail": "\r\n".join(f"> > {line}" for line in re.findall(".{1,30}", codes.grouped(CODE))),
    "in French quotes": f"Bonjour Madame, voici : «\u00a0{codes.grouped(CODE)}\u00a0» Bonne soirée !",
    "in Markdown": f"**Mon code**\n```\n{codes.grouped(CODE)}\n```\n_merci_",
    "as HTML": f"<p>Voici&nbsp;:<br>{codes.grouped(CODE).replace(' ', '&nbsp;<br/>')}</p><p>&gt; à demain</p>",
    "between others": f"[14:32] Élève 2 : {CODE}\n[14:33] Élève 3 : moi aussi, 24 sur 30",
    "with marks without width": "\u200b".join(CODE),
    "in a shell": f"\"{CODE}\"; ''",
}


@pytest.mark.parametrize("text", NOISE.values(), ids=NOISE)
def test_what_stands_around_does_not_count(text):
    assert found(text) == [WHOLE]


def test_another_zlib_is_read_too():
    # Builds of zlib make other streams of the same bytes: read, never compared.
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    packed = packer.compress(b'["03","",[250],[]]') + packer.flush()
    assert codes.decode(_made(b"\x01\xa1\xb2" + packed)).bets == (("a1b2", 250),)


def _made(body):
    """A code of any bytes, with its right checksum: by somebody who reads the source."""
    count = math.ceil((4 + len(body)) * 8 / 5)
    head = f"BM1{ALPHABET[count // 32]}{ALPHABET[count % 32]}"
    raw = zlib.crc32(body, zlib.crc32(head.encode())).to_bytes(4, "big") + body
    return head + base64.b32encode(raw).decode().rstrip("=")


# --- no damage is accepted ----------------------------------------------------------------------------------


def test_no_slip_of_one_letter_is_accepted():
    stream, refused = random.Random(5), 0
    for _ in range(400):
        at = stream.randrange(3, len(CODE))
        other = stream.choice([one for one in ALPHABET if one != CODE[at]])
        with pytest.raises(Unreadable):
            codes.decode(CODE[:at] + other + CODE[at + 1 :])
        refused += 1
    assert refused == 400


def test_no_exchange_of_two_neighbours_is_accepted():
    different = [at for at in range(3, len(CODE) - 1) if CODE[at] != CODE[at + 1]]
    assert len(different) > 150
    for at in different:
        with pytest.raises(Unreadable):
            codes.decode(CODE[:at] + CODE[at + 1] + CODE[at] + CODE[at + 2 :])


@pytest.mark.parametrize("at", [3, 5, 60, 150])
def test_a_letter_lost_doubled_or_the_end_cut_is_told(at):
    for damaged in (CODE[:at] + CODE[at + 1 :], CODE[:at] + CODE[at] + CODE[at:], CODE[: at + 12]):
        (one,) = found(f"{damaged} merci beaucoup Madame")
        assert isinstance(one, Unread)
        assert one.start == damaged[: codes.SHOWN]
        assert one.reason


def test_a_code_of_a_later_form_says_so():
    (one,) = found(CODE.replace("BM1", "BM9"))
    assert one.reason == "d’une autre version du cours"


HOSTILE = {
    "nan": b'["03","",[NaN],[]]',
    "infinity": b'["03","",[1e999],[]]',
    "a number without end": b'["03","",[' + b"9" * 5000 + b"],[]]",
    "nested": b'["03","",[' + b"[" * 3000 + b"]" * 3000 + b"],[]]",
    "a lesson of HTML": b'["<b>","",[1],[]]',
    "a record for a list": b'["03","",{"a":1},[]]',
    "no pseudonym": b'["03",[],[1],[]]',
    "too few": b'["03"]',
    "too many": b'["03","",[1],[],1,2]',
    "more answers than questions": b'["03","",[1,2],[]]',
    "no JSON": b"import os",
    "no text": b"\xff\xfe\x00",
    "a long text": b'["03","",["' + b"a" * 200 + b'"],[]]',
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE)
def test_hostile_contents_are_refused(raw):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = b"\x01\xa1\xb2" + packer.compress(raw) + packer.flush()
    with pytest.raises(Unreadable):
        codes.decode(_made(body[:630]))


def test_a_bomb_is_not_inflated():
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(b'["03","' + b"a" * 400_000 + b'",[],[]]') + packer.flush()
    assert len(packed) < 600
    with pytest.raises(Unreadable, match="trop long"):
        codes.decode(_made(b"\x00" + packed))


@settings(max_examples=40)
@given(st.text())
def test_no_text_harms(text):
    assert all(isinstance(one, Unread) for one in codes.find(f"{text} BM1{text}"))


# --- what a code holds --------------------------------------------------------------------------------------


def test_a_code_is_short_enough_to_be_copied():
    bets = tuple((f"{n:04x}", [250, 0.55, "a1b2", 1256, codes.UNSURE, 26.2][n % 6]) for n in range(10))
    exercise = (14.9123, 0.215733, 1256.33, {}, 33.3333, ["b", 412.5], 7.5, ["oui", 0.04])
    answers = tuple((f"{n + 99:04x}", one) for n, one in enumerate(exercise))
    assert 170 <= len(codes.encode(Handed("03", "renard bleu", bets, answers))) <= 240


def test_two_questions_of_a_lesson_never_have_the_same_hash():
    for name in engine.available():
        known = [gathered.question_ident(one) for one in engine.declaration(name).questions]
        assert len(set(known)) == len(known), name


@pytest.mark.parametrize(
    "name", ["02_d2c", "03_marketplace", "14_prix_et_premium", "22_tresorerie", "25_piloter"]
)
def test_a_number_is_judged_as_the_exercise_judged_it(name):
    """A code holds six digits: the state and the cause are those of all of them."""
    declared, checked = engine.declaration(name), 0
    for data in (declared.published(), declared.drawn(student_seed("loutre agile", name))):
        for question in declared.questions:
            number = question.number if isinstance(question, Decision) else question
            if not isinstance(number, Numeric):
                continue
            for value in [number(data), *(one.formula(data, number.formula) for one in number.mistakes)]:
                if not math.isfinite(value) or abs(value) > codes.BIGGEST:
                    continue
                whole, cut = (judged(number, data, one) for one in (float(value), codes.short(float(value))))
                assert (whole.state, whole.cause) == (cut.state, cut.cause), (number.label, value)
                checked += 1
    assert checked > 20


# --- rendre() -----------------------------------------------------------------------------------------------

TO_DO = "À faire\u00a0: un pari de la leçon, ou une question de l’exercice. Relancez ensuite cette cellule pour obtenir votre code."


@pytest.mark.parametrize("arguments", [(), ("03",)])
def test_with_nothing_kept_it_says_what_to_do(arguments):
    made = bm.rendre(*arguments)
    assert repr(made) == TO_DO
    assert made._repr_html_() == f"<p><strong>À faire</strong>{TO_DO.removeprefix('À faire')}</p>"
    assert not made.code


def played():
    """A student of lesson 03 at work."""
    guess = bm.bet("Combien ?", 12.0, unit="€", today=10.0, name="03-marge")
    guess.direction.value, guess.number.value = "monte", "13,5"
    guess.commit()
    bm.bet("Lequel ?", "b & b", choices=["a", "b & b"], name="03-choix").choose("a")
    bm.bet("Et ici ?", 3.0, name="03-ici").act.unsure.click()
    ex = bm.exercise("03_marketplace", student="Renard  Bleu")
    ex.q1.check(float(engine.declaration("03_marketplace").questions[0](ex.data)))
    ex.q2.check("12 €")
    ex.q4.check(lambda prix: prix)
    ex.q7.check("boutique", 0.25, "Parce que je m’appelle Jeanne Dupont et que 25 % suffisent.")
    return ex


def test_what_is_handed_in_is_what_was_kept():
    ex = played()
    made = bm.rendre("03")
    (handed,) = found(repr(made))
    assert handed == found(made._repr_html_())[0] == codes.decode(made.code)
    assert (handed.lesson, handed.pseudonym) == ("03", "Renard Bleu")
    said = dict(handed.bets)
    assert said[gathered.bet_ident("Combien ?", "€")] == 13.5
    assert said[gathered.bet_ident("Lequel ?", "")] == codes.ident("a")
    assert said[gathered.bet_ident("Et ici ?", "")] == codes.UNSURE
    declared = engine.declaration("03_marketplace").questions
    given_back = {name: dict(handed.answers).get(gathered.question_ident(one)) for name, one in zip(
        ("q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8"), declared, strict=True)}  # fmt: skip
    assert given_back["q1"] == codes.short(float(declared[0](ex.data)))
    assert given_back["q2"] == "12 €"
    assert given_back["q3"] is None
    assert given_back["q4"] == gathered.NOT_SENT
    assert "Dupont" not in repr(handed)


def test_the_file_holds_the_code_and_no_name_stands_in_its_own():
    played()
    made = bm.rendre("03")
    page = made._repr_html_()
    name, file = re.search(
        r'download="([^"]+)" href="data:text/plain;charset=utf-8;base64,([^"]+)"', page
    ).groups()
    assert name == "code_03_renard_bleu.txt"
    assert base64.b64decode(file).decode() == f"{codes.grouped(made.code)}\n"
    assert "jamais votre vrai nom" in page
    assert "jamais votre vrai nom" in repr(made)
    assert "<script" not in page
    assert set(re.findall(r"https?:", page)) == set()


def test_another_pseudonym_hands_in_his_own_answers():
    played()
    other = bm.exercise("03_marketplace", student="loutre <b>agile</b>")
    other.q2.check(0.5)
    mine, his = (
        codes.decode(bm.rendre("03", student="renard bleu".title()).code),
        codes.decode(bm.rendre("03").code),
    )
    assert (mine.pseudonym, len(mine.answers)) == ("Renard Bleu", 4)
    assert (his.pseudonym, len(his.answers)) == ("loutre <b>agile</b>", 1)
    assert "<b>agile" not in bm.rendre("03")._repr_html_()
    assert html.escape("loutre <b>agile</b>") in bm.rendre("03")._repr_html_()
    assert codes.decode(bm.rendre("03", student=...).code) == his


def test_the_notebook_that_runs_is_the_lesson(monkeypatch):
    played()
    monkeypatch.setenv("JPY_SESSION_NAME", "/cours/exercises/03_marketplace.ipynb")
    assert codes.decode(bm.rendre().code).lesson == "03"
    monkeypatch.setenv("JPY_SESSION_NAME", "/cours/essai.ipynb")
    assert repr(bm.rendre()) == TO_DO


def in_notebook(monkeypatch, **names):
    monkeypatch.setattr(in_use, "_names", lambda: names)


def test_the_pseudonym_in_use_is_the_one_handed_in(monkeypatch):
    """Answers given as renard bleu, then the cell and the exercise of zebre 9, nothing answered yet."""
    ex = bm.exercise("03_marketplace", student="renard bleu")
    ex.q1.check(12.5)
    ex.q2.check(0.2)
    in_notebook(monkeypatch, ex=ex, pseudonyme="renard bleu")
    assert codes.decode(bm.rendre("03").code).pseudonym == "renard bleu"
    other = bm.exercise("03_marketplace", student="zebre 9")
    in_notebook(monkeypatch, ex=other, pseudonyme="zebre 9")
    nothing = bm.rendre("03")
    assert not nothing.code
    assert "zebre 9" in repr(nothing)
    assert "2\u00a0réponses sous" in repr(nothing)
    other.q1.check(12.5)
    some = bm.rendre("03")
    assert (codes.decode(some.code).pseudonym, len(codes.decode(some.code).answers)) == ("zebre 9", 1)
    assert "Ce code laisse de côté 2\u00a0réponses sous" in repr(some)
    assert "renard bleu" in some._repr_html_()


def test_a_pseudonym_changed_without_its_next_cell_gives_no_code(monkeypatch):
    ex = bm.exercise("03_marketplace", student="loup A")
    ex.q1.check(12.5)
    in_notebook(monkeypatch, ex=ex, pseudonyme="Loup  C")
    made = bm.rendre("03")
    assert not made.code
    assert "relancez la cellule qui suit votre pseudonyme" in repr(made)
    assert "Loup C" in repr(made)
    in_notebook(monkeypatch, ex=ex, pseudonyme=" LOUP  a")
    assert codes.decode(bm.rendre("03").code).pseudonym == "loup A"


@pytest.mark.parametrize("cell", [..., 12, "", "votre pseudonyme"])
def test_what_is_no_pseudonym_changes_nothing(monkeypatch, cell):
    bm.exercise("03_marketplace").q1.check(12.5)
    in_notebook(monkeypatch, ex=bm.exercise("03_marketplace"), pseudonyme=cell)
    assert codes.decode(bm.rendre("03").code).pseudonym == ""


def test_without_a_pseudonym_the_code_does_not_claim_one():
    bm.exercise("03_marketplace").q1.check(12.5)
    text = repr(bm.rendre("03"))
    assert "Il ne contient aucun pseudonyme" in text
    assert "Il contient votre pseudonyme" not in text


@pytest.mark.parametrize("wrong", [3, "3", "99", "03_marketplace", ["03"]])
def test_a_lesson_that_is_none_is_told(wrong):
    with pytest.raises(LearnerError, match=r'bm.rendre\("03"\)'):
        bm.rendre(wrong)


def test_a_pseudonym_that_is_no_text_is_told():
    with pytest.raises(LearnerError, match="entre guillemets"):
        bm.rendre("03", student=12)


@pytest.mark.parametrize(
    ("kept", "sent"),
    [("12.5", [12.5]), ("0, 5", [0, 5]), ("(0, 5)", [0, 5]), ("'b', 12.5, 'Parce q", ["b", 12.5]), ("True", [True]),
     ("nan", []), ("def f(x):\n    return 1", []), ("<list>", []), ("'l\\'un'", ["l'un"]), ("1e+400", []),
     ("__import__('os')", []), ("'\\x'", []), ("-3, ", [-3]), ("1" * 200, [])],
)  # fmt: skip
def test_kept_answers_are_read_as_plain_values(kept, sent):
    assert gathered._literals(kept) == sent


def test_a_run_goes_without_the_reasons_given():
    decisions = [
        {"price": 0.95, "test": "churn", "why": "Jeanne Dupont"},
        {},
        {"lever": "Offre supérieure", "raised": 5e5},
    ]
    learner.keep_run(
        "lecon_25", "25-pilote", learner.KeptRun(key="a", model="D2C", seed=60, decisions=decisions)
    )
    handed = codes.decode(bm.rendre("25").code)
    assert handed.run[:4] == ["D2C", {}, 60, 12]
    churn, lever = codes.ident("churn"), codes.ident("Offre supérieure")
    assert handed.run[4] == [[0.95, None, 0, churn], [], [None, None, lever, 0, 0, 0, 500_000]]
