"""The learner's file: bets, answers and what was read, one small JSON file for each notebook.

Written by the learner's kernel into ``progression/`` in his course (``BIZMODELS_LEARNER`` names another folder), read
back after a restart, and made to be handed in: it holds a pseudonym, never a name. Its form is the class ``Record``,
written down in docs/progress.md and docs/progress.schema.json. Where nothing can be written the kernel remembers.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from bizmodels.course import folders
from bizmodels.french import NBSP

FORMAT = 1
VARIABLE = "BIZMODELS_LEARNER"
FOLDER = "progression"
LESSON, EXERCISE, OTHER = "lecon", "exercice", "cahier"
LARGEST = 2_000_000  # bytes: a whole lesson makes twenty thousand, so this one is no file of ours
_ROOMS = {"notebooks": LESSON, "exercises": EXERCISE, "solutions": EXERCISE}
_FILES = re.compile(
    rf"({LESSON}|{EXERCISE})_[0-9]{{2}}(\.illisible(-[0-9]+)?)?\.json|{OTHER}(\.illisible(-[0-9]+)?)?\.json"
)


class _Kept(BaseModel):
    """Part of the file; what a later version adds is left alone."""

    model_config = ConfigDict(extra="ignore", allow_inf_nan=False)


class Bet(_Kept):
    """One bet: the question, what was said, the number bet and the result (None where there is none), the reason."""

    question: str
    said: str
    value: float | None = None
    truth: float | str | None = None
    unit: str = ""
    right: bool | None = None
    reason: str = ""
    compared: bool = False
    at: str = ""


class Answer(_Kept):
    """The last answer to one question of an exercise (the last right one, once right): state, mistake named, tries."""

    state: str
    cause: str = ""
    answer: str = ""
    tries: int = 1
    at: str = ""


class Record(_Kept):
    """What is kept of one notebook; ``read``: when its end was reached."""

    format: int = FORMAT
    notebook: str
    pseudonym: str = ""
    read: str = ""
    touched: str = ""
    bets: dict[str, Bet] = Field(default_factory=dict)
    answers: dict[str, Answer] = Field(default_factory=dict)


# What this kernel has kept, by file name: the only place of it where no file can be written.
_memory: dict[str, Record] = {}
_troubles: dict[str, str] = {}


def folder() -> Path:
    """Where the files are: the folder named by the environment, else ``progression`` in the learner's course."""
    if chosen := os.environ.get(VARIABLE, "").strip():
        return Path(chosen)
    here = folders.current()
    for course in (here, here.parent) if here else ():
        if (course / "notebooks" / folders.WELCOME).is_file():
            return course / FOLDER
    return folders.notebooks_folder().parent / FOLDER


def notebook_of(name: str = "") -> str:
    """The file name (without ``.json``) of the lesson that a bet belongs to: « 02-marge » -> « lecon_02 ».

    Without a numbered name, that of the notebook that runs, where its front end tells; else « cahier ».
    """
    if found := re.match(r"([0-9]{2})-", name):
        return f"{LESSON}_{found[1]}"
    path = Path(_running())
    if folders.is_lesson_name(path.name) and path.parent.name in _ROOMS:
        return f"{_ROOMS[path.parent.name]}_{path.name[:2]}"
    return OTHER


def _running() -> str:
    """The path of the running notebook: JupyterLab tells it to the kernel's process, VS Code to its names."""
    if path := os.environ.get("JPY_SESSION_NAME", ""):
        return path
    try:
        from IPython import get_ipython
    except ImportError:
        return ""
    shell = get_ipython()
    return str(shell.user_ns.get("__vsc_ipynb_file__", "")) if shell else ""


def of(notebook: str) -> Record:
    """What is kept of a notebook; an empty record where nothing is. An unreadable file is set aside, and told."""
    path = folder() / f"{notebook}.json"
    try:
        found = _read(path)
    except FileNotFoundError:
        found = None
    except (OSError, ValueError) as error:
        found = None
        _told(notebook, path, error)
    if found is None:
        return _memory.get(_key(notebook), Record(notebook=notebook)).model_copy(deep=True)
    return found


def keep(notebook: str, change: Callable[[Record], None]) -> None:
    """Read the file again, ``change`` it and write it whole; where that cannot be, the kernel keeps it."""
    record = of(notebook)
    change(record)
    record.touched = now()
    _memory[_key(notebook)] = record
    path = folder() / f"{notebook}.json"
    if path.exists() and _troubles.get(notebook):
        return  # written by a later version, or not movable: never overwritten
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, record.model_dump_json(indent=1) + "\n")
        _troubles.pop(notebook, None)
    except OSError:
        _troubles[notebook] = (
            f"Vos paris et vos réponses ne peuvent pas être écrits dans {path.parent}{NBSP}: "
            "ils vivent tant que le noyau tourne."
        )


def trouble(notebook: str) -> str:
    """The French sentence about a file that cannot be written or was set aside; « » when all is well."""
    return _troubles.get(notebook, "")


def records() -> dict[str, Record]:
    """Every record of the learner, by file name: « lecon_02 » -> Record."""
    names = {key.rpartition("/")[2] for key in _memory if key == _key(key.rpartition("/")[2])}
    with contextlib.suppress(OSError):
        names |= {
            path.stem
            for path in folder().glob("*.json")
            if _FILES.fullmatch(path.name) and ".illisible" not in path.name
        }
    return {name: of(name) for name in sorted(names)}


def forget() -> list[str]:
    """Delete every file of the learner, those set aside included; their names.

    Raises:
        OSError: a file cannot be deleted.
    """
    _memory.clear()
    _troubles.clear()
    place = folder()
    gone = (
        [path for path in sorted(place.glob("*.json")) if _FILES.fullmatch(path.name)]
        if place.is_dir()
        else []
    )
    for path in gone:
        path.unlink()
    if gone and not any(place.iterdir()):
        place.rmdir()
    return [path.name for path in gone]


def now() -> str:
    """The present minute, UTC: « 2026-11-29T17:46Z »."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ")


def schema() -> dict:
    """JSON schema of one file."""
    return Record.model_json_schema()


def _key(notebook: str) -> str:
    return f"{folder()}/{notebook}"


class _Newer(ValueError):
    """Written by a later version of the course: not ours to judge."""


def _read(path: Path) -> Record:
    if path.stat().st_size > LARGEST:
        raise ValueError("too large")
    record = Record.model_validate_json(path.read_text(encoding="utf-8-sig"))
    if record.format > FORMAT:
        raise _Newer(record.format)
    return record


def _told(notebook: str, path: Path, error: Exception) -> None:
    name = f"{path.parent.name}/{path.name}"
    if isinstance(error, _Newer):
        _troubles[notebook] = (
            f"{name} vient d’une version plus récente du cours{NBSP}: il est laissé tel quel, et vos paris vivent tant que "
            "le noyau tourne."
        )
        return
    if isinstance(error, OSError):
        _troubles[notebook] = f"{name} ne peut pas être lu{NBSP}: vos paris vivent tant que le noyau tourne."
        return
    aside = next(p for n in range(1, 1000) if not (p := path.with_suffix(f".illisible-{n}.json")).exists())
    try:
        path.rename(aside)
    except OSError:
        _troubles[notebook] = f"{name} est illisible{NBSP}: vos paris vivent tant que le noyau tourne."
        return
    _troubles[notebook] = (
        f"{name} était illisible{NBSP}: il est mis de côté sous le nom {aside.name}, et vos paris repartent de zéro."
    )


def _write(path: Path, text: str) -> None:
    """In whole or not at all: a full disk or a killed kernel leaves the file as it was."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.replace(draft, path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


if __name__ == "__main__":
    import json

    print(json.dumps(schema(), indent=1, ensure_ascii=False))
