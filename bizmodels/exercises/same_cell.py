"""``check(réponse)`` judges what the cell itself gives, never a value that another question's cell left in memory."""

from __future__ import annotations

import ast
import difflib
import linecache
import sys
import unicodedata
from collections.abc import Iterator
from types import FrameType, FunctionType

from bizmodels.exercises import first_cell
from bizmodels.exercises.result import TO_DO, Result

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
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
    try:
        return _look(linecache.getlines(frame.f_code.co_filename), frame)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None  # a cell too deep to be read: its answer is judged


def _look(lines: list[str], frame: FrameType) -> Result | None:
    cell = ast.parse("".join(lines))
    given = dict(_given(cell))
    # A magic command, `exec` or a star import may give any name a value.
    if given.keys() & {"*", "exec", "get_ipython", "globals"}:
        return None
    for call in _checks(cell, frame.f_lineno):
        for argument in call.args:
            if isinstance(argument, ast.Name) and argument.id not in first_cell.EXERCISE:
                line = given.get(argument.id)
                if line is None or line > call.end_lineno:
                    is_function = isinstance(frame.f_globals.get(argument.id), FunctionType)
                    return _said(argument.id, is_function, line, cell, lines, call.lineno)
    return None


def _checks(cell: ast.Module, line: int) -> Iterator[ast.Call]:
    """The calls of ``….check(…)`` that stand on a line."""
    for node in ast.walk(cell):
        match node:
            case ast.Call(func=ast.Attribute(attr="check")) if node.lineno <= line <= node.end_lineno:
                yield node


def _given(node: ast.AST) -> Iterator[tuple[str, int]]:
    """The names that a cell gives a value, each with its first line (the first comes last, and wins in a dict)."""
    for child in reversed(list(ast.iter_child_nodes(node))):
        if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Load):
            if child.id in {"exec", "get_ipython", "globals"}:
                yield child.id, child.lineno
        elif isinstance(child, ast.Name):
            yield child.id, child.lineno
        elif isinstance(child, ast.alias):
            yield (child.asname or child.name).split(".")[0], child.lineno
        elif isinstance(child, ast.MatchAs | ast.MatchStar | ast.ExceptHandler) and child.name:
            yield child.name, child.lineno
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
        raw, value = source.encode(), None
        match statement:
            case ast.Assign(targets=[ast.Name(id=written) as target]) if _alike(written, name):
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


def _alike(written: str, name: str) -> bool:
    """Two spellings of one name: capitals, accents, one letter more or less."""
    one, other = (
        "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
        for text in (written, name)
    )
    return one == other or difflib.SequenceMatcher(None, one, other).ratio() >= 0.8
