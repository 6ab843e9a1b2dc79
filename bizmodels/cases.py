"""Published facts -> a calibrated model -> a back-test against *other* published facts.

>>> bm.cases.case_model("Deezer").__name__
'Freemium'
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from bizmodels import french, models
from bizmodels.core.arguments import single, told_apart
from bizmodels.core.model import BusinessModel
from bizmodels.errors import LearnerError
from bizmodels.facts.evidence import BackTest
from bizmodels.french import nearest, unknown_in
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
    """The model class of a case (« Deezer »), of a class or of an instance.

    >>> bm.cases.case_model("Deezer") is bm.Freemium is bm.cases.case_model(bm.Freemium())
    True
    """
    if isinstance(case, BusinessModel):
        return type(case)
    if isinstance(case, type) and issubclass(case, BusinessModel):
        return case
    known = {cls.case: cls for cls in models.all_models().values() if cls.case}
    if not isinstance(case, str) or case not in known:
        raise LearnerError(f"Aucun cas ne s’appelle {french.quote(case)}.{nearest(str(case), list(known))}")
    return known[case]


def backtest(
    case: str | type[BusinessModel] | BusinessModel | Sequence[str] | None = None, brief: bool = False
) -> pd.DataFrame:
    """What the model gives against what was published, with the naive forecast beside it.

    Args:
        case: a case (« Deezer »), a model, a list of them in the order wanted, or nothing for all.
        brief: show errors and verdicts only, for many cases at once; the frame keeps its columns.

    Returns:
        Frame ``case metric period published modelled error naive inputs unit untestable``; ``error`` and
        ``naive`` are relative (fractions); a line that cannot be tested says why in ``untestable``.

    >>> first = bm.cases.backtest("BlaBlaCar").iloc[0]
    >>> first["metric"], first["period"], float(first["published"])
    ('Chiffre d’affaires', '2023', 253.0)
    >>> round(float(first["error"]), 2), round(float(first["naive"]), 2)  # better than « nothing changes »
    (-0.04, -0.22)
    """
    if case is None:
        classes = list(models.all_models().values())
    else:
        classes = [case_model(one) for one in (case if isinstance(case, list | tuple) else [case])]
    rows = [(cls.case or cls.__name__, line) for cls in classes for line in cls.backtests()]
    frame = pd.DataFrame(
        [
            (name, b.metric, b.period, _nan(b.published), _nan(b.modelled), _nan(b.error), _nan(b.naive_error),
             b.inputs, b.unit, b.untestable)
            for name, b in rows
        ],
        columns=_COLUMNS,
    )  # fmt: skip
    return Table.of(frame, _brief if brief else _french)


def _brief(frame: pd.DataFrame) -> pd.DataFrame:
    return _french(frame).drop(columns=["Publié", "Modèle", "Données d’entrée"])


def overview(scenarios: Mapping[str, BusinessModel]) -> pd.DataFrame:
    """Any models side by side by figures without currency, so that euros and dollars are never mixed.

    Args:
        scenarios: name -> model.

    Returns:
        Frame, one row a model: ``kept`` (margin on variable costs, share of what the final customer pays incl.
        VAT), ``ltv_cac``, ``customers`` (steady state), ``threshold`` (``break_even_renewal``), ``cover`` (how many
        times the customers won pay the fixed costs in steady state: above 1 the firm lives), ``months`` (funding
        need over 36 months, in months of fixed costs).

    Raises:
        LearnerError: nothing is given, or a value is no model.

    >>> table = bm.cases.overview({"Marque": bm.D2C(), "Logiciel": bm.SaaS()})
    >>> table["kept"].round(2).to_dict()  # of what the customer pays; € and $ do not mix
    {'Marque': 0.31, 'Logiciel': 0.65}
    """
    if not isinstance(scenarios, Mapping) or not scenarios:
        raise LearnerError("overview() attend des modèles nommés : overview({'Vente directe': bm.D2C(), …}).")
    told_apart(scenarios, "overview()")
    rows = {}
    for name, model in scenarios.items():
        if not isinstance(model, BusinessModel):
            raise LearnerError(f"overview(), {french.quote(name)} : ce n’est pas un modèle d’entreprise.")
        single(model, f"overview(), {french.quote(name)},")
        fixed = model.overheads if model.overheads > 0 else math.nan
        rows[str(name)] = {
            "kept": model.ledger().iloc[-1] / 100,
            "ltv_cac": float(model.ltv_cac),
            "customers": float(model.steady_state_customers),
            "threshold": float(model.break_even_renewal),
            "cover": 1 + float(model.steady_state_profit) / fixed,
            "months": float(model.funding_need) / fixed,
        }
    frame = pd.DataFrame.from_dict(rows, orient="index").rename_axis("model")
    return Table.of(frame, _overview)


def _overview(frame: pd.DataFrame) -> pd.DataFrame:
    columns = (
        ("kept", "Gardé sur 100 TTC", lambda v: french.number(100 * v, 0)),
        ("ltv_cac", "LTV / CAC", lambda v: french.quantity(v, "×")),
        ("customers", "Clients en régime permanent", french.number),
        ("threshold", "Seuil, renouvellement compris", lambda v: "jamais" if math.isinf(v) else french.number(v)),
        ("cover", "Coûts fixes couverts", lambda v: "—" if math.isnan(v) else french.quantity(v, "fois", 2)),
        ("months", "À avancer, en mois de coûts fixes", lambda v: "—" if math.isnan(v) else french.number(v, 1)),
    )  # fmt: skip
    return pd.DataFrame(
        {label: [show(v) for v in frame[name]] for name, label, show in columns},
        index=pd.Index(frame.index, name="Modèle"),
    )


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
    """Each parameter of a model with its default, its standing and its source.

    The standing is « publié » (about the model's own case, or the law), « déduit » (computed from it), « comparable »
    (published about somebody else), « à vérifier » (not read) or « hypothèse ».

    >>> table = bm.cases.provenance("Le Slip Français").set_index("parameter")
    >>> table.loc[["new_customers", "return_rate", "cogs"], "standing"].tolist()  # the rate is Etam's
    ['déduit', 'comparable', 'hypothèse']
    """
    cls = case_model(case)
    rows = []
    for name, param in cls.__params__.items():
        default = cls.model_fields[name].get_default()
        rows.append((name, default, *param.standing(cls.case), param.source))
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


__all__ = ["BackTest", "backtest", "case_model", "overview", "provenance"]


def __getattr__(name: str):
    raise unknown_in("cases", name, __all__)
