"""CONTRIBUTING.md followed to the letter, in a copy of the course: a model, a lesson, an exercise."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bizmodels import cli
from bizmodels.cli import new_lesson
from bizmodels.course import act, contract, notebook, plan, skeleton
from bizmodels.errors import LearnerError
from bizmodels.exercises import generate
from bizmodels.models import D2C

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A copy of the course with the model of CONTRIBUTING.md in its one file."""
    copy = tmp_path_factory.mktemp("cours étudiants")
    for folder in ("bizmodels", "data", "docs", "tests", "exercises", "solutions"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    (copy / "notebooks").mkdir()
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    code = re.search(r"```python\n(.*?)```", guide, re.DOTALL)[1]
    (copy / "bizmodels" / "models" / "kiosque.py").write_text(code, encoding="utf-8", newline="\n")
    for command in re.findall(r"^bizmodels (new-.*)$", guide, re.MULTILINE):
        words = re.findall(r'"[^"]*"|\S+', command)
        run(copy, "-m", "bizmodels.cli", *(w.strip('"') for w in words))
    return copy


def run(course: Path, *command: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(course), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, *command],
        cwd=course,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=240,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    with (course / "stderr.txt").open("a", encoding="utf-8", newline="\n") as told:
        told.write(done.stderr)
    return done.stdout


@pytest.mark.kernel
def test_the_model_passes_what_every_model_passes(course):
    out = run(
        course,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/models/test_every_model.py",
        "-k",
        "Kiosque",
    )
    assert int(re.search(r"(\d+) passed", out)[1]) >= 14


@pytest.mark.kernel
def test_the_lesson_and_the_exercise_keep_the_contract(course):
    names = [f"{folder}/27_kiosque.ipynb" for folder in ("notebooks", "solutions", "exercises")]
    assert run(course, "-m", "bizmodels.course.contract", *names) == "OK\n"
    out = run(
        course,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/unit/test_exercises.py",
        "-k",
        "27_kiosque",
    )
    assert int(re.search(r"(\d+) passed", out)[1]) >= 8


def test_nothing_is_overwritten_and_nothing_half_done(tmp_path):
    path, other = tmp_path / "a.txt", tmp_path / "b.txt"
    skeleton.write_new([(path, "écrit par un auteur")])
    with pytest.raises(LearnerError, match="existe déjà"):
        skeleton.write_new([(other, "nouveau"), (path, "autre")])
    assert path.read_text(encoding="utf-8") == "écrit par un auteur"
    assert not other.exists()
    with pytest.raises(SyntaxError):
        skeleton.write_new([(other, "nouveau"), (tmp_path / "c.py", "x = (")])
    assert not other.exists()


@pytest.mark.parametrize("fault", ["a file for a folder", "full disk", "rename"])
def test_what_the_machine_refuses_leaves_nothing_behind(tmp_path, monkeypatch, fault):
    first, second = tmp_path / "un" / "a.py", tmp_path / "deux" / "b.ipynb"
    before = Path.write_text, Path.rename

    def refuse(method):
        def refused(self, *args, **kwargs):
            if "b.ipynb" not in self.name:
                return method(self, *args, **kwargs)
            if method is before[0]:
                method(self, "la moi")
            raise OSError(28, "No space left on device", str(self))

        return refused

    with monkeypatch.context() as patch:
        if fault == "a file for a folder":
            second.parent.write_text("", encoding="utf-8", newline="\n")
        elif fault == "full disk":
            patch.setattr(Path, "write_text", refuse(before[0]))
        else:
            patch.setattr(Path, "rename", refuse(before[1]))
        with pytest.raises(OSError, match="space|exists|directory"):
            skeleton.write_new([(first, "x = 1"), (second, "{}")])
    assert not list(tmp_path.rglob("*.*"))
    if second.parent.is_file():
        second.parent.unlink()
    skeleton.write_new([(first, "x = 1"), (second, "{}")])  # the second try is not refused
    assert sorted(one.name for one in tmp_path.rglob("*.*")) == ["a.py", "b.ipynb"]


@pytest.mark.parametrize(
    ("error", "seen"),
    [
        (notebook.ExecutionFailed("cell 3"), LearnerError),
        (OSError(28, "No space left"), OSError),
        (KeyboardInterrupt(), KeyboardInterrupt),
    ],
)
def test_a_notebook_that_does_not_run_is_not_kept(tmp_path, monkeypatch, error, seen):
    def execute(path):
        raise error

    monkeypatch.setattr(notebook, "execute", execute)
    files = [(tmp_path / "a.ipynb", "{}"), (tmp_path / "b.py", "x = 1")]
    with pytest.raises(seen):
        new_lesson.laid(files, execute=[tmp_path / "a.ipynb"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["new-lesson", "new-exercise"])
def test_a_title_that_is_no_text_is_refused_before_anything_is_written(command, monkeypatch, capsys):
    monkeypatch.setattr(skeleton, "write_new", lambda files: pytest.fail("written"))
    assert cli.main([command, "28_x", "--title", "caf\udce9"]) == 1
    assert "contient un caractère illisible" in capsys.readouterr().err


def test_no_command_says_anything_on_stderr(course):
    """A kernel without keys warns in English, as the course starts one."""
    assert (course / "stderr.txt").read_text(encoding="utf-8") == ""
    run(course, "-m", "bizmodels.exercises.generate", "--check", ".")


def test_the_sheets_of_another_copy_are_not_written_into_this_one(course, capsys):
    before = {path: path.read_bytes() for path in (course / "solutions").iterdir()}
    assert generate.main([str(course)]) == 1
    assert "another copy" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in (course / "solutions").iterdir()} == before


@pytest.mark.parametrize(
    "title", ['Le « kiosque » dit "Bonjour"', "l'été", "C:\\bureau {nu}", "deux\nlignes", '"""']
)
def test_any_title_makes_a_module_that_compiles(title):
    found = {}
    exec(skeleton.questions("27_kiosque", skeleton.model_class("D2C"), title), found)
    assert found["EXERCISE"].title == title


@pytest.mark.parametrize(
    "name", ["kiosque", "27 kiosque", "٢٧_kiosque", "２７_kiosque", "27_Kiosque", "27_été", "../27_x", ""]
)
def test_names_are_checked(name):
    with pytest.raises(LearnerError, match="deux chiffres"):
        skeleton.check_name(name)
    with pytest.raises(LearnerError, match="Aucun modèle"):
        skeleton.model_class("Kioske")


@pytest.mark.parametrize("kind", plan.KINDS)
def test_each_kind_has_its_skeleton(kind, tmp_path, monkeypatch):
    """Laid down for the first lesson of its kind, it lacks nothing of what the contract names but its outputs."""
    one = next(one for one in plan.LESSONS if one.kind == kind)
    name = f"{one.number}_essai"
    content = json.loads(notebook.dumps(skeleton.lesson(name, D2C, one.title)))
    for cell in content["cells"]:
        if "reveal" in cell["metadata"].get("tags", []) or cell["id"] == "ouverture":
            cell["outputs"] = [
                {"output_type": "display_data", "data": {"text/html": " \n<svg></svg>"}, "metadata": {}}
            ]
    path = tmp_path / "notebooks" / f"{name}.ipynb"
    for rule in (contract.parts_in_order, contract.parts_hold, contract.minutes_add_up, contract.instructor_notes,
                 contract.one_title, contract.simple_code, contract.cells_alone, *act.LESSON):  # fmt: skip
        assert rule(content, path) == [], rule.__name__
