"""What the course gives: its figures, its models, the results of its functions, asked only for what they publish."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd

from bizmodels.classroom.interpreter.copies import owned
from bizmodels.classroom.interpreter.limits import Refused, weigh
from bizmodels.classroom.interpreter.values import Inert, Kind, Lazy, Module, Native, no_value
from bizmodels.core.model import BusinessModel
from bizmodels.exercises.given import Data

# The rooms whose values calculate, and do nothing else (a test reads their code for files, processes, networks).
ROOMS = (
    "levers",
    "risks",
    "core",
    "models",
    "facts",
    "choose",
    "analysis",
    "pilot.flows",
    "exposure",
    "priorities",
    "leaning",
)
_MODEL_METHODS = {
    "kpis",
    "ledger",
    "of_hundred",
    "parameters",
    "project",
    "reacting",
    "replace",
    "shares",
    "values",
}
_MODEL_CLASS = {"case", "presets", "title"}
COST = 200  # steps for a call: a month by month account, a search of a root
_DATA = {"firm", "replace", "shown", "table"}
# The most that an argument of this name may be: each makes a loop or an array.
_SIZES = {
    "count": 1_000, "days": 2_000, "draws": 20_000, "horizon": 1_200, "max_size": 5, "months": 1_200, "orders": 100_000,
    "parts": 1_000, "payments": 400_000, "people": 20_000, "per_day": 100_000,
    "size": 20_000, "periods": 12_000, "renewals": 12_000,
    "rounds": 10_000, "servers": 5_000, "steps": 1_000, "supplier_weeks": 1_000, "receipt_weeks": 1_000, "payout_every": 1_000,
    "t": 100_000, "tests": 5_000, "weeks": 1_000, "years": 1_000, "n": 5_000, "providers": 5_000,
    "providers_per_zone": 5_000, "every": 2_000, "seed": 2**31, "k": 10_000,
}  # fmt: skip


def _room(name: str) -> bool:
    return any(name == f"bizmodels.{room}" or name.startswith(f"bizmodels.{room}.") for room in ROOMS)


def is_of_course(value: Any) -> bool:
    """Whether a value is an object of the course."""
    return isinstance(value, Data | BusinessModel) or _room(type(value).__module__)


class CourseClass:
    """A class of the course: it builds, and its own functions (``fit``) can be called."""

    __slots__ = ("_kind", "call")

    def __init__(self, kind: type):
        self._kind = kind
        self.call = course_function(kind.__name__, kind).call

    def __call__(self, *given: Any, **named: Any) -> Any:
        """As a library calls what it was handed."""
        return self.call(given, named)

    def attribute(self, name: str) -> Any:
        """A class method, or what a model says of itself.

        Raises:
            Refused: anything else; AttributeError: no such name.
        """
        held = inspect.getattr_static(self._kind, name, None)
        if isinstance(held, classmethod | staticmethod) and _publishes(self._kind, name):
            return course_function(name, getattr(self._kind, name))
        if issubclass(self._kind, BusinessModel) and name in _MODEL_CLASS:
            return given_back(getattr(self._kind, name))
        return missing(self._kind, name)

    def __repr__(self) -> str:
        return f"<class '{self._kind.__name__}'>"


def course_attribute(run: Any, value: Any, name: str) -> Any:
    """``firm.ltv``, ``data.price``, ``risk.losses``: a figure, a table, a function of the value.

    Raises:
        Refused: it is not published; AttributeError: there is none (in French, as the course says it).
    """
    run.budget.spend(10)
    if isinstance(value, Data):
        known = name in _DATA or name in value.__dict__["_values"]
    elif isinstance(value, BusinessModel):
        known = (
            name in type(value).__params__ or name in type(value).__kpis__ or _of_a_model(type(value), name)
        )
    else:
        known = _publishes(type(value), name) or name in getattr(value, "__dict__", ())
    if known:
        found = getattr(value, name)
        return course_function(name, found) if inspect.ismethod(found) else given_back(found)
    if isinstance(value, float | int) and name in ("real", "is_integer"):
        return (
            getattr(float(value), name)
            if name == "real"
            else Native(name, lambda *_: float(value).is_integer())
        )
    return missing(value, name)


@cache
def _of_a_model(kind: type, name: str) -> bool:
    if name in _MODEL_METHODS:
        return True
    return _publishes(kind, name) and isinstance(inspect.getattr_static(kind, name), property)


@cache
def _publishes(kind: type, name: str) -> bool:
    """Whether the course itself, no library, gives that class a field, a property or a function of that name."""
    if name.startswith("_"):
        return False
    fields = {*getattr(kind, "__dataclass_fields__", ()), *getattr(kind, "_fields", ())}
    return name in fields or any(
        name in vars(one) for one in kind.__mro__ if _room(one.__module__) and not _of_pydantic(name)
    )


def _of_pydantic(name: str) -> bool:
    return name.startswith("model_") or name in ("keep", "resumed", "stocks", "sums", "with_draws")


# --- functions ----------------------------------------------------------------------------------------------


def course_function(name: str, function: Callable) -> Native:
    """A function of the course that looks at its arguments, and at what comes back."""

    def call(given: tuple, named: dict[str, Any]) -> Any:
        given = tuple(list(_some(one)) if type(one) is Lazy else one for one in given)
        for one in (*given, *named.values()):
            _argument(one)
        _sizes(function, given, named)
        return given_back(function(*given, **named))

    return Native(name, call, COST)


def _some(values: Lazy) -> list:
    found = []
    for one in values.values:
        found.append(one)
        if len(found) > 10_000:
            raise Refused("une suite trop longue")
    return found


def _argument(one: Any, deep: int = 0) -> None:
    no_value(one)
    if isinstance(one, str):
        if "__" in one or len(one) > 10_000:
            raise Refused("ce texte ne se donne pas à une fonction du cours")
    elif isinstance(one, list | tuple | set | frozenset | dict):
        if deep == 0:
            weigh(one)
        for part in [*one, *one.values()] if isinstance(one, dict) else one:
            _argument(part, deep + 1)
    elif isinstance(one, range):
        if len(range(one.start, one.stop, one.step)[:20_001]) > 20_000:
            raise Refused("une suite trop longue")
    elif isinstance(one, int):
        if one.bit_length() > 256:
            raise Refused("un nombre trop grand")
    elif callable(one) and not is_of_course(one):
        raise Refused("une fonction donnée à une fonction du cours n’est pas lue")
    elif not (
        one is None
        or one is ...
        or isinstance(
            one,
            float | complex | np.generic | np.ndarray | pd.Series | pd.DataFrame | pd.Index | pd.Timestamp,
        )
        or is_of_course(one)
    ):
        raise Refused(
            f"une valeur de type `{type(one).__name__}` donnée à une fonction du cours n’est pas lue"
        )


def _sizes(function: Callable, given: tuple, named: dict[str, Any]) -> None:
    bound = {**dict(zip(_signature(function), given, strict=False)), **named}
    for name, value in bound.items():
        most = _SIZES.get(name)
        if most is None:
            continue
        numbers = value if isinstance(value, list | tuple | np.ndarray | pd.Series | range) else [value]
        if any(isinstance(one, int | float | np.number) and one > most for one in numbers):
            raise Refused(f"`{name}` est trop grand pour être calculé pendant la correction")


@cache
def _signature(function: Callable) -> tuple[str, ...]:
    try:
        return tuple(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return ()


def missing(owner: Any, name: str) -> Any:
    """Let a value say that it has nothing of that name, in French where it is the course's.

    Raises:
        AttributeError: as it says it. Refused: it has one, and it is not read.
    """
    getattr(owner, name)
    raise Refused(f"`.{name}` n’est pas lu")


def given_back(value: Any) -> Any:
    """What the course gives, copied where it could be changed in its place.

    Raises:
        Refused: a module, a class, a function: nothing to calculate with.
    """
    if isinstance(value, Module | Kind | Inert):
        return value
    if isinstance(value, ModuleType) or callable(value) or inspect.isframe(value) or inspect.iscode(value):
        raise Refused("ce que le cours donne là n’est pas une valeur lue")
    return owned(value)
