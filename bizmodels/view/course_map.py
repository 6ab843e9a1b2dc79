"""``course_map()``: the plan of the course, with what this learner has done where his file says so."""

from __future__ import annotations

import html
from pathlib import Path

import pandas as pd

from bizmodels import french, learner
from bizmodels.course import course_map as plain
from bizmodels.course import journey
from bizmodels.view.living import Living

LEGEND = f"{journey.DONE} lue jusqu’au bout, tous les paris donnés · {journey.BEGUN} commencée · {journey.TO_COME} à faire"


class Journey(plain.Map):
    """The table of the lessons; displayed, it adds the learner's own columns."""

    def _ipython_display_(self) -> None:
        page = self._repr_html_()
        Living(repr(self), page, lambda: _own(self)).show()


def course_map(folder: Path | None = None) -> pd.DataFrame:
    """The lessons in order, with the minutes of those that exist; displayed, also what is done and what comes next.

    Args:
        folder: where the lessons are; found by itself in a notebook of the course.

    Returns:
        Columns ``number title subject file minutes readable``; ``file`` is « » and ``minutes`` nan for a lesson to
        come; ``readable`` is False for a file that cannot be opened as a notebook, whose line says « illisible ».

    >>> bm.course_map()["number"].tolist()[:3]
    ['00', '01', '02']
    >>> bm.course_map()["title"].tolist()[:3]
    ['Bienvenue', 'Panorama', 'Vente directe (D2C)']
    """
    found = plain.course_map(folder)
    return Journey.of(found, found._french)


def _own(table: Journey) -> str:
    """The table with the learner's columns; « » while he has done nothing."""
    records = learner.records()
    last = journey.last(records)
    trouble = learner.troubles()
    told = f"<p><em>{html.escape(trouble)}</em></p>" if trouble else ""
    if not last:
        return told
    rows = "".join(_row(row, records, last) for row in table.itertuples())
    head = "".join(
        f'<th scope="col" style="text-align:left">{word}</th>'
        for word in ("", "Leçon", "Durée", "Paris", "Exercice")
    )
    then = journey.ahead(last, records)
    return (
        f'<table border="1" class="dataframe"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
        f"<p>{LEGEND}.</p><p>En dernier{french.NBSP}: {then}</p>{told}"
    )


def _row(row, records, last: str) -> str:
    here = bool(row.file)
    title = f"{row.number} · {html.escape(row.title)}"
    title = f'<a href="{html.escape(row.file)}">{title}</a>' if here else title
    lesson, exercise = (
        records.get(f"{learner.LESSON}_{row.number}"),
        records.get(f"{learner.EXERCISE}_{row.number}"),
    )
    bets, questions = journey.bets_in(row.number), journey.questions_in(row.number)
    cells = [
        journey.mark(row.number, records) if here else "",
        f"<b>{title}</b>" if row.number == last else title,
        f"{row.minutes:.0f}{french.NBSP}min" if row.minutes == row.minutes else plain.absent(),
        f"{journey.given(row.number, lesson)} sur {len(bets)}" if bets else "",
        f"{journey.right(exercise)} sur {questions}" if questions else "",
    ]
    return "<tr>" + "".join(f'<td style="text-align:left">{cell}</td>' for cell in cells) + "</tr>"
