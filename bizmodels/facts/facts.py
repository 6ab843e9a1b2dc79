"""The published facts: four tables as frames, and how to ask for one value with its source.

``data/README.md`` says what the columns mean, ``docs/data.md`` how they are checked. A cell is only ever
data: nothing here evaluates, opens or fetches what it holds, and views escape it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.facts.schema import (
    COLON,
    SHOWN,
    data_folder,
    descriptor,
    ended,
    fields_of,
    need_text,
    read_table,
    short,
    some,
)
from bizmodels.french import MINUS, NARROW, NBSP, agreed, exact, listing, plural, quote
from bizmodels.lazy import pd, tables

__all__ = [
    "Fact",
    "as_known_on",
    "conflicts",
    "fact",
    "fact_from_key",
    "facts_of",
    "facts_table",
    "load_companies",
    "load_legal",
    "load_market",
    "load_sanctions",
    "metric_label",
    "reload",
    "sources_of",
]

LEGAL = "legal"  # the entity under which the parameters of legal.csv are found

# --- tables as frames ------------------------------------------------------------------------------------


@cache
def _columns(name: str) -> dict[str, list]:
    return read_table(name)


@cache
def _frame(name: str) -> pd.DataFrame:
    columns = _columns(name)
    dtypes = {
        "number": "float64",
        "year": "Int64",
        "date": "datetime64[ns]",
        "boolean": "bool",
        "string": None,
    }
    return pd.DataFrame(
        {
            field["name"]: pd.Series(columns[field["name"]], dtype=dtypes[field["type"]])
            for field in fields_of(name)
        }
    )


def load_companies() -> pd.DataFrame:
    """Facts on the ten companies of the course and their comparables, one row a published value.

    Returns:
        A fresh copy. ``value`` is a float in ``unit``; ``source_year`` is a nullable integer; ``period`` and
        ``known_on`` are text; an absent text is ``""``, never NaN. Columns: ``data/README.md``.

    Raises:
        LearnerError: the file is missing or damaged; the sentence names file, line, column and value.

    >>> table = bm.load_companies()
    >>> members = table[(table["entity"] == "BlaBlaCar") & (table["metric"] == "members")]
    >>> members["value"].tolist()  # millions, by period
    [10.0, 20.0, 87.0, 100.0]
    """
    return _frame("companies").copy()


def load_market() -> pd.DataFrame:
    """Facts on the French online market; same columns, types and errors as :func:`load_companies`.

    >>> table = bm.load_market()
    >>> basket = table[(table["metric"] == "average_basket") & (table["period"] == "2012")]
    >>> basket[["entity", "value", "unit"]].values.tolist()
    [['France e-commerce', 87.5, 'EUR']]
    """
    return _frame("market").copy()


def load_sanctions() -> pd.DataFrame:
    """Sanctions, one row a decision: ``date`` is a datetime, ``amount_eur`` a float (€), ``additive`` a bool.

    Only rows where ``additive`` is true may be summed. Errors as :func:`load_companies`.

    >>> table = bm.load_sanctions()
    >>> optical = table[table["company"].str.contains("Optical Center")]
    >>> optical["amount_eur"].tolist(), optical["additive"].tolist()  # the appeal replaced the first amount
    ([250000.0, 200000.0], [False, True])
    """
    return _frame("sanctions").copy()


def load_legal() -> pd.DataFrame:
    """Legal and tax parameters: ``value`` is a float in ``unit``, ``effective_from`` a datetime or NaT (not known).

    Errors as :func:`load_companies`.

    >>> law = bm.load_legal().set_index("parameter")
    >>> float(law.loc["vat_rate_standard", "value"]), law.loc["vat_rate_standard", "unit"]
    (20.0, '%')
    """
    return _frame("legal").copy()


def reload() -> None:
    """Forget every table: the next call reads the files again (after a correction, instead of a new kernel)."""
    for cached in (
        descriptor,
        _columns,
        _frame,
        _index,
        _by_entity,
        _by_conflict,
        _labels,
        _french_titles,
        fact_from_key,
    ):
        cached.cache_clear()


# --- one fact ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, repr=False)
class Fact:
    """One published value and where it comes from; it prints as « 10,5 millions (juin 2024) — éditeur, 2024 ».

    ``value`` is in ``unit`` as published (14.5 with « % »). ``year`` is that of the document, None when undated.
    For the law ``entity`` is ``"legal"``, ``period`` the date of effect (``""`` when not known) and ``note`` starts
    with scope and reference.
    """

    entity: str
    metric: str
    value: float
    unit: str
    period: str
    title: str
    publisher: str
    year: int | None
    url: str
    status: str
    confidence: str
    origin: str
    note: str
    conflict: str
    known_on: str
    table: str

    @property
    def label(self) -> str:
        """Standing of the value: « publié », « à vérifier » (not read) or « déduit » (computed from read rows)."""
        if self.status == "seen":
            return "publié"
        return "déduit" if self.origin == "calcul" else "à vérifier"

    @property
    def standing(self) -> str:
        """What follows a value that was not read as it stands: « (déduit) », « (à vérifier) », else nothing."""
        return "" if self.label == "publié" else f"({self.label})"

    @property
    def symbol(self) -> str:
        """The unit in French, as on an axis: « M€ », « % », « × »."""
        return _symbol(self.unit)

    @property
    def text(self) -> str:
        """The value with its unit, in French: « 10,5 millions », « 2 200 M€ », « 14,5 % »."""
        return NBSP.join(part for part in _value_and_unit(self.value, self.unit) if part)

    @property
    def when(self) -> str:
        """The period in French: « juin 2024 », « T1 2024 »; for the law « depuis le 1er janvier 2014 »."""
        shown = french.period(self.period)
        if self.table != LEGAL or not shown:
            return shown
        return f"depuis le {re.sub('^1 ', '1er ', shown)}"

    @property
    def source(self) -> str:
        """« éditeur, 2024 », « éditeur, sans date »."""
        return f"{self.publisher}, {self.year or 'sans date'}"

    def __str__(self) -> str:
        when = f" ({self.when})" if self.period else ""
        return f"{self.text}{when} — {self.source} {self.standing}".rstrip()

    __repr__ = __str__


_UNITS = (
    ("milliards EUR", "Md€"),
    ("millions EUR", "M€"),
    ("milliards USD", "Md$"),
    ("millions USD", "M$"),
    ("EUR", "€"),
    ("USD", "$"),
    ("GBP", "£"),
    ("0,70 ", f"0,70{NBSP}"),
    ("5 €", f"5{NBSP}€"),
    ("1 000", f"1{NARROW}000"),
)


def _symbol(unit: str) -> str:
    if unit == "x":
        return "×"
    for written, shown in _UNITS:
        unit = unit.replace(written, shown)
    return unit


def _value_and_unit(value: float, unit: str) -> tuple[str, str]:
    """A published value as French text and its unit, « » when the unit is said by the value."""
    whole = f"{value:.0f}"
    if unit == "année":  # a year has no space between thousands
        return whole, ""
    if unit == "booléen":
        return ("oui" if value else "non"), ""
    if unit.startswith("article"):
        return f"article{NBSP}{whole}{unit.removeprefix('article').replace(' ', ' du ')}", ""
    if unit == "x":
        return f"{_symbol(unit)}{NBSP}{exact(value)}", ""
    return exact(value), agreed(value, _symbol(unit))


_FACT_COLUMNS = (
    "entity",
    "metric",
    "value",
    "unit",
    "period",
    "source_title",
    "source_publisher",
    "source_year",
    "source_url",
    "status",
    "confidence",
    "origin",
    "note_fr",
    "conflict",
    "known_on",
)


def _all_facts() -> Iterable[Fact]:
    for table in ("companies", "market"):
        columns = _columns(table)
        for values in zip(*(columns[name] for name in _FACT_COLUMNS), strict=True):
            yield Fact(*values, table)
    law = _columns("legal")
    for row in range(len(law["parameter"])):
        cell = {name: values[row] for name, values in law.items()}
        yield Fact(
            entity=LEGAL,
            metric=cell["parameter"],
            value=cell["value"],
            unit=cell["unit"],
            period=cell["effective_from"].isoformat() if cell["effective_from"] else "",
            title=cell["source_title"],
            publisher=cell["source_publisher"],
            year=cell["source_year"],
            url=cell["source_url"],
            status=cell["status"],
            confidence=cell["confidence"],
            origin="",
            note=f"{cell['scope_fr']} ({cell['legal_ref']}). {cell['note_fr']}".strip(),
            conflict="",
            known_on="",
            table=LEGAL,
        )


@cache
def _index() -> dict[tuple[str, str], list[Fact]]:
    index: dict[tuple[str, str], list[Fact]] = {}
    for one in _all_facts():
        index.setdefault((one.entity, one.metric), []).append(one)
    return index


@cache
def _by_entity() -> dict[str, dict[str, list[Fact]]]:
    entities: dict[str, dict[str, list[Fact]]] = {}
    for (entity, metric), found in _index().items():
        entities.setdefault(entity, {})[metric] = found
    return entities


def fact(entity: str, metric: str, period: str | int | None = None, publisher: str | None = None) -> Fact:
    """The one published value that answers the question.

    Args:
        entity: a company or market (« Deezer », « France e-commerce »), or ``"legal"`` for a legal parameter.
        metric: name of the indicator, or of the legal parameter.
        period: as in the table (``"2024-06"``, ``"2024-T1"``, ``2023``); may be left out when only one exists.
        publisher: exact publisher, to choose between sources that disagree.

    Raises:
        LearnerError: none or several rows answer; the sentence lists the candidates or the nearest names.

    >>> bm.fact("Deezer", "subscribers", "2024-06")
    10,5 millions (juin 2024) — Deezer (reprise Webdisclosure), 2024
    >>> bm.fact("Deezer", "subscribers", "2024-06").value
    10.5
    >>> bm.fact("legal", "vat_rate_standard").value
    20.0
    """
    need_text("entity", entity)
    need_text("metric", metric)
    found = _index().get((entity, metric))
    if found is None:
        raise _unknown_name(entity, metric)
    kept = [
        one
        for one in found
        if (period is None or one.period == str(period)) and (publisher is None or one.publisher == publisher)
    ]
    if len(kept) == 1:
        return kept[0]
    if kept:
        raise _ambiguous(_key(entity, metric, None if period is None else str(period), publisher), kept)
    raise _nothing_then(entity, metric, period, publisher, found)


@cache
def fact_from_key(key: str) -> Fact:
    """The fact named by ``"entity/metric/period"``, with an optional ``"@publisher"``.

    ``"legal/parameter"`` names a legal parameter; ``"entity/metric"`` is enough when one period exists.

    Raises:
        LearnerError: the key has another form, or :func:`fact` finds none or several.
    """
    need_text("key", key)
    name, _, publisher = key.partition("@")  # a publisher may hold a « / », an entity never holds « @ »
    parts = name.rsplit("/", 2)
    if len(parts) < 2 or not all(parts):
        raise LearnerError(
            f"La clé {quote(key)} ne désigne aucun chiffre. Forme attendue{COLON} entreprise/indicateur/période, "
            f"par exemple {quote('Deezer/subscribers/2024-06')}, ou {quote('legal/vat_rate_standard')}."
        )
    return fact(*parts, publisher=publisher or None)


def _key(entity: str, metric: str, period: str | None, publisher: str | None) -> str:
    key = "/".join(part for part in (entity, metric, period) if part)
    return f"{key}@{publisher}" if publisher else key


def _key_of(one: Fact) -> str:
    """Shortest key of a fact; its publisher is told where the period has several rows."""
    if one.table == LEGAL:
        return _key(one.entity, one.metric, None, None)
    twins = sum(other.period == one.period for other in _index()[one.entity, one.metric])
    return _key(one.entity, one.metric, one.period, one.publisher if twins > 1 else None)


def _ambiguous(asked: str, kept: Sequence[Fact]) -> LearnerError:
    conflict = next((one.conflict for one in kept if one.conflict), "")
    advice = f'\nSources en désaccord{COLON} conflicts("{conflict}") les montre toutes.' if conflict else ""
    precise = "" if len({_key_of(one) for one in kept}) < len(kept) else " Précisez la période ou l’éditeur."
    return LearnerError(
        f"{len(kept)} chiffres répondent à {quote(asked)}.{precise} Clés possibles{COLON}{_candidates(kept)}{advice}"
    )


def _nothing_then(
    entity: str, metric: str, period: str | int | None, publisher: str | None, found: Sequence[Fact]
) -> LearnerError:
    """The figure exists, at other times or from other publishers: the nearest ones, in the order of time."""
    asked = "" if period is None else str(period)
    year = int(asked[:4]) if re.match(r"[0-9]{4}", asked) else None

    def far(one: Fact) -> tuple[float, float]:
        years = re.findall(r"[0-9]{4}", one.period) if year else []
        alike = difflib.SequenceMatcher(None, asked, one.period).ratio()
        return min((abs(int(each) - year) for each in years), default=float("inf")), -alike

    near = sorted(sorted(found, key=far)[:SHOWN], key=lambda one: one.period)
    lines = [f"\n  • {_when(one)}{COLON} {one.text} ({one.label})" for one in near]
    more = len(found) - len(near)
    wanted = " ".join(
        part
        for part in (asked and f"pour {short(asked)}", publisher and f"publié par {short(publisher)}")
        if part
    )
    return LearnerError(
        f"{entity}, {quote(metric_label(metric))}{COLON} aucun chiffre {wanted}. Les plus proches{COLON}{''.join(lines)}{_others(more)}"
    )


def _when(one: Fact) -> str:
    """« 2023 », with its publisher where that period has several."""
    twins = sum(other.period == one.period for other in _index()[one.entity, one.metric])
    return f"{one.period} ({one.publisher})" if twins > 1 else one.period


def _candidates(found: Sequence[Fact]) -> str:
    bullets = [f"\n  • {_key_of(one)}{COLON} {one.text} ({one.label})" for one in found[:SHOWN]]
    more = len(found) - len(bullets)
    return "".join(bullets) + _others(more)


def _others(more: int) -> str:
    return f"\n  … et {plural(more, 'autre chiffre', 'autres chiffres')}" if more > 0 else ""


def _unknown_name(entity: str, metric: str | None) -> LearnerError:
    known = _by_entity()
    if entity not in known:
        return LearnerError(f"{quote(short(entity))} n’est pas dans les tables. {_nearest(entity, known)}")
    return LearnerError(
        f"{quote(short(metric))} n’est pas un indicateur publié pour {quote(entity)}. {_nearest(metric, known[entity])}"
    )


def _nearest(name: str, known: Iterable[str]) -> str:
    """Sentence with the names that look like the one asked for, whatever its capitals."""
    folded = {one.casefold(): one for one in known}
    near = (
        difflib.get_close_matches(str(name).casefold(), folded, n=SHOWN, cutoff=0.5) or sorted(folded)[:SHOWN]
    )
    return ended(f"Noms possibles{COLON} {some([folded[one] for one in near], len(folded))}")


# --- several facts --------------------------------------------------------------------------------------


@cache
def _labels() -> dict[str, str]:
    columns = _columns("metrics_fr")
    return dict(zip(columns["metric"], columns["label_fr"], strict=True))


def metric_label(metric: str) -> str:
    """French name of an indicator or legal parameter; of an unknown one, the name with spaces."""
    need_text("metric", metric)
    return _labels().get(metric, metric.replace("_", " "))


@cache
def _french_titles() -> dict[str, str]:
    columns = _columns("titles_fr")
    return dict(zip(columns["title"], columns["title_fr"], strict=True))


def _titled(title: str) -> str:
    """The title of a document; of a foreign one « titre français (titre original) »."""
    translated = _french_titles().get(title)
    return f"{translated} ({title})" if translated else title


# Without these a row has no name, no amount, no standing or no source.
_NEEDED = ("entity", "metric", "value", "unit", "period", "status", "source_publisher", "source_year")


def facts_of(frame: pd.DataFrame) -> list[Fact]:
    """The rows of a table of facts as ``Fact``, in the order of the table.

    Args:
        frame: rows of ``load_companies()``, ``load_market()`` or ``conflicts()``, values changed or not. Of their
            columns ``entity metric value unit period status source_publisher source_year`` are needed.

    Returns:
        One fact a row, with the value and the text of the row. A column that is absent reads ``""``; ``table`` is
        ``""``, since a frame does not say which file it comes from.

    Raises:
        LearnerError: ``frame`` is no table, or lacks one of these columns.
    """
    if not isinstance(frame, pd.DataFrame):
        raise LearnerError(
            f"facts_of() attend une table de chiffres publiés, par exemple load_companies(){NBSP}; reçu{COLON} "
            f"{short(repr(frame))}."
        )
    if missing := [name for name in _NEEDED if name not in frame.columns]:
        raise LearnerError(
            f"Cette table n’a plus de colonne {quote(missing[0])}{COLON} un chiffre publié ne se lit pas sans elle. "
            "Partir de load_companies() et garder toutes ses colonnes."
        )
    columns = {name: frame[name] if name in frame.columns else [""] * len(frame) for name in _FACT_COLUMNS}
    columns["value"] = [float(value) for value in frame["value"]]
    columns["source_year"] = [None if pd.isna(year) else year for year in frame["source_year"]]
    return [Fact(*values, "") for values in zip(*columns.values(), strict=True)]


def facts_table(
    entity: str,
    metrics: str | Iterable[str] | None = None,
    periods: str | int | Iterable[str | int] | None = None,
) -> pd.DataFrame:
    """Facts of one entity as a reader sees them, all in text; ``load_companies`` gives the numbers.

    Args:
        entity: company, market or ``"legal"``.
        metrics: indicators wanted, in the order wanted; by default all, in the order of the table.
        periods: periods kept, as written in the table; by default all.

    Returns:
        Columns ``Indicateur Valeur Unité Période Statut Source Note``, in the order of ``metrics``, then of the
        table. A row that other sources contradict says so in ``Note``.

    Raises:
        LearnerError: unknown entity or indicator (nearest names), or no row in the periods asked for.

    >>> table = bm.facts_table("BlaBlaCar", "members", ["2014", "2019"])
    >>> table[["Indicateur", "Valeur", "Unité", "Statut"]].values.tolist()
    [['Membres inscrits', '10', 'millions', 'publié'], ['Membres inscrits', '87', 'millions', 'publié']]
    """
    need_text("entity", entity)
    known = _by_entity().get(entity)
    if known is None:
        raise _unknown_name(entity, None)
    for name, asked in (("metrics", metrics), ("periods", periods)):
        if not isinstance(asked, str | int | Iterable | None) or isinstance(asked, bool):
            raise LearnerError(
                f"{name} vaut {short(repr(asked))}{NBSP}; valeur admise{COLON} un texte ou une liste de textes."
            )
    if isinstance(metrics, int):
        need_text("metrics", metrics)
    wanted = list(known) if metrics is None else [metrics] if isinstance(metrics, str) else list(metrics)
    kept = {str(one) for one in ([periods] if isinstance(periods, str | int) else periods or ())}
    rows = []
    for metric in wanted:
        need_text("metrics", metric)
        if metric not in known:
            raise _unknown_name(entity, metric)
        rows += [_table_row(one) for one in known[metric] if periods is None or one.period in kept]
    if not rows:
        seen = [one for metric in wanted for one in known[metric]]
        raise LearnerError(
            f"Aucun chiffre de {quote(entity)} pour {listing(sorted(kept)) or 'ce choix'}. Il existe{COLON}{_candidates(seen)}"
        )
    return tables.Table.of(pd.DataFrame(rows), _as_is)


def _as_is(frame: pd.DataFrame) -> pd.DataFrame:
    return frame


def _table_row(one: Fact) -> dict[str, str]:
    value, unit = _value_and_unit(one.value, one.unit)
    return {
        "Indicateur": metric_label(one.metric),
        "Valeur": value,
        "Unité": unit,
        "Période": one.when,
        "Statut": one.label,
        "Source": one.source,
        # In a cell of the table a minus sign is typed as a hyphen.
        "Note": re.sub(r"(?<!\S)-(?=\d)", MINUS, french.typeset(f"{one.note} {_disagreement(one)}".strip())),
    }


def _disagreement(one: Fact) -> str:
    """What other sources give for the same question, or what to compare it with; nothing that the note already says."""
    others = [
        other
        for other in _by_conflict().get(one.conflict, ())
        if other.value != one.value and not _says(one.note, other.value)
    ]
    same = [other for other in others if (other.metric, other.period) == (one.metric, one.period)]
    if same:
        values = listing([f"{other.text} ({other.source}{_doubt(other)})" for other in same])
        who = (
            "La même source"
            if all(other.publisher == one.publisher for other in same)
            else "Une autre source"
        )
        return f"{who} donne {values}." if len(same) == 1 else f"D’autres sources donnent {values}."
    told = [
        f"{'' if other.metric == one.metric else f'{metric_label(other.metric)}, '}{other.text} ({other.when}{_doubt(other)})"
        for other in others[:2]
    ]
    return f"À comparer : {' ; '.join(told)}." if told else ""


def _says(note: str, value: float) -> bool:
    """Whether the digits of a value stand in a note, whatever the spaces and the sign."""
    return bool(re.search(rf"(?<![\d,{NARROW}]){exact(abs(value))}(?!,?\d)", french.typeset(note)))


def _doubt(one: Fact) -> str:
    return "" if one.label == "publié" else f", {one.label}"


@cache
def _by_conflict() -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = {}
    for facts in _index().values():
        for one in facts:
            if one.conflict:
                found.setdefault(one.conflict, []).append(one)
    return found


def sources_of(entity: str) -> pd.DataFrame:
    """Documents behind the facts of one entity, once each, in the order of the table; a notebook shows them folded.

    Returns:
        A foreign title reads « titre français (titre original) ». Columns ``Titre Éditeur Année Adresse Chiffres Relu``: number of values drawn from the document, and
        whether it was read (« oui ») or is quoted from memory (« non »).

    Raises:
        LearnerError: unknown entity (nearest names).

    >>> table = bm.sources_of("Etam")
    >>> table[["Éditeur", "Année", "Chiffres", "Relu"]].values.tolist()
    [['Points de Vente', '2018', 1, 'oui']]
    """
    need_text("entity", entity)
    known = _by_entity().get(entity)
    if known is None:
        raise _unknown_name(entity, None)
    documents: dict[tuple, list[Fact]] = {}
    for found in known.values():
        for one in found:
            documents.setdefault((one.title, one.publisher, one.year, one.url), []).append(one)
    frame = pd.DataFrame(
        [
            {
                "Titre": _titled(title),
                "Éditeur": publisher,
                "Année": str(year or "sans date"),
                "Adresse": url,
                "Chiffres": len(found),
                "Relu": "oui"
                if any(one.status == "seen" or one.origin == "calcul" for one in found)
                else "non",
            }
            for (title, publisher, year, url), found in documents.items()
        ]
    )
    count, read = len(frame), int((frame["Relu"] == "oui").sum())
    about = "la loi" if entity == LEGAL else entity
    counted = f"{count}{NBSP}document{'s' if count > 1 else ''}"
    if read == count:
        fold = f"{counted} lu{'s' if count > 1 else ''} sur {about}"
    else:
        fold = f"{counted} sur {about}, dont {read or 'aucun'} lu{'s' if read > 1 else ''}"
    return tables.Table.of(frame, _as_is, fold)


def conflicts(key: str | None = None) -> pd.DataFrame:
    """Every row of a conflict between sources (of all conflicts without ``key``), sorted by key.

    Returns:
        The columns of :func:`load_companies`, then ``table`` and ``reading_fr``, the reading proposed.

    Raises:
        LearnerError: no such key (nearest names).

    >>> founded = bm.conflicts("blablacar_founding")
    >>> founded["value"].tolist()  # two sources, two years: both stay
    [2006.0, 2004.0]
    """
    both = pd.concat(
        [_frame(table).assign(table=table) for table in ("companies", "market")], ignore_index=True
    )
    rows = both[both["conflict"] != ""].sort_values("conflict", kind="stable")
    if key is not None:
        need_text("key", key)
        if key not in set(rows["conflict"]):
            raise LearnerError(
                f"{quote(short(key))} n’est pas une clé de conflit. {_nearest(key, rows['conflict'])}"
            )
        rows = rows[rows["conflict"] == key]
    said = descriptor(data_folder()).get("conflicts")
    said = [one for one in said if isinstance(one, dict)] if isinstance(said, list) else []
    readings = {one.get("key"): one.get("reading", "") for one in said if isinstance(one.get("key"), str)}
    return rows.assign(reading_fr=[readings.get(one, "") for one in rows["conflict"]]).reset_index(drop=True)


def as_known_on(frame: pd.DataFrame, date: str | int) -> pd.DataFrame:
    """Rows already public on a date, for an exercise « à date donnée ».

    A row dated by its year alone counts as known at the end of that year, a date without month means the end
    of the year; a row whose ``known_on`` is empty is left out.

    Args:
        frame: any frame with a ``known_on`` column (companies, market).
        date: ``"2019"``, ``2019`` or ``"2019-06"``.

    Raises:
        LearnerError: another form of date, or no ``known_on`` column.

    >>> table = bm.load_companies()
    >>> members = table[(table["entity"] == "BlaBlaCar") & (table["metric"] == "members")]
    >>> bm.as_known_on(members, 2016)["value"].tolist()  # what one could know before the 87 millions of 2019
    [10.0, 20.0]
    """
    # [0-9]: \d would let « ２０１９ » through, whose order as text is another.
    if not re.fullmatch(r"[0-9]{4}(-(0[1-9]|1[0-2]))?", str(date)):
        raise LearnerError(
            f"La date {quote(short(date))} ne convient pas. Attendu{COLON} une année (« 2019 ») ou un mois (« 2019-06 »)."
        )
    if not isinstance(frame, pd.DataFrame) or "known_on" not in frame.columns:
        raise LearnerError(
            "Cette table n’a pas de colonne « known_on ». Utilisez load_companies() ou load_market()."
        )
    limit = _last_month(str(date))
    return frame[[bool(known) and _last_month(known) <= limit for known in frame["known_on"]]].copy()


def _last_month(when: str) -> str:
    return when if len(when) > 4 else f"{when}-12"
