"""The class edition: a folder and a zip to give out, without solutions, and the small zips that open them later.

Lessons and exercises, what they need to run, three ways to open them by a double click, and a page that says how. The
open edition is only read. Nothing in the zip depends on the day, the folder or the machine's clock.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bizmodels import french
from bizmodels.classroom import class_lock, launcher, lent, readme
from bizmodels.course import folders
from bizmodels.course.notebook import load
from bizmodels.course.regions import source_of
from bizmodels.errors import LearnerError
from bizmodels.exercises import closed, generate

NAME = "bizmodels-classe"
_FOLDERS = ("bizmodels", "data", "kernelconfig", "labconfig", "serverconfig")
_FILES = ("pyproject.toml", "LICENSE", "LICENSE-content")
_DAY = (2026, 1, 1, 0, 0, 0)  # of every file in a zip: the same bytes twice


@dataclass(frozen=True)
class Edition:
    """What was written: the folder, its zip, one zip of solutions a lesson, the numbers of the lessons lent.

    ``lacking``: for a lesson, the ones that it starts from and that were not lent.
    """

    folder: Path
    archive: Path
    corrections: tuple[Path, ...]
    lessons: tuple[str, ...]
    lacking: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def make(
    course: Path, target: Path, lessons: Sequence[str] = (), word: str = "", opens: date | None = None
) -> Edition:
    """Write the class edition of a course into the folder ``target``.

    Args:
        course: the folder of the open edition, with its solutions.
        lessons: numbers (« 03 »); by default all. The welcome lesson always comes along: it is the page that opens.
        word: locks the solutions into the zip, to be opened by ``ex.unlock(word)``; without it they are not there.
        opens: the day that a closed solution announces; nothing opens by itself.

    Raises:
        LearnerError: a lesson does not exist, the course has no solutions, or an edition stands there already.
    """
    chosen = _chosen(course, lessons)
    folder = target / NAME
    solved = folders.lessons_in(course / "solutions")
    corrections = [target / f"corriges_{number}.zip" for number in chosen if number in solved]
    for path in (folder, target / f"{NAME}.zip", *corrections):
        if path.exists():
            raise LearnerError(
                f"{french.quote(path.name)} existe déjà dans {french.quote(target)} : rien n’a été écrit. "
                "Choisissez un autre dossier, ou rangez l’ancienne édition ailleurs."
            )
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target, prefix=".edition-") as draft:
        staged = Path(draft) / NAME
        answers = _staged(course, staged, chosen, word, opens)
        archive = _zipped(
            Path(draft) / "classe.zip", {f"{NAME}/{name}": staged / name for name in _names(staged)}
        )
        small = [
            _zipped(Path(draft) / path.name, {f"solutions/{answer.name}": answer})
            for answer, path in zip(answers, corrections, strict=True)
        ]
        for made, path in zip(small, corrections, strict=True):
            made.replace(path)
        archive.replace(target / f"{NAME}.zip")
        staged.replace(folder)
    return Edition(
        folder, target / f"{NAME}.zip", tuple(corrections), tuple(chosen), _lacking(course, chosen)
    )


def _chosen(course: Path, lessons: Sequence[str]) -> list[str]:
    here = folders.lessons_in(course / "notebooks")
    if not folders.lessons_in(course / "solutions"):
        raise LearnerError(
            f"{french.quote(course)} n’a pas de corrigés : une édition de classe se fait depuis le dossier complet du cours."
        )
    if unknown := sorted({one for one in lessons if one not in here}):
        raise LearnerError(
            f"Leçon inconnue : {french.listing(french.quote(one) for one in unknown)}. "
            f"Leçons du cours : {', '.join(sorted(here))}."
        )
    return sorted({"00", *lessons}) if lessons else sorted(here)


def _lacking(course: Path, chosen: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """By lesson, what its « Avant de commencer » sends to and the class does not receive."""
    lessons, found = folders.lessons_in(course / "notebooks"), {}
    for number in chosen:
        cells = [cell for cell in load(lessons[number])["cells"] if cell["id"].endswith("-prerequis")]
        named = {one for cell in cells for one in re.findall(r"leçons?[ \u00a0](\d\d)", source_of(cell))}
        if lacking := sorted(named - set(chosen)):
            found[number] = tuple(lacking)
    return found


def _staged(course: Path, staged: Path, chosen: Sequence[str], word: str, opens: date | None) -> list[Path]:
    """Lay out the edition in ``staged``; the solutions, which stand outside it."""
    for name in _FOLDERS:
        shutil.copytree(
            course / name, staged / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc", ".*")
        )
    for name in _FILES:
        shutil.copyfile(course / name, staged / name)
    lock = class_lock.part(course, chosen)
    (staged / "requirements.lock").write_text(lock, encoding="utf-8", newline="\n")
    lessons, answers = (folders.lessons_in(course / room) for room in ("notebooks", "solutions"))
    for room in folders.ROOMS:
        (staged / room).mkdir()
    for number in chosen:
        shutil.copyfile(lessons[number], staged / "notebooks" / lessons[number].name)
        if number in answers:
            # Made anew: what an instructor typed into his own copy of an exercise stays his.
            name = answers[number].name
            text = generate.exercise_of(generate.solution_of(answers[number]), f"solutions/{name}")
            (staged / "exercises" / name).write_text(text, encoding="utf-8", newline="\n")
    _lend(staged, "notebooks", "exercises")
    for name, text in {**launcher.files(), **readme.files(chosen)}.items():
        (staged / name).write_text(text, encoding="utf-8", newline="")
    closed_ones = _closed(staged, [answers[number] for number in chosen if number in answers], word, opens)
    lent.redraw_map(staged / "notebooks" / folders.WELCOME, course)  # a class edition, from now on
    return closed_ones


def _closed(staged: Path, solutions: Sequence[Path], word: str, opens: date | None) -> list[Path]:
    """Rewrite the solutions beside what was lent, then put them aside, locked in ``corriges.json`` where there is a word."""
    for path in solutions:
        shutil.copyfile(path, staged / "solutions" / path.name)
    _lend(staged, "solutions")
    aside = (staged / "solutions").replace(staged.parent / "solutions")
    found = sorted(aside.glob("*.ipynb"))
    locked = {
        path.stem: closed.lock(path.stem, path.read_text(encoding="utf-8"), word)
        for path in found
        if word.strip()
    }
    (staged / closed.FILE).write_text(closed.written(locked, opens), encoding="utf-8", newline="\n")
    return found


def _lend(staged: Path, *rooms: str) -> None:
    for path in [path for room in rooms for path in sorted((staged / room).glob("*.ipynb"))]:
        lent.lend(path)


def _names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _zipped(path: Path, files: dict[str, Path]) -> Path:
    """A zip of files by their name in it, each dated alike; what macOS starts by a double click may be run."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            entry.external_attr = (0o755 if name.endswith(".command") else 0o644) << 16
            archive.writestr(entry, files[name].read_bytes())
    return path
