"""What a teacher types in the workbook goes into Moodle, the comment and the page; nothing typed is ever lost."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from bizmodels.classroom import (
    class_sheet,
    comment,
    copies,
    hand_back,
    handin,
    moodle,
    outbox,
    report,
    teacher,
)
from bizmodels.classroom.justifications import ACCORD_HEAD, NOTE_HEAD, REMARK_HEAD
from bizmodels.classroom.same_answer import STAMP_HEAD
from bizmodels.cli import main
from bizmodels.errors import LearnerError
from tests.unit.class_of_answers import EX, TEXT, hand, marked_class, right

HEAD = "Identifiant,Nom complet,Note,Note maximale,Feedback par commentaires\r\n"


def _book(lines) -> bytes:
    return class_sheet.workbook(lines, report.remarks(lines, copies.doubts(lines), [], EX), EX)


def _typed(content: bytes, sheet: str, row: int, note=None, remark=None) -> bytes:
    """The workbook as a teacher saves it."""
    book = load_workbook(io.BytesIO(content))
    heads = [cell.value for cell in book[sheet][1]]
    book[sheet].cell(row, heads.index(NOTE_HEAD) + 1).value = note
    book[sheet].cell(row, heads.index(REMARK_HEAD) + 1).value = remark
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _grades(lines) -> list[list[str]]:
    rows = "".join(f"Participant {line.submission.participant},{line.name},,20,\r\n" for line in lines)
    return list(csv.reader(io.StringIO(moodle.fill((HEAD + rows).encode(), lines, EX).content.decode())))[1:]


def _again(handin, name="Nom 2", **sources):
    """The line of a hand-in with other cells."""
    answers = {one: replace(asked, source=sources.get(one, asked.source)) for one, asked in handin.answers.items()}  # fmt: skip
    return marked_class(replace(handin, answers=answers), names=(name,))[0]


CLASS = marked_class(hand("a"), hand("b", q4="magie"), hand("c", q8="magie", q2=(0.16,)))


def test_a_note_takes_the_place_of_the_point_and_reaches_moodle_and_the_page():
    book = _typed(_typed(_book(CLASS), "Justifications", 2, "0,5", "Citez <un> risque."), "À lire", 2, 1)
    book = _typed(book, "À lire", 3, 0.25, "=1+1")
    noted = teacher.apply(CLASS, teacher.read(book, "classe.xlsx"))
    assert [one.marked.score for one in noted] == ["7,5 sur 8", "8 sur 8", "6,25 sur 8"]
    rows = _grades(noted)
    assert [row[2] for row in rows] == ["18,75", "20,00", "15,63"]
    assert "q8, 0,5 sur 1" in rows[0][4]
    assert "Remarque sur q8\u00a0: Citez &lt;un&gt; risque." in rows[0][4]
    assert "À lire" not in rows[1][4]
    page = hand_back.page(noted[0].marked)
    assert "Citez &lt;un&gt; risque." in page
    assert "7,5 sur 8 avec les notes de votre enseignant" in page
    assert "Non lue" not in hand_back.page(noted[1].marked)
    assert [one.points for one in CLASS[0].marked.verdicts] == [None] * 8


def test_what_was_typed_stands_in_the_next_workbook_and_the_one_after():
    book = _typed(_typed(_book(CLASS), "Justifications", 2, 0.5), "À lire", 2, 0, "Relisez.")
    first = teacher.read(book, "x")
    # The cage reads the answer at the second run: its note keeps a row.
    again = [CLASS[0], _again(hand("b"), q4="ex.q4.check()"), CLASS[2]]
    second = teacher.read(_book(teacher.apply(CLASS, first)), "x")
    third = teacher.read(_book(teacher.apply(again, second)), "x")
    asked = [(one.name, one.question, one.points, one.remark) for one in first]
    assert asked == [("Nom 1", "q8", 0.5, ""), ("Nom 2", "q4", 0.0, "Relisez.")]
    for later in (second, third):
        assert [(one.name, one.question, one.points, one.remark) for one in later] == asked


def test_a_note_is_tied_to_the_answer_that_it_was_typed_for():
    book = _typed(
        _typed(_book(CLASS), "Justifications", 2, 0.5, "Trop court."), "À lire", 2, 0, "Ôtez while."
    )
    notes = teacher.read(book, "x")
    new = [marked_class(hand("a", q8=(*right("a")["q8"][:2], TEXT.format("un autre"))))[0], _again(hand("b")), CLASS[2]]  # fmt: skip
    assert [one.marked.score for one in teacher.apply(new, notes)[:2]] == ["8 sur 8", "8 sur 8"]
    unused = teacher.changed(new, notes)
    assert [name for name, _ in unused] == ["Nom 1", "Nom 2"]
    assert "q8" in unused[0][1]
    assert "0,5" in unused[0][1]
    assert "Trop court." in unused[0][1]
    told = report.remarks(new, [], [], EX, (), unused)
    assert [one.kind for one in told[:2]] == ["Note non reprise"] * 2
    assert teacher.changed(CLASS, notes) == []
    # The very cell, which the cage reads: the note stays, and it is said.
    read = [CLASS[0], _again(hand("b"), q4="ex.q4.check()"), CLASS[2]]
    assert teacher.changed(read, notes) == []
    assert [name for name, _ in teacher.overruled(read, notes)] == ["Nom 2"]
    # A workbook of before the marks is believed.
    assert teacher.changed(new, [replace(one, stamp="") for one in notes]) == []


def test_the_mark_of_a_note_is_hidden_in_both_sheets():
    book = load_workbook(io.BytesIO(_book(CLASS)))
    for title in ("Justifications", "À lire", "Classe"):
        last = book[title].cell(1, book[title].max_column)
        assert last.value == STAMP_HEAD
        assert book[title].column_dimensions[last.column_letter].hidden


def test_every_wrong_note_is_said_at_once():
    book = _typed(_typed(_book(CLASS), "Justifications", 2, "50 %"), "Justifications", 3, "bien")
    with pytest.raises(LearnerError, match=r"ligne 2 : .*50 %.*ligne 3 : .*bien.*À lire.*ligne 2 : .*14"):
        teacher.read(_typed(book, "À lire", 2, 14), "x")


def _accord(content: bytes, row: int, said: str) -> bytes:
    book = load_workbook(io.BytesIO(content))
    heads = [cell.value for cell in book["Classe"][1]]
    book["Classe"].cell(row, heads.index(ACCORD_HEAD) + 1).value = said
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_ok_lets_the_mark_of_one_notebook_go_until_its_code_changes():
    risky = [
        replace(hand(one), dangers=("lancer une commande du système",), places=("cellule 2",)) for one in "ab"
    ]
    lines = marked_class(*risky)
    notes = teacher.read(_accord(_book(lines), 2, "Ok"), "x")
    free = teacher.apply(lines, notes)
    assert [row[2] for row in _grades(free)] == ["20,00", ""]
    assert "code" not in comment.comment(free[0].marked)
    assert "code" in comment.comment(free[1].marked)
    assert ["code que votre" in hand_back.page(one.marked) for one in free] == [False, True]
    rows = [one.sentence for one in report.remarks(free, [], [], EX) if "ouvrez" in one.sentence]
    assert "Lu par vous" in rows[0]
    assert "cellule 2" in rows[1]
    assert "écrivez «\u00a0ok\u00a0»" in rows[1]
    assert teacher.apply(lines, teacher.read(_book(free), "x")) == free
    other = marked_class(replace(risky[0], places=("cellule 3",)), risky[1])
    assert [row[2] for row in _grades(teacher.apply(other, notes))] == ["", ""]
    assert "relisez" in teacher.changed(other, notes)[0][1]
    with pytest.raises(LearnerError, match=r"Classe.*ligne 3.*peut-être"):
        teacher.read(_accord(_book(lines), 3, "peut-être"), "x")


@pytest.mark.parametrize("note", ["bien", 14, "1,5", -1, "nan", True, "=1/2", "50%"])
def test_a_note_that_is_none_is_said_with_its_row(note):
    with pytest.raises(LearnerError, match=r"Justifications.*ligne 3.*de 0 à 1"):
        teacher.read(_typed(_book(CLASS), "Justifications", 3, note), "x")


def test_a_note_that_belongs_to_nobody_stops_everything():
    notes = teacher.read(_typed(_book(CLASS), "Justifications", 2, 1), "x")
    with pytest.raises(LearnerError, match="Nom 1"):
        teacher.apply(CLASS[1:], notes)
    twins = marked_class(hand("a"), hand("b"), names=("Nom 1", "Nom 1"))
    assert [one.name for one in twins] == ["Nom 1 (n°\u00a01001)", "Nom 1 (n°\u00a01002)"]
    with pytest.raises(LearnerError, match="plusieurs remises"):
        teacher.apply(twins, notes)
    own = teacher.read(_typed(_book(twins), "Justifications", 3, 0), "x")
    assert [one.marked.score for one in teacher.apply(twins, own)] == ["8 sur 8", "7 sur 8"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"nom,note\n"])
def test_another_file_is_no_workbook(content):
    with pytest.raises(LearnerError, match="Excel"):
        teacher.read(content, "x.xlsx")


def test_homonyms_bear_their_number_in_every_sheet():
    twins = marked_class(hand("a"), hand("a", q2="magie"), names=("Jean Martin", "JEAN MARTIN"))
    book = load_workbook(io.BytesIO(_book(twins)))
    shown = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}
    named = [one for one in shown if "martin" in one.lower()]
    assert named
    assert all("(n°" in one for one in named)


# --- the command ----------------------------------------------------------------------------------------------


@pytest.fixture
def room(tmp_path, monkeypatch):
    hands = {"Ana": hand("a"), "Léo": hand("b", q6="magie")}
    for number, name in enumerate(hands, 1):
        folder = tmp_path / "remises" / f"{name}_{number}_assignsubmission_file_"
        folder.mkdir(parents=True)
        (folder / "03.ipynb").write_text("{}", encoding="utf-8")
    rows = "Participant 1,Ana,,20,\r\nParticipant 2,Léo,,20,\r\n"
    (tmp_path / "m.csv").write_text(HEAD + rows, encoding="utf-8", newline="")
    monkeypatch.setattr(handin, "read", lambda path: hands[path.parent.name.split("_")[0]])
    return tmp_path


def test_the_same_command_again_reads_what_was_typed(room, capsys):
    words = ["grade", str(room / "remises"), "--moodle", str(room / "m.csv")]
    assert main(words) == 0
    book, sheet = room / "corrections/classe.xlsx", room / "corrections/m.csv"
    assert "Participant 2,Léo,,20" in sheet.read_text(encoding="utf-8")
    typed = _typed(book.read_bytes(), "À lire", 2, "0,5", "Une boucle suffit.")
    book.write_bytes(typed)
    for _ in range(2):
        assert main(words) == 0
        assert 'Participant 2,Léo,"18,75",20' in sheet.read_text(encoding="utf-8")
        assert "Une boucle suffit." in (room / "corrections/pages/Léo_2.html").read_text(encoding="utf-8")
    kept = sorted(one.name for one in book.parent.glob("classe*"))
    assert kept == ["classe (avant 1).xlsx", "classe.xlsx"]
    assert (book.parent / kept[0]).read_bytes() == typed
    (room / "remises").rename(room / "remises (1)")
    renamed = ["grade", str(room / "remises (1)"), "--out", str(book.parent)]
    assert main(renamed) == 1
    said = capsys.readouterr().err.replace("\u00a0", " ")
    assert "de « remises »" in said
    assert "--notes" in said
    assert "classe.xlsx" in said
    (room / "remises (1)").rename(room / "remises")
    other = room / "notes.xlsx"
    other.write_bytes(_typed(book.read_bytes(), "À lire", 2, 1))
    assert main([*words, "--notes", str(other)]) == 0
    assert 'Participant 2,Léo,"20,00",20' in sheet.read_text(encoding="utf-8")
    assert main([*words, "--notes", str(room / "absent.xlsx")]) == 1
    before = {one: one.read_bytes() for one in book.parent.rglob("*") if one.is_file()}
    book.write_bytes(_typed(book.read_bytes(), "À lire", 2, 20))
    assert main(words) == 1
    assert "de 0 à 1" in capsys.readouterr().err
    assert all(one.read_bytes() == content for one, content in before.items() if one != book)


def test_a_folder_that_leads_to_itself_is_said(tmp_path, capsys):
    loop = tmp_path / "boucle"
    try:
        loop.symlink_to(loop)
    except OSError:
        pytest.skip("no link may be made here")
    assert main(["grade", str(loop)]) == 1
    assert "Traceback" not in capsys.readouterr().err


# --- what is said to who is a case apart ------------------------------------------------------------------------


def test_another_exercise_is_named_on_the_page_and_in_the_comment():
    other = marked_class(hand("a"), hand("b", "02_d2c"))[1].marked
    for said in (comment.comment(other, EX), hand_back.page(other, wanted=EX)):
        assert "Ce n’est pas l’exercice demandé, 03 (" in said
        assert "03_marketplace.ipynb" in said
    assert "sur 9" not in comment.comment(other, EX)
    assert "sur 9" not in hand_back.page(other, wanted=EX)
    assert comment.comment(other, "02_d2c") == "9 sur 9."


def test_published_figures_and_a_real_name_are_said():
    lines = marked_class(hand(""), hand("zola zoé"), hand("renard bleu"), hand("", trouble="coupé"),
                         names=("Ana B", "Zoé Zola", "Léo Renard", "Tim"))  # fmt: skip
    assert "chiffres publiés, sans pseudonyme" in comment.comment(lines[0].marked)
    assert _grades(lines)[0][2] == "20,00"
    kinds = {(one.kind, one.who) for one in report.remarks(lines, [], [], EX)}
    assert {("Sans pseudonyme", "Ana B"), ("Nom sous le pseudonyme", "Zoé Zola")} <= kinds
    assert not any(who == "Léo Renard" for _, who in kinds)
    assert "publiés" not in hand_back.page(lines[3].marked)
    sheet = load_workbook(io.BytesIO(_book(lines)))["Classe"]
    assert sheet.cell(2, 8).value == "Chiffres publiés, sans pseudonyme."
    assert not sheet.cell(5, 3).value


def test_no_inner_label_reaches_a_student():
    marked = marked_class(hand("a", q1=(1e6,), q3=("a", 1e6)))[0].marked
    said = comment.comment(marked)
    assert "autre cause" not in said
    assert "votre choix, «" in said


def test_a_workbook_changed_by_hand_that_is_not_ours_stays(tmp_path):
    outbox.write(tmp_path / "c", {"a": b"1"}, "x")
    (tmp_path / "c/a").write_bytes(b"2")
    with pytest.raises(LearnerError, match="à la main"):
        outbox.write(tmp_path / "c", {"a": b"3"}, "x", read=("b",))


def test_a_pseudonym_that_is_not_read_leaves_the_answers_to_the_teacher():
    """The student is told what to write; nothing is judged on the published figures; every answer can be given points."""
    lost = replace(hand("", q4="magie", q5=None), unnamed="Pseudonyme non lu : ce n’est pas un texte.")
    lines = marked_class(lost, hand("b"))
    assert [one.state for one in lines[0].marked.verdicts] == ["non lue"] * 4 + ["absente"] + ["non lue"] * 3
    for said in (comment.comment(lines[0].marked, EX), hand_back.page(lines[0].marked, True, EX)):
        assert "Votre pseudonyme n’a pas été lu" in said
        assert "remettez le cahier" in said
        assert "(.ipynb)" not in said
        assert "publiés" not in said
        assert "corrigé\u00a0:" not in said
    sheet = load_workbook(io.BytesIO(_book(lines)))
    asked = [row[2] for row in sheet["À lire"].iter_rows(min_row=2, values_only=True)]
    texts = [row[:8] for row in sheet["Justifications"].iter_rows(min_row=2, values_only=True)]
    assert asked == ["q1", "q2", "q3", "q4", "q6", "q7"]
    assert texts[0][2] == "q8"
    assert texts[0][4:7] == (None, None, None)
    assert "la boutique gagne" in texts[0][7]
    assert _grades(lines)[0][2] == ""
    kinds = [one.kind for one in report.remarks(lines, copies.doubts(lines), [], EX)]
    assert kinds == ["Pseudonyme non lu"]
    book = _typed(_book(lines), "Justifications", 2, 1)
    for row in range(2, 8):
        book = _typed(book, "À lire", row, 1)
    noted = teacher.apply(lines, teacher.read(book, "x"))
    assert _grades(noted)[0][2] == "17,50"
    assert comment.comment(noted[0].marked, EX).startswith("7 sur 8.")
    assert len(teacher.read(_book(noted), "x")) == 7
    # Handed in again with its quotes, the cells being the same: the notes stay.
    named = [replace(lines[0], marked=marked_class(replace(lost, unnamed=""))[0].marked), lines[1]]
    assert teacher.changed(named, teacher.read(_book(noted), "x")) == []


def test_a_column_of_the_teachers_own_is_not_taken_for_ours():
    head = ["Nom", "Votre note sur 20", "Nombre", "Votre note (de 0 à 1)", "Votre remarque"]
    assert teacher._column(head, "Votre note") == 3
    assert teacher._column(head, "Nom") == 0
    assert teacher._column(head, "Question") is None
    with pytest.raises(LearnerError, match="Deux colonnes"):
        teacher._column([*head, "Votre note"], "Votre note")
