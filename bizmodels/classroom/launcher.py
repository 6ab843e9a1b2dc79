"""Opens the course by a double click: makes its environment the first time, then starts JupyterLab.

A class edition holds this very file as ``ouvrir.py``; ``ouvrir.bat`` and ``ouvrir.command`` only look for Python and
run it. Standard library only, since nothing is installed yet.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

OLDEST, NEWEST = (3, 11), (3, 14)  # the Pythons that the lock has wheels for
STAMP = "installe.txt"  # in the environment: what was installed there

_BAT = """@echo off
chcp 65001 >nul
cd /d "%~dp0"
if not exist ouvrir.py goto zip
for %%v in (3.13 3.14 3.12 3.11) do (
  py -%%v -c "" >nul 2>nul && (py -%%v ouvrir.py & goto fin)
)
python -c "" >nul 2>nul && (python ouvrir.py & goto fin)
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
for python in python3.13 python3.14 python3.12 python3.11 python3; do
  if command -v "$python" >/dev/null 2>&1; then
    exec "$python" ouvrir.py
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
    install = [python, "-m", "pip", "install", "--disable-pip-version-check", "--quiet"]
    return [
        [sys.executable, "-m", "venv", str(environment)],
        [*install, "--require-hashes", "-r", str(course / "requirements.lock")],
        [*install, "--no-deps", "--no-build-isolation", "-e", str(course)],
    ]


def wanted(course: Path) -> str:
    """What the stamp of a ready environment says: this lock, installed in this folder."""
    lock = hashlib.sha256((course / "requirements.lock").read_bytes()).hexdigest()
    return f"{lock} {course}"


def main(course: Path) -> int:
    """Install if need be, then open the course; 0 when it was closed in order."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if not OLDEST <= tuple(sys.version_info[:2]) <= NEWEST:
        found = ".".join(map(str, sys.version_info[:2]))
        print(f"Python {found} ne convient pas : il faut de 3.11 à 3.14. Prenez Python 3.13 sur")
        print("https://www.python.org/downloads/ : il peut rester à côté de l’autre.")
        return 1
    environment = course / ".venv"
    stamp = environment / STAMP
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted(course):
        print(
            "Première ouverture : installation, quelques minutes. Gardez cette fenêtre et le réseau ouverts."
        )
        for step in steps(course, environment):
            if subprocess.run(step, cwd=course).returncode:
                print(
                    "L’installation s’est arrêtée. Vérifiez le réseau et la place sur le disque, puis recommencez."
                )
                print("Si elle s’arrête encore, montrez cette fenêtre à votre enseignant.")
                return 1
        stamp.write_text(wanted(course), encoding="utf-8", newline="\n")
    lab = subprocess.Popen([str(python_of(environment)), "-m", "bizmodels.cli", "lab"], cwd=course)
    while True:
        try:
            return lab.wait()
        except KeyboardInterrupt:  # Ctrl + C is for the server, which then closes its notebooks in order
            continue


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent))
