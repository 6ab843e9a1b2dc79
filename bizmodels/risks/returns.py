"""Returns and second-hand goods: what a good that comes back, or changes hands, costs."""

from bizmodels.core.formulas import margin_vat
from bizmodels.french import unknown_in

__all__ = ["margin_vat"]


def __getattr__(name: str):
    raise unknown_in("risks.returns", name, __all__)
