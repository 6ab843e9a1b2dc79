"""Folders of one's own, which Jupyter, IPython and matplotlib write in: lent for the time of a command where they cannot.

An account without a home (a container, a locked classroom machine) would otherwise be refused by JupyterLab.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path


def lend() -> list[str]:
    """Put a temporary folder in the place of each folder that cannot be written; the folders so replaced.

    Called before those packages are imported: they warn in English as they look for their folder. The programs
    started from here inherit the choice, which an environment variable holds.
    """
    lent: list[str] = []
    try:
        Path.home()
    except RuntimeError:  # an account that the system does not know, without HOME: Jupyter would stop at once
        os.environ["USERPROFILE" if os.name == "nt" else "HOME"] = _temporary()
        lent.append("~")
    for variable, folders in _folders():
        refused = next((folder for folder in folders if not can_write(_nearest(folder))), None)
        if refused:
            os.environ[variable] = _temporary()
            lent.append(str(refused))
    return lent


def _folders() -> Iterator[tuple[str, list[Path]]]:
    """The variable that chooses a folder, and where it is as things stand."""
    from jupyter_core import paths

    home = Path.home()
    yield "JUPYTER_CONFIG_DIR", [Path(paths.jupyter_config_dir())]
    yield "JUPYTER_DATA_DIR", [Path(paths.jupyter_data_dir())]
    yield "JUPYTER_RUNTIME_DIR", [Path(paths.jupyter_runtime_dir())]
    yield "IPYTHONDIR", [Path(os.environ.get("IPYTHONDIR") or home / ".ipython")]
    if chosen := os.environ.get("MPLCONFIGDIR"):
        yield "MPLCONFIGDIR", [Path(chosen)]
    elif sys.platform.startswith("linux"):
        bases = {"XDG_CONFIG_HOME": ".config", "XDG_CACHE_HOME": ".cache"}
        yield (
            "MPLCONFIGDIR",
            [Path(os.environ.get(x) or home / base) / "matplotlib" for x, base in bases.items()],
        )
    else:
        yield "MPLCONFIGDIR", [home / ".matplotlib"]


def _nearest(folder: Path) -> Path:
    """The folder, or the one in which it would have to be made: to look leaves nothing behind."""
    while not os.path.lexists(folder) and folder != folder.parent:
        folder = folder.parent
    return folder


def can_write(folder: Path) -> bool:
    """Whether a file can be made in a folder: its permissions alone do not tell (a full quota, a read-only disk)."""
    try:
        with tempfile.NamedTemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _temporary() -> str:
    folder = tempfile.mkdtemp(prefix="bizmodels-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
