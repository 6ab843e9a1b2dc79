"""The pseudonym in use: what its cell says, beside the exercise that is loaded in the notebook that runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bizmodels import learner
from bizmodels.errors import LearnerError
from bizmodels.exercises import kept
from bizmodels.exercises.engine import Session
from bizmodels.exercises.given import look_alike, student_seed
from bizmodels.exercises.guard import is_a, plain

CELL = "pseudonyme"  # the name that the cell of an exercise gives


def pseudonym(lesson: str) -> tuple[str, str | None]:
    """The pseudonym written but not yet loaded (« »: none), and the one in use: « » on the published figures, None if unknown.

    Known only in the notebook of the exercise of that lesson, once it is loaded there.
    """
    names = _names()
    loaded = [one for one in names.values() if isinstance(one, Session) and one.name.startswith(f"{lesson}_")]
    if not loaded:
        return "", None
    session = names["ex"] if any(one is names.get("ex") for one in loaded) else loaded[-1]
    written = plain(names.get(CELL))
    if not (is_a(written, str) and written.strip()):
        return "", None if session.code else ""
    try:
        code = student_seed(written, session.name)[: len(session.code) or None]
    except LearnerError:  # « votre pseudonyme », left as it was
        return "", None
    own = " ".join(written.split())
    return ("", _spelled(session.name, kept.signed(own))) if code == session.code else (own, None)


def _spelled(exercise: str, name: str) -> str:
    """The pseudonym as the learner's file spells it: capitals do not make another firm."""
    record = learner.of(kept.notebook_of(exercise))
    known = [record.pseudonym, *record.others]
    alike = (one for one in known if look_alike(one) == look_alike(name))
    return name if name in known else next(alike, name)


def _names() -> Mapping[str, Any]:
    """The names of the notebook that runs; none outside one."""
    try:
        from IPython import get_ipython
    except ImportError:
        return {}
    shell = get_ipython()
    return dict(shell.user_ns) if shell else {}
