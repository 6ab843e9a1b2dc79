"""Where the course stands on this machine."""

from __future__ import annotations

from pathlib import Path

import bizmodels
from bizmodels.errors import LearnerError

WELCOME = "notebooks/00_bienvenue.ipynb"


def course_folder(current: Path | None = None) -> Path:
    """The folder holding ``notebooks/``: the current one, else the checkout this package comes from.

    A folder with the welcome lesson wins over one that merely has a ``notebooks`` folder.

    Raises:
        LearnerError: neither has the notebooks (the package was installed alone).
    """
    current = Path.cwd() if current is None else current
    checkout = Path(bizmodels.__file__).resolve().parent.parent
    candidates = [current.resolve(), checkout]
    for mark in (WELCOME, "notebooks"):
        for folder in candidates:
            if (folder / mark).exists():
                return folder
    raise LearnerError(
        f"les cahiers du cours ne sont pas ici : « {current} » n’a pas de dossier « notebooks ». "
        "Placez-vous dans le dossier du cours (cd …), ou récupérez-le avec git clone "
        "ou par l’archive de votre enseignant, puis relancez « bizmodels lab »."
    )
