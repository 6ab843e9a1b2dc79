"""A function that a student wrote, as something Python can call: each call reads its code, within the steps allowed."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable
from typing import Any

from bizmodels.classroom.interpreter.copies import owned
from bizmodels.classroom.interpreter.course_values import COST, CourseClass
from bizmodels.classroom.interpreter.limits import DEEP, TOO_LONG, UNREAD, Endless, Refused
from bizmodels.classroom.interpreter.run import Run
from bizmodels.classroom.interpreter.scope import Scope, own_names
from bizmodels.classroom.interpreter.values import Failure, Inert, Kind, Native
from bizmodels.errors import LearnerError
from bizmodels.exercises.guard import TooLong


class Function:
    """``def`` or ``lambda``; callable from anywhere, with the errors that Python raises for a wrong call."""

    def __init__(self, run: Run, node: ast.FunctionDef | ast.Lambda, scope: Scope):
        self._run, self.scope, self.node = run, scope, node
        self.__name__ = getattr(node, "name", "<lambda>")
        given = node.args
        self._places = [one.arg for one in (*given.posonlyargs, *given.args)]
        self._by_name = [one.arg for one in given.kwonlyargs]
        self._only_places = {one.arg for one in given.posonlyargs}
        defaults = [run.value(one, scope) for one in given.defaults]
        self.defaults = dict(zip(self._places[len(self._places) - len(defaults) :], defaults, strict=True))
        self.defaults |= {
            one.arg: run.value(default, scope)
            for one, default in zip(given.kwonlyargs, given.kw_defaults, strict=True)
            if default is not None
        }
        self._rest = given.vararg.arg if given.vararg else None
        self._more = given.kwarg.arg if given.kwarg else None
        body = node.body if isinstance(node, ast.FunctionDef) else []
        extra = [one for one in (self._rest, self._more) if one]
        self._own = own_names(body, [*self._places, *self._by_name, *extra])

    def twin(self) -> Function:
        """The same function, another object."""
        return copy.copy(self)

    def __call__(self, *given: Any, **named: Any) -> Any:
        """As pandas or a sorting calls it.

        Raises:
            LearnerError: called from outside, it does what is not read. Otherwise as ``invoke``.
        """
        return self._run.called_from_outside(lambda: self.invoke(given, named))

    def invoke(self, given: tuple, named: dict[str, Any]) -> Any:
        """The same, among the steps of whoever calls.

        Raises:
            TypeError: the arguments do not fit; RecursionError: too many calls inside one another.
            Refused, TooLong, Exception: as ``Run.value``.
        """
        run, scope = self._run, Scope(self.scope, self._own)
        scope.names.update(self._bound(given, dict(named)))
        if run.depth >= DEEP:
            if _recurs_for_ever(self.node):
                raise RecursionError("maximum recursion depth exceeded")
            raise Refused(f"{TOO_LONG} : elle s’appelle elle-même plus de {DEEP} fois")
        run.depth += 1
        try:
            if isinstance(self.node, ast.Lambda):
                return run.value(self.node.body, scope)
            end = run.block(self.node.body, scope)
            return end[1] if end else None
        finally:
            run.depth -= 1

    def _bound(self, given: tuple, named: dict[str, Any]) -> dict[str, Any]:
        name, places = f"{self.__name__}()", self._places
        bound = dict(zip(places, given, strict=False))
        if len(given) > len(places) and self._rest is None:
            were = "was" if len(given) == 1 else "were"
            takes = f"{len(places)} positional argument{'s' * (len(places) != 1)}"
            raise TypeError(f"{name} takes {takes} but {len(given)} {were} given")
        for key in [one for one in named if one in (*places, *self._by_name)]:
            if key in bound:
                raise TypeError(f"{name} got multiple values for argument '{key}'")
            if key not in self._only_places:
                bound[key] = named.pop(key)
        if named and self._more is None:
            raise TypeError(f"{name} got an unexpected keyword argument '{next(iter(named))}'")
        bound |= {key: value for key, value in self.defaults.items() if key not in bound}
        for kind, wanted in (("positional", places), ("keyword-only", self._by_name)):
            if missing := [repr(one) for one in wanted if one not in bound]:
                many = "s" * (len(missing) != 1)
                listed = " and ".join(missing)
                raise TypeError(f"{name} missing {len(missing)} required {kind} argument{many}: {listed}")
        if self._rest is not None:
            bound[self._rest] = given[len(places) :]
        if self._more is not None:
            bound[self._more] = named
        return bound

    def __repr__(self) -> str:
        return f"<function {self.__name__}>"


_BRANCHES = (
    ast.If, ast.IfExp, ast.BoolOp, ast.While, ast.For, ast.Try, ast.Raise, ast.Assert, ast.comprehension, ast.Lambda,
    ast.FunctionDef,
)  # fmt: skip


def _recurs_for_ever(node: ast.FunctionDef | ast.Lambda) -> bool:
    """Whether a function calls itself whatever happens: nothing in it may go another way."""
    inside = [one for one in ast.walk(node) if one is not node]
    returns = [one for one in inside if isinstance(one, ast.Return)]
    calls = [one.lineno for one in inside if isinstance(one, ast.Call) and _calls(one, node)]
    return (
        bool(calls)
        and not any(isinstance(one, _BRANCHES) for one in inside)
        and all(one.lineno >= min(calls) for one in returns[:1])
    )


def _calls(call: ast.Call, node: ast.FunctionDef | ast.Lambda) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == getattr(node, "name", "")


class Kept:
    """A function as a question calls it: steps counted from zero, and what it sees as it was when it was checked.

    Args:
        copied: gives the function and the names of the notebook, each time new.
    """

    def __init__(self, copied: Callable[[], tuple[Any, dict[str, Any]]], run: Run):
        self._copied, self._run = copied, run
        self._function = copied()[0]
        self.__name__ = getattr(self._function, "__name__", "fonction")
        self.endless, self.refused = False, ""

    def __call__(self, *given: Any, **named: Any) -> Any:
        """What it gives, as if it was never called before.

        Raises:
            TooLong: it has no end, now or before. LearnerError: it does what is not read (``refused`` says what).
            Exception: what its code raises.
        """
        return self.among(self._copied(), given, named)

    def lasting(self) -> Callable[..., Any]:
        """The same, which keeps from one call to the next what it changed: as a notebook does."""
        state = self._copied()
        return lambda *given: self.among(state, given, {})

    def among(self, state: tuple[Any, dict[str, Any]], given: tuple, named: dict[str, Any]) -> Any:
        """A call with that state; errors as those of a call."""
        if self.endless:
            raise TooLong
        if self.refused:
            raise LearnerError(f"{UNREAD}{self.refused}")
        given = tuple(owned(one) for one in given)
        function, names = state
        notebook, before = self._run.notebook, self._run.notebook.names
        notebook.names = names
        try:
            with self._run.reading():
                return called(self._run, function, given, named)
        except Endless:
            self.endless = True
            raise
        except TooLong:
            self.refused = TOO_LONG
            raise LearnerError(f"{UNREAD}{self.refused}") from None
        except Refused as refused:
            self.refused = str(refused)
            raise LearnerError(f"{UNREAD}{self.refused}") from None
        finally:
            notebook.names = before

    def __repr__(self) -> str:
        return repr(self._function)


def called(run: Run, function: Any, given: tuple, named: dict[str, Any]) -> Any:
    """What a call gives, whoever is called.

    Raises:
        TypeError: it is no function. Refused, TooLong, Exception: as ``Run.value``.
    """
    kind = type(function)
    if kind is Function:
        return function.invoke(given, named)
    if kind is Native:
        run.budget.spend(function.cost)
        return function.call(given, named)
    if kind is Kind:
        return function.call(given, named)
    if kind is CourseClass:
        run.budget.spend(COST)
        return function.call(given, named)
    if kind is Inert:
        return function
    if kind is Failure:
        if named or any(type(one) not in (str, int, float) for one in given):
            raise Refused("cette erreur n’est pas lue")
        return function.kind(*given)
    raise TypeError(f"'{type(function).__name__}' object is not callable")
