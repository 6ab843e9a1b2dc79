"""The learner's file: bets, answers, surveys, registers, runs and what was read, one small JSON file for each notebook.

Written by the learner's kernel into ``progression/`` in his course (``BIZMODELS_LEARNER`` names another folder), read
back after a restart, and made to be handed in: it holds a pseudonym, never a name. Its form is the class ``Record``,
written down in docs/progress.md and docs/progress.schema.json. Where nothing can be written the kernel remembers.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, field_validator

from bizmodels.course import folders
from bizmodels.french import NBSP

FORMAT = 1
VARIABLE = "BIZMODELS_LEARNER"
FOLDER = "progression"
LESSON, EXERCISE, OTHER = "lecon", "exercice", "cahier"
PATIENCE = 1.0  # seconds for which another kernel may write
LONGEST = 2_000  # letters of a text
RUNS = 40  # of one name: the oldest leave, save the first try
LARGEST = 2_000_000  # bytes: a whole lesson makes twenty thousand, so this one is no file of ours
_ROOMS = {"notebooks": LESSON, "exercises": EXERCISE, "solutions": EXERCISE}
_NAME = rf"(({LESSON}|{EXERCISE})_[0-9]{{2}}|{OTHER})"
_FILES = re.compile(rf"{_NAME}\.json")
_OURS = re.compile(rf"{_NAME}(\.illisible-[0-9]+)?\.json|\.{_NAME}\.[^.]*\.?(tmp|lock)")


class _Kept(BaseModel):
    """Part of the file; what a later version adds is left alone, a text is cut where it is longer than anybody writes."""

    model_config = ConfigDict(extra="ignore", allow_inf_nan=False)

    @field_validator("*", mode="before")
    @classmethod
    def _text(cls, value: Any) -> Any:
        # Half an emoji (a lone surrogate) has no UTF-8.
        return value[:LONGEST].encode("utf-8", "replace").decode() if isinstance(value, str) else value


class Bet(_Kept):
    """One bet: the question, what was said, the number bet and the result (None where there is none), the reason."""

    question: str
    said: str
    value: float | None = None
    truth: float | str | None = None
    unit: str = ""
    right: bool | None = None
    choice: bool = False
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


class PriceAnswer(_Kept):
    """What one person answered to the four questions of a price survey, in its unit; the prices may contradict each other."""

    too_cheap: float
    cheap: float
    expensive: float
    too_expensive: float
    at: str = ""


class Processing(_Kept):
    """One line of a register of processing (article 30 of the GDPR), in the learner's words."""

    purpose: str
    data: str
    basis: str
    retention: str
    recipients: str
    at: str = ""


class KeptRun(_Kept):
    """One run of the pilot: the firm, the seed and the decisions, enough to play it again to the last cent.

    ``settings``: those that differ from the model's own; ``decisions``: one a quarter, what was left out is absent;
    ``worth``: once it is ``done`` (€); ``from_quarter``: the quarter from which another run was played again, 0 for none.
    """

    key: str
    model: str
    settings: dict[str, float | str] = Field(default_factory=dict)
    seed: int = 0
    quarters: int = 12
    decisions: list[dict[str, float | str]] = Field(default_factory=list)
    done: bool = False
    worth: float | None = None
    from_quarter: int = 0
    at: str = ""

    @field_validator("decisions", mode="before")
    @classmethod
    def _reasons(cls, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return [{n: cls._text(v) for n, v in one.items()} if isinstance(one, dict) else one for one in value]


class Record(_Kept):
    """What is kept of one notebook; ``read``: when its end was reached."""

    format: int = FORMAT
    notebook: str
    pseudonym: str = ""
    read: str = ""
    touched: str = ""
    bets: dict[str, Bet] = Field(default_factory=dict)
    answers: dict[str, Answer] = Field(default_factory=dict)
    # Those of the firms of other pseudonyms, by pseudonym: who tries another one finds his own again.
    others: dict[str, dict[str, Answer]] = Field(default_factory=dict)
    # Price surveys, by name: one answer a person.
    surveys: dict[str, list[PriceAnswer]] = Field(default_factory=dict)
    # Registers of processing, by name: one line a purpose.
    registers: dict[str, list[Processing]] = Field(default_factory=dict)
    # Runs of the pilot, by name: in the order in which they were last played.
    runs: dict[str, list[KeptRun]] = Field(default_factory=dict)


_Line = TypeVar("_Line", PriceAnswer, Processing)

# What could not be written, by file: the kernel remembers it, and tries again with the next bet.
_unwritten: dict[str, Record] = {}
_refused: dict[str, str] = {}
_untouchable: set[str] = (
    set()
)  # files that are not ours to overwrite: of a later version, or that cannot be read


def folder() -> Path:
    """Where the files are: the folder named by the environment, else ``progression`` in the learner's course."""
    if chosen := os.environ.get(VARIABLE, "").strip():
        return Path(chosen).expanduser()
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
    path = _path(notebook)
    try:
        found = _read(path)
    except FileNotFoundError:
        found = Record(notebook=notebook)
    except (OSError, ValueError) as error:
        found = Record(notebook=notebook)
        if "\0" not in str(path):
            _told(notebook, path, error)
    if pending := _unwritten.get(str(path)):
        found.bets |= pending.bets
        if pending.pseudonym != found.pseudonym:  # the answers of another firm
            if found.answers:
                found.others[found.pseudonym] = found.answers
            found.answers, found.pseudonym = {}, pending.pseudonym
        found.answers |= pending.answers
        found.others |= pending.others
        for name, answers in pending.surveys.items():
            found.surveys[name] = _joined(found.surveys.get(name, []), answers)
        for name, lines in pending.registers.items():
            found.registers[name] = _joined(found.registers.get(name, []), lines)
        for name, runs in pending.runs.items():
            for run in runs:
                found.runs[name] = _with_run(found.runs.get(name, []), run)
        found.read = pending.read or found.read
        found.touched = pending.touched
    return found.model_copy(deep=True)


def keep(notebook: str, change: Callable[[Record], None]) -> None:
    """Read the file again, ``change`` it and write it whole; where that cannot be, the kernel keeps it."""
    path = _path(notebook)
    with _alone(path):
        record = of(notebook)
        change(record)
        record.touched = now()
        # As it will be read back: texts cut, half an emoji replaced.
        record = Record.model_validate(record.model_dump())
        if str(path) in _untouchable:
            _unwritten[str(path)] = record
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, record.model_dump_json(indent=1) + "\n")
        except (OSError, ValueError):  # ValueError: a folder whose name holds a NUL
            _unwritten[str(path)] = record
            _refused[notebook] = (
                f"Vos paris et vos réponses ne peuvent pas être écrits dans {path.parent}{NBSP}: "
                "ils vivent tant que le noyau tourne."
            )
        else:
            _unwritten.pop(str(path), None)
            _refused.pop(notebook, None)


def give(notebook: str, name: str, bet: Bet) -> Bet:
    """Keep a bet, unless one was given under that name before (in another tab); the one that holds."""
    held = bet

    def change(record: Record) -> None:
        nonlocal held
        held = record.bets.setdefault(name, bet)

    keep(notebook, change)
    return held


def answer_prices(notebook: str, name: str, answer: PriceAnswer) -> None:
    """Keep one more person's answers to a price survey."""
    keep(notebook, lambda record: record.surveys.setdefault(name, []).append(answer))


def take_back_prices(notebook: str, name: str) -> None:
    """Delete the last answer kept of a price survey, mistyped."""
    keep(notebook, lambda record: record.surveys.get(name, [])[-1:] and record.surveys[name].pop())


def enter(notebook: str, name: str, line: Processing) -> None:
    """Keep one more line of a register of processing."""
    keep(notebook, lambda record: record.registers.setdefault(name, []).append(line))


def take_back_line(notebook: str, name: str) -> None:
    """Delete the last line kept of a register."""
    keep(notebook, lambda record: record.registers.get(name, [])[-1:] and record.registers[name].pop())


def keep_run(notebook: str, name: str, run: KeptRun) -> None:
    """Keep a run, or one more quarter of it: it takes the place of what was kept under its key, and becomes the last."""

    def change(record: Record) -> None:
        record.runs[name] = _with_run(record.runs.get(name, []), run)

    keep(notebook, change)


def _with_run(runs: list[KeptRun], run: KeptRun) -> list[KeptRun]:
    """The runs, that one last; a quarter played in another tab is not lost: the longer of two of one key stays."""
    same = [one for one in runs if one.key == run.key and len(one.decisions) > len(run.decisions)]
    others = [one for one in runs if one.key != run.key]
    kept = [*others, *(same or [run])]
    return [*kept[:1], *kept[1:][-(RUNS - 1) :]]


def amend(notebook: str, name: str, **fields: Any) -> None:
    """Change some fields of a bet that was given: its reason, whether it was compared, its truth computed anew."""

    def change(record: Record) -> None:
        if name in record.bets:
            record.bets[name] = record.bets[name].model_copy(update=fields)

    keep(notebook, change)


def _joined(written: list[_Line], pending: list[_Line]) -> list[_Line]:
    """Both lists, a line as often as the longer one has it: two people may say the same in one minute."""
    joined = list(written)
    for answer in pending:
        if joined.count(answer) < pending.count(answer):
            joined.append(answer)
    return joined


def trouble(notebook: str) -> str:
    """The French sentence about a file that cannot be written, or was set aside; « » when all is well."""
    said = [_refused[notebook]] if notebook in _refused else []
    aside = [path.name for path in _here() if path.name.startswith(f"{notebook}.illisible-")]
    if aside:
        said.append(
            f"Un fichier illisible est mis de côté sous le nom {FOLDER}/{aside[-1]}{NBSP}: ce qu’il gardait n’a pas été repris."
        )
    return " ".join(said)


def troubles() -> str:
    """All that there is to say about the learner's files."""
    names = {path.name.partition(".")[0] for path in _here() if ".illisible" in path.name} | set(_refused)
    return " ".join(trouble(name) for name in sorted(names))


def records() -> dict[str, Record]:
    """Every record of the learner, by file name: « lecon_02 » -> Record."""
    names = {Path(path).stem for path in _unwritten if Path(path).parent == folder()}
    names |= {path.stem for path in _here() if _FILES.fullmatch(path.name)}
    return {name: of(name) for name in sorted(names)}


def forget() -> list[str]:
    """Delete every file of the learner, those set aside and drafts included; their names.

    Raises:
        OSError: a file cannot be deleted.
    """
    _unwritten.clear()
    _refused.clear()
    _untouchable.clear()
    gone = [path for path in _here() if _OURS.fullmatch(path.name)]
    for path in gone:
        path.unlink(missing_ok=True)
    if gone and not any(folder().iterdir()):
        folder().rmdir()
    return [path.name for path in gone if not path.name.startswith(".")]


def _here() -> list[Path]:
    try:
        return sorted(folder().iterdir())
    except (OSError, ValueError):  # no such folder, or a name that no folder has
        return []


def _path(notebook: str) -> Path:
    return folder() / f"{notebook}.json"


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Two kernels write one after the other; a lock left by a kernel that died holds nobody for long."""
    lock = path.with_name(f".{path.stem}.json.lock")
    limit, taken = time.monotonic() + PATIENCE, False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError):
        limit = 0.0  # nothing will be written
    while not taken and time.monotonic() < limit:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            taken = True
        except FileExistsError:
            time.sleep(0.005)
        except OSError:
            limit = 0.0
    try:
        yield
    finally:
        # Also the lock of another, once one was out of patience: it is a dead one's.
        if taken or limit:
            with contextlib.suppress(OSError):
                lock.unlink()


def now() -> str:
    """The present minute, UTC: « 2026-11-29T17:46Z »."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ")


def schema() -> dict:
    """JSON schema of one file."""
    return Record.model_json_schema()


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
        _untouchable.add(str(path))
        _refused[notebook] = (
            f"{name} vient d’une version plus récente du cours{NBSP}: il est laissé tel quel, et vos paris vivent tant que "
            "le noyau tourne."
        )
        return
    if isinstance(error, OSError):
        _untouchable.add(str(path))
        _refused[notebook] = f"{name} ne peut pas être lu{NBSP}: vos paris vivent tant que le noyau tourne."
        return
    aside = next(p for n in range(1, 1000) if not (p := path.with_suffix(f".illisible-{n}.json")).exists())
    with contextlib.suppress(OSError):
        path.rename(aside)


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
