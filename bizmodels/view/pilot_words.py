"""One line of explanation for what is not known, and for what a lever declares: read on the page, never in a tooltip alone."""

from __future__ import annotations

import re

from bizmodels import french
from bizmodels.core.change import Lever
from bizmodels.pilot.rules import FALL, Rules
from bizmodels.pilot.subjects import LEVER, REGULARS, SETTING, Subject

# Sentences of a lever's card that speak of another page.
_ELSEWHERE = ("se défend aussi", "la leçon")


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
        told = (
            f"{_power(one, 1.1, 'Prix 10 % plus haut, chaque mois il part', 'de clients installés en plus')} Grand, monter le prix "
            f"coûte cher. Une baisse, elle, n’en retient que le quart ({french.quantity(FALL, '%')} de cette puissance)."
        )
    elif name == "acquisition":
        told = (
            "1 : chaque euro gagne autant que le premier. "
            f"{_power(one, 2.0, 'Doubler la publicité amène', 'de clients en plus')} Petit, elle s’use vite : la seconde moitié "
            "gagne peu. Grand, monter le budget rapporte."
        )
    elif name == "price":
        told = f"{_power(one, 1 / 1.1, 'Prix 10 % plus haut, la demande perd', '')} Grand, monter le prix coûte cher."
    else:
        told = f"{_power(one, 1.1, 'Ils reçoivent 10 % de plus, leur présence gagne', '')} 0 : ils ne répondent pas."
    return french.typeset(told)


def _power(one: Subject, ratio: float, before: str, after: str) -> str:
    """« Doubler la publicité amène 23 % de clients en plus à 0,3 ; 87 % à 0,9. »"""
    low, high = (
        f"{french.quantity(abs(ratio**value - 1), '%', 0)}{f' {after}' if after and not n else ''} à {french.exact(value)}"
        for n, value in enumerate((one.low, one.high))
    )
    return f"{before} {low} ; {high}."


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
