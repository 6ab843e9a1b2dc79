"""An error that a learner's own cell raises, in French: a name, an attribute, a call or a calculation gone wrong.

Only what happened in the cell itself is explained, and only its known causes: the error of an author, deeper in a
program, keeps Python's traceback.
"""

from __future__ import annotations

import ast
import re
from inspect import getattr_static
from typing import Any

from pydantic import BaseModel

from bizmodels import french
from bizmodels.course import first_cell
from bizmodels.errors import LearnerError
from bizmodels.slips.call_errors import (
    comma_in_a_call,
    comma_in_a_table,
    left_to_fill,
    power_words,
    type_words,
)
from bizmodels.slips.name_errors import hyphen_words, name_words
from bizmodels.slips.place import Place, Said, close, folded


def run_words(value: BaseException, place: Place) -> Said | None:
    """What to say of an error, None when Python's own message must stay."""
    if type(value).__module__ == "pandas.errors":
        return comma_in_a_table(place)
    match value:
        case UnboundLocalError():
            return None
        case KeyError() | TypeError() if said := comma_in_a_table(place) or left_to_fill(value, place):
            return said
        case NameError():
            return name_words(value, place) if place.deepest else None
        case AttributeError():
            return _replaced(value.obj, place) or _attribute(value, place)
        case KeyError():
            return _key(value, place)
        case ModuleNotFoundError():
            return _module(value, place)
        case FileNotFoundError():
            return _file(value, place)
        case MemoryError():  # a class's server gives each notebook its share (deploy/)
            return Said(
                "Ce calcul demande plus de mémoire que ce cahier n'en a. Il s'est arrêté ; vos autres valeurs sont "
                "toujours là. Recommencez avec moins de tirages ou moins de lignes."
            )
        case LearnerError():
            return _comma_for_the_course(str(value), place)
        case TypeError() if said := power_words(value, place):
            return said
        case TypeError() if place.deepest:
            return type_words(value, place)
        case IndexError() if place.deepest:
            return _index(place)
        case IndexError():
            return _nothing_kept(place)
        case ZeroDivisionError() if place.deepest:
            return _zero(place)
    return None


# --- modules, files, calculations ---------------------------------------------------------------------------

_MODULES = {"bizmodels": "bm", "pandas": "pd", "numpy": "np", "seaborn": "sns"}


def _module(error: ModuleNotFoundError, place: Place) -> Said | None:
    if not place.deepest or not (near := close(error.name or "", _MODULES, 1, 0.6)):
        return None
    written = rf"\b{re.escape(error.name)}\b"
    return Said(
        f"Aucun module ne s'appelle `{error.name}`. Vouliez-vous dire `{near[0]}` ?",
        re.sub(written, near[0], place.line),
    )


def _file(error: FileNotFoundError, place: Place) -> Said | None:
    name = error.filename
    names = [one.value for one in place.nodes(ast.Constant)] + [
        place.value(one) for one in place.nodes(ast.Name)
    ]
    if type(name) is not str or name not in [one for one in names if type(one) is str]:
        return None  # a file that somebody else's program looks for
    return Said(
        f"Le fichier `{name}` n'existe pas. Vérifiez son nom, capitales et extension comprises, et son dossier : "
        "sans autre indication, c'est celui de ce cahier."
    )


def _index(place: Place) -> Said | None:
    for node in place.nodes(ast.Subscript):
        held = place.value(node.value)
        if type(held) in (list, tuple, str) and not isinstance(node.slice, ast.Slice):
            seen, count = place.text(node.value), len(held)
            if not count:
                return Said(f"`{seen}` est vide : rien n'y porte de numéro.")
            return Said(
                f"`{seen}` contient {french.plural(count, 'élément')}, numérotés à partir de 0 : "
                f"le dernier est `{seen}[{count - 1}]`."
            )
    return Said("Le numéro demandé dépasse la fin de la liste. Les éléments sont numérotés à partir de 0.")


def _nothing_kept(place: Place) -> Said | None:
    """`compte[compte < 0].index[0]`: pandas raises, several frames below, because the filter keeps no row."""
    for node in place.nodes(ast.Subscript):
        held = node.value
        if isinstance(held, ast.Attribute) and held.attr in ("index", "iloc", "values"):
            return Said(
                f"`{place.text(held.value)}` n'a pas de ligne de ce numéro : peut-être est-il vide, aucune ligne ne remplissant la "
                "condition. Affichez-le, et vérifiez le signe de ce que vous avez calculé."
            )
    return None


def _zero(place: Place) -> Said:
    for node in place.nodes(ast.Tuple):  # `217/0,46`: the comma has cut 0,46 in two
        whole, *rest = node.elts
        if (
            isinstance(whole, ast.BinOp)
            and isinstance(whole.op, ast.Div)
            and isinstance(whole.right, ast.Constant)
            and whole.right.value == 0
            and len(rest) == 1
            and re.fullmatch(r"\d+", digits := place.text(rest[0]))
        ):
            return Said(
                f"En Python, la virgule décimale est un point : `0,{digits}` s'écrit `0.{digits}`.",
                place.with_(node, f"{place.text(whole)}.{digits}"),
            )
    for node in place.nodes(ast.BinOp):
        if isinstance(node.op, ast.Div | ast.FloorDiv | ast.Mod) and (seen := _null(node.right, place)):
            return Said(f"Une division par zéro n'a pas de résultat : {seen}. Vérifiez ce qui suit `/`.")
    return Said("Une division par zéro n'a pas de résultat. Vérifiez la valeur de ce qui suit `/`.")


def _null(node: ast.expr, place: Place) -> str:
    if isinstance(node, ast.Constant) and node.value == 0:
        return "le calcul divise par `0`"
    value = place.value(node)
    return f"`{node.id}` vaut 0" if type(value) in (int, float) and value == 0 else ""


_TOO_MANY = re.compile(r"(\d+) valeurs sans nom sont données, (\d+) au plus|donnés? deux fois")


def _comma_for_the_course(text: str, place: Place) -> Said | None:
    """A decimal comma gave a function of the course one value too many."""
    if not (found := _TOO_MANY.search(text)):
        return None
    most = int(found[1]) - int(found[2]) if found[1] else 1
    said = (comma_in_a_call(call, place, most) for call in place.nodes(ast.Call))
    return next(filter(None, said), None)


# --- attributes and columns ---------------------------------------------------------------------------------


def _replaced(owner: Any, place: Place) -> Said | None:
    """`data = 30`, then `data.rise`: a name of the first cell now holds a value of the learner's own."""
    if type(owner) not in (int, float, str, tuple, list, dict, bool, type(None)):
        return None
    for node in place.nodes(ast.Attribute):
        name = getattr(node.value, "id", "")
        if name in first_cell.EXERCISE | first_cell.LESSON and place.value(node.value) is owner:
            return Said(
                f"`{name}` vient de la première cellule, et une cellule lui a donné une autre valeur. Donnez un autre nom "
                "à cette valeur-là, puis lancez de nouveau la première cellule."
            )
    return None


def _attribute(error: AttributeError, place: Place) -> Said | None:
    owner, name = error.obj, error.name or ""
    kind = type(owner)
    if said := hyphen_words(name, place):
        return said
    if (names := _columns(owner)) is not None:
        return _not_there(name, names, "ce tableau", place, rf"\.{re.escape(name)}\b(?!\s*\()")
    if kind.__module__ == "bizmodels.exercises.given" and (found := _by_french_label(name, owner)):
        shown = french.listing([f"`data.{one}`" for one in found], "ou")
        code = _other_attribute(name, found[0], place) if len(found) == 1 else ""
        return Said(f"Les données n'ont pas de `{name}`. Vouliez-vous dire {shown} ?", code)
    if kind.__module__.startswith("bizmodels") or getattr(owner, "__name__", "") == "bizmodels":
        return _other_name(name, owner, place)
    return _of_a_number(name, place) if kind in (int, float) and place.deepest else None


def _of_a_number(name: str, place: Place) -> Said | None:
    """`orders > data.least.sum()`: Python asks the number for its sum, where that of the comparison was meant."""
    for compared in place.nodes(ast.Compare):
        last = compared.comparators[-1]
        if isinstance(last, ast.Call) and isinstance(last.func, ast.Attribute) and last.func.attr == name:
            number, asked = place.text(last.func.value), place.text(last)
            whole = place.text(compared).removesuffix(asked) + number
            return Said(
                f"`{number}` est un nombre : il n'a pas de `.{name}`. Entourez la comparaison de parenthèses.",
                place.with_(compared, f"({whole}){asked.removeprefix(number)}"),
            )
    return None


_FRENCH = {"indice": "hint", "aide": "hint", "corrige": "solution", "verifier": "check", "verifie": "check"}


def _other_name(name: str, owner: Any, place: Place) -> Said | None:
    """The nearest public name of an object of the course, or of the course itself."""
    public = getattr(owner, "__all__", None) or {*dir(owner)} - {*dir(BaseModel)}
    names = [one for one in public if not one.startswith("_")]
    if any(
        getattr(call.func, "attr", "") == name for call in place.nodes(ast.Call)
    ):  # `ex.score()` means no text
        names = [one for one in names if not isinstance(getattr_static(owner, one, None), str | int | float)]
    meant = _FRENCH.get(folded(name))
    near = [meant] if meant in names else close(name, names, 1, 0.6)
    if near:
        return Said(
            f"`{name}` n'existe pas. Vouliez-vous dire `{near[0]}` ?",
            _other_attribute(name, near[0], place),
        )
    return None


def _by_french_label(name: str, data: Any) -> list[str]:
    """The figures whose French label holds the word: `data.prix` means « Prix public TTC avant »…"""
    words = [one for one in folded(name).split("_") if len(one) > 2]

    def said(given: Any) -> list[str]:
        return re.findall(r"\w+", folded(given.label))

    found = [
        given
        for given in data.givens
        if words and all(any(one.startswith(word) for one in said(given)) for word in words)
    ]
    # A label that begins with the word before one that only mentions it.
    first = [given for given in found if said(given)[0].startswith(words[0])]
    return [given.name for given in first or found][:4]


def _other_attribute(name: str, near: str, place: Place) -> str:
    for node in place.nodes(ast.Attribute):
        if node.attr == name:
            return place.with_(node, f"{place.text(node.value)}.{near}")
    return ""


def _columns(table: Any) -> dict[str, str] | None:
    """The columns of a table of pandas or of the course (the lines of a series), by their folded names."""
    if not any(kind.__module__.startswith("pandas") for kind in type(table).__mro__):
        return None
    names = getattr(table, "columns", getattr(table, "index", None))
    return None if names is None else {folded(one): str(one) for one in names}


def _key(error: KeyError, place: Place) -> Said | None:
    key = error.args[0] if error.args else None
    for node in place.nodes(ast.Subscript):
        if not isinstance(node.slice, ast.Constant) or node.slice.value != key or not isinstance(key, str):
            continue
        # pandas was called with the table itself, or with what its `.loc` returns.
        table = place.called.f_locals.get("self") if place.called else place.value(node.value)
        by_line = isinstance(node.value, ast.Attribute) and node.value.attr == "loc"
        table = getattr(table, "obj", table) if by_line else table
        if isinstance(table, dict):
            names, what = {folded(one): str(one) for one in table}, f"`{place.text(node.value)}`"
        elif (columns := _columns(table)) is None:
            return None
        else:
            names = {folded(one): str(one) for one in table.index} if by_line else columns
            what = "ce tableau"
        return _not_there(key, names, what, place, rf"\[\s*[\"']{re.escape(key)}[\"']\s*\]")
    for node in place.nodes(ast.Subscript) if place.deepest else ():
        if type(held := place.value(node.value)) is dict and held:
            shown = french.listing(f"`{one!r}`" for one in list(held)[:8])
            return Said(f"`{key!r}` n'est pas une clé de `{place.text(node.value)}`. On y trouve : {shown}.")
    return None


def _not_there(name: str, names: dict[str, str], what: str, place: Place, written: str) -> Said:
    near = close(name, names.values(), 3, 0.5)
    shown = french.listing([f"`{one}`" for one in near or list(names.values())[:8]], "ou" if near else "et")
    few = "Le plus proche" if len(near) == 1 else "Les plus proches"
    says = f"{few} : {shown}." if near else f"On y trouve : {shown}."
    fixed = re.sub(written, lambda _: f'["{near[0]}"]', place.line) if len(near) == 1 else ""
    return Said(f"`{name}` n'est pas dans {what}. {says}", fixed if fixed != place.line else "")
