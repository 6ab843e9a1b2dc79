"""A name that no cell has given a value, in French: a text without quotes, an owner forgotten, a cell not run."""

from __future__ import annotations

import ast
import builtins
import difflib
import inspect
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from bizmodels import french, models
from bizmodels.course import first_cell
from bizmodels.exercises.same_cell import misspelt
from bizmodels.facts import facts
from bizmodels.slips.place import Place, Said, close

_TRUTH = {"vrai": "True", "faux": "False", "true": "True", "false": "False"}
_ANSWER = re.compile(r"(choix|r[ée]ponse|d[ée]cision|verdict|avis)\w*", re.IGNORECASE)
_USUAL = ("data", "firm", "ex")
_SHOWN = 4


def name_words(error: NameError, place: Place) -> Said:
    """What to say of a name that does not exist; the best explanation that fits."""
    name = error.name or ""
    if found := _pseudonym(name, place):
        return found
    if first_cell.skipped(name, place.known):
        return Said(first_cell.sentence(name))
    if place.in_function or place.statement is None:
        return _of_course(name, place) or _nowhere(name)
    if found := hyphen_words(name, place) or _texts(name, place):
        return found
    checked = _bare_answers(place.statement, name)
    if checked and (code := misspelt(name, place.frame)):
        return Said(f"Cette cellule ne donne pas de valeur à `{name}`.", code)
    public = [one for one in place.known if not one.startswith("_")]
    if near := [one for one in public if one.casefold() == name.casefold()]:
        return _did_you_mean(name, near[0], place)
    for node, sure in checked:
        if truth := _TRUTH.get(name.casefold()):
            return Said(f"`{name}` s'écrit `{truth}` en Python.", place.with_(node, truth))
        alike = difflib.get_close_matches(name, place.known, 1, 0.8) if len(name) > 3 else []
        owned = bool(_owners(name, place))
        if not alike and not owned and (sure or len(name) == 1 or name.casefold() in {"oui", "non"}):
            return Said(
                f"`{name}` sans guillemets est lu comme le nom d'une valeur, qui n'existe pas. Un texte s'écrit entre guillemets : `\"{name}\"`.",
                place.with_(node, f'"{name}"'),
            )
    alike = close(name, public, 1, 0.8) if len(name) > 2 else []
    return _owned(name, place) or (_did_you_mean(name, alike[0], place) if alike else _nowhere(name))


def _pseudonym(name: str, place: Place) -> Said | None:
    """`pseudonyme = renard` wants its quotes, whatever the name is one of; the other ways to miss its cell."""
    statement, wanted = place.statement, first_cell.PSEUDONYM
    if isinstance(statement, ast.Assign) and name != wanted:
        target = statement.targets[0]
        if isinstance(target, ast.Name) and target.id == wanted:
            text = first_cell.invented(place.text(statement.value).replace('"', ""))
            return Said(
                "Un pseudonyme est un texte inventé : il s'écrit entre guillemets.", f'{wanted} = "{text}"'
            )
    if name != wanted:
        return None
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Compare):
        return Said("Un seul signe égal donne une valeur ; deux comparent.", place.line.replace("==", "=", 1))
    if near := [one for one in place.known if one != wanted and one.casefold() == wanted]:
        return Said(f"Votre cellule dit `{near[0]}`. Ici, le nom s'écrit `{wanted}`, en minuscules.")
    return None


def hyphen_words(name: str, place: Place) -> Said | None:
    """`data.price-before` means `data.price_before`: Python reads a subtraction. ``name`` is either side of it.

    Read in the text: in `a * data.price-before / b`, the tree holds no such pair.
    """
    for found in re.finditer(r"(?<![\w.])(?:(\w+)\.)?([^\W\d]\w*)-([^\W\d]\w*)", place.line):
        owner, first, last = found.groups()
        held = place.known.get(owner) if owner else None
        ours = type(held).__module__.startswith("bizmodels")
        names = place.known if not owner else dir(held) if ours else ()
        if name in (first, last) and f"{first}_{last}" in names:
            meant = found[0].replace("-", "_")
            return Said(
                f"Un nom n'a pas de trait d'union : `{found[0]}` se lit comme une soustraction. Vouliez-vous dire `{meant}` ?",
                place.line[: found.start()] + meant + place.line[found.end() :],
            )
    return None


def _of_course(name: str, place: Place) -> Said | None:
    """In a class or a function: `Param` is `bm.Param`."""
    course = place.known.get("bm")
    if getattr(course, "__name__", "") != "bizmodels" or name not in {*course.__all__, "Annotated"}:
        return None
    nodes = [node for node in place.nodes(ast.Name) if node.id == name]
    return Said(
        f"`{name}` n'existe pas seul. Écrivez `bm.{name}`.",
        place.with_all(dict.fromkeys(nodes, f"bm.{name}")) if nodes else "",
    )


def _nowhere(name: str) -> Said:
    """The last resort: what such a name may be, and what to do in each case."""
    return Said(
        f"Aucune cellule lancée jusqu'ici ne donne de valeur à `{name}`. Si une cellule plus haut le fait, lancez-la : "
        f"{first_cell.GESTURE[0].lower()}{first_cell.GESTURE[1:]} Si c'est un nom d'exemple d'un énoncé, mettez le vôtre "
        f'à sa place. Si c\'est un texte, entourez-le de guillemets : `"{name}"`.'
    )


def _missing(place: Place) -> list[ast.Name]:
    """The names of the line that have no value, in the order of the line."""
    given = {one.id for one in place.nodes(ast.Name) if not isinstance(one.ctx, ast.Load)}
    given |= {one.arg for one in place.nodes(ast.arg)}
    return [
        one
        for one in sorted(place.nodes(ast.Name), key=lambda one: (one.lineno, one.col_offset))
        if one.id not in given and one.id not in place.known and not hasattr(builtins, one.id)
    ]


# --- answers and texts without quotes -----------------------------------------------------------------------


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


@cache
def _course_names() -> set[str]:
    """Key figures and parameters of the models, companies and indicators of the tables."""
    loaders = (facts.load_companies, facts.load_market, facts.load_legal)
    columns = [
        frame[one] for frame in (load() for load in loaders) for one in ("entity", "metric") if one in frame
    ]
    names = {str(name) for column in columns for name in column}
    for model in models.all_models().values():
        names |= {*model.__params__, *model.__kpis__}
    return names


def _texts(name: str, place: Place) -> Said | None:
    """Names of the course that stand where a text is expected: all their quotes at once."""
    missing = _missing(place)
    wanted = [node for node in _text_places(place) if node in missing and node.id in _course_names()]
    if name not in {node.id for node in wanted}:
        return None
    names = list(dict.fromkeys(f"`{node.id}`" for node in sorted(wanted, key=missing.index)))
    said = (
        f"{names[0]} est attendu ici comme un texte, qui s'écrit entre guillemets."
        if len(names) == 1
        else f"{french.listing(names)} sont attendus ici comme des textes, qui s'écrivent entre guillemets."
    )
    return Said(said, place.with_all({node: f'"{node.id}"' for node in wanted}))


def _text_places(place: Place) -> Iterator[ast.Name]:
    """The names that a call of the course takes as texts: arguments, items of a list of texts, keys of a dict."""
    for call in place.nodes(ast.Call):
        function = _course_function(call.func, place)
        if function is None:
            continue
        parameters = inspect.signature(function).parameters
        given = [*zip(parameters, call.args, strict=False), *((one.arg, one.value) for one in call.keywords)]
        for parameter, node in given:
            kind = str(parameters[parameter].annotation) if parameter in parameters else ""
            several = isinstance(node, ast.List | ast.Tuple)
            values = node.elts if several else node.keys if isinstance(node, ast.Dict) else [node]
            if kind.startswith(("str", "Sequence[str]")) or isinstance(node, ast.Dict):
                yield from (one for one in values if isinstance(one, ast.Name))


def _course_function(node: ast.expr, place: Place) -> Any:
    """`bm.fact`, or `fact` when it was imported by its name; None for anything else."""
    course = place.value(node.value) if isinstance(node, ast.Attribute) else None
    if getattr(course, "__name__", "") == "bizmodels" and node.attr in course.__all__:
        found = getattr(course, node.attr)
    else:
        found = place.value(node)
    ours = inspect.isfunction(found) and str(found.__module__).startswith("bizmodels")
    return found if ours else None


# --- owners and names that look alike -----------------------------------------------------------------------


def _owners(name: str, place: Place) -> list[str]:
    """Under which names the objects of the course that have that attribute are known, each object once."""
    if len(name) == 1:  # the letter of an answer, « a », is no parameter of a fitted law
        return []
    names = [*_USUAL, *(one for one in place.known if one not in _USUAL and not one.startswith("_"))]
    found: dict[int, str] = {}
    for one in names:
        held = place.known.get(one)
        if type(held).__module__.startswith("bizmodels") and name in dir(held):
            found.setdefault(id(held), one)
    course = place.known.get("bm")
    if getattr(course, "__name__", "") == "bizmodels" and name in course.__all__:
        found[id(course)] = "bm"
    return list(found.values())


def _owned(name: str, place: Place) -> Said | None:
    """`price_after` is `data.price_after`, `D2C` is `bm.D2C`; every name of the line that lacks its owner."""
    if not _owners(name, place):
        return None
    missing = [node for node in _missing(place) if _owners(node.id, place)]
    owners = {one: _owners(one, place) for one in dict.fromkeys([name, *(node.id for node in missing)])}
    said = [
        f"`{one}` n'existe pas seul. Écrivez {french.listing([f'`{it}.{one}`' for it in found[:_SHOWN]], 'ou')}."
        for one, found in owners.items()
    ]
    sure = bool(missing) and all(len(found) == 1 for found in owners.values())
    code = place.with_all({node: f"{owners[node.id][0]}.{node.id}" for node in missing}) if sure else ""
    return Said(" ".join(said), code)


def _did_you_mean(name: str, near: str, place: Place) -> Said:
    nodes = [node for node in place.nodes(ast.Name) if node.id == name]
    return Said(
        f"`{name}` n'existe pas. Vouliez-vous dire `{near}` ?", place.with_all(dict.fromkeys(nodes, near))
    )
