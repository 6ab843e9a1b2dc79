"""Where the course is, and which of its files is a lesson: the one place that looks for them."""

from __future__ import annotations

import re
from pathlib import Path

ROOMS = ("notebooks", "exercises", "solutions")
WELCOME = "00_bienvenue.ipynb"
CLOSED = "corriges.json"  # at the root of a class edition, and nowhere else
_NUMBERED = re.compile(r"[0-9]{2}_.+\.ipynb")
# The copies that people and machines make: « 02_d2c-Copy1 » (JupyterLab), « 02_d2c - Copie (2) » (Windows),
# « 02_d2c copie 2 » (macOS), « 02_d2c (1) » (a second download), « 02_d2c-checkpoint », « 02_d2c~ », a cloud's « conflit ».
_COPY = re.compile(
    r"[ -]+\(?(copy|copie|conflict|conflit|checkpoint|backup|bak|old)(?![a-zà-ÿ]).*$"
    r"|_(copy|copie|bak|old)[0-9]*$|[ -]?\([^()]*\)$| [0-9]+$|~",
    re.IGNORECASE,
)


def checkout() -> Path:
    """The folder from which the package is imported: that of the course, or one of site-packages."""
    return Path(__file__).resolve().parents[2]


def current() -> Path | None:
    """The folder where one works; ``None`` once it was removed, or replaced by another of the same name."""
    try:
        return Path.cwd()
    except FileNotFoundError:
        return None


def is_lesson_name(name: str) -> bool:
    """Whether a file name is that of a lesson, and not of somebody's copy of one."""
    return bool(_NUMBERED.fullmatch(name)) and not _COPY.search(name.removesuffix(".ipynb"))


def lessons_in(folder: Path) -> dict[str, Path]:
    """The notebooks of a folder by their number (« 02 »); the shortest name when two claim it."""
    found = [path for path in folder.glob("*.ipynb") if is_lesson_name(path.name)]
    found.sort(key=lambda path: (-len(path.name), path.name))
    return {path.name[:2]: path for path in found}


def notebooks_folder() -> Path:
    """The folder of the lessons: that of the course, else (installed from a wheel) where one works."""
    course, here = checkout() / "notebooks", current()
    beside = [here, here / "notebooks", here.parent / "notebooks"] if here else []
    return next((folder for folder in (course, *beside) if (folder / WELCOME).is_file()), course)


def solution_path(name: str) -> Path | None:
    """The solution notebook « 02_d2c »: beside the running notebook's folder, else in the course's own folder.

    Or in « corriges_02 », inside these folders or beside them: « Extraire tout » makes it of the teacher's zip.
    """
    if found := beside(f"solutions/{name}.ipynb"):
        return found
    extracted = f"corriges_{name[:2]}*/**/{name}.ipynb"
    places = [*_places(), checkout().parent]
    return next((path for folder in places for path in sorted(folder.glob(extracted))), None)


def beside(file: str) -> Path | None:
    """A file of the course, told from its root: found from the running notebook's folder, else in the course's own."""
    return next((folder / file for folder in _places() if (folder / file).is_file()), None)


def _places() -> list[Path]:
    here = current()
    return [*([here, here.parent] if here else []), checkout()]
