"""« D’où vient ce chiffre ? »: its definition, its equation, and behind a click where each input comes from."""

from __future__ import annotations

import html
from inspect import getattr_static

from bizmodels import french
from bizmodels.core.equations import Expr, equation, expression, symbols_of
from bizmodels.core.model import BusinessModel
from bizmodels.core.param import Constant
from bizmodels.errors import LearnerError
from bizmodels.facts import facts
from bizmodels.facts.evidence import label_of

# What a figure that follows the months does not read: a month's profit knows no delay of payment, cash no interest.
_NOT_IN = {
    "profit_36": {"working_capital_days", "setup_cost", "discount_rate"},
    "funding_need": {"discount_rate"},
}

# The word of the glossary that says what a key figure is; a word that is not there yet is left out in silence.
_WORD = {
    "order_margin": "MCV",
    "mission_margin": "MCV",
    "trip_margin": "MCV",
    "margin_per_appointment": "MCV",
    "margin_per_customer": "MCV",
    "arpu": "ARPU",
    "subscription_arpu": "ARPU",
    "usage_arpu": "ARPU",
    "average_churn": "Attrition",
    "average_cac": "CAC",
    "cac_per_customer": "CAC",
    "ltv": "LTV",
    "ltv_cac": "LTV/CAC",
    "cac_payback": "Retour sur CAC",
    "cac_payback_survival": "Retour sur CAC",
    "break_even_customers": "Seuil",
    "break_even_renewal": "Seuil",
    "funding_need": "Financement",
    "steady_state_customers": "Régime permanent",
    "gmv_per_customer": "GMV",
    "effective_take_rate": "Commission",
    "take_rate_excl_vat": "Commission",
    "mrr_per_account": "MRR",
    "nrr": "NRR",
    "grr": "GRR",
    "rule_of_40": "Règle des 40",
    "magic_number": "Nombre magique",
}

# What a key figure is that no word of the glossary says, in one sentence.
_SAID = {
    "profit_36": "Ce qui reste du trente-sixième mois, une fois payés ce que coûtent les ventes, la publicité et les coûts fixes.",
    "steady_state_profit": "Ce qui reste d’un mois, tout payé, quand il part autant de clients qu’il en arrive.",
    "ltv_discounted": "La marge que laisse un client tant qu’il reste, où un euro reçu plus tard compte moins qu’un euro d’aujourd’hui.",
    "lifetime": "Le nombre de mois qu’un client reste en moyenne.",
    "margin_rate": "La part du revenu hors taxes qui reste une fois payé ce que chaque client coûte à servir.",
    "gross_margin_rate": "La part du prix hors taxes qui reste une fois l’article payé, avant retours et livraison.",
    "cost_to_serve": "Ce que coûte de servir un client pendant un mois, coûts fixes et publicité à part.",
    "first_month_weight": "Le nombre de mois ordinaires que vaut le premier mois d’un client.",
    "renewed_margin": "Ce que laisse un client en un mois, une fois remplacés ceux qui partent.",
    "steady_state_horizon": "Le nombre de mois avant que le nombre de clients soit à moins de 10 % de celui du régime permanent.",
    "repeat_rate_12": "La part des nouveaux clients qui commandent de nouveau dans les douze mois.",
    "refurbisher_margin": "Ce que laisse un appareil à celui qui le remet en état et le vend, tout payé.",
    "customer_roi": "Ce que gagne le cabinet, prix de l’agenda retiré, rapporté à ce prix : au-dessous de zéro, il y perd.",
    "conversion_value": "Ce que vaut un abonné payant de plus qu’un gratuit.",
    "channel_share": "La part des ventes nettes des deux canaux qui passe par le site.",
    "incremental_margin": "La marge que laissent les commandes de la place de marché, moins celle des commandes qu’elle prend au site.",
    "match_rate": "La chance qu’une recherche trouve un trajet.",
    "revenue_per_trip": "Les frais de service hors taxes sur une place vendue ; ce que reçoit le conducteur n’en fait pas partie.",
    "critical_mass": "Le nombre de membres actifs à partir duquel la marge paie les coûts fixes.",
    "utilization": "La part du temps des prestataires que prennent les missions ; au-dessus de 100 %, elles s’accumulent.",
    "waiting_probability": "La part des missions urgentes qui trouvent tous les prestataires de leur zone occupés, d’après la formule d’Erlang C.",
    "lost_share": "La part des missions demandées qui n’ont pas lieu, faute d’un prestataire libre.",
}  # fmt: skip


def trail(model: BusinessModel, name: str) -> str:
    """HTML (with LaTeX between $$) that says what one key figure of a model is, and retraces it down to its sources."""
    cls = type(model)
    figure = cls.__kpis__[name]
    tree = expression(cls, name)
    order = _order(cls)
    terms = sorted(symbols_of(tree), key=order)
    inputs = sorted(_leaves(cls, name) - set(terms), key=order)
    table = _table("Dans cette équation", [_row(model, s) for s in terms])
    table += _table("Les réglages d’où tout part", [_row(model, s) for s in inputs])
    if _walks(tree):
        table += (
            "<p class='note'>Ce chiffre se compte mois par mois : les réglages ci-dessus y prennent part.</p>"
        )
    return (
        f"<div class='panel'><h4>{html.escape(figure.label)} : {html.escape(figure.show(getattr(model, name)))}</h4>"
        f"{_definition(name)}<div class='eq' tabindex='0'>$${html.escape(equation(cls, name))}$$</div>"
        f"<details><summary>D’où viennent ces nombres{french.NBSP}?</summary>{table}</details></div>"
    )


def _definition(name: str) -> str:
    """Its own sentence, else that of the glossary; « » where it has no such word."""
    if name in _SAID:
        return f"<p>{html.escape(french.typeset(_SAID[name]))}</p>"
    from bizmodels import words  # pandas comes with it: paid when a card is opened

    try:
        word = words.find(_WORD[name])
    except (KeyError, LearnerError):
        return ""
    return f"<p>{html.escape(word.definition)}</p>"


def _leaves(cls: type[BusinessModel], name: str) -> set[str]:
    """Parameters and constants that a key figure finally rests on."""
    if name in cls.__params__ or name not in cls.__kpis__:
        return {name}
    tree = expression(cls, name)
    if _walks(tree):
        constants = {n for n in dir(cls) if isinstance(getattr_static(cls, n), Constant)}
        return set(cls.__params__) - _NOT_IN.get(name, set()) | constants
    return set().union(*(_leaves(cls, s) for s in symbols_of(tree)))


def _walks(tree: Expr) -> bool:
    """Whether a figure calls a formula that follows the months: then every parameter takes part."""
    if tree.op == "call" and not tree.args and tree.name.startswith(r"\text"):
        return True
    return any(_walks(a) for a in tree.args if isinstance(a, Expr))


def _table(title: str, rows: list[str]) -> str:
    if not rows:
        return ""
    head = f"<tr><th scope='col'>{title}</th><th scope='col'>Valeur</th><th scope='col'>D’où vient-il ?</th></tr>"
    return f"<table>{head}{''.join(rows)}</table>"


def _order(cls):
    names = [*cls.__kpis__, *cls.__params__]
    return lambda n: names.index(n) if n in names else len(names)


def _row(model: BusinessModel, symbol: str) -> str:
    cls = type(model)
    if symbol in cls.__kpis__ and symbol not in cls.__params__:
        figure = cls.__kpis__[symbol]
        return _cells(figure.label, figure.show(getattr(model, symbol)), "calculé à partir des réglages")
    if symbol in cls.__params__:
        param, value = cls.__params__[symbol], getattr(model, symbol)
        shown = param.show(value)
        label, where = param.standing(cls.case)
        if (chosen := model.values()[symbol]) != value:
            shown = param.show(float(f"{value:.4g}"))
            return _cells(
                param.label, shown, f"réponse du marché à vos réglages ({param.show(chosen)} sans elle)"
            )
        if value != cls.model_fields[symbol].get_default():
            return _cells(param.label, shown, "votre réglage")
        return _cells(param.label, shown, where if label == "hypothèse" else f"{label} : {where}")
    constant = getattr(cls, symbol)
    if not constant.source:
        return _cells(constant.label, constant.show(), "hypothèse")
    source = (
        f"{label_of(constant.source, constant.factor, cls.case)} : {facts.fact_from_key(constant.source)}"
    )
    return _cells(constant.label, constant.show(), source)


def _cells(label: str, value: str, where: str) -> str:
    return f"<tr><th scope='row'>{html.escape(label)}</th><td>{html.escape(value)}</td><td>{html.escape(where)}</td></tr>"
