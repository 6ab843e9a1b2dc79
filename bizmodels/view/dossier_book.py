"""The workbook of a dossier: the same parts as its page, as numbers; two runs give the same bytes."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bizmodels import french
from bizmodels.dossiers.content import DECIDES, Content
from bizmodels.view import export

ORIGIN = datetime(2000, 1, 1)  # the one date inside; a dossier that has a date says it on its page
_CLOCK = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_WIDE, _NARROW = 44, 18


def workbook(content: Content) -> bytes:
    """One sheet a part: summary, settings with their sources, months with their band, sensitivity, levers, risks, rubric."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for title, head, rows in _sheets(content):
        sheet = book.create_sheet(title)
        export.append_row(sheet, list(head))
        for values, unit in rows:
            told = _units(values, unit)
            export.append_row(
                sheet, [_round(value, one) for value, one in zip(values, told, strict=True)], *told
            )
            _dress(sheet, told)
        sheet.freeze_panes = "B2"
        for place, letter in enumerate("ABCDEFGHI"[: len(head)]):
            sheet.column_dimensions[letter].width = _NARROW if 0 < place < len(head) - 1 else _WIDE
    book.properties.creator, book.properties.created = "bizmodels", ORIGIN
    out = io.BytesIO()
    book.save(out)
    return without_clock(out.getvalue())


def _sheets(content: Content) -> list[tuple[str, Sequence[str], list[tuple[list[Any], str]]]]:
    """Title, heads and rows of each sheet; a row is its values and the unit of its numbers."""
    given, cls = content.given, type(content.given.model)
    kpis, unit = cls.__kpis__, given.model.currency
    label = kpis[DECIDES].label
    summary = [
        (["Projet", given.title, ""], ""),
        (["Auteur", given.author, ""], ""),
        *([(["Date", given.date, ""], "")] if given.date else []),
        (["Décision", given.decision, ""], ""),
        (["Ce qui la ferait changer", given.change_my_mind, ""], ""),
        *(
            ([kpis[name].label, value, _beside(kpis[name].unit)], kpis[name].unit)
            for name, value in content.figures.items()
        ),
        *(([label, "" if month is None else month, "mois"], "") for label, month in content.dates.items()),
        *(([f"Sur 100 : {who}", amount, ""], unit) for who, amount in content.hundred.items()),
    ]
    origins = [
        ([one.param.label, one.value, _beside(one.param.unit), one.standing, one.where], one.param.unit)
        for one in content.origins
    ]
    swings = [
        ([cls.__params__[one.parameter].label, one.low, one.high, one.note], unit) for one in content.swings
    ]
    levers = [
        ([line.lever.name, line.spent, line.gained, line.per_euro, line.need, _whose(line.proposed)], unit)
        for line in content.levers
    ]
    risks = [
        (
            [
                line.risk.name,
                french.quantity(line.risk.probability, "%", 0),
                line.yearly,
                line.profit,
                line.need,
                _whose(line.proposed),
            ],
            unit,
        )
        for line in content.risks
    ]
    marks = [
        ([one.label, "à la main" if one.points is None else one.points, one.out_of, one.why], "")
        for one in content.rubric
    ]
    return [
        ("Synthèse", ("", "Valeur", "Unité"), summary),
        ("Sources", ("Réglage", "Valeur", "Unité", "Statut", "Origine"), origins),
        ("Mois", *_months(content)),
        ("Sensibilité", ("Réglage", f"{label}, si − 20 %", f"{label}, si + 20 %", "Note"), swings),
        (
            "Leviers",
            ("Levier", "Dépensé", "Gagné", "Gagné par unité", "À réunir en plus", "Choisi par"),
            levers,
        ),
        (
            "Risques",
            (
                "Risque",
                "Probabilité par an",
                "Coût moyen d’un an",
                "Résultat, mois 36",
                "À réunir",
                "Choisi par",
            ),
            risks,
        ),
        ("Grille", ("Critère", "Points", "Sur", "Ce qui est regardé"), marks),
        ("À reprendre", ("Quoi", "Phrase"), [([one.kind, one.sentence], "") for one in content.problems]),
    ]


def _months(content: Content) -> tuple[Sequence[str], list[tuple[list[Any], str]]]:
    columns = type(content.given.model).columns
    heads = ["Mois", *(columns.get(name, (name, ""))[0] for name in content.months)]
    lines = list(content.months.values())
    if content.bands:
        for label, band in (("Résultat", content.bands.profit), ("Trésorerie", content.bands.cash)):
            heads += [f"{label}, 5 % au-dessous", f"{label}, médian", f"{label}, 5 % au-dessus"]
            lines += band
    return heads, [([month, *row], "") for month, row in enumerate(zip(*lines, strict=True), start=1)]


def _whose(proposed: bool) -> str:
    return "le cours (proposé)" if proposed else "l’auteur"


def _round(value: Any, unit: str) -> Any:
    """To the cent, a share to the hundredth of a point: the last bits of a sum differ from one processor to another."""
    if isinstance(value, float) and math.isfinite(value):
        return round(value, 4 if unit.startswith("%") else 2) + 0.0
    return french.number(value) if isinstance(value, float) else value


def _dress(sheet: Any, units: Sequence[str]) -> None:
    """Formats of the last row, that a French Excel writes « 12 345,50 € » and « 4,0 % »; long texts on several lines."""
    from openpyxl.styles import Alignment

    for cell, unit in zip(sheet[sheet.max_row], units, strict=True):
        cell.alignment = Alignment(vertical="top", wrap_text=isinstance(cell.value, str))
        if not isinstance(cell.value, float):
            continue
        if unit.startswith("%"):
            cell.number_format = "0.0%"
            continue
        money = ' "€"' if unit.startswith("€") else ""
        whole = abs(cell.value) >= 1_000 or cell.value == int(cell.value)
        cell.number_format = ("#,##0" if whole else "#,##0.00") + money


def _beside(unit: str) -> str:
    """What is written beside a number whose sign the cell bears already: « % / mois » → « par mois »."""
    left = unit.removeprefix("%").removeprefix("€").strip()
    return f"par {left.removeprefix('/').strip()}" if left.startswith("/") else left


def _units(values: Sequence[Any], unit: str) -> list[str]:
    return [unit if isinstance(value, float) else "" for value in values]


def without_clock(content: bytes) -> bytes:
    """The same archive without the hour at which it was made, stored as it is: compressors differ."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as kept:
        for name in sorted(made.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            body = made.read(name)
            if name == "docProps/core.xml":
                body = _CLOCK.sub(rb"\g<1>2000-01-01T00:00:00Z", body)
            kept.writestr(zipfile.ZipInfo(name), body)
    return out.getvalue()
