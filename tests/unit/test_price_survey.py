"""``bm.price_survey``: four prices a person, told when they contradict each other, kept, found again, read by the method."""

from __future__ import annotations

import asyncio
import html
import shutil

import ipywidgets as widgets
import pandas as pd
import pytest

import bizmodels as bm
from bizmodels import learner
from bizmodels.errors import LearnerError
from bizmodels.view import price_survey as module
from tests.unit.test_bet import everything

NAME = "14-prix-gourde"
EXAMPLE = pd.DataFrame(
    {
        "too_cheap": [4, 6, 5],
        "cheap": [10, 12, 9],
        "expensive": [20, 25, 18],
        "too_expensive": [30, 40, 28],
    }
)


def survey(**more):
    return bm.price_survey("une gourde isotherme", name=NAME, **more)


def answer(one, *typed):
    for field, text in zip(one.fields.values(), typed, strict=True):
        field.value = text
    one.button.click()


def kept():
    return [
        (a.too_cheap, a.cheap, a.expensive, a.too_expensive)
        for a in learner.of("lecon_14").surveys.get(NAME, [])
    ]


def said(one) -> str:
    return html.unescape(one._said.value)


def test_an_answer_is_kept_and_its_fields_are_emptied_for_the_next_person():
    one = survey()
    answer(one, "5 €", "12,50", "20 euros", "environ 30")
    assert kept() == [(5, 12.5, 20, 30)]
    assert [field.value for field in one.fields.values()] == [""] * 4
    assert "personne suivante" in said(one)


def test_what_others_answered_is_no_anchor():
    one = survey()
    answer(one, "7,77", "12", "23,45", "31")
    page = everything(one) + one._first() + one._live()
    for told in ("7,77", "23,45", "31"):
        assert told not in page
    assert "1\u00a0réponse gardée" in page


def test_from_enough_answers_on_the_result_shows():
    one = survey(enough=2)
    answer(one, "10", "20", "30", "40")
    assert "Prix acceptables" not in everything(one)
    answer(one, "20", "30", "40", "50")
    shown = everything(one)
    # The same people as in van_westendorp's docstring.
    assert "2 sur 2" in shown
    assert "de 20\u00a0€ à 40\u00a0€" in shown
    assert one.acceptable().optimal == (20, 40)
    assert "ne s’accordent pas" not in shown
    assert "de 20\u00a0€ à 40\u00a0€" in one._live()


def test_a_range_least_refused_wider_than_the_acceptable_one_is_told():
    one = survey(enough=2)
    answer(one, "10", "15", "20", "30")
    answer(one, "5", "10", "15", "25")
    # From 10 to 25 € nobody refuses, and yet from 20 € on nobody finds the price « pas cher ».
    assert (one.acceptable().marginal_expensiveness, one.acceptable().optimal) == (20, (10, 25))
    assert "les deux fourchettes ne s’accordent pas" in everything(one)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("5", "12", "12", "30"), "« bon marché » (12 €) doit être plus bas que le prix « cher » (12 €)"),
        (
            ("15", "12", "20", "30"),
            "« trop bon marché » (15 €) doit être plus bas que le prix « bon marché »",
        ),
        (("30", "20", "10", "5"), "« trop bon marché » (30 €)"),
    ],
)
def test_an_answer_that_contradicts_itself_is_told_then_kept(typed, words):
    one = survey(enough=1)
    answer(one, *typed)
    assert words.replace(" €", "\u00a0€").replace("« ", "«\u00a0").replace(" »", "\u00a0»") in said(one)
    assert kept() == []
    assert [field.value for field in one.fields.values()] == list(typed)  # nothing typed is lost
    one.button.click()
    assert len(kept()) == 1
    assert "Aucune" in everything(one) or "La seule réponse ne va pas" in everything(one)
    answer(one, "5", "10", "20", "30")
    assert "1 sur 2" in everything(one)
    assert (one.acceptable().valid, one.acceptable().dropped) == (1, 1)


def test_a_corrected_answer_is_asked_no_more_and_another_contradiction_is():
    one = survey()
    answer(one, "5", "12", "12", "30")
    one.fields["expensive"].value = "11"
    one.button.click()
    assert kept() == []
    one.fields["expensive"].value = "20"
    one.button.click()
    assert kept() == [(5, 12, 20, 30)]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("", "12", "20", "30"), "« Trop bon marché » : il manque un prix"),
        (("5", "12", "20", ""), "« Trop cher » : il manque un prix"),
        (("5", "douze", "20", "30"), "« Bon marché » : « douze » n’est pas un nombre"),
        (("5", "12", "20 $", "30"), "« Cher » : « 20 $ » ne convient pas"),
        (("0", "12", "20", "30"), "« Trop bon marché » : 0 € n’est pas un prix"),
        (("-5", "12", "20", "30"), "« Trop bon marché » : −5 € n’est pas un prix"),
        (("5", "12", "20", "∞"), "« Trop cher » : ∞ n’est pas un prix"),
        (("5", "12", "20", "1e30"), "n’est pas un prix"),
        (("<img src=x onerror=alert(1)>", "12", "20", "30"), "n’est pas un nombre"),
    ],
)
def test_what_is_no_price_is_told_and_loses_nothing(typed, words):
    one = survey()
    answer(one, *typed)
    assert words.replace(" ", "").replace("\u00a0", "") in said(one).replace(" ", "").replace(
        "\u00a0", ""
    ).replace("\u202f", "")
    assert "<img" not in one._said.value
    assert kept() == []
    assert [field.value for field in one.fields.values()] == list(typed)


def test_the_last_answer_may_be_taken_back():
    one = survey()
    one.back.click()
    assert "Aucune réponse" in said(one)
    answer(one, "5", "12", "20", "30")
    answer(one, "6", "12", "20", "30")
    one.back.click()
    assert kept() == [(5, 12, 20, 30)]
    assert "effacée" in said(one)


def test_all_answers_are_erased_once_it_is_asked_twice():
    one = survey()
    one.clear.click()
    assert "Aucune réponse" in said(one)
    answer(one, "5", "12", "20", "30")
    answer(one, "6", "12", "20", "30")
    one.clear.click()
    assert len(kept()) == 2
    assert "2\u00a0réponses gardées" in said(one)
    answer(one, "7", "12", "20", "30")  # gone on: the first press no longer counts
    one.clear.click()
    assert len(kept()) == 3
    one.clear.click()
    assert kept() == []


@pytest.mark.parametrize(
    ("example", "typed"),
    [
        (None, ("5", "12", "20", "1000000000")),
        (EXAMPLE, ("1000000", "2000000", "3000000", "4000000")),
    ],
)
def test_a_price_of_another_size_is_asked_twice(example, typed):
    one = survey(example=example)
    answer(one, *typed)
    assert kept() == []
    assert "Corrigez ce prix" in said(one)
    one.button.click()
    assert len(kept()) == 1
    answer(one, "5", "12", "20", "500")  # a hundred times: still an opinion
    assert len(kept()) == 2


def test_the_button_waits_for_the_price_that_comes_after_its_click():
    async def typing():
        one = survey()
        for field, text in zip(list(one.fields.values())[:3], ["5", "12", "20"], strict=True):
            field.value = text
        one.button.click()
        assert kept() == []
        assert "il manque" not in said(one)
        one.fields["too_expensive"].value = "30"

    asyncio.run(typing())
    assert kept() == [(5, 12, 20, 30)]


def test_a_price_that_never_comes_is_missing(monkeypatch):
    monkeypatch.setattr(module, "ENTER", 0.01)

    async def typing():
        one = survey()
        one.fields["too_cheap"].value = "5"
        one.button.click()
        await asyncio.sleep(0.05)
        return one

    one = asyncio.run(typing())
    assert "il manque un prix" in said(one)
    assert kept() == []


def test_a_picture_says_whose_answers_it_draws():
    one = survey(example=EXAMPLE, enough=2)
    assert "simulées" in bm.figures.acceptable_prices(one.answers(), "Combien ?").source
    answer(one, "5", "12", "20", "30")
    answer(one, "6", "30", "20", "40")
    one.button.click()  # contradicts itself: kept at the second press
    drawn = bm.figures.acceptable_prices(one.answers, "Combien ?")  # the parentheses forgotten
    assert "2\u00a0réponses de la classe" in drawn.source
    assert "simulées" not in drawn.source
    assert "1\u00a0se contredit" in drawn.source


def test_the_example_stands_in_until_there_are_enough_answers():
    one = survey(example=EXAMPLE, enough=2)
    assert one.answers().to_numpy().tolist() == EXAMPLE.to_numpy().tolist()
    assert "simulé" in one.answers()._repr_html_()
    answer(one, "5", "12", "20", "30")
    assert "simulé" in repr(one.answers())
    answer(one, "5", "12", "20", "30")  # two people may say the same
    assert len(one.answers()) == 2
    assert "simulé" not in one.answers()._repr_html_()
    assert "2\u00a0réponses de la classe" in one.answers()._repr_html_()
    assert list(one.answers().columns) == list(EXAMPLE.columns)


def test_without_an_example_too_few_answers_are_told():
    with pytest.raises(LearnerError, match="au moins 5"):
        survey().answers()


def test_answers_are_found_again_by_another_kernel():
    answer(survey(), "5", "12", "20", "30")
    again = survey(enough=1)
    assert again.answers().to_numpy().tolist() == [[5, 12, 20, 30]]
    answer(again, "6", "12", "20", "30")
    assert len(kept()) == 2


def test_two_kernels_lose_nothing_of_each_other_even_where_one_could_not_write(monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(learner, "_write", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
        one = survey()
        answer(one, "1", "2", "3", "4")
        assert "ne peuvent pas être écrits" in one._trouble.value
    # Meanwhile another kernel wrote; this one still remembers its own.
    mine = dict(learner._unwritten)
    learner._unwritten.clear()
    answer(survey(), "5", "6", "7", "8")
    learner._unwritten.update(mine)
    answer(survey(), "9", "10", "11", "12")
    assert sorted(kept()) == [(1, 2, 3, 4), (5, 6, 7, 8), (9, 10, 11, 12)]


def test_the_first_display_says_the_same_to_everybody():
    fresh = survey()
    start, words = fresh._still._start(), repr(fresh)
    assert fresh._live() == ""
    answer(fresh, "5", "12", "20", "30")
    known = survey()
    assert (known._still._start(), repr(known)) == (start, words)
    assert "1\u00a0réponse" in known._live()


def test_enter_goes_on_and_keeps_the_answer():
    one = survey()
    for field, text in zip(one.fields.values(), ["5", "12", "20", "30"], strict=True):
        field.value = text
        field._handle_custom_msg({"event": "submit"}, [])
    assert kept() == [(5, 12, 20, 30)]


def test_enter_in_the_last_field_waits_for_its_value():
    async def typing():
        one = survey()
        for field, text in zip(list(one.fields.values())[:3], ["5", "12", "20"], strict=True):
            field.value = text
        last = one.fields["too_expensive"]
        last._handle_custom_msg({"event": "submit"}, [])  # the browser sends Enter before what was typed
        assert kept() == []
        last.value = "30"

    asyncio.run(typing())
    assert kept() == [(5, 12, 20, 30)]


def test_every_field_has_its_words_and_nothing_is_an_output():
    one = survey()
    found = []

    def walk(widget):
        found.append(widget)
        for child in getattr(widget, "children", ()):
            walk(child)

    walk(one)
    assert not any(isinstance(widget, widgets.Output) for widget in found)
    labels = [widget.description for widget in found if isinstance(widget, widgets.Text | widgets.Button)]
    assert len(labels) == 7
    assert all(labels)
    assert len(set(labels)) == 7


def test_what_the_product_is_called_is_no_html():
    one = bm.price_survey("<img src=x onerror=alert(1)>", name=NAME)
    assert "<img" not in one._first() + one.children[1].children[0].value


def test_a_callback_that_fails_is_told(monkeypatch):
    one = survey()
    monkeypatch.setattr(module.learner, "answer_prices", lambda *_: 1 / 0)
    answer(one, "5", "12", "20", "30")
    assert "n’a pas abouti" in said(one)
    assert [field.value for field in one.fields.values()] == ["5", "12", "20", "30"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"product": ""}, "product"),
        ({"product": 3}, "product"),
        ({"unit": ""}, "unit"),
        ({"name": "prix"}, "02-marge"),
        ({"name": ""}, "il faut un nom"),
        ({"enough": 0}, "enough vaut 0"),
        ({"enough": True}, "enough"),
        ({"example": EXAMPLE[["cheap"]]}, "pas de colonne"),
        ({"example": EXAMPLE.assign(cheap=[1, None, 2])}, "ligne 2"),
    ],
)
def test_a_survey_badly_made_is_told_in_french(wrong, words):
    with pytest.raises(LearnerError, match=words):
        bm.price_survey(**{"product": "une gourde", "name": NAME} | wrong)


@pytest.mark.kernel
def test_a_class_that_has_answered_runs_nbval_green(tmp_path, monkeypatch):
    nbclient, nbformat = pytest.importorskip("nbclient"), pytest.importorskip("nbformat")
    from bizmodels.course.contract import strict_nbval

    monkeypatch.setenv(learner.VARIABLE, str(tmp_path / "nobody"))
    cells = ["import bizmodels as bm", f"bm.price_survey('une gourde', name={NAME!r}, enough=1)"]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    course = tmp_path / "course"
    course.mkdir()

    def run(name: str) -> str:
        worked = nbformat.from_dict(book)
        nbclient.NotebookClient(
            worked, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(course)}}
        ).execute()
        nbformat.write(worked, course / name)
        return (course / name).read_text(encoding="utf-8")

    shutil.rmtree(tmp_path / "nobody", ignore_errors=True)
    assert "<!--bm-live-->" not in run("cours.ipynb")
    monkeypatch.setenv(learner.VARIABLE, str(tmp_path / "class"))
    learner.answer_prices(
        "lecon_14", NAME, learner.PriceAnswer(too_cheap=5, cheap=12, expensive=20, too_expensive=30)
    )
    done = strict_nbval(course / "cours.ipynb")
    assert done.returncode == 0, done.stdout[-3000:]
