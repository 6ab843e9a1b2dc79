"""A sentence that quotes a figure: what a banker would still ask of it, and whether the base holds that figure."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.facts.facts import Fact, facts_of, load_companies, load_market, metric_label
from bizmodels.facts.schema import short
from bizmodels.facts.search import plain_words
from bizmodels.lazy import pd, tables

_SPACE = rf"[ {french.NBSP}{french.NARROW}]"
_DIGITS = rf"[−-]?[0-9]{{1,3}}(?:{_SPACE}[0-9]{{3}})+(?:,[0-9]+)?|[−-]?[0-9]+(?:[.,][0-9]+)?"
_UNIT = (
    r"%|€|\$|k€|M€|Md€|M\$|Md\$|milliards?|millions?|euros?|dollars?|points?|fois|pour"
    + _SPACE
    + r"cent|sites?|commandes?|transactions?"
    r"|acheteurs?|cyberacheteurs?|clients?|abonnés?|entreprises?|sociétés?|vendeurs?|PME|visites?|jours?|mois"
)
_QUOTED = re.compile(rf"(?<![\w,.])({_DIGITS}){_SPACE}?({_UNIT})?(?![\w])")
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_YEAR = re.compile(r"(?<![0-9,.])(?:19|20)[0-9][0-9](?![0-9,.][0-9]|[0-9])")
_WHO = re.compile(
    r"\b(selon|d[’']après|source|publiée?s?|mesurée?s?|comptée?s? par|estime|annonce|déclare|écrit|rapport|enquête|bilan|étude)\b", re.IGNORECASE
)  # fmt: skip
_SCOPE = re.compile(
    r"\b(TTC|HT|hors|taxes?|compris|comprise|produits|services|BtoC|BtoB|panel|volume|chiffre d[’']affaires|commerce de détail|courants|constants"
    r"|définition|périmètre|au sens|particuliers|en France|en ligne|ventes|sites hôtes|marge|attrition|sites)\b",
    re.IGNORECASE,
)
_SCALES = {"md€": 1e9, "md$": 1e9, "milliard": 1e9, "m€": 1e6, "m$": 1e6, "million": 1e6, "k€": 1e3}
NOTE = french.typeset(
    "Le programme cherche des mots, il ne comprend pas la phrase : elle peut passer les cinq questions et rester fausse. "
    "La dernière ligne compare le nombre et l'année à la base."
)


@dataclass(frozen=True)
class Demand:
    """One thing that a banker asks of a quoted figure: what the sentence gives, « » when nothing."""

    asked: str
    given: str
    missing: str


def defend(sentence: str) -> pd.DataFrame:
    """What a banker would still ask of a sentence that quotes a figure: number, unit, date, source, definition.

    Then whether the base holds a figure of that value, and of that year when one is said. Words are looked for, meaning
    is not.

    Args:
        sentence: as one would say it, in French.

    Returns:
        One row a demand, the last one for the base: ``asked given missing``, all text; ``given`` is « » when nothing answers.

    Raises:
        LearnerError: no text, or an empty one.

    >>> int(bm.defend("Le e-commerce progresse fortement.")["given"].eq("").sum())  # the base has nothing either
    6
    >>> said = "Selon la Fevad, les ventes en ligne font 175,3 Md€ en 2024, produits et services."
    >>> bm.defend(said)["given"].tolist()[:4]
    ['175,3', 'Md€', '2024', 'Fevad']
    """
    if not isinstance(sentence, str) or not sentence.strip():
        given = "" if isinstance(sentence, str) else f" Reçu : {short(repr(sentence))}."
        raise LearnerError(
            french.typeset(
                f"defend() attend une phrase entre guillemets : bm.defend('Selon la Fevad…').{given}"
            )
        )
    demands = [*_demands(sentence), _in_base(sentence)]
    frame = pd.DataFrame(
        {name: [getattr(one, name) for one in demands] for name in ("asked", "given", "missing")}
    )

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "Votre phrase répond": [given or "—" for given in table["given"]],
                "À faire": [
                    "" if given else missing
                    for given, missing in zip(table["given"], table["missing"], strict=True)
                ],
            },
            index=pd.Index(table["asked"], name="Il demande"),
        )

    return tables.Table.of(frame, shown, note=NOTE)


def _demands(sentence: str) -> list[Demand]:
    quoted = _figure(sentence)
    number, unit = quoted or ("", "")
    year = _YEAR.search(sentence)
    month = re.search(rf"\b(?:{_MONTHS}|T[1-4]|S[12])\s", sentence)
    scope = {word.casefold(): word for word in _SCOPE.findall(sentence)}
    rows = (
        ("Combien ?", number, "Il manque un nombre : un adjectif ne se vérifie pas."),
        ("De quoi ? L'unité", unit, "Collez au nombre ce qu'il compte : %, €, Md€, sites, commandes…"),
        ("Quand ?", f"{month[0] if month and year else ''}{year[0] if year else ''}", "Il manque l'année mesurée (pas celle de l'article)."),
        ("Qui l'a compté ?", _source(sentence), "Nommez qui a compté : « selon la Fevad », « d'après l'Insee »."),
        (
            "Compté comment ?",
            ", ".join(scope.values()),
            "Dites ce qui est dedans : TTC ou HT, produits ou services, panel ou marché, où.",
        ),
    )  # fmt: skip
    return [Demand(*(french.typeset(text) for text in row)) for row in rows]


def _figure(sentence: str) -> tuple[str, str] | None:
    """The first number with a unit, else the first that is no year."""
    found = [(number, unit or "") for number, unit in _QUOTED.findall(sentence)]
    found = [(number, unit) for number, unit in found if unit or not _YEAR.fullmatch(number)]
    return next((one for one in found if one[1]), found[0] if found else None)


def _source(sentence: str) -> str:
    """Who is named: one of the base, else the words « selon… » with what follows."""
    plain = sentence.casefold()
    named = [who for who in _counters() if re.search(rf"\b{re.escape(who.casefold())}\b", plain)]
    if named:
        return max(named, key=len)
    told = _WHO.search(sentence)
    follows = (
        re.match(r"\s*:?\s*((?:l[ae’']\s*|les\s+|un\w*\s+)?[\w’'.-]+)", sentence[told.end() :])
        if told
        else None
    )
    return f"{told[0]} {follows[1]}" if told and follows else ""


def _in_base(sentence: str) -> Demand:
    """The figures of the base that have that value and share a word with the sentence, those of that year first."""
    asked, missing = (
        "Est-il dans la base ?",
        "Aucun chiffre de la base ne dit cela avec cette valeur : apportez le document.",
    )
    quoted, years = _figure(sentence), _YEAR.findall(sentence)
    if quoted is None:
        return Demand(asked, "", french.typeset(missing))
    words = _stems(sentence)
    near = {
        one: len(words & _stems(f"{metric_label(one.metric)} {one.entity} {one.unit}"))
        for one in _facts()
        if _is(one, *quoted)
    }
    same = sorted((one for one, shared in near.items() if shared), key=near.get, reverse=True)
    dated = [one for one in same if any(year in one.period for year in years)]
    if years and same and not dated:
        missing = f"La base a cette valeur, mais pour une autre date : {_named(same[0])}."
        same = []
    shown = [_named(one) for one in (dated or same)[:2]]
    return Demand(asked, french.typeset(" ; ".join(shown)), french.typeset(missing))


def _stems(text: str) -> set[str]:
    """The first five letters of its long words, so that « acheteur » and « acheteurs » are the same; countries tell nothing."""
    return {word[:5] for word in plain_words(text).split() if len(word) > 4} - {"franc", "monde"}


def _named(one: Fact) -> str:
    conflict = ", contredit par une autre ligne" if one.conflict else ""
    return f"{metric_label(one.metric)} ({one.entity}) : {one}{conflict}"


def _is(one: Fact, number: str, unit: str) -> bool:
    """Whether a fact has that value in that unit, millions and billions brought to the same scale."""
    said = french.parse(number) * _scale(unit)
    kind = _kind(unit)
    return math.isclose(one.value * _scale(one.unit), said, rel_tol=1e-9) and (
        not kind or kind == _kind(one.unit)
    )


def _scale(unit: str) -> float:
    return next((scale for name, scale in _SCALES.items() if unit.casefold().startswith(name)), 1.0)


def _kind(unit: str) -> str:
    """« € », « $ », « % » or « » (a count)."""
    if unit.startswith("%") or unit.startswith("pour"):
        return "%"
    if re.search(r"€|EUR|euro", unit):
        return "€"
    return "$" if re.search(r"\$|USD|dollar", unit) else ""


def _facts() -> tuple[Fact, ...]:
    return (*facts_of(load_companies()), *facts_of(load_market()))


def _counters() -> frozenset[str]:
    """Who counts or publishes in the base, of four letters and more."""
    names = {
        part.strip() for one in _facts() for part in re.split(r"[/(),]", f"{one.origin}/{one.publisher}")
    }
    return frozenset(
        name
        for name in names
        if len(name) > 3 and name not in ("calcul", "presse", "étude", "entreprise", "estimation")
    )
