"""Load test of the class on one machine: real students, one by one, then all at once; a table in French.

python deploy/charge.py [--etudiants 8]              starts a Hub of its own, in a temporary folder
python deploy/charge.py --adresse URL --mot-de-passe …   measures a Hub that runs already

It stops only what it started: its own Hub, the servers of its own pseudonyms (« charge 01 »…).
"""

from __future__ import annotations

import argparse
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from mesure import memoire, tableau
from mesure.etudiant import Failed, Student

HERE = Path(__file__).resolve().parent

DRAG = 10.0  # seconds
PER_SECOND = 20  # moves of a hand on a mouse
SETTLE = 3.0  # seconds before memory is read


@dataclass
class Round:
    """What was measured in one way of arriving; seconds, milliseconds, MiB."""

    ready: list[float] = field(default_factory=list)
    lesson: list[float] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)  # moves while the others rest
    together: list[float] = field(default_factory=list)  # moves while all drag
    held: list[memoire.Held] = field(default_factory=list)
    fallen: float = 0.0  # free memory of the machine, before less after
    load: tuple[float, float] = (0.0, 0.0)  # average over a minute, before and after
    errors: list[str] = field(default_factory=list)


def arrive(student: Student, measured: Round) -> None:
    """From the login page to the end of the lesson."""
    start = time.perf_counter()
    student.log_in()
    student.wait_for_server()
    measured.ready.append(time.perf_counter() - start)
    measured.lesson.append(student.run(student.open_lesson()))
    measured.errors += [f"{student.name} : {one}" for one in student.errors]
    if not student.plain:
        raise Failed(f"{student.name} : aucun calculateur dans la leçon")


def measure(students: list[Student], each: Callable[[Callable], None]) -> Round:
    """One way of arriving: ``each`` calls its argument for every student, in turn or together."""
    measured, before = Round(), memoire.free()
    begun = _load()
    each(lambda student: arrive(student, measured))
    time.sleep(SETTLE)
    measured.held = [memoire.held_by(student.name) for student in students]
    measured.fallen = before - memoire.free()
    for student in students[:4]:
        measured.alone += student.drag(DRAG / 2, PER_SECOND)
    with ThreadPoolExecutor(len(students)) as pool:
        for moves in pool.map(lambda student: student.drag(DRAG, PER_SECOND), students):
            measured.together += moves
    measured.load = (begun, _load())
    for student in students:
        student.stop_server()
    return measured


def _load() -> float:
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def in_turn(students: list[Student]) -> Callable[[Callable], None]:
    """Each student arrives when the one before has finished the lesson."""

    def each(act: Callable) -> None:
        for student in students:
            act(student)

    return each


def together(students: list[Student]) -> Callable[[Callable], None]:
    """All arrive in the same second."""

    def each(act: Callable) -> None:
        with ThreadPoolExecutor(len(students)) as pool:
            list(pool.map(act, students))

    return each


@contextmanager
def own_hub(memory: str) -> Iterator[tuple[str, str]]:
    """A Hub in a temporary folder, on free ports; its address and its password."""
    password = secrets.token_urlsafe(12)
    with tempfile.TemporaryDirectory(prefix="charge-") as folder:
        port = _three_free_ports()
        command = [sys.executable, str(HERE / "une_machine" / "demarrer.py"), "--root"]
        command += ["--port", str(port), "--dossier", folder, "--memoire", memory]
        environment = {**os.environ, "BIZMODELS_HUB_PASSWORD": password}
        hub = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, encoding="utf-8")
        try:
            told = iter(hub.stdout.readline, "")
            if not any("Ctrl + C" in line for line in told):
                raise Failed("le Hub n’a pas démarré")
            yield f"http://127.0.0.1:{port}", password
        finally:
            hub.terminate()
            hub.wait()
            _give_back(Path(folder))


def _three_free_ports() -> int:
    for first in range(18200, 19000, 10):
        with socket.socket() as a, socket.socket() as b, socket.socket() as c:
            try:
                for shift, probe in enumerate((a, b, c)):
                    probe.bind(("127.0.0.1", first + shift))
            except OSError:
                continue
            return first
    raise Failed("aucun port libre")


def _give_back(folder: Path) -> None:
    """The model has no write bits: without them the folder could not be removed."""
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o700)


def main(words: list[str] | None = None) -> int:
    """Run the test and print the table; 1 when a student met an error."""
    parser = argparse.ArgumentParser(prog="charge.py", description="Mesure la classe sur cette machine.")
    parser.add_argument("--etudiants", type=int, default=8, metavar="N")
    parser.add_argument(
        "--adresse", metavar="URL", help="un Hub déjà ouvert (sinon : le sien, qu’il referme)"
    )
    parser.add_argument("--mot-de-passe", default="", help="celui de la classe, avec --adresse")
    parser.add_argument("--memoire", default="1536M", help="limite de chaque processus, pour son propre Hub")
    options = parser.parse_args(words)
    try:
        if options.adresse:
            return report(options.adresse, options.mot_de_passe, options.etudiants)
        with own_hub(options.memoire) as (address, password):
            return report(address, password, options.etudiants)
    except Failed as failure:
        print(f"À corriger — {failure}", file=sys.stderr)
        return 1


def report(address: str, password: str, count: int) -> int:
    """Both rounds, and the table."""
    rounds = {}
    for title, way in (("l’un après l’autre", in_turn), ("tous à la fois", together)):
        print(f"{count} étudiants, {title}…", flush=True)
        students = [Student(address, f"charge {number:02d}", password) for number in range(1, count + 1)]
        rounds[title] = measure(students, way(students))
    print("\n" + tableau.table(rounds, count))
    errors = [one for measured in rounds.values() for one in measured.errors]
    print("\n".join(errors))
    return 1 if errors else 0


if __name__ == "__main__":
    raise SystemExit(main())
