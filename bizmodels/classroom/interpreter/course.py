"""``bm`` as the interpreter holds it: the functions that only calculate; what draws is there, and gives nothing."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

import bizmodels as bm
from bizmodels.classroom.interpreter.course_values import (
    CourseClass,
    course_function,
    given_back,
    is_of_course,
    missing,
)
from bizmodels.classroom.interpreter.limits import Refused
from bizmodels.classroom.interpreter.values import INERT, Failure, Module, Native

_CALCULATE = (
    "as_known_on", "between", "choices", "compare", "conflicts", "fact", "facts_table", "find_facts", "goal_seek", "law",
    "leaning_table", "lever_table", "load_bikeshare", "load_cdnow", "load_companies", "load_complete_journey",
    "load_contract_survival", "load_legal", "load_market", "load_rdataset", "load_sanctions", "protection_table", "risk_table",
    "sensitivity", "simulate", "sources_of", "stopped_clock", "verdict",
)  # fmt: skip
_BUILD = (
    "BookingPlatform", "BusinessBanking", "D2C", "Freemium", "Hybrid", "Lever", "Marketplace", "NetworkPlatform", "OnDemand",
    "Recommerce", "Resale", "Risk", "SaaS",
)  # fmt: skip
_SHOW = (
    "bet", "calculator", "course_map", "dataset_card", "datasets_table", "defend", "dossier", "figures", "forecasts",
    "glossary", "price_survey", "progress", "quote", "register", "strengths", "word",
)  # fmt: skip
_ROOMS = ("choose", "levers", "risks")


def course(exercise: Callable[[Any], Any]) -> Module:
    """The module; ``exercise`` gives what ``bm.exercise(name, …)`` stands for."""

    def find(name: str) -> Any:
        if name == "exercise":
            return Native("exercise", lambda given, named: exercise([*given, named.get("name")][0]))
        if name in _CALCULATE:
            return course_function(name, getattr(bm, name))
        if name in _BUILD:
            return CourseClass(getattr(bm, name))
        if name in _SHOW:
            return INERT
        if name in _ROOMS:
            return _room(getattr(bm, name))
        if name == "pilot":
            return Module(
                "bm.pilot",
                lambda asked: _room(bm.pilot.flows) if asked == "flows" else _refuse(f"bm.pilot.{asked}"),
            )
        if name in ("LearnerError", "ParameterError"):
            return Failure(getattr(bm, name))
        return missing(bm, name)

    return Module("bm", find)


def _refuse(name: str) -> Any:
    raise Refused(f"`{name}` n’est pas lu")


def _room(module: ModuleType) -> Module:
    """A room of the course: the functions and classes that it wrote itself, its own rooms, its constants."""
    root = ".".join(module.__name__.split(".")[: 3 if ".pilot." in module.__name__ else 2])

    def find(name: str) -> Any:
        if name.startswith("_"):
            _refuse(name)
        if not hasattr(module, name):
            return missing(module, name)
        value = getattr(module, name)
        if isinstance(value, ModuleType):
            return _room(value) if value.__name__.startswith(f"{root}.") else _refuse(name)
        if inspect.isclass(value) or inspect.isfunction(value):
            if not value.__module__.startswith(root):
                _refuse(name)
            return CourseClass(value) if inspect.isclass(value) else course_function(name, value)
        if not (is_of_course(value) or isinstance(value, int | float | str | tuple | frozenset | Mapping)):
            _refuse(name)
        return given_back(value)

    return Module(module.__name__.removeprefix("bizmodels."), find)
