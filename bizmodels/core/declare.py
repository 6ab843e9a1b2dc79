"""How a class becomes a model: its body is read, then its parameters, key figures and defaults are gathered."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np
from pydantic import BaseModel
from pydantic.errors import PydanticUserError

from bizmodels.core import contract
from bizmodels.core.body import check_body
from bizmodels.core.failures import failure
from bizmodels.core.kpi import kpi
from bizmodels.core.param import Param, ParameterError, refusal
from bizmodels.core.watch import watch
from bizmodels.errors import LearnerError

if TYPE_CHECKING:
    from bizmodels.core.model import BusinessModel


class Declared(type(BaseModel)):
    """Reads the body of a model before pydantic does, whose refusals are English; keeps its settings as declared."""

    def __new__(mcs, name, bases, namespace, **kwargs):
        if BaseModel in bases:  # BusinessModel itself
            return super().__new__(mcs, name, bases, namespace, **kwargs)
        check_body(name, bases, namespace)
        try:
            with warnings.catch_warnings():
                warnings.filterwarnings("ignore", "Field name .* shadows an attribute", UserWarning)
                return super().__new__(mcs, name, bases, namespace, **kwargs)
        except (PydanticUserError, TypeError, NameError) as error:
            raise failure(f"La classe {name}", error) from error

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get(
            "__params__", {}
        ):  # pydantic would keep the old value, and break what inherits
            raise LearnerError(
                f"Une classe ne change pas : pour une autre valeur, écrire {cls.__name__}({name}=…) ou modele.replace({name}=…)."
            )
        super().__setattr__(name, value)


def declare(cls: type[BusinessModel]) -> None:
    """Gather what a new class declares in ``__params__``, ``__kpis__`` and ``__missing__``, or refuse it."""
    cls.__params__ = {name: _param(field) for name, field in cls.model_fields.items()}
    fresh = {
        name: param
        for name, param in cls.__params__.items()
        if param is None
        or all(param is not getattr(base, "__params__", {}).get(name) for base in cls.__mro__[1:])
    }
    by_hand = not cls.__module__.startswith("bizmodels.")
    for name, param in fresh.items():
        if param is None:
            raise LearnerError(contract.without_card(cls, name))
        contract.check_param(cls, name, param, sourced=by_hand)
    contract.check_settings(cls)
    cls.__kpis__ = {
        name: getattr(cls, name)
        for name in dict.fromkeys(n for base in reversed(cls.__mro__) for n in vars(base))
        if not name.startswith("__") and isinstance(getattr(cls, name, None), kpi)
    }
    for name, figure in cls.__kpis__.items():
        if all(figure is not getattr(base, "__kpis__", {}).get(name) for base in cls.__mro__[1:]):
            contract.check_figure(cls, figure)
    cls.__kpis__ |= {name: _shown_setting(name, cls.__params__[name]) for name in cls.shown_settings}
    before = next((base.currency for base in cls.__mro__[1:] if hasattr(base, "currency")), "€")
    if cls.currency != "€" or before != "€":
        for name, figure in cls.__kpis__.items():
            cls.__kpis__[name] = figure.in_currency(cls.currency, before)
            if name not in cls.__params__:
                setattr(cls, name, cls.__kpis__[name])
    cls.__missing__ = tuple(n for n in ("arpu", "cost_to_serve") if n not in cls.__kpis__)
    problems = {}
    for name, param in cls.__params__.items():
        field = cls.model_fields[name]
        if field.is_required():
            raise LearnerError(contract.without_default(cls, name))
        default = field.get_default()
        try:
            if isinstance(default, np.ndarray) and default.ndim:
                raise ValueError("reçoit un tableau, et non un nombre")
            field.default = param.check(default)
        except ValueError as reason:
            problems[name] = refusal(name, param, reason)
    if problems:
        raise ParameterError(problems)
    contract.check_cards_and_presets(cls)
    if "reactions" in vars(cls):
        contract.check_reactions(cls)
    watch(cls)


def _param(field) -> Param | None:
    return next((m for m in field.metadata if isinstance(m, Param)), None)


def _shown_setting(name: str, param: Param) -> kpi:
    def read(model):
        """A setting, read as it is."""
        return getattr(model, name)

    figure = kpi(param.label, "%" if param.is_share else param.unit)(read)
    figure.name = name
    return figure
