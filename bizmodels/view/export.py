"""Excel and CSV of a calculator, as links made on click: the same in JupyterLab, Voilà and JupyterLite."""

from __future__ import annotations

import base64
import io
import math
from typing import Any

from bizmodels import analysis, french
from bizmodels.lazy import pd
from bizmodels.model import BusinessModel

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
    labels = {name: label for name, (label, _) in type(model).columns.items()}
    frame = pd.DataFrame(model.project()).rename(columns=labels)
    frame.index.name = "Mois"
    return frame.to_csv(sep=";", decimal=",", lineterminator="\n").encode("utf-8-sig")


def workbook(base: BusinessModel, model: BusinessModel, scenarios: dict[str, BusinessModel]) -> bytes:
    """Parameters with their sources, key figures of all scenarios, months and a native chart."""
    from openpyxl import Workbook
    from openpyxl.chart import LineChart, Reference

    book = Workbook()
    sheet = book.active
    sheet.title = "Paramètres"
    _row(sheet, ["Paramètre", "Valeur", "Unité", "Départ", "Statut", "Origine"])
    for name, param in type(model).__params__.items():
        label, where = param.standing()
        value, start = getattr(model, name), getattr(base, name)
        status = label if value == start == type(model).model_fields[name].get_default() else "votre réglage"
        _row(sheet, [param.label, value, param.unit, start, status, where])
    sheet = book.create_sheet("Grandeurs")
    everyone = {"Actuel": model, **scenarios}
    table = pd.DataFrame(analysis.compare(everyone))
    _row(sheet, ["Grandeur", "Unité", *table.columns])
    for name, row in zip(table.index, table.itertuples(index=False), strict=True):
        figure = type(model).__kpis__[name]
        _row(sheet, [figure.label, figure.unit, *row])
    sheet = book.create_sheet("Mois")
    months = pd.DataFrame(model.project())
    _row(sheet, ["Mois", *(type(model).columns.get(c, (c, ""))[0] for c in months.columns)])
    for month, row in zip(months.index, months.itertuples(index=False), strict=True):
        _row(sheet, [month, *row])
    chart = LineChart()
    chart.title, chart.y_axis.title, chart.x_axis.title = "Trésorerie cumulée", model.currency, "Mois"
    column = list(months.columns).index("cash") + 2
    chart.add_data(
        Reference(sheet, min_col=column, min_row=1, max_row=len(months) + 1), titles_from_data=True
    )
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=len(months) + 1))
    chart.x_axis.delete = chart.y_axis.delete = False
    sheet.add_chart(chart, "K2")
    for page in book.worksheets:
        page.freeze_panes = "B2"
        for letter in "ABCDEFGHI":
            page.column_dimensions[letter].width = 26 if letter in "AF" else 16
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _row(sheet: Any, values: list[Any]) -> None:
    """Append a row; text stays text, even « =1+1 » in a scenario's name, and infinity is written in words."""
    sheet.append([None] * len(values))
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row=sheet.max_row, column=column)
        if isinstance(value, float) and not math.isfinite(value):
            value = french.number(value)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
