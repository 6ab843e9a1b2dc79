"""``stopped_clock()``: what could be read about a firm on a date in the past, and what came out afterwards."""

from __future__ import annotations

from collections.abc import Iterable

from bizmodels import french
from bizmodels.errors import LearnerError
from bizmodels.facts.facts import (
    _last_month,
    _value_and_unit,
    as_known_on,
    facts_table,
    load_companies,
    load_market,
    metric_label,
)
from bizmodels.french import NBSP
from bizmodels.lazy import pd, tables


def stopped_clock(
    entity: str,
    date: str | int,
    metrics: str | Iterable[str] | None = None,
    after: bool = False,
    who: bool = False,
) -> pd.DataFrame:
    """Facts of one company, or market, already public on a date, or those published ``after`` it, oldest first.

    The notes of the fact base are left out: they often tell what followed. A row whose date of publication is unknown is on
    neither side, and told. An objective published before the period it speaks of is there: its period is in the future.
    A figure announced in time and only read in a later document is there too, and told: that the document says so is all we know.

    Args:
        entity: a company or a market of the fact base.
        date: ``"2019"`` (its last month) or ``"2019-06"``.
        metrics: indicators wanted; by default all.
        after: True for what was published later.
        who: True to show who said the figure, beside the document that prints it.

    Returns:
        Columns ``metric value unit period known_on status origin source read_later`` (True: announced before the date, read in
        a document of a later year); shown in French.

    Raises:
        LearnerError: an unknown company or indicator, another form of date, ``after`` or ``who`` that is neither True nor
            False, nothing to show.

    >>> before = bm.stopped_clock("Deezer", 2015, "revenue")
    >>> before["value"].tolist()
    [92.8, 141.9]
    >>> bm.stopped_clock("Deezer", 2015, "revenue", after=True)["value"].tolist()[-1]
    541.0
    """
    for name, value in (("after", after), ("who", who)):
        if not isinstance(value, bool):
            raise LearnerError(
                f"{name} vaut {french.quote(value)}{NBSP}; valeurs admises{NBSP}: True ou False, sans guillemets."
            )
    if metrics is not None and not isinstance(metrics, str):
        metrics = _listed(metrics)
    facts_table(entity, metrics)  # refuses an unknown company or indicator, the nearest named
    rows = _dated(entity)
    if metrics is not None:
        rows = rows[rows["metric"].isin([metrics] if isinstance(metrics, str) else metrics)]
    known = as_known_on(rows, date).index
    dated = rows["known_on"] != ""
    kept = rows[dated & (rows.index.isin(known) != bool(after))]
    if kept.empty:
        when = "n’a été publié après" if after else "n’était publié en"
        raise LearnerError(f"Aucun chiffre daté de {french.quote(entity)} {when} {french.period(str(date))}.")
    # A year alone counts as known at its end.
    kept = kept.assign(last=[_last_month(known) for known in kept["known_on"]]).sort_values(
        ["last", "metric", "period"], kind="stable"
    )
    found = kept.assign(
        source=[f"{name}, {year or 'sans date'}" for name, year in zip(kept["source_publisher"], _years(kept), strict=True)]
    )[["metric", "value", "unit", "period", "known_on", "status", "origin", "source"]].reset_index(drop=True)  # fmt: skip
    until = int(str(date)[:4])
    found["read_later"] = [not after and bool(year) and int(year) > until for year in _years(kept)]
    return tables.Table.of(
        found,
        _shown if not who else _with_origin,
        note=_note(int((~dated).sum()), int(found["read_later"].sum())),
    )


def _listed(metrics: Iterable[str]) -> list[str]:
    if not isinstance(metrics, Iterable):
        raise LearnerError(
            f"metrics attend une liste d’indicateurs{NBSP}; reçu{NBSP}: {french.quote(metrics)}."
        )
    found = list(metrics)
    if not found:
        raise LearnerError(
            "metrics est une liste vide. Nommez un indicateur, ou n’en donnez pas pour les avoir tous."
        )
    return found


def _dated(entity: str) -> pd.DataFrame:
    """The rows of a company, or of a market."""
    for table in (load_companies(), load_market()):
        rows = table[table["entity"] == entity]
        if not rows.empty:
            return rows
    raise LearnerError(f"Les chiffres de {french.quote(entity)} n’ont pas de date de publication.")


def _years(rows: pd.DataFrame) -> list[str]:
    return ["" if pd.isna(year) else f"{int(year)}" for year in rows["source_year"]]


def _note(undated: int, later: int) -> str:
    told = "Du plus anciennement publié au plus récent ; une année seule compte pour sa fin."
    if undated:
        told += f" {french.plural(undated, 'chiffre')} sans date de publication, laissé{'s' if undated > 1 else ''} de côté."
    if later:
        told += f" * Annoncé{'s' if later > 1 else ''} alors, lu{'s' if later > 1 else ''} dans un document plus récent."
    return told


def _with_origin(table: pd.DataFrame) -> pd.DataFrame:
    shown = _shown(table).drop(columns=["Statut", "Source"])
    return shown.assign(**{"Qui le dit": [str(one) or "—" for one in table["origin"]]})


def _shown(table: pd.DataFrame) -> pd.DataFrame:
    values = [_value_and_unit(value, unit) for value, unit in zip(table["value"], table["unit"], strict=True)]
    standing = [
        "publié" if status == "seen" else "déduit" if origin == "calcul" else "à vérifier"
        for status, origin in zip(table["status"], table["origin"], strict=True)
    ]
    return pd.DataFrame(
        {
            "Indicateur": [metric_label(name) for name in table["metric"]],
            "Valeur": [NBSP.join(part for part in pair if part) for pair in values],
            "Période": [french.period(str(one)) for one in table["period"]],
            "Connu en": [french.period(str(one)) for one in table["known_on"]],
            "Statut": standing,
            "Source": [
                f"{name}{NBSP}*" if later else name
                for name, later in zip(table["source"], table["read_later"], strict=True)
            ],
        }
    )
