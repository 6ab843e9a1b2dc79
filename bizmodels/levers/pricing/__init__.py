"""Prices: what demand answers, what customers say, bundles, versions, and prices for two sides at once."""

from bizmodels.french import unknown_in
from bizmodels.levers.pricing.bundles import Bundles, Offer, Prices, Versions, bundle, versions
from bizmodels.levers.pricing.elasticity import (
    Elasticity,
    PriceDrivers,
    arc_elasticity,
    estimate_elasticity,
    markup_price,
    price_drivers,
    profit_by_price,
    volume_needed,
)
from bizmodels.levers.pricing.sides import (
    TransactionPrices,
    TwoSidedPrices,
    transaction_prices,
    two_sided_prices,
)
from bizmodels.levers.pricing.survey import AcceptablePrices, price_curves, van_westendorp

__all__ = [
    "AcceptablePrices",
    "Bundles",
    "Elasticity",
    "Offer",
    "PriceDrivers",
    "Prices",
    "TransactionPrices",
    "TwoSidedPrices",
    "Versions",
    "arc_elasticity",
    "bundle",
    "estimate_elasticity",
    "markup_price",
    "price_curves",
    "price_drivers",
    "profit_by_price",
    "transaction_prices",
    "two_sided_prices",
    "van_westendorp",
    "versions",
    "volume_needed",
]


def __getattr__(name: str):
    raise unknown_in("levers.pricing", name, __all__)
