"""A notebook that would run a command, touch files or change the course is said first, and its grade is held."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bizmodels.classroom import class_sheet, files, judge, magics, moodle, perils, report
from bizmodels.course.folders import checkout
from tests.unit.class_of_answers import EX, hand, marked_class
from tests.unit.test_classroom_handin import SETUP, written


def _found(*sources: str) -> tuple[str, ...]:
    return perils.dangers([files.Cell("code", one, "", ()) for one in sources])


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("import os\nos.system('x')", perils.COMMAND), ("from subprocess import run", perils.COMMAND), ("!rm -r x", perils.COMMAND),
        ("%%bash\nls", perils.COMMAND), ("fichiers = !ls", perils.COMMAND), ("get_ipython().system('x')", perils.COMMAND),
        ("import os\nréponse = 0,5 +", perils.COMMAND), ("open('a', 'w').write('b')", perils.FILES), ("%%writefile x\na", perils.FILES),
        ("ex.data.table().to_csv('a')", perils.FILES), ("from pathlib import Path", perils.FILES), ("import socket", perils.NETWORK),
        ("import urllib.request as u", perils.NETWORK), ("exec('1')", perils.CODE), ("x = ().__class__.__bases__", perils.CODE),
        ("__builtins__", perils.CODE), ("pd.io.common.os.popen('x')", perils.COMMAND),
        ("t.query(\"@pd.x('a')\")", perils.CODE), ("type(ex.q1).check = 1", perils.COURSE), ("for q in (ex.q1, ex.q2):\n    q.check = 1", perils.COURSE),
        ("a, b = 1, ex.q2\nb.check = 1", perils.COURSE), ("o = open\no('a')", perils.FILES), ("ex.q8.check = lambda *x: 1", perils.COURSE), ("q = ex.q1\nq.check = 3", perils.COURSE),
        ("import bizmodels.exercises.result as r\nr.REVIEW = r.RIGHT", perils.COURSE), ("setattr(bm, 'fact', 1)", perils.COURSE),
        ("from bizmodels.exercises import result\nresult.RIGHT = 1", perils.COURSE), ("del ex.q1", perils.COURSE),
    ],
)  # fmt: skip
def test_what_would_be_done_is_named(source, kind):
    assert kind in _found(source)


@pytest.mark.parametrize(
    "source",
    [
        "%%time\nx = 1", "%matplotlib inline", "import numpy as np\nimport pandas as pd", 'texte = """\n! attention\n"""',
        "data.price = 3", "t.columns = ['a']", "print(t.to_csv())", "ma_liste = [1]\nex.q1.check(ma_liste[0])", "aide = bm.fact?",
        "cos = 1 # import os", "t.query('prix > 3')", "from IPython.display import display", "import sys", "firm.cac = 3\ndel t['a']", "def f(vars):\n    return vars", "justification = 'il faut open (le marché)'",
    ],
)  # fmt: skip
def test_what_beginners_write_is_no_danger(source):
    assert _found(source) == ()


@pytest.mark.parametrize("room", ["exercises", "solutions"])
def test_the_course_has_none(room):
    for path in sorted((checkout() / room).glob("*.ipynb")):
        assert perils.dangers(files.opened(path).cells) == (), path.name


def test_a_name_of_the_course_counts_in_the_cells_after():
    assert _found("import bizmodels.exercises.result as r", "r.RIGHT = 1") == (perils.COURSE,)


def test_it_is_the_first_line_a_mark_and_no_grade():
    risky = replace(hand("b"), dangers=(perils.COMMAND, perils.FILES))
    lines = marked_class(hand("a", q2="magie"), risky)
    first = report.remarks(lines, [], [], EX)[0]
    assert first.who == "Nom 2"
    assert "n’ouvrez ce cahier qu’en le sachant" in first.sentence
    assert perils.COMMAND in first.sentence
    assert "⚠" in class_sheet._remark(lines[1], EX)
    assert class_sheet._remark(lines[0], EX) == ""
    sheet = b"Identifiant,Nom complet,Note,Note maximale\r\nParticipant 1002,Nom 2,,20\r\n"
    assert b"Nom 2,,20" in moodle.fill(sheet, lines, EX).content
    assert b'Nom 2,"20,00",20' in moodle.fill(sheet, lines, EX, partial=True).content


def test_a_file_that_is_read_says_it(tmp_path):
    found = written(tmp_path, SETUP, "import os\nos.system('x')\nex.q1.check(2)")
    assert found.dangers == (perils.COMMAND,)


def test_an_old_notebook_is_called_one(tmp_path):
    path = tmp_path / "x.ipynb"
    path.write_text('{"nbformat": 3, "worksheets": [{"cells": []}]}', encoding="utf-8")
    with pytest.raises(files.NotRead, match="2015"):
        files.opened(path)


# --- a decimal comma that Python refuses; a decision wrong twice -------------------------------------------------


def _verdict(found, question):
    return next(one for one in judge.judge(found).verdicts if one.question == question)


@pytest.mark.parametrize(
    "cell", ["réponse = 0,05", "réponse = 100 * 0,08  # 0,07", "réponse = (1 + 10,05) / 2"]
)
def test_a_comma_that_python_refuses_is_the_comma_it_is(tmp_path, cell):
    found = _verdict(written(tmp_path, SETUP, f"{cell}\nex.q1.check(réponse)"), "q1")
    assert (found.state, found.cause) == ("à revoir", "virgule décimale")
    assert "point" in found.sentence


def test_another_refusal_and_what_follows_stay_unread(tmp_path):
    read = written(
        tmp_path,
        SETUP,
        "réponse = 0,05 +\nex.q1.check(réponse)",
        "taux = 0,05\nex.q5.check(...)",
        "ex.q2.check(taux)",
        "ex.q3.check('a', 0,05)\nwhile True: pass",
    )
    states = [_verdict(read, one).state for one in ("q1", "q5", "q2")]
    assert states == ["non lue", "à faire", "non lue"]
    assert magics.without_commas("x = 'a 0,05'") == ("x = 'a 0,05'", ("", ""))


def test_both_mistakes_of_a_decision_are_kept_and_the_notebook_says_one():
    given = hand(
        "héron",
        q3=(
            "a",
            judge.session_of(EX, "héron").data.volume * judge.session_of(EX, "héron").data.commission_low,
        ),
    )
    marked = judge.judge(given)
    one = next(verdict for verdict in marked.verdicts if verdict.question == "q3")
    own = judge.session_of(EX, "héron").q3.check(*given.answers["q3"].arguments)
    assert (one.cause, one.sentence) == (own.cause, own.text)
    assert one.causes == ("TTC pris pour HT", "Ce que ManoMano facture aux vendeurs")
    assert "Votre choix aussi est à revoir. a) Ce que" in one.said
    lines = marked_class(given)
    assert {cause.name for cause in report.causes(lines)} == set(one.causes)
    assert all(len(verdict.causes) < 2 for verdict in marked.verdicts if verdict.question != "q3")


def test_the_lines_to_be_read_are_said():
    cells = [files.Cell("markdown", "x", "", ()), *(files.Cell("code", one, "", ()) for one in (
        "a = 1", "%time b = 2\nimport os\nfor one in range(3):\n    os.system(one)", "c = 1\n!rm -r x", "open('f'"))]  # fmt: skip
    assert perils.places(cells) == (
        "2e cellule de code : `import os`",
        "2e cellule de code : `os.system(one)`",
        "3e cellule de code : `!rm -r x`",
        "4e cellule de code : `open('f'`",
    )
    said = perils.told(perils.dangers(cells), perils.places(cells))
    assert "`!rm -r x`" in said
    assert "de plus" not in said
    assert "et 2 de plus" in perils.told([perils.CODE], ["x"] * 12)
    assert perils.places([]) == ()
