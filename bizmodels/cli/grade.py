"""``bizmodels grade DOSSIER``: the hand-ins of a class marked without running any of them."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from bizmodels.cli.say import say
from bizmodels.errors import LearnerError
from bizmodels.french import plural

NAME = "grade"
HELP = "corrige les cahiers remis par une classe, sans les exécuter"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder, where corrections go, Moodle's worksheet."""
    parser.add_argument(
        "folder", metavar="DOSSIER", help="les cahiers remis, ou le zip de Moodle « Télécharger tous les travaux remis »"
    )  # fmt: skip
    parser.add_argument("--out", metavar="DOSSIER", help="où écrire les corrections (corrections/, à côté)")
    parser.add_argument("--exercise", metavar="03", default="", help="l’exercice de la classe (sinon le plus fréquent)")  # fmt: skip
    parser.add_argument("--moodle", metavar="FICHIER.csv", help="la feuille d’évaluation de Moodle à remplir")
    parser.add_argument("--notes-partielles", action="store_true", dest="partial", help="note aussi les cahiers dont une réponse est à lire")  # fmt: skip
    parser.add_argument("--solutions", action="store_true", help="ajoute les réponses justes aux pages des étudiants")  # fmt: skip
    parser.add_argument("--sandbox", action="store_true", help="exécute dans une cage ce qui n’a pas été lu (Linux, bwrap)")  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Read, judge, write; 0 when every file was read, 1 otherwise never: what is unread is said."""
    from bizmodels.classroom import copies, marking, outbox, report, submissions

    folder = Path(options.folder).resolve()
    out = Path(options.out).resolve() if options.out else folder.parent / "corrections"
    if folder == out or folder in out.parents:
        raise LearnerError("les corrections ne vont pas dans le dossier des travaux remis : --out DOSSIER.")
    sheet = _worksheet(options.moodle)
    rescue = marking.sandboxed() if options.sandbox else None
    with tempfile.TemporaryDirectory(prefix="bizmodels-") as scratch:
        found = submissions.find(folder, Path(scratch))
        marked = []
        for number, one in enumerate(found.submissions, 1):
            marked.append(marking.mark(one, rescue))
            _progress(number, len(found.submissions))
        lines = marking.lines(found.submissions, marked)
        exercise = marking.class_exercise(lines, options.exercise)
        remarks = report.remarks(lines, copies.doubts(lines), found.others, exercise)
        made, filled = _made(lines, remarks, exercise, sheet, options)
    written = outbox.write(out, made, folder.name)
    for line in report.console(lines, remarks, exercise):
        say(line)
    if filled:
        grades, comments = plural(filled.grades, "note"), plural(filled.comments, "commentaire")
        say(f"Feuille de Moodle : {grades}, {comments}.")
        for note in filled.notes:
            say(f"  {note}")
    say(f"{plural(len(written), 'fichier')} dans {out} : classe.xlsx, une page par étudiant (pages/).")
    return 0


def _worksheet(given: str | None) -> tuple[str, bytes] | None:
    if not given:
        return None
    path = Path(given)
    if not path.is_file():
        raise LearnerError(f"la feuille de Moodle « {given} » n’existe pas.")
    return path.name, path.read_bytes()


def _made(lines, remarks, exercise: str, sheet: tuple[str, bytes] | None, options: argparse.Namespace):
    """Every file to be written, by its name; and what was filled for Moodle."""
    from bizmodels.classroom import class_sheet, hand_back, moodle

    made, filled = {"classe.xlsx": class_sheet.workbook(lines, remarks, exercise)}, None
    for line in lines:
        made[f"pages/{line.page}"] = hand_back.page(line.marked, options.solutions).encode("utf-8")
    if sheet:
        name, content = sheet
        filled = moodle.fill(content, lines, exercise, options.partial)
        made[name] = filled.content
    return made, filled


def _progress(done: int, total: int) -> None:
    """One line that counts, on a terminal only."""
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        print(f"\r{done} sur {total}", end=end, file=sys.stderr, flush=True)
