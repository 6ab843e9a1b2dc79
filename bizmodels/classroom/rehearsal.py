"""The bets of a lesson as its instructor needs them: the answer too, computed by the lesson's own cells.

A lesson is one of the course's own notebooks: its set-up and each cell of a bet are run here, in this process, without a
kernel. ``bm.bet`` and ``bm.calculator`` then say what they were given instead of drawing it, and no picture is drawn.

Some lessons take a minute: ``python -m bizmodels.classroom.rehearsal`` computes those that changed and keeps them in
``bets.json``. A kept lesson counts only while its cells are the same, so that file may be old, never wrong.
"""

from __future__ import annotations

import ast
import contextlib
import hashlib
import json
import sys
import warnings
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import bizmodels
from bizmodels.course import bets, folders
from bizmodels.course.reading import Notebook, numbered, read
from bizmodels.course.regions import source_of, tagged
from bizmodels.french import typeset
from bizmodels.view.bet import choices_of
from bizmodels.view.measure import Measure

KEPT = Path(__file__).parent / "bets.json"


@dataclass(frozen=True)
class Rehearsed:
    """One bet: texts in French, figures as a learner reads them; « » where there is none.

    ``result`` and ``today`` are texts with their unit; ``options`` are the answers to choose from; ``complete`` is the
    sentence to finish, ``because`` its end; ``mistake`` names the tempting answer and undoes it.
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
    """Every bet of a lesson by its name, in the order of the lesson.

    A cell that cannot run here (data extras that are missing) gives its question without a result, and no text that
    would quote a figure.
    """
    shared: dict[str, Any] = {"bm": _Quiet(bizmodels), "sns": _Nothing(), "__name__": "lesson"}
    found: dict[str, Rehearsed] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for number, (_, cell) in enumerate(numbered(notebook, "code")):
            asked = bets.bets_in(cell) if tagged(cell, bets.TAG) else []
            if number and not asked:
                continue
            told: list[Rehearsed] = []
            names = shared if not number else dict(shared)
            names["bm"] = shared["bm"].heard_by(told)
            # Whatever a cell raises, its instructor still has the question.
            with contextlib.suppress(Exception):
                _run(source_of(cell), names)
            found |= {bet.name: _unanswered(bet) for bet in asked} | {one.name: one for one in told}
    return found


def _run(source: str, names: dict[str, Any]) -> None:
    """Run a cell of the course; its imports are given, and what a bet shows is not made."""
    tree = ast.parse(source)
    tree.body = [line for line in tree.body if not isinstance(line, ast.Import | ast.ImportFrom)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            node.keywords = [word for word in node.keywords if word.arg != "shows"]
    # Not this module's « from __future__ »: a lesson that declares a model needs its annotations.
    exec(compile(tree, "<lesson>", "exec", dont_inherit=True), names)


class _Nothing:
    """A picture that is not drawn: whatever is asked of it gives itself."""

    def __getattr__(self, name: str) -> _Nothing:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *arguments: Any, **named: Any) -> _Nothing:
        return self


class _Quiet:
    """``bm`` for a lesson that nobody looks at."""

    figures = _Nothing()

    def __init__(self, module: Any, told: list[Rehearsed] | None = None):
        self._module, self._told = module, [] if told is None else told

    def heard_by(self, told: list[Rehearsed]) -> _Quiet:
        """The same, whose bets go to another list."""
        return _Quiet(self._module, told)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._module, name)

    def bet(self, question: str, truth: Any = None, **how: Any) -> None:
        """Hear what a bet was given."""
        measure = Measure(how.get("unit", ""))
        options = choices_of(how.get("choices"), truth, measure)
        right = [one.label for one in options if one.right]
        result = right[0] if right else measure.show(float(truth))
        if right and not isinstance(truth, str | None):
            result = measure.show(float(truth))  # 17,3 where 17 is to be chosen
        today = "" if how.get("today") is None else measure.show(float(how["today"]))
        self._hear(question, result, today, tuple(one.label for one in options), how)

    def calculator(self, model: Any, predict: str = "", **how: Any) -> None:
        """Hear what a calculator bets on."""
        if not predict:
            return
        change, month = how.get("change") or {}, how.get("month") or (36 if predict == "cash" else None)
        if month is None:
            kpi = type(model).__kpis__[predict]
            shown = [kpi.show(getattr(one, predict)) for one in (model, model.replace(**change))]
        else:
            unit = type(model).columns[predict][1].replace("€", model.currency)
            paths = [one.path(month)[predict][month - 1] for one in (model, model.replace(**change))]
            shown = [Measure(unit).show(value) for value in paths]
        self._hear(how["question"], shown[1], shown[0] if change else "", (), how)

    def _hear(
        self, question: str, result: str, today: str, options: tuple[str, ...], how: Mapping[str, Any]
    ) -> None:
        texts = {name: typeset(how.get(name, "")) for name in bets.LATER}
        self._told.append(Rehearsed(how.get("name", ""), typeset(question), result, today, options, **texts))


def _unanswered(bet: bets.Bet) -> Rehearsed:
    return Rehearsed(bet.name, typeset(bet.texts.get("question", "")))


# --- what was computed once -------------------------------------------------------------------------------


def of_lesson(number: str, notebook: Notebook) -> dict[str, Rehearsed]:
    """The bets of the lesson « 03 »: read where they were computed from these very cells, else computed now.

    A minute for the pilot's lesson, hundredths of a second for most.
    """
    kept = _kept().get(number)
    if kept and kept["cells"] == fingerprint(notebook):
        return {
            one["name"]: Rehearsed(**one | {"options": tuple(one.get("options", ()))}) for one in kept["bets"]
        }
    return rehearse(notebook)


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
    """Compute the bets of every lesson whose cells changed, and keep them."""
    kept, written = dict(_kept()), {}
    for number, path in sorted(folders.lessons_in(folders.notebooks_folder()).items()):
        notebook = read(path)
        mark = fingerprint(notebook)
        if kept.get(number, {}).get("cells") != mark:
            print(path.name, flush=True)
            told = [
                {name: value for name, value in asdict(one).items() if value}
                for one in rehearse(notebook).values()
            ]
            kept[number] = {"cells": mark, "bets": told}
        written[number] = kept[number]
    text = json.dumps(written, ensure_ascii=False, indent=1)
    KEPT.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
