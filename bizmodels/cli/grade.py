"""``bizmodels grade DOSSIER``: the hand-ins of a class marked without running any of them."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bizmodels.cli.say import say
from bizmodels.errors import LearnerError
from bizmodels.french import plural

if TYPE_CHECKING:
    from bizmodels.classroom.marking import Line
    from bizmodels.classroom.moodle import Filled
    from bizmodels.classroom.report import Remark
    from bizmodels.classroom.teacher import Note

NAME = "grade"
BOOK = "classe.xlsx"
HELP = "corrige les cahiers d’une classe, sans les exécuter"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder, where corrections go, Moodle's worksheet."""
    parser.add_argument(
        "folder", metavar="DOSSIER", help="les cahiers remis, ou le zip de Moodle « Télécharger tous les travaux remis »"
    )  # fmt: skip
    parser.add_argument("--out", metavar="DOSSIER", help="où écrire les corrections (corrections/, à côté)")
    parser.add_argument("--exercise", metavar="03", default="", help="l’exercice de la classe (sinon le plus fréquent)")  # fmt: skip
    parser.add_argument("--moodle", metavar="FICHIER.csv", help="la feuille d’évaluation de Moodle à remplir")
    parser.add_argument("--notes", metavar="classe.xlsx", help="vos notes et vos remarques, tapées dans ce classeur (celui de --out est lu de lui-même)")  # fmt: skip
    parser.add_argument("--notes-partielles", action="store_true", dest="partial", help="note aussi les cahiers dont une réponse, ou du code, est à lire")  # fmt: skip
    parser.add_argument("--solutions", action="store_true", help="ajoute les réponses justes aux pages des étudiants")  # fmt: skip
    parser.add_argument("--sandbox", action="store_true", help="exécute dans une cage ce qui n’a pas été lu (Linux, bwrap)")  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Read, judge, write; 0 also where a file was not read, for that is said line by line."""
    from bizmodels.classroom import marking, outbox, report, submissions, teacher

    folder = _resolved(options.folder)
    out = _resolved(options.out) if options.out else folder.parent / "corrections"
    if folder == out or folder in out.parents:
        raise LearnerError("les corrections ne vont pas dans le dossier des travaux remis : --out DOSSIER.")
    sheet, notes = _worksheet(options.moodle), _notes(out / BOOK, folder.name, options.notes)
    rescue = marking.sandboxed() if options.sandbox else None
    with tempfile.TemporaryDirectory(prefix="bizmodels-") as scratch:
        found = submissions.find(folder, Path(scratch))
        marked = []
        for number, one in enumerate(found.submissions, 1):
            marked.append(marking.mark(one, rescue))
            _progress(number, len(found.submissions))
    lines = marking.lines(found.submissions, marked)
    unused, overruled = teacher.changed(lines, notes), teacher.overruled(lines, notes)
    lines = teacher.apply(lines, notes)
    exercise = marking.class_exercise(lines, options.exercise)
    others = [one for one in found.others if sheet is None or one[0] != sheet[0]]
    made, remarks, filled = _made(lines, others, exercise, sheet, options, (unused, overruled))
    outbox.write(out, made, folder.name, (BOOK,), keep=bool(unused))
    for line in report.console(lines, remarks, exercise):
        say(line)
    if len(notes) > len(unused):
        say(f"Vos notes et remarques, lues dans {BOOK} : {plural(len(notes) - len(unused), 'ligne')}.")
    if unused:
        say(
            f"La réponse a changé depuis, la note n’est pas reprise : {plural(len(unused), 'ligne')}, en tête de « À regarder »."
        )
    if overruled:
        say(
            f"La réponse est lue depuis, votre note reste : {plural(len(overruled), 'ligne')}, dans « À regarder »."
        )
    if filled:
        grades, comments = plural(filled.grades, "note"), plural(filled.comments, "commentaire")
        say(f"Feuille de Moodle, {sheet[0]} : {grades}, {comments}.")
    say(
        f"Tout est dans {out} : {', '.join(name for name in made if '/' not in name)}, pages/ ({len(lines)})."
    )
    return 0


def _resolved(given: str) -> Path:
    try:
        return Path(given).resolve()
    except (OSError, RuntimeError):  # a link that leads to itself
        raise LearnerError(f"le dossier « {given} » ne s’ouvre pas.") from None


def _notes(book: Path, source: str, given: str | None) -> list[Note]:
    """Those of the last corrections, then those of the workbook given, which win."""
    from bizmodels.classroom import outbox, teacher

    if given and not Path(given).is_file():
        raise LearnerError(f"le classeur « {given} » n’existe pas.")
    paths = [book] if book.is_file() and outbox.source(book.parent) == source else []
    paths += [Path(given)] if given else []
    found = [one for path in paths for one in teacher.read(path.read_bytes(), path.name)]
    return list({(one.name, one.question): one for one in found}.values())


def _worksheet(given: str | None) -> tuple[str, bytes] | None:
    if not given:
        return None
    path = Path(given)
    if not path.is_file():
        raise LearnerError(f"la feuille de Moodle « {given} » n’existe pas.")
    return path.name, path.read_bytes()


def _made(
    lines: Sequence[Line],
    others: Sequence[tuple[str, str]],
    exercise: str,
    sheet: tuple[str, bytes] | None,
    options: argparse.Namespace,
    typed: tuple[Sequence[tuple[str, str]], Sequence[tuple[str, str]]],
) -> tuple[dict[str, bytes], list[Remark], Filled | None]:
    """Every file to be written, by its name; what is to be looked at; what was filled for Moodle."""
    from bizmodels.classroom import class_sheet, copies, feedback_zip, hand_back, moodle, report

    filled = moodle.fill(sheet[1], lines, exercise, options.partial) if sheet else None
    told = filled.notes if filled else ()
    remarks = report.remarks(lines, copies.doubts(lines), others, exercise, told, *typed)
    pages = [
        (line, hand_back.page(line.marked, options.solutions, exercise).encode("utf-8")) for line in lines
    ]
    made = {BOOK: class_sheet.workbook(lines, remarks, exercise)}
    if back := feedback_zip.feedback(pages):
        made["retours_moodle.zip"] = back
    if sheet:
        made[sheet[0]] = filled.content
    return made | {f"pages/{line.page}": page for line, page in pages}, remarks, filled


def _progress(done: int, total: int) -> None:
    """One line that counts, on a terminal only."""
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        print(f"\r{done} sur {total}", end=end, file=sys.stderr, flush=True)
