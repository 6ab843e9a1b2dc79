"""``bizmodels grade``: a folder or a zip in, a workbook, pages and Moodle's files out; the same bytes twice, nothing overwritten."""

from __future__ import annotations

import io
import unicodedata
import zipfile

import pytest
from openpyxl import load_workbook

from bizmodels.classroom import (
    class_sheet,
    copies,
    feedback_zip,
    hand_back,
    handin,
    justifications,
    moodle,
    outbox,
    report,
    submissions,
)
from bizmodels.classroom.judge import declaration, session_of
from bizmodels.cli import main
from bizmodels.errors import LearnerError
from tests.unit.class_of_answers import EX, hand, marked_class, right

TAIL = "assignsubmission_file_"


def _put(folder, *names, content="{}"):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="\n")


# --- who handed in what ---------------------------------------------------------------------------------------


def test_moodles_folders_are_read_whatever_the_names(tmp_path):
    names = ("Élodie D’Aubigné", "Jean-Rémi O'Neill", "Zoé_Le Gall", "Anaïs de La Tour")
    for number, name in enumerate(names):
        name = unicodedata.normalize("NFD", name) if number else name  # as macOS writes it
        _put(tmp_path / "r", f"{name}_{100 + number}_{TAIL}/03 marketplace (1).ipynb")
    _put(
        tmp_path / "r",
        f"Sans Rien_200_{TAIL}/rapport.pdf",
        "Texte Seul_201_assignsubmission_onlinetext_/onlinetext.html",
    )
    _put(
        tmp_path / "r",
        f"Nouveau Moodle_300_{TAIL.rstrip('_')}/dossier/03.ipynb",
        "notes.docx",
        "__MACOSX/x.ipynb",
        ".DS_Store",
    )
    _put(tmp_path / "r", f"À Plat_400_{TAIL}03_marketplace.ipynb")
    found = submissions.find(tmp_path / "r", tmp_path)
    assert [(one.name, one.participant) for one in found.submissions] == [
        ("À Plat", "400"), ("Anaïs de La Tour", "103"), ("Élodie D’Aubigné", "100"), ("Jean-Rémi O'Neill", "101"),
        ("Nouveau Moodle", "300"), ("Sans Rien", "200"), ("Zoé_Le Gall", "102"),
    ]  # fmt: skip
    empty = next(one for one in found.submissions if one.name == "Sans Rien")
    assert "rapport.pdf" in empty.trouble
    assert {name.split("/")[-1] for name, _ in found.others} == {
        "rapport.pdf",
        "onlinetext.html",
        "notes.docx",
    }


def test_loose_files_groups_and_renamed_notebooks(tmp_path):
    room = tmp_path / "r"
    _put(
        room,
        "loutre.ipynb",
        "Groupe A/renard.ipynb",
        "Groupe A/lynx.ipynb",
        "Camille/03.ipynb",
        "vieux/.ipynb_checkpoints/x.ipynb",
    )
    _put(room, "martre.ipynb.txt", "daim.json", content='{"cells": []}')
    _put(room, "liste.json", "notes.txt", content="[1]")
    found = submissions.find(room, tmp_path)
    assert [one.name for one in found.submissions] == [
        "Camille",
        "daim.json",
        "loutre",
        "lynx",
        "martre.ipynb.txt",
        "renard",
    ]
    assert [name for name, _ in found.others] == ["liste.json", "notes.txt"]


@pytest.mark.parametrize("what", ["absent", "empty", "text"])
def test_a_folder_without_hand_ins_is_said(tmp_path, what):
    place = tmp_path / what
    if what == "empty":
        place.mkdir()
    if what == "text":
        place.write_text("x", encoding="utf-8")
    with pytest.raises(LearnerError):
        submissions.find(place, tmp_path)


def _zip(path, entries: dict[str, bytes]):
    with zipfile.ZipFile(path, "w") as made:
        for name, content in entries.items():
            made.writestr(name, content)


def test_a_zip_never_writes_outside(tmp_path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    good = f"Zoé Été_12_{TAIL}/03.ipynb"
    bad = ["../hors.ipynb", "/abs.ipynb", "a/../../b.ipynb", "C:/w.ipynb", "..\\win.ipynb"]
    _zip(tmp_path / "t.zip", {good: b"{}", **dict.fromkeys(bad, b"{}")})
    found = submissions.find(tmp_path / "t.zip", scratch)
    assert [(one.name, one.participant) for one in found.submissions] == [("Zoé Été", "12")]
    assert [why for _, why in found.others] == ["chemin suspect dans l’archive : non lu"] * len(bad)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["scratch", "t.zip"]


def test_a_student_who_sends_a_zip_is_read(tmp_path):
    room = tmp_path / "r" / f"Zoé_12_{TAIL}"
    room.mkdir(parents=True)
    _zip(room / "exercice.zip", {"03/03_marketplace.ipynb": b"{}", "../x.ipynb": b"{}"})
    other = tmp_path / "r" / f"Ana_13_{TAIL}"
    other.mkdir()
    (other / "cassé.zip").write_bytes(b"PK\x03\x04 rien")
    found = submissions.find(tmp_path / "r", tmp_path)
    assert [(one.name, one.file, bool(one.trouble)) for one in found.submissions] == [
        ("Ana", "cassé.zip", True), ("Zoé", "03_marketplace.ipynb", False),
    ]  # fmt: skip


def test_a_zip_that_swells_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(submissions, "_EACH", 1_000)
    _zip(tmp_path / "t.zip", {"a.ipynb": b"0" * 5_000, "b.ipynb": b"{}"})
    found = submissions.find(tmp_path / "t.zip", tmp_path)
    assert [one.name for one in found.submissions] == ["b"]
    monkeypatch.setattr(submissions, "_ALL", 1_002)
    with pytest.raises(LearnerError, match="trop grosse"):
        submissions.unpack(tmp_path / "t.zip", tmp_path / "u")
    monkeypatch.setattr(submissions, "_FILES", 1)
    with pytest.raises(LearnerError, match="plus de 1"):
        submissions.unpack(tmp_path / "t.zip", tmp_path / "v")


# --- the workbook ---------------------------------------------------------------------------------------------


def _book(lines, others=()):
    told = report.remarks(lines, copies.doubts(lines), others, EX)
    content = class_sheet.workbook(lines, told, EX)
    return content, load_workbook(io.BytesIO(content))


def _rows(sheet) -> list[dict]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_the_sheet_of_the_class_says_states_in_words_and_what_is_unread():
    lines = marked_class(
        hand("a"), hand("b", q2=(-1.0,), q5=None, q6="magie"), hand("", notes=("Cellule en double.",)),
        hand("d", "02_d2c"), hand("e", trouble="Le fichier est coupé."),
    )  # fmt: skip
    content, book = _book(lines, [("notes.docx", "n’est pas un cahier")])
    assert content == _book(lines, [("notes.docx", "n’est pas un cahier")])[0]
    assert book.sheetnames == [
        "Classe",
        "Justifications",
        "À lire",
        "Erreurs",
        "À regarder",
        "Questions",
        "Réponses",
    ]
    sheet = book["Classe"]
    rows = _rows(sheet)
    assert [row["Score"] for row in rows] == ["8 sur 8", "5 sur 8, 1 non lue", "8 sur 8", "9 sur 9", "non lu"]
    assert [row["Non lues"] for row in rows] == [0, 1, 0, 0, 8]
    assert rows[4]["Justes"] is None  # not read is not zero
    by_question = list(rows[1].values())[9:-1]
    assert [one.split(" · ")[0] for one in by_question if one] == [
        "juste", "à revoir", "juste", "juste", "absente", "non lue", "juste", "juste",
    ]  # fmt: skip
    assert "Sa réponse" in sheet["K3"].comment.text
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:R6"
    assert list(rows[3].values())[8:-1] == [None] * 9  # another exercise: its questions are not these
    assert {row["Exercice"] for row in _rows(book["Réponses"])} == {EX, "02_d2c"}
    kinds = [row["Quoi"] for row in _rows(book["À regarder"])]
    assert kinds == [
        "Fichier non lu",
        "Réponse non lue",
        "Autre exercice",
        "Sans pseudonyme",
        "Note de lecture",
        "Autre fichier",
    ]
    assert all(
        cell.alignment.wrap_text
        for row in book["Réponses"].iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    )


def test_justifications_stand_side_by_side_with_their_rubric():
    text = "Sur 36 mois, la boutique gagne 12 % de plus que la vitrine, mais elle avance l’argent."
    lines = marked_class(
        hand("a", q8=("boutique", 1.0, text)), hand("b", q8=(..., ..., ...)), hand("c", q8=None)
    )
    rows = _rows(_book(lines)[1]["Justifications"])
    assert [row["La justification"] for row in rows] == [text, None, None]
    assert rows[0]["Mots"] == 16
    assert {row["Mots demandés"] for row in rows} == {15}
    assert rows[0]["Le nombre"] == "1"
    assert [row["Verdict"].split(" · ")[0] for row in rows] == ["à revoir", "à faire", "absente"]
    assert {row[justifications.NOTE_HEAD] for row in rows} == {None}


def test_causes_are_ranked_by_count_and_no_typed_text_is_repeated():
    own = [
        hand(f"a{n}", q2=(-1.0 if n < 3 else 0.0001 * n,), q1=("12",) if n < 2 else (1e6,)) for n in range(6)
    ]
    lines = marked_class(*own)
    ranked = report.causes(lines)
    named = [one for one in ranked if one.name != "autre cause"]
    assert [one.count for one in ranked] == sorted((one.count for one in ranked), reverse=True)
    assert ranked[0].name == "autre cause"
    assert named[0].answered == 6
    assert [one.sentence for one in ranked if one.name == "nombre en texte"] == [""]
    said = "\n".join(report.console(lines, [], EX))
    assert "2 sur 6 · q1" in said
    assert "Nom 1" not in said


def test_what_one_student_did_is_not_called_frequent():
    data = session_of(EX, "b").data
    wrong = declaration(EX).questions[0].wrong_values(data)["commission seule"]
    lines = marked_class(hand("a", q2=("18,37 €",)), hand("b", q1=(wrong,)), hand("c"))
    said = "\n".join(report.console(lines, [], EX))
    assert "fréquentes" not in said
    assert "18,37" not in said
    assert "ne se répète" in said
    assert not any("18,37" in str(row) for row in _rows(_book(lines)[1]["Erreurs"]))


def test_a_right_choice_gets_no_hint_on_the_choice():
    choice, number = right("a")["q3"]
    clue = "À vous demander"
    (wrong_number,) = marked_class(hand("a", q3=(choice, number * 1.37)))
    (wrong_choice,) = marked_class(hand("a", q3=("a" if choice != "a" else "b", number * 1.37)))
    assert clue not in hand_back.page(wrong_number.marked)
    assert clue in hand_back.page(wrong_choice.marked).replace("\u00a0", " ")


def test_who_answers_with_the_published_figures_is_asked():
    published = {q: given for q, given in right("").items() if q in {"q2", "q7"}}
    lines = marked_class(hand("un renard roux", **published), hand(""))
    kinds = [(one.kind, one.who) for one in report.remarks(lines, [], [], EX)]
    assert kinds == [("Réponses des chiffres publiés", "Nom 1"), ("Sans pseudonyme", "Nom 2")]


def test_a_published_answer_counts_even_where_it_is_one_too_few():
    """2 orders, published, where 3 are needed: the cause is another one, the question is the same."""
    published = {q: given for q, given in right("").items() if q in {"q1", "q7"}} | {"q6": (2,)}
    one, seven = (declaration(EX).questions[n] for n in (0, 6))
    firms = ((name, right(name), session_of(EX, name).data) for name in (f"a{n}" for n in range(90)))
    own = next(
        name
        for name, answers, data in firms
        if 2.1 < answers["q6"][0] <= 3
        and one.published(data, published["q1"][0])
        and seven.published(data, published["q7"][0])
    )
    (found,) = report.remarks(marked_class(hand(own, **published)), [], [], EX)
    assert found.sentence.startswith("q1, q6 et q7")


def test_no_text_of_a_student_is_a_formula():
    lines = marked_class(
        hand("=1+1", q1=("=cmd|' /C calc'!A0",), q8=("@x", "+1", "-2+3")), names=("=HYPERLINK(1)",)
    )
    content, book = _book(lines)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@")):
                    assert cell.quotePrefix
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


ODD = "x\ud800\x00\x1b[31m\u202e\uffff et six mots de plus que rien"


def test_letters_that_no_file_may_hold_stop_nothing():
    given = hand(ODD, q1=(ODD,), q3=ODD, q8=("boutique", 2.0, ODD * 3), notes=(ODD,))
    lines = marked_class(given, hand(ODD, trouble=ODD), names=("n\udcff", "b"))
    pages = [hand_back.page(line.marked).encode("utf-8") for line in lines]
    assert not any(
        odd in page for page in pages for odd in (b"\x00", b"\x1b", "\u202e".encode(), b"\xed\xa0")
    )
    _book(lines, [("o\udcff", "x")])
    assert feedback_zip.feedback(list(zip(lines, pages, strict=True)))
    assert moodle.comment(lines[0].marked).encode("utf-8")
    assert all(line.page.encode("utf-8") for line in lines)


# --- the command ----------------------------------------------------------------------------------------------


@pytest.fixture
def room(tmp_path, monkeypatch):
    """A class of three, read as three known hand-ins."""
    hands = {
        "Ana": hand("a"),
        "Léo": hand("b", q2=(-1.0,), q6="magie"),
        "Zoé": hand("c", trouble="Le fichier est coupé."),
    }
    for number, name in enumerate(hands):
        _put(tmp_path / "remises", f"{name}_{number + 1}_{TAIL}/03.ipynb")
    monkeypatch.setattr(handin, "read", lambda path: hands[path.parent.name.split("_")[0]])
    return tmp_path


def test_the_command_writes_everything_twice_the_same(room, capsys):
    sheet = room / "notes.csv"
    sheet.write_bytes(
        b"Identifier,Grade,Maximum grade,Feedback comments\nParticipant 1,,20,\nParticipant 2,,20,\n"
    )
    words = ["grade", str(room / "remises"), "--moodle", str(sheet)]
    assert main(words) == 0
    out = capsys.readouterr().out
    assert "3\u00a0remises, exercice 03_marketplace" in out
    assert "8 non lues" not in out.splitlines()[1]
    made = {
        path.relative_to(room).as_posix(): path.read_bytes()
        for path in (room / "corrections").rglob("*")
        if path.is_file()
    }
    assert set(made) == {
        f"corrections/{name}" for name in (
            "classe.xlsx", "notes.csv", "retours_moodle.zip", outbox.LIST, "pages/Ana_1.html", "pages/Léo_2.html", "pages/Zoé_3.html",
        )
    }  # fmt: skip
    assert b"Participant 1,20.00,20," in made["corrections/notes.csv"]
    assert b"Participant 2,,20," in made["corrections/notes.csv"]
    assert str(room).encode() not in b"".join(made.values())
    assert main(words) == 0
    assert made == {
        path.relative_to(room).as_posix(): path.read_bytes()
        for path in (room / "corrections").rglob("*")
        if path.is_file()
    }


def test_what_is_not_ours_or_was_changed_is_not_overwritten(room, capsys):
    words = ["grade", str(room / "remises")]
    _put(room / "corrections", "classe.xlsx")
    assert main(words) == 1
    assert "--out" in capsys.readouterr().err
    (room / "corrections" / "classe.xlsx").unlink()
    assert main(words) == 0
    book = room / "corrections" / "classe.xlsx"
    book.write_bytes(book.read_bytes() + b"my marks")
    assert main(words) == 0  # read, made anew, and kept beside
    assert (book.parent / "classe (avant 1).xlsx").read_bytes().endswith(b"my marks")
    page = next((room / "corrections" / "pages").iterdir())
    page.write_bytes(b"by hand")
    assert main(words) == 1
    assert page.read_bytes() == b"by hand"
    (room / "remises").rename(room / "groupe B")
    book.unlink()
    assert main(["grade", str(room / "groupe B")]) == 1
    assert "« remises »" in capsys.readouterr().err.replace("\u00a0", " ")


@pytest.mark.parametrize("inside", ["remises", "remises/corrections"])
def test_nothing_is_written_among_the_hand_ins(room, inside):
    assert main(["grade", str(room / "remises"), "--out", str(room / inside)]) == 1


def test_pages_of_a_student_who_left_are_removed_if_they_are_ours(tmp_path):
    outbox.write(tmp_path / "c", {"pages/a.html": b"1", "pages/b.html": b"2"}, "x")
    outbox.write(tmp_path / "c", {"pages/a.html": b"3"}, "x")
    assert [one.name for one in (tmp_path / "c/pages").iterdir()] == ["a.html"]
    _put(tmp_path, "c/pages/a.html", content="by hand")
    with pytest.raises(LearnerError, match="à la main"):
        outbox.write(tmp_path / "c", {}, "x")


def test_a_forged_list_removes_nothing_elsewhere(tmp_path):
    _put(tmp_path, "précieux.txt", content="x")
    _put(tmp_path, f"c/{outbox.LIST}", content='{"source": "x", "files": {"../précieux.txt": "y"}}')
    outbox.write(tmp_path / "c", {"a": b"1"}, "x")
    assert (tmp_path / "précieux.txt").is_file()


def test_no_cage_no_run(room, capsys, monkeypatch):
    import sys
    import types

    cage = types.SimpleNamespace(available=lambda: "bwrap est absent.", run=None)
    monkeypatch.setitem(sys.modules, "bizmodels.classroom.sandbox", cage)
    monkeypatch.setattr("bizmodels.classroom.sandbox", cage, raising=False)
    assert main(["grade", str(room / "remises"), "--sandbox"]) == 1
    assert "bwrap" in capsys.readouterr().err
    assert not (room / "corrections").exists()
