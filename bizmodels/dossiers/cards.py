"""Whose card a setting has: the course's, or the learner's own."""

from bizmodels.core.model import BusinessModel

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
