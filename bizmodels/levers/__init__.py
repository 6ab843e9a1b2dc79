"""What a firm can move: one module a lever, loaded on first use (``bizmodels.levers.network_effects``).

>>> "network_effects" in dir(bm.levers)
True
"""

from importlib import import_module
from pkgutil import iter_modules

from bizmodels.errors import UnknownName
from bizmodels.french import nearest


def __getattr__(name: str):
    if name.startswith("_"):
        raise AttributeError(name)
    if name not in __dir__():
        raise UnknownName(
            f"bizmodels.levers n’a pas de module «\u00a0{name}\u00a0».{nearest(name, __dir__())}"
        )
    return import_module(f"{__name__}.{name}")


def __dir__() -> list[str]:
    return sorted(module.name for module in iter_modules(__path__))
