"""A sentence that quotes a figure: what a banker would still ask of it, and what the base says of that figure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.facts import at_odds
from bizmodels.facts import sentence as said
from bizmodels.facts.facts import Fact, facts_of, load_companies, load_market, metric_label
from bizmodels.facts.schema import short
from bizmodels.lazy import pd, tables

NOTE = french.typeset(
    "Le programme cherche des mots, il ne comprend pas la phrase. Il compare à la base le nombre, l'année, l'auteur, ce qui est "
    "compté, la part de quoi, ajusté ou non, le panel, le monde, et si une hausse en est une. Il ne vérifie ni la définition, ni que "
    "le chiffre vaut encore : une phrase fausse peut le faire taire. Lisez la note de la ligne."
)
NOT_COUNTED = {  # origins that counted nothing themselves
    "extrapolation": "une extrapolation",
    "parlementaire": "une phrase dite à l'Assemblée",
    "estimation": "une estimation",
    "calcul": "un calcul",
}
# Origins without a name that are not the firm: it did not say that of itself.
_OTHERS = frozenset(
    {
        "compilation financière", "presse", "étude", "blog", "agence", "cabinet de conseil", "eMarketer", "intégrateur", "intégrateurs",
        "éditeur de logiciel", "témoignage", *NOT_COUNTED,
    }
)  # fmt: skip
_NO_NAMES = frozenset({"France", "Observatoire", "Institut", "Autorité", "Banque"})  # they name nobody alone


@dataclass(frozen=True)
class Demand:
    """One thing that a banker asks of a quoted figure: what the sentence gives, and what is still to do (« » when nothing)."""

    asked: str
    given: str
    missing: str


def defend(sentence: str) -> pd.DataFrame:
    """What a banker would still ask of a sentence that quotes a figure: number, unit, date, source, definition.

    Then what the base says of that figure: whether it holds it, for that year, from that author; its note; the rows that
    contradict it. Only the first figure that has a unit is looked for. Words are looked for, meaning is not.

    Args:
        sentence: as one would say it, in French.

    Returns:
        One row a demand, the last one for the base: ``asked given missing``, all text; ``given`` is « » when nothing answers,
        ``missing`` when nothing is left to do.

    Raises:
        LearnerError: no text, or an empty one.

    >>> int(bm.defend("Le e-commerce progresse fortement.")["given"].eq("").sum())  # the base has nothing either
    6
    >>> said = "Selon la Fevad, les ventes en ligne font 175,3 Md€ en 2024, produits et services."
    >>> bm.defend(said)["given"].tolist()[:4]
    ['175,3', 'Md€', '2024', 'Fevad']
    >>> bm.defend(said.replace("la Fevad", "l’Insee"))["given"].tolist()[3]  # the Insee did not count that
    ''
    """
    if not isinstance(sentence, str) or not sentence.strip():
        given = "" if isinstance(sentence, str) else f" Reçu : {short(repr(sentence))}."
        raise LearnerError(
            french.typeset(
                f"defend() attend une phrase entre guillemets : bm.defend('Selon la Fevad…').{given}"
            )
        )
    demands = [
        Demand(*(french.typeset(text) for text in (one.asked, one.given, one.missing)))
        for one in _demands(sentence)
    ]
    frame = pd.DataFrame(
        {name: [getattr(one, name) for one in demands] for name in ("asked", "given", "missing")}
    )

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "Votre phrase répond": [given or "—" for given in table["given"]],
                "À faire": table["missing"].tolist(),
            },
            index=pd.Index(table["asked"], name="Il demande"),
        )

    silent = french.typeset("Le banquier se tait. ") if (frame["missing"] == "").all() else ""
    return tables.Table.of(frame, shown, note=f"{silent}{NOTE}")


def _demands(sentence: str) -> list[Demand]:
    """The five questions, then the base; what the base says corrects the answers to the questions."""
    quoted = next(iter(said.figures(sentence)), None)
    row, elsewhere = _row(sentence, quoted) if quoted else (None, None)
    return [
        _asked("Combien ?", quoted.number if quoted else "", "Il manque un nombre : un adjectif ne se vérifie pas."),
        _unit(sentence, quoted, row),
        _when(sentence, row),
        _who(sentence, row),
        _how(sentence, row),
        _in_base(sentence, row, elsewhere),
    ]  # fmt: skip


def _asked(asked: str, given: str, missing: str) -> Demand:
    """A demand that is met as soon as something is given."""
    return Demand(asked, given, "" if given else missing)


def _unit(sentence: str, quoted: said.Figure | None, row: Fact | None) -> Demand:
    asked, unit = "De quoi ? L'unité", quoted.unit if quoted else ""
    said_counted, true_counted = said.counted(unit), said.counted(row.unit) if row else ""
    if said_counted and true_counted and said_counted != true_counted:
        return Demand(asked, "", f"La base ne compte pas des {unit}, mais des {row.unit}.")
    if row and (other := at_odds.other_share(sentence, row)):
        return Demand(asked, "", f"La base compte une part d'autre chose : {other}{at_odds.to_read(row)}.")
    return _asked(asked, unit, "Collez au nombre ce qu'il compte : %, €, Md€, sites, commandes…")


def _when(sentence: str, row: Fact | None) -> Demand:
    asked, given = "Quand ?", said.date(sentence)
    if given and row and "-" in row.period and not said.says_part_of_year(sentence):
        return Demand(asked, "", f"La base ne mesure pas l'année entière : {row.when}.")
    return _asked(asked, given, "Il manque l'année mesurée (pas celle de l'article).")


def _who(sentence: str, row: Fact | None) -> Demand:
    asked, named = "Qui l'a compté ?", _named_in(sentence)
    given = max(named, key=len) if named else said.told_author(sentence)
    if not given or row is None:
        return _asked(asked, given, "Nommez qui a compté : « selon la Fevad », « d'après l'Insee ».")
    if _is_author(sentence, row):
        return _asked(asked, next((one for one in named if one in row.origin), given), "")
    reads = f"{row.publisher} le reprend. " if _says(row.publisher, sentence) else ""
    return Demand(asked, "", f"{reads}Dans la base, ce chiffre vient d'un autre : {_from(row)}.")


def _how(sentence: str, row: Fact | None) -> Demand:
    asked, given = "Compté comment ?", said.scope(sentence)
    if row:
        for wrong in (at_odds.panel, at_odds.world, at_odds.adjusted):
            if missing := wrong(sentence, row):
                return Demand(asked, "", missing)
    return _asked(
        asked,
        given,
        "Dites ce qui est dedans : TTC ou HT, produits ou services, panel ou marché entier, part de quoi.",
    )


def _in_base(sentence: str, row: Fact | None, elsewhere: Fact | None) -> Demand:
    asked = "Est-il dans la base ?"
    if row is None:
        missing = (
            f"La base a cette valeur, mais pour une autre date : {_line(elsewhere)}."
            if elsewhere
            else "Aucun chiffre de la base ne dit cela avec cette valeur : apportez le document."
        )
        return Demand(asked, "", " ".join([missing, *_compared(sentence, None)]))
    note = at_odds.to_read(row) if at_odds.warns(row) else f". Note : {row.note}" if row.note else ""
    return Demand(asked, f"{_line(row)}{note}", " ".join(_doubts(sentence, row)))


def _doubts(sentence: str, row: Fact) -> list[str]:
    """What the base itself holds against its row: not read, counted by nobody, contradicted."""
    found = []
    if row.origin in NOT_COUNTED:
        found.append(f"Personne ne l'a compté : c'est {NOT_COUNTED[row.origin]}.")
    elif row.status != "seen":
        found.append("Le document n'a pas été lu : à vérifier.")
    others = [
        one
        for one in _facts()
        if row.conflict and one.conflict == row.conflict and one.value != row.value
        and one.period[:4] == row.period[:4]
        and not any(figure.is_near(one.value, one.unit) for figure in said.figures(sentence))
    ]  # fmt: skip
    if others and not re.search(r"\brecal|\bau sens\b", sentence, re.IGNORECASE):
        lines = " ; ".join(_line(one) for one in others[:2])
        found.append(f"Une autre ligne le contredit : {lines}. Dites laquelle vous prenez, et pourquoi.")
    return found + _compared(sentence, row)


def _compared(sentence: str, row: Fact | None) -> list[str]:
    """What stands against a comparison of two dates: a rise that no row holds, two definitions, a year counted anew."""
    if not at_odds.compares(sentence):
        return []
    found, told = [], at_odds.rise(sentence)
    others = [one for one in said.figures(sentence)[1:] if one.unit and one.number != told]
    if row and not at_odds.is_growth(row):
        if told:
            found.append(f"La ligne est un niveau, pas une hausse : {told} % est votre calcul, dites-le.")
        rows = (_row(sentence, one)[0] for one in others)
        found += [
            f"Deux chiffres comptés autrement ne se comparent pas : l'autre est {_line(one)}. Le premier est {_line(row)}{at_odds.to_read(row)}."
            for one in rows
            if one and one.entity == row.entity and one.metric != row.metric
        ][:1]
    years = {int(year) for year in said.years(sentence)}
    years |= {min(years) - 1} if len(years) == 1 else set()
    anew = next(
        (
            one
            for one in _facts()
            if one.conflict and "recal" in f"{metric_label(one.metric)} {one.note}".casefold()
            and one.period[:4].isdigit() and int(one.period[:4]) in years and _is_author(sentence, one)
        ),
        None,
    )  # fmt: skip
    if anew and (row is None or not at_odds.is_growth(row)):
        found.append(
            f"L'année {anew.period[:4]} a été comptée de deux façons : {_line(anew)}{at_odds.to_read(anew)}."
        )
    return found


def _row(sentence: str, quoted: said.Figure) -> tuple[Fact | None, Fact | None]:
    """The row of that value that is most like the sentence; else None, and the one that would be it at another date."""
    words, years = said.stems(sentence), said.years(sentence)
    is_rise = bool(quoted.number) and at_odds.rise(sentence) == quoted.number  # a rise is never a level
    near = [
        (len(words & said.stems(f"{metric_label(one.metric)} {one.entity} {one.unit}")), one)
        for one in _facts()
        if quoted.is_near(one.value, one.unit) and (not is_rise or at_odds.is_growth(one))
    ]
    same = [
        (_is_author(sentence, one), shared, one.status == "seen", -place, one)
        for place, (shared, one) in enumerate(near)
        if shared
    ]
    dated = [found for found in same if not years or any(year in found[-1].period for year in years)]
    best = max(dated or same, key=lambda found: found[:-1], default=(None,))[-1]
    return (best, None) if dated else (None, best)


def _line(row: Fact) -> str:
    when = f", {row.when}" if row.period else ""
    standing = f" {row.standing}" if row.standing else ""
    return f"{metric_label(row.metric)} ({row.entity}) : {row.text}{when}, {_from(row)}{standing}"


def _from(row: Fact) -> str:
    """« Fevad (lu dans LSA, 2015) », « Insee, 2022 »."""
    return (
        f"{row.origin} (lu dans {row.source})" if row.origin and row.origin != row.publisher else row.source
    )


def _says(name: str, sentence: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", sentence.casefold()))


def _is_author(sentence: str, row: Fact) -> bool:
    """Whether the sentence names who counted: a name of its origin, the firm itself where it speaks of itself."""
    names = _names(row.origin)
    if not names:  # « entreprise », « presse »: no name, so the firm or who published it
        names = {*_parts(row.publisher)} if row.origin in _OTHERS else {row.entity, *_parts(row.publisher)}
    return any(_says(name, sentence) for name in names)


def _names(origin: str) -> set[str]:
    """The proper names in « Fevad / Médiamétrie », « Observatoire de la consommation UFC »: whole, and word by word."""
    words = {word for word in re.findall(r"\b[A-ZÉ][\w.-]{2,}", origin) if word not in _NO_NAMES}
    return _parts(origin) | words


def _parts(text: str) -> set[str]:
    """« World is Small », « reprise AFP »: the names between commas, slashes and brackets, those with a capital."""
    parts = (part.strip() for part in re.split(r"[/()]|, ", text))
    return {part for part in parts if len(part) > 2 and part[:1].isupper()}


def _facts() -> tuple[Fact, ...]:
    return (*facts_of(load_companies()), *facts_of(load_market()))


def _named_in(sentence: str) -> list[str]:
    """Those who count or publish in the base and whom the sentence names."""
    names = {name for one in _facts() for name in (*_names(one.origin), *_parts(one.publisher))}
    return sorted(name for name in names if _says(name, sentence) and name[0] in sentence)
