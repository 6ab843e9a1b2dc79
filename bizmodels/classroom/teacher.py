"""What the teacher typed in ``classe.xlsx``: a note of 0 to 1 and a remark, question by question, read back and applied."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bizmodels import french
from bizmodels.classroom.judge import RIGHT_WORD
from bizmodels.classroom.justifications import ACCORD, NOTE, REMARK
from bizmodels.classroom.marking import Line
from bizmodels.classroom.same_answer import STAMP_HEAD, read_since, same, stamp, stamp_of_code
from bizmodels.errors import LearnerError
from bizmodels.exercises.given import look_alike

SHEETS = ("Justifications", "À lire")
CLASS = "Classe"
_YES, _NO = {"ok", "oui", "x", "lu", "vu", "1", "o.k.", "d’accord"}, {"", "non"}
_BIGGEST = 64 << 20  # bytes of a workbook, once unpacked
_LONGEST = 2_000  # letters of a remark

Notes = Mapping[tuple[str, str], "Note"]


@dataclass(frozen=True)
class Note:
    """What stands in one row: the student's name as the workbook writes it, the question, points (0 to 1), a remark.

    ``question`` is empty where the teacher lets the mark of a notebook go (« ok » in « Classe »). ``place``: where it was
    read, for what is said of it; ``stamp``: the mark of the answer that it was typed for (``same_answer``).
    """

    name: str
    question: str
    points: float | None
    remark: str
    place: str
    stamp: str = ""


def read(content: bytes, file: str) -> list[Note]:
    """The rows in which the teacher typed something.

    Raises:
        LearnerError: it is no such workbook, or notes are no numbers from 0 to 1; the sentence says every row.
    """
    wrong: list[str] = []
    found = [note for title, rows in _sheets(content, file) for note in _read(title, rows, wrong)]
    if wrong:
        raise LearnerError(
            f"{' ; '.join(wrong)}. « {NOTE} » veut un nombre de 0 à 1, car une question vaut un point ; "
            f"« {ACCORD} » veut « ok » ou rien. Rien n’est écrit."
        )
    seen: dict[tuple[str, str], Note] = {}
    for one in found:
        key = one.name, one.question
        if key in seen and (seen[key].points, seen[key].remark) != (one.points, one.remark):
            wrong.append(
                f"{one.place} et {seen[key].place} : deux notes pour {one.question} de « {one.name} »"
            )
        seen[key] = one
    if wrong:
        raise LearnerError(f"{' ; '.join(wrong)}.")
    return list(seen.values())


def apply(lines: Sequence[Line], notes: Sequence[Note]) -> list[Line]:
    """The class with those notes; a note takes the place of its question's point, if the answer is still the same.

    Raises:
        LearnerError: a note whose student or question is not there any more, or that several students could claim: nothing
            is written, so nothing is lost.
    """
    by_line: dict[int, dict[str, Note]] = {}
    for one in notes:
        line = _whose(lines, one)
        if same(one.stamp, _now(line, one)):
            by_line.setdefault(id(line), {})[one.question] = one
    return [_noted(line, by_line.get(id(line), {})) for line in lines]


def changed(lines: Sequence[Line], notes: Sequence[Note]) -> list[tuple[str, str]]:
    """The notes that are not applied, for the answer has changed since: the student's name, and a French sentence.

    Raises:
        LearnerError: as ``apply``.
    """
    found = [(_whose(lines, one), one) for one in notes]
    return [(line.name, _unused(one)) for line, one in found if not same(one.stamp, _now(line, one))]


def overruled(lines: Sequence[Line], notes: Sequence[Note]) -> list[tuple[str, str]]:
    """The notes typed for an answer that could not be read, which is read now and worth something else."""
    told = []
    for one in notes:
        line = _whose(lines, one)
        now = _now(line, one)
        if one.points is None or not same(one.stamp, now) or not read_since(one.stamp, now):
            continue
        verdict = next(each for each in line.marked.verdicts if each.question == one.question)
        if float(verdict.state == RIGHT_WORD) != one.points:
            said = f"{one.question} : la réponse est lue depuis, {verdict.state} ; votre note, {french.exact(one.points)}, reste. Effacez-la si elle ne vaut plus."
            told.append((line.name, french.typeset(said)))
    return told


def _unused(note: Note) -> str:
    if not note.question:
        return french.typeset(f"Le code à lire a changé depuis votre « ok » ({ACCORD}) : relisez-le.")
    typed = [] if note.points is None else [french.exact(note.points)]
    typed += [french.quote(note.remark)] if note.remark else []
    said = f"{note.question} : la réponse a changé depuis que vous l’avez notée ({' ; '.join(typed)}). Cette note n’est pas reprise : tapez-la de nouveau si elle vaut encore."
    return french.typeset(said)


def _now(line: Line, note: Note) -> str:
    handin = line.marked.handin
    return stamp(handin, note.question) if note.question else stamp_of_code(handin)


def _noted(line: Line, notes: Mapping[str, Note]) -> Line:
    if not notes:
        return line
    verdicts = tuple(
        replace(one, points=notes[one.question].points, remark=notes[one.question].remark)
        if one.question in notes
        else one
        for one in line.marked.verdicts
    )
    return replace(line, marked=replace(line.marked, verdicts=verdicts, released="" in notes))


def _whose(lines: Sequence[Line], note: Note) -> Line:
    known = [one for one in lines if one.name == note.name]
    if not known:  # another student of that name has handed in since, or the name was typed again
        wanted = look_alike(note.name)
        known = [one for one in lines if wanted in {look_alike(one.name), look_alike(one.submission.name)}]
    asked = [
        one
        for one in known
        if not note.question or any(verdict.question == note.question for verdict in one.marked.verdicts)
    ]
    if len(asked) == 1:
        return asked[0]
    why = (
        "aucune remise ne va avec cette ligne"
        if not asked
        else "plusieurs remises portent ce nom : écrivez-le comme dans la feuille « Classe »"
    )
    raise LearnerError(
        f"{note.place} : une note ou une remarque pour {note.question or 'le cahier'} de « {note.name} », et {why}. "
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
        found = {
            title: list(book[title].iter_rows(values_only=True))
            for title in (*SHEETS, CLASS)
            if title in book
        }
    except Exception as error:  # openpyxl raises whatever a damaged file makes it raise
        raise LearnerError(
            f"« {file} » ne s’ouvre pas comme un classeur Excel ({type(error).__name__}). "
            "Vos notes y sont peut-être : gardez-le ailleurs, et choisissez un autre dossier (--out DOSSIER)."
        ) from None
    if not found.keys() & set(SHEETS):
        raise LearnerError(
            f"« {file} » n’est pas le classeur de `bizmodels grade` : la feuille « Justifications » manque."
        )
    yield from found.items()


def _read(title: str, rows: list[tuple], wrong: list[str]) -> Iterator[Note]:
    head = [str(one or "") for one in rows[0]] if rows else []
    return (_accords if title == CLASS else _notes)(title, head, rows, wrong)


def _accords(title: str, head: Sequence[str], rows: list[tuple], wrong: list[str]) -> Iterator[Note]:
    """The notebooks that the teacher lets go; a workbook of before has no such column."""
    places = [_column(head, name) for name in ("Nom", ACCORD, STAMP_HEAD)]
    if None in places:
        return
    for number, row in enumerate(rows[1:], 2):
        name, typed, mark = (row[place] if place < len(row) else None for place in places)
        said = str("" if typed is None else typed).strip()
        place = f"Feuille « {title} », ligne {number}"
        if said.lower() in _YES:
            yield Note(str(name or "").strip(), "", None, "ok", place, str(mark or ""))
        elif said.lower() not in _NO:
            wrong.append(f"{place}, « {ACCORD} » : {french.quote(said[:40])}")


def _notes(title: str, head: Sequence[str], rows: list[tuple], wrong: list[str]) -> Iterator[Note]:
    places = [_column(head, name) for name in ("Nom", "Question", NOTE, REMARK)]
    if None in places:
        raise LearnerError(
            f"Feuille « {title} » : il manque une des colonnes « Nom », « Question », « {NOTE} », « {REMARK} »."
        )
    places.append(_column(head, STAMP_HEAD))
    for number, row in enumerate(rows[1:], 2):
        name, question, typed, remark, mark = (
            row[place] if place is not None and place < len(row) else None for place in places
        )
        place = f"Feuille « {title} », ligne {number}"
        try:
            points = _points(typed)
        except ValueError:
            wrong.append(f"{place} : {french.quote(str(typed)[:40])}")
            continue
        text = " ".join(str("" if remark is None else remark).split())
        if points is not None or text:
            yield Note(
                str(name or "").strip(),
                str(question or "").strip().lower(),
                points,
                text[:_LONGEST],
                place,
                str(mark or "").strip(),
            )


def _column(head: Sequence[str], name: str) -> int | None:
    # Our heading, with or without its explanation: « Votre note sur 20 » is a column of the teacher's own.
    found = [at for at, one in enumerate(head) if one.strip() == name or one.startswith(f"{name} (")]
    if len(found) > 1:
        raise LearnerError(
            french.typeset(f"Deux colonnes s’appellent « {name} » : gardez celle de `bizmodels grade`.")
        )
    return found[0] if found else None


def _points(typed: Any) -> float | None:
    """A number from 0 to 1, with a point or a comma.

    Raises:
        ValueError: anything else.
    """
    if typed is None or (isinstance(typed, str) and not typed.strip()):
        return None
    value = float(str(typed).strip().replace(",", ".")) if not isinstance(typed, bool) else -1.0
    if not 0 <= value <= 1:
        raise ValueError(typed)
    return value
