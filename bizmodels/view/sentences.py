"""The sentences under a picture: what it shows, in words (they are also its alternative text)."""

from __future__ import annotations

import math
import re
from itertools import pairwise

from bizmodels import french
from bizmodels.core.model import BusinessModel
from bizmodels.core.reactions import unanswered


def change_words(model: BusinessModel, before: BusinessModel, limit: int = 2) -> str:
    """« Panier moyen TTC à 75 € au lieu de 60 € »: what differs from ``before``; « » when nothing does."""
    changed = _changed(model, before)
    market = _market_words(model, before)
    if not changed:
        return market[:1].upper() + market[1:]
    if len(changed) > limit:
        return f"{len(changed)} réglages changés" + (f", {market}" if market else "")
    params = type(model).__params__
    words = french.listing(
        f"{_lower(params[n].label)} à {_value(params[n], model.values()[n])} au lieu de {_value(params[n], before.values()[n])}"
        for n in changed
    )
    return words[0].upper() + words[1:] + (f", {market}" if market else "")


def _market_words(model: BusinessModel, before: BusinessModel) -> str:
    """Whether the market reacts in one firm and not in the other, or otherwise."""
    if _strengths(model) == _strengths(before):
        return ""
    if not _strengths(model):
        return "le marché ne réagissant plus"
    return "le marché réagissant autrement" if _strengths(before) else "le marché réagissant"


def _strengths(model: BusinessModel) -> dict[str, float]:
    """What reacts, neutral strengths left out."""
    acting = model.reacts.strengths if model.reacts else {}
    return {name: value for name, value in acting.items() if value != type(model).reactions[name].neutral}


def short_change(model: BusinessModel, before: BusinessModel) -> str:
    """A short name of what differs from ``before``: « Attrition 12 », « Panier moyen TTC 75 et 2 autres »."""
    changed = _changed(model, before)
    market = _strengths(model) != _strengths(before)
    market = (" (le marché réagit)" if _strengths(model) else " (sans réaction)") if market else ""
    if not changed:
        return f"Départ{market}"
    param = type(model).__params__[changed[0]]
    name = f"{param.label.split(' (')[0]} {_value(param, model.values()[changed[0]])}"
    others = len(changed) - 1
    return (name if not others else f"{name} et {others} {'autre' if others == 1 else 'autres'}") + market


def _changed(model: BusinessModel, before: BusinessModel) -> list[str]:
    start = before.values()
    return [n for n, v in model.values().items() if v != start.get(n)]


def _lower(label: str) -> str:
    return label[0].lower() + label[1:] if label[1:2].islower() else label


def _value(param, value: float) -> str:
    unit = param.unit.split("/")[0].strip().split(" ")[0] if param.unit[:1] in "€%$" else ""
    # What a search found has ten digits; its field shows four.
    value = float(round(value)) if abs(value) >= 1_000 else float(f"{value:.4g}")
    return f"{param.digits(value)}{french.NBSP}{unit}" if unit else param.digits(value)


def moves_price(model: BusinessModel, before: BusinessModel) -> bool:
    """Whether a price or a fee moved: then demand is held still, and the screen says so."""
    moved = [type(model).__params__[n] for n in _changed(model, before)]
    return any(p.group == "Offre" and re.match(r"€|\$|%.*(prix|panier)", p.unit) for p in moved)


def answer_words(model: BusinessModel) -> str:
    """« Le prix baisse de 38 %, la demande monte de 102 % (élasticité 1,5, hypothèse). »; « » when nothing answers."""
    market = model.reacts
    if market is None:
        return ""
    told = []
    for answer in market.answers(model):
        reaction = type(model).reactions[answer.name]
        what, who = reaction.said
        if not reaction.moves:  # read by the months themselves, whatever was changed
            told.append(
                f"{who} suit {what}, mois après mois ({reaction.param.unit} "
                f"{french.exact(round(market.strengths[answer.name], 4))}, {reaction.param.standing()[0]})"
            )
            continue
        strength = f"{reaction.param.unit} {french.exact(round(market.strengths[answer.name], 4))}"
        standing = reaction.param.standing()[0]
        note = f"{strength}, {standing}"
        who_else = f"{french.NBSP}: {reaction.who}" if reaction.who else ""
        if answer.counted != answer.ratio:
            kind = "hausse" if answer.counted > 1 else "baisse"
            size = french.quantity(abs(answer.counted - 1), "%", 0)
            note += f"{french.NARROW}; compté comme une {kind} de {size}, la plus forte dont une élasticité puisse parler"
        told.append(f"{what} {_moves(answer.ratio)}, {who} {_moves(answer.factor)} ({note}){who_else}")
    text = f"{french.NARROW}; ".join(told)
    return f"{text[0].upper()}{text[1:]}." if text else ""


def _moves(ratio: float) -> str:
    if ratio == 1:
        return "ne bouge pas"
    verb = "monte" if ratio > 1 else "baisse"
    gap = abs(ratio - 1)
    return f"{verb} de {french.quantity(gap, '%', 0 if gap >= 0.1 else 1)}"


def still_words(model: BusinessModel, before: BusinessModel) -> str:
    """What does not answer in a market that does not react; « » when nothing would have."""
    silent = unanswered(model, before) - {"acquisition"}
    if silent and "price" not in silent:
        return "À comportement inchangé : personne ne réagit à ce changement."
    if silent or moves_price(model, before):
        return "À comportement inchangé : la demande ne réagit pas au prix."
    return ""


def cash_sentence(model: BusinessModel, path: dict, before: BusinessModel, before_cash: list[float]) -> str:
    """What the cash does over the months, against the scenario it is compared with."""
    cash, unit = path["cash"], model.currency
    if not math.isfinite(cash[-1]):
        return f"La trésorerie n’a pas de sens avec ces réglages{french.NBSP}: un montant est trop grand ou ne se calcule pas."
    end = french.compact(cash[-1], unit)
    words = change_words(model, before) if type(model) is type(before) else ""
    months = len(cash)
    waits = _strengths(model) != _strengths(before) and not _changed(model, before) and cash == before_cash
    if words and math.isfinite(before_cash[-1]) and not waits:
        gap = cash[-1] - before_cash[-1]
        if not gap:
            return f"{words}{french.NBSP}: la trésorerie n’en dépend pas, {end} au mois {months}."
        text = (
            f"{words}{french.NBSP}: la trésorerie au mois {months} passe de {french.compact(before_cash[-1], unit)} à {end} "
            f"({'+' if gap > 0 else ''}{french.compact(gap, unit)})."
        )
        if answers := answer_words(model):
            text += f" {answers}"
        elif model.reacts is None and (still := still_words(model, before)):
            text += f" {still}"
        return text
    text = _alone(model, cash, end)
    # Ticked, and nothing changed yet.
    return f"{text} Le marché répondra à ce que vous changerez." if waits else text


def _alone(model: BusinessModel, cash: list[float], end: str) -> str:
    """The same of one firm that is compared with none."""
    months, unit = len(cash), model.currency
    low = min(cash)
    if -model.setup_cost < 0 and -model.setup_cost <= low:
        back = next((t for t in range(months) if cash[t] >= 0), None)
        text = f"La trésorerie part de {french.compact(-model.setup_cost, unit)}, la mise de départ, et atteint {end} au mois {months}."
        return text + (f" Elle devient positive au mois {back + 1}." if back is not None else "")
    if low < 0:
        month = cash.index(low) + 1
        if month == months:
            falling = all(b <= a for a, b in pairwise([-model.setup_cost, *cash]))
            how = "baisse sans arrêt" if falling else "finit au plus bas"
            return f"La trésorerie {how} : {end} au mois {months}, et la chute continue."
        text = f"La trésorerie descend à {french.compact(low, unit)} au mois {month}, puis atteint {end} au mois {months}."
        back = next((t for t in range(month, months) if cash[t] >= 0), None)
        return text + (f" Elle redevient positive au mois {back + 1}." if back is not None else "")
    return f"La trésorerie reste positive et atteint {end} au mois {months}."


def beside(verdict: str, bet: str) -> str:
    """The last line of a card as one text: « bénéficiaire ; votre pari : 20 € »."""
    return f"{french.NARROW}; ".join(filter(None, (verdict, bet)))


def customers_sentence(model: BusinessModel, path: dict) -> str:
    """Where the customers go."""
    first, last = path["customers"][0], path["customers"][-1]
    if not (math.isfinite(first) and math.isfinite(last)):
        return f"Le nombre de {model.customer} n’a pas de sens avec ces réglages{french.NBSP}: il est trop grand ou ne se calcule pas."
    steady = model.steady_state_customers
    text = f"De {french.number(first)} {model.customer} au mois 1 à {french.number(last)} au mois {len(path['customers'])}"
    if math.isnan(steady):
        return f"{text}."
    if math.isfinite(steady):
        return f"{text} ; à ce rythme, ils tendent vers {french.number(steady)}."
    return f"{text} ; sans attrition, rien ne les arrête."


def ledger_sentence(amounts: dict[str, float], unit: str = "€") -> str:
    """Which part is the largest, what is left included, then what is left or who takes most of the rest."""
    *others, (last, margin) = amounts.items()
    if not all(map(math.isfinite, amounts.values())):
        return "Le client ne paie rien avec ces réglages, ou un montant est trop grand : il n’y a rien à partager."
    if not others:
        return f"Sur 100 {unit} TTC, tout va à une seule ligne, {french.quote(last)}."
    who, most = max(others, key=lambda item: item[1])
    if margin > most:
        largest = f"la plus grosse part est {french.quote(last)} : {french.quantity(margin, unit, 2)}"
        return f"Sur 100 {unit} TTC, {largest}. Vient ensuite {french.quote(who)} : {french.quantity(most, unit, 2)}."
    largest = f"{french.quote(who)} reçoit la plus grosse part : {french.quantity(most, unit, 2)}"
    text = f"Sur 100 {unit} TTC, {largest}"
    left = f"{last[0].lower()}{last[1:]} : {french.quantity(margin, unit, 2)}."
    return f"{text}. Il reste en {left}" if margin >= 0 else f"{text}. Il manque de l’argent, {left}"
