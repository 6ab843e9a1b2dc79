"""Where the course is, and which of its files is a lesson: the one place that looks for them."""

from __future__ import annotations

import re
from pathlib import Path

ROOMS = ("notebooks", "exercises", "solutions")
WELCOME = "00_bienvenue.ipynb"
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


def candidates() -> list[Path]:
    """Folders that may be the course's, the first that fits wins: here, the one above (a notebook runs in its own), the checkout."""
    try:
        here = [Path.cwd(), Path.cwd().parent]
    except FileNotFoundError:  # this folder was removed since
        here = []
    return [*here, checkout()]


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
    course = checkout() / "notebooks"
    try:
        here = Path.cwd()
    except FileNotFoundError:
        return course
    for folder in (course, here, here / "notebooks", here.parent / "notebooks"):
        if (folder / WELCOME).is_file():
            return folder
    return course


def solution_path(name: str) -> Path | None:
    """The solution notebook « 02_d2c »: beside the running notebook's folder, else in the course's own folder."""
    paths = (folder / "solutions" / f"{name}.ipynb" for folder in candidates())
    return next((path for path in paths if path.is_file()), None)
