"""A handed-in file as the cells of a notebook, or why it is none, in French."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bizmodels.course.regions import source_of

LARGEST = 100_000_000  # bytes, pictures saved in the notebook included
LARGEST_TEXT = 3_000_000  # characters of cells, outputs left out
MOST_CELLS = 2_000


class NotRead(Exception):
    """Why a file is not read, in a French sentence."""


@dataclass(frozen=True)
class Cell:
    """A cell: its code or prose, and the beginning of the texts that it showed when the notebook was saved."""

    kind: str
    source: str
    id: str
    shown: tuple[str, ...]


@dataclass(frozen=True)
class Notebook:
    """The cells of a file, in order, and what it says of itself."""

    cells: tuple[Cell, ...]
    metadata: Mapping[str, Any]


def opened(path: Path) -> Notebook:
    """The notebook of a file, whatever the file is called.

    Raises:
        NotRead: it is none, or it is cut, or too large.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise NotRead(f"Le fichier est trop gros ({size // 1_000_000} Mo). Demandez-le sans ses sorties.")
        data = path.read_bytes()
    except OSError:
        raise NotRead("Le fichier ne s’ouvre pas.") from None
    return _cells(_json(data))


def _json(data: bytes) -> Any:
    if not data.strip():
        raise NotRead("Le fichier est vide.")
    text = _text(data)
    start = text.lstrip()[:200].lower()
    if start.startswith(("<!doctype", "<html")):
        raise NotRead("C’est une page HTML, pas un cahier. Demandez le fichier `.ipynb`.")
    if any(mark in text for mark in ("\n<<<<<<< ", "\n>>>>>>> ")) or start.startswith("<<<<<<<"):
        raise NotRead("Deux versions du cahier y sont mêlées (marques de conflit de git).")
    try:
        return json.loads(text)
    except RecursionError:
        raise NotRead("Le fichier n’est pas un cahier Jupyter.") from None
    except ValueError:
        if start.startswith("{") and ('"cells"' in text or '"nbformat"' in text or '"cell_type"' in text):
            raise NotRead("Le cahier est coupé ou abîmé : il ne se lit pas jusqu’au bout.") from None
        if "import bizmodels" in text or "def " in text:
            raise NotRead("C’est un programme Python, pas un cahier. Demandez le fichier `.ipynb`.") from None
        raise NotRead("Le fichier n’est pas un cahier Jupyter.") from None


def _text(data: bytes) -> str:
    if data.startswith(b"PK\x03\x04"):
        raise NotRead("C’est une archive ou un document (zip, docx, xlsx), pas un cahier.")
    if data.startswith(b"%PDF"):
        raise NotRead("C’est un PDF, pas un cahier. Demandez le fichier `.ipynb`.")
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise NotRead("Le fichier n’est pas un cahier Jupyter (son texte n’est pas en UTF-8).") from None


def _cells(notebook: Any) -> Notebook:
    found = notebook.get("cells") if isinstance(notebook, dict) else None
    if isinstance(notebook, dict) and isinstance(notebook.get("worksheets"), list):
        raise NotRead(
            "C’est un cahier d’un Jupyter d’avant 2015. Ouvrez-le dans JupyterLab, enregistrez-le, remettez-le."
        )
    if not isinstance(found, list):
        raise NotRead("Le fichier n’est pas un cahier Jupyter.")
    if len(found) > MOST_CELLS:
        raise NotRead(f"Le cahier a plus de {MOST_CELLS} cellules.")
    cells = tuple(cell for cell in map(_cell, found) if cell is not None)
    if not any(cell.source.strip() for cell in cells):
        raise NotRead("Le cahier n’a aucune cellule.")
    if sum(len(cell.source) for cell in cells) > LARGEST_TEXT:
        raise NotRead("Le texte du cahier est trop long.")
    metadata = notebook.get("metadata")
    return Notebook(cells, metadata if isinstance(metadata, dict) else {})


def _cell(cell: Any) -> Cell | None:
    if not isinstance(cell, dict) or cell.get("cell_type") not in ("code", "markdown"):
        return None
    source = cell.get("source", "")
    if not (
        isinstance(source, str) or (isinstance(source, list) and all(isinstance(one, str) for one in source))
    ):
        return None
    outputs = cell.get("outputs")
    shown = [_shown(one) for one in outputs] if isinstance(outputs, list) else []
    texts = tuple(_clean(one) for one in shown if one)
    return Cell(cell["cell_type"], _clean(source_of(cell)), _clean(str(cell.get("id", ""))[:80]), texts)


def _clean(text: str) -> str:
    """Without halves of characters, which no file can hold."""
    return text.encode("utf-8", "replace").decode()


def _shown(output: Any) -> str:
    """The beginning of the plain text of an output."""
    if not isinstance(output, dict):
        return ""
    data = output.get("data")
    text = data.get("text/plain", "") if isinstance(data, dict) else output.get("text", "")
    if isinstance(text, list):
        text = "".join(one for one in text[:20] if isinstance(one, str))
    return text[:200] if isinstance(text, str) else ""
