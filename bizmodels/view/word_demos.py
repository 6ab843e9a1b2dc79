"""What moves when one explains a word: for each, the model that teaches it best, its sliders and its figures.

Everything is computed from the model with the learner's present settings; ``line`` writes the formula of the
glossary out with these numbers.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from bizmodels import french, models
from bizmodels.core.kpi import kpi
from bizmodels.core.model import BusinessModel
from bizmodels.core.months import MONTHS

_YEAR = 12


@dataclass(frozen=True)
class Shown:
    """A figure that is no key figure of the model: label, unit, how to compute it."""

    label: str
    unit: str
    compute: Callable[[BusinessModel], float]
    infinite: str = "sans limite"


@dataclass(frozen=True)
class Demo:
    """``model``: name of a class; ``sliders``: parameters to move; ``figures``: key figures or ``Shown``."""

    model: str
    sliders: tuple[str, ...]
    figures: tuple[str | Shown, ...]
    line: Callable[[BusinessModel], str]

    def start(self) -> BusinessModel:
        """The model with its defaults."""
        return models.all_models()[self.model]()

    def read(self, model: BusinessModel) -> list[tuple[str, str, str]]:
        """Label, figure and unit of each card."""
        cards = []
        for one in self.figures:
            figure = (
                type(model).__kpis__[one] if isinstance(one, str) else kpi(one.label, one.unit, one.infinite)
            )
            value = getattr(model, one) if isinstance(one, str) else one.compute(model)
            cards.append((figure.label, *figure.parts(value)))
        return cards


# --- a sale -------------------------------------------------------------------------------------------------


def _excl_vat(m) -> float:
    return m.basket / (1 + m.vat)


def _vat(m) -> float:
    return m.basket - _excl_vat(m)


def _vat_line(m) -> str:
    return (
        f"{_euros(m.basket)} ÷ {french.number(1 + m.vat)} = {_euros(_excl_vat(m))} HT. La TVA, {_euros(_vat(m))}, fait "
        f"{french.quantity(m.vat, '%')} du prix HT, et {french.quantity(m.vat / (1 + m.vat), '%')} du prix TTC."
    )


def _margin_line(m) -> str:
    first = (
        f"L'achat seul retiré, il reste {french.quantity(m.gross_margin_rate, '%')} du prix HT (marge brute)"
    )
    if m.arpu <= 0:
        return f"{first}. Tout est retourné : il n'y a plus de revenu."
    return f"{first} ; port, carte et retours payés aussi, {french.quantity(m.margin_rate, '%')} du revenu (MCV)."


def _first_order(m) -> float:
    return m.order_margin - m.cac


def _cac_line(m) -> str:
    left = _first_order(m)
    text = f"La première commande laisse {_euros(m.order_margin)} de marge, le client en a coûté {_euros(m.cac)} : "
    if left >= 0:
        return f"{text}{_euros(left)} restent dès le premier jour."
    if m.ltv < m.cac:
        return f"{text}il manque {_euros(-left)}, et ses commandes suivantes ne suffiront pas."
    return f"{text}il manque {_euros(-left)}, que ses commandes suivantes doivent rapporter."


# --- a customer ---------------------------------------------------------------------------------------------


def _listed_excl_vat(m) -> float:
    return m.price / (1 + m.vat)


def _arpu_line(m) -> str:
    return (
        f"Affiché {french.exact(m.price)} € TTC, soit {_euros(_listed_excl_vat(m))} HT. Encaissé par abonné : "
        f"{_euros(m.arpu)} par mois, remises, offres familiales et partenaires déduits."
    )


def _per_declared(m) -> float:
    return m.arpu * (1 - m.inactive_share)


def _active_line(m) -> str:
    if m.inactive_share == 1:
        return "Aucun des abonnés déclarés ne paie."
    if not m.inactive_share:
        return f"Les {_subscribers(m.starting_customers)} déclarés paient tous : les deux nombres n'en font qu'un."
    return (
        f"Le communiqué dirait {_subscribers(m.declared_subscribers)} ; {_subscribers(m.starting_customers)} paient. Diviser le "
        f"revenu par les déclarés donnerait {_euros(_per_declared(m))} au lieu de {_euros(m.arpu)}."
    )


def _left_in_a_year(m) -> float:
    return 1 - (1 - m.churn) ** _YEAR


def _lost_a_month(m) -> float:
    return m.churn * m.starting_customers


def _churn_line(m) -> str:
    rate = french.quantity(m.churn, "%")
    return (
        f"Sur un an, 1 − (1 − {rate})¹² = {french.quantity(_left_in_a_year(m), '%')} des abonnés partent. "
        f"Multiplier par douze donnerait {french.quantity(_YEAR * m.churn, '%')}."
    )


def _ltv_line(m) -> str:
    if m.churn == 0:
        return "Si personne ne part, la durée est sans limite : la valeur vie l'est aussi, et ne prouve rien."
    return f"{_euros(m.margin_per_customer)} par mois × {french.number(m.lifetime)} mois = {_euros(m.ltv)}."


# --- a platform ---------------------------------------------------------------------------------------------


def _volume(m) -> float:
    return m.gmv_per_customer * m.starting_customers


def _revenue(m) -> float:
    return m.arpu * m.starting_customers


def _gmv_line(m) -> str:
    return (
        f"Les acheteurs paient {french.compact(_volume(m))} en un mois. {french.compact(_revenue(m))} entrent dans le "
        "chiffre d'affaires de la plateforme ; le reste est aux vendeurs et à l'État."
    )


def _commission(m) -> float:
    return m.commission * m.price


def _other_fees(m) -> float:
    return m.arpu / m.orders_per_month - _commission(m)


def _commission_line(m) -> str:
    if not m.price:
        return "Sans prix, il n'y a rien à prélever."
    return (
        f"{_euros(_commission(m))} de commission + {_euros(_other_fees(m))} d'autres frais = "
        f"{_euros(_commission(m) + _other_fees(m))} HT, sur {_euros(m.price)} TTC : "
        f"{french.quantity(m.effective_take_rate, '%')}."
    )


# --- a firm -------------------------------------------------------------------------------------------------


def _threshold_line(m) -> str:
    naive, real, steady = m.break_even_customers, m.break_even_renewal, m.steady_state_customers
    if not math.isfinite(naive):
        return "Chaque client coûte plus qu'il ne rapporte : aucun nombre de clients ne suffit."
    text = f"Il faudrait {_subscribers(naive)} si personne ne partait, "
    if not math.isfinite(real):
        return f"{text}et aucun nombre ne suffit puisqu'il faut remplacer ceux qui partent."
    text += f"{_subscribers(real)} puisqu'il faut remplacer ceux qui partent. "
    if not math.isfinite(steady) or steady >= real:
        return f"{text}À ce rythme, l'entreprise y arrive."
    return f"{text}À ce rythme, elle plafonne à {_subscribers(steady)} : elle n'y arrive pas."


def _profits(m) -> list[float]:
    return m.walked["profit"]


def _first_month_without_loss(m) -> float:
    found = next((month for month, profit in enumerate(_profits(m), 1) if profit >= 0), None)
    return math.inf if found is None else float(found)


def _month_line(m) -> str:
    month, first = _first_month_without_loss(m), _profits(m)[0]
    if not math.isfinite(month):
        return f"Résultat du mois 1 : {french.compact(first)}. En {MONTHS} mois, le point mort n'est pas atteint."
    if month == 1:
        last = _profits(m)[-1]
        text = f"Résultat du mois 1 : {french.compact(first)}. L'entreprise ne perd rien dès le départ"
        return f"{text}." if last >= 0 else f"{text}, mais {french.compact(last)} au mois {MONTHS}."
    return (
        f"Résultat du mois 1 : {french.compact(first)}. Le mois {month:.0f} est le premier sans perte. Les pertes "
        "d'avant restent à combler."
    )


def _lowest_month(m) -> float:
    cash = m.walked["cash"]
    return float(cash.index(min(cash)) + 1) if min(cash) < 0 else 0.0


def _last_cash(m) -> float:
    return m.walked["cash"][-1]


def _funding_line(m) -> str:
    if not m.funding_need:
        return "La trésorerie ne descend jamais sous zéro : il n'y a rien à financer."
    return (
        f"La trésorerie descend à {french.compact(-m.funding_need)} au mois {_lowest_month(m):.0f} : c'est la somme à réunir. "
        f"Au mois {MONTHS}, elle vaut {french.compact(_last_cash(m))}."
    )


def _run_rate(m) -> float:
    return _YEAR * m.path(_YEAR)["revenue"][-1]


def _year_revenue(m) -> float:
    return sum(m.path(_YEAR)["revenue"])


def _arr_line(m) -> str:
    gap = _run_rate(m) - _year_revenue(m)
    side = "de plus" if gap >= 0 else "de moins"
    return (
        f"Dernier mois × 12 : {french.compact(_run_rate(m), '$')}. Douze mois additionnés : "
        f"{french.compact(_year_revenue(m), '$')}. L'ARR dit {french.compact(abs(gap), '$')} {side}."
    )


def _euros(value: float) -> str:
    return french.quantity(value, "€", None if abs(value) >= 100 or value == round(value) else 2)


def _subscribers(value: float) -> str:
    """« 10,5 millions d'abonnés », « 900 000 abonnés »."""
    if value < 1e6:
        return french.plural(value, "abonné")
    return f"{french.plural(value / 1e6, 'million')} d'abonnés"


DEMOS = {
    "TTC": Demo("D2C", ("basket",),
        (Shown("Prix HT", "€", _excl_vat), Shown("TVA, pour l’État", "€", _vat),
         Shown("Part de la TVA dans le prix TTC", "%", lambda m: m.vat / (1 + m.vat))), _vat_line),
    "MCV": Demo("D2C", ("cogs", "return_rate"), ("order_margin", "margin_rate", "gross_margin_rate"), _margin_line),
    "CAC": Demo("D2C", ("cac",),
        ("order_margin", Shown("Première commande, CAC déduit", "€", _first_order), "ltv_cac"), _cac_line),
    "ARPU": Demo("Freemium", ("price", "partner_share"),
        (Shown("Prix affiché, hors taxes", "€ / mois", _listed_excl_vat), "direct_arpu", "arpu"), _arpu_line),
    "Actif": Demo("Freemium", ("inactive_share",),
        ("declared_subscribers", Shown("Abonnés qui paient", "abonnés", lambda m: m.starting_customers),
         Shown("Revenu par abonné déclaré", "€ / mois", _per_declared)), _active_line),
    # A rate of people: that of the SaaS model is a rate of revenue.
    "Attrition": Demo("Freemium", ("churn",),
        (Shown("Abonnés partis en douze mois", "%", _left_in_a_year), "lifetime",
         Shown("Abonnés perdus le premier mois", "abonnés", _lost_a_month)), _churn_line),
    "LTV": Demo("Freemium", ("churn", "royalties"), ("margin_per_customer", "lifetime", "ltv"), _ltv_line),
    "GMV": Demo("Marketplace", ("basket", "commission_rate"),
        (Shown("Volume d’affaires du mois", "€ TTC", _volume), Shown("Chiffre d’affaires du mois", "€ HT", _revenue),
         "effective_take_rate"), _gmv_line),
    "Commission": Demo("Recommerce", ("commission", "buyer_fee"),
        (Shown("Commission affichée", "% du prix TTC", lambda m: m.commission),
         Shown("Autres frais, par commande", "€ HT", _other_fees), "effective_take_rate"), _commission_line),
    "Seuil": Demo("Freemium", ("fixed_costs", "new_customers"),
        ("break_even_customers", "break_even_renewal", "steady_state_customers"), _threshold_line),
    "Point-mort": Demo("Marketplace", ("new_customers", "fixed_costs"),
        (Shown("Résultat du premier mois", "€", lambda m: _profits(m)[0]),
         Shown("Premier mois sans perte", "", _first_month_without_loss, "jamais en 36 mois"),
         Shown(f"Résultat du mois {MONTHS}", "€", lambda m: _profits(m)[-1])), _month_line),
    "Financement": Demo("Marketplace", ("working_capital_days", "cac", "new_customers"),
        ("funding_need", Shown("Mois du creux", "", _lowest_month),
         Shown(f"Trésorerie au mois {MONTHS}", "€", _last_cash)), _funding_line),
    "ARR": Demo("SaaS", ("new_customers", "churn"),
        (Shown("ARR à la fin de l’année", "$", _run_rate), Shown("Chiffre d’affaires de l’année", "$", _year_revenue),
         Shown("ARR moins chiffre d’affaires", "$", lambda m: _run_rate(m) - _year_revenue(m))), _arr_line),
}  # fmt: skip
