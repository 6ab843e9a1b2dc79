"""``course_map()``: the lessons of the course, which of them are here, and their minutes read from the notebooks."""

from __future__ import annotations

import html
import json
from functools import partial
from pathlib import Path

import pandas as pd

from bizmodels.course import folders, plan
from bizmodels.tables import Table, to_html

TO_COME, ABSENT = "à venir", "non distribuée"  # a lesson that is not here: of the course, of a class edition


def absent(course: Path | None = None) -> str:
    """What is said of a lesson that is not in a course folder: a class edition was given without it."""
    lent = (course / folders.CLOSED).is_file() if course else folders.beside(folders.CLOSED)
    return ABSENT if lent else TO_COME


def minutes_of(notebook: Path) -> float:
    """Minutes a lesson says it takes, summed over its parts; nan when it does not say.

    Raises:
        ValueError: the file is no notebook (conflict marks of git, a cloud's empty placeholder); OSError: unreadable.
    """
    found = json.loads(notebook.read_text(encoding="utf-8"))
    for key in ("metadata", "bizmodels"):
        if not isinstance(found, dict):
            raise ValueError(f"{notebook.name} is no notebook of the course")
        found = found.get(key, {})
    if not isinstance(found, dict) or not isinstance(notes := found.get("instructor", found), dict):
        raise ValueError(f"{notebook.name} is no notebook of the course")
    found = notes.get("minutes", {})  # a class edition keeps the minutes, and no other note of the instructor
    if not isinstance(found, dict) or not all(
        isinstance(m, int | float) and 0 <= m <= 1_000 for m in found.values()
    ):
        raise ValueError(f"{notebook.name} has no readable minutes")
    return float(sum(found.values())) if found else float("nan")


class Map(Table):
    """The table, with a link on the title of each lesson that exists."""

    def _repr_html_(self) -> str:
        page = to_html(self.shown())
        for row in self.itertuples():
            if row.file:
                title = html.escape(row.title)
                link = f'<a href="{html.escape(row.file)}">{title}</a>'
                page = page.replace(f">{title}</td>", f">{link}</td>", 1)
        return page


def course_map(folder: Path | None = None) -> pd.DataFrame:
    """The table alone, without the learner; its columns are told by the public one (``view/course_map.py``)."""
    folder = folders.notebooks_folder() if folder is None else folder
    rows = []
    here = folders.lessons_in(Path(folder))
    for one in plan.LESSONS:
        path = here.get(one.number)
        file, minutes, readable = (path.name if path else ""), float("nan"), True
        if path:
            try:
                minutes = minutes_of(path)
            except (OSError, ValueError, RecursionError):  # JSON and UTF-8 errors are ValueErrors
                readable = False
        rows.append((one.number, one.title, one.subject, file, minutes, readable))
    frame = pd.DataFrame(rows, columns=["number", "title", "subject", "file", "minutes", "readable"])
    return Map.of(frame, partial(_shown, lacking=absent(Path(folder).parent)))


def _shown(frame: pd.DataFrame, lacking: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Leçon": list(frame["title"]),
            "Sujet": list(frame["subject"]),
            "Durée": [
                _duration(*line, lacking)
                for line in zip(frame["file"], frame["minutes"], frame["readable"], strict=True)
            ],
        },
        index=pd.Index(list(frame["number"]), name="N°"),
    )


def _duration(file: str, minutes: float, readable: bool, lacking: str) -> str:
    if not readable:
        return "illisible"
    return f"{minutes:.0f}\u00a0min" if minutes == minutes else "prête" if file else lacking
