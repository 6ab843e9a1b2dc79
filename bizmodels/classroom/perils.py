"""What a handed-in notebook would do if somebody ran it: commands, files, the network, the course itself changed.

Nothing is run, and nothing is proved: it is read in the code, so that a teacher opens such a notebook knowingly.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence

from bizmodels import french
from bizmodels.classroom.files import Cell
from bizmodels.classroom.magics import parse, without_magics

COMMAND = "lancer une commande du système"
FILES = "ouvrir ou écrire des fichiers"
NETWORK = "se relier au réseau"
CODE = "exécuter un texte comme du code"
COURSE = "changer le cours lui-même"
_KINDS = (COMMAND, FILES, NETWORK, CODE, COURSE)

_MODULES = {
    **dict.fromkeys(("os", "subprocess", "pty", "signal", "multiprocessing", "IPython"), COMMAND),
    **dict.fromkeys(("shutil", "pathlib", "tempfile", "io", "glob", "zipfile", "sqlite3"), FILES),
    **dict.fromkeys(("socket", "urllib", "requests", "http", "ftplib", "smtplib", "asyncio"), NETWORK),
    **dict.fromkeys(("ctypes", "importlib", "pickle", "builtins", "marshal", "runpy", "gc", "inspect"), CODE),
}
_CALLS = {
    "open": FILES, "exec": CODE, "eval": CODE, "compile": CODE, "__import__": CODE, "globals": CODE, "vars": CODE,
    "get_ipython": COMMAND, "breakpoint": CODE,
}  # fmt: skip
# Methods of the libraries of the course, which read or write a file when they are given one.
_METHODS = re.compile(r"(?:to_(?:csv|excel|json|pickle|parquet|html|feather|hdf|sql|stata|xml|clipboard)"
                      r"|read_(?:csv|excel|json|pickle|parquet|html|feather|hdf|sql|table|xml|clipboard)"
                      r"|savefig|save|savez|savez_compressed|tofile|fromfile|savetxt|loadtxt|genfromtxt|memmap)")  # fmt: skip
# Ways round an import: « pd.io.common.os.system ».
_THROUGH = {
    "os": COMMAND,
    "system": COMMAND,
    "popen": COMMAND,
    "subprocess": COMMAND,
    "socket": NETWORK,
    "builtins": CODE,
}
_LINE = re.compile(
    r"^\s*(?:!|%%?\s*(?:sh|bash|cmd|script|system|sx|run|pip|conda|perl|ruby|html|javascript|js)\b)", re.M
)
_ASSIGNED = re.compile(r"^\s*[^\W\d]\w*\s*=\s*!", re.M)
_WRITES = re.compile(r"^\s*%%?\s*(?:writefile|file|save|load|store|cd|mkdir|rm|mv|cp)\b", re.M)
# A cell that Python refuses cannot run; corrected by hand it would.
_TEXTS = (
    (re.compile(r"\b(?:os\s*\.\s*(?:system|popen|exec\w*)|subprocess|import\s+os)\b"), COMMAND),
    (re.compile(r"(?<![\w.])open\s*\("), FILES),
    (re.compile(r"\b(?:socket|urllib|requests)\s*\."), NETWORK),
    (re.compile(r"(?<![\w.])(?:exec|eval|__import__)\s*\("), CODE),
)
_SHOWN, _LONGEST = 10, 80  # lines that are shown, and letters of each
_FIGURES = {"data", "firm"}  # what a beginner tries to change there is refused by the course, in French


def dangers(cells: Iterable[Cell]) -> tuple[str, ...]:
    """What the code cells would do, French, without repetition, the gravest first; empty for a usual notebook."""
    found = {kind for kind, _, _ in _all(cells)}
    return tuple(one for one in _KINDS if one in found)


def places(cells: Iterable[Cell]) -> tuple[str, ...]:
    """The lines that would, as they are written: « 3e cellule de code : `os.system("ls")` »."""
    lines = dict.fromkeys((number, line) for _, number, line in _all(cells))
    return tuple(
        f"{'1re' if number == 1 else f'{number}e'} cellule de code : `{line[:_LONGEST]}`"
        for number, line in lines
    )


def told(found: Iterable[str], at: Sequence[str] = ()) -> str:
    """« n’ouvrez ce cahier qu’en le sachant : exécuté, il peut lancer une commande du système. »

    ``at``: the lines to be read, the first ones of which are shown.
    """
    said = french.typeset(
        f"n’ouvrez ce cahier qu’en le sachant : exécuté, il peut {french.listing(found)}. Rien n’en a été exécuté ici."
    )
    if at:
        rest = f" ; et {len(at) - _SHOWN} de plus" if len(at) > _SHOWN else ""
        said += french.typeset(" À lire : ") + " ; ".join(at[:_SHOWN]) + french.typeset(f"{rest}.")
    return said


def _all(cells: Iterable[Cell]) -> Iterator[tuple[str, int, str]]:
    """Each danger, the number of its code cell (from 1, as a reader counts them), and its line."""
    ours = {"bm", "ex"}
    for number, cell in enumerate((one for one in cells if one.kind == "code"), 1):
        if cell.source.strip():
            yield from ((kind, number, line.strip()) for kind, line in _of_cell(cell.source, ours))


def _of_cell(source: str, ours: set[str]) -> Iterator[tuple[str, str]]:
    for patterns, kind in (((_LINE, _ASSIGNED), COMMAND), ((_WRITES,), FILES)):
        hits = [hit for pattern in patterns for hit in pattern.finditer(source)]
        # `%%time` and `%matplotlib` are usual; « ! » in a text of several lines is no command.
        if hits and _is_magic(source):
            yield from ((kind, _line_at(source, hit.end() - 1)) for hit in hits)
    read = without_magics(source)[0]
    try:
        tree = parse(read)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        for pattern, kind in _TEXTS:
            yield from ((kind, _line_at(source, hit.start())) for hit in pattern.finditer(source))
        return
    lines = read.split("\n")
    for kind, row in _in(tree, ours):
        yield kind, lines[row - 1] if 0 < row <= len(lines) else ""


def _line_at(source: str, place: int) -> str:
    return source[source.rfind("\n", 0, place) + 1 :].partition("\n")[0]


def _is_magic(source: str) -> bool:
    """Whether Python refuses the cell as it is: a line that begins with « ! » inside a text is a text."""
    try:
        parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return True
    return False


def _in(tree: ast.Module, ours: set[str]) -> Iterator[tuple[str, int]]:
    """The dangers of a cell and their lines; ``ours``: the names that stand for the course, those of this cell added."""
    for node in ast.walk(tree):
        _named(node, ours)
    own = {one.id for one in ast.walk(tree) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
    own |= {one.arg for one in ast.walk(tree) if isinstance(one, ast.arg)}
    for node in ast.walk(tree):
        for kind in _of_node(node, ours, own):
            yield kind, getattr(node, "lineno", 0)


def _of_node(node: ast.AST, ours: set[str], own: set[str]) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from (_MODULES[root] for one in names if (root := one.name.split(".")[0]) in _MODULES)
        case ast.ImportFrom(module="IPython.display"):
            pass  # « display » and « Markdown » are there already, and harmless
        case ast.ImportFrom(module=str(module)) if (root := module.split(".")[0]) in _MODULES:
            yield _MODULES[root]
        case ast.Name(id=name, ctx=ast.Load()) if name in _CALLS and name not in own:
            yield _CALLS[name]
        case ast.Name(id=name) if name.startswith("__"):
            yield CODE
        case ast.Call(func=ast.Name(id="setattr" | "delattr"), args=[owner, *_]) if _of_course(owner, ours):
            yield COURSE
        case ast.Call(func=ast.Attribute(attr=name)) if _METHODS.fullmatch(name) and (
            node.args or node.keywords
        ):
            yield FILES
        case ast.Attribute(attr=name, ctx=ast.Store() | ast.Del(), value=owner) if _of_course(owner, ours):
            yield COURSE
        case ast.Call(
            func=ast.Attribute(attr="query" | "eval"), args=[ast.Constant(value=str(said)), *_]
        ) if "@" in said and "(" in said:
            yield CODE
        case ast.Attribute(attr="modules", value=ast.Name(id="sys")):
            yield COURSE
        case ast.Attribute(attr=name, ctx=ast.Load()) if name in _THROUGH:
            yield _THROUGH[name]
        case ast.Attribute(attr=name) if name.startswith("__") and name not in ("__name__", "__doc__"):
            yield CODE


def _named(node: ast.AST, ours: set[str]) -> None:
    """Other names given to the course: « import bizmodels as b », « r = bm.exercises.result », « q = ex.q2 »."""
    match node:
        case ast.Import(names=names):
            ours.update((one.asname or "bizmodels") for one in names if one.name.split(".")[0] == "bizmodels")
        case ast.ImportFrom(module=str(module), names=names) if module.split(".")[0] == "bizmodels":
            ours.update(one.asname or one.name for one in names)
        case ast.For(target=ast.Name(id=name), iter=ast.Tuple(elts=given) | ast.List(elts=given)):
            ours.update({name} if any(_of_course(one, ours) for one in given) else ())
        case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=given)):
            ours.update(
                one.id
                for one, value in zip(names, given, strict=False)
                if isinstance(one, ast.Name) and _of_course(value, ours)
            )
        case ast.Assign(targets=targets, value=ast.Name() | ast.Attribute() as value) if _of_course(
            value, ours
        ):
            ours.update(one.id for one in targets if isinstance(one, ast.Name))


def _of_course(node: ast.AST, ours: set[str]) -> bool:
    """Whether an expression is the course, or a part of it that is no figure."""
    path = []
    while isinstance(node, ast.Attribute):
        path.append(node.attr)
        node = node.value
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "type"
        and node.args
    ):
        return _of_course(node.args[0], ours)
    return isinstance(node, ast.Name) and node.id in ours and not _FIGURES & set(path)
