"""The bets of a lesson as its instructor needs them: the answer too, computed by the lesson's own cells.

Some lessons take a minute: ``python -m bizmodels.classroom.rehearsal`` computes those that changed and keeps them in
``bets.json``. A kept lesson counts only while its cells are the same, so that file may be old, never wrong.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bizmodels.classroom import lesson_bets
from bizmodels.course import bets, folders
from bizmodels.course.reading import Notebook, numbered, read
from bizmodels.course.regions import source_of, tagged
from bizmodels.french import typeset
from bizmodels.view.act import Act

KEPT = Path(__file__).parent / "bets.json"


@dataclass(frozen=True)
class Rehearsed:
    """One bet: texts in French, figures as a learner reads them; « » where there is none.

    ``result`` and ``today`` are texts with their unit; no ``result``: the cell cannot be run here. ``options`` are the
    answers to choose from; ``complete`` is the sentence to finish, ``because`` its end; ``mistake`` names the tempting
    answer and undoes it.
    """

    name: str
    question: str
    result: str = ""
    today: str = ""
    options: tuple[str, ...] = ()
    complete: str = ""
    because: str = ""
    mistake: str = ""


def rehearse(notebook: Notebook) -> dict[str, Rehearsed]:
    """Every bet of one of the course's own lessons by its name, in the order of the lesson: its cells are run.

    A cell that cannot run here (data extras that are missing) gives its question without a result, and no text that
    would quote a figure.
    """
    found: dict[str, Rehearsed] = {}
    for one in lesson_bets.run(notebook):
        found |= {bet.name: _unanswered(bet) for bet in bets.bets_in(one.cell)}
        found |= {act.name: _answered(act) for act in one.acts}
    return found


def _answered(act: Act) -> Rehearsed:
    result = act.result()
    return Rehearsed(
        act.name,
        act.question,
        result if isinstance(result, str) else act.measure.show(result),
        act.measure.show(act.today) if math.isfinite(act.today) else "",
        tuple(option.label for option in act.options),
        act.why.complete,
        act.why.because,
        act.why.mistake,
    )


def _unanswered(bet: bets.Bet) -> Rehearsed:
    return Rehearsed(bet.name, typeset(bet.texts.get("question", "")))


# --- what was computed once -------------------------------------------------------------------------------


def of_lesson(number: str, notebook: Notebook) -> dict[str, Rehearsed]:
    """The bets of the lesson « 03 »: read where they were computed from these very cells, else computed now.

    A minute for the pilot's lesson, hundredths of a second for most. Cells are run only where they are those of the
    course that the package is run from: another notebook, changed by whoever works on it, keeps its questions alone.
    """
    mark = fingerprint(notebook)
    kept = _kept().get(number)
    if kept and kept["cells"] == mark:
        return {
            one["name"]: Rehearsed(**one | {"options": tuple(one.get("options", ()))}) for one in kept["bets"]
        }
    own = lesson_bets.own_lesson(number)
    if own and fingerprint(read(own)) == mark:
        return rehearse(notebook)
    asked = [
        bet for _, cell in numbered(notebook, "code") if tagged(cell, bets.TAG) for bet in bets.bets_in(cell)
    ]
    return {bet.name: _unanswered(bet) for bet in asked}


def fingerprint(notebook: Notebook) -> str:
    """What a lesson's bets are computed from: its set-up and the cells of its bets."""
    cells = [
        cell
        for number, (_, cell) in enumerate(numbered(notebook, "code"))
        if not number or tagged(cell, bets.TAG)
    ]
    return hashlib.sha256("\n\n".join(map(source_of, cells)).encode()).hexdigest()[:16]


@cache
def _kept() -> dict[str, Any]:
    return json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.is_file() else {}


def main() -> int:
    """Compute the bets of every lesson whose cells changed, and keep them; 1 if a cell cannot be run here."""
    kept, written, failed = _kept(), {}, []
    for number, path in sorted(folders.lessons_in(folders.checkout() / "notebooks").items()):
        notebook = read(path)
        mark = fingerprint(notebook)
        if kept.get(number, {}).get("cells") == mark:
            written[number] = kept[number]
            continue
        print(path.name, flush=True)
        told = rehearse(notebook)
        failed += [
            f"{name} cannot be run here: its lesson is not kept"
            for name, one in told.items()
            if not one.result
        ]
        if all(one.result for one in told.values()):
            written[number] = {"cells": mark, "bets": [_plain(one) for one in told.values()]}
    text = json.dumps(written, ensure_ascii=False, indent=1)
    KEPT.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    print("\n".join(failed), file=sys.stderr, end="\n" if failed else "")
    return bool(failed)


def _plain(bet: Rehearsed) -> Mapping[str, Any]:
    """A bet as it is kept: what is empty is left out."""
    return {name: value for name, value in asdict(bet).items() if value}


if __name__ == "__main__":
    sys.exit(main())
