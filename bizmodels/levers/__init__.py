"""What a firm can move: one module a lever, loaded on first use (``bizmodels.levers.network_effects``)."""

from importlib import import_module
from pkgutil import iter_modules


def __getattr__(name: str):
    if name not in __dir__():
        raise AttributeError(f"bizmodels.levers n’a pas de module « {name} »")
    return import_module(f"{__name__}.{name}")


def __dir__() -> list[str]:
    return sorted(module.name for module in iter_modules(__path__))
