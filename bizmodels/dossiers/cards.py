"""Whose card a setting has: the course's, or the learner's own."""

from inspect import getattr_static

from bizmodels.core.model import BusinessModel
from bizmodels.core.param import Constant

_COURSE = "bizmodels."


def is_of_course(cls: type[BusinessModel]) -> bool:
    """Whether a model is one of the course, and not of a notebook."""
    return cls.__module__.startswith(_COURSE)


def is_by_hand(cls: type[BusinessModel], name: str) -> bool:
    """Whether no model of the course declares that very card.

    >>> from bizmodels.dossiers.cards import is_by_hand
    >>> is_by_hand(bm.D2C, "churn")
    False
    """
    course = [base for base in cls.__mro__ if base.__module__.startswith(_COURSE)]
    known = [getattr(base, "model_fields", {}).get(name) for base in course]
    return all(cls.__params__[name] not in field.metadata for field in known if field is not None)


def constants(cls: type[BusinessModel]) -> dict[str, Constant]:
    """The constants of a model, the VAT rate among them, by name.

    >>> from bizmodels.dossiers.cards import constants
    >>> constants(bm.D2C)["vat"].value
    0.2
    """
    found = {name: getattr_static(cls, name) for name in sorted(dir(cls)) if not name.startswith("_")}
    return {name: one for name, one in found.items() if isinstance(one, Constant)}


def of_course(cls: type[BusinessModel], name: str) -> Constant | None:
    """The constant of that name in the course's model that a class is built on."""
    base = next((one for one in cls.__mro__ if one.__module__.startswith(_COURSE)), cls)
    return constants(base).get(name)
