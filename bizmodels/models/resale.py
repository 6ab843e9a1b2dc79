"""Resale between private persons: a platform that makes strangers trust each other, for a fee on each side."""

from __future__ import annotations

from typing import Annotated, ClassVar

import numpy as np

from bizmodels import french
from bizmodels.core.formulas import dac7_reportable
from bizmodels.core.kpi import kpi
from bizmodels.core.model import BusinessModel
from bizmodels.core.param import Param
from bizmodels.core.reactions import Reaction, follows, price
from bizmodels.facts.evidence import BackTest, first_year, published


class Resale(BusinessModel):
    """Second-hand fashion between private persons: Vestiaire Collective.

    The customer is an active buyer: the members that the firm publishes are registered, not buying.
    Winning a buyer is a first order (``first_month_weight`` = 1/f). The item changes hands between private
    persons, without VAT; the fees they pay are TTC, so the platform keeps fee / 1.2.

    Authentication costs, and moves the frequency of purchase by ``trust_effect``: with an effect of zero it
    is pure cost. That effect is a teaching hypothesis, as are buyers, frequency, churn and every cost. So is what the
    item is worth to each side: it says who gains from an exchange, and moves nothing else.

    Source: average basket of 2016, seller terms of 2024 (not re-read, shown « à vérifier »), Vinted's buyer
    fee as a comparable (``data/companies.csv``).

    >>> platform = bm.Resale(item_price=100, seller_fee=0.10, buyer_fee=0.05, fixed_fee=3)
    >>> round(platform.fees_per_order, 2)  # 10 from the seller, 5 + 3 from the buyer
    18.0
    >>> worth = bm.Resale(buyer_value=500, seller_value=250, item_price=385)
    >>> worth.value_created, round(worth.captured_share, 3)  # 84.30 € of fees out of 250 €
    (250.0, 0.337)
    >>> trusted = bm.Resale(orders_per_month=0.1, trust_effect=0.4, share_checked=0.5)
    >>> round(trusted.order_rate, 2)  # 0.1 × (1 + 0.4 × 0.5)
    0.12
    """

    title: ClassVar[str] = "Seconde main entre particuliers (C2C)"
    case: ClassVar[str] = "Vestiaire Collective"
    customer: ClassVar[str] = "acheteurs actifs"
    cards: ClassVar[tuple[str, ...]] = (
        "effective_take_rate",
        "order_margin",
        "profit_36",
        "steady_state_profit",
        "funding_need",
    )
    groups: ClassVar[tuple[str, ...]] = ("Offre", "Confiance", "Valeur", "Clients", "Coûts", "Trésorerie")
    reactions: ClassVar[dict[str, Reaction]] = BusinessModel.reactions | {
        "price": price("paid_per_order", "orders_per_month", "Le prix est celui que paie l’acheteur, ses frais compris."),
        "sellers": Reaction(
            Param("Les vendeurs suivent ce qu’ils reçoivent", "élasticité", high=10, step=0.1, soft=(0, 3),
                  plausible=(0, 2), group="Le marché réagit",
                  help="À 1, des vendeurs qui reçoivent 5 % de moins du prix proposent 5 % de pièces de moins, et les acheteurs "
                  "achètent 5 % de moins. Aucun document lu ne le mesure."),
            of="seller_keeps",
            moves={"orders_per_month": follows},
            start=1.0,
            said=("ce que reçoivent les vendeurs", "la fréquence d’achat"),
        ),
    }  # fmt: skip
    presets: ClassVar[dict[str, dict[str, float]]] = {
        "Amérique du Nord en 2016 : panier de 585 €": {"item_price": 585.0},
        "Sans frais vendeur, comme Vinted": {"seller_fee": 0.0, "fixed_fee": 0.7},
        "Tout vérifier": {"share_checked": 1.0},
        "La vérification ne change rien aux achats": {"trust_effect": 0.0},
    }

    item_price: Annotated[
        float,
        Param("Prix d’une pièce, sans TVA", "€", step=5, soft=(10, 800), group="Offre",
              source="Vestiaire Collective/average_basket_rest_of_world/2016", plausible=(330, 440),
              help="Panier moyen de 2016, hors Amérique du Nord, pris pour le prix d’une pièce ; entre particuliers, pas de TVA sur elle."),
    ] = 385.0  # fmt: skip
    orders_per_month: Annotated[
        float,
        Param("Achats par acheteur, sans vérification", "par mois", step=0.01, soft=(0.02, 1), group="Offre",
              help="0,15 par mois, à peine deux pièces par an, avant l’effet de la vérification ; aucun document lu ne le "
              "donne.",
              plausible=(0.12, 0.18)),
    ] = 0.15  # fmt: skip
    seller_fee: Annotated[
        float,
        Param("Frais vendeur TTC", "% du prix", high=1, step=0.005, soft=(0, 0.3), group="Offre",
              source="Vestiaire Collective/selling_fee_standard_range/2024-05", factor=0.013, plausible=(0.11, 0.16),
              help="10 % de commission et 3 % de traitement du paiement ; la grille exacte n’a pas été relue."),
    ] = 0.13  # fmt: skip
    buyer_fee: Annotated[
        float,
        Param("Frais acheteur TTC", "% du prix", high=1, step=0.005, soft=(0, 0.2), group="Offre",
              source="Vinted/buyer_protection_fee_pct/2022-06", factor=0.01, plausible=(0.03, 0.06),
              help="Taux de Vinted, pris pour comparable : celui de Vestiaire Collective n’a pas été vu."),
    ] = 0.05  # fmt: skip
    fixed_fee: Annotated[
        float,
        Param("Frais fixes de l’acheteur TTC", "€ TTC / commande", step=0.1, soft=(0, 40), group="Offre",
              help="De quoi payer la vérification d’une pièce de luxe ; Vinted prend 0,70 € sans vérifier.",
              plausible=(10, 18)),
    ] = 15.0  # fmt: skip
    authentication: Annotated[
        float,
        Param("Vérification d’une pièce", "€ HT", step=0.5, soft=(0, 50), group="Confiance",
              help="Un quart d’heure d’expert, réception et nouvel envoi compris ; le contrôle prend un à quatre jours.",
              plausible=(9, 18)),
    ] = 12.0  # fmt: skip
    share_checked: Annotated[
        float,
        Param("Pièces vérifiées", "% des commandes", high=1, step=0.01, soft=(0, 1), group="Confiance",
              help="La moitié, supposée : aucun document lu ne donne cette part. Le modèle leur donne à toutes le même prix."),
    ] = 0.5  # fmt: skip
    trust_effect: Annotated[
        float,
        Param("Achats en plus si tout est vérifié", "%", step=0.01, soft=(0, 1), group="Confiance",
              help="Hypothèse décisive : à zéro, vérifier n’est qu’un coût. Un test sur deux groupes la mesurerait.",
              plausible=(0.1, 0.6)),
    ] = 0.4  # fmt: skip
    buyer_value: Annotated[
        float,
        Param("Le plus que paierait l’acheteuse", "€", step=5, soft=(50, 1_000), group="Valeur",
              help="Ce que la pièce vaut pour elle, authentique et livrée. Aucun document lu ne le mesure ; cela ne change ni les "
              "achats ni le résultat du modèle."),
    ] = 500.0  # fmt: skip
    seller_value: Annotated[
        float,
        Param("Ce que la pièce vaut pour la vendeuse", "€", step=5, soft=(0, 800), group="Valeur",
              help="Le moins qu’elle accepte de recevoir : ce qu’elle en tirerait ailleurs, ou le plaisir de la garder. Aucun document "
              "lu ne le mesure ; cela ne change ni les achats ni le résultat du modèle."),
    ] = 250.0  # fmt: skip
    payment_fee: Annotated[
        float,
        Param("Frais de paiement", "% du total payé", high=1, step=0.001, soft=(0, 0.05), group="Coûts",
              help="Ordre de grandeur d’un contrat de paiement en ligne, cartes étrangères comprises.",
              plausible=(0.01, 0.02)),
    ] = 0.015  # fmt: skip
    dispute_rate: Annotated[
        float,
        Param("Litiges", "% des commandes", high=1, step=0.005, soft=(0, 0.2), group="Coûts",
              help="Pièce refusée, perdue ou contestée : trois commandes sur cent.", plausible=(0.02, 0.05)),
    ] = 0.03  # fmt: skip
    dispute_cost: Annotated[
        float,
        Param("Coût d’un litige", "€ HT", step=5, soft=(0, 400), group="Coûts",
              help="Retour payé, temps passé et un geste commercial, sur une pièce à 385 €.", plausible=(40, 90)),
    ] = 60.0  # fmt: skip
    churn: Annotated[
        float,
        Param("Attrition (churn)", "% / mois", high=1, step=0.001, soft=(0, 0.3), group="Clients",
              help="Un acheteur sur vingt cesse chaque mois de venir ; aucun document lu ne donne de taux.", plausible=(0.035, 0.07)),
    ] = 0.05  # fmt: skip
    new_customers: Annotated[
        float,
        Param("Nouveaux acheteurs", "par mois", step=1_000, soft=(0, 300_000), group="Clients",
              help="Un peu plus que les départs, pour une plateforme dont les ventes croissent encore."),
    ] = 60_000.0  # fmt: skip
    starting_customers: Annotated[
        float,
        Param("Acheteurs actifs au départ", "acheteurs", step=10_000, soft=(0, 5_000_000), group="Clients",
              help="De quoi porter un peu moins d’un milliard d’euros de volume (2024), premières commandes comprises. "
              "Les 23 millions de membres de 2022 sont des inscrits."),
    ] = 900_000.0  # fmt: skip
    cac: Annotated[
        float,
        Param("Coût d’acquisition (CAC)", "€", step=1, soft=(0, 150), group="Clients",
              help="Plus que les 18 à 35 € d’une conversion de mode sur Google (agence, 2025) : le luxe se dispute.",
              plausible=(35, 80)),
    ] = 50.0  # fmt: skip
    fixed_costs: Annotated[
        float,
        Param("Coûts fixes", "€ / mois", step=100_000, soft=(0, 30_000_000), group="Coûts",
              help="Équipes, ateliers, technique et marque : les deux tiers du revenu supposé. Aucun document lu ne donne "
              "de détail.",
              plausible=(9_500_000, 12_500_000)),
    ] = 11_000_000.0  # fmt: skip
    working_capital_days: Annotated[
        float,
        Param("Besoin en fonds de roulement (BFR)", "jours de CA HT", low=-3_650, step=1, soft=(-120, 60), group="Trésorerie",
              help="L’acheteur paie, le vendeur est payé cinq jours après, la pièce reçue et vérifiée ; son argent fait "
              "près de cinq fois le revenu de la plateforme : vingt-quatre jours d’avance. Délai supposé."),
    ] = -24.0  # fmt: skip

    # DAC7: what the platform must tell the tax office of its sellers (same layer below: a pure formula).
    reportable = staticmethod(dac7_reportable)

    @kpi("Achats par acheteur, confiance comprise", "par mois")
    def order_rate(self):
        """Orders per active buyer and month, once the checked share has moved them."""
        return self.orders_per_month * (1 + self.trust_effect * self.share_checked)

    @kpi("Poids du premier mois", "mois")
    def first_month_weight(self):
        """A first month is a whole order, worth 1/f ordinary months."""
        # Where nobody orders there is no first order either.
        return np.where(self.order_rate > 0, 1 / self.order_rate, 1.0)

    @kpi("Volume d’affaires par acheteur (GMV)", "€ / mois")
    def gmv_per_customer(self):
        """Price of the items an active buyer buys in a month, fees apart, without VAT."""
        return self.order_rate * self.item_price

    @kpi("Frais TTC par commande", "€ TTC")
    def fees_per_order(self):
        """What seller and buyer pay to the platform on one order, TTC."""
        return (self.seller_fee + self.buyer_fee) * self.item_price + self.fixed_fee

    @property
    def seller_keeps(self):
        """Share of the price that the seller keeps."""
        return 1 - self.seller_fee

    @property
    def paid_per_order(self):
        """What the buyer pays for an order: the item, his percentage and his fixed fee (€ TTC)."""
        return self.item_price * (1 + self.buyer_fee) + self.fixed_fee

    @kpi("Revenu par acheteur actif (ARPU)", "€ / mois")
    def arpu(self):
        """Fees of both sides excl. VAT, per active buyer and month."""
        return self.order_rate * self.fees_per_order / (1 + self.vat)

    @kpi("Coût variable par acheteur actif", "€ / mois")
    def cost_to_serve(self):
        """Authentication of the checked share, payment of the whole sum, disputes; per buyer and month."""
        return self.order_rate * (
            self.authentication * self.share_checked
            + self.payment_fee * (self.item_price * (1 + self.buyer_fee) + self.fixed_fee)
            + self.dispute_rate * self.dispute_cost
        )

    @kpi("Marge par commande", "€")
    def order_margin(self):
        """What an order leaves to the platform after variable costs (€ HT)."""
        return (self.arpu - self.cost_to_serve) / self.order_rate

    @kpi("Taux de prélèvement constaté", "% du volume")
    def effective_take_rate(self):
        """Revenue excl. VAT over volume."""
        return self.arpu / self.gmv_per_customer

    # What an exchange is worth before anybody captures it: at a price both accept, the price only shares it.

    @kpi("Valeur créée par l’échange", "€")
    def value_created(self):
        """What the item is worth more in the buyer's hands than in the seller's (€); costs of the platform not deducted."""
        return self.buyer_value - self.seller_value

    @kpi("Gain de l’acheteuse", "€")
    def buyer_gain(self):
        """The most he would pay, less what he pays; below zero he does not buy."""
        return self.buyer_value - self.paid_per_order

    @kpi("Gain de la vendeuse", "€")
    def seller_gain(self):
        """What he receives, less what the item is worth to him; below zero he does not sell."""
        return self.item_price * self.seller_keeps - self.seller_value

    @kpi("Part de la valeur prise par les frais", "%", infinite="pas d’échange")
    def captured_share(self):
        """Fees of both sides, TTC, over the value created; beyond 1 no price suits both."""
        return np.where(self.value_created > 0, self.fees_per_order / self.value_created, np.inf)

    def shares(self) -> dict[str, float]:
        # One order. What the buyer pays is the item, his percentage and his fixed fee.
        fees = self.fees_per_order
        paid = self.paid_per_order
        checked, bank = self.authentication * self.share_checked, self.payment_fee * paid
        disputes = self.dispute_rate * self.dispute_cost
        return {
            "Vendeuse particulière": self.item_price * (1 - self.seller_fee),
            "État (TVA sur les frais)": fees * self.vat / (1 + self.vat),
            "Vérification": checked,
            "Banque et carte": bank,
            "Litiges": disputes,
            "Marge sur coûts variables": fees / (1 + self.vat) - checked - bank - disputes,
        }

    @classmethod
    def backtests(cls) -> list[BackTest]:
        # The bracket: seller terms alone, then with buyer fees that were never seen.
        revenue, volume = "Vestiaire Collective/revenue/2024", "Vestiaire Collective/gmv/2024"
        terms = (
            "Vestiaire Collective/selling_fee_standard_range/2024-05",
            "Vestiaire Collective/payment_processing_fee/2024",
        )
        seller_fee = sum(published(key) for key in terms) / 100
        both = cls(seller_fee=seller_fee)
        sellers = both.replace(buyer_fee=0, fixed_fee=0)
        low, high = (published(volume) * model.effective_take_rate for model in (sellers, both))
        return [
            first_year(
                cls(),
                revenue,
                1e6,
                "les acheteurs actifs ont été supposés pour porter un peu moins d’un milliard d’euros de volume, et les frais "
                "acheteur viennent de Vinted",
            ),
            BackTest(
                metric="Chiffre d’affaires",
                period="2024",
                unit="M€",
                published=published(revenue),
                inputs=f"frais vendeur seuls ({french.quantity(seller_fee, '%')} TTC, à vérifier) sur un milliard de "
                f"volume : {french.quantity(low, 'M€', 0)} ; avec les frais acheteur supposés : "
                f"{french.quantity(high, 'M€', 0)}",
                untestable="le même article donne volume, chiffre d’affaires et taux (20 %) : l’un se déduit des autres, "
                "et aucun document lu ne donne les frais acheteur",
                keys=(revenue, volume, *terms),
            ),
        ]
