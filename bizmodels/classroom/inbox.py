"""Codes where an instructor has them: a text file, a folder of files, pasted noise; read, never run."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bizmodels import french
from bizmodels.classroom import codes
from bizmodels.classroom.codes import Handed, Unread
from bizmodels.core.values import as_given
from bizmodels.course import plan
from bizmodels.errors import LearnerError
from bizmodels.exercises.given import look_alike

KINDS = (".txt", ".md", ".html", ".htm", ".csv", ".eml", ".ipynb")
LARGEST = 20_000_000  # bytes of a file: a mailbox of a class; more is no text of ours
MOST_FILES = 2_000


@dataclass(frozen=True)
class Inbox:
    """What a class handed in.

    ``kept``: the last code of each pseudonym and lesson, and every different code without one. ``unread``: codes that cannot
    be read. ``replaced``: how many gave way to a later one of the same pseudonym; ``same``: how many were there twice.
    ``silent``: files without any code.
    """

    kept: tuple[Handed, ...]
    unread: tuple[Unread, ...] = ()
    replaced: int = 0
    same: int = 0
    silent: int = 0

    def of(self, lesson: str) -> tuple[Handed, ...]:
        """Those of one lesson, by pseudonym."""
        found = [one for one in self.kept if one.lesson == lesson]
        return tuple(sorted(found, key=lambda one: (not one.pseudonym, look_alike(one.pseudonym))))

    @property
    def lessons(self) -> list[str]:
        """The numbers of the lessons there are codes of."""
        return sorted({one.lesson for one in self.kept})


def received(given: Any) -> Inbox:
    """What is in a text, a list of texts, a file or a folder.

    Raises:
        LearnerError: nothing there, or nothing that can be read as text.
    """
    texts = list(_texts(given))
    found = [list(codes.find(text)) for text in texts]
    everything = [one for part in found for one in part]
    silent = sum(not part for part in found)
    if not everything:
        raise LearnerError(
            f"Aucun code ici{french.NBSP}: un code commence par BM1. Donnez un texte collé, un fichier de texte ou un dossier de fichiers."
        )
    read = [one for one in everything if isinstance(one, Handed) and plan.lesson(one.lesson)]
    strange = [one for one in everything if isinstance(one, Handed) and not plan.lesson(one.lesson)]
    lost = [one for one in everything if isinstance(one, Unread)]
    lost += [Unread(f"leçon {one.lesson}", "aucune leçon ne porte ce numéro") for one in strange]
    unread = tuple(dict.fromkeys(lost))
    last: dict[Any, Handed] = {}
    different = set()
    for one in read:
        # As text: a code may hold lists, which cannot be told apart in a set.
        content = repr(one)
        different.add(content)
        last[(one.lesson, look_alike(one.pseudonym) or content)] = one
    return Inbox(tuple(last.values()), unread, len(different) - len(last), len(read) - len(different), silent)


def _texts(given: Any) -> Iterable[str]:
    if isinstance(given, Path):
        yield from _folder(given) if given.is_dir() else [_file(given)]
    elif isinstance(given, str):
        path = _as_path(given)
        yield from [given] if path is None else _texts(path)
    elif isinstance(given, Iterable) and not isinstance(given, bytes | dict):
        for one in given:
            if not isinstance(one, str | Path):
                raise _no_codes(one)
            yield from _texts(one)
    else:
        raise _no_codes(given)


def _no_codes(given: Any) -> LearnerError:
    return LearnerError(
        f"board() attend des codes{french.NBSP}: un texte, une liste de textes, un fichier ou un dossier{french.NBSP}; reçu{french.NBSP}: "
        f"{as_given(given)}."
    )


def _as_path(text: str) -> Path | None:
    """The file or folder that a text names; None where it is a text."""
    if not text.strip() or len(text) > 1_000 or "\n" in text or "\0" in text:
        return None
    try:
        path = Path(text).expanduser()
        return path if path.exists() else None
    except (OSError, RuntimeError, ValueError):
        return None


def _folder(folder: Path) -> Iterable[str]:
    """The texts of a folder and of those inside it, in the order of their names."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix.casefold() in KINDS and path.is_file())
    if not paths:
        raise LearnerError(
            f"Le dossier {french.quote(folder.name)} n’a aucun fichier de texte ({french.listing(KINDS)})."
        )
    for path in paths[:MOST_FILES]:
        yield _file(path) if path.stat().st_size <= LARGEST else ""


def _file(path: Path) -> str:
    """A file as text, whatever editor wrote it; the saved outputs of a notebook."""
    if path.stat().st_size > LARGEST:
        raise LearnerError(f"{french.quote(path.name)} est trop grand pour un fichier de codes.")
    raw = path.read_bytes()
    # Notepad writes UTF-16 when asked for « Unicode »; a code is plain letters in every other encoding.
    text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "replace")
    return _outputs(text) if path.suffix.casefold() == ".ipynb" else text


def _outputs(text: str) -> str:
    """The plain texts that a notebook shows; « » where it is none (cut in the middle)."""
    try:
        cells = json.loads(text)["cells"]
        shown = [
            output["data"]["text/plain"]
            for cell in cells
            for output in cell.get("outputs", [])
            if "text/plain" in output.get("data", {})
        ]
        return "\n\n".join("".join(one) for one in shown)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ""
