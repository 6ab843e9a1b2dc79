"""The workbook of a class: states, answers, justifications side by side, causes ranked, what to look at. Same bytes twice."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from bizmodels import french
from bizmodels.classroom.headings import titles
from bizmodels.classroom.judge import (
    ABSENT,
    REVIEW_WORD,
    RIGHT_WORD,
    STATES,
    TO_DO_WORD,
    UNREAD,
    Marked,
    Verdict,
    legible,
)
from bizmodels.classroom.justifications import ACCORD_HEAD, whole
from bizmodels.classroom.justifications import HEADS as TEXT_HEADS
from bizmodels.classroom.justifications import rows as text_rows
from bizmodels.classroom.marking import Line
from bizmodels.classroom.report import Remark, causes, states
from bizmodels.classroom.same_answer import STAMP_HEAD, stamp_of_code
from bizmodels.classroom.unread import HEADS as UNREAD_HEADS
from bizmodels.classroom.unread import rows as unread_rows
from bizmodels.prose import to_text
from bizmodels.view import export
from bizmodels.view.dossier_book import ORIGIN, without_clock

# A colour beside the word, never instead of it; all are light enough for black letters.
_FILLS = {
    RIGHT_WORD: "DDF3E4",
    REVIEW_WORD: "FFE9C7",
    TO_DO_WORD: "ECEFF3",
    ABSENT: "DCE1E7",
    UNREAD: "F9D6D9",
}
_HEADS = (
    "Nom",
    "N° Moodle",
    "Pseudonyme",
    "Exercice",
    "Score",
    "Justes",
    "Non lues",
    "Remarque",
    ACCORD_HEAD,
)
_FORMULA = tuple("=+-@")


def workbook(lines: Sequence[Line], remarks: Sequence[Remark], exercise: str) -> bytes:
    """Seven sheets: « Classe », « Justifications », « À lire », « Erreurs », « À regarder », « Questions », « Réponses ».

    The questions are those of the class's exercise; a hand-in of another one has its line, and its answers in the last sheet.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    _class(book, lines, exercise)
    _plain(
        book,
        "Justifications",
        TEXT_HEADS,
        text_rows(lines, exercise),
        (26, 20, 9, 20, 10, 14, 10, 60, 8, 12, 24, 18, 34, 12),
    )
    _plain(book, "À lire", UNREAD_HEADS, unread_rows(lines, exercise), (26, 20, 9, 26, 40, 60, 18, 34, 12))
    _plain(book, "Erreurs", ("Question", "Titre", "Erreur", "Combien", "Sur (ont répondu)", "Ce qui est répondu à l’étudiant"),
           _causes(lines, exercise), (12, 34, 34, 10, 12, 80))  # fmt: skip
    told = [(one.kind, one.who, one.sentence) for one in remarks] or [("Rien à regarder.", "", "")]
    _plain(book, "À regarder", ("Quoi", "Qui", "Phrase"), told, (28, 36, 100))
    _plain(book, "Questions", ("Question", "Titre", *(state.capitalize() for state in STATES)),
           _questions(lines, exercise), (12, 44, *[12] * len(STATES)))  # fmt: skip
    heads = ("Nom", "Pseudonyme", "Exercice", "Question", "État", "Cause", "Sa réponse", "Ce qui lui est dit")
    _plain(book, "Réponses", heads, _answers(lines), (26, 20, 20, 10, 12, 30, 30, 80))
    book.properties.creator, book.properties.created = "bizmodels", ORIGIN
    out = io.BytesIO()
    book.save(out)
    return without_clock(out.getvalue())


# --- the sheets ---------------------------------------------------------------------------------------------


def _class(book: Any, lines: Sequence[Line], exercise: str) -> None:
    from openpyxl.utils import get_column_letter

    own = [line for line in lines if line.exercise == exercise]
    width = max((len(line.marked.verdicts) for line in own), default=0)
    named = titles(exercise) if exercise else {}
    asked = [f"q{number}" for number in range(1, width + 1)]
    sheet = book.create_sheet("Classe")
    _head(sheet, [*_HEADS, *(f"{one} · {named[one]}" if one in named else one for one in asked), STAMP_HEAD])
    for line in lines:
        marked = line.marked
        read = bool(marked.verdicts) and not marked.trouble
        verdicts = marked.verdicts if line.exercise == exercise else ()
        _row(
            sheet,
            [
                line.name,
                line.submission.participant,
                marked.handin.pseudonym or _nameless(marked),
                line.exercise or "(inconnu)",
                marked.score,
                marked.count(RIGHT_WORD) if read else "",
                marked.count(UNREAD) if marked.verdicts else "",
                _remark(line, exercise),
                "ok" if marked.released else "",
                *(_said(one) for one in verdicts),
                *[""] * (width - len(verdicts)),
                stamp_of_code(marked.handin),
            ],
        )
        for place, one in enumerate(verdicts, len(_HEADS) + 1):
            _state_cell(sheet.cell(sheet.max_row, place), one)
    _layout(sheet, (26, 11, 20, 20, 20, 8, 9, 34, 18, *[20] * width, 12), "B2")
    sheet.auto_filter.ref = f"A1:{get_column_letter(sheet.max_column)}{sheet.max_row}"


def _nameless(marked: Marked) -> str:
    if marked.handin.unnamed:
        return "(non lu)"
    return "" if marked.trouble else "(chiffres publiés)"


def _said(verdict: Verdict) -> str:
    noted = "" if verdict.points is None else f" · votre note : {french.exact(verdict.points)}"
    return french.typeset(whole(verdict) + noted)


def _remark(line: Line, exercise: str) -> str:
    told = ["⚠ Voir « À regarder » avant d’ouvrir ce cahier."] if line.marked.handin.dangers else []
    if line.marked.trouble:
        return " ".join([*told, to_text(line.marked.trouble)])
    if line.exercise != exercise:
        told.append("Autre exercice.")
    if line.marked.handin.unnamed:
        told.append(to_text(line.marked.handin.unnamed))
    elif not line.marked.handin.pseudonym:
        told.append("Chiffres publiés, sans pseudonyme.")
    return " ".join(told)


def _state_cell(cell: Any, verdict: Verdict) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill

    cell.fill = PatternFill("solid", fgColor=_FILLS[verdict.state])
    cell.font = Font(bold=verdict.state == UNREAD, italic=verdict.state == ABSENT)
    if verdict.state in {REVIEW_WORD, UNREAD}:
        given = f"\n\nSa réponse : {verdict.answer_shown}" if verdict.answer_shown else ""
        text = export.clean(to_text(verdict.said)) + french.typeset(given)
        cell.comment = Comment(legible(text)[:1_500], "bizmodels", height=160, width=360)


def _causes(lines: Sequence[Line], exercise: str) -> list[tuple]:
    return [
        (one.question, titles(one.exercise).get(one.question, ""), one.name, one.count, one.answered, to_text(one.sentence))
        for one in causes(lines)
        if one.exercise == exercise
    ]  # fmt: skip


def _questions(lines: Sequence[Line], exercise: str) -> list[tuple]:
    if not exercise:
        return []
    counted, named = states(lines, exercise), titles(exercise)
    return [(one, named[one], *(found[state] for state in STATES)) for one, found in counted.items()]


def _answers(lines: Sequence[Line]) -> list[tuple]:
    return [
        (line.name, line.marked.handin.pseudonym, line.exercise, one.question, one.state, " · ".join(one.causes), one.answer_shown,
         "" if one.state == TO_DO_WORD else to_text(one.said))
        for line in lines
        for one in line.marked.verdicts
    ]  # fmt: skip


# --- how a sheet is laid ------------------------------------------------------------------------------------


def _plain(book: Any, title: str, heads: Sequence[str], rows: Sequence[tuple], widths: Sequence[int]) -> None:
    sheet = book.create_sheet(title)
    _head(sheet, heads)
    for row in rows:
        _row(sheet, list(row))
    _layout(sheet, widths, "A2")
    sheet.auto_filter.ref = sheet.dimensions


def _head(sheet: Any, heads: Sequence[str]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    export.append_row(sheet, list(heads))
    for cell in sheet[1]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="0A5A8A")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    sheet.row_dimensions[1].height = 48


def _row(sheet: Any, values: list[Any]) -> None:
    from openpyxl.styles import Alignment

    export.append_row(sheet, [legible(one) if isinstance(one, str) else one for one in values])
    for cell, given in zip(sheet[sheet.max_row], values, strict=False):
        is_text = isinstance(cell.value, str)
        if is_text and isinstance(given, str) and "\n" in given:  # the code of a cell keeps its lines
            cell.value, cell.data_type = legible(given), "s"
        cell.alignment = Alignment(wrap_text=is_text, vertical="top")
        # A text that looks like a formula stays one even when somebody edits its cell.
        if is_text and cell.value.startswith(_FORMULA):
            cell.quotePrefix = True


def _layout(sheet: Any, widths: Sequence[int], frozen: str) -> None:
    from openpyxl.utils import get_column_letter

    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.column_dimensions[get_column_letter(place)].hidden = sheet.cell(1, place).value == STAMP_HEAD
    sheet.freeze_panes = frozen
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
