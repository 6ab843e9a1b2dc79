"""One test cell of one point after each question, whose answer it takes again; nothing else is changed."""

from __future__ import annotations

import ast
import json

import pytest

from bizmodels.classroom.nbgrader_export import assignment
from bizmodels.cli import main
from bizmodels.course import folders
from bizmodels.course.regions import source_of
from bizmodels.exercises.engine import declaration

EXERCISES = sorted(folders.lessons_in(folders.checkout() / "exercises").values())


@pytest.mark.parametrize("path", EXERCISES, ids=lambda path: path.stem)
def test_every_question_has_its_test_cell(path):
    before = json.loads(path.read_text(encoding="utf-8"))
    after = assignment(before)["cells"]
    tests = [cell for cell in after if "nbgrader" in cell["metadata"]]
    assert [cell["metadata"]["nbgrader"]["grade_id"] for cell in tests] == [
        f"q{n}-note" for n, _ in enumerate(declaration(path.stem).questions, 1)
    ]
    assert [cell for cell in after if cell not in tests] == before["cells"]
    for cell in tests:
        *given, checked = ast.parse(source_of(cell)).body
        names = [one.id for one in checked.test.left.value.args]
        assert [one.targets[0].id for one in given] == names == [one.value.id for one in given]


def test_the_command_writes_once(tmp_path, capsys):
    words = ["export-nbgrader", "3", "--out", str(tmp_path)]
    assert main(words) == 0
    written = (tmp_path / "source/03_marketplace/03_marketplace.ipynb").read_text(encoding="utf-8")
    assert sum("nbgrader" in cell["metadata"] for cell in json.loads(written)["cells"]) == 8
    assert "ClearSolutions" in (tmp_path / "nbgrader_config.py").read_text(encoding="utf-8")
    assert main(words) == 1
    assert main(["export-nbgrader", "99", "--out", str(tmp_path)]) == 1
    assert "« 99 »" in capsys.readouterr().err.replace("\u00a0", " ")
