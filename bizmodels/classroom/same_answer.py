"""Whether an answer is still the one that a note was typed for: a short mark of its cell and of what it gives."""

from __future__ import annotations

import hashlib
from typing import Any

from bizmodels.classroom.handin import HandIn
from bizmodels.classroom.judge import shown
from bizmodels.exercises.guard import is_a, plain

STAMP_HEAD = "Empreinte (n’y touchez pas)"


def stamp(handin: HandIn, question: str) -> str:
    """The mark of one answer, « r1a2b3c4d-5e6f7a8b »; nothing after the dash where it is not read.

    A cell may call what another one defines: what is given counts too, where it is known.
    """
    asked = handin.answers.get(question)
    if asked is None:
        return "r0-"
    known = asked.arguments and not asked.unread and not handin.unnamed
    return f"r{_digest(asked.source.strip())}-{_digest(*map(_raw, asked.arguments)) if known else ''}"


def stamp_of_code(handin: HandIn) -> str:
    """The mark of the lines that a teacher reads before a notebook is marked."""
    return f"r{_digest(*handin.dangers, *handin.places)}"


def same(before: str, now: str) -> bool:
    """Whether two marks are of one answer; a workbook of before the marks has none, and is believed."""
    if not before:
        return True
    (code, given), (other, gives) = before.partition("-")[::2], now.partition("-")[::2]
    return code == other and (not given or not gives or given == gives)


def read_since(before: str, now: str) -> bool:
    """Whether the answer was not read when its note was typed, and is now."""
    return before.endswith("-") and not now.endswith("-")


def _raw(value: Any) -> str:
    return plain(value) if is_a(value, str) else shown(value)


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", "replace")).hexdigest()[:8]
