"""The cage: what its recorder notes, what the parent makes of it; and, where bwrap starts, a hostile hand-in in it."""

import json
import os
import sys
from pathlib import Path

import pytest

import bizmodels
from bizmodels.classroom import cage_inside, sandbox
from bizmodels.classroom.cage_values import unpack
from bizmodels.exercises import engine

EXERCISE = "03_marketplace"
SET_UP = 'import bizmodels as bm\nex = bm.exercise("03_marketplace", student="renard bleu")\ndata = ex.data\n'


def played(monkeypatch, *cells, first="", pseudonym="renard bleu"):
    """The facts told by cells that are run here, without a cage: harmless ones."""
    told = []
    monkeypatch.setattr(bizmodels, "exercise", None, raising=False)
    for name in ("display", "get_ipython"):
        monkeypatch.setattr("builtins." + name, None, raising=False)
    job = {"exercise": EXERCISE, "pseudonym": pseudonym, "cells": cells, "first": first, "skip": []}
    cage_inside.play(job | {"seconds": 0.5}, lambda fact: told.append(json.loads(json.dumps(fact))))
    assert told[-1] == {"end": 1}
    return {one["asked"]: one["values"] for one in told if "asked" in one}, {
        one["broke"]: one["error"] for one in told if "broke" in one
    }


def state(question, answers):
    """What the question says of answers that came out, on the firm of « renard bleu »."""
    session = engine.exercise(EXERCISE, "renard bleu")
    result = getattr(session, question).check(*map(unpack, answers))
    return result.state, result.cause


# --- what the recorder notes ------------------------------------------------------------------------------


def test_raw_arguments_are_noted_and_errors_stop_nothing(monkeypatch):
    asked, broke = played(
        monkeypatch,
        SET_UP,
        "réponse = data.rate_elsewhere * 1.2\nex.q2.check(réponse)",
        "ex.q3.check('b', 12,5)",
        "réponse = inconnu",
        "réponse = (",
        "exit()",
        "while True:\n    pass",
        "!rm -rf /\n%matplotlib inline\nx = !ls\nréponse = 4\nréponse?\ndisplay(réponse)\nget_ipython().system('ls')\nex.q5.check(réponse)",
        "%%bash\nrm -rf /",
        "ex.q6.check = lambda *_: 'Juste'\nréponse = 7\nex.q6.check(réponse)",
    )
    assert asked["q3"] == ["b", 12, 5]
    assert state("q2", asked["q2"]) == ("Juste", "")
    assert asked["q5"] == [4]
    assert asked["q6"] == [7]
    assert broke == {3: "NameError", 4: "SyntaxError", 5: "SystemExit", 6: "TooLong"}


def test_the_last_check_wins_and_what_another_cell_left_is_no_answer(monkeypatch):
    cells = ("réponse = 1\nex.q1.check(réponse)", "réponse = 2\nex.q1.check(réponse)", "ex.q2.check(réponse)")
    asked, _ = played(monkeypatch, SET_UP, *cells)
    assert asked == {"q1": [2], "q2": [{"dots": 1}]}


def test_a_deleted_preparation_is_that_of_the_course(monkeypatch):
    first = sandbox._preparation(EXERCISE)
    assert "vitrine" in first
    asked, broke = played(monkeypatch, "réponse = vitrine.order_margin\nex.q1.check(réponse)", first=first)
    assert not broke
    assert asked["q1"][0] > 0


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("return (p / 1.2) * (1 - t) - c", ("Juste", "")),
        ("return p - c - t * p", ("À faire", "")),
        ("return p / 1.2 - c - t * p", ("À revoir", "commission prise sur le TTC")),
        ("print(p)", ("À revoir", "print au lieu de return")),
        ("pass", ("À faire", "")),
        ("return inconnu", ("À revoir", "nom inconnu")),
        ("return p / 0", ("À revoir", "division par zéro")),
        ("return marge_vendeur(p, c, t)", ("À revoir", "récursion sans fin")),
        ("exit()", ("À revoir", "fonction qui quitte")),
        ("return p, c", ("À revoir", "virgule décimale")),
        ("while True: pass", ("À revoir", "boucle sans fin")),
        ("raise KeyError(p)", ("À revoir", "erreur dans la fonction")),
    ],
)
def test_a_function_is_judged_as_if_it_were_here(monkeypatch, code, told):
    cell = f"def marge_vendeur(p, c, t):\n    {code}\nex.q4.check(marge_vendeur)"
    asked, _ = played(monkeypatch, SET_UP, cell)
    assert state("q4", asked["q4"]) == told


# --- what the parent makes of it --------------------------------------------------------------------------


def test_lines_of_another_form_are_nothing():
    seen, job = sandbox._Seen(), {"cells": ["", ""], "skip": [1]}
    for line in (b"", b"nonsense", b"[" * 100_000, b"1", b'{"cell": 9}', b'{"cell": 1}', b'{"cell": true}x',
                 b'{"asked": 1, "values": []}', b'{"asked": "q1", "cell": 0, "values": 3}', b'{"asked": "q1", "values": []}', b'{"broke": 0, "error": "<b>"}',
                 b'{"ready": 1}', b'{"state": "Juste"}'):  # fmt: skip
        sandbox._take(line, job, seen)
    assert seen == sandbox._Seen()


def test_what_cannot_be_read_says_why():
    cells = ["ex.q1.check(1)", "ex.q2.check(1)", "ex.q3.check(1)", "ex.q4.check(1)", "ex.q5.check(1)"]
    seen = sandbox._Seen(
        values={"q1": (0, [{"state": "Juste"}]), "q2": (0, [4])},
        broke={1: "NameError", 2: "TooLong"},
        ended=True,
    )
    seen.skipped.add(3)
    told = [sandbox._read(seen, cells, f"q{number}") for number in range(1, 7)]
    assert len(set(told)) == 6
    assert all(isinstance(one, str) and one for one in told)
    assert "NameError" in told[1]


def test_never_where_the_cage_does_not_exist(monkeypatch, tmp_path):
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)
    monkeypatch.setattr(sandbox, "_start", lambda *_: pytest.fail("nothing is run without a cage"))
    sandbox.available.cache_clear()
    try:
        why = sandbox.available()
        assert why
        assert sandbox.run(tmp_path / "x.ipynb", EXERCISE, "", ["q1", "q2"]) == {"q1": why, "q2": why}
        monkeypatch.setattr(sys, "platform", "win32")
        sandbox.available.cache_clear()
        assert "Linux" in sandbox.available()
    finally:
        sandbox.available.cache_clear()


def test_neither_solutions_nor_exercises_nor_home_are_in_the_cage():
    shown = sandbox._readable()
    course = Path(bizmodels.__file__).resolve().parents[1]
    hidden = [course / "solutions", course / "exercises", course / ".git", Path.home(), Path.home() / ".ssh"]
    assert not [one for one in hidden for place in shown if one.is_relative_to(place)]


# --- the cage itself, where it exists ---------------------------------------------------------------------

FORGED = (
    '{"asked": "q6", "cell": 9, "values": [{"state": "Juste"}]}\\n{"asked": "q5", "cell": 9, "values": '
    + "[" * 50
    + "\\n"
)
LINES = {
    "q1": "import os, socket\nn = 0\nfor _ in range(60):\n    try:\n        n += os.fork() >= 0\n    except OSError:\n        pass\nréponse = n\nex.q1.check(réponse)",
    "q2": "got = []\nfor place in (test, handin, '/etc/passwd', '/tmp/w', '/dev/shm/w', '/w', package):\n    try:\n        open(place, 'rb' if place in (test, handin, '/etc/passwd') else 'w').close()\n        got.append(place)\n    except OSError:\n        pass\nréponse = ' '.join(got)\nex.q2.check(réponse)",
    "q3": "try:\n    socket.create_connection(('127.0.0.1', port), 2)\n    réponse = 'joint'\nexcept OSError:\n    réponse = 'seul'\nex.q3.check(réponse, parent in [int(one) for one in os.listdir('/proc') if one.isdigit()])",
    "q4": "réponse = len(bytearray(6 * 2**30))\nex.q4.check(réponse)",
    "q5": "réponse = input()\nex.q5.check(réponse)",
    "q6": f"print('x' * 10**7)\nfor channel in range(3, 12):\n    try:\n        os.write(channel, b'''{FORGED}''')\n    except OSError:\n        pass\nex.q6.inutile",
    "q7": "for victim in (1, os.getppid()):\n    try:\n        os.kill(victim, 9)\n    except OSError:\n        pass\nos._exit(0)\nex.q7.check(1)",
    "q8": "réponse = 8\nex.q8.check(réponse)",
}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """One hostile hand-in, run once: a fake would prove nothing."""
    if why := sandbox.available():
        pytest.skip(f"no cage here: {why}")
    import socket

    folder = tmp_path_factory.mktemp("cage")
    secret = folder / "another.ipynb"
    secret.write_text("secret", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        given = {
            "test": __file__, "handin": str(secret), "parent": os.getpid(),
            "port": server.getsockname()[1], "package": str(Path(bizmodels.__file__).parent / "w"),
        }  # fmt: skip
        cells = [SET_UP + "".join(f"{name} = {value!r}\n" for name, value in given.items()), *LINES.values()]
        path = folder / "hand_in.ipynb"
        cells = [{"cell_type": "code", "source": one} for one in cells]
        path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
        return sandbox.run(path, EXERCISE, "renard bleu", [*LINES, "q9"])


def test_no_other_process_file_or_network(told):
    assert told["q1"] == (0,)
    assert told["q2"] == ("/tmp/w",)  # its own, small, gone with it
    assert told["q3"] == ("seul", False)


def test_one_cell_does_not_take_the_others(told):
    assert "mémoire" in told["q4"]
    assert "EOFError" in told["q5"]
    assert told["q6"] == "Ce que la cellule a donné ne se lit pas."
    assert "quitte Python" in told["q7"]
    assert told["q8"] == (8,)
    assert told["q9"] == "Aucune cellule ne vérifie cette question."
