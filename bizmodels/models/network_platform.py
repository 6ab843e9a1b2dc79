"""Network platform: its value is the chance of finding somebody, and that chance is its members."""

from __future__ import annotations

from typing import Annotated, ClassVar

import numpy as np

from bizmodels import french
from bizmodels.core.formulas import bass, fit_bass_curve, further_steps, plain
from bizmodels.core.kpi import formula, kpi
from bizmodels.core.model import BusinessModel
from bizmodels.core.param import Param
from bizmodels.core.reactions import Reaction, counted_as, inverse, price
from bizmodels.facts.evidence import RATIO, BackTest, first_year, noted, published

_TINY = 1e-300  # an empty market divided by itself stays empty
_STEPS = 200  # of fixed costs: a network that needs more of them pays none


class NetworkPlatform(BusinessModel):
    """Car sharing between members: BlaBlaCar.

    The customer is a member *active in the month*. Two stocks: the active and the dormant registered, which start from
    the published members. Each month a share ``churn`` of the active falls asleep and a share ``reactivation`` of the
    dormant wakes up; who registers is dormant until a trip wakes him. Nobody is created nor deleted on the way. In balance
    the share active is reactivation/(reactivation + churn). ``ltv`` is the margin of one active spell: a member has one after
    another, the CAC buys a registration, hence the first spell only.

    Registered members spread by Bass's diffusion. Advertising plays the part of the innovators: ``new_customers`` is what it
    wins a month in a market still empty, so p = new_customers/market; word of mouth is q. As the market fills, fewer
    people are left to win, and the same budget wins fewer members: hence ``acquisition_costs`` stay
    n·cac. ``starting_customers`` says where on the S-curve the firm stands.

    A search finds a ride with probability M/(M + h), M active members, h those needed for one search in two.
    One h for the whole network is a simplification: density is local.

    Source: published fee rules, distance, members and passengers of BlaBlaCar (``data/companies.csv``).
    Active members, their searches, density and every cost are hypotheses: the firm refuses to give them.

    >>> network = bm.NetworkPlatform(churn=0.18, reactivation=0.02)
    >>> round(network.activity, 2)  # 0.02 / (0.02 + 0.18): one registered member in ten is active
    0.1
    """

    title: ClassVar[str] = "Plateforme en réseau (covoiturage)"
    case: ClassVar[str] = "BlaBlaCar"
    customer: ClassVar[str] = "membres actifs dans le mois"
    cards: ClassVar[tuple[str, ...]] = ("match_rate", "critical_mass", "revenue_per_trip", "funding_need")
    groups: ClassVar[tuple[str, ...]] = ("Offre", "Réseau", "Clients", "Coûts", "Trésorerie")
    without_rule: ClassVar[dict[str, str]] = dict.fromkeys(
        ("ltv_cac", "cac_payback", "cac_payback_survival"),
        "un passage actif contre une inscription : aucune règle ne s’applique",
    )
    reactions: ClassVar[dict[str, Reaction]] = BusinessModel.reactions | {
        "price": price("paid_per_seat", "searches", "Le prix est celui que paie le passager, participation et frais.", start=1.0),
        "drivers": Reaction(
            Param("Les conducteurs suivent la participation", "élasticité", high=10, step=0.1, soft=(0, 2),
                  plausible=(0, 1), group="Le marché réagit",
                  help="À 0,5, une participation plus haute de 10 % amène 5 % de trajets en plus : il faut alors moins de "
                  "membres pour "
                  "qu’une recherche aboutisse. Aucun document lu ne le mesure."),
            of="contribution",
            moves={"half_density": inverse},
            start=0.5,
            said=("la participation", "le nombre de membres qu’il faut"),
        ),
        "density": Reaction(
            Param("Les passagers suivent la densité", "élasticité", high=3, step=0.1, soft=(0, 2),
                  plausible=(0, 1), group="Le marché réagit",
                  help="À 0,5, des recherches qui aboutissent deux fois plus souvent font chercher 1,4 fois plus, de mois en mois. "
                  "Aucun document lu ne le mesure."),
            of="match_rate",
            moves={},
            start=0.0,  # month after month it moves the start itself: off until one wants it
            said=("la part des recherches qui aboutissent", "le nombre de recherches"),
            answer="searches",
        ),
    }  # fmt: skip
    columns: ClassVar[dict[str, tuple[str, str]]] = BusinessModel.columns | {
        "customers": ("Membres actifs", ""),
        "members": ("Membres inscrits", ""),
        "dormant": ("Inscrits endormis", ""),
        "trips": ("Places vendues", ""),
    }
    presets: ClassVar[dict[str, dict[str, float]]] = {
        "Lancement : personne à bord": {"starting_customers": 0.0, "starting_members": 0.0},
        "Réseau à moitié vide : 4 millions d’actifs": {
            "starting_customers": 4_000_000.0, "starting_members": 44_000_000.0,
        },
        "Année 2020 : trois recherches sur dix en moins": {"searches": 0.7},
        "Frais au plafond de 30 %": {"service_fee": 0.3},
    }  # fmt: skip

    contribution: Annotated[
        float,
        Param("Participation aux frais du conducteur", "€ / place", step=0.5, soft=(1, 60), group="Offre",
              plausible=(15, 21),
              help="280 km en moyenne (entreprise, 2021) à six ou sept centimes le kilomètre ; le conducteur en reçoit 100 "
              "%."),
    ] = 18.0  # fmt: skip
    service_fee: Annotated[
        float,
        Param("Frais de service TTC", "% de la participation", high=1, step=0.005, soft=(0, 0.4), group="Offre",
              plausible=(0.17, 0.24), help="« Entre 0 et 30 % » de la participation, payés par le passager."),
    ] = 0.20  # fmt: skip
    minimum_fee: Annotated[
        float,
        Param("Frais de service au moins", "€ TTC / place", step=0.1, soft=(0, 5), group="Offre",
              source="BlaBlaCar/service_fee_minimum/2023"),
    ] = 1.0  # fmt: skip
    searches: Annotated[
        float,
        Param("Places cherchées par membre actif", "par mois", step=0.05, soft=(0.1, 5), group="Réseau",
              plausible=(0.8, 1.2), help="Un trajet par mois pour qui se sert du service ce mois-là. Aucun document lu ne "
              "le donne."),
    ] = 1.0  # fmt: skip
    half_density: Annotated[
        float,
        Param("Membres actifs pour qu’une recherche sur deux aboutisse", "membres", step=100_000,
              soft=(100_000, 20_000_000), group="Réseau", plausible=(3_000_000, 5_500_000),
              help="Tous pays confondus ; une ligne Paris–Lyon en demande bien moins qu’un village. Aucun document lu ne "
              "le donne."),
    ] = 4_000_000.0  # fmt: skip
    market: Annotated[
        float,
        Param("Marché : inscrits possibles", "personnes", step=5_000_000, soft=(10_000_000, 600_000_000), group="Réseau",
              plausible=(130_000_000, 190_000_000),
              help="Une fois et demie les 100 millions d’inscrits d’octobre 2021, dans 22 pays."),
    ] = 150_000_000.0  # fmt: skip
    word_of_mouth: Annotated[
        float,
        Param("Bouche-à-oreille (q de Bass)", "par mois", step=0.001, soft=(0, 0.2), group="Réseau",
              plausible=(0.02, 0.045),
              help="0,36 par an : l’ordre de grandeur des biens durables étudiés depuis Bass (1969)."),
    ] = 0.03  # fmt: skip
    reactivation: Annotated[
        float,
        Param("Inscrits endormis qui reviennent", "% / mois", high=1, step=0.002, soft=(0, 0.3), group="Réseau",
              plausible=(0.015, 0.026), help="Un inscrit endormi le reste quatre ans en moyenne. Aucun document lu "
              "ne le donne."),
    ] = 0.02  # fmt: skip
    trip_cost: Annotated[
        float,
        Param("Coût variable d’une place vendue", "€ HT", step=0.05, soft=(0, 5), group="Coûts", plausible=(0.4, 0.9),
              help="Paiement des 21,60 € que verse le passager, service client, assurance. Aucun document lu ne le donne."),
    ] = 0.60  # fmt: skip
    churn: Annotated[
        float,
        Param("Membres actifs qui s’endorment", "% / mois", high=1, step=0.005, soft=(0, 0.6), group="Clients",
              plausible=(0.16, 0.24), help="Un actif sur cinq ne cherche plus rien le mois suivant : usage occasionnel. "
              "Aucun document lu ne le donne."),
    ] = 0.20  # fmt: skip
    new_customers: Annotated[
        float,
        Param("Inscrits gagnés par la publicité, marché vide", "par mois", step=10_000, soft=(0, 3_000_000),
              group="Clients", plausible=(70_000, 150_000),
              help="C’est le p de Bass × le marché. Le marché se remplit : le même budget en gagne moins. Aucun document "
              "lu ne le donne."),
    ] = 100_000.0  # fmt: skip
    starting_customers: Annotated[
        float,
        Param("Membres actifs au départ", "membres", step=100_000, soft=(0, 40_000_000), group="Clients",
              help="Un inscrit sur onze, sur 100 millions : l’entreprise refuse de donner ses membres actifs."),
    ] = 9_000_000.0  # fmt: skip
    starting_members: Annotated[
        float,
        Param("Membres inscrits au départ", "membres", step=1_000_000, soft=(0, 300_000_000), group="Clients",
              source="BlaBlaCar/members/2021-10", factor=1e6,
              help="Actifs et endormis ensemble, dans 22 pays."),
    ] = 100_000_000.0  # fmt: skip
    cac: Annotated[
        float,
        Param("Coût d’acquisition d’un inscrit (CAC)", "€", step=0.5, soft=(0, 40), group="Clients", plausible=(3, 8),
              help="Quelques clics à 0,20 ou 0,60 € (agence, 2025) par inscription, marché encore vide."),
    ] = 5.0  # fmt: skip
    fixed_costs: Annotated[
        float,
        Param("Coûts fixes", "€ / mois", step=100_000, soft=(0, 40_000_000), group="Coûts",
              plausible=(10_500_000, 13_500_000),
              help="700 salariés (2021), la marque, la technique, 22 pays. Aucun document lu ne le donne."),
    ] = 12_000_000.0  # fmt: skip
    working_capital_days: Annotated[
        float,
        Param("Besoin en fonds de roulement (BFR)", "jours de CA HT", low=-3_650, step=1, soft=(-120, 60), group="Trésorerie",
              help="Le passager paie dix jours avant que le conducteur soit payé ; ce qui revient au conducteur fait "
              "six fois le revenu HT de la plateforme : soixante jours d’avance. Délai supposé."),
    ] = -60.0  # fmt: skip

    @kpi("Part des inscrits actifs, à l’équilibre", "%")
    def activity(self):
        """Registered members active in a month, when as many fall asleep as wake up."""
        return self.reactivation / (self.reactivation + self.churn)

    @kpi("Recherches qui aboutissent", "%")
    def match_rate(self):
        """Chance that a search finds a ride, M/(M + h), at month 0."""
        return self.starting_customers / (self.starting_customers + self.half_density)

    @kpi("Revenu par place vendue", "€")
    def revenue_per_trip(self):
        """Service fee per seat, at least the minimum, VAT taken off; the driver's contribution is not revenue."""
        return np.maximum(self.minimum_fee, self.service_fee * self.contribution) / (1 + self.vat)

    @kpi("Marge par place vendue", "€")
    def trip_margin(self):
        """Revenue less variable cost of one seat sold."""
        return self.revenue_per_trip - self.trip_cost

    @kpi("Revenu par membre actif (ARPU)", "€ / mois")
    def arpu(self):
        """Searches × chance of a ride × revenue per seat, per active member and month, at month 0."""
        return self.searches_at(self.match_rate) * self.match_rate * self.revenue_per_trip

    @kpi("Coût variable par membre actif", "€ / mois")
    def cost_to_serve(self):
        """Cost of the seats sold, per active member and month; a search without a ride costs nothing."""
        return self.searches_at(self.match_rate) * self.match_rate * self.trip_cost

    @kpi("Masse critique, en membres actifs", infinite="jamais")
    def critical_mass(self):
        """Active members from which margin pays the fixed costs, density counted: a·M²/(M + h) = F.

        Rohlfs's tipping point is another notion: see ``levers.network_effects.adoption_equilibria``.
        """
        return np.where(
            self.capacity > 0,
            self.members_by_steps(self.fixed_costs, 0.0),
            self.members_that_pay(self.fixed_costs),
        )

    @kpi("Seuil de rentabilité, publicité comprise, en membres actifs", infinite="jamais")
    def break_even_renewal(self):
        """The same with the advertising budget: those who fall asleep come back by themselves, at no cost."""
        return np.where(
            self.capacity > 0,
            self.members_by_steps(self.fixed_costs, self.new_customers * self.cac),
            self.members_that_pay(self.fixed_costs + self.new_customers * self.cac),
        )

    @formula("seuil par paliers")
    def members_by_steps(self, step, other):
        """The fewest members that pay ``other`` and all the steps they need: as density rises, a later step may pay."""
        found = np.inf
        if not np.any(self.capacity > 0):
            return found
        for steps in range(1, _STEPS + 1):
            members = self.members_that_pay(steps * step + other)
            fits = members <= steps * self.capacity * (1 + 1e-12)
            found = np.where(np.isinf(found) & fits, members, found)
            if np.all(np.isfinite(found)):
                break
        return found[()]

    def members_that_pay(self, cost):
        """Active members M whose margin pays ``cost`` a month: the root of a·M²/(M + h) = cost."""
        if self.density_answer:
            return self.members_that_pay_by_search(cost)
        a = self.searches * self.trip_margin
        return np.where(self.trip_margin > 0, self.root(a, cost), np.inf)

    def root(self, a, cost):
        """M such that a·M²/(M + h) = cost."""
        return (cost + np.sqrt(np.maximum(cost**2 + 4 * a * cost * self.half_density, 0))) / (2 * a)

    @property
    def density_answer(self):
        """How strongly passengers search more where more searches find a ride: 0 unless ``reacting(density=…)``."""
        return self.reacts.strength("density") if self.reacts else 0.0

    @property
    def usual_match_rate(self):
        """The match rate that passengers are used to: today's, or that of the full network where nobody is on board yet."""
        full = self.steady_state_customers / (self.steady_state_customers + self.half_density + _TINY)
        return np.where(self.starting_customers > 0, self.match_rate, full)

    def searches_at(self, match_rate):
        """Seats searched for by an active member and month, at that match rate."""
        return self.searches * self.search_factor(match_rate) if self.density_answer else self.searches

    def search_factor(self, match_rate):
        """How many times more one searches there than one is used to."""
        usual = plain(self.reacts.reference.usual_match_rate)
        return counted_as(match_rate / usual) ** self.density_answer if usual > 0 else 1.0

    def members_that_pay_by_search(self, cost):
        """The same where searches answer the density: Newton on logarithms, the margin rising between M and M^(2 + e)."""
        cost, h, e = np.asarray(cost, dtype=float), self.half_density, self.density_answer
        members = self.root(np.maximum(self.searches * self.trip_margin, _TINY), cost) + _TINY
        for _ in range(60):
            match = members / (members + h + _TINY)
            margin = self.searches_at(match) * self.trip_margin * match * members
            slope = 1 + (1 + e) * h / (members + h + _TINY)
            before, members = members, members * (cost / np.maximum(margin, _TINY)) ** (1 / slope)
            if np.all(np.abs(members - before) <= 1e-14 * members):
                break
        return np.where(self.trip_margin > 0, members, np.inf)[()]

    @kpi("Membres actifs en régime permanent")
    def steady_state_customers(self):
        """Active members once everybody is registered; without advertising nor word of mouth nobody more comes."""
        return np.where(
            self.churn + self.reactivation > 0,
            self.activity * self.registered_at_last,
            self.starting_customers,
        )

    @kpi("Marge par membre actif, sans renouvellement à payer", "€ / mois")
    def renewed_margin(self):
        """Those who fall asleep come back by themselves: nobody pays to replace them."""
        return self.margin_per_customer

    @kpi("Délai du régime permanent", "mois", infinite="jamais")
    def steady_state_horizon(self):
        """Months until the active members are within 10 % of their steady number, registrations included."""
        return self.months_walked_to_steady()

    @kpi("Résultat en régime permanent", "€ / mois")
    def steady_state_profit(self):
        """Monthly profit at that number, density included, the advertising budget still spent."""
        return (
            self.searches_at(self.steady_state_customers / (self.steady_state_customers + self.half_density))
            * self.trip_margin
            * self.steady_state_customers**2
            / (self.steady_state_customers + self.half_density)
            - self.new_customers * self.cac
            - self.fixed_costs * (1 + further_steps(self.steady_state_customers, self.capacity))
        )

    @property
    def paid_per_seat(self):
        """What a passenger pays for a seat: the driver's contribution and the service fee (€ TTC)."""
        return self.contribution + np.maximum(self.minimum_fee, self.service_fee * self.contribution)

    @property
    def registered(self):
        """Registered members at month 0: no fewer than the active ones."""
        return np.maximum(self.starting_members, self.starting_customers)

    @property
    def registered_at_last(self):
        """Registered members in the end: the whole market where somebody spreads the word."""
        return np.where(
            self.new_customers + self.word_of_mouth * self.registered > 0, self.potential, self.registered
        )

    @property
    def potential(self):
        """The market cannot be smaller than those already registered."""
        return np.maximum(self.market, self.registered)

    def stocks(self):
        active = self.at_start("customers", self.starting_customers)
        stay, wake = 1 - self.churn, self.reactivation
        h, q = self.half_density, self.word_of_mouth
        start = before = plain(self.at_start("members", self.registered))
        market = plain(np.maximum(self.market, start))
        # Bass's curve from `start` on (formulas.bass), with its exponential kept running instead of recomputed.
        fade = plain(np.exp(-(self.new_customers / (market + _TINY) + q)))
        drive, gap, left = self.new_customers + q * start, market - start, 1.0
        rising, slowing, drive, h = gap * drive, q * gap, drive + _TINY, h + _TINY
        searches, answer = self.searches, self.density_answer
        revenue, cost = searches * self.revenue_per_trip, searches * self.trip_cost
        while True:
            left = left * fade
            members = start + rising * (1 - left) / (drive + slowing * left)
            active = active * stay + wake * (before - active)
            before = members
            rides = active * active / (active + h)
            if answer:
                rides = rides * self.search_factor(active / (active + h))
            yield {
                "customers": active,
                "revenue": revenue * rides,
                "variable_costs": cost * rides,
                "members": members,
                "dormant": members - active,
                "trips": searches * rides,
            }

    def shares(self) -> dict[str, float]:
        # One seat: the passenger pays the contribution, which goes whole to the driver, and the fee TTC.
        return {
            "Conducteur": self.contribution,
            "État (TVA sur les frais)": self.revenue_per_trip * self.vat,
            "Paiement, service client, assurance": self.trip_cost,
            "Marge sur coûts variables": self.trip_margin,
        }

    @classmethod
    def forecast_members(cls, start_2014: float = 2014.5) -> tuple[float, float]:
        """Members of October 2021 (millions): by Bass on 2014–2019, and by going on at the pace of 2019.

        Dates are years: « 10 M en 2014 » is read at mid-year (``start_2014`` moves it), September 2015 at its
        middle, « 87 M, +17 M sur l'année » at the end of 2019, so 70 at the end of 2018.
        """
        last, year = published("BlaBlaCar/members/2019"), noted("BlaBlaCar/members/2019", "+17")
        times = np.array([start_2014, 2015 + 8.5 / 12, 2019.0, 2020.0])
        known = [
            published("BlaBlaCar/members/2014"),
            published("BlaBlaCar/members/2015-09"),
            last - year,
            last,
        ]
        launch, target = published("BlaBlaCar/founding_year/2006"), 2021 + 9.5 / 12
        (p, q, m), _, _ = fit_bass_curve(bass, times - launch, known)
        return bass(p, q, m, target - launch), last + year * (target - times[-1])

    @classmethod
    def backtests(cls) -> list[BackTest]:
        revenue, passengers = "BlaBlaCar/revenue/2023", "BlaBlaCar/passengers/2023"
        before, growth = "BlaBlaCar/revenue/2022", noted(passengers, "+23 %")
        old = (
            "BlaBlaCar/revenue/2019@Challenges (reprise Yahoo Finance)",
            "BlaBlaCar/passengers/2019@Zonebourse (AWP/AFP)",
        )
        carried = published(passengers)
        per_passenger = published(before) / (carried / (1 + growth / 100))
        per_passenger_2019 = published(old[0]) / published(old[1])
        members, pace = cls.forecast_members()
        later, _ = cls.forecast_members(start_2014=2015.0)
        end = "BlaBlaCar/members/2021-10"
        ratios = [
            BackTest(
                metric="Chiffre d’affaires",
                period="2023",
                unit="M€",
                published=published(revenue),
                modelled=per_passenger * carried,
                table=RATIO,
                remark="les passagers de 2022 se déduisent de ceux de 2023 ; avec le revenu de 2022, la ligne revient à dire que le chiffre "
                "d’affaires croît comme les passagers",
                inputs=f"revenu par passager de 2022 ({french.quantity(per_passenger, '€', 2)}) × 80 millions de passagers ; "
                "passagers de 2022 déduits de « +23 % »",
                keys=(revenue, before, passengers),
            ),
            BackTest(
                metric="Chiffre d’affaires",
                period="2023",
                unit="M€",
                published=published(revenue),
                modelled=per_passenger_2019 * carried,
                table=RATIO,
                inputs=f"revenu par passager de 2019 ({french.quantity(per_passenger_2019, '€', 2)}) × 80 millions de passagers ; "
                "entre-temps, l’autocar et le Brésil ont changé le réseau",
                keys=(revenue, *old, passengers),
            ),
        ]
        return [
            first_year(
                cls(),
                revenue,
                1e6,
                "membres actifs, recherches et densité sont des hypothèses ; le modèle ne vend que des places de covoiturage, "
                "l’entreprise aussi de l’autocar",
            ),
            BackTest(
                metric="Membres inscrits",
                period="octobre 2021",
                unit="millions",
                published=published(end),
                modelled=members,
                naive=published("BlaBlaCar/members/2019"),
                trend=pace,
                remark="la courbe a trois paramètres pour quatre points",
                since="quatre points, de 2014 à 2019",
                inputs="courbe de Bass sur 10 M (2014), 20 M (septembre 2015), 70 et 87 M (fin 2018 et fin 2019) ; tendance : "
                "le rythme de 2019 (+17 M par an) ; dater les 10 M de fin 2014 donnerait "
                f"{french.quantity(later, 'millions')}",
                keys=(end, "BlaBlaCar/members/2014", "BlaBlaCar/members/2015-09", "BlaBlaCar/members/2019",
                      "BlaBlaCar/founding_year/2006"),
            ),
            *ratios,
        ]  # fmt: skip
