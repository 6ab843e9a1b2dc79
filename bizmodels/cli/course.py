"""Where the course stands on this machine."""

from __future__ import annotations

from pathlib import Path

from bizmodels.course import folders
from bizmodels.errors import LearnerError

WELCOME = f"notebooks/{folders.WELCOME}"


def course_folder(current: Path | None = None) -> Path:
    """The folder holding ``notebooks/``: the current one, else the checkout this package comes from.

    A folder with the welcome lesson wins over one that merely has a ``notebooks`` folder.

    Raises:
        LearnerError: neither has the notebooks (the package was installed alone), or there is no current folder.
    """
    current = current or folders.current()
    if current is None:
        # The checkout would do, but Python and Jupyter stumble over such a folder themselves.
        raise LearnerError(
            "le dossier où se trouve ce terminal n’existe plus : il a été supprimé ou remplacé. "
            "Revenez dans le dossier du cours (cd …), puis relancez la commande."
        )
    candidates = [current.resolve(), folders.checkout()]
    for mark in (WELCOME, "notebooks"):
        for folder in candidates:
            if (folder / mark).exists():
                return folder
    raise LearnerError(
        f"les cahiers du cours ne sont pas ici : « {current} » n’a pas de dossier « notebooks ». "
        "Placez-vous dans le dossier du cours (cd …), ou récupérez-le avec git clone "
        "ou par l’archive de votre enseignant, puis relancez « bizmodels lab »."
    )
