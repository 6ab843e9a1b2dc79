"""Service on demand: a platform sells missions at its own price and pays those who carry them out."""

from __future__ import annotations

from typing import Annotated, ClassVar

import numpy as np

from bizmodels import french
from bizmodels.core.formulas import erlang_c, further_steps, line, plain
from bizmodels.core.kpi import formula, kpi
from bizmodels.core.model import BusinessModel
from bizmodels.core.param import Param
from bizmodels.core.reactions import Reaction, follows, price
from bizmodels.facts.evidence import BackTest, published

_waiting = formula("Erlang C")(erlang_c)
_TINY = 1e-300  # nobody asks, or no hour is open: a division that has to hold


class OnDemand(BusinessModel):
    """Missions sold to firms and carried out by independent providers: Meero.

    The customer is a client account. The platform is the principal: its revenue is the whole price of the
    mission, providers are a cost. Winning an account is a first mission (``first_month_weight`` = 1/f).

    Providers are counted per zone, since a photographer of Lyon serves nobody in Lille. Erlang C fits urgent
    missions and the retouching desk; a shoot booked days ahead does not wait in line, it is planned. Of the missions
    that would have to wait a share ``lost_when_waiting`` is lost, and no more are billed than the providers' hours
    hold. Low utilisation costs the platform nothing directly: it lowers what a provider earns, and drives him away.

    ``arpu``, the LTV and the thresholds are those of an account whose missions are all served; months and steady
    state count what waiting and missing providers lose.

    Source: clients, providers and hourly pay of Meero in 2019 (``data/companies.csv``; the pay is the
    testimony of one photographer). Price, zones, active providers and every other cost are hypotheses: Meero
    never published a revenue.

    >>> service = bm.OnDemand(starting_customers=30_000, zones=600, missions_per_month=4, open_hours=200)
    >>> round(service.load, 2)  # 200 missions of 2 hours in each zone, in 200 hours: two providers busy
    2.0
    >>> round(service.utilization, 2)  # two of the four who are available
    0.5
    >>> round(service.provider_income, 2)  # 100 hours busy, half of them paid, at 30 €
    1500.0
    """

    title: ClassVar[str] = "Service à la demande"
    case: ClassVar[str] = "Meero"
    customer: ClassVar[str] = "comptes clients actifs"
    cards: ClassVar[tuple[str, ...]] = (
        "mission_margin",
        "utilization",
        "lost_share",
        "profit_36",
        "steady_state_profit",
    )
    groups: ClassVar[tuple[str, ...]] = ("Offre", "Prestataires", "Clients", "Coûts", "Trésorerie")
    columns: ClassVar[dict[str, tuple[str, str]]] = BusinessModel.columns | {
        "missions": ("Missions livrées", ""),
        "lost_missions": ("Missions perdues", ""),
    }
    reactions: ClassVar[dict[str, Reaction]] = BusinessModel.reactions | {
        "price": price("price", "missions_per_month", "Un compte installé commande moins souvent quand le prix monte."),
        "providers": Reaction(
            Param("Les prestataires suivent la paie", "élasticité", high=10, step=0.1, soft=(0, 3),
                  plausible=(0.3, 2), group="Le marché réagit",
                  help="À 1, une heure payée 10 % de plus attire 10 % de prestataires en plus. Aucun document lu ne le "
                  "mesure."),
            of="hourly_pay",
            moves={"providers_per_zone": follows},
            start=1.0,
            said=("la paie", "le nombre de prestataires"),
        ),
    }  # fmt: skip
    presets: ClassVar[dict[str, dict[str, float]]] = {
        "Les 58 000 photographes inscrits": {"providers_per_zone": 116.0},
        "Payer le tarif direct : 150 € de l’heure": {"hourly_pay": 150.0},
        "Deux fois moins de photographes": {"providers_per_zone": 2.0},
    }

    price: Annotated[
        float,
        Param("Prix d’une mission", "€ HT", step=1, soft=(20, 250), group="Offre", plausible=(75, 110),
              help="Une heure de prise de vue et sa retouche, sous les 150 € de l’heure d’un tarif direct. Aucun document "
              "lu ne le donne."),
    ] = 90.0  # fmt: skip
    missions_per_month: Annotated[
        float,
        Param("Missions par compte", "par mois", step=0.1, soft=(0.2, 12), group="Offre", plausible=(2, 4),
              help="Une prise de vue toutes les 25 secondes (entreprise, 2019) ferait 3,4 par compte et par mois : "
              "livrée ne veut pas dire vendue à ce prix."),
    ] = 3.0  # fmt: skip
    hourly_pay: Annotated[
        float,
        Param("Rémunération du prestataire", "€ / heure", step=1, soft=(0, 160), group="Prestataires",
              source="Meero/photographer_pay_per_hour/2019", plausible=(30, 45),
              help="Bas de fourchette, d’après une photographe : 30 €, rarement 40 à 50 € ; 150 € en direct."),
    ] = 30.0  # fmt: skip
    mission_hours: Annotated[
        float,
        Param("Durée payée d’une mission", "heures", step=0.1, soft=(0.2, 6), group="Prestataires",
              help="Une heure sur place : un plat de restaurant, un appartement à louer."),
    ] = 1.0  # fmt: skip
    travel_hours: Annotated[
        float,
        Param("Trajet non payé", "heures / mission", step=0.1, soft=(0, 4), group="Prestataires",
              help="Aller et retour : le prestataire est occupé, il n’est pas payé."),
    ] = 1.0  # fmt: skip
    open_hours: Annotated[
        float,
        Param("Heures d’ouverture", "heures / mois", step=5, soft=(20, 400), group="Prestataires",
              help="Dix heures par jour, vingt jours par mois : du lundi au vendredi, de 8 h à 18 h."),
    ] = 200.0  # fmt: skip
    zones: Annotated[
        float,
        Param("Zones desservies", "zones", step=5, soft=(10, 2_000), group="Prestataires", plausible=(400, 600),
              help="Une zone par grande ville : la liquidité est locale (700 photographes en France sur 58 000)."),
    ] = 500.0  # fmt: skip
    providers_per_zone: Annotated[
        float,
        Param("Prestataires disponibles par zone", "prestataires", step=0.5, soft=(1, 150), group="Prestataires",
              plausible=(3, 6),
              help="Ceux qui acceptent une mission pendant les heures d’ouverture. Les 58 000 inscrits feraient 116 par "
              "zone."),
    ] = 4.0  # fmt: skip
    lost_when_waiting: Annotated[
        float,
        Param("Missions perdues quand il faut attendre", "% de celles qui attendent", high=1, step=0.05, soft=(0, 1),
              group="Prestataires", plausible=(0.1, 0.4),
              help="Un client sur cinq à qui l’on annonce une attente va voir ailleurs. Aucun document lu ne le mesure."),
    ] = 0.20  # fmt: skip
    income_target: Annotated[
        float,
        Param("Revenu qui retient un prestataire", "€ / mois", step=50, soft=(0, 4_000), group="Prestataires",
              help="De quoi garder un indépendant qui a d’autres clients. Au-dessus, il ne part pas pour ce motif."),
    ] = 1_500.0  # fmt: skip
    idle_exit: Annotated[
        float,
        Param("Départs quand rien ne vient", "% / mois", high=1, step=0.01, soft=(0, 0.6), group="Prestataires",
              help="Part des prestataires qui partent dans le mois s’ils ne gagnent rien ; entre les deux, en proportion "
              "de ce qui manque."),
    ] = 0.30  # fmt: skip
    editing_cost: Annotated[
        float,
        Param("Retouche des images", "€ HT / mission", step=0.5, soft=(0, 60), group="Coûts", plausible=(10, 20),
              help="Une vingtaine d’images retouchées dans un atelier lointain. Aucun document lu ne le donne."),
    ] = 15.0  # fmt: skip
    payment_fee: Annotated[
        float,
        Param("Frais de paiement", "% du prix HT", high=1, step=0.001, soft=(0, 0.05), group="Coûts",
              help="Carte ou virement : le tarif courant d’un prestataire de paiement, sur le prix HT."),
    ] = 0.015  # fmt: skip
    support: Annotated[
        float,
        Param("Organisation et service client", "€ HT / mission", step=0.5, soft=(0, 40), group="Coûts",
              plausible=(7, 14), help="Prendre le rendez-vous, relancer, refaire : un quart d’heure par mission."),
    ] = 10.0  # fmt: skip
    churn: Annotated[
        float,
        Param("Attrition (churn)", "% / mois", high=1, step=0.005, soft=(0, 0.4), group="Clients",
              plausible=(0.06, 0.11), help="Un besoin ponctuel : la carte est photographiée, le client s’en va. Aucun "
              "document lu ne le donne."),
    ] = 0.08  # fmt: skip
    new_customers: Annotated[
        float,
        Param("Nouveaux comptes", "par mois", step=100, soft=(0, 12_000), group="Clients", plausible=(2_800, 4_200),
              help="De quoi remplacer 2 500 départs et croître de 1 000 par mois au début. Aucun document lu ne le donne."),
    ] = 3_500.0  # fmt: skip
    starting_customers: Annotated[
        float,
        Param("Comptes au départ", "comptes", step=500, soft=(0, 100_000), group="Clients",
              source="Meero/customers/2019-06", help="Clients annoncés en juin 2019, peut-être cumulés."),
    ] = 31_000.0  # fmt: skip
    cac: Annotated[
        float,
        Param("Coût d’acquisition (CAC)", "€", step=10, soft=(0, 1_500), group="Clients", plausible=(220, 450),
              help="Un commercial à 5 000 € par mois qui signe quinze à vingt comptes. Aucun document lu ne le donne."),
    ] = 300.0  # fmt: skip
    fixed_costs: Annotated[
        float,
        Param("Coûts fixes", "€ / mois", step=100_000, soft=(0, 15_000_000), group="Coûts",
              plausible=(4_000_000, 6_000_000),
              help="600 à 700 salariés en 2019, à 7 000 € par mois tout compris, et la technique."),
    ] = 5_000_000.0  # fmt: skip
    working_capital_days: Annotated[
        float,
        Param("Besoin en fonds de roulement (BFR)", "jours de CA HT", low=-3_650, step=1, soft=(-30, 120), group="Trésorerie",
              help="Les entreprises paient à quarante-cinq jours, les prestataires sont payés à trente, sur un tiers du "
              "prix : 45 − 10, soit trente-cinq jours. Délais supposés."),
    ] = 35.0  # fmt: skip

    @kpi("Poids du premier mois", "mois")
    def first_month_weight(self):
        """A first month is one mission, worth 1/f ordinary months."""
        # Where nobody orders there is no first order either.
        return np.where(self.missions_per_month > 0, 1 / self.missions_per_month, 1.0)

    @kpi("Revenu par compte (ARPU)", "€ / mois")
    def arpu(self):
        """Missions × price HT: the platform is the principal, the whole price is its revenue."""
        return self.missions_per_month * self.price

    @kpi("Coût variable par compte", "€ / mois")
    def cost_to_serve(self):
        """Providers, editing, payment and support, per account and month."""
        return self.missions_per_month * (self.price - self.mission_margin)

    @kpi("Marge par mission", "€")
    def mission_margin(self):
        """Price less the provider's pay, editing, payment and support (€ HT)."""
        return (
            self.price
            - self.hourly_pay * self.mission_hours
            - self.editing_cost
            - self.payment_fee * self.price
            - self.support
        )

    @kpi("Charge d’une zone", "erlangs")
    def load(self):
        """Providers kept busy on average in one zone: missions × hours over open hours × zones, at month 0."""
        return (
            self.starting_customers
            * self.missions_per_month
            * (self.mission_hours + self.travel_hours)
            / (self.open_hours * self.zones)
        )

    @kpi("Taux d’occupation des prestataires", "%")
    def utilization(self):
        """Load over providers; above 100 % missions pile up."""
        return self.load / self.providers_per_zone

    @kpi("Probabilité d’attendre", "%")
    def waiting_probability(self):
        """Erlang C: share of urgent missions that find no free provider in their zone; 1 if the load is too much."""
        return _waiting(self.providers_per_zone, self.load)

    @kpi("Missions perdues faute de prestataire", "%")
    def lost_share(self):
        """Of the missions asked for in month 0: those that would wait and go elsewhere, or that no hour is left for."""
        return 1 - np.minimum(
            1 - self.lost_when_waiting * self.waiting_probability, self.providers_per_zone / self.load
        )

    @kpi("Comptes que les prestataires peuvent servir", "comptes")
    def accounts_served(self):
        """Accounts whose missions fill every open hour of every provider: no more is billed beyond."""
        return (
            self.providers_per_zone
            * self.open_hours
            * self.zones
            / (self.missions_per_month * (self.mission_hours + self.travel_hours))
        )

    @kpi("Résultat en régime permanent", "€ / mois")
    def steady_state_profit(self):
        """Monthly profit once as many leave as are won, of the missions that are then served."""
        asked = self.missions_per_month * (
            self.steady_state_customers + self.new_customers * (self.first_month_weight - 1)
        )
        return (
            self.served(asked) * self.mission_margin
            - self.new_customers * self.cac
            - self.overheads * (1 + further_steps(self.steady_state_customers, self.capacity))
        )

    @formula("missions servies sur")
    def served(self, asked):
        """Missions of a month that are carried out, of those asked for over all zones."""
        hours = (self.mission_hours + self.travel_hours) / (self.open_hours * self.zones)
        waits = erlang_c(self.providers_per_zone, asked * hours)
        with np.errstate(all="ignore"):
            most = np.divide(self.providers_per_zone, hours)
        return np.minimum(asked * (1 - self.lost_when_waiting * waits), most)

    def stocks(self):
        customers = self.at_start("customers", self.starting_customers)
        stay, won = 1 - self.churn, self.new_customers
        missions, first = self.missions_per_month, won * (plain(self.first_month_weight) - 1)
        hours = (self.mission_hours + self.travel_hours) / (self.open_hours * self.zones + _TINY)
        busy, lost = line(self.providers_per_zone), self.lost_when_waiting
        price, cost = self.price, self.price - self.mission_margin
        # Counted in load, so that a mission without duration fills nobody's day.
        capacity = self.providers_per_zone / (hours + _TINY)
        smaller = np.minimum if self._is_many() else min
        while True:
            customers = customers * stay + won
            asked = missions * (customers + first)
            served = smaller(asked * (1 - lost * busy(asked * hours)), capacity)
            yield {
                "customers": customers,
                "revenue": price * served,
                "variable_costs": cost * served,
                "missions": served,
                "lost_missions": asked - served,
            }

    @kpi("Attente moyenne", "heures", infinite="sans fin")
    def average_wait(self):
        """Mean wait of an urgent mission, those served at once included (hours)."""
        return np.where(
            self.load < self.providers_per_zone,
            self.waiting_probability
            * (self.mission_hours + self.travel_hours)
            / (self.providers_per_zone - self.load),
            np.inf,
        )

    @kpi("Revenu d’un prestataire", "€ / mois")
    def provider_income(self):
        """What an available provider earns in a month: his paid share of busy hours."""
        return (
            np.minimum(self.utilization, 1)
            * self.open_hours
            * self.hourly_pay
            * self.mission_hours
            / (self.mission_hours + self.travel_hours)
        )

    @kpi("Prestataires qui partent", "% / mois")
    def provider_churn(self):
        """Those driven away by a low income, in proportion to what is missing (a stated hypothesis)."""
        return self.idle_exit * np.maximum(1 - self.provider_income / self.income_target, 0)

    @kpi("Prestataires à recruter", "par mois")
    def providers_to_recruit(self):
        """Recruits that keep the number of providers level, over all zones."""
        return self.provider_churn * self.providers_per_zone * self.zones

    def shares(self) -> dict[str, float]:
        return {
            "État (TVA récupérable)": self.price * self.vat,
            "Prestataire": self.hourly_pay * self.mission_hours,
            "Retouche": self.editing_cost,
            "Banque et carte": self.payment_fee * self.price,
            "Organisation et service client": self.support,
            "Marge sur coûts variables": self.mission_margin,
        }

    @classmethod
    def backtests(cls) -> list[BackTest]:
        pace, pay = "Meero/seconds_between_shoots/2019", "Meero/photographer_pay_per_hour/2019"
        direct, target = "Meero/photographer_pay_direct_benchmark/2019", "Meero/target_revenue_low/2024-2026"
        shoots = 365 * 24 * 3600 / published(pace) / 1e6
        low, high = shoots * published(pay), shoots * published(direct)
        return [
            BackTest(
                metric="Chiffre d’affaires",
                period="2019",
                unit="M€",
                inputs=f"{french.number(shoots)} million de prises de vue par an à une heure : {french.number(low, 0)} M€ si le "
                f"client payait le seul photographe, {french.number(high, 0)} M€ au tarif direct ; la direction visait "
                f"{french.number(published(target))} Md$",
                untestable="aucun document lu ne donne un chiffre d’affaires, et une prise de vue livrée n’est pas une prise de vue vendue",
                keys=(pace, pay, direct, target),
            )
        ]
