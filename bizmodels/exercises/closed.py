"""A class edition holds no solutions: when they open, and the word that opens those that were locked into it.

``corriges.json``, at the root of such a course, says the day announced and holds the locked notebooks. A word is spoken
in a classroom: what it locks keeps a text from being read before its hour, and is no secret. The formulas of the
questions stand in the package in any case.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import zlib
from datetime import date
from pathlib import Path
from typing import Any

from bizmodels import french
from bizmodels.course import folders
from bizmodels.errors import LearnerError
from bizmodels.exercises.given import look_alike

FILE = folders.CLOSED
# About a tenth of a second a word, in plain Python: hashlib's own (scrypt, PBKDF2) are missing in a browser.
_ROUNDS = 100_000


def lock(name: str, text: str, word: str) -> str:
    """A solution notebook locked by a word: the same text for the same three, on any machine."""
    salt = hashlib.sha256(f"{name}\0{text}".encode()).digest()[:16]
    key = _key(salt, word)
    hidden = _mixed(zlib.compress(text.encode(), 9), key)
    tag = hmac.new(key, hidden, "sha256").digest()
    return base64.b64encode(salt + tag + hidden).decode("ascii")


def opened(locked: str, word: str) -> str:
    """The notebook that a word opens.

    Raises:
        LearnerError: it is another word, or the locked text was changed.
    """
    raw = base64.b64decode(locked)
    salt, tag, hidden = raw[:16], raw[16:48], raw[48:]
    key = _key(salt, word)
    if not hmac.compare_digest(tag, hmac.new(key, hidden, "sha256").digest()):
        raise LearnerError(
            f"Le mot {french.quote(word[:40])} n’ouvre pas ce corrigé. Les accents comptent, les majuscules non. "
            "Vérifiez-le auprès de votre enseignant."
        )
    return zlib.decompress(_mixed(hidden, key)).decode()


def _key(salt: bytes, word: str) -> bytes:
    spoken = look_alike(word).encode(errors="surrogatepass")
    key = hashlib.sha256(salt + spoken).digest()
    for _ in range(_ROUNDS):
        key = hashlib.sha256(key + spoken).digest()
    return key


def _mixed(text: bytes, key: bytes) -> bytes:
    stream = hashlib.shake_256(key).digest(len(text))
    return bytes(one ^ other for one, other in zip(text, stream, strict=True))


def written(locked: dict[str, str], opens: date | None) -> str:
    """The text of ``corriges.json``: the day announced, the locked notebooks by exercise."""
    content = {"opens": opens.isoformat() if opens else "", "locked": locked}
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _read() -> tuple[Path, dict[str, Any]] | None:
    """The folder of a class edition and what its file says; None in the open edition."""
    path = folders.beside(FILE)
    if path is None:
        return None
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        said = None
    return path.parent, said if isinstance(said, dict) else {}


def sentence(name: str) -> str:
    """When and how the solution of an exercise opens; « » in the open edition."""
    found = _read()
    if found is None:
        return ""
    _, said = found
    day = french.period(str(said.get("opens", "")))
    announced = f" Ouverture annoncée : le {day}." if day else ""
    if name in said.get("locked", {}):
        how = 'Votre enseignant dira un mot. Exécutez alors `ex.unlock("le mot")` dans une cellule, puis revenez ici.'
    else:
        how = (
            f"Votre enseignant publiera `corriges_{name[:2]}.zip` : décompressez-le dans le dossier du cours, "
            "celui qui contient `exercises`, puis relancez cette cellule."
        )
    return f"Le corrigé est fermé.{announced} {how}"


def unlock(name: str, word: Any) -> str:
    """Open the locked solution of an exercise with its word, for good; the sentence that says so.

    Raises:
        LearnerError: nothing is locked here, or by another word; the folder cannot be written.
    """
    found = _read()
    locked = found[1].get("locked", {}).get(name) if found else None
    if locked is None:
        later = f" {sentence(name)}" if found else ""
        raise LearnerError(f"Aucun corrigé n’est fermé par un mot ici.{later}")
    if type(word) is not str or not word.strip():
        raise LearnerError('Le mot est un texte entre guillemets, par exemple ex.unlock("le mot").')
    try:
        text = opened(locked, word)
    except LearnerError:
        raise  # another word: a LearnerError is a ValueError too
    except (ValueError, zlib.error):
        raise LearnerError(
            "Le fichier `corriges.json` est abîmé : reprenez celui de votre enseignant."
        ) from None
    try:
        path = found[0] / "solutions" / f"{name}.ipynb"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError:
        raise LearnerError("Le dossier du cours ne peut pas être écrit : le corrigé reste fermé.") from None
    return f"Le corrigé est ouvert : `solutions/{name}.ipynb`. Le bouton et `ex.q1.solution()` le montrent."
