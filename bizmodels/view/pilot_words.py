"""One line of explanation for what is not known, and for what a lever declares: read on the page, never in a tooltip alone."""

from __future__ import annotations

import re

from bizmodels import french
from bizmodels.core.change import Lever
from bizmodels.pilot.rules import Rules
from bizmodels.pilot.subjects import LEVER, REACTION, REGULARS, SETTING, Subject

# Sentences of a lever's card that speak of another page.
_ELSEWHERE = ("se défend aussi", "la leçon")


def groups(rules: Rules) -> dict[str, list[str]]:
    """What may be tested, under its heading: the firm, the market's answers, the channel, what levers do."""
    own, found = type(rules.model).__params__, {}
    for name, one in rules.subjects.items():
        if one.kind == LEVER:
            heading = "Ce que fait un levier, en fois l’effet déclaré"
        elif one.kind == REACTION:
            heading = "Ce que le marché répond"
        else:
            heading = "Vos clients" if name in own else f"{rules.channel.name}, si elle est ouverte"
        found.setdefault(heading, []).append(name)
    return found


def meaning(rules: Rules, name: str) -> str:
    """What one reads in a test's answer: which way is good, and by how much, in French."""
    one = rules.subjects[name]
    if one.kind == LEVER:
        told = (
            "0 : il ne fait rien. 1 : il fait ce qu’il déclare"
            f"{_declared_of(rules, name)}. {french.exact(one.high)} : {french.exact(one.high)} fois autant."
        )
    elif one.kind == SETTING:
        told = _first_sentence(type(rules.firm).__params__[name].help)
    elif name == REGULARS:
        told = _power(one, 1.1, "Avec un prix 10 % plus haut, les départs montent de")
        told += " Plus c’est grand, plus monter le prix coûte cher. Une baisse, elle, en retient bien moins."
    elif name == "acquisition":
        told = "1 : chaque euro gagne autant que le premier. "
        told += _power(one, 2.0, "Doubler le budget amène en plus, en clients,")
        told += " Plus c’est petit, plus la publicité s’use : la seconde moitié gagne peu."
    elif name == "price":
        told = _power(one, 1 / 1.1, "Avec un prix 10 % plus haut, la demande perd")
        told += " Plus c’est grand, plus monter le prix coûte cher."
    else:
        told = _power(one, 1.1, "S’ils reçoivent 10 % de plus, l’offre gagne")
        told += " Plus c’est petit, moins ils répondent."
    return french.typeset(told)


def _power(one: Subject, ratio: float, before: str) -> str:
    """« Doubler le budget amène 23 % si c’est 0,3, et 87 % si c’est 0,9. »"""
    low, high = (
        f"{french.quantity(abs(ratio**value - 1), '%', 0)} si c’est {french.exact(value)}"
        for value in (one.low, one.high)
    )
    return f"{before} {low}, et {high}."


def _first_sentence(text: str) -> str:
    found = re.match(r".+?[.!?](?=\s|$)", text or "")
    return found[0] if found else (text or "")


def _declared_of(rules: Rules, name: str) -> str:
    if name in rules.levers:
        return f" ({effects(rules, rules.levers[name])})"
    return ""


def effects(rules: Rules, lever: Lever) -> str:
    """The effect that a lever declares: « attrition (churn) −10 % »."""
    params, said = type(rules.firm).__params__, []
    for name, shift in lever.moved(rules.firm).items():
        label = params[name].label
        label = label if label[:2].isupper() else label[:1].lower() + label[1:]
        if shift.factor != 1:
            said.append(f"{label} {_sign(shift.factor - 1)}{french.quantity(shift.factor - 1, '%', 0)}")
        if shift.added:
            said.append(f"{label} {_sign(shift.added)}{french.quantity(shift.added, params[name].unit)}")
    return ", ".join(said)


def _sign(value: float) -> str:
    return "+" if value > 0 else ""


def lever_said(rules: Rules, name: str, there: bool) -> str:
    """What a lever that is pressed declares, and what is not known of it."""
    lever = rules.levers[name]
    if there:
        return french.typeset("Vous arrêtez de le payer, et son effet cesse.")
    kept = [one for one in re.split(r"(?<=[.!?])\s+", lever.why) if not any(far in one for far in _ELSEWHERE)]
    told = f"Effet déclaré : {effects(rules, lever)}. {' '.join(kept)}"
    if one := rules.subjects.get(name):
        told += f" L’effet vrai est caché : de {french.exact(one.low)} à {french.exact(one.high)} fois l’effet déclaré. Un test le mesure."
    return french.typeset(told)
