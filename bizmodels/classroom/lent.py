"""A notebook as a class edition lends it: no instructor's notes, no way to a solution or to what was not lent.

Where its text names a lesson that the class does not receive, it says so: nobody looks for it.
"""

from __future__ import annotations

import re
from collections.abc import Container
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from bizmodels.course import course_map, folders, navigation, plan
from bizmodels.course.notebook import load, save
from bizmodels.course.regions import source_of
from bizmodels.prose import typeset_markdown

_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s]+)\)")
# « Le corrigé, à ouvrir après avoir essayé : [les huit réponses expliquées](../solutions/…). »
_SOLUTION = re.compile(r"Le corrigé[^.\[]*\[[^\]]*\]\((?:\.\./)?solutions/[^)\s]*\)\.")
_LATER = typeset_markdown("Le corrigé s’ouvrira plus tard : votre enseignant dira quand.")
_SEEN = re.compile(r"(déjà v|Déjà v)(ue?s?) en (\d\d)((?:(?:, | et )\d\d)*)")
_NAMED = re.compile(r"\b(leçon[ \u00a0])(\d\d)\b")
_LACKING = ", non distribuée"
# The welcome lesson: where to go next, and what to do when the course does not open.
_NEXT = re.compile(r"\*\*Ensuite, la \[[^\]]*\]\((\d\d)_[^)]*\)[^*]*\*\*[^.]*\.")
_CHECK = re.compile(r"dans un terminal\s:\s`bizmodels check` dit quoi corriger")
_OPEN_AGAIN = typeset_markdown("un nouveau double-clic sur « ouvrir » dit quoi corriger")


def lend(path: Path) -> None:
    """Rewrite a copied notebook in its place; the rest of the edition stands around it already."""
    notebook = load(path)
    here = folders.lessons_in(path.parent.parent / "notebooks")
    notebook["cells"] = [_cell(cell, path.parent, here) for cell in notebook["cells"]]
    notes = dict(notebook["metadata"].get("bizmodels", {}))
    # The map of the course tells how long a lesson takes: no secret.
    if minutes := notes.pop("instructor", {}).get("minutes"):
        notes["minutes"] = minutes
    notebook["metadata"]["bizmodels"] = notes
    save(path, navigation.put(notebook, path))


def _cell(cell: dict[str, Any], folder: Path, here: dict[str, Path]) -> dict[str, Any]:
    if cell["cell_type"] != "markdown":
        return cell
    text = source_of(cell)
    if folder.name != "solutions":
        text = _SOLUTION.sub(_LATER, text)
    text = _CHECK.sub(_OPEN_AGAIN, _NEXT.sub(lambda found: _next(found, here), text))
    return cell | {"source": _words(_LINK.sub(lambda link: _kept(link, folder), text), here)}


def _next(found: re.Match[str], here: dict[str, Path]) -> str:
    """The sentence that sends to the first lesson, else to the first of those that were lent."""
    after = [number for number in sorted(here) if number > "00"]
    if found[1] in here or not after:
        return found[0]
    one = plan.lesson(after[0])
    title = f", {one.title}" if one else ""
    return typeset_markdown(f"**Ensuite : la [leçon {after[0]}{title}]({here[after[0]].name}).**")


def _kept(link: re.Match[str], folder: Path) -> str:
    """The link where its target was lent or is an address, else its words."""
    target = unquote(link[2].partition("#")[0])
    if not target or re.match(r"\w+:", target) or (folder / target).is_file():
        return link[0]
    words, name = link[1].strip("←→ "), target.rpartition("/")[2]
    if not folders.is_lesson_name(name) or "solutions" in target:
        return words
    if re.fullmatch(r".*\bleçon[ \u00a0]\d\d", words):
        return words  # said with the lessons that are named without a link
    return words + _lacking(link.string[link.end() :], _LACKING[:-1] if "exercises" in target else _LACKING)


def _words(text: str, here: Container[str]) -> str:
    """The text, where each lesson that is named and not lent is said to be."""
    text = _SEEN.sub(lambda found: _seen(found, here), text)
    return _NAMED.sub(
        lambda found: found[0] if found[2] in here else found[0] + _lacking(found.string[found.end() :]), text
    )


def _seen(found: re.Match[str], here: Container[str]) -> str:
    """« déjà vu en 01 », where 01 was not lent: « vu en leçon 01 », which then says so."""
    numbers = re.findall(r"\d\d", found[0])
    if all(one in here for one in numbers):
        return found[0]
    verb = "V" if found[1][0] == "D" else "v"
    return f"{verb}{found[2]} en {' et en '.join(f'leçon {one}' for one in numbers)}"


def _lacking(after: str, said: str = _LACKING) -> str:
    """« , non distribuée », with the comma that closes it within a sentence; nothing where it is said already."""
    if after.startswith((_LACKING, ", ")) and _LACKING in after[:60]:
        return ""
    return f"{said}," if re.match(r"[ \u00a0]\w", after) else said


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
