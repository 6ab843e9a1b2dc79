"""What a French sentence says of a figure: number, unit, date, who counted, what is counted. Words, not meaning."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from bizmodels import french
from bizmodels.facts.search import plain_words

_SPACE = rf"[ {french.NBSP}{french.NARROW}]"
_DIGITS = rf"[−-]?[0-9]{{1,3}}(?:{_SPACE}[0-9]{{3}})+(?:,[0-9]+)?|[−-]?[0-9]+(?:[.,][0-9]+)?"
# What is counted, one by one; a base that counts « sites » does not count « entreprises ».
_COUNTED = (
    "sites?|commandes?|transactions?|acheteurs?|cyberacheteurs?|clients?|abonnés?|abonnements?|entreprises?|sociétés?"
    "|vendeurs?|PME|visites?|jours?|mois"
)
_MONEY = rf"(?:{_SPACE}(?:d[’']euros?|de{_SPACE}dollars?|€|\$))?"
_UNIT = (
    rf"%|€|\$|k€|M€|Md€|M\$|Md\$|milliards?{_MONEY}|millions?{_MONEY}|euros?|dollars?|points?|fois|pour{_SPACE}cent|"
    + _COUNTED
)
_QUOTED = re.compile(rf"(?<![\w,.])({_DIGITS}){_SPACE}?({_UNIT})?(?![\w])", re.IGNORECASE)
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_YEAR = re.compile(r"(?<![0-9,.])(?:19|20)[0-9][0-9](?![0-9,.][0-9]|[0-9])")
_PART_OF_YEAR = re.compile(rf"\b(?:{_MONTHS}|T[1-4]|S[12]|trimestre|semestre)\b[^0-9]{{0,12}}", re.IGNORECASE)
_WHO = re.compile(
    r"\b(selon|d[’']après|source|publiée?s?|mesurée?s?|comptée?s? par|estime|annonce|déclare|écrit|rapport|enquête|bilan|étude)\b", re.IGNORECASE
)  # fmt: skip
# « en ligne », « sites », « France » are the subject or the place: they do not say how it was counted.
_SCOPE = re.compile(
    r"\b(TTC|HT|hors taxes|toutes taxes|compris|comprise|produits|services|BtoC|BtoB|panel|échantillon|volume d[’']affaires"
    r"|chiffre d[’']affaires|commerce de détail|courants|constants|définition|périmètre|au sens|parmi|recalée?s?|ajustée?"
    r"|sites hôtes|(?:prestataires?|plateformes?) (?:\w+ )?de paiement|marge brute|(?:tout le|entier) marché|marché entier)\b",
    re.IGNORECASE,
)
_SHARE_OF = re.compile(r"(?:%|pour cent) (?:d[’']|de |du |des )(?:l[ae] |l[’'])?[\w-]+(?: en ligne)?|\bpart d[’'e]?[eu]?s? ?[\w-]+ \w+ [\w-]+", re.IGNORECASE)  # fmt: skip
_SCALES = {"md€": 1e9, "md$": 1e9, "milliard": 1e9, "m€": 1e6, "m$": 1e6, "million": 1e6, "k€": 1e3}
# Two ways of saying one thing: the base writes one, people say the other.
_SAME = (
    ("m commerce", "mobile"),
    ("smartphones", "mobile"),
    ("smartphone", "mobile"),
    ("telephones", "mobile"),
    ("telephone", "mobile"),
    ("e commerce", "en ligne"),
    ("ecommerce", "en ligne"),
    ("internet", "en ligne"),
    ("marketplaces", "places marche"),
    ("marketplace", "places marche"),
    ("panier moyen", "panier"),
)
_FAR = 0.01  # a rounding may move a figure by one hundredth; more is another figure


@dataclass(frozen=True)
class Figure:
    """One number of a sentence: as written, and its unit as written (« » when none follows)."""

    number: str
    unit: str

    def is_near(self, value: float, unit: str) -> bool:
        """Whether a value in a unit of the base is this number, or rounds to it (« 175 milliards » is 175,3)."""
        kind = kind_of(self.unit)
        if kind and kind != kind_of(unit):
            return False
        said, true = french.parse(self.number) * scale_of(self.unit), value * scale_of(unit)
        decimals = len(self.number.partition(",")[2] or self.number.partition(".")[2])
        half = 0.5 * 10.0**-decimals * scale_of(self.unit)
        return math.isclose(said, true, rel_tol=1e-9) or (
            abs(said - true) <= half and abs(said - true) <= _FAR * abs(true)
        )


def figures(sentence: str) -> list[Figure]:
    """Its numbers with a unit, then those without; a year is none."""
    found = [Figure(number, unit or "") for number, unit in _QUOTED.findall(sentence)]
    found = [one for one in found if one.unit or not _YEAR.fullmatch(one.number)]
    return sorted(found, key=lambda one: not one.unit)


def years(sentence: str) -> list[str]:
    """The years said, in order."""
    return _YEAR.findall(sentence)


def date(sentence: str) -> str:
    """« 2024 », « juin 2024 », « T2 2015 », « » when no year is said."""
    year = _YEAR.search(sentence)
    if not year:
        return ""
    before = re.search(rf"\b(?:{_MONTHS}|T[1-4]|S[12]){_SPACE}", sentence, re.IGNORECASE)
    return f"{before[0] if before else ''}{year[0]}"


def says_part_of_year(sentence: str) -> bool:
    """Whether it names a month, a quarter or a half-year."""
    return bool(_PART_OF_YEAR.search(sentence))


def scope(sentence: str) -> str:
    """The words that say how it was counted, or of what it is a share; « » when none does."""
    found = {word.casefold(): word for word in _SCOPE.findall(sentence)}
    share = _SHARE_OF.search(sentence)
    return ", ".join([*([share[0].strip(" ,.;")] if share else []), *found.values()])


def told_author(sentence: str) -> str:
    """« selon X », « d'après X »: the words that name someone, whoever it is; « » when none does."""
    told = _WHO.search(sentence)
    follows = told and re.match(r"\s*:?\s*((?:l[ae’']\s*|les\s+|un\w*\s+)?[\w’'.-]+)", sentence[told.end() :])
    return f"{told[0]} {follows[1]}" if told and follows else ""


def stems(text: str) -> set[str]:
    """The first five letters of its long words, so that « acheteur » and « acheteurs » are one; countries tell nothing."""
    plain = f" {plain_words(text)} "
    for said, written in _SAME:
        plain = plain.replace(f" {said} ", f" {written} ")
    return {word[:5] for word in plain.split() if len(word) > 4} - {"franc", "monde"}


def counted(unit: str) -> str:
    """The thing counted in a unit (« sites », « PME »), without its plural; « » for money, shares and scales."""
    found = re.search(rf"\b(?:{_COUNTED})\b", unit)
    return found[0].casefold().rstrip("s") if found else ""


def scale_of(unit: str) -> float:
    """1e9 for « milliards », 1e6 for « M€ », 1 else."""
    return next((scale for name, scale in _SCALES.items() if unit.casefold().startswith(name)), 1.0)


def kind_of(unit: str) -> str:
    """« € », « $ », « % » or « » (a count)."""
    if unit.startswith("%") or unit.startswith("pour"):
        return "%"
    if re.search(r"€|EUR|euro", unit):
        return "€"
    return "$" if re.search(r"\$|USD|dollar", unit) else ""
