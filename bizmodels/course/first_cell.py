"""An IPython extension: « la première cellule n'a pas été lancée », before anything of the course is imported.

Every kernel of the environment loads it (``kernelconfig``), also those of notebooks that are not the course's. So it
imports nothing of the package, which costs numpy and pydantic, and explains a ``NameError`` of a name that the first
cells of a notebook of the course define, and those cells themselves where Python refuses them (a pseudonym without
its quotes): their own import never ran. ``import bizmodels`` puts fuller explanations in its place.
"""

from __future__ import annotations

import linecache
import re
import sys
import tokenize
import warnings
from ast import PyCF_ALLOW_TOP_LEVEL_AWAIT
from importlib import import_module
from typing import Any

EXTENSION = "bizmodels_first_cell"  # its name in a kernel, where `kernelconfig` loads this file by its path
PSEUDONYM = "pseudonyme"  # what the cell of its own above the set-up of an exercise gives a value to
EXERCISE = {"bm", "ex", "data", "firm", PSEUDONYM}
# What the first cells of some lessons add (a test compares with the notebooks).
LESSON = {
    *("amendes", "ancien", "annonce", "apres", "atelier", "avant", "blablacar", "bon_marche", "bouteilles"),
    *("boutique", "caisses", "camille", "catalogue", "cdnow", "chiffres", "choisi", "clients", "commandes"),
    *("comptes", "crm", "cuisine", "deezer", "dependance", "devis", "dix", "doctolib", "droit", "duree"),
    *("editeur", "envois", "etapes", "etats", "exemple", "facons", "flux", "foyers", "france", "fraude"),
    *("fraudes", "haut_de_gamme", "inactifs", "jus", "lignes", "lus", "magasin", "maison", "marchandise"),
    *("marche", "marge", "marque", "meero", "milieu", "montants", "nommees", "ordinaire", "origine", "paiements"),
    *("partie", "parts", "payes", "petit", "plan", "plateforme", "prix_jus", "qonto", "recus", "regles", "reseau"),
    *("reste", "resultat", "retour", "sac", "sanctions", "sens", "slip", "sodas", "sorties", "source", "survie"),
    *("taux", "telephone", "tickets", "titre", "tresor", "trois", "vaut", "velos", "ventes", "vitrine", "volumes"),
}  # fmt: skip
_EXPLAINED = (NameError,)


class FirstCellSkipped(NameError):
    """Shows itself without a traceback, as every sentence of the course does."""

    def _render_traceback_(self) -> list[str]:
        return [f"À corriger — {self}"]


# The words of the menu are those of JupyterLab's French language pack.
GESTURE = (
    "Cliquez dans cette cellule-ci, puis menu «\u00a0Exécution\u00a0» → «\u00a0Exécuter tout au-dessus de la cellule "
    "sélectionnée\u00a0». Ensuite, Maj + Entrée."
)


def skipped(name: str, known: dict[str, Any]) -> bool:
    """Whether a name that is missing should have been made by the first cell."""
    return name in EXERCISE or (name in LESSON and "bm" not in known)


def invented(written: str) -> str:
    """The pseudonym to copy: the words written, or an example where each begins with a capital, as a real name does."""
    return "renard bleu" if written.istitle() else written


def asks_pseudonym(cell: str) -> bool:
    """Whether a cell is the one where a pseudonym is written, whatever was written there."""
    return bool(re.match(rf"(?:\s*#[^\n]*\n)*\s*{PSEUDONYM}\b", cell, re.IGNORECASE))


def sentence(name: str) -> str:
    """What happened and what to do."""
    return (
        f"`{name}` n’est pas encore défini\u00a0: la première cellule n’a pas été lancée depuis le démarrage du noyau. "
        f"{GESTURE}"
    )


def _handler(shell, kind, value, trace, tb_offset=None):
    name, deepest = getattr(value, "name", None) or "", trace
    while deepest is not None and deepest.tb_next is not None:
        deepest = deepest.tb_next
    in_cell = deepest is not None and deepest.tb_frame.f_globals is shell.user_ns
    explained = None
    if in_cell and asks_pseudonym("".join(linecache.getlines(deepest.tb_frame.f_code.co_filename))):
        explained = _slips().explain_exception(value, trace, shell.user_ns)
    elif in_cell and type(value) is NameError and skipped(name, shell.user_ns):
        explained = FirstCellSkipped(f"{sentence(name)}\nMessage de Python\u00a0: {value}")
    if explained is not None:
        shell.showtraceback((type(explained), explained, None))
    else:
        shell.showtraceback((kind, value, trace), tb_offset=tb_offset, running_compiled_code=True)


def _slips() -> Any:
    """What explains in French; by its name, since it stands above this room."""
    import_module("bizmodels")
    return sys.modules["bizmodels.slips.typing_errors"]


def explain_first(lines: list[str]) -> list[str]:
    """A first cell as it is; where Python refuses it, « import bizmodels » is done here, to say why in French."""
    cell = "".join(lines)
    if "import bizmodels" not in cell and not asks_pseudonym(cell):
        return lines
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(cell, "<cell>", "exec", flags=PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except (SyntaxError, ValueError):
        return _slips().explain_cell(lines)
    return lines


def is_ill_indented(lines: list[str]) -> bool:
    """Whether the lines of a cell cannot be read for their indentation alone: IPython then stops before it explains."""
    if "".join(lines).lstrip().startswith("%%"):
        return False
    try:
        for _ in tokenize.generate_tokens(iter(lines).__next__):
            pass
    except IndentationError:
        return True
    except (tokenize.TokenError, SyntaxError):
        pass
    return False


def explain_ill_indented(lines: list[str]) -> list[str]:
    """``explain_first``, where IPython would stop before it."""
    return explain_first(lines) if is_ill_indented(lines) else lines


def load_ipython_extension(shell: Any) -> None:
    """Explain the one error and a refused first cell, unless ``bizmodels`` or another tool explains errors already."""
    if "bizmodels" not in sys.modules and not shell.custom_exceptions:
        shell.set_custom_exc(_EXPLAINED, _handler)
        shell.input_transformers_post.append(explain_first)
        shell.input_transformers_cleanup.append(explain_ill_indented)


def unload_ipython_extension(shell: Any) -> None:
    """Leave the place to ``bizmodels``."""
    if shell.custom_exceptions is _EXPLAINED:
        shell.set_custom_exc((), None)
    if explain_first in shell.input_transformers_post:
        shell.input_transformers_post.remove(explain_first)
    if explain_ill_indented in shell.input_transformers_cleanup:
        shell.input_transformers_cleanup.remove(explain_ill_indented)
