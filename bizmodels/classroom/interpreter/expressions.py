"""The expressions that are read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from bizmodels.classroom.interpreter.attributes import attribute, item
from bizmodels.classroom.interpreter.check import Check
from bizmodels.classroom.interpreter.comparisons import compare
from bizmodels.classroom.interpreter.functions import Function, called
from bizmodels.classroom.interpreter.iteration import collected, each
from bizmodels.classroom.interpreter.limits import BITS, TEXT, TOO_LARGE, Refused, at_most, made
from bizmodels.classroom.interpreter.operations import binary, formatted, key_of, text, truth, unary
from bizmodels.classroom.interpreter.run import Run, reads
from bizmodels.classroom.interpreter.scope import Scope
from bizmodels.classroom.interpreter.targets import assign
from bizmodels.classroom.interpreter.values import Lazy


@reads(ast.Constant)
def _constant(run: Run, node: ast.Constant, scope: Scope) -> Any:
    kind = type(node.value)
    if kind is bytes:
        raise Refused("une suite d’octets n’est pas lue")
    if kind is int and node.value.bit_length() > BITS:
        raise Refused(TOO_LARGE)
    if kind is str:
        at_most(len(node.value), TEXT)
    return node.value


@reads(ast.Name)
def _name(run: Run, node: ast.Name, scope: Scope) -> Any:
    return scope.load(node.id)


@reads(ast.Attribute)
def _attribute(run: Run, node: ast.Attribute, scope: Scope) -> Any:
    return attribute(run, run.value(node.value, scope), node.attr)


@reads(ast.Subscript)
def _subscript(run: Run, node: ast.Subscript, scope: Scope) -> Any:
    owner = run.value(node.value, scope)
    return item(run, owner, run.value(node.slice, scope))


@reads(ast.Slice)
def _slice(run: Run, node: ast.Slice, scope: Scope) -> slice:
    return slice(*(one and run.value(one, scope) for one in (node.lower, node.upper, node.step)))


@reads(ast.BinOp)
def _binary(run: Run, node: ast.BinOp, scope: Scope) -> Any:
    return binary(type(node.op), run.value(node.left, scope), run.value(node.right, scope), run.budget)


@reads(ast.UnaryOp)
def _unary(run: Run, node: ast.UnaryOp, scope: Scope) -> Any:
    return unary(type(node.op), run.value(node.operand, scope))


@reads(ast.BoolOp)
def _both_or_either(run: Run, node: ast.BoolOp, scope: Scope) -> Any:
    value = None
    for one in node.values:
        value = run.value(one, scope)
        if one is not node.values[-1] and truth(value) is isinstance(node.op, ast.Or):
            return value
    return value


@reads(ast.Compare)
def _compare(run: Run, node: ast.Compare, scope: Scope) -> Any:
    left, found = run.value(node.left, scope), True
    for place, (kind, right_node) in enumerate(zip(node.ops, node.comparators, strict=True), 1):
        right = run.value(right_node, scope)
        found = compare(type(kind), left, right, run.budget)
        if place < len(node.ops) and not truth(found):
            return found
        left = right
    return found


@reads(ast.IfExp)
def _if(run: Run, node: ast.IfExp, scope: Scope) -> Any:
    return run.value(node.body if truth(run.value(node.test, scope)) else node.orelse, scope)


def _parts(run: Run, nodes: list[ast.expr], scope: Scope) -> list:
    """The values of a list, a call…, with what a star unpacks."""
    found: list = []
    for node in nodes:
        if isinstance(node, ast.Starred):
            found.extend(collected(run, run.value(node.value, scope)))
        else:
            found.append(run.value(node, scope))
    return found


@reads(ast.List)
def _list(run: Run, node: ast.List, scope: Scope) -> list:
    return _parts(run, node.elts, scope)


@reads(ast.Tuple)
def _tuple(run: Run, node: ast.Tuple, scope: Scope) -> tuple:
    return tuple(_parts(run, node.elts, scope))


@reads(ast.Set)
def _set(run: Run, node: ast.Set, scope: Scope) -> set:
    return {key_of(one) for one in _parts(run, node.elts, scope)}


@reads(ast.Dict)
def _dict(run: Run, node: ast.Dict, scope: Scope) -> dict:
    found: dict = {}
    for key, value in zip(node.keys, node.values, strict=True):
        if key is None:
            found.update(_mapping(run.value(value, scope)))
        else:
            name = key_of(run.value(key, scope))  # the key first, as Python does
            found[name] = run.value(value, scope)
    return found


def _mapping(value: Any) -> dict:
    if type(value) is not dict:
        raise TypeError(f"'{type(value).__name__}' object is not a mapping")
    return value


@reads(ast.Call)
def _call(run: Run, node: ast.Call, scope: Scope) -> Any:
    function = run.value(node.func, scope)
    given = tuple(_parts(run, node.args, scope))
    named: dict[str, Any] = {}
    for one in node.keywords:
        value = run.value(one.value, scope)
        more = _mapping(value) if one.arg is None else {one.arg: value}
        if any(type(key) is not str or "__" in key for key in more):
            raise Refused("ce nom d’argument n’est pas lu")
        if more.keys() & named.keys():
            raise Refused("un argument donné deux fois n’est pas lu")
        named |= more
    if type(function) is Check:
        return function.record(
            node, given, named, run.elsewhere.get(node, set()) if scope is run.notebook else set()
        )
    return called(run, function, given, named)


@reads(ast.Lambda)
def _lambda(run: Run, node: ast.Lambda, scope: Scope) -> Function:
    return Function(run, node, scope)


@reads(ast.JoinedStr)
def _written(run: Run, node: ast.JoinedStr, scope: Scope) -> str:
    found = "".join(run.value(one, scope) for one in node.values)
    at_most(len(found), TEXT)
    return made(run.budget, found)


@reads(ast.FormattedValue)
def _formatted(run: Run, node: ast.FormattedValue, scope: Scope) -> str:
    value = run.value(node.value, scope)
    spec = run.value(node.format_spec, scope) if node.format_spec else ""
    if node.conversion in (114, 97):  # !r and !a
        shown = text([value], run.budget)[1:-1]
        value = ascii(shown) if node.conversion == 97 and not shown.isascii() else shown
    elif node.conversion == 115:
        value = text(value, run.budget)
    return formatted(value, spec, run.budget)


# --- comprehensions -----------------------------------------------------------------------------------------


def _start(run: Run, generators: list[ast.comprehension], scope: Scope) -> Iterator:
    """The values of the first ``for``: Python looks at them at once, outside, even for a generator."""
    if any(one.is_async for one in generators):
        raise Refused("`async` n’est pas lu")
    return each(run, run.value(generators[0].iter, scope))


def _turns(
    run: Run, generators: list[ast.comprehension], scope: Scope, values: Iterator | None = None
) -> Iterator[None]:
    first, *others = generators
    for value in _start(run, generators, scope) if values is None else values:
        assign(run, first.target, value, scope)
        if all(truth(run.value(test, scope)) for test in first.ifs):
            if others:
                yield from _turns(run, others, scope)
            else:
                yield


def _elements(run: Run, node: Any, scope: Scope, values: Iterator | None = None) -> Iterator:
    inside = Scope(scope)
    for _ in _turns(run, node.generators, inside, values):
        yield run.value(node.elt, inside)


@reads(ast.ListComp)
def _list_of(run: Run, node: ast.ListComp, scope: Scope) -> list:
    return list(_elements(run, node, scope))


@reads(ast.SetComp)
def _set_of(run: Run, node: ast.SetComp, scope: Scope) -> set:
    return {key_of(one) for one in _elements(run, node, scope)}


@reads(ast.DictComp)
def _dict_of(run: Run, node: ast.DictComp, scope: Scope) -> dict:
    inside, found = Scope(scope), {}
    for _ in _turns(run, node.generators, inside):
        name = key_of(run.value(node.key, inside))
        found[name] = run.value(node.value, inside)
    return found


@reads(ast.GeneratorExp)
def _generated(run: Run, node: ast.GeneratorExp, scope: Scope) -> Lazy:
    source = run.value(node.generators[0].iter, scope)
    if any(one.is_async for one in node.generators):
        raise Refused("`async` n’est pas lu")
    return Lazy(_elements(run, node, scope, each(run, source)), source)
