"""An answer is judged only when its own cell gives it: never what another question left in memory."""

from __future__ import annotations

import pytest
from IPython.core.interactiveshell import InteractiveShell

from bizmodels.course.contract import ROOT, read
from bizmodels.exercises import same_cell
from bizmodels.exercises.result import REVIEW, TO_DO

START = "import bizmodels as bm\nex = bm.exercise('02_d2c')\ndata, firm = ex.data, ex.firm\nréponse = 'a'"


@pytest.fixture
def shell(monkeypatch):
    shell = InteractiveShell()
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    shell.run_cell(START, store_history=True)
    return shell


def result_of(shell, cell):
    return shell.run_cell(cell, store_history=True).result


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ('reponse = "b"', 'réponse = "b"'),
        ('Réponse = "b"  # la fabrication', 'réponse = "b"  # la fabrication'),
        ("reponse = 16,67", "réponse = 16.67"),
        ("reponse = data.vat * 1,2  # 3,4", "réponse = data.vat * 1.2  # 3,4"),
        ('réponse == "b"', 'réponse = "b"'),
        ('réponse: "b"', 'réponse = "b"'),
        ('"b"', 'réponse = "b"'),
        ("data.price_after / 1.2", "réponse = data.price_after / 1.2"),
        ("réponses = (\n    1 +\n    2)", "réponse = (\n    1 +\n    2)"),
        ("", ""),
        ("x = 3", ""),
        ("def f():\n    réponse = 3", ""),
        ("# réponse = 3", ""),
    ],
)
def test_a_value_of_another_cell_is_not_judged(shell, cell, code):
    result = result_of(shell, f"{cell}\nex.q1.check(réponse)")
    assert result.state == TO_DO
    assert "vient d’une autre cellule" in result.text
    assert result.code == code
    assert shell.user_ns["réponse"] == "a"


def test_the_argument_is_corrected_when_the_answer_is_well_named(shell):
    shell.run_cell("reponse = 'c'", store_history=True)
    result = result_of(shell, "réponse = 'b'\nex.q1.check(reponse)")
    assert result.state == TO_DO
    assert result.code == "ex.q1.check(réponse)"


@pytest.mark.parametrize(
    "cell",
    [
        "réponse = 'a'",
        "réponse, x = 'a', 3",
        "réponse: str = 'a'",
        "for réponse in 'a': pass",
        "if (réponse := 'a'): pass",
        "import json as réponse\nréponse = 'a'",
        "réponse = 'b'; réponse = 'a'",
        "def f():\n    global réponse\n    réponse = 'a'\nf()",
        "exec(\"réponse = 'a'\")",
        "%time réponse = 'a'",
        "vars()['réponse'] = 'a'",
        "locals().update(réponse='a')",
        "match {'a': 1}:\n    case {**réponse}: réponse = 'a'",
    ],
)
def test_a_value_of_the_same_cell_is_judged(shell, cell):
    assert result_of(shell, f"{cell}\nex.q1.check(réponse)").state == REVIEW


@pytest.mark.parametrize(
    "cell",
    [
        "n = 0\nwhile n < 2:\n    if n == 1: seen = ex.q1.check(réponse)\n    réponse = 'a'; n += 1\nseen",
        "for n in range(2):\n    for m in 'a':\n        seen = ex.q1.check(réponse)\n    réponse = 'a'\nseen",
        "match {'a': 1, 'b': 2}:\n    case {'a': a, **réponse}: seen = ex.q1.check(réponse)\nseen",
        "match [1, 2]:\n    case [a, *réponse]: seen = ex.q1.check(réponse)\nseen",
        "prix[0] = 4\nex.q1.check(prix)",
        "prix.append(4)\nex.q1.check(prix)",
        "prix[0] += 4\nex.q1.check(prix)",
        "ex.q1.check(sum)",
    ],
)
def test_what_the_cell_gives_or_changes_in_its_own_way_is_judged(shell, cell):
    shell.run_cell("prix = [1, 2]", store_history=True)
    assert result_of(shell, cell).cause != same_cell.CAUSE


@pytest.mark.parametrize(
    "cell",
    [
        "for n in 'a':\n    seen = ex.q1.check(réponse)\nréponse = 'b'\nseen",
        "x = réponse[0]\nréponse.upper()\nex.q1.check(réponse)",
        "ex.q1.check(sum)",
    ],
)
def test_what_the_cell_only_reads_is_not_its_own(shell, cell):
    shell.run_cell("sum = 3", store_history=True)
    assert result_of(shell, cell).cause == same_cell.CAUSE


@pytest.mark.parametrize(
    "call", ["ex.q1.check('a')", "[ex.q1.check(one) for one in 'a'][0]", "(lambda x: ex.q1.check(x))('a')"]
)
def test_only_a_plain_name_of_the_cell_is_looked_at(shell, call):
    assert result_of(shell, call).state == REVIEW


def test_a_value_given_after_the_check_is_said(shell):
    result = result_of(shell, "résultat = ex.q1.check(réponse)\nréponse = 'b'\nrésultat")
    assert result.state == TO_DO
    assert "Placez la ligne 2 avant" in result.text


def test_a_function_of_another_cell_is_not_judged(shell):
    shell.run_cell("def fois_plus(a, b, c, d): return 1", store_history=True)
    result = result_of(shell, "def fois_plu(a, b, c, d):\n    return 2\nex.q5.check(fois_plus)")
    assert result.cause == same_cell.CAUSE
    assert "ne contient pas `def fois_plus`" in result.text
    assert result.code == "def fois_plus(a, b, c, d):"


def test_a_cell_too_deep_to_be_read_is_judged(shell):
    assert result_of(shell, f"x = {'+'.join('1' * 900)}\nex.q1.check('a')").state == REVIEW


def test_a_decision_needs_its_three_answers(shell):
    result = result_of(
        shell, "hausse = 0.2\nchoix = 'non'\njustification = ...\nex.q9.check(choix, hausse, justification)"
    )
    assert "Il manque" in result.text
    result = result_of(shell, "hausse = 0.2\nex.q9.check(choix, hausse, justification)")
    assert "`choix`" in result.text


@pytest.mark.parametrize("folder", ["exercises", "solutions", "notebooks"])
def test_each_cell_of_the_course_gives_what_it_checks(folder, shell, monkeypatch):
    """Every plain name is watched: no notebook checks a value of another cell."""
    for path in sorted((ROOT / folder).glob("*.ipynb")):
        for cell in read(path)["cells"]:
            source = "".join(cell["source"])
            if cell["cell_type"] == "code" and ".check(" in source:
                tree = same_cell.ast.parse(source)
                given = dict(same_cell._given(tree))
                for call in same_cell.ast.walk(tree):
                    match call:
                        case same_cell.ast.Call(func=same_cell.ast.Attribute(attr="check"), args=arguments):
                            names = [one.id for one in arguments if isinstance(one, same_cell.ast.Name)]
                            assert set(names) <= set(given), (path.name, source)
