"""Returns and second-hand goods: what a good that comes back, or changes hands, costs."""

from bizmodels.declaration import unknown_in
from bizmodels.formulas import margin_vat

__all__ = ["margin_vat"]


def __getattr__(name: str):
    raise unknown_in("risks.returns", name, __all__)
