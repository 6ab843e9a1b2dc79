"""The folder of corrections: what stands there and is not ours, or was changed by hand, is never overwritten."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from bizmodels.errors import LearnerError

LIST = "liste-des-fichiers.json"


def write(folder: Path, made: Mapping[str, bytes], source: str) -> list[Path]:
    """Write the files (names relative to ``folder``, with « / ») and the list of what was written; gives their paths.

    Pages of an earlier run that are made no more are removed, if nobody has touched them. ``source``: the folder marked.

    Raises:
        LearnerError: the folder holds files of somebody else, of another class, or that were changed since.
    """
    before = _before(folder)
    if before and before["source"] != source:
        raise LearnerError(
            f"« {folder.name} » contient les corrections de « {before['source']} ». Choisissez un autre dossier : --out DOSSIER."
        )
    known = before["files"] if before else {}
    for name in sorted({*made, *known}):
        path = folder / name
        if path.is_file() and name not in known:
            raise LearnerError(
                f"« {path.name} » est déjà dans « {folder.name} » et ne vient pas de cette commande. Choisissez un autre dossier : --out DOSSIER."
            )
        if path.is_file() and _digest(path.read_bytes()) != known[name]:
            raise LearnerError(
                f"« {path.name} » a été changé à la main depuis la dernière correction. Déplacez-le, ou choisissez un autre dossier : --out DOSSIER."
            )
    for name in sorted(set(known) - set(made)):
        (folder / name).unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    listed = {"source": source, "files": {name: _digest(made[name]) for name in sorted(made)}}
    (folder / LIST).write_text(
        json.dumps(listed, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n"
    )
    return [folder / name for name in made]


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
