"""An error that a learner's own cell raises, in French: a name, an attribute, a call or a calculation gone wrong.

Only what happened in the cell itself is explained, and only its known causes: the error of an author, deeper in a
program, keeps Python's traceback.
"""

from __future__ import annotations

import ast
import difflib
import inspect
import linecache
import re
import unicodedata
from collections.abc import Callable, Iterable
from types import FrameType
from typing import Any, NamedTuple

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.exercises import first_cell

_TRUTH = {"vrai": "True", "faux": "False", "true": "True", "false": "False"}
_ANSWER = re.compile(r"(choix|r[ée]ponse|d[ée]cision|verdict|avis)\w*", re.IGNORECASE)
_COURSE = ("data", "firm", "ex")


class Said(NamedTuple):
    """A sentence, and the line to copy when it is sure."""

    sentence: str
    code: str = ""


class Place:
    """Where in the cell the error was raised: the line, its syntax tree, and the values of names there.

    ``called`` is the frame of a library that the line called into, None when the cell itself raised.
    """

    def __init__(self, frame: FrameType, number: int, called: FrameType | None, known: dict[str, Any]):
        self.line = linecache.getline(frame.f_code.co_filename, number).rstrip("\n").strip()
        self.frame, self.known, self.deepest = frame, known, called is None
        self.called = called
        self.in_function = frame.f_code.co_name != "<module>"
        try:
            self.statement = ast.parse(self.line).body[0]
        except (SyntaxError, IndexError, ValueError):
            self.statement = None

    def nodes(self, kind: type) -> list[Any]:
        """The nodes of that kind in the line, none when the line alone cannot be read."""
        return [one for one in ast.walk(self.statement) if isinstance(one, kind)] if self.statement else []

    def value(self, node: ast.AST) -> Any:
        """The value of a plain name, None for anything that has to be computed again."""
        return (
            self.frame.f_locals.get(node.id, self.known.get(node.id)) if isinstance(node, ast.Name) else None
        )

    def text(self, node: ast.AST) -> str:
        """How the node is written."""
        return ast.get_source_segment(self.line, node) or ""

    def with_(self, node: ast.AST, new: str) -> str:
        """The line with ``node`` replaced; offsets of the syntax tree count bytes."""
        raw = self.line.encode()
        return (raw[: node.col_offset] + new.encode() + raw[node.end_col_offset :]).decode()


def run_words(value: BaseException, place: Place) -> Said | None:
    """What to say of an error, None when Python's own message must stay."""
    if isinstance(value, NameError) and not isinstance(value, UnboundLocalError):
        return _name(value, place) if place.deepest else None
    if isinstance(value, AttributeError):
        return _attribute(value, place)
    if isinstance(value, KeyError):
        return _key(value, place)
    if isinstance(value, TypeError) and place.deepest:
        return _type(value, place)
    return None


# --- names --------------------------------------------------------------------------------------------------


def _name(error: NameError, place: Place) -> Said | None:
    name = error.name or ""
    if first_cell.skipped(name, place.known):
        return Said(first_cell.sentence(name))
    if place.in_function or place.statement is None:
        return None
    public = [one for one in place.known if not one.startswith("_")]
    if near := [one for one in public if one.casefold() == name.casefold()]:
        return _did_you_mean(name, near[0], place)
    for node, sure in _bare_answers(place.statement, name):
        if truth := _TRUTH.get(name.casefold()):
            return Said(f"`{name}` s'écrit `{truth}` en Python.", place.with_(node, truth))
        close = difflib.get_close_matches(name, place.known, 1, 0.8) if len(name) > 3 else []
        owned = bool(_owners(name, place))
        if not close and not owned and (sure or len(name) == 1 or name.casefold() in {"oui", "non"}):
            return Said(
                f"`{name}` sans guillemets est lu comme le nom d'une valeur, qui n'existe pas. Un texte s'écrit entre guillemets : `\"{name}\"`.",
                place.with_(node, f'"{name}"'),
            )
    return _owner(name, place) or next(
        (_did_you_mean(name, one, place) for one in _close(name, public, 1, 0.8) if len(name) > 2), None
    )


def _bare_answers(statement: ast.stmt, name: str) -> list[tuple[ast.expr, bool]]:
    """Where ``name`` stands as a whole answer, and whether the place is surely one."""
    if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Name):
        target = statement.targets[0]
        sure = isinstance(target, ast.Name) and bool(_ANSWER.fullmatch(target.id))
        return [(statement.value, sure)] if statement.value.id == name else []
    return [
        (argument, True)
        for call in ast.walk(statement)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "check"
        for argument in call.args
        if isinstance(argument, ast.Name) and argument.id == name
    ]


def _owners(name: str, place: Place) -> list[str]:
    """Which of the course's own objects, under their usual names, have that attribute."""
    held = {one: place.known.get(one) for one in _COURSE}
    return [
        one for one, it in held.items() if type(it).__module__.startswith("bizmodels") and name in dir(it)
    ]


def _owner(name: str, place: Place) -> Said | None:
    """`price_after` is `data.price_after`, `D2C` is `bm.D2C`."""
    owners = _owners(name, place)
    course = place.known.get("bm")
    if getattr(course, "__name__", "") == "bizmodels" and name in course.__all__:
        owners.append("bm")
    if not owners:
        return None
    shown = french.listing([f"`{one}.{name}`" for one in owners], "ou")
    code = _renamed(name, f"{owners[0]}.{name}", place) if len(owners) == 1 else ""
    return Said(f"`{name}` n'existe pas seul. Écrivez {shown}.", code)


def _did_you_mean(name: str, near: str, place: Place) -> Said:
    return Said(f"`{name}` n'existe pas. Vouliez-vous dire `{near}` ?", _renamed(name, near, place))


def _renamed(name: str, near: str, place: Place) -> str:
    line = place.line.encode()
    for node in sorted(place.nodes(ast.Name), key=lambda one: -one.col_offset):
        if node.id == name:
            line = line[: node.col_offset] + near.encode() + line[node.end_col_offset :]
    return line.decode()


def _close(name: str, names: Iterable[str], count: int, cutoff: float) -> list[str]:
    plain = {_folded(one): one for one in names}
    return [plain[one] for one in difflib.get_close_matches(_folded(name), plain, count, cutoff)]


def _folded(text: str) -> str:
    parts = unicodedata.normalize("NFD", str(text).casefold())
    return "".join(one for one in parts if not unicodedata.combining(one))


# --- attributes and columns ---------------------------------------------------------------------------------


def _attribute(error: AttributeError, place: Place) -> Said | None:
    owner, name = error.obj, error.name or ""
    kind = type(owner)
    if (names := _columns(owner)) is not None:
        return _not_there(name, names, "ce tableau", place, rf"\.{re.escape(name)}\b(?!\s*\()")
    if kind.__module__ == "bizmodels.exercises.given" and (found := _by_french_label(name, owner)):
        shown = french.listing([f"`data.{one}`" for one in found], "ou")
        code = _other_attribute(name, found[0], place) if len(found) == 1 else ""
        return Said(f"Les données n'ont pas de `{name}`. Vouliez-vous dire {shown} ?", code)
    if kind.__module__.startswith("bizmodels.exercises") and not isinstance(error, LearnerError):
        near = _close(name, [one for one in dir(owner) if not one.startswith("_")], 1, 0.6)
        if near:
            return Said(
                f"`{name}` n'existe pas. Vouliez-vous dire `{near[0]}` ?",
                _other_attribute(name, near[0], place),
            )
    return None


def _by_french_label(name: str, data: Any) -> list[str]:
    """The figures whose French label holds the word: `data.prix` means « Prix public TTC avant »…"""
    words = [one for one in _folded(name).split("_") if len(one) > 2]

    def said(given: Any) -> list[str]:
        return re.findall(r"\w+", _folded(given.label))

    found = [
        given
        for given in data._givens
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
    return None if names is None else {_folded(one): str(one) for one in names}


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
            names, what = {_folded(one): str(one) for one in table}, f"`{place.text(node.value)}`"
        elif (columns := _columns(table)) is None:
            return None
        else:
            names = {_folded(one): str(one) for one in table.index} if by_line else columns
            what = "ce tableau"
        return _not_there(key, names, what, place, rf"\[\s*[\"']{re.escape(key)}[\"']\s*\]")
    return None


def _not_there(name: str, names: dict[str, str], what: str, place: Place, written: str) -> Said:
    near = _close(name, names.values(), 3, 0.5)
    shown = french.listing([f"`{one}`" for one in near or list(names.values())[:8]], "ou" if near else "et")
    few = "Le plus proche" if len(near) == 1 else "Les plus proches"
    says = f"{few} : {shown}." if near else f"On y trouve : {shown}."
    fixed = re.sub(written, lambda _: f'["{near[0]}"]', place.line) if len(near) == 1 else ""
    return Said(f"`{name}` n'est pas dans {what}. {says}", fixed if fixed != place.line else "")


# --- calls and calculations ---------------------------------------------------------------------------------


def _type(error: TypeError, place: Place) -> Said | None:
    text = str(error)
    reasons: tuple[Callable[[str, Place], Said | None], ...] = (
        _decimal_comma, _text_in_a_calculation, _not_callable, _not_subscriptable, _argument_missing,
    )  # fmt: skip
    return next((said for reason in reasons if (said := reason(text, place))), None)


_CALCULATION = re.compile(
    "unsupported operand|can only concatenate|can't multiply sequence|not supported between|bad operand"
)


def _decimal_comma(text: str, place: Place) -> Said | None:
    if not _CALCULATION.search(text) or not re.search("tuple|sequence", text):
        return None
    for node in place.nodes(ast.Name):
        value = place.value(node)
        if type(value) is tuple and len(value) == 2 and all(type(one) is int and one >= 0 for one in value):
            meant = f"{value[0]}.{value[1]}"
            return Said(
                f"`{node.id}` contient deux nombres, `{value[0]}` et `{value[1]}`, à cause d'une virgule. "
                f"En Python, la virgule décimale est un point : `{meant}`.",
                "" if place.in_function and node.id in place.frame.f_locals else f"{node.id} = {meant}",
            )
    return (
        Said(
            "L'une des valeurs du calcul est une suite de valeurs, souvent à cause d'une virgule décimale. "
            "En Python, elle s'écrit avec un point : `1.2`."
        )
        if "tuple" in text
        else None
    )


def _text_in_a_calculation(text: str, place: Place) -> Said | None:
    if not _CALCULATION.search(text):
        return None
    if "ellipsis" in text:
        return Said("Il reste un `...` à remplacer par une valeur avant de calculer.")
    for node in place.nodes(ast.Name):
        value = place.value(node)
        if type(value) is str:
            number = value.strip().replace(",", ".")
            sure = re.fullmatch(r"\d+(\.\d+)?", number) and not place.in_function
            return Said(
                f"`{node.id}` est un texte, à cause de ses guillemets : il ne se calcule pas.",
                f"{node.id} = {number}" if sure else "",
            )
    if any(type(one.value) is str for one in place.nodes(ast.Constant)):
        return Said("Un texte entre guillemets ne se calcule pas. Écrivez le nombre sans guillemets.")
    return None


def _not_callable(text: str, place: Place) -> Said | None:
    if not re.search(r"'(float|int|float64|int64)' object is not callable", text):
        return None
    for call in place.nodes(ast.Call):
        function = call.func
        if isinstance(function, ast.Attribute) and isinstance(owner := function.value, ast.Name):
            held = place.value(owner)
            if not type(held).__module__.startswith("bizmodels") and not hasattr(type(held), "replace"):
                continue
            seen = f"{owner.id}.{function.attr}"
            if not call.args and not call.keywords:
                return Said(f"`{seen}` est un nombre : retirez les parenthèses.", place.with_(call, seen))
            if len(call.args) == 1 and hasattr(held, "replace"):
                new = f"{owner.id}.replace({function.attr}={place.text(call.args[0])})"
                return Said(
                    f"`{seen}` est un nombre, il ne reçoit pas de valeur. Pour la même entreprise avec une autre valeur : `{new}`.",
                    place.with_(call, new),
                )
        number = isinstance(function, ast.Constant | ast.BinOp) or type(place.value(function)) in (int, float)
        if number and len(call.args) == 1:
            return Said("Il manque un signe devant la parenthèse : la multiplication s'écrit `*`.")
    return None


def _not_subscriptable(text: str, place: Place) -> Said | None:
    if "not subscriptable" not in text:
        return None
    for node in place.nodes(ast.Subscript):
        held, key = place.value(node.value), getattr(node.slice, "value", None)
        if any(kind.__module__.startswith("bizmodels") for kind in type(held).__mro__) and isinstance(
            key, str
        ):
            seen = f"{place.text(node.value)}.{key}"
            exists = key in dir(held) or hasattr(held, key)
            return Said(
                f"Écrivez un point, sans crochets ni guillemets : `{seen}`.",
                place.with_(node, seen) if exists else "",
            )
    return None


def _argument_missing(text: str, place: Place) -> Said | None:
    if not re.search(r"missing \d+ required positional argument", text):
        return None
    for call in place.nodes(ast.Call):
        function = place.value(call.func)
        if not inspect.isfunction(function) or function.__globals__ is not place.known:
            continue
        name = call.func.id
        checked = [
            outer
            for outer in place.nodes(ast.Call)
            if isinstance(outer.func, ast.Attribute) and outer.func.attr == "check" and call in outer.args
        ]
        if checked and not call.args:
            return Said(
                f"Donnez la fonction elle-même, sans parenthèses : `{name}`.", place.with_(call, name)
            )
        wanted = french.listing(f"`{one}`" for one in inspect.signature(function).parameters)
        return Said(f"`{name}` attend une valeur pour chacun de ses paramètres, dans l'ordre : {wanted}.")
    return None
