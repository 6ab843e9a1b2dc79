"""Whose figures: the pseudonym in use is named, a changed one is noticed, and no answer given under another is lost."""

from __future__ import annotations

import pytest

import bizmodels as bm
from bizmodels.course import first_cell
from bizmodels.errors import LearnerError
from bizmodels.exercises import pseudonym
from bizmodels.exercises.result import TO_DO
from bizmodels.exercises.statements import ASKED

NAME = "02_d2c"


def cell(code, **names):
    """The value of a line as a cell of a notebook gives it, with its global names."""
    names["bm"] = bm
    return eval(compile(code, "cell", "eval"), names)  # noqa: S307


def test_a_pseudonym_that_changed_stops_check_and_total_until_the_exercise_is_loaded_again():
    ex = bm.exercise(NAME, student="tortue 7")
    right = ex.data.price_after / (1 + ex.data.vat)
    assert cell("ex.q2.check(r)", ex=ex, r=right, pseudonyme="Tortue  7").state == "Juste"  # the same name
    for code in ("ex.q2.check(r)", "ex.total()"):
        stale = cell(code, ex=ex, r=right, pseudonyme="renard bleu")
        assert stale.title == TO_DO
        assert "renard bleu" in stale.text
        assert "tortue 7" in stale.text
        assert "Relancez la cellule" in stale.text
    assert cell("ex.q2.check(1)", ex=bm.exercise(NAME), pseudonyme="renard").state == TO_DO
    again = bm.exercise(NAME, student="renard bleu")
    assert cell("ex.q2.check(...)", ex=again, pseudonyme="renard bleu").text != stale.text


@pytest.mark.parametrize("now", [..., None, 7, ["a"], "renard bleu"])
def test_a_cell_that_names_nobody_else_changes_nothing(now):
    ex = bm.exercise(NAME, student="renard bleu")
    assert cell("ex.q2.check(25)", ex=ex, pseudonyme=now).state == "À revoir"
    assert cell("ex.q2.check(25)", ex=ex).state == "À revoir"


def test_the_table_names_the_pseudonym_and_holds_the_questions_with_its_figures():
    ex = bm.exercise(NAME, student="<renard>")
    page = ex.table()._repr_html_()
    assert "Entreprise de «\xa0&lt;renard&gt;\xa0»" in page
    assert page.count(ASKED) == 1
    assert page.count("<strong>Question ") == len(ex.questions)
    assert ex.data.shown()["price_after"] in page.partition(ASKED)[2]
    for everybody in (None, ...):
        published = bm.exercise(NAME, student=everybody).table()._repr_html_()
        assert ASKED not in published
        assert "Entreprise de" not in published


@pytest.mark.parametrize("name", ["Marie", "Zoé Zola", "Jean-Marc", "Éloïse"])
def test_a_name_like_a_real_one_gets_a_soft_question(name):
    assert "ressemble à un vrai nom" in pseudonym.doubt(name)
    assert "ressemble" in bm.exercise(NAME, student=name).table()._repr_html_()
    assert first_cell.invented(name) == "renard bleu"


@pytest.mark.parametrize("name", ["renard bleu", "tortue 7", "Tortue 7", "zz", "l'ours bleu", "renard-bleu"])
def test_an_invented_name_gets_none(name):
    assert pseudonym.doubt(name) == ""


@pytest.mark.parametrize("name", ["", "  "])
def test_an_empty_pseudonym_is_said_to_be_empty(name):
    with pytest.raises(LearnerError, match="est vide"):
        bm.exercise(NAME, student=name)
