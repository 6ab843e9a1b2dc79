"""Ten business models of connected commerce, to run rather than to read (course in French).

The public names, nothing else. Views, levers, cases and exercises load on first use, so that
``import bizmodels`` costs pandas and pydantic only.
"""

from importlib import import_module as _import_module
from typing import TYPE_CHECKING

from bizmodels import data as _data
from bizmodels import models as _models
from bizmodels.analysis import between, compare, goal_seek, sensitivity, simulate, verdict
from bizmodels.errors import LearnerError
from bizmodels.model import BusinessModel, Constant, Param, ParameterError, formula, kpi

if TYPE_CHECKING:
    from bizmodels.view.calculator import calculator

__version__ = "0.1.0"

_LAZY = {
    "calculator": "bizmodels.view.calculator",
    "figures": "bizmodels.view",
    "levers": "bizmodels",
    "risks": "bizmodels",
    "cases": "bizmodels",
    "choose": "bizmodels",
    "exercise": "bizmodels.exercises.engine",
}
_MODELS = _models.all_models()
_LOADERS = [
    name for name in vars(_data) if name.startswith("load_") or name in ("fact", "facts_table", "conflicts")
]

globals().update(_MODELS)
globals().update({name: getattr(_data, name) for name in _LOADERS})

__all__ = [
    "BusinessModel",
    "Constant",
    "LearnerError",
    "Param",
    "ParameterError",
    "between",
    "calculator",
    "compare",
    "formula",
    "goal_seek",
    "kpi",
    "sensitivity",
    "simulate",
    "verdict",
    *_MODELS,
    *_LOADERS,
]


def __getattr__(name: str):
    if name not in _LAZY:
        raise AttributeError(f"bizmodels n’a pas de nom « {name} »")
    home = _LAZY[name]
    found = (
        _import_module(f"{home}.{name}")
        if home in ("bizmodels", "bizmodels.view")
        else getattr(_import_module(home), name)
    )
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_LAZY})
