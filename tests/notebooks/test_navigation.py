"""Previous, next, exercise, map: written from the plan into each notebook, and what is wrong with them is named."""

from __future__ import annotations

import copy
import json
import re

import pytest

from bizmodels.course import contract, navigation, notebook, plan
from bizmodels.course.contract import ROOT, notebooks, read
from bizmodels.course.regions import source_of

PATHS = [path for folder in ("notebooks", "solutions", "exercises") for path in notebooks(folder)]


def links(text: str) -> dict[str, str]:
    """Text and target of each link."""
    return dict(re.findall(r"\[([^\]]*)\]\(([^)]*)\)", text))


@pytest.fixture
def course(tmp_path):
    """Three lessons (00, 02 and 03), exercises of two of them."""
    empty = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    names = {
        "notebooks": ("00_bienvenue", "02_d2c", "03_marketplace"),
        "solutions": ("02_d2c", "03_marketplace"),
    }
    for folder, found in names.items():
        (tmp_path / folder).mkdir()
        for name in found:
            one = navigation.MAP_CELL if name.startswith("00") else "mine"
            cells = [{"cell_type": "markdown", "id": one, "metadata": {}, "source": f"# {name}"}]
            (tmp_path / folder / f"{name}.ipynb").write_text(
                notebook.dumps(empty | {"cells": cells}), encoding="utf-8", newline="\n"
            )
    return tmp_path


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_link_leads_to_a_file_and_the_map_to_its_cell(path):
    top, bottom = navigation.texts(path)
    for target in [*links(top).values(), *links(bottom).values()]:
        file, _, anchor = target.partition("#")
        assert (path.parent / file).is_file(), target
        if anchor:
            ids = [cell["id"] for cell in read(path.parent / file)["cells"]]
            assert anchor.removeprefix("cell-id=") in ids


def test_one_walks_through_the_whole_course_by_the_bottom_line_and_back_by_the_top_one():
    lessons = notebooks("notebooks")
    walked = [lessons[0]]
    while onward := [t for text, t in links(navigation.texts(walked[-1])[1]).items() if text.endswith("→")]:
        walked.append((walked[-1].parent / onward[0]).resolve())
    assert walked == lessons
    while back := [t for text, t in links(navigation.texts(walked[-1])[0]).items() if text.startswith("←")]:
        walked.append((walked[-1].parent / back[0]).resolve())
    assert walked == [*lessons, *lessons[-2::-1]]


def test_the_lines_say_where_one_is_and_link_only_what_exists(course):
    top, bottom = navigation.texts(course / "notebooks/02_d2c.ipynb")
    assert top.startswith("[← 00 · Bienvenue](00_bienvenue.ipynb) · Leçon 02 sur 26 · [plan du cours]")
    assert top.endswith("[03 · Place de marché →](03_marketplace.ipynb)")
    assert links(bottom)["exercice 02"] == "../exercises/02_d2c.ipynb"
    assert bottom.startswith("[Leçon suivante\u00a0: 03")
    assert "exercice" not in navigation.texts(course / "notebooks/00_bienvenue.ipynb")[1]
    assert "→" not in "".join(navigation.texts(course / "notebooks/03_marketplace.ipynb"))
    top, bottom = navigation.texts(course / "solutions/02_d2c.ipynb")
    assert links(top)["← Leçon 02 · Vente directe (D2C)"] == "../notebooks/02_d2c.ipynb"
    assert links(bottom)["exercice 03"] == "../exercises/03_marketplace.ipynb"
    # The same line serves the exercise, in a folder beside.
    assert navigation.texts(course / "exercises/02_d2c.ipynb") == (top, bottom)
    # A lesson that the plan does not know stands after all others, under its number.
    assert "Leçon 27 sur 27" in navigation.texts(course / "notebooks/27_kiosque.ipynb")[0]
    assert plan.lesson("27") is None


def test_the_command_writes_once_and_names_what_is_wrong(course, capsys):
    assert navigation.main([str(course), "--check"]) == 1
    assert "notebooks/02_d2c.ipynb: « navigation-bas » is missing" in capsys.readouterr().err
    assert navigation.main([str(course)]) == 0
    assert capsys.readouterr().out.count("written") == 5
    assert navigation.main([str(course)]) == 0
    assert navigation.main([str(course), "--check"]) == 0
    assert capsys.readouterr() == ("", "")
    (course / "notebooks/03_marketplace.ipynb").rename(course / "notebooks/04_revente_c2c.ipynb")
    assert navigation.main([str(course), "--check"]) == 1
    assert "02_d2c.ipynb: « navigation-haut » is stale" in capsys.readouterr().err


def swapped(cells):
    cells.insert(0, cells.pop())


def twice(cells):
    cells.insert(1, copy.deepcopy(cells[0]) | {"id": "autre"})


@pytest.mark.parametrize(
    ("flaw", "told"),
    [
        (lambda cells: cells.pop(0), "« navigation-haut » is missing"),
        (lambda cells: cells.pop(), "« navigation-bas » is missing"),
        (swapped, "« navigation-bas » is misplaced: cell 1"),
        (lambda cells: cells[0].update(source="Leçon 02 sur 12"), "« navigation-haut » is stale"),
        (lambda cells: cells[-1].update(metadata={}), "« navigation-bas » is stale"),
        (twice, "tagged « navigation »"),
        (lambda cells: cells[1].update(id="autre"), "no cell « accueil-carte »"),
    ],
)
def test_each_flaw_is_named_and_mended(course, flaw, told):
    path = course / "notebooks/00_bienvenue.ipynb"
    good = navigation.put(json.loads(path.read_text(encoding="utf-8")), path)
    assert navigation.problems(good, path) == []
    flaw(good["cells"])
    assert [one for one in navigation.problems(good, path) if told in one]
    assert [one for one in contract.navigation_in_place(good, path) if told in one]
    left = navigation.problems(navigation.put(good, path), path)
    assert [one for one in left if "no cell" not in one] == []


def test_the_first_cell_and_the_prose_are_the_notebook_s_own(course):
    """The title may stand below the line, whose words are none of the lesson's."""
    path = course / "notebooks/02_d2c.ipynb"
    book = navigation.put(json.loads(path.read_text(encoding="utf-8")), path)
    assert contract.one_title(book, path) == []
    assert source_of(contract.title_of(book)) == "# 02_d2c"
    long = {"cell_type": "markdown", "id": "x", "metadata": {}, "source": "mot " * contract.MOST_WORDS}
    book["cells"].insert(2, long)
    assert contract.few_words_between_acts(book, path) == []


def test_the_committed_lines_are_those_of_the_plan(capsys):
    assert navigation.main([str(ROOT), "--check"]) == 0, capsys.readouterr().err
