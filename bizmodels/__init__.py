"""Ten business models of connected commerce, to run rather than to read (course in French).

The public names, nothing else. Views, levers, cases, exercises and pandas itself load on first use, so that
``import bizmodels`` costs numpy and pydantic only.
"""

from importlib import import_module as _import_module
from inspect import isfunction as _isfunction

from bizmodels.lazy import missing_library as _missing_library

__version__ = "0.2.0"

_LAZY = {
    "Annotated": "typing",  # a model written in a notebook needs no other import
    "bet": "bizmodels.view.bet",
    "board": "bizmodels.classroom.board",
    "calculator": "bizmodels.view.calculator",
    "figures": "bizmodels.view",
    "forecasts": "bizmodels.view.forecast",
    "law": "bizmodels.facts.law",
    "levers": "bizmodels",
    "exposure": "bizmodels",
    "leaning": "bizmodels",
    "leaning_table": "bizmodels.leaning",
    "lever_table": "bizmodels.priorities",
    "priorities": "bizmodels",
    "protection_table": "bizmodels.exposure",
    "risk_table": "bizmodels.exposure",
    "risks": "bizmodels",
    "cases": "bizmodels",
    "choices": "bizmodels.dossiers.choices",
    "choose": "bizmodels",
    "course_map": "bizmodels.view.course_map",
    "defend": "bizmodels.facts.quoted",
    "dossier": "bizmodels.view.dossier",
    "exercise": "bizmodels.view.help",
    "find_facts": "bizmodels.facts.search",
    "glossary": "bizmodels.words",
    "pilot": "bizmodels",
    "original_error": "bizmodels.slips.typing_errors",
    "price_survey": "bizmodels.view.price_survey",
    "progress": "bizmodels.view.end_card",
    "quote": "bizmodels.view.quote",
    "register": "bizmodels.view.register",
    "rendre": "bizmodels.classroom.rendre",
    "stopped_clock": "bizmodels.facts.clock",
    "strengths": "bizmodels.view.strengths",
    "word": "bizmodels.view.word_card",
}
_LOADERS = ("as_known_on", "conflicts", "dataset_card", "datasets_table", "fact", "facts_table", "sources_of")
_broken: ImportError | None = None
__all__ = ["__version__"]

try:
    from bizmodels import models as _models
    from bizmodels.analysis import between, compare, goal_seek, sensitivity, simulate, verdict
    from bizmodels.core.change import Lever
    from bizmodels.core.kpi import formula, kpi
    from bizmodels.core.model import BusinessModel
    from bizmodels.core.param import Constant, Param, ParameterError
    from bizmodels.core.risk import Risk
    from bizmodels.errors import LearnerError
    from bizmodels.errors import UnknownName as _UnknownName
    from bizmodels.errors import told_in_french as _told
    from bizmodels.facts import datasets as _datasets
    from bizmodels.facts import facts as _data
    from bizmodels.french import nearest as _nearest
    from bizmodels.slips import typing_errors as _typing_errors
except ImportError as _error:
    if (_error.name or "").startswith("bizmodels"):
        raise
    # A broken numpy must not silence `bizmodels check`, which tells how to mend it.
    _broken = _error
else:
    _found = vars(_data) | vars(_datasets)
    _found = {n: v for n, v in _found.items() if n.startswith("load_") or n in _LOADERS}
    _found |= _models.all_models()
    globals().update(_found)
    _typing_errors.install()  # in any notebook: Python refuses `0,05` or `5 %` in English
    __all__ += [
        "BusinessModel",
        "Constant",
        "LearnerError",
        "Lever",
        "Param",
        "ParameterError",
        "Risk",
        "between",
        "compare",
        "formula",
        "goal_seek",
        "kpi",
        "sensitivity",
        "simulate",
        "verdict",
        *_found,
        *_LAZY,
    ]
    # A learner's call with a value missing is told in French; inside the package the plain functions are used.
    globals().update({n: _told(f) for n in __all__ if _isfunction(f := globals().get(n))})


def __getattr__(name: str):
    if _broken is not None and not name.startswith("_"):
        raise _missing_library(_broken)
    if name not in _LAZY:
        if name.startswith("_") or _broken is not None:
            raise AttributeError(f"bizmodels n’a pas de nom « {name} »")
        plain = {n.casefold().replace("_", ""): n for n in __all__ if not n.startswith("_")}
        alike = plain.get(name.casefold().replace("_", ""), name)
        raise _UnknownName(
            f"bizmodels n’a pas de nom «\u00a0{name}\u00a0».{_nearest(alike, list(plain.values()))}"
        )
    home = _LAZY[name]
    found = (
        _import_module(f"{home}.{name}")
        if home in ("bizmodels", "bizmodels.view")
        else getattr(_import_module(home), name)
    )
    found = globals()[name] = _told(found) if _isfunction(found) else found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_LAZY})
