"""Moodle's worksheet keeps every byte that is not a grade or a comment; its zip of pages is one that Moodle reads."""

from __future__ import annotations

import codecs
import csv
import io
import zipfile

import pytest
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st

from bizmodels.classroom import feedback_zip, moodle
from bizmodels.errors import LearnerError
from tests.unit.class_of_answers import EX, hand, marked_class

FRENCH = [
    "Identifiant", "Nom complet", "Adresse de courriel", "Statut", "Note", "Note maximale", "La note peut être modifiée",
    "Dernière modification (travail remis)", "Dernière modification (note)", "Feedback par commentaires",
]  # fmt: skip
ENGLISH = [
    "Identifier", "Full name", "Email address", "Status", "Grade", "Maximum grade", "Grade can be changed",
    "Last modified (submission)", "Last modified (grade)", "Feedback comments",
]  # fmt: skip
GRADE, COMMENT = 4, 9


def _sheet(head, rows, delimiter=",", encoding="utf-8", newline="\r\n") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=newline).writerows([head, *rows])
    return out.getvalue().encode(encoding)


def _row(number, name, top="20,00", grade="", changed="Oui", comment=""):
    date = "lundi 3 novembre 2025, 10:12"
    return [f"Participant {number}", name, f"e{number}@exemple.fr", "Remis pour évaluation", grade, top, changed, date, "-", comment]  # fmt: skip


def _read(content: bytes, delimiter=",", encoding="utf-8-sig") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(encoding), newline=""), delimiter=delimiter))


CLASS = marked_class(hand("a"), hand("b", q2=(0.16,), q5=(...,)), hand("c", q4="magie"))
ROWS = [_row(1001, "Nom 1"), _row(1002, "Nom 2"), _row(1003, "Nom 3"), _row(1004, "Sans remise")]


def test_grades_and_comments_of_the_french_sheet():
    filled = moodle.fill(codecs.BOM_UTF8 + _sheet(FRENCH, ROWS), CLASS, EX)
    rows = _read(filled.content)
    assert [row[GRADE] for row in rows[1:]] == ["20,00", "15,00", "", ""]
    assert rows[2][COMMENT].startswith("6 sur 8. À revoir\u00a0: q2 (")
    assert "q5" in rows[2][COMMENT]
    assert "7 sur 8, 1 non lue" in rows[3][COMMENT]
    assert (filled.grades, filled.comments) == (2, 3)
    ((_, note),) = filled.notes
    assert "Nom 3 (q4 à lire)" in note


def test_partial_grades_only_when_asked_for():
    rows = _read(moodle.fill(_sheet(FRENCH, ROWS), CLASS, EX, partial=True).content)
    assert rows[3][GRADE] == "17,50"


@pytest.mark.parametrize("head", [FRENCH, ENGLISH])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize("newline", ["\r\n", "\n"])
def test_everything_else_is_kept_byte_for_byte(head, mark, newline):
    before = mark + _sheet(head, ROWS, newline=newline)
    after = moodle.fill(before, CLASS, EX).content
    one, two = _read(before), _read(after)
    assert after.startswith(mark)
    assert len(one) == len(two)
    for old, new in zip(one, two, strict=True):
        assert [c for n, c in enumerate(old) if n not in {GRADE, COMMENT}] == [
            c for n, c in enumerate(new) if n not in {GRADE, COMMENT}
        ]
    # The lines that are not filled, the head first, are the same bytes.
    ends = newline.encode()
    assert after.split(ends)[0] == before.split(ends)[0]
    assert after.split(ends)[4:] == before.split(ends)[4:]


def test_a_decimal_point_where_the_site_writes_one():
    rows = [_row(1001, "Nom 1", top="100.00"), _row(1002, "Nom 2", top="100.00")]
    assert [row[GRADE] for row in _read(moodle.fill(_sheet(ENGLISH, rows), CLASS, EX).content)[1:]] == [
        "100.00",
        "75.00",
    ]
    assert moodle.fill(_sheet(FRENCH, [_row(1001, "Nom 1", top="1 000,00")]), CLASS, EX).grades == 1
    whole = [_row(1002, "Nom 2", top="20")]
    assert _read(moodle.fill(_sheet(ENGLISH, whole), CLASS, EX).content)[1][GRADE] == "15.00"
    assert _read(moodle.fill(_sheet(FRENCH, whole), CLASS, EX).content)[1][GRADE] == "15,00"


def test_what_a_person_wrote_or_moodle_closed_stays():
    rows = [_row(1001, "Nom 1", grade="3,00", comment="Vu."), _row(1002, "Nom 2", changed="Non")]
    before = _sheet(FRENCH, rows)
    filled = moodle.fill(before, CLASS[:2], EX)
    assert filled.content == before
    assert len(filled.notes) == 3


def test_a_file_that_went_through_a_spreadsheet():
    before = _sheet(FRENCH, ROWS, delimiter=";", encoding="cp1252")
    filled = moodle.fill(before, CLASS, EX)
    rows = _read(filled.content, ";", "cp1252")
    assert rows[2][GRADE] == "15,00"
    assert any("tableur" in note for _, note in filled.notes)
    assert filled.content.split(b"\r\n")[0] == before.split(b"\r\n")[0]


def test_names_serve_only_where_one_student_bears_them():
    found = marked_class(hand("a"), hand("b"), names=("Zoë D’Aubigné", "Jean Dupont"), numbers=False)
    rows = [_row(7, "ZOË D'AUBIGNÉ"), _row(8, "Jean Dupont"), _row(9, "Jean Dupont")]
    filled = moodle.fill(_sheet(FRENCH, rows), found, EX)
    assert [row[GRADE] for row in _read(filled.content)[1:]] == ["20,00", "", ""]
    assert ("Jean Dupont", "Sans ligne dans le fichier de Moodle.") in filled.notes


def test_no_grade_without_certainty():
    two = marked_class(hand("a"), hand("b"), hand("c", "02_d2c"), hand(trouble="Le fichier est coupé."))
    twice = [two[0], marked_class(hand("z"))[0], *two[1:]]
    rows = [
        _row(1001, "Nom 1"),
        _row(1002, "Nom 2", top="Barème A"),
        _row(1003, "Nom 3"),
        _row(1004, "Nom 4"),
    ]
    filled = moodle.fill(_sheet(FRENCH, rows), twice, EX)
    assert [row[GRADE] for row in _read(filled.content)[1:]] == ["", "", "", ""]
    ((who, note),) = filled.notes
    assert who == "4\u00a0étudiants"
    assert all(f"Nom {number} (" in note for number in range(1, 5))
    rows = _read(filled.content)
    assert "Ce n’est pas l’exercice demandé, 03 (" in rows[3][COMMENT]
    assert "vous avez remis l’exercice 02 (" in rows[3][COMMENT]
    assert "sur 9" not in rows[3][COMMENT]


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"PK\x03\x04", "nom;note\nx;1\n".encode("utf-16")])
def test_another_file_is_refused(content):
    with pytest.raises(LearnerError, match="évaluation"):
        moodle.fill(content, CLASS, EX)


_TEXT = st.text('ab"; ,\n\r\té=', max_size=6)


@settings(max_examples=40, deadline=None)
@any_of(
    st.lists(st.lists(_TEXT, min_size=2, max_size=3), min_size=1, max_size=4),
    st.sampled_from([",", ";"]),
    _TEXT,
)
def test_one_field_is_changed_and_no_other(cells, separator, value):
    text = _sheet(["Identifiant", "Note", "x"], cells, separator).decode()
    rows = _read(text.encode(), separator)
    sheet = moodle._parsed(text)
    assert [[cell.text for cell in row] for row in sheet.rows] == rows
    assert moodle._edited(sheet, []) == text
    rows[-1][-1] = f"x{value}"
    after = moodle._edited(sheet, [(sheet.rows[-1][-1], f"x{value}")])
    assert _read(after.encode(), separator) == rows


def test_no_comment_is_a_formula_or_markup():
    lines = marked_class(hand("=1+1", q3=("=cmd", 1.0), q1=("<b>",), q8=("boutique", 1.0, "@x")))
    said = moodle.comment(lines[0].marked)
    assert said[0].isdigit()
    assert "<" not in said
    assert "=" not in said


def test_pages_go_back_in_the_folders_that_moodle_knows():
    found = marked_class(hand("a"), hand("b"), names=("Zoë d'Été", "Nom_souligné"))
    again = [*found, marked_class(hand("c"))[0]]
    made = feedback_zip.feedback([(line, b"page") for line in again])
    assert made == feedback_zip.feedback([(line, b"page") for line in again])
    names = zipfile.ZipFile(io.BytesIO(made)).namelist()
    assert names == [
        "Zoë d'Été_1001_assignsubmission_file_/correction.html",
        "Nom souligné_1002_assignsubmission_file_/correction.html",
        "Nom 1_1001_assignsubmission_file_/correction-2.html",
    ]
    for name in names:  # as Moodle reads them: name, number, kind of plugin, plugin
        number, kind, plugin = name.split("/")[0].split("_", 4)[1:4]
        assert number.isdigit()
        assert (kind, plugin) == ("assignsubmission", "file")
    assert feedback_zip.feedback([(line, b"") for line in marked_class(hand(), numbers=False)]) == b""
