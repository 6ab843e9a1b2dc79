"""The map of the course says what is there, and only that."""

from __future__ import annotations

import json
import math

import pytest

import bizmodels as bm
from bizmodels.course import folders, plan
from bizmodels.course.contract import ROOT, minutes_of, notebooks, read
from bizmodels.course.course_map import course_map
from bizmodels.course.folders import notebooks_folder


def lesson(folder, name, minutes):
    """A notebook that says its minutes, as the contract asks."""
    metadata = {"bizmodels": {"instructor": {"minutes": minutes}}} if minutes else {}
    path = folder / name
    path.write_text(json.dumps({"cells": [], "metadata": metadata}), encoding="utf-8", newline="\n")


def test_a_lesson_is_announced_when_it_is_there(tmp_path):
    lesson(tmp_path, "00_bienvenue.ipynb", {"objectifs": 1, "retenir": 4})
    lesson(tmp_path, "03_marketplace.ipynb", {})
    table = course_map(tmp_path).set_index("number")
    assert list(table.index) == [f"{n:02d}" for n in range(27)]
    assert table.loc["00", "minutes"] == 5
    assert table.loc["03", "file"] == "03_marketplace.ipynb"
    assert math.isnan(table.loc["03", "minutes"])
    assert (table["file"] == "").sum() == 25
    shown = course_map(tmp_path).shown()["Durée"]
    assert [shown["00"], shown["03"], shown["26"]] == ["5\u00a0min", "prête", "à venir"]
    page = course_map(tmp_path)._repr_html_()
    assert page.count("<a href=") == 2
    assert '<a href="03_marketplace.ipynb">Place de marché</a>' in page


def test_a_file_name_is_escaped(tmp_path):
    lesson(tmp_path, "05_a&b.ipynb", {})
    assert 'href="05_a&amp;b.ipynb"' in course_map(tmp_path)._repr_html_()


def test_the_course_folder_wins_over_the_one_a_notebook_runs_in(tmp_path, monkeypatch):
    lesson(tmp_path, "00_bienvenue.ipynb", {})
    monkeypatch.chdir(tmp_path)
    assert notebooks_folder() == ROOT / "notebooks"


@pytest.mark.parametrize("path", notebooks("notebooks"), ids=lambda path: path.stem)
def test_the_map_tells_the_minutes_of_the_headings(path):
    row = bm.course_map().set_index("number").loc[path.name[:2]]
    assert row["file"] == path.name
    assert row["minutes"] == sum(minutes_of(read(path))[0].values())


def test_the_plan_is_whole():
    assert [one.number for one in plan.LESSONS] == [f"{n:02d}" for n in range(27)]
    assert len({one.title for one in plan.LESSONS}) == 27
    kinds = {kind: "".join(one.number for one in plan.LESSONS if one.kind == kind) for kind in plan.KINDS}
    assert kinds["model"] == "02030405060708091011"
    assert (kinds["lever"], kinds["risk"]) == ("1314151617", "1819202122")
    assert (kinds["synthesis"], kinds["welcome"], kinds["pilot"], kinds["project"]) == (
        "01122324",
        "00",
        "25",
        "26",
    )
    assert all(one.minutes is None or one.minutes <= 60 for one in plan.LESSONS)


def test_the_plan_says_the_minutes_of_the_lessons_written():
    written = {path.name[:2]: sum(minutes_of(read(path))[0].values()) for path in notebooks("notebooks")}
    assert {one.number: one.minutes for one in plan.LESSONS if one.minutes} == written


@pytest.mark.parametrize(
    "copy",
    ["02_d2c-Copy1", "02_d2c-Copie1", "02_d2c - Copie", "02_d2c - Copie (2)", "02_d2c - Copy", "02_d2c copie",
     "02_d2c copy 2", "02_d2c (1)", "02_d2c 2", "02_d2c-checkpoint", "02_d2c~", "02_d2c_copie", "02_d2c_old",
     "02_d2c (Copie en conflit de Léa)", "02_d2c-conflict-2026"],
)  # fmt: skip
def test_a_copy_is_never_taken_for_the_lesson(tmp_path, copy):
    lesson(tmp_path, f"{copy}.ipynb", {"objectifs": 1})
    assert course_map(tmp_path).loc[2, "file"] == ""
    lesson(tmp_path, "02_d2c.ipynb", {"objectifs": 50})
    assert course_map(tmp_path).loc[2, ["file", "minutes"]].tolist() == ["02_d2c.ipynb", 50]


def test_no_lesson_is_taken_for_a_copy():
    names = [path.name for room in folders.ROOMS for path in (ROOT / room).glob("*.ipynb")]
    assert names
    assert all(
        map(folders.is_lesson_name, [*names, "27_old_navy.ipynb", "28_copyright.ipynb", "29_web_2.ipynb"])
    )


@pytest.mark.parametrize(
    "content",
    [b'{\n<<<<<<< HEAD\n "cells": [],\n=======\n', b"", b"[]", b'{"metadata": []}', b"\xff\xfe\x00", b'{"metadata": {"bizmodels": {"instructor": {"minutes": {"a": "x"}}}}}', b"[" * 100_000],
    ids=["merge", "empty", "list", "metadata", "binary", "minutes", "deep"],
)  # fmt: skip
def test_one_broken_notebook_does_not_take_the_map_with_it(tmp_path, content):
    lesson(tmp_path, "00_bienvenue.ipynb", {"objectifs": 5})
    (tmp_path / "01_panorama.ipynb").write_bytes(content)
    table = course_map(tmp_path)
    assert table.loc[0, "minutes"] == 5
    assert table.shown().loc["01", "Durée"] == "illisible"
    assert table.shown().loc["02", "Durée"] == "à venir"


def test_an_older_ipywidgets_is_told_in_french(monkeypatch):
    from bizmodels import view

    view._need_ipywidgets()
    monkeypatch.setattr(view, "version", lambda name: "7.7.1")
    with pytest.raises(bm.LearnerError, match=r"ipywidgets 7\.7\.1 est installé .* ipywidgets 8"):
        view._need_ipywidgets()
