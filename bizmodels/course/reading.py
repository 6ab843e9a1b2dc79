"""A notebook as its author wrote it: cells, parts, headings, minutes said, words. What the rules of the contract read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bizmodels.course import navigation
from bizmodels.course.regions import source_of

ROOT = Path(__file__).resolve().parents[2]

Notebook = dict[str, Any]


def read(path: Path) -> Notebook:
    """The notebook as stored."""
    return json.loads(path.read_text(encoding="utf-8"))


def numbered(notebook: Notebook, kind: str) -> list[tuple[int, dict]]:
    """Cells of one type with their place, counted from 1 as an author counts."""
    return [(n, cell) for n, cell in enumerate(notebook["cells"], 1) if cell["cell_type"] == kind]


def part_of(cell: dict) -> str | None:
    """The key of the part that a cell opens."""
    return cell["metadata"].get("bizmodels", {}).get("part")


def folded(cell: dict) -> bool:
    """Whether JupyterLab shows a code cell closed."""
    return bool(cell["metadata"].get("jupyter", {}).get("source_hidden"))


def headings(notebook: Notebook) -> Iterator[tuple[int, dict, int, str]]:
    """Place, cell, level and text of every heading outside fences."""
    for number, cell in numbered(notebook, "markdown"):
        text = re.sub(r"```.*?```", "", source_of(cell), flags=re.DOTALL)
        for found in re.finditer(r"^(#{1,6})\s+(.+)$", text, re.MULTILINE):
            yield number, cell, len(found[1]), found[2].strip()


def texts_of(output: dict) -> list[str]:
    """What a saved output shows as text: streams, plain text and HTML."""
    if "text" in output:
        return ["".join(output["text"])]
    return [
        "".join(data) for mime, data in output.get("data", {}).items() if mime in ("text/plain", "text/html")
    ]


def title_of(notebook: Notebook) -> dict:
    """The first cell of the notebook's own."""
    return navigation.without(notebook["cells"])[0]


def number_of(path: Path) -> int:
    """Lesson number, from the file name."""
    return int(path.name[:2])


def stated_minutes(notebook: Notebook) -> int | None:
    """The total of the title cell."""
    total = re.search(r"\*\*(\d+)\s+minutes?\*\*", source_of(title_of(notebook)))
    return int(total[1]) if total else None


def minutes_of(notebook: Notebook) -> tuple[dict[str, int], list[str]]:
    """Minutes by part key (by heading where no part is named), and the headings that give none."""
    minutes, problems = {}, []
    for number, cell, level, text in headings(notebook):
        if level != 2:
            continue
        found = re.search(r"·\s*(\d+)\s*min$", text)
        if found:
            minutes[part_of(cell) or text] = int(found[1])
        else:
            problems.append(f"cell {number}: « ## {text} » does not end in « · N min »")
    return minutes, problems


def cells_of_parts(notebook: Notebook) -> dict[str, list[dict]]:
    """Cells of each part, up to the next part."""
    parts: dict[str, list[dict]] = {}
    key = None
    for cell in notebook["cells"]:
        key = part_of(cell) or key
        if key:
            parts.setdefault(key, []).append(cell)
    return parts


def words_in(text: str) -> int:
    """Words of prose: headings, tables and list marks apart."""
    lines = [line for line in text.splitlines() if not re.match(r"\s*(#{1,6}\s|\|)", line)]
    return sum(bool(re.search(r"\w", word)) for line in lines for word in line.split())
