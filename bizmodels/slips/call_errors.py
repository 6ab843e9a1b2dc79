"""A call or a calculation of the cell that Python refuses, in French: a decimal comma, a text, parentheses."""

from __future__ import annotations

import ast
import builtins
import inspect
import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from bizmodels import french
from bizmodels.exercises.answers import comma
from bizmodels.slips.place import Place, Said


def type_words(error: TypeError, place: Place) -> Said | None:
    """What to say of a call or a calculation that Python refuses, None when its own message must stay."""
    text = str(error)
    reasons: tuple[Callable[[str, Place], Said | None], ...] = (
        _decimal_comma, _fact_in_a_calculation, _text_in_a_calculation, _not_callable, _no_function, _not_subscriptable,
        _argument_missing, _too_many_arguments,
    )  # fmt: skip
    return next((said for reason in reasons if (said := reason(text, place))), None)


_POWER = re.compile(r"for \^|bitwise_xor")
_QUOTED = re.compile(r"(\"[^\"]*\"|'[^']*'|#.*)")


def power_words(error: TypeError, place: Place) -> Said | None:
    """`0.98 ^ 12`, which a spreadsheet reads as a power."""
    if not _POWER.search(str(error)) or "^" not in place.line:
        return None
    parts = _QUOTED.split(place.line)
    better = "".join(one if at % 2 else one.replace("^", "**") for at, one in enumerate(parts))
    return Said("La puissance s'écrit `**`.", better)


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
    if "tuple" not in text:
        return None
    written = re.search(r"(?<![\w.])(\d+),(\d+)(?![\w.])", place.line)
    point = (
        f"`{written[0]}` s'écrit avec un point en Python : `{written[1]}.{written[2]}`."
        if written
        else "En Python, elle s'écrit avec un point."
    )
    return Said(
        f"L'une des valeurs du calcul est une suite de valeurs, souvent à cause d'une virgule décimale. {point}"
    )


def comma_in_a_table(place: Place) -> Said | None:
    """`table[table["score"] < 0,3]`: pandas is asked for two things, the rows below 0 and the column 3."""
    for node in place.nodes(ast.Subscript):
        asked = node.slice.elts if isinstance(node.slice, ast.Tuple) else ()
        tests = any(isinstance(one, ast.Compare) for whole in asked[:1] for one in ast.walk(whole))
        if tests and (said := _commas(asked, place, len(asked) - 1)):
            return said
    return None


def left_to_fill(error: Exception, place: Place) -> Said | None:
    """`table[table["score"] < ...]`, copied from a statement: the place of a value is still empty."""
    if "ellipsis" not in str(error).casefold():
        return None
    written = any(one.value is ... for one in place.nodes(ast.Constant))
    if written or any(place.value(one) is ... for one in place.nodes(ast.Name)):
        return Said("Il reste un `...` à remplacer par une valeur avant de calculer.")
    return None


def _fact_in_a_calculation(text: str, place: Place) -> Said | None:
    if not _CALCULATION.search(text) or "'Fact'" not in text:
        return None
    sides = [side for one in place.nodes(ast.BinOp) for side in (one.left, one.right)]
    sides += [side for one in place.nodes(ast.Compare) for side in (one.left, *one.comparators)]
    facts = [one for one in sides if _gives_a_fact(one) or type(place.value(one)).__name__ == "Fact"]
    return Said(
        "`bm.fact(…)` donne un chiffre publié avec sa source : pour calculer, prenez son nombre avec `.value`.",
        place.with_all({one: f"{place.text(one)}.value" for one in facts}) if facts else "",
    )


def _gives_a_fact(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and "fact" in (
        getattr(node.func, "attr", ""),
        getattr(node.func, "id", ""),
    )


def _text_in_a_calculation(text: str, place: Place) -> Said | None:
    if not _CALCULATION.search(text):
        return None
    for node in place.nodes(ast.Name):
        value = place.value(node)
        if type(value) is str and isinstance(node.ctx, ast.Load):
            number = value.strip().replace(",", ".")
            sure = re.fullmatch(r"\d+(\.\d+)?", number) and not place.in_function
            return Said(
                f"`{node.id}` est un texte, à cause de ses guillemets : il ne se calcule pas.",
                f"{node.id} = {number}" if sure else "",
            )
    for inside in place.nodes(ast.Subscript):  # table["column" >= 4]
        test = inside.slice
        if (
            isinstance(test, ast.Compare)
            and isinstance(test.left, ast.Constant)
            and type(test.left.value) is str
        ):
            return Said(
                'Fermez le crochet juste après le nom de la colonne, puis comparez : `table["…"] >= …`.'
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


_KINDS = {"str": "un texte", "list": "une liste", "tuple": "une suite de valeurs", "dict": "un dictionnaire", "bool": "un vrai ou faux"}  # fmt: skip


def _no_function(text: str, place: Place) -> Said | None:
    """A text or a list with parentheses behind it; also `print` to which an earlier cell gave a value."""
    kind = re.search(r"'(\w+)' object is not callable", text)
    if not kind or kind[1] not in _KINDS:
        return None
    for call in place.nodes(ast.Call):
        if type(place.value(call.func)).__name__ != kind[1]:
            continue
        seen = place.text(call.func)
        if isinstance(call.func, ast.Name) and hasattr(builtins, seen):
            return Said(
                f"`{seen}` est une fonction de Python, mais une cellule lui a donné une valeur ({_KINDS[kind[1]]}). "
                "Rendez-lui son rôle, puis relancez cette cellule.",
                f"del {seen}",
            )
        code = "" if call.args or call.keywords else place.with_(call, seen)
        return Said(f"`{seen}` est {_KINDS[kind[1]]}, pas une fonction : retirez les parenthèses.", code)
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


def _too_many_arguments(text: str, place: Place) -> Said | None:
    found = re.search(
        r"takes (?:from )?(\d+)(?: to \d+)? positional arguments? but (\d+) (?:was|were) given", text
    )
    if not found:
        return None
    for call in place.nodes(ast.Call):
        function = place.value(call.func)
        # A method of pandas or a function of the learner's own.
        if said := comma_in_a_call(call, place, int(found[2]) - int(found[1])):
            return said
        if inspect.isfunction(function) and function.__globals__ is place.known:
            wanted = french.listing(f"`{one}`" for one in inspect.signature(function).parameters)
            waits = f"n'attend que {wanted}" if wanted else "n'attend aucune valeur"
            return Said(f"`{call.func.id}` reçoit trop de valeurs : elle {waits}.")
    return None


def comma_in_a_call(call: ast.Call, place: Place, most: int) -> Said | None:
    """`f(0,17)`: the decimal commas of the arguments, when they explain the values too many (``most``)."""
    return _commas(call.args, place, most)


def _commas(values: Sequence[ast.expr], place: Place, most: int) -> Said | None:
    """The decimal commas between values that follow each other, ``most`` of them at most."""
    better = {}
    for before, after in pairwise(values):
        tight = before.end_lineno == after.lineno and before.end_col_offset + 1 == after.col_offset
        whole = isinstance(after, ast.Constant) and type(after.value) is int
        if tight and whole and (digits := re.search(r"(?<![\w.])\d+$", place.text(before))):
            better[before, after] = digits[0], place.text(after)
    if not better or len(better) > most:
        return None
    line = place.line
    for whole, decimals in better.values():
        line = re.sub(rf"(?<![\w.]){whole},{decimals}(?![\w.])", f"{whole}.{decimals}", line, count=1)
    return Said(comma(*next(iter(better.values()))).sentence, line)
