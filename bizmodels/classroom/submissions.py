"""Who handed in what: a folder of notebooks, or Moodle's « télécharger tous les travaux remis », unzipped or not."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.exercises.given import look_alike

# « Nom Prénom_123456_assignsubmission_file_ », a folder or the beginning of a file's name.
_MOODLE = re.compile(r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_(?P<kind>[a-z]+)_?(?P<file>.*)", re.S)
_SYSTEM = re.compile(r"__MACOSX|\.ipynb_checkpoints|\.DS_Store|Thumbs\.db|desktop\.ini|\..*|~\$.*", re.I)
_MAY_BE = {"", ".json", ".txt", ".download", ".ipynb"}
_FILES, _EACH, _ALL = 5_000, 64 << 20, 1 << 30  # of an archive: entries, bytes of one, bytes of all


@dataclass(frozen=True)
class Submission:
    """One notebook handed in.

    ``name``: the student's as Moodle writes it, else the file's own; ``participant``: Moodle's number, or « »;
    ``file``: its name as handed in; ``trouble``: French, where there is no notebook to read.
    """

    name: str
    participant: str
    path: Path
    file: str
    trouble: str = ""


@dataclass(frozen=True)
class Found:
    """What a folder holds: the notebooks, and the other files with what is said of them."""

    submissions: tuple[Submission, ...]
    others: tuple[tuple[str, str], ...] = ()


def find(place: Path, scratch: Path) -> Found:
    """The hand-ins of a folder or of a zip, in the order of their names; ``scratch``: where archives are unpacked.

    Raises:
        LearnerError: there is no such folder, it is no zip, or it holds no hand-in.
    """
    if place.is_dir():
        root, refused = place, []
    elif place.is_file() and zipfile.is_zipfile(place):
        root = scratch / "remises"
        refused = unpack(place, root)
    elif place.exists():
        raise LearnerError(f"« {place.name} » n’est ni un dossier ni une archive zip.")
    else:
        raise LearnerError(f"le dossier « {place} » n’existe pas.")
    found, others = [], list(refused)
    for entry in _within(root):
        _collect(entry, root, scratch, found, others)
    if not found:
        raise LearnerError(
            f"« {place.name} » ne contient aucun cahier (.ipynb). Donnez le dossier des travaux remis, ou le zip de Moodle."
        )
    found.sort(key=lambda one: (_letters(one.name), one.name, one.participant, one.file))
    return Found(tuple(found), tuple(sorted(others)))


def _letters(name: str) -> str:
    """As a French list is sorted: « Élodie » between « Denis » and « Fanny »."""
    split = unicodedata.normalize("NFD", look_alike(name))
    return "".join(one for one in split if not unicodedata.combining(one))


def _collect(entry: Path, root: Path, scratch: Path, found: list[Submission], others: list) -> None:
    owner = _MOODLE.fullmatch(entry.name)
    if not entry.is_dir():
        _take([entry], owner, root, found, others)
        return
    files = list(_files(entry))
    for archive in [one for one in files if one.suffix.lower() == ".zip" and zipfile.is_zipfile(one)]:
        into = scratch / f"zip-{len(list(scratch.iterdir()))}"
        others += [
            (f"{entry.name}/{archive.name}/{name}", why) for name, why in unpack(archive, into, beside=True)
        ]
        inside = list(_files(into))
        if any(_is_notebook(one) for one in inside):
            files = [one for one in files if one != archive] + inside
    if owner:
        _take(files, owner, root, found, others)
        return
    # A folder inside the folder: that of a group, or that in which the zip of Moodle was unpacked.
    groups = [one for one in _within(entry) if one.is_dir() and _MOODLE.fullmatch(one.name)]
    for one in groups:
        _collect(one, root, scratch, found, others)
    left = [one for one in files if not any(group in one.parents for group in groups)]
    notebooks = [one for one in left if _is_notebook(one)]
    plain_owner = len(notebooks) == 1 and not _MOODLE.fullmatch(notebooks[0].name) and not groups
    _take(left, None, root, found, others, entry.name if plain_owner else "")


def _take(
    files: list[Path], owner: re.Match | None, root: Path, found: list, others: list, folder: str = ""
) -> None:
    notebooks = [one for one in files if _is_notebook(one)]
    for path in notebooks:
        own = _MOODLE.fullmatch(path.name)
        who = owner or own
        file = own["file"] if own and own["file"] else path.name
        name = who["name"] if who else folder or path.name.removesuffix(".ipynb")
        found.append(Submission(_composed(name), who["number"] if who else "", path, _composed(file)))
    rest = [one for one in files if one not in notebooks]
    others += [(_label(one, root), "n’est pas un cahier : non lu") for one in rest]
    if owner and not notebooks and owner["kind"] == "file":
        names = french.listing(french.quote(one.name) for one in rest[:3])
        trouble = f"Pas de cahier dans cette remise : {names}." if rest else "Cette remise est vide."
        where = rest[0] if rest else root / owner.string
        file = rest[0].name if rest else ""
        found.append(
            Submission(_composed(owner["name"]), owner["number"], where, file, french.typeset(trouble))
        )


def _composed(name: str) -> str:
    """An accent and its letter as one sign: macOS writes two."""
    return unicodedata.normalize("NFC", name)


def _label(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if root in path.parents else path.name


def _within(folder: Path) -> list[Path]:
    kept = (one for one in folder.iterdir() if not _SYSTEM.fullmatch(one.name) and not one.is_symlink())
    return sorted(kept, key=lambda one: one.name)


def _files(folder: Path, depth: int = 4) -> Iterator[Path]:
    for one in _within(folder):
        if one.is_dir() and depth:
            yield from _files(one, depth - 1)
        elif one.is_file():
            yield one


def _is_notebook(path: Path) -> bool:
    """By its name; a notebook that a browser or a chat renamed is known by its first letters."""
    if path.suffix.lower() == ".ipynb":
        return True
    if path.suffix.lower() not in _MAY_BE and ".ipynb" not in path.name.lower():
        return False
    with path.open("rb") as file:
        start = file.read(400)
    return start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{") and (
        b'"cells"' in start or ".ipynb" in path.name.lower()
    )


def unpack(archive: Path, into: Path, beside: bool = False) -> list[tuple[str, str]]:
    """Write the files of a zip below ``into``, never elsewhere; gives those that were refused, and why.

    Names are made anew: no path of the archive is followed. ``beside``: without its folders.

    Raises:
        LearnerError: it cannot be read, or holds more than a class hands in.
    """
    into.mkdir(parents=True, exist_ok=True)
    refused, total = [], 0
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = [one for one in opened.infolist() if not one.is_dir()]
            if len(entries) > _FILES:
                raise LearnerError(f"« {archive.name} » contient plus de {_FILES} fichiers.")
            for number, entry in enumerate(entries):
                parts = PurePosixPath(_name(entry).replace("\\", "/")).parts
                if any(_SYSTEM.fullmatch(part) for part in parts if part not in {"..", "."}):
                    continue
                if not parts or ".." in parts or parts[0].startswith("/") or ":" in parts[0]:
                    refused.append((parts[-1] if parts else "?", "chemin suspect dans l’archive : non lu"))
                    continue
                with opened.open(entry) as stream:
                    content = stream.read(_EACH + 1)
                total += len(content)
                if total > _ALL:
                    raise LearnerError(f"« {archive.name} » est trop grosse une fois ouverte.")
                if len(content) > _EACH:
                    refused.append((parts[-1], "plus de 64 Mo : non lu"))
                    continue
                kept = [safe_name(part) for part in (parts[-1:] if beside else parts[-6:])]
                path = into.joinpath(*kept)
                path.parent.mkdir(parents=True, exist_ok=True)
                if path.exists():
                    path = path.with_name(f"{path.stem} ({number}){path.suffix}")
                path.write_bytes(content)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        if beside:  # one student's archive: the others are marked all the same
            return [*refused, ("", f"archive illisible ({type(error).__name__})")]
        raise LearnerError(
            f"l’archive « {archive.name} » ne s’ouvre pas : téléchargez-la de nouveau."
        ) from None
    return refused


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry; a zip made without saying so holds UTF-8 that Python read as an old code page."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.I)


def safe_name(text: str, longest: int = 120) -> str:
    """A file name that every system accepts; accents, spaces and apostrophes stay."""
    kept = re.sub(
        r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]', "_", text
    )
    stem, dot, end = kept.rpartition(".")
    kept = f"{stem[: longest - len(end)]}{dot}{end}" if stem and len(end) < 12 else kept[:longest]
    kept = kept.strip(" ").rstrip(". ") or "sans nom"
    return f"_{kept}" if _RESERVED.fullmatch(kept) or kept.startswith(".") else kept
