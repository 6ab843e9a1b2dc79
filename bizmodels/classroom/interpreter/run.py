"""One notebook being read: its names, its steps, and how a statement or an expression is handed to what reads it."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from bizmodels.classroom.interpreter.limits import UNREAD, Budget, Refused
from bizmodels.classroom.interpreter.scope import Scope
from bizmodels.errors import LearnerError

_FRAMES = 14_000  # of Python, for DEEP calls inside one another

Read = Callable[["Run", Any, Scope], Any]
EXPRESSIONS: dict[type, Read] = {}
STATEMENTS: dict[type, Read] = {}

_NAMES = {
    ast.ClassDef: "`class`", ast.With: "`with`", ast.AsyncFunctionDef: "`async`", ast.AsyncFor: "`async`",
    ast.AsyncWith: "`async`", ast.Await: "`await`", ast.Yield: "`yield`", ast.YieldFrom: "`yield`",
    ast.Match: "`match`", ast.NamedExpr: "`:=`",
}  # fmt: skip


def reads(*kinds: type) -> Callable[[Read], Read]:
    """Declare what reads some kinds of nodes."""

    def declared(function: Read) -> Read:
        table = STATEMENTS if issubclass(kinds[0], ast.stmt) else EXPRESSIONS
        table.update(dict.fromkeys(kinds, function))
        return function

    return declared


def _unread(node: ast.AST) -> Refused:
    name = _NAMES.get(type(node))
    return Refused(f"{name} n’est pas lu" if name else "cette écriture n’est pas lue")


class Run:
    """A notebook being read, cell after cell.

    Args:
        names: what the set-up gives; ``builtins``: the functions of Python that are known; ``modules``: what may be
            imported.
    """

    def __init__(self, names: Mapping[str, Any], builtins: Mapping[str, Any], modules: Mapping[str, Any]):
        self.budget, self.depth, self.active = Budget(), 0, False
        self.spent = 0  # steps, since the beginning
        self.modules = modules
        self.notebook = Scope()
        self.notebook.builtins = builtins
        self.notebook.names.update(names)
        self.elsewhere: Mapping[ast.Call, set[str]] = {}  # names of a check that its cell gives no value

    def value(self, node: ast.expr, scope: Scope) -> Any:
        """The value of an expression.

        Raises:
            Refused: it is not read.
            TooLong: no steps are left.
            Exception: as Python does.
        """
        self.budget.spend()
        read = EXPRESSIONS.get(type(node))
        if read is None:
            raise _unread(node)
        return read(self, node, scope)

    def block(self, body: list[ast.stmt], scope: Scope) -> tuple[str, Any] | None:
        """Read statements in order; what ends them early: « break », « continue », or « return » and a value.

        Raises:
            Refused, TooLong, Exception: as ``value``.
        """
        for statement in body:
            self.budget.spend()
            read = STATEMENTS.get(type(statement))
            if read is None:
                raise _unread(statement)
            end = read(self, statement, scope)
            if end is not None:
                return end
        return None

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Room for calls inside one another; the steps are counted anew."""
        if self.active:
            yield
            return
        before = sys.getrecursionlimit()
        sys.setrecursionlimit(max(before, _FRAMES))
        self.active, self.depth, self.budget = True, 0, Budget()
        try:
            yield
        finally:
            self.active = False
            self.spent += self.budget.spent
            sys.setrecursionlimit(before)

    def called_from_outside(self, call: Callable[[], Any]) -> Any:
        """A student's function called by something else than the reading of a cell: what is refused is an error.

        Raises:
            LearnerError: refused. TooLong, Exception: as ``value``.
        """
        if self.active:
            return call()
        with self.reading():
            try:
                return call()
            except Refused as refused:
                raise LearnerError(f"{UNREAD}{refused}") from None
