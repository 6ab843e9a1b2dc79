"""pandas at its first use: importing it is half of what a fresh kernel waits for, and a calculator needs none.

``from bizmodels.lazy import pd, tables`` stands for ``import pandas as pd`` and ``from bizmodels import tables`` in
every module that ``import bizmodels`` or a calculator loads.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any


class _Late:
    """Stands for a module until one of its names is asked for."""

    def __init__(self, module: str):
        self._module = module

    def __getattr__(self, name: str) -> Any:
        try:
            found = getattr(import_module(self._module), name)
        except ImportError as error:
            raise missing_library(error) from None
        setattr(self, name, found)
        return found


def missing_library(error: ImportError) -> ImportError:
    """The error a learner meets when a library is absent or broken: what it is, and the remedy."""
    return ImportError(
        f"Il manque une bibliothèque au cours ({error}). Remède : lancer `bizmodels check`.", name=error.name
    )


if TYPE_CHECKING:
    import pandas as pd

    from bizmodels import tables
else:
    pd, tables = _Late("pandas"), _Late("bizmodels.tables")
