"""Booking platform: practitioners pay a subscription, patients book for free."""

from __future__ import annotations

from typing import Annotated, ClassVar

from bizmodels import french
from bizmodels.core.kpi import kpi
from bizmodels.core.model import BusinessModel
from bizmodels.core.param import Param
from bizmodels.core.reactions import Reaction, price
from bizmodels.facts.evidence import BackTest, first_year, noted, published


class BookingPlatform(BusinessModel):
    """Online appointments paid by one side of the market: Doctolib.

    The customer is a paying practitioner; patients pay nothing and are the reason why he subscribes. The
    published 0.80 € per appointment (2022) is an average *full* cost: 472 million appointments × 0.80 € =
    377 M€, about all that the firm spent. What one appointment more costs is not published; here it is
    ``marginal_cost``, a hypothesis. Using 0.80 € as a variable cost counts the fixed costs twice: a preset shows it.

    ``customer_roi`` sees the same price from the other side: what missed appointments avoided and hours saved bring
    in, against the price TTC, since a physician deducts no VAT.

    Source: published prices of 2019 and 2020, the 1 % on remote consultations and the number of
    professionals of 2024 (``data/companies.csv``). Adoption of each module, marginal cost, missed appointments, hours
    saved and all other costs are hypotheses.

    >>> firm = bm.BookingPlatform(appointments=100, marginal_cost=0.10)
    >>> round(firm.cost_to_serve, 2), round(firm.replace(marginal_cost=0.80).cost_to_serve, 2)
    (10.0, 80.0)
    >>> firm.replace(marginal_cost=0.80).ltv < 0  # the full cost taken for a variable one: each doctor is a loss
    True
    """

    title: ClassVar[str] = "Plateforme de rendez-vous"
    case: ClassVar[str] = "Doctolib"
    customer: ClassVar[str] = "praticiens payants"
    cards: ClassVar[tuple[str, ...]] = (
        "margin_per_appointment",
        "customer_roi",
        "ltv_cac",
        "profit_36",
        "funding_need",
    )
    groups: ClassVar[tuple[str, ...]] = (
        "Offre", "Rendez-vous", "Cabinet", "Clients", "Coûts", "Trésorerie",
    )  # fmt: skip
    reactions: ClassVar[dict[str, Reaction]] = BusinessModel.reactions | {
        "price": price(
            "arpu", "new_customers", "Le prix est celui des modules, leur adoption et l’usage inchangés.", start=0.8,
            held=("agenda_adoption", "teleconsultation_adoption", "teleconsultations", "consultation_price"),
        ),
    }  # fmt: skip
    presets: ClassVar[dict[str, dict[str, float]]] = {
        "Erreur : 0,80 € compté comme variable": {"marginal_cost": 0.80},
        "Agenda pour tous": {"agenda_adoption": 1.0},
        "Printemps 2020 : la vidéo offerte": {
            "teleconsultation_price": 0.0,
            "teleconsultation_adoption": 0.5,
        },
        "Un cabinet où personne ne manque son rendez-vous": {"no_show_rate": 0.0},
    }

    agenda_price: Annotated[
        float,
        Param("Agenda", "€ HT / mois", step=1, soft=(0, 300), group="Offre",
              source="Doctolib/subscription_price_agenda/2020-04",
              help="La source ne dit pas si ce prix est HT ou TTC : il est compté HT, ce qui l’avantage peut-être de 20 %."),
    ] = 129.0  # fmt: skip
    agenda_adoption: Annotated[
        float,
        Param("Praticiens qui paient l’agenda", "% des praticiens", high=1, step=0.01, soft=(0, 1), group="Offre",
              plausible=(0.4, 0.6),
              help="Les 400 000 professionnels n’ont pas tous l’offre complète ; aucun document lu ne donne la répartition."),
    ] = 0.50  # fmt: skip
    teleconsultation_price: Annotated[
        float,
        Param("Téléconsultation", "€ HT / mois", step=1, soft=(0, 200), group="Offre",
              source="Doctolib/subscription_price_teleconsultation/2019-01", help="Offerte pendant le confinement de 2020."),
    ] = 79.0  # fmt: skip
    teleconsultation_adoption: Annotated[
        float,
        Param("Praticiens qui paient la téléconsultation", "% des praticiens", high=1, step=0.01, soft=(0, 1),
              group="Offre", plausible=(0.08, 0.2), help="Une minorité : elle ne convient ni au dentiste ni au "
              "kinésithérapeute."),
    ] = 0.15  # fmt: skip
    teleconsultations: Annotated[
        float,
        Param("Téléconsultations par praticien équipé", "par mois", step=1, soft=(0, 120), group="Rendez-vous",
              help="Moins d’une par jour ouvré. Aucun document lu ne le donne."),
    ] = 15.0  # fmt: skip
    teleconsultation_fee: Annotated[
        float,
        Param("Prélèvement sur une téléconsultation", "% HT des honoraires", high=1, step=0.001, soft=(0, 0.05),
              group="Offre", source="Doctolib/teleconsultation_payment_fee/2020-03", factor=0.01),
    ] = 0.01  # fmt: skip
    consultation_price: Annotated[
        float,
        Param("Honoraires d’une consultation", "€", step=1, soft=(10, 150), group="Cabinet", plausible=(25, 45),
              help="Ordre de grandeur d’une consultation de généraliste ; pas de TVA sur les soins."),
    ] = 30.0  # fmt: skip
    appointments: Annotated[
        float,
        Param("Rendez-vous par praticien", "par mois", step=5, soft=(10, 500), group="Rendez-vous", plausible=(90, 150),
              help="472 millions en 2022 (217 M€ ÷ 0,46 €) ; les professionnels étaient 125 000 en 2020 et 400 000 en "
              "2024, ce qui "
              "encadre la moyenne entre 98 et 315."),
    ] = 120.0  # fmt: skip
    marginal_cost: Annotated[
        float,
        Param("Coût d’un rendez-vous de plus", "€ HT", step=0.01, soft=(0, 1), group="Coûts", plausible=(0.05, 0.15),
              help="Un ou deux SMS, l’hébergement, un peu d’assistance. Les 0,80 € publiés sont un coût complet moyen."),
    ] = 0.10  # fmt: skip
    no_show_rate: Annotated[
        float,
        Param("Rendez-vous manqués sans rappel", "% des rendez-vous", high=1, step=0.005, soft=(0, 0.3), group="Cabinet",
              plausible=(0.03, 0.08), help="Quelques patients sur cent ; très variable selon la spécialité."),
    ] = 0.05  # fmt: skip
    avoided_share: Annotated[
        float,
        Param("Absences évitées par le rappel", "% des absences", high=1, step=0.01, soft=(0, 1), group="Cabinet",
              plausible=(0.3, 0.6), help="Le SMS de rappel fait annuler à temps une partie des oublieux."),
    ] = 0.50  # fmt: skip
    refill: Annotated[
        float,
        Param("Créneaux rendus et repris", "% des absences évitées", high=1, step=0.01, soft=(0, 1), group="Cabinet",
              help="Un créneau annulé à temps retrouve un patient une fois sur deux."),
    ] = 0.50  # fmt: skip
    minutes_saved: Annotated[
        float,
        Param("Secrétariat économisé", "minutes / rendez-vous", step=0.5, soft=(0, 15), group="Cabinet", plausible=(1.5, 5),
              help="Un appel que personne ne prend plus. À mesurer au cabinet."),
    ] = 3.0  # fmt: skip
    hour_value: Annotated[
        float,
        Param("Valeur d’une heure de secrétariat", "€", step=1, soft=(0, 80), group="Cabinet",
              help="Coût complet d’une heure, charges comprises, au voisinage du salaire minimum."),
    ] = 20.0  # fmt: skip
    churn: Annotated[
        float,
        Param("Attrition (churn)", "% / mois", high=1, step=0.0005, soft=(0, 0.05), group="Clients",
              plausible=(0.003, 0.008), help="Un cabinet change peu d’agenda : 6 % par an, retraites comprises. Aucun "
              "document lu ne le donne."),
    ] = 0.005  # fmt: skip
    new_customers: Annotated[
        float,
        Param("Nouveaux praticiens", "par mois", step=250, soft=(0, 25_000), group="Clients", plausible=(4_000, 6_000),
              help="De quoi remplacer 2 000 départs et croître de 3 000 par mois. Aucun document lu ne le donne."),
    ] = 5_000.0  # fmt: skip
    starting_customers: Annotated[
        float,
        Param("Praticiens au départ", "praticiens", step=5_000, soft=(0, 800_000), group="Clients",
              source="Doctolib/healthcare_professionals/2024"),
    ] = 400_000.0  # fmt: skip
    cac: Annotated[
        float,
        Param("Coût d’acquisition (CAC)", "€", step=20, soft=(0, 3_000), group="Clients", plausible=(450, 900),
              help="Un commercial qui visite les cabinets et signe une dizaine de praticiens par mois. Aucun document lu "
              "ne le donne."),
    ] = 600.0  # fmt: skip
    fixed_costs: Annotated[
        float,
        Param("Coûts fixes", "€ / mois", step=500_000, soft=(0, 80_000_000), group="Coûts",
              plausible=(26_000_000, 32_000_000),
              help="2 900 salariés en 2025 à 7 000 € par mois tout compris, et un gros tiers de plus d’informatique, de "
              "locaux et "
              "de marque."),
    ] = 28_000_000.0  # fmt: skip
    working_capital_days: Annotated[
        float,
        Param("Besoin en fonds de roulement (BFR)", "jours de CA HT", low=-3_650, step=1, soft=(-60, 60), group="Trésorerie",
              help="Prélevé au début du mois : quinze jours d’avance en moyenne. Supposé."),
    ] = -15.0  # fmt: skip

    @kpi("Revenu vidéo d’un équipé", "€ / mois")
    def teleconsultation_revenue(self):
        """Price of the video module (HT) and the share taken on the remote consultations of who has it."""
        return (
            self.teleconsultation_price
            + self.teleconsultation_fee * self.teleconsultations * self.consultation_price
        )

    @kpi("Revenu par praticien", "€ / mois")
    def arpu_practitioner(self):
        """Adoption × what each module brings (HT)."""
        return (
            self.agenda_adoption * self.agenda_price
            + self.teleconsultation_adoption * self.teleconsultation_revenue
        )

    @kpi("Revenu par client actif (ARPU)", "€ / mois")
    def arpu(self):
        """The same figure under the name that every model has."""
        return self.arpu_practitioner

    @kpi("Coût variable par praticien", "€ / mois")
    def cost_to_serve(self):
        """Appointments × what one more costs: never the average full cost."""
        return self.appointments * self.marginal_cost

    @kpi("Marge par rendez-vous", "€")
    def margin_per_appointment(self):
        """Revenue less variable cost of a practitioner, per appointment."""
        return (self.arpu - self.cost_to_serve) / self.appointments

    @kpi("Coût complet par rendez-vous", "€")
    def full_cost_per_appointment(self):
        """All that is spent in a month, fixed and acquisition costs included, over the appointments at month 0."""
        return self.marginal_cost + (self.fixed_costs + self.new_customers * self.cac) / (
            self.starting_customers * self.appointments
        )

    @kpi("Secrétariat économisé par mois", "heures / mois")
    def hours_saved(self):
        """Hours of reception saved in a month: so many minutes for each appointment."""
        return self.appointments * self.minutes_saved / 60

    @kpi("Gain mensuel du cabinet", "€ / mois")
    def practice_gain(self):
        """What the practice earns more: slots given back and filled again, and hours of reception saved."""
        return (
            self.appointments * self.no_show_rate * self.avoided_share * self.refill * self.consultation_price
            + self.hours_saved * self.hour_value
        )

    @kpi("Retour pour le praticien", "%")
    def customer_roi(self):
        """Gain of a practice that takes the diary less its price TTC, over that price: below 0 it costs him money."""
        return (self.practice_gain - self.agenda_price * (1 + self.vat)) / (
            self.agenda_price * (1 + self.vat)
        )

    def shares(self) -> dict[str, float]:
        return {
            "État (TVA non récupérée)": self.arpu * self.vat,
            "SMS, hébergement, assistance": self.cost_to_serve,
            "Marge sur coûts variables": self.margin_per_customer,
        }

    @classmethod
    def trend_mid_2024(cls) -> float:
        """ARR of July 2024 (M€) if 2024 had grown evenly: half the year's growth from the end of 2023."""
        end, growth = published("Doctolib/arr/2024"), 1 + noted("Doctolib/arr/2024", "+22,5 %") / 100
        return end / growth * growth**0.5

    @classmethod
    def backtests(cls) -> list[BackTest]:
        middle, end = "Doctolib/arr/2024-07", "Doctolib/arr/2024"
        trend = cls.trend_mid_2024()
        gap = french.quantity(trend / published(middle) - 1, "%", 1)
        model = cls()
        pace = french.quantity(12 * model.starting_customers * model.arpu / 1e6, "M€", 0)
        adopted = french.quantity(model.agenda_adoption, "%")
        return [
            first_year(
                model,
                end,
                1e6,
                f"un ARR est un rythme à une date, le modèle additionne douze mois : il part d’un rythme de {pace} par an, puis "
                f"gagne des praticiens ; {adopted} d’entre eux à l’agenda est une hypothèse, les prix sont de 2019 et 2020",
                metric="Chiffre d’affaires d’un an, contre un ARR",
            ),
            BackTest(
                metric="Revenu récurrent annualisé (ARR)",
                period="juillet 2024",
                unit="M€",
                published=published(middle),
                inputs=f"ARR de fin 2024 (348 M€, +22,5 %) : une croissance régulière passerait par {french.number(trend, 0)} M€, "
                f"soit +{gap}",
                untestable="une tendance entre deux dates d’une même série n’est pas un test du modèle ; aucun document "
                "lu ne donne l’ARPU, les départs ni les coûts de 2024",
                keys=(middle, end),
            ),
            BackTest(
                metric="Coût variable d’un rendez-vous",
                period="2022",
                unit="€",
                inputs=f"le coût complet moyen publié, {french.quantity(published('Doctolib/cost_per_appointment/2022'), '€', 2)}, "
                f"et le revenu moyen, {french.quantity(published('Doctolib/revenue_per_appointment/2022'), '€', 2)}",
                untestable="un coût complet contient les coûts fixes ; aucun document lu ne donne le coût d’un rendez-vous de plus",
                keys=("Doctolib/cost_per_appointment/2022", "Doctolib/revenue_per_appointment/2022"),
            ),
        ]
