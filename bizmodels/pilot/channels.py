"""The second channel that a firm may open or close: a marketplace for a brand that sells its own goods, partners for others.

The marketplace is the one of lesson 12 (``Hybrid``): it brings its customers whatever one spends on one's own site, takes its
commission, and diverts some of the site's.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from bizmodels.core.change import Lever, times
from bizmodels.core.model import BusinessModel
from bizmodels.core.risk import Risk
from bizmodels.pilot.subjects import effect

LISTING = 0.1  # months of revenue: putting the catalogue on line, photographs, tools
PARTNERS = Lever(
    name="Réseau de partenaires",
    changes={"new_customers": times(1.20), "churn": times(1.05)},
    setup_months=0.2,
    revenue_share=0.02,
    payer="l’entreprise",
    why="Un cinquième de nouveaux clients en plus, qui restent un peu moins ; 2 % du chiffre d’affaires en commissions : hypothèse.",
)


class PartnerChannel:
    """Partners that bring customers to any firm for a share of its revenue."""

    name = PARTNERS.name
    said = PARTNERS.why
    unknown = (
        effect(PARTNERS.name, PARTNERS.band[1]),
    )  # what is not known of it, beside what is of the firm

    def __init__(self, model: BusinessModel):
        self.firm, self.open_at_start = model, False
        self.setup, self.monthly = PARTNERS.costs(model)
        self._moves = PARTNERS.moved(model)

    def concerns(self, risk: Risk) -> bool:
        """Whether a risk strikes only who uses the channel."""
        return False

    def start(self) -> dict[str, Any]:
        """Stocks before the first month: those of the firm's own."""
        return {}

    def settings(self, values: dict[str, Any], opened: Any, force: Any) -> dict[str, Any]:
        """The firm's settings where the channel is open; ``force``: how much it does, in times what is declared."""
        for name, shift in self._moves.items():
            values[name] = shift.of(values[name], force * opened)
        values["fixed_costs"] = values["fixed_costs"] + self.monthly * opened
        return values

    def kept(self, values: dict[str, Any]) -> Any:
        """Share of the customers won by advertising that the firm's own account counts."""
        return 1.0


class MarketplaceChannel:
    """A marketplace, for a brand that has a shop of its own."""

    name = "Place de marché"
    unknown = ()  # its share, what it diverts and its customers are settings of the firm
    said = (
        "La place de marché amène des clients quelle que soit votre publicité, prend sa commission, détourne une part de ceux du "
        "site, et garde leur adresse."
    )

    def __init__(self, model: BusinessModel, both: type[BusinessModel], alone: type[BusinessModel]):
        self.open_at_start = isinstance(model, both)
        base, self._shop = both(), alone()
        own = model.values()
        if not self.open_at_start:
            # What the marketplace asks is its own; the rest is the brand's.
            own |= {
                "commission_rate": base.commission_rate,
                "channel_subscription": base.channel_subscription,
            }
        self.firm = both(**(base.values() | own))
        self.waits = base.working_capital_days - self._shop.working_capital_days  # days until it pays
        self.days = self.firm.working_capital_days - (self.waits if self.open_at_start else 0)
        self.share, self.won = self.firm.marketplace_share, self.firm.new_customers
        self.setup, self.monthly = LISTING * float(np.mean(model.walked["revenue"])), 0.0

    def concerns(self, risk: Risk) -> bool:
        """Whether a risk strikes only who sells there: a brand with its own shop alone does not have what it changes."""
        return not risk.fits(self._shop)

    def start(self) -> dict[str, Any]:
        """Stocks before the first month: the marketplace's customers are there if it is open."""
        firm, share = self.firm, self.share if self.open_at_start else 0.0
        return {
            "shop_customers": np.array([firm.starting_customers * (1 - firm.cannibalization * share)]),
            "marketplace_customers": np.array([firm.starting_customers * share]),
        }

    def settings(self, values: dict[str, Any], opened: Any, force: Any) -> dict[str, Any]:
        """The same customers come whatever the site's advertising: their share of the site's is that of the start over it."""
        own = np.maximum(values["new_customers"], 1e-9 * self.won + 1e-9)
        share = np.where(opened, values["marketplace_share"] * self.won / own, 0.0)
        values["new_customers"], values["marketplace_share"] = own, share
        # It cannot divert more than the site has; of a budget that is spent, somebody always comes.
        values["cannibalization"] = np.minimum(values["cannibalization"], (1 - 1e-6) / np.maximum(share, 1.0))
        values["channel_subscription"] = values["channel_subscription"] * opened
        values["working_capital_days"] = (
            values["working_capital_days"] - self.firm.working_capital_days + self.days + self.waits * opened
        )
        return values

    def kept(self, values: dict[str, Any]) -> Any:
        """Share of the customers won by advertising that the site keeps."""
        return 1 - values["cannibalization"] * values["marketplace_share"]


def channel_of(model: BusinessModel) -> PartnerChannel | MarketplaceChannel:
    """The channel that this firm may open: a marketplace where the course has its trade on both, else partners."""
    cls = type(model)
    both = next((one for one in (cls, *cls.__subclasses__()) if _has_both(one)), None)
    if both is None or (both is not cls and getattr(model, "commission_rate", 0) != 0):
        return PartnerChannel(model)  # a shop that pays a commission is on a marketplace already
    alone = next(one for one in both.__mro__ if not _has_both(one))
    return MarketplaceChannel(model, both, alone)


def _has_both(cls: type) -> bool:
    """Whether a model has a shop and a marketplace of its own."""
    return "marketplace_share" in getattr(cls, "__params__", {})
