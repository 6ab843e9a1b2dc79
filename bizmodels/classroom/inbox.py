"""Codes where an instructor has them: a text file, a folder of files, a zip of Moodle, pasted noise; read, never run."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bizmodels import french
from bizmodels.classroom import codes, submissions
from bizmodels.classroom.codes import Handed, Unread
from bizmodels.core.values import as_given
from bizmodels.course import plan
from bizmodels.errors import LearnerError
from bizmodels.exercises.given import look_alike

KINDS = (".txt", ".md", ".html", ".htm", ".csv", ".eml", ".ipynb")
LARGEST = 20_000_000  # bytes of a file: a mailbox of a class; more is no text of ours
MOST_FILES = 2_000


@dataclass(frozen=True)
class Shared:
    """A pseudonym of several different codes of a lesson; ``people``: a bet differs, and a bet once given holds."""

    pseudonym: str
    lesson: str
    count: int
    people: bool = False


@dataclass(frozen=True)
class Inbox:
    """What a class handed in.

    ``kept``: the last code of each pseudonym and lesson, and every different code without one. ``unread``: codes that cannot
    be read. ``shared``: pseudonyms of several different codes, of which the last counts; ``same``: how many were there twice.
    ``silent``: files without any code.
    """

    kept: tuple[Handed, ...]
    unread: tuple[Unread, ...] = ()
    shared: tuple[Shared, ...] = ()
    same: int = 0
    silent: int = 0

    @property
    def replaced(self) -> int:
        """How many codes gave way to a later one of the same pseudonym."""
        return sum(one.count - 1 for one in self.shared)

    def of(self, lesson: str) -> tuple[Handed, ...]:
        """Those of one lesson, by pseudonym."""
        found = [one for one in self.kept if one.lesson == lesson]
        return tuple(sorted(found, key=lambda one: (not one.pseudonym, look_alike(one.pseudonym))))

    @property
    def lessons(self) -> list[str]:
        """The numbers of the lessons there are codes of."""
        return sorted({one.lesson for one in self.kept})


def received(given: Any) -> Inbox:
    """What is in a text, a list of texts, a file, a folder or a zip.

    Raises:
        LearnerError: nothing there, or nothing that can be read as text.
    """
    with tempfile.TemporaryDirectory() as scratch:
        texts = list(_texts(given, Path(scratch)))
    found = [[_of(name, one) for one in codes.find(text)] for name, text in texts]
    everything = [one for part in found for one in part]
    silent = sum(not part for part in found)
    if not everything:
        raise LearnerError(
            f"Aucun code ici{french.NBSP}: un code commence par BM1. Donnez un texte collé, un fichier de texte, un dossier de fichiers ou le zip de Moodle."
        )
    read = [one for one in everything if isinstance(one, Handed) and plan.lesson(one.lesson)]
    strange = [one for one in everything if isinstance(one, Handed) and not plan.lesson(one.lesson)]
    lost = [one for one in everything if isinstance(one, Unread)]
    lost += [Unread(f"leçon {one.lesson}", "aucune leçon ne porte ce numéro") for one in strange]
    # As text: a code may hold lists, which cannot be told apart in a set.
    different = list({repr(one): one for one in read}.values())
    whose: dict[Any, list[Handed]] = {}
    for one in read:
        key = (one.lesson, look_alike(one.pseudonym) or repr(one))
        # The last of a pseudonym is the one that came last, even if it had come before.
        whose[key] = [*(other for other in whose.get(key, []) if other != one), one]
    shared = [
        Shared(some[-1].pseudonym, some[-1].lesson, len(some), _people(some))
        for some in whose.values()
        if len(some) > 1
    ]
    return Inbox(
        tuple(some[-1] for some in whose.values()), tuple(dict.fromkeys(lost)), tuple(shared), len(read) - len(different), silent
    )  # fmt: skip


def _of(file: str, one: Handed | Unread) -> Handed | Unread:
    return replace(one, file=file) if isinstance(one, Unread) and file else one


def _people(some: list[Handed]) -> bool:
    """Whether codes of one pseudonym bet differently on a question."""
    said: dict[str, set[str]] = {}
    for one in some:
        for key, value in one.bets:
            said.setdefault(key, set()).add(repr(value))
    return any(len(values) > 1 for values in said.values())


def _texts(given: Any, scratch: Path) -> Iterable[tuple[str, str]]:
    """File and text; ``scratch``: where an archive is unpacked."""
    if isinstance(given, Path):
        yield from _place(given, scratch)
    elif isinstance(given, str):
        path = _as_path(given)
        yield from [("", given)] if path is None else _place(path, scratch)
    elif isinstance(given, Iterable) and not isinstance(given, bytes | dict):
        for one in given:
            if not isinstance(one, str | Path):
                raise _no_codes(one)
            yield from _texts(one, scratch)
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


def _place(path: Path, scratch: Path) -> Iterable[tuple[str, str]]:
    if path.is_dir():
        yield from _folder(path, path.name)
    elif zipfile.is_zipfile(path):
        into = scratch / f"zip-{len(list(scratch.iterdir()))}"
        submissions.unpack(path, into)
        yield from _folder(into, path.name)
    else:
        yield path.name, _file(path)


def _folder(folder: Path, name: str) -> Iterable[tuple[str, str]]:
    """The texts of a folder and of those inside it, in the order of their names."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix.casefold() in KINDS and path.is_file())
    if not paths:
        raise LearnerError(f"{french.quote(name)} n’a aucun fichier de texte ({french.listing(KINDS)}).")
    for path in paths[:MOST_FILES]:
        yield path.relative_to(folder).as_posix(), _file(path) if path.stat().st_size <= LARGEST else ""


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
