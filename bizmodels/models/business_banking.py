"""Business banking: firms pay a subscription, and their cards and transfers bring in a little each."""

from __future__ import annotations

from typing import Annotated, ClassVar

import numpy as np

from bizmodels import french
from bizmodels.core.kpi import kpi
from bizmodels.core.model import BusinessModel
from bizmodels.core.param import Param
from bizmodels.core.reactions import Reaction, price
from bizmodels.facts.evidence import BackTest, published

_PLANS = ("basic", "smart", "premium", "essential", "business", "enterprise")
_SHARES = tuple(f"share_{plan}" for plan in _PLANS)


def _price(plan: str, label: str, soft: tuple[float, float], step: float) -> Param:
    return Param(f"Formule {label}", "€ HT / mois", step=step, soft=soft, group="Grille tarifaire",
                 source=f"Qonto/plan_price_{plan}/2026-07")  # fmt: skip


def _weight(label: str, why: str) -> Param:
    return Param(f"Part en {label}", "% des comptes", high=1, step=0.01, soft=(0, 1), group="Répartition des comptes",
                 help=f"{why} Aucun document lu ne donne la répartition ; les six parts sont ramenées à 100 %.")  # fmt: skip


class BusinessBanking(BusinessModel):
    """A current account for small firms, by subscription and by use: Qonto.

    The customer is a paying account. Qonto is a payment institution, not a bank: it lends nothing, its
    revenue is subscriptions (prices HT), interchange, transfers beyond the plan, foreign exchange and the
    margin on card payments that its customers take in. The EU caps on interchange (0.2 and 0.3 %) bind consumer cards only:
    they exclude commercial cards, hence those of Qonto. Onboarding checks, refused files included, are part
    of ``cac``.

    Source: published price grid, fees and number of customers (``data/companies.csv``). Plan mix, card
    spend, interchange of commercial cards, volumes and every cost are hypotheses: neither revenue nor mix
    has been published in a document seen.

    >>> bank = bm.BusinessBanking(card_spend=1_500, interchange=0.01)
    >>> round(bank.usage_arpu - bank.replace(card_spend=0).usage_arpu, 2)  # 1 % of 1,500 €: what a card earns
    15.0
    """

    title: ClassVar[str] = "Compte professionnel en ligne (B2B)"
    case: ClassVar[str] = "Qonto"
    customer: ClassVar[str] = "comptes payants"
    cards: ClassVar[tuple[str, ...]] = (
        "subscription_arpu",
        "usage_arpu",
        "ltv_cac",
        "profit_36",
        "steady_state_profit",
    )
    groups: ClassVar[tuple[str, ...]] = (
        "Grille tarifaire",
        "Répartition des comptes",
        "Usage",
        "Clients",
        "Coûts",
        "Trésorerie",
    )
    reactions: ClassVar[dict[str, Reaction]] = BusinessModel.reactions | {
        "price": price(
            "subscription_arpu",
            "new_customers",
            "Le prix est l’abonnement moyen, la répartition des comptes inchangée.",
            held=_SHARES,
            start=1.0,
        ),
    }
    presets: ClassVar[dict[str, dict[str, float]]] = {
        "Erreur : interchange plafonné à 0,2 %, la carte de particulier": {"interchange": 0.002},
        "Rien que la formule Basic": {
            "share_smart": 0.0, "share_premium": 0.0, "share_essential": 0.0, "share_business": 0.0,
            "share_enterprise": 0.0, "share_basic": 1.0,
        },
        "Contrôles renforcés : deux fois plus cher à surveiller": {"monitoring": 4.0, "cac": 400.0},
    }  # fmt: skip

    price_basic: Annotated[float, _price("basic", "Basic", (0, 40), 1)] = 9.0
    price_smart: Annotated[float, _price("smart", "Smart", (0, 60), 1)] = 19.0
    price_premium: Annotated[float, _price("premium", "Premium", (0, 100), 1)] = 39.0
    price_essential: Annotated[float, _price("essential", "Essential", (0, 120), 1)] = 49.0
    price_business: Annotated[float, _price("business", "Business", (0, 250), 1)] = 99.0
    price_enterprise: Annotated[float, _price("enterprise", "Enterprise", (0, 400), 1)] = 199.0
    share_basic: Annotated[float, _weight("Basic", "L’indépendant, le plus nombreux.")] = 0.35
    share_smart: Annotated[float, _weight("Smart", "L’indépendant qui encaisse et vire davantage.")] = 0.25
    share_premium: Annotated[float, _weight("Premium", "Le haut de l’offre solo, rare.")] = 0.05
    share_essential: Annotated[float, _weight("Essential", "L’entrée de l’offre d’équipe.")] = 0.20
    share_business: Annotated[float, _weight("Business", "La petite entreprise équipée.")] = 0.12
    share_enterprise: Annotated[float, _weight("Enterprise", "Quelques comptes sur cent.")] = 0.03
    card_spend: Annotated[
        float,
        Param("Dépenses par carte", "€ / compte / mois", step=50, soft=(0, 6_000), group="Usage", plausible=(800, 2_000),
              help="Déplacements, logiciels, petits achats d’une entreprise de quelques personnes. Aucun document lu ne le "
              "donne."),
    ] = 1_500.0  # fmt: skip
    interchange: Annotated[
        float,
        Param("Interchange des cartes professionnelles", "% du montant", high=1, step=0.0005, soft=(0, 0.02),
              group="Usage", plausible=(0.006, 0.012),
              help="Les plafonds européens (0,2 et 0,3 %) ne visent que les cartes de particuliers ; une carte "
              "professionnelle rapporte plus. Aucun document lu ne donne le taux de Qonto."),
    ] = 0.01  # fmt: skip
    transfers_basic: Annotated[
        float,
        Param("Virements d’un compte Basic", "par mois", step=1, soft=(0, 100), group="Usage", plausible=(28, 45),
              help="Fournisseurs, impôts, soi-même : un peu plus d’un par jour ouvré. Aucun document lu ne le donne."),
    ] = 35.0  # fmt: skip
    transfers_smart: Annotated[
        float,
        Param("Virements d’un compte Smart", "par mois", step=1, soft=(0, 300), group="Usage",
              help="Qui en fait beaucoup a choisi la formule qui en comprend cent. Aucun document lu ne le donne."),
    ] = 110.0  # fmt: skip
    included_basic: Annotated[
        float,
        Param("Virements compris dans Basic", "par mois", step=1, soft=(0, 100), group="Usage",
              source="Qonto/included_transfers_basic/2026-09"),
    ] = 30.0  # fmt: skip
    included_smart: Annotated[
        float,
        Param("Virements compris dans Smart", "par mois", step=1, soft=(0, 200), group="Usage",
              source="Qonto/included_transfers_smart/2026-09"),
    ] = 100.0  # fmt: skip
    transfer_fee: Annotated[
        float,
        Param("Virement hors forfait", "€ HT", step=0.05, soft=(0, 2), group="Usage",
              source="Qonto/fee_extra_sepa_transfer_solo/2023-2024",
              help="Formules solo ; 0,20 € dans la grille de 2026. Les autres formules comprennent plus de virements."),
    ] = 0.40  # fmt: skip
    fx_spend: Annotated[
        float,
        Param("Dépenses en devises", "€ / compte / mois", step=10, soft=(0, 1_000), group="Usage",
              help="4 % des dépenses par carte : quelques abonnements en dollars. Aucun document lu ne le donne."),
    ] = 60.0  # fmt: skip
    fx_margin: Annotated[
        float,
        Param("Marge de change", "% du montant", high=1, step=0.0005, soft=(0, 0.03), group="Usage",
              source="Qonto/fx_margin_low/2026-09", factor=0.01, help="Bas de fourchette : 0,56 à 1,8 %."),
    ] = 0.0056  # fmt: skip
    acquired: Annotated[
        float,
        Param("Encaissements par carte", "€ / compte / mois", step=20, soft=(0, 3_000), group="Usage",
              help="Peu de comptes encaissent ainsi ; moyenne sur tous les comptes. Aucun document lu ne le donne."),
    ] = 200.0  # fmt: skip
    acquiring_fee: Annotated[
        float,
        Param("Frais d’encaissement", "% du montant", high=1, step=0.0005, soft=(0, 0.03), group="Usage",
              source="Qonto/card_acceptance_fee_low/2026-09", factor=0.01, help="Bas de fourchette : 0,7 à 2,6 %."),
    ] = 0.007  # fmt: skip
    acquiring_cost: Annotated[
        float,
        Param("Coût d’un encaissement", "% du montant", high=1, step=0.0005, soft=(0, 0.03), group="Usage",
              help="Interchange de la carte du client (0,2 à 0,3 %, particulier) et frais de réseau."),
    ] = 0.005  # fmt: skip
    balance: Annotated[
        float,
        Param("Solde moyen d’un compte", "€ / compte", step=500, soft=(0, 50_000), group="Usage",
              help="Ce que les clients laissent sur leur compte : un mois de dépenses d’une très petite entreprise. Aucun "
              "document "
              "lu ne le donne."),
    ] = 10_000.0  # fmt: skip
    balance_yield: Annotated[
        float,
        Param("Revenu tiré de ces soldes", "% / an", high=1, step=0.001, soft=(0, 0.04), group="Usage",
              help="Zéro : coupé. Une partie de l’argent des clients peut être placée en fonds monétaires, dit l’aide de "
              "Qonto ; "
              "ni la part ni le rendement n’ont été lus."),
    ] = 0.0  # fmt: skip
    transactions: Annotated[
        float,
        Param("Opérations par compte", "par mois", step=1, soft=(0, 300), group="Coûts",
              help="Cartes, virements, prélèvements, encaissements : deux ou trois par jour. Aucun document lu ne le donne."),
    ] = 60.0  # fmt: skip
    transaction_cost: Annotated[
        float,
        Param("Coût d’une opération", "€ HT", step=0.01, soft=(0, 0.5), group="Coûts", plausible=(0.06, 0.15),
              help="Réseau de cartes, chambre de compensation, hébergement : des centimes. Aucun document lu ne le donne."),
    ] = 0.10  # fmt: skip
    support: Annotated[
        float,
        Param("Service client", "€ HT / mois", step=0.25, soft=(0, 20), group="Coûts", plausible=(3, 7),
              help="Un contact de 10 € tous les deux mois, joignable sept jours sur sept."),
    ] = 5.0  # fmt: skip
    monitoring: Annotated[
        float,
        Param("Surveillance (lutte antiblanchiment)", "€ HT / mois", step=0.25, soft=(0, 20), group="Coûts",
              plausible=(1, 4), help="Alertes à lire par des analystes, mises à jour des dossiers. Aucun document lu ne le "
              "donne."),
    ] = 2.0  # fmt: skip
    fraud_rate: Annotated[
        float,
        Param("Fraude à la charge de l’entreprise", "% des dépenses par carte", high=1, step=0.0001, soft=(0, 0.005),
              group="Coûts", source="France paiements/fraud_rate_card_all_channels/2024", factor=0.01,
              help="Taux de toutes les cartes françaises ; aucun document lu ne donne la part que Qonto supporte."),
    ] = 0.00053  # fmt: skip
    churn: Annotated[
        float,
        Param("Attrition (churn)", "% / mois", high=1, step=0.001, soft=(0, 0.1), group="Clients",
              plausible=(0.01, 0.02), help="Une entreprise sur six ferme ou change de compte dans l’année. Aucun document "
              "lu ne le donne."),
    ] = 0.015  # fmt: skip
    new_customers: Annotated[
        float,
        Param("Nouveaux comptes", "par mois", step=500, soft=(0, 60_000), group="Clients", plausible=(12_000, 18_000),
              help="De quoi remplacer 9 000 départs et croître de 6 000 par mois. Aucun document lu ne le donne."),
    ] = 15_000.0  # fmt: skip
    starting_customers: Annotated[
        float,
        Param("Comptes au départ", "comptes", step=10_000, soft=(0, 1_500_000), group="Clients",
              source="Qonto/customers/2025", help="« Plus de 600 000 » ; l’objectif de 2022 était un million en 2025."),
    ] = 600_000.0  # fmt: skip
    cac: Annotated[
        float,
        Param("Coût d’acquisition, contrôles compris (CAC)", "€", step=10, soft=(0, 1_000), group="Clients",
              plausible=(200, 450),
              help="Publicité et parrainage, plus le contrôle d’entrée : un dossier refusé coûte aussi, et ce sont les "
              "acceptés qui le paient."),
    ] = 300.0  # fmt: skip
    fixed_costs: Annotated[
        float,
        Param("Coûts fixes", "€ / mois", step=500_000, soft=(0, 60_000_000), group="Coûts",
              plausible=(14_000_000, 20_000_000),
              help="1 700 salariés en 2025, à 7 000 € par mois tout compris, et un peu moins de la moitié en plus pour la technique et les "
              "agréments."),
    ] = 17_000_000.0  # fmt: skip
    working_capital_days: Annotated[
        float,
        Param("Besoin en fonds de roulement (BFR)", "jours de CA HT", low=-3_650, step=1, soft=(-60, 60), group="Trésorerie",
              help="L’abonnement se paie au début du mois, quinze jours d’avance en moyenne, sur les deux tiers du revenu "
              ": dix jours. L’argent des clients, cantonné, n’est pas celui de l’entreprise."),
    ] = -10.0  # fmt: skip

    @kpi("Somme des six parts", "%")
    def shares_total(self):
        """Sum of the six shares: dividing by it brings the mix back to 100 %.

        A key figure, so that the learner sees when the sliders do not make 100 %, and equations stay short.
        """
        return (
            self.share_basic + self.share_smart + self.share_premium
            + self.share_essential + self.share_business + self.share_enterprise
        )  # fmt: skip

    @kpi("Abonnement par compte", "€ / mois")
    def subscription_arpu(self):
        """Average price HT of the plans, weighted by their share of the accounts."""
        return (
            self.share_basic * self.price_basic + self.share_smart * self.price_smart
            + self.share_premium * self.price_premium + self.share_essential * self.price_essential
            + self.share_business * self.price_business + self.share_enterprise * self.price_enterprise
        ) / self.shares_total  # fmt: skip

    @kpi("Virements hors forfait par compte", "€ / mois")
    def transfer_arpu(self):
        """Transfers beyond those included, for the two plans whose allowance is published.

        An average hides those above it: at 25 transfers on average no Basic account seems to pay, and some do.
        """
        beyond_basic = np.maximum(self.transfers_basic - self.included_basic, 0)
        beyond_smart = np.maximum(self.transfers_smart - self.included_smart, 0)
        # Two terms rather than one fraction: the equation then breaks between them and fits the page.
        return (
            self.transfer_fee * self.share_basic * beyond_basic / self.shares_total
            + self.transfer_fee * self.share_smart * beyond_smart / self.shares_total
        )

    @kpi("Revenu d’usage par compte", "€ / mois")
    def usage_arpu(self):
        """Interchange, transfers beyond the plan, foreign exchange and acquiring margin, per account and month."""
        return (
            self.card_spend * self.interchange
            + self.transfer_arpu
            + self.fx_spend * self.fx_margin
            + self.acquired * (self.acquiring_fee - self.acquiring_cost)
        )

    @kpi("Revenu par compte (ARPU)", "€ / mois")
    def arpu(self):
        """Subscription, use and income on customers' balances, HT, per paying account and month."""
        return self.subscription_arpu + self.usage_arpu + self.balance_arpu

    @kpi("Revenu des soldes par compte", "€ / mois")
    def balance_arpu(self):
        """What the customers' money earns when part of it is invested: 0 as long as the yield is (a hypothesis either way)."""
        return self.balance * self.balance_yield / 12

    @kpi("Coût variable par compte", "€ / mois")
    def cost_to_serve(self):
        """Transactions, support, monitoring and fraud, per account and month; onboarding is in the CAC."""
        return (
            self.transactions * self.transaction_cost
            + self.support
            + self.monitoring
            + self.fraud_rate * self.card_spend
        )

    def shares(self) -> dict[str, float]:
        # All that an account brings in, whoever pays it: interchange comes from the shops where it pays.
        # VAT bears on subscriptions and transfers; none on card and exchange income (a simplification).
        return {
            "État (TVA récupérable)": (self.subscription_arpu + self.transfer_arpu) * self.vat,
            "Réseaux de paiement": self.transactions * self.transaction_cost,
            "Service client": self.support,
            "Surveillance": self.monitoring,
            "Fraude": self.fraud_rate * self.card_spend,
            "Marge sur coûts variables": self.margin_per_customer,
        }

    @classmethod
    def backtests(cls) -> list[BackTest]:
        customers, peers = "Qonto/customers/2025", "Néobanques France/revenue_per_customer/2018"
        prices = [f"Qonto/plan_price_{plan}/2026-07" for plan in (_PLANS[0], _PLANS[-1])]
        low, high = (published(customers) * published(key) * 12 / 1e6 for key in prices)
        middle = published(customers) * published(peers) / 1e6
        return [
            BackTest(
                metric="Chiffre d’affaires",
                period="2025",
                unit="M€",
                inputs=f"600 000 comptes : tous en formule Basic, {french.number(low, 0)} M€ d’abonnements par an ; tous en "
                f"Enterprise, {french.number(high, 0)} M€ ; aux 99 € par client et par an des néobanques de 2018, "
                f"{french.number(middle, 0)} M€",
                untestable="aucun document lu ne donne le chiffre d’affaires ni la répartition des formules",
                keys=(customers, *prices, peers),
            )
        ]
