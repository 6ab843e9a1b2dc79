"""``check(réponse)`` judges what the cell itself gives, never a value that another question's cell left in memory."""

from __future__ import annotations

import ast
import builtins
import difflib
import linecache
import re
import sys
import unicodedata
from collections.abc import Container, Iterator
from types import FrameType, FunctionType

from bizmodels.course import first_cell
from bizmodels.exercises.result import TO_DO, Result

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
# A magic command, `exec`, a star import or the dictionary of the names may give any name a value.
_ANY_NAME = {"exec", "get_ipython", "globals", "locals", "vars"}
_CHANGES = {"add", "append", "clear", "discard", "extend", "insert", "pop", "popitem", "remove", "reverse"}
_CHANGES |= {"setdefault", "sort", "update"}
CAUSE = "valeur d'une autre cellule"


def value_from_elsewhere(frame: FrameType | None) -> Result | None:
    """What to say when the cell that calls ``check(name)`` gives ``name`` no value; None when all is well.

    ``frame`` is the caller of ``check``. Only a cell of a notebook is looked at: IPython keeps its source.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is None or frame is None or frame.f_globals is not shell.user_ns:
        return None
    if frame.f_code.co_name != "<module>":
        return None
    return of_cell(frame)


def of_cell(frame: FrameType) -> Result | None:
    """The same, of a frame known to be that of a cell whose source ``linecache`` holds."""
    try:
        return _look(linecache.getlines(frame.f_code.co_filename), frame)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None  # a cell too deep to be read: its answer is judged


def _look(lines: list[str], frame: FrameType) -> Result | None:
    cell = ast.parse("".join(lines))
    for call, name, line in given_elsewhere(cell, frame.f_globals):
        if call.lineno <= frame.f_lineno <= call.end_lineno:
            is_function = isinstance(frame.f_globals.get(name), FunctionType)
            return _said(name, is_function, line, cell, lines, call.lineno)
    return None


def given_elsewhere(cell: ast.Module, known: Container[str]) -> Iterator[tuple[ast.Call, str, int | None]]:
    """The names handed to ``check`` that the cell gives no value before: the call, the name, the later line that does.

    ``known`` are the names of the notebook: one of Python's own that none of them hides, as in `check(sum)`, is a value.
    """
    given = names_given(cell)
    if given.keys() & {"*", *_ANY_NAME}:
        return
    ends = dict(reversed(list(_loops(cell))))  # the outermost loop wins
    for call in _checks(cell):
        for argument in call.args:
            if isinstance(argument, ast.Name) and argument.id not in first_cell.EXERCISE:
                line = given.get(argument.id)
                if line is None and hasattr(builtins, argument.id) and argument.id not in known:
                    continue  # `check(sum)`
                if line is None or line > ends.get(call, call.end_lineno):
                    yield call, argument.id, line


def names_given(node: ast.AST) -> dict[str, int]:
    """The names that a cell or a statement gives a value or changes, each with its first line."""
    return dict(_given(node))


def _checks(cell: ast.Module) -> Iterator[ast.Call]:
    """The calls of ``….check(…)``."""
    for node in ast.walk(cell):
        match node:
            case ast.Call(func=ast.Attribute(attr="check")):
                yield node


def _loops(cell: ast.Module) -> Iterator[tuple[ast.Call, int]]:
    """The calls inside a loop, with its last line: what the loop gives after the call, the next turn has."""
    for loop in ast.walk(cell):
        if isinstance(loop, ast.For | ast.AsyncFor | ast.While):
            last = loop.body[-1].end_lineno
            inside = [loop.test] if isinstance(loop, ast.While) else []
            for part in [*inside, *loop.body]:
                yield from ((node, last) for node in ast.walk(part) if isinstance(node, ast.Call))


def _given(node: ast.AST) -> Iterator[tuple[str, int]]:
    """The names that a cell gives a value, each with its first line (the first comes last, and wins in a dict)."""
    for child in reversed(list(ast.iter_child_nodes(node))):
        if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Load):
            if child.id in _ANY_NAME:
                yield child.id, child.lineno
        elif isinstance(child, ast.Name):
            yield child.id, child.lineno
        elif changed := _changed(child):
            yield changed, child.lineno
        elif isinstance(child, ast.alias):
            yield (child.asname or child.name).split(".")[0], child.lineno
        elif isinstance(child, ast.MatchAs | ast.MatchStar | ast.ExceptHandler) and child.name:
            yield child.name, child.lineno
        elif isinstance(child, ast.MatchMapping) and child.rest:
            yield child.rest, child.lineno
        elif isinstance(child, ast.Global):
            yield from ((name, child.lineno) for name in child.names)
        elif isinstance(child, _SCOPES):
            # What a function calls its own is nothing to the cell, unless it says `global`.
            inner = [one for one in ast.walk(child) if isinstance(one, ast.Global)]
            yield from ((name, child.lineno) for one in inner for name in one.names)
            if not isinstance(child, ast.Lambda):
                yield child.name, child.lineno
            continue
        # `réponse: "b"` gives no value: what follows the colon is only a note.
        if not (isinstance(child, ast.AnnAssign) and child.value is None):
            yield from _given(child)


def _changed(node: ast.AST) -> str | None:
    """The name whose value is changed in its place: « prix[0] = 4 », « prix.append(4) »."""
    match node:
        case ast.Subscript(ctx=ast.Store() | ast.Del()) | ast.Attribute(ctx=ast.Store() | ast.Del()):
            owner = node.value
        case ast.Call(func=ast.Attribute(value=owner, attr=attr)) if attr in _CHANGES:
            pass
        case _:
            return None
    while isinstance(owner, ast.Subscript | ast.Attribute):
        owner = owner.value
    return owner.id if isinstance(owner, ast.Name) else None


def _said(
    name: str, is_function: bool, later: int | None, cell: ast.Module, lines: list[str], check: int
) -> Result:
    code = ""
    if later is None:
        said = (
            f"Cette cellule ne contient pas `def {name}` : la fonction en mémoire vient d'une autre cellule."
            if is_function
            else f"Cette cellule ne donne pas de valeur à `{name}` : la valeur en mémoire vient d'une autre cellule."
        )
        code = _meant(name, cell, lines, check)
        wanted = f"def {name}(…):" if is_function else f"{name} = …"
        said += " Ligne corrigée, à copier :" if code else f" Écrivez-la ici, avant `check` : `{wanted}`."
    else:
        said = (
            f"Cette cellule donne une valeur à `{name}` après `check`, trop tard : celle qui est en mémoire vient "
            f"d'une autre cellule. Placez la ligne {later} avant celle de `check`."
        )
    result = Result(TO_DO, said, CAUSE)
    result.code = code
    return result


def _meant(name: str, cell: ast.Module, lines: list[str], check: int) -> str:
    """The line of the cell that was to give ``name`` its value, corrected; empty when none looks like it."""
    for statement in reversed([one for one in cell.body if one.lineno < check]):
        source = "".join(lines[statement.lineno - 1 : statement.end_lineno]).rstrip("\n")
        source = _with_points(statement, source)
        raw, value = source.encode(), None
        match statement:
            case ast.Assign(targets=[ast.Name(id=written) as target]) if _alike(written, name):
                if _rank(written) > _rank(name):
                    return re.sub(rf"\b{name}\b", written, lines[check - 1].strip())
                # Offsets of the syntax tree count bytes.
                return f"{name}{raw[target.end_col_offset :].decode()}"
            case ast.FunctionDef(name=written) if _alike(written, name):
                return lines[statement.lineno - 1].rstrip("\n").replace(written, name, 1)
            case ast.AnnAssign(target=ast.Name(id=written), value=None, annotation=value) if (
                written == name or _alike(written, name)
            ):
                pass
            case ast.Expr(
                value=ast.Compare(left=ast.Name(id=written), ops=[ast.Eq()], comparators=[value])
            ) if written == name or _alike(written, name):
                pass
            case ast.Expr(value=ast.Constant() | ast.BinOp() | ast.UnaryOp() | ast.Attribute() as value):
                pass
        if value is not None:
            return f"{name} = {ast.get_source_segment(''.join(lines), value)}"
    return ""


def misspelt(name: str, frame: FrameType) -> str:
    """The line of a cell that was to give ``name`` its value, corrected; empty when none is spelt nearly so."""
    lines = linecache.getlines(frame.f_code.co_filename)
    cell = ast.parse("".join(lines))
    wrong = [
        one
        for one in cell.body
        if isinstance(one, ast.Assign)
        and isinstance(one.targets[0], ast.Name)
        and _alike(one.targets[0].id, name)
    ]
    return _meant(name, ast.Module(wrong, []), lines, frame.f_lineno) if wrong else ""


def _with_points(statement: ast.stmt, source: str) -> str:
    """A decimal comma that made two values of one number (`16,67`) becomes a point."""
    match statement:
        case ast.Assign(value=ast.Tuple(elts=[_, ast.Constant(value=int())])):
            return re.sub(r"^([^#]*\d),(\d+\s*(?:#.*)?)$", r"\1.\2", source)
    return source


def _rank(name: str) -> tuple[bool, int, bool]:
    """Of two spellings of one name, that of the exercises is « réponse », has its accents and no capital."""
    return name == "réponse", sum(not one.isascii() for one in name), name.islower()


def _alike(written: str, name: str) -> bool:
    """Two spellings of one name: capitals, accents, one letter more or less."""
    one, other = (
        "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
        for text in (written, name)
    )
    return one == other or difflib.SequenceMatcher(None, one, other).ratio() >= 0.8
