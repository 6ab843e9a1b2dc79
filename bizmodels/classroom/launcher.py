"""Opens the course by a double click: makes its environment the first time, then starts JupyterLab.

A class edition holds this very file as ``ouvrir.py``; ``ouvrir.bat`` and ``ouvrir.command`` only look for Python and
run it; ``ouvrir.py --check`` says what is wrong instead. Standard library only, since nothing is installed yet.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import threading
from pathlib import Path

OLDEST, NEWEST = (3, 11), (3, 14)  # the Pythons that the lock has wheels for
STAMP = "installe.txt"  # in the environment: what was installed there
_PACKAGE = re.compile(r"(?:Collecting|Processing|Ignoring|Requirement already satisfied:)\s")
_OFFLINE = re.compile(
    r"NewConnectionError|NameResolution|Max retries|ProxyError|No matching distribution", re.I
)
_FULL = re.compile(r"No space left|Errno 28|not enough space", re.I)

_BAT = """@echo off
chcp 65001 >nul
cd /d "%~dp0"
if not exist ouvrir.py goto zip
for %%v in (3.13 3.12 3.11 3.14) do (
  py -%%v -c "" >nul 2>nul && (py -%%v ouvrir.py %* & goto fin)
)
python -c "" >nul 2>nul && (python ouvrir.py %* & goto fin)
echo Python n'est pas install\u00e9. Prenez Python 3.13 sur https://www.python.org/downloads/,
echo puis double-cliquez de nouveau sur ce fichier.
goto fin
:zip
echo Ce fichier est encore dans l'archive. Clic droit sur le zip, Extraire tout, puis double-clic ici.
:fin
pause
"""
_COMMAND = """#!/bin/sh
cd "$(dirname "$0")" || exit 1
for python in python3.13 python3.12 python3.11 python3.14 python3; do
  if command -v "$python" >/dev/null 2>&1; then
    exec "$python" ouvrir.py "$@"
  fi
done
echo "Python n\u2019est pas install\u00e9. Prenez Python 3.13 sur https://www.python.org/downloads/,"
echo "puis double-cliquez de nouveau sur ce fichier."
"""


def files() -> dict[str, str]:
    """The files to double-click and what they run, by name."""
    own = Path(__file__).read_text(encoding="utf-8").replace("\r\n", "\n")
    return {"ouvrir.py": own, "ouvrir.bat": _BAT.replace("\n", "\r\n"), "ouvrir.command": _COMMAND}


def python_of(environment: Path, windows: bool = sys.platform == "win32") -> Path:
    """The Python of a virtual environment."""
    return environment / ("Scripts/python.exe" if windows else "bin/python")


def steps(course: Path, environment: Path) -> list[list[str]]:
    """The commands that make the environment, in order."""
    python = str(python_of(environment))
    install = [python, "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar=off"]
    return [
        [sys.executable, "-m", "venv", str(environment)],
        [*install, "--require-hashes", "-r", str(course / "requirements.lock")],
        [*install, "--no-deps", "--no-build-isolation", "-e", str(course)],
    ]


def wanted(course: Path) -> str:
    """What the stamp of a ready environment says: this lock, installed in this folder."""
    lock = hashlib.sha256((course / "requirements.lock").read_bytes()).hexdigest()
    return f"{lock} {course}"


def followed(command: list[str], course: Path, total: int = 0) -> str:
    """Run a command of pip, counting its packages on one line; what it said when it failed, « » when all went well."""
    said, ended, count = [], threading.Event(), 0

    def beat() -> None:  # while files are put in place pip says nothing, for a minute or more
        while not ended.wait(5):
            print(".", end="", flush=True)

    kept = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "encoding": "utf-8", "errors": "replace"}
    with subprocess.Popen(command, cwd=course, text=True, **kept) as running:
        for line in running.stdout:
            said.append(line)
            if total and _PACKAGE.match(line):
                count += 1
                print(f"\r  Téléchargement : {min(count, total)} sur {total}", end="", flush=True)
            elif total and line.startswith("Installing collected"):
                print("\n  Mise en place des fichiers, une à trois minutes ", end="", flush=True)
                threading.Thread(target=beat, daemon=True).start()
    ended.set()
    print()
    return "".join(said[-15:]) or "?" if running.returncode else ""


def install(course: Path, environment: Path) -> bool:
    """Make the environment, and say how far it is or why it stopped; whether it is ready."""
    print("Première ouverture : environ 150 Mo à télécharger, 750 Mo sur le disque, de deux à dix minutes.")
    print("Gardez cette fenêtre ouverte et le réseau branché.")
    make, packages, own = steps(course, environment)
    total = len(re.findall(r"(?m)^[\w.-]+==", (course / "requirements.lock").read_text(encoding="utf-8")))
    failed = "?" if subprocess.run(make, cwd=course).returncode else ""
    failed = failed or followed(packages, course, total) or followed(own, course)
    if not failed:
        return True
    print(failed)
    if _FULL.search(failed):
        print("L’installation s’est arrêtée : le disque est plein. Libérez 1 Go, puis recommencez.")
    elif _OFFLINE.search(failed):
        print("L’installation s’est arrêtée : le réseau ne répond pas, ou refuse les paquets de Python.")
        print("Changez de réseau (chez vous, ou le partage de connexion d’un téléphone), puis recommencez :")
        print(
            "ce qui est déjà téléchargé ne l’est pas deux fois. Une fois installé, le cours s’ouvre sans réseau."
        )
    else:
        print("L’installation s’est arrêtée. Vérifiez le réseau et la place sur le disque, puis recommencez.")
    print("Si elle s’arrête encore, montrez cette fenêtre à votre enseignant.")
    return False


def main(course: Path, check: bool = False) -> int:
    """Install if need be, then open the course, or only check it; 0 when it was closed in order, or all is well."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if not OLDEST <= tuple(sys.version_info[:2]) <= NEWEST:
        found = ".".join(map(str, sys.version_info[:2]))
        print(f"Python {found} ne convient pas : il faut 3.11, 3.12 ou 3.13. Prenez Python 3.13 sur")
        print("https://www.python.org/downloads/ : il peut rester à côté de l’autre.")
        return 1
    environment = course / ".venv"
    stamp = environment / STAMP
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted(course):
        if not install(course, environment):
            return 1
        stamp.write_text(wanted(course), encoding="utf-8", newline="\n")
    command = [str(python_of(environment)), "-m", "bizmodels.cli"]
    if check:
        return subprocess.run([*command, "check"], cwd=course).returncode
    if ended := _until_closed(subprocess.Popen([*command, "lab"], cwd=course)):
        subprocess.run([*command, "check"], cwd=course)  # it did not open: what to mend
    return ended


def _until_closed(lab: subprocess.Popen) -> int:
    while True:
        try:
            return lab.wait()
        except KeyboardInterrupt:  # Ctrl + C is for the server, which then closes its notebooks in order
            continue


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent, "--check" in sys.argv[1:]))
