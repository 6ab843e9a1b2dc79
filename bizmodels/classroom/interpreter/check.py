"""``ex`` as the interpreter holds it: its figures can be read, and each ``check`` is noted, never judged."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from bizmodels.classroom.interpreter.limits import Refused
from bizmodels.classroom.interpreter.values import INERT, Native

Note = Callable[[str, tuple], None]


class Check:
    """``ex.q2.check``: hands the raw arguments on."""

    __slots__ = ("_note", "_question")

    def __init__(self, question: str, note: Note):
        self._question, self._note = question, note

    @property
    def question(self) -> str:
        """« q2 »."""
        return self._question

    def record(self, node: ast.Call, given: tuple, named: dict, elsewhere: set[str]) -> Any:
        """Note what is checked; a name that only another cell gives counts as nothing given (``same_cell``)."""
        if named:
            raise TypeError("check() got an unexpected keyword argument")
        names = [one.id if isinstance(one, ast.Name) else "" for one in node.args]
        if len(names) == len(given):
            given = tuple(... if name in elsewhere else one for name, one in zip(names, given, strict=True))
        self._note(self._question, given)
        return INERT


class Asking:
    """``ex.q2``."""

    __slots__ = ("_check",)

    def __init__(self, question: str, note: Note):
        self._check = Check(question, note)

    @property
    def question(self) -> str:
        """« q2 »."""
        return self._check.question

    def attribute(self, name: str) -> Any:
        """``check``, and the buttons that help.

        Raises:
            Refused: nothing else.
        """
        if name == "check":
            return self._check
        if name in ("hint", "solution"):
            return INERT
        raise Refused(f"`{name}` d’une question n’est pas lu")


class Ex:
    """The exercise: ``data``, ``firm``, the questions, the table."""

    def __init__(self, session: Any, note: Note):
        self._session = session
        self.changed: set[str] = set()  # what the student put in the place of something else
        self._questions = {one.name: Asking(one.name, note) for one in session.questions}

    def attribute(self, name: str) -> Any:
        """As a session has it.

        Raises:
            Refused: what a session has and no answer needs; AttributeError: what it has not.
        """
        if name in self.changed:
            raise Refused(f"`ex.{name}` a été changé plus haut")
        if name in self._questions:
            return self._questions[name]
        if name in ("data", "firm"):
            return getattr(self._session, name)
        if name in ("title", "name", "code"):
            return str(getattr(self._session, name))
        if name == "total":
            return INERT
        if name == "table":
            return Native("table", lambda given, named: self._session.data.table())
        getattr(self._session, name)  # which says what is missing
        raise Refused(f"`ex.{name}` n’est pas lu")
