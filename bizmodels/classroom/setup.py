"""The names that an exercise starts from: the course's own set-up cell, run here once for a student's figures.

That cell is the instructor's, from ``exercises/``: it is the only code that Python runs.
"""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import FunctionType, ModuleType
from typing import Any

import bizmodels as bm
from bizmodels.classroom.interpreter.check import Ex, Note
from bizmodels.classroom.interpreter.copies import owned
from bizmodels.classroom.whose import course_notebooks, parsed
from bizmodels.course.regions import source_of
from bizmodels.exercises import engine
from bizmodels.exercises.given import student_seed


@dataclass(frozen=True)
class Setup:
    """What a student starts from.

    Args:
        session: the exercise with his figures; ``names``: what the set-up cell gives besides; ``statements``: the code of
            that cell, a statement each, as ``ast.dump`` writes it.
    """

    session: engine.Session
    names: dict[str, Any]
    statements: frozenset[str]

    def start(self, course: Any, note: Note) -> dict[str, Any]:
        """The names of one notebook: copies where they could be changed in their place."""
        ex = Ex(self.session, note)
        return {**{name: owned(value) for name, value in self.names.items()}, "bm": course, "ex": ex}


def setup_for(exercise: str, pseudonym: str) -> Setup:
    """The set-up of an exercise for the firm of a pseudonym (« »: the published figures)."""
    _loaded()
    seed = student_seed(pseudonym, exercise) if pseudonym else None
    session = engine.Session(exercise, engine.declaration(exercise), seed, keep=lambda *_: None)
    body = _statements(exercise)
    found = _run(body, session) if body else {"data": session.data}
    if not body and session.data._build is not None:
        found["firm"] = session.firm
    return Setup(session, found, frozenset(ast.dump(one) for one in body))


@cache
def _loaded() -> None:
    """What the course's functions import at their first call: done here, where no limit of time cuts it in two."""
    for name in ("scipy.optimize", "scipy.sparse", "scipy.special", "scipy.stats"):
        with contextlib.suppress(ImportError):
            import_module(name)


@cache
def _statements(exercise: str) -> tuple[ast.stmt, ...]:
    """The statements of the course's own set-up cell; none where the folder ``exercises/`` is not there."""
    for cell in course_notebooks().get(exercise, {}).get("cells", []):
        source = source_of(cell)
        if cell["cell_type"] == "code" and "bm.exercise(" in source:
            return tuple((parsed(source) or ast.Module([], [])).body)
    return ()


class _Course:
    """``bm`` for the set-up cell: ``exercise`` gives the session that is there already."""

    def __init__(self, exercise: Callable[..., Any]):
        self.exercise = exercise

    def __getattr__(self, name: str) -> Any:
        return getattr(bm, name)


def _run(body: tuple[ast.stmt, ...], session: engine.Session) -> dict[str, Any]:
    names: dict[str, Any] = {"bm": _Course(lambda *_, **__: session), "pseudonyme": ...}
    kept = [one for one in body if not isinstance(one, ast.Import | ast.ImportFrom | ast.Expr)]
    exec(compile(ast.Module(kept, []), "<exercises>", "exec"), names)
    hidden = {"bm", "ex", "pseudonyme", "__builtins__"}
    return {
        name: value
        for name, value in names.items()
        if name not in hidden and not isinstance(value, ModuleType | FunctionType | type)
    }
