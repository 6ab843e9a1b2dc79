"""The statements that are read; each gives None, or how it ends what it stands in."""

from __future__ import annotations

import ast
from typing import Any

from bizmodels.classroom.interpreter import expressions as _expressions  # noqa: F401 - declares what it reads
from bizmodels.classroom.interpreter.attributes import item
from bizmodels.classroom.interpreter.functions import Function
from bizmodels.classroom.interpreter.iteration import collected, each
from bizmodels.classroom.interpreter.limits import Endless, Refused, at_most
from bizmodels.classroom.interpreter.operations import in_place, text, truth
from bizmodels.classroom.interpreter.run import Run, reads
from bizmodels.classroom.interpreter.scope import Scope
from bizmodels.classroom.interpreter.targets import assign, forget, put
from bizmodels.classroom.interpreter.values import INERT, Failure, Inert, Module
from bizmodels.exercises.guard import TooLong

End = tuple[str, Any] | None


@reads(ast.Expr)
def _expression(run: Run, node: ast.Expr, scope: Scope) -> End:
    run.value(node.value, scope)
    return None


@reads(ast.Assign)
def _assign(run: Run, node: ast.Assign, scope: Scope) -> End:
    value = run.value(node.value, scope)
    for target in node.targets:
        assign(run, target, value, scope)
    return None


@reads(ast.AnnAssign)
def _noted(run: Run, node: ast.AnnAssign, scope: Scope) -> End:
    if node.value is not None:  # what follows the colon is only a note
        assign(run, node.target, run.value(node.value, scope), scope)
    return None


@reads(ast.AugAssign)
def _augmented(run: Run, node: ast.AugAssign, scope: Scope) -> End:
    target = node.target
    if isinstance(target, ast.Name):
        after = _changed(run, node, scope.load(target.id), scope)
        assign(run, target, after, scope)
    elif isinstance(target, ast.Subscript):
        # The owner and the key are looked for once.
        owner, key = run.value(target.value, scope), run.value(target.slice, scope)
        put(run, owner, key, _changed(run, node, item(run, owner, key), scope))
    else:
        # « data.vat += 1 » reads first: a wrong name is an error of its own.
        run.value(ast.copy_location(ast.Attribute(target.value, target.attr, ast.Load()), target), scope)
        assign(run, target, None, scope)
    return None


def _changed(run: Run, node: ast.AugAssign, before: Any, scope: Scope) -> Any:
    more = run.value(node.value, scope)
    if type(before) is list and isinstance(node.op, ast.Add):
        more = collected(run, more)
        at_most(len(before) + len(more))
        before.extend(more)
        return before
    return in_place(type(node.op), before, more, run.budget)


@reads(ast.If)
def _if(run: Run, node: ast.If, scope: Scope) -> End:
    return run.block(node.body if truth(run.value(node.test, scope)) else node.orelse, scope)


@reads(ast.While)
def _while(run: Run, node: ast.While, scope: Scope) -> End:
    try:
        return _turned(run, node, scope)
    except TooLong:
        if _for_ever(node):
            raise Endless from None
        raise


def _for_ever(node: ast.While) -> bool:
    """« while True », with nothing inside that leaves it."""
    leaves = ast.Break | ast.Return | ast.Raise | ast.Assert | ast.Yield
    inside = (one for statement in node.body for one in ast.walk(statement))
    return (
        isinstance(node.test, ast.Constant)
        and bool(node.test.value)
        and not any(isinstance(one, leaves) for one in inside)
    )


def _turned(run: Run, node: ast.While, scope: Scope) -> End:
    while truth(run.value(node.test, scope)):
        end = run.block(node.body, scope)
        if end and end[0] == "break":
            return None
        if end and end[0] == "return":
            return end
    return run.block(node.orelse, scope)


@reads(ast.For)
def _for(run: Run, node: ast.For, scope: Scope) -> End:
    for value in each(run, run.value(node.iter, scope)):
        assign(run, node.target, value, scope)
        end = run.block(node.body, scope)
        if end and end[0] == "break":
            return None
        if end and end[0] == "return":
            return end
    return run.block(node.orelse, scope)


@reads(ast.Break, ast.Continue)
def _leave(run: Run, node: ast.Break | ast.Continue, scope: Scope) -> End:
    return ("break" if isinstance(node, ast.Break) else "continue"), None


@reads(ast.Pass)
def _pass(run: Run, node: ast.Pass, scope: Scope) -> End:
    return None


@reads(ast.Return)
def _return(run: Run, node: ast.Return, scope: Scope) -> End:
    return "return", node.value and run.value(node.value, scope)


@reads(ast.FunctionDef)
def _define(run: Run, node: ast.FunctionDef, scope: Scope) -> End:
    if node.decorator_list:
        raise Refused("une fonction précédée de `@` n’est pas lue")
    scope.store(node.name, Function(run, node, scope))
    return None


@reads(ast.Global)
def _global(run: Run, node: ast.Global, scope: Scope) -> End:
    for name in node.names:
        scope.is_global(name)
    return None


@reads(ast.Nonlocal)
def _nonlocal(run: Run, node: ast.Nonlocal, scope: Scope) -> End:
    for name in node.names:
        scope.is_nonlocal(name)
    return None


@reads(ast.Delete)
def _delete(run: Run, node: ast.Delete, scope: Scope) -> End:
    for target in node.targets:
        forget(run, target, scope)
    return None


@reads(ast.Assert)
def _assert(run: Run, node: ast.Assert, scope: Scope) -> End:
    if not truth(run.value(node.test, scope)):
        raise AssertionError(text(run.value(node.msg, scope), run.budget) if node.msg else "")
    return None


# --- errors -------------------------------------------------------------------------------------------------


@reads(ast.Raise)
def _raise(run: Run, node: ast.Raise, scope: Scope) -> End:
    error = run.value(node.exc, scope) if node.exc else None
    if type(error) is Failure:
        error = error.kind()
    if not isinstance(error, Exception) or node.cause:
        raise Refused("ce `raise` n’est pas lu")
    raise error


@reads(ast.Try)
def _try(run: Run, node: ast.Try, scope: Scope) -> End:
    try:
        try:
            end = run.block(node.body, scope)
        except Exception as error:
            handler = next((one for one in node.handlers if _catches(run, one, error, scope)), None)
            if handler is None:
                raise
            return _handled(run, handler, error, scope)
        return end or run.block(node.orelse, scope)
    finally:
        if run.block(node.finalbody, scope):  # it would hide an error, a refusal too
            raise Refused("un `return` dans `finally` n’est pas lu")


def _catches(run: Run, handler: ast.ExceptHandler, error: Exception, scope: Scope) -> bool:
    if isinstance(error, RecursionError):
        raise Refused("une récursion interrompue par `except` n’est pas lue")
    if handler.type is None:
        return True
    wanted = run.value(handler.type, scope)
    kinds = wanted if type(wanted) is tuple else (wanted,)
    if any(type(one) is not Failure for one in kinds):
        raise Refused("ce `except` n’est pas lu")
    return isinstance(error, tuple(one.kind for one in kinds))


def _handled(run: Run, handler: ast.ExceptHandler, error: Exception, scope: Scope) -> End:
    if handler.name:
        scope.store(handler.name, error)
    try:
        return run.block(handler.body, scope)
    finally:
        if handler.name:
            scope.elsewhere.get(handler.name, scope).names.pop(handler.name, None)


# --- imports ------------------------------------------------------------------------------------------------


@reads(ast.Import)
def _import(run: Run, node: ast.Import, scope: Scope) -> End:
    for one in node.names:
        module = _module(run, one.name)
        scope.store(
            one.asname or one.name.split(".")[0],
            module if one.asname else _module(run, one.name.split(".")[0]),
        )
    return None


@reads(ast.ImportFrom)
def _import_from(run: Run, node: ast.ImportFrom, scope: Scope) -> End:
    module = _module(run, "." * node.level + (node.module or ""))
    for one in node.names:
        if one.name == "*" or one.name.startswith("_"):
            raise Refused(f"`from {node.module} import {one.name}` n’est pas lu")
        value = INERT if type(module) is Inert else module.find(one.name)
        scope.store(one.asname or one.name, value)
    return None


def _module(run: Run, name: str) -> Module | Inert:
    root, *path = name.split(".")
    module = run.modules.get(root)
    if module is None:
        raise Refused(f"`import {name}` n’est pas lu")
    for one in path:
        module = module if type(module) is Inert else module.find(one)
        if type(module) not in (Module, Inert):
            raise Refused(f"`import {name}` n’est pas lu")
    return module
