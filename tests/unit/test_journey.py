"""The end card of a lesson and the map: what was bet, what is done, what comes next."""

from __future__ import annotations

import base64
import re
import xml.etree.ElementTree as ET

import pytest

import bizmodels as bm
from bizmodels import learner
from bizmodels.course import journey
from bizmodels.view import end_card


def bets(**made):
    def change(record):
        for name, (value, truth) in made.items():
            record.bets[name] = learner.Bet(question=f"Question {name} ?", said="monte", value=value, truth=truth, unit="€",
                                            right=value > 0, at=learner.now())  # fmt: skip

    learner.keep("lecon_02", change)


def answers(**states):
    learner.keep(
        "exercice_02", lambda r: r.answers.update({q: learner.Answer(state=s) for q, s in states.items()})
    )


def test_the_three_widest_gaps_widest_first():
    bets(a=(20, 1.33), b=(10, 10.1), c=(100, 50), d=(-5, 5), e=(40, 10))
    found = end_card.gaps(learner.of("lecon_02"))
    assert [gap.question for gap in found[:3]] == ["Question d ?", "Question a ?", "Question e ?"]
    assert found[0].said == "−5\u00a0€"
    page = bm.progress("02").draw()
    assert "dont" in page
    assert "Question c" not in page


def test_who_did_not_know_has_no_gap():
    def change(record):
        record.bets["a"] = learner.Bet(question="?", said="je ne sais pas", truth=3.0)
        record.bets["b"] = learner.Bet(question="Où ?", said="ici", truth="là", right=False)

    learner.keep("lecon_02", change)
    assert [gap.truth for gap in end_card.gaps(learner.of("lecon_02"))] == ["là"]


def test_the_saved_card_is_the_same_for_everybody():
    before = bm.progress("02")
    assert before.draw() == ""
    bets(a=(20, 1.33))
    after = bm.progress("02")
    assert after._still._start() == before._still._start()
    assert "1,33" not in after._still._start()
    assert repr(after) == repr(before)


def test_the_picture_to_share_is_a_document_without_a_name():
    bets(a=(20, 1.33), b=(3, 50))
    page = bm.progress("02").draw()
    (code,) = re.findall(r'download="[^"]+\.svg" href="data:image/svg\+xml;base64,([^"]+)"', page)
    text = base64.b64decode(code).decode("utf-8")
    ET.fromstring(text)
    assert "Mes paris de la leçon 02" in text
    assert "20\u00a0€" in text
    assert "1,33\u00a0€" in text


def test_what_is_hostile_stays_text():
    learner.keep(
        "lecon_02",
        lambda r: r.bets.update(
            a=learner.Bet(question="<script>x</script>", said="<b>", truth="y", right=False)
        ),
    )
    for page in (
        bm.progress("02").draw(),
        end_card.poster("Vos paris", "", end_card.gaps(learner.of("lecon_02"))),
    ):
        assert "<script>" not in page


def test_an_unknown_lesson_is_refused():
    with pytest.raises(bm.LearnerError, match="numéro"):
        bm.progress("99")


def test_a_lesson_is_done_once_read_with_all_its_bets():
    names = journey.bets_in("02")
    assert len(names) > 5
    assert journey.mark("02", learner.records()) == journey.TO_COME
    bets(**{f"mine{n}": (1, 1) for n in range(20)})  # a learner's own bets are none of the lesson's
    assert journey.mark("02", learner.records()) == journey.BEGUN
    assert journey.given("02", learner.of("lecon_02")) == 0
    bets(**dict.fromkeys(names, (1, 1)))
    assert journey.mark("02", learner.records()) == journey.BEGUN
    learner.keep("lecon_02", lambda r: setattr(r, "read", learner.now()))
    assert journey.mark("02", learner.records()) == journey.DONE


def test_the_map_shows_what_is_done_and_what_comes_next():
    plain = bm.course_map()
    assert plain["number"].tolist()[:2] == ["00", "01"]
    from bizmodels.view.course_map import _own

    assert _own(plain) == ""
    bets(a=(1, 1))
    answers(q1="juste", q2="à revoir")
    page = _own(bm.course_map())
    assert journey.BEGUN in page
    assert "1 sur 9" in page  # the exercise of lesson 02 asks nine questions
    assert "03_marketplace.ipynb" in page
    assert plain._repr_html_() == bm.course_map()._repr_html_()


def test_bets_that_have_no_name_yet_count_too(monkeypatch):
    """Lessons that have not passed through the act keep theirs under a code."""
    monkeypatch.setattr(journey, "bets_in", lambda number: ["pari 1", "pari 2", "pari 3"])
    bets(a1b2c3d4=(20, 1.33), ffff0000=(-3, 2))
    assert "2\u00a0paris faits sur 3, dont 1\u00a0juste." in bm.progress("02").draw()
    assert journey.given("02", learner.of("lecon_02")) == 2


def test_to_run_everything_without_a_bet_is_not_to_have_read(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda *a, **k: shown.append(a))
    bm.progress("02")._ipython_display_()
    assert not learner.of("lecon_02").read
    assert shown


def test_a_right_choice_is_no_gap_whatever_cells_ran():
    chosen = learner.Bet(
        question="Où ?", said="6 points", value=6, truth=6.36, unit="points", right=True, choice=True
    )
    learner.keep("lecon_06", lambda r: r.bets.update({"06-effacer": chosen}))
    assert end_card.gaps(learner.of("lecon_06")) == []


def test_nothing_and_nothing_is_no_division():
    zero = learner.Bet(question="?", said="sous zéro", value=0.0, truth=0.0, unit="€", right=False)
    learner.keep("lecon_02", lambda r: r.bets.update({"a": zero}))
    assert bm.progress("02").draw()


def test_a_file_set_aside_is_told_by_the_card_and_the_map():
    from bizmodels.view.course_map import _own

    bets(a=(1, 1))
    (learner.folder() / "lecon_02.json").write_text("{", encoding="utf-8")
    assert "mis de côté" in _own(bm.course_map())
    assert "mis de côté" in bm.progress("02").draw()


@pytest.mark.parametrize(
    "broken",
    ['{"cells": null}', '{"cells": 5}', '{"cells": [{"metadata": null}]}', "<<<<<<< HEAD", "[" * 100_000],
)
def test_a_broken_notebook_asks_nothing(monkeypatch, tmp_path, broken):
    path = tmp_path / "02_d2c.ipynb"
    path.write_text(broken, encoding="utf-8")
    monkeypatch.setattr(journey, "_notebook", lambda *_: path)
    assert journey.bets_in("02") == []
    assert journey.questions_in("02") == 0


def test_the_card_tells_no_sentence_that_is_still_to_be_completed():
    asked = bm.bet(
        "Combien ?",
        1.33,
        today=34.4,
        unit="€",
        name="02-prix",
        complete="Elle perd plus, parce que",
        because="les coûts restent.",
    )
    asked.direction.value, asked.number.value = "baisse", "20"
    asked.commit()
    assert "les coûts restent" not in bm.progress("02").draw()
    asked.reason.value = "le reste est fixe"
    asked.act.compare.click()
    assert "Elle perd plus, parce que les coûts restent." in bm.progress("02").draw()
