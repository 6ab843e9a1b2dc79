"""What each student's processes hold and have cost, read in ``/proc``: Linux only, on the machine of the Hub."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

MIB = 1024  # KiB


@dataclass(frozen=True)
class Held:
    """Memory of one student, in MiB: ``pss`` shares out what is shared, ``own`` leaves it out, ``rss`` counts it whole.

    ``cpu``: seconds of one core that his processes have used since they started; a busy machine does not change them.
    """

    server: float = 0.0  # pss of jupyterhub-singleuser
    kernels: float = 0.0  # pss of his kernels
    pss: float = 0.0
    own: float = 0.0
    rss: float = 0.0
    cpu: float = 0.0


def readable() -> bool:
    """Whether this system tells."""
    return sys.platform.startswith("linux") and Path("/proc/self/smaps_rollup").exists()


def free() -> float:
    """Memory that the machine could still give, in MiB; 0.0 where it does not tell."""
    if not readable():
        return 0.0
    found = re.search(r"MemAvailable:\s+(\d+)", Path("/proc/meminfo").read_text(encoding="utf-8"))
    return int(found[1]) / MIB if found else 0.0


def held_by(name: str) -> Held:
    """Memory of the processes that the Hub started for a student, found by their environment."""
    wanted = f"JUPYTERHUB_USER={name}".encode()
    server = kernels = pss = own = rss = cpu = 0.0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if wanted not in (folder / "environ").read_bytes().split(b"\0"):
                continue
            command = (folder / "cmdline").read_bytes()
            sizes = _sizes((folder / "smaps_rollup").read_text(encoding="utf-8"))
            cpu += _seconds((folder / "stat").read_text(encoding="utf-8"))
        except OSError:  # ended since, or of another account
            continue
        part = sizes.get("Pss", 0.0)
        if b"ipykernel" in command:
            kernels += part
        else:
            server += part
        pss += part
        own += sizes.get("Private_Clean", 0.0) + sizes.get("Private_Dirty", 0.0)
        rss += sizes.get("Rss", 0.0)
    return Held(server, kernels, pss, own, rss, cpu)


def _sizes(text: str) -> dict[str, float]:
    return {name: int(size) / MIB for name, size in re.findall(r"^(\w+):\s+(\d+) kB$", text, re.MULTILINE)}


def _seconds(stat: str) -> float:
    user, system = stat.rpartition(")")[2].split()[11:13]  # utime and stime; the name before may hold spaces
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
