"""A class that was renamed, and a model still made with the old one: the kernel remembers it, the learner does not see it."""

from __future__ import annotations

import ast
import sys

from bizmodels import french
from bizmodels.core.model import BusinessModel


def renamed(model: BusinessModel, cell: str) -> str:
    """What to say where a cell writes a model class and shows a firm of another one, also typed by hand; else « ».

    >>> from bizmodels.dossiers.own_class import renamed
    >>> renamed(bm.D2C(), "class Paniers(bm.BusinessModel): pass")  # a model of the course is no old class
    ''
    """
    used = type(model)
    if used.__module__ != "__main__":
        return ""
    try:
        body = ast.parse(cell).body
    except (SyntaxError, ValueError, RecursionError):
        return ""
    written = [one.name for one in body if isinstance(one, ast.ClassDef)]
    if not written or used.__name__ in written:
        return ""
    return french.typeset(
        f"Cette cellule écrit le modèle {french.quote(written[-1])}, et le dossier montre encore {french.quote(used.__name__)}, une version "
        f"d’avant : remplacez {used.__name__}(…) par {written[-1]}(…)."
    )


def current_cell() -> str:
    """The source of the cell that runs, « » outside a notebook."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    history = shell.user_ns.get("In") if shell else None
    return str(history[-1]) if history else ""
