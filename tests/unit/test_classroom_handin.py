"""Hand-ins: every solution is read whole, every broken file says why, and no name of a file or of a cell is trusted."""

from __future__ import annotations

import codecs
import json
import os
import re

import pytest

from bizmodels.classroom import files, handin
from bizmodels.classroom.interpreter import limits
from bizmodels.classroom.interpreter.functions import Kept
from bizmodels.course.folders import checkout
from bizmodels.course.regions import source_of
from bizmodels.exercises import engine
from bizmodels.exercises.functions import Function
from bizmodels.exercises.given import student_seed
from bizmodels.exercises.guard import TooLong, limited
from bizmodels.exercises.result import RIGHT, TO_DO
from tests import handins

EXERCISES = engine.available()


@pytest.fixture
def few_steps(monkeypatch):
    """What never ends ends sooner."""
    monkeypatch.setattr(limits, "STEPS", 20_000)


def judged(found):
    """The state of each answer that was read."""
    declared = engine.declaration(found.exercise)
    data = declared.published()
    if found.pseudonym:
        data = declared.drawn(student_seed(found.pseudonym, found.exercise))
    states = {}
    for question, one in found.answers.items():
        asked = declared.questions[int(question[1:]) - 1]
        try:
            result = asked.to_do(data) if one.unread else limited(asked.judge, data, *one.arguments)
        except TooLong:
            result = asked.too_long()
        states[question] = one.unread and "non lue" or result.state
    return states


def of_kind(tmp_path, kind, **how):
    """The made hand-in of one kind, read."""
    return handin.read(handins.write(tmp_path, kind, **how))


def written(tmp_path, *cells, name="x.ipynb", **more):
    """A notebook of these code cells, read."""
    made = [{"cell_type": "code", "source": one, "metadata": {}, "outputs": []} for one in cells]
    path = tmp_path / name
    path.write_text(json.dumps({"cells": made, "metadata": {}, **more}), encoding="utf-8", newline="\n")
    return handin.read(path)


LOAD = (
    'import bizmodels as bm\nex = bm.exercise("03_marketplace", student="{}")\ndata, firm = ex.data, ex.firm'
)
SETUP = LOAD.format("loutre")


# --- the course's own notebooks -----------------------------------------------------------------------------


@pytest.mark.parametrize(("place", "exercise"), list(enumerate(EXERCISES)))
def test_every_solution_is_read_and_right(tmp_path, place, exercise):
    pseudonym = handins.PSEUDONYMS[place % 6] if place % 6 else ""
    notebook = json.loads((checkout() / "solutions" / f"{exercise}.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            asked = f'bm.exercise("{exercise}", student={pseudonym or None!r})'
            cell["source"] = re.sub(r"bm\.exercise\([^)]*\)", asked, source_of(cell))
    path = tmp_path / "Copie de l’élève.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8", newline="\n")
    found = handin.read(path)
    assert (found.exercise, found.pseudonym, found.trouble) == (exercise, pseudonym, "")
    assert set(judged(found).values()) == {RIGHT}
    assert len(found.answers) == len(engine.declaration(exercise).questions)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_an_untouched_exercise_gives_its_dots(exercise):
    found = handin.read(checkout() / "exercises" / f"{exercise}.ipynb")
    assert found.exercise == exercise
    assert not found.saved
    for number, declared in enumerate(engine.declaration(exercise).questions, 1):
        asked = found.answers[f"q{number}"]
        assert not asked.unread
        if not isinstance(declared, Function):
            assert asked.arguments
            assert all(one is ... for one in asked.arguments)
    assert set(judged(found).values()) == {TO_DO}


# --- thirty hand-ins ----------------------------------------------------------------------------------------


def test_thirty_hand_ins_agree_with_what_their_outputs_show(tmp_path, few_steps):
    agreed = 0
    for path in handins.make(tmp_path):
        found = handin.read(path)
        states = judged(found) if found.exercise else {}
        for question, state in found.saved.items():
            assert states[question] == state, (path.name, question)
            agreed += 1
    assert agreed > 150


def test_reading_twice_says_the_same(tmp_path, few_steps):
    for kind in ("hostile", "cellule_sans_fin"):
        one, other = (of_kind(tmp_path, kind) for _ in range(2))
        assert judged(one) == judged(other)
        assert one.notes == other.notes
        assert one.saved == other.saved
        assert [a.unread for a in one.answers.values()] == [a.unread for a in other.answers.values()]


UNREAD = {
    "cellule_sans_fin": ("q1", "trop longue"),
    "syntaxe": ("q1", "Ligne 1"),
    "hostile": ("q7", "__import__"),
}


@pytest.mark.parametrize("kind", UNREAD)
def test_one_unread_cell_leaves_the_others_read(tmp_path, few_steps, kind):
    question, why = UNREAD[kind]
    found = of_kind(tmp_path, kind)
    assert why in found.answers[question].unread
    assert found.answers[question].source
    unread = [one for one, state in judged(found).items() if state == "non lue"]
    assert question in unread
    assert len(unread) <= 2


def test_endless_functions_are_told_by_the_question(tmp_path, few_steps):
    endless, recursive = of_kind(tmp_path, "fonction_sans_fin"), of_kind(tmp_path, "recursion")
    assert judged(endless)["q4"] == judged(recursive)["q4"] == "À revoir"
    assert not endless.answers["q4"].unread
    assert isinstance(endless.answers["q4"].arguments[0], Kept)


def test_a_cheat_changes_nothing(tmp_path):
    found = of_kind(tmp_path, "triche")
    assert any("change `check`" in note for note in found.notes)
    assert not any(one.unread for one in found.answers.values())


def test_nothing_hostile_is_done(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "system", lambda *_: pytest.fail("os.system was called"))
    monkeypatch.setattr(os, "popen", lambda *_: pytest.fail("os.popen was called"))
    monkeypatch.chdir(tmp_path)
    before = of_kind(tmp_path / "rendus", "hostile")
    assert before.exercise
    assert sorted(one.name for one in tmp_path.iterdir()) == ["rendus"]


def test_a_deleted_set_up_is_recognised_by_its_questions(tmp_path):
    found = of_kind(tmp_path, "preparation_supprimee")
    assert found.exercise == "03_marketplace"
    assert found.pseudonym
    assert "préparation manque" in found.notes[0]
    assert set(judged(found).values()) == {RIGHT}


def test_a_deleted_cell_is_no_answer_and_is_said(tmp_path):
    found = of_kind(tmp_path, "cellule_supprimee")
    assert "q2" not in found.answers
    assert "Aucune cellule ne vérifie q2." in found.notes


def test_the_last_cell_of_a_question_wins(tmp_path):
    found = of_kind(tmp_path, "double")
    assert found.answers["q2"].arguments == (1,)
    assert any("q2" in note for note in found.notes)
    found = written(
        tmp_path, SETUP, "réponse = 4\nex.q1.check(réponse)", "réponse = ...\nex.q1.check(réponse)"
    )
    assert found.answers["q1"].arguments == (...,)
    assert any("à lire" in note for note in found.notes)


# --- the exercise and the pseudonym -------------------------------------------------------------------------

PSEUDONYMS = {
    'pseudonyme = "loutre"\n---\nex = bm.exercise("03_marketplace", student=pseudonyme)': "loutre",
    'pseudonyme = ...\n---\nex = bm.exercise("03_marketplace", student=pseudonyme)': "",
    'pseudonyme = None\n---\nex = bm.exercise("03_marketplace", student=pseudonyme)': "",
    'ex = bm.exercise("03_marketplace", student="  loutre   grise ")': "loutre grise",
    'ex = bm.exercise("03_marketplace", "loutre")': "loutre",
    'n = "lou"\nn += "tre"\n---\nex = bm.exercise("03_marketplace", student=n.upper())': "LOUTRE",
    'ex = bm.exercise("03_marketplace", student=f"loutre {3 - 1}")': "loutre 2",
    'import bizmodels\nex = bizmodels.exercise(name="03_marketplace", student="loutre")': "loutre",
    'from bizmodels import exercise\nex = exercise("03_marketplace", student="loutre")': "loutre",
    'pseudonyme = loutre grise\n---\nex = bm.exercise("03_marketplace", student=pseudonyme)': "NON",
    'pseudonyme = loutre\n---\nex = bm.exercise("03_marketplace", student=pseudonyme)': "NON",
    'pseudonyme = “loutre”\n---\nex = bm.exercise("03_marketplace", student=pseudonyme)': "NON",
    'ex = bm.exercise("03_marketplace", student=renard bleu)': "NON",
    'ex = bm.exercise("03_marketplace", student="votre pseudonyme")': "NON",
    'ex = bm.exercise("03_marketplace", student=12)': "NON",
    'pseudonyme = "loutre"\n---\nex = bm.exercise("03_marketplace")': " !",
    'ex = bm.exercise("03_marketplace", student=open("x").read())': "NON",
    'ex = bm.exercise("3_marketplace")': " !",
    'pseudonyme: str = "loutre"\n---\nex = bm.exercise("03_marketplace", student=pseudonyme)': "loutre",
    'pseudonyme = "y" * 100\n---\nex = bm.exercise("03_marketplace", student=pseudonyme)': "y" * 100,
    'pseudonyme = "a"\npseudonyme = "b"\n---\nex = bm.exercise("03_marketplace", student=pseudonyme)': "b",
    'ex = bm.exercise("03_marketplace", student="a")\n---\nex = bm.exercise("03_marketplace", student=" A ")': "a",
    'ex = bm.exercise("03_marketplace", student="a")\n---\nex = bm.exercise("03_marketplace", student="b")': "NON",
    'ex = bm.exercise("03_marketplace", **{"student": "a"})': "NON",
    'l = [x for x in range(10**6)]\npseudonyme = "a"\n---\nex = bm.exercise("03_marketplace", student=pseudonyme)': "NON",
    'pseudonyme = ""\n---\nex = bm.exercise("03_marketplace", student=pseudonyme)': "NON",
    '%time pseudonyme = "a"\n---\nex = bm.exercise("03_marketplace", student=pseudonyme)': "NON",
    '(pseudonyme := "a")\n---\nex = bm.exercise("03_marketplace", student=pseudonyme)': "NON",
    'for pseudonyme in ["a", "b"]:\n    pass\n---\nex = bm.exercise("03_marketplace", student=pseudonyme)': "b",
    'def f():\n    return "a"\npseudonyme = f()\n---\nex = bm.exercise("03_marketplace", student=pseudonyme)': "a",
    'import os\npseudonyme = os.environ.get("Z", "a")\n---\nex = bm.exercise("03_marketplace", student=pseudonyme)': "NON",
    'pseudonyme = "a"\nexec("pseudonyme = 1")\n---\nex = bm.exercise("03_marketplace", student=pseudonyme)': "NON",
}
_AFTER = '\n---\nex = bm.exercise("03_marketplace", student=pseudonyme)'
# A cell that may stop on the way; names changed otherwise than by a plain assignment; names that others share.
PSEUDONYMS |= {
    f'pseudonyme = "a"\n{line}{_AFTER}': "NON"
    for line in (
        *(
            f'{stop}\npseudonyme = "b"'
            for stop in (
                "print(zzz)", "1 / 0", "assert False", "x = zzz", "pseudonyme.uper()", "raise ValueError", "import zzzzz",
                'if len(pseudonyme) < 3:\n    raise ValueError("x")', "%time print(zzz)", "from math import zzz",
            )
        ),
        'get_ipython().user_ns["pseudonyme"] = "b"',
        'ip = get_ipython()\nip.user_ns["pseudonyme"] = "b"',
        'ip = get_ipython()\nip.push({"pseudonyme": "b"})',
        'import __main__\n__main__.pseudonyme = "b"',
        'import sys\nsys.modules["__main__"].pseudonyme = "b"',
        'from sys import modules as m\nm["__main" + "__"].pseudonyme = "b"',
        'def f():\n    pass\nf.__globals__["pseudonyme"] = "b"',
        'pseudonyme = list({"a", "b"})[0]',
        "%run autre.py",
    )
}  # fmt: skip
PSEUDONYMS |= {
    f'noms = ["a"]\nb = noms\nb.append("b")\npseudonyme = noms[-1]{_AFTER}': "b",
    f'l = ["u"]\ndef f(x):\n    l.append(x)\nf("c")\npseudonyme = "".join(l){_AFTER}': "uc",
    f'l = ["u"]\ndef f():\n    l.append("z")\nx = f()\npseudonyme = "".join(l){_AFTER}': "uz",
    f'import pandas as pd\nprint("bonjour")\npseudonyme = "a"\nprint(pseudonyme){_AFTER}': "a",
    f'%matplotlib inline\npseudonyme = "a"{_AFTER}': "a",
    f'import bizmodels as biz\npseudonyme = "a"{_AFTER.replace("bm.", "biz.")}': "a",
    'zzz\nex = bm.exercise("03_marketplace", student="a")': "NON",
    f'class A:\n    def m(self):\n        global pseudonyme\n        pseudonyme = "b"\n---\npseudonyme = "a"\nx = A()\nx.m(){_AFTER}': "NON",
    f'class A:\n    def m(self):\n        l.append("b")\n---\nl = ["a"]\n---\nx = A()\nx.m()\npseudonyme = l[-1]{_AFTER}': "NON",
    'l = ["a"]\ng = (l.append("z") for i in range(2))\nimport collections\ncollections.deque(g)\n---\n'
    'ex = bm.exercise("03_marketplace", student="".join(l))': "NON",
}
PSEUDONYMS |= {
    f'ex = bm.exercise("03_marketplace", student="a")\n---\n{second}': "NON"
    for second in (
        'charge = bm.exercise\nex = charge("03_marketplace", student="b")',
        'from bizmodels import exercise as e\nex = e("03_marketplace", student="b")',
        'ex = getattr(bm, "exer" + "cise")("03_marketplace", student="b")',
        'import importlib\nb = importlib.import_module("bizmodels")',
        'from bizmodels import exercise\ng = exercise\nex = g("03_marketplace", student="b")',
        'exec("ex = bm.exer" + "cise(1)")',
    )
}


@pytest.mark.parametrize("code", PSEUDONYMS)
def test_the_pseudonym_is_read_in_the_code(tmp_path, code):
    wanted, _, noted = PSEUDONYMS[code].partition(" !")[0], *PSEUDONYMS[code].partition(" !")[1:2], None
    found = written(tmp_path, "import bizmodels as bm", *code.split("\n---\n"), "ex.q1.check(1)")
    assert found.exercise == "03_marketplace"
    if wanted == "NON":
        assert found.unnamed.startswith("Pseudonyme non lu")
        assert found.answers["q1"].arguments == (1,)
        return
    assert found.pseudonym == wanted
    assert noted is None
    assert bool(found.notes) is ("Aucune" in "".join(found.notes) or PSEUDONYMS[code].endswith("!"))
    assert found.answers["q1"].arguments == (1,)


def test_no_name_of_a_file_or_a_cell_is_trusted(tmp_path):
    found = written(tmp_path, SETUP, "ex.q1.check(1)", name="02_d2c.ipynb")
    assert found.exercise == "03_marketplace"


# --- answers ------------------------------------------------------------------------------------------------

ANSWERS = {
    "réponse = 12,5\nex.q1.check(réponse)": (((12, 5),), ""),
    "ex.q1.check(12,5)": ((12, 5), ""),
    "ex.q1.check()": ((), ""),
    "r = ex.q1.check(3)\nr": ((3,), ""),
    "print(ex.q1.check('4'))": (("4",), ""),
    "for réponse in (1, 2):\n    ex.q1.check(réponse)": ((2,), ""),
    "réponse = [1]\nex.q1.check(réponse)\nréponse.append(2)": (([1],), ""),
    "def f():\n    return ex.q1.check(7)\nf()": ((7,), ""),
    "ex.q3.check(1)\nréponse = 5\nex.q1.check(réponse)": ((5,), ""),
    "ex.q1.check(autre)": ((...,), ""),
    "if autre:\n    ex.q1.check(autre)\nautre = 3": ((...,), ""),
    "%time x = 3\nréponse = 2\nex.q1.check(réponse)": ((2,), ""),
    "!pip install x\nréponse = 2\nex.q1.check(réponse)": ((2,), ""),
    "data.cac?\nréponse = 2\nex.q1.check(réponse)": ((2,), ""),
    "%%time\nréponse = 2\nex.q1.check(réponse)": ((2,), ""),
    "import seaborn as sns\nsns.lineplot(x=[1]).set(title='x')\nréponse = 2\nex.q1.check(réponse)": (
        (2,),
        "",
    ),
    "bm.figures.prices(1)\nbm.calculator(firm)\nréponse = 2\nex.q1.check(réponse);": ((2,), ""),
    "open('x')\nréponse = 2\nex.q1.check(réponse)": ((2,), ""),
    "réponse = open('x')\nex.q1.check(réponse)": ((), "`open`"),
    "réponse = !ls\nex.q1.check(réponse)": ((), "Jupyter"),
    "%time réponse = 3\nex.q1.check(réponse)": ((), "Jupyter"),
    "%%bash\nex.q1.check(3)": None,
    "réponse = bm.figures.prices(1)\nex.q1.check(réponse)": ((), "affichage"),
    "réponse = (x for x in [1])\nex.q1.check(réponse)": ((), "au fur et à mesure"),
    "réponse = 1 / 0\nex.q1.check(réponse)": ((), "division par zéro"),
    "réponse = inconnu\nex.q1.check(réponse)": ((), "`inconnu` n’existe pas"),
    "réponse = data.cac + ...\nex.q1.check(réponse)": ((), "`...`"),
    "réponse = 3\nex.q1.check": ((), "sans ses parenthèses"),
    "if 1 > 2:\n    ex.q1.check(3)": ((), "rien n’exécute"),
    "réponse = 3\nex.q1.check(réponse": ((), "Ligne"),
    "réponse = 3 €\nex.q1.check(réponse)": ((), "Ligne 1"),
    "from os import *\nréponse = system\nex.q1.check(réponse)": ((), "import"),
    "ex.q1.check = 3\nex.q1.check(4)": ((4,), ""),
    "# ex.q1.check(3)": None,
    "t = bm.load_market()\nt.replace(1, 2, inplace=True)\nréponse = len(t)\nex.q1.check(réponse)": (
        (),
        "`t`",
    ),
    "t = bm.load_market()\nt.reset_index(inplace=True)\nréponse = 'index' in t.columns\nex.q1.check(réponse)": (
        (True,),
        "",
    ),
    "réponse = sum([0.1] * 10)\nex.q1.check(réponse)": ((sum([0.1] * 10),), ""),
    "réponse = " + "(" * 300 + "1" + ")" * 300 + "\nex.q1.check(réponse)": ((), ""),
    "réponse = " + "-" * 5000 + "1\nex.q1.check(réponse)": ((), "compliquée"),
    "réponse = 1" + "+1" * 5000 + "\nex.q1.check(réponse)": ((), "compliquée"),
    "réponse = 'a\x00b'\nex.q1.check(réponse)": ((), ""),
    "réponse = '\ud800'\nex.q1.check(réponse)": (("?",), ""),
}


@pytest.mark.parametrize("code", ANSWERS)
def test_what_a_check_is_given(tmp_path, code):
    found = written(tmp_path, SETUP, "autre = 3", code)
    if ANSWERS[code] is None:
        assert "q1" not in found.answers or found.answers["q1"].unread
        return
    arguments, why = ANSWERS[code]
    assert found.answers["q1"].arguments == arguments
    assert why in found.answers["q1"].unread.replace("\u00a0", " ")
    assert bool(arguments or "check()" in code) != bool(found.answers["q1"].unread)


def test_another_exercise_in_the_same_notebook_is_not_read_as_this_one(tmp_path):
    found = written(tmp_path, SETUP, "ex.q2.check(1)", "autre = bm.exercise('02_d2c')\nautre.q1.check(3)")
    assert found.exercise == "03_marketplace"
    assert "autre exercice" in found.answers["q1"].unread
    assert "02_d2c" in found.notes[0]


def test_an_unread_name_is_said_where_it_is_used(tmp_path):
    found = written(
        tmp_path, SETUP, "import os\nprix = os.environ['PRIX']", "réponse = 2 * prix\nex.q1.check(réponse)"
    )
    assert "`prix`" in found.answers["q1"].unread
    assert "`import os`" in found.answers["q1"].unread


def test_a_changed_set_up_is_noted_and_followed(tmp_path):
    found = written(
        tmp_path, f"{SETUP}\ntaux = data.cac * 2\nvitrine = 3", "réponse = taux\nex.q1.check(réponse)"
    )
    assert "La cellule de préparation a été changée." in found.notes
    (value,) = found.answers["q1"].arguments
    assert (
        value == 2 * engine.declaration("03_marketplace").drawn(student_seed("loutre", "03_marketplace")).cac
    )


def test_a_function_that_is_not_read_is_no_mistake(tmp_path):
    code = "def marge_vendeur(panier, cout, commission):\n    return open('x')\nex.q4.check(marge_vendeur)"
    found = written(tmp_path, SETUP, code)
    assert "open" in found.answers["q4"].unread
    assert not found.answers["q4"].arguments


def test_many_endless_cells_do_not_last(tmp_path, few_steps):
    found = written(tmp_path, SETUP, *["while True: pass\nex.q1.check(1)"] * 200, "ex.q2.check(1)")
    assert "trop longs" in found.answers["q2"].unread


# --- files --------------------------------------------------------------------------------------------------

GOOD = json.dumps({"cells": [{"cell_type": "code", "source": [SETUP, "\nex.q1.check(1)"]}]}).encode()
TROUBLES = {
    "est vide": [b"", b"  \n"],
    "coupé": [GOOD[:-20], b'{"cells": [{"cell_type": "code", "source": ' + b"1" * 5000 + b"}]}"],
    "HTML": [b"<!DOCTYPE html><html></html>", b"\n<html><body>x</body></html>"],
    "archive": [b"PK\x03\x04rien"],
    "PDF": [b"%PDF-1.7 rien"],
    "conflit": [b'{"cells": [\n<<<<<<< HEAD\n]}\n=======\n>>>>>>> x\n', b"<<<<<<< HEAD\n{}"],
    "programme Python": [b"import bizmodels as bm\nex = 1\n"],
    "UTF-8": ["réponse".encode("latin-1")],
    "pas un cahier": [b"[" * 100_000, b"3", b"[]", b"{}", b'{"cells": 3}', b"bonjour", b"\x00\x01"],
    "aucune cellule": [b'{"cells": []}', b'{"cells": [3, {"cell_type": "code", "source": 3}]}'],
    "Aucun exercice": [b'{"cells": [{"cell_type": "code", "source": "1 + 1"}]}'],
}  # fmt: skip


@pytest.mark.parametrize(
    ("why", "data"), [(why, one) for why, several in TROUBLES.items() for one in several]
)
def test_a_file_that_is_no_hand_in_says_why(tmp_path, why, data):
    path = tmp_path / "rendu.ipynb"
    path.write_bytes(data)
    found = handin.read(path)
    assert why in found.trouble.replace("\u00a0", " ")
    assert not found.answers
    assert not found.exercise


def test_a_missing_file_or_a_folder_says_so(tmp_path):
    assert (
        handin.read(tmp_path / "rien.ipynb").trouble
        == handin.read(tmp_path).trouble
        == "Le fichier ne s’ouvre pas."
    )


@pytest.mark.parametrize("data", [codecs.BOM_UTF8 + GOOD, GOOD.decode().encode("utf-16"), b"\r\n" + GOOD])
def test_encodings_of_windows_are_read(tmp_path, data):
    path = tmp_path / "x.txt"
    path.write_bytes(data)
    assert handin.read(path).answers["q1"].arguments == (1,)


def test_sizes_are_capped(tmp_path, monkeypatch):
    path = tmp_path / "x.ipynb"
    path.write_bytes(GOOD)
    monkeypatch.setattr(files, "LARGEST", 100)
    assert "trop gros" in handin.read(path).trouble
    monkeypatch.undo()
    monkeypatch.setattr(files, "LARGEST_TEXT", 10)
    assert "trop long" in handin.read(path).trouble


def test_large_outputs_are_left_out(tmp_path):
    picture = {
        "output_type": "display_data",
        "data": {"image/png": "A" * 3_500_000, "text/plain": "<Figure>"},
    }
    result = {"output_type": "execute_result", "data": {"text/plain": ["À revoir — Votre chiffre…"]}}
    cell = {
        "cell_type": "code",
        "source": f"{SETUP}\nex.q1.check(1)",
        "outputs": [picture, result, 3, {"data": 3}],
    }
    path = tmp_path / "x.ipynb"
    path.write_text(json.dumps({"cells": [cell], "metadata": 3}), encoding="utf-8", newline="\n")
    found = handin.read(path)
    assert found.saved == {"q1": "À revoir"}
    assert found.answers["q1"].arguments == (1,)
