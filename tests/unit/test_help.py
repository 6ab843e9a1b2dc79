"""What a learner clicks and finds again: hints and solution below a result, answers in his file, the total."""

from __future__ import annotations

import json
import re

import pytest

import bizmodels as bm
from bizmodels import learner
from bizmodels.course import plan
from bizmodels.course.contract import ROOT, read
from bizmodels.course.regions import source_of
from bizmodels.exercises import engine, kept
from bizmodels.view import help as helping
from tests.notebooks import inprocess

NAME = "02_d2c"


@pytest.fixture(autouse=True)
def nobody(tmp_path, monkeypatch):
    """A learner who has done nothing yet."""
    monkeypatch.setenv(learner.VARIABLE, str(tmp_path / "progression"))
    return tmp_path / "progression"


def answers():
    return learner.of("exercice_02").answers


def cell(source):
    return {"cell_type": "code", "source": source, "metadata": {}}


def displays(source, tmp_path):
    return inprocess.run([cell(f"import bizmodels as bm\nex = bm.exercise('{NAME}')\n{source}")], tmp_path)[0]


def test_a_wrong_answer_has_its_buttons_below_and_a_right_one_stands_alone(tmp_path):
    wrong = displays("ex.q2.check(25)", tmp_path)
    assert [one["text/plain"][:8] for one in wrong] == ["À revoir"] * 3
    assert wrong[0]["text/html"] == bm.exercise(NAME).q2.check(25)._repr_html_()
    assert "bm-saved" in wrong[1]["text/html"]
    right = displays("ex.q2.check(ex.data.price_after / (1 + ex.data.vat))", tmp_path)
    assert len(right) == 1
    assert right[0]["text/plain"].startswith("Juste")
    assert len(displays("x = ex.q2.check(25)", tmp_path)) == 0


def test_the_engine_alone_needs_no_widget():
    assert engine.exercise(NAME).q2.check(25).below is None
    assert repr(engine.exercise(NAME).total()) == "Total — 0 sur 9 justes."


def test_each_click_brings_the_next_hint_then_the_solution():
    question = bm.exercise(NAME).q2
    row = helping.Help(question, question.check(25))
    seen = []
    for number in (1, 2, 3, 3):
        row.hint.click()
        seen.append(row.shown.count("<strong>Indice"))
        assert f"Indice {number} sur 3" in row.shown
    assert seen == [1, 2, 3, 3]
    assert row.hint.description == helping.READ
    assert "Corrigé" not in row.shown
    row.solution.click()
    assert "<code>réponse = data.price_after / (1 + data.vat)</code>" in row.shown
    # A second answer: the hints already read come with the next click, none is lost.
    again = helping.Help(question, question.check(24))
    assert again.shown == ""
    again.hint.click()
    assert again.shown.count("<strong>Indice") == 3


def test_the_solution_is_offered_once_an_answer_was_given():
    question = bm.exercise(NAME).q2
    assert [b.description for b in helping.Help(question, question.check()).children[2].children] == [
        helping.ASK
    ]
    assert len(helping.Help(question, question.check("25")).children[2].children) == 2


def test_a_click_that_fails_is_told_in_french(monkeypatch):
    question = bm.exercise(NAME).q2
    row = helping.Help(question, question.check(25))
    monkeypatch.setattr(engine, "solution_path", lambda name: 1 / 0)
    row.solution.click()
    assert "n’a pas abouti" in row.shown


# --- what is kept -----------------------------------------------------------------------------------------


def test_judged_answers_are_kept_with_their_tries_and_an_untouched_one_is_not(nobody):
    ex = bm.exercise(NAME)
    ex.q2.check(...)
    assert not nobody.exists()
    ex.q2.check(25)
    ex.q2.check(25)
    first = answers()["q2"]
    assert (first.state, first.cause, first.answer, first.tries) == ("à revoir", "TTC pris pour HT", "25", 1)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\dZ", first.at)
    ex.q2.check(ex.data.price_after / (1 + ex.data.vat))
    assert (answers()["q2"].state, answers()["q2"].tries) == ("juste", 2)
    ex.q9.check("oui", 0.3, "mot " * 300)
    assert len(answers()["q9"].answer) == kept.LONGEST


def test_once_right_a_question_stays_right(nobody):
    """« Trompez-vous exprès » takes no point away."""
    ex = bm.exercise(NAME)
    right = ex.data.price_after / (1 + ex.data.vat)
    ex.q2.check(right)
    before = answers()["q2"]
    assert ex.q2.check(25).state == "À revoir"
    after = answers()["q2"]
    assert (after.state, after.cause, after.answer, after.at) == ("juste", "", before.answer, before.at)
    assert (before.tries, after.tries) == (1, 2)
    assert kept.counted(NAME, 9).right == (2,)
    assert "<b>1 sur 9 juste</b>" in helping._total_html(ex)
    ex.q2.check(round(right, 2))  # another right answer takes its place
    assert (answers()["q2"].state, answers()["q2"].tries) == ("juste", 3)
    assert answers()["q2"].answer != before.answer


def test_only_the_pseudonym_is_written(nobody):
    bm.exercise(NAME).q2.check(1)
    assert learner.of("exercice_02").pseudonym == ""
    bm.exercise(NAME, student="  Renard   bleu ").q2.check(1)
    assert learner.of("exercice_02").pseudonym == "Renard bleu"
    assert set(json.loads((nobody / "exercice_02.json").read_text())) == set(learner.Record.model_fields)


def test_a_solution_notebook_answers_for_nobody(nobody, monkeypatch):
    for folder in ("solutions", "exercises"):
        (nobody.parent / folder).mkdir()
    monkeypatch.chdir(nobody.parent / "solutions")
    bm.exercise(NAME).q2.check(25)
    assert not nobody.exists()
    monkeypatch.chdir(nobody.parent / "exercises")
    bm.exercise(NAME).q2.check(25)
    assert answers()


class Loud(float):
    def __repr__(self):
        raise RuntimeError


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ((12.5,), "12.5"),
        (("b",), "'b'"),
        (((12, 5),), "(12, 5)"),
        ((Loud(2),), "2.0"),
        ((10**5000,), "<int>"),
        (([1],), "<list>"),
        ((len,), "<builtin_function_or_method>"),
        (("é\ud800",), "'é\\ud800'"),
        ((..., "oui"), "<ellipsis>, 'oui'"),
    ],
)
def test_an_answer_is_written_without_asking_it(given, text):
    assert kept.written(given) == text


def test_a_function_is_kept_as_its_code():
    def double(x):
        return 2 * x

    assert kept.written((double,)).strip().endswith("return 2 * x")


# --- the total --------------------------------------------------------------------------------------------


def test_the_total_reads_the_file_and_follows_each_answer():
    ex = bm.exercise(NAME)
    total = ex.total()
    assert total.shown == ""
    ex.q2.check(ex.data.price_after / (1 + ex.data.vat))
    ex.q3.check(0.2)
    assert "1 sur 9 juste<" in total.shown
    assert "À revoir\u00a0: question 3." in total.shown
    assert "questions 1, 4, 5, 6, 7, 8 et 9" in total.shown
    # Another kernel finds it again.
    assert bm.exercise(NAME).total().shown == total.shown


def test_who_tries_another_pseudonym_finds_his_own_answers_again():
    """Nine right answers, a look at another firm, and back: nothing is lost."""
    mine, other = bm.exercise("02_d2c"), bm.exercise("02_d2c", student="renard bleu")
    mine.q1.check("a")
    before = learner.of("exercice_02").answers["q1"]
    other.q1.check("a")
    other.q1.check("b")
    assert (mine.count.left, other.count.left) == (tuple(range(2, 10)), tuple(range(2, 10)))
    mine.q2.check(12)
    record = learner.of("exercice_02")
    assert record.pseudonym == ""
    assert record.answers["q1"] == before
    assert list(record.others) == ["renard bleu"]
    assert record.others["renard bleu"]["q1"].tries == 2


def test_two_firms_stay_apart_where_nothing_can_be_written_any_more(monkeypatch):
    mine, other = bm.exercise("02_d2c"), bm.exercise("02_d2c", student="renard bleu")
    other.q1.check("a")

    def full(*_):
        raise OSError("no space left")

    monkeypatch.setattr(learner, "_write", full)
    mine.q2.check(12)
    record = learner.of("exercice_02")
    assert (record.pseudonym, list(record.answers)) == ("", ["q2"])
    assert list(record.others["renard bleu"]) == ["q1"]


def test_another_pseudonym_is_another_firm_and_starts_again():
    mine = bm.exercise(NAME, student="camille")
    mine.q2.check(mine.data.price_after / (1 + mine.data.vat))
    assert "1 sur 9 juste<" in mine.total().shown
    started = bm.exercise(NAME, student="sacha").total().shown  # executed: never « exécutez cette cellule »
    assert "0 sur 9 juste</b>, pour «\xa0sacha\xa0»" in started
    assert "1\xa0réponse gardée sous «\xa0camille\xa0»" in started
    assert "gardée" not in mine.total().shown
    above = bm.exercise(NAME, student="sacha").table()._repr_html_()
    assert "Entreprise de «\xa0sacha\xa0»" in above
    assert "relancez chaque question" in above
    other = bm.exercise(NAME, student="sacha")
    other.q3.check(0.2)
    assert list(learner.of("exercice_02").answers) == ["q3"]


def test_half_an_emoji_as_a_pseudonym_harms_nothing():
    ex = bm.exercise(NAME, student="ours\ud83d")
    ex.q2.check(1)
    assert learner.of("exercice_02").pseudonym == "ours?"
    assert ex.total().shown


def test_everything_right_tells_what_comes_next():
    def all_right(record):
        for number in range(1, 10):
            record.answers[f"q{number}"] = learner.Answer(state="juste")

    last = engine.available()[-1]
    for number in ("02", last[:2]):
        learner.keep(f"exercice_{number}", all_right)
    assert "9 sur 9 justes" in bm.exercise(NAME).total().shown
    assert plan.lesson("03").title in bm.exercise(NAME).total().shown
    assert "dernier exercice" in bm.exercise(last).total().shown


@pytest.mark.parametrize("name", engine.available())
def test_every_exercise_ends_with_its_total_the_same_for_everybody(name, tmp_path):
    for folder in ("solutions", "exercises"):
        cells = [one for one in read(ROOT / folder / f"{name}.ipynb")["cells"] if one["cell_type"] == "code"]
        total = next(
            one for one in reversed(cells) if one["id"] != "rendre"
        )  # the code to hand in comes after
        assert (total["id"], source_of(total)) == ("total", "ex.total()")
    saved = inprocess.saved(
        next(one for one in read(ROOT / "solutions" / f"{name}.ipynb")["cells"] if one["id"] == "total")
    )

    def some(record):
        record.answers["q1"] = learner.Answer(state="juste")

    learner.keep(kept.notebook_of(name), some)
    source = f"import bizmodels as bm\nex = bm.exercise('{name}')\nex.total()"
    assert inprocess.run([cell(source)], tmp_path)[0] == saved
