"""The folder of corrections: what stands there and is not ours, or was changed by hand, is never overwritten."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path

from bizmodels.errors import LearnerError

LIST = "liste-des-fichiers.json"


def write(
    folder: Path, made: Mapping[str, bytes], source: str, read: Sequence[str] = (), keep: bool = False
) -> list[Path]:
    """Write the files (names relative to ``folder``, with « / ») and the list of what was written; gives their paths.

    Pages of an earlier run that are made no more are removed, if nobody has touched them. ``source``: the folder marked.
    ``read``: files whose changes were read, and are in those made; what a person typed is kept beside all the same, and
    with ``keep`` also where nothing has changed since.

    Raises:
        LearnerError: the folder holds files of somebody else, of another class, or that were changed since; or a file is
            open elsewhere.
    """
    before = _before(folder)
    if before and before["source"] != source:
        raise LearnerError(_of_another(folder, before["source"], source, read))
    known = before["files"] if before else {}
    aside: list[Path] = []
    for name in sorted({*made, *known}):
        path = folder / name
        if path.is_file() and name not in known:
            raise LearnerError(
                f"« {path.name} » est déjà dans « {folder.name} » et ne vient pas de cette commande. Choisissez un autre dossier : --out DOSSIER."
            )
        if keep and name in read and path.is_file():
            aside.append(path)
            continue
        if path.is_file() and _digest(path.read_bytes()) != known[name]:
            if name in read and name in made:
                aside.append(path)
                continue
            raise LearnerError(
                f"« {path.name} » a été changé à la main depuis la dernière correction. Déplacez-le, ou choisissez un autre dossier : --out DOSSIER."
            )
    try:
        for path in aside:
            path.rename(_free(path))
        for name in sorted(set(known) - set(made)):
            (folder / name).unlink(missing_ok=True)
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in made.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except PermissionError as error:
        shown = Path(error.filename or folder).name
        raise LearnerError(
            f"« {shown} » ne peut pas être écrit : fermez-le s’il est ouvert dans un tableur."
        ) from None
    listed = {"source": source, "files": {name: _digest(made[name]) for name in sorted(made)}}
    (folder / LIST).write_text(
        json.dumps(listed, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n"
    )
    return [folder / name for name in made]


def _of_another(folder: Path, source: str, now: str, read: Sequence[str]) -> str:
    told = f"« {folder.name} » contient les corrections de « {source} ». Même classe : renommez « {now} » en « {source} ». Sinon, choisissez un autre dossier : --out DOSSIER"
    typed = [str(folder / name) for name in read if (folder / name).is_file()]
    if typed:
        told += f' (--notes "{typed[0]}" y reprend les notes que vous avez tapées)'
    return f"{told}."


def source(folder: Path) -> str:
    """The folder whose corrections stand there; empty where there are none of ours."""
    before = _before(folder)
    return before["source"] if before else ""


def _free(path: Path) -> Path:
    """« classe (avant 1).xlsx », the first name that is free."""
    return next(
        other
        for number in count(1)
        if not (other := path.with_name(f"{path.stem} (avant {number}){path.suffix}")).exists()
    )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _before(folder: Path) -> dict | None:
    """The list of an earlier run, if it is one of ours; only names inside the folder are kept."""
    try:
        listed = json.loads((folder / LIST).read_text(encoding="utf-8"))
        files = {str(name): str(digest) for name, digest in listed["files"].items()}
        inside = folder.resolve()
        safe = {name: one for name, one in files.items() if inside in (folder / name).resolve().parents}
        return {"source": str(listed["source"]), "files": safe}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None
