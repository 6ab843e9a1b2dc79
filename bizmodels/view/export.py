"""Excel and CSV of a calculator, as links made on click: the same in JupyterLab, Voilà and JupyterLite."""

from __future__ import annotations

import base64
import io
import math
import re
from typing import Any

from bizmodels import analysis, french
from bizmodels.core.model import BusinessModel
from bizmodels.lazy import pd
from bizmodels.view.scene import CURRENT, clean, named

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# French Excel shows 0.08 so written as « 8,0% ».
_PERCENT = "0.0##%"
_LONGEST_CELL, _LONGEST_SHEET = 32_767, 31


def links(base: BusinessModel, model: BusinessModel, scenarios: dict[str, BusinessModel]) -> str:
    """HTML with one link per format; the data are inside the link, no file is written."""
    name = type(model).__name__.lower()
    made = [
        ("Excel", f"{name}.xlsx", _XLSX, workbook(base, model, scenarios)),
        ("CSV", f"{name}.csv", "text/csv;charset=utf-8", months_csv(model)),
    ]
    items = " · ".join(
        f'<a download="{file}" href="data:{kind};base64,{base64.b64encode(content).decode("ascii")}">'
        f"Télécharger {label} ({file})</a>"
        for label, file, kind, content in made
    )
    return f'<p role="status">{items}</p>'


def months_csv(model: BusinessModel) -> bytes:
    """The 36 months as a French CSV: semicolon, decimal comma, UTF-8 with a mark that Excel reads."""
    months = model.project()
    frame = pd.DataFrame(
        {name: [_plain(v) if isinstance(v, str) else v for v in months[name]] for name in months.columns},
        index=months.index,
    )
    frame.columns = [_plain(type(model).columns.get(name, (name, ""))[0]) for name in months.columns]
    frame.index.name = "Mois"
    return frame.to_csv(sep=";", decimal=",", lineterminator="\n").encode("utf-8-sig")


def _plain(text: str) -> str:
    """Text of a CSV that no spreadsheet runs: an apostrophe before what would open a formula."""
    text = clean(text)
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def workbook(base: BusinessModel, model: BusinessModel, scenarios: dict[str, BusinessModel]) -> bytes:
    """Parameters with their sources, key figures of all scenarios, months and a native chart."""
    from openpyxl import Workbook
    from openpyxl.chart import LineChart, Reference

    book = Workbook()
    sheet = book.active
    sheet.title = "Paramètres"
    heads = ["Paramètre", "Valeur", "Unité", "Départ", "Statut", "Origine"]
    append_row(sheet, [*heads, *named(scenarios, *heads)])
    for name, param in type(model).__params__.items():
        label, where = param.standing(type(model).case)
        value, start = model.values()[name], base.values()[name]
        status = label if value == start == type(model).model_fields[name].get_default() else "votre réglage"
        frozen = [other.values().get(name) for other in scenarios.values()]
        append_row(sheet, [param.label, value, param.unit, start, status, where, *frozen], param.unit)
    _market(sheet, model)
    for name, frozen in scenarios.items():
        _market(sheet, frozen, f"{name} – ")
    sheet = book.create_sheet("Grandeurs")
    table = pd.DataFrame(analysis.compare({CURRENT: model, **named(scenarios, CURRENT)}))
    append_row(sheet, ["Grandeur", "Unité", *named(dict.fromkeys(table.columns), "Grandeur", "Unité")])
    known = {n: k for m in (*scenarios.values(), model) for n, k in type(m).__kpis__.items()}
    for name, row in zip(table.index, table.itertuples(index=False), strict=True):
        figure = known[name]
        append_row(sheet, [figure.label, figure.unit, *row], figure.unit)
    sheet = book.create_sheet("Mois")
    months = _months(sheet, model)
    chart = LineChart()
    chart.title, chart.y_axis.title, chart.x_axis.title = "Trésorerie cumulée", clean(model.currency), "Mois"
    column = list(months.columns).index("cash") + 2
    chart.add_data(
        Reference(sheet, min_col=column, min_row=1, max_row=len(months) + 1), titles_from_data=True
    )
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=len(months) + 1))
    chart.x_axis.delete = chart.y_axis.delete = False
    sheet.add_chart(chart, "K2")
    for name, frozen in scenarios.items():
        _months(book.create_sheet(_sheet_name(f"Mois – {name}", book.sheetnames)), frozen)
    for page in book.worksheets:
        page.freeze_panes = "B2"
        for letter in "ABCDEFGHI":
            page.column_dimensions[letter].width = 26 if letter in "AF" else 16
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _market(sheet: Any, model: BusinessModel, whose: str = "") -> None:
    """What reacts in ``model``, and what the market made of the settings above."""
    if not model.reacts:
        return
    settings = model.values()
    for name, strength in model.reacts.strengths.items():
        reaction = type(model).reactions[name]
        param, (label, where) = reaction.param, reaction.param.standing()
        append_row(
            sheet,
            [
                f"{whose}Le marché réagit : {param.label}",
                strength,
                param.unit,
                reaction.neutral,
                label,
                where,
            ],
            param.unit,
        )
    for name, param in type(model).__params__.items():
        if (moved := getattr(model, name)) != settings[name]:
            told = [f"{whose}{param.label}, après réaction", moved, param.unit, settings[name], "calcul", ""]
            append_row(sheet, told, param.unit)


def _months(sheet: Any, model: BusinessModel) -> Any:
    """Write the months of that model; returns them."""
    months = pd.DataFrame(model.project())
    heads = [type(model).columns.get(c, (c, "")) for c in months.columns]
    append_row(sheet, ["Mois", *(label for label, _ in heads)])
    for month, row in zip(months.index, months.itertuples(index=False), strict=True):
        append_row(sheet, [month, *row], *("", *(unit for _, unit in heads)))
    return months


def _sheet_name(text: str, taken: list[str]) -> str:
    """A name that Excel accepts: 31 characters, none of []:*?/\\, no apostrophe at its ends, used once."""
    text = clean(re.sub(r"[\[\]:*?/\\]", " ", text)).strip("' ") or "Feuille"
    known = {name.casefold() for name in taken}
    end, count = "", 1
    while True:
        room, made = _LONGEST_SHEET - len(end), text
        while len(made.encode("utf-16-le")) // 2 > room:  # Excel counts an emoji twice
            made = made[:-1]
        made = made.strip("' ") + end
        if made.casefold() not in known:
            return made
        count += 1
        end = f" ({count})"


def append_row(sheet: Any, values: list[Any], *units: str) -> None:
    """Append a row; text stays text, even « =1+1 » in a scenario's name, and infinity is written in words.

    ``units``: one for the whole row or one per cell; numbers counted in « % … » are shown as percentages.
    """
    if len(units) != len(values):
        units = (*units, "")[:1] * len(values)
    sheet.append([None] * len(values))
    for column, (value, unit) in enumerate(zip(values, units, strict=True), start=1):
        cell = sheet.cell(row=sheet.max_row, column=column)
        if isinstance(value, float) and not math.isfinite(value):
            value = french.number(value)
        if isinstance(value, str):
            cell.value = clean(value)[:_LONGEST_CELL]
            cell.data_type = "s"
            continue
        cell.value = value
        if unit.startswith("%"):
            cell.number_format = _PERCENT
