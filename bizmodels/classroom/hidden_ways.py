"""The ways round what is read: any name given any value, the exercise loaded under another name, values left to chance."""

from __future__ import annotations

import ast
import re
import sys
from importlib.util import find_spec

from bizmodels.classroom.doubts import ANYTHING
from bizmodels.classroom.magics import without_magics
from bizmodels.classroom.whose import calls_of, parsed

_COURSE = "bizmodels"
_ANY_NAME = ANYTHING | {
    "compile", "ctypes", "f_globals", "f_locals", "gc", "getattr", "import_module", "inspect", "modules", "push", "run_cell",
    "run_line_magic", "runpy", "user_global_ns", "user_ns",
}  # fmt: skip
_RESERVED = re.compile(r"__\w+__")
_LOOKED_AT = {"dir", "help", "print", "type"}
_CHANCE = {"frozenset", "hash", "id", "input", "set"}
_SUBMODULES = {"collections.abc", "matplotlib.pyplot", "os.path"}


def reaches_any_name(tree: ast.AST) -> bool:
    """Whether a code may give any name any value: ``globals()``, ``ip.user_ns``, ``import __main__``…"""
    return any(one in _ANY_NAME or _RESERVED.fullmatch(one) for one in _words(tree))


def kept_code(tree: ast.AST) -> set[str] | None:
    """The names called global by what a code makes for later (a function, a class, a generator); None where it makes none."""
    kinds = (ast.AsyncFunctionDef, ast.ClassDef, ast.FunctionDef, ast.GeneratorExp, ast.Lambda)
    nodes = list(ast.walk(tree))
    if not any(isinstance(one, kinds) for one in nodes):
        return None
    return {name for one in nodes if isinstance(one, ast.Global) for name in one.names}


def _words(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=word) | ast.Attribute(attr=word) | ast.Constant(value=str(word)):
                found.add(word)
            case ast.alias(name=word):
                found.update(word.split("."))
    return found - {"__name__", "__version__"}


def is_by_chance(statement: ast.stmt) -> bool:
    """Whether a value may change from one machine to another: the order of a set of texts, ``input()``."""
    return any(
        isinstance(one, ast.Set | ast.SetComp) or isinstance(one, ast.Name) and one.id in _CHANCE
        for one in ast.walk(statement)
    )


def is_sure_import(statement: ast.stmt) -> bool:
    """Whether it is an import that cannot fail where the course is installed. Nothing is imported to know it."""
    if isinstance(statement, ast.Import):
        return all(_is_there(one.name) for one in statement.names)
    if isinstance(statement, ast.ImportFrom) and not statement.level and statement.module:
        module = sys.modules.get(statement.module)
        return module is not None and all(hasattr(module, one.name) for one in statement.names)
    return False


def _is_there(name: str) -> bool:
    if name in _SUBMODULES or name in sys.modules:
        return True
    return "." not in name and find_spec(name) is not None


def loads_unseen(sources: list[str]) -> bool:
    """Whether cells may load an exercise otherwise than by calling ``exercise(…)`` under that very name."""
    trees = [tree for source in sources if (tree := parsed(without_magics(source)[0])) is not None]
    course = {"bm", _COURSE}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                course |= {one.asname for one in node.names if one.asname and one.name == _COURSE}
            elif isinstance(node, ast.ImportFrom) and node.module == _COURSE:
                course |= {"exercise"} & {"exercise" if one.name == "*" else one.name for one in node.names}
    return any(_hides_a_load(tree, course) for tree in trees)


def _hides_a_load(tree: ast.AST, course: set[str]) -> bool:
    called = {id(call.func) for call in calls_of(tree)}
    usual = set(called)
    in_texts = r"\bexercise\s*\(|\bbm\b" if reaches_any_name(tree) else r"\bexercise\s*\("
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and not node.attr.startswith("_"):
            usual.add(id(node.value))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _LOOKED_AT:
            usual |= {id(one) for one in node.args}
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr="exercise"):
                hidden = id(node) not in called
            case ast.Name(id=name, ctx=ast.Load()) if name in course:
                hidden = id(node) not in usual
            case ast.Import():
                hidden = any(one.name.startswith(f"{_COURSE}.") for one in node.names)
            case ast.ImportFrom(module=str(module)) if module.split(".")[0] == _COURSE:
                renamed = {one.name for one in node.names if one.asname}
                hidden = "." in module or bool(renamed & {"exercise", "exercises"})
            case ast.Constant(value=str(text)):
                hidden = text == _COURSE or bool(re.search(in_texts, text))
            case _:
                continue
        if hidden:
            return True
    return False
