"""A notebook as a class edition lends it: no instructor's notes, no way to a solution or to what was not lent."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from bizmodels.course import course_map, navigation
from bizmodels.course.notebook import load, save
from bizmodels.course.regions import source_of
from bizmodels.prose import typeset_markdown

_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s]+)\)")
# « Le corrigé, à ouvrir après avoir essayé : [les huit réponses expliquées](../solutions/…). »
_SOLUTION = re.compile(r"Le corrigé[^.\[]*\[[^\]]*\]\((?:\.\./)?solutions/[^)\s]*\)\.")
_LATER = typeset_markdown("Le corrigé s’ouvrira plus tard : votre enseignant dira quand.")


def lend(path: Path) -> None:
    """Rewrite a copied notebook in its place; the rest of the edition stands around it already."""
    notebook = load(path)
    notebook["cells"] = [_cell(cell, path.parent) for cell in notebook["cells"]]
    notes = dict(notebook["metadata"].get("bizmodels", {}))
    # The map of the course tells how long a lesson takes: no secret.
    if minutes := notes.pop("instructor", {}).get("minutes"):
        notes["minutes"] = minutes
    notebook["metadata"]["bizmodels"] = notes
    save(path, navigation.put(notebook, path))


def _cell(cell: dict[str, Any], folder: Path) -> dict[str, Any]:
    if cell["cell_type"] != "markdown":
        return cell
    text = source_of(cell)
    if folder.name != "solutions":
        text = _SOLUTION.sub(_LATER, text)
    return cell | {"source": _LINK.sub(lambda link: _kept(link, folder), text)}


def _kept(link: re.Match[str], folder: Path) -> str:
    """The link where its target was lent or is an address, else its words."""
    target = unquote(link[2].partition("#")[0])
    if not target or re.match(r"\w+:", target) or (folder / target).is_file():
        return link[0]
    return link[1].strip("←→ ")


def redraw_map(welcome: Path, course: Path) -> None:
    """The saved map of the welcome lesson shows the lessons that were lent: the same table, of another folder."""
    old, new = course_map.course_map(course / "notebooks"), course_map.course_map(welcome.parent)
    notebook = load(welcome)
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "text/html" in data:
                data["text/html"] = "".join(data["text/html"]).replace(old._repr_html_(), new._repr_html_())
            if "text/plain" in data:
                data["text/plain"] = "".join(data["text/plain"]).replace(repr(old), repr(new))
    save(welcome, notebook)
