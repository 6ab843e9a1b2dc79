"""Direct to consumer: a brand that sells what it makes to those who wear it."""

from __future__ import annotations

from typing import Annotated, ClassVar

import numpy as np

from bizmodels.core.kpi import kpi
from bizmodels.core.model import BusinessModel
from bizmodels.core.param import Param
from bizmodels.core.reactions import Reaction, price
from bizmodels.facts.evidence import BackTest, first_year, published


class D2C(BusinessModel):
    """A brand with its own shop: Le Slip Français.

    The customer is a buyer on the brand's own channels who has not churned. Winning one is a first order
    (``first_month_weight`` = 1/f). Prices paid by consumers are TTC, everything else HT.

    Source: published prices, costs and customers of Le Slip Français (``data/companies.csv``); no annual
    account details repeat orders or logistics, those defaults are hypotheses.

    >>> firm = bm.D2C(basket=60, cogs=24, shipping=5, payment_fee=0, return_rate=0)
    >>> round(firm.order_margin, 2)  # 60 / 1.2 − 24 − 5: the basket is TTC, the costs are HT
    21.0
    """

    title: ClassVar[str] = "Vente directe (D2C)"
    case: ClassVar[str] = "Le Slip Français"
    customer: ClassVar[str] = "acheteurs actifs"
    cards: ClassVar[tuple[str, ...]] = (
        "order_margin",
        "ltv_cac",
        "profit_36",
        "steady_state_profit",
        "funding_need",
    )
    groups: ClassVar[tuple[str, ...]] = ("Offre", "Clients", "Coûts", "Retours", "Trésorerie", "Autre canal")
    reactions: ClassVar[dict[str, Reaction]] = BusinessModel.reactions | {
        "price": price("basket", "new_customers")
    }
    presets: ClassVar[dict[str, dict[str, float]]] = {
        "Avant avril 2024 : 40 € la pièce": {"basket": 120.0, "cogs": 52.5},
        "Retours de la mode : 26 %": {"return_rate": 0.26},
        "Publicité plus chère : CAC de 35 €": {"cac": 35.0},
    }

    basket: Annotated[
        float,
        Param("Panier moyen TTC", "€ TTC", step=1, soft=(10, 150), group="Offre",
              source="Le Slip Français/unit_price_pack3/2024-04", factor=3,
              help="Un lot de trois pièces à 20 € la pièce. Aucun document lu ne donne le panier moyen réel.",
              plausible=(50, 75)),
    ] = 60.0  # fmt: skip
    orders_per_month: Annotated[
        float,
        Param("Commandes par client actif", "par mois", step=0.01, soft=(0.02, 1), group="Offre",
              help="0,15 par mois : un client actif commande un peu moins de deux fois par an.",
              plausible=(0.1, 0.2)),
    ] = 0.15  # fmt: skip
    cogs: Annotated[
        float,
        Param("Coût d’achat ou de fabrication", "€ HT / commande", step=0.5, soft=(0, 80), group="Coûts",
              help="8 € par pièce, trois pièces. Avant 2024, l’entreprise achetait la pièce de 15 à 20 €.",
              plausible=(20, 30)),
    ] = 24.0  # fmt: skip
    shipping: Annotated[
        float,
        Param("Préparation et livraison", "€ HT / commande", step=0.5, soft=(0, 20), group="Coûts",
              help="Ordre de grandeur d’un petit colis en France, préparation comprise.", plausible=(4, 7)),
    ] = 5.0  # fmt: skip
    payment_fee: Annotated[
        float,
        Param("Frais de paiement", "% du panier TTC", high=1, step=0.001, soft=(0, 0.05), group="Coûts",
              help="Ordre de grandeur d’un contrat de paiement en ligne.", plausible=(0.01, 0.02)),
    ] = 0.015  # fmt: skip
    return_rate: Annotated[
        float,
        Param("Taux de retour", "% des commandes", high=1, step=0.01, soft=(0, 0.6), group="Retours",
              source="Etam/return_rate/2018", factor=0.01, plausible=(0.05, 0.2),
              help="Taux d’Etam en 2018 ; aucun document lu ne donne celui du Slip Français. La mode va de 26 à 50 % (EHI, "
              "2023)."),
    ] = 0.10  # fmt: skip
    return_cost: Annotated[
        float,
        Param("Traitement d’un retour", "€ HT", step=0.5, soft=(0, 20), group="Retours",
              source="Europe (D-A-CH)/return_cost_per_item_low/2023", plausible=(5, 10),
              help="Bas de fourchette : 5 à 10 € par article en Allemagne, Autriche et Suisse (EHI)."),
    ] = 5.0  # fmt: skip
    resale: Annotated[
        float,
        Param("Retours revendus au prix normal", "% des retours", high=1, step=0.05, soft=(0, 1),
              group="Retours", plausible=(0.5, 1),
              help="Un sous-vêtement déballé ne se revend pas toujours : aucun document lu ne donne de taux."),
    ] = 0.8  # fmt: skip
    commission_rate: Annotated[
        float,
        Param("Commission du canal", "% du panier TTC", high=1, step=0.01, soft=(0, 0.4), group="Autre canal",
              help="Zéro sur son propre site ; 15 à 25 % sur une place de marché."),
    ] = 0.0  # fmt: skip
    channel_subscription: Annotated[
        float,
        Param("Abonnement au canal", "€ HT / mois", step=10, soft=(0, 500), group="Autre canal",
              help="Zéro sur son propre site ; 100 € HT par mois chez ManoMano."),
    ] = 0.0  # fmt: skip
    churn: Annotated[
        float,
        Param("Attrition (churn)", "% / mois", high=1, step=0.001, soft=(0, 0.3), group="Clients",
              help="Un client sur douze cesse chaque mois d’acheter ; aucun document lu ne donne de taux.", plausible=(0.06, 0.12)),
    ] = 0.08  # fmt: skip
    new_customers: Annotated[
        float,
        Param("Nouveaux clients", "par mois", step=100, soft=(0, 50_000), group="Clients",
              source="Le Slip Français/new_customers/2025", factor=1 / 12, plausible=(13_000, 20_000),
              help="200 000 nouveaux clients annoncés pour 2025, divisés par douze."),
    ] = 200_000 / 12  # fmt: skip
    starting_customers: Annotated[
        float,
        Param("Clients actifs au départ", "clients", step=1_000, soft=(0, 600_000), group="Clients",
              help="Les 600 000 clients annoncés en 2022 sont cumulés depuis 2011 : aucun document lu ne donne les actifs."),
    ] = 150_000.0  # fmt: skip
    cac: Annotated[
        float,
        Param("Coût d’acquisition (CAC)", "€", step=0.5, soft=(0, 60), group="Clients",
              source="France publicité en ligne/cpa_meta_fashion_low/2025", plausible=(12, 28),
              help="Bas de fourchette d’une agence, partie intéressée : 12 à 28 € par achat sur Meta, ce qui n’est pas un "
              "CAC complet."),
    ] = 12.0  # fmt: skip
    fixed_costs: Annotated[
        float,
        Param("Coûts fixes", "€ / mois", step=5_000, soft=(0, 1_500_000), group="Coûts",
              help="Salaires, boutiques, siège : aucun document lu ne donne de détail.", plausible=(350_000, 550_000)),
    ] = 450_000.0  # fmt: skip
    working_capital_days: Annotated[
        float,
        Param("Besoin en fonds de roulement (BFR)", "jours de CA HT", low=-3_650, step=1, soft=(-30, 120), group="Trésorerie",
              help="Soixante jours de stock moins trente jours de crédit fournisseur font trente jours d’achats ; les "
              "achats sont la moitié du chiffre d’affaires HT : quinze jours. Les cartes paient comptant. Aucun document "
              "lu ne le donne."),
    ] = 15.0  # fmt: skip

    @kpi("Poids du premier mois", "mois")
    def first_month_weight(self):
        """A first month is a whole order, worth 1/f ordinary months."""
        # Where nobody orders there is no first order either.
        return np.where(self.orders_per_month > 0, 1 / self.orders_per_month, 1.0)

    @kpi("Revenu par client actif (ARPU)", "€ / mois")
    def arpu(self):
        """Revenue excl. VAT per active customer and month, returns deducted.

        The seller is the principal: the commission of a channel is an expense, not less revenue.
        """
        return self.orders_per_month * (1 - self.return_rate) * self.basket / (1 + self.vat)

    @kpi("Coût variable par client actif", "€ / mois")
    def cost_to_serve(self):
        """What orders cost per active customer and month: goods, carrier, returns, payment, commission."""
        return self.arpu - self.orders_per_month * self.order_margin

    @kpi("Marge par commande", "€")
    def order_margin(self):
        """Margin on variable costs of one order shipped, after returns, logistics and payment (€ HT)."""
        return (
            (1 - self.return_rate) * (self.basket / (1 + self.vat) - self.cogs)
            - self.return_rate * (1 - self.resale) * self.cogs
            - self.return_rate * self.return_cost
            - self.shipping
            - self.payment_fee * self.basket
            - self.commission_rate * self.basket
        )

    @kpi("Taux de marge brute", "%")
    def gross_margin_rate(self):
        """Price excl. VAT minus cost of goods, over price excl. VAT: before returns and logistics."""
        return (self.basket / (1 + self.vat) - self.cogs) / (self.basket / (1 + self.vat))

    @kpi("Clients qui recommandent en douze mois", "%")
    def repeat_rate_12(self):
        """Share of new customers who order again within 12 months; follows from f and churn.

        Each month a customer first stays (1 − c), then orders with probability 1 − exp(−f).
        """
        quiet = np.exp(-self.orders_per_month)
        silent = (1 - self.churn) * quiet
        return (1 - self.churn) * (1 - quiet) * (1 - silent**12) / (1 - silent)

    @property
    def overheads(self):
        return self.fixed_costs + self.channel_subscription

    def shares(self) -> dict[str, float]:
        kept = 1 - self.return_rate
        return {
            "État (TVA)": kept * self.basket * self.vat / (1 + self.vat),
            "Fabricant": kept * self.cogs,
            "Transporteur": self.shipping,
            "Banque et carte": self.payment_fee * self.basket,
            "Retours": self.return_rate * (self.return_cost + (1 - self.resale) * self.cogs),
            "Place de marché": self.commission_rate * self.basket,
            "Marge sur coûts variables": self.order_margin,
        }

    @classmethod
    def backtests(cls) -> list[BackTest]:
        # The bracket: what 200 000 first orders alone bring in, against the revenue that was published.
        first_orders = published("Le Slip Français/new_customers/2025") * cls().basket / (1 + cls().vat) / 1e6
        revenue = "Le Slip Français/revenue/2025"
        return [
            first_year(
                cls(),
                revenue,
                1e6,
                "acheteurs actifs, commandes par mois et panier sont supposés, et seul leur produit se voit : un petit écart n’en "
                "confirme aucun",
            ),
            BackTest(
                metric="Chiffre d’affaires",
                period="2025",
                unit="M€",
                published=published(revenue),
                inputs=f"premières commandes seules : {first_orders:.0f} M€ HT avec un panier supposé de 60 € TTC",
                untestable="aucun document lu ne donne le panier moyen, les clients actifs ni les commandes répétées",
                keys=(revenue, "Le Slip Français/new_customers/2025"),
            ),
        ]
