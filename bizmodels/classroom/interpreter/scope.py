"""Names: who holds which value, and which names a function calls its own."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Mapping
from typing import Any

from bizmodels.classroom.interpreter.limits import Refused
from bizmodels.classroom.interpreter.values import Unreadable

_OF_JUPYTER = {"In", "Out", "display", "exit", "get_ipython", "quit"}
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Scope:
    """The names of a notebook, a function or a comprehension; what is missing is looked for further out.

    ``own`` are the names that a function assigns somewhere: until then they have no value, whatever is outside.
    """

    __slots__ = ("builtins", "elsewhere", "names", "outer", "own")

    def __init__(self, outer: Scope | None = None, own: frozenset[str] = frozenset()):
        self.names: dict[str, Any] = {}
        self.outer, self.own = outer, own
        self.elsewhere: dict[str, Scope] = {}
        self.builtins: Mapping[str, Any] = outer.builtins if outer else {}

    @property
    def top(self) -> Scope:
        """The names of the notebook."""
        scope = self
        while scope.outer is not None:
            scope = scope.outer
        return scope

    def load(self, name: str) -> Any:
        """The value of a name.

        Raises:
            NameError: nobody gives it one (its ``name`` is set, as Python does).
            Refused: an unread line gives it, or Python has it and the interpreter has not.
        """
        scope = self.elsewhere.get(name, self)
        while scope is not None:
            if name in scope.names:
                value = scope.names[name]
                if type(value) is Unreadable:
                    raise Refused(value.reason)
                return value
            if name in scope.own:
                raise UnboundLocalError(
                    f"cannot access local variable '{name}' where it is not associated with a value",
                    name=name,
                )
            scope = scope.outer
        return self._of_python(name)

    def _of_python(self, name: str) -> Any:
        if name in self.builtins:
            return self.builtins[name]
        if "*" in self.top.names:
            raise Refused(self.top.names["*"].reason)
        if hasattr(builtins, name) or name.startswith("_") or name in _OF_JUPYTER:
            raise Refused(f"`{name}` n’est pas lu")
        raise NameError(f"name '{name}' is not defined", name=name)

    def store(self, name: str, value: Any) -> None:
        """Give a name its value, where ``global`` and ``nonlocal`` say."""
        if "__" in name:
            raise Refused(f"`{name}` est un nom réservé à Python")
        self.elsewhere.get(name, self).names[name] = value

    def delete(self, name: str) -> None:
        """Forget a name.

        Raises:
            NameError: it has no value.
        """
        names = self.elsewhere.get(name, self).names
        if name not in names:
            raise NameError(f"name '{name}' is not defined", name=name)
        del names[name]

    def is_global(self, name: str) -> None:
        """`global name`."""
        self.elsewhere[name] = self.top

    def is_nonlocal(self, name: str) -> None:
        """`nonlocal name`."""
        scope = self.outer
        while scope is not None and scope.outer is not None:
            if name in scope.own:
                self.elsewhere[name] = scope
                return
            scope = scope.outer
        raise Refused(f"`nonlocal {name}` ne trouve pas ce nom")


def own_names(body: list[ast.stmt], parameters: list[str]) -> frozenset[str]:
    """The names that a function's body assigns, its parameters too."""
    found, outside = set(parameters), set()
    for statement in body:
        for node in _inside(statement):
            if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
                found.add(node.id)
            elif isinstance(node, ast.Global | ast.Nonlocal):
                outside.update(node.names)
            elif isinstance(node, ast.alias):
                found.add((node.asname or node.name).split(".")[0])
            elif isinstance(node, ast.ExceptHandler) and node.name or isinstance(node, ast.FunctionDef):
                found.add(node.name)
    return frozenset(found - outside)


def _inside(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    if isinstance(node, (*_SCOPES, *_COMPREHENSIONS)):
        return
    for child in ast.iter_child_nodes(node):
        yield from _inside(child)
