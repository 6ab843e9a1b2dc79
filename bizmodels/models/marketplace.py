"""Marketplace: a platform that lets professionals sell and lives on a commission, without stock."""

from __future__ import annotations

from typing import Annotated, ClassVar

import numpy as np

from bizmodels import french
from bizmodels.core.formulas import monthly_rate
from bizmodels.core.kpi import kpi
from bizmodels.core.model import BusinessModel
from bizmodels.core.param import Param
from bizmodels.core.reactions import Reaction, follows, inverse, price
from bizmodels.facts.evidence import BackTest, published


class Marketplace(BusinessModel):
    """Professional sellers, a commission, no stock: ManoMano.

    The customer is an active buyer; sellers enter by ``buyers_per_seller`` (their subscription) only.
    Winning a buyer is a first order (``first_month_weight`` = 1/f). The platform is an agent: its revenue
    is commission, subscriptions and advertising, never the volume (GMV) that it carries. The volume is TTC,
    net of cancellations, without delivery.

    Source: seller terms of 2023 (commission by category, subscription, ceiling on refunded orders) and the
    GMV of 2020 (``data/companies.csv``). Buyers, basket, frequency, advertising and every cost are
    hypotheses: ManoMano publishes neither revenue nor active buyers.

    >>> platform = bm.Marketplace(basket=120, orders_per_month=1, ads_rate=0, seller_subscription=0)
    >>> platform.gmv_per_customer  # what the buyer pays, most of it to sellers
    120.0
    >>> round(platform.arpu, 2)  # the commission, 20 % of 120 / 1.2: the only revenue of the platform
    20.0
    """

    title: ClassVar[str] = "Place de marché (marketplace)"
    case: ClassVar[str] = "ManoMano"
    customer: ClassVar[str] = "acheteurs actifs"
    cards: ClassVar[tuple[str, ...]] = (
        "order_margin",
        "ltv_cac",
        "profit_36",
        "steady_state_profit",
        "funding_need",
    )
    groups: ClassVar[tuple[str, ...]] = ("Offre", "Vendeurs", "Clients", "Coûts", "Trésorerie")
    reactions: ClassVar[dict[str, Reaction]] = BusinessModel.reactions | {
        "price": price("basket", "orders_per_month"),
        "sellers": Reaction(
            Param("Les vendeurs suivent ce qu’ils reçoivent", "élasticité", high=10, step=0.1, soft=(0, 3),
                  plausible=(0, 2), group="Le marché réagit",
                  help="À 1, des vendeurs qui reçoivent 5 % de moins du prix sont 5 % de moins, et les acheteurs, qui trouvent moins, "
                  "commandent 5 % de moins. Aucun document lu ne le mesure."),
            of="seller_keeps",
            moves={"orders_per_month": follows, "buyers_per_seller": inverse},
            start=1.0,
            said=("ce que reçoivent les vendeurs", "la fréquence de commande"),
        ),
    }  # fmt: skip
    presets: ClassVar[dict[str, dict[str, float]]] = {
        "Commission la plus basse : 15 %": {"commission_rate": 0.15},
        "Commission prise sur le TTC": {"vat_in_base": 1.0},
        "Printemps 2020 : chaque acheteur commande quatre fois plus": {"orders_per_month": 0.8},
        "Deux fois plus de publicité des vendeurs": {"ads_rate": 0.03},
    }

    basket: Annotated[
        float,
        Param("Panier moyen TTC, hors livraison", "€ TTC", step=1, soft=(10, 200), group="Offre",
              help="Outillage, jardin et salle de bains : plus que les 68 € d’une commande en ligne moyenne (France, "
              "2023). Aucun document lu ne donne le panier de ManoMano.", plausible=(80, 120)),
    ] = 100.0  # fmt: skip
    orders_per_month: Annotated[
        float,
        Param("Commandes par acheteur actif", "par mois", step=0.01, soft=(0.02, 1), group="Offre",
              help="0,2 par mois : un bricoleur commande deux à trois fois par an, annulations déduites.",
              plausible=(0.15, 0.25)),
    ] = 0.2  # fmt: skip
    commission_rate: Annotated[
        float,
        Param("Commission affichée", "% du panier HT", high=1, step=0.005, soft=(0, 0.3), group="Vendeurs",
              source="ManoMano/commission_rate_max/2023", factor=0.008, plausible=(0.17, 0.23),
              help="Milieu de la fourchette publiée, de 15 à 25 % selon la catégorie."),
    ] = 0.2  # fmt: skip
    vat_in_base: Annotated[
        float,
        Param("TVA comptée dans l’assiette", "% de la TVA", high=1, step=0.05, soft=(0, 1), group="Vendeurs",
              help="0 % : commission sur le prix HT, comme ManoMano ; 100 % : sur le prix TTC, l’usage le plus répandu."),
    ] = 0.0  # fmt: skip
    seller_subscription: Annotated[
        float,
        Param("Abonnement vendeur", "€ HT / mois", step=5, soft=(0, 500), group="Vendeurs",
              source="ManoMano/monthly_seller_subscription/2023"),
    ] = 100.0  # fmt: skip
    buyers_per_seller: Annotated[
        float,
        Param("Acheteurs actifs par vendeur", "acheteurs", low=1, step=10, soft=(50, 3_000), group="Vendeurs",
              help="Quelques milliers de vendeurs pour quelques millions d’acheteurs ; aucun document lu ne donne l’un ou "
              "l’autre.",
              plausible=(600, 1_500)),
    ] = 1_000.0  # fmt: skip
    ads_rate: Annotated[
        float,
        Param("Publicité des vendeurs (retail media)", "% du panier HT", high=1, step=0.001, soft=(0, 0.06),
              group="Vendeurs", plausible=(0.005, 0.03),
              help="Ce que les vendeurs paient pour remonter dans les résultats ; un à trois pour cent est courant, "
              "aucun document lu ne le donne."),
    ] = 0.015  # fmt: skip
    payment_fee: Annotated[
        float,
        Param("Frais de paiement", "% du panier TTC", high=1, step=0.001, soft=(0, 0.05), group="Coûts",
              help="Un gros volume négocie mieux qu’une petite boutique.", plausible=(0.007, 0.015)),
    ] = 0.01  # fmt: skip
    support: Annotated[
        float,
        Param("Service client et conseil", "€ HT / commande", step=0.1, soft=(0, 10), group="Coûts",
              help="Une commande sur trois pose une question à 6 € : conseil avant l’achat, suivi du colis.",
              plausible=(1, 3)),
    ] = 2.0  # fmt: skip
    refund_rate: Annotated[
        float,
        Param("Commandes remboursées", "% des commandes", high=1, step=0.005, soft=(0, 0.2), group="Coûts",
              help="Au plafond de 5 % exigé des vendeurs (2023) : le taux réel, qu’aucun document lu ne donne, est sans doute "
              "plus bas."),
    ] = 0.05  # fmt: skip
    guarantee_share: Annotated[
        float,
        Param("Remboursements payés par la plateforme", "% des cas", high=1, step=0.01,
              soft=(0, 1), group="Coûts", plausible=(0.05, 0.2),
              help="Le vendeur rembourse ; la plateforme paie quand il ne le fait pas, un cas sur dix."),
    ] = 0.1  # fmt: skip
    churn: Annotated[
        float,
        Param("Attrition (churn)", "% / mois", high=1, step=0.001, soft=(0, 0.3), group="Clients",
              help="Un acheteur sur vingt cesse chaque mois de venir : le chantier est fini. Aucun document lu ne donne de "
              "taux.",
              plausible=(0.035, 0.07)),
    ] = 0.05  # fmt: skip
    new_customers: Annotated[
        float,
        Param("Nouveaux acheteurs", "par mois", step=5_000, soft=(0, 1_000_000), group="Clients",
              help="Un peu plus que les départs, pour une plateforme qui croît encore."),
    ] = 250_000.0  # fmt: skip
    starting_customers: Annotated[
        float,
        Param("Acheteurs actifs au départ", "acheteurs", step=50_000, soft=(0, 15_000_000), group="Clients",
              help="De quoi porter 1,2 Md€ de volume (2020) à 240 € par acheteur et par an, premières commandes "
              "comprises. Les 50 millions de visiteurs mensuels ne sont pas des acheteurs."),
    ] = 4_000_000.0  # fmt: skip
    cac: Annotated[
        float,
        Param("Coût d’acquisition (CAC)", "€", step=0.5, soft=(0, 80), group="Clients",
              help="Un clic à 0,80 € (bas d’une fourchette d’agence, 2025) et un peu plus de trois clics sur cent "
              "qui commandent.", plausible=(18, 35)),
    ] = 25.0  # fmt: skip
    fixed_costs: Annotated[
        float,
        Param("Coûts fixes", "€ / mois", step=100_000, soft=(0, 30_000_000), group="Coûts",
              help="900 salariés en 2023, à 7 000 € par mois tout compris, et un peu plus de la moitié en plus pour la technique et la "
              "marque.", plausible=(9_000_000, 12_000_000)),
    ] = 10_000_000.0  # fmt: skip
    working_capital_days: Annotated[
        float,
        Param("Besoin en fonds de roulement (BFR)", "jours de CA HT", low=-3_650, step=1, soft=(-120, 60), group="Trésorerie",
              help="La plateforme encaisse l’acheteur et verse aux vendeurs douze jours plus tard ; leur argent fait 4,2 fois "
              "son propre revenu : cinquante jours d’avance. Délai supposé."),
    ] = -50.0  # fmt: skip

    @kpi("Poids du premier mois", "mois")
    def first_month_weight(self):
        """A first month is a whole order, worth 1/f ordinary months."""
        # Where nobody orders there is no first order either.
        return np.where(self.orders_per_month > 0, 1 / self.orders_per_month, 1.0)

    @kpi("Volume d’affaires par acheteur (GMV)", "€ TTC / mois")
    def gmv_per_customer(self):
        """What an active buyer buys from all sellers in a month, TTC: it is not the platform's revenue."""
        return self.orders_per_month * self.basket

    @kpi("Revenu par acheteur actif (ARPU)", "€ / mois")
    def arpu(self):
        """Commission, share of the sellers' subscriptions and advertising, per active buyer and month (HT)."""
        return (
            self.commission_rate * self.gmv_per_customer * (1 + self.vat_in_base * self.vat) / (1 + self.vat)
            + self.seller_subscription / self.buyers_per_seller
            + self.ads_rate * self.gmv_per_customer / (1 + self.vat)
        )

    @property
    def seller_keeps(self):
        """Share of the price HT that the sellers keep, all that the platform takes deducted."""
        return 1 - self.take_rate_excl_vat

    @property
    def seller_arpu(self):
        """The sellers' subscriptions, per active buyer and month: a first order brings none of it."""
        return self.seller_subscription / self.buyers_per_seller

    @property
    def first_month_revenue(self):
        return (self.first_month_weight - 1) * (self.arpu - self.seller_arpu)

    @property
    def first_month_margin(self):
        return (self.first_month_weight - 1) * (self.margin_per_customer - self.seller_arpu)

    @kpi("Valeur vie client (LTV)", "€")
    def ltv(self):
        """Margin left by a buyer over his life; his first order brings no subscription of a seller."""
        return self.margin_per_customer / self.churn + self.first_month_margin

    @kpi("Valeur vie client actualisée", "€")
    def ltv_discounted(self):
        """The same in today's money."""
        d = monthly_rate(self.discount_rate)
        return self.margin_per_customer * (1 + d) / (d + self.churn) + self.first_month_margin

    @kpi("Coût variable par acheteur actif", "€ / mois")
    def cost_to_serve(self):
        """Payment of the whole basket, support and refund guarantee, per active buyer and month."""
        return self.orders_per_month * (
            self.payment_fee * self.basket
            + self.support
            + self.refund_rate * self.guarantee_share * self.basket
        )

    @kpi("Marge par commande", "€")
    def order_margin(self):
        """What an order leaves to the platform after variable costs (€ HT)."""
        return (self.arpu - self.cost_to_serve) / self.orders_per_month

    @kpi("Taux de prélèvement constaté", "% du volume TTC")
    def effective_take_rate(self):
        """Revenue HT over volume TTC: the convention of the trade."""
        return self.arpu / self.gmv_per_customer

    @kpi("Taux de prélèvement sur le volume HT", "% du volume HT")
    def take_rate_excl_vat(self):
        """The same revenue over the volume HT: what sellers really give up of their sales."""
        return self.arpu * (1 + self.vat) / self.gmv_per_customer

    def shares(self) -> dict[str, float]:
        # One month of one buyer. The State's VAT is that of the whole chain: the seller deducts what the
        # platform charges him.
        volume = self.gmv_per_customer
        return {
            "État (TVA)": volume * self.vat / (1 + self.vat),
            "Vendeur": volume / (1 + self.vat) - self.arpu,
            "Banque et carte": self.payment_fee * volume,
            "Service client": self.orders_per_month * self.support,
            "Garantie de remboursement": self.refund_rate * self.guarantee_share * volume,
            "Marge sur coûts variables": self.margin_per_customer,
        }

    @classmethod
    def backtests(cls) -> list[BackTest]:
        # The bracket: what the published commissions take of the published volume, read as TTC.
        volume = "ManoMano/gmv/2020"
        terms = ("ManoMano/commission_rate_min/2023", "ManoMano/commission_rate_max/2023")
        alone = cls(seller_subscription=0, ads_rate=0)
        rates = [published(key) / 100 for key in terms]
        low, high = (
            published(volume) * alone.replace(commission_rate=rate).effective_take_rate for rate in rates
        )
        return [
            BackTest(
                metric="Chiffre d’affaires",
                period="2020",
                unit="M€",
                inputs=f"commissions de 2023 ({french.number(100 * rates[0])} à {french.quantity(rates[1], '%')} du HT) "
                f"sur le volume de 2020, supposé TTC : de {french.number(low, 0)} à {french.quantity(high, 'M€', 0)}",
                untestable="aucun document lu ne donne le chiffre d’affaires ; les 1,2 Md€ titrés « Revenue » sont un volume",
                keys=(volume, *terms),
            )
        ]
