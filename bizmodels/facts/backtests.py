"""Back-tests as a learner sees them: three tables that are never added up, then what could not be tested."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from bizmodels import french, prose
from bizmodels.facts.evidence import CALIBRATION, DYNAMICS, RATIO, TABLES, UNTESTABLE, BackTest
from bizmodels.tables import Table, to_html

COLUMNS = [
    "case",
    "table",
    "metric",
    "period",
    "published",
    "modelled",
    "error",
    "naive",
    "trend",
    "inputs",
    "unit",
    "untestable",
    "target",
    "fit",
    "remark",
    "since",
]

_TITLES = {
    CALIBRATION: "Calibration : la première année du modèle, à côté d’un chiffre publié",
    DYNAMICS: "Dynamique : le modèle avance seul, sans connaître la cible",
    RATIO: "Stabilité d’un rapport : un rapport passé, le volume publié de la cible",
    UNTESTABLE: "Non testable",
}
_NOTES = {
    CALIBRATION: "Ce n’est pas un test : les réglages supposés l’ont été en connaissant l’entreprise, et deux erreurs "
    "peuvent se compenser.",
    DYNAMICS: "« Rien ne change » garde le dernier chiffre connu, la tendance le prolonge en ligne droite (« — » : un "
    "seul point connu). Ils partent des mêmes chiffres que le modèle.",
    RATIO: "Le volume de la cible est donné : on lit si un rapport est resté stable, le modèle n’est pas éprouvé. "
    "Aucune méthode rivale n’est comparée ici.",
    UNTESTABLE: "Ces lignes n’entrent dans aucun compte.",
}
# A brief table of forecasts is read before its reader has judged them: it says what each started from, and no more.
_BRIEF_TITLE = "Dynamique : la cible n’est pas dans les données du modèle"
# What each table shows; a brief one leaves out the amounts and the texts that explain them.
_SHOWN = {
    CALIBRATION: ("Publié", "Modèle", "Écart", "D’où vient l’écart"),
    DYNAMICS: (
        "Parti de",
        "Publié",
        "Modèle",
        "Écart",
        "Écart si rien ne change",
        "Écart de la tendance",
        "Données d’entrée",
        "Verdict",
    ),
    RATIO: ("Publié", "Modèle", "Écart", "Données d’entrée"),
    UNTESTABLE: ("Publié", "Fourchette", "Verdict"),
}
_LONG = {"Publié", "Modèle", "Données d’entrée", "D’où vient l’écart", "Fourchette"}
_SHORT = {"Parti de"}  # a brief table only: « Données d’entrée » says more


def frame_of(lines: Iterable[tuple[str, BackTest]], brief: bool = False) -> BackTests:
    """The frame of the lines of several cases, (case, line), that displays as separate tables."""
    rows = [
        (case, b.table, b.metric, b.period, _nan(b.published), _nan(b.modelled), _nan(b.error), _nan(b.naive_error),
         _nan(b.trend_error), b.inputs, b.unit, b.untestable, b.target, b.fit, b.remark, b.since)
        for case, b in lines
    ]  # fmt: skip
    return BackTests.of(pd.DataFrame(rows, columns=COLUMNS), _brief if brief else _full)


class Part(NamedTuple):
    """One of the tables as it is displayed."""

    title: str
    frame: pd.DataFrame
    note: str


class BackTests(Table):
    """A frame of back-tests; each kind of line stands in a table of its own, with its own note."""

    def parts(self) -> list[Part]:
        """The tables that have a line, in order."""
        return self._french(pd.DataFrame(self))

    def shown(self) -> pd.DataFrame:
        """The strings a learner sees, one below the other; « — » where a table has no such column."""
        return pd.concat([part.frame for part in self.parts()], ignore_index=True).fillna("—")

    def _repr_html_(self) -> str:
        return "".join(
            f"<p><strong>{prose.to_html(part.title)}</strong></p>{to_html(part.frame)}<p>{prose.to_html(part.note)}</p>"
            for part in self.parts()
        )

    def __repr__(self) -> str:
        return "\n\n".join(f"{part.title}\n{part.frame.to_string()}\n{part.note}" for part in self.parts())


def _full(frame: pd.DataFrame) -> list[Part]:
    return _parts(frame, brief=False)


def _brief(frame: pd.DataFrame) -> list[Part]:
    return _parts(frame, brief=True)


def _parts(frame: pd.DataFrame, brief: bool) -> list[Part]:
    found = ((table, frame[frame["table"] == table].reset_index(drop=True)) for table in TABLES)
    return [
        Part(
            french.typeset(_BRIEF_TITLE if brief and table == DYNAMICS else _TITLES[table]),
            _strings(lines, [name for name in _SHOWN[table] if name not in (_LONG if brief else _SHORT)]),
            french.typeset(_NOTES[table] if brief and table == DYNAMICS else _note(table, lines)),
        )
        for table, lines in found
        if len(lines)
    ]


def _strings(lines: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    amounts = {"Publié": "published", "Modèle": "modelled"}
    errors = {"Écart": "error", "Écart si rien ne change": "naive", "Écart de la tendance": "trend"}
    texts = {
        "Parti de": "since",
        "Données d’entrée": "inputs",
        "Fourchette": "inputs",
        "D’où vient l’écart": "remark",
    }

    def cells(name: str) -> list[str]:
        if name in amounts:
            return [_amount(v, u) for v, u in zip(lines[amounts[name]], lines["unit"], strict=True)]
        if name in errors:
            return [_signed(v) for v in lines[errors[name]]]
        if name in texts:
            return [french.typeset(text) for text in lines[texts[name]]]
        return [_verdict(line) for line in lines.itertuples()]

    identity = {"Cas": lines["case"], "Grandeur": lines["metric"], "Période": lines["period"]}
    return pd.DataFrame(identity | {name: cells(name) for name in columns})


def _verdict(line) -> str:
    if line.untestable:
        return french.typeset(f"non testable : {line.untestable}")
    # nan beats nobody.
    beaten = [
        words
        for error, words in ((line.naive, "« rien ne change »"), (line.trend, "la tendance"))
        if abs(error) < abs(line.error)
    ]
    if beaten:
        return french.typeset(f"ne bat pas {french.listing(beaten, 'ni')}")
    return french.typeset("à moins de 10 %" if abs(line.error) <= 0.10 else "échec, gardé")


def _note(table: str, lines: pd.DataFrame) -> str:
    """What is counted, and what hangs together: lines are many, targets fewer, fits fewer still."""
    if table == UNTESTABLE:
        return _NOTES[table]
    targets = len(lines[["case", "target"]].drop_duplicates())
    sentences = [
        _NOTES[table],
        f"{french.plural(len(lines), 'ligne')}, {french.plural(targets, 'cible distincte', 'cibles distinctes')}.",
    ]
    fits = lines[lines["fit"] != ""].groupby(["case", "fit"], sort=False).size()
    sentences += [
        f"{case} : {french.plural(count, 'ligne')} partagent un calcul ({fit}) et ne font qu’une preuve."
        for (case, fit), count in fits.items()
        if count > 1
    ]
    if table != CALIBRATION:  # there each remark has its cell
        remarks = lines.loc[lines["remark"] != "", ["case", "remark"]].drop_duplicates()
        sentences += [f"{case} : {remark}." for case, remark in remarks.itertuples(index=False)]
    return " ".join(sentences)


def _nan(value: float | None) -> float:
    return math.nan if value is None else float(value)


def _signed(value: float) -> str:
    return "—" if math.isnan(value) else ("+" if value > 0 else "") + french.quantity(value, "%", 1)


def _amount(value: float, unit: str) -> str:
    return "—" if math.isnan(value) else french.quantity(value, unit)
