"""What a notebook does once the course is imported: a call without parentheses is told, `exit` leaves the kernel."""

from __future__ import annotations

import ast
import inspect
from typing import Any

from bizmodels.exercises.guard import busy
from bizmodels.prose import typeset_markdown

_STAYS = (
    "Le noyau reste en marche, et vos valeurs avec lui. Pour fermer ce cahier : menu « Fichier » → "
    "« Fermer et arrêter le notebook »."
)


class Stay:
    """Stands for `exit` and `quit`, called or only written; an answer that quits still does so (``guard``)."""

    def __call__(self, *_: Any, **__: Any) -> None:
        """Say that the kernel stays."""
        if busy():
            raise SystemExit
        print(typeset_markdown(_STAYS))

    def __repr__(self) -> str:
        return typeset_markdown(_STAYS)


def parentheses_missing(cell: str, known: dict[str, Any]) -> str:
    """What to say of a cell whose last line only names a function; empty for any other cell."""
    try:
        last = ast.parse(cell).body[-1]
    except (SyntaxError, ValueError, IndexError, RecursionError, MemoryError):
        return ""
    if not isinstance(last, ast.Expr) or cell.rstrip().endswith(";"):
        return ""
    match last.value:
        case ast.Name(id=name):
            value = known.get(name)
        case ast.Attribute(value=ast.Name(id=owner), attr=name):
            held = known.get(owner)
            # A key figure is a property: reading it again would compute it again.
            if inspect.ismodule(held):
                value = vars(held).get(name)
            else:
                value = (
                    getattr(held, name, None) if inspect.isroutine(getattr(type(held), name, None)) else None
                )
        case _:
            return ""
    ours = getattr(value, "__globals__", None) is known or str(getattr(value, "__module__", "")).startswith(
        "bizmodels"
    )
    if not inspect.isroutine(value) or not ours:
        return ""
    shown = ast.unparse(last.value)
    return typeset_markdown(f"`{shown}` est une fonction : ajoutez des parenthèses, `{shown}()`.")


def install(shell: Any) -> None:
    """Teach both to a shell."""

    def told(result: Any) -> None:
        if result.success and (said := parentheses_missing(result.info.raw_cell, shell.user_ns)):
            print(said)

    shell.events.register("post_run_cell", told)
    for name in ("exit", "quit"):
        # Not a value that the learner gave that name.
        if type(shell.user_ns.get(name)).__module__.startswith("IPython."):
            shell.user_ns[name] = shell.user_ns_hidden[name] = Stay()
