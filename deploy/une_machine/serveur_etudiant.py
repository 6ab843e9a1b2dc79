"""One student's server: a limit of memory for each of its processes, its notebooks trusted, then jupyterhub-singleuser.

Run by the Hub in the student's folder (``Spawner.cmd``; ``singleuser.cmd`` on Kubernetes). What is set here is
inherited by the server and its kernels.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

import classe

# Where the course is copied from, on Kubernetes: on one machine the Hub has copied it already.
COPY_FROM = "BIZMODELS_COURSE_COPY"
ARGUMENTS = [
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    # A notebook closed is a kernel less after half an hour; one that is open keeps its kernel.
    "--MappingKernelManager.cull_idle_timeout=1800",
    "--MappingKernelManager.cull_interval=300",
    # In a home without a trash, a question in English would follow « Supprimer ».
    "--FileContentsManager.delete_to_trash=False",
]
FIRST_TO_GO = (
    500  # of -1000 to 1000: when the machine itself has no memory left, Linux stops one of these first
)
POLITE = 5  # the Hub and its proxy answer first


def limit_memory(size: int) -> bool:
    """Let no process from here on hold more than ``size`` bytes of its own; whether the system can do that.

    RLIMIT_DATA counts what a process has asked to write to, not the addresses that numpy reserves: a calculation
    that asks for more gets a ``MemoryError``, its notebook and everybody else's go on.
    """
    if not size or not sys.platform.startswith("linux"):
        return False
    import resource

    _, highest = resource.getrlimit(resource.RLIMIT_DATA)
    if highest != resource.RLIM_INFINITY:
        size = min(size, highest)
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))
    return True


def give_way() -> None:
    """Less pressing than the Hub, and the first to be stopped if the machine runs out of memory."""
    if hasattr(os, "nice"):
        os.nice(POLITE)
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(f"{FIRST_TO_GO}\n", encoding="utf-8", newline="\n")


def prepare() -> None:
    """What ``bizmodels lab`` does before it opens: the table of contents on a first visit, the widgets shown again."""
    from jupyterlab.commands import get_workspaces_dir

    from bizmodels.cli import lab

    lab.prepare_layout(Path(get_workspaces_dir()))
    lab.trust(Path.cwd())


def words() -> list[str]:
    """The arguments of the server that only this machine can tell."""
    from bizmodels.course.notebook import encryption

    found = [f"--KernelManager.{name}={value}" for name, value in encryption().items()]
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # demarrer.py has asked
        found.append("--ServerApp.allow_root=True")
    return found


def main() -> None:
    """Become the student's server."""
    limit_memory(int(os.environ.get("MEM_LIMIT") or 0))
    give_way()
    if source := os.environ.get(COPY_FROM):
        classe.copy_missing(Path(source), Path.cwd())
    added = list(ARGUMENTS)
    with contextlib.suppress(Exception):  # a server without these niceties is better than none
        added += words()
        prepare()
    os.execv(sys.executable, [sys.executable, "-m", "jupyterhub.singleuser", *sys.argv[1:], *added])


if __name__ == "__main__":
    main()
