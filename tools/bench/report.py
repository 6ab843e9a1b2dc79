"""``docs/benchmarks.md``: what was measured, how, and which target was missed."""

from __future__ import annotations

import os
import platform
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tools.bench.measure import Line, Section, table

TARGET = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
PACKAGES = (
    "numpy",
    "scipy",
    "pandas",
    "pyarrow",
    "pydantic",
    "ipywidgets",
    "ipykernel",
    "jupyterlab",
    "seaborn",
    "matplotlib",
)
INTRODUCTION = """\
# Benchmarks

Written by `make bench`; do not edit. Each figure is compared with its peer **in the same run**, both measured in turn: on
a busy or slower machine the milliseconds move, the ratios much less. Nothing here is a test: CI never checks a time.

The peers are what a teacher would use without this course: `interact` + seaborn for a picture that follows a slider,
numpy written by hand for a simulation, `import pandas` for the start, `lifetimes` (in an environment of its own, made under
the temporary folder at the first run) for customers. The peers PySD and BPTK-Py need environments of their own and are not
measured here.
"""


def head() -> list[str]:
    """Columns of every table of lines."""
    return ["job", "the course", "peer", "ratio", "target", "verdict"]


def cells(line: Line) -> list[str]:
    """One line as table cells."""
    return [line.job, line.ours, line.peer, line.ratio, line.target, line.verdict]


def machine() -> str:
    """The class of machine, no name nor path."""
    load = f"; load average at the end {os.getloadavg()[1]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} cores, {platform.machine()}, {_processor()}{platform.system()}, Python {platform.python_version()}{load}"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if not info.exists():
        return ""
    names = [
        line.split(":")[1].strip()
        for line in info.read_text(encoding="utf-8").splitlines()
        if line.startswith("model name")
    ]
    return f"{names[0]}, " if names else ""


def versions() -> str:
    """Versions of what was measured and of what it was measured with."""
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"no {name}")
    return ", ".join(found)


def text(sections: list[Section], failures: dict[str, str], before: float) -> str:
    """The whole report in Markdown."""
    lines = [line for section in sections for line in section.lines if line.met is not None]
    missed = [line for line in lines if not line.met]
    parts = [
        INTRODUCTION,
        f"- Date: {date.today().isoformat()}\n- Machine: {machine()}; at the start {before:.1f}\n- Versions: {versions()}",
        "## Targets\n",
        f"{len(lines) - len(missed)} of {len(lines)} targets met."
        + ("".join(f"\n- Missed: {line.job} — {line.ours}, target {line.target}" for line in missed)),
    ]
    parts += [f"Not measured: {name} ({reason})." for name, reason in failures.items()]
    for section in sections:
        parts += [
            f"## {section.title}\n",
            table(head(), [cells(line) for line in section.lines]),
            section.method,
            *section.details,
        ]
    return "\n\n".join(part.strip() for part in parts) + "\n"
