"""Where the words of a sentence and a row of the base are at odds: a rise told of a level, a share of something else, adjusted, a panel."""

from __future__ import annotations

import re

from bizmodels.facts.facts import Fact, metric_label

_NUMBER = r"([0-9]+(?:[.,][0-9]+)?)\s?(?:%|pour\s?cent)"
_MORE = r"(?:augment|progress|mont[eéa]|cro[iî]|bond|hauss|baiss|recul|chut|diminu|grimp|gagn|évol)\w*"
_RISE = re.compile(
    rf"\b{_MORE}(?:(?!\bà\b)[^.;:0-9]|\d{{4}})*?\b(?:de|d[’'](?:environ|à peu près)|fut|:)\s(?:près de |plus de )?{_NUMBER}(?![^.;:]{{0,20}} à [0-9]+(?:[.,][0-9]+)?\s?(?:%|pour))"
    rf"|{_NUMBER}\s(?:de plus|de moins|de hausse|de croissance|de baisse|d[’']augmentation)|\+\s?{_NUMBER}",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    r"\b(?:pass|mont|progress|grimp|augment|baiss|recul)\w*\s(?:\w+\s)?de\s[0-9]", re.IGNORECASE
)
_SHARE = re.compile(
    r"(?:%|pour\s?cent)\s(?:du|de la|de l[’']|de tout(?:es|e)?(?: l[ea]s?)?|des|d[’'])\s?([^,;.:()]+)",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"\bdans (?:le |la |les |l[’'])([^,;]+)", re.IGNORECASE)
# What a share may be of: two families are two figures.
_FAMILIES = {
    "ventes": r"vente|CA\b|chiffre d|marché|volume d|commerce\b|dépens|revenu",
    "personnes": r"cyberacheteur|acheteur|client|internaute|français\b|foyer|personne|utilisateur|abonné|18-35",
    "entreprises": r"société|entreprise|PME|sites?\b|vendeur",
    "opérations": r"livraison|opération|commande|transaction|achat",
}
_WHOLE = re.compile(
    r"(?<!pas )(?:\b(?:de |du )?tout le (?:\w+ )?marché|\bmarché (?:\w+ )?(?:entier|total)|\bensemble du marché)",
    re.IGNORECASE,
)
_NOT_WHOLE = re.compile(
    r"\b(?:pas|non|ni)\s(?:celui |ceux |celle )?(?:du|le|de|au|tout)\b[^,;.]*marché", re.IGNORECASE
)
_OF_PANEL = re.compile(
    r"\b(?:du|d[’']un|dans (?:un|le)|sur (?:un|le)|de ce|au) (?:\w+ )?(?:panel|échantillon)|\bpanel (?:iC|d[eu’'])",
    re.IGNORECASE,
)
_WARNS = re.compile(
    r"confondre|distinguer|pas (?:le|du|la|part)\b|erreur|périmètre|définition|raccourci|probablement|recal|méthod|mal traduit",
    re.IGNORECASE,
)


def rise(sentence: str) -> str:
    """The number (%) that a sentence tells as a rise or a fall; « » when none is.

    >>> from bizmodels.facts import at_odds
    >>> at_odds.rise("Les ventes ont augmenté de 15 % en 2023."), at_odds.rise("Le mobile monte à 39 %.")
    ('15', '')
    """
    found = _RISE.search(sentence)
    return next((one for one in found.groups() if one), "") if found else ""


def compares(sentence: str) -> bool:
    """Whether it sets two dates side by side: a rise, or « passe de … à … »."""
    return bool(rise(sentence) or _FROM_TO.search(sentence))


def is_growth(row: Fact) -> bool:
    """Whether a row is itself a change, not a level."""
    return bool(re.match(r"(?:Croissance|Hausse|Baisse|Évolution)\b", metric_label(row.metric)))


def other_share(sentence: str, row: Fact) -> str:
    """What the row's share is of, where the sentence says a share of something else; « » where they agree or do not say."""
    said = _SHARE.search(sentence)
    true = _SHARE.match(row.unit) or (
        _WITHIN.search(metric_label(row.metric)) if row.unit.startswith("%") else None
    )
    if not said or not true or not row.unit.startswith("%"):
        return ""
    one, other = _family(said[1]), _family(true[1])
    return true[1] if one and other and one != other else ""


def _family(text: str) -> str:
    """The family of the first word that has one."""
    places = {name: re.search(rf"\b(?:{words})", text, re.IGNORECASE) for name, words in _FAMILIES.items()}
    found = {name: one.start() for name, one in places.items() if one}
    return min(found, key=found.__getitem__) if found else ""


def adjusted(sentence: str, row: Fact) -> str:
    """What is wrong with « ajusté », in French; « » when nothing is."""
    says, is_so = (
        bool(re.search(r"\bajust", text, re.IGNORECASE)) for text in (sentence, metric_label(row.metric))
    )
    if says == is_so or re.search(r"\bnon ajust", sentence, re.IGNORECASE):
        return ""
    if is_so:
        return "Ce chiffre est ajusté : dites-le."
    return f"Cette ligne n'est pas ajustée : ce sont deux définitions{to_read(row)}."


def panel(sentence: str, row: Fact) -> str:
    """What is wrong where the row is that of a panel; « » when nothing is."""
    if "panel" not in f"{metric_label(row.metric)} {row.unit}".casefold():
        return ""
    if _WHOLE.search(sentence) and not _NOT_WHOLE.search(sentence):
        return f"Ce chiffre est celui d'un panel, pas du marché entier{to_read(row)}."
    return (
        ""
        if _OF_PANEL.search(sentence)
        else "Ce chiffre est celui d'un panel, pas du marché : dites-le (« des ventes d'un panel »)."
    )


def world(sentence: str, row: Fact) -> str:
    """What is wrong where the row is that of the world; « » when nothing is."""
    plain = re.sub(r"tout le monde|le monde sait", "", sentence, flags=re.IGNORECASE)
    if not row.entity.startswith("Monde"):
        return ""
    if not re.search(r"\bmond", plain, re.IGNORECASE):
        return "Ce chiffre est celui du monde, pas de la France : dites-le."
    return (
        "Ce chiffre est celui du monde : il ne dit rien de la France."
        if re.search(r"\ben France|\bfrançais", plain, re.IGNORECASE)
        else ""
    )


def to_read(row: Fact) -> str:
    """« , à lire : la note de la ligne dit « … » »; « » without a note."""
    return f". À lire : la note de la ligne dit « {row.note.rstrip('.')} »" if row.note else ""


def warns(row: Fact) -> bool:
    """Whether its note sets a limit that words cannot check."""
    return bool(_WARNS.search(row.note))
