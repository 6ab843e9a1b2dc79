"""A learner's own file and his own saved copy change nothing that strict nbval compares."""

from __future__ import annotations

import re
import shutil

import pytest

from bizmodels import learner
from bizmodels.course import notebook
from bizmodels.course.contract import ROOT, read, strict_nbval
from bizmodels.course.regions import source_of, tagged

LESSON = ROOT / "notebooks/02_d2c.ipynb"


def bet_on_everything(folder, monkeypatch):
    """The file of a learner who gave every bet of the lesson."""
    monkeypatch.setenv(learner.VARIABLE, str(folder))
    names = [re.search(r'name="([^"]+)"', source_of(c))[1] for c in read(LESSON)["cells"] if tagged(c, "bet")]
    assert len(names) > 5
    said = learner.Bet(question="?", said="je ne sais pas", reason="parce que", at=learner.now())
    learner.keep("lecon_02", lambda record: record.bets.update(dict.fromkeys(names, said)))


@pytest.mark.kernel
def test_a_learner_who_has_bet_runs_nbval_green_on_the_course_and_on_his_own_copy(tmp_path, monkeypatch):
    bet_on_everything(tmp_path / "progression", monkeypatch)
    course = tmp_path / "course"
    course.mkdir()
    shutil.copy(LESSON, course / "02_d2c.ipynb")
    own = course / "02_copie.ipynb"
    nbclient, nbformat = pytest.importorskip("nbclient"), pytest.importorskip("nbformat")
    worked = nbformat.read(LESSON, as_version=4)
    nbclient.NotebookClient(
        worked, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(course)}}
    ).execute()
    nbformat.write(worked, own)
    assert "<!--bm-live-->" in own.read_text(encoding="utf-8")  # his own bets stand in his copy
    done = strict_nbval(course / "02_d2c.ipynb", own)
    assert done.returncode == 0, done.stdout[-3000:]
    committed = notebook.dumps(worked)
    assert "<!--bm-live-->" not in committed
