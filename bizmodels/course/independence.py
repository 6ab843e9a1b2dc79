"""No cell of a lesson reads a name of another one but the set-up cell, nor changes what the set-up cell made.

An exercise has two set-up cells: the pseudonym, then the rest.

Read from the symbol tables of the code, nothing is run. What names cannot show (an object changed inside the package)
is seen by running the cells backwards (``test_no_cell_needs_another_one``).
"""

from __future__ import annotations

import ast
import builtins
import copy
import symtable
from collections.abc import Iterator, Sequence

from bizmodels.course import first_cell

# What IPython puts into every notebook.
GIVEN = set(dir(builtins)) | {"display", "get_ipython"}
# Methods that change a list, a dictionary, a set or a table in place.
CHANGING = {"add", "append", "clear", "discard", "extend", "insert", "pop", "popitem", "remove", "reverse",
            "setdefault", "setflags", "sort", "update"}  # fmt: skip


def set_up(cells: Sequence[str]) -> int:
    """How many of the code cells, the first ones, set up the notebook."""
    return min(len(cells), 2 if cells and first_cell.asks_pseudonym(cells[0]) else 1)


def troubles(cells: Sequence[str]) -> list[tuple[int, str]]:
    """Place of the cell among the code cells (the set-up comes first) and what makes it depend on another."""
    first = set_up(cells)
    setup = set().union(*(_written(s) for cell in cells[:first] for s in ast.parse(cell).body))
    return [
        (place, one)
        for place, source in enumerate(cells[first:], first)
        for one in _troubles(ast.parse(source), setup)
    ]


def _troubles(tree: ast.Module, setup: set[str]) -> Iterator[str]:
    own: set[str] = set()
    at_call: set[str] = set()
    for statement in tree.body:
        now, later = _read(statement)
        written = _written(statement)
        compound = isinstance(
            statement, ast.For | ast.With | ast.If | ast.While | ast.Try | ast.FunctionDef | ast.ClassDef
        )
        known = GIVEN | setup | own | (written if compound else set())
        yield from (f"« {name} » comes from another cell" for name in sorted(now - known))
        at_call |= later
        own |= written
        yield from (
            f"« {name} » of the set-up cell is given another value" for name in sorted(written & setup)
        )
    yield from (f"« {name} » comes from another cell" for name in sorted(at_call - GIVEN - setup - own))
    for node in ast.walk(tree):
        name = _changed(node)
        if name in setup - own:
            yield f"« {name} » of the set-up cell is changed: {ast.unparse(node)}"


def _tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    for child in table.get_children():
        yield child
        yield from _tables(child)


class _Apart(ast.NodeTransformer):
    """Every comprehension as a generator: from Python 3.12 on the others share the names of the cell around them."""

    def visit_ListComp(self, node: ast.ListComp | ast.SetComp) -> ast.GeneratorExp:
        self.generic_visit(node)
        return ast.GeneratorExp(node.elt, node.generators)

    visit_SetComp = visit_ListComp

    def visit_DictComp(self, node: ast.DictComp) -> ast.GeneratorExp:
        self.generic_visit(node)
        return ast.GeneratorExp(ast.Tuple([node.key, node.value], ast.Load()), node.generators)


def _table(statement: ast.stmt) -> symtable.SymbolTable:
    return symtable.symtable(ast.unparse(_Apart().visit(copy.deepcopy(statement))), "<cell>", "exec")


def _read(statement: ast.stmt) -> tuple[set[str], set[str]]:
    """Names that a statement reads when it runs, and those that its functions read once called."""
    table = _table(statement)
    now = {s.get_name() for s in table.get_symbols() if s.is_referenced()}
    if isinstance(statement, ast.AugAssign):
        now |= {n.id for n in ast.walk(statement.target) if isinstance(n, ast.Name)}
    later: set[str] = set()
    for inner in _tables(table):
        names = {s.get_name() for s in inner.get_symbols() if s.is_global() and s.is_referenced()}
        called_later = inner.get_type() == "function" and inner.get_name() not in _AT_ONCE
        (later if called_later else now).update(names)
    return now, later


_AT_ONCE = {"genexpr"}


def _written(statement: ast.stmt) -> set[str]:
    written = {s.get_name() for s in _table(statement).get_symbols() if s.is_assigned() or s.is_imported()}
    if isinstance(statement, ast.Delete):
        written |= {n.id for n in ast.walk(statement) if isinstance(n, ast.Name)}
    return written


def _root(node: ast.AST) -> str | None:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def _changed(node: ast.AST) -> str | None:
    """The name whose object a piece of code changes in place, if it does."""
    if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
        return _root(node)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGING:
        return _root(node.func)
    return None
