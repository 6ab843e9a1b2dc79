"""The tables a model gives, and the French text in which each one shows itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from bizmodels import french
from bizmodels.lazy import pd, tables

if TYPE_CHECKING:
    from bizmodels.core.model import BusinessModel


def months(model: BusinessModel, count: int) -> pd.DataFrame:
    """The table of ``project``: a row a month, a column an amount or a stock."""
    path = model.path(count)
    frame = pd.DataFrame(
        np.array(list(path.values()), dtype=float).T,
        index=pd.RangeIndex(1, count + 1, name="month"),
        columns=list(path),
    )
    return tables.Table.of(frame, partial(_french_months, model))


def _french_months(model: BusinessModel, frame: pd.DataFrame) -> pd.DataFrame:
    shown = {}
    for name in frame.columns:
        label, unit = type(model).columns.get(name, (name.replace("_", " "), ""))
        shown[label] = [french.quantity(v, unit.replace("€", model.currency), 0) for v in frame[name]]
    return pd.DataFrame(shown, index=pd.Index(frame.index, name="Mois"))


def kpis(model: BusinessModel) -> pd.Series:
    """Every key figure, in declaration order."""
    figures = {name: getattr(model, name) for name in type(model).__kpis__}
    return tables.Record.of(pd.Series(figures, name=type(model).__name__), partial(_french_kpis, model))


def _french_kpis(model: BusinessModel, figures: pd.Series) -> pd.DataFrame:
    kpis = type(model).__kpis__
    return pd.DataFrame(
        {"Valeur": [kpis[n].show(v) for n, v in figures.items()]},
        index=pd.Index([kpis[n].label for n in figures.index], name="Grandeur"),
    )


def parameters(model: BusinessModel) -> pd.DataFrame:
    """One row a parameter: what its card says, and its value."""
    rows = [
        {
            "label": p.label,
            "unit": p.unit,
            "value": model.values()[n],
            "low": p.low,
            "high": p.high,
            "step": p.step,
            "group": p.group,
            "source": p.source,
            "help": p.help,
        }
        for n, p in type(model).__params__.items()
    ]
    table = pd.DataFrame(rows, index=list(type(model).__params__))
    return tables.Table.of(table, partial(_french_parameters, model))


def _french_parameters(model: BusinessModel, table: pd.DataFrame) -> pd.DataFrame:
    params = [type(model).__params__[name] for name in table.index]
    return pd.DataFrame(
        {
            "Nom dans le code": table.index,
            "Valeur": [
                p.show(v) if isinstance(v, float) else "tirages"
                for v, p in zip(table["value"], params, strict=True)
            ],
            "Valeurs admises": [p.range_text() for p in params],
            "Origine": [p.source or "hypothèse" for p in params],
        },
        index=pd.Index([p.label for p in params], name="Paramètre"),
    )


def ledger(model: BusinessModel) -> pd.Series:
    """Who gets what of 100 € TTC, the lines of ``of_hundred``."""
    return tables.Record.of(pd.Series(model.of_hundred(), name="ledger"), partial(_french_ledger, model))


def _french_ledger(model: BusinessModel, amounts: pd.Series) -> pd.DataFrame:
    return pd.DataFrame(
        {f"Sur 100 {model.currency} TTC": [french.quantity(v, model.currency, 2) for v in amounts]},
        index=pd.Index(amounts.index, name="Qui"),
    )
