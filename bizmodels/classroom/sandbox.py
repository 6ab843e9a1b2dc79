"""Run one hand-in in a cage: no network, no home, no other file, little time and memory; values come out, never verdicts.

Only ``bizmodels grade --sandbox`` comes here, for what could not be read without running it, and only where the
program ``bwrap`` (bubblewrap, Linux) starts; everywhere else such an answer stays « à lire ». In the cage a recorder
stands for the exercise (``cage_inside.py``): it notes what each check is given. A learner may forge those notes, they
are his own answers; they are read here as any text of a stranger (``cage_values.py``) and judged as any answer.

Not claimed: a wall against somebody who holds a flaw of the Linux kernel.
"""

from __future__ import annotations

import functools
import json
import os
import re
import shutil
import site
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bizmodels import french
from bizmodels.classroom import cage_inside, cage_values
from bizmodels.course import folders
from bizmodels.course.regions import source_of

SECONDS = 40.0  # one hand-in, all told
CELL = 4.0  # one cell, or one function with one input
_STARTS = 4  # a cell that ends the run is left out, and the rest is run again
_LOADING = 20.0  # the course, on a slow machine
_SILENCE = 2 * CELL + 2  # then: a cell that cannot be interrupted is ended with the whole run
_MOST = 4_000_000  # bytes that come out
_LARGEST = 60_000_000  # bytes of a notebook, its outputs included
_TMP = 16_000_000
_GIB = 2**30
_LIMITS = {"AS": 3 * _GIB, "NPROC": 1, "FSIZE": _TMP, "NOFILE": 64, "CORE": 0, "CPU": int(SECONDS)}
_ENVIRONMENT = {
    "HOME": "/tmp",
    "LANG": "C.UTF-8",
    "PATH": "/usr/bin:/bin",
    "MPLBACKEND": "Agg",
    "OPENBLAS_NUM_THREADS": "1",  # no thread may be started
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",  # the same answers twice
}
_TOO_LONG = "La cellule ne s’arrête pas : elle a été interrompue."
_GONE = "La cellule quitte Python ou ne s’arrête pas."


@dataclass
class _Seen:
    """What one hand-in said, over one or several starts."""

    values: dict[str, tuple[int, list[Any]]] = field(default_factory=dict)  # with the cell they come from
    broke: dict[int, str] = field(default_factory=dict)
    skipped: set[int] = field(default_factory=set)
    at: int | None = None  # the cell that runs
    ended: bool = False
    trouble: str = ""


@functools.cache
def available() -> str:
    """« » where the cage can be used, else why not, in French. Tried once, for good: the cage is started empty."""
    if not sys.platform.startswith("linux"):
        return "La cage n’existe que sous Linux."
    if shutil.which("bwrap") is None:
        return french.typeset(
            "Il manque le programme `bwrap`. Sous Debian ou Ubuntu : `sudo apt install bubblewrap`."
        )
    seen = _Seen()
    _start({"limits": _LIMITS}, seen, time.monotonic() + _LOADING)
    if seen.ended:
        return ""
    refused = re.search("namespace|uid map|unshare", seen.trouble)
    cause = "le système refuse les espaces de noms d’utilisateur. " if refused else ""
    return french.typeset(
        f"La cage ne démarre pas sur cette machine : {cause}Le programme `bwrap` dit : « {seen.trouble} »."
    )


def run(
    path: Path, exercise: str, pseudonym: str, wanted: Sequence[str], seconds: float = SECONDS
) -> dict[str, tuple | str]:
    """Run the cells of a notebook in the cage; for each question of ``wanted`` what its last check was given.

    Args:
        exercise, pseudonym: as the hand-in was read (« » for the published figures).
        wanted: questions, « q2 »; the others are run too, and forgotten.
        seconds: for the whole hand-in.

    A value of the answer is the raw arguments (a function is a ``cage_values.Answered``), or a French text: why there
    are none. Never raises for what the file holds.
    """
    if why := available():
        return dict.fromkeys(wanted, why)
    try:
        cells = _cells(path)
    except (OSError, ValueError, TypeError, RecursionError):
        return dict.fromkeys(wanted, "Le fichier ne se lit pas.")
    seen, until = _Seen(), time.monotonic() + seconds
    job = {
        "limits": _LIMITS,
        "exercise": exercise,
        "pseudonym": pseudonym,
        "first": _preparation(exercise),
        "cells": cells,
        "seconds": min(CELL, seconds / 4),
    }
    for _ in range(_STARTS):
        seen.at = None
        _start(job | {"skip": sorted(seen.skipped)}, seen, until)
        if seen.ended or seen.at is None or time.monotonic() > until:
            break
        seen.skipped.add(seen.at)
    return {question: _read(seen, cells, question) for question in wanted}


def _cells(path: Path) -> list[str]:
    if path.stat().st_size > _LARGEST:
        raise ValueError("too large")
    notebook = json.loads(path.read_text(encoding="utf-8-sig"))
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise ValueError("no notebook")
    return [
        source_of(cell)
        for cell in notebook["cells"]
        if isinstance(cell, dict) and cell.get("cell_type") == "code"
    ]


def _preparation(exercise: str) -> str:
    """The cell of the course's own exercise that prepares its names: a learner may have deleted his."""
    path = folders.checkout() / "exercises" / f"{exercise}.ipynb"
    try:
        return next((one for one in _cells(path) if "bm.exercise(" in one), "")
    except (OSError, ValueError):
        return ""


def _read(seen: _Seen, cells: list[str], question: str) -> tuple | str:
    """What came out for one question: its arguments, or why there are none."""
    call = re.compile(rf"\b{re.escape(question)}\s*\.\s*check\b")
    number = max((at for at, source in enumerate(cells) if call.search(source)), default=None)
    at, values = seen.values.get(question, (-1, None))
    if values is not None and (number is None or at >= number):  # the last cell wins, also where it stops
        try:
            return tuple(cage_values.unpack(one) for one in values)
        except (cage_values.Unreadable, RecursionError):
            return "Ce que la cellule a donné ne se lit pas."
    if seen.trouble:
        return french.typeset(f"La cage s’est arrêtée : {seen.trouble}.")
    if number is None:
        return "Aucune cellule ne vérifie cette question."
    if number in seen.skipped or number == seen.at and not seen.ended:
        return _GONE
    if (error := seen.broke.get(number)) is None:
        return "La cellule s’achève sans que `check` reçoive de réponse."
    if error == "TooLong":
        return french.typeset(_TOO_LONG)
    if error == "MemoryError":
        return "La cellule demande trop de mémoire."
    return french.typeset(f"La cellule s’arrête sur une erreur (`{error}`).")


# --- the cage ---------------------------------------------------------------------------------------------


def _start(job: dict[str, Any], seen: _Seen, until: float) -> None:
    """One process in one cage; what it says goes to ``seen`` as it comes, whatever its end."""
    process = subprocess.Popen(
        [*_cage(), sys.executable, "-P", "-s", str(Path(cage_inside.__file__).resolve())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_ENVIRONMENT | {"PYTHONPATH": os.pathsep.join(_modules())},
        cwd="/",
    )
    try:
        process.stdin.write(json.dumps(job).encode())
        process.stdin.close()
    except BrokenPipeError:  # it did not even start: it says why below
        pass
    try:
        for line in _lines(process.stdout.fileno(), seen, until):
            _take(line, job, seen)
            if seen.ended:
                break
    finally:
        process.kill()
        said = process.stderr.read(2_000).decode("utf-8", "replace").strip()
        process.stdout.close()
        process.stderr.close()
        process.wait()
    if not seen.ended and seen.at is None:
        seen.trouble = " ".join(said.split("\n")[-1].split())[:200] or "elle n’a rien dit à temps"


def _lines(channel: int, seen: _Seen, until: float) -> Iterator[bytes]:
    """The lines that come out, until too many, too late, too silent."""
    import select

    held, count = b"", 0
    while count < _MOST:
        left = min(until - time.monotonic(), _LOADING if seen.at is None else _SILENCE)
        if left <= 0 or not select.select([channel], [], [], left)[0]:
            return
        part = os.read(channel, 65_536)
        if not part:
            return
        count += len(part)
        *whole, held = (held + part).split(b"\n")
        yield from whole


def _take(line: bytes, job: dict[str, Any], seen: _Seen) -> None:
    """One line of a stranger's: what has the right form is kept, the rest is nothing."""
    try:
        fact = json.loads(line, parse_constant=lambda name: {"float": name})
    except (ValueError, RecursionError):
        return
    if type(fact) is not dict:
        return
    number = fact.get("cell")
    match fact:
        case {"ready": 1} if "cells" not in job:
            seen.ended = True
        case {"end": 1}:
            seen.ended = True
        case {"asked": str(question), "cell": int(), "values": list(values)} if len(values) <= 10:
            seen.values[question[:10]] = number, values
        case {"broke": int(at), "error": str(error)} if error.isidentifier():
            seen.broke[at] = error[:40]
        case {"cell": int(), **more} if (
            not more and number not in job["skip"] and -1 <= number < len(job["cells"])
        ):
            seen.at = number


def _cage() -> list[str]:
    """The command that shuts everything: what is not named here does not exist inside."""
    shut = ["bwrap", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]
    if os.geteuid() == 0:  # root of the machine: inside it becomes nobody, the first thing it does
        shut += ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"]
        shut += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        shut += ["--unshare-user", "--unshare-all"]
        shut += ["--disable-userns"] * _knows("--disable-userns")
    # First, so that a course that lives below /tmp is seen on it.
    shut += ["--proc", "/proc", "--dev", "/dev", "--perms", "1777", "--size", str(_TMP), "--tmpfs", "/tmp"]
    made: set[Path] = set()
    for place in _readable():
        for above in reversed(place.parents[:-1]):
            if above not in made:
                made.add(above)
                shut += ["--dir", str(above)]
        made.add(place)
        shut += ["--ro-bind", str(place), str(place)]
    for name in ("/bin", "/lib", "/lib64"):
        if os.path.islink(name):
            shut += ["--symlink", os.readlink(name), name]
    return [*shut, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/tmp", "--"]


@functools.cache
def _knows(option: str) -> bool:
    told = subprocess.run(["bwrap", "--help"], capture_output=True, text=True, encoding="utf-8", check=False)
    return option in told.stdout + told.stderr


def _modules() -> list[str]:
    """Where the course and the libraries are: a folder of the course holds nothing else here."""
    own = site.getusersitepackages() if site.ENABLE_USER_SITE else ""
    packages = [one for one in sys.path if Path(one).name in ("site-packages", "dist-packages")]
    return list(dict.fromkeys([str(folders.checkout()), *packages, *([own] if own else [])]))


def _readable() -> list[Path]:
    """Python, its libraries and the package with its figures: no solutions, no hand-in, no home."""
    course = folders.checkout()
    places = [Path("/usr"), *(Path(name) for name in ("/bin", "/lib", "/lib64") if not os.path.islink(name))]
    places += [Path(sys.prefix), Path(sys.base_prefix), Path(sys.executable).resolve().parents[1]]
    places += [Path(one) for one in _modules()[1:]]
    places += [course / "bizmodels", course / "data"]
    kept: list[Path] = []
    for place in sorted({one for one in places if one.is_dir()}, key=lambda one: (len(one.parts), one)):
        if Path.home().is_relative_to(place):
            continue  # a Python that lives in the home itself: better no cage than a home in it
        if not any(place.is_relative_to(one) for one in kept):
            kept.append(place)
    return kept
