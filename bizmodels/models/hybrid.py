"""A brand on two channels: its own shop, and a marketplace that takes a commission."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, ClassVar

import numpy as np

from bizmodels.core.formulas import further_steps, monthly_rate, survival_months
from bizmodels.core.kpi import kpi
from bizmodels.core.param import Param
from bizmodels.core.reactions import ACQUISITION, Reaction, wears_out
from bizmodels.facts.evidence import BackTest, published
from bizmodels.models.d2c import D2C


class Hybrid(D2C):
    """A brand that sells on its own site and on a marketplace.

    A flat subclass of the own shop (D2C): the same basket, goods, returns and order frequency on both channels. The
    second channel is a D2C that pays ``commission_rate`` and has its own churn and CAC (``shop`` and
    ``marketplace`` give both accounts). The marketplace keeps the customer's address: data lost = higher
    churn there.

    ``new_customers`` and ``starting_customers`` are those of the shop *alone*. The marketplace brings
    ``marketplace_share`` (s) customers for each of them, of whom a share ``cannibalization`` (δ) would have
    bought from the shop: after diversion the shop keeps 1 − δ·s and the marketplace has s. Averages are
    weighted by these customers at month 0.

    Source: the shop is that of D2C (Le Slip Français); commission, share, diversion and the marketplace
    cohort are hypotheses: no brand of the fact base publishes them.

    >>> brand = bm.Hybrid(basket=60, commission_rate=0.15)
    >>> round(brand.shop_order_margin - brand.marketplace_order_margin, 2)  # 15 % of the 60 € TTC
    9.0
    """

    title: ClassVar[str] = "Deux canaux : site et place de marché"
    case: ClassVar[str] = "Une marque hybride"
    cards: ClassVar[tuple[str, ...]] = (
        "channel_share",
        "incremental_margin",
        "ltv_cac",
        "profit_36",
        "steady_state_profit",
    )
    groups: ClassVar[tuple[str, ...]] = ("Autre canal", "Offre", "Clients", "Coûts", "Retours", "Trésorerie")
    # Wanting more customers wears out what both channels spend.
    reactions: ClassVar[dict[str, Reaction]] = D2C.reactions | {
        "acquisition": replace(ACQUISITION, moves=dict.fromkeys(("cac", "marketplace_cac"), wears_out)),
    }
    columns: ClassVar[dict[str, tuple[str, str]]] = D2C.columns | {
        "shop_customers": ("Clients du site", ""),
        "marketplace_customers": ("Clients de la place de marché", ""),
    }
    shown_settings: ClassVar[tuple[str, ...]] = ("cannibalization",)
    presets: ClassVar[dict[str, dict[str, float]]] = {
        "Sans place de marché": {"marketplace_share": 0.0, "working_capital_days": 15.0},
        "Tout est détourné du site": {"cannibalization": 1.0},
        "Commission de 25 %": {"commission_rate": 0.25},
    }

    marketplace_share: Annotated[
        float,
        Param("Clients de la place de marché", "% de ceux du site", high=1, step=0.01, soft=(0, 1),
              group="Autre canal", plausible=(0.2, 0.5),
              help="Ce que la place de marché amène, pour 100 clients que le site aurait sans elle."),
    ] = 0.30  # fmt: skip
    cannibalization: Annotated[
        float,
        Param("Cannibalisation", "% de ces commandes", high=1, step=0.01, soft=(0, 1),
              group="Autre canal", plausible=(0.15, 0.5),
              help="Commandes qui seraient venues sur le site (ratio de diversion). Rarement mesurée : à tester en retirant "
              "un produit de la place de marché."),
    ] = 0.30  # fmt: skip
    commission_rate: Annotated[
        float,
        Param("Commission de la place de marché", "% du panier TTC", high=1, step=0.01, soft=(0, 0.4),
              group="Autre canal", plausible=(0.12, 0.2),
              help="15 %, souvent prise sur le prix TTC : 15 % du TTC font 18 % du prix HT."),
    ] = 0.15  # fmt: skip
    channel_subscription: Annotated[
        float,
        Param("Abonnement à la place de marché", "€ HT / mois", step=10, soft=(0, 500), group="Autre canal",
              help="Quelques dizaines d’euros par mois : négligeable à côté de la commission."),
    ] = 40.0  # fmt: skip
    marketplace_churn: Annotated[
        float,
        Param("Attrition des clients de la place de marché", "% / mois", high=1, step=0.001, soft=(0, 0.4),
              group="Autre canal", plausible=(0.1, 0.22),
              help="Pas d’adresse, pas de relance : presque deux fois celle du site. Aucun document lu ne le donne."),
    ] = 0.15  # fmt: skip
    marketplace_cac: Annotated[
        float,
        Param("CAC sur la place de marché", "€", step=0.5, soft=(0, 40), group="Autre canal", plausible=(1, 6),
              help="La commission paie le trafic ; restent les annonces sponsorisées."),
    ] = 3.0  # fmt: skip

    working_capital_days: Annotated[
        float,
        Param("Besoin en fonds de roulement (BFR)", "jours de CA HT", low=-3_650, step=1, soft=(-30, 120), group="Trésorerie",
              help="Quinze jours pour le stock, comme la marque sur son seul site, et trois de plus : la place de marché, "
              "un quart des ventes, reverse au bout de deux semaines. Aucun document lu ne le donne."),
    ] = 18.0  # fmt: skip

    # --- the two accounts ---------------------------------------------------------------------------

    @property
    def shop_customers(self):
        """Customers the shop keeps, for one it would have alone: 1 − δ·s."""
        return 1 - self.cannibalization * self.marketplace_share

    @property
    def customers_in_all(self):
        """Customers of both channels, for one the shop would have alone: 1 − δ·s + s."""
        return self.shop_customers + self.marketplace_share

    @property
    def customers_at_start(self):
        return self.starting_customers * self.customers_in_all

    @property
    def shop(self) -> D2C:
        """The own site as a D2C, after diversion."""
        return self._channel(self.shop_customers, commission_rate=0.0, channel_subscription=0.0)

    @property
    def marketplace(self) -> D2C:
        """The marketplace account as a D2C: commission, subscription, its own churn and CAC, no fixed costs."""
        return self._channel(
            self.marketplace_share, churn=self.marketplace_churn, cac=self.marketplace_cac, fixed_costs=0.0
        )

    def _channel(self, customers: Any, **changes: Any) -> D2C:
        values = {name: self.__dict__[name] for name in D2C.model_fields} | changes
        values["new_customers"] = self.new_customers * customers
        values["starting_customers"] = self.starting_customers * customers
        values["setup_cost"] = 0.0
        values["capacity"] = 0.0  # the steps are those of the firm
        return D2C.model_construct(**values)  # parts of a model already checked

    def stocks(self):
        # Two cohorts of a D2C walked side by side: the sum of the months of `shop` and `marketplace` (tested).
        kept, came, n = self.shop_customers, self.marketplace_share, self.new_customers
        own = self.at_start("shop_customers", self.starting_customers * kept)
        other = self.at_start("marketplace_customers", self.starting_customers * came)
        stay_own, stay_other, won_own, won_other = (
            1 - self.churn,
            1 - self.marketplace_churn,
            n * kept,
            n * came,
        )
        first = self.first_month_weight - 1
        first_own, first_other = won_own * first, won_other * first
        bill = won_own * self.cac + won_other * self.marketplace_cac
        sale = self.arpu
        cost = sale - self.orders_per_month * self.shop_order_margin
        cost_other = sale - self.orders_per_month * self.marketplace_order_margin
        while True:
            own = own * stay_own + won_own
            other = other * stay_other + won_other
            on_site, on_marketplace = own + first_own, other + first_other
            yield {
                "customers": own + other,
                "revenue": (on_site + on_marketplace) * sale,
                "variable_costs": on_site * cost + on_marketplace * cost_other,
                "acquisition_costs": bill,
                "shop_customers": own,
                "marketplace_customers": other,
            }

    # --- averages of the two channels ---------------------------------------------------------------

    @kpi("Part du site dans les ventes", "%")
    def channel_share(self):
        """Net sales HT of the own site over those of both channels, after diversion (same basket on both)."""
        return self.shop_customers / self.customers_in_all

    @kpi("Marge par commande, site", "€")
    def shop_order_margin(self):
        """The order of the shop's own account: no commission (€ HT)."""
        return self.marketplace_order_margin + self.commission_rate * self.basket

    @kpi("Marge par commande, place de marché", "€")
    def marketplace_order_margin(self):
        """The same order sold on the marketplace, commission paid (€ HT)."""
        return D2C.order_margin.function(self)

    @kpi("Marge par commande", "€")
    def order_margin(self):
        """Average of both channels, weighted by their orders (€ HT)."""
        return (
            self.channel_share * self.shop_order_margin
            + (1 - self.channel_share) * self.marketplace_order_margin
        )

    @kpi("Clients du site qui recommandent en douze mois", "%")
    def repeat_rate_12(self):
        """Share of the site's new customers who order again within 12 months; those of the marketplace are out of reach."""
        return D2C.repeat_rate_12.function(self)

    @kpi("Attrition moyenne", "% / mois")
    def average_churn(self):
        """Churn of both channels, weighted by customers: data lost on the marketplace."""
        return self.channel_share * self.churn + (1 - self.channel_share) * self.marketplace_churn

    @kpi("Coût d’acquisition moyen", "€")
    def average_cac(self):
        """CAC of both channels, weighted by customers."""
        return self.channel_share * self.cac + (1 - self.channel_share) * self.marketplace_cac

    @property
    def cac_per_customer(self):
        return self.average_cac

    @kpi("Durée de vie d’un client", "mois")
    def lifetime(self):
        """Mean stay, weighted by channel."""
        return self.channel_share / self.churn + (1 - self.channel_share) / self.marketplace_churn

    @kpi("Valeur vie client (LTV)", "€")
    def ltv(self):
        """Margin left by a customer of each channel over its life, weighted by channel."""
        first = self.first_month_weight - 1
        return self.orders_per_month * (
            self.channel_share * self.shop_order_margin * (1 / self.churn + first)
            + (1 - self.channel_share) * self.marketplace_order_margin * (1 / self.marketplace_churn + first)
        )

    @kpi("Retour sur CAC, départs compris", "mois", infinite="jamais")
    def cac_payback_survival(self):
        """As in every model, with the average churn of both channels."""
        return np.where(
            (self.ltv > self.average_cac) & (self.margin_per_customer > 0),
            survival_months(self.cac_payback, self.average_churn),
            np.inf,
        )

    @kpi("Valeur vie client actualisée", "€")
    def ltv_discounted(self):
        """The same in today's money, each channel with its own churn."""
        d = monthly_rate(self.discount_rate)
        first = self.first_month_weight - 1
        return self.orders_per_month * (
            self.channel_share * self.shop_order_margin * ((1 + d) / (d + self.churn) + first)
            + (1 - self.channel_share)
            * self.marketplace_order_margin
            * ((1 + d) / (d + self.marketplace_churn) + first)
        )

    @kpi("Marge par client, renouvellement payé", "€ / mois")
    def renewed_margin(self):
        """What a customer of either channel leaves in a month in steady state: (LTV − average CAC) / lifetime.

        Written without dividing by a churn: a channel that nobody leaves ends up with all the customers.
        """
        own, other = self.churn, self.marketplace_churn
        site, place = self.channel_share, 1 - self.channel_share
        first = (self.first_month_weight - 1) * own * other
        earned = self.orders_per_month * (
            site * self.shop_order_margin * (other + first)
            + place * self.marketplace_order_margin * (own + first)
        )
        stay = site * other + place * own
        return np.where(
            stay > 0,
            (earned - self.average_cac * own * other) / stay,
            self.orders_per_month * self.order_margin,
        )

    @kpi("Délai du régime permanent", "mois", infinite="jamais")
    def steady_state_horizon(self):
        """Months until the customers of both channels together are within 10 % of their steady number."""
        return self.months_walked_to_steady()

    @kpi("Clients en régime permanent", "clients")
    def steady_state_customers(self):
        """Number towards which the customers of both channels tend."""
        return self.new_customers * (
            self.shop_customers / self.churn + self.marketplace_share / self.marketplace_churn
        )

    @kpi("Résultat en régime permanent", "€ / mois")
    def steady_state_profit(self):
        """Monthly profit of both channels once as many leave as are won."""
        return self.new_customers * self.customers_in_all * (self.ltv - self.average_cac) - self.overheads * (
            1 + further_steps(self.steady_state_customers, self.capacity)
        )

    # --- is the second channel worth it? --------------------------------------------------------------

    @kpi("Commandes de la place de marché", "par mois")
    def marketplace_orders(self):
        """Orders on the marketplace in month 1, the first orders of its new customers counted."""
        stayed = self.starting_customers * (1 - self.marketplace_churn)
        return (
            self.orders_per_month
            * self.marketplace_share
            * (stayed + self.new_customers * self.first_month_weight)
        )

    @kpi("Marge apportée par la place de marché, mois 1, hors acquisition", "€ / mois")
    def incremental_margin(self):
        """Its orders × (their margin − what the diverted ones would have left on the site), subscription not deducted.

        Orders of month 1, acquisition apart: what the second channel is worth for good is ``steady_state_profit`` against
        that of the shop alone, where a diverted customer would have stayed longer than the marketplace keeps him.
        """
        return self.marketplace_orders * (
            self.marketplace_order_margin - self.cannibalization * self.shop_order_margin
        )

    @kpi("Cannibalisation supportable, par commande", "%")
    def bearable_cannibalization(self):
        """Diversion above which each order of the marketplace costs more margin than it brings."""
        return self.marketplace_order_margin / self.shop_order_margin

    def shares(self) -> dict[str, float]:
        # An average order of both channels.
        own, other = self.shop.shares(), self.marketplace.shares()
        site = self.channel_share
        return {who: site * own[who] + (1 - site) * other[who] for who in own}

    @classmethod
    def backtests(cls) -> list[BackTest]:
        volume = "Places de marché/commission_base_effect/2021"
        return [
            BackTest(
                metric="Part du site dans les ventes",
                period="2021",
                unit="%",
                inputs="une commission de 10 % calculée sur le prix TTC coûte "
                f"{published(volume):.0f} % du chiffre d’affaires HT : c’est tout ce qui est publié",
                untestable="aucune marque de la base ne publie ses ventes par canal, encore moins ses ventes détournées",
                keys=(volume,),
            )
        ]
