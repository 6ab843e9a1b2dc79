"""Lessons, exercises and solutions: generated, in one form, executable, order-proof, and as the contract asks."""

from __future__ import annotations

import copy
import json
import os
import re
import shutil
import sys

import pytest

from bizmodels.course import act, contract, independence, minutes, navigation, notebook, plan
from bizmodels.course.contract import ROOT, notebooks, problems, read, reversed_copy, strict_nbval
from bizmodels.course.regions import MalformedMark, source_of
from bizmodels.exercises import generate
from tests.notebooks import inprocess

LESSONS, SOLUTIONS, EXERCISES = map(notebooks, ("notebooks", "solutions", "exercises"))
ALL = [*LESSONS, *SOLUTIONS, *EXERCISES]


def called(path):
    """Folder and file, as a test name."""
    return f"{path.parent.name}/{path.stem}"


def write(path, content):
    """Write a notebook given as a dict."""
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8", newline="\n")
    return path


# --- the committed notebooks ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ALL, ids=called)
def test_a_notebook_is_as_the_contract_asks(path):
    assert problems(path) == []


@pytest.mark.parametrize("path", ALL, ids=called)
def test_nothing_is_left_to_write(path):
    """The words of a skeleton, which excuse a draft from some rules."""
    assert minutes.DRAFT not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ALL, ids=called)
def test_the_committed_form_is_a_fixed_point(path):
    assert notebook.dumps(notebook.load(path)).encode() == path.read_bytes()


def test_exercises_are_what_their_solutions_give():
    assert SOLUTIONS
    assert generate.differences(ROOT) == []


@pytest.mark.parametrize("path", EXERCISES, ids=called)
def test_an_exercise_holds_no_answer(path):
    content = read(path)
    text = path.read_text(encoding="utf-8")
    assert "SOLUTION" not in text
    assert "instructor" not in text
    for cell in content["cells"]:
        assert "solution" not in cell["metadata"].get("tags", [])
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None
    ids = [cell["id"] for cell in content["cells"]]
    solution = [cell["id"] for cell in read(ROOT / "solutions" / path.name)["cells"]]
    assert ids == [one for one in solution if one in ids]


@pytest.mark.parametrize("path", EXERCISES, ids=called)
def test_an_untouched_exercise_runs_to_its_end_and_everything_is_to_do(path):
    cells = [cell for cell in read(path)["cells"] if cell["cell_type"] == "code"]
    asked = 0
    for cell, shown in zip(cells, inprocess.run(cells, path.parent), strict=True):
        if re.search(r"\bq\d+\.check\(", source_of(cell)):
            asked += 1
            assert shown[-1]["text/plain"].startswith("À faire")
    assert asked


@pytest.mark.parametrize("path", SOLUTIONS, ids=called)
def test_no_cell_needs_another_one(path):
    """The set-up, then the other cells backwards; the lessons' own are in ``test_lesson_runs.py``."""
    cells = reversed_copy(read(path))["cells"]
    for cell, shown in zip(cells, inprocess.run(cells, path.parent), strict=True):
        assert shown == inprocess.saved(cell), source_of(cell)


@pytest.mark.skipif(not os.environ.get("MONTHLY"), reason="a kernel for each notebook: the monthly job")
@pytest.mark.kernel
@pytest.mark.parametrize("path", [*LESSONS, *SOLUTIONS], ids=called)
def test_no_cell_needs_another_one_in_a_kernel(path, tmp_path):
    """The same in a real kernel, which holds nothing but this notebook."""
    result = strict_nbval(write(tmp_path / path.name, reversed_copy(read(path))))
    assert result.returncode == 0, result.stdout[-3000:]


@pytest.mark.kernel
def test_one_wrong_digit_in_a_saved_output_fails_strict_nbval(tmp_path):
    content = read(ROOT / "solutions/02_d2c.ipynb")
    pseudonym, setup = [cell for cell in content["cells"] if cell["cell_type"] == "code"][:2]
    content["cells"] = [pseudonym, setup]
    for mime in ("text/plain", "text/html"):
        wrong = copy.deepcopy(setup) | {"id": mime[5:]}
        output = wrong["outputs"][0]["data"]
        assert "17,5" in "".join(output[mime])
        output[mime] = "".join(output[mime]).replace("17,5", "17,6", 1)
        content["cells"].append(wrong)
    report = strict_nbval(write(tmp_path / "digits.ipynb", content)).stdout
    verdicts = re.findall(r"^(PASSED|FAILED) digits\.ipynb::Cell (\d)", report, re.MULTILINE)
    told = [("PASSED", "0"), ("PASSED", "1"), ("FAILED", "2"), ("FAILED", "3")]
    assert verdicts == told, report[-3000:]


# --- the generator ----------------------------------------------------------------------------------------


def markdown(source, part=None, tags=(), **metadata):
    """A text cell."""
    metadata |= {"bizmodels": {"part": part}} if part else {}
    metadata |= {"tags": list(tags)} if tags else {}
    return {"cell_type": "markdown", "metadata": metadata, "source": source}


def code(source, *outputs, tags=(), **metadata):
    """A code cell, executed."""
    metadata |= {"tags": list(tags)} if tags else {}
    return {
        "cell_type": "code",
        "metadata": metadata,
        "source": source,
        "outputs": list(outputs),
        "execution_count": 1,
    }


def shown(**data):
    """A saved display."""
    mimes = {"plain": "text/plain", "html": "text/html", "widget": "application/vnd.jupyter.widget-view+json"}
    return {"output_type": "display_data", "data": {mimes[k]: v for k, v in data.items()}, "metadata": {}}


def book(*cells, **metadata):
    """A notebook."""
    return {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


MARKED = code("### BEGIN SOLUTION\nx = 1\n### END SOLUTION\nex.q1.check(x)", shown(plain="Juste"))


def test_the_generator_writes_checks_and_tells_orphans(tmp_path, capsys):
    (tmp_path / "solutions").mkdir()
    cells = [markdown("# T"), MARKED, markdown("La réponse.", tags=["solution"])]
    write(
        tmp_path / "solutions/02_x.ipynb",
        book(*cells, bizmodels={"instructor": {"board": []}, "entities": []}),
    )
    assert generate.main([str(tmp_path), "--check"]) == 1
    assert "02_x.ipynb: is missing" in capsys.readouterr().err
    assert generate.main([str(tmp_path)]) == 0
    assert generate.main([str(tmp_path), "--check"]) == 0
    made = read(tmp_path / "exercises/02_x.ipynb")
    assert [contract.source_of(cell) for cell in made["cells"]] == ["# T", "x = ...\nex.q1.check(x)"]
    assert made["metadata"]["bizmodels"] == {"entities": []}
    made["cells"][1]["source"] = "x = 1"
    write(tmp_path / "exercises/02_x.ipynb", made)
    shutil.copy(tmp_path / "exercises/02_x.ipynb", tmp_path / "exercises/03_y.ipynb")
    assert generate.main([str(tmp_path), "--check"]) == 1
    told = capsys.readouterr().err
    assert "02_x.ipynb: differs" in told
    assert "03_y.ipynb: has no solution" in told


def test_a_malformed_solution_is_told_and_nothing_is_written(tmp_path, capsys):
    (tmp_path / "solutions").mkdir()
    write(tmp_path / "solutions/02_x.ipynb", book(code("### BEGIN SOLUTION\nx = 1") | {"id": "abc"}))
    assert generate.main([str(tmp_path)]) == 1
    assert "solutions/02_x.ipynb, cell 1 (abc)" in capsys.readouterr().err
    assert not list((tmp_path / "exercises").glob("*"))


def test_a_solution_without_marks_gives_no_exercise():
    with pytest.raises(MalformedMark, match="no solution is marked"):
        generate.exercise_of(book(code("x = 1")), "solutions/02_x.ipynb")


# --- the committed form -----------------------------------------------------------------------------------


def test_dumps_drops_the_marks_of_editors_and_runs():
    dirty = book(
        markdown("# Titre : oui ?\n\n`a : b`", trusted=True)
        | {"attachments": {"i.png": {"image/png": "AA"}}},
        code("1\n", shown(plain="x", widget={"model_id": "m"}), execution={"iopub": 1}, scrolled=True)
        | {"execution_count": 17},
        code("", tags=[]) | {"execution_count": None},
        code("2", shown(widget={"model_id": "m"}), jupyter={"source_hidden": True}) | {"execution_count": 3},
        widgets={"state": 1},
        language_info={"name": "python", "version": "3.11.7"},
        kernelspec={"name": "venv", "display_name": "Le mien"},
    )
    before = copy.deepcopy(dirty)
    text = notebook.dumps(dirty)
    assert dirty == before
    made = json.loads(text)
    assert notebook.dumps(made) == text
    assert text.endswith("}\n")
    assert "\r" not in text
    assert made["metadata"] == {"kernelspec": notebook.KERNEL, "language_info": {"name": "python"}}
    assert [cell["metadata"] for cell in made["cells"]] == [{}, {}, {}, {"jupyter": {"source_hidden": True}}]
    assert made["cells"][0]["source"] == ["# Titre\u00a0: oui\u202f?\n", "\n", "`a : b`"]
    assert [cell["execution_count"] for cell in made["cells"][1:]] == [1, None, 2]
    assert made["cells"][1]["outputs"][0]["data"] == {"text/plain": ["x"]}
    assert made["cells"][3]["outputs"] == []
    assert "widget" not in text


def test_dumps_makes_saved_answers_wait_and_no_other_output():
    hidden = {"outputs_hidden": True}
    cells = [
        code("1", shown(plain="1"), tags=["reveal"]) | {"id": "answer"},
        code("2", shown(plain="2"), tags=["reveal"], jupyter={"source_hidden": True}),
        code("3", shown(plain="3"), jupyter=hidden),
        code("4", shown(plain="4"), jupyter=hidden | {"source_hidden": True}),
        markdown("Réponse", tags=["reveal"], jupyter=hidden),
    ]
    text = notebook.dumps(book(*cells))
    made = json.loads(text)["cells"]
    assert made[0]["id"] == "answer"
    found = [cell["metadata"].get("jupyter") for cell in made]
    assert found == [hidden, hidden | {"source_hidden": True}, None, {"source_hidden": True}, None]
    assert notebook.dumps(json.loads(text)) == text


def test_ids_are_kept_and_missing_ones_are_given_once():
    cells = [markdown("a"), markdown("a") | {"id": "mine"}, markdown("a")]
    text = notebook.dumps(book(*cells))
    ids = [cell["id"] for cell in json.loads(text)["cells"]]
    assert ids[1] == "mine"
    assert len(set(ids)) == 3
    assert text == notebook.dumps(book(*cells)) == notebook.dumps(json.loads(text))


def test_clean_says_whether_it_changed(tmp_path, capsys):
    path = write(tmp_path / "02_x.ipynb", book(markdown("# T")))
    assert notebook.main(["clean", str(path)]) == 0
    assert notebook.main(["clean", str(path)]) == 0
    assert [line.split(": ")[-1] for line in capsys.readouterr().out.splitlines()] == ["written", "unchanged"]
    assert notebook.main(["polish", str(path)]) == 2


@pytest.mark.kernel
def test_execute_saves_the_outputs_and_refuses_errors_and_stderr(tmp_path, capsys):
    good = write(tmp_path / "02_x.ipynb", book(code("print(6 * 7)") | {"execution_count": None}))
    stderr = write(tmp_path / "03_y.ipynb", book(code("import sys; print('oh', file=sys.stderr)")))
    broken = write(tmp_path / "04_z.ipynb", book(code("1 / 0")))
    before = stderr.read_bytes(), broken.read_bytes()
    assert notebook.main(["execute", str(good), str(stderr), str(broken)]) == 1
    assert read(good)["cells"][0]["outputs"][0]["text"] == ["42\n"]
    told = capsys.readouterr().err
    assert "03_y.ipynb, cell 1" in told
    assert "ZeroDivisionError" in told
    assert (stderr.read_bytes(), broken.read_bytes()) == before


def test_without_nbformat_the_remedy_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "nbformat", None)
    with pytest.raises(SystemExit, match="Remède"):
        notebook.dumps(book())


# --- each rule of the contract can fail -------------------------------------------------------------------

MINUTES = {"objectifs": 2, "manipuler": 6, "retenir": 2}
NOTES = {
    "minutes": MINUTES,
    "wrong_answers": [{"answer": "a", "sentence": "b"}, {"answer": "c", "sentence": "d"}],
    "board": ["un", "deux", "trois"],
    "splits_the_class": "Et vous\u202f?",
    "stop_at": "manipuler",
}


def lesson():
    """A lesson 00 without a flaw."""
    return book(
        markdown("# Bienvenue\n\nDix minutes pour un premier curseur : **10 minutes**.", "titre"),
        markdown("## Ce que vous saurez · 2 min\n\nDéplacer un curseur, lire une marge.", "objectifs"),
        code("import bizmodels as bm"),
        markdown(
            "## Le premier curseur · 6 min\n\nLe prix monte : la marge aussi ?", "manipuler", ["question"]
        ),
        code('bm.calculator(bm.D2C(), predict="cash")', shown(plain="VBox", html="<b>1 234,5 €</b>")),
        markdown("La pièce coûtait 40 € en 2023, puis 25 €, soit 20 % de TVA comprise."),
        markdown("Supposons 33 €.", tags=["hypothèse"]),
        markdown(
            "## À retenir · 2 min\n\n### Sources et suite\n\nVoir [l'accueil](00_bienvenue.ipynb).",
            "retenir",
        )
        | {"id": navigation.MAP_CELL},
        bizmodels={"entities": ["Le Slip Français", "legal"], "instructor": copy.deepcopy(NOTES)},
    )


def judged(tmp_path, content):
    """The problems of a notebook written in its committed form, as lesson 00."""
    (tmp_path / "notebooks").mkdir(exist_ok=True)
    path = write(tmp_path / "notebooks/00_bienvenue.ipynb", content)
    path.write_text(notebook.dumps(navigation.put(content, path)), encoding="utf-8", newline="\n")
    return problems(path)


@pytest.fixture
def older(monkeypatch):
    """Lesson 00 judged by the rules of all lessons; those of the act have a lesson of their own (test_act.py)."""
    rules = tuple(rule for rule in contract.LESSON if rule not in act.LESSON)
    monkeypatch.setattr(contract, "RULES", contract.RULES | {"notebooks": rules})


@pytest.mark.usefixtures("older")
def test_a_good_lesson_has_no_problem(tmp_path):
    assert judged(tmp_path, lesson()) == []


def replaced(number, **changes):
    """Change the keys of one cell."""

    def change(content):
        content["cells"][number] |= changes

    return change


def said(number, text):
    """Add text to one cell."""

    def change(content):
        content["cells"][number]["source"] += f"\n\n{text}"

    return change


def noted(**changes):
    """Change the instructor's notes."""

    def change(content):
        content["metadata"]["bizmodels"]["instructor"] |= changes

    return change


def dropped(number):
    """Take one cell out."""
    return lambda content: content["cells"].pop(number)


def moved(content):
    """Put the part « objectifs » after « manipuler »."""
    content["cells"].insert(4, content["cells"].pop(1))


FLAWS = [
    ("one_title", said(1, "# Encore")),
    ("one_title", said(1, "#### Trop bas")),
    ("minutes_add_up", replaced(0, source="# T\n\n**12 minutes**")),
    ("minutes_add_up", replaced(0, source="# T")),
    ("minutes_add_up", replaced(1, source="## Ce que vous saurez")),
    ("parts_in_order", dropped(1)),
    ("parts_in_order", moved),
    ("parts_in_order", said(5, "## Hors partie · 1 min")),
    ("parts_in_order", replaced(5, metadata={"bizmodels": {"part": "retenir"}})),
    ("parts_hold", dropped(4)),
    ("parts_hold", replaced(4, source="bm.calculator(bm.D2C())")),
    ("parts_hold", replaced(7, source="## À retenir · 2 min")),
    ("instructor_notes", lambda content: content["metadata"]["bizmodels"].pop("instructor")),
    ("instructor_notes", noted(minutes=MINUTES | {"retenir": 3})),
    ("instructor_notes", noted(wrong_answers=[{"answer": "a", "sentence": ""}] * 2)),
    ("instructor_notes", noted(board=["une"])),
    ("instructor_notes", noted(splits_the_class="oui")),
    ("instructor_notes", noted(stop_at="nulle part")),
    ("few_words_between_acts", said(5, "mot " * 91)),
    ("few_words_between_acts", said(5, f"<details><summary>Réponse</summary>{'mot ' * 91}</details>")),
    ("few_words_between_acts", replaced(3, source="## Le curseur · 6 min", metadata={"tags": ["question"]})),
    ("french_prose", said(5, 'un "mot"')),
    ("french_prose", said(5, "Vraiment?")),
    ("french_prose", said(5, "Un 😀")),
    ("french_prose", said(5, "Déplace ton curseur.")),
    ("french_prose", said(5, "Nous allons explorer.")),
    ("links_and_images", said(5, "Voir [ici](00_bienvenue.ipynb).")),
    ("links_and_images", said(5, "Voir [la suite](99_rien.ipynb).")),
    ("links_and_images", said(5, "Voir [la suite](00_bienvenue.ipynb#Rien).")),
    ("links_and_images", said(5, "Voir [plus haut](#Rien).")),
    ("links_and_images", said(5, "![](00_bienvenue.ipynb)")),
    ("links_and_images", replaced(4, outputs=[shown(plain="12", html='<img src="data:x">')])),
    ("sourced_figures", said(5, "Il en vaut 41 €.")),
    ("sourced_figures", said(5, "Soit 41,5 % du total.")),
    ("sourced_figures", said(5, "Soit 3,7 M€.")),
    ("sourced_figures", said(5, "Soit 123 456 clients.")),
    ("sourced_figures", said(5, "| a |\n|---|\n| 41 € |")),
    ("sourced_figures", said(5, "Le chiffre d'affaires vaut 18,1 M€.")),
    ("sourced_figures", lambda content: content["metadata"]["bizmodels"].update(entities=["Rien"])),
    ("simple_code", replaced(4, source="\n".join(f"a{n} = {n}" for n in range(9)) + "\nbm.calculator(1)")),
    ("simple_code", replaced(4, source="bm.calculator(1);")),
    ("simple_code", replaced(4, source="%matplotlib inline\nbm.calculator(1)")),
    ("simple_code", replaced(4, source="import numpy\nbm.calculator(1)")),
    ("simple_code", replaced(2, source="import bizmodels")),
    ("simple_code", replaced(2, source="import bizmodels as bm\nimport os")),
    ("simple_code", replaced(4, source="f = lambda x: x\nbm.calculator(1)")),
    ("simple_code", replaced(4, source="interact(bm.calculator(1))")),
    ("simple_code", replaced(4, source="bm.calculator(1).style")),
    ("cells_alone", replaced(4, source="bm.calculator(bm.D2C())\nmarge + 1")),
    ("cells_alone", replaced(4, source="x = x + 1")),
    ("cells_alone", replaced(4, source="x += 1")),
    ("cells_alone", replaced(4, source="[ailleurs for n in range(3)]")),
    ("cells_alone", replaced(4, source="def f(n):\n    return n + ailleurs\nf(2)")),
    ("cells_alone", replaced(4, source="bm = 3")),
    ("cells_alone", replaced(4, source="del bm")),
    ("cells_alone", replaced(4, source="bm.figures = None")),
    ("cells_alone", replaced(4, source="bm.liste[0] = 1")),
    ("cells_alone", replaced(4, source="bm.liste.append(1)")),
    ("cells_alone", replaced(4, source="for bm in range(3):\n    print(bm)")),
    ("clean_outputs", replaced(4, outputs=[shown(plain="5")])),
    ("clean_outputs", replaced(4, outputs=[shown(html="<table><th>gross_margin</th><td>12</td></table>")])),
    ("clean_outputs", replaced(4, outputs=[{"output_type": "stream", "name": "stderr", "text": "oh 12"}])),
    ("clean_outputs", replaced(4, execution_count=None)),
    ("stable_ids", replaced(4, id="intérêts")),
]


@pytest.mark.parametrize(
    "source",
    [
        "prix = 40\nprix = prix * 2\nprix += 1\nbm.D2C(basket=prix)",
        "def f(n):\n    suite = [n]\n    suite.append(g(n))\n    return suite\ndef g(n):\n    return n\nf(2)",
        "tables = {n: n for n in range(3)}\ntables[4] = 4\ntables.update(a=1)\nfor clé, valeur in tables.items():\n    print(clé, valeur)",
        "with open('x') as fichier:\n    print(fichier)\ndisplay([f'{a}' for a in (1, 2)])",
    ],
)
def test_a_cell_that_stands_alone_is_left_alone(source):
    assert independence.troubles(["import bizmodels as bm", source]) == []


@pytest.mark.usefixtures("older")
@pytest.mark.parametrize(("rule", "flaw"), FLAWS)
def test_each_rule_sees_its_flaw(rule, flaw, tmp_path):
    content = lesson()
    flaw(content)
    assert rule in {problem.split(":")[0] for problem in judged(tmp_path, content)}


def test_a_lesson_saved_by_an_editor_is_told_to_be_cleaned(tmp_path):
    (tmp_path / "notebooks").mkdir()
    path = write(tmp_path / "notebooks/00_bienvenue.ipynb", json.loads(notebook.dumps(lesson())))
    assert [problem for problem in problems(path) if "notebook clean" in problem]


def test_an_id_given_twice_is_seen_and_mended(tmp_path):
    content = lesson()
    for cell in content["cells"]:
        cell["id"] = "twin"
    assert "the id « twin » is given twice" in contract.stable_ids(content, tmp_path / "none.ipynb")
    ids = [cell["id"] for cell in json.loads(notebook.dumps(content))["cells"]]
    assert ids[0] == "twin"
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("one", plan.LESSONS, ids=lambda one: one.number)
def test_a_lesson_must_hold_what_each_part_of_its_kind_names(one):
    keys = [key for key in one.parts if key != "titre"]
    bare = book(*(markdown(f"## {key} · 1 min", key) for key in keys))
    path = ROOT / f"{one.number}_x.ipynb"
    told = " ".join(contract.parts_hold(bare, path))
    asked = {"prerequis": ("question", "table"), "modele": ("mermaid", "ledger"), "equations": ("equations",),
             "manipuler": ("calculator",), "exercice": ("exercise",), "retenir": ("Sources",),
             "decision": ("justify",), "mecanisme": ("mecanisme",), "exposition": ("exposition",),
             "limites": ("limites",), "parades": ("parades",), "debriefing": ("debriefing",)}  # fmt: skip
    for key in keys:
        for what in asked.get(key, ()):
            assert what in told, (key, what)
    assert contract.parts_in_order(bare, path) == ["the part « titre » is missing"]


def test_a_figure_read_once_is_said_to_be_unverified():
    content = book(
        markdown("Le chiffre d’affaires, déduit, vaut 18,1 M€."), bizmodels={"entities": ["Le Slip Français"]}
    )
    assert contract.sourced_figures(content, ROOT / "02_x.ipynb") == []
