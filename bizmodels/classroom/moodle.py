"""Moodle's grading worksheet filled in: its own columns, in the site's language; everything else byte for byte."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from bizmodels import french
from bizmodels.classroom.comment import comment
from bizmodels.classroom.judge import Marked
from bizmodels.classroom.marking import Line
from bizmodels.errors import LearnerError
from bizmodels.exercises.given import look_alike

# What Moodle calls each column, without accents or case: French, English, German, Spanish, Italian, Portuguese, Dutch.
_ROLES = {
    "id": ("identifiant", "identifier", "id", "identificador", "identificativo", "identificatie"),
    "name": ("nom complet", "full name", "vollstandiger name", "nombre completo", "nome completo",
             "nome", "volledige naam"),
    "grade": ("note", "grade", "bewertung", "calificacion", "valutazione", "nota", "cijfer"),
    "top": ("note maximale", "maximum grade", "beste bewertung", "bestwertung", "calificacion maxima",
            "valutazione massima", "nota maxima", "maximumcijfer", "hoogste cijfer"),
    "open": ("la note peut etre modifiee", "grade can be changed", "bewertung kann geandert werden",
             "la calificacion puede ser cambiada", "la valutazione puo essere modificata",
             "a nota pode ser alterada", "cijfer kan gewijzigd worden"),
    "comment": ("feedback par commentaires", "commentaires de feedback", "commentaires", "feedback comments",
                "feedback als kommentar", "comentarios de retroalimentacion", "commenti di feedback",
                "comentarios de feedback", "feedback opmerkingen"),
}  # fmt: skip
_ENGLISH = {"identifier", "full name", "grade", "maximum grade", "grade can be changed", "feedback comments"}
_NO = {"non", "no", "nein", "nao", "nee"}


@dataclass(frozen=True)
class Filled:
    """The worksheet's bytes, how many lines were filled, and what a person must know (French)."""

    content: bytes
    grades: int = 0
    comments: int = 0
    notes: tuple[tuple[str, str], ...] = ()


@dataclass
class _Cell:
    """A field of the file: where it stands in the text, and what it says."""

    start: int
    end: int
    text: str


@dataclass
class _Sheet:
    text: str
    separator: str
    rows: list[list[_Cell]] = field(default_factory=list)
    roles: dict[str, int] = field(default_factory=dict)
    comma: bool = True


def fill(content: bytes, lines: Sequence[Line], exercise: str, partial: bool = False) -> Filled:
    """Grades and comments of the students who handed in; a line without a hand-in is left as it is.

    A grade is the points (one a right answer, or those that the teacher gave) on the maximum of the file. It stays empty,
    and a note says so, where an answer was not read or the notebook would do harm if it were run (unless ``partial``), where
    two notebooks stand for one student, where it is another exercise, where Moodle has closed the grade, and where a person
    has already written one.

    Raises:
        LearnerError: the file is no such worksheet; the sentence says which column is missing.
    """
    text, mark, encoding = _decoded(content)
    sheet = _parsed(text)
    notes: list[tuple[str, str]] = []
    edits: list[tuple[_Cell, str]] = []
    grades = comments = 0
    held: list[str] = []
    found, used = _finder(lines, sheet), set()
    for row in sheet.rows[1:]:
        who = found(row)
        if not who:
            continue
        used |= {id(one) for one in who}
        name = who[0].name
        if _closed(sheet, row):
            notes.append((name, "Moodle ne laisse pas changer sa note ; sa ligne reste comme elle est."))
            continue
        grade, comment, why = _answer(who, exercise, sheet, row, partial)
        if why:
            held.append(f"{name} ({why})")
        if grade and (cell := _empty(sheet, row, "grade")):
            edits.append((cell, grade))
            grades += 1
        elif grade:
            notes.append((name, "Une note est déjà saisie : elle est laissée."))
        if comment and (cell := _empty(sheet, row, "comment")):
            edits.append((cell, comment))
            comments += 1
        elif comment and "comment" in sheet.roles:
            notes.append((name, "Un commentaire est déjà saisi : il est laissé."))
    if held:
        notes.append((f"{french.plural(len(held), 'étudiant')}", f"La note reste vide : {', '.join(held)}. Les autres lignes disent quoi faire."))  # fmt: skip
    if "comment" not in sheet.roles:
        notes.append(
            (
                "",
                "Le fichier n’a pas de colonne de commentaires : activez « Feedback par commentaires » dans le devoir.",
            )
        )
    notes += [(one.name, "Sans ligne dans le fichier de Moodle.") for one in lines if id(one) not in used]
    if sheet.separator != "," or encoding != "utf-8":
        notes.append(
            (
                "",
                "Le fichier est passé par un tableur : Moodle attend des virgules et l’UTF-8. Mieux vaut le télécharger de nouveau et ne pas l’ouvrir.",
            )
        )
    made = mark + _edited(sheet, edits).encode(encoding, "replace")
    return Filled(made, grades, comments, tuple((name, french.typeset(note)) for name, note in notes))


# --- what is written ----------------------------------------------------------------------------------------


def _answer(
    who: Sequence[Line], exercise: str, sheet: _Sheet, row: Sequence[_Cell], partial: bool
) -> tuple[str, str, str]:
    """Grade, comment, and why there is no grade."""
    own = [one for one in who if one.exercise == exercise] or list(who)
    marked = own[0].marked
    if len(own) > 1:
        return "", "", "plusieurs cahiers du même exercice"
    said = comment(marked, exercise)
    if marked.trouble or not marked.verdicts:
        return "", said, "fichier non lu"
    if own[0].exercise != exercise:
        return "", said, f"exercice {own[0].exercise}"
    if marked.handin.dangers and not partial and not marked.released:
        return "", said, "du code à lire"
    if marked.handin.unnamed and not marked.whole and not (partial and _typed(marked)):
        return "", said, "pseudonyme non lu"
    if not marked.whole and not partial:
        return "", said, f"{french.listing(one.question for one in marked.verdicts if one.waits)} à lire"
    top = _top(sheet, row)
    if top is None:
        return "", said, "la note maximale du fichier n’est pas un nombre"
    return _number(top * marked.points / len(marked.verdicts), sheet.comma), said, ""


def _typed(marked: Marked) -> bool:
    return any(one.points is not None for one in marked.verdicts)


def _number(value: float, comma: bool) -> str:
    # A half goes up, as a person rounds it: 15.625 is 15.63.
    text = str(Decimal(f"{value:.6f}").quantize(Decimal("0.01"), ROUND_HALF_UP))
    return text.replace(".", ",") if comma else text


def _top(sheet: _Sheet, row: Sequence[_Cell]) -> float | None:
    if "top" not in sheet.roles:
        return None
    try:
        value = float("".join(row[sheet.roles["top"]].text.split()).replace(",", "."))  # « 1 000,00 »
    except (ValueError, IndexError):
        return None
    return value if 0 < value < 1e6 else None


def _closed(sheet: _Sheet, row: Sequence[_Cell]) -> bool:
    place = sheet.roles.get("open")
    return place is not None and place < len(row) and _key(row[place].text) in _NO


def _empty(sheet: _Sheet, row: Sequence[_Cell], role: str) -> _Cell | None:
    place = sheet.roles.get(role)
    if place is None or place >= len(row) or row[place].text.strip(" -–\u00a0"):
        return None
    return row[place]


# --- who is who ---------------------------------------------------------------------------------------------


def _finder(lines: Sequence[Line], sheet: _Sheet):
    """The hand-ins of a row: by Moodle's number, else by the name where only one bears it."""
    by_number: dict[str, list[Line]] = {}
    by_name: dict[str, list[Line]] = {}
    for line in lines:
        number = line.submission.participant.lstrip("0")
        (by_number if number else by_name).setdefault(number or look_alike(line.submission.name), []).append(
            line
        )
    place = sheet.roles.get("name")
    rows = [look_alike(row[place].text) for row in sheet.rows[1:] if place is not None and place < len(row)]

    def found(row: Sequence[_Cell]) -> list[Line]:
        at = sheet.roles["id"]
        digits = re.search(r"(\d+)\s*$", row[at].text) if at < len(row) else None
        if digits and (known := by_number.get(digits[1].lstrip("0"))):
            return known
        name = look_alike(row[place].text) if place is not None and place < len(row) else ""
        return by_name.get(name, []) if name and rows.count(name) == 1 else []

    return found


# --- the file as it is ----------------------------------------------------------------------------------------


def _decoded(content: bytes) -> tuple[str, bytes, str]:
    """Text, byte order mark and encoding of a file that may have passed through a spreadsheet."""
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):  # fmt: skip
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding), mark, encoding
    for encoding in ("utf-8", "cp1252"):
        try:
            return content.decode(encoding), b"", encoding
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1"), b"", "latin-1"


def _parsed(text: str) -> _Sheet:
    for separator in (",", ";", "\t"):
        rows = _rows(text, separator)
        roles = _roles(rows[0]) if rows else {}
        if {"id", "grade"} <= roles.keys():
            comma = not {_key(cell.text) for cell in rows[0]} & _ENGLISH
            tops = [row[roles["top"]].text for row in rows[1:] if "top" in roles and roles["top"] < len(row)]
            written = next((one for one in tops if "," in one or "." in one), "")
            return _Sheet(text, separator, rows, roles, "," in written if written else comma)
    raise LearnerError(
        "ce fichier n’est pas la feuille d’évaluation de Moodle : il y manque la colonne « Identifiant » ou « Note » "
        "(lues en français, anglais, allemand, espagnol, italien, portugais et néerlandais : dans une autre langue, changez celle de Moodle). "
        "Dans le devoir, cochez « Feuille d’évaluation externe », puis « Télécharger la feuille d’évaluation »."
    )


def _roles(head: Sequence[_Cell]) -> dict[str, int]:
    names = [_key(cell.text) for cell in head]
    return {
        role: names.index(one) for role, known in _ROLES.items() for one in reversed(known) if one in names
    }


def _key(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(plain.casefold().replace("\ufeff", "").split())


_FIELD = r'"((?:[^"]|"")*)"|([^{separator}\r\n]*)'


def _rows(text: str, separator: str) -> list[list[_Cell]]:
    """The fields with their places in the text; an empty line is no row."""
    one = re.compile(_FIELD.replace("{separator}", re.escape(separator)))
    rows, row, at = [], [], 0
    while at <= len(text):
        found = one.match(text, at)
        quoted = found[1] is not None
        row.append(_Cell(found.start(), found.end(), found[1].replace('""', '"') if quoted else found[2]))
        at = found.end()
        if at < len(text) and text[at] == separator:
            at += 1
            continue
        stop = re.compile(r"\r\n|\n|\r|$").search(text, at)
        if len(row) > 1 or row[0].end > row[0].start:
            rows.append(row)
        row = []
        if stop.end() >= len(text):
            break
        at = stop.end()
    return rows


def _edited(sheet: _Sheet, edits: Sequence[tuple[_Cell, str]]) -> str:
    text = sheet.text
    for cell, value in sorted(edits, key=lambda one: -one[0].start):
        was_quoted = text[cell.start : cell.start + 1] == '"'
        if was_quoted or any(mark in value for mark in (sheet.separator, '"', "\n", "\r")):
            value = '"' + value.replace('"', '""') + '"'
        text = text[: cell.start] + value + text[cell.end :]
    return text
