"""Freemium: free listeners, of whom some pay; what they pay goes mostly to those who own the music."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

import numpy as np

from bizmodels import french
from bizmodels.core.formulas import further_steps
from bizmodels.core.kpi import kpi
from bizmodels.core.model import BusinessModel
from bizmodels.core.param import Constant, Param
from bizmodels.core.reactions import Reaction, price
from bizmodels.facts.evidence import RATIO, BackTest, first_year, published

# « +6,4 % » over a year is printed in the note of Deezer/arpu_direct/2024-T1 and has no row of its own (a test
# reads the note).
DIRECT_ARPU_GROWTH_2024 = 0.064
_TINY = 1e-300  # nobody among nobody


class Freemium(BusinessModel):
    """Free listeners, of whom some pay, directly or through a partner: Deezer.

    Two stocks. The customer is a *paying* subscriber; ``new_customers`` and ``cac`` are per free sign-up:

        free(t)   = free(t−1) (1 − v − c_free) + n
        payers(t) = payers(t−1) (1 − c) + v free(t−1)

    with v ``conversion_rate``, c_free ``free_churn``. Who converts at the end of a month pays from the next.
    One payer therefore costs cac (v + c_free)/v. Free users keep a line of their own: advertising minus cost.

    Direct and partner subscribers are one stock with two prices: a direct one brings the listed price TTC × the
    share of it that is really collected (families, students, trials, other countries) / 1.2; a partner one
    what the operator pays, HT. Subscribers that a firm declares but nobody listens or pays for are no customers:
    ``inactive_share`` moves the number that is announced and nothing else.

    The streaming tax is due above 20 M€ of French revenue, a threshold that Deezer passes early in the year:
    the model takes the rate on all of it.

    Source: Deezer's prices, ARPU, subscribers and shares of 2023–2024 (``data/companies.csv``). Free users,
    sign-ups, conversion, churn, royalties, advertising and costs are hypotheses: Deezer publishes none of them.

    >>> service = bm.Freemium(conversion_rate=0.03, free_churn=0.07, cac=6)
    >>> round(service.conversion_odds, 2)  # 3 of the 10 % that stop being free each month stop by paying
    0.3
    >>> round(service.cac_per_customer, 2)  # 6 / 0.3
    20.0
    """

    title: ClassVar[str] = "Freemium (gratuit, puis payant)"
    case: ClassVar[str] = "Deezer"
    customer: ClassVar[str] = "abonnés payants"
    cards: ClassVar[tuple[str, ...]] = (
        "arpu",
        "conversion_value",
        "profit_36",
        "steady_state_profit",
        "funding_need",
    )
    groups: ClassVar[tuple[str, ...]] = ("Offre", "Partenaires", "Gratuit", "Clients", "Coûts", "Trésorerie")
    reactions: ClassVar[dict[str, Reaction]] = BusinessModel.reactions | {
        "price": price(
            "price",
            "conversion_rate",
            "Un abonné déjà là bouge peu ; c’est l’auditeur gratuit qui hésite.",
            start=1.0,
        )
    }
    columns: ClassVar[dict[str, tuple[str, str]]] = BusinessModel.columns | {
        "customers": ("Abonnés payants", ""),
        "free_users": ("Utilisateurs gratuits", ""),
        "free_margin": ("Gratuits : publicité moins coût", "€"),
        "paying_share": ("Part des payants", "%"),
    }
    presets: ClassVar[dict[str, dict[str, float]]] = {
        "Avant septembre 2023 : 10,99 €": {"price": 10.99},
        "Juin 2015 : 6,34 M d’abonnés déclarés, 3,8 M payés": {
            "price": 9.99, "starting_customers": 3_796_000.0, "partner_share": 0.594, "inactive_share": 0.401,
        },
        "Les ayants droit demandent 76 %": {"royalties": 0.76},
        "Deux fois moins de conversions": {"conversion_rate": 0.015},
    }  # fmt: skip

    streaming_tax = Constant("Taxe streaming", 0.012, source="legal/streaming_music_tax_rate", factor=0.01)

    price: Annotated[
        float,
        Param("Prix affiché TTC", "€ TTC / mois", step=0.1, soft=(0, 25), group="Offre",
              source="Deezer/price_premium_individual/2023-09", plausible=(11.5, 12.99),
              help="Offre individuelle ; la famille paie 19,99 € pour six comptes."),
    ] = 11.99  # fmt: skip
    price_realization: Annotated[
        float,
        Param("Part du prix affiché vraiment encaissée", "% du prix TTC", high=1, step=0.01, soft=(0, 1),
              group="Offre", source="Deezer/arpu_direct/2024-T1", factor=0.1, plausible=(0.47, 0.55),
              help="5,1 € HT par abonné direct font 6,12 € TTC, 51 % des 11,99 € affichés (× 1,2 / 11,99, soit 0,1) : "
              "familles, étudiants, essais, autres pays."),
    ] = 0.51  # fmt: skip
    partner_share: Annotated[
        float,
        Param("Abonnés venus d’un partenaire", "% des abonnés", high=1, step=0.01, soft=(0, 1), group="Partenaires",
              source="Deezer/subscribers_partnerships/2024-06", factor=0.096, plausible=(0.42, 0.54),
              help="5 millions sur 10,5 millions en juin 2024, arrondi à 48 %."),
    ] = 0.48  # fmt: skip
    partner_arpu: Annotated[
        float,
        Param("Revenu par abonné partenaire", "€ HT / mois", step=0.1, soft=(0, 10), group="Partenaires",
              source="Deezer/arpu_partnerships/2024-T1", plausible=(2.4, 3.2),
              help="Ce que l’opérateur verse : l’abonné, lui, paie son forfait."),
    ] = 2.9  # fmt: skip
    inactive_share: Annotated[
        float,
        Param("Abonnés déclarés, ni actifs ni payés", "% des déclarés", high=1, step=0.01, soft=(0, 0.9),
              group="Partenaires",
              help="Zéro faute de chiffre récent ; en juin 2015, 3,34 millions sur 6,34 n’ont rien écouté le mois précédent, "
              "et 796 000 d’entre eux étaient payés quand même : restent 40 %. Ce réglage gonfle le nombre annoncé, pas l’argent."),
    ] = 0.0  # fmt: skip
    conversion_rate: Annotated[
        float,
        Param("Conversion des gratuits", "% / mois", high=1, step=0.001, soft=(0, 0.15), group="Gratuit",
              help="Trois utilisateurs gratuits sur cent deviennent payants chaque mois, offres des partenaires "
              "comprises ; aucun document lu ne le donne.", plausible=(0.02, 0.04)),
    ] = 0.03  # fmt: skip
    free_churn: Annotated[
        float,
        Param("Départs des gratuits", "% / mois", high=1, step=0.005, soft=(0, 0.5), group="Gratuit",
              help="Rien ne retient un gratuit : il part trois fois plus vite qu’un payant ; aucun document lu ne le donne.",
              plausible=(0.05, 0.1)),
    ] = 0.07  # fmt: skip
    starting_free: Annotated[
        float,
        Param("Utilisateurs gratuits au départ", "gratuits", step=100_000, soft=(0, 20_000_000),
              group="Gratuit", help="Actifs, et non inscrits ; aucun document lu n’en donne le nombre."),
    ] = 6_000_000.0  # fmt: skip
    ad_revenue: Annotated[
        float,
        Param("Publicité par utilisateur gratuit", "€ HT / mois", step=0.01, soft=(0, 2), group="Gratuit",
              help="Au T1 2024, il reste 3,2 M€ de revenu hors abonnements, 0,18 € par mois pour chacun des 6 millions de gratuits "
              "supposés ; tout n’en est peut-être pas de la publicité : 0,15 €.",
              plausible=(0.08, 0.25)),
    ] = 0.15  # fmt: skip
    free_cost: Annotated[
        float,
        Param("Coût d’un utilisateur gratuit", "€ HT / mois", step=0.01, soft=(0, 2), group="Gratuit",
              help="Les ayants droit sont payés à l’écoute, même gratuite, et le son se diffuse : un peu plus que la "
              "publicité ne rapporte.", plausible=(0.12, 0.3)),
    ] = 0.2  # fmt: skip
    royalties: Annotated[
        float,
        Param("Part des ayants droit", "% du revenu HT", high=1, step=0.01, soft=(0, 1), group="Coûts",
              help="Avec une marge brute ajustée de 24,1 % (S1 2024), les trois quarts du revenu partent, surtout en "
              "droits ; aucun document lu ne donne la part exacte.", plausible=(0.68, 0.75)),
    ] = 0.72  # fmt: skip
    france_share: Annotated[
        float,
        Param("Part de la France dans le revenu", "% du revenu", high=1, step=0.01, soft=(0, 1), group="Coûts",
              source="Deezer/france_share_of_revenue/2023-08", factor=0.01,
              help="« Plus de 60 % » : seul ce revenu supporte la taxe streaming de 1,2 %, due au-delà de 20 M€ par an."),
    ] = 0.60  # fmt: skip
    payment_fee: Annotated[
        float,
        Param("Frais de paiement", "% du TTC encaissé", high=1, step=0.001, soft=(0, 0.3), group="Coûts",
              help="Carte et prélèvement, sur les abonnés directs ; une boutique d’applications prendrait 15 à 30 %.",
              plausible=(0.01, 0.04)),
    ] = 0.02  # fmt: skip
    churn: Annotated[
        float,
        Param("Attrition des payants (churn)", "% / mois", high=1, step=0.001, soft=(0, 0.2), group="Clients",
              help="En septembre 2023, le mois même de la hausse, le PDG parle de « pratiquement aucun impact », sans donner le "
              "taux.",
              plausible=(0.015, 0.03)),
    ] = 0.02  # fmt: skip
    new_customers: Annotated[
        float,
        Param("Nouveaux inscrits gratuits", "par mois", step=10_000, soft=(0, 3_000_000), group="Clients",
              help="De quoi remplacer les gratuits qui partent ou paient : 10 % de 6 millions. Aucun document lu ne le "
              "donne.",
              plausible=(450_000, 750_000)),
    ] = 600_000.0  # fmt: skip
    starting_customers: Annotated[
        float,
        Param("Abonnés payants au départ", "abonnés", step=100_000, soft=(0, 30_000_000), group="Clients",
              source="Deezer/subscribers/2024-06", factor=1e6, help="Directs et partenaires."),
    ] = 10_500_000.0  # fmt: skip
    cac: Annotated[
        float,
        Param("Coût d’une inscription gratuite (CAC)", "€", step=0.1, soft=(0, 30), group="Clients",
              help="8,1 % du revenu part en marketing (S1 2024), 3,6 M€ par mois : 6 € pour chacun des 600 000 inscrits "
              "supposés.", plausible=(4, 9)),
    ] = 6.0  # fmt: skip
    fixed_costs: Annotated[
        float,
        Param("Coûts fixes", "€ / mois", step=50_000, soft=(0, 20_000_000), group="Coûts",
              help="Équipes et technique, un sixième du revenu. L’EBITDA ajusté de 2024 est proche de zéro, sans détail.",
              plausible=(6_500_000, 8_500_000)),
    ] = 7_500_000.0  # fmt: skip
    working_capital_days: Annotated[
        float,
        Param("Besoin en fonds de roulement (BFR)", "jours de CA HT", low=-3_650, step=1, soft=(-90, 60), group="Trésorerie",
              help="L’abonné paie au début du mois (quinze jours d’avance sur deux tiers du revenu), l’opérateur à "
              "soixante jours (un tiers), les ayants droit sont payés à soixante jours (72 % du revenu) : − 10 + 20 − "
              "43, soit trente-trois jours d’avance. Délais supposés."),
    ] = -33.0  # fmt: skip

    # --- a payer --------------------------------------------------------------------------------------

    @kpi("Revenu par abonné direct", "€ / mois")
    def direct_arpu(self):
        """Listed price excl. VAT × the share really collected."""
        return self.price * self.price_realization / (1 + self.vat)

    @kpi("Revenu par abonné payant (ARPU)", "€ / mois")
    def arpu(self):
        """Revenue excl. VAT of one payer per month, direct and partner mixed; advertising is not in it."""
        return (1 - self.partner_share) * self.direct_arpu + self.partner_share * self.partner_arpu

    @kpi("Coût variable par abonné payant", "€ / mois")
    def cost_to_serve(self):
        """Royalties, streaming tax on the French part, card fee of the direct subscribers."""
        return (
            self.arpu * (self.royalties + self.streaming_tax * self.france_share)
            + (1 - self.partner_share) * self.payment_fee * self.price * self.price_realization
        )

    # --- a free user ----------------------------------------------------------------------------------

    @kpi("Inscrits qui finissent par payer", "%")
    def conversion_odds(self):
        """Share of sign-ups that pay one day, v/(v + c_free): neither v nor the paying share."""
        return self.conversion_rate / (self.conversion_rate + self.free_churn)

    @kpi("Publicité moins coût, par gratuit", "€ / mois")
    def free_margin(self):
        """What a free user leaves each month as long as he is free; below zero when he costs more."""
        return self.ad_revenue - self.free_cost

    @kpi("Valeur d’un gratuit, tant qu’il est gratuit", "€")
    def ltv_free(self):
        """Margin left by a sign-up until he pays or leaves."""
        return self.free_margin / (self.conversion_rate + self.free_churn)

    @kpi("Valeur d’une conversion", "€")
    def conversion_value(self):
        """Life value of a payer minus that of a free user: what it is worth to convert one."""
        return self.ltv - self.ltv_free

    @kpi("Coût d’acquisition d’un abonné payant", "€")
    def cac_per_customer(self):
        """Sign-ups needed for one payer × what each costs: cac (v + c_free)/v."""
        return self.cac / self.conversion_odds

    # --- the firm -------------------------------------------------------------------------------------

    @kpi("Part des payants", "% des utilisateurs actifs")
    def paying_share(self):
        """Payers over payers and active free users: a stock, not the monthly conversion."""
        return self.starting_customers / (self.starting_customers + self.starting_free)

    @kpi("Abonnés déclarés", "abonnés")
    def declared_subscribers(self):
        """What a press release would say: payers, and inactive subscribers that nobody pays for."""
        return self.starting_customers / (1 - self.inactive_share)

    @kpi("Taux de marge, payants et gratuits", "%")
    def blended_margin_rate(self):
        """Margin on variable costs of payers and free users, over subscriptions and advertising."""
        return (
            self.starting_customers * self.margin_per_customer + self.starting_free * self.free_margin
        ) / (self.starting_customers * self.arpu + self.starting_free * self.ad_revenue)

    @kpi("Abonnés en régime permanent", "abonnés")
    def steady_state_customers(self):
        """Number towards which the payers tend: sign-ups that end up paying / churn of the payers."""
        return np.where(self.churn > 0, self.new_customers * self.conversion_odds / self.churn, np.inf)

    @kpi("Marge par abonné, renouvellement payé", "€ / mois")
    def renewed_margin(self):
        """What a payer leaves in a month when those who leave are replaced: the sign-ups that takes, free users' line included."""
        return self.margin_per_customer - self.churn * (self.cac - self.ltv_free) / self.conversion_odds

    @kpi("Délai du régime permanent", "mois", infinite="jamais")
    def steady_state_horizon(self):
        """Months until the payers are within 10 % of their steady number, free users going their own way to theirs."""
        return self.months_walked_to_steady()

    @kpi("Résultat en régime permanent", "€ / mois")
    def steady_state_profit(self):
        """Monthly profit once both stocks are steady: what each sign-up leaves, paying or not, minus fixed costs."""
        return self.new_customers * (
            self.conversion_odds * self.ltv + self.ltv_free - self.cac
        ) - self.overheads * (1 + further_steps(self.steady_state_customers, self.capacity))

    def stocks(self) -> Iterator[dict[str, Any]]:
        payers = self.at_start("customers", self.starting_customers)
        free, won = self.at_start("free_users", self.starting_free), self.new_customers
        stay, convert = 1 - self.churn, self.conversion_rate
        free_stay = 1 - convert - self.free_churn
        free_stay = (free_stay + abs(free_stay)) / 2  # no fewer than nobody stays when v + c_free > 1
        arpu, cost, ads, free_cost = self.arpu, self.cost_to_serve, self.ad_revenue, self.free_cost
        while True:
            payers, free = payers * stay + convert * free, free * free_stay + won
            yield {
                "customers": payers,
                "revenue": payers * arpu + free * ads,
                "variable_costs": payers * cost + free * free_cost,
                "free_users": free,
                "free_margin": free * (ads - free_cost),
                "paying_share": payers / (payers + free + _TINY),
            }

    def shares(self) -> dict[str, float]:
        # What reaches Deezer for one payer, plus its VAT: what the operator keeps of his own bill is unknown.
        bank = (1 - self.partner_share) * self.payment_fee * self.price * self.price_realization
        return {
            "État (TVA)": self.arpu * self.vat,
            "Ayants droit": self.arpu * self.royalties,
            "Taxe streaming": self.arpu * self.streaming_tax * self.france_share,
            "Banque et carte": bank,
            "Marge sur coûts variables": self.margin_per_customer,
        }

    @classmethod
    def backtests(cls) -> list[BackTest]:
        return [cls._first_year(), *cls._price_rise(), cls._rest_of_half_year(), cls._subscribers()]

    @classmethod
    def _first_year(cls) -> BackTest:
        model = cls()
        gone = (model.starting_customers - model.path(12)["customers"][-1]) / 1e6
        return first_year(
            model,
            "Deezer/revenue/2024",
            1e6,
            "le modèle part des abonnés de juin 2024 et du revenu par abonné du T1, qu’il ne fait plus monter ; à des taux "
            f"supposés, il finit l’année avec {french.quantity(gone, 'million', 2)} d’abonnés de moins",
        )

    @classmethod
    def _rest_of_half_year(cls) -> BackTest:
        """April–June 2024 = first half minus first quarter, from the ARPU of the first quarter."""
        half, quarter = "Deezer/revenue_h1/2024-S1", "Deezer/revenue_q1/2024-T1"
        direct, partner = "Deezer/arpu_direct/2024-T1", "Deezer/arpu_partnerships/2024-T1"
        total, partners = "Deezer/subscribers/2024-06", "Deezer/subscribers_partnerships/2024-06"
        parts = "Deezer/revenue_direct_q1/2024-T1", "Deezer/revenue_partnerships_q1/2024-T1"
        price = "Deezer/price_premium_individual/2023-09"
        model = cls(
            price=published(price),
            price_realization=published(direct) * (1 + cls.vat.value) / published(price),
            partner_share=published(partners) / published(total),
            partner_arpu=published(partner),
        )
        other = published(quarter) - sum(published(part) for part in parts)
        return BackTest(
            metric="Chiffre d’affaires",
            period="T2 2024 (S1 moins T1)",
            unit="M€",
            inputs="revenu par abonné direct et partenaire du T1 × abonnés de juin × 3 mois, autres revenus du T1 ; recopier "
            f"le T1, sans connaître les abonnés de juin, donnerait {french.quantity(published(quarter), 'M€')}",
            published=published(half) - published(quarter),
            modelled=3 * published(total) * model.arpu + other,
            table=RATIO,
            keys=(half, quarter, direct, partner, total, partners, *parts),
        )

    @classmethod
    def _price_rise(cls) -> list[BackTest]:
        before, after = "Deezer/price_premium_individual/2022-01", "Deezer/price_premium_individual/2023-09"
        repriced, arpu24, arpu22 = (
            "Deezer/share_of_base_repriced/2024-T1",
            "Deezer/arpu_direct/2024-T1",
            "Deezer/arpu_direct/2022-T1",
        )
        old, new = published(before), published(after)
        share = published(repriced) / 100
        paid = old + share * (new - old)  # mean listed price once three subscribers out of four are repriced
        start = cls(price=old, price_realization=published(arpu22) * (1 + cls.vat.value) / old)
        # The rival knows the rise too: the whole of it, for everyone, at once (MODELS.md: +9.1 %).
        shared = {
            "fit": "prix moyen payé après la hausse de septembre 2023",
            "remark": "la part des abonnés concernés est publiée avec la cible, et la hausse sur un an est celle du même T1 2024 ; "
            "« rien ne change » suppose que tous paient aussitôt le nouveau prix, et que rien d’autre ne bouge",
        }
        words = f"prix de {french.exact(old)} à {french.exact(new)} €, {french.quantity(share, '%')} des abonnés concernés"
        return [
            BackTest(
                metric="Hausse du revenu par abonné direct",
                period="T1 2024, sur un an",
                unit="%",
                inputs=f"{words} ; si tous payaient aussitôt : {french.quantity(new / old - 1, '%', 1)}",
                published=DIRECT_ARPU_GROWTH_2024,
                modelled=start.replace(price=paid).direct_arpu / start.direct_arpu - 1,
                naive=new / old - 1,
                keys=(arpu24, before, after, repriced),
                since="prix d’avant et d’après, part des abonnés publiée avec la cible",
                **shared,
            ),
            BackTest(
                metric="Revenu par abonné direct",
                period="T1 2024, sur deux ans",
                unit="€",
                inputs=f"revenu par abonné direct du T1 2022, {words} ; si tous payaient aussitôt : "
                f"{french.quantity(published(arpu22) * new / old, '€', 2)}",
                published=published(arpu24),
                modelled=start.replace(price=paid).direct_arpu,
                naive=published(arpu22) * new / old,
                keys=(arpu24, arpu22, before, after, repriced),
                since="T1 2022, part des abonnés publiée avec la cible",
                **shared,
            ),
        ]

    @classmethod
    def _subscribers(cls) -> BackTest:
        target, start = "Deezer/subscribers/2025-09", "Deezer/subscribers/2024-06"
        model = cls(starting_customers=published(start) * 1e6)
        after = model.path(15)["customers"][-1] / 1e6
        return BackTest(
            metric="Abonnés",
            period="septembre 2025",
            unit="millions",
            published=published(target),
            inputs=f"{french.quantity(published(start), 'millions')} en juin 2024, puis quinze mois aux taux supposés : "
            f"{french.quantity(after, 'millions')}",
            untestable="aucun document lu ne donne les inscriptions, la conversion ni l’attrition",
            keys=(target, start),
        )
