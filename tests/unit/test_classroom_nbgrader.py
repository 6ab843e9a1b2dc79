"""Exercises for nbgrader: a test cell below each question, that passes on the right answer only."""

import pytest

from bizmodels import cli
from bizmodels.classroom.nbgrader import assignment
from bizmodels.course import folders
from bizmodels.course.reading import read
from bizmodels.course.regions import tagged
from bizmodels.exercises import engine


@pytest.fixture(scope="module")
def exercises():
    """The exercise notebooks by their name."""
    found = folders.lessons_in(folders.notebooks_folder().parent / "exercises")
    return {path.stem: read(path) for path in found.values()}


def test_each_question_has_an_answer_cell_and_a_locked_test_below_it(exercises):
    for name, exercise in exercises.items():
        cells = assignment(exercise)["cells"]
        marked = [one["metadata"]["nbgrader"] for one in cells if "nbgrader" in one["metadata"]]
        questions = sum(tagged(one, "statement") for one in exercise["cells"])
        assert len(marked) == 2 * questions, name
        assert len({one["grade_id"] for one in marked}) == len(marked), name
        assert len({one["id"] for one in cells}) == len(cells), name
        for answer, test in zip(marked[::2], marked[1::2], strict=True):
            assert [answer[one] for one in ("solution", "grade", "locked")] == [True, False, False], name
            assert [test[one] for one in ("solution", "grade", "locked", "points")] == [
                False,
                True,
                True,
                1,
            ], name
            assert answer["grade_id"] == f"{test['grade_id']}-reponse", name
        assert not any("](../" in one["source"] for one in cells if isinstance(one["source"], str)), name


def test_the_exercise_itself_is_left_alone(exercises):
    before = repr(exercises["03_marketplace"])
    assignment(exercises["03_marketplace"])
    assert repr(exercises["03_marketplace"]) == before


def test_a_test_cell_passes_on_the_right_answer_only(exercises):
    (test,) = (
        one["source"]
        for one in assignment(exercises["03_marketplace"])["cells"]
        if one["metadata"].get("nbgrader", {}).get("grade_id") == "q2"
    )
    session = engine.exercise("03_marketplace")
    right = session.data.rate_elsewhere * (1 + session.data.vat)
    exec(test, {"ex": session, "réponse": right})
    for wrong, state in ((right / 2, "À revoir"), (..., "À faire")):
        with pytest.raises(AssertionError, match=state):
            exec(test, {"ex": session, "réponse": wrong})


def test_the_command_writes_a_course_for_nbgrader(tmp_path, capsys):
    assert cli.main(["export-nbgrader", str(tmp_path), "--lessons", "3"]) == 0
    path = tmp_path / "source" / "03_marketplace" / "03_marketplace.ipynb"
    assert path.is_file()
    assert "ClearSolutions.enabled = False" in (tmp_path / "nbgrader_config.py").read_text("utf-8")
    assert "nbgrader generate_assignment 03_marketplace" in capsys.readouterr().out
    assert cli.main(["export-nbgrader", str(tmp_path), "--lessons", "77"]) == 1
    assert "Aucun exercice de ce numéro" in capsys.readouterr().err
