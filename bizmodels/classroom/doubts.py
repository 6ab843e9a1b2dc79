"""What a line that is not read may have done: which names it may have changed, which questions it may have checked."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from bizmodels.classroom.interpreter.check import Asking, Check
from bizmodels.classroom.interpreter.functions import Function
from bizmodels.classroom.interpreter.tables import Place
from bizmodels.classroom.interpreter.values import Lazy, Native
from bizmodels.exercises.same_cell import names_given

ANYTHING = {"delattr", "eval", "exec", "get_ipython", "globals", "locals", "setattr", "vars"}  # fmt: skip
_LOOKS = {"abs", "all", "any", "bool", "display", "enumerate", "float", "format", "int", "isinstance", "join", "len", "list",
          "max", "min", "print", "range", "repr", "round", "set", "sorted", "str", "sum", "tuple", "type", "zip"}  # fmt: skip
_CHANGE_A_TABLE = {"byteswap", "copyto", "fill", "insert", "itemset", "partition", "place", "pop", "put", "putmask", "resize",
                   "setflags", "shuffle", "sort", "update", "write"}  # fmt: skip
_TABLES = (pd.DataFrame, pd.Series, np.ndarray)
_QUESTION = re.compile(r"\bq\d+\b")
_WORD = re.compile(r"[^\W\d]\w*")
_HELP = {"hint", "solution"}


def given(statement: ast.stmt) -> set[str]:
    """The names that a statement gives a value or changes by itself."""
    found = set(names_given(ast.Module([statement], [])))
    for node in ast.walk(statement):
        if isinstance(node, ast.Call) and any(one.arg == "inplace" for one in node.keywords):
            owner: ast.AST = node.func
            while isinstance(owner, ast.Attribute | ast.Subscript | ast.Call):
                owner = owner.func if isinstance(owner, ast.Call) else owner.value
            if isinstance(owner, ast.Name):
                found.add(owner.id)
    return found


def does_anything(tree: ast.AST) -> bool:
    """Whether it may give any name any value: ``exec``, ``globals()``…"""
    return any(isinstance(one, ast.Name) and one.id in ANYTHING for one in ast.walk(tree))


def handled(statement: ast.AST, names: Mapping[str, Any]) -> set[str]:
    """The names whose value a statement may change in its place, through a call, a method or another name."""
    looked: set[int] = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if called in _LOOKS and called not in names:
                looked |= {id(one) for one in node.args if isinstance(one, ast.Name)}
    words = {one.attr for one in ast.walk(statement) if isinstance(one, ast.Attribute)}
    owners = {id(one.value) for one in ast.walk(statement) if isinstance(one, ast.Attribute | ast.Subscript)}
    found = set()
    for node in ast.walk(statement):
        if not isinstance(node, ast.Name) or id(node) in looked:
            continue
        if id(node) in owners and isinstance(names.get(node.id), _TABLES) and not words & _CHANGE_A_TABLE:
            continue
        found.add(node.id)
    return found


def sharing(handled: Iterable[str], names: Mapping[str, Any]) -> set[str]:
    """The names from which something can be reached that those names reach, and that may change."""
    touched: set[int] = set()
    given: set[str] = set()
    for name in handled:
        if name in names:
            ids, more = _reached(names[name], names)
            touched |= ids
            given |= more
    if not touched:
        return given
    return given | {name for name, value in names.items() if touched & _reached(value, names)[0]}


def _reached(value: Any, names: Mapping[str, Any]) -> tuple[set[int], set[str]]:
    """What may change and is reached from a value (its identities), and the names that its functions call global."""
    ids: set[int] = set()
    given: set[str] = set()
    for one in _parts(value, names):
        if isinstance(one, (list, dict, set, *_TABLES, Lazy)):
            ids.add(id(one))
        if isinstance(one, np.ndarray) and one.base is not None:
            ids.add(id(one.base))
        if type(one) is Function:
            given |= {n for node in ast.walk(one.node) if isinstance(node, ast.Global) for n in node.names}
    return ids, given


def _parts(value: Any, names: Mapping[str, Any]) -> list[Any]:
    found, waiting, done = [], [value], set()
    while waiting:
        one = waiting.pop()
        if id(one) in done:
            continue
        done.add(id(one))
        found.append(one)
        if isinstance(one, list | tuple | set | frozenset):
            waiting.extend(part for part in one if not isinstance(part, int | float | str))
        elif isinstance(one, dict):
            waiting.extend(part for part in one.values() if not isinstance(part, int | float | str))
        elif type(one) is Place or type(one) is Native and one.bound:
            waiting.append(one.owner)
        elif type(one) is Function:
            waiting.extend(one.defaults.values())
            scope = one.scope
            while scope.outer is not None:
                waiting.extend(scope.names.values())
                scope = scope.outer
            asked = {node.id for node in ast.walk(one.node) if isinstance(node, ast.Name)}
            waiting.extend(names[name] for name in asked if name in names)
    return found


def questions_of(statement: ast.AST, names: Mapping[str, Any]) -> set[str]:
    """The questions that a statement may check: named in it, in a function or through a name that it uses."""
    found = named(statement)
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and node.id in names:
            found |= questions_reached(names[node.id], names)
    return found


def words(source: str) -> set[str]:
    """Every name that a code holds, were it not to be read."""
    return set(_WORD.findall(source))


def questions_in(source: str, names: Mapping[str, Any]) -> set[str]:
    """The questions that an unread code may check through the names that it holds."""
    reached = (questions_reached(names[one], names) for one in words(source) & names.keys())
    return set().union(*reached)


def questions_reached(value: Any, names: Mapping[str, Any]) -> set[str]:
    """The same, of a value."""
    found: set[str] = set()
    for one in _parts(value, names):
        if isinstance(one, Asking | Check):
            found.add(one.question)
        elif type(one) is Function:
            found |= named(one.node)
    return found


def named(tree: ast.AST) -> set[str]:
    """The questions that a code names, otherwise than for their help: « ex.q2 », « q2 », « "q2" »."""
    help_only = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in _HELP
    }
    found = set()
    for node in ast.walk(tree):
        if id(node) in help_only:
            continue
        match node:
            case ast.Attribute(attr=name) | ast.Name(id=name) | ast.Constant(value=str(name)):
                if _QUESTION.fullmatch(name):
                    found.add(name)
    return found


def words_of(source: str) -> set[str]:
    """The questions that a text names anywhere outside its comments."""
    return {one for line in source.split("\n") for one in _QUESTION.findall(_without_comment(line))}


def _without_comment(line: str) -> str:
    kept, quote = "", ""
    for letter in line:
        if letter == "#" and not quote:
            break
        if letter in "\"'":
            quote = "" if quote == letter else quote or letter
        kept += letter
    return kept


def asks_at_large(source: str, tree: ast.AST | None) -> bool:
    """Whether a cell may check any question without naming it: « getattr(ex, …) », « for q in ex.questions »."""
    if tree is None:
        return bool(re.search(r"\b(getattr|exec|eval|globals)\b", source))
    if does_anything(tree):
        return True
    known = {
        id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Attribute) and one.attr != "questions"
    }
    of_course = {
        id(one)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        for one in node.args
    }
    return any(
        isinstance(one, ast.Name)
        and one.id == "ex"
        and isinstance(one.ctx, ast.Load)
        and id(one) not in known | of_course
        for one in ast.walk(tree)
    )
