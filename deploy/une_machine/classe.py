"""What the Hub of a class needs to know and to do, apart from JupyterHub itself: settings, copies, hand-ins.

Imported by ``jupyterhub_config.py`` (which JupyterHub reads), ``demarrer.py`` (which starts it) and
``serveur_etudiant.py`` (one student's server). Standard library only: it is also read where JupyterHub is absent.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parents[1]
ROOMS = ("notebooks", "exercises")  # never solutions/
LEAST_PASSWORD = 8  # letters; JupyterHub itself refuses fewer
# A login names a folder: letters (accents too), digits, spaces, hyphens; neither a dot nor a slash.
PSEUDONYM = r"[^\W_][\w' -]{0,39}\Z"
# Of every student's processes, here and on Kubernetes (a test compares).
STUDENT_ENVIRONMENT = {
    # numpy would take a thread a core, thirty times over.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    # pyarrow's own allocator asks for 1 GiB at once and uses little of it: the limit of memory would count it whole.
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    # In each student's folder, also where only some lessons were handed out.
    "BIZMODELS_LEARNER": "~/progression",
}
_MEMORY = re.compile(r"[1-9][0-9]*[MG]")


class Refused(Exception):
    """A setting that cannot be used; the message is French."""


@dataclass(frozen=True)
class Settings:
    """The choices of whoever starts the Hub, each with its environment variable."""

    password: str  # BIZMODELS_HUB_PASSWORD: that of the class, no default
    address: str = "127.0.0.1"  # BIZMODELS_HUB_ADDRESS; 0.0.0.0: the whole room
    port: int = 8000  # BIZMODELS_HUB_PORT; the two ports that follow are the Hub's own
    state: Path = Path("hub-classe")  # BIZMODELS_HUB_STATE: students' folders, accounts
    course: Path = CHECKOUT  # BIZMODELS_HUB_COURSE: holds notebooks/ and exercises/
    memory: str = "1536M"  # BIZMODELS_HUB_MEMORY: of each process of a student
    idle_minutes: int = 60  # BIZMODELS_HUB_IDLE: a server left alone is stopped

    @property
    def environment(self) -> dict[str, str]:
        """What a student's processes get: a class edition brings its own ``bizmodels``, whose solutions are closed."""
        lent = self.course != CHECKOUT and (self.course / "bizmodels" / "__init__.py").is_file()
        return {**STUDENT_ENVIRONMENT, **({"PYTHONPATH": str(self.course)} if lent else {})}

    @property
    def students(self) -> Path:
        """The folder of the students' folders, one a pseudonym."""
        return self.state / "etudiants"

    @property
    def model(self) -> Path:
        """The course as it is copied, without write bits."""
        return self.state / "modele"


def settings(environment: Mapping[str, str]) -> Settings:
    """The settings that an environment holds.

    Raises:
        Refused: no password, or a port, a size, a time or a folder that cannot be used.
    """

    def told(name: str, default: object) -> str:
        return environment.get(f"BIZMODELS_HUB_{name}", "").strip() or str(default)

    found = Settings(
        password=environment.get("BIZMODELS_HUB_PASSWORD", ""),
        address=told("ADDRESS", Settings.address),
        port=_whole("le port", told("PORT", Settings.port), 1024, 65533),
        state=Path(told("STATE", Settings.state)).expanduser().resolve(),
        course=Path(told("COURSE", Settings.course)).expanduser().resolve(),
        memory=told("MEMORY", Settings.memory).upper(),
        idle_minutes=_whole(
            "la durée d’inactivité, en minutes,", told("IDLE", Settings.idle_minutes), 5, 1440
        ),
    )
    if len(found.password) < LEAST_PASSWORD:
        raise Refused(
            f"il manque un mot de passe de la classe, d’au moins {LEAST_PASSWORD} caractères. "
            "Choisissez-le, puis : export BIZMODELS_HUB_PASSWORD='…'"
        )
    if not _MEMORY.fullmatch(found.memory):
        raise Refused(f"« {found.memory} » n’est pas une mémoire : écrivez 2G, ou 1536M.")
    if not any((found.course / room).is_dir() for room in ROOMS):
        raise Refused(
            f"le dossier « {found.course} » n’a ni notebooks/ ni exercises/ : ce n’est pas le cours."
        )
    return found


def _whole(what: str, text: str, low: int, high: int) -> int:
    if not (text.isascii() and text.isdecimal()) or not low <= int(text) <= high:
        raise Refused(f"{what} est un entier de {low} à {high}, et non « {text} ».")
    return int(text)


def first_page(course: Path) -> str:
    """What a student sees first: the welcome lesson, else the first lesson handed out, else the exercises."""
    lessons = sorted(path.name for path in (course / "notebooks").glob("[0-9][0-9]_*.ipynb"))
    return f"notebooks/{lessons[0]}" if lessons else "exercises"


def copy_missing(source: Path, target: Path) -> list[str]:
    """Give a folder the files of the course that it lacks; what is there, changed or not, is left alone.

    A file appears whole or not at all: a copy cut short is not taken for the student's own at the next start.

    Returns:
        The files added, as paths from ``target``, sorted.
    """
    added = []
    for path in sorted(one for room in ROOMS for one in (source / room).rglob("*")):
        name = path.relative_to(source)
        if (
            path.is_symlink()
            or not path.is_file()
            or any(part.startswith((".", "__")) for part in name.parts)
        ):
            continue
        copy = target / name
        if os.path.lexists(copy):
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=copy.parent, prefix=".", suffix=".part")
        os.close(handle)
        shutil.copyfile(path, part)
        os.chmod(part, 0o600)  # the model's files have no write bit; nobody else's account reads it
        os.replace(part, copy)
        added.append(name.as_posix())
    return added


def renew_model(course: Path, model: Path) -> None:
    """Copy the course into ``model`` and take the write bits away: a slip in the Hub's terminal does not change it."""
    if model.exists():
        _writable(model, True)
        shutil.rmtree(model)
    model.mkdir(parents=True)
    copy_missing(course, model)
    _writable(model, False)


def _writable(folder: Path, may: bool) -> None:
    os.chmod(folder, 0o700)  # to be able to look inside
    for path in folder.rglob("*"):
        is_folder = path.is_dir()
        os.chmod(path, (0o700 if may else 0o500) if is_folder else (0o600 if may else 0o400))
    if not may:
        os.chmod(folder, 0o500)


def collect(students: Path, lesson: str, target: Path) -> list[str]:
    """Copy everybody's exercise of one lesson (« 03 ») into one folder, each file under its pseudonym.

    Returns:
        The names of the files written, sorted: « renard bleu_03_marketplace.ipynb ».

    Raises:
        Refused: the lesson is not two digits, or the target holds other files already.
    """
    if not re.fullmatch(r"[0-9]{2}", lesson):
        raise Refused(f"une leçon se désigne par ses deux chiffres, par exemple 03, et non « {lesson} ».")
    if target.exists() and any(target.iterdir()):
        raise Refused(f"le dossier « {target} » n’est pas vide : indiquez-en un nouveau.")
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for path in sorted(students.glob(f"*/exercises/{lesson}_*.ipynb")):
        # Not what a link points to: a student's link would copy a file that is not his.
        if path.is_symlink() or path.parent.is_symlink() or not path.is_file():
            continue
        name = f"{path.parents[1].name}_{path.name}"
        shutil.copyfile(path, target / name)
        written.append(name)
    return written
