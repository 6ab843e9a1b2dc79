"""The teaching note: no lesson lacks a piece, the minutes add up, what is read aloud tells no answer."""

import json
import re
from dataclasses import replace

import pytest

from bizmodels import cli
from bizmodels.classroom import lesson_words, rehearsal
from bizmodels.classroom.aloud import result_of
from bizmodels.classroom.blocks import Bullets, Cards, Table
from bizmodels.classroom.debated import whole
from bizmodels.classroom.half_hour import half_an_hour
from bizmodels.classroom.nearness import nearness
from bizmodels.classroom.note import SHORTER, left_out, note
from bizmodels.classroom.session import Wrong, session
from bizmodels.classroom.session_page import markdown, page
from bizmodels.classroom.situations import FIGURE, leans
from bizmodels.classroom.slots import LEAST, LESSON, MOST, read_minutes
from bizmodels.classroom.timetable import HALF, timetable
from bizmodels.course import bets, folders, plan
from bizmodels.course.reading import minutes_of, read
from bizmodels.course.regions import tagged
from bizmodels.errors import LearnerError

HOSTILE = "<img src=x onerror=alert(1)> | $x$ `c`"


@pytest.fixture(scope="module")
def sessions():
    """The content of each lesson of the plan."""
    return {one.number: session(one.number) for one in plan.LESSONS}


@pytest.fixture(scope="module")
def lessons():
    """Their notebooks."""
    return {number: read(path) for number, path in folders.lessons_in(folders.notebooks_folder()).items()}


# --- content ----------------------------------------------------------------------------------------------


def test_no_lesson_lacks_a_piece(sessions, lessons):
    assert len(sessions) == 27
    for number, found in sessions.items():
        whole = [found.heading, found.promise, found.splits, found.exercise, found.files, *found.objectives]
        assert all(whole), number
        assert len(found.objectives) >= 3, number
        assert len(found.board) == 3, number
        assert "?" in found.splits, number
        assert len(found.wrong) >= 2, number
        assert all(one.answer and one.sentence for one in found.wrong), number
        assert found.debated or any(bet.complete for _, bet in found.bets), number
        assert all(one.answer and "?" in one.question for one in found.debated), number
        assert bool(found.decision) == ("decision" in minutes_of(lessons[number])[0]), number
        assert not found.decision or (found.decision.asked and found.decision.answer), number
        assert len(found.questions) >= 4, number
        for one in found.questions:
            assert all((one.title, one.minutes, one.form, one.statement, one.answer, one.hint)), (
                number,
                one.name,
            )
            assert [all(pair) for pair in one.mistakes] == [True, True], (number, one.name)


def test_every_bet_has_its_question_its_trap_and_its_result(sessions, lessons):
    for number, found in sessions.items():
        asked = [
            bet.name
            for cell in lessons[number]["cells"]
            if tagged(cell, bets.TAG)
            for bet in bets.bets_in(cell)
        ]
        assert [bet.name for _, bet in found.bets] == asked, number
        for _, bet in found.bets:
            assert "?" in bet.question, bet.name
            assert all((bet.mistake, bet.result)), bet.name
            assert bool(bet.complete) <= bool(bet.because), bet.name
            assert not bet.options or len(set(bet.options)) >= 2, bet.name


def test_kept_bets_are_those_of_the_lessons_as_they_are(lessons):
    kept = json.loads(rehearsal.KEPT.read_text(encoding="utf-8"))
    old = [n for n, one in lessons.items() if kept[n]["cells"] != rehearsal.fingerprint(one)]
    assert not old, f"python -m bizmodels.classroom.rehearsal ({', '.join(old)})"


@pytest.mark.parametrize("number", ["03", "12", "24", "26"])  # 26 declares a model of its own
def test_kept_bets_are_what_the_cells_compute(number, lessons):
    assert rehearsal.rehearse(lessons[number]) == rehearsal.of_lesson(number, lessons[number])


def written(*codes, tags=("bet",)):
    """A lesson: its set-up, then cells of bets."""
    cells = [{"cell_type": "code", "metadata": {}, "source": "import bizmodels as bm\nprix = 3"}]
    cells += [{"cell_type": "code", "metadata": {"tags": list(tags)}, "source": code} for code in codes]
    return {"cells": cells, "metadata": {}}


TWELVE = 'bm.bet("Combien ?", 4 * prix, unit="€", today=2, name="03-a", mistake="5 € ?", shows=bm.figures.waterfall({}))'
ABSENT = 'bm.bet("Combien ?", absent, name="03-b", mistake=f"Dire {absent}.")'


@pytest.fixture
def changed(tmp_path, monkeypatch):
    """Write the course's own lesson 03 otherwise; nothing of it is kept."""
    monkeypatch.setattr(folders, "checkout", lambda: tmp_path)
    monkeypatch.setattr(rehearsal, "KEPT", tmp_path / "bets.json")
    monkeypatch.setattr(rehearsal, "_kept", rehearsal._kept.__wrapped__)
    (tmp_path / "notebooks").mkdir()

    def write(lesson):
        (tmp_path / "notebooks/03_marketplace.ipynb").write_text(json.dumps(lesson), encoding="utf-8")
        return lesson

    return write


def test_a_lesson_that_changed_is_computed_again(changed):
    (bet,) = rehearsal.of_lesson("03", changed(written(TWELVE))).values()
    assert (bet.question, bet.result, bet.today) == ("Combien\u202f?", "12\u00a0€", "2\u00a0€")
    assert rehearsal.main() == 0
    assert rehearsal._kept()["03"]["bets"][0]["result"] == "12\u00a0€"


def test_a_cell_that_is_no_bet_matters_not():
    """« bm.rendre() » at the end, for one."""
    one, more = written(TWELVE), written(TWELVE)
    more["cells"] += written("bm.rendre(1 / 0)", tags=())["cells"][1:]
    assert rehearsal.fingerprint(one) == rehearsal.fingerprint(more)
    assert rehearsal.rehearse(one) == rehearsal.rehearse(more)


def test_a_notebook_that_is_not_the_course_s_is_not_run(tmp_path, changed):
    changed(written(TWELVE))
    ran = tmp_path / "ran"
    theirs = written(f"open({str(ran)!r}, 'w')\n{TWELVE}")
    assert rehearsal.of_lesson("03", theirs) == {"03-a": rehearsal.Rehearsed("03-a", "Combien\u202f?")}
    assert rehearsal.of_lesson("07", theirs).keys() == {"03-a"}
    assert not ran.exists()


def test_a_bet_that_cannot_run_keeps_its_question_quotes_no_figure_and_says_so(sessions, changed, capsys):
    bets_of = rehearsal.of_lesson("03", changed(written(TWELVE, ABSENT)))
    assert bets_of["03-a"].result == "12\u00a0€"
    assert bets_of["03-b"] == rehearsal.Rehearsed("03-b", "Combien\u202f?")
    found = replace(sessions["03"], bets=(("titre", bets_of["03-b"]),))
    text = page(note(found, timetable(found, 120)))
    assert re.search(r"Résultat\W.{0,60}exécutez la cellule", text)
    # Nor is it kept as if it had been computed.
    assert rehearsal.main() == 1
    assert "03-b cannot be run here" in capsys.readouterr().err
    assert rehearsal._kept() == {}


def test_whole_sentences_are_kept():
    assert whole("Un deux. Trois quatre. Cinq.", 5) == "Un deux. Trois quatre. Cinq."
    assert whole("Un deux. Trois quatre. Cinq.", 4) == "Un deux. Trois quatre. *La suite est dans le cahier.*"
    assert whole("Un deux trois quatre cinq.", 2) == "Un deux trois quatre cinq."


def test_a_bet_comes_with_the_text_that_stands_before_it(sessions):
    told = {name: text for found in sessions.values() for name, text in found.situations.items()}
    assert "payés aujourd’hui" in told["22-van"]
    assert "dix pannes sur cent" in told["05-pannes"]
    assert "260" in told["10-moins-cher"]
    assert "chiffre d’affaires" in told["08-revenu"]
    # Neither what is folded, nor an order to who types, nor the text of the bet before.
    assert not told["22-tri"]
    assert not any(
        re.search(r"Exécutez|Double-cliquez|</?details|Dans \d+ minutes", text) for text in told.values()
    )
    # None where what stands before is not a situation by itself: three bets out of four have one.
    assert sum(bool(text) for text in told.values()) > 0.75 * len(told)


def test_a_situation_never_begins_in_the_middle_of_a_thought(sessions):
    told = {name: text for found in sessions.values() for name, text in found.situations.items() if text}
    for name, text in told.items():
        assert not leans(text), name
        assert not re.match(r"(Mais|Or|Elle|Ils?|Mettons cela|Quatre tests) ", text), name
        # What is announced by a sentence is told too.
        assert not text.removesuffix(FIGURE).rstrip("\u00a0\u202f ").endswith(":"), name
        assert len(text.removesuffix(FIGURE).split()) <= 100, name
    # The statement of another question, a table that « ôte une décision à la fois » and nobody sees.
    assert {"25-depense", "25-ensemble", "25-face", "25-ailleurs", "03-avance"}.isdisjoint(told)
    assert told["03-louer"].startswith("La vitrine loue ses clients")
    assert told["03-depart"].startswith("Quitter ManoMano")
    assert told["07-leviers"].startswith("Qonto dépense")
    assert told["17-seuil"].startswith("Stripe, prestataire")


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("La boutique les achète une fois, puis les garde. Elle rapporte 3 023 €.", False),
        ("Le vendeur déjà présent sur deux places l’a payé.", False),
        ("Mettons cela dans le modèle. Prenons 2.", False),
        ("Le tableau ôte une décision à la fois.", False),
        ("Sa carte est bonne, vous la refusez.", False),
        ("La vitrine loue ses clients. La boutique les achète une fois.", True),
        ("Au mois 36, il manque encore 82 400 €.", True),
        ("Il y a un an, l’éditeur relève ses prix.", True),
    ],
)
def test_a_text_leans_on_what_stands_before_it(text, alone):
    assert leans(text) is not alone


def test_the_board_tells_the_situations_of_the_plan(sessions):
    for number, path in folders.lessons_in(folders.notebooks_folder()).items():
        for name, (_, text) in lesson_words.told(path).items():
            assert sessions[number].situations[name].startswith(text), name
            assert len(text) <= lesson_words.MOST, name


def test_the_minutes_never_say_that_what_does_not_fit_fits(sessions):
    for number, found in sessions.items():
        for minutes in (30, 60, 90, 120, 180):
            made = timetable(found, minutes)
            (section,) = [one for one in note(found, made).sections if one.key == "minutes"]
            said = " ".join(one.text for one in section.blocks if hasattr(one, "text"))
            assert "tiennent dans la séance" not in said, number
            wanted, given = map(int, re.search(r"feraient (\d+)\W.* en donne (\d+)\.", said).groups())
            assert (f"Il en manque donc {wanted - given}" in said) == (wanted > given), (number, minutes)


def test_what_does_not_fit_is_named(sessions):
    for number, found in sessions.items():
        made = timetable(found, 90)
        asked = {slot.key: slot.minutes for slot in made.slots if re.fullmatch(r"q\d+", slot.key)}
        given = re.findall(r"\bq\d+\b", left_out(found, made, 9))
        # The last questions, as many as give these minutes back and no more.
        if given:
            assert given == list(asked)[-len(given) :], number
            assert sum(asked[one] for one in given) >= 9 > sum(asked[one] for one in given[1:]), number
    assert "tout l’exercice" in left_out(sessions["25"], timetable(sessions["25"], 60), 18)
    assert "Décision ou chance" not in left_out(sessions["25"], timetable(sessions["25"], 30), 15)
    assert "Leçon suivante" in left_out(sessions["03"], timetable(sessions["03"], 180), 2)


def test_folded_answers_never_stand_in_a_situation(sessions, lessons):
    for number, found in sessions.items():
        folded = " ".join(
            block
            for cell in lessons[number]["cells"]
            for block in re.findall(r"</summary>(.*?)</details>", "".join(cell["source"]), re.DOTALL)
        )
        for name, text in found.situations.items():
            first = text.split(". ")[0]
            assert len(first) < 40 or first not in folded, name


def test_a_decision_lists_its_projects(sessions):
    for number in ("05", "08", "10", "17", "19"):
        (listed,) = [one for one in sessions[number].decision.asked if isinstance(one, tuple)]
        assert len(listed) == 3, number
    for number, found in sessions.items():
        if found.decision:
            assert any(isinstance(one, str) and "?" in one for one in found.decision.asked), number
            assert "Double-cliquez" not in str(found.decision.asked), number
    drawn = [
        one for one in note(sessions["10"], timetable(sessions["10"], 120)).sections if one.key == "debrief"
    ]
    assert any(isinstance(block, Bullets) for block in drawn[0].blocks)


def test_the_answer_to_a_decision_names_every_plan(sessions):
    for number, names in {
        "05": ("Sans frais", "Retours", "Tri"),
        "09": ("Concentrer", "Fidéliser", "Retoucher"),
        "10": ("frais", "Réveiller", "pays"),
    }.items():
        assert all(one in sessions[number].decision.answer for one in names), number
    assert "quel levier choisissez-vous" in sessions["13"].decision.asked[-1].lower()
    assert not sessions["06"].decision.asked[-1].endswith(":")


def test_a_result_says_the_choice_that_is_right():
    bet = rehearsal.Rehearsed(
        "a", "Combien ?", "16,2\u00a0%", options=("50\u00a0%", "26\u00a0%", "16\u00a0%")
    )
    assert result_of(bet) == "16\u00a0% (16,2)"
    assert result_of(replace(bet, result="26\u00a0%")) == "26\u00a0%"
    assert result_of(replace(bet, options=("moins", "davantage"), result="moins")) == "moins"
    assert result_of(replace(bet, options=())) == "16,2\u00a0%"
    assert result_of(rehearsal.Rehearsed("a", "En quelle semaine ?", "9")) == "semaine 9"


def test_rare_words_say_which_part_is_meant():
    texts = {"a": "la marge et le prix", "b": "la marge du comptable", "c": "la marge"}
    assert nearness("Le comptable voit la marge", texts) == {
        "a": 0,
        "b": pytest.approx(1.0986, abs=1e-3),
        "c": 0,
    }
    assert nearness("", {}) == {}


def test_the_rules_of_a_run_are_told(sessions):
    assert [number for number, found in sessions.items() if found.game] == ["25"]
    played = sessions["25"].game
    assert (played.part, played.seed) == ("manipuler", "60")
    keys = [one.key for one in note(sessions["25"], timetable(sessions["25"], 120)).sections]
    assert keys.index("game") == keys.index("bets") - 1


def test_what_is_left_for_home_is_not_told(sessions):
    found = sessions["13"]
    made = timetable(found, 30)
    assert "decision" not in made.parts()
    said = page(note(found, made))
    assert "La décision" not in said
    assert found.wrong[0].sentence in markdown(note(found, timetable(found, 120)))


# --- minutes ----------------------------------------------------------------------------------------------


def test_the_minutes_are_those_given_in_every_lesson(sessions):
    for number, found in sessions.items():
        for minutes in range(LEAST, MOST + 1):
            slots = timetable(found, minutes).slots
            assert sum(slot.minutes for slot in slots) == minutes, (number, minutes)
            assert min(slot.minutes for slot in slots) > 0, (number, minutes)
            breaks = [n for n, slot in enumerate(slots) if slot.key == "break"]
            assert len(breaks) == (minutes - 1) // HALF, (number, minutes)
            assert all(0 < n < len(slots) - 1 for n in breaks), (number, minutes)


def test_a_short_session_does_parts_in_their_order_and_leaves_the_rest_for_home(sessions):
    for number, found in sessions.items():
        order = [part.key for part in found.parts]
        for minutes in range(LEAST, 61):
            made = timetable(found, minutes)
            done = [slot.key for slot in made.slots if slot.kind == LESSON]
            assert done == sorted(done, key=order.index), (number, minutes)
            home = "\n".join(made.home)
            missing = [
                part
                for part in found.parts
                if part.key not in done and part.key not in ("exercice", "retenir")
            ]
            assert all(part.title in home for part in missing), (number, minutes)
            cut = [slot for slot in made.slots if slot.cut]
            # What is begun and not ended stands before the place where the lesson may stop.
            assert all(order.index(slot.key) <= order.index(found.stop_at) for slot in cut), (number, minutes)


def test_half_the_time_reaches_the_place_where_one_may_stop(sessions):
    for number, found in sessions.items():
        made = timetable(found, max(LEAST, found.minutes))
        assert found.stop_at in made.parts(), number


def test_two_hours_hold_the_lesson_and_the_whole_exercise(sessions):
    for number, found in sessions.items():
        made = timetable(found, 120)
        asked = [slot.key for slot in made.slots if re.fullmatch(r"q\d+", slot.key)]
        assert asked == [one.name for one in found.questions], number
        assert not made.home, number


def test_half_an_hour_is_half_an_hour_with_a_bet_and_a_question(sessions):
    for number, found in sessions.items():
        slots = half_an_hour(found).slots
        assert sum(slot.minutes for slot in slots) == 30, number
        assert sum(slot.key.startswith("q") for slot in slots) == 1, number
        assert any(slot.does.startswith("Le pari «") for slot in slots), number


def test_half_an_hour_has_seen_what_it_debates(sessions):
    needed = {"02": "comptes", "05": "risques", "10": "bascule", "16": "limites", "24": "notes"}
    for number, part in needed.items():
        assert part in {slot.key for slot in half_an_hour(sessions[number]).slots}, number
    for number, found in sessions.items():
        keys = {slot.key for slot in half_an_hour(found).slots}
        assert max(found.near, key=lambda key: found.near[key]) in keys, number
        assert "L’exercice" in {slot.title for slot in half_an_hour(found).slots}, number
    assert [part.key for part in half_an_hour(sessions["25"]).before] == ["manipuler"]


def test_a_short_session_has_no_shorter_variant(sessions):
    found = sessions["13"]
    keys = [one.key for one in note(found, timetable(found, SHORTER)).sections]
    assert "short" not in keys
    assert "short" in [one.key for one in note(found, timetable(found, SHORTER + 1)).sections]


def test_codes_are_handed_in_once_and_before_they_are_shown(sessions):
    for number, found in sessions.items():
        for minutes in range(LEAST, MOST + 1, 10):
            slots = timetable(found, minutes).slots
            shown = [n for n, slot in enumerate(slots) if slot.key == "debrief"]
            given = [n for n, slot in enumerate(slots) if "rend son code" in slot.does]
            assert len(given) == 1, (number, minutes)
            assert not shown or (given[0] < shown[0] and slots[given[0]].minutes >= 2), (number, minutes)


def test_spare_minutes_go_to_the_lesson_before_the_exercise(sessions):
    made = timetable(sessions["05"], 120)
    lesson = {slot.key: slot.minutes for slot in made.slots if slot.kind == LESSON}
    said = {part.key: part.minutes for part in sessions["05"].parts}
    assert sum(lesson.values()) >= 1.4 * sum(said.values())
    assert lesson["residuelle"] > said["residuelle"] == 2  # two bets and a question
    asked = sum(slot.minutes for slot in made.slots if re.fullmatch(r"q\d+", slot.key))
    assert asked < 1.3 * sum(one.minutes for one in sessions["05"].questions)


def test_a_break_never_follows_the_first_question_alone(sessions):
    for number, found in sessions.items():
        for minutes in range(HALF + 1, 181):
            slots = timetable(found, minutes).slots
            before = [slots[n - 1].key for n, slot in enumerate(slots) if slot.key == "break"]
            assert "q1" not in before, (number, minutes)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("120", 120),
        ("2h", 120),
        ("2 h", 120),
        ("1h30", 90),
        ("1 h 30 min", 90),
        ("90min", 90),
        (" 45 ", 45),
        ("240", 240),
    ],
)
def test_times_as_people_write_them(text, minutes):
    assert read_minutes(text) == minutes


@pytest.mark.parametrize(
    "text", ["", "0", "0h", "-5", "deux heures", "19", "241", "1,5h", "99h99", "2h90h", "٣٠m"]
)
def test_other_times_are_told_in_french(text):
    with pytest.raises(LearnerError, match="ne se lit pas|de 20 à 240 minutes"):
        read_minutes(text)


@pytest.mark.parametrize("number", ["27", "99", "", "abc", "../03", "-1", "003"])
def test_a_lesson_that_is_not_there_is_told_in_french(number):
    with pytest.raises(LearnerError, match="Donnez un numéro de 00 à 26"):
        session(number)


# --- the note ---------------------------------------------------------------------------------------------


def test_the_page_is_self_contained_and_says_every_bet(sessions):
    for number in ("00", "12", "23", "25", "26", "03"):
        found = sessions[number]
        made = note(found, timetable(found, 120))
        text = page(made)
        assert not re.search(r"<script|<link|<img|\bsrc=|https?://|@import|url\(", text), number
        cards = [
            card
            for one in made.sections
            for block in one.blocks
            if isinstance(block, Cards)
            for card in block.cards
        ]
        assert {bet.question for _, bet in found.bets} <= {card.question for card in cards}, number
        assert text == page(note(found, timetable(found, 120))), number


def test_a_short_session_shows_the_bets_it_asks(sessions):
    found = sessions["03"]
    (shown,) = (
        block
        for one in note(found, timetable(found, 25)).sections
        if one.key == "bets"
        for block in one.blocks
        if isinstance(block, Cards)
    )
    assert 0 < len(shown.cards) < len(found.bets)


def test_texts_are_escaped_in_both_forms(sessions):
    found = replace(sessions["03"], splits=HOSTILE, wrong=(Wrong(HOSTILE, HOSTILE),), board=(HOSTILE,) * 3)
    made = note(found, timetable(found, 120))
    assert "<img" not in page(made)
    assert "&lt;img" in page(made)
    assert "\\<img" in markdown(made)
    assert not re.search(r"(?<!\\)<img", markdown(made))


def test_the_rows_of_a_markdown_table_have_the_cells_of_its_head(sessions):
    for found in sessions.values():
        made = note(found, timetable(found, 120))
        tables = [block for one in made.sections for block in one.blocks if isinstance(block, Table)]
        assert all(len(row) == len(table.head) for table in tables for row in table.rows), found.number
        for rows in re.findall(r"(?:^\|.*\n)+", markdown(made), re.MULTILINE):
            counts = {len(re.findall(r"(?<!\\)\|", row)) for row in rows.splitlines()}
            assert len(counts) == 1, (found.number, rows[:80])


def test_the_command_writes_a_page_and_its_markdown(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["plan", "3", "--minutes", "1h30"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan_03.html", "plan_03.md"]
    assert "plan_03.html et plan_03.md" in capsys.readouterr().out
    assert b"\r" not in (tmp_path / "plan_03.md").read_bytes()
    assert cli.main(["plan", "03", "--md", "--out", "note.md"]) == 0
    assert (tmp_path / "note.md").is_file()
    assert not (tmp_path / "note.html").exists()


@pytest.mark.parametrize(
    "words", [["plan", "44"], ["plan", "03", "--minutes", "0"], ["plan", "03", "--minutes", "vite"]]
)
def test_the_command_refuses_in_french(words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert cli.main(words) == 1
    assert capsys.readouterr().err.startswith("À corriger — ")
    assert not list(tmp_path.iterdir())
