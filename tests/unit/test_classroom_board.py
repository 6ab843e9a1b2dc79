"""The debrief board: what thirty made codes come to, judged again, on a page that nothing of a student's can touch."""

from __future__ import annotations

import dataclasses
import json
import math
import re
import zipfile
from collections import Counter

import pytest

import bizmodels as bm
from bizmodels import LearnerError, cli, learner
from bizmodels.classroom import bet_rule, board_pilot, board_plot, codes, gathered, inbox, lesson_bets
from bizmodels.classroom.codes import Handed
from bizmodels.classroom.tally import CHANGED_NOTE, _said, tally
from bizmodels.classroom.tally_exercise import NOT_JUDGED, judged
from bizmodels.exercises import engine
from bizmodels.exercises.decisions import Decision
from bizmodels.exercises.given import student_seed
from bizmodels.exercises.questions import Numeric
from bizmodels.exercises.result import REVIEW, RIGHT, TO_DO
from bizmodels.pilot.game import Game
from bizmodels.view import act
from tests import class_codes as made

EXERCISE = "03_marketplace"


@pytest.fixture(scope="module")
def acts():
    """The bets of lesson 03, as the course's own notebook asks them."""
    return lesson_bets.asked("03").acts


@pytest.fixture(scope="module")
def thirty(acts):
    """The codes of thirty students."""
    return made.class_codes("03", acts)


@pytest.fixture(scope="module")
def shown(thirty):
    """Their board."""
    return bm.board("\n".join(thirty))


@pytest.fixture(scope="module")
def page(shown):
    """Its page."""
    return shown.page()


def of(acts, name):
    return next((key, one) for key, one in acts.items() if one.name == name)


def code(**parts):
    return codes.encode(Handed("03", **parts))


# --- the bets of the course ---------------------------------------------------------------------------------


def test_every_bet_of_the_lesson_is_found_with_its_result(acts):
    names = [one.name for one in acts.values()]
    assert len(names) == len(set(names)) == 12
    assert names[0] == "03-milliard"
    _, margin = of(acts, "03-marge")
    shop = bm.D2C(basket=100, cogs=45, shipping=8, return_rate=0.05)
    assert margin.today == pytest.approx(shop.order_margin)
    assert margin._truth() < margin.today


def test_nothing_of_who_runs_it_is_read_or_changed(acts):
    key, margin = of(acts, "03-marge")
    mine = learner.Bet(question=margin.question, said="monte", value=1.0, truth=-5.0, unit="€", right=True)
    learner.give("lecon_03", "03-marge", mine)
    asked, file = dict(act.ASKED), learner.folder()
    again = lesson_bets.asked.__wrapped__("03").acts
    assert again[key].given_bet is None
    assert learner.of("lecon_03").bets["03-marge"] == mine
    assert (act.ASKED, learner.folder()) == (asked, file)


def test_only_the_bets_of_the_codes_are_run_where_their_question_can_be_read(acts):
    key, cent = of(acts, "03-cent")
    found = lesson_bets.asked.__wrapped__("03", frozenset([key])).acts
    assert found[key]._truth() == cent._truth()
    assert "03-milliard" not in {one.name for one in found.values()}
    # A question that holds a computed figure has to be run to be known.
    assert {"03-cent", "03-marge"} <= {one.name for one in found.values()}


def test_a_lesson_that_writes_its_own_class_runs_too():
    assert [one.name for one in lesson_bets.asked("26", frozenset()).acts.values()]
    assert lesson_bets.asked("77") == ({}, 0)


def test_no_notebook_of_a_student_is_ever_run(tmp_path, monkeypatch, thirty):
    """Installed alone, in a folder that looks like the course: the bets stay uncounted, and the page says why."""
    ran = tmp_path / "ran"
    cell = {"cell_type": "code", "metadata": {}, "source": f"open({str(ran)!r}, 'w')"}
    for name in ("00_bienvenue", "03_marketplace"):
        (tmp_path / "notebooks").mkdir(exist_ok=True)
        (tmp_path / f"notebooks/{name}.ipynb").write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(lesson_bets.folders, "checkout", lambda: tmp_path / "site-packages")
    monkeypatch.setattr(lesson_bets, "asked", lesson_bets.asked.__wrapped__)
    found = bm.board(thirty)
    assert not found.lessons[0].tally.bets
    assert found.lessons[0].tally.questions
    assert "installé sans les cahiers" in found.page()
    assert not ran.exists()


def test_a_bet_whose_library_lacks_is_told(monkeypatch, thirty):
    monkeypatch.setattr(lesson_bets, "asked", lambda lesson, wanted: lesson_bets.Asked({}, 2))
    page = bm.board(thirty[:2]).page()
    assert "2\u00a0paris ne se calculent pas ici" in page
    assert CHANGED_NOTE not in page


def test_what_a_student_bets_in_the_lesson_comes_to_the_board_whole():
    """From the buttons of the lesson to the picture of the class, through the learner's file and the code."""
    fresh = lesson_bets.asked.__wrapped__("03").acts
    for one in fresh.values():
        if one.options:
            one.choose(one.options[0].label)
        else:
            one._finish("monte" if one.directions else "", 2 * abs(one.today) if one.directions else 12.5)
    ex = bm.exercise(EXERCISE, student="renard bleu")
    right = [question(ex.data) for question in engine.declaration(EXERCISE).questions]
    ex.q1.check(right[0])
    ex.q2.check(100 * right[1])
    (found,) = bm.board(bm.rendre("03").code).lessons
    assert (len(found.tally.bets), found.tally.changed) == (12, 0)
    for bet in found.tally.bets:
        kept = learner.of("lecon_03").bets[bet.act.name]
        assert (bet.count, bet.right == 1) == (1, kept.right is True)
        assert bet.values in ((), (codes.short(kept.value or 0.0),))
        assert not bet.chosen or bet.chosen[kept.said] == 1
    states = [question.states for question in found.tally.questions]
    assert (states[0][RIGHT], states[1][REVIEW], states[2][TO_DO]) == (1, 1, 1)


# --- what is counted ----------------------------------------------------------------------------------------


def test_thirty_codes_are_counted_and_judged_again(acts, thirty, shown):
    (one,) = shown.lessons
    assert repr(shown) == "Tableau de la classe, leçon 03\u00a0: 30\u00a0codes lus"
    assert one.tally.codes == 30
    assert len(one.tally.bets) == 12
    assert len(one.tally.questions) == 8
    for bet in one.tally.bets:
        given = [dict(codes.decode(text).bets).get(of(acts, bet.act.name)[0]) for text in thirty]
        assert bet.count + bet.unsure == sum(said is not None for said in given)
        assert bet.unsure == given.count(codes.UNSURE)
        assert bet.right + bet.low + bet.high == bet.count or bet.chosen
    for question in one.tally.questions:
        assert sum(question.states.values()) == 30
    assert one.tally.questions[3].states[NOT_JUDGED] > 20  # a function: no code holds it
    assert len(one.tally.mistakes) == 3
    counts = [mistake.count for mistake in one.tally.mistakes]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] > 1


def test_the_verdicts_are_those_of_the_firm_of_the_pseudonym(acts):
    """A neighbour's right number is wrong for another firm."""
    declared = engine.declaration(EXERCISE)
    question = declared.questions[0]
    firms = {name: declared.drawn(student_seed(name, EXERCISE)) for name in ("renard bleu", "loutre agile")}
    right = {name: codes.short(question(data)) for name, data in firms.items()}
    assert right["renard bleu"] != right["loutre agile"]
    key = gathered.question_ident(question)
    handed = [Handed("03", name, (), ((key, right["renard bleu"]),)) for name in firms]
    (first, *_) = tally("03", handed, {}).questions
    assert (first.states[RIGHT], first.states[REVIEW]) == (1, 1)


def test_the_most_frequent_mistakes_are_the_named_ones():
    declared = engine.declaration(EXERCISE)
    question = next(one for one in declared.questions if isinstance(one, Numeric))
    key, data = gathered.question_ident(question), declared.published()
    mistake = question.mistakes[0]
    wrong = codes.short(mistake.formula(data, question.formula))
    handed = [Handed("03", "", (("0000", n),), ((key, wrong if n < 4 else 1e-7),)) for n in range(6)]
    (found,) = tally("03", handed, {}).mistakes
    assert (found.count, found.cause) == (4, mistake.name)


def test_directions_and_sides_are_counted(acts):
    key, margin = of(acts, "03-marge")
    truth, today = margin._truth(), margin.today
    said = [
        truth,
        truth * 1.02,
        0.1 * truth,
        0.9 * today,
        1.5 * today,
        codes.STILL,
        codes.UNSURE,
        codes.OPENED,
    ]
    handed = [Handed("03", f"élève {n}", ((key, one),)) for n, one in enumerate(said)]
    (bet,) = tally("03", handed, acts).bets
    assert (bet.right, bet.low, bet.high, bet.unsure, bet.opened) == (2, 1, 3, 1, 1)
    assert bet.moves == {"baisse": 4, "ne bouge pas": 1, "monte": 1}


def test_choices_are_counted_by_their_label(acts):
    key, million = of(acts, "03-million")
    labels = [one.label for one in million.options]
    handed = [
        Handed("03", "", ((key, codes.ident(label)), ("0000", n)))
        for n, label in enumerate([*labels, labels[0]])
    ]
    (bet,) = tally("03", handed, acts).bets
    assert bet.chosen == {labels[0]: 2, labels[1]: 1, labels[2]: 1}
    assert bet.right == 2 - (not million.options[0].right)


def test_an_answer_to_a_question_that_changed_is_told_and_not_judged(acts):
    key, million = of(acts, "03-million")
    handed = [Handed("03", "héron", (("0000", 12), (key, "0000")), (("1111", 5),))]
    found = tally("03", handed, acts)
    assert found.changed == 3
    assert not found.bets
    assert found.questions[0].states == {RIGHT: 0, REVIEW: 0, TO_DO: 1, NOT_JUDGED: 0}
    page = bm.board(codes.encode(handed[0])).page()
    assert CHANGED_NOTE in page


@pytest.mark.parametrize(
    "value", [{}, [{}, 3], [[1], 2], "x" * 80, True, None, -1e15, 0, [1, 2, 3, 4], [], ["b"]]
)
def test_no_value_of_a_code_stops_the_board(value):
    for name in (EXERCISE, "25_piloter"):
        declared = engine.declaration(name)
        for question in declared.questions:
            assert judged(question, declared.published(), value).state in (RIGHT, REVIEW, TO_DO, NOT_JUDGED)


def test_a_decision_is_judged_without_its_justification():
    declared = engine.declaration(EXERCISE)
    question = next(one for one in declared.questions if isinstance(one, Decision) and one.words)
    data = declared.published()
    right = [question.choice(data), codes.short(question.number(data))]
    assert judged(question, data, right).state == RIGHT
    other = next(key for key in question.options if key != right[0])
    assert judged(question, data, [other, right[1]]).state == REVIEW


# --- which codes count --------------------------------------------------------------------------------------


def test_the_last_code_of_a_pseudonym_wins_whatever_its_spelling(acts):
    key, _ = of(acts, "03-cent")
    first, last = (
        code(pseudonym=name, bets=((key, n),)) for n, name in enumerate(("Renard Bleu", "renard  bleu"), 5)
    )
    found = inbox.received(f"{first}\n{last}\n{last}")
    assert [one.bets for one in found.kept] == [((key, 6),)]
    assert (found.replaced, found.same) == (1, 1)


def test_codes_without_a_pseudonym_count_each_and_the_same_once(acts):
    key, _ = of(acts, "03-cent")
    texts = [code(bets=((key, n),)) for n in (5, 6, 6)]
    assert len(inbox.received(texts).kept) == 2


def test_those_that_cannot_be_read_are_shown(thirty):
    damaged = thirty[0][:50] + ("A" if thirty[0][50] != "A" else "B") + thirty[0][51:]
    found = bm.board([thirty[1], damaged])
    assert repr(found).endswith("1\u00a0code lu, 1\u00a0illisible")
    assert "<p class='what'>1\u00a0code illisible.</p>" in found.page()
    assert thirty[0][:15] not in found.page()  # whose it is, only the terminal says
    assert found.told()[0].startswith(f"Illisible\u00a0: {thirty[0][:15]}… (ligne 1)")


def test_a_lesson_that_does_not_exist_is_no_lesson(thirty):
    stray = codes.encode(Handed("77", "héron", (("0000", 1),)))
    assert repr(bm.board([thirty[0], stray])).endswith("leçon 03\u00a0: 1\u00a0code lu, 1\u00a0illisible")
    with pytest.raises(LearnerError, match="illisible"):
        bm.board(stray)


def test_a_folder_is_read_whatever_wrote_its_files(tmp_path, thirty):
    (tmp_path / "Dupont_12").mkdir()
    (tmp_path / "Dupont_12/code.txt").write_text(thirty[0], encoding="utf-16")
    (tmp_path / "Durand_13.html").write_text(f"<p>{thirty[1][:60]}<br>{thirty[1][60:]}</p>", encoding="utf-8")
    output = {"data": {"text/plain": ["Votre code\n", codes.grouped(thirty[2])], "text/html": thirty[3]}}
    cells = {"cells": [{"cell_type": "code", "outputs": [output]}, {"cell_type": "markdown"}]}
    (tmp_path / "03_marketplace.ipynb").write_text(json.dumps(cells), encoding="utf-8")
    (tmp_path / "cut.ipynb").write_text(json.dumps(cells)[:99], encoding="utf-8")
    (tmp_path / "photo.png").write_bytes(thirty[4].encode())
    found = inbox.received(tmp_path)
    assert {one.pseudonym for one in found.kept} == {made.pseudonym(n) for n in range(3)}
    assert found.silent == 1
    page = bm.board(tmp_path).page()
    assert "Dupont" not in page
    assert "1\u00a0fichier sans code" in page


@pytest.mark.parametrize("nothing", ["", "bonjour", [], ["a", 3], 12, None, b"BM1", {"a": 1}, "BM1"])
def test_what_holds_no_code_is_told(nothing):
    with pytest.raises(LearnerError, match="code"):
        bm.board(nothing)


def test_another_lesson_than_those_there_is_told(thirty):
    with pytest.raises(LearnerError, match="leçon 03"):
        bm.board(thirty, lesson="02")
    assert bm.board(thirty[:1], lesson="03").lessons[0].tally.codes == 1


def test_a_damaged_code_is_found_again_where_it_stands(thirty, tmp_path):
    """Its letters as typed, its line, the words before it; cut and mistyped are told apart; an address is no code."""
    one, two, three = map(codes.grouped, thirty[:3])
    wrong = two[:31] + ("A" if two[31] != "A" else "B") + two[32:]
    text = f"De : Zoé\n{one}\n\nDe : Paul, mardi\n> {two[:71]}\nBonjour, voici\n\nLéa\n{wrong}\nBM 12, rue Monge ; BM12 rue\n{three}"
    (tmp_path / "codes.txt").write_text(text, encoding="utf-8")
    found = inbox.received(tmp_path)
    assert len(found.kept) == 2
    cut, typo = found.unread
    assert (cut.line, cut.before, cut.file) == (5, "De : Paul, mardi", "codes.txt")
    assert cut.reason == f"coupé\u00a0: {len(thirty[1]) - 60} lettres manquent sur {len(thirty[1])}"
    assert (typo.line, typo.before, typo.reason) == (9, "Léa", codes.WRONG)
    assert cut.start in text
    assert typo.start in text
    said = "\n".join(bm.board(tmp_path).told())
    assert "«\u202fcodes.txt\u202f»" in said or "«\u00a0codes.txt\u00a0»" in said
    assert "copier ces codes de nouveau" in said


def test_the_zip_of_moodle_is_read(tmp_path, thirty):
    with zipfile.ZipFile(tmp_path / "depot.zip", "w") as made_zip:
        for n, text in enumerate(thirty[:3]):
            name = f"Jean Martin {n}_{n}_assignsubmission_onlinetext/onlinetext.html"
            made_zip.writestr(name, f"<p>Voici<br>\n{codes.grouped(text)[: 60 if n == 2 else None]}</p>")
    found = bm.board(tmp_path / "depot.zip")
    assert found.lessons[0].tally.codes == 2
    assert "Jean Martin" not in found.page()
    assert "Jean Martin 2" in found.told()[0]  # whose code it is, for the instructor alone


def test_shared_and_missing_pseudonyms_are_told(acts):
    key, _ = of(acts, "03-cent")
    texts = [code(pseudonym="renard bleu", bets=((key, n),)) for n in (5, 6, 7)] + [code(bets=((key, 8),))]
    found = bm.board(texts)
    assert repr(found).endswith("2\u00a0codes lus, 2\u00a0remplacés par un plus récent du même pseudonyme")
    shared, nameless = found.told()
    assert "renard bleu" in shared
    assert "3 codes" in shared
    assert "sans doute plusieurs étudiants" in shared
    assert nameless.startswith("1\u00a0code sans pseudonyme")
    page = found.page()
    assert "renard bleu" not in page
    assert "élève" not in page


def test_more_of_the_same_student_is_not_taken_for_several(acts):
    (first, _), (second, _) = list(acts.items())[:2]
    texts = [
        code(pseudonym="lynx", bets=((first, 5),)),
        code(pseudonym="lynx", bets=((first, 5), (second, 6))),
    ]
    (shared,) = inbox.received(texts).shared
    assert (shared.count, shared.people) == (2, False)


def test_the_same_bets_under_two_pseudonyms_are_told(acts):
    bets = tuple((key, 5) for key in list(acts)[:6])
    said = bm.board([code(pseudonym=name, bets=bets) for name in ("loup A", "loup B")]).told()
    assert len(said) == 1
    assert "changé de pseudonyme" in said[0]


# --- what the class sees --------------------------------------------------------------------------------------


@pytest.mark.parametrize("lesson", ["02", "03"])
def test_the_band_is_what_the_course_counts_as_right(lesson):
    """Every value of a grid: inside the interval drawn, right; outside, not."""
    seen = 0
    for one in lesson_bets.asked(lesson).acts.values():
        truth = one.judged(learner.Bet(question="", said=act.UNSURE)).truth
        if (right := bet_rule.band(one, truth)) is None:
            continue
        low, high = right
        seen += 1
        assert low <= truth <= high
        for step in range(-80, 81):
            value = (
                truth + step / 100 * (abs(truth) + abs(one.today if math.isfinite(one.today) else 0.0)) + 1e-7
            )
            bet = _said(one, codes.short(value, 12))
            if min(abs(value - low), abs(value - high)) < 1e-6 * (1 + abs(value)):
                continue
            assert (one.judged(bet).right is True) == (low <= value <= high), (one.name, value, right)
        assert "Compte comme juste" in bet_rule.rule(one, truth)
    assert seen > 3


def test_the_tempting_mistake_is_counted_at_its_number_only(acts):
    key, cent = of(acts, "03-cent")  # the result is 14.9, the mistake 20
    handed = [Handed("03", f"n{n}", ((key, one),)) for n, one in enumerate((20, 19.9, 18, 17.6, 22, 25, 14))]
    (bet,) = tally("03", handed, acts).bets
    assert cent.why.trap == pytest.approx(20)
    assert bet.tempted == 2
    assert "2\u00a0paris à 20\u00a0€ ou tout près" in board_plot.tempted(bet)


def test_bets_keep_the_number_that_they_have_in_the_lesson(acts):
    key, margin = of(acts, "03-marge")
    found = bm.board(code(pseudonym="lynx", bets=((key, 12),)))
    (bet,) = found.lessons[0].tally.bets
    names = [one.name for one in acts.values()]
    assert bet.number == names.index(margin.name) + 1 == 6
    assert "Pari 6" in found.page()


def test_a_situation_stands_on_the_screen(page):
    assert "un guide pour vendeurs imprime ce nombre" in page
    assert "plan du cours" not in page


def test_choices_of_the_exercise_are_counted(shown, thirty, page):
    (one,) = shown.lessons
    declared = engine.declaration(EXERCISE).questions
    key = gathered.question_ident(declared[7])
    given = [dict(codes.decode(text).answers).get(key) for text in thirty]
    last = one.tally.questions[7]
    assert sum(last.chosen.values()) == sum(value is not None for value in given)
    assert list(last.chosen.values())[0] == sum(
        value is not None and value[0] == "boutique" for value in given
    )
    assert "Ce que la classe a choisi" in page
    assert "Que compte ce nombre" in page
    assert "où vaut-il mieux vendre" in page
    assert "le bon choix dépend de l’entreprise" in page
    # A function is said to be elsewhere: no grey bar for it.
    assert not one.tally.questions[3].chosen
    assert ">q4</b>" not in page
    assert "q4 se lit dans le cahier" in page


def test_nothing_is_frequent_below_two():
    declared = engine.declaration(EXERCISE)
    question = next(one for one in declared.questions if isinstance(one, Numeric))
    data, key = declared.published(), gathered.question_ident(question)
    wrong = codes.short(question.mistakes[0].formula(data, question.formula))
    alone = Handed("03", "", (), ((key, wrong),))
    assert not tally("03", [alone], {}).mistakes
    assert (
        "Aucune erreur que le cours sait nommer n’est faite deux fois" in bm.board(codes.encode(alone)).page()
    )


def test_a_count_has_whole_ticks_only(acts):
    key, _ = of(acts, "03-cent")
    (bet,) = tally("03", [Handed("03", "n", ((key, 2),))], acts).bets
    models = dataclasses.replace(bet, truth=1.0, values=(0.0, 1.0, 2.0))
    assert all(tick.is_integer() for tick in board_plot._scale(models))


def test_the_board_ends_and_every_screen_leads_to_the_next(page):
    assert re.findall(r'<section id="e(\d+)"', page) == [str(n) for n in range(1, 19)]
    assert re.findall(r'href="#e(\d+)"', page) == [str(n) for n in [*range(2, 19), 1]]
    assert "Fin du tableau" in page
    assert "scroll-behavior:smooth" not in page


# --- the page -----------------------------------------------------------------------------------------------


def test_the_page_has_no_script_and_asks_the_network_nothing(page):
    assert not re.search(
        r"<script|<link|<iframe|<img|\bsrc=|\bhref=(?!.#)|@import|url\(|https?:|\bon\w+=", page
    )
    assert page.count("<section ") == 18 == page.count("</section>")
    assert "aujourd’hui\u00a0: 26,2\u00a0€" in page
    assert "résultat\u00a0: 11\u00a0€" in page
    assert "exigez-vous des vendeurs qu’ils ne vendent nulle part ailleurs" in page


def test_the_same_codes_give_the_same_bytes_in_any_order(thirty, page):
    assert bm.board(thirty[::-1]).page() == page


def test_no_text_of_the_page_is_too_small_for_the_back_of_a_room(page):
    """1 em is 24 pixels of 720, one unit of a picture 0.966 pixel of 1280."""
    sizes = [float(size) * 24 for size in re.findall(r"font-size:(\.?\d[\d.]*)em", page)]
    assert len(sizes) > 8
    nested = {0.5, 0.95}  # of the larger text around
    assert min(size for size in sizes if size / 24 not in nested) >= 20
    drawn = {int(size) for size in re.findall(r'font-size="(\d+)"', page)}
    assert drawn == {21}


def test_a_hostile_pseudonym_is_only_text(acts):
    key, _ = of(acts, "03-cent")
    name = '<img src=x onerror=alert(1)>"\u202e'
    run = ["D2C", {}, 60, 12, [[0.95]]]
    page = bm.board(code(pseudonym=name, bets=((key, 5),), run=run)).page()
    assert "<img" not in page
    assert "\u202e" not in page
    assert "&lt;img src=x onerror=a" in page


def test_in_a_notebook_its_style_is_its_own(shown):
    page = shown._repr_html_()
    rules = re.search("<style>(.*?)</style>", page, re.DOTALL)[1]
    selectors = [one for rule in re.findall(r"([^{}]+)\{", rules) for one in rule.strip().split(",")]
    assert selectors
    assert all(one.strip().startswith(".bm-board") for one in selectors)
    assert "<html" not in page
    assert "100vh" not in page


def test_bets_far_away_do_not_crush_the_others(acts):
    key, cent = of(acts, "03-cent")
    handed = [Handed("03", f"élève {n}", ((key, 10 + n % 9),)) for n in range(24)]
    handed.append(Handed("03", "loin", ((key, 9e14),)))
    page = bm.board([codes.encode(one) for one in handed]).page()
    assert "<span>1 hors de l’échelle, au bord</span>" in page
    dots = Counter(re.findall(r'<circle cx="([\d.]+)"', page))
    assert len(dots) == 10
    assert min(dots.values()) == 1


# --- the pilot ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def runs():
    return [codes.decode(text) for text in made.class_codes("25", {}, size=8, runs=True)]


def test_the_runs_of_a_class_are_played_again_to_the_cent(runs):
    found = board_pilot.pilot_tally(runs)
    mine = {one.name: one.run.worth for one in found.played if not one.reference}
    assert len(mine) == 7
    assert found.elsewhere == 0
    game = Game(bm.D2C(), seed=60)
    plain = Handed(
        "25", "seul", run=["D2C", {}, 60, 12, [[1.05, 450_000], [None, None, 0, codes.ident("churn"), 1]]]
    )
    (alone, *_) = [one for one in board_pilot.pilot_tally([plain]).played if not one.reference]
    same = game.play([{"price": 1.05, "acquisition": 450_000}, {"test": "churn", "size": "petit"}])
    assert alone.run == same
    names = {one.name for one in found.played if one.reference}
    assert names == {"Ne rien faire", "Aux chiffres publiés", "Tester d’abord"}
    alive = [one.run.worth for one in found.played if one.run.alive]
    assert alive == sorted(alive, reverse=True)


def test_a_game_left_halfway_is_never_the_best(runs, monkeypatch):
    monkeypatch.setattr(lesson_bets, "asked", lambda lesson, wanted: lesson_bets.Asked({}, 0))
    world = ["D2C", {}, 60, 12]
    early = Handed("25", "pressé", run=[*world, [[]] * 5])
    found = board_pilot.pilot_tally([*runs, early])
    states = [(one.run.alive, one.stopped > 0) for one in found.played]
    assert states == sorted(states, key=lambda one: (not one[0], one[1]))
    (stopped,) = [one for one in found.played if one.stopped]
    assert stopped.run.worth > max(
        one.run.worth for one in found.played if one.run.done and not one.reference
    )
    page = bm.board([codes.encode(one) for one in [*runs, early]]).page()
    assert not re.search(r"La meilleure[^.<]*pressé", page)
    assert "1\u00a0arrêtée avant la fin" in page
    assert "(arrêt T5)" in page
    assert "dont 0" not in page


@pytest.mark.parametrize(
    "run",
    ["x", [], ["D2C"], ["D2C", {}, 60, 12, 3], ["D2C", {}, "60", 12, []], ["Nul", {}, 60, 12, [[]]], ["D2C", {"churn": 7}, 60, 12, [[]]],
     ["D2C", {"prix": 7}, 60, 12, [[]]], ["D2C", {}, -1, 12, [[]]], ["D2C", {}, 60, 10**9, [[]]], ["D2C", {}, 60, 12, [[900]]],
     ["D2C", {}, 60, 12, [["a"]]], ["D2C", {}, 60, 12, [[None, None, "0000"]]], ["D2C", {}, 60, 12, [[None, None, [1]]]],
     ["D2C", {}, 60, 12, [[[0.9, 1.1]]]], ["D2C", {}, 60, 12, [[True]]], ["D2C", {"churn": [0.1, 0.2]}, 60, 12, [[]]],
     ["D2C", {}, 60, 12, [{}]], ["D2C", {}, 60, 12, [[0] * 9]], ["D2C", {}, True, 12, [[]]], ["D2C", {}, 60, 12, [None]]],
)  # fmt: skip
def test_a_run_that_is_none_is_counted_and_not_shown(run, runs):
    found = board_pilot.pilot_tally([*runs[:1], Handed("25", "faux", run=run)])
    assert [one.name for one in found.played if not one.reference] == ["renard bleu"]
    assert found.elsewhere == 1


def test_the_page_shows_the_curves_and_the_policies(runs, monkeypatch):
    monkeypatch.setattr(lesson_bets, "asked", lambda lesson, wanted: lesson_bets.Asked({}, 0))
    page = bm.board([codes.encode(one) for one in runs]).page()
    assert "Qui a joué comment" in page
    assert "Tester d’abord" in page
    assert "loutre bleu" in page
    assert page.count('stroke-width="2" opacity') == 7


# --- the command --------------------------------------------------------------------------------------------


def test_the_command_writes_the_page(tmp_path, capsys, thirty):
    (tmp_path / "codes.txt").write_text("\n\n".join(map(codes.grouped, thirty)), encoding="utf-8")
    out = tmp_path / "salle/tableau.html"
    assert cli.main(["board", str(tmp_path / "codes.txt"), "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "30\u00a0codes lus" in said
    assert "tableau.html" in said
    assert out.read_bytes().startswith(b"<!doctype html>")
    assert b"\r" not in out.read_bytes()


def test_the_command_tells_a_file_that_is_not_there(tmp_path, capsys):
    assert cli.main(["board", str(tmp_path / "rien.txt")]) == 1
    assert "n’existe pas" in capsys.readouterr().err


def test_every_number_of_a_bet_is_finite(shown):
    for bet in shown.lessons[0].tally.bets:
        assert all(map(math.isfinite, bet.values))
