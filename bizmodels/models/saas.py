"""Software as a service: firms pay by the seat and by the month."""

from __future__ import annotations

from typing import Annotated, ClassVar

import numpy as np

from bizmodels import french
from bizmodels.core.formulas import monthly_rate, months_to_steady, net_fade, plain, rule_of_40
from bizmodels.core.kpi import formula, kpi
from bizmodels.core.model import BusinessModel
from bizmodels.core.param import Param
from bizmodels.core.reactions import Reaction, price
from bizmodels.facts.evidence import BackTest, first_year, published, straight_line

_YEAR = 12
# A yearly rate turned into the monthly one that compounds to it: 8 % a year leave, so 0.92^(1/12) stay.
_LEAVE, _RISE = 1 - 0.92 ** (1 / _YEAR), 1.07 ** (1 / _YEAR) - 1
_TINY = 1e-300  # a free seat: a division that has to hold


class SaaS(BusinessModel):
    """Accounts × seats × list price, less the discount: Salesforce.

    The customer is an account. Salesforce is American and reports in US dollars, by fiscal years that end
    on 31 January (FY2025 ends on 31 January 2025). ``churn`` is the logo churn *in value*, the « attrition » that the
    firm reports (8 % a year): contraction is inside, and ``contraction`` is therefore 0 by default. What an
    account leaves fades by c + k − e a month: ``ltv`` is m/(c + k − e), infinite where expansion outruns the leaving.

    ``sales_marketing`` is all that selling costs, acquisition (``cac``) and the rest, which ``fixed_costs`` hold: it
    changes no profit; the magic number divides by it.

    MRR(t) = MRR(t−1)·(1 − c − k + e) + n·mrr, with c churn, k contraction, e expansion, n accounts won.

    Source: published list prices, discounts, attrition, gross margin and number of customers of Salesforce
    (``data/companies.csv``; several come from consultancies). Seats per account, accounts won, acquisition
    and fixed costs are hypotheses.

    >>> firm = bm.SaaS(seats=10, list_price=100, discount=0.2, churn=0.02)
    >>> round(firm.mrr_per_account, 2), round(firm.lifetime, 2)  # 10 × 80 $, 1 / 0.02 months
    (800.0, 50.0)
    """

    title: ClassVar[str] = "Logiciel par abonnement (SaaS)"
    case: ClassVar[str] = "Salesforce"
    customer: ClassVar[str] = "comptes actifs"
    currency: ClassVar[str] = "$"
    cards: ClassVar[tuple[str, ...]] = ("nrr", "ltv_cac", "cac_payback", "rule_of_40")
    groups: ClassVar[tuple[str, ...]] = ("Offre", "Rétention", "Clients", "Coûts", "Trésorerie")
    reactions: ClassVar[dict[str, Reaction]] = BusinessModel.reactions | {
        "price": price(
            "mrr_per_account",
            "new_customers",
            "Le prix est celui d’un poste, remise comprise.",
            held=("seats",),
            start=0.8,
        ),
    }
    presets: ClassVar[dict[str, dict[str, float]]] = {
        "Avant août 2023 : 150 $ le poste": {"list_price": 150.0},
        "Remise forte : 40 %": {"discount": 0.4},
        "Sans expansion ni hausse au renouvellement": {"expansion": 0.0},
        "Petites équipes : 5 postes, attrition de 3 % par mois": {
            "seats": 5.0,
            "churn": 0.03,
            "cac": 1_500.0,
        },
    }

    seats: Annotated[
        float,
        Param("Postes par compte", "postes", step=5, soft=(1, 500), group="Offre", plausible=(120, 200),
              help="Aucun document lu ne donne le nombre de postes. De la petite équipe au grand groupe, la moyenne cache "
              "tout."),
    ] = 150.0  # fmt: skip
    list_price: Annotated[
        float,
        Param("Prix catalogue", "$ / poste / mois", step=5, soft=(10, 500), group="Offre",
              source="Salesforce/list_price_enterprise/2023-08",
              help="Édition Enterprise, hors taxes. 150 $ avant août 2023, 175 $ depuis août 2025."),
    ] = 165.0  # fmt: skip
    discount: Annotated[
        float,
        Param("Remise", "% du prix catalogue", high=1, step=0.01, soft=(0, 0.6), group="Offre", plausible=(0.2, 0.4),
              help="Milieu de la fourchette de 20 à 40 % que relève un cabinet : le prix catalogue n’est pas le prix payé."),
    ] = 0.30  # fmt: skip
    gross_margin: Annotated[
        float,
        Param("Marge brute sur l’abonnement", "% du revenu", high=1, step=0.01, soft=(0.3, 1), group="Coûts",
              source="Salesforce/gross_margin/FY2025-T3", factor=0.01, plausible=(0.75, 0.8),
              help="Marge brute totale : celle des seuls abonnements, plus haute, n’a pas été relevée."),
    ] = 0.78  # fmt: skip
    churn: Annotated[
        float,
        Param("Attrition en valeur (churn)", "% / mois", high=1, step=0.0005, soft=(0, 0.06), group="Rétention",
              source="Salesforce/attrition_rate_annual/FY2025-FY2026", factor=_LEAVE / 8, plausible=(0.006, 0.009),
              help="8 % par an, en valeur, ramenés au mois : 1 − 0,92^(1/12). Source faible, à vérifier au rapport annuel."),
    ] = _LEAVE  # fmt: skip
    contraction: Annotated[
        float,
        Param("Contraction", "% du MRR / mois", high=1, step=0.0005, soft=(0, 0.03), group="Rétention",
              help="Postes rendus sans partir. Zéro ici : l’attrition de Salesforce, en valeur, la contient déjà."),
    ] = 0.0  # fmt: skip
    expansion: Annotated[
        float,
        Param("Expansion", "% du MRR / mois", high=1, step=0.0005, soft=(0, 0.04), group="Rétention",
              source="Salesforce/default_renewal_uplift/2026", factor=_RISE / 7, plausible=(0.003, 0.009),
              help="Clause d’indexation de 7 % par an au renouvellement, ramenée au mois. Les postes ajoutés n’y sont pas."),
    ] = _RISE  # fmt: skip
    new_customers: Annotated[
        float,
        Param("Nouveaux comptes", "par mois", step=50, soft=(0, 10_000), group="Clients", plausible=(1_200, 1_800),
              help="1 % du parc par mois. Aucun document lu ne donne les comptes gagnés."),
    ] = 1_500.0  # fmt: skip
    starting_customers: Annotated[
        float,
        Param("Comptes au départ", "comptes", step=1_000, soft=(0, 400_000), group="Clients",
              source="Salesforce/customers/2026",
              help="« Plus de 150 000 », répété depuis des années."),
    ] = 150_000.0  # fmt: skip
    cac: Annotated[
        float,
        Param("Coût d’acquisition (CAC)", "$", step=5_000, soft=(0, 1_000_000), group="Clients",
              plausible=(180_000, 350_000),
              help="Un an et demi de marge d’un compte : des commerciaux, des salons, de longs cycles. Aucun document lu "
              "ne le donne."),
    ] = 250_000.0  # fmt: skip
    fixed_costs: Annotated[
        float,
        Param("Coûts fixes", "$ / mois", step=25_000_000, soft=(0, 3_000_000_000), group="Coûts",
              plausible=(1_000_000_000, 1_400_000_000),
              help="Recherche, administration, vente aux comptes existants : ce qui laisse une marge opérationnelle de "
              "l’ordre des 19 % publiés (FY2025, GAAP)."),
    ] = 1_200_000_000.0  # fmt: skip
    setup_cost: Annotated[
        float,
        Param("Mise de départ", "$", step=1_000_000, soft=(0, 1_000_000_000), group="Coûts",
              help="Zéro : l’entreprise existe déjà."),
    ] = 0.0  # fmt: skip

    sales_marketing: Annotated[
        float,
        Param("Dépenses commerciales et marketing", "% du revenu", high=1, step=0.01, soft=(0.1, 0.6), group="Coûts",
              plausible=(0.3, 0.45),
              help="Toute la vente, comptes existants compris : 35 %, à vérifier au rapport annuel. L’acquisition en fait "
              "partie ; "
              "le reste est dans les coûts fixes."),
    ] = 0.35  # fmt: skip
    working_capital_days: Annotated[
        float,
        Param("Besoin en fonds de roulement (BFR)", "jours de CA HT", low=-3_650, step=5, soft=(-240, 60), group="Trésorerie",
              help="Un an facturé d’avance, soit six mois en moyenne (180 jours), moins soixante jours pour être payé : "
              "120 jours "
              "d’avance. Supposé."),
    ] = -120.0  # fmt: skip

    @kpi("Revenu récurrent mensuel par compte (MRR)", "$ / mois")
    def mrr_per_account(self):
        """Seats × list price, less the discount, per account and month, excl. tax."""
        return self.seats * self.list_price * (1 - self.discount)

    @kpi("Revenu par compte (ARPU)", "$ / mois")
    def arpu(self):
        """The MRR of an account at month 0."""
        return self.mrr_per_account

    @kpi("Coût variable par compte", "$ / mois")
    def cost_to_serve(self):
        """Hosting, support and the rest of the cost of sales of the subscription, per account and month."""
        return (1 - self.gross_margin) * self.arpu

    @kpi("Rétention brute du revenu sur douze mois (GRR)", "%")
    def grr(self):
        """What is left after 12 months of the MRR of a group of accounts, without expansion."""
        return np.maximum(1 - self.churn - self.contraction, 0) ** _YEAR

    @kpi("Rétention nette du revenu sur douze mois (NRR)", "%")
    def nrr(self):
        """The same with expansion; above 100 % the firm would grow without a new account."""
        return np.maximum(1 - self.churn - self.contraction + self.expansion, 0) ** _YEAR

    @kpi("Nombre magique", "×")
    def magic_number(self):
        """Yearly revenue gained per $ of selling: 4 (revenue of months 4–6 − months 1–3) / sales and marketing of months 1–3."""
        return (
            4
            * (self.revenue_between(4, 6) - self.revenue_between(1, 3))
            / (self.sales_marketing * self.revenue_between(1, 3))
        )

    @kpi("Règle des 40", "points")
    def rule_of_40(self):
        """Growth of year 2 over year 1 plus the operating margin of year 2, in points."""
        first, second = self.revenue_between(1, 12), self.revenue_between(13, 24)
        won = _YEAR * (self.new_customers * self.cac + self.fixed_costs)
        return rule_of_40(second / first - 1, self.gross_margin - won / second)

    @property
    def fade(self):
        return net_fade(self.churn, self.contraction, self.expansion)

    @property
    def profit_horizon(self):
        """The MRR nears its steady level by c + k − e a month only: decades where expansion almost makes up for leaving."""
        with np.errstate(all="ignore"):
            goal = np.divide(self.new_customers, self.fade)
            months = months_to_steady(self.starting_customers, goal, np.minimum(self.fade, 1))
        return np.where(self.fade > 0, months, np.inf)

    @kpi("Valeur vie client (LTV)", "$")
    def ltv(self):
        """Margin left by an account over its life, contraction and expansion counted: m/(c + k − e); infinite when ≤ 0."""
        return np.where(self.fade > 0, self.margin_per_customer / self.fade, np.inf)

    @kpi("Valeur vie client actualisée", "$")
    def ltv_discounted(self):
        """The same in today's money; infinite where expansion outruns leaving and interest together."""
        d = monthly_rate(self.discount_rate)
        return np.where(d + self.fade > 0, self.margin_per_customer * (1 + d) / (d + self.fade), np.inf)

    @kpi("Marge par compte, renouvellement payé", "$ / mois")
    def renewed_margin(self):
        """What an account leaves in steady state: its MRR is then that of an old one, m·c/(c + k − e), its renewal paid."""
        old = np.where(abs(self.contraction - self.expansion) > 0, self.churn / self.fade, 1.0)
        return np.where(self.fade >= 0, self.margin_per_customer * old - self.churn * self.cac, -np.inf)

    @formula("revenu des mois")
    def revenue_between(self, first: int, last: int):
        """Revenue of the months ``first`` to ``last``, both included."""
        total = 0.0  # not sum(): from Python 3.12 on it rounds otherwise, and saved outputs must not
        for month, stock in zip(range(1, last + 1), self.stocks(), strict=False):
            if month >= first:
                total = total + stock["revenue"]
        return total

    def stocks(self):
        accounts = self.at_start("customers", self.starting_customers)
        # A price that changes on the way changes what each account already pays.
        dearer = self.mrr_per_account / (self._resumed[1].mrr_per_account + _TINY) if self._resumed else 1.0
        mrr = self.at_start("revenue", accounts * self.mrr_per_account / dearer) * dearer
        stay, keep = 1 - self.churn, plain(np.maximum(1 - self.churn - self.contraction + self.expansion, 0))
        won, signed, cost = (
            self.new_customers,
            self.new_customers * self.mrr_per_account,
            1 - self.gross_margin,
        )
        while True:
            accounts = accounts * stay + won
            mrr = mrr * keep + signed
            yield {"customers": accounts, "revenue": mrr, "variable_costs": cost * mrr}

    def shares(self) -> dict[str, float]:
        # Prices are quoted excl. tax; a French buyer declares 20 % of VAT and deducts it.
        return {
            "État (TVA récupérable)": self.arpu * self.vat,
            "Hébergement et support": self.cost_to_serve,
            "Marge sur coûts variables": self.margin_per_customer,
        }

    @classmethod
    def forecast(cls, known: dict[int, float], year: int) -> float:
        """Revenue of fiscal ``year`` by the contract's own dynamics, from the revenues of two earlier years.

        One « account » stands for one unit of MRR: the two known years give the MRR at the start and what is
        signed each month, held constant; the published attrition does the rest.
        """
        (first, _), (second, _) = sorted(known.items())
        base = cls(seats=1, list_price=1, discount=0, contraction=0, expansion=0)
        stock = base.replace(starting_customers=1, new_customers=0)
        flow = base.replace(starting_customers=0, new_customers=1)

        def both(fiscal: int) -> list[float]:
            start = _YEAR * (fiscal - first) + 1
            return [part.revenue_between(start, start + _YEAR - 1) for part in (stock, flow)]

        level, signed = np.linalg.solve([both(first), both(second)], [known[first], known[second]])
        fitted = base.replace(starting_customers=level, new_customers=signed)
        return fitted.revenue_between(_YEAR * (year - first) + 1, _YEAR * (year - first + 1))

    @classmethod
    def backtests(cls) -> list[BackTest]:
        attrition = "Salesforce/attrition_rate_annual/FY2025-FY2026"

        def line(known: tuple[int, int], year: int) -> BackTest:
            keys = {y: f"Salesforce/revenue/FY{y}" for y in (*known, year)}
            revenues = {y: published(keys[y]) for y in known}
            early, late = known
            return BackTest(
                metric="Chiffre d’affaires",
                period=f"FY{year}",
                unit="Md$",
                published=published(keys[year]),
                modelled=cls.forecast(revenues, year),
                naive=revenues[late],
                trend=straight_line(revenues, year),
                inputs=f"chiffres d’affaires FY{early} et FY{late}, attrition de {french.number(published(attrition))} % par an "
                "(relevée plus tard), contrats signés constants"
                + (
                    " ; Slack, racheté en 2021, est dans FY2022"
                    if late == 2022
                    else " : cinq ans, c’est trop"
                ),
                keys=(keys[year], keys[early], keys[late], attrition),
                fit=f"contrats signés déduits de FY{early} et FY{late}",
                since=f"FY{early} et FY{late}, attrition relevée en FY2025 et FY2026",
                remark="l’attrition publiée est celle de FY2025 et FY2026, postérieure aux chiffres prévus ; sans attrition, le "
                "modèle est la ligne droite : la battre dit que des comptes partent, non combien",
            )

        return [
            cls._first_year(),
            line((2021, 2022), 2023),
            line((2021, 2022), 2024),
            line((2021, 2022), 2025),
            line((2015, 2020), 2025),
        ]

    @classmethod
    def _first_year(cls) -> BackTest:
        model = cls()
        return first_year(
            model,
            "Salesforce/revenue/FY2025",
            1e9,
            f"{french.number(model.seats)} postes par compte et {french.quantity(model.discount, '%')} de remise sont supposés ; "
            "une seule édition tient lieu de tout le catalogue, et les achats d’autres éditeurs n’y sont pas",
            unit="Md$",
        )
