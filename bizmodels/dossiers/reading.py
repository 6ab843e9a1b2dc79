"""What a sentence of a dossier says, as far as words and digits show: a source, a threshold, who lends and until when."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bizmodels.dossiers.decision import folded

_MONTHS = "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
_DATE = re.compile(
    rf"(?<!\w)(?:\d{{1,2}}[/.-]\d{{1,2}}(?:[/.-]\d{{2,4}})?|\d{{4}}-\d{{2}}(?:-\d{{2}})?|(?:\d{{1,2}}(?:er)? )?(?:{_MONTHS})(?: \d{{4}})?|(?:19|20)\d\d|[ts][1-4] \d{{4}})(?!\w)"
)
_LAW = re.compile(r"(?<!\w)article\w* [lrd]?\.? ?\d")
# Words after which nobody finds the figure again, and those that say nothing at all.
_VAGUE = {
    "internet", "google", "chatgpt", "gpt", "chat", "ia", "wikipedia", "wiki", "web", "net", "site", "sites",
    "ami", "amis", "amie", "amies", "copain", "copine", "collegue", "moi", "nous", "mere", "pere", "oncle",
    "tante", "frere", "soeur", "voisin", "voisine", "famille", "connaissance", "quelqu'un", "gens", "source",
    "sources", "cours", "pif", "hasard", "pense", "crois", "estime", "estimation", "idee", "avis", "intuition",
    "impression", "environ", "instagram", "tiktok", "youtube", "facebook", "linkedin", "forum", "reseaux",
    "sociaux", "video", "pote", "potes", "camarade", "camarades", "mouille", "doigt", "nez", "todo", "faire", "completer", "trouver", "xxx", "aucune", "rien", "prof",
}  # fmt: skip
_OWNED = re.compile(r"(?<!\w)(?:invente|devine)\w*")  # whoever says so has no source
_EMPTY = {
    "un", "une", "le", "la", "les", "l", "de", "du", "des", "d", "sur", "en", "a", "au", "aux", "mon", "ma",
    "mes", "ton", "son", "ses", "avec", "selon", "par", "pour", "et", "ou", "que", "qui", "on", "m", "ai",
    "dit", "je", "c", "est", "il", "elle", "version", "num", "numero", "the", "dans", "date", "jour", "mois",
    "an", "annee", "jours", "ans", "lu", "vu", "trouve", "entendu", "notre", "nos",
}  # fmt: skip
# One such word is enough to know what was read.
_KINDS = {
    "enquete", "devis", "carnet", "releve", "releves", "facture", "factures", "contrat", "contrats", "bail",
    "essai", "etude", "rapport", "tarif", "tarifs", "grille", "entretien", "entretiens", "sondage", "test",
    "catalogue", "loi", "code", "bilan", "comptes", "insee", "annonce", "appel", "appels", "comptage",
    "registre", "fevad", "acpr", "banque",
}  # fmt: skip
_LENDER = (
    r"(?:banques?|associe\w*|tante|oncle|parents?|famille|mere|pere|soeur|frere|grand\w*|amie?s?|investisseu\w*|actionnaires?|mecene|region|mairie|"
    r"bpi\w*|fonds|fournisseurs?|clients?|abonnes|economies|epargne|subvention\w*|capital|je|j'|nous)"
)
_LENDS = r"(?:pret(?:e|es|ent|era|eront|erait)|avanc(?:e|es|ent|era|eront|ons)|apport(?:e|es|ent|era|eront)|financ(?:e|es|ent|era|eront)|couvr\w+|investi\w*)"
# Somebody who lends, or the loan itself: the mere word « banque », or « je suis prêt », is none.
_LENT = re.compile(
    rf"(?<!\w){_LENDER}(?!\w)(?: \w+){{0,3}}? (?:\w')?{_LENDS}(?!\w)|(?<!\w)j'{_LENDS}(?!\w)|"
    rf"(?<!\w)(?:pret|avance|finance|apporte)e?s? (?:\w+ )?par (?:\w+ )?{_LENDER}(?!\w)|"
    r"(?<!\w)(?:prets?|emprunts?|credits?|avance|apport|subvention) (?:bancaires?|personnel\w*|familia\w*|de (?:ma |mon |mes |la |notre |nos )?\w|d'|sur \d|du \w|aupres)|"
    r"(?<!\w)emprunt(?:e|ons|er|erai|erons)(?!\w)"
)
_NOBODY = re.compile(
    r"(?<!\w)(?:sans|ni|aucune?s?|personne|refus\w*|pas d[e']|plus d[e']|ne \w+ (?:\w+ )?(?:pas|plus|rien|jamais)|n'\w+ (?:\w+ )?(?:pas|plus|rien|jamais))(?!\w)|(?<!\w)pas d'"
)
_SMALL = {
    "un": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12,
}  # fmt: skip
_UNTIL_MONTH = re.compile(r"(?<!\w)mois (?:numero )?(\d{1,3})(?!\w)")
_UNTIL_SPAN = re.compile(rf"(?<!\w)(\d{{1,3}}|{'|'.join(_SMALL)}) (mois|ans?)(?!\w)")
_UNTIL_YEAR = re.compile(r"(?<!\w)(?:jusqu\w*|d'ici|avant|fin)\W+(?:\w+\W+){0,3}?20\d\d(?!\d)")
_SUM = re.compile(r"(\d+(?: \d{3})*(?:,\d+)?) ?(k|m)?(?:€| ?euros?)")


def is_dated(text: str) -> bool:
    """Whether a text bears a date, or the number of an article of law."""
    return bool(_DATE.search(folded(text)) or _LAW.search(folded(text)))


def is_source(text: str) -> bool:
    """Whether somebody could find the figure again: who or what, and when.

    >>> from bizmodels.dossiers.reading import is_source
    >>> is_source("Devis de loyer, mars 2026"), is_source("Internet, 2024"), is_source("un ami")
    (True, False, False)
    """
    plain = folded(text)
    if not is_dated(text) or _OWNED.search(plain):
        return False
    said = set(re.findall(r"[^\W\d_]{3,}", _DATE.sub(" ", plain))) - _EMPTY
    return bool(said & _KINDS or _LAW.search(plain)) or (
        len({one for one in said - _VAGUE if len(one) > 3}) >= 2
    )


def is_hypothesis(text: str) -> bool:
    """Whether a text owns that it is a hypothesis, accent or not."""
    return folded(text).startswith(("hypothese", "hypotese", "supposition"))


def has_threshold(text: str) -> bool:
    """Whether a number stands in it that is no date: « le 12 mars » is none.

    >>> from bizmodels.dossiers.reading import has_threshold
    >>> has_threshold("Moins de 50 inscrits le 12 mars."), has_threshold("Le 12 mars.")
    (True, False)
    """
    return bool(re.search(r"\d", _DATE.sub(" ", folded(text)))) or bool(
        re.search(
            r"(?<!\w)(?:vingt|trente|quarante|cinquante|soixante|cent|cents|mille|moitie|tiers|quart|dix|douze|zero)(?!\w)",
            folded(text),
        )
    )


@dataclass(frozen=True)
class Loan:
    """Money that somebody advances, as a sentence says it.

    Attributes:
        until: month at which it is due, None where the date is not counted in months.
        amount: in the currency of the sentence, None where none is said.
    """

    until: int | None
    amount: float | None


def loan(text: str) -> Loan | None:
    """The money that somebody is said to lend, and until when; None where one of the two is not said (« sans prêt » is none).

    >>> from bizmodels.dossiers.reading import loan
    >>> loan("Lancer à 15 € : ma tante avance 90 000 € jusqu’au mois 72.")
    Loan(until=72, amount=90000.0)
    """
    plain = folded(text)
    if not any(
        _LENT.search(one) and not _NOBODY.search(one) for one in re.split(r"[.;:,]|(?<!\w)mais(?!\w)", plain)
    ):
        return None
    spans = [
        (int(n) if n.isdigit() else _SMALL[n]) * (12 if unit.startswith("an") else 1)
        for n, unit in _UNTIL_SPAN.findall(plain)
    ]
    until = max([*(int(n) for n in _UNTIL_MONTH.findall(plain)), *spans], default=None)
    if until is None and not _UNTIL_YEAR.search(plain):
        return None
    sums = [
        float(n.replace(" ", "").replace(",", ".")) * {"k": 1e3, "m": 1e6}.get(size, 1)
        for n, size in _SUM.findall(plain)
    ]
    return Loan(until, max(sums, default=None))
