"""What a model answers to whoever builds, changes or reads it in a way it does not know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from bizmodels import french
from bizmodels.core.failures import known_names
from bizmodels.core.param import Constant, ParameterError, refusal
from bizmodels.core.place import at_function
from bizmodels.errors import LearnerError, UnknownName
from bizmodels.french import nearest

if TYPE_CHECKING:
    from bizmodels.core.model import BusinessModel


def unnamed(cls: type[BusinessModel], given: Iterable[Any]) -> LearnerError:
    """``D2C(0.1)``: a parameter is given by its name."""
    example = next(iter(cls.model_fields))
    return LearnerError(
        f"Nommer chaque paramètre{french.NBSP}: {cls.__name__}({example}=…). "
        f"Reçu sans nom{french.NBSP}: {french.listing(map(str, given))}."
    )


def incomplete(cls: type[BusinessModel]) -> LearnerError:
    """A class without ``arpu`` or ``cost_to_serve``: its months cannot be counted yet."""
    return LearnerError(
        f"Le modèle {cls.__name__} ne définit pas encore {french.listing(cls.__missing__)}.{_still_missing(cls)}"
    )


def _still_missing(cls: type) -> str:
    """The sentence for a model that lacks ``arpu`` or ``cost_to_serve``: absent, or written another way."""
    told = []
    for name in cls.__missing__:
        if name in cls.model_fields:
            told.append(f"`{name}` est un paramètre{french.NBSP}: ajouter shown_settings = ('{name}',)")
        elif (own := getattr(cls, name, None)) is not None:
            code = own.fget if isinstance(own, property) else own
            told.append(
                f"`{name}` n’est pas une grandeur{french.NBSP}: écrire @bm.kpi('libellé', '€') au-dessus de "
                f"def {name}(self){at_function(code)}"
            )
    return "".join(f" {text}." for text in told)


def refused(cls: type[BusinessModel], error: ValidationError) -> ParameterError:
    """What pydantic refused, each parameter in French."""
    problems = {}
    for detail in error.errors():
        name = str(detail["loc"][0])
        if detail["type"] == "extra_forbidden":
            problems[name] = (
                f"{cls.__name__} n’a pas de paramètre {french.quote(name)}.{_meant(cls, name, detail.get('input'))}"
            )
        else:
            problems[name] = refusal(name, cls.__params__[name], detail["ctx"]["error"])
    return ParameterError(problems)


def _meant(cls: type[BusinessModel], name: str, value: Any) -> str:
    """What such a name stands for: a constant of the class, a setting by its French label, or one that looks like it."""
    rate = "vat" if name.casefold() in ("tva", "taux_tva") else name
    if isinstance(constant := getattr(cls, rate, None), Constant):
        shown = repr(value) if isinstance(value, int | float) else repr(constant.value)
        return f" C’est une constante, qui s’écrit dans la classe, sous title{french.NBSP}: {rate} = bm.Constant({constant.label!r}, {shown})."
    word = name.casefold().replace("_", " ")
    labels = [
        known
        for known, param in cls.__params__.items()
        if len(word) > 3 and param.label.casefold().startswith(word)
    ]
    if len(labels) == 1:
        return f" Vouliez-vous dire {french.quote(labels[0])}{french.NBSP}?"
    return nearest(name, list(cls.__params__))


def frozen(name: str, value: Any) -> LearnerError:
    """``model.churn = 0.1``: a model is replaced, never changed."""
    return LearnerError(
        f"Un modèle ne se modifie pas{french.NBSP}: il se remplace. Écrire "
        f"nouveau = modele.replace({name}={value!r})."
    )


def undeletable(name: str) -> LearnerError:
    """``del model.churn``."""
    return LearnerError(
        f"Un modèle ne se modifie pas{french.NBSP}: {french.quote(name)} ne peut pas être supprimé."
    )


def no_mapping(cls: type[BusinessModel]) -> LearnerError:
    """``D2C.model_validate(3)``: pydantic's own way in takes a dict of parameters."""
    return LearnerError(
        f"{cls.__name__}.model_validate() attend un dictionnaire de paramètres{french.NBSP}; écrire plutôt "
        f"{cls.__name__}(churn=0.1)."
    )


def uncopied() -> LearnerError:
    """``model.model_copy()``: pydantic's copy skips the checks."""
    return LearnerError(f"Écrire modele.replace(…){french.NBSP}: la copie sauterait les contrôles.")


def unknown(cls: type[BusinessModel], name: str) -> UnknownName:
    """``model.chrun``: the nearest parameter or key figure."""
    return UnknownName(
        f"{cls.__name__} ne connaît pas {french.quote(name)}.{nearest(name, known_names(cls))}"
    )
