"""The commonest slips of a beginner, each in a real IPython: one French sentence and the code to copy."""

from __future__ import annotations

import pytest
from IPython.core.interactiveshell import InteractiveShell

import bizmodels as bm
from bizmodels import LearnerError
from bizmodels.errors import told_in_french
from bizmodels.exercises import typing_errors


@pytest.fixture
def shell(monkeypatch):
    shell = InteractiveShell()
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    typing_errors.install()
    return shell


def error_of(shell, cell):
    result = shell.run_cell(cell, silent=False, store_history=True)
    return result.error_before_exec or result.error_in_exec


@pytest.mark.parametrize(
    ("cell", "copy"),
    [
        ("x = 5%", "x = 0.05"),
        ("x = 36,7\u00a0%", "x = 0.367"),
        ("x = 25x3", "x = 25 * 3"),
        ("x = 25 × 3", "x = 25 * 3"),
        ("prix = 71.25 €", "prix = 71.25"),
        ("prix = 71,25\u00a0€", "prix = 71.25"),
        ("durée = 12 mois", "durée = 12"),
        ("x = 1,5 M€", "x = 1500000"),
        ("réponse = “b”", 'réponse = "b"'),
        ("réponse = «\u00a0b\u00a0»", 'réponse = "b"'),
        ("réponse = « b »", 'réponse = "b"'),
        ("réponse = ‘b’", 'réponse = "b"'),
        ('réponse = "b”', 'réponse = "b"'),
        ("x = 20 833", "x = 20833"),
        ("x = 20\u202f833", "x = 20833"),
        ("f(a=16\u00a0666)", "f(a=16666)"),
        ("x = −3", "x = -3"),
        ("f(basket=1.234,5)", "f(basket=1234.5)"),
        ("x = 1 234,5 €", "x = 1234.5"),
        ("x = 0,05", "x = 0.05"),
        ("f(“Deezer”, “arpu”)", 'f("Deezer", "arpu")'),
        ("x = −3 × 20 833 €", "x = -3 * 20833"),
        ("# “note”\nx = 20 833", "x = 20833"),
        ("x = 3²", "x = 3**2"),
    ],
)
def test_what_python_refuses_is_explained_with_its_correction(shell, cell, copy):
    error = error_of(shell, cell)
    assert isinstance(error, LearnerError), error
    lines = str(error).splitlines()
    assert copy in lines
    assert lines[-1] == "Message d’origine\u00a0: `bm.original_error()`."


@pytest.mark.parametrize(
    "cell", ["x = (1", "x = 007", "def f(:\n  pass", "for x in 3\n  print(x)", "x = 'abc", "x = 12 print(x)"]
)
def test_an_unknown_syntax_error_stays(shell, cell):
    assert isinstance(error_of(shell, cell), SyntaxError)


@pytest.mark.parametrize("cell", ["x = '20 833 €'", "x = 5 % 3", "x = 1, 2", "%pwd"])
def test_what_python_accepts_is_left_alone(shell, cell):
    assert error_of(shell, cell) is None


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("réponse = a", 'réponse = "a"'),
        ("choix = non", 'choix = "non"'),
        ("import types\nt = types.SimpleNamespace(check=print)\nt.check(b)", 't.check("b")'),
        ("ex.q1.check(3)", "première cellule"),
        ("bm.D2C()", "première cellule"),
        ("data.prix", "première cellule"),
        ("prix_moyen = 3\nx = prix_moyn * 2", "x = prix_moyen * 2"),
        ("import pandas as pd\ntable = pd.DataFrame({'prix_ht': [1]})\ntable.prix", 'table["prix_ht"]'),
    ],
)
def test_a_missing_name_is_explained(shell, cell, words, capsys):
    error = error_of(shell, cell)
    assert isinstance(error, LearnerError), error
    assert words in str(error)
    assert words in capsys.readouterr().out


@pytest.mark.parametrize(
    "cell",
    [
        "def f():\n    return compute_total_margin\nf()",
        "x = compute_total_margin(3)",
        "'a'.prix",
    ],
)
def test_an_author_s_error_stays(shell, cell, capsys):
    assert type(error_of(shell, cell)) in (NameError, AttributeError)
    assert "Traceback" in capsys.readouterr().out


def test_the_original_error_can_be_seen(shell, capsys):
    error_of(shell, "x = 20 833")
    capsys.readouterr()
    bm.original_error()
    assert "SyntaxError: invalid syntax" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("d2c", "D2C"),
        ("market_place", "Marketplace"),
        ("Calculator", "calculator"),
        ("goalseek", "goal_seek"),
    ],
)
def test_a_wrong_name_of_the_course_gives_the_right_one(name, meant):
    assert not hasattr(bm, name)
    with pytest.raises(LearnerError, match=f"Vouliez-vous dire «\u00a0{meant}\u00a0»") as caught:
        getattr(bm, name)
    assert isinstance(caught.value, AttributeError)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: bm.goal_seek(bm.D2C(), "ltv_cac", 3), "il manque `vary`"),
        (lambda: bm.sensitivity(bm.D2C()), "il manque `kpi`"),
        (lambda: bm.calculator(), "il manque `model`"),
        (lambda: bm.fact(), "il manque `entity` et `metric`"),
        (lambda: bm.exercise(), "il manque `name`"),
        (lambda: bm.exercise("02_d2c", nom="x"), "`nom` n’est pas attendu"),
        (lambda: bm.between(1, 2, 3, 4), "4 valeurs sans nom"),
        (lambda: bm.verdict(), "il manque"),
    ],
)
def test_a_call_with_a_value_missing_says_which(call, words):
    with pytest.raises(LearnerError, match=words):
        call()


def test_a_type_error_inside_a_function_stays():
    @told_in_french
    def adds(a):
        return a + "x"

    with pytest.raises(TypeError):
        adds(1)
