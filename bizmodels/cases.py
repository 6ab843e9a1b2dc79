"""Published facts -> a calibrated model -> a back-test against *other* published facts."""

from __future__ import annotations

import math

import pandas as pd

from bizmodels import french, models
from bizmodels.errors import LearnerError
from bizmodels.evidence import BackTest
from bizmodels.model import BusinessModel, nearest
from bizmodels.tables import Table

_COLUMNS = [
    "case",
    "metric",
    "period",
    "published",
    "modelled",
    "error",
    "naive",
    "inputs",
    "unit",
    "untestable",
]


def case_model(case: str | type[BusinessModel] | BusinessModel) -> type[BusinessModel]:
    """The model class of a case (« Deezer »), of a class or of an instance."""
    if isinstance(case, BusinessModel):
        return type(case)
    if isinstance(case, type) and issubclass(case, BusinessModel):
        return case
    known = {cls.case: cls for cls in models.all_models().values() if cls.case}
    if case not in known:
        raise LearnerError(f"Aucun cas ne s’appelle {french.quote(case)}.{nearest(str(case), list(known))}")
    return known[case]


def backtest(case: str | type[BusinessModel] | BusinessModel | None = None) -> pd.DataFrame:
    """What the model gives against what was published, with the naive forecast beside it.

    Args:
        case: a case (« Deezer »), a model, or nothing for all of them.

    Returns:
        Frame ``case metric period published modelled error naive inputs unit untestable``; ``error`` and
        ``naive`` are relative (fractions); a line that cannot be tested says why in ``untestable``.
    """
    classes = [case_model(case)] if case is not None else list(models.all_models().values())
    rows = [(cls.case or cls.__name__, line) for cls in classes for line in cls.backtests()]
    frame = pd.DataFrame(
        [
            (name, b.metric, b.period, _nan(b.published), _nan(b.modelled), _nan(b.error), _nan(b.naive_error),
             b.inputs, b.unit, b.untestable)
            for name, b in rows
        ],
        columns=_COLUMNS,
    )  # fmt: skip
    return Table.of(frame, _french)


def _nan(value: float | None) -> float:
    return math.nan if value is None else float(value)


def _french(frame: pd.DataFrame) -> pd.DataFrame:
    def signed(value: float) -> str:
        return "—" if math.isnan(value) else ("+" if value > 0 else "") + french.quantity(value, "%", 1)

    def amount(value: float, unit: str) -> str:
        return "—" if math.isnan(value) else french.quantity(value, unit)

    verdicts = []
    for row in frame.itertuples():
        if row.untestable:
            verdicts.append(french.typeset(f"non testable : {row.untestable}"))
        elif not math.isnan(row.naive) and abs(row.naive) < abs(row.error):
            verdicts.append("ne bat pas « rien ne change »")
        elif abs(row.error) <= 0.10:
            verdicts.append("à moins de 10 %")
        else:
            verdicts.append("échec, gardé")
    return pd.DataFrame(
        {
            "Cas": frame["case"],
            "Grandeur": frame["metric"],
            "Période": frame["period"],
            "Publié": [amount(v, u) for v, u in zip(frame["published"], frame["unit"], strict=True)],
            "Modèle": [amount(v, u) for v, u in zip(frame["modelled"], frame["unit"], strict=True)],
            "Écart": [signed(v) for v in frame["error"]],
            "Écart si rien ne change": [signed(v) for v in frame["naive"]],
            "Données d’entrée": [french.typeset(text) for text in frame["inputs"]],
            "Verdict": verdicts,
        }
    )


def provenance(case: str | type[BusinessModel] | BusinessModel) -> pd.DataFrame:
    """Each parameter of a model with its default, « publié », « déduit » or « hypothèse », and its source."""
    cls = case_model(case)
    rows = []
    for name, param in cls.__params__.items():
        default = cls.model_fields[name].get_default()
        rows.append((name, default, *param.standing(), param.source))
    frame = pd.DataFrame(rows, columns=["parameter", "default", "standing", "reason", "source"])

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        params = [cls.__params__[n] for n in table["parameter"]]
        return pd.DataFrame(
            {
                "Paramètre": [p.label for p in params],
                "Valeur": [p.show(v) for v, p in zip(table["default"], params, strict=True)],
                "Statut": table["standing"],
                "Source ou raison": table["reason"],
            }
        )

    return Table.of(frame, shown)


__all__ = ["BackTest", "backtest", "case_model", "provenance"]
