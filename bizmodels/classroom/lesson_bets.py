"""What a lesson's bets ask and what is true of them, from the course's own notebook: its cells are run, without a page."""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import bizmodels
from bizmodels import learner
from bizmodels.classroom.gathered import bet_ident
from bizmodels.course import bets, folders
from bizmodels.course.regions import source_of, tagged
from bizmodels.view import act
from bizmodels.view.act import Act
from bizmodels.view.unseen import unseen


class Asked(NamedTuple):
    """The ``acts`` of a lesson in their order, by the hash of their question; ``failed``: cells that cannot be run here."""

    acts: dict[str, Act]
    failed: int


def own_lesson(lesson: str) -> Path | None:
    """The notebook of a lesson in the course that the package is run from; None where it was installed alone.

    Never one of the folder where one works: that may be full of students' hand-ins, and none of their cells is run.
    """
    return folders.lessons_in(folders.checkout() / "notebooks").get(lesson)


class Ran(NamedTuple):
    """One cell of bets: the acts it asked, in their order; ``whole``: whether it went through to its end."""

    cell: dict[str, Any]
    acts: tuple[Act, ...]
    whole: bool


@lru_cache(maxsize=8)
def asked(lesson: str, wanted: frozenset[str] | None = None) -> Asked:
    """The bets of a lesson with what is true of them, from the course's own file.

    Of bets, those of ``wanted`` hashes only, where the question can be read without running it.
    """
    path = own_lesson(lesson)
    ran = run(json.loads(path.read_text(encoding="utf-8")), wanted) if path else []
    acts = [act for one in ran for act in one.acts]
    return Asked(
        {bet_ident(one.question, one.measure.unit): one for one in acts}, sum(not one.whole for one in ran)
    )


def run(notebook: dict[str, Any], wanted: frozenset[str] | None = None) -> list[Ran]:
    """Run the set-up cell of one of the course's own lessons, and those of its bets, with an empty learner's file.

    Each cell of bets starts from what the set-up left; ``wanted`` as of ``asked``.
    """
    cells = [one for one in notebook["cells"] if one["cell_type"] == "code"]
    of_bets = [one for one in cells if tagged(one, bets.TAG) and not _absent(source_of(one), wanted)]
    done = []
    with _nobody():
        names = _run(source_of(cells[0]), {}) if cells else {}
        for cell in of_bets:
            act.ASKED.clear()
            whole = bool(names and _run(source_of(cell), names))
            done.append(Ran(cell, tuple(act.ASKED.values()), whole))
    return done


def _absent(source: str, wanted: frozenset[str] | None) -> bool:
    """Whether a cell asks bets whose questions are plain texts, none of them wanted."""
    calls = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and bets.called(node) == "bet"
    ]
    if wanted is None or not calls:
        return False
    for call in calls:
        unit = next((one.value for one in call.keywords if one.arg == "unit"), ast.Constant(""))
        question = call.args[0] if call.args else None
        if not (isinstance(question, ast.Constant) and isinstance(unit, ast.Constant)):
            return False  # computed: it has to be run
        if bet_ident(question.value, unit.value) in wanted:
            return False
    return True


def _run(source: str, names: dict[str, Any]) -> dict[str, Any]:
    """The names after a cell of the course; none where it does not go through.

    Pictures, which no bet's result depends on, take nine tenths of the time: a cell is first run without them.
    """
    for pictures in (patch.object(bizmodels, "figures", _NoPicture(), create=True), contextlib.nullcontext()):
        after = dict(names)
        try:
            with pictures:
                # This module's « from __future__ » is not the notebook's.
                exec(compile(source, "<cell>", "exec", dont_inherit=True), after)
        except Exception:  # what a library that lacks may raise: the bet is shown without its result
            continue
        return after
    return {}


class _NoPicture:
    """Stands for ``bm.figures``, for each of its functions and for what they give."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *_: Any, **__: Any) -> _NoPicture:
        return self

    def _repr_html_(self) -> str:
        return ""


@contextlib.contextmanager
def _nobody() -> Iterator[None]:
    """As if nobody had ever bet here: no learner's file is read or changed, no act stays, no page is told, nothing is printed."""
    before, kept = os.environ.get(learner.VARIABLE), dict(act.ASKED)
    with tempfile.TemporaryDirectory() as empty, unseen(), contextlib.redirect_stdout(io.StringIO()):
        os.environ[learner.VARIABLE] = empty
        act.ASKED.clear()
        try:
            yield
        finally:
            act.ASKED.clear()
            act.ASKED.update(kept)
            os.environ.pop(learner.VARIABLE)
            if before is not None:
                os.environ[learner.VARIABLE] = before
