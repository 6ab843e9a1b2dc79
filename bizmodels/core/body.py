"""The names of a class body that a student writes, read before pydantic does, whose own refusals are English."""

from __future__ import annotations

import math
import re
import sys
import types
import typing
from functools import cached_property
from numbers import Real
from typing import Any, ClassVar

from bizmodels import french
from bizmodels.core.kpi import kpi
from bizmodels.core.param import Constant, Param
from bizmodels.core.place import at_function, at_name
from bizmodels.core.values import in_words
from bizmodels.errors import LearnerError
from bizmodels.facts import facts

# What a model may write anew.
HOOKS = {
    "stocks", "shares", "backtests", "cac_per_customer", "overheads", "fade", "profit_horizon", "customers_at_start",
    "first_month_revenue", "first_month_cost", "first_month_margin",
}  # fmt: skip
_FIXED = {
    "__init__", "__new__", "__post_init__", "__getattr__", "__getattribute__", "__setattr__", "model_post_init",
}  # fmt: skip
_MISSING = object()


def check_body(cls_name: str, bases: tuple[type, ...], body: dict) -> None:
    """Refuse the names of a class body that would be misread, before pydantic sees them."""
    if "__init__" in body or not _FIXED.isdisjoint(body):
        name = next(n for n in body if n in _FIXED)
        raise LearnerError(
            f"{cls_name} ne peut pas redéfinir `{name}`{at_function(body[name])}{french.NBSP}: chaque paramètre se déclare par "
            f"`{_card('prix', None)}`, et le modèle se construit seul."
        )
    fields = {name for base in bases for name in getattr(base, "model_fields", ())}
    settings = {name for base in bases for name in getattr(base, "__class_vars__", ())}
    shown = [body.get("shown_settings", ()), *(getattr(base, "shown_settings", ()) for base in bases)]
    shown = {
        name for names in shown if isinstance(names, tuple | list) for name in names if isinstance(name, str)
    }
    annotations = _annotations(body)
    by_hand = not str(body.get("__module__")).startswith("bizmodels.")

    def before(name: str) -> tuple[Any, type | None]:
        for base in bases:
            for owner in base.__mro__:
                if name in vars(owner) and owner is not object:
                    return vars(owner)[name], owner
        return _MISSING, None

    for name in dict.fromkeys([*annotations, *body]):
        if name.startswith("__") or name == "model_config":
            continue
        value = body.get(name, _MISSING)
        if reason := _misplaced(
            name, value, annotations.get(name, _MISSING), fields, settings, shown, before
        ) or (isinstance(value, Constant) and _wrong_constant(name, value, by_hand)):
            code = getattr(value, "function", value)
            place = at_function(code) if hasattr(code, "__code__") else at_name(name)
            raise LearnerError(f"{cls_name}{french.NBSP}: {french.quote(name)} {reason.rstrip('.')}{place}.")


def _misplaced(name, value, annotation, fields, settings, shown, before) -> str:
    """Why a name may not stand in a class body, or an empty text."""
    is_class_var = annotation is not _MISSING and _is_class_var(annotation)
    is_figure = isinstance(value, kpi)
    is_code = isinstance(value, types.FunctionType | property | classmethod | staticmethod)
    is_param = annotation is not _MISSING and not is_class_var
    old, owner = before(name)
    if name.startswith("_"):
        if is_code or isinstance(value, type) or is_class_var:
            return ""
        return f"commence par un tiret bas, réservé aux fonctions internes. Choisir {french.quote(name.lstrip('_') or 'prix')}"
    if is_param and (is_figure or is_code):
        return "est à la fois un paramètre et une fonction. Donner deux noms"
    if name in ("self", "cls") and (is_param or is_figure):
        return "a déjà un sens en Python. Choisir un autre nom"
    if name == "cash" and (is_param or is_figure):
        return "est une colonne que project() et simulate() calculent eux-mêmes. Choisir un autre nom"
    if name in settings:
        if is_class_var or (not is_param and not is_figure and not is_code):
            return ""
        return f"est une mention du modèle{french.NBSP}: écrire {name} = …, sans annotation ni fonction"
    taken = f"est le nom d’une méthode de {owner.__name__}. Choisir un autre nom" if owner else ""
    if is_param:
        if name in fields or old is _MISSING or isinstance(old, Constant):
            return ""
        if isinstance(old, kpi):
            return (
                ""
                if name in shown
                else f"est déjà une grandeur calculée de {owner.__name__}. Choisir un autre nom"
            )
        return taken
    if name in fields:
        if is_figure:
            return "est déjà un paramètre. Donner un autre nom à la grandeur"
        if is_code:
            return "est un paramètre, pas une fonction. Choisir un autre nom"
        return f"est un paramètre{french.NBSP}: pour changer sa valeur de départ, répéter sa fiche, {_card(name, value)}"
    if is_figure:
        return "" if old is _MISSING or isinstance(old, kpi | Constant | property) else taken
    if isinstance(value, Constant):
        if (
            not isinstance(value.label, str)
            or not isinstance(value.value, Real)
            or isinstance(value.value, bool)
        ):
            return f"est une constante{french.NBSP}: écrire {name} = bm.Constant('libellé', 0.2), un texte puis un nombre"
        return "" if old is _MISSING or isinstance(old, Constant | property) else taken
    if is_code:
        return _misplaced_code(name, value, old, owner, taken)
    if is_class_var:
        return "" if old is _MISSING or name not in dir(owner) or not callable(old) else taken
    if isinstance(value, type):
        return ""
    if isinstance(value, types.ModuleType):
        return "est un module importé dans la classe. Écrire l’import au-dessus de la classe"
    if isinstance(value, cached_property):
        return (
            "est une cached_property. Écrire @bm.kpi('libellé', 'unité'), qui se calcule aussi une seule fois"
        )
    if isinstance(value, Param):
        return f"reçoit sa fiche comme valeur{french.NBSP}: écrire {_card(name, None)}"
    if isinstance(old, Constant):
        return f"est une constante{french.NBSP}: écrire {name} = bm.Constant({old.label!r}, {value!r})"
    if isinstance(old, kpi):
        return f"est une grandeur calculée{french.NBSP}: écrire @bm.kpi({old.label!r}, {old.unit!r}) au-dessus de def {name}(self)"
    if taken:
        return taken
    return f"n’a pas de fiche{french.NBSP}: écrire {_card(name, value)}"


def _misplaced_code(name, value, old, owner, taken) -> str:
    if isinstance(old, kpi):
        return f"est une grandeur de {owner.__name__}{french.NBSP}: remettre @bm.kpi({old.label!r}, {old.unit!r}) au-dessus"
    if isinstance(old, Constant):
        return "" if isinstance(value, property) else "est une constante. Choisir un autre nom"
    if old is _MISSING:
        return ""
    if _is_contract(owner) and name not in HOOKS:
        return taken
    if type(value) is not type(old):
        marks = {property: "@property", classmethod: "@classmethod", staticmethod: "@staticmethod"}
        mark = marks.get(type(old))
        return f"s’écrit {f'avec {mark}' if mark else 'sans @property ni @classmethod'} au-dessus"
    if name in ("stocks", "shares", "backtests") and (
        code := getattr(getattr(value, "__func__", value), "__code__", None)
    ):
        defaults = len(getattr(value, "__defaults__", None) or ())
        if code.co_argcount - defaults > 1 or code.co_argcount < 1 or code.co_kwonlyargcount:
            return f"reçoit un seul argument{french.NBSP}: écrire def {name}({'cls' if name == 'backtests' else 'self'})"
    return ""


def _wrong_constant(name: str, constant: Any, by_hand: bool) -> str:
    """Why a constant cannot be computed with or shown, or an empty text; its number becomes a float."""
    for word in ("value", "factor"):
        try:
            number = float(getattr(constant, word))
        except (TypeError, ValueError, OverflowError):
            number = math.nan
        if not math.isfinite(number) or (
            word == "factor" and (number == 0 or isinstance(constant.factor, str))
        ):
            return f"est une constante dont {word} vaut {getattr(constant, word)!r}, au lieu d’un nombre fini"
        setattr(constant, word, number + 0.0)
    if not isinstance(constant.unit, str):
        return f"est une constante dont l’unité est {in_words(constant.unit)}{french.NBSP}; écrire unit='€'"
    low = 0 if name == "vat" else -1
    if (constant.unit.startswith("%") or name == "vat") and not low <= constant.value <= 1:
        other = "" if name == "vat" else ", ou donner son unité, unit='€'"
        return (
            f"est un taux qui vaut {constant.value:g}, soit {french.quantity(constant.value, '%')}{french.NBSP}; valeur admise"
            f"{french.NBSP}: entre {french.exact(low)} et 1. Écrire 0.2 pour 20{french.NBSP}%{other}"
        )
    if not isinstance(constant.source, str):
        return f"est une constante dont la source est {in_words(constant.source)}{french.NBSP}; écrire un texte entre guillemets"
    if by_hand and constant.source:
        try:
            facts.fact_from_key(constant.source)
        except LearnerError as reason:
            return f"est une constante dont la source {french.quote(constant.source)} est inconnue. {reason}"
    return ""


def _annotations(body: dict) -> dict[str, Any]:
    if "__annotations__" in body or sys.version_info < (3, 14):
        return body.get("__annotations__", {})
    import annotationlib  # Python 3.14 keeps them in a function

    annotate = annotationlib.get_annotate_from_class_namespace(body)
    if annotate is None:
        return {}
    return annotationlib.call_annotate_function(annotate, annotationlib.Format.FORWARDREF)


def _is_class_var(annotation: Any) -> bool:
    if isinstance(annotation, str):
        return re.match(r"(\w+\.)?ClassVar\b", annotation.strip()) is not None
    return annotation is ClassVar or typing.get_origin(annotation) is ClassVar


def _card(name: str, value: Any) -> str:
    shown = repr(value) if isinstance(value, int | float) and not isinstance(value, bool) else "valeur"
    return f"{name}: bm.Annotated[float, bm.Param('libellé', 'unité')] = {shown}"


def _is_contract(owner: type) -> bool:
    return owner.__module__ == "bizmodels.core.model" or owner.__module__.startswith("pydantic")
