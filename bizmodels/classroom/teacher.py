"""What the teacher typed in ``classe.xlsx``: a note of 0 to 1 and a remark, question by question, read back and applied."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bizmodels import french
from bizmodels.classroom.justifications import NOTE, REMARK
from bizmodels.classroom.marking import Line
from bizmodels.errors import LearnerError
from bizmodels.exercises.given import look_alike

SHEETS = ("Justifications", "À lire")
_BIGGEST = 64 << 20  # bytes of a workbook, once unpacked
_LONGEST = 2_000  # letters of a remark

Notes = Mapping[tuple[str, str], "Note"]


@dataclass(frozen=True)
class Note:
    """What stands in one row: the student's name as the workbook writes it, the question, points (0 to 1), a remark.

    ``place``: where it was read, for what is said of it.
    """

    name: str
    question: str
    points: float | None
    remark: str
    place: str


def read(content: bytes, file: str) -> list[Note]:
    """The rows in which the teacher typed something.

    Raises:
        LearnerError: it is no such workbook, or a note is no number from 0 to 1; the sentence says which row.
    """
    found = [note for title, rows in _sheets(content, file) for note in _notes(title, rows)]
    seen: dict[tuple[str, str], Note] = {}
    for one in found:
        key = one.name, one.question
        if key in seen and (seen[key].points, seen[key].remark) != (one.points, one.remark):
            raise LearnerError(
                f"{one.place} et {seen[key].place} : deux notes pour {one.question} de « {one.name} »."
            )
        seen[key] = one
    return list(seen.values())


def apply(lines: Sequence[Line], notes: Sequence[Note]) -> list[Line]:
    """The class with those notes; a note takes the place of its question's point.

    Raises:
        LearnerError: a note whose student or question is not there any more, or that several students could claim: nothing
            is written, so nothing is lost.
    """
    by_line: dict[int, dict[str, Note]] = {}
    for one in notes:
        line = _whose(lines, one)
        by_line.setdefault(id(line), {})[one.question] = one
    return [_noted(line, by_line.get(id(line), {})) for line in lines]


def _noted(line: Line, notes: Mapping[str, Note]) -> Line:
    if not notes:
        return line
    verdicts = tuple(
        replace(one, points=notes[one.question].points, remark=notes[one.question].remark)
        if one.question in notes
        else one
        for one in line.marked.verdicts
    )
    return replace(line, marked=replace(line.marked, verdicts=verdicts))


def _whose(lines: Sequence[Line], note: Note) -> Line:
    known = [one for one in lines if one.name == note.name]
    if not known:  # another student of that name has handed in since, or the name was typed again
        wanted = look_alike(note.name)
        known = [one for one in lines if wanted in {look_alike(one.name), look_alike(one.submission.name)}]
    asked = [
        one for one in known if any(verdict.question == note.question for verdict in one.marked.verdicts)
    ]
    if len(asked) == 1:
        return asked[0]
    why = (
        "aucune remise ne va avec cette ligne"
        if not asked
        else "plusieurs remises portent ce nom : écrivez-le comme dans la feuille « Classe »"
    )
    raise LearnerError(
        f"{note.place} : une note ou une remarque pour {note.question} de « {note.name} », et {why}. "
        "Rien n’est écrit, pour ne pas la perdre. Corrigez la ligne, ou choisissez un autre dossier : --out DOSSIER."
    )


# --- the workbook -------------------------------------------------------------------------------------------


def _sheets(content: bytes, file: str) -> Iterator[tuple[str, list[tuple]]]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(one.file_size for one in archive.infolist()) > _BIGGEST:
                raise ValueError(file)
        book = load_workbook(io.BytesIO(content))  # a formula, which may have no value yet, is refused below
        found = {title: list(book[title].iter_rows(values_only=True)) for title in SHEETS if title in book}
    except Exception as error:  # openpyxl raises whatever a damaged file makes it raise
        raise LearnerError(
            f"« {file} » ne s’ouvre pas comme un classeur Excel ({type(error).__name__}). "
            "Vos notes y sont peut-être : gardez-le ailleurs, et choisissez un autre dossier (--out DOSSIER)."
        ) from None
    if not found:
        raise LearnerError(
            f"« {file} » n’est pas le classeur de `bizmodels grade` : la feuille « Justifications » manque."
        )
    yield from found.items()


def _notes(title: str, rows: list[tuple]) -> Iterator[Note]:
    head = [str(one or "") for one in rows[0]] if rows else []
    places = [_column(head, name) for name in ("Nom", "Question", NOTE, REMARK)]
    if None in places:
        raise LearnerError(
            f"Feuille « {title} » : il manque une des colonnes « Nom », « Question », « {NOTE} », « {REMARK} »."
        )
    for number, row in enumerate(rows[1:], 2):
        name, question, typed, remark = (row[place] if place < len(row) else None for place in places)
        place = f"Feuille « {title} », ligne {number}"
        points, text = _points(typed, place), " ".join(str("" if remark is None else remark).split())
        if points is not None or text:
            yield Note(
                str(name or "").strip(), str(question or "").strip().lower(), points, text[:_LONGEST], place
            )


def _column(head: Sequence[str], name: str) -> int | None:
    return next((place for place, one in enumerate(head) if one.startswith(name)), None)


def _points(typed: Any, place: str) -> float | None:
    """A number from 0 to 1, with a point or a comma.

    Raises:
        LearnerError: anything else.
    """
    if typed is None or (isinstance(typed, str) and not typed.strip()):
        return None
    try:
        value = float(str(typed).strip().replace(",", ".")) if not isinstance(typed, bool) else -1.0
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise LearnerError(
            f"{place} : « {NOTE} » contient {french.quote(str(typed)[:40])} ; il faut un nombre de 0 à 1, car une question vaut un point."
        )
    return value
