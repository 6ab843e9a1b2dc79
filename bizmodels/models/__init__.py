"""The business models, one file each. Every file of this folder is imported once: a new one is found by itself."""

from importlib import import_module
from pkgutil import iter_modules

from bizmodels.core.model import BusinessModel

for _module in iter_modules(__path__):
    _found = import_module(f"{__name__}.{_module.name}")
    globals().update(
        {
            name: value
            for name, value in vars(_found).items()
            if isinstance(value, type)
            and issubclass(value, BusinessModel)
            and value.__module__ == _found.__name__
        }
    )


def all_models() -> dict[str, type[BusinessModel]]:
    """Every model class of this folder by name, in alphabetical order."""
    return {
        name: value
        for name, value in sorted(globals().items())
        if isinstance(value, type) and issubclass(value, BusinessModel) and value is not BusinessModel
    }
