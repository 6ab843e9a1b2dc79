"""Recommerce: a platform where refurbishers sell repaired devices, with grades, returns and a warranty."""

from __future__ import annotations

import math
from typing import Annotated, ClassVar

import numpy as np

from bizmodels import french
from bizmodels.core.formulas import margin_vat
from bizmodels.core.kpi import kpi
from bizmodels.core.model import BusinessModel
from bizmodels.core.param import Param
from bizmodels.core.reactions import Reaction, follows, price
from bizmodels.facts.evidence import RATIO, BackTest, first_year, published

# The growth of the volume in 2023, « +32 % vs 2022 », is printed in the note of Back Market/gmv/2023 and has
# no row of its own (a test reads the note). With it and the 45 % of revenue, the year 2022 can be rebuilt.
VOLUME_GROWTH_2023 = 0.32


class Recommerce(BusinessModel):
    """Refurbished devices sold by professionals through a platform: Back Market.

    The customer is somebody who bought a device and is still within his replacement cycle (f ≈ 1/24 to
    1/36 a month); the customers that the firm publishes are cumulative. Winning one is a first purchase
    (``first_month_weight`` = 1/f): a phone pays its acquisition back on the day it is bought, not after a year.

    The platform takes a commission on the TTC price, a fee from the buyer and a fee on trade-ins. The
    refurbisher buys from private persons: his VAT bears on his margin, parts and labour left out of it.

    Source: commission of 2021 (an integrator's page), highest buyer fee of 2022, discount of 30 to 50 %
    against new (``data/companies.csv``). Failure rates, the refurbisher's costs, active customers and churn are
    hypotheses: none is published.

    >>> phone = bm.Recommerce(buy=180, price=300)
    >>> round(phone.vat_due, 2)  # (300 − 180) / 6: on the margin; on the price it would be 50
    20.0
    """

    title: ClassVar[str] = "Reconditionné (recommerce)"
    case: ClassVar[str] = "Back Market"
    customer: ClassVar[str] = "acheteurs actifs"
    cards: ClassVar[tuple[str, ...]] = (
        "order_margin",
        "refurbisher_margin",
        "profit_36",
        "steady_state_profit",
        "funding_need",
    )
    groups: ClassVar[tuple[str, ...]] = (
        "Offre", "Reconditionneur", "Qualité", "Clients", "Coûts", "Trésorerie",
    )  # fmt: skip
    reactions: ClassVar[dict[str, Reaction]] = BusinessModel.reactions | {
        "price": price("price", "new_customers", "Un achat tous les deux ans : ce sont surtout les nouveaux qui comparent."),
        "sellers": Reaction(
            Param("Les reconditionneurs suivent ce qu’ils reçoivent", "élasticité", high=10, step=0.1, soft=(0, 3),
                  plausible=(0, 2), group="Le marché réagit",
                  help="À 1, des reconditionneurs qui reçoivent 5 % de moins du prix proposent 5 % d’appareils de moins, et il vient "
                  "5 % de nouveaux acheteurs de moins. Aucun document lu ne le mesure."),
            of="seller_keeps",
            moves={"new_customers": follows},
            start=1.0,
            said=("ce que reçoivent les reconditionneurs", "le nombre de nouveaux acheteurs"),
        ),
    }  # fmt: skip
    presets: ClassVar[dict[str, dict[str, float]]] = {
        "Grade bas : moins cher, plus de retours": {
            "price": 260.0, "parts_labour": 30.0, "return_rate": 0.11, "claim_rate": 0.07,
        },
        "Grade « Premium » : pièces d’origine": {
            "price": 360.0, "parts_labour": 85.0, "return_rate": 0.06, "claim_rate": 0.03,
        },
        "Sans frais acheteur (plainte de 2022)": {"buyer_fee": 0.0},
        "Le téléphone d’occasion se fait rare : achat à 190 €": {"buy": 190.0},
    }  # fmt: skip

    price: Annotated[
        float,
        Param("Prix de l’appareil TTC", "€ TTC", step=5, soft=(50, 900), group="Offre",
              help="Un téléphone de deux ou trois ans ; 30 millions d’appareils vendus de 2014 à 2024, aucun document lu "
              "ne donne le prix moyen.",
              plausible=(260, 340)),
    ] = 300.0  # fmt: skip
    price_new: Annotated[
        float,
        Param("Prix du même appareil neuf TTC", "€ TTC", step=5, soft=(100, 1_500), group="Offre",
              help="Le reconditionné se vend 30 à 50 % moins cher que le neuf (2022) : ici 40 %. La demande ne répond "
              "pas à cet écart."),
    ] = 500.0  # fmt: skip
    orders_per_month: Annotated[
        float,
        Param("Achats par acheteur actif", "par mois", step=0.001, soft=(0.01, 0.1), group="Offre",
              help="0,04 par mois : un appareil tous les 25 mois.", plausible=(0.03, 0.05)),
    ] = 0.04  # fmt: skip
    commission: Annotated[
        float,
        Param("Commission", "% du prix TTC", high=1, step=0.005, soft=(0, 0.3), group="Offre",
              source="Back Market/commission_rate/2021", factor=0.01, plausible=(0.09, 0.13),
              help="Page d’un intégrateur, non datée ; le taux constaté, 14,7 % en 2025, compte d’autres revenus."),
    ] = 0.10  # fmt: skip
    buyer_fee: Annotated[
        float,
        Param("Frais de service acheteur TTC", "€ TTC / commande", step=0.1, soft=(0, 20), group="Offre",
              source="Back Market/buyer_service_fee_max_fr/2022-06",
              help="Haut de fourchette : le montant le plus élevé relevé en France, affiché au moment de payer seulement."),
    ] = 5.99  # fmt: skip
    trade_in_fee: Annotated[
        float,
        Param("Frais de reprise par appareil vendu", "€ HT / commande", step=0.1, soft=(0, 20), group="Offre",
              help="Une reprise pour trois ventes, à 9 € la reprise, pris sur ce que reçoit l’ancien propriétaire ; "
              "aucun document lu ne le donne.", plausible=(1, 6)),
    ] = 3.0  # fmt: skip
    buy: Annotated[
        float,
        Param("Achat de l’appareil d’occasion", "€", step=5, soft=(20, 600), group="Reconditionneur",
              help="La moitié du prix de revente, acheté à un particulier : pas de TVA à l’achat.", plausible=(130, 180)),
    ] = 150.0  # fmt: skip
    parts_labour: Annotated[
        float,
        Param("Pièces et main-d’œuvre", "€ HT", step=1, soft=(0, 150), group="Reconditionneur",
              help="Batterie, écran une fois sur trois, contrôle et emballage.", plausible=(35, 60)),
    ] = 45.0  # fmt: skip
    return_loss: Annotated[
        float,
        Param("Perte du reconditionneur par retour", "€ HT", step=1, soft=(0, 150), group="Reconditionneur",
              help="Transport, nouveau contrôle, et un grade perdu à la revente."),
    ] = 35.0  # fmt: skip
    repair_cost: Annotated[
        float,
        Param("Réparation ou échange sous garantie", "€ HT", step=1, soft=(0, 250), group="Reconditionneur",
              help="Un peu plus que les pièces d’une première remise en état : transport et échange compris."),
    ] = 60.0  # fmt: skip
    return_rate: Annotated[
        float,
        Param("Retours sous 30 jours", "% des commandes", high=1, step=0.005, soft=(0, 0.3), group="Qualité",
              help="Entre les 6 à 10 % de tous les achats en ligne (Allemagne, 2023) ; aucun document lu ne donne le taux "
              "de Back Market.",
              plausible=(0.05, 0.12)),
    ] = 0.08  # fmt: skip
    claim_rate: Annotated[
        float,
        Param("Pannes sous garantie", "% des commandes", high=1, step=0.005, soft=(0, 0.3), group="Qualité",
              help="Un appareil sur vingt en douze mois : aucun document lu ne donne les taux de panne.", plausible=(0.03, 0.08)),
    ] = 0.05  # fmt: skip
    return_cost: Annotated[
        float,
        Param("Centre de retours, par retour", "€ HT", step=0.5, soft=(0, 40), group="Coûts",
              help="Étiquette prépayée et tri : plus que les 5 à 10 € d’un article ordinaire (2023).", plausible=(8, 18)),
    ] = 12.0  # fmt: skip
    claim_cost: Annotated[
        float,
        Param("Service client, par panne", "€ HT", step=0.5, soft=(0, 60), group="Coûts",
              help="Trois échanges à 5 € entre l’acheteur, la plateforme et le reconditionneur.", plausible=(8, 25)),
    ] = 15.0  # fmt: skip
    payment_fee: Annotated[
        float,
        Param("Frais de paiement", "% du total payé", high=1, step=0.001, soft=(0, 0.05), group="Coûts",
              help="Un gros volume négocie mieux qu’une petite boutique ; le paiement fractionné coûte plus.",
              plausible=(0.008, 0.02)),
    ] = 0.012  # fmt: skip
    churn: Annotated[
        float,
        Param("Attrition (churn)", "% / mois", high=1, step=0.001, soft=(0, 0.1), group="Clients",
              help="Deux acheteurs sur trois reviennent au bout de 25 mois ; aucun document lu ne donne de taux.", plausible=(0.01, 0.025)),
    ] = 0.015  # fmt: skip
    new_customers: Annotated[
        float,
        Param("Nouveaux acheteurs", "par mois", step=5_000, soft=(0, 1_000_000), group="Clients",
              help="15 millions de clients cumulés en septembre 2024, 18 millions fin 2025 : 3 millions en quinze mois.",
              plausible=(150_000, 260_000)),
    ] = 200_000.0  # fmt: skip
    starting_customers: Annotated[
        float,
        Param("Acheteurs actifs au départ", "acheteurs", step=100_000, soft=(0, 30_000_000), group="Clients",
              help="Deux tiers des 18 millions de clients annoncés en 2025 : ceux-là sont cumulés depuis 2014."),
    ] = 12_000_000.0  # fmt: skip
    cac: Annotated[
        float,
        Param("Coût d’acquisition (CAC)", "€", step=1, soft=(0, 150), group="Clients",
              help="Le prix d’une cinquantaine de clics à 0,80 € (agence, 2025) : un achat rare et comparé.",
              plausible=(30, 60)),
    ] = 45.0  # fmt: skip
    fixed_costs: Annotated[
        float,
        Param("Coûts fixes", "€ / mois", step=100_000, soft=(0, 40_000_000), group="Coûts",
              help="700 salariés en 2024 à 8 000 € par mois tout compris, et davantage pour la technique, la marque et "
              "dix-sept pays.", plausible=(12_000_000, 15_500_000)),
    ] = 13_500_000.0  # fmt: skip
    working_capital_days: Annotated[
        float,
        Param("Besoin en fonds de roulement (BFR)", "jours de CA HT", low=-3_650, step=1, soft=(-120, 60), group="Trésorerie",
              help="L’acheteur paie, le reconditionneur est payé cinq jours plus tard ; son argent fait près de sept fois "
              "le revenu de la plateforme : trente-cinq jours d’avance. Délai supposé."),
    ] = -35.0  # fmt: skip

    @kpi("Poids du premier mois", "mois")
    def first_month_weight(self):
        """A first month is a whole purchase, worth 1/f ordinary months."""
        # Where nobody orders there is no first order either.
        return np.where(self.orders_per_month > 0, 1 / self.orders_per_month, 1.0)

    @property
    def seller_keeps(self):
        """Share of the price that the refurbisher keeps of the platform's commission."""
        return 1 - self.commission

    @kpi("Volume d’affaires par acheteur (GMV)", "€ TTC / mois")
    def gmv_per_customer(self):
        """Price of the devices an active buyer buys in a month, TTC, buyer fee apart."""
        return self.orders_per_month * self.price

    @kpi("Revenu par acheteur actif (ARPU)", "€ / mois")
    def arpu(self):
        """Commission, buyer fee excl. VAT and trade-in fee, per active buyer and month."""
        return self.orders_per_month * (
            self.commission * self.price + self.buyer_fee / (1 + self.vat) + self.trade_in_fee
        )

    @kpi("Coût variable par acheteur actif", "€ / mois")
    def cost_to_serve(self):
        """Payment of the whole sum, returns centre and claims, per active buyer and month."""
        return self.orders_per_month * (
            self.payment_fee * (self.price + self.buyer_fee)
            + self.return_rate * self.return_cost
            + self.claim_rate * self.claim_cost
        )

    @kpi("Marge par commande", "€")
    def order_margin(self):
        """What a device leaves to the platform after variable costs (€ HT)."""
        return (self.arpu - self.cost_to_serve) / self.orders_per_month

    @kpi("Taux de prélèvement constaté", "% du volume TTC")
    def effective_take_rate(self):
        """Revenue HT over volume TTC: above the commission, since buyers and trade-ins pay too."""
        return self.arpu / self.gmv_per_customer

    @kpi("TVA sur la marge", "€ / appareil")
    def vat_due(self):
        """VAT that the refurbisher owes on a device: on his margin, not on the price."""
        return margin_vat(self.buy, self.price, self.vat)

    @kpi("Marge du reconditionneur", "€ / appareil")
    def refurbisher_margin(self):
        """What a device leaves to its seller, after VAT on the margin, parts, commission, returns and warranty."""
        return (
            self.price
            - self.vat_due
            - self.buy
            - self.parts_labour
            - self.commission * self.price
            - self.return_rate * self.return_loss
            - self.claim_rate * self.repair_cost
        )

    @property
    def refurbisher_receipts(self):
        """What a device brings its seller, commission and VAT apart, before he pays device, parts and returns (€ HT)."""
        return self.price * self.seller_keeps - self.vat_due

    @kpi("Remise sur le neuf", "%")
    def discount_vs_new(self):
        """How much cheaper than new, both TTC."""
        return 1 - self.price / self.price_new

    def shares(self) -> dict[str, float]:
        # One device. The trade-in fee is taken from what the former owner receives.
        fee = self.buyer_fee / (1 + self.vat)
        bank = self.payment_fee * (self.price + self.buyer_fee)
        service = self.return_rate * self.return_cost + self.claim_rate * self.claim_cost
        return {
            "État (TVA)": self.vat_due + self.buyer_fee - fee,
            "Ancien propriétaire": self.buy - self.trade_in_fee,
            "Pièces et main-d’œuvre": self.parts_labour,
            "Retours et garantie": self.return_rate * self.return_loss + self.claim_rate * self.repair_cost,
            "Reconditionneur": self.refurbisher_margin,
            "Banque et carte": bank,
            "Service de la plateforme": service,
            "Marge sur coûts variables": self.order_margin,
        }

    @classmethod
    def backtests(cls) -> list[BackTest]:
        """The first year on the defaults; then a past take rate × the volume of a later year (the class never runs)."""
        le_monde, express = (
            f"Back Market/gmv/2023@{who}"
            for who in ("Le Monde (reprise Le Point Actualité)", "L'Express Franchise")
        )
        volumes = {"2023": le_monde, "2025": "Back Market/gmv/2025"}
        revenues = {year: f"Back Market/revenue/{year}" for year in volumes}
        growth = "Back Market/revenue_growth/2023"
        revenue22 = published(revenues["2023"]) / (1 + published(growth) / 100)
        rate22 = revenue22 / (published(le_monde) / (1 + VOLUME_GROWTH_2023))

        def line(year: str, rate: float, origin: str, keys: tuple[str, ...], **shared: str) -> BackTest:
            return BackTest(
                metric="Chiffre d’affaires",
                period=year,
                unit="M€",
                inputs=f"taux de prélèvement de {origin} ({french.quantity(rate, '%')}) × volume de {year}",
                published=published(revenues[year]),
                modelled=rate * published(volumes[year]),
                keys=(revenues[year], volumes[year], *keys),
                table=RATIO,
                **shared,
            )

        revenue23 = published(revenues["2023"])
        lines = [
            line(
                "2025",
                revenue23 / published(key),
                f"2023, volume selon {who}",
                (revenues["2023"], key),
            )
            for who, key in (("Le Monde", le_monde), ("L’Express Franchise", express))
        ]
        derived = (
            "le taux de 2022 se déduit des chiffres de 2023 et de leurs hausses ; pour 2023, l’écart n’est que le rapport "
            f"des deux hausses, {french.quantity(VOLUME_GROWTH_2023, '%')} et {french.quantity(published(growth) / 100, '%')}"
        )
        lines += [
            line(
                year,
                rate22,
                "2022, déduit des hausses de 2023",
                (growth, *keys),
                fit="taux de 2022",
                remark=derived,
            )
            for year, keys in (("2023", ()), ("2025", (revenues["2023"], le_monde)))
        ]
        terms = cls._take_rate(revenues["2025"], volumes["2025"])
        return [cls._first_year(revenues["2025"], volumes["2025"]), *lines, terms]

    @classmethod
    def _first_year(cls, revenue: str, volume: str) -> BackTest:
        model, real = cls(), published(revenue) / published(volume)
        bought = math.fsum(model.path(12)["revenue"]) / model.effective_take_rate / 1e9
        return first_year(
            model,
            revenue,
            1e6,
            f"le modèle prélève {french.quantity(model.effective_take_rate, '%', 1)} de {french.quantity(bought, 'Md€', 1)} "
            f"d’achats, l’entreprise {french.quantity(real, '%', 1)} de {french.quantity(published(volume) / 1e3, 'Md€', 1)} : "
            "aucun document lu ne donne les acheteurs actifs, le prix moyen, les reprises ni les services",
        )

    @classmethod
    def _take_rate(cls, revenue: str, volume: str) -> BackTest:
        """What the published terms alone explain of the observed take rate."""
        terms = ("Back Market/commission_rate/2021", "Back Market/buyer_service_fee_max_fr/2022-06")
        model = cls(commission=published(terms[0]) / 100, buyer_fee=published(terms[1]), trade_in_fee=0)
        return BackTest(
            metric="Taux de prélèvement",
            period="2025",
            unit="% du volume TTC",
            published=published(revenue) / published(volume),
            inputs=f"commission et frais acheteur affichés, sur un appareil supposé à "
            f"{french.quantity(model.price, '€')} : {french.quantity(model.effective_take_rate, '%')}",
            untestable="aucun document lu ne donne le prix moyen ni les revenus de reprise et de services",
            keys=(revenue, volume, *terms),
        )
