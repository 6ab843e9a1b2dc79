"""What one handed-in notebook says: its exercise, its pseudonym, and the raw arguments of each check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Asked:
    """The last check of one question, as the student's file has it."""

    question: str
    arguments: tuple = ()
    unread: str = ""
    source: str = ""


@dataclass(frozen=True)
class HandIn:
    """One handed-in notebook; ``trouble`` says in French why the file as a whole is not read."""

    path: Path
    exercise: str = ""
    pseudonym: str = ""
    answers: Mapping[str, Asked] = field(default_factory=dict)
    saved: Mapping[str, str] = field(default_factory=dict)
    trouble: str = ""
    notes: tuple[str, ...] = ()


def read(path: Path) -> HandIn:
    """Read one notebook without running anything of it."""
    raise NotImplementedError
