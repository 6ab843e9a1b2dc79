"""Returns and second-hand goods: what a good that comes back, or changes hands, costs."""

from bizmodels.formulas import margin_vat

__all__ = ["margin_vat"]
